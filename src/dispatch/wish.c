/* What becomes a visit: the visit is added as by hand, and gets its list or hears of the best ones. */
#include "dispatch/wish.h"

#include <stdlib.h>

#include "dispatch/change.h"
#include "dispatch/plan.h"
#include "dispatch/rota.h"

enum { lists_told = 3, day_minutes = 1440 };

/* --- When ----------------------------------------------------------------------------------------------------------
 */

static int wall_of(instant at) {
  date on = instant_date(at);
  return minute_to_wall(on, minute_of(on, at));
}

/* What must begin within some minutes from now: its date (before the day begins still that of the night) and hours. */
static void choose_soonest(struct store *store, int within, struct add_request *request) {
  instant now = clock_now();
  int from = wall_of(now), until = wall_of(now + 60 * (instant)within);
  if (request->date == DATE_NONE)
    request->date = instant_date(now) - (from < (int)store_setting_int(store, "day_begins"));
  if (request->earliest == NONE)
    request->earliest = from;
  if (request->latest == NONE)
    request->latest = until;
}

/* The hours that were agreed before hold again where they are still to come. */
static void choose_agreed(struct flow *flow, const struct window *agreed, struct add_request *request) {
  if (!agreed || request->earliest != NONE || request->latest != NONE)
    return;
  if (instant_of(request->date, minute_from_wall(request->date, agreed->latest)) < clock_now()) {
    effects_add(flow->effects, "%s", _("the agreed hours are past: ask the duty nurse whether it may still be done"));
    return;
  }
  request->earliest = agreed->earliest;
  request->latest = agreed->latest;
}

static void choose_hours(struct store *store, struct add_request *request) {
  if (request->earliest == NONE)
    request->earliest = (int)store_setting_int(store, "day_starts");
  if (request->latest == NONE) {
    int last = (int)store_setting_int(store, "evening_starts") - 60; /* the day shift's last hour is for the way home */
    request->latest = request->earliest < last ? last : request->earliest;
  }
}

static struct add_request request_of(struct flow *flow, const struct visit_wish *wish, const struct wish_source *source,
                                     struct str *id) {
  struct store *store = flow->session->store;
  struct add_request request = {.patient = source->patient,
                                .task = wish->task ? wish->task : source->task,
                                .date = wish->date,
                                .earliest = wish->earliest,
                                .latest = wish->latest,
                                .duration = wish->duration,
                                .demand = wish->task ? NULL : source->demand, /* another task, another work */
                                .least_role = source->least_role,
                                .id = id};
  if (request.duration == 0 && request.demand)
    request.duration = request.demand->duration;
  if (source->within_minutes > 0 && (wish->date == DATE_NONE || wish->date == flow->today))
    choose_soonest(store, source->within_minutes, &request);
  if (request.date == DATE_NONE)
    request.date = source->date != DATE_NONE && source->date > flow->today ? source->date : flow->today;
  choose_agreed(flow, source->agreed, &request);
  choose_hours(store, &request);
  return request;
}

/* The hours of a visit go over midnight only in the evening or at night: 23:00-01:00, never 12:00-10:00. */
static bool deny_reversed(struct flow *flow, const struct add_request *request, struct error *err) {
  struct shift_times times = shift_times_of(flow->session->store);
  enum shift shift = shift_of_wall(request->earliest, times.day_begins, times.evening_starts, times.night_starts);
  int length = (request->latest - request->earliest + day_minutes) % day_minutes;
  if (request->latest >= request->earliest || (shift != SHIFT_DAY && length <= day_minutes / 2))
    return true;
  return error_set(err, STATUS_USAGE, _("the latest start (%02d:%02d) is before the earliest (%02d:%02d)"),
                   request->latest / 60, request->latest % 60, request->earliest / 60, request->earliest % 60);
}

static bool deny_past(const struct day *day, const struct visit *visit, struct error *err) {
  instant latest = instant_of(day->date, visit->windows[visit->n_windows - 1].latest);
  return latest >= clock_now() ||
         error_set(err, STATUS_USAGE, "%s", _("the latest start is past already: give --date, --earliest, --latest"));
}

/* Says the day on the calendar, which nobody may have named; the small hours are those of the next morning. */
static void tell_when(struct flow *flow, struct day *day, const struct visit *visit, const char *id) {
  date on = instant_date(instant_of(day->date, visit->windows[0].earliest));
  effects_add(flow->effects, _("%s is for %s %s, between %s and %s (%s shift of %s)"), id,
              word_label(&words_weekday, date_weekday(on)), date_words(&day->arena, on),
              time_in_words(day, visit->windows[0].earliest),
              time_in_words(day, visit->windows[visit->n_windows - 1].latest),
              word_label(&words_shift, (int)visit->shift), date_words(&day->arena, day->date));
}

/* --- Where ---------------------------------------------------------------------------------------------------------
 */

/* A list that may take the visit, and when it would begin there. */
struct offer {
  const struct suggestion *suggestion;
  minute start; /* MINUTE_NONE = not known */
};

static int compare_offers(const void *left, const void *right) {
  const struct offer *a = left, *b = right;
  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  return a->suggestion->rank - b->suggestion->rank;
}

static minute start_on(struct rota *rota, int visit, const struct suggestion *suggestion) {
  struct placing placing = {.visit = visit, .list = suggestion->list, .at = suggestion->at};
  struct conflict conflict;
  if (!rota_put(rota, &placing, 1, &conflict))
    return MINUTE_NONE;
  minute start = rota_start(rota, visit);
  rota_take(rota, visit);
  return start;
}

/* The lists that may take it: where it must be soon the earliest, else the best few; the earliest first. */
static int offers_of(struct flow *flow, struct day *day, int visit, bool soon, const struct suggestion *suggestions,
                     int n, struct offer *offers) {
  int found = 0;
  struct rota *rota = rota_open(flow->session->store, day);
  rota_take(rota, visit);
  for (int i = 0; i < n && (soon || found < lists_told); i++)
    if (suggestions[i].allowed)
      offers[found++] = (struct offer){&suggestions[i], start_on(rota, visit, &suggestions[i])};
  rota_close(rota);
  if (found)
    qsort(offers, (size_t)found, sizeof *offers, compare_offers);
  return found < lists_told ? found : lists_told;
}

/* Tells lists for the new visit. */
static bool tell_lists(struct flow *flow, struct day *day, int visit, bool soon, struct error *err) {
  struct suggestion *suggestions;
  int n;
  if (!dispatch_suggest(flow->session->store, day, visit, &suggestions, &n, err))
    return false;
  struct offer *offers = arena_alloc(&day->arena, sizeof *offers * (size_t)(n + 1));
  int found = offers_of(flow, day, visit, soon, suggestions, n, offers);
  if (day_partner(day, visit) != NONE)
    effects_add(flow->effects, _("for %s:"), day->visits[visit].id);
  for (int i = 0; i < found; i++) {
    const struct suggestion *suggestion = offers[i].suggestion;
    int staff = day->lists[suggestion->list].staff;
    effects_add(flow->effects, _("fits list %s (%s) at %s: %d min more, %d min late"), day->lists[suggestion->list].id,
                staff == NONE ? _("nobody") : day->staff[staff].name, time_in_words(day, offers[i].start),
                suggestion->extra_min, suggestion->late_min);
  }
  if (found == 0)
    effects_add(flow->effects, "%s", _("no list of that shift may take it as it stands"));
  flow->effects->needs_person |= day->visits[visit].priority == PRIORITY_MUST;
  return true;
}

static bool place(struct flow *flow, const struct visit_wish *wish, bool soon, date on, const char *id,
                  struct error *err) {
  struct day *day = NULL;
  int rows[2];
  if (!store_load_day(flow->session->store, on, &day, err))
    return false;
  int n = day_find_visit_rows(day, id, rows);
  bool done = deny_past(day, &day->visits[rows[0]], err);
  if (done)
    tell_when(flow, day, &day->visits[rows[0]], id);
  for (int i = 0; done && !wish->to_list && i < n; i++)
    done = tell_lists(flow, day, rows[i], soon, err);
  day_free(day);
  const struct move_request move = {.visit = id, .to_list = wish->to_list};
  return done && (!wish->to_list || dispatch_move(flow->session, on, &move, flow->effects, err));
}

bool wish_visit(struct flow *flow, const struct visit_wish *wish, const struct wish_source *source, const char **visit,
                struct error *err) {
  struct str id = {0};
  if (text_is_empty(source->patient))
    return error_set(err, STATUS_USAGE, "%s", _("a visit needs a patient, and this concerns none"));
  struct add_request request = request_of(flow, wish, source, &id);
  bool needs_person = flow->effects->needs_person;
  bool done = deny_reversed(flow, &request, err) && dispatch_add(flow->session, &request, flow->effects, err);
  flow->effects->needs_person = needs_person; /* whether it waits for somebody is known when it has its place */
  done = done && place(flow, wish, source->within_minutes > 0, request.date, str_text(&id), err);
  *visit = arena_strdup(&flow->day->arena, str_text(&id));
  str_free(&id);
  return done;
}
