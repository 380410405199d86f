/*
 * The grammar of criteria, the rule of ranks, the sentence, teams and preview: cases worked by hand from interface.md,
 * domain.md and the issue; and the default criteria that the program ships, with no fault in them.
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "vaktrom/exchange.h"
#include "vaktrom/routing.h"

/* --- Tools --- */

struct desk {
  struct code_table *codes;
  struct criteria *criteria;
  struct facts facts;
};

static void desk_open(struct desk *desk) {
  desk->codes = code_table_new();
  desk->criteria = criteria_new(desk->codes);
  desk->facts = (struct facts){0};
}

static void desk_close(struct desk *desk) {
  facts_free(&desk->facts);
  criteria_free(desk->criteria);
  code_table_free(desk->codes);
}

static void add(struct desk *desk, const char *id, enum outcome outcome, int rank, const char *when) {
  struct error err = {0};
  if (!criteria_add(desk->criteria, id, outcome, when, rank, "why", "where", &err))
    fail_msg("%s", err.text);
}

static void need(struct desk *desk, const char *code, const char *value) {
  facts_set(&desk->facts, code_intern(desk->codes, code), value, INSTANT_NONE);
}

static instant moment(const char *text) {
  instant at;
  assert_true(instant_parse(text, &at));
  return at;
}

static void expect_sentence(struct desk *desk, const char *now, const char *sentence) {
  struct verdict verdict;
  struct str out = {0};
  route_decide(desk->criteria, &desk->facts, &verdict);
  verdict_explain(&verdict, desk->criteria, &desk->facts, moment(now), &out);
  assert_string_equal(str_text(&out), sentence);
  str_free(&out);
  verdict_free(&verdict);
}

static enum outcome outcome_of(struct desk *desk) {
  return route_outcome(desk->criteria, &desk->facts, NULL);
}

/* --- Grammar --- */

static void test_bad_conditions_are_refused_with_place_and_remedy(void **state) {
  (void)state;
  static const struct {
    const char *when, *message;
  } bad[] = {
      {"palliative & ", "position 14: a condition is missing at the end"},
      {"& palliative", "position 1: a condition is missing before '&' (conditions are joined by one ' & ')"},
      {"a && b", "position 4: a condition is missing before '&' (conditions are joined by one ' & ')"},
      {"a and b", "position 3: 'and': conditions are joined by '&'"},
      {"a or b", "position 3: 'or': for 'or' write a second row"},
      {"a | b", "position 3: '|': for 'or' write a second row"},
      {"a b", "position 3: 'b': expected '&' or the end"},
      {"news2>5", "position 6: '>' alone is not a comparison: write '>=' (at least)"},
      {"news2<5", "position 6: '<' alone is not a comparison: write '<=' (at most)"},
      {"news2==5", "position 6: '==' is not a comparison: write '=', '>=' or '<='"},
      {"news2=>5", "position 6: '=>' is not a comparison: write '=', '>=' or '<='"},
      {"news2!=5", "position 6: '!' stands only before a code: write !news2 for 'not known'"},
      {"!news2>=5", "position 7: '!' cannot stand before a comparison: turn the comparison round"},
      {"NEWS2>=5", "position 1: 'NEWS2': codes are written in small letters (did you mean 'news2'?)"},
      {"news2>=five", "position 8: 'five' is not a number, which 'news2' needs here"},
      {"news2=high", "position 7: 'high' is not a number, which 'news2' needs here"},
      {"service_rol>=nurse", "position 14: 'nurse' is not a number (did you mean 'service_role'?)"},
      {"service_role>=nurs", "position 15: 'nurs' is not a role (did you mean 'nurse'?)"},
      {"service_role=apprentice", "position 14: an apprentice counts as an assistant: write 'assistant'"},
      {"frailty>=", "position 10: a value is missing after the comparison"},
      {"(a & b)", "position 1: the grammar has no brackets: write a row for each alternative"},
      {">=5", "position 1: a code is missing before '>'"},
      {"5>=news2", "position 1: '5>=news2' is not a code: a code begins with a letter"},
      {"!", "position 2: a condition is missing at the end"},
  };
  for (size_t i = 0; i < COUNT_OF(bad); i++) {
    struct error err = {0};
    assert_false(criteria_check_when(bad[i].when, &err));
    assert_int_equal(err.status, STATUS_INPUT);
    assert_string_equal(err.text, bad[i].message);
    error_clear(&err);
  }
}

static void test_a_refused_row_is_not_added(void **state) {
  (void)state;
  struct desk desk;
  desk_open(&desk);
  struct error err = {0};
  assert_false(criteria_add(desk.criteria, "A", OUTCOME_HT, "a b", 100, "", "", &err));
  assert_false(criteria_add(desk.criteria, "", OUTCOME_HT, "a", 100, "", "", &err));
  add(&desk, "A", OUTCOME_HT, 100, "a");
  assert_false(criteria_add(desk.criteria, "A", OUTCOME_OT, "b", 100, "", "", &err));
  assert_int_equal(desk.criteria->rows.n, 1);
  error_clear(&err);
  desk_close(&desk);
}

static void test_conditions(void **state) {
  (void)state;
  static const struct {
    const char *when;
    bool holds;
  } cases[] = {
      {"", true},
      {"copd", true},
      {"!copd", false},
      {"!palliative", true},
      {"wound=leg", true},
      {"wound=arm", false},
      {"wound>=1", false}, /* a text is no number */
      {"copd=1", false},   /* no value */
      {"copd>=0", false},
      {"sugar>=21", true},
      {"sugar>=21.4 & sugar<=21.4", true},
      {"sugar=21.40", true},
      {"sugar>=21.5", false},
      {"frailty>=7", true},
      {"frailty<=6", false},
      {"frailty=07", true},
      {"katz>=0", false}, /* unknown */
      {"katz<=6", false},
      {"!katz & frailty>=7 & copd", true},
      {"service_role>=care_worker", true},
      {"service_role>=nurse", false},
      {"service_role<=care_worker", true},
      {"service_role=care_worker", true},
      {"service_role>=physiotherapist", false}, /* beside the ladder */
      {"service_role<=physiotherapist", false},
      {"  copd&frailty >= 7  ", true}, /* blanks are forgiven */
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct desk desk;
    desk_open(&desk);
    need(&desk, "copd", NULL);
    need(&desk, "wound", "leg");
    need(&desk, "sugar", "21,4");
    need(&desk, "frailty", "7");
    facts_set_role(&desk.facts, ROLE_CARE_WORKER);
    add(&desk, "A", OUTCOME_HT, 100, cases[i].when);
    assert_int_equal(criterion_holds(&desk.criteria->rows.at[0], &desk.facts), cases[i].holds);
    desk_close(&desk);
  }
}

static void test_therapists_match_exactly(void **state) {
  (void)state;
  struct desk desk;
  desk_open(&desk);
  facts_set_role(&desk.facts, ROLE_PHYSIOTHERAPIST);
  add(&desk, "A", OUTCOME_HT, 100, "service_role>=assistant");
  add(&desk, "B", OUTCOME_HT, 100, "service_role>=physiotherapist");
  assert_false(criterion_holds(&desk.criteria->rows.at[0], &desk.facts));
  assert_true(criterion_holds(&desk.criteria->rows.at[1], &desk.facts));
  desk_close(&desk);
}

static void test_highest_role(void **state) {
  (void)state;
  enum role out;
  assert_false(facts_highest_role(NULL, 0, &out));
  enum role mixed[] = {ROLE_APPRENTICE, ROLE_PHYSIOTHERAPIST, ROLE_CARE_WORKER};
  assert_true(facts_highest_role(mixed, 3, &out));
  assert_int_equal(out, ROLE_CARE_WORKER);
  assert_true(facts_highest_role(mixed, 2, &out));
  assert_int_equal(out, ROLE_ASSISTANT);
  assert_true(facts_highest_role(mixed + 1, 1, &out));
  assert_int_equal(out, ROLE_PHYSIOTHERAPIST);
}

static void test_values_of_needs(void **state) {
  (void)state;
  struct error err = {0};
  assert_true(need_check("frailty", "9", &err));
  assert_true(need_check("katz", "0", &err));
  assert_true(need_check("copd", "", &err));
  assert_true(need_check("copd", "mild", &err));
  assert_false(need_check("frailty", "0", &err));
  assert_false(need_check("frailty", "4.5", &err));
  assert_false(need_check("katz", "7", &err));
  assert_false(need_check("katz", "", &err));
  assert_false(need_check("news2", "5", &err));
  assert_false(need_check("two words", "", &err));
  error_clear(&err);
}

/* --- Ranks --- */

static void test_only_the_lowest_holding_rank_counts(void **state) {
  (void)state;
  struct desk desk;
  desk_open(&desk);
  add(&desk, "A", OUTCOME_OT, 100, "pbp");
  add(&desk, "B", OUTCOME_HT, 100, "hsy");
  add(&desk, "C", OUTCOME_BOTH, 50, "wound");
  add(&desk, "D", OUTCOME_GREY, 50, "copd & wound");
  assert_int_equal(outcome_of(&desk), OUTCOME_GREY); /* uncovered */
  need(&desk, "pbp", NULL);
  assert_int_equal(outcome_of(&desk), OUTCOME_OT);
  need(&desk, "hsy", NULL);
  assert_int_equal(outcome_of(&desk), OUTCOME_GREY); /* two of one rank differ */
  need(&desk, "wound", NULL);
  assert_int_equal(outcome_of(&desk), OUTCOME_BOTH); /* a lower rank settles it */
  need(&desk, "copd", NULL);
  struct verdict verdict;
  route_decide(desk.criteria, &desk.facts, &verdict);
  assert_int_equal(verdict.outcome, OUTCOME_GREY); /* a GREY row among them */
  assert_int_equal(verdict.held.n, 4);
  assert_int_equal(verdict.n_deciding, 2);
  assert_int_equal(verdict.rank, 50);
  verdict_free(&verdict);
  desk_close(&desk);
}

static void test_rows_that_miss_by_one_condition(void **state) {
  (void)state;
  struct desk desk;
  desk_open(&desk);
  add(&desk, "A", OUTCOME_HT, 100, "copd & news2>=5");
  add(&desk, "B", OUTCOME_HT, 100, "wound & news2>=5");
  add(&desk, "C", OUTCOME_HT, 100, "palliative"); /* not near: nothing speaks for it */
  add(&desk, "D", OUTCOME_HT, 100, "news2=7");
  add(&desk, "E", OUTCOME_HT, 100, "news2>=7"); /* near: a known number missed the bound */
  need(&desk, "copd", NULL);
  facts_set_number(&desk.facts, CODE_NEWS2, 4, INSTANT_NONE);
  struct verdict verdict;
  route_decide(desk.criteria, &desk.facts, &verdict);
  assert_int_equal(verdict.missed.n, 2);
  assert_int_equal(verdict.missed.at[0].row, 0);
  assert_int_equal(verdict.missed.at[0].condition, 1);
  assert_int_equal(verdict.missed.at[1].row, 4);
  verdict_free(&verdict);
  desk_close(&desk);
}

/* --- The sentence --- */

/* The sentence of issue "2.", point 3, word for word. */
static void test_the_sentence_of_the_issue(void **state) {
  (void)state;
  struct desk desk;
  desk_open(&desk);
  add(&desk, "P1", OUTCOME_HT, 10, "palliative");
  add(&desk, "W2", OUTCOME_HT, 10, "news2>=5");
  need(&desk, "palliative", NULL);
  facts_set_number(&desk.facts, CODE_NEWS2, 6, moment("2026-03-03T14:10:00+01:00"));
  expect_sentence(
      &desk, "2026-03-04T07:12:00+01:00",
      "HT, because palliative (criterion P1) and NEWS2 6 on Tuesday 14:10 (criterion W2); without the NEWS2 "
      "it would still be HT.");
  desk_close(&desk);
}

static void test_a_sentence_names_the_fact_that_matters(void **state) {
  (void)state;
  struct desk desk;
  desk_open(&desk);
  add(&desk, "W2", OUTCOME_HT, 10, "news2>=5 & days_known>=14");
  add(&desk, "A1", OUTCOME_OT, 50, "pbp");
  need(&desk, "pbp", NULL);
  facts_set_number(&desk.facts, CODE_NEWS2, 5, moment("2026-02-20T09:00:00+01:00"));
  facts_set_number(&desk.facts, CODE_DAYS_KNOWN, 31, INSTANT_NONE);
  expect_sentence(
      &desk, "2026-03-04T07:12:00+01:00",
      "HT, because NEWS2 5 on 2026-02-20 09:00, patient known to us for 31 days (criterion W2); without the NEWS2 it "
      "would be OT.");
  desk_close(&desk);
}

static void test_grey_sentences(void **state) {
  (void)state;
  struct desk desk;
  desk_open(&desk);
  add(&desk, "E2", OUTCOME_HT, 50, "diabetes_unstable");
  add(&desk, "A1", OUTCOME_OT, 50, "pbp");
  add(&desk, "G3", OUTCOME_GREY, 20, "copd");
  expect_sentence(&desk, "2026-03-04T07:12:00+01:00",
                  "Grey zone, since no criterion covers what is known; people decide.");
  need(&desk, "diabetes_unstable", NULL);
  need(&desk, "pbp", NULL);
  expect_sentence(&desk, "2026-03-04T07:12:00+01:00",
                  "Grey zone, because criteria disagree: HT by poorly regulated diabetes (criterion E2) and OT by "
                  "personal care (PBP) (criterion A1); without poorly regulated diabetes it would be OT.");
  facts_remove(&desk.facts, code_find(desk.codes, "diabetes_unstable"));
  need(&desk, "copd", NULL);
  expect_sentence(&desk, "2026-03-04T07:12:00+01:00",
                  "Grey zone, because COPD (criterion G3); further criteria: OT by personal care (PBP) (criterion A1); "
                  "without COPD it would be OT.");
  desk_close(&desk);
}

/* --- Teams --- */

static const struct team teams[] = {
    {.id = "HT1", .kind = TEAM_HT, .ht = 0, .areas = ""},    {.id = "OT1", .kind = TEAM_OT, .ht = 0, .areas = "A B"},
    {.id = "OT2", .kind = TEAM_OT, .ht = 0, .areas = "B C"}, {.id = "HT2", .kind = TEAM_HT, .ht = 3, .areas = ""},
    {.id = "OT3", .kind = TEAM_OT, .ht = 3, .areas = "D"},
};

static void expect_teams(enum outcome outcome, const char *area, int current, bool nurse_work, enum outcome then,
                         int responsible, int cooperating) {
  struct team_choice choice = route_teams(outcome, area, current, nurse_work, teams, (int)COUNT_OF(teams));
  assert_int_equal(choice.outcome, then);
  assert_int_equal(choice.responsible, responsible);
  assert_int_equal(choice.cooperating, cooperating);
}

static void test_teams_of_an_outcome(void **state) {
  (void)state;
  expect_teams(OUTCOME_OT, "A", NONE, false, OUTCOME_OT, 1, NONE);
  expect_teams(OUTCOME_OT, "A", NONE, true, OUTCOME_OT, 1, 0);  /* the HT cooperates on the nurse's task */
  expect_teams(OUTCOME_OT, "B", 2, false, OUTCOME_OT, 2, NONE); /* two OTs: stays with its own */
  expect_teams(OUTCOME_OT, "X", 1, false, OUTCOME_GREY, NONE, NONE);
  expect_teams(OUTCOME_OT, "", 1, false, OUTCOME_GREY, NONE, NONE);
  expect_teams(OUTCOME_HT, "D", 1, true, OUTCOME_HT, 3, NONE);
  expect_teams(OUTCOME_HT, "X", 1, false, OUTCOME_HT, 0, NONE);
  expect_teams(OUTCOME_HT, "X", NONE, false, OUTCOME_GREY, NONE, NONE); /* two HTs: which? */
  expect_teams(OUTCOME_BOTH, "C", NONE, false, OUTCOME_BOTH, 0, 2);
  expect_teams(OUTCOME_GREY, "A", 1, false, OUTCOME_GREY, NONE, NONE);
}

static void test_team_of_a_service(void **state) {
  (void)state;
  int n = (int)COUNT_OF(teams);
  struct team_choice ot = route_teams(OUTCOME_OT, "A", NONE, true, teams, n);
  assert_int_equal(route_service(&ot, ROLE_CARE_WORKER, teams, n), 1);
  assert_int_equal(route_service(&ot, ROLE_NURSE, teams, n), 0);
  assert_int_equal(route_service(&ot, ROLE_DIETITIAN, teams, n), 0);
  struct team_choice ht = route_teams(OUTCOME_HT, "A", NONE, false, teams, n);
  assert_int_equal(route_service(&ht, ROLE_ASSISTANT, teams, n), 0);
  struct team_choice both = route_teams(OUTCOME_BOTH, "D", NONE, false, teams, n);
  assert_int_equal(route_service(&both, ROLE_ASSISTANT, teams, n), 4);
  assert_int_equal(route_service(&both, ROLE_NURSE, teams, n), 3);
  struct team_choice grey = route_teams(OUTCOME_GREY, "A", 2, false, teams, n);
  assert_int_equal(route_service(&grey, ROLE_ASSISTANT, teams, n), 2); /* stays until people decide */
}

/* --- Preview --- */

static void test_preview_of_new_criteria(void **state) {
  (void)state;
  struct desk desk;
  desk_open(&desk);
  add(&desk, "A1", OUTCOME_OT, 100, "pbp");
  struct criteria *after = criteria_new(desk.codes);
  struct error err = {0};
  assert_true(criteria_add(after, "A1", OUTCOME_OT, "pbp", 100, "", "", &err));
  assert_true(criteria_add(after, "B1", OUTCOME_HT, "copd", 50, "", "", &err));
  struct facts plain = {0}, copd = {0};
  facts_set(&plain, code_intern(desk.codes, "pbp"), NULL, INSTANT_NONE);
  facts_set(&copd, code_intern(desk.codes, "pbp"), NULL, INSTANT_NONE);
  facts_set(&copd, code_intern(desk.codes, "copd"), NULL, INSTANT_NONE);
  const enum role roles[] = {ROLE_ASSISTANT, ROLE_NURSE};
  const int visits[] = {700, 50}, minutes[] = {210, 12};
  struct team_choice kept = route_teams(OUTCOME_OT, "A", 1, true, teams, (int)COUNT_OF(teams));
  const struct preview_patient patients[] = {
      {"P1", "A", &plain, 1, roles, visits, minutes, 2, NULL},
      {"P2", "A", &copd, 1, roles, visits, minutes, 2, NULL},
      {"P3", "A", &copd, 1, roles, visits, minutes, 2, &kept}, /* decided by a person */
  };
  struct preview preview;
  route_preview(desk.criteria, after, patients, 3, teams, (int)COUNT_OF(teams), &preview);
  assert_int_equal(preview.moves.n, 1);
  assert_string_equal(preview.moves.at[0].patient, "P2");
  assert_int_equal(preview.moves.at[0].before.responsible, 1);
  assert_int_equal(preview.moves.at[0].after.responsible, 0);
  assert_int_equal(preview.moves.at[0].row_after, 1);
  assert_int_equal(preview.before[1].minutes, 3 * 210);
  assert_int_equal(preview.before[0].minutes, 3 * 12);
  assert_int_equal(preview.after[1].minutes, 2 * 210);
  assert_int_equal(preview.after[0].minutes, 3 * 12 + 210);
  assert_int_equal(preview.after[0].visits, 3 * 50 + 700);
  assert_int_equal(preview.after[0].patients, 1);
  preview_free(&preview);
  facts_free(&plain);
  facts_free(&copd);
  criteria_free(after);
  desk_close(&desk);
}

/* --- The criteria that the program ships --- */

static void load_default(struct desk *desk) {
  desk_open(desk);
  const struct embedded_file *file = embedded_file("data/criteria.csv");
  assert_non_null(file);
  struct csv_table table;
  struct faults faults = {0};
  assert_true(csv_read_bytes(file->path, file->bytes, file->size, &table, &faults));
  assert_int_equal(faults.n, 0);
  int id = csv_column(&table, "criterion"), outcome = csv_column(&table, "outcome"), when = csv_column(&table, "when");
  int rank = csv_column(&table, "rank"), why = csv_column(&table, "rationale"), source = csv_column(&table, "source");
  for (size_t r = 0; r < table.n_rows; r++) {
    add(desk, csv_cell(&table, r, id), (enum outcome)word_code(&words_outcome, csv_cell(&table, r, outcome)),
        (int)strtol(csv_cell(&table, r, rank), NULL, 10), csv_cell(&table, r, when));
    assert_true(strlen(csv_cell(&table, r, why)) > 10); /* each row says why, and from where */
    assert_non_null(strstr(csv_cell(&table, r, source), "[003"));
  }
  csv_table_free(&table);
  faults_free(&faults);
}

static void test_the_default_criteria_have_no_fault(void **state) {
  (void)state;
  struct desk desk;
  load_default(&desk);
  struct table_faults faults;
  criteria_check(desk.criteria, &faults);
  assert_true(faults.complete);
  assert_int_equal(faults.list.n, 0);
  table_faults_free(&faults);
  desk_close(&desk);
}

/* What the frame settles, and what it leaves to people (domain.md, "Deciding OT or HT"); facts as "code code=value". */
static const struct {
  const char *facts;
  enum outcome outcome;
} frame[] = {
    {"pbp service_role=care_worker", OUTCOME_OT},
    {"pbp service_role=nurse", OUTCOME_OT}, /* HT does the nurse's task, the patient stays */
    {"hsy service_role=nurse", OUTCOME_HT},
    {"hsy pbp", OUTCOME_BOTH},
    {"service_role=assistant", OUTCOME_OT},
    {"service_role=nurse", OUTCOME_HT},
    {"service_role=physiotherapist", OUTCOME_HT},
    {"", OUTCOME_GREY},
    {"pbp palliative", OUTCOME_HT},
    {"pbp substance_use", OUTCOME_OT},
    {"pbp substance_use somatic_illness", OUTCOME_HT},
    {"pbp mental_illness somatic_illness", OUTCOME_HT},
    {"pbp advanced_equipment", OUTCOME_HT},
    {"pbp ventilator", OUTCOME_HT},
    {"pbp news2=5 days_known=200", OUTCOME_HT}, /* a known patient who got worse */
    {"pbp news2=4 days_known=200", OUTCOME_OT},
    {"pbp news2=3 news2_single=3 days_known=200", OUTCOME_HT},
    {"pbp news2=5 days_known=3", OUTCOME_OT}, /* not known yet: the queue, not a move */
    {"pbp news2=7 days_known=3", OUTCOME_HT},
    {"pbp worsening", OUTCOME_HT},
    {"pbp diabetes_unstable", OUTCOME_GREY}, /* the five published grey-zone cases */
    {"pbp mental_illness", OUTCOME_GREY},
    {"pbp copd", OUTCOME_GREY},
    {"pbp cognitive_impairment swollen_legs wound_tendency", OUTCOME_GREY},
    {"pbp palliative_cancer", OUTCOME_GREY},
    {"pbp cognitive_impairment swollen_legs", OUTCOME_OT},
    {"pbp palliative_cancer palliative", OUTCOME_HT},
    {"hsy copd news2=6 days_known=90", OUTCOME_HT},
};

/* Sets facts from words "code" and "code=value". */
static void set_words(struct desk *desk, char *words) {
  char *rest = NULL;
  for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
    char *value = strchr(word, '=');
    if (value)
      *value++ = '\0';
    if (text_equal(word, "service_role"))
      facts_set_role(&desk->facts, (enum role)word_code(&words_role, value));
    else
      need(desk, word, value);
  }
}

static void test_the_default_criteria_follow_the_frame(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(frame); i++) {
    struct desk desk;
    load_default(&desk);
    char words[200];
    snprintf(words, sizeof words, "%s", frame[i].facts);
    set_words(&desk, words);
    if (outcome_of(&desk) != frame[i].outcome)
      fail_msg("'%s' gives %s", frame[i].facts, word_token(&words_outcome, (int)outcome_of(&desk)));
    desk_close(&desk);
  }
}

int main(void) {
  assert_true(clock_set_zone("Europe/Oslo"));
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_bad_conditions_are_refused_with_place_and_remedy),
      cmocka_unit_test(test_a_refused_row_is_not_added),
      cmocka_unit_test(test_conditions),
      cmocka_unit_test(test_therapists_match_exactly),
      cmocka_unit_test(test_highest_role),
      cmocka_unit_test(test_values_of_needs),
      cmocka_unit_test(test_only_the_lowest_holding_rank_counts),
      cmocka_unit_test(test_rows_that_miss_by_one_condition),
      cmocka_unit_test(test_the_sentence_of_the_issue),
      cmocka_unit_test(test_a_sentence_names_the_fact_that_matters),
      cmocka_unit_test(test_grey_sentences),
      cmocka_unit_test(test_teams_of_an_outcome),
      cmocka_unit_test(test_team_of_a_service),
      cmocka_unit_test(test_preview_of_new_criteria),
      cmocka_unit_test(test_the_default_criteria_have_no_fault),
      cmocka_unit_test(test_the_default_criteria_follow_the_frame),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
