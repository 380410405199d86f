/* The handover: what a shift of a team leaves to the next, put together from what the base knows. */
#include <stdlib.h>

#include "dispatch/between.h"
#include "vaktrom/dispatch/audit.h"
#include "vaktrom/dispatch/may.h"

#define DAY_SECONDS 86400

/* clang-format off */
static const struct word kind_table[] = {
  {HANDOVER_NEWS2, "news2", N_("vital signs"), COLOUR_ERROR},
  {HANDOVER_UNASSIGNED, "unassigned", N_("nobody has it"), COLOUR_ERROR},
  {HANDOVER_NOT_DONE, "not_done", N_("not done"), COLOUR_WARNING},
  {HANDOVER_REQUEST, "request", N_("request"), COLOUR_WARNING},
  {HANDOVER_STAFF, "staff", N_("staff"), COLOUR_NOTICE},
  {HANDOVER_ADMISSION, "admission", N_("comes"), COLOUR_NOTICE},
  {HANDOVER_DISCHARGE, "discharge", N_("leaves"), COLOUR_NOTICE},
  {HANDOVER_SUSPENSION, "suspension", N_("suspension"), COLOUR_NOTICE},
  {HANDOVER_REMINDER, "reminder", N_("reminder"), COLOUR_PLAIN},
  {HANDOVER_CHANGE, "change", N_("service"), COLOUR_PLAIN},
};
/* clang-format on */
const struct words words_handover_kind = {N_("what is handed over"), kind_table, COUNT_OF(kind_table)};

/* The sheet in the making. `first` and `last`: the dates whose beginnings and ends are news, the day of the handover
 * before and the day after the shift's. */
struct making {
  struct store *store;
  struct handover *sheet;
  struct day *day;
  struct arena *arena;
  date first, last;
  struct error *err;
};

/* Work that waits is vital when it must be done: its weight is its priority, below 0. */
static bool is_vital(enum handover_kind kind, int weight) {
  bool is_work = kind == HANDOVER_UNASSIGNED || kind == HANDOVER_NOT_DONE;
  return kind == HANDOVER_NEWS2 || kind == HANDOVER_ADMISSION || kind == HANDOVER_DISCHARGE ||
         (is_work && weight == -(int)PRIORITY_MUST);
}

static void add_item(struct making *making, enum handover_kind kind, int weight, int patient, const char *text) {
  vec_push(&making->sheet->items,
           (struct handover_item){
               .kind = kind, .weight = weight, .patient = patient, .vital = is_vital(kind, weight), .text = text});
}

static bool is_ours(const struct making *making, int patient) {
  return patient != NONE && making->day->patients[patient].team == making->sheet->team;
}

/* The index of a patient of the team; NONE for another's and for none. */
static int our_patient(const struct making *making, const char *id) {
  int patient = id ? day_find_patient(making->day, id) : NONE;
  return is_ours(making, patient) ? patient : NONE;
}

static bool is_news(const struct making *making, date on) {
  return on != DATE_NONE && making->first <= on && on <= making->last;
}

static const char *staff_name(const struct making *making, const char *id) {
  int staff = id ? day_find_staff(making->day, id) : NONE;
  return staff == NONE ? (id ? id : _("nobody")) : making->day->staff[staff].name;
}

/* --- Patients who may be worse --- */

/* The newest set of each patient, where its score asks for more than the routine. */
static bool add_news2(struct making *making) {
  struct observation *sets;
  int n, before = NONE;
  if (!store_load_observations(making->store, NULL, making->sheet->since, making->arena, &sets, &n, making->err))
    return false;
  for (int i = 0; i < n; i++) {
    int patient = our_patient(making, sets[i].patient);
    struct news2_score score = news2_score(&sets[i]);
    if (patient != NONE && patient != before && score.response > NEWS2_RESPONSE_LOW)
      add_item(making, HANDOVER_NEWS2, score.total, patient,
               arena_printf(making->arena, score.complete ? _("NEWS2 %d, %s: %s") : _("NEWS2 at least %d, %s: %s"),
                            score.total, instant_words(making->arena, sets[i].at),
                            word_label(&words_news2_response, (int)score.response)));
    before = patient;
  }
  return true;
}

/* --- Work that waits --- */

static void add_unassigned(struct making *making) {
  const struct day *day = making->day;
  for (int i = 0; i < day->n_visits; i++) {
    const struct visit *visit = &day->visits[i];
    bool waits = visit->state == VISIT_UNASSIGNED, dropped = visit->state == VISIT_DROPPED;
    if (visit->team != making->sheet->team || visit->shift != making->sheet->shift || (!waits && !dropped))
      continue;
    add_item(making, dropped ? HANDOVER_NOT_DONE : HANDOVER_UNASSIGNED, -(int)visit->priority, visit->patient,
             arena_printf(making->arena, dropped ? _("%s (%s, %s), dropped: %s") : _("%s (%s, %s): %s"),
                          day->tasks[visit->task].name, visit->id, word_label(&words_priority, (int)visit->priority),
                          visit->reason ? said_words(making->arena, visit->reason) : _("no reason is noted")));
  }
}

/* Where it goes to somebody of the team or is about one of its patients. */
static bool concerns(const struct making *making, const struct carry_over *carry) {
  int next = carry->next ? day_find_staff(making->day, carry->next) : NONE;
  return our_patient(making, carry->patient) != NONE ||
         (next != NONE && making->day->staff[next].team == making->sheet->team);
}

static bool add_not_done(struct making *making) {
  struct carried *carried;
  int n;
  if (!dispatch_carried(making->store, NULL, NULL, false, making->arena, &carried, &n, making->err))
    return false;
  for (int i = 0; i < n; i++) {
    const struct carry_over *carry = &carried[i].carry;
    if (concerns(making, carry))
      add_item(making, HANDOVER_NOT_DONE, -(int)carried[i].priority, day_find_patient(making->day, carry->patient),
               arena_printf(making->arena, _("%s (%s) of %s: %s. Goes to %s (%s)"), carried[i].task, carry->visit,
                            date_words(making->arena, carried[i].date),
                            word_label(&words_not_done_reason, (int)carry->reason), staff_name(making, carry->next),
                            word_label(&words_carry_state, (int)carry->state)));
  }
  return true;
}

static bool is_request_of(const struct making *making, const struct queue_item *item) {
  const struct team *team = &making->day->teams[making->sheet->team];
  return team->kind == TEAM_HT ? text_equal(item->team, team->id) : our_patient(making, item->patient) != NONE;
}

const char *dispatch_queue_sheet_text(const struct queue_item *item) {
  switch (item->kind) {
  case QUEUE_GREY_ZONE:
    return _("care team or health-service team: to be decided");
  case QUEUE_TRANSFER:
    return _("the patient may belong to another team: to be decided");
  default:
    return item->text;
  }
}

bool dispatch_queue_is_worded(const struct queue_item *item) {
  return item->kind != QUEUE_GREY_ZONE && item->kind != QUEUE_TRANSFER;
}

static void add_request(struct making *making, const struct queue_item *item, bool overdue) {
  struct arena *arena = making->arena;
  const char *said = dispatch_queue_sheet_text(item);
  const char *about = arena_printf(arena, _("%s %s, %s, %s"), item->id, word_label(&words_queue_kind, (int)item->kind),
                                   overdue ? _("overdue") : word_label(&words_urgency, (int)item->urgency),
                                   item->holder ? staff_name(making, item->holder) : _("nobody has taken it"));
  const char *text = arena_printf(arena, "%s: %s", about, said);
  bool worded = dispatch_queue_is_worded(item);
  vec_push(&making->sheet->items,
           (struct handover_item){.kind = HANDOVER_REQUEST,
                                  .weight = -(int)item->urgency,
                                  .patient = item->patient ? day_find_patient(making->day, item->patient) : NONE,
                                  .vital = item->urgency == URGENCY_NOW,
                                  .text = text,
                                  .brief = worded ? about : NULL,
                                  .words = worded ? said : NULL});
}

/* Those that came since, and older ones that are overdue. */
static bool add_requests(struct making *making) {
  struct queue_item *items;
  int n;
  if (!dispatch_queue(making->store, NULL, false, making->arena, &items, &n, making->err))
    return false;
  for (int i = 0; i < n; i++) {
    const struct queue_item *item = &items[i];
    bool overdue = item->due != INSTANT_NONE && item->due < clock_now();
    bool waits = item->state == QUEUE_OPEN || item->state == QUEUE_TAKEN;
    if (!waits || !is_request_of(making, item) || (item->at < making->sheet->since && !overdue))
      continue;
    add_request(making, item, overdue);
  }
  return true;
}

/* --- People --- */

static const char *until_words(struct making *making, date until) {
  return until == DATE_NONE ? _("open") : date_words(making->arena, until);
}

/* "04.03.2026"; of one who goes home during the shift "04.03.2026 10:30", the next morning's date after midnight. */
static const char *begin_words(struct making *making, const struct absence *absence) {
  char at[TIME_SIZE];
  wall_format(absence->from_time, at);
  const char *on = date_words(making->arena, absence->from + absence->from_time / (24 * 60));
  return absence->from_time > 0 ? arena_printf(making->arena, _("%s from %s"), on, at) : on;
}

/* "04.03.2026", "04.03.2026 to 06.03.2026". */
static const char *period_words(struct making *making, const struct absence *absence) {
  const char *from = begin_words(making, absence);
  return absence->until == absence->from
             ? from
             : arena_printf(making->arena, _("%s to %s"), from, until_words(making, absence->until));
}

static void add_staff(struct making *making) {
  const struct day *day = making->day;
  for (int i = 0; i < day->n_absences; i++) {
    const struct absence *absence = &day->absences[i];
    if (day->staff[absence->staff].team == making->sheet->team && absence->from <= making->last &&
        (absence->until == DATE_NONE || absence->until >= day->date))
      add_item(making, HANDOVER_STAFF, 1, NONE,
               arena_printf(making->arena, _("%s away, %s"), day->staff[absence->staff].name,
                            period_words(making, absence))); /* why is nobody else's business */
  }
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->team == making->sheet->team && row->replaces != NONE && row->date >= day->date &&
        row->date <= making->last)
      add_item(making, HANDOVER_STAFF, 0, NONE,
               arena_printf(making->arena, _("%s fills in for %s, %s %s"), day->staff[row->staff].name,
                            day->staff[row->replaces].name, date_words(making->arena, row->date),
                            word_label(&words_shift, (int)row->shift)));
  }
}

static void add_admissions(struct making *making) {
  const struct day *day = making->day;
  for (int i = 0; i < day->n_patients; i++)
    if (is_ours(making, i) && day->patients[i].status == PATIENT_ACTIVE && is_news(making, day->patients[i].admitted))
      add_item(
          making, HANDOVER_ADMISSION, 1, i,
          arena_printf(making->arena, _("new patient from %s"), date_words(making->arena, day->patients[i].admitted)));
}

/* A patient whose service ended has planned visits that were called off. */
static void add_ended(struct making *making) {
  const struct day *day = making->day;
  for (int p = 0; p < day->n_patients; p++) {
    int cancelled = 0;
    for (int v = 0; is_ours(making, p) && day->patients[p].status == PATIENT_ENDED && v < day->n_visits; v++)
      cancelled += day->visits[v].patient == p && day->visits[v].state == VISIT_CANCELLED;
    if (cancelled > 0)
      add_item(making, HANDOVER_DISCHARGE, 1, p,
               arena_printf(making->arena,
                            trn("the service has ended; %d visit of the day is called off",
                                "the service has ended; %d visits of the day are called off", cancelled),
                            cancelled));
  }
}

static bool add_transfers(struct making *making) {
  struct transfer *transfers;
  const char *team = making->day->teams[making->sheet->team].id;
  int n;
  if (!dispatch_transfers(making->store, team, true, making->arena, &transfers, &n, making->err))
    return false;
  for (int i = 0; i < n; i++) {
    const struct transfer *transfer = &transfers[i];
    bool comes = text_equal(transfer->to_team, team);
    if (transfer->state == TRANSFER_WITHDRAWN || !is_news(making, transfer->from_date))
      continue;
    add_item(
        making, comes ? HANDOVER_ADMISSION : HANDOVER_DISCHARGE, 0, day_find_patient(making->day, transfer->patient),
        arena_printf(making->arena, comes ? _("comes from %s on %s: %s") : _("goes to %s on %s: %s"),
                     comes ? transfer->from_team : transfer->to_team, date_words(making->arena, transfer->from_date),
                     word_label(&words_transfer_state, (int)transfer->state)));
  }
  return true;
}

/* --- What begins and ends --- */

static void add_suspensions(struct making *making) {
  const struct day *day = making->day;
  for (int i = 0; i < day->n_suspensions; i++) {
    const struct suspension *suspension = &day->suspensions[i];
    bool begins = is_news(making, suspension->from), ends = is_news(making, suspension->until);
    if (!is_ours(making, suspension->patient) || (!begins && !ends))
      continue;
    add_item(making, HANDOVER_SUSPENSION, ends, suspension->patient,
             arena_printf(making->arena, ends ? _("%s, since %s; its last day is %s") : _("%s, from %s to %s"),
                          word_label(&words_suspension_reason, (int)suspension->reason),
                          date_words(making->arena, suspension->from), until_words(making, suspension->until)));
  }
}

/* Services of a patient who was here already. */
static void add_services(struct making *making) {
  const struct day *day = making->day;
  for (int i = 0; i < day->n_services; i++) {
    const struct service *service = &day->services[i];
    bool begins = is_news(making, service->start), ends = is_news(making, service->until);
    if (!is_ours(making, service->patient) || (!begins && !ends) ||
        (begins && is_news(making, day->patients[service->patient].admitted)))
      continue;
    add_item(making, HANDOVER_CHANGE, ends, service->patient,
             arena_printf(making->arena, ends ? _("%s ends: its last day is %s") : _("%s begins on %s"),
                          day->tasks[service->task].name,
                          date_words(making->arena, ends ? service->until : service->start)));
  }
}

static bool add_reminders(struct making *making) {
  struct reminder *reminders;
  int n;
  if (!dispatch_reminders(making->store, making->day->teams[making->sheet->team].id, false, making->arena, &reminders,
                          &n, making->err))
    return false;
  for (int i = 0; i < n; i++)
    if (reminders[i].due <= making->last)
      add_item(
          making, HANDOVER_REMINDER, making->last - reminders[i].due,
          reminders[i].patient ? day_find_patient(making->day, reminders[i].patient) : NONE,
          arena_printf(making->arena, _("due %s: %s"), date_words(making->arena, reminders[i].due), reminders[i].text));
  return true;
}

/* --- The sheet --- */

static int by_importance(const void *a, const void *b) {
  const struct handover_item *left = a, *right = b;
  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  if (left->weight != right->weight)
    return left->weight > right->weight ? -1 : 1;
  return left->patient < right->patient ? -1 : left->patient > right->patient;
}

/* Who read this sheet, and when another of the team's was read before. */
static bool find_acks(struct making *making) {
  struct handover *sheet = making->sheet;
  struct handover_ack *acks;
  int n;
  sheet->since = clock_now() - DAY_SECONDS;
  if (!store_load_handover_acks(making->store, making->day->teams[sheet->team].id, making->arena, &acks, &n,
                                making->err))
    return false;
  bool found = false;
  for (int i = 0; i < n; i++) {
    bool this_one = acks[i].date == making->day->date && acks[i].shift == sheet->shift;
    bool earlier =
        acks[i].date < making->day->date || (acks[i].date == making->day->date && acks[i].shift < sheet->shift);
    if (this_one && !sheet->read_by) {
      sheet->read_by = acks[i].by;
      sheet->read_at = acks[i].at;
    } else if (earlier && !found) {
      sheet->since = acks[i].at;
      found = true;
    }
  }
  return true;
}

static bool fill(struct making *making) {
  if (!find_acks(making))
    return false;
  making->first = instant_date(making->sheet->since);
  making->last = making->day->date + 1;
  add_unassigned(making);
  add_staff(making);
  add_admissions(making);
  add_ended(making);
  add_suspensions(making);
  add_services(making);
  if (!add_news2(making) || !add_not_done(making) || !add_requests(making) || !add_transfers(making) ||
      !add_reminders(making))
    return false;
  if (making->sheet->items.n > 0)
    qsort(making->sheet->items.at, making->sheet->items.n, sizeof *making->sheet->items.at, by_importance);
  return true;
}

/* Each line says how a patient is or what is to be done there. */
static bool note_looks(struct session *session, const struct handover *sheet, struct error *err) {
  VEC(const char *) patients = {0};
  for (size_t i = 0; i < sheet->items.n; i++) {
    int patient = sheet->items.at[i].patient;
    if (patient != NONE && !sheet->day->patients[patient].closed)
      vec_push(&patients, sheet->day->patients[patient].id);
  }
  bool done = dispatch_opened_all(session, patients.at, (int)patients.n, "handover", err);
  vec_free(&patients);
  return done;
}

bool dispatch_handover(struct session *session, date on, enum shift shift, const char *team, struct handover *out,
                       struct error *err) {
  *out = (struct handover){.shift = shift, .read_at = INSTANT_NONE};
  bool done = dispatch_may(session, MAY_HAND_OVER, &(struct concern){.team = team}, err) &&
              dispatch_read_day(session, on, &out->day, err) &&
              dispatch_find_team(out->day, team, NONE, &out->team, err);
  if (done) {
    struct making making = {.store = session->store, .sheet = out, .day = out->day, .arena = &out->arena, .err = err};
    done = fill(&making) && note_looks(session, out, err);
  }
  if (!done)
    handover_free(out);
  return done;
}

void handover_free(struct handover *handover) {
  vec_free(&handover->items);
  arena_free(&handover->arena);
  day_free(handover->day);
  handover->day = NULL;
}

bool dispatch_handover_ack(struct session *session, date on, enum shift shift, const char *team,
                           struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_HAND_OVER, &(struct concern){.team = team}, err))
    return false;
  struct flow flow;
  int index;
  if (!flow_begin(&flow, session, effects, err))
    return false;
  bool done = flow_find_team(&flow, team, &index, err) &&
              store_save_handover_ack(session->store, on, shift, team, session->actor, err);
  if (done)
    flow_tell(&flow, said(&flow.day->arena, "the handover of %s, %s %s, is acknowledged by %s", team,
                          word_said(&flow.day->arena, &words_shift, (int)shift), said_date(&flow.day->arena, on),
                          session->actor));
  return flow_end(&flow, done, err);
}
