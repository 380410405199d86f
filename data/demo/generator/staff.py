"""The people who work in the teams: roles, positions, functions, skills and their expiry, languages, transport."""

import datetime

CARE_SKILLS = [("lift", 0.96), ("medication", 1.0), ("insulin", 0.8), ("blood_sugar", 0.8), ("news2", 0.92),
               ("wound", 0.72), ("stoma", 0.5), ("catheter", 0.62), ("dementia", 0.5), ("tube_feeding", 0.3)]
NURSE_SKILLS = ["lift", "medication", "insulin", "blood_sugar", "news2", "wound", "stoma", "catheter", "dosette", "iv",
                "blood_sample"]
NURSE_EXTRA = [("palliative", 0.9), ("infusion_pump", 0.85), ("tube_feeding", 0.9), ("dementia", 0.4)]
DATED = ("medication", "insulin", "iv", "infusion_pump")  # certificates that run out


class Worker:
    def __init__(self, key, person, role, team, percent):
        self.key, self.person, self.role, self.team, self.percent = key, person, role, team, percent
        self.functions, self.skills, self.extra_skills = set(), {}, []  # skill -> expiry or None; raw further words
        self.transport, self.employment, self.exclude_tasks = "car", "permanent", []
        self.phone, self.area, self.night, self.may_be_absent = "", None, False, False
        self.weekend_group, self.weekend_only, self.leads = 0, False, False

    def skill_words(self):
        words = [skill if expiry is None else f"{skill}@{expiry}" for skill, expiry in sorted(self.skills.items())]
        return " ".join(words + sorted(self.extra_skills))


class StaffMaker:
    def __init__(self, names, rng, anchor):
        self.names, self.rng, self.anchor, self.all = names, rng, anchor, []

    def add(self, role, team, percent, **facts):
        gender = "m" if self.rng.random() < (0.14 if role in ("care_worker", "nurse") else 0.3) else "f"
        worker = Worker(f"S{len(self.all) + 1:03d}", self.names.worker(gender), role, team, percent)
        for name, value in facts.items():
            setattr(worker, name, value)
        worker.phone = f"9{self.rng.randrange(0, 10)}0 0{self.rng.randrange(0, 10)} {len(self.all):03d}"
        worker.weekend_group = len([w for w in self.all if w.team is team]) % 3
        self.give_skills(worker)
        self.all.append(worker)
        return worker

    def expiry(self, skill):
        """Most certificates are good for long; none that the plan needs runs out within three months."""
        if skill not in DATED or self.rng.random() < 0.45:
            return None
        return self.anchor + datetime.timedelta(days=self.rng.randrange(95, 720))

    def give_skills(self, worker):
        if worker.role == "nurse":
            skills = NURSE_SKILLS + [s for s, share in NURSE_EXTRA if self.rng.random() < share]
        elif worker.role == "care_worker":
            skills = [s for s, share in CARE_SKILLS if self.rng.random() < share]
        elif worker.role in ("assistant", "apprentice"):
            skills = ["lift"] if self.rng.random() < 0.8 else []
        else:
            skills = []
        worker.skills = {skill: self.expiry(skill) for skill in skills}

    def percent(self):
        return self.rng.choice([100, 100, 100, 100, 100, 90, 90, 80, 80, 75, 75, 60])

    def care_team(self, team):
        """A care team: over half care workers, at least five coordinators, two for the night."""
        leader = self.add("care_worker", team, 100, functions={"section_leader"}, leads=True)
        leader.transport = "car"
        regular = max(9, round(1.65 * (team.lists["day"] + team.lists["evening"])))
        care_workers = max(3, round(regular * 0.64))
        for index in range(regular):
            role = "care_worker" if index < care_workers else "assistant"
            if index == regular - 1 and regular > 9:
                role = "apprentice"
            worker = self.add(role, team, 100 if role == "apprentice" else self.percent())
            if index < min(7, care_workers):
                worker.percent = max(worker.percent, 75)
                worker.functions.add("coordinator")
                for skill in ("lift", "insulin", "blood_sugar", "wound", "catheter"):
                    worker.skills.setdefault(skill, None)
            if role == "care_worker":
                worker.functions.add("primary_contact")
            worker.area = team.areas[index % len(team.areas)].name
        for _ in range(2):
            self.add("care_worker", team, 85, night=True, functions={"coordinator"}).skills.update(
                lift=None, insulin=None, blood_sugar=None, catheter=None)
        for index in range(4 if regular > 9 else 2):
            role = "assistant" if index else "care_worker"
            self.add(role, team, 20, employment="substitute", weekend_only=True, weekend_group=index)

    def health_team(self, team):
        """Nurses, of whom the experienced take the duty; a section leader, a lead nurse, the therapists."""
        self.add("nurse", team, 100, functions={"section_leader"}, leads=True)
        self.add("nurse", team, 100, functions={"lead_nurse"}, leads=True)
        size = len(team.care_teams)
        regular = round(1.6 * (team.lists["day"] + team.lists["evening"])) + (3 if size > 1 else 4)
        for index in range(regular):
            worker = self.add("nurse", team, self.percent())
            worker.functions.add("primary_contact")
            if index < max(4, regular * 0.55):
                worker.functions |= {"duty_nurse", "nurse_2"}
                worker.skills.update(palliative=None, infusion_pump=None)
                worker.percent = max(worker.percent, 75)
            worker.area = team.care_teams[index % size].key
        for _ in range(4 if size > 1 else 3):
            self.add("nurse", team, 70, night=True, functions={"duty_nurse"}).skills.update(infusion_pump=None)
        for index in range(3 if size > 1 else 1):
            self.add("nurse", team, 20, employment="substitute", weekend_only=True, weekend_group=index)
        if size > 1:
            self.add("physiotherapist", team, 100)
            self.add("physiotherapist", team, 80)
            self.add("occupational_therapist", team, 100)
            self.add("dietitian", team, 50)

    def touch(self):
        """What gives a staff list its face: bicycles in town, tasks that a back does not allow, an agency nurse."""
        for team in {worker.team.key: worker.team for worker in self.all}.values():
            people = [w for w in self.all if w.team is team and not w.leads and not w.night]
            walkers = [w for w in people if not w.functions & {"coordinator"} and not w.weekend_only]
            if team.areas and team.areas[0].kind == "town":
                for worker in walkers[-4:-1]:
                    worker.transport = "bike"
                walkers[-5].transport = "walk"
            elif team.areas and len(walkers) > 8:
                walkers[-2].transport = "bike"
            for worker in self.rng.sample(walkers, min(2, len(walkers) // 6)):
                worker.exclude_tasks = ["transfer_lift"] if self.rng.random() < 0.5 else ["transfer_lift", "turning"]


def choose_absentees(workers, teams, rng):
    """The few whom events may call in sick: nobody else is ever absent, and the hidden plan never counts on them."""
    second = teams[min(2, len(teams) - 1)]
    for team in teams:
        many = 3 if team.kind == "HT" else 2 if team is second else 1
        people = [w for w in workers if w.team is team and not w.night and not w.weekend_only and not w.leads
                  and "coordinator" not in w.functions and "duty_nurse" not in w.functions
                  and w.role in ("care_worker", "assistant", "nurse")]
        if len(people) > 2:
            for worker in rng.sample(people, max(1, min(many, len(people) // 4))):
                worker.may_be_absent = True


def expire_some(workers, patients, anchor, rng):
    """Certificates that ran out or soon will, and training for one patient alone. The hidden plan counts on none."""
    carers = [w for w in workers if w.role == "care_worker" and not w.leads and not w.night]
    for days, skill in ((-12, "insulin"), (-3, "wound"), (6, "insulin"), (9, "catheter"), (13, "insulin"), (21, "stoma"),
                        (-40, "tube_feeding"), (27, "wound")):
        able = [w for w in carers if skill not in w.skills and not any(x.startswith(skill) for x in w.extra_skills)]
        if able and len(carers) > 20:
            rng.choice(able).extra_skills.append(f"{skill}@{anchor + datetime.timedelta(days=days)}")
    for skill in ("insulin", "tube_feeding", "stoma", "insulin"):
        needy = [p for p in patients if any(skill in s.task.skills for s in p.services)]
        if not needy:
            continue
        patient = rng.choice(needy)
        able = [w for w in carers if w.team is patient.team and skill not in w.skills
                and not any(x.startswith(skill) for x in w.extra_skills)]
        if able:
            rng.choice(able).extra_skills.append(f"{skill}#{patient.key}")
