/* The palette: a line to type in and what it finds: actions that work here, views, teams, lists, patients, workers,
 * visits. */
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "tui/engine/palette.h"
#include "tui/loop.h"

enum { FOUND_MAX = 14, TEXT_MAX = 200 };
enum entry_kind { ENTRY_ACTION, ENTRY_TEAM, ENTRY_LIST, ENTRY_PATIENT, ENTRY_STAFF, ENTRY_VISIT };

struct palette {
  struct arena arena;
  VEC(struct palette_entry) entries;
  struct str typed;
  int found[FOUND_MAX], n_found, row;
};

/* --- What can be found --- */

/* What one more likely means when letters fit both. */
static const int bonus_of[] = {
    [ENTRY_ACTION] = 6, [ENTRY_TEAM] = 3, [ENTRY_LIST] = 2, [ENTRY_PATIENT] = 0, [ENTRY_STAFF] = 0, [ENTRY_VISIT] = 0};

static void add(struct palette *palette, enum entry_kind kind, int number, const char *label, const char *found_by) {
  struct str folded = {0};
  text_fold(&folded, found_by);
  vec_push(&palette->entries, (struct palette_entry){.kind = (int)kind,
                                                     .number = number,
                                                     .label = label,
                                                     .text = arena_strdup(&palette->arena, str_text(&folded)),
                                                     .bonus = bonus_of[kind]});
  str_free(&folded);
}

static void add_actions(const struct screen *screen, struct palette *palette) {
  const struct view *view = screen_view(screen);
  for (size_t i = 0; i < n_actions; i++) {
    const struct action_spec *spec = &actions[i];
    if (!(spec->views & IN(view->id)) || !screen_has_view(screen, spec->action) || spec->action == ACTION_PALETTE)
      continue;
    struct str keys = {0};
    keymap_keys(&screen->config.keymap, view->id, spec->action, &keys);
    const char *label = arena_printf(&palette->arena, "%s  (%s)%s%s%s", _(spec->label), spec->name, keys.n ? "  [" : "",
                                     str_text(&keys), keys.n ? "]" : "");
    add(palette, ENTRY_ACTION, (int)i, label, arena_printf(&palette->arena, "%s %s", spec->name, _(spec->label)));
    str_free(&keys);
  }
}

static void add_places(const struct screen *screen, struct palette *palette) {
  const struct day *day = screen->data.day;
  for (int i = 0; i < day->n_teams; i++)
    add(palette, ENTRY_TEAM, i, arena_printf(&palette->arena, _("%-14s team %s"), day->teams[i].id, day->teams[i].name),
        arena_printf(&palette->arena, "%s %s", day->teams[i].id, day->teams[i].name));
  for (int i = 0; i < day->n_lists; i++) {
    const struct work_list *list = &day->lists[i];
    const char *who = list->staff == NONE ? _("nobody") : day->staff[list->staff].name;
    const char *shift = _(word_label(&words_shift, (int)list->shift));
    add(palette, ENTRY_LIST, i, arena_printf(&palette->arena, _("%-14s list of %s, %s"), list->id, who, shift),
        arena_printf(&palette->arena, "%s %s", list->id, who));
  }
}

static void add_people(const struct screen *screen, struct palette *palette) {
  const struct day *day = screen->data.day;
  for (int i = 0; i < day->n_patients; i++) {
    const struct patient *patient = &day->patients[i];
    if (patient->status == PATIENT_ACTIVE)
      add(palette, ENTRY_PATIENT, i,
          arena_printf(&palette->arena, _("%-14s patient %s"), patient->id, patient_shown_name(patient)),
          arena_printf(&palette->arena, "%s %s", patient->id, patient_shown_name(patient)));
  }
  for (int i = 0; i < day->n_staff; i++) {
    const struct worker *worker = &day->staff[i];
    if (!worker->ended)
      add(palette, ENTRY_STAFF, i,
          arena_printf(&palette->arena, _("%-14s %s %s"), worker->id, _(word_label(&words_role, (int)worker->role)),
                       worker->name),
          arena_printf(&palette->arena, "%s %s", worker->id, worker->name));
  }
}

/* The date's visits, by id alone: a patient's name finds the patient. "V12" finds both rows of one for two workers. */
static void add_visits(const struct screen *screen, struct palette *palette) {
  const struct day *day = screen->data.day;
  for (int i = 0; i < day->n_visits; i++) {
    const struct visit *visit = &day->visits[i];
    if (visit->state != VISIT_CANCELLED)
      add(palette, ENTRY_VISIT, i,
          arena_printf(&palette->arena, _("%-14s visit %s, %s"), visit->id, day->tasks[visit->task].name,
                       patient_shown_name(&day->patients[visit->patient])),
          visit->id);
  }
}

static void find(struct palette *palette) {
  struct str folded = {0};
  text_fold(&folded, str_text(&palette->typed));
  palette->n_found =
      palette_find(str_text(&folded), palette->entries.at, palette->entries.n, palette->found, FOUND_MAX);
  palette->row = 0;
  str_free(&folded);
}

/* --- Asking --- */

static void draw(struct screen *screen, const struct palette *palette) {
  screen_draw(screen);
  int top = terminal_rows() - FOUND_MAX - 3, columns = terminal_columns();
  for (int row = top; row < terminal_rows(); row++)
    terminal_put(row, 0, columns, STYLE(.role = COLOUR_PLAIN), true, "");
  terminal_line(top, 0, columns, STYLE(.bold = true));
  int used = terminal_putf(top + 1, 0, columns - 1, STYLE(.bold = true), false, ": %s", str_text(&palette->typed));
  if (palette->n_found == 0)
    terminal_put(top + 2, 2, columns - 2, STYLE(.role = COLOUR_NOTICE), false,
                 _("nothing here has these letters; backspace takes the last one away"));
  for (int i = 0; i < palette->n_found; i++) {
    bool marked = i == palette->row;
    terminal_putf(top + 2 + i, 0, columns, STYLE(.role = COLOUR_PLAIN, .reverse = marked), marked, "%s %s",
                  marked ? ">" : " ", palette->entries.at[palette->found[i]].label);
  }
  terminal_put(terminal_rows() - 1, 0, columns, STYLE(.role = COLOUR_DIM), false,
               _("type what you look for   up/down choose   enter go   esc give up"));
  bool choosing = palette->row > 0; /* a screen reader follows the cursor */
  screen->cursor_row = choosing ? top + 2 + palette->row : top + 1;
  screen->cursor_column = choosing ? 0 : used;
}

static void erase_last(struct str *text) {
  while (text->n > 0) {
    unsigned char last = (unsigned char)text->at[--text->n];
    text->at[text->n] = '\0';
    if ((last & 0xC0) != 0x80)
      return;
  }
}

static void type(struct palette *palette, int key) {
  uint8_t bytes[8];
  bool control = key < 32 || (key >= 127 && key < 160) || key >= KEY_CODE_UP;
  int length = control ? 0 : u8_uctomb(bytes, (ucs4_t)key, sizeof bytes);
  if (key == KEY_CODE_BACKSPACE)
    erase_last(&palette->typed);
  else if (length > 0 && palette->typed.n < TEXT_MAX)
    str_addn(&palette->typed, (const char *)bytes, (size_t)length);
  else
    return;
  find(palette);
}

/* The entry that was chosen, NULL when given up. */
static const struct palette_entry *ask(struct screen *screen, struct palette *palette) {
  find(palette);
  while (!screen->quit) {
    draw(screen, palette);
    int key = screen_key(screen);
    if (key == KEY_CODE_ESCAPE)
      return NULL;
    if (key == KEY_CODE_ENTER && palette->n_found > 0)
      return &palette->entries.at[palette->found[palette->row]];
    if (key == KEY_CODE_UP || key == KEY_CODE_BACK_TAB)
      palette->row -= palette->row > 0;
    else if (key == KEY_CODE_DOWN || key == KEY_CODE_TAB)
      palette->row += palette->row + 1 < palette->n_found;
    else if (key > 0)
      type(palette, key);
  }
  return NULL;
}

/* --- Doing it --- */

/* The first visit of the patient on the date, NONE. */
static int visit_of(const struct day *day, int patient) {
  for (int i = 0; i < day->n_visits; i++)
    if (day->visits[i].patient == patient && day->visits[i].state != VISIT_CANCELLED)
      return i;
  return NONE;
}

static void go_to_patient(struct screen *screen, int patient) {
  int visit = visit_of(screen->data.day, patient);
  const char *id = screen->data.day->patients[patient].id;
  if (views[VIEW_PATIENT] || views[VIEW_PATIENTS])
    screen_open_view(screen, views[VIEW_PATIENT] ? VIEW_PATIENT : VIEW_PATIENTS, id);
  else if (visit != NONE)
    screen_lead_to_visit(screen, visit);
  else
    screen_say(screen, COLOUR_NOTICE, _("%s has no visit on this date"), id);
}

static void go_to_worker(struct screen *screen, int staff) {
  const struct day *day = screen->data.day;
  if (views[VIEW_STAFF]) {
    screen_open_view(screen, VIEW_STAFF, day->staff[staff].id);
    return;
  }
  for (int i = 0; i < day->n_lists; i++)
    if (day->lists[i].staff == staff) {
      screen_lead_to_list(screen, i);
      return;
    }
  screen_say(screen, COLOUR_NOTICE, _("%s has no list on this date"), day->staff[staff].name);
}

static enum action go(struct screen *screen, const struct palette_entry *entry) {
  switch ((enum entry_kind)entry->kind) {
  case ENTRY_ACTION:
    return actions[entry->number].action;
  case ENTRY_TEAM:
    screen_show_team(screen, screen->data.day->teams[entry->number].id);
    break;
  case ENTRY_LIST:
    screen_lead_to_list(screen, entry->number);
    break;
  case ENTRY_PATIENT:
    go_to_patient(screen, entry->number);
    break;
  case ENTRY_STAFF:
    go_to_worker(screen, entry->number);
    break;
  case ENTRY_VISIT:
    screen_lead_to_visit(screen, entry->number);
    break;
  }
  return ACTION_NONE;
}

enum action palette_run(struct screen *screen) {
  struct palette palette = {0};
  screen_hold(screen);
  add_actions(screen, &palette);
  if (screen->data.day) {
    add_places(screen, &palette);
    add_people(screen, &palette);
    add_visits(screen, &palette);
  }
  const struct palette_entry *entry = ask(screen, &palette);
  screen_release(screen);
  enum action action = entry ? go(screen, entry) : ACTION_NONE;
  vec_free(&palette.entries);
  arena_free(&palette.arena);
  str_free(&palette.typed);
  return action;
}
