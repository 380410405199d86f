#!/usr/bin/env python3
"""The flows between people in a real terminal: transfers, suspensions, reminders, work carried over, the meeting."""

from terminal import DATE, Terminal, run_tests


class AtFlow(Terminal):
    """One of the lists, opened by the palette."""

    def __init__(self, store, view, title, columns=120, rows=40, **more):
        super().__init__(store, columns, rows, **more)
        self.view, self.title = view, title

    def __enter__(self):
        super().__enter__()
        self.see("The duty room")
        self.keys("C-p")
        self.settle()
        self.type(self.view)
        self.settle()
        self.keys("Enter")
        self.see(self.title)
        return self

    def fill(self, *values):
        for value in values:
            if value:
                self.type(value)
            self.keys("Tab")

    def cursor_on(self, text):
        self.until(f"the cursor on {text}", lambda screen: text in self.line(self.cursor()[0]))


def test_transfer(store):
    with AtFlow(store, "transfers", "transfers 0") as terminal:
        terminal.see("Nobody is being transferred", "announces a transfer")
        terminal.keys("a")
        terminal.see("Announce a transfer")
        terminal.fill("P029", "OT2", "2026-03-12", "flytter")
        terminal.keys("C-s")
        terminal.until("announced", lambda screen: len(store.json("transfer")) == 1)
        terminal.see("What was changed")  # notes that somebody must read
        terminal.keys("Enter")
        terminal.see("! OT3 OT2", "has not yet")
        transfer = store.json("transfer")[0]
        assert (transfer["patient"], transfer["to_team"], transfer["from_date"]) == ("P029", "OT2", "2026-03-12")
        for team, wanted in (("gives the patient over", "ack_from"), ("takes the patient", "ack_to")):
            terminal.keys("g")
            terminal.see("Acknowledge it for which team?")
            terminal.type(team)
            terminal.settle()
            terminal.keys("Enter")
            terminal.until(wanted, lambda screen, wanted=wanted: store.json("transfer")[0][wanted])
            terminal.see("acknowledged it")
        terminal.keys("x")
        terminal.see("Withdraw the transfer")
        terminal.keys("Escape")
        assert store.json("transfer")[0]["state"] == "acknowledged"
        terminal.quit()


def test_transfer_refused_for_a_gap(store):
    """A team with nobody on duty would get the work: told in words, the form stays, nothing is changed."""
    store.run("new", "teams", "OT9", "kind=OT", "name=Ny", "location=Granlia base", "ht=HT1", "lat=60.3", "lon=5.3",
              "max_lists=10", "areas=Granlia")
    with AtFlow(store, "transfers", "transfers 0", 80, 24) as terminal:
        terminal.keys("a")
        terminal.see("Announce a transfer")
        terminal.fill("P004", "OT9", "2026-03-06", "prøve")
        terminal.keys("C-s")
        terminal.see("Not saved; enter goes back to the form", "would leave a gap")
        terminal.keys("Enter")
        terminal.see("Announce a transfer", "why, despite a gap", "prøve")
        terminal.keys("Escape")
        terminal.see("kept as a draft")
        assert store.json("transfer") == []
        terminal.quit()


def test_suspension(store):
    with AtFlow(store, "suspended", "away ") as terminal:
        screen = terminal.screen()
        late = store.sql("SELECT count(*) FROM suspensions WHERE until IS NULL AND review <= ?", DATE)[0][0]
        assert f"to be looked at again {late}" in screen, (late, screen)
        terminal.keys("a")
        terminal.see("no visits for a time")
        terminal.fill("P001", "hosp", None, "+3")
        terminal.keys("C-s")
        terminal.until("suspended", lambda screen: any(row[0] == "P001" for row in suspensions(store)))
        terminal.see("What was changed", "is suspended from")
        terminal.keys("Enter")
        terminal.see("away ")
        terminal.find_text("P001")
        terminal.keys("r")
        terminal.see("comes home", "visits again from")
        terminal.keys("C-s")
        terminal.until("home again", lambda screen: not any(row[0] == "P001" for row in suspensions(store)))
        terminal.see("What was changed", "has visits again")  # and which of them need a list
        terminal.keys("Escape")
        terminal.see("away ")
        terminal.quit()
    store.check_sound()


def suspensions(store):
    return store.sql("SELECT patient FROM suspensions")


def test_reminders(store):
    wanted = store.json("remind")
    with AtFlow(store, "reminders", "reminders ", 80, 24) as terminal:
        first = wanted[0]["id"]
        terminal.see("! ")
        terminal.cursor_on(wanted[0]["text"][:20])
        terminal.keys("d")
        terminal.until("done", lambda screen: len(store.json("remind")) == len(wanted) - 1)
        assert first not in [row["id"] for row in store.json("remind")]
        terminal.keys("a")
        terminal.see("A new reminder")
        terminal.fill("fri", "Ringe 13097248022", "P001")  # a text is no place for it
        terminal.keys("C-s")
        terminal.see("the text holds a national identity number")
        assert len(store.json("remind")) == len(wanted) - 1
        terminal.keys("C-u")  # the mark is on the field that is wrong
        terminal.type("Ringe legen")
        terminal.keys("C-s")
        terminal.until("added", lambda screen: any(row["text"] == "Ringe legen" and row["due"] == "2026-03-06"
                                                   for row in store.json("remind")))
        terminal.find_text("Ringe legen")
        terminal.keys("v")
        terminal.see("A visit of", "2026-03-06")
        terminal.fill(None, None, "10:00", "12:00", "30")
        terminal.keys("C-s")
        terminal.until("it is a visit", lambda screen: store.sql(
            "SELECT count(*) FROM visits WHERE patient = 'P001' AND duration = 30 AND date = '2026-03-06'") == [(1,)])
        assert "Ringe legen" not in [row["text"] for row in store.json("remind")]
        terminal.keys("Escape")
        terminal.see("reminders ")
        terminal.quit()
    store.check_sound()


def test_carried_over(store):
    visit, patient = store.sql("SELECT visit, patient FROM visits WHERE state = 'listed' AND visit NOT LIKE '%/%' AND "
                               "priority = 'must' ORDER BY visit LIMIT 1")[0]
    store.run("undone", visit, "--reason", "no_time", "--next", "S003", status=(0, 1))
    with AtFlow(store, "did not finish", "visits carried over 1, not accepted yet 1", 80, 24) as terminal:
        terminal.see(patient, "who has not accepted it yet")
        terminal.keys("t")
        terminal.until("accepted", lambda screen: store.json("carry")[0]["state"] == "accepted")
        terminal.see("not accepted yet 0")
        terminal.keys("h")
        name, = store.sql("SELECT name FROM patients WHERE patient = ?", patient)[0]
        terminal.see("who shall have it?", f" C1 {patient} {name}: ")
        terminal.type("S004")
        terminal.settle()
        terminal.keys("Enter")
        terminal.until("handed on", lambda screen: store.json("carry")[0]["next"] == "S004")
        terminal.see("not accepted yet 1")
        terminal.keys("v")
        terminal.see("A visit in place of")
        terminal.fill(None, None, "09:00", "12:00")
        terminal.keys("C-s")
        terminal.until("a visit", lambda screen: store.json("carry") == [])
        terminal.keys("Escape")
        terminal.see("Nothing was carried over")
        terminal.quit()


def test_meeting(store):
    with AtFlow(store, "meeting", "open until", 80, 24, language="C", colour=False) as terminal:
        terminal.see("Nobody is to be taken up yet")
        terminal.keys("a")
        terminal.see("interdisciplinary meeting")
        terminal.fill("P029", "new", "Faller ofte")
        terminal.keys("C-s")
        screen = terminal.see("P029", "Faller ofte", "not yet")
        name = store.sql("SELECT name FROM patients WHERE patient = 'P029'")[0][0]
        assert name.split()[0] not in screen, "by number only"
        assert screen.isascii()
        terminal.keys("e")
        terminal.see("What was agreed: P029")
        terminal.fill("red")
        terminal.keys("C-s")
        terminal.until("red", lambda screen: store.json("meeting")[0]["light"] == "red")
        terminal.see("red")
        assert store.json("meeting")[0]["text"] == "Faller ofte", "the text stays"
        assert all(cell.foreground is None for row in terminal.cells() for cell in row), "no colours"
        terminal.quit()


def test_teams_and_filter(store):
    with AtFlow(store, "reminders", "and its teams") as terminal:
        everybody = len(store.json("remind"))
        terminal.see(f"reminders {everybody}")
        terminal.keys("*", "]")
        terminal.see("only OT ")
        team = terminal.settle()
        assert f"reminders {everybody}" not in team
        terminal.keys("*")
        terminal.see("all teams", f"reminders {everybody}")
        terminal.keys("f")
        terminal.see("Show only rows with")
        terminal.type("finnesikke")
        terminal.see("Nothing here matches the filter")
        terminal.keys("Escape")
        terminal.see(f"reminders {everybody}")
        terminal.quit()


run_tests(globals())
