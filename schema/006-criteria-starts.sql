-- A version of the criteria may be made to take effect later.
ALTER TABLE criteria_versions ADD COLUMN starts TEXT CHECK (starts IS date(starts, '+0 days')); -- first day; NULL: none was set

DROP TRIGGER criteria_insert_version;
CREATE TRIGGER criteria_insert_version BEFORE INSERT ON criteria BEGIN
  INSERT OR IGNORE INTO criteria_versions (version, active)
    SELECT NEW.version, CASE WHEN EXISTS (SELECT 1 FROM criteria_versions) THEN 'no' ELSE 'yes' END;
END;
