/* files: what the files of the view share. */
#ifndef VAKTROM_TUI_FILES_H
#define VAKTROM_TUI_FILES_H

#include "tui/views/criteria.h"
#include "vaktrom/exchange.h"
#include "vaktrom/report.h"

enum files_deed { FILES_LOOKS, FILES_IMPORTS, FILES_EXPORTS, FILES_REPORTS, FILES_PREVIEWS };

/* What goes in or out instead of one KIND. */
#define FILES_ALL "all"
#define FILES_MATRIX "matrix"
#define FILES_PROBLEM "problem"

/* What was asked for, and what came of it. */
struct files_work {
  struct long_work work;
  enum files_deed deed;
  struct arena arena;           /* of the texts */
  const char *kind, *path;      /* a KIND or one of the above; a file, or a folder */
  const char *map, *unit;       /* of an import; NULL */
  enum transport mode;          /* of a matrix */
  bool replace, ignore_unknown; /* of an import */
  bool excel;                   /* of an export */
  const char *team;             /* of a problem or a report; NULL */
  date on;                      /* of a problem */
  const struct report *report;  /* of a report */
  date from, until;             /* of a report */
  uint64_t stamp;               /* of the files as they were looked at */
  int64_t revision;             /* of the base then */
  const char *promised;         /* of an import: what the look said that it would do */
  instant begun;
  struct effects effects;
  struct criteria_work *criteria; /* of a preview */
};

/* files_work.c: what the thread does. */
extern const struct long_kind files_kind;
/* A number that differs when the files of an import do. */
uint64_t files_stamp(const struct files_work *work);
/* What it did or would do, to compare. */
const char *files_promise(const struct files_work *work, struct arena *arena);

/* files_ask.c: each asks for what it needs, and sends it off. */
void files_ask_import(struct screen *screen);
void files_take_in(struct screen *screen); /* what was looked at */
void files_ask_export(struct screen *screen);
void files_ask_report(struct screen *screen);
void files_ask_preview(struct screen *screen);

/* What was done last, NULL. */
const struct files_work *files_result(const struct screen *screen);

/* The view's state. */
struct files_state {
  struct sheet sheet;
  int n_done; /* long work that was done when it was read */
};

#endif
