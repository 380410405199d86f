/*
 * How soon the HTs answer: from the history of the requests that came in the period. A request that was imported in its
 * final state has no history: it counts, but is not measured.
 */
#include "report/reports.h"

#include "vaktrom/dispatch/flows.h"

static const struct report_column columns[] = {
    {"urgency", N_("urgency"), REPORT_TEXT, &words_urgency},
    {"kind", N_("kind"), REPORT_TEXT, &words_queue_kind},
    {"requests", N_("requests"), REPORT_COUNT, NULL},
    {"waiting", N_("waiting"), REPORT_COUNT, NULL},
    {"overdue", N_("overdue"), REPORT_COUNT, NULL},
    {"taken_min_median", N_("taken (min)"), REPORT_DECIMAL, NULL},
    {"taken_min_p90", N_("90th pctl (min)"), REPORT_DECIMAL, NULL},
    {"answered_min_median", N_("answered (min)"), REPORT_DECIMAL, NULL},
    {"answered_min_p90", N_("90th pctl (min)"), REPORT_DECIMAL, NULL},
    {"closed_min_median", N_("closed (min)"), REPORT_DECIMAL, NULL},
    {"closed_min_p90", N_("90th pctl (min)"), REPORT_DECIMAL, NULL},
    {"in_time_pct", N_("in time"), REPORT_PERCENT, NULL},
};
enum { MAIN_COLUMN = 11 };

/* When a request was first taken, answered (or closed without an answer) and last closed; INSTANT_NONE = not yet, or
 * not known. */
struct course {
  instant taken, answered, closed;
  bool measured;
};

/* One line of the table. */
struct line {
  int requests, waiting, overdue, judged, in_time;
  VEC(double) taken, answered, closed; /* minutes */
};

/* --- One request --- */

static void follow(struct course *course, const struct queue_step *step) {
  bool answers = step->state == QUEUE_ANSWERED || step->state == QUEUE_CLOSED;
  if (step->state == QUEUE_OPEN)
    course->closed = INSTANT_NONE;
  else if (course->taken == INSTANT_NONE)
    course->taken = step->at;
  if (answers && course->answered == INSTANT_NONE)
    course->answered = step->at;
  if (step->state == QUEUE_CLOSED)
    course->closed = step->at;
}

static struct course course_of(const struct queue_item *item, const struct queue_step *all, int n) {
  int count;
  const struct queue_step *steps = dispatch_queue_steps(all, n, item->id, &count);
  struct course course = {INSTANT_NONE, INSTANT_NONE, INSTANT_NONE, count > 0 && steps[0].state == QUEUE_OPEN};
  for (int i = 0; i < count; i++)
    follow(&course, &steps[i]);
  if (item->state == QUEUE_ANSWERED && course.answered == INSTANT_NONE && count > 0) /* by a visit that is on a list */
    course.answered = steps[count - 1].at;
  return course;
}

#define ADD_MINUTES(line, field, course, item)                                                                         \
  do {                                                                                                                 \
    if ((course).field != INSTANT_NONE)                                                                                \
      vec_push(&(line)->field, (double)((course).field - (item)->at) / 60);                                            \
  } while (0)

static void add_request(struct line *line, const struct queue_item *item, const struct course *course, instant now) {
  bool waits = item->state == QUEUE_OPEN || item->state == QUEUE_TAKEN;
  line->requests++;
  line->waiting += waits;
  line->overdue += waits && item->due < now;
  if (!course->measured)
    return;
  ADD_MINUTES(line, taken, *course, item);
  ADD_MINUTES(line, answered, *course, item);
  ADD_MINUTES(line, closed, *course, item);
  line->judged += course->answered != INSTANT_NONE || item->due < now;
  line->in_time += course->answered != INSTANT_NONE && course->answered <= item->due;
}

/* --- The table --- */

struct response {
  const struct report_slice *slice;
  struct report_table *table;
  struct queue_item *items;
  struct queue_step *steps;
  int n_items, n_steps;
  instant now;
};

static void print_line(struct response *response, struct line *line, const char *urgency, const char *kind) {
  struct report_table *table = response->table;
  report_add_text(table, urgency);
  report_add_text(table, kind);
  report_add_number(table, line->requests);
  report_add_number(table, line->waiting);
  report_add_number(table, line->overdue);
  report_add_number(table, report_percentile(line->taken.at, line->taken.n, 50));
  report_add_number(table, report_percentile(line->taken.at, line->taken.n, 90));
  report_add_number(table, report_percentile(line->answered.at, line->answered.n, 50));
  report_add_number(table, report_percentile(line->answered.at, line->answered.n, 90));
  report_add_number(table, report_percentile(line->closed.at, line->closed.n, 50));
  report_add_number(table, report_percentile(line->closed.at, line->closed.n, 90));
  report_add_number(table, line->judged ? 100.0 * line->in_time / line->judged : REPORT_UNKNOWN);
}

/* The requests of one urgency and kind (NONE = all); a line without any is left out unless it is the sum. */
static void add_line(struct response *response, int urgency, int kind) {
  struct line line = {0};
  for (int i = 0; i < response->n_items; i++) {
    const struct queue_item *item = &response->items[i];
    date on = instant_date(item->at);
    if (on < response->slice->from || on > response->slice->until ||
        (urgency != NONE && (int)item->urgency != urgency) || (kind != NONE && (int)item->kind != kind))
      continue;
    struct course course = course_of(item, response->steps, response->n_steps);
    add_request(&line, item, &course, response->now);
  }
  if (line.requests > 0)
    print_line(response, &line, urgency == NONE ? "all" : word_token(&words_urgency, urgency),
               kind == NONE ? "all" : word_token(&words_queue_kind, kind));
  vec_free(&line.taken);
  vec_free(&line.answered);
  vec_free(&line.closed);
}

static bool fill(struct report_source *source, const struct report_slice *slice, struct report_table *table,
                 struct error *err) {
  struct response response = {.slice = slice, .table = table, .now = clock_now()};
  const char *team = source->request->team;
  if (!dispatch_team_is_known(source->store, team, TEAM_HT, err) ||
      !dispatch_queue(source->store, team, true, &table->arena, &response.items, &response.n_items, err) ||
      !store_load_queue_history(source->store, NULL, &table->arena, &response.steps, &response.n_steps, err))
    return false;
  add_line(&response, NONE, NONE);
  for (size_t u = 0; u < words_urgency.n; u++) {
    add_line(&response, words_urgency.at[u].code, NONE);
    for (size_t k = 0; k < words_queue_kind.n; k++)
      add_line(&response, words_urgency.at[u].code, words_queue_kind.at[k].code);
  }
  return true;
}

const struct report report_response = {
    .name = "response",
    .label = N_("Response"),
    .summary = N_("how soon the HTs take, answer and close requests, by urgency and kind"),
    .definition = N_("Minutes from asking, of the requests that came from the first day to the last; the median and "
                     "the 90th percentile (nearest rank). In time: answered or closed by when it was due, of those "
                     "that are answered, closed or past their time. A request that was imported in its final state "
                     "counts, but is not measured."),
    .source = N_("HeltOm 3.0, final report, section 7.2.2 (the duty nurse works the queue); nearest-rank percentile; "
                 "what is due when is a setting"),
    .lacking = N_("No request came in the period."),
    COLUMNS(columns),
    .main_column = MAIN_COLUMN,
    .fill = fill,
};
