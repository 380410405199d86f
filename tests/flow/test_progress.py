#!/usr/bin/env python3
"""The progress line: on a terminal it tells the best cost, what is unassigned, moves a second and the time left; in a
pipe there is none. Interrupted, solve, balance and nightly keep the best so far and end well."""
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

LINE = re.compile(rb"cost \d+  \d+ unassigned  \d+\.\d\d M moves/s  \d+ s left")
SMALL = os.path.join(os.environ["VAKTROM_SOURCE"], "tests/flow/small")
faults = []


def expect(truth, what):
    if not truth:
        faults.append(what)


def read_all(terminal):
    told = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the other side is closed
            return told
        if not part:
            return told
        told += part


def run(*words, interrupt_after=None):
    """With standard error on a terminal: the exit status, standard output, and what the terminal was told."""
    ours, theirs = pty.openpty()
    began = time.monotonic()
    process = subprocess.Popen([os.environ["VAKTROM"], *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=theirs)
    os.close(theirs)
    if interrupt_after:
        time.sleep(interrupt_after)
        process.send_signal(signal.SIGINT)
    told = read_all(ours)
    out = process.stdout.read()
    return process.wait(), out, told, time.monotonic() - began


def quiet(*words):
    ended = subprocess.run([os.environ["VAKTROM"], *words], capture_output=True)
    expect(ended.returncode <= 1, f"{words}: exit {ended.returncode}: {ended.stderr}")
    expect(ended.stderr == b"", f"{words} in a pipe: {ended.stderr}")


quiet("init")
quiet("import", "--all", SMALL)
for command in (["--json", "nightly", "--date", "2026-03-04"], ["--json", "balance", "--date", "2026-03-04"]):
    quiet(*command, "--seconds", "1")
    status, out, told, _ = run(*command, "--seconds", "2")
    lines = LINE.findall(told)
    expect(status <= 1 and len(lines) >= 3, f"{command}: exit {status}, progress {told[:200]}")
    left = [int(line.split()[-3]) for line in lines]
    expect(left == sorted(left, reverse=True) or max(left) <= 2, f"{command}: time left {left}")
    expect(told.endswith(b"\r\x1b[K"), f"{command}: the line is not taken away: {told[-40:]}")
    status, out, _, seconds = run(*command, "--seconds", "60", interrupt_after=1.5)
    report = json.loads(out)
    expect(status <= 1 and seconds < 20, f"{command} interrupted: exit {status} after {seconds:.1f} s")
    expect(report["assigned"] > 10 and not [u for u in report["unassigned"] if u["priority"] == "must"],
           f"{command} interrupted: {out[:300]}")
quiet("export", "problem", "--date", "2026-03-04", "--team", "HT1", "problem")
quiet("solve", "problem", "--seconds", "0.5", "--out", "plan")
status, out, told, seconds = run("solve", "problem", "--seconds", "60", "--out", "plan", interrupt_after=1.5)
expect(status == 0 and seconds < 10 and LINE.search(told), f"solve: exit {status} after {seconds:.1f} s: {told[:200]}")
expect(os.path.getsize("plan/plan.csv") > 100, "solve: no plan after an interrupt")

for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
