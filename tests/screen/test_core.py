#!/usr/bin/env python3
"""What every view shares: home, the way there and back, help, palette, search and filter, undo, others' changes, keys."""

import pathlib
import time

from terminal import DATE, PATIENCE, Store, Terminal, run_tests


def listed_visit(store):
    """A listed MUST visit, for one worker, of the day shift."""
    return store.sql("SELECT visit, list FROM visits WHERE date = ? AND state = 'listed' AND shift = 'day' AND"
                     " priority = 'must' AND visit NOT LIKE '%/%' ORDER BY visit", DATE)[0]


def marked_row(terminal):
    line = terminal.marked_line()
    assert terminal.cursor()[1] == 0, terminal.cursor()
    return line


def test_home_says_what_is_first_and_leads_there(store):
    visit, _ = listed_visit(store)
    store.run("unassign", visit, status=(0, 1))
    with Terminal(store) as terminal:
        screen = terminal.see("The duty room", "visit that must be done has nobody", "!1 MUST unassigned")
        rows = screen.split("\n")
        assert "? help" in rows[-2] or "? help" in rows[-1], "the key bar"
        first = next(row for row in rows if row.startswith(">"))
        assert "!1 visit that must be done has nobody" in first, "the most urgent first, and the mark on it"
        assert marked_row(terminal) == first, "the hardware cursor stands on the mark"
        terminal.keys("Enter")
        terminal.see("Unassigned: 1", f" {visit} ")
        assert "!" in marked_row(terminal), "the unassigned visit has the mark"
        terminal.keys("Escape")
        terminal.see("The duty room")
        terminal.quit()


def test_escape_goes_one_step_back(store):
    with Terminal(store, 80, 24) as terminal:
        terminal.see("The duty room")
        terminal.keys("1")
        terminal.see("Unassigned")
        terminal.keys("2")
        terminal.see("supervision")
        terminal.keys("?")
        terminal.see("Keys of: The HT queue", "take the request")
        terminal.keys("Escape")
        terminal.see("supervision")
        terminal.keys("Escape")
        terminal.see("Unassigned")
        terminal.keys("Escape")
        terminal.see("The duty room")
        terminal.keys("Escape")
        terminal.see("The duty room")
        terminal.quit()


def test_home_of_an_empty_store(_):
    store = Store(empty=True)
    store.run("init")
    with Terminal(store, 80, 24) as terminal:
        screen = terminal.see("no team yet", "no teams yet: begin with the base", "vaktrom import --all FOLDER")
        assert "]" in screen.split("\n")[4], "the introduction is not cut\n" + terminal.picture()
        assert " 0 of " not in screen and "below" in screen and "first  " in screen, "no title is covered"
        terminal.keys("Enter")
        terminal.see("There is no team yet")
        terminal.quit()


def test_help_is_searched_and_filtered(store):
    with Terminal(store, 120, 70) as terminal:
        terminal.see("The duty room")
        terminal.keys("1")
        terminal.see("Unassigned")
        terminal.keys("?")
        terminal.see("Keys of: The board", "Work", "Go to")
        terminal.keys("/")
        terminal.see("Search")
        terminal.type("worker of the list is away")
        terminal.keys("Enter")
        terminal.see_no_more("Search")
        terminal.until("the mark on it", lambda screen: "the worker of the list is away" in marked_row(terminal))
        terminal.keys("f")
        terminal.type("next shift")
        terminal.until("only that", lambda screen: "the next shift: day" in screen and "approve the shift" not in screen)
        terminal.keys("Enter", "Escape")
        terminal.see("approve the shift", "Keys of: The board")
        terminal.keys("Escape")
        terminal.see("Unassigned")
        terminal.quit()


def test_a_filter_is_seen(store):
    """How many rows it shows of how many stands below as long as it hides some; it begins at the top."""
    with Terminal(store, 80, 24) as terminal:
        terminal.see("The duty room")
        terminal.keys("5")
        terminal.see("P001", " below")
        terminal.keys("End", "f")
        terminal.type("Berg")
        terminal.keys("Enter")
        screen = terminal.see("only rows with 'Berg': ", "(esc shows all)")
        rows = [line for line in screen.split("\n")[3:] if "erg" in line]
        assert rows[0].startswith(">"), "the first of them is marked\n" + terminal.picture()
        terminal.keys("Escape")
        terminal.see_no_more("only rows with")
        terminal.quit()


def test_drafts_are_not_lost_by_q(store):
    with Terminal(store, 80, 24) as terminal:
        terminal.see("The duty room")
        terminal.keys("2", "a")
        terminal.see("A new request to the HT")
        assert "may not be empty" not in terminal.settle(), "nothing is a fault before anybody typed"
        terminal.keys("C-s")
        terminal.see("may not be empty")
        terminal.keys("BTab", "BTab", "BTab", "BTab")
        terminal.type("P001")
        terminal.keys("Escape")
        terminal.see("kept as a draft")
        terminal.keys("q")
        terminal.see("Leave all the same?", "> no")
        terminal.keys("Enter")
        terminal.see_no_more("Leave all the same?")
        terminal.keys("q")
        terminal.see("Leave all the same?")
        terminal.keys("Down", "Enter")
        terminal.ended()


def test_the_search_covers_no_mark(store):
    with Terminal(store, 80, 24) as terminal:
        terminal.see("The duty room")
        terminal.keys("5")
        terminal.see("P001")
        last = store.sql("SELECT max(patient) FROM patients WHERE status = 'active' AND protected = 'no'")[0][0]
        terminal.keys("/")
        terminal.type(last)
        terminal.until("the mark on it", lambda screen: any(line.startswith(">") and f" {last} " in line
                                                            for line in screen.split("\n")))
        assert "Search" in terminal.screen(), "while one types"
        terminal.keys("Escape")
        terminal.quit()


def test_palette_finds_anything(store):
    worker, name = store.sql("SELECT lists.list, staff.name FROM lists JOIN staff ON staff.staff = lists.staff"
                             " WHERE lists.date = ? AND lists.shift = 'day' AND lists.team = 'OT2'", DATE)[0]
    with Terminal(store) as terminal:
        terminal.see("The duty room")
        for key, typed, shown in ((":", "journ", "Who changed what"), ("C-p", worker, f"> {worker} "),
                                  (":", name.lower(), name), (":", "board", "Unassigned")):
            terminal.keys(key)
            terminal.see("type what you look for")
            terminal.type(typed)
            terminal.see(f": {typed}")
            terminal.keys("Enter")
            terminal.see_no_more("type what you look for")
            terminal.see(shown)
        terminal.keys(":")
        terminal.type("qqqzzz")
        terminal.see("nothing here has these letters")
        terminal.keys("Escape")
        terminal.see_no_more("nothing here has these letters")
        terminal.quit()


def test_palette_says_what_before_its_name(store):
    """A row begins with what it does, in the reader's words; the name that files and help know stands behind."""
    for language, title, row in (("en_US.UTF-8", "The duty room", "> who changed what  (journal)"),
                                 ("nb_NO.UTF-8", "", "> hvem endret hva  (journal)")):
        with Terminal(store, language=language) as terminal:
            terminal.see(title)
            terminal.keys(":")
            terminal.see("(help)")
            terminal.type("journal")
            terminal.see(row)
            terminal.keys("Escape")
            terminal.quit()


def test_palette_finds_a_visit(store):
    """Also one for two workers by the id that both rows share: there it stands before those that only begin alike."""
    half, = store.sql("SELECT visit FROM visits WHERE date = ? AND visit LIKE '%/1' AND state = 'listed' AND list IN"
                      " (SELECT list FROM lists WHERE shift = 'day') ORDER BY visit LIMIT 1", DATE)[0]
    with Terminal(store) as terminal:
        terminal.see("The duty room")
        terminal.keys(":")
        terminal.see("type what you look for")
        terminal.type(half.split("/")[0].lower())
        terminal.see(f"> {half} ", f"  {half[:-1]}2 ")
        terminal.keys("Enter")
        terminal.see("Unassigned", f" {half} ")
        terminal.quit()


def test_undo_of_much_asks_first(store):
    """The night's work is one key away from being taken back: that key asks, and the answer at hand is no."""
    visits = "SELECT count(*) FROM visits WHERE date = ? AND list IS NOT NULL"
    listed = store.sql(visits, DATE)[0][0]
    assert listed > 20
    with Terminal(store) as terminal:
        terminal.see("The duty room")
        terminal.keys("u")
        terminal.see('Take back "planned and balanced', "of them visits", "> no")
        terminal.keys("Enter")
        terminal.see("not taken back: planned and balanced")
        assert store.sql(visits, DATE) == [(listed,)]
        terminal.keys("u")
        terminal.see("> no")
        terminal.keys("Escape")
        terminal.see("not taken back")
        terminal.keys("u")
        terminal.see("> no")
        terminal.keys("Down", "Enter")
        terminal.see("taken back: planned and balanced")
        assert store.sql(visits, DATE) == [(0,)]
        terminal.quit()


def test_undo_says_what_and_redo_does_it_again(store):
    visit, _ = listed_visit(store)
    store.run("unassign", visit, status=(0, 1))
    with Terminal(store, 160, 40) as terminal:
        label = store.json("journal", "--limit", "1")[0]["label"]
        terminal.see(f"u undo: {label[:20]}", "!1 MUST unassigned")
        terminal.keys("u")  # another program did it with this account: it is named before it is taken back
        terminal.see(f'Take back "{label[:20]}', "> no")
        terminal.keys("Enter")
        terminal.see("not taken back")
        assert store.sql("SELECT state FROM visits WHERE visit = ?", visit) == [("unassigned",)]
        terminal.keys("u")
        terminal.see("> no")
        terminal.keys("Down", "Enter")
        terminal.see(f"taken back: {label[:30]}", " 0 MUST unassigned")
        assert store.sql("SELECT state FROM visits WHERE visit = ?", visit) == [("listed",)]
        terminal.keys("U")
        terminal.see("done again:", "!1 MUST unassigned")
        assert store.sql("SELECT state FROM visits WHERE visit = ?", visit) == [("unassigned",)]
        terminal.keys("J")
        terminal.see("Who changed what", label[:30])
        terminal.quit()


def test_what_others_do_is_told_and_marked(store):
    visit, _ = listed_visit(store)
    with Terminal(store, 120, 50) as terminal:
        terminal.see("The duty room", " 0 MUST unassigned", "0 errors")
        terminal.keys("End")
        store.run("unassign", visit, status=(0, 1))
        screen = terminal.see("!1 MUST unassigned", "visit that must be done has nobody")
        row = next(row for row in screen.split("\n") if "visit that must be done has nobody" in row)
        assert "*" in row[:3], "a row that somebody else changed has its sign"
        terminal.keys("J")
        terminal.see("Who changed what")
        terminal.keys(":")
        terminal.see("type what you look for")
        terminal.type("pat")
        store.run("queue", "add", "alarm", "--patient", "P001", "--urgency", "now", "--text", "Falt i gangen")
        screen = terminal.see("!2 HT now")
        assert ": pat" in screen, "neither focus nor what was typed is taken"
        terminal.keys("Escape")
        terminal.see_no_more("type what you look for")
        terminal.quit()


def test_now_item_is_told_in_the_message(store):
    with Terminal(store) as terminal:
        terminal.see("The duty room", "HT now")
        store.run("queue", "add", "alarm", "--patient", "P001", "--urgency", "now", "--text", "Falt i gangen")
        terminal.see("! new in the HT queue, now: alarm", "Falt i gangen")
        terminal.keys("5")
        terminal.see(">  P001", "Falt i gangen")  # another key does not take it away before it can be read
        terminal.keys("x")
        terminal.see("End the patient P001")  # nor hides a question it
        store.run("queue", "add", "alarm", "--patient", "P002", "--urgency", "now", "--text", "Svarer ikke")
        terminal.see("! new in the HT queue, now: alarm", "Svarer ikke", "End the patient P001")
        terminal.keys("Escape")
        terminal.quit()


def configure(store, text):
    folder = store.home / "config" / "vaktrom"
    folder.mkdir(parents=True)
    (folder / "config").write_text(text, encoding="utf-8")


def test_keys_are_changed(store):
    configure(store, "key all.board = Z\nkey all.quit = Q\n")
    with Terminal(store, 120, 40) as terminal:
        terminal.see("The duty room", "Z board")
        terminal.keys("1")
        terminal.see("that key does nothing here")
        terminal.keys("Z")
        terminal.see("Unassigned")
        terminal.keys("Q")
        terminal.ended()


def test_a_fault_in_the_configuration_is_told(store):
    configure(store, "theme = dark\nkey board.mvoe = M\n")
    with Terminal(store, 160, 40) as terminal:
        terminal.see("config:2: there is no action 'mvoe' (did you mean 'move'?)")
        terminal.quit()


def test_the_screen_is_locked(store):
    with Terminal(store) as terminal:
        terminal.see("The duty room")
        terminal.keys("2")
        terminal.see("supervision")
        name = store.sql("SELECT name FROM patients JOIN queue USING (patient) WHERE state != 'closed'")[0][0]
        assert name[:8] in terminal.screen()
        terminal.keys(":")
        terminal.type("lock")
        terminal.keys("Enter")
        screen = terminal.see("The screen is locked", "it asks for no password")
        assert name[:8] not in screen, "nothing of a patient is seen"
        terminal.keys("x")
        terminal.see("yes, go on")
        terminal.keys("Enter")
        terminal.see("supervision")
        terminal.quit()


def test_a_reason_is_kept_as_a_draft(store):
    """Why a finding may stand: given up, it waits for that finding and for no other."""
    with Terminal(store, 100, 30) as terminal:
        terminal.see("The duty room")
        terminal.keys("3")
        terminal.see("what is wrong", "queue overdue")
        terminal.keys("a")
        terminal.see("Why may this finding stand?")
        terminal.type("agreed by telephone")
        terminal.keys("Escape")
        terminal.see("kept as a draft")
        before = terminal.marked_line()
        terminal.keys("Down")
        terminal.until("the next finding", lambda _: terminal.marked_line() != before)
        terminal.keys("a")
        assert "agreed" not in terminal.see("Why may this finding stand?")
        terminal.keys("Escape", "Up")
        terminal.until("the first finding", lambda _: terminal.marked_line() == before)
        terminal.keys("a")
        terminal.see("> agreed by telephone")
        terminal.keys("Enter")
        terminal.until("acknowledged", lambda _: store.sql("SELECT count(*) FROM acks") == [(1,)])
        terminal.keys("q")
        terminal.ended()


def wakes_of(terminal):
    """How often the program has woken up so far."""
    status = pathlib.Path(f"/proc/{terminal.pid()}/status").read_text(encoding="ascii")
    return int(status.split("\nvoluntary_ctxt_switches:")[1].split()[0])


def test_what_lies_below_costs_nothing(store):
    """An answer for a view that another one covers waits there; the program sleeps, and does not ask for it on and on."""
    with Terminal(store) as terminal:
        terminal.see("The duty room")
        terminal.keys("1")
        terminal.see("Unassigned")
        terminal.keys("a", "5")  # the proposals are being worked out
        terminal.see(">  P001")
        seconds, most, deadline = 1, 10, time.monotonic() + PATIENCE
        while True:
            before = wakes_of(terminal)
            time.sleep(seconds)
            if wakes_of(terminal) - before < most:
                break
            assert time.monotonic() < deadline, "it wakes up again and again"
        terminal.keys("Escape")
        terminal.see("is away")
        terminal.quit()


def test_sizes_and_looks(store):
    for columns, rows, language, colour in ((80, 24, "C", False), (120, 40, "C.UTF-8", True), (220, 60, "C.UTF-8", False)):
        with Terminal(store, columns, rows, language=language, colour=colour) as terminal:
            for key, shown in (("0", "The duty room"), ("3", "what is wrong"), ("J", "Who changed what"), ("?", "Keys of")):
                terminal.keys(key)
                screen = terminal.see(shown, "errors")
                assert " MUST" in screen.split("\n")[0] and "07:12" in screen.split("\n")[0], "the top line stays"
                assert language != "C" or screen.isascii(), "nothing but ASCII without UTF-8"
                terminal.until("the cursor on the marked row",
                               lambda screen: screen.split("\n")[terminal.cursor()[0]].startswith(">"))
            terminal.keys("0")
            terminal.quit()


run_tests(globals())
