#!/usr/bin/env python3
"""The night's work and the files on the screen: what goes on beside it, what came of it, and what is asked first."""

import contextlib
import sqlite3

from terminal import Terminal, run_tests

ENTER, ESCAPE, DOWN, TAB = "Enter", "Escape", "Down", "Tab"
DATE, NEXT = "2026-03-04", "2026-03-05"


def open_night(terminal, date=None):
    terminal.see("? help")
    terminal.keys("T")
    terminal.see("run the night for a date")
    if date:
        terminal.keys("+")
        terminal.see("tomorrow has no visits and no lists yet: r runs the night")


def begin_long_run(terminal):
    open_night(terminal, NEXT)
    terminal.keys("r", TAB)
    terminal.type("600")
    terminal.keys("C-s")
    terminal.see("unassigned so far")


def lists_of(store, date):
    return store.sql("SELECT count(*) FROM lists WHERE date = ?", date)[0][0]


# --- The night ---


def test_run(store):
    """The night's run goes on beside the screen; its view says what came of it, and undo asks before it takes it back."""
    with Terminal(store, 80, 24) as terminal:
        open_night(terminal, NEXT)
        assert "x stop" not in terminal.screen(), "nothing can be stopped yet\n" + terminal.picture()
        terminal.keys("r")
        terminal.see("The night's run: visits, decisions", NEXT)
        terminal.keys(TAB)
        terminal.type("3")
        terminal.keys("C-s")
        terminal.see(f"the night's run of {NEXT}:", "x stops it")
        terminal.keys("2")  # the queue works meanwhile
        terminal.see("HT", f"the night's run of {NEXT}:", "%")
        terminal.see("visits placed, ")
        assert lists_of(store, NEXT) > 0
        terminal.keys("T")
        terminal.see("done", f"the night's run of {NEXT}: ", "this date", "each team", "OT Granlia, day: ")
        terminal.keys("u")
        terminal.see(f'Take back "planned and balanced {NEXT}"')
        terminal.keys(DOWN, ENTER)
        terminal.see("taken back: planned and balanced")
        terminal.quit()
    assert lists_of(store, NEXT) == 0


def test_rosters_of_the_night(store):
    """The run leaves the date's rosters in a folder, which tab completes; one that cannot be is told before the run."""
    (store.home / "paper-of-the-night").mkdir()
    (store.home / "taken").write_text("a file", encoding="utf-8")
    with Terminal(store, 80, 24) as terminal:
        open_night(terminal, NEXT)
        terminal.keys("r")
        terminal.see("seconds", "rosters")
        terminal.keys(TAB)
        terminal.type("1")
        terminal.keys(TAB)
        terminal.type("taken/here")
        terminal.keys("C-s")
        terminal.see("! ")
        assert lists_of(store, NEXT) == 0
        terminal.keys("C-u")
        terminal.type("paper-of-th")
        terminal.keys(TAB)
        terminal.see("paper-of-the-night/")
        terminal.keys("C-s")
        terminal.see("visits placed, ")
        terminal.see("written to paper-of-the-night")
        terminal.quit()
    written = sorted(path.name for path in (store.home / "paper-of-the-night").iterdir())
    assert f"roster-{NEXT}-units.pdf" in written and f"roster-{NEXT}-OT1-day.txt" in written, written
    text = (store.home / "paper-of-the-night" / f"roster-{NEXT}-OT1-day.txt").read_text(encoding="utf-8")
    assert store.sql("SELECT list FROM lists WHERE date = ? AND team = 'OT1' AND shift = 'day'", NEXT)[0][0] in text


def test_run_today_asks(store):
    """Today's lists are what people are about to walk: the night is offered for tomorrow, and asks before today's."""
    lists = lists_of(store, DATE)
    with Terminal(store, 120, 40) as terminal:
        terminal.keys("T")
        terminal.see("r: run the night")
        terminal.keys("r")
        terminal.see("The night's run: visits, decisions", NEXT)
        terminal.keys(ESCAPE)
        terminal.settle()
        terminal.keys("r")
        terminal.see("The night's run: visits, decisions")
        terminal.keys("C-u")
        terminal.type(DATE)
        terminal.keys("C-s")
        terminal.see("of today anew (L", "> no")
        terminal.keys(ENTER)
        terminal.see("not run: nothing was changed")
    assert lists_of(store, DATE) == lists


def test_stop(store):
    """Whoever stops a run and wants nothing of it finds everything as it was."""
    with Terminal(store, 120, 40) as terminal:
        begin_long_run(terminal)
        terminal.keys("r", "C-s")
        terminal.see("not begun: the night's run of")  # one at a time
        terminal.keys(ESCAPE)
        terminal.keys("x")
        terminal.see("Stop the night's run of", "leave everything as it was")
        terminal.keys(DOWN, DOWN, ENTER)
        terminal.see("not done", "the lists are as they were")
        terminal.quit()
    assert lists_of(store, NEXT) == 0


def test_leave(store):
    """Leaving while something is under way is asked for, and keeps nothing of it."""
    with Terminal(store, 80, 24) as terminal:
        begin_long_run(terminal)
        terminal.keys("q")
        terminal.see(f"Leave, which stops the night's run of {NEXT}?")
        terminal.keys(DOWN, ENTER)
        terminal.ended()
    assert lists_of(store, NEXT) == 0
    store.check_sound()


def test_plan_and_balance(store):
    """Visits without lists, then the lists of one team and shift, and what nobody has with its reason."""
    with Terminal(store, 120, 40) as terminal:
        open_night(terminal, NEXT)
        terminal.keys("p")
        terminal.see("only the dated visits", NEXT)
        terminal.keys("C-s")
        terminal.see("visits added ", "tomorrow has ", "but no lists yet")
        planned = store.sql("SELECT count(*) FROM visits WHERE date = ?", NEXT)[0][0]
        assert planned > 0 and lists_of(store, NEXT) == 0
        terminal.keys("b")
        terminal.see("Balance lists", "keep")
        terminal.keys(DOWN)
        terminal.type("OT1")
        terminal.keys(TAB)
        terminal.type("day")
        terminal.keys(TAB, TAB)
        terminal.type("1")
        terminal.keys(ENTER)
        terminal.see("done", "the balancing of", "figures")
        terminal.quit()
    teams = store.sql("SELECT DISTINCT team FROM visits WHERE date = ? AND list IS NOT NULL", NEXT)
    assert teams == [("OT1",)], teams


def test_over(store):
    """The past is not planned: said in the form."""
    with Terminal(store, 80, 24) as terminal:
        open_night(terminal)
        terminal.keys("r")
        terminal.see("The night's run: visits")
        terminal.keys("C-u")
        terminal.type("-3")
        terminal.keys("C-s")
        terminal.see("2026-03-01", "over")
        terminal.keys(ESCAPE)
        terminal.quit()


# --- Files ---


def open_files(terminal):
    terminal.see("? help")
    terminal.keys("I")
    terminal.see("look at a CSV file", "i: import")


def look_at(terminal, kind, path):
    terminal.keys("i")
    terminal.see("Import: at first only a look", "replace")
    terminal.type(kind)
    terminal.keys(ENTER)
    terminal.type(path)
    terminal.keys("C-s")


def people_of(store):
    return store.sql("SELECT patient, name, phone FROM patients ORDER BY patient")


def exported(store):
    store.run("export", "--all", "out")
    return store.home / "out"


def test_import(store):
    """A look says what would change and changes nothing; only then it is imported, and undo takes it back."""
    before = people_of(store)
    folder = exported(store)
    text = (folder / "patients.csv").read_text(encoding="utf-8")
    (folder / "patients.csv").write_text(text.replace(before[0][1], "Nelly Nyhus"), encoding="utf-8")
    with Terminal(store, 80, 24) as terminal:
        open_files(terminal)
        assert "g take it in" not in terminal.screen(), "there is nothing to take in yet\n" + terminal.picture()
        terminal.keys("g")
        terminal.see("look at a file first: i")
        terminal.keys("i")
        terminal.see("Import: at first only a look")
        terminal.type("patients")
        terminal.keys(ENTER)
        terminal.type("ou")
        terminal.keys(TAB)  # completes
        terminal.see("out/", "absences.csv")
        terminal.type("patients")
        terminal.keys(TAB)
        terminal.see("out/patients.csv")
        terminal.keys("C-s")
        terminal.see("it would do", f"patients: 0 added, 1 changed, {len(before) - 1} as before", "nothing is changed yet",
                     "g take it in")
        assert people_of(store) == before
        terminal.keys("g")
        terminal.see("Import patients from out/patients.csv", "> no")
        terminal.keys(ENTER)
        terminal.see_no_more("> no")
        assert people_of(store) == before
        terminal.keys("g", DOWN, ENTER)
        terminal.see("done", "imported patients from out/patients.csv", "u takes it back")
        assert people_of(store)[0][1] == "Nelly Nyhus"
        terminal.keys("u")
        terminal.see('Take back "imported patients')
        terminal.keys(DOWN, ENTER)
        terminal.see("taken back: imported patients from out/patients.csv")
        terminal.quit()
    assert people_of(store) == before
    store.check_sound()


def test_import_faults(store):
    """Each fault is listed with file, line, column and why; there is nothing that could be confirmed."""
    before = people_of(store)
    folder = exported(store)
    lines = (folder / "patients.csv").read_text(encoding="utf-8").split("\n")
    lines[3] = lines[3].replace(",active,", ",asleep,")
    lines[5] = lines[5].replace(",active,", ",gone,")
    (folder / "patients.csv").write_text("\n".join(lines), encoding="utf-8")
    with Terminal(store, 120, 40) as terminal:
        open_files(terminal)
        look_at(terminal, "patients", "out/patients.csv")
        terminal.see("not done", "! fault", "patients.csv:4: column 'status'", "asleep", "patients.csv:6: column 'status'")
        terminal.keys("g")
        terminal.see("the faults must be mended first")
        terminal.quit()
    assert people_of(store) == before


def test_import_changed(store):
    """What was looked at is what is imported: a file that changed since is looked at again first."""
    before = people_of(store)
    folder = exported(store)
    with Terminal(store, 120, 40) as terminal:
        open_files(terminal)
        look_at(terminal, "all", "out")
        terminal.see("it would do", "patients: 0 added, 0 changed", "nothing is changed yet: g imports it")
        text = (folder / "patients.csv").read_text(encoding="utf-8")
        (folder / "patients.csv").write_text(text.replace(before[0][1], "Somebody Else"), encoding="utf-8")
        terminal.keys("g", DOWN, ENTER)
        terminal.see("not done", "changed since it was looked at: look again")
        terminal.quit()
    assert people_of(store) == before


def test_import_into_a_changed_base(store):
    """What somebody else does meanwhile counts as well: where the import would do something else now, it does nothing."""
    before = people_of(store)
    folder = exported(store)
    text = (folder / "patients.csv").read_text(encoding="utf-8")
    (folder / "patients.csv").write_text(text.replace(before[0][1], "Nelly Nyhus"), encoding="utf-8")
    with Terminal(store, 120, 40) as terminal:
        open_files(terminal)
        look_at(terminal, "patients", "out/patients.csv")
        terminal.see("patients: 0 added, 1 changed", "nothing is changed yet: g imports it")
        store.run("edit", "patients", before[1][0], "phone=11111111")
        terminal.keys("g", DOWN, ENTER)
        terminal.see("not done", "somebody changed the base, and out/patients.csv would do something else now: look again")
        store.run("edit", "patients", before[1][0], f"phone={before[1][2]}")
        assert people_of(store) == before
        terminal.keys("i")
        terminal.see("Import: at first only a look")
        terminal.type("patients")
        terminal.keys(ENTER)
        terminal.type("out/patients.csv")
        terminal.keys("C-s")
        terminal.see("nothing is changed yet: g imports it")
        store.run("setting", "set", "lock_minutes", "9")  # another change that the import has nothing to do with
        terminal.keys("g", DOWN, ENTER)
        terminal.see("done", "imported patients from out/patients.csv")
        terminal.quit()
    assert people_of(store)[0][1] == "Nelly Nyhus"


def test_leave_while_it_is_finished(store):
    """What cannot be stopped is finished first, and the question says so."""
    with Terminal(store, 80, 24) as terminal, contextlib.closing(sqlite3.connect(store.path)) as other:
        open_night(terminal, NEXT)
        other.execute("BEGIN IMMEDIATE")  # so that the plan waits
        terminal.keys("p", "C-s")
        terminal.see("under way")
        terminal.keys("q")
        terminal.see("is finished first: the plan of")
        other.rollback()
        terminal.keys(DOWN, ENTER)
        terminal.ended()
    assert store.sql("SELECT count(*) FROM visits WHERE date = ?", NEXT)[0][0] > 0


def test_enter_on_a_team(store):
    """It opens the board of the date shown, whatever date was run last."""
    with Terminal(store, 120, 40) as terminal:
        open_night(terminal, NEXT)
        terminal.keys("p", TAB, "C-u")
        terminal.type("2")
        terminal.keys("C-s")
        terminal.see("tomorrow has ", "but no lists yet")
        terminal.keys("+")
        terminal.see("2026-03-06 has ", "but no lists yet")
        terminal.keys("End", ENTER)
        terminal.see("Unassigned")
        assert "2026-03-06" in terminal.line(0), terminal.picture()
        terminal.quit()


def test_export(store):
    """What is written is what the command writes; a file that is there is replaced only when that is said."""
    wanted = store.run("export", "staff")
    taken = store.home / "taken.csv"
    taken.write_text("mine", encoding="utf-8")
    with Terminal(store, 80, 24) as terminal:
        open_files(terminal)
        for path in ("taken.csv", "staff.csv"):
            terminal.keys("e")
            terminal.see("Export: the base as CSV files")
            if path == "taken.csv":
                terminal.type("staff")
                terminal.keys(ENTER)
            else:  # the draft is here again
                terminal.keys(TAB, "C-u")
            terminal.type(path)
            terminal.keys("C-s")
            if path == "taken.csv":
                terminal.see("taken.csv is there already. Replace it?")
                terminal.keys(ENTER)
                terminal.see("nothing was written")
                terminal.keys(ESCAPE)
                terminal.see("kept as a draft")
        terminal.see("written: staff.csv")
        terminal.keys("e")
        terminal.type("staff")
        terminal.keys(ENTER)
        terminal.type("base.db")
        terminal.keys("C-s")
        terminal.see("that file is the base itself")
        terminal.keys(ESCAPE)
        terminal.quit()
    store.check_sound()
    assert taken.read_text(encoding="utf-8") == "mine"
    assert (store.home / "staff.csv").read_text(encoding="utf-8") == wanted


def test_export_all_and_problem(store):
    with Terminal(store, 120, 40) as terminal:
        open_files(terminal)
        terminal.keys("e")
        terminal.see("Export: the base as CSV files")
        terminal.type("all")
        terminal.keys(ENTER)
        terminal.type("whole")
        terminal.keys("C-s")
        terminal.see("files written to whole")
        terminal.keys("e")
        terminal.type("problem")
        terminal.keys(ENTER)
        terminal.type("night")
        terminal.keys(DOWN, DOWN, DOWN)
        terminal.type("HT1")
        terminal.keys("C-s")
        terminal.see("written: the problem folder night")
        terminal.quit()
    store.run("export", "--all", "out")
    for path in sorted((store.home / "out").iterdir()):
        assert (store.home / "whole" / path.name).read_bytes() == path.read_bytes(), path.name
    assert (store.home / "night" / "visits.csv").stat().st_size > 1000


def test_report(store):
    """An indicator in a file has the figures of the command."""
    with Terminal(store, 80, 24) as terminal:
        open_files(terminal)
        terminal.keys("w")
        terminal.see("An indicator into a file")
        terminal.keys(TAB, TAB, TAB, TAB, TAB)
        terminal.type("figures.csv")
        terminal.keys("C-s")
        terminal.see("written: figures.csv")
        terminal.quit()
    wanted = store.run("report", "continuity", "--csv").split()
    assert (store.home / "figures.csv").read_text(encoding="utf-8").split() == wanted


def test_criteria_of_a_file(store):
    """Who would move by a file's criteria, as the command says; nothing is changed."""
    folder = exported(store)
    moves = store.json("route", "--criteria", "out/criteria.csv")["moves"]
    with Terminal(store, 120, 40) as terminal:
        open_files(terminal)
        terminal.keys("c")
        terminal.see("Who would move by the criteria of a file")
        terminal.type(str(folder / "criteria.csv"))
        terminal.keys(ENTER)
        terminal.see("in short", f"{len(moves)} patients would", "load")
        terminal.quit()


run_tests(globals())
