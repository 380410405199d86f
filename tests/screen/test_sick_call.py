#!/usr/bin/env python3
"""The sick call in a real terminal: from the board to a redistribution in a few keys, whole or in part."""

from terminal import DATE, Terminal, run_tests

SIZES = ((80, 24), (120, 40), (220, 60))


def visits_of(store, staff):
    return store.sql("SELECT count(*) FROM visits JOIN lists USING (list) WHERE lists.staff = ? AND visits.date = ?",
                     staff, DATE)[0][0]


def absences_of(store, staff):
    return store.sql("SELECT reason FROM absences WHERE staff = ?", staff)


def waiting(store, team):
    return store.sql("SELECT visit FROM visits WHERE date = ? AND team = ? AND state = 'unassigned'"
                     " AND priority = 'must'", DATE, team)


class OnSickCall(Terminal):
    """The sick call of the first worker of an OT, once the proposal is there."""

    def __enter__(self):
        super().__enter__()
        self.keys("1")
        self.see("Unassigned")
        while not self.line(0).startswith("OT Hegrenes"):
            before = self.line(0)
            self.keys("]")
            self.until("another team", lambda screen: screen.split("\n")[0] != before)
        self.list = self.store.json("lists", "--date", DATE, "--team", "OT1", "--shift", "day")[0]
        self.keys("a")
        self.see("is away: sick", "proposal 1 of ", "Afterwards: ")
        return self


def test_five_keys(store):
    """From the board to a taken redistribution: three keys when the proposal is good, five at most."""
    for columns, rows in SIZES[:1]:
        with OnSickCall(store, columns, rows) as terminal:
            staff, keys = terminal.list["staff"], ["a"]
            row, column = terminal.cursor()
            assert column == 0 and terminal.line(row).startswith(">"), "the cursor stands on the marked change"
            assert not absences_of(store, staff), "nothing is noted by looking"
            keys.append("Enter")
            terminal.keys("Enter")
            terminal.see("What shall be done?", "> note the absence and take")
            keys.append("Enter")
            terminal.keys("Enter")
            terminal.see("is away;", "nobody")
            assert len(keys) <= 5
            assert absences_of(store, staff) == [("sick",)]
            assert visits_of(store, staff) == 0
            assert waiting(store, "OT1") == [], "every MUST visit has a new worker"
            terminal.keys("u")
            terminal.until("taken back, or the question", lambda screen: "taken back:" in screen or "> no" in screen)
            if "> no" in terminal.screen():  # it changed many times
                terminal.keys("Down", "Enter")
            terminal.see("taken back:")
            assert not absences_of(store, staff) and visits_of(store, staff) == len(terminal.list["visits"])


def test_giving_up_changes_nothing(store):
    with OnSickCall(store) as terminal:
        before = store.sql("SELECT visit, list, start FROM visits ORDER BY visit")
        terminal.keys("Enter")
        terminal.see("What shall be done?")
        terminal.keys("Escape")
        terminal.see_no_more("What shall be done?")
        terminal.keys("Escape")
        terminal.see("Unassigned: none")
        assert not absences_of(store, terminal.list["staff"])
        assert store.sql("SELECT visit, list, start FROM visits ORDER BY visit") == before


def test_few_choices_are_typed_too(store):
    """At 80 columns no choice is cut; letters narrow even few of them down, and the line below says so."""
    with OnSickCall(store, 80, 24) as terminal:
        terminal.keys("Enter")
        screen = terminal.see("What shall be done?", "type letters to narrow down")
        first = next(line for line in screen.split("\n") if "note the absence and take" in line)
        assert first.rstrip().endswith("min overtime"), first
        terminal.type("only")
        screen = terminal.see("/ only", "> note the absence only")
        assert "not yet" not in screen and "and take" not in screen.split("/ only")[1], screen
        terminal.keys("Escape")
        terminal.see_no_more("What shall be done?")
        assert not absences_of(store, terminal.list["staff"])


def test_take_some(store):
    """A visit of the absent worker that nobody is to take has nobody, and the question says so."""
    with OnSickCall(store) as terminal:
        terminal.see("[x]")
        terminal.keys("a")
        terminal.see_no_more("[x]")
        terminal.keys("a")
        terminal.see_no_more("[ ]")
        mine = {stop["visit"] for stop in terminal.list["visits"]}
        rows = [line for line in terminal.screen().split("\n") if "[x]" in line]
        position = next(i for i, line in enumerate(rows) if any(f" {visit} " in line for visit in mine)
                        and " L" in line.split("[x]")[1])
        visit = next(visit for visit in mine if f" {visit} " in rows[position])
        terminal.keys("Home", *["Down"] * position, "Space")
        terminal.see("1 change is not taken")
        terminal.keys("Enter")
        must = store.sql("SELECT count(*) FROM visits WHERE visit = ? AND priority = 'must'", visit)[0][0]
        terminal.see(f"1 not taken: 1 visit then has nobody ({must} MUST)")
        terminal.keys("Enter")
        terminal.see("is away;")
        assert (visit,) in store.sql("SELECT visit FROM visits WHERE state = 'unassigned'"), visit


def test_alternatives(store):
    with OnSickCall(store) as terminal:
        first = terminal.screen()
        n = int(first.split("proposal 1 of ")[1].split(":")[0])
        if n > 1:
            terminal.keys("Right")
            terminal.see(f"proposal 2 of {n}")
            terminal.keys("Left")
            terminal.see(f"proposal 1 of {n}")
            terminal.keys("Left")
            terminal.see(f"proposal {n} of {n}")


def test_note_only(store):
    with OnSickCall(store) as terminal:
        terminal.keys("Enter")
        terminal.see("note the absence only")
        terminal.keys("Down", "Enter")
        terminal.see("Unassigned: ", " is away; ", " have nobody (")
        terminal.until("noted", lambda _: absences_of(store, terminal.list["staff"]) == [("sick",)])
        for stop in terminal.list["visits"]:
            state, = store.sql("SELECT state FROM visits WHERE visit = ?", stop["visit"])
            assert state == ("unassigned",), stop
        terminal.until("in the top line", lambda screen: " 0 MUST" not in screen.split("\n")[0])
        terminal.keys("Home", "a")  # the list that has nobody now
        terminal.see("is away: sick", "proposal 1 of ")
        terminal.keys("Enter")
        terminal.see("What shall be done?")
        terminal.keys("Enter")
        terminal.see("is away;")
        assert waiting(store, "OT1") == []


def test_another_absence(store):
    """The reason and the dates can be changed; the proposal follows."""
    with OnSickCall(store) as terminal:
        terminal.keys("e")
        terminal.see("The absence of", "last day")
        terminal.keys("C-u")
        terminal.type("course")
        terminal.keys("Tab", "Tab", "C-u")
        terminal.type("2026-03-06")
        terminal.keys("C-s")
        terminal.see("is away: course, 2026-03-04 to 2026-03-06", "proposal 1 of ")


def test_going_home_during_the_shift(store):
    """Who goes home at 10:30 keeps what was done by then, unless one says that they never came."""
    worker = store.json("lists", "--date", DATE, "--team", "OT1", "--shift", "day")[0]
    begun = [stop["visit"] for stop in worker["visits"] if stop["start"][:5] < "10:30"]
    later = [stop["visit"] for stop in worker["visits"] if stop["start"][:5] >= "10:30"]
    assert begun and later, worker
    with OnSickCall(store, now=f"{DATE}T10:30:00+01:00") as terminal:
        terminal.see("goes home at 10:30")
        assert not any(f" {visit} " in terminal.screen() for visit in begun), terminal.picture()
        terminal.keys("e")
        terminal.see("The absence of " + worker["staff"], "goes home at", "10:30")
        terminal.keys("Tab", "Tab", "Tab", "Tab", "C-u")
        terminal.keys("C-s")
        terminal.see("was never there (", f" {begun[0]} ")
        terminal.keys("e", "Tab", "Tab", "Tab", "Tab")
        terminal.type("1030")
        terminal.keys("C-s")
        terminal.until("what was done stays", lambda screen: "goes home at 10:30" in screen and "proposal 1 of" in screen
                       and not any(f" {visit} " in screen for visit in begun))

        def asks(screen):
            if "still being worked out" in screen:
                terminal.keys("Enter")
            return "What shall be done?" in screen
        terminal.keys("Enter")
        terminal.until("the question", asks)
        terminal.keys("Enter")
        terminal.see("is away;")
    assert store.sql("SELECT from_time FROM absences WHERE staff = ?", worker["staff"]) == [("10:30",)]
    for visit in begun:
        assert store.sql("SELECT list FROM visits WHERE visit = ?", visit) == [(worker["list"],)], visit


def test_changed_meanwhile(store):
    """Somebody changes a list while the proposal is looked at: it is worked out anew, and that is said."""
    with OnSickCall(store) as terminal:
        other = store.json("lists", "--date", DATE, "--team", "OT1", "--shift", "day")[2]
        store.run("unassign", other["visits"][-1]["visit"], status=(0, 1))
        terminal.see("worked out anew", "proposal 1 of ")
        terminal.keys("Enter")
        terminal.see("What shall be done?")
        terminal.keys("Enter")
        terminal.see("is away;")
        assert absences_of(store, terminal.list["staff"]) == [("sick",)]


def test_whom_to_call(store):
    with OnSickCall(store) as terminal:
        screen = terminal.see("Call first: ")
        name = screen.split("Call first: ")[1].split(" 9")[0]
        terminal.keys("c")
        terminal.see("Who comes instead?", f"> {name}")
        terminal.keys("Enter")
        terminal.see_no_more("Who comes instead?")
        if "Why all the same?" not in terminal.settle():
            terminal.see(f"{name} comes for", f"list {terminal.list['list']} with", "> no")
            assert absences_of(store, terminal.list["staff"]) == [], "nothing is done before somebody says so"
            terminal.keys("Down", "Enter")
            terminal.until("the substitute has the list", lambda _: store.sql(
                "SELECT count(*) FROM absences WHERE staff = ?", terminal.list["staff"]) == [(1,)])
            labels = store.sql("SELECT label FROM journal ORDER BY id DESC LIMIT 2")
            assert name in labels[0][0] and "planned and balanced" in labels[1][0], labels


def test_sizes(store):
    """What must be seen is seen at every size, without colour, without UTF-8."""
    for columns, rows in SIZES:
        with OnSickCall(store, columns, rows, language="C", colour=False) as terminal:
            screen = terminal.see("MUST unassigned", "Call first: ", "[x]", "enter take it")
            assert screen.isascii()
            row, _ = terminal.cursor()
            assert terminal.line(row).startswith(">")
            terminal.keys("Escape")
            terminal.see("Unassigned: none")


run_tests(globals())
