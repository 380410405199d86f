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
echo "== solve: distance to the best known costs (another set: make bench BENCH=DIR)"
sh tests/bench/solve.sh "$build/vaktrom" "${BENCH:-tests/bench/problems}" "${BENCH_SECONDS:-10}" 2 || failed=1
echo "== solve: moves a second by the number of visits"
sh tests/bench/moves.sh "$build/vaktrom" || failed=1
echo "== the balancer on the demonstration base"
python3 tests/bench/base.py "$build/vaktrom" || failed=1
echo "== a municipality's night (generated: a minute)"
python3 tests/bench/municipality.py "$build/vaktrom" || failed=1
echo "== the screen on a municipality with a year behind it (the store is made once: some minutes)"
python3 tests/bench/screen.py "$build/vaktrom" "$build/bench" || failed=1
exit $failed
