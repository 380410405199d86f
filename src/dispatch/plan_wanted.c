/* What one service asks for on one date, and how that differs from the visit that stands. */
#include "dispatch/plan.h"

enum { day_minutes = 1440 };

struct shift_times shift_times_of(struct store *store) {
  return (struct shift_times){
      .day_begins = (int)store_setting_int(store, "day_begins"),
      .evening_starts = (int)store_setting_int(store, "evening_starts"),
      .night_starts = (int)store_setting_int(store, "night_starts"),
  };
}

/* --- Windows ----------------------------------------------------------------------------------------------------- */

/* The wall minutes after 00:00 of the date for a window's begin: the small hours are those of the next morning. */
static int wall_on_date(int earliest, int day_begins) {
  return earliest < day_begins ? earliest + day_minutes : earliest;
}

static struct window dated_window(struct window window, date on, int day_begins) {
  int earliest = wall_on_date(window.earliest, day_begins);
  int length = window.latest - window.earliest;
  if (length < 0)
    length += day_minutes; /* 23:00-01:00 */
  return (struct window){minute_from_wall(on, earliest), minute_from_wall(on, earliest + length)};
}

static void sort_windows(struct window *windows, int n) {
  for (int i = 1; i < n; i++)
    for (int j = i; j > 0 && windows[j].earliest < windows[j - 1].earliest; j--) {
      struct window other = windows[j];
      windows[j] = windows[j - 1];
      windows[j - 1] = other;
    }
}

/* Joins sorted windows that touch: the balancer asks for windows that are apart. */
static int join_windows(struct window *windows, int n) {
  int last = 0;
  for (int i = 1; i < n; i++) {
    if (windows[i].earliest > windows[last].latest)
      windows[++last] = windows[i];
    else if (windows[i].latest > windows[last].latest)
      windows[last].latest = windows[i].latest;
  }
  return n ? last + 1 : 0;
}

int plan_windows(const struct service *service, date on, const struct shift_times *times,
                 struct window out[WINDOWS_MAX]) {
  for (int i = 0; i < service->n_windows; i++)
    out[i] = dated_window(service->windows[i], on, times->day_begins);
  sort_windows(out, service->n_windows);
  return join_windows(out, service->n_windows);
}

/* --- The wanted visit -------------------------------------------------------------------------------------------- */

/* The second worker's skills: their own where the row names them; none where only another role is named (an assistant
 * who helps a nurse lift needs no wound skill); else the first's. */
static const char *second_skills(const struct service *service) {
  if (!text_is_empty(service->second_skills))
    return service->second_skills;
  return service->second_role == NONE ? service->skills : "";
}

/* By the first window's begin on the wall of the date. */
static enum shift shift_of_windows(const struct service *service, const struct shift_times *times) {
  int first = day_minutes * 2;
  for (int i = 0; i < service->n_windows; i++) {
    int wall = wall_on_date(service->windows[i].earliest, times->day_begins);
    first = wall < first ? wall : first;
  }
  return shift_of_wall(first % day_minutes, times->day_begins, times->evening_starts, times->night_starts);
}

struct visit plan_wanted(const struct day *day, const struct service *service, int row,
                         const struct shift_times *times) {
  bool second = row == 2;
  struct visit visit = {
      .date = day->date,
      .shift = shift_of_windows(service, times),
      .patient = service->patient,
      .task = service->task,
      .team = service_team(day, service, second),
      .service = service->id,
      .min_role = second && service->second_role != NONE ? (enum role)service->second_role : service->min_role,
      .skills = second ? second_skills(service) : service->skills,
      .duration = service->duration,
      .window = service->window,
      .priority = service->priority,
      .state = VISIT_UNASSIGNED,
      .list = NONE,
      .start = MINUTE_NONE,
      .staff = NONE,
      .load = service->task == NONE ? 0 : day->tasks[service->task].load,
  };
  visit.n_windows = plan_windows(service, day->date, times, visit.windows);
  visit.reason = visit.team == NONE ? SAID("the patient has no team yet") : SAID("not yet on a list");
  return visit;
}

/* --- Differences ------------------------------------------------------------------------------------------------- */

static bool same_words(const char *a, const char *b) {
  return text_equal(a ? a : "", b ? b : "");
}

static bool same_windows(const struct visit *a, const struct visit *b) {
  if (a->n_windows != b->n_windows)
    return false;
  for (int i = 0; i < a->n_windows; i++)
    if (a->windows[i].earliest != b->windows[i].earliest || a->windows[i].latest != b->windows[i].latest)
      return false;
  return true;
}

static void add_windows(struct str *text, const struct visit *visit) {
  for (int i = 0; i < visit->n_windows; i++) {
    char from[TIME_SIZE], to[TIME_SIZE];
    time_format(visit->date, visit->windows[i].earliest, from);
    time_format(visit->date, visit->windows[i].latest, to);
    str_addf(text, "%s%s-%s", i ? " " : "", from, to);
  }
}

/* Begins the next part of "window 07:30-08:30 became 08:00-09:00, duration 20 became 30". */
static void next_part(struct str *text) {
  if (text->n)
    str_add(text, ", ");
}

static void add_change(struct str *text, const char *what, const char *before, const char *after) {
  if (same_words(before, after))
    return;
  next_part(text);
  str_addf(text, _("%s %s became %s"), what, text_is_empty(before) ? "-" : before, text_is_empty(after) ? "-" : after);
}

/* By name; by id where two tasks have the same. */
static void add_task_change(struct str *text, const struct task *before, const struct task *after) {
  bool named = !text_equal(before->name, after->name);
  add_change(text, _("task"), named ? before->name : before->id, named ? after->name : after->id);
}

static void add_number_change(struct str *text, const char *what, int before, int after) {
  if (before == after)
    return;
  next_part(text);
  str_addf(text, _("%s %d became %d"), what, before, after);
}

static void add_windows_change(struct str *text, const struct visit *before, const struct visit *after) {
  if (same_windows(before, after))
    return;
  next_part(text);
  str_addf(text, "%s ", _("window"));
  add_windows(text, before);
  str_addf(text, " %s ", _("became"));
  add_windows(text, after);
}

static const char *team_id(const struct day *day, int team) {
  return team == NONE ? NULL : day->teams[team].id;
}

const char *plan_difference(struct day *day, const struct visit *before, const struct visit *after) {
  struct str text = {0};
  add_windows_change(&text, before, after);
  add_number_change(&text, _("duration"), before->duration, after->duration);
  add_change(&text, _("shift"), word_label(&words_shift, (int)before->shift),
             word_label(&words_shift, (int)after->shift));
  add_task_change(&text, &day->tasks[before->task], &day->tasks[after->task]);
  add_change(&text, _("patient"), day->patients[before->patient].id, day->patients[after->patient].id);
  add_change(&text, _("team"), team_id(day, before->team), team_id(day, after->team));
  add_change(&text, _("role"), word_label(&words_role, (int)before->min_role),
             word_label(&words_role, (int)after->min_role));
  add_change(&text, _("skills"), skills_words(&day->arena, before->skills), skills_words(&day->arena, after->skills));
  add_change(&text, _("window kind"), word_label(&words_window, (int)before->window),
             word_label(&words_window, (int)after->window));
  add_change(&text, _("priority"), word_label(&words_priority, (int)before->priority),
             word_label(&words_priority, (int)after->priority));
  const char *out = text.n ? arena_strdup(&day->arena, str_text(&text)) : NULL;
  str_free(&text);
  return out;
}

/* --- Places ------------------------------------------------------------------------------------------------------ */

static bool start_holds(const struct visit *visit) {
  for (int i = 0; i < visit->n_windows; i++)
    if (visit->windows[i].earliest <= visit->start && visit->start <= visit->windows[i].latest)
      return true;
  return false;
}

/* The visit that comes after `visit` on its list, or NONE. */
static int next_on_list(const struct day *day, const struct visit *visit) {
  int next = NONE;
  for (int i = 0; i < day->n_visits; i++) {
    const struct visit *other = &day->visits[i];
    if (other->list == visit->list && other->state == VISIT_LISTED && other->seq > visit->seq &&
        (next == NONE || other->seq < day->visits[next].seq))
      next = i;
  }
  return next;
}

/* Whether the worker is done in time for what follows, or for going home when the list ends. */
static bool room_holds(const struct day *day, const struct visit *visit) {
  const struct work_list *list = &day->lists[visit->list];
  enum transport mode = day->staff[list->staff].transport;
  int next = next_on_list(day, visit);
  int there = next == NONE ? PLACE_OF_TEAM(list->team) : day->visits[next].patient;
  minute limit = next == NONE ? list->end : day->visits[next].start;
  return limit != MINUTE_NONE &&
         visit->start + visit->duration + day_travel(day, visit->patient, there, mode, NULL) <= limit;
}

/* Whether the planned start may stay: nothing about time changed, or it still fits window and list. */
static bool time_holds(const struct day *day, const struct visit *before, const struct visit *after) {
  if (same_windows(before, after) && after->duration <= before->duration)
    return true;
  return after->start != MINUTE_NONE && start_holds(after) && room_holds(day, after);
}

bool plan_place_holds(struct day *day, const struct visit *before, const struct visit *after) {
  if (after->list == NONE)
    return false;
  enum refusal refusal = list_refusal(day, after->list, after, NULL);
  /* A person who moved it there may have set team and shift aside. */
  bool allowed = refusal == REFUSAL_NONE || (after->by_hand && (refusal == REFUSAL_TEAM || refusal == REFUSAL_SHIFT));
  return allowed && time_holds(day, before, after);
}

void visit_unlist(struct visit *visit, enum visit_state state, const char *reason) {
  visit->state = state;
  visit->list = NONE;
  visit->seq = 0;
  visit->start = MINUTE_NONE;
  visit->staff = NONE;
  visit->reason = reason;
}

void visit_suspend(struct visit *visit, const char *reason) {
  visit_unlist(visit, VISIT_SUSPENDED, reason);
  visit->pinned = visit->by_hand = false;
}
