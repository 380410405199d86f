#!/usr/bin/env python3
"""The store goes while its screen is open, or the clock is wrong: the screen says so, writes to no file that nobody will
find, and keeps what was typed."""

import os
import shutil

from kind_page import ESCAPE, SAVE, AtKind
from terminal import Terminal, run_tests

GONE, ANOTHER, NEWER = "is no longer there", "another file", "by a newer version of this program"


def moved(store, name="aside.db"):
    """Moves the store away, with its log, as somebody who tidies up would."""
    for end in ("", "-wal", "-shm"):
        os.rename(f"{store.path}{end}", store.home / f"{name}{end}")


def brought_back(store, name="aside.db"):
    for end in ("", "-wal", "-shm"):
        os.rename(store.home / f"{name}{end}", f"{store.path}{end}")


def test_removed(store):
    """It is told without a key being pressed, again after one, and a form is not lost by it."""
    with AtKind(store, "services") as screen:
        screen.edit("P001-2", "minutes", "35")
        moved(store)
        screen.keys(SAVE)
        screen.see(GONE)
        screen.see("35", "ctrl-s save")
        assert not store.path.exists(), "the screen made a new file there"
        brought_back(store)
        screen.keys(SAVE)
        screen.see_no_more("ctrl-s save")
        assert store.sql("SELECT duration FROM services WHERE service = 'P001-2'") == [(35,)]
        moved(store)
        screen.see(GONE)
        screen.keys("Down")
        screen.see(GONE)
        brought_back(store)
        screen.quit()
    store.check_sound()


def test_replaced(store):
    """A copy that somebody put there is another file: nothing goes to either."""
    with AtKind(store, "services") as screen:
        screen.edit("P001-2", "minutes", "35")
        moved(store)
        with open(store.home / "aside.db", "rb") as file, open(store.path, "wb") as copy:
            shutil.copyfileobj(file, copy)
        before = store.sql("SELECT count(*) FROM journal")
        screen.keys(SAVE)
        screen.see(ANOTHER)
        screen.see("35", "ctrl-s save")
        screen.keys(ESCAPE)
        screen.see("kept as a draft")
        assert store.sql("SELECT count(*) FROM journal") == before
        screen.quit()
    store.check_sound()


def test_brought_forward(store):
    """A newer program takes over: this screen shows and writes nothing more."""
    with Terminal(store, 110, 40) as screen:
        screen.see("? help")
        (form,), = store.sql("PRAGMA user_version")
        store.sql("PRAGMA user_version = 999")
        screen.see(NEWER)
        screen.keys("Down")
        screen.see(NEWER)
        screen.quit()
    store.sql(f"PRAGMA user_version = {form}")
    store.check_sound()


def test_clock_set_back(store):
    """It is said to whoever sits down, and work goes on."""
    store.run("setting", "set", "unit", "Nord", now="2026-03-05T09:00:00+01:00")
    with Terminal(store, 130, 40) as screen:
        screen.see("the clock says 2026-03-04 07:12", "2026-03-05 09:00")
        screen.quit()


run_tests(globals())
