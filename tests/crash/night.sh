#!/bin/sh
# The demonstration base and its night under a watcher, in an empty directory: night.sh PROGRAM ITERATIONS [WATCHER...]
# Fails when the watcher reports something (its exit status 99).
set -u
program=$1 iterations=$2
shift 2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export VAKTROM_DB="$place/base.db" VAKTROM_NOW=2026-03-03T22:00:00+01:00 LC_ALL=C.UTF-8

watched() {
  "$@" > "$place/out" 2> "$place/err"
  status=$?
  [ "$status" -le 1 ] && return 0 # 1: done, something needs a person
  cat "$place/out" "$place/err" >&2
  echo "night.sh: exit status $status" >&2
  exit 1
}

watched "$@" "$program" init --demo --yes
watched "$@" "$program" nightly --iterations "$iterations"
watched "$@" "$program" check --date 2026-03-04
tail -n 1 "$place/out"
echo "init, nightly and check: nothing was reported"
