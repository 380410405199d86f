#!/usr/bin/env python3
"""The themes in a real terminal: the configuration is heeded, everything is legible, nothing is said by colour alone."""

from screenshots import colour_of_256
from terminal import Terminal, run_tests

LEAST = {"light": 4.5, "dark": 4.5, "high-contrast": 7.0}  # WCAG 2.1, success criteria 1.4.3 and 1.4.6
EMPHASIS = {"bold", "underline", "reverse"}


def luminance(number):
    """Of a colour of 256, as WCAG 2.1 defines it."""
    parts = [int(colour_of_256(int(number))[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def choose(store, theme):
    folder = store.home / "config/vaktrom"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config").write_text(f"theme = {theme}\n", encoding="utf-8")


def on_queue(store, term="xterm-256color", **more):
    """The cells of the board and of the queue, and how the headline of the request that cannot wait and a plain text look."""
    with Terminal(store, 110, 32, term=term, **more) as terminal:
        terminal.keys("1")
        terminal.see("Unassigned")
        cells = [cell for row in terminal.cells() for cell in row]
        terminal.keys("2")
        terminal.see("now, supervision", ">  ! now")
        cells += [cell for row in terminal.cells() for cell in row]
        alarm, plain = terminal.style("now, supervision"), terminal.style("in 7 h")
        assert "reverse" in terminal.style(">  ! now").attributes, "the focused row, without any colour"
        terminal.quit()
    return cells, alarm, plain


def looks(cell):
    return cell.foreground, cell.background, cell.attributes


def test_each_theme_is_heeded(store):
    """Each theme has looks of its own, in which what cannot wait stands out by more than its colour."""
    seen = set()
    for theme in "auto", "light", "dark", "high-contrast", "monochrome":
        choose(store, theme)
        _, alarm, plain = on_queue(store)
        assert alarm.attributes & EMPHASIS and not plain.attributes & EMPHASIS, (theme, alarm, plain)
        assert (alarm.foreground != plain.foreground) == (theme != "monochrome"), (theme, alarm, plain)
        seen.add((looks(alarm), looks(plain)))
    assert len(seen) == 5, seen


def test_contrast(store):
    """Whatever is written on the board and the queue is legible on the ground that the theme lays."""
    for theme, least in LEAST.items():
        choose(store, theme)
        cells, _, _ = on_queue(store)
        for cell in {looks(cell): cell for cell in cells if cell.letter.strip()}.values():
            assert cell.foreground and cell.background, (theme, cell)
            assert contrast(cell.foreground, cell.background) >= least, (theme, cell)
            assert "dim" not in cell.attributes, "a terminal dims to what nobody measured"


def test_unknown_ground(store):
    """Where the terminal's own background stays, colours show on black and on white (WCAG 2.1, 1.4.11: 3 to 1)."""
    cells, _, _ = on_queue(store)
    used = {cell.foreground for cell in cells if cell.foreground}
    assert used and all(contrast(each, ground) >= 3 for each in used for ground in (16, 231)), used


def test_without_colours(store):
    """NO_COLOR, the monochrome theme and a terminal without colours: no colour code, but bold, underline and reverse."""
    choose(store, "dark")
    for more in {"colour": False}, {"term": "vt100"}:
        cells, alarm, _ = on_queue(store, **more)
        assert {(cell.foreground, cell.background) for cell in cells} == {(None, None)}, more
        assert "bold" in alarm.attributes, (more, alarm)
    choose(store, "monochrome")
    cells, alarm, _ = on_queue(store)
    assert {(cell.foreground, cell.background) for cell in cells} == {(None, None)}
    assert "bold" in alarm.attributes, alarm


def test_eight_colours(store):
    """A terminal with eight colours has each theme too."""
    seen = set()
    for theme in "light", "dark", "high-contrast":
        choose(store, theme)
        _, alarm, plain = on_queue(store, term="screen")
        assert looks(alarm) != looks(plain) and alarm.attributes & EMPHASIS, (theme, alarm, plain)
        seen.add((looks(alarm), looks(plain)))
    assert len(seen) == 3, seen


run_tests(globals())
