/* The settings: one table of all that the program knows, and their values in the store. */
#include "store.h"
#include "vaktrom/store/audit.h"

#include <stdlib.h>
#include <string.h>

/* Minutes until an item of that kind is due at each urgency, where the kind has its own. */
#define DUE_BY_KIND(kind, now, today, planned)                                                                         \
  DUE_OF(kind, "now", now), DUE_OF(kind, "today", today), DUE_OF(kind, "planned", planned)
#define DUE_OF(kind, urgency, minutes)                                                                                 \
  {                                                                                                                    \
    "queue_due_" kind "_" urgency "_minutes", minutes,                                                                 \
        N_("minutes until such an item is due; 0 = as any other of its urgency"), SETTING_INTEGER, 0, 100000           \
  }

const struct setting settings[] = {
    /* where and when */
    {"time_zone", "Europe/Oslo", N_("time zone of the base"), SETTING_ZONE, 0, 0},
    {"production", "no", N_("whether this is a real base: $VAKTROM_NOW is then ignored. For owners alone"),
     SETTING_YES_NO, 0, 0},
    {"unit", "", N_("name of the unit, printed on paper"), SETTING_TEXT, 0, 0},
    {"day_begins", "06:00", N_("a window that begins earlier belongs to the night shift of the evening before"),
     SETTING_TIME, 0, 0},
    {"day_starts", "06:00", N_("first start that belongs to the day shift"), SETTING_TIME, 0, 0},
    {"evening_starts", "15:00", N_("first start that belongs to the evening shift"), SETTING_TIME, 0, 0},
    {"night_starts", "22:00", N_("first start that belongs to the night shift"), SETTING_TIME, 0, 0},

    /* working time (domain.md, dimensioning rules) */
    {"rest_hours", "11", N_("hours of rest between two shifts below which `check` warns"), SETTING_INTEGER, 0, 48},
    {"rest_agreed_hours", "8", N_("hours of rest between two shifts below which it is an error"), SETTING_INTEGER, 0,
     48},
    {"weekly_rest_hours", "35", N_("hours free in one piece each week"), SETTING_INTEGER, 0, 168},
    {"week_minutes", "2130", N_("minutes of work of a full position in a week"), SETTING_INTEGER, 60, 10080},
    {"break_minutes", "30", N_("minutes of break in a long shift"), SETTING_INTEGER, 0, 240},
    {"break_after", "330", N_("minutes: a shift longer than this has a break"), SETTING_INTEGER, 0, 1440},
    {"break_margin", "120", N_("minutes of a shift before which and after which no break begins or ends"),
     SETTING_INTEGER, 0, 720},
    {"list_start_minutes", "0", N_("minutes from a shift's start until its list may leave"), SETTING_INTEGER, 0, 240},
    {"list_end_minutes", "0", N_("minutes at a shift's end kept for documentation"), SETTING_INTEGER, 0, 240},
    {"late_noticed", "15",
     N_("minutes: a visit that must be done and begins so long after its window, or a list that ends so long after its "
        "shift, is noticed by `check` and told before a shift is approved"),
     SETTING_INTEGER, 0, 480},
    {"overtime_max", "60", N_("minutes after a shift's end that a list may never pass"), SETTING_INTEGER, 0, 480},

    /* teams and lists */
    {"max_lists", "10", N_("lists of an OT and shift above which `check` warns, unless the team says otherwise"),
     SETTING_INTEGER, 1, 100},
    {"max_ots", "4", N_("OTs of an HT above which `check` warns"), SETTING_INTEGER, 1, 100},
    {"min_care_worker_pct", "50", N_("per cent of care workers in an OT below which `check` warns"), SETTING_INTEGER, 0,
     100},
    {"min_coordinators", "4", N_("trained coordinators in an OT below which `check` warns"), SETTING_INTEGER, 0, 100},
    {"coordinator_share", "50", N_("part of a shift that a coordinator walks, per cent"), SETTING_INTEGER, 0, 100},
    {"nurse_2_share", "70", N_("part of a shift that nurse 2 walks, per cent"), SETTING_INTEGER, 0, 100},
    {"keep_minutes", "15", N_("minutes by which --keep may shift a visit without counting it as changed"),
     SETTING_INTEGER, 0, 240},

    /* what the balancer weighs; the reasons stand with the objective, src/dispatch/objective.c */
    {"weight_travel", "10", N_("weight of a minute of travel"), SETTING_INTEGER, 0, 1000000000},
    {"weight_wait", "1", N_("weight of a minute of waiting"), SETTING_INTEGER, 0, 1000000000},
    {"weight_late", "30", N_("weight of a minute of lateness"), SETTING_INTEGER, 0, 1000000000},
    {"weight_late_max", "50", N_("weight of a minute of the largest lateness"), SETTING_INTEGER, 0, 1000000000},
    {"weight_overtime", "40", N_("weight of a minute of overtime"), SETTING_INTEGER, 0, 1000000000},
    {"weight_must", "10000000", N_("weight of a visit of priority must on no list"), SETTING_INTEGER, 0, 1000000000},
    {"weight_should", "1000000", N_("weight of a visit of priority should on no list"), SETTING_INTEGER, 0, 1000000000},
    {"weight_may", "100000", N_("weight of a visit of priority may on no list"), SETTING_INTEGER, 0, 1000000000},
    {"weight_break", "20000", N_("weight of a list without its break"), SETTING_INTEGER, 0, 1000000000},
    {"weight_fair_work", "3000", N_("weight of uneven work between the lists"), SETTING_INTEGER, 0, 1000000000},
    {"weight_fair_load", "30", N_("weight of strain between the most and the least burdened list"), SETTING_INTEGER, 0,
     1000000000},
    {"weight_unfamiliar", "100", N_("weight of a worker whom the patient does not know"), SETTING_INTEGER, 0,
     1000000000},
    {"weight_face", "100", N_("weight of a worker whom the patient seldom meets"), SETTING_INTEGER, 0, 1000000000},
    {"weight_role", "2", N_("weight of a minute by a higher role than needed, each step"), SETTING_INTEGER, 0,
     1000000000},
    {"weight_language", "150", N_("weight of a worker who lacks the patient's language"), SETTING_INTEGER, 0,
     1000000000},
    {"weight_gender", "150", N_("weight of a worker of another gender than preferred"), SETTING_INTEGER, 0, 1000000000},
    {"weight_moved", "300", N_("weight of a visit that changes hands, with --keep"), SETTING_INTEGER, 0, 1000000000},
    {"weight_shifted", "4", N_("weight of a minute by which a visit is shifted beyond keep_minutes, with --keep"),
     SETTING_INTEGER, 0, 1000000000},
    {"balance_seconds", "20", N_("seconds that the night's run balances"), SETTING_INTEGER, 1, 3600},

    /* health state and the queue */
    {"news2_valid_hours", "24", N_("hours that a NEWS2 score counts in the criteria"), SETTING_INTEGER, 1, 8760},
    {"news2_due_minutes", "60", N_("minutes until somebody must have looked at a high NEWS2"), SETTING_INTEGER, 1,
     1440},
    {"news2_text_routine", "", N_("what to do at NEWS2 0; empty = the program's words"), SETTING_TEXT, 0, 0},
    {"news2_text_low", "", N_("what to do at NEWS2 1 to 4; empty = the program's words"), SETTING_TEXT, 0, 0},
    {"news2_text_single", "", N_("what to do at a single 3; empty = the program's words"), SETTING_TEXT, 0, 0},
    {"news2_text_urgent", "", N_("what to do at NEWS2 5 or 6; empty = the program's words"), SETTING_TEXT, 0, 0},
    {"news2_text_emergency", "", N_("what to do at NEWS2 7 or more; empty = the program's words"), SETTING_TEXT, 0, 0},
    {"queue_due_now_minutes", "60", N_("minutes until an item of urgency now is due"), SETTING_INTEGER, 1, 10080},
    {"queue_due_today_minutes", "480", N_("minutes until an item of urgency today is due"), SETTING_INTEGER, 1, 10080},
    {"queue_due_planned_minutes", "4320", N_("minutes until a planned item is due"), SETTING_INTEGER, 1, 100000},
    DUE_BY_KIND("advice", "0", "0", "0"),
    DUE_BY_KIND("supervision", "0", "0", "0"),
    DUE_BY_KIND("medication", "30", "240", "0"),
    DUE_BY_KIND("dosette", "0", "0", "0"),
    DUE_BY_KIND("alarm", "15", "120", "0"),
    DUE_BY_KIND("new_patient", "0", "240", "1440"),
    DUE_BY_KIND("message", "0", "0", "0"),
    DUE_BY_KIND("transfer", "0", "0", "0"),
    DUE_BY_KIND("grey_zone", "0", "0", "0"),
    DUE_BY_KIND("meeting", "0", "0", "10080"),
    {"queue_visit_task", "nurse_assessment", N_("task of a visit that comes from a request, unless --task names one"),
     SETTING_TEXT, 0, 0},
    {"reminder_visit_task", "wellbeing_visit",
     N_("task of a visit that comes from a reminder, unless --task names one"), SETTING_TEXT, 0, 0},
    {"meeting_weekday", "3", N_("weekday of the interdisciplinary meeting: 1 Monday to 7 Sunday"), SETTING_INTEGER, 1,
     7},
    {"meeting_deadline", "12:00", N_("time on the day before until which meeting candidates are taken"), SETTING_TIME,
     0, 0},
    {"suspension_warning_days", "2", N_("days before a suspension ends on which `check` warns"), SETTING_INTEGER, 0,
     60},
    {"skill_warning_days", "14", N_("days before a skill expires on which it is shown"), SETTING_INTEGER, 0, 365},

    /* the program */
    {"language", "", N_("language of the base: en, nb; empty = as the locale. A person's own choice comes first"),
     SETTING_LANGUAGE, 0, 0},
    {"store_group", "",
     N_("group of this machine whose members may open the store's files, in a folder that is the group's, too; empty = "
        "their owner alone. For the base's owners alone"),
     SETTING_GROUP, 0, 0},
    {"audit_days", "0",
     N_("days after which the night's run erases what the audit log says, at least 365; 0 = never. For owners alone"),
     SETTING_INTEGER, 0, 36500},
    {"undo_days", "14", N_("days that a change can be taken back"), SETTING_INTEGER, 0, 365},
    {"function_margin", "60", N_("minutes before and after a shift in which its function counts for permissions"),
     SETTING_INTEGER, 0, 1440},
    {"emergency_hours", "8", N_("hours that emergency access to a patient lasts"), SETTING_INTEGER, 1, 72},
    {"lock_minutes", "10", N_("minutes of idleness after which the screen locks; 0 = never, which is for owners alone"),
     SETTING_INTEGER, 0, 1440},
    {NULL, NULL, NULL, SETTING_TEXT, 0, 0},
};

/* The row of the table, or NONE. */
static int find_setting(const char *name) {
  for (int i = 0; settings[i].name; i++)
    if (text_equal(settings[i].name, name))
      return i;
  return NONE;
}

/* --- Reading ----------------------------------------------------------------------------------------------------- */

/* What a value means to the rest of the process. */
static void tell_clock(struct store *store) {
  clock_set_zone(store_setting(store, "time_zone"));
  clock_allow_override(!text_equal(store_setting(store, "production"), "yes"));
}

static bool read_settings(struct store *store, struct error *err) {
  struct query query;
  size_t known = COUNT_OF(settings) - 1;
  if (!store->settings)
    store->settings = mem_array(const char *, known);
  memset(store->settings, 0, known * sizeof *store->settings);
  QUERY_ALL(&query, store, err, "SELECT name, value FROM settings");
  while (query_next(&query)) {
    int i = find_setting(peek_text(&query));
    if (i != NONE) /* values live until the store is closed, so that nobody holds a dangling one */
      store->settings[i] = arena_strdup(&store->setting_values, peek_text(&query));
  }
  return query_end(&query);
}

bool settings_refresh(struct store *store, struct error *err) {
  int64_t revision = data_revision(store);
  if (store->settings && revision == store->settings_revision)
    return true;
  if (!read_settings(store, err))
    return false;
  store->settings_revision = revision;
  tell_clock(store);
  return true;
}

void settings_forget(struct store *store) {
  store->settings_revision = -1;
}

const char *store_setting(struct store *store, const char *name) {
  int i = find_setting(name);
  if (i == NONE)
    return "";
  if (store->settings_revision < 0 && store->depth == 0) { /* a transaction was taken back */
    struct error ignored = {0};
    if (!settings_refresh(store, &ignored))
      error_clear(&ignored);
  }
  return store->settings && store->settings[i] ? store->settings[i] : settings[i].fallback;
}

int64_t store_setting_int(struct store *store, const char *name) {
  int i = find_setting(name), wall = 0;
  const char *value = store_setting(store, name);
  if (i != NONE && settings[i].type == SETTING_TIME)
    return wall_parse(value, &wall) ? wall : 0;
  if (i != NONE && settings[i].type == SETTING_YES_NO)
    return text_equal(value, "yes");
  return strtoll(value, NULL, 10);
}

const char *setting_words(const struct setting *setting, const char *value) {
  int word = setting->type == SETTING_YES_NO ? word_code(&words_yes_no, value) : NONE;
  return word == NONE ? value : word_label(&words_yes_no, word);
}

static bool is_integer(const char *value, int64_t wanted) {
  char *end = NULL;
  int64_t integer = strtoll(value, &end, 10);
  return end != value && integer == wanted;
}

bool setting_is_owners(const struct setting *setting, const char *value) {
  static const struct {
    const char *name;
    bool only_zero;
  } owners[] = {{"audit_days", false}, {"production", false}, {"store_group", false}, {"lock_minutes", true}};
  for (size_t i = 0; i < COUNT_OF(owners); i++)
    if (text_equal(setting->name, owners[i].name))
      return !owners[i].only_zero || is_integer(value, 0);
  return false;
}

/* --- Writing ----------------------------------------------------------------------------------------------------- */

static bool check_integer(const struct setting *setting, const char *value, struct error *err) {
  char *end = NULL;
  long long integer = strtoll(value, &end, 10);
  if (end == value || *end || integer < setting->min || integer > setting->max)
    return error_set(err, STATUS_INPUT, _("setting '%s': '%s' is not a whole number from %lld to %lld"), setting->name,
                     value, (long long)setting->min, (long long)setting->max);
  if (text_equal(setting->name, "audit_days") && integer != 0 && integer < AUDIT_DAYS_LEAST)
    return error_set(
        err, STATUS_INPUT,
        _("setting 'audit_days': %lld is neither 0 (never) nor at least %d: for a year the log must answer "
          "who has looked at a patient"),
        integer, (int)AUDIT_DAYS_LEAST);
  return true;
}

static bool check_value(const struct setting *setting, const char *value, struct error *err) {
  int wall;
  gid_t group;
  switch (setting->type) {
  case SETTING_INTEGER:
    return check_integer(setting, value, err);
  case SETTING_TIME:
    return wall_parse(value, &wall) ||
           error_set(err, STATUS_INPUT, _("setting '%s': '%s' is not a time like 06:00"), setting->name, value);
  case SETTING_YES_NO:
    return text_equal(value, "yes") || text_equal(value, "no") ||
           error_set(err, STATUS_INPUT, _("setting '%s': '%s' is neither yes nor no"), setting->name, value);
  case SETTING_ZONE:
    return clock_set_zone(value) ||
           error_set(err, STATUS_INPUT, _("setting '%s': the system knows no time zone '%s'"), setting->name, value);
  case SETTING_LANGUAGE:
    return text_is_empty(value) || language_code(value) ||
           error_set(err, STATUS_INPUT, _("setting '%s': '%s' is none of en, nb"), setting->name, value);
  case SETTING_GROUP:
    return text_is_empty(value) || access_group(value, &group) ||
           error_set(err, STATUS_INPUT, _("setting '%s': this machine has no group '%s'"), setting->name, value);
  case SETTING_TEXT:
    break;
  }
  return utf8_valid(value, strlen(value)) ||
         error_set(err, STATUS_INPUT, _("setting '%s': the text is not valid UTF-8"), setting->name);
}

const struct setting *setting_find(const char *name, struct error *err) {
  const char *names[COUNT_OF(settings)];
  size_t n = 0;
  int i = find_setting(name);
  if (i != NONE)
    return &settings[i];
  for (; settings[n].name; n++)
    names[n] = settings[n].name;
  const char *near = text_nearest(name, names, n);
  if (near)
    error_set(err, STATUS_USAGE, _("there is no setting '%s' (did you mean '%s'?); `setting list` shows them"), name,
              near);
  else
    error_set(err, STATUS_USAGE, _("there is no setting '%s'; `setting list` shows them"), name);
  return NULL;
}

/* What an owner alone may set is a row of the log by itself, which no retention takes away. */
static bool note_owners(struct store *store, const struct setting *setting, const char *value, struct error *err) {
  const char *before = store_setting(store, setting->name);
  struct str change = {0};
  str_addf(&change, "%s → %s", before, value);
  bool done =
      text_equal(before, value) || (!setting_is_owners(setting, value) && !setting_is_owners(setting, before)) ||
      store_audit(store, store->actor, word_token(&words_audit, AUDIT_SETTING), setting->name, str_text(&change), err);
  str_free(&change);
  return done;
}

bool store_setting_set(struct store *store, const char *name, const char *value, struct error *err) {
  const struct setting *setting = setting_find(name, err);
  if (!setting || !check_value(setting, value, err) || !note_owners(store, setting, value, err) ||
      !RUN(store, err, "INSERT INTO settings VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
           as_text(name), as_text(value)) ||
      !read_settings(store, err))
    return false;
  tell_clock(store);
  return setting->type != SETTING_GROUP || store->dry_run || access_change(store, err);
}
