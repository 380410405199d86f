"""A granted service as the CSV has it, and the visits that it asks for."""

from .catalogue import is_health_team_work, role_may
from .clock import hhmm

EVERY_DAY = "MTWTFSS"


def mask(*weekdays):
    """The seven letters with `-` for the days off; Monday is 0."""
    return "".join(letter if index in weekdays else "-" for index, letter in enumerate(EVERY_DAY))


class Service:
    def __init__(self, patient, task, start, days=EVERY_DAY, every=0, windows=(), hard=False, duration=None, **facts):
        self.key, self.patient, self.task, self.start = "", patient, task, start
        self.days, self.every, self.windows, self.hard = days if not every else "", every, list(windows), hard
        self.duration = duration or task.duration
        self.until, self.staff_count, self.skills, self.min_role, self.priority = None, 1, None, None, None
        self.follows, self.min_gap, self.max_gap = None, 0, 0
        self.second_role, self.second_skills, self.second_team = None, None, None
        for name, value in facts.items():
            setattr(self, name, value)

    def due(self, day):
        if day < self.start or (self.until and day > self.until):
            return False
        if self.every:
            return (day - self.start).days % self.every == 0
        return self.days[day.weekday()] != "-"

    def role(self, part=0):
        if part and self.second_role:
            return self.second_role
        return self.min_role or self.task.min_role

    def needed_skills(self, part=0):
        if part and self.second_skills is not None:
            return self.second_skills
        return self.skills if self.skills is not None else self.task.skills

    def team(self, part=0):
        """The team that does the work: the HT for a nurse's or therapist's, else the patient's own."""
        if part and self.second_team:
            return self.second_team
        own = self.patient.team
        if is_health_team_work(self.role(part)):
            return own.ht or own
        return own

    def shift(self):
        begin = self.windows[0][0]
        return "night" if begin >= 1320 else "evening" if begin >= 900 else "day"

    def weekly_hours(self):
        times = 7 / self.every if self.every else sum(1 for letter in self.days if letter != "-")
        return times * self.duration * self.staff_count / 60

    def may_do(self, worker, part=0):
        person = self.patient
        if worker.key in person.exclude_staff or self.task.key in worker.exclude_tasks:
            return False
        if not role_may(worker.role, self.role(part)):
            return False
        return all(skill in worker.skills for skill in self.needed_skills(part))

    def row(self):
        task, empty = self.task, ""
        return {
            "service": self.key, "patient": self.patient.key, "task": task.key, "days": self.days,
            "every": self.every or empty, "start": self.start, "until": self.until or empty,
            "earliest": " ".join(hhmm(low) for low, _ in self.windows),
            "latest": " ".join(hhmm(high) for _, high in self.windows),
            "window": "hard" if self.hard else "soft",
            "duration": empty if self.duration == task.duration else self.duration,
            "staff_count": self.staff_count, "skills": empty if self.skills is None else " ".join(self.skills),
            "min_role": self.min_role or empty, "priority": self.priority or empty,
            "follows": self.follows.key if self.follows else empty,
            "min_gap": self.min_gap if self.follows else empty, "max_gap": self.max_gap if self.follows else empty,
            "second_role": self.second_role or empty,
            "second_skills": empty if self.second_skills is None else " ".join(self.second_skills),
            "second_team": self.second_team.key if self.second_team else empty,
        }


class Visit:
    """One due service on one date; a two-person visit has the parts 0 and 1."""

    __slots__ = ("service", "day", "part")

    def __init__(self, service, day, part=0):
        self.service, self.day, self.part = service, day, part


def due_dates(service, days):
    """Weekends first: they are the tightest, so that what does not fit is known soon."""
    return sorted((day for day in days if service.due(day)), key=lambda d: (d.weekday() < 5, d))

