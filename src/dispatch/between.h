/* Private to dispatch: what the flows between people share (transfers, reminders, carry-overs, the meeting). */
#ifndef VAKTROM_DISPATCH_BETWEEN_H
#define VAKTROM_DISPATCH_BETWEEN_H

#include "vaktrom/dispatch/flows.h"

/* One flow: a transaction with today's base. `session` and `effects` are the caller's. */
struct flow {
  struct session *session;
  struct effects *effects;
  struct day *day; /* of today, as it was when the flow began; its arena also holds what the flow makes */
  date today;
};
VK_NODISCARD bool flow_begin(struct flow *flow, struct session *session, struct effects *effects, struct error *err);
/* Commits when `done`, else takes everything back; returns whether all went well. */
VK_NODISCARD bool flow_end(struct flow *flow, bool done, struct error *err);
/* Says the line, in the effects and in the journal. */
void flow_tell(struct flow *flow, const char *line);

/* The index of what a command names, or STATUS_USAGE. */
VK_NODISCARD bool flow_find_patient(const struct flow *flow, const char *id, int *patient, struct error *err);
VK_NODISCARD bool flow_find_team(const struct flow *flow, const char *id, int *team, struct error *err);
/* A worker to whom work may be given on the date of the day: one who is still here and not away. */
VK_NODISCARD bool staff_at_work(const struct day *day, const char *id, int *staff, struct error *err);
/* Whether the shift row is a list, with its worker there, that may have the visit as the team's work on the day's date.
 */
bool row_walks_for(const struct day *day, const struct shift_row *row, const struct visit *visit, int team);
/* Whether two different people on such lists may do the two halves of a visit, each as its team's work. */
bool two_people_may(struct day *day, const struct visit *first, int first_team, const struct visit *second,
                    int second_team);
/* The signed-in person's row; NONE for an account without one. */
int flow_actor(const struct flow *flow);

/* The id of a team, NULL for NONE; its name, "no team" for NONE. */
const char *id_of_team(const struct day *day, int team);
const char *name_of_team(const struct day *day, int team);
/* YYYY-MM-DD in the arena; "" for DATE_NONE. */
const char *date_words(struct arena *arena, date on); /* as people write it */
const char *date_key(struct arena *arena, date on);   /* YYYY-MM-DD, as in a record's key */

#endif
