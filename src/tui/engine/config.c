/* Reads the configuration of the screen. */
#include "tui/engine/config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct word theme_table[] = {
    {THEME_AUTO, "auto", N_("as the terminal is"), COLOUR_PLAIN},
    {THEME_LIGHT, "light", N_("light"), COLOUR_PLAIN},
    {THEME_DARK, "dark", N_("dark"), COLOUR_PLAIN},
    {THEME_HIGH_CONTRAST, "high-contrast", N_("high contrast"), COLOUR_PLAIN},
    {THEME_MONOCHROME, "monochrome", N_("without colours"), COLOUR_PLAIN},
};
const struct words words_theme = {N_("theme"), theme_table, COUNT_OF(theme_table)};

static const struct word choice_table[] = {
    {CHOICE_NO, "no", N_("no"), COLOUR_PLAIN},
    {CHOICE_YES, "yes", N_("yes"), COLOUR_PLAIN},
    {CHOICE_AUTO, "auto", N_("as the terminal is"), COLOUR_PLAIN},
};
const struct words words_choice = {N_("choice"), choice_table, COUNT_OF(choice_table)};

/* The longest file that is read, in bytes; what is longer is no configuration. */
enum { CONFIG_MAX = 1 << 16, LOCK_MAX = 1440 };

/* --- One line --- */

/* The word of `words`, or an error that names them. */
static bool read_word(const struct words *words, const char *value, int *out, struct error *err) {
  int code = word_code(words, value);
  if (code != NONE) {
    *out = code;
    return true;
  }
  struct str all = {0};
  for (size_t i = 0; i < words->n; i++)
    str_addf(&all, "%s%s", i ? ", " : "", words->at[i].token);
  error_set(err, STATUS_INPUT, _("'%s' is none of: %s"), value, str_text(&all));
  str_free(&all);
  return false;
}

static bool read_choice(const char *value, enum config_choice *out, bool may_be_auto, struct error *err) {
  int code = NONE;
  if (!read_word(&words_choice, value, &code, err))
    return false;
  if (code == CHOICE_AUTO && !may_be_auto)
    return error_set(err, STATUS_INPUT, _("'%s' is none of: %s"), value, "no, yes");
  *out = (enum config_choice)code;
  return true;
}

static bool read_language(const char *value, const char **out, struct error *err) {
  const char *known = language_code(value);
  *out = known ? known : *out;
  return known || error_set(err, STATUS_INPUT, _("'%s' is none of: %s"), value, "en, nb");
}

static bool read_minutes(const char *value, int *out, struct error *err) {
  char *end;
  errno = 0;
  long minutes = strtol(value, &end, 10);
  if (errno || end == value || *end || minutes < 0 || minutes > LOCK_MAX)
    return error_set(err, STATUS_INPUT, _("'%s' is not a number of minutes from 0 to %d"), value, (int)LOCK_MAX);
  *out = (int)minutes;
  return true;
}

/* The view of a name, NONE for "all", VIEW_COUNT when there is none. */
static int find_view(const char *name) {
  for (int i = 0; i < VIEW_COUNT; i++)
    if (text_equal(view_names[i], name))
      return i;
  return text_equal(name, "all") ? NONE : VIEW_COUNT;
}

static const char *nearest_action(const char *name) {
  const char *names[ACTION_COUNT * 2];
  size_t n = 0;
  for (size_t i = 0; i < n_actions && n < COUNT_OF(names); i++)
    names[n++] = actions[i].name;
  return text_nearest(name, names, n);
}

/* `key VIEW.ACTION = KEYS`; `what` is VIEW.ACTION. */
static bool read_key(struct config *config, char *what, const char *keys, struct error *err) {
  char *dot = strchr(what, '.');
  if (!dot)
    return error_set(err, STATUS_INPUT, _("'%s' is not VIEW.ACTION (board.move, all.quit)"), what);
  *dot = '\0';
  int view = find_view(what);
  if (view == VIEW_COUNT)
    return error_set(err, STATUS_INPUT, _("there is no view '%s'"), what);
  const struct action_spec *spec = action_named(dot + 1);
  if (!spec) {
    const char *near = nearest_action(dot + 1);
    return near ? error_set(err, STATUS_INPUT, _("there is no action '%s' (did you mean '%s'?)"), dot + 1, near)
                : error_set(err, STATUS_INPUT, _("there is no action '%s'"), dot + 1);
  }
  return keymap_bind(&config->keymap, view, spec->action, keys, err);
}

static bool read_setting(struct config *config, char *name, const char *value, struct error *err) {
  static const char *const names[] = {"theme", "ascii", "plain", "mouse", "lang", "lock_minutes", "key"};
  int code = THEME_AUTO;
  if (text_starts(name, "key ")) {
    name += strlen("key ");
    return read_key(config, name + strspn(name, " \t"), value, err);
  }
  if (text_equal(name, "theme")) {
    bool read = read_word(&words_theme, value, &code, err);
    config->theme = read ? (enum config_theme)code : config->theme;
    return read;
  }
  if (text_equal(name, "ascii"))
    return read_choice(value, &config->ascii, true, err);
  if (text_equal(name, "plain"))
    return read_choice(value, &config->plain, false, err);
  if (text_equal(name, "mouse"))
    return read_choice(value, &config->mouse, false, err);
  if (text_equal(name, "lang"))
    return read_language(value, &config->lang, err);
  if (text_equal(name, "lock_minutes"))
    return read_minutes(value, &config->lock_minutes, err);
  const char *near = text_nearest(name, names, COUNT_OF(names));
  return near ? error_set(err, STATUS_INPUT, _("there is no setting '%s' (did you mean '%s'?)"), name, near)
              : error_set(err, STATUS_INPUT, _("there is no setting '%s'"), name);
}

/* Cuts blanks off both ends. */
static char *trim(char *text) {
  text += strspn(text, " \t\r");
  size_t n = strlen(text);
  while (n > 0 && strchr(" \t\r", text[n - 1]))
    text[--n] = '\0';
  return text;
}

static bool read_line(struct config *config, char *line, struct error *err) {
  line = trim(line);
  if (*line == '\0' || *line == '#')
    return true;
  char *sign = strchr(line, '=');
  if (!sign)
    return error_set(err, STATUS_INPUT, "%s", _("a line is NAME = VALUE"));
  *sign = '\0';
  return read_setting(config, trim(line), trim(sign + 1), err);
}

/* --- The file --- */

/* Adds what is wrong with a line (0 = the file as a whole) to the error. */
static void tell(struct error *err, const char *path, int line, struct error *wrong) {
  if (line > 0)
    error_add(err, STATUS_INPUT, "%s:%d: %s", path, line, wrong->text);
  else
    error_add(err, STATUS_INPUT, "%s: %s", path, wrong->text);
  error_clear(wrong);
}

/* A key that two actions have is told, and then nobody's key of the file counts: the defaults are safe. */
static bool check_keys(struct config *config, const char *path, int line, struct error *err) {
  struct error wrong = {0};
  if (keymap_check(&config->keymap, &wrong))
    return true;
  tell(err, path, line, &wrong);
  keymap_free(&config->keymap);
  keymap_init(&config->keymap);
  return false;
}

bool config_read(struct config *config, const char *path, const char *text, struct error *err) {
  *config = (struct config){
      .theme = THEME_AUTO, .ascii = CHOICE_AUTO, .plain = CHOICE_NO, .mouse = CHOICE_YES, .lock_minutes = NONE};
  keymap_init(&config->keymap);
  bool good = true;
  int line = 0, last_key = 0;
  while (*text) {
    size_t length = strcspn(text, "\n");
    char *copy = mem_alloc(length + 1);
    memcpy(copy, text, length);
    text += length + (text[length] == '\n');
    line++;
    struct error wrong = {0};
    last_key = text_starts(trim(copy), "key ") ? line : last_key;
    if (!read_line(config, copy, &wrong)) {
      tell(err, path, line, &wrong);
      good = false;
    }
    free(copy);
  }
  return check_keys(config, path, last_key, err) && good;
}

/* The file's whole text, NULL with the error set; *missing when there is none. */
static char *read_file(const char *path, bool *missing, struct error *err) {
  FILE *file = fopen(path, "rb");
  *missing = !file && errno == ENOENT;
  if (!file) {
    if (!*missing)
      error_set(err, STATUS_INPUT, "%s: %s", path, errno_words(errno));
    return NULL;
  }
  char *text = mem_alloc(CONFIG_MAX + 1);
  size_t n = fread(text, 1, CONFIG_MAX, file);
  bool good = !ferror(file) && n < CONFIG_MAX && utf8_valid(text, n) && strlen(text) == n;
  fclose(file);
  if (!good) {
    error_set(err, STATUS_INPUT, _("%s: is no configuration (UTF-8 text of at most %d bytes)"), path, (int)CONFIG_MAX);
    free(text);
    return NULL;
  }
  return text;
}

bool config_load(struct config *config, struct error *err) {
  const char *home = environment_get("HOME"), *folder = environment_get("XDG_CONFIG_HOME");
  struct str path = {0};
  if (!text_is_empty(folder))
    str_addf(&path, "%s/vaktrom/config", folder);
  else
    str_addf(&path, "%s/.config/vaktrom/config", home ? home : "");
  bool missing = false;
  char *text = read_file(str_text(&path), &missing, err);
  bool good = config_read(config, str_text(&path), text ? text : "", err);
  good = good && (text || missing);
  free(text);
  str_free(&path);
  return good;
}

void config_free(struct config *config) {
  keymap_free(&config->keymap);
}
