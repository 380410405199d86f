/* What the rows of the paper's view stand for, and which of them are printed. */
#include "tui/views/roster.h"

static const struct day *day_of(const struct screen *screen) {
  return screen->data.day;
}

/* The health-service team of the team shown: its id, NULL. */
static const char *ht_shown(const struct screen *screen) {
  const struct day *day = day_of(screen);
  int team = screen_team(screen);
  int ht = team == NONE ? NONE : day->teams[team].kind == TEAM_HT ? team : day->teams[team].ht;
  return ht == NONE ? NULL : day->teams[ht].id;
}

struct paper_order roster_order(const struct screen *screen, const struct roster_row *row) {
  const struct roster_state *state = roster_of(screen);
  int team = screen_team(screen);
  struct paper_order order = {.kind = row->kind,
                              .on = screen->on,
                              .shift = (int)screen->shift,
                              .team = team == NONE ? NULL : screen->team,
                              .unit = team == NONE ? NULL : day_of(screen)->teams[team].unit,
                              .wishes = state->wishes.of};
  if (row->kind == PAPER_OWN || row->kind == PAPER_QUEUE)
    order.team = ht_shown(screen);
  if (row->kind == PAPER_MEETING)
    order.on = DATE_NONE;
  if (row->kind == PAPER_INDICATORS)
    order.team = NULL;
  if (row->list != NONE) {
    order.list = day_of(screen)->lists[row->list].id;
    order.shift = NONE;
    order.team = NULL;
  }
  return order;
}

struct paper_order roster_order_copy(struct arena *arena, const struct paper_order *order) {
  struct paper_order copy = *order;
  copy.team = arena_strdup(arena, order->team);
  copy.unit = arena_strdup(arena, order->unit);
  copy.list = arena_strdup(arena, order->list);
  return copy;
}

bool roster_row_is_draft(const struct screen *screen, const struct roster_row *row) {
  const struct day *day = day_of(screen);
  int team = screen_team(screen);
  if (row->list != NONE)
    return paper_is_draft(day, day->lists[row->list].team, day->lists[row->list].shift);
  return row->kind == PAPER_ROSTER && team != NONE && paper_is_draft(day, team, screen->shift);
}

/* --- What is chosen --- */

static bool is_chosen(const struct roster_state *state, enum paper_kind kind, int list) {
  const struct table *table = &state->list.table;
  for (int i = 0; i < table_n(table); i++) {
    const struct roster_row *row = &state->rows.at[table_row_at(table, i)];
    if (row->kind == kind && row->list == list)
      return table_is_selected(table, i);
  }
  return false;
}

/* Whether all lists of that list's team and shift are chosen; `first`: it is the first of them. */
static bool whole_shift(const struct screen *screen, const struct work_list *list, bool *first) {
  const struct day *day = day_of(screen);
  bool seen = false;
  *first = false;
  for (int i = 0; i < day->n_lists; i++) {
    const struct work_list *other = &day->lists[i];
    if (other->team != list->team || other->shift != list->shift)
      continue;
    if (!is_chosen(roster_of(screen), PAPER_ROSTER, i))
      return false;
    *first = seen ? *first : other == list;
    seen = true;
  }
  return true;
}

/* Whether the sheet of that list's shift is chosen by itself. */
static bool shift_is_chosen(const struct screen *screen, const struct work_list *list) {
  return list->team == screen_team(screen) && list->shift == screen->shift &&
         is_chosen(roster_of(screen), PAPER_ROSTER, NONE);
}

static void add_chosen(const struct screen *screen, const struct roster_row *row, struct roster_chosen *out) {
  struct paper_order order = roster_order(screen, row);
  const struct work_list *list = row->list == NONE ? NULL : &day_of(screen)->lists[row->list];
  bool first;
  if (list && shift_is_chosen(screen, list))
    return;
  out->sheets++;
  out->drafts += roster_row_is_draft(screen, row);
  if (list && whole_shift(screen, list, &first)) {
    if (!first)
      return;
    order.list = NULL;
    order.team = day_of(screen)->teams[list->team].id;
    order.shift = (int)list->shift;
  }
  vec_push(&out->orders, order);
}

void roster_choose(const struct screen *screen, struct roster_chosen *out) {
  const struct roster_state *state = roster_of(screen);
  const struct table *table = &state->list.table;
  bool any = table_n_selected(table) > 0;
  *out = (struct roster_chosen){0};
  for (int i = 0; i < table_n(table); i++) {
    const struct roster_row *row = &state->rows.at[table_row_at(table, i)];
    if (any && table_is_selected(table, i)) {
      add_chosen(screen, row, out);
    } else if (!any && i == table->mark) {
      vec_push(&out->orders, roster_order(screen, row));
      out->sheets++;
      out->drafts += roster_row_is_draft(screen, row);
    }
  }
}

/* --- The name of its file --- */

static const char *const names[PAPER_KIND_COUNT] = {
    [PAPER_ROSTER] = "roster", [PAPER_UNITS] = "units",     [PAPER_HANDOVER] = "handover",     [PAPER_OWN] = "own",
    [PAPER_QUEUE] = "queue",   [PAPER_MEETING] = "meeting", [PAPER_INDICATORS] = "indicators",
};
static const char *const endings[] = {
    [PAPER_FORMAT_TEXT] = "txt", [PAPER_FORMAT_PDF] = "pdf", [PAPER_FORMAT_CSV] = "csv"};

/* An id leads to no other folder. */
static void add_part(struct str *out, const char *id) {
  if (id)
    str_addc(out, '-');
  for (const char *at = id; at && *at; at++)
    str_addc(out, *at == '/' ? '_' : *at);
}

void roster_file_name(const struct screen *screen, const struct roster_chosen *chosen, enum paper_format format,
                      struct str *out) {
  const struct paper_order *first = &chosen->orders.at[0];
  bool same = true, alone = chosen->orders.n == 1;
  char on[DATE_SIZE];
  date_format(screen->on, on);
  for (size_t i = 1; i < chosen->orders.n; i++)
    same &= chosen->orders.at[i].kind == first->kind;
  const char *name = same ? names[first->kind] : "paper"; /* the same in every language */
  str_add(out, name);
  add_part(out, on);
  if (alone)
    add_part(out, first->list ? first->list : first->kind == PAPER_UNITS ? first->unit : first->team);
  if (alone && !first->list && first->shift != NONE && first->kind <= PAPER_HANDOVER)
    add_part(out, word_token(&words_shift, first->shift));
  str_addf(out, ".%s", endings[format]);
}
