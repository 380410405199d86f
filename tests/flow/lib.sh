# Helpers for end-to-end tests. First line of a test: . "$VAKTROM_SOURCE/tests/flow/lib.sh"
# shellcheck shell=sh
#
# The last command's standard output and error are in the files `out` and `err` of the test's directory.

vaktrom() {
  "$VAKTROM" "$@"
}

fail() {
  echo "FAILED: $*" >&2
  for file in out err; do
    [ -s $file ] && { echo "--- $file:"; head -n 40 $file; } >&2
  done
  exit 1
}

# expect_status N COMMAND...: the command ends with exit status N.
expect_status() {
  wanted=$1
  shift
  ended=0
  "$@" > out 2> err || ended=$?
  [ "$ended" -eq "$wanted" ] || fail "exit $ended, not $wanted: $*"
}

# run COMMAND...: the command ends with 0 or with 1 (something needs a person).
run() {
  ended=0
  "$@" > out 2> err || ended=$?
  [ "$ended" -le 1 ] || fail "exit $ended: $*"
}

# expect_contains TEXT [FILE]: the last command's output (or the file) holds the text.
expect_contains() {
  grep -qF -- "$1" "${2-out}" || fail "'$1' is not in ${2-out}"
}

expect_lacks() {
  if grep -qF -- "$1" "${2-out}"; then fail "'$1' is in ${2-out}"; fi
}

# expect_equal GOT WANTED [WHAT]
expect_equal() {
  [ "$1" = "$2" ] || fail "${3-value}: got '$1', wanted '$2'"
}

# expect_lines N [FILE]
expect_lines() {
  expect_equal "$(wc -l < "${2-out}")" "$1" "lines of ${2-out}"
}

# expect_same FILE FILE
expect_same() {
  diff -u "$1" "$2" > out 2>&1 || fail "$1 and $2 differ"
}

# json EXPRESSION [FILE]: prints a Python expression over the JSON document `j` in the last output (or the file).
json() {
  python3 -c 'import json, sys
j = json.load(open(sys.argv[2], encoding="utf-8"))
value = eval(sys.argv[1])
print(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))' "$1" "${2-out}"
}

# expect_json EXPRESSION WANTED [FILE]: the expression prints as WANTED ('true', '3', 'text').
expect_json() {
  got=$(json "$1" "${3-out}") || fail "no such value: $1"
  expect_equal "$got" "$2" "$1"
}

# csv COLUMN FILE [CONDITION]: prints a column of a CSV file; the condition is a Python expression over the row `r`.
csv() {
  python3 -c 'import csv, sys
for r in csv.DictReader(open(sys.argv[2], encoding="utf-8", newline="")):
    if eval(sys.argv[3]):
        print(r[sys.argv[1]])' "$1" "$2" "${3-True}"
}
