#!/usr/bin/env python3
"""The grey zone in a real terminal: who waits for people, why, the form of a decision, everybody's decision."""

from terminal import Terminal, run_tests

ENTER, ESCAPE, SAVE = "Enter", "Escape", "C-s"


def open_grey_zone(terminal):
    terminal.see("? help")
    terminal.keys("7")
    terminal.see("people must decide", "! grey zone", ">")
    terminal.marked_line()


def waiting(store):
    """Patients whom the criteria leave to people, as the command says it."""
    return [row["patient"] for row in store.json("route") if row["outcome"] == "GREY"]


def test_who_waits(store):
    with Terminal(store, 80, 24) as terminal:
        open_grey_zone(terminal)
        for patient in waiting(store):
            terminal.see(patient)
        terminal.quit()


def test_why_and_decide(store):
    patient = waiting(store)[0]
    with Terminal(store, 120, 40) as terminal:
        open_grey_zone(terminal)
        terminal.keys(ENTER)
        terminal.see(patient, "for GREY", "facts", "this week", "options")
        terminal.keys("o")
        terminal.see(f"Decide for {patient}", "reason", "look again on")
        terminal.keys(SAVE)  # no reason yet: the form stays and says so
        terminal.settle()
        assert not store.sql("SELECT 1 FROM decisions WHERE patient = ? AND decided_by IS NOT NULL AND decided_by <> ''", patient)
        terminal.type("stable since Friday")
        terminal.keys(ESCAPE)  # leaving keeps what was typed
        terminal.see_no_more("Decide for")
        terminal.keys("o")
        terminal.see("Decide for", "stable since Friday")
        terminal.keys(SAVE)
        terminal.see_no_more("Decide for")
        terminal.see("stable since Friday", "decided by")
        terminal.quit()
    (row,) = [row for row in store.json("route", patient) if row["patient"] == patient]
    assert (row["outcome"], row["review"]) == ("OT", "2026-03-18"), row
    store.check_sound()


def test_decided_by_somebody_else_meanwhile(store):
    """What another decided while the form was open is told, and stands unless the person says otherwise."""
    patient = waiting(store)[0]
    decided = ("SELECT outcome, reason FROM decisions WHERE patient = ? AND decided_by <> '' ORDER BY rowid DESC LIMIT 1",
               patient)
    with Terminal(store, 120, 40) as terminal:
        open_grey_zone(terminal)
        terminal.keys("o")
        terminal.see(f"Decide for {patient}")
        terminal.type("stable since Friday")
        store.run("decide", patient, "--outcome", "HT", "--reason", "the doctor called", "--review", "2026-04-01")
        terminal.keys(SAVE)
        terminal.see("Meanwhile ", "the doctor called. Decide as you have it all the same?", "> no")
        terminal.keys(ENTER)
        terminal.see("not saved: somebody else decided it", "stable since Friday")
        assert store.sql(*decided) == [("HT", "the doctor called")]
        terminal.keys(SAVE)
        terminal.see("Decide as you have it all the same?")
        terminal.keys("Down", ENTER)
        terminal.until("mine", lambda _: store.sql(*decided) == [("OT", "stable since Friday")])
        terminal.see_no_more("Decide for")
        terminal.quit()


def test_high_news2_asks(store):
    """OT against a high NEWS2 asks once more; no leaves everything as it was."""
    patient = waiting(store)[0]
    store.run("observe", patient, "--resp", "26", "--spo2", "90", "--oxygen", "yes", "--systolic", "100", "--pulse", "115",
              "--consciousness", "A", "--temp", "38.5")
    with Terminal(store, 120, 40) as terminal:
        terminal.see("? help")
        terminal.keys("7")
        terminal.see("people must decide")
        terminal.keys("a")
        terminal.see("Every patient's decision", "P001")
        terminal.keys("/")
        terminal.see("Search")
        terminal.type(patient)
        terminal.keys(ENTER)
        terminal.see_no_more("Search")
        terminal.until("the mark", lambda screen: any(line.startswith(">") and patient in line for line in screen.split("\n")))
        terminal.keys("o")
        terminal.see(f"Decide for {patient}")
        terminal.type("the doctor says so")
        terminal.keys(SAVE)
        terminal.see("Decide so all the same?")
        terminal.keys(ENTER)  # the marked answer is no
        terminal.see_no_more("Decide so all the same?")
        assert not store.sql("SELECT 1 FROM decisions WHERE patient = ? AND reason = 'the doctor says so'", patient)
        terminal.keys(SAVE)
        terminal.see("Decide so all the same?")
        terminal.type("yes")
        terminal.keys(ENTER)
        terminal.see_no_more("Decide for")
        terminal.quit()
    assert store.sql("SELECT 1 FROM decisions WHERE patient = ? AND reason = 'the doctor says so'", patient)


def test_overdue_review(store):
    patient = waiting(store)[0]
    store.run("decide", patient, "--outcome", "OT", "--reason", "for now", "--review", "2026-03-05")
    with Terminal(store, 80, 24, colour=False, now="2026-03-06T07:12:00+01:00") as terminal:
        terminal.see("? help")
        terminal.keys("7")
        terminal.see("! review due", patient)
        terminal.quit()


def test_nobody_waits(store):
    for row in store.json("route"):
        if "too old to count" in row["explanation"]:
            store.run("observe", row["patient"], "--resp", "16", "--spo2", "97", "--oxygen", "no", "--systolic", "130",
                      "--pulse", "70", "--consciousness", "A", "--temp", "37.0")
    for patient in waiting(store):
        store.run("decide", patient, "--outcome", "HT", "--reason", "decided", "--review", "2026-04-01")
    with Terminal(store, 80, 24, language="C") as terminal:
        terminal.see("? help")
        terminal.keys("7")
        terminal.see("Nobody waits for a decision of people")
        terminal.quit()


run_tests(globals())
