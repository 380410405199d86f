/* observe: records a set of vital signs and prints its NEWS2 score, the response and the trend. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

/* --- Reading --- */

/* "38,5" and "38.5"; tenths of a degree. */
static bool read_temp(struct invocation *call, int *tenths, struct error *err) {
  const char *text = option_text(call, "temp");
  *tenths = UNKNOWN;
  if (!text)
    return true;
  char *point = arena_strdup(&call->arena, text), *end;
  char *comma = strchr(point, ',');
  if (comma)
    *comma = '.';
  errno = 0;
  double degrees = strtod(point, &end);
  if (errno != 0 || *end != '\0' || !isfinite(degrees) || fabs(degrees) > 1000 ||
      fabs(degrees * 10 - round(degrees * 10)) > 1e-6)
    return error_set(err, STATUS_USAGE, _("--temp: '%s' is not a temperature to one decimal, such as 37.4"), text);
  *tenths = (int)lround(degrees * 10);
  return true;
}

static bool read_at(const struct invocation *call, instant *at, struct error *err) {
  const char *text = option_text(call, "at");
  int wall;
  *at = INSTANT_NONE;
  if (!text)
    return true;
  if (wall_parse(text, &wall)) { /* a time alone is today's */
    date today = instant_date(clock_now());
    *at = instant_of(today, minute_from_wall(today, wall));
    return true;
  }
  return instant_parse(text, at) ||
         error_set(err, STATUS_USAGE, _("--at: '%s' is neither a time (14:10) nor a moment (2026-03-03T14:10)"), text);
}

static int read_integer(const struct invocation *call, const char *name) {
  int64_t value = option_integer(call, name, UNKNOWN);
  if (value == UNKNOWN)
    return UNKNOWN;
  return value > INT16_MAX ? INT16_MAX : value < INT16_MIN ? INT16_MIN : (int)value; /* refused as impossible */
}

static int read_word(const struct invocation *call, const char *name) {
  int code = option_word(call, name, NONE);
  return code == NONE ? UNKNOWN : code;
}

static bool read_observation(struct invocation *call, struct observation *out, struct error *err) {
  *out = observation_empty();
  out->patient = call->words[0];
  out->resp = read_integer(call, "resp");
  out->spo2 = read_integer(call, "spo2");
  out->scale = read_integer(call, "scale");
  out->oxygen = read_word(call, "oxygen");
  out->systolic = read_integer(call, "systolic");
  out->pulse = read_integer(call, "pulse");
  out->consciousness = read_word(call, "consciousness");
  return read_temp(call, &out->temp_tenths, err) && read_at(call, &out->at, err);
}

/* --- JSON (interface.md, observe --json) --- */

static cJSON *parts_json(const struct news2_score *score) {
  cJSON *object = cJSON_CreateObject();
  for (int i = 0; i < NEWS2_PARTS; i++)
    if (score->parts[i] == UNKNOWN)
      cJSON_AddNullToObject(object, word_token(&words_news2_part, i));
    else
      json_integer(object, word_token(&words_news2_part, i), score->parts[i]);
  return object;
}

static cJSON *trend_json(const struct observe_result *result) {
  cJSON *array = cJSON_CreateArray();
  for (int i = result->n_earlier - 1; i >= 0; i--) {
    struct news2_score score = news2_score(&result->earlier[i]);
    cJSON *object = cJSON_CreateObject();
    json_instant(object, "at", result->earlier[i].at);
    json_integer(object, "news2", score.total);
    cJSON_AddBoolToObject(object, "complete", score.complete);
    cJSON_AddItemToArray(array, object);
  }
  return array;
}

static void print_result_json(const struct observe_result *result) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "patient", result->observation.patient);
  json_instant(object, "at", result->observation.at);
  json_integer(object, "news2", result->score.total);
  cJSON_AddBoolToObject(object, "complete", result->score.complete);
  cJSON_AddItemToObject(object, "parts", parts_json(&result->score));
  json_integer(object, "highest_single", result->score.highest_single);
  json_text(object, "response", word_token(&words_news2_response, (int)result->score.response));
  json_text(object, "response_text", result->response);
  cJSON *raised = cJSON_AddArrayToObject(object, "raised");
  for (size_t i = 0; i < result->raised.n; i++)
    cJSON_AddItemToArray(raised, cJSON_CreateString(result->raised.at[i]));
  json_text(object, "warnings", result->warnings);
  cJSON_AddItemToObject(object, "earlier", trend_json(result));
  print_json(object);
}

/* --- Text --- */

static void print_line(struct str *line) {
  print_safe(str_text(line));
  str_clear(line);
}

/* "now 6", "now at least 0 (1 of 7)". */
static void add_present(const struct news2_score *score, struct str *out) {
  int known = 0;
  for (int i = 0; i < NEWS2_PARTS; i++)
    known += score->parts[i] != UNKNOWN;
  if (score->complete)
    str_addf(out, _("now %d"), score->total);
  else
    str_addf(out, _("now at least %d (%d of %d)"), score->total, known, NEWS2_PARTS);
}

static void print_trend(const struct observe_result *result, struct str *out) {
  if (result->n_earlier == 0)
    return;
  str_addf(out, "  %s ", _("trend:"));
  for (int i = result->n_earlier - 1; i >= 0; i--) {
    date day = instant_date(result->earlier[i].at);
    char on[DATE_SIZE], time[TIME_SIZE];
    date_show(day, on);
    time_format(day, minute_of(day, result->earlier[i].at), time);
    struct news2_score score = news2_score(&result->earlier[i]);
    str_addf(out, score.complete ? _("%d (%s %s), ") : _("at least %d (%s %s), "), score.total, on, time);
  }
  add_present(&result->score, out);
  print_line(out);
}

/* One warning a line. */
static void print_warnings(const char *warnings, struct str *out) {
  for (const char *end; (end = strchr(warnings, '\n')) != NULL; warnings = end + 1) {
    str_addf(out, "%.*s", (int)(end - warnings), warnings);
    print_line(out);
  }
}

/* "joined with 07:30; SpO2 scored on scale 2": what the set is, where it is not plain. */
static void print_set(const struct observe_result *result, struct str *out) {
  const struct observation *set = &result->observation;
  date day = instant_date(set->at);
  char time[TIME_SIZE];
  time_format(day, minute_of(day, set->at), time);
  if (result->joined) {
    str_addf(out, _("  joined with what was recorded at %s"), time);
    print_line(out);
  }
  if (set->spo2 != UNKNOWN) {
    str_addf(out, _("  SpO2 scored on scale %d"), set->scale);
    print_line(out);
  }
}

static void print_result(const struct invocation *call, const struct observe_result *result,
                         const struct effects *effects) {
  struct str out = {0};
  str_addf(&out, "%s: ", result->observation.patient);
  news2_describe(&result->score, &out);
  str_addf(&out, " - %s", word_label(&words_news2_response, (int)result->score.response));
  print_line(&out);
  str_addc(&out, ' ');
  for (int i = 0; i < NEWS2_PARTS; i++)
    if (result->score.parts[i] == UNKNOWN)
      str_addf(&out, "%s%s ?", i ? ", " : " ", word_label(&words_news2_part, i));
    else
      str_addf(&out, "%s%s %d", i ? ", " : " ", word_label(&words_news2_part, i), result->score.parts[i]);
  print_line(&out);
  str_addf(&out, "  %s %s", _("call:"), result->response);
  print_line(&out);
  print_set(result, &out);
  print_trend(result, &out);
  print_warnings(result->warnings, &out);
  for (size_t i = 0; i < effects->lines.n; i++)
    print_safe(effects->lines.at[i]);
  if (call->dry_run)
    puts(_("(dry run: nothing was changed)"));
  str_free(&out);
}

/* --- The command --- */

static bool run_observe(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  struct observe_request request = {.correct = option(call, "correct")->given};
  if (!read_observation(call, &request.observation, err))
    return false;
  struct observe_result result;
  struct effects effects = {0};
  bool done = dispatch_observe(&call->session, &request, &result, &effects, err);
  if (done && call->json)
    print_result_json(&result);
  else if (done)
    print_result(call, &result, &effects);
  observe_result_free(&result);
  effects_free(&effects);
  return done;
}

static const struct option_spec observe_options[] = {
    {"resp", "N", OPTION_INTEGER, NULL, N_("breaths a minute, 0 to 80")},
    {"spo2", "N", OPTION_INTEGER, NULL, N_("oxygen saturation in per cent, 40 to 100")},
    {"scale", "1|2", OPTION_INTEGER, NULL, N_("of SpO2 (default: what is prescribed for the patient, else 1)")},
    {"oxygen", "yes|no", OPTION_WORD, &words_yes_no, N_("on supplemental oxygen")},
    {"systolic", "N", OPTION_INTEGER, NULL, N_("blood pressure in mmHg, 30 to 300")},
    {"pulse", "N", OPTION_INTEGER, NULL, N_("beats a minute, 20 to 260")},
    {"consciousness", "A|C|V|P|U", OPTION_WORD, &words_consciousness,
     N_("alert, new confusion, voice, pain, unresponsive (usual confusion is A)")},
    {"temp", "X", OPTION_TEXT, NULL, N_("degrees Celsius to one decimal, 25.0 to 45.0")},
    {"at", "T", OPTION_TEXT, NULL, N_("when it was measured: 14:10 (today) or 2026-03-03T14:10 (default now)")},
    {"correct", NULL, OPTION_FLAG, NULL, N_("replace values that were recorded for the same minute")},
    {0},
};
const struct command command_observe = {
    .name = "observe",
    .arguments = "PATIENT --resp N --spo2 N --scale 1|2 --oxygen yes|no --systolic N --pulse N\n"
                 "                       --consciousness A|C|V|P|U --temp X [--at T] [--correct]",
    .summary = N_("record observations and score NEWS2"),
    .details =
        N_("Scored by the Royal College of Physicians' chart of 2017. A missing parameter gives \"at least N\".\n"
           "A total of 5 or more, or a single 3, raises an item in the HT queue at once.\n"
           "Values of one minute are one set: what comes later joins it. SpO2 scale 2 is for those for whom a\n"
           "clinician prescribed it: vaktrom edit patients P115 spo2_scale=2"),
    .options = observe_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Patients"),
    .run = run_observe,
};
