/* What is known about a patient, in a few lines: NEWS2, needs, what matters, who is responsible. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tui/views/flows.h"
#include "tui/widgets/plot.h"

enum { news2_most = 12 }; /* of the picture: a score above it fills the sign as well */

void flow_patient_free(struct flow_patient *about) {
  arena_free(&about->arena);
  *about = (struct flow_patient){0};
}

/* Who works on a request may yet have nothing to do with its patient. */
static bool may_be_read(struct screen *screen, const char *patient) {
  struct error err = {0};
  bool may = dispatch_may(screen->session, MAY_READ, &(struct concern){.patient = patient}, &err);
  if (!may && err.status != STATUS_DENIED)
    screen_say_error(screen, &err);
  error_clear(&err);
  return may;
}

void flow_patient_read(struct screen *screen, struct flow_patient *about, const char *patient, const char *where) {
  struct error err = {0};
  struct store *store = screen->session->store;
  struct decision *decisions;
  int n;
  const char *id = patient ? patient : "";
  if (text_equal(about->id, id) && about->revision == screen->revision)
    return;
  flow_patient_free(about);
  snprintf(about->id, sizeof about->id, "%s", id);
  about->revision = screen->revision;
  if (!*id || !may_be_read(screen, id))
    return;
  screen_note_look(screen, id, where);
  bool done =
      store_load_observations(store, about->id, INSTANT_NONE, &about->arena, &about->seen, &about->n_seen, &err) &&
      store_load_needs(store, about->id, instant_date(clock_now()), &about->arena, &about->needs, &about->n_needs,
                       &err) &&
      store_load_decisions(store, about->id, &about->arena, &decisions, &n, &err);
  if (done && n > 0)
    about->explanation = decisions[0].explanation;
  if (!done)
    screen_say_error(screen, &err);
}

/* --- NEWS2 --- */

static void add_trend(struct flow_lines *lines, const struct flow_patient *about) {
  double values[FLOW_TREND];
  struct str picture = {0}, numbers = {0};
  int n = about->n_seen < FLOW_TREND ? about->n_seen : FLOW_TREND;
  for (int i = 0; i < n; i++) {
    struct news2_score score = news2_score(&about->seen[n - 1 - i]);
    values[i] = score.total;
    str_addf(&numbers, score.complete ? "%s%d" : _("%sat least %d"), i ? " " : "", score.total);
  }
  plot_trend(&picture, plot_style(), values, n, 0, news2_most);
  bool words = plot_style() == PLOT_WORDS; /* which are the numbers */
  flow_line(lines, COLOUR_PLAIN, _("NEWS2 trend"), "%s%s%s", words ? "" : str_text(&picture), words ? "" : "  ",
            str_text(&numbers));
  str_free(&picture);
  str_free(&numbers);
}

static void add_value(struct str *out, const char *format, int value) {
  if (value == UNKNOWN)
    return;
  if (out->n)
    str_add(out, ", ");
  str_addf(out, _(format), value);
}

/* "resp 24, SpO2 91 %, ..." */
static void add_values(struct str *out, const struct observation *seen) {
  char number[NUMBER_SIZE];
  add_value(out, N_("resp %d"), seen->resp);
  add_value(out, N_("SpO2 %d %%"), seen->spo2);
  if (seen->oxygen == 1)
    str_addf(out, out->n ? ", %s" : "%s", _("on oxygen"));
  add_value(out, N_("systolic %d"), seen->systolic);
  add_value(out, N_("pulse %d"), seen->pulse);
  if (seen->consciousness != UNKNOWN)
    str_addf(out, out->n ? ", %s" : "%s", _(word_label(&words_consciousness, seen->consciousness)));
  if (seen->temp_tenths != UNKNOWN)
    str_addf(out, _("%stemp %s"), out->n ? ", " : "", temperature_show(seen->temp_tenths, number));
}

void flow_add_news2(struct flow_lines *lines, const struct flow_patient *about) {
  if (about->n_seen == 0)
    return;
  const struct observation *last = &about->seen[0];
  struct news2_score score = news2_score(last);
  struct str text = {0}, at = {0};
  news2_describe(&score, &text);
  flow_add_instant(&at, last->at);
  bool high = news2_raises(&score);
  flow_line(lines, high ? COLOUR_ERROR : COLOUR_PLAIN, _("NEWS2"), _("%s%s, %s (%s)"), high ? "! " : "",
            str_text(&text), _(word_label(&words_news2_response, (int)score.response)), str_text(&at));
  add_trend(lines, about);
  str_clear(&text);
  add_values(&text, last);
  flow_line(lines, COLOUR_PLAIN, _("measured"), "%s", str_text(&text));
  str_free(&text);
  str_free(&at);
}

/* --- Facts --- */

static void add_needs(struct flow_lines *lines, const struct flow_patient *about) {
  struct str text = {0};
  for (int i = 0; i < about->n_needs; i++) {
    str_add(&text, i ? ", " : "");
    need_describe(about->needs[i].code, about->needs[i].value, &text);
  }
  flow_line(lines, COLOUR_PLAIN, _("known"), "%s", str_text(&text));
  str_free(&text);
}

static const char *team_name(const struct day *day, int team) {
  return team == NONE ? "-" : day->teams[team].name;
}

void flow_add_facts(const struct screen *screen, struct flow_lines *lines, const struct flow_patient *about) {
  const struct day *day = screen->data.day;
  int index = day_find_patient(day, about->id);
  add_needs(lines, about);
  if (index == NONE)
    return;
  const struct patient *patient = &day->patients[index];
  flow_line(lines, COLOUR_PLAIN, _("matters"), "%s", patient->important ? patient->important : "");
  if (patient->cooperating_team == NONE)
    flow_line(lines, COLOUR_PLAIN, _("responsible"), "%s", team_name(day, patient->team));
  else
    flow_line(lines, COLOUR_PLAIN, _("responsible"), _("%s, together with %s"), team_name(day, patient->team),
              team_name(day, patient->cooperating_team));
  if (patient->primary_contact != NONE)
    flow_line(lines, COLOUR_PLAIN, _("contact"), "%s", day->staff[patient->primary_contact].name);
  flow_line(lines, COLOUR_PLAIN, _("phone"), "%s", patient->phone ? patient->phone : "");
  flow_line(lines, COLOUR_PLAIN, _("decision"), "%s", about->explanation ? about->explanation : "");
}

/* --- Visits --- */

static int compare_starts(const void *left, const void *right) {
  const struct visit *one = *(const struct visit *const *)left, *other = *(const struct visit *const *)right;
  return one->start != other->start ? (one->start > other->start ? 1 : -1) : strcmp(one->id, other->id);
}

static void add_visit(const struct day *day, const struct visit *visit, const char *label, struct flow_lines *lines) {
  char at[TIME_SIZE];
  time_format(day->date, visit->start, at);
  const char *task = day->tasks[visit->task].name, *state = _(word_label(&words_visit_state, (int)visit->state));
  bool waits = visit->state == VISIT_UNASSIGNED;
  if (visit->list == NONE)
    flow_line(lines, waits ? COLOUR_WARNING : COLOUR_DIM, label, "%s%s: %s, %s", waits ? "! " : "", visit->id, task,
              state);
  else
    flow_line(lines, COLOUR_PLAIN, label, "%s %s, %s %s%s%s", at, task, day->lists[visit->list].id,
              day->lists[visit->list].staff == NONE ? "" : day->staff[day->lists[visit->list].staff].name,
              visit->state == VISIT_LISTED ? "" : ", ", visit->state == VISIT_LISTED ? "" : state);
}

void flow_add_visits(const struct screen *screen, struct flow_lines *lines, const char *patient) {
  const struct day *day = screen->data.day;
  VEC(const struct visit *) visits = {0};
  int index = day_find_patient(day, patient);
  for (int v = 0; v < day->n_visits; v++)
    if (day->visits[v].patient == index)
      vec_push(&visits, &day->visits[v]);
  if (visits.n > 0)
    qsort(visits.at, visits.n, sizeof visits.at[0], compare_starts);
  for (size_t i = 0; i < visits.n; i++)
    add_visit(day, visits.at[i], i == 0 ? _("visits") : "", lines);
  vec_free(&visits);
}
