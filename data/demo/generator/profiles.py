"""Which wishes go with which kind of patient. The order is the order in which they are granted."""

from .demand import AFTERNOON, BEDTIME, DINNER, LATE_MORNING, MORNING, NIGHT_EARLY, NIGHT_LATE, NOON, SUPPER, Wish
from .service import mask

CARE_PROFILES = {
    "A": [("practical", 22), ("medicine", 36), ("shower", 20), ("call", 12), ("wound", 10)],
    "B": [("frail", 34), ("stockings", 18), ("dementia", 16), ("diabetes", 14), ("medicine", 18)],
    "C": [("frail", 44), ("dementia", 30), ("diabetes", 14), ("stroke", 12)],
    "D": [("bedbound", 60), ("stroke", 40)], "E": [("als", 100)],
}
HEALTH_PROFILES = {
    "A": [("dosette", 34), ("injection", 16), ("physio", 26), ("blood", 12), ("assessment", 12)],
    "B": [("wound", 34), ("psychiatric", 20), ("palliative_early", 16), ("iv", 10), ("recovering", 20)],
    "C": [("palliative", 60), ("equipment", 40)], "D": [("palliative", 60), ("equipment", 40)],
}


def assign(patients, rng):
    """Gives each patient of a class its profile, in the table's proportions."""
    groups = {}
    for patient in patients:
        if not patient.profile:
            groups.setdefault((patient.team.kind, patient.usage), []).append(patient)
    for (kind, usage), group in groups.items():
        table = (HEALTH_PROFILES if kind == "HT" else CARE_PROFILES)[usage]
        total = sum(weight for _, weight in table)
        names = [name for name, weight in table for _ in range(round(weight * len(group) / total))]
        names += [table[0][0]] * (len(group) - len(names))
        rng.shuffle(names)
        for patient, name in zip(group, names):
            patient.profile = name


def housework(rng):
    """The lighter things beside the care, in an order of their own for everybody."""
    wishes = [Wish("shower", LATE_MORNING, 90, times=rng.choice([1, 1, 2])),
              Wish("cleaning", NOON, 120, every=14), Wish("laundry", NOON, 120, times=1),
              Wish("shopping", NOON, 120, times=1), Wish("activity", NOON, 90, times=1)]
    rng.shuffle(wishes)
    return wishes


def nurse_touch(patient, rng):
    """What nurses and therapists add for a patient of a care team: the HT's lists do it."""
    chance = rng.random()
    if patient.usage == "A":
        return []
    if chance < 0.48:
        return [Wish("dosette", at_noon(), 120, every=rng.choice([7, 7, 14]), duration=20)]
    if chance < 0.58:
        return [Wish("injection", at_noon(), 120, every=rng.choice([7, 14, 28]))]
    if chance < 0.68:
        return [Wish("wound_complex", LATE_MORNING, 150, every=3, duration=30)]
    if chance < 0.78:
        return [Wish(rng.choice(["physiotherapy", "rehabilitation"]), (500, 840), 90, times=1)]
    if chance < 0.84:
        return [Wish("home_assessment", (520, 820), 120, every=28)]
    if chance < 0.88:
        return [Wish("dietitian", (540, 820), 120, every=14)]
    return []


def at_noon():
    return (10 * 60 + 30, 14 * 60)


def wishes(patient, rng):
    """What a patient should have, in the order of granting."""
    if patient.team.kind == "HT":
        return health_wishes(patient, rng)
    return {"A": light_wishes, "B": daily_wishes, "C": many_wishes, "D": heavy_wishes, "E": round_the_clock}[
        patient.usage](patient, rng)


def light_wishes(patient, rng):
    return {
        "practical": [Wish("cleaning", NOON, 120, every=14),
                      Wish("shopping", LATE_MORNING, 120, every=rng.choice([7, 14])),
                      Wish("laundry", NOON, 120, every=14)],
        "medicine": [Wish("medication", LATE_MORNING, 90, times=rng.choice([1, 2, 3, 3])),
                     Wish("dosette", at_noon(), 120, every=rng.choice([7, 14]), duration=20)],
        "shower": [Wish("shower", LATE_MORNING, 90, times=1, duration=rng.choice([30, 30, 40]))],
        "call": [Wish("wellbeing_visit", (540, 690), 75, times=rng.choice([2, 3, 3]), or_later=150),
                 Wish("cleaning", NOON, 120, every=14)],
        "wound": [Wish("wound_simple", LATE_MORNING, 150, every=3)],
    }[patient.profile]


def daily_wishes(patient, rng):
    tail = nurse_touch(patient, rng) + housework(rng) + [Wish("wellbeing_visit", AFTERNOON, 90)]
    if patient.profile == "stockings":
        patient.need("swollen_legs")
        return [Wish("support_stockings_on", MORNING, 75), Wish("support_stockings_off", BEDTIME, 90)] + tail
    if patient.profile == "dementia":
        patient.need("cognitive_impairment")
        return [Wish("morning_care", MORNING, 75, duration=rng.choice([20, 25])),
                Wish("medication_prompt", SUPPER, 60), Wish("dementia_support", NOON, 90, times=1)] + tail
    if patient.profile == "diabetes":
        return [Wish("insulin", (465, 585), 45, hard=True, follower="breakfast"),
                Wish("wound_simple", LATE_MORNING, 150, every=3)] + tail
    if patient.profile == "medicine":
        return [Wish("medication", MORNING, 60), Wish("medication", SUPPER, 60),
                Wish("eye_drops", BEDTIME, 60)] + tail
    wishes = [Wish("morning_care", MORNING, 75, duration=rng.choice([15, 20, 20, 25]))]
    if rng.random() < 0.65:
        wishes.append(Wish("evening_care", BEDTIME, 75, duration=rng.choice([10, 15, 15, 20])))
    if rng.random() < 0.1:
        wishes.append(Wish("night_visit", NIGHT_EARLY, 90))
    return wishes + tail


def many_wishes(patient, rng):
    wishes = [Wish("morning_care", MORNING, 75, duration=rng.choice([25, 30, 35])),
              Wish("evening_care", BEDTIME, 75, duration=rng.choice([20, 25])), Wish("meal", DINNER, 60)]
    if patient.profile == "diabetes":
        wishes[:0] = [Wish("insulin", (465, 585), 45, hard=True, follower="breakfast"),
                      Wish("insulin", (1020, 1110), 45, hard=True, follower="supper")]
    elif patient.profile == "dementia":
        patient.need("cognitive_impairment")
        wishes += [Wish("breakfast", MORNING, 60), Wish("medication", SUPPER, 60),
                   Wish("dementia_support", NOON, 90, times=2)]
        if rng.random() < 0.5:
            wishes.insert(1, Wish("night_visit", NIGHT_EARLY, 90))
    elif patient.profile == "stroke":
        wishes[:1] = [Wish("morning_care_full", MORNING, 75), Wish("transfer_lift", NOON, 75, pair=True, duration=15)]
    else:
        wishes += [Wish("toileting", NOON, 60), Wish("supper", SUPPER, 60)]
        if rng.random() < 0.3:
            wishes.append(Wish("catheter_care", LATE_MORNING, 90, times=rng.choice([2, 3])))
        if rng.random() < 0.45:
            wishes.insert(1, Wish("night_visit", rng.choice([NIGHT_EARLY, NIGHT_LATE]), 90))
    return wishes + nurse_touch(patient, rng) + housework(rng) + [
        Wish("wellbeing_visit", AFTERNOON, 90), Wish("toileting", NOON, 75), Wish("medication", MORNING, 60)]


def heavy_wishes(patient, rng):
    """Two persons to get up and to bed, food, turning at night."""
    return [Wish("transfer_lift", MORNING, 75, pair=True, duration=25),
            Wish("transfer_lift", BEDTIME, 90, pair=True, duration=20), Wish("morning_care_full", MORNING, 90),
            Wish("feeding_help", NOON, 75), Wish("meal", DINNER, 75), Wish("turning", NIGHT_EARLY, 90),
            Wish("evening_care", SUPPER, 90), Wish("toileting", NOON, 75), Wish("turning", NIGHT_LATE, 90),
            Wish("toileting", AFTERNOON, 75), Wish("supper", SUPPER, 75), Wish("breakfast", MORNING, 75)
            ] + nurse_touch(patient, rng) + housework(rng)


def round_the_clock(patient, rng):
    return [Wish("transfer_lift", MORNING, 75, pair=True, duration=40),
            Wish("transfer_lift", BEDTIME, 90, pair=True, duration=40), Wish("tube_feeding", LATE_MORNING, 75),
            Wish("transfer_lift", NOON, 60, pair=True, duration=25), Wish("turning", NIGHT_EARLY, 90),
            Wish("turning", NIGHT_LATE, 90), Wish("feeding_help", DINNER, 75), Wish("toileting", AFTERNOON, 75),
            Wish("respite", NOON, 120, times=3), Wish("evening_care", SUPPER, 75), Wish("toileting", NOON, 75),
            Wish("morning_care_full", MORNING, 90), Wish("feeding_help", NOON, 75), Wish("meal", SUPPER, 90)
            ] + housework(rng)


def health_wishes(patient, rng):
    """Wishes of an HT's own patient."""
    return {
        "dosette": lambda: [Wish("dosette", at_noon(), 120, every=rng.choice([7, 14])),
                            Wish("injection", at_noon(), 120, every=28)],
        "injection": lambda: [Wish("injection", LATE_MORNING, 120, every=rng.choice([7, 14, 28]))],
        "physio": lambda: [Wish(rng.choice(["physiotherapy", "rehabilitation"]), (500, 840), 90, times=1),
                           Wish("home_assessment", (520, 820), 120, every=28)],
        "blood": lambda: [Wish("blood_sample", MORNING, 90, every=rng.choice([7, 14])),
                          Wish("dosette", at_noon(), 120, every=14)],
        "assessment": lambda: [Wish("nurse_assessment", at_noon(), 120, every=7),
                               Wish("home_assessment", (520, 820), 120, every=28),
                               Wish("dietitian", (540, 820), 120, every=14)],
        "wound": lambda: [Wish("wound_complex", LATE_MORNING, 150, every=rng.choice([2, 3, 3])),
                          Wish("dosette", at_noon(), 120, every=7), Wish("medication", SUPPER, 75)],
        "both": lambda: [Wish("wound_complex", LATE_MORNING, 150, every=3),
                         Wish("morning_care", MORNING, 90, duration=20), Wish("shower", LATE_MORNING, 90, times=1)],
        "psychiatric": lambda: [Wish("psychiatric_support", NOON, 120, times=2), Wish("medication", LATE_MORNING, 75),
                                Wish("dosette", at_noon(), 120, every=7)],
        "palliative_early": lambda: [Wish("palliative_care", NOON, 120, times=3, duration=45),
                                     Wish("nurse_assessment", SUPPER, 90, times=0, days=mask(1, 3, 5, 6))],
        "iv": lambda: [Wish("iv_therapy", (480, 570), 60, hard=True, duration=40),
                       Wish("dosette", at_noon(), 120, every=7)],
        "recovering": lambda: [Wish("nurse_assessment", LATE_MORNING, 90, duration=20),
                               Wish("rehabilitation", (500, 840), 90, times=2),
                               Wish("vital_signs", AFTERNOON, 90, times=3)],
        "palliative": lambda: with_helper(patient) + [
            Wish("palliative_care", LATE_MORNING, 90), Wish("infusion_pump", (900, 1020), 90, duration=20),
            Wish("evening_care", BEDTIME, 90), Wish("night_visit", NIGHT_EARLY, 120, min_role="nurse"),
            Wish("dosette", at_noon(), 120, every=7), Wish("morning_care", MORNING, 90),
            Wish("nurse_assessment", SUPPER, 90), Wish("toileting", AFTERNOON, 90)],
        "equipment": lambda: [Wish("tube_feeding", MORNING, 75), Wish("tube_feeding", DINNER, 75),
                              Wish("morning_care", LATE_MORNING, 75), Wish("night_visit", NIGHT_EARLY, 120),
                              Wish("catheter_care", NOON, 90, times=2), Wish("evening_care", BEDTIME, 90),
                              Wish("nurse_assessment", NOON, 90, times=2), Wish("shower", LATE_MORNING, 90, times=1)],
    }[patient.profile]()


def with_helper(patient):
    """Where a nurse cannot turn and wash alone, the area's care team sends the second pair of hands."""
    if patient.helpers is None:
        return []
    return [Wish("morning_care", MORNING, 75, duration=25, pair=True, second_team=patient.helpers,
                 second_role="care_worker")]


def last_resort(patient):
    """For somebody whose wishes found no room: small help at any hour of the day."""
    day, evening = (480, 840), (915, 1230)
    if patient.team.kind == "HT":
        return [Wish("nurse_assessment", day, 180, every=14, duration=20),
                Wish("dosette", day, 180, every=14, duration=20),
                Wish("nurse_assessment", evening, 150, every=14, duration=20)]
    return [Wish("wellbeing_visit", day, 180, times=1), Wish("cleaning", day, 180, every=14, duration=45),
            Wish("wellbeing_visit", evening, 150, times=2)]
