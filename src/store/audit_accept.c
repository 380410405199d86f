/*
 * Breaks of the audit chain that are known: a key that was lost with its disk, a head that did not come along when the
 * base moved. The chain goes on telling of them; the owner says why, in a row of the chain itself, and verifying then
 * alarms nobody any more.
 */
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "audit.h"

/* --- Saying so --------------------------------------------------------------------------------------------------- */

static char *body_of(const struct audit_finding *finding, const char *why) {
  char row[24];
  snprintf(row, sizeof row, "%lld", (long long)finding->row);
  cJSON *body = cJSON_CreateObject();
  cJSON_AddStringToObject(body, "subject", row);
  cJSON_AddStringToObject(body, "label", why);
  cJSON_AddStringToObject(body, "fault", word_token(&words_audit_fault, (int)finding->fault));
  cJSON_AddNumberToObject(body, "from", (double)finding->row);
  cJSON_AddNumberToObject(body, "to", (double)finding->last);
  char *text = cJSON_PrintUnformatted(body);
  cJSON_Delete(body);
  return text;
}

static bool write_down(struct store *store, const char *actor, const struct audit_finding *finding, const char *why,
                       struct error *err) {
  if (!store_begin(store, actor, "", err))
    return false;
  char *body = body_of(finding, why);
  bool done = audit_append(store, actor, AUDIT_ACCEPTED, &(struct audit_part){.body = body}, 1, err);
  cJSON_free(body);
  if (done)
    return store_commit(store, err);
  store_rollback(store);
  return false;
}

static bool may_be_accepted(const struct audit_finding *finding) {
  return finding->fault == AUDIT_FAULT_TOLD || (finding->fault == AUDIT_FAULT_KEY && finding->row > 0);
}

/* The finding at a row that can be accepted and is not yet; NULL with the error set. */
static const struct audit_finding *choose(const struct audit_verdict *verdict, int64_t row, struct error *err) {
  const struct audit_finding *other = NULL;
  for (int i = 0; i < verdict->n_findings; i++) {
    const struct audit_finding *finding = &verdict->findings[i];
    if (finding->row != row)
      continue;
    if (may_be_accepted(finding) && !finding->accepted_row)
      return finding;
    other = finding;
  }
  if (!other)
    error_set(err, STATUS_INPUT, _("`vaktrom audit verify` finds nothing at row %lld"), (long long)row);
  else if (other->accepted_row)
    error_set(err, STATUS_INPUT, _("row %lld was accepted already, by %s in row %lld"), (long long)row,
              other->accepted_by, (long long)other->accepted_row);
  else
    error_set(err, STATUS_INPUT,
              _("row %lld: only what the log itself tells of can be accepted, and rows of another key; not that "
                "somebody wrote in the log: %s"),
              (long long)row, other->what);
  return NULL;
}

bool store_audit_accept(struct store *store, const char *actor, int64_t row, const char *why, struct error *err) {
  struct arena arena = {0};
  struct audit_verdict verdict;
  bool done = store_audit_verify(store, NULL, &arena, &verdict, err);
  const struct audit_finding *finding = done ? choose(&verdict, row, err) : NULL;
  done = finding && write_down(store, actor, finding, why, err);
  arena_free(&arena);
  return done;
}

/* --- Verifying --------------------------------------------------------------------------------------------------- */

struct audit_acceptance audit_acceptance_read(const struct audit_row *row, const char *body, struct arena *arena) {
  cJSON *json = cJSON_Parse(body);
  const char *fault = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "fault"));
  const char *why = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "label"));
  struct audit_acceptance out = {
      .fault = fault ? word_code(&words_audit_fault, fault) : NONE,
      .from = (int64_t)cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(json, "from")),
      .to = (int64_t)cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(json, "to")),
      .row = row->id,
      .at = row->at,
      .by = arena_strdup(arena, row->actor),
      .why = arena_strdup(arena, why ? why : ""),
  };
  cJSON_Delete(json);
  return out;
}

static bool covers(const struct audit_acceptance *acceptance, const struct audit_finding *finding) {
  if (finding->fault == AUDIT_FAULT_TOLD)
    return finding->row >= acceptance->from && finding->row <= acceptance->to;
  return finding->fault == AUDIT_FAULT_KEY && acceptance->fault == AUDIT_FAULT_KEY &&
         finding->row == acceptance->from && finding->last == acceptance->to;
}

void audit_accept_finding(struct audit_finding *finding, const struct audit_acceptance *all, size_t n) {
  for (size_t i = 0; i < n && !finding->accepted_row; i++)
    if (covers(&all[i], finding)) {
      finding->accepted_row = all[i].row;
      finding->accepted_by = all[i].by;
      finding->accepted_why = all[i].why;
      finding->accepted_at = all[i].at;
    }
}
