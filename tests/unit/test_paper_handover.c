/* A handover is one page, however busy the shift was: nothing on it touches, what is vital is named, the rest is told
 * from the top down as far as it goes and then counted, and a CSV or the whole sheet has all of it. */
#include "dispatch_fixture.h"

#include "paper_boxes.h"
#include "vaktrom/dispatch/flows.h"

/* `n` patients from P100 on, each with vital signs of NEWS2 7, a must visit that nobody has, a should visit dropped, a
 * reminder, a service that begins today and, every second one, a suspension. P100 to P104 are new. */
static const char *const busy_shift =
    "CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 99 + %d)"
    "  SELECT i FROM n;"
    "INSERT INTO patients (patient, name, team, admitted) SELECT 'P' || i, 'Ågot Sæther-Berg ' || i,"
    "  'OT1', iif(i < 105, '2026-03-03', '2025-01-01') FROM n;"
    "INSERT INTO observations (patient, at, resp, spo2, scale, oxygen, systolic, pulse, consciousness, temp)"
    "  SELECT 'P' || i, 1772517000, 22, 96, 1, 'yes', 120, 115, 'A', 38.5 FROM n;" /* 2 + 0 + 2 + 0 + 2 + 0 + 1 = 7 */
    "INSERT INTO visits (visit, date, shift, patient, task, team, min_role, duration, earliest, latest, \"window\","
    "  priority, state, reason) SELECT 'W' || i, '2026-03-03', 'day', 'P' || i, 'care', 'OT1', 'assistant', 30, '465',"
    "  '540', 'soft', 'must', 'unassigned', 'nobody has the time for it' FROM n"
    "  UNION ALL SELECT 'X' || i, '2026-03-03', 'day', 'P' || i, 'care', 'OT1', 'assistant', 30, '465', '540', 'soft',"
    "  'should', 'dropped', 'the street was closed' FROM n;"
    "INSERT INTO reminders (reminder, team, due, patient, text) SELECT 'R' || i, 'OT1', '2026-03-03', 'P' || i,"
    "  'Ring fastlegen om resepten' FROM n;"
    "INSERT INTO services (service, patient, task, days, start, earliest, latest, priority) SELECT 'T' || i, 'P' || i,"
    "  'care', 'MTWTFSS', '2026-03-03', '08:00', '10:00', 'should' FROM n;"
    "INSERT INTO suspensions (patient, \"from\", until, reason) SELECT 'P' || i, '2026-03-03', '2026-03-12', 'hospital'"
    "  FROM n WHERE i %% 2 = 0;"
    "DROP TABLE n;";
#define NEW_PATIENTS 5

static void make_shift(struct fixture *fixture, int patients, struct handover *sheet) {
  struct str sql = {0};
  str_addf(&sql, busy_shift, patients);
  assert_true(change(fixture, str_text(&sql)));
  str_free(&sql);
  struct session owner = session_of(fixture, "owner");
  DONE(fixture, dispatch_handover(&owner, on(THE_DAY), SHIFT_DAY, "OT1", sheet, &fixture->err));
  /* of those who are new the admission stands in the place of the service that begins */
  assert_int_equal(sheet->items.n, 5 * patients + patients / 2);
}

static const char *all_lines(const struct paper *paper, enum handover_kind kind, struct arena *arena) {
  struct str out = {0};
  const struct paper_section *section = &paper->sections.at[0];
  for (size_t r = 0; r < section->rows.n; r++) {
    const char **cells = section->rows.at[r].cells;
    if (cells && strcmp(cells[1], word_label(&words_handover_kind, (int)kind)) == 0)
      str_addf(&out, "%s %s;", cells[2], cells[3]);
  }
  const char *copy = arena_strdup(arena, str_text(&out));
  str_free(&out);
  return copy;
}

/* Each patient from P100 on stands among the lines of that kind. */
static void assert_all_named(const struct paper *paper, enum handover_kind kind, int patients) {
  struct arena arena = {0};
  const char *lines = all_lines(paper, kind, &arena);
  for (int i = 100; i < 100 + patients; i++) {
    char id[8];
    snprintf(id, sizeof id, "P%d", i);
    if (!strstr(lines, id))
      fail_msg("%s is not among: %s", id, lines);
  }
  arena_free(&arena);
}

/* Those of a kind that have their line, and those that "N more" counts. */
static void count_kind(const struct paper *paper, enum handover_kind kind, int *in_full, int *counted) {
  const struct paper_section *section = &paper->sections.at[0];
  *in_full = *counted = 0;
  for (size_t r = 0; r < section->rows.n; r++) {
    const struct paper_row *row = &section->rows.at[r];
    bool of_kind = row->cells && strcmp(row->cells[1], word_label(&words_handover_kind, (int)kind)) == 0;
    int n;
    *in_full += of_kind && row->record;
    if (of_kind && !row->record && strstr(row->cells[3], " more") && sscanf(row->cells[3], "%d more", &n) == 1)
      *counted += n;
  }
}

static void assert_one_page(struct paper *paper, bool landscape) {
  struct type *type = type_new();
  struct pages pages;
  struct str text = {0};
  pages_lay_out(paper, type, &pages);
  check_pages(&pages);
  assert_int_equal(pages.at.n, 1);
  assert_int_equal(pages.at.at[0].width > pages.at.at[0].height, landscape);
  paper_render_text(paper, &text);
  assert_null(strchr(str_text(&text), '\f'));
  str_free(&text);
  pages_free(&pages);
  type_free(type);
}

static int count_records(const struct paper *paper) {
  int n = 0;
  for (size_t r = 0; r < paper->sections.at[0].rows.n; r++)
    n += paper->sections.at[0].rows.at[r].record != NULL;
  return n;
}

/* 8 patients: what must be known is told in full, as much of the rest as the page has room for. */
static void test_a_busy_shift(void **state) {
  struct fixture *fixture = *state;
  struct handover sheet;
  struct paper paper;
  int in_full, counted;
  make_shift(fixture, 8, &sheet);
  paper_handover(fixture->store, &sheet, &(struct paper_wishes){0}, &paper);
  assert_one_page(&paper, false);
  assert_int_equal(count_records(&paper), sheet.items.n);
  count_kind(&paper, HANDOVER_NEWS2, &in_full, &counted);
  assert_int_equal(in_full, 8);
  count_kind(&paper, HANDOVER_UNASSIGNED, &in_full, &counted);
  assert_int_equal(in_full, 8);
  count_kind(&paper, HANDOVER_ADMISSION, &in_full, &counted);
  assert_int_equal(in_full, NEW_PATIENTS);
  count_kind(&paper, HANDOVER_CHANGE, &in_full, &counted);
  assert_int_equal(in_full, 0);
  assert_int_equal(counted, 8 - NEW_PATIENTS);
  count_kind(&paper, HANDOVER_REMINDER, &in_full, &counted);
  assert_int_equal(in_full + counted, 8);
  assert_non_null(
      strstr(paper.sections.at[0].above.at[2], "vaktrom handover --date " THE_DAY " --shift day --team OT1 --all"));
  paper_free(&paper);
  handover_free(&sheet);
}

/* 16 patients: 37 lines that must be known are more than a page, so those that are last are named; across the page
 * there is less room still. */
static void test_more_than_a_page_of_what_is_vital(void **state) {
  struct fixture *fixture = *state;
  struct handover sheet;
  struct paper paper;
  int in_full, counted;
  make_shift(fixture, 16, &sheet);
  for (int across = 0; across <= 1; across++) {
    const struct paper_wishes wishes = {.turn = across ? PAPER_TURN_ACROSS : PAPER_TURN_UPRIGHT, .initials = across};
    paper_handover(fixture->store, &sheet, &wishes, &paper);
    assert_one_page(&paper, across);
    assert_all_named(&paper, HANDOVER_NEWS2, 16);
    assert_all_named(&paper, HANDOVER_UNASSIGNED, 16);
    assert_all_named(&paper, HANDOVER_ADMISSION, NEW_PATIENTS);
    count_kind(&paper, HANDOVER_NEWS2, &in_full, &counted);
    assert_true(in_full > 0 && counted == 0);
    count_kind(&paper, HANDOVER_NOT_DONE, &in_full, &counted);
    assert_int_equal(counted, 16);
    assert_int_equal(count_records(&paper), sheet.items.n);
    paper_free(&paper);
  }
  handover_free(&sheet);
}

/* All 60 patients that a team may have: they are named by their numbers. */
static void test_a_disaster(void **state) {
  struct fixture *fixture = *state;
  struct handover sheet;
  struct paper paper;
  make_shift(fixture, 60, &sheet);
  paper_handover(fixture->store, &sheet, &(struct paper_wishes){0}, &paper);
  assert_one_page(&paper, false);
  assert_all_named(&paper, HANDOVER_NEWS2, 60);
  assert_all_named(&paper, HANDOVER_UNASSIGNED, 60);
  paper_free(&paper);
  handover_free(&sheet);
}

/* A quiet shift is told in full, and so is a busy one for whoever asks for all of it. */
static void test_all_of_it(void **state) {
  struct fixture *fixture = *state;
  struct handover sheet;
  struct paper paper;
  make_shift(fixture, 2, &sheet);
  paper_handover(fixture->store, &sheet, &(struct paper_wishes){0}, &paper);
  assert_one_page(&paper, false);
  assert_int_equal(paper.sections.at[0].above.n, 2);
  assert_int_equal(paper.sections.at[0].rows.n, sheet.items.n);
  paper_free(&paper);
  handover_free(&sheet);
  assert_true(change(fixture,
                     "DELETE FROM suspensions; DELETE FROM reminders; DELETE FROM observations;"
                     "DELETE FROM visits WHERE visit GLOB '[WX]*'; DELETE FROM services WHERE service GLOB 'T*';"
                     "DELETE FROM patients WHERE patient LIKE 'P1__';"));
  make_shift(fixture, 40, &sheet);
  paper_handover(fixture->store, &sheet, &(struct paper_wishes){.whole = true}, &paper);
  struct str text = {0};
  paper_render_text(&paper, &text);
  assert_non_null(strchr(str_text(&text), '\f'));
  assert_int_equal(paper.sections.at[0].rows.n, sheet.items.n);
  for (size_t r = 0; r < paper.sections.at[0].rows.n; r++)
    assert_non_null(paper.sections.at[0].rows.at[r].cells);
  str_free(&text);
  paper_free(&paper);
  handover_free(&sheet);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      DAY_TEST(test_a_busy_shift),
      DAY_TEST(test_more_than_a_page_of_what_is_vital),
      DAY_TEST(test_a_disaster),
      DAY_TEST(test_all_of_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
