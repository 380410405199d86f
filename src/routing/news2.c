/*
 * NEWS2 by the chart of the Royal College of Physicians: National Early Warning Score (NEWS) 2, London 2017.
 *
 * Each row of the chart is a table of bands, read from the lowest value up. Nothing here judges the patient: a
 * documented plan may change the response, never the score (domain.md).
 */
#include "vaktrom/routing.h"

static const struct word part_words[] = {
    {NEWS2_RESP, "resp", N_("respiration"), COLOUR_PLAIN},
    {NEWS2_SPO2, "spo2", N_("SpO2"), COLOUR_PLAIN},
    {NEWS2_OXYGEN, "oxygen", N_("oxygen"), COLOUR_PLAIN},
    {NEWS2_SYSTOLIC, "systolic", N_("systolic"), COLOUR_PLAIN},
    {NEWS2_PULSE, "pulse", N_("pulse"), COLOUR_PLAIN},
    {NEWS2_CONSCIOUSNESS, "consciousness", N_("consciousness"), COLOUR_PLAIN},
    {NEWS2_TEMP, "temp", N_("temperature"), COLOUR_PLAIN},
};
const struct words words_news2_part = {N_("NEWS2 parameter"), part_words, COUNT_OF(part_words)};

static const struct word response_words[] = {
    {NEWS2_RESPONSE_ROUTINE, "routine", N_("routine observation"), COLOUR_GOOD},
    {NEWS2_RESPONSE_LOW, "low", N_("low risk"), COLOUR_PLAIN},
    {NEWS2_RESPONSE_INCOMPLETE, "incomplete", N_("incomplete, no assessment"), COLOUR_WARNING},
    {NEWS2_RESPONSE_SINGLE, "single_3", N_("a single 3: urgent assessment"), COLOUR_WARNING},
    {NEWS2_RESPONSE_URGENT, "urgent", N_("urgent response"), COLOUR_WARNING},
    {NEWS2_RESPONSE_EMERGENCY, "emergency", N_("emergency response"), COLOUR_ERROR},
};
const struct words words_news2_response = {N_("NEWS2 response"), response_words, COUNT_OF(response_words)};

const struct news2_advice news2_default_advice[NEWS2_RESPONSES] = {
    [NEWS2_RESPONSE_ROUTINE] = {N_("nobody; observe as planned"), N_("within 12 hours or as the plan says")},
    [NEWS2_RESPONSE_LOW] = {N_("the shift coordinator, who decides how often to observe"), N_("within 4 to 6 hours")},
    [NEWS2_RESPONSE_INCOMPLETE] = {N_("take the missing values first"), N_("the score may be higher")},
    [NEWS2_RESPONSE_SINGLE] = {N_("the duty nurse of the HT"), N_("within 60 minutes")},
    [NEWS2_RESPONSE_URGENT] = {N_("the duty nurse of the HT, who calls the doctor or the out-of-hours clinic"),
                               N_("within 60 minutes")},
    [NEWS2_RESPONSE_EMERGENCY] = {N_("113 or the doctor by local rule, and the duty nurse of the HT"), N_("at once")},
};

/* --- The chart --- */

/* Values up to and including `upto` that no earlier band holds give `points`. The last band ends at INT32_MAX. */
struct band {
  int upto, points;
};

static const struct band resp_bands[] = {{8, 3}, {11, 1}, {20, 0}, {24, 2}, {INT32_MAX, 3}};
static const struct band spo2_scale_1_bands[] = {{91, 3}, {93, 2}, {95, 1}, {INT32_MAX, 0}};
static const struct band spo2_scale_2_air_bands[] = {{83, 3}, {85, 2}, {87, 1}, {INT32_MAX, 0}};
static const struct band spo2_scale_2_oxygen_bands[] = {{83, 3}, {85, 2}, {87, 1},       {92, 0},
                                                        {94, 1}, {96, 2}, {INT32_MAX, 3}};
static const struct band systolic_bands[] = {{90, 3}, {100, 2}, {110, 1}, {219, 0}, {INT32_MAX, 3}};
static const struct band pulse_bands[] = {{40, 3}, {50, 1}, {90, 0}, {110, 1}, {130, 2}, {INT32_MAX, 3}};
static const struct band temp_bands[] = {{350, 3}, {360, 1}, {380, 0}, {390, 1}, {INT32_MAX, 2}};
static const struct band oxygen_bands[] = {{0, 0}, {INT32_MAX, 2}};
static const struct band consciousness_bands[] = {{AVPU_ALERT, 0}, {INT32_MAX, 3}};

/* On scale 2 air and oxygen part ways from here on. */
#define SCALE_2_TARGET_TOP 92

static int points_of(const struct band *bands, int value) {
  if (value == UNKNOWN)
    return UNKNOWN;
  while (value > bands->upto)
    bands++;
  return bands->points;
}

static int spo2_points(const struct observation *o) {
  if (o->scale != 2)
    return points_of(spo2_scale_1_bands, o->spo2);
  if (o->spo2 > SCALE_2_TARGET_TOP && o->oxygen == UNKNOWN)
    return UNKNOWN;
  return points_of(o->oxygen == 1 ? spo2_scale_2_oxygen_bands : spo2_scale_2_air_bands, o->spo2);
}

static enum news2_response response_of(int total, int highest_single) {
  if (total >= 7)
    return NEWS2_RESPONSE_EMERGENCY;
  if (total >= 5)
    return NEWS2_RESPONSE_URGENT;
  if (highest_single >= 3)
    return NEWS2_RESPONSE_SINGLE;
  return total > 0 ? NEWS2_RESPONSE_LOW : NEWS2_RESPONSE_ROUTINE;
}

struct news2_score news2_score(const struct observation *o) {
  struct news2_score score = {.complete = true};
  score.parts[NEWS2_RESP] = points_of(resp_bands, o->resp);
  score.parts[NEWS2_SPO2] = spo2_points(o);
  score.parts[NEWS2_OXYGEN] = points_of(oxygen_bands, o->oxygen);
  score.parts[NEWS2_SYSTOLIC] = points_of(systolic_bands, o->systolic);
  score.parts[NEWS2_PULSE] = points_of(pulse_bands, o->pulse);
  score.parts[NEWS2_CONSCIOUSNESS] = points_of(consciousness_bands, o->consciousness);
  score.parts[NEWS2_TEMP] = points_of(temp_bands, o->temp_tenths);
  for (int i = 0; i < NEWS2_PARTS; i++) {
    int points = score.parts[i];
    score.complete = score.complete && points != UNKNOWN;
    if (points == UNKNOWN)
      continue;
    score.total += points;
    score.highest_single = points > score.highest_single ? points : score.highest_single;
  }
  score.response = response_of(score.total, score.highest_single);
  if (!score.complete && score.response < NEWS2_RESPONSE_INCOMPLETE)
    score.response = NEWS2_RESPONSE_INCOMPLETE;
  return score;
}

bool news2_raises(const struct news2_score *score) {
  return news2_is_high(score->total, score->highest_single);
}

bool news2_is_high(int total, int highest_single) {
  return response_of(total, highest_single) >= NEWS2_RESPONSE_SINGLE;
}

/* --- What may be entered --- */

struct observation observation_empty(void) {
  return (struct observation){.at = INSTANT_NONE,
                              .resp = UNKNOWN,
                              .spo2 = UNKNOWN,
                              .scale = UNKNOWN,
                              .oxygen = UNKNOWN,
                              .systolic = UNKNOWN,
                              .pulse = UNKNOWN,
                              .consciousness = UNKNOWN,
                              .temp_tenths = UNKNOWN};
}

static bool check_range(const char *name, int value, int low, int high, struct error *err) {
  if (value == UNKNOWN || (value >= low && value <= high))
    return true;
  return error_add(err, STATUS_INPUT, _("%s: %d is impossible; accepted is %d to %d"), name, value, low, high);
}

static bool check_temp(int tenths, struct error *err) {
  if (tenths == UNKNOWN || (tenths >= 250 && tenths <= 450))
    return true;
  char given[NUMBER_SIZE], least[NUMBER_SIZE], most[NUMBER_SIZE];
  number_show(tenths / 10.0, 1, given);
  number_show(25, 1, least);
  number_show(45, 1, most);
  return error_add(err, STATUS_INPUT, _("temp: %s is impossible; accepted is %s to %s"), given, least, most);
}

static bool nothing_taken(const struct observation *o) {
  return o->resp == UNKNOWN && o->spo2 == UNKNOWN && o->oxygen == UNKNOWN && o->systolic == UNKNOWN &&
         o->pulse == UNKNOWN && o->consciousness == UNKNOWN && o->temp_tenths == UNKNOWN;
}

bool observation_check(const struct observation *o, struct error *err) {
  bool ok = check_range("resp", o->resp, 0, 80, err);
  ok = check_range("spo2", o->spo2, 40, 100, err) && ok;
  ok = check_range("scale", o->scale, 1, 2, err) && ok;
  ok = check_range("oxygen", o->oxygen, 0, 1, err) && ok;
  ok = check_range("systolic", o->systolic, 30, 300, err) && ok;
  ok = check_range("pulse", o->pulse, 20, 260, err) && ok;
  ok = check_range("consciousness", o->consciousness, AVPU_ALERT, AVPU_UNRESPONSIVE, err) && ok;
  ok = check_temp(o->temp_tenths, err) && ok;
  if (ok && nothing_taken(o))
    return error_set(err, STATUS_INPUT, _("the observation holds no value: give at least one of the seven parameters"));
  return ok;
}

/* --- Two sets of one minute --- */

static bool join_value(const char *name, int earlier, int *value, bool correct, struct error *err) {
  if (*value == UNKNOWN)
    *value = earlier;
  return correct || earlier == UNKNOWN || *value == earlier ||
         error_add(err, STATUS_USAGE, _("%s is recorded for that minute already, with another value"), name);
}

bool observation_join(const struct observation *earlier, const struct observation *added, bool correct,
                      struct observation *out, struct error *err) {
  *out = *added;
  out->patient = earlier->patient;
  out->at = earlier->at;
  bool ok = join_value("resp", earlier->resp, &out->resp, correct, err);
  ok = join_value("spo2", earlier->spo2, &out->spo2, correct, err) && ok;
  ok = join_value("scale", earlier->scale, &out->scale, correct, err) && ok;
  ok = join_value("oxygen", earlier->oxygen, &out->oxygen, correct, err) && ok;
  ok = join_value("systolic", earlier->systolic, &out->systolic, correct, err) && ok;
  ok = join_value("pulse", earlier->pulse, &out->pulse, correct, err) && ok;
  ok = join_value("consciousness", earlier->consciousness, &out->consciousness, correct, err) && ok;
  ok = join_value("temp", earlier->temp_tenths, &out->temp_tenths, correct, err) && ok;
  return ok || error_add(err, STATUS_USAGE, "%s",
                         _("--correct replaces what was recorded; --at gives the new values a time of their own"));
}

/* --- In words --- */

const char *temperature_show(int tenths, char out[NUMBER_SIZE]) {
  number_show(tenths / 10.0, 1, out);
  return out;
}

#define NEWS2_LOWEST_AGE 16

void news2_warnings(const struct observation *o, int prescribed_scale, int age_years, bool pregnant, struct str *out) {
  int scale = o->scale == UNKNOWN ? 1 : o->scale;
  if (o->spo2 != UNKNOWN && prescribed_scale != 0 && prescribed_scale != scale)
    str_addf(out, _("scored on SpO2 scale %d, but scale %d is prescribed for the patient\n"), scale, prescribed_scale);
  if (o->spo2 != UNKNOWN && prescribed_scale == 0 && scale == 2)
    str_add(out, _("scored on SpO2 scale 2, which nobody has prescribed for the patient\n"));
  if (age_years != UNKNOWN && age_years < NEWS2_LOWEST_AGE)
    str_addf(out, _("NEWS2 is not for people under %d\n"), NEWS2_LOWEST_AGE);
  if (pregnant)
    str_add(out, _("NEWS2 is not for use in pregnancy\n"));
  struct news2_score score = news2_score(o);
  if (!score.complete)
    str_addf(out, _("incomplete: the score is at least %d\n"), score.total);
}

const char *news2_said(struct arena *arena, const struct news2_score *score) {
  if (score->complete)
    return said(arena, "NEWS2 %d", score->total);
  const char *text = said(arena, "NEWS2 at least %d (incomplete:", score->total), *separator = " ";
  for (int i = 0; i < NEWS2_PARTS; i++) {
    if (score->parts[i] != UNKNOWN)
      continue;
    text = arena_printf(arena, "%s%s%s", text, separator, word_said(arena, &words_news2_part, i));
    separator = ", ";
  }
  return arena_printf(arena, "%s)", text);
}

void news2_describe(const struct news2_score *score, struct str *out) {
  struct arena arena = {0};
  said_add(out, news2_said(&arena, score));
  arena_free(&arena);
}
