"""A backup put in the store's place while the power or the disk fails: test_restore.py [CUTS]

The power is cut at so many of the writes of `restore` (60), evenly. Afterwards the store is the one before or the one of the
backup, and the audit log verifies: in the one case it has no word of a restore, in the other it says so. Then the disk fails at as many writes, from then on or
once: where the backup stands there although the command failed, what was there before is kept beside it.
"""
import os
import sys

import rig

LOGS = ("audit", "audit_parts")
RESTORE = ["--yes", "restore", "kept", "--key", "key"]


def make_stores():
    """A store with one patient more than its backup has."""
    rig.make_base("base.db")
    rig.must_run("base.db", ["backup", "--new-key", "key"])
    rig.must_run("base.db", ["backup", "kept", "--key", "key"])
    rig.must_run("base.db", ["suspend", "P001", "--from", rig.DATE, "--review", "2026-03-07", "--reason", "hospital"])


def restored(store):
    return rig.rows(store, "SELECT count(*) FROM audit WHERE what = 'restore'")[0][0]


def start():
    for name in os.listdir("."):
        if ".before-restore-" in name or ".restore-" in name:
            os.unlink(name)
    rig.copy("base.db", "store.db")


def check(cut, ended, before, after):
    assert not rig.faults_of("store.db"), cut
    verified = rig.run("store.db", ["audit", "verify"])
    assert verified.status == 0, (cut, verified.out, verified.err)
    now = rig.contents("store.db", LOGS)
    assert now in (before, after), (cut, rig.difference(before, now), rig.difference(after, now))
    assert restored("store.db") == (now == after), cut
    assert now == after or not ended.reported(), (cut, "it was reported as done")
    return now == after


def check_kept(n, now_after):
    kept = [name for name in os.listdir(".") if ".before-restore-" in name]
    assert kept or not now_after, (n, "the store is the backup's, and what was there before is gone")


def restore_failing(n, lasts):
    start()
    return rig.run("store.db", RESTORE, shim={"CRASH_FAIL_WRITE": n, "CRASH_ERROR": "io", "CRASH_LASTS": lasts})


def last_that_matters(writes):
    """The sync of the commit: when the disk fails behind it, the restore is reported as done all the same."""
    fails, does = 1, writes
    while does - fails > 1:
        middle = (fails + does) // 2
        if restore_failing(middle, 1).reported():
            does = middle
        else:
            fails = middle
    return fails


def fail_disk(writes, step, before, after):
    """How often the backup stands there although the command said that it failed."""
    unsaid = 0
    commit = last_that_matters(writes)
    for n in [*range(1, writes + 1, step), commit - 1, commit, commit + 1]:
        for lasts in (0, 1):
            ended = restore_failing(n, lasts)
            now_after = check((n, lasts), ended, before, after)
            check_kept((n, lasts), now_after)
            unsaid += now_after and not ended.reported()
    assert unsaid, "no failure fell between the last write and its sync"
    return unsaid


def main():
    cuts = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    make_stores()
    before = rig.contents("base.db", LOGS)
    start()
    ended = rig.run("store.db", RESTORE, shim={"CRASH_COUNT": os.path.abspath("counts")})
    assert ended.reported(), ended.err
    after = rig.contents("store.db", LOGS)
    assert before != after
    with open("counts", encoding="utf-8") as file:
        writes = int(file.read().split()[0])
    done = 0
    for cut in range(1, writes + 1, max(1, writes // cuts)):
        start()
        ended = rig.run("store.db", RESTORE, shim={"CRASH_CUT": cut, "CRASH_SEED": cut})
        done += check(cut, ended, before, after)
    unsaid = fail_disk(writes, max(1, writes // cuts), before, after)
    print(f"restore: power cut at {cuts} of {writes} writes, {done} times behind the change; disk failed at as many, "
          f"{unsaid} times when the backup was in place already")


if __name__ == "__main__":
    main()
