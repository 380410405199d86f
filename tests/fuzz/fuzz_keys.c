/* Whatever a terminal sends: each key is one that the program has, what it means is asked in every view, and a form
 * with a field of every type stays in order. */
#define _GNU_SOURCE /* memfd_create */
#include "fuzz_screen.h"
#include "tui/engine/form.h"
#include "tui/engine/keymap.h"

static const char *const ids[] = {"L1", "L2", "L12", "OT1", "Åse"};
static const char *id_of(void *context, int choice) {
  (void)context;
  return ids[choice];
}

static void add_fields(struct form *form) {
  for (int type = FIELD_TEXT; type <= FIELD_DAYS; type++)
    form_add(form,
             (struct field){.name = "field",
                            .label = "Field",
                            .type = (enum field_type)type,
                            .words = &words_role,
                            .choices = {.n = COUNT_OF(ids), .id = id_of, .label = id_of},
                            .offered = type % 2},
             type == FIELD_TEXT ? "Åse e\u0301" : "");
}

static void check_field(const struct field *field) {
  const char *text = str_text(&field->text);
  MUST(field->cursor <= field->text.n && utf8_valid(text, field->text.n) && utf8_valid(text, field->cursor));
}

static void take_key(struct form *form, const struct keymap *keymap, int key) {
  char name[KEY_NAME_SIZE];
  struct candidate candidates[CANDIDATES_MAX];
  bool letter = key >= 0 && key <= 0x10FFFF;
  MUST(letter || (key >= KEY_CODE_UP && key <= KEY_CODE_MOUSE));
  key_format(key, name);
  MUST(strlen(name) < KEY_NAME_SIZE && utf8_valid(name, strlen(name)));
  for (int view = 0; view < VIEW_COUNT; view++)
    MUST(keymap_action(keymap, (enum view_id)view, key) < ACTION_COUNT);
  form_key(form, key);
  MUST(form->at >= 0 && (size_t)form->at < form->fields.n);
  check_field(&form->fields.at[form->at]);
  MUST(form_candidates(form, candidates) <= CANDIDATES_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum { most = 512 }; /* a pipe holds more */
  const struct fuzz_screen *screen = fuzz_screen();
  struct keymap keymap;
  struct form form;
  size = size < most ? size : most;
  keymap_init(&keymap);
  form_start(&form, "Form", "form", "");
  form.today = date_from_ymd(2026, 3, 4);
  add_fields(&form);
  MUST(write(screen->keys, data, size) == (ssize_t)size);
  /* Curses waits for the end of what the mouse did, be it that the terminal never sends it. */
  MUST(write(screen->keys, "mmmm", 4) == 4);
  for (int key; (key = terminal_key(0)) != KEY_CODE_NONE;)
    take_key(&form, &keymap, key);
  for (size_t i = 0; i < form.fields.n; i++)
    check_field(&form.fields.at[i]);
  form_check(&form);
  form_free(&form);
  keymap_free(&keymap);
  fuzz_screen_forget(screen);
  return 0;
}
