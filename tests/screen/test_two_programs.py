#!/usr/bin/env python3
"""Two people at one service and at one visit: nothing that either of them entered is lost or overwritten unseen."""

from kind_page import ENTER, ESCAPE, SAVE, AtKind
from terminal import run_tests


def row(store, table, key, *columns):
    return store.sql(f"SELECT {', '.join(columns)} FROM {table} WHERE {table[:-1]} = ?", key)[0]


def times(store, key):
    """Two texts of a service as its CSV has them."""
    lines = store.run("export", "services").split("\n")
    names = lines[0].split(",")
    cells = next(line.split(",") for line in lines if line.startswith(f"{key},"))
    return cells[names.index("duration")], cells[names.index("earliest")], cells[names.index("days")]


def test_a_service(store):
    """What only one of them changed stands; about what both changed the later one decides, seeing both."""
    with AtKind(store, "services") as one, AtKind(store, "services") as other:
        one.edit("P001-2", "minutes", "35")
        other.edit("P001-2", "days", "MTW----")
        other.save()
        one.save()
        one.until("both", lambda _: times(store, "P001-2")[::2] == ("35", "MTW----"))

        one.edit("P001-2", "minutes", "40")
        other.edit("P001-2", "minutes", "50")
        other.save()
        one.keys(SAVE)
        one.see("Somebody changed this record", "[x] 40", "[ ] 50")
        assert times(store, "P001-2")[0] == "50", "nothing is saved before the person chose"
        one.keys("t")
        one.see("[x] 50")
        one.keys(ENTER)
        one.see_no_more("Somebody changed this record")
        assert times(store, "P001-2")[0] == "50"
        one.quit()
        other.quit()
    store.check_sound()


def test_a_visit(store):
    """One changes how long it takes while another takes it off its list: both stand, and no list has it."""
    with AtKind(store, "visits") as one:
        key, = store.sql("SELECT visit FROM visits WHERE state = 'listed' AND pinned = 'no' ORDER BY visit")[0]
        one.edit(key, "minutes", "33")
        store.run("unassign", key, status=(0, 1))
        one.save()
        one.until("both", lambda _: row(store, "visits", key, "duration", "list") == (33, None))
        one.edit(key, "minutes", "44")
        store.run("edit", "visits", key, "duration=55")
        one.keys(SAVE)
        one.see("Somebody changed this record", "[x] 44", "[ ] 55")
        one.keys(ESCAPE)
        one.see("44", "ctrl-s save")
        one.keys(ESCAPE)
        one.see("kept as a draft")
        assert row(store, "visits", key, "duration") == (55,)
        one.keys("e")
        one.see("44", "your draft is here again", "somebody made it '55' meanwhile")
        one.keys(ESCAPE)
        one.see("kept as a draft")
        one.quit()
    store.check_sound()


run_tests(globals())
