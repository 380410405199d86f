/* Moving a visit to a list, by hand. */
#include <string.h>

#include "dispatch/change.h"
#include "dispatch/place.h"
#include "vaktrom/dispatch/may.h"

/* One move while it is made. */
struct move {
  struct change *change;
  const struct move_request *request;
  struct rota *rota;
  int rows[2], n_rows;
  int lists[2]; /* the second NONE: not said */
  struct place place;
};

/* --- What the command names --- */

/* Reads "L4" or "L4,L6" (a visit for two: the list of each row). */
static bool read_lists(struct move *move, struct error *err) {
  struct day *day = move->change->day;
  const char *comma = strchr(move->request->to_list, ',');
  move->lists[1] = NONE;
  if (!comma)
    return change_find_list(move->change, move->request->to_list, &move->lists[0], err);
  char *first = arena_strdup(&day->arena, move->request->to_list);
  first[comma - move->request->to_list] = '\0';
  if (move->n_rows != 2)
    return error_set(err, STATUS_USAGE, _("%s is one row and goes to one list"), move->request->visit);
  return change_find_list(move->change, first, &move->lists[0], err) &&
         change_find_list(move->change, comma + 1, &move->lists[1], err);
}

static bool may_be_placed(struct move *move, int row, struct error *err) {
  struct day *day = move->change->day;
  const struct visit *visit = &day->visits[row];
  if (visit->state == VISIT_LISTED || visit->state == VISIT_UNASSIGNED || visit->state == VISIT_DROPPED)
    return true;
  return error_set(err, STATUS_DENIED, _("%s is %s and cannot be moved"), visit_in_words(day, row),
                   word_label(&words_visit_state, (int)visit->state));
}

/* --- Finding the place --- */

static void try_row(struct move *move, int row, int list, int partner_list) {
  rota_take(move->rota, row);
  move->place = place_visit(move->rota, move->change->day, row, list, move->request->at, partner_list);
}

static int other_row(const struct move *move, int row) {
  return move->rows[0] == row ? move->rows[1] : move->rows[0];
}

/* "V12" of two rows and one list: the row that is there already, else the first that may go there. */
static void find_for_either(struct move *move) {
  const struct rota *rota = move->rota;
  int list = move->lists[0];
  int first = rota_list(rota, move->rows[1]) == list ? move->rows[1] : move->rows[0];
  int second = other_row(move, first);
  int home = rota_list(rota, first);
  if (home != list && home != NONE) { /* listed elsewhere, both: whichever may go, the other stays */
    struct visit visit = move->change->day->visits[first];
    if (list_refusal(move->change->day, list, &visit, NULL) != REFUSAL_NONE) {
      try_row(move, second, list, NONE);
      return;
    }
  }
  try_row(move, first, list, NONE);
  if (move->place.why_not && home == NONE)
    try_row(move, second, list, NONE);
}

static bool find_place(struct move *move, struct error *err) {
  if (move->lists[1] != NONE) {
    rota_take(move->rota, move->rows[1]);
    try_row(move, move->rows[0], move->lists[0], move->lists[1]);
  } else if (move->n_rows == 2) {
    find_for_either(move);
  } else {
    try_row(move, move->rows[0], move->lists[0], NONE);
  }
  if (move->place.why_not)
    return error_set(err, STATUS_DENIED, _("%s does not go on list %s: %s"), move->request->visit,
                     move->request->to_list, move->place.why_not);
  const char *beyond = place_override(move->change->day, &move->place);
  if (!beyond || !text_is_empty(move->request->override_reason))
    return true;
  error_set(err, STATUS_DENIED, _("%s on list %s: %s"), move->request->visit, move->request->to_list, beyond);
  return allow_override(err);
}

/* A worker with two lists must be home from the first before the second begins. */
static bool check_other_lists(struct move *move, int list, struct error *err) {
  struct day *day = move->change->day;
  struct list_sheet sheet = rota_sheet(move->rota, list);
  for (int i = 0; i < day->n_lists; i++) {
    const struct work_list *other = &day->lists[i];
    if (i == list || other->staff != day->lists[list].staff)
      continue;
    if (sheet.leave < other->end && sheet.home > other->start)
      return error_set(err, STATUS_DENIED, _("%s would be home at %s, when list %s of the same worker has begun"),
                       list_in_words(day, list), time_in_words(day, sheet.home), other->id);
  }
  return true;
}

/* --- Saying and doing it --- */

static const char *move_in_words(struct move *move, const struct placing *placing) {
  struct day *day = move->change->day;
  const struct visit *before = &move->change->visits_before[placing->visit];
  const char *at = time_in_words(day, rota_start(move->rota, placing->visit));
  const char *visit = visit_in_words(day, placing->visit), *to = list_in_words(day, placing->list);
  if (move->request->pin)
    return said(&day->arena, "pinned %s to list %s, %s", visit, to, at);
  if (before->list == NONE)
    return said(&day->arena, "put %s on list %s, %s", visit, to, at);
  if (before->list == placing->list)
    return said(&day->arena, "moved %s on list %s to %s", visit, to, at);
  return said(&day->arena, "moved %s from list %s to %s, %s", visit, list_in_words(day, before->list), to, at);
}

static bool is_moved(const struct move *move, int visit) {
  for (int i = 0; i < move->place.n; i++)
    if (move->place.placings[i].visit == visit)
      return true;
  return false;
}

/* The other visits that now begin later, with both times: an agreed time is not changed in silence. */
static void tell_shifted(struct move *move) {
  struct day *day = move->change->day;
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *before = &move->change->visits_before[v], *now = &day->visits[v];
    if (is_moved(move, v) || before->start == now->start || now->state != VISIT_LISTED || before->start == MINUTE_NONE)
      continue;
    effects_add(move->change->effects, _("%s now begins at %s (was %s)"), visit_in_words(day, v),
                time_in_words(day, now->start), time_in_words(day, before->start));
  }
  if (move->place.cost.breaks_lost > 0)
    effects_add(move->change->effects, "%s", _("there is no room for the break any more"));
}

static void tell(struct move *move) {
  struct change *change = move->change;
  struct str label = {0};
  for (int i = 0; i < move->place.n; i++) {
    const char *line = move_in_words(move, &move->place.placings[i]);
    effects_add(change->effects, "%s", line);
    str_addf(&label, "%s%s", i ? "; " : "", line);
  }
  const char *beyond = place_override(change->day, &move->place);
  if (beyond) {
    effects_add(change->effects, _("set aside: %s (%s)"), beyond, move->request->override_reason);
    str_add(&label, said(&change->day->arena, "; set aside: %s (%s)", beyond, move->request->override_reason));
  }
  store_label_text(change->session->store, str_text(&label));
  str_free(&label);
  tell_shifted(move);
}

static bool record_override(struct move *move, struct error *err) {
  struct change *change = move->change;
  const char *beyond = place_override(change->day, &move->place);
  return !beyond ||
         store_audit(change->session->store, change->session->actor, "override", move->request->visit,
                     arena_printf(&change->day->arena, "%s (%s)", beyond, move->request->override_reason), err);
}

static bool carry_out(struct move *move, struct error *err) {
  struct day *day = move->change->day;
  struct conflict conflict;
  if (!rota_put(move->rota, move->place.placings, move->place.n, &conflict))
    return error_set(err, STATUS_INTERNAL, "a place that was found does not hold");
  for (int i = 0; i < move->place.n; i++)
    if (!check_other_lists(move, move->place.placings[i].list, err))
      return false;
  rota_apply(move->rota);
  for (int i = 0; i < move->place.n; i++) {
    struct visit *visit = &day->visits[move->place.placings[i].visit];
    visit->by_hand = true;
    visit->pinned = visit->pinned || move->request->pin;
  }
  tell(move);
  return record_override(move, err);
}

static bool make_move(struct move *move, struct error *err) {
  struct change *change = move->change;
  if (!change_find_visit(change, move->request->visit, move->rows, &move->n_rows, err) || !read_lists(move, err))
    return false;
  for (int i = 0; i < move->n_rows; i++)
    if (!may_be_placed(move, move->rows[i], err))
      return false;
  move->rota = rota_open(change->session->store, change->day);
  bool done = find_place(move, err) && carry_out(move, err);
  rota_close(move->rota);
  return done;
}

bool dispatch_move(struct session *session, date on, const struct move_request *request, struct effects *effects,
                   struct error *err) {
  if (!dispatch_may(session, MAY_MOVE_VISIT, &(struct concern){.visit = request->visit}, err) ||
      !dispatch_may(session, MAY_MOVE_VISIT, &(struct concern){.list = request->to_list}, err) ||
      !override_is_sound(request->override_reason, err))
    return false;
  struct change change;
  struct move move = {.change = &change, .request = request};
  if (!change_begin(&change, session, on, effects, err))
    return false;
  return change_end(&change, make_move(&move, err), err);
}
