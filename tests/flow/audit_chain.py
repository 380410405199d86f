"""The audit chain as src/store/audit.h describes it, written a second time with Python's own BLAKE2b."""
import hashlib
import json
import os

COLUMNS = "id, at, machine_at, actor, account, place, what, parts, key, hash"


def read_key(store):
    with open(store + ".audit-key", encoding="ascii") as file:
        word, digits = file.read().split()
    assert word == "vaktrom-audit-key-1", word
    return bytes.fromhex(digits)


def number(value):
    return int(value).to_bytes(8, "little", signed=True)


def text(value):
    return number(-1) if value is None else number(len(value.encode())) + value.encode()


def hash_part(part, patient, salt, body):
    return hashlib.blake2b(salt + number(part) + text(patient) + text(body), digest_size=32).digest()


def hash_row(row, before, parts, key):
    id_, at, machine_at, actor, account, place, what, n_parts, key_name = row[:9]
    told = (number(id_) + number(at) + number(machine_at) + text(actor) + text(account) + text(place) + text(what) +
            text(key_name) + number(n_parts))
    return hashlib.blake2b(before + told + b"".join(parts), digest_size=32, key=key).digest()


def end_of(db):
    return db.execute("SELECT id, hash, key FROM audit ORDER BY id DESC LIMIT 1").fetchone()


def append(db, key, end, what, parts, at):
    """Adds a row with (patient, body) parts; gives the new end."""
    last, before, name = end
    hashes = []
    for part, (patient, body) in enumerate(parts):
        salt, body = os.urandom(16), json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        hashes.append(hash_part(part, patient, salt, body))
        db.execute("INSERT INTO audit_parts VALUES (?, ?, ?, ?, ?, ?)", (last + 1, part, patient, salt, body, hashes[-1]))
    row = (last + 1, at, at, "S001", "kari", "server pts/3", what, len(parts), name)
    digest = hash_row(row, before, hashes, key)
    db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, digest))
    return last + 1, digest, name


def write_head(store, key, end):
    line = f"vaktrom-audit-head-1 {end[0]:019d} {end[1].hex()} ".encode()
    mac = hashlib.blake2b(line, digest_size=32, key=key).hexdigest().encode()
    with open(store + ".audit-head", "wb") as file:
        file.write(line + mac + b"\n")
