#!/usr/bin/env python3
"""Paper: every sheet's page as it will be printed, choosing sheets, a file, a printer (one that is made up), none at
all; the handover is acknowledged, and a printed roster's mark is looked up."""

import os
import re
import subprocess

from terminal import Terminal, run_tests

ENTER, ESCAPE, DOWN, TAB, HOME = "Enter", "Escape", "Down", "Tab", "Home"
DATE = "2026-03-04"


def open_paper(terminal, sheet=None):
    """View 8, with the mark on a sheet if one is named."""
    terminal.see("? help")
    terminal.keys("8")
    terminal.see("DRAFT", "L1 ", "all lists", "handover")
    if sheet:
        terminal.keys("/")
        terminal.type(sheet)
        terminal.keys(ENTER)
        terminal.until(f"the mark on {sheet}", lambda screen: re.search(rf"^> [ *+]*{sheet}", screen, re.MULTILINE))


def lines_of(text):
    """The lines of a page, without what depends on the minute, the printing or the window."""
    return [line.strip() for line in text.replace("\f", "\n").split("\n")
            if line.strip() and "printed" not in line and "version" not in line and "···" not in line]


def check_page(store, columns, rows, sheet, *command):
    """The first lines of the page are those that the command prints."""
    wanted = lines_of(store.run(*command))
    with Terminal(store, columns, rows, colour=False) as terminal:
        open_paper(terminal, sheet)
        terminal.keys(ENTER)
        for line in wanted[:6]:
            terminal.see(" ".join(line[:60].split("  ")[0].split(" ")))
        terminal.keys(ESCAPE)
        terminal.see("worker, what")
        terminal.quit()


def make_printer(store, *printers):
    """A program lp that keeps what it gets, and one that names the printers; returns the folder they are in."""
    folder = store.home / "bin"
    folder.mkdir()
    for name, does in (("lp", f"echo \"$@\" > {store.home}/options; /bin/cat > {store.home}/printed; echo request id is a-1"),
                       ("lpstat", "; ".join(["true", *(f"echo {printer}" for printer in printers)]))):
        (folder / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


def set_field(terminal, name, value):
    """Goes down to a field of the form and gives it a value."""
    for _ in range(8):
        if re.search(rf"^>[ *]+{name}( |$)", terminal.settle(), re.MULTILINE):
            break
        terminal.keys(TAB)
    terminal.until(f"the field {name}", lambda screen: re.search(rf"^>[ *]+{name}( |$)", screen, re.MULTILINE))
    terminal.keys("C-u")
    terminal.type(value)


def pdf_text(path):
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, encoding="utf-8").stdout


# --- Pages ---


def test_page(store):
    with Terminal(store, 80, 24, colour=False) as terminal:
        open_paper(terminal, "L1 ")
        terminal.keys(ENTER)
        terminal.see("L1 ·", "DRAFT: the shift is not approved", "[ ]")
        wide = terminal.screen()
        terminal.keys("Right")  # the page is as wide as the window, its right part a step away
        terminal.until("the right part", lambda screen: screen != wide and "L1 · " not in screen)
        terminal.keys(ESCAPE)
        terminal.see("worker, what")
        terminal.quit()


def test_pages_of_the_shift(store):
    """The pages of what is shown: other shifts and teams are a key away."""
    with Terminal(store, 120, 40) as terminal:
        open_paper(terminal)
        terminal.keys(ENTER)
        terminal.see("HT1 HT Fjellvåg · day · Wednesday 2026-03-04", "DRAFT: the shift is not approved")
        terminal.keys("v")
        terminal.see("HT1 HT Fjellvåg · evening · Wednesday 2026-03-04")
        terminal.keys("]")
        terminal.see("OT1 OT Hegrenes · evening · Wednesday 2026-03-04")
        terminal.quit()


def test_unit(store):
    check_page(store, 120, 40, "unit", "roster", "--date", DATE, "--shift", "day", "--unit", "Fjellvåg", "--summary")


def test_handover_page(store):
    check_page(store, 80, 24, "handover", "handover", "--date", DATE, "--shift", "day", "--team", "HT1")


def test_own(store):
    check_page(store, 120, 40, "own", "own", "--team", "HT1", "--format", "text", "--dry-run")


def test_queue(store):
    check_page(store, 80, 24, "queue", "queue", "--team", "HT1", "--format", "text")


def test_meeting(store):
    check_page(store, 120, 40, "meeting", "meeting", "--team", "HT1", "--format", "text")


def test_indicators(store):
    """All nine are on the page and in the PDF; as one CSV they are refused."""
    with Terminal(store, 120, 40) as terminal:
        open_paper(terminal, "indicators")
        terminal.keys(ENTER)
        terminal.see("Continuity: how many different workers", "2026-02-05 to 2026-03-04")
        terminal.keys(ESCAPE, "p")
        terminal.see("Print 1 sheet", "writes the file indicators-2026-03-04.pdf")
        terminal.keys("C-s")
        terminal.see("1 sheet written to indicators-2026-03-04.pdf")
        terminal.keys("p")
        terminal.see("Print 1 sheet")
        set_field(terminal, "format", "csv")
        terminal.keys("C-s")
        terminal.see("one CSV table holds one kind of sheet")
        terminal.quit()
    text = pdf_text(store.home / "indicators-2026-03-04.pdf")
    for heading in ("Continuity: how many", "Workload: how full", "Usage rate: hours a week", "Staffing: planned",
                    "Replacement: who", "Use of competence: how", "Response: how soon", "Dimensioning: team",
                    "Visits: what became"):
        assert heading in text, heading
    assert f"{store.json('report', 'visits')['rows'][0]['done']}" in text
    assert not (store.home / "indicators-2026-03-04.csv").exists()


def test_wishes(store):
    """Initials are seen on the page before anything is printed."""
    patient = store.sql("SELECT p.name FROM queue q JOIN patients p USING (patient) WHERE q.state = 'open' AND q.urgency = 'now'")
    name = patient[0][0].split()[-1]
    with Terminal(store, 120, 40) as terminal:
        open_paper(terminal, "queue")
        terminal.keys(ENTER)
        terminal.see(name)
        terminal.keys("e")
        terminal.see("How it is printed")
        set_field(terminal, "initials", "yes")
        terminal.keys("C-s")
        terminal.see("as pdf, initials")
        terminal.see_no_more(name)
        terminal.quit()


# --- Files ---


def test_file(store):
    """What is chosen stands in the file as the command prints it; one that is there is replaced only when that is said."""
    there = store.home / "roster-2026-03-04.txt"
    there.write_text("mine", encoding="utf-8")
    with Terminal(store, 140, 40) as terminal:
        open_paper(terminal, "L1 ")
        terminal.see("the page as it will be printed")
        terminal.keys("Space", "Space")
        terminal.see("2 sheets chosen")
        terminal.keys("p")
        terminal.see("Print 2 sheets", "2 of them are DRAFT")
        set_field(terminal, "format", "text")
        terminal.see("writes the file roster-2026-03-04.txt")
        terminal.keys("C-s")
        terminal.see("roster-2026-03-04.txt is there already. Replace it?")
        terminal.keys(ENTER)
        terminal.see("nothing was written")
        assert there.read_text(encoding="utf-8") == "mine"
        terminal.keys("C-s", DOWN, ENTER)
        terminal.see("2 sheets written to roster-2026-03-04.txt")
        terminal.quit()
    written = there.read_text(encoding="utf-8")
    for name in ("L1", "L2"):
        assert store.run("roster", "--list", name) in written, name


def test_the_base_is_no_paper(store):
    """A sheet is never written over the base, whatever somebody answers."""
    with Terminal(store, 140, 40) as terminal:
        open_paper(terminal, "L1 ")
        terminal.keys("p")
        terminal.see("Print 1 sheet")
        set_field(terminal, "format", "text")
        set_field(terminal, "file", "base.db")
        terminal.keys("C-s")
        terminal.see("that file is the base itself")
        terminal.keys("Escape")
        terminal.quit()
    store.check_sound()


def test_pdf_of_several_kinds(store):
    """One PDF of a list and the handover, into a path that tab completes; drafts say so on every page of the roster."""
    (store.home / "for-the-car").mkdir()
    with Terminal(store, 80, 24) as terminal:
        open_paper(terminal, "handover")
        terminal.keys("Space", "/")
        terminal.type("L1 ")
        terminal.keys(ENTER, "Space")
        terminal.see("2 sheets chosen")
        terminal.keys("p")
        terminal.see("Print 2 sheets", "1 of them is a DRAFT")
        set_field(terminal, "file", "for-th")
        terminal.keys(TAB)
        terminal.see("for-the-car/")
        terminal.type("two.pdf")
        terminal.keys("C-s")
        terminal.see("2 sheets written to for-the-car/two.pdf")
        terminal.quit()
    text = pdf_text(store.home / "for-the-car" / "two.pdf")
    assert "Handover · HT1 HT Fjellvåg · day" in text, text
    assert "L1 · " in text and "DRAFT: the shift is not approved" in text, text


def test_one_table(store):
    """A CSV of sheets of two kinds would be no table: refused, and nothing is written."""
    with Terminal(store, 120, 40) as terminal:
        open_paper(terminal, "handover")
        terminal.keys("Space", DOWN, DOWN, "Space")
        terminal.see("2 sheets chosen")
        terminal.keys("p")
        set_field(terminal, "format", "csv")
        terminal.see("writes the file paper-2026-03-04.csv")
        terminal.keys("C-s")
        terminal.see("one CSV table holds one kind of sheet")
        terminal.quit()
    assert not (store.home / "paper-2026-03-04.csv").exists()


def test_csv(store):
    with Terminal(store, 80, 24) as terminal:
        open_paper(terminal, "meeting")
        terminal.keys("p")
        set_field(terminal, "format", "csv")
        terminal.keys("C-s")
        terminal.see("1 sheet written to meeting-2026-03-04-HT1.csv")
        terminal.quit()
    written = (store.home / "meeting-2026-03-04-HT1.csv").read_text(encoding="utf-8")
    assert written == store.run("meeting", "--team", "HT1", "--format", "csv")


# --- Printers ---


def test_no_printer(store):
    with Terminal(store, 80, 24, language="C", environment={"PATH": "/nowhere"}) as terminal:
        open_paper(terminal)
        terminal.keys("p")
        terminal.see("Print 1 sheet")
        terminal.type("printer")
        terminal.keys("C-s")
        terminal.see("there is no program lp")
        terminal.keys(ESCAPE)
        terminal.quit()


def test_printer(store):
    """The machine's printer gets exactly what the command makes, byte for byte."""
    folder = make_printer(store)
    with Terminal(store, 80, 24, environment={"PATH": str(folder)}) as terminal:
        open_paper(terminal, "L1 ")
        terminal.keys("p")
        terminal.see("Print 1 sheet")
        terminal.type("printer")
        terminal.see("prints on the machine's printer")
        set_field(terminal, "format", "text")
        terminal.keys("C-s")
        terminal.see("1 sheet went to the printer: request id is a-1")
        terminal.quit()
    assert (store.home / "printed").read_text(encoding="utf-8") == store.run("roster", "--list", "L1")
    assert (store.home / "options").read_text(encoding="utf-8").strip() == ""


def test_choose_printer(store):
    """Printers that the machine knows are offered, and a PDF goes to the chosen one."""
    folder = make_printer(store, "office-2", "floor_3")
    with Terminal(store, 120, 40, environment={"PATH": f"{folder}:{os.environ['PATH']}"}) as terminal:
        open_paper(terminal)
        terminal.settle()
        terminal.keys("p")
        terminal.see("Print 1 sheet", "prints on the machine's printer")
        set_field(terminal, "printer", "floor")
        terminal.see("floor_3")
        terminal.keys(TAB)
        terminal.see("prints on floor_3")
        terminal.keys("C-s")
        terminal.see("1 sheet went to the printer")
        terminal.quit()
    assert (store.home / "options").read_text(encoding="utf-8").split() == ["-d", "floor_3"]
    text = pdf_text(store.home / "printed")
    assert "HT1 HT Fjellvåg · day" in text and "L1 · HT Fjellvåg" in text and "DRAFT" in text, text


# --- Handover and marks ---


def test_acknowledge(store):
    """Only who has the handover before the eyes can acknowledge it; then the sheet says by whom."""
    with Terminal(store, 80, 24) as terminal:
        open_paper(terminal)
        terminal.keys("g")
        terminal.see("mark the handover and read it")
        open_paper(terminal, "handover")
        terminal.keys(ENTER)
        terminal.see("read by: ____")
        terminal.keys("g")
        terminal.see("HT Fjellvåg, day: have you read it", "> no")
        terminal.keys(DOWN, ENTER)
        terminal.see("read by ", "2026-03-04 07:12")
        terminal.quit()
    sheet = store.json("handover", "--date", DATE, "--shift", "day", "--team", "HT1")
    assert sheet["acknowledged_by"] and sheet["acknowledged_at"].startswith("2026-03-04T07:12"), sheet


def test_mark(store):
    """A sheet's mark is right until a visit on it changes; then the other one is asked for."""
    mark = re.search(r"mark ([0-9A-Z]{6})", store.run("roster", "--list", "L1"))[1]
    with Terminal(store, 80, 24) as terminal:
        open_paper(terminal)
        terminal.keys("c")
        terminal.see("Is a printed roster still right?")
        terminal.type(mark.lower())
        terminal.keys(ENTER)
        terminal.see(f"{mark.lower()} is right: L1 ·")
        visit = store.sql("SELECT visit FROM visits WHERE date = ? AND list = 'L1' LIMIT 1", DATE)[0][0]
        store.run("unassign", visit, status=(0, 1))
        terminal.keys("c")
        terminal.see("Is a printed roster still right?")
        terminal.type(f"{mark}")
        terminal.keys(ENTER)
        terminal.see(f"{mark} is on no sheet of that date any more")
        terminal.quit()


run_tests(globals())
