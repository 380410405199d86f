#!/usr/bin/env python3
"""Makes the demonstration base: a fictional coastal district's home care as CSV files (see the project's README).

The same seed, date and options give the same files. Everybody and every address is invented. A hidden plan proves
that each date of the anchor's week and the two after it can be staffed without leaving a visit out; `--witness` writes
it. Needs nothing but Python 3.11.
"""

import argparse
import datetime
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from generator import events, facts, past, texts, witness, world, writer  # noqa: E402

ANCHOR = "2026-03-04"
HERE = pathlib.Path(__file__).resolve().parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seed", type=int, default=1, help="source of chance (default 1)")
    parser.add_argument("--units", type=int, default=1, help="1: one HT with four OTs; more: a municipality")
    parser.add_argument("--date", default=ANCHOR, help=f"the anchor, the base's today (default {ANCHOR})")
    parser.add_argument("--out", default=str(HERE), help="folder for the CSV files (default: beside this program)")
    parser.add_argument("--witness", metavar="FILE", help="also write the hidden plan as CSV")
    parser.add_argument("--small", action="store_true", help="a tiny base for quick tests: one OT, a dozen patients")
    return parser.parse_args()


def main():
    args = arguments()
    base = world.World(args.seed, args.units, datetime.date.fromisoformat(args.date), args.small)
    known = facts.Facts(base.patients, base.staff, base.anchor, base.rng("facts"))
    known.collect()
    around = events.Events(base, known, base.rng("events"))
    around.collect()
    texts.describe(base.patients, base.rng("texts"))
    problems = witness.problems(base, around)
    for problem in problems:
        print(problem, file=sys.stderr)
    writer.write_base(base, known, around, past.history(base, around, base.rng("history")), args.out)
    if args.witness:
        writer.write_witness(base.plan, args.witness)
    print(witness.summary(base))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
