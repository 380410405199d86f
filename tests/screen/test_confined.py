"""The screen can open no network socket; what starts lp for it can, and ends with it."""

import pathlib
import signal
import subprocess
import sys

from terminal import VAKTROM, Terminal, run_tests


def status(pid):
    """The fields of a process, None when it has ended."""
    try:
        text = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    return dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)


def test_confined(store):
    with Terminal(store, 80, 24) as terminal:
        terminal.see("? help")
        screen = terminal.pid()
        children = pathlib.Path(f"/proc/{screen}/task/{screen}/children").read_text(encoding="utf-8").split()
        assert status(screen)["Seccomp"].strip() == "2", status(screen)["Seccomp"]
        assert [status(child)["Name"] for child in children] == ["vaktrom-print"], children
        assert status(children[0])["Seccomp"].strip() == "0"
        terminal.signal(signal.SIGKILL)
        terminal.until("the helper's end", lambda _: status(children[0]) is None or status(children[0])["State"].startswith("Z"))


if b"__asan_init" in subprocess.run(["readelf", "-W", "--dyn-syms", VAKTROM], capture_output=True, check=True).stdout:
    sys.exit(0)
run_tests(globals())
