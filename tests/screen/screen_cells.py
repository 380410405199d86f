"""Reads what `tmux capture-pane -e` prints into cells: a letter and how it looks."""

import dataclasses
import re
import unicodedata

ATTRIBUTES = {1: "bold", 2: "dim", 3: "italic", 4: "underline", 5: "blink", 7: "reverse", 8: "hidden", 9: "struck"}
ENDS = {22: {"bold", "dim"}, 23: {"italic"}, 24: {"underline"}, 25: {"blink"}, 27: {"reverse"}, 28: {"hidden"},
        29: {"struck"}}
COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
SEQUENCE = re.compile(r"\x1b\[([0-9;:]*)m|\x1b\][^\x1b\x07]*(?:\x1b\\|\x07)|[\x0e\x0f]")


@dataclasses.dataclass(frozen=True)
class Cell:
    """One column of the screen. Colours: a name, "bright red", a number of 256, "#rrggbb", or None (the terminal's own).
    A wide letter's second column has the letter ""."""

    letter: str = " "
    foreground: str | None = None
    background: str | None = None
    attributes: frozenset = frozenset()


def chosen_colour(numbers):
    """The colour after 38 or 48."""
    if numbers.pop(0) == 5:
        return str(numbers.pop(0))
    return "#{:02x}{:02x}{:02x}".format(*(numbers.pop(0) for _ in range(3)))


def restyle(look, words):
    """How text looks after one sequence of select-graphic-rendition numbers."""
    numbers = [int(word or 0) for word in re.split("[;:]", words)]
    while numbers:
        number = numbers.pop(0)
        if number == 0:
            look = Cell()
        elif number in ATTRIBUTES:
            look = dataclasses.replace(look, attributes=look.attributes | {ATTRIBUTES[number]})
        elif number in ENDS:
            look = dataclasses.replace(look, attributes=look.attributes - ENDS[number])
        elif number in (38, 48):
            look = dataclasses.replace(look, **{"foreground" if number == 38 else "background": chosen_colour(numbers)})
        elif number in (39, 49):
            look = dataclasses.replace(look, **{"foreground" if number == 39 else "background": None})
        elif number // 10 in (3, 4, 9, 10):
            colour = ("bright " if number >= 90 else "") + COLOURS[number % 10]
            look = dataclasses.replace(look, **{"foreground" if number // 10 in (3, 9) else "background": colour})
    return look


def add_text(row, look, text):
    for letter in text:
        if unicodedata.combining(letter) and row:
            row[-1] = dataclasses.replace(row[-1], letter=row[-1].letter + letter)
            continue
        row.append(dataclasses.replace(look, letter=letter))
        if unicodedata.east_asian_width(letter) in "WF":
            row.append(dataclasses.replace(look, letter=""))


def read_cells(captured):
    """Rows of cells. How text looks carries over from one line to the next."""
    rows, look = [], Cell()
    for line in captured.rstrip("\n").split("\n"):
        row, at = [], 0
        for found in SEQUENCE.finditer(line):
            add_text(row, look, line[at:found.start()])
            at = found.end()
            if found.group(1) is not None:
                look = restyle(look, found.group(1))
        add_text(row, look, line[at:])
        rows.append(row)
    return rows
