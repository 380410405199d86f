"""What the lists of a date come to, from what the program exports: the figures of a base's objective.

figures(vaktrom, store, date) -> {name: number}; `python3 figures.py VAKTROM STORE DATE [csv]` prints them.
"""
import collections
import csv
import datetime
import json
import os
import statistics
import subprocess
import sys
import tempfile

NAMES = {
    "visits": "visits on lists",
    "unassigned": "visits on no list",
    "travel": "driving, minutes",
    "late": "late, minutes",
    "overtime": "overtime, minutes",
    "faces_14": "different workers in 14 days, per patient visited",
    "faces_often": "the same, patients with two visits a day or more",
    "faces_28": "different workers in 28 days, per patient visited",
    "new_faces": "pairs of patient and worker new in 14 days",
    "work_deviation": "work, mean deviation within team, shift and role, minutes",
    "work_range": "work, mean range within team, shift and role, minutes",
    "load_range": "load, mean range within team, shift and role",
    "nurse_lower": "nurse minutes on tasks of lower roles",
}


def run(vaktrom, store, *words):
    ended = subprocess.run([vaktrom, "--db", store, *words], capture_output=True, encoding="utf-8")
    if ended.returncode not in (0, 1):
        raise SystemExit(f"{words}: exit {ended.returncode}: {ended.stderr}")
    return ended.stdout


def rows(folder, kind):
    with open(os.path.join(folder, kind + ".csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def mean(numbers):
    numbers = list(numbers)
    return statistics.fmean(numbers) if numbers else 0.0


def met_before(folder, date, days):
    """The workers whom each patient met in the days before the date."""
    first = (datetime.date.fromisoformat(date) - datetime.timedelta(days)).isoformat()
    met = collections.defaultdict(set)
    for row in rows(folder, "history"):
        if first <= row["date"] < date:
            met[row["patient"]].add(row["staff"])
    return met


def faces(folder, date, pairs):
    """Different workers per patient with the date as the last day of 14 and 28; and the pairs that are new."""
    near, far = met_before(folder, date, 13), met_before(folder, date, 27)
    today = collections.defaultdict(list)
    for patient, staff in pairs:
        today[patient].append(staff)
    often = [patient for patient, visits in today.items() if len(visits) >= 2]
    return {
        "faces_14": mean(len(near[p] | set(today[p])) for p in today),
        "faces_often": mean(len(near[p] | set(today[p])) for p in often),
        "faces_28": mean(len(far[p] | set(today[p])) for p in today),
        "new_faces": sum(len(set(today[p]) - near[p]) for p in today),
    }


def fairness(lists, role):
    groups = collections.defaultdict(list)
    for row in lists:
        if row["staff"] and not row["function"]:
            nurse = role[row["staff"]] if role[row["staff"]] in THERAPISTS else ""
            groups[row["team"], row["shift"], nurse].append(row)
    work = [[r["visit_min"] + r["travel_min"] for r in group] for group in groups.values() if len(group) > 1]
    load = [[r["load"] for r in group] for group in groups.values() if len(group) > 1]
    return {
        "work_deviation": mean(abs(w - mean(group)) for group in work for w in group),
        "work_range": mean(max(group) - min(group) for group in work),
    "load_range": mean(max(group) - min(group) for group in load),
    }


THERAPISTS = ("physiotherapist", "occupational_therapist", "dietitian")
LADDER = ("assistant", "care_worker", "nurse")


def overtime(row):
    if not row["visits"] or "overtime_min" not in row:
        return 0
    return row["overtime_min"]


def figures(vaktrom, store, date):
    lists = json.loads(run(vaktrom, store, "--json", "lists", "--date", date))
    with tempfile.TemporaryDirectory() as folder:
        run(vaktrom, store, "export", "--all", folder)
        role = {row["staff"]: row["role"] for row in rows(folder, "staff")}
        visit = {row["visit"]: row for row in rows(folder, "visits") if row["date"] == date}
        worker = {row["list"]: row["staff"] for row in lists}
        listed = [(v["visit"], row["list"]) for row in lists for v in row["visits"]]
        found = faces(folder, date, [(visit[v]["patient"], worker[l]) for v, l in listed])
        lower = sum(int(visit[v]["duration"]) for v, l in listed
                    if role[worker[l]] == "nurse" and visit[v]["min_role"] in LADDER[:2])
        return {
            "visits": len(listed),
            "unassigned": sum(row["state"] == "unassigned" for row in visit.values()),
            "travel": sum(row["travel_min"] for row in lists),
            "late": sum(v["late_min"] for row in lists for v in row["visits"]),
            "overtime": sum(overtime(row) for row in lists),
            **found,
            **fairness(lists, role),
            "nurse_lower": lower,
        }


def main():
    program, store, date, *form = sys.argv[1:]
    found = figures(program, store, date)
    if form == ["csv"]:
        print("figure,value")
    for name, value in found.items():
        print(f"{name},{value:.2f}" if form == ["csv"] else f"{NAMES[name]:60s} {value:10.2f}")


if __name__ == "__main__":
    main()
