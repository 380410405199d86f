/* What somebody else did to a visit while a person had it in hand or was asked about it: nothing is overwritten unseen.
 */
#include "tui/views/board.h"
#include "vaktrom/dispatch/may.h"

static const char *list_of(const struct day *day, int visit) {
  int list = day->visits[visit].list;
  return list == NONE ? "" : day->lists[list].id;
}

struct seen_visit visit_as_seen(const struct day *day, int visit) {
  const struct visit *row = &day->visits[visit];
  struct seen_visit seen = {.state = row->state, .start = row->start, .pinned = row->pinned};
  snprintf(seen.id, sizeof seen.id, "%s", row->id);
  snprintf(seen.list, sizeof seen.list, "%s", list_of(day, visit));
  return seen;
}

bool visit_is_changed(const struct day *day, int visit, const struct seen_visit *seen) {
  const struct visit *now = &day->visits[visit];
  return now->state != seen->state || now->start != seen->start || now->pinned != seen->pinned ||
         !text_equal(list_of(day, visit), seen->list);
}

bool visit_is_as_seen(struct screen *screen, const struct seen_visit *seen, bool *same, struct error *err) {
  struct day *day = NULL;
  if (!dispatch_read_day(screen->session, screen->on, &day, err))
    return false;
  int visit = day_find_visit(day, seen->id);
  *same = visit != NONE && !visit_is_changed(day, visit, seen);
  day_free(day);
  return true;
}

void visit_add_place(struct str *out, const struct day *day, int visit) {
  const struct visit *row = &day->visits[visit];
  char at[TIME_SIZE];
  time_format(day->date, row->start, at);
  if (row->list == NONE)
    str_add(out, _(word_label(&words_visit_state, (int)row->state)));
  else if (row->state == VISIT_LISTED)
    str_addf(out, "%s %s", list_of(day, visit), at);
  else
    str_addf(out, "%s %s, %s", list_of(day, visit), at, _(word_label(&words_visit_state, (int)row->state)));
}

bool visit_choose_mine(struct screen *screen, const struct day *day, int visit, const struct seen_visit *seen,
                       const char *mine) {
  struct str now = {0}, theirs = {0}, question = {0};
  visit_add_place(&now, day, visit);
  str_addf(&question, _(" Somebody else changed %s while you held it (it was %s) "), seen->id,
           *seen->list ? seen->list : _("without a list"));
  str_addf(&theirs, _("theirs: leave it as it is now, %s"), str_text(&now));
  const struct choice choices[] = {{.label = str_text(&theirs)}, {.label = mine}};
  int chosen = prompt_choice(screen, str_text(&question), choices, (int)COUNT_OF(choices));
  str_free(&now);
  str_free(&theirs);
  str_free(&question);
  return chosen == 1;
}

bool visit_mine_counts(struct screen *screen, const struct seen_visit *seen, const char *mine) {
  struct error err = {0};
  struct day *day = NULL;
  if (!dispatch_read_day(screen->session, screen->on, &day, &err)) {
    screen_say_error(screen, &err);
    return false;
  }
  int visit = day_find_visit(day, seen->id);
  bool counts = visit == NONE /* dispatch says so */ || !visit_is_changed(day, visit, seen) ||
                visit_choose_mine(screen, day, visit, seen, mine);
  day_free(day);
  if (!counts)
    screen_say(screen, COLOUR_NOTICE, _("%s is left as the other has it"), seen->id);
  return counts;
}
