/* ruin: what a step takes off the lists. */
#include "search.h"

#define MEAN_REMOVED 5   /* visits taken off in most steps, on average: small steps are quick */
#define MANY_REMOVED 20  /* and in some, to get out of valleys */
#define MANY_PART 256    /* of 1024 steps */
#define STRING_LIMIT 10  /* from one list, at most */
#define SPLIT_PART 512   /* of 1024 strings keep some visits in their middle */
#define KEEP_LONGER 1014 /* of 1024: stop lengthening what a split string keeps (all but 1 %) */
#define PARTNER_PART 512 /* of 1024: the linked visits come off along */

static void take_off(struct search *search, int visit) {
  schedule_unlink(search->schedule, visit);
  search->absent[search->absent_count++] = visit;
}

/* Must the linked visits come along: their workers depend on each other? */
static bool tied(const struct model *model, const struct fixed *fixed) {
  for (int i = 0; i < fixed->link_count; i++)
    if (model->links[fixed->link_first + i].staff == LINK_SAME)
      return true;
  return false;
}

static void take_partners(struct search *search, int visit) {
  const struct model *model = search->model;
  const struct fixed *fixed = &model->fixed[visit];
  if (fixed->knot < 0 || (!tied(model, fixed) && !random_chance(&search->random, PARTNER_PART)))
    return;
  const struct knot *knot = &model->knots[fixed->knot];
  for (int i = 0; i < knot->count; i++) {
    int member = model->knot_members[knot->first + i];
    if (search->schedule->nodes[member].list >= 0)
      take_off(search, member);
  }
}

static int list_length(struct search *search, int list) {
  const struct schedule *schedule = search->schedule;
  int depot = schedule_depot(schedule, list), n = 0;
  for (int visit = schedule->nodes[depot].next; visit != depot; visit = schedule->nodes[visit].next)
    search->string[n++] = visit;
  return n;
}

/* Takes `length` of the list's visits off, a string around `visit`; perhaps with a gap of kept visits inside. */
static void take_string(struct search *search, int visit, int list, int longest) {
  int n = list_length(search, list), at = 0, keep = 0;
  int limit = n < longest ? n : longest;
  int length = 1 + random_below(&search->random, limit);
  while (search->string[at] != visit)
    at++;
  if (length > 1 && length < n && random_chance(&search->random, SPLIT_PART))
    for (keep = 1; length + keep < n && !random_chance(&search->random, KEEP_LONGER);)
      keep++;
  int span = length + keep;
  int low = at - span + 1 > 0 ? at - span + 1 : 0, high = at < n - span ? at : n - span;
  int begin = low + random_below(&search->random, high - low + 1);
  int gap = keep ? begin + 1 + random_below(&search->random, length - 1) : n;
  for (int i = begin; i < begin + span; i++) {
    int taken = search->string[i];
    if ((i >= gap && i < gap + keep) || search->schedule->nodes[taken].list != list)
      continue;
    take_off(search, taken);
    take_partners(search, taken);
  }
}

static void ruin_around(struct search *search, int seed, int strings, int longest) {
  const struct surroundings *around = search->around;
  for (int i = -1; i < around->near_count[seed] && search->ruined_count < strings; i++) {
    int visit = i < 0 ? seed : around->near[(int64_t)seed * around->near_limit + i];
    int list = search->schedule->nodes[visit].list;
    if (list < 0 || search->ruined_flag[list])
      continue;
    search->ruined_flag[list] = 1;
    search->ruined[search->ruined_count++] = list;
    take_string(search, visit, list, longest);
  }
}

static int used_lists(const struct schedule *schedule) {
  int used = 0;
  for (int list = 0; list < schedule->model->lists; list++) {
    int depot = schedule_depot(schedule, list);
    used += schedule->nodes[depot].next != depot;
  }
  return used;
}

void ruin(struct search *search) {
  const struct model *model = search->model;
  int used = used_lists(search->schedule);
  search->standing_count = search->absent_count;
  int mean = used ? (model->visits - search->absent_count) / used : 1;
  int longest = mean < 1 ? 1 : mean < STRING_LIMIT ? mean : STRING_LIMIT;
  int removed = random_chance(&search->random, MANY_PART) ? MANY_REMOVED : MEAN_REMOVED;
  int most = 4 * removed / (1 + longest) - 1;
  int strings = 1 + random_below(&search->random, most < 1 ? 1 : most);
  ruin_around(search, random_below(&search->random, model->visits), strings, longest);
  while (search->ruined_count > 0)
    search->ruined_flag[search->ruined[--search->ruined_count]] = 0;
}
