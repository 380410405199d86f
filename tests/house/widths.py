#!/usr/bin/env python3
"""Words that must fit their field, in English and in each translation: widths.py CATALOGUE.mo...

The widths are those that the sources state: the heads of the screen's tables (no wider than the table's column is when
the window is narrow), the labels of the patient's sheet and of details, the words of the key bar. (Forms and the
commands' tables are as wide as their words.) Run from the source tree's root.
"""

import gettext
import glob
import re
import sys
import unicodedata

BAR_WIDTH = 14  # of one key's word: six keys with their words fit in 80 columns


def stated(pattern, files):
    """(place, width, text) of each match of a pattern with the groups `text` and, but for fixed widths, `width`."""
    for file in sorted(files):
        with open(file, encoding="utf-8") as handle:
            source = handle.read()
        for match in re.finditer(pattern, source):
            place = f"{file}:{source.count(chr(10), 0, match.start()) + 1}"
            yield place, match.groupdict().get("width"), match["text"]


def constant(name, file):
    with open(file, encoding="utf-8") as handle:
        return int(re.search(rf"\b{name} = (\d+)", handle.read())[1])


def fields():
    """(place, width, English text) of every word that has a field of a stated width."""
    screen = glob.glob("src/tui/**/*.c", recursive=True)
    text = r'N?_\("(?P<text>[^"]+)"\)'
    for place, width, word in stated(rf"\.title = {text}, \.width = \d+, \.least = (?P<width>\d+)", screen):
        yield place, int(width), word
    for function, width in (
        ("sheet_addf?", constant("LABEL_WIDTH", "src/tui/views/sheet.c")),
        ("flow_line", constant("label_most", "src/tui/widgets/detail.c")),
    ):
        for place, _, word in stated(rf"\b{function}\(\s*[^,()]+,\s*[^,\"]+,\s*{text}", screen):
            yield place, width, word
    actions = ["src/tui/engine/action.c"]
    for place, _, word in stated(rf'\{{ACTION_\w+,(?:\s*"[^"]*",)+\s*N_\("[^"]*"\),\s*{text}', actions):
        yield place, BAR_WIDTH, word


def columns(text):
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def main(catalogues):
    languages = [("English", lambda text: text)]
    for catalogue in catalogues:
        with open(catalogue, "rb") as handle:
            languages.append((catalogue, gettext.GNUTranslations(handle).gettext))
    known = list(fields())
    faults = 0
    for place, width, text in known:
        for language, translate in languages:
            if columns(translate(text)) > width:
                print(f"{place}: {translate(text)!r} is {columns(translate(text))} wide in {language}, {width} fit")
                faults += 1
    if len(known) < 100:
        print(f"only {len(known)} fields were found: the sources state their widths in another way now")
        faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
