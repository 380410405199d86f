/* The services of one patient: a new one, or a change of one of them, through the form of the record. */
#include <stdlib.h>
#include <string.h>

#include "tui/views/flows.h"
#include "tui/views/patient.h"
#include "tui/views/records.h"

/* The patient's services among all of them. */
struct services {
  struct record_rows rows;
  struct arena arena;
  VEC(size_t) own; /* rows */
};

static bool read_services(struct screen *screen, const char *patient, struct services *out, struct error *err) {
  const struct kind *kind = kind_find("services");
  int column = kind_column(kind, "patient");
  *out = (struct services){0};
  if (!record_rows_read(screen->session->store, kind, &out->rows, err))
    return false;
  for (size_t i = 0; i < out->rows.cells.n; i++)
    if (text_equal(out->rows.cells.at[i][column], patient))
      vec_push(&out->own, i);
  return true;
}

static void free_services(struct services *services) {
  vec_free(&services->own);
  record_rows_free(&services->rows);
  arena_free(&services->arena);
}

/* "P101-3" after P101-2: the services of a patient are numbered. */
static const char *next_service(struct services *services, const char *patient) {
  long most = 0;
  size_t length = strlen(patient);
  for (size_t i = 0; i < services->own.n; i++) {
    const char *key = services->rows.keys.at[services->own.at[i]];
    long number = strncmp(key, patient, length) == 0 && key[length] == '-' ? strtol(key + length + 1, NULL, 10) : 0;
    most = number > most ? number : most;
  }
  return arena_printf(&services->arena, "%s-%ld", patient, most + 1);
}

static const char *cell(const struct services *services, size_t row, const char *column) {
  return services->rows.cells.at[row][kind_column(services->rows.kind, column)];
}

/* "P101-2 Insulin, every day, 08:00-08:30 or 20:00-20:30, until 2026-05-01". */
static const char *service_in_short(const struct screen *screen, struct services *services, size_t row) {
  struct str text = {0};
  const struct day *day = screen->data.day;
  int task = day_find_task(day, cell(services, row, "task"));
  const char *every = cell(services, row, "every"), *until = cell(services, row, "until"), *from, *to;
  const char *earliest = cell(services, row, "earliest"), *latest = cell(services, row, "latest");
  str_addf(&text, "%s %s", services->rows.keys.at[row],
           task == NONE ? cell(services, row, "task") : day->tasks[task].name);
  int days = (int)strtol(every, NULL, 10);
  if (days)
    str_addf(&text, trn(", every day", ", every %d days", days), days);
  else
    patient_add_days(&text, cell(services, row, "days"));
  for (const char *sign = ", "; (from = arena_word(&services->arena, &earliest)); sign = _(" or ")) {
    to = arena_word(&services->arena, &latest);
    str_addf(&text, "%s%s-%s", sign, from, to ? to : "");
  }
  date last;
  char shown[DATE_SIZE];
  if (date_parse(until, &last)) {
    date_show(last, shown);
    str_addf(&text, _(", until %s"), shown);
  }
  const char *kept = arena_strdup(&services->arena, str_text(&text));
  str_free(&text);
  return kept;
}

/* NONE = given up, 0 = a new one, else one more than the place in `own`. */
static int choose(struct screen *screen, struct services *services, const char *patient) {
  struct str question = {0};
  VEC(struct choice) choices = {0};
  vec_push(&choices, (struct choice){.label = _("a new service")});
  for (size_t i = 0; i < services->own.n; i++) {
    size_t row = services->own.at[i];
    vec_push(&choices, (struct choice){.label = service_in_short(screen, services, row),
                                       .dim = store_row_has_ended(services->rows.kind, services->rows.cells.at[row])});
  }
  str_addc(&question, ' ');
  flow_add_patient(screen, &question, patient);
  str_add(&question, _(": which service? "));
  int chosen = choices.n > 1 ? prompt_choice(screen, str_text(&question), choices.at, (int)choices.n) : 0;
  str_free(&question);
  vec_free(&choices);
  return chosen;
}

void patient_services(struct screen *screen, const char *patient) {
  struct services services;
  struct error err = {0};
  char today[DATE_SIZE];
  if (!read_services(screen, patient, &services, &err)) {
    screen_say_error(screen, &err);
    return;
  }
  int chosen = choose(screen, &services, patient);
  date_show(instant_date(clock_now()), today);
  if (chosen == 0)
    record_new(screen, services.rows.kind,
               &(struct record_offer){.key = next_service(&services, patient), .patient = patient, .start = today},
               NULL);
  else if (chosen != NONE)
    record_edit(screen, services.rows.kind, services.rows.keys.at[services.own.at[chosen - 1]]);
  free_services(&services);
}
