"""A municipality's store with a year behind it: 5 units, 45 teams, 4,500 patients, 1.9 million visits done.

    year_store.py PROGRAM FOLDER      makes FOLDER/year-KEY.db unless it is there, and prints its path

The base comes from the repository's generator and one night from the program itself. The year is that one planned day
again on each of the 365 dates before, as done: its shifts, its lists (at that date's own midnight, so that both changes
of the clock are in it) and its visits, in the order in which a year would have written them. They go in by SQL, without
the triggers that watch over each row; the indices are made anew afterwards. What a year also leaves, and this does not:
the journal, the audit trail, and a file whose pages are less in order.
"""
import datetime
import hashlib
import os
import pathlib
import sqlite3
import subprocess
import sys
import time
import zoneinfo

DATE = datetime.date(2026, 3, 4)
DATES = 365
EVENING = "2026-03-03T22:00:00+01:00"
ZONE = zoneinfo.ZoneInfo("Europe/Oslo")
SOURCE = pathlib.Path(__file__).resolve().parents[2]
GENERATOR = SOURCE / "data/demo/generate.py"
NIGHT_SECONDS = "20"
TABLES = ("shifts", "lists", "visits")

DAYS = "CREATE TEMP TABLE days (back INTEGER PRIMARY KEY, date TEXT, seconds INTEGER)"
# The number within an id, and what stands after it ("/1"): V12/1 of the planned day is V730012/1 a year before.
RENUMBERED = ("'{letter}' || (CAST(substr({id}, 2) AS INTEGER) + {span} * days.back) ||"
              " CASE WHEN instr({id}, '/') THEN substr({id}, instr({id}, '/')) ELSE '' END")
SHIFTS = """INSERT INTO shifts (date, shift, staff, team, start_at, end_at, function, covers)
  SELECT days.date, shift, staff, team, start_at - seconds, end_at - seconds, function, covers
  FROM days CROSS JOIN shifts WHERE shifts.date = :on ORDER BY back DESC"""
LISTS = """INSERT INTO lists (list, date, shift, team, staff, start_at, end_at, function, covers, state)
  SELECT {list}, days.date, shift, team, staff, start_at - seconds, end_at - seconds, function, covers, 'started'
  FROM days CROSS JOIN lists WHERE lists.date = :on ORDER BY back DESC"""
VISITS = """INSERT INTO visits (visit, date, shift, patient, service, task, team, min_role, skills, duration, earliest,
    latest, "window", priority, state, list, seq, start, staff, reason, pinned, by_hand)
  SELECT {visit}, days.date, v.shift, patient, service, task, v.team, min_role, skills, duration, earliest,
    latest, "window", priority, 'done', {list}, seq, start, lists.staff, reason, pinned, by_hand
  FROM days CROSS JOIN visits AS v JOIN lists ON lists.list = v.list
  WHERE v.date = :on AND v.state = 'listed' ORDER BY back DESC"""


def say(what, began, path=None):
    size = f"{path.stat().st_size / 1e6:8.0f} MB" if path else ""
    print(f"  {what:<44}{time.monotonic() - began:8.1f} s{size}", file=sys.stderr, flush=True)


def key():
    """Changes with what the store is made from."""
    made_from = hashlib.sha256()
    for path in [pathlib.Path(__file__), GENERATOR, *sorted((GENERATOR.parent / "generator").glob("*.py")),
                 *sorted((SOURCE / "schema").glob("*.sql"))]:
        made_from.update(path.read_bytes())
    return made_from.hexdigest()[:12]


def run(program, store, *words):
    environment = dict(os.environ, VAKTROM_NOW=EVENING, VAKTROM_DATA=str(SOURCE / "data"))
    ended = subprocess.run([program, "--db", store, *words], env=environment, stdout=subprocess.DEVNULL,
                           stdin=subprocess.DEVNULL)
    if ended.returncode not in (0, 1):
        raise SystemExit(f"{words}: exit {ended.returncode}")


def planned_day(program, folder, store):
    """The municipality with the lists of one date."""
    files = folder / "municipality"
    began = time.monotonic()
    subprocess.run([sys.executable, GENERATOR, "--units", "5", "--out", files], check=True, stdout=subprocess.DEVNULL)
    say("files of the municipality", began)
    began = time.monotonic()
    run(program, store, "init")
    run(program, store, "import", "--all", files)
    say("import", began, store)
    began = time.monotonic()
    run(program, store, "nightly", "--date", str(DATE), "--seconds", NIGHT_SECONDS)
    say(f"the night of {DATE}", began, store)


def midnight(on):
    return round(datetime.datetime.combine(on, datetime.time(), ZONE).timestamp())


def fill_days(base):
    base.execute(DAYS)
    for back in range(1, DATES + 1):
        on = DATE - datetime.timedelta(days=back)
        base.execute("INSERT INTO days VALUES (?, ?, ?)", (back, str(on), midnight(DATE) - midnight(on)))


def set_aside(base):
    """Drops the triggers and indices of the tables that are filled; returns the SQL that brings them back."""
    marks = ", ".join("?" * len(TABLES))
    rows = base.execute(f"SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN ({marks}) AND sql IS NOT NULL"
                        " AND type IN ('trigger', 'index')", TABLES).fetchall()
    for kind, name, _ in rows:
        base.execute(f"DROP {kind} {name}")
    return [sql for _, _, sql in rows]


def renumbered(letter, column, span):
    return RENUMBERED.format(letter=letter, id=column, span=span)


def multiply(store):
    """The planned day again on each date before it, as done."""
    base = sqlite3.connect(store, isolation_level=None)
    base.execute("PRAGMA foreign_keys = OFF")
    base.execute("PRAGMA synchronous = OFF")
    base.execute("PRAGMA cache_size = -400000")
    base.execute("BEGIN")
    fill_days(base)
    later = set_aside(base)
    on = {"on": str(DATE)}
    base.execute("DELETE FROM history")  # the visits tell it now
    base.execute("DELETE FROM shift_covers WHERE date < :on", on)
    base.execute("DELETE FROM shifts WHERE date < :on", on)
    base.execute(SHIFTS, on)
    base.execute("INSERT INTO shift_covers SELECT days.date, staff, start_at - seconds, team FROM days CROSS JOIN"
                 " shift_covers AS c WHERE c.date = :on", on)
    base.execute(LISTS.format(list=renumbered("L", "lists.list", 10000)), on)
    visits = base.execute(VISITS.format(visit=renumbered("V", "v.visit", 10000),
                                        list=renumbered("L", "v.list", 10000)), on).rowcount
    for sql in later:
        base.execute(sql)
    for letter, table, column in (("V", "visits", "visit"), ("L", "lists", "list")):
        base.execute(f"UPDATE counters SET last = (SELECT max(CAST(substr({column}, 2) AS INTEGER)) FROM {table})"
                     " WHERE prefix = ?", letter)
    base.execute("COMMIT")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    broken = base.execute("PRAGMA foreign_key_check").fetchone()
    base.close()
    if broken:
        raise SystemExit(f"a row points to nothing: {broken}")
    return visits


def year_store(program, folder):
    """The path of the store; made where it is not there yet (some minutes)."""
    folder = pathlib.Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    store, new = folder / f"year-{key()}.db", folder / "year-new.db"
    if store.exists():
        return store
    for old in folder.glob("year-*.db*"):
        old.unlink()
    planned_day(os.path.abspath(program), folder, new)
    began = time.monotonic()
    visits = multiply(new)
    say(f"{visits} visits on {DATES} dates before", began, new)
    new.rename(store)
    return store


def main():
    print(year_store(*sys.argv[1:3]))


if __name__ == "__main__":
    main()
