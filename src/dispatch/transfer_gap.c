/*
 * Whether a transfer leaves a gap. A gap is work that the new team gets and cannot do: in a shift of the first week
 * nobody of it walks a list, or nobody who does may do the work. Where the roster of a date is not known, nothing can
 * be said; `check` says it when it is.
 */
#include "dispatch/plan.h"
#include "dispatch/transfer.h"

enum {
  days_looked_at = 7, /* every weekday once */
  gaps_told = 5,
};

struct gap_search {
  struct flow *flow;
  const struct transfer *transfer;
  struct former former;
  struct shift_times times;
  bool may_override;
  int unstaffed, unable, dates_known;
  struct error *err;
};

/* How many walk a list there then; *able of them may do it. */
static int staff_for(struct day *day, const struct visit *visit, int *able) {
  int present = 0;
  *able = 0;
  for (int i = 0; i < day->n_shifts; i++) {
    if (!row_walks_for(day, &day->shifts[i], visit, visit->team))
      continue;
    present++;
    *able += worker_refusal(day, day->shifts[i].staff, visit, NULL) == REFUSAL_NONE;
  }
  return present;
}

/* --- One visit that changes team --- */

/* What is missing for a visit. */
enum gap { GAP_NOBODY_WALKS, GAP_NOBODY_MAY, GAP_NO_SECOND };

/* Only a gap in competence may be overridden. */
static void tell_gap(struct gap_search *search, struct day *day, const struct service *service,
                     const struct visit *visit, enum gap gap) {
  const char *const formats[] = {
      [GAP_NOBODY_WALKS] = _("nobody of %s walks a list in the %s shift of %s to do %s (%s)"),
      [GAP_NOBODY_MAY] = _("nobody on a list of %s in the %s shift of %s may do %s (%s)"),
      [GAP_NO_SECOND] = _("no two on lists of %s in the %s shift of %s may do %s together (%s)"),
  };
  const char *line = arena_printf(&search->flow->day->arena, formats[gap], day->teams[visit->team].id,
                                  word_label(&words_shift, (int)visit->shift), date_words(&day->arena, day->date),
                                  day->tasks[service->task].name, service->id);
  if (gap == GAP_NOBODY_WALKS)
    search->unstaffed++;
  else
    search->unable++;
  if (gap != GAP_NOBODY_WALKS && search->may_override)
    effects_add(search->flow->effects, "%s", line);
  else if (search->unstaffed + search->unable <= gaps_told)
    error_add(search->err, STATUS_DENIED, "  %s", line);
}

/* Whether somebody may do it. */
static bool look_at_visit(struct gap_search *search, struct day *day, const struct service *service,
                          const struct visit *visit) {
  int able, present = staff_for(day, visit, &able);
  if (able == 0)
    tell_gap(search, day, service, visit, present > 0 ? GAP_NOBODY_MAY : GAP_NOBODY_WALKS);
  return able > 0;
}

/* The team that would have it without the transfer. */
static int former_team(struct day *day, const struct service *service, bool second, struct former former) {
  struct patient *patient = &day->patients[service->patient];
  int team = patient->team, cooperating = patient->cooperating_team;
  patient->team = former.team;
  patient->cooperating_team = former.cooperating;
  int before = service_team(day, service, second);
  patient->team = team;
  patient->cooperating_team = cooperating;
  return before;
}

/* The halves of a visit for two that become another team's ask for two different people. */
static void look_at_service(struct gap_search *search, struct day *day, const struct service *service) {
  struct visit halves[2];
  int n = 0;
  bool done = true;
  for (int i = 0; i < service->staff_count; i++) {
    int row = service->staff_count == 1 ? 0 : i + 1;
    struct visit visit = plan_wanted(day, service, row, &search->times);
    if (visit.team == NONE || visit.team == former_team(day, service, row == 2, search->former))
      continue;
    halves[n++] = visit;
    done = look_at_visit(search, day, service, &visit) && done;
  }
  if (n == 2 && done && !two_people_may(day, &halves[0], halves[0].team, &halves[1], halves[1].team))
    tell_gap(search, day, service, &halves[0], GAP_NO_SECOND);
}

/* --- The first week --- */

static bool has_roster(const struct day *day) {
  for (int i = 0; i < day->n_shifts; i++)
    if (day->shifts[i].date == day->date)
      return true;
  return false;
}

static bool look_at_date(struct gap_search *search, date on) {
  struct day *day = NULL;
  if (!store_load_day(search->flow->session->store, on, &day, search->err))
    return false;
  int patient = day_find_patient(day, search->transfer->patient);
  bool known = has_roster(day);
  search->dates_known += known;
  for (int s = 0; known && s < day->n_services; s++)
    if (day->services[s].patient == patient && service_due(&day->services[s], on) &&
        day_suspension(day, patient, on) == NONE)
      look_at_service(search, day, &day->services[s]);
  day_free(day);
  return true;
}

bool transfer_refuse_gaps(struct flow *flow, const struct transfer *transfer, struct former former,
                          const char *override_reason, struct error *err) {
  struct error gaps = {0};
  struct gap_search search = {.flow = flow,
                              .transfer = transfer,
                              .former = former,
                              .times = shift_times_of(flow->session->store),
                              .may_override = !text_is_empty(override_reason),
                              .err = &gaps};
  error_set(&gaps, STATUS_DENIED, _("the transfer of %s to %s would leave a gap:"), transfer->patient,
            transfer->to_team);
  bool read = true;
  for (int i = 0; read && i < days_looked_at; i++)
    read = look_at_date(&search, transfer->from_date + i);
  int against = search.unstaffed + (search.may_override ? 0 : search.unable);
  if (read && against > gaps_told)
    error_add(&gaps, STATUS_DENIED, _("  and %d more"), search.unstaffed + search.unable - gaps_told);
  if (read && against > 0)
    error_add(&gaps, STATUS_DENIED, "%s",
              search.unstaffed ? _("change the roster, the day or the team")
                               : _("train or lend somebody, or say why it is right all the same (--override REASON)"));
  if (!read || against > 0)
    error_set(err, gaps.status, "%s", gaps.text);
  else if (search.dates_known == 0)
    effects_add(flow->effects, _("the roster of that week is not known yet: nobody can say who will do the work"));
  error_clear(&gaps);
  return read && against == 0;
}
