#!/bin/sh
# The arrows between rooms point down: fails when an include climbs, when SQL is spoken outside the store, or when
# curses is used where there is no screen. Run from the source tree's root.
set -u

find src include -name '*.[ch]' | sort | xargs awk '
  BEGIN { # the floor of each room; every room may know the version
    split("version:-1 base:0 care:1 routing:2 balance:2 store:2 dispatch:3 exchange:4 paper:4 report:4 sheets:5 tui:6 cli:7", words, " ")
    for (i in words) {
      split(words[i], pair, ":")
      floor[pair[1]] = pair[2]
    }
  }
  function complain(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what
    faults = 1
  }
  FNR == 1 {
    split(FILENAME, part, "/")
    room = part[1] == "src" ? part[2] : part[3]
    sub(/\.[ch]$/, "", room) # include/vaktrom/ROOM.h, src/main.c
    is_screen = FILENAME ~ /^src\/tui\/(widgets|views)\// || FILENAME ~ /^src\/tui\/[^\/]*$/
    if (room != "main" && !(room in floor))
      complain("is in no room of the house")
  }
  /^#include "/ && room != "main" {
    split($0, quoted, "\"")
    name = quoted[2]
    other = name
    if (sub(/^vaktrom\//, "", other)) {
      sub(/(\/.*)?\.h$/, "", other) # a room with much to offer has a folder of headers
      if (!(other in floor))
        complain("includes a header of no room: " name)
      else if (other != room && floor[other] >= floor[room])
        complain(room " must not use " other)
    } else {
      split(name, part, "/")
      if (name ~ /^\.\./ || ((part[1] in floor) && part[1] != room))
        complain("reaches into another room: " name)
    }
  }
  /^#include <(sqlite3|sqlite3ext)\.h>/ && room != "store" { complain("only the store speaks to SQLite") }
  /"[^"]*(SELECT |INSERT (OR [A-Z]+ )?INTO|DELETE FROM|CREATE TABLE|PRAGMA |UPDATE [a-z_]+ SET)/ && room != "store" {
    complain("only the store says SQL")
  }
  /^#include <(ncurses|curses|panel|form|menu|ncursesw\/[a-z]+)\.h>/ && !is_screen {
    complain("curses belongs to the screen (src/tui, but not its engine)")
  }
  /[^_a-z](secure_)?getenv\(/ && FILENAME != "src/base/environment.c" { complain("only environment.c asks the environment") }
  END { exit faults }
' || exit 1 # xargs has its own idea of an exit status
