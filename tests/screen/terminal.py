"""A real terminal (tmux) for tests of the screen: keys in, screen out, bounded polling instead of sleeps."""

import json
import os
import subprocess
import time

VAKTROM = os.environ["VAKTROM"]
PATIENCE = 20  # seconds until something that must come has not come


def vaktrom(*words, status=(0,)):
    """Runs a command; returns its standard output."""
    done = subprocess.run([VAKTROM, *words], capture_output=True, text=True)
    assert done.returncode in status, f"{words}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def vaktrom_json(*words, status=(0, 1)):
    return json.loads(vaktrom(*words, "--json", status=status))


class Terminal:
    """The program's screen in a terminal of its own; use with `with`."""

    def __init__(self, columns=120, rows=40, now="2026-03-04T07:12:00+01:00", environment="", name="screen"):
        self.name = name
        command = f"env VAKTROM_NOW={now} {environment} {VAKTROM}; echo ENDED $?; stty -a; sleep 60"
        deadline = time.monotonic() + PATIENCE
        while True:  # the server that the terminal before ended with may still be going
            try:
                self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), command)
                break
            except subprocess.CalledProcessError:
                assert time.monotonic() < deadline, "tmux does not start"
                time.sleep(0.1)

    def tmux(self, *words):
        words = list(words)
        if words[0] == "-f":
            words = words[:3] + ["-s", self.name] + words[3:]
        else:
            words[1:1] = ["-t", self.name]
        return subprocess.run(["tmux", *words], check=True, capture_output=True, text=True).stdout

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        if failure[0]:
            print(self.screen())
        subprocess.run(["tmux", "kill-session", "-t", self.name], check=False, capture_output=True)

    def keys(self, *keys):
        self.tmux("send-keys", *keys)

    def type(self, text):
        self.tmux("send-keys", "-l", text)

    def screen(self):
        return self.tmux("capture-pane", "-p")

    def line(self, row):
        return self.screen().split("\n")[row]

    def cursor(self):
        """Row and column of the hardware cursor."""
        row, column = self.tmux("display-message", "-p", "#{cursor_y} #{cursor_x}").split()
        return int(row), int(column)

    def resize(self, columns, rows):
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def until(self, what, holds):
        deadline = time.monotonic() + PATIENCE
        while not holds(self.screen()):
            assert time.monotonic() < deadline, f"never came: {what}\n{self.screen()}"
            time.sleep(0.03)
        return self.screen()

    def see(self, text):
        return self.until(text, lambda screen: text in screen)

    def see_no_more(self, text):
        return self.until(f"without {text}", lambda screen: text not in screen)


def demonstration_base():
    """A store with the demonstration base and its lists of 2026-03-04."""
    vaktrom("init", "--demo")
    vaktrom("nightly", "--seconds", "5", status=(0, 1))
