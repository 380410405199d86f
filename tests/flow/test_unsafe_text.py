#!/usr/bin/env python3
"""Text that would steer a terminal, turn the reading or run in a spreadsheet, written into every text of the store by
somebody else's program: no command lets it out as it is, on the terminal, on paper, in CSV, in a calendar. And what comes
in by the program's own ways never has it."""
import contextlib
import csv
import io
import json
import os
import pathlib
import re
import sqlite3
import subprocess

DATE = "2026-03-04"
HOSTILE = "\x1b]0;taken\x07\x1b[2J\x9b31m\x7f \u202eednarG\u202c\u2066x\u2069 Zo" + "\u0301" * 40 + "e =1+1"
UNSAFE = re.compile("[\x00-\x08\x0b\x0d-\x1f\x7f-\x9f\u202a-\u202e\u2060-\u206f\ufeff]|[\u0300-\u036f]{7,}")
faults = []


def vaktrom(*words, status=(0, 1)):
    ended = subprocess.run([os.environ["VAKTROM"], *words], capture_output=True, check=False)
    if ended.returncode not in status:
        raise SystemExit(f"{words}: exit {ended.returncode}, not {status}: {ended.stderr.decode()}")
    return ended.stdout.decode() + ended.stderr.decode()


def expect_safe(what, text):
    found = UNSAFE.search(text.replace("\f", "\n"))  # a form feed parts the pages of a paper in text
    if found:
        line = text[:found.start()].count("\n") + 1
        faults.append(f"{what}: {found[0][:9]!r} in line {line}: {text.splitlines()[line - 1][:150]!r}")


def poison(path):
    """Puts the text before every text that people type."""
    columns = {"patients": ["name", "address", "important", "phone"], "staff": ["name", "phone"], "teams": ["name", "phone"],
               "tasks": ["name"], "queue": ["text"], "reminders": ["text"], "settings": ["value"], "needs": ["note"],
               "criteria": ["rationale", "source"]}
    with contextlib.closing(sqlite3.connect(path)) as base, base:
        for table, names in columns.items():
            there = {row[1] for row in base.execute(f"PRAGMA table_info({table})")}
            for name in there & set(names):
                where = " WHERE name = 'unit'" if table == "settings" else f" WHERE {name} <> ''"
                base.execute(f"UPDATE {table} SET {name} = ? || {name}{where}", (HOSTILE,))
        assert base.execute("SELECT count(*) FROM patients WHERE instr(name, char(27))").fetchone()[0] > 100


def check_outputs():
    team = ["--date", DATE, "--shift", "day", "--team"]
    plain = [["lists", "--date", DATE], ["list", "L1"], ["check", "--date", DATE], ["queue"], ["whoami"],
             ["own", "HT1"], ["suggest", "V1"], ["route", "P101", "--explain"], ["criteria", "show"], ["setting", "list"],
             ["setting", "get", "unit"], ["journal"], ["remind"], ["doctor"], ["meeting", "--team", "HT1"],
             ["report", "workload"], ["need", "P101"], ["candidates", "--shift", "day", "--date", DATE]]
    for words in plain:
        for form in ([], ["--json"], ["--csv"]):
            output = vaktrom(*words, *form, status=(0, 1, 2, 3))
            expect_safe(" ".join([*words, *form]), output)
            if form == ["--json"] and output.startswith(("{", "[")):
                json.loads(output.split("\nvaktrom:")[0])
    for words in (["roster", "--date", DATE], ["roster", "--list", "L1"], ["handover", *team, "OT1"]):
        for form in ("text", "csv"):
            expect_safe(" ".join([*words, form]), vaktrom(*words, "--format", form, status=(0, 1, 3)))
        vaktrom(*words, "--format", "pdf", "--out", "sheet.pdf")
        text = subprocess.run(["pdftotext", "-layout", "sheet.pdf", "-"], capture_output=True, check=True).stdout.decode()
        expect_safe(" ".join([*words, "pdf"]), text)
        assert "ednarG" in text, "the text itself stays"


def check_exports():
    vaktrom("export", "--all", "out")
    files = sorted(pathlib.Path("out").glob("*.csv"))
    assert len(files) > 10, files
    for file in files:
        expect_safe(file.name, file.read_text(encoding="utf-8"))
    vaktrom("export", "ical", "--staff", "S001", "--out", "s.ics", status=(0, 2, 3))


def check_formulas():
    """What a spreadsheet would run is guarded in every CSV, and comes back as it was."""
    vaktrom("edit", "patients", "P101", "important==HYPERLINK(\"http://evil.example\")", "name=+Ola", "address=@x", "phone=-1")
    for words in (["export", "patients"], ["export", "patients", "--excel"]):
        output = vaktrom(*words).lstrip("\ufeff")
        row = next(row for row in csv.DictReader(io.StringIO(output), delimiter=";" if "--excel" in words else ",")
                   if row["patient"] == "P101")
        cells = [row[name] for name in ("important", "name", "address", "phone")]
        if cells != ["'=HYPERLINK(\"http://evil.example\")", "'+Ola", "'@x", "'-1"]:
            faults.append(f"{words}: {cells}")
    for words in (["roster", "--date", DATE, "--format", "csv"], ["queue", "--csv"], ["lists", "--date", DATE, "--csv"],
                  ["check", "--date", DATE, "--csv"]):
        for row in csv.reader(io.StringIO(vaktrom(*words))):
            for cell in row:
                if re.match(r"[=+@\t]|-\D", cell):
                    faults.append(f"{words}: a formula: {cell!r}")


def write_phone(phone):
    """patients.csv, with one patient's telephone changed."""
    rows = list(csv.DictReader(io.StringIO(vaktrom("export", "patients"))))
    with open("patients.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "phone": phone if row["patient"] == "P101" else row["phone"]} for row in rows)


def check_ways_in():
    """Controls are refused; what only turns the reading is taken off, as it comes along with a pasted number."""
    write_phone("\u202a+47 900 00 000\u202c")
    vaktrom("import", "patients", "patients.csv")
    assert "+47 900 00 000" in vaktrom("export", "patients")
    with contextlib.closing(sqlite3.connect("base.db")) as base:
        assert base.execute("SELECT phone FROM patients WHERE patient = 'P101'").fetchone()[0] == "+47 900 00 000"
    for text in ("\x1b[2J", "C1 \x9b31m", "DEL \x7f"):
        write_phone(text)
        expect_safe("import", vaktrom("import", "patients", "patients.csv", status=(3,)))
        expect_safe("edit", vaktrom("edit", "patients", "P101", f"phone={text}", status=(2, 3)))
    expect_safe("drop", vaktrom("drop", "V1", "--reason", "\u202eednarG", status=(2,)))


vaktrom("init", "--demo")
vaktrom("nightly", "--date", DATE, "--iterations", "1000")
check_formulas()
check_ways_in()
poison("base.db")
check_outputs()
check_exports()
if faults:
    raise SystemExit("\n".join(faults))
