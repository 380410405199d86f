/* What of the base's papers somebody may read: requests, reminders, transfers, what is carried over, the meeting and
 * the journal, each as far as the permission to work on it reaches. */
#include <string.h>

#include "dispatch/check.h"
#include "vaktrom/dispatch/may.h"

/* Whether it is permitted; a refusal is no error here. */
static bool is_permitted(const struct session *session, enum may what, const struct concern *about, bool *permitted,
                         struct error *err) {
  struct error refusal = {0};
  *permitted = *permitted || dispatch_may(session, what, about, &refusal);
  if (refusal.status != STATUS_OK && refusal.status != STATUS_DENIED) {
    *err = refusal;
    return false;
  }
  error_clear(&refusal);
  return true;
}

typedef bool (*asks_row)(const struct session *session, const void *row, bool *may, struct error *err);

/* Leaves out the rows that may not be read. */
static bool narrow(const struct session *session, asks_row asks, void *rows, size_t size, int *n, struct error *err) {
  char *row = rows, *kept = rows;
  for (int i = 0; i < *n; i++, row += size) {
    bool may = false;
    if (!asks(session, row, &may, err))
      return false;
    if (may && kept != row)
      memcpy(kept, row, size);
    kept += may ? size : 0;
  }
  *n = (int)((size_t)(kept - (char *)rows) / size);
  return true;
}

/* --- Requests --- */

static bool may_read_item(const struct session *session, const void *row, bool *may, struct error *err) {
  const struct queue_item *item = row;
  *may = text_equal(item->from, session->actor);
  return is_permitted(session, MAY_WORK_QUEUE, &(struct concern){.item = item->id}, may, err) &&
         (!item->patient || is_permitted(session, MAY_READ, &(struct concern){.patient = item->patient}, may, err));
}

bool dispatch_read_queue(const struct session *session, const char *team, bool all, struct arena *arena,
                         struct queue_item **out, int *n, struct error *err) {
  return dispatch_queue(session->store, team, all, arena, out, n, err) &&
         narrow(session, may_read_item, *out, sizeof **out, n, err);
}

/* --- Between teams and shifts --- */

static bool may_read_transfer(const struct session *session, const void *row, bool *may, struct error *err) {
  const struct transfer *transfer = row;
  return is_permitted(session, MAY_ACK_TRANSFER, &(struct concern){.transfer = transfer->id}, may, err);
}

bool dispatch_read_transfers(const struct session *session, const char *team, bool all, struct arena *arena,
                             struct transfer **out, int *n, struct error *err) {
  return dispatch_transfers(session->store, team, all, arena, out, n, err) &&
         narrow(session, may_read_transfer, *out, sizeof **out, n, err);
}

static bool may_read_reminder(const struct session *session, const void *row, bool *may, struct error *err) {
  const struct reminder *reminder = row;
  return is_permitted(session, MAY_REMIND, &(struct concern){.team = reminder->team}, may, err);
}

bool dispatch_read_reminders(const struct session *session, const char *team, bool all, struct arena *arena,
                             struct reminder **out, int *n, struct error *err) {
  return dispatch_reminders(session->store, team, all, arena, out, n, err) &&
         narrow(session, may_read_reminder, *out, sizeof **out, n, err);
}

static bool may_read_carried(const struct session *session, const void *row, bool *may, struct error *err) {
  const struct carried *carried = row;
  *may = text_equal(carried->carry.from, session->actor);
  return is_permitted(session, MAY_MARK, &(struct concern){.carry_over = carried->carry.id}, may, err);
}

bool dispatch_read_carried(const struct session *session, const char *next, const char *team, bool all,
                           struct arena *arena, struct carried **out, int *n, struct error *err) {
  return dispatch_carried(session->store, next, team, all, arena, out, n, err) &&
         narrow(session, may_read_carried, *out, sizeof **out, n, err);
}

static bool may_read_candidate(const struct session *session, const void *row, bool *may, struct error *err) {
  const struct meeting_candidate *candidate = row;
  return is_permitted(session, MAY_MEET, &(struct concern){.team = candidate->team}, may, err);
}

bool dispatch_read_meeting(const struct session *session, const char *team, date on, struct arena *arena,
                           struct meeting_candidate **out, int *n, struct error *err) {
  return dispatch_meeting_candidates(session->store, team, on, arena, out, n, err) &&
         narrow(session, may_read_candidate, *out, sizeof **out, n, err);
}

/* --- Findings --- */

/* An emergency access is for those who look into it; a warning or note about nothing but a patient for those who may
 * read about the patient. An error is hidden from nobody. */
static bool is_shown(const struct session *session, const struct day *day, const struct finding *finding, bool *shown,
                     struct error *err) {
  struct error refusal = {0};
  bool of_patient = finding->patient != NONE && finding->visit == NONE && finding->list == NONE;
  *shown = finding->severity == SEVERITY_ERROR || !of_patient || !day->patients[finding->patient].closed;
  if (text_equal(finding->code, "emergency_access"))
    *shown = may_look_into_emergency(session, day, finding, &refusal);
  if (refusal.status != STATUS_OK && refusal.status != STATUS_DENIED) {
    *err = refusal;
    return false;
  }
  error_clear(&refusal);
  return true;
}

bool dispatch_read_findings(const struct session *session, struct day *day, struct finding **out, int *n,
                            struct error *err) {
  int kept = 0;
  bool shown = false, good = dispatch_check(session->store, day, out, n, err);
  for (int i = 0; good && i < *n; i++) {
    good = is_shown(session, day, &(*out)[i], &shown, err);
    (*out)[kept] = (*out)[i];
    kept += shown;
  }
  *n = kept;
  return good;
}

/* --- The journal --- */

bool dispatch_journal(const struct session *session, bool mine, int limit, struct arena *arena,
                      struct journal_entry **out, int *n, bool *own, struct error *err) {
  *own = mine || !session->owner;
  return store_journal(session->store, *own ? session->actor : NULL, limit, arena, out, n, err);
}
