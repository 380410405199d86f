/*
 * The model of a list, without a terminal: filter and search with Norwegian letters, the mark that stays on its row,
 * what others changed, which columns fit. Expected values are worked by hand on five rows.
 */
#include "check.h"
#include "tui/engine/table.h"

struct rows {
  int n, asked; /* asked: how many cells were looked at */
  const char *ids[8], *names[8];
};

static const char *id_of(void *context, int row) {
  return ((struct rows *)context)->ids[row];
}

static void cell_of(void *context, int row, int column, struct str *out) {
  struct rows *rows = context;
  rows->asked++;
  str_add(out, column == 0 ? rows->ids[row] : rows->names[row]);
}

static const struct table_column columns[] = {
    {.title = "Id", .width = 6, .least = 4, .importance = 9},
    {.title = "Name", .width = 20, .least = 10, .importance = 5},
    {.title = "Address", .width = 30, .least = 10, .importance = 1},
};

static const struct rows five = {.n = 5,
                                 .ids = {"P001", "P002", "P003", "P004", "P005"},
                                 .names = {"Solveig Nygård", "Kåre Østby", "Åse ÆRLIG", "Jon Kvamme", "Unni Berg"}};

static struct table_source source_of(struct rows *rows) {
  return (struct table_source){.context = rows, .n = rows->n, .id = id_of, .cell = cell_of};
}

static void load(struct table *table, struct rows *rows, bool own) {
  struct table_source source = source_of(rows);
  table_load(table, &source, own);
}

static void the_filter_folds_norwegian_letters(void **state) {
  (void)state;
  struct rows rows = five;
  struct table table;
  table_start(&table, columns, 2);
  load(&table, &rows, false);
  assert_int_equal(table_n(&table), 5);
  table_filter(&table, "ø");
  assert_int_equal(table_n(&table), 1);
  assert_int_equal(table_row(&table), 1); /* Kåre Østby */
  table_filter(&table, "ærlig åse");      /* every word, in any order */
  assert_int_equal(table_n(&table), 1);
  assert_int_equal(table_row(&table), 2);
  table_filter(&table, "nobody");
  assert_int_equal(table_n(&table), 0);
  assert_int_equal(table_row(&table), NONE);
  table_filter(&table, "");
  assert_int_equal(table_n(&table), 5);
  table_end(&table);
}

static void the_mark_stays_on_its_row(void **state) {
  (void)state;
  struct rows rows = five;
  struct table table;
  table_start(&table, columns, 2);
  load(&table, &rows, false);
  assert_true(table_go_id(&table, "P004"));
  table_filter(&table, "kvamme");
  assert_int_equal(table.mark, 0);
  table_filter(&table, "");
  assert_int_equal(table.mark, 3);
  struct rows fewer = {.n = 2, .ids = {"P002", "P004"}, .names = {"Kåre Østby", "Jon Kvamme"}};
  load(&table, &fewer, false);
  assert_int_equal(table.mark, 1);
  table_go(&table, 99);
  assert_int_equal(table.mark, 1);
  table_go(&table, -99);
  assert_int_equal(table.mark, 0);
  struct rows none = {.n = 0};
  load(&table, &none, false);
  assert_int_equal(table.mark, NONE);
  table_go(&table, 0);
  assert_int_equal(table.mark, NONE);
  table_end(&table);
}

static void search_goes_round(void **state) {
  (void)state;
  struct rows rows = five;
  struct table table;
  table_start(&table, columns, 2);
  load(&table, &rows, false);
  assert_true(table_search(&table, "å", 1, true)); /* P001 itself: Nygård */
  assert_int_equal(table.mark, 0);
  assert_true(table_search(&table, "å", 1, false));
  assert_int_equal(table.mark, 1);
  assert_true(table_search(&table, "å", -1, false));
  assert_true(table_search(&table, "å", -1, false)); /* round the beginning: Åse */
  assert_int_equal(table.mark, 2);
  assert_false(table_search(&table, "zz", 1, false));
  assert_int_equal(table.mark, 2);
  table_end(&table);
}

static void what_others_changed_is_marked_until_seen(void **state) {
  (void)state;
  struct rows rows = five;
  struct table table;
  table_start(&table, columns, 2);
  load(&table, &rows, false);
  for (int i = 0; i < 5; i++)
    assert_false(table_is_changed(&table, i));
  rows.names[2] = "Åse Berge";
  load(&table, &rows, false);
  assert_true(table_is_changed(&table, 2));
  assert_false(table_is_changed(&table, 1));
  load(&table, &rows, false); /* still not seen */
  assert_true(table_is_changed(&table, 2));
  table_go(&table, 2);
  assert_true(table_is_changed(&table, 2)); /* one is there just now */
  table_go(&table, 0);
  assert_false(table_is_changed(&table, 2));
  rows.names[3] = "Jon K. Kvamme";
  load(&table, &rows, true); /* one's own change */
  assert_false(table_is_changed(&table, 3));
  rows.ids[5] = "P006", rows.names[5] = "Ny Pasient", rows.n = 6;
  load(&table, &rows, false);
  assert_true(table_is_changed(&table, 5)); /* a new row as well */
  table_end(&table);
}

static void the_selection_survives_filters_and_loads(void **state) {
  (void)state;
  struct rows rows = five;
  struct table table;
  table_start(&table, columns, 2);
  load(&table, &rows, false);
  table_toggle(&table, 1);
  table_toggle(&table, 4);
  table_filter(&table, "unni");
  assert_true(table_is_selected(&table, 0));
  load(&table, &rows, false);
  table_filter(&table, "");
  assert_true(table_is_selected(&table, 1));
  assert_int_equal(table_n_selected(&table), 2);
  table_toggle(&table, 1);
  assert_false(table_is_selected(&table, 1));
  table_select_none(&table);
  assert_int_equal(table_n_selected(&table), 0);
  table_end(&table);
}

static void narrow_screens_lose_the_least_important_column(void **state) {
  (void)state;
  struct table table;
  int widths[TABLE_COLUMNS_MAX];
  table_start(&table, columns, 3);
  table_layout(&table, 100, widths); /* everything as wide as it likes */
  assert_int_equal(widths[0], 6);
  assert_int_equal(widths[1], 20);
  assert_int_equal(widths[2], 30);
  table_layout(&table, 38, widths); /* 6 + 1 + 20 + 1 + 10 */
  assert_int_equal(widths[0], 6);
  assert_int_equal(widths[1], 20);
  assert_int_equal(widths[2], 10);
  table_layout(&table, 25, widths); /* 4 + 1 + 10 + 1 + 10 do not fit */
  assert_int_equal(widths[2], 0);
  assert_int_equal(widths[0] + 1 + widths[1], 25);
  table_layout(&table, 8, widths);
  assert_int_equal(widths[1], 0);
  assert_int_equal(widths[0], 6);
  table_layout(&table, 3, widths); /* the most important one is never left out */
  assert_int_equal(widths[0], 3);
  table_end(&table);
}

static void scrolling_keeps_the_mark_in_sight(void **state) {
  (void)state;
  struct rows rows = five;
  struct table table;
  table_start(&table, columns, 2);
  load(&table, &rows, false);
  table_go(&table, 4);
  assert_int_equal(table_scroll(&table, 2), 3);
  table_go(&table, 3);
  assert_int_equal(table_scroll(&table, 2), 3);
  table_go(&table, 0);
  assert_int_equal(table_scroll(&table, 2), 0);
  table_go(&table, 4);
  table_scroll(&table, 2);
  assert_int_equal(table_scroll(&table, 10), 0); /* a larger window shows all */
  table_end(&table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_filter_folds_norwegian_letters),
      cmocka_unit_test(the_mark_stays_on_its_row),
      cmocka_unit_test(search_goes_round),
      cmocka_unit_test(what_others_changed_is_marked_until_seen),
      cmocka_unit_test(the_selection_survives_filters_and_loads),
      cmocka_unit_test(narrow_screens_lose_the_least_important_column),
      cmocka_unit_test(scrolling_keeps_the_mark_in_sight),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
