#!/bin/sh
# libFuzzer on each target, as many at a time as there are processors: campaign.sh BUILD SECONDS [TARGET...]
#
# It begins with the inputs that are kept (tests/fuzz/corpus/TARGET) and those of earlier campaigns, and adds to these in
# BUILD/fuzz/corpus/TARGET. What breaks a target stays in BUILD/fuzz/found; to repeat it: BUILD/fuzz/tests/fuzz/fuzz_TARGET
# FILE. Few and small inputs that reach as much: fuzz_TARGET -merge=1 NEWFOLDER BUILD/fuzz/corpus/TARGET.
set -u

run_one() {
  name=$1
  grown=$FUZZ_PLACE/corpus/$name log=$FUZZ_PLACE/$name.log
  place=$(mktemp -d)
  mkdir -p "$grown"
  env -i PATH="$PATH" LC_ALL=C.UTF-8 TZ=UTC TMPDIR="$place" VAKTROM_NOW=2026-03-03T22:00:00+01:00 \
    nice "$FUZZ_PLACE/tests/fuzz/fuzz_$name" -max_total_time="$FUZZ_TIME" -max_len=4096 -timeout=20 -rss_limit_mb=3000 \
    -print_final_stats=1 -artifact_prefix="$FUZZ_PLACE/found/$name-" "$grown" "tests/fuzz/corpus/$name" \
    > "$log" 2>&1 < /dev/null
  ended=$?
  rm -rf "$place"
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  reached=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
  if [ $ended -eq 0 ]; then
    printf '%-10s %10s inputs tried, %6s places reached, no fault\n' "$name" "${runs:-?}" "${reached:-?}"
  else
    printf '%-10s FAULT: %s\n' "$name" "$(grep -m 1 -e 'does not hold' -e 'ERROR: ' -e 'runtime error' "$log" || tail -n 1 "$log")"
    printf '%-10s input: %s\n' "" "$(ls -t "$FUZZ_PLACE/found/$name-"* 2> /dev/null | head -n 1)"
    touch "$FUZZ_PLACE/failed"
  fi
}

if [ "${1-}" = --one ]; then
  run_one "$2"
  exit 0
fi

FUZZ_PLACE=$1/fuzz FUZZ_TIME=$2
shift 2
export FUZZ_PLACE FUZZ_TIME
mkdir -p "$FUZZ_PLACE/found"
rm -f "$FUZZ_PLACE/failed"
[ $# -gt 0 ] || set -- $(for source in tests/fuzz/fuzz_*.c; do basename "$source" .c | sed s/^fuzz_//; done)
echo "fuzz: $# targets, $FUZZ_TIME seconds each"
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 sh tests/fuzz/campaign.sh --one
[ ! -e "$FUZZ_PLACE/failed" ]
