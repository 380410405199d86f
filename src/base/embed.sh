#!/bin/sh
# Writes C source that holds each named file as bytes: embed.sh BUILD FILE... > embedded.c
# The table is read through embedded_file() of base.h, by the file's path (what stands below BUILD: its path there).
set -eu
build=$1
shift
echo '#include "vaktrom/base.h"'
n=0
for file in "$@"; do
  echo "static const unsigned char bytes_$n[] = {"
  od -An -v -tx1 "$file" | sed 's/ \(..\)/0x\1,/g'
  echo "0};"
  n=$((n + 1))
done
echo 'const struct embedded_file embedded_files[] = {'
n=0
for file in "$@"; do
  echo "    {\"${file#"$build"/}\", (const char *)bytes_$n, sizeof bytes_$n - 1},"
  n=$((n + 1))
done
echo '    {NULL, NULL, 0},'
echo '};'
