"""The district: units, teams' bases, areas with their streets, and the houses in them. All names are invented; the
coordinates lie on land south of Bergen (further units of a municipality: north and west of it)."""

import math

KM_PER_DEGREE = 111.2

# The first unit, drawn by hand: team name, base, and its areas (name, latitude, longitude, radius in km, kind).
FJELLVAAG = [
    ("OT Hegrenes", (60.29420, 5.26910), [
        ("Hegrenes", 60.2942, 5.2640, 0.42, "village"), ("Sandlia", 60.2968, 5.2790, 0.40, "village"),
        ("Flatevik", 60.2842, 5.2345, 0.30, "village"), ("Skarvøy", 60.3052, 5.2752, 0.28, "village")]),
    ("OT Granlia", (60.29660, 5.33130), [
        ("Granlia", 60.2972, 5.3345, 0.40, "village"), ("Furuåsen", 60.2862, 5.2992, 0.40, "village"),
        ("Steinsvåg", 60.2895, 5.3225, 0.36, "village"), ("Skjellbukt", 60.3056, 5.3392, 0.30, "village")]),
    ("OT Kverndalen", (60.31690, 5.35420), [
        ("Kverndalen", 60.3178, 5.3565, 0.30, "town"), ("Elvebakken", 60.3105, 5.3598, 0.32, "town"),
        ("Apalhagen", 60.3022, 5.3512, 0.30, "town"), ("Tverråsen", 60.3092, 5.3702, 0.32, "village")]),
    ("OT Storelva", (60.27020, 5.34660), [
        ("Kyrkjebygda", 60.2690, 5.3482, 0.42, "village"), ("Stendalen", 60.2742, 5.3245, 0.36, "village"),
        ("Titlemarka", 60.2832, 5.3692, 0.36, "rural"), ("Vasseidet", 60.2716, 5.4202, 0.32, "rural")]),
]
HT_BASE = (60.29660, 5.33130)  # with OT Granlia under one roof

# Units of a larger municipality: name, centre, reach in degrees of latitude and longitude.
MORE_UNITS = [
    ("Nordvåg", (60.4650, 5.3250), (0.024, 0.030)), ("Austdal", (60.4180, 5.4650), (0.020, 0.030)),
    ("Byvågen", (60.3800, 5.3450), (0.016, 0.026)), ("Vestlia", (60.3580, 5.2820), (0.018, 0.026)),
    ("Sørfjell", (60.2350, 5.4600), (0.020, 0.030)),
]

AREA_HEADS = """Lyng Selje Tjeld Rogne Hassel Bjørke Eike Ask Ore Svart Sand Lein Myr Stok Kråke Erle Trane Måse Orre
Ulve Gaupe Hjorte Rev Elg Sauer Korn Bygg Humle Nype Tyri Kløver Heste Krabbe Sild Torsk Lange Brosme Sei Hyse
Rype Lo Svale Spove Vipe Stær Trost Kjøtmeis Lerke Falke Ugle Berg Fjøre Storm Vinter Sommer""".split()
AREA_TAILS = "åsen lia dalen haugen marka sletta vika tveit hammaren myra teigen neset bakken".split()
STREET_HEADS = """Hegre Kråke Naust Kvern Granli Furu Bjørke Lyng Røsslyng Blåbær Tyttebær Nype Hassel Ask Selje Orre
Rype Svale Lerke Linerle Måke Terne Skarv Ærfugl Tjeld Sild Torske Fiske Båt Brygge Not Seil Fyr Sjøbu Smie Mølle Sag
Sæter Stølen Løe Fjøs Haga Eple Plomme Rogn Kirke Skule Prest Klokkar Lensmann Doktor Handels Torg Stasjon Bru Elve
Foss Bekke Myr Tjern Vass Hammar Skar Ås Haug Topp Utsikt Solli Skogs Bregne Mose Einer Vidje Kastanje Linde Lønne
Amtmann Garver Bøkker Skredder Urmaker Spinner Vever Rennebane Idretts Samvirke Meieri""".split()
STREET_TAILS = ["veien", "bakken", "stien", "svingen", "lien", "haugen"]
TOWN_TAILS = ["gaten", "gaten", "veien", "smauet", "plass", "bakken"]


class Place:
    """Somewhere one can travel to: `key` as in travel.csv, `at` as (latitude, longitude)."""

    def __init__(self, key, at):
        self.key, self.at = key, at


class House:
    def __init__(self, address, at, flats, kind):
        self.address, self.at, self.flats, self.kind = address, at, flats, kind


class Area:
    def __init__(self, name, centre, radius, kind):
        self.name, self.centre, self.radius, self.kind = name, centre, radius, kind
        self.streets = []


class TeamSite:
    """A care team's place on the map."""

    def __init__(self, name, base, areas):
        self.name, self.base, self.areas = name, base, areas


def shifted(at, east_km, north_km):
    lat = at[0] + north_km / KM_PER_DEGREE
    lon = at[1] + east_km / (KM_PER_DEGREE * math.cos(math.radians(at[0])))
    return (round(lat, 5), round(lon, 5))


class Street:
    """A line with house numbers along it, odd to the left and even to the right."""

    def __init__(self, name, start, bearing, kind):
        self.name, self.start, self.bearing, self.kind = name, start, bearing, kind
        self.blocks = set()

    def house(self, number):
        pace = 0.009 if self.kind == "town" else 0.013 if self.kind == "village" else 0.035
        along = pace * number
        aside = 0.012 if number % 2 else -0.012
        at = shifted(self.start, along * math.sin(self.bearing) + aside * math.cos(self.bearing),
                     along * math.cos(self.bearing) - aside * math.sin(self.bearing))
        return House(f"{self.name} {number}", at, number in self.blocks, self.kind)


def build_streets(area, rng, used):
    """Three to five streets from around the area's centre, each within its radius."""
    tails = TOWN_TAILS if area.kind == "town" else STREET_TAILS
    count = 5 if area.kind == "town" else 4 if area.kind == "village" else 3
    first = rng.random() * 2 * math.pi
    while len(area.streets) < count:
        head, tail = rng.choice(STREET_HEADS), rng.choice(tails)
        name = head + tail
        if name in used or (head.endswith("s") and tail.startswith("s")) or tail[:-2] in head.lower():
            continue
        used.add(name)
        turn = first + len(area.streets) * 2 * math.pi / count
        out = area.radius * 0.25
        start = shifted(area.centre, out * math.sin(turn), out * math.cos(turn))
        street = Street(name, start, turn + rng.uniform(-0.5, 0.5), area.kind)
        if area.kind == "town":
            street.blocks = set(rng.sample(range(2, 34), 6))
        elif rng.random() < 0.5:
            street.blocks = {rng.randrange(3, 20)}
        area.streets.append(street)


def random_house(area, rng):
    street = rng.choice(area.streets)
    longest = {"town": 26, "village": 24, "rural": 9}[area.kind]
    if street.blocks and rng.random() < (0.6 if area.kind == "town" else 0.25):
        return street.house(rng.choice(sorted(street.blocks)))
    return street.house(rng.randrange(1, longest))


def first_unit(rng):
    """The four care teams of the first unit with their streets."""
    used = set()
    sites = []
    for name, base, areas in FJELLVAAG:
        built = [Area(a, (lat, lon), radius, kind) for a, lat, lon, radius, kind in areas]
        for area in built:
            build_streets(area, rng, used)
        sites.append(TeamSite(name, base, built))
    return sites


def further_unit(index, teams, rng, taken):
    """A unit of the larger municipality: `teams` care teams of three areas each, on a grid around its centre."""
    name, centre, reach = MORE_UNITS[index % len(MORE_UNITS)]
    used, sites = set(), []
    columns = math.ceil(math.sqrt(teams))
    for team in range(teams):
        lat = centre[0] + reach[0] * ((team // columns) / max(1, columns - 1) - 0.5)
        lon = centre[1] + reach[1] * ((team % columns) / max(1, columns - 1) - 0.5)
        areas = []
        while len(areas) < 3:
            area_name = rng.choice(AREA_HEADS) + rng.choice(AREA_TAILS)
            if area_name in taken:
                continue
            taken.add(area_name)
            turn = len(areas) * 2 * math.pi / 3
            at = shifted((lat, lon), 0.55 * math.sin(turn), 0.55 * math.cos(turn))
            areas.append(Area(area_name, at, 0.32, "town" if index == 2 else "village"))
            build_streets(areas[-1], rng, used)
        sites.append(TeamSite(f"OT {areas[0].name}", shifted((lat, lon), 0.1, 0.05), areas))
    return name, sites
