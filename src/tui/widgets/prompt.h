/* prompt: questions below the view. Esc gives up without any change. */
#ifndef VAKTROM_TUI_PROMPT_H
#define VAKTROM_TUI_PROMPT_H

#include "vaktrom/care.h"

struct screen;

struct choice {
  const char *label;
  bool dim; /* can be chosen, but there is a reason against */
};
/* Asks to choose one; its index, or NONE. What one types narrows the choices to those that hold it. */
int prompt_choice(struct screen *screen, const char *question, const struct choice *choices, int n);
/* Asks to choose a word of an enumeration; its code, or NONE. */
int prompt_word(struct screen *screen, const char *question, const struct words *words);
/* Asks for a line of text; false when given up or empty. Begins with what `out`
 * holds, which the first letter replaces. */
bool prompt_text(struct screen *screen, const char *question, struct str *out);
/* The same for what takes longer to word than to type again: given up, it is kept as a draft for the next question of
 * this name about the subject (an id). What `out` holds is offered: the first letter replaces it. */
bool prompt_kept(struct screen *screen, const char *question, const char *name, const char *subject, struct str *out);
/* The same of a deed's reason: asks again while what is typed is none (reason_is_given()). */
bool prompt_reason(struct screen *screen, const char *question, const char *name, const char *subject, struct str *out);
/* Keeps what was answered after all: what was to be done with it was not done. */
void prompt_keep(struct screen *screen, const char *name, const char *subject, const char *text);
/* The same as prompt_text(), telling `typed` after each key what stands there (search and filter as one types); an
 * empty line is fine.
 */
bool prompt_typing(struct screen *screen, const char *question, struct str *out,
                   void (*typed)(struct screen *screen, void *context, const char *text), void *context);
bool prompt_confirm(struct screen *screen, const char *question);

#endif
