/* Who is at work: a duty nurse for each HT, a coordinator for each OT, and rest between shifts. */
#include "dispatch/check.h"
#include "dispatch/lists.h"

static bool is_present(const struct day *day, const struct shift_row *row) {
  minute leaves = day_leaves(day, row->staff, row->date, row->shift);
  return !is_away_before(leaves, row->end) && !day->staff[row->staff].ended;
}

/* --- no_duty_nurse, no_coordinator --- */

/* Somebody present in that shift of the date with the function, for the team. */
static bool has_function(const struct day *day, int team, enum shift shift, enum function function) {
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    bool fits = row->date == day->date && row->shift == shift && row->function == function &&
                row_serves(day, row, team) && is_present(day, row);
    if (fits && (function != FUNCTION_DUTY_NURSE || day->staff[row->staff].role == ROLE_NURSE))
      return true;
  }
  return false;
}

static bool is_wanted(const struct visit *visit) {
  return visit->state != VISIT_CANCELLED && visit->state != VISIT_SUSPENDED && visit->state != VISIT_DROPPED;
}

/* Whether the team works in the shift: somebody of it is there, or it has visits. */
static bool works(const struct day *day, int team, enum shift shift) {
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->date == day->date && row->shift == shift && row->team == team && is_present(day, row))
      return true;
  }
  for (int v = 0; v < day->n_visits; v++)
    if (day->visits[v].team == team && day->visits[v].shift == shift && is_wanted(&day->visits[v]))
      return true;
  return false;
}

/* An HT answers for its OTs too: one duty nurse where any of them works (domain.md, dimensioning rules). */
static bool family_works(const struct day *day, int ht, enum shift shift) {
  for (int team = 0; team < day->n_teams; team++)
    if (day->teams[team].ht == ht && works(day, team, shift))
      return true;
  return false;
}

/* Whether somebody of the team itself walks in the shift: a night patrol of another team needs no coordinator here. */
static bool has_walkers(const struct day *day, int team, enum shift shift) {
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->date == day->date && row->shift == shift && row->team == team && function_walks(row->function) &&
        is_present(day, row))
      return true;
  }
  return false;
}

static void check_functions(struct checker *checker, int team, enum shift shift) {
  const struct day *day = checker->day;
  const struct team *row = &day->teams[team];
  if (row->kind == TEAM_HT && family_works(day, team, shift) && !has_function(day, team, shift, FUNCTION_DUTY_NURSE))
    found(checker, "no_duty_nurse", about_team(checker, team, (int)shift), _("%s has no duty nurse in the %s shift"),
          row->name, word_label(&words_shift, (int)shift));
  if (row->kind == TEAM_OT && has_walkers(day, team, shift) && !has_function(day, team, shift, FUNCTION_COORDINATOR))
    found(checker, "no_coordinator", about_team(checker, team, (int)shift), _("%s has no coordinator in the %s shift"),
          row->name, word_label(&words_shift, (int)shift));
}

/* --- rest_time --- */

/* Two turns of a split shift on one date are one working day; a night beside them is not. */
static bool is_split_shift(const struct shift_row *a, const struct shift_row *b) {
  return a->date == b->date && a->shift != SHIFT_NIGHT && b->shift != SHIFT_NIGHT;
}

/* The worker's row that ended last before this one began, or NULL. */
static const struct shift_row *row_before(const struct day *day, const struct shift_row *row) {
  const struct shift_row *before = NULL;
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *other = &day->shifts[i];
    if (other->staff == row->staff && other != row && rest_minutes(other, row) >= 0 && is_present(day, other) &&
        (!before || rest_minutes(other, row) < rest_minutes(before, row)))
      before = other;
  }
  return before;
}

static void check_rest(struct checker *checker, const struct shift_row *row) {
  const struct day *day = checker->day;
  if (row->date != day->date || !is_present(day, row))
    return;
  const struct shift_row *before = row_before(day, row);
  if (!before || is_split_shift(before, row))
    return;
  int rest = rest_minutes(before, row);
  int agreed = 60 * (int)store_setting_int(checker->store, "rest_agreed_hours");
  int wanted = 60 * (int)store_setting_int(checker->store, "rest_hours");
  if (rest >= wanted)
    return;
  struct about about = about_staff(checker, row->staff);
  about.detail = word_token(&words_shift, (int)row->shift);
  about.shift = (int)row->shift;
  about.team = row->team;
  about.at = row->start;
  found_as(checker, "rest_time", rest < agreed ? SEVERITY_ERROR : SEVERITY_WARNING, about,
           _("%s rests %d:%02d hours before the %s shift of %s"), day->staff[row->staff].name, rest / 60, rest % 60,
           word_label(&words_shift, (int)row->shift), check_date(checker, row->date));
}

/* --- weekly_rest --- */

/* The longest time free in one piece between `from` and `until` of a worker with those spans, sorted by start. */
static instant longest_rest(const struct work_span *spans, int n, instant from, instant until) {
  instant longest = 0, free_since = from;
  for (int i = 0; i < n && spans[i].start < until; i++) {
    if (spans[i].start - free_since > longest)
      longest = spans[i].start - free_since;
    if (spans[i].end > free_since)
      free_since = spans[i].end;
  }
  return until - free_since > longest ? until - free_since : longest;
}

static void tell_weekly_rest(struct checker *checker, const char *id, date monday, int64_t rest, int64_t wanted) {
  int staff = day_find_staff(checker->day, id);
  if (staff == NONE || checker->day->staff[staff].ended)
    return;
  struct about about = about_staff(checker, staff);
  about.detail = check_key_date(checker, monday);
  about.standing = true;
  found(checker, "weekly_rest", about,
        _("%s has at most %d:%02d hours free in one piece in the week from %s, %d are the least"),
        checker->day->staff[staff].name, (int)(rest / 60), (int)(rest % 60), check_date(checker, monday),
        (int)(wanted / 60));
}

/* The calendar week of the date, Monday to Sunday (Working Environment Act, section 10-8 (2): 35 hours in seven days).
 */
static bool check_weekly_rest(struct checker *checker) {
  enum { minute_seconds = 60 };
  struct day *day = checker->day;
  date monday = day->date - date_weekday(day->date);
  instant from = instant_of(monday, 0), until = instant_of(monday + 7, 0);
  int64_t wanted = 60 * store_setting_int(checker->store, "weekly_rest_hours");
  struct work_span *spans;
  int n;
  if (!store_load_work_spans(checker->store, monday, monday + 6, &day->arena, &spans, &n, checker->err))
    return false;
  for (int first = 0, next; first < n; first = next) {
    for (next = first; next < n && text_equal(spans[next].staff, spans[first].staff);)
      next++;
    int64_t rest = longest_rest(spans + first, next - first, from, until) / minute_seconds;
    if (rest < wanted)
      tell_weekly_rest(checker, spans[first].staff, monday, rest, wanted);
  }
  return true;
}

/* --- changed_since_approval --- */

static bool check_approvals(struct checker *checker) {
  struct day *day = checker->day;
  struct changed_approval *changed;
  int n;
  if (!store_load_changed_approvals(checker->store, day, &day->arena, &changed, &n, checker->err))
    return false;
  for (int i = 0; i < n; i++) {
    struct about about = about_team(checker, changed[i].team, (int)changed[i].shift);
    const char *approved = instant_words(&day->arena, changed[i].approved);
    about.detail = arena_printf(&day->arena, "%lld", (long long)changed[i].changed); /* acknowledged once, for once */
    found(checker, "changed_since_approval", about, _("%s, %s shift, was approved at %s and changed at %s"),
          day->teams[changed[i].team].name, word_label(&words_shift, (int)changed[i].shift), approved,
          check_time(checker, minute_of(day->date, changed[i].changed)));
  }
  return true;
}

bool check_shifts(struct checker *checker) {
  const struct day *day = checker->day;
  for (int team = 0; team < day->n_teams; team++)
    for (enum shift shift = SHIFT_DAY; shift < SHIFT_COUNT; shift++)
      check_functions(checker, team, shift);
  for (int i = 0; i < day->n_shifts; i++)
    check_rest(checker, &day->shifts[i]);
  return check_approvals(checker) && check_weekly_rest(checker);
}
