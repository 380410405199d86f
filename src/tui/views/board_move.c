/* Moving a visit: it is picked up, every list shows what it would cost there, and it is put down or left alone. */
#include "tui/views/board.h"

#include <stdlib.h>
#include <string.h>

static struct carried_visit *carried_of(const struct screen *screen) {
  return &board_of(screen)->carried;
}

/* --- What it would cost --- */

const struct offer *move_offer(const struct screen *screen, int list) {
  const struct carried_visit *carried = carried_of(screen);
  const char *id = screen->data.day->lists[list].id;
  if (!carried->costs || carried->costs->visits.n == 0)
    return NULL;
  const struct offers *offers = &carried->costs->visits.at[0];
  for (int i = 0; i < offers->n; i++)
    if (text_equal(offers->at[i].list, id))
      return &offers->at[i];
  return NULL;
}

/* The visit whose place is chosen now: of a visit for two whose first worker is chosen, its partner. */
static int visit_in_hand(const struct screen *screen) {
  const struct carried_visit *carried = carried_of(screen);
  int visit = day_find_visit(screen->data.day, carried->seen.id);
  int partner = visit == NONE ? NONE : day_partner(screen->data.day, visit);
  return *carried->first && partner != NONE ? partner : visit;
}

static void ask_costs(struct screen *screen) {
  struct carried_visit *carried = carried_of(screen);
  int visit = visit_in_hand(screen);
  errand_leave(&carried->errand);
  fits_forget(carried->costs);
  carried->costs = NULL;
  if (visit != NONE)
    carried->errand = board_send_costs(screen, screen->data.day->visits[visit].id);
}

/* Numbers the lists that it could go to, the best one first: where it is now is none of them. */
static void rank_offers(const struct carried_visit *carried) {
  const struct offers *offers = &carried->costs->visits.at[0];
  for (int i = 0, rank = 0; i < offers->n; i++) {
    bool here = text_equal(offers->at[i].list, carried->seen.list) || text_equal(offers->at[i].list, carried->first);
    offers->at[i].rank = offers->at[i].allowed && !here ? ++rank : 0;
  }
}

/* Puts the mark on the best list other than the one where the visit is. */
static void mark_best(struct screen *screen) {
  struct board *board = board_of(screen);
  const struct carried_visit *carried = &board->carried;
  const struct offers *offers = &carried->costs->visits.at[0];
  for (int i = 0; i < offers->n; i++)
    if (offers->at[i].rank == 1 && table_go_id(&board->targets.table, offers->at[i].list))
      return;
}

void move_take_costs(struct screen *screen) {
  struct carried_visit *carried = carried_of(screen);
  struct error err = {0};
  if (!errand_is_done(carried->errand, 0))
    return;
  carried->costs = errand_take(&carried->errand, &err);
  if (!carried->costs)
    screen_say_error(screen, &err);
  else
    rank_offers(carried);
  if (carried->costs && !carried->changed)
    mark_best(screen);
}

/* --- Picking up --- */

static bool is_linked(const struct day *day, int visit) {
  for (int i = 0; i < day->n_links; i++)
    if (day->links[i].first == visit || day->links[i].second == visit)
      return true;
  return false;
}

void move_pick_up(struct screen *screen, int index) {
  struct error err = {0};
  if (!dispatch_may(screen->session, MAY_MOVE_VISIT, &(struct concern){.visit = screen->data.day->visits[index].id},
                    &err)) {
    screen_say_error(screen, &err);
    return;
  }
  struct board *board = board_of(screen);
  const struct day *day = screen->data.day;
  const struct visit *visit = &day->visits[index];
  if (visit->state != VISIT_LISTED && visit->state != VISIT_UNASSIGNED) {
    screen_say(screen, COLOUR_WARNING, _("%s is %s and cannot be moved"), visit->id,
               _(word_label(&words_visit_state, (int)visit->state)));
    return;
  }
  board->carried = (struct carried_visit){.held = true, .seen = visit_as_seen(day, index)};
  board->pane = PANE_TARGETS;
  if (visit->list != NONE)
    table_go_id(&board->targets.table, board->carried.seen.list);
  ask_costs(screen);
  char key[KEY_NAME_SIZE];
  if (is_linked(day, index))
    screen_say(screen, COLOUR_NOTICE,
               _("up/down a list, enter puts it down, %s: what is linked goes along, esc leaves it"),
               screen_key_name(screen, ACTION_TOGETHER, key));
  else
    screen_say(screen, COLOUR_NOTICE, "%s", _("up/down chooses a list, enter puts it down, esc leaves it where it is"));
}

void move_headline(const struct screen *screen, struct str *out) {
  const struct carried_visit *carried = carried_of(screen);
  struct str what = {0};
  int visit = visit_in_hand(screen);
  if (visit != NONE)
    visit_in_short(screen->data.day, visit, &what);
  str_addf(out, _(" Moving %s %s %s"), visit == NONE ? carried->seen.id : screen->data.day->visits[visit].id,
           str_text(&what), carried->together ? _("and what is linked with it ") : "");
  str_free(&what);
}

bool move_leave(struct screen *screen) {
  struct board *board = board_of(screen);
  struct carried_visit *carried = &board->carried;
  if (!carried->held)
    return false;
  errand_leave(&carried->errand);
  fits_forget(carried->costs);
  board->pane = *carried->seen.list ? PANE_LISTS : PANE_UNASSIGNED;
  if (board->pane == PANE_UNASSIGNED && board->waiting_rows.n == 0)
    board->pane = PANE_LISTS;
  *carried = (struct carried_visit){0};
  return true;
}

/* --- What others did meanwhile --- */

/* New data came while a visit is held: it stays in the hand, and what happened to it is told. */
void move_read(struct screen *screen) {
  struct carried_visit *carried = carried_of(screen);
  const struct day *day = screen->data.day;
  if (!carried->held)
    return;
  int visit = day_find_visit(day, carried->seen.id);
  if (visit == NONE) {
    char id[ID_SIZE];
    snprintf(id, sizeof id, "%s", carried->seen.id);
    move_leave(screen);
    screen_say(screen, COLOUR_WARNING, _("%s is not on this date any more"), id);
    return;
  }
  if (visit_is_changed(day, visit, &carried->seen)) {
    struct str now = {0};
    carried->changed = true;
    visit_add_place(&now, day, visit);
    screen_say(screen, COLOUR_WARNING,
               _("somebody else changed %s meanwhile: it was %s, it is %s. Enter asks, esc leaves it"),
               carried->seen.id, *carried->seen.list ? carried->seen.list : _("without a list"), str_text(&now));
    str_free(&now);
  }
  ask_costs(screen);
}

/* --- Putting down --- */

/* What is moved, and where: the visit alone, both rows of a visit for two, or it with all that follows it. */
struct put_down {
  struct arena arena;
  VEC(struct move_request) requests;
  char to[2 * ID_SIZE + 1];
};

/* The name of a visit for two as a command says it: V12 for V12/1. */
static const char *both_rows(struct arena *arena, const char *visit) {
  const char *slash = strchr(visit, '/');
  return slash ? arena_printf(arena, "%.*s", (int)(slash - visit), visit) : visit;
}

static void add_request(struct put_down *put, const char *visit, int at, const char *reason) {
  vec_push(&put->requests,
           (struct move_request){
               .visit = arena_strdup(&put->arena, visit), .to_list = put->to, .at = at, .override_reason = reason});
}

static bool is_movable(const struct visit *visit) {
  return visit->state == VISIT_LISTED || visit->state == VISIT_UNASSIGNED;
}

static void add_linked(struct put_down *put, const struct day *day, int visit, const char *reason) {
  for (int i = 0; i < day->n_links; i++) {
    const struct link *link = &day->links[i];
    int other = link->first == visit ? link->second : link->second == visit ? link->first : NONE;
    if (other != NONE && !link->different_staff && is_movable(&day->visits[other]))
      add_request(put, day->visits[other].id, 0, reason);
  }
}

static void gather(struct screen *screen, struct put_down *put, const char *list, int at, const char *reason) {
  const struct carried_visit *carried = carried_of(screen);
  const struct day *day = screen->data.day;
  int visit = day_find_visit(day, carried->seen.id);
  if (*carried->first) {
    size_t length = strlen(carried->seen.id); /* the lists stand in the order of the rows V12/1 and V12/2 */
    bool second = length > 2 && text_equal(carried->seen.id + length - 2, "/2");
    snprintf(put->to, sizeof put->to, "%s,%s", second ? list : carried->first, second ? carried->first : list);
    add_request(put, both_rows(&put->arena, carried->seen.id), 0, reason);
    return;
  }
  snprintf(put->to, sizeof put->to, "%s", list);
  add_request(put, carried->seen.id, carried->together ? 0 : at,
              reason); /* its place was found among what goes along */
  if (carried->together && visit != NONE)
    add_linked(put, day, visit, reason);
}

/* Takes what goes along off its list first: else where it is now would decide where the visit in the hand can begin.
 * (Half of a visit for two stays, or its partner would lose it.) */
static bool lift(struct screen *screen, struct put_down *put, struct error *err) {
  const struct day *day = screen->data.day;
  for (size_t i = 0; i < put->requests.n; i++) {
    struct move_request *request = &put->requests.at[i];
    int visit = day_find_visit(day, request->visit);
    if (put->requests.n < 2 || visit == NONE || day->visits[visit].state != VISIT_LISTED ||
        day_partner(day, visit) != NONE)
      continue;
    struct effects quiet = {0};
    request->pin = day->visits[visit].pinned;
    bool done = dispatch_unassign(screen->session, screen->on, request->visit, &quiet, err);
    effects_free(&quiet);
    if (!done)
      return false;
  }
  return true;
}

/* All of it as one change, and only when nobody changed the visit since it was picked up (unless `anyway`). */
static bool try_out(struct screen *screen, struct put_down *put, bool anyway, bool *same, struct effects *effects,
                    struct error *err) {
  struct store *store = screen->session->store;
  *same = true;
  if (!store_begin(store, screen->session->actor, "", err))
    return false;
  bool done =
      (anyway || visit_is_as_seen(screen, &carried_of(screen)->seen, same, err)) && (!*same || lift(screen, put, err));
  for (size_t i = 0; done && *same && i < put->requests.n; i++)
    done = dispatch_move(screen->session, screen->on, &put->requests.at[i], effects, err);
  if (done && *same)
    return store_commit(store, err);
  store_rollback(store);
  return done;
}

/* Of linked visits the one that is put down first decides where the others can begin: what fails in the order in which
 * they were gathered may do the other way round. */
static bool carry_out(struct screen *screen, struct put_down *put, bool anyway, bool *same, struct effects *effects,
                      struct error *err) {
  bool done = try_out(screen, put, anyway, same, effects, err);
  if (done || put->requests.n < 2)
    return done;
  struct error again = {0};
  effects_free(effects);
  for (size_t i = 0, j = put->requests.n - 1; i < j; i++, j--) {
    struct move_request swap = put->requests.at[i];
    put->requests.at[i] = put->requests.at[j];
    put->requests.at[j] = swap;
  }
  done = try_out(screen, put, anyway, same, effects, &again);
  error_clear(done ? err : &again); /* the first refusal is told */
  return done;
}

/* Refused for something that a person may decide against: asks why, and adds that to all that is moved. */
static bool ask_for_all(struct screen *screen, struct put_down *put, const struct error *err) {
  struct str question = {0}, reason = {0};
  if (!err->may_override)
    return false;
  str_addf(&question, _(" %.*s. Why all the same? "), (int)strcspn(err->text, "\n"), err->text);
  bool given = prompt_reason(screen, str_text(&question), "move", carried_of(screen)->seen.id, &reason);
  const char *kept = arena_strdup(&put->arena, str_text(&reason));
  for (size_t i = 0; given && i < put->requests.n; i++)
    put->requests.at[i].override_reason = kept;
  str_free(&question);
  str_free(&reason);
  return given;
}

/* Somebody was faster: the visit stays in the hand, the screen shows what is true now. */
static void tell_changed(struct screen *screen, struct effects *effects) {
  effects_free(effects);
  screen_load(screen);
  carried_of(screen)->changed = true;
  screen_say(screen, COLOUR_WARNING, _("somebody else just changed %s: nothing was moved. Enter asks, esc leaves it"),
             carried_of(screen)->seen.id);
}

static void put_down(struct screen *screen, const char *list, int at, const char *reason, bool anyway) {
  struct put_down put = {0};
  struct effects effects = {0};
  struct error err = {0};
  bool same;
  gather(screen, &put, list, at, reason);
  bool done = carry_out(screen, &put, anyway, &same, &effects, &err);
  if (!done && ask_for_all(screen, &put, &err)) {
    error_clear(&err);
    effects_free(&effects);
    done = carry_out(screen, &put, anyway, &same, &effects, &err);
  }
  if (done && !same) {
    tell_changed(screen, &effects);
  } else {
    struct board *board = board_of(screen);
    char visit[ID_SIZE];
    snprintf(visit, sizeof visit, "%s", board->carried.seen.id);
    if (done)
      move_leave(screen);
    screen_result(screen, done, &effects, &err);
    if (done) { /* the mark follows the visit */
      board->pane = PANE_LISTS;
      table_go_id(&board->lists.table, list);
      snprintf(board->visit, sizeof board->visit, "%s", visit);
    }
  }
  const char *kept = put.requests.n ? put.requests.at[0].override_reason : NULL;
  if (kept && (!done || !same))
    prompt_keep(screen, "move", carried_of(screen)->seen.id, kept);
  vec_free(&put.requests);
  arena_free(&put.arena);
}

/* The first of two lists is chosen: now the partner's. */
static bool choose_first(struct screen *screen, const char *list) {
  struct carried_visit *carried = carried_of(screen);
  int visit = day_find_visit(screen->data.day, carried->seen.id);
  int partner = visit == NONE ? NONE : day_partner(screen->data.day, visit);
  if (!carried->together || *carried->first || partner == NONE)
    return false;
  snprintf(carried->first, sizeof carried->first, "%s", list);
  ask_costs(screen);
  screen_say(screen, COLOUR_NOTICE, "%s", _("now the second worker's list: enter puts both down"));
  return true;
}

/* Whether what is linked with it (and not its other half) goes along. */
static bool goes_with_linked(const struct screen *screen) {
  const struct carried_visit *carried = carried_of(screen);
  int visit = day_find_visit(screen->data.day, carried->seen.id);
  return carried->together && visit != NONE && day_partner(screen->data.day, visit) == NONE;
}

/* Whether it may go there: at once, or with a person's reason (team, shift, load, lateness). Competence and its like
 * are never set aside, and no reason is asked for that could not help. */
static bool may_put_down(struct screen *screen, const struct offer *offer, struct str *reason) {
  struct str question = {0};
  if (!offer || offer->allowed) /* without an offer dispatch says what it is */
    return true;
  if (goes_with_linked(screen)) /* the offer is for the visit alone: dispatch says whether both go */
    return true;
  if (!offer->may_override) {
    screen_say(screen, COLOUR_ERROR, _("it cannot go on list %s, whoever decides: %s"), offer->list, offer->why_not);
    return false;
  }
  str_addf(&question, _(" Not on list %s: %s. Why all the same? "), offer->list, offer->why_not);
  bool given = prompt_reason(screen, str_text(&question), "move", carried_of(screen)->seen.id, reason);
  str_free(&question);
  return given;
}

static bool move_mine(struct screen *screen, int visit, const char *to) {
  struct str mine = {0};
  str_addf(&mine, _("mine: move it to %s"), to);
  bool chosen = visit_choose_mine(screen, screen->data.day, visit, &carried_of(screen)->seen, str_text(&mine));
  str_free(&mine);
  return chosen;
}

void move_put_down(struct screen *screen) {
  enum { patience = 1500 };
  struct carried_visit *carried = carried_of(screen);
  errand_is_done(carried->errand, patience);
  move_take_costs(screen);
  int list = board_list(screen), visit = day_find_visit(screen->data.day, carried->seen.id);
  if (list == NONE || visit == NONE)
    return;
  char to[ID_SIZE];
  snprintf(to, sizeof to, "%s", screen->data.day->lists[list].id);
  if (text_equal(to, carried->seen.list) && !carried->changed && !carried->together) {
    move_leave(screen); /* where it was: nothing to do */
    return;
  }
  if (text_equal(to, carried->first)) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("that is the first worker's list: choose another one"));
    return;
  }
  const struct offer *offer = move_offer(screen, list);
  int at = offer && offer->allowed ? offer->at : 0;
  bool anyway = carried->changed;
  if (anyway && !move_mine(screen, visit, to)) {
    move_leave(screen);
    return;
  }
  struct str reason = {0};
  if (may_put_down(screen, offer, &reason) && !choose_first(screen, to))
    put_down(screen, to, anyway ? 0 : at, reason.n ? str_text(&reason) : NULL, anyway);
  str_free(&reason);
}

bool move_has_company(const struct screen *screen) {
  int visit = day_find_visit(screen->data.day, carried_of(screen)->seen.id);
  return visit != NONE && is_linked(screen->data.day, visit);
}

void move_together(struct screen *screen) {
  struct carried_visit *carried = carried_of(screen);
  int visit = day_find_visit(screen->data.day, carried->seen.id);
  if (!move_has_company(screen)) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("nothing is linked with this visit"));
    return;
  }
  carried->together = !carried->together;
  if (*carried->first) {
    carried->first[0] = '\0';
    ask_costs(screen);
  }
  screen_say(screen, COLOUR_NOTICE, "%s",
             !carried->together ? _("only this visit moves")
             : day_partner(screen->data.day, visit) != NONE
                 ? _("both rows move: choose the first worker's list, then the second's")
                 : _("what is linked with it goes to the same list (the costs are of this visit alone)"));
}
