#!/usr/bin/env python3
"""Random keys and sizes: whatever is pressed, the program lives or ends well, and the store stays whole.

    test_keys.py [KEYS [SEED]]      `make keys` presses 10,000 under the sanitizers

The same seed presses the same keys. When the program was quit, it is started again on the same store.
"""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys

from terminal import DATE, SOURCE, Terminal, run_tests

KEYS = int(sys.argv[1]) if len(sys.argv) > 1 else int(os.environ.get("KEYS", "500"))
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else int(os.environ.get("SEED", "1"))
BATCH = 20
SIZES = ((80, 24), (120, 40), (220, 60), (300, 100), (79, 23), (10, 3), (1, 1), (100, 30), (81, 25))
# C-s and C-q would stop and start a terminal, C-\ kill a program: here they are keys like others. C-c and q quit, so
# they come seldom.
MOVING = ["Up", "Down", "Left", "Right", "Home", "End", "PPage", "NPage", "Tab", "BTab"]
ACTING = ["Enter", "Escape", "Space", "BSpace", "DC", "IC", *(f"F{n}" for n in range(1, 13))]
LETTERS = [chr(code) for code in range(33, 127) if chr(code) not in "q;"]
CONTROLS = [f"C-{letter}" for letter in "abdefghijklnopqrstuvwxyz\\"]
STRANGE = ["æ", "Å", "é", "漢", "🙂", "\u0301", "\u202e"]
BYTES = [b"\x1b[", b"\x1bO", b"\x1b[<0;5;5M", b"\x1b[M   ", b"\x1b[200~", b"\xff\xfe", b"\xc3", b"\x1b\x1b", b"\x00"]


def random_key(chance):
    return chance.choice(chance.choices([MOVING, ACTING, LETTERS, CONTROLS, STRANGE, ["q", "C-c"]],
                                        [40, 20, 28, 6, 4, 1])[0])


def press_batch(terminal, chance, n):
    terminal.keys(*(random_key(chance) for _ in range(n)))
    if chance.random() < 0.1:
        terminal.send(chance.choice(BYTES))
    if chance.random() < 0.1:
        terminal.resize(*chance.choice(SIZES))
    terminal.settle()


def leave(terminal):
    """Gives up whatever is open, and quits."""
    terminal.resize(120, 40)
    for _ in range(10):
        if terminal.has_ended():
            break
        terminal.keys(*["Escape"] * 5)
        terminal.settle()
        terminal.keys("C-c")
        if "Leave all the same?" in terminal.settle():  # there are drafts
            terminal.keys("Down", "Enter")
            terminal.settle()
    terminal.ended(also=(128 + signal.SIGINT, 128 + signal.SIGQUIT))  # by keys behind the one that ended it


def keep_the_night(store):
    """Makes the night somebody else's work, which no undo on the screen may take back."""
    with contextlib.closing(sqlite3.connect(store.path)) as base:
        base.execute("UPDATE journal SET actor = 'night'")
        base.commit()


def check_base(store):
    """An independent program finds nothing wrong in the lists, but what a hand may do that the night may not."""
    folder = store.home / "exported"
    store.run("export", "--all", str(folder))
    findings = store.home / "findings.json"
    findings.write_text(store.run("--json", "check", "--date", DATE, status=(0, 1)), encoding="utf-8")
    found = subprocess.run([sys.executable, SOURCE / "tests/check_base.py", folder, "--date", DATE, "--findings", findings],
                           capture_output=True, encoding="utf-8", check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_resize_storm(store):
    """Sizes follow one another faster than they can be drawn; the last one counts, and nothing is lost."""
    chance = random.Random(SEED)
    with Terminal(store) as terminal:
        terminal.settle()
        for _ in range(60):
            terminal.resize(*chance.choice(SIZES))
        for columns, rows in ((80, 24), (300, 100), (120, 40)):
            terminal.resize(columns, rows)
            terminal.until(f"{columns}x{rows}", lambda screen, last=rows - 1: screen.split("\n")[last].strip())
        terminal.settle()
        leave(terminal)
    store.check_sound()


def test_random_keys(store):
    print(f"{KEYS} keys, seed {SEED}")
    keep_the_night(store)
    chance, left, started = random.Random(SEED), KEYS, 0
    while left > 0:
        with Terminal(store, *chance.choice(SIZES[:4]), colour=started % 4 != 1,
                      language="C" if started % 4 == 2 else "C.UTF-8") as terminal:
            started += 1
            terminal.until("the first picture", str.strip)  # until then Ctrl-C ends the program as it ends any other
            while left > 0 and not terminal.has_ended():
                press_batch(terminal, chance, min(BATCH, left))
                left -= BATCH
            leave(terminal)
    print(f"started {started} times")
    store.check_sound()
    check_base(store)


run_tests(globals(), chosen=["test_resize_storm", "test_random_keys"])
