/* Which teams are balanced together, and what of a day is up for balancing. */
#include "dispatch/lists.h"
#include "dispatch/problem.h"

/* --- Groups of teams -----------------------------------------------------------------------------------------------
 */

static void join(int *groups, int n, int a, int b) {
  int from = groups[a], to = groups[b];
  for (int i = 0; i < n && from != to; i++)
    if (groups[i] == from)
      groups[i] = to;
}

/* Numbers the groups 0, 1, ... in the order of their first teams. */
static int number_groups(int *groups, int n) {
  int count = 0;
  for (int i = 0; i < n; i++) {
    if (groups[i] < n)
      continue;
    int old = groups[i];
    for (int j = i; j < n; j++)
      if (groups[j] == old)
        groups[j] = count;
    count++;
  }
  return count;
}

int *team_groups(struct day *day, int *n) {
  int *groups = arena_alloc(&day->arena, sizeof *groups * (size_t)(day->n_teams + 1));
  for (int i = 0; i < day->n_teams; i++)
    groups[i] = day->n_teams + i; /* not numbered yet */
  for (int i = 0; i < day->n_teams; i++)
    if (day->teams[i].ht != NONE)
      join(groups, day->n_teams, i, day->teams[i].ht);
  for (int l = 0; l < day->n_lists; l++)
    for (int i = 0; i < day->n_teams && !text_is_empty(day->lists[l].covers); i++)
      if (text_has_word(day->lists[l].covers, day->teams[i].id))
        join(groups, day->n_teams, i, day->lists[l].team);
  for (int i = 0; i < day->n_links; i++) {
    int first = day->visits[day->links[i].first].team, second = day->visits[day->links[i].second].team;
    if (first != NONE && second != NONE)
      join(groups, day->n_teams, first, second);
  }
  int count = number_groups(groups, day->n_teams);
  if (n)
    *n = count;
  return groups;
}

/* --- Lists and visits ----------------------------------------------------------------------------------------------
 */

static bool team_in_scope(const struct problem_scope *scope, int team) {
  if (scope->groups[team] != scope->group)
    return false;
  return scope->teams ? scope->teams[team] : scope->team == NONE || scope->team == team;
}

/* Whether the list walks for a team that is asked for. */
static bool list_serves(const struct day *day, const struct problem_scope *scope, const struct work_list *list) {
  if (team_in_scope(scope, list->team))
    return true;
  for (int team = 0; team < day->n_teams && !text_is_empty(list->covers); team++)
    if (team_in_scope(scope, team) && text_has_word(list->covers, day->teams[team].id))
      return true;
  return false;
}

minute scope_now(const struct day *day) {
  minute now = minute_of(day->date, clock_now());
  for (int i = 0; i < day->n_visits && now > 0; i++)
    if (day->visits[i].state != VISIT_UNASSIGNED && day->visits[i].list != NONE)
      return now;
  return 0;
}

static bool shift_is_approved(const struct day *day, int team, enum shift shift) {
  for (int i = 0; i < day->n_lists; i++) {
    const struct work_list *list = &day->lists[i];
    if (list->team == team && list->shift == shift && list->state == LIST_APPROVED)
      return true;
  }
  return false;
}

/* Whether the lists of a team's shift stay as they are: it is approved or, for the night's run, one of them has begun,
 * by a mark or by the clock. */
static bool shift_stays(const struct day *day, const struct problem_scope *scope, int team, enum shift shift) {
  if (!scope->closed_too && shift_is_approved(day, team, shift))
    return true;
  if (!scope->begun_stays)
    return false;
  if (shift_is_frozen(day, team, shift))
    return true;
  for (int i = 0; i < day->n_lists && scope->now > 0; i++) {
    const struct work_list *list = &day->lists[i];
    if (list->team == team && list->shift == shift && list->start <= scope->now)
      return true;
  }
  return false;
}

enum list_stays list_stays(const struct day *day, const struct problem_scope *scope, int list) {
  const struct work_list *row = &day->lists[list];
  if (!scope->closed_too && shift_is_approved(day, row->team, row->shift))
    return LIST_STAYS_APPROVED;
  if ((!scope->closed_too && row->state == LIST_STARTED) || shift_stays(day, scope, row->team, row->shift))
    return LIST_STAYS_BEGUN;
  return LIST_STAYS_NOT;
}

/* Whether the worker is absent, or has gone home by now. */
static bool is_away(const struct day *day, const struct problem_scope *scope, int list) {
  minute leaves = list_leaves(day, list);
  return is_away_before(leaves, day->lists[list].end) || (leaves != MINUTE_NONE && leaves <= scope->now);
}

/* Whether the list is one that is asked for. */
static bool list_is_asked(const struct day *day, const struct problem_scope *scope, int list) {
  const struct work_list *row = &day->lists[list];
  return row->staff != NONE && scope->groups[row->team] == scope->group &&
         (scope->shift == NONE || scope->shift == (int)row->shift) && list_serves(day, scope, row) &&
         !is_away(day, scope, list);
}

bool list_in_scope(const struct day *day, const struct problem_scope *scope, int list) {
  return list_is_asked(day, scope, list) && list_stays(day, scope, list) == LIST_STAYS_NOT;
}

void scope_count_left_alone(const struct day *day, const struct problem_scope *scope,
                            struct left_alone counts[LIST_STAYS_COUNT]) {
  for (int list = 0; list < day->n_lists; list++) {
    if (!list_is_asked(day, scope, list))
      continue;
    struct left_alone *count = &counts[list_stays(day, scope, list)];
    count->lists++;
    for (int v = 0; v < day->n_visits; v++)
      count->visits += day->visits[v].list == list;
  }
}

bool visit_in_scope(const struct day *day, const struct problem_scope *scope, int visit) {
  const struct visit *row = &day->visits[visit];
  if (row->state == VISIT_LISTED) /* on a list that is filled anew, or where it stays */
    return list_in_scope(day, scope, row->list) && !visit_has_begun(row, scope->now);
  return row->state == VISIT_UNASSIGNED && !row->by_hand && row->team != NONE && team_in_scope(scope, row->team) &&
         !shift_stays(day, scope, row->team, row->shift) && (scope->shift == NONE || scope->shift == (int)row->shift);
}
