"""A whole municipality's night in one store: 5 units, 45 teams, some 5,200 visits: municipality.py PROGRAM.

The base comes from the repository's generator (a minute or so). Limits: 120 seconds, 600 MB, no must visit unassigned.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

DATE = "2026-03-04"
SEARCH = os.environ.get("BENCH_MUNICIPALITY_SECONDS", "100")
MOST_SECONDS, MOST_MEGABYTES = 120, 600
GENERATOR = os.path.join(os.path.dirname(__file__), "../../data/demo/generate.py")


def measured(folder, *words):
    """Standard output, wall seconds and peak megabytes of one command."""
    out = os.path.join(folder, "out")
    began = time.monotonic()
    with open(out, "wb") as file:
        child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=file)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise SystemExit(f"{words}: exit {child.returncode}")
    with open(out, encoding="utf-8") as file:
        return file.read(), time.monotonic() - began, usage.ru_maxrss / 1024


def main():
    program = os.path.abspath(sys.argv[1])
    os.environ["VAKTROM_NOW"] = "2026-03-03T22:00:00+01:00"
    with tempfile.TemporaryDirectory() as folder:
        files, store = os.path.join(folder, "files"), os.path.join(folder, "base.db")
        measured(folder, sys.executable, GENERATOR, "--units", "5", "--out", files)
        measured(folder, program, "--db", store, "init")
        _, importing, _ = measured(folder, program, "--db", store, "import", "--all", files)
        night, seconds, megabytes = measured(folder, program, "--db", store, "--json", "nightly", "--date", DATE,
                                             "--seconds", SEARCH)
        teams = len({row["team"] for row in json.loads(
            measured(folder, program, "--db", store, "--json", "lists", "--date", DATE)[0])})
        again = measured(folder, program, "--db", store, "--json", "check", "--date", DATE)[1]
    night = json.loads(night)
    musts = sum(u["priority"] == "must" for u in night["unassigned"])
    print(f"{'teams with lists':<40}{teams:>10}")
    print(f"{'lists':<40}{night['lists']:>10}")
    print(f"{'visits':<40}{night['visits']:>10}")
    print(f"{'of them unassigned; must':<40}{len(night['unassigned']):>10}{musts:>6}")
    print(f"{'driving a visit, minutes':<40}{night['cost']['travel_min'] / night['visits']:>10.2f}")
    print(f"{'late, overtime, minutes':<40}{night['cost']['late_min']:>10}{night['cost']['overtime_min']:>6}")
    print(f"{'import of all files, seconds':<40}{importing:>10.1f}")
    print(f"{'the night, seconds':<40}{seconds:>10.1f}  limit {MOST_SECONDS}")
    print(f"{'its peak memory, megabytes':<40}{megabytes:>10.1f}  limit {MOST_MEGABYTES}")
    print(f"{'check of the date, seconds':<40}{again:>10.1f}")
    return 1 if musts or seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES else 0


if __name__ == "__main__":
    sys.exit(main())
