/*
 * NEWS2 against the chart of the Royal College of Physicians (National Early Warning Score (NEWS) 2, 2017, chart 1),
 * written down here by itself: for every value that may be entered, each parameter alone and whole patients.
 */
#include "check.h"
#include "vaktrom/routing.h"

/* The chart, cell by cell: from..to (inclusive) scores `points`. The outer cells reach to the accepted range. */
struct cell {
  int from, to, points;
};

static const struct cell chart_resp[] = {{0, 8, 3}, {9, 11, 1}, {12, 20, 0}, {21, 24, 2}, {25, 80, 3}};
static const struct cell chart_spo2_scale_1[] = {{40, 91, 3}, {92, 93, 2}, {94, 95, 1}, {96, 100, 0}};
static const struct cell chart_spo2_scale_2_on_air[] = {
    {40, 83, 3}, {84, 85, 2}, {86, 87, 1}, {88, 92, 0}, {93, 100, 0}};
static const struct cell chart_spo2_scale_2_on_oxygen[] = {{40, 83, 3}, {84, 85, 2}, {86, 87, 1}, {88, 92, 0},
                                                           {93, 94, 1}, {95, 96, 2}, {97, 100, 3}};
static const struct cell chart_oxygen[] = {{0, 0, 0}, {1, 1, 2}};
static const struct cell chart_systolic[] = {{30, 90, 3}, {91, 100, 2}, {101, 110, 1}, {111, 219, 0}, {220, 300, 3}};
static const struct cell chart_pulse[] = {{20, 40, 3},  {41, 50, 1},   {51, 90, 0},
                                          {91, 110, 1}, {111, 130, 2}, {131, 260, 3}};
static const struct cell chart_consciousness[] = {{AVPU_ALERT, AVPU_ALERT, 0},
                                                  {AVPU_CONFUSION, AVPU_CONFUSION, 3},
                                                  {AVPU_VOICE, AVPU_VOICE, 3},
                                                  {AVPU_PAIN, AVPU_PAIN, 3},
                                                  {AVPU_UNRESPONSIVE, AVPU_UNRESPONSIVE, 3}};
static const struct cell chart_temp[] = {{250, 350, 3}, {351, 360, 1}, {361, 380, 0}, {381, 390, 1}, {391, 450, 2}};

/* A patient who scores 0 on every parameter. */
static struct observation healthy(void) {
  return (struct observation){.resp = 16,
                              .spo2 = 98,
                              .scale = 1,
                              .oxygen = 0,
                              .systolic = 125,
                              .pulse = 70,
                              .consciousness = AVPU_ALERT,
                              .temp_tenths = 370};
}

static int *parameter(struct observation *o, enum news2_part part) {
  int *const of[] = {&o->resp, &o->spo2, &o->oxygen, &o->systolic, &o->pulse, &o->consciousness, &o->temp_tenths};
  return of[part];
}

static void check_part(const struct cell *cells, size_t n, enum news2_part part, struct observation base) {
  for (size_t c = 0; c < n; c++) {
    if (c > 0)
      assert_int_equal(cells[c].from, cells[c - 1].to + 1); /* the chart has no holes */
    for (int value = cells[c].from; value <= cells[c].to; value++) {
      struct observation o = base;
      *parameter(&o, part) = value;
      struct error err = {0};
      assert_true(observation_check(&o, &err));
      struct news2_score score = news2_score(&o);
      assert_int_equal(score.parts[part], cells[c].points);
      assert_true(score.complete);
    }
  }
}
#define CHECK_PART(cells, part, base) check_part(cells, COUNT_OF(cells), part, base)

static void every_value_of_every_parameter(void **state) {
  (void)state;
  struct observation o = healthy(), scale_2_air = healthy(), scale_2_oxygen = healthy();
  scale_2_air.scale = scale_2_oxygen.scale = 2;
  scale_2_oxygen.oxygen = 1;
  CHECK_PART(chart_resp, NEWS2_RESP, o);
  CHECK_PART(chart_spo2_scale_1, NEWS2_SPO2, o);
  CHECK_PART(chart_spo2_scale_2_on_air, NEWS2_SPO2, scale_2_air);
  CHECK_PART(chart_spo2_scale_2_on_oxygen, NEWS2_SPO2, scale_2_oxygen);
  CHECK_PART(chart_oxygen, NEWS2_OXYGEN, o);
  CHECK_PART(chart_systolic, NEWS2_SYSTOLIC, o);
  CHECK_PART(chart_pulse, NEWS2_PULSE, o);
  CHECK_PART(chart_consciousness, NEWS2_CONSCIOUSNESS, o);
  CHECK_PART(chart_temp, NEWS2_TEMP, o);
  o.oxygen = 1; /* scale 1 does not ask about oxygen */
  CHECK_PART(chart_spo2_scale_1, NEWS2_SPO2, o);
}

static void values_outside_are_refused(void **state) {
  (void)state;
  static const struct {
    enum news2_part part;
    int value;
  } wrong[] = {{NEWS2_RESP, -1},   {NEWS2_RESP, 81},     {NEWS2_SPO2, 39},      {NEWS2_SPO2, 101},
               {NEWS2_OXYGEN, 2},  {NEWS2_SYSTOLIC, 29}, {NEWS2_SYSTOLIC, 301}, {NEWS2_PULSE, 19},
               {NEWS2_PULSE, 261}, {NEWS2_TEMP, 249},    {NEWS2_TEMP, 451},     {NEWS2_CONSCIOUSNESS, 5}};
  for (size_t i = 0; i < COUNT_OF(wrong); i++) {
    struct observation o = healthy();
    *parameter(&o, wrong[i].part) = wrong[i].value;
    struct error err = {0};
    assert_false(observation_check(&o, &err));
    assert_int_equal(err.status, STATUS_INPUT);
    assert_non_null(err.text);
    error_clear(&err);
  }
  struct observation o = healthy();
  o.scale = 3;
  struct error err = {0};
  assert_false(observation_check(&o, &err));
  error_clear(&err);
  o = observation_empty();
  assert_false(observation_check(&o, &err));
  error_clear(&err);
}

/* Hand-worked patients: each line's parts were read off the chart. */
static const struct {
  struct observation o;
  int total, single;
  enum news2_response response;
} patients[] = {
    /* all normal */
    {{.resp = 16,
      .spo2 = 98,
      .scale = 1,
      .oxygen = 0,
      .systolic = 125,
      .pulse = 70,
      .consciousness = AVPU_ALERT,
      .temp_tenths = 370},
     0,
     0,
     NEWS2_RESPONSE_ROUTINE},
    /* 1+1+0+0+1+0+1 = 4, all ones */
    {{.resp = 11,
      .spo2 = 95,
      .scale = 1,
      .oxygen = 0,
      .systolic = 111,
      .pulse = 91,
      .consciousness = AVPU_ALERT,
      .temp_tenths = 381},
     4,
     1,
     NEWS2_RESPONSE_LOW},
    /* new confusion alone: 3 */
    {{.resp = 14,
      .spo2 = 97,
      .scale = 1,
      .oxygen = 0,
      .systolic = 140,
      .pulse = 80,
      .consciousness = AVPU_CONFUSION,
      .temp_tenths = 368},
     3,
     3,
     NEWS2_RESPONSE_SINGLE},
    /* pneumonia: 2+2+0+1+2+0+1 = 8 */
    {{.resp = 24,
      .spo2 = 93,
      .scale = 1,
      .oxygen = 0,
      .systolic = 108,
      .pulse = 112,
      .consciousness = AVPU_ALERT,
      .temp_tenths = 386},
     8,
     2,
     NEWS2_RESPONSE_EMERGENCY},
    /* 2+1+0+0+1+0+1 = 5 */
    {{.resp = 22,
      .spo2 = 94,
      .scale = 1,
      .oxygen = 0,
      .systolic = 130,
      .pulse = 95,
      .consciousness = AVPU_ALERT,
      .temp_tenths = 385},
     5,
     2,
     NEWS2_RESPONSE_URGENT},
    /* COPD, scale 2 on air with 90 %: 0+0+0+0+0+0+0 = 0 (scale 1 would say 3) */
    {{.resp = 18,
      .spo2 = 90,
      .scale = 2,
      .oxygen = 0,
      .systolic = 132,
      .pulse = 88,
      .consciousness = AVPU_ALERT,
      .temp_tenths = 367},
     0,
     0,
     NEWS2_RESPONSE_ROUTINE},
    /* COPD, over-oxygenated on scale 2: 0+3+2+0+0+0+0 = 5 */
    {{.resp = 18,
      .spo2 = 97,
      .scale = 2,
      .oxygen = 1,
      .systolic = 132,
      .pulse = 88,
      .consciousness = AVPU_ALERT,
      .temp_tenths = 367},
     5,
     3,
     NEWS2_RESPONSE_URGENT},
    /* oxygen alone: 2 */
    {{.resp = 18,
      .spo2 = 96,
      .scale = 1,
      .oxygen = 1,
      .systolic = 132,
      .pulse = 88,
      .consciousness = AVPU_ALERT,
      .temp_tenths = 367},
     2,
     2,
     NEWS2_RESPONSE_LOW},
    /* 0+1+2+0+0+0+1 = 4, no 3: low */
    {{.resp = 20,
      .spo2 = 95,
      .scale = 1,
      .oxygen = 1,
      .systolic = 111,
      .pulse = 90,
      .consciousness = AVPU_ALERT,
      .temp_tenths = 390},
     4,
     2,
     NEWS2_RESPONSE_LOW},
    /* 2+0+2+0+1+0+1 = 6 */
    {{.resp = 21,
      .spo2 = 96,
      .scale = 1,
      .oxygen = 1,
      .systolic = 219,
      .pulse = 110,
      .consciousness = AVPU_ALERT,
      .temp_tenths = 360},
     6,
     2,
     NEWS2_RESPONSE_URGENT},
    /* the highest possible: 3+3+2+3+3+3+3 = 20 */
    {{.resp = 8,
      .spo2 = 91,
      .scale = 1,
      .oxygen = 1,
      .systolic = 90,
      .pulse = 40,
      .consciousness = AVPU_UNRESPONSIVE,
      .temp_tenths = 350},
     20,
     3,
     NEWS2_RESPONSE_EMERGENCY},
};

static void whole_patients(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(patients); i++) {
    struct news2_score score = news2_score(&patients[i].o);
    assert_int_equal(score.total, patients[i].total);
    assert_int_equal(score.highest_single, patients[i].single);
    assert_int_equal(score.response, patients[i].response);
    assert_int_equal(news2_raises(&score), patients[i].total >= 5 || patients[i].single == 3);
  }
}

static void missing_parameters_give_at_least(void **state) {
  (void)state;
  struct observation o = observation_empty();
  o.resp = 25;
  o.pulse = 131;
  struct news2_score score = news2_score(&o);
  assert_false(score.complete);
  assert_int_equal(score.total, 6);
  assert_int_equal(score.response, NEWS2_RESPONSE_URGENT); /* thresholds still fire */
  assert_true(news2_raises(&score));
  assert_int_equal(score.parts[NEWS2_TEMP], UNKNOWN);
  struct str text = {0};
  news2_describe(&score, &text);
  assert_string_equal(str_text(&text),
                      "NEWS2 at least 6 (incomplete: SpO2, oxygen, systolic, consciousness, temperature)");
  str_free(&text);
}

/* On scale 2 an SpO2 above the target scores by whether oxygen is given; when that is not known, neither is the score.
 */
static void scale_2_without_oxygen(void **state) {
  (void)state;
  struct observation o = healthy();
  o.scale = 2;
  o.oxygen = UNKNOWN;
  o.spo2 = 93;
  assert_int_equal(news2_score(&o).parts[NEWS2_SPO2], UNKNOWN);
  o.spo2 = 92;
  assert_int_equal(news2_score(&o).parts[NEWS2_SPO2], 0);
  o.spo2 = 83;
  assert_int_equal(news2_score(&o).parts[NEWS2_SPO2], 3);
}

static void warnings_are_said(void **state) {
  (void)state;
  struct str text = {0};
  struct observation o = healthy();
  news2_warnings(&o, 1, 80, false, &text);
  assert_string_equal(str_text(&text), "");
  news2_warnings(&o, 2, 15, true, &text);
  assert_string_equal(str_text(&text), "scored on SpO2 scale 1, but scale 2 is prescribed for the patient\n"
                                       "NEWS2 is not for people under 16\n"
                                       "NEWS2 is not for use in pregnancy\n");
  str_clear(&text);
  news2_warnings(&o, 0, 16, false, &text);
  assert_string_equal(str_text(&text), "");
  str_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_value_of_every_parameter),
      cmocka_unit_test(values_outside_are_refused),
      cmocka_unit_test(whole_patients),
      cmocka_unit_test(missing_parameters_give_at_least),
      cmocka_unit_test(scale_2_without_oxygen),
      cmocka_unit_test(warnings_are_said),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
