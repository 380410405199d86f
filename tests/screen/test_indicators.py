#!/usr/bin/env python3
"""Indicators and settings in a real terminal."""

from terminal import Terminal, run_tests

ENTER, SAVE, EMPTY = "Enter", "C-s", "C-u"


def test_response(store):
    requests = [row for row in store.json("report", "response")["rows"] if row["urgency"] == row["kind"] == "all"]
    with Terminal(store, 120, 40) as terminal:
        terminal.see("? help")
        terminal.keys("9")
        terminal.see("how soon the HTs take", "2026-02-05 to 2026-03-04", "all teams", f"█ {requests[0]['requests']}")
        assert terminal.line(terminal.cursor()[0]).startswith(">"), terminal.picture()
        terminal.keys("p")
        terminal.see("2026-02-26 to 2026-03-04")
        terminal.keys("]")
        terminal.see_no_more("all teams")
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
