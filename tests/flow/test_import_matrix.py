#!/usr/bin/env python3
"""import travel --matrix: the table of a routing service, worked out here by hand: both directions, rounded up, pairs
without a way left out and told, places that the matrix lacks told, and every fault with its place."""
import csv
import io
import math
import os
import random
import subprocess
import time

faults = []


def vaktrom(*words, status=0):
    ended = subprocess.run([os.environ["VAKTROM"], *words], capture_output=True, encoding="utf-8")
    if ended.returncode != status:
        faults.append(f"{words}: exit {ended.returncode}, not {status}: {ended.stdout}{ended.stderr}")
    return ended.stdout + ended.stderr


def expect(got, wanted, what):
    if got != wanted:
        faults.append(f"{what}: got {got!r}, wanted {wanted!r}")


def expect_says(said, *wanted):
    for text in wanted:
        if text not in said:
            faults.append(f"does not say {text!r}: {said}")


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)


def travel():
    rows = csv.DictReader(io.StringIO(vaktrom("export", "travel")))
    return {(row["from"], row["to"], row["mode"]): int(row["minutes"]) for row in rows}


def matrix(text, *options, unit="s", status=0):
    write("matrix.csv", text)
    return vaktrom("import", "travel", "--matrix", "matrix.csv", "--unit", unit, *options, status=status)


write("teams.csv", "team,kind,name,location,ht,lat,lon,max_lists\nHT1,HT,HT,Base,,60.1,5.1,\nOT1,OT,OT,Base,HT1,60.1,5.2,\n")
write("patients.csv", "patient,name,address,lat,lon,area,team,status,primary_contact,secondary_contact,languages,"
      "exclude_staff,important,access\n" + "".join(f"P{n},N{n},,60.1,5.{n},,OT1,{status},,,,,,\n"
                                                   for n, status in ((1, "active"), (2, "active"), (3, "ended"), (4, "active"))))
vaktrom("init")
vaktrom("import", "teams", "teams.csv")
vaktrom("import", "patients", "patients.csv")

TABLE = ";OT1;P1;P2;HT1\nOT1;0;61;60;0\nP1;119,5;0;;600\nP2;1;INF;0;999999\nHT1;0,2;3600;-1;5\n"
said = matrix(TABLE, "--mode", "car", "--dry-run")
expect(travel(), {}, "a preview")
said = matrix(TABLE, "--mode", "car")
wanted = {("OT1", "P1"): 2, ("OT1", "P2"): 1, ("OT1", "HT1"): 0, ("P1", "OT1"): 2, ("P1", "HT1"): 10, ("P2", "OT1"): 1,
          ("HT1", "OT1"): 1, ("HT1", "P1"): 60}
expect(travel(), {(*pair, "car"): minutes for pair, minutes in wanted.items()}, "the matrix")
expect_says(said, "8 pairs by car; half of them within 1 minutes, the longest 60", "no way for 4 pairs",
            "P1 to P2, P2 to P1, P2 to HT1, HT1 to P2", "lacks 1 of 5 teams and active patients", ": P4")
said = matrix("id,P1,P2\nP1,0,2.1\nP2,7,0\n", "--mode", "bike", unit="min")
expect([travel()["P1", "P2", "bike"], travel()["P2", "P1", "bike"]], [3, 7], "minutes, rounded up")
expect(len(travel()), 10, "the car's times stay beside")

before = travel()
for text, wanted in [
        ("id,P1,P9\nP1,0,5\nP9,5,0\n", ["matrix.csv:1: there is no patient or team 'P9'", "matrix.csv:3: there is no"]),
        ("id,P1,P2\nP1,0,five\nP2,5,0\n", ["matrix.csv:2: column 'P2': 'five' is no time in s"]),
        ("id,P1,P2\nP1,0,-7\nP2,5,0\n", ["matrix.csv:2: column 'P2': '-7' is no time in s"]),
        ("id,P1,P2\nP1,0,7\nP1,5,0\n", ["matrix.csv:3: column 'P1': the matrix names it twice"]),
        ("id,P1,P2\nP1,0\n", ["matrix.csv:2: the row has 2 cells, the header names 3"])]:
    expect_says(matrix(text, status=3), *wanted)
expect(travel(), before, "travel after matrices with faults")
expect_says(matrix("id,P1,P9\nP1,0,5\nP2,61,0\nP9,5,0\n", "--ignore-unknown"), "2 rows and columns passed over")
expect(travel()["P2", "P1", "car"], 2, "what is known of a matrix with strangers")
for words in (["travel", "--matrix", "matrix.csv"], ["staff", "--matrix", "matrix.csv", "--unit", "s"],
              ["travel", "--matrix", "matrix.csv", "--unit", "h"],
              ["travel", "--matrix", "matrix.csv", "--unit", "s", "--replace"]):
    vaktrom("import", *words, status=2)

# The whole of the demonstration base, as large as real ones are.
os.environ["VAKTROM_DB"] = "demo.db"
vaktrom("init", "--demo")
ids = [row[kind[:-1]] for kind in ("teams", "patients") for row in csv.DictReader(io.StringIO(vaktrom("export", kind)))]
random.seed(1)
seconds = {(a, b): random.randint(1, 3000) / 10 * 10 for a in ids for b in ids if a != b}
began = time.monotonic()
said = matrix("," + ",".join(ids) + "\n" + "".join(
    a + "," + ",".join(f"{seconds.get((a, b), 0):.1f}" for b in ids) + "\n" for a in ids))
print(f"{len(ids)} places in {time.monotonic() - began:.1f} s")
expect({pair: minutes for pair, minutes in travel().items() if pair[2] == "car" and pair[:2] in seconds},
       {(*pair, "car"): math.ceil(one / 60) for pair, one in seconds.items()}, "the large matrix")

if faults:
    raise SystemExit("\n".join(fault[:600] for fault in faults))
