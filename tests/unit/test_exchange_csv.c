/* CSV: RFC 4180, the encodings' published tables, and the traps of libcsv (house.md). */
#include "check.h"
#include "vaktrom/exchange.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct csv_table table;
static struct faults faults;

static int set_up(void **state) {
  (void)state;
  faults = (struct faults){0};
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  csv_table_free(&table);
  faults_free(&faults);
  return 0;
}

static bool read_text(const char *text) {
  return csv_read_bytes("t.csv", text, strlen(text), &table, &faults);
}

static void expect_cell(size_t row, const char *column, const char *wanted) {
  int c = csv_column(&table, column);
  assert_int_not_equal(c, NONE);
  assert_string_equal(csv_cell(&table, row, c), wanted);
}

static void expect_fault(const char *wanted) {
  if (!faults.n || !strstr(str_text(&faults.text), wanted))
    fail_msg("no fault '%s' in: %s", wanted, str_text(&faults.text));
}

static void delimiter_is_found_on_the_header(void **state) {
  (void)state;
  static const char *const texts[] = {"a,b;c\n1,2;3\n", "a;b,c;d\n1;2,3;4\n", "a\tb\n1\t2,3;4\n", "\"a;x;y\",b\n1,2\n"};
  static const char delimiters[] = {',', ';', '\t', ','};
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    csv_table_free(&table);
    assert_true(read_text(texts[i]));
    assert_int_equal(table.delimiter, delimiters[i]);
    assert_int_equal(table.n_rows, 1);
  }
}

static void encodings_give_the_same_text(void **state) {
  (void)state;
  static const char *const texts[] = {
      "name,x\nB\xC3\xB8rge \xE2\x82\xAC \xE2\x80\x93 \xC3\xA5,1\n",             /* UTF-8 */
      "\xEF\xBB\xBFname,x\nB\xC3\xB8rge \xE2\x82\xAC \xE2\x80\x93 \xC3\xA5,1\n", /* with its mark */
      "name,x\nB\xF8rge \x80 \x96 \xE5,1\n",                                     /* Windows-1252 */
  };
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    csv_table_free(&table);
    assert_true(read_text(texts[i]));
    expect_cell(0, "name", "Børge € – å");
  }
}

static void lines_are_those_of_the_file(void **state) {
  (void)state;
  assert_true(read_text("\na,b\r\n\r\n1,2\r\n\"x\r\n\r\ny\",3\r\n5,\r\n ,\r\n4,5"
                        "\r\n"));
  assert_int_equal(faults.n, 1); /* the first line ends otherwise than the rest */
  expect_fault("t.csv:2: this line ends in CR LF, the lines before it in LF");
  assert_int_equal(table.n_rows, 4); /* a row of blanks is none */
  assert_int_equal(csv_line(&table, 0), 4);
  assert_int_equal(csv_line(&table, 1), 5); /* where it begins */
  assert_int_equal(csv_line(&table, 2), 8);
  assert_int_equal(csv_line(&table, 3), 10);
  expect_cell(1, "a", "x\r\n\r\ny");
}

static void old_line_ends_are_read(void **state) {
  (void)state;
  assert_true(read_text("a,b\r1,2\r3,4\r"));
  assert_int_equal(table.n_rows, 2);
  assert_int_equal(csv_line(&table, 1), 3);
  assert_int_equal(faults.n, 0);
}

static void cells_are_kept_as_they_are(void **state) {
  (void)state;
  assert_true(read_text("a,b,c\n x , y,\"  z\"\"q,\"\n"));
  expect_cell(0, "a", " x ");
  expect_cell(0, "b", " y");
  expect_cell(0, "c", "  z\"q,");
}

static void rows_of_another_length_are_faults(void **state) {
  (void)state;
  assert_true(read_text("a,b\n1\n2,3\n4,5,6\n"));
  assert_int_equal(table.n_rows, 1);
  expect_cell(0, "a", "2");
  assert_int_equal(faults.n, 2);
  expect_fault("t.csv:2: the row has 1 cell, the header names 2");
  expect_fault("t.csv:4: the row has 3 cells, the header names 2");
}

static void a_quote_is_told_where_its_row_begins(void **state) {
  (void)state;
  assert_true(read_text("a,b\n1,2\n3,\"4\n5,6\n7,8\n"));
  expect_fault("t.csv:3: column 'b': the quote that opens this cell is never closed");
  assert_int_equal(table.n_rows, 1);
}

/* A character, a line end and a quote across the seams of the chunks that a file is read in. */
static void seams_do_not_show(void **state) {
  (void)state;
  char path[] = "/tmp/test_exchange_csv_XXXXXX";
  int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  FILE *file = fdopen(descriptor, "wb");
  fputs("name;n\r\n", file);
  for (int n = 0; n < 40000; n++) /* rows of 26 to 30 bytes: seams of 256 KiB fall everywhere within them */
    fprintf(file, "\"\xC3\xA6\xC3\xB8\xC3\xA5 \xE2\x82\xAC;\"\"x\";%d\r\n", n);
  fclose(file);
  assert_true(csv_read(path, &table, &faults));
  unlink(path);
  assert_int_equal(faults.n, 0);
  assert_int_equal(table.n_rows, 40000);
  for (size_t n = 0; n < table.n_rows; n++) {
    expect_cell(n, "name", "æøå €;\"x");
    assert_int_equal(atoi(csv_cell(&table, n, 1)), (int)n);
    assert_int_equal(csv_line(&table, n), n + 2);
  }
}

static void faults_are_fifty_and_a_count(void **state) {
  (void)state;
  struct error err = {0};
  for (int n = 1; n <= 53; n++)
    faults_add(&faults, "t.csv", (size_t)n, "a", "fault\n%d", n);
  assert_false(faults_none(&faults, &err));
  assert_int_equal(err.status, STATUS_INPUT);
  assert_non_null(strstr(err.text, "t.csv:50: column 'a': fault?50")); /* one line each */
  assert_null(strstr(err.text, "t.csv:51"));
  assert_non_null(strstr(err.text, "\nand 3 more"));
  error_clear(&err);
}

static void expect_written(bool excel, const char *wanted) {
  struct str out = {0};
  struct csv_writer writer;
  csv_write_start(&writer, &out, excel);
  csv_write_cell(&writer, "a,b");
  csv_write_cell(&writer, "c;d");
  csv_write_cell(&writer, "say \"x\"");
  csv_write_number(&writer, "60.25");
  csv_write_cell(&writer, NULL);
  csv_write_free_text(&writer, "=1+1");
  csv_write_free_text(&writer, "'tis");
  csv_write_free_text(&writer, "plain 'x'");
  csv_write_end_row(&writer);
  assert_string_equal(str_text(&out), wanted);
  str_free(&out);
}

static void quotes_only_where_needed(void **state) {
  (void)state;
  expect_written(false, "\"a,b\",c;d,\"say \"\"x\"\"\",60.25,,'=1+1,''tis,plain 'x'\n");
  expect_written(true, "\xEF\xBB\xBF"
                       "a,b;\"c;d\";\"say \"\"x\"\"\";60,25;;'=1+1;''tis;plain 'x'\n");
}

static void the_guard_comes_off_again(void **state) {
  (void)state;
  static const char *const texts[] = {"=1", "+1", "-1", "@x", "'x", "''", "'", "\tx", "x", "", "a'b"};
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    struct str out = {0};
    struct csv_writer writer;
    csv_write_start(&writer, &out, false);
    csv_write_free_text(&writer, texts[i]);
    assert_string_equal(csv_unguard(str_text(&out)), texts[i]);
    if (texts[i][0] && strchr("=+-@'\t", texts[i][0]))
      assert_int_equal(str_text(&out)[0], '\'');
    str_free(&out);
  }
  assert_string_equal(csv_unguard("'quoted'"), "'quoted'"); /* no guard: a person's apostrophe */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(delimiter_is_found_on_the_header),
      TEST(encodings_give_the_same_text),
      TEST(lines_are_those_of_the_file),
      TEST(old_line_ends_are_read),
      TEST(cells_are_kept_as_they_are),
      TEST(rows_of_another_length_are_faults),
      TEST(a_quote_is_told_where_its_row_begins),
      TEST(seams_do_not_show),
      TEST(faults_are_fifty_and_a_count),
      TEST(quotes_only_where_needed),
      TEST(the_guard_comes_off_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
