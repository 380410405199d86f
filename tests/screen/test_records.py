#!/usr/bin/env python3
"""Records in a real terminal: a new patient, an edit, a refused value, two people at one row, drafts, small windows."""

from terminal import Terminal, run_tests

ENTER, ESCAPE, TAB, SAVE, EMPTY = "Enter", "Escape", "Tab", "C-s", "C-u"


class AtPatients(Terminal):
    """The list of patients, open."""

    def __enter__(self):
        super().__enter__()
        self.see("? help")
        self.keys("5")
        self.see("patient", "P001", "> ")
        return self

    def edit(self, key, field):
        """Opens the form of a patient, the focus on a field of it."""
        self.find_row(key)
        self.keys("e")
        self.see(f"Change the patient {key}")
        self.go(field)

    def go(self, field):
        for _ in range(40):
            if self.focused().startswith(field):
                return
            before = self.focused()
            self.keys(TAB)
            self.until("the next field", lambda screen: self.focused() != before)
        raise AssertionError(f"no field {field}\n{self.picture()}")

    def focused(self):
        """The field on which the cursor stands, without its marks."""
        return self.marked_line()[3:]


def patient(store, key):
    rows = store.sql("SELECT name, phone, address, team FROM patients WHERE patient = ?", key)
    return rows[0] if rows else None


def test_new_patient(store):
    with AtPatients(store, 120, 40) as terminal:
        terminal.keys("a")
        terminal.see("New patient", "* patient", "* name")
        (last,), = store.sql("SELECT max(patient) FROM patients")
        terminal.see(f"P{int(last[1:]) + 1:03}")  # the next free number is offered; what one types takes its place
        terminal.type("P900")
        terminal.until("the typed one", lambda screen: terminal.focused().split() == ["patient", "P900"])
        terminal.keys(TAB)
        terminal.type("Ragnhild Ås")
        terminal.see("Ragnhild Ås")
        terminal.go("team")
        terminal.type("hegre")  # by its name: OT1 OT Hegrenes
        (team, name), = store.sql("SELECT team, name FROM teams WHERE name LIKE '%Hegre%'")
        terminal.see(f">{team} {name}")
        terminal.see("P900 has no position")
        terminal.keys("PgUp", "PgUp", "PgUp")
        terminal.go("area")
        terminal.type("Utopia")
        terminal.see("no team serves the area 'Utopia' of P900")
        terminal.keys(EMPTY)
        terminal.see_no_more("Utopia")
        terminal.keys("PgUp")
        terminal.go("latitude")
        terminal.type("10.75")
        terminal.go("longitude")
        terminal.type("59.91")
        terminal.see("P900 lies ", " km from the base")
        terminal.keys(EMPTY, "Up")
        terminal.keys(EMPTY)
        terminal.see("P900 has no position")
        terminal.keys(SAVE)
        terminal.see_no_more("New patient")
        terminal.see(">  P900")
        assert patient(store, "P900") == ("Ragnhild Ås", "", "", team), patient(store, "P900")
        terminal.keys("e")
        terminal.see("Change the patient P900", "Ragnhild Ås")
        terminal.keys(ESCAPE)
        terminal.quit()


def test_refused_value(store):
    with AtPatients(store, 80, 24) as terminal:
        terminal.edit("P001", "latitude")
        terminal.keys(EMPTY)
        terminal.type("123")
        terminal.see("! 123 is not", "latitude: 123 is not between -90 and 90")
        before = patient(store, "P001")
        terminal.keys(SAVE)
        terminal.see("Change the patient P001", "123 is not between")
        assert patient(store, "P001") == before
        terminal.keys(EMPTY)
        terminal.keys(SAVE)  # a place has both or none: the store's own rule, told beside its field
        terminal.see("Change the patient P001", "longitude is not")
        assert patient(store, "P001") == before
        terminal.keys(ESCAPE)
        terminal.quit()


def test_edit_and_undo(store):
    name, *_ = patient(store, "P001")
    with AtPatients(store, 80, 24) as terminal:
        terminal.edit("P001", "name")
        terminal.type(" Ny")
        terminal.see(f"{name} Ny")
        terminal.keys(SAVE)
        terminal.until("saved", lambda screen: patient(store, "P001")[0] == f"{name} Ny")
        terminal.see_no_more("Change the patient")
        terminal.keys("u")
        terminal.until("taken back", lambda screen: patient(store, "P001")[0] == name)
        terminal.quit()


def test_conflict(store):
    with AtPatients(store, 100, 30) as terminal:
        terminal.edit("P001", "name")
        terminal.keys(EMPTY)
        terminal.type("Mitt Navn")
        store.run("edit", "patients", "P001", "phone=11111111")  # another field: both changes stay
        terminal.keys(SAVE)
        terminal.until("both", lambda screen: patient(store, "P001")[:2] == ("Mitt Navn", "11111111"))
        terminal.see_no_more("Change the patient")

        terminal.edit("P001", "name")
        terminal.keys(EMPTY)
        terminal.type("Mine")
        store.run("edit", "patients", "P001", "name=Deres")
        terminal.keys(SAVE)
        terminal.see("Somebody changed this record", "[x] Mine", "[ ] Deres")
        assert patient(store, "P001")[0] == "Deres", "nothing is saved before the person chose"
        terminal.keys(ESCAPE)
        terminal.see("Change the patient P001", "Mine")
        terminal.keys(SAVE)
        terminal.see("[x] Mine")
        terminal.keys("Right")
        terminal.see("[x] Deres")
        terminal.keys("m")
        terminal.see("[x] Mine")
        terminal.keys(ENTER)
        terminal.until("mine", lambda screen: patient(store, "P001")[0] == "Mine")
        terminal.see_no_more("yours")
        terminal.quit()


class AtServices(AtPatients):
    """The list of services, open, by way of every kind of record."""

    def __enter__(self):
        Terminal.__enter__(self)
        self.see("The duty room")
        self.keys(":")
        self.settle()
        self.type("every kind of record")
        self.see("every kind of record")
        self.keys(ENTER)
        self.see("What do you want to look at?")
        while not self.focused().startswith("services"):
            before = self.focused()
            self.keys("Down")
            self.until("the next kind", lambda screen: self.focused() != before)
        self.keys(ENTER)
        self.until("the services", lambda screen: screen.split("\n")[2].strip().startswith("services"))
        return self

    def edit(self, key, field):
        self.find_row(key)
        self.keys("e")
        self.see(f"Change the service {key}")
        self.go(field)


def test_two_people_at_one_service(store):
    """Two screens change how long one service takes: who saves last sees both and chooses."""
    service = "P001-1"
    duration = "SELECT duration FROM services WHERE service = 'P001-1'"
    with AtServices(store, 100, 40) as one, AtServices(store, 100, 40) as other:
        for terminal, minutes in ((one, 35), (other, 45)):
            terminal.edit(service, "minutes")
            terminal.keys(EMPTY)
            terminal.type(str(minutes))
        other.keys(SAVE)
        other.until("saved", lambda _: store.sql(duration) == [(45,)])
        one.keys(SAVE)
        one.see("Somebody changed this record", "[x] 35", "[ ] 45")
        assert store.sql(duration) == [(45,)], "not overwritten"
        one.keys("t", ENTER)
        one.see_no_more("yours")
        assert store.sql(duration) == [(45,)], "theirs was chosen"
        one.quit()
        other.quit()


def test_two_screens_see_each_other(store):
    with AtPatients(store, 80, 24) as one, AtPatients(store, 80, 24) as other:
        other.find_row("P003")
        one.edit("P002", "name")
        one.keys(EMPTY)
        one.type("Endret Navn")
        one.keys(SAVE)
        other.until("the change, marked", lambda screen: any(line.startswith(" * P002") and "Endret Navn" in line
                                                             for line in screen.split("\n")))
        assert not any(line.startswith((" * ", ">* ")) for line in one.screen().split("\n")), "own changes are not marked"
        other.find_row("P002")
        other.keys("Down")
        other.until("seen", lambda screen: " * P002" not in screen)


def test_draft_after_escape(store):
    with AtPatients(store, 80, 24) as terminal:
        before = patient(store, "P001")
        terminal.edit("P001", "name")
        terminal.keys(EMPTY)
        terminal.type("Halvferdig")
        terminal.see("Halvferdig")
        terminal.keys(ESCAPE)
        terminal.see("kept as a draft")
        assert patient(store, "P001") == before
        terminal.keys("e")
        terminal.see("your draft is here again", "Halvferdig")
        terminal.resize(110, 30)
        terminal.see("Halvferdig", "Change the patient P001")
        terminal.resize(40, 10)
        terminal.see("please make it")
        terminal.resize(80, 24)
        terminal.see("Halvferdig", "Change the patient P001")
        terminal.keys("C-r")
        terminal.see("Forget what you typed in this form?", "> no")
        terminal.keys(ENTER)
        terminal.see_no_more("Forget what you typed")
        terminal.see("Halvferdig")
        terminal.keys("C-r")
        terminal.see("Forget what you typed in this form?")
        terminal.keys("Down", ENTER)
        terminal.see("the draft is gone", before[0])
        terminal.keys(ESCAPE)
        terminal.quit()


def test_end_a_patient(store):
    with AtPatients(store, 80, 24) as terminal:
        terminal.find_row("P001")
        terminal.keys("x")
        terminal.see("End the patient P001")
        terminal.keys(ENTER)  # "no" is marked first
        terminal.see_no_more("End the patient P001")
        assert store.sql("SELECT status FROM patients WHERE patient = 'P001'") == [("active",)]
        terminal.keys("x")
        terminal.see("End the patient P001")
        terminal.type("yes")
        terminal.see("> yes")
        terminal.keys(ENTER)
        terminal.until("ended", lambda screen: store.sql("SELECT status FROM patients WHERE patient = 'P001'") != [("active",)])
        terminal.quit()


def test_every_kind_opens(store):
    with Terminal(store, 80, 24) as terminal:
        terminal.see("? help")
        terminal.keys(":")
        terminal.settle()
        terminal.type("every kind of record")
        terminal.see("every kind of record")
        terminal.keys(ENTER)
        screen = terminal.see("What do you want to look at?", "> ")
        assert "services" in screen and "absences" in screen
        for _ in range(21):
            kind = terminal.line(terminal.cursor()[0])[3:].split()[0]
            terminal.keys(ENTER)
            terminal.until(f"the {kind}", lambda screen: screen.split("\n")[2].strip().startswith(kind))
            terminal.keys("a")
            terminal.see(" New ")
            terminal.keys(ESCAPE)
            terminal.see_no_more(" New ")
            terminal.keys(ESCAPE)
            terminal.see("What do you want to look at?")
            marked = terminal.line(terminal.cursor()[0])
            terminal.keys("Down")
            terminal.until("the next kind", lambda screen: terminal.line(terminal.cursor()[0]) != marked)
        terminal.quit()


def test_no_colour_and_ascii(store):
    with AtPatients(store, 80, 24, language="C", colour=False) as terminal:
        terminal.edit("P001", "name")
        screen = terminal.screen()
        assert screen.isascii(), screen
        assert terminal.line(terminal.cursor()[0]).startswith(">* name")
        assert all(cell.foreground is None for row in terminal.cells() for cell in row), "no colours"
        terminal.keys(ESCAPE)
        terminal.quit()


def test_setting_changed_meanwhile(store):
    """Two who change one setting: the later sees both and chooses."""
    with Terminal(store) as terminal:
        terminal.see("The duty room")
        terminal.keys(":")
        terminal.see("type what you look for")
        terminal.type("settings of the base")
        terminal.keys("Enter")
        terminal.see("overtime_max")
        terminal.keys("/")
        terminal.type("lock_minutes")
        terminal.keys("Enter")
        terminal.see_no_more("Search")
        terminal.keys("e")
        terminal.see("ctrl-s save")
        terminal.keys("C-u")
        terminal.type("7")
        store.run("setting", "set", "lock_minutes", "9")
        terminal.keys("C-s")
        terminal.see("Somebody changed this record", "[x] 7", "[ ] 9")
        terminal.keys("t", "Enter")
        terminal.see_no_more("Somebody changed this record")
        assert store.sql("SELECT value FROM settings WHERE name = 'lock_minutes'") == [("9",)]
        terminal.quit()


def test_door_code_is_hidden_in_the_form(store):
    number, code = store.sql("SELECT patient, door_code FROM patients WHERE door_code <> '' ORDER BY patient")[0]
    looks = "SELECT count(*) FROM audit WHERE what = 'door_code'"
    with AtPatients(store, 120, 40) as terminal:
        before = store.sql(looks)
        terminal.edit(number, "door code")
        terminal.see("****", "ctrl-o shows it")
        assert code not in terminal.screen(), terminal.picture()
        terminal.keys("C-o")
        terminal.see("Show the door code?")
        terminal.keys(ENTER)  # "no" is marked first
        terminal.see_no_more("Show the door code?")
        assert code not in terminal.screen() and store.sql(looks) == before
        terminal.keys("C-o")
        terminal.see("Show the door code?")
        terminal.type("yes")
        terminal.see("> yes")
        terminal.keys(ENTER)
        terminal.see(code)
        assert store.sql(looks) == [(before[0][0] + 1,)], "that somebody looked is written down"
        terminal.keys(ESCAPE)
        terminal.see_no_more("Change the patient")
        terminal.edit(number, "door code")
        terminal.see("****")
        terminal.keys("BSpace")  # what is left of it is not shown
        terminal.see_no_more("****")
        terminal.type("4711")
        terminal.see("4711")
        assert code not in terminal.screen()
        terminal.keys(SAVE)
        terminal.until("saved", lambda screen: store.sql("SELECT door_code FROM patients WHERE patient = ?", number)
                       == [("4711",)])
        terminal.quit()


def test_a_list_of_patients_tells_no_secret(store):
    """No door code, and of a protected patient nothing but the number: neither in the list nor in its details."""
    number, name, address = store.sql("SELECT patient, name, address FROM patients WHERE protected = 'yes'")[0]
    other, code = store.sql("SELECT patient, door_code FROM patients WHERE door_code <> '' AND protected = 'no'")[0]
    with Terminal(store, 220, 60) as terminal:
        terminal.see("The duty room")
        terminal.keys("5")
        terminal.see(number, "P001")
        for patient in (number, other):
            terminal.keys("f")
            terminal.see("Show only rows with")
            terminal.keys("C-u")
            terminal.type(patient)
            terminal.keys("Enter")
            terminal.see_no_more("Show only rows with")
            screen = terminal.see(f"only rows with '{patient}'", *(["(protected)"] if patient == number else []))
            assert not any(secret in screen for secret in (name, address, code)), terminal.picture()
        terminal.quit()


run_tests(globals())
