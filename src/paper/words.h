/* Words that every paper needs. Private to paper; texts belong to the paper's arena. */
#ifndef VAKTROM_PAPER_WORDS_H
#define VAKTROM_PAPER_WORDS_H

#include "vaktrom/paper.h"

/* Text from the store, made safe for paper; "" for none. What looks like a national identity number or a door code
 * (written_mask()) is taken out: none stands on paper. */
const char *paper_safe(struct arena *arena, const char *text);
/* The same of a text about a patient (NULL = about none), in which the patient's own door code is taken out however it
 * is written. */
const char *paper_about(struct arena *arena, const struct patient *patient, const char *text);
/* "Wednesday 2026-03-04" */
const char *paper_date(struct arena *arena, date on);
/* The patient as papers name one: number and name, the initials instead of it where `initials`, the number alone where
 * the address is protected. */
const char *paper_patient(struct arena *arena, const struct patient *patient, bool initials);
/* What a sheet says of something about a patient (NULL = about none): its text or, where people wrote that, no more of
 * it than is wished for. */
const char *paper_said(struct arena *arena, const struct paper_wishes *wishes, const struct patient *patient,
                       const char *text, const char *brief, const char *words);
/* The line under a table from which such texts were left out. */
const char *paper_unsaid(const struct paper_wishes *wishes);
/* Adds a line under each sheet on which something was taken out of a text. Once all rows are there. */
void paper_note_removed(struct paper *paper);
/* Sets the stamp: when it was printed, and the number of the base's last change, so that of two sheets one sees which
 * is the older. */
void paper_set_stamp(struct paper *paper, struct store *store);

#endif
