/* What the commands that change the lists by hand share. */
#include "cli/hands.h"

bool visit_date(const struct invocation *call, const char *visit, date *on, struct error *err) {
  *on = dispatch_date_of_visit(call->session.store, visit);
  return *on != DATE_NONE || error_set(err, STATUS_USAGE, _("there is no visit '%s'"), visit);
}

bool need_option(const struct invocation *call, const char *name, struct error *err) {
  return option(call, name)->given || error_set(err, STATUS_USAGE, _("--%s is missing. Usage: vaktrom %s %s"), name,
                                                call->command->name, call->command->arguments);
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
