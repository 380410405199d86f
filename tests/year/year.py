#!/usr/bin/env python3
"""A simulated year at the small base, driven through the commands: year.py DAYS [SEED]

Sick calls, admissions, discharges, worsening, suspensions, transfers, overrides, cancelled services and clock changes
come by a seed. After each night and each day it proves from the exported CSV alone: every visit is in exactly one
state; no patient with an active service is without the visit that the service names; each transfer changes the team on
its day with no day uncovered; each request has one unbroken history.
"""

import datetime
import random
import subprocess
import sys

from world import SOURCE, World, read

START = datetime.date(2026, 3, 4)
STATES = {"listed", "unassigned", "dropped", "suspended", "done", "not_done", "cancelled"}
STEPS = {("open", "taken"), ("open", "closed"), ("taken", "open"), ("taken", "answered"), ("taken", "taken"),
         ("taken", "closed"), ("answered", "closed"), ("answered", "taken"), ("answered", "open"), ("closed", "open"),
         ("open", "open"), ("answered", "answered"), ("open", "answered")}
# What happens on a day, and how often.
EVENTS = (("sick_call", 0.5), ("admission", 0.25), ("discharge", 0.12), ("worsening", 0.4), ("suspension", 0.3),
          ("coming_home", 0.3), ("cancelled_service", 0.15), ("override", 0.2), ("transfer", 0.25), ("queue_work", 0.9),
          ("hands", 0.6), ("hands", 0.6))


def check_states(base, when):
    """Every visit is one row with one state, and the state agrees with its list."""
    seen = set()
    for visit in base["visits"]:
        name = f"{visit['visit']} ({when})"
        assert visit["visit"] not in seen, f"{name}: twice"
        seen.add(visit["visit"])
        assert visit["state"] in STATES, f"{name}: state '{visit['state']}'"
        assert (visit["state"] == "listed") <= bool(visit["list"] and visit["staff"] and visit["start"]), f"{name}: no place"
        assert (visit["state"] in ("unassigned", "dropped", "suspended")) <= (not visit["list"]), f"{name}: on a list"
        assert (visit["state"] in ("unassigned", "dropped", "not_done")) <= bool(visit["reason"]), f"{name}: no reason"
        half = visit["visit"].split("/")
        if len(half) == 2:
            assert half[1] in "12", name
    for visit in seen:
        if "/" in visit:
            other = visit[:-1] + ("2" if visit[-1] == "1" else "1")
            assert other in seen, f"{visit}: its other half is missing ({when})"


def weekday_names(service, day):
    if service["every"]:
        return (day - datetime.date.fromisoformat(service["start"])).days % int(service["every"]) == 0
    return service["days"][day.weekday()] != "-"


def check_nobody_forgotten(base, day):
    """Each active patient's service that names the day has its visit."""
    visits = {(v["service"], v["date"]) for v in base["visits"] if v["state"] != "cancelled"}
    active = {p["patient"] for p in base["patients"] if p["status"] == "active"}
    for service in base["services"]:
        started = service["start"] <= str(day) and (not service["until"] or service["until"] >= str(day))
        if service["patient"] in active and started and weekday_names(service, day):
            assert (service["service"], str(day)) in visits, f"{service['service']} names {day}, but has no visit"


def teams_of_patients(base, day):
    """Each active patient's team on the day, and the one that cooperates: the patient's row, or what a transfer that
    has begun says."""
    responsible = {p["patient"]: p["team"] for p in base["patients"] if p["status"] == "active"}
    cooperating = {p["patient"]: p.get("cooperating_team", "") for p in base["patients"]}
    for transfer in sorted(base["transfers"], key=lambda row: row["from_date"]):
        if transfer["state"] in ("announced", "acknowledged") and transfer["from_date"] <= str(day):
            responsible[transfer["patient"]] = transfer["to_team"]
            cooperating[transfer["patient"]] = transfer.get("cooperating_team", "")
    return responsible, cooperating


def check_transfers(base, world, day):
    """On the day of change the new team is responsible, and the day's lists are its own, the HT's or those of the team
    that cooperates."""
    teams, cooperating = teams_of_patients(base, day)
    for number, (patient, to, first) in enumerate(world.transfers):
        later = any(p == patient and d <= str(day) for p, _, d in world.transfers[number + 1:])
        if first == str(day) and patient in teams and not later:
            assert teams[patient] == to, f"{patient} should be {to}'s from {first}, is {teams[patient]}'s"
    for visit in base["visits"]:
        if visit["date"] == str(day) and visit["state"] == "listed" and "/" not in visit["visit"]:
            allowed = {teams.get(visit["patient"]), cooperating[visit["patient"]], "HT1"}
            assert visit["team"] in allowed, f"{visit['visit']}: team {visit['team']}"


def check_queue(base):
    """Each request has one history: steps 1, 2, ... that lead from state to state, the last one as it stands."""
    steps = {}
    for row in base["queue_history"]:
        steps.setdefault(row["item"], []).append((int(row["step"]), row["state"], row["at"]))
    for item in base["queue"]:
        history = sorted(steps.get(item["item"], []))
        assert history, f"{item['item']}: no history"
        assert [step for step, _, _ in history] == list(range(1, len(history) + 1)), f"{item['item']}: {history}"
        for (_, before, earlier), (_, after, later) in zip(history, history[1:]):
            assert (before, after) in STEPS, f"{item['item']}: from {before} to {after}"
            assert earlier <= later, f"{item['item']}: goes back in time"
        assert history[-1][1] == item["state"], f"{item['item']}: is {item['state']}, its history says {history[-1][1]}"


def check_night(world, day):
    """The independent checker of lists, right after the night's run."""
    base = world.look()
    check_states(base, f"night before {day}")
    check_nobody_forgotten(base, day)
    checked = subprocess.run([sys.executable, SOURCE / "tests/check_base.py", "base", "--date", str(day)],
                             capture_output=True, text=True)
    assert checked.returncode == 0, f"{day}\n{checked.stdout}{checked.stderr}"
    return base


def live(world, day):
    world.today = day
    world.extend_roster(day + datetime.timedelta(days=1), 2)
    world.clock(day - datetime.timedelta(days=1), "23:00")
    world.run("nightly", "--date", str(day), "--seconds", "0.5", "--threads", "1")
    base = check_night(world, day)
    world.clock(day, "07:05")
    base = world.look()
    check_transfers(base, world, day)
    for name, chance in EVENTS:
        if world.random.random() < chance:
            getattr(world, name)(base)
            base = world.look()
            check_states(base, f"{day} after {name}")
    world.clock(day, "21:30")
    world.shift_work(base)
    base = world.look()
    check_states(base, f"{day}, evening")
    check_nobody_forgotten(base, day)
    check_queue(base)


def main():
    days, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    world = World(random.Random(seed), START)
    for offset in range(days):
        live(world, START + datetime.timedelta(days=offset))
    print(f"{days} days, seed {seed}: {world.commands} commands, {world.refused} refused with a reason, "
          f"{world.admitted} admissions, {len(world.transfers)} transfers; nobody forgotten")


if __name__ == "__main__":
    main()
