/*
 * screen: what the views share. A view is a small table of functions; the loop (tui.c) notices what changed, draws the
 * view, turns a key into an action and hands it over. Views change data through dispatch only.
 *
 * A new view needs: its file with its `const struct view`, its row in views/views.c, its rows in engine/action.c.
 *
 * Layout: row 0 the header, row 1 a line, then the view, then one row for the message, then the key bar.
 */
#ifndef VAKTROM_TUI_SCREEN_H
#define VAKTROM_TUI_SCREEN_H

#include "tui/engine/action.h"
#include "tui/engine/config.h"
#include "tui/engine/form.h"
#include "tui/errand.h"
#include "tui/loader.h"
#include "tui/long_work.h"
#include "tui/widgets/prompt.h"
#include "tui/widgets/table_view.h"
#include "vaktrom/dispatch/may.h"

struct screen;

/* A table and where it was drawn last: how views hold a list of rows. */
struct screen_table {
  struct table table;
  struct table_place place;
};

/* --- Views --- */

struct view {
  enum view_id id;
  const char *title;    /* shown through _() */
  enum action shown_by; /* the action that leads here (ACTION_NONE: only other views do); the key bar leaves it out */
  enum may may;         /* what one must be permitted somewhere to see it; MAY_READ = everybody */
  size_t state_size;    /* of screen_state(), zeroed before open */
  const char *legend;   /* lines for the help: its signs and marks; NULL */
  /* Each may be NULL. */
  void (*open)(struct screen *screen); /* once; screen_subject() says what it is about */
  void (*read)(struct screen *screen); /* after open, when the data changed, and when another view above it closed */
  /* Its subject is only where the mark goes (a visit on the board): there is one such view, which moves its mark. */
  void (*focus)(struct screen *screen);
  void (*draw)(struct screen *screen, int top, int rows);
  void (*tick)(struct screen *screen); /* before it is drawn, at least each second: takes what errands brought */
  void (*request)(struct screen *screen, enum action action); /* what the loop does not do itself */
  bool (*back)(struct screen *screen); /* Esc: true = it took a step back within the view; else the view closes */
  /* Its list, on which up, down, / n N f, selection and the mouse work without the view's doing; NULL = none just now.
   */
  struct screen_table *(*table)(struct screen *screen);
  /* The word of an action in the key bar, for what is marked now: `usual` (the table's, NULL = none), another one, or
   * NULL where there is nothing to do it with. */
  const char *(*offers)(const struct screen *screen, enum action action, const char *usual);
  void (*mouse)(struct screen *screen, const struct mouse *mouse); /* on a view without a table */
  void (*close)(struct screen *screen);                            /* frees what the state holds */
};
extern const struct view *const views[VIEW_COUNT]; /* views/views.c; NULL = there is none */

/* --- The data that all views share: struct screen_data (loader.h) --- */

/* What the header counts, of the base (an HT with its OTs) of the team shown. */
struct screen_counts {
  int must;   /* MUST visits of the date that nobody has */
  int errors; /* findings that nobody acknowledged; NONE while they are being looked for */
  int now;    /* open requests of urgency now */
};

#define VIEWS_DEEP 16 /* how many views may lie upon each other */

struct seat; /* tui/sign_in.h */

struct screen {
  struct session *session; /* of one person: whoever comes after gets a screen of the own */
  struct seat *seat;
  struct config config;
  date on;            /* the date shown */
  enum shift shift;   /* shown on the board */
  char team[ID_SIZE]; /* the team shown, an id */
  struct screen_data data;
  struct screen_counts counts;
  bool permitted[MAY_COUNT]; /* somewhere, as when the data was read */
  int64_t revision;          /* of the data */
  int64_t polled;            /* the last that was looked at */
  date today;                /* as when that was */
  struct loader *loader;
  struct errands *errands; /* NULL until the first is sent: screen_send() */
  struct errand *look;     /* that is being written down: screen_note_look(); NULL */
  char looked[ID_SIZE];    /* the patient who was looked at last, and in which hour */
  int64_t looked_hour;
  struct long_works long_works;
  date asked;       /* the date that is shown once it is there; usually `on` */
  bool own_pending; /* this session changed something that the data do not have yet */
  bool own_change;  /* while the views read data that have it: table_load(..., own) */
  struct {
    const struct view *view;
    void *state;
    char subject[2 * ID_SIZE];
  } stack[VIEWS_DEEP];
  int depth;          /* views that lie upon each other; the last one is shown */
  struct str message; /* one line under the view: what happened, or what went wrong */
  enum colour_role message_role;
  int cursor_row, cursor_column; /* of the focused row; the views set it while drawing */
  int covered;                   /* rows at the view's foot that a question needs */
  int held;                      /* > 0: a question is being asked, the data stay as they are */
  struct str now_told;           /* ids of the urgent requests that the person was told of, separated by spaces */
  struct str urgent;             /* what is told of the newest of them, under the header; no answer takes its place */
  double urgent_since;           /* clock_seconds() */
  struct str undo_label;         /* what undo would take back; empty = nothing */
  double touched;                /* clock_seconds() of the last key, for the lock */
  bool locked;
  struct drafts drafts; /* what was typed in forms that were left */
  bool quit;
  struct str closed;   /* it quits because the account lets nobody in any more, and this says why; else empty */
  bool signs_out;      /* where it quits: only this person leaves, and the screen stays */
  struct account next; /* who comes then; name NULL = a shared terminal asks */
};

/* Notes that the person looks at a patient's details; the errands' thread writes it down, so that no key waits for the
 * disk. Whoever shows them calls it, as often as they like. (looks.c) */
void screen_note_look(struct screen *screen, const char *patient, const char *where);
/* Tells of a look that could not be written down; now and then. */
void screen_check_look(struct screen *screen);

/* --- Where one is (stack.c) --- */

/* Shows a view; `subject` is an id ("P214") or NULL. Where it lies in the stack already (with the same subject, or with
 * focus()), goes back to it. A view that there is none of is told, not shown. */
void screen_open_view(struct screen *screen, enum view_id view, const char *subject);
void screen_back(struct screen *screen); /* one step; nothing is under the first view */
/* Whether the action leads to no view, or to one that there is and that the person may see. */
bool screen_has_view(const struct screen *screen, enum action action);
const struct view *screen_view(const struct screen *screen);
void *screen_state(const struct screen *screen);         /* of the view shown */
const char *screen_subject(const struct screen *screen); /* NULL when it has none */

/* Leads to where a finding is mended: the visit or list on the board, the patient, the queue ... (lead.c) */
void screen_lead_to(struct screen *screen, const struct finding *finding);
/* Shows a visit (or list) of the date on the board, with the mark on it. */
void screen_lead_to_visit(struct screen *screen, int visit);
void screen_lead_to_list(struct screen *screen, int list);

/* --- Data (data.c) --- */

/* Asks for the date anew and waits a moment for it; on a large base it comes a little later, and nothing waits for it.
 * On failure the message says why and the old data stay. Pointers into the old data are dead. */
void screen_load(struct screen *screen);
void screen_show_date(struct screen *screen, date on);
void screen_show_team(struct screen *screen, const char *team);
int screen_team(const struct screen *screen); /* index of the team shown in day->teams, NONE */
/* The next (step 1) or previous (-1) team with the kind given, or NONE for any kind. */
void screen_step_team(struct screen *screen, int step, int kind);
/* Whether a team (index into day->teams, NONE) belongs to the base of the team shown; what belongs to no team does. */
bool screen_of_base(const struct screen *screen, int team);
/* Whether a request is for the HT of the team shown, or for none, which somebody must see. */
bool screen_item_is_ours(const struct screen *screen, const struct queue_item *item);
/* Whether it waits for somebody of the HT: neither answered nor closed. */
bool screen_item_waits(const struct queue_item *item);
/* The name of a worker or patient; the id where it is not known, "" for NULL. */
const char *screen_staff_name(const struct screen *screen, const char *id);
const char *screen_patient_name(const struct screen *screen, const char *id);

/* Sends an errand of a view; NULL (told, and the work forgotten) where that fails. */
struct errand *screen_send(struct screen *screen, const struct errand_kind *kind, void *work);

const char *screen_weekday(date on); /* "Wed" */

/* --- What is said --- */

void screen_say(struct screen *screen, enum colour_role role, const char *format, ...) VK_PRINTF(3, 4);
/* Says an error and clears it. */
void screen_say_error(struct screen *screen, struct error *err);
/* Shows the effects of a change, or its error; reloads. Frees both. */
void screen_result(struct screen *screen, bool done, struct effects *effects, struct error *err);

/* --- Passwords (password.c) --- */

/* Asks for a new password twice, not shown, and sets it: the own one after the present one, another account's where the
 * person may. */
void screen_set_own_password(struct screen *screen);
void screen_set_password(struct screen *screen, const char *account);

/* --- Drawing and keys, for views and for what asks questions (widgets/) --- */

void screen_draw(struct screen *screen);
/* Shows what was drawn and waits for a key at most a second, looking at the store meanwhile; KEY_CODE_NONE = draw
 * again (something changed or a second went by). KEY_CODE_QUIT sets screen->quit, and the caller leaves its loop. */
int screen_key(struct screen *screen);
/* Between these two the data stay as they are (pointers into them live), though the header still tells of what is new.
 * Questions hold; calls nest. */
void screen_hold(struct screen *screen);
void screen_release(struct screen *screen);
/* The action of a key in the view shown; the first key of an action there ("m"), for hints; "" when it has none. */
enum action screen_action(const struct screen *screen, int key);
const char *screen_key_name(const struct screen *screen, enum action action, char out[KEY_NAME_SIZE]);
/* Draws a view's list over these rows and sets the cursor; an empty one shows `empty`, which says what to do. */
void screen_table_draw(struct screen *screen, struct screen_table *list, int top, int rows, const char *empty);
/* Moves a mark by an action (up, down, page, first, last) within n rows; true when the action was one of these. */
bool screen_step(enum action action, int *row, int n, int page);
/* The first row to show so that `row` is among `rows`. */
int screen_scroll(int top, int row, int rows, int n);

/* --- timeline.c --- */

/* Draws a list's round on the clock between two times, `width` columns wide. */
void timeline_draw(const struct screen *screen, int list, minute from, minute until, int row, int column, int width,
                   int marked_stop);
/* The hours over it. */
void timeline_hours(const struct screen *screen, minute from, minute until, int row, int column, int width);

#endif
