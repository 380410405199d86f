/*
 * The audit chain: adding a row, and what is looked at before that. The write lock makes the order: whoever adds a row
 * has read the last one in the same transaction.
 */
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "audit.h"

static const struct word whats[] = {
    {AUDIT_CHANGE, "change", N_("changed"), COLOUR_PLAIN},
    {AUDIT_UNDO, "undo", N_("took back"), COLOUR_PLAIN},
    {AUDIT_REDO, "redo", N_("did again"), COLOUR_PLAIN},
    {AUDIT_OPENED, "opened", N_("looked at details"), COLOUR_PLAIN},
    {AUDIT_DOOR_CODE, "door_code", N_("saw the door code"), COLOUR_NOTICE},
    {AUDIT_OVERRIDE, "override", N_("decided against a rule"), COLOUR_NOTICE},
    {AUDIT_TRANSFER_OVERRIDE, "transfer_override", N_("transferred against a rule"), COLOUR_NOTICE},
    {AUDIT_DROP, "drop", N_("dropped a visit"), COLOUR_NOTICE},
    {AUDIT_ACK, "ack", N_("acknowledged a finding"), COLOUR_PLAIN},
    {AUDIT_BACKUP, "backup", N_("made a backup"), COLOUR_PLAIN},
    {AUDIT_EXPORT, "export", N_("wrote records to files"), COLOUR_NOTICE},
    {AUDIT_SIGN_IN, "sign_in", N_("signed in"), COLOUR_PLAIN},
    {AUDIT_SIGN_IN_REFUSED, "sign_in_refused", N_("was not let in"), COLOUR_WARNING},
    {AUDIT_ACCOUNT_ADDED, "account_added", N_("added an account"), COLOUR_NOTICE},
    {AUDIT_ACCOUNT_CHANGED, "account_changed", N_("changed an account"), COLOUR_NOTICE},
    {AUDIT_ACCOUNT_LOCKED, "account_locked", N_("locked an account"), COLOUR_NOTICE},
    {AUDIT_ACCOUNT_UNLOCKED, "account_unlocked", N_("unlocked an account"), COLOUR_NOTICE},
    {AUDIT_ACCOUNT_REMOVED, "account_removed", N_("removed an account"), COLOUR_NOTICE},
    {AUDIT_PASSWORD_SET, "password_set", N_("set a password"), COLOUR_NOTICE},
    {AUDIT_EMERGENCY, "emergency", N_("emergency access"), COLOUR_WARNING},
    {AUDIT_ERASED, "erased", N_("erased from the audit log"), COLOUR_NOTICE},
    {AUDIT_BEGAN, "began", N_("the chain began"), COLOUR_NOTICE},
    {AUDIT_NEW_KEY, "new_key", N_("a new key"), COLOUR_WARNING},
    {AUDIT_NEW_HEAD, "new_head", N_("the head was missing or damaged"), COLOUR_WARNING},
    {AUDIT_BROKEN, "broken", N_("rows were missing"), COLOUR_ERROR},
    {AUDIT_RESTORE, "restore", N_("restored a backup"), COLOUR_NOTICE},
    {AUDIT_ACCEPTED, "accepted", N_("accepted a break of the log"), COLOUR_WARNING},
    {AUDIT_SETTING, "setting", N_("set as the owner"), COLOUR_NOTICE},
};
const struct words words_audit = {N_("entry of the audit log"), whats, COUNT_OF(whats)};

static const char *place_of_run = "";

void store_audit_place(const char *place) {
  place_of_run = place;
}

/* --- Hashes ------------------------------------------------------------------------------------------------------ */

static void hash_number(crypto_generichash_state *state, int64_t number) {
  unsigned char bytes[8];
  for (int i = 0; i < 8; i++)
    bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
  crypto_generichash_update(state, bytes, sizeof bytes);
}

/* NULL is another text than the empty one. */
static void hash_text(crypto_generichash_state *state, const char *text) {
  hash_number(state, text ? (int64_t)strlen(text) : -1);
  if (text)
    crypto_generichash_update(state, (const unsigned char *)text, strlen(text));
}

static void hash_fields(crypto_generichash_state *state, const struct audit_row *row) {
  hash_number(state, row->id);
  hash_number(state, row->at);
  hash_number(state, row->machine_at);
  hash_text(state, row->actor);
  hash_text(state, row->account);
  hash_text(state, row->place);
  hash_text(state, row->what);
  hash_text(state, row->key);
  hash_number(state, row->parts);
}

void audit_hash_row(const struct audit_row *row, const unsigned char *key, const unsigned char *before,
                    const unsigned char *parts, unsigned char out[AUDIT_HASH]) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, key, crypto_generichash_KEYBYTES, AUDIT_HASH);
  crypto_generichash_update(&state, before, AUDIT_HASH);
  hash_fields(&state, row);
  crypto_generichash_update(&state, parts, (unsigned long long)row->parts * AUDIT_HASH);
  crypto_generichash_final(&state, out, AUDIT_HASH);
}

void audit_hash_part(int64_t number, const char *patient, const char *body, const unsigned char *salt,
                     unsigned char out[AUDIT_HASH]) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, NULL, 0, AUDIT_HASH);
  crypto_generichash_update(&state, salt, AUDIT_SALT);
  hash_number(&state, number);
  hash_text(&state, patient);
  hash_text(&state, body);
  crypto_generichash_final(&state, out, AUDIT_HASH);
}

void audit_digest_row(crypto_generichash_state *all, const struct audit_row *row, const unsigned char *hash) {
  hash_fields(all, row);
  crypto_generichash_update(all, hash, AUDIT_HASH);
}

/* --- Reading rows ------------------------------------------------------------------------------------------------ */

const unsigned char *audit_take_hash(struct query *query) {
  static const unsigned char none[AUDIT_HASH];
  int column = query->column++;
  const unsigned char *bytes = sqlite3_column_blob(query->handle, column);
  return sqlite3_column_bytes(query->handle, column) == AUDIT_HASH && bytes ? bytes : none;
}

static const char *or_empty(const char *text) {
  return text ? text : "";
}

/* What stands behind a NUL would not be hashed: then it is no text of ours. */
const char *audit_take_text(struct query *query) {
  int column = query->column;
  const char *text = peek_text(query);
  bool whole = !text || (size_t)sqlite3_column_bytes(query->handle, column) == strlen(text);
  return whole ? text : "\033";
}

const unsigned char *audit_take_row(struct query *query, struct audit_row *row) {
  row->id = take_number(query, 0);
  row->at = take_number(query, 0);
  row->machine_at = take_number(query, 0);
  row->actor = or_empty(audit_take_text(query));
  row->account = or_empty(audit_take_text(query));
  row->place = or_empty(audit_take_text(query));
  row->what = or_empty(audit_take_text(query));
  row->parts = take_number(query, 0);
  row->key = or_empty(audit_take_text(query));
  return audit_take_hash(query);
}

/* --- Writing rows ------------------------------------------------------------------------------------------------ */

static bool put_parts(struct store *store, int64_t id, const struct audit_part *parts, int n, unsigned char *hashes,
                      struct error *err) {
  bool done = true;
  for (int i = 0; done && i < n; i++) {
    unsigned char salt[AUDIT_SALT], *hash = hashes + (size_t)i * AUDIT_HASH;
    randombytes_buf(salt, sizeof salt);
    audit_hash_part(i, parts[i].patient, parts[i].body, salt, hash);
    done = RUN(store, err, "INSERT INTO audit_parts VALUES (?, ?, ?, ?, ?, ?)", as_number(id), as_number(i),
               as_reference(parts[i].patient), as_blob(salt, sizeof salt), as_text(parts[i].body),
               as_blob(hash, AUDIT_HASH));
  }
  return done;
}

static bool put_row(struct store *store, struct audit_row *row, const struct audit_part *parts, int n,
                    struct error *err) {
  struct audit_state *chain = &store->audit;
  unsigned char *hashes = mem_alloc_array((size_t)n + 1, AUDIT_HASH);
  row->id = chain->last + 1;
  row->parts = n;
  row->key = chain->key_name;
  bool done = put_parts(store, row->id, parts, n, hashes, err);
  if (done) {
    audit_hash_row(row, chain->key, chain->hash, hashes, chain->hash);
    chain->last = row->id;
    chain->wrote = true;
    done = RUN(store, err, "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", as_number(row->id),
               as_number(row->at), as_number(row->machine_at), as_text(row->actor), as_text(row->account),
               as_text(row->place), as_text(row->what), as_number(row->parts), as_text(row->key),
               as_blob(chain->hash, AUDIT_HASH));
  }
  free(hashes);
  return done;
}

/* The account by which a worker signs in; an actor without a staff row is an account. */
static bool find_account(struct store *store, const char *actor, struct str *out, struct error *err) {
  struct query query;
  QUERY(&query, store, err, "SELECT account FROM accounts WHERE staff = ?", as_text(actor));
  str_add(out, query_next(&query) ? or_empty(peek_text(&query)) : actor);
  return query_end(&query);
}

static bool put_new_row(struct store *store, const char *actor, enum audit_what what, const struct audit_part *parts,
                        int n, struct error *err) {
  struct str account = {0};
  bool done = find_account(store, actor, &account, err);
  struct audit_row row = {.at = clock_now(),
                          .machine_at = clock_machine(),
                          .actor = actor,
                          .account = str_text(&account),
                          .place = place_of_run,
                          .what = word_token(&words_audit, (int)what)};
  done = done && put_row(store, &row, parts, n, err);
  str_free(&account);
  return done;
}

/* --- What a row says --------------------------------------------------------------------------------------------- */

static cJSON *body_json(const char *subject, const char *label) {
  cJSON *body = cJSON_CreateObject();
  if (!text_is_empty(subject))
    cJSON_AddStringToObject(body, "subject", subject);
  if (!text_is_empty(label))
    cJSON_AddStringToObject(body, "label", label);
  return body;
}

static char *print_and_delete(cJSON *body) {
  char *text = cJSON_PrintUnformatted(body);
  cJSON_Delete(body);
  return text ? text : mem_strdup("{}");
}

char *audit_body(const char *subject, const char *label) {
  return print_and_delete(body_json(subject, label));
}

static void add_hash(cJSON *body, const char *name, const unsigned char *hash) {
  char hex[2 * AUDIT_HASH + 1];
  cJSON_AddStringToObject(body, name, sodium_bin2hex(hex, sizeof hex, hash, AUDIT_HASH));
}

/* What the head said, where it can be read. */
static void add_head(cJSON *body, const struct audit_head *head) {
  if (head->state < HEAD_OF_ANOTHER_KEY)
    return;
  cJSON_AddNumberToObject(body, "head_row", (double)head->id);
  add_hash(body, "head_hash", head->hash);
}

/* A row about the chain itself: what the head said, where there was one, and a digest where there is one. */
static bool put_own_row(struct store *store, enum audit_what what, const struct audit_head *head,
                        const unsigned char *digest, struct error *err) {
  cJSON *body = body_json(NULL, NULL);
  if (head)
    add_head(body, head);
  if (digest)
    add_hash(body, "rows_before", digest);
  char *text = print_and_delete(body);
  bool done = put_new_row(store, store->actor, what, &(struct audit_part){.body = text}, 1, err);
  cJSON_free(text);
  return done;
}

/* --- Before the first row of a transaction ----------------------------------------------------------------------- */

static bool load_key(struct store *store, struct error *err) {
  bool there = true;
  return sodium_start(err) && (store->audit.key || audit_key_load(store, &there, err)) &&
         (there || audit_key_make(store, err));
}

/* Where the chain ends; *same: with the key that is loaded. */
static bool find_end(struct store *store, bool *same, struct error *err) {
  struct query query;
  struct audit_state *chain = &store->audit;
  chain->last = 0;
  memset(chain->hash, 0, sizeof chain->hash);
  QUERY_ALL(&query, store, err, "SELECT id, key, hash FROM audit ORDER BY id DESC LIMIT 1");
  if (query_next(&query)) {
    chain->last = take_number(&query, 0);
    *same = text_equal(peek_text(&query), chain->key_name);
    memcpy(chain->hash, audit_take_hash(&query), AUDIT_HASH);
  }
  return query_end(&query);
}

/* The lines of an earlier version of the program, as they stand. */
static bool take_lines(struct store *store, struct error *err) {
  struct query query;
  bool done = true;
  QUERY_ALL(&query, store, err, "SELECT at, machine_at, actor, what, subject, detail FROM audit_unchained ORDER BY id");
  while (done && query_next(&query)) {
    struct audit_row row = {.account = "", .place = ""};
    row.at = take_number(&query, 0);
    row.machine_at = take_number(&query, 0);
    row.actor = or_empty(peek_text(&query));
    row.what = or_empty(peek_text(&query));
    const char *subject = peek_text(&query), *detail = peek_text(&query);
    char *body = audit_body(subject, detail);
    done = put_row(store, &row, &(struct audit_part){.body = body}, 1, err);
    cJSON_free(body);
  }
  return query_end(&query) && done;
}

/* A store that was removed may have left its head here: the first row keeps it. */
static bool begin_chain(struct store *store, const struct audit_head *head, struct error *err) {
  store->audit.head_anew = true;
  return put_own_row(store, AUDIT_BEGAN, head, NULL, err) && take_lines(store, err) &&
         run_script(store, "DELETE FROM audit_unchained", err);
}

/* From now on nobody who lacks the old key can change what stands before unnoticed either. */
static bool change_key(struct store *store, struct error *err) {
  struct query query;
  crypto_generichash_state all;
  unsigned char digest[AUDIT_HASH];
  crypto_generichash_init(&all, NULL, 0, AUDIT_HASH);
  QUERY_ALL(&query, store, err, "SELECT " AUDIT_COLUMNS " FROM audit ORDER BY id");
  while (query_next(&query)) {
    struct audit_row row;
    const unsigned char *hash = audit_take_row(&query, &row);
    audit_digest_row(&all, &row, hash);
  }
  crypto_generichash_final(&all, digest, sizeof digest);
  return query_end(&query) && put_own_row(store, AUDIT_NEW_KEY, NULL, digest, err);
}

static bool hash_of_row(struct store *store, int64_t id, unsigned char out[AUDIT_HASH], struct error *err) {
  struct query query;
  memset(out, 0, AUDIT_HASH);
  QUERY(&query, store, err, "SELECT hash FROM audit WHERE id = ?", as_number(id));
  if (query_next(&query))
    memcpy(out, audit_take_hash(&query), AUDIT_HASH);
  return query_end(&query);
}

/* Whether the chain has the row that a head names. */
static bool reaches(struct store *store, const struct audit_head *head, bool *out, struct error *err) {
  unsigned char hash[AUDIT_HASH];
  *out = false;
  if (head->state < HEAD_OF_ANOTHER_KEY)
    return true;
  bool done = hash_of_row(store, head->id, hash, err);
  *out = done && memcmp(hash, head->hash, sizeof hash) == 0;
  return done;
}

/* What was cut off must be told before a longer chain hides it. */
static bool check_head(struct store *store, const struct audit_head *head, const struct audit_head *announced,
                       bool key_changed, struct error *err) {
  bool readable = head->state == HEAD_GOOD || (head->state == HEAD_OF_ANOTHER_KEY && key_changed);
  bool reached = false, announced_reached = false;
  if (!reaches(store, head, &reached, err) || !reaches(store, announced, &announced_reached, err))
    return false;
  store->audit.head_anew = !readable || !reached || key_changed;
  if (readable && reached && announced->state != HEAD_MISSING) /* left behind: a later cut must not hide behind it */
    audit_head_withdraw(store);
  if ((readable && reached) || (announced->state == HEAD_GOOD && announced_reached))
    return true;
  return put_own_row(store, readable ? AUDIT_BROKEN : AUDIT_NEW_HEAD, readable ? head : NULL, NULL, err);
}

static bool get_ready(struct store *store, struct error *err) {
  struct audit_head head, announced;
  bool same_key = true;
  if (!need_transaction(store, err) || !load_key(store, err) || !find_end(store, &same_key, err))
    return false;
  store->audit.ready = true;
  audit_head_read(store, &head, &announced);
  if (store->audit.last == 0)
    return begin_chain(store, &head, err);
  if (store->audit.restored)
    store->audit.head_anew = true;
  return (same_key || change_key(store, err)) &&
         (store->audit.restored || check_head(store, &head, &announced, !same_key, err));
}

/* --- What others call -------------------------------------------------------------------------------------------- */

bool audit_append(struct store *store, const char *actor, enum audit_what what, const struct audit_part *parts, int n,
                  struct error *err) {
  if (store->dry_run)
    return true;
  return (store->audit.ready || get_ready(store, err)) && put_new_row(store, actor, what, parts, n, err);
}

void audit_begin(struct store *store) {
  store->audit.ready = store->audit.wrote = store->audit.head_anew = false;
}

void audit_before_commit(struct store *store) {
  if (store->audit.wrote && store->audit.head_anew)
    audit_head_announce(store, store->audit.last, store->audit.hash);
}

void audit_after_commit(struct store *store) {
  if (store->audit.restored)
    return;
  if (store->audit.wrote && store->audit.head_anew)
    audit_head_write_anew(store, store->audit.last, store->audit.hash);
  else if (store->audit.wrote)
    audit_head_write(store, store->audit.last, store->audit.hash);
}

void audit_commit_failed(struct store *store) {
  if (store->audit.wrote && store->audit.head_anew)
    audit_head_withdraw(store);
}

bool audit_note_restore(struct store *store, const char *actor, const char *when, const char *file, struct error *err) {
  struct audit_head head, announced;
  store->audit.restored = true;
  if (!load_key(store, err))
    return false;
  audit_head_read(store, &head, &announced);
  cJSON *body = body_json(when, file);
  add_head(body, &head);
  char *text = print_and_delete(body);
  bool done = audit_append(store, actor, AUDIT_RESTORE, &(struct audit_part){.body = text}, 1, err);
  cJSON_free(text);
  return done;
}

void audit_restored(struct store *store, bool is_there) {
  if (is_there)
    audit_head_write_anew(store, store->audit.last, store->audit.hash);
  else
    audit_head_withdraw(store);
}

/* The patient whom an id is about: a patient's own, or a visit's. */
static bool find_patient(struct store *store, const char *subject, struct str *out, struct error *err) {
  struct query query;
  if (text_is_empty(subject))
    return true;
  QUERY(&query, store, err,
        "SELECT patient FROM patients WHERE patient = ?1 UNION ALL SELECT patient FROM visits WHERE visit = ?1",
        as_text(subject));
  if (query_next(&query))
    str_add(out, or_empty(peek_text(&query)));
  return query_end(&query);
}

bool store_audit(struct store *store, const char *actor, const char *what, const char *subject, const char *detail,
                 struct error *err) {
  struct str patient = {0};
  int code = word_code(&words_audit, what);
  if (code == NONE)
    return error_set(err, STATUS_INTERNAL, "the audit log knows no '%s'", what);
  char *body = audit_body(subject, detail);
  struct audit_part part = {.body = body};
  bool done = find_patient(store, subject, &patient, err);
  part.patient = patient.n ? str_text(&patient) : NULL;
  done = done && audit_append(store, actor, (enum audit_what)code, &part, 1, err);
  cJSON_free(body);
  str_free(&patient);
  return done;
}

/* --- Looks ------------------------------------------------------------------------------------------------------- */

/* Whether the actor has looked at the patient within this hour. */
static bool was_noted(struct store *store, const char *actor, const char *patient, bool *noted, struct error *err) {
  struct query query;
  int64_t hour = clock_now() / 3600 * 3600;
  QUERY(&query, store, err,
        "SELECT 1 FROM audit_parts JOIN audit USING (id) WHERE patient = ?1 AND what = 'opened' AND actor = ?2"
        " AND id >= (SELECT min(id) FROM audit WHERE at >= ?3) AND at BETWEEN ?3 AND ?3 + 3599",
        as_text(patient), as_text(actor), as_number(hour));
  *noted = query_next(&query);
  return query_end(&query);
}

static bool find_new(struct store *store, const char *actor, const char *const *patients, int n,
                     struct audit_part *parts, int *n_parts, struct error *err) {
  bool done = true, noted = false;
  *n_parts = 0;
  for (int i = 0; done && i < n; i++) {
    done = was_noted(store, actor, patients[i], &noted, err);
    if (done && !noted)
      parts[(*n_parts)++].patient = patients[i];
  }
  return done;
}

static bool note_looks(struct store *store, const char *actor, struct audit_part *parts, int n, const char *how,
                       struct error *err) {
  char *body = audit_body(NULL, how);
  for (int i = 0; i < n; i++)
    parts[i].body = body;
  bool done = store_begin(store, actor, "", err);
  if (done && !audit_append(store, actor, AUDIT_OPENED, parts, n, err)) {
    store_rollback(store);
    done = false;
  }
  done = done && store_commit(store, err);
  cJSON_free(body);
  return done;
}

bool store_audit_opened(struct store *store, const char *actor, const char *const *patients, int n, const char *how,
                        struct error *err) {
  struct audit_part *parts = mem_alloc_array((size_t)n + 1, sizeof *parts);
  bool dry_run = store->dry_run;
  int n_parts = 0;
  store->dry_run = false;
  bool done = find_new(store, actor, patients, n, parts, &n_parts, err) &&
              (n_parts == 0 || note_looks(store, actor, parts, n_parts, how, err));
  store->dry_run = dry_run;
  free(parts);
  return done;
}
