/* form_view: runs a form as a panel over the screen until it is saved or left. Works at any size: it scrolls. */
#ifndef VAKTROM_TUI_FORM_VIEW_H
#define VAKTROM_TUI_FORM_VIEW_H

#include "tui/engine/form.h"

struct screen;

/* Runs the form. `save` is called when every field is good: true ends the form; false leaves it open, with the fault
 * set beside a field (form_fault()) or the reason in `why`, which is shown. Esc keeps the draft and says so; the next
 * form_run() of this form and subject restores it. Returns whether it was saved. */
bool form_run(struct screen *screen, struct form *form,
              bool (*save)(struct screen *screen, struct form *form, void *context, struct str *why), void *context);

#endif
