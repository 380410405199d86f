#!/bin/sh
# The simulated year, in an empty directory: run.sh BUILD DAYS SEED
set -eu
VAKTROM_SOURCE=$(cd "$(dirname "$0")/../.." && pwd)
VAKTROM=$1/vaktrom
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
export VAKTROM VAKTROM_SOURCE VAKTROM_DB="$place/base.db" LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
python3 "$VAKTROM_SOURCE/tests/year/year.py" "$2" "$3"
