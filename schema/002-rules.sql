-- What follows from rows: words that are references kept as rows, the history of queue items, numbers that are given
-- once, and the rules between several rows. (001-base.sql says how the tables read.)

-- --- Words that are references, as rows ------------------------------------------------------------------------------

CREATE TRIGGER teams_insert_words BEFORE INSERT ON teams BEGIN
  INSERT OR IGNORE INTO bases VALUES (NEW.location);
END;
CREATE TRIGGER teams_update_words BEFORE UPDATE OF location ON teams BEGIN
  INSERT OR IGNORE INTO bases VALUES (NEW.location);
END;
CREATE TRIGGER teams_insert_areas AFTER INSERT ON teams WHEN NEW.areas <> '' BEGIN
  INSERT INTO team_areas
    SELECT DISTINCT NEW.team, value
    FROM json_each('[' || replace(json_quote(NEW.areas), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER teams_update_areas AFTER UPDATE OF areas ON teams BEGIN
  DELETE FROM team_areas WHERE team = NEW.team;
  INSERT INTO team_areas
    SELECT DISTINCT NEW.team, value
    FROM json_each('[' || replace(json_quote(NEW.areas), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER staff_insert_functions AFTER INSERT ON staff WHEN NEW.functions <> '' BEGIN
  INSERT INTO staff_functions
    SELECT DISTINCT NEW.staff, value
    FROM json_each('[' || replace(json_quote(NEW.functions), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER staff_update_functions AFTER UPDATE OF functions ON staff BEGIN
  DELETE FROM staff_functions WHERE staff = NEW.staff;
  INSERT INTO staff_functions
    SELECT DISTINCT NEW.staff, value
    FROM json_each('[' || replace(json_quote(NEW.functions), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER staff_insert_skills AFTER INSERT ON staff WHEN NEW.skills <> '' BEGIN
  INSERT INTO staff_skills
    SELECT NEW.staff, key,
      CASE WHEN value GLOB '*[@#]*' THEN substr(value, 1, min(ifnull(nullif(instr(value, '@'), 0), 999),
                                                              ifnull(nullif(instr(value, '#'), 0), 999)) - 1)
           ELSE value END,
      CASE WHEN value LIKE '%@%' THEN substr(value, instr(value, '@') + 1, 10) END,
      CASE WHEN value LIKE '%#%' THEN substr(value, instr(value, '#') + 1) END
    FROM json_each('[' || replace(json_quote(NEW.skills), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER staff_update_skills AFTER UPDATE OF skills ON staff BEGIN
  DELETE FROM staff_skills WHERE staff = NEW.staff;
  INSERT INTO staff_skills
    SELECT NEW.staff, key,
      CASE WHEN value GLOB '*[@#]*' THEN substr(value, 1, min(ifnull(nullif(instr(value, '@'), 0), 999),
                                                              ifnull(nullif(instr(value, '#'), 0), 999)) - 1)
           ELSE value END,
      CASE WHEN value LIKE '%@%' THEN substr(value, instr(value, '@') + 1, 10) END,
      CASE WHEN value LIKE '%#%' THEN substr(value, instr(value, '#') + 1) END
    FROM json_each('[' || replace(json_quote(NEW.skills), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER staff_insert_languages AFTER INSERT ON staff WHEN NEW.languages <> '' BEGIN
  INSERT INTO staff_languages
    SELECT DISTINCT NEW.staff, value
    FROM json_each('[' || replace(json_quote(NEW.languages), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER staff_update_languages AFTER UPDATE OF languages ON staff BEGIN
  DELETE FROM staff_languages WHERE staff = NEW.staff;
  INSERT INTO staff_languages
    SELECT DISTINCT NEW.staff, value
    FROM json_each('[' || replace(json_quote(NEW.languages), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER staff_insert_exclude_tasks AFTER INSERT ON staff WHEN NEW.exclude_tasks <> '' BEGIN
  INSERT INTO staff_excluded_tasks
    SELECT DISTINCT NEW.staff, value
    FROM json_each('[' || replace(json_quote(NEW.exclude_tasks), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER staff_update_exclude_tasks AFTER UPDATE OF exclude_tasks ON staff BEGIN
  DELETE FROM staff_excluded_tasks WHERE staff = NEW.staff;
  INSERT INTO staff_excluded_tasks
    SELECT DISTINCT NEW.staff, value
    FROM json_each('[' || replace(json_quote(NEW.exclude_tasks), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER patients_insert_exclude_staff AFTER INSERT ON patients WHEN NEW.exclude_staff <> '' BEGIN
  INSERT INTO patient_excluded_staff
    SELECT DISTINCT NEW.patient, value
    FROM json_each('[' || replace(json_quote(NEW.exclude_staff), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER patients_update_exclude_staff AFTER UPDATE OF exclude_staff ON patients BEGIN
  DELETE FROM patient_excluded_staff WHERE patient = NEW.patient;
  INSERT INTO patient_excluded_staff
    SELECT DISTINCT NEW.patient, value
    FROM json_each('[' || replace(json_quote(NEW.exclude_staff), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER shifts_insert_covers AFTER INSERT ON shifts WHEN NEW.covers <> '' BEGIN
  INSERT INTO shift_covers
    SELECT DISTINCT NEW.date, NEW.staff, NEW.start_at, value
    FROM json_each('[' || replace(json_quote(NEW.covers), ' ', '","') || ']')
    WHERE value <> '';
END;
CREATE TRIGGER shifts_update_covers AFTER UPDATE OF covers ON shifts BEGIN
  DELETE FROM shift_covers WHERE date = NEW.date AND staff = NEW.staff AND start_at = NEW.start_at;
  INSERT INTO shift_covers
    SELECT DISTINCT NEW.date, NEW.staff, NEW.start_at, value
    FROM json_each('[' || replace(json_quote(NEW.covers), ' ', '","') || ']')
    WHERE value <> '';
END;

-- The first version of the criteria is active at once; a later one waits to be activated.
CREATE TRIGGER criteria_insert_version BEFORE INSERT ON criteria BEGIN
  INSERT OR IGNORE INTO criteria_versions
    SELECT NEW.version, CASE WHEN EXISTS (SELECT 1 FROM criteria_versions) THEN 'no' ELSE 'yes' END;
END;
CREATE UNIQUE INDEX criteria_versions_active ON criteria_versions (active) WHERE active = 'yes';

-- A queue item's history: how it came, and each time it changed hands, state or outcome.
-- An item that is imported comes after the history that it has had.
CREATE TRIGGER queue_came AFTER INSERT ON queue
WHEN NOT EXISTS (SELECT 1 FROM queue_history WHERE item = NEW.item) BEGIN
  INSERT INTO queue_history
    SELECT NEW.item, 1 + count(*), ifnull(NEW.changed_at, NEW.at), ifnull(nullif(NEW.changed_by, ''), NEW."from"),
      NEW.state, NEW.owner, NEW.outcome FROM queue_history WHERE item = NEW.item;
END;
CREATE TRIGGER queue_changed AFTER UPDATE ON queue
WHEN NEW.state IS NOT OLD.state OR NEW.owner IS NOT OLD.owner OR NEW.outcome IS NOT OLD.outcome BEGIN
  INSERT INTO queue_history
    SELECT NEW.item, 1 + count(*), ifnull(NEW.changed_at, NEW.at), NEW.changed_by, NEW.state, NEW.owner, NEW.outcome
    FROM queue_history WHERE item = NEW.item;
END;
CREATE TRIGGER queue_history_keeps_its_rows BEFORE UPDATE ON queue_history BEGIN
  SELECT RAISE(ABORT, 'the history of a queue item is only added to');
END;
CREATE TRIGGER queue_history_loses_no_row BEFORE DELETE ON queue_history BEGIN
  SELECT RAISE(ABORT, 'the history of a queue item is only added to');
END;

-- --- Ids: a number that came with a row is never given again ---------------------------------------------------------

INSERT INTO counters (prefix) VALUES ('V'), ('L'), ('Q'), ('R'), ('C'), ('T'), ('M'), ('D');
CREATE TRIGGER visits_count AFTER INSERT ON visits WHEN NEW.visit GLOB 'V[0-9]*' BEGIN
  UPDATE counters SET last = CAST(substr(NEW.visit, 2) AS INTEGER)
    WHERE prefix = 'V' AND last < CAST(substr(NEW.visit, 2) AS INTEGER);
END;
CREATE TRIGGER lists_count AFTER INSERT ON lists WHEN NEW.list GLOB 'L[0-9]*' BEGIN
  UPDATE counters SET last = CAST(substr(NEW.list, 2) AS INTEGER)
    WHERE prefix = 'L' AND last < CAST(substr(NEW.list, 2) AS INTEGER);
END;
CREATE TRIGGER queue_count AFTER INSERT ON queue WHEN NEW.item GLOB 'Q[0-9]*' BEGIN
  UPDATE counters SET last = CAST(substr(NEW.item, 2) AS INTEGER)
    WHERE prefix = 'Q' AND last < CAST(substr(NEW.item, 2) AS INTEGER);
END;
CREATE TRIGGER reminders_count AFTER INSERT ON reminders WHEN NEW.reminder GLOB 'R[0-9]*' BEGIN
  UPDATE counters SET last = CAST(substr(NEW.reminder, 2) AS INTEGER)
    WHERE prefix = 'R' AND last < CAST(substr(NEW.reminder, 2) AS INTEGER);
END;
CREATE TRIGGER carry_overs_count AFTER INSERT ON carry_overs WHEN NEW.carry_over GLOB 'C[0-9]*' BEGIN
  UPDATE counters SET last = CAST(substr(NEW.carry_over, 2) AS INTEGER)
    WHERE prefix = 'C' AND last < CAST(substr(NEW.carry_over, 2) AS INTEGER);
END;
CREATE TRIGGER transfers_count AFTER INSERT ON transfers WHEN NEW.transfer GLOB 'T[0-9]*' BEGIN
  UPDATE counters SET last = CAST(substr(NEW.transfer, 2) AS INTEGER)
    WHERE prefix = 'T' AND last < CAST(substr(NEW.transfer, 2) AS INTEGER);
END;
CREATE TRIGGER meeting_count AFTER INSERT ON meeting WHEN NEW.meeting GLOB 'M[0-9]*' BEGIN
  UPDATE counters SET last = CAST(substr(NEW.meeting, 2) AS INTEGER)
    WHERE prefix = 'M' AND last < CAST(substr(NEW.meeting, 2) AS INTEGER);
END;
CREATE TRIGGER decisions_count AFTER INSERT ON decisions WHEN NEW.decision GLOB 'D[0-9]*' BEGIN
  UPDATE counters SET last = CAST(substr(NEW.decision, 2) AS INTEGER)
    WHERE prefix = 'D' AND last < CAST(substr(NEW.decision, 2) AS INTEGER);
END;

-- --- Rules at commit -------------------------------------------------------------------------------------------------
--
-- Each rule is a view of the pairs of rows that break it. Triggers keep the broken pairs in the table `conflicts`, whose
-- rows point to a table that has no rows: SQLite checks that reference at commit, so that rows may be changed in any
-- order within a transaction, and a transaction that ends with a conflict cannot be committed, whoever wrote it.

-- Has no rows, ever.
CREATE TABLE impossible (
  id INTEGER PRIMARY KEY CHECK (id IS NULL AND 0)
) STRICT;

-- A row is a pair of rows that break a rule; there is none once a transaction is committed.
CREATE TABLE conflicts (
  rule TEXT NOT NULL,
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  never INTEGER NOT NULL DEFAULT 1 REFERENCES impossible (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (rule, first, second)
) STRICT, WITHOUT ROWID;

-- An OT that belongs to a team that is no HT.
CREATE VIEW team_without_ht AS
  SELECT ot.team AS first, ht.team AS second FROM teams AS ot JOIN teams AS ht ON ht.team = ot.ht
  WHERE ot.kind = 'OT' AND ht.kind <> 'HT';

-- Two lists that one worker would walk at the same moment.
CREATE VIEW overlapping_lists AS
  SELECT a.list AS first, b.list AS second FROM lists AS a JOIN lists AS b
    ON b.staff = a.staff AND b.start_at BETWEEN a.start_at - 90000 AND a.end_at - 1 AND b.end_at > a.start_at
  WHERE a.list <> b.list;

-- Two shift rows of one worker at the same moment. A shift row is named by its worker and start.
CREATE VIEW overlapping_shifts AS
  SELECT a.staff || '@' || a.start_at AS first, b.staff || '@' || b.start_at AS second, a.staff, a.start_at
  FROM shifts AS a JOIN shifts AS b
    ON b.staff = a.staff AND b.start_at BETWEEN a.start_at - 90000 AND a.end_at - 1 AND b.end_at > a.start_at
  WHERE a.rowid <> b.rowid;

-- A list that has its worker although that worker is absent.
CREATE VIEW staffed_while_absent AS
  SELECT DISTINCT l.list AS first, a.staff AS second FROM lists AS l JOIN absences AS a
    ON a.staff = l.staff AND l.date BETWEEN a."from" AND ifnull(a.until, '9999-12-31') AND a.shift IN ('', l.shift);

-- The duty nurses who are present.
CREATE VIEW present_duty_nurses AS
  SELECT s.* FROM shifts AS s WHERE s.function = 'duty_nurse' AND NOT EXISTS (SELECT 1 FROM absences AS a
    WHERE a.staff = s.staff AND s.date BETWEEN a."from" AND ifnull(a.until, '9999-12-31') AND a.shift IN ('', s.shift));

-- Two present duty nurses of one team at the same moment.
CREATE VIEW two_duty_nurses AS
  SELECT a.staff || '@' || a.start_at AS first, b.staff || '@' || b.start_at AS second, a.staff, a.start_at
  FROM present_duty_nurses AS a JOIN present_duty_nurses AS b
    ON b.team = a.team AND b.start_at BETWEEN a.start_at - 90000 AND a.end_at - 1 AND b.end_at > a.start_at
  WHERE a.staff <> b.staff;

-- One half of a two-person visit on a list while the other has none, or both on the same list.
CREATE VIEW half_listed AS
  SELECT a.visit AS first, b.visit AS second, a.date FROM visits AS a JOIN visits AS b
    ON b.visit = substr(a.visit, 1, length(a.visit) - 1) || CASE substr(a.visit, -1) WHEN '1' THEN '2' ELSE '1' END
  WHERE a.visit GLOB '*/[12]'
    AND ((a.state = 'listed') + (b.state = 'listed') = 1 AND (a.list IS NULL) + (b.list IS NULL) = 1
         OR a.list = b.list);

CREATE TRIGGER lists_insert_overlapping_lists AFTER INSERT ON lists BEGIN
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'overlapping_lists', first, second FROM overlapping_lists WHERE first = NEW.list;
END;
CREATE TRIGGER lists_update_overlapping_lists AFTER UPDATE OF staff, start_at, end_at ON lists BEGIN
  DELETE FROM conflicts WHERE rule = 'overlapping_lists' AND OLD.list IN (first, second);
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'overlapping_lists', first, second FROM overlapping_lists WHERE first = NEW.list;
END;
CREATE TRIGGER lists_delete_overlapping_lists AFTER DELETE ON lists BEGIN
  DELETE FROM conflicts WHERE rule = 'overlapping_lists' AND OLD.list IN (first, second);
END;
CREATE TRIGGER shifts_insert_overlapping_shifts AFTER INSERT ON shifts BEGIN
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'overlapping_shifts', first, second FROM overlapping_shifts WHERE staff = NEW.staff AND start_at = NEW.start_at;
END;
CREATE TRIGGER shifts_update_overlapping_shifts AFTER UPDATE OF staff, start_at, end_at ON shifts BEGIN
  DELETE FROM conflicts WHERE rule = 'overlapping_shifts' AND OLD.staff || '@' || OLD.start_at IN (first, second);
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'overlapping_shifts', first, second FROM overlapping_shifts WHERE staff = NEW.staff AND start_at = NEW.start_at;
END;
CREATE TRIGGER shifts_delete_overlapping_shifts AFTER DELETE ON shifts BEGIN
  DELETE FROM conflicts WHERE rule = 'overlapping_shifts' AND OLD.staff || '@' || OLD.start_at IN (first, second);
END;
CREATE TRIGGER shifts_insert_two_duty_nurses AFTER INSERT ON shifts BEGIN
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'two_duty_nurses', first, second FROM two_duty_nurses WHERE staff = NEW.staff AND start_at = NEW.start_at;
END;
CREATE TRIGGER shifts_update_two_duty_nurses AFTER UPDATE OF date, shift, staff, team, start_at, end_at, function ON shifts BEGIN
  DELETE FROM conflicts WHERE rule = 'two_duty_nurses' AND OLD.staff || '@' || OLD.start_at IN (first, second);
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'two_duty_nurses', first, second FROM two_duty_nurses WHERE staff = NEW.staff AND start_at = NEW.start_at;
END;
CREATE TRIGGER shifts_delete_two_duty_nurses AFTER DELETE ON shifts BEGIN
  DELETE FROM conflicts WHERE rule = 'two_duty_nurses' AND OLD.staff || '@' || OLD.start_at IN (first, second);
END;
CREATE TRIGGER lists_insert_staffed_while_absent AFTER INSERT ON lists BEGIN
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'staffed_while_absent', first, second FROM staffed_while_absent WHERE first = NEW.list;
END;
CREATE TRIGGER lists_update_staffed_while_absent AFTER UPDATE OF staff, date, shift ON lists BEGIN
  DELETE FROM conflicts WHERE rule = 'staffed_while_absent' AND OLD.list IN (first, second);
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'staffed_while_absent', first, second FROM staffed_while_absent WHERE first = NEW.list;
END;
CREATE TRIGGER lists_delete_staffed_while_absent AFTER DELETE ON lists BEGIN
  DELETE FROM conflicts WHERE rule = 'staffed_while_absent' AND OLD.list IN (first, second);
END;
-- OR IGNORE does not help within an upsert, whose own manner counts in the triggers too: what may be there goes first.
CREATE TRIGGER absences_insert_rules AFTER INSERT ON absences BEGIN
  DELETE FROM conflicts WHERE rule = 'staffed_while_absent' AND second = NEW.staff;
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'staffed_while_absent', first, second FROM staffed_while_absent WHERE second = NEW.staff;
  DELETE FROM conflicts WHERE rule = 'two_duty_nurses'
    AND NEW.staff || '@' IN (substr(first, 1, length(NEW.staff) + 1), substr(second, 1, length(NEW.staff) + 1));
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'two_duty_nurses', first, second FROM two_duty_nurses WHERE staff = NEW.staff;
END;
CREATE TRIGGER absences_update_rules AFTER UPDATE ON absences BEGIN
  DELETE FROM conflicts WHERE rule = 'staffed_while_absent' AND second IN (OLD.staff, NEW.staff);
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'staffed_while_absent', first, second FROM staffed_while_absent WHERE second IN (OLD.staff, NEW.staff);
  DELETE FROM conflicts WHERE rule = 'two_duty_nurses'
    AND NEW.staff || '@' IN (substr(first, 1, length(NEW.staff) + 1), substr(second, 1, length(NEW.staff) + 1));
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'two_duty_nurses', first, second FROM two_duty_nurses WHERE staff = NEW.staff;
END;
CREATE TRIGGER absences_delete_rules AFTER DELETE ON absences BEGIN
  DELETE FROM conflicts WHERE rule = 'staffed_while_absent' AND second = OLD.staff;
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'staffed_while_absent', first, second FROM staffed_while_absent WHERE second = OLD.staff;
  DELETE FROM conflicts WHERE rule = 'two_duty_nurses'
    AND OLD.staff || '@' IN (substr(first, 1, length(OLD.staff) + 1), substr(second, 1, length(OLD.staff) + 1));
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'two_duty_nurses', first, second FROM two_duty_nurses WHERE staff = OLD.staff;
END;
CREATE TRIGGER teams_insert_team_without_ht AFTER INSERT ON teams BEGIN
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'team_without_ht', first, second FROM team_without_ht WHERE NEW.team IN (first, second);
END;
CREATE TRIGGER teams_update_team_without_ht AFTER UPDATE OF kind, ht ON teams BEGIN
  DELETE FROM conflicts WHERE rule = 'team_without_ht' AND OLD.team IN (first, second);
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'team_without_ht', first, second FROM team_without_ht WHERE NEW.team IN (first, second);
END;
CREATE TRIGGER teams_delete_team_without_ht AFTER DELETE ON teams BEGIN
  DELETE FROM conflicts WHERE rule = 'team_without_ht' AND OLD.team IN (first, second);
END;
CREATE TRIGGER visits_insert_half_listed AFTER INSERT ON visits WHEN NEW.visit GLOB '*/[12]' BEGIN
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'half_listed', first, second FROM half_listed WHERE first = NEW.visit;
END;
CREATE TRIGGER visits_update_half_listed AFTER UPDATE OF state, list ON visits WHEN NEW.visit GLOB '*/[12]' BEGIN
  DELETE FROM conflicts WHERE rule = 'half_listed' AND OLD.visit IN (first, second);
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'half_listed', first, second FROM half_listed WHERE first = NEW.visit;
END;
CREATE TRIGGER visits_delete_half_listed AFTER DELETE ON visits WHEN OLD.visit GLOB '*/[12]' BEGIN
  DELETE FROM conflicts WHERE rule = 'half_listed' AND OLD.visit IN (first, second);
END;
