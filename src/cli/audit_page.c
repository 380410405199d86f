/* The audit log of one patient as a page: who has read about the patient, and who changed what, in whole sentences. */
#include "cli/audit_page.h"

#include "cli/audit_asked.h"

#include <string.h>

#include "vaktrom/routing.h"

enum { rows_most = 8 }; /* of one deed; more came from an import, a plan: they are drawn together */

struct page {
  struct arena *arena;
  const struct day *day; /* names as they are today */
  bool all;
};

/* --- Who and when ------------------------------------------------------------------------------------------------ */

/* "Nina Hansen, nurse": the person, and as what; an account without a staff row by its name. */
static const char *who_words(const struct page *page, const struct audit_line *line) {
  int staff = day_find_staff(page->day, line->actor);
  if (staff == NONE)
    return arena_printf(page->arena, _("%s (account)"), line->actor);
  const struct worker *worker = &page->day->staff[staff];
  struct str out = {0};
  str_addf(&out, "%s, %s", worker->name, word_label(&words_role, (int)worker->role));
  for (size_t i = 0; i < words_function.n; i++)
    if (words_function.at[i].code != FUNCTION_NONE && (worker->functions & 1u << words_function.at[i].code))
      str_addf(&out, ", %s", _(words_function.at[i].label));
  const char *words = arena_strdup(page->arena, str_text(&out));
  str_free(&out);
  return words;
}

static void print_who(const struct page *page, const struct audit_line *line, const char *what) {
  print_safe(
      arena_printf(page->arena, "  %s  %s: %s", instant_words(page->arena, line->at), who_words(page, line), what));
}

/* --- Readings ---------------------------------------------------------------------------------------------------- */

/* What was shown; the log keeps the command or the view. */
static const char *shown_words(const char *how) {
  static const struct {
    const char *how, *shown;
  } all[] = {
      {"audit show", N_("who has read and changed what (this page)")},
      {"need", N_("needs")},
      {"own", N_("the HT's report on its own patients")},
      {"queue show", N_("a request and its history")},
      {"route", N_("which team is responsible, and why")},
      {"handover", N_("the handover")},
      {"screen: one patient", N_("the patient's page on the screen")},
      {"screen: record", N_("the patient's record on the screen")},
      {"screen: board", N_("a visit to the patient, on the board")},
      {"screen: queue", N_("what is known beside a request, on the screen")},
      {"screen: own", N_("the HT's report on its own patients")},
      {"screen: grey zone", N_("which team is responsible, and why")},
  };
  for (size_t i = 0; i < COUNT_OF(all); i++)
    if (text_equal(all[i].how, how))
      return _(all[i].shown);
  return how;
}

static bool is_reading(const struct audit_line *line) {
  int what = word_code(&words_audit, line->what);
  return what == AUDIT_OPENED || what == AUDIT_DOOR_CODE || what == AUDIT_EMERGENCY;
}

static void print_reading(const struct page *page, const struct audit_line *line) {
  bool opened = text_equal(line->what, word_token(&words_audit, AUDIT_OPENED));
  print_who(page, line,
            opened         ? shown_words(line->label)
            : *line->label ? arena_printf(page->arena, "%s: %s", audit_what_words(line->what), line->label)
                           : audit_what_words(line->what));
}

/* --- Changes ----------------------------------------------------------------------------------------------------- */

/* What somebody who is told of the patient has no use for: how a row is kept, and what its sentence says already. */
static const char *const untold[] = {"patient", "lat",        "lon",        "facts", "criteria", "criteria_version",
                                     "seq",     "changed_at", "changed_by", "nth",   "service"};
/* What is the same for most rows, and worth a word only when it changes. */
static const char *const usual[] = {"window", "priority", "staff_count", "min_role", "skills", "state", "by_hand"};

static bool is_among(const char *name, const char *const *names, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (text_equal(name, names[i]))
      return true;
  return false;
}

static bool is_told(const struct audit_change *change, const struct audit_cell *cell) {
  if (!cell->column || is_among(cell->name, untold, COUNT_OF(untold)))
    return false;
  const char *value = cell->is ? cell->is : cell->was;
  bool no = cell->column->type == COLUMN_YES_NO && text_equal(value, "no");
  return change->how == AUDIT_CHANGED ||
         !(no || cell->column->flags & COLUMN_KEY || is_among(cell->name, usual, COUNT_OF(usual)));
}

static const char *value_words(const struct page *page, const struct audit_cell *cell, const char *value) {
  return audit_value_words(page->arena, page->day, cell, value);
}

/* "need home nursing (HSY), 25.03.2018": the row, by what tells it apart of the patient's others. */
static const char *row_words(const struct page *page, const struct audit_change *change) {
  const struct kind *kind = kind_find(change->table);
  struct str out = {0};
  str_add(&out, kind ? _(kind->singular) : change->table);
  char *key = arena_strdup(page->arena, change->key), *rest = NULL, *part = strtok_r(key, " ", &rest);
  const char *between = " ";
  for (int c = 0; kind && kind->columns[c].name && part; c++) {
    const struct column *column = &kind->columns[c];
    if (!(column->flags & COLUMN_KEY))
      continue;
    const struct audit_cell cell = {.name = column->name, .column = column};
    bool is_need = text_equal(kind->name, "needs") && text_equal(column->name, "code");
    if (!text_equal(column->ref, "patients") && !(column->flags & COLUMN_COUNTED)) {
      str_addf(&out, "%s%s", between, is_need ? need_words(page->arena, part, NULL) : value_words(page, &cell, part));
      between = ", ";
    }
    part = strtok_r(NULL, " ", &rest);
  }
  const char *words = arena_strdup(page->arena, str_text(&out));
  str_free(&out);
  return words;
}

/* What a row that came or went says: "task catheter care, earliest start 11:45". */
static const char *cells_words(const struct page *page, const struct audit_change *change) {
  struct str out = {0};
  for (int c = 0; c < change->n_cells; c++) {
    const struct audit_cell *cell = &change->cells[c];
    const char *value = change->how == AUDIT_CAME ? cell->is : cell->was;
    if (is_told(change, cell) && !text_is_empty(value))
      str_addf(&out, "%s%s %s", out.n ? ", " : "", column_label(cell->column->name), value_words(page, cell, value));
  }
  const char *words = arena_strdup(page->arena, str_text(&out));
  str_free(&out);
  return words;
}

/* A code is never kept: only that it changed. */
static void print_changed_cell(const struct page *page, const char *row, const struct audit_cell *cell) {
  const char *label = column_label(cell->column->name);
  const char *was = value_words(page, cell, cell->was), *is = value_words(page, cell, cell->is);
  const char *line = text_equal(cell->was, AUDIT_SECRET) || text_equal(cell->is, AUDIT_SECRET)
                         ? arena_printf(page->arena, _("      %s: %s, another one"), row, label)
                     : text_is_empty(cell->was) ? arena_printf(page->arena, _("      %s: %s, now “%s”"), row, label, is)
                     : text_is_empty(cell->is)
                         ? arena_printf(page->arena, _("      %s: %s, no longer “%s”"), row, label, was)
                         : arena_printf(page->arena, _("      %s: %s, from “%s” to “%s”"), row, label, was, is);
  print_safe(line);
}

static void print_change(const struct page *page, const struct audit_change *change) {
  const char *row = row_words(page, change);
  for (int c = 0; change->how == AUDIT_CHANGED && c < change->n_cells; c++)
    if (is_told(change, &change->cells[c]))
      print_changed_cell(page, row, &change->cells[c]);
  if (change->how == AUDIT_CHANGED)
    return;
  const char *cells = cells_words(page, change);
  print_safe(arena_printf(page->arena,
                          change->how == AUDIT_CAME ? _("      written down: %s%s%s") : _("      taken away: %s%s%s"),
                          row, *cells ? ": " : "", cells));
}

/* "      patients 1, needs 5, history 34 (--all shows each)" */
static void print_drawn_together(const struct page *page, const struct audit_line *line) {
  struct str out = {0};
  for (int i = 0; i < line->n_changes; i++) {
    const char *table = line->changes[i].table;
    int n = 0, before = 0;
    for (int k = 0; k < line->n_changes; k++) {
      n += text_equal(line->changes[k].table, table);
      before += k < i && text_equal(line->changes[k].table, table);
    }
    const struct kind *kind = kind_find(table);
    if (before == 0)
      str_addf(&out, "%s%s %d", out.n ? ", " : "", kind ? _(kind->plural) : table, n);
  }
  print_safe(arena_printf(page->arena, _("      in one go: %s (--all shows each)"), str_text(&out)));
  str_free(&out);
}

static void print_deed(const struct page *page, const struct audit_line *line) {
  bool plain = text_equal(line->what, word_token(&words_audit, AUDIT_CHANGE)) && *line->label;
  const char *what = plain          ? line->label
                     : *line->label ? arena_printf(page->arena, "%s: %s", audit_what_words(line->what), line->label)
                                    : audit_what_words(line->what);
  print_who(page, line, what);
  if (line->taken > 0)
    print_safe(arena_printf(page->arena,
                            trn("      what the log said in %d part about this patient is gone for good",
                                "      what the log said in %d parts about this patient is gone for good", line->taken),
                            line->taken));
  if (!page->all && line->n_changes > rows_most)
    print_drawn_together(page, line);
  for (int c = 0; (page->all || line->n_changes <= rows_most) && c < line->n_changes; c++)
    print_change(page, &line->changes[c]);
  if (line->erased > 0)
    print_safe(_("      part of this was erased from the log"));
}

/* --- The page ---------------------------------------------------------------------------------------------------- */

static void print_part(const struct page *page, const char *title, const struct audit_line *lines, int n,
                       bool readings) {
  int found = 0;
  print_safe("");
  print_safe(title);
  for (int i = 0; i < n; i++) {
    if (is_reading(&lines[i]) != readings)
      continue;
    found++;
    if (readings)
      print_reading(page, &lines[i]);
    else
      print_deed(page, &lines[i]);
  }
  if (!found)
    print_safe(_("  nobody"));
}

bool audit_page_print(const struct invocation *call, const struct audit_question *question,
                      const struct audit_line *lines, int n, struct error *err) {
  struct day *day = NULL;
  struct arena arena = {0};
  if (!store_load_day_alone(call->session.store, instant_date(clock_now()), &day, err))
    return false;
  const struct page page = {.arena = &arena, .day = day, .all = option(call, "all")->given};
  int patient = day_find_patient(day, question->patient);
  print_safe(arena_printf(&arena, _("%s %s: who has read, and who has changed what; newest first"), question->patient,
                          patient == NONE ? "" : patient_shown_name(&day->patients[patient])));
  if (n == 0)
    audit_say_nothing(question);
  print_part(&page, _("Read by"), lines, n, true);
  print_part(&page, _("Changed by"), lines, n, false);
  if (n == question->limit)
    print_safe(_("These are the newest rows alone: --limit N shows more."));
  arena_free(&arena);
  day_free(day);
  return true;
}
