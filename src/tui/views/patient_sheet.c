/* What the sheet of a patient says, the most needed first. */
#include "tui/views/patient.h"
#include "tui/widgets/plot.h"
#include "vaktrom/dispatch/flows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SETS_PLOTTED = 24, SETS_TOLD = 4, NEWS2_MOST = 20, DAYS_AHEAD = 90, KNOWN_TOLD = 8 };

/* What the sections are made from. */
struct filling {
  struct screen *screen;
  struct sheet *sheet;
  const struct day *day;
  const struct patient *patient;
  int index;
  struct arena arena; /* of what is read from the store */
};

static const char *text_or(const char *text, const char *otherwise) {
  return text_is_empty(text) ? otherwise : text;
}

static void add_weekday(struct str *out, date on) {
  char text[DATE_SIZE];
  date_show(on, text);
  str_addf(out, "%s %s", _(word_label(&words_weekday, date_weekday(on))), text);
}

/* "2026-03-02 14:10". */
static const char *moment(struct filling *at, instant when) {
  return instant_words(&at->arena, when);
}

/* --- Who it is --- */

static void add_home(struct filling *at, bool door_code) {
  const struct patient *patient = at->patient;
  struct sheet *sheet = at->sheet;
  char key[KEY_NAME_SIZE];
  sheet_add(sheet, COLOUR_NOTICE, _("matters"), patient->important);
  if (!patient_address_shown(patient)) {
    sheet_add(sheet, COLOUR_WARNING, _("home"),
              _("! protected address: it is shown nowhere, go by the patient's number"));
    return;
  }
  sheet_addf(sheet, COLOUR_PLAIN, _("home"), _("%s, area %s%s%s"), text_or(patient->address, "-"),
             text_or(patient->area, "-"), text_is_empty(patient->phone) ? "" : _(", phone "),
             text_or(patient->phone, ""));
  sheet_add(sheet, COLOUR_PLAIN, _("access"), patient->access);
  if (!text_is_empty(patient->key_number))
    sheet_addf(sheet, COLOUR_PLAIN, _("access"), _("key %s"), patient->key_number);
  if (!text_is_empty(patient->door_code) && door_code)
    sheet_addf(sheet, COLOUR_NOTICE, _("access"), _("door code %s"), patient->door_code);
  else if (!text_is_empty(patient->door_code))
    sheet_addf(sheet, COLOUR_PLAIN, _("access"), _("there is a door code; %s shows it, which is written down"),
               screen_key_name(at->screen, ACTION_DOOR_CODE, key));
}

static void add_contact(struct filling *at, const char *what, int staff) {
  if (staff == NONE)
    return;
  const struct worker *worker = &at->day->staff[staff];
  sheet_addf(at->sheet, COLOUR_PLAIN, _("contacts"), "%s: %s, %s%s%s", what, worker->name,
             _(word_label(&words_role, (int)worker->role)), text_is_empty(worker->phone) ? "" : _(", phone "),
             text_or(worker->phone, ""));
}

static void add_people(struct filling *at) {
  const struct patient *patient = at->patient;
  const struct team *teams = at->day->teams;
  sheet_addf(at->sheet, COLOUR_PLAIN, _("teams"), _("responsible %s%s%s"),
             patient->team == NONE ? _("nobody yet") : teams[patient->team].name,
             patient->cooperating_team == NONE ? "" : _(", cooperating "),
             patient->cooperating_team == NONE ? "" : teams[patient->cooperating_team].name);
  add_contact(at, _("primary"), patient->primary_contact);
  add_contact(at, _("secondary"), patient->secondary_contact);
  if (!text_is_empty(patient->languages))
    sheet_addf(at->sheet, COLOUR_PLAIN, _("wishes"), _("languages %s"), patient->languages);
  if (patient->prefer_gender != GENDER_UNKNOWN)
    sheet_addf(at->sheet, COLOUR_PLAIN, _("wishes"), _("prefers %s workers"),
               _(word_label(&words_gender, (int)patient->prefer_gender)));
  const char *words = patient->exclude_staff;
  for (const char *id; !text_is_empty(words) && (id = arena_word(&at->arena, &words));)
    sheet_addf(at->sheet, COLOUR_WARNING, _("wishes"), _("! not %s"), screen_staff_name(at->screen, id));
}

/* --- Who knows the patient --- */

static int compare_acquaintances(const void *a, const void *b) {
  const struct acquaintance *one = *(const struct acquaintance *const *)a,
                            *other = *(const struct acquaintance *const *)b;
  if (one->times_14 != other->times_14)
    return one->times_14 < other->times_14 ? 1 : -1;
  return (one->times_28 < other->times_28) - (one->times_28 > other->times_28);
}

static void add_known(struct filling *at) {
  VEC(const struct acquaintance *) known = {0};
  for (int i = 0; i < at->day->n_acquaintances; i++)
    if (at->day->acquaintances[i].patient == at->index)
      vec_push(&known, &at->day->acquaintances[i]);
  if (known.n > 1)
    qsort(known.at, known.n, sizeof *known.at, compare_acquaintances);
  struct str text = {0};
  for (size_t i = 0; i < known.n && i < KNOWN_TOLD; i++)
    str_addf(&text, "%s%s %d/%d", i ? ", " : "", at->day->staff[known.at[i]->staff].name, known.at[i]->times_14,
             known.at[i]->times_28);
  if (known.n > KNOWN_TOLD)
    str_addf(&text, _(" and %zu more"), known.n - KNOWN_TOLD);
  if (known.n > 0)
    sheet_addf(at->sheet, COLOUR_PLAIN, _("knows"), _("visits in 14/28 days: %s"), str_text(&text));
  else
    sheet_add(at->sheet, COLOUR_PLAIN, _("knows"),
              at->day->has_past ? _("nobody came in the last 28 days") : _("(being read)"));
  str_free(&text);
  vec_free(&known);
}

/* --- What is known: decision, NEWS2, facts --- */

static bool add_decision(struct filling *at, struct error *err) {
  struct decision *decisions;
  int n;
  if (!store_load_decisions(at->screen->session->store, at->patient->id, &at->arena, &decisions, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    const struct decision *decision = &decisions[i];
    char review[DATE_SIZE];
    date_show(decision->review, review);
    bool grey = decision->outcome == OUTCOME_GREY;
    bool due = decision->review != DATE_NONE && decision->review <= instant_date(clock_now());
    struct sheet_line *line =
        sheet_addf(at->sheet, grey || due ? COLOUR_WARNING : COLOUR_PLAIN, _("OT or HT"), "%s%s",
                   grey ? _("! people must decide: ") : "",
                   text_or(decision->explanation, _(word_label(&words_outcome, (int)decision->outcome))));
    sheet_lead(at->sheet, line, VIEW_GREY_ZONE, at->patient->id);
    if (decision->decided_by)
      line = sheet_addf(at->sheet, due ? COLOUR_WARNING : COLOUR_PLAIN, _("OT or HT"), _("%s decided: %s; %s %s"),
                        screen_staff_name(at->screen, decision->decided_by), text_or(decision->reason, "-"),
                        due ? _("! review was due") : _("review"), review);
    sheet_lead(at->sheet, line, VIEW_GREY_ZONE, at->patient->id);
  }
  if (n == 0)
    sheet_lead(at->sheet, sheet_add(at->sheet, COLOUR_DIM, _("OT or HT"), _("nothing is decided yet")), VIEW_GREY_ZONE,
               at->patient->id);
  return true;
}

static void add_parts(const struct observation *set, struct str *out) {
  struct news2_score score = news2_score(set);
  char number[NUMBER_SIZE];
  const int values[NEWS2_PARTS] = {
      [NEWS2_RESP] = set->resp, [NEWS2_SPO2] = set->spo2, [NEWS2_SYSTOLIC] = set->systolic, [NEWS2_PULSE] = set->pulse};
  for (int i = 0; i < NEWS2_PARTS; i++) {
    if (score.parts[i] == UNKNOWN)
      continue;
    str_addf(out, ", %s ", _(word_label(&words_news2_part, i)));
    if (i == NEWS2_OXYGEN)
      str_add(out, _(word_label(&words_yes_no, set->oxygen)));
    else if (i == NEWS2_CONSCIOUSNESS)
      str_add(out, _(word_label(&words_consciousness, set->consciousness)));
    else if (i == NEWS2_TEMP)
      str_add(out, temperature_show(set->temp_tenths, number));
    else
      str_addf(out, "%d", values[i]);
    if (score.parts[i] > 0)
      str_addf(out, " (+%d)", score.parts[i]);
  }
}

static void add_trend(struct filling *at, const struct observation *sets, int n) {
  double totals[SETS_PLOTTED];
  int shown = n < SETS_PLOTTED ? n : SETS_PLOTTED;
  for (int i = 0; i < shown; i++)
    totals[i] = news2_score(&sets[shown - 1 - i]).total; /* newest last: time runs to the right */
  struct str text = {0}, score = {0};
  struct news2_score newest = news2_score(&sets[0]);
  news2_describe(&newest, &score);
  str_addf(&text, "%s  ", str_text(&score));
  plot_trend(&text, plot_style(), totals, shown, 0, NEWS2_MOST);
  sheet_addf(at->sheet, news2_raises(&newest) ? COLOUR_ERROR : COLOUR_PLAIN, "NEWS2", _("%s  %s on %s: %s"),
             str_text(&text), news2_raises(&newest) ? _("! high,") : "", moment(at, sets[0].at),
             _(word_label(&words_news2_response, (int)newest.response)));
  str_free(&text);
  str_free(&score);
}

static bool add_observations(struct filling *at, struct error *err) {
  struct observation *sets;
  int n;
  if (!store_load_observations(at->screen->session->store, at->patient->id, INSTANT_NONE, &at->arena, &sets, &n, err))
    return false;
  if (n > 0)
    add_trend(at, sets, n);
  for (int i = 0; i < n && i < SETS_TOLD; i++) {
    struct str text = {0};
    struct news2_score score = news2_score(&sets[i]);
    str_addf(&text, "%s  ", moment(at, sets[i].at));
    news2_describe(&score, &text);
    add_parts(&sets[i], &text);
    sheet_add(at->sheet, COLOUR_PLAIN, "NEWS2", str_text(&text));
    str_free(&text);
  }
  char key[KEY_NAME_SIZE];
  if (n == 0)
    sheet_addf(at->sheet, COLOUR_DIM, "NEWS2", _("nothing was measured yet; %s records vital signs"),
               screen_key_name(at->screen, ACTION_OBSERVE, key));
  return true;
}

static bool add_facts(struct filling *at, struct error *err) {
  struct need *needs;
  int n;
  char key[KEY_NAME_SIZE];
  date today = instant_date(clock_now());
  if (!store_load_needs(at->screen->session->store, at->patient->id, today, &at->arena, &needs, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    char from[DATE_SIZE], until[DATE_SIZE];
    date_show(needs[i].from, from);
    date_show(needs[i].until, until);
    sheet_addf(at->sheet, COLOUR_PLAIN, _("facts"), _("%s   since %s%s%s%s%s"),
               need_words(&at->arena, needs[i].code, needs[i].value), from, *until ? _(", until ") : "", until,
               text_is_empty(needs[i].noted_by) ? "" : _(", noted by "),
               screen_staff_name(at->screen, text_is_empty(needs[i].noted_by) ? NULL : needs[i].noted_by));
  }
  if (n == 0)
    sheet_addf(at->sheet, COLOUR_DIM, _("facts"), _("nothing is noted; %s notes a fact"),
               screen_key_name(at->screen, ACTION_FACT, key));
  return true;
}

/* --- Work: visits of the date, services --- */

static void add_visit(struct filling *at, int index) {
  const struct visit *visit = &at->day->visits[index];
  char start[TIME_SIZE], latest[TIME_SIZE];
  bool nobody = visit->state == VISIT_UNASSIGNED;
  time_format(at->day->date, visit->start != MINUTE_NONE ? visit->start : visit->windows[0].earliest, start);
  time_format(at->day->date, visit->windows[0].latest, latest);
  char label[40], on[DATE_SIZE];
  date_show(at->day->date, on);
  snprintf(label, sizeof label, "%s", at->day->date == instant_date(clock_now()) ? _("today") : on);
  struct sheet_line *line = sheet_addf(
      at->sheet, nobody && visit->priority == PRIORITY_MUST ? COLOUR_ERROR : COLOUR_PLAIN, label,
      "%s%s  %s, %d min, %s: %s %s%s%s", nobody ? "! " : "", start, at->day->tasks[visit->task].name, visit->duration,
      _(word_label(&words_priority, (int)visit->priority)), _(word_label(&words_visit_state, (int)visit->state)),
      visit->list == NONE ? "" : at->day->lists[visit->list].id, visit->staff == NONE ? "" : " ",
      visit->staff == NONE ? "" : at->day->staff[visit->staff].name);
  sheet_lead(at->sheet, line, VIEW_BOARD, visit->id);
}

/* The next date from today on which the service is due and the patient at home. */
static date next_due(const struct filling *at, const struct service *service) {
  date today = instant_date(clock_now());
  for (date on = today; on < today + DAYS_AHEAD; on++)
    if (service_due(service, on) && day_suspension(at->day, at->index, on) == NONE)
      return on;
  return DATE_NONE;
}

void patient_add_days(struct str *out, const char *days) {
  date monday = date_from_ymd(2026, 3, 2); /* any */
  if (days && !strchr(days, '-')) {
    str_add(out, trn(", every day", ", every %d days", 1));
    return;
  }
  str_addc(out, ',');
  for (int i = 0; days && days[i]; i++)
    if (days[i] != '-')
      str_addf(out, " %s", screen_weekday(monday + i));
}

static void add_service(struct filling *at, const struct service *service) {
  struct str text = {0};
  date next = next_due(at, service);
  str_addf(&text, "%s %s", service->id, at->day->tasks[service->task].name);
  if (service->every)
    str_addf(&text, trn(", every day", ", every %d days", service->every), service->every);
  else
    patient_add_days(&text, service->days);
  for (int i = 0; i < service->n_windows; i++) {
    char from[TIME_SIZE], to[TIME_SIZE];
    wall_format(service->windows[i].earliest, from);
    wall_format(service->windows[i].latest, to);
    str_addf(&text, "%s%s-%s", i ? _(" or ") : ", ", from, to);
  }
  str_addf(&text, _(", %d min, %s, %s"), service->duration, _(word_label(&words_role, (int)service->min_role)),
           _(word_label(&words_priority, (int)service->priority)));
  if (service->staff_count > 1)
    str_add(&text, _(", two workers"));
  if (!text_is_empty(service->skills))
    str_addf(&text, ", %s", skills_words(&at->arena, service->skills));
  str_add(&text, next == DATE_NONE ? _("; none in sight") : _("; next "));
  if (next != DATE_NONE)
    add_weekday(&text, next);
  sheet_add(at->sheet, COLOUR_PLAIN, _("services"), str_text(&text));
  str_free(&text);
}

static void add_visits(struct filling *at) {
  for (int i = 0; i < at->day->n_visits; i++)
    if (at->day->visits[i].patient == at->index && at->day->visits[i].state != VISIT_CANCELLED)
      add_visit(at, i);
}

static void add_services(struct filling *at) {
  char key[KEY_NAME_SIZE];
  bool none = true;
  for (int i = 0; i < at->day->n_services; i++)
    if (at->day->services[i].patient == at->index) {
      add_service(at, &at->day->services[i]);
      none = false;
    }
  if (none)
    sheet_addf(at->sheet, COLOUR_NOTICE, _("services"), _("there are none, so no visits; %s makes the first"),
               screen_key_name(at->screen, ACTION_SERVICES, key));
}

/* --- What is under way --- */

static void add_suspensions(struct filling *at) {
  for (int i = 0; i < at->day->n_suspensions; i++) {
    const struct suspension *suspension = &at->day->suspensions[i];
    char from[DATE_SIZE], until[DATE_SIZE], review[DATE_SIZE];
    if (suspension->patient != at->index)
      continue;
    date_show(suspension->from, from);
    date_show(suspension->until, until);
    date_show(suspension->review, review);
    sheet_lead(at->sheet,
               sheet_addf(at->sheet, COLOUR_NOTICE, _("suspended"), _("%s from %s%s%s%s%s"),
                          _(word_label(&words_suspension_reason, (int)suspension->reason)), from,
                          *until ? _(" until ") : "", until, *review ? _(", look again on ") : "", review),
               VIEW_SUSPENSIONS, at->patient->id);
  }
}

static bool add_transfers(struct filling *at, struct error *err) {
  struct transfer *transfers;
  int n;
  if (!store_load_transfers(at->screen->session->store, at->patient->id, true, &at->arena, &transfers, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    const struct transfer *transfer = &transfers[i];
    char from[DATE_SIZE];
    date_show(transfer->from_date, from);
    bool waits = transfer->state == TRANSFER_ANNOUNCED;
    sheet_lead(at->sheet,
               sheet_addf(at->sheet, waits ? COLOUR_WARNING : COLOUR_PLAIN, _("transfers"),
                          _("%s %s to %s from %s, %s: %s"), transfer->id, text_or(transfer->from_team, "-"),
                          transfer->to_team, from, _(word_label(&words_transfer_state, (int)transfer->state)),
                          text_or(transfer->reason, "")),
               VIEW_TRANSFERS, transfer->id);
  }
  return true;
}

static void add_requests(struct filling *at) {
  for (int i = 0; i < at->screen->data.n_items; i++) {
    const struct queue_item *item = &at->screen->data.items[i];
    if (!text_equal(item->patient, at->patient->id))
      continue;
    bool now = item->urgency == URGENCY_NOW;
    sheet_lead(at->sheet,
               sheet_addf(at->sheet, now ? COLOUR_ERROR : COLOUR_PLAIN, _("requests"), _("%s%s %s, %s, due %s: %s"),
                          now ? "! " : "", item->id, _(word_label(&words_queue_kind, (int)item->kind)),
                          _(word_label(&words_urgency, (int)item->urgency)),
                          item->due == INSTANT_NONE ? "-" : moment(at, item->due), text_or(item->text, "")),
               VIEW_QUEUE, item->id);
  }
}

static bool add_reminders(struct filling *at, struct error *err) {
  struct reminder *reminders;
  struct carry_over *carried;
  int n;
  struct store *store = at->screen->session->store;
  if (!dispatch_reminders(store, NULL, false, &at->arena, &reminders, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    char due[DATE_SIZE];
    date_show(reminders[i].due, due);
    if (text_equal(reminders[i].patient, at->patient->id))
      sheet_lead(at->sheet, sheet_addf(at->sheet, COLOUR_PLAIN, _("reminders"), "%s: %s", due, reminders[i].text),
                 VIEW_REMINDERS, reminders[i].id);
  }
  if (!store_load_carry_overs(store, NULL, false, &at->arena, &carried, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    if (text_equal(carried[i].patient, at->patient->id))
      sheet_lead(at->sheet,
                 sheet_addf(at->sheet, COLOUR_WARNING, _("not done"), _("! visit %s: %s, offered to %s"),
                            carried[i].visit, _(word_label(&words_not_done_reason, (int)carried[i].reason)),
                            screen_staff_name(at->screen, carried[i].next)),
                 VIEW_CARRY_OVERS, carried[i].id);
  return true;
}

/* What is said instead of the sheet to one who may not read it; clears the refusal. */
static bool tell_closed(struct filling *at, struct error *err) {
  char key[KEY_NAME_SIZE];
  sheet_add(at->sheet, COLOUR_WARNING, _("closed"), err->text);
  sheet_addf(at->sheet, COLOUR_PLAIN, _("closed"), _("%s: emergency access, with a reason that the leaders read"),
             screen_key_name(at->screen, ACTION_EMERGENCY, key));
  error_clear(err);
  return true;
}

bool patient_fill(struct screen *screen, struct sheet *sheet, int patient, bool door_code, struct error *err) {
  struct filling at = {.screen = screen,
                       .sheet = sheet,
                       .day = screen->data.day,
                       .patient = &screen->data.day->patients[patient],
                       .index = patient};
  if (!dispatch_may(screen->session, MAY_READ, &(struct concern){.patient = at.patient->id}, err))
    return err->status == STATUS_DENIED && tell_closed(&at, err);
  screen_note_look(screen, at.patient->id, "screen: one patient");
  if (at.patient->status == PATIENT_ENDED)
    sheet_add(sheet, COLOUR_WARNING, _("status"), _("! the base no longer serves this patient"));
  add_home(&at, door_code);
  add_requests(&at);
  add_suspensions(&at);
  add_visits(&at);
  bool done = add_observations(&at, err) && add_decision(&at, err);
  add_people(&at);
  add_known(&at);
  add_services(&at);
  done = done && add_facts(&at, err) && add_transfers(&at, err) && add_reminders(&at, err);
  arena_free(&at.arena);
  return done;
}
