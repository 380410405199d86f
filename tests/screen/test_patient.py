#!/usr/bin/env python3
"""One patient on one screen: what is seen, and the hands: vital signs, a fact, a request, away and home, the door code."""

from terminal import Terminal, run_tests

ENTER, ESCAPE, SAVE, TAB, DOWN = "Enter", "Escape", "C-s", "Tab", "Down"


def open_patient(terminal, patient):
    terminal.see("? help")
    terminal.keys("5")
    terminal.see("P001", "> ")
    terminal.keys("/")
    terminal.see("Search")
    terminal.type(patient)
    terminal.until("the mark", lambda screen: f">  {patient}" in screen)
    terminal.keys(ENTER)
    terminal.see_no_more("Search")
    terminal.keys(ENTER)
    terminal.see("matters", "NEWS2")


def first(store, condition):
    return store.sql(f"SELECT patient FROM patients WHERE status = 'active' AND {condition} ORDER BY patient LIMIT 1")[0][0]


def test_sheet(store):
    with Terminal(store, 80, 24) as terminal:
        open_patient(terminal, "P001")
        terminal.marked_line()
        for section in ("teams", "knows", "services", "facts"):
            terminal.keys("/")
            terminal.see("Search")
            terminal.type(section)
            terminal.keys(ENTER)
            terminal.see_no_more("Search")
            terminal.until(section, lambda screen: terminal.line(terminal.cursor()[0])[3:].startswith(section))
        terminal.quit()


def test_observe(store):
    """A high score is seen while one types, and raises a request at once."""
    with Terminal(store, 120, 40) as terminal:
        open_patient(terminal, "P001")
        terminal.keys("b")
        terminal.see("breaths a minute")
        for value in ("26", "90", "", "yes", "100", "115", "A", "38.5"):  # scale left empty: as prescribed, else 1
            if value:
                terminal.type(value)
            terminal.keys(TAB)
            terminal.settle()
        terminal.see("13")  # RCP chart: 3 + 3 + 2 + 2 + 2 + 1 = 13
        terminal.keys(SAVE)
        terminal.see_no_more("breaths a minute")
        terminal.keys(ESCAPE)  # whom to call stands over the view until then
        terminal.see("NEWS2 13", "! high")
        terminal.quit()
    (row,) = store.sql("SELECT resp, systolic, temp FROM observations WHERE patient = 'P001' ORDER BY at DESC LIMIT 1")
    assert row == (26, 100, 38.5), row
    assert store.sql("SELECT 1 FROM queue WHERE patient = 'P001' AND urgency = 'now' AND state = 'open'")


def test_fact_and_request(store):
    with Terminal(store, 80, 24, colour=False) as terminal:
        open_patient(terminal, "P001")
        terminal.keys("w")
        terminal.see("A fact about the patient")
        terminal.type("frailty")
        terminal.keys(TAB)
        terminal.settle()
        terminal.type("8")
        terminal.keys(SAVE)
        terminal.see_no_more("A fact about")
        terminal.keys("h")
        terminal.see("A new request to the HT")
        terminal.keys(TAB, TAB)
        terminal.settle()
        terminal.type("the leg is swollen")
        terminal.keys(SAVE)
        terminal.see_no_more("A new request to the HT")
        terminal.see("the leg is swollen")
        terminal.quit()
    assert store.sql("SELECT value FROM needs WHERE patient = 'P001' AND code = 'frailty' AND value = '8'")
    assert store.sql("SELECT 1 FROM queue WHERE patient = 'P001' AND text = 'the leg is swollen'")


def test_services(store):
    """A new patient's services are one key away, and so are those that there are."""
    with Terminal(store, 80, 24) as terminal:
        open_patient(terminal, "P001")
        terminal.keys("t")
        terminal.see("P001 Nelly Gjertsen: which service?", "> a new service", "  P001-2 Kateterstell, Mon Wed, 11:45-13:15")
        terminal.keys(ENTER)
        terminal.see("P001-5", "2026-03-04", "* needed")
        terminal.keys(TAB)
        terminal.settle()
        terminal.type("meal")
        for text in ("daily", "", "", "", "8", "9"):
            terminal.keys(TAB)
            terminal.settle()
            terminal.type(text)
        terminal.keys(SAVE)
        terminal.see_no_more("ctrl-s save")
        made = store.sql("SELECT patient, task, start FROM services WHERE service = 'P001-5'")
        assert made == [("P001", "meal", "2026-03-04")], made
        terminal.keys("t")
        terminal.see("  P001-5 ", "every day, 08:00-09:00")
        terminal.type("P001-5")
        terminal.until("its mark", lambda screen: "> P001-5 " in screen)
        terminal.keys(ENTER)
        terminal.see("Change the service P001-5")
        terminal.keys(ESCAPE)
        terminal.quit()


def test_a_look_is_written_down(store):
    looks = ("SELECT patient, body ->> 'label' FROM audit JOIN audit_parts USING (id) WHERE what = 'opened'"
             " AND patient = 'P001'")
    with Terminal(store, 80, 24, language="C") as terminal:
        open_patient(terminal, "P001")
        terminal.until("the look is noted", lambda screen: store.sql(looks) == [("P001", "screen: one patient")])
        terminal.keys(ESCAPE)
        open_patient(terminal, "P001")
        terminal.keys(ESCAPE)
        open_patient(terminal, "P002")  # and leaves at once
        terminal.quit()
    assert store.sql(looks) == [("P001", "screen: one patient")], store.sql(looks)
    assert store.sql(looks.replace("P001", "P002")) == [("P002", "screen: one patient")]


def test_away_and_home(store):
    with Terminal(store, 80, 24, language="C") as terminal:
        open_patient(terminal, "P001")
        terminal.keys("s")
        terminal.see("no visits for a time")
        terminal.type("hospital")
        terminal.keys(TAB, TAB)
        terminal.settle()
        terminal.type("+3")
        terminal.keys(SAVE)
        terminal.see("What was changed", "is suspended from")
        terminal.keys(ENTER)
        terminal.see("suspended", "until 2026-03-07")
        terminal.keys("r")
        terminal.see("comes home")
        terminal.keys(SAVE)
        terminal.see("What was changed", "has visits again")
        terminal.keys(ENTER)
        terminal.see_no_more("until 2026-03-07")
        terminal.quit()
    assert not store.sql("SELECT 1 FROM suspensions WHERE patient = 'P001' AND until >= '2026-03-04'"), store.sql("SELECT * FROM suspensions")


def test_door_code(store):
    patient = first(store, "door_code <> '' AND protected = 'no'")
    code = store.sql("SELECT door_code FROM patients WHERE patient = ?", patient)[0][0]
    with Terminal(store, 120, 40) as terminal:
        open_patient(terminal, patient)
        terminal.see("there is a door code")
        assert f"door code {code}" not in terminal.screen()
        terminal.keys("y")
        terminal.see("is written down")
        terminal.keys(ENTER)  # no
        terminal.see_no_more("Show the door code?")
        assert f"door code {code}" not in terminal.screen()
        assert not store.sql("SELECT 1 FROM audit WHERE what = 'door_code'")
        terminal.keys("y")
        terminal.see("Show the door code?")
        terminal.type("yes")
        terminal.keys(ENTER)
        terminal.see(f"door code {code}")
        assert store.sql("SELECT patient FROM audit JOIN audit_parts USING (id) WHERE what = 'door_code'") == [(patient,)]
        terminal.quit()


def test_protected(store):
    patient = first(store, "protected = 'yes'")
    name, address = store.sql("SELECT name, address FROM patients WHERE patient = ?", patient)[0]
    with Terminal(store, 120, 40) as terminal:
        terminal.see("? help")
        terminal.keys(":")
        terminal.type(patient)
        terminal.settle()
        terminal.keys(ENTER)
        terminal.see("protected address")
        assert name not in terminal.screen() and address not in terminal.screen(), terminal.picture()
        terminal.quit()


run_tests(globals())
