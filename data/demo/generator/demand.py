"""What each patient is granted: wishes by profile until the hours of the usage class are reached. A wish becomes a
service only when the hidden plan finds room for all its visits; the windows tried first are the ones people want."""

import datetime

from .service import EVERY_DAY, Service, mask


class Wish:
    """A task at some time of the day. `band`: earliest and latest minute of the window; `width`: its length."""

    def __init__(self, task, band, width, days=EVERY_DAY, every=0, times=0, duration=None, hard=False, pair=False,
                 follower=None, or_later=0, **facts):
        self.task, self.band, self.width, self.days, self.every = task, band, width, days, every
        self.times, self.duration, self.hard, self.pair, self.follower = times, duration, hard, pair, follower
        self.or_later = or_later  # minutes after which a second window begins, just as good
        self.facts = facts  # further columns of the service


def at(text):
    low, high = text.split("-")
    return tuple(int(t[:2]) * 60 + int(t[3:]) + (1440 if int(t[:2]) < 6 else 0) for t in (low, high))


MORNING, LATE_MORNING, NOON = at("07:45-10:30"), at("09:00-12:30"), at("11:00-14:00")
AFTERNOON, DINNER = at("15:00-17:30"), at("15:15-18:00")
SUPPER, BEDTIME = at("17:30-20:00"), at("19:00-21:30")
NIGHT_EARLY, NIGHT_LATE = at("22:45-01:30"), at("02:30-05:30")


# Help that passes: at most so many days since it began.
PASSING = {"wound_simple": 50, "wound_complex": 80, "iv_therapy": 17, "infusion_pump": 60, "palliative_care": 110,
           "nurse_assessment": 45, "rehabilitation": 40, "physiotherapy": 90, "eye_drops": 40, "vital_signs": 30}


# Help whose last day is already set: for what share of them, and how many days from the anchor.
ENDING = {"iv_therapy": (1.0, (4, 13)), "rehabilitation": (0.7, (6, 26)), "eye_drops": (0.6, (3, 20)),
          "nurse_assessment": (0.15, (5, 30))}


# Whose turn it is: what is hard to place comes before the daily care of all patients, and that before what may wait.
HARD = ("wound_simple", "wound_complex", "iv_therapy", "infusion_pump", "palliative_care", "injection")
LIGHT = ("cleaning", "laundry", "shopping", "activity", "respite", "shower", "wellbeing_visit")
TURNS = ("hard", "care", "light")


def turn_of(wish):
    if wish.pair or wish.follower or wish.task in HARD:
        return "hard"
    return "light" if wish.task in LIGHT else "care"


class Demand:
    def __init__(self, plan, tasks, days, anchor, rng):
        self.plan, self.tasks, self.days, self.anchor, self.rng = plan, tasks, days, anchor, rng
        self.refused = {}

    def grant_all(self, patient, wishes, turn):
        """Grants the wishes of a turn in order until the target is near; the class's bounds are hardly passed."""
        low, high = patient.target * 0.92, patient.target * 1.15 + 0.15
        for wish in wishes:
            if turn_of(wish) != turn:
                continue
            hours = patient.hours()
            if hours >= low:
                break
            if hours + self.hours_of(wish) <= high or not patient.services:
                self.grant(patient, wish)

    def grant_something(self, patient, wishes):
        """The first wish that can be granted."""
        return any(self.grant(patient, wish) for wish in wishes)

    def hours_of(self, wish):
        duration = (wish.duration or self.tasks[wish.task].duration) * (2 if wish.pair else 1)
        if wish.follower:
            duration += self.tasks[wish.follower].duration
        per_week = 7 / wish.every if wish.every else wish.times or sum(1 for c in wish.days if c != "-")
        return per_week * duration / 60

    def grant(self, patient, wish):
        for days, every, phase in self.day_choices(wish):
            for window in self.window_choices(wish):
                if self.try_service(patient, wish, days, every, phase, window):
                    return True
        self.refused[wish.task] = self.refused.get(wish.task, 0) + 1
        return False

    def day_choices(self, wish):
        if wish.every:
            phases = self.rng.sample(range(wish.every), min(5, wish.every))
            return [("", wish.every, phase) for phase in phases]
        if wish.times:
            sets = {1: [(0,), (1,), (2,), (3,), (4,)], 2: [(0, 3), (1, 4), (2, 4), (0, 2), (1, 3)],
                    3: [(0, 2, 4), (1, 3, 5), (0, 2, 5)], 5: [(0, 1, 2, 3, 4)]}[wish.times]
            self.rng.shuffle(sets)
            return [(mask(*chosen), 0, 0) for chosen in sets]
        return [(wish.days, 0, 0)]

    def window_choices(self, wish):
        """Windows on whole quarters inside the band; some patients have only the wider one left."""
        low, high = wish.band
        starts = list(range(low, max(low + 1, high - wish.width + 1), 15))
        self.rng.shuffle(starts)
        if len(starts) > 2:
            starts[:2] = sorted(starts[:2])
        chosen = [(start, start + wish.width) for start in starts[:6]]
        if not wish.hard and not wish.follower:
            wide = min(high - low, wish.width + 60)
            chosen += [(start, start + wide) for start in range(low, high - wide + 1, 45)][:3]
        return chosen

    def first_date(self, patient, wish, every, phase):
        """Some time after admission; an n-th-day service counts from a date that gives its phase."""
        known = (self.anchor - patient.admitted).days
        longest = min(known, PASSING.get(wish.task, known))
        shortest = min(longest, (self.anchor - self.days[0]).days)
        start = self.decision(patient, shortest, longest)
        if every:
            start += datetime.timedelta(days=(phase - start.toordinal()) % every)
        return start

    def decision(self, patient, shortest, longest):
        """The date of a decision about the patient, so many days ago; several services come from one decision."""
        for days_ago in patient.decisions:
            if shortest <= days_ago <= longest and self.rng.random() < 0.75:
                return self.anchor - datetime.timedelta(days=days_ago)
        days_ago = self.rng.randrange(shortest, longest + 1)
        if len(patient.decisions) < 3:
            patient.decisions.append(days_ago)
        return self.anchor - datetime.timedelta(days=days_ago)

    def try_service(self, patient, wish, days, every, phase, window):
        start = self.first_date(patient, wish, every, phase)
        windows = [window]
        if wish.or_later:
            windows.append((window[1] + wish.or_later - 60, window[1] + wish.or_later))
        service = Service(patient, self.tasks[wish.task], start, days or EVERY_DAY, every, windows, wish.hard,
                          wish.duration, **wish.facts)
        if wish.task in ENDING and self.rng.random() < ENDING[wish.task][0]:
            service.until = self.anchor + datetime.timedelta(days=self.rng.randrange(*ENDING[wish.task][1]))
        if wish.pair:
            service.staff_count = 2
        follower = None
        if wish.follower:
            follower = Service(patient, self.tasks[wish.follower], start, days or EVERY_DAY, every,
                               [(window[0] + 15, window[1] + 45)], follows=service, min_gap=15, max_gap=45)
        if not self.plan.grant(service, follower):
            return False
        patient.services.append(service)
        if follower:
            patient.services.append(follower)
        return True
