"""A real terminal (tmux) for tests of the screen: keys in, screen out, bounded polling instead of sleeps.

A test file is a list of functions and one call:

    from terminal import Store, Terminal, run_tests

    def test_help(store):
        with Terminal(store, 80, 24) as terminal:
            terminal.see("Unassigned")
            terminal.keys("?")
            terminal.see("Keys of")
            terminal.quit()

    run_tests(globals())

Each test gets a fresh copy of the demonstration base with its lists of 2026-03-04 (made once for a build, so that it
costs milliseconds) in a home of its own. Two `with Terminal(store)` in one test are two people at one store. Whatever
does not come within PATIENCE seconds fails with the whole screen. Wanted from outside: VAKTROM, the program.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

from screen_cells import read_cells

VAKTROM = os.environ["VAKTROM"]
SOURCE = pathlib.Path(__file__).resolve().parents[2]
DATA = os.environ.get("VAKTROM_DATA", str(SOURCE / "data"))
DATE = "2026-03-04"
EVENING, MORNING = "2026-03-03T22:00:00+01:00", "2026-03-04T07:12:00+01:00"
PATIENCE = 20  # seconds until something that must come has not come
POLL = 0.02
NIGHT_STEPS = "60000"  # a number of steps and not seconds: the same plan on every machine
PLACE = pathlib.Path(tempfile.mkdtemp(prefix="screen-"))


# --- The store and the commands ---


def environment_of(home, now, **more):
    """What a program sees: nothing of the caller's settings but where things are."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "TZ": "UTC", "VAKTROM_DATA": DATA, "VAKTROM_NOW": now,
                   "XDG_CONFIG_HOME": f"{home}/config", "XDG_DATA_HOME": f"{home}/share",
                   "XDG_STATE_HOME": f"{home}/state", "LC_ALL": "C.UTF-8",
                   "ASAN_OPTIONS": f"{os.environ.get('ASAN_OPTIONS', '')}:log_path={home}/sanitizer",
                   "LSAN_OPTIONS": os.environ.get("LSAN_OPTIONS", ""),
                   "UBSAN_OPTIONS": f"print_stacktrace=1:log_path={home}/sanitizer"}
    environment.update(more)
    return environment


class Store:
    """A store in a home of its own. Without `empty` it is the demonstration base with its lists of DATE."""

    def __init__(self, empty=False):
        self.home = pathlib.Path(tempfile.mkdtemp(dir=PLACE))
        self.path = self.home / "base.db"
        if not empty:
            shutil.copyfile(demonstration_store(), self.path)

    def run(self, *words, status=(0,), now=MORNING):
        """Runs a command on the store; returns its standard output."""
        environment = environment_of(self.home, now, VAKTROM_DB=str(self.path))
        done = subprocess.run([VAKTROM, *words], capture_output=True, encoding="utf-8", env=environment, cwd=self.home)
        assert done.returncode in status, f"{words}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def json(self, *words, status=(0, 1)):
        return json.loads(self.run(*words, "--json", status=status))

    def sql(self, question, *values):
        """The rows of a question to the file itself."""
        with contextlib.closing(sqlite3.connect(self.path)) as base:
            return base.execute(question, values).fetchall()

    def check_sound(self):
        """The file is whole, and every row points to one that there is."""
        assert self.sql("PRAGMA integrity_check") == [("ok",)], self.sql("PRAGMA integrity_check")
        assert self.sql("PRAGMA foreign_key_check") == [], self.sql("PRAGMA foreign_key_check")

    def sanitizer_reports(self):
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.home.glob("sanitizer.*")))


def key_of_build():
    """Changes with the program and with the files of the demonstration base."""
    about = hashlib.sha256()
    for path in [pathlib.Path(VAKTROM), *sorted(pathlib.Path(DATA).rglob("*.csv"))]:
        about.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    return about.hexdigest()[:16]


def demonstration_store():
    """The file to copy, made by the first test that wants it, beside the program."""
    folder = pathlib.Path(VAKTROM).resolve().parent / "screen"
    folder.mkdir(exist_ok=True)
    made = folder / f"{key_of_build()}.db"
    with open(folder / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for old in folder.glob("*.db*"):
                old.unlink()
            store = Store(empty=True)
            store.run("init", "--demo", now=EVENING)
            store.run("nightly", "--iterations", NIGHT_STEPS, status=(0, 1), now=EVENING)
            shutil.move(store.path, made)
    return made


# --- The terminal ---


class Terminal:
    """The program's screen in a terminal of its own; use with `with`.

    term: TERM; language: LC_ALL ("C": no UTF-8); colour=False: NO_COLOR; environment: more of it; arguments: words for
    the program; shell=True: an interactive shell instead, in which `vaktrom` is the program (for Ctrl-Z).
    """

    count = 0

    def __init__(self, store, columns=120, rows=40, *, now=MORNING, term="screen-256color", language="C.UTF-8",
                 colour=True, environment=None, arguments=(), shell=False):
        Terminal.count += 1
        self.name = f"vaktrom-{os.getpid()}-{Terminal.count}"
        self.store = store
        self.ending = store.home / f"{self.name}.ended"
        more = {"TERM": term, "LC_ALL": language, "VAKTROM_DB": str(store.path), **({} if colour else {"NO_COLOR": "1"})}
        words = [f"{name}={value}" for name, value in environment_of(store.home, now, **more, **(environment or {})).items()]
        command = self.shell_command(words) if shell else self.program_command(words, arguments)
        subprocess.run(["tmux", "-L", self.name, "-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows),
                        command], check=True, cwd=store.home, env={**os.environ, "LC_ALL": "C.UTF-8"})

    def program_command(self, environment, arguments):
        """Runs the program, then notes its exit status and the terminal's settings before and after it."""
        program = shlex.join(["env", "-i", *environment, VAKTROM, *arguments])
        return ("trap : INT QUIT TERM HUP; before=$(stty -g); " + program + "; ended=$?; after=$(stty -g);"
                f" echo $ended \"$before\" \"$after\" > {self.ending}.new; mv {self.ending}.new {self.ending};"
                " echo ENDED $ended; while read -r line || test $? -gt 128; do :; done")

    @staticmethod
    def shell_command(environment):
        return shlex.join(["env", "-i", *environment, "PS1=$ ", f"PATH={pathlib.Path(VAKTROM).parent}:{os.environ['PATH']}",
                           "sh", "-i"])

    def tmux(self, *words):
        """One command to the terminal's own tmux server; what it prints."""
        return subprocess.run(["tmux", "-L", self.name, *words], check=True, capture_output=True, encoding="utf-8").stdout

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind:
            print(self.picture())
        subprocess.run(["tmux", "-L", self.name, "kill-server"], check=False, capture_output=True)

    # In.

    def keys(self, *names):
        """Keys by tmux's names: "Down", "C-p", "F1", "Escape", "a"."""
        self.tmux("send-keys", "--", *names)

    def type(self, text):
        self.tmux("send-keys", "-l", "--", text)

    def send(self, data):
        """Raw bytes, as a mouse or a strange terminal would send them."""
        self.tmux("send-keys", "-H", *(f"{byte:02x}" for byte in data))

    def click(self, row, column):
        """The left mouse button, in the manner of xterm (start the terminal with term="xterm-256color")."""
        self.send(b"\x1b[<0;%d;%dM\x1b[<0;%d;%dm" % (column + 1, row + 1, column + 1, row + 1))

    def resize(self, columns, rows):
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    # Out.

    def screen(self):
        return self.tmux("capture-pane", "-p")

    def line(self, row):
        return self.screen().split("\n")[row]

    def cursor(self):
        """Row and column of the hardware cursor."""
        row, column = self.tmux("display-message", "-p", "#{cursor_y} #{cursor_x}").split()
        return int(row), int(column)

    def marked_line(self):
        """The line of the mark, once the cursor stands on it: in between the terminal is being drawn."""
        deadline = time.monotonic() + PATIENCE
        while True:
            before = self.cursor()
            line = self.line(before[0])
            if line.startswith(">") and self.cursor() == before:
                return line
            assert time.monotonic() < deadline, f"the cursor never stood on the mark\n{self.picture()}"
            time.sleep(POLL)

    def find_text(self, text):
        """Searches the list shown for a text; its row has the mark afterwards."""
        self.search(text, lambda screen: any(line.startswith(">") and text in line for line in screen.split("\n")[3:]))

    def find_row(self, key):
        """The same for the row of a key, in a list of records."""
        self.search(key, lambda screen: f">  {key} " in screen or f">* {key} " in screen)

    def search(self, words, found):
        self.keys("/")
        self.see("Search")
        self.type(words)
        self.until(f"the mark on {words}", found)
        self.keys("Enter")
        self.see_no_more("Search")

    def cells(self):
        """The screen as rows of Cell (screen_cells.py): letter, foreground, background, attributes."""
        return read_cells(self.tmux("capture-pane", "-p", "-e", "-N"))

    def style(self, text):
        """The cell with which the first occurrence of a text on the screen begins."""
        for row in self.cells():
            at = "".join(cell.letter[:1] for cell in row).find(text)
            if at >= 0:
                return row[at]
        raise AssertionError(f"not on the screen: {text}\n{self.picture()}")

    def picture(self):
        """The whole screen for a person to read, in a frame, with the cursor."""
        row, column = self.cursor()
        lines = self.screen().rstrip("\n").split("\n")
        numbered = [f"{i:3}{'>' if i == row else '|'}{line}" for i, line in enumerate(lines)]
        return "\n".join([f"--- {self.name}, cursor at row {row}, column {column}", *numbered, "---"])

    # Waiting.

    def until(self, what, holds):
        """Waits until holds(screen text); returns that screen."""
        deadline = time.monotonic() + PATIENCE
        while not holds(screen := self.screen()):
            assert time.monotonic() < deadline, f"never came: {what}\n{self.picture()}"
            time.sleep(POLL)
        return screen

    def see(self, *texts):
        return self.until(" and ".join(texts), lambda screen: all(text in screen for text in texts))

    def see_no_more(self, text):
        return self.until(f"without {text}", lambda screen: text not in screen)

    def settle(self):
        """Waits until the program has worked off its keys: asleep, with no processor time between two looks."""
        deadline, before = time.monotonic() + PATIENCE, None
        while not self.has_ended():
            now = self.work()
            if now and now == before:
                break
            before = now
            assert time.monotonic() < deadline, f"the program works without end\n{self.picture()}"
            time.sleep(POLL)
        return self.screen()

    # The program as a process.

    def pid(self):
        """The program's process, or None."""
        shell = self.tmux("display-message", "-p", "#{pane_pid}").strip()
        children = pathlib.Path(f"/proc/{shell}/task/{shell}/children").read_text(encoding="ascii").split()
        for child in children:
            with contextlib.suppress(OSError):
                # Its name: which file it runs it shows to nobody (it is not dumpable).
                name = pathlib.Path(f"/proc/{child}/comm").read_text(encoding="utf-8").strip()
                if name == os.path.basename(VAKTROM)[:15]:
                    return int(child)
        return None

    def work(self):
        """Nanoseconds that the program has worked, None while it does (or is not there)."""
        with contextlib.suppress(OSError, TypeError):
            process = pathlib.Path(f"/proc/{self.pid():d}")
            if process.joinpath("stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] == "S":
                return process.joinpath("schedstat").read_text(encoding="ascii").split()[0]
        return None

    def signal(self, number):
        os.kill(self.pid(), number)

    def has_ended(self):
        return self.ending.exists()

    def ended(self, status=0, also=()):
        """Waits for the program's end: with this exit status (or one of the others), no sanitizer's complaint, and the terminal as it was."""
        self.until(f"the end with status {status}", lambda screen: self.has_ended() and "ENDED" in screen)
        found, before, after = self.ending.read_text(encoding="ascii").split()
        assert not self.store.sanitizer_reports(), self.store.sanitizer_reports()
        assert int(found) in (status, *also), f"exit status {found}\n{self.picture()}"
        assert after == before, f"stty was {before}, is {after}"
        modes = self.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag}")
        assert modes.split() == ["0", "1", "0", "0"], f"alternate screen, cursor, mouse, keypad: {modes}"

    def quit(self):
        """Leaves the program, also with drafts that it asks about."""
        self.keys("q")
        self.until("the end, or the question", lambda screen: self.has_ended() or "Leave all the same?" in screen)
        if not self.has_ended():
            self.keys("Down", "Enter")
        self.ended()


# --- Running ---


def run_tests(names, chosen=None):
    """Runs each test_* function with a fresh store, or those that the command line names; exits 1 when one failed."""
    chosen = chosen or sys.argv[1:]
    failed = []
    for name, test in list(names.items()):
        if not name.startswith("test_") or (chosen and name not in chosen):
            continue
        began = time.monotonic()
        try:
            test(Store())
        except Exception:  # pylint: disable=broad-except # whatever it is, the other tests still run
            traceback.print_exc(file=sys.stdout)
            failed.append(name)
        print(f"{'FAILED' if name in failed else 'ok':<8}{name:<60}{time.monotonic() - began:6.2f} s", flush=True)
    shutil.rmtree(PLACE, ignore_errors=True)
    if failed:
        sys.exit(f"failed: {' '.join(failed)}")


signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that `with` closes its terminal
