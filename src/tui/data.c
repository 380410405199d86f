/* The data that all views share: read anew when the store's revision changed. */
#include <stdlib.h>
#include <string.h>

#include "tui/loop.h"
#include "tui/sign_in.h"
#include "vaktrom/dispatch/may.h"

/* How long a key that changes something waits for what became of it, one that goes to another date for its lists, and
 * the key after a change for what that did. */
enum { PATIENCE_MILLISECONDS = 150, GLANCE_MILLISECONDS = 15, TRUTH_MILLISECONDS = 2000 };

/* --- Team and names --- */

int screen_team(const struct screen *screen) {
  return screen->data.day ? day_find_team(screen->data.day, screen->team) : NONE;
}

bool screen_of_base(const struct screen *screen, int team) {
  int shown = screen_team(screen);
  const struct team *teams = screen->data.day->teams;
  return team == NONE || shown == NONE || teams[team].ht == teams[shown].ht;
}

bool screen_item_is_ours(const struct screen *screen, const struct queue_item *item) {
  return !item->team || screen_of_base(screen, day_find_team(screen->data.day, item->team));
}

const char *screen_staff_name(const struct screen *screen, const char *id) {
  int staff = id ? day_find_staff(screen->data.day, id) : NONE;
  return staff == NONE ? (id ? id : "") : screen->data.day->staff[staff].name;
}

const char *screen_patient_name(const struct screen *screen, const char *id) {
  int patient = id ? day_find_patient(screen->data.day, id) : NONE;
  return patient == NONE ? (id ? id : "") : patient_shown_name(&screen->data.day->patients[patient]);
}

/* --- What the header counts --- */

bool screen_item_waits(const struct queue_item *item) {
  return item->state == QUEUE_OPEN || item->state == QUEUE_TAKEN;
}

/* What the queue's heading counts as `now`, too: an answered one waits for nobody. */
static bool presses(const struct screen *screen, const struct queue_item *item) {
  return item->urgency == URGENCY_NOW && screen_item_waits(item) && screen_item_is_ours(screen, item);
}

static int count_now(const struct screen *screen, const struct queue_item *items, int n) {
  int now = 0;
  for (int i = 0; i < n; i++)
    now += presses(screen, &items[i]);
  return now;
}

static void count(struct screen *screen) {
  const struct screen_data *data = &screen->data;
  struct screen_counts counts = {.errors = data->checked ? 0 : NONE};
  for (int i = 0; i < data->day->n_visits; i++) {
    const struct visit *visit = &data->day->visits[i];
    counts.must +=
        visit->state == VISIT_UNASSIGNED && visit->priority == PRIORITY_MUST && screen_of_base(screen, visit->team);
  }
  for (int i = 0; i < data->n_findings; i++)
    counts.errors += data->findings[i].severity == SEVERITY_ERROR && !data->findings[i].acknowledged &&
                     screen_of_base(screen, data->findings[i].team);
  counts.now = count_now(screen, data->items, data->n_items);
  screen->counts = counts;
}

/* Tells of an urgent request that the person was not told of; the first time there is nothing new. */
static void tell_of_new(struct screen *screen, const struct queue_item *items, int n, bool first) {
  struct str ids = {0};
  for (int i = 0; i < n; i++) {
    const struct queue_item *item = &items[i];
    if (!presses(screen, item))
      continue;
    str_addf(&ids, "%s%s", ids.n ? " " : "", item->id);
    char key[KEY_NAME_SIZE];
    if (first || text_has_word(str_text(&screen->now_told), item->id))
      continue;
    str_clear(&screen->urgent);
    str_addf(&screen->urgent, _("! new in the HT queue, now: %s %s %s (%s: the queue)"),
             _(word_label(&words_queue_kind, (int)item->kind)), screen_patient_name(screen, item->patient),
             item->text ? item->text : "", screen_key_name(screen, ACTION_QUEUE, key));
    screen->urgent_since = clock_seconds();
  }
  str_free(&screen->now_told);
  screen->now_told = ids;
}

/* --- Loading --- */

/* At first the person's own team is shown, else the first one. */
static void choose_team(struct screen *screen) {
  const struct day *day = screen->data.day;
  int staff = screen->session->actor ? day_find_staff(day, screen->session->actor) : NONE;
  int team = staff != NONE ? day->staff[staff].team : day->n_teams > 0 ? 0 : NONE;
  snprintf(screen->team, sizeof screen->team, "%s", team == NONE ? "" : day->teams[team].id);
}

/* The label of what undo would take back. */
static bool read_undo_label(struct screen *screen, struct error *err) {
  enum { looked_at = 50 };
  struct arena arena = {0};
  struct journal_entry *entries;
  int n;
  str_clear(&screen->undo_label);
  bool done = store_journal(screen->session->store, screen->session->actor, looked_at, &arena, &entries, &n, err);
  for (int i = 0; done && i < n; i++)
    if (!entries[i].undone && !entries[i].lasting) {
      str_add(&screen->undo_label, entries[i].label);
      break;
    }
  arena_free(&arena);
  return done;
}

static void read_view(struct screen *screen) {
  if (screen->depth > 0 && screen_view(screen)->read)
    screen_view(screen)->read(screen);
}

/* Shows new data. */
static void show_data(struct screen *screen, const struct screen_data *data, date on, int64_t revision) {
  struct error err = {0};
  bool first = screen->data.day == NULL;
  struct screen_data old = screen->data;
  screen->data = *data;
  screen->on = on;
  screen->revision = revision;
  screen->own_change = screen->own_pending;
  screen->own_pending = false;
  if (screen_team(screen) == NONE)
    choose_team(screen);
  count(screen);
  tell_of_new(screen, data->items, data->n_items, first);
  if (!read_undo_label(screen, &err) || !dispatch_permissions(screen->session, screen->permitted, &err))
    screen_say_error(screen, &err);
  read_view(screen);
  screen->own_change = false;
  screen_data_free(&old); /* last, so that a view may compare while it reads */
}

bool screen_take_data(struct screen *screen, int milliseconds) {
  struct error err = {0};
  struct screen_data data;
  date on;
  int64_t revision;
  if (screen->held)
    return false;
  switch (loader_take(screen->loader, milliseconds, &data, &on, &revision, &err)) {
  case LOADER_DATA:
    show_data(screen, &data, on, revision);
    return true;
  case LOADER_FAILED:
    screen->asked = screen->on;
    screen_say_error(screen, &err);
    return true;
  case LOADER_NOTHING:
    break;
  }
  return false;
}

/* Another date comes as soon as its lists are read; the one shown changes once, with its findings. */
static void ask(struct screen *screen, int64_t revision) {
  screen->polled = revision;
  loader_ask(screen->loader, screen->asked, revision, screen->asked == screen->on);
}

void screen_load(struct screen *screen) {
  ask(screen, store_revision(screen->session->store));
  screen_take_data(screen, PATIENCE_MILLISECONDS);
}

void screen_await_own_change(struct screen *screen) {
  if (screen->own_pending)
    screen_take_data(screen, TRUTH_MILLISECONDS);
}

/* The first day is read here, so that the first picture is whole but for the past and the findings. */
bool screen_start_data(struct screen *screen, struct error *err) {
  struct screen_data data;
  struct store *store = screen->session->store;
  screen->asked = screen->on;
  screen->polled = store_revision(store);
  if (!screen_data_read(screen->session, screen->on, &data, err))
    return false;
  show_data(screen, &data, screen->on, screen->polled);
  return true;
}

bool screen_complete_data(struct screen *screen, struct error *err) {
  if (!loader_start(screen->session, &screen->loader, err))
    return false;
  ask(screen, screen->polled);
  return true;
}

void screen_stop_data(struct screen *screen) {
  loader_stop(screen->loader);
  screen_data_free(&screen->data);
}

/* While a question is being asked: only the urgent requests, so that nothing moves under it. */
static void poll_queue(struct screen *screen) {
  struct error err = {0};
  struct arena arena = {0};
  struct queue_item *items;
  int n;
  if (dispatch_read_queue(screen->session, NULL, false, &arena, &items, &n, &err)) {
    screen->counts.now = count_now(screen, items, n);
    tell_of_new(screen, items, n, false);
  } else {
    screen_say_error(screen, &err);
  }
  arena_free(&arena);
}

/* The account may have been locked meanwhile, or its worker have left, which a day's coming brings too. */
static void look_at_account(struct screen *screen) {
  struct error err = {0};
  if (!dispatch_session_is_open(screen->session, &err) && err.status == STATUS_DENIED) {
    str_clear(&screen->closed);
    str_add(&screen->closed, err.text);
    screen->quit = true;
    screen->signs_out |= screen->seat->shared;
  }
  error_clear(&err);
}

void screen_poll(struct screen *screen) {
  int64_t revision = store_revision(screen->session->store);
  date today = instant_date(clock_now());
  if (revision != screen->polled || today != screen->today)
    look_at_account(screen);
  screen->today = today;
  if (revision == screen->polled)
    return;
  ask(screen, revision);
  if (screen->held)
    poll_queue(screen);
}

void screen_hold(struct screen *screen) {
  screen->held++;
}

void screen_release(struct screen *screen) {
  screen->held--;
}

/* --- What is shown --- */

void screen_show_date(struct screen *screen, date on) {
  screen->asked = on;
  ask(screen, store_revision(screen->session->store));
  screen_take_data(screen, GLANCE_MILLISECONDS); /* until then the last line says what is being read */
}

void screen_show_team(struct screen *screen, const char *team) {
  snprintf(screen->team, sizeof screen->team, "%s", team);
  count(screen);
  read_view(screen);
}

void screen_step_team(struct screen *screen, int step, int kind) {
  const struct day *day = screen->data.day;
  int n = day ? day->n_teams : 0;
  int at = screen_team(screen);
  for (int tried = 0; tried < n; tried++) {
    at = at == NONE ? 0 : (at + step + n) % n;
    if (kind == NONE || (int)day->teams[at].kind == kind) {
      screen_show_team(screen, day->teams[at].id);
      return;
    }
  }
}

/* --- What is said --- */

void screen_say(struct screen *screen, enum colour_role role, const char *format, ...) {
  va_list args;
  va_start(args, format);
  str_clear(&screen->message);
  str_vaddf(&screen->message, format, args);
  va_end(args);
  for (size_t i = 0; i < screen->message.n; i++) /* the lines of an error */
    if (screen->message.at[i] == '\n')
      screen->message.at[i] = ' ';
  screen->message_role = role;
}

void screen_say_error(struct screen *screen, struct error *err) {
  screen_say(screen, COLOUR_ERROR, "%s", err->text ? err->text : "");
  error_clear(err);
}

void screen_result(struct screen *screen, bool done, struct effects *effects, struct error *err) {
  screen->own_pending = true;
  screen_load(screen);
  if (!done)
    screen_say(screen, COLOUR_ERROR, "%s", err->text ? err->text : "");
  else if (effects->lines.n == 1)
    screen_say(screen, COLOUR_GOOD, "%s", effects->lines.at[0]);
  else if (effects->lines.n > 1)
    screen_say(screen, COLOUR_GOOD, trn("%s (and %zu more change)", "%s (and %zu more changes)", effects->lines.n - 1),
               effects->lines.at[0], effects->lines.n - 1);
  effects_free(effects);
  error_clear(err);
}
