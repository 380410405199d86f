/* Writing roff (man macros) so that text stays text. Private to cli. */
#ifndef VAKTROM_CLI_ROFF_H
#define VAKTROM_CLI_ROFF_H

#include "vaktrom/base.h"

/* Adds text with what roff would take for its own escaped; a '-' is the sign that people type. */
void roff_escape(struct str *out, const char *text);
/* Adds lines of what is escaped already, broken at blanks, none of them a request by accident. */
void roff_lines(struct str *out, const char *escaped);
/* Both: a text as lines of prose. */
void roff_prose(struct str *out, const char *text);
/* Several paragraphs of it, as --help shows them: an empty line parts them, "  word  meaning" is a tag. */
void roff_details(struct str *out, const char *text);
/* A paragraph with a bold tag, and beside the tag what explains it in roman (NULL = nothing). */
void roff_tag(struct str *out, const char *tag, const char *beside);
/* Usage as it is typed: options and words bold, VALUES italic. */
void roff_usage(struct str *out, const char *usage);

#endif
