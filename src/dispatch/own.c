/*
 * An HT's report on its own patients: who they are, whatever team they stand among, and what happened since the reader
 * last looked (003 §6.16.2: "names disappear in the crowd").
 */
#include "dispatch/own.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vaktrom/dispatch/audit.h"
#include "vaktrom/dispatch/may.h"

enum { first_look_days = 7 };

static const struct word kinds_of_change[] = {
    {OWN_OBSERVATION, "observation", N_("observation"), COLOUR_NOTICE},
    {OWN_MISSED_VISIT, "missed_visit", N_("visit not done"), COLOUR_WARNING},
    {OWN_NEED, "need", N_("need"), COLOUR_PLAIN},
    {OWN_REQUEST, "request", N_("request"), COLOUR_NOTICE},
    {OWN_TRANSFER, "transfer", N_("transfer"), COLOUR_NOTICE},
    {OWN_SUSPENSION, "suspension", N_("suspension"), COLOUR_PLAIN},
    {OWN_DECISION, "decision", N_("decision"), COLOUR_PLAIN},
    {OWN_REMINDER, "reminder", N_("reminder"), COLOUR_PLAIN},
};
const struct words words_own_kind = {N_("kind of change"), kinds_of_change, COUNT_OF(kinds_of_change)};

static const struct word roles_of_ht[] = {
    {OWN_RESPONSIBLE, "responsible", N_("responsible"), COLOUR_PLAIN},
    {OWN_COOPERATES, "cooperates", N_("cooperates"), COLOUR_PLAIN},
    {OWN_COMING, "coming", N_("comes by transfer"), COLOUR_NOTICE},
    {OWN_LEFT, "left", N_("left by transfer"), COLOUR_NOTICE},
    {OWN_STAYS, "stays", N_("was to come, stays where it is"), COLOUR_NOTICE},
};
const struct words words_own_role = {N_("what the HT is to the patient"), roles_of_ht, COUNT_OF(roles_of_ht)};

/* --- Whose report --- */

static bool choose_ht(const struct day *day, const char *team, const char *reader, int *out, struct error *err) {
  int staff = day_find_staff(day, reader), only = NONE, n_hts = 0;
  for (int i = 0; i < day->n_teams; i++)
    if (day->teams[i].kind == TEAM_HT) {
      only = i;
      n_hts++;
    }
  if (team)
    return dispatch_find_team(day, team, TEAM_HT, out, err);
  *out = staff != NONE ? day->teams[day->staff[staff].team].ht : only;
  if (n_hts == 0)
    return error_set(err, STATUS_DENIED, "%s", _("the base has no health-service team"));
  return staff != NONE || n_hts == 1 ||
         error_set(err, STATUS_USAGE, "%s", _("several health-service teams are here: name one (--team HT)"));
}

/* --- Whose patients --- */

static void add_patient(struct own_search *search, int patient, enum own_role role) {
  if (search->row[patient] != NONE)
    return;
  search->row[patient] = (int)search->report->patients.n;
  vec_push(&search->report->patients, (struct own_patient){.patient = patient, .role = role});
}

static void add_transferred(struct own_search *search, const struct transfer *transfer) {
  const struct own_report *report = search->report;
  const char *ht = report->day->teams[report->team].id;
  int patient = day_find_patient(report->day, transfer->patient);
  bool seen = transfer->at == INSTANT_NONE || transfer->at < report->since;
  if (patient == NONE)
    return;
  if (transfer->state == TRANSFER_WITHDRAWN) { /* told to who saw the patient as coming */
    if (seen && text_equal(transfer->to_team, ht) &&
        own_recorded(search, OWN_SAID, "transfers", "%s", transfer->id) != INSTANT_NONE)
      add_patient(search, patient, OWN_STAYS);
    return;
  }
  if (text_equal(transfer->to_team, ht) && transfer->from_date > search->today)
    add_patient(search, patient, OWN_COMING);
  if (text_equal(transfer->from_team, ht) && transfer->from_date >= search->first &&
      transfer->from_date <= search->today)
    add_patient(search, patient, OWN_LEFT);
}

static bool has_work_of(const struct day *day, const struct service *service, int team) {
  return day->patients[service->patient].status == PATIENT_ACTIVE &&
         (service_team(day, service, false) == team ||
          (service->staff_count > 1 && service_team(day, service, true) == team));
}

static bool find_patients(struct own_search *search, struct error *err) {
  struct own_report *report = search->report;
  const struct day *day = report->day;
  struct transfer *transfers;
  int n;
  for (int p = 0; p < day->n_patients; p++)
    if (day->patients[p].status == PATIENT_ACTIVE && day->patients[p].team == report->team)
      add_patient(search, p, OWN_RESPONSIBLE);
  for (int p = 0; p < day->n_patients; p++)
    if (day->patients[p].status == PATIENT_ACTIVE && day->patients[p].cooperating_team == report->team)
      add_patient(search, p, OWN_COOPERATES);
  for (int s = 0; s < day->n_services; s++)
    if (has_work_of(day, &day->services[s], report->team))
      add_patient(search, day->services[s].patient, OWN_COOPERATES);
  if (!store_load_transfers(search->store, NULL, true, &report->arena, &transfers, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    add_transferred(search, &transfers[i]);
  return true;
}

/* --- When it was written --- */

static int compare_recorded(const void *left, const void *right) {
  const struct recorded *a = left, *b = right;
  int by_kind = strcmp(a->kind, b->kind);
  return by_kind ? by_kind : strcmp(a->key, b->key);
}

instant own_recorded(const struct own_search *search, enum own_written what, const char *kind, const char *key, ...) {
  char text[256];
  va_list values;
  va_start(values, key);
  vsnprintf(text, sizeof text, key, values);
  va_end(values);
  const struct recorded wanted = {.kind = kind, .key = text};
  const struct recorded *found = search->n_recorded ? bsearch(&wanted, search->recorded, (size_t)search->n_recorded,
                                                              sizeof wanted, compare_recorded)
                                                    : NULL;
  if (!found)
    return INSTANT_NONE;
  return what == OWN_SAID ? found->written_at : found->ended_at;
}

/* --- The order --- */

void own_note(struct own_search *search, const char *patient, enum own_kind kind, instant at, int weight,
              const char *text) {
  own_note_change(search, patient, &(struct own_change){.at = at, .kind = kind, .weight = weight, .text = text});
}

void own_note_change(struct own_search *search, const char *patient, const struct own_change *change) {
  int index = patient ? day_find_patient(search->report->day, patient) : NONE;
  if (index == NONE || search->row[index] == NONE)
    return;
  struct own_patient *own = &search->report->patients.at[search->row[index]];
  own->weight = change->weight > own->weight ? change->weight : own->weight;
  vec_push(&own->changes, *change);
}

static int compare_changes(const void *left, const void *right) {
  const struct own_change *a = left, *b = right;
  if (a->weight != b->weight)
    return a->weight > b->weight ? -1 : 1;
  if (a->at != b->at)
    return a->at > b->at ? -1 : 1;
  return strcmp(a->text, b->text);
}

static int compare_patients(const void *left, const void *right) {
  const struct own_patient *a = left, *b = right;
  if (a->weight != b->weight)
    return a->weight > b->weight ? -1 : 1;
  if (a->changes.n != b->changes.n)
    return a->changes.n > b->changes.n ? -1 : 1;
  return a->patient - b->patient;
}

static void sort(struct own_report *report) {
  for (size_t i = 0; i < report->patients.n; i++)
    if (report->patients.at[i].changes.n > 1)
      qsort(report->patients.at[i].changes.at, report->patients.at[i].changes.n, sizeof(struct own_change),
            compare_changes);
  if (report->patients.n > 1)
    qsort(report->patients.at, report->patients.n, sizeof *report->patients.at, compare_patients);
}

/* --- The whole --- */

static bool choose_since(struct session *session, struct own_report *report, instant since, struct error *err) {
  instant look;
  report->since = since;
  if (since != INSTANT_NONE)
    return true;
  if (!store_load_own_look(session->store, session->actor, report->day->teams[report->team].id, &look, err))
    return false;
  report->first_look = look == INSTANT_NONE;
  report->since = report->first_look ? instant_of(report->day->date - first_look_days, 0) : look;
  return true;
}

instant own_since(const struct own_search *search, const char *patient) {
  int index = patient ? day_find_patient(search->report->day, patient) : NONE;
  return index == NONE ? search->report->since : search->since[index];
}

/* What the reader has seen of one patient is not told again, unless a time was asked for. */
static bool choose_since_of_each(struct session *session, struct own_search *search, bool asked, struct error *err) {
  struct own_report *report = search->report;
  struct patient_look *looks;
  int n = 0;
  for (int p = 0; p < report->day->n_patients; p++)
    search->since[p] = report->since;
  if (!asked && !store_load_patient_looks(session->store, session->actor, &report->arena, &looks, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    int patient = day_find_patient(report->day, looks[i].patient);
    if (patient != NONE && looks[i].at > report->since)
      search->since[patient] = looks[i].at;
  }
  return true;
}

static bool fill(struct session *session, struct own_report *report, bool asked, struct error *err) {
  struct own_search search = {.store = session->store,
                              .report = report,
                              .first = instant_date(report->since),
                              .today = report->day->date,
                              .row = mem_array(int, (size_t)report->day->n_patients + 1),
                              .since = mem_array(instant, (size_t)report->day->n_patients + 1)};
  for (int p = 0; p < report->day->n_patients; p++)
    search.row[p] = NONE;
  bool done =
      choose_since_of_each(session, &search, asked, err) &&
      store_load_recorded(search.store, report->since, &report->arena, &search.recorded, &search.n_recorded, err) &&
      find_patients(&search, err) && own_collect(&search, err);
  free(search.row);
  free(search.since);
  sort(report);
  return done;
}

bool dispatch_own(struct session *session, const char *team, instant since, struct own_report *out, struct error *err) {
  *out = (struct own_report){0};
  if (!dispatch_may(session, MAY_REPORT_OWN, NULL, err))
    return false;
  bool done = store_read_begin(session->store, err);
  if (!done)
    return false;
  done = store_load_day(session->store, instant_date(clock_now()), &out->day, err) &&
         choose_ht(out->day, team, session->actor, &out->team, err) &&
         dispatch_may(session, MAY_REPORT_OWN, &(struct concern){.team = out->day->teams[out->team].id}, err) &&
         choose_since(session, out, since, err) && fill(session, out, since != INSTANT_NONE, err);
  store_read_end(session->store);
  if (!done)
    own_report_free(out);
  return done;
}

void own_report_free(struct own_report *report) {
  for (size_t i = 0; i < report->patients.n; i++)
    vec_free(&report->patients.at[i].changes);
  vec_free(&report->patients);
  day_free(report->day);
  report->day = NULL;
  arena_free(&report->arena);
}

bool dispatch_own_opened(struct session *session, const struct own_report *report, struct error *err) {
  VEC(const char *) patients = {0};
  for (size_t i = 0; i < report->patients.n; i++)
    vec_push(&patients, report->day->patients[report->patients.at[i].patient].id);
  bool done = dispatch_opened_all(session, patients.at, (int)patients.n, "own", err);
  vec_free(&patients);
  return done;
}

bool dispatch_own_looked(struct session *session, const struct own_report *report, const char *patient,
                         struct error *err) {
  if (!dispatch_may(session, MAY_REPORT_OWN, NULL, err))
    return false;
  const char *team = report->day->teams[report->team].id;
  instant last;
  if (!store_load_own_look(session->store, session->actor, team, &last, err))
    return false;
  if (last != INSTANT_NONE && report->since > last)
    return true;
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  if (patient ? store_save_patient_look(session->store, session->actor, patient, report->day->loaded, err)
              : store_save_own_look(session->store, session->actor, team, report->day->loaded, err))
    return store_commit(session->store, err);
  store_rollback(session->store);
  return false;
}
