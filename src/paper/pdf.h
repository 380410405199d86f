/* Drawing a paper as PDF. Private to paper: paper_render_pdf() has it done in a child (apart.c). */
#ifndef VAKTROM_PAPER_PDF_H
#define VAKTROM_PAPER_PDF_H

#include "vaktrom/paper.h"

/* Adds the PDF, made at `now` (RFC 3339); NULL, or what cairo says is wrong. Counts paper->unknown_letters. */
const char *pdf_draw(struct paper *paper, const char *now, struct str *out);

#endif
