#!/usr/bin/env python3
"""A text has a limit, said with where it is: on the command line, in a file, by hand. A table on a terminal is cut to
it, a pipe and --csv get every letter, and what an older store holds stays."""
import fcntl
import os
import pty
import sqlite3
import struct
import subprocess
import termios

PROGRAM = os.environ["VAKTROM"]
SMALL = os.path.join(os.environ["VAKTROM_SOURCE"], "tests/flow/small")


def run(wanted, *words):
    done = subprocess.run([PROGRAM, *words], capture_output=True, text=True, check=False)
    assert done.returncode in wanted, (words[:3], done.returncode, done.stderr[-500:])
    return done


def on_terminal(columns, *words):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen([PROGRAM, *words], stdin=theirs, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    told = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        told += part
    process.wait()
    process.stderr.close()
    return told.decode().replace("\r\n", "\n").splitlines()


run([0], "init")
run([0, 1], "import", "--all", SMALL)
with sqlite3.connect(os.environ["VAKTROM_DB"]) as base:
    patient = base.execute("SELECT min(patient) FROM patients WHERE status = 'active'").fetchone()[0]

# One letter too many, told with the place.
add = ["queue", "add", "advice", "--patient", patient, "--urgency", "today", "--text"]
long_text = "Se på såret. " * 160
run([0], *add, long_text[:2000])
done = run([2], *add, long_text[:1999] + "ab")
assert "--text" in done.stderr and "2001" in done.stderr and "2000" in done.stderr, done.stderr
done = run([3], "edit", "patients", patient, "name=" + "å" * 101)
assert "name" in done.stderr and "101" in done.stderr, done.stderr
run([0], "edit", "patients", patient, "name=" + "å" * 100)
with open("reminders.csv", "w", encoding="utf-8") as file:
    file.write("team,due,patient,text\nOT1,2026-03-05,,kort\nOT1,2026-03-05,," + "b" * 2001 + "\n")
done = run([3], "import", "reminders", "reminders.csv")
assert "reminders.csv:3:" in done.stderr and "'text'" in done.stderr and "2001" in done.stderr, done.stderr
done = run([2], "emergency", patient, "--reason", "fordi " * 400)
assert "--reason" in done.stderr, done.stderr

# The table: no line of it is wider than two of the terminal, the pipe's has all.
lines = on_terminal(80, "queue", "--all")
assert max(len(line) for line in lines) <= 160, max(len(line) for line in lines)
assert any("…" in line for line in lines)
for words in (["queue", "--all"], ["queue", "--all", "--csv"], ["queue", "--all", "--json"]):
    assert long_text[:2000].strip() in run([0], *words).stdout, words
assert long_text[:2000].strip() in "".join(on_terminal(80, "queue", "--all", "--csv"))

# What was there before the limit stays, and the rest of its row can be changed.
with sqlite3.connect(os.environ["VAKTROM_DB"]) as base:
    base.execute("UPDATE patients SET name = ? WHERE patient = ?", ("x" * 300, patient))
run([0], "edit", "patients", patient, "phone=90012345")
with sqlite3.connect(os.environ["VAKTROM_DB"]) as base:
    assert base.execute("SELECT length(name) FROM patients WHERE patient = ?", (patient,)).fetchone()[0] == 300
