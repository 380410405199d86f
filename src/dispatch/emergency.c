/* Emergency access (blålys): to read about a patient outside the own reach, for some hours, with a reason that a leader
 * reads afterwards. It lets nobody change anything. */
#include "vaktrom/dispatch/may.h"
#include "vaktrom/store/rights.h"

static bool is_needed(const struct session *session, const char *patient, struct error *err) {
  struct error refusal = {0};
  bool may = dispatch_may(session, MAY_READ, &(struct concern){.patient = patient}, &refusal);
  bool refused = refusal.status == STATUS_DENIED;
  if (!may && !refused) {
    *err = refusal;
    return false;
  }
  error_clear(&refusal);
  return refused || error_set(err, STATUS_USAGE, _("%s: you may read about this patient already"), patient);
}

static bool patient_is_known(struct store *store, const char *patient, struct error *err) {
  struct day *day = NULL;
  if (!store_load_day_alone(store, instant_date(clock_now()), &day, err))
    return false;
  bool known =
      day_find_patient(day, patient) != NONE || error_set(err, STATUS_USAGE, _("there is no patient '%s'"), patient);
  day_free(day);
  return known;
}

static bool save(struct session *session, const struct emergency_access *access, struct effects *effects,
                 struct error *err) {
  struct arena arena = {0};
  const char *until = instant_words(&arena, access->until);
  if (!store_begin(session->store, session->actor, "", err)) {
    arena_free(&arena);
    return false;
  }
  effects_add(effects, _("emergency access to %s until %s: it is written down, and the leaders see it"),
              access->patient, until);
  store_label(session->store, "emergency access to %s: %s", access->patient, access->reason);
  arena_free(&arena);
  if (store_save_emergency(session->store, access, err) &&
      store_audit(session->store, session->actor, "emergency", access->patient, access->reason, err))
    return store_commit(session->store, err);
  store_rollback(session->store);
  return false;
}

bool dispatch_emergency(struct session *session, const char *patient, const char *reason, struct effects *effects,
                        struct error *err) {
  struct store *store = session->store;
  instant now = clock_now();
  const struct emergency_access access = {.actor = session->actor,
                                          .patient = patient,
                                          .reason = reason,
                                          .at = now,
                                          .until = now + store_setting_int(store, "emergency_hours") * 3600};
  if (!reason_is_given(reason, _("emergency access needs its reason (--reason TEXT)"), err))
    return false;
  return dispatch_works_here(session, err) && patient_is_known(store, patient, err) &&
         is_needed(session, patient, err) && save(session, &access, effects, err);
}
