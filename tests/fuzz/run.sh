#!/bin/sh
# The short run of `make test`: each target on the inputs that are kept, and for two seconds on changes of them.
set -u

run_one() {
  name=$1
  place=$(mktemp -d "$RESULTS/$name.XXXXXX")
  # Away from the developer's own settings; the files of a target's store go with the folder.
  if env -i PATH="$PATH" LC_ALL=C.UTF-8 TZ=UTC TMPDIR="$place" VAKTROM_NOW=2026-03-03T22:00:00+01:00 \
    timeout 120 "$VAKTROM_BUILD/tests/fuzz/fuzz_$name" 2 "tests/fuzz/corpus/$name" > "$place.log" 2>&1 < /dev/null; then
    echo "1 0" > "$place.count"
  else
    echo "0 1" > "$place.count"
    printf -- '--- fuzz_%s failed\n%s\n' "$name" "$(tail -c 2000 "$place.log" | cat -v | sed 's/^/    /')"
  fi
}

if [ "${1-}" = --one ]; then
  run_one "$2"
  exit 0
fi

RESULTS=$(mktemp -d)
export RESULTS
trap 'rm -rf "$RESULTS"' EXIT
for source in tests/fuzz/fuzz_*.c; do
  basename "$source" .c | sed s/^fuzz_//
done | xargs -P "$(nproc)" -n 1 sh tests/fuzz/run.sh --one
cat "$RESULTS"/*.count | awk '{ p += $1; f += $2 } END { print p, f; exit f > 0 }' >> "$COUNTS"
