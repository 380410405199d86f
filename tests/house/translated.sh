#!/bin/sh
# Every text of the sources is translated in every catalogue, and none only by guess: translated.sh BUILD
# Run from the source tree's root. What is missing is brought into the catalogues by `make po`.
set -u
BUILD=$1
make -s BUILD="$BUILD" "$BUILD/vaktrom.pot" || exit 1
for po in data/locale/*.po; do
  msgcmp "$po" "$BUILD/vaktrom.pot" || exit 1 # untranslated or missing
  guessed=$(msgattrib --only-fuzzy --no-obsolete "$po" | grep -c '^msgid ')
  [ "$guessed" -eq 0 ] || { echo "$po: $guessed texts are translated by guess (fuzzy)" && exit 1; } >&2
  left=$(msgattrib --only-obsolete "$po" | grep -c '^#~ msgid ')
  [ "$left" -eq 0 ] || echo "$po: $left texts are in no source any more (make po; msgattrib --no-obsolete)" >&2
done
