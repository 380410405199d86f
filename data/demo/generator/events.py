"""What happens around the anchor's date: absences, suspensions, the HT queue, reminders. These move by exact days when
the base is loaded on another day, so they make sense on any weekday."""

import datetime

from .texts import fit

# Days before (negative) and after the anchor, reason, shift. The first two are of one care team on the same morning.
ABSENCES = [(0, 0, "sick", ""), (0, 1, "child_sick", ""), (-9, 16, "sick", ""), (0, 3, "sick", ""), (1, 1, "course", "day"),
            (-2, 5, "holiday", ""), (2, 4, "leave", ""), (1, 2, "sick", ""), (5, 11, "holiday", ""), (0, 0, "other", "day"),
            (3, 3, "course", ""), (4, 6, "child_sick", "")]
# From, until, review (days from the anchor, None = empty), reason.
SUSPENSIONS = [(-6, 0, None, "hospital"), (-4, None, 1, "hospital"), (-12, None, -1, "hospital"), (-9, 1, None, "respite"),
               (-5, 1, None, "family"), (-13, 2, None, "respite"), (-2, 6, None, "travel"), (-1, None, 2, "hospital"),
               (0, 4, None, "family"), (3, 16, None, "respite"), (-30, None, 12, "declined"), (-20, -8, None, "hospital"),
               (5, 9, None, "travel"), (-3, None, 4, "other")]
REMINDERS = [
    (-2, "Bestille ny time hos fastlege, ring før kl. 10", True), (-1, "Etterspørre resept på øyedråper på apoteket", True),
    (0, "Blodprøvesvar kommer i dag, se i innboksen", True), (0, "Ta med nye støttestrømper, gamle er slitt", True),
    (0, "Bytte batteri i trygghetsalarmen", True), (0, "Legge brikke til søppelrommet i nøkkelskapet", False),
    (0, "Veie pasienten ved morgenstellet og skrive det ned", True), (0, "Pårørende kommer kl. 12, vil snakke om dusj", True),
    (1, "Bestille inkontinensutstyr for neste måned", True), (1, "Minne om tannlegetimen, drosje er bestilt", True),
    (1, "Bil 3 på verksted kl. 08", False), (1, "Høreapparatet leveres på hørselssentralen", True),
    (2, "Evaluere tiltak sammen med primærkontakt", True), (2, "Hente rullator på hjelpemiddellageret", True),
    (3, "Ny seng leveres mellom 10 og 13, noen må være hjemme", True), (4, "Kontrollere førstehjelpsskrin i bilene", False),
    (5, "Influensavaksine, spørre om samtykke", True), (7, "Avtale hjemmebesøk med ergoterapeut om terskler", True),
    (9, "Fylle på engangshansker og munnbind", False), (12, "Ny vurdering av Katz og CFS", True),
]
# Requests to the HT: day, time, kind, urgency, about whom (a case, or care team and service or usage class), text, and
# which duty nurse has taken it (0: nobody yet).
REQUESTS = [
    (0, "06:41", "supervision", "now", "worse",
     "NEWS2 6 i går kveld, resp 24 og tempen stiger, hun er slapp. Kan dere se til henne nå?", 0),
    (0, "05:55", "supervision", "today", "worsening",
     "Nattevakten meldte: mer andpusten enn vanlig og ikke spist siden i forgårs. Ønsker sykepleietilsyn i formiddag.", 0),
    (-1, "20:35", "dosette", "today", (1, "dosette"),
     "Tablett på gulvet i går morgen, usikker på hvilken. Dosetten bør kontrolleres.", 1),
    (-1, "15:10", "medication", "today", (2, "medication"),
     "Ny Marevan-dose fra fastlegen ligger i innboksen, listen i hjemmet er den gamle.", 0),
    (-1, "13:25", "new_patient", "today", "home",
     "Hjem fra sykehus i dag kl. 13, ny sonde og ny medisinliste. Trenger første besøk i kveld.", 0),
    (0, "00:50", "alarm", "today", (0, "C"),
     "Trygghetsalarm i natt: lå på badegulvet, ingen smerter. Bør vurderes i dag, fallet er nummer to på en uke.", 0),
    (-1, "11:05", "advice", "today", (3, "wound_simple"),
     "Såret på leggen lukter mer og er rødt rundt. Skal vi fortsette med samme bandasje?", 2),
    (-1, "09:40", "message", "planned", (0, "B"), "Datteren vil ha samtale om natten, ring tilbake etter kl. 15.", 0),
    (-2, "14:15", "grey_zone", "planned", "grey",
     "Diabetesen er ustabil: blodsukker 21,4 ved frokost og 3,6 ved leggetid. Skal oppdraget bli i OT?", 0),
    (-3, "10:30", "meeting", "planned", (1, "C"),
     "Ønskes opp på tverrfaglig tavlemøte: funksjonsfall siste måned, flere tjenester inne.", 0),
    (-1, "12:20", "transfer", "planned", (2, "B"),
     "Flytter til omsorgsbolig i et annet område neste måned, spør om overføring av team.", 0),
]
CLOSED = [
    (-1, "08:20", "medication", "today", 3, "Fikk dobbel dose kalk, legen er kontaktet, ingen tiltak."),
    (-2, "16:45", "supervision", "now", 0, "Brystsmerter, 113 ringt, innlagt og tilbake samme kveld."),
    (-3, "07:50", "dosette", "today", 2, "Dosetten var tom om kvelden, ny er lagt."),
    (-5, "13:00", "advice", "planned", 1, "Spørsmål om kompresjonsbandasje over natten: nei, tas av kl. 21."),
]


class Events:
    def __init__(self, world, facts, rng):
        self.world, self.facts, self.rng, self.anchor = world, facts, rng, world.anchor
        self.absences, self.suspensions, self.reminders, self.queue = [], [], [], []
        self.away, self.sick_before = set(), {}

    def date(self, offset):
        return self.anchor + datetime.timedelta(days=offset)

    def collect(self):
        self.make_absences()
        self.make_suspensions()
        self.make_reminders()
        self.make_queue()

    def make_absences(self):
        people = [w for w in self.world.staff if w.may_be_absent]
        second = self.world.teams[min(2, len(self.world.teams) - 1)]
        people.sort(key=lambda w: (w.team is not second, w.key))
        for index, worker in enumerate(people):
            first, last, reason, shift = ABSENCES[index % len(ABSENCES)]
            self.absences.append({"staff": worker.key, "from": self.date(first), "until": self.date(last),
                                  "reason": reason, "shift": shift})
            if first < 0:
                self.sick_before[worker.key] = self.date(first)

    def make_suspensions(self):
        """Not those who wait in the grey zone or are in the queue for getting worse."""
        busy = set(self.facts.grey) | set(self.facts.worse)
        able = [p for p in self.world.patients if p not in busy and p.status == "active" and p.partner is None
                and (self.anchor - p.admitted).days > 45]
        daily = [p for p in able if p.usage in "BCD"]
        if self.world.small:  # its one insulin, its one lift and its palliative patient stay
            daily = [p for p in daily if p.profile in ("frail", "stockings", "dementia", "wound")]
        wanted = SUSPENSIONS[:2] if self.world.small else SUSPENSIONS * max(1, len(self.health_teams()) // 2)
        chosen = self.rng.sample(daily, min(len(daily), len(wanted)))
        for patient, (first, until, review, reason) in zip(chosen, wanted):
            self.suspensions.append({"patient": patient.key, "from": self.date(first),
                                     "until": "" if until is None else self.date(until),
                                     "review": "" if review is None else self.date(review), "reason": reason})
            self.away.add(patient)
        self.in_hospital = chosen[0] if chosen else None

    def make_reminders(self):
        teams = [team for team in self.world.teams if team.kind == "OT"]
        wanted = REMINDERS[2:5] if self.world.small else REMINDERS * -(-len(teams) // 4)
        for index, (due, text, personal) in enumerate(wanted):
            team = teams[index % len(teams)]
            own = [p for p in self.world.patients if p.team is team and p.usage in "BC" and p not in self.away
                   and p.status == "active"]
            patient = self.rng.choice(own).key if personal and own else ""
            self.reminders.append({"team": team.key, "due": self.date(due), "patient": patient, "text": text})

    # The HT queue.

    def make_queue(self):
        for team in self.health_teams():
            self.queue_of(team)
        self.queue.sort(key=lambda row: row["at"])

    def health_teams(self):
        return [team for team in self.world.teams if team.kind == "HT"]

    def ask(self, ht, day, clock, kind, urgency, patient, text, owner=None, state=None):
        if patient is None:
            return
        sender = self.coordinator(patient.team)
        self.queue.append({"at": f"{self.date(day)}T{clock}", "kind": kind, "urgency": urgency, "patient": patient.key,
                           "from": sender.key if sender else "", "text": text, "team": ht.key,
                           "owner": owner.key if owner else "",
                           "state": state or ("taken" if owner else "open")})

    def coordinator(self, team):
        function = "coordinator" if team.kind == "OT" else "duty_nurse"
        able = [w for w in self.world.staff if w.team is team and function in w.functions and not w.night]
        return self.rng.choice(able) if able else None

    def pick(self, wanted):
        able = [p for p in self.world.patients if p not in self.away and p not in self.facts.grey
                and p not in self.facts.worse and p.status == "active" and wanted(p)]
        return self.rng.choice(able) if able else None

    def queue_of(self, ht):
        """What waits for the duty nurse, and what was closed these days."""
        nurses = [w for w in self.world.staff if w.team is ht and "duty_nurse" in w.functions and not w.night]
        for day, clock, kind, urgency, who, text, owner in REQUESTS:
            patient = self.asked_about(ht, who)
            if patient is not None:
                taken = nurses[(owner - 1) % len(nurses)] if owner else None
                self.ask(ht, day, clock, kind, urgency, patient, fit(text, patient), taken)
        for day, clock, kind, urgency, team, text in CLOSED:
            care = ht.care_teams[team % len(ht.care_teams)]
            patient = self.pick(lambda p, care=care: p.team is care and p.usage in "BCD")
            self.ask(ht, day, clock, kind, urgency, patient, text, nurses[0], "closed")

    def asked_about(self, ht, who):
        """The patient whom a request is about: one of the named cases, or one of a care team with such a service."""
        if who == "home":
            patient = self.in_hospital
            return patient if patient and ht in (patient.team, patient.team.ht) else None
        if who in ("worse", "worsening", "grey"):
            cases = self.facts.grey if who == "grey" else self.facts.worse
            cases = [p for p in cases if p.team.ht is ht]
            place = 1 if who == "worsening" else 0
            return cases[place] if len(cases) > place and (who != "grey" or cases[0].has("diabetes_unstable")) else None
        team, wanted = who
        care = ht.care_teams[team % len(ht.care_teams)]
        if len(wanted) == 1:
            return self.pick(lambda p: p.team is care and p.usage == wanted)
        return self.pick(lambda p: p.team is care and any(s.task.key == wanted for s in p.services))
