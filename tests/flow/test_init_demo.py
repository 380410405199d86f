#!/usr/bin/env python3
"""init --demo: the demonstration base is about today whatever day it is: weekdays stay, nothing that has happened lies
ahead, and it is there within two seconds. init alone: an empty base with its defaults."""
import csv
import datetime
import io
import os
import resource
import subprocess
import sys

DATA = os.path.join(os.environ["VAKTROM_SOURCE"], "data")
ANCHOR = datetime.date(2026, 3, 4)
faults = []


def expect(truth, what):
    if not truth:
        faults.append(what)


def vaktrom(*words, now="2026-03-04T07:15:00+01:00", status=0, data=DATA):
    ended = subprocess.run([os.environ["VAKTROM"], *words], capture_output=True, encoding="utf-8",
                           env={**os.environ, "VAKTROM_NOW": now, "VAKTROM_DATA": data})
    if ended.returncode != status:
        raise SystemExit(f"{words}: exit {ended.returncode}: {ended.stderr}")
    return ended.stdout + ended.stderr


def export(store, kind, now):
    return list(csv.DictReader(io.StringIO(vaktrom("--db", store, "export", kind, now=now))))


def source(kind):
    with open(f"{DATA}/demo/{kind}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return datetime.date.fromisoformat(text[:10])


def worked():
    """Seconds that processors have worked for us: what a busy machine does beside does not count."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def about(now):
    """The base made at `now`, compared with the files."""
    today = day(now)
    weeks = (today - datetime.timedelta(today.weekday())) - (ANCHOR - datetime.timedelta(ANCHOR.weekday()))
    days = today - ANCHOR
    store = f"{today}.db"
    began = worked()
    vaktrom("--db", store, "init", "--demo", now=now)
    expect(worked() - began < 2, f"{now}: took {worked() - began:.1f} s")

    shifts = export(store, "shifts", now)
    wanted = sorted((str(day(row["date"]) + weeks), row["staff"], row["start"], row["end"]) for row in source("shifts"))
    expect(sorted((row["date"], row["staff"], row["start"], row["end"]) for row in shifts) == wanted,
           f"{now}: shifts are not moved by whole weeks")
    history = export(store, "history", now)
    expect(history and all(day(row["date"]) < today for row in history), f"{now}: history lies ahead")
    expect(len(history) == sum(day(row["date"]) + weeks < today for row in source("history")), f"{now}: history is lost")
    absences = {(row["staff"], row["from"], row["until"]) for row in export(store, "absences", now)}
    expect(absences == {(row["staff"], str(day(row["from"]) + days), row["until"] and str(day(row["until"]) + days))
                        for row in source("absences")}, f"{now}: absences are not moved by days")
    for kind in ("observations", "queue"):
        rows = export(store, kind, now)
        at = datetime.datetime.fromisoformat(now)
        expect(rows and all(datetime.datetime.fromisoformat(row["at"]) <= at for row in rows), f"{now}: {kind} lie ahead")
    due = {row["text"]: row["due"] for row in export(store, "reminders", now)}
    expect(all(due[row["text"]] == str(day(row["due"]) + days) for row in source("reminders")), f"{now}: reminders")
    skills = " ".join(row["skills"] for row in source("staff"))
    moved = " ".join(row["skills"] for row in export(store, "staff", now))
    expect([day(word.split("@")[1]) + days for word in skills.split() if "@" in word]
           == [day(word.split("@")[1]) for word in moved.split() if "@" in word], f"{now}: expiries are not moved")


def spans(staff):
    """When the worker is at work, in the order of time."""
    for row in sorted(source("shifts"), key=lambda row: (row["date"], row["start"])):
        if row["staff"] == staff:
            start, end = (datetime.datetime.fromisoformat(f"{row['date']}T{row[cell]}") for cell in ("start", "end"))
            yield start, end + datetime.timedelta(end <= start)


def weekly_rest():
    """Everybody has 35 hours free in one piece in each week, Monday to Sunday (Working Environment Act, section 10-8)."""
    first = min(day(row["date"]) for row in source("shifts"))
    for staff in {row["staff"] for row in source("shifts")}:
        for week in range(5):
            free = datetime.datetime.combine(first, datetime.time()) + datetime.timedelta(weeks=week)
            until, longest = free + datetime.timedelta(weeks=1), datetime.timedelta()
            for start, end in spans(staff):
                if start < until and end > free:
                    longest, free = max(longest, start - free), max(free, end)
            expect(max(longest, until - free) >= datetime.timedelta(hours=35), f"{staff} has no rest in week {week}")


def defaults():
    vaktrom("init")
    now = "2026-03-04T07:15:00+01:00"
    expect([row["task"] for row in export(os.environ["VAKTROM_DB"], "tasks", now)]
           == sorted(row["task"] for row in csv.DictReader(open(f"{DATA}/tasks.csv", encoding="utf-8"))),
           "the default tasks are not there")
    expect(len(export(os.environ["VAKTROM_DB"], "criteria", now)) > 5, "the default criteria are not there")
    expect(oct(os.stat(os.environ["VAKTROM_DB"]).st_mode & 0o777) == "0o600", "others may read the store")
    before = os.stat(os.environ["VAKTROM_DB"]).st_size
    expect("exists already" in vaktrom("init", status=5), "init over a store")
    expect(os.stat(os.environ["VAKTROM_DB"]).st_size == before, "init over a store changed it")


def nothing_is_left_of_a_failure():
    expect("VAKTROM_DATA" in vaktrom("--db", "none.db", "init", "--demo", status=5, data="/nowhere"), "no hint")
    expect(not [name for name in os.listdir() if name.startswith("none.db")], "a half-made store is left")


for moment in ("2026-03-04T07:15:00+01:00", "2026-03-08T23:30:00+01:00", "2026-03-30T00:10:00+02:00",
               "2027-02-28T12:00:00+01:00", "2025-10-26T12:00:00+01:00"):
    about(moment)
weekly_rest()
defaults()
nothing_is_left_of_a_failure()
print("\n".join(faults) if faults else "the demonstration base is about today")
sys.exit(1 if faults else 0)
