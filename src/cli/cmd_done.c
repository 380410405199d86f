/* done, undone: what became of a visit. */
#include "cli/hands.h"
#include "vaktrom/dispatch/may.h"

/* A wall time of the visit's list: where that crosses midnight, a time earlier than its start is the next morning's
 * (interface.md, dates), unless that is still to come. Of a visit on no list, the small hours of a night are. */
static instant time_of_shift(const struct day *day, int visit, int wall) {
  const struct visit *row = &day->visits[visit];
  const minute midnight = minute_from_wall(day->date, 24 * 60), at = minute_from_wall(day->date, wall);
  const struct work_list *list = row->list == NONE ? NULL : &day->lists[row->list];
  bool next_day = list ? list->end > midnight && at < list->start : row->shift == SHIFT_NIGHT && wall < 12 * 60;
  instant next = instant_of(day->date, minute_from_wall(day->date, wall + 24 * 60));
  return next_day && next <= clock_now() ? next : instant_of(day->date, at);
}

/* Reads --at: HH:MM on the visit's shift, or an instant. INSTANT_NONE when it is not given. */
static bool read_at(const struct invocation *call, date on, instant *at, struct error *err) {
  const char *text = option_text(call, "at");
  struct day *day = NULL;
  int wall, rows[2];
  *at = INSTANT_NONE;
  if (!text || instant_parse(text, at))
    return true;
  if (!wall_parse(text, &wall))
    return error_set(err, STATUS_USAGE, _("--at: '%s' is not a time (HH:MM)"), text);
  if (!dispatch_read_whole_day(&call->session, on, &day, err))
    return false;
  if (day_find_visit_rows(day, call->words[0], rows) > 0)
    *at = time_of_shift(day, rows[0], wall);
  day_free(day);
  return true;
}

static bool run_done(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  bool asked = false;
  struct done_request request = {.visit = call->words[0], .confirmed = call->yes, .asked = &asked};
  if (!visit_date(call, request.visit, &request.date, err) || !read_at(call, request.date, &request.at, err))
    return false;
  bool done = dispatch_done(&call->session, &request, &effects, err);
  if (!done && ask_again(call, asked, err)) {
    request.confirmed = true;
    done = dispatch_done(&call->session, &request, &effects, err);
  }
  return finish(call, done, &effects, status);
}

static const struct option_spec done_options[] = {
    {"at", "TIME", OPTION_TEXT, NULL, N_("when it began (default: as planned, or now where that is earlier)")},
    {0},
};
const struct command command_done = {
    .name = "done",
    .arguments = "VISIT [--at T]",
    .summary = N_("a visit was done"),
    .options = done_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_done,
};

static bool run_undone(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  date on;
  if (!need_option(call, "reason", err) || !need_option(call, "next", err) ||
      !visit_date(call, call->words[0], &on, err))
    return false;
  enum not_done_reason reason = (enum not_done_reason)option_word(call, "reason", NOT_DONE_OTHER);
  return finish(call,
                dispatch_undone(&call->session, on, call->words[0], reason, option_text(call, "next"), &effects, err),
                &effects, status);
}

static const struct option_spec undone_options[] = {
    {"reason", "CODE", OPTION_WORD, &words_not_done_reason, N_("why it was not done")},
    {"next", "STAFF", OPTION_TEXT, NULL, N_("who is offered the work")},
    {0},
};
const struct command command_undone = {
    .name = "undone",
    .arguments = "VISIT --reason CODE --next STAFF",
    .summary = N_("a visit was not done; it becomes a carry-over"),
    .options = undone_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_undone,
};
