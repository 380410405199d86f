#!/bin/sh
# Measures the balancer's first form on the demonstration base as it is now, for the table of base.py:
#   sh tests/bench/first_form.sh > tests/bench/first_form.csv
# Needs the repository's history. SECONDS_OF_SEARCH (default 20) as the night has.
set -eu
commit=b64530d # the last before the search was deepened
source=$(pwd)
work=$(mktemp -d)
trap 'git worktree remove --force "$work/tree" 2> /dev/null; rm -rf "$work"' EXIT
git worktree add --quiet --detach "$work/tree" $commit
make --quiet -C "$work/tree" BUILD="$work/build" all >&2
export VAKTROM_DATA="$source/data" VAKTROM_NOW=2026-03-03T22:00:00+01:00
"$work/build/vaktrom" --db "$work/base.db" init --demo > /dev/null
"$work/build/vaktrom" --db "$work/base.db" nightly --seconds "${SECONDS_OF_SEARCH:-20}" > /dev/null || [ $? -eq 1 ]
python3 tests/bench/figures.py "$work/build/vaktrom" "$work/base.db" 2026-03-04 csv
