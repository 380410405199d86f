#!/usr/bin/env python3
"""The README's pictures are those of this program: `make screenshots` makes them anew."""

import re
import xml.etree.ElementTree

import screenshots
from terminal import SOURCE, run_tests

WORD = re.compile(r"[A-Za-z][a-z]+")


def rows_of(svg):
    """The text of each row of a picture."""
    for group in xml.etree.ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}g"):
        yield "".join(text.text or "" for text in group)


def fixed_words(rows):
    """What the program says itself, on any day: the words of the header's figures, the titles of the columns and the
    key bar, without what undo would take back."""
    header = [word for word in ("MUST unassigned", "errors", "HT now") if word in rows[0]]
    return header, WORD.findall(rows[-1].split(" undo")[0])


def test_pictures_are_fresh(store):
    readme = (SOURCE / "README.md").read_text(encoding="utf-8")
    for name in screenshots.PICTURES:
        kept = list(rows_of((screenshots.PLACE / f"{name}.svg").read_text(encoding="utf-8")))
        now = ["".join(cell.letter for cell in row) for row in screenshots.picture(store, name)]
        assert len(kept) == len(now) == screenshots.ROWS
        assert fixed_words(kept) == fixed_words(now), f"data/screenshots/{name}.svg is stale: make screenshots\n{kept[-1]}\n{now[-1]}"
        assert f"data/screenshots/{name}.svg" in readme, "the README shows it"


run_tests(globals())
