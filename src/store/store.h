/*
 * The inside of the store room: the connection and its statements. What other rooms may call is vaktrom/store.h.
 *
 * How a file of this room reads:
 *
 *   struct query query;
 *   QUERY(&query, store, err, "SELECT team, lat FROM teams WHERE kind = ?", as_word(&words_team_kind, kind));
 *   while (query_next(&query)) {
 *     team->id = take_text(&query, arena);   // each take_ reads the next column
 *     team->lat = take_real(&query, COORDINATE_NONE);
 *   }
 *   return query_end(&query);
 *
 * and writes:
 *
 *   return RUN(store, err, "INSERT INTO acks VALUES (?, ?, ?, ?)", as_text(finding), as_text(by), as_text(reason),
 * as_number(now));
 */
#ifndef VAKTROM_STORE_PRIVATE_H
#define VAKTROM_STORE_PRIVATE_H

#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include <sqlite3.h>
#include <sys/types.h>

#include "vaktrom/store.h"
#include "vaktrom/store/audit.h"

enum { application_id = 0x564b5452 }; /* "VKTR": how a store is known from other SQLite files */

/* Of the audit chain (audit.h), kept with the connection. */
enum { AUDIT_HASH = 32, AUDIT_KEY_NAME = 17 };
struct audit_state {
  unsigned char *key; /* in libsodium's guarded memory; NULL until it is needed */
  char key_name[AUDIT_KEY_NAME];
  bool restored; /* the store is to be put in place of another: its head counts when it is there */

  /* of the transaction */
  enum audit_what what; /* the change is, or takes back, or does again */
  bool ready, wrote;    /* the end below is known; rows were added */
  bool head_anew;       /* what the head's file says is not to count any more */
  int64_t last;         /* the last row's id and hash */
  unsigned char hash[AUDIT_HASH];
};

struct statement {
  char *sql;
  sqlite3_stmt *handle;
};

/* Which file it is, whatever its name. */
struct file_identity {
  dev_t device;
  ino_t number; /* 0: not known */
};
enum { STORE_FILES = 3 }; /* the store, its write-ahead log and the log's index */

struct store {
  sqlite3 *db;
  char *path;
  VEC(struct statement) statements;
  struct file_identity files[STORE_FILES]; /* that are open */
  int form;                                /* as it was opened; 0: not known */
  double busy_limit;                       /* seconds that a call waits for others */
  double busy_since;                       /* when the present wait began */

  /* the transaction */
  int depth;       /* of nested store_begin, 0 = none */
  bool doomed;     /* rolled back by a nested part: the outer ones can only fail */
  bool dry_run;    /* commit rolls back */
  bool lasting;    /* what is committed cannot be taken back */
  bool keep_line;  /* the label stands in the journal whatever changed */
  int reads;       /* of nested store_read_begin */
  bool read_began; /* the read transaction is ours, not part of a write */
  char *actor;
  struct str label;
  sqlite3_session *session;
  struct audit_state audit;

  int64_t commits;        /* of this connection */
  int64_t asked_in_vain;  /* for the revision, since the store is no longer there */
  int others, changes;    /* the file's data_version as it was asked last; how often others changed more than looks */
  int64_t looked_to;      /* of the audit, the last row that was asked about then */
  int64_t line;           /* of the journal, that the transaction wrote; 0 = none */
  VEC(int64_t) own_lines; /* of the journal, that this connection committed, rising */
  struct arena setting_values;
  const char **settings; /* in the order of the table of settings; NULL = the default */
  int64_t settings_revision;
};

/* --- Statements (sql.c) ------------------------------------------------------------------------------------------ */

/* A value for a parameter, made by one of the functions below. Text is not copied: it must live until the call ends. */
struct value {
  enum { VALUE_END, VALUE_NULL, VALUE_TEXT, VALUE_NUMBER, VALUE_REAL, VALUE_BLOB, VALUE_DATE } type;
  const void *bytes;
  int64_t number; /* or the length of a blob */
  double real;
};
struct value as_text(const char *text);    /* NULL counts as '' */
struct value as_reference(const char *id); /* NULL and '' are NULL */
struct value as_number(int64_t number);    /* NONE of an index is for as_reference(), not for this */
struct value as_number_unless(int64_t number, int64_t nothing); /* NULL when it is `nothing` */
struct value as_real_unless(double real, double nothing);
struct value as_date(date on);                             /* DATE_NONE is NULL */
struct value as_word(const struct words *words, int code); /* the token; '' when it has none */
struct value as_yes_no(bool yes);
struct value as_blob(const void *bytes, size_t size);

/* Runs a statement that gives no rows; one that changes something fails outside a transaction. */
#define RUN(store, err, sql, ...) run_sql((store), (err), (sql), (struct value[]){__VA_ARGS__, {.type = VALUE_END}})
VK_NODISCARD bool run_sql(struct store *store, struct error *err, const char *sql, const struct value *values);
/* Runs SQL without parameters, not cached (PRAGMA, BEGIN, a script). */
VK_NODISCARD bool run_script(struct store *store, const char *sql, struct error *err);

/* A running query. query_next() is false at the end and on a failure; query_end() (always called) tells which. */
struct query {
  struct store *store;
  struct error *err;
  sqlite3_stmt *handle;
  int column; /* the next to take */
  bool failed;
};
#define QUERY(query, store, err, sql, ...)                                                                             \
  query_begin((query), (store), (err), (sql), (struct value[]){__VA_ARGS__, {.type = VALUE_END}})
#define QUERY_ALL(query, store, err, sql)                                                                              \
  query_begin((query), (store), (err), (sql), (struct value[]){{.type = VALUE_END}})
void query_begin(struct query *query, struct store *store, struct error *err, const char *sql,
                 const struct value *values);
bool query_next(struct query *query);
VK_NODISCARD bool query_end(struct query *query);

const char *peek_text(struct query *query); /* until the next row; '' is "", NULL is NULL */
const char *take_text(struct query *query, struct arena *arena);
const char *take_reference(struct query *query, struct arena *arena); /* NULL where there is none */
int64_t take_number(struct query *query, int64_t nothing);
int take_int(struct query *query, int nothing);
double take_real(struct query *query, double nothing);
date take_date(struct query *query);
int take_word(struct query *query, const struct words *words); /* NONE where it is '' */
bool take_yes(struct query *query);

/* A copy of n items of that size in the arena; never NULL. */
void *to_arena(struct arena *arena, const void *items, size_t n, size_t size);
/* Moves the items of a vector into the arena. */
#define KEEP(arena, vec, out, count)                                                                                   \
  (*(out) = to_arena((arena), (vec).at, (vec).n, sizeof *(vec).at), *(count) = (int)(vec).n, vec_free(&(vec)))

/* Turns what SQLite says into an error of ours; returns false. (failures.c) */
bool sql_fail(struct store *store, struct error *err);
/* The same for a change set's functions, whose code the connection is not told. */
bool session_fail(struct store *store, int code, struct error *err);
/* The statement for this SQL from the cache, ready to be bound; NULL on failure. */
sqlite3_stmt *sql_statement(struct store *store, const char *sql, struct error *err);
void sql_forget_statements(struct store *store);

/* The number that a PRAGMA gives (open.c); 0 when it gives none. */
VK_NODISCARD bool read_pragma(struct store *store, const char *pragma, int *out, struct error *err);

/* Whether the file cannot be opened or written for its rights, its folder's or its disk's; then the error says which.
 */
bool sql_tell_rights(const struct store *store, struct error *err);
/* Whether a commit failed so that nobody knows what is kept: a disk that fails between a change and its sync may have
 * kept the change, or not. */
bool sql_is_in_doubt(const struct store *store);
/* Whether what failed last says that the file itself is damaged, and not that it could not be reached or written. */
bool sql_found_damage(const struct store *store);

/* --- Versions of the criteria (criteria.c) ------------------------------------------------------------------------ */

/* SQL: the version that counts on a day (a parameter or a literal text): the latest that began by then, else the one
 * that was made active without a day. */
#define VERSION_IN_FORCE(day)                                                                                          \
  "ifnull((SELECT version FROM criteria_versions WHERE starts <= " day                                                 \
  " ORDER BY starts DESC LIMIT 1), (SELECT version FROM criteria_versions WHERE active = 'yes'))"

/* --- Migrations (migrate.c) --------------------------------------------------------------------------------------- */

struct migration {
  int version; /* of the store after it */
  const char *sql;
};
/* The migrations that the program carries, in order; *n = how many. Valid as long as the program runs. */
const struct migration *program_migrations(int *n);
/* Brings the store forward to the last of `migrations`; an existing one is copied to PATH.before-N first. */
VK_NODISCARD bool migrate(struct store *store, const struct migration *migrations, int n, struct error *err);

/* --- Whether the store is still there (presence.c) ---------------------------------------------------------------- */

/* Notes which files are open; of which form the store is migrate() has noted. */
void presence_note(struct store *store);
/* Fails when another file, or none, lies where one of these lay, so that what is written would be lost with it; or when
 * a newer program has brought the store to a form that this one does not know. Before and at the end of every change,
 * and before a read transaction. STATUS_STORE. */
VK_NODISCARD bool presence_check(struct store *store, struct error *err);

/* store_clock_went_back() by the last `rows` rows of journal and audit log; -1: all of them. (presence.c) */
struct clock_back {
  bool back;
  instant now, written;
};
VK_NODISCARD bool clock_went_back(struct store *store, int64_t rows, struct clock_back *out, struct error *err);

/* What store_revision() gives as long as the store is there: changes with each commit and not otherwise. (open.c) */
int64_t data_revision(struct store *store);

/* --- Transactions and the journal (transaction.c, journal.c) ------------------------------------------------------ */

/* Fails (STATUS_INTERNAL) outside a transaction, or in one that was rolled back by a nested part. */
VK_NODISCARD bool need_transaction(struct store *store, struct error *err);
/* A rule between rows: a view of schema/002-rules.sql, which gives the pairs of rows that break it. */
struct conflict_rule {
  const char *view;     /* NULL: one of a later schema */
  const char *kind;     /* of the first row */
  const char *sentence; /* about both: %1 and %2 stand for what names them */
  const char *message;  /* about the first row: %s stands for the second */
  bool alike;           /* the two are of one kind: named in the order of their ids */
};
const struct conflict_rule *conflict_rule(const char *view);
/* Fails with the reason in words when the rules at commit do not hold (rules.c). */
VK_NODISCARD bool check_rules(struct store *store, struct error *err);
/* Begins to record changes; takes what was recorded (for the caller to sqlite3_free()) and ends that, or forgets it. */
VK_NODISCARD bool journal_begin(struct store *store, struct error *err);
VK_NODISCARD bool journal_take(struct store *store, void **changes, int *size, struct error *err);
/* Writes the journal line of a change; an undo or redo has its line already. */
VK_NODISCARD bool journal_write(struct store *store, const void *changes, int size, struct error *err);
/* Remembers, after the commit, that the line written was this connection's. */
void journal_keep_own(struct store *store);
void journal_stop(struct store *store);

/* --- The audit chain (audit.h) ------------------------------------------------------------------------------------ */

void audit_begin(struct store *store); /* of a transaction */
/* Adds the row of what the transaction changed. */
VK_NODISCARD bool audit_write_changes(struct store *store, const void *changes, int size, struct error *err);
/* Write the head down, where rows were added: one that begins anew is announced before. */
void audit_before_commit(struct store *store);
void audit_after_commit(struct store *store);
void audit_commit_failed(struct store *store); /* for sure: nothing of it is on the disk */
/* The first row after a restore, in the store that is to be put in place: `when` the backup was made, and what the head
 * said. The head that goes with it counts when the store is there, which audit_restored() says, or that it will not be.
 */
VK_NODISCARD bool audit_note_restore(struct store *store, const char *actor, const char *when, const char *file,
                                     struct error *err);
void audit_restored(struct store *store, bool is_there);
void audit_key_forget(struct store *store);

/* --- Settings (settings.c) ---------------------------------------------------------------------------------------- */

/* Reads the settings again when they may have changed, and tells the clock about zone and production. */
/* Whether the machine knows the group. */
bool access_group(const char *name, gid_t *out);
/* The store's file and its neighbours are for its owner, for the group of the setting store_group, and for nobody else:
 * what was given beyond that is taken away. Where somebody gave them to a group by hand, that stays. */
void access_keep(struct store *store);
/* The same when that setting has changed: an empty one takes the group's rights away. STATUS_DENIED. */
VK_NODISCARD bool access_change(struct store *store, struct error *err);
/* Gives an open new file the group and mode of another, where there is one. */
void access_copy(const char *from, int to);
/* The folder in which a file lies, with the '/' behind it; "." where its path names none. In the arena. */
const char *folder_of(const char *path, struct arena *arena);
/* The network's file system on which a path lies ("NFS"); NULL: none that is known. In the arena. (file_system.c) */
const char *network_file_system(const char *path, struct arena *arena);
/* Refuses a folder in which anybody may replace the file. */
VK_NODISCARD bool access_folder_is_safe(const char *path, struct error *err);

VK_NODISCARD bool settings_refresh(struct store *store, struct error *err);
void settings_forget(struct store *store); /* after a rollback */

#endif
