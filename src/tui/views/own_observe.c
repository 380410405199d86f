/* A set of vital signs: a form with the NEWS2 score as one types. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tui/views/own.h"

/* What the form records, and what came of it. */
struct observing {
  struct str told; /* the score, whom to call, the trend */
  char patient[ID_SIZE];
  int scale; /* prescribed: 1 or 2; 0 = not set */
};

/* --- What is typed --- */

static int number_of(struct form *form, const char *name) {
  const char *text = flow_text(form, name);
  char *end;
  if (!text)
    return UNKNOWN;
  long value = strtol(text, &end, 10);
  return *end == '\0' && value >= INT16_MIN && value <= INT16_MAX ? (int)value : UNKNOWN;
}

static int word_of(struct form *form, const char *name, const struct words *words) {
  int code = word_code(words, form_value(form, name));
  return code == NONE ? UNKNOWN : code;
}

/* "38,5" and "38.5"; tenths of a degree. */
static int tenths_of(struct form *form, const char *name) {
  char text[32];
  snprintf(text, sizeof text, "%s", form_value(form, name));
  char *comma = strchr(text, ','), *end;
  if (comma)
    *comma = '.';
  double degrees = strtod(text, &end);
  return end == text || *end || !isfinite(degrees) || fabs(degrees) > 1000 ? UNKNOWN : (int)lround(degrees * 10);
}

static struct observation observation_of(struct form *form) {
  struct observation seen = observation_empty();
  seen.resp = number_of(form, "resp");
  seen.spo2 = number_of(form, "spo2");
  seen.scale = number_of(form, "scale");
  seen.oxygen = word_of(form, "oxygen", &words_yes_no);
  seen.systolic = number_of(form, "systolic");
  seen.pulse = number_of(form, "pulse");
  seen.consciousness = word_of(form, "consciousness", &words_consciousness);
  seen.temp_tenths = tenths_of(form, "temp");
  return seen;
}

/* --- The score as one types --- */

static void add_parts(struct str *out, const struct news2_score *score) {
  for (int i = 0; i < NEWS2_PARTS; i++) {
    str_addf(out, "%s%s ", i ? "   " : "", _(word_label(&words_news2_part, i)));
    if (score->parts[i] == UNKNOWN)
      str_addc(out, '?');
    else
      str_addf(out, "%d", score->parts[i]);
  }
}

static void add_score(const void *context, struct form *form, struct str *out) {
  struct observation seen = observation_of(form);
  struct error err = {0};
  if (seen.scale == UNKNOWN)
    seen.scale = ((const struct observing *)context)->scale == 2 ? 2 : 1;
  seen.scale = seen.spo2 == UNKNOWN && !flow_text(form, "scale") ? UNKNOWN : seen.scale;
  if (!observation_check(&seen, &err)) {
    str_add(out, flow_text(form, "resp") || flow_text(form, "spo2") ? _("NEWS2: a value is outside what is possible")
                                                                    : _("NEWS2: type what you measured"));
    error_clear(&err);
    return;
  }
  struct news2_score score = news2_score(&seen);
  news2_describe(&score, out);
  str_addf(out, ": %s\n", _(word_label(&words_news2_response, (int)score.response)));
  add_parts(out, &score);
  if (news2_raises(&score))
    str_addf(out, "\n%s", _("! saving this puts a request of urgency now into the HT queue"));
}

/* --- Saving --- */

static void tell(struct observing *observing, const struct observe_result *result, const struct effects *effects) {
  struct str *out = &observing->told;
  str_clear(out);
  str_addf(out, "%s: ", result->observation.patient);
  news2_describe(&result->score, out);
  str_addf(out, _(", %s\ncall: %s\n"), _(word_label(&words_news2_response, (int)result->score.response)),
           result->response);
  if (result->joined)
    str_add(out, _("joined with what was recorded for that minute\n"));
  str_add(out, result->warnings);
  for (size_t i = 0; i < effects->lines.n; i++)
    str_addf(out, "%s\n", effects->lines.at[i]);
}

/* Other values were recorded for that minute: the person sees which, and says whether they are to be replaced. The last
 * line of the error is about the command's options. */
static bool wants_to_replace(struct screen *screen, struct error *err) {
  struct str text = {0};
  const char *last = err->text ? strrchr(err->text, '\n') : NULL;
  str_addn(&text, err->text ? err->text : "", last ? (size_t)(last - err->text) : 0);
  flow_show_text(screen, _("Other values were recorded for that minute"), str_text(&text));
  str_free(&text);
  return prompt_confirm(screen, _(" Replace what was recorded for that minute? ")) ||
         error_set(err, STATUS_DENIED, "%s", _("not saved: what was recorded for that minute stands"));
}

static bool save_observation(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                             struct error *err) {
  struct observing *observing = (struct observing *)context;
  struct observe_request request = {.observation = observation_of(form)};
  struct observe_result result = {0};
  request.observation.patient = observing->patient;
  if (!instant_parse(form_value(form, "at"), &request.observation.at))
    request.observation.at = INSTANT_NONE;
  bool done = dispatch_observe(screen->session, &request, &result, effects, err);
  if (!done && err->status == STATUS_USAGE && wants_to_replace(screen, err)) {
    observe_result_free(&result);
    result = (struct observe_result){0};
    error_clear(err);
    request.correct = true;
    done = dispatch_observe(screen->session, &request, &result, effects, err);
  }
  if (done)
    tell(observing, &result, effects);
  observe_result_free(&result);
  return done;
}

/* --- The form --- */

static void add_number(struct form *form, const char *name, const char *label, int min, int max) {
  form_add(form, (struct field){.name = name, .label = label, .type = FIELD_INTEGER, .min = min, .max = max}, "");
}

static void add_fields(struct form *form) {
  add_number(form, "resp", N_("breaths a minute"), 0, 80);
  add_number(form, "spo2", N_("SpO2, per cent"), 40, 100);
  form_add(form,
           (struct field){.name = "scale",
                          .label = N_("SpO2 scale"),
                          .help = N_("1 or 2; empty: the one prescribed for the patient, else 1"),
                          .type = FIELD_INTEGER,
                          .min = 1,
                          .max = 2},
           "");
  form_add(form,
           (struct field){.name = "oxygen", .label = N_("on oxygen"), .type = FIELD_YES_NO, .words = &words_yes_no},
           "");
  add_number(form, "systolic", N_("systolic, mmHg"), 30, 300);
  add_number(form, "pulse", N_("pulse a minute"), 20, 260);
  form_add(form,
           (struct field){.name = "consciousness",
                          .label = N_("consciousness"),
                          .help = N_("confusion that is new is C; the usual one is A"),
                          .type = FIELD_WORD,
                          .words = &words_consciousness},
           "");
  form_add(form,
           (struct field){.name = "temp",
                          .label = N_("temperature, C"),
                          .help = N_("degrees Celsius to one decimal, 25.0 to 45.0"),
                          .type = FIELD_REAL,
                          .min = 25,
                          .max = 45},
           "");
  form_add(form,
           (struct field){.name = "at",
                          .label = N_("measured at"),
                          .help = N_("empty: now; or today 730, 2026-03-04 07:30"),
                          .type = FIELD_INSTANT},
           "");
}

void own_observe(struct screen *screen, const char *patient) {
  struct form form;
  struct error err = {0};
  struct effects effects;
  struct observing observing = {0};
  int index = patient ? day_find_patient(screen->data.day, patient) : NONE;
  if (index == NONE) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("it is about no patient"));
    return;
  }
  snprintf(observing.patient, sizeof observing.patient, "%s", patient);
  observing.scale = screen->data.day->patients[index].spo2_scale;
  struct str title = {0};
  str_addf(&title, _("Vital signs of %s %s"), patient, screen_patient_name(screen, patient));
  form_start(&form, str_text(&title), "observe", observing.patient);
  form.below = add_score;
  form.context = &observing;
  add_fields(&form);
  if (flow_form_save(screen, &form, save_observation, &observing, &effects)) {
    screen_result(screen, true, &effects, &err);
    flow_show_text(screen, _("Recorded"), str_text(&observing.told));
  } else {
    effects_free(&effects);
  }
  form_free(&form);
  str_free(&title);
  str_free(&observing.told);
}
