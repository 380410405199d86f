"""Travel minutes by the rule that the program uses for a pair that travel.csv lacks.

Straight line (haversine, Earth radius 6371 km) times a detour of 1.4, at the speed of the mode, rounded up to whole
minutes; then the minutes it takes to park and walk in. The same coordinates are the same address: 0 minutes.
"""

import math

EARTH_RADIUS_KM = 6371.0
DETOUR = 1.4
SPEED_KMH = {"car": 30.0, "bike": 14.0, "walk": 4.5}
ARRIVAL_MINUTES = {"car": 2, "bike": 1, "walk": 0}


def distance_km(here, there):
    """Great-circle distance between two (latitude, longitude) pairs in degrees."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*here, *there))
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(a))


def estimate(here, there, mode):
    """Whole minutes from one place to another by the rule above."""
    if here == there:
        return 0
    minutes = distance_km(here, there) * DETOUR / SPEED_KMH[mode] * 60.0
    return math.ceil(minutes) + ARRIVAL_MINUTES[mode]


class Travel:
    """Minutes between places (any object with `key` and `at`), with the corrections of travel.csv first."""

    def __init__(self, corrections=()):
        self.table = {(row["from"], row["to"], row["mode"]): row["minutes"] for row in corrections}
        self.memory = {}

    def minutes(self, here, there, mode):
        key = (here.key, there.key, mode)
        known = self.memory.get(key)
        if known is None:
            known = self.table.get(key)
            if known is None:
                known = estimate(here.at, there.at, mode)
            self.memory[key] = known
        return known
