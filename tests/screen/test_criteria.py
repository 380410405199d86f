#!/usr/bin/env python3
"""The criteria in a real terminal: versions, rows with their check, preview, activating on a day with confirmation."""

from terminal import Terminal, run_tests

ENTER, ESCAPE, SAVE, TAB = "Enter", "Escape", "C-s", "Tab"
# The second version hides T2 behind an earlier rank and sends every patient with personal care to HT.
ROWS = """criterion,outcome,when,rationale,source,rank,version,valid_from
A1,HT,pbp,personal care,test,10,trial,2026-03-10
A2,OT,pbp,personal care again,test,20,trial,2026-03-10
A3,OT,,everybody else,test,90,trial,2026-03-10
"""


def with_trial(store):
    path = store.home / "trial.csv"
    path.write_text(ROWS, encoding="utf-8")
    store.run("import", "criteria", str(path))


def open_trial(terminal):
    terminal.see("? help")
    terminal.keys("C")
    terminal.see("active: it decides now", "trial")
    terminal.keys("/")
    terminal.see("Search")
    terminal.type("trial")
    terminal.keys(ENTER)
    terminal.see_no_more("Search")
    terminal.until("the mark", lambda screen: terminal.line(terminal.cursor()[0]).startswith(">  trial"))


def test_rows_and_check(store):
    with_trial(store)
    with Terminal(store, 80, 24, colour=False) as terminal:
        open_trial(terminal)
        terminal.keys(ENTER)
        terminal.see("Version trial", "A2", "! 1", "good")
        terminal.keys("Down")
        terminal.see("A2 ", "hidden")
        terminal.quit()


def test_preview_and_activate(store):
    with_trial(store)
    with Terminal(store, 120, 40) as terminal:
        open_trial(terminal)
        terminal.keys("g")
        terminal.see("look first at what it would change")
        terminal.keys("p")
        terminal.see("would move", "load", "becomes HT")
        terminal.keys("g")
        terminal.see("Let version trial count", "2026-03-10")
        terminal.keys(SAVE)
        terminal.see("choose yes")
        terminal.type("yes")
        terminal.keys(SAVE)
        terminal.see("Let it count all the same?")  # its table has a fault
        terminal.type("yes")
        terminal.keys(ENTER)
        terminal.see_no_more("Let version trial")
        terminal.keys(ESCAPE)
        terminal.see("activated, takes effect on 2026-03-10")
        terminal.quit()
    rows = {row["version"]: row for row in store.json("criteria", "list")}
    assert not rows["trial"]["active"] and rows["trial"]["valid_from"] == "2026-03-10", rows
    store.check_sound()


run_tests(globals())
