#!/usr/bin/env python3
"""Proves from exported CSV that the work lists of a date are sound. Written from the interface's page alone.

    check_base.py DIR --date D [--date D ...] [--demand-musts] [--overtime MINUTES] [--findings CHECK.json]

DIR is what `vaktrom export --all DIR` wrote. What is due is derived anew from services, patients and suspensions; who
may do it from staff; what fits from coordinates and travel.csv. Each violation is a line on standard output, then one
line of summary per date. Exit 0: none; 1: some; 2: wrong usage or unreadable files.
"""

import argparse
import collections
import csv
import datetime
import json
import math
import pathlib
import sys
import zoneinfo

ZONE = zoneinfo.ZoneInfo("Europe/Oslo")
LADDER = {"assistant": 0, "apprentice": 0, "care_worker": 1, "nurse": 2}
HEALTH_ROLES = {"nurse", "physiotherapist", "occupational_therapist", "dietitian"}
STATES = {"listed", "unassigned", "dropped", "suspended", "done", "not_done", "cancelled"}
WALKS_NO_LIST = {"duty_nurse", "indoor"}
SPEED_KMH = {"car": 30.0, "bike": 14.0, "walk": 4.5}
ARRIVAL_MINUTES = {"car": 2, "bike": 1, "walk": 0}
BREAK_MINUTES, BREAK_AFTER = 30, 330


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def wall(text):
    hour, minute = text[:5].split(":")
    return int(hour) * 60 + int(minute)


def true_minute(date, minutes, again=0):
    """Minutes of elapsed time (from the epoch) of a wall time, given as minutes after 00:00 of the date; with again=1
    the second time of an hour that the clocks repeat in autumn."""
    wanted = datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(minutes=minutes)
    while True:  # a time that the clocks skip in spring is the first one after it
        stamp = wanted.replace(tzinfo=ZONE, fold=again).timestamp()
        if datetime.datetime.fromtimestamp(stamp, ZONE).replace(tzinfo=None) == wanted:
            return round(stamp / 60)
        wanted += datetime.timedelta(minutes=1)


def again(text):
    """Whether a time as written is the second of an hour that comes twice: only that has its offset, 02:30+01:00."""
    return int(len(text) > 5)


class Base:
    """The exported tables, indexed."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.teams = self.index("teams", "team")
        self.tasks = self.index("tasks", "task")
        self.staff = self.index("staff", "staff")
        self.patients = self.index("patients", "patient")
        self.services = self.index("services", "service")
        self.visits, self.lists = self.rows("visits"), self.index("lists", "list")
        self.shifts, self.absences = self.rows("shifts"), self.rows("absences")
        self.suspensions, self.transfers = self.rows("suspensions"), self.rows("transfers", must=False)
        self.travel_table = {(r["from"], r["to"], r["mode"]): int(r["minutes"]) for r in self.rows("travel", must=False)}

    def rows(self, kind, must=True):
        path = self.folder / f"{kind}.csv"
        if not path.exists() and not must:
            return []
        with open(path, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def index(self, kind, key):
        return {row[key]: row for row in self.rows(kind)}

    def place(self, key):
        row = self.patients.get(key) or self.teams[key]
        return float(row["lat"]), float(row["lon"])

    def travel(self, here, there, mode):
        """Minutes from patient or team to patient or team."""
        known = self.travel_table.get((here, there, mode))
        if known is not None:
            return known
        a, b = self.place(here), self.place(there)
        if a == b:
            return 0
        lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
        h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
        km = 2 * 6371.0 * math.asin(math.sqrt(h))
        return math.ceil(km * 1.4 / SPEED_KMH[mode] * 60 - 1e-6) + ARRIVAL_MINUTES[mode]

    def suspended(self, patient, date):
        return any(r["patient"] == patient and day(r["from"]) <= date and (not r["until"] or date <= day(r["until"]))
                   for r in self.suspensions)

    def leaves(self, staff, date, shift):
        """The true minute from which the worker is absent in a shift of the date; None when not at all. A time is that of
        the absence's first date; before noon, in an absence from an evening or night shift, the next morning's."""
        found = None
        for r in self.absences:
            if r["staff"] != staff or not day(r["from"]) <= date <= day(r["until"]) or r.get("shift", "") not in ("", shift):
                continue
            minutes = wall(r["from_time"]) if r.get("from_time") and day(r["from"]) == date else 0
            if minutes and minutes < 720 and r.get("shift", "") in ("evening", "night"):
                minutes += 1440
            found = min(x for x in (found, true_minute(date, minutes)) if x is not None)
        return found

    def team_on(self, patient, date):
        """The team responsible for the patient on the date: the patient's row, but for transfers that have begun or
        that were not yet due."""
        team = self.patients[patient]["team"]
        own = sorted((r for r in self.transfers if r["patient"] == patient), key=lambda r: r["from_date"])
        for row in own:
            if row["state"] in ("announced", "acknowledged") and day(row["from_date"]) <= date:
                team = row["to_team"]
        for row in reversed(own):
            if row["state"] == "done" and day(row["from_date"]) > date:
                team = row["from_team"]
        return team

    def cooperating_on(self, patient, date):
        """The team that cooperates: as a transfer that has begun says, else the patient's row."""
        team = self.patients[patient].get("cooperating_team")
        own = sorted((r for r in self.transfers if r["patient"] == patient), key=lambda r: r["from_date"])
        for row in own:
            if row["state"] in ("announced", "acknowledged") and day(row["from_date"]) <= date:
                team = row.get("cooperating_team")
        return team


def due(service, date):
    if date < day(service["start"]) or (service["until"] and date > day(service["until"])):
        return False
    if service["every"]:
        return (date - day(service["start"])).days % int(service["every"]) == 0
    return service["days"][date.weekday()] != "-"


class Checker:
    def __init__(self, base, date, options):
        self.base, self.date, self.options = base, date, options
        self.violations, self.counts = [], collections.Counter()
        self.visits = [v for v in base.visits if day(v["date"]) == date]
        self.lists = {k: r for k, r in base.lists.items() if day(r["date"]) == date}
        self.shifts = [r for r in base.shifts if day(r["date"]) == date]
        self.at = {}  # (visit) -> true minute of its start

    def wrong(self, text):
        self.violations.append(f"{self.date} {text}")

    def run(self):
        self.check_states()
        self.check_due()
        self.check_lists()
        self.check_rounds()
        self.check_competence()
        self.check_pairs_and_links()
        self.check_findings()

    # Every visit in exactly one state.

    def check_states(self):
        seen = collections.Counter(v["visit"] for v in self.visits)
        for visit, times in seen.items():
            if times > 1:
                self.wrong(f"{visit}: {times} rows")
        for v in self.visits:
            self.counts[v["state"]] += 1
            if v["state"] not in STATES:
                self.wrong(f"{v['visit']}: unknown state '{v['state']}'")
            elif v["state"] == "listed":
                if not (v["list"] and v["seq"] and v["start"] and v["staff"]):
                    self.wrong(f"{v['visit']}: listed without list, seq, start or staff")
            elif v["state"] in ("unassigned", "dropped", "suspended", "cancelled") and v["list"]:
                self.wrong(f"{v['visit']}: {v['state']} but on list {v['list']}")
            if v["state"] in ("unassigned", "dropped") and not v["reason"]:
                self.wrong(f"{v['visit']}: {v['state']} without a reason")
            if v["state"] == "unassigned" and v["priority"] == "must":
                self.counts["must unassigned"] += 1
                if self.options.demand_musts:
                    self.wrong(f"{v['visit']}: must visit unassigned ({v['reason']})")

    # Every due visit of every service exactly once, as the service says.

    def check_due(self):
        found = collections.defaultdict(list)
        for v in self.visits:
            if v["service"] and v["state"] != "cancelled":
                found[v["service"]].append(v)
        for key, service in self.base.services.items():
            patient = self.base.patients[service["patient"]]
            wanted = patient["status"] == "active" and due(service, self.date)
            rows = found.pop(key, [])
            if wanted:
                self.counts["due"] += int(service["staff_count"])
                self.check_service(key, service, rows)
            elif any(v["state"] in ("listed", "unassigned") and not self.pinned(v) for v in rows):
                self.wrong(f"{key}: not due, but has {' '.join(v['visit'] for v in rows)}")
        for key in found:
            self.wrong(f"{key}: visits of an unknown service")

    @staticmethod
    def pinned(visit):
        return visit.get("pinned", "") in ("yes", "1", "true")

    def check_service(self, key, service, rows):
        count = int(service["staff_count"])
        if len(rows) != count:
            self.wrong(f"{key}: {len(rows)} visit rows where {count} are due")
        if len({v["visit"].split("/")[0] for v in rows}) > 1:
            self.wrong(f"{key}: more than one visit: {' '.join(v['visit'] for v in rows)}")
        away = self.base.suspended(service["patient"], self.date)
        for v in rows:
            if away and v["state"] in ("listed", "unassigned", "dropped"):
                self.wrong(f"{v['visit']}: {v['patient']} is suspended but the visit is {v['state']}")
            if not away and v["state"] == "suspended":
                self.wrong(f"{v['visit']}: suspended, but {v['patient']} is not")
            if v["state"] not in ("done", "not_done") and not self.pinned(v):
                self.check_columns(service, v)

    def check_columns(self, service, v):
        task, part = self.base.tasks[service["task"]], self.part(v)
        expected = {
            "patient": service["patient"], "task": service["task"], "duration": service["duration"] or task["duration"],
            "priority": service["priority"] or task["priority"], "window": service["window"],
            "shift": self.shift_of(service),
            "min_role": self.role_of(service, part), "skills": " ".join(self.skills_of(service, part)),
        }
        if part and service.get("second_role") and not service.get("second_skills"):
            del expected["skills"]  # another role was asked for: the interface leaves its skills open
        for column, value in expected.items():
            if sorted(v[column].split()) != sorted(value.split()):
                self.wrong(f"{v['visit']}: {column} is '{v[column]}', service {service['service']} says '{value}'")
        if self.windows(v) != self.windows(service):
            self.wrong(f"{v['visit']}: window {v['earliest']}–{v['latest']}, service {service['service']} says "
                       f"{service['earliest']}–{service['latest']}")
        if v["team"] not in self.teams_of(service, part):
            self.wrong(f"{v['visit']}: team {v['team']}, the work belongs to {' or '.join(self.teams_of(service, part))}")

    @staticmethod
    def part(visit):
        return 1 if visit["visit"].endswith("/2") else 0

    def role_of(self, service, part):
        if part and service.get("second_role"):
            return service["second_role"]
        return service["min_role"] or self.base.tasks[service["task"]]["min_role"]

    def skills_of(self, service, part):
        if part and service.get("second_skills"):
            return set(service["second_skills"].split())
        return set((service["skills"] or self.base.tasks[service["task"]]["skills"]).split())

    def teams_of(self, service, part):
        """Nurses' and therapists' work is the HT's, other work the team's own; with a cooperating team either's."""
        if part and service.get("second_team"):
            return [service["second_team"]]
        cooperating = self.base.cooperating_on(service["patient"], self.date)
        teams = [self.base.team_on(service["patient"], self.date)] + ([cooperating] if cooperating else [])
        if self.role_of(service, part) in HEALTH_ROLES:
            teams = [self.base.teams[t]["ht"] or t if t else "" for t in teams]
        return sorted(set(teams))

    def shift_of(self, service):
        """By the earliest start: before day_begins it is the night's of the evening before. The shifts of a team may
        overlap, so a start is judged by the settings' bounds, not by them."""
        start = wall(service["earliest"].split()[0])
        begins, day_starts, evening, night = self.options.bounds
        if start < begins or start >= night:
            return "night"
        return "evening" if start >= evening else "day" if start >= day_starts else "night"

    # Lists: whose, when.

    def check_lists(self):
        walking = {}
        for row in self.shifts:
            if row["function"] not in WALKS_NO_LIST:
                walking[(row["staff"], row["shift"], row["team"], row["start"])] = row
        by_staff = collections.defaultdict(list)
        used = {v["list"] for v in self.visits if v["state"] == "listed"}
        for key, row in self.lists.items():
            row["span"] = self.span(row)
            if key in used and not row["staff"]:
                self.wrong(f"list {key}: visits but nobody")
            if not row["staff"]:
                continue
            by_staff[row["staff"]].append(row)
            shift = walking.pop((row["staff"], row["shift"], row["team"], row["start"]), None)
            if shift is None:
                self.wrong(f"list {key}: {row['staff']} has no shift that walks {row['shift']} in {row['team']}")
            else:
                row["covers"] = shift.get("covers", "")
                shift["span"] = self.span(shift)
                if self.end_of(shift) != row["span"][1] or shift["function"] != row["function"]:
                    self.wrong(f"list {key}: end or function differs from the shift")
            leaves = self.base.leaves(row["staff"], self.date, row["shift"])
            if key in used and leaves is not None and leaves < row["span"][1]:
                self.wrong(f"list {key}: {row['staff']} is absent")
        for staff, rows in by_staff.items():
            rows.sort(key=lambda r: r["span"])
            for one, two in zip(rows, rows[1:]):
                if two["span"][0] < one["span"][1]:
                    self.wrong(f"{staff}: lists {one['list']} and {two['list']} overlap")
        for (staff, shift, team, _), row in walking.items():
            row["span"] = self.span(row)
            if self.end_of(row) is not None:
                self.wrong(f"{staff}: on {shift} in {team} without a list")
        self.counts["lists"] = len(used)

    def end_of(self, shift):
        """When the worker of the shift row goes home: at its end, or before with an absence; None: absent from the start."""
        start, end = shift["span"]
        leaves = self.base.leaves(shift["staff"], self.date, shift["shift"])
        if leaves is None or leaves >= end:
            return end
        return leaves if leaves > start else None

    def span(self, row):
        start, end = wall(row["start"]), wall(row["end"])
        if end <= start:
            end += 1440
        return true_minute(self.date, start), true_minute(self.date, end)

    # Rounds: order, travel, windows, end, break.

    def check_rounds(self):
        rounds = collections.defaultdict(list)
        for v in self.visits:
            if v["state"] == "listed":
                if v["list"] not in self.lists:
                    self.wrong(f"{v['visit']}: list {v['list']} is not there")
                else:
                    rounds[v["list"]].append(v)
        for key, visits in sorted(rounds.items()):
            visits.sort(key=lambda v: int(v["seq"]))
            self.check_round(key, self.lists[key], visits)

    def clock(self, row, v, arrive):
        """A visit's start on a list; one earlier than the list's start is the next morning. In an hour that comes twice
        the first time counts, unless the second is said or only that is possible."""
        minutes = wall(v["start"]) + (1440 if wall(v["start"]) < wall(row["start"]) else 0)
        if again(v["start"]):
            return true_minute(self.date, minutes, 1)
        first, second = true_minute(self.date, minutes), true_minute(self.date, minutes, 1)
        begins = self.windows(v)[0][0] if v["earliest"] else first
        return second if second > first and first < max(arrive, begins) else first

    def check_round(self, key, row, visits):
        if len({v["seq"] for v in visits}) != len(visits):
            self.wrong(f"list {key}: a seq twice")
        mode = self.base.staff[row["staff"]]["transport"]
        row["leaves"] = self.base.leaves(row["staff"], self.date, row["shift"])
        clock, here, gap, first = row["span"][0], row["team"], 0, True
        for v in visits:
            if v["staff"] != row["staff"]:
                self.wrong(f"{v['visit']}: staff {v['staff']} on the list of {row['staff']}")
            if v["shift"] != row["shift"]:
                self.wrong(f"{v['visit']}: a {v['shift']} visit on the {row['shift']} list {key}")
            if v["team"] not in [row["team"]] + row.get("covers", "").split():
                self.wrong(f"{v['visit']}: {v['team']}'s visit on the list {key} of {row['team']}")
            arrive = clock + self.base.travel(here, v["patient"], mode)
            start = self.clock(row, v, arrive)
            if start < arrive:
                self.wrong(f"{v['visit']}: starts {v['start']} on list {key}, {arrive - start} min before one can be there")
            if not first:
                gap = max(gap, start - arrive)
            if row["leaves"] is not None and start >= row["leaves"]:
                self.wrong(f"{v['visit']}: starts {v['start']} on list {key}, when {row['staff']} has gone home")
            self.at[v["visit"]] = start
            self.check_window(v, row, start)
            self.counts["travel"] += self.base.travel(here, v["patient"], mode)
            clock, here, first = start + int(v["duration"]), v["patient"], False
        home = clock + self.base.travel(here, row["team"], mode)
        self.counts["travel"] += self.base.travel(here, row["team"], mode)
        overtime = home - row["span"][1]
        if overtime > 0:
            self.counts["overtime"] += overtime
            # who goes home during the shift finishes what is under way, however long it is
            if overtime > self.options.overtime and row["leaves"] != row["span"][1]:
                self.wrong(f"list {key}: home {overtime} min after the shift's end")
        start = self.at[visits[0]["visit"]]
        before = start - row["span"][0] - self.base.travel(row["team"], visits[0]["patient"], mode)
        if row["span"][1] - row["span"][0] > BREAK_AFTER and max(gap, -overtime, before) < BREAK_MINUTES:
            self.counts["no break"] += 1
            row["no_break"] = True

    def check_window(self, v, row, start):
        windows = self.windows(v)
        if not windows:
            return
        begun = [w for w in windows if w[0] <= start]
        if not begun:
            self.wrong(f"{v['visit']}: starts {v['start']}, before {v['earliest']}")
            return
        late = start - begun[-1][1]
        if late > 0:
            self.counts["late"] += late
            if v["window"] == "hard":
                self.wrong(f"{v['visit']}: starts {v['start']}, hard window {v['earliest']}–{v['latest']}")

    def windows(self, row):
        """The windows of a visit or service on the date, in true minutes and in order of time."""
        return sorted((self.clock_of_window(low), self.clock_of_window(high, low))
                      for low, high in zip(row["earliest"].split(), row["latest"].split()))

    def clock_of_window(self, text, after=None):
        """A window before day_begins belongs to the night that started on this date: it is the next morning."""
        minutes = wall(text)
        if minutes < self.options.bounds[0] or (after is not None and minutes < wall(after)):
            minutes += 1440
        return true_minute(self.date, minutes, again(text))

    # Who may do it.

    def check_competence(self):
        for v in self.visits:
            if v["state"] != "listed" or v["staff"] not in self.base.staff:
                continue
            worker, patient = self.base.staff[v["staff"]], self.base.patients[v["patient"]]
            if not self.role_may(worker["role"], v["min_role"]):
                self.wrong(f"{v['visit']}: {v['staff']} is {worker['role']}, needs {v['min_role']}")
            for skill in v["skills"].split():
                if not self.has_skill(worker, skill, v["patient"]):
                    self.wrong(f"{v['visit']}: {v['staff']} lacks {skill} on {self.date}")
            if v["task"] in worker["exclude_tasks"].split():
                self.wrong(f"{v['visit']}: {v['staff']} is excused from {v['task']}")
            if v["staff"] in patient["exclude_staff"].split():
                self.wrong(f"{v['visit']}: {v['patient']} is not to be visited by {v['staff']}")
            if patient["status"] != "active":
                self.wrong(f"{v['visit']}: {v['patient']} has ended")
            if self.base.suspended(v["patient"], self.date):
                self.wrong(f"{v['visit']}: {v['patient']} is suspended")

    @staticmethod
    def role_may(role, needed):
        if needed in LADDER:
            return LADDER.get(role, -1) >= LADDER[needed]
        return role == needed

    def has_skill(self, worker, skill, patient):
        for word in worker["skills"].split():
            name, _, bound = word.partition("#")
            if "@" in bound:  # insulin#P012@2027-05-31 and insulin@2027-05-31#P012 are both read
                bound, _, expiry = bound.partition("@")
            else:
                name, _, expiry = name.partition("@")
            if name == skill and bound in ("", patient) and (not expiry or self.date <= day(expiry)):
                return True
        return False

    # Two persons, links.

    def check_pairs_and_links(self):
        pairs, of_service = collections.defaultdict(list), {}
        for v in self.visits:
            if v["state"] == "cancelled":
                continue
            pairs[v["visit"].split("/")[0]].append(v)
            if v["service"] and self.part(v) == 0:
                of_service[v["service"]] = v
        for key, rows in pairs.items():
            if len(rows) == 2:
                self.check_pair(key, rows)
        for service in self.base.services.values():
            if not service["follows"]:
                continue
            first, second = of_service.get(service["follows"]), of_service.get(service["service"])
            if first and second and first["visit"] in self.at and second["visit"] in self.at:
                self.counts["links"] += 1
                gap = self.at[second["visit"]] - self.at[first["visit"]]
                low, high = int(service["min_gap"] or 0), int(service["max_gap"] or 0)
                if not low <= gap <= high:
                    self.wrong(f"{second['visit']}: {gap} min after {first['visit']}, must be {low} to {high}")

    def check_pair(self, key, rows):
        listed = [v for v in rows if v["state"] == "listed"]
        if len(listed) == 1:
            self.wrong(f"{key}: one of two workers listed")
        if len(listed) == 2:
            self.counts["two-person"] += 1
            one, two = listed
            if self.at.get(one["visit"]) != self.at.get(two["visit"]):
                self.wrong(f"{key}: its two workers start at {one['start']} and {two['start']}")
            if one["list"] == two["list"] or one["staff"] == two["staff"]:
                self.wrong(f"{key}: both on list {one['list']} or of {one['staff']}")

    # What the program itself reports.

    def check_findings(self):
        if self.options.findings is None:
            return
        told = [f for f in self.options.findings if f.get("date") in ("", None, str(self.date))]
        for key, row in self.lists.items():
            if row.get("no_break") and not any(
                    f["code"] == "no_break" and (key in str(f) or row["staff"] in str(f)) for f in told):
                self.wrong(f"list {key}: no break, and no finding says so")
        for v in self.visits:
            if v["state"] == "unassigned" and v["priority"] == "must" and not any(
                    f["code"] == "visit_unassigned" and v["visit"].split("/")[0] in str(f) for f in told):
                self.wrong(f"{v['visit']}: must visit unassigned, and no finding says so")

    def summary(self):
        c = self.counts
        states = ", ".join(f"{c[s]} {s}" for s in sorted(STATES) if c[s])
        return (f"{self.date}: {c['due']} due; {states or 'no visits'}; {c['must unassigned']} must unassigned; "
                f"{c['lists']} lists, {c['two-person']} two-person visits, {c['links']} links; travel {c['travel']} min, "
                f"late {c['late']} min, overtime {c['overtime']} min, {c['no break']} without break; "
                f"{len(self.violations)} violations")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--date", action="append", required=True)
    parser.add_argument("--demand-musts", action="store_true", help="an unassigned must visit is a violation")
    parser.add_argument("--overtime", type=int, default=60, help="most minutes home after a shift's end (default 60)")
    parser.add_argument("--findings", metavar="JSON", help="output of `check --json`: what must be reported, is it?")
    parser.add_argument("--bounds", default="06:00 06:00 15:00 22:00",
                        help="day_begins and the first minutes of day, evening, night (default %(default)s)")
    options = parser.parse_args()
    options.bounds = [wall(t) for t in options.bounds.split()]
    return options


def main():
    options = arguments()
    try:
        base = Base(options.folder)
        if options.findings:
            options.findings = json.loads(pathlib.Path(options.findings).read_text(encoding="utf-8"))
    except (OSError, KeyError, ValueError) as error:
        print(f"check_base: {options.folder}: {error!r}", file=sys.stderr)
        return 2
    bad = 0
    for text in options.date:
        checker = Checker(base, day(text), options)
        checker.run()
        for line in checker.violations:
            print(line)
        print(checker.summary())
        bad += len(checker.violations)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
