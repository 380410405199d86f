#!/usr/bin/env python3
"""The checker of tests/check_base.py against the hidden plan of the small base: it must find nothing in the plan, and
must find each fault that is put into it by hand."""

import csv
import os
import pathlib
import subprocess
import sys

SOURCE = pathlib.Path(os.environ["VAKTROM_SOURCE"])
HERE = pathlib.Path.cwd()
DATE = "2026-03-06"
VISIT_COLUMNS = ("visit,date,shift,patient,service,task,team,min_role,skills,duration,earliest,latest,window,priority,"
                 "state,list,seq,start,staff,reason,pinned").split(",")
LIST_COLUMNS = "list,date,shift,team,staff,start,end,function".split(",")


def read(name):
    with open(HERE / "base" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name, columns, rows):
    with open(HERE / "base" / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make_base():
    generate = SOURCE / "data/demo/generate.py"
    subprocess.run([sys.executable, generate, "--small", "--out", "base", "--witness", "witness.csv"], check=True,
                   stdout=subprocess.DEVNULL)


def export():
    """The plan of DATE as visits and lists, the suspended patients' visits set aside."""
    tasks = {t["task"]: t for t in read("tasks")}
    services = {s["service"]: s for s in read("services")}
    patients = {p["patient"]: p for p in read("patients")}
    away = {s["patient"] for s in read("suspensions") if s["from"] <= DATE and (not s["until"] or DATE <= s["until"])}
    absent = {a["staff"] for a in read("absences") if a["from"] <= DATE <= a["until"]}
    lists, visits, numbers = {}, [], {}
    for row in read("shifts"):
        if row["date"] == DATE and row["function"] not in ("duty_nurse", "indoor") and row["staff"] not in absent:
            lists[row["staff"]] = {"list": f"L{len(lists) + 1}", **{c: row[c] for c in LIST_COLUMNS[1:]}}
    with open(HERE / "witness.csv", encoding="utf-8", newline="") as file:
        plan = [r for r in csv.DictReader(file) if r["date"] == DATE]
    for row in plan:
        service = services[row["service"]]
        task, two = tasks[service["task"]], service["staff_count"] == "2"
        number = numbers.setdefault(row["service"], len(numbers) + 1)
        second = two and row["part"] == "2"
        role = (second and service["second_role"]) or service["min_role"] or task["min_role"]
        team = patients[service["patient"]]["team"]
        team = (second and service["second_team"]) or (team if role in ("assistant", "care_worker") else "HT1")
        suspended = service["patient"] in away
        visits.append({
            "visit": f"V{number}" + (f"/{row['part']}" if two else ""), "date": DATE, "shift": row["shift"],
            "patient": service["patient"], "service": row["service"], "task": service["task"], "team": team,
            "min_role": role, "skills": service["skills"] or task["skills"],
            "duration": service["duration"] or task["duration"], "earliest": service["earliest"],
            "latest": service["latest"], "window": service["window"],
            "priority": service["priority"] or task["priority"], "state": "suspended" if suspended else "listed",
            "list": "" if suspended else lists[row["staff"]]["list"], "seq": "" if suspended else row["seq"],
            "start": "" if suspended else row["start"], "staff": "" if suspended else row["staff"], "reason": "",
            "pinned": "no"})
    return visits, list(lists.values())


def check(visits, lists, *options):
    write("visits", VISIT_COLUMNS, visits)
    write("lists", LIST_COLUMNS, lists)
    ended = subprocess.run([sys.executable, SOURCE / "tests/check_base.py", "base", "--date", DATE, *options],
                           capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def first(visits, **wanted):
    for visit in visits:
        if visit["state"] == "listed" and all(visit[k] == v for k, v in wanted.items()):
            return visit
    raise SystemExit(f"the small base has no visit with {wanted}")


def unassign(visit):
    visit.update(state="unassigned", list="", seq="", start="", staff="", reason="no room")


def later(visit, minutes):
    total = int(visit["start"][:2]) * 60 + int(visit["start"][3:]) + minutes
    visit["start"] = f"{total // 60 % 24:02d}:{total % 60:02d}"


def faults():
    """Each: a name, what the checker must say, and what is done to the plan (visits, lists)."""
    def lost(visits, lists):
        visits.remove(first(visits, task="insulin"))

    def twice(visits, lists):
        visits.append({**first(visits, task="breakfast"), "visit": "V900"})

    def early(visits, lists):
        later(first(visits, task="evening_care"), -90)

    def hard(visits, lists):
        later(first(visits, task="insulin"), 120)

    def pair(visits, lists):
        later(first(visits, task="transfer_lift"), 1)

    def half(visits, lists):
        unassign(first(visits, task="transfer_lift"))

    def link(visits, lists):
        later(first(visits, task="breakfast"), 60)

    def stranger(visits, lists):
        visit = first(visits, min_role="nurse")
        other = next(r for r in lists if r["team"] == "OT1" and r["shift"] == "day")
        visit.update(list=other["list"], staff=other["staff"], seq="99")

    def away(visits, lists):
        visit = next(v for v in visits if v["state"] == "suspended")
        host = first(visits)
        visit.update(state="listed", list=host["list"], staff=host["staff"], seq="98", start=host["start"])

    def duty(visits, lists):
        row = next(r for r in read("shifts") if r["date"] == DATE and r["function"] == "duty_nurse")
        lists.append({"list": "L900", **{c: row[c] for c in LIST_COLUMNS[1:]}})

    def missing(visits, lists):
        lists.remove(next(r for r in lists if r["list"] == first(visits)["list"]))

    def absent(visits, lists):
        with open(HERE / "base/absences.csv", "a", encoding="utf-8") as file:
            file.write(f"{first(visits)['staff']},{DATE},{DATE},sick,\n")

    def gone_home(visits, lists):  # from noon on, with the list as it was
        with open(HERE / "base/absences.csv", "w", encoding="utf-8") as file:
            file.write("staff,from,until,reason,shift,from_time\n")
            file.write(f"{first(visits, shift='day')['staff']},{DATE},{DATE},sick,day,12:00\n")

    def excluded(visits, lists):
        visit = first(visits)
        rows = read("patients")
        next(p for p in rows if p["patient"] == visit["patient"])["exclude_staff"] = visit["staff"]
        write("patients", list(rows[0]), rows)

    def expired(visits, lists):
        visit = first(visits, task="insulin")
        rows = read("staff")
        person = next(p for p in rows if p["staff"] == visit["staff"])
        person["skills"] = " ".join(w for w in person["skills"].split() if not w.startswith("insulin")) + " insulin@2026-03-05"
        write("staff", list(rows[0]), rows)

    def elsewhere(visits, lists):
        with open(HERE / "base/travel.csv", "a", encoding="utf-8") as file:
            for visit in visits:
                file.write("".join(f"OT1,{visit['patient']},{mode},95\n" for mode in ("car", "bike", "walk")))

    def must(visits, lists):
        visit = first(visits, task="evening_care")
        unassign(visit)

    def silent(visits, lists):
        must(visits, lists)
        next(v for v in visits if v["state"] == "unassigned")["reason"] = ""

    return [
        (lost, "0 visit rows where 1 are due"), (twice, "2 visit rows where 1 are due"), (early, "before "),
        (hard, "hard window"), (pair, "its two workers start at"), (half, "one of two workers listed"),
        (link, "must be 15 to 45"), (stranger, "needs nurse"), (away, "is suspended"),
        (duty, "has no shift that walks"), (missing, "without a list"), (absent, "is absent"), (gone_home, "end or function differs from the shift"),
        (excluded, "is not to be visited by"), (expired, "lacks insulin"), (elsewhere, "before one can be there"),
        (must, "must visit unassigned"), (silent, "without a reason"),
    ]


def main():
    make_base()
    visits, lists = export()
    kept = {name: (HERE / "base" / name).read_bytes() for name in os.listdir(HERE / "base")}
    status, told = check(visits, lists, "--demand-musts")
    if status != 0:
        raise SystemExit(f"the hidden plan is refused:\n{told}")
    for fault, phrase in faults():
        broken = [dict(v) for v in visits], [dict(r) for r in lists]
        fault(*broken)
        status, told = check(*broken, "--demand-musts")
        for name, data in kept.items():
            (HERE / "base" / name).write_bytes(data)
        if status != 1 or phrase not in told:
            raise SystemExit(f"fault '{fault.__name__}' is not found (exit {status}):\n{told}")


main()
