"""The mixed work of a base, chosen by a seed from what the store holds at the moment."""
import os

from rig import DATE, rows


def observe(chance, store, place):
    patient = chance.choice(rows(store, "SELECT patient FROM patients WHERE status = 'active'"))[0]
    minute = chance.randrange(24 * 60)
    return ["observe", patient, "--resp", str(chance.randint(10, 28)), "--spo2", str(chance.randint(88, 99)),
            "--scale", "1", "--oxygen", chance.choice(("yes", "no")), "--systolic", str(chance.randint(85, 180)),
            "--pulse", str(chance.randint(45, 135)), "--consciousness", chance.choice("AAAVC"),
            "--temp", f"{chance.randint(350, 395) / 10}", "--at", f"2026-03-02T{minute // 60:02}:{minute % 60:02}"]


def queue_add(chance, store, place):
    patient = chance.choice(rows(store, "SELECT patient FROM patients WHERE status = 'active'"))[0]
    kind = chance.choice(("advice", "supervision", "medication", "message"))
    return ["queue", "add", kind, "--patient", patient, "--urgency", chance.choice(("now", "today", "planned")),
            "--text", f"Kan du se på såret? {chance.randrange(10 ** 6)}"]


def queue_step(chance, store, place):
    open_items = rows(store, "SELECT item FROM queue WHERE state IN ('open', 'taken') ORDER BY item")
    if not open_items:
        return queue_add(chance, store, place)
    item = chance.choice(open_items)[0]
    return chance.choice((["queue", "answer", item, "--text", "Skift bandasje, ring i morgen"],
                          ["queue", "close", item, "--outcome", "Avklart på telefon"]))


def a_visit(chance, store, condition):
    found = rows(store, f"SELECT visit FROM visits WHERE date = ? AND {condition} ORDER BY visit", DATE)
    return chance.choice(found)[0] if found else None


def move(chance, store, place):
    visit = a_visit(chance, store, "state IN ('listed', 'unassigned')")
    target = rows(store, "SELECT list FROM lists WHERE date = ? ORDER BY list", DATE)
    if not visit or not target:
        return None
    return ["move", visit, "--to", chance.choice(target)[0], "--override", "Kjenner pasienten",
            *chance.choice(([], ["--pin"]))]


def unassign(chance, store, place):
    visit = a_visit(chance, store, "state = 'listed'")
    return ["unassign", visit] if visit else None


def done(chance, store, place):
    visit = a_visit(chance, store, "state = 'listed'")
    return ["done", visit, "--yes"] if visit else None


def absent(chance, store, place):
    worker = chance.choice(rows(store, "SELECT DISTINCT staff FROM shifts WHERE date = ? ORDER BY staff", DATE))[0]
    return ["absent", worker, "--date", DATE, "--reason", "sick", "--replan", "--apply", "1"]


def import_files(chance, store, place):
    """Two files that belong together: patients and their needs, all or nothing."""
    numbers = sorted(chance.sample(range(200, 999), chance.randint(1, 40)))
    team = rows(store, "SELECT team FROM teams WHERE kind = 'OT' ORDER BY team")[0][0]
    with open(os.path.join(place, "patients.csv"), "w", encoding="utf-8") as file:
        file.write("patient,name,address,lat,lon,area,team,status,primary_contact,secondary_contact,languages,"
                   "exclude_staff,important,access\n")
        for n in numbers:
            file.write(f"P{n},Ny Pasient {n},Storgata {n},60.29,5.31,,{team},active,,,,,,Ring på {chance.random()}\n")
    with open(os.path.join(place, "needs.csv"), "w", encoding="utf-8") as file:
        file.write("patient,code,value,from,until,noted_by\n")
        for n in numbers:
            file.write(f"P{n},PBP,,2026-03-01,,\n")
    return ["import", "--all", place]


def plan(chance, store, place):
    return ["plan", "--date", f"2026-03-{chance.randint(4, 9):02}"]


def need(chance, store, place):
    patient = chance.choice(rows(store, "SELECT patient FROM patients WHERE status = 'active'"))[0]
    return ["need", patient, f"frailty={chance.randint(1, 9)}"]


def suspend(chance, store, place):
    patient = chance.choice(rows(store, "SELECT patient FROM patients WHERE status = 'active'"))[0]
    return chance.choice((["suspend", patient, "--from", DATE, "--review", "2026-03-07", "--reason", "hospital"],
                          ["resume", patient, "--from", DATE]))


def remind(chance, store, place):
    team = rows(store, "SELECT team FROM teams ORDER BY team")[0][0]
    return ["remind", "add", "--team", team, "--due", "2026-03-09", "--text", f"Bestill utstyr {chance.random()}"]


def undo(chance, store, place):
    return ["undo", "--yes"]


def redo(chance, store, place):
    return ["redo", "--yes"]


KINDS = (observe, queue_add, queue_step, move, move, unassign, done, absent, import_files, plan, need, suspend, remind,
         undo, redo)


def choose(chance, store, place):
    """The words of one command; files that it reads are written to `place`."""
    while True:
        kind = chance.choice(KINDS)
        words = kind(chance, store, place)
        if words:
            return kind.__name__, words
