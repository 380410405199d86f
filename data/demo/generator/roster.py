"""Five weeks of shifts. Every shift of a team first gets the people that its work needs (the hidden plan uses only
these); the few who may call in sick come on top, so that their absence leaves the plan whole."""

from .clock import DAY, weekend

FULL_WEEK_SHIFTS = 4.73  # 35.5 hours at 7.5
LONGEST_STRETCH = 5
LEAST_REST, GOOD_REST = 9 * 60, 11 * 60
WEEKLY_REST = 35 * 60  # in one piece in each week [Working Environment Act, section 10-8 (2)]
MOST_LISTS = 10
POSITIONS = (15, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 100)


class Shift:
    """A person's row; start and end in minutes after 00:00 of the date."""

    def __init__(self, day, shift, worker, team, start, end, function="", covers=()):
        self.day, self.shift, self.worker, self.team = day, shift, worker, team
        self.start, self.end, self.function, self.covers = start, end, function, list(covers)

    def walks(self):
        return self.function not in ("duty_nurse", "indoor")


class Need:
    """Somebody is needed: who may fill it is `fits(worker)`."""

    def __init__(self, shift, team, hours, fits, function="", covers=()):
        self.shift, self.team, self.hours, self.fits = shift, team, hours, fits
        self.function, self.covers = function, covers


class Roster:
    def __init__(self, workers, teams, days, rng):
        self.workers, self.teams, self.days, self.rng = workers, teams, days, rng
        self.rows, self.of = [], {worker.key: {} for worker in workers}
        self.short_rests = 0

    def build(self):
        for day in self.days:
            for need in self.needs(day):
                self.fill(day, need)
            self.leaders_and_therapists(day)
            self.extras(day)
        self.settle_positions()
        self.rows.sort(key=lambda r: (r.day, ("day", "evening", "night").index(r.shift), r.team.key, r.worker.key))
        return self.rows

    def settle_positions(self):
        """Everybody's position is the usual one nearest to what the roster gives them."""
        weeks = len(self.days) / 7
        for worker in self.workers:
            if not worker.leads:
                hours = sum(row.end - row.start - 30 for row in self.of[worker.key].values()) / 60 / weeks
                worker.percent = min(POSITIONS, key=lambda p: abs(p - hours / 35.5 * 100))

    # What a date needs, the hardest to fill first.

    def needs(self, day):
        needs = []
        for team in self.teams:
            needs += self.health_needs(team, day) if team.kind == "HT" else self.care_needs(team, day)
        return sorted(needs, key=lambda n: (n.shift != "night", n.function == "", n.shift != "evening"))

    def care_needs(self, team, day):
        def coordinator(worker):
            return worker.team is team and "coordinator" in worker.functions and not worker.night

        def carer(worker):
            return worker.team is team and not worker.night

        def night(worker):
            return worker.team is team and worker.night

        partners = self.night_partners(team)
        lead = "coordinator" if not partners or team.key < partners[0].key else ""
        needs = [Need("night", team, team.hours["night"], night, lead, partners)]
        for shift in ("evening", "day"):
            needs.append(Need(shift, team, team.hours[shift], coordinator, "coordinator"))
            needs += [Need(shift, team, team.hours[shift], carer) for _ in range(self.list_count(team, shift, day))]
        return needs

    @staticmethod
    def night_partners(team):
        """Two care teams share the night; a third without its own partner joins the two before it."""
        group = team.ht.care_teams
        place = group.index(team)
        first = min(place // 2 * 2, max(0, len(group) - 2))
        pair = group[first:first + 2] if len(group) % 2 == 0 or place < len(group) - 3 else group[-3:]
        return [other for other in pair if other is not team]

    @staticmethod
    def list_count(team, shift, day):
        return team.lists[f"weekend_{shift}" if weekend(day) else shift]

    def health_needs(self, team, day):
        def duty(worker):
            return worker.team is team and "duty_nurse" in worker.functions and not worker.night

        def nurse(worker):
            return worker.team is team and worker.role == "nurse" and not worker.night

        def night(worker):
            return worker.team is team and worker.night

        needs = [Need("night", team, (1350, 1890), night, "duty_nurse"),
                 Need("night", team, team.hours["night"], night),
                 Need("evening", team, (900, 1350), duty, "duty_nurse"),
                 Need("day", team, (450, 900), duty, "duty_nurse")]
        if not weekend(day) and team.lists["day"] > 2:
            needs.append(Need("day", team, team.hours["day"], duty, "nurse_2"))
        for shift in ("evening", "day"):
            needs += [Need(shift, team, team.hours[shift], nurse) for _ in range(self.list_count(team, shift, day))]
        return needs

    # Who fills it.

    def fill(self, day, need):
        for strictness in (3, 2, 1, 0, -1):
            fitting = [w for w in self.workers if need.fits(w) and not w.leads and not w.may_be_absent
                       and self.may_work(w, day, need.hours, strictness)]
            if fitting:
                worker = min(fitting, key=lambda w: self.price(w, day, need))
                return self.give(day, need, worker)
        raise RuntimeError(f"nobody for {need.team.key} {need.shift} {day} {need.function}")

    def give(self, day, need, worker):
        row = Shift(day, need.shift, worker, need.team, *need.hours, need.function, need.covers)
        self.rows.append(row)
        self.of[worker.key][day] = row
        return row

    def may_work(self, worker, day, hours, strictness):
        own = self.of[worker.key]
        if day in own or not self.rested(worker, day, hours, LEAST_REST):
            return False
        if strictness >= 0 and not self.free_in_week(worker, day, hours):
            return False  # the check finds it where there was nobody else
        if worker.weekend_only and (not weekend(day) or not self.own_weekend(worker, day, strictness)):
            return False
        if weekend(day) and not worker.night and not self.own_weekend(worker, day, strictness):
            return False
        stretch = 0
        while day - DAY * (stretch + 1) in own:
            stretch += 1
        week = sum(1 for n in range(day.weekday() + 1) if day - DAY * n in own)
        limit = LONGEST_STRETCH + (1 if strictness <= 0 else 0)
        return stretch < limit and week < limit

    @staticmethod
    def own_weekend(worker, day, strictness):
        """Every third weekend; where that does not suffice, every second, then any."""
        number = day.isocalendar().week
        if strictness >= 2:
            return worker.weekend_only or number % 3 == worker.weekend_group
        return strictness <= 0 or number % 2 == worker.weekend_group % 2 or number % 3 == worker.weekend_group

    def rested(self, worker, day, hours, least):
        before = self.of[worker.key].get(day - DAY)
        after = self.of[worker.key].get(day + DAY)
        if before and hours[0] + 1440 - before.end < least:
            return False
        return not after or after.start + 1440 - hours[1] >= least

    def free_in_week(self, worker, day, hours):
        """Whether the worker keeps the weekly rest in the week of the date, Monday to Sunday, with these hours, too.
        Dates are filled in order: what is free after them still is, and the row that would take it is refused."""
        monday = day - DAY * day.weekday()
        spans = [hours if on == day else (self.of[worker.key][on].start, self.of[worker.key][on].end)
                 if on in self.of[worker.key] else None for on in (monday + DAY * n for n in range(-1, 7))]
        free_since, longest = 0, 0
        for number, span in enumerate(spans, start=-1):
            if span:
                longest = max(longest, number * 1440 + span[0] - free_since)
                free_since = max(free_since, number * 1440 + span[1])
        return max(longest, 7 * 1440 - free_since) >= WEEKLY_REST

    def price(self, worker, day, need):
        """Those behind their position come first; an apprentice and a substitute no sooner than needed; a short night
        between two shifts, and a coordinator on a plain list, only where nobody else is."""
        elapsed = (day - self.days[0]).days + 1
        owed = worker.percent / 100 * FULL_WEEK_SHIFTS * elapsed / 7
        price = (len(self.of[worker.key]) - owed) / max(0.35, worker.percent / 100)
        if not self.rested(worker, day, need.hours, GOOD_REST):
            price += 1.2
        if not need.function and worker.functions & {"coordinator", "duty_nurse"}:
            price += 0.4
        if weekend(day) and worker.weekend_only:
            price -= 3
        yesterday = self.of[worker.key].get(day - DAY)
        if yesterday and yesterday.shift == need.shift:
            price -= 0.3
        return price + self.rng.random() * 0.5

    # Beside the needs.

    def leaders_and_therapists(self, day):
        if weekend(day):
            return
        for worker in self.workers:
            if worker.leads:
                self.give(day, Need("day", worker.team, (465, 930), None, "indoor"), worker)
            elif worker.role in ("physiotherapist", "occupational_therapist", "dietitian"):
                days = round(worker.percent / 20)
                if (day.weekday() * 3 + 1) % 5 < days:
                    self.give(day, Need("day", worker.team, (480, 930), None), worker)

    def extras(self, day):
        """Those who may be absent, and on Tuesdays and Thursdays a nurse in the medicine room."""
        for worker in self.workers:
            if not worker.may_be_absent or (weekend(day) and not self.own_weekend(worker, day, 2)):
                continue
            for shift in ("day", "evening"):
                hours = worker.team.hours[shift]
                if self.has_room(worker.team, shift, day) and self.may_work(worker, day, hours, 2):
                    self.give(day, Need(shift, worker.team, hours, None), worker)
                    break
        if day.weekday() in (1, 3):
            for team in self.teams:
                if team.kind == "HT" and team.lists["day"] > 2:
                    self.medicine_room(day, team)

    def has_room(self, team, shift, day):
        """An OT has at most ten lists [003 §5.5]."""
        lists = sum(1 for r in self.rows if r.day == day and r.team is team and r.shift == shift and r.walks())
        return team.kind == "HT" or lists < MOST_LISTS

    def medicine_room(self, day, team):
        nurses = [w for w in self.workers if w.team is team and w.role == "nurse" and not w.leads and not w.night
                  and not w.may_be_absent and self.may_work(w, day, team.hours["day"], 2)]
        if nurses:
            need = Need("day", team, team.hours["day"], None, "indoor")
            self.give(day, need, min(nurses, key=lambda w: self.price(w, day, need)))
