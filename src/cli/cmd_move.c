/* move, unpin, unassign, drop, add: hands on one visit. */
#include "cli/hands.h"

/* --- move --- */

static bool run_move(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  date on;
  if (!need_option(call, "to", err) || !visit_date(call, call->words[0], &on, err))
    return false;
  int64_t at = option_integer(call, "at", 1);
  if (at < 1 || at > INT32_MAX)
    return error_set(err, STATUS_USAGE, _("--at %lld: places on a list are numbered from 1"), (long long)at);
  const struct move_request request = {.visit = call->words[0],
                                       .to_list = option_text(call, "to"),
                                       .at = option(call, "at")->given ? (int)at : 0,
                                       .pin = option(call, "pin")->given,
                                       .override_reason = option_text(call, "override")};
  return finish(call, dispatch_move(&call->session, on, &request, &effects, err), &effects, status);
}

static const struct option_spec move_options[] = {
    {"to", "LIST", OPTION_TEXT, NULL, N_("the list (LIST,LIST for the two rows of a visit for two)")},
    {"at", "POS", OPTION_INTEGER, NULL, N_("the place on the list, from 1 (default: the best)")},
    {"pin", NULL, OPTION_FLAG, NULL, N_("keep it there whatever is balanced")},
    {"override", "REASON", OPTION_TEXT, NULL,
     N_("set aside what a person may set aside: team, shift, lateness, overtime")},
    {0},
};
const struct command command_move = {
    .name = "move",
    .arguments = "VISIT --to LIST [--at POS] [--pin] [--override REASON]",
    .summary = N_("put a visit on a list"),
    .details = N_("Refused where it is not safe: competence, exclusion, absence, fixed windows, double booking."),
    .options = move_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Lists"),
    .run = run_move,
};

/* --- unpin, unassign --- */

static bool run_unpin(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  date on;
  return visit_date(call, call->words[0], &on, err) &&
         finish(call, dispatch_unpin(&call->session, on, call->words[0], &effects, err), &effects, status);
}

const struct command command_unpin = {
    .name = "unpin",
    .arguments = "VISIT",
    .summary = N_("let the balancer move a visit again"),
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Lists"),
    .run = run_unpin,
};

static bool run_unassign(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  date on;
  return visit_date(call, call->words[0], &on, err) &&
         finish(call, dispatch_unassign(&call->session, on, call->words[0], &effects, err), &effects, status);
}

const struct command command_unassign = {
    .name = "unassign",
    .arguments = "VISIT",
    .summary = N_("take a visit off its list"),
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Lists"),
    .run = run_unassign,
};

/* --- drop --- */

static bool run_drop(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  bool asked = false;
  struct drop_request request = {
      .visit = call->words[0], .reason = option_text(call, "reason"), .confirmed = call->yes, .asked = &asked};
  if (!need_option(call, "reason", err) || !visit_date(call, request.visit, &request.date, err))
    return false;
  bool done = dispatch_drop(&call->session, &request, &effects, err);
  if (!done && ask_again(call, asked, err)) {
    request.confirmed = true;
    done = dispatch_drop(&call->session, &request, &effects, err);
  }
  return finish(call, done, &effects, status);
}

static const struct option_spec drop_options[] = {
    {"reason", "TEXT", OPTION_TEXT, NULL, N_("why it gives way")},
    {0},
};
const struct command command_drop = {
    .name = "drop",
    .arguments = "VISIT --reason TEXT",
    .summary = N_("let a visit give way"),
    .details =
        N_("One that must be done is dropped when a person confirms it: asked on a terminal, else --yes. It stays a\n"
           "finding of check until acknowledged (ack)."),
    .options = drop_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Lists"),
    .run = run_drop,
};

/* --- add --- */

static bool run_add(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  if (!need_option(call, "date", err) || !need_option(call, "earliest", err) || !need_option(call, "latest", err) ||
      !window_is_open(call, err))
    return false;
  const struct add_request request = {.patient = call->words[0],
                                      .task = call->words[1],
                                      .date = option_date(call, "date", DATE_NONE),
                                      .earliest = (int)option_integer(call, "earliest", 0),
                                      .latest = (int)option_integer(call, "latest", 0)};
  return finish(call, dispatch_add(&call->session, &request, &effects, err), &effects, status);
}

static const struct option_spec add_options[] = {
    {"date", "DATE", OPTION_DATE, NULL, N_("the date on which its shift starts")},
    {"earliest", "TIME", OPTION_TIME, NULL, N_("earliest start")},
    {"latest", "TIME", OPTION_TIME, NULL, N_("latest start")},
    {0},
};
const struct command command_add = {
    .name = "add",
    .arguments = "PATIENT TASK --date D --earliest T --latest T",
    .summary = N_("add a visit that no service asks for"),
    .options = add_options,
    .min_words = 2,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("Lists"),
    .run = run_add,
};
