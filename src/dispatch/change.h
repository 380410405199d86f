/*
 * change: what every hand does around its work. It begins a transaction and loads the date; the hand changes the rows
 * of the snapshot; the end saves those that differ, says so in the journal and commits. Changes may be nested in a
 * transaction of the caller (several dates in one go).
 */
#ifndef VAKTROM_DISPATCH_CHANGE_H
#define VAKTROM_DISPATCH_CHANGE_H

#include "vaktrom/dispatch.h"

struct change {
  struct session *session;
  struct day *day;
  struct visit *visits_before;
  struct work_list *lists_before;
  struct effects *effects;
};
VK_NODISCARD bool change_begin(struct change *change, struct session *session, date on, struct effects *effects,
                               struct error *err);
/* Saves and commits when `ok`, else takes everything back; frees the day either way. Returns whether all went well.
 * The journal's line is what store_label() said last. */
VK_NODISCARD bool change_end(struct change *change, bool ok, struct error *err);

/* Marks a refusal as one that a person with a reason may set aside, and adds a line that says how; returns false. */
bool allow_override(struct error *err);
/* Whether what sets a rule aside is a reason (reason_is_given()); none, NULL or "", sets nothing aside and is right. */
VK_NODISCARD bool override_is_sound(const char *reason, struct error *err);

/* --- Words for messages; texts belong to the day's arena --- */

/* "V12 (P087 Kåre Sunde, Morning care)". */
const char *visit_in_words(struct day *day, int visit);
/* "L4 (Amir Khan)", "L4 (nobody)". */
const char *list_in_words(struct day *day, int list);
const char *time_in_words(struct day *day, minute at);

/* --- Finding what a command names; STATUS_USAGE when there is none --- */

/* The rows of a visit (1 or 2) as a command names them. */
VK_NODISCARD bool change_find_visit(struct change *change, const char *id, int rows[2], int *n, struct error *err);
/* The same, and both rows of a visit for two whichever the command named (that one first): they are done, given up and
 * taken off together (interface.md, visits). */
VK_NODISCARD bool change_find_whole_visit(struct change *change, const char *id, int rows[2], int *n,
                                          struct error *err);
VK_NODISCARD bool change_find_list(struct change *change, const char *id, int *list, struct error *err);
VK_NODISCARD bool change_find_patient(struct change *change, const char *id, int *patient, struct error *err);
VK_NODISCARD bool change_find_staff(struct change *change, const char *id, int *staff, struct error *err);

/* Takes the row (and its partner: both are listed or neither) off its list: unassigned, with the reason. `by_hand`
 * keeps the night from undoing it. */
void change_unassign(struct change *change, int visit, const char *reason, bool by_hand);

#endif
