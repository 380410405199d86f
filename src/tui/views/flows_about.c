/* Forms about one patient that several views offer: away and home again, a request to the HT, a visit by hand, a
 * transfer. */
#include "tui/views/flows.h"

/* --- Away and home again --- */

static bool save_suspension(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                            struct error *err) {
  (void)context;
  date until = flow_date(form, "until"), review = flow_date(form, "review");
  if (until == DATE_NONE && review == DATE_NONE)
    return error_set(err, STATUS_USAGE, "%s", _("give the last day, or when to look again where the end is not known"));
  return dispatch_suspend(screen->session, form_value(form, "patient"), flow_date(form, "from"), until, review,
                          (enum suspension_reason)word_code(&words_suspension_reason, form_value(form, "reason")),
                          effects, err);
}

void flow_suspend(struct screen *screen, const char *patient, date from) {
  struct form form;
  struct str title = {0};
  flow_add_title(screen, &title, _("Away, no visits for a time"), patient);
  form_start(&form, str_text(&title), "suspend", patient);
  flow_add_patient_field(screen, &form, patient, patient != NULL);
  form_add(&form,
           (struct field){.name = "reason",
                          .label = N_("why"),
                          .type = FIELD_WORD,
                          .required = true,
                          .words = &words_suspension_reason},
           "");
  flow_add_day_field(&form, "from", N_("first day away"), NULL, from);
  flow_add_day_field(&form, "until", N_("last day away"),
                     N_("the last day without visits; empty where nobody knows it yet"), DATE_NONE);
  flow_add_day_field(&form, "review", N_("look again"),
                     N_("where the end is not known: the day on which somebody asks; +7 is in a week"), DATE_NONE);
  flow_form_run(screen, &form, save_suspension, NULL);
  form_free(&form);
  str_free(&title);
}

static bool save_return(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                        struct error *err) {
  return dispatch_resume(screen->session, context, flow_date(form, "from"), effects, err);
}

void flow_resume(struct screen *screen, const char *id, date on) {
  struct form form;
  struct str title = {0};
  char patient[ID_SIZE];
  snprintf(patient, sizeof patient, "%s", id);
  str_addf(&title, _("%s %s comes home"), patient, screen_patient_name(screen, patient));
  form_start(&form, str_text(&title), "resume", patient);
  flow_add_day_field(&form, "from", N_("visits again from"), NULL, on);
  flow_form_run(screen, &form, save_return, patient);
  form_free(&form);
  str_free(&title);
}

/* --- A request to the HT --- */

/* What a new request begins with; `draft` tells drafts apart. */
struct asking {
  const char *patient, *draft, *text;
  enum urgency urgency;
  const char *waiting; /* the visit without a list that it is about; NULL = none */
};

static bool save_request(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                         struct error *err) {
  const struct asking *asking = context;
  enum queue_kind kind = (enum queue_kind)word_code(&words_queue_kind, form_value(form, "kind"));
  enum urgency urgency = (enum urgency)word_code(&words_urgency, form_value(form, "urgency"));
  const char *text = form_value(form, "text");
  if (asking->waiting)
    return dispatch_queue_ask(screen->session, kind, asking->waiting, urgency, text, effects, err);
  return dispatch_queue_add(screen->session, kind, flow_text(form, "patient"), urgency, text, effects, err);
}

static void ask_ht(struct screen *screen, const struct asking *asking) {
  const char *patient = asking->patient;
  struct form form;
  struct str title = {0};
  flow_add_title(screen, &title, _("A new request to the HT"), patient);
  form_start(&form, str_text(&title), "request", asking->draft);
  form_add(&form,
           (struct field){.name = "patient",
                          .label = N_("patient"),
                          .help = N_("type the beginning of a number or name; empty: about nobody"),
                          .type = FIELD_CHOICE,
                          .fixed = patient != NULL,
                          .choices = flow_patients(screen)},
           patient ? patient : "");
  form_add(&form,
           (struct field){
               .name = "kind", .label = N_("kind"), .type = FIELD_WORD, .required = true, .words = &words_queue_kind},
           patient ? word_token(&words_queue_kind, QUEUE_ADVICE) : "");
  form_add(
      &form,
      (struct field){
          .name = "urgency", .label = N_("urgency"), .type = FIELD_WORD, .required = true, .words = &words_urgency},
      word_token(&words_urgency, (int)asking->urgency));
  form_add(&form,
           (struct field){.name = "text",
                          .label = N_("what"),
                          .help = N_("what you see and what you need: the duty nurse reads this first"),
                          .type = FIELD_TEXT,
                          .required = true},
           asking->text);
  flow_form_run(screen, &form, save_request, asking);
  form_free(&form);
  str_free(&title);
}

void flow_ask(struct screen *screen, const char *patient) {
  ask_ht(screen, &(struct asking){.patient = patient, .draft = patient, .text = "", .urgency = URGENCY_TODAY});
}

void flow_ask_about_visit(struct screen *screen, const char *visit, bool waits, const char *patient,
                          enum urgency urgency, const char *text) {
  ask_ht(screen,
         &(struct asking){
             .patient = patient, .draft = visit, .text = text, .urgency = urgency, .waiting = waits ? visit : NULL});
}

/* --- A visit by hand --- */

struct adding {
  struct str *id; /* of the new visit */
};

static bool save_visit(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                       struct error *err) {
  const struct adding *adding = context;
  int duration = flow_integer(form, "duration");
  const struct add_request request = {.patient = form_value(form, "patient"),
                                      .task = form_value(form, "task"),
                                      .date = flow_date(form, "date"),
                                      .earliest = flow_time(form, "earliest"),
                                      .latest = flow_time(form, "latest"),
                                      .duration = duration == UNKNOWN ? 0 : duration,
                                      .id = adding->id};
  return dispatch_add(screen->session, &request, effects, err);
}

bool flow_add_visit(struct screen *screen, const char *patient, bool fixed, struct str *id) {
  struct form form;
  struct str title = {0};
  const struct adding adding = {.id = id};
  struct error none = {0};
  struct effects effects;
  flow_add_title(screen, &title, _("A visit by hand"), fixed ? patient : NULL);
  form_start(&form, str_text(&title), "add-visit", fixed ? patient : NULL);
  flow_add_patient_field(screen, &form, patient, fixed);
  flow_add_visit_fields(screen, &form, &(struct flow_visit_help){0});
  flow_add_day_field(&form, "date", N_("day"), NULL, screen->on);
  bool saved = flow_form_save(screen, &form, save_visit, &adding, &effects);
  form_free(&form);
  str_free(&title);
  if (saved)
    screen_result(screen, true, &effects, &none);
  else
    effects_free(&effects);
  return saved;
}

/* --- Transfers, also of a request --- */

static bool save_transfer(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                          struct error *err) {
  const char *item = context;
  const struct transfer_request request = {.patient = flow_text(form, "patient"),
                                           .to = flow_text(form, "to"),
                                           .reason = flow_text(form, "reason"),
                                           .cooperating = flow_text(form, "with"),
                                           .from = flow_date(form, "from"),
                                           .override_reason = flow_text(form, "override")};
  return item ? dispatch_queue_transfer(screen->session, item, &request, effects, err)
              : dispatch_transfer(screen->session, &request, effects, err);
}

void flow_make_transfer(struct screen *screen, const char *item, const char *patient) {
  struct form form;
  struct str title = {0};
  char kept_item[ID_SIZE], kept_patient[ID_SIZE];
  snprintf(kept_item, sizeof kept_item, "%s", item ? item : "");
  snprintf(kept_patient, sizeof kept_patient, "%s", patient ? patient : "");
  flow_add_title(screen, &title, _("Announce a transfer; both teams acknowledge it"), patient);
  form_start(&form, str_text(&title), "transfer", item ? kept_item : kept_patient);
  flow_add_patient_field(screen, &form, kept_patient, patient != NULL);
  form_add(
      &form,
      (struct field){
          .name = "to", .label = N_("to team"), .type = FIELD_CHOICE, .required = true, .choices = flow_teams(screen)},
      "");
  flow_add_day_field(&form, "from", N_("first day"), NULL, DATE_NONE);
  form_add(&form, (struct field){.name = "reason", .label = N_("why"), .type = FIELD_TEXT, .required = !item}, "");
  form_add(&form,
           (struct field){.name = "with",
                          .label = N_("cooperating team"),
                          .help = N_("empty: as the decision about the patient says"),
                          .type = FIELD_CHOICE,
                          .choices = flow_teams(screen)},
           "");
  form_add(&form,
           (struct field){.name = "override",
                          .label = N_("why, despite a gap"),
                          .help = N_("only when it was refused for a gap in competence: why it is right all the same"),
                          .type = FIELD_TEXT},
           "");
  flow_form_run(screen, &form, save_transfer, item ? kept_item : NULL);
  form_free(&form);
  str_free(&title);
}
