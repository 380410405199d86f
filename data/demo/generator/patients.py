"""The patients: who they are and where they live, which team has them, who knows them, and what hours they have."""

import datetime

from .places import Place, random_house

# Usage-rate classes (hours a week) with the published mean of April 2024 [003 table 2] and the share of patients.
CLASSES = {"A": (0.0, 1.5, 0.49), "B": (1.5, 7.5, 3.96), "C": (7.5, 15.0, 10.03), "D": (15.0, 30.0, 19.44),
           "E": (30.0, 80.0, 39.08)}
CARE_SHARES = [("A", 0.485), ("B", 0.355), ("C", 0.118), ("D", 0.036), ("E", 0.006)]
MUNICIPAL_SHARES = [("A", 0.605), ("B", 0.275), ("C", 0.090), ("D", 0.025), ("E", 0.005)]  # 5,200 visits of 4,500
HEALTH_SHARES = [("A", 0.50), ("B", 0.36), ("C", 0.11), ("D", 0.03)]


class Patient:
    def __init__(self, key, person, age, house, area, team):
        self.key, self.person, self.age, self.house, self.area, self.team = key, person, age, house, area, team
        self.place = Place(key, house.at)
        self.cooperating, self.primary, self.secondary = None, None, None
        self.exclude_staff, self.prefer_gender = [], None
        self.important = self.access = self.phone = self.key_number = self.door_code = ""
        self.admitted, self.spo2_scale, self.protected, self.status = None, "", False, "active"
        self.usage, self.target, self.profile = "A", 0.0, ""
        self.needs, self.services, self.partner = [], [], None
        self.decisions = []  # days before the anchor on which help was granted
        self.helpers = None  # the care team that sends a second worker
        self.languages = person.languages

    def hours(self):
        return sum(service.weekly_hours() for service in self.services)

    def need(self, code, value="", since=None, until=None, by=None):
        self.needs.append((code, value, since, until, by))

    def has(self, code):
        return any(need[0] == code for need in self.needs)


# The dozen of the small base: one of each kind of work.
SMALL_CARE = [("A", "medicine"), ("A", "wound"), ("A", "shower"), ("B", "frail"), ("B", "diabetes"), ("B", "stockings"),
              ("B", "dementia"), ("C", "stroke"), ("C", "diabetes")]
SMALL_HEALTH = [("A", "dosette"), ("B", "wound"), ("C", "palliative")]


def usage_counts(count, shares):
    """How many patients each class gets; at least one of each but in a tiny team."""
    counts = [(name, max(1 if count > 60 else 0, round(count * share))) for name, share in shares[1:]]
    rest = count - sum(n for _, n in counts)
    return [(shares[0][0], rest)] + counts


def target_hours(usage, rng):
    low, high, mean = CLASSES[usage]
    if usage == "A":
        return rng.triangular(0.1, 1.3, 0.3)
    spread = min(mean - low, high - mean)
    return rng.triangular(mean - spread, mean + spread, mean)


def age_of(usage, profile_rng):
    middle = {"A": 79, "B": 83, "C": 85, "D": 81, "E": 62}[usage]
    age = round(profile_rng.gauss(middle, 8))
    if profile_rng.random() < 0.06:
        age = profile_rng.randrange(34, 66)
    return max(31, min(101, age))


class PatientMaker:
    def __init__(self, names, rng, anchor):
        self.names, self.rng, self.anchor, self.all = names, rng, anchor, []

    def team(self, team, areas, shares):
        """The team's patients, spread over the areas; now and then husband and wife under one roof."""
        wanted = [usage for usage, n in usage_counts(team.patients, shares) for _ in range(n)]
        self.rng.shuffle(wanted)
        before = None
        for index, usage in enumerate(wanted):
            if before and self.rng.random() < 0.035 and before.age > 70 and before.partner is None:
                patient = self.spouse(before, usage, team)
            else:
                patient = self.single(areas[index % len(areas)], usage, team)
            patient.usage, patient.target = usage, target_hours(usage, self.rng)
            before = patient

    def listed(self, team, areas, kinds):
        """One patient of each named kind."""
        for index, (usage, profile) in enumerate(kinds):
            patient = self.single(areas[index % len(areas)], usage, team)
            patient.usage, patient.profile, patient.target = usage, profile, CLASSES[usage][2]

    def single(self, area, usage, team):
        age = age_of(usage, self.rng)
        gender = "f" if self.rng.random() < (0.66 if age > 80 else 0.55) else "m"
        return self.add(self.names.patient(age, gender), age, random_house(area, self.rng), area, team)

    def spouse(self, other, usage, team):
        gender = "m" if other.person.gender == "f" else "f"
        age = max(68, other.age + self.rng.randrange(-4, 5))
        person = self.names.patient(age, gender, other.person.family.split()[-1])
        patient = self.add(person, age, other.house, other.area, team)
        patient.partner, other.partner = other, patient
        return patient

    def add(self, person, age, house, area, team):
        digits = 4 if sum(1 for _ in self.all) >= 999 else 3
        patient = Patient(f"P{len(self.all) + 1:0{digits}d}", person, age, house, area, team)
        days = int(self.rng.expovariate(1 / 520)) + 21
        if self.rng.random() < 0.018:
            days = self.rng.randrange(2, 13)  # new this week or last
        patient.admitted = self.anchor - datetime.timedelta(days=min(days, 2900))
        self.all.append(patient)
        return patient


def share_work(patients, teams):
    """Patients for whom both teams are there: a few coded both ways, and palliative ones whose morning takes two."""
    own = [p for p in patients if p.team.kind == "HT"]
    for patient in [p for p in own if p.profile == "wound"][::6][:5]:
        patient.profile, patient.cooperating = "both", care_team_of(patient, teams)
    for patient in [p for p in own if p.profile == "palliative" and p.usage in "CD"][:5]:
        patient.helpers = care_team_of(patient, teams)


def care_team_of(patient, teams):
    return next(team for team in teams if patient.area in team.areas)


def former(maker, teams, tasks, rng):
    """Some whose service has ended, as they stay in the register."""
    from .service import Service

    ended = []
    for team in [t for t in teams if t.kind == "OT"][:4]:
        for _ in range(2):
            patient = maker.single(rng.choice(team.areas), "A", team)
            maker.all.remove(patient)
            patient.status = "ended"
            patient.admitted = maker.anchor - datetime.timedelta(days=rng.randrange(300, 2200))
            last = maker.anchor - datetime.timedelta(days=rng.randrange(20, 90))
            service = Service(patient, tasks["wellbeing_visit"], patient.admitted + datetime.timedelta(days=9),
                              windows=[(600, 690)], until=last)
            patient.services, patient.profile = [service], "former"
            ended.append(patient)
    return ended


def renumber(patients):
    """Keys in the order of a mixed intake, not team by team; four digits when there are a thousand or more."""
    digits = 3 if len(patients) < 1000 else 4
    for index, patient in enumerate(sorted(patients, key=lambda p: (p.admitted, p.key))):
        patient.key = patient.place.key = f"P{index + 1:0{digits}d}"
    patients.sort(key=lambda p: p.key)


def give_contacts(patients, workers, rng):
    """A primary and a secondary contact of the team, of the same area where possible, at most ten of each a worker
    [004 p36]; now and then somebody who must not come."""
    first, second = {}, {}
    for patient in sorted(patients, key=lambda p: -p.target):
        team = [w for w in workers if w.team is patient.team and not w.leads and not w.night and not w.may_be_absent]
        able = [w for w in team if "primary_contact" in w.functions]
        near = patient.area.name if patient.team.kind == "OT" else None

        def order(worker, load):
            return load.get(worker.key, 0) - (4 if worker.area == near else 0) + 5 * (worker.percent < 70)

        primary = min(able, key=lambda w: (order(w, first), w.key))
        first[primary.key] = first.get(primary.key, 0) + 1
        patient.primary = primary
        others = [w for w in able if w is not primary]
        if others and (patient.usage != "A" or rng.random() < 0.4):
            patient.secondary = min(others, key=lambda w: (order(w, second), w.key))
            second[patient.secondary.key] = second.get(patient.secondary.key, 0) + 1
        if rng.random() < 0.06 and len(team) > 8:
            patient.exclude_staff = [rng.choice([w for w in team if w not in (primary, patient.secondary)]).key]
        if patient.person.gender == "f" and rng.random() < 0.1 and patient.usage != "A":
            patient.prefer_gender = "f"
        elif patient.person.gender == "m" and rng.random() < 0.015:
            patient.prefer_gender = "m"
    for patient in [p for p in patients if p.usage == "B" and p.person.gender == "f" and not p.partner][7::90][:2]:
        patient.protected = True


def travel_corrections(patients, teams, travel_estimate, rng):
    """Where the straight line deceives: neighbours as the crow flies with the river between them, and the long way
    round the lake. Both directions, by car."""
    rows = []

    def correct(here, there, minutes):
        for a, b in ((here, there), (there, here)):
            rows.append({"from": a.key, "to": b.key, "mode": "car", "minutes": minutes})

    for team in teams:
        if team.kind != "OT" or len(team.areas) < 2:
            continue
        own = [p for p in patients if p.team is team]
        one = [p for p in own if p.area is team.areas[0]]
        other = [p for p in own if p.area is team.areas[1]]
        near = sorted((travel_estimate(a.house.at, b.house.at, "car"), a.key, b.key, a, b) for a in one for b in other)
        for minutes, _, _, a, b in near[:3]:
            correct(a.place, b.place, minutes + rng.randrange(2, 5))
        if team.areas[-1].kind == "rural":
            for patient in [p for p in own if p.area is team.areas[-1]][:8]:
                correct(team.base, patient.place, travel_estimate(team.base.at, patient.house.at, "car") + 3)
    return rows
