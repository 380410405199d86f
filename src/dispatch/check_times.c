/* Can they be there then? Times are read from the planned starts alone; a list's own arithmetic is the sheet's. */
#include <stdlib.h>

#include "dispatch/change.h"
#include "dispatch/check.h"

/* --- window_missed, window_early --- */

static bool in_some_window(const struct visit *visit) {
  for (int i = 0; i < visit->n_windows; i++)
    if (visit->windows[i].earliest <= visit->start && visit->start <= visit->windows[i].latest)
      return true;
  return false;
}

/* A fixed window binds both ways; a soft one may be left late, never early, unless a person decides so. */
static void check_window(struct checker *checker, int v) {
  const struct visit *visit = &checker->day->visits[v];
  if (visit->n_windows == 0)
    return;
  const char *start = check_time(checker, visit->start);
  const char *earliest = check_time(checker, visit->windows[0].earliest);
  if (visit->window == WINDOW_HARD && !in_some_window(visit))
    found(checker, "window_missed", about_visit(checker, v), _("%s begins at %s, but its window is %s-%s"),
          visit_in_words(checker->day, v), start, earliest,
          check_time(checker, visit->windows[visit->n_windows - 1].latest));
  else if (visit->window == WINDOW_SOFT && visit->start < visit->windows[0].earliest)
    found(checker, "window_early", about_visit(checker, v), _("%s begins at %s, before its window opens at %s"),
          visit_in_words(checker->day, v), start, earliest);
}

/* --- must_late, past_shift_end --- */

/* A soft window may be left late, and the balancer does so rather than leave a visit out: people must hear of it. */
static void check_late(struct checker *checker, int v, int noticed) {
  const struct visit *visit = &checker->day->visits[v];
  if (visit->priority != PRIORITY_MUST || visit->window != WINDOW_SOFT || visit->n_windows == 0)
    return;
  minute latest = visit->windows[visit->n_windows - 1].latest;
  int late = visit->start - latest;
  if (late > noticed)
    found(checker, "must_late", about_visit(checker, v),
          trn("%s begins at %s on list %s, %d minute after its window ends at %s",
              "%s begins at %s on list %s, %d minutes after its window ends at %s", late),
          visit_in_words(checker->day, v), check_time(checker, visit->start), list_in_words(checker->day, visit->list),
          late, check_time(checker, latest));
}

static bool is_ahead(const struct checker *checker, const struct list_sheet *sheet) {
  return sheet->n_stops > 0 && checker->day->visits[sheet->stops[sheet->n_stops - 1].visit].state == VISIT_LISTED;
}

/* One whose last visit is done is over, whenever it ended. */
static void check_end(struct checker *checker, const struct list_sheet *sheet, int noticed) {
  if (is_ahead(checker, sheet) && sheet->overtime_min > noticed)
    found(checker, "past_shift_end", about_list(checker, sheet->list),
          trn("list %s is back at %s, %d minute after its shift ends at %s",
              "list %s is back at %s, %d minutes after its shift ends at %s", sheet->overtime_min),
          list_in_words(checker->day, sheet->list), check_time(checker, sheet->home), sheet->overtime_min,
          check_time(checker, checker->day->lists[sheet->list].end));
}

/* --- double_booking, travel_too_short on one list --- */

static void tell_double(struct checker *checker, int v, int other) {
  struct day *day = checker->day;
  struct about about = about_visit(checker, v);
  about.detail = day->visits[other].id;
  found(checker, "double_booking", about, _("%s begins at %s, while %s lasts until %s with the same worker"),
        visit_in_words(day, v), check_time(checker, day->visits[v].start), visit_in_words(day, other),
        check_time(checker, day->visits[other].start + day->visits[other].duration));
}

static bool is_past(const struct checker *checker, int v) {
  return checker->day->visits[v].state == VISIT_DONE;
}

static void check_stop(struct checker *checker, const struct list_sheet *sheet, int i) {
  struct day *day = checker->day;
  const struct list_stop *stop = &sheet->stops[i], *before = i ? stop - 1 : NULL;
  if (is_past(checker, stop->visit) || (before && is_past(checker, before->visit)))
    return; /* what was done late delays the next; that is no fault of the plan */
  if (before && before->end > stop->start)
    tell_double(checker, stop->visit, before->visit);
  else if (stop->arrive > stop->start)
    found(checker, "travel_too_short", about_visit(checker, stop->visit),
          trn("%s begins at %s on list %s, but the worker arrives at %s (%d minute of travel)",
              "%s begins at %s on list %s, but the worker arrives at %s (%d minutes of travel)", stop->travel_min),
          visit_in_words(day, stop->visit), check_time(checker, stop->start), list_in_words(day, sheet->list),
          check_time(checker, stop->arrive), stop->travel_min);
}

/* --- double_booking between lists --- */

/* Two lists of one worker that overlap, and visits of one while the worker is out on the other. */
static void check_two_lists(struct checker *checker, int a, int b) {
  struct day *day = checker->day;
  const struct work_list *first = &day->lists[a], *second = &day->lists[b];
  const struct list_sheet *out = &checker->sheets[a], *other = &checker->sheets[b];
  bool overlap = first->start < second->end && second->start < first->end;
  bool walks = out->n_stops && other->n_stops && out->leave < other->home && other->leave < out->home;
  if (!overlap && !walks)
    return;
  struct about about = about_list(checker, b);
  about.detail = first->id;
  found(checker, "double_booking", about, _("%s has the lists %s and %s at the same time"),
        day->staff[first->staff].name, first->id, second->id);
}

static int compare_by_staff(const void *left, const void *right, const struct day *day) {
  const struct work_list *a = &day->lists[*(const int *)left], *b = &day->lists[*(const int *)right];
  return a->staff != b->staff ? (a->staff < b->staff ? -1 : 1) : (a->start > b->start) - (a->start < b->start);
}

/* Lists by worker, then start: those of one worker stand together. */
static int *lists_by_staff(struct day *day) {
  int *lists = arena_alloc(&day->arena, sizeof *lists * (size_t)(day->n_lists + 1));
  for (int i = 0; i < day->n_lists; i++) {
    int at = i;
    while (at > 0 && compare_by_staff(&lists[at - 1], &i, day) > 0) {
      lists[at] = lists[at - 1];
      at--;
    }
    lists[at] = i;
  }
  return lists;
}

static void check_lists_of_one(struct checker *checker) {
  const struct day *day = checker->day;
  int *lists = lists_by_staff(checker->day);
  for (int i = 0; i < day->n_lists; i++)
    for (int j = i + 1; j < day->n_lists && day->lists[lists[j]].staff == day->lists[lists[i]].staff; j++)
      if (day->lists[lists[i]].staff != NONE)
        check_two_lists(checker, lists[i], lists[j]);
}

/* --- link_broken --- */

static bool is_walked(const struct visit *visit) {
  return (visit->state == VISIT_LISTED || visit->state == VISIT_DONE) && visit->start != MINUTE_NONE;
}

static struct about about_link(const struct checker *checker, const struct link *link) {
  struct about about = about_visit(checker, link->second);
  about.detail = checker->day->visits[link->first].id;
  return about;
}

/* The same visits can be too far apart and with one worker, which are two findings. */
static struct about about_one_worker(const struct checker *checker, const struct link *link) {
  struct about about = about_link(checker, link);
  about.detail = arena_printf(&checker->day->arena, "%s:%s", about.detail, "one_worker");
  return about;
}

static void check_gap(struct checker *checker, const struct link *link) {
  struct day *day = checker->day;
  int gap = day->visits[link->second].start - day->visits[link->first].start;
  const char *first = visit_in_words(day, link->first), *second = visit_in_words(day, link->second);
  if (link->min_gap <= gap && gap <= link->max_gap)
    return;
  if (link->min_gap == 0 && link->max_gap == 0)
    found(checker, "link_broken", about_link(checker, link), _("%s and %s should begin together: %s and %s"), first,
          second, check_time(checker, day->visits[link->first].start),
          check_time(checker, day->visits[link->second].start));
  else
    found(checker, "link_broken", about_link(checker, link),
          trn("%s should begin %d to %d minutes after %s, but begins %d minute after",
              "%s should begin %d to %d minutes after %s, but begins %d minutes after", gap),
          second, link->min_gap, link->max_gap, first, gap);
}

static void check_link(struct checker *checker, const struct link *link) {
  struct day *day = checker->day;
  const struct visit *first = &day->visits[link->first], *second = &day->visits[link->second];
  bool pair = link->different_staff;
  if (is_past(checker, link->first) && is_past(checker, link->second))
    return;
  if (is_walked(first) && is_walked(second)) {
    check_gap(checker, link);
    if (pair && first->staff != NONE && first->staff == second->staff)
      found(checker, "link_broken", about_one_worker(checker, link), _("%s needs two workers and has %s twice"),
            visit_in_words(day, link->first), day->staff[first->staff].name);
  } else if (pair && (first->state == VISIT_LISTED) != (second->state == VISIT_LISTED)) {
    found(checker, "link_broken", about_link(checker, link), _("%s is on a list, but %s, its other half, is %s"),
          visit_in_words(day, first->state == VISIT_LISTED ? link->first : link->second),
          first->state == VISIT_LISTED ? second->id : first->id,
          word_label(&words_visit_state, (int)(first->state == VISIT_LISTED ? second->state : first->state)));
  }
}

/* --- no_break, travel_estimated --- */

static void check_break(struct checker *checker, const struct list_sheet *sheet) {
  if (sheet->n_stops && sheet->break_min && sheet->break_start == MINUTE_NONE)
    found(checker, "no_break", about_list(checker, sheet->list),
          trn("list %s has no %d minute for a break", "list %s has no %d minutes for a break", sheet->break_min),
          list_in_words(checker->day, sheet->list), sheet->break_min);
}

/* One finding for the date: a base without a travel table would else drown in them. */
static void check_estimates(struct checker *checker) {
  int legs = 0, estimated = 0;
  for (int list = 0; list < checker->day->n_lists; list++)
    for (int i = 0; i < checker->sheets[list].n_stops; i++) {
      legs++;
      estimated += checker->sheets[list].stops[i].travel_estimated;
    }
  if (estimated)
    found(checker, "travel_estimated", about_nothing("travel"),
          trn("%d of %d travel times is estimated", "%d of %d travel times are estimated", estimated), estimated, legs);
}

void check_times(struct checker *checker) {
  const struct day *day = checker->day;
  int noticed = (int)store_setting_int(checker->store, "late_noticed");
  for (int v = 0; v < day->n_visits; v++)
    if (day->visits[v].state == VISIT_LISTED && day->visits[v].start != MINUTE_NONE) {
      check_window(checker, v);
      check_late(checker, v, noticed);
    }
  for (int list = 0; list < day->n_lists; list++) {
    for (int i = 0; i < checker->sheets[list].n_stops; i++)
      check_stop(checker, &checker->sheets[list], i);
    check_break(checker, &checker->sheets[list]);
    check_end(checker, &checker->sheets[list], noticed);
  }
  check_lists_of_one(checker);
  for (int i = 0; i < day->n_links; i++)
    check_link(checker, &day->links[i]);
  check_estimates(checker);
}
