/*
 * flows: what the views of the flows between people share (the queue, own patients, transfers, suspensions, reminders,
 * carry-overs, the meeting): a list with its heading and details, forms whose saving is one change, and what is known
 * about a patient.
 */
#ifndef VAKTROM_TUI_FLOWS_H
#define VAKTROM_TUI_FLOWS_H

#include "tui/screen.h"
#include "tui/widgets/detail.h"
#include "vaktrom/dispatch/flows.h"

/* --- Lists (flows.c) --- */

/* Whose rows are shown. */
enum flow_scope { SCOPE_BASE, SCOPE_TEAM, SCOPE_ALL, SCOPE_COUNT };

/* The first member of such a view's state. */
struct flow_list {
  struct screen_table list;
  struct arena arena;          /* of the rows; flow_reading() empties it */
  const struct screen *screen; /* for names */
  enum flow_scope scope;
  bool all;    /* what is closed or done as well */
  int details; /* rows of details below the list; 0 = half of the view */
};
void flow_open(struct screen *screen, struct flow_list *flow, const struct table_column *columns, int n_columns);
void flow_close(struct flow_list *flow);
/* Whether what belongs to a team (an id; NULL = to none, which everybody sees) is shown. */
bool flow_shows_team(const struct flow_list *flow, const char *team);
/* Adds "HT Fana and its teams", "OT Paradis", "all teams". */
void flow_add_scope(const struct flow_list *flow, struct str *out);
/* What the keys for scope, team and all do; true when the action was one of these. Reads the view anew. */
bool flow_request(struct screen *screen, struct flow_list *flow, enum action action);
/* Marks the first row whose `name_of` is the view's subject (a patient's id). */
void flow_focus(struct screen *screen, struct flow_list *flow, const char *(*name_of)(void *context, int row));

/* Lines of details, made anew for each picture. `struct flow_lines lines = {0};` ... flow_lines_free(). */
struct flow_lines {
  struct arena arena;
  VEC(struct detail_line) lines;
};
/* Adds a line; one whose text is empty is left out. */
void flow_line(struct flow_lines *lines, enum colour_role role, const char *label, const char *format, ...)
    VK_PRINTF(4, 5);
void flow_lines_free(struct flow_lines *lines);
/* Heading, list and, below it (at its right where the window is wide), the details of the marked row. */
void flow_draw(struct screen *screen, struct flow_list *flow, int top, int rows, const char *heading, const char *empty,
               const struct flow_lines *details);
/* Shows a text over the view until a key goes back: what is too long for the line below. */
void flow_show_text(struct screen *screen, const char *title, const char *text);
/* Opens a patient; NULL says that there is none. */
void flow_open_patient(struct screen *screen, const char *patient);

/* --- Text --- */

void flow_add_date(struct str *out, date on);           /* "2026-03-05", "today", "tomorrow", "yesterday" */
void flow_add_instant(struct str *out, instant at);     /* "07:58" of today, else "2026-03-05 07:58"; "" for none */
void flow_add_length(struct str *out, int64_t seconds); /* "9:41 min", "41 min", "1 h 10 min", "3 days" */
/* "P214 Solveig Nygård"; "-" for NULL. */
void flow_add_patient(const struct screen *screen, struct str *out, const char *patient);
/* What a question is about, "Q15 P214 Solveig Nygård"; the id alone where there is no patient (NULL). */
void flow_add_about(const struct screen *screen, struct str *out, const char *id, const char *patient);
/* A form's title with whom it is about, "A fact: P214 Solveig Nygård"; the title alone for NULL. */
void flow_add_title(const struct screen *screen, struct str *out, const char *title, const char *patient);

/* --- Changes (flows_form.c) --- */

/* Shows what a change did, or why not: in full where that takes more than the line below. Frees both. */
void flow_result(struct screen *screen, bool done, struct effects *effects, struct error *err);

typedef bool flow_step(struct session *session, const char *id, struct effects *effects, struct error *err);
typedef bool flow_text_step(struct session *session, const char *id, const char *text, struct effects *effects,
                            struct error *err);
void flow_do(struct screen *screen, flow_step *step, const char *id);

/* A form whose saving is one change: a refusal is told in full and leaves the form open. True when it was saved; then
 * what it did was told. */
typedef bool flow_change(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                         struct error *err);
bool flow_form_run(struct screen *screen, struct form *form, flow_change *change, const void *context);
/* The same, leaving it to the caller to tell the effects (screen_result() or flow_result()), or to free them. */
bool flow_form_save(struct screen *screen, struct form *form, flow_change *change, const void *context,
                    struct effects *effects);

/* Choices for fields, of the day shown: valid while the data are held (form_run() does). */
struct choice_list flow_patients(const struct screen *screen);
struct choice_list flow_teams(const struct screen *screen);
struct choice_list flow_tasks(const struct screen *screen);
/* Fields that several forms have. A patient or team may be NULL: to be chosen. */
void flow_add_patient_field(const struct screen *screen, struct form *form, const char *patient, bool fixed);
void flow_add_team_field(const struct screen *screen, struct form *form, const char *team); /* "team": who remembers */
/* A day, offered `on`; without a help it must be given. */
void flow_add_day_field(struct form *form, const char *name, const char *label, const char *help, date on);
/* "task", "earliest", "latest", "duration" of a visit. What has a help here may stay empty, and the help says what then
 * holds; what has none must be given. */
struct flow_visit_help {
  const char *task, *earliest, *latest;
};
void flow_add_visit_fields(const struct screen *screen, struct form *form, const struct flow_visit_help *help);
/* What a field holds; NULL, DATE_NONE, NONE where it is empty. */
const char *flow_text(struct form *form, const char *name);
date flow_date(struct form *form, const char *name);
int flow_time(struct form *form, const char *name);    /* wall minutes */
int flow_integer(struct form *form, const char *name); /* UNKNOWN where it is empty */

/* --- Handing on (flows_staff.c) --- */

/* Asks who shall have what `about` names (flow_add_about()): those at work now first, then those who come later today,
 * then the others; among them those of the team (an id, NULL = of the team shown) first. True with the worker's id. */
bool flow_choose_staff(struct screen *screen, const char *about, const char *team, char out[ID_SIZE]);

/* Makes a visit of something: asks how it shall be, then which list takes it. `on` is the day offered (DATE_NONE = as
 * urgency says). */
struct flow_visit {
  bool (*make)(struct session *session, const char *id, const struct visit_wish *wish, struct effects *effects,
               struct error *err);
  const char *id, *patient, *title;
  const char *why; /* what asked for it: offered where a reason is needed; NULL = nothing */
  date on;
};
void flow_make_visit(struct screen *screen, const struct flow_visit *what);
/* Asks which list takes a visit that nobody has, of whichever team; false, and nothing is asked, when it has one. */
bool flow_place_waiting(struct screen *screen, const char *id, const char *why);

/* --- Forms about a patient (flows_about.c); without one (NULL) they ask for whom --- */

void flow_suspend(struct screen *screen, const char *patient, date from); /* `from` is offered */
void flow_resume(struct screen *screen, const char *patient, date from);  /* never NULL */
/* A request to the HT, where it is about a patient for advice. */
void flow_ask(struct screen *screen, const char *patient);
/* The same about a visit, with its urgency and text offered. */
void flow_ask_about_visit(struct screen *screen, const char *visit, bool waits, const char *patient,
                          enum urgency urgency, const char *text);
/* A visit by hand, on the day shown unless one types another; `patient` is offered, or fixed. True when it was made,
 * its id added to `id`. */
bool flow_add_visit(struct screen *screen, const char *patient, bool fixed, struct str *id);
/* Announces a transfer, of a request (`item`) or of a patient; each may be NULL. */
void flow_make_transfer(struct screen *screen, const char *item, const char *patient);

/* --- What is known about a patient (flows_patient.c) --- */

#define FLOW_TREND 8
/* Read once for each patient looked at. */
struct flow_patient {
  char id[ID_SIZE];
  int64_t revision;
  struct arena arena;
  struct observation *seen; /* newest first */
  int n_seen;
  struct need *needs;
  int n_needs;
  const char *explanation; /* of the latest decision; NULL */
};
/* Reads it unless that is done already at this revision, and notes that it was looked at (`where`: "screen: queue");
 * nothing of a patient about whom the person may not read. */
void flow_patient_read(struct screen *screen, struct flow_patient *about, const char *patient, const char *where);
void flow_patient_free(struct flow_patient *about);
/* NEWS2 trend as a picture with its numbers, the last values. */
void flow_add_news2(struct flow_lines *lines, const struct flow_patient *about);
/* The patient's visits of the date shown: when, what, and who comes. */
void flow_add_visits(const struct screen *screen, struct flow_lines *lines, const char *patient);
/* Needs, what matters, who is responsible, the decision. */
void flow_add_facts(const struct screen *screen, struct flow_lines *lines, const struct flow_patient *about);

#endif
