/* The settings of the base: what each means, its value, where the value comes from, and changing it. */
#include "tui/views/views.h"
#include "tui/widgets/conflict.h"
#include "tui/widgets/form_view.h"

#include <string.h>

enum { DETAIL_ROWS = 5 };
enum { COLUMN_NAME, COLUMN_VALUE, COLUMN_SOURCE, COLUMN_MEANING };

static const struct table_column columns[] = {
    [COLUMN_NAME] = {.title = N_("setting"), .width = 26, .least = 20, .importance = 4},
    [COLUMN_VALUE] = {.title = N_("value"), .width = 16, .least = 8, .importance = 3},
    [COLUMN_SOURCE] = {.title = N_("from"), .width = 10, .least = 9, .importance = 1},
    [COLUMN_MEANING] = {.title = N_("what it means"), .width = 200, .least = 16, .importance = 2},
};

/* The view's state. */
struct settings_state {
  struct screen_table list;
  struct store *store;
};

static struct settings_state *state_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- Rows --- */

static const char *row_id(void *context, int row) {
  (void)context;
  return settings[row].name;
}

static bool is_default(struct store *store, const struct setting *setting) {
  return text_equal(store_setting(store, setting->name), setting->fallback);
}

static void row_cell(void *context, int row, int column, struct str *out) {
  struct store *store = ((const struct settings_state *)context)->store;
  const struct setting *setting = &settings[row];
  if (column == COLUMN_NAME)
    str_add(out, setting->name);
  else if (column == COLUMN_VALUE)
    str_add(out, setting_words(setting, store_setting(store, setting->name)));
  else if (column == COLUMN_SOURCE)
    str_add(out, is_default(store, setting) ? _("program") : _("this base"));
  else
    str_add(out, _(setting->meaning));
}

static enum colour_role row_role(void *context, int row) {
  return is_default(((const struct settings_state *)context)->store, &settings[row]) ? COLOUR_PLAIN : COLOUR_NOTICE;
}

static void open_settings(struct screen *screen) {
  state_of(screen)->store = screen->session->store;
  table_start(&state_of(screen)->list.table, columns, (int)COUNT_OF(columns));
}

static void read_settings(struct screen *screen) {
  struct settings_state *state = state_of(screen);
  struct table_source source = {.context = state, .id = row_id, .cell = row_cell, .role = row_role};
  while (settings[source.n].name)
    source.n++;
  table_load(&state->list.table, &source, screen->own_change);
}

static void focus_settings(struct screen *screen) {
  table_go_id(&state_of(screen)->list.table, screen_subject(screen));
}

/* --- Drawing --- */

/* "a whole number, 0 to 20". */
static void add_limits(const struct setting *setting, struct str *out) {
  static const char *const types[] = {
      [SETTING_TEXT] = N_("a text"),
      [SETTING_INTEGER] = N_("a whole number"),
      [SETTING_TIME] = N_("a time, HH:MM"),
      [SETTING_YES_NO] = N_("yes or no"),
      [SETTING_ZONE] = N_("a time zone, such as Europe/Oslo"),
      [SETTING_LANGUAGE] = N_("a language: nb or en; empty: each reader's own"),
      [SETTING_GROUP] = N_("a group of this machine; empty: none"),
  };
  str_add(out, _(types[setting->type]));
  if (setting->type == SETTING_INTEGER)
    str_addf(out, _(", %lld to %lld"), (long long)setting->min, (long long)setting->max);
  str_addf(out, _("; the program's own value: %s"), *setting->fallback ? setting->fallback : _("(empty)"));
}

static void draw_settings(struct screen *screen, int top, int rows) {
  struct settings_state *state = state_of(screen);
  int row = table_row(&state->list.table);
  char edit[KEY_NAME_SIZE];
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                _("What this base has agreed on; %s changes the marked setting"),
                screen_key_name(screen, ACTION_EDIT, edit));
  screen_table_draw(screen, &state->list, top + 1, rows - 1 - DETAIL_ROWS, _("No setting has these words."));
  if (row == NONE)
    return;
  struct str limits = {0};
  int from = top + rows - DETAIL_ROWS;
  add_limits(&settings[row], &limits);
  terminal_line(from, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  terminal_putf(from, 3, terminal_columns() - 4, STYLE(.bold = true), false, " %s = %s ", settings[row].name,
                setting_words(&settings[row], store_setting(state->store, settings[row].name)));
  int used = terminal_wrap(from + 1, 1, DETAIL_ROWS - 2, STYLE(.role = COLOUR_PLAIN), _(settings[row].meaning));
  terminal_put(from + 1 + used, 1, terminal_columns() - 1, STYLE(.role = COLOUR_DIM), false, str_text(&limits));
  str_free(&limits);
}

/* --- Changing one --- */

struct changing {
  const struct setting *setting;
  struct effects effects;
};

enum outcome_of_save { SAVED, REFUSED, CHANGED_MEANWHILE };

/* Changes it if it is as it was read; `now` is what it is. */
static enum outcome_of_save save_once(struct screen *screen, struct form *form, struct changing *changing,
                                      struct str *now, struct error *err) {
  bool meanwhile = false;
  const struct setting_request request = {.name = changing->setting->name,
                                          .value = form_value(form, "value"),
                                          .seen = str_text(&form->fields.at[0].before),
                                          .meanwhile = &meanwhile,
                                          .now = now};
  error_clear(err);
  str_clear(now);
  if (dispatch_set_setting(screen->session, &request, &changing->effects, err))
    return SAVED;
  return meanwhile ? CHANGED_MEANWHILE : REFUSED;
}

static bool save(struct screen *screen, struct form *form, void *context, struct str *why) {
  struct changing *changing = context;
  struct error err = {0};
  struct str now = {0};
  enum outcome_of_save outcome;
  while ((outcome = save_once(screen, form, changing, &now, &err)) == CHANGED_MEANWHILE) {
    const char *texts[] = {str_text(&now)};
    if (!conflict_settle(screen, form, texts)) {
      str_add(why, _("not saved: somebody else changed it; ctrl-s asks again"));
      break;
    }
  }
  if (outcome == REFUSED) {
    effects_free(&changing->effects);
    changing->effects = (struct effects){0};
    str_addn(why, err.text ? err.text : "", strcspn(err.text ? err.text : "", "\n"));
    form_fault(form, "value", str_text(why));
  }
  str_free(&now);
  error_clear(&err);
  return outcome == SAVED;
}

static enum field_type type_of(const struct setting *setting) {
  static const enum field_type types[] = {
      [SETTING_TEXT] = FIELD_TEXT,     [SETTING_INTEGER] = FIELD_INTEGER, [SETTING_TIME] = FIELD_TIME,
      [SETTING_YES_NO] = FIELD_YES_NO, [SETTING_ZONE] = FIELD_TEXT,       [SETTING_LANGUAGE] = FIELD_TEXT,
      [SETTING_GROUP] = FIELD_TEXT,
  };
  return types[setting->type];
}

static void change(struct screen *screen, const struct setting *setting) {
  struct changing changing = {.setting = setting};
  struct error none = {0};
  struct str limits = {0};
  struct form form;
  add_limits(setting, &limits);
  form_start(&form, _(setting->meaning), "setting", setting->name);
  form_add(&form,
           (struct field){.name = "value",
                          .label = setting->name,
                          .help = str_text(&limits),
                          .type = type_of(setting),
                          .required = setting->type != SETTING_TEXT && setting->type != SETTING_LANGUAGE &&
                                      setting->type != SETTING_GROUP,
                          .words = &words_yes_no,
                          .min = (double)setting->min,
                          .max = (double)setting->max},
           store_setting(screen->session->store, setting->name));
  if (form_run(screen, &form, save, &changing))
    screen_result(screen, true, &changing.effects, &none);
  else
    effects_free(&changing.effects);
  form_free(&form);
  str_free(&limits);
}

static void request_settings(struct screen *screen, enum action action) {
  int row = table_row(&state_of(screen)->list.table);
  if (row != NONE && (action == ACTION_EDIT || action == ACTION_OPEN))
    change(screen, &settings[row]);
}

static struct screen_table *settings_table(struct screen *screen) {
  return &state_of(screen)->list;
}

static void close_settings(struct screen *screen) {
  table_end(&state_of(screen)->list.table);
}

const struct view settings_view = {
    .id = VIEW_SETTINGS,
    .title = N_("Settings of the base"),
    .shown_by = ACTION_SETTINGS,
    .may = MAY_KEEP_UNIT,
    .state_size = sizeof(struct settings_state),
    .open = open_settings,
    .read = read_settings,
    .focus = focus_settings,
    .draw = draw_settings,
    .request = request_settings,
    .table = settings_table,
    .close = close_settings,
};
