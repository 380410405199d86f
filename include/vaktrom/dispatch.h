/*
 * dispatch: what people (and the night's run) do. Each function that changes something is one transaction with one
 * journal line, checks what may be done, and says what it changed. The commands and the screen call these and nothing
 * below for changes. The flows between people stand in dispatch/flows.h.
 */
#ifndef VAKTROM_DISPATCH_H
#define VAKTROM_DISPATCH_H

#include "vaktrom/balance.h"
#include "vaktrom/care.h"
#include "vaktrom/routing.h"
#include "vaktrom/store.h"

/* Who is at work on which store, and where. Its texts are owned by whoever made the session. */
struct session {
  struct store *store;
  const char *actor;      /* staff id, or account name where the account has no staff row */
  const char *account;    /* account name */
  const char *staff;      /* staff id; NULL where the account has none */
  enum account_kind kind; /* of the account */
  int generation;         /* of the account when it signed in (struct account) */
  bool owner;             /* may do everything */
  bool proved;            /* by a password, in this run */
  bool keeps_file;   /* the operating-system user who runs the program owns the store's file, and acts for himself */
  const char *place; /* "server pts/3 10.0.0.7": the host, its terminal and the SSH client, as far as there are any */
  int consequence;   /* permitted deeds under way: what they bring about needs no permission (dispatch/may.h) */
};
/* From now on the session is this account's, whose texts it borrows; store and place stay. (session.c) */
void session_become(struct session *session, const struct account *account);
/* The same of somebody who came to a session that runs, and has given the password. */
void session_change(struct session *session, const struct account *account);

/* What a change did, for people: one line per effect ("V123 moved from L4 to L6, 08:30"), and what still needs a
 * person. effects_free() when done. */
struct effects {
  VEC(char *) lines;
  bool needs_person; /* exit status 1 */
};
void effects_add(struct effects *effects, const char *format, ...) VK_PRINTF(2, 3);
void effects_free(struct effects *effects);

/* --- The day's plan (plan.c, balance.c, nightly.c) --- */

/* Makes the dated visits of [from, from+days) from the services, and suspends, revives, changes or cancels those whose
 * service or patient changed; visits that are done, pinned or moved by hand keep their place where they still may.
 * Running it twice changes nothing. */
struct plan_counts {
  int added, changed, cancelled, suspended, revived;
};
VK_NODISCARD bool dispatch_plan(struct session *session, date from, int days, struct plan_counts *counts,
                                struct effects *effects, struct error *err);

/* Brings the lists of a date in line with its shifts (rows that came, changed or went): a visit that loses its list is
 * unassigned and told. Leaves approved and started shifts alone. */
VK_NODISCARD bool dispatch_renew_lists(struct session *session, date on, struct effects *effects, struct error *err);

struct balance_request {
  date date;
  int shift;          /* enum shift, or NONE = all */
  const char *team;   /* NULL = all */
  double seconds;     /* wall time for everything; 0 = the setting balance_seconds */
  int64_t iterations; /* steps of each thread for each HT's teams instead of a time: the same plan again; 0 = no */
  int threads;
  uint64_t seed;
  bool keep; /* disturb the present lists as little as possible */
  void (*progress)(void *context, const struct balance_progress *progress);
  void *progress_context;
  const atomic_int *stop; /* enum balance_stop, for whoever ends the search early; may be NULL */
};
/* Without anything kept the balancing fails, with STATUS_NEEDS_PERSON. */
enum balance_stop { BALANCE_SEARCHES_ON, BALANCE_KEEPS_BEST, BALANCE_KEEPS_NOTHING };
struct left_alone {
  int lists, visits; /* lists that are left as they are, and the visits on them */
};
struct balance_report {
  date date;
  int visits, assigned, lists;       /* visits: that are on lists or wait for one */
  int suspended, dropped;            /* that are due beside them, but stand aside */
  struct left_alone approved, begun; /* what was asked for, but is not a draft any more */
  struct unassigned_visit {
    const char *visit, *patient, *reason, *remedy;
    enum priority priority;
  } * unassigned;
  int n_unassigned;
  int errors; /* safety findings of severity error on the date that nobody has acknowledged */
  struct {
    int64_t total, travel_min, late_min, overtime_min, unfairness, unfamiliar, moved;
    int64_t by_term[TERM_COUNT]; /* what each term adds to `total` */
  } cost;
  double seconds;
  struct arena arena;
};
void balance_report_free(struct balance_report *report);
/* Makes the lists from the shifts (one for each row that walks) and assigns the visits; touches no approved shift, no
 * list that was started, no pinned or hand-moved visit, and stores no plan that is worse than the one that stands. */
VK_NODISCARD bool dispatch_balance(struct session *session, const struct balance_request *request,
                                   struct balance_report *report, struct effects *effects, struct error *err);
/* plan, route, balance every team and shift of the date (a balance_request with shift NONE and team NULL); leaves a
 * shift alone of which a list has begun. */
VK_NODISCARD bool dispatch_nightly(struct session *session, const struct balance_request *request,
                                   struct balance_report *report, struct effects *effects, struct error *err);
/* The date that `nightly` takes by default: the next whose day shift has not begun, or today where that was missed. */
date dispatch_next_date(struct store *store);
/* Whether today's day shift is on and has no list: last night's run failed, and people stand there without lists. */
bool dispatch_today_was_missed(struct store *store);
/* Refuses a date that is over: nobody plans the past. Until day_begins the night of the evening before is still on. */
VK_NODISCARD bool dispatch_not_over(struct store *store, date on, struct error *err);
/* The date that lists, rosters and the screen show by default: today (until the night shift ends the evening before's),
 * or else the next week's first date with lists. */
date dispatch_shown_date(struct store *store);
/* The date that `balance` takes by default: that shown date, so that people balance what they look at, or, where there
 * are no lists yet, the one that `nightly` takes. */
date dispatch_balance_date(struct store *store);
/* The balancer's problem of a date for an HT and its OTs; the caller frees it with problem_free(). */
VK_NODISCARD bool dispatch_problem(struct session *session, date on, const char *ht, struct problem **out,
                                   struct error *err);

/* The timetable of a list as it stands, recomputed from its visits in their order. */
struct list_stop {
  int visit; /* index into day->visits */
  minute arrive, start, end;
  int travel_min, wait_min, late_min;
  bool travel_estimated;
};
struct list_sheet {
  int list; /* index into day->lists */
  struct list_stop *stops;
  int n_stops;
  int visit_min, travel_min, wait_min, late_min, overtime_min;
  int load, capacity_min;
  minute leave, home; /* MINUTE_NONE when empty */
  minute break_start; /* MINUTE_NONE when none fits */
  int break_min;      /* minutes of break that the list needs; 0 = none */
};
/* Sheets of all lists of the day, in the order of day->lists, allocated in the day's arena. */
struct list_sheet *dispatch_sheets(struct store *store, struct day *day);

/* --- The hands (hands.c) --- */

/* A person may decide against a rule that people may set aside (team, shift, load, window); `override_reason` says why.
 * Competence, exclusion, absence, double booking and a hard window can never be overridden: STATUS_DENIED. */
struct move_request {
  const char *visit, *to_list;
  int at; /* position from 1; 0 = the best place */
  bool pin;
  const char *override_reason;
};
VK_NODISCARD bool dispatch_move(struct session *session, date on, const struct move_request *request,
                                struct effects *effects, struct error *err);
VK_NODISCARD bool dispatch_unpin(struct session *session, date on, const char *visit, struct effects *effects,
                                 struct error *err);
VK_NODISCARD bool dispatch_unassign(struct session *session, date on, const char *visit, struct effects *effects,
                                    struct error *err);
/* In words, of a visit whose worker goes home during it (visit_outlasts_worker): which, when, with whom, until when. In
 * the day's arena. */
const char *dispatch_outlasting(struct day *day, int visit);
struct drop_request {
  const char *visit, *reason;
  date date;
  bool confirmed; /* although the visit must be done */
  bool *asked;    /* may be NULL; set when that was missing (STATUS_USAGE) */
};
VK_NODISCARD bool dispatch_drop(struct session *session, const struct drop_request *request, struct effects *effects,
                                struct error *err);
struct done_request {
  const char *visit;
  date date;
  instant at;     /* when it began; INSTANT_NONE: as planned, or now where that is earlier */
  bool confirmed; /* although that is more than an hour before its planned time */
  bool *asked;    /* may be NULL; set when that was missing (STATUS_USAGE) */
};
VK_NODISCARD bool dispatch_done(struct session *session, const struct done_request *request, struct effects *effects,
                                struct error *err);
VK_NODISCARD bool dispatch_undone(struct session *session, date on, const char *visit, enum not_done_reason reason,
                                  const char *next_staff, struct effects *effects, struct error *err);
/* What a visit asks for beside its task. */
struct visit_demand {
  enum role min_role;
  const char *skills;
  int duration; /* minutes */
  enum priority priority;
  int staff_count; /* 1, or 2 with what the second worker must be: */
  enum role second_role;
  const char *second_skills, *second_team; /* second_team: an id, NULL = by the role */
};
/* Adds a visit by hand. */
struct add_request {
  const char *patient, *task;
  date date;
  int earliest, latest;              /* wall minutes */
  int duration;                      /* minutes; 0 = the task's */
  enum role least_role;              /* the visit asks at least for it, where the task asks for a lower one */
  const struct visit_demand *demand; /* NULL = the task's alone */
  struct str *id;                    /* gets the new id added; NULL = not wanted */
};
VK_NODISCARD bool dispatch_add(struct session *session, const struct add_request *request, struct effects *effects,
                               struct error *err);
/* Who is away, from when to when, and why. */
struct absence_request {
  const char *staff;
  date from, until; /* inclusive; until DATE_NONE = open */
  int shift;        /* enum shift, or NONE = every shift */
  enum absence_reason reason;
  int from_time; /* as absence.from_time: wall minutes of the first date, 0 = from the shift's start */
};
/* Notes an absence: the worker's lists have nobody, and what was not done on them needs somebody. Whoever goes home
 * during a shift (from_time) keeps the list up to then with what began before; what begins later needs somebody. */
VK_NODISCARD bool dispatch_absent(struct session *session, const struct absence_request *request,
                                  struct effects *effects, struct error *err);
VK_NODISCARD bool dispatch_suspend(struct session *session, const char *patient, date from, date until, date review,
                                   enum suspension_reason reason, struct effects *effects, struct error *err);
VK_NODISCARD bool dispatch_resume(struct session *session, const char *patient, date from, struct effects *effects,
                                  struct error *err);
/* Finds the date of a visit or list by its id (a command names only the id); DATE_NONE when there is none. */
date dispatch_date_of_visit(struct store *store, const char *visit);
date dispatch_date_of_list(struct store *store, const char *list);

/* --- Findings (check.c) --- */

struct finding {
  const char *id; /* stays the same while the finding lasts */
  const char *code, *subject, *message, *remedy;
  enum severity severity;
  date date;
  bool acknowledged;
  bool urgent;                           /* somebody asked for help now: told before all others */
  int visit, list, staff, patient, team; /* what it is about, for a screen; NONE where not */
  int shift;                             /* enum shift, or NONE: it concerns every shift of the date */
  minute at;                             /* when on the date it matters; MINUTE_NONE = all the time */
};
/* The table of codes: what each means, how severe, what to do (interface.md, check --json). Ends with a NULL code. */
struct finding_code {
  const char *code;
  enum severity severity;
  const char *meaning, *remedy;
};
extern const struct finding_code finding_codes[];
/* What people call the finding: "visit unassigned", in the language of the texts. */
const char *finding_name(const char *code);
/* Every finding of the date, urgent ones first, then errors, then by time (those of no time last); each id once. In the
 * day's arena. Reads what else it needs from the store. */
VK_NODISCARD bool dispatch_check(struct store *store, struct day *day, struct finding **out, int *n, struct error *err);
VK_NODISCARD bool dispatch_ack(struct session *session, date on, const char *finding, const char *reason,
                               struct effects *effects, struct error *err);
/* What does not stop an approval, but is to be known before: adds "3 late MUST visits, 1 list past its shift's end (by
 * 58 min)" of the team's shift. `sheets` are those of the findings' day. False, and adds nothing, where there is
 * nothing. */
bool dispatch_add_strain(const struct finding *findings, int n, const struct list_sheet *sheets, int team,
                         enum shift shift, struct str *out);
VK_NODISCARD bool dispatch_approve(struct session *session, date on, enum shift shift, const char *team,
                                   struct effects *effects, struct error *err);

/* --- Suggestions (suggest.c) --- */

struct suggestion {
  int list;
  int at;       /* position from 1 */
  minute start; /* when it would begin; MINUTE_NONE where it cannot */
  int extra_min, late_min;
  bool allowed;
  const char *why_not; /* NULL when allowed */
  bool may_override;   /* not allowed, but a person may decide so with a reason: team, shift, load, lateness */
  bool break_lost;     /* allowed, but the worker (or the one of its other half) would have no break any more */
  int times_met;       /* in 14 days */
  bool known;          /* the patient knows the worker: met, or primary or secondary contact */
  int rank;            /* from 1 */
};
/* The lists of the visit's date, best first, then those that may not have it, of its team and shift first; in the day's
 * arena. */
VK_NODISCARD bool dispatch_suggest(struct store *store, struct day *day, int visit, struct suggestion **out, int *n,
                                   struct error *err);

/* Why a listed visit is where it is, one sentence: who decided, whom the patient knows, how many lists may have it and
 * what stops the others, the next best one. In the day's arena. */
VK_NODISCARD bool dispatch_why_here(struct store *store, struct day *day, const struct list_sheet *sheet,
                                    const struct list_stop *stop, const char **out, struct error *err);

/* --- Replanning after an absence (replan.c and its like) --- */

/* What an alternative is good at. */
enum replan_nature { REPLAN_LEAST_CHANGE, REPLAN_FAIREST, REPLAN_FEWEST_DROPPED, REPLAN_NATURES };
enum replan_kind {
  REPLAN_TAKE,     /* somebody takes a visit that has nobody */
  REPLAN_MOVE,     /* a visit changes worker to make room */
  REPLAN_SHIFT,    /* a visit keeps its worker and begins more than the setting keep_minutes earlier or later */
  REPLAN_LEAVE,    /* a must visit that fits on no list: a person must see to it */
  REPLAN_GIVE_WAY, /* a lesser visit that fits on no list, or not without great change: a person may drop it */
};
extern const struct words words_replan_nature, words_replan_kind;

struct replan_change {
  enum replan_kind kind;
  int visit;            /* index into day->visits */
  int from, to;         /* lists; NONE */
  minute before, after; /* its starts; MINUTE_NONE */
  int extra_min;        /* of work for the list that it goes to: the visit and the way */
  int late_min;
  int times_met;      /* in 14 days, by the worker whom it goes to */
  bool known;         /* met, or primary or secondary contact */
  int role_steps;     /* that the worker stands above what it asks for */
  const char *why;    /* in words: "known (6)", "unknown face, 4 min late"; of what has no place the reason */
  const char *remedy; /* of what has no place; else NULL */
};

/* What an alternative comes to, on the lists and visits that it looked at. */
struct replan_figures {
  int unassigned[PRIORITY_COUNT];
  int changed_hands;            /* visits of workers who are there that change worker all the same */
  int shifted;                  /* visits that keep their worker and move more than keep_minutes */
  int keep_minutes;             /* the setting of that name */
  int unknown_faces;            /* visits taken or moved whose patient does not know the worker */
  int overtime_min, late_min;   /* of all lists looked at */
  int travel_min;               /* likewise; against before, the absent worker's own driving counted, below 0 = less */
  int work_range;               /* minutes between the longest and the shortest list (visits and driving) */
  const char *overtime_workers; /* names of those who get more overtime; "" = nobody */
};
struct replan_alternative {
  enum replan_nature nature;
  struct replan_change *changes; /* by the time of the visit */
  int n_changes;
  struct replan_figures figures;
  struct visit *visits; /* the day's visits as they would stand */
};
/* Up to three redistributions of a date; all texts and arrays belong to it. */
struct replan {
  struct day *day; /* as it stands once the absence is noted */
  struct replan_alternative alternatives[REPLAN_NATURES];
  int n_alternatives;
  int waiting[PRIORITY_COUNT]; /* visits that have nobody by the absence, and those that had nobody before */
  bool shown_before;           /* these are the ones that dispatch_replan_note() kept, still true */
  bool outdated;               /* it kept others, which no longer hold */
  double seconds;
  uint64_t digest;      /* of the lists and visits that it looked at */
  struct visit *before; /* the day's visits before the absence, where that is known (list, seq, start, state) */
  bool *in_scope;       /* by visit: it was looked at */
  bool *list_asked;     /* by list */
};
void replan_free(struct replan *replan); /* NULL is fine */

/* Works out what could be done about the absence on its first date; changes nothing. What has begun by now stays. At
 * most `seconds` of wall time for all (0 = 1.7). None of the lists of other teams and shifts is touched. */
VK_NODISCARD bool dispatch_replan(struct session *session, const struct absence_request *absence, double seconds,
                                  struct replan **out, struct error *err);
/* Notes the absence (dispatch_absent) and keeps the proposals, so that another process takes what was shown. */
VK_NODISCARD bool dispatch_replan_note(struct session *session, const struct absence_request *absence,
                                       const struct replan *replan, struct effects *effects, struct error *err);
/* Notes the absence and takes an alternative (from 0), as one change. `chosen` (by change; NULL = all): the others stay
 * as they are, and what is chosen goes to its list at the best place. *changed: somebody changed those lists meanwhile,
 * or some of it has begun; then nothing was done, and dispatch_replan() gives the present alternatives. */
VK_NODISCARD bool dispatch_replan_apply(struct session *session, const struct absence_request *absence,
                                        const struct replan *replan, int alternative, const bool *chosen, bool *changed,
                                        struct effects *effects, struct error *err);

/* --- Substitutes (candidates.c, substitute.c) --- */

/* A shift of somebody who is absent; texts belong to the arena that they were found into. */
struct vacancy {
  date date;
  const char *staff;
  enum shift shift;
};
/* Reads an absence as a command names it: S012@2026-03-04, S012@2026-03-04/evening where the worker has more shifts
 * than one, the worker alone for the date that lists show, or a list that has nobody. STATUS_USAGE when there is none.
 */
VK_NODISCARD bool dispatch_find_vacancy(struct store *store, const char *name, struct arena *arena, struct vacancy *out,
                                        struct error *err);

struct replacement_candidate {
  int staff;
  enum replacement match; /* against the role of the absent one (source 004 p27) */
  int rest_min;           /* the shorter of the rests before and after; MINUTE_NONE = no shift within two days */
  int overtime_min;       /* beyond a position's hours in that week (Monday to Sunday), with this shift */
  int may_do;             /* of the visits that wait: those whose role, skills and wishes allow it */
  int knows;              /* of them: those whose patient knows the worker */
  int speaks;             /* of them: those whose patient's language the worker has, where the patient names one */
  const char *why_not;    /* what a person would have to set aside, or what forbids it; NULL = nothing */
  bool forbidden;         /* whatever a person says: absent, or at work at that time */
};
struct replacement_candidates {
  struct day *day;
  int row;      /* index into day->shifts: the open shift; of one who goes home in it, what is left of it */
  int list;     /* its list that has nobody; NONE */
  int *waiting; /* visits of its team and shift that have nobody */
  int n_waiting;
  int ask_language; /* of them: whose patient names a language */
  struct replacement_candidate
      *at; /* best first: those whom nothing hinders, by match, then by what they may do, faces, team, overtime */
  int n;
};
VK_NODISCARD bool dispatch_candidates(struct store *store, const struct vacancy *vacancy,
                                      struct replacement_candidates **out, struct error *err);
void replacement_candidates_free(struct replacement_candidates *candidates);

/* Gives the substitute the shift row and the list of the absent one, and puts what waits on the lists with the least
 * change for the others (or, when nothing waits any more, evens out the work). One change, together with the absence
 * where one is given (NULL: it stands in the store). What a candidate's why_not says needs `override_reason`; what is
 * forbidden, and a worker who is no candidate, is STATUS_DENIED. Not within a transaction: the search takes a second.
 */
VK_NODISCARD bool dispatch_substitute(struct session *session, const struct absence_request *absence,
                                      const struct vacancy *vacancy, const char *staff, const char *override_reason,
                                      struct effects *effects, struct error *err);

/* --- The HT queue (queue.c) --- */

/* The requests to a team (NULL = all), closed ones only where `all`: by urgency, due time, age. One that came without a
 * due time (imported) gets the one that its urgency gives it. */
VK_NODISCARD bool dispatch_queue(struct store *store, const char *team, bool all, struct arena *arena,
                                 struct queue_item **out, int *n, struct error *err);

/* The steps of one item among those of all (store_load_queue_history); *count of them, in their order. */
const struct queue_step *dispatch_queue_steps(const struct queue_step *steps, int n, const char *item, int *count);
VK_NODISCARD bool dispatch_queue_add(struct session *session, enum queue_kind kind, const char *patient,
                                     enum urgency urgency, const char *text, struct effects *effects,
                                     struct error *err);
/* A request about a visit that nobody has: it waits as long as that visit does, and is answered when it is on a list.
 */
VK_NODISCARD bool dispatch_queue_ask(struct session *session, enum queue_kind kind, const char *visit,
                                     enum urgency urgency, const char *text, struct effects *effects,
                                     struct error *err);
VK_NODISCARD bool dispatch_queue_take(struct session *session, const char *id, struct effects *effects,
                                      struct error *err);
VK_NODISCARD bool dispatch_queue_release(struct session *session, const char *id, struct effects *effects,
                                         struct error *err);
VK_NODISCARD bool dispatch_queue_answer(struct session *session, const char *id, const char *text,
                                        struct effects *effects, struct error *err);
VK_NODISCARD bool dispatch_queue_hand(struct session *session, const char *id, const char *to, struct effects *effects,
                                      struct error *err);
VK_NODISCARD bool dispatch_queue_close(struct session *session, const char *id, const char *text,
                                       struct effects *effects, struct error *err);
VK_NODISCARD bool dispatch_queue_reopen(struct session *session, const char *id, struct effects *effects,
                                        struct error *err);

/* --- Routing (routes.c, route.c, facts.c, criteria.c) --- */

/* What is known and decided about one patient. */
struct patient_route {
  bool active;                    /* else nothing below is set */
  struct facts facts;             /* texts belong to the arena of the routes */
  struct verdict verdict;         /* of the active criteria */
  const struct decision *stored;  /* the latest decision in the store; NULL = none yet */
  const struct decision *decided; /* the same when a person made it: it stands until a person decides again */
  struct team_choice choice;      /* what counts: the person's decision, else the verdict */
  bool outdated;                  /* the criteria say another outcome than when the stored decision was made */
  struct unanswered_score {       /* a high NEWS2 too old to count, with no newer complete set */
    const char *item;             /* the request that it raised, which nobody has closed; NULL = there is none */
    instant at;
    int total;
  } unanswered;
};
/* All patients of a base as they are now, in one read. */
struct routes {
  struct arena arena;
  struct day *day; /* today's snapshot */
  instant now;
  struct code_table *codes;
  struct criteria *criteria;
  const char *version;        /* of the criteria; NULL = the base has none, and every verdict is uncovered */
  struct patient_route *list; /* one for each of day->patients */
};
VK_NODISCARD bool dispatch_routes(struct store *store, struct routes **out, struct error *err);
void routes_free(struct routes *routes); /* NULL is fine */
/* The sentence that explains what counts for the patient: a person's decision first, then the criteria, then a high
 * NEWS2 that is too old to count. */
void routes_explain(const struct routes *routes, int patient, struct str *out);
const char *routes_said(const struct routes *routes, int patient, struct arena *arena); /* as a saying, to be kept */
/* The team of a service (index into day->services) by what counts; NONE when there is none. */
int routes_service_team(const struct routes *routes, int service);
/* "NEWS2 10 on Wednesday 07:12 is too old to count ..."; nothing where there is no such score. */
void routes_describe_unanswered(const struct routes *routes, int patient, struct str *out);
/* JSON texts as they are stored and printed, in the arena: {"code": value} and [{"criterion","outcome","rank","held"}],
 * rows that narrowly did not hold with "missing": the condition. */
const char *routes_facts_json(struct routes *routes, int patient);
const char *routes_criteria_json(struct routes *routes, int patient);
/* What another set of criteria (made with routes->codes) would change; decisions that people made stand. */
void routes_preview(struct routes *routes, const struct criteria *after, struct preview *out);

/* Evaluates the patients (NULL = all), stores each changed decision with its facts; a changed outcome becomes a queue
 * item, never a silent move. A patient without a team gets the one that the criteria say. */
VK_NODISCARD bool dispatch_route(struct session *session, const char *patient, struct effects *effects,
                                 struct error *err);
/* A person's decision; closes the patient's grey-zone items and the requests for a transfer that it answers. The
 * patient moves by an announced transfer only, for which an item is put into the queue where the team is another. */
struct decide_request {
  const char *patient, *reason;
  enum outcome outcome; /* OT, HT or BOTH */
  date review;          /* today or later */
  bool confirmed;       /* OT although a high NEWS2 stands */
  bool *asked;          /* may be NULL; set when that was missing (STATUS_USAGE) */
};
VK_NODISCARD bool dispatch_decide(struct session *session, const struct decide_request *request,
                                  struct effects *effects, struct error *err);

/* What an observation gave. */
struct observe_result {
  struct arena arena;
  struct observation observation; /* as it was recorded */
  struct news2_score score;
  const char *response;          /* who is to be called, and how soon */
  const char *warnings;          /* lines; "" when there are none */
  bool joined;                   /* with what was recorded for that minute before */
  VEC(const char *) raised;      /* queue items */
  struct observation earlier[5]; /* the patient's last ones before this, newest first */
  int n_earlier;
};
void observe_result_free(struct observe_result *result);
/* Records a set of vital signs (scale UNKNOWN = the patient's, else 1; at INSTANT_NONE = now), scores it, raises an HT
 * item of urgency now at 5 or more or a single 3 (or adds to the one that waits), and routes the patient anew. Values
 * of the same minute are one set; another value for what was recorded then needs `correct`, else STATUS_USAGE. */
struct observe_request {
  struct observation observation;
  bool correct;
};
VK_NODISCARD bool dispatch_observe(struct session *session, const struct observe_request *request,
                                   struct observe_result *result, struct effects *effects, struct error *err);

struct need_request {
  const char *patient, *code, *value; /* value NULL or "" = the code alone */
  date until;                         /* inclusive; DATE_NONE = open */
  bool remove;                        /* ends it: yesterday was its last day */
  bool new_code;                      /* the code may be one that no criteria name */
};
/* Adds every code that some version of the criteria names, and those that the program itself asks for. */
VK_NODISCARD bool dispatch_named_codes(struct store *store, struct code_table *codes, struct error *err);
/* The code of the table that was perhaps meant, for "did you mean"; or NULL. */
const char *dispatch_nearest_code(const struct code_table *codes, const char *code);
/* A fact about a patient from today on, or its end; routes the patient anew. */
VK_NODISCARD bool dispatch_need(struct session *session, const struct need_request *request, struct effects *effects,
                                struct error *err);

/* The rows of a version (NULL = the active one) as criteria; *used (may be NULL) is its name in the arena of the
 * criteria, NULL where there is none. */
VK_NODISCARD bool dispatch_criteria_load(struct store *store, const char *version, struct code_table *codes,
                                         struct criteria **out, const char **used, struct error *err);
/* Makes a version the active one, from its valid_from on where that is later than today, and routes everybody by it.
 * Tells how many patients it gives another outcome or team, by the facts of today. */
struct activate_request {
  const char *version;
  bool confirmed; /* although its table has faults (criteria_check) */
  bool *asked;    /* may be NULL; set when that was missing (STATUS_USAGE, with the faults and what would change) */
};
VK_NODISCARD bool dispatch_criteria_activate(struct session *session, const struct activate_request *request,
                                             struct effects *effects, struct error *err);

/* --- The store itself (keep_store.c) --- */

struct setting_request {
  const char *name, *value;
  const char *seen; /* what it was when it was read: it is changed only if it still is; NULL = whatever it is */
  bool *meanwhile;  /* set when it is refused for that, and `now` gets what it is; NULL where `seen` is */
  struct str *now;
};
/* Whether the session may give the setting that value: some are for owners alone (setting_is_owners()). */
VK_NODISCARD bool dispatch_may_set(const struct session *session, const char *name, const char *value,
                                   struct error *err);
VK_NODISCARD bool dispatch_set_setting(struct session *session, const struct setting_request *request,
                                       struct effects *effects, struct error *err);
/* Whether the session may take the whole store away, as a backup. STATUS_DENIED with who may. */
VK_NODISCARD bool dispatch_may_keep_store(const struct session *session, struct error *err);
/* Whether the session may add, change, lock or remove this account, or set its password (NULL: look at all accounts).
 * Beside the own one only an owner keeps the accounts of those who keep accounts, and those that are no person's.
 * STATUS_DENIED with who may. */
VK_NODISCARD bool dispatch_may_manage_accounts(const struct session *session, const struct account *account,
                                               struct error *err);

#endif
