#!/usr/bin/env python3
"""Makes a random problem folder that uses every column, rule and objective term.

    random_problem.py DIR SEED [VISITS]

With it tests/check_plan.py can try what `vaktrom solve` reports where no known answer exists.
"""
import csv
import os
import random
import sys


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def maybe(rng, chance, value):
    return value if rng.random() < chance else ""


def make_lists(rng, names, sites):
    rows = []
    for name in names:
        start = rng.choice([420, 450, 480])
        long = rng.random() < 0.7
        rows.append([name, rng.choice(sites[:2]), rng.choice(sites[:2]), start, maybe(rng, 0.8, start + 300),
                     " ".join(s for s in ("a", "b", "c") if rng.random() < 0.8), maybe(rng, 0.4, 330),
                     maybe(rng, 0.4, start + 400), 30 if long else "", 600 if long else "",
                     660 if long else "", rng.choice([0, 0, 100, 150]), rng.choice([0, 3, 7]), rng.choice(["x", "x", "y"]), rng.choice(["", "", "bike"])])
    write_header = ("list,start_site,end_site,start,end,skills,max_work,latest_end,break_length,break_earliest,"
                    "break_latest,past_work,past_load,group,mode")
    return write_header, rows


def make_visits(rng, names, lists, sites):
    rows = []
    for name in names:
        earliest = rng.randrange(430, 700)
        latest = earliest + rng.choice([0, 20, 60, 120])
        alternative = rng.random() < 0.2
        known = rng.sample(lists, rng.randrange(0, 3)) if rng.random() < 0.5 else []
        current = rng.random() < 0.5
        rows.append([name, "p" + name, rng.choice(sites), rng.choice([5, 10, 15, 30, 45]),
                     "%d %d" % (earliest, latest + 60) if alternative else earliest,
                     "%d %d" % (latest, latest + 100) if alternative else latest,
                     rng.choice(["soft", "soft", "hard"]), rng.choice(["", "", "a", "b", "a c"]),
                     rng.choice(["must", "must", "should", "may"]), maybe(rng, 0.05, rng.choice(lists)), " ".join(known),
                     maybe(rng, 0.2, rng.choice(lists)), rng.choice(lists) if current else "",
                     earliest if current else "", rng.randrange(0, 6), rng.choice(["", "", 1, 3])])
    return ("visit,patient,site,duration,earliest,latest,window,skills,priority,pinned_list,known_lists,barred_lists,"
            "current_list,current_start,load,change_weight"), rows


def make_links(rng, visits):
    """Pairs, and some chains of three; the gaps fit the visits' windows well enough to be met at times."""
    rows, order = [], rng.sample(visits, len(visits))
    while len(order) > 3 and len(rows) < len(visits) // 5:
        first, second, third = order.pop(), order.pop(), order.pop()
        low = rng.choice([0, 0, 15, -30])
        high = low if rng.random() < 0.4 else low + rng.choice([30, 60, 120])
        rows.append([first, second, low, high, rng.choice(["any", "different", "same"] if low else ["any"])])
        if rng.random() < 0.3:
            rows.append([second, third, 10, 200, rng.choice(["any", "same", "different"])])
    return rows


def main():
    folder, seed = sys.argv[1], int(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 30
    rng = random.Random(seed)
    os.makedirs(folder, exist_ok=True)
    sites = ["s%d" % i for i in range(max(4, count // 2))]
    place = {s: (rng.randrange(30), rng.randrange(30)) for s in sites}
    lists = ["l%d" % i for i in range(max(2, count // 6))]
    visits = ["v%d" % i for i in range(count)]
    write(folder, "lists.csv", *make_lists(rng, lists, sites))
    write(folder, "visits.csv", *make_visits(rng, visits, lists, sites))
    write(folder, "links.csv", "first,second,min_gap,max_gap,staff", make_links(rng, visits))
    far = {(a, b): 1 + abs(place[a][0] - place[b][0]) + abs(place[a][1] - place[b][1])
           for a in sites for b in sites if a != b}
    write(folder, "travel.csv", "from,to,time,mode",
          [[a, b, time, ""] for (a, b), time in far.items()] +
          [[a, b, 2 * time, "bike"] for (a, b), time in far.items() if rng.random() < 0.9])
    write(folder, "preferences.csv", "visit,list,cost",
          [[v, l, rng.randrange(1, 20)] for v in visits for l in lists if rng.random() < 0.1])
    terms = ["travel", "late_total", "late_max", "late_home", "wait", "wait_max", "work_range", "work_deviation",
             "load_range", "unfamiliar", "break_missed", "preference", "moved", "shifted"]
    weights = [[t, rng.choice([0, 1, 2, 10, 50])] for t in terms if rng.random() < 0.8]
    if rng.random() < 0.3:
        weights = [w for w in weights if w[0] not in ("late_total", "break_missed", "late_home", "unfamiliar")]
        weights.append([rng.choice(["late_total", "break_missed", "late_home", "unfamiliar", "moved", "wait"]), "hard"])
        weights = list({w[0]: w for w in weights}.values())
    weights += [["unassigned_must", rng.choice(["hard", 5000])], ["unassigned_should", 1000], ["unassigned_may", 200]]
    grace = rng.choice(["", 15])
    write(folder, "objective.csv", "term,weight,grace", [[t, w, grace if t == "shifted" else ""] for t, w in weights])


main()
