/* The model of a list: rows by id, filter and search in folded text, columns that fit. */
#include "tui/engine/table.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* --- Ids and prints ---------------------------------------------------------------------------------------------- */

/* FNV-1a (Fowler, Noll, Vo): enough to tell rows apart. */
static uint64_t hash_text(const char *text) {
  uint64_t hash = UINT64_C(14695981039346656037);
  for (; *text; text++)
    hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
  return hash;
}

static bool set_has(const struct id_set *set, uint64_t id) {
  for (size_t i = 0; i < set->ids.n; i++)
    if (set->ids.at[i] == id)
      return true;
  return false;
}

static void set_remove(struct id_set *set, uint64_t id) {
  for (size_t i = 0; i < set->ids.n; i++)
    if (set->ids.at[i] == id) {
      set->ids.at[i] = set->ids.at[--set->ids.n];
      return;
    }
}

static const char *row_id(const struct table *table, int row) {
  return table->source.id(table->source.context, row);
}

static uint64_t row_fingerprint(const struct table *table, int row, struct str *text) {
  if (table->source.fingerprint)
    return table->source.fingerprint(table->source.context, row);
  str_clear(text);
  for (int column = 0; column < table->n_columns; column++) {
    table->source.cell(table->source.context, row, column, text);
    str_addc(text, '\t');
  }
  return hash_text(str_text(text));
}

static int compare_prints(const void *a, const void *b) {
  const struct table_print *one = a, *other = b;
  return (one->id > other->id) - (one->id < other->id);
}

static struct table_print *print_of(const struct table *table, uint64_t id) {
  const struct table_print key = {.id = id};
  return table->prints.n ? bsearch(&key, table->prints.at, table->prints.n, sizeof *table->prints.at, compare_prints)
                         : NULL;
}

/* Compares the rows with the last load, and keeps what they look like now. */
static void note_changes(struct table *table, bool own) {
  VEC(struct table_print) now = {0};
  struct str text = {0};
  vec_reserve(&now, (size_t)table->source.n);
  for (int row = 0; row < table->source.n; row++) {
    struct table_print print = {.id = hash_text(row_id(table, row)), .fingerprint = row_fingerprint(table, row, &text)};
    const struct table_print *before = print_of(table, print.id);
    bool differs = table->loaded && (!before || before->fingerprint != print.fingerprint);
    print.changed = differs ? !own : before && before->changed;
    vec_push(&now, print);
  }
  str_free(&text);
  if (now.n)
    qsort(now.at, now.n, sizeof *now.at, compare_prints);
  table->loaded = true;
  vec_free(&table->prints);
  table->prints.at = now.at;
  table->prints.n = now.n;
  table->prints.cap = now.cap;
}

/* --- Life -------------------------------------------------------------------------------------------------------- */

void table_start(struct table *table, const struct table_column *columns, int n_columns) {
  *table = (struct table){
      .columns = columns, .n_columns = n_columns < TABLE_COLUMNS_MAX ? n_columns : TABLE_COLUMNS_MAX, .mark = NONE};
}

static void forget_texts(struct table *table) {
  arena_free(&table->arena);
  table->arena = (struct arena){0};
  table->texts = NULL;
}

void table_end(struct table *table) {
  vec_free(&table->shown);
  vec_free(&table->selected.ids);
  vec_free(&table->prints);
  str_free(&table->filter);
  str_free(&table->filter_typed);
  str_free(&table->search);
  str_free(&table->mark_id);
  forget_texts(table);
}

/* --- The mark ---------------------------------------------------------------------------------------------------- */

int table_n(const struct table *table) {
  return (int)table->shown.n;
}

int table_row_at(const struct table *table, int position) {
  return position >= 0 && position < table_n(table) ? table->shown.at[position] : NONE;
}

int table_row(const struct table *table) {
  return table_row_at(table, table->mark);
}

static void remember_mark(struct table *table) {
  int row = table_row(table);
  str_clear(&table->mark_id);
  if (row != NONE)
    str_add(&table->mark_id, row_id(table, row));
}

void table_go(struct table *table, int position) {
  int n = table_n(table), left = table_row(table);
  position = position >= n ? n - 1 : position < 0 ? 0 : position;
  struct table_print *print =
      left != NONE && position != table->mark ? print_of(table, hash_text(row_id(table, left))) : NULL;
  if (print)
    print->changed = false;
  table->mark = n ? position : NONE;
  remember_mark(table);
}

bool table_go_id(struct table *table, const char *id) {
  for (int position = 0; position < table_n(table); position++)
    if (text_equal(row_id(table, table->shown.at[position]), id)) {
      table_go(table, position);
      return true;
    }
  return false;
}

void table_expect(struct table *table, const char *id) {
  if (table_go_id(table, id))
    return;
  str_clear(&table->mark_id);
  str_add(&table->mark_id, id);
}

int table_scroll(struct table *table, int rows) {
  int n = table_n(table), mark = table->mark == NONE ? 0 : table->mark;
  if (mark < table->top)
    table->top = mark;
  if (mark >= table->top + rows)
    table->top = mark - rows + 1;
  if (table->top > n - rows)
    table->top = n - rows;
  if (table->top < 0)
    table->top = 0;
  return table->top;
}

/* The row that was marked, where it is shown still; else the one that stands in its place. */
static void restore_mark(struct table *table) {
  int before = table->mark == NONE ? 0 : table->mark;
  table->mark = NONE;
  for (int position = 0; table->mark_id.n && position < table_n(table); position++)
    if (text_equal(row_id(table, table->shown.at[position]), str_text(&table->mark_id)))
      table->mark = position;
  if (table->mark == NONE && table_n(table) > 0)
    table->mark = before < table_n(table) ? before : table_n(table) - 1;
}

/* --- Filter and search ------------------------------------------------------------------------------------------- */

static const char *search_text(struct table *table, int row) {
  if (!table->texts)
    table->texts = arena_alloc(&table->arena, (size_t)table->source.n * sizeof *table->texts);
  if (table->texts[row])
    return table->texts[row];
  struct str text = {0}, folded = {0};
  if (table->source.search_text)
    table->source.search_text(table->source.context, row, &text);
  else
    for (int column = 0; column < table->n_columns; column++) {
      table->source.cell(table->source.context, row, column, &text);
      str_addc(&text, ' ');
    }
  text_fold(&folded, str_text(&text));
  table->texts[row] = arena_strdup(&table->arena, str_text(&folded));
  str_free(&text);
  str_free(&folded);
  return table->texts[row];
}

/* Whether a word stands in the text; at_start: only where a word of it begins ("line" is in Karoline, but begins none).
 */
static bool text_holds(const char *text, const char *word, bool at_start) {
  const char *found = strstr(text, word);
  while (found && at_start && found > text && ((unsigned char)found[-1] >= 128 || isalnum((unsigned char)found[-1])))
    found = strstr(found + 1, word);
  return found != NULL;
}

/* Whether the row holds every word; `words` is folded. */
static bool row_has(struct table *table, int row, const char *words) {
  char word[128];
  if (!*words)
    return true;
  const char *text = search_text(table, row);
  for (const char *at = words; *(at += strspn(at, " "));) {
    size_t length = strcspn(at, " ");
    snprintf(word, sizeof word, "%.*s", (int)length, at);
    if (!text_holds(text, word, table->source.from_word_start))
      return false;
    at += length;
  }
  return true;
}

/* Fills `shown`; where `within`, only rows shown already can pass. */
static void apply_filter(struct table *table, bool within) {
  size_t kept = 0, n = within ? table->shown.n : (size_t)table->source.n;
  vec_reserve(&table->shown, n);
  for (size_t i = 0; i < n; i++) {
    int row = within ? table->shown.at[i] : (int)i;
    if (row_has(table, row, str_text(&table->filter)))
      table->shown.at[kept++] = row;
  }
  table->shown.n = kept;
  restore_mark(table);
}

void table_filter(struct table *table, const char *text) {
  struct str folded = {0};
  text_fold(&folded, text);
  bool longer = text_starts(str_text(&folded), str_text(&table->filter));
  str_clear(&table->filter);
  str_add(&table->filter, str_text(&folded));
  str_clear(&table->filter_typed);
  str_add(&table->filter_typed, text);
  str_free(&folded);
  apply_filter(table, longer);
}

bool table_search(struct table *table, const char *text, int step, bool from_here) {
  int n = table_n(table);
  str_clear(&table->search);
  text_fold(&table->search, text);
  if (!table->search.n)
    return false;
  for (int tried = from_here ? 0 : 1; tried <= n; tried++) {
    int position = n ? ((table->mark + step * tried) % n + n) % n : 0;
    if (n && row_has(table, table->shown.at[position], str_text(&table->search))) {
      table_go(table, position);
      return true;
    }
  }
  return false;
}

void table_load(struct table *table, const struct table_source *source, bool own) {
  forget_texts(table);
  table->source = *source;
  note_changes(table, own);
  apply_filter(table, false);
  if (!table->mark_id.n)
    remember_mark(table);
}

/* --- Selection and change ---------------------------------------------------------------------------------------- */

void table_toggle(struct table *table, int position) {
  int row = table_row_at(table, position);
  if (row == NONE)
    return;
  uint64_t id = hash_text(row_id(table, row));
  if (set_has(&table->selected, id))
    set_remove(&table->selected, id);
  else
    vec_push(&table->selected.ids, id);
}

bool table_is_selected(const struct table *table, int position) {
  int row = table_row_at(table, position);
  return row != NONE && table->selected.ids.n && set_has(&table->selected, hash_text(row_id(table, row)));
}

int table_n_selected(const struct table *table) {
  return (int)table->selected.ids.n;
}

void table_select_none(struct table *table) {
  table->selected.ids.n = 0;
}

bool table_is_changed(const struct table *table, int position) {
  int row = table_row_at(table, position);
  const struct table_print *print = row == NONE ? NULL : print_of(table, hash_text(row_id(table, row)));
  return print && print->changed;
}

/* --- Columns ----------------------------------------------------------------------------------------------------- */

static int used_width(const int *widths, int n) {
  int used = -TABLE_GAP;
  for (int c = 0; c < n; c++)
    used += widths[c] ? widths[c] + TABLE_GAP : 0;
  return used;
}

/* The least or (most) important of the columns for which `widths` says so; NONE when there is none. */
static int by_importance(const struct table *table, const int *widths, bool most, bool growing) {
  int best = NONE;
  for (int c = 0; c < table->n_columns; c++) {
    if (!widths[c] || (growing && widths[c] >= table->columns[c].width))
      continue;
    int difference = best == NONE ? 0 : table->columns[c].importance - table->columns[best].importance;
    if (best == NONE || (most ? difference > 0 : difference <= 0))
      best = c;
  }
  return best;
}

void table_layout(const struct table *table, int available, int widths[TABLE_COLUMNS_MAX]) {
  int left = 0;
  for (int c = 0; c < table->n_columns; c++) {
    widths[c] = table->columns[c].least > 0 ? table->columns[c].least : 1;
    left++;
  }
  for (; left > 1 && used_width(widths, table->n_columns) > available; left--)
    widths[by_importance(table, widths, false, false)] = 0;
  if (left == 1 && used_width(widths, table->n_columns) > available)
    widths[by_importance(table, widths, true, false)] = available > 0 ? available : 1;
  for (int c; (c = by_importance(table, widths, true, true)) != NONE;) {
    int spare = available - used_width(widths, table->n_columns);
    int wants = table->columns[c].width - widths[c];
    if (spare <= 0)
      return;
    widths[c] += wants < spare ? wants : spare;
  }
}
