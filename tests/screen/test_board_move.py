#!/usr/bin/env python3
"""Moving visits on the board: the costs at each list, refusals, visits for two, linked visits, and who was faster."""

from board_page import OnBoard, lists_of, mark, visit_row, visit_where
from terminal import DATE, Store, run_tests


def pick_up(terminal, stop):
    """Picks the marked visit up; the screen once each list shows what it would cost."""
    terminal.keys("m")
    return terminal.see(f"Moving {stop['visit']} ", "what it would cost", "1. +", "here it is now")


def test_move(store):
    with OnBoard(store) as terminal:
        visit, home = terminal.stop["visit"], terminal.list["list"]
        mark(terminal, terminal.list, terminal.stop)
        pick_up(terminal, terminal.stop)
        best = next(s for s in store.json("suggest", visit) if s["allowed"] and s["list"] != home)
        assert terminal.marked_line().startswith(f"> {best['list']} "), "the best list is marked"
        row, column = terminal.cursor()
        assert column == 0
        terminal.until("its start", lambda screen: best["start"] in screen.split("\n")[row])
        terminal.keys("Escape")
        terminal.see_no_more("what it would cost")
        assert visit_row(store, visit)["list"] == home, "giving up changes nothing"
        assert terminal.marked_line().startswith(f"> {home} "), "the mark is where it was"
        pick_up(terminal, terminal.stop)
        terminal.keys("Enter")
        terminal.see_no_more("what it would cost")
        moved = visit_row(store, visit)
        assert moved["state"] == "listed" and moved["list"] == best["list"], moved
        assert terminal.marked_line().startswith(f"> {best['list']} "), "the mark follows the visit"
        terminal.keys("u")
        terminal.see("taken back:")
        assert visit_row(store, visit)["list"] == home


def test_move_is_refused(store):
    """What a rule forbids says why; no reason that a person gives sets competence aside."""
    with OnBoard(store) as terminal:
        ids = [each["list"] for each in lists_of(store, "OT1")]
        for work_list in lists_of(store, "OT1"):
            for stop in work_list["visits"]:
                refused = [s for s in store.json("suggest", stop["visit"]) if not s["allowed"] and s["list"] in ids
                           and "may not do" in s["why_not"]]
                if refused and "/" not in stop["visit"]:
                    break
            else:
                continue
            break
        else:
            raise AssertionError("every worker may do every visit")
        mark(terminal, work_list, stop)
        terminal.keys("m")
        terminal.see("here it is now", "no: ")
        terminal.keys("Home", *["Down"] * ids.index(refused[0]["list"]), "Enter")
        terminal.see("whoever decides", "may not do")
        assert "Why all the same?" not in terminal.settle(), "no reason is asked for that could not help"
        assert visit_row(store, stop["visit"])["list"] == work_list["list"], "it stays where it was"
        terminal.keys("Escape")
        terminal.see_no_more("what it would cost")


def test_somebody_was_faster(store):
    """What another moved while it was held: nothing is lost, nothing is overwritten, the person chooses."""
    with OnBoard(store) as terminal:
        visit = terminal.stop["visit"]
        mark(terminal, terminal.list, terminal.stop)
        pick_up(terminal, terminal.stop)
        store.run("unassign", visit, status=(0, 1))
        terminal.see(f"somebody else changed {visit} meanwhile", "Moving " + visit)
        terminal.keys("Enter")
        terminal.see("while you held it", "theirs: leave it as it is now", "mine: move it to ")
        assert visit_row(store, visit)["list"] is None, "not overwritten"
        terminal.keys("Enter")
        terminal.see_no_more("what it would cost")
        assert visit_row(store, visit)["list"] is None, "theirs stays"
        terminal.see("Unassigned: 1")
        terminal.quit()


def test_mine_all_the_same(store):
    with OnBoard(store) as terminal:
        visit = terminal.stop["visit"]
        mark(terminal, terminal.list, terminal.stop)
        pick_up(terminal, terminal.stop)
        store.run("unassign", visit, status=(0, 1))
        terminal.see(f"somebody else changed {visit} meanwhile")
        terminal.see("1. +")
        terminal.keys("Enter")
        terminal.see("mine: move it to ")
        terminal.keys("Down", "Enter")
        terminal.see_no_more("what it would cost")
        assert visit_row(store, visit)["state"] == "listed"


def test_hands_ask_when_somebody_was_faster(store):
    """Who drops a visit, or marks it done, while another takes it off its list, sees that and chooses."""
    may = {visit for visit, in store.sql("SELECT visit FROM visits WHERE date = ? AND priority <> 'must'", DATE)}
    with OnBoard(store) as one, OnBoard(store) as other:
        work_list, stop = visit_where(one, lambda stop: stop["visit"] in may)
        for key, asks, mine, chosen, state in (("o", "give way", "mine: drop it", (), "unassigned"),
                                               ("d", "done at?", "mine: mark it done", (), "unassigned"),
                                               ("o", "give way", "mine: drop it", ("Down",), "dropped")):
            for terminal in (one, other):
                mark(terminal, work_list, stop)
            one.keys(key)
            one.see(asks)
            one.type("she is away" if key == "o" else "")
            other.keys("DC")
            other.see("Unassigned: 1")
            one.keys("Enter")
            one.see(f"Somebody else changed {stop['visit']}", "theirs: leave it as it is now, unassigned", mine)
            assert visit_row(store, stop["visit"])["state"] == "unassigned", "not overwritten"
            one.keys(*chosen, "Enter")
            one.see_no_more(mine)
            one.until(state, lambda _, state=state: visit_row(store, stop["visit"])["state"] == state)
            if not chosen:
                one.see("is left as the other has it", "Unassigned: 1")
                other.keys("u")
                for terminal in (one, other):
                    terminal.see("Unassigned: none")
        one.quit()
        other.quit()


def test_two_person_visit(store):
    """Both rows of a visit for two move together when that is asked for."""
    with OnBoard(store) as terminal:
        for work_list in lists_of(store, "OT1"):
            pairs = [stop for stop in work_list["visits"] if stop["visit"].endswith("/1")]
            if pairs:
                break
        mark(terminal, work_list, pairs[0])
        terminal.see("two workers", "with ")
        terminal.keys("m")
        terminal.see("here it is now")
        terminal.keys("t")
        terminal.see("both rows move", "and what is linked with it")
        terminal.keys("Escape")
        terminal.see_no_more("what it would cost")
        assert visit_row(store, pairs[0]["visit"])["list"] == work_list["list"]


def list_for_both(pair, lists):
    """A list other than theirs to which commands bring both visits, once they were taken off their own; or None."""
    copy = Store()
    for visit in pair:
        copy.run("unassign", visit, status=(0, 1))
    here = [each["list"] for each in lists if any(stop["visit"] in pair for stop in each["visits"])]
    for offer in copy.json("suggest", pair[0]):
        fits = offer["allowed"] or "would be late" in offer["why_not"]
        if fits and offer["list"] not in here and any(offer["list"] == each["list"] for each in lists):
            break
    else:
        return None
    went = [copy.run("move", visit, "--to", offer["list"], "--override", "a try", status=(0, 1, 4)) for visit in pair]
    return offer["list"] if all(went) else None


def linked_pair(store):
    """Two visits of OT1 of which the second follows the first, the first one's list and stop, and a list for both."""
    lists = lists_of(store, "OT1")
    where = {stop["visit"]: (each, stop) for each in lists for stop in each["visits"]}
    for service in store.json("export", "services"):
        pair = [visit for name in (service["follows"], service["service"]) if name
                for visit, in store.sql("SELECT visit FROM visits WHERE service = ? AND date = ?", name, DATE)]
        if len(pair) == 2 and all(visit in where for visit in pair) and (target := list_for_both(pair, lists)):
            return pair, where[pair[0]], target
    raise AssertionError("no linked visits that another list may take")


def test_linked_visits_move_together(store):
    """What follows another visit is told, and goes along on request: one change, taken back as one."""
    pair, (work_list, stop), target = linked_pair(store)
    before = [visit_row(store, visit)["list"] for visit in pair]
    with OnBoard(store, 80, 24) as terminal:
        mark(terminal, work_list, stop)
        terminal.see("linked", f"{pair[1]} ")
        terminal.keys("m")
        terminal.see("here it is now", "t take along", "esc leave it there")
        terminal.until("the costs, with the mark on the best", lambda screen: "1. +" in screen or ": no: " in screen)
        terminal.keys("t")
        terminal.see("what is linked with it goes to the same list", "t this one only")
        ids = [each["list"] for each in lists_of(store, "OT1")]
        terminal.keys("Home", *["Down"] * ids.index(target))
        terminal.until("its mark", lambda screen: f"> {target} " in screen)
        terminal.keys("Enter")
        terminal.until("it is done, or the question", lambda screen: "what it would cost" not in screen
                       or "Why all" in screen)  # the question may take two rows
        if "Why all" in terminal.screen():
            terminal.type("the daughter waits")
            terminal.keys("Enter")
        terminal.see_no_more("what it would cost")
        assert [visit_row(store, visit)["list"] for visit in pair] == [target, target]
        terminal.keys("u")
        terminal.see("taken back:")
        assert [visit_row(store, visit)["list"] for visit in pair] == before


run_tests(globals())
