#!/usr/bin/env python3
"""Accounts on the screen: a given password is asked for anew, the own one is changed at a shared terminal, too, and a
section leader sets passwords and locks for the own team alone."""

from people import WORDS, add_people, change, sign_in
from terminal import Terminal, run_tests

OWN = "my own words, nobody's else"


def type_twice(terminal, words):
    for _ in range(2):
        terminal.type(words)
        terminal.see("*" * len(words))
        terminal.keys("Enter")


def go_to(terminal, what):
    terminal.keys(":")
    terminal.see("type what you look for")
    terminal.type(what)
    terminal.see(f"({what})")
    terminal.keys("Enter")


def test_a_given_password_is_replaced(store):
    """Asked at the sign-in; may be left for later; the given one opens nothing any more after that."""
    name, _ = add_people(store, shared=True, chosen=False)
    with Terminal(store, 80, 24) as terminal:
        terminal.see("This is a shared terminal")
        sign_in(terminal, "kari")
        terminal.see("Somebody else chose the password", "New password", "The same again")
        terminal.keys("Escape")
        terminal.see("The duty room")
        terminal.keys("q")
        terminal.see("This is a shared terminal")
        sign_in(terminal, "kari")
        terminal.see("Somebody else chose the password")
        terminal.type("not this")
        terminal.keys("Enter")
        terminal.type("nor this")
        terminal.keys("Enter")
        terminal.see("the two were not the same")
        type_twice(terminal, "short")
        terminal.see("at least 10 characters")
        type_twice(terminal, OWN)
        terminal.see("The duty room", "kari set the own password")
        terminal.keys("q")
        terminal.see("This is a shared terminal")
        sign_in(terminal, "kari")
        terminal.see("not right")
        terminal.type(OWN)
        terminal.keys("Enter")
        terminal.see("The duty room", f"Signed in: {name}")
        terminal.signal(15)
        terminal.ended()


def test_the_own_password_needs_the_present_one(store):
    """Who sits down at somebody's screen does not take the account over."""
    add_people(store, shared=True)
    with Terminal(store, 80, 24) as terminal:
        terminal.see("This is a shared terminal")
        sign_in(terminal, "kari")
        terminal.see("The duty room")
        go_to(terminal, "own-password")
        terminal.see("Present password", "New password")
        terminal.type("a guess of it")
        terminal.keys("Enter")
        type_twice(terminal, OWN)
        terminal.see("not right")
        terminal.type(WORDS)
        terminal.keys("Enter")
        type_twice(terminal, OWN)
        terminal.see("The duty room", "kari set the own password")
        terminal.keys("0")  # this session goes on
        terminal.see("The duty room")
        terminal.signal(15)
        terminal.ended()


def test_a_leader_keeps_the_accounts_of_the_team(store):
    """A worker of the team: a new password, a lock. Not another leader."""
    add_people(store, shared=True)
    own_team, = store.sql("SELECT team FROM staff ORDER BY staff LIMIT 1")[0]
    worker, = store.sql("SELECT staff FROM staff WHERE team = ? AND functions = '' ORDER BY staff LIMIT 1", own_team)[0]
    change(store, "INSERT INTO accounts (account, kind, staff) VALUES ('anna', 'person', ?)", worker)
    with Terminal(store, 100, 30) as terminal:
        terminal.see("This is a shared terminal")
        sign_in(terminal, "kari")
        terminal.see("The duty room")
        go_to(terminal, "accounts")
        terminal.see("Who may sign in", ">  anna", "no password yet")
        terminal.keys("p")
        terminal.see("A new password for the account anna")
        type_twice(terminal, OWN)
        terminal.see("set the password of anna", "password given")
        terminal.keys("l")
        terminal.see("Lock the account anna?")
        terminal.keys("Down", "Enter")
        terminal.see("the account anna is locked", "until somebody unlocks it")
        assert store.sql("SELECT locked FROM accounts WHERE account = 'anna'") == [("yes",)]
        terminal.keys("l")
        terminal.see("Unlock the account anna?")
        terminal.keys("Down", "Enter")
        terminal.see("the account anna is unlocked")
        terminal.keys("End")
        terminal.see(">  ola")
        terminal.keys("p")
        terminal.see("keeps accounts too")
        terminal.signal(15)
        terminal.ended()


run_tests(globals())
