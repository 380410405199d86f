/* The board's key bar: what can be done with what is marked, and nothing else. */
#include "tui/views/board.h"

/* What the mark stands on. */
enum marked { ON_NOTHING, ON_LIST, ON_VISIT, ON_UNASSIGNED, ON_PAST, IN_HAND };
#define ON(marked) (1u << (marked))

static enum marked marked_on(const struct screen *screen) {
  int visit = board_visit(screen);
  if (board_of(screen)->carried.held)
    return IN_HAND;
  if (visit == NONE)
    return board_list(screen) == NONE ? ON_NOTHING : ON_LIST;
  switch (screen->data.day->visits[visit].state) {
  case VISIT_LISTED:
    return ON_VISIT;
  case VISIT_UNASSIGNED:
    return ON_UNASSIGNED;
  default: /* done, not done, dropped, suspended: what is over */
    return ON_PAST;
  }
}

/* Actions that need something marked; an action may have several words. */
static const struct {
  enum action action;
  unsigned on;
  const char *word;
} offers[] = {
    {ACTION_OPEN, ON(ON_LIST), N_("its visits")},
    {ACTION_OPEN, ON(IN_HAND), N_("put it down")},
    {ACTION_MOVE, 0, NULL}, /* as the one before */
    {ACTION_ABSENT, ON(ON_LIST), N_("absent")},
    {ACTION_DONE, ON(ON_VISIT), N_("done")},
    {ACTION_NOT_DONE, ON(ON_VISIT), N_("not done")},
    {ACTION_APPROVE, ON(ON_LIST), N_("approve")},
    {ACTION_DROP, ON(ON_VISIT) | ON(ON_UNASSIGNED), N_("drop")},
    {ACTION_ASK_HT, ON(ON_VISIT) | ON(ON_UNASSIGNED) | ON(ON_PAST), N_("ask HT")},
    {ACTION_UNASSIGN, ON(ON_VISIT), N_("unassign")},
    {ACTION_BACK, ON(IN_HAND), N_("leave it there")},
};

/* Words that depend on the visit itself; false = on the table above. */
static bool offers_by_visit(const struct screen *screen, enum action action, enum marked on, const char **word) {
  int visit = board_visit(screen);
  if (action == ACTION_PIN)
    *word = on != ON_VISIT ? NULL : screen->data.day->visits[visit].pinned ? N_("unpin") : N_("pin");
  else if (action == ACTION_TOGETHER)
    *word = on != IN_HAND || !move_has_company(screen) ? NULL
            : board_of(screen)->carried.together       ? N_("this one only")
                                                       : N_("take along");
  else if (action == ACTION_OPEN && (on == ON_VISIT || on == ON_UNASSIGNED)) /* enter picks it up, as `move` does */
    *word = screen->permitted[MAY_MOVE_VISIT] ? N_("move") : NULL;
  else
    return false;
  return true;
}

const char *board_offers(const struct screen *screen, enum action action, const char *usual) {
  enum marked on = marked_on(screen);
  const char *word = NULL;
  bool known = offers_by_visit(screen, action, on, &word);
  for (size_t i = 0; !known && i < COUNT_OF(offers) && !word; i++)
    if (offers[i].action == action && (offers[i].on & ON(on)))
      word = offers[i].word;
  for (size_t i = 0; !known && i < COUNT_OF(offers); i++)
    known = offers[i].action == action;
  if (known)
    return word;
  bool frames = action == ACTION_HELP || action == ACTION_PALETTE || action == ACTION_DETAILS;
  return on != IN_HAND || frames ? usual : NULL;
}
