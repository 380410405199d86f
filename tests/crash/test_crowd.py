"""Many programs that change one shift at once: test_crowd.py [CHANGES [SEED [PROCESSES]]]

Each of the PROCESSES does so many changes one after the other, each by a run of the program of its own, most of them
on what the others change, too. What each was told is then counted again against the files that `export` writes and the
journal, read without the program: what was said to be done is there once, what was refused is not there, the moves of
a visit form one chain, and of two who close a request one was refused. Meanwhile readers, one of whom never waits, must
get their answers.
"""
import collections
import csv
import json
import os
import random
import re
import sqlite3
import sys
import threading

import rig

MOVED = re.compile(r"moved (\S+) .* from list (\S+) \(.*\) to (\S+) \(")


class Told:
    """What one change was told: its kind, what it was about, and whether it was done."""

    def __init__(self, kind, subject, ended):
        self.kind, self.subject, self.seconds = kind, subject, ended.seconds
        self.status, self.err, self.done = ended.status, ended.err, ended.reported()
        self.lines = json.loads(ended.out)["changed"] if self.done and "changed" in ended.out else []


class Base:
    """What can be changed."""

    def __init__(self, store):
        self.store = store
        self.patients = [row[0] for row in rig.rows(store, "SELECT patient FROM patients WHERE status = 'active'")]
        self.lists = [row[0] for row in rig.rows(
            store, "SELECT list FROM lists WHERE date = ? AND shift = 'day' AND function = ''", rig.DATE)]
        self.places = dict(rig.rows(store, "SELECT visit, list FROM visits WHERE date = ? AND shift = 'day'"
                                    " AND state = 'listed' AND visit NOT LIKE '%/%' ORDER BY visit", rig.DATE))
        self.requests = [row[0] for row in rig.rows(store, "SELECT item FROM queue WHERE state <> 'closed'")]
        self.team = rig.rows(store, "SELECT team FROM teams ORDER BY team")[0][0]


def next_change(chance, base, number):
    """Kind, subject and words of a change; `number` is its own."""
    text = f"Endring nummer {number}"
    kind = chance.choice(("move", "move", "move", "observe", "ask", "close", "remind"))
    if kind == "move":
        visit = chance.choice(list(base.places))
        return kind, visit, ["move", visit, "--to", chance.choice(base.lists), "--override", "Kjenner pasienten"]
    if kind == "observe":  # a minute of its own
        day, minute = 1 + number // 1440, number % 1440
        at = f"2026-02-{day:02}T{minute // 60:02}:{minute % 60:02}"
        return kind, at, ["observe", chance.choice(base.patients), "--resp", "16", "--spo2", "97", "--scale", "1",
                          "--oxygen", "no", "--systolic", "120", "--pulse", "70", "--consciousness", "A",
                          "--temp", "37.0", "--at", at]
    if kind == "ask":
        return kind, text, ["queue", "add", "message", "--patient", chance.choice(base.patients), "--urgency",
                            "planned", "--text", text]
    if kind == "close":
        item = chance.choice(base.requests)
        return kind, (item, text), ["queue", "close", item, "--outcome", text]
    return kind, text, ["remind", "add", "--team", base.team, "--due", "2026-03-09", "--text", text]


def work(base, worker, changes, seed, told):
    chance = random.Random(f"{seed} {worker}")
    for n in range(changes):
        kind, subject, words = next_change(chance, base, worker * changes + n)
        ended = rig.run(base.store, ["--json", *words])
        told.append(Told(kind, subject, ended))
        new = re.search(r"\b(Q\d+)\b", ended.out) if kind == "ask" and ended.reported() else None
        if new:
            base.requests.append(new.group(1))


class Readers:
    """One who asks the program, one who reads the file and never waits."""

    def __init__(self, store):
        self.store, self.stopped, self.seconds, self.faults, self.glances = store, threading.Event(), [], [], 0
        self.threads = [threading.Thread(target=self.ask), threading.Thread(target=self.glance)]

    def ask(self):
        while not self.stopped.is_set():
            ended = rig.run(self.store, ["--json", "lists", "--date", rig.DATE])
            self.seconds.append(ended.seconds)
            if not ended.reported():
                self.faults.append(f"lists ended with {ended.status}: {ended.err}")

    def glance(self):
        with rig.connect(self.store) as db:
            db.execute("PRAGMA busy_timeout = 0")
            while not self.stopped.wait(0.005):
                try:
                    listed = db.execute("SELECT count(*) FROM visits WHERE state = 'listed'").fetchone()[0]
                    db.execute("SELECT max(id) FROM journal").fetchone()
                    self.glances += listed > 0
                except sqlite3.OperationalError as error:
                    self.faults.append(f"a reader was blocked: {error}")

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *what):
        self.stopped.set()
        for thread in self.threads:
            thread.join()


# --- Counting again ---

def exported(store, kind):
    ended = rig.must_run(store, ["export", kind])
    return list(csv.DictReader(ended.out.splitlines()))


def count_once(what, told, there):
    """What was said to be done is there once, what was refused is not; `there` counts subjects."""
    faults = []
    for change in told:
        wanted = 1 if change.done else 0
        if there[change.subject] != wanted:
            faults.append(f"{what} {change.subject} was told {change.status} and is there {there[change.subject]} times")
    return faults


def check_chains(base, told, labels, final):
    """The journal's moves of each visit lead from where it was to where it is, and are those that were told."""
    faults, place, made = [], dict(base.places), collections.Counter()
    for label in labels:
        step = MOVED.match(label)
        if not step:
            continue
        visit, before, after = step.groups()
        if place[visit] != before:
            faults.append(f"lost: {visit} was on {place[visit]}, but then came: {label}")
        place[visit] = after
        made[step.groups()] += 1
    said = collections.Counter(MOVED.match(change.lines[0]).groups() for change in told
                               if change.lines and MOVED.match(change.lines[0]))
    faults += [f"told, but not in the journal: {step}" for step in (said - made)]
    faults += [f"in the journal, but nobody was told: {step}" for step in (made - said)]
    faults += [f"{visit} is on {final[visit]}, the journal says {place[visit]}" for visit in place
               if final[visit] != place[visit]]
    return faults


def check_closed(told, final):
    """One closes a request; the others are told who was first."""
    faults, winners = [], collections.Counter()
    for change in told:
        item, outcome = change.subject
        if change.done:
            winners[item] += 1
            if final[item] != outcome:
                faults.append(f"{item} was closed with {outcome}, but says {final[item]}")
    return faults + [f"{item} was closed {n} times" for item, n in winners.items() if n > 1]


def count_again(base, told):
    by_kind = collections.defaultdict(list)
    for change in told:
        by_kind[change.kind].append(change)
    lines = json.loads(rig.must_run(base.store, ["--json", "journal", "--limit", "100000"]).out)
    labels = [line["label"] for line in reversed(lines)]
    outcomes = dict(rig.rows(base.store, "SELECT item, outcome FROM queue"))
    visits = {row["visit"]: row["list"] for row in exported(base.store, "visits")}
    count = {kind: collections.Counter(row[column] for row in exported(base.store, file))
             for kind, file, column in (("ask", "queue", "text"), ("remind", "reminders", "text"))}
    observed = collections.Counter(row["at"][:16] for row in exported(base.store, "observations"))
    return (count_once("request", by_kind["ask"], count["ask"]) +
            count_once("reminder", by_kind["remind"], count["remind"]) +
            count_once("observation", by_kind["observe"], observed) +
            check_chains(base, by_kind["move"], labels, visits) + check_closed(by_kind["close"], outcomes))


def check_told(told):
    faults = []
    for change in told:
        if change.status not in (0, 1, 3, 4):
            faults.append(f"{change.kind} {change.subject} ended with {change.status}: {change.err}")
        elif not change.done and not change.err.startswith("vaktrom: "):
            faults.append(f"{change.kind} {change.subject} was refused without a reason")
        elif "busy" in change.err:
            faults.append(f"{change.kind} {change.subject}: {change.err}")
    return faults


# --- All ---

def milliseconds(seconds, share):
    ordered = sorted(seconds)
    return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))])


def times(seconds):
    return (f"half within {milliseconds(seconds, 0.5)} ms, 99 % within {milliseconds(seconds, 0.99)} ms, "
            f"all within {milliseconds(seconds, 1)} ms")


def main():
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    processes = int(sys.argv[3]) if len(sys.argv) > 3 else 8
    rig.make_base("base.db")
    base, told = Base("base.db"), []
    workers = [threading.Thread(target=work, args=(base, worker, changes, seed, told)) for worker in range(processes)]
    with Readers(base.store) as readers:
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    faults = check_told(told) + readers.faults + rig.faults_of(base.store) + count_again(base, told)
    verified = rig.run(base.store, ["audit", "verify"])
    if verified.status != 0:
        faults.append(f"audit verify ends with {verified.status}: {verified.out}{verified.err}")
    if len(told) != processes * changes:
        faults.append(f"{len(told)} answers to {processes * changes} changes")
    for kind in sorted({change.kind for change in told}):
        of_kind = [change for change in told if change.kind == kind]
        done = sum(change.done for change in of_kind)
        print(f"{kind}: {done} done, {len(of_kind) - done} refused")
    print(f"changes: {times([change.seconds for change in told])}")
    print(f"readers: {len(readers.seconds)} lists, {times(readers.seconds)}; {readers.glances} glances, none waited")
    for fault in faults[:20]:
        print(fault)
    print(f"crowd: {processes} processes, {len(told)} changes on {os.cpu_count()} processors with seed {seed}, "
          f"{len(faults)} failures")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
