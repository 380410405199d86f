#!/bin/sh
# Runs every unit test program, some at a time, and counts their cases (see ../run.sh).
set -u

run_one() {
  log=$RESULTS/$(basename "$1").log
  # Away from the developer's own settings; each program speaks TAP, one line for each case.
  env -u VAKTROM_DB -u VAKTROM_NOW CMOCKA_MESSAGE_OUTPUT=TAP LC_ALL=C.UTF-8 TZ=UTC \
    timeout 300 "$1" > "$log" 2>&1 < /dev/null
  ended=$?
  passed=$(grep -c '^ok ' "$log")
  failed=$(grep '^not ok ' "$log" | grep -c -v ' # SKIP ') # skipped is neither: a sanitizer leaves no filter to test
  [ $ended -ne 0 ] && [ "$failed" -eq 0 ] && failed=1
  [ "$failed" -gt 0 ] && printf -- '--- %s failed (exit %s)\n%s\n' "$1" $ended "$(tail -n 60 "$log" | sed 's/^/    /')"
  echo "$passed $failed" > "$log.count"
}

if [ "${1-}" = --one ]; then
  run_one "$2"
  exit 0
fi

RESULTS=$(mktemp -d)
export RESULTS
trap 'rm -rf "$RESULTS"' EXIT
for source in tests/unit/test_*.c; do
  echo "$VAKTROM_BUILD/${source%.c}"
done | xargs -P "$(nproc)" -n 1 sh tests/unit/run.sh --one
cat "$RESULTS"/*.count | awk '{ p += $1; f += $2 } END { print p, f; exit f > 0 }' >> "$COUNTS"
