/* Planning and routing anew after rows have changed. */
#include "follow_up.h"

#include "vaktrom/dispatch/accounts.h"

enum { few_patients = 20 }; /* more are routed all at once */

void follow_up_note(struct follow_up *follow, const struct kind *kind, const char *const *cells) {
  static const char *const planned[] = {"services", "patients", "tasks", "suspensions"};
  static const char *const weighed[] = {"needs", "observations", "patients", "services"};
  for (size_t i = 0; i < COUNT_OF(planned); i++)
    follow->replan |= text_equal(kind->name, planned[i]);
  static const char *const listed[] = {"shifts", "staff", "teams"};
  for (size_t i = 0; i < COUNT_OF(listed); i++)
    follow->relist |= text_equal(kind->name, listed[i]);
  for (size_t i = 0; i < COUNT_OF(weighed); i++)
    if (text_equal(kind->name, weighed[i])) {
      const char *patient = arena_strdup(&follow->arena, cells[kind_column(kind, "patient")]);
      map_set(&follow->patients, patient, patient);
    }
  if (text_equal(kind->name, "staff")) {
    const char *worker = arena_strdup(&follow->arena, cells[kind_column(kind, "staff")]);
    map_set(&follow->workers, worker, worker);
  }
}

void follow_up_free(struct follow_up *follow) {
  map_free(&follow->patients);
  map_free(&follow->workers);
  arena_free(&follow->arena);
}

/* --- Routing ------------------------------------------------------------------------------------------------------ */

static bool stop_at_first(void *context, const char *const *cells) {
  (void)cells;
  *(bool *)context = true;
  return false;
}

/* A base that was never routed waits for its first `route` or `nightly`: it may not be whole yet. */
static bool route(struct follow_up *follow, struct session *session, struct effects *effects, struct error *err) {
  bool routed = false;
  if (!follow->patients.n)
    return true;
  if (!store_each_row(session->store, kind_find("decisions"), stop_at_first, &routed, err))
    return false;
  if (!routed)
    return true;
  if (follow->patients.n > few_patients)
    return dispatch_route(session, NULL, effects, err);
  for (size_t i = 0; i < follow->patients.cap; i++)
    if (follow->patients.slots[i].key && !dispatch_route(session, follow->patients.slots[i].key, effects, err))
      return false;
  return true;
}

/* --- Planning ----------------------------------------------------------------------------------------------------- */

/* Every date from today on that has visits. */
static bool plan(struct follow_up *follow, struct session *session, struct effects *effects, struct error *err) {
  date *dates, today = instant_date(clock_now());
  int n = 0;
  if (!follow->replan)
    return true;
  bool done = store_dates_of_patient(session->store, NULL, today, DATE_NONE, &follow->arena, &dates, &n, err);
  for (int i = 0; done && i < n; i++) {
    struct plan_counts counts;
    done = dispatch_plan(session, dates[i], 1, &counts, effects, err);
  }
  return done;
}

/* Every date from today on that has lists. */
static bool renew_lists(struct follow_up *follow, struct session *session, struct effects *effects, struct error *err) {
  date *dates, today = instant_date(clock_now());
  int n = 0;
  if (!follow->relist)
    return true;
  bool done = store_dates_of_lists(session->store, NULL, today, DATE_NONE, &follow->arena, &dates, &n, err);
  for (int i = 0; done && i < n; i++)
    done = dispatch_renew_lists(session, dates[i], effects, err);
  return done;
}

/* --- Accounts ----------------------------------------------------------------------------------------------------- */

static bool look_at_accounts(struct follow_up *follow, struct session *session, struct effects *effects,
                             struct error *err) {
  for (size_t i = 0; i < follow->workers.cap; i++) {
    const char *worker = follow->workers.slots[i].key;
    if (worker && !dispatch_account_of_changed_worker(session, worker, effects, err))
      return false;
  }
  return true;
}

bool follow_up_do(struct follow_up *follow, struct session *session, struct effects *effects, struct error *err) {
  return route(follow, session, effects, err) && plan(follow, session, effects, err) &&
         renew_lists(follow, session, effects, err) && look_at_accounts(follow, session, effects, err);
}
