/* A worker is away: the absence is noted, and what stood on the worker's lists needs somebody else. */
#include <stdio.h>

#include "dispatch/change.h"
#include "dispatch/lists.h"
#include "dispatch/position.h"
#include "dispatch/sheet.h"
#include "vaktrom/dispatch/may.h"

struct absent {
  struct session *session;
  const char *staff;
  struct absence absence;
  struct effects *effects;
  int visits;  /* that became unassigned */
  int waiting; /* of the shifts that the worker was known to be absent from: they had nobody before */
  int begun;   /* of them: should have begun by now, and nobody said that they were done */
  bool whole;  /* a shift under way was left as a whole: people may have meant a part of it */
};

static bool list_is_hit(const struct absent *absent, const struct work_list *list, int staff) {
  return list->staff == staff && (absent->absence.shift == NONE || absent->absence.shift == (int)list->shift);
}

/* The other half of a visit for two has no worker either: its list loses it as well. */
static void tell_partner(struct absent *absent, struct day *day, int visit, int list) {
  int partner = day_partner(day, visit);
  if (partner == NONE || day->visits[partner].state != VISIT_LISTED || day->visits[partner].list == list)
    return;
  effects_add(absent->effects, _("unassigned %s, %s on list %s, since its other half has nobody"),
              visit_in_words(day, partner), time_in_words(day, day->visits[partner].start),
              day->lists[day->visits[partner].list].id);
  absent->visits++;
}

/* Every visit of the list from that time on that was not done (pinned ones too: the worker is not there), in the order
 * of the list. */
static void empty_list(struct absent *absent, struct change *change, int list, minute from, const char *reason) {
  struct day *day = change->day;
  struct list_orders orders = list_orders_of(day, &day->arena);
  for (int i = orders.first[list]; i < orders.first[list + 1]; i++) {
    const struct visit *visit = &day->visits[orders.visits[i]];
    if (visit->state != VISIT_LISTED || (visit->start != MINUTE_NONE && visit->start < from))
      continue;
    effects_add(change->effects, _("unassigned %s, %s on list %s"), visit_in_words(day, orders.visits[i]),
                time_in_words(day, visit->start), day->lists[list].id);
    tell_partner(absent, day, orders.visits[i], list);
    change->effects->needs_person = change->effects->needs_person || visit->priority == PRIORITY_MUST;
    absent->begun += visit_has_begun(visit, minute_of(day->date, clock_now()));
    change_unassign(change, orders.visits[i], reason, false);
    absent->visits++;
  }
}

/* What began by then and lasts longer stays with the one who goes home until a person decides. */
static void tell_outlasting(struct absent *absent, struct change *change, int list) {
  struct day *day = change->day;
  struct list_orders orders = list_orders_of(day, &day->arena);
  for (int i = orders.first[list]; i < orders.first[list + 1]; i++) {
    const struct visit *visit = &day->visits[orders.visits[i]];
    if (!visit_outlasts_worker(day, visit))
      continue;
    effects_add(absent->effects, "%s", dispatch_outlasting(day, orders.visits[i]));
    absent->effects->needs_person |= visit->priority == PRIORITY_MUST;
  }
}

/* When the shift of the list ends, which the list itself may not reach: its worker was to go home before. */
static minute end_of_shift(const struct day *day, const struct work_list *list) {
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->staff == list->staff && row->date == list->date && row->shift == list->shift && row->team == list->team &&
        row->start == list->start)
      return row->end;
  }
  return list->end;
}

static const char *reason_in_words(struct day *day, const struct work_list *list, minute from) {
  const char *name = day->staff[list->staff].name;
  if (from <= list->start) /* stands on sheets: why is nobody else's business */
    return said(&day->arena, "%s is absent", name);
  return said(&day->arena, "%s is absent from %s", name, time_in_words(day, from));
}

/* Leaves the list as a whole, or from the time at which its worker goes home: what began before stays where it is. */
static void leave_list(struct absent *absent, struct change *change, int list) {
  struct day *day = change->day;
  struct work_list *row = &day->lists[list];
  minute from = list_leaves(day, list), now = minute_of(day->date, clock_now());
  row->end = end_of_shift(day, row);
  if (from >= row->end)
    return;
  empty_list(absent, change, list, from, reason_in_words(day, row, from));
  if (from <= row->start) {
    absent->whole |= row->start <= now && now < row->end;
    row->staff = NONE;
    effects_add(absent->effects, _("list %s has nobody"), row->id);
  } else {
    row->end = from;
    effects_add(absent->effects, _("list %s stays with %s until %s"), row->id, day->staff[row->staff].name,
                time_in_words(day, from));
    tell_outlasting(absent, change, list);
  }
}

static bool leave_lists(struct absent *absent, date on, struct error *err) {
  struct change change;
  if (!change_begin(&change, absent->session, on, absent->effects, err))
    return false;
  struct day *day = change.day;
  int staff = day_find_staff(day, absent->staff);
  for (int list = 0; list < day->n_lists; list++)
    if (list_is_hit(absent, &day->lists[list], staff))
      leave_list(absent, &change, list);
  return change_end(&change, true, err);
}

static bool note_absence(struct absent *absent, struct error *err) {
  struct arena arena = {0};
  date *dates;
  int n;
  struct store *store = absent->session->store;
  bool done =
      store_save_absence(store, absent->staff, &absent->absence, err) &&
      store_dates_of_lists(store, absent->staff, absent->absence.from, absent->absence.until, &arena, &dates, &n, err);
  for (int i = 0; done && i < n; i++)
    done = leave_lists(absent, dates[i], err);
  arena_free(&arena);
  return done;
}

/* "2026-03-04", "2026-03-04 10:30". */
static void format_begin(const struct absence *absence, char out[DATE_SIZE + TIME_SIZE]) {
  char on[DATE_SIZE], at[TIME_SIZE];
  date_show(absence->from + absence->from_time / (24 * 60), on);
  wall_format(absence->from_time, at);
  snprintf(out, DATE_SIZE + TIME_SIZE, absence->from_time > 0 ? "%s %s" : "%s", on, at);
}

/* An absence is known by its first day and shift: noting it again changes its end, which nobody shall do unawares. */
static void tell_replaced(struct absent *absent, const struct day *day, int staff) {
  for (int i = 0; i < day->n_absences; i++) {
    const struct absence *before = &day->absences[i];
    if (before->staff != staff || before->from != absent->absence.from || before->shift != absent->absence.shift ||
        (before->until == absent->absence.until && before->reason == absent->absence.reason &&
         before->from_time == absent->absence.from_time))
      continue;
    char from[DATE_SIZE + TIME_SIZE], until[DATE_SIZE];
    format_begin(before, from);
    date_show(before->until, until);
    effects_add(absent->effects, _("this replaces the absence from %s to %s (%s)"), from,
                before->until == DATE_NONE ? _("an unknown day") : until,
                word_label(&words_absence_reason, (int)before->reason));
  }
}

/* Visits of the shifts that the worker left before wait as they did: noting it again does not find them a place. */
static void count_waiting(struct absent *absent, const struct day *day, const struct shift_row *row) {
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *visit = &day->visits[v];
    if (!visit_waits_for_row(day, visit, row))
      continue;
    absent->waiting++;
    absent->effects->needs_person |= visit->priority == PRIORITY_MUST;
  }
}

static void look_at_noted(struct absent *absent, const struct day *day, int staff) {
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    bool concerned = row->staff == staff && row->date == day->date && function_walks(row->function) &&
                     (absent->absence.shift == NONE || absent->absence.shift == (int)row->shift);
    if (concerned && day_absence(day, staff, row->date, row->shift) != NONE)
      count_waiting(absent, day, row);
  }
}

/* Whether the worker has a shift that the absence takes, on its first date. */
static bool has_shift(const struct absent *absent, const struct day *day, int staff) {
  for (int i = 0; i < day->n_shifts; i++)
    if (day->shifts[i].staff == staff && day->shifts[i].date == absent->absence.from &&
        (absent->absence.shift == NONE || (int)day->shifts[i].shift == absent->absence.shift))
      return true;
  return false;
}

/* Whether another with the function of that row is there in the shift. */
static bool has_other_leader(const struct day *day, const struct shift_row *row) {
  bool found = false;
  for (int i = 0; i < day->n_shifts && !found; i++) {
    const struct shift_row *other = &day->shifts[i];
    found = other->staff != row->staff && other->date == row->date && other->shift == row->shift &&
            other->function == row->function && row_serves(day, other, row->team) &&
            day_absence(day, other->staff, other->date, other->shift) == NONE;
  }
  return found;
}

/* The one who runs the shift is missed at once, not when somebody looks at the findings. */
static void tell_leaderless(struct absent *absent, const struct day *day, int staff) {
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    bool leads = row->function == FUNCTION_COORDINATOR || row->function == FUNCTION_DUTY_NURSE;
    if (!leads || row->staff != staff || row->date != absent->absence.from ||
        (absent->absence.shift != NONE && absent->absence.shift != (int)row->shift) || has_other_leader(day, row))
      continue;
    const char *team = day->teams[row->team].name, *shift = word_label(&words_shift, (int)row->shift);
    absent->effects->needs_person = true;
    if (row->function == FUNCTION_COORDINATOR)
      effects_add(absent->effects, _("%s has no coordinator in the %s shift now: give another that function"), team,
                  shift);
    else
      effects_add(absent->effects, _("%s has no duty nurse in the %s shift now: give another that function"), team,
                  shift);
  }
}

/* The name of the worker; STATUS_USAGE when there is none of that id. */
static bool find_worker(struct absent *absent, struct str *name, struct error *err) {
  struct day *day = NULL;
  if (!store_load_day(absent->session->store, absent->absence.from, &day, err))
    return false;
  int staff = day_find_staff(day, absent->staff);
  if (staff == NONE) {
    error_set(err, STATUS_USAGE, _("there is no worker '%s'"), absent->staff);
  } else {
    str_add(name, day->staff[staff].name);
    if (absent->absence.until == absent->absence.from && !has_shift(absent, day, staff))
      effects_add(absent->effects, _("%s has no shift then"), str_text(name));
    tell_replaced(absent, day, staff);
    look_at_noted(absent, day, staff);
    tell_leaderless(absent, day, staff);
  }
  day_free(day);
  return staff != NONE;
}

/* "2026-03-04", "2026-03-04 to 2026-03-06". */
static const char *said_period(struct arena *arena, const struct absence *absence) {
  char at[TIME_SIZE];
  const char *from = said_date(arena, absence->from + absence->from_time / (24 * 60));
  wall_format(absence->from_time, at);
  if (absence->from_time > 0)
    from = said(arena, "%s from %s", from, at);
  if (absence->until == absence->from)
    return from;
  return said(arena, "%s to %s", from,
              absence->until == DATE_NONE ? SAID("an unknown day") : said_date(arena, absence->until));
}

static void tell(struct absent *absent, const char *name) {
  struct arena arena = {0};
  const struct absence *absence = &absent->absence;
  const char *period = said_period(&arena, absence);
  const char *reason = word_said(&arena, &words_absence_reason, (int)absence->reason);
  if (absent->whole && absent->begun == 0)
    effects_add(absent->effects, "%s",
                _("the shift has begun: for one who goes home during it undo this and say when: --from-time HH:MM"));
  if (absent->begun > 0 && absent->whole) /* they wait rather than be forgotten */
    effects_add(absent->effects,
                _("%s (%s) is absent %s, %s; visits that need somebody: %d, of which %d should have begun by now "
                  "(was one done, undo this, mark it done and note the absence again; for one who goes home during the "
                  "shift undo this and say when: --from-time HH:MM)"),
                absent->staff, name, period, reason, absent->visits, absent->begun);
  else if (absent->waiting > 0)
    effects_add(absent->effects,
                _("%s (%s) is absent %s, %s, as noted before; visits that need somebody: %d, and %d of the team "
                  "and shift that still wait"),
                absent->staff, name, period, reason, absent->visits, absent->waiting);
  else
    effects_add(absent->effects, _("%s (%s) is absent %s, %s; visits that need somebody: %d"), absent->staff, name,
                period, reason, absent->visits);
  store_label(absent->session->store, "%s (%s) absent %s, %s", absent->staff, name, period, reason);
  arena_free(&arena);
}

bool dispatch_absent(struct session *session, const struct absence_request *request, struct effects *effects,
                     struct error *err) {
  if (!dispatch_may(session, MAY_NOTE_ABSENCE, &(struct concern){.worker = request->staff}, err))
    return false;
  struct absent absent = {.session = session,
                          .staff = request->staff,
                          .absence = {.from = request->from,
                                      .until = request->until,
                                      .reason = request->reason,
                                      .shift = request->shift,
                                      .from_time = request->from_time},
                          .effects = effects};
  struct str name = {0};
  if (request->until != DATE_NONE && request->until < request->from)
    return error_set(err, STATUS_USAGE, "%s", _("an absence may not end before it begins"));
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  bool done = find_worker(&absent, &name, err) && note_absence(&absent, err);
  if (done)
    tell(&absent, str_text(&name));
  str_free(&name);
  if (done)
    return store_commit(session->store, err);
  store_rollback(session->store);
  return false;
}
