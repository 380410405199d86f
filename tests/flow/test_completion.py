"""Completion in real shells, each on a terminal of its own: what is typed, a tab, and what the shell then shows.

bash is on every Debian; zsh and fish are tried where they are installed, and said to be left out where not."""
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time

SOURCE = os.environ["VAKTROM_SOURCE"]
PROGRAM = os.environ["VAKTROM"]
FOLDER = os.path.join(SOURCE, "data", "completions")
LIMIT = 30.0  # seconds to wait for what must come
ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|[=>()][A-Z0-9]?)|[\x07\x0e\x0f]")


class Shell:
    """A shell on a pseudo-terminal; what it writes is collected as text."""

    def __init__(self, command, start):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execvp(command[0], command)
        self.text = ""
        self.type(start + "; echo rea''dy\n")
        self.wait("ready")

    def type(self, keys):
        self.text = ""
        os.write(self.terminal, keys.encode())

    def wait(self, *wanted):
        """Reads until all of the texts have come."""
        until = time.monotonic() + LIMIT
        while not all(text in self.text for text in wanted):
            left = until - time.monotonic()
            if left <= 0:
                raise AssertionError(f"waited for {wanted}, got: {self.text!r}")
            if select.select([self.terminal], [], [], left)[0]:
                self.read()

    def read(self):
        data = os.read(self.terminal, 65536).decode(errors="replace")
        if "\x1b[c" in data or "\x1b[0c" in data:  # fish asks what terminal this is
            os.write(self.terminal, b"\x1b[?62;c")
        self.text += ESCAPES.sub("", data)

    def shows(self, typed, *wanted):
        self.type(typed)
        self.wait(*wanted)
        self.type("\x15")  # an empty line again

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def complete(*words):
    result = subprocess.run([PROGRAM, "help", "--complete", "--", *words], capture_output=True, text=True, check=True)
    assert result.stderr == "", result.stderr
    return [line.split("\t")[0] for line in result.stdout.splitlines()]


def candidates():
    """What the program itself offers."""
    assert complete("nightl") == ["nightly"]
    assert {"lists", "list"} <= set(complete("li"))
    assert complete("lists", "--shift", "") == ["day", "evening", "night"]
    assert complete("lists", "--shift=e") == ["--shift=evening"]
    assert complete("lists", "--team", "OT") == ["OT1", "OT2", "OT3", "OT4"]
    assert complete("absent", "s038") == ["S038"]
    assert "sick" in complete("absent", "S038", "--reason", "")
    assert {"add", "take", "close"} <= set(complete("queue", ""))
    assert "medication" in complete("queue", "add", "")
    assert all(word.startswith("Q") for word in complete("queue", "take", ""))
    assert "staff" in complete("import", "") and complete("import", "staff", "") == [":files"]
    assert complete("import", "--all", "") == [":dirs"]
    assert complete("edit", "staff", "S038", "pho") == ["phone="]
    assert complete("setting", "set", "rest_h") == ["rest_hours"]
    assert complete("help", "visit_unas") == ["visit_unassigned"]
    assert complete("nosuch", "") == []
    assert "--dry-run" in complete("drop", "V1", "--")
    # A patient's name does not turn up in a shell; nothing is made beside the store; without a store: no ids, no noise.
    listing = subprocess.run([PROGRAM, "help", "--complete", "--", "route", "P10"], capture_output=True, text=True)
    assert listing.stdout.splitlines()[0] == "P100\t", listing.stdout
    made = sorted(name for name in os.listdir(".") if name.startswith("base.db"))
    assert made == ["base.db", "base.db.audit-head", "base.db.audit-key"], made  # which init made
    before = os.stat("base.db").st_mtime_ns
    complete("lists", "--team", "")
    assert os.stat("base.db").st_mtime_ns == before
    assert complete("--db", "nowhere.db", "lists", "--team", "") == []
    assert not os.path.exists("nowhere.db")
    started = time.monotonic()
    for _ in range(10):
        complete("list", "")
    assert time.monotonic() - started < 10, "a completion takes more than a second"


def bash():
    with open("staff.csv", "w", encoding="utf-8") as file:
        file.write("staff,name,role,team,position_pct,functions,skills,languages,transport,employment,exclude_tasks\n"
                   "ZZ$(touch${IFS}hit),Kari,nurse,OT1,100,,,,car,permanent,\n")
    subprocess.run([PROGRAM, "import", "staff", "staff.csv"], check=True, capture_output=True)
    shell = Shell(["bash", "--norc", "--noprofile", "-i"],
                  f"bind 'set bell-style none'; PS1='> '; PATH={os.path.dirname(PROGRAM)}:$PATH; "
                  f". {FOLDER}/vaktrom.bash")
    shell.shows("vaktrom nightl\t", "nightly ")
    shell.shows("vaktrom lists --te\t", "--team ")
    shell.shows("vaktrom lists --team OT\t\t", "OT1", "OT4")
    shell.shows("vaktrom lists --shift=ev\t", "--shift=evening")
    shell.shows("vaktrom edit staff S038 pho\tX", "phone=X")
    shell.shows("vaktrom absent ZZ\t", r"ZZ\$\(touch\$\{IFS\}hit\)")  # an id is no command
    open("a file.csv", "w", encoding="utf-8").close()
    shell.shows("vaktrom import staff a\\ fi\t", "file.csv")
    shell.close()


def zsh():
    os.makedirs("functions", exist_ok=True)
    shutil.copy(os.path.join(FOLDER, "vaktrom.zsh"), "functions/_vaktrom")
    shell = Shell(["zsh", "-f", "-i"],
                  f"PS1='> '; PATH={os.path.dirname(PROGRAM)}:$PATH; fpath=($PWD/functions $fpath); "
                  "autoload -U compinit; compinit -u -d $PWD/dump")
    shell.shows("vaktrom nightl\t", "nightly ")
    shell.shows("vaktrom lists --team OT\t\t", "OT1", "OT4", "OT Hegrenes")
    shell.shows("vaktrom edit staff S038 pho\tX", "phone=X")
    shell.close()


def fish():
    shell = Shell(["fish", "--no-config", "-i", "-C", f"source {FOLDER}/vaktrom.fish"],
                  f"set PATH {os.path.dirname(PROGRAM)} $PATH")
    result = subprocess.run(["fish", "--no-config", "-c",
                             f"set PATH {os.path.dirname(PROGRAM)} $PATH; source {FOLDER}/vaktrom.fish; "
                             "complete -C 'vaktrom lists --team OT'"], capture_output=True, text=True, check=True)
    assert "OT1\tOT Hegrenes" in result.stdout, result
    shell.shows("vaktrom nightl\t", "nightly")
    shell.close()


def main():
    subprocess.run([PROGRAM, "init", "--demo"], check=True, capture_output=True)
    candidates()
    bash()
    for name, test in (("zsh", zsh), ("fish", fish)):
        if shutil.which(name):
            test()
        else:
            print(f"{name} is not installed: its completion was not tried (make deps installs it)")


if __name__ == "__main__":
    sys.exit(main())
