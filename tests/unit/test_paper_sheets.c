/* Every kind of sheet, upright and across, with names and texts as long as people have them: no text touches another,
 * none leaves its page, and none is lost. */
#include "dispatch_fixture.h"

#include "paper_boxes.h"
#include "vaktrom/dispatch/flows.h"

#define LONG_NAME "Ågot-Kristine Wilhelmsen Sæther-Bjørnstjerne von der Østensjø-Haugerud"
#define LONG_WORD "Menneskerettighetsorganisasjonssekretæropplæringen"
#define SCRIPTS "فاطمة الزهراء Nguyễn Thị Hồng Ngọc Вера Ковалёва"

static const char *const long_texts =
    "UPDATE patients SET name = '" LONG_NAME "', address = 'Kong Oscars gate 123 B, oppgang C, 4. etasje til venstre',"
    "  important = '" LONG_WORD " " LONG_WORD " og kaffe', access = '" LONG_WORD LONG_WORD "', key_number = 'N1234567';"
    "UPDATE patients SET name = '" SCRIPTS "' WHERE patient IN ('P4', 'P6');"
    "UPDATE patients SET protected = 'yes' WHERE patient = 'P3';"
    "UPDATE staff SET name = '" LONG_NAME "', phone = '+47 900 00 001 (bare dagtid)';"
    "UPDATE teams SET name = 'Omsorgsteam " LONG_NAME "', phone = '55 00 00 00', unit = 'Fana og Ytrebygda', cars = 1;"
    "UPDATE tasks SET name = '" LONG_WORD " med hjelpemidler og veiledning';"
    "UPDATE visits SET state = 'unassigned', list = NULL, seq = NULL, start = NULL, reason = '" LONG_WORD "'"
    "  WHERE visit IN ('V2', 'V4');"
    "INSERT INTO queue (item, at, kind, urgency, patient, \"from\", text, team, owner, state, due_at) VALUES"
    " ('Q1', 1772517000, 'new_patient', 'now', 'P6', 'A1', '" LONG_WORD LONG_WORD LONG_WORD "', 'HT1', 'N1', 'taken',"
    "  1772517600), ('Q2', 1772517000, 'advice', 'today', 'P1', 'A1', '" SCRIPTS "', 'HT1', NULL, 'open', 1772539200);"
    "INSERT INTO reminders (reminder, team, due, patient, text) VALUES"
    " ('R1', 'OT1', '2026-03-03', 'P4', '" LONG_WORD LONG_WORD "');"
    "INSERT INTO observations (patient, at, resp, spo2, scale, oxygen, systolic, pulse, consciousness, temp) VALUES"
    " ('P1', 1772517000, 26, 90, 1, 'yes', 90, 131, 'C', 39.5), ('P6', 1772517000, 26, 90, 1, 'yes', 90, 131, 'C', "
    "39.5);"
    "INSERT INTO suspensions (patient, \"from\", until, reason) VALUES ('P4', '2026-03-04', '2026-03-12', 'hospital');"
    "INSERT INTO meeting (meeting, patient, team, date, ground, text) VALUES"
    " ('M1', 'P1', 'OT1', '2026-03-11', 'new', '" LONG_WORD LONG_WORD " " LONG_NAME "'),"
    " ('M2', 'P6', 'HT1', '2026-03-11', 'new', '" SCRIPTS "');";

/* The cell's text stands on the pages, blanks and line ends aside. */
static void assert_cell_said(const struct str *said, const char *cell) {
  struct str whole = {0};
  for (const char *c = cell; *c; c++)
    if (*c != ' ' && *c != '\n')
      str_addc(&whole, *c);
  if (!strstr(str_text(said), str_text(&whole)))
    fail_msg("'%s' is lost", cell);
  str_free(&whole);
}

static void check_turned(struct paper *paper, bool landscape, struct type *type) {
  struct pages pages;
  struct str said = {0};
  for (size_t i = 0; i < paper->sections.n; i++)
    paper->sections.at[i].landscape = landscape;
  pages_lay_out(paper, type, &pages);
  assert_true(pages.at.n > 0);
  check_pages(&pages);
  assert_int_equal(pages.at.at[0].width > pages.at.at[0].height, landscape);
  add_said(&pages, &said);
  for (size_t s = 0; s < paper->sections.n; s++)
    for (size_t r = 0; r < paper->sections.at[s].rows.n; r++) {
      const struct paper_row *row = &paper->sections.at[s].rows.at[r];
      for (int c = 0; row->cells && c < paper->sections.at[s].n_columns; c++)
        if (paper->sections.at[s].columns[c].cells != PAPER_TICK)
          assert_cell_said(&said, row->cells[c]);
    }
  str_free(&said);
  pages_free(&pages);
}

/* Frees the paper. */
static void check_sheet(struct paper *paper, const char *holds) {
  struct type *type = type_new();
  struct str text = {0};
  paper_render_text(paper, &text);
  assert_non_null(strstr(str_text(&text), holds));
  str_free(&text);
  check_turned(paper, false, type);
  check_turned(paper, true, type);
  type_free(type);
  paper_free(paper);
}

static struct day *load(struct fixture *fixture) {
  struct day *day;
  assert_true(change(fixture, long_texts));
  DONE(fixture, store_load_day(fixture->store, on(THE_DAY), &day, &fixture->err));
  return day;
}

/* The unit's sheet, the teams' and the lists', with names and with initials. */
static void test_rosters(void **state) {
  struct fixture *fixture = *state;
  struct paper paper;
  struct day *day = load(fixture);
  struct roster_filter filter = {.shift = NONE};
  paper_roster(fixture->store, day, &filter, &paper);
  assert_int_equal(paper.sections.n, 6); /* the unit, HT1 and LN, OT1 and LA, LB */
  check_sheet(&paper, "Fana og Ytrebygda");
  filter.initials = true;
  paper_roster(fixture->store, day, &filter, &paper);
  check_sheet(&paper, "P1 ÅWSvdØ");
  filter = (struct roster_filter){.shift = NONE, .unit = "Fana og Ytrebygda", .summary = true};
  paper_roster(fixture->store, day, &filter, &paper);
  assert_int_equal(paper.sections.n, 1);
  check_sheet(&paper, "NOBODY HAS: OT1");
  day_free(day);
}

static void test_handover(void **state) {
  struct fixture *fixture = *state;
  struct paper paper;
  struct handover sheet;
  day_free(load(fixture));
  struct session owner = session_of(fixture, "owner");
  DONE(fixture, dispatch_handover(&owner, on(THE_DAY), SHIFT_DAY, "OT1", &sheet, &fixture->err));
  assert_true(sheet.items.n >= 5);
  for (int texts = 0; texts <= 1; texts++) {
    paper_handover(fixture->store, &sheet, &(struct paper_wishes){.texts = texts}, &paper);
    check_sheet(&paper, "Q2 advice");
  }
  handover_free(&sheet);
}

static void test_own(void **state) {
  struct fixture *fixture = *state;
  struct paper paper;
  struct own_report report;
  struct session session = session_of(fixture, "N1");
  day_free(load(fixture));
  DONE(fixture, dispatch_own(&session, "HT1", instant_of(on(THE_DAY), 0), &report, &fixture->err));
  for (int texts = 0; texts <= 1; texts++) {
    paper_own(fixture->store, &report, &(struct paper_wishes){.texts = texts, .initials = texts}, &paper);
    check_sheet(&paper, "Q1, new patient");
  }
  own_report_free(&report);
}

static void test_queue(void **state) {
  struct fixture *fixture = *state;
  struct paper paper;
  struct arena arena = {0};
  struct queue_item *items;
  int n;
  struct day *day = load(fixture);
  DONE(fixture, dispatch_queue(fixture->store, "HT1", false, &arena, &items, &n, &fixture->err));
  assert_int_equal(n, 2);
  for (int texts = 0; texts <= 1; texts++) {
    paper_queue(fixture->store, day, "HT1", items, n, &(struct paper_wishes){.texts = texts}, &paper);
    check_sheet(&paper, "Q2 advice");
  }
  arena_free(&arena);
  day_free(day);
}

static void test_meeting(void **state) {
  struct fixture *fixture = *state;
  struct paper paper;
  struct arena arena = {0};
  struct meeting_candidate *candidates;
  int n;
  day_free(load(fixture));
  DONE(fixture, store_load_meeting(fixture->store, NULL, DATE_NONE, &arena, &candidates, &n, &fixture->err));
  assert_int_equal(n, 2);
  paper_meeting(fixture->store, candidates, n, &paper);
  check_sheet(&paper, "P6");
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      DAY_TEST(test_rosters), DAY_TEST(test_handover), DAY_TEST(test_own), DAY_TEST(test_queue), DAY_TEST(test_meeting),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
