"""Memory and disk that fail in turn at many points of the main commands: test_faults.py [POINTS [COMMAND]]

Each command is first run in peace, which counts its allocations and writes and shows what it leaves. Then it is run
again and again, each time on the same file, with another allocation or write failing: once only, and from then on. It
must never crash (nor leak, where VAKTROM is a build with the leak sanitizer); what it calls done must be whole, and said
as in peace; what it does not must not be there, with a reason on standard error and an exit status that tells a
machine's fault from a person's.
"""
import os
import shutil
import sys

import rig

EXPORTED = "exported"
FIRST_FAULTS = 12  # to print


class Command:
    """One command line; `base`: the store that it begins with, None: none. A command of several transactions may stop
    between two of them; one with a time limit chooses differently each time; one may tell of the machine."""

    def __init__(self, name, words, base="base.db", now=rig.MORNING, steps=False, repeats=True, of_machine=False):
        self.name, self.words, self.base, self.now = name, words, base, now
        self.steps, self.repeats, self.of_machine = steps, repeats, of_machine


def commands():
    visit, other = rig.rows("base.db", "SELECT v.visit, l.list FROM visits v JOIN lists l ON l.date = v.date AND"
                            " l.shift = v.shift AND l.team = v.team AND l.list <> v.list WHERE v.state = 'listed'"
                            " AND v.date = ? AND v.pinned = 'no' ORDER BY v.visit, l.list LIMIT 1", rig.DATE)[0]
    worker = rig.rows("base.db", "SELECT l.staff FROM lists l JOIN visits v ON v.list = l.list WHERE l.date = ?"
                      " GROUP BY 1 ORDER BY count(*) DESC, 1", rig.DATE)[0][0]
    files = os.path.join(rig.SOURCE, "tests/flow/small")
    return [
        Command("init", ["init"], base=None, now=rig.EVENING),
        Command("import", ["import", "--all", files], base="empty.db", now=rig.EVENING),
        Command("plan", ["plan", "--date", "2026-03-05"]),
        Command("observe", ["observe", "P001", "--resp", "26", "--spo2", "90", "--scale", "1", "--oxygen", "yes",
                            "--systolic", "95", "--pulse", "120", "--consciousness", "A", "--temp", "38.6"]),
        Command("queue", ["queue", "add", "advice", "--patient", "P002", "--urgency", "now", "--text", "Ring meg"]),
        Command("move", ["--json", "move", visit, "--to", other, "--override", "Kjenner pasienten"]),
        Command("absent", ["absent", worker, "--date", rig.DATE, "--reason", "sick"]),
        Command("undo", ["undo", "--yes"], base="moved.db"),
        Command("lists", ["--json", "lists", "--date", rig.DATE]),
        Command("check", ["check", "--date", rig.DATE]),
        Command("route", ["--json", "route", "--all", "--explain"]),
        Command("export", ["export", "--all", EXPORTED]),
        Command("audit show", ["audit", "show", "--patient", "P002", "--limit", "20"]),
        Command("audit verify", ["audit", "verify"]),
        Command("doctor", ["doctor"], of_machine=True),
        Command("report", ["--json", "report", "continuity"]),
        Command("audit erase", ["audit", "erase", "--patient", "P002", "--reason", "Ba om det", "--yes"]),
        Command("nightly", ["nightly", "--date", "2026-03-05", "--seconds", "1"], steps=True, repeats=False),
    ]


def make_bases():
    rig.must_run("empty.db", ["init"], rig.EVENING)
    rig.make_base("base.db")
    rig.copy("base.db", "moved.db")
    rig.must_run("moved.db", ["suspend", "P001", "--from", rig.DATE, "--review", "2026-03-07", "--reason", "hospital"])


def exported():
    found = {}
    for folder, _, names in os.walk(EXPORTED):
        for name in names:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                found[name] = file.read()
    return found


def start(command):
    rig.remove("store.db")
    shutil.rmtree(EXPORTED, ignore_errors=True)
    if command.base:
        rig.copy(command.base, "store.db")


def state():
    """What is in the store, None: there is none; and in the exported files."""
    return rig.contents("store.db") if os.path.exists("store.db") else None


class Peace:
    """What a command does when nothing fails."""

    def __init__(self, command):
        start(command)
        self.before = state()
        self.ended = rig.run("store.db", command.words, command.now, shim={"CRASH_COUNT": os.path.abspath("counts")})
        assert self.ended.reported(), (command.name, self.ended.status, self.ended.err)
        self.after = state()
        self.exported = exported()
        with open("counts", encoding="utf-8") as file:
            self.writes, self.allocations = map(int, file.read().split())


def left_over():
    """Files that a failed command should have removed: those of init and export have their process in the name."""
    return [name for folder in (".", EXPORTED) if os.path.isdir(folder) for name in os.listdir(folder) if ".new-" in name]


def faults_when_done(command, peace, ended):
    found = []
    said_alike = ended.out == peace.ended.out or command.of_machine
    if command.repeats and (ended.status != peace.ended.status or not said_alike):
        found.append(f"says it is done, but not as in peace:\n{ended.out[:600]}")
    if command.repeats and state() != peace.after:
        found.append(f"says it is done, but it is not whole:\n{rig.difference(peace.after, state() or {})}")
    if exported() != peace.exported:
        found.append("says it is done, but the files are not whole")
    return found


def faults_when_failed(command, peace, ended, of_memory):
    found = []
    now = state()
    if not ended.err.startswith("vaktrom: ") or len(ended.err) < 20:
        found.append(f"no reason on standard error: {ended.err!r}")
    wanted = (70,) if of_memory else (3, 5, 70) if peace.exported else (5,)
    if ended.status not in wanted:
        found.append(f"exit {ended.status}, not {wanted}: {ended.err}")
    if not command.steps and now not in (peace.before, peace.after):
        found.append(f"half a change:\n{rig.difference(peace.before or {}, now or {})}")
    noted = bool(peace.exported)  # that somebody takes files out is written down before they are written
    if not of_memory and not command.steps and not noted and now != peace.before and "vaktrom journal" not in ended.err:
        found.append("says it failed, but it is there")
    if any(text != peace.exported.get(name) for name, text in exported().items() if ".new-" not in name):
        found.append("half a file")
    return found


def check(command, peace, ended, of_memory):
    """Returns what is wrong after a run with a fault."""
    if ended.status < 0 or "it did not end" in ended.err:
        return [f"crashed ({ended.status}): {ended.err}"]
    done = ended.reported()
    found = faults_when_done(command, peace, ended) if done else faults_when_failed(command, peace, ended, of_memory)
    if os.path.exists("store.db"):
        found += rig.faults_of("store.db")
    if not of_memory:
        found += [f"{name} is left over" for name in left_over()]
    return found


def points(total, most):
    """At most so many of 1..total, evenly; few of them lie where a command works, not where it begins."""
    step = max(1, -(-total // most))
    return range((2 * step + 1) // 3, total + 1, step)


def shims(peace, most):
    for n in points(peace.allocations, most):
        for lasts in (0, 1):
            yield True, {"CRASH_FAIL_MEMORY": n, "CRASH_LASTS": lasts}
    for n in points(peace.writes, 2 * most):
        for error in ("full", "io"):
            for lasts in (0, 1):
                yield False, {"CRASH_FAIL_WRITE": n, "CRASH_LASTS": lasts, "CRASH_ERROR": error}


def fail_in_turn(command, most):
    """Returns the numbers of runs, of runs that ended as in peace all the same, and of failures."""
    runs = survived = failed = 0
    peace = Peace(command)
    for of_memory, shim in shims(peace, most):
        start(command)
        ended = rig.run("store.db", command.words, command.now, shim=shim)
        found = check(command, peace, ended, of_memory)
        for name in left_over():
            rig.remove(name[:-4] if name.endswith(("-wal", "-shm")) else name)
        runs += 1
        survived += ended.reported()
        failed += bool(found)
        if found and failed <= FIRST_FAULTS:
            asked = " ".join(f"{name}={value}" for name, value in shim.items())
            print(f"{asked} vaktrom {' '.join(command.words)}\n" + "\n".join(found), flush=True)
    print(f"{command.name}: {peace.allocations} allocations and {peace.writes} writes; {runs} runs, {survived} done all "
          f"the same, {failed} failures", flush=True)
    return runs, failed


def main():
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    only = sys.argv[2] if len(sys.argv) > 2 else None
    runs = failed = 0
    make_bases()
    for command in commands():
        if only in (None, command.name):
            n, wrong = fail_in_turn(command, max(1, most // 20) if not command.repeats else most)
            runs, failed = runs + n, failed + wrong
    print(f"faults: {runs} runs, {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
