/* The journal: who changed what, newest first. */
#include "tui/views/views.h"
#include "vaktrom/dispatch/may.h"

#include <inttypes.h>

enum { LINES_MAX = 500 };
enum { COLUMN_AT, COLUMN_WHO, COLUMN_WHAT };

static const struct table_column columns[] = {
    [COLUMN_AT] = {.title = N_("at"), .width = 16, .least = 16, .importance = 2},
    [COLUMN_WHO] = {.title = N_("who"), .width = 22, .least = 10, .importance = 1},
    [COLUMN_WHAT] = {.title = N_("what"), .width = 200, .least = 30, .importance = 3},
};

/* The view's state. */
struct journal {
  struct screen_table list;
  struct arena arena;
  const struct screen *screen; /* for names */
  struct journal_entry *entries;
  int n;
  char id[24];
};

static struct journal *journal_of(const struct screen *screen) {
  return screen_state(screen);
}

static const char *row_id(void *context, int row) {
  struct journal *journal = context;
  snprintf(journal->id, sizeof journal->id, "%" PRId64, journal->entries[row].id);
  return journal->id;
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct journal *journal = context;
  const struct journal_entry *entry = &journal->entries[row];
  struct arena arena = {0};
  if (column == COLUMN_AT)
    str_add(out, instant_words(&arena, entry->at));
  else if (column == COLUMN_WHO)
    str_add(out, screen_staff_name(journal->screen, entry->actor));
  else
    str_addf(out, "%s%s", entry->undone ? _("(taken back) ") : "", entry->label);
  arena_free(&arena);
}

static enum colour_role row_role(void *context, int row) {
  return ((const struct journal *)context)->entries[row].undone ? COLOUR_DIM : COLOUR_PLAIN;
}

static void open_journal(struct screen *screen) {
  struct journal *journal = journal_of(screen);
  journal->screen = screen;
  table_start(&journal->list.table, columns, (int)COUNT_OF(columns));
}

static void read_journal(struct screen *screen) {
  struct journal *journal = journal_of(screen);
  struct error err = {0};
  struct arena arena = {0};
  struct journal_entry *entries;
  bool own;
  int n;
  if (!dispatch_journal(screen->session, false, LINES_MAX, &arena, &entries, &n, &own, &err)) {
    arena_free(&arena);
    screen_say_error(screen, &err);
    return;
  }
  arena_free(&journal->arena);
  journal->arena = arena;
  journal->entries = entries;
  journal->n = n;
  const struct table_source source = {.context = journal, .n = n, .id = row_id, .cell = row_cell, .role = row_role};
  table_load(&journal->list.table, &source, screen->own_change);
}

static void draw_journal(struct screen *screen, int top, int rows) {
  char undo[KEY_NAME_SIZE], redo[KEY_NAME_SIZE];
  const char *label = str_text(&screen->undo_label);
  int used = terminal_put(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                          screen->session->owner ? _("Who changed what, newest first.")
                                                 : _("What you changed, newest first."));
  if (*label)
    terminal_putf(top, used + 4, terminal_columns() - used - 4, STYLE(.role = COLOUR_PLAIN), false,
                  _("%s takes back yours: %s"), screen_key_name(screen, ACTION_UNDO, undo), label);
  terminal_putf(top + 1, 1, terminal_columns() - 1, STYLE(.role = COLOUR_DIM), false,
                _("%s does again what you took back. What somebody else built on is not taken back."),
                screen_key_name(screen, ACTION_REDO, redo));
  screen_table_draw(screen, &journal_of(screen)->list, top + 2, rows - 2,
                    screen->session->owner
                        ? _("Nothing was changed yet. Each change gets its line here.")
                        : _("You have changed nothing yet. Each change of yours gets its line here."));
}

static struct screen_table *journal_table(struct screen *screen) {
  return &journal_of(screen)->list;
}

static void close_journal(struct screen *screen) {
  table_end(&journal_of(screen)->list.table);
  arena_free(&journal_of(screen)->arena);
}

const struct view journal_view = {
    .id = VIEW_JOURNAL,
    .title = N_("The journal"),
    .shown_by = ACTION_JOURNAL,
    .state_size = sizeof(struct journal),
    .open = open_journal,
    .read = read_journal,
    .draw = draw_journal,
    .table = journal_table,
    .close = close_journal,
};
