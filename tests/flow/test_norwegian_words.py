#!/usr/bin/env python3
"""What people read in Norwegian says no English code: the main commands on the demonstration base, under --lang nb.

The English words come from the sources' own tables (enumerations, skills, needs, kinds of rows) and the catalogue: a
token whose Norwegian label is another word. Where one types it, a code may stand in brackets behind the word, in
backquotes, or in a command.
"""

import gettext
import glob
import os
import re
import subprocess
import sys

VAKTROM, SOURCE, BUILD = (os.environ[name] for name in ("VAKTROM", "VAKTROM_SOURCE", "VAKTROM_BUILD"))
CATALOGUE = gettext.GNUTranslations(open(f"{BUILD}/locale/nb/LC_MESSAGES/vaktrom.mo", "rb"))
EVENING, MORNING = "2026-03-03T22:00:00+01:00", "2026-03-04T07:12:00+01:00"
SHORTEST = 3  # letters; shorter ones stand in too many Norwegian words' places
SHARED = {"alarm", "hard", "man", "team", "resp"}  # Norwegian words, too; some stand in the demonstration base's texts
ROW = re.compile(r'\{(?:\w+, )?"([\w-]+)", N_\("([^"]+)"\)(?:, (?:COLOUR_\w+|N_\("[^"]+"\))|\})')
KIND = re.compile(r'\.name = "(\w+)", \.singular = .*?\.plural = NC_\("KIND", "([^"]+)"')
# What a person types: an id of a finding, a code or command in brackets or backquotes, the tail of a proposed command.
TYPED = re.compile(r"\[[^]]*\]|\((?:import )?[\w-]+\)|`:` \S+|`[^`]*`|vaktrom [a-z].*|--[a-z-]+|\S+\.csv|\b[A-Z]+=\S+")


def source(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def english_words():
    """Token -> its Norwegian label, of every token that is no Norwegian word."""
    pairs = {}
    for path in glob.glob(f"{SOURCE}/src/**/*.c", recursive=True):
        for token, label in ROW.findall(source(path)):
            pairs.setdefault(token, CATALOGUE.gettext(label))
    for name, plural in KIND.findall(source(f"{SOURCE}/src/store/kinds.c")):
        pairs.setdefault(name, CATALOGUE.pgettext("KIND", plural))
    assert len(pairs) > 150, f"the tables were not read: {len(pairs)}"
    return {
        token: label
        for token, label in pairs.items()
        if len(token) >= SHORTEST and token.lower() not in SHARED and label.lower() != token.lower()
    }


def run(*words, now=MORNING, status=(0, 1)):
    done = subprocess.run(
        [VAKTROM, "--lang", "nb", *words], env={**os.environ, "VAKTROM_NOW": now}, capture_output=True, text=True
    )
    if done.returncode not in status:
        sys.exit(f"FAILED: vaktrom {' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


COMMANDS = """
lists
list L1
list L16
lists --date 2026-03-05
check
queue
queue --all
queue show Q15
route
route P002 --explain
route P264 --explain
criteria check
need P003
need P003 copd
need P003 katz=4
need P003 copd --remove
observe P002 --resp 25 --spo2 90 --scale 1 --oxygen yes --systolic 100 --pulse 112 --consciousness C --temp 38.4
observe P003 --resp 25 --spo2 90 --scale 1
decide P264 --outcome BOTH --reason Prøves --review 2026-03-11
own
suggest V1
absent S003 --date 2026-03-04 --reason child_sick --replan
absent S019 --date 2026-03-05 --reason sick
suspend P010 --from 2026-03-05 --review 2026-03-09 --reason hospital
resume P010 --from 2026-03-06
new reminders - team=OT1 due=2026-03-06 text=Ring
edit staff S020 skills=insulin
remind
carry
meeting
handover --date 2026-03-04 --shift day --team OT1
roster --date 2026-03-04 --shift day --team OT1
roster --date 2026-03-04 --shift day --team HT1
plan --date 2026-03-06
journal
keys
whoami
doctor
""".strip().splitlines()
REPORTS = ("continuity", "workload", "usage-rate", "staffing", "replacement", "competence-use", "response",
           "dimensioning", "visits")


def outputs():
    yield "init", run("init", "--demo", now=EVENING)
    yield "nightly", run("nightly", "--iterations", "3000", "--threads", "1", "--seed", "1", now=EVENING)
    for command in COMMANDS:
        yield command, run(*command.split(" "))
    for report in REPORTS:
        yield f"report {report}", run("report", report, "--from", "2026-02-17", "--to", "2026-03-04")


def main():
    words = english_words()
    english = re.compile(r"(?<![\w/.@=-])(" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?![\w@=-])")
    faults = 0
    os.environ["VAKTROM_DB"] = os.path.abspath("demo.db")
    for command, text in outputs():
        for line in text.splitlines():
            for found in english.finditer(TYPED.sub(" ", line)):
                print(f"{command}: '{found[1]}' is not Norwegian ({words[found[1]]}): {line.strip()[:150]}")
                faults += 1
    if faults:
        sys.exit(f"FAILED: {faults} English words")


if __name__ == "__main__":
    main()
