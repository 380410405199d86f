/* What becomes a visit: the visit is added as by hand, and gets its list or hears of the best ones. */
#include "dispatch/wish.h"

enum { lists_told = 3 };

static struct add_request request_of(struct flow *flow, const struct visit_wish *wish, const struct wish_source *source,
                                     struct str *id) {
  struct store *store = flow->session->store;
  date planned = source->date != DATE_NONE && source->date > flow->today ? source->date : flow->today;
  struct add_request request = {.patient = source->patient,
                                .task = wish->task ? wish->task : source->task,
                                .date = wish->date != DATE_NONE ? wish->date : planned,
                                .earliest = wish->earliest,
                                .latest = wish->latest,
                                .duration = wish->duration,
                                .demand = wish->task ? NULL : source->demand, /* another task, another work */
                                .least_role = source->least_role,
                                .id = id};
  if (request.duration == 0 && request.demand)
    request.duration = request.demand->duration;
  if (request.earliest == NONE)
    request.earliest = (int)store_setting_int(store, "day_starts");
  if (request.latest == NONE) {
    int last = (int)store_setting_int(store, "evening_starts") - 60; /* the day shift's last hour is for the way home */
    request.latest = request.earliest < last ? last : request.earliest;
  }
  return request;
}

static bool deny_past(const struct day *day, const struct visit *visit, struct error *err) {
  instant latest = instant_of(day->date, visit->windows[visit->n_windows - 1].latest);
  return latest >= clock_now() ||
         error_set(err, STATUS_USAGE, "%s", _("the latest start is past already: give --date, --earliest, --latest"));
}

/* Tells the best lists of the new visit. */
static bool tell_lists(struct flow *flow, struct day *day, int visit, struct error *err) {
  struct suggestion *suggestions;
  int n, told = 0;
  if (!dispatch_suggest(flow->session->store, day, visit, &suggestions, &n, err))
    return false;
  for (int i = 0; i < n && told < lists_told; i++) {
    int list = suggestions[i].list, staff = day->lists[list].staff;
    if (!suggestions[i].allowed)
      continue;
    told++;
    effects_add(flow->effects, _("fits list %s (%s): %d min more, %d min late"), day->lists[list].id,
                staff == NONE ? _("nobody") : day->staff[staff].name, suggestions[i].extra_min,
                suggestions[i].late_min);
  }
  if (told == 0)
    effects_add(flow->effects, "%s", _("no list of that shift may take it as it stands"));
  flow->effects->needs_person |= day->visits[visit].priority == PRIORITY_MUST;
  return true;
}

static bool place(struct flow *flow, const struct visit_wish *wish, date on, const char *id, struct error *err) {
  struct day *day = NULL;
  int rows[2];
  if (!store_load_day(flow->session->store, on, &day, err))
    return false;
  int n = day_find_visit_rows(day, id, rows);
  bool done = deny_past(day, &day->visits[rows[0]], err);
  for (int i = 0; done && !wish->to_list && i < n; i++)
    done = tell_lists(flow, day, rows[i], err);
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
  bool done =
      dispatch_add(flow->session, &request, flow->effects, err) && place(flow, wish, request.date, str_text(&id), err);
  *visit = arena_strdup(&flow->day->arena, str_text(&id));
  str_free(&id);
  return done;
}
