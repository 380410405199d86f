"""One worker's round in the hidden plan: stops in order, with the earliest and latest times that keep all of it good.

A round leaves the base no sooner than the shift (for a coordinator: her own stretch of it) starts and is home when it
ends. The break is a stop without a place of its own. Where a stop may begin is [low, high]; a stop that is tied to
another round (two persons, a link) has low = high.
"""

BREAK_MINUTES = 30
BREAK_AFTER = 330  # a shift longer than 5.5 hours has a break
FILL = {"": 0.86, "short": 0.94}


class Stop:
    __slots__ = ("visit", "place", "low", "high", "length", "early", "late")

    def __init__(self, visit, place, low, high, length):
        self.visit, self.place, self.low, self.high, self.length = visit, place, low, high, length
        self.early = self.late = 0


class Route:
    def __init__(self, shift, travel):
        self.shift, self.worker, self.travel = shift, shift.worker, travel
        self.mode, self.base = shift.worker.transport, shift.team.base
        self.start, self.end = shift.start, shift.end
        self.stops, self.busy = [], 0
        length = shift.end - shift.start
        if shift.function in ("coordinator", "nurse_2"):
            self.start = shift.start + (45 if shift.shift == "day" else 60)
            self.end = self.start + round(length * 0.42)
            self.room = FILL["short"] * (self.end - self.start)
        else:
            self.room = FILL[""] * (length - BREAK_MINUTES)
            if length > BREAK_AFTER:
                middle = shift.start + length // 2
                self.stops.append(Stop(None, None, middle - 30, middle + 45, BREAK_MINUTES))
        self.retime()

    def minutes(self, here, there):
        return self.travel.minutes(here, there, self.mode)

    def place_before(self, index):
        """Where the worker is before the stop of that index."""
        for stop in reversed(self.stops[:index]):
            if stop.place is not None:
                return stop.place
        return self.base

    def place_from(self, index):
        """Where the worker goes next, from that index on."""
        for stop in self.stops[index:]:
            if stop.place is not None:
                return stop.place
        return self.base

    def retime(self):
        """Earliest starts forward, latest starts backward. A break is taken where the worker is."""
        clock, here = self.start, self.base
        for stop in self.stops:
            if stop.place is not None:
                clock += self.minutes(here, stop.place)
                here = stop.place
            stop.early = clock = max(clock, stop.low)
            clock += stop.length
        clock, there = self.end, self.base
        for index in range(len(self.stops) - 1, -1, -1):
            stop = self.stops[index]
            if stop.place is not None:
                clock -= self.minutes(stop.place, there)
                there = stop.place
            clock = min(clock - stop.length, stop.high)
            stop.late = clock

    def travel_total(self):
        places = [self.base] + [s.place for s in self.stops if s.place is not None] + [self.base]
        return sum(self.minutes(a, b) for a, b in zip(places, places[1:]))

    def try_at(self, index, place, low, high, length):
        """(added travel, earliest start) of a new stop before `index`, or None."""
        before, after = self.place_before(index), self.place_from(index)
        here = self.stops[index - 1].early + self.stops[index - 1].length if index else self.start
        start = max(here + self.minutes(before, place), low)
        if start > high:
            return None
        clock = start + length
        for stop in self.stops[index:index + 1]:
            if stop.place is None:  # the break; what follows it is reached from the new place
                start_break = max(clock, stop.low)
                if start_break > stop.high:
                    return None
                clock = start_break + stop.length
                following = self.stops[index + 1] if index + 1 < len(self.stops) else None
                limit = following.late if following else self.end
            else:
                limit = stop.late
            if clock + self.minutes(place, after) > limit:
                return None
        if index == len(self.stops) and clock + self.minutes(place, self.base) > self.end:
            return None
        added = self.minutes(before, place) + self.minutes(place, after) - self.minutes(before, after)
        return added, start

    def best(self, place, low, high, length):
        """The cheapest place for a stop that may begin in [low, high]: (added travel, index, start) or None."""
        if self.busy + length > self.room:
            return None
        found = None
        for index in range(len(self.stops) + 1):
            if index and self.stops[index - 1].early > high:
                break
            if index < len(self.stops) and self.stops[index].late + 0 < low and self.stops[index].place is not None:
                continue
            tried = self.try_at(index, place, low, high, length)
            if tried and self.busy + length + tried[0] <= self.room and (found is None or tried[0] < found[0]):
                found = (tried[0], index, tried[1])
        return found

    def insert(self, index, stop):
        self.stops.insert(index, stop)
        self.finish()

    def remove(self, stop):
        self.stops.remove(stop)
        self.finish()

    def finish(self):
        self.retime()
        self.busy = self.travel_total() + sum(s.length for s in self.stops if s.place is not None)

    def visits(self):
        return [stop for stop in self.stops if stop.visit is not None]
