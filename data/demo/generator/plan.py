"""The hidden plan: every visit of every day on the list of somebody who may do it, in time. A service is granted only
when all its visits find a place, so the plan holds by construction."""

from .route import Route, Stop
from .service import Visit, due_dates

FIXED_STEP = 10  # minutes between the start times tried for a visit that is tied to another


class Plan:
    def __init__(self, rows, days, anchor_week, travel):
        """`rows`: the shifts. Somebody who may call in sick counts only before the anchor's week."""
        self.days, self.travel, self.met = days, travel, {}
        self.routes = {}
        for row in rows:
            if not row.walks() or (row.worker.may_be_absent and row.day >= anchor_week):
                continue
            route = Route(row, travel)
            for team in [row.team] + row.covers:
                self.routes.setdefault((row.day, row.shift, team.key), []).append(route)
        self.all_routes = {id(r): r for group in self.routes.values() for r in group}

    # What speaks for or against a worker at a patient's, in minutes of driving.

    def price(self, route, service, added):
        patient, worker = service.patient, route.worker
        price = added + 14 * route.busy / route.room - 3 * min(4, self.met.get((patient.key, worker.key), 0))
        if worker is patient.primary:
            price -= 12
        elif worker is patient.secondary:
            price -= 6
        if worker.area and worker.area != patient.area.name and worker.area != patient.team.key:
            price += 4
        if patient.prefer_gender and patient.prefer_gender != worker.person.gender:
            price += 15
        if service.role() != "nurse" and worker.role == "nurse":
            price += 1
        return price

    def best(self, service, day, part, low, high, without=None):
        """The best place for one part of a visit: (price, route, index, start) or None."""
        found = None
        for route in self.routes.get((day, service.shift(), service.team(part).key), ()):
            if route is without or not service.may_do(route.worker, part):
                continue
            place = route.best(service.patient.place, low, high, service.duration)
            if place:
                price = self.price(route, service, place[0])
                if found is None or price < found[0]:
                    found = (price, route, place[1], place[2])
        return found

    def put(self, service, day, part, found, low, high, log):
        stop = Stop(Visit(service, day, part), service.patient.place, low, high, service.duration)
        found[1].insert(found[2], stop)
        log.append((found[1], stop))

    def place_single(self, service, day, log, window=None):
        for low, high in ([window] if window else service.windows):
            found = self.best(service, day, 0, low, high)
            if found:
                self.put(service, day, 0, found, low, high, log)
                return True
        return False

    def place_pair(self, service, day, log):
        """Two workers at the same time."""
        low, high = service.windows[0]
        for start in range(low, high + 1, FIXED_STEP):
            first = self.best(service, day, 0, start, start)
            second = first and self.best(service, day, 1, start, start, without=first[1])
            if second:
                self.put(service, day, 0, first, start, start, log)
                self.put(service, day, 1, second, start, start, log)
                return True
        return False

    def place_linked(self, first, follower, day, log):
        """The follower begins min_gap to max_gap minutes after the first."""
        low, high = first.windows[0]
        for start in range(low, high + 1, FIXED_STEP):
            found = self.best(first, day, 0, start, start)
            if not found:
                continue
            here = len(log)
            self.put(first, day, 0, found, start, start, log)
            window = (max(follower.windows[0][0], start + follower.min_gap),
                      min(follower.windows[0][1], start + follower.max_gap))
            if window[0] <= window[1] and self.place_single(follower, day, log, window):
                return True
            self.undo(log, here)
        return False

    @staticmethod
    def undo(log, down_to=0):
        while len(log) > down_to:
            route, stop = log.pop()
            route.remove(stop)

    def grant(self, service, follower=None):
        """Places all visits of a service (and of the one that follows it), or none."""
        log = []
        for day in due_dates(service, self.days):
            if follower and follower.due(day):
                done = self.place_linked(service, follower, day, log)
            elif service.staff_count == 2:
                done = self.place_pair(service, day, log)
            else:
                done = self.place_single(service, day, log)
            if not done:
                self.undo(log)
                return False
        for route, stop in log:
            key = (stop.visit.service.patient.key, route.worker.key)
            self.met[key] = self.met.get(key, 0) + 1
        return True

    def lists(self):
        """The rounds by date, shift and team."""
        order = ("day", "evening", "night")
        return sorted(self.all_routes.values(),
                      key=lambda r: (r.shift.day, order.index(r.shift.shift), r.shift.team.key, r.worker.key))
