"""A second look at the hidden plan, independent of how it was made: walks every round and counts every due visit."""

from .catalogue import role_may
from .clock import hhmm
from .route import BREAK_MINUTES


def problems(world, events):
    """What is wrong with the plan, as lines; none when it is a witness."""
    found = []
    starts = {}
    absent = {(row["staff"]) for row in events.absences}
    for route in world.plan.lists():
        if route.shift.day >= world.monday and route.worker.key in absent:
            found.append(f"{route.worker.key} counts on {route.shift.day} but may be absent")
        walk(route, starts, found)
    count(world, starts, found)
    links(world, starts, found)
    return found


def walk(route, starts, found):
    """The round from the base and back: times, travel, windows, competence, the end of the shift."""
    where = f"{route.shift.day} {route.shift.shift} {route.worker.key}"
    clock, here, rested = route.start, route.base, False
    for stop in route.stops:
        if stop.visit is None:
            clock = max(clock, stop.low) + BREAK_MINUTES
            rested = True
            continue
        service, day, part = stop.visit.service, stop.visit.day, stop.visit.part
        clock = max(clock + route.minutes(here, stop.place), stop.low)
        if not any(low <= clock <= high for low, high in service.windows):
            found.append(f"{where}: {service.key} at {hhmm(clock)} outside its window")
        team = service.team(part)
        if team is not route.shift.team and team not in route.shift.covers:
            found.append(f"{where}: {service.key} belongs to {team.key}")
        if not service.may_do(route.worker, part) or not role_may(route.worker.role, service.role(part)):
            found.append(f"{where}: {route.worker.key} may not do {service.key}")
        key = (service.key, day, part)
        if key in starts:
            found.append(f"{where}: {service.key} twice")
        starts[key] = (clock, route.worker.key)
        clock, here = clock + service.duration, stop.place
    if clock + route.minutes(here, route.base) > route.end:
        found.append(f"{where}: home too late")
    whole = not route.shift.function
    if whole and route.stops and not rested:
        found.append(f"{where}: no break")


def count(world, starts, found):
    expected = 0
    for service in world.services:
        for day in world.days:
            if service.due(day):
                expected += service.staff_count
                for part in range(service.staff_count):
                    if (service.key, day, part) not in starts:
                        found.append(f"{day}: {service.key} has no place")
    if expected != len(starts):
        found.append(f"{len(starts)} visits in the plan, {expected} due")


def links(world, starts, found):
    for service in world.services:
        for day in world.days:
            if not service.due(day):
                continue
            own = starts.get((service.key, day, 0))
            if service.staff_count == 2:
                second = starts.get((service.key, day, 1))
                if not own or not second or own[0] != second[0] or own[1] == second[1]:
                    found.append(f"{day}: {service.key} is not done by two at the same time")
            if service.follows and own:
                first = starts[(service.follows.key, day, 0)]
                if not service.min_gap <= own[0] - first[0] <= service.max_gap:
                    found.append(f"{day}: {service.key} does not follow {service.follows.key}")


def summary(world):
    visits = sum(len(route.visits()) for route in world.plan.lists() if route.shift.day == world.anchor)
    return (f"{len(world.teams)} teams, {len(world.staff)} staff, {len(world.patients)} patients, "
            f"{len(world.services)} services, {len(world.shifts)} shifts; {visits} visits on {world.anchor}")
