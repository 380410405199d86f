/* The model of a form: its fields, the focus, what a key does, drafts. */
#include "tui/engine/form.h"

#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>
#include <unistr.h>

#include "tui/engine/form_text.h"
#include "tui/engine/path_hints.h"

#define CTRL(letter) ((letter) - 'a' + 1)
enum { page = 8 };

/* --- Life -------------------------------------------------------------------------------------------------------- */

void form_start(struct form *form, const char *title, const char *name, const char *subject) {
  *form = (struct form){.title = title, .name = mem_strdup(name), .subject = mem_strdup(subject ? subject : "")};
  form->today = instant_date(clock_now());
  form->paths = path_hints_new();
}

struct field *form_add(struct form *form, struct field field, const char *value) {
  struct field *added = vec_add(&form->fields);
  *added = field;
  str_add(&added->text, value ? value : "");
  str_add(&added->before, value ? value : "");
  added->cursor = added->text.n;
  return added;
}

void form_free(struct form *form) {
  for (size_t i = 0; i < form->fields.n; i++) {
    str_free(&form->fields.at[i].text);
    str_free(&form->fields.at[i].before);
    str_free(&form->fields.at[i].fault);
  }
  vec_free(&form->fields);
  path_hints_free(form->paths);
  free((char *)form->name);
  free((char *)form->subject);
}

static struct field *focused(struct form *form) {
  return &form->fields.at[form->at];
}

static void replace_text(struct field *field, const char *text) {
  char *copy = mem_strdup(text); /* it may be a part of the text itself */
  str_clear(&field->text);
  str_add(&field->text, copy);
  field->cursor = field->text.n;
  free(copy);
}

struct field *form_field(struct form *form, const char *name) {
  for (size_t i = 0; i < form->fields.n; i++)
    if (text_equal(form->fields.at[i].name, name))
      return &form->fields.at[i];
  return NULL;
}

const char *form_value(struct form *form, const char *name) {
  const struct field *field = form_field(form, name);
  return field ? str_text(&field->text) : "";
}

static bool field_is_changed(const struct field *field) {
  return !text_equal(str_text(&field->text), str_text(&field->before));
}

bool form_is_changed(const struct form *form) {
  for (size_t i = 0; i < form->fields.n; i++)
    if (field_is_changed(&form->fields.at[i]))
      return true;
  return false;
}

bool form_hides(const struct form *form, const struct field *field) {
  return field->secret && !form->reveals && field->text.n > 0 && !field_is_changed(field);
}

/* --- Checking ---------------------------------------------------------------------------------------------------- */

/* Sets the fault; where there is none and `settle`, the text becomes canonical. */
static bool check_field(struct form *form, struct field *field, bool settle) {
  struct arena arena = {0};
  str_clear(&field->fault);
  if (field->fixed)
    return true;
  const char *canonical = field_canonical(form, field, &arena, &field->fault);
  if (canonical && settle && !text_equal(canonical, str_text(&field->text)))
    replace_text(field, canonical);
  arena_free(&arena);
  return canonical != NULL;
}

/* While one types: a choice that is being narrowed down, and a field that is empty still, are not told to be wrong. */
static void check_typing(struct form *form) {
  struct candidate ignored[CANDIDATES_MAX];
  struct field *field = focused(form);
  check_field(form, field, false);
  if (!field->text.n || form_candidates(form, ignored) > 0)
    str_clear(&field->fault);
}

void form_set(struct form *form, int at, const char *text) {
  struct field *field = &form->fields.at[at];
  replace_text(field, text);
  check_field(form, field, false);
}

void form_reset(struct form *form) {
  for (size_t i = 0; i < form->fields.n; i++)
    form_set(form, (int)i, str_text(&form->fields.at[i].before));
  form->restored = false;
}

int form_candidates(const struct form *form, struct candidate out[CANDIDATES_MAX]) {
  const struct field *field = &form->fields.at[form->at];
  if (field->type == FIELD_PATH && !field->fixed)
    return path_hints_find(form->paths, str_text(&field->text), out);
  return field->fixed ? 0 : field_candidates(field, out);
}

/* --- Choices ----------------------------------------------------------------------------------------------------- */

/* The place of the field's text among its candidates, 0 when it is none of them. */
static int place_of_text(const struct form *form) {
  struct candidate candidates[CANDIDATES_MAX];
  int n = form_candidates(form, candidates);
  for (int i = 0; i < n; i++)
    if (text_equal(candidates[i].id, str_text(&form->fields.at[form->at].text)))
      return i;
  return 0;
}

static bool is_an_id(const char *typed, const struct candidate *candidates, int n) {
  for (int i = 0; i < n; i++)
    if (text_equal(candidates[i].id, typed))
      return true;
  return false;
}

/* The next one of several. */
static void begin_word(struct field *field) {
  if (field->text.n && field->text.at[field->text.n - 1] != ' ')
    str_addc(&field->text, ' ');
  field->cursor = field->text.n;
}

/* What is typed of a choice becomes the candidate that is marked. */
static void take_candidate(struct form *form) {
  struct candidate candidates[CANDIDATES_MAX];
  struct field *field = focused(form);
  int n = form_candidates(form, candidates);
  bool typed = !field->fresh && *field_typed(field) && !is_an_id(field_typed(field), candidates, n);
  if (n == 0 || form->chosen >= n || !(form->picked || typed) || field->type == FIELD_PATH)
    return;
  if (field->fresh && field_has_several(field))
    begin_word(field);
  const char *text = str_text(&field->text), *space = field_has_several(field) ? strrchr(text, ' ') : NULL;
  struct str whole = {0};
  str_addn(&whole, text, space ? (size_t)(space - text) + 1 : 0);
  str_add(&whole, candidates[form->chosen].id);
  replace_text(field, str_text(&whole));
  str_free(&whole);
  field->fresh = form->picked = false;
}

static void choose(struct form *form, int step) {
  struct candidate candidates[CANDIDATES_MAX];
  int n = form_candidates(form, candidates);
  if (n == 0)
    return;
  bool first = !form->picked && focused(form)->fresh && !focused(form)->text.n;
  form->chosen = first ? (step > 0 ? 0 : n - 1) : (form->chosen + step + n) % n;
  form->picked = true;
}

/* --- The focus --------------------------------------------------------------------------------------------------- */

static void leave(struct form *form) {
  if (form->fields.n == 0 || focused(form)->fixed)
    return;
  take_candidate(form);
  focused(form)->fresh = false;
  check_field(form, focused(form), true);
}

static void enter(struct form *form) {
  struct field *field = focused(form);
  field->cursor = field->text.n;
  field->fresh = field_is_choice(field) || ((field->offered || form_hides(form, field)) && !field_is_changed(field));
  form->picked = false;
  form->chosen = place_of_text(form);
}

/* The next field from `at` on that can be changed, NONE when there is none. */
static int free_field(const struct form *form, int at, int step) {
  while (at >= 0 && at < (int)form->fields.n && form->fields.at[at].fixed)
    at += step;
  return at >= 0 && at < (int)form->fields.n ? at : NONE;
}

void form_focus(struct form *form, int at) {
  leave(form);
  int to = free_field(form, at, 1);
  form->at = to == NONE ? at : to;
  enter(form);
}

static void go(struct form *form, int step) {
  int n = (int)form->fields.n, to = form->at + step;
  to = to < 0 ? 0 : to >= n ? n - 1 : to;
  int direction = step < 0 ? -1 : 1, at = free_field(form, to, direction);
  if (at == NONE)
    at = free_field(form, to, -direction);
  if (at != NONE)
    form_focus(form, at);
}

bool form_check(struct form *form) {
  int faulty = NONE;
  form->tried = true;
  leave(form);
  for (int i = (int)form->fields.n - 1; i >= 0; i--)
    if (!check_field(form, &form->fields.at[i], true))
      faulty = i;
  if (faulty == NONE)
    return true;
  form->at = faulty;
  enter(form);
  return false;
}

bool form_fault(struct form *form, const char *name, const char *message) {
  struct field *field = form_field(form, name);
  if (!field)
    return false;
  if (!field->fixed)
    form_focus(form, (int)(field - form->fields.at));
  str_clear(&field->fault);
  str_add(&field->fault, message);
  return true;
}

/* --- Typing ------------------------------------------------------------------------------------------------------ */

static void cut(struct field *field, size_t from, size_t until) {
  memmove(field->text.at + from, field->text.at + until, field->text.n - until + 1);
  field->text.n -= until - from;
  field->cursor = from;
}

/* Where the character before (after) the cursor begins (ends). */
static size_t before_cursor(const struct field *field) {
  const uint8_t *text = (const uint8_t *)str_text(&field->text);
  const uint8_t *at = u8_grapheme_prev(text + field->cursor, text);
  return at ? (size_t)(at - text) : 0;
}

static size_t after_cursor(const struct field *field) {
  const uint8_t *text = (const uint8_t *)str_text(&field->text);
  const uint8_t *at = u8_grapheme_next(text + field->cursor, text + field->text.n);
  return at ? (size_t)(at - text) : field->text.n;
}

static void type_letter(struct form *form, int key) {
  uint8_t bytes[8];
  struct field *field = focused(form);
  int length = u8_uctomb(bytes, (ucs4_t)key, sizeof bytes);
  if (length <= 0)
    return;
  if (form_hides(form, field) || (field->fresh && !field_has_several(field)))
    replace_text(field, "");
  else if (field->fresh)
    begin_word(field);
  struct str rest = {0};
  str_add(&rest, str_text(&field->text) + field->cursor);
  if (field->text.n)
    cut(field, field->cursor, field->text.n);
  str_addn(&field->text, (const char *)bytes, (size_t)length);
  field->cursor = field->text.n;
  str_add(&field->text, str_text(&rest));
  str_free(&rest);
}

/* A key within the text; false when it is none. */
static bool edit(struct form *form, int key) {
  struct field *field = focused(form);
  bool deletes = key == KEY_CODE_BACKSPACE || key == CTRL('h') || key == KEY_CODE_DELETE;
  if (deletes && form_hides(form, field)) /* a part of it would show the rest */
    key = CTRL('u');
  if ((key == KEY_CODE_BACKSPACE || key == CTRL('h')) && field->cursor > 0)
    cut(field, before_cursor(field), field->cursor);
  else if (key == KEY_CODE_DELETE && field->cursor < field->text.n)
    cut(field, field->cursor, after_cursor(field));
  else if (key == CTRL('u') && field->text.n)
    cut(field, 0, field->text.n);
  else if (key >= 32 && key < KEY_CODE_UP && key != KEY_CODE_BACKSPACE && !(key >= 128 && key < 160))
    type_letter(form, key);
  else
    return false;
  focused(form)->fresh = false;
  form->chosen = 0;
  form->picked = false;
  check_typing(form);
  return true;
}

static void move_cursor(struct field *field, int key) {
  field->fresh = field->fresh && field_is_choice(field);
  if (key == KEY_CODE_LEFT && field->cursor > 0)
    field->cursor = before_cursor(field);
  else if (key == KEY_CODE_RIGHT && field->cursor < field->text.n)
    field->cursor = after_cursor(field);
  else if (key == KEY_CODE_HOME || key == CTRL('a'))
    field->cursor = 0;
  else if (key == KEY_CODE_END || key == CTRL('e'))
    field->cursor = field->text.n;
}

/* Makes a path longer; false where there is nothing to add. */
static bool complete_path(struct form *form) {
  struct field *field = focused(form);
  struct str path = {0};
  bool longer = field->type == FIELD_PATH && !field->fixed && field->cursor == field->text.n &&
                path_hints_complete(form->paths, str_text(&field->text), &path);
  if (longer)
    replace_text(field, str_text(&path));
  str_free(&path);
  return longer;
}

/* A blank among several choices takes the candidate first. */
static void blank(struct form *form) {
  struct field *field = focused(form);
  if (!field_is_choice(field) || !field_has_several(field))
    return;
  take_candidate(form);
  field->cursor = field->text.n;
}

enum form_result form_key(struct form *form, int key) {
  bool last = free_field(form, form->at + 1, 1) == NONE;
  switch (key) {
  case KEY_CODE_ESCAPE:
    return FORM_LEAVE;
  case CTRL('s'):
    return form_check(form) ? FORM_SAVE : FORM_CONTINUES;
  case KEY_CODE_ENTER:
    if (last)
      return form_check(form) ? FORM_SAVE : FORM_CONTINUES;
    go(form, 1);
    return FORM_CONTINUES;
  case KEY_CODE_TAB:
    if (complete_path(form))
      return FORM_CONTINUES;
    go(form, 1);
    return FORM_CONTINUES;
  case KEY_CODE_DOWN:
    go(form, 1);
    return FORM_CONTINUES;
  case KEY_CODE_BACK_TAB:
  case KEY_CODE_UP:
    go(form, -1);
    return FORM_CONTINUES;
  case KEY_CODE_PAGE_UP:
  case KEY_CODE_PAGE_DOWN:
    go(form, key == KEY_CODE_PAGE_UP ? -page : page);
    return FORM_CONTINUES;
  default:
    break;
  }
  if (focused(form)->fixed)
    return FORM_CONTINUES;
  if (key == KEY_CODE_SPACE)
    blank(form);
  if ((key == KEY_CODE_LEFT || key == KEY_CODE_RIGHT) && field_is_choice(focused(form)))
    choose(form, key == KEY_CODE_LEFT ? -1 : 1);
  else if (!edit(form, key))
    move_cursor(focused(form), key);
  return FORM_CONTINUES;
}

/* --- Drafts ------------------------------------------------------------------------------------------------------ */

static char *draft_key(const struct form *form) {
  struct str key = {0};
  str_addf(&key, "%s\n%s", form->name, form->subject);
  return key.at;
}

static int find_draft(const struct drafts *drafts, const struct form *form) {
  char *key = draft_key(form);
  int found = NONE;
  for (size_t i = 0; i < drafts->all.n && found == NONE; i++)
    if (text_equal(drafts->all.at[i].key, key))
      found = (int)i;
  free(key);
  return found;
}

static void free_draft(struct draft *draft) {
  for (size_t i = 0; i < draft->names.n; i++) {
    free(draft->names.at[i]);
    free(draft->texts.at[i]);
    free(draft->befores.at[i]);
  }
  vec_free(&draft->names);
  vec_free(&draft->texts);
  vec_free(&draft->befores);
  free(draft->key);
}

void drafts_forget(struct drafts *drafts, const struct form *form) {
  int at = find_draft(drafts, form);
  if (at == NONE)
    return;
  free_draft(&drafts->all.at[at]);
  drafts->all.at[at] = drafts->all.at[--drafts->all.n];
}

void drafts_keep(struct drafts *drafts, const struct form *form) {
  drafts_forget(drafts, form);
  if (!form_is_changed(form))
    return;
  struct draft *draft = vec_add(&drafts->all);
  draft->key = draft_key(form);
  for (size_t i = 0; i < form->fields.n; i++)
    if (field_is_changed(&form->fields.at[i])) {
      vec_push(&draft->names, mem_strdup(form->fields.at[i].name));
      vec_push(&draft->texts, mem_strdup(str_text(&form->fields.at[i].text)));
      vec_push(&draft->befores, mem_strdup(str_text(&form->fields.at[i].before)));
    }
}

bool drafts_restore(const struct drafts *drafts, struct form *form) {
  int at = find_draft(drafts, form);
  if (at == NONE)
    return false;
  const struct draft *draft = &drafts->all.at[at];
  for (size_t i = 0; i < draft->names.n; i++) {
    struct field *field = form_field(form, draft->names.at[i]);
    if (!field || field->fixed)
      continue;
    form_set(form, (int)(field - form->fields.at), draft->texts.at[i]);
    if (!text_equal(draft->befores.at[i], str_text(&field->before)))
      str_addf(&field->fault, _("somebody made it '%s' meanwhile"), field->secret ? "..." : str_text(&field->before));
  }
  form->restored = true;
  return true;
}

void drafts_free(struct drafts *drafts) {
  for (size_t i = 0; i < drafts->all.n; i++)
    free_draft(&drafts->all.at[i]);
  vec_free(&drafts->all);
}
