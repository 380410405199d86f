"""Times the main commands on the demonstration base and compares them with their limits: commands.py PROGRAM.

Wall time, processor time and peak memory are the kernel's account of each child process. Exits 1 when one is over.
"""

import os
import subprocess
import sys
import tempfile
import time

# command, limit in seconds, limit in megabytes
COMMANDS = [
    (["init", "--demo"], None, 300),
    (["export", "--all", "base"], None, 300),
    (["--db", "other.db", "init"], None, 300),
    (["--db", "other.db", "import", "--all", "base"], 2, 300),
    (["plan", "--date", "2026-03-05"], 2, 300),
    (["nightly"], 60, 300),
    (["lists"], None, 300),
    (["check"], None, 300),
    (["route", "--all"], None, 300),
]


def measure(program, arguments, folder):
    """Runs one command; returns exit status, wall seconds, processor seconds, peak megabytes."""
    environment = dict(os.environ, VAKTROM_DB=os.path.join(folder, "base.db"), VAKTROM_NOW="2026-03-03T22:00:00+01:00")
    began = time.monotonic()
    child = subprocess.Popen([program, *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    return child.returncode, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    program = os.path.abspath(sys.argv[1])
    over = False
    print(f"{'command':<44}{'exit':>5}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}  limit")
    with tempfile.TemporaryDirectory() as folder:
        for arguments, seconds, megabytes in COMMANDS:
            status, wall, cpu, peak = measure(program, arguments, folder)
            wrong = status not in (0, 1) or (seconds and wall > seconds) or peak > megabytes
            over = over or wrong
            limit = (f"{seconds} s, " if seconds else "") + f"{megabytes} MB" + ("  OVER" if wrong else "")
            print(f"{' '.join(arguments):<44}{status:>5}{wall:>9.2f}{cpu:>9.2f}{peak:>9.1f}  {limit}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
