/* criteria: what the files of the view share. Without a subject it is the list of versions, with one the rows of that
 * version. */
#ifndef VAKTROM_TUI_CRITERIA_H
#define VAKTROM_TUI_CRITERIA_H

#include "tui/views/sheet.h"
#include "tui/views/views.h"

/* The errand about a version: its rows with what is wrong with them, and what it would change. */
struct criteria_work {
  char version[ID_SIZE];
  struct code_table *codes;
  struct criteria *criteria;
  struct table_faults faults;
  bool checked;
  struct routes *routes;
  struct criteria *after; /* the same rows, with the codes of the routes */
  struct preview preview;
  bool previewed;
};

/* The view's state. */
struct criteria_state {
  struct screen_table list;
  const struct screen *screen;
  struct arena arena;
  struct criteria_version *versions;
  int n_versions;
  struct errand *errand;
  struct criteria_work *work; /* NULL = not there yet */
  int64_t asked;
  struct sheet sheet; /* the preview, over the whole view */
  bool previewing;
};
struct criteria_state *criteria_of(const struct screen *screen);
/* The version that the view is about (the marked one in the list of versions), NULL. */
const struct criteria_version *criteria_version_shown(const struct screen *screen);

/* criteria_work.c */
void criteria_ask(struct screen *screen, const char *version);
bool criteria_take(struct screen *screen); /* true when something came */
void criteria_forget(void *work);
/* Adds the faults of a row; "" when it has none. */
void criteria_row_faults(const struct criteria_work *work, int row, struct str *out);
void criteria_show_preview(struct screen *screen, bool own);

/* Adds who would move and the load of the teams, of what was previewed. */
void criteria_add_preview(struct screen *screen, struct sheet *sheet, const struct criteria_work *work);
/* The same of a file, by a thread: `work->after`, with its faults and preview. */
bool criteria_preview_file(struct session *session, const char *path, struct criteria_work *work, struct error *err);

/* criteria_activate.c */
void criteria_activate(struct screen *screen, const char *version);

#endif
