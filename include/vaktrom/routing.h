/*
 * routing: which team a patient's work belongs to, OT or HT, and why. Pure functions over facts: no database, no clock
 * of its own, no printing.
 *
 *   facts of a patient  --+
 *                         +--> route_decide() --> verdict --> verdict_explain(), route_teams(), route_service()
 *   a set of criteria   --+
 *
 * Criteria are data (domain.md, "Deciding OT or HT"; grammar in interface.md). A code is a short name for one fact
 * ("palliative", "news2"); a code table gives each a small number, so that facts and criteria compare integers. Facts
 * and criteria that meet must share one table. Everything is read-only once made: many threads may decide at once.
 */
#ifndef VAKTROM_ROUTING_H
#define VAKTROM_ROUTING_H

#include "vaktrom/base.h"
#include "vaktrom/care.h"

/* --- NEWS2: the Royal College of Physicians' chart of 2017 ---------------------------------------------------------
 */

/* The seven parameters in the order of the chart. */
enum news2_part {
  NEWS2_RESP,
  NEWS2_SPO2,
  NEWS2_OXYGEN,
  NEWS2_SYSTOLIC,
  NEWS2_PULSE,
  NEWS2_CONSCIOUSNESS,
  NEWS2_TEMP,
  NEWS2_PARTS,
};
/* Token = key of JSON and column of observations.csv; label for people. Codes are enum news2_part. */
extern const struct words words_news2_part;

/* What a score asks for; a higher code is more urgent. Names of the RCP's clinical response chart. */
enum news2_response {
  NEWS2_RESPONSE_ROUTINE,    /* 0 */
  NEWS2_RESPONSE_LOW,        /* 1 to 4 */
  NEWS2_RESPONSE_INCOMPLETE, /* a low sum of what is known: the missing values may make it high */
  NEWS2_RESPONSE_SINGLE,     /* 3 in one parameter, total below 5 */
  NEWS2_RESPONSE_URGENT,     /* 5 or 6 */
  NEWS2_RESPONSE_EMERGENCY,  /* 7 or more */
  NEWS2_RESPONSES,
};
extern const struct words words_news2_response;

struct news2_score {
  int parts[NEWS2_PARTS];       /* 0 to 3; UNKNOWN where it cannot be scored */
  int total;                    /* of the known parts: the score, or "at least" this when not complete */
  bool complete;                /* all seven are known */
  int highest_single;           /* 0 to 3 */
  enum news2_response response; /* thresholds fire on an incomplete score too */
};

/* A set with every parameter UNKNOWN. */
struct observation observation_empty(void);
/* Refuses values outside the accepted ranges (resp 0-80, SpO2 40-100, systolic 30-300, pulse 20-260, temperature
 * 25.0-45.0, scale 1 or 2, oxygen 0 or 1) and a set without any parameter: STATUS_INPUT, naming each. */
bool observation_check(const struct observation *observation, struct error *err);
/* Scores a set that observation_check() accepted; an UNKNOWN scale counts as 1. With the oxygen unknown, an SpO2 of 93
 * or more on scale 2 cannot be scored. */
struct news2_score news2_score(const struct observation *observation);
/* Whether the score raises an item of urgency `now` in the HT queue: 5 or more, or a single 3. */
bool news2_raises(const struct news2_score *score);
/* The same of a total and its highest single parameter, as facts hold them. */
bool news2_is_high(int total, int highest_single);
/* One set out of two of the same minute: what `earlier` has and `added` leaves out is kept. A value that both have and
 * that differs is added's where `correct`, else STATUS_USAGE naming each. The result is earlier's in patient and time.
 */
bool observation_join(const struct observation *earlier, const struct observation *added, bool correct,
                      struct observation *out, struct error *err);

/* Who is to be called and how soon, for each response; texts of the base (settings) may replace them. The defaults are
 * the RCP's response chart in the words of a home-care base; emergency names 113 and the doctor. Untranslated. */
struct news2_advice {
  const char *who, *how_soon;
};
extern const struct news2_advice news2_default_advice[NEWS2_RESPONSES];

/* Adds one line for each thing that makes the score doubtful: the scale differs from the patient's prescription
 * (prescribed_scale 1 or 2, 0 = none), under 16 (age_years UNKNOWN is fine), pregnant, incomplete. */
void news2_warnings(const struct observation *observation, int prescribed_scale, int age_years, bool pregnant,
                    struct str *out);
/* A temperature for people: "38.4"; returns out. */
const char *temperature_show(int tenths, char out[NUMBER_SIZE]);
/* "NEWS2 6", "NEWS2 at least 4 (incomplete: pulse, temperature)". */
void news2_describe(const struct news2_score *score, struct str *out);
const char *news2_said(struct arena *arena, const struct news2_score *score); /* as a saying, to be kept */

/* --- Codes ---------------------------------------------------------------------------------------------------------
 */

/* The built-in codes have these numbers in every table. */
enum builtin_code {
  CODE_NEWS2,        /* latest complete score within the setting news2_valid_hours, 0 to 20 */
  CODE_NEWS2_SINGLE, /* its highest single parameter, 0 to 3 */
  CODE_DAYS_KNOWN,   /* since admission */
  CODE_SERVICE_ROLE, /* highest lowest-role among the patient's services; an enum role */
  CODE_FRAILTY,      /* a need: Clinical Frailty Scale, 1 to 9 */
  CODE_KATZ,         /* a need: Katz ADL, 0 to 6 */
  CODE_BUILTINS,
};

struct code_table; /* names <-> small numbers; owns the names */
struct code_table *code_table_new(void);
void code_table_free(struct code_table *table); /* NULL is fine */
/* The number of a code, given one if it is new. */
int code_intern(struct code_table *table, const char *name);
/* The number of a code, or NONE. */
int code_find(const struct code_table *table, const char *name);
const char *code_name(const struct code_table *table, int code);
int code_count(const struct code_table *table);
/* Whether `name` is a well-formed code: letters, digits, '_', '-', not beginning with a digit or '-'. */
bool code_valid(const char *name);
/* English label of a code for a sentence ("unstable diabetes"); for a code that the program does not know, the code
 * with blanks for underscores. Static or owned by the table. */
const char *code_label(const struct code_table *table, int code);
/* The same of a code without a table, in the language of the texts; a code of the base's own is shown as it is. */
const char *need_label(const char *code);
const char *need_said(struct arena *arena, const char *code); /* the label as a saying, to be kept */
/* A need in words: "frailty 6", "COPD"; the value may be NULL. */
void need_describe(const char *code, const char *value, struct str *out);
const char *need_words(struct arena *arena, const char *code, const char *value);
/* Whether a need may have this value: frailty 1 to 9, katz 0 to 6 (whole numbers), a built-in fact never; every other
 * code takes any. STATUS_INPUT says what is allowed. */
bool need_check(const char *code, const char *value, struct error *err);

/* --- Facts ---------------------------------------------------------------------------------------------------------
 */

/* Numbers compare in thousandths, so that 21.4 (or 21,4) is exact. */
#define THOUSANDTHS 1000
#define FACT_NO_NUMBER INT64_MIN
struct fact {
  int code;
  int64_t number;   /* thousandths; FACT_NO_NUMBER when the value is no number */
  const char *text; /* the value as written; NULL when the fact has none; not owned */
  instant at;       /* since when, or when measured; INSTANT_NONE = not known */
};

/* What is known about one patient, ordered by code, at most one fact of a code (the last set counts). A fact that is
 * not there is unknown. */
struct facts {
  VEC(struct fact) list;
  uint64_t seen; /* bit code % 64 of every fact: most questions are about what is not known, and end here */
};
void facts_free(struct facts *facts);
/* A need: value NULL or "" when it has none. The text is not copied and must outlive the facts. */
void facts_set(struct facts *facts, int code, const char *value, instant at);
/* A number, such as news2 or days_known (whole units). */
void facts_set_number(struct facts *facts, int code, int value, instant at);
void facts_set_role(struct facts *facts, enum role role);
void facts_remove(struct facts *facts, int code);
const struct fact *facts_find(const struct facts *facts, int code); /* NULL = unknown */
/* The role for CODE_SERVICE_ROLE among the lowest roles of a patient's services (an apprentice counts as an assistant):
 * the highest of the ladder; a therapist's only when there is no other. False when n is 0. */
bool facts_highest_role(const enum role *roles, size_t n, enum role *out);
/* "frailty=7". */
void fact_write(const struct fact *fact, const struct code_table *codes, struct str *out);
/* "palliative, frailty=7, news2=4" in the terms of the grammar; the same in words, "nothing known" when empty. */
void facts_write(const struct facts *facts, const struct code_table *codes, struct str *out);
void facts_describe(const struct facts *facts, const struct code_table *codes, struct str *out);

/* --- Criteria ------------------------------------------------------------------------------------------------------
 */

enum condition_kind {
  CONDITION_KNOWN,    /* code */
  CONDITION_UNKNOWN,  /* !code */
  CONDITION_EQUAL,    /* code=value */
  CONDITION_AT_LEAST, /* code>=n */
  CONDITION_AT_MOST,  /* code<=n */
};
struct condition {
  enum condition_kind kind;
  int code;
  int64_t number;   /* thousandths; of a role its enum role x 1000; FACT_NO_NUMBER when the value is no number */
  const char *text; /* of CONDITION_EQUAL */
};

#define RANK_DEFAULT 100
struct criterion {
  const char *id, *when, *rationale, *source;
  enum outcome outcome;
  int rank;
  const struct condition *conditions; /* all must hold; none = always holds */
  int n_conditions;
};

/* One version of the criteria. Owns its strings and conditions in its arena; uses the code table, does not own it. */
struct criteria {
  struct code_table *codes;
  struct arena arena;
  VEC(struct criterion) rows;
};
struct criteria *criteria_new(struct code_table *codes);
void criteria_free(struct criteria *criteria); /* NULL is fine */
/* Adds a row; copies its strings; NULL counts as "". A `when` that cannot be read or an id that is empty or taken:
 * STATUS_INPUT with position, what was found and what was meant, and nothing is added. */
bool criteria_add(struct criteria *criteria, const char *id, enum outcome outcome, const char *when, int rank,
                  const char *rationale, const char *source, struct error *err);
/* Reads a `when` alone (for import, before a version is built). */
bool criteria_check_when(const char *when, struct error *err);

/* A row that narrowly did not hold: one condition failed while others held, or its only one is a bound that a known
 * number missed. */
struct near_miss {
  int row, condition;
};

/* What the criteria say about one patient (before areas and teams). A stored decision (care.h) is made of it. */
struct verdict {
  enum outcome outcome;
  bool uncovered;    /* GREY since no row held */
  int rank;          /* of the rows that decided; 0 when uncovered */
  VEC(int) held;     /* every row that held, of any rank, by rank, then in the order of the table */
  size_t n_deciding; /* the first of `held` that decided */
  VEC(struct near_miss) missed;
};
void verdict_free(struct verdict *verdict);

/* Whether a condition, a row, holds. A comparison with something unknown is false. */
bool condition_holds(const struct condition *condition, const struct facts *facts);
bool criterion_holds(const struct criterion *row, const struct facts *facts);
/* The verdict with every row that held or missed by one condition. */
void route_decide(const struct criteria *criteria, const struct facts *facts, struct verdict *out);
/* What two rows of one rank give together: their own outcome when they agree, else people decide. */
enum outcome outcome_join(enum outcome a, enum outcome b);
/* The outcome alone: fast, allocates nothing. */
enum outcome route_outcome(const struct criteria *criteria, const struct facts *facts, bool *uncovered);

/* A sentence that a coordinator can read aloud, ending in a full stop, with what would be without the fact that could
 * most easily change. `now` tells how to name days (weekday within the last six days, else the date). */
void verdict_explain(const struct verdict *verdict, const struct criteria *criteria, const struct facts *facts,
                     instant now, struct str *out);
/* The same as a saying, to be kept. */
const char *verdict_said(struct arena *arena, const struct verdict *verdict, const struct criteria *criteria,
                         const struct facts *facts, instant now);
/* One fact in words: "NEWS2 6 on Tuesday 14:10".
 */
void fact_describe(const struct fact *fact, const struct code_table *codes, instant now, struct str *out);
const char *fact_said(struct arena *arena, const struct fact *fact, const struct code_table *codes, instant now);
/* A condition as the grammar writes it: "news2>=5". */
void condition_write(const struct condition *condition, const struct code_table *codes, struct str *out);
/* What a row asks for, in words: "personal care (PBP), not home nursing (HSY)"; nothing where it always holds. */
void criterion_describe(const struct criterion *row, const struct code_table *codes, struct str *out);
/* A condition in words: "NEWS2 at least 5", "not COPD". */
void condition_describe(const struct condition *condition, const struct code_table *codes, struct str *out);

/* --- Teams ---------------------------------------------------------------------------------------------------------
 */

/* Which teams an outcome means for a patient. */
struct team_choice {
  enum outcome outcome; /* GREY also when no OT serves the area */
  bool no_team;         /* that is why it is GREY */
  int responsible;      /* index of the team; NONE with GREY */
  int cooperating;      /* NONE; with OT the HT when `nurse_work` */
  int current;          /* as given: with GREY it keeps the work until people decide */
};
/* `area` is the patient's; `current_team` an index or NONE. OT = the OT whose areas hold the area; HT = that OT's HT
 * (else the current team's HT, else the only HT); BOTH = the HT responsible, the area's OT cooperating. `nurse_work`:
 * a service of the patient asks for a nurse, whose work HT lists do in any case (interface.md, criteria grammar). */
struct team_choice route_teams(enum outcome outcome, const char *area, int current_team, bool nurse_work,
                               const struct team *teams, int n_teams);
/* The team of one service after that choice: HT for nurses' and therapists' work; other work the responsible team's,
 * with BOTH the cooperating OT's, with GREY the current team's. NONE when there is none. */
int route_service(const struct team_choice *choice, enum role min_role, const struct team *teams, int n_teams);

/* --- Table check ---------------------------------------------------------------------------------------------------
 */

enum table_fault_kind {
  TABLE_CONFLICT,  /* two rows that count together and differ in outcome */
  TABLE_NEVER,     /* a row that no facts can make hold */
  TABLE_HIDDEN,    /* a row that can hold, but a lower rank holds whenever it does */
  TABLE_UNCOVERED, /* facts that no row covers */
};
extern const struct words words_table_fault;

struct table_fault {
  enum table_fault_kind kind;
  int row, other;       /* rows of the table; NONE where the kind has none; of a hidden row one that alone hides it */
  bool has_example;     /* all but `never`; of a hidden row: facts where it holds and is passed over */
  struct facts example; /* the fewest facts that show it */
};
struct table_faults {
  struct arena arena; /* the texts of the examples */
  VEC(struct table_fault) list;
  bool complete; /* false when a search was given up (a table made to be hard); the list is then right, not whole */
};
/* All faults, by kind, then row. Uncovered: a shortest example and, when that is a patient of whom nothing is known, a
 * shortest with something known. Exact over: built-in facts in their ranges or unknown, each by itself; needs unknown,
 * without a value or with any; numbers on the grid of the decimals that the table uses for that code. */
void criteria_check(const struct criteria *criteria, struct table_faults *out);
void table_faults_free(struct table_faults *faults);
/* One line for people. */
void table_fault_describe(const struct table_fault *fault, const struct criteria *criteria, struct str *out);

/* --- Impact preview ------------------------------------------------------------------------------------------------
 */

/* What the preview must know about one patient; borrowed. */
struct preview_patient {
  const char *patient; /* id */
  const char *area;
  const struct facts *facts;
  int team;               /* current, index or NONE */
  const enum role *roles; /* lowest role of each service ... */
  const int *visits;      /* ... its visits a week in hundredths (seven in two weeks = 350) ... */
  const int *minutes;     /* ... and its visit minutes a week */
  size_t n_services;
  const struct team_choice *decided; /* a person's decision that stands whatever the criteria say; NULL = none */
};
struct preview_move {
  const char *patient; /* id, borrowed */
  struct team_choice before, after;
  int row_before, row_after; /* the first deciding row of each set; NONE when uncovered */
};
struct team_load {
  int patients; /* for which the team is responsible */
  int visits;   /* a week, hundredths */
  int minutes;  /* a week */
};
struct preview {
  VEC(struct preview_move) moves; /* patients whose outcome, responsible or cooperating team differs, in their order */
  struct team_load *before, *after; /* one for each team */
  int n_teams;
};
void route_preview(const struct criteria *before, const struct criteria *after, const struct preview_patient *patients,
                   size_t n_patients, const struct team *teams, int n_teams, struct preview *out);
void preview_free(struct preview *preview);

#endif
