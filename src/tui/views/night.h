/* night: what the files of the night's view share. */
#ifndef VAKTROM_TUI_NIGHT_H
#define VAKTROM_TUI_NIGHT_H

#include "tui/views/sheet.h"
#include "tui/views/views.h"

enum night_deed { NIGHT_PLANS, NIGHT_RUNS, NIGHT_BALANCES };

/* What was asked for, and what came of it. */
struct night_work {
  struct long_work work;
  enum night_deed deed;
  struct balance_request request; /* of a plan only its date counts */
  char team[ID_SIZE];
  int days; /* of a plan */
  instant begun;
  struct balance_report report;
  struct plan_counts counts;
  struct effects effects;
  char *folder;        /* for the rosters of the date; NULL = none are written */
  bool no_paper;       /* they could not be written; `paper` says why */
  int unknown_letters; /* of them */
  struct error paper;
};

/* night_work.c: each asks for what it needs, and sends it off. */
void night_ask_plan(struct screen *screen);
void night_ask_run(struct screen *screen);
void night_ask_balance(struct screen *screen);

/* The view's state. */
struct night_state {
  struct sheet sheet;
  int n_done; /* long work that was done when it was read */
};

#endif
