#!/bin/sh
# How far `solve` is from the best known costs: solve.sh PROGRAM [DIR] [SECONDS] [THREADS]
#
# DIR holds problem folders and best.csv (problem,scale,best_known_cost); default: the small ones of the project. Prints
# one line a problem and the mean; every plan is proved by tests/check_plan.py. Exit 1 when a plan is wrong.
set -eu
program=$1
here=$(dirname "$0")
problems=${2-$here/problems}
seconds=${3-10}
threads=${4-2}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
printf '%-28s %12s %12s %8s  %s\n' problem 'best known' cost '%' "plan ($seconds s, $threads threads)"
tail -n +2 "$problems/best.csv" | while IFS=, read -r name _ best; do
  "$program" solve "$problems/$name" --seconds "$seconds" --threads "$threads" --out "$work/$name" > "$work/told" ||
    [ $? -eq 1 ] || touch "$work/wrong" # 1: a visit is left out, which the checker prices; anything else is a fault
  verdict=$(python3 "$here/../check_plan.py" "$problems/$name" "$work/$name") || touch "$work/wrong"
  cost=$(sed -n 's/.*"cost":[^0-9]*\([0-9]*\).*/\1/p' "$work/$name/summary.json" | head -n 1)
  awk -v name="$name" -v best="$best" -v cost="$cost" -v verdict="$verdict" -v sums="$work/sums" 'BEGIN {
    distance = 100 * (cost - best) / best
    printf "%-28s %12d %12d %8.2f  %s\n", name, best, cost, distance, verdict
    print distance >> sums
  }'
done
awk '{ sum += $1; worst = NR == 1 || $1 > worst ? $1 : worst } END {
  printf "%-28s %12s %12s %8.2f  largest %.2f, %d problems\n", "mean", "", "", sum / NR, worst, NR }' "$work/sums"
[ ! -e "$work/wrong" ]
