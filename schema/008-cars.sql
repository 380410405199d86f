-- The car of a list, where somebody gave it one; else a plain rule does (cars.c).
ALTER TABLE lists ADD COLUMN car TEXT NOT NULL DEFAULT '';
