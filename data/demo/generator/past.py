"""The visits done in the two weeks before the anchor's week and in that week: the hidden plan, as it went."""

import datetime


def history(world, events, rng):
    """Rows of history.csv. Who was away was not visited; whoever was sick was replaced by a colleague of the shift."""
    until = world.monday + datetime.timedelta(days=7)
    away = {row["patient"]: (row["from"], row["until"] or until) for row in events.suspensions}
    rows = []
    for route in world.plan.lists():
        day = route.shift.day
        if day >= until:
            continue
        worker = route.worker
        sick_from = events.sick_before.get(worker.key)
        if sick_from and day >= sick_from:
            worker = colleague(world, route, rng)
        for stop in route.visits():
            service = stop.visit.service
            patient = service.patient
            if patient.key in away and away[patient.key][0] <= day <= away[patient.key][1]:
                continue
            rows.append({"date": day, "shift": route.shift.shift, "patient": patient.key, "staff": worker.key,
                         "task": service.task.key, "minutes": minutes(service.duration, rng)})
    return rows


def minutes(planned, rng):
    """What it took: mostly as planned, sometimes a few minutes more or less."""
    if rng.random() < 0.6:
        return planned
    return max(5, planned + rng.choice([-5, -4, -3, -2, 2, 3, 5, 5, 8, 10]))


def colleague(world, route, rng):
    others = world.plan.routes[(route.shift.day, route.shift.shift, route.shift.team.key)]
    others = [o.worker for o in others if o.worker is not route.worker and o.worker.role == route.worker.role]
    return rng.choice(others) if others else route.worker
