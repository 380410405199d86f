/* Takes an alternative, whole or in part, together with the change of who is there: one transaction, one journal line.
 */
#include <stdlib.h>

#include "dispatch/change.h"
#include "dispatch/place.h"
#include "dispatch/replan.h"
#include "vaktrom/dispatch/may.h"

struct taking {
  struct session *session;
  const struct replan *replan;
  const struct replan_alternative *alternative;
  const bool *chosen;
  struct change change;
};

/* --- Whole --- */

static bool place_differs(const struct visit *a, const struct visit *b) {
  return a->state != b->state || a->list != b->list || a->seq != b->seq || a->start != b->start;
}

/* The visit as the alternative has it. */
static void put_as_planned(struct taking *taking, int v) {
  struct day *day = taking->change.day;
  const struct visit *planned = &taking->alternative->visits[v];
  struct visit *visit = &day->visits[v];
  bool left = taking->replan->in_scope[v] && planned->state == VISIT_UNASSIGNED; /* with its reason */
  if (!left && !place_differs(visit, planned))
    return;
  visit->state = planned->state;
  visit->list = planned->list;
  visit->seq = planned->seq;
  visit->start = planned->start;
  visit->staff = planned->staff;
  visit->reason = planned->reason ? arena_strdup(&day->arena, planned->reason) : NULL;
}

static void put_all(struct taking *taking) {
  for (int v = 0; v < taking->change.day->n_visits; v++)
    put_as_planned(taking, v);
}

/* --- In part ---
 * A list that a chosen change touches becomes as the alternative has it, with the times that were shown, but for what
 * was left out; any other list stays as it is. */

struct part {
  struct taking *taking;
  bool *touched;  /* by list */
  bool *left_out; /* by visit; both halves of a visit for two */
  int *return_to; /* by visit: the touched list to which it goes back, though the alternative moves it; NONE */
};

static void touch(const struct part *part, int list) {
  if (list != NONE)
    part->touched[list] = true;
}

static void leave_out(const struct part *part, int visit) {
  int partner = day_partner(part->taking->change.day, visit);
  part->left_out[visit] = true;
  if (partner != NONE)
    part->left_out[partner] = true;
}

static struct part part_of(struct taking *taking) {
  struct day *day = taking->change.day;
  struct part part = {.taking = taking,
                      .touched = arena_alloc(&day->arena, sizeof(bool) * (size_t)(day->n_lists + 1)),
                      .left_out = arena_alloc(&day->arena, sizeof(bool) * (size_t)(day->n_visits + 1)),
                      .return_to = arena_alloc(&day->arena, sizeof(int) * (size_t)(day->n_visits + 1))};
  for (int i = 0; i < taking->alternative->n_changes; i++) {
    const struct replan_change *change = &taking->alternative->changes[i];
    if (!taking->chosen[i] && change->kind != REPLAN_SHIFT)
      leave_out(&part, change->visit);
  }
  for (int i = 0; i < taking->alternative->n_changes; i++) {
    const struct replan_change *change = &taking->alternative->changes[i];
    if (!taking->chosen[i] || part.left_out[change->visit])
      continue;
    touch(&part, change->from);
    touch(&part, change->to);
  }
  return part;
}

/* The alternative's lists that are touched. What was left out of them has no list for the moment. */
static void put_touched(struct part *part) {
  struct day *day = part->taking->change.day;
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *planned = &part->taking->alternative->visits[v];
    struct visit *visit = &day->visits[v];
    bool here = visit->list != NONE && part->touched[visit->list];
    part->return_to[v] = NONE;
    if (!part->left_out[v] && (here || (planned->list != NONE && part->touched[planned->list]))) {
      put_as_planned(part->taking, v);
    } else if (part->left_out[v] && here && planned->list == visit->list) {
      put_as_planned(part->taking, v); /* the half of a visit for two that stays where it is */
    } else if (part->left_out[v] && here) {
      part->return_to[v] = visit->list;
      visit->state = VISIT_UNASSIGNED;
      visit->list = visit->staff = NONE;
    }
  }
}

/* Back to the list that it had, at the best place there. */
static bool put_back(const struct part *part, struct rota *rota, int visit, struct error *err) {
  struct day *day = part->taking->change.day;
  int partner = day_partner(day, visit);
  if (rota_list(rota, visit) != NONE)
    return true; /* came along with its other half */
  struct place place =
      place_visit(rota, day, visit, part->return_to[visit], 0, partner == NONE ? NONE : part->return_to[partner]);
  struct conflict conflict;
  if (!place.why_not && rota_put(rota, place.placings, place.n, &conflict))
    return true;
  return error_set(err, STATUS_DENIED, _("%s cannot stay on list %s beside what was taken: %s"),
                   visit_in_words(day, visit), day->lists[part->return_to[visit]].id,
                   place.why_not ? place.why_not : _("no time holds"));
}

/* What was left out of a list leaves no gap in its order. */
static void close_gaps(const struct part *part) {
  struct day *day = part->taking->change.day;
  struct list_orders orders = list_orders_of(day, &day->arena);
  for (int list = 0; list < day->n_lists; list++)
    for (int i = orders.first[list]; part->touched[list] && i < orders.first[list + 1]; i++)
      day->visits[orders.visits[i]].seq = i - orders.first[list] + 1;
}

static bool put_chosen(struct taking *taking, struct error *err) {
  struct day *day = taking->change.day;
  struct part part = part_of(taking);
  put_touched(&part);
  struct rota *rota = rota_open(taking->session->store, day);
  bool done = true;
  for (int v = 0; done && v < day->n_visits; v++)
    done = part.return_to[v] == NONE || put_back(&part, rota, v, err);
  if (done) {
    rota_apply(rota);
    close_gaps(&part);
  }
  rota_close(rota);
  return done;
}

/* --- Saying --- */

static void tell_visit(struct taking *taking, int visit) {
  struct day *day = taking->change.day;
  const struct visit *before = &taking->replan->before[visit], *now = &day->visits[visit];
  struct effects *effects = taking->change.effects;
  const char *words = visit_in_words(day, visit);
  if (now->state != VISIT_LISTED) {
    effects_add(effects, _("%s has nobody: %s"), words, now->reason ? now->reason : "");
    effects->needs_person |= now->priority == PRIORITY_MUST;
  } else if (before->list == NONE || before->state != VISIT_LISTED) {
    effects_add(effects, _("put %s on list %s, %s"), words, list_in_words(day, now->list),
                time_in_words(day, now->start));
  } else if (before->list != now->list) {
    effects_add(effects, _("moved %s from list %s to %s, %s"), words, day->lists[before->list].id,
                list_in_words(day, now->list), time_in_words(day, now->start));
  } else if (before->start != now->start) {
    effects_add(effects, _("%s now begins at %s (was %s)"), words, time_in_words(day, now->start),
                time_in_words(day, before->start));
  } else {
    effects_add(effects, _("%s stays on list %s, %s"), words, list_in_words(day, now->list),
                time_in_words(day, now->start));
  }
}

static bool is_told(const struct taking *taking, int visit) {
  const struct visit *was = &taking->change.visits_before[visit], *is = &taking->change.day->visits[visit];
  return was->state != is->state || was->list != is->list || was->start != is->start ||
         (taking->replan->in_scope[visit] && is->state == VISIT_UNASSIGNED);
}

/* What is told of the visits, list by list as they are walked; what has nobody comes first, by when it was. */
struct told {
  int visit, list;
  minute at;
};

static int compare_told(const void *left, const void *right) {
  const struct told *a = left, *b = right;
  if (a->list != b->list)
    return a->list < b->list ? -1 : 1;
  if (a->at != b->at)
    return a->at < b->at ? -1 : 1;
  return a->visit - b->visit;
}

/* Both halves of a visit for two are told, also the one that stays. */
static int sort_told(const struct taking *taking, struct told *out) {
  const struct day *day = taking->change.day;
  int n = 0;
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *is = &day->visits[v];
    int partner = day_partner(day, v);
    bool along = partner != NONE && is_told(taking, partner) && is->state == VISIT_LISTED;
    if (!is_told(taking, v) && !along)
      continue;
    minute at = is->state == VISIT_LISTED ? is->start : taking->replan->before[v].start;
    out[n++] = (struct told){v, is->list, at == MINUTE_NONE ? is->windows[0].earliest : at};
  }
  qsort(out, (size_t)n, sizeof *out, compare_told);
  return n;
}

static void tell(struct taking *taking, const char *why) {
  struct day *day = taking->change.day;
  int placed = 0;
  struct told *told = arena_alloc(&day->arena, sizeof *told * (size_t)(day->n_visits + 1));
  int n = sort_told(taking, told);
  for (int i = 0; i < n; i++) {
    const struct visit *was = &taking->change.visits_before[told[i].visit], *is = &day->visits[told[i].visit];
    placed += is->state == VISIT_LISTED && was->state != VISIT_LISTED;
    tell_visit(taking, told[i].visit);
  }
  const char *nature = word_said(&day->arena, &words_replan_nature, (int)taking->alternative->nature);
  store_label_text(taking->session->store,
                   said_count(&day->arena, "%s; redistributed (%s): %d visit", "%s; redistributed (%s): %d visits",
                              placed, why, nature, placed));
}

/* --- The whole --- */

/* Whether the lists are as they were looked at, and nothing that would change has begun. */
static bool still_holds(const struct taking *taking, const struct replan_task *task) {
  struct replan now = {.day = taking->change.day};
  minute at = replan_now(task->date);
  if (replan_digest(&now, task) != taking->replan->digest)
    return false;
  for (int i = 0; at > 0 && i < taking->alternative->n_changes; i++) {
    minute after = taking->alternative->changes[i].after;
    if (after != MINUTE_NONE && after <= at)
      return false;
  }
  return true;
}

/* Whether a visit that must be done is with somebody who goes home during it: no alternative moves what has begun. */
static bool rests_on_the_absent(const struct day *day) {
  bool rests = false;
  for (int v = 0; v < day->n_visits; v++)
    rests |= day->visits[v].priority == PRIORITY_MUST && visit_outlasts_worker(day, &day->visits[v]);
  return rests;
}

static bool take(struct taking *taking, const struct replan_task *task, bool *changed, struct error *err) {
  *changed = !still_holds(taking, task);
  if (*changed)
    return false;
  const char *why = /* what changed: who is away, who comes */
      arena_strdup(&taking->change.day->arena, store_label_now(taking->session->store));
  if (taking->chosen) {
    if (!put_chosen(taking, err))
      return false;
  } else {
    put_all(taking);
  }
  taking->change.effects->needs_person =
      rests_on_the_absent(taking->change.day); /* the rest is settled, or told below */
  tell(taking, why);
  return true;
}

bool replan_take(struct session *session, const struct replan_task *task, const struct replan *replan, int alternative,
                 const bool *chosen, bool *changed, struct effects *effects, struct error *err) {
  struct taking taking = {
      .session = session, .replan = replan, .alternative = &replan->alternatives[alternative], .chosen = chosen};
  *changed = false;
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  bool done = replan_note_first(session, task, effects, err) && task->prepare(session, task->context, effects, err) &&
              change_begin(&taking.change, session, task->date, effects, err) &&
              change_end(&taking.change, take(&taking, task, changed, err), err);
  if (done)
    return store_commit(session->store, err);
  store_rollback(session->store);
  if (!*changed)
    return false;
  effects_free(effects);
  return true;
}

/* --- Absence --- */

static bool note(struct session *session, const void *context, struct effects *effects, struct error *err) {
  return dispatch_absent(session, context, effects, err);
}

static struct replan_task task_of(const struct absence_request *absence, double seconds) {
  const double usual = 1.7;
  return (struct replan_task){
      .date = absence->from,
      .staff = absence->staff,
      .shift = absence->shift,
      .context = absence,
      .prepare = note,
      .seconds = seconds > 0 ? seconds : usual,
      .keeps_proposals = true,
  };
}

bool dispatch_replan(struct session *session, const struct absence_request *absence, double seconds,
                     struct replan **out, struct error *err) {
  if (!dispatch_may(session, MAY_NOTE_ABSENCE, &(struct concern){.worker = absence->staff}, err))
    return false;
  struct replan_task task = task_of(absence, seconds);
  return replan_make(session, &task, out, err);
}

bool dispatch_replan_apply(struct session *session, const struct absence_request *absence, const struct replan *replan,
                           int alternative, const bool *chosen, bool *changed, struct effects *effects,
                           struct error *err) {
  if (!dispatch_may(session, MAY_NOTE_ABSENCE, &(struct concern){.worker = absence->staff}, err))
    return false;
  struct replan_task task = task_of(absence, 0);
  return replan_take(session, &task, replan, alternative, chosen, changed, effects, err);
}

/* --- Keeping what was shown --- */

static const char *list_id(const struct day *day, int list) {
  return list == NONE ? NULL : day->lists[list].id;
}

static bool keep_proposals(struct session *session, const struct absence_request *absence, const struct replan *replan,
                           struct error *err) {
  VEC(struct proposed_place) places = {0};
  const struct day *day = replan->day;
  for (int a = 0; a < replan->n_alternatives; a++)
    for (int v = 0; v < day->n_visits; v++) {
      const struct visit *visit = &replan->alternatives[a].visits[v], *was = &replan->before[v];
      if (replan->in_scope[v])
        vec_push(&places, (struct proposed_place){.alternative = a + 1,
                                                  .nature = (int)replan->alternatives[a].nature,
                                                  .visit = visit->id,
                                                  .from_list = list_id(day, was->list),
                                                  .list = list_id(day, visit->list),
                                                  .reason = visit->list == NONE ? visit->reason : NULL,
                                                  .from_start = was->start,
                                                  .start = visit->start,
                                                  .seq = visit->seq});
    }
  bool done = store_save_proposals(session->store, absence->from, absence->staff, replan->digest, places.at,
                                   (int)places.n, err);
  vec_free(&places);
  return done;
}

bool dispatch_replan_note(struct session *session, const struct absence_request *absence, const struct replan *replan,
                          struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_NOTE_ABSENCE, &(struct concern){.worker = absence->staff}, err))
    return false;
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  if (note(session, absence, effects, err) && keep_proposals(session, absence, replan, err))
    return store_commit(session->store, err);
  store_rollback(session->store);
  return false;
}
