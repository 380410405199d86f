"""Puts the base together: teams, people, five weeks of shifts, patients, and the hidden plan that grants their help."""

import datetime
import random

from . import catalogue, demand, names, patients, profiles, roster, staff, teams, travel
from .clock import dates

WEEKS_BEFORE, WEEKS_AFTER = 2, 2


class World:
    def __init__(self, seed, units, anchor, small=False):
        self.seed, self.anchor, self.small = seed, anchor, small
        self.monday = anchor - datetime.timedelta(days=anchor.weekday())
        self.days = dates(self.monday - datetime.timedelta(weeks=WEEKS_BEFORE), 7 * (WEEKS_BEFORE + 1 + WEEKS_AFTER))
        self.tasks = catalogue.load_tasks()
        self.teams = self.make_teams(units)
        self.names = names.Names(self.rng("names"))
        self.staff = self.make_staff()
        self.shifts = roster.Roster(self.staff, self.teams, self.days, self.rng("roster")).build()
        self.patients = self.make_patients()
        self.corrections = [] if small else patients.travel_corrections(
            self.patients, self.teams, travel.estimate, self.rng("corrections"))
        self.plan = plan_of(self)
        self.grant()
        staff.expire_some(self.staff, self.patients, anchor, self.rng("certificates"))
        self.services = [service for patient in self.patients for service in patient.services]

    def rng(self, topic):
        """A source of chance of its own for each topic, so that a change in one leaves the others as they were."""
        return random.Random(f"{self.seed}:{topic}")

    def make_teams(self, units):
        if self.small:
            return teams.small_unit(self.rng("places"))
        if units == 1:
            return teams.demonstration_unit(self.rng("places"))
        return teams.municipality(units, self.rng("places"))

    def make_staff(self):
        maker = staff.StaffMaker(self.names, self.rng("staff"), self.anchor)
        for team in self.teams:
            (maker.health_team if team.kind == "HT" else maker.care_team)(team)
        if len(maker.all) > 999:
            for index, worker in enumerate(maker.all):
                worker.key = f"S{index + 1:04d}"
        maker.touch()
        staff.choose_absentees(maker.all, self.teams, self.rng("absentees"))
        return maker.all

    def make_patients(self):
        rng = self.rng("patients")
        maker = patients.PatientMaker(self.names, rng, self.anchor)
        for team in self.teams:
            areas = team.areas or [area for ot in team.care_teams for area in ot.areas]
            health = team.kind == "HT"
            if self.small:
                maker.listed(team, areas, patients.SMALL_HEALTH if health else patients.SMALL_CARE)
            else:
                maker.team(team, areas, patients.HEALTH_SHARES if health else self.care_shares())
        profiles.assign(maker.all, rng)
        self.former = [] if self.small else patients.former(maker, self.teams, self.tasks, rng)
        maker.all += self.former
        patients.share_work(maker.all, self.teams)
        patients.renumber(maker.all)
        patients.give_contacts(maker.all, self.staff, self.rng("contacts"))
        return maker.all

    def care_shares(self):
        return patients.CARE_SHARES if len(self.teams) < 9 else patients.MUNICIPAL_SHARES

    def grant(self):
        """The heaviest first: two persons, hard times and nights find room while there is most of it."""
        rng = self.rng("demand")
        self.demand = demand.Demand(self.plan, self.tasks, self.days, self.anchor, rng)
        active = [p for p in self.patients if p.status == "active"]
        order = sorted(active, key=lambda p: (-p.target if p.usage != "A" else 0, p.key))
        wishes = {p.key: profiles.wishes(p, rng) for p in order}
        for turn in demand.TURNS:
            for patient in order:
                self.demand.grant_all(patient, wishes[patient.key], turn)
        for patient in self.patients:
            if not patient.services:
                self.demand.grant_something(patient, profiles.last_resort(patient))
        for patient in self.patients:
            patient.services.sort(key=lambda s: s.windows[0][0])
            for index, service in enumerate(patient.services):
                service.key = f"{patient.key}-{index + 1}"


def plan_of(world):
    from .plan import Plan

    return Plan(world.shifts, world.days, world.monday, travel.Travel(world.corrections))
