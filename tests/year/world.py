"""What the simulated year does to the base: one method an event, each through a command of the program."""

import csv
import datetime
import json
import os
import pathlib
import subprocess

VAKTROM = os.environ["VAKTROM"]
SOURCE = pathlib.Path(os.environ["VAKTROM_SOURCE"])
SMALL = SOURCE / "tests/flow/small"
ROSTER_FROM, ROSTER_DAYS = datetime.date(2026, 3, 2), 21  # the three weeks of tests/flow/small that repeat


def read(folder, kind):
    with open(pathlib.Path(folder) / f"{kind}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class World:
    """The base as the commands change it, with the clock that they see."""

    def __init__(self, random, start):
        self.random = random
        self.today = start
        self.admitted = 0
        self.commands = 0
        self.refused = 0
        self.transfers = []  # those that both teams acknowledged: (patient, to, first day)
        self.log = open("log", "w", encoding="utf-8")
        self.clock(start - datetime.timedelta(days=1), "21:00")
        self.run("init")
        for kind in ("teams", "staff", "patients", "needs", "observations", "services", "travel", "history"):
            self.run("import", kind, str(SMALL / f"{kind}.csv"))
        self.extend_roster(start - datetime.timedelta(days=2), 4)

    def clock(self, day, time):
        os.environ["VAKTROM_NOW"] = f"{day}T{time}:00" + ("+02:00" if self.is_summer(day, time) else "+01:00")

    @staticmethod
    def is_summer(day, time):
        """Whether Oslo's clocks show summer time then (from the last Sundays of March and October at 03:00)."""
        def last_sunday(month):
            end = datetime.date(day.year, month, 31)
            return end - datetime.timedelta(days=(end.weekday() + 1) % 7)
        moment = f"{day}T{time}"
        return f"{last_sunday(3)}T03:00" <= moment < f"{last_sunday(10)}T03:00"

    def run(self, *words, may_refuse=False):
        """A command; its output. It must end with 0 or 1, or be refused in words where that may be."""
        done = subprocess.run([VAKTROM, *words], capture_output=True, text=True)
        self.commands += 1
        self.log.write(f"{os.environ['VAKTROM_NOW']} {' '.join(words)} -> {done.returncode}\n{done.stderr}")
        self.log.flush()
        if may_refuse and done.returncode in (2, 3, 4):
            assert done.stderr.strip(), f"{words}: refused without a word"
            self.refused += 1
            return None
        assert done.returncode in (0, 1), f"{words}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def json(self, *words):
        return json.loads(self.run(*words, "--json"))

    def day_after(self, days):
        return str(self.today + datetime.timedelta(days=days))

    # --- The roster ---------------------------------------------------------------------------------------------------

    def extend_roster(self, first, days):
        """Imports the shifts of some days: the three weeks of the small base, again and again."""
        rows = read(SMALL, "shifts")
        wanted = []
        for offset in range(days):
            day = first + datetime.timedelta(days=offset)
            model = ROSTER_FROM + datetime.timedelta(days=(day - ROSTER_FROM).days % ROSTER_DAYS)
            wanted += [{**row, "date": str(day)} for row in rows if row["date"] == str(model)]
        with open("shifts.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(wanted)
        self.run("import", "shifts", "shifts.csv", may_refuse=False)

    # --- What happens -------------------------------------------------------------------------------------------------

    def some_patient(self, base, status="active"):
        known = [p["patient"] for p in base["patients"] if p["status"] == status]
        return self.random.choice(known) if known else None

    def some_visit(self, base, *states):
        known = [v for v in base["visits"] if v["date"] == str(self.today) and v["state"] in states]
        return self.random.choice(known)["visit"].split("/")[0] if known else None

    def sick_call(self, base):
        on_duty = [s for s in base["shifts"] if s["date"] == str(self.today) and s["function"] != "duty_nurse"]
        staff = self.random.choice(on_duty)["staff"]
        self.run("absent", staff, "--date", str(self.today), "--until", self.day_after(self.random.choice((0, 0, 1, 3))),
                 "--reason", self.random.choice(("sick", "child_sick")), may_refuse=True)
        self.run("balance", "--date", str(self.today), "--keep", "--seconds", "0.3", may_refuse=True)

    def admission(self, base):
        self.admitted += 1
        patient, model = f"N{self.admitted:03}", self.random.choice([p for p in base["patients"] if p["area"]])
        self.run("new", "patients", patient, f"name=Ny Pasient {self.admitted}", f"address=Nyveien {self.admitted}",
                 f"lat={model['lat']}", f"lon={model['lon']}", f"area={model['area']}", "status=active",
                 f"admitted={self.today}", *(["team=" + model["team"]] if self.random.random() < 0.5 else []))
        for number, (task, earliest, latest) in enumerate((("morning_care", "08:00", "10:00"),
                                                           ("medication_prompt", "17:00", "19:00"))):
            if number == 0 or self.random.random() < 0.5:
                self.run("new", "services", f"{patient}-{number + 1}", f"patient={patient}", f"task={task}",
                         f"days={self.random.choice(('MTWTFSS', 'M-W-F--', '-T-T---'))}", f"start={self.day_after(1)}",
                         f"earliest={earliest}", f"latest={latest}", "window=soft", "staff_count=1")
        self.run("need", patient, self.random.choice(("pbp", "hsy", "palliative_care", "copd")), may_refuse=True)
        self.run("route", patient)

    def discharge(self, base):
        patient = self.some_patient(base)
        if patient and sum(p["status"] == "active" for p in base["patients"]) > 8:
            self.run("end", "patients", patient)

    def worsening(self, base):
        patient = self.some_patient(base)
        self.run("observe", patient, "--resp", str(self.random.choice((16, 22, 26))), "--spo2",
                 str(self.random.choice((97, 93, 90))), "--scale", "1", "--oxygen", self.random.choice(("yes", "no")),
                 "--systolic", str(self.random.choice((130, 105, 92))), "--pulse", str(self.random.choice((75, 112))),
                 "--consciousness", self.random.choice("AAAC"), "--temp", self.random.choice(("36.8", "38.4", "39.4")))

    def suspension(self, base):
        patient = self.some_patient(base)
        until = ["--until", self.day_after(self.random.choice((1, 3, 6)))]
        review = ["--review", self.day_after(self.random.choice((2, 5)))]
        self.run("suspend", patient, "--from", self.day_after(self.random.choice((0, 1))),
                 *self.random.choice((until, review)), "--reason", "hospital", may_refuse=True)

    def coming_home(self, base):
        away = [s["patient"] for s in base["suspensions"]
                if s["from"] <= str(self.today) and (not s["until"] or s["until"] >= str(self.today))]
        if away:
            self.run("resume", self.random.choice(away), "--from", self.day_after(self.random.choice((0, 1))),
                     may_refuse=True)

    def cancelled_service(self, base):
        active = [s["service"] for s in base["services"] if not s["until"] or s["until"] > self.day_after(1)]
        if len(active) > 20:
            self.run("edit", "services", self.random.choice(active), f"until={self.day_after(self.random.choice((1, 4)))}",
                     may_refuse=True)

    def override(self, base):
        self.run("decide", self.some_patient(base), "--outcome", self.random.choice(("OT", "HT", "BOTH")), "--reason",
                 "vurdert på tavlemøtet", "--review", self.day_after(14), may_refuse=True)

    def transfer(self, base):
        patient = self.some_patient(base)
        team = next(p["team"] for p in base["patients"] if p["patient"] == patient)
        to, first = ("OT1" if team == "HT1" else "HT1"), self.day_after(self.random.choice((1, 2, 3)))
        known = {row["transfer"] for row in base["transfers"]}
        if self.run("transfer", patient, "--to", to, "--from-date", first, "--reason", "endret behov",
                    may_refuse=True) is None:
            return
        number = next(r["transfer"] for r in read(self.export(), "transfers") if r["transfer"] not in known)
        if self.random.random() < 0.2:
            self.run("transfer", "withdraw", number)
            return
        for reader in filter(None, (team, to)):  # nobody reads for a patient whom no team had
            self.run("transfer", "ack", number, "--team", reader)
        self.transfers.append((patient, to, first))

    def queue_work(self, base):
        """The duty nurse's morning: takes some, answers some, closes some, hands one on."""
        for item in [q for q in base["queue"] if q["state"] != "closed"][:4]:
            step = {"open": ["take"], "taken": ["answer", "close", "release"], "answered": ["close"]}[item["state"]]
            action = self.random.choice(step)
            text = {"answer": ["--text", "kommer innom"], "close": ["--outcome", "ordnet"]}.get(action, [])
            self.run("queue", action, item["item"], *text, may_refuse=True)
        self.run("queue", "add", self.random.choice(("advice", "medication", "supervision")), "--patient",
                 self.some_patient(base), "--urgency", self.random.choice(("now", "today", "planned")), "--text", "kan dere se")

    def hands(self, base):
        """The coordinator's corrections."""
        visit = self.some_visit(base, "listed")
        if not visit:
            return
        action = self.random.choice(("unassign", "move", "drop"))
        if action == "move":
            places = [s["list"] for s in self.json("suggest", visit) if s["allowed"]]
            if places:
                self.run("move", visit, "--to", self.random.choice(places), may_refuse=True)
        elif action == "drop":
            self.run("drop", visit, "--reason", "viker for det som må", may_refuse=True)
        else:
            self.run("unassign", visit, may_refuse=True)

    def shift_work(self, base):
        """Most visits of the lists are done; a few are not, and go to a named person."""
        staff = sorted({v["staff"] for v in base["visits"] if v["staff"]})
        for visit in sorted({v["visit"].split("/")[0] for v in base["visits"]
                             if v["date"] == str(self.today) and v["state"] == "listed"}):
            if self.random.random() < 0.04:
                self.run("undone", visit, "--reason", "not_home", "--next", self.random.choice(staff), may_refuse=True)
            else:
                self.run("done", visit, may_refuse=True)

    # --- Looking ------------------------------------------------------------------------------------------------------

    def export(self):
        self.run("export", "--all", "base")
        return "base"

    def look(self):
        folder = self.export()
        kinds = ("patients", "visits", "shifts", "services", "suspensions", "transfers", "queue", "queue_history", "lists")
        return {kind: read(folder, kind) for kind in kinds}
