/* The handover sheet: one table, the most important first, and room for who has read it. */
#include "paper/words.h"

static const struct paper_column columns[] = {
    {"", 3, PAPER_TICK, 14},
    {N_("about"), 14, PAPER_TEXT, 74},
    {N_("patient"), 20, PAPER_LEAD, 118},
    {N_("what"), 0, PAPER_TEXT, 0},
};

static const char *const headers[] = {"date", "shift", "team", "kind", "patient", "name", "text"};

static const char **item_record(struct arena *arena, const struct handover *sheet, const struct handover_item *item,
                                const struct paper_wishes *wishes, const char *said) {
  const struct patient *patient = item->patient == NONE ? NULL : &sheet->day->patients[item->patient];
  const char **record = arena_alloc(arena, COUNT_OF(headers) * sizeof *record);
  char on[DATE_SIZE];
  date_format(sheet->day->date, on);
  record[0] = arena_strdup(arena, on);
  record[1] = word_token(&words_shift, (int)sheet->shift);
  record[2] = sheet->day->teams[sheet->team].id;
  record[3] = word_token(&words_handover_kind, (int)item->kind);
  record[4] = patient ? patient->id : "";
  record[5] = patient && patient_address_shown(patient) && !wishes->initials ? paper_safe(arena, patient->name) : "";
  record[6] = said;
  return record;
}

static void add_item(struct paper *paper, struct paper_section *section, const struct handover *sheet,
                     const struct handover_item *item, const struct paper_wishes *wishes) {
  struct arena *arena = &paper->arena;
  const struct patient *patient = item->patient == NONE ? NULL : &sheet->day->patients[item->patient];
  const char *said = paper_said(arena, wishes, patient, item->text, item->brief, item->words);
  const char **cells = arena_alloc(arena, COUNT_OF(columns) * sizeof *cells);
  cells[0] = "[ ]";
  cells[1] = word_label(&words_handover_kind, (int)item->kind);
  cells[2] = patient ? paper_patient(arena, patient, wishes->initials) : "";
  cells[3] = said;
  vec_push(&section->rows, (struct paper_row){.cells = cells, .record = item_record(arena, sheet, item, wishes, said)});
}

static const char *read_by(struct arena *arena, const struct handover *sheet) {
  if (!sheet->read_by)
    return _("read by: ______________________   at: ________");
  int staff = day_find_staff(sheet->day, sheet->read_by);
  const char *name = staff == NONE ? sheet->read_by : sheet->day->staff[staff].name;
  return arena_printf(arena, _("read by %s, %s"), paper_safe(arena, name), instant_words(arena, sheet->read_at));
}

void paper_handover(struct store *store, const struct handover *sheet, const struct paper_wishes *wishes,
                    struct paper *out) {
  *out = (struct paper){.headers = headers, .n_headers = (int)COUNT_OF(headers)};
  struct arena *arena = &out->arena;
  const struct team *team = &sheet->day->teams[sheet->team];
  struct paper_section *section = vec_add(&out->sections);
  section->title = arena_printf(arena, _("Handover · %s %s · %s · %s"), team->id, paper_safe(arena, team->name),
                                word_label(&words_shift, (int)sheet->shift), paper_date(arena, sheet->day->date));
  section->columns = columns;
  section->n_columns = (int)COUNT_OF(columns);
  vec_push(&section->above, arena_printf(arena, _("what is new since %s, the most important first"),
                                         instant_words(arena, sheet->since)));
  vec_push(&section->above, read_by(arena, sheet));
  for (size_t i = 0; i < sheet->items.n; i++)
    add_item(out, section, sheet, &sheet->items.at[i], wishes);
  if (sheet->items.n == 0)
    vec_push(&section->below, _("Nothing to hand over."));
  for (size_t i = 0; i < sheet->items.n; i++)
    if (sheet->items.at[i].brief) {
      vec_push(&section->below, paper_unsaid(wishes));
      break;
    }
  paper_set_stamp(out, store);
}
