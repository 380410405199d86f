"""Teams, their bases and the number of lists that each shift has."""

from . import places


class Team:
    """One team; `lists` says how many ordinary lists (the coordinator's not counted) a kind of shift has."""

    def __init__(self, key, kind, name, unit, base, ht=None):
        self.key, self.kind, self.name, self.unit = key, kind, name, unit
        self.base, self.ht = places.Place(key, base), ht
        self.location, self.areas, self.care_teams = "", [], []
        self.patients, self.lists, self.hours = 0, {}, {}
        self.phone, self.cars = "", 0


DAY_HOURS = [(450, 900), (450, 900), (440, 890), (450, 905)]
EVENING_HOURS = [(870, 1320), (870, 1320), (880, 1330), (870, 1320)]


def care_team(key, site, unit, ht, index, patients, lists):
    team = Team(key, "OT", site.name, unit, site.base, ht)
    team.areas = site.areas
    team.patients, team.lists = patients, lists
    team.hours = {"day": DAY_HOURS[index % 4], "evening": EVENING_HOURS[index % 4], "night": (1320, 1905)}
    team.cars = max(2, max(lists["day"], lists["evening"]) - (3 if site.areas[0].kind == "town" else 0))
    ht.care_teams.append(team)
    return team


def health_team(key, name, unit, base, patients, lists):
    team = Team(key, "HT", name, unit, base)
    team.patients, team.lists = patients, lists
    team.hours = {"day": (450, 900), "evening": (870, 1320), "night": (1335, 1905)}
    team.cars = lists["day"] + 2
    return team


def lists_of(day, evening, weekend_day, weekend_evening):
    return {"day": day, "evening": evening, "weekend_day": weekend_day, "weekend_evening": weekend_evening}


def demonstration_unit(rng):
    """One HT with four OTs: about 540 patients."""
    sites = places.first_unit(rng)
    ht = health_team("HT1", "HT Fjellvåg", "Fjellvåg", places.HT_BASE, 96, lists_of(7, 3, 6, 3))
    sizes = [(109, lists_of(7, 4, 7, 4)), (115, lists_of(8, 4, 7, 4)), (119, lists_of(8, 4, 7, 4)),
             (101, lists_of(7, 4, 6, 4))]
    teams = [ht]
    for index, (site, (patients, lists)) in enumerate(zip(sites, sizes)):
        teams.append(care_team(f"OT{index + 1}", site, "Fjellvåg", ht, index, patients, lists))
    bases = ["Hegrenes base", "Granlia base", "Kverndalen base", "Storelva base"]
    for team, base in zip(teams[1:], bases):
        team.location = base
    ht.location = "Granlia base"
    number(teams, 55)
    return teams


def small_unit(rng):
    """One HT with one OT and a dozen patients, for quick tests."""
    site = places.first_unit(rng)[1]
    ht = health_team("HT1", "HT Fjellvåg", "Fjellvåg", places.HT_BASE, 3, lists_of(1, 1, 1, 1))
    team = care_team("OT1", site, "Fjellvåg", ht, 0, 9, lists_of(2, 1, 1, 1))
    ht.location = team.location = "Granlia base"
    number([ht, team], 55)
    return [ht, team]


def municipality(units, rng):
    """Units of two HTs with four and three OTs: nine teams and about 900 patients each."""
    teams, taken, care_number, ht_number = [], set(), 0, 0
    for unit_index in range(units):
        unit, sites = places.further_unit(unit_index, 7, rng, taken)
        for group in (sites[:4], sites[4:]):
            ht_number += 1
            name = f"HT {unit}" + (" sør" if group[0] is sites[4] else " nord")
            ht = health_team(f"HT{ht_number}", name, unit, group[0].base, 16 * len(group),
                             lists_of(2 * len(group) - 1, 3, len(group) + 1, 3))
            ht.location = f"{group[0].areas[0].name} base"
            teams.append(ht)
            for index, site in enumerate(group):
                care_number += 1
                evening = 3 - index % 2
                team = care_team(f"OT{care_number}", site, unit, ht, index, 900 // 7 - 16,
                                 lists_of(5, evening, 5, evening))
                team.location = f"{site.areas[0].name} base"
                teams.append(team)
    number(teams, 53)
    return teams


def number(teams, prefix):
    """Fictional telephone numbers for the bases."""
    for index, team in enumerate(teams):
        team.phone = f"{prefix} 56 {index // 10 + 10:02d} {index % 10 * 10:02d}"
