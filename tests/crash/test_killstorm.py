"""Mixed work, killed at any moment or by a power cut at a chosen write: test_killstorm.py [RUNS [SEED]]

Each run is done twice from the same file: once in peace, on a copy, which shows what the whole change is; and once
killed. Afterwards the file must be sound, must hold the state before or the state after and nothing between, and the
state after if the program reported it; the audit log must verify; the program must run on it; and `undo` must lead from the state after to the
state before. The next run goes on from what survived. A failure keeps its files and says how to repeat it.
"""
import collections
import contextlib
import os
import random
import shutil
import sys

import rig
import work

LOGS = ("journal", "audit", "audit_parts", "counters", "queue_history", "proposals", "own_looks", "patient_looks")
REPLAYS = ("undo", "redo")


class Failure(Exception):
    pass


def refuse_unless(holds, text):
    if not holds:
        raise Failure(text)


def in_peace(store, words):
    """The same command on a copy, not killed: how it ended, what it left, and its writes."""
    whole, counts = "whole.db", "counts"
    rig.copy(store, whole)
    ended = rig.run(whole, words, shim={"CRASH_COUNT": os.path.abspath(counts)})
    refuse_unless(ended.status in (0, 1, 3, 4), f"in peace it ended with {ended.status}: {ended.err}")
    with open(counts, encoding="utf-8") as file:
        writes = int(file.read().split()[0])
    return ended, rig.contents(whole), writes


def killed(chance, store, words, peace, writes):
    """Kills it; returns how, and how it ended."""
    if chance.random() < 0.5:
        after = chance.uniform(0, peace.seconds * 1.1)
        return f"killed after {after * 1000:.2f} ms", rig.run(store, words, kill_after=after)
    cut, seed = chance.randint(1, max(1, writes)), chance.randrange(2 ** 31)
    others = os.path.exists(store) and chance.random() < 0.5
    with rig.bystander(store) if others else contextlib.nullcontext():
        ended = rig.run(store, words, shim={"CRASH_CUT": cut, "CRASH_SEED": seed})
    if os.path.exists(store + "-shm"):
        os.unlink(store + "-shm")  # it is memory's
    return f"power cut at write {cut} of {writes}, CRASH_SEED={seed}{', with a bystander' if others else ''}", ended


def check_chain(store):
    """The audit log is whole, however the program ended."""
    verified = rig.run(store, ["audit", "verify"])
    refuse_unless(verified.status == 0, f"audit verify ends with {verified.status}: {verified.out}{verified.err}")


def check_survivor(store, words, ended, before, after):
    """Returns what is there now: the state before or after."""
    rig.copy(store, "survivor.db")
    faults = rig.faults_of("survivor.db")
    refuse_unless(not faults, f"the file is damaged: {faults[:5]}")
    now = rig.contents("survivor.db")
    refuse_unless(ended.status in (0, 1, 3, 4, -9, 137), f"it ended with {ended.status}: {ended.err}")
    if ended.reported() or ended.out:
        refuse_unless(now == after, f"reported, but not whole:\n{rig.difference(after, now)}")
    refuse_unless(now in (before, after), f"neither the state before nor the state after:\n"
                  f"against before:\n{rig.difference(before, now)}\nagainst after:\n{rig.difference(after, now)}")
    checked = rig.run(store, ["check"])
    refuse_unless(checked.reported(), f"check ends with {checked.status}: {checked.err}")
    check_chain(store)
    return now


def check_undo(store, words, before, now):
    """What was done can be taken back, and then everything is as before but the logs."""
    grown = len(now["journal"]) - len(before["journal"])
    refuse_unless(grown in (0, 1), f"{grown} lines in the journal for one change")
    if grown == 0:
        return
    rig.copy(store, "undone.db")
    ended = rig.run("undone.db", ["undo", "--yes"])
    refuse_unless(ended.status == 0, f"undo ends with {ended.status}: {ended.err}")
    undone = rig.contents("undone.db", LOGS)
    wanted = {table: found for table, found in before.items() if table not in LOGS}
    refuse_unless(undone == wanted, f"undo leaves something:\n{rig.difference(wanted, undone)}")


def one_init(chance, counted):
    """A base that is being made is whole or there is none, and then it can be made."""
    store = "new.db"
    rig.remove(store)
    words = chance.choice((["init"], ["init", "--demo"]))
    peace, after, writes = in_peace(store, words)
    how, ended = killed(chance, store, words, peace, writes)
    try:
        there = os.path.exists(store)
        refuse_unless(there or not ended.reported(), "it was said to be made and is not there")
        if not there:
            refuse_unless(rig.run(store, words).status == 0, "it cannot be made after the kill")
        refuse_unless(not rig.faults_of(store), "the file is damaged")
        refuse_unless(rig.contents(store) == after, "a half base")
        check_chain(store)
    except Failure as failure:
        raise Failure(f"{' '.join(words)}\n{how}\n{failure}") from None
    for name in os.listdir():
        if name.startswith(store + ".new-"):  # a killed program cannot remove it
            os.unlink(name)
    counted["init"] += 1
    counted["= whole" if there else "= absent"] += 1


def one_run(chance, store, counted):
    place = os.path.abspath("files")
    shutil.rmtree(place, ignore_errors=True)
    os.mkdir(place)
    kind, words = work.choose(chance, store, place)
    before = rig.contents(store)
    rig.copy(store, "before.db")
    how = "in peace"
    try:
        peace, after, writes = in_peace(store, words)
        how, ended = killed(chance, store, words, peace, writes)
        now = check_survivor(store, words, ended, before, after)
        if words[0] not in REPLAYS:
            check_undo(store, words, before, now)
    except Failure as failure:
        raise Failure(f"{' '.join(words)}\n{how}\n{failure}") from None
    counted[kind] += 1
    counted["= power cuts"] += ended.status == 137
    counted["= kills"] += ended.status == -9
    counted["= whole"] += now == after and before != after
    counted["= absent"] += now == before and before != after
    counted["= reported"] += ended.reported() or bool(ended.out)
    counted["= refused"] += peace.status in (3, 4)


def campaign(runs, seed):
    counted, failed = collections.Counter(), 0
    rig.make_base("base.db")
    for n in range(runs):
        if n % 50 == 0:
            rig.copy("base.db", "store.db")
        chance = random.Random(f"{seed} {n}")
        try:
            if n % 25 == 10:
                one_init(chance, counted)
            else:
                one_run(chance, "store.db", counted)
        except Failure as failure:
            failed += 1
            kept = os.path.join(os.environ.get("CRASH_KEEP", os.getcwd()), f"killstorm-{seed}-{n}")
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(os.getcwd(), kept, ignore=shutil.ignore_patterns("killstorm-*"))
            print(f"run {n} of seed {seed} failed; before.db and what is left are kept in {kept}\n{failure}", flush=True)
            rig.copy("base.db", "store.db")
    return counted, failed


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    counted, failed = campaign(runs, seed)
    print("  ".join(f"{kind} {n}" for kind, n in sorted(counted.items()) if not kind.startswith("=")))
    print("  ".join(f"{kind[2:]} {n}" for kind, n in sorted(counted.items()) if kind.startswith("=")))
    print(f"killstorm: {runs} runs with seed {seed}, {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
