#!/usr/bin/env python3
"""Checks a plan that `vaktrom solve` wrote against its problem, by its own reading of interface.md.

    check_plan.py PROBLEM_DIR OUT_DIR

Verifies every rule and works out every objective term and the cost anew; nothing of the program is used. Prints the cost
and exits 0 when all agrees; else prints what does not and exits 1.
"""
import csv
import json
import os
import sys
from collections import defaultdict
from fractions import Fraction

FAULTS = []


def fault(text):
    FAULTS.append(text)


def rows(folder, name, required=True):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        if required:
            sys.exit("%s is missing" % path)
        return []
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def number(row, column):
    text = (row.get(column) or "").strip()
    return int(text) if text else None


def words(row, column):
    return (row.get(column) or "").split()


def read_windows(row):
    earliest = [int(x) for x in words(row, "earliest")] or [None]
    latest = [int(x) for x in words(row, "latest")] or [None]
    return list(zip(earliest, latest))


class Problem:
    def __init__(self, folder):
        self.lists = {row["list"]: row for row in rows(folder, "lists.csv")}
        self.visits = {row["visit"]: row for row in rows(folder, "visits.csv")}
        self.links = rows(folder, "links.csv", required=False)
        self.preferences = rows(folder, "preferences.csv", required=False)
        objective = rows(folder, "objective.csv")
        self.weights = {row["term"]: row["weight"] for row in objective}
        self.grace = sum(number(row, "grace") or 0 for row in objective if row["term"] == "shifted")
        self.travel = {(row.get("mode") or "", row["from"], row["to"]): int(row["time"])
                       for row in rows(folder, "travel.csv")}

    def leg(self, row, a, b):
        """From a to b by the mode of the list `row`; a pair that the mode lacks has the plain time."""
        plain = 0 if a == b else self.travel["", a, b]
        return self.travel.get((row.get("mode") or "", a, b), plain)


def lateness(visit, start):
    """Late against the last window that had begun, and whether the start is allowed at all."""
    windows = read_windows(visit)
    if windows[0][0] is not None and start < windows[0][0]:
        return 0, False
    begun = [w for w in windows if w[0] is None or w[0] <= start][-1]
    late = 0 if begun[1] is None else max(0, start - begun[1])
    return late, late == 0 or visit["window"] != "hard"


def check_pairing(visit, name, list_row, list_name):
    if not set(words(visit, "skills")) <= set(words(list_row, "skills")):
        fault("%s on %s: a skill is missing" % (name, list_name))
    if visit.get("pinned_list") and visit["pinned_list"] != list_name:
        fault("%s on %s: pinned to %s" % (name, list_name, visit["pinned_list"]))
    if list_name in words(visit, "barred_lists"):
        fault("%s on %s: barred" % (name, list_name))


class Tally:
    """The terms of a plan, counted while walking over its lists."""

    def __init__(self):
        self.value = defaultdict(int)
        self.start, self.place = {}, {}
        self.work, self.load = {}, {}


def waits_of_list(problem, stops, row, break_start, length):
    """Waiting at each stop: arrival to start, less the part of the break that is spent there."""
    waits, at, free = [], row["start_site"], None
    for index, (name, arrive, start, end) in enumerate(stops):
        visit = problem.visits[name]
        leg = problem.leg(row, at, visit["site"])
        wait = start - arrive
        if index > 0:
            slack = start - free - leg
            if break_start is not None and free <= break_start and break_start + length <= start:
                slack -= length
                if break_start >= arrive:
                    wait -= length
            if slack < 0:
                fault("%s: travel (and break) does not fit before it" % name)
            if arrive < free + leg:
                fault("%s: it is reached too early" % name)
        if arrive > start:
            fault("%s: it begins before its worker arrives" % name)
        waits.append(wait)
        at, free = visit["site"], end
    return waits


def check_break(row, name, stops, leave, home, break_start, home_leg):
    length = number(row, "break_length") or 0
    if break_start is None:
        return 0
    earliest, latest = number(row, "break_earliest"), number(row, "break_latest")
    if not length:
        fault("list %s: a break that it does not have" % name)
    if (earliest is not None and break_start < earliest) or (latest is not None and break_start > latest):
        fault("list %s: its break begins at the wrong time" % name)
    if break_start < leave or break_start + length > home:
        fault("list %s: its break is not within its work" % name)
    for visit, _, start, end in stops:
        if break_start < end and start < break_start + length:
            fault("list %s: its break overlaps %s" % (name, visit))
    last_end = stops[-1][3]
    needed = home_leg + (length if break_start >= last_end else 0)
    if home < last_end + needed:
        fault("list %s: home too early" % name)
    return length


def walk_list(problem, tally, name, stops, round_row):
    row, value = problem.lists[name], tally.value
    leave, home = int(round_row["leave"]), int(round_row["home"])
    break_start = number(round_row, "break_start")
    at = row["start_site"]
    first = problem.visits[stops[0][0]]
    if leave < int(row["start"]):
        fault("list %s: it leaves before its start" % name)
    if leave + problem.leg(row, at, first["site"]) > stops[0][1]:
        fault("list %s: its first visit is reached too early" % name)
    for visit_name, _, start, end in stops:
        visit = problem.visits[visit_name]
        check_pairing(visit, visit_name, row, name)
        late, allowed = lateness(visit, start)
        if not allowed:
            fault("%s: its start %d lies outside its windows" % (visit_name, start))
        if end != start + int(visit["duration"]):
            fault("%s: its end does not fit its duration" % visit_name)
        value["late_total"] += late
        value["late_max"] = max(value["late_max"], late)
        value["travel"] += problem.leg(row, at, visit["site"])
        at = visit["site"]
        tally.start[visit_name], tally.place[visit_name] = start, name
    home_leg = problem.leg(row, at, row["end_site"])
    value["travel"] += home_leg
    if home < stops[-1][3] + home_leg:
        fault("list %s: home too early" % name)
    length = check_break(row, name, stops, leave, home, break_start, home_leg)
    for wait in waits_of_list(problem, stops, row, break_start, length):
        value["wait"] += wait
        value["wait_max"] = max(value["wait_max"], wait)
    finish_list(problem, tally, name, stops, leave, home, break_start, length, int(round_row["work"]))


def finish_list(problem, tally, name, stops, leave, home, break_start, length, work_said):
    row, value = problem.lists[name], tally.value
    work = home - leave - length
    if work != work_said:
        fault("list %s: work is %d, not %d" % (name, work, work_said))
    if number(row, "max_work") is not None and work > number(row, "max_work"):
        fault("list %s: more than its max_work" % name)
    if number(row, "latest_end") is not None and home > number(row, "latest_end"):
        fault("list %s: home after its latest end" % name)
    if number(row, "end") is not None:
        value["late_home"] += max(0, home - number(row, "end"))
    if number(row, "break_length") and break_start is None:
        value["break_missed"] += 1
    tally.work[name] = work + (number(row, "past_work") or 0)
    tally.load[name] = sum(number(problem.visits[s[0]], "load") or 0 for s in stops) + (number(row, "past_load") or 0)


def available(row):
    if number(row, "end") is not None:
        return number(row, "end") - number(row, "start")
    if number(row, "max_work") is not None:
        return number(row, "max_work")
    return None if number(row, "latest_end") is None else number(row, "latest_end") - number(row, "start")


def count_fairness(problem, tally):
    groups = defaultdict(list)
    for name in tally.work:
        groups[problem.lists[name].get("group") or ""].append(name)
    for group, names in groups.items():
        work, load = [tally.work[n] for n in names], [tally.load[n] for n in names]
        tally.value["work_range"] += max(work) - min(work)
        tally.value["load_range"] += max(load) - min(load)
        everyone = [n for n, row in problem.lists.items() if (row.get("group") or "") == group]
        idle = {n: number(problem.lists[n], "past_work") or 0 for n in everyone if n not in tally.work}
        parts = [Fraction(tally.work.get(n, idle.get(n, 0)), available(problem.lists[n]))
                 for n in everyone if available(problem.lists[n])]
        mean = sum(parts) / len(parts) if parts else 0
        tally.value["work_deviation"] += sum(abs(part - mean) for part in parts)


def check_links(problem, tally):
    for link in problem.links:
        first, second = link["first"], link["second"]
        low, high = int(link["min_gap"]), int(link["max_gap"])
        if first not in tally.start or second not in tally.start:
            if low == high == 0 and (first in tally.start or second in tally.start):
                fault("%s and %s begin together, but only one is served" % (first, second))
            continue
        if not low <= tally.start[second] - tally.start[first] <= high:
            fault("link %s - %s: the gap is %d" % (first, second, tally.start[second] - tally.start[first]))
        same = tally.place[first] == tally.place[second]
        if (link["staff"] == "same" and not same) or (link["staff"] == "different" and same):
            fault("link %s - %s: the workers must be %s" % (first, second, link["staff"]))


def count_visits(problem, tally, unassigned):
    value = tally.value
    for name, visit in problem.visits.items():
        if name in unassigned:
            value["unassigned_" + (visit.get("priority") or "must")] += 1
            if name in tally.place:
                fault("%s is both served and unassigned" % name)
            continue
        if name not in tally.place:
            fault("%s is nowhere" % name)
            continue
        place = tally.place[name]
        value["unfamiliar"] += bool(words(visit, "known_lists")) and place not in words(visit, "known_lists")
        counts = number(visit, "change_weight") or 1
        value["moved"] += counts * (bool(visit.get("current_list")) and place != visit["current_list"])
        if number(visit, "current_start") is not None:
            value["shifted"] += counts * max(0, abs(tally.start[name] - number(visit, "current_start")) - problem.grace)
    for row in problem.preferences:
        if tally.place.get(row["visit"]) == row["list"]:
            value["preference"] += int(row["cost"])


def check_summary(problem, tally, summary):
    cost = 0
    for term, weight in problem.weights.items():
        value = tally.value[term]
        if weight == "hard":
            if value and not term.startswith("unassigned"):
                fault("%s is hard, but it is %s" % (term, value))
            continue
        cost += int(weight) * value
    for term, said in summary["terms"].items():
        if abs(float(tally.value[term]) - float(said)) > (1e-3 if term == "work_deviation" else 0):
            fault("term %s is %s, not %s" % (term, float(tally.value[term]), said))
    tolerance = 1 + int(problem.weights.get("work_deviation", "0").replace("hard", "0")) // 1000
    exact = not tally.value["work_deviation"] or problem.weights.get("work_deviation", "0") == "0"
    if abs(cost - summary["cost"]) > (0 if exact else tolerance):
        fault("the cost is %s, not %s" % (float(cost), summary["cost"]))
    return cost


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    problem, out = Problem(sys.argv[1]), sys.argv[2]
    stops, tally = defaultdict(list), Tally()
    for row in rows(out, "plan.csv"):
        stops[row["list"]].append((int(row["seq"]), row["visit"], int(row["arrive"]), int(row["start"]), int(row["end"])))
    served = [row["visit"] for row in rows(out, "plan.csv")]
    if len(served) != len(set(served)):
        fault("a visit is served twice")
    rounds = {row["list"]: row for row in rows(out, "rounds.csv")}
    unassigned = {row["visit"] for row in rows(out, "unassigned.csv")}
    for name in stops:
        if name not in rounds:
            fault("list %s is not in rounds.csv" % name)
            continue
        walk_list(problem, tally, name, [stop[1:] for stop in sorted(stops[name])], rounds[name])
    check_links(problem, tally)
    count_visits(problem, tally, unassigned)
    count_fairness(problem, tally)
    with open(os.path.join(out, "summary.json"), encoding="utf-8") as file:
        cost = check_summary(problem, tally, json.load(file))
    for text in FAULTS:
        print(text)
    print("cost %s %s" % (int(cost), "confirmed" if not FAULTS else "NOT confirmed"))
    sys.exit(1 if FAULTS else 0)


main()
