-- What ends the sessions that are open under an account, and who chose its password.

ALTER TABLE accounts ADD COLUMN generation INTEGER NOT NULL DEFAULT 0; -- a new password or a lock begins a new one
ALTER TABLE accounts ADD COLUMN given TEXT NOT NULL DEFAULT 'no' -- yes: somebody else chose the password
  CHECK (given IN ('yes', 'no'));

UPDATE accounts SET generation = generation; -- see 009
