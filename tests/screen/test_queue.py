#!/usr/bin/env python3
"""The HT queue in a real terminal: sorted by urgency, taken, answered, closed; two nurses and one request."""

from terminal import Terminal, demonstration_base, vaktrom, vaktrom_json


def items():
    return vaktrom_json("queue")


def state_of(item_id):
    for item in vaktrom_json("queue", "--all"):
        if item["id"] == item_id:
            return item["state"]
    raise AssertionError(f"{item_id} is not in the queue")


def rows_of(screen):
    return [line for line in screen.split("\n") if line[3:].startswith(("now", "today", "planned"))]


def open_queue(terminal):
    terminal.keys("2")
    terminal.see(" free ")


def test_order(terminal):
    rows = rows_of(terminal.screen())
    wanted = items()
    assert len(rows) == len(wanted) > 3, (len(rows), len(wanted))
    ranks = [("now", "today", "planned").index(row[3:].split()[0]) for row in rows]
    assert ranks == sorted(ranks), "the most urgent first"
    for row, item in zip(rows, wanted):
        assert item["patient"] in row, (row, item)


def test_take_answer_close(terminal):
    first = items()[0]
    terminal.keys("Home", "t")
    terminal.until("taken", lambda screen: state_of(first["id"]) == "taken")
    terminal.keys("s")
    terminal.see("What is the answer?")
    terminal.type("Ja, jeg kommer klokka åtte")
    terminal.see("klokka åtte")
    terminal.keys("Enter")
    terminal.until("answered", lambda screen: state_of(first["id"]) == "answered")
    terminal.keys("c")
    terminal.see("How did it end?")
    terminal.keys("Escape")
    terminal.see_no_more("How did it end?")
    assert state_of(first["id"]) == "answered", "giving up changes nothing"
    terminal.keys("c")
    terminal.see("How did it end?")
    terminal.type("sett til")
    terminal.keys("Enter")
    terminal.until("closed", lambda screen: state_of(first["id"]) == "closed")


def test_new_item_appears(terminal):
    terminal.keys("1")
    terminal.see(" 0 HT now")
    vaktrom("queue", "add", "alarm", "--patient", "P001", "--urgency", "now", "--text", "Falt på badet")
    terminal.see("!1 HT now")


def test_hostile_text(terminal):
    vaktrom("queue", "add", "message", "--patient", "P002", "--urgency", "now", "--text", "farlig \x9b31mrød\u202e tekst")
    terminal.keys("2")
    screen = terminal.see("farlig ?31mr")
    assert "\x1b" not in screen


def main():
    demonstration_base()
    with Terminal(140, 40) as terminal:
        terminal.see("Unassigned")
        open_queue(terminal)
        test_order(terminal)
        test_take_answer_close(terminal)
        test_new_item_appears(terminal)
        test_hostile_text(terminal)
        terminal.keys("q")
        terminal.see("ENDED 0")


main()
