/* What a version of the criteria would do: its faults on its rows, who would move, the load of the teams. */
#include "tui/views/criteria.h"

#include <stdlib.h>

#include "vaktrom/exchange.h"

/* --- The errand --- */

static bool run_criteria(struct session *session, void *context, struct error *err) {
  struct criteria_work *work = context;
  struct store *store = session->store;
  work->codes = code_table_new();
  if (!dispatch_criteria_load(store, work->version, work->codes, &work->criteria, NULL, err))
    return false;
  criteria_check(work->criteria, &work->faults);
  work->checked = true;
  if (!dispatch_routes(store, &work->routes, err) ||
      !dispatch_criteria_load(store, work->version, work->routes->codes, &work->after, NULL, err))
    return false;
  routes_preview(work->routes, work->after, &work->preview);
  work->previewed = true;
  return true;
}

bool criteria_preview_file(struct session *session, const char *path, struct criteria_work *work, struct error *err) {
  if (!dispatch_routes(session->store, &work->routes, err) ||
      !exchange_read_criteria(session, path, work->routes->codes, &work->after, err))
    return false;
  criteria_check(work->after, &work->faults);
  work->checked = true;
  routes_preview(work->routes, work->after, &work->preview);
  work->previewed = true;
  return true;
}

void criteria_forget(void *context) {
  struct criteria_work *work = context;
  if (!work)
    return;
  if (work->previewed)
    preview_free(&work->preview);
  if (work->checked)
    table_faults_free(&work->faults);
  criteria_free(work->after);
  routes_free(work->routes);
  criteria_free(work->criteria);
  code_table_free(work->codes);
  free(work);
}

static const struct errand_kind criteria_errand = {run_criteria, criteria_forget};

void criteria_ask(struct screen *screen, const char *version) {
  struct criteria_state *state = criteria_of(screen);
  struct criteria_work *work = mem_new(struct criteria_work);
  snprintf(work->version, sizeof work->version, "%s", version);
  errand_leave(&state->errand);
  state->asked = screen->revision;
  state->errand = screen_send(screen, &criteria_errand, work);
}

bool criteria_take(struct screen *screen) {
  struct criteria_state *state = criteria_of(screen);
  struct error err = {0};
  if (!errand_is_done(state->errand, 0))
    return false;
  struct criteria_work *work = errand_take(&state->errand, &err);
  if (!work) {
    screen_say_error(screen, &err);
    return false;
  }
  criteria_forget(state->work);
  state->work = work;
  return true;
}

void criteria_row_faults(const struct criteria_work *work, int row, struct str *out) {
  for (size_t i = 0; i < work->faults.list.n; i++) {
    const struct table_fault *fault = &work->faults.list.at[i];
    bool about = row == NONE ? fault->row == NONE : fault->row == row || fault->other == row;
    if (!about)
      continue;
    str_add(out, out->n ? "; ! " : "! ");
    table_fault_describe(fault, work->criteria, out);
  }
}

/* --- The preview --- */

static const char *team_name(const struct routes *routes, int team) {
  return team == NONE ? "-" : routes->day->teams[team].name;
}

static const char *row_name(const struct criteria *criteria, int row) {
  return row == NONE ? _("no row") : criteria->rows.at[row].id;
}

static void add_summary(struct sheet *sheet, const struct criteria_work *work) {
  sheet_addf(sheet, work->preview.moves.n ? COLOUR_NOTICE : COLOUR_GOOD, _("in short"),
             trn("%zu patient would get another outcome or team by the facts of today; what people decided stands. "
                 "Nothing is changed by looking.",
                 "%zu patients would get another outcome or team by the facts of today; what people decided stands. "
                 "Nothing is changed by looking.",
                 work->preview.moves.n),
             work->preview.moves.n);
  if (work->faults.list.n > 0)
    sheet_addf(sheet, COLOUR_WARNING, _("in short"),
               trn("! the table of this version has %zu fault: see its rows",
                   "! the table of this version has %zu faults: see its rows", work->faults.list.n),
               work->faults.list.n);
}

static void add_moves(struct screen *screen, struct sheet *sheet, const struct criteria_work *work) {
  const struct routes *routes = work->routes;
  for (size_t i = 0; i < work->preview.moves.n; i++) {
    const struct preview_move *move = &work->preview.moves.at[i];
    sheet_lead(sheet,
               sheet_addf(sheet, COLOUR_PLAIN, _("would move"), _("%s %s: %s %s (%s) becomes %s %s (%s)"),
                          move->patient, screen_patient_name(screen, move->patient),
                          word_label(&words_outcome, (int)move->before.outcome),
                          team_name(routes, move->before.responsible), row_name(routes->criteria, move->row_before),
                          word_label(&words_outcome, (int)move->after.outcome),
                          team_name(routes, move->after.responsible), row_name(work->after, move->row_after)),
               VIEW_PATIENT, move->patient);
  }
}

static void add_loads(struct sheet *sheet, const struct criteria_work *work) {
  for (int t = 0; t < work->preview.n_teams; t++) {
    const struct team_load *was = &work->preview.before[t], *will = &work->preview.after[t];
    bool same = was->patients == will->patients && was->minutes == will->minutes;
    sheet_addf(sheet, same ? COLOUR_DIM : COLOUR_NOTICE, _("load"),
               _("%s: patients %d -> %d, visits a week %d -> %d, hours a week %d -> %d%s"),
               work->routes->day->teams[t].name, was->patients, will->patients, was->visits / 100, will->visits / 100,
               was->minutes / 60, will->minutes / 60, same ? _(" (as now)") : "");
  }
}

void criteria_add_preview(struct screen *screen, struct sheet *sheet, const struct criteria_work *work) {
  add_summary(sheet, work);
  add_loads(sheet, work);
  add_moves(screen, sheet, work);
}

void criteria_show_preview(struct screen *screen, bool own) {
  struct criteria_state *state = criteria_of(screen);
  sheet_clear(&state->sheet);
  if (state->work)
    criteria_add_preview(screen, &state->sheet, state->work);
  sheet_show(&state->sheet, own);
}
