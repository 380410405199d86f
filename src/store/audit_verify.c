/* Verifying the audit chain: every row and part read once, in their order. */
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "audit.h"

static const struct word faults[] = {
    {AUDIT_FAULT_REMOVED, "removed", N_("removed"), COLOUR_ERROR},
    {AUDIT_FAULT_CHANGED, "changed", N_("changed"), COLOUR_ERROR},
    {AUDIT_FAULT_PARTS, "parts", N_("parts"), COLOUR_ERROR},
    {AUDIT_FAULT_PAYLOAD, "payload", N_("content"), COLOUR_ERROR},
    {AUDIT_FAULT_ERASED, "erased", N_("erased"), COLOUR_ERROR},
    {AUDIT_FAULT_HEAD, "head", N_("head"), COLOUR_ERROR},
    {AUDIT_FAULT_KEY, "key", N_("key"), COLOUR_WARNING},
    {AUDIT_FAULT_INDEX, "index", N_("index"), COLOUR_ERROR},
    {AUDIT_FAULT_GUARD, "guard", N_("guard"), COLOUR_ERROR},
    {AUDIT_FAULT_TOLD, "told", N_("told"), COLOUR_ERROR},
};
const struct words words_audit_fault = {N_("fault of the audit log"), faults, COUNT_OF(faults)};

enum { findings_most = 20 };

struct part_id {
  int64_t id, part;
};

struct verifying {
  struct store *store;
  struct arena *arena;
  struct error *err;
  struct audit_verdict *out;
  VEC(struct audit_finding) findings; /* of these only the first */
  VEC(struct audit_finding) told;     /* by the chain itself, and rows of another key: all */
  VEC(struct audit_acceptance) accepted;

  struct query parts;
  bool part_there; /* the one after the last that was taken, with its id and number */
  struct part_id part;

  instant last_at, last_machine_at; /* of the last row; 0: none */
  unsigned char before[AUDIT_HASH]; /* the hash of the last row */
  int64_t last;
  bool gap;       /* rows are missing before this one */
  bool other_key; /* than the store's, which made the head */
  crypto_generichash_state all;
  int64_t other_first, other_last; /* rows of another key */
  unsigned char *hashes;           /* of the row's parts */
  size_t n_hashes, room;
  struct audit_head head, announced;
  unsigned char head_hash[AUDIT_HASH], announced_hash[AUDIT_HASH]; /* of the rows that these name */

  VEC(struct part_id) erased, told_parts; /* found erased; named as erased, rising */
  VEC(struct part_id) told_rows;          /* likewise rows: from .. to */
};

static void find(struct verifying *at, enum audit_fault fault, int64_t row, const char *what) {
  if (at->findings.n < findings_most || fault == AUDIT_FAULT_HEAD) /* that rows are cut off at the end is told anyway */
    vec_push(&at->findings, (struct audit_finding){.fault = fault, .row = row, .last = row, .what = what});
  else
    at->out->n_more++;
}

/* What may be known, and then takes no place from what is not. */
static void find_told(struct verifying *at, enum audit_fault fault, int64_t row, int64_t last, const char *what) {
  vec_push(&at->told, (struct audit_finding){.fault = fault, .row = row, .last = last, .what = what});
}

/* --- Parts ------------------------------------------------------------------------------------------------------- */

static void next_part(struct verifying *at) {
  at->part_there = query_next(&at->parts);
  if (at->part_there) {
    at->part.id = take_number(&at->parts, 0);
    at->part.part = take_number(&at->parts, 0);
  }
}

/* Whose row is not there. */
static void pass_strays(struct verifying *at, int64_t row) {
  for (; at->part_there && at->part.id < row; next_part(at))
    find(at, AUDIT_FAULT_PARTS, at->part.id, _("it has no row, but something that such a row would say"));
}

static bool is_whole(const char *patient, const char *body, const unsigned char *salt, int64_t number,
                     const unsigned char *hash) {
  unsigned char wanted[AUDIT_HASH];
  audit_hash_part(number, patient, body, salt, wanted);
  return memcmp(wanted, hash, sizeof wanted) == 0;
}

static struct part_id pair_of(const cJSON *pair) {
  return (struct part_id){.id = (int64_t)cJSON_GetNumberValue(cJSON_GetArrayItem(pair, 0)),
                          .part = (int64_t)cJSON_GetNumberValue(cJSON_GetArrayItem(pair, 1))};
}

/* Which parts a row of the chain says were erased. */
static void read_told(struct verifying *at, const char *body) {
  cJSON *json = cJSON_Parse(body);
  const cJSON *pair;
  cJSON_ArrayForEach(pair, cJSON_GetObjectItemCaseSensitive(json, "rows")) {
    struct part_id rows = pair_of(pair);
    vec_push(&at->told_rows, rows);
  }
  cJSON_ArrayForEach(pair, cJSON_GetObjectItemCaseSensitive(json, "parts")) {
    struct part_id part = pair_of(pair);
    vec_push(&at->told_parts, part);
  }
  cJSON_Delete(json);
}

static void check_digest(struct verifying *at, const struct audit_row *row, const char *body) {
  crypto_generichash_state all = at->all;
  unsigned char digest[AUDIT_HASH];
  char hex[2 * AUDIT_HASH + 1];
  cJSON *json = cJSON_Parse(body);
  const char *told = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "rows_before"));
  crypto_generichash_final(&all, digest, sizeof digest);
  if (!text_equal(told, sodium_bin2hex(hex, sizeof hex, digest, sizeof digest)))
    find(at, AUDIT_FAULT_CHANGED, row->id, _("a row before it was changed since its key began"));
  cJSON_Delete(json);
}

static void take_part(struct verifying *at, const struct audit_row *row) {
  struct query *parts = &at->parts;
  const char *patient = audit_take_text(parts);
  int salt_column = parts->column++;
  const unsigned char *salt = sqlite3_column_blob(parts->handle, salt_column);
  bool salted = salt && sqlite3_column_bytes(parts->handle, salt_column) == AUDIT_SALT;
  const char *body = audit_take_text(parts);
  const unsigned char *hash = audit_take_hash(parts);
  if (at->n_hashes + AUDIT_HASH > at->room) {
    at->room = at->room ? 2 * at->room : (size_t)64 * AUDIT_HASH;
    at->hashes = mem_grow(at->hashes, at->room, 1);
  }
  memcpy(at->hashes + at->n_hashes, hash, AUDIT_HASH);
  at->n_hashes += AUDIT_HASH;
  at->out->parts++;
  if (!body && !salt) {
    at->out->erased++;
    vec_push(&at->erased, at->part);
  } else if (!body || !salted || !is_whole(patient, body, salt, at->part.part, hash)) {
    find(at, AUDIT_FAULT_PAYLOAD, row->id, _("what it says was changed"));
  } else if (text_equal(row->what, "erased")) {
    read_told(at, body);
  } else if (text_equal(row->what, "new_key")) {
    check_digest(at, row, body);
  } else if (text_equal(row->what, "accepted") && text_equal(row->key, at->out->key)) { /* or it proves nothing */
    vec_push(&at->accepted, audit_acceptance_read(row, body, at->arena));
  }
}

static void take_parts(struct verifying *at, const struct audit_row *row) {
  int64_t n = 0;
  bool in_order = true;
  at->n_hashes = 0;
  pass_strays(at, row->id);
  for (; at->part_there && at->part.id == row->id; next_part(at)) {
    in_order = in_order && at->part.part == n++;
    take_part(at, row);
  }
  if (n != row->parts || !in_order)
    find(at, AUDIT_FAULT_PARTS, row->id, _("a part of what it says was removed or added"));
}

/* --- Rows -------------------------------------------------------------------------------------------------------- */

static void check_hash(struct verifying *at, const struct audit_row *row, const unsigned char *hash) {
  unsigned char wanted[AUDIT_HASH];
  if (!text_equal(row->key, at->out->key)) {
    at->other_first = at->other_first ? at->other_first : row->id;
    at->other_last = row->id;
    return;
  }
  if (at->gap || at->n_hashes != (size_t)row->parts * AUDIT_HASH)
    return; /* told already */
  audit_hash_row(row, at->store->audit.key, at->before, at->hashes, wanted);
  if (memcmp(wanted, hash, sizeof wanted) != 0)
    find(at, AUDIT_FAULT_CHANGED, row->id, _("it was changed, or does not stand in its place"));
}

static void check_what(struct verifying *at, const struct audit_row *row) {
  if (text_equal(row->what, "broken"))
    find_told(at, AUDIT_FAULT_TOLD, row->id, row->id,
              _("rows before it were missing when it was written: the store was cut or "
                "an older file put in its place"));
  else if (text_equal(row->what, "new_head"))
    find_told(at, AUDIT_FAULT_TOLD, row->id, row->id, _("the head's file was missing or damaged when it was written"));
}

/* The rows' order is that of their numbers, whatever the clock says. */
static void check_clock(struct verifying *at, const struct audit_row *row) {
  bool machine = row->machine_at < at->last_machine_at - CLOCK_SECONDS_APART;
  if (!machine && row->at >= at->last_at - CLOCK_SECONDS_APART)
    return;
  if (at->out->clock_back++ > 0)
    return;
  at->out->first_back.row = row->id;
  at->out->first_back.was = machine ? at->last_machine_at : at->last_at;
  at->out->first_back.is = machine ? row->machine_at : row->at;
}

/* The first row of a chain takes in older lines, which know no account. */
static void follow_clock(struct verifying *at, const struct audit_row *row) {
  if (text_is_empty(row->account))
    return;
  if (at->last_at)
    check_clock(at, row);
  at->last_at = row->at;
  at->last_machine_at = row->machine_at;
}

static void take_row(struct verifying *at, const struct audit_row *row, const unsigned char *hash) {
  at->gap = row->id != at->last + 1;
  if (at->gap)
    find(at, AUDIT_FAULT_REMOVED, at->last + 1,
         row->id == at->last + 2
             ? _("it is missing")
             : arena_printf(at->arena, _("it is missing, and all up to row %lld"), (long long)row->id - 1));
  take_parts(at, row);
  check_hash(at, row, hash);
  check_what(at, row);
  follow_clock(at, row);
  audit_digest_row(&at->all, row, hash);
  memcpy(at->before, hash, AUDIT_HASH);
  if (row->id == at->head.id)
    memcpy(at->head_hash, hash, AUDIT_HASH);
  if (row->id == at->announced.id)
    memcpy(at->announced_hash, hash, AUDIT_HASH);
  at->last = row->id;
  at->out->rows++;
}

static bool read_chain(struct verifying *at) {
  struct query rows;
  QUERY_ALL(&at->parts, at->store, at->err,
            "SELECT id, part, patient, salt, body, hash FROM audit_parts ORDER BY id, part");
  next_part(at);
  QUERY_ALL(&rows, at->store, at->err, "SELECT " AUDIT_COLUMNS " FROM audit ORDER BY id");
  while (query_next(&rows)) {
    struct audit_row row;
    const unsigned char *hash = audit_take_row(&rows, &row);
    take_row(at, &row, hash);
  }
  pass_strays(at, INT64_MAX);
  bool done = query_end(&rows);
  return query_end(&at->parts) && done;
}

/* --- What belongs to no row -------------------------------------------------------------------------------------- */

static int compare_parts(const void *left, const void *right) {
  const struct part_id *a = left, *b = right;
  if (a->id != b->id)
    return a->id < b->id ? -1 : 1;
  return (a->part > b->part) - (a->part < b->part);
}

static bool is_told(const struct verifying *at, const struct part_id *part) {
  for (size_t i = 0; i < at->told_rows.n; i++)
    if (part->id >= at->told_rows.at[i].id && part->id <= at->told_rows.at[i].part)
      return true;
  return at->told_parts.n && bsearch(part, at->told_parts.at, at->told_parts.n, sizeof *part, compare_parts);
}

static void check_erased(struct verifying *at) {
  if (at->told_parts.n)
    qsort(at->told_parts.at, at->told_parts.n, sizeof *at->told_parts.at, compare_parts);
  for (size_t i = 0; i < at->erased.n; i++)
    if (!is_told(at, &at->erased.at[i]))
      find(at, AUDIT_FAULT_ERASED, at->erased.at[i].id, _("what it said is gone, and no row says that it was erased"));
}

/* The program ended, or the machine, when the rows were on the disk and the head was about to say so. */
static bool is_announced(const struct verifying *at) {
  return at->announced.state == HEAD_GOOD && at->announced.id > 0 &&
         memcmp(at->announced.hash, at->announced_hash, AUDIT_HASH) == 0;
}

static void check_head(struct verifying *at) {
  const struct audit_head *head = &at->head;
  if (is_announced(at))
    return;
  if (head->state == HEAD_MISSING && at->last > 0)
    find(at, AUDIT_FAULT_HEAD, 0, _("the head's file is missing: rows at the end may have been cut off"));
  else if (head->state == HEAD_DAMAGED || (head->state == HEAD_OF_ANOTHER_KEY && at->out->key && !at->other_key))
    find(at, AUDIT_FAULT_HEAD, 0, _("the head's file was changed or is damaged"));
  else if (head->state != HEAD_MISSING && head->id > at->last)
    find(at, AUDIT_FAULT_HEAD, at->last + 1,
         arena_printf(at->arena, _("it is missing: the chain had reached row %lld"), (long long)head->id));
  else if (head->state != HEAD_MISSING && memcmp(head->hash, at->head_hash, AUDIT_HASH) != 0)
    find(at, AUDIT_FAULT_HEAD, head->id, _("it is another one than the head's file says"));
}

static void check_keys(struct verifying *at) {
  if (at->out->key && at->other_first)
    find_told(at, AUDIT_FAULT_KEY, at->other_first, at->other_last,
              arena_printf(at->arena, _("rows up to %lld are of another key and cannot be verified with this one (%s)"),
                           (long long)at->other_last, at->out->key));
  else if (!at->out->key && at->last > 0)
    find(at, AUDIT_FAULT_KEY, 0, _("there is no key: whether rows were changed cannot be told"));
}

static bool ask_for_damage(struct verifying *at, const char *question, const char **damage) {
  struct query query;
  QUERY_ALL(&query, at->store, at->err, question);
  const char *answer = query_next(&query) ? peek_text(&query) : NULL;
  *damage = answer && !text_equal(answer, "ok") ? arena_strdup(at->arena, answer) : NULL;
  return query_end(&query);
}

/* SQLite takes a page that it had no memory to fetch for a damaged one, too: what a second look does not find is none.
 */
static bool check_tables(struct verifying *at) {
  static const char *const questions[] = {"PRAGMA integrity_check(audit)", "PRAGMA integrity_check(audit_parts)"};
  for (size_t i = 0; i < COUNT_OF(questions); i++) {
    const char *damage;
    if (!ask_for_damage(at, questions[i], &damage) || (damage && !ask_for_damage(at, questions[i], &damage)))
      return false;
    if (damage)
      find(at, AUDIT_FAULT_INDEX, 0, damage);
  }
  return true;
}

static bool check_guards(struct verifying *at) {
  struct query query;
  QUERY_ALL(&query, at->store, at->err,
            "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND (name, tbl_name) IN (VALUES"
            " ('audit_keeps_its_rows', 'audit'), ('audit_loses_no_row', 'audit'),"
            " ('audit_parts_are_only_erased', 'audit_parts'), ('audit_parts_lose_no_row', 'audit_parts'))");
  if (query_next(&query) && take_number(&query, 0) < 4)
    find(at, AUDIT_FAULT_GUARD, 0, _("triggers that keep the log from being changed were removed"));
  return query_end(&query);
}

/* --- All of it --------------------------------------------------------------------------------------------------- */

static int compare_findings(const void *left, const void *right) {
  const struct audit_finding *a = left, *b = right;
  if (!a->row != !b->row)
    return !a->row - !b->row;
  return (a->row > b->row) - (a->row < b->row);
}

static bool load_key(struct verifying *at, const char *key_file) {
  bool there = true;
  if (!sodium_start(at->err) ||
      !(key_file ? audit_key_load_from(at->store, key_file, at->err) : audit_key_load(at->store, &there, at->err)))
    return false;
  at->out->key = there ? arena_strdup(at->arena, at->store->audit.key_name) : NULL;
  return true;
}

static bool verify(struct verifying *at) {
  audit_head_read(at->store, &at->head, &at->announced); /* before the chain is: it may grow meanwhile */
  if (!store_read_begin(at->store, at->err))
    return false;
  crypto_generichash_init(&at->all, NULL, 0, AUDIT_HASH);
  bool done = check_tables(at) && read_chain(at) && check_guards(at);
  store_read_end(at->store);
  return done;
}

/* What was accepted stands among the rest, and does not count. */
static void add_told(struct verifying *at) {
  size_t n_open = at->findings.n;
  for (size_t i = 0; i < at->told.n; i++) {
    struct audit_finding *finding = &at->told.at[i];
    audit_accept_finding(finding, at->accepted.at, at->accepted.n);
    if (finding->accepted_row || n_open < findings_most)
      vec_push(&at->findings, *finding);
    else
      at->out->n_more++;
    n_open += !finding->accepted_row;
  }
  at->out->n_open = (int)n_open;
}

static void conclude(struct verifying *at) {
  check_erased(at);
  check_head(at);
  check_keys(at);
  add_told(at);
  if (at->findings.n > 1)
    qsort(at->findings.at, at->findings.n, sizeof *at->findings.at, compare_findings);
}

bool store_audit_verify(struct store *store, const char *key_file, struct arena *arena, struct audit_verdict *out,
                        struct error *err) {
  struct verifying at = {.store = store, .arena = arena, .err = err, .out = out, .other_key = key_file};
  *out = (struct audit_verdict){0};
  bool done = load_key(&at, key_file) && verify(&at);
  if (done)
    conclude(&at);
  if (key_file)
    audit_key_forget(store);
  KEEP(arena, at.findings, &out->findings, &out->n_findings);
  vec_free(&at.told);
  vec_free(&at.accepted);
  vec_free(&at.erased);
  vec_free(&at.told_parts);
  vec_free(&at.told_rows);
  free(at.hashes);
  return done;
}
