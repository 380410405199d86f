"""The default tasks and criteria that the program ships (data/tasks.csv, data/criteria.csv), read as they are."""

import csv
import pathlib

DATA = pathlib.Path(__file__).resolve().parents[2]
LADDER = {"assistant": 0, "apprentice": 0, "care_worker": 1, "nurse": 2}


class Task:
    def __init__(self, row):
        self.key, self.name, self.min_role = row["task"], row["name"], row["min_role"]
        self.skills = row["skills"].split()
        self.duration, self.priority = int(row["duration"]), row["priority"]


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return reader.fieldnames, list(reader)


def load_tasks():
    return {row["task"]: Task(row) for row in read_csv(DATA / "tasks.csv")[1]}


def role_may(role, needed):
    """The ladder assistant < care worker < nurse; therapists match exactly."""
    if role in LADDER and needed in LADDER:
        return LADDER[role] >= LADDER[needed]
    return role == needed


def is_health_team_work(min_role):
    return min_role not in ("assistant", "care_worker")
