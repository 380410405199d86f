#!/usr/bin/env python3
"""The board in a real terminal: lists and details, the hands, undo, help, sizes, and changes that others make."""

import json
import sqlite3
import os

from terminal import Terminal, demonstration_base, vaktrom, vaktrom_json

DATE = "2026-03-04"


def lists_of(team, shift="day"):
    return vaktrom_json("lists", "--date", DATE, "--team", team, "--shift", shift)


def visit_row(visit):
    store = sqlite3.connect(os.environ["VAKTROM_DB"])
    row = store.execute("SELECT state, list, pinned, reason FROM visits WHERE visit = ?", (visit,)).fetchone()
    store.close()
    return dict(zip(("state", "list", "pinned", "reason"), row))


def go_to_team(terminal, name):
    for _ in range(8):
        if terminal.line(0).startswith(name):
            return
        before = terminal.line(0)
        terminal.keys("]")
        terminal.until("another team", lambda screen: screen.split("\n")[0] != before)
    raise AssertionError(f"team {name} never came")


def movable_visit(lists):
    """A list and one of its visits, for one worker, that another list may take."""
    for work_list in lists:
        for stop in work_list["visits"]:
            if "/" in stop["visit"]:
                continue
            others = [s for s in vaktrom_json("suggest", stop["visit"]) if s["list"] != work_list["list"]]
            if others[0]["allowed"]:
                return work_list, stop
    raise AssertionError("no visit that another list may take")


def mark(terminal, work_list, stop):
    """Marks a visit of a list with the keys."""
    ids = [each["list"] for each in lists_of(work_list["team"])]
    terminal.keys("Home")
    for _ in range(ids.index(work_list["list"])):
        terminal.keys("Down")
    terminal.see(f"> {work_list['list']} ")
    for _ in range(stop["seq"]):
        terminal.keys("Right")
    terminal.see(f" {stop['visit']} ")


def test_first_screen(terminal):
    screen = terminal.see("Unassigned")
    first = screen.split("\n")[0]
    assert DATE in first and "day" in first and "07:12" in first, first
    assert " 0 MUST unassigned" in first, first
    assert "? help" in screen, "the key bar names the help"
    for work_list in lists_of("HT1"):
        assert work_list["list"] + " " in screen, work_list["list"]
    row, column = terminal.cursor()
    assert column == 0 and screen.split("\n")[row].startswith(">"), "the cursor stands on the focused row"


def test_help(terminal):
    terminal.keys("?")
    screen = terminal.see("Keys of: The board")
    assert "take the visit off its list" in screen and "mark the worker of the list absent" in screen
    terminal.keys("Escape")
    terminal.see_no_more("Keys of:")


def test_details(terminal, work_list, stop):
    mark(terminal, work_list, stop)
    patient = stop["patient"]
    terminal.see(f"{stop['visit']} · {patient}")
    row, _ = terminal.cursor()
    assert terminal.line(row).startswith(f"> {work_list['list']}")


def test_unassign_and_undo(terminal, work_list, stop):
    terminal.keys("DC")
    terminal.until("it is counted as unassigned", lambda screen: "!1 MUST" in screen or "Unassigned: 1" in screen)
    row = visit_row(stop["visit"])
    assert row["state"] == "unassigned" and row["list"] is None and row["reason"], row
    terminal.keys("u")
    terminal.see("taken back:")
    assert visit_row(stop["visit"])["list"] == work_list["list"]
    terminal.see("Unassigned: none")


def test_move(terminal, work_list, stop):
    mark(terminal, work_list, stop)
    terminal.keys("m")
    terminal.see(f"Move {stop['visit']} to which list?")
    terminal.keys("Escape")
    terminal.see_no_more("to which list?")
    assert visit_row(stop["visit"])["list"] == work_list["list"], "giving up changes nothing"
    terminal.keys("m")
    terminal.see("to which list?")
    terminal.keys("Enter")
    terminal.see_no_more("to which list?")
    moved = visit_row(stop["visit"])
    assert moved["state"] == "listed" and moved["list"] != work_list["list"], moved
    terminal.keys("u")
    terminal.see("taken back:")
    assert visit_row(stop["visit"])["list"] == work_list["list"]


def test_absent(terminal, work_list):
    terminal.keys("Home")
    ids = [each["list"] for each in lists_of(work_list["team"])]
    for _ in range(ids.index(work_list["list"])):
        terminal.keys("Down")
    terminal.see(f"> {work_list['list']} ")
    terminal.keys("a")
    terminal.see("is absent this shift. Why?")
    terminal.keys("Enter")
    terminal.see_no_more("Why?")
    staff = work_list["staff"]
    store = sqlite3.connect(os.environ["VAKTROM_DB"])
    assert store.execute("SELECT count(*) FROM absences WHERE staff = ? AND reason = 'sick'", (staff,)).fetchone()[0] == 1
    store.close()
    for stop in work_list["visits"]:
        assert visit_row(stop["visit"])["state"] == "unassigned", stop
    terminal.until("they are in the top line", lambda screen: " MUST" in screen and " 0 MUST" not in screen.split("\n")[0])
    assert vaktrom_json("check", "--date", DATE), "the check says so as well"
    terminal.keys("u")
    terminal.see("taken back:")
    terminal.see("Unassigned: none")


def test_others_change(terminal, work_list, stop):
    vaktrom("unassign", stop["visit"], status=(0, 1))
    terminal.see("Unassigned: 1")
    vaktrom("move", stop["visit"], "--to", work_list["list"], status=(0, 1))
    terminal.see("Unassigned: none")


def test_dates_and_shifts(terminal):
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


def test_sizes(terminal):
    for columns, rows in ((80, 24), (220, 60), (300, 100), (100, 30)):
        terminal.resize(columns, rows)
        terminal.until(f"{columns}x{rows}", lambda screen: "Unassigned" in screen and screen.rstrip("\n").split("\n")[-1].startswith("? help"))
    terminal.resize(40, 10)
    terminal.see("please make it")
    terminal.resize(120, 40)
    terminal.see("Unassigned")


def test_quit(terminal):
    terminal.keys("q")
    screen = terminal.see("ENDED 0")
    assert "icanon" in screen and "-icanon" not in screen and "-echo " not in screen, "the terminal is as it was"


def test_ascii():
    with Terminal(80, 24, environment="LC_ALL=C NO_COLOR=1", name="ascii") as terminal:
        screen = terminal.see("Unassigned")
        assert screen.isascii(), "nothing but ASCII without UTF-8"
        assert "#" in screen, "visits on the clock"
        assert "HT Fjellvaag" in screen.split("\n")[0], "Norwegian letters as they are written without them"
        terminal.keys("q")
        terminal.see("ENDED 0")


def test_narrow():
    """At 80 columns every figure of the top line stays, and what is marked is told whole."""
    with Terminal(80, 24, name="narrow") as terminal:
        screen = terminal.see("Unassigned: none")
        first = screen.split("\n")[0]
        assert all(word in first for word in ("0 MUST", "errors", "HT now", "07:12")), first
        terminal.keys("Tab")
        screen = terminal.see("no visit of this team and shift is unassigned")
        assert any(line.startswith("> L") for line in screen.split("\n")), "the mark stays where something is"
        terminal.keys("2")
        item = next(item for item in vaktrom_json("queue") if len(item["text"]) > 80)
        rows = [item["id"] for item in vaktrom_json("queue")]
        terminal.keys("Home", *["Down"] * rows.index(item["id"]))
        screen = terminal.see(f" {item['id']} ")
        assert item["text"].split()[-1] in screen, "the whole text of the request"
        terminal.keys("q")
        terminal.see("ENDED 0")


def test_protected_address():
    stop = next(work_list for work_list in lists_of("HT1") if work_list["visits"])["visits"][0]
    address = next(patient["address"] for patient in json.loads(vaktrom("export", "patients", "--json"))
                   if patient["patient"] == stop["patient"])
    with Terminal(name="protected") as terminal:
        terminal.see("Unassigned")
        rows = [work_list["list"] for work_list in lists_of("HT1")]
        terminal.keys("Home", *["Down"] * rows.index(next(w["list"] for w in lists_of("HT1") if stop in w["visits"])), "Right")
        assert address in terminal.see(f" {stop['visit']} "), address
        vaktrom("edit", "patients", stop["patient"], "protected=yes", status=(0, 1))
        screen = terminal.see("protected address")
        assert address not in screen, address
        vaktrom("undo")
        terminal.keys("q")
        terminal.see("ENDED 0")


def test_interrupt():
    with Terminal(80, 24, name="interrupt") as terminal:
        terminal.see("Unassigned")
        terminal.keys("C-c")
        screen = terminal.see("ENDED")
        assert "-icanon" not in screen, "the terminal is as it was"


def main():
    demonstration_base()
    with Terminal() as terminal:
        test_first_screen(terminal)
        test_help(terminal)
        go_to_team(terminal, "OT Hegrenes")
        lists = lists_of("OT1")
        work_list, stop = movable_visit(lists)
        test_details(terminal, work_list, stop)
        test_unassign_and_undo(terminal, work_list, stop)
        test_move(terminal, work_list, stop)
        test_absent(terminal, work_list)
        test_others_change(terminal, work_list, stop)
        test_dates_and_shifts(terminal)
        test_sizes(terminal)
        test_quit(terminal)
    test_ascii()
    test_narrow()
    test_protected_address()
    test_interrupt()


main()
