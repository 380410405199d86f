-- The audit log becomes a chain: each row's hash covers the row before it, with a key that lies outside the store. What
-- a row is about stands in parts of its own, which can be erased while the chain holds.

DROP TRIGGER audit_keeps_its_rows;
DROP TRIGGER audit_loses_no_row;
DROP INDEX audit_subject;
-- A row stood in the log before. The chain takes these in with its first row; then there are none.
ALTER TABLE audit RENAME TO audit_unchained;

-- A row is one thing that somebody did or looked at. Rows are added, never changed or removed; ids have no gap.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY, -- from 1
  at INTEGER NOT NULL,
  machine_at INTEGER NOT NULL, -- the machine's clock, whatever $VAKTROM_NOW says
  actor TEXT NOT NULL, -- staff, or an account that has none
  account TEXT NOT NULL,
  place TEXT NOT NULL, -- host, terminal and where that is reached from, as far as there are any
  what TEXT NOT NULL, -- a word of words_audit
  parts INTEGER NOT NULL, -- how many it has
  key TEXT NOT NULL, -- which key: the beginning of its hash
  hash BLOB NOT NULL CHECK (length(hash) = 32) -- keyed, over the hash before, this row and the hashes of its parts
) STRICT;
CREATE INDEX audit_at ON audit (at);
CREATE TRIGGER audit_keeps_its_rows BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit log is only added to');
END;
CREATE TRIGGER audit_loses_no_row BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit log is only added to');
END;

-- A row is what a row of the chain says about one patient, or about none: JSON with subject, label and changes. Erased,
-- only its hash stays; another row of the chain then names it.
CREATE TABLE audit_parts (
  id INTEGER NOT NULL, -- of the chain's row
  part INTEGER NOT NULL, -- from 0
  patient TEXT, -- NULL: about none, or erased
  salt BLOB CHECK (length(salt) = 16), -- NULL: erased
  body TEXT, -- likewise
  hash BLOB NOT NULL CHECK (length(hash) = 32), -- over all of that
  PRIMARY KEY (id, part),
  CHECK ((salt IS NULL) = (body IS NULL) AND (body IS NOT NULL OR patient IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_parts_patient ON audit_parts (patient, id) WHERE patient IS NOT NULL;
CREATE TRIGGER audit_parts_are_only_erased BEFORE UPDATE ON audit_parts
  WHEN NEW.body IS NOT NULL OR NEW.id <> OLD.id OR NEW.part <> OLD.part OR NEW.hash <> OLD.hash BEGIN
  SELECT RAISE(ABORT, 'the audit log is only added to');
END;
CREATE TRIGGER audit_parts_lose_no_row BEFORE DELETE ON audit_parts BEGIN
  SELECT RAISE(ABORT, 'the audit log is only added to');
END;
