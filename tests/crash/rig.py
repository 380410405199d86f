"""A base in a folder, the program run on it and killed, and what the file holds afterwards, read without the program."""
import contextlib
import os
import select
import shutil
import signal
import sqlite3
import subprocess
import time

PROGRAM = os.environ["VAKTROM"]
SOURCE = os.environ["VAKTROM_SOURCE"]
SHIM = os.path.join(os.environ["VAKTROM_BUILD"], "tests/crash/shim.so")
EVENING = "2026-03-03T22:00:00+01:00"
MORNING = "2026-03-04T07:12:00+01:00"
DATE = "2026-03-04"

# What a run may do twice with a different result: when it happened by the machine's clock.
NOT_REPEATABLE = {"audit": {"id", "machine_at", "key", "hash"}, "audit_parts": {"id", "salt", "hash"}}


class Ended:
    """How a run ended: its exit status (negative: the signal), what it said and how long it took in seconds."""

    def __init__(self, status, out, err, seconds):
        self.status, self.out, self.err, self.seconds = status, out, err, seconds

    def reported(self):
        return self.status in (0, 1)


def environment(now, shim=None):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("VAKTROM", "CRASH", "LD_", "SUDO_"))}
    env.update(VAKTROM_NOW=now, LC_ALL="C.UTF-8", VAKTROM_DATA=os.path.join(SOURCE, "data"))
    if shim is not None:
        env["LD_PRELOAD"] = SHIM
        env.update({name: str(value) for name, value in shim.items()})
    return env


def run(store, words, now=MORNING, shim=None, kill_after=None, limit=120):
    """Runs one command; kill_after: seconds after which it is killed. A run that never ends is a failure of its own."""
    began = time.monotonic()
    process = subprocess.Popen([PROGRAM, "--db", store, *words], env=environment(now, shim), stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if kill_after is not None:
        ended = os.pidfd_open(process.pid)
        select.select([ended], [], [], kill_after)
        os.close(ended)
        process.send_signal(signal.SIGKILL)
    try:
        out, err = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        err += b"\nit did not end"
    return Ended(process.returncode, out.decode(), err.decode(), time.monotonic() - began)


def must_run(store, words, now=MORNING):
    ended = run(store, words, now)
    assert ended.reported(), (words, ended.status, ended.err)
    return ended


def make_base(store):
    """The small base of the flow tests on the morning after its night's run."""
    must_run(store, ["init"], EVENING)
    must_run(store, ["import", "--all", os.path.join(SOURCE, "tests/flow/small")], EVENING)
    must_run(store, ["nightly", "--seconds", "2"], EVENING)


def files_of(store):
    ends = ("", "-wal", "-shm", "-journal", ".audit-key", ".audit-head", ".audit-head-next")
    return [store + end for end in ends if os.path.exists(store + end)]


def remove(store):
    for file in files_of(store):
        os.unlink(file)


def copy(store, to, with_index=True):
    """Copies a store that nobody has open, with the log that a killed program left. The index (-shm) lives in memory
    and does not outlast a power cut."""
    remove(to)
    for file in files_of(store):
        if with_index or not file.endswith("-shm"):
            shutil.copyfile(file, to + file[len(store):])


def connect(store):
    return contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True))


@contextlib.contextmanager
def bystander(store):
    """Somebody else has the store open: so a program that ends leaves its log as it is, instead of tidying up."""
    with connect(store) as db:
        db.execute("SELECT count(*) FROM journal").fetchall()
        yield


def faults_of(store):
    """What SQLite itself finds wrong with the file."""
    with connect(store) as db:
        integrity = [row[0] for row in db.execute("PRAGMA integrity_check")]
        dangling = db.execute("PRAGMA foreign_key_check").fetchall()
    return [text for text in integrity if text != "ok"] + [f"dangling: {row}" for row in dangling]


def contents(store, without=()):
    """Every table's rows in order, without what no second run would repeat."""
    with connect(store) as db:
        tables = [row[0] for row in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]
        found = {}
        for table in tables:
            if table in without:
                continue
            skipped = NOT_REPEATABLE.get(table, set())
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] not in skipped]
            names = ", ".join(f'"{name}"' for name in columns)
            found[table] = sorted(db.execute(f"SELECT {names} FROM {table}"), key=repr)
    return found


def rows(store, sql, *values):
    with connect(store) as db:
        return db.execute(sql, values).fetchall()


def difference(one, other, most=6):
    """The first rows in which two contents differ, for a person."""
    lines = []
    for table in sorted(set(one) | set(other)):
        before, after = set(one.get(table, [])), set(other.get(table, []))
        lines += [f"  {table} lacks {row}"[:300] for row in sorted(before - after, key=repr)]
        lines += [f"  {table} has {row}"[:300] for row in sorted(after - before, key=repr)]
    return "\n".join(lines[:most])
