#!/bin/sh
# Runs the test scripts of one room, some at a time: scripts.sh ROOM [FILE...]
#
# Each tests/ROOM/*.test (shell, stops at the first error) and tests/ROOM/test_*.py is one test. It runs in an empty
# directory of its own, which is also its home, with a fixed clock and locale and without the caller's settings:
#   VAKTROM       the program          VAKTROM_DB      a store that does not exist yet
#   VAKTROM_NOW   Tuesday evening      VAKTROM_SOURCE  the source tree (tests/flow/lib.sh, data/)
#   TMUX_TMPDIR   its own, so that `tmux` starts a server of its own, which ends with the test
# Told nothing (no COUNTS), it works alone: `sh tests/scripts.sh flow tests/flow/import.test`.
set -u

run_one() {
  file=$1
  name=$(basename "$file")
  place=$(mktemp -d "$RESULTS/$name.XXXXXX")
  case $file in
  *.py) command="python3 $file" ;;
  *) command="sh -eu $file" ;;
  esac
  (
    cd "$place" || exit 1
    # shellcheck disable=SC2086 # a command and its argument; the source tree's path has no blanks
    exec env -i PATH="$PATH" HOME="$place" TERM=xterm-256color LC_ALL=C.UTF-8 TZ=UTC PYTHONDONTWRITEBYTECODE=1 \
      ASAN_OPTIONS="${ASAN_OPTIONS-}" LSAN_OPTIONS="${LSAN_OPTIONS-}" \
      VAKTROM="$VAKTROM" VAKTROM_SOURCE="$VAKTROM_SOURCE" VAKTROM_DB="$place/base.db" \
      VAKTROM_BUILD="$VAKTROM_BUILD" VAKTROM_DATA="$VAKTROM_SOURCE/data" \
      VAKTROM_NOW=2026-03-03T22:00:00+01:00 TMUX_TMPDIR="$place" \
      timeout 300 $command
  ) > "$place.log" 2>&1 < /dev/null
  ended=$?
  for socket in "$place"/tmux-*/*; do # a terminal that a failed test left open
    [ -S "$socket" ] && tmux -S "$socket" kill-server 2> /dev/null
  done
  if [ $ended -eq 0 ]; then
    echo "1 0" > "$place.count"
  else
    echo "0 1" > "$place.count"
    printf -- '--- %s failed (exit %s)\n%s\n' "$file" $ended "$(tail -n 60 "$place.log" | sed 's/^/    /')"
  fi
  rm -rf "$place"
}

if [ "${1-}" = --one ]; then
  run_one "$2"
  exit 0
fi

room=$1
shift
VAKTROM_SOURCE=$(cd "$(dirname "$0")/.." && pwd)
VAKTROM_BUILD=${VAKTROM_BUILD:-$VAKTROM_SOURCE/build}
VAKTROM=$VAKTROM_BUILD/vaktrom
RESULTS=$(mktemp -d)
export VAKTROM_SOURCE VAKTROM_BUILD VAKTROM RESULTS
trap 'rm -rf "$RESULTS"' EXIT

if [ $# -eq 0 ]; then
  for file in "$VAKTROM_SOURCE/tests/$room"/*.test "$VAKTROM_SOURCE/tests/$room"/test_*.py; do
    [ -f "$file" ] && set -- "$@" "$file"
  done
fi
if [ $# -gt 0 ]; then
  for file in "$@"; do realpath "$file"; done | xargs -P "$(nproc)" -n 1 sh "$VAKTROM_SOURCE/tests/scripts.sh" --one
  cat "$RESULTS"/*.count > "$RESULTS/all"
else
  echo "0 0" > "$RESULTS/all"
fi
counts=$(awk '{ p += $1; f += $2 } END { print p, f }' "$RESULTS/all")
echo "$counts" >> "${COUNTS:-$RESULTS/counts}"
[ -n "${COUNTS-}" ] || echo "$counts" | sed 's/ / passed, /; s/$/ failed/'
[ "${counts#* }" -eq 0 ]
