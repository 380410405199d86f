/*
 * paper: what leaves the screen. One page model, one renderer per format; the same model always gives the same paper.
 *
 * A paper is a row of sections, each of which begins a new page: a title, lines under it, a timeline, a map, a table
 * whose rows are kept whole, lines below. Nothing on it is cut: cells wrap, and what is longer than a page goes on
 * overleaf. Every page says what it is, when it was printed, of which version of the base, and its number.
 */
#ifndef VAKTROM_PAPER_H
#define VAKTROM_PAPER_H

#include "vaktrom/dispatch/flows.h"

/* --- The model --- */

enum paper_cells {
  PAPER_TEXT,
  PAPER_RIGHT, /* aligned right */
  PAPER_LEAD,  /* its first line is what the eye looks for: bold */
  PAPER_TICK,  /* a box for ticking, where the cell is not empty */
  /* Pictures: the cell holds numbers from 0 to 1, "-" = none. */
  PAPER_BAR,    /* one: how much of the column is filled */
  PAPER_COURSE, /* several, separated by one space: a line through them */
};
struct paper_column {
  const char *title;
  int width; /* character columns; 0 = what is left of the page */
  enum paper_cells cells;
  double points; /* on a drawn page; 0 = by the character columns */
};

struct paper_row {
  const char **cells;  /* one per column of the section; "" = empty; NULL = only in CSV */
  const char **record; /* the same row in CSV, one cell per paper->headers; NULL = not in CSV */
  int number;          /* of the stop, beside its box, on the timeline and on the map; 0 = none */
};

enum paper_bar_kind { PAPER_BAR_FREE, PAPER_BAR_TRAVEL, PAPER_BAR_VISIT, PAPER_BAR_BREAK };
struct paper_bar {
  enum paper_bar_kind kind;
  minute from, until;
  int number; /* 0 = none */
};
/* A list in time. FREE is the shift, on which the rest is drawn. */
struct paper_lane {
  const char *label;
  VEC(struct paper_bar) bars;
};
struct paper_timeline {
  date date;
  minute from, until;
  VEC(struct paper_lane) lanes; /* none = no timeline */
};
/* A round on the map, from point to point; number 0 is the base. */
struct paper_point {
  double lat, lon;
  int number;
};

struct paper_section {
  const char *title;
  VEC(const char *) above; /* lines under the title */
  struct paper_timeline timeline;
  VEC(struct paper_point) map; /* fewer than two = no map */
  const struct paper_column *columns;
  int n_columns;
  VEC(struct paper_row) rows;
  VEC(const char *) below; /* lines under the table */
  const char *version;     /* at the foot: a mark that changes with what the sheet says; NULL = none */
  const char *mark;        /* across every page: "DRAFT"; NULL = nothing */
  bool landscape;
};

/* Something that a paper keeps as long as it lives. */
struct paper_owned {
  void *what;
  void (*forget)(void *what);
};

struct paper {
  struct arena arena;
  const char *stamp; /* at the foot of every page: when it was printed, and the version of what it shows */
  VEC(struct paper_section) sections;
  bool through;               /* its pages are numbered through; else each section's by themselves, to be handed out */
  const char *const *headers; /* of the CSV */
  int n_headers;
  bool many_headers;             /* papers were joined whose CSV have different columns */
  int unknown_letters;           /* of the last PDF */
  VEC(struct paper_owned) owned; /* what its texts stand in beside the arena */
};
void paper_free(struct paper *paper);
/* The paper frees it, with `forget`, when it is freed itself. */
void paper_own_texts(struct paper *paper, void *what, void (*forget)(void *what));
/* Adds the sections of a paper to another one and frees what is left of it. Whose CSV has other columns, that is told
 * when a CSV is rendered. `Into` may be {0}. */
void paper_join(struct paper *into, struct paper *from);

/* A4 portrait at 10 characters an inch and 6 lines an inch, with margins. */
#define PAPER_COLUMNS 80
#define PAPER_LINES 66

/* --- Renderers --- */

/* Pages of text, PAPER_COLUMNS wide and PAPER_LINES high, with a form feed between them. */
void paper_render_text(const struct paper *paper, struct str *out);
void paper_render_csv(const struct paper *paper, struct str *out);
/* A PDF of A4 pages, for printers without colour; every script is shaped, and its text can be searched. A letter for
 * which the machine has no font is drawn as a box with its number, and counted: paper->unknown_letters. */
VK_NODISCARD bool paper_render_pdf(struct paper *paper, struct str *out, struct error *err);

enum paper_format { PAPER_FORMAT_TEXT, PAPER_FORMAT_PDF, PAPER_FORMAT_CSV };
extern const struct words words_paper_format;
/* One of the three. STATUS_INPUT: a CSV of papers that were joined and have other columns. */
VK_NODISCARD bool paper_render(struct paper *paper, enum paper_format format, struct str *out, struct error *err);

/* How a PDF's pages lie. */
enum paper_turn { PAPER_TURN_SUITS, PAPER_TURN_UPRIGHT, PAPER_TURN_ACROSS };
extern const struct words words_paper_turn;
/* Turns every page; PAPER_TURN_SUITS leaves each as suits it. */
void paper_turn(struct paper *paper, enum paper_turn turn);
/* Whether a text can be a mark at all: as many letters and digits as one has, and only those. In either case. */
bool paper_may_be_mark(const char *text);
/* The sheet with that mark, in either case of letters; NULL when none has it (any more). */
const struct paper_section *paper_find_mark(const struct paper *paper, const char *mark);

/* What starts `lp` is a process of its own: started before the program confines itself (confine_program) by whoever may
 * print, and ended, waited for, with it. */
void paper_start_printing(void);
void paper_end_printing(void);
/* Hands the bytes to `lp`, as they are; printer "" = the machine's default. No shell reads the name. The first line of
 * what lp says is added to `said`. STATUS_INPUT when there is no lp or it refuses. */
VK_NODISCARD bool paper_print(const char *printer, const struct str *bytes, struct str *said, struct error *err);
/* Whether there is a program lp; STATUS_INPUT says what to do where there is none. */
VK_NODISCARD bool paper_can_print(struct error *err);
/* Adds the names of the printers that lpstat knows, one a line; none where it does not answer within two seconds. */
void paper_printers(struct str *out);
/* Whether it can be a printer's name: letters, digits and _ - . @, no hyphen first. */
bool paper_is_printer_name(const char *name);

/* --- The papers --- */

/* How much a paper tells of people. What was written in a request or a transfer may name a diagnosis, which is for no
 * sheet that leaves the base: it is printed only where `texts` asks for it. What the criteria saw never is. */
struct paper_wishes {
  bool initials; /* patients by their initials and number, for a sheet that lies in a car */
  bool texts;
  bool whole;           /* of a handover: everything in full, over as many pages as it takes */
  enum paper_turn turn; /* how its pages will lie (paper_turn()): a handover is fitted to that page */
};

/* Which lists a roster shows: NONE or NULL do not filter. */
struct roster_filter {
  int shift;
  const char *team, *list, *unit;
  const struct list_sheet *sheets; /* of day->lists where they are known already; NULL = they are worked out */
  bool initials;                   /* patients by their initials and number, for a sheet that lies in a car */
  bool summary;                    /* only the sheets of the units */
};
/* The daily roster. Unless it is of one team or list, first a sheet for each unit and shift: its teams with who leads
 * them, their lists, telephones, and what nobody has. For each shift of a team its sheet (all lists as a timeline, who
 * is coordinator and duty nurse, telephones, the visits that nobody has), then one section for each list with visits or
 * a worker: the worker's round with times, travel, patient, address, task, partner, links, what matters, access; a box
 * for ticking, room for notes, a timeline, a map. With filter.list that list alone. No diagnosis, no door code; a
 * protected address stands by its patient number only and on no map. Each
 * sheet has its mark: a printed one is right as long as a new one would have the same (domain.md, "Care with what is
 * known about people"). */
void paper_roster(struct store *store, struct day *day, const struct roster_filter *filter, struct paper *out);

/* The handover sheet: one page, however busy the shift was, the most important first: vital signs, visits that nobody
 * has, not done, requests, staff, who comes, who leaves, suspensions, reminders, services. What does not fit, from the
 * last line up, is counted; what is vital (struct handover_item) is then no longer told in full, but named. The sheet
 * says how many, and that --all (wishes->whole) gives all of it; a CSV has every item in any case. */
void paper_handover(struct store *store, const struct handover *sheet, const struct paper_wishes *wishes,
                    struct paper *out);

/* An HT's own patients with what is new of each. */
void paper_own(struct store *store, const struct own_report *report, const struct paper_wishes *wishes,
               struct paper *out);
/* The requests as they are given; team: its id, NULL = all. */
void paper_queue(struct store *store, const struct day *day, const char *team, const struct queue_item *items, int n,
                 const struct paper_wishes *wishes, struct paper *out);
/* The candidates, by date, with room for what is agreed; by patient number only [003 §10.4]. */
void paper_meeting(struct store *store, const struct meeting_candidate *candidates, int n, struct paper *out);

/* --- A paper by its name --- */

enum paper_kind {
  PAPER_ROSTER,
  PAPER_UNITS,
  PAPER_HANDOVER,
  PAPER_OWN,
  PAPER_QUEUE,
  PAPER_MEETING,
  PAPER_INDICATORS, /* whose figures another room counts: sheets_make() */
  PAPER_KIND_COUNT
};

/* What is asked for; texts are borrowed. What a kind does not name it does not look at. */
struct paper_order {
  enum paper_kind kind;
  date on;          /* of a roster, units, a handover; of indicators the last day; of a meeting: NONE = all to come */
  int shift;        /* of a roster, units (NONE = all), a handover */
  const char *team; /* an id; of a roster, a handover, own patients (NULL = the reader's), requests, a meeting */
  const char *unit; /* of units; NULL = all */
  const char *list; /* of a roster: only this one; NULL */
  bool closed;      /* of requests: also the closed ones */
  struct paper_wishes wishes;
  /* Where they are loaded already (of `on`, of day->lists), which then outlive the paper; NULL = they are loaded. */
  struct day *day;
  const struct list_sheet *sheets;
};
/* Looks up what the order names and makes its paper: the same as the command of that name. paper_free() in any case. */
VK_NODISCARD bool paper_make(struct session *session, const struct paper_order *order, struct paper *out,
                             struct error *err);
/* Whether the roster of a team's shift (an index into day->teams) is no more than a draft: not approved, or a visit
 * that must be made has nobody. */
bool paper_is_draft(const struct day *day, int team, enum shift shift);

/* Figures that were counted elsewhere, as words. */
struct paper_figures {
  const char *title, *subtitle;
  const char *const *headers; /* n_columns */
  const bool *right;          /* n_columns: which are numbers */
  int n_columns;
  const char *const *cells; /* row after row */
  size_t n_rows;
  const double *points; /* n_points for each row, 0 to 1, NAN = none: one is a bar, several are a course */
  int n_points;
  const char *picture;  /* which figure they show */
  const char *below[3]; /* lines under the table; NULL = none */
};
/* Adds a page (or as many as it takes) for the figures; their texts are copied. Begin with `struct paper paper = {0}`.
 */
void paper_add_figures(struct store *store, const struct paper_figures *figures, struct paper *out);

#endif
