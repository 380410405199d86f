"""A base on which permissions are tried: the demonstration base on Wednesday 4 March 2026, 09:00, with a second HT and
its OT, and of each thing that a command may be about one for each team. What stands about a patient bears the patient's
number (name "Nq115q", address "Aq115q", a text "Tq115q"), so that a reader's output shows about whom it tells."""

import json
import os
import re
import sqlite3
import subprocess

VAKTROM = os.environ["VAKTROM"]
EVENING, MORNING = "2026-03-03T22:00:00+01:00", "2026-03-04T09:00:00+01:00"
DATE = "2026-03-04"
TEAMS = {"OT1": "HT1", "OT2": "HT1", "HT1": "HT1", "OT9": "HT9"}  # of which the base has targets, with their HT
TOKEN = re.compile(r"[NAIKT]q(\d+)q")

OTHER_HT = """
INSERT INTO teams (team, kind, name, location, ht, areas, lat, lon, max_lists) VALUES
  ('HT9', 'HT', 'HT Far', 'Far base', NULL, '', 60.4, 5.4, 5),
  ('OT9', 'OT', 'OT Far', 'Far base', 'HT9', 'Far', 60.4, 5.4, 5);
INSERT INTO staff (staff, name, role, team, position_pct, transport, employment, phone) VALUES
  ('S901', 'Far One', 'nurse', 'OT9', 100, 'car', 'permanent', ''),
  ('S902', 'Far Two', 'nurse', 'OT9', 100, 'car', 'permanent', ''),
  ('S903', 'Far Three', 'nurse', 'OT9', 100, 'car', 'permanent', ''),
  ('S904', 'Far Four', 'nurse', 'OT9', 100, 'car', 'permanent', ''),
  ('S905', 'Far Five', 'nurse', 'OT9', 100, 'car', 'permanent', ''),
  ('S906', 'Far Six', 'nurse', 'OT9', 100, 'car', 'permanent', '');
INSERT INTO shifts (date, shift, staff, team, start_at, end_at)
  SELECT '2026-03-04', 'day', staff, 'OT9', 1772605800, 1772632800 FROM staff WHERE staff BETWEEN 'S901' AND 'S905';
WITH RECURSIVE n (n) AS (SELECT 901 UNION ALL SELECT n + 1 FROM n WHERE n < 912)
  INSERT INTO patients (patient, name, area, team, lat, lon, admitted)
    SELECT 'P' || n, 'x', 'Far', 'OT9', 60.4, 5.4, '2025-01-01' FROM n;
INSERT INTO services (service, patient, task, days, start, earliest, latest)
  SELECT patient || '-' || n, patient, 'breakfast', 'MTWTFSS', '2026-01-01', t, t FROM patients,
    (SELECT 1 n, '08:30' t UNION SELECT 2, '11:00') WHERE team = 'OT9';
-- what the criteria say of them is not what is tried here
INSERT INTO needs (patient, code, value, "from") SELECT patient, 'frailty', '3', '2026-01-01' FROM patients
  WHERE team = 'OT9';
"""
TOKENS = """
UPDATE patients SET name = 'Nq' || substr(patient, 2) || 'q', address = 'Aq' || substr(patient, 2) || 'q',
  important = 'Iq' || substr(patient, 2) || 'q', access = 'Iq' || substr(patient, 2) || 'q',
  phone = 'Kq' || substr(patient, 2) || 'q', key_number = 'Kq' || substr(patient, 2) || 'q',
  door_code = 'Kq' || substr(patient, 2) || 'q';
UPDATE queue SET text = 'Tq' || substr(patient, 2) || 'q' WHERE patient IS NOT NULL;
UPDATE reminders SET text = 'Tq' || substr(patient, 2) || 'q' WHERE patient IS NOT NULL;
"""


def token(patient):
    return f"Tq{patient[1:]}q"


class Base:
    """One store, and the account under which the test's login uses it."""

    def __init__(self, path, now=MORNING):
        self.path = path
        self.now = now

    def start(self, *words, text=None, now=None):
        environment = dict(os.environ, VAKTROM_DB=self.path, VAKTROM_NOW=now or self.now)
        return subprocess.run([VAKTROM, *words], env=environment, input=text if text is not None else "",
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, close_fds=False)

    def run(self, *words, now=None):
        ended = self.start(*words, now=now)
        if ended.returncode not in (0, 1):
            raise AssertionError(f"{' '.join(words)}: exit {ended.returncode}: {ended.stderr}")
        return ended.stdout

    def json(self, *words):
        return json.loads(self.run("--json", *words))

    def sql(self, text, *values):
        base = sqlite3.connect(self.path)
        with base:
            rows = base.execute(text, values).fetchall()
        base.close()
        return rows

    def first(self, text, *values):
        rows = self.sql(text, *values)
        if not rows:
            raise AssertionError(f"the base has none: {text} {values}")
        return rows[0][0]

    def script(self, text):
        base = sqlite3.connect(self.path)
        base.executescript(text)
        base.close()

    def sign_in(self, kind, staff=None):
        """Makes the one account another person's."""
        self.sql("UPDATE accounts SET kind = ?, staff = ?", kind, staff)


# --- Whom -------------------------------------------------------------------------------------------------------------


def on_duty(base, function, team):
    """Who holds the function at 09:00; those of the staff row hold it always."""
    if function in ("section_leader", "lead_nurse"):
        return base.first("SELECT s.staff FROM staff s JOIN staff_functions f USING (staff) WHERE f.function = ?"
                          " AND s.team = ? ORDER BY s.staff", function, team)
    wanted = "" if function == "worker" else function
    return base.first("SELECT staff FROM shifts s WHERE date = ? AND shift = 'day' AND function = ? AND team = ?"
                      " AND (? <> '' OR EXISTS (SELECT 1 FROM lists l WHERE l.staff = s.staff AND l.date = s.date))"
                      " AND staff NOT IN (SELECT staff FROM staff_functions WHERE function IN"
                      " ('section_leader', 'lead_nurse')) ORDER BY staff", DATE, wanted, team, wanted)


class Actor:
    def __init__(self, name, staff, team):
        self.name, self.staff, self.team = name, staff, team
        self.ht = TEAMS[team] if team else None


def actors_of(base):
    rows = [("worker", "OT1"), ("coordinator", "OT1"), ("duty_nurse", "HT1"), ("nurse_2", "HT1"),
            ("section_leader", "OT1"), ("lead_nurse", "HT1")]
    found = [Actor(name, on_duty(base, name, team), team) for name, team in rows]
    return found + [Actor("service", None, None), Actor("owner", None, None)]


# --- About what -------------------------------------------------------------------------------------------------------

# A patient of this team alone, for whom nobody of the actors comes.
PATIENT = """
SELECT p.patient FROM patients p WHERE p.team = ?1 AND p.cooperating_team IS NULL AND p.status = 'active'
  AND p.protected = 'no' AND EXISTS (SELECT 1 FROM visits v WHERE v.patient = p.patient AND v.date = '2026-03-04')
  AND p.patient NOT IN (SELECT patient FROM suspensions) AND p.patient NOT IN (SELECT patient FROM transfers)
  AND p.patient NOT IN (SELECT patient FROM visits WHERE date BETWEEN '2026-03-03' AND '2026-03-05' AND team <> ?1)
  AND p.patient NOT IN (SELECT v.patient FROM visits v LEFT JOIN lists l USING (list)
    WHERE v.date BETWEEN '2026-03-03' AND '2026-03-05' AND ifnull(v.staff, l.staff) IN (SELECT value FROM json_each(?2)))
  ORDER BY p.patient"""
# A visit of the team's own patient on a list of the team that is no actor's.
VISIT = """
SELECT v.visit FROM visits v JOIN lists l USING (list) JOIN patients p USING (patient)
  WHERE v.date = '2026-03-04' AND v.shift = 'day' AND v.state = 'listed' AND v.team = ?1 AND l.team = ?1 AND p.team = ?1
  AND v.visit NOT LIKE '%/%' AND l.staff NOT IN (SELECT value FROM json_each(?2)) AND v.pinned = 'no'
  AND p.protected = 'no' AND v.service NOT IN (SELECT service FROM services WHERE follows <> '')
  ORDER BY v.priority DESC, v.start"""


def one_of_each(base, team, actors):
    """The things of a team: each in no relation to any other team, nor to an actor."""
    ht = TEAMS[team]
    staff = json.dumps([a.staff for a in actors if a.staff])
    people = [row[0] for row in base.sql(PATIENT, team, staff)]
    visits = [row[0] for row in base.sql(VISIT, team, staff)]
    carried, pinned, visit = visits[0], visits[1], visits[-1]
    keep, moving, met = people[0], people[1], people[2]
    mate = base.first("SELECT s.staff FROM staff s WHERE s.team = ?1 AND s.staff NOT IN (SELECT value FROM json_each(?2))"
                      " AND NOT EXISTS (SELECT 1 FROM shifts x WHERE x.staff = s.staff AND x.team <> ?1)"
                      " AND EXISTS (SELECT 1 FROM lists l WHERE l.staff = s.staff AND l.date = ?3 AND l.shift = 'day'"
                      " AND l.function = '')", team, staff, DATE)
    away = base.first("SELECT l.staff FROM lists l JOIN staff s USING (staff) WHERE l.date = ? AND l.shift = 'day'"
                      " AND l.team = ?2 AND s.team = ?2 AND l.function = '' AND l.staff <> ?3"
                      " AND l.staff NOT IN (SELECT value FROM json_each(?4))"
                      " AND l.list NOT IN (SELECT list FROM visits WHERE visit IN (?5, ?6, ?7))"
                      " AND NOT EXISTS (SELECT 1 FROM shifts x WHERE x.staff = l.staff AND x.team <> ?2)",
                      DATE, team, mate, staff, carried, pinned, visit)
    listed = base.first("SELECT list FROM visits WHERE visit = ?", pinned)
    base.run("move", pinned, "--to", listed, "--pin", "--override", "tried")
    base.run("undone", carried, "--reason", "no_time", "--next", mate)
    base.run("absent", away, "--date", DATE, "--reason", "sick")
    other = {"OT1": "OT2", "OT2": "OT3", "HT1": "OT4", "OT9": "HT9"}[team]
    base.sql("INSERT INTO transfers (transfer, patient, from_team, to_team, from_date, reason, state, at)"
             " VALUES (?, ?, ?, ?, '2026-03-12', ?, 'announced', 1772600000)", f"T9{moving[1:]}", moving, team, other,
             token(moving))
    base.run("remind", "add", "--team", team, "--due", DATE, "--patient", keep, "--text", token(keep))
    base.run("meeting", "add", met, "--ground", "function_loss", "--text", token(met))
    base.run("queue", "add", "advice", "--patient", keep, "--urgency", "today", "--text", token(keep))
    base.run("queue", "add", "advice", "--patient", met, "--urgency", "today", "--text", token(met))
    taken = base.first("SELECT item FROM queue WHERE patient = ? ORDER BY rowid DESC", met)
    base.run("queue", "take", taken)
    fills = [c["staff"] for c in base.json("candidates", f"{away}@{DATE}") if c["team"] == team and c["allowed"]]
    return {
        "team": team, "ht": ht, "patient": keep, "met": met, "moving": moving, "visit": visit, "pinned": pinned,
        "list": base.first("SELECT list FROM visits WHERE visit = ?", visit), "listed": listed, "worker": mate,
        "carry": base.first("SELECT carry_over FROM carry_overs WHERE visit = ?", carried),
        "absence": f"{away}@{DATE}", "away": away, "fill": fills[0] if fills else mate,
        "transfer": base.first("SELECT transfer FROM transfers WHERE patient = ?", moving),
        "reminder": base.first("SELECT reminder FROM reminders WHERE text = ?", token(keep)),
        "meeting": base.first("SELECT meeting FROM meeting WHERE patient = ?", met),
        "item": base.first("SELECT item FROM queue WHERE text = ? ORDER BY rowid DESC", token(keep)), "taken": taken,
        "service": base.first("SELECT service FROM services WHERE patient = ?", keep),
        "away_patient": people[3],
        "finding": f"suspension_review_due:{people[3]}:since-{DATE}",
    }


def make(path):
    """The store, its actors, and the things of each team."""
    base = Base(path)
    base.run("init", "--demo", now=EVENING)
    base.script(OTHER_HT + TOKENS)
    base.run("nightly", "--date", DATE, "--iterations", "200", now=EVENING)
    base.sign_in("owner", "S905")  # so that what is made here is none of the actors' doing
    actors = actors_of(base)
    things = {team: one_of_each(base, team, actors) for team in TEAMS}
    for team in TEAMS:
        base.run("suspend", things[team]["away_patient"], "--from", DATE, "--until", "2026-03-05", "--reason", "travel")
    return base, actors, things
