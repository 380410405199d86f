#!/usr/bin/env python3
"""init on a terminal asks what it needs, checks each answer, and makes nothing before a yes: not after Ctrl-C, not where
the input ends, not after a no, not from a folder with a fault. Without a terminal it asks nothing."""
import csv
import io
import os
import pty
import select
import signal
import subprocess
import time

faults = []
CTRL_C, CTRL_D = "\x03", "\x04"


def expect(got, wanted, what):
    if got != wanted:
        faults.append(f"{what}: got {got!r}, wanted {wanted!r}")


class Dialogue:
    """vaktrom init on a pseudo-terminal of its own."""

    def __init__(self, store, *words):
        self.store, self.said, self.answered = store, "", 0
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execv(os.environ["VAKTROM"], ["vaktrom", "--db", store, "init", *words])

    def read(self, seconds):
        if not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            got = os.read(self.terminal, 65536)
        except OSError:  # the program has ended
            got = b""
        self.said += got.decode("utf-8", "replace")
        return bool(got)

    def answer(self, question, text):
        """Waits until the question stands at the end of what was said, then types the answer."""
        until = time.monotonic() + 20
        while question not in self.said[self.answered:]:
            if time.monotonic() > until or not self.read(1) and self.ended():
                raise SystemExit(f"no question '{question}' in: {self.said}")
        self.answered = len(self.said)
        os.write(self.terminal, (text if text in (CTRL_C, CTRL_D) else text + "\r").encode())
        return self

    def ended(self):
        return os.waitid(os.P_PID, self.process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def end(self):
        """The exit status, or minus the signal."""
        until = time.monotonic() + 60
        while self.read(1) or not self.ended():
            if time.monotonic() > until:
                os.kill(self.process, signal.SIGKILL)
                raise SystemExit(f"does not end: {self.said}")
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def vaktrom(store, *words):
    ended = subprocess.run([os.environ["VAKTROM"], "--db", store, *words], capture_output=True, encoding="utf-8",
                           stdin=subprocess.DEVNULL)
    expect(ended.returncode, 0, f"{words}: {ended.stderr}")
    return ended.stdout


def export(store, kind):
    return list(csv.DictReader(io.StringIO(vaktrom(store, "export", kind))))


def some(row, *columns):
    return [row[column] for column in columns]


def nothing_of(store, what):
    expect([name for name in os.listdir() if name.startswith(store)], [], f"files after {what}")


# --- A base of one's own, with slips on the way ---
own = Dialogue("own.db")
for question, answer in [
        ("Which [1]", "4"), ("answer 1, 2 or 3", ""), ("Name of the unit", "Fjellvåg"),
        ("Time zone [Europe/Oslo]", "Europe/Olso"), ("knows no time zone 'Europe/Olso'", ""),
        ("Id [HT1]", "HT 1"), ("which an id may not have", ""), ("Name:", ""), ("an answer is needed", "HT Fjellvåg"),
        ("Where its base is", "Granlia 1"), ("Position", "60.2966"), ("two numbers", "5.3313 260.2"), ("is not between", "60,2966, 5,3313"),
        ("How many OTs", "many"), ("a number from 0 to", "2"),
        ("Id [OT1]", "HT1"), ("'HT1' is taken already", ""), ("Name", "=OT nord"), ("house) [Granlia 1]", ""),
        ("[60.2966 5.3313]", ""), ("Areas", "Nes Vik"),
        ("Id [OT2]", "OTS"), ("Name", "OT sør, indre"), ("its base is", "Sørbygda 12"), ("Position", "60.28 5.3"), ("Areas", ""),
        ("section leader", "Åse \"Lill\" Bø"), ("Employee id [S1]", "101"), ("Role [nurse]", "nurs"),
        ("did you mean 'nurse'", ""), ("Are you the section leader [yes]", "maybe"), ("answer y or n", "nei"),
        ("member of the staff [no]", "ja"), ("Name", "Per"), ("Employee id", "101"), ("taken already", "102"),
        ("Role", "care_worker"), ("Make it [no]", "y")]:
    own.answer(question, answer)
expect(own.end(), 0, f"exit of {own.said}")
expect([some(row, "team", "kind", "name", "location", "ht", "lat", "lon", "areas") for row in export("own.db", "teams")],
       [["HT1", "HT", "HT Fjellvåg", "Granlia 1", "", "60.2966", "5.3313", ""],
        ["OT1", "OT", "'=OT nord", "Granlia 1", "HT1", "60.2966", "5.3313", "Nes Vik"],
        ["OTS", "OT", "OT sør, indre", "Sørbygda 12", "HT1", "60.28", "5.3", ""]], "teams")
expect([some(row, "staff", "name", "role", "team", "functions") for row in export("own.db", "staff")],
       [["101", "Åse \"Lill\" Bø", "nurse", "HT1", "section_leader"], ["102", "Per", "care_worker", "HT1", ""]], "staff")
expect(vaktrom("own.db", "setting", "get", "unit").strip(), "Fjellvåg", "unit")
expect(vaktrom("own.db", "setting", "get", "production").strip(), "yes", "a base of one's own is a real one")
expect("102" in vaktrom("own.db", "whoami"), True, "who the owner is")
expect(len(export("own.db", "tasks")) > 10, True, "default tasks")

# A store that is there is not asked about.
again = Dialogue("own.db")
expect(again.end(), 5, "init of a store that is there")
expect("exists already" in again.said and "Which" not in again.said, True, again.said)

# --- Nothing is left behind ---
early = Dialogue("early.db").answer("Which", CTRL_C)
expect(early.end(), -signal.SIGINT, "Ctrl-C at the first question")
nothing_of("early.db", "Ctrl-C")
late = Dialogue("late.db").answer("Which", "2").answer("Make it", CTRL_C)
expect(late.end(), -signal.SIGINT, "Ctrl-C at the last question")
nothing_of("late.db", "a late Ctrl-C")
for at, answers in enumerate([[("Which", CTRL_D)], [("Which", "1"), ("unit", "x"), ("zone", ""), ("Id", CTRL_D)],
                              [("Which", "2"), ("Make it", CTRL_D)], [("Which", "2"), ("Make it", "n")],
                              [("Which", "2"), ("Make it", "")]]):
    dialogue = Dialogue(f"no{at}.db")
    for question, answer in answers:
        dialogue.answer(question, answer)
    expect(dialogue.end(), 2, f"exit after {answers}")
    expect("nothing was made" in dialogue.said, True, dialogue.said)
    nothing_of(f"no{at}.db", str(answers))

# Interrupted while it is made, it is there whole or not at all.
making = Dialogue("making.db").answer("Which", "2").answer("Make it", "y")
while not any(name.startswith("making.db") for name in os.listdir(".")):
    if making.ended():
        break
os.write(making.terminal, CTRL_C.encode())
ended = making.end()
if ended == 0 or os.path.exists("making.db"):
    expect(len(export("making.db", "teams")), 5, "teams of a base that was made before Ctrl-C")
    expect([name for name in os.listdir(".") if name.startswith("making.db")], ["making.db"], "files beside it")
else:
    nothing_of("making.db", "Ctrl-C while it is made")

# A signal that the caller had ignored (nohup) interrupts nothing.
before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
deaf = subprocess.Popen([os.environ["VAKTROM"], "--db", "deaf.db", "init", "--demo"], stdout=subprocess.DEVNULL)
while deaf.poll() is None:
    deaf.send_signal(signal.SIGHUP)
    time.sleep(0.002)
signal.signal(signal.SIGHUP, before)
expect((deaf.returncode, os.path.exists("deaf.db")), (0, True), "a base that is made under nohup")

# --- A folder, the demonstration base, and no questions ---
vaktrom("own.db", "export", "--all", "folder")
folder = Dialogue("folder.db").answer("Which", "3").answer("Folder", "nowhere").answer("there is no folder", "folder")
expect(folder.answer("Make it", "y").end(), 0, folder.said)
expect(vaktrom("folder.db", "setting", "get", "production").strip(), "yes", "a base from a folder is a real one")
expect(export("folder.db", "teams"), export("own.db", "teams"), "teams of a folder")
with open("folder/teams.csv", "a", encoding="utf-8") as file:
    file.write("OT9,OX,x,y,,,,,,,,\n")
broken = Dialogue("broken.db").answer("Which", "3").answer("Folder", "folder").answer("Make it", "y")
expect(broken.end(), 3, "exit of a folder with a fault")
expect("teams.csv:5" in broken.said, True, broken.said)
nothing_of("broken.db", "a folder with a fault")
for words in (["--demo"], ["--yes"]):
    quiet = Dialogue("quiet.db", *words)
    expect(quiet.end(), 0, f"init {words}: {quiet.said}")
    expect("Which" in quiet.said, False, f"init {words} asks nothing")
    expect(vaktrom("quiet.db", "setting", "get", "production").strip(), "no", f"init {words}: a fixed clock works")
    os.remove("quiet.db")
vaktrom("piped.db", "init")
expect(vaktrom("piped.db", "setting", "get", "language").strip(), "", "no language is chosen in the locale C")

# --- The base keeps the language in which it was made; the position of a team may be left out
vaktrom("norsk.db", "--lang", "nb", "init")
expect(vaktrom("norsk.db", "setting", "get", "language").strip(), "nb", "language of init --lang nb")
short = Dialogue("short.db")
for question, answer in [("Which", "1"), ("unit", ""), ("zone", ""), ("Id [HT1]", ""), ("Name", "HT"), ("its base is", "x"),
                         ("may be left out", ""), ("How many OTs", "0"), ("Name", "Åse"), ("Employee id", ""), ("Role", ""),
                         ("section leader", ""), ("Make it", "y")]:
    short.answer(question, answer)
expect(short.end(), 0, short.said)
expect([some(row, "team", "lat", "lon") for row in export("short.db", "teams")], [["HT1", "", ""]], "no position")

if faults:
    raise SystemExit("\n".join(faults))
