#!/usr/bin/env python3
"""Text that would hurt a terminal, in the real one: it shows as harmless letters, and the rows stay where they are."""

import contextlib
import sqlite3

from terminal import DATE, Terminal, run_tests

ESCAPE = "\x1b]0;taken\x07\x1b[2J\x1b[31mRed"
BIDI = "Ola \u202eednarG\u202c \u2066x\u2069"
FLOOD = "Zo" + "\u0301" * 400 + "e"


def test_text_from_data_hurts_no_terminal(store):
    with contextlib.closing(sqlite3.connect(store.path)) as base, base:
        base.execute("UPDATE patients SET name = ? WHERE patient = 'P001'", (ESCAPE,))
        base.execute("UPDATE patients SET name = ?, important = ? WHERE patient = 'P002'", (BIDI, BIDI))
        base.execute("UPDATE patients SET name = ?, important = ? WHERE patient = 'P003'", (FLOOD, FLOOD))
        base.execute("UPDATE staff SET name = ? WHERE staff IN (SELECT staff FROM lists WHERE date = ?)", (ESCAPE, DATE))
    with Terminal(store, 100, 30, colour=False) as terminal:
        terminal.see("The duty room")
        for keys, shown in ((["5"], "P003"), (["1"], "Unassigned"), (["2"], "supervision"), (["4"], "own"), (["8"], "HT")):
            terminal.keys(*keys)
            terminal.see(shown)
            terminal.settle()
            check(terminal)
        for patient in ("P001", "P002", "P003"):
            terminal.keys(":")
            terminal.see("type what you look for")
            terminal.type(patient)
            terminal.see(f": {patient}")
            check(terminal)
            terminal.keys("Enter")
            terminal.see_no_more("type what you look for")
            terminal.settle()
            check(terminal)
            terminal.keys("e")
            terminal.see("ctrl-s save")
            check(terminal)
            terminal.keys("Escape")
            terminal.see_no_more("ctrl-s save")
        terminal.quit()


def check(terminal):
    """Nothing of it came through: the title, a colour, another order of letters; the top line stands."""
    screen = terminal.screen()
    assert "MUST" in screen.split("\n")[0], terminal.picture()
    assert terminal.tmux("display-message", "-p", "#{pane_title}").strip() != "taken"
    for letter in ("\x1b", "\x07", "\u202e", "\u2066"):
        assert letter not in screen, (repr(letter), terminal.picture())
    assert max(len(line) for line in screen.split("\n")) < 100 + 100, "no flood of marks"
    assert all(cell.foreground is None for row in terminal.cells() for cell in row), "no colour of theirs"


run_tests(globals())
