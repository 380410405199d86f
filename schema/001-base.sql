-- The base: everything that the duty room knows.
--
-- Habits of these tables:
--   * A table that is a KIND of the CSV interface has the KIND's name and its columns have the CSV's names.
--   * A date is TEXT 'YYYY-MM-DD' (date() turns the 30th of February into the 2nd of March only when it counts days). An instant is INTEGER seconds since 1970-01-01T00:00:00Z (columns `at`, `*_at`).
--   * Shifts and lists keep instants (start_at, end_at): they are compared across midnight and clock changes. A visit's
--     times are true (elapsed) minutes after local midnight of its date. A service's are wall times 'HH:MM'.
--   * Empty: a reference, number, date or instant is NULL; a word or a text is ''. Yes and no are 'yes' and 'no'.
--   * A cell that holds several words separates them by one space. Where such words are references, a trigger keeps them
--     as rows of a small table of their own too, so that foreign keys hold for them; only the trigger writes those.
--   * References are checked at commit, so that rows may come in any order.
--   * A rule about several rows (see 002-rules.sql) is also checked at commit.

-- --- The organisation ------------------------------------------------------------------------------------------------

-- A row is a house from which teams start. Written from teams.location.
CREATE TABLE bases (
  base TEXT NOT NULL PRIMARY KEY
) STRICT;

-- A row is a team: a care team (OT), which belongs to exactly one health-service team, or such a team (HT).
CREATE TABLE teams (
  team TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('OT', 'HT')),
  name TEXT NOT NULL,
  location TEXT NOT NULL REFERENCES bases (base) DEFERRABLE INITIALLY DEFERRED,
  ht TEXT REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  lat REAL CHECK (lat BETWEEN -90 AND 90),
  lon REAL CHECK (lon BETWEEN -180 AND 180),
  max_lists INTEGER CHECK (max_lists >= 0),
  unit TEXT NOT NULL DEFAULT '',
  areas TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  cars INTEGER CHECK (cars >= 0),
  ended TEXT CHECK (ended IS date(ended, '+0 days')), -- from this date on the team is no more
  CONSTRAINT "an OT needs its HT, and only an OT has one" CHECK ((kind = 'OT') = (ht IS NOT NULL))
) STRICT;
CREATE INDEX teams_ht ON teams (ht);

-- A row says that a team serves a geographic area. Written from teams.areas.
CREATE TABLE team_areas (
  team TEXT NOT NULL REFERENCES teams (team) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  area TEXT NOT NULL,
  PRIMARY KEY (team, area)
) STRICT, WITHOUT ROWID;

-- A row is a kind of work, with what it asks for unless a service says otherwise.
CREATE TABLE tasks (
  task TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  min_role TEXT NOT NULL CHECK (min_role IN ('assistant', 'care_worker', 'nurse', 'physiotherapist',
                                             'occupational_therapist', 'dietitian', 'apprentice')),
  skills TEXT NOT NULL DEFAULT '',
  duration INTEGER NOT NULL CHECK (duration BETWEEN 1 AND 1440), -- minutes
  priority TEXT NOT NULL CHECK (priority IN ('must', 'should', 'may')),
  load INTEGER NOT NULL CHECK (load BETWEEN 1 AND 5), -- 1 light ... 5 strenuous
  ended TEXT CHECK (ended IS date(ended, '+0 days'))
) STRICT;

-- A row is a person who works at the base.
CREATE TABLE staff (
  staff TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('assistant', 'care_worker', 'nurse', 'physiotherapist', 'occupational_therapist',
                                     'dietitian', 'apprentice')),
  team TEXT NOT NULL REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  position_pct REAL NOT NULL CHECK (position_pct BETWEEN 0 AND 200),
  functions TEXT NOT NULL DEFAULT '',
  skills TEXT NOT NULL DEFAULT '',
  languages TEXT NOT NULL DEFAULT '',
  transport TEXT NOT NULL CHECK (transport IN ('car', 'bike', 'walk')),
  employment TEXT NOT NULL CHECK (employment IN ('permanent', 'substitute', 'agency')),
  exclude_tasks TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  gender TEXT NOT NULL DEFAULT '',
  ended TEXT CHECK (ended IS date(ended, '+0 days')) -- from this date on the person no longer works here
) STRICT;
CREATE INDEX staff_team ON staff (team);

-- A row says that a person is trained for a function. Written from staff.functions.
CREATE TABLE staff_functions (
  staff TEXT NOT NULL REFERENCES staff (staff) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  function TEXT NOT NULL CHECK (function IN ('coordinator', 'duty_nurse', 'nurse_2', 'section_leader', 'lead_nurse',
                                             'primary_contact')),
  PRIMARY KEY (staff, function)
) STRICT, WITHOUT ROWID;

-- A row is a skill that a person holds: until and with its expiry, for one patient only where patient is set.
-- Written from staff.skills ("insulin@2027-05-31 insulin#P012").
CREATE TABLE staff_skills (
  staff TEXT NOT NULL REFERENCES staff (staff) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, -- in the cell, from 0
  skill TEXT NOT NULL CHECK (skill <> ''),
  expires TEXT CHECK (expires IS date(expires, '+0 days')),
  patient TEXT REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (staff, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_skills_skill ON staff_skills (skill, expires);
CREATE INDEX staff_skills_patient ON staff_skills (patient) WHERE patient IS NOT NULL;

-- A row says that a person speaks a language. Written from staff.languages.
CREATE TABLE staff_languages (
  staff TEXT NOT NULL REFERENCES staff (staff) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  language TEXT NOT NULL,
  PRIMARY KEY (staff, language)
) STRICT, WITHOUT ROWID;

-- A row is a task that a person does not do. Written from staff.exclude_tasks.
CREATE TABLE staff_excluded_tasks (
  staff TEXT NOT NULL REFERENCES staff (staff) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  task TEXT NOT NULL REFERENCES tasks (task) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (staff, task)
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_excluded_tasks_task ON staff_excluded_tasks (task);

-- --- Patients --------------------------------------------------------------------------------------------------------

-- A row is a person who gets help at home.
CREATE TABLE patients (
  patient TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  address TEXT NOT NULL DEFAULT '',
  lat REAL CHECK (lat BETWEEN -90 AND 90),
  lon REAL CHECK (lon BETWEEN -180 AND 180),
  area TEXT NOT NULL DEFAULT '',
  team TEXT REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED, -- responsible today; NULL: nobody yet
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'ended')),
  primary_contact TEXT REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED,
  secondary_contact TEXT REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED,
  languages TEXT NOT NULL DEFAULT '',
  exclude_staff TEXT NOT NULL DEFAULT '',
  important TEXT NOT NULL DEFAULT '',
  access TEXT NOT NULL DEFAULT '',
  admitted TEXT CHECK (admitted IS date(admitted, '+0 days')),
  phone TEXT NOT NULL DEFAULT '',
  cooperating_team TEXT REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  prefer_gender TEXT NOT NULL DEFAULT '',
  spo2_scale INTEGER CHECK (spo2_scale IN (1, 2)),
  protected TEXT NOT NULL DEFAULT 'no' CHECK (protected IN ('yes', 'no')),
  key_number TEXT NOT NULL DEFAULT '',
  door_code TEXT NOT NULL DEFAULT '',
  CONSTRAINT "a patient's responsible and cooperating team must differ"
    CHECK (cooperating_team IS NULL OR cooperating_team IS NOT team)
) STRICT;
CREATE INDEX patients_team ON patients (team);
CREATE INDEX patients_cooperating ON patients (cooperating_team) WHERE cooperating_team IS NOT NULL;
CREATE INDEX patients_primary_contact ON patients (primary_contact);
CREATE INDEX patients_secondary_contact ON patients (secondary_contact);

-- A row is a worker whom a patient does not want. Written from patients.exclude_staff.
CREATE TABLE patient_excluded_staff (
  patient TEXT NOT NULL REFERENCES patients (patient) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  staff TEXT NOT NULL REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (patient, staff)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_excluded_staff_staff ON patient_excluded_staff (staff);

-- A row is a fact about a patient that holds from a date: a code, perhaps with a value.
CREATE TABLE needs (
  patient TEXT NOT NULL REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  code TEXT NOT NULL CHECK (code <> ''),
  value TEXT NOT NULL DEFAULT '',
  "from" TEXT NOT NULL CHECK ("from" IS date("from", '+0 days')),
  until TEXT CHECK (until IS date(until, '+0 days')), -- NULL: open
  noted_by TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (patient, code, "from"),
  CONSTRAINT "a need may not end before it begins" CHECK (until >= "from")
) STRICT;

-- A row is one set of vital signs; what was not measured is NULL ('' for words).
CREATE TABLE observations (
  patient TEXT NOT NULL REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  at INTEGER NOT NULL,
  resp INTEGER CHECK (resp BETWEEN 0 AND 80),
  spo2 INTEGER CHECK (spo2 BETWEEN 40 AND 100),
  scale INTEGER CHECK (scale IN (1, 2)),
  oxygen TEXT NOT NULL DEFAULT '' CHECK (oxygen IN ('', 'yes', 'no')),
  systolic INTEGER CHECK (systolic BETWEEN 30 AND 300),
  pulse INTEGER CHECK (pulse BETWEEN 20 AND 260),
  consciousness TEXT NOT NULL DEFAULT '' CHECK (consciousness IN ('', 'A', 'C', 'V', 'P', 'U')),
  temp REAL CHECK (temp BETWEEN 25.0 AND 45.0),
  PRIMARY KEY (patient, at)
) STRICT;
CREATE INDEX observations_at ON observations (at);

-- A row is a version of the criteria; exactly one is active. Written when its first criterion comes.
CREATE TABLE criteria_versions (
  version TEXT NOT NULL PRIMARY KEY,
  active TEXT NOT NULL DEFAULT 'no' CHECK (active IN ('yes', 'no'))
) STRICT;

-- A row is one criterion of a version: when it holds, it speaks for an outcome.
CREATE TABLE criteria (
  criterion TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('OT', 'HT', 'BOTH', 'GREY')),
  "when" TEXT NOT NULL DEFAULT '',
  rationale TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',
  rank INTEGER NOT NULL DEFAULT 100,
  version TEXT NOT NULL REFERENCES criteria_versions (version) DEFERRABLE INITIALLY DEFERRED,
  valid_from TEXT CHECK (valid_from IS date(valid_from, '+0 days')),
  PRIMARY KEY (version, criterion)
) STRICT;

-- A row is a decision about which team a patient belongs to, with all that it saw. The latest of a patient counts.
CREATE TABLE decisions (
  decision TEXT NOT NULL PRIMARY KEY, -- D12
  patient TEXT NOT NULL REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('OT', 'HT', 'BOTH', 'GREY')),
  responsible_team TEXT REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  cooperating_team TEXT REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  criteria_version TEXT NOT NULL DEFAULT '',
  facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts)),    -- {"code": value}
  criteria TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(criteria)), -- rows that held or missed by one condition
  explanation TEXT NOT NULL DEFAULT '',
  decided_by TEXT NOT NULL DEFAULT '', -- the person who confirmed or overrode it; '': the criteria alone
  reason TEXT NOT NULL DEFAULT '',
  review TEXT CHECK (review IS date(review, '+0 days'))
) STRICT;
CREATE INDEX decisions_patient ON decisions (patient, at);

-- --- Work that is granted, and when somebody is away -----------------------------------------------------------------

-- A row is a granted, recurring help, from which visits come. Empty cells take the task's value.
CREATE TABLE services (
  service TEXT NOT NULL PRIMARY KEY,
  patient TEXT NOT NULL REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  task TEXT NOT NULL REFERENCES tasks (task) DEFERRABLE INITIALLY DEFERRED,
  days TEXT NOT NULL DEFAULT '' CHECK (days = '' OR days GLOB '[-M][-T][-W][-T][-F][-S][-S]'),
  every INTEGER CHECK (every >= 1), -- each n-th day from start
  start TEXT NOT NULL CHECK (start IS date(start, '+0 days')),
  until TEXT CHECK (until IS date(until, '+0 days')), -- inclusive; NULL: open
  earliest TEXT NOT NULL CHECK (earliest GLOB '[0-2][0-9]:[0-5][0-9]*'), -- one wall time for each window
  latest TEXT NOT NULL CHECK (length(latest) = length(earliest)),
  "window" TEXT NOT NULL DEFAULT 'soft' CHECK ("window" IN ('soft', 'hard')),
  duration INTEGER CHECK (duration BETWEEN 1 AND 1440), -- minutes
  staff_count INTEGER NOT NULL DEFAULT 1 CHECK (staff_count IN (1, 2)),
  skills TEXT NOT NULL DEFAULT '',
  min_role TEXT NOT NULL DEFAULT '',
  priority TEXT NOT NULL DEFAULT '' CHECK (priority IN ('', 'must', 'should', 'may')),
  follows TEXT REFERENCES services (service) DEFERRABLE INITIALLY DEFERRED,
  min_gap INTEGER CHECK (min_gap >= 0), -- minutes between the two starts
  max_gap INTEGER,
  second_role TEXT NOT NULL DEFAULT '',
  second_skills TEXT NOT NULL DEFAULT '',
  second_team TEXT REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "a service has either days or every" CHECK ((days = '') = (every IS NOT NULL)),
  CONSTRAINT "a service may not end before it starts" CHECK (until >= start),
  CONSTRAINT "max_gap may not be smaller than min_gap" CHECK (max_gap >= min_gap),
  CONSTRAINT "a service cannot follow itself" CHECK (follows <> service)
) STRICT;
CREATE INDEX services_patient ON services (patient);
CREATE INDEX services_task ON services (task);
CREATE INDEX services_follows ON services (follows) WHERE follows IS NOT NULL;

-- A row says that a patient gets no visits for a time (midlertidig opphør); it has an end or a date to look again.
CREATE TABLE suspensions (
  patient TEXT NOT NULL REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  "from" TEXT NOT NULL CHECK ("from" IS date("from", '+0 days')),
  until TEXT CHECK (until IS date(until, '+0 days')), -- inclusive; NULL: open
  review TEXT CHECK (review IS date(review, '+0 days')),
  reason TEXT NOT NULL CHECK (reason IN ('hospital', 'respite', 'travel', 'family', 'declined', 'other')),
  PRIMARY KEY (patient, "from"),
  CONSTRAINT "a suspension needs a last day or a review date" CHECK (until IS NOT NULL OR review IS NOT NULL),
  CONSTRAINT "a suspension may not end before it begins" CHECK (until >= "from")
) STRICT;

-- A row says that a worker is away on some dates, on every shift ('') or one.
CREATE TABLE absences (
  staff TEXT NOT NULL REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED,
  "from" TEXT NOT NULL CHECK ("from" IS date("from", '+0 days')),
  until TEXT CHECK (until IS date(until, '+0 days')), -- inclusive; NULL: open
  reason TEXT NOT NULL CHECK (reason IN ('sick', 'child_sick', 'leave', 'holiday', 'course', 'other')),
  shift TEXT NOT NULL DEFAULT '' CHECK (shift IN ('', 'day', 'evening', 'night')),
  PRIMARY KEY (staff, "from", shift),
  CONSTRAINT "an absence may not end before it begins" CHECK (until >= "from")
) STRICT;

-- A row says that a worker is at work in a shift; unless the function forbids it, it becomes a list.
CREATE TABLE shifts (
  date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
  shift TEXT NOT NULL CHECK (shift IN ('day', 'evening', 'night')),
  staff TEXT NOT NULL REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED,
  team TEXT NOT NULL REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  function TEXT NOT NULL DEFAULT '' CHECK (function IN ('', 'coordinator', 'duty_nurse', 'nurse_2', 'indoor')),
  covers TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (date, staff, start_at),
  CONSTRAINT "a shift lasts from one minute to 25 hours" CHECK (end_at - start_at BETWEEN 60 AND 90000)
) STRICT;
CREATE INDEX shifts_staff ON shifts (staff, start_at);
CREATE INDEX shifts_team ON shifts (team, start_at);

-- A row is a further team that a shift row covers (a night patrol). Written from shifts.covers.
CREATE TABLE shift_covers (
  date TEXT NOT NULL,
  staff TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  team TEXT NOT NULL REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (date, staff, start_at, team),
  FOREIGN KEY (date, staff, start_at) REFERENCES shifts (date, staff, start_at)
    ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX shift_covers_team ON shift_covers (team);

-- --- The dated work --------------------------------------------------------------------------------------------------

-- A row is a work list: one worker's ordered visits in one shift. Staff NULL: the worker is absent, nobody has it.
CREATE TABLE lists (
  list TEXT NOT NULL PRIMARY KEY, -- L12
  date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
  shift TEXT NOT NULL CHECK (shift IN ('day', 'evening', 'night')),
  team TEXT NOT NULL REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  staff TEXT REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  function TEXT NOT NULL DEFAULT '',
  covers TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'started')),
  UNIQUE (list, date),
  CONSTRAINT "a duty nurse and an indoor worker walk no list" CHECK (function IN ('', 'coordinator', 'nurse_2')),
  CONSTRAINT "a list lasts from one minute to 25 hours" CHECK (end_at - start_at BETWEEN 60 AND 90000)
) STRICT;
CREATE INDEX lists_date ON lists (date);
CREATE INDEX lists_staff ON lists (staff, start_at);
CREATE INDEX lists_team ON lists (team);

-- A row is one piece of work at one patient's home on a date, for one worker: a two-person visit has V12/1 and V12/2.
-- The one column `list` keeps it from being on two lists, the reference from being on a list of another date.
CREATE TABLE visits (
  visit TEXT NOT NULL PRIMARY KEY, -- V12, V12/1
  date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
  shift TEXT NOT NULL CHECK (shift IN ('day', 'evening', 'night')),
  patient TEXT NOT NULL REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  service TEXT REFERENCES services (service) DEFERRABLE INITIALLY DEFERRED, -- NULL: added by hand
  task TEXT NOT NULL REFERENCES tasks (task) DEFERRABLE INITIALLY DEFERRED,
  team TEXT REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED, -- NULL: the patient has no team yet
  min_role TEXT NOT NULL,
  skills TEXT NOT NULL DEFAULT '',
  duration INTEGER NOT NULL CHECK (duration BETWEEN 1 AND 1440), -- minutes
  earliest TEXT NOT NULL CHECK (earliest <> '' AND earliest NOT GLOB '*[^0-9 ]*'), -- true minutes, one per window
  latest TEXT NOT NULL CHECK (latest <> '' AND latest NOT GLOB '*[^0-9 ]*'),
  "window" TEXT NOT NULL CHECK ("window" IN ('soft', 'hard')),
  priority TEXT NOT NULL CHECK (priority IN ('must', 'should', 'may')),
  state TEXT NOT NULL CHECK (state IN ('listed', 'unassigned', 'dropped', 'suspended', 'done', 'not_done', 'cancelled')),
  list TEXT,
  seq INTEGER CHECK (seq >= 1),
  start INTEGER, -- true minutes: planned, or when it was done
  staff TEXT REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED, -- who did it (or did not); else by the list
  reason TEXT NOT NULL DEFAULT '',
  pinned TEXT NOT NULL DEFAULT 'no' CHECK (pinned IN ('yes', 'no')),
  by_hand TEXT NOT NULL DEFAULT 'no' CHECK (by_hand IN ('yes', 'no')), -- a person placed or dropped it
  FOREIGN KEY (list, date) REFERENCES lists (list, date) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "a listed visit needs a list and a place on it"
    CHECK (state <> 'listed' OR (list IS NOT NULL AND seq IS NOT NULL)),
  CONSTRAINT "only a listed, done or not done visit may be on a list"
    CHECK (list IS NULL OR state IN ('listed', 'done', 'not_done')),
  CONSTRAINT "a dropped visit and one not done need a reason" CHECK (state NOT IN ('dropped', 'not_done') OR reason <> ''),
  CONSTRAINT "a visit that was done needs who did it" CHECK (state <> 'done' OR staff IS NOT NULL)
) STRICT;
CREATE INDEX visits_date ON visits (date);
CREATE INDEX visits_list ON visits (list, date);
CREATE INDEX visits_service ON visits (service, date);
CREATE INDEX visits_patient ON visits (patient, date);
-- What the 28 days before a date are read from: who met whom, and how heavy it was.
CREATE INDEX visits_done ON visits (date, patient, staff, task, duration) WHERE state = 'done';

-- A row is a visit that was done before (or beside) this program: who met whom. nth tells equal ones apart, from 1.
CREATE TABLE history (
  date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
  shift TEXT NOT NULL CHECK (shift IN ('day', 'evening', 'night')),
  patient TEXT NOT NULL REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  staff TEXT NOT NULL REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED,
  task TEXT NOT NULL REFERENCES tasks (task) DEFERRABLE INITIALLY DEFERRED,
  nth INTEGER NOT NULL DEFAULT 1 CHECK (nth >= 1),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1440), -- after the key: integrity_check of 3.40 misreads it else
  PRIMARY KEY (date, shift, patient, staff, task, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_patient ON history (patient, date);

-- A row is how long it takes from one place (a patient or a team) to another.
CREATE TABLE travel (
  "from" TEXT NOT NULL,
  "to" TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('car', 'bike', 'walk')),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
  PRIMARY KEY ("from", "to", mode)
) STRICT, WITHOUT ROWID;

-- --- Between people --------------------------------------------------------------------------------------------------

-- A row is an announced change of the team that is responsible for a patient.
CREATE TABLE transfers (
  transfer TEXT NOT NULL PRIMARY KEY, -- T12
  patient TEXT NOT NULL REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  from_team TEXT REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  to_team TEXT NOT NULL REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  from_date TEXT NOT NULL CHECK (from_date IS date(from_date, '+0 days')), -- the first day of to_team
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('announced', 'acknowledged', 'done', 'withdrawn')),
  ack_from TEXT NOT NULL DEFAULT 'no' CHECK (ack_from IN ('yes', 'no')),
  ack_to TEXT NOT NULL DEFAULT 'no' CHECK (ack_to IN ('yes', 'no')),
  cooperating_team TEXT REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED, -- from the first day of to_team on
  at INTEGER, -- when it was announced
  CONSTRAINT "a patient's responsible and cooperating team must differ" CHECK (cooperating_team IS NOT to_team),
  CONSTRAINT "a transfer needs two different teams" CHECK (from_team IS NOT to_team)
) STRICT;
CREATE UNIQUE INDEX transfers_patient ON transfers (patient, from_date) WHERE state <> 'withdrawn';

-- A row is a request to an HT: it has a kind, an urgency, an owner and an outcome, and is never just a phone call.
CREATE TABLE queue (
  item TEXT NOT NULL PRIMARY KEY, -- Q12
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('advice', 'supervision', 'medication', 'dosette', 'alarm', 'new_patient',
                                     'message', 'transfer', 'grey_zone', 'meeting')),
  urgency TEXT NOT NULL CHECK (urgency IN ('now', 'today', 'planned')),
  patient TEXT REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  "from" TEXT NOT NULL DEFAULT '', -- staff id or account that asks
  text TEXT NOT NULL,
  team TEXT REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED, -- the HT that answers
  owner TEXT REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'taken', 'answered', 'closed')),
  due_at INTEGER,
  outcome TEXT NOT NULL DEFAULT '', -- the answer, and with what it was closed
  changed_at INTEGER, -- by whom and when it came to its present state: goes into its history
  changed_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX queue_patient ON queue (patient);
CREATE INDEX queue_open ON queue (team, urgency, due_at) WHERE state <> 'closed';

-- A row is one step of a queue item: the item's only history, written by triggers (002-rules.sql) and never changed.
CREATE TABLE queue_history (
  item TEXT NOT NULL,
  step INTEGER NOT NULL, -- from 1
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  state TEXT NOT NULL,
  owner TEXT,
  outcome TEXT NOT NULL,
  PRIMARY KEY (item, step)
) STRICT, WITHOUT ROWID;

-- A row is something that a team must remember on a date.
CREATE TABLE reminders (
  reminder TEXT NOT NULL PRIMARY KEY, -- R12
  team TEXT NOT NULL REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  due TEXT NOT NULL CHECK (due IS date(due, '+0 days')),
  patient TEXT REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  text TEXT NOT NULL,
  done TEXT NOT NULL DEFAULT 'no' CHECK (done IN ('yes', 'no'))
) STRICT;
CREATE INDEX reminders_due ON reminders (team, due);
CREATE INDEX reminders_patient ON reminders (patient);

-- A row is a visit that a shift did not do, offered to a named person in the next, who must accept it.
CREATE TABLE carry_overs (
  carry_over TEXT NOT NULL PRIMARY KEY, -- C12
  visit TEXT NOT NULL REFERENCES visits (visit) DEFERRABLE INITIALLY DEFERRED,
  patient TEXT NOT NULL REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  "from" TEXT REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED,
  next TEXT NOT NULL REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('not_home', 'refused', 'no_time', 'not_competent', 'safety', 'other')),
  state TEXT NOT NULL DEFAULT 'offered' CHECK (state IN ('offered', 'accepted', 'done'))
) STRICT;
CREATE INDEX carry_overs_visit ON carry_overs (visit);
CREATE INDEX carry_overs_next ON carry_overs (next, state);

-- A row is a patient whom a team will talk about at an interdisciplinary meeting (tverrfaglig tavlemøte).
CREATE TABLE meeting (
  meeting TEXT NOT NULL PRIMARY KEY, -- M12
  patient TEXT NOT NULL REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  team TEXT NOT NULL REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
  ground TEXT NOT NULL,
  light TEXT NOT NULL DEFAULT '' CHECK (light IN ('', 'red', 'yellow', 'green')),
  text TEXT NOT NULL DEFAULT '',
  UNIQUE (patient, team, date)
) STRICT;
CREATE INDEX meeting_team ON meeting (team, date);

-- A row says that a person has seen a safety finding and lets it stand.
CREATE TABLE acks (
  finding TEXT NOT NULL PRIMARY KEY,
  by TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  at INTEGER NOT NULL
) STRICT;

-- A row says that a person has closed the planning of a team's shift.
CREATE TABLE approvals (
  date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
  shift TEXT NOT NULL CHECK (shift IN ('day', 'evening', 'night')),
  team TEXT NOT NULL REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (date, shift, team)
) STRICT;

-- A row says that a person has read the handover sheet of a team's shift.
CREATE TABLE handover_acks (
  date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
  shift TEXT NOT NULL CHECK (shift IN ('day', 'evening', 'night')),
  team TEXT NOT NULL REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (date, shift, team, by)
) STRICT;

-- A row is when a person last looked at an HT's report on its own patients.
CREATE TABLE own_looks (
  reader TEXT NOT NULL,
  team TEXT NOT NULL REFERENCES teams (team) DEFERRABLE INITIALLY DEFERRED,
  at INTEGER NOT NULL,
  PRIMARY KEY (reader, team)
) STRICT;

-- --- The program's own -----------------------------------------------------------------------------------------------

-- A row is a setting that differs from its default.
CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- A row is the last number given to a kind of id. Numbers are never given twice, not even after an undo.
CREATE TABLE counters (
  prefix TEXT NOT NULL PRIMARY KEY,
  last INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A row is somebody (or a service) who may sign in.
CREATE TABLE accounts (
  account TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('owner', 'service', 'person')),
  os_user TEXT UNIQUE,
  staff TEXT UNIQUE REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED,
  password TEXT NOT NULL DEFAULT '',
  CONSTRAINT "a person's account needs its staff row" CHECK (kind <> 'person' OR staff IS NOT NULL)
) STRICT;

-- A row is one thing that somebody did or looked at. Rows are added, never changed or removed.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  machine_at INTEGER NOT NULL, -- the machine's clock, whatever $VAKTROM_NOW says
  actor TEXT NOT NULL,
  what TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX audit_subject ON audit (subject, id);
CREATE TRIGGER audit_keeps_its_rows BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit log is only added to');
END;
CREATE TRIGGER audit_loses_no_row BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit log is only added to');
END;

-- A row is one change of the store: who, what, and the change set (sqlite3session) from which it can be taken back.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  label TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'past_redo')),
  changes BLOB -- NULL: too large or too old to be taken back
) STRICT;
CREATE INDEX journal_actor ON journal (actor, state, id);
CREATE INDEX journal_age ON journal (at) WHERE changes IS NOT NULL;
