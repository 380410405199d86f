#!/bin/sh
# A long campaign, in an empty directory: campaign.sh BUILD NAME [ARGUMENT...]
set -eu
VAKTROM_SOURCE=$(cd "$(dirname "$0")/../.." && pwd)
VAKTROM_BUILD=$1
VAKTROM=$1/vaktrom
CRASH_KEEP=$1/crash
campaign=$VAKTROM_SOURCE/tests/crash/test_$2.py
shift 2
export VAKTROM VAKTROM_SOURCE VAKTROM_BUILD CRASH_KEEP LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir -p "$CRASH_KEEP"
cd "$place"
python3 "$campaign" "$@"
