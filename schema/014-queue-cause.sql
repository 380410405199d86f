-- What the program raised a queue item for, and the transfer that it tells of or that has met it: so far both were read
-- from the item's text, whose words are for people.
ALTER TABLE queue ADD COLUMN cause TEXT NOT NULL DEFAULT '' CHECK (cause IN ('', 'news2', 'transfer'));
ALTER TABLE queue ADD COLUMN transfer TEXT; -- T12: with the cause 'transfer' that it tells of, else that has met it
UPDATE queue SET transfer = (SELECT told.transfer FROM transfers AS told WHERE told.patient = queue.patient
    AND substr(queue.text, 1, length(told.transfer) + 2) = told.transfer || ': ') WHERE kind = 'transfer';
-- Writes every row (009-whole-rows.sql says why).
UPDATE queue SET cause = CASE WHEN transfer IS NOT NULL THEN 'transfer'
  WHEN kind = 'supervision' AND urgency = 'now' AND substr(text, 1, 6) = 'NEWS2 ' THEN 'news2' ELSE '' END;
UPDATE queue SET transfer = (SELECT met.transfer FROM transfers AS met WHERE met.patient = queue.patient
    AND instr(' ' || queue.outcome || ' ', ' ' || met.transfer || ' ') > 0) WHERE kind = 'transfer' AND cause = '';
