/* Pages as boxes: whatever stands on a paper, no text touches another, none leaves its page, and none is lost. */
#define _GNU_SOURCE /* memmem */
#include "dispatch_fixture.h"

#include "paper_boxes.h"

/* --- A paper of extremes --- */

static const struct paper_column columns[] = {
    {"", 3, PAPER_TICK, 24}, {"when", 5, PAPER_RIGHT, 0}, {"what", 0, PAPER_LEAD, 0}, {"note", 8, PAPER_TEXT, 90}};

static void add_row(struct paper *paper, const char *what, const char *note, int number) {
  const char **cells = arena_alloc(&paper->arena, COUNT_OF(columns) * sizeof *cells);
  cells[0] = "x", cells[1] = "07:30", cells[2] = what, cells[3] = note;
  vec_push(&paper->sections.at[0].rows, (struct paper_row){.cells = cells, .number = number});
}

static void begin_paper(struct paper *paper) {
  *paper = (struct paper){.stamp = "printed 2026-03-04 07:12 · version 12"};
  struct paper_section *section = vec_add(&paper->sections);
  section->title = "L1 · Ærlige Åses team for øvelse · Wednesday 2026-03-04";
  section->columns = columns;
  section->n_columns = (int)COUNT_OF(columns);
  section->mark = "DRAFT";
}

static const char *repeated(struct paper *paper, const char *text, int times) {
  struct str all = {0};
  for (int i = 0; i < times; i++)
    str_add(&all, text);
  const char *copy = arena_strdup(&paper->arena, str_text(&all));
  str_free(&all);
  return copy;
}

static void test_extremes(void **state) {
  (void)state;
  struct paper paper;
  struct pages pages;
  struct str said = {0};
  begin_paper(&paper);
  add_row(&paper, "Ågot Sæther-Bjørnstjerne\nMorgenstell", "André Łukasz Žižek", 1);
  add_row(&paper, "فاطمة الزهراء\nஅனுராதா · Вера Ковалёва · ሰላም", "", 22);
  add_row(&paper, repeated(&paper, "Menneskerettighetsorganisasjonssekretær", 40), repeated(&paper, "W", 200), 333);
  for (int i = 0; i < 60; i++)
    vec_push(&paper.sections.at[0].above, "a line above that is one of many and takes its room on the page like all");
  struct type *type = type_new();
  pages_lay_out(&paper, type, &pages);
  check_pages(&pages);
  assert_true(pages.at.n >= 2);
  add_said(&pages, &said);
  assert_non_null(strstr(str_text(&said), "ÅgotSæther-BjørnstjerneMorgenstell"));
  assert_non_null(strstr(str_text(&said), "فاطمةالزهراءஅனுராதா·ВераКовалёва·ሰላም"));
  assert_non_null(strstr(str_text(&said), repeated(&paper, "Menneskerettighetsorganisasjonssekretær", 40)));
  assert_non_null(strstr(str_text(&said), repeated(&paper, "W", 200)));
  str_free(&said);
  pages_free(&pages);
  type_free(type);
  paper_free(&paper);
}

/* 300 numbered lines in one cell: more than two pages; each number comes once, in its order. */
static void test_a_row_longer_than_a_page_goes_on(void **state) {
  (void)state;
  struct paper paper;
  struct pages pages;
  struct str cell = {0};
  int next = 1;
  begin_paper(&paper);
  add_row(&paper, "before", "", 1);
  for (int i = 1; i <= 300; i++)
    str_addf(&cell, "%sline %d", i > 1 ? "\n" : "", i);
  add_row(&paper, str_text(&cell), "", 2);
  add_row(&paper, "after", "", 3);
  struct type *type = type_new();
  pages_lay_out(&paper, type, &pages);
  check_pages(&pages);
  assert_true(pages.at.n >= 4);
  for (size_t p = 0; p < pages.at.n; p++)
    for (size_t b = 0; b < pages.at.at[p].boxes.n; b++) {
      const struct box *box = &pages.at.at[p].boxes.at[b];
      const char *end = box->text + box->length;
      for (const char *at = box->text; box->kind == BOX_TEXT && at && at < end && strncmp(at, "line ", 5) == 0;) {
        assert_int_equal(strtol(at + 5, NULL, 10), next++);
        at = memchr(at, '\n', (size_t)(end - at));
        at = at ? at + 1 : NULL;
      }
    }
  assert_int_equal(next, 301);
  str_free(&cell);
  pages_free(&pages);
  type_free(type);
  paper_free(&paper);
}

/* Eighty lists, and a map on which half of the stops share an address. */
static void test_figures(void **state) {
  (void)state;
  struct paper paper;
  struct pages pages;
  begin_paper(&paper);
  struct paper_section *section = &paper.sections.at[0];
  section->landscape = true;
  section->timeline = (struct paper_timeline){.date = on(THE_DAY), .from = 420, .until = 960};
  for (int i = 0; i < 80; i++) {
    struct paper_lane *lane = vec_add(&section->timeline.lanes);
    lane->label = "L77 Ågot Sæther-Bjørnstjerne, 900 11 222\n11 visits, 07:30-15:00";
    for (int v = 0; v < 12; v++)
      vec_push(&lane->bars, (struct paper_bar){PAPER_BAR_VISIT, 450 + 40 * v, 455 + (40 + v) * v, v + 1});
    vec_push(&section->map, (struct paper_point){60.3 + (i % 40) * 0.001, 5.3 + (i % 7) * 0.01, i});
  }
  struct type *type = type_new();
  pages_lay_out(&paper, type, &pages);
  check_pages(&pages);
  assert_true(pages.at.n >= 3);
  assert_true(pages.at.at[0].width > pages.at.at[0].height);
  pages_free(&pages);
  type_free(type);
  paper_free(&paper);
}

/* However wide the column, a line breaks before or behind a telephone number and not within it. */
static void test_telephone_numbers_stay_whole(void **state) {
  (void)state;
  static const char text[] = "duty nurse: Anders Aarseth, 960 06 009 and 55 56 10 10 at the base";
  static const struct face face = {8.5, false, false, FACE_LEFT};
  struct type *type = type_new();
  for (double width = 100; width < 300; width += 7) {
    double whole, height;
    type_fit(type, &face, "one line", width, 1000, &whole);
    for (const char *rest = text; *rest;) {
      size_t length = type_fit(type, &face, rest, width, whole + 0.1, &height);
      if (rest[length] >= '0' && rest[length] <= '9')
        assert_true(strncmp(rest + length, "960 ", 4) == 0 || strncmp(rest + length, "55 56", 5) == 0);
      rest += length;
      rest += *rest == ' ';
    }
  }
  type_free(type);
}

/* Three dots close together and a fourth stop at one of them: no number lies on another one's dot. */
static void test_numbers_on_the_map(void **state) {
  (void)state;
  struct paper paper;
  struct pages pages;
  begin_paper(&paper);
  static const struct paper_point points[] = {{60.3, 5.3, 0},      {60.31, 5.3001, 1}, {60.3, 5.33, 2},
                                              {60.3, 5.3312, 3},   {60.3, 5.3288, 4},  {60.3, 5.33, 5},
                                              {60.3004, 5.3294, 6}};
  for (size_t i = 0; i < COUNT_OF(points); i++)
    vec_push(&paper.sections.at[0].map, points[i]);
  struct type *type = type_new();
  pages_lay_out(&paper, type, &pages);
  check_pages(&pages);
  const struct page *page = &pages.at.at[0];
  int numbers = 0;
  for (size_t n = 0; n < page->boxes.n; n++) {
    const struct box *number = &page->boxes.at[n];
    if (number->kind != BOX_TEXT || number->length != 1 || *number->text < '1' || *number->text > '6')
      continue;
    numbers++;
    for (size_t d = 0; d < page->boxes.n; d++) {
      const struct box *dot = &page->boxes.at[d];
      double x = dot->x + dot->width / 2, y = dot->y + dot->height / 2;
      assert_false(dot->kind == BOX_DOT && number->x < x && x < number->x + number->width && number->y < y &&
                   y < number->y + number->height);
    }
  }
  assert_int_equal(numbers, 6);
  pages_free(&pages);
  type_free(type);
  paper_free(&paper);
}

/* --- The roster of the small base --- */

static bool has_text(const struct page *page, const char *text) {
  for (size_t i = 0; i < page->boxes.n; i++) {
    const struct box *box = &page->boxes.at[i];
    if (box->kind == BOX_TEXT && strlen(text) <= box->length && memmem(box->text, box->length, text, strlen(text)))
      return true;
  }
  return false;
}

static int count_kind(const struct page *page, enum box_kind kind) {
  int n = 0;
  for (size_t i = 0; i < page->boxes.n; i++)
    n += page->boxes.at[i].kind == kind;
  return n;
}

/* Amir's page: six stops at P1, P2, P3, P1, P1, P5; P3's address is protected: five dots. The draft stands across it.
 */
static void test_a_list_on_its_page(void **state) {
  struct fixture *fixture = *state;
  struct day *day;
  struct paper paper;
  struct pages pages;
  const struct roster_filter filter = {.shift = NONE, .list = "LA"};
  assert_true(change(fixture, "UPDATE patients SET protected = 'yes' WHERE patient = 'P3';"
                              "UPDATE patients SET key_number = 'N7', door_code = '4711' WHERE patient = 'P1';"));
  DONE(fixture, store_load_day(fixture->store, on(THE_DAY), &day, &fixture->err));
  paper_roster(fixture->store, day, &filter, &paper);
  struct type *type = type_new();
  pages_lay_out(&paper, type, &pages);
  check_pages(&pages);
  assert_int_equal(pages.at.n, 1);
  const struct page *page = &pages.at.at[0];
  assert_int_equal(count_kind(page, BOX_DOT), 5);
  assert_int_equal(count_kind(page, BOX_MARK), 1);
  assert_true(has_text(page, "P1 Per, Road 1"));
  assert_true(has_text(page, "keys: N7"));
  assert_true(has_text(page, "P3 (protected address)"));
  assert_true(has_text(page, "two workers: with Berit"));
  assert_true(has_text(page, "1 of 1"));
  assert_false(has_text(page, "Pål") || has_text(page, "Road 3") || has_text(page, "4711"));
  pages_free(&pages);
  type_free(type);
  paper_free(&paper);
  day_free(day);
}

/* Pages that stay together are numbered through; those that are handed out, each by themselves. */
static void test_pages_are_numbered(void **state) {
  (void)state;
  struct paper paper = {0};
  vec_add(&paper.sections)->title = "first";
  vec_add(&paper.sections)->title = "second";
  struct type *type = type_new();
  for (int through = 0; through <= 1; through++) {
    struct pages pages;
    paper.through = through;
    pages_lay_out(&paper, type, &pages);
    assert_int_equal(pages.at.n, 2);
    assert_true(has_text(&pages.at.at[0], through ? "1 of 2" : "1 of 1"));
    assert_true(has_text(&pages.at.at[1], through ? "2 of 2" : "1 of 1"));
    pages_free(&pages);
  }
  type_free(type);
  paper_free(&paper);
}

/* What was written where it should not be: the door code in a text, an identity number, one with a space and a
 * D-number's day. A telephone number and an account's stay. The sheet says that something is
 * missing. */
static void test_what_never_stands_on_paper(void **state) {
  struct fixture *fixture = *state;
  struct day *day;
  struct paper paper;
  struct str text = {0};
  const struct roster_filter filter = {.shift = NONE, .list = "LA"};
  assert_true(change(fixture,
                     "UPDATE patients SET door_code = '4711#', access = 'kode 4711#, ring på',"
                     " important = '01010112345 410190 12345 tlf 90012345' WHERE patient = 'P1';"
                     "UPDATE patients SET important = 'konto 99990112345, 311299123456, 04.03.2026 12345, 311299-12345,"
                     " 31.12.99 12345' WHERE patient = 'P2';"));
  DONE(fixture, store_load_day(fixture->store, on(THE_DAY), &day, &fixture->err));
  paper_roster(fixture->store, day, &filter, &paper);
  paper_render_csv(&paper, &text);
  assert_non_null(strstr(str_text(&text), "kode [removed], ring på"));
  assert_non_null(strstr(str_text(&text), "[removed] [removed] tlf 90012345"));
  assert_non_null(strstr(str_text(&text), "konto 99990112345, 311299123456, 04.03.2026 12345, [removed], [removed]"));
  paper_render_text(&paper, &text);
  assert_null(strstr(str_text(&text), "4711"));
  assert_null(strstr(str_text(&text), "01010112345"));
  assert_null(strstr(str_text(&text), "190 12345"));
  assert_non_null(strstr(str_text(&text), "[removed]: a national identity number or a door code was written there."));
  str_free(&text);
  paper_free(&paper);
  day_free(day);
}

static void test_initials(void **state) {
  struct fixture *fixture = *state;
  struct day *day;
  struct paper paper;
  struct str text = {0};
  const struct roster_filter filter = {.shift = NONE, .list = "LB", .initials = true};
  assert_true(change(fixture, "UPDATE patients SET name = 'Åse-Lill van der Øy' WHERE patient = 'P4';"));
  DONE(fixture, store_load_day(fixture->store, on(THE_DAY), &day, &fixture->err));
  paper_roster(fixture->store, day, &filter, &paper);
  paper_render_text(&paper, &text);
  assert_non_null(strstr(str_text(&text), "P4 ÅvdØ, Road 4"));
  assert_null(strstr(str_text(&text), "Lill"));
  str_free(&text);
  paper_free(&paper);
  day_free(day);
}

/* The team's sheet names who leads and what nobody has, and comes before its lists. */
static void test_the_team_sheet(void **state) {
  struct fixture *fixture = *state;
  struct day *day;
  struct paper paper;
  struct pages pages;
  const struct roster_filter filter = {.shift = SHIFT_DAY, .team = "OT1"};
  assert_true(change(fixture, v4_waits));
  assert_true(change(fixture, "UPDATE staff SET phone = '900 00 001' WHERE staff = 'N1';"));
  DONE(fixture, store_load_day(fixture->store, on(THE_DAY), &day, &fixture->err));
  paper_roster(fixture->store, day, &filter, &paper);
  struct type *type = type_new();
  pages_lay_out(&paper, type, &pages);
  check_pages(&pages);
  assert_int_equal(pages.at.n, 3);
  const struct page *page = &pages.at.at[0];
  assert_true(page->width > page->height);
  assert_true(has_text(page, "shift coordinator: Cara"));
  assert_true(has_text(page, "duty nurse: Nina, 900 00 001"));
  assert_true(has_text(page, "LA Amir"));
  assert_true(has_text(page, "P4 Petra, Road 4"));
  pages_free(&pages);
  type_free(type);
  paper_free(&paper);
  day_free(day);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_extremes),
      cmocka_unit_test(test_a_row_longer_than_a_page_goes_on),
      cmocka_unit_test(test_figures),
      cmocka_unit_test(test_telephone_numbers_stay_whole),
      cmocka_unit_test(test_numbers_on_the_map),
      DAY_TEST(test_a_list_on_its_page),
      cmocka_unit_test(test_pages_are_numbered),
      DAY_TEST(test_what_never_stands_on_paper),
      DAY_TEST(test_initials),
      DAY_TEST(test_the_team_sheet),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
