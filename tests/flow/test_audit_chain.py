"""The audit chain by a second implementation: what the program writes is what its description says, and what is written
by the description the program takes for whole. The same lays a long chain for the time that verifying takes."""
import os
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.environ["VAKTROM_SOURCE"], "tests/flow"))
import audit_chain as chain

PROGRAM, STORE = os.environ["VAKTROM"], os.environ["VAKTROM_DB"]


def run(*words, status=0):
    ended = subprocess.run([PROGRAM, "--db", STORE, *words], capture_output=True, text=True)
    assert ended.returncode == status, (words, ended.returncode, ended.stdout, ended.stderr)
    return ended.stdout


def check_by_description(db, key):
    before, rows = bytes(32), 0
    for row in db.execute(f"SELECT {chain.COLUMNS} FROM audit ORDER BY id"):
        parts = db.execute("SELECT part, patient, salt, body, hash FROM audit_parts WHERE id = ? ORDER BY part",
                           (row[0],)).fetchall()
        for part, patient, salt, body, digest in parts:
            assert body is None or chain.hash_part(part, patient, salt, body) == digest, (row[0], part)
        assert chain.hash_row(row, before, [part[4] for part in parts], key) == row[9], row
        before, rows = row[9], rows + 1
        assert row[0] == rows, row
    return rows


def main():
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    run("init")
    run("import", "--all", os.path.join(os.environ["VAKTROM_SOURCE"], "tests/flow/small"))
    patient = run("export", "patients").splitlines()[1].split(",")[0]
    run("edit", "patients", patient, "important=Liker æbler")
    run("audit", "show", "--patient", patient)
    run("--yes", "audit", "erase", "--patient", patient, "--reason", "Ba om det")
    run("undo")
    key = chain.read_key(STORE)
    with sqlite3.connect(STORE) as db:
        assert check_by_description(db, key) >= 6
        end = chain.end_of(db)
        with open(STORE + ".audit-head", encoding="ascii") as head:
            words = head.read().split()
        assert (int(words[1]), words[2]) == (end[0], end[1].hex()), words

        # A row in three is a look, one a change of a patient; each 300th a night's run with 540 parts.
        for n in range(most):
            change = {"table": "visits", "key": f"V{n}", "was": {"list": "L1", "seq": 3, "start": 540},
                      "is": {"list": "L2", "seq": 1, "start": 525}}
            parts = [(f"P{n % 540:03}", {"label": f"moved V{n} from L1 to L2", "changes": [change]})]
            if n % 300 == 0:
                parts = [(None, {"label": "planned and balanced"})] + [(f"P{p:03}", {"changes": [change] * 3})
                                                                       for p in range(540)]
            end = chain.append(db, key, end, "opened" if n % 3 else "change", parts, 1772600000 + 300 * n)
    chain.write_head(STORE, key, end)
    began = time.monotonic()
    told = run("audit", "verify")
    seconds = time.monotonic() - began
    assert f"rows {end[0]}," in told, told
    print(f"audit verify: {end[0]} rows, {os.path.getsize(STORE) >> 20} MB, {seconds:.2f} s")
    began = time.monotonic()
    assert "moved V" in run("audit", "show", "--patient", "P007", "--limit", "50") or most < 8
    print(f"audit show --patient: {time.monotonic() - began:.3f} s")

    with sqlite3.connect(STORE) as db:  # one that the key did not make
        end = chain.end_of(db)
        chain.append(db, bytes(32), end, "change", [(None, {"label": "forged"})], 1772600000)
    assert f"row {end[0] + 1} (changed)" in run("audit", "verify", status=1)


if __name__ == "__main__":
    main()
