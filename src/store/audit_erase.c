/* Erasing from the audit chain: what was said goes, its hash stays, and a row of the chain says which and why. */
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "audit.h"

/* SQL: the rows that are not erased: those about the chain itself never, an access in an emergency not before it is as
 * old as the parameter KEPT_SINCE says. */
#define IS_KEPT                                                                                                        \
  "(what IN ('erased', 'began', 'new_key', 'new_head', 'broken', 'restore', 'accepted', 'setting')"                    \
  " OR (what = 'emergency' AND at >= ?2))"

static struct value kept_since(void) {
  return as_number(clock_now() - (int64_t)AUDIT_DAYS_LEAST * 86400);
}

static cJSON *pair(int64_t a, int64_t b) {
  cJSON *json = cJSON_CreateArray();
  cJSON_AddItemToArray(json, cJSON_CreateNumber((double)a));
  cJSON_AddItemToArray(json, cJSON_CreateNumber((double)b));
  return json;
}

/* [row, part] of each part about the patient. */
static bool list_parts(struct store *store, const char *patient, cJSON *list, int *erased, struct error *err) {
  struct query query;
  QUERY(&query, store, err,
        "SELECT id, part FROM audit_parts JOIN audit USING (id) WHERE patient = ?1 AND NOT " IS_KEPT
        " ORDER BY id, part",
        as_text(patient), kept_since());
  for (*erased = 0; query_next(&query); ++*erased) {
    int64_t id = take_number(&query, 0);
    cJSON_AddItemToArray(list, pair(id, take_number(&query, 0)));
  }
  return query_end(&query);
}

/* [from, to] of rows one after the other. */
static bool list_rows(struct store *store, instant before, cJSON *list, int *erased, struct error *err) {
  struct query query;
  int64_t from = 0, to = 0;
  QUERY(&query, store, err,
        "SELECT id, count(*) FROM audit JOIN audit_parts USING (id) WHERE at < ?1 AND NOT " IS_KEPT
        " AND body IS NOT NULL GROUP BY id ORDER BY id",
        as_number(before), kept_since());
  for (*erased = 0; query_next(&query);) {
    int64_t id = take_number(&query, 0);
    *erased += take_int(&query, 0);
    if (from && id != to + 1)
      cJSON_AddItemToArray(list, pair(from, to));
    from = from && id == to + 1 ? from : id;
    to = id;
  }
  if (from)
    cJSON_AddItemToArray(list, pair(from, to));
  return query_end(&query);
}

static bool take_away(struct store *store, const char *patient, instant before, struct error *err) {
  static const char of_patient[] = "UPDATE audit_parts SET patient = NULL, salt = NULL, body = NULL"
                                   " WHERE body IS NOT NULL AND patient = ?1"
                                   " AND id IN (SELECT id FROM audit WHERE NOT " IS_KEPT ")";
  static const char of_time[] = "UPDATE audit_parts SET patient = NULL, salt = NULL, body = NULL"
                                " WHERE body IS NOT NULL"
                                " AND id IN (SELECT id FROM audit WHERE at < ?1 AND NOT " IS_KEPT ")";
  return patient ? RUN(store, err, of_patient, as_text(patient), kept_since())
                 : RUN(store, err, of_time, as_number(before), kept_since());
}

static bool tell(struct store *store, const char *actor, const char *patient, date before, const char *reason,
                 cJSON *list, struct error *err) {
  char day[DATE_SIZE];
  date_format(before, day);
  cJSON *body = cJSON_CreateObject();
  cJSON_AddStringToObject(body, "subject", patient ? patient : day);
  cJSON_AddStringToObject(body, "label", reason);
  cJSON_AddItemReferenceToObject(body, patient ? "parts" : "rows", list);
  char *text = cJSON_PrintUnformatted(body);
  cJSON_Delete(body);
  bool done = audit_append(store, actor, AUDIT_ERASED, &(struct audit_part){.body = text}, 1, err);
  cJSON_free(text);
  return done;
}

/* What was there is written over, and goes from the log beside the store as soon as nobody reads it. */
static bool erase_inside(struct store *store, const char *actor, const char *patient, date before, const char *reason,
                         int *erased, struct error *err) {
  instant until = before == DATE_NONE ? 0 : instant_of(before, 0);
  cJSON *list = cJSON_CreateArray();
  bool done = patient ? list_parts(store, patient, list, erased, err) : list_rows(store, until, list, erased, err);
  done = done && (*erased == 0 ||
                  (take_away(store, patient, until, err) && tell(store, actor, patient, before, reason, list, err)));
  cJSON_Delete(list);
  return done;
}

bool store_audit_erase(struct store *store, const char *actor, const char *patient, date before, const char *reason,
                       int *erased, struct error *err) {
  *erased = 0;
  if (!run_script(store, "PRAGMA secure_delete = ON", err) || !store_begin(store, actor, reason, err))
    return false;
  bool done = erase_inside(store, actor, patient, before, reason, erased, err);
  if (done)
    done = store_commit(store, err);
  else
    store_rollback(store);
  if (done && *erased > 0 && !store->dry_run)
    sqlite3_exec(store->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
  return done;
}
