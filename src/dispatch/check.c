/* Safety findings: the table of their codes, and how they are collected. */
#include "dispatch/check.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
const struct finding_code finding_codes[] = {
  {"visit_unassigned", SEVERITY_ERROR,
    N_("a visit that must be done is on no list"),
    N_("put it on a list (suggest, move), or drop it with a reason")},
  {"visit_unplanned", SEVERITY_ERROR,
    N_("a service names the date, but its visit does not exist"),
    N_("run plan for the date, then put the visit on a list")},
  {"service_changed", SEVERITY_ERROR,
    N_("a visit that is pinned, or on an approved list, no longer gives the patient what the service asks for"),
    N_("take it off its list (unassign), run plan, and put it on a list that fits (suggest, move)")},
  {"service_changed", SEVERITY_WARNING,
    N_("a visit that is pinned, or on an approved list, is not as its service by now asks for"),
    N_("take it off its list (unassign), run plan and put it on a list anew; or let it stand (ack)")},
  {"patient_without_visit_on_list", SEVERITY_ERROR,
    N_("a patient has visits on the date, and none of them is on somebody's list"),
    N_("put a visit on a list, or drop the visits with a reason")},
  {"suspended_with_visit", SEVERITY_ERROR,
    N_("a visit stands although its patient is suspended"),
    N_("resume the patient when home again, or suspend the visit by running plan")},
  {"competence", SEVERITY_ERROR,
    N_("a worker's role, skills or tasks do not allow a visit on the list"),
    N_("move the visit to somebody who may do it (suggest)")},
  {"excluded_worker", SEVERITY_ERROR,
    N_("a visit is with a worker whom the patient does not want"),
    N_("move the visit to somebody else (suggest)")},
  {"absent_with_list", SEVERITY_ERROR,
    N_("a worker is absent, or has no shift, and still has a list"),
    N_("mark the absence (absent), or set the absence or the shift right if the worker is there")},
  {"visit_outlasts_worker", SEVERITY_ERROR,
    N_("a worker goes home during a visit that must be done"),
    N_("ask whether it was finished (done), or put it on somebody else's list (suggest, move)")},
  {"visit_outlasts_worker", SEVERITY_WARNING,
    N_("a worker goes home during a visit"),
    N_("ask whether it was finished (done), or put it on somebody else's list (suggest, move)")},
  {"double_booking", SEVERITY_ERROR,
    N_("one worker would be in two places at the same time"),
    N_("move one of the two, or change its time")},
  {"travel_too_short", SEVERITY_ERROR,
    N_("there is too little time to get from one visit to the next"),
    N_("move one of the visits, or change its place on the list")},
  {"link_broken", SEVERITY_ERROR,
    N_("visits that belong together are apart: two workers at once, or one visit after another"),
    N_("move one of the visits so that both hold")},
  {"window_missed", SEVERITY_ERROR,
    N_("a visit begins outside its fixed window"),
    N_("move the visit (suggest), or agree another time with the patient")},
  {"window_early", SEVERITY_WARNING,
    N_("a visit begins before its soft window, which it may leave late, never early"),
    N_("begin it later (move), or agree the earlier time with the patient")},
  {"must_late", SEVERITY_WARNING,
    N_("a visit that must be done begins later after its window than the setting late_noticed allows"),
    N_("move it, or what stands before it, to another list (suggest); or agree the time with the patient")},
  {"past_shift_end", SEVERITY_WARNING,
    N_("a list ends later after its shift than the setting late_noticed allows"),
    N_("move a visit to another list (suggest), or agree the overtime with the worker")},
  {"no_duty_nurse", SEVERITY_ERROR,
    N_("an HT has no duty nurse in a shift"),
    N_("give a nurse the function duty_nurse in that shift")},
  {"duty_nurse_with_list", SEVERITY_ERROR,
    N_("the duty nurse has visits and cannot be reached all the time"),
    N_("move the visits to another list")},
  {"transfer_gap", SEVERITY_ERROR,
    N_("no team is responsible for a patient's visits"),
    N_("decide the patient's team, or set right the transfer")},
  {"rest_time", SEVERITY_ERROR,
    N_("a worker rests less between two shifts than the agreed minimum"),
    N_("change one of the two shifts")},
  {"rest_time", SEVERITY_WARNING,
    N_("a worker rests less than 11 hours between two shifts"),
    N_("make sure that it is agreed, or change one of the two shifts")},
  {"weekly_rest", SEVERITY_WARNING,
    N_("a worker has too few hours free in one piece in a week (Working Environment Act, section 10-8)"),
    N_("change one of the shifts, or make sure that other rest is agreed")},
  {"changed_since_approval", SEVERITY_WARNING,
    N_("an approved shift was changed: what was printed is out of date"),
    N_("print its roster again, and approve it again (approve)")},
  {"must_dropped", SEVERITY_WARNING,
    N_("a visit that must be done was dropped by a person"),
    N_("make sure that the patient is looked after: let it stand (ack), or take it in again (unassign, move)")},
  {"home_but_suspended", SEVERITY_WARNING,
    N_("a suspended patient seems to be home"),
    N_("ask, and resume the patient (resume)")},
  {"suspension_review_due", SEVERITY_WARNING,
    N_("a suspension ends soon, or should be looked at again"),
    N_("find out when the patient comes home; resume, or suspend anew")},
  {"skill_expired", SEVERITY_WARNING,
    N_("a worker's skill has expired"),
    N_("renew it, or take it from the worker's skills")},
  {"no_break", SEVERITY_WARNING,
    N_("a long list has no room for its break"),
    N_("move a visit away, or change its time")},
  {"no_coordinator", SEVERITY_WARNING,
    N_("an OT has no coordinator in a shift"),
    N_("give a trained worker the function coordinator in that shift")},
  {"team_too_large", SEVERITY_WARNING,
    N_("an OT has more lists in a shift than its limit"),
    N_("share the work with another team, or raise the limit (max_lists)")},
  {"ht_too_many_ots", SEVERITY_WARNING,
    N_("an HT serves more OTs than its limit"),
    N_("move an OT to another HT")},
  {"few_care_workers", SEVERITY_WARNING,
    N_("too small a share of an OT's workers are care workers"),
    N_("hire or train care workers")},
  {"few_coordinators", SEVERITY_WARNING,
    N_("an OT has too few trained coordinators"),
    N_("train more workers as coordinators")},
  {"transfer_unacknowledged", SEVERITY_WARNING,
    N_("a transfer is not yet acknowledged by both teams"),
    N_("both teams read it and acknowledge (transfer ack)")},
  {"grey_zone_waiting", SEVERITY_WARNING,
    N_("a patient's team waits for people's decision"),
    N_("decide (decide PATIENT)")},
  {"emergency_access", SEVERITY_WARNING,
    N_("somebody read about a patient by emergency access"),
    N_("look into it, then acknowledge it (ack)")},
  {"override_review_due", SEVERITY_WARNING,
    N_("a person's decision about a patient's team should be looked at again"),
    N_("decide again, with a new date for review (decide PATIENT)")},
  {"decision_outdated", SEVERITY_WARNING,
    N_("a decision about a patient's team was made from other criteria or facts than those of today"),
    N_("decide again (route PATIENT)")},
  {"queue_overdue", SEVERITY_WARNING,
    N_("a request to the HT is past its time"),
    N_("take it, answer it or hand it on (queue)")},
  {"carry_over_unowned", SEVERITY_WARNING,
    N_("nobody has accepted work that a shift did not finish"),
    N_("accept it, or hand it on (carry)")},
  {"travel_estimated", SEVERITY_WARNING,
    N_("travel times were estimated from coordinates"),
    N_("import the missing pairs (import travel)")},
  {NULL, SEVERITY_NOTE, NULL, NULL},
};
/* clang-format on */

/* --- What a finding is about --- */

struct about about_nothing(const char *subject) {
  return (struct about){.subject = subject,
                        .visit = NONE,
                        .list = NONE,
                        .staff = NONE,
                        .patient = NONE,
                        .team = NONE,
                        .shift = NONE,
                        .at = MINUTE_NONE};
}

static minute begin_of_visit(const struct visit *visit) {
  return visit->start == MINUTE_NONE && visit->n_windows ? visit->windows[0].earliest : visit->start;
}

/* The patient's first visit on the date that stands; MINUTE_NONE when there is none. */
static minute first_visit(const struct day *day, int patient) {
  minute first = MINUTE_NONE;
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *visit = &day->visits[v];
    minute at = begin_of_visit(visit);
    if (visit->patient == patient && visit->state != VISIT_CANCELLED && (first == MINUTE_NONE || at < first))
      first = at;
  }
  return first;
}

/* When the first of those begins who work in the shift (of the team; NONE = of any). */
static minute begin_of_shift(const struct day *day, int team, int shift) {
  minute first = MINUTE_NONE;
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    bool counts = row->date == day->date && (int)row->shift == shift && (team == NONE || row->team == team);
    if (counts && (first == MINUTE_NONE || row->start < first))
      first = row->start;
  }
  return first == MINUTE_NONE && team != NONE ? begin_of_shift(day, NONE, shift) : first;
}

struct about about_visit(const struct checker *checker, int visit) {
  const struct visit *row = &checker->day->visits[visit];
  struct about about = about_nothing(row->id);
  about.visit = visit;
  about.list = row->list;
  about.staff = row->staff;
  about.patient = row->patient;
  about.team = row->list != NONE ? checker->day->lists[row->list].team : row->team;
  about.shift = (int)row->shift;
  about.at = begin_of_visit(row);
  return about;
}

struct about about_list(const struct checker *checker, int list) {
  const struct work_list *row = &checker->day->lists[list];
  struct about about = about_nothing(row->id);
  about.list = list;
  about.staff = row->staff;
  about.team = row->team;
  about.shift = (int)row->shift;
  about.at = row->start;
  return about;
}

struct about about_staff(const struct checker *checker, int staff) {
  struct about about = about_nothing(checker->day->staff[staff].id);
  about.staff = staff;
  about.team = checker->day->staff[staff].team;
  return about;
}

struct about about_patient(const struct checker *checker, int patient) {
  struct about about = about_nothing(checker->day->patients[patient].id);
  about.patient = patient;
  about.team = checker->day->patients[patient].team;
  about.at = first_visit(checker->day, patient);
  return about;
}

struct about about_team(const struct checker *checker, int team, int shift) {
  struct about about = about_nothing(checker->day->teams[team].id);
  about.team = team;
  about.shift = shift;
  about.detail = shift == NONE ? NULL : word_token(&words_shift, shift);
  about.standing = shift == NONE;
  about.at = shift == NONE ? MINUTE_NONE : begin_of_shift(checker->day, team, shift);
  return about;
}

/* --- Collecting --- */

static const struct finding_code *find_code(const char *code, int severity) {
  const struct finding_code *row = finding_codes;
  while (row->code && (!text_equal(row->code, code) || (severity != NONE && severity != (int)row->severity)))
    row++;
  return row;
}

/* "rest_time:S012:2026-03-04": readable, and the same as long as the finding lasts. */
static const char *finding_id(struct checker *checker, const char *code, const struct about *about) {
  return arena_printf(&checker->day->arena, "%s:%s%s%s%s%s", code, about->subject, about->detail ? ":" : "",
                      about->detail ? about->detail : "", about->standing ? "" : ":",
                      about->standing ? "" : check_key_date(checker, checker->day->date));
}

static bool is_acknowledged(const struct day *day, const char *id) {
  for (int i = 0; i < day->n_acks; i++)
    if (text_equal(day->acks[i].finding, id))
      return true;
  return false;
}

static void add(struct checker *checker, const struct finding_code *row, const struct about *about,
                const char *message) {
  const char *id = finding_id(checker, row->code, about);
  vec_push(&checker->found, (struct finding){
                                .id = id,
                                .code = row->code,
                                .subject = about->subject,
                                .message = message,
                                .remedy = _(row->remedy),
                                .severity = row->severity,
                                .date = checker->day->date,
                                .acknowledged = is_acknowledged(checker->day, id),
                                .urgent = about->urgent,
                                .visit = about->visit,
                                .list = about->list,
                                .staff = about->staff,
                                .patient = about->patient,
                                .team = about->team,
                                .shift = about->shift,
                                .at = about->at,
                            });
}

static const char *message_of(struct checker *checker, const char *format, va_list args) {
  struct str text = {0};
  str_vaddf(&text, format, args);
  const char *message = arena_strdup(&checker->day->arena, str_text(&text));
  str_free(&text);
  return said_words(&checker->day->arena, message);
}

void found(struct checker *checker, const char *code, struct about about, const char *format, ...) {
  va_list args;
  va_start(args, format);
  add(checker, find_code(code, NONE), &about, message_of(checker, format, args));
  va_end(args);
}

void found_as(struct checker *checker, const char *code, enum severity severity, struct about about, const char *format,
              ...) {
  va_list args;
  va_start(args, format);
  add(checker, find_code(code, (int)severity), &about, message_of(checker, format, args));
  va_end(args);
}

const char *check_time(struct checker *checker, minute at) {
  char text[TIME_SIZE];
  time_format(checker->day->date, at, text);
  return arena_strdup(&checker->day->arena, text);
}

const char *check_date(struct checker *checker, date on) {
  char text[DATE_SIZE];
  date_show(on, text);
  return arena_strdup(&checker->day->arena, text);
}

const char *check_key_date(struct checker *checker, date on) {
  char text[DATE_SIZE];
  date_format(on, text);
  return arena_strdup(&checker->day->arena, text);
}

bool is_active(const struct checker *checker, int patient) {
  return checker->day->patients[patient].status == PATIENT_ACTIVE;
}

/* --- The whole check --- */

/* The place of a code in the table: findings of one time are shown in its order. */
static int code_rank(const struct finding *finding) {
  return (int)(find_code(finding->code, (int)finding->severity) - finding_codes);
}

static int compare_findings(const void *left, const void *right) {
  const struct finding *a = left, *b = right;
  if (a->urgent != b->urgent)
    return a->urgent ? -1 : 1;
  if (a->severity != b->severity)
    return a->severity < b->severity ? -1 : 1;
  if (a->at != b->at) /* what has no time comes last */
    return (a->at != MINUTE_NONE && a->at < b->at) || b->at == MINUTE_NONE ? -1 : 1;
  if (code_rank(a) != code_rank(b))
    return code_rank(a) < code_rank(b) ? -1 : 1;
  return strcmp(a->id, b->id);
}

/* One finding for each id: ack could not tell them apart. Of two the graver, earlier one stays (they are sorted). */
static void drop_repeated(struct checker *checker) {
  size_t kept = 0;
  for (size_t i = 0; i < checker->found.n; i++) {
    bool repeated = false;
    for (size_t j = 0; j < kept && !repeated; j++)
      repeated = strcmp(checker->found.at[j].id, checker->found.at[i].id) == 0;
    if (!repeated)
      checker->found.at[kept++] = checker->found.at[i];
  }
  checker->found.n = kept;
}

static bool run_checks(struct checker *checker) {
  check_planning(checker);
  check_competence(checker);
  check_times(checker);
  check_teams(checker);
  return check_shifts(checker) && check_patients(checker) && check_waiting(checker);
}

bool dispatch_check(struct store *store, struct day *day, struct finding **out, int *n, struct error *err) {
  struct checker checker = {.store = store, .day = day, .err = err, .sheets = dispatch_sheets(store, day)};
  bool done = run_checks(&checker);
  if (checker.found.n)
    qsort(checker.found.at, checker.found.n, sizeof *checker.found.at, compare_findings);
  drop_repeated(&checker);
  *n = (int)checker.found.n;
  *out = arena_alloc(&day->arena, sizeof **out * (checker.found.n + 1));
  if (checker.found.n)
    memcpy(*out, checker.found.at, sizeof **out * checker.found.n);
  vec_free(&checker.found);
  return done;
}
