#!/usr/bin/env python3
"""The roster as it will be printed: the page, choosing lists, a file, a printer (one that is made up), none at all."""

from terminal import Terminal, run_tests

ENTER, ESCAPE, DOWN = "Enter", "Escape", "Down"


def open_roster(terminal):
    terminal.see("? help")
    terminal.keys("8")
    terminal.see("DRAFT", "L1 ")


def test_page(store):
    with Terminal(store, 80, 24, colour=False) as terminal:
        open_roster(terminal)
        terminal.keys(ENTER)
        terminal.see("L1 ·", "DRAFT: the shift is not approved", "[ ]")
        terminal.keys(ESCAPE)
        terminal.see("worker")
        terminal.quit()


def test_file(store):
    """What is chosen stands in the file as the command prints it."""
    with Terminal(store, 140, 40) as terminal:
        open_roster(terminal)
        terminal.see("the page as it will be printed")
        terminal.keys("Space", "Space")
        terminal.see("2 lists chosen")
        terminal.keys("p")
        terminal.see("2 of them DRAFT")
        terminal.keys(ENTER)
        terminal.see("Into which file?", "roster-2026-03-04.txt")
        terminal.keys(ENTER)
        terminal.see("2 lists written to")
        terminal.quit()
    written = (store.home / "roster-2026-03-04.txt").read_text(encoding="utf-8")
    lists = [row[0] for row in store.sql("SELECT list FROM lists WHERE date = '2026-03-04' AND list IN ('L1', 'L2')")]
    assert len(lists) == 2
    for name in lists:
        assert store.run("roster", "--list", name) in written, name


def test_no_printer(store):
    with Terminal(store, 80, 24, language="C", environment={"PATH": "/nowhere"}) as terminal:
        open_roster(terminal)
        terminal.keys("p")
        terminal.see("where to?")
        terminal.type("printer")
        terminal.keys(ENTER)
        terminal.see("there is no program lp")
        terminal.quit()


def test_printer(store):
    folder = store.home / "bin"
    folder.mkdir()
    printer = folder / "lp"
    printer.write_text(f"#!/bin/sh\n/bin/cat > {store.home}/printed\necho request id is office-1\n", encoding="utf-8")
    printer.chmod(0o755)
    with Terminal(store, 80, 24, environment={"PATH": str(folder)}) as terminal:
        open_roster(terminal)
        terminal.keys("p")
        terminal.see("where to?")
        terminal.type("printer")
        terminal.keys(ENTER)
        terminal.see("1 list went to the printer: request id is office-1")
        terminal.quit()
    assert (store.home / "printed").read_text(encoding="utf-8") == store.run("roster", "--list", "L1")


run_tests(globals())
