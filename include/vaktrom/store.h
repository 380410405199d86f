/*
 * store: the SQLite file that holds the base. The only room that says SQL.
 *
 * Every change is inside a transaction that has an actor and a label; committing it writes one journal line together
 * with the change set (sqlite3session) from which it can be undone. What commit reported as done is on the disk.
 * Functions that read fill structures owned by the arena that they are given; functions that write take them whole.
 */
#ifndef VAKTROM_STORE_H
#define VAKTROM_STORE_H

#include "vaktrom/care.h"

struct store;

/* --- Opening --- */

/* Makes a new store: schema and settings. (Default tasks and criteria are imported by exchange.)
 * STATUS_STORE when the file exists already or cannot be made. Mode 0600. */
VK_NODISCARD bool store_create(const char *path, struct store **out, struct error *err);
/* Opens a store; an older one is copied beside itself (PATH.before-N) and migrated, a newer one is refused.
 * STATUS_STORE with what to do when it is missing, busy, damaged or no store. */
VK_NODISCARD bool store_open(const char *path, struct store **out, struct error *err);
void store_close(struct store *store); /* rolls back what is open; NULL is fine */
const char *store_path(const struct store *store);
/* Whether the path leads to the base's own file: nothing else may be written there. */
bool store_is_at(const struct store *store, const char *path);
/* Whether the file is one that only the program's own care may replace, whatever name or link leads to it: a store, its
 * log, a backup, its key, the audit log's key and head; or the name is one that belongs beside a store. */
bool store_keeps_file(const char *path);
/* How long a call waits for other writers before it gives up with STATUS_STORE; 10 seconds unless set. */
void store_set_busy_limit(struct store *store, double seconds);

/* A number that changes whenever another connection or this one has committed a change: for refreshing a screen. Where
 * the store is no longer there it changes each time, so that whoever then reads is told. */
int64_t store_revision(struct store *store);

/* Clocks are set by a little all the time; by more than so many seconds is said. */
enum { CLOCK_SECONDS_APART = 120 };
/* Whether one of the last rows that were written says a later time than it is now: the clock was set back, or was wrong
 * then. What is written meanwhile still stands behind these in the journal and the audit log. False where it cannot be
 * told. */
bool store_clock_went_back(struct store *store, instant *now, instant *written);

/* --- Transactions --- */

/* Begins (BEGIN IMMEDIATE, waiting for others up to the busy limit); nested calls count, the outermost decides. `actor`
 * is an account or staff id, `label` what the journal will say ("moved V123 from L4 to L6"; may be set later). */
VK_NODISCARD bool store_begin(struct store *store, const char *actor, const char *label, struct error *err);
/* As a saying (base.h; no _()), which whoever reads the journal reads in their own language; or a text as it is. */
void store_label(struct store *store, const char *format, ...) VK_PRINTF(2, 3);
void store_label_text(struct store *store, const char *text);
const char *store_label_now(const struct store *store);
/* Commits; where `store_set_dry_run(store, true)` it rolls back instead and still returns true. A commit without any
 * change writes no journal line. On failure everything is rolled back. */
VK_NODISCARD bool store_commit(struct store *store, struct error *err);
void store_rollback(struct store *store);
void store_set_dry_run(struct store *store, bool dry_run);
/* From now on what is committed stands in the journal but cannot be taken back: the making of the store. */
void store_set_lasting(struct store *store);
/* The transaction's label stands in the journal although nothing of it can be taken back: accounts. Undo passes over
 * it. */
void store_keep_line(struct store *store);
/* A read transaction over several loads, so that they see one state; ended by store_read_end. */
VK_NODISCARD bool store_read_begin(struct store *store, struct error *err);
void store_read_end(struct store *store);

/* The last changes, newest first; actor NULL = everybody's. */
VK_NODISCARD bool store_journal(struct store *store, const char *actor, int limit, struct arena *arena,
                                struct journal_entry **out, int *n, struct error *err);
/* Takes back the actor's last change that is not undone (or does the last undone one again); *label says which. Refused
 * with STATUS_DENIED and the reason when somebody built on it. */
/* What that would be: its label and its size. STATUS_DENIED: nothing. */
struct undo_size {
  int rows, visits; /* that it would change */
  instant at;       /* when it was done */
  bool made_here;   /* by this connection: not on another screen of the same account */
};
VK_NODISCARD bool store_next_undo(struct store *store, const char *actor, bool redo, struct str *label,
                                  struct undo_size *size, struct error *err);
/* Above it people are asked first. A move by hand numbers two lists anew, which is up to some 30 rows. */
enum { UNDO_UNASKED_ROWS = 40 };
VK_NODISCARD bool store_undo(struct store *store, const char *actor, struct str *label, struct error *err);
VK_NODISCARD bool store_redo(struct store *store, const char *actor, struct str *label, struct error *err);

/* --- Settings, ids, accounts --- */

/* One row of the table of settings that the program knows (name, default, what it means, how it is checked). */
struct setting {
  const char *name, *fallback, *meaning;
  enum setting_type {
    SETTING_TEXT,
    SETTING_INTEGER,
    SETTING_TIME,
    SETTING_YES_NO,
    SETTING_ZONE,
    SETTING_LANGUAGE,
    SETTING_GROUP
  } type;
  int64_t min, max; /* of an integer */
};
extern const struct setting settings[]; /* ends with a NULL name */
/* The setting of that name; NULL with STATUS_USAGE and the nearest name when there is none. */
const struct setting *setting_find(const char *name, struct error *err);
/* The value, or the default; never NULL for a known name. Valid until the next change of settings. */
const char *store_setting(struct store *store, const char *name);
/* A value of the setting for people: its word where it is one ("nei"), else the value itself. */
const char *setting_words(const struct setting *setting, const char *value);
/* Whether it is for the store's owner alone to give it that value: what the log keeps, who may open the files, which
 * clock counts, and that no screen locks. */
bool setting_is_owners(const struct setting *setting, const char *value);
/* The days for which the log answers who has looked at somebody: `audit_days` is no fewer, 0 (never) apart, and what an
 * older store says is read as this. Accesses in an emergency are not erased before either. */
enum { AUDIT_DAYS_LEAST = 365 };
/* The value of a setting of a store that is not open, for who needs it before anything else: reads one row, changes and
 * reports nothing. NULL where there is no store, no such row, or it cannot be read now; owned by the arena. */
const char *store_peek_setting(const char *path, const char *name, struct arena *arena);
int64_t store_setting_int(struct store *store, const char *name); /* minutes after 00:00 of a time; 1 for yes */
VK_NODISCARD bool store_setting_set(struct store *store, const char *name, const char *value, struct error *err);

/* A new id: prefix and the next number, "V123". Inside a transaction. */
VK_NODISCARD bool store_next_id(struct store *store, const char *prefix, struct arena *arena, const char **out,
                                struct error *err);
/* Makes the owner account for an operating-system user. */
VK_NODISCARD bool store_account_add_owner(struct store *store, const char *os_user, struct error *err);
/* Says as which worker the account of an operating-system user acts. */
VK_NODISCARD bool store_account_set_staff(struct store *store, const char *os_user, const char *staff,
                                          struct error *err);
/* Somebody (or a service) who may sign in. */
enum account_kind {
  ACCOUNT_PERSON,  /* a worker with a staff row */
  ACCOUNT_OWNER,   /* may do everything */
  ACCOUNT_SERVICE, /* the timers' runs, and the system user who owns the store's file */
  ACCOUNT_SHARED,  /* the login of a shared terminal: does nothing itself, people sign in on it */
};
extern const struct words words_account_kind;
struct account {
  const char *name;    /* unique */
  const char *os_user; /* whose login it is; NULL: signs in by password alone */
  const char *staff;   /* as whom it acts; NULL: nobody's */
  enum account_kind kind;
  int generation; /* what signed in under an earlier one is signed in no more: a new password or a lock begins a new one
                   */
};
/* The account of an operating-system user, in the arena. STATUS_DENIED when there is none, or it is not open
 * (account_is_open()). */
VK_NODISCARD bool store_account_find(struct store *store, const char *os_user, struct arena *arena, struct account *out,
                                     struct error *err);
/* Adds a row inside a transaction; nothing in a dry run. `what` is a word of words_audit (store/audit.h), `subject` an
 * id (of a patient or a visit: then it is about that patient) or "", `detail` the reason or what is to be said. */
VK_NODISCARD bool store_audit(struct store *store, const char *actor, const char *what, const char *subject,
                              const char *detail, struct error *err);
/* Notes that the actor looked at the details of these patients, `how` (a command or screen). Of each reader and patient
 * once an hour: otherwise it only reads. Also in a dry run, for that is a look too. A transaction of its own. */
VK_NODISCARD bool store_audit_opened(struct store *store, const char *actor, const char *const *patients, int n,
                                     const char *how, struct error *err);
/* --- The snapshot --- */

/* Everything about one date (care.h), in one read transaction. Free with day_free(). */
VK_NODISCARD bool store_load_day(struct store *store, date on, struct day **out, struct error *err);
/* The same without what looks back over 28 days (day->has_past is false), which takes longer than all the rest: to show
 * a date, not to plan it. store_load_past() reads it later; where it was read, that does nothing. */
VK_NODISCARD bool store_load_day_alone(struct store *store, date on, struct day **out, struct error *err);
VK_NODISCARD bool store_load_past(struct store *store, struct day *day, struct error *err);

/* The date of a visit ("V12" also names the two rows V12/1 and V12/2) or a list; DATE_NONE when there is none. */
date store_date_of_visit(struct store *store, const char *visit);
date store_date_of_list(struct store *store, const char *list);
/* The dates in from..until (DATE_NONE = open) on which the patient (NULL = anybody) has visits, or the worker
 * (likewise) has lists; rising. */
VK_NODISCARD bool store_dates_of_patient(struct store *store, const char *patient, date from, date until,
                                         struct arena *arena, date **out, int *n, struct error *err);
VK_NODISCARD bool store_dates_of_lists(struct store *store, const char *staff, date from, date until,
                                       struct arena *arena, date **out, int *n, struct error *err);

/* --- Writing rows: insert or replace by key, whole rows. Inside a transaction. --- */

VK_NODISCARD bool store_save_visit(struct store *store, const struct day *day, const struct visit *visit,
                                   struct error *err);
VK_NODISCARD bool store_save_list(struct store *store, const struct day *day, const struct work_list *list,
                                  struct error *err);
VK_NODISCARD bool store_remove_list(struct store *store, const char *list, struct error *err);
/* Another list, of any date, that the worker of this one walks at the same moment; NULL when there is none. */
VK_NODISCARD bool store_overlapping_list(struct store *store, const char *list, struct arena *arena, const char **other,
                                         struct error *err);
VK_NODISCARD bool store_save_absence(struct store *store, const char *staff, const struct absence *absence,
                                     struct error *err);
VK_NODISCARD bool store_save_suspension(struct store *store, const char *patient, const struct suspension *suspension,
                                        struct error *err);
VK_NODISCARD bool store_remove_suspension(struct store *store, const char *patient, date from, struct error *err);
VK_NODISCARD bool store_save_patient_team(struct store *store, const char *patient, const char *team,
                                          const char *cooperating, struct error *err);
VK_NODISCARD bool store_save_need(struct store *store, const struct need *need, struct error *err);
/* Lets the need end: `until` is its last day. */
VK_NODISCARD bool store_remove_need(struct store *store, const char *patient, const char *code, date until,
                                    struct error *err);
VK_NODISCARD bool store_save_observation(struct store *store, const struct observation *observation, struct error *err);
VK_NODISCARD bool store_save_queue_item(struct store *store, const struct queue_item *item, struct error *err);
VK_NODISCARD bool store_save_carry_over(struct store *store, const struct carry_over *carry, struct error *err);
VK_NODISCARD bool store_save_reminder(struct store *store, const struct reminder *reminder, struct error *err);
VK_NODISCARD bool store_save_transfer(struct store *store, const struct transfer *transfer, struct error *err);
VK_NODISCARD bool store_save_meeting_candidate(struct store *store, const struct meeting_candidate *candidate,
                                               struct error *err);
VK_NODISCARD bool store_save_decision(struct store *store, const struct decision *decision, struct error *err);
VK_NODISCARD bool store_save_ack(struct store *store, const char *finding, const char *by, const char *reason,
                                 struct error *err);
VK_NODISCARD bool store_save_approval(struct store *store, date on, enum shift shift, const char *team, const char *by,
                                      struct error *err);

/* The shift was changed just now; approving it again takes that back. Sets *approved where it was approved; else does
 * nothing. */
VK_NODISCARD bool store_save_approval_change(struct store *store, date on, enum shift shift, const char *team,
                                             bool *approved, struct error *err);
/* The shifts of the day that were changed since they were approved. */
struct changed_approval {
  int team; /* index into day->teams */
  enum shift shift;
  instant approved, changed; /* changed: the last time */
};
VK_NODISCARD bool store_load_changed_approvals(struct store *store, const struct day *day, struct arena *arena,
                                               struct changed_approval **out, int *n, struct error *err);

VK_NODISCARD bool store_save_handover_ack(struct store *store, date on, enum shift shift, const char *team,
                                          const char *by, struct error *err);
/* Who read the sheet of which shift of the team, newest first. */
struct handover_ack {
  date date;
  enum shift shift;
  const char *by;
  instant at;
};
VK_NODISCARD bool store_load_handover_acks(struct store *store, const char *team, struct arena *arena,
                                           struct handover_ack **out, int *n, struct error *err);
/* When a person last looked at an HT's report on its own patients; INSTANT_NONE = never. */
VK_NODISCARD bool store_save_own_look(struct store *store, const char *reader, const char *team, instant at,
                                      struct error *err);
VK_NODISCARD bool store_load_own_look(struct store *store, const char *reader, const char *team, instant *at,
                                      struct error *err);
/* The same of one patient. */
struct patient_look {
  const char *patient;
  instant at;
};
VK_NODISCARD bool store_save_patient_look(struct store *store, const char *reader, const char *patient, instant at,
                                          struct error *err);
VK_NODISCARD bool store_load_patient_looks(struct store *store, const char *reader, struct arena *arena,
                                           struct patient_look **out, int *n, struct error *err);

/* What a team's visits of a day and shift come to: minutes that are done or on lists, those that nobody has, workers
 * who do them. What was done before this program counts for the team in which its worker is now. */
struct day_work {
  int minutes, unassigned_min, workers;
};
/* Of `n` days from a date on. */
VK_NODISCARD bool store_load_days_of_work(struct store *store, const char *team, enum shift shift, date from,
                                          struct day_work *out, int n, struct error *err);

/* --- Reading rows that are not in the snapshot. Filters that are NULL do not filter. --- */

/* Those that hold on the date; DATE_NONE = all. */
VK_NODISCARD bool store_load_needs(struct store *store, const char *patient, date on, struct arena *arena,
                                   struct need **out, int *n, struct error *err);
/* Newest first for each patient; since INSTANT_NONE = all. */
VK_NODISCARD bool store_load_observations(struct store *store, const char *patient, instant since, struct arena *arena,
                                          struct observation **out, int *n, struct error *err);
/* By urgency, due, at; closed ones only where `all`. Those and the reminders below are with the team to which their
 * patient was transferred, from the day on which it is responsible. */
VK_NODISCARD bool store_load_queue(struct store *store, const char *team, bool all, struct arena *arena,
                                   struct queue_item **out, int *n, struct error *err);
/* Minutes from asking until an item of that kind and urgency is due (settings: the kind's own, else the urgency's). */
int64_t store_queue_due_minutes(struct store *store, enum queue_kind kind, enum urgency urgency);
/* The steps of one item, or of all by item (byte order), in their order: who brought it to which state and when. */
struct queue_step {
  const char *item, *by, *owner, *outcome; /* owner, outcome: NULL = none */
  instant at;
  enum queue_state state;
};
VK_NODISCARD bool store_load_queue_history(struct store *store, const char *item, struct arena *arena,
                                           struct queue_step **out, int *n, struct error *err);
VK_NODISCARD bool store_load_carry_overs(struct store *store, const char *next, bool all, struct arena *arena,
                                         struct carry_over **out, int *n, struct error *err);
VK_NODISCARD bool store_load_reminders(struct store *store, const char *team, bool all, struct arena *arena,
                                       struct reminder **out, int *n, struct error *err);
VK_NODISCARD bool store_load_transfers(struct store *store, const char *patient, bool all, struct arena *arena,
                                       struct transfer **out, int *n, struct error *err);
/* Visits of from..until that were not done or were dropped, by date, patient, visit. */
struct missed_visit {
  const char *visit, *patient, *task, *reason; /* the task's name */
  date date;
  minute latest; /* its first window's latest start, true minutes on the date */
  enum visit_state state;
  enum priority priority;
};
VK_NODISCARD bool store_load_missed_visits(struct store *store, date from, date until, struct arena *arena,
                                           struct missed_visit **out, int *n, struct error *err);
VK_NODISCARD bool store_load_meeting(struct store *store, const char *team, date on, struct arena *arena,
                                     struct meeting_candidate **out, int *n, struct error *err);
/* When the journal says that rows were written, for who asks what is new: of needs, suspensions, reminders,
 * observations, transfers and visits. Of a change that is too large or too old to be taken back nothing is known, and
 * what came together with its patient (a base that was imported) is left out: that is no news of the patient. */
struct recorded {
  const char *kind;   /* "needs" */
  const char *key;    /* the row's key cells, separated by one space; an instant as seconds */
  instant written_at; /* when what it says was last written; INSTANT_NONE = not since */
  instant ended_at;   /* when its last day was; likewise */
};
/* What was written at or after `since`, by kind and key (strcmp). */
VK_NODISCARD bool store_load_recorded(struct store *store, instant since, struct arena *arena, struct recorded **out,
                                      int *n, struct error *err);
/* The latest decision of each patient. */
VK_NODISCARD bool store_load_decisions(struct store *store, const char *patient, struct arena *arena,
                                       struct decision **out, int *n, struct error *err);

/* Minutes of work that each worker's shift rows give in from..until, shifts of which the worker is absent left out. */
struct planned_work {
  const char *staff;
  int minutes;
};
VK_NODISCARD bool store_load_planned_work(struct store *store, date from, date until, struct arena *arena,
                                          struct planned_work **out, int *n, struct error *err);

/* When each worker works on those dates (the evening before's night among them), by worker and start; shifts of which
 * the worker is absent left out. */
struct work_span {
  const char *staff;
  instant start, end;
};
VK_NODISCARD bool store_load_work_spans(struct store *store, date from, date until, struct arena *arena,
                                        struct work_span **out, int *n, struct error *err);

/* --- What the indicators are counted from (statistics.c) --- */

/* A visit of a period: one row per worker, as visits.csv and history.csv have it. Of the history, which knows no more,
 * a row is a visit that was done, asks for the role of its task, has the task's priority and no start. */
struct past_visit {
  date date;
  enum shift shift;
  int patient, staff, task, team; /* indices into base; staff, team NONE = none */
  minute start;                   /* true minutes on the date; MINUTE_NONE = not known */
  int minutes;                    /* how long it lasted; of a visit in this program its planned length */
  enum role min_role;
  enum priority priority;
  enum visit_state state;
  bool second;     /* the second worker's row of a two-person visit */
  bool is_history; /* done before (or beside) this program */
};
struct statistics {
  date from, until;
  struct day *base; /* teams, tasks, staff and patients as they are today; shifts and absences of the whole period */
  struct past_visit *visits; /* in the base's arena: the history first, each by date */
  int n_visits;
};
/* Everything about from..until (inclusive). statistics_free() when done. */
VK_NODISCARD bool store_load_statistics(struct store *store, date from, date until, struct statistics *out,
                                        struct error *err);
void statistics_free(struct statistics *statistics);

/* --- Proposals after an absence (no part of the journal) --- */

/* Where a proposed alternative puts one visit that it changes. */
struct proposed_place {
  int alternative, nature;       /* its number, from 1; what kind it is */
  const char *visit, *from_list; /* from: before the absence; NULL = on none */
  const char *list;              /* NULL = on none */
  const char *reason;            /* why it has no place; NULL where it has one */
  minute from_start, start;
  int seq;
};
/* Replaces what was proposed for that worker and date (old dates go as well); inside a transaction. */
VK_NODISCARD bool store_save_proposals(struct store *store, date on, const char *staff, uint64_t digest,
                                       const struct proposed_place *places, int n, struct error *err);
/* By alternative, visit; *digest is set where there is one. */
VK_NODISCARD bool store_load_proposals(struct store *store, date on, const char *staff, struct arena *arena,
                                       uint64_t *digest, struct proposed_place **out, int *n, struct error *err);

/* --- Criteria versions --- */

struct criterion_row {
  const char *criterion, *when, *rationale, *source, *version;
  enum outcome outcome;
  int rank;
};
struct criteria_version {
  const char *version;
  date valid_from; /* the latest of its rows */
  date starts;     /* later than today: it was activated and takes effect then; else DATE_NONE */
  bool active;     /* it is the one that counts today */
  int n_rows;
};
/* The rows of a version (NULL = the active one), in the order of the file. */
VK_NODISCARD bool store_load_criteria(struct store *store, const char *version, struct arena *arena,
                                      struct criterion_row **out, int *n, struct error *err);
VK_NODISCARD bool store_load_criteria_versions(struct store *store, struct arena *arena, struct criteria_version **out,
                                               int *n, struct error *err);
/* From its valid_from on where that is a later day than today, else at once. What was activated for another day stays
 * so. STATUS_INPUT when there is no such version. */
VK_NODISCARD bool store_activate_criteria(struct store *store, const char *version, struct error *err);

/* --- KINDs: rows as import and export see them --- */

/* A KIND of interface.md as a table of columns; the same table gives the CSV headers, the parsing, the messages and the
 * SQL, so that they cannot drift apart. */
enum column_type {
  COLUMN_ID,      /* an identifier: 1 to 64 bytes, no white space, no control characters */
  COLUMN_REF,     /* the id of a row of `ref` */
  COLUMN_REFS,    /* several, separated by one space */
  COLUMN_TEXT,    /* free text, one line (guarded against formulas in a spreadsheet) */
  COLUMN_CODES,   /* words separated by one space */
  COLUMN_WORD,    /* one of `words` */
  COLUMN_WORDS,   /* several of `words`, separated by one space */
  COLUMN_INTEGER, /* min..max */
  COLUMN_REAL,    /* min..max */
  COLUMN_DATE,
  COLUMN_INSTANT,
  COLUMN_TIME,  /* HH:MM */
  COLUMN_TIMES, /* several, separated by one space */
  COLUMN_DAYS,  /* MTWTFSS mask or empty */
  COLUMN_YES_NO,
  COLUMN_SKILLS, /* codes with @expiry and #patient */
};
enum column_flag {
  COLUMN_KEY = 1,      /* part of the key */
  COLUMN_REQUIRED = 2, /* may not be empty */
  COLUMN_OPTIONAL = 4, /* the column may be missing from a file */
  COLUMN_NEWEST = 8,   /* an id that the program gives when it is empty (kind.prefix and the next number) */
  COLUMN_EXTRA = 16,   /* beyond interface.md: may be missing, and is written only where some row fills it */
  COLUMN_NATURAL = 32, /* together with its like tells a row apart when the id is empty */
  COLUMN_COUNTED = 64, /* in no file: counts rows that are otherwise equal, from 1 */
  COLUMN_NULL = 128,   /* an empty cell is kept as NULL also where its type would keep "" */
};
/* How the store keeps a cell (storage is nobody else's concern). */
enum column_storage {
  STORED_PLAIN,      /* as its type says: text, integer, real; an instant as seconds */
  STORED_START,      /* HH:MM of the row's date, as an instant */
  STORED_END,        /* HH:MM after the row's start, as an instant */
  STORED_MINUTES,    /* HH:MM, several, in the row's shift, as true minutes */
  STORED_LIST_STAFF, /* of a listed visit: by its list, not by itself */
  STORED_VERSION,    /* of the criteria's version: 'yes' on the active one, and on one that takes effect later */
};
struct column {
  const char *name, *norwegian; /* header names */
  enum column_type type;
  unsigned flags;
  const char *ref; /* the KIND that COLUMN_REF(S) points to */
  const struct words *words;
  double min, max;      /* of a text: characters at most; 0 = LENGTH_TEXT */
  const char *fallback; /* what an empty cell means; NULL = empty */
  const char *sql;      /* the store's name for it where it is another */
  enum column_storage storage;
};
#define COLUMNS_MAX 32
struct kind {
  const char *name;                         /* as in interface.md: "teams" */
  const char *singular;                     /* for messages: "team" */
  const char *plural;                       /* "teams", for people; both are shown through _() */
  const char *prefix;                       /* of the ids that the program gives, or NULL */
  const struct column columns[COLUMNS_MAX]; /* ends with a NULL name */
  bool calendar; /* its dates are bound to weekdays: a demonstration base moves them by whole weeks */
};
/* All KINDs in an order in which each points only to earlier ones or to itself (but for staff.skills, which may name a
 * patient). Ends with a NULL name. */
extern const struct kind kinds[];
const struct kind *kind_find(const char *name); /* NULL when there is none */
/* The row of a KIND whose one key column is the id `text`, in whatever case: *out is the id as it stands there, NULL
 * when there is none; *near is then the id that was perhaps meant, or NULL. Of a KIND whose ids the program gives only
 * the exact id is looked for. In the arena. */
VK_NODISCARD bool store_find_id(struct store *store, const struct kind *kind, const char *text, struct arena *arena,
                                const char **out, const char **near, struct error *err);
/* Ids of a KIND that begin with `prefix` (in any case), as many as `most`, for completing what a person types: calls
 * `take` with each and a line about it ("" for patients, whose names are nobody's business in a shell). Neither waits
 * nor changes anything, not even beside the file; says nothing where it cannot read. */
void store_glance_ids(const char *path, const struct kind *kind, const char *prefix, int most,
                      void (*take)(void *context, const char *id, const char *about), void *context);
int kind_n_columns(const struct kind *kind);
/* A column as people call it, "lowest role" of min_role (column_labels.c). */
const char *column_label(const char *column);
int kind_column(const struct kind *kind, const char *name); /* by its English name; NONE */

/* Adds the key of a row: its key cells, separated by one space; one that is not given counts as its fallback. */
void kind_key(const struct kind *kind, const char *const *cells, struct str *out);

/* A row: one canonical text per column (dates YYYY-MM-DD, instants RFC 3339, decimal point), in the kind's order; "" is
 * empty. NULL in a row that is put = not given: what is there stays, a new row takes the fallback.
 * A key: the key cells in the order of the columns, separated by one space. */
enum put_result { PUT_INSERTED, PUT_UPDATED, PUT_SAME };
/* Inserts or updates by key, inside a transaction. The text has been checked by exchange; a constraint of the schema
 * that fails is STATUS_INPUT with the reason in words. References may point forward: they are checked at commit.
 * `key` (may be NULL) gets the row's key added, with the id that it was given. */
VK_NODISCARD bool store_put_row(struct store *store, const struct kind *kind, const char *const *cells,
                                enum put_result *result, struct str *key, struct error *err);
/* Ends one row: marks it ended, sets its last day to today or, where neither makes sense, removes it. */
VK_NODISCARD bool store_end_row(struct store *store, const struct kind *kind, const char *key, struct error *err);
VK_NODISCARD bool store_remove_row(struct store *store, const struct kind *kind, const char *key, struct error *err);
/* Whether store_end_row() would find nothing left to do. */
bool store_row_has_ended(const struct kind *kind, const char *const *cells);
/* The cells of one row in the arena; false without an error when there is no such row. */
bool store_get_row(struct store *store, const struct kind *kind, const char *key, struct arena *arena,
                   const char **cells, struct error *err);
/* Calls `visit_row` for each row in key order until it returns false. The cells live until it returns. */
VK_NODISCARD bool store_each_row(struct store *store, const struct kind *kind,
                                 bool (*visit_row)(void *context, const char *const *cells), void *context,
                                 struct error *err);
/* The pairs of rows that break a rule between rows just now, inside a transaction (the schema's "Rules at commit"):
 * calls `conflict` with the KIND and key of the first and what is wrong, so that the caller can say which line of which
 * file it came from. */
VK_NODISCARD bool store_each_conflict(struct store *store,
                                      void (*conflict)(void *context, const struct kind *kind, const char *key,
                                                       const char *message),
                                      void *context, struct error *err);

#endif
