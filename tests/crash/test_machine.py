"""What a machine of another kind does to a base: a quota that is used up, a disk of the network, a kernel without filters."""
import os
import sys

import rig

STORE = "store.db"
NFS, TMPFS = 0x6969, 0x01021994


def must_say(ended, status, *parts):
    text = ended.out + ended.err
    assert ended.status == status and all(part in text for part in parts), (parts, ended.status, text)


def quota():
    """At each write of a change, once and from then on: it is whole, or nothing of it is there and the quota is named."""
    change = ["setting", "set", "unit", "Nord"]
    named = 0
    for lasts in (0, 1):
        for n in range(1, 80, 5):
            rig.copy("base.db", STORE)
            before = rig.contents(STORE)
            ended = rig.run(STORE, change, shim={"CRASH_FAIL_WRITE": n, "CRASH_ERROR": "quota", "CRASH_LASTS": lasts})
            assert not rig.faults_of(STORE)
            if ended.reported():
                assert rig.rows(STORE, "SELECT value FROM settings WHERE name = 'unit'") == [("Nord",)]
            elif "vaktrom journal" not in ended.err:  # at a sync nobody knows
                must_say(ended, 5, "uota")
                named += "the disk quota for store.db is used up; nothing was changed" in ended.err
                assert rig.contents(STORE) == before
    assert named > 5, named


def network():
    rig.copy("base.db", STORE)
    must_say(rig.run(STORE, ["doctor"], shim={"CRASH_FILE_SYSTEM": NFS}), 1, "network's file system (NFS)")
    here = rig.run(STORE, ["doctor"], shim={"CRASH_FILE_SYSTEM": TMPFS})
    assert "network" not in here.out, here.out
    must_say(rig.run("new.db", ["init"], shim={"CRASH_FILE_SYSTEM": NFS}), 0, "new.db made", "network's file system (NFS)")


def no_filter():
    """It works as well, and says what it lacks."""
    lacks = "keeps the program from nothing"
    must_say(rig.run(STORE, ["doctor"], shim={"CRASH_NO_FILTER": 1}), 0, f"note: the kernel {lacks}", "seccomp")
    assert lacks not in rig.run(STORE, ["doctor"]).out


def main():
    os.umask(0o077)
    rig.must_run("base.db", ["init"])
    quota()
    network()
    no_filter()
    print("machine: 0 failures")


if __name__ == "__main__":
    sys.exit(main())
