/* The sick call: what happens to the visits of a worker who is away? Up to three proposals, taken whole or in part. */
#include "tui/views/sick_call.h"

#include <stdlib.h>

enum { next_day = 24 * 60 }; /* as absence.from_time counts */

struct sick_call *sick_call_of(const struct screen *screen) {
  return screen_state(screen);
}

const struct replan_alternative *sick_call_alternative(const struct screen *screen) {
  const struct sick_call *call = sick_call_of(screen);
  bool has = call->work && call->alternative < call->work->replan->n_alternatives;
  return has ? &call->work->replan->alternatives[call->alternative] : NULL;
}

const struct replan_change *sick_call_change(const struct screen *screen, int row) {
  return &sick_call_alternative(screen)->changes[sick_call_of(screen)->rows.at[row]];
}

/* --- The rows --- */

static const char *row_id(void *context, int row) {
  const struct screen *screen = context;
  const struct sick_call *call = sick_call_of(screen);
  return call->work->replan->day->visits[sick_call_change(screen, row)->visit].id;
}

static enum colour_role row_role(void *context, int row) {
  switch (sick_call_change(context, row)->kind) {
  case REPLAN_LEAVE:
    return COLOUR_ERROR;
  case REPLAN_GIVE_WAY:
    return COLOUR_WARNING;
  case REPLAN_SHIFT:
    return COLOUR_DIM;
  default:
    return COLOUR_PLAIN;
  }
}

/* What needs a person first, what only begins at another time last; by time within. */
static int importance(enum replan_kind kind) {
  static const int order[] = {
      [REPLAN_LEAVE] = 0, [REPLAN_GIVE_WAY] = 1, [REPLAN_TAKE] = 2, [REPLAN_MOVE] = 3, [REPLAN_SHIFT] = 4};
  return order[kind];
}

static void show_alternative(struct screen *screen) {
  struct sick_call *call = sick_call_of(screen);
  const struct replan_alternative *alternative = sick_call_alternative(screen);
  call->rows.n = call->chosen.n = 0;
  for (int level = 0; alternative && level <= importance(REPLAN_SHIFT); level++)
    for (int i = 0; i < alternative->n_changes; i++)
      if (importance(alternative->changes[i].kind) == level) {
        vec_push(&call->rows, i);
        vec_push(&call->chosen, true);
      }
  const struct table_source source = {
      .context = screen, .n = (int)call->rows.n, .id = row_id, .cell = sick_call_cell, .role = row_role};
  table_load(&call->changes.table, &source, true);
}

/* --- Opening, reading --- */

/* The worker's shift of the date that has begun and is not over: index into day->shifts, NONE. */
static int shift_underway(const struct screen *screen, int staff, minute now) {
  const struct day *day = screen->data.day;
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->staff == staff && row->date == screen->on && row->start <= now && now < row->end)
      return i;
  }
  return NONE;
}

/* What is noted of this first day already: index into day->absences, NONE. */
static int noted_absence(const struct screen *screen, int staff) {
  for (int i = 0; i < screen->data.day->n_absences; i++)
    if (screen->data.day->absences[i].staff == staff && screen->data.day->absences[i].from == screen->on)
      return i;
  return NONE;
}

/* From when on the worker is away on the first day: as it is noted; else now where the shift has begun, so that nobody
 * is sent anew to whom somebody has been. */
static void offer_time(const struct screen *screen, struct sick_call *call) {
  const struct day *day = screen->data.day;
  int staff = day_find_staff(day, call->staff), noted = noted_absence(screen, staff);
  minute now = minute_of(screen->on, clock_now());
  int underway = shift_underway(screen, staff, now);
  call->has_begun = underway != NONE;
  if (noted != NONE) {
    call->absence.from_time = day->absences[noted].from_time;
    call->absence.shift = day->absences[noted].shift;
  } else if (underway != NONE) {
    call->absence.from_time = minute_to_wall(screen->on, now);
    if (call->absence.from_time >= next_day) /* a time after midnight says nothing without its shift */
      call->absence.shift = (int)day->shifts[underway].shift;
  }
}

/* The subject is a worker. Sick, this date: nothing is noted until the person says so. */
static void open_sick_call(struct screen *screen) {
  struct sick_call *call = sick_call_of(screen);
  snprintf(call->staff, sizeof call->staff, "%s", screen_subject(screen) ? screen_subject(screen) : "");
  call->absence =
      (struct absence_request){.from = screen->on, .until = screen->on, .shift = NONE, .reason = ABSENCE_SICK};
  offer_time(screen, call);
  table_start(&call->changes.table, sick_call_columns, sick_call_n_columns);
  call->revision = NONE;
}

/* Other data: what was proposed may not hold any more, so it is worked out anew. */
static void read_sick_call(struct screen *screen) {
  struct sick_call *call = sick_call_of(screen);
  if (call->revision == screen->revision)
    return;
  call->outdated = call->work != NULL;
  sick_call_ask(screen);
}

static void tick_sick_call(struct screen *screen) {
  struct sick_call *call = sick_call_of(screen);
  if (!errand_is_done(call->errand, 0))
    return;
  struct table_source none = call->changes.table.source;
  none.n = 0; /* the old rows go with the old proposal */
  table_load(&call->changes.table, &none, true);
  sick_call_take(screen);
  show_alternative(screen);
  if (call->work && call->outdated)
    screen_say(screen, COLOUR_WARNING, "%s",
               _("something changed meanwhile: the proposals were worked out anew; look at them again"));
  call->outdated = false;
}

static void close_sick_call(struct screen *screen) {
  struct sick_call *call = sick_call_of(screen);
  errand_leave(&call->errand);
  table_end(&call->changes.table);
  proposal_forget(call->work);
  vec_free(&call->rows);
  vec_free(&call->chosen);
}

/* --- Keys --- */

static void step_alternative(struct screen *screen, int step) {
  struct sick_call *call = sick_call_of(screen);
  int n = call->work ? call->work->replan->n_alternatives : 0;
  if (n < 2) {
    screen_say(screen, COLOUR_NOTICE, "%s", n == 1 ? _("there is only this proposal") : _("there is no proposal yet"));
    return;
  }
  call->alternative = (call->alternative + step + n) % n;
  show_alternative(screen);
}

static void take_row(struct sick_call *call) {
  int row = table_row(&call->changes.table);
  if (row == NONE)
    return;
  call->chosen.at[row] = !call->chosen.at[row];
  table_go(&call->changes.table, call->changes.table.mark + 1);
}

/* All when some are not taken, else none. */
static void take_all(struct sick_call *call) {
  bool all = true;
  for (size_t i = 0; i < call->chosen.n; i++)
    all = all && call->chosen.at[i];
  for (size_t i = 0; i < call->chosen.n; i++)
    call->chosen.at[i] = !all;
}

static void request_sick_call(struct screen *screen, enum action action) {
  struct sick_call *call = sick_call_of(screen);
  switch (action) {
  case ACTION_LEFT:
  case ACTION_RIGHT:
    step_alternative(screen, action == ACTION_LEFT ? -1 : 1);
    break;
  case ACTION_SELECT:
    take_row(call);
    break;
  case ACTION_SELECT_ALL:
    take_all(call);
    break;
  case ACTION_EDIT:
    sick_call_edit(screen);
    break;
  case ACTION_CANDIDATES:
    sick_call_call(screen);
    break;
  case ACTION_OPEN:
    sick_call_apply(screen);
    break;
  default:
    table_request(&call->changes.table, action, call->changes.place.rows);
  }
}

static void mouse_on_sick_call(struct screen *screen, const struct mouse *mouse) {
  table_mouse(&sick_call_of(screen)->changes.table, &sick_call_of(screen)->changes.place, mouse);
}

const struct view sick_call_view = {
    .id = VIEW_SICK_CALL,
    .title = N_("A worker is away"),
    .may = MAY_NOTE_ABSENCE,
    .legend = N_("[x]\tthe change will be taken\n"
                 "[ ]\tit will not: a visit of the one who is away then has nobody, any other stays where it is"),
    .state_size = sizeof(struct sick_call),
    .open = open_sick_call,
    .read = read_sick_call,
    .tick = tick_sick_call,
    .draw = sick_call_draw,
    .request = request_sick_call,
    .mouse = mouse_on_sick_call,
    .close = close_sick_call,
};
