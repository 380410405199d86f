"""How fast the screen is on a municipality's store with a year behind it: screen.py PROGRAM FOLDER [KEYS].

The program runs on a pseudo-terminal of 120x40. A frame is complete when the key is read, the main thread waits for the
next one, no processor time goes by in it, the terminal is empty, and the last line does not say that a date is still
being read; what counts is the time from the key to its last byte. The findings of the checks come after the first frame
of a date, and are told in rows of their own: then every thread sleeps. Keys that draw nothing (up on the first row) are
left out. FOLDER keeps the store (year_store.py) between runs. Limits: 150 ms to the first frame, 30 ms from key to
frame for 99 keys of 100. Exits 1 when one is over.
"""
import fcntl
import os
import pty
import random
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time

from year_store import year_store

MORNING = "2026-03-04T07:12:00+01:00"
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data")
FIRST_MS, KEY_MS = 150, 30
COLUMNS, ROWS, STARTS = 120, 40, 11
QUIET = 0.004  # seconds without a byte after which the program is looked at
PATIENCE = 10
READING = b"reading "  # so begins the last line while the lists of another date are read
ARROWS = [b"\x1bOB", b"\x1bOA", b"\x1bOC", b"\x1bOD"]
# what is pressed, how often in a hundred, and the keys
MIX = [("arrows", 60, ARROWS), ("page, home, end", 8, [b"\x1b[6~", b"\x1b[5~", b"\x1bOH", b"\x1bOF"]),
       ("view", 12, [b"1", b"2", b"3"]), ("detail, back", 8, [b"\r", b"\x1b"]), ("team", 6, [b"]", b"["]),
       ("shift", 3, [b"v"]), ("date", 3, [b"+", b"-"])]


class Screen:
    def __init__(self, program, store):
        self.began, self.far_end = time.monotonic(), None
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            environment = {"PATH": os.environ["PATH"], "HOME": os.path.dirname(store), "TERM": "xterm-256color",
                           "LC_ALL": "C.UTF-8", "TZ": "UTC", "VAKTROM_NOW": MORNING, "VAKTROM_DATA": DATA}
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(program, [program, "--db", str(store)], environment)

    def at_rest(self, threads):
        """The threads' processor times while they sleep and no key waits to be read, else None."""
        worked = []
        for thread in threads or os.listdir(f"/proc/{self.pid}/task"):
            try:
                with open(f"/proc/{self.pid}/task/{thread}/stat", encoding="utf-8") as file:
                    if file.read().rsplit(")", 1)[1].split()[0] != "S":
                        return None
                with open(f"/proc/{self.pid}/task/{thread}/schedstat", encoding="ascii") as file:
                    worked.append(file.read().split()[0])
            except FileNotFoundError:
                return None
        return None if self.keys_waiting() else worked

    def keys_waiting(self):
        if self.far_end is None:
            self.far_end = os.open(os.readlink(f"/proc/{self.pid}/fd/0"), os.O_RDWR | os.O_NOCTTY)
        return struct.unpack("i", fcntl.ioctl(self.far_end, termios.FIONREAD, bytes(4)))[0]

    def frame(self, began, threads=(), must=True):
        """Reads until the frame is complete; seconds from `began` to its last byte, and its bytes. Where one `must` come
        there is none without a byte."""
        size, last, rest, reading = 0, began, None, False
        while time.monotonic() - began < PATIENCE:
            if select.select([self.terminal], [], [], QUIET)[0]:
                drawn = os.read(self.terminal, 65536)
                size, rest, reading = size + len(drawn), None, READING in drawn
                last = time.monotonic()
                continue
            now = self.at_rest(threads)
            if now is not None and now == rest and not reading and (size or not must):
                return last - began, size
            rest = now
        raise SystemExit("the screen never came to rest")

    def frames(self, began, must):
        """The first complete frame, and the last: with the findings."""
        first = self.frame(began, [str(self.pid)], must)
        seconds, size = self.frame(began, must=False)
        return first, (max(seconds, first[0]), first[1] + size)

    def start(self):
        return self.frames(self.began, True)

    def press(self, key):
        began = time.monotonic()
        os.write(self.terminal, key)
        return self.frames(began, False)

    def close(self):
        os.kill(self.pid, signal.SIGTERM)
        os.close(self.far_end)
        try:
            while os.read(self.terminal, 65536):
                pass
        except OSError:  # the other end is closed
            pass
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def share(numbers, part):
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def row(name, times, sizes, limit=None):
    milliseconds = [1000 * seconds for seconds in times]
    p99 = share(milliseconds, 0.99)
    over = limit is not None and p99 > limit
    print(f"{name:<28}{len(times):>7}{share(milliseconds, 0.5):>9.1f}{p99:>9.1f}{max(milliseconds):>9.1f}"
          f"{sum(sizes) / len(sizes):>10.0f}{max(sizes):>8}" + (f"  limit {limit} ms" if limit else "")
          + ("  OVER" if over else ""))
    return over


def starts(program, store):
    frames = []
    for _ in range(STARTS):
        screen = Screen(program, store)
        frames.append(screen.start())
        screen.close()
    return zip(*frames[1:])  # the first one reads the file from the disk


def presses(program, store, n):
    """The first frames by what was pressed, and those with the findings of other dates."""
    chance, found, whole = random.Random(1), {name: [] for name, _, _ in MIX}, []
    screen = Screen(program, store)
    screen.start()
    for name, _, keys in chance.choices(MIX, [often for _, often, _ in MIX], k=n):
        first, last = screen.press(chance.choice(keys))
        if first[1]:
            found[name].append(first)
        if first[1] and name == "date":
            whole.append(last)
    screen.close()
    return found, whole


def main():
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    n = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    made = year_store(program, folder)
    print(f"store of {made.stat().st_size / 1e6:.0f} MB, terminal {COLUMNS}x{ROWS}")
    print(f"{'':<28}{'times':>7}{'p50 ms':>9}{'p99 ms':>9}{'most ms':>9}{'bytes':>10}{'most':>8}")
    with tempfile.TemporaryDirectory(dir=folder) as place:
        store = os.path.join(place, "base.db")
        shutil.copyfile(made, store)
        first, whole = starts(program, store)
        over = row("start to first frame", *zip(*first), limit=FIRST_MS)
        row("start to the findings", *zip(*whole))
        found, with_findings = presses(program, store, n)
    for name, frames in found.items():
        if frames:
            row("key: " + name, *zip(*frames))
    if with_findings:
        row("date, to the findings", *zip(*with_findings))
    over |= row("key, all", *zip(*(frame for frames in found.values() for frame in frames)), limit=KEY_MS)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
