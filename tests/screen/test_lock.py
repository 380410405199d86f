#!/usr/bin/env python3
"""The lock: after a time without a key nothing of a patient is seen, whatever was open, and nothing typed is lost."""

import time

from terminal import POLL, Terminal, run_tests

LOCKED, IDLE = "The screen is locked", 60  # seconds: the shortest time that can be set


def wait_for_lock(terminal):
    deadline = time.monotonic() + IDLE
    while LOCKED not in terminal.screen() and time.monotonic() < deadline:
        time.sleep(10 * POLL)
    return terminal.see(LOCKED)


def test_an_open_form_and_an_open_question_hide(store):
    store.run("setting", "set", "lock_minutes", "1")
    name, = store.sql("SELECT name FROM patients WHERE patient = 'P001'")[0]
    store.run("setting", "set", "balance_seconds", "600")
    with Terminal(store, 80, 24) as form, Terminal(store, 80, 24) as question, Terminal(store, 80, 24) as balancing:
        balancing.see("The duty room")
        balancing.keys("1")
        balancing.see("Unassigned")
        balancing.keys("b")
        balancing.see("Balance this shift")
        balancing.keys("Down", "Enter")
        balancing.see("balancing:")
        for terminal in (form, question):
            terminal.see("The duty room")
            terminal.keys("5")
            terminal.see(">  P001")
        form.keys("e")
        form.see("Change the patient P001", name)
        form.keys("End")
        form.type(" Halvferdig")
        form.see(f"{name} Halvferdig")
        question.keys("x")
        question.see("End the patient P001", name)
        for terminal in (form, question):
            assert name not in wait_for_lock(terminal), terminal.picture()
        form.keys("x")
        form.see("yes, go on")
        form.keys("Enter")
        form.see("Change the patient P001", f"{name} Halvferdig")
        form.keys("Escape")
        form.see("kept as a draft")
        form.quit()
        question.keys("x")
        question.see("yes, go on")
        question.keys("Enter")
        question.see("End the patient P001", "> no")
        question.keys("Escape")
        question.quit()
        wait_for_lock(balancing)
        balancing.keys("x", "q")
        balancing.see("leaving loses it")
        balancing.keys("q")
        balancing.ended()


def test_leaving_from_the_lock_warns(store):
    """Who sits down at a locked screen does not lose what somebody typed there by one key."""
    with Terminal(store, 80, 24) as terminal:
        terminal.see("The duty room")
        terminal.keys("5")
        terminal.see(">  P001")
        terminal.keys("e")
        terminal.see("Change the patient P001")
        terminal.keys("End")
        terminal.type(" Halvferdig")
        terminal.see("Halvferdig")
        terminal.keys("Escape")
        terminal.see("kept as a draft")
        terminal.keys(":")
        terminal.see("type what you look for")
        terminal.type("lock the screen")
        terminal.keys("Enter")
        terminal.see(LOCKED, "Press any key.")
        terminal.keys("x", "q")
        terminal.see("typed and not saved: leaving loses it")
        terminal.keys("Escape")
        terminal.see("Press any key.")
        terminal.keys("x", "q", "q")
        terminal.ended()


run_tests(globals())
