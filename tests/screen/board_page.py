"""The board with a list and a visit to lay hands on, for the tests of the board and of moving."""

from terminal import DATE, Terminal


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
    terminal.until("its mark", lambda screen: any(f"{sign}{work_list['list']} " in screen for sign in ("> ", ">*")))


def mark(terminal, work_list, stop):
    """Marks a visit of a list with the keys."""
    mark_list(terminal, work_list)
    terminal.keys(*["Left"] * 20, *["Right"] * stop["seq"])  # from the list itself, wherever the mark was in it
    terminal.see(f" {stop['visit']} ")


def visit_where(terminal, holds):
    """A list of OT1 and one of its visits for one worker of which that is true."""
    for work_list in lists_of(terminal.store, "OT1"):
        for stop in work_list["visits"]:
            if "/" not in stop["visit"] and holds(stop):
                return work_list, stop
    raise AssertionError("no such visit")


class OnBoard(Terminal):
    """The board of an OT, with a list and a visit on it that others may take."""

    def __enter__(self):
        super().__enter__()
        self.keys("1")
        self.see("Unassigned")
        go_to_team(self, "OT Hegrenes")
        self.list, self.stop = movable_visit(self.store, lists_of(self.store, "OT1"))
        return self
