/* The night's work: the forms that ask for it, doing it by the thread, and what is said of it. */
#include "tui/views/night.h"

#include <stdlib.h>
#include <string.h>

#include "tui/views/flows.h"
#include "tui/widgets/form_view.h"
#include "vaktrom/dispatch/may.h"
#include "vaktrom/exchange.h"
#include "vaktrom/sheets.h"

enum { THREADS = 2, SECONDS_MOST = 86400, DAYS_MOST = 366 };

/* --- By the thread --- */

/* The night is done all the same where its rosters cannot be written: that is told beside it. */
static void write_rosters(struct session *session, struct night_work *night) {
  if (night->folder)
    night->no_paper =
        !sheets_write_rosters(session, night->request.date, night->folder, &night->unknown_letters, &night->paper);
}

static bool run_night(struct session *session, struct night_work *night, struct error *err) {
  bool done = dispatch_nightly(session, &night->request, &night->report, &night->effects, err);
  if (done)
    write_rosters(session, night);
  return done;
}

static bool run(struct session *session, struct long_work *work, struct error *err) {
  struct night_work *night = (struct night_work *)work;
  struct balance_request *request = &night->request;
  night->begun = clock_now();
  if (!dispatch_not_over(session->store, request->date, err))
    return false;
  switch (night->deed) {
  case NIGHT_PLANS:
    return dispatch_plan(session, request->date, night->days, &night->counts, &night->effects, err);
  case NIGHT_RUNS:
    return run_night(session, night, err);
  case NIGHT_BALANCES:
    break;
  }
  return dispatch_balance(session, request, &night->report, &night->effects, err);
}

static int n_must(const struct balance_report *report) {
  int n = 0;
  for (int i = 0; i < report->n_unassigned; i++)
    n += report->unassigned[i].priority == PRIORITY_MUST;
  return n;
}

static void tell(struct screen *screen, const struct long_work *work) {
  const struct night_work *night = (const struct night_work *)work;
  const struct balance_report *report = &night->report;
  int must = n_must(report);
  if (night->deed == NIGHT_PLANS)
    screen_say(screen, COLOUR_GOOD, _("%s: %d visits added, %d changed, %d cancelled"), str_text(&work->title),
               night->counts.added, night->counts.changed, night->counts.cancelled);
  else if (night->no_paper)
    screen_say(screen, COLOUR_WARNING, _("%s is done, but not the rosters: %s"), str_text(&work->title),
               night->paper.text);
  else
    screen_say(screen, must || report->errors ? COLOUR_WARNING : COLOUR_GOOD,
               _("%s: %d of %d visits placed, %d unassigned (%d MUST)"), str_text(&work->title), report->assigned,
               report->visits, report->n_unassigned, must);
}

static void forget(struct long_work *work) {
  struct night_work *night = (struct night_work *)work;
  balance_report_free(&night->report);
  effects_free(&night->effects);
  error_clear(&night->paper);
  free(night->folder);
  free(night);
}

static const struct long_kind search_kind = {VIEW_NIGHT, true, run, tell, forget};
static const struct long_kind plan_kind = {VIEW_NIGHT, false, run, tell, forget};

/* --- Sending --- */

/* "OT Paradis, day": what is balanced; "" = everything. */
static void add_scope(const struct screen *screen, const struct night_work *night, struct str *out) {
  int team = day_find_team(screen->data.day, night->team);
  if (team != NONE)
    str_addf(out, " %s", screen->data.day->teams[team].name);
  if (night->request.shift != NONE)
    str_addf(out, " %s", _(word_label(&words_shift, night->request.shift)));
}

static void set_title(const struct screen *screen, struct night_work *night) {
  struct str scope = {0};
  char on[DATE_SIZE];
  date_show(night->request.date, on);
  add_scope(screen, night, &scope);
  if (night->deed == NIGHT_PLANS)
    str_addf(&night->work.title, _("the plan of %s"), on);
  else if (night->deed == NIGHT_RUNS)
    str_addf(&night->work.title, _("the night's run of %s"), on);
  else
    str_addf(&night->work.title, _("the balancing of %s%s"), on, str_text(&scope));
  str_free(&scope);
}

/* The lists of a date that are still drafts, which a run makes anew; adds the first few to `out`, which may be NULL. */
static int draft_lists(struct screen *screen, date on, struct str *out) {
  enum { named = 4 };
  struct error ignored = {0};
  struct day *day = NULL;
  int n = 0;
  if (dispatch_read_day(screen->session, on, &day, &ignored))
    for (int i = 0; i < day->n_lists; i++)
      if (day->lists[i].state == LIST_DRAFT && n++ < named && out)
        str_addf(out, "%s%s", n > 1 ? ", " : "", day->lists[i].id);
  if (n > named && out)
    str_add(out, ", …");
  day_free(day);
  error_clear(&ignored);
  return n;
}

/* A run over today takes the lists that people are about to walk: it names them first. */
static bool night_is_meant(struct screen *screen, enum night_deed deed, date on) {
  struct str lists = {0}, question = {0};
  int n = deed == NIGHT_RUNS && on <= instant_date(clock_now()) ? draft_lists(screen, on, &lists) : 0;
  str_addf(&question,
           trn(" This makes %d list of today anew (%s). Run the night all the same? ",
               " This makes %d lists of today anew (%s). Run the night all the same? ", n),
           n, str_text(&lists));
  bool meant = n == 0 || prompt_confirm(screen, str_text(&question));
  str_free(&question);
  str_free(&lists);
  return meant;
}

/* A field is wrong: the first line of the error says how, which is cleared. */
static bool field_fault(struct form *form, const char *field, struct error *err, struct str *why) {
  str_addn(why, err->text, strcspn(err->text, "\n"));
  form_fault(form, field, str_text(why));
  error_clear(err);
  return false;
}

static bool send(struct screen *screen, struct form *form, void *context, struct str *why) {
  struct error err = {0};
  enum night_deed deed = *(const enum night_deed *)context;
  date on = flow_date(form, "date");
  if (!dispatch_not_over(screen->session->store, on, &err))
    return field_fault(form, "date", &err, why);
  if (!night_is_meant(screen, deed, on)) {
    str_add(why, _("not run: nothing was changed"));
    return false;
  }
  const char *folder = flow_text(form, "paper");
  if (folder && (!sheets_may_write_rosters(screen->session, &err) ||
                 !exchange_folder_ready(folder, &err))) /* before the night, not after it */
    return field_fault(form, "paper", &err, why);
  struct night_work *night = mem_new(struct night_work);
  night->folder = folder ? mem_strdup(folder) : NULL;
  night->work.kind = deed == NIGHT_PLANS ? &plan_kind : &search_kind;
  night->deed = deed;
  night->days = flow_integer(form, "days");
  snprintf(night->team, sizeof night->team, "%s", form_value(form, "team"));
  int shift = word_code(&words_shift, form_value(form, "shift"));
  night->request = (struct balance_request){.date = on,
                                            .shift = flow_text(form, "shift") ? shift : NONE,
                                            .team = *night->team ? night->team : NULL,
                                            .seconds = flow_text(form, "seconds") ? flow_integer(form, "seconds") : 0,
                                            .threads = THREADS,
                                            .seed = 1,
                                            .keep = text_equal(form_value(form, "keep"), "yes"),
                                            .progress = long_work_note,
                                            .progress_context = &night->work,
                                            .stop = &night->work.stop};
  set_title(screen, night);
  return long_work_send(screen, &night->work);
}

/* --- Asking --- */

static void add_date(struct form *form, date on) {
  char text[DATE_SIZE];
  date_format(on, text);
  form_add(form, (struct field){.name = "date", .label = N_("date"), .type = FIELD_DATE, .required = true}, text);
}

static void add_seconds(struct form *form, struct store *store, struct str *help) {
  str_addf(help, _("how long it searches; empty: %lld, as the setting balance_seconds says"),
           (long long)store_setting_int(store, "balance_seconds"));
  form_add(form,
           (struct field){.name = "seconds",
                          .label = N_("seconds"),
                          .help = str_text(help),
                          .type = FIELD_INTEGER,
                          .min = 1,
                          .max = SECONDS_MOST},
           "");
}

/* The date shown, where it has no lists yet and is not over; else the one that the command takes, but never today's
 * lists, which people are about to walk. */
static date offered_date(struct screen *screen) {
  struct error ignored = {0};
  bool bare = screen->data.day->n_lists == 0 && dispatch_not_over(screen->session->store, screen->on, &ignored);
  error_clear(&ignored);
  date next = dispatch_next_date(screen->session->store), today = instant_date(clock_now());
  return bare ? screen->on : next == today && draft_lists(screen, today, NULL) > 0 ? today + 1 : next;
}

void night_ask_plan(struct screen *screen) {
  enum night_deed deed = NIGHT_PLANS;
  struct form form;
  form_start(&form, _("Plan: only the dated visits, made from the services"), "plan", "");
  add_date(&form, offered_date(screen));
  form_add(&form,
           (struct field){.name = "days",
                          .label = N_("days"),
                          .help = N_("how many days from that date on"),
                          .type = FIELD_INTEGER,
                          .required = true,
                          .min = 1,
                          .max = DAYS_MOST},
           "1");
  form_run(screen, &form, send, &deed);
  form_free(&form);
}

/* The last field: in it tab completes. */
static void add_folder(struct form *form) {
  form_add(form,
           (struct field){.name = "paper",
                          .label = N_("rosters"),
                          .help = N_("a folder for the date's rosters as PDF and text; empty: none are written"),
                          .type = FIELD_PATH},
           "");
}

void night_ask_run(struct screen *screen) {
  enum night_deed deed = NIGHT_RUNS;
  struct str help = {0};
  struct form form;
  form_start(&form, _("The night's run: visits, decisions and lists of every team"), "night", "");
  add_date(&form, offered_date(screen));
  add_seconds(&form, screen->session->store, &help);
  add_folder(&form);
  form_run(screen, &form, send, &deed);
  form_free(&form);
  str_free(&help);
}

void night_ask_balance(struct screen *screen) {
  enum night_deed deed = NIGHT_BALANCES;
  struct str help = {0};
  struct form form;
  form_start(&form, _("Balance lists: approved ones and what has begun stay as they are"), "balance", "");
  add_date(&form, screen->on);
  form_add(&form,
           (struct field){.name = "team",
                          .label = N_("team"),
                          .help = N_("type the beginning of a team; empty: every team"),
                          .type = FIELD_CHOICE,
                          .choices = flow_teams(screen)},
           screen->team);
  form_add(&form,
           (struct field){.name = "shift",
                          .label = N_("shift"),
                          .help = N_("day, evening or night; empty: all three"),
                          .type = FIELD_WORD,
                          .words = &words_shift},
           word_token(&words_shift, (int)screen->shift));
  form_add(&form,
           (struct field){.name = "keep",
                          .label = N_("keep"),
                          .help = N_("yes: disturb the present lists as little as possible; no: build them anew"),
                          .type = FIELD_YES_NO,
                          .required = true,
                          .words = &words_yes_no},
           "yes");
  add_seconds(&form, screen->session->store, &help);
  form_run(screen, &form, send, &deed);
  form_free(&form);
  str_free(&help);
}
