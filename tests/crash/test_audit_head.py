"""A head of the audit chain that begins anew, while the machine fails at each of the change's writes in turn:
test_audit_head.py [STEP]

Where the head's file is missing, damaged, of another key, or tells of rows that are gone, the next change says so in
the chain and writes the file anew. Neither a change that cannot be made nor a power cut at any moment of it may leave a
head that the chain contradicts: that would be an alarm that somebody cut the log, where nobody did."""
import json
import os
import shutil
import sys

import rig

STORE = "store.db"
HEAD, KEY, ANNOUNCED = STORE + ".audit-head", STORE + ".audit-key", STORE + ".audit-head-next"
CHANGE = ["setting", "set", "unit", "Nord"]


def missing():
    os.unlink(HEAD)


def damaged():
    with open(HEAD, "w", encoding="ascii") as file:
        file.write("nonsense\n")


def other_key():
    os.unlink(KEY)


def cut():
    """An older store under a newer head."""
    rig.copy("older.db", STORE)
    shutil.copyfile("base.db.audit-head", HEAD)


# How the chain's file is lost, and the one word about it that the chain may say, once.
WAYS = {missing: "new_head", damaged: "new_head", other_key: "new_key", cut: "broken"}
TOLD = ("new_head", "new_key", "broken")


def start(way):
    rig.remove(STORE)
    rig.copy("base.db", STORE)
    way()


def told():
    """What the chain says about itself; once for each time that it was written while that was so."""
    return [what for what, in rig.rows(STORE, "SELECT what FROM audit ORDER BY id") if what in TOLD]


def faults_of_head():
    """What verifying finds that the chain does not say itself."""
    ended = rig.run(STORE, ["audit", "verify", "--json"])
    assert ended.status in (0, 1), (ended.status, ended.err)
    return [found for found in json.loads(ended.out)["findings"] if found["fault"] not in ("told", "key")]


def check(way, ended):
    """After a fault: what was there is not worse, and the next change mends it and says it once."""
    now = told()
    assert now in ([], [WAYS[way]]), f"the chain says {now}"
    if now:
        assert not faults_of_head(), f"it is told, and an alarm besides: {faults_of_head()}"
    else:
        assert not ended.reported(), "a change was made, and the chain does not say what was lost"
    rig.must_run(STORE, ["setting", "set", "unit", "Vest"])
    assert told() == [WAYS[way]], f"after the next change the chain says {told()}"
    assert not faults_of_head(), f"after the next change there is still an alarm: {faults_of_head()}"
    rig.must_run(STORE, ["setting", "set", "unit", "Midt"])
    assert not os.path.exists(ANNOUNCED), "an announced head is left behind"
    assert told() == [WAYS[way]] and not faults_of_head(), "the second change finds something"


def check_cut_is_seen(way):
    """What was announced hides no later cut."""
    start(way)
    rig.must_run(STORE, CHANGE)
    rig.copy(STORE, "cut.db")
    shutil.copyfile(HEAD, ANNOUNCED)  # as if the program had ended before it was done with it
    rig.must_run(STORE, ["setting", "set", "unit", "Vest"])
    assert not os.path.exists(ANNOUNCED), "an announced head is left behind"
    shutil.copyfile(HEAD, "cut.db.audit-head")
    rig.copy("cut.db", STORE)
    assert any(found["fault"] == "head" for found in faults_of_head()), "a cut is not seen"


def writes_of(way):
    start(way)
    with rig.bystander(STORE):
        ended = rig.run(STORE, CHANGE, shim={"CRASH_COUNT": os.path.abspath("counts")})
    check(way, ended)
    with open("counts", encoding="ascii") as file:
        return int(file.read().split()[0])


def main():
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    runs = failed = 0
    rig.must_run("base.db", ["init"])
    rig.copy("base.db", "older.db")
    for unit in ("Sør", "Øst"):
        rig.must_run("base.db", ["setting", "set", "unit", unit])
    for way in WAYS:
        check_cut_is_seen(way)
        for n in range(1, writes_of(way) + 1, step):
            for shim in ({"CRASH_CUT": n, "CRASH_SEED": n}, {"CRASH_FAIL_WRITE": n, "CRASH_ERROR": "io"},
                         {"CRASH_FAIL_WRITE": n, "CRASH_LASTS": 1}):
                start(way)
                runs += 1
                with rig.bystander(STORE):
                    ended = rig.run(STORE, CHANGE, shim=shim)
                try:
                    check(way, ended)
                except AssertionError as fault:
                    failed += 1
                    print(f"{way.__name__}, {shim}: exit {ended.status} {ended.err}\n    {fault}", flush=True)
    print(f"head of the audit chain: {runs} runs, {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
