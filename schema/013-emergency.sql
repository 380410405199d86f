-- A row is an emergency access (blålys): somebody reads about a patient outside the own reach, for a while, with a
-- reason, and a leader looks at it afterwards.
CREATE TABLE emergency_access (
  actor TEXT NOT NULL, -- staff id or account
  patient TEXT NOT NULL REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (actor, patient, at)
) STRICT;
CREATE INDEX emergency_access_at ON emergency_access (at);
