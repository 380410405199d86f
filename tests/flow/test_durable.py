#!/usr/bin/env python3
"""What a machine does to a base in the middle of its work: a full disk, one that may only be read, a store that goes away
or is replaced, a newer program, a clock that goes back. Each time: what is wrong and what to do is said, with the exit
status of the contract, and the store holds what it held."""

import contextlib
import json
import os
import pathlib
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = os.environ["VAKTROM"], os.environ["VAKTROM_SOURCE"]
STORE = pathlib.Path("base.db").resolve()
NOBODY = 65534
STORE_STATUS, NEEDS_PERSON = 5, 1


def run(*words, store=STORE, status=(0,), before=None, user=None, now=None):
    """Runs a command; returns what it said, standard error last."""
    environment = {**os.environ, "VAKTROM_DB": str(store), **({"VAKTROM_NOW": now} if now else {})}
    ended = subprocess.run([PROGRAM, *words], capture_output=True, encoding="utf-8", env=environment, preexec_fn=before,
                           stdin=subprocess.DEVNULL, user=user, check=False)
    assert ended.returncode in status, (words, ended.returncode, ended.stdout, ended.stderr)
    return ended.stdout + ended.stderr


def must_say(text, *parts):
    assert all(part in text for part in parts), (parts, text)


def contents(store=STORE):
    """Every row of every table, after SQLite has found the file sound."""
    with contextlib.closing(sqlite3.connect(store)) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = base.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        return {name: sorted(base.execute(f"SELECT * FROM {name}"), key=repr) for name, in tables}


def sql(store, statement):
    with contextlib.closing(sqlite3.connect(store)) as base:
        rows = base.execute(statement).fetchall()
        base.commit()
        return rows


def copy(folder):
    """The base in a folder of its own."""
    folder = pathlib.Path(folder)
    folder.mkdir(exist_ok=True)
    for end in ("", ".audit-key", ".audit-head"):
        shutil.copyfile(f"{STORE}{end}", folder / f"base.db{end}")
        os.chmod(folder / f"base.db{end}", 0o600)
    return folder.resolve() / "base.db"


CHANGE = ("edit", "patients", "P001", "important=Liker kaffe")


def refused(*parts, store, status=STORE_STATUS, words=CHANGE, **how):
    """A change that cannot be made: says so, and everything is as it was."""
    must_say(run(*words, store=store, status=(status,), **how), "nothing was changed", *parts)


@contextlib.contextmanager
def disk(folder, size):
    """A small disk of its own; only root can mount one."""
    os.makedirs(folder)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k,mode=755", "tmpfs", folder], check=True)
    try:
        yield pathlib.Path(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(folder):
    """Takes the last block."""
    with open(folder / "fill", "wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"\0" * 4096):
            pass


def can(**how):
    """Whether a program can be started so: root in a container may mount nothing, nobody may not reach every program."""
    try:
        return subprocess.run([*how.pop("through", ()), PROGRAM, "--version"], capture_output=True, check=False, **how).returncode == 0
    except OSError:
        return False


# --- The disk ---


def test_full_disk():
    with disk("small", 8192) as folder:
        store = copy(folder)
        before = contents(store)
        fill(folder)
        refused("no room left on the disk", "Make room", store=store)
        refused("no room left on the disk", store=store, words=("lists",))
        examined = run("doctor", store=store, status=(NEEDS_PERSON,))
        must_say(examined, "are free on the disk", "the file is sound")
        assert "restore" not in examined, examined  # nobody puts an old backup in the place of a sound store
        os.unlink(folder / "fill")
        assert contents(store) == before
        run(*CHANGE, store=store)
        must_say(run("audit", "verify", store=store), "the audit log is whole")


def test_disk_that_fills():
    """There is room for the log's index, and not for what is written."""
    with disk("filling", 8192) as folder:
        store = copy(folder)
        before = contents(store)
        with contextlib.closing(sqlite3.connect(store)) as reader:
            reader.execute("SELECT count(*) FROM visits").fetchall()
            fill(folder)
            refused("no room left on the disk", store=store)
        os.unlink(folder / "fill")
        assert contents(store) == before


def test_limit_of_a_file():
    store = copy("limited")
    before = contents(store)
    limit = 16 * 1024
    refused("may not grow", "ulimit -f", store=store,
            before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert contents(store) == before
    run(*CHANGE, store=store)


def test_disk_mounted_read_only():
    with disk("frozen", 8192) as folder:
        store = copy(folder)
        before = contents(store)
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        refused("mounted read-only", "look at its log", store=store)
        must_say(run("doctor", store=store, status=(NEEDS_PERSON,)), "mounted read-only", "the file is sound")
        subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
        assert contents(store) == before
        run(*CHANGE, store=store)


def test_rights():
    """Root is not held by them: it tries as nobody."""
    user = NOBODY if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        store = copy(f"{folder}/rights")
        if user:
            for path in (store.parent, *store.parent.iterdir()):
                os.chown(path, user, -1)
        before, files = contents(store), sorted(os.listdir(store.parent))
        os.chmod(store, 0o400)
        refused("you may not read and write", "chmod", store=store, user=user)
        assert (store.stat().st_mode & 0o777, sorted(os.listdir(store.parent))) == (0o400, files)
        os.chmod(store, 0o600)
        os.chmod(store.parent, 0o500)
        refused("you may not write in the folder", store=store, user=user)
        os.chmod(store.parent, 0o700)
        assert contents(store) == before


# --- The file goes, while a command is under way ---


@contextlib.contextmanager
def under_way(store):
    """A command that has the store open and reads its input: it has taken some of it, more than fits a pipe."""
    lines = run("export", "patients").replace("Liker te", "Elsker te").splitlines(keepends=True)
    environment = {**os.environ, "VAKTROM_DB": str(store)}
    command = subprocess.Popen([PROGRAM, "import", "patients", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, encoding="utf-8", env=environment)
    command.stdin.write(lines[0] + "\n" * 200000)
    command.stdin.flush()
    yield command, "".join(lines[1:])
    command.kill()
    command.communicate()


def finish(under, *parts):
    command, rest = under
    out, err = command.communicate(rest)
    assert command.returncode == STORE_STATUS, (command.returncode, out, err)
    must_say(err, "nothing was changed", *parts)


def test_undisturbed():
    """So that what follows is not refused for its input."""
    store = copy("undisturbed")
    with under_way(store) as (command, rest):
        command.communicate(rest)
        assert command.returncode == 0
    assert sql(store, "SELECT important FROM patients WHERE patient = 'P001'") == [("Elsker te",)]


def test_store_removed():
    store = copy("removed")
    with under_way(store) as command:
        for end in ("", "-wal", "-shm"):
            os.unlink(f"{store}{end}")
        finish(command, "is no longer there", "vaktrom restore")
    assert not store.exists(), "a new store was made in its place"


def test_store_replaced():
    store = copy("replaced")
    with under_way(store) as command:
        for end in ("-wal", "-shm"):
            os.unlink(f"{store}{end}")
        shutil.copyfile(STORE, store.parent / "other")
        os.rename(store.parent / "other", store)
        finish(command, "another file than the one that is open here")
    assert contents(store) == contents()


def test_log_removed():
    """Who tidies up beside the store takes away what the next program would read."""
    store = copy("log")
    before = contents(store)
    with under_way(store) as command:
        os.unlink(f"{store}-wal")
        finish(command, "base.db-wal", "was removed or replaced")
    assert contents(store) == before


def test_folder_removed():
    store = copy("folder")
    before = contents(store)
    with under_way(store) as command:
        os.rename("folder", "elsewhere")
        finish(command, "is no longer there")
    assert contents("elsewhere/base.db") == before


# --- Two versions of the program ---


def test_newer_store():
    store = copy("newer")
    sql(store, "PRAGMA user_version = 999")
    must_say(run(*CHANGE, store=store, status=(STORE_STATUS,)), "written by a newer version", "use that version")


def test_brought_forward_meanwhile():
    store = copy("forward")
    before = contents(store)
    with under_way(store) as command:
        sql(store, "PRAGMA user_version = 999")
        finish(command, "was brought to form 999 by a newer version of this program")
    assert contents(store) == before


# --- The clock goes back ---


LATE, EARLY = "2026-03-05T09:00:00+01:00", "2026-03-04T07:00:00+01:00"
BACK = "it was set back, or was wrong then"


def test_clock_set_back():
    """Said in each run, once, and nobody is kept from working; the logs keep the order in which things were done."""
    store = copy("clock")
    run(*CHANGE, store=store, now=LATE)
    said = run("edit", "patients", "P001", "important=Liker sang", store=store, now=EARLY)
    assert said.count(BACK) == 1, said
    must_say(said, "2026-03-05 09:00", "2026-03-04 07:00", "What you do is kept")
    run("absent", sql(store, "SELECT min(staff) FROM shifts WHERE date = '2026-03-04'")[0][0], "--date", "2026-03-04",
        "--reason", "sick", store=store, now=EARLY, status=(0, 1))
    must_say(run("doctor", store=store, now=EARLY, status=(NEEDS_PERSON,)), "the clock says 2026-03-04 07:00")
    must_say(run("audit", "verify", store=store, now=EARLY), "the audit log is whole", "the clock went back 1 time",
             "from 2026-03-05 09:00 to 2026-03-04 07:00")
    rows = json.loads(run("audit", "show", "--limit", "3", "--json", store=store, now=LATE))
    assert [row["id"] for row in rows] == sorted((row["id"] for row in rows), reverse=True)
    assert "Liker sang" in str(rows[1]) and "Liker kaffe" in str(rows[2]), rows
    must_say(run("undo", "--yes", store=store, now=EARLY), "sick")
    assert BACK not in run("lists", store=store, now="2026-03-05T09:01:00+01:00")


def test_machine_clock():
    """A base that is in production asks the machine alone."""
    store = copy("production")
    run("setting", "set", "unit", "Nord", store=store, now="2099-01-01T12:00:00+01:00")
    run("setting", "set", "production", "yes", store=store)
    must_say(run(*CHANGE, store=store, now=LATE), BACK, "2099-01-01 12:00")


def test_backups_of_a_wrong_clock():
    """The newest by the clock is not the newest: none is taken away."""
    store = copy("backups")
    run("backup", "--new-key", "backups/key", store=store)
    os.mkdir("backups/kept")
    for day in range(1, 20):
        run("backup", "backups/kept", "--key", "backups/key", "--keep", "3", store=store,
            now=f"2027-03-{day:02}T12:00:00+01:00")
    before = set(os.listdir("backups/kept"))
    must_say(run("backup", "backups/kept", "--key", "backups/key", "--keep", "3", store=store, now=LATE),
             "none was removed")
    assert set(os.listdir("backups/kept")) > before


def left_out():
    """What this machine does not let the test try. A mount is seen by this test alone, and goes with it."""
    root = os.geteuid() == 0
    alone = "MOUNTS_ALONE" in os.environ
    if root and not alone and can(through=("unshare", "--mount")):
        os.execvpe("unshare", ["unshare", "--mount", sys.executable, __file__], {**os.environ, "MOUNTS_ALONE": "1"})
    mounts = set() if alone else {test_full_disk, test_disk_that_fills, test_disk_mounted_read_only}
    return mounts | ({test_rights} if root and not can(user=NOBODY) else set())


def main():
    without = left_out()
    run("init")
    run("import", "--all", f"{SOURCE}/tests/flow/small")
    run("nightly", "--iterations", "100", status=(0, 1))
    run("edit", "patients", "P001", "important=Liker te")
    for name, test in list(globals().items()):
        if name.startswith("test_") and test not in without:
            test()
            print("ok", name, flush=True)


main()
