#!/usr/bin/env python3
"""The HT queue in a real terminal: sorted by urgency, taken, answered, closed; two nurses and one request."""

from terminal import Terminal, run_tests


def state_of(store, item_id):
    for item in store.json("queue", "--all"):
        if item["id"] == item_id:
            return item["state"]
    raise AssertionError(f"{item_id} is not in the queue")


def rows_of(screen):
    return [line for line in screen.split("\n") if line[3:].startswith(("now", "today", "planned"))]


class AtQueue(Terminal):
    """The queue, open."""

    def __enter__(self):
        super().__enter__()
        self.see("The duty room")
        self.keys("2")
        self.see(" free ")
        return self


def test_order(store):
    with AtQueue(store, 140, 40) as terminal:
        rows = rows_of(terminal.screen())
        wanted = store.json("queue")
        assert len(rows) == len(wanted) > 3, (len(rows), len(wanted))
        ranks = [("now", "today", "planned").index(row[3:].split()[0]) for row in rows]
        assert ranks == sorted(ranks), "the most urgent first"
        for row, item in zip(rows, wanted):
            assert item["patient"] in row, (row, item)


def test_take_answer_close(store):
    with AtQueue(store, 140, 40) as terminal:
        first = store.json("queue")[0]
        terminal.keys("Home", "t")
        terminal.until("taken", lambda screen: state_of(store, first["id"]) == "taken")
        terminal.keys("s")
        terminal.see("What is the answer?")
        terminal.type("Ja, jeg kommer klokka åtte")
        terminal.see("klokka åtte")
        terminal.keys("Enter")
        terminal.until("answered", lambda screen: state_of(store, first["id"]) == "answered")
        terminal.keys("c")
        terminal.see("How did it end?")
        terminal.keys("Escape")
        terminal.see_no_more("How did it end?")
        assert state_of(store, first["id"]) == "answered", "giving up changes nothing"
        terminal.keys("c")
        terminal.see("How did it end?")
        terminal.type("sett til")
        terminal.keys("Enter")
        terminal.until("closed", lambda screen: state_of(store, first["id"]) == "closed")


def test_new_item_appears(store):
    with Terminal(store, 140, 40) as terminal:
        before = int(terminal.see(" HT now").split(" HT now")[0].split()[-1].lstrip("!"))
        store.run("queue", "add", "alarm", "--patient", "P001", "--urgency", "now", "--text", "Falt på badet")
        terminal.see(f"!{before + 1} HT now")


def test_hostile_text(store):
    store.run("queue", "add", "message", "--patient", "P002", "--urgency", "now", "--text",
              "farlig \x9b31mrød\u202e tekst")
    with AtQueue(store, 140, 40) as terminal:
        screen = terminal.see("farlig ?31mr")
        assert "\x1b" not in screen


run_tests(globals())
