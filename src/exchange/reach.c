/* Whose row it is, and whether it lies within somebody's reach. */
#include "reach.h"

#include <string.h>

#include "cell.h"
#include "vaktrom/dispatch/may.h"

/* --- Whose the rows of a KIND are --- */

/* Nobody's in particular. */
static const char *const of_unit[] = {"teams", "tasks", "criteria", "settings"};
/* Who acknowledged, approved or looked: by a file anybody could have. */
static const char *const of_owner[] = {"acks", "approvals", "handover_acks", "own_looks", "patient_looks"};

static bool is_one_of(const char *const *names, size_t n, const struct kind *kind) {
  for (size_t i = 0; i < n; i++)
    if (text_equal(names[i], kind->name))
      return true;
  return false;
}

static bool is_of_unit(const struct kind *kind) {
  return is_one_of(of_unit, COUNT_OF(of_unit), kind);
}

static bool is_of_owner(const struct kind *kind) {
  return is_one_of(of_owner, COUNT_OF(of_owner), kind);
}

/* --- What a row is about --- */

enum subject { ABOUT_PATIENT, ABOUT_WORKER, ABOUT_TEAM, ABOUT_ITEM, ABOUT_VISIT, ABOUT_LIST };
static const struct subject_column {
  const char *name;
  enum subject subject;
} subject_columns[] = {
    {"team", ABOUT_TEAM},   {"from_team", ABOUT_TEAM},  {"to_team", ABOUT_TEAM},
    {"covers", ABOUT_TEAM}, {"patient", ABOUT_PATIENT}, {"staff", ABOUT_WORKER},
    {"item", ABOUT_ITEM},   {"visit", ABOUT_VISIT},     {"list", ABOUT_LIST},
};

/* Whether the column says what the row is about; others only mention a patient (a skill), a worker (a contact) or a
 * team (one that cooperates). */
static bool is_subject(const struct kind *kind, int column, enum subject *out) {
  const struct column *of = &kind->columns[column];
  *out = ABOUT_PATIENT;
  if (text_equal(of->ref, "places")) /* a patient's, or a team's, which is no secret */
    return true;
  for (size_t i = 0; i < COUNT_OF(subject_columns); i++)
    if (text_equal(of->name, subject_columns[i].name)) {
      *out = subject_columns[i].subject;
      return true;
    }
  return false;
}

static struct concern concern_of(enum subject subject, const char *id) {
  switch (subject) {
  case ABOUT_PATIENT:
    return (struct concern){.patient = id};
  case ABOUT_WORKER:
    return (struct concern){.worker = id};
  case ABOUT_TEAM:
    return (struct concern){.team = id};
  case ABOUT_ITEM:
    return (struct concern){.item = id};
  case ABOUT_VISIT:
    return (struct concern){.visit = id};
  case ABOUT_LIST:
    break;
  }
  return (struct concern){.list = id};
}

/* --- Asking --- */

void reach_start(struct row_reach *reach, const struct session *session) {
  *reach = (struct row_reach){.session = *session};
}

void reach_free(struct row_reach *reach) {
  map_free(&reach->answers);
  arena_free(&reach->arena);
  error_clear(&reach->refusal);
  error_clear(&reach->failure);
}

bool reach_is_whole(const struct row_reach *reach) {
  return reach->session.owner || reach->session.consequence > 0;
}

/* Keeps the first refusal and the first failure. */
static void keep_error(struct row_reach *reach, struct error *err) {
  struct error *kept = err->status == STATUS_DENIED ? &reach->refusal : &reach->failure;
  if (kept->status == STATUS_OK && err->status != STATUS_OK)
    error_set(kept, err->status, "%s", err->text);
  error_clear(err);
}

static bool ask(struct row_reach *reach, enum may may, const struct concern *about) {
  struct error err = {0};
  bool permitted = dispatch_may(&reach->session, may, about, &err);
  keep_error(reach, &err);
  return permitted;
}

/* The same of something by its id, once: thousands of rows are about some hundred patients. */
static bool reaches(struct row_reach *reach, enum subject subject, const char *id) {
  static const bool yes = true, no = false;
  const char *key = arena_printf(&reach->arena, "%d %s", (int)subject, id);
  const bool *known = map_get(&reach->answers, key);
  if (!known) {
    const struct concern about = concern_of(subject, id);
    known = ask(reach, MAY_RECORD, &about) ? &yes : &no;
    map_set(&reach->answers, key, known);
  }
  return *known;
}

/* What is said of one subject: whether there is any, and whether all of them or one are reached. */
struct asking {
  struct row_reach *reach;
  enum subject subject;
  bool named, all, any;
};

static void ask_word(void *context, const char *id) {
  struct asking *asking = context;
  bool reached = reaches(asking->reach, asking->subject, id);
  asking->named = true;
  asking->all &= reached;
  asking->any |= reached;
}

/* All columns of a row that are about the subject. */
static struct asking ask_row(struct row_reach *reach, enum subject subject, const struct kind *kind,
                             const char *const *cells) {
  struct asking asking = {.reach = reach, .subject = subject, .all = true};
  enum subject of;
  for (int c = 0; kind->columns[c].name; c++)
    if (is_subject(kind, c, &of) && of == subject && !text_is_empty(cells[c]))
      each_word(cells[c], ask_word, &asking);
  return asking;
}

static bool may_keep_unit(struct row_reach *reach) {
  return ask(reach, MAY_KEEP_UNIT, NULL);
}

/* --- The answers --- */

static bool is_owners(struct row_reach *reach) {
  struct error err = {0};
  error_set(&err, STATUS_DENIED, "%s", _("only the store's owner may take in or out what people signed or looked at"));
  keep_error(reach, &err);
  return false;
}

static bool may_kind(struct row_reach *reach, const struct kind *kind) {
  if (is_of_owner(kind))
    return is_owners(reach);
  return is_of_unit(kind) ? may_keep_unit(reach) : ask(reach, MAY_RECORD, NULL);
}

bool reach_is_sound(const struct row_reach *reach, struct error *err) {
  return reach->failure.status == STATUS_OK || error_set(err, reach->failure.status, "%s", reach->failure.text);
}

bool reach_refuse(const struct row_reach *reach, struct error *err) {
  return reach_is_sound(reach, err) && error_set(err, STATUS_DENIED, "%s", reach->refusal.text);
}

bool reach_may_kind(struct row_reach *reach, const struct kind *kind, struct error *err) {
  return reach_is_whole(reach) || may_kind(reach, kind) || reach_refuse(reach, err);
}

bool reach_may_read(struct row_reach *reach, const struct kind *kind, const char *const *cells) {
  if (reach_is_whole(reach))
    return true;
  if (is_of_owner(kind) || is_of_unit(kind))
    return may_kind(reach, kind);
  for (enum subject subject = ABOUT_PATIENT; subject <= ABOUT_LIST; subject++) {
    struct asking asking = ask_row(reach, subject, kind, cells);
    if (asking.named)
      return subject == ABOUT_TEAM ? asking.any : asking.all;
  }
  return may_keep_unit(reach);
}

/* A row of the settings, as `setting set` would put it. */
static bool may_set(struct row_reach *reach, const char *const *cells) {
  struct error err = {0};
  bool may = dispatch_may_set(&reach->session, cells[0], cells[1], &err);
  keep_error(reach, &err);
  return may;
}

bool reach_may_write(struct row_reach *reach, const struct kind *kind, const char *const *cells, int *column) {
  bool nobodys = true;
  *column = NONE;
  if (reach_is_whole(reach))
    return true;
  if (text_equal(kind->name, "settings"))
    return may_set(reach, cells);
  if (is_of_owner(kind) || is_of_unit(kind))
    return may_kind(reach, kind);
  for (int c = 0; kind->columns[c].name; c++) {
    enum subject subject;
    if (!is_subject(kind, c, &subject) || text_is_empty(cells[c]))
      continue;
    nobodys = false;
    *column = c;
    struct asking asking = {.reach = reach, .subject = subject, .all = true};
    each_word(cells[c], ask_word, &asking);
    if (!asking.all)
      return false;
  }
  *column = NONE;
  return nobodys ? may_keep_unit(reach) : ask(reach, MAY_RECORD, NULL);
}

/* --- What is brought in --- */

/* The row as it would stand: what the file does not say stays. True where it changes something. */
static bool as_it_would_be(const struct batch_row *row, const char *const *before, const char **after) {
  bool changes = !before;
  for (int c = 0; row->batch->kind->columns[c].name; c++) {
    const char *there = before ? before[c] : "";
    after[c] = row->cells[c] ? row->cells[c] : there;
    changes |= !text_equal(after[c], there);
  }
  return changes;
}

static bool may_bring(struct row_reach *reach, struct intake *intake, const struct batch_row *row, int *column) {
  const struct kind *kind = row->batch->kind;
  const char *there[COLUMNS_MAX], *after[COLUMNS_MAX];
  struct error err = {0};
  bool exists = store_get_row(intake->store, kind, row->key, &intake->arena, there, &err);
  keep_error(reach, &err);
  bool changes = as_it_would_be(row, exists ? there : NULL, after);
  *column = NONE;
  if (!changes)
    return reach_may_read(reach, kind, after);
  return (!exists || reach_may_write(reach, kind, there, column)) && reach_may_write(reach, kind, after, column);
}

static void check_row(struct row_reach *reach, struct intake *intake, const struct batch_row *row) {
  int column = NONE;
  if (may_bring(reach, intake, row, &column))
    return;
  if (column == NONE)
    row_fault(intake, row, NONE, _("is not within your reach"));
  else
    row_fault(intake, row, column, _("'%s' is not within your reach"), row->cells[column] ? row->cells[column] : "");
}

bool reach_check(struct row_reach *reach, struct intake *intake, struct error *err) {
  if (reach_is_whole(reach))
    return true;
  struct faults of_files = intake->faults; /* who may comes before what is wrong */
  intake->faults = (struct faults){0};
  for (size_t b = 0; b < intake->batches.n; b++)
    for (size_t r = 0; r < intake->batches.at[b]->n_rows; r++)
      check_row(reach, intake, &intake->batches.at[b]->rows[r]);
  bool done = reach_is_sound(reach, err) && faults_none(&intake->faults, err);
  if (err->status == STATUS_INPUT) {
    err->status = STATUS_DENIED;
    error_add(err, STATUS_DENIED, "%s", reach->refusal.text);
  }
  faults_free(&intake->faults);
  intake->faults = of_files;
  return done;
}
