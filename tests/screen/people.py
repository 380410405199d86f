"""People who sign in on the screen by name and password."""

import contextlib
import getpass
import sqlite3
import subprocess

from terminal import MORNING, VAKTROM, environment_of

WORDS = "four words are enough"


def change(store, text, *values):
    """Changes the file itself."""
    with contextlib.closing(sqlite3.connect(store.path)) as base, base:
        base.execute(text, values)


def give_password(store, account):
    done = subprocess.run([VAKTROM, "user", "password", account], input=WORDS + "\n", text=True, check=False,
                          capture_output=True, env=environment_of(store.home, MORNING, VAKTROM_DB=str(store.path)))
    assert done.returncode == 0, done.stderr


def add_people(store, *, shared, chosen=True):
    """kari and ola, who sign in by password, which they chose or were given; the login that runs the tests is the
    owner's, or a shared terminal's."""
    (first, name), (second, other) = store.sql("SELECT staff, name FROM staff ORDER BY staff LIMIT 2")
    store.run("user", "add", "kari", "--staff", first)
    store.run("user", "add", "ola", "--staff", second)
    for leader in (first, second):  # who may change the patients of their team
        store.run("edit", "staff", leader, "functions=section_leader")
    give_password(store, "kari")
    give_password(store, "ola")
    if chosen:
        change(store, "UPDATE accounts SET given = 'no'")
    if shared:
        change(store, "UPDATE accounts SET kind = 'shared', account = 'desk' WHERE os_user = ?", getpass.getuser())
    return name, other


def sign_in(terminal, name, words=WORDS):
    terminal.type(name)
    terminal.keys("Tab")
    terminal.type(words)
    terminal.keys("Enter")
