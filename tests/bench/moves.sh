#!/bin/sh
# How many moves `solve` times and prices in a second as problems grow: moves.sh PROGRAM [SECONDS]
set -eu
program=$1
seconds=${2-3}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
printf '%8s %14s %14s\n' visits moves/s steps/s
for visits in 100 200 400 1000; do
  python3 "$here/random_problem.py" "$work/problem" 1 "$visits"
  "$program" solve "$work/problem" --seconds "$seconds" --threads 1 --out "$work/out" > "$work/told" || [ $? -eq 1 ]
  python3 -c 'import json, sys
s = json.load(open(sys.argv[1]))
print("%8s %14d %14d" % (sys.argv[2], s["moves"] / s["seconds"], s["iterations"] / s["seconds"]))' \
    "$work/out/summary.json" "$visits"
done
