/* Forms and questions whose answer is one change. */
#include <stdlib.h>
#include <string.h>

#include "tui/views/flows.h"
#include "tui/widgets/form_view.h"

enum { many_lines = 3 }; /* of effects: from here on they are shown in full */

/* --- What became of it --- */

static void add_lines(const struct effects *effects, struct str *out) {
  for (size_t i = 0; i < effects->lines.n; i++)
    str_addf(out, i ? "\n%s" : "%s", effects->lines.at[i]);
}

static bool fits_line(const char *text) {
  return !strchr(text, '\n') && terminal_width(text) < terminal_columns();
}

void flow_result(struct screen *screen, bool done, struct effects *effects, struct error *err) {
  struct str text = {0};
  bool much = done && effects->lines.n >= many_lines;
  if (done)
    add_lines(effects, &text);
  else
    str_add(&text, err->text ? err->text : "");
  screen_result(screen, done, effects, err);
  if (much || (!done && !fits_line(str_text(&text))))
    flow_show_text(screen, done ? _("What was changed") : _("This was not done"), str_text(&text));
  str_free(&text);
}

void flow_do(struct screen *screen, flow_step *step, const char *id) {
  struct error err = {0};
  struct effects effects = {0};
  char kept[ID_SIZE];
  snprintf(kept, sizeof kept, "%s", id);
  bool done = step(screen->session, kept, &effects, &err);
  flow_result(screen, done, &effects, &err);
}

/* --- Forms --- */

struct saving {
  flow_change *change;
  const void *context;
  struct effects effects;
};

static bool save(struct screen *screen, struct form *form, void *context, struct str *why) {
  struct saving *saving = context;
  struct error err = {0};
  effects_free(&saving->effects);
  saving->effects = (struct effects){0};
  bool done = saving->change(screen, form, saving->context, &saving->effects, &err);
  if (!done && err.text) {
    str_addn(why, err.text, strcspn(err.text, "\n"));
    if (!fits_line(err.text))
      flow_show_text(screen, _("Not saved; enter goes back to the form"), err.text);
  }
  error_clear(&err);
  return done;
}

bool flow_form_save(struct screen *screen, struct form *form, flow_change *change, const void *context,
                    struct effects *effects) {
  struct saving saving = {.change = change, .context = context};
  bool saved = form_run(screen, form, save, &saving);
  *effects = saving.effects;
  return saved;
}

bool flow_form_run(struct screen *screen, struct form *form, flow_change *change, const void *context) {
  struct error err = {0};
  struct effects effects;
  bool saved = flow_form_save(screen, form, change, context, &effects);
  if (saved)
    flow_result(screen, true, &effects, &err);
  else
    effects_free(&effects);
  return saved;
}

const char *flow_text(struct form *form, const char *name) {
  const char *text = form_value(form, name);
  return *text ? text : NULL;
}

date flow_date(struct form *form, const char *name) {
  date on;
  return date_parse(form_value(form, name), &on) ? on : DATE_NONE;
}

int flow_time(struct form *form, const char *name) {
  int wall;
  return wall_parse(form_value(form, name), &wall) ? wall : NONE;
}

int flow_integer(struct form *form, const char *name) {
  const char *text = flow_text(form, name);
  return text ? (int)strtol(text, NULL, 10) : UNKNOWN;
}

/* --- Choices --- */

static const char *patient_id(void *context, int choice) {
  return ((const struct day *)context)->patients[choice].id;
}

static const char *patient_label(void *context, int choice) {
  return patient_shown_name(&((const struct day *)context)->patients[choice]);
}

struct choice_list flow_patients(const struct screen *screen) {
  return (struct choice_list){
      .context = screen->data.day, .n = screen->data.day->n_patients, .id = patient_id, .label = patient_label};
}

static const char *team_id(void *context, int choice) {
  return ((const struct day *)context)->teams[choice].id;
}

static const char *team_label(void *context, int choice) {
  return ((const struct day *)context)->teams[choice].name;
}

struct choice_list flow_teams(const struct screen *screen) {
  return (struct choice_list){
      .context = screen->data.day, .n = screen->data.day->n_teams, .id = team_id, .label = team_label};
}

static const char *task_id(void *context, int choice) {
  return ((const struct day *)context)->tasks[choice].id;
}

static const char *task_label(void *context, int choice) {
  return ((const struct day *)context)->tasks[choice].name;
}

struct choice_list flow_tasks(const struct screen *screen) {
  return (struct choice_list){
      .context = screen->data.day, .n = screen->data.day->n_tasks, .id = task_id, .label = task_label, .worded = true};
}

/* --- Fields that several forms have --- */

void flow_add_patient_field(const struct screen *screen, struct form *form, const char *patient, bool fixed) {
  form_add(form,
           (struct field){.name = "patient",
                          .label = N_("patient"),
                          .type = FIELD_CHOICE,
                          .required = true,
                          .fixed = fixed,
                          .choices = flow_patients(screen)},
           patient);
}

void flow_add_team_field(const struct screen *screen, struct form *form, const char *team) {
  form_add(form,
           (struct field){.name = "team",
                          .label = N_("whose"),
                          .help = N_("which team is to remember it; empty: the patient's"),
                          .type = FIELD_CHOICE,
                          .choices = flow_teams(screen)},
           team);
}

void flow_add_day_field(struct form *form, const char *name, const char *label, const char *help, date on) {
  char day[DATE_SIZE];
  date_show(on, day);
  form_add(form, (struct field){.name = name, .label = label, .help = help, .type = FIELD_DATE, .required = !help},
           day);
}

void flow_add_visit_fields(const struct screen *screen, struct form *form, const struct flow_visit_help *help) {
  enum { duration_most = 1440 };
  form_add(form,
           (struct field){.name = "task",
                          .label = N_("task"),
                          .help = help->task,
                          .type = FIELD_CHOICE,
                          .required = !help->task,
                          .choices = flow_tasks(screen)},
           "");
  form_add(form,
           (struct field){.name = "earliest",
                          .label = N_("earliest start"),
                          .help = help->earliest,
                          .type = FIELD_TIME,
                          .required = !help->earliest},
           "");
  form_add(form,
           (struct field){.name = "latest",
                          .label = N_("latest start"),
                          .help = help->latest,
                          .type = FIELD_TIME,
                          .required = !help->latest},
           "");
  form_add(form,
           (struct field){.name = "duration",
                          .label = N_("minutes"),
                          .help = N_("how long; empty: as long as the task takes"),
                          .type = FIELD_INTEGER,
                          .min = 1,
                          .max = duration_most},
           "");
}
