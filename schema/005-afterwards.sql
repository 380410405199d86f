-- What came after: a change to what was approved, and who fills in for whom.
ALTER TABLE approvals ADD COLUMN changed_at INTEGER; -- when the approved lists were last changed; NULL: not since
ALTER TABLE shifts ADD COLUMN replaces TEXT REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED; -- NULL: nobody
-- A proposal that is taken keeps its reasons.
ALTER TABLE proposals ADD COLUMN reason TEXT; -- why the visit has no place; NULL: it has one
