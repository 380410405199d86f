/* absent: a worker is away, and who could do the visits. */
#include <stdio.h>

#include "cli/hands.h"
#include "cli/replan_cli.h"

/* As absence.from_time; 0 = from the shift's start. */
static int from_time_of(const struct invocation *call) {
  const struct option_value *given = option(call, "from-time");
  return given->given ? absence_from_wall((int)given->integer, option_word(call, "shift", NONE)) : 0;
}

static struct absence_request absence_of(const struct invocation *call) {
  date from = option_date(call, "date", DATE_NONE);
  return (struct absence_request){
      .staff = call->words[0],
      .from = from,
      .until = option_date(call, "until", from),
      .shift = option_word(call, "shift", NONE),
      .reason = (enum absence_reason)option_word(call, "reason", ABSENCE_OTHER),
      .from_time = from_time_of(call),
  };
}

/* --- With --replan --- */

/* The effects with the alternatives beside them; frees the effects. */
static void print_with_json(const struct invocation *call, struct effects *effects, const struct replan *replan,
                            int applied) {
  cJSON *document = cJSON_CreateObject();
  cJSON *changed = cJSON_AddArrayToObject(document, "changed");
  for (size_t i = 0; i < effects->lines.n; i++)
    cJSON_AddItemToArray(changed, cJSON_CreateString(effects->lines.at[i]));
  cJSON_AddItemToObject(document, "replan", replan_json(replan));
  if (applied)
    json_integer(document, "applied", applied);
  else
    cJSON_AddNullToObject(document, "applied");
  cJSON_AddBoolToObject(document, "dry_run", call->dry_run);
  print_json(document);
  effects_free(effects);
}

/* The absence in one line, below what people must decide: which visits it concerns stands in the alternatives. */
static void print_summary(const struct effects *effects, const struct replan *replan) {
  struct str line = {0};
  for (int v = 0; v < replan->day->n_visits; v++)
    if (visit_outlasts_worker(replan->day, &replan->day->visits[v]))
      print_safe(dispatch_outlasting(replan->day, v));
  if (effects->lines.n)
    str_add_safe(&line, effects->lines.at[effects->lines.n - 1]);
  puts(str_text(&line));
  puts("");
  str_free(&line);
}

/* The command as it was given, so that the same absence is noted, with --apply. */
static void print_how_to_take(const struct invocation *call, const struct replan *replan) {
  static const char *const given[] = {"until", "shift", "reason", "from-time"};
  struct str command = {0};
  char on[DATE_SIZE];
  date_format(replan->day->date, on);
  str_addf(&command, "vaktrom absent %s --date %s", call->words[0], on);
  for (size_t i = 0; i < COUNT_OF(given); i++)
    if (option(call, given[i])->given)
      str_addf(&command, " --%s %s", given[i], option_text(call, given[i]));
  if (replan->n_alternatives > 0)
    printf(_("take one: %s --replan --apply 1\n"), str_text(&command));
  str_free(&command);
}

static bool propose(struct invocation *call, const struct absence_request *absence, enum status *status,
                    struct error *err) {
  struct effects effects = {0};
  struct replan *replan = NULL;
  bool done = dispatch_replan(&call->session, absence, 0, &replan, err) &&
              dispatch_replan_note(&call->session, absence, replan, &effects, err);
  if (done) {
    *status = replan->waiting[PRIORITY_MUST] > 0 || effects.needs_person ? STATUS_NEEDS_PERSON : STATUS_OK;
    if (call->json) {
      print_with_json(call, &effects, replan, 0);
    } else {
      print_summary(&effects, replan);
      replan_print(replan, option(call, "all")->given);
      print_how_to_take(call, replan);
    }
  }
  effects_free(&effects);
  replan_free(replan);
  return done;
}

/* Takes the alternative of that number (from 1); works it out anew, and says so, when the lists changed meanwhile. */
static bool take(struct invocation *call, const struct absence_request *absence, int number, struct replan **replan,
                 struct effects *effects, struct error *err) {
  enum { tries = 3 };
  bool changed = true, outdated = false;
  for (int attempt = 0; changed && attempt < tries; attempt++) {
    replan_free(*replan);
    *replan = NULL;
    if (!dispatch_replan(&call->session, absence, 0, replan, err))
      return false;
    outdated |= (*replan)->outdated || attempt > 0;
    if ((*replan)->n_alternatives == 0)
      return dispatch_replan_note(&call->session, absence, *replan, effects, err);
    if (number > (*replan)->n_alternatives)
      return error_set(err, STATUS_USAGE,
                       trn("--apply %d: there is %d alternative", "--apply %d: there are %d alternatives",
                           (*replan)->n_alternatives),
                       number, (*replan)->n_alternatives);
    if (!dispatch_replan_apply(&call->session, absence, *replan, number - 1, NULL, &changed, effects, err))
      return false;
  }
  (*replan)->outdated = outdated;
  return !changed || error_set(err, STATUS_STORE, "%s", _("the lists change all the time: try again"));
}

static bool apply(struct invocation *call, const struct absence_request *absence, enum status *status,
                  struct error *err) {
  struct effects effects = {0};
  struct replan *replan = NULL;
  int64_t number = option_integer(call, "apply", 0);
  if (number < 1 || number > REPLAN_NATURES)
    return error_set(err, STATUS_USAGE, _("--apply %lld: alternatives are numbered from 1"), (long long)number);
  bool done = take(call, absence, (int)number, &replan, &effects, err);
  if (done && replan->outdated && !call->json)
    puts(_("The lists have changed since the alternatives were shown: this one was worked out anew."));
  if (done && replan->n_alternatives == 0 && !call->json)
    puts(_("Nothing waits for somebody: there is nothing to redistribute."));
  if (done && call->json) {
    *status = effects.needs_person ? STATUS_NEEDS_PERSON : STATUS_OK;
    print_with_json(call, &effects, replan, (int)number);
  } else {
    done = finish(call, done, &effects, status);
  }
  replan_free(replan);
  return done;
}

/* --- The command --- */

static bool run_absent(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  if (!need_option(call, "date", err) || !need_option(call, "reason", err))
    return false;
  struct absence_request absence = absence_of(call);
  if (option(call, "apply")->given && !option(call, "replan")->given)
    return error_set(err, STATUS_USAGE, "%s", _("--apply goes with --replan"));
  if (option(call, "apply")->given)
    return apply(call, &absence, status, err);
  if (option(call, "replan")->given)
    return propose(call, &absence, status, err);
  return finish(call, dispatch_absent(&call->session, &absence, &effects, err), &effects, status);
}

static const struct option_spec absent_options[] = {
    {"date", "DATE", OPTION_DATE, NULL, N_("the first day")},
    {"until", "DATE", OPTION_DATE, NULL, N_("the last day (default: the first)")},
    {"shift", "SHIFT", OPTION_WORD, &words_shift, N_("only this shift (default: every shift)")},
    {"from-time", "HH:MM", OPTION_TIME, NULL,
     N_("goes home then: what began before stays with the worker (default: the whole shift)")},
    {"reason", "CODE", OPTION_WORD, &words_absence_reason, N_("why")},
    {"replan", NULL, OPTION_FLAG, NULL, N_("propose who could do the visits of the first day")},
    {"apply", "N", OPTION_INTEGER, NULL, N_("with --replan: take alternative N, together with the absence")},
    {"all", NULL, OPTION_FLAG, NULL, N_("with --replan: show every change of each alternative")},
    {0},
};
const struct command command_absent = {
    .name = "absent",
    .arguments =
        "STAFF --date D [--until D] [--shift S] --reason CODE [--from-time HH:MM] [--replan [--all] [--apply N]]",
    .summary = N_("a worker is away: the visits need somebody else"),
    .details =
        N_("The absence is noted in any case. With --replan up to three redistributions are shown: least change,\n"
           "fairest, fewest dropped; of the first the changes that weigh most, of each what it comes to. What has "
           "begun by now stays where it is; nothing is dropped by itself.\n"
           "Who goes home during the shift keeps the list until --from-time; with --shift evening or night a time\n"
           "before noon is the next morning's."),
    .options = absent_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_absent,
};
