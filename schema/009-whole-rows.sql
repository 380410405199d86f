-- A column that ALTER TABLE added is missing from the rows that were there before it, and SQLite's change sets take its
-- default for NULL: what a person then changed in such a row could not be taken back. Writing the rows mends that; a
-- migration that adds a column with another default than NULL has to do the same.
UPDATE lists SET car = car;
UPDATE absences SET from_time = from_time;
