/* One record by hand: the row of a KIND, made from assignments, with the checks of import. */
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "import.h"
#include "reach.h"

struct record {
  struct intake intake;
  struct batch_row *row;
  const struct kind *kind;
  bool exists;
};

/* The key's cells go into the row; a '-' asks for an id of the program's choice. */
static bool set_key(struct record *record, const char *key, struct error *err) {
  const struct column *columns = record->kind->columns;
  int parts = 0;
  for (int c = 0; columns[c].name; c++)
    parts += (columns[c].flags & COLUMN_KEY) && !(columns[c].flags & COLUMN_COUNTED);
  for (int c = 0; columns[c].name; c++) {
    if (!(columns[c].flags & COLUMN_KEY) || columns[c].flags & COLUMN_COUNTED)
      continue;
    size_t length = parts > 1 ? strcspn(key, " ,") : strlen(key);
    const char *part = arena_printf(&record->intake.arena, "%.*s", (int)length, key);
    bool given = columns[c].flags & COLUMN_NEWEST && text_equal(part, "-");
    struct str why = {0};
    record->row->cells[c] = given ? "" : cell_parse(&columns[c], part, &record->intake.arena, &why);
    if (!record->row->cells[c] || (!*record->row->cells[c] && columns[c].flags & COLUMN_REQUIRED))
      error_set(err, STATUS_INPUT, _("the key of a %s: '%s' %s"), _(record->kind->singular), columns[c].name,
                why.n ? str_text(&why) : _("is missing"));
    str_free(&why);
    if (err->status)
      return false;
    key += length + (key[length] != '\0');
  }
  batch_row_set_key(&record->intake, record->row);
  return true;
}

/* Fetches what is there; an absent row's cells are empty. */
static bool fetch(struct record *record, struct error *err) {
  const char *there[COLUMNS_MAX];
  record->exists =
      store_get_row(record->intake.store, record->kind, record->row->key, &record->intake.arena, there, err);
  for (int c = 0; record->kind->columns[c].name; c++)
    if (record->exists)
      record->row->cells[c] = there[c];
    else if (!record->row->cells[c])
      record->row->cells[c] = "";
  return err->status == STATUS_OK;
}

static bool unknown_column(const struct kind *kind, const char *name, struct error *err) {
  const char *names[COLUMNS_MAX];
  size_t n = 0;
  for (; kind->columns[n].name; n++)
    names[n] = kind->columns[n].name;
  struct str near = {0};
  add_nearest(&near, name, names, n);
  error_set(err, STATUS_USAGE, _("%s has no column '%s'%s"), kind->name, name, str_text(&near));
  str_free(&near);
  return false;
}

static bool assign(struct record *record, const char *assignment, struct error *err) {
  const char *equals = strchr(assignment, '=');
  if (!equals)
    return error_set(err, STATUS_USAGE, _("'%s' is no COLUMN=VALUE"), assignment);
  const char *name = arena_printf(&record->intake.arena, "%.*s", (int)(equals - assignment), assignment);
  int column = batch_find_column(record->kind, name);
  if (column == NONE)
    return unknown_column(record->kind, name, err);
  const struct column *of = &record->kind->columns[column];
  struct str why = {0};
  const char *cell = cell_parse(of, equals + 1, &record->intake.arena, &why);
  if (!cell)
    row_fault(&record->intake, record->row, column, "%s", str_text(&why));
  else if (of->flags & COLUMN_KEY && !text_equal(cell, record->row->cells[column]))
    row_fault(&record->intake, record->row, column, _("is part of the key and cannot be changed; make a new record"));
  else
    record->row->cells[column] = cell;
  record->row->faulty |= !cell;
  str_free(&why);
  return true;
}

static void check_required(struct record *record) {
  for (int c = 0; record->kind->columns[c].name; c++)
    if (record->kind->columns[c].flags & COLUMN_REQUIRED && text_is_empty(record->row->cells[c]))
      row_fault(&record->intake, record->row, c, _("may not be empty"));
}

/* new wants no such record, edit and end want it. */
static bool check_existence(const struct record *record, enum record_deed deed, const char *key, struct error *err) {
  if (deed == RECORD_NEW && record->exists)
    return error_set(err, STATUS_INPUT, _("there is a %s '%s' already; edit changes it"), _(record->kind->singular),
                     key);
  if (deed != RECORD_NEW && !record->exists)
    return error_set(err, STATUS_INPUT, _("there is no %s '%s'"), _(record->kind->singular), key);
  return true;
}

bool exchange_may_record(const struct session *session, const struct kind *kind, const char *const *cells,
                         struct error *err) {
  struct row_reach reach;
  int column;
  reach_start(&reach, session);
  bool may = reach_may_write(&reach, kind, cells, &column) || reach_refuse(&reach, err);
  reach_free(&reach);
  return may;
}

static bool may_keep(const struct session *session, const struct record *record, struct error *err) {
  return exchange_may_record(session, record->kind, (const char *const *)record->row->cells, err);
}

static bool end_record(struct session *session, struct record *record, struct effects *effects, struct error *err) {
  const char *key = record->row->key, *singular = _(record->kind->singular);
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  follow_up_note(&record->intake.follow, record->kind, (const char *const *)record->row->cells);
  effects_add(effects, _("%s %s: ended"), singular, key);
  session->consequence++;
  bool done = store_end_row(session->store, record->kind, key, err) &&
              follow_up_do(&record->intake.follow, session, effects, err);
  session->consequence--;
  if (!done) {
    store_rollback(session->store);
    return false;
  }
  store_label(session->store, "ended the %s %s", said_text(&record->intake.arena, record->kind->singular), key);
  return store_commit(session->store, err);
}

static bool put_record(struct session *session, struct record *record, enum record_deed deed,
                       const char *const *assignments, int n, struct effects *effects, struct error *err) {
  for (int i = 0; i < n; i++)
    if (!assign(record, assignments[i], err))
      return false;
  check_required(record);
  const char *label = said(&record->intake.arena, deed == RECORD_NEW ? N_("new %s %s") : N_("changed the %s %s"),
                           said_text(&record->intake.arena, record->kind->singular), record->row->key);
  return intake_put(&record->intake, session, label, &(struct intake_manner){0}, effects, err);
}

bool exchange_record(struct session *session, enum record_deed deed, const struct kind *kind, const char *key,
                     const char *const *assignments, int n, struct effects *effects, struct error *err) {
  struct record record = {.kind = kind};
  struct str name = {0};
  str_addf(&name, "%s %s", _(kind->singular), key);
  intake_start(&record.intake, session->store);
  record.row = batch_of_one(&record.intake, kind, str_text(&name));
  bool done = set_key(&record, key, err) && fetch(&record, err) && check_existence(&record, deed, key, err) &&
              (deed == RECORD_NEW || may_keep(session, &record, err));
  if (done && deed == RECORD_END)
    done = end_record(session, &record, effects, err);
  else if (done)
    done = put_record(session, &record, deed, assignments, n, effects, err);
  str_free(&name);
  intake_free(&record.intake);
  return done;
}
