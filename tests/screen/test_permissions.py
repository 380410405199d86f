#!/usr/bin/env python3
"""What a worker, a coordinator and a duty nurse are offered on the screen, by domain.md's table of functions: a key that
one may not use is not in the key bar and is refused before anything is asked; a patient of other teams is closed, and
emergency access opens the sheet with a reason that the leaders see."""

import contextlib
import re
import sqlite3

from terminal import DATE, Terminal, run_tests

NINE = {"VAKTROM_NOW": f"{DATE}T09:00:00+01:00"}


def sign_in(store, staff, kind="person"):
    with contextlib.closing(sqlite3.connect(store.path)) as base, base:
        base.execute("UPDATE accounts SET kind = ?, staff = ?", [kind, staff])


def on_duty(store, function, team):
    return store.sql("SELECT s.staff FROM shifts s JOIN lists l ON l.staff = s.staff AND l.date = s.date"
                     " WHERE s.date = ? AND s.shift = 'day' AND s.function = ? AND s.team = ? AND s.staff NOT IN"
                     " (SELECT staff FROM staff_functions WHERE function IN ('section_leader', 'lead_nurse'))"
                     " UNION SELECT staff FROM shifts WHERE date = ? AND shift = 'day' AND function = ? AND team = ?"
                     " AND function = 'duty_nurse' ORDER BY 1", DATE, function, team, DATE, function, team)[0][0]


def bar_of(screen):
    return screen.rstrip("\n").split("\n")[-1]


def test_a_worker_is_offered_what_a_worker_may(store):
    sign_in(store, on_duty(store, "", "OT1"))
    before = store.sql("SELECT count(*) FROM journal")
    with Terminal(store, 140, 30, environment=NINE) as terminal:
        terminal.see("The duty room")
        terminal.keys("1")
        bar = bar_of(terminal.see("list  worker", "its visits"))
        assert "absent" not in bar and "approve" not in bar, bar
        terminal.keys("Enter")
        bar = bar_of(terminal.until("a visit", lambda screen: "done" in bar_of(screen)))
        assert "drop" not in bar and "move" not in bar, bar
        for key in ("o", "m", "Enter"):
            terminal.keys(key)
            assert "put it down" not in terminal.see("may not", "who may:")
        terminal.quit()
    assert store.sql("SELECT count(*) FROM journal") == before


def test_a_refusal_is_whole_on_a_narrow_screen(store):
    sign_in(store, on_duty(store, "", "OT1"))
    with Terminal(store, 80, 24, environment=NINE) as terminal:
        terminal.see("The duty room")
        terminal.keys("J")
        terminal.see("You have changed nothing yet.")
        terminal.keys("2")
        terminal.see("wait")
        terminal.keys("t")
        screen = terminal.until("all of the refusal", lambda screen: "may not" in screen and "the owner" in screen)
        assert "who may:" in " ".join(screen.split()), screen
        terminal.quit()


def test_a_coordinator_is_offered_the_lists(store):
    sign_in(store, on_duty(store, "coordinator", "OT1"))
    with Terminal(store, 140, 30, environment=NINE) as terminal:
        terminal.see("The duty room")
        terminal.keys("1")
        terminal.see("list  worker", "a absent", "g approve")
        terminal.keys("Enter")
        terminal.until("a visit", lambda screen: "done" in bar_of(screen) and "move" in bar_of(screen))
        terminal.keys("2")
        terminal.see(" wait, ")
        terminal.keys("t")
        terminal.see("may not", "who may:", "duty nurse")
        terminal.quit()


def test_keys_ask_what_their_deeds_ask(store):
    """A lead nurse keeps reminders, though she marks no visits; a coordinator does not hand on the HT's requests."""
    nurse = store.sql("SELECT s.staff FROM staff s JOIN staff_functions f USING (staff) WHERE f.function = 'lead_nurse'"
                      " AND s.team = 'HT1' AND s.staff NOT IN (SELECT staff FROM shifts WHERE date = ?)", DATE)
    nurse = nurse or store.sql("SELECT s.staff FROM staff s JOIN staff_functions f USING (staff)"
                               " WHERE f.function = 'lead_nurse' AND s.team = 'HT1'")
    store.run("remind", "add", "--team", "HT1", "--due", DATE, "--text", "order gloves")
    sign_in(store, nurse[0][0])
    with Terminal(store, 140, 30, environment=NINE) as terminal:
        terminal.see("The duty room")
        terminal.keys(":")
        terminal.type("the reminder list")
        terminal.keys("Enter")
        terminal.see("order gloves")
        terminal.keys("/")
        terminal.type("gloves")
        terminal.keys("Enter", "d")
        terminal.until("done", lambda screen: store.sql("SELECT done FROM reminders WHERE text = 'order gloves'")[0][0] == "yes")
        terminal.quit()
    sign_in(store, on_duty(store, "coordinator", "OT1"))
    with Terminal(store, 140, 30, environment=NINE) as terminal:
        terminal.see("The duty room")
        terminal.keys("2")
        terminal.see(" wait, ")
        terminal.keys("h")
        terminal.see("may not work the HT queue", "who may:")
        terminal.quit()


def test_a_duty_nurse_works_the_queue(store):
    sign_in(store, on_duty(store, "duty_nurse", "HT1"))
    first = store.json("queue")[0]["id"]
    with Terminal(store, 140, 30, environment=NINE) as terminal:
        terminal.see("The duty room")
        terminal.keys("2")
        assert "take" in bar_of(terminal.see(" wait, ", first))
        terminal.keys("Home", "t")
        terminal.see(f"{first} taken by")
        terminal.quit()


def looks(store, where):
    return {row[0] for row in store.sql("SELECT patient FROM audit JOIN audit_parts USING (id) WHERE what = 'opened'"
                                        " AND body ->> 'label' = ?", where)}


def test_details_beside_a_list_are_looks(store):
    """Whose details a person has beside the board or the queue is in the log; another team's patient shows none there."""
    sign_in(store, on_duty(store, "coordinator", "OT1"))
    with Terminal(store, 160, 40, environment=NINE) as terminal:
        terminal.see("The duty room")
        terminal.keys("1")
        terminal.see("list  worker")
        assert looks(store, "screen: board") == set()
        terminal.keys("Right")
        terminal.until("counted", lambda screen: len(looks(store, "screen: board")) == 1)
        first = looks(store, "screen: board").pop()
        assert f" {first} " in terminal.see("known to"), first
        terminal.keys("Right", "Right")  # the second visit is the first patient's, too
        terminal.until("the next one counted", lambda screen: len(looks(store, "screen: board")) == 2)
        terminal.keys("2")
        terminal.see(" wait, ", "asked")
        terminal.until("counted", lambda screen: len(looks(store, "screen: queue")) == 1)
        terminal.quit()
    leader = store.sql("SELECT s.staff FROM staff s JOIN staff_functions USING (staff) WHERE function = 'section_leader'"
                       " AND s.team = 'HT1'")[0][0]
    ours = {row[0] for row in store.sql("SELECT patient FROM patients WHERE 'HT1' IN (team, cooperating_team) UNION"
                                        " SELECT patient FROM visits WHERE team = 'HT1' UNION SELECT patient FROM transfers"
                                        " UNION SELECT patient FROM patients WHERE team IS NULL")}
    before = looks(store, "screen: queue")
    sign_in(store, leader)
    with Terminal(store, 160, 40, environment=NINE) as terminal:
        terminal.see("The duty room")
        terminal.keys("2")
        terminal.see(" wait, ", "asked")
        for _ in range(len(store.json("queue"))):
            screen = terminal.see("asked")
            marked = next(line for line in screen.split("\n") if line.startswith(">"))
            other = [word for word in marked.split() if word.startswith("P") and word[1:].isdigit() and word not in ours]
            beside = screen[screen.index("asked"):]
            assert not other or not re.search(r"\b(matters|known|measured) ", beside), screen
            terminal.keys("Down")
        terminal.quit()
    assert looks(store, "screen: queue") - before <= ours


def test_emergency_access_opens_a_closed_patient(store):
    worker = on_duty(store, "", "OT1")
    patient, name, address = store.sql(
        "SELECT patient, name, address FROM patients WHERE team = 'OT3' AND cooperating_team IS NULL AND protected = 'no'"
        " AND patient NOT IN (SELECT patient FROM visits WHERE team <> 'OT3') ORDER BY patient")[0]
    sign_in(store, worker)
    with Terminal(store, 100, 40, environment=NINE) as terminal:
        terminal.see("The duty room")
        terminal.keys(":")
        terminal.type(patient)
        assert name not in terminal.see(patient)
        terminal.keys("Enter")
        screen = terminal.see("closed", "emergency access")
        assert name not in screen and address not in screen, screen
        terminal.keys("E")
        terminal.see("emergency")
        terminal.type(" . ")
        terminal.keys("Enter")
        terminal.see("at least one word")
        terminal.type("fell in the street")
        terminal.keys("Enter")
        terminal.see(name, address)
        terminal.quit()
    leader = store.sql("SELECT s.staff FROM staff s JOIN staff_functions USING (staff) WHERE function = 'section_leader'"
                       " AND s.team = 'OT3'")[0][0]
    sign_in(store, leader)
    found = [f for f in store.json("check", "--date", DATE, status=(0, 1)) if f["code"] == "emergency_access"]
    assert len(found) == 1 and worker in found[0]["message"] and "fell in the street" in found[0]["message"], found


run_tests(globals())
