#!/usr/bin/env python3
"""Signing in on the screen: a shared terminal, a lock with a password, and a change of person that shows nothing of the
other one."""

import time

from people import WORDS, add_people, change, give_password, sign_in
from terminal import POLL, Terminal, run_tests


def lock(terminal):
    terminal.keys(":")
    terminal.type("lock the screen")
    terminal.keys("Enter")


def change_patient(terminal, text):
    """Types into a form and leaves it unsaved."""
    terminal.keys("5")
    terminal.see(">  P001")
    terminal.keys("e")
    terminal.see("Change the patient P001")
    terminal.keys("End")
    terminal.type(text)
    terminal.see(text)
    terminal.keys("Escape")
    terminal.see("kept as a draft")


def test_a_shared_terminal_asks_who_it_is(store):
    name, _ = add_people(store, shared=True)
    patients = [row[0] for row in store.sql("SELECT name FROM patients")]
    with Terminal(store, 100, 30) as terminal:
        screen = terminal.see("This is a shared terminal", "Name", "Password")
        assert not any(patient in screen for patient in patients)
        sign_in(terminal, "kari", "not these words")
        screen = terminal.see("the name or the password is not right")
        assert "not these words" not in screen and "***" not in screen
        terminal.type(WORDS)
        assert WORDS not in terminal.see("*" * len(WORDS))
        terminal.keys("Enter")
        terminal.see("The duty room", f"Signed in: {name}")
        terminal.keys("q")
        terminal.see("This is a shared terminal")
        terminal.keys("Escape")
        terminal.ended()


def test_the_lock_asks_for_the_password(store):
    name, _ = add_people(store, shared=True)
    with Terminal(store, 100, 30) as terminal:
        terminal.see("This is a shared terminal")
        sign_in(terminal, "kari")
        terminal.see("The duty room")
        lock(terminal)
        terminal.see("The screen is locked", f"Signed in: {name}", "Password")
        terminal.keys("x", "Enter")
        terminal.see("not right")
        terminal.keys("q", "Escape", "Enter")  # neither leaves nor opens
        terminal.see("The screen is locked")
        terminal.type(WORDS)
        terminal.keys("Enter")
        terminal.see("The duty room")
        terminal.signal(15)
        terminal.ended()


def test_a_change_of_person_shows_nothing_of_the_other(store):
    """What the one typed waits for that one; undo is each one's own."""
    name, other = add_people(store, shared=False)
    with Terminal(store, 120, 40) as terminal:
        terminal.see("The duty room")
        terminal.keys("W")
        terminal.see("Who takes over?")
        terminal.keys("Escape")
        terminal.see("The duty room")
        terminal.keys("W")
        sign_in(terminal, "kari")
        terminal.see("The duty room", f"Signed in: {name}")
        change_patient(terminal, " halvferdig")
        terminal.keys("W")
        sign_in(terminal, "ola")
        screen = terminal.see("The duty room", f"Signed in: {other}")
        assert name not in screen
        terminal.keys("5")
        terminal.see(">  P001")
        terminal.keys("e")
        assert "halvferdig" not in terminal.see("Change the patient P001")
        terminal.type("Z")  # the other way: a form that is open when the first comes back through the lock
        terminal.keys("Escape")
        terminal.keys("W")
        sign_in(terminal, "kari")
        terminal.see("The duty room", f"Signed in: {name}")
        terminal.keys("5")
        terminal.see(">  P001")
        terminal.keys("e")
        terminal.see("Change the patient P001", " halvferdig", "your draft is here again")
        terminal.keys("Escape", "q")
        terminal.see("did not save is lost")
        terminal.keys("Down", "Enter")
        terminal.ended()


def wait_for_lock(terminal):
    """A minute without a key: what is open cannot be locked otherwise."""
    deadline = time.monotonic() + 70
    while "The screen is locked" not in terminal.screen() and time.monotonic() < deadline:
        time.sleep(10 * POLL)


def test_somebody_else_comes_through_the_lock(store):
    """The open form of who went away is kept as a draft, and the next one begins at home."""
    store.run("setting", "set", "lock_minutes", "1")
    name, other = add_people(store, shared=True)
    with Terminal(store, 120, 40) as terminal:
        terminal.see("This is a shared terminal")
        sign_in(terminal, "kari")
        terminal.see("The duty room", f"Signed in: {name}")
        change_patient(terminal, " halvferdig")
        terminal.keys("e")
        terminal.see("your draft is here again")
        wait_for_lock(terminal)
        assert "halvferdig" not in terminal.see("The screen is locked", "Password")
        terminal.keys("Tab")
        terminal.see("Who takes over?")
        sign_in(terminal, "ola")
        assert "halvferdig" not in terminal.see("The duty room", f"Signed in: {other}")
        terminal.keys("q")
        terminal.see("This is a shared terminal")
        terminal.keys("Escape")
        terminal.see("kari", "Esc again leaves")
        sign_in(terminal, "kari")
        terminal.see("The duty room", f"Signed in: {name}")
        terminal.keys("5")
        terminal.see(">  P001")
        terminal.keys("e")
        terminal.see("your draft is here again", " halvferdig")
        terminal.signal(15)
        terminal.ended()


def is_out_after(store, deed):
    """Whoever has taken the screen over by password is out at once when this is done elsewhere."""
    add_people(store, shared=False)
    with Terminal(store, 100, 30) as terminal:
        terminal.see("The duty room")
        terminal.keys("W")
        sign_in(terminal, "kari")
        terminal.see("The duty room", "Signed in:")
        deed()
        terminal.ended(status=4)


def test_a_locked_account_is_out_at_once(store):
    is_out_after(store, lambda: store.run("user", "lock", "kari"))


def test_a_shared_terminal_says_why_it_signed_out(store):
    """The screen of who has left ends, and the sign-in says why until somebody signs in."""
    name, other = add_people(store, shared=True)
    (first,), = store.sql("SELECT staff FROM staff ORDER BY staff LIMIT 1")
    with Terminal(store, 80, 24) as terminal:
        terminal.see("This is a shared terminal", "Forgot the password?", "section leader")
        sign_in(terminal, "kari")
        terminal.see("The duty room", f"Signed in: {name}")
        change(store, "UPDATE staff SET ended = '2026-03-04' WHERE staff = ?", first)
        terminal.see("This is a shared terminal", f"{first} {name} no longer works here")
        sign_in(terminal, "kari")
        terminal.see(f"{first} {name} no longer works here")
        terminal.keys("C-u", "Tab", "C-u")
        sign_in(terminal, "ola")
        terminal.see("The duty room", f"Signed in: {other}")
        terminal.signal(15)
        terminal.ended()


def test_five_wrong_passwords_are_told_in_one_sentence(store):
    add_people(store, shared=True)
    with Terminal(store, 80, 24) as terminal:
        terminal.see("This is a shared terminal")
        for _ in range(4):
            sign_in(terminal, "kari", "not these words")
            terminal.see("is not right")
            terminal.keys("C-u", "Tab", "C-u")
            terminal.see_no_more("is not right")
        sign_in(terminal, "kari", "not these words")
        screen = terminal.see("the next try can be made in")
        assert "right?" not in screen, screen
        terminal.keys("Escape")
        terminal.ended()


def test_a_new_password_ends_what_is_open(store):
    """Whoever took the old one has nothing of it any more."""
    is_out_after(store, lambda: give_password(store, "kari"))


def test_an_account_without_a_password_is_told_how_to_get_one(store):
    with Terminal(store, 80, 24) as terminal:
        terminal.see("The duty room")
        lock(terminal)
        terminal.see("asks for no password", "own-password")
        terminal.keys("x", "Enter")
        terminal.see("The duty room")
        terminal.quit()


run_tests(globals())
