/* One patient: everything that is known on one sheet, and what can be done about it. */
#include "tui/views/patient.h"

static struct patient_view_state *state_of(const struct screen *screen) {
  return screen_state(screen);
}

int patient_shown(const struct screen *screen) {
  const char *subject = screen_subject(screen);
  return subject ? day_find_patient(screen->data.day, subject) : NONE;
}

static void open_patient(struct screen *screen) {
  sheet_start(&state_of(screen)->sheet);
}

static void read_patient(struct screen *screen) {
  struct patient_view_state *state = state_of(screen);
  struct error err = {0};
  int patient = patient_shown(screen);
  sheet_clear(&state->sheet);
  if (patient != NONE && !patient_fill(screen, &state->sheet, patient, state->door_code, &err))
    screen_say_error(screen, &err);
  sheet_show(&state->sheet, screen->own_change);
}

static void draw_patient(struct screen *screen, int top, int rows) {
  struct patient_view_state *state = state_of(screen);
  int patient = patient_shown(screen);
  const char *id = screen_subject(screen) ? screen_subject(screen) : "";
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false, "%s %s", id,
                patient == NONE ? "" : patient_shown_name(&screen->data.day->patients[patient]));
  sheet_draw(screen, &state->sheet, top + 1, rows - 1,
             patient == NONE ? _("The base does not know this patient; 5 shows the patients.")
                             : _("No line has these words."));
}

bool patient_ask_door_code(struct screen *screen, const char *patient) {
  struct store *store = screen->session->store;
  struct error err = {0};
  const char *actor = screen->session->actor;
  if (!prompt_confirm(screen, _(" Show the door code? That you looked is written down, with your name. ")))
    return false;
  bool done = store_begin(store, actor, "", &err);
  if (done && !store_audit(store, actor, "door_code", patient, "", &err)) {
    store_rollback(store);
    done = false;
  }
  done = done && store_commit(store, &err);
  if (!done)
    screen_say_error(screen, &err);
  return done;
}

static void show_door_code(struct screen *screen) {
  struct patient_view_state *state = state_of(screen);
  if (state->door_code) { /* hide it again */
    state->door_code = false;
    read_patient(screen);
    return;
  }
  if (text_is_empty(screen->data.day->patients[patient_shown(screen)].door_code)) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("no door code is known for this patient"));
    return;
  }
  if (!patient_ask_door_code(screen, screen_subject(screen)))
    return;
  state->door_code = true;
  read_patient(screen);
  screen_say(screen, COLOUR_NOTICE, "%s", _("the door code is shown until you leave; that you looked is written down"));
}

static void request_patient(struct screen *screen, enum action action) {
  if (patient_shown(screen) == NONE)
    screen_say(screen, COLOUR_NOTICE, "%s", _("the base does not know this patient"));
  else if (action == ACTION_OPEN)
    sheet_open(screen, &state_of(screen)->sheet);
  else if (action == ACTION_DOOR_CODE)
    show_door_code(screen);
  else
    patient_act(screen, action);
}

static struct screen_table *patient_table(struct screen *screen) {
  return &state_of(screen)->sheet.list;
}

static void close_patient(struct screen *screen) {
  sheet_end(&state_of(screen)->sheet);
}

const struct view patient_view = {
    .id = VIEW_PATIENT,
    .title = N_("One patient"),
    .shown_by = ACTION_NONE,
    .state_size = sizeof(struct patient_view_state),
    .open = open_patient,
    .read = read_patient,
    .draw = draw_patient,
    .request = request_patient,
    .table = patient_table,
    .close = close_patient,
};
