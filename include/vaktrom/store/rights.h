/* rights: what the store knows about who may do what: functions held, whom a patient concerns, emergency access. The
 * rules themselves stand in dispatch (dispatch/may.h). */
#ifndef VAKTROM_STORE_RIGHTS_H
#define VAKTROM_STORE_RIGHTS_H

#include "vaktrom/store.h"

/* A function that a person holds at an instant, and where. FUNCTION_NONE: a worker of the team. */
struct held_function {
  enum function function;
  const char *team, *ht; /* ht: the team's HT, or the HT itself */
  const char *covers;    /* further team ids, separated by one space */
};
struct team_of_ht {
  const char *team, *ht;
};
/* Texts belong to the arena that they were loaded into. */
struct rights {
  const struct held_function *held;
  int n_held;
  const struct team_of_ht *teams;
  int n_teams;
  const char *emergencies; /* ids of patients to whom the person has emergency access, separated by one space */
  date ended;              /* the person no longer works here, since then, and holds nothing; DATE_NONE */
};
/* Of a worker at that instant: functions of shifts that last then or begin or ended within `margin` minutes, standing
 * ones, and the worker's own team. An unknown worker holds nothing. */
VK_NODISCARD bool store_load_rights(struct store *store, const char *staff, instant at, int margin, struct arena *arena,
                                    struct rights *out, struct error *err);

/* What a row that a deed names is about. */
enum named { NAMED_VISIT, NAMED_LIST, NAMED_ITEM, NAMED_TRANSFER, NAMED_CARRY_OVER, NAMED_REMINDER, NAMED_MEETING };
struct whom {
  bool there;
  const char *teams; /* separated by one space; "" = none */
  const char *staff; /* on whose lists it is, or to whom it goes, separated by one space; "" = nobody */
};
/* Both halves of a visit for two are looked at. */
VK_NODISCARD bool store_find_whom(struct store *store, enum named named, const char *id, struct arena *arena,
                                  struct whom *out, struct error *err);
/* The teams of a worker: the own one, and those of shifts from the day before to 31 days after; *there: whether there
 * is such a worker. */
VK_NODISCARD bool store_teams_of_worker(struct store *store, const char *staff, date on, struct arena *arena,
                                        const char **teams, bool *there, struct error *err);
/* The teams that a patient concerns on a date, separated by one space: the responsible and the cooperating one, both of
 * an announced transfer, and those whose visits the patient has from the day before to the day after; *there: whether
 * there is such a patient. */
VK_NODISCARD bool store_teams_of_patient(struct store *store, const char *patient, date on, struct arena *arena,
                                         const char **teams, bool *there, struct error *err);
/* Whether the worker has, or had, a visit at the patient from the day before to the day after the date. */
VK_NODISCARD bool store_meets(struct store *store, const char *staff, const char *patient, date on, bool *meets,
                              struct error *err);

/* --- Emergency access: to read about a patient outside the own reach, for a while, with a reason --- */

struct emergency_access {
  const char *actor, *patient, *reason;
  instant at, until;
};
VK_NODISCARD bool store_save_emergency(struct store *store, const struct emergency_access *access, struct error *err);
/* The accesses since that instant, newest first. */
VK_NODISCARD bool store_load_emergencies(struct store *store, instant since, struct arena *arena,
                                         struct emergency_access **out, int *n, struct error *err);

#endif
