-- What `absent --replan` showed, so that `--apply N` takes what was seen and nothing else.

-- A row is where a proposed redistribution after a worker's absence puts one visit that it changes (list NULL: on none).
-- It holds while `digest` is that of the lists and visits concerned. No part of the journal: nobody's work, soon stale.
CREATE TABLE proposals (
  date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
  staff TEXT NOT NULL, -- who is absent
  alternative INTEGER NOT NULL CHECK (alternative >= 1),
  visit TEXT NOT NULL,
  nature INTEGER NOT NULL, -- which kind of alternative it is
  digest INTEGER NOT NULL,
  from_list TEXT, -- where the visit was before the absence
  from_start INTEGER,
  list TEXT,
  seq INTEGER,
  start INTEGER, -- true minutes
  PRIMARY KEY (date, staff, alternative, visit)
) STRICT, WITHOUT ROWID;
