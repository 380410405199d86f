"""Tamperings with the audit log, each on a fresh copy: test_tamper.py [RUNS [SEED]]

Every one changes what the log says (a row, what a row tells, their order or number, an index by which they are found,
the head's file), in the file's bytes or through SQL, and puts the triggers that forbid it back as they were, so that
nothing but the change itself can give it away. None is left out because it is hard: which, where and how is drawn by
the seed. `audit verify` must end with 1 and name it, or with 5 where SQLite cannot read the table any more. What only
lays the same content out anew (VACUUM, REINDEX, a checkpoint) must be found whole. One thing no log in one place can
show: the store and its head's file both put back to an earlier state; that is what copies of the head elsewhere are for.
"""
import collections
import contextlib
import os
import random
import sqlite3
import sys

import rig
import work

GUARDS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('audit', 'audit_parts')"


@contextlib.contextmanager
def writing(store):
    """Opens it past the triggers and the checks, and puts the triggers back."""
    with contextlib.closing(sqlite3.connect(store, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        guards = db.execute(GUARDS).fetchall()
        db.execute("BEGIN")
        for name, _ in guards:
            db.execute(f"DROP TRIGGER {name}")
        yield db
        for _, sql in guards:
            db.execute(sql)
        db.execute("COMMIT")


def ids(db):
    return [row[0] for row in db.execute("SELECT id FROM audit ORDER BY id")]


def a_part(chance, db, condition="body IS NOT NULL"):
    return chance.choice(db.execute(f"SELECT id, part FROM audit_parts WHERE {condition} ORDER BY id, part").fetchall())


# --- Through SQL ---------------------------------------------------------------------------------------------------


def change_row(chance, store):
    column = chance.choice(("at", "machine_at", "actor", "account", "place", "what", "parts", "key", "hash"))
    with writing(store) as db:
        number = chance.choice(ids(db))
        old = db.execute(f"SELECT {column} FROM audit WHERE id = ?", (number,)).fetchone()[0]
        if isinstance(old, int):
            new = old + chance.choice((-3600, -1, 1, 60, 86400))
        elif isinstance(old, bytes):
            at = chance.randrange(len(old))
            new = old[:at] + bytes((old[at] ^ (1 << chance.randrange(8)),)) + old[at + 1:]
        else:
            new = chance.choice((old + "x", old[:-1] + "\u00e6", "S001" if old != "S001" else "S002", old + "\0more"))
        db.execute(f"UPDATE audit SET {column} = ? WHERE id = ?", (new, number))
    return f"{column} of row {number}"


def change_part(chance, store):
    column = chance.choice(("patient", "salt", "body", "body", "hash"))
    with writing(store) as db:
        number, part = a_part(chance, db)
        old = db.execute(f"SELECT {column} FROM audit_parts WHERE id = ? AND part = ?", (number, part)).fetchone()[0]
        if isinstance(old, bytes):
            at = chance.randrange(len(old))
            new = old[:at] + bytes((old[at] ^ (1 << chance.randrange(8)),)) + old[at + 1:]
        elif old is None:
            new = "P001"
        else:
            at = chance.randrange(len(old))
            new = old[:at] + chr(ord(old[at]) ^ 1) + old[at + 1:]
        db.execute(f"UPDATE audit_parts SET {column} = ? WHERE id = ? AND part = ?", (new, number, part))
    return f"{column} of part {part} of row {number}"


def forge_part(chance, store):
    """The content of one row is put in the place of another's, with salt and hash, which fit each other."""
    with writing(store) as db:
        one, other = a_part(chance, db), a_part(chance, db)
        while one == other:
            other = a_part(chance, db)
        db.execute("UPDATE audit_parts SET (patient, salt, body, hash) = (SELECT patient, salt, body, hash FROM"
                   " audit_parts WHERE id = ? AND part = ?) WHERE id = ? AND part = ?", (*one, *other))
    return f"part {other[1]} of row {other[0]} with what part {one[1]} of row {one[0]} says"


def remove_rows(chance, store):
    with writing(store) as db:
        number = chance.choice(ids(db)[:-1])
        last = min(number + chance.choice((0, 0, 1, 5)), ids(db)[-2])
        db.execute("DELETE FROM audit WHERE id BETWEEN ? AND ?", (number, last))
        if chance.random() < 0.8:
            db.execute("DELETE FROM audit_parts WHERE id BETWEEN ? AND ?", (number, last))
    return f"rows {number} to {last} removed"


def remove_and_renumber(chance, store):
    with writing(store) as db:
        number = chance.choice(ids(db))
        for table in ("audit", "audit_parts"):
            db.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
            db.execute(f"UPDATE {table} SET id = -id WHERE id > ?", (number,))
            db.execute(f"UPDATE {table} SET id = -id - 1 WHERE id < 0")
    return f"row {number} removed, the later ones numbered anew"


def cut_tail(chance, store):
    with writing(store) as db:
        number = chance.choice(ids(db)[1:])
        db.execute("DELETE FROM audit WHERE id >= ?", (number,))
        db.execute("DELETE FROM audit_parts WHERE id >= ?", (number,))
    return f"the tail from row {number} on"


def add_row(chance, store):
    with writing(store) as db:
        number, last = chance.choice(ids(db)), ids(db)[-1]
        place = chance.choice((last + 1, last + 2, number + 1))
        if place <= last:
            for table in ("audit", "audit_parts"):
                db.execute(f"UPDATE {table} SET id = -id WHERE id >= ?", (place,))
                db.execute(f"UPDATE {table} SET id = -id + 1 WHERE id < 0")
        for table in ("audit", "audit_parts"):
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
            names = ", ".join(f'"{name}"' for name in columns)
            db.execute(f"INSERT INTO {table} (id, {names}) SELECT ?, {names} FROM {table} WHERE id = ?", (place, number))
    return f"a copy of row {number} added as row {place}"


def add_part(chance, store):
    with writing(store) as db:
        number, part = a_part(chance, db)
        new = db.execute("SELECT max(part) + 1 FROM audit_parts WHERE id = ?", (number,)).fetchone()[0]
        db.execute("INSERT INTO audit_parts SELECT id, ?, patient, salt, body, hash FROM audit_parts"
                   " WHERE id = ? AND part = ?", (new, number, part))
    return f"a part added to row {number}"


def remove_part(chance, store):
    with writing(store) as db:
        number, part = a_part(chance, db, "true")
        db.execute("DELETE FROM audit_parts WHERE id = ? AND part = ?", (number, part))
    return f"part {part} of row {number} removed"


def swap_rows(chance, store):
    with writing(store) as db:
        one, other = chance.sample(ids(db), 2)
        for table in ("audit", "audit_parts"):
            db.execute(f"UPDATE {table} SET id = -1 WHERE id = ?", (one,))
            db.execute(f"UPDATE {table} SET id = ? WHERE id = ?", (one, other))
            db.execute(f"UPDATE {table} SET id = ? WHERE id = -1", (other,))
    return f"rows {one} and {other} in each other's place"


def erase_unsaid(chance, store):
    with writing(store) as db:
        number, part = a_part(chance, db)
        db.execute("UPDATE audit_parts SET patient = NULL, salt = NULL, body = NULL WHERE id = ? AND part = ?",
                   (number, part))
    return f"part {part} of row {number} erased without a word"


def remove_guard(chance, store):
    with contextlib.closing(sqlite3.connect(store)) as db:
        name = chance.choice(db.execute(GUARDS).fetchall())[0]
        db.execute(f"DROP TRIGGER {name}")
    return f"the trigger {name} removed"


# --- In the files' bytes -------------------------------------------------------------------------------------------


def flip(chance, path, first, size):
    at = first + chance.randrange(size)
    with open(path, "r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes((byte ^ (1 << chance.randrange(8)),)))
    return at


def flip_content(chance, store):
    """One bit of a hash, a salt or a text, found in the file by its own bytes."""
    with contextlib.closing(sqlite3.connect(store)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if chance.random() < 0.4:
            bytes_ = db.execute("SELECT hash FROM audit ORDER BY id").fetchall()
        else:
            column = chance.choice(("hash", "salt", "CAST(body AS BLOB)"))
            bytes_ = db.execute(f"SELECT {column} FROM audit_parts WHERE body IS NOT NULL").fetchall()
    with open(store, "rb") as file:
        content = file.read()
    while True:
        wanted = chance.choice(bytes_)[0]
        first = content.find(wanted)
        if first >= 0 and content.count(wanted) == 1:  # not one that stands in the journal too, nor over two pages
            return f"a bit at {flip(chance, store, first, len(wanted))}"


def flip_index(chance, store):
    """One bit of the patients' numbers by which `audit show --patient` finds rows."""
    with contextlib.closing(sqlite3.connect(store)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = db.execute("PRAGMA page_size").fetchone()[0]
        root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'audit_parts_patient'").fetchone()[0]
        patients = [row[0] for row in db.execute("SELECT DISTINCT patient FROM audit_parts WHERE patient IS NOT NULL")]
    with open(store, "rb") as file:
        file.seek((root - 1) * size)
        page = file.read(size)
    if page[0] == 2:  # an inner page: its first leaf
        cell = int.from_bytes(page[12:14], "big")
        root = int.from_bytes(page[cell:cell + 4], "big")
        with open(store, "rb") as file:
            file.seek((root - 1) * size)
            page = file.read(size)
    cells = int.from_bytes(page[3:5], "big")
    at = int.from_bytes(page[8 + 2 * chance.randrange(cells):][:2], "big")
    found = [page.find(patient.encode(), at, at + 40) for patient in patients]
    first = min(place for place in found if place >= 0)
    return f"a bit of the index at {flip(chance, store, (root - 1) * size + first, 2)}"


def change_head(chance, store):
    head = store + ".audit-head"
    with open(head, "rb") as file:
        line = file.read()
    how = chance.choice(("gone", "empty", "short", "a character", "an earlier row"))
    if how == "gone":
        os.unlink(head)
        return "the head's file removed"
    if how == "an earlier row":
        with contextlib.closing(sqlite3.connect(store)) as db:
            number, digest = chance.choice(db.execute("SELECT id, hex(hash) FROM audit").fetchall()[:-1])
        words = line.split()
        line = b" ".join((words[0], b"%019d" % number, digest.lower().encode(), words[3])) + b"\n"
    elif how == "a character":
        at = chance.randrange(len(line) - 1)
        line = line[:at] + bytes((line[at] ^ 1,)) + line[at + 1:]
    else:
        line = b"" if how == "empty" else line[:chance.randrange(1, len(line) - 1)]
    with open(head, "wb") as file:
        file.write(line)
    return f"the head's file: {how}"


KINDS = (change_row, change_row, change_part, change_part, forge_part, remove_rows, remove_and_renumber, cut_tail, add_row,
         add_part, remove_part, swap_rows, erase_unsaid, remove_guard, flip_content, flip_content, flip_index, change_head)


def same_content(store):
    """What lays the same content out anew."""
    for sql in ("VACUUM", "REINDEX", "PRAGMA wal_checkpoint(TRUNCATE)", "ANALYZE"):
        with contextlib.closing(sqlite3.connect(store, isolation_level=None)) as db:
            db.execute(sql).fetchall()
        ended = rig.run(store, ["audit", "verify"])
        assert ended.status == 0, (sql, ended.out, ended.err)


def make_base():
    """The small base with a morning's mixed work, looks, things taken back and something erased."""
    chance = random.Random(7)
    rig.make_base("base.db")
    os.mkdir("files")
    for n in range(40):
        rig.run("base.db", work.choose(chance, "base.db", os.path.abspath("files"))[1])
        for name in os.listdir("files"):
            os.unlink(os.path.join("files", name))
    patient = rig.rows("base.db", "SELECT patient FROM patients ORDER BY patient")[0][0]
    rig.must_run("base.db", ["audit", "show", "--patient", patient])
    rig.must_run("base.db", ["audit", "erase", "--patient", patient, "--reason", "Ba om det", "--yes"])
    rig.must_run("base.db", ["setting", "set", "unit", "Nord"])
    ended = rig.run("base.db", ["audit", "verify"])
    assert ended.status == 0, (ended.out, ended.err)


def campaign(runs, seed):
    counted, missed = collections.Counter(), 0
    for n in range(runs):
        chance = random.Random(f"{seed} {n}")
        rig.copy("base.db", "tampered.db")
        kind = chance.choice(KINDS)
        how = kind(chance, "tampered.db")
        ended = rig.run("tampered.db", ["audit", "verify"])
        named = ended.status == 5 or (ended.status == 1 and ended.out)
        counted[kind.__name__] += 1
        counted["= named"] += ended.status == 1
        counted["= unreadable"] += ended.status == 5
        if not named:
            missed += 1
            print(f"run {n} of seed {seed} ({kind.__name__}) was not found: {how}\n{ended.status} {ended.out}{ended.err}",
                  flush=True)
    return counted, missed


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    make_base()
    rig.copy("base.db", "same.db")
    same_content("same.db")
    counted, missed = campaign(runs, seed)
    print("  ".join(f"{kind} {n}" for kind, n in sorted(counted.items()) if not kind.startswith("=")))
    print("  ".join(f"{kind[2:]} {n}" for kind, n in sorted(counted.items()) if kind.startswith("=")))
    print(f"tamper: {runs} tamperings with seed {seed}, {missed} not found")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
