/* The hands on one patient: each is a form whose save is one call of dispatch. */
#include "tui/views/own.h"
#include "tui/views/patient.h"
#include "tui/views/records.h"
#include "tui/widgets/form_view.h"
#include "vaktrom/dispatch/flows.h"

#include <stdlib.h>
#include <string.h>

/* --- Forms about a patient --- */

struct performing {
  const char *patient;
  patient_deed perform;
  struct effects effects;
};

static bool save(struct screen *screen, struct form *form, void *context, struct str *why) {
  struct performing *performing = context;
  struct error err = {0};
  effects_free(&performing->effects);
  performing->effects = (struct effects){0};
  bool done = performing->perform(screen, form, performing->patient, &performing->effects, &err);
  if (!done && err.text)
    str_addn(why, err.text, strcspn(err.text, "\n"));
  error_clear(&err);
  return done;
}

void patient_form_run(struct screen *screen, struct form *form, const char *patient, patient_deed perform) {
  struct performing performing = {.patient = patient, .perform = perform};
  struct error none = {0};
  form->today = instant_date(clock_now());
  if (form_run(screen, form, save, &performing))
    screen_result(screen, true, &performing.effects, &none);
  else
    effects_free(&performing.effects);
  form_free(form);
}

static date form_date(struct form *form, const char *name) {
  date on;
  return date_parse(form_value(form, name), &on) ? on : DATE_NONE;
}

/* Empty = NULL. */
static const char *given(struct form *form, const char *name) {
  const char *text = form_value(form, name);
  return *text ? text : NULL;
}

static const char *today_text(char out[DATE_SIZE]) {
  date_format(instant_date(clock_now()), out);
  return out;
}

/* --- Choices of the day's base --- */

static const char *team_id(void *context, int choice) {
  return ((const struct day *)context)->teams[choice].id;
}

static const char *team_label(void *context, int choice) {
  return ((const struct day *)context)->teams[choice].name;
}

static const char *task_id(void *context, int choice) {
  return ((const struct day *)context)->tasks[choice].id;
}

static const char *task_label(void *context, int choice) {
  return ((const struct day *)context)->tasks[choice].name;
}

static struct choice_list teams_of(const struct screen *screen) {
  return (struct choice_list){screen->data.day, screen->data.day->n_teams, team_id, team_label};
}

static struct choice_list tasks_of(const struct screen *screen) {
  return (struct choice_list){screen->data.day, screen->data.day->n_tasks, task_id, task_label};
}

/* --- Away and home again --- */

static bool perform_suspend(struct screen *screen, struct form *form, const char *patient, struct effects *effects,
                            struct error *err) {
  return dispatch_suspend(
      screen->session, patient, form_date(form, "from"), form_date(form, "until"), form_date(form, "review"),
      (enum suspension_reason)word_code(&words_suspension_reason, form_value(form, "reason")), effects, err);
}

static void suspend(struct screen *screen, const char *patient) {
  struct form form;
  char today[DATE_SIZE];
  form_start(&form, _("Suspend the patient"), "suspend", patient);
  form_add(&form,
           (struct field){.name = "reason",
                          .label = N_("reason"),
                          .type = FIELD_WORD,
                          .required = true,
                          .words = &words_suspension_reason},
           "");
  form_add(&form, (struct field){.name = "from", .label = N_("from"), .type = FIELD_DATE, .required = true},
           today_text(today));
  form_add(&form,
           (struct field){.name = "until",
                          .label = N_("until"),
                          .type = FIELD_DATE,
                          .help = N_("the last day away; leave it empty when it is not known, then set when to look")},
           "");
  form_add(&form,
           (struct field){.name = "review",
                          .label = N_("look again on"),
                          .type = FIELD_DATE,
                          .help = N_("when somebody asks whether the patient is home: needed without a last day")},
           "");
  patient_form_run(screen, &form, patient, perform_suspend);
}

static bool perform_resume(struct screen *screen, struct form *form, const char *patient, struct effects *effects,
                           struct error *err) {
  return dispatch_resume(screen->session, patient, form_date(form, "from"), effects, err);
}

static void resume(struct screen *screen, const char *patient) {
  struct form form;
  char today[DATE_SIZE];
  form_start(&form, _("The patient comes home"), "resume", patient);
  form_add(&form,
           (struct field){.name = "from",
                          .label = N_("home from"),
                          .type = FIELD_DATE,
                          .required = true,
                          .help = N_("the first day with visits again: today, +1, fri, 24.12.")},
           today_text(today));
  patient_form_run(screen, &form, patient, perform_resume);
}

/* --- To HT, to another team --- */

static bool perform_ask(struct screen *screen, struct form *form, const char *patient, struct effects *effects,
                        struct error *err) {
  return dispatch_queue_add(screen->session, (enum queue_kind)word_code(&words_queue_kind, form_value(form, "kind")),
                            patient, (enum urgency)word_code(&words_urgency, form_value(form, "urgency")),
                            form_value(form, "text"), effects, err);
}

static void ask_ht(struct screen *screen, const char *patient) {
  struct form form;
  form_start(&form, _("A request to HT about the patient"), "ask", patient);
  form_add(&form,
           (struct field){
               .name = "kind", .label = N_("about"), .type = FIELD_WORD, .required = true, .words = &words_queue_kind},
           word_token(&words_queue_kind, QUEUE_ADVICE));
  form_add(
      &form,
      (struct field){
          .name = "urgency", .label = N_("urgency"), .type = FIELD_WORD, .required = true, .words = &words_urgency},
      word_token(&words_urgency, URGENCY_TODAY));
  form_add(&form,
           (struct field){.name = "text",
                          .label = N_("what you ask"),
                          .type = FIELD_TEXT,
                          .required = true,
                          .help = N_("what you see and what you need: the duty nurse reads this first")},
           "");
  patient_form_run(screen, &form, patient, perform_ask);
}

static bool perform_transfer(struct screen *screen, struct form *form, const char *patient, struct effects *effects,
                             struct error *err) {
  const struct transfer_request request = {.patient = patient,
                                           .to = form_value(form, "to"),
                                           .reason = form_value(form, "reason"),
                                           .cooperating = given(form, "cooperating"),
                                           .from = form_date(form, "from"),
                                           .override_reason = given(form, "override")};
  return dispatch_transfer(screen->session, &request, effects, err);
}

static void transfer(struct screen *screen, const char *patient) {
  struct form form;
  char from[DATE_SIZE];
  date_format(instant_date(clock_now()) + 1, from);
  form_start(&form, _("Transfer the patient to another team"), "transfer", patient);
  form_add(
      &form,
      (struct field){
          .name = "to", .label = N_("new team"), .type = FIELD_CHOICE, .required = true, .choices = teams_of(screen)},
      "");
  form_add(&form,
           (struct field){.name = "from",
                          .label = N_("from"),
                          .type = FIELD_DATE,
                          .required = true,
                          .help = N_("the first day of the new team")},
           from);
  form_add(&form, (struct field){.name = "reason", .label = N_("reason"), .type = FIELD_TEXT, .required = true}, "");
  form_add(&form,
           (struct field){.name = "cooperating",
                          .label = N_("cooperating"),
                          .type = FIELD_CHOICE,
                          .choices = teams_of(screen),
                          .help = N_("leave it empty: by the decision")},
           "");
  form_add(&form,
           (struct field){.name = "override",
                          .label = N_("all the same"),
                          .type = FIELD_TEXT,
                          .help = N_("only where it was refused as nobody may do some of the work: why it may be")},
           "");
  patient_form_run(screen, &form, patient, perform_transfer);
}

/* --- A fact --- */

/* The codes that some criteria name; a form's choice of them. */
static const char *code_at(void *context, int choice) {
  return code_name(context, choice);
}

static const char *code_label_at(void *context, int choice) {
  return code_label(context, choice);
}

static bool perform_fact(struct screen *screen, struct form *form, const char *patient, struct effects *effects,
                         struct error *err) {
  const struct need_request request = {.patient = patient,
                                       .code = form_value(form, "code"),
                                       .value = given(form, "value"),
                                       .until = form_date(form, "until"),
                                       .remove = text_equal(form_value(form, "ends"), "yes")};
  return dispatch_need(screen->session, &request, effects, err);
}

static void note_fact(struct screen *screen, const char *patient) {
  struct form form;
  struct error err = {0};
  struct code_table *codes = code_table_new();
  if (!dispatch_named_codes(screen->session->store, codes, &err)) {
    code_table_free(codes);
    screen_say_error(screen, &err);
    return;
  }
  form_start(&form, _("A fact about the patient"), "fact", patient);
  form_add(&form,
           (struct field){.name = "code",
                          .label = N_("fact"),
                          .type = FIELD_CHOICE,
                          .required = true,
                          .choices = {codes, code_count(codes), code_at, code_label_at},
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
  patient_form_run(screen, &form, patient, perform_fact);
  code_table_free(codes);
}

/* --- A visit by hand --- */

static bool perform_add(struct screen *screen, struct form *form, const char *patient, struct effects *effects,
                        struct error *err) {
  struct add_request request = {.patient = patient, .task = form_value(form, "task"), .date = form_date(form, "date")};
  if (!wall_parse(form_value(form, "earliest"), &request.earliest) ||
      !wall_parse(form_value(form, "latest"), &request.latest))
    return error_set(err, STATUS_USAGE, "%s", _("the start lies between two times, such as 08:00 and 09:30"));
  request.duration = atoi(form_value(form, "duration"));
  return dispatch_add(screen->session, &request, effects, err);
}

static void add_visit(struct screen *screen, const char *patient) {
  enum { longest_visit = 600 };
  struct form form;
  char on[DATE_SIZE];
  date_format(screen->on, on);
  form_start(&form, _("A visit by hand"), "add", patient);
  form_add(
      &form,
      (struct field){
          .name = "task", .label = N_("task"), .type = FIELD_CHOICE, .required = true, .choices = tasks_of(screen)},
      "");
  form_add(&form, (struct field){.name = "date", .label = N_("date"), .type = FIELD_DATE, .required = true}, on);
  form_add(&form,
           (struct field){.name = "earliest",
                          .label = N_("not before"),
                          .type = FIELD_TIME,
                          .required = true,
                          .help = N_("when it may begin at the earliest: 08:00, 8, 730")},
           "");
  form_add(&form,
           (struct field){.name = "latest",
                          .label = N_("begins by"),
                          .type = FIELD_TIME,
                          .required = true,
                          .help = N_("when it begins at the latest")},
           "");
  form_add(&form,
           (struct field){.name = "duration",
                          .label = N_("minutes"),
                          .type = FIELD_INTEGER,
                          .min = 1,
                          .max = longest_visit,
                          .help = N_("leave it empty: as long as the task takes")},
           "");
  patient_form_run(screen, &form, patient, perform_add);
}

/* --- The record --- */

static void edit_record(struct screen *screen, const char *patient) {
  const struct kind *kind = kind_find("patients");
  struct arena arena = {0};
  struct error err = {0};
  const char *cells[COLUMNS_MAX] = {0};
  if (store_get_row(screen->session->store, kind, patient, &arena, cells, &err))
    record_form_run(screen, kind, patient, cells);
  else if (err.text)
    screen_say_error(screen, &err);
  arena_free(&arena);
}

void patient_act(struct screen *screen, enum action action) {
  static const struct {
    enum action action;
    void (*act)(struct screen *screen, const char *patient);
  } acts[] = {
      {ACTION_OBSERVE, own_observe},    {ACTION_FACT, note_fact},   {ACTION_ASK_HT, ask_ht},
      {ACTION_SUSPEND, suspend},        {ACTION_RESUME, resume},    {ACTION_ADD_VISIT, add_visit},
      {ACTION_MAKE_TRANSFER, transfer}, {ACTION_EDIT, edit_record},
  };
  char patient[2 * ID_SIZE];
  snprintf(patient, sizeof patient, "%s", screen_subject(screen));
  for (size_t i = 0; i < COUNT_OF(acts); i++)
    if (acts[i].action == action)
      acts[i].act(screen, patient);
}
