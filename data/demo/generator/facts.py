"""What is known about the patients' health: the codes that the criteria read, frailty and Katz, the grey-zone cases,
and series of observations."""

import datetime

FRAILTY = {"A": (3, 5), "B": (4, 6), "C": (5, 7), "D": (7, 8), "E": (7, 8)}
KATZ = {"A": (5, 6), "B": (3, 6), "C": (2, 4), "D": (0, 2), "E": (0, 1)}
HEALTH_CODES = {
    "palliative": ["palliative", "infusion_pump"], "palliative_early": ["palliative"],
    "iv": ["iv_therapy", "central_line"], "psychiatric": ["mental_illness", "somatic_illness"],
}
EQUIPMENT = ["advanced_equipment", "tracheostomy", "parenteral_nutrition", "home_dialysis", "ventilator"]
# The five published cases [003 §8.1], and two of each of the commoner ones.
GREY_CASES = [
    ("diabetes_unstable",), ("diabetes_unstable",), ("mental_illness",), ("mental_illness",), ("copd",), ("copd",),
    ("cognitive_impairment", "swollen_legs", "wound_tendency"), ("palliative_cancer",),
]


class Facts:
    def __init__(self, patients, staff, anchor, rng):
        self.patients, self.staff, self.anchor, self.rng = patients, staff, anchor, rng
        self.observations, self.grey, self.worse = [], [], []
        self.equipment = 0

    def date(self, days_ago):
        return self.anchor - datetime.timedelta(days=days_ago)

    def collect(self):
        for patient in self.patients:
            self.route_codes(patient)
            self.function(patient)
        self.choose_grey()
        self.choose_worse()
        self.series()
        for patient in self.patients:
            self.complete(patient)

    def complete(self, patient):
        """A date and somebody who noted it, where a need came without."""
        known = max(2, min((self.anchor - patient.admitted).days, 400))
        by = (patient.primary or self.staff[0]).key
        patient.needs = [(code, value, since or self.date(self.rng.randrange(1, known)), until, who or by)
                         for code, value, since, until, who in patient.needs]

    def route_codes(self, patient):
        if patient.team.kind == "OT":
            patient.need("pbp", since=patient.admitted)
            return
        codes = list(HEALTH_CODES.get(patient.profile, []))
        if patient.profile == "psychiatric" and self.rng.random() < 0.5:
            codes[0] = "substance_use"
        if patient.profile == "both":
            patient.need("pbp", since=patient.admitted)
        if patient.profile == "equipment":
            codes.append(EQUIPMENT[self.equipment % len(EQUIPMENT)])
            self.equipment += 1
        for code in codes:
            patient.need(code)
        patient.need("hsy", since=patient.admitted)

    def function(self, patient):
        low, high = FRAILTY[patient.usage]
        if patient.usage != "A" or self.rng.random() < 0.4:
            patient.need("frailty", self.rng.randrange(low, high + 1))
        low, high = KATZ[patient.usage]
        if patient.usage != "A" or self.rng.random() < 0.3:
            patient.need("katz", self.rng.randrange(low, high + 1))
        if any(s.task.key.startswith("wound") for s in patient.services) and not patient.has("cognitive_impairment"):
            patient.need("wound_tendency")

    def choose_grey(self):
        """Patients of care teams whose facts pull both ways; people must decide."""
        able = [p for p in self.patients
                if p.team.kind == "OT" and p.usage in "BC" and p.services and p.status == "active"]
        for codes in GREY_CASES * max(1, len(self.patients) // 500) if len(self.patients) > 60 else GREY_CASES[:1]:
            fitting = [p for p in able if self.fits_grey(p, codes) and p not in self.grey]
            if not fitting:
                continue
            patient = self.rng.choice(fitting)
            for code in codes:
                if not patient.has(code):
                    patient.need(code, since=self.date(self.rng.randrange(2, 12)))
            self.grey.append(patient)

    @staticmethod
    def fits_grey(patient, codes):
        if codes[0] == "diabetes_unstable":
            return any(s.task.key == "insulin" for s in patient.services)
        if codes[0] == "cognitive_impairment":
            return patient.profile == "dementia"
        if codes[0] == "copd":
            return patient.profile in ("medicine", "frail") and not patient.has("cognitive_impairment")
        return patient.profile in ("frail", "medicine", "stockings") and patient.age < 90

    def choose_worse(self):
        """A known patient who got worse since yesterday, and one whom a nurse has already reported."""
        able = [p for p in self.patients if p.team.kind == "OT" and p.profile == "frail" and p.usage in "BC"
                and p not in self.grey and (self.anchor - p.admitted).days > 60]
        if able:
            self.worse = self.rng.sample(able, min(2 if len(self.patients) > 60 else 1, len(able)))
            if len(self.worse) > 1:
                self.worse[1].need("worsening", since=self.date(1))

    # Observations: (patient, date and time, values).

    def series(self):
        for patient in self.patients:
            if patient.has("copd"):
                patient.spo2_scale = 2
        for patient in self.worse[:1]:
            self.worsening_series(patient)
        count = 34 if len(self.patients) > 60 else 2
        watched = [p for p in self.patients if p.team.kind == "HT" and p.profile not in ("physio", "dosette")]
        watched = self.rng.sample(watched, min(len(watched), count)) + [p for p in self.grey]
        for patient in watched:
            for days_ago in sorted(self.rng.sample(range(1, 21), self.rng.choice([2, 3, 4, 6])), reverse=True):
                self.observe(patient, days_ago, self.usual(patient))

    def usual(self, patient):
        """Values of somebody stable: NEWS2 0 to 3."""
        rng = self.rng
        values = {"resp": rng.randrange(13, 20), "spo2": rng.randrange(95, 99), "scale": 1, "oxygen": "no",
                  "systolic": rng.randrange(112, 162), "pulse": rng.randrange(58, 92), "consciousness": "A",
                  "temp": f"{rng.uniform(36.2, 37.6):.1f}"}
        if patient.spo2_scale == 2:
            values.update(scale=2, spo2=rng.randrange(88, 93), resp=rng.randrange(17, 22))
        if patient.has("palliative") and rng.random() < 0.5:
            values.update(systolic=rng.randrange(96, 112), pulse=rng.randrange(84, 101))
        if rng.random() < 0.1:
            values["temp"] = ""  # the thermometer was not there: incomplete
        return values

    def observe(self, patient, days_ago, values, minute=None):
        minute = minute if minute is not None else self.rng.randrange(8 * 60, 13 * 60)
        at = f"{self.date(days_ago)}T{minute // 60:02d}:{minute % 60:02d}"
        self.observations.append({"patient": patient.key, "at": at, **values})

    def worsening_series(self, patient):
        """From 1 over 3 to 6 in four days: pneumonia, as it comes."""
        steps = [(9, 560, 16, 96, "no", 138, 78, "36.8"), (3, 545, 19, 95, "no", 134, 88, "37.4"),
                 (2, 1130, 20, 95, "no", 128, 92, "38.2"), (1, 1255, 24, 93, "no", 118, 104, "38.4")]
        for days_ago, minute, resp, spo2, oxygen, systolic, pulse, temp in steps:
            self.observe(patient, days_ago, {"resp": resp, "spo2": spo2, "scale": 1, "oxygen": oxygen,
                                             "systolic": systolic, "pulse": pulse, "consciousness": "A", "temp": temp},
                         minute)
