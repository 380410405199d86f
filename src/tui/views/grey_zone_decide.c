/* The form of a decision that people make: which team, why, and when it is looked at again. */
#include "tui/views/grey_zone.h"
#include "tui/widgets/form_view.h"

#include <string.h>

enum { REVIEW_DAYS = 14 };

static const struct word choices[] = {
    {OUTCOME_OT, "OT", N_("OT: the care team"), COLOUR_PLAIN},
    {OUTCOME_HT, "HT", N_("HT: the health-service team"), COLOUR_PLAIN},
    {OUTCOME_BOTH, "BOTH", N_("both: HT responsible, OT cooperates"), COLOUR_PLAIN},
};
static const struct words words_decision = {N_("outcome"), choices, COUNT_OF(choices)};

struct deciding {
  const char *patient;
  struct str before; /* the decision as it was when the form was opened */
  struct effects effects;
};

/* --- What somebody else decided meanwhile --- */

/* Adds what a person decided last: who, which outcome and why; nothing where no person did. */
static bool add_decided(struct screen *screen, const char *patient, struct str *out, struct error *err) {
  struct arena arena = {0};
  struct decision *decisions;
  int n;
  bool done = store_load_decisions(screen->session->store, patient, &arena, &decisions, &n, err);
  if (done && n > 0 && !text_is_empty(decisions[0].decided_by))
    str_addf(out, _("%s decided %s: %s"), screen_staff_name(screen, decisions[0].decided_by),
             _(word_label(&words_outcome, (int)decisions[0].outcome)), decisions[0].reason ? decisions[0].reason : "-");
  arena_free(&arena);
  return done;
}

/* Whether it is to be decided so although somebody else decided since the form was opened: the person sees both. */
static bool mine_counts(struct screen *screen, struct deciding *deciding, struct error *err) {
  struct str now = {0}, question = {0};
  bool counts = add_decided(screen, deciding->patient, &now, err);
  if (counts && !text_equal(str_text(&now), str_text(&deciding->before))) {
    str_addf(&question, _(" Meanwhile %s. Decide as you have it all the same? "), str_text(&now));
    counts = prompt_confirm(screen, str_text(&question)) ||
             error_set(err, STATUS_DENIED, "%s", _("not saved: somebody else decided it; ctrl-s asks again"));
  }
  str_free(&now);
  str_free(&question);
  return counts;
}

/* --- Deciding --- */

/* Asks when the call asks, which it does before OT is chosen against a high NEWS2. */
static bool decide(struct screen *screen, struct decide_request request, struct effects *effects, struct error *err) {
  bool asked = false;
  request.asked = &asked;
  if (dispatch_decide(screen->session, &request, effects, err))
    return true;
  struct str question = {0};
  str_addf(&question, _(" Decide so all the same? %.*s "), (int)strcspn(err->text ? err->text : "", "\n"),
           err->text ? err->text : "");
  bool again = asked && prompt_confirm(screen, str_text(&question));
  str_free(&question);
  if (!again)
    return false;
  error_clear(err);
  request.confirmed = true;
  return dispatch_decide(screen->session, &request, effects, err);
}

static bool save(struct screen *screen, struct form *form, void *context, struct str *why) {
  struct deciding *deciding = context;
  struct error err = {0};
  struct decide_request request = {.patient = deciding->patient, .reason = form_value(form, "reason")};
  request.outcome = (enum outcome)word_code(&words_decision, form_value(form, "outcome"));
  if (!date_parse(form_value(form, "review"), &request.review))
    request.review = DATE_NONE;
  bool done = mine_counts(screen, deciding, &err) && decide(screen, request, &deciding->effects, &err);
  if (!done)
    str_addn(why, err.text ? err.text : "", strcspn(err.text ? err.text : "", "\n"));
  error_clear(&err);
  return done;
}

void grey_zone_decide(struct screen *screen, const char *patient, enum outcome outcome) {
  struct deciding deciding = {.patient = patient};
  struct error none = {0};
  struct str title = {0};
  struct form form;
  char review[DATE_SIZE];
  if (!add_decided(screen, patient, &deciding.before, &none)) {
    screen_say_error(screen, &none);
    return;
  }
  date_show(instant_date(clock_now()) + REVIEW_DAYS, review);
  str_addf(&title, _("Decide for %s %s"), patient, screen_patient_name(screen, patient));
  form_start(&form, str_text(&title), "decide", patient);
  form.today = instant_date(clock_now());
  form_add(&form,
           (struct field){.name = "reason",
                          .label = N_("reason"),
                          .type = FIELD_TEXT,
                          .required = true,
                          .help = N_("what you decide by: it stands in the journal and with the decision")},
           "");
  form_add(&form,
           (struct field){.name = "review",
                          .label = N_("look again on"),
                          .type = FIELD_DATE,
                          .required = true,
                          .help = N_("a date, today or later: +14, fri, 24.12.")},
           review);
  form_add(&form,
           (struct field){
               .name = "outcome", .label = N_("team"), .type = FIELD_WORD, .required = true, .words = &words_decision},
           word_token(&words_decision, (int)outcome));
  if (form_run(screen, &form, save, &deciding))
    screen_result(screen, true, &deciding.effects, &none);
  else
    effects_free(&deciding.effects);
  form_free(&form);
  str_free(&title);
  str_free(&deciding.before);
}
