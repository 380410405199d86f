-- Accounts of shared terminals, locked accounts, the delay after failed tries, and journal lines that undo passes over.

-- A row is somebody, a service or a shared terminal that may sign in.
CREATE TABLE accounts_new (
  account TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('owner', 'service', 'person', 'shared')),
  os_user TEXT UNIQUE, -- the login that needs no password; NULL: signs in by password alone
  staff TEXT UNIQUE REFERENCES staff (staff) DEFERRABLE INITIALLY DEFERRED,
  password TEXT NOT NULL DEFAULT '', -- what crypto_pwhash_str() made of it; '': there is none
  locked TEXT NOT NULL DEFAULT 'no' CHECK (locked IN ('yes', 'no')),
  CONSTRAINT "a person's account needs its staff row" CHECK (kind <> 'person' OR staff IS NOT NULL),
  CONSTRAINT "the account of a service or a shared terminal is a login, and nobody's"
    CHECK (kind NOT IN ('service', 'shared') OR (os_user IS NOT NULL AND staff IS NULL AND password = ''))
) STRICT;
INSERT INTO accounts_new (account, kind, os_user, staff, password)
  SELECT account, kind, os_user, staff, password FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_new RENAME TO accounts;

-- A row counts the tries to sign in under a name that failed since the last one that did not. A name that no account has
-- stands here as a number in which many names fall together: what somebody typed there may have been a password.
CREATE TABLE sign_in_tries (
  name TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
  failed INTEGER NOT NULL CHECK (failed > 0),
  machine_at INTEGER NOT NULL -- of the last one, by the machine's clock
) STRICT;

-- yes: a change of accounts, which undo passes over.
ALTER TABLE journal ADD COLUMN lasting TEXT NOT NULL DEFAULT 'no' CHECK (lasting IN ('yes', 'no'));
