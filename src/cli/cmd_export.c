/* export: the store as CSV files, one KIND or all, the balancer's problem of a date, a worker's shifts as a calendar.
 */
#include "cli/hands.h"
#include "cli/kinds_cli.h"
#include "vaktrom/exchange.h"

static const struct option_spec export_options[] = {
    {"all", NULL, OPTION_FLAG, NULL, N_("every KIND, into a folder, which is made")},
    {"out", "FILE", OPTION_TEXT, NULL, N_("the file to write (default: standard output)")},
    {"excel", NULL, OPTION_FLAG, NULL,
     N_("semicolons, decimal commas and a byte order mark, as a Norwegian Excel reads")},
    {"date", "D", OPTION_DATE, NULL, N_("of `export problem`")},
    {"staff", "STAFF", OPTION_TEXT, NULL, N_("of `export ical`")},
    {"from", "D", OPTION_DATE, NULL, N_("of `export ical`: the first date (default: today)")},
    {"to", "D", OPTION_DATE, NULL, N_("of `export ical`: the last date (default: the last with a shift)")},
    {"team", "HT", OPTION_TEXT, NULL, N_("of `export problem`: an HT, with its OTs")},
    {0},
};

static bool export_all(struct invocation *call, struct error *err) {
  struct effects effects = {0};
  if (call->n_words != 1)
    return error_set(err, STATUS_USAGE, "%s", _("export --all takes one folder"));
  bool done = exchange_export_all(&call->session, call->words[0], option(call, "excel")->given, &effects, err);
  if (done)
    print_effects(call, &effects);
  else
    effects_free(&effects);
  return done;
}

static bool export_problem(struct invocation *call, struct error *err) {
  date on = option_date(call, "date", DATE_NONE);
  const char *team;
  if (!option_team(call, TEAM_HT, &team, err))
    return false;
  if (call->n_words != 2 || on == DATE_NONE || !team)
    return error_set(err, STATUS_USAGE, "%s", _("export problem needs --date D, --team HT and a folder"));
  struct problem *problem = NULL;
  bool done =
      dispatch_problem(&call->session, on, team, &problem, err) && problem_write_dir(problem, call->words[1], err);
  problem_free(problem);
  return done;
}

/* Writes to the file of --out, or to standard output. */
static bool write_out(const struct invocation *call, const struct str *text, struct error *err) {
  const char *file = option_text(call, "out");
  if (file)
    return exchange_write_file(file, text, err);
  fwrite(str_text(text), 1, text->n, stdout);
  return true;
}

/* A calendar that somebody fetches does not lose its shifts by a slip of the fingers. */
static bool staff_is_known(struct invocation *call, const char *staff, struct error *err) {
  VEC(const char *) known = {0};
  struct day *day = NULL;
  if (!dispatch_read_whole_day(&call->session, instant_date(clock_now()), &day, err))
    return false;
  bool found = day_find_staff(day, staff) != NONE;
  for (int i = 0; i < day->n_staff; i++)
    vec_push(&known, day->staff[i].id);
  const char *near = found ? NULL : text_nearest(staff, known.at, known.n);
  if (!found)
    error_set(err, STATUS_USAGE, _("there is no worker '%s'"), staff);
  if (near)
    error_add(err, STATUS_USAGE, _("did you mean '%s'?"), near);
  vec_free(&known);
  day_free(day);
  return found;
}

static bool export_ical(struct invocation *call, struct error *err) {
  struct ical_request request = {.staff = option_text(call, "staff"),
                                 .from = option_date(call, "from", instant_date(clock_now())),
                                 .until = option_date(call, "to", DATE_NONE)};
  if (request.staff && !exchange_may_ical(&call->session, request.staff, err))
    return false;
  if (!request.staff || call->n_words > 1)
    return error_set(err, STATUS_USAGE, "%s", _("export ical needs --staff STAFF; --out names a file"));
  if (request.until != DATE_NONE && request.until < request.from)
    return error_set(err, STATUS_USAGE, "%s", _("--to lies before --from"));
  if (!staff_is_known(call, request.staff, err))
    return false;
  struct str text = {0};
  size_t n = 0;
  bool done = exchange_ical(call->session.store, &request, &text, &n, err) && write_out(call, &text, err);
  if (done && !n)
    log_warn(_("%s has no shift on these dates"), request.staff);
  str_free(&text);
  return done;
}

/* --- One KIND --- */

/* Standard output holds the rows and nothing else. */
static void say_effects(struct effects *effects) {
  for (size_t i = 0; i < effects->lines.n; i++)
    log_warn("%s", effects->lines.at[i]);
  effects_free(effects);
}

static bool export_kind(struct invocation *call, struct error *err) {
  const struct kind *kind = kind_of_word(call->words[0], err);
  if (!kind)
    return false;
  if (call->n_words > 1)
    return error_set(err, STATUS_USAGE, _("'%s' is one word too many; --out names a file"), call->words[1]);
  const struct export_request request = {.kind = kind,
                                         .form = call->json                     ? EXPORT_JSON
                                                 : option(call, "excel")->given ? EXPORT_EXCEL
                                                                                : EXPORT_CSV,
                                         .to = option_text(call, "out")};
  struct str text = {0};
  struct effects effects = {0};
  bool done = exchange_export(&call->session, &request, &text, &effects, err) && write_out(call, &text, err);
  say_effects(&effects);
  str_free(&text);
  return done;
}

static bool run_export(struct invocation *call, enum status *status, struct error *err) {
  (void)status; /* 0 when done, whatever `check` would say */
  if (option(call, "all")->given)
    return export_all(call, err);
  if (text_equal(call->words[0], "ical"))
    return export_ical(call, err);
  return text_equal(call->words[0], "problem") ? export_problem(call, err) : export_kind(call, err);
}

const struct command command_export = {
    .name = "export",
    .arguments = "KIND [--out FILE] [--excel] | --all DIR | problem --date D --team HT DIR |\n"
                 "       vaktrom export ical --staff STAFF [--from D] [--to D] [--out FILE]",
    .summary = N_("write the store as CSV files, a worker's shifts as a calendar"),
    .details =
        N_("Headers and codes are English in every language, so that a file means the same everywhere; `import`\n"
           "reads Norwegian headers too. `export ical` writes iCalendar: the worker's shifts with team and place,\n"
           "nothing about patients; a shift on which the worker is away is a cancelled one. Of patients, staff and\n"
           "what is about them, a section leader gets the rows of the own team, and is told how many were left out;\n"
           "all of them, and the problem of a date, are for the owner."),
    .options = export_options,
    .min_words = 1,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("The store"),
    .run = run_export,
};
