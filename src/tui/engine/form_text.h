/* form_text: what the files of the form share: from a field's text to its canonical form, or to what is wrong. */
#ifndef VAKTROM_TUI_FORM_TEXT_H
#define VAKTROM_TUI_FORM_TEXT_H

#include "tui/engine/form.h"

/* The canonical text in the arena, or NULL with the reason added to `why`. */
const char *field_canonical(const struct form *form, const struct field *field, struct arena *arena, struct str *why);
bool field_has_several(const struct field *field);
/* The part of the text for which candidates are sought: of several, the last one. */
const char *field_typed(const struct field *field);
int field_candidates(const struct field *field, struct candidate out[CANDIDATES_MAX]);

#endif
