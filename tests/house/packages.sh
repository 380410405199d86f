#!/bin/sh
# Installs those of the named Debian packages that are missing: packages.sh PACKAGE...
# Where it may not, it prints the line that somebody who may should run, and fails.
set -eu

command -v dpkg-query >/dev/null || {
  echo "deps: this is no Debian; make sure that these are here, by whatever name: $*" >&2
  exit 0
}

missing=
for package in "$@"; do
  case $(dpkg-query -W -f '${db:Status-Status} ' "$package" 2>/dev/null) in
  *installed*) ;;
  *) missing="$missing $package" ;;
  esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root="env"
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
  as_root="sudo env"
else
  echo "Some packages are missing, and installing them needs root. Run this, then try again:" >&2
  echo "  su -c 'apt-get update && apt-get install -y --no-install-recommends$missing'" >&2
  exit 1
fi

echo "deps: installing$missing"
$as_root apt-get -q update || echo "deps: the package lists could not be refreshed; trying with the present ones" >&2
# shellcheck disable=SC2086 # a list of words
$as_root DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing
