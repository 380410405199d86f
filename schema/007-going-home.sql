-- A worker may go home during a shift.
ALTER TABLE absences ADD COLUMN from_time TEXT NOT NULL DEFAULT '' -- of the first day; '': from the shift's start
  CHECK (from_time = '' OR from_time GLOB '[0-2][0-9]:[0-5][0-9]');

-- A list that has its worker although that worker is absent. Whoever goes home at a time keeps a list that ends by then;
-- before noon it is the next morning of an evening or night shift. Norway's clock is an hour before UTC, and two in
-- summer, which SQLite does not know: in summer a list may end an hour too late here, but `check` reads the clock.
DROP VIEW staffed_while_absent;
CREATE VIEW staffed_while_absent AS
  SELECT DISTINCT l.list AS first, a.staff AS second FROM lists AS l JOIN absences AS a
    ON a.staff = l.staff AND l.date BETWEEN a."from" AND ifnull(a.until, '9999-12-31') AND a.shift IN ('', l.shift)
  WHERE NOT (a.from_time <> '' AND l.date = a."from" AND l.end_at <=
    CAST(strftime('%s', a."from" || ' ' || a.from_time) AS INTEGER) - 3600
    + 86400 * (a.shift IN ('evening', 'night') AND a.from_time < '12:00'));

-- The worker whose list is shortened is looked at again, too.
DROP TRIGGER lists_update_staffed_while_absent;
CREATE TRIGGER lists_update_staffed_while_absent AFTER UPDATE OF staff, date, shift, end_at ON lists BEGIN
  DELETE FROM conflicts WHERE rule = 'staffed_while_absent' AND OLD.list IN (first, second);
  INSERT OR IGNORE INTO conflicts (rule, first, second)
    SELECT 'staffed_while_absent', first, second FROM staffed_while_absent WHERE first = NEW.list;
END;
