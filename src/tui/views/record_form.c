/* The form of a record, made from the KIND's columns, and saving it: never over what somebody else did meanwhile. */
#include <stdlib.h>
#include <string.h>

#include "tui/views/flows.h"
#include "tui/views/patient.h"
#include "tui/views/records.h"
#include "tui/widgets/conflict.h"
#include "tui/widgets/form_view.h"

/* The rows that a reference chooses from. */
struct referred {
  const struct kind *kind;
  struct record_rows rows;
  int name; /* column, NONE = there is none */
};
enum { referred_max = 4 };

struct record_form {
  struct form form;
  const struct kind *kind;
  const char *key; /* NULL = a new one */
  struct record_offer offer;
  const char *const *cells; /* as read; NULL = a new one */
  struct referred referred[referred_max];
  int n_referred;
  struct place_check *places; /* of patients */
  struct arena arena;
  const char *label; /* what the journal says of it, a saying */
  struct effects effects;
};

/* --- Choices ----------------------------------------------------------------------------------------------------- */

static const char *referred_id(void *context, int choice) {
  return ((const struct referred *)context)->rows.cells.at[choice][0];
}

static const char *referred_label(void *context, int choice) {
  const struct referred *referred = context;
  return referred->name == NONE ? "" : referred->rows.cells.at[choice][referred->name];
}

/* Those by which people know a record; others (services, visits) are too many to choose from by name. */
static bool can_be_chosen(const char *ref) {
  return text_has_word("teams tasks staff patients", ref);
}

static struct choice_list choices_of(struct record_form *record, struct store *store, const char *ref) {
  struct error err = {0};
  struct referred *referred = NULL;
  for (int i = 0; i < record->n_referred; i++)
    if (text_equal(record->referred[i].kind->name, ref))
      referred = &record->referred[i];
  if (!referred && can_be_chosen(ref) && record->n_referred < referred_max) {
    referred = &record->referred[record->n_referred];
    const struct kind *kind = kind_find(ref);
    if (record_rows_read(store, kind, &referred->rows, &err)) {
      referred->kind = kind;
      referred->name = kind_column(kind, "name");
      record->n_referred++;
    } else
      referred = NULL; /* then the id is typed, and saving checks it */
  }
  error_clear(&err);
  if (!referred)
    return (struct choice_list){0};
  return (struct choice_list){.context = referred,
                              .n = (int)referred->rows.cells.n,
                              .id = referred_id,
                              .label = referred_label,
                              .worded = text_equal(ref, "tasks")};
}

/* --- Fields ------------------------------------------------------------------------------------------------------ */

static enum field_type field_type_of(const struct column *column) {
  static const enum field_type types[] = {
      [COLUMN_ID] = FIELD_ID,       [COLUMN_REF] = FIELD_CHOICE,      [COLUMN_REFS] = FIELD_CHOICES,
      [COLUMN_TEXT] = FIELD_TEXT,   [COLUMN_CODES] = FIELD_TEXT,      [COLUMN_WORD] = FIELD_WORD,
      [COLUMN_WORDS] = FIELD_WORDS, [COLUMN_INTEGER] = FIELD_INTEGER, [COLUMN_REAL] = FIELD_REAL,
      [COLUMN_DATE] = FIELD_DATE,   [COLUMN_INSTANT] = FIELD_INSTANT, [COLUMN_TIME] = FIELD_TIME,
      [COLUMN_TIMES] = FIELD_TIMES, [COLUMN_DAYS] = FIELD_DAYS,       [COLUMN_YES_NO] = FIELD_YES_NO,
      [COLUMN_SKILLS] = FIELD_TEXT,
  };
  return types[column->type];
}

static const char *help_of(const struct column *column) {
  if (column->flags & COLUMN_NEWEST)
    return N_("leave it empty: the program gives the next number");
  if (column->type == COLUMN_SKILLS)
    return N_("skills, separated by blanks: insulin insulin@2027-05-31 insulin#P012");
  return column->type == COLUMN_CODES ? N_("words, separated by blanks") : NULL;
}

static const char *check_cell(const void *context, const struct field *field, const char *text, struct arena *arena,
                              struct str *why) {
  (void)context;
  return cell_parse(field->data, text, arena, why);
}

/* What the import would remark on, while it can be mended easily. */
static void tell_place(const void *context, struct form *form, struct str *out) {
  const struct record_form *record = context;
  const char *cells[COLUMNS_MAX] = {0};
  for (int c = 0; record->kind->columns[c].name; c++)
    cells[c] = form_value(form, record->kind->columns[c].name);
  place_check_tell(record->places, cells, out);
}

/* What stands in a patient's record and may not be seen by chance, and whether the place can be right. */
static void guard_patient(struct record_form *record, struct store *store) {
  struct error err = {0};
  if (!text_equal(record->kind->name, "patients"))
    return;
  form_field(&record->form, "door_code")->secret = true;
  record->form.reveal = record->key ? patient_ask_door_code : NULL;
  if (place_check_read(store, &record->places, &err)) /* else one does without the remarks */
    record->form.below = tell_place;
  error_clear(&err);
}

static const char *offer_for(const struct record_form *record, const struct column *column) {
  bool is_key = column->flags & COLUMN_KEY && !(column->flags & COLUMN_NEWEST);
  return is_key                                ? record->offer.key
         : text_equal(column->name, "patient") ? record->offer.patient
         : text_equal(column->name, "start")   ? record->offer.start
                                               : NULL;
}

static void add_field(struct record_form *record, struct store *store, int at) {
  const struct column *column = &record->kind->columns[at];
  if (column->flags & COLUMN_COUNTED || column->storage == STORED_VERSION)
    return;
  const char *offered = record->cells ? NULL : offer_for(record, column);
  const char *value = record->cells ? record->cells[at] : offered ? offered : column->fallback ? column->fallback : "";
  bool is_patient = offered && offered == record->offer.patient;
  struct field field = {
      .name = column->name,
      .label = column_label(column->name),
      .help = help_of(column),
      .type = field_type_of(column),
      .required = column->flags & COLUMN_REQUIRED && !(column->flags & COLUMN_NEWEST),
      .fixed = (record->cells && column->flags & COLUMN_KEY) || is_patient,
      .offered = offered && !is_patient,
      .words = column->words,
      .min = column->min,
      .max = column->max,
      .data = column,
  };
  if (column->type == COLUMN_REF || column->type == COLUMN_REFS)
    field.choices = choices_of(record, store, column->ref);
  form_add(&record->form, field, value);
}

/* --- Saving ------------------------------------------------------------------------------------------------------ */

/* The key of a new row from its fields, as `vaktrom new` takes it. */
static const char *new_key(struct record_form *record) {
  struct str key = {0};
  for (int c = 0; record->kind->columns[c].name; c++) {
    const struct column *column = &record->kind->columns[c];
    if (!(column->flags & COLUMN_KEY) || column->flags & COLUMN_COUNTED)
      continue;
    const char *part = form_value(&record->form, column->name);
    bool given = column->flags & COLUMN_NEWEST && !*part;
    str_addf(&key, key.n ? ",%s" : "%s", given ? "-" : part);
  }
  const char *kept = arena_strdup(&record->arena, str_text(&key));
  str_free(&key);
  return kept;
}

/* What the person set: of a new row all that is filled, of an old one what differs from what was read. */
static int assignments_of(struct record_form *record, const char *out[COLUMNS_MAX]) {
  int n = 0;
  for (size_t i = 0; i < record->form.fields.n; i++) {
    struct field *field = &record->form.fields.at[i];
    const struct column *column = field->data;
    const char *text = str_text(&field->text);
    bool wanted = record->cells ? !text_equal(text, str_text(&field->before)) : *text && !(column->flags & COLUMN_KEY);
    if (wanted && !(record->cells && field->fixed))
      out[n++] = arena_printf(&record->arena, "%s=%s", field->name, text);
  }
  return n;
}

/* Adds a message in which the columns that it names are called as the form calls them. */
static void add_with_labels(const struct form *form, const char *text, size_t length, struct str *out) {
  for (const char *end = text + length; text < end;) {
    const char *quoted = *text == '\'' ? memchr(text + 1, '\'', (size_t)(end - text - 1)) : NULL;
    const char *label = NULL;
    for (size_t i = 0; quoted && i < form->fields.n && !label; i++)
      if (text_starts(text + 1, form->fields.at[i].name) && text + 1 + strlen(form->fields.at[i].name) == quoted)
        label = _(form->fields.at[i].label);
    str_addn(out, label ? label : text, label ? strlen(label) : 1);
    text = label ? quoted + 1 : text + 1;
  }
}

/* Puts "column 'name': what" beside its field. */
static void place_fault(struct form *form, const char *text, struct str *why) {
  for (size_t i = 0; i < form->fields.n; i++) {
    char quoted[80];
    snprintf(quoted, sizeof quoted, "'%s': ", form->fields.at[i].name);
    const char *found = strstr(text, quoted);
    if (!found)
      continue;
    found += strlen(quoted);
    struct str message = {0};
    add_with_labels(form, found, strcspn(found, "\n"), &message);
    form_fault(form, form->fields.at[i].name, str_text(&message));
    str_free(&message);
    break;
  }
  str_addn(why, text, strcspn(text, "\n"));
}

/* Somebody changed the row since it was read: what only one changed is taken, about the rest the person decides. */
static bool settle(struct screen *screen, struct record_form *record, const char *const *now) {
  const char *texts[COLUMNS_MAX];
  for (size_t i = 0; i < record->form.fields.n; i++)
    texts[i] = now[kind_column(record->kind, record->form.fields.at[i].name)];
  if (!conflict_settle(screen, &record->form, texts))
    return false;
  record->cells = now;
  return true;
}

static bool same_row(const struct kind *kind, const char *const *one, const char *const *other) {
  for (int c = 0; kind->columns[c].name; c++)
    if (!text_equal(one[c], other[c]))
      return false;
  return true;
}

enum outcome_of_save { SAVED, REFUSED, CHANGED_MEANWHILE };

/* One transaction: looks whether the row is as it was read, and changes it. */
static enum outcome_of_save save_once(struct screen *screen, struct record_form *record, const char ***now,
                                      struct error *err) {
  struct session *session = screen->session;
  const char *assignments[COLUMNS_MAX], *key = record->key ? record->key : new_key(record);
  int n = assignments_of(record, assignments);
  if (record->key && n == 0)
    return SAVED;
  record->label = said(&record->arena, record->key ? N_("changed the %s %s") : N_("new %s %s"),
                       said_text(&record->arena, record->kind->singular), key);
  if (!store_begin(session->store, session->actor, record->label, err))
    return REFUSED;
  if (record->key) {
    *now = arena_alloc(&record->arena, COLUMNS_MAX * sizeof **now);
    bool there = store_get_row(session->store, record->kind, key, &record->arena, *now, err);
    if (there && !same_row(record->kind, *now, record->cells)) {
      store_rollback(session->store);
      return CHANGED_MEANWHILE;
    }
  }
  effects_free(&record->effects);
  record->effects = (struct effects){0};
  if (err->status == STATUS_OK && exchange_record(session, record->key ? RECORD_EDIT : RECORD_NEW, record->kind, key,
                                                  assignments, n, &record->effects, err))
    return store_commit(session->store, err) ? SAVED : REFUSED;
  store_rollback(session->store);
  return REFUSED;
}

static bool save_record(struct screen *screen, struct form *form, void *context, struct str *why) {
  struct record_form *record = context;
  struct error err = {0};
  const char **now = NULL;
  enum outcome_of_save outcome;
  while ((outcome = save_once(screen, record, &now, &err)) == CHANGED_MEANWHILE)
    if (!settle(screen, record, (const char *const *)now)) {
      str_add(why, _("not saved: somebody else changed it; ctrl-s asks again"));
      return false;
    }
  if (outcome == REFUSED)
    place_fault(form, err.text ? err.text : "", why);
  error_clear(&err);
  return outcome == SAVED;
}

/* --- All of it --------------------------------------------------------------------------------------------------- */

static void free_record_form(struct record_form *record) {
  form_free(&record->form);
  for (int i = 0; i < record->n_referred; i++)
    record_rows_free(&record->referred[i].rows);
  place_check_free(record->places);
  arena_free(&record->arena);
}

/* For changes, or for a new row (`key` and `cells` NULL). */
static bool run(struct screen *screen, struct record_form *record) {
  const struct kind *kind = record->kind;
  struct error none = {0};
  const char *title = record->key ? arena_printf(&record->arena, _("Change the %s %s"), _(kind->singular), record->key)
                                  : arena_printf(&record->arena, _("New %s"), _(kind->singular));
  struct str whole = {0};
  if (record->key && text_equal(kind->name, "patients"))
    screen_note_look(screen, record->key, "screen: record");
  flow_add_title(screen, &whole, title, record->offer.patient);
  form_start(&record->form, arena_strdup(&record->arena, str_text(&whole)), kind->name,
             record->key ? record->key : record->offer.patient);
  str_free(&whole);
  record->form.check = check_cell;
  record->form.context = record;
  for (int c = 0; kind->columns[c].name; c++)
    add_field(record, screen->session->store, c);
  guard_patient(record, screen->session->store);
  if (!form_run(screen, &record->form, save_record, record)) {
    effects_free(&record->effects);
    return false;
  }
  if (record->effects.lines.n > 0) { /* the first line counts rows, as an import does */
    free(record->effects.lines.at[0]);
    record->effects.lines.at[0] = mem_strdup(said_words(&record->arena, record->label));
  }
  screen_result(screen, true, &record->effects, &none);
  return true;
}

bool record_new(struct screen *screen, const struct kind *kind, const struct record_offer *offer, struct str *made) {
  struct record_form record = {.kind = kind, .offer = *offer};
  bool saved = run(screen, &record);
  if (saved && made && !kind->prefix)
    for (const char *at = new_key(&record); *at; at++)
      str_addc(made, *at == ',' ? ' ' : *at);
  free_record_form(&record);
  return saved;
}

void record_edit(struct screen *screen, const struct kind *kind, const char *key) {
  struct record_form record = {.kind = kind};
  struct error err = {0};
  const char **now = arena_alloc(&record.arena, COLUMNS_MAX * sizeof *now);
  record.key = arena_strdup(&record.arena, key); /* what is shown may be read anew, and is a moment old */
  record.cells = now;
  if (store_get_row(screen->session->store, kind, record.key, &record.arena, now, &err) &&
      exchange_may_record(screen->session, kind, now, &err))
    run(screen, &record);
  else if (err.text)
    screen_say_error(screen, &err);
  else
    screen_say(screen, COLOUR_NOTICE, _("somebody removed the %s %s meanwhile"), _(kind->singular), record.key);
  free_record_form(&record);
}

void record_end(struct screen *screen, const struct kind *kind, const char *key) {
  struct error err = {0};
  struct effects effects = {0};
  struct str question = {0}, kept = {0};
  str_add(&kept, key); /* the rows may be read anew while one is asked */
  str_addf(&question, _(" End the %s %s from today? "), _(kind->singular), key);
  if (prompt_confirm(screen, str_text(&question)))
    screen_result(screen, exchange_record(screen->session, RECORD_END, kind, str_text(&kept), NULL, 0, &effects, &err),
                  &effects, &err);
  str_free(&question);
  str_free(&kept);
}
