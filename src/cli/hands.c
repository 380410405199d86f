/* What the commands that change the lists by hand share. */
#include "cli/hands.h"

#include "cli/ask.h"

#include <stdio.h>
#include <string.h>

bool visit_date(const struct invocation *call, const char *visit, date *on, struct error *err) {
  *on = dispatch_date_of_visit(call->session.store, visit);
  return *on != DATE_NONE || error_set(err, STATUS_USAGE, _("there is no visit '%s'"), visit);
}

bool need_option(const struct invocation *call, const char *name, struct error *err) {
  return option(call, name)->given || error_set(err, STATUS_USAGE, _("--%s is missing. Usage: vaktrom %s %s"), name,
                                                call->command->name, call->command->arguments);
}

bool option_team(const struct invocation *call, int kind, const char **team, struct error *err) {
  *team = option_text(call, "team");
  return dispatch_team_is_known(call->session.store, *team, kind, err);
}

bool window_is_open(const struct invocation *call, struct error *err) {
  const struct option_value *earliest = option(call, "earliest"), *latest = option(call, "latest");
  return !earliest->given || !latest->given || earliest->integer != latest->integer ||
         error_set(err, STATUS_USAGE, "%s", _("--earliest and --latest are the same time"));
}

bool read_wish(const struct invocation *call, struct visit_wish *wish, struct error *err) {
  int64_t duration = option_integer(call, "duration", 1);
  *wish = (struct visit_wish){.task = option_text(call, "task"),
                              .to_list = option_text(call, "list"),
                              .date = option_date(call, "date", DATE_NONE),
                              .earliest = (int)option_integer(call, "earliest", NONE),
                              .latest = (int)option_integer(call, "latest", NONE),
                              .duration = option(call, "duration")->given ? (int)duration : 0};
  if (!window_is_open(call, err))
    return false;
  return (duration >= 1 && duration <= 1440) ||
         error_set(err, STATUS_USAGE, _("--duration: a visit takes 1 to 1440 minutes"));
}

static bool unknown_step(const struct invocation *call, const struct family_step *steps, size_t n, struct error *err) {
  struct str known = {0};
  for (size_t i = 0; i < n; i++)
    str_addf(&known, "%s%s", i ? ", " : "", steps[i].name);
  error_set(err, STATUS_USAGE, _("%s: '%s' is none of %s"), call->command->name, call->words[0], str_text(&known));
  str_free(&known);
  return false;
}

bool run_family(struct invocation *call, const struct family_step *steps, size_t n, enum status *status,
                struct error *err) {
  struct effects effects = {0};
  for (size_t i = 0; i < n; i++) {
    if (!text_equal(steps[i].name, call->words[0]))
      continue;
    if (call->n_words < 2)
      return error_set(err, STATUS_USAGE, _("%s %s: something is missing (vaktrom %s --help)"), call->command->name,
                       steps[i].name, call->command->name);
    return finish(call, steps[i].run(call, &effects, err), &effects, status);
  }
  return unknown_step(call, steps, n, err);
}

bool ask_again(struct invocation *call, bool asked, struct error *err) {
  struct ask asking = {0};
  if (!asked || !call->terminal)
    return false;
  for (const char *line = err->text; *line; line += line[0] == '\n') {
    size_t length = strcspn(line, "\n");
    print_safe(arena_printf(&call->arena, "%.*s", (int)length, line));
    line += length;
  }
  bool yes = ask_yes(&asking, _("Go on?"), false);
  arena_free(&asking.arena);
  if (!yes)
    return false;
  error_clear(err);
  return true;
}

bool finish(const struct invocation *call, bool done, struct effects *effects, enum status *status) {
  if (!done) {
    effects_free(effects);
    return false;
  }
  *status = effects->needs_person ? STATUS_NEEDS_PERSON : STATUS_OK;
  print_effects(call, effects);
  return true;
}
