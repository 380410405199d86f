#!/usr/bin/env python3
"""import(export(x)) = x for every KIND, with texts that try to break it; and the same base read from what a Norwegian
Excel writes. The expected cells are written here by hand."""
import csv
import io
import json
import os
import subprocess
import sys

# header, rows: as export must write them (canonical form), every KIND at least once.
NASTY = ["=1+1", "+47 55 55", "-minus", "@at", "'apostrophe", "''two", "\ttab", 'say "hei", du', "a;b,c", "Ørjan Ågård €",
         " blank ", "Žofia 李 🙂", "'); DROP TABLE patients; --"]

FILES = {
    "teams": [["team", "kind", "name", "location", "ht", "lat", "lon", "max_lists", "unit", "areas", "phone", "cars"],
              ["HT1", "HT", "=Helse", "Base nord", "", "60.29", "5.33", "15", "Fjellvåg", "", "+47 55 56 10 00", "9"],
              ["OT1", "OT", "Omsorg", "Base nord", "HT1", "60.2912345", "-5.5", "10", "", "Nord Sør", "", ""],
              ["OT2", "OT", "Omsorg to", "Base sør", "HT1", "", "", "", "", "Øst", "", ""]],
    "tasks": [["task", "name", "min_role", "skills", "duration", "priority", "load"],
              ["insulin", "Insulin, måling", "nurse", "insulin", "15", "must", "1"],
              ["wash", "-stell", "assistant", "", "30", "should", "3"]],
    "staff": [["staff", "name", "role", "team", "position_pct", "functions", "skills", "languages", "transport",
               "employment", "exclude_tasks", "phone", "gender"]]
             + [[f"S{n}", name, "nurse", "HT1", "37.5", "duty_nurse lead_nurse",
                 "insulin@2027-05-31 iv wound#P01", "nb en", "bike", "agency", "wash insulin", name, "female"]
                for n, name in sorted(enumerate(NASTY, 1), key=lambda pair: str(pair[0]))],  # in the order of keys
    "patients": [["patient", "name", "address", "lat", "lon", "area", "team", "status", "primary_contact",
                  "secondary_contact", "languages", "exclude_staff", "important", "access", "admitted", "phone",
                  "cooperating_team", "prefer_gender", "spo2_scale", "protected", "key_number", "door_code"]]
                + [[f"P{n:02}", text, text, "60.3", "5", "Nord", "OT1", "active", "S1", "S2", "nb ti", "S3 S4", text, text,
                    "2020-02-29", "55 11", "HT1", "male", "2", "yes", "=7", "-12"] for n, text in enumerate(NASTY, 1)]
                + [["P99", "Tom", "", "", "", "", "", "ended", "", "", "", "", "", "", "", "", "", "", "", "no", "", ""]],
    "needs": [["patient", "code", "value", "from", "until", "noted_by"],
              ["P01", "diabetes", "", "2026-01-01", "", "S1"],
              ["P01", "frailty", "7", "2026-01-01", "2026-06-01", "=x"],
              ["P02", "weight", "-3", "2026-01-01", "", ""]],
    "observations": [["patient", "at", "resp", "spo2", "scale", "oxygen", "systolic", "pulse", "consciousness", "temp"],
                     ["P01", "2026-03-01T09:05:00+01:00", "16", "96", "1", "no", "138", "78", "A", "36.8"],
                     ["P01", "2026-07-01T09:05:30+02:00", "", "", "", "", "", "", "C", ""]],
    "criteria": [["criterion", "outcome", "when", "rationale", "source", "rank", "version", "valid_from", "active"],
                 ["C1", "HT", "palliative & !copd", "=grunn", "[003 §7]", "10", "eldre", "2026-01-01", ""],
                 ["C1", "OT", "frailty<=3", "'grunn", "", "-5", "nyere", "", "yes"],
                 ["C2", "GREY", "", "", "", "100", "nyere", "", "yes"]],
    "services": [["service", "patient", "task", "days", "every", "start", "until", "earliest", "latest", "window",
                  "duration", "staff_count", "skills", "min_role", "priority", "follows", "min_gap", "max_gap",
                  "second_role", "second_skills", "second_team"],
                 ["T1", "P01", "wash", "M-W-F-S", "", "2026-01-01", "", "08:00 12:00", "09:30 13:00", "hard", "25", "2",
                  "lift", "care_worker", "may", "", "", "", "assistant", "lift push", "OT2"],
                 ["T2", "P01", "insulin", "", "3", "2026-01-01", "2026-12-31", "22:30", "01:15", "soft", "", "1", "", "", "",
                  "T1", "0", "45", "", "", ""]],
    "shifts": [["date", "shift", "staff", "team", "start", "end", "function", "covers", "replaces"],
               ["2026-03-04", "day", "S1", "HT1", "07:30", "15:00", "duty_nurse", "", ""],
               ["2026-03-04", "evening", "S2", "OT1", "15:00", "22:30", "", "", "S4"],
               ["2026-03-28", "night", "S3", "OT1", "22:30", "07:30", "", "OT2 HT1", ""],  # the clock goes forward
               ["2026-10-24", "night", "S3", "OT1", "22:30", "07:30", "coordinator", "", ""],  # and back
               # in the hour that the clocks repeat: the second time has its offset
               ["2026-10-25", "day", "S5", "OT1", "02:30", "02:15+01:00", "", "", ""],
               ["2026-10-25", "evening", "S5", "OT1", "02:30+01:00", "09:00", "", "", ""]],
    "absences": [["staff", "from", "until", "reason", "shift", "from_time"],
                 ["S4", "2026-03-04", "", "sick", "", "10:30"],
                 ["S4", "2026-03-04", "2026-03-06", "course", "night", ""]],
    "suspensions": [["patient", "from", "until", "review", "reason"],
                    ["P01", "2026-03-04", "", "2026-03-10", "hospital"],
                    ["P02", "2026-03-04", "2026-03-05", "", "family"]],
    "travel": [["from", "to", "mode", "minutes"], ["HT1", "P01", "car", "0"], ["P01", "P02", "walk", "12"]],
    "history": [["date", "shift", "patient", "staff", "task", "minutes"],
                ["2026-03-01", "day", "P01", "S1", "wash", "20"],
                ["2026-03-01", "day", "P01", "S1", "wash", "20"],  # twice the same day
                ["2026-03-01", "day", "P01", "S1", "wash", "35"],
                ["2026-03-01", "night", "P02", "S2", "insulin", "0"]],
    "reminders": [["team", "due", "patient", "text", "reminder", "done"]]
                 + [["OT1", "2026-03-05", "P01" if n % 2 else "", text, f"R{n}", "yes" if n == 3 else "no"]
                    for n, text in enumerate(NASTY, 1)],
    "queue": [["at", "kind", "urgency", "patient", "from", "text", "team", "owner", "state", "item", "due", "outcome",
               "changed_at", "changed_by", "visit"]]
             + [["2026-03-01T10:00:00+01:00", "advice", "now", "P01", text, text, "HT1", "S1", "answered", f"Q{n}",
                 "2026-03-01T11:00:00+01:00", text, "2026-03-01T10:30:00+01:00", "S1", "V1" if n == 2 else ""]
                for n, text in enumerate(NASTY, 1)]
             + [["2026-03-01T10:00:00+01:00", "grey_zone", "planned", "", "", "x", "HT1", "", "open", "Q77",
                 "2026-03-02T10:00:00+01:00", "", "", "", ""]],
    "queue_history": [["item", "step", "at", "by", "state", "owner", "outcome"],
                      ["Q1", "1", "2026-03-01T10:00:00+01:00", "=1+1", "open", "", ""],
                      ["Q1", "2", "2026-03-01T10:30:00+01:00", "S1", "answered", "S1", "=1+1"]]
                     + [[f"Q{n}", "1", "2026-03-01T10:30:00+01:00", "S1", "answered", "S1", text]  # none came with them
                        for n, text in enumerate(NASTY, 1) if n > 1]
                     + [["Q77", "1", "2026-03-01T10:00:00+01:00", "", "open", "", ""]],
    "own_looks": [["reader", "team", "at"], ["S1", "HT1", "2026-03-01T10:00:00+01:00"]],
    "patient_looks": [["reader", "patient", "at"], ["S1", "P01", "2026-03-01T10:00:00+01:00"]],
    "lists": [["list", "date", "shift", "team", "staff", "start", "end", "function", "covers", "state", "car"],
              ["L1", "2026-03-04", "evening", "OT1", "S2", "15:00", "22:30", "", "", "approved", ""],
              ["L2", "2026-03-28", "night", "OT1", "S3", "22:30", "07:30", "", "OT2 HT1", "started", "EL 12345"],
              ["L3", "2026-10-24", "night", "OT1", "", "22:30", "07:30", "", "", "draft", ""],
              ["L10", "2026-03-04", "day", "OT2", "", "07:30", "15:00", "nurse_2", "", "draft", ""]],
    "visits": [["visit", "date", "shift", "patient", "service", "task", "team", "min_role", "skills", "duration",
                "earliest", "latest", "window", "priority", "state", "list", "seq", "start", "staff", "reason", "pinned",
                "by_hand"],
               ["V1", "2026-03-04", "evening", "P01", "T1", "wash", "OT1", "assistant", "lift", "25", "15:00 20:00",
                "16:00 23:30", "hard", "must", "listed", "L1", "1", "15:10", "S2", "", "yes", "no"],
               ["V2", "2026-03-28", "night", "P02", "", "insulin", "", "nurse", "", "15", "01:30", "04:15", "soft", "may",
                "done", "L2", "1", "03:20", "S3", "", "no", "yes"],
               ["V3", "2026-03-04", "day", "P02", "", "wash", "OT1", "assistant", "", "5", "23:00", "01:00", "soft",
                "should", "dropped", "", "", "", "", "=ingen tid", "no", "no"],
               ["V10", "2026-03-04", "day", "P02", "", "wash", "OT2", "assistant", "", "5", "08:00", "09:00", "soft",
                "should", "listed", "L10", "2", "08:00", "", "", "no", "no"],
               ["V20", "2026-10-24", "night", "P02", "", "insulin", "OT1", "nurse", "", "15",
                "02:15 02:15+01:00 06:00", "02:45 02:45+01:00 06:30", "soft", "may", "listed", "L3", "1", "02:30+01:00", "",
                "", "no", "no"],
               ["V4/1", "2026-03-04", "day", "P02", "", "wash", "OT1", "assistant", "", "5", "08:00", "09:00", "soft",
                "should", "unassigned", "", "", "", "", "ingen vakt", "no", "no"],
               ["V4/2", "2026-03-04", "day", "P02", "", "wash", "OT1", "assistant", "", "5", "08:00", "09:00", "soft",
                "should", "suspended", "", "", "", "", "", "no", "no"]],
    "transfers": [["transfer", "patient", "from_team", "to_team", "from_date", "reason", "state", "ack_from", "ack_to"],
                  ["T1", "P01", "OT1", "HT1", "2026-03-10", "-verre", "announced", "yes", "no"]],
    "decisions": [["decision", "patient", "at", "outcome", "responsible_team", "cooperating_team", "criteria_version",
                   "facts", "criteria", "explanation", "decided_by", "reason", "review"],
                  ["D1", "P01", "2026-03-01T10:00:00+01:00", "BOTH", "HT1", "OT1", "nyere", '{"frailty":7,"x":"a\\"b"}',
                   "[]", "Derfor.", "S1", "=skjønn", "2026-06-01"]],
    "carry_overs": [["carry_over", "visit", "patient", "from", "next", "at", "reason", "state"],
                    ["C1", "V3", "P02", "S2", "S1", "2026-03-04T15:00:00+01:00", "no_time", "accepted"]],
    "meeting": [["meeting", "patient", "team", "date", "ground", "light", "text"],
                ["M1", "P01", "OT1", "2026-03-10", "function_loss", "yellow", "@fall"]],
    "acks": [["finding", "by", "reason", "at"], ["no_break:L1", "S1", "+avtalt", "2026-03-01T10:00:00+01:00"]],
    "approvals": [["date", "shift", "team", "by", "at", "changed_at"],
                  ["2026-03-04", "evening", "OT1", "S2", "2026-03-04T14:00:00+01:00", "2026-03-04T14:05:00+01:00"]],
    "handover_acks": [["date", "shift", "team", "by", "at"], ["2026-03-04", "day", "OT1", "S2", "2026-03-04T15:10:00+01:00"]],
    "settings": [["name", "value"], ["max_ots", "3"], ["unit", "=Fjellvåg"]],
}

FILES["queue_history"][1:] = sorted(FILES["queue_history"][1:])  # in the order of keys

FREE_TEXT = {"name", "location", "unit", "phone", "address", "important", "access", "key_number", "door_code", "value",
             "noted_by", "when", "rationale", "source", "text", "outcome", "reason", "explanation", "changed_by", "by",
             "decided_by"}
NORWEGIAN = {"patient": "pasient", "name": "navn", "address": "adresse", "lat": "breddegrad", "lon": "Lengdegrad",
             "area": "område", "primary_contact": "primærkontakt", "secondary_contact": "Sekundærkontakt",
             "exclude_staff": "unntatte ansatte", "important": "viktig", "access": "adkomst", "status": "Status"}

faults = []


def expect(truth, what):
    if not truth:
        faults.append(what)


def vaktrom(store, *words, status=0, **more):
    ended = subprocess.run([os.environ["VAKTROM"], "--db", store, *words], capture_output=True, **more)
    if ended.returncode != status:
        raise SystemExit(f"{store}: {words}: exit {ended.returncode}: {ended.stderr.decode()}")
    return ended.stdout


def guarded(rows, free=None):
    """Free text as interface.md wants it written."""
    names = rows[0]
    free = FREE_TEXT if free is None else free
    return [names] + [["'" + cell if name in free and cell[:1] in tuple("=+-@'\t") else cell
                       for name, cell in zip(names, row)] for row in rows[1:]]


def as_csv(rows, delimiter=",", end="\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)  # quotes only where needed
    return out.getvalue()


def free_columns(kind):
    return (FREE_TEXT | ({"from"} if kind == "queue" else set())) - ({"outcome"} if kind in ("criteria", "decisions") else set()) - (
        {"reason"} if kind in ("absences", "suspensions", "carry_overs") else set()) - (
        {"by"} if kind == "handover_acks" else set())


def wanted_bytes(kind):
    return as_csv(guarded(FILES[kind], free_columns(kind))).encode()


def read(path):
    with open(path, "rb") as file:
        return file.read()


def there_and_back():
    os.mkdir("first")
    for kind in FILES:
        with open(f"first/{kind}.csv", "wb") as file:
            file.write(wanted_bytes(kind))
    for store, source, target in (("one.db", "first", "second"), ("two.db", "second", "third")):
        vaktrom(store, "init")
        vaktrom(store, "import", "--all", source)
        vaktrom(store, "export", "--all", target)
        for kind in FILES:
            got, wanted = read(f"{target}/{kind}.csv"), wanted_bytes(kind)
            if got != wanted:
                a, b = got.decode().splitlines(), wanted.decode().splitlines()
                pairs = [f"    got    {x}\n    wanted {y}" for x, y in zip(a + [""], b + [""]) if x != y][:3]
                expect(False, f"{target}/{kind}.csv differs:\n" + "\n".join(pairs))
    expect(sorted(os.listdir("third")) == sorted(f"{kind}.csv" for kind in FILES), "not every KIND is tried here")


def answers_stay():
    """A request that was answered in words does not wait again where another one became a visit."""
    items = json.loads(vaktrom("two.db", "queue", "--json"))
    expect({item["state"] for item in items if item["id"] != "Q77"} == {"answered"},
           f"answered: {[(item['id'], item['state']) for item in items]}")


def again_changes_nothing():
    for words in (["import", "--all", "third"], ["import", "--all", "third", "--replace"]):
        said = vaktrom("two.db", *words).decode()
        for line in said.splitlines():
            expect(": 0 added, 0 changed" in line and "ended" not in line, f"{words}: {line}")


def spreadsheet():
    """What a Norwegian Excel reads and writes: semicolons, decimal commas, Windows-1252 or a BOM, its own headers."""
    for kind in FILES:
        sheet = vaktrom("two.db", "export", kind, "--excel")
        expect(sheet.startswith(b"\xef\xbb\xbf"), f"{kind}: no byte order mark")
        with open(f"{kind}-sheet.csv", "wb") as file:
            file.write(sheet)
        said = vaktrom("two.db", "import", kind, f"{kind}-sheet.csv").decode()
        expect(": 0 added, 0 changed" in said, f"{kind}, as Excel writes it: {said}")
    expect(b"60,2912345;-5,5" in vaktrom("two.db", "export", "teams", "--excel"), "no decimal comma")

    table = [row[:] for row in FILES["patients"] if row[1].encode("cp1252", "ignore").decode("cp1252") == row[1]]
    columns = [table[0].index(name) for name in NORWEGIAN] + [table[0].index("team"), table[0].index("languages")]
    columns.reverse()  # in any order
    table = [[row[c] for c in columns] for row in guarded(table)]
    table[0] = [NORWEGIAN.get(name, name) for name in table[0]]
    lat = table[0].index("breddegrad")
    for row in table[1:]:
        row[lat] = row[lat].replace(".", ",")
    with open("pasienter.csv", "wb") as file:
        file.write(as_csv(table, ";", "\r\n").encode("cp1252"))
    said = vaktrom("two.db", "import", "patients", "pasienter.csv").decode()
    expect(f"patients: 0 added, 0 changed, {len(table) - 1} as before" in said, f"pasienter.csv: {said}")


def optional_columns_stay():
    """A column that a file lacks keeps what is there; one that it has but leaves empty is emptied."""
    with open("patients.csv", "w", encoding="utf-8") as file:
        file.write(as_csv([FILES["patients"][0][:14], FILES["patients"][1][:14]]).replace("60.3", "60.4"))
    vaktrom("two.db", "import", "patients", "patients.csv")
    row = list(csv.DictReader(io.StringIO(vaktrom("two.db", "export", "patients").decode())))[0]
    expect(row["lat"] == "60.4" and row["phone"] == "55 11" and row["key_number"] == "'=7", f"not kept: {row}")


def replacing_ends():
    """--replace ends what the file lacks: a patient is ended, a worker has left, a travel time is gone."""
    for kind, keep in (("patients", 3), ("travel", 1), ("needs", 1)):
        with open(f"{kind}.csv", "wb") as file:
            file.write(as_csv(guarded(FILES[kind][:keep + 1], free_columns(kind))).encode())
        vaktrom("two.db", "import", kind, f"{kind}.csv", "--replace")

    def export(kind):
        return list(csv.DictReader(io.StringIO(vaktrom("two.db", "export", kind).decode())))

    expect([row["status"] for row in export("patients")] == ["active"] * 3 + ["ended"] * (len(FILES["patients"]) - 4),
           "patients that the file lacks are not ended")
    expect(len(export("travel")) == 1, "a travel time that the file lacks is there")
    expect([row["until"] for row in export("needs")] == ["", "2026-03-03", "2026-03-03"], f"{export('needs')}")


def by_hand():
    vaktrom("one.db", "new", "patients", "P50", "name=Nina Vik", "lat=60,4", "lon=5.1", "team=OT1", "admitted=03.03.2026")
    vaktrom("one.db", "edit", "patients", "P50", "phone=55 00 00 00", "name==Vik")
    vaktrom("one.db", "new", "shifts", "2026-03-05,S2,07:30", "shift=day", "team=OT1", "end=15:00")
    vaktrom("one.db", "edit", "shifts", "2026-03-05,S2,07:30", "end=14:30")
    vaktrom("one.db", "new", "reminders", "-", "team=OT1", "due=2026-03-06", "text=Ring")
    vaktrom("one.db", "end", "services", "T2")
    vaktrom("one.db", "end", "patients", "P50", "--dry-run")

    def find(kind, **cells):
        rows = csv.DictReader(io.StringIO(vaktrom("one.db", "export", kind).decode()))
        return any(all(row[name] == cell for name, cell in cells.items()) for row in rows)

    expect(find("patients", patient="P50", name="'=Vik", lat="60.4", phone="55 00 00 00", admitted="2026-03-03",
                status="active"), "the patient made by hand")
    expect(find("shifts", date="2026-03-05", staff="S2", start="07:30", end="14:30"), "the shift made by hand")
    expect(find("reminders", reminder=f"R{len(NASTY) + 1}", text="Ring"), "the reminder made by hand")
    expect(find("services", service="T2", until="2026-03-03"), "the service that was ended")
    vaktrom("one.db", "new", "patients", "P51", status=3)  # a patient has a name
    vaktrom("one.db", "edit", "patients", "P50", "nmae=x", status=2)
    vaktrom("one.db", "import", "pateints", "x.csv", status=2)


there_and_back()
answers_stay()
again_changes_nothing()
spreadsheet()
optional_columns_stay()
replacing_ends()
by_hand()
print("\n".join(faults) if faults else "every KIND came back as it was")
sys.exit(1 if faults else 0)
