#!/usr/bin/env python3
"""The HT's own patients in a real terminal: worst first, one line for the rest, looked at by a key only; vital signs
with the score as one types."""

from terminal import DATE, Terminal, run_tests


class AtOwn(Terminal):
    """The own patients, open, with the report there."""

    def __enter__(self):
        super().__enter__()
        self.see("The duty room")
        self.keys("4")
        self.see("own patients", "with news")
        return self

    def fill(self, *values):
        """Types into the fields one after the other; None goes on to the next."""
        for value in values:
            if value:
                self.type(value)
            self.keys("Tab")


def own(store):
    """What the command says without noting that somebody looked."""
    return store.json("own", "--team", "HT1", "--dry-run")


def patients_of(screen):
    """The patients of the rows, from above."""
    return [line[7:].split()[0] for line in screen.split("\n") if line[7:8] == "P" and line[8:11].isdigit()]


def test_room_is_used(store):
    """Beside or below the list stands what is known about the marked patient, with who comes when on this date."""
    changed = [entry["patient"] for entry in own(store)["patients"] if entry["changes"]]
    visits = "SELECT list, start, name FROM visits JOIN tasks USING (task) WHERE patient = ? AND date = ? ORDER BY start"
    row, comes = next((row, comes) for row, patient in enumerate(changed)
                      if len(comes := store.sql(visits, patient, DATE)) > 1 and all(each[0] for each in comes))
    for columns, rows in ((120, 48), (220, 60), (300, 100)):
        with AtOwn(store, columns, rows) as terminal:
            terminal.keys("Home", *["Down"] * row)
            lines = terminal.see(f" {changed[row]} ", f", {comes[-1][0]} ").split("\n")
            shown = [next(at for at, line in enumerate(lines) if f" {task}, {work_list} " in line)
                     for work_list, _, task in comes]
            assert shown == sorted(shown) and " visits " in lines[shown[0]], "in the order of the clock"
            terminal.quit()


def test_worst_first(store):
    report = own(store)["patients"]
    changed = [entry["patient"] for entry in report if entry["changes"]]
    assert 3 < len(changed) < len(report)
    with AtOwn(store, 150, 100) as terminal:
        terminal.see(f"{len(report)} own patients, {len(changed)} with news", "your first look",
                     f"{len(report) - len(changed)} with nothing new", "!!  " + changed[0])  # the sign that is no colour
        terminal.until("the worst first", lambda screen: len(patients_of(screen)) > 20
                       and patients_of(screen) == changed[: len(patients_of(screen))])
        terminal.until("the mark", lambda screen: terminal.line(terminal.cursor()[0]).startswith(">"))
        terminal.keys("End", "Enter")
        terminal.see("enter hides them", "nothing new ")
        terminal.keys("Enter")
        terminal.see("enter shows them")
        terminal.quit()


def test_looked_by_a_key_only(store):
    for _ in range(2):
        with AtOwn(store, 80, 24) as terminal:
            terminal.see("your first look")
            terminal.quit()
    with AtOwn(store, 80, 24) as terminal:
        terminal.keys("l")
        terminal.see("What have you looked at?", "> only at P")
        terminal.keys("Escape")
        terminal.see_no_more("What have you looked")
        assert any(entry["changes"] for entry in own(store)["patients"]), "one key notes nothing"
        terminal.keys("l")
        terminal.see("What have you looked at?", "  at all ")
        terminal.keys("Down", "Enter")
        terminal.see("you have looked", " 0 with news")
        terminal.quit()
    assert not any(entry["changes"] for entry in own(store)["patients"])
    # Only what came after the look is told.
    store.run("observe", "P221", "--resp", "21", "--spo2", "95", now="2026-03-04T07:30:00+01:00")
    with AtOwn(store, 80, 24, now="2026-03-04T07:40:00+01:00") as terminal:
        screen = terminal.see(" 1 with news", "P221")
        assert patients_of(screen) == ["P221"]
        terminal.quit()


def test_looked_at_one(store):
    """Who has looked at one patient is told of the others, and of that one when something newer happens."""
    with AtOwn(store, 80, 24) as terminal:
        before = patients_of(terminal.screen())
        terminal.keys("l")
        terminal.see("What have you looked at?", f"> only at {before[0]} ")
        terminal.keys("Enter")
        terminal.see(f"you have looked at {before[0]};")
        terminal.until("the others", lambda screen: patients_of(screen)[0] == before[1])
        terminal.quit()
    changed = [entry["patient"] for entry in own(store)["patients"] if entry["changes"]]
    assert before[0] not in changed and before[1] in changed, changed
    store.run("observe", before[0], "--resp", "26", "--spo2", "91", now="2026-03-04T07:30:00+01:00")
    with AtOwn(store, 80, 24, now="2026-03-04T07:40:00+01:00") as terminal:
        terminal.until("the newer", lambda screen: before[0] in patients_of(screen))
        terminal.quit()


def look_until_news(terminal, store):
    """All are looked at; then somebody else records vital signs of one."""
    terminal.keys("l")
    terminal.see("What have you looked at?", "  at all ")
    terminal.keys("Down", "Enter")
    terminal.see(" 0 with news")
    store.run("observe", "P221", "--resp", "26", "--spo2", "91", now="2026-03-04T07:13:00+01:00")
    terminal.see(" 1 with news", "P221")


def test_one_is_asked_as_well(store):
    with AtOwn(store, 80, 24) as terminal:
        look_until_news(terminal, store)
        terminal.keys("l")
        terminal.see("Have you looked at the 1 patient with news?", "> no")
        terminal.keys("Escape")
        terminal.see(" 1 with news")
        terminal.quit()


def test_change_of_somebody_else_appears(store):
    with AtOwn(store, 80, 24) as terminal:
        look_until_news(terminal, store)
        terminal.quit()


def test_opens_the_patient(store):
    with AtOwn(store, 120, 40) as terminal:
        first = patients_of(terminal.screen())[0]
        terminal.keys("Enter")
        terminal.see_no_more("with news")
        terminal.see(first)
        terminal.keys("Escape")
        terminal.see("with news")
        terminal.quit()


def test_observe_with_the_score_as_one_types(store):
    """The RCP's chart: resp 26 is 3, SpO2 91 on scale 1 is 3, oxygen 2, systolic 100 is 2, pulse 95 is 1, new confusion
    is 3, 38.2 is 1: 15 in all."""
    with AtOwn(store, 80, 24) as terminal:
        patient = patients_of(terminal.screen())[0]
        before = store.sql("SELECT count(*) FROM observations WHERE patient = ?", patient)[0][0]
        terminal.keys("b")
        terminal.see("Vital signs of", "NEWS2: type what you measured")
        terminal.fill("26")
        terminal.see("NEWS2 at least 3")
        terminal.fill("91")
        terminal.see("NEWS2 at least 6", "urgency now")
        terminal.keys("Escape")
        terminal.see("kept as a draft")
        terminal.keys("b")
        terminal.see("your draft is here again", "NEWS2 at least 6")
        terminal.fill(None, None, None, "yes", "100", "95", "C", "38.2")
        terminal.see("NEWS2 15: emergency response")
        assert store.sql("SELECT count(*) FROM observations WHERE patient = ?", patient)[0][0] == before
        terminal.keys("C-s")
        terminal.see("Recorded", f"{patient}: NEWS2 15", "call: ")
        assert store.sql("SELECT count(*) FROM observations WHERE patient = ?", patient)[0][0] == before + 1
        terminal.keys("Enter")
        terminal.see("with news")
        # The same minute with another value asks first.
        terminal.keys("/")
        terminal.type(patient)
        terminal.settle()
        terminal.keys("Enter", "b")
        terminal.see("Vital signs of " + patient)
        terminal.type("20")
        terminal.keys("C-s")
        terminal.see("Other values were recorded for that minute")
        terminal.keys("Enter")
        terminal.see("Replace what was recorded")
        terminal.keys("Escape")
        terminal.see("Vital signs of " + patient)
        assert store.sql("SELECT resp FROM observations WHERE patient = ? ORDER BY at DESC", patient)[0] == (26,)
        terminal.keys("C-s")
        terminal.see("Other values were recorded for that minute")
        terminal.keys("Enter")
        terminal.see("Replace what was recorded")
        terminal.keys("Down", "Enter")
        terminal.see("Recorded", "joined with")
        assert store.sql("SELECT resp, pulse FROM observations WHERE patient = ? ORDER BY at DESC", patient)[0] == (20, 95)
        terminal.keys("Enter")
        terminal.see("with news")
        terminal.quit()
    store.check_sound()


def test_no_colour_and_ascii(store):
    with AtOwn(store, 80, 24, language="C", colour=False) as terminal:
        screen = terminal.screen()
        assert screen.isascii(), screen
        assert all(cell.foreground is None for row in terminal.cells() for cell in row), "no colours"
        terminal.quit()


run_tests(globals())
