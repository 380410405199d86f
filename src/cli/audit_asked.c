/* What `audit show` is asked for: an answer of no rows must not come from a slip of the pen. */
#include "cli/audit_asked.h"

#include <string.h>

#include "vaktrom/dispatch/may.h"

enum { most_rows = 1000000, usual_rows = 50, named_most = 5 };

/* Those whose name holds the text, in any case; how many, and the last one's id. */
struct named {
  const char *text; /* folded */
  struct str known; /* "S035 Tonje Lid, S036 ..." */
  const char *id;
  int n;
};

static void look_at(struct named *named, const char *id, const char *name) {
  struct str folded = {0};
  text_fold(&folded, name);
  if (*named->text && strstr(str_text(&folded), named->text)) {
    named->id = id;
    if (++named->n <= named_most)
      str_addf(&named->known, "%s%s %s", named->known.n ? ", " : "", id, name);
  }
  str_free(&folded);
}

/* By name: one worker is meant, more are told, as are patients, of whom one says who is meant by the number. */
static bool find_named(struct invocation *call, bool patient, const char **name, struct error *err) {
  struct day *day = NULL;
  struct str folded = {0};
  if (!dispatch_read_day(&call->session, instant_date(clock_now()), &day, err))
    return false;
  text_fold(&folded, *name);
  struct named named = {.text = str_text(&folded)};
  for (int i = 0; patient && i < day->n_patients; i++)
    if (!day->patients[i].closed)
      look_at(&named, day->patients[i].id, day->patients[i].name);
  for (int i = 0; !patient && i < day->n_staff; i++)
    look_at(&named, day->staff[i].id, day->staff[i].name);
  bool found = named.n == 1;
  if (!found) {
    error_set(err, STATUS_USAGE,
              patient
                  ? _("there is no patient '%s'")
                  : _("'%s' is no worker, and no account that did anything: `vaktrom user list` shows the accounts"),
              *name);
    if (named.n > 0)
      error_add(err, STATUS_USAGE, _("of that name: %s%s"), str_text(&named.known), named.n > named_most ? " …" : "");
  } else {
    *name = arena_strdup(&call->arena, named.id);
  }
  str_free(&named.known);
  str_free(&folded);
  day_free(day);
  return found;
}

static bool find(struct invocation *call, bool patient, const char **name, struct error *err) {
  const char *spelling;
  if (!*name)
    return true;
  if (!store_audit_spelling(call->session.store, patient, *name, &call->arena, &spelling, err))
    return false;
  if (!spelling)
    return find_named(call, patient, name, err);
  *name = spelling;
  return true;
}

bool audit_asked(struct invocation *call, struct audit_question *out, struct error *err) {
  const char *patient = option_text(call, "patient");
  int64_t limit = option_integer(call, "limit", patient && !call->json && !call->csv ? most_rows : usual_rows);
  *out = (struct audit_question){.patient = patient,
                                 .actors = option_text(call, "actor"),
                                 .from = option_date(call, "from", DATE_NONE),
                                 .to = option_date(call, "to", DATE_NONE),
                                 .limit = (int)limit};
  if (limit < 1 || limit > most_rows)
    return error_set(err, STATUS_USAGE, _("--limit: %lld is not from 1 to %d"), (long long)limit, (int)most_rows);
  if (out->from != DATE_NONE && out->to != DATE_NONE && out->to < out->from)
    return error_set(err, STATUS_USAGE, "%s", _("--to is before --from: there is no day between"));
  return find(call, true, &out->patient, err) && find(call, false, &out->actors, err);
}

void audit_say_nothing(const struct audit_question *question) {
  struct arena arena = {0};
  char from[DATE_SIZE], to[DATE_SIZE];
  date_show(question->from, from);
  date_show(question->to, to);
  print_safe(arena_printf(
      &arena, _("The log has no rows of this. About: %s; by: %s; from: %s; to: %s."),
      question->patient ? question->patient : _("anybody"), question->actors ? question->actors : _("anybody"),
      question->from == DATE_NONE ? _("its beginning") : from, question->to == DATE_NONE ? _("now") : to));
  arena_free(&arena);
}
