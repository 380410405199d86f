/* Letting a version of the criteria count: from which day, and what it will do is said before. */
#include "tui/views/criteria.h"
#include "tui/widgets/form_view.h"
#include "vaktrom/exchange.h"

#include <string.h>

struct activating {
  const char *version;
  struct effects effects;
};

/* Puts the day into the version's rows, from which the store knows when it takes effect. */
static bool set_start(struct session *session, const char *version, date from, struct error *err) {
  const struct kind *kind = kind_find("criteria");
  struct arena arena = {0};
  struct criterion_row *rows;
  int n;
  char text[DATE_SIZE];
  date_format(from, text);
  bool done = store_load_criteria(session->store, version, &arena, &rows, &n, err);
  for (int i = 0; done && i < n; i++) {
    const char *cells[COLUMNS_MAX] = {0}; /* what is not given stays */
    struct str key = {0};
    enum put_result result;
    cells[kind_column(kind, "criterion")] = rows[i].criterion;
    cells[kind_column(kind, "version")] = version;
    cells[kind_column(kind, "valid_from")] = text;
    done = store_put_row(session->store, kind, cells, &result, &key, err);
    str_free(&key);
  }
  arena_free(&arena);
  return done;
}

/* One transaction: the day, and the version with it. A table with faults asks once more. */
static bool activate(struct screen *screen, struct activating *activating, date from, bool confirmed, bool *asked,
                     struct error *err) {
  struct session *session = screen->session;
  const struct activate_request request = {.version = activating->version, .confirmed = confirmed, .asked = asked};
  effects_free(&activating->effects);
  activating->effects = (struct effects){0};
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  if (set_start(session, activating->version, from, err) &&
      dispatch_criteria_activate(session, &request, &activating->effects, err))
    return store_commit(session->store, err);
  store_rollback(session->store);
  return false;
}

static bool save(struct screen *screen, struct form *form, void *context, struct str *why) {
  struct activating *activating = context;
  struct error err = {0};
  bool asked = false;
  date from;
  if (!text_equal(form_value(form, "sure"), "yes")) {
    form_fault(form, "sure", _("choose yes when you have seen what it changes"));
    return false;
  }
  if (!date_parse(form_value(form, "from"), &from))
    return false;
  bool done = activate(screen, activating, from, false, &asked, &err);
  if (!done && asked) {
    struct str question = {0};
    str_addf(&question, _(" Let it count all the same? %.*s "), (int)strcspn(err.text ? err.text : "", "\n"),
             err.text ? err.text : "");
    bool again = prompt_confirm(screen, str_text(&question));
    str_free(&question);
    if (again) {
      error_clear(&err);
      done = activate(screen, activating, from, true, &asked, &err);
    }
  }
  if (!done && err.text)
    str_addn(why, err.text, strcspn(err.text, "\n"));
  error_clear(&err);
  return done;
}

void criteria_activate(struct screen *screen, const char *version) {
  const struct criteria_version *shown = criteria_version_shown(screen);
  struct criteria_state *state = criteria_of(screen);
  struct activating activating = {.version = version};
  struct error none = {0};
  struct str title = {0};
  struct form form;
  char from[DATE_SIZE];
  if (!state->work || !text_equal(state->work->version, version)) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("look first at what it would change: the preview"));
    return;
  }
  date today = instant_date(clock_now());
  date_show(shown && shown->valid_from > today ? shown->valid_from : today, from);
  str_addf(&title,
           trn("Let version %s count: %zu patient would get another outcome or team",
               "Let version %s count: %zu patients would get another outcome or team", state->work->preview.moves.n),
           version, state->work->preview.moves.n);
  form_start(&form, str_text(&title), "activate", version);
  form.today = today;
  form_add(&form,
           (struct field){.name = "from",
                          .label = N_("from"),
                          .type = FIELD_DATE,
                          .required = true,
                          .help = N_("the first day on which it decides: today at once, a later day by itself then")},
           from);
  form_add(
      &form,
      (struct field){
          .name = "sure", .label = N_("seen and sure"), .type = FIELD_YES_NO, .required = true, .words = &words_yes_no},
      "no");
  if (form_run(screen, &form, save, &activating))
    screen_result(screen, true, &activating.effects, &none);
  else
    effects_free(&activating.effects);
  form_free(&form);
  str_free(&title);
}
