/* whoami: who the program takes the caller for, and what this person is today. */
#include <stdio.h>

#include "cli/cli.h"
#include "vaktrom/dispatch/may.h"

/* "Kari Nes (S003), nurse of HT1 Helsetjenesten" */
static void describe_worker(const struct day *day, int staff, struct str *out) {
  const struct worker *worker = &day->staff[staff];
  str_addf(out, _("%s (%s), %s of %s"), worker->name, worker->id, _(word_label(&words_role, (int)worker->role)),
           day->teams[worker->team].name);
}

/* "today: day 07:30-15:00, duty nurse of Helsetjenesten, covers OT2" */
static void describe_shift(const struct day *day, const struct shift_row *row, struct str *out) {
  char from[TIME_SIZE], to[TIME_SIZE];
  time_format(row->date, row->start, from);
  time_format(row->date, row->end, to);
  const char *function =
      row->function == FUNCTION_NONE ? _("walks a list") : _(word_label(&words_function, (int)row->function));
  str_addf(out, _("today: %s %s-%s, %s, %s"), _(word_label(&words_shift, (int)row->shift)), from, to,
           day->teams[row->team].name, function);
  if (!text_is_empty(row->covers))
    str_addf(out, _(" (also for %s)"), row->covers);
}

static cJSON *shift_json(const struct day *day, const struct shift_row *row) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "shift", word_token(&words_shift, (int)row->shift));
  json_text(object, "team", day->teams[row->team].id);
  json_time(object, "start", row->date, row->start);
  json_time(object, "end", row->date, row->end);
  json_text(object, "function", word_token(&words_function, (int)row->function));
  json_text(object, "covers", row->covers);
  return object;
}

static bool is_todays(const struct day *day, const struct shift_row *row, int staff) {
  return row->staff == staff && row->date == day->date;
}

static void show_json(const struct invocation *call, const struct day *day, int staff) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "account", call->session.account);
  json_text(object, "kind", word_token(&words_account_kind, (int)call->session.kind));
  json_text(object, "place", call->session.place);
  cJSON_AddBoolToObject(object, "owner", call->session.owner);
  json_text(object, "staff", staff == NONE ? NULL : day->staff[staff].id);
  json_text(object, "name", staff == NONE ? NULL : day->staff[staff].name);
  json_text(object, "role", staff == NONE ? NULL : word_token(&words_role, (int)day->staff[staff].role));
  json_text(object, "team", staff == NONE ? NULL : day->teams[day->staff[staff].team].id);
  json_text(object, "store", call->store_path);
  cJSON *shifts = cJSON_AddArrayToObject(object, "today");
  for (int i = 0; staff != NONE && i < day->n_shifts; i++)
    if (is_todays(day, &day->shifts[i], staff))
      cJSON_AddItemToArray(shifts, shift_json(day, &day->shifts[i]));
  print_json(object);
}

static void show_text(const struct invocation *call, const struct day *day, int staff) {
  struct str line = {0};
  str_addf(&line, call->session.owner ? _("account %s of %s: may do everything") : _("account %s of %s"),
           call->session.account, call->store_path);
  print_safe(str_text(&line));
  str_clear(&line);
  if (staff == NONE)
    str_add(&line, _("no staff member: what this account does is noted under its name"));
  else
    describe_worker(day, staff, &line);
  print_safe(str_text(&line));
  bool works = false;
  for (int i = 0; staff != NONE && i < day->n_shifts; i++) {
    if (!is_todays(day, &day->shifts[i], staff))
      continue;
    works = true;
    str_clear(&line);
    describe_shift(day, &day->shifts[i], &line);
    print_safe(str_text(&line));
  }
  if (staff != NONE && !works)
    puts(_("today: no shift"));
  str_free(&line);
}

static bool run_whoami(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  struct day *day = NULL;
  if (!dispatch_read_day(&call->session, instant_date(clock_now()), &day, err))
    return false;
  int staff = day_find_staff(day, call->session.actor);
  if (call->json)
    show_json(call, day, staff);
  else
    show_text(call, day, staff);
  day_free(day);
  return true;
}

const struct command command_whoami = {
    .name = "whoami",
    .summary = N_("who you are here: account, staff member, today's shift and function"),
    .details = N_("The account is that of the operating-system user who runs the program."),
    .max_words = 0,
    .needs = NEEDS_STORE,
    .group = N_("Program"),
    .run = run_whoami,
};
