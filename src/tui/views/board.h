/* board: what its files share. */
#ifndef VAKTROM_TUI_BOARD_H
#define VAKTROM_TUI_BOARD_H

#include "tui/views/views.h"

/* Panes of the board that can have the focus. While a visit is moved there is only the pane of its targets. */
enum board_pane { PANE_LISTS, PANE_UNASSIGNED, PANE_TARGETS };

/* What a visit would cost on a list, by ids, so that it outlives the day that it was worked out from. */
struct offer {
  const char *list;
  int at, extra_min, late_min, times_met, rank;
  minute start; /* when it would begin there */
  bool allowed, known;
  bool break_lost;     /* allowed, but somebody would have no break any more */
  bool may_override;   /* not allowed, but a person may decide so with a reason */
  const char *why_not; /* NULL when allowed */
};
struct offers { /* for one visit, best first */
  const char *visit;
  struct offer *at;
  int n;
};

/* Errands (board_ask.c): what is worked out beside the keys, for one revision of the data. */
struct fits_work { /* the best lists of visits that have none */
  struct arena arena;
  date on;
  int64_t revision;
  VEC(struct offers) visits;
};
struct about_work { /* about one visit and its patient */
  struct arena arena;
  date on;
  int64_t revision;
  const char *visit;
  const char *why_here, *news2, *decision; /* "" = nothing to say */
};

/* A visit as it was when a person laid hands on it: what of it somebody else may change meanwhile. */
struct seen_visit {
  char id[ID_SIZE], list[ID_SIZE]; /* list: "" = none */
  enum visit_state state;
  minute start;
  bool pinned;
};

/* A visit that was picked up. */
struct carried_visit {
  bool held;
  struct seen_visit seen; /* when it was picked up */
  bool changed;           /* somebody else changed it meanwhile */
  bool together;          /* what is linked with it goes along */
  char first[ID_SIZE];    /* of a visit for two that move together: the first worker's list; "" = not chosen yet */
  struct errand *errand;
  struct fits_work *costs; /* NULL while they are worked out */
};

/* The view's state. */
struct board {
  enum board_pane pane;
  struct screen_table lists, unassigned, targets;
  VEC(int) list_rows;    /* of the team and shift shown: indices into day->lists */
  VEC(int) waiting_rows; /* indices into day->visits, the most urgent first */
  VEC(int) target_rows;  /* lists that a picked-up visit could go to */
  char visit[ID_SIZE];   /* the marked visit of the marked list; "" = the list itself */
  bool wide_details;
  struct carried_visit carried;
  struct errand *fits_errand, *about_errand;
  struct fits_work *fits;   /* NULL = not yet */
  struct about_work *about; /* likewise */
  int64_t about_asked;      /* the revision for which it was asked */
  char about_visit[ID_SIZE];
  int64_t fits_asked;
  struct errand *week_errand;
  struct week_work *week; /* NULL = not yet */
  int64_t week_asked;
  double week_due; /* by clock_seconds(): when it is asked for again, after it failed */
};
struct board *board_of(const struct screen *screen);

struct screen_table *board_table(struct screen *screen); /* of the pane with the focus */
int board_list(const struct screen *screen);             /* the marked list: index into day->lists, NONE */
int board_visit(const struct screen *screen);            /* the marked visit: day->visits, NONE */
int board_stop(const struct screen *screen, int list);   /* the marked stop of a list, NONE */

/* board_ask.c: sends what is not known yet and takes what came. */
void board_ask(struct screen *screen);
void board_forget(struct board *board);
/* What is known about a visit without a list; NULL = not yet. */
const struct offers *board_fits(const struct screen *screen, const char *visit);
/* Adds why no list takes a visit that nobody has: what keeps it from the nearest one. False = a list does, or that is
 * not known yet; `out` may be NULL. */
bool board_fits_nowhere(const struct screen *screen, int visit, struct str *out);
const struct about_work *board_about(const struct screen *screen, const char *visit);
struct errand *board_send_costs(struct screen *screen, const char *visit);
void fits_forget(void *work);

/* board_bar.c: as view.offers says. */
const char *board_offers(const struct screen *screen, enum action action, const char *usual);

/* board_draw.c and board_detail.c */
void board_draw(struct screen *screen, int top, int rows);
int board_detail(struct screen *screen, int top, int rows); /* returns the rows that all of it would take */
/* board_room.c: what is shown where the window has room. */
void board_ask_week(struct screen *screen);
void board_forget_week(struct board *board);
/* Gives the visits of a list, one line each: its number and time, its role, what it is. */
typedef void round_line(void *context, const char *label, enum colour_role role, const char *text);
void board_add_round(const struct screen *screen, int list, struct arena *arena, round_line *line, void *context);
/* The week's load and, below it, the map of the round of a list (NONE: no map), each where it fits. */
void board_draw_room(const struct screen *screen, int list, int top, int rows, int column, int columns);
/* "Insulin P214 Solveig N." */
void visit_in_short(const struct day *day, int visit, struct str *out);

/* --- What others did meanwhile (board_meanwhile.c) --- */

struct seen_visit visit_as_seen(const struct day *day, int visit);
bool visit_is_changed(const struct day *day, int visit, const struct seen_visit *seen);
/* The same by the store, not by what the screen has; false when that cannot be read. Within a transaction nobody can
 * change it any more. */
VK_NODISCARD bool visit_is_as_seen(struct screen *screen, const struct seen_visit *seen, bool *same, struct error *err);
/* Adds where a visit stands: "L4 08:30", "unassigned". */
void visit_add_place(struct str *out, const struct day *day, int visit);
/* Shows both versions; true when the person chooses `mine` (what it says they would do), false: theirs. */
bool visit_choose_mine(struct screen *screen, const struct day *day, int visit, const struct seen_visit *seen,
                       const char *mine);
/* Whether to do `mine` after questions were asked: at once when nobody changed the visit meanwhile, else as chosen. */
bool visit_mine_counts(struct screen *screen, const struct seen_visit *seen, const char *mine);

/* board_move.c: picking a visit up and putting it down. */
void move_pick_up(struct screen *screen, int visit);
void move_put_down(struct screen *screen);
bool move_leave(struct screen *screen); /* false when nothing was picked up */
void move_together(struct screen *screen);
void move_read(struct screen *screen);       /* after new data */
void move_take_costs(struct screen *screen); /* when they came */
/* What the picked-up visit would cost on a list; NULL = not known. */
const struct offer *move_offer(const struct screen *screen, int list);
bool move_has_company(const struct screen *screen); /* something is linked with what was picked up */
void move_headline(const struct screen *screen, struct str *out);

/* board_hands.c: the hands on a visit; board_shift.c: on the whole shift. Each asks what it needs and calls dispatch.
 */
void board_act_on_visit(struct screen *screen, enum action action, int visit);
void board_act_on_shift(struct screen *screen, enum action action);

#endif
