"""A day of hands at random (seeded): after each step the lists are sound for the independent checker, every visit is in
exactly one state, and what suggest allows, move does."""
import csv
import json
import os
import random
import subprocess
import sys

SOURCE = os.environ["VAKTROM_SOURCE"]
DAY = "2026-03-04"
os.environ.update(VAKTROM_DB="base.db", VAKTROM_NOW="2026-03-03T22:00:00+01:00")


def vaktrom(*words, may_fail=False):
    done = subprocess.run([os.environ["VAKTROM"], *words], capture_output=True, text=True)
    if done.returncode not in (0, 1) and not (may_fail and done.returncode == 4):
        sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr}")
    return done


def visits():
    vaktrom("export", "--all", "base")
    with open("base/visits.csv", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["date"] == DAY]


def check(step):
    checked = subprocess.run([sys.executable, f"{SOURCE}/tests/check_base.py", "base", "--date", DAY],
                             capture_output=True, text=True)
    if checked.returncode:
        sys.exit(f"after {step}: {checked.stdout}{checked.stderr}")


def move_somewhere(visit, chance):
    """Moves a visit to a list that suggest allows; checks that its promise holds."""
    suggestions = json.loads(vaktrom("--json", "suggest", visit).stdout)
    allowed = [s for s in suggestions if s["allowed"]]
    refused = [s for s in suggestions if not s["allowed"]]
    if refused and chance.random() < 0.3:
        to = chance.choice(refused)["list"]
        if vaktrom("move", visit, "--to", to, may_fail=True).returncode != 4:
            sys.exit(f"{visit} went to {to}, which suggest does not allow")
    if allowed:
        to = chance.choice(allowed[:3])["list"]
        vaktrom("move", visit, "--to", to)
        return f"move {visit} --to {to}"
    return f"no list for {visit}"


def undo():
    """Takes back the last hand, but never the night's run."""
    done = [entry["label"] for entry in json.loads(vaktrom("--json", "journal").stdout) if not entry["undone"]]
    if done[0].startswith("planned and balanced"):
        return "nothing to undo"
    vaktrom("--yes", "undo")
    return f"undo of {done[0]}"


def one_step(chance):
    rows = visits()
    open_rows = [r for r in rows if r["state"] in ("listed", "unassigned")]
    listed = [r for r in rows if r["state"] == "listed"]
    what = chance.choice(["move"] * 8 + ["unassign", "unassign", "drop", "done", "absent", "suspend", "undo"])
    if what == "undo" or not open_rows:
        return undo()
    row = chance.choice(open_rows)
    if what == "move":
        return move_somewhere(row["visit"], chance)
    if what == "unassign":
        words = ["unassign", row["visit"]]
    elif what == "drop":
        words = ["drop", row["visit"], "--reason", "chance", "--yes"]
    elif what == "done" and listed:
        words = ["done", chance.choice(listed)["visit"].split("/")[0], "--yes"]
    elif what == "absent" and listed and chance.random() < 0.4:
        words = ["absent", chance.choice([r["staff"] for r in listed if r["staff"]]), "--date", DAY, "--reason", "sick"]
    else:
        words = ["suspend", row["patient"], "--from", DAY, "--until", DAY, "--reason", "travel"]
    vaktrom(*words)
    return " ".join(words)


def main():
    chance = random.Random(20260304)
    vaktrom("init")
    vaktrom("import", "--all", f"{SOURCE}/tests/flow/small")
    morning = ["days=MTWTFSS", "start=2026-01-01", "earliest=09:00", "latest=11:30"]
    vaktrom("new", "services", "PAIR", "patient=P001", "task=transfer_lift", "staff_count=2", *morning)
    vaktrom("new", "services", "AFTER", "patient=P001", "task=morning_care", "follows=PAIR", "min_gap=20", "max_gap=60",
            *morning)
    vaktrom("nightly", "--seconds", "1")
    os.environ["VAKTROM_NOW"] = "2026-03-04T07:12:00+01:00"  # nothing is done on a day to come
    count = len(visits())
    for _ in range(40):
        step = one_step(chance)
        if len(visits()) != count:
            sys.exit(f"{step}: {len(visits())} visits, not {count}")
        check(step)


main()
