/* The hands on one patient: each asks what it needs and calls dispatch. */
#include "tui/views/flows.h"
#include "tui/views/own.h"
#include "tui/views/patient.h"
#include "tui/views/records.h"
#include "vaktrom/dispatch/flows.h"

/* --- A fact --- */

/* The codes that some criteria name, but for those that the program computes, which stand first; a form's choice of
 * them. */
enum { FIRST_NEED = CODE_FRAILTY };

static const char *code_at(void *context, int choice) {
  return code_name(context, FIRST_NEED + choice);
}

static const char *code_label_at(void *context, int choice) {
  return _(code_label(context, FIRST_NEED + choice));
}

static bool save_fact(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                      struct error *err) {
  const struct need_request request = {.patient = context,
                                       .code = form_value(form, "code"),
                                       .value = flow_text(form, "value"),
                                       .until = flow_date(form, "until"),
                                       .remove = text_equal(form_value(form, "ends"), "yes")};
  return dispatch_need(screen->session, &request, effects, err);
}

static void note_fact(struct screen *screen, const char *patient) {
  struct form form;
  struct str title = {0};
  struct error err = {0};
  struct code_table *codes = code_table_new();
  if (!dispatch_named_codes(screen->session->store, codes, &err)) {
    code_table_free(codes);
    screen_say_error(screen, &err);
    return;
  }
  flow_add_title(screen, &title, _("A fact about the patient"), patient);
  form_start(&form, str_text(&title), "fact", patient);
  form_add(&form,
           (struct field){.name = "code",
                          .label = N_("fact"),
                          .type = FIELD_CHOICE,
                          .required = true,
                          .choices = {codes, code_count(codes) - FIRST_NEED, code_at, code_label_at, true},
                          .help = N_("type some letters of it; the criteria decide by these")},
           "");
  form_add(&form,
           (struct field){.name = "value",
                          .label = N_("value"),
                          .type = FIELD_TEXT,
                          .help = N_("where it has one: frailty 1 to 9, katz 0 to 6, blood_sugar 21.4")},
           "");
  form_add(&form,
           (struct field){.name = "until",
                          .label = N_("until"),
                          .type = FIELD_DATE,
                          .help = N_("the last day on which it holds; empty: it stays")},
           "");
  form_add(&form,
           (struct field){.name = "ends",
                          .label = N_("no longer holds"),
                          .type = FIELD_YES_NO,
                          .required = true,
                          .words = &words_yes_no,
                          .help = N_("yes: it held until yesterday")},
           "no");
  flow_form_run(screen, &form, save_fact, patient);
  form_free(&form);
  str_free(&title);
  code_table_free(codes);
}

/* --- What other views offer, too --- */

static void suspend(struct screen *screen, const char *patient) {
  flow_suspend(screen, patient, instant_date(clock_now()));
}

static void resume(struct screen *screen, const char *patient) {
  flow_resume(screen, patient, instant_date(clock_now()));
}

static void transfer(struct screen *screen, const char *patient) {
  flow_make_transfer(screen, NULL, patient);
}

static void add_visit(struct screen *screen, const char *patient) {
  struct str id = {0};
  flow_add_visit(screen, patient, true, &id);
  str_free(&id);
}

/* --- The record --- */

static void edit_record(struct screen *screen, const char *patient) {
  record_edit(screen, kind_find("patients"), patient);
}

/* Reading about a patient of other teams, with a reason. */
static void ask_emergency(struct screen *screen, const char *patient) {
  struct error err = {0};
  struct effects effects = {0};
  struct str question = {0}, reason = {0};
  str_addf(&question, _(" Why must you read about %s? The leaders see it. "), patient);
  if (prompt_reason(screen, str_text(&question), "emergency", patient, &reason)) {
    bool done = dispatch_emergency(screen->session, patient, str_text(&reason), &effects, &err);
    flow_result(screen, done, &effects, &err);
  }
  str_free(&question);
  str_free(&reason);
}

void patient_act(struct screen *screen, enum action action) {
  static const struct {
    enum action action;
    void (*act)(struct screen *screen, const char *patient);
  } acts[] = {
      {ACTION_OBSERVE, own_observe},     {ACTION_FACT, note_fact},   {ACTION_ASK_HT, flow_ask},
      {ACTION_SUSPEND, suspend},         {ACTION_RESUME, resume},    {ACTION_ADD_VISIT, add_visit},
      {ACTION_MAKE_TRANSFER, transfer},  {ACTION_EDIT, edit_record}, {ACTION_SERVICES, patient_services},
      {ACTION_EMERGENCY, ask_emergency},
  };
  char patient[2 * ID_SIZE];
  snprintf(patient, sizeof patient, "%s", screen_subject(screen));
  for (size_t i = 0; i < COUNT_OF(acts); i++)
    if (acts[i].action == action)
      acts[i].act(screen, patient);
}
