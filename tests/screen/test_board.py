#!/usr/bin/env python3
"""The board in a real terminal: lists and details, the hands, undo, help, sizes, and changes that others make."""

from terminal import DATE, Terminal, run_tests


def lists_of(store, team, shift="day"):
    return store.json("lists", "--date", DATE, "--team", team, "--shift", shift)


def visit_row(store, visit):
    row, = store.sql("SELECT state, list, pinned, reason FROM visits WHERE visit = ?", visit)
    return dict(zip(("state", "list", "pinned", "reason"), row))


def go_to_team(terminal, name):
    for _ in range(8):
        if terminal.line(0).startswith(name):
            return
        before = terminal.line(0)
        terminal.keys("]")
        terminal.until("another team", lambda screen: screen.split("\n")[0] != before)
    raise AssertionError(f"team {name} never came")


def movable_visit(store, lists):
    """A list and one of its visits, for one worker, that another list may take."""
    for work_list in lists:
        for stop in work_list["visits"]:
            if "/" in stop["visit"]:
                continue
            others = [s for s in store.json("suggest", stop["visit"]) if s["list"] != work_list["list"]]
            if others[0]["allowed"]:
                return work_list, stop
    raise AssertionError("no visit that another list may take")


def mark_list(terminal, work_list):
    """Marks a list with the keys."""
    ids = [each["list"] for each in lists_of(terminal.store, work_list["team"])]
    terminal.keys("Home", *["Down"] * ids.index(work_list["list"]))
    terminal.see(f"> {work_list['list']} ")


def mark(terminal, work_list, stop):
    """Marks a visit of a list with the keys."""
    mark_list(terminal, work_list)
    terminal.keys(*["Right"] * stop["seq"])
    terminal.see(f" {stop['visit']} ")


class OnBoard(Terminal):
    """The board of an OT, with a list and a visit on it that others may take."""

    def __enter__(self):
        super().__enter__()
        self.keys("1")
        self.see("Unassigned")
        go_to_team(self, "OT Hegrenes")
        self.list, self.stop = movable_visit(self.store, lists_of(self.store, "OT1"))
        return self


def test_first_screen(store):
    with Terminal(store) as terminal:
        terminal.keys("1")
        screen = terminal.see("Unassigned")
        first = screen.split("\n")[0]
        assert DATE in first and "day" in first and "07:12" in first, first
        assert " 0 MUST unassigned" in first, first
        assert "? help" in screen, "the key bar names the help"
        for work_list in lists_of(store, "HT1"):
            assert work_list["list"] + " " in screen, work_list["list"]
        row, column = terminal.cursor()
        assert column == 0 and screen.split("\n")[row].startswith(">"), "the cursor stands on the focused row"
        terminal.quit()


def test_help(store):
    with Terminal(store) as terminal:
        terminal.keys("1")
        terminal.see("Unassigned")
        terminal.keys("?")
        terminal.see("Keys of: The board", "take the visit off its list", "mark the worker of the list absent")
        terminal.keys("Escape")
        terminal.see_no_more("Keys of:")


def test_details(store):
    with OnBoard(store) as terminal:
        mark(terminal, terminal.list, terminal.stop)
        terminal.see(f"{terminal.stop['visit']} · {terminal.stop['patient']}")
        row, _ = terminal.cursor()
        assert terminal.line(row).startswith(f"> {terminal.list['list']}")


def test_unassign_and_undo(store):
    with OnBoard(store) as terminal:
        visit = terminal.stop["visit"]
        mark(terminal, terminal.list, terminal.stop)
        terminal.keys("DC")
        terminal.until("it is counted as unassigned", lambda screen: "!1 MUST" in screen or "Unassigned: 1" in screen)
        row = visit_row(store, visit)
        assert row["state"] == "unassigned" and row["list"] is None and row["reason"], row
        terminal.keys("u")
        terminal.see("taken back:")
        assert visit_row(store, visit)["list"] == terminal.list["list"]
        terminal.see("Unassigned: none")


def test_move(store):
    with OnBoard(store) as terminal:
        visit, home = terminal.stop["visit"], terminal.list["list"]
        mark(terminal, terminal.list, terminal.stop)
        terminal.keys("m")
        terminal.see(f"Move {visit} to which list?")
        terminal.keys("Escape")
        terminal.see_no_more("to which list?")
        assert visit_row(store, visit)["list"] == home, "giving up changes nothing"
        terminal.keys("m")
        terminal.see("to which list?")
        terminal.keys("Enter")
        terminal.see_no_more("to which list?")
        moved = visit_row(store, visit)
        assert moved["state"] == "listed" and moved["list"] != home, moved
        terminal.keys("u")
        terminal.see("taken back:")
        assert visit_row(store, visit)["list"] == home


def test_absent(store):
    with OnBoard(store) as terminal:
        mark_list(terminal, terminal.list)
        terminal.keys("a")
        terminal.see("is absent this shift. Why?")
        terminal.keys("Enter")
        terminal.see_no_more("Why?")
        staff = terminal.list["staff"]
        assert store.sql("SELECT count(*) FROM absences WHERE staff = ? AND reason = 'sick'", staff) == [(1,)]
        for stop in terminal.list["visits"]:
            assert visit_row(store, stop["visit"])["state"] == "unassigned", stop
        terminal.until("they are in the top line",
                       lambda screen: " MUST" in screen and " 0 MUST" not in screen.split("\n")[0])
        assert store.json("check", "--date", DATE), "the check says so as well"
        terminal.keys("u")
        terminal.see("taken back:", "Unassigned: none")


def test_others_change(store):
    with OnBoard(store) as terminal:
        store.run("unassign", terminal.stop["visit"], status=(0, 1))
        terminal.see("Unassigned: 1")
        store.run("move", terminal.stop["visit"], "--to", terminal.list["list"], status=(0, 1))
        terminal.see("Unassigned: none")


def test_two_people(store):
    """What one does stands on the other's board, whose marks stay where they were."""
    with OnBoard(store) as one, OnBoard(store) as other:
        mark(one, one.list, one.stop)
        row = other.cursor()
        one.keys("DC")
        other.see("Unassigned: 1")
        assert other.cursor() == row
        one.keys("u")
        other.see("Unassigned: none")
        one.quit()
        other.quit()


def test_dates_and_shifts(store):
    with Terminal(store) as terminal:
        terminal.keys("1")
        terminal.see("Unassigned")
        terminal.keys("v")
        terminal.until("evening", lambda screen: "evening" in screen.split("\n")[0])
        terminal.keys("v")
        terminal.until("night", lambda screen: "night" in screen.split("\n")[0])
        terminal.keys("v")
        terminal.keys("+")
        terminal.until("the next date", lambda screen: "2026-03-05" in screen.split("\n")[0])
        terminal.see("No lists for this date yet")
        terminal.keys("=")
        terminal.until("today", lambda screen: DATE in screen.split("\n")[0])


def test_sizes(store):
    with Terminal(store) as terminal:
        terminal.keys("1")
        for columns, rows in ((80, 24), (220, 60), (300, 100), (100, 30)):
            terminal.resize(columns, rows)
            terminal.until(f"{columns}x{rows}", lambda screen: "Unassigned" in screen
                           and screen.rstrip("\n").split("\n")[-1].startswith("? help"))
        terminal.resize(40, 10)
        terminal.see("please make it")
        terminal.resize(120, 40)
        terminal.see("Unassigned")


def test_ascii(store):
    with Terminal(store, 80, 24, language="C", colour=False) as terminal:
        terminal.keys("1")
        screen = terminal.see("Unassigned")
        assert screen.isascii(), "nothing but ASCII without UTF-8"
        assert "#" in screen, "visits on the clock"
        assert "HT Fjellvaag" in screen.split("\n")[0], "Norwegian letters as they are written without them"
        colours = {(cell.foreground, cell.background) for row in terminal.cells() for cell in row}
        assert colours == {(None, None)}, colours
        terminal.quit()


def test_narrow(store):
    """At 80 columns every figure of the top line stays, and what is marked is told whole."""
    with Terminal(store, 80, 24) as terminal:
        terminal.keys("1")
        screen = terminal.see("Unassigned: none")
        first = screen.split("\n")[0]
        assert all(word in first for word in ("0 MUST", "errors", "HT now", "07:12")), first
        terminal.keys("Tab")
        screen = terminal.see("no visit of this team and shift is unassigned")
        assert any(line.startswith("> L") for line in screen.split("\n")), "the mark stays where something is"
        terminal.keys("2")
        item = next(item for item in store.json("queue") if len(item["text"]) > 80)
        rows = [item["id"] for item in store.json("queue")]
        terminal.keys("Home", *["Down"] * rows.index(item["id"]))
        screen = terminal.see(f" {item['id']} ")
        assert item["text"].split()[-1] in screen, "the whole text of the request"


def test_protected_address(store):
    lists = lists_of(store, "HT1")
    work_list = next(work_list for work_list in lists if work_list["visits"])
    stop = work_list["visits"][0]
    address = next(patient["address"] for patient in store.json("export", "patients")
                   if patient["patient"] == stop["patient"])
    with Terminal(store) as terminal:
        terminal.keys("1")
        terminal.see("Unassigned")
        terminal.keys("Home", *["Down"] * lists.index(work_list), "Right")
        assert address in terminal.see(f" {stop['visit']} "), address
        store.run("edit", "patients", stop["patient"], "protected=yes", status=(0, 1))
        screen = terminal.see("protected address")
        assert address not in screen, address


def test_interrupt(store):
    with Terminal(store, 80, 24) as terminal:
        terminal.keys("1")
        terminal.see("Unassigned")
        terminal.keys("C-c")
        terminal.ended()


run_tests(globals())
