#!/usr/bin/env python3
"""No bare text: what a person reads goes through _(), N_(), C_() or trn(), so that it can be translated.

Looks at the calls that print or make sentences and complains of a literal with a word in it that stands directly among
their arguments. No text: SQL in the store; what says STATUS_INTERNAL, for engineers; a path, a command or a key; a lone
code where such a call begins with one; the manual's pages, which are written in roff, in English. Run from the source tree's root: texts.py [FILE...]
"""

import glob
import re
import sys

# What shows its text to a person, or makes a text that somebody will be shown.
SHOWS = set("""printf fprintf puts fputs error_set error_add error_context str_refuse log_warn table_cell effects_add
  terminal_put terminal_putf screen_say sheet_add sheet_addf flow_line found found_as cell_fault faults_add fault
  str_add str_addf arena_printf prompt_text prompt_yes form_start own_note snprintf""".split())
# Of these, the ones that take a code beside their text.
WITH_CODE = {"found", "found_as", "cell_fault", "faults_add", "fault", "form_start"}
BUILDS_SQL = {"str_add", "str_addf", "snprintf"}
MANUAL = {"src/cli/manual.c", "src/cli/roff.c"}

# What every language shares: formats, escapes, numbers' measures, names.
SHARED = re.compile(r"%[-+ #0*.\d]*(?:hh|h|ll|l|z|j|t)?[a-zA-Z%]|\\x?[0-9a-zA-F]{1,2}|(?:NEWS2|vaktrom|\bmin|SQLite)\b")
WORD = re.compile(r"[^\W\d_]{2,}")
COMMAND = re.compile(r"vaktrom [a-z]+ ")
KEY = re.compile(r"\S*[/@_]\S*|\S+[.:-]\S+|\S+%c\S+|\w{2,3}%l?[du]|no, yes|en, nb")  # a path, an id, what a configuration may say
CODE = re.compile(r"[a-z][a-z_-]*")

TOKEN = re.compile(
    r"""/\*.*?\*/ | //[^\n]* | (?P<literal>"(?:\\.|[^"\\])*") | '(?:\\.|[^'\\])*' | (?P<name>[A-Za-z_]\w*) |
        (?P<open>[({\[]) | (?P<close>[)}\]]) | \s+ | .""",
    re.S | re.X,
)


class Call:
    def __init__(self, name):
        self.name = name
        self.internal = False


def is_text(call, text, in_store):
    if call.name not in SHOWS or call.internal or not WORD.search(SHARED.sub(" ", text)):
        return False
    if KEY.fullmatch(text) or COMMAND.match(text) or (call.name in WITH_CODE and CODE.fullmatch(text)):
        return False
    return not (in_store and call.name in BUILDS_SQL)


def bare_texts(source, in_store):
    """(line, function, text) of each text whose nearest call shows it."""
    line, name, calls, found = 1, "", [Call("")], []
    for token in TOKEN.finditer(source):
        kind = token.lastgroup
        if kind == "literal" and is_text(calls[-1], token["literal"][1:-1], in_store):
            found.append((line, calls[-1].name, token["literal"]))
        elif kind == "open":  # a bracket without a name only groups
            calls.append(Call(name) if name and token["open"] == "(" else calls[-1])
        elif kind == "close" and len(calls) > 1:
            calls.pop()
        elif kind == "name":
            calls[-1].internal |= token["name"] == "STATUS_INTERNAL"
        if token[0].strip():
            name = token["name"] if kind == "name" else ""
        line += token[0].count("\n")
    return found


def main(files):
    faults = 0
    for file in files or sorted(set(glob.glob("src/**/*.c", recursive=True)) - MANUAL):
        with open(file, encoding="utf-8") as handle:
            source = handle.read()
        for line, function, text in bare_texts(source, "src/store/" in file):
            print(f"{file}:{line}: {function}() shows a text that cannot be translated: {text}")
            faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
