/*
 * Who fills in for the absent: the share of absences that are filled with the same competence. Lørenskog found like for
 * like in only 14 % of the cases of short sick leave and planned understaffing, and over half of the substitutes with
 * other competence or none [004 p. 27]. Cases are shift rows here: each that an absence touches.
 */
#include "report/reports.h"

static const struct report_column columns[] = {
    {"team", N_("team"), REPORT_TEXT, NULL},
    {"absent_shifts", N_("absent shifts"), REPORT_COUNT, NULL},
    {"filled", N_("filled"), REPORT_COUNT, NULL},
    {"same", N_("same"), REPORT_COUNT, NULL},
    {"higher", N_("higher"), REPORT_COUNT, NULL},
    {"lower", N_("lower"), REPORT_COUNT, NULL},
    {"none", N_("other field"), REPORT_COUNT, NULL},
    {"unfilled", N_("not filled"), REPORT_COUNT, NULL},
    {"same_pct", N_("like for like"), REPORT_PERCENT, NULL},
    {"other_pct", N_("of filled: not same"), REPORT_PERCENT, NULL},
};
enum { MAIN_COLUMN = 8 };

struct fills {
  int absent, filled, by_class[REPLACEMENT_NONE + 1];
};

/* The row of who fills in for the worker of that row and is there, the first by id; or NONE. */
static int substitute_of(const struct statistics *past, int absent_row) {
  const struct day *base = past->base;
  const struct shift_row *absent = &base->shifts[absent_row];
  for (int i = 0; i < base->n_shifts; i++) {
    const struct shift_row *row = &base->shifts[i];
    if (row->replaces == absent->staff && row->date == absent->date && row->shift == absent->shift &&
        absent_minutes(past, row) < shift_minutes(row))
      return i;
  }
  return NONE;
}

static void count_absence(const struct statistics *past, int row, struct fills *fills) {
  const struct day *base = past->base;
  int substitute = substitute_of(past, row);
  fills->absent++;
  if (substitute == NONE)
    return;
  fills->filled++;
  fills->by_class[replacement_class(base->staff[base->shifts[row].staff].role,
                                    base->staff[base->shifts[substitute].staff].role)]++;
}

static void add_row(const struct report_source *source, struct report_table *table, const struct fills *fills,
                    int group) {
  int same = fills->by_class[REPLACEMENT_SAME];
  if (fills->absent == 0 || !group_is_wanted(source, group))
    return;
  report_add_text(table, group_name(source, group));
  report_add_number(table, fills->absent);
  report_add_number(table, fills->filled);
  report_add_number(table, same);
  report_add_number(table, fills->by_class[REPLACEMENT_HIGHER]);
  report_add_number(table, fills->by_class[REPLACEMENT_LOWER]);
  report_add_number(table, fills->by_class[REPLACEMENT_NONE]);
  report_add_number(table, fills->absent - fills->filled);
  report_add_number(table, report_share(same, fills->absent));
  report_add_number(table, report_share(fills->filled - same, fills->filled));
}

static bool fill(struct report_source *source, const struct report_slice *slice, struct report_table *table,
                 struct error *err) {
  (void)err;
  const struct statistics *past = &source->past;
  struct fills *fills = mem_array(struct fills, (size_t)group_count(source));
  for (int i = NONE; (i = next_shift(source, slice, i)) != NONE;) {
    const struct shift_row *row = &past->base->shifts[i];
    if (row->replaces != NONE || absent_minutes(past, row) == 0)
      continue;
    count_absence(past, i, &fills[0]);
    count_absence(past, i, &fills[group_of_team(row->team)]);
  }
  for (int group = 0; group < group_count(source); group++)
    add_row(source, table, &fills[group], group);
  mem_free_set((void **)&fills);
  return true;
}

const struct report report_replacement = {
    .name = "replacement",
    .label = N_("Replacement"),
    .summary = N_("who fills in for the absent: same, higher, lower or other competence"),
    .definition =
        N_("Shift rows that an absence touches, by the team of the shift; filled: somebody present replaces the absent "
           "worker in that shift, classed by role as same, higher, lower or of another field. Like for like: filled "
           "with the same competence, of all absent shifts; not same: of those that are filled."),
    /* xgettext:no-c-format */
    .source = N_("Tørn, p. 27 (Lørenskog: like for like in 14 % of the cases, over 50 % of substitutes with other "
                 "competence or unskilled)"),
    .lacking = N_("Nobody who has a shift in the period was absent. It takes shifts and absences; who fills in is "
                  "recorded by 'substitute'."),
    COLUMNS(columns),
    .main_column = MAIN_COLUMN,
    .fill = fill,
};
