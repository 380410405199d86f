#!/usr/bin/env python3
"""Every broken file ends with exit 3, names its file, row and column, and leaves every table as it was."""
import os
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from broken_files import BASE, CASES, HEADERS, patient, rows  # noqa: E402

faults = []


def vaktrom(*words):
    return subprocess.run([os.environ["VAKTROM"], *words], capture_output=True, encoding="utf-8", errors="replace")


def write(path, content):
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def dump():
    """Every table's content."""
    with sqlite3.connect(f"file:{os.environ['VAKTROM_DB']}?mode=ro", uri=True) as store:
        return list(store.iterdump())


def expect_refused(name, ended, before, *wanted):
    def fault(what):
        faults.append(f"{name}: {what}\n    {ended.stderr.strip()[:400]}")

    if ended.returncode != 3:
        fault(f"exit {ended.returncode}, not 3")
    for text in wanted:
        if text not in ended.stderr:
            fault(f"does not say: {text}")
    if "\x1b" in ended.stderr:
        fault("an escape sequence reached the terminal")
    if dump() != before:
        fault("a table changed")


def make_base():
    os.mkdir("base")
    for kind, text in BASE.items():
        write(f"base/{kind}.csv", HEADERS[kind] + "\n" + text + "\n")
    for words in (["init"], ["import", "--all", "base"]):
        ended = vaktrom(*words)
        if ended.returncode:
            raise SystemExit(f"{words}: exit {ended.returncode}: {ended.stderr}")


def each_broken_file():
    before = dump()
    for name, kind, content, wanted in CASES:
        path = write(f"{kind}.csv", content)
        line = f"{path}:{wanted}" if wanted[0].isdigit() else wanted
        expect_refused(name, vaktrom("import", kind, path), before, line)


def a_huge_cell():
    """200 MB of one cell are not read to their end."""
    with open("patients.csv", "wb") as file:
        file.write(rows("patients", patient()).encode() + b'P8,"')
        for _ in range(200):
            file.write(b"x" * 1_000_000)
    before = dump()
    ended = subprocess.run(["sh", "-c", f"ulimit -v 400000; exec {os.environ['VAKTROM']} import patients patients.csv"]
                           if not os.environ.get("ASAN_OPTIONS") else
                           [os.environ["VAKTROM"], "import", "patients", "patients.csv"],
                           capture_output=True, encoding="utf-8", timeout=60)
    expect_refused("200 MB of one cell", ended, before, "patients.csv:3: column 'name': the cell is longer than 65536")
    os.remove("patients.csv")


def all_or_nothing():
    """One fault in one of many files: none of them is imported; every fault of every file is told."""
    os.mkdir("many")
    write("many/staff.csv", rows("staff", "S8,Ny,nurse,HT1,100,,insulin#P9,nb,car,permanent,,,"))
    write("many/patients.csv", rows("patients", patient(), patient(patient="P8", lat="x", team="OT7")))
    write("many/needs.csv", rows("needs", "P9,copd,,2026-03-01,,S8", "P7,copd,,2026-03-01,,S8"))
    before = dump()
    expect_refused("many files", vaktrom("import", "--all", "many"), before,
                   "many/patients.csv:3: column 'lat'", "many/patients.csv:3: column 'team'",
                   "many/needs.csv:3: column 'patient': there is no patient 'P7'")
    write("many/patients.csv", rows("patients", patient(), patient(patient="P7")))
    ended = vaktrom("import", "--all", "many", "--dry-run")
    if ended.returncode or dump() != before:
        faults.append(f"the mended files, tried: exit {ended.returncode}: {ended.stderr}")


def fifty_faults_are_told():
    write("patients.csv", rows("patients", *(patient(patient=f"X{n}", lat="x") for n in range(60))))
    before = dump()
    ended = vaktrom("import", "patients", "patients.csv")
    expect_refused("60 faults", ended, before, "patients.csv:51: column 'lat'", "and 10 more")
    if len(ended.stderr.strip().splitlines()) > 52:
        faults.append("60 faults: more than 50 are told")


def other_ways_in():
    before = dump()
    expect_refused("a file that is not there", vaktrom("import", "patients", "nowhere.csv"), before, "nowhere.csv: cannot be read")
    expect_refused("a folder as a file", vaktrom("import", "patients", "base"), before, "base")
    expect_refused("new with a fault", vaktrom("new", "patients", "P9", "name=Nina", "lat=6O.29", "lon=5"), before,
                   "column 'lat': '6O.29' is not a number (did you mean '60.29'?)")
    expect_refused("new of what is there", vaktrom("new", "patients", "P1", "name=Nina"), before, "there is a patient 'P1' already")
    expect_refused("edit of what is not there", vaktrom("edit", "patients", "P9", "name=Nina"), before, "there is no patient 'P9'")
    expect_refused("edit to an unknown team", vaktrom("edit", "patients", "P1", "team=OT7"), before, "column 'team': there is no team 'OT7'")
    expect_refused("end of what is not there", vaktrom("end", "services", "T77"), before, "there is no service 'T77'")


make_base()
each_broken_file()
a_huge_cell()
all_or_nothing()
fifty_faults_are_told()
other_ways_in()
if len(CASES) < 60:
    faults.append(f"only {len(CASES)} broken files")
print("\n".join(faults) if faults else f"{len(CASES) + 10} broken inputs refused")
sys.exit(1 if faults else 0)
