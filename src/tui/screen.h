/*
 * screen: what the views share. A view is a small table of functions; the loop in tui.c reads what changed, draws the
 * view, turns a key into an action and hands it over. Views change data through dispatch only.
 */
#ifndef VAKTROM_TUI_SCREEN_H
#define VAKTROM_TUI_SCREEN_H

#include "tui/engine/action.h"
#include "tui/widgets/terminal.h"
#include "vaktrom/dispatch.h"

/* Panes of the board that can have the focus. */
enum board_pane { PANE_LISTS, PANE_UNASSIGNED };

struct board {
  enum board_pane pane;
  VEC(int) lists;           /* of the team and shift shown: indices into day->lists */
  VEC(int) unassigned;      /* indices into day->visits, the most urgent first */
  char list[ID_SIZE];       /* the marked list's id, so that the mark survives a reload */
  char visit[ID_SIZE];      /* the marked visit's id */
  int row, top;             /* marked row of the lists and the first one shown */
  int stop;                 /* marked stop of the marked list, NONE = the list itself */
  int waiting, waiting_top; /* the same for the unassigned pane */
};

struct queue {
  struct arena arena;
  struct queue_item *items;
  int n;
  char item[ID_SIZE]; /* the marked item's id */
  int row, top;
};

struct screen {
  struct session *session;
  enum view_id view, before; /* before: where back leads from the help */
  date on;
  enum shift shift;
  char team[ID_SIZE]; /* id */
  struct day *day;
  const struct list_sheet *sheets; /* of day->lists */
  struct finding *findings;
  int n_findings;
  int64_t revision;
  struct board board;
  struct queue queue;
  int findings_row, findings_top, help_top;
  struct str message; /* one line under the view: what happened, or what went wrong */
  enum colour_role message_role;
  int cursor_row, cursor_column; /* of the focused row; the views set it while drawing */
  bool quit;
};

struct view {
  const char *title;
  enum action shown_by;                /* the action that leads here: the key bar leaves it out */
  void (*read)(struct screen *screen); /* after the data were loaded anew; NULL = nothing to do */
  void (*draw)(struct screen *screen, int top, int rows);
  void (*request)(struct screen *screen, enum action action);
};
extern const struct view board_view, queue_view, findings_view, help_view;

/* --- tui.c --- */

/* Loads the date anew; on failure the message says why and the old data stay. */
void screen_load(struct screen *screen);
/* Reloads when somebody changed the store. */
void screen_tick(struct screen *screen);
void screen_draw(struct screen *screen);
int screen_team(const struct screen *screen); /* index of the team shown, NONE */
/* The next (step 1) or previous (-1) team with the kind given, or NONE for any kind. */
void screen_step_team(struct screen *screen, int step, int kind);
void screen_say(struct screen *screen, enum colour_role role, const char *format, ...) VK_PRINTF(3, 4);
/* Shows the effects of a change, or its error; reloads. Frees both. */
void screen_result(struct screen *screen, bool done, struct effects *effects, struct error *err);
/* Moves a mark by an action (up, down, page, first, last) within n rows; true when the action was one of these. */
bool screen_step(enum action action, int *row, int n, int page);
/* The first row to show so that `row` is among `rows`. */
int screen_scroll(int top, int row, int rows, int n);

/* --- prompt.c: questions below the view; Esc gives up without any change --- */

struct choice {
  const char *label;
  bool dim; /* can be chosen, but there is a reason against */
};
/* Asks to choose one; its index, or NONE. */
int prompt_choice(struct screen *screen, const char *question, const struct choice *choices, int n);
/* Asks to choose a word of an enumeration; its code, or NONE. */
int prompt_word(struct screen *screen, const char *question, const struct words *words);
/* Asks for a line of text; false when given up or empty. Begins with what `out` holds. */
bool prompt_text(struct screen *screen, const char *question, struct str *out);
bool prompt_confirm(struct screen *screen, const char *question);

/* --- timeline.c --- */

/* Draws a list's round on the clock between two times, `width` columns wide. */
void timeline_draw(const struct screen *screen, int list, minute from, minute until, int row, int column, int width,
                   int marked_stop);
/* The hours over it. */
void timeline_hours(const struct screen *screen, minute from, minute until, int row, int column, int width);

#endif
