#!/usr/bin/env python3
"""The board in a real terminal: lists and details, the hands, undo, help, sizes, and changes that others make."""

import re

from board_page import OnBoard, lists_of, mark, mark_list, visit_row, visit_where
from terminal import DATE, Terminal, run_tests


def test_first_screen(store):
    with Terminal(store) as terminal:
        terminal.keys("1")
        screen = terminal.see("Unassigned", "? help", *(f"{work_list['list']} " for work_list in lists_of(store, "HT1")))
        first = screen.split("\n")[0]
        assert DATE in first and "day" in first and "07:12" in first, first
        assert " 0 MUST unassigned" in first, first
        terminal.marked_line()
        assert terminal.cursor()[1] == 0, "the cursor stands on the focused row"
        terminal.quit()


def test_help(store):
    with Terminal(store) as terminal:
        terminal.keys("1")
        terminal.see("Unassigned")
        terminal.keys("?")
        terminal.see("Keys of: The board", "take the visit off its list", "the worker of the list is away")
        terminal.keys("Escape")
        terminal.see_no_more("Keys of:")


def test_details(store):
    with OnBoard(store) as terminal:
        mark(terminal, terminal.list, terminal.stop)
        terminal.see(f"{terminal.stop['visit']} · {terminal.stop['patient']}")
        assert terminal.marked_line().startswith(f"> {terminal.list['list']}")


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


def test_bar_offers_what_fits_the_mark(store):
    """The key bar names what can be done with what is marked, and nothing that cannot."""
    with OnBoard(store) as terminal:
        bar = terminal.settle().rstrip("\n").split("\n")[-1]
        assert "enter its visits" in bar and "a absent" in bar and "g approve" in bar, bar
        assert not any(word in bar for word in ("drop", "done", "pin", "ask HT")), bar
        mark(terminal, terminal.list, terminal.stop)
        bar = terminal.settle().rstrip("\n").split("\n")[-1]
        assert all(word in bar for word in ("enter move", "d done", "p pin", "o drop", "h ask HT")), bar
        assert "absent" not in bar and "approve" not in bar, bar
        terminal.keys("p")
        terminal.see("p unpin")
        terminal.keys("p", "DC")
        terminal.see("Unassigned: 1")
        terminal.keys("Tab")
        terminal.see("enter move", "o drop", "h ask HT")
        bar = terminal.settle().rstrip("\n").split("\n")[-1]
        assert not any(word in bar for word in ("done", "pin", "unassign", "absent")), bar
        terminal.keys("m")
        bar = terminal.see("enter put it down", "esc leave it there").rstrip("\n").split("\n")[-1]
        assert "drop" not in bar and "ask HT" not in bar, bar


def test_hands(store):
    """Pin and loosen, let give way with a reason, done at a time."""
    with OnBoard(store) as terminal:
        visit = terminal.stop["visit"]
        mark(terminal, terminal.list, terminal.stop)
        loose = visit_row(store, visit)["pinned"]
        terminal.keys("p")
        terminal.until("pinned", lambda screen: visit_row(store, visit)["pinned"] != loose and "stays on list" in screen)
        terminal.keys("p")
        terminal.until("loosened", lambda screen: visit_row(store, visit)["pinned"] == loose and "stays on list" not in screen)
        terminal.keys("o")
        terminal.see(f" {visit} ", terminal.stop["patient"], "?")
        must = "MUST be done: who decides" in terminal.settle()
        assert must == (store.sql("SELECT priority FROM visits WHERE visit = ?", visit) == [("must",)])
        terminal.type("her daughter comes")
        terminal.keys("Enter")
        if must:
            terminal.see("Drop it?", "> no")
            terminal.keys("Down", "Enter")
        terminal.until("given way", lambda _: visit_row(store, visit)["state"] == "dropped")
        assert visit_row(store, visit)["reason"] == "her daughter comes"
        terminal.keys("u")
        terminal.see("taken back:")
        mark(terminal, terminal.list, terminal.stop)
        terminal.keys("d")
        terminal.see("done at?")
        terminal.keys("Escape")
        terminal.see_no_more("done at?")
        assert visit_row(store, visit)["state"] == "listed"
        terminal.keys("d")
        terminal.see("done at?", "07:12")
        terminal.keys("C-u")
        terminal.type("705")
        terminal.keys("Enter")
        if terminal.stop["start"][:5] > "08:05":
            terminal.see("Done already?")
            terminal.keys("Down", "Enter")
        terminal.until("done", lambda _: visit_row(store, visit)["state"] == "done")


def test_pin_is_seen(store):
    """A pinned visit is told by words and by a mark on the clock, also without UTF-8."""
    for language, sign in ("C.UTF-8", "\u25c6"), ("C", "P"):
        with OnBoard(store, 80, 24, language=language) as terminal:
            row, _ = terminal.cursor()
            clock = terminal.line(row)[28:51]
            assert sign not in clock, clock
            mark(terminal, terminal.list, terminal.stop)
            terminal.keys("p")
            terminal.see(f"pinned {terminal.stop['visit']} ", f"{sign} stays on list {terminal.list['list']}")
            row, _ = terminal.cursor()
            clock = terminal.line(row)[28:51]
            assert clock.count(sign) == 1 or "!" in clock, clock  # lateness goes before the pin in a single cell
            terminal.keys("p")
            terminal.see(f"unpinned {terminal.stop['visit']} ")
            terminal.until("no mark", lambda screen, row=row, sign=sign: sign not in screen.split("\n")[row][28:51])


def test_ask_the_ht(store):
    """What no worker of the OT may do leads to a request to the HT in which all is filled in but the last word."""
    patient = lists_of(store, "OT1")[0]["visits"][0]["patient"]
    store.run("new", "tasks", "PORT", "name=Port", "min_role=care_worker", "skills=port", "duration=15", "priority=must",
              "load=1")
    store.run("add", patient, "PORT", "--date", DATE, "--earliest", "09:00", "--latest", "09:30", status=(0, 1))
    visit, = store.sql("SELECT visit FROM visits WHERE task = 'PORT'")[0]
    with OnBoard(store, 80, 24) as terminal:
        terminal.keys("Tab")
        terminal.see("fits nowhere (h: ask HT)", "h asks the HT")
        terminal.keys("h")
        terminal.see("A new request to the HT: " + patient, "advice", "now")  # for today would be due too late
        terminal.keys("Tab", "Tab")  # what is longer than its row can be read whole
        shown = " ".join(line.strip() for line in terminal.see("what: what you see").split("what: what you see")[1].split("\n"))
        assert f"{visit} Port (needs: care worker, port), {DATE}, start 09:00-09:30: can HT take it?" in shown, shown
        terminal.keys("C-s")
        terminal.until("it is in the queue", lambda _: [item for item in store.json("queue") if visit in item["text"]])
        item, = [item for item in store.json("queue") if visit in item["text"]]
        assert (item["kind"], item["urgency"], item["patient"]) == ("advice", "now", patient), item
        assert all(word in item["text"] for word in ("09:00-09:30", "Port", "fits nowhere")), item


def test_the_ht_takes_the_visit_that_it_was_asked_about(store):
    """`v` on such a request gives the visit itself to a list, and the request is answered by that."""
    visit = next(each["visit"] for each in lists_of(store, "OT1")[1]["visits"] if "/" not in each["visit"])
    store.run("unassign", visit, status=(0, 1))
    store.run("queue", "add", "advice", "--visit", visit, "--urgency", "now", "--text", "Can HT take it?")
    item, = [item for item in store.json("queue") if item["visit"] == visit]
    with Terminal(store, 110, 34) as terminal:
        terminal.see("? help")
        terminal.keys("2")
        terminal.see("Can HT take it?")
        terminal.find_text("Can HT take it?")
        terminal.keys("v")
        terminal.see(f"{visit} ", "has nobody. Which list takes it?")
        terminal.keys("Enter")
        terminal.until("it has a list", lambda _: visit_row(store, visit)["state"] == "listed")
        now, = [each for each in store.json("queue") if each["id"] == item["id"]]
        assert now["state"] == "answered", now


def test_the_request_is_the_reason(store):
    """Of each list it stands when the visit would begin and what that costs, also where a reason is needed for it; that
    is offered: what was asked."""
    visit = next(each["visit"] for each in lists_of(store, "OT1")[1]["visits"] if "/" not in each["visit"])
    store.run("unassign", visit, status=(0, 1))
    store.run("queue", "add", "advice", "--visit", visit, "--urgency", "now", "--text", "Kan HT ta det i dag?")
    with Terminal(store, 160, 40) as terminal:
        terminal.see("? help")
        terminal.keys("2")
        terminal.see("Kan HT ta det")
        terminal.find_text("Kan HT ta det")
        terminal.keys("v")
        terminal.see("Which list takes it?")
        terminal.type("HT1")
        screen = terminal.see("/ HT1", "> L", "with a reason, for")
        row = next(line for line in screen.split("\n") if line.startswith("> L"))
        assert re.search(r": at \d\d:\d\d, -?\d+ min more, .*; with a reason, for ", row), row
        terminal.keys("Enter")
        terminal.see("Why all the same?", "> Kan HT ta det i dag?")
        terminal.keys("Enter")
        terminal.until("it has a list", lambda _: visit_row(store, visit)["state"] == "listed")
    assert store.sql("SELECT 1 FROM audit_parts WHERE body LIKE '%Kan HT ta det i dag?%'")


def test_today_is_told(store):
    """Whether the date shown is today stands beside it, at every width; the team's name gives way first."""
    for columns in (80, 120):
        with OnBoard(store, columns, 24) as terminal:
            assert "today" in terminal.line(0) and "not today" not in terminal.line(0), terminal.line(0)
            terminal.keys(">")
            terminal.until("tomorrow", lambda screen: "2026-03-05" in screen.split("\n")[0])
            assert "not today" in terminal.line(0), terminal.line(0)
            assert all(word in terminal.line(0) for word in ("MUST", "errors", "HT now", "07:12")), terminal.line(0)


def test_must_is_not_given_up_by_a_letter(store):
    with OnBoard(store, 80, 24) as terminal:
        must = {visit for visit, in store.sql("SELECT visit FROM visits WHERE date = ? AND priority = 'must'", DATE)}
        work_list, stop = visit_where(terminal, lambda stop: stop["visit"] in must)
        mark(terminal, work_list, stop)
        terminal.keys("o")
        terminal.see("MUST be done: who decides", stop["patient"])
        terminal.type("Lege Dahl mener")
        terminal.keys("Escape")
        terminal.see("kept as a draft")
        terminal.keys("o")
        terminal.see("> Lege Dahl mener")
        terminal.keys("C-u")
        terminal.type("x")
        terminal.keys("Enter")
        terminal.see("at least one word")
        terminal.keys("C-u")
        terminal.type("Dr Lie: she is in hospital")
        terminal.keys("Enter")
        terminal.see("Drop it?", "> no")
        terminal.keys("Enter")
        terminal.see_no_more("Drop it?")
        assert visit_row(store, stop["visit"])["state"] == "listed"


def test_done_hours_ahead_is_asked(store):
    with OnBoard(store) as terminal:  # it is 07:12
        work_list, stop = visit_where(terminal, lambda stop: stop["start"][:5] > "11:00")
        mark(terminal, work_list, stop)
        for answer, state in (("Enter",), "listed"), (("Down", "Enter"), "done"):
            terminal.keys("d")
            terminal.see("done at?", stop["patient"])
            terminal.keys("Enter")
            terminal.see(f"planned at {stop['start'][:5]}", "Done already?", "> no")
            terminal.keys(*answer)
            terminal.see_no_more("Done already?")
            terminal.until(state, lambda _, state=state: visit_row(store, stop["visit"])["state"] == state)


def test_both_halves_are_asked_about(store):
    """What is dropped, done or not done is so for both workers of a visit for two: the question names the other half."""
    must = {visit for visit, in store.sql("SELECT visit FROM visits WHERE date = ? AND priority = 'must'", DATE)}
    stops = {stop["visit"]: (work_list, stop) for work_list in lists_of(store, "OT1") for stop in work_list["visits"]}
    half = next(visit for visit in sorted(stops) if visit.endswith("/1") and visit in must and visit[:-1] + "2" in stops)
    work_list, stop = stops[half]
    other_list, _ = stops[half[:-1] + "2"]
    colleague, = store.sql("SELECT name FROM staff JOIN lists USING (staff) WHERE list = ?", other_list["list"])[0]
    other = f"both halves, {half[:-1]}2 on {other_list['list']} ({colleague}) too:"

    def asked(screen, *also):  # a long question is broken
        return all(text in " ".join(screen.split()) for text in (other, *also))

    with OnBoard(store) as terminal:
        mark(terminal, work_list, stop)
        for key in ("d", "x"):
            terminal.keys(key)
            terminal.until(other, asked)
            terminal.keys("Escape")
            terminal.see_no_more("both halves")
        terminal.keys("o")
        terminal.until("the reason", lambda screen: asked(screen, "MUST be done: who decides"))
        terminal.type("the daughter and her husband come")
        terminal.keys("Enter")
        terminal.until("the question", lambda screen: asked(screen, "Drop it?", "> no"))
        terminal.keys("Down", "Enter")
        terminal.until("both dropped", lambda _: all(visit_row(store, half[:-1] + row)["state"] == "dropped" for row in "12"))
        terminal.quit()


def test_forms_say_whose_they_are(store):
    with OnBoard(store, 80, 24) as terminal:
        mark(terminal, terminal.list, terminal.stop)
        patient = terminal.stop["patient"]
        name = store.sql("SELECT name FROM patients WHERE patient = ?", patient)[0][0]
        terminal.keys("s")
        terminal.see("no visits for a time: " + f"{patient} {name.split()[0]}")
        terminal.keys("C-s")
        terminal.see("no visits for a time")
        assert not store.sql("SELECT 1 FROM suspensions WHERE patient = ?", patient), "two keys suspend nobody"
        terminal.keys("Escape")
        terminal.see("Unassigned")


def test_must_elsewhere_is_told(store):
    """What the top line counts and is not of this team and shift is told where one looks for it."""
    stop = next(stop for each in lists_of(store, "OT2") for stop in each["visits"]
                if "/" not in stop["visit"]
                and store.sql("SELECT priority FROM visits WHERE visit = ?", stop["visit"]) == [("must",)])
    store.run("unassign", stop["visit"], status=(0, 1))
    with OnBoard(store, 80, 24) as terminal:
        terminal.see("!1 MUST", "Unassigned: none here; 1 MUST in other teams and shifts")
        terminal.quit()


def test_now_is_seen_over_the_lists(store):
    """Blocks may lie over the line in a list; over the hours it always stands, and only today."""
    with OnBoard(store, 80, 24, now=f"{DATE}T10:30:00+01:00") as terminal:
        hours = terminal.line(2)
        assert "\u2502" in hours and hours.index("09") < hours.index("\u2502") < hours.index("11"), hours
        terminal.keys(">")
        terminal.until("tomorrow", lambda screen: "2026-03-05" in screen.split("\n")[0])
        assert "\u2502" not in terminal.line(2)
        terminal.quit()


def test_approve(store):
    """What stops it is shown, and can be let stand with a reason; then it is approved."""
    with OnBoard(store) as terminal:
        store.run("unassign", terminal.stop["visit"], status=(0, 1))
        terminal.see("Unassigned: 1")
        errors = [f for f in store.json("check", "--date", DATE) if f["severity"] == "error" and not f["acknowledged"]]
        terminal.until("counted", lambda screen: "? errors" not in screen.split("\n")[0])
        terminal.keys("g")
        if errors:
            terminal.see("Not approved while this stands")
            terminal.keys("Enter")
            terminal.see("let it stand, with a reason")
            terminal.keys("Down", "Enter")
            terminal.see("Why may this finding stand?")
            terminal.type("we call them")
            terminal.keys("Enter")
            terminal.see("acknowledged")
        else:
            terminal.see("Approve this shift of the team")
            terminal.keys("Escape")
            terminal.see_no_more("Approve this shift")
        assert store.sql("SELECT count(*) FROM approvals") == [(0,)]


def test_balance(store):
    store.run("setting", "set", "balance_seconds", "2")
    with OnBoard(store) as terminal:
        visit = terminal.stop["visit"]
        store.run("unassign", visit, status=(0, 1))
        terminal.see("Unassigned: 1")
        terminal.keys("b")
        terminal.see("Balance this shift")
        terminal.keys("Down", "Enter")
        terminal.see("balanced:")
        terminal.keys("u")
        terminal.see("Take back ")
        terminal.keys("Down", "Enter")
        terminal.see("taken back:")


def test_stop_balancing(store):
    """Esc stops the search; with nothing kept the lists are as they were."""
    store.run("setting", "set", "balance_seconds", "60")
    with OnBoard(store) as terminal:
        before = store.sql("SELECT visit, list, seq, start FROM visits ORDER BY visit")
        terminal.keys("b")
        terminal.see("Balance this shift")
        terminal.keys("Down", "Enter")
        terminal.see("balancing:")
        terminal.keys("Escape")
        terminal.see("Stop balancing?")
        terminal.keys("Down", "Down", "Enter")
        terminal.see("the lists are as they were")
        assert store.sql("SELECT visit, list, seq, start FROM visits ORDER BY visit") == before


def test_add_visit(store):
    with OnBoard(store) as terminal:
        mark(terminal, terminal.list, terminal.stop)
        task = store.json("export", "tasks")[0]["task"]
        terminal.keys("A")
        terminal.see("A visit by hand", "earliest start")
        terminal.keys("Tab")
        terminal.type(task)
        terminal.keys("Tab")
        terminal.type("1000")
        terminal.keys("Tab")
        terminal.type("1130")
        terminal.keys("C-s")
        terminal.until("there is one more", lambda _: store.sql(
            "SELECT count(*) FROM visits WHERE date = ? AND service IS NULL", DATE) == [(1,)])
        terminal.see("Unassigned: 1", "fits ")


def test_unassigned_says_where_it_fits(store):
    for columns, rows, more in ((80, 24, {"language": "C", "colour": False}), (120, 40, {}), (220, 60, {})):
        with OnBoard(store, columns, rows, **more) as terminal:
            visit = terminal.stop["visit"]
            store.run("unassign", visit, status=(0, 1))
            best = next(s for s in store.json("suggest", visit) if s["allowed"])
            screen = terminal.see("Unassigned: 1", f"fits {best['list']} ", f"(+{best['extra_min']} min)")
            priority, = store.sql("SELECT priority FROM visits WHERE visit = ?", visit)[0]
            row = f"\n {'!' if priority == 'must' else ' '}*{priority} "
            assert row in screen, "what must be done says so, and that somebody else changed it"
            store.run("move", visit, "--to", terminal.list["list"], status=(0, 1))
            terminal.see("Unassigned: none")


def test_halves_without_a_list(store):
    """The two rows of a visit for two that nobody has are told apart."""
    half = next(stop["visit"] for each in lists_of(store, "OT1") for stop in each["visits"] if stop["visit"].endswith("/1"))
    patient, = store.sql("SELECT name FROM patients JOIN visits USING (patient) WHERE visit = ?", half)[0]
    for row in "12":
        store.run("unassign", half[:-1] + row, status=(0, 1))
    with OnBoard(store, 120, 24) as terminal:
        terminal.see(f"{patient} 1/2, ", f"{patient} 2/2, ")
        terminal.keys("Tab")
        terminal.see(f"with nobody ({half[:-1]}2)")
        terminal.quit()


def test_others_change(store):
    with OnBoard(store) as terminal:
        row, _ = terminal.cursor()
        terminal.keys("Home")
        store.run("unassign", terminal.stop["visit"], status=(0, 1))
        terminal.see("Unassigned: 1")
        marked = [line for line in terminal.screen().split("\n") if line[1:2] == "*"]
        assert any(f"*{terminal.list['list']} " in line for line in marked), "the list that somebody else changed"
        store.run("move", terminal.stop["visit"], "--to", terminal.list["list"], status=(0, 1))
        terminal.see("Unassigned: none")


def test_team_key_on_home(store):
    """] shows another team on home too."""
    with Terminal(store, 120, 40) as terminal:
        before = terminal.see("The duty room").split("\n")[0]
        terminal.keys("]")
        terminal.until("another team", lambda screen: screen.split("\n")[0] != before)
        terminal.quit()


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


def test_room_is_used(store):
    """A tall window shows the list's round, the load over the week and, where it is wide too, the map of the round."""
    load = store.sql("SELECT sum(minutes) FROM history JOIN staff USING (staff) WHERE date = '2026-03-02'"
                     " AND shift = 'day' AND staff.team = 'OT1'")[0][0]
    for columns, rows, language in ((120, 48, "C.UTF-8"), (220, 60, "C.UTF-8"), (300, 100, "C")):
        with OnBoard(store, columns, rows, language=language) as terminal:
            mark_list(terminal, terminal.list)
            screen = terminal.see("the load of this team and shift over the week", "Mon 2026-03-02",
                                  f" {load // 60}:{load % 60:02}, ")
            today = next(line for line in screen.split("\n") if ">Wed 2026-03-04 " in line)
            assert " workers, " in today and " 0 workers" not in today, today
            for number, stop in enumerate(terminal.list["visits"], 1):
                assert f"{number} {stop['start'][:5]} " in screen, stop
            if columns >= 150:
                terminal.see("north up")
            else:
                assert "north up" not in screen, terminal.picture()
            assert language != "C" or screen.isascii()


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
    name, address = next((patient["name"], patient["address"]) for patient in store.json("export", "patients")
                         if patient["patient"] == stop["patient"])
    with Terminal(store) as terminal:
        terminal.keys("1")
        terminal.see("Unassigned")
        terminal.keys("Home", *["Down"] * lists.index(work_list), "Right")
        terminal.see(f" {stop['visit']} ", address, name)
        store.run("edit", "patients", stop["patient"], "protected=yes", status=(0, 1))
        screen = terminal.see("protected address")
        assert address not in screen and name not in screen, (name, address)
        assert stop["patient"] in screen, "by the number only"


def test_interrupt(store):
    with Terminal(store, 80, 24) as terminal:
        terminal.keys("1")
        terminal.see("Unassigned")
        terminal.keys("C-c")
        terminal.ended()


run_tests(globals())
