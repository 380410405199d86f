/* Questions below the view. Each has a loop of its own; Esc gives up without any change. */
#include <string.h>
#include <unistr.h>

#include "tui/screen.h"

#define CHOICES_SHOWN 12

/* Draws the view with a cleared box of `rows` rows at its foot; returns the box's first row. */
static int draw_box(struct screen *screen, int rows, const char *question) {
  screen_draw(screen);
  int top = terminal_rows() - 2 - rows;
  for (int row = top; row < terminal_rows(); row++)
    terminal_put(row, 0, terminal_columns(), STYLE(.role = COLOUR_PLAIN), true, "");
  terminal_line(top, 0, terminal_columns(), STYLE(.bold = true));
  terminal_put(top, 2, terminal_columns() - 4, STYLE(.bold = true), false, question);
  return top + 1;
}

static void draw_choices(struct screen *screen, const char *question, const struct choice *choices, int n, int row,
                         int *top) {
  int shown = n < CHOICES_SHOWN ? n : CHOICES_SHOWN;
  int first = draw_box(screen, shown + 1, question);
  *top = screen_scroll(*top, row, shown, n);
  for (int i = 0; i < shown; i++) {
    int at = *top + i;
    struct style style = STYLE(.role = choices[at].dim ? COLOUR_DIM : COLOUR_PLAIN, .reverse = at == row);
    terminal_putf(first + i, 0, terminal_columns(), style, true, "%s %s", at == row ? ">" : " ", choices[at].label);
  }
  terminal_put(terminal_rows() - 1, 0, terminal_columns(), STYLE(.role = COLOUR_DIM), false,
               _("up/down choose   enter take it   esc give up"));
  terminal_show(first + row - *top, 0);
}

int prompt_choice(struct screen *screen, const char *question, const struct choice *choices, int n) {
  int row = 0, top = 0;
  if (n == 0)
    screen_say(screen, COLOUR_NOTICE, "%s", _("there is nothing to choose from"));
  while (n > 0) {
    draw_choices(screen, question, choices, n, row, &top);
    int key = terminal_key(1000);
    if (key == KEY_CODE_QUIT)
      screen->quit = true;
    if (key == KEY_CODE_ESCAPE || key == KEY_CODE_QUIT)
      return NONE;
    if (key == KEY_CODE_ENTER)
      return row;
    screen_step(action_of_key(VIEW_QUEUE, key), &row, n, CHOICES_SHOWN);
  }
  return NONE;
}

int prompt_word(struct screen *screen, const char *question, const struct words *words) {
  VEC(struct choice) choices = {0};
  for (size_t i = 0; i < words->n; i++)
    vec_push(&choices, (struct choice){.label = _(words->at[i].label)});
  int chosen = prompt_choice(screen, question, choices.at, (int)choices.n);
  vec_free(&choices);
  return chosen == NONE ? NONE : words->at[chosen].code;
}

bool prompt_confirm(struct screen *screen, const char *question) {
  const struct choice choices[] = {{.label = _("no")}, {.label = _("yes")}};
  return prompt_choice(screen, question, choices, (int)COUNT_OF(choices)) == 1;
}

/* Takes the last character off. */
static void erase_last(struct str *text) {
  while (text->n > 0) {
    unsigned char last = (unsigned char)text->at[--text->n];
    text->at[text->n] = '\0';
    if ((last & 0xC0) != 0x80)
      return;
  }
}

static void add_character(struct str *text, int key) {
  uint8_t bytes[8];
  bool control = key < 32 || (key >= 127 && key < 160);
  int length = !control && key < KEY_CODE_UP ? u8_uctomb(bytes, (ucs4_t)key, sizeof bytes) : 0;
  if (length > 0)
    str_addn(text, (const char *)bytes, (size_t)length);
}

bool prompt_text(struct screen *screen, const char *question, struct str *out) {
  for (;;) {
    int row = draw_box(screen, 2, question);
    int used = terminal_putf(row, 0, terminal_columns() - 1, STYLE(.bold = true), false, "> %s", str_text(out));
    terminal_put(terminal_rows() - 1, 0, terminal_columns(), STYLE(.role = COLOUR_DIM), false,
                 _("type   enter done   esc give up"));
    terminal_show(row, used);
    int key = terminal_key(1000);
    if (key == KEY_CODE_QUIT)
      screen->quit = true;
    if (key == KEY_CODE_ESCAPE || key == KEY_CODE_QUIT)
      return false;
    if (key == KEY_CODE_ENTER)
      return !text_is_empty(str_text(out));
    if (key == KEY_CODE_BACKSPACE)
      erase_last(out);
    else if (key > 0)
      add_character(out, key);
  }
}
