"""Every command × function × relation to a team against the table of permissions (`vaktrom permissions --json`); what a
refusal says and leaves alone; and that no reading command tells about a patient outside the reader's reach.

Which permission a command needs stands here, by domain.md ("Roles" and its table of functions) and interface.md."""

import concurrent.futures
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys

import permission_base
from permission_base import DATE, MORNING, TEAMS, TOKEN, VAKTROM, Base

OWNER = "the owner alone"  # is no row of the table
# A word of the table, and about what it is asked: "team": the team of the thing that the form names; "ht": its HT, to
# which every request goes; "transfer": both teams of the transfer; "somewhere"; "unit": the whole unit.
FORMS = {
    "nightly": [
        ("nightly --date 2026-03-05 --iterations 1", ("plan_visits", "somewhere")),
        ("nightly --date 2026-03-05 --iterations 1 --paper {files}/paper", ("back_up", "somewhere")),
    ],
    "plan": [("plan --date 2026-03-06", ("plan_visits", "somewhere"))],
    "balance": [
        ("balance --date 2026-03-04 --shift evening --team {team} --iterations 1 --keep", ("balance_lists", "team")),
        ("balance --date 2026-03-04 --shift evening --iterations 1 --keep", ("balance_lists", "unit")),
    ],
    "handover": [
        ("handover --date 2026-03-04 --shift day --team {team}", ("hand_over", "team")),
        ("handover --date 2026-03-04 --shift day --team {team} --format csv", ("hand_over", "team")),
        ("--json handover --date 2026-03-04 --shift day --team {team}", ("hand_over", "team")),
        ("handover ack --date 2026-03-04 --shift day --team {team}", ("hand_over", "team")),
    ],
    "ack": [
        ("ack {finding} --reason seen", ("approve_shift", "team")),
        ("ack travel_estimated:travel:2026-03-04 --reason seen", ("keep_unit", "somewhere")),
    ],
    "approve": [("approve --date 2026-03-04 --shift day --team {team}", ("approve_shift", "team"))],
    "suggest": [("suggest {visit}", None)],
    "move": [("move {visit} --to {list} --override tried", ("move_visit", "team"))],
    "unpin": [("unpin {pinned}", ("move_visit", "team"))],
    "unassign": [("unassign {visit}", ("move_visit", "team"))],
    "drop": [("drop {visit} --reason tried", ("drop_visit", "team"))],
    "add": [("add {patient} breakfast --date 2026-03-05 --earliest 09:00 --latest 11:00", ("add_visit", "team"))],
    "absent": [
        ("absent {worker} --date 2026-03-04 --reason sick", ("note_absence", "team")),
        ("absent {worker} --date 2026-03-04 --reason sick --replan --apply 1", ("note_absence", "team")),
        ("absent {worker} --date 2026-03-04 --reason sick --replan", ("note_absence", "team")),
    ],
    "candidates": [("candidates {absence}", ("hire_substitute", "team"))],
    "substitute": [("substitute {absence} --staff {fill} --override tried", ("hire_substitute", "team"))],
    "suspend": [("suspend {patient} --from 2026-03-06 --until 2026-03-08 --reason travel", ("suspend_patient", "team"))],
    "resume": [("resume {away_patient} --from 2026-03-05", ("suspend_patient", "team"))],
    "done": [("--yes done {visit}", ("mark_visit", "team"))],
    "undone": [("undone {visit} --reason not_home --next {worker}", ("mark_visit", "team"))],
    "queue": [
        ("queue add advice --patient {patient} --urgency today --text ask", ("ask_ht", "team")),
        ("queue take {item}", ("work_queue", "ht")),
        ("queue release {taken}", ("work_queue", "ht")),
        ("queue answer {taken} --text yes", ("work_queue", "ht")),
        ("queue hand {taken} --to {worker}", ("work_queue", "ht")),
        ("queue close {taken} --outcome settled", ("work_queue", "ht")),
        ("queue visit {taken} --earliest 12:00 --latest 14:00 --duration 20 --task breakfast",
         ("work_queue", "ht"), ("add_visit", "team")),
        ("queue remind {taken} --due 2026-03-05", ("work_queue", "ht"), ("keep_reminders", "team")),
        ("queue transfer {taken} --to {next} --from-date 2026-03-12 --override tried",
         ("work_queue", "ht"), ("transfer_patient", "team")),
    ],
    "own": [
        ("own --team {ht}", ("report_own", "ht")),
        ("--json own --team {ht}", ("report_own", "ht")),
    ],
    "transfer": [
        ("transfer {patient} --to {next} --from-date 2026-03-12 --reason tried --override tried",
         ("transfer_patient", "team")),
        ("transfer ack {transfer} --team {team}", ("ack_transfer", "transfer")),
        ("transfer withdraw {transfer}", ("transfer_patient", "transfer")),
        ("transfer", ("ack_transfer", "somewhere")),
    ],
    "remind": [
        ("remind add --team {team} --due 2026-03-05 --patient {patient} --text tried", ("keep_reminders", "team")),
        ("remind done {reminder}", ("keep_reminders", "team")),
        ("remind visit {reminder} --task breakfast --date 2026-03-05 --earliest 12:00 --latest 14:00",
         ("add_visit", "team")),
        ("remind", ("keep_reminders", "somewhere")),
    ],
    "carry": [
        ("carry accept {carry}", ("mark_visit", "team")),
        ("carry hand {carry} --to {fill}", ("mark_visit", "team")),
        ("carry done {carry}", ("mark_visit", "team")),
        ("carry visit {carry} --date 2026-03-05 --earliest 12:00 --latest 14:00", ("add_visit", "team")),
        ("carry", ("mark_visit", "somewhere")),
    ],
    "meeting": [
        ("meeting add {patient} --ground asked_for", ("prepare_meeting", "team")),
        ("meeting set {meeting} --light red --text tried", ("prepare_meeting", "team")),
        ("meeting", ("prepare_meeting", "somewhere")),
    ],
    "report": [("report workload", ("see_indicators", "somewhere"))],
    "import": [
        ("import needs {files}/needs-{team}.csv", ("keep_records", "team")),
        ("import staff {files}/staff-{team}.csv", ("keep_records", "team")),
        ("import visits {files}/visits-{team}.csv", ("keep_records", "team")),
        ("import suspensions {files}/suspensions.csv", (OWNER, "somewhere")),  # of everybody
        ("import tasks {files}/tasks.csv", ("keep_unit", "somewhere")),
        ("import acks {files}/acks.csv", (OWNER, "somewhere")),
        ("import --all {files}/all", (OWNER, "somewhere")),
    ],
    "export": [
        ("export patients", ("keep_records", "somewhere")),
        ("export settings", ("keep_unit", "somewhere")),
        ("export approvals", (OWNER, "somewhere")),
        ("export --all {files}/out", (OWNER, "somewhere")),
        ("export problem --date 2026-03-04 --team {ht} {files}/problem", (OWNER, "somewhere")),
        ("export ical --staff {worker}", ("keep_records", "team")),
    ],
    "new": [
        ("new needs {patient},lives_alone,2026-03-04 noted_by={worker}", ("keep_records", "team")),
        ("new tasks tried name=Tried min_role=assistant duration=10 priority=may load=1", ("keep_unit", "somewhere")),
    ],
    "edit": [
        ("edit patients {patient} important=tried", ("keep_records", "team")),
        ("edit services {service} duration=25", ("keep_records", "team")),
        ("edit staff {worker} phone=12345678", ("keep_records", "team")),
        ("edit teams {team} phone=12345678", ("keep_unit", "somewhere")),
        ("edit tasks breakfast duration=25", ("keep_unit", "somewhere")),
    ],
    "end": [("end services {service}", ("keep_records", "team"))],
    "observe": [("observe {patient} --pulse 80", ("write_observation", "team"))],
    "need": [
        ("need {patient}", ("read_patient", "team")),
        ("need {patient} frailty=4", ("write_observation", "team")),
    ],
    "route": [
        ("route {patient}", ("decide_team", "team")),
        ("route --all", ("plan_visits", "somewhere")),
        ("route --all --explain", ("plan_visits", "somewhere")),
    ],
    "decide": [("--yes decide {patient} --outcome OT --reason tried --review 2026-04-01", ("decide_team", "team"))],
    "criteria": [("criteria activate {version}", ("keep_unit", "somewhere"))],
    "backup": [("backup {files}/copy-{actor} --key {files}/key", ("back_up", "somewhere"))],
    "setting": [("setting set emergency_hours 6", ("keep_unit", "somewhere"))],
    "audit": [
        ("audit show", ("read_audit", "somewhere")),
        ("audit show --patient {patient}", ("read_audit", "team")),
        ("audit show --actor {worker}", ("read_audit", "team")),
        ("audit show --actor S905", (OWNER, "somewhere")),
        ("audit verify", ("read_audit", "somewhere")),
        ("audit erase --patient {patient} --reason tried", (OWNER, "somewhere")),
        ("audit accept 1 --reason tried", (OWNER, "somewhere")),
    ],
    "user": [
        ("user add tried --staff {worker}", ("keep_accounts", "team")),
        ("user lock nobody", ("keep_accounts", "somewhere")),
        ("user unlock nobody", ("keep_accounts", "somewhere")),
        ("user remove nobody", ("keep_accounts", "somewhere")),
        ("user set nobody --os-user x", ("keep_accounts", "somewhere")),
    ],
}
WHOLE = {"backup {files}/copy-{actor} --key {files}/key"}  # has no dry run, and changes nothing of the store
# The shift is not approved while errors stand: that is no matter of permission.
STANDS = {"approve --date 2026-03-04 --shift day --team {team}"}
# Everybody may say these; what they show is narrowed to the reader's reach (READING) or tells of nobody.
FREE = {
    "lists": "the lists of all teams by number: everybody must see who goes where",
    "list": "the same of one list",
    "roster": "the same on paper",
    "check": "what is not safe concerns everybody",
    "emergency": "access in an emergency must not depend on a function: the leaders see it",
    "permissions": "the table itself",
    "undo": "takes back what the same person did",
    "redo": "does again what the same person did",
    "journal": "the own lines; all of them for the owner",
    "whoami": "about oneself",
    "solve": "knows no store",
    "init": "makes a store where there is none",
    "restore": "works on the file: whoever may replace it by other means, and owners (see lent_rights.test)",
    "doctor": "works on the file, as restore does",
    "keys": "knows no store",
    "screen": "asks for each action",
    "help": "knows no store",
}
# What shows something: in each form that there is, with everything of the base in it that the form can show.
READING = [
    "lists --date 2026-03-04", "list {list}", "list {list} --explain", "check --date 2026-03-04", "suggest {visit}",
    "suggest {visit} --all", "queue --all", "queue show {item}", "own", "remind --all", "carry --all", "meeting",
    "transfer --all", "handover --date 2026-03-04 --shift day --team {team}",
    "handover --date 2026-03-04 --shift day --team {team} --all", "candidates {absence}", "need {patient}", "need --codes",
    "journal --limit 500", "audit show --limit 500", "audit show --patient {patient}", "criteria list", "criteria check", "report", "setting list", "user list", "whoami",
    "permissions", "route {patient} --criteria {files}/criteria.csv", "route --criteria {files}/criteria.csv",
    "roster --date 2026-03-04", "roster --date 2026-03-04 --list {list}", "undo", "redo", "emergency {patient}",
    "export patients", "export needs", "export services", "export visits", "export queue", "export reminders",
    "export suspensions", "export transfers", "export decisions", "export carry_overs", "export meeting",
]
PAPERS = ["roster --date 2026-03-04 --format {form} --out {out}", "queue --all --format {form} --out {out}",
          "handover --date 2026-03-04 --shift day --team {team} --format {form} --out {out}",
          "own --format {form} --out {out}", "meeting --format {form} --out {out}"]


REFUSAL = re.compile("who may: .*owner|only the store's owner may")
READ_HOW = [([], "OT2"), ([], "OT9"), (["--json"], "OT9"), (["--csv"], "OT9")]

# --- The table --------------------------------------------------------------------------------------------------------


def commands():
    """Every command that the program knows, as its help and completion name them."""
    shown = subprocess.run([VAKTROM, "help", "--complete", "--", ""], stdout=subprocess.PIPE, text=True, check=True)
    return {line.split("\t")[0] for line in shown.stdout.splitlines() if not line.startswith("-")}


def is_reached(actor, reach, teams, own):
    if reach == "unit":
        return True
    if reach == "ht" and actor.ht in {TEAMS.get(team, team) for team in teams}:
        return True
    return own and reach != "nobody" or reach in ("team", "ht") and actor.team in teams


def may(table, actor, permission, teams, own):
    """Whether the table lets the actor do it: by the function, or as the worker that everybody is."""
    if actor.name == "owner":
        return True
    if actor.name == "service":
        return permission != OWNER and table[permission]["service"] != "nobody"
    if permission == OWNER:
        return False
    reaches = [table[permission][actor.name], table[permission]["worker"]]
    if teams is None:
        return any(reach != "nobody" for reach in reaches)
    if teams == "unit":
        return "unit" in reaches
    return any(is_reached(actor, reach, teams, own) for reach in reaches)


def is_about(form):
    """Whether it names something that belongs to a team."""
    return set(re.findall(r"\{(\w+)\}", form)) - {"files", "actor", "version"}


def teams_of(subject, things):
    return {"team": [things["team"]], "ht": [things["ht"]], "transfer": [things["team"], things["next"]],
            "somewhere": None, "unit": "unit"}[subject]


# --- One actor --------------------------------------------------------------------------------------------------------


def content(path):
    """All that the store holds, but for who looked at whom: that is written down in any case."""
    rows = subprocess.run(["sqlite3", path, ".dump"], stdout=subprocess.PIPE, check=True).stdout.splitlines()
    return {row for row in rows if not row.startswith(b"INSERT INTO audit")}


class Trial:
    def __init__(self, folder, actor, things, table):
        self.actor, self.things, self.table = actor, things, table
        self.folder = folder
        self.base = Base(os.path.join(folder, f"{actor.name}-{type(self).__name__}.db"))
        shutil.copy(os.path.join(folder, "base.db"), self.base.path)
        self.base.sign_in(actor.name if actor.name in ("owner", "service") else "person", actor.staff)
        self.faults, self.tried = [], 0

    def fault(self, words, text):
        self.faults.append(f"{self.actor.name}: {words}: {text}")

    def own_things(self, things):
        """The things of the own team, with a visit and a patient of the own list."""
        rows = self.base.sql("SELECT v.visit, v.patient, v.list FROM visits v JOIN lists l USING (list) WHERE l.staff = ?"
                             " AND v.date = ? AND v.visit NOT LIKE '%/%' AND v.state = 'listed' ORDER BY v.start DESC",
                             self.actor.staff, DATE)
        if not rows:
            return None
        return dict(things, visit=rows[0][0], patient=rows[0][1], list=rows[0][2])

    def permitted(self, form, things, own):
        return all(may(self.table, self.actor, permission, teams_of(subject, things), own)
                   for permission, subject in form[1:] if permission)

    def try_form(self, form, things, own=False):
        """A refusal names who may; what is refused is tried in earnest, the rest as a dry run."""
        words = form[0].format(actor=self.actor.name, **things).split()
        permitted = form[1] is None or self.permitted(form, things, own)
        dry = permitted and form[0] not in WHOLE
        ended = self.base.start(*(["--dry-run"] if dry else []), *words)
        self.tried += 1
        refused = ended.returncode == 4 and REFUSAL.search(ended.stderr) is not None
        if refused == permitted:
            self.fault(" ".join(words), f"exit {ended.returncode}, not {'permitted' if permitted else 'refused'}: "
                       f"{ended.stdout[:200]}{ended.stderr}")
        if refused and ended.stdout:
            self.fault(" ".join(words), f"refused, and shows '{ended.stdout}'")
        if self.actor.name == "owner" and ended.returncode not in (0, 1) and form[0] not in STANDS \
                and " nobody" not in form[0]:
            self.fault(" ".join(words), f"not even the owner: {ended.stderr}")

    def try_all(self):
        before = content(self.base.path)
        if self.permitted(FORMS["backup"][0], self.things["OT1"], False):
            self.try_form(FORMS["backup"][0], self.things["OT1"])
            before = content(self.base.path)  # which knows of the backup
        for forms in FORMS.values():
            for form in forms if forms is not FORMS["backup"] else []:
                self.try_each_relation(form)
        changed = content(self.base.path) ^ before
        if changed:
            self.fault("all", f"a refusal or a dry run changed the store: {sorted(changed)[:3]}")

    def try_each_relation(self, form):
        if not is_about(form[0]):
            self.try_form(form, self.things["OT1"])
            return
        teams = TEAMS if self.actor.staff else ["OT1"]
        for team in teams:
            self.try_form(form, self.things[team])
        own = self.actor.staff and self.own_things(self.things[self.actor.team])
        on_own_list = re.search(r"\{(visit|patient)\}", form[0]) and "{next}" not in form[0]
        if own and on_own_list:
            self.try_form(form, own, True)


# --- What is read -----------------------------------------------------------------------------------------------------


def foreign(base, actor, table):
    """The numbers of the patients who have nothing to do with what the actor may read about."""
    if actor.name == "owner":
        return set()
    reach = table["read_patient"][actor.name]
    teams = {"team": {actor.team}, "ht": {t for t, ht in base.sql("SELECT team, ifnull(ht, team) FROM teams")
                                          if ht == actor.ht}}.get(reach, set())
    near = {}
    for patient, team in base.sql(
            "SELECT patient, team FROM patients UNION SELECT patient, cooperating_team FROM patients"
            " UNION SELECT patient, team FROM visits WHERE date BETWEEN '2026-03-03' AND '2026-03-05'"
            " UNION SELECT patient, from_team FROM transfers UNION SELECT patient, to_team FROM transfers"):
        near.setdefault(patient, set()).add(team)
    met = {row[0] for row in base.sql("SELECT v.patient FROM visits v LEFT JOIN lists l USING (list)"
                                      " WHERE ? IN (v.staff, l.staff)", actor.staff)}
    return {patient[1:] for patient in near
            if patient not in met and not near[patient] & teams and not (reach == "ht" and near[patient] == {None})}


class Reader(Trial):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.foreign = foreign(self.base, self.actor, self.table)

    def look(self, words, text):
        told = sorted({hit.group(0) for hit in TOKEN.finditer(text) if hit.group(1) in self.foreign})
        self.tried += 1
        if told:
            line = next(line for line in text.splitlines() if told[0] in line)
            self.fault(words, f"tells of {len(told)} patients outside the reach, {' '.join(told[:3])}: {line.strip()[:160]}")

    def read_all(self):
        for form in READING:
            for how, team in READ_HOW if is_about(form) else READ_HOW[1:]:
                words = how + form.format(**self.things[team]).split()
                ended = self.base.start("--dry-run", *words)
                self.look(" ".join(words), ended.stdout + ended.stderr)
        for paper in PAPERS:
            for form in ("text", "pdf", "csv"):
                self.read_paper(paper, form)

    def read_paper(self, paper, form):
        out = self.base.path + ".out"
        words = paper.format(form=form, out=out, **self.things["OT1"])
        ended = self.base.start(*words.split())
        if ended.returncode == 4:
            return
        if ended.returncode not in (0, 1):
            self.fault(words, ended.stderr)
            return
        if form == "pdf":
            text = subprocess.run(["pdftotext", "-raw", out, "-"], stdout=subprocess.PIPE, text=True, check=True).stdout
        else:
            with open(out, encoding="utf-8") as file:
                text = file.read()
        os.remove(out)
        self.look(words, text)


# --- The tests --------------------------------------------------------------------------------------------------------


def check_every_command_is_known():
    """Nobody adds a command that asks for nothing: what is not listed above is a fault."""
    known = commands()
    assert len(known) > 40, known
    assert known == set(FORMS) | set(FREE), f"not known here, or no more there: {known ^ (set(FORMS) | set(FREE))}"


def check_the_function_ends(trial):
    """A coordinator is one for the shift: not in the evening, nor for a shift of tomorrow."""
    visit = trial.things["OT1"]["visit"]
    tomorrow = trial.base.first("SELECT staff FROM shifts WHERE date = '2026-03-05' AND team = 'OT1' AND shift = 'day'"
                                " AND function = 'coordinator'")
    assert tomorrow != trial.actor.staff
    hours = [(trial.actor.staff, MORNING, False), (trial.actor.staff, "2026-03-04T23:00:00+01:00", True),
             (trial.actor.staff, permission_base.EVENING, True), (tomorrow, MORNING, True)]
    for staff, now, refused in hours:
        trial.base.sign_in("person", staff)
        ended = trial.base.start("--dry-run", "unassign", visit, now=now)
        if (ended.returncode == 4 and "who may: " in ended.stderr) != refused:
            trial.fault(f"unassign by {staff} at {now}", f"exit {ended.returncode}: {ended.stderr}")
    trial.base.sign_in("person", trial.actor.staff)


def check_who_left(trial):
    """From the day of staff.ended on: every command is refused in the same words, shows nothing and changes nothing."""
    base, things = trial.base, trial.things["OT1"]
    base.sql("UPDATE staff SET ended = ? WHERE staff = ?", DATE, trial.actor.staff)
    before = content(base.path)
    forms = [form[0] for forms in FORMS.values() for form in forms] + READING
    for form in forms:
        words = form.format(actor=trial.actor.name, **things).split()
        if words[0] in ("user", "permissions"):  # the file's owner may look at accounts (user.test); knows no store
            continue
        ended = base.start(*words)
        trial.tried += 1
        if ended.returncode != 4 or ended.stdout or f"no longer works here (since {DATE})" not in ended.stderr:
            trial.fault(f"{' '.join(words)} by who left", f"exit {ended.returncode}: {ended.stdout[:200]}{ended.stderr}")
    if content(base.path) != before:
        trial.fault("all by who left", "the store changed")
    base.sql("UPDATE staff SET ended = NULL WHERE staff = ?", trial.actor.staff)


TAKEN_OUT = {"patients": "patient", "services": "patient", "visits": "patient", "staff": "staff", "absences": "staff"}


def check_files_are_narrowed(trial):
    """A section leader's files are of the own team: what is left out is counted, what reaches out is refused with its
    place, and --replace ends nothing outside."""
    base, files, near = trial.base, trial.things["OT1"]["files"], reached(trial.base, "OT1")
    for kind, column in TAKEN_OUT.items():
        ended = base.start("export", kind)
        rows = list(csv.DictReader(io.StringIO(ended.stdout)))
        told = re.search(r"(\d+) rows? .*who may have all: the owner", ended.stderr)
        outside = {row[column] for row in rows} - near[column]
        if outside or not rows or not told or len(rows) + int(told[1]) != base.first(f"SELECT count(*) FROM {kind}"):
            trial.fault(f"export {kind}", f"{len(rows)} rows, of others {sorted(outside)[:5]}: {ended.stderr}")
    for name, place in (("moved", "column 'team': 'OT2'"), ("taken", "column 'patient': 'P9")):
        ended = base.start("import", "patients", os.path.join(files, f"{name}.csv"))
        if ended.returncode != 4 or f"{name}.csv:2: {place}" not in ended.stderr or "who may: " not in ended.stderr:
            trial.fault(f"import patients {name}.csv", f"exit {ended.returncode}: {ended.stderr}")
    own = os.path.join(files, "own.csv")
    base.run("export", "reminders", "--out", own)
    with open(own, encoding="utf-8") as file:
        header, *rows = file.readlines()
    with open(own, "w", encoding="utf-8") as file:
        file.writelines([header, *rows[1:]])
    others = "SELECT count(*) FROM reminders WHERE done = 'no' AND team <> 'OT1'"
    before = base.first(others)
    ended = base.start("import", "reminders", own, "--replace")
    if ended.returncode or base.first(others) != before or "outside your reach and stay" not in ended.stdout:
        trial.fault("import reminders --replace", f"{before} of others were {base.first(others)}: {ended.stdout}{ended.stderr}")


def reached(base, team):
    """Patients and workers who have to do with the team."""
    patients = base.sql("SELECT patient FROM patients WHERE ?1 IN (team, cooperating_team) UNION SELECT patient FROM visits"
                        " WHERE team = ?1 AND date BETWEEN '2026-03-03' AND '2026-03-05' UNION SELECT patient"
                        " FROM transfers WHERE ?1 IN (from_team, to_team)", team)
    staff = base.sql("SELECT staff FROM staff WHERE team = ?1 UNION SELECT staff FROM shifts WHERE team = ?1", team)
    return {"patient": {row[0] for row in patients}, "staff": {row[0] for row in staff}}


def check_the_log_is_narrowed(trial):
    """A section leader sees what own people did, and of what they did to others' patients only that they did."""
    base, far = trial.base, trial.things["OT9"]["patient"]
    base.sign_in("person", trial.things["OT1"]["worker"])
    base.run("queue", "add", "advice", "--patient", far, "--urgency", "today", "--text", permission_base.token(far))
    base.sign_in("person", trial.actor.staff)
    shown = base.run("--json", "audit", "show", "--limit", "1000")
    lines = json.loads(shown)
    people = reached(base, "OT1")["staff"]
    others = {line["actor"] for line in lines} - people
    if others or not lines:
        trial.fault("audit show", f"{len(lines)} lines, of {others}")
    if permission_base.token(far) in shown + base.run("journal") or not any(far in line["patients"] for line in lines):
        trial.fault("audit show", f"what was asked about {far}: {shown[:400]}")


def check_the_handover_is_narrowed(trial):
    """A request to the HT about an OT's patient stands on the HT's sheet; its leader, who reads about the HT's own
    patients, sees the number."""
    base = trial.base
    near = reached(base, "HT1")["patient"]
    base.sign_in("person", permission_base.on_duty(base, "section_leader", "HT1"))
    for how in ([], ["--all"], ["--format", "csv"], ["--json"]):
        sheet = base.run("handover", "--date", DATE, "--shift", "day", "--team", "HT1", *how)
        named = {"P" + number for number in re.findall(r"Nq(\d+)q", sheet)} - near
        asked = trial.things["OT1"]["patient"] in sheet or trial.things["OT1"]["met"] in sheet
        if named or not asked:
            trial.fault(f"handover {how}", f"names {sorted(named)[:5]}; about OT1's patient: {asked}")
    base.sign_in("person", trial.actor.staff)


def check_a_request_of_nobody(trial):
    """What is asked without a patient is told in full to the asking and the asked team only."""
    base, things = trial.base, trial.things
    base.sql("INSERT INTO queue (item, at, kind, urgency, \"from\", text, team, state, due_at) VALUES"
             " ('Q999', 1772500000, 'advice', 'today', ?, 'where is the wound kit', 'HT1', 'open', 1772510000)",
             things["OT1"]["worker"])
    for team, told in (("OT1", True), ("HT1", True), ("OT2", False), ("OT9", False)):
        base.sign_in("person", things[team]["worker"])
        findings = base.run("check", "--date", DATE)
        if "Q999" not in findings or ("where is the wound kit" in findings) != told:
            trial.fault(f"check by a worker of {team}", f"tells what is asked: {not told}")
    base.sign_in("person", trial.actor.staff)


def one_row(base, path, kind, where, **changed):
    """A file of one row of the KIND, as the store has it but for what is changed."""
    base.run("export", kind, "--out", path)
    with open(path, encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        row = next(row for row in table if all(row[name] == value for name, value in where.items()))
        names = table.fieldnames
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, names)
        out.writeheader()
        out.writerow(dict(row, **changed))


def write_files(base, files, things):
    """What each team's section leader would take in, and what reaches out of the team."""
    os.makedirs(os.path.join(files, "all"))
    for kind in ("needs", "criteria", "suspensions", "tasks", "acks"):
        base.run("export", kind, "--out", os.path.join(files, f"{kind}.csv"))
    shutil.copy(os.path.join(files, "needs.csv"), os.path.join(files, "all"))
    for team, of in things.items():
        with open(os.path.join(files, f"needs-{team}.csv"), "w", encoding="utf-8") as file:
            file.write(f"patient,code,value,from,until,noted_by\n{of['patient']},lives_alone,,2026-03-04,,\n")
        one_row(base, os.path.join(files, f"staff-{team}.csv"), "staff", {"staff": of["worker"]}, phone="12345678")
        one_row(base, os.path.join(files, f"visits-{team}.csv"), "visits", {"visit": of["visit"]}, duration="7")
    one_row(base, os.path.join(files, "moved.csv"), "patients", {"patient": things["OT1"]["patient"]}, team="OT2")
    one_row(base, os.path.join(files, "taken.csv"), "patients", {"patient": things["OT9"]["patient"]}, team="OT1")


def prepare(folder):
    """The store, its actors, the things of each team and the table."""
    base, actors, things = permission_base.make(os.path.join(folder, "base.db"))
    table = {row["permission"]: row for row in base.json("permissions")}
    files = os.path.join(folder, "files")
    os.mkdir(files)
    write_files(base, files, things)
    base.run("backup", "--new-key", os.path.join(files, "key"))
    for team in things:
        things[team]["files"] = files
        things[team]["next"] = {"OT1": "OT2", "OT2": "OT3", "HT1": "OT4", "OT9": "HT9"}[team]
        things[team]["version"] = base.first("SELECT version FROM criteria LIMIT 1")
    base.script("PRAGMA wal_checkpoint(TRUNCATE)")
    return actors, things, table


def main():
    """Every actor, or those that are named."""
    check_every_command_is_known()
    folder = os.getcwd()
    actors, things, table = prepare(folder)
    actors = [actor for actor in actors if actor.name in sys.argv[1:] or not sys.argv[1:]]
    trials = [Trial(folder, actor, things, table) for actor in actors]
    readers = [Reader(folder, actor, things, table) for actor in actors if actor.name != "owner"]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        work = [pool.submit(trial.try_all) for trial in trials] + [pool.submit(reader.read_all) for reader in readers]
        for each in work:
            each.result()
    for trial in trials:
        if trial.actor.staff:
            check_who_left(trial)
        if trial.actor.name == "coordinator":
            check_the_function_ends(trial)
        if trial.actor.name == "section_leader":
            check_files_are_narrowed(trial)
            check_the_log_is_narrowed(trial)
            check_the_handover_is_narrowed(trial)
            check_a_request_of_nobody(trial)
    faults = [fault for trial in trials + readers for fault in trial.faults]
    for fault in faults:
        print(fault)
    print(f"{sum(trial.tried for trial in trials)} tries, {sum(reader.tried for reader in readers)} readings, "
          f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
