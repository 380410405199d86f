#!/bin/sh
# Runs the tests of some rooms of tests/ and adds up their counts: run.sh BUILD ROOM...
#
# A room is run by its run.sh, or else by scripts.sh (each *.test and test_*.py is one test). A runner gets
#   VAKTROM_BUILD, VAKTROM_SOURCE  the build and source directories (absolute)
#   COUNTS                         a file to which it appends one line "PASSED FAILED"
# and exits non-zero when a test failed. A runner that ends without its count has failed.
set -u

VAKTROM_SOURCE=$(cd "$(dirname "$0")/.." && pwd)
VAKTROM_BUILD=$1
shift
COUNTS=$VAKTROM_BUILD/counts
export VAKTROM_SOURCE VAKTROM_BUILD COUNTS
cd "$VAKTROM_SOURCE" || exit 1

passed=0 failed=0
for room in "$@"; do
  : > "$COUNTS"
  if [ -f "tests/$room/run.sh" ]; then
    sh "tests/$room/run.sh"
  else
    sh tests/scripts.sh "$room"
  fi
  ended=$?
  room_passed=$(awk '{ n += $1 } END { print n + 0 }' "$COUNTS")
  room_failed=$(awk '{ n += $2 } END { print n + 0 }' "$COUNTS")
  if [ ! -s "$COUNTS" ] || { [ $ended -ne 0 ] && [ "$room_failed" -eq 0 ]; }; then
    echo "$room: the runner itself failed (exit $ended)"
    room_failed=$((room_failed + 1))
  fi
  tests=$((room_passed + room_failed))
  [ $tests -eq 0 ] || echo "$room: $room_passed of $tests tests pass"
  passed=$((passed + room_passed)) failed=$((failed + room_failed))
done
rm -f "$COUNTS"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
