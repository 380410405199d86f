#!/usr/bin/env python3
"""The README's pictures, drawn from the cells of the real screen: screenshots.py (`make screenshots`).

Each picture is an SVG in data/screenshots/: one rectangle for each run of cells with a background, one text for each
run of one look. They show the demonstration base at the fixed hour; which visit is on which list differs from run to
run, so the test of their freshness (test_screenshots.py) compares what does not: header, titles, panes and key bar.
"""

import html
import itertools
import os
import pathlib
import sys

from terminal import Store, Terminal

PLACE = pathlib.Path(__file__).resolve().parents[2] / "data/screenshots"
COLUMNS, ROWS = 110, 32
WIDTH, HEIGHT, MARGIN = 8, 17, 8
PAPER, INK = "#fbfaf7", "#24292e"
NAMED = {"black": "#24292e", "red": "#b3261e", "green": "#2e7d32", "yellow": "#8a6100", "blue": "#1f5fa8",
         "magenta": "#7b3f98", "cyan": "#00697a", "white": "#d8d8d4"}


def board(terminal):
    terminal.keys("1")
    terminal.see("Unassigned")


def sick_call(terminal):
    board(terminal)
    while not terminal.line(0).startswith("OT "):
        before = terminal.line(0)
        terminal.keys("]")
        terminal.until("another team", lambda screen: screen.split("\n")[0] != before)
    terminal.keys("a")
    terminal.see("proposal 1 of ", "Afterwards: ")


def queue(terminal):
    terminal.keys("2")
    terminal.see("supervision")


PICTURES = {"board": board, "sick-call": sick_call, "queue": queue}


def colour(name, otherwise):
    """What a colour of a cell looks like on paper."""
    if name is None:
        return otherwise
    if name.startswith("#"):
        return name
    if name.isdigit():
        return colour_of_256(int(name))
    return NAMED[name.removeprefix("bright ")]


def colour_of_256(number):
    if number < 16:
        return list(NAMED.values())[number % 8]
    if number >= 232:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    steps = (0, 95, 135, 175, 215, 255)
    number -= 16
    return f"#{steps[number // 36]:02x}{steps[number // 6 % 6]:02x}{steps[number % 6]:02x}"


def look(cell):
    """Ink, paper and the words for a run of text."""
    ink, paper = colour(cell.foreground, INK), colour(cell.background, PAPER)
    if "reverse" in cell.attributes:
        ink, paper = paper, ink
    style = [' font-weight="bold"'] if "bold" in cell.attributes else []
    style += [' text-decoration="underline"'] if "underline" in cell.attributes else []
    style += [' opacity="0.65"'] if "dim" in cell.attributes else []
    return ink, paper, "".join(style)


def runs(cells):
    """Neighbours of one look: the column, the look and the text."""
    at = 0
    for found, group in itertools.groupby(cells, look):
        group = list(group)
        yield at, len(group), found, "".join(cell.letter for cell in group)
        at += len(group)


def svg_of(rows):
    width, height = COLUMNS * WIDTH + 2 * MARGIN, len(rows) * HEIGHT + 2 * MARGIN
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-size="13"'
           ' font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" xml:space="preserve">',
           f'<rect width="{width}" height="{height}" rx="6" fill="{PAPER}" stroke="#c8c6c0"/>']
    for number, cells in enumerate(rows):
        top = MARGIN + number * HEIGHT
        out.append("<g>")
        for at, length, (ink, paper, style), text in runs(cells[:COLUMNS]):
            left = MARGIN + at * WIDTH
            if paper != PAPER:
                out.append(f'<rect x="{left}" y="{top}" width="{length * WIDTH}" height="{HEIGHT}" fill="{paper}"/>')
            out.append(f'<text x="{left}" y="{top + 13}" textLength="{length * WIDTH}" fill="{ink}"{style}>'
                       f"{html.escape(text)}</text>")
        out.append("</g>")
    return "\n".join([*out, "</svg>", ""])


def picture(store, name):
    """The rows of cells of one picture."""
    with Terminal(store, COLUMNS, ROWS, term="xterm-256color") as terminal:
        terminal.see("The duty room")
        PICTURES[name](terminal)
        terminal.until("the findings", lambda screen: "? errors" not in screen)
        terminal.settle()
        cells = terminal.cells()
        terminal.keys("C-c")
        terminal.ended()
    return cells


if __name__ == "__main__":
    PLACE.mkdir(exist_ok=True)
    for wanted in sys.argv[1:] or PICTURES:
        (PLACE / f"{wanted}.svg").write_text(svg_of(picture(Store(), wanted)), encoding="utf-8")
        print(os.path.relpath(PLACE / f"{wanted}.svg"))
