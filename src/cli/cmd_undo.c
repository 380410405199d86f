/* undo, redo, journal: the last changes, and who made them. */
#include "cli/hands.h"

/* A night's work or an import is not taken back by a command typed once too often. */
static bool is_meant(struct invocation *call, bool redo, struct error *err) {
  struct str label = {0};
  struct undo_size size;
  bool read = store_next_undo(call->session.store, call->session.actor, redo, &label, &size, err);
  bool few = read && size.rows <= UNDO_UNASKED_ROWS;
  if (read && !few) {
    error_set(err, STATUS_USAGE,
              trn("\"%s\": %d row, of them visits: %d", "\"%s\": %d rows, of them visits: %d", size.rows),
              str_text(&label), size.rows, size.visits);
    error_add(err, STATUS_USAGE, "%s",
              redo ? _("To do all that again: vaktrom --yes redo") : _("To take all that back: vaktrom --yes undo"));
  }
  str_free(&label);
  return few || ask_again(call, read, err);
}

static bool step(struct invocation *call, bool redo, struct error *err) {
  struct str label = {0};
  struct effects effects = {0};
  if (!call->yes && !is_meant(call, redo, err))
    return false;
  bool done = dispatch_undo(&call->session, redo, &label, err);
  if (done) {
    effects_add(&effects, "%s: %s", redo ? _("done again") : _("taken back"), str_text(&label));
    print_effects(call, &effects);
  }
  str_free(&label);
  return done;
}

static bool run_undo(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  return step(call, false, err);
}

static bool run_redo(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  return step(call, true, err);
}

const struct command command_undo = {
    .name = "undo",
    .summary = N_("take back your last change"),
    .details = N_("Asks first, or wants --yes, where that changed many rows. What `init` made stays."),
    .max_words = 0,
    .needs = NEEDS_STORE,
    .group = N_("Program"),
    .run = run_undo,
};
const struct command command_redo = {
    .name = "redo",
    .summary = N_("do your last undone change again"),
    .max_words = 0,
    .needs = NEEDS_STORE,
    .group = N_("Program"),
    .run = run_redo,
};

/* --- journal ----------------------------------------------------------------------------------------------------- */

static const struct option_spec journal_options[] = {
    {"limit", "N", OPTION_INTEGER, NULL, N_("how many lines, newest first (default 20)")},
    {"mine", NULL, OPTION_FLAG, NULL, N_("only your own changes")},
    {0},
};

static void print_journal_json(const struct journal_entry *entries, int n) {
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < n; i++) {
    cJSON *object = cJSON_CreateObject();
    json_integer(object, "id", entries[i].id);
    json_instant(object, "at", entries[i].at);
    json_text(object, "actor", entries[i].actor);
    json_text(object, "label", entries[i].label);
    cJSON_AddBoolToObject(object, "undone", entries[i].undone);
    cJSON_AddItemToArray(array, object);
  }
  print_json(array);
}

static void print_journal_table(const struct invocation *call, const struct journal_entry *entries, int n) {
  static const char *const headers[] = {N_("at"), N_("who"), N_("what"), N_("undone")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  for (int i = 0; i < n; i++) {
    char at[INSTANT_SIZE];
    instant_format(entries[i].at, at);
    table_cell_shown(table, at, instant_words((struct arena *)&call->arena, entries[i].at));
    table_cell(table, "%s", entries[i].actor);
    table_cell(table, "%s", entries[i].label);
    table_cell_said(table, entries[i].undone ? N_("undone") : "");
  }
  table_print(table, call->csv);
}

static bool run_journal(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  enum { most_lines = 100000 };
  struct journal_entry *entries = NULL;
  int n = 0;
  int64_t limit = option_integer(call, "limit", 20);
  bool mine = option(call, "mine")->given, own;
  if (limit < 1 || limit > most_lines)
    return error_set(err, STATUS_USAGE, _("--limit: %lld is not from 1 to %d"), (long long)limit, (int)most_lines);
  if (!dispatch_journal(&call->session, mine, (int)limit, &call->arena, &entries, &n, &own, err))
    return false;
  if (call->json)
    print_journal_json(entries, n);
  else
    print_journal_table(call, entries, n);
  if (own && !mine && !call->json && !call->csv)
    puts(_("(your own lines; the owner sees all, a section leader what the own team did: vaktrom audit show)"));
  return true;
}

const struct command command_journal = {
    .name = "journal",
    .arguments = "[--limit N] [--mine]",
    .summary = N_("who changed what, newest first"),
    .details = N_(
        "Your own changes; the owner sees everybody's, and a section leader in the audit log what the own team did."),
    .options = journal_options,
    .max_words = 0,
    .needs = NEEDS_STORE,
    .group = N_("Program"),
    .run = run_journal,
};
