/* The words of the field that the program uses, explained. Private to cli. */
#ifndef VAKTROM_CLI_TERMS_H
#define VAKTROM_CLI_TERMS_H

#include "vaktrom/base.h"

struct term {
  const char *name;      /* as the program writes it: "carry-over" */
  const char *norwegian; /* as the base says it: "hengeoppgave" */
  const char *meaning;   /* one or two sentences; shown through _() */
};
extern const struct term terms[]; /* ends with a NULL name */

/* Another word of the base for a topic of `vaktrom help`: "tavla" for the view "board". */
struct synonym {
  const char *norwegian;
  const char *topic;
};
extern const struct synonym synonyms[]; /* ends with NULL */

#endif
