-- A row is when a person last looked at what is new about one patient, before or after the HT's whole report.
CREATE TABLE patient_looks (
  reader TEXT NOT NULL,
  patient TEXT NOT NULL REFERENCES patients (patient) DEFERRABLE INITIALLY DEFERRED,
  at INTEGER NOT NULL,
  PRIMARY KEY (reader, patient)
) STRICT;
