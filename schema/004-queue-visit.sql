-- What a request became: it is answered when that visit is on a list, and waits again when it no longer is.
ALTER TABLE queue ADD COLUMN visit TEXT; -- V12; NULL: no visit was made of it
