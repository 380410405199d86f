#!/bin/sh
# What the program takes: run.sh BUILD. Each bench_* program prints its own figures; commands.py times whole commands.
set -eu
build=$1
failed=0
for program in "$build"/tests/bench/bench_*; do
  [ -f "$program" ] && [ -x "$program" ] || continue
  echo "== $(basename "$program")"
  "$program" || failed=1
done
echo "== commands on the demonstration base"
python3 tests/bench/commands.py "$build/vaktrom" || failed=1
exit $failed
