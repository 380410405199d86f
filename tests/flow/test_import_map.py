#!/usr/bin/env python3
"""import --map: the files of another system, as data/map-example.csv describes it, become our rows; whatever does not
fit, in the map or in the files, is told with its place, and then nothing changes."""
import csv
import io
import os
import subprocess

EXAMPLE = os.path.join(os.environ["VAKTROM_SOURCE"], "data/map-example.csv")
FILES = {
    "soner.csv": """Sonekode;Sonenavn;Adresse;Breddegrad;Lengdegrad
Base;Hjemmetjenesten Fjellvåg;Granlia 1;60,2966;5,3313
Nord;Sone nord;Hegrenesveien 4;60,2942;5,2691
Sør;Sone sør;Sørbygda 12;60,2801;5,3005
""",
    "ansatte.csv": """Ansattnr;Navn;Stilling;Stillingsprosent;Avdeling;Kurs;Førerkort;Ansettelse;Mobil;Fødselsdato
101;Åse Bjørnø;Sykepleier;80,5 %;Base;Insulin, Sårstell;J;Fast;90 00 00 01;01.02.1980
102;Per "Pelle" Østby;HELSEFAGARBEIDER;100;Nord;HLR, Insulin;;Vikar;;02.03.1990
""".replace('"Pelle"', '“Pelle”'),
    "brukere.csv": """Brukernr;Personnr;Etternavn;Fornavn;Adresse;Postnr;Poststed;Sone;Status;Startdato;Breddegrad;Lengdegrad
1;01014012345;Sæther;Ågot;Storgata 5;5300;Kleppestø;Nord;Aktiv;3.2.2025;60,29;5,27
2;02024012345;Lund;;Veien 2 B;5300;Kleppestø;Sør;Avsluttet;31.12.2024;;
""",
    "vakter.csv": """Dato;Vaktkode;Fra;Til;Ansattnr;Avdeling
04.03.26;D;0745;1530;101;Base
04.03.26;A;1500;2400;102;Nord
05.03.26;F1;;;101;Base
05.03.26;N;2230;0730;102;Nord
""",
}
faults = []


def expect(got, wanted, what):
    if got != wanted:
        faults.append(f"{what}: got {got!r}, wanted {wanted!r}")


def vaktrom(*words, status=0):
    ended = subprocess.run([os.environ["VAKTROM"], *words], capture_output=True, encoding="utf-8")
    if ended.returncode != status:
        faults.append(f"{words}: exit {ended.returncode}, not {status}: {ended.stdout}{ended.stderr}")
    return ended.stdout + ended.stderr


def export(kind):
    return list(csv.DictReader(io.StringIO(vaktrom("export", kind))))


def write(name, text):
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    with open(name, "wb") as file:
        file.write(text.replace("\n", "\r\n").encode("cp1252"))


def some(row, *columns):
    return [row[column] for column in columns]


for name, text in FILES.items():
    write(f"theirs/{name}", text)
vaktrom("init")

# A preview says the same and changes nothing.
said = vaktrom("import", "--all", "theirs", "--map", EXAMPLE, "--dry-run")
expect("patients: 2 added" in said, True, "the preview counts: " + said)
expect(export("patients"), [], "patients after a preview")

said = vaktrom("import", "--all", "theirs", "--map", EXAMPLE)
expect("Vaktkode 'F1': 1" in said, True, "days off are told: " + said)
expect("passed over, no KIND" in said, False, "a file of the map is none that nobody claims")
expect([some(row, "team", "kind", "ht", "lat", "name") for row in export("teams")],
       [["HT1", "HT", "", "60.2966", "Hjemmetjenesten Fjellvåg"], ["OT1", "OT", "HT1", "60.2942", "Sone nord"],
        ["OT2", "OT", "HT1", "60.2801", "Sone sør"]], "teams")
expect([some(row, "staff", "name", "role", "position_pct", "team", "skills", "transport", "employment", "phone")
        for row in export("staff")],
       [["S101", "Åse Bjørnø", "nurse", "80.5", "HT1", "insulin wound", "car", "permanent", "90 00 00 01"],
        ["S102", "Per “Pelle” Østby", "care_worker", "100", "OT1", "insulin", "bike", "substitute", ""]], "staff")
expect([some(row, "patient", "name", "address", "team", "status", "admitted", "lat") for row in export("patients")],
       [["P1", "Ågot Sæther", "Storgata 5, 5300 Kleppestø", "OT1", "active", "2025-02-03", "60.29"],
        ["P2", "Lund", "Veien 2 B, 5300 Kleppestø", "OT2", "ended", "2024-12-31", ""]], "patients")
expect([some(row, "date", "shift", "staff", "team", "start", "end") for row in export("shifts")],
       [["2026-03-04", "day", "S101", "HT1", "07:45", "15:30"], ["2026-03-04", "evening", "S102", "OT1", "15:00", "00:00"],
        ["2026-03-05", "night", "S102", "OT1", "22:30", "07:30"]], "shifts")

# What a person has filled in beside stays when the file comes again.
vaktrom("edit", "patients", "P1", "key_number=N7", "important=Te med melk")
said = vaktrom("import", "patients", "theirs/brukere.csv", "--map", EXAMPLE)
expect("2 as before" in said, True, "the same file again: " + said)
expect(some(export("patients")[0], "key_number", "important"), ["N7", "Te med melk"], "what was filled in by hand")


# --- The other rules, on a map of our own ---

def one(kind, map_text, file_text, status=0, *further):
    write("map.csv", map_text)
    write("file.csv", file_text)
    return vaktrom("import", kind, "file.csv", "--map", "map.csv", *further, status=status)


HEADER = "kind;column;source;rule;argument\n"
one("services", HEADER + "services;service;Nr\nservices;patient;Bruker\n".replace("\n", ";;\n")
    + "services;task;;text;medication\nservices;days;Ukedager;days;Ma Ti On To Fr Lø Sø\nservices;start;Fra;date;YYYYMMDD\n"
    "services;earliest;Tid;part;1-\nservices;latest;Tid;part;2-\nservices;duration;Sekunder;minutes;s\n",
    "Nr;Bruker;Ukedager;Fra;Tid;Sekunder\nT1;P1;Ma, On,fr;20260301;08:00 - 09:30;901\nT2;P1;Sø;20260301;20:00-21:00;900\n")
expect([some(row, "service", "days", "start", "earliest", "latest", "duration") for row in export("services")],
       [["T1", "M-W-F--", "2026-03-01", "08:00", "09:30", "16"], ["T2", "------S", "2026-03-01", "20:00", "21:00", "15"]],
       "days, parts and seconds")
one("travel", HEADER + "travel;from;A;;\ntravel;to;B;;\ntravel;mode;;text;car\ntravel;minutes;T;minutes;h:mm\n",
    "A;B;T\nP1;OT1;1:05\n")
expect(export("travel")[0]["minutes"], "65", "hours and minutes")
one("observations", HEADER + "observations;patient;Bruker;;\nobservations;at;;text;{Dato} {Kl}\n"
    "observations;at;;date;D.M.YYYY hh.mm\n", "Bruker;Dato;Kl;Puls\nP1;4.3.2026;7.05;72\n")
expect(some(export("observations")[0], "at", "pulse"), ["2026-03-04T07:05:00+01:00", "72"], "a joined date and time")

# --- Faults ---

STAFF = HEADER + "staff;staff;Nr;;\nstaff;name;Navn;;\nstaff;role;Rolle;value;Spl=nurse\nstaff;team;;text;OT1\n" \
                 "staff;position_pct;;text;100\nstaff;transport;;text;car\nstaff;employment;;text;permanent\n"
GOOD = "Nr;Navn;Rolle\nS1;Kari;Spl\n"
CASES = [
    ("an unknown word", STAFF, "Nr;Navn;Rolle\nS1;Kari;Spl\nS2;Ola;Hpl\n",
     ["file.csv:3: column 'Rolle': the map says nothing about 'Hpl'", "'Hpl=...'", "(map.csv:4)"]),
    ("a column that the file lacks", STAFF, "Nr;Navn\nS1;Kari\n", ["map.csv:4: column 'Rolle': file.csv has no such"]),
    ("a column that the map lacks", STAFF, "Nr;Navn;Rolle;Lønn\nS1;Kari;Spl;9\n",
     ["file.csv:1: column 'Lønn': map.csv says nothing about it", "staff;;Lønn;ignore;"]),
    ("nothing for a needed column", STAFF.replace("staff;team;;text;OT1\n", ""), GOOD,
     ["map.csv: no row says what the column 'team' of staff"]),
    ("a rule with a slip", STAFF.replace(";value;", ";valeu;"), GOOD,
     ["map.csv:4: column 'rule': there is no rule 'valeu' (did you mean 'value'?)"]),
    ("a KIND with a slip", STAFF.replace("staff;staff", "staf;staff"), GOOD,
     ["map.csv:2: column 'kind': there is no KIND 'staf' (did you mean 'staff'?)"]),
    ("a column with a slip", STAFF.replace("staff;role", "staff;rolle2"), GOOD,
     ["map.csv:4: column 'column': there is no staff 'rolle2'"]),
    ("no argument", STAFF.replace("Spl=nurse", ""), GOOD, ["map.csv:4: column 'argument': the rule value needs"]),
    ("no '='", STAFF.replace("Spl=nurse", "Spl"), GOOD, ["map.csv:4: column 'argument': 'Spl' lacks its '='"]),
    ("a brace", STAFF.replace("text;OT1", "text;{Nr"), GOOD, ["map.csv:5: column 'argument': a '{' is not closed"]),
    ("a header of its own", STAFF.replace("rule;", "rull;"), GOOD, ["map.csv:1: column 'rull'", "'rule': the column is missing"]),
    ("two sources", STAFF + "staff;role;Navn;value;x=y\n", GOOD, ["map.csv:9: column 'Navn': 'role' is taken from"]),
    ("a wrong word of ours", STAFF.replace("Spl=nurse", "Spl=nuse"), GOOD,
     ["file.csv:2: column 'Rolle': 'nuse' is no role", "did you mean 'nurse'",
      "(map.csv:4: made by the rule value 'Spl=nuse' of the column role)"]),
    ("a wrong word of ours, for all others", STAFF.replace("Spl=nurse", "Spl=nurse\nstaff;role;;value;*=helper"),
     "Nr;Navn;Rolle\nS1;Kari;Spl\nS2;Ola;Hpl\n",
     ["file.csv:3: column 'Rolle': 'helper' is no role", "(map.csv:5: made by the rule value '*=helper' of the column role)"]),
    ("a wrong text of ours", STAFF.replace("text;car", "text;boat"), GOOD,
     ["file.csv:2: column 'transport': 'boat' is no", "(map.csv:7: made by the rule text 'boat' of the column transport)"]),
    ("a team that is not", STAFF.replace("text;OT1", "text;OT77"), GOOD,
     ["file.csv:2: column 'team': ", "OT77", "(map.csv:5: made by the rule text 'OT77' of the column team)"]),
    ("a wrong word of theirs", STAFF.replace("staff;role;Rolle;value;Spl=nurse", "staff;role;Rolle;;"), GOOD,
     ["file.csv:2: column 'Rolle': 'Spl' is no role"]),
    ("another KIND only", STAFF.replace("staff;", "tasks;").replace("tasks;staff", "tasks;task"), GOOD, ["map.csv"]),
    ("an empty map", HEADER, GOOD, ["map.csv: the map says nothing about staff"]),
    ("a map that is not there", None, GOOD, ["nowhere.csv: cannot be read"]),
    ("a date of another form", STAFF + "staff;ended;Slutt;date;DD.MM.YYYY\n", "Nr;Navn;Rolle;Slutt\nS1;K;Spl;2026-01-02\n",
     ["file.csv:2: column 'Slutt': '2026-01-02' does not have the form DD.MM.YYYY", "(map.csv:9)"]),
    ("a form with too many digits", STAFF + "staff;ended;Slutt;date;D.M.YYYYYYYYYYYYYYY\n",
     "Nr;Navn;Rolle;Slutt\nS1;K;Spl;1.2.999999999999999\n", ["map.csv:9: column 'argument': 'D.M.YYYYYYYYYYYYYYY' gives"]),
    ("a form without its year", STAFF + "staff;ended;Slutt;date;DD.MM\n", GOOD,
     ["map.csv:9: column 'argument': 'DD.MM' lacks the year"]),
]
before = vaktrom("export", "staff")
for name, map_text, file_text, wanted in CASES:
    if map_text is None:
        write("file.csv", file_text)
        said = vaktrom("import", "staff", "file.csv", "--map", "nowhere.csv", status=3)
    else:
        said = one("staff", map_text, file_text, 3)
    for text in wanted:
        if text not in said:
            faults.append(f"{name}: does not say {text!r}: {said}")
expect(vaktrom("export", "staff"), before, "staff after files with faults")
one("staff", STAFF, "Nr;Navn;Rolle;Lønn\nS1;Kari;Spl;9\n", 0, "--ignore-unknown")

# A header as long as a questionnaire's is told from one that only ends otherwise.
long = "Beskriv med egne ord hva som er viktig for deg " * 7
one("patients", HEADER + f"patients;patient;Nr;;\npatients;important;{long}2;;\npatients;;{long}1;ignore;\n"
    "patients;name;Nr;;\npatients;status;;text;active\n", f"Nr;{long}1;{long}2\nP1;Nei;Ja\n")
expect(export("patients")[0]["important"], "Ja", "the cell under a long header")

# A file of theirs that is called as ours would be is read by the map alone; a folder with nothing to read is a fault.
write("both/staff.csv", "Nr;Navn;Rolle\nS7;Liv;Spl\n")
write("both/map.csv", STAFF + "staff;;;file;staff.csv\n")
said = vaktrom("import", "--all", "both", "--map", "both/map.csv")
expect([row["name"] for row in export("staff") if row["staff"] == "S7"], ["Liv"], "a file with the name of a KIND: " + said)
os.mkdir("empty")
vaktrom("import", "--all", "empty", "--map", "map.csv", status=3)

if faults:
    raise SystemExit("\n".join(faults))
