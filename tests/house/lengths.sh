#!/bin/sh
# No source file is longer than 600 lines. (The length of functions is clang-tidy's: readability-function-size.)
set -u
find src include tests -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name '*.test' | sort | xargs wc -l | awk '
  $2 != "total" && $1 > 600 { printf "%s: %d lines; 600 is the most\n", $2, $1; faults = 1 }
  END { exit faults }
'
