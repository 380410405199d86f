#!/usr/bin/env python3
"""The HT queue in a real terminal: sorted, ticking, taken, answered, closed, handed on, made into a visit, a reminder, a
transfer; what stands beside it; two nurses and one request."""

import contextlib
import datetime
import re
import sqlite3

from terminal import Terminal, run_tests


def item_of(store, item_id):
    for item in store.json("queue", "--all"):
        if item["id"] == item_id:
            return item
    raise AssertionError(f"{item_id} is not in the queue")


def state_of(store, item_id):
    return item_of(store, item_id)["state"]


def rows_of(screen):
    """The rows of the list, without what stands beside or below it."""
    return [line for line in screen.split("\n") if line[3:].startswith(("! now", "now", "today", "planned"))]


class AtQueue(Terminal):
    """The queue, open, with the mark on a request."""

    def __init__(self, store, columns=140, rows=40, *, item=None, **more):
        super().__init__(store, columns, rows, **more)
        self.item = item

    def __enter__(self):
        super().__enter__()
        self.see("The duty room")
        self.keys("2")
        self.see("urgency", " wait, ")
        if self.item:
            self.keys("/")
            self.see("Search")
            self.type(self.item)
            self.settle()
            self.keys("Enter")
            self.see(f" {self.item} ")
        return self

    def choose(self, text, confirm=True):
        """Types into a question until the row is marked, and takes it."""
        self.type(text)
        self.until(f"{text} marked", lambda screen: any(line.startswith("> ") and text in line
                                                        for line in screen.split("\n")))
        if confirm:
            self.keys("Enter")


def test_order(store):
    with AtQueue(store) as terminal:
        wanted = store.json("queue", "--team", "HT1")
        assert len(wanted) > 3
        rows = rows_of(terminal.until("each request", lambda screen: len(rows_of(screen)) == len(wanted)))
        ranks = [("now", "today", "planned").index(row[3:].lstrip("! ").split()[0]) for row in rows]
        assert ranks == sorted(ranks), "the most urgent first"
        for row, item in zip(rows, wanted):
            assert item["patient"] in row, (row, item)
        terminal.marked_line()
        terminal.keys("Down")
        terminal.until("the cursor follows", lambda screen: wanted[1]["patient"] in terminal.line(terminal.cursor()[0]))
        terminal.quit()


def test_take_answer_close(store):
    item = store.json("queue")[0]
    first = item["id"]
    with AtQueue(store, 80, 24) as terminal:
        terminal.keys("Home", "t")
        terminal.until("taken", lambda screen: state_of(store, first) == "taken")
        terminal.see(f"{first} taken by")
        terminal.keys("l")
        terminal.until("released", lambda screen: state_of(store, first) == "open")
        terminal.keys("t")
        terminal.until("taken again", lambda screen: state_of(store, first) == "taken")
        terminal.keys("s")
        name, = store.sql("SELECT name FROM patients WHERE patient = ?", item["patient"])[0]
        terminal.see(f" {first} {item['patient']} {name}: what is the answer? ")
        terminal.type("Ja, jeg kommer klokka åtte")
        terminal.see("klokka åtte")
        terminal.keys("Enter")
        terminal.until("answered", lambda screen: state_of(store, first) == "answered")
        terminal.keys("c")
        terminal.see("how did it end?")
        terminal.keys("Escape")
        terminal.see_no_more("how did it end?")
        assert state_of(store, first) == "answered", "giving up changes nothing"
        terminal.keys("c")
        terminal.see("how did it end?")
        terminal.type("sett til")
        terminal.keys("Enter")
        terminal.until("closed", lambda screen: state_of(store, first) == "closed")
        terminal.until("the row has gone", lambda screen: len(rows_of(screen)) and first not in screen.split("\n")[-2])
        terminal.keys("A")
        terminal.see("closed ones too")
        terminal.keys("/")
        terminal.see("Search")
        terminal.type(first)
        terminal.see("sett til")
        terminal.keys("Enter", "o")
        terminal.until("open again", lambda screen: state_of(store, first) == "open")
        terminal.quit()


def test_answered_by_somebody_else_meanwhile(store):
    """Both answers are seen, and the person chooses which stands."""
    item = next(item for item in store.json("queue") if item["state"] == "open" and item["patient"])
    with AtQueue(store, 100, 30, item=item["id"]) as terminal:
        for chosen, stands in (("Down", "Deres svar"), ("Up", "Mitt svar")):
            terminal.keys("s")
            terminal.see("what is the answer?")
            terminal.type("Mitt svar")
            terminal.see("Mitt svar")
            store.run("queue", "answer", item["id"], "--text", "Deres svar" if chosen == "Down" else "Deres andre svar")
            terminal.keys("Enter")
            terminal.see("Which shall stand?", "yours: Mitt svar", "theirs, as it is now: answered, Deres")
            terminal.keys(chosen, "Enter")
            terminal.see_no_more("Which shall stand?")
            terminal.until(stands, lambda _: store.sql(
                "SELECT outcome FROM queue WHERE item = ?", item["id"]) == [(stands,)])
        terminal.quit()


def test_an_answer_is_kept_as_a_draft(store):
    """Neither Esc nor a refusal loses what was worded; it waits for the same request only."""
    item, other = [item for item in store.json("queue") if item["state"] == "open" and item["patient"]][:2]
    with AtQueue(store, 100, 30, item=item["id"]) as terminal:
        terminal.keys("s")
        terminal.see("what is the answer?")
        terminal.type("Jeg kommer klokka ni")
        terminal.keys("Escape")
        terminal.see("kept as a draft")
        terminal.keys("s")
        terminal.see("what is the answer?", "> Jeg kommer klokka ni")
        store.run("queue", "answer", item["id"], "--text", "Deres svar")
        terminal.keys("Enter")
        terminal.see("Which shall stand?")
        terminal.keys("Escape")
        terminal.see("kept as a draft", "Deres svar")
        terminal.keys("s")
        terminal.see("> Jeg kommer klokka ni")
        terminal.keys("Enter")
        terminal.until("the answer", lambda _: store.sql(
            "SELECT outcome FROM queue WHERE item = ?", item["id"]) == [("Jeg kommer klokka ni",)])
        terminal.keys("/")
        terminal.see("Search")
        terminal.type(other["id"])
        terminal.settle()
        terminal.keys("Enter", "s")
        terminal.see(f" {other['id']} ", "what is the answer?")
        assert "Jeg kommer" not in terminal.line(terminal.cursor()[0]), "another request, another answer"
        terminal.keys("Escape")
        terminal.see_no_more("what is the answer?")
        terminal.keys("q")
        terminal.ended()  # no draft is left


def test_one_of_two_gets_it(store):
    first = store.json("queue")[0]["id"]
    with AtQueue(store) as one, AtQueue(store) as other:
        one.keys("Home", "t")
        other.keys("Home", "t")
        screens = []
        for terminal in (one, other):
            screens.append(terminal.until("an answer", lambda screen: f"{first} taken by" in screen
                                          or f"{first} is taken already" in screen))
        told = [f"{first} is taken already: " in screen for screen in screens]
        assert sorted(told) == [False, True], "one has it, the other is told who"
        history = store.json("queue", "show", first)["history"]
        assert [step["state"] for step in history].count("taken") == 1, history
        one.quit()
        other.quit()


def test_hand_on(store):
    item = next(item for item in store.json("queue") if item["state"] == "open")
    name, staff = store.sql("SELECT name, staff FROM staff WHERE team = 'HT1' AND role = 'nurse' ORDER BY staff")[0]
    with AtQueue(store, 120, 40, item=item["id"]) as terminal:
        terminal.keys("h")
        terminal.see("who shall have it?", f" {item['id']} {item['patient']} ")
        screen = terminal.settle()
        offered = screen.split("who shall have it?")[1].split("\n")[1:]
        night, = store.sql("SELECT count(*) FROM shifts WHERE date = '2026-03-03' AND shift = 'night'")[0]
        assert night == sum(" on duty until 07:" in line for line in offered), "the night is at work still"
        assert all(" on duty until 07:" in line for line in offered[:night]), "and comes first"
        assert f"{staff} {name}, on duty 07:" in offered[night] or ", HT Fjellv" in offered[night], offered[night]
        terminal.choose(name)
        terminal.until("handed on", lambda screen: item_of(store, item["id"])["owner"] == staff)
        terminal.see(f"{item['id']} handed to {staff} {name}")
        terminal.quit()


def test_hand_on_what_is_answered(store):
    """Who is handed a request that was answered has it to do again: that is asked, and told with the name."""
    item = next(item for item in store.json("queue") if item["state"] == "open")
    store.run("queue", "answer", item["id"], "--text", "call in the evening")
    name, staff = store.sql("SELECT name, staff FROM staff WHERE team = 'HT1' AND role = 'nurse' ORDER BY staff")[0]
    with AtQueue(store, 120, 40, item=item["id"]) as terminal:
        terminal.keys("h")
        terminal.see(f" {item['id']} ", "is answered: handing it on opens it again", "> no")
        terminal.keys("Enter")
        terminal.see_no_more("opens it again")
        assert state_of(store, item["id"]) == "answered"
        terminal.keys("h")
        terminal.see("opens it again")
        terminal.keys("Down", "Enter")
        terminal.see("who shall have it?")
        terminal.choose(name)
        terminal.see(f"{item['id']} handed to {staff} {name}: it was answered and is open again")
        assert state_of(store, item["id"]) == "taken"
        terminal.quit()


def test_letters_begin_a_name(store):
    """Who types "line" means no Karoline: letters are sought where a name or an id begins."""
    names = [name for name, in store.sql("SELECT name FROM staff ORDER BY name")]
    starts = {word[:4].lower() for name in names for word in name.split()}
    inside = [(part, name) for part in sorted(starts) for name in names
              if part in name.lower() and not any(word.startswith(part) for word in name.lower().split())]
    letters, other = inside[0]
    item = next(item for item in store.json("queue") if item["state"] == "open")
    with AtQueue(store, 120, 40, item=item["id"]) as terminal:
        terminal.keys("h")
        terminal.see("who shall have it?")
        terminal.type(letters)
        terminal.see(f"/ {letters}")
        offered = terminal.settle().split(f"/ {letters}")[1]
        assert other not in offered, (letters, other)
        meant = [name for name in names if any(word.lower().startswith(letters) for word in name.split())]
        assert any(name in offered for name in meant), (letters, meant)
        terminal.keys("Escape")
        terminal.quit()


def test_handed_on_by_somebody_else_meanwhile(store):
    """Two people hand one request to two others: the second sees to whom the first did, and chooses."""
    item = next(item for item in store.json("queue") if item["state"] == "open" and item["patient"])
    (theirs, their_id), (mine, my_id) = store.sql(
        "SELECT name, staff FROM staff WHERE team = 'HT1' AND role = 'nurse' ORDER BY staff LIMIT 2")
    with AtQueue(store, 120, 40, item=item["id"]) as one, AtQueue(store, 120, 40, item=item["id"]) as other:
        for chosen, stands in (("Down", their_id), ("Up", my_id)):
            one.keys("h")
            one.see("who shall have it?")
            other.keys("h")
            other.see("who shall have it?")
            other.choose(theirs)
            other.until("handed on", lambda _: item_of(store, item["id"])["owner"] == their_id)
            one.choose(mine)
            one.see("Which shall stand?", f"yours: {mine}", f"theirs, as it is now: taken, {theirs}")
            one.keys(chosen, "Enter")
            one.see_no_more("Which shall stand?")
            one.until(stands, lambda _, stands=stands: item_of(store, item["id"])["owner"] == stands)
            if stands == their_id:
                one.see("left as the other has it")
                store.run("queue", "release", item["id"])
                for terminal in (one, other):
                    terminal.until("free again", lambda screen: any(
                        item["patient"] in line and " free " in line for line in screen.split("\n")))
        one.quit()
        other.quit()


def test_answered_is_counted_nowhere(store):
    """The top line and the queue's heading say the same of what is to be done now."""
    item = next(item for item in store.json("queue") if item["urgency"] == "now")
    with AtQueue(store, 120, 40, item=item["id"]) as terminal:
        terminal.until("both say one", lambda screen: "!1 HT now" in screen and " 1 now" in screen)
        store.run("queue", "answer", item["id"], "--text", "she comes at 8")
        terminal.until("both say none", lambda screen: " 0 HT now" in screen.split("\n")[0] and " 0 now" in screen)
        terminal.quit()


def test_make_a_visit(store):
    item = next(item for item in store.json("queue") if item["kind"] == "supervision" and item["urgency"] == "now")
    with AtQueue(store, 80, 24, item=item["id"]) as terminal:
        terminal.keys("v")
        terminal.see("A visit of", "earliest start", "latest start")
        terminal.keys("Tab", "Tab", "Tab", "Tab")
        terminal.type("25")
        terminal.keys("C-s")
        screen = terminal.see("Which list takes it?")
        visit = item_of(store, item["id"])["visit"]
        assert visit and f" {visit} {item['patient']} " in screen and " is made" in screen
        assert store.sql("SELECT duration, state FROM visits WHERE visit = ?", visit) == [(25, "unassigned")]
        terminal.keys("Enter")
        terminal.until("on a list", lambda screen: state_of(store, item["id"]) == "answered")
        assert store.sql("SELECT state FROM visits WHERE visit = ?", visit) == [("listed",)]
        terminal.quit()
    store.check_sound()


def test_reminder_and_transfer(store):
    items = [item for item in store.json("queue") if item["patient"] and item["state"] == "open"]
    with AtQueue(store, 120, 40, item=items[1]["id"]) as terminal:
        before = len(store.json("remind"))
        terminal.keys("m")
        terminal.see("A reminder of")
        terminal.type("+2")
        terminal.keys("C-s")
        terminal.until("remembered", lambda screen: len(store.json("remind")) == before + 1)
        assert [row["due"] for row in store.json("remind")].count("2026-03-06") >= 1
        terminal.keys("Home", "x")
        terminal.see("Announce a transfer", items[0]["patient"])
        terminal.keys("Escape")
        terminal.see_no_more("Announce a transfer")
        terminal.quit()


def test_add_and_filter(store):
    with AtQueue(store, 120, 40) as terminal:
        terminal.keys("a")
        terminal.see("A new request")
        terminal.type("P001")
        terminal.keys("Tab")
        terminal.type("dos")
        terminal.keys("Tab", "Tab")
        terminal.type("Dosetten er tom")
        terminal.see("Dosetten er tom")
        terminal.keys("C-s")
        terminal.until("it waits", lambda screen: any(item["text"] == "Dosetten er tom" for item in store.json("queue")))
        terminal.keys("F")
        terminal.see("Show which kind")
        terminal.choose("dosette")
        terminal.see("only: dosette")
        rows = rows_of(terminal.settle())
        assert rows and all(" dosette " in row for row in rows), rows
        terminal.keys("f")
        terminal.see("Show only rows with")
        terminal.type("P001")
        terminal.until("one row", lambda screen: len(rows_of(screen)) == 1)
        terminal.see(", just now")
        terminal.keys("Enter", "*")
        terminal.see("only HT")
        terminal.keys("*")
        terminal.see("all teams")
        terminal.keys("Escape")
        terminal.quit()


def test_beside(store):
    item = next(item for item in store.json("queue") if item["patient"] == "P339" and item["urgency"] == "now")
    store.run("queue", "take", item["id"])
    with AtQueue(store, 150, 40, item=item["id"]) as terminal:
        scores = [row[0] for row in store.sql("SELECT count(*) FROM observations WHERE patient = 'P339'")]
        assert scores[0] == 4
        screen = terminal.see("NEWS2 trend", "▁▂▃▅  0 1 3 6", "resp 24", "history", "taken")
        assert not re.search(rf"request: {item['id']},", screen), "the request is not told twice"
        assert "frailty" in screen and "Går med rullator" in screen
        terminal.quit()
    with AtQueue(store, 80, 24, item=item["id"], language="C", colour=False) as terminal:
        screen = terminal.see("NEWS2 trend", "0 1 3 6")
        assert screen.isascii(), screen
        assert "! now" in screen
        assert all(cell.foreground is None for row in terminal.cells() for cell in row), "no colours"
        terminal.keys("Enter")
        terminal.see("One request")
        terminal.keys("NPage")
        terminal.see("history")
        terminal.keys("Escape")
        terminal.see("urgency")
        terminal.quit()


def test_due_times_tick(store):
    """Under ten minutes the seconds are shown, and go without anything being loaded."""
    store.run("queue", "add", "alarm", "--patient", "P001", "--urgency", "now", "--text", "Kort")
    item = next(item for item in store.json("queue") if item["text"] == "Kort")
    given = datetime.datetime.fromisoformat(item["due"]) - datetime.datetime.fromisoformat(item["at"])
    asked = datetime.datetime.now(datetime.timezone.utc) - given + datetime.timedelta(minutes=5)
    store.run("queue", "add", "alarm", "--patient", "P001", "--urgency", "now", "--text", "Tikker",
              now=asked.isoformat(timespec="seconds"))
    with AtQueue(store, 220, 60, now="") as terminal:
        screen = terminal.see(", in 4:", "Tikker")
        first = row_with(screen, "Tikker")
        terminal.until("another second", lambda screen: row_with(screen, "Tikker") not in ("", first))
        assert ">*" not in first and " *" not in first[:3], "time is no change by somebody"
        terminal.quit()


def row_with(screen, text):
    return next((line for line in rows_of(screen) if text in line), "")


def test_new_item_appears(store):
    with Terminal(store, 140, 40) as terminal:
        before = int(terminal.see(" HT now").split(" HT now")[0].split()[-1].lstrip("!"))
        store.run("queue", "add", "alarm", "--patient", "P001", "--urgency", "now", "--text", "Falt på badet")
        terminal.see(f"!{before + 1} HT now")


def test_empty_says_what_to_do(store):
    for item in store.json("queue"):
        store.run("queue", "close", item["id"], "--outcome", "ryddet")
    with Terminal(store, 80, 24) as terminal:
        terminal.see("The duty room")
        terminal.keys("2")
        terminal.see("Nothing waits in this queue", "a adds a request")
        terminal.quit()


def test_hostile_text(store):
    """Such text is refused today; a base may have it from elsewhere, and it reaches no terminal."""
    store.run("queue", "add", "message", "--patient", "P002", "--urgency", "now", "--text", "farlig tekst")
    with contextlib.closing(sqlite3.connect(store.path)) as base, base:
        base.execute("UPDATE queue SET text = ? WHERE text = 'farlig tekst'", ("farlig \x9b31mrød\u202e tekst",))
    with AtQueue(store, item="farlig") as terminal:
        screen = terminal.see("farlig ?31mr")
        assert "\x1b" not in screen


run_tests(globals())
