/* The handover sheet: one table on one page, the most important first, and room for who has read it. */
#include "paper/handover.h"

static const struct paper_column columns[] = {
    {"", 3, PAPER_TICK, 14},
    {N_("about"), 14, PAPER_TEXT, 74},
    {N_("patient"), 20, PAPER_LEAD, 118},
    {N_("what"), 0, PAPER_TEXT, 0},
};

static const char *const headers[] = {"date", "shift", "team", "kind", "patient", "name", "text"};

/* The sheet in the making: what it says of each item, and how much of it has to be said shorter. */
struct making {
  const struct handover *sheet;
  const struct paper_wishes *wishes;
  struct paper *paper;
  struct handover_squeeze *squeeze;
};

/* --- In full --- */

static const struct patient *patient_of(const struct making *making, const struct handover_item *item) {
  return item->patient == NONE ? NULL : &making->sheet->day->patients[item->patient];
}

static const char *said_of(const struct making *making, const struct handover_item *item) {
  return paper_said(&making->paper->arena, making->wishes, patient_of(making, item), item->text, item->brief,
                    item->words);
}

static const char **item_record(const struct making *making, const struct handover_item *item, const char *said) {
  const struct handover *sheet = making->sheet;
  const struct patient *patient = patient_of(making, item);
  struct arena *arena = &making->paper->arena;
  const char **record = arena_alloc(arena, COUNT_OF(headers) * sizeof *record);
  char on[DATE_SIZE];
  date_format(sheet->day->date, on);
  bool named = patient && patient_address_shown(patient) && !making->wishes->initials;
  record[0] = arena_strdup(arena, on);
  record[1] = word_token(&words_shift, (int)sheet->shift);
  record[2] = sheet->day->teams[sheet->team].id;
  record[3] = word_token(&words_handover_kind, (int)item->kind);
  record[4] = patient ? patient->id : "";
  record[5] = named ? paper_safe(arena, patient->name) : "";
  record[6] = said;
  return record;
}

static const char **new_cells(const struct making *making, const char *tick, enum handover_kind kind,
                              const char *patient, const char *what) {
  const char **cells = arena_alloc(&making->paper->arena, COUNT_OF(columns) * sizeof *cells);
  cells[0] = tick;
  cells[1] = word_label(&words_handover_kind, (int)kind);
  cells[2] = patient;
  cells[3] = what;
  return cells;
}

/* One that is said shorter has no line of its own, but its row in CSV. */
static void add_item(const struct making *making, struct paper_section *section, const struct handover_item *item,
                     bool in_full) {
  const struct patient *patient = patient_of(making, item);
  const char *said = said_of(making, item);
  struct paper_row row = {.record = item_record(making, item, said)};
  if (in_full)
    row.cells = new_cells(making, "[ ]", item->kind,
                          patient ? paper_patient(&making->paper->arena, patient, making->wishes->initials) : "", said);
  vec_push(&section->rows, row);
}

/* --- Said shorter --- */

/* "P012 Kari Nordmann"; by its number alone; what is about no patient by its words. */
static const char *short_name(const struct making *making, const struct handover_item *item, enum handover_form form) {
  const struct patient *patient = patient_of(making, item);
  if (!patient)
    return said_of(making, item);
  return form == HANDOVER_NUMBERED ? patient->id
                                   : paper_patient(&making->paper->arena, patient, making->wishes->initials);
}

/* Adds "P012 Kari Nordmann, P013 Ola Li (2)" of the items of a kind that are named; how often one comes stands behind.
 */
static void add_names(const struct making *making, size_t from, size_t until, struct str *out) {
  const struct handover_item *items = making->sheet->items.at;
  for (size_t i = from; i < until;) {
    enum handover_form form = handover_form_of(making->squeeze, i);
    size_t next = i + 1;
    while (next < until && items[i].patient != NONE && items[next].patient == items[i].patient &&
           handover_form_of(making->squeeze, next) == form)
      next++;
    if (form == HANDOVER_NAMED || form == HANDOVER_NUMBERED) {
      str_addf(out, "%s%s", out->n ? ", " : "", short_name(making, &items[i], form));
      if (next - i > 1)
        str_addf(out, " (%zu)", next - i);
    }
    i = next;
  }
}

static int count_counted(const struct making *making, size_t from, size_t until) {
  int n = 0;
  for (size_t i = from; i < until; i++)
    n += handover_form_of(making->squeeze, i) == HANDOVER_COUNTED;
  return n;
}

/* The items of a kind: those in full, then a line that names, then one that counts. */
static void add_kind(const struct making *making, struct paper_section *section, size_t from, size_t until) {
  enum handover_kind kind = making->sheet->items.at[from].kind;
  struct arena *arena = &making->paper->arena;
  struct str names = {0};
  for (size_t i = from; i < until; i++)
    add_item(making, section, &making->sheet->items.at[i], handover_form_of(making->squeeze, i) == HANDOVER_FULL);
  add_names(making, from, until, &names);
  if (names.n > 0) {
    const char *said = arena_printf(arena, _("also: %s"), str_text(&names));
    vec_push(&section->rows, (struct paper_row){.cells = new_cells(making, "[ ]", kind, "", said)});
  }
  int counted = count_counted(making, from, until);
  if (counted > 0) {
    const char *said = arena_printf(arena, trn("%d more", "%d more", counted), counted);
    vec_push(&section->rows, (struct paper_row){.cells = new_cells(making, "[ ]", kind, "", said)});
  }
  str_free(&names);
}

/* --- The page --- */

static const char *read_by(struct arena *arena, const struct handover *sheet) {
  if (!sheet->read_by)
    return _("read by: ______________________   at: ________");
  int staff = day_find_staff(sheet->day, sheet->read_by);
  const char *name = staff == NONE ? sheet->read_by : sheet->day->staff[staff].name;
  return arena_printf(arena, _("read by %s, %s"), paper_safe(arena, name), instant_words(arena, sheet->read_at));
}

/* How many items are not told in full, and the command that does. */
static const char *shortened(const struct making *making) {
  const struct handover *sheet = making->sheet;
  char on[DATE_SIZE];
  int n = 0;
  date_format(sheet->day->date, on);
  for (size_t i = 0; i < sheet->items.n; i++)
    n += handover_form_of(making->squeeze, i) != HANDOVER_FULL;
  return arena_printf(&making->paper->arena,
                      trn("! One page: %d item is only named or counted. All in full: %s",
                          "! One page: %d items are only named or counted. All in full: %s", n),
                      n,
                      arena_printf(&making->paper->arena, "vaktrom handover --date %s --shift %s --team %s --all", on,
                                   word_token(&words_shift, (int)sheet->shift), sheet->day->teams[sheet->team].id));
}

static void add_heading(const struct making *making, struct paper_section *section) {
  const struct handover *sheet = making->sheet;
  struct arena *arena = &making->paper->arena;
  const struct team *team = &sheet->day->teams[sheet->team];
  section->title = arena_printf(arena, _("Handover · %s %s · %s · %s"), team->id, paper_safe(arena, team->name),
                                word_label(&words_shift, (int)sheet->shift), paper_date(arena, sheet->day->date));
  vec_push(&section->above, arena_printf(arena, _("what is new since %s, the most important first"),
                                         instant_words(arena, sheet->since)));
  vec_push(&section->above, read_by(arena, sheet));
  if (making->squeeze->most > 0)
    vec_push(&section->above, shortened(making));
}

static void add_foot(const struct making *making, struct paper_section *section) {
  const struct handover *sheet = making->sheet;
  if (sheet->items.n == 0)
    vec_push(&section->below, _("Nothing to hand over."));
  for (size_t i = 0; i < sheet->items.n; i++)
    if (sheet->items.at[i].brief) {
      vec_push(&section->below, paper_unsaid(making->wishes));
      break;
    }
}

static void add_items(const struct making *making, struct paper_section *section) {
  const struct handover *sheet = making->sheet;
  for (size_t from = 0, until; from < sheet->items.n; from = until) {
    for (until = from + 1; until < sheet->items.n && sheet->items.at[until].kind == sheet->items.at[from].kind;)
      until++;
    add_kind(making, section, from, until);
  }
}

static void make_sheet(const struct making *making, struct store *store) {
  struct paper *paper = making->paper;
  *paper = (struct paper){.headers = headers, .n_headers = (int)COUNT_OF(headers)};
  struct paper_section *section = vec_add(&paper->sections);
  section->columns = columns;
  section->n_columns = (int)COUNT_OF(columns);
  add_heading(making, section);
  add_items(making, section);
  add_foot(making, section);
  paper_note_removed(paper);
  paper_set_stamp(paper, store);
  paper_turn(paper, making->wishes->turn);
}

/* The least that has to be said shorter for one page is found by halving. */
void paper_handover(struct store *store, const struct handover *sheet, const struct paper_wishes *wishes,
                    struct paper *out) {
  struct handover_squeeze squeeze;
  const struct making making = {sheet, wishes, out, &squeeze};
  handover_squeeze_start(&squeeze, sheet);
  make_sheet(&making, store);
  if (wishes->whole || paper_is_one_page(out)) {
    handover_squeeze_end(&squeeze);
    return;
  }
  int least = 1, fits = handover_squeeze_limit(&squeeze);
  while (least < fits) {
    paper_free(out);
    squeeze.most = least + (fits - least) / 2;
    make_sheet(&making, store);
    if (paper_is_one_page(out))
      fits = squeeze.most;
    else
      least = squeeze.most + 1;
  }
  paper_free(out);
  squeeze.most = fits;
  make_sheet(&making, store);
  handover_squeeze_end(&squeeze);
}
