#!/usr/bin/env python3
"""The night's work and the files on the screen: what goes on beside it, what came of it, and what is asked first."""

from terminal import Terminal, run_tests

ENTER, ESCAPE, DOWN, TAB = "Enter", "Escape", "Down", "Tab"
NEXT = "2026-03-05"


def open_night(terminal, date=None):
    terminal.see("? help")
    terminal.keys("T")
    terminal.see("run the night for a date")
    if date:
        terminal.keys("+")
        terminal.see("tomorrow has no visits and no lists yet: r runs the night")


def lists_of(store, date):
    return store.sql("SELECT count(*) FROM lists WHERE date = ?", date)[0][0]


# --- The night ---


def test_run(store):
    """The night's run goes on beside the screen; its view says what came of it, and undo asks before it takes it back."""
    with Terminal(store, 80, 24) as terminal:
        open_night(terminal, NEXT)
        terminal.keys("r")
        terminal.see("The night's run: visits, decisions", NEXT)
        terminal.keys(TAB)
        terminal.type("3")
        terminal.keys(ENTER)
        terminal.see(f"the night's run of {NEXT}:", "x stops it")
        terminal.keys("2")  # the queue works meanwhile
        terminal.see("HT", f"the night's run of {NEXT}:", "%")
        terminal.see("visits placed, ")
        assert lists_of(store, NEXT) > 0
        terminal.keys("T")
        terminal.see("done", f"the night's run of {NEXT}: ", "this date", "each team", "OT Granlia, day: ")
        terminal.keys("u")
        terminal.see(f'Take back "planned and balanced {NEXT}"')
        terminal.keys("j", ENTER)
        terminal.see("taken back: planned and balanced")
        terminal.quit()
    assert lists_of(store, NEXT) == 0


def test_stop(store):
    """Whoever stops a run and wants nothing of it finds everything as it was."""
    with Terminal(store, 120, 40) as terminal:
        open_night(terminal, NEXT)
        terminal.keys("r", TAB)
        terminal.type("600")
        terminal.keys(ENTER)
        terminal.see("unassigned so far")
        terminal.keys("r", ENTER, ENTER)
        terminal.see("not begun: the night's run of")  # one at a time
        terminal.keys(ESCAPE)
        terminal.keys("x")
        terminal.see("Stop the night's run of", "leave everything as it was")
        terminal.keys("j", "j", ENTER)
        terminal.see("not done", "the lists are as they were")
        terminal.quit()
    assert lists_of(store, NEXT) == 0


def test_leave(store):
    """Leaving while something is under way is asked for, and keeps nothing of it."""
    with Terminal(store, 80, 24) as terminal:
        open_night(terminal, NEXT)
        terminal.keys("r", TAB)
        terminal.type("600")
        terminal.keys(ENTER)
        terminal.see("unassigned so far")
        terminal.keys("q")
        terminal.see(f"Leave, which stops the night's run of {NEXT}?")
        terminal.keys("j", ENTER)
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


run_tests(globals())
