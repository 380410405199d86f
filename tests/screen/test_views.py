#!/usr/bin/env python3
"""Every view of the program, in three sizes, with and without colour and UTF-8: the frame is whole, the cursor stands on
the focused row, help opens and closes, and too small a window says so and comes back."""

import re

from terminal import Terminal, run_tests

LOOKS = ((80, 24, "C", False), (80, 24, "C.UTF-8", True), (120, 40, "C.UTF-8", True), (120, 40, "C", True),
         (220, 60, "C.UTF-8", False))


def views_of(store):
    """The names of the actions that lead to a view, as the program's own table of keys gives them."""
    found, names = False, []
    for line in store.run("keys").splitlines():
        cells = [cell.strip().strip("`") for cell in line.split(" | ")]
        if len(cells) != 4:
            continue
        found = found or cells[2] == "home"
        if found and cells[3].rstrip(" |") != "everywhere":
            break
        if found:
            names.append(cells[2])
    assert {"home", "board", "queue", "own", "transfers", "journal", "settings"} <= set(names), names
    return names


def check_frame(terminal, name, columns, rows, ascii_only):
    screen = terminal.settle()
    lines = screen.split("\n")[:rows]
    about = f"{name} at {columns}x{rows}\n{terminal.picture()}"
    assert " MUST" in lines[0] and "07:12" in lines[0], f"header: {about}"
    assert set(lines[1].strip()) in ({"─"}, {"-"}), f"line under the header: {about}"
    assert "help" in lines[rows - 1] or "find" in lines[rows - 1], f"key bar: {about}"
    assert all(len(line) <= columns for line in lines), f"too wide: {about}"
    assert not ascii_only or screen.isascii(), f"not ASCII: {about}"
    row, column = terminal.cursor()
    assert 0 < row < rows - 1 or column > 0, f"the cursor is on no row: {about}"
    marked = [number for number, line in enumerate(lines[2:rows - 2], 2) if line.startswith(">")]
    assert not marked or row in marked or column > 0, f"the cursor is not on the marked row: {about}"


def check_cuts(name, terminal, whole):
    """What is cut says so by an ellipsis: no word is only the beginning of one that stands in the widest window."""
    words = set(re.findall(r"[^\W\d_]+", whole))
    for line in terminal.screen().split("\n")[2:-3]:
        for word in re.findall(r"[^\W\d_]{4,}(?![^\W\d_]|\u2026)", line):
            longer = [each for each in words if each.startswith(word)]
            assert word in words or not longer, f"cut without a sign in {name}: {word} of {longer} in: {line}"


def open_view(terminal, name):
    terminal.keys("0")
    terminal.see("The duty room")
    if name == "home":
        terminal.until("the findings", lambda screen: "? errors" not in screen and "being checked" not in screen)
        return
    terminal.keys(":")
    terminal.settle()
    terminal.type(name)
    terminal.settle()
    terminal.keys("Enter")
    terminal.see_no_more("The duty room")
    terminal.until("the findings, and what is worked out beside", lambda screen: "? errors" not in screen
                   and "Looking at what changed" not in screen and "Counting ..." not in screen)


def check_help(terminal, name):
    before = terminal.screen().split("\n")[2]
    terminal.keys("?")
    terminal.see("Keys of: ")
    terminal.keys("Escape")
    terminal.see_no_more("Keys of: ")
    terminal.until(f"{name} again", lambda screen: screen.split("\n")[2] == before)


def check_too_small(terminal, columns, rows):
    terminal.resize(60, 15)
    terminal.see("The window is 60x15; please make it")
    terminal.resize(columns, rows)
    terminal.see_no_more("The window is 60x15")


def open_sick_call(terminal):
    terminal.keys("0")
    terminal.see("The duty room")
    terminal.keys("1")
    terminal.see("Unassigned")
    while not terminal.line(0).startswith("OT "):
        before = terminal.line(0)
        terminal.keys("]")
        terminal.until("another team", lambda screen: screen.split("\n")[0] != before)
    terminal.keys("Home", "a")
    terminal.see("is away: sick", "proposal 1 of ", "Afterwards: ")


def open_patient(terminal):
    terminal.keys("0")
    terminal.see("The duty room")
    terminal.keys(":")
    terminal.settle()
    terminal.type("P001")
    terminal.settle()
    terminal.keys("Enter")
    terminal.see_no_more("The duty room")
    terminal.see("P001")


def test_views_about_somebody(store):
    """The sick call and a patient, which no key of the table leads to: whole frames at every size, in every look."""
    with Terminal(store, 300, 100) as wide:
        open_patient(wide)
        whole = wide.settle()
    for columns, rows, language, colour in LOOKS:
        with Terminal(store, columns, rows, language=language, colour=colour) as terminal:
            for name, go in (("sick call", open_sick_call), ("patient", open_patient)):
                go(terminal)
                terminal.until("the findings", lambda screen: "? errors" not in screen)
                check_frame(terminal, name, columns, rows, language == "C")
                if language != "C" and name == "patient":  # each sick call is a search with words of its own
                    check_cuts(name, terminal, whole)
                if columns == 80:
                    check_too_small(terminal, columns, rows)
                    check_frame(terminal, name, columns, rows, language == "C")
            colours = {(cell.foreground, cell.background) for row in terminal.cells() for cell in row}
            assert colour or colours == {(None, None)}, colours


def test_every_view(store):
    names = views_of(store)
    whole = {}
    for columns, rows, language, colour in ((300, 100, "C.UTF-8", True), *LOOKS):
        with Terminal(store, columns, rows, language=language, colour=colour) as terminal:
            terminal.see("The duty room")
            for name in names:
                open_view(terminal, name)
                check_frame(terminal, name, columns, rows, language == "C")
                whole.setdefault(name, terminal.screen())
                if language != "C":
                    check_cuts(name, terminal, whole[name])
                check_help(terminal, name)
                if columns == 80:
                    check_too_small(terminal, columns, rows)
                    check_frame(terminal, name, columns, rows, language == "C")
            terminal.keys("C-c")
            terminal.ended()


run_tests(globals())
