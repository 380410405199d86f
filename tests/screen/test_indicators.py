#!/usr/bin/env python3
"""Indicators and settings in a real terminal."""

from terminal import Terminal, run_tests

ENTER, SAVE, EMPTY = "Enter", "C-s", "C-u"


REPORTS = {
    "continuity": ("Continuity: how many different workers", "workers_mean"),
    "workload": ("Workload: how full", "rounds"),
    "usage-rate": ("Usage rate: hours a week", "patients"),
    "staffing": ("Staffing: planned and actual", "worked_h"),
    "replacement": ("Replacement: who fills in", "absent_shifts"),
    "competence-use": ("Use of competence: how much", "visits"),
    "response": ("Response: how soon the HTs take", "requests"),
    "dimensioning": ("Dimensioning: team sizes", "limit"),
    "visits": ("Visits: what became", "done"),
}


def test_all_nine(store):
    with Terminal(store, 120, 40) as terminal:
        terminal.see("? help")
        terminal.keys("9")
        for name, (heading, column) in REPORTS.items():
            row = store.json("report", name)["rows"][0]
            figure = f"{row[column]:.1f}" if isinstance(row[column], float) else str(row[column])
            terminal.see(heading, "2026-02-05 to 2026-03-04", "all teams", figure, "Source: ")
            terminal.marked_line()  # the cursor stands on it
            assert figure in terminal.line(terminal.cursor()[0]), terminal.picture()
            terminal.keys("Tab")
        terminal.see("Continuity: how many")
        terminal.keys("p")
        terminal.see("2026-02-26 to 2026-03-04", "It takes 14 days")
        terminal.keys("p")
        terminal.see("2025-12-04 to 2026-03-04", "by month")
        terminal.keys("]")
        terminal.see_no_more("all teams")
        terminal.quit()


def test_narrow_and_plain(store):
    """The definition leaves room for figures; bars are ASCII."""
    with Terminal(store, 80, 24, colour=False, language="C") as terminal:
        terminal.see("? help")
        terminal.keys("9")
        terminal.see("Continuity: how many", "##", "mean 14.9")
        terminal.keys("Tab", "Tab")
        terminal.see("Usage rate: hours a week", "##", "Source: HeltOm")
        terminal.quit()


def test_settings(store):
    with Terminal(store, 80, 24, colour=False, language="C") as terminal:
        terminal.see("? help")
        terminal.keys(":")
        terminal.type("settings of the base")
        terminal.keys(ENTER)
        terminal.see("What this base has agreed on")
        terminal.keys("/")
        terminal.see("Search")
        terminal.type("rest_hours")
        terminal.keys(ENTER)
        terminal.see_no_more("Search")
        terminal.keys("e")
        terminal.see("a whole number")
        terminal.keys(EMPTY)
        terminal.type("900")
        terminal.keys(SAVE)
        terminal.settle()
        assert not store.sql("SELECT 1 FROM settings WHERE name = 'rest_hours' AND value = '900'")
        terminal.keys(EMPTY)
        terminal.type("12")
        terminal.keys(SAVE)
        terminal.see("'11' became '12'", "this base")
        terminal.keys("u")
        terminal.see("taken back")
        terminal.quit()
    assert not store.sql("SELECT 1 FROM settings WHERE name = 'rest_hours' AND value = '12'")


run_tests(globals())
