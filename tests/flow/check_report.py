#!/usr/bin/env python3
"""Counts the nine indicators anew from the CSV of `export --all` and compares them with what `report --json` said.

    check_report.py BASE NOW REPORT.json...

BASE is the exported folder, NOW the program's clock (RFC 3339). Written from the definitions (Kolada's measure, the
published classes, interface.md), not from the program. Numbers must be the same to the last digit."""
import csv
import datetime
import json
import os
import sys
from collections import defaultdict

ALL = "all"
SHIFTS = ["day", "evening", "night"]
LADDER = ["assistant", "care_worker", "nurse"]
ROLES = ["assistant", "care_worker", "nurse", "physiotherapist", "occupational_therapist", "dietitian", "apprentice"]
PRIORITIES = ["must", "should", "may"]
STATES = ["unassigned", "not_done", "dropped", "suspended", "cancelled"]


def rows(folder, kind):
    path = os.path.join(folder, kind + ".csv")
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return datetime.date.fromisoformat(text)


def clock(text):
    return int(text[:2]) * 60 + int(text[3:5])


def share(part, whole):
    return 100 * part / whole if whole > 0 else None


def mean(values):
    return sum(values) / len(values) if values else None


def median(values):
    values = sorted(values)
    middle = len(values) // 2
    if not values:
        return None
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def percentile(values, percent):
    """Nearest rank."""
    values = sorted(values)
    return values[max(-(-len(values) * percent // 100), 1) - 1] if values else None


def may(has, asked):
    """Whether a role may do what asks for another."""
    has, asked = ("assistant" if role == "apprentice" else role for role in (has, asked))
    if has in LADDER and asked in LADDER:
        return LADDER.index(has) >= LADDER.index(asked)
    return has == asked


class Base:
    def __init__(self, folder, now):
        self.now = datetime.datetime.fromisoformat(now)
        self.today = day(now[:10])
        self.teams = sorted(rows(folder, "teams"), key=lambda team: team["team"].encode())
        self.tasks = {task["task"]: task for task in rows(folder, "tasks")}
        self.staff = {worker["staff"]: worker for worker in rows(folder, "staff")}
        self.patients = {patient["patient"]: patient for patient in rows(folder, "patients")}
        self.absences = rows(folder, "absences")
        self.queue = rows(folder, "queue")
        self.steps = rows(folder, "queue_history")
        self.shifts = sorted(rows(folder, "shifts"), key=lambda s: (s["date"], s["staff"].encode(), s["start"]))
        self.at_work = {}
        for shift in self.shifts:
            start, end = clock(shift["start"]), clock(shift["end"])
            shift["begins"] = start
            shift["minutes"] = end - start + (1440 if end < start else 0)
            shift["absent"] = self.absent(shift)
            self.at_work.setdefault((shift["staff"], shift["date"], shift["shift"]), shift)
        self.visits = [self.past(row) for row in rows(folder, "history")] + [self.own(v) for v in rows(folder, "visits")]

    def past(self, row):
        task = self.tasks[row["task"]]
        visit = {**row, "minutes": int(row["minutes"]), "min_role": task["min_role"], "priority": task["priority"],
                 "state": "done", "start": "", "second": False}
        visit["team"] = self.team(visit)
        return visit

    @staticmethod
    def own(row):
        return {**row, "minutes": int(row["duration"]), "second": row["visit"].endswith("/2")}

    def team(self, visit):
        """Of the shift in which the worker was, else the worker's own."""
        shift = self.at_work.get((visit["staff"], visit["date"], visit["shift"]))
        return (shift or self.staff[visit["staff"]])["team"]

    def away(self, shift):
        """The absences that touch a shift row."""
        return [a for a in self.absences if a["staff"] == shift["staff"] and a["from"] <= shift["date"] and
                (not a["until"] or shift["date"] <= a["until"]) and a["shift"] in ("", shift["shift"])]

    def absent(self, shift):
        """Minutes of a shift row for which its worker is away."""
        least = None
        for absence in self.away(shift):
            leaves = 0
            if absence.get("from_time") and absence["from"] == shift["date"]:
                leaves = clock(absence["from_time"])
                if absence["shift"] in ("evening", "night") and leaves < 720:
                    leaves += 1440
            least = leaves if least is None else min(least, leaves)
        if least is None:
            return 0
        return max(shift["begins"] + shift["minutes"] - max(shift["begins"], least), 0)

    def done(self, begin, end):
        return [v for v in self.visits if v["state"] == "done" and begin <= day(v["date"]) <= end]

    def recorded(self, begin, end):
        """From the first to the last day that is over with at least half as many visits done as on the busiest."""
        counts = defaultdict(int)
        for v in self.done(begin, min(end, self.today - datetime.timedelta(1))):
            counts[day(v["date"])] += 1
        full = [d for d in counts if 2 * counts[d] >= max(counts.values())]
        return (min(full), max(full)) if full else (None, None)

    def rostered(self, begin, end):
        return [s for s in self.shifts if begin <= day(s["date"]) <= end]

    def groups(self, team):
        return [team] if team else [ALL] + [t["team"] for t in self.teams]


# --- The indicators: rows of (texts..., numbers...), in order


def continuity(base, begin, end, team, is_month):
    first, last = base.recorded(begin, end)
    if not first or (last - first).days + 1 < 14:
        return
    window = [last - datetime.timedelta(n) for n in range(14)]
    visits, met = defaultdict(lambda: defaultdict(int)), defaultdict(set)
    for v in base.done(window[-1], last):
        if v["shift"] == "night" or (v["start"] and not "07:00" <= v["start"] < "22:00"):
            continue
        visits[v["patient"]][day(v["date"])] += not v["second"]
        met[v["patient"]].add(v["staff"])
    measured = sorted((p for p in visits if all(visits[p][d] >= 2 for d in window)), key=str.encode)
    of = {p: base.patients[p]["team"] for p in measured}
    for group in base.groups(team):
        own = [p for p in measured if group in (ALL, of[p])]
        faces = [len(met[p]) for p in own]
        if own:
            yield (group, ALL, len(own), mean(faces), median(faces), percentile(faces, 90),
                   sum(sum(visits[p].values()) for p in own) / len(own) / 14)
    for group in base.groups(team):
        for p in measured:
            if of[p] == group and not is_month:
                yield group, p, 1, len(met[p]), None, None, sum(visits[p].values()) / 14


def workload(base, begin, end, team, is_month):
    rounds = defaultdict(list)
    for v in base.done(begin, end):
        rounds[v["staff"], v["date"], v["shift"]].append(v)
    for group in base.groups(team):
        for shift in [ALL] + SHIFTS:
            own = [(key, vs) for key, vs in rounds.items() if group in (ALL, base.team(vs[0])) and shift in (ALL, key[2])]
            if not own:
                continue
            minutes = [sum(v["minutes"] for v in vs) for key, vs in own]
            heavy = [sum(int(base.tasks[v["task"]]["load"]) >= 4 for v in vs) for key, vs in own]
            known = [(sum(v["minutes"] for v in vs), base.at_work[key]["minutes"] - base.at_work[key]["absent"])
                     for key, vs in own if key in base.at_work]
            known = [(m, paid) for m, paid in known if paid > 0]
            yield (group, shift, len(own), mean([len(vs) for key, vs in own]), mean(minutes), percentile(minutes, 10),
                   percentile(minutes, 90), share(sum(m for m, paid in known), sum(paid for m, paid in known)),
                   mean(heavy), percentile(heavy, 90))


def usage_rate(base, begin, end, team, is_month):
    classes = [(ALL, 0, 1e9), ("0-1.5", 0, 1.5), ("1.5-7.5", 1.5, 7.5), ("7.5-15", 7.5, 15), ("15-30", 15, 30),
               ("30-80", 30, 80), ("80 and more", 80, 1e9)]
    first, last = base.recorded(begin, end)
    if not first:
        return
    days = (last - first).days + 1
    minutes = defaultdict(int)
    for v in base.done(first, last):
        minutes[v["patient"]] += v["minutes"]
    for group in base.groups(team):
        own = [m for p, m in minutes.items() if m and group in (ALL, base.patients[p]["team"])]
        for name, least, below in classes:
            here = [m for m in own if least <= m * 7 / (60 * days) < below]
            if here:
                yield (group, name, len(here), share(len(here), len(own)), sum(here) / 60,
                       sum(here) * 7 / (60 * days) / len(here))


def staffing(base, begin, end, team, is_month):
    for group in base.groups(team):
        own = [s for s in base.rostered(begin, end) if group in (ALL, s["team"])]
        everybody = sum(s["minutes"] - s["absent"] for s in own)
        for role in [ALL] + ROLES:
            here = [s for s in own if role in (ALL, base.staff[s["staff"]]["role"])]
            plan = [s for s in here if not s.get("replaces")]
            sick = [s for s in plan if base.away(s) and base.away(s)[0]["reason"] == "sick"]
            worked = sum(s["minutes"] - s["absent"] for s in here)
            planned = sum(s["minutes"] for s in plan)
            hired = sum(s["minutes"] - s["absent"] for s in here if base.staff[s["staff"]]["employment"] != "permanent")
            if here:
                yield (group, role, planned / 60, sum(s["absent"] for s in plan) / 60,
                       share(sum(s["absent"] for s in sick), planned),
                       sum(s["minutes"] - s["absent"] for s in here if s.get("replaces")) / 60, worked / 60,
                       share(worked, everybody), share(hired, worked))


def replacement(base, begin, end, team, is_month):
    def kind(absent, substitute):
        absent, substitute = (base.staff[s["staff"]]["role"] for s in (absent, substitute))
        if may(substitute, absent):
            return "same" if may(absent, substitute) else "higher"
        return "lower" if may(absent, substitute) else "none"

    for group in base.groups(team):
        absent = [s for s in base.rostered(begin, end) if group in (ALL, s["team"]) and s["absent"] and
                  not s.get("replaces")]
        fills = []
        for s in absent:
            there = [r for r in base.shifts if r.get("replaces") == s["staff"] and r["date"] == s["date"] and
                     r["shift"] == s["shift"] and r["absent"] < r["minutes"]]
            fills += [kind(s, there[0])] if there else []
        if absent:
            yield (group, len(absent), len(fills), *(fills.count(name) for name in ("same", "higher", "lower", "none")),
                   len(absent) - len(fills), share(fills.count("same"), len(absent)),
                   share(len(fills) - fills.count("same"), len(fills)))


def competence_use(base, begin, end, team, is_month):
    def level(worker, asked):
        return "higher" if not may(worker, asked) else "own" if may(asked, worker) else "lower"

    for group in base.groups(team):
        for role in [ALL] + ROLES:
            own = [(v, level(base.staff[v["staff"]]["role"], v["min_role"])) for v in base.done(begin, end)
                   if group in (ALL, base.team(v)) and role in (ALL, base.staff[v["staff"]]["role"])]
            minutes = sum(v["minutes"] for v, what in own)
            if own:
                yield (group, role, len(own), minutes / 60,
                       *(share(sum(v["minutes"] for v, what in own if what == wanted), minutes)
                         for wanted in ("own", "lower", "higher")))


def response(base, begin, end, team, is_month):
    def at(text):
        return datetime.datetime.fromisoformat(text)

    def minutes(item, when):
        return (when - at(item["at"])).total_seconds() / 60

    courses = []
    for item in base.queue:
        if not begin <= day(item["at"][:10]) <= end or (team and item["team"] != team):
            continue
        steps = sorted((s for s in base.steps if s["item"] == item["item"]), key=lambda s: int(s["step"]))
        waits = item["state"] in ("open", "taken")
        course = {"item": item, "waiting": waits, "late": bool(item["due"]) and at(item["due"]) < base.now}
        if steps and steps[0]["state"] == "open":
            ends = [s for s in steps if s["state"] in ("answered", "closed")]
            taken = next((s for s in steps if s["state"] != "open"), None)
            closed = None
            for s in steps:
                closed = None if s["state"] == "open" else s if s["state"] == "closed" else closed
            for name, step in (("taken", taken), ("answered", ends[0] if ends else None), ("closed", closed)):
                if step:
                    course[name] = minutes(item, at(step["at"]))
            course["judged"] = bool(ends) or course["late"]
            course["in_time"] = bool(ends) and at(ends[0]["at"]) <= at(item["due"])
        courses.append(course)
    for urgency in [ALL, "now", "today", "planned"]:
        for kind in [ALL] if urgency == ALL else [ALL, "advice", "supervision", "medication", "dosette", "alarm",
                                                  "new_patient", "message", "transfer", "grey_zone", "meeting"]:
            own = [c for c in courses if urgency in (ALL, c["item"]["urgency"]) and kind in (ALL, c["item"]["kind"])]
            if not own:
                continue
            times = {name: [c[name] for c in own if name in c] for name in ("taken", "answered", "closed")}
            yield (urgency, kind, len(own), sum(c["waiting"] for c in own), sum(c["waiting"] and c["late"] for c in own),
                   *(percentile(times[name], p) for name in times for p in (50, 90)),
                   share(sum(c.get("in_time", False) for c in own), sum(c.get("judged", False) for c in own)))


def dimensioning(base, begin, end, team, is_month):
    there = [s for s in base.rostered(begin, end) if s["absent"] < s["minutes"]]
    for row in base.teams:
        name = row["team"]
        if team and team != name:
            continue
        family = {name} | {t["team"] for t in base.teams if row["kind"] == "HT" and t["ht"] == name}
        walks = [s for s in there if s["function"] not in ("duty_nurse", "indoor")]
        turns = {(s["date"], s["shift"]) for s in walks if s["team"] in family}
        serving = [s for s in there if name in [s["team"]] + s["covers"].split()]
        people = [w for w in base.staff.values() if w["team"] == name]
        patients = sum(p["team"] == name and p["status"] == "active" for p in base.patients.values())

        def manned(function):
            filled = {(s["date"], s["shift"]) for s in serving if s["function"] == function and
                      (function != "duty_nurse" or base.staff[s["staff"]]["role"] == "nurse")}
            return share(len(turns & filled), len(turns))

        lists = defaultdict(int)
        for s in walks:
            lists[s["date"], s["shift"]] += s["team"] == name
        rules = [("ots", sum(t["kind"] == "OT" and t["ht"] == name for t in base.teams), "most", 4),
                 ("duty_nurse_pct", manned("duty_nurse"), "least", 100)]
        if row["kind"] == "OT":
            rules = [("lists_most", max(lists.values(), default=0), "most", int(row["max_lists"] or 10)),
                     ("coordinator_pct", manned("coordinator"), "least", 100),
                     ("care_workers_pct", share(sum(may(w["role"], "care_worker") for w in people), len(people)),
                      "least", 50),
                     ("coordinators", sum("coordinator" in w["functions"].split() for w in people), "least", 4)]
        rules += [("workers", len(people), "most", 12), ("patients", patients, "most", 60)]
        for rule, value, bound, limit in rules:
            kept = "" if value is None else ("no", "yes")[value >= limit if bound == "least" else value <= limit]
            yield name, rule, value, bound, limit, kept


def visits(base, begin, end, team, is_month):
    here = [v for v in base.visits if begin <= day(v["date"]) <= end]
    for group in base.groups(team):
        for priority in [ALL] + PRIORITIES:
            own = [v for v in here if group in (ALL, v["team"]) and priority in (ALL, v["priority"])]
            listed = [v for v in own if v["state"] == "listed"]
            done = [v for v in own if v["state"] == "done"]
            if own:
                yield (group, priority, len(own), len(done), sum(v["minutes"] for v in done) / 60, len(listed),
                       sum(day(v["date"]) < base.today for v in listed),
                       *(sum(v["state"] == state for v in own) for state in STATES))


INDICATORS = {"continuity": continuity, "workload": workload, "usage-rate": usage_rate, "staffing": staffing,
              "replacement": replacement, "competence-use": competence_use, "response": response,
              "dimensioning": dimensioning, "visits": visits}


def finished(base, name, begin, end):
    """The side of a comparison: of visits the recorded days, of all else those that are over; none = nothing."""
    if name in ("continuity", "workload", "usage-rate", "competence-use", "visits"):
        begin, end = base.recorded(begin, end)
        return [(begin, end, False)] if begin else []
    end = min(end, base.today - datetime.timedelta(1))
    return [(begin, end, False)] if begin <= end else []


def slices(base, document):
    """The whole period and its months where it is longer than 56 days, or both sides of a comparison."""
    begin, end = day(document["from"]), day(document["to"])
    one = datetime.timedelta(1)
    if document["compare_before"]:
        middle = day(document["compare_before"])
        return (finished(base, document["report"], begin, middle - one) +
                finished(base, document["report"], middle, end))
    parts = [(begin, end, False)]
    first = begin
    while (end - begin).days + 1 > 56 and first <= end:
        following = (first.replace(day=1) + datetime.timedelta(32)).replace(day=1)
        parts.append((first, min(following - one, end), True))
        first = following
    return parts


def written(row):
    return tuple(f"{cell:.15g}" if isinstance(cell, (int, float)) else cell for cell in row)


def compare(base, document):
    said = [written(row.values()) for row in document["rows"]]
    counted = [written((str(begin), str(end), *row)) for begin, end, is_month in slices(base, document)
               for row in INDICATORS[document["report"]](base, begin, end, document["team"], is_month)]
    faults = [f"{document['report']}: row {n}: said {s}, counted {c}"
              for n, (s, c) in enumerate(zip(said, counted)) if s != c]
    if len(said) != len(counted):
        faults.append(f"{document['report']}: {len(said)} rows, counted {len(counted)}")
    if not counted and not document["lacking"]:
        faults.append(f"{document['report']}: does not say what is lacking")
    print(f"{document['report']}: {len(counted)} rows, {len(faults)} differ")
    return faults


def main():
    base = Base(sys.argv[1], sys.argv[2])
    faults = []
    for path in sys.argv[3:]:
        with open(path, encoding="utf-8") as file:
            faults += compare(base, json.load(file))
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
