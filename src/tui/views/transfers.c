/* Transfers: a patient's next team, announced ahead, acknowledged by both teams, withdrawn where it does not hold. */
#include "tui/views/flows.h"
#include "tui/views/views.h"
#include "vaktrom/dispatch/may.h"

enum { details_rows = 8 };
enum { COLUMN_FROM_DAY, COLUMN_PATIENT, COLUMN_TEAMS, COLUMN_STATE, COLUMN_WAITS, COLUMN_REASON };

static const struct table_column columns[] = {
    [COLUMN_FROM_DAY] = {.title = N_("from day"), .width = 10, .least = 10, .importance = 5},
    [COLUMN_PATIENT] = {.title = N_("patient"), .width = 24, .least = 20, .importance = 6},
    [COLUMN_TEAMS] = {.title = N_("from, to"), .width = 13, .least = 9, .importance = 4},
    [COLUMN_STATE] = {.title = N_("state"), .width = 12, .least = 9, .importance = 2},
    [COLUMN_WAITS] = {.title = N_("waits for"), .width = 15, .least = 9, .importance = 3},
    [COLUMN_REASON] = {.title = N_("why"), .width = 200, .least = 24, .importance = 1},
};

/* The view's state. */
struct transfers {
  struct flow_list flow;
  VEC(struct transfer) rows;
};

static struct transfers *transfers_of(const struct screen *screen) {
  return screen_state(screen);
}

static bool waits(const struct transfer *transfer) {
  return transfer->state == TRANSFER_ANNOUNCED && (!transfer->ack_from || !transfer->ack_to);
}

/* --- Rows --- */

static const char *row_id(void *context, int row) {
  return ((const struct transfers *)context)->rows.at[row].id;
}

static const char *row_patient(void *context, int row) {
  return ((const struct transfers *)context)->rows.at[row].patient;
}

/* The teams that have not acknowledged it. */
static void add_waiting(const struct transfer *transfer, struct str *out) {
  if (!waits(transfer))
    return;
  if (!transfer->ack_from && transfer->from_team)
    str_addf(out, "! %s", transfer->from_team);
  if (!transfer->ack_to)
    str_addf(out, out->n ? " %s" : "! %s", transfer->to_team);
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct transfers *transfers = context;
  const struct transfer *transfer = &transfers->rows.at[row];
  if (column == COLUMN_FROM_DAY)
    flow_add_date(out, transfer->from_date);
  else if (column == COLUMN_PATIENT)
    flow_add_patient(transfers->flow.screen, out, transfer->patient);
  else if (column == COLUMN_TEAMS)
    str_addf(out, "%s %s %s", transfer->from_team ? transfer->from_team : "-", glyph(GLYPH_ARROW), transfer->to_team);
  else if (column == COLUMN_STATE)
    str_add(out, _(word_label(&words_transfer_state, (int)transfer->state)));
  else if (column == COLUMN_WAITS)
    add_waiting(transfer, out);
  else
    str_add(out, transfer->reason ? transfer->reason : "");
}

static enum colour_role row_role(void *context, int row) {
  const struct transfer *transfer = &((const struct transfers *)context)->rows.at[row];
  return waits(transfer)                                                             ? COLOUR_WARNING
         : transfer->state == TRANSFER_DONE || transfer->state == TRANSFER_WITHDRAWN ? COLOUR_DIM
                                                                                     : COLOUR_PLAIN;
}

/* --- The view --- */

static void open_transfers(struct screen *screen) {
  flow_open(screen, &transfers_of(screen)->flow, columns, (int)COUNT_OF(columns));
  transfers_of(screen)->flow.details = details_rows;
}

static void read_transfers(struct screen *screen) {
  struct transfers *transfers = transfers_of(screen);
  struct error err = {0};
  struct arena arena = {0};
  struct transfer *rows;
  int n;
  if (!dispatch_read_transfers(screen->session, NULL, transfers->flow.all, &arena, &rows, &n, &err)) {
    arena_free(&arena);
    screen_say_error(screen, &err);
    return;
  }
  transfers->rows.n = 0;
  for (int i = 0; i < n; i++)
    if (flow_shows_team(&transfers->flow, rows[i].to_team) || flow_shows_team(&transfers->flow, rows[i].from_team))
      vec_push(&transfers->rows, rows[i]);
  const struct table_source source = {
      .context = transfers, .n = (int)transfers->rows.n, .id = row_id, .cell = row_cell, .role = row_role};
  table_load(&transfers->flow.list.table, &source, screen->own_change);
  arena_free(&transfers->flow.arena);
  transfers->flow.arena = arena;
}

static void focus_transfers(struct screen *screen) {
  flow_focus(screen, &transfers_of(screen)->flow, row_patient);
}

static void close_transfers(struct screen *screen) {
  flow_close(&transfers_of(screen)->flow);
  vec_free(&transfers_of(screen)->rows);
}

static const struct transfer *marked(const struct screen *screen) {
  int row = table_row(&transfers_of(screen)->flow.list.table);
  return row == NONE ? NULL : &transfers_of(screen)->rows.at[row];
}

static const char *team_name(const struct screen *screen, const char *id) {
  int team = id ? day_find_team(screen->data.day, id) : NONE;
  return team == NONE ? "-" : screen->data.day->teams[team].name;
}

static void add_details(const struct screen *screen, struct flow_lines *lines) {
  const struct transfer *transfer = marked(screen);
  if (!transfer)
    return;
  struct str text = {0};
  flow_add_patient(screen, &text, transfer->patient);
  flow_line(lines, COLOUR_PLAIN, transfer->id, _("%s: %s"), str_text(&text),
            _(word_label(&words_transfer_state, (int)transfer->state)));
  flow_line(lines, transfer->ack_from ? COLOUR_PLAIN : COLOUR_WARNING, _("from"), _("%s: %s"),
            team_name(screen, transfer->from_team), transfer->ack_from ? _("has acknowledged it") : _("! has not yet"));
  flow_line(lines, transfer->ack_to ? COLOUR_PLAIN : COLOUR_WARNING, _("to"), _("%s: %s"),
            team_name(screen, transfer->to_team), transfer->ack_to ? _("has acknowledged it") : _("! has not yet"));
  if (transfer->cooperating_team)
    flow_line(lines, COLOUR_PLAIN, _("together with"), "%s", team_name(screen, transfer->cooperating_team));
  str_clear(&text);
  flow_add_date(&text, transfer->from_date);
  flow_line(lines, COLOUR_PLAIN, _("first day"), "%s", str_text(&text));
  flow_line(lines, COLOUR_PLAIN, _("why"), "%s", transfer->reason ? transfer->reason : "");
  str_clear(&text);
  flow_add_instant(&text, transfer->at);
  flow_line(lines, COLOUR_DIM, _("announced"), "%s", str_text(&text));
  str_free(&text);
}

static void draw_transfers(struct screen *screen, int top, int rows) {
  struct transfers *transfers = transfers_of(screen);
  struct flow_lines lines = {0};
  struct str heading = {0};
  char new[KEY_NAME_SIZE], empty[200];
  int waiting = 0;
  for (size_t i = 0; i < transfers->rows.n; i++)
    waiting += waits(&transfers->rows.at[i]);
  flow_add_scope(&transfers->flow, &heading);
  str_addf(&heading, _(": transfers %zu, waiting for an acknowledgement %d"), transfers->rows.n, waiting);
  add_details(screen, &lines);
  snprintf(empty, sizeof empty,
           _("Nobody is being transferred. %s announces a transfer, so that both teams know ahead."),
           screen_key_name(screen, ACTION_NEW, new));
  flow_draw(screen, &transfers->flow, top, rows, str_text(&heading), empty, &lines);
  flow_lines_free(&lines);
  str_free(&heading);
}

/* --- Keys --- */

/* Each team for itself: an account without a person says for which. */
static void acknowledge(struct screen *screen, const char *id, const char *from, const char *to) {
  struct error err = {0};
  struct effects effects = {0};
  struct arena arena = {0};
  const char *teams[] = {from, to, NULL};
  const struct choice choices[] = {
      {.label = arena_printf(&arena, _("%s, which gives the patient over"), team_name(screen, from))},
      {.label = arena_printf(&arena, _("%s, which takes the patient"), team_name(screen, to))},
      {.label = _("my own team, or both where the account is nobody's")},
  };
  int chosen = prompt_choice(screen, _(" Acknowledge it for which team? "), choices, (int)COUNT_OF(choices));
  if (chosen != NONE) {
    bool done = dispatch_transfer_ack(screen->session, id, teams[chosen], &effects, &err);
    flow_result(screen, done, &effects, &err);
  }
  arena_free(&arena);
}

static void withdraw(struct screen *screen, const char *id) {
  struct arena arena = {0};
  if (prompt_confirm(screen,
                     arena_printf(&arena, _(" Withdraw the transfer %s? Its visits go back, without a list. "), id)))
    flow_do(screen, dispatch_transfer_withdraw, id);
  arena_free(&arena);
}

static void request_transfers(struct screen *screen, enum action action) {
  const struct transfer *transfer = marked(screen);
  struct arena arena = {0};
  if (flow_request(screen, &transfers_of(screen)->flow, action))
    return;
  if (action == ACTION_NEW)
    flow_make_transfer(screen, NULL, NULL);
  else if (transfer && action == ACTION_OPEN)
    flow_open_patient(screen, transfer->patient);
  else if (transfer && action == ACTION_ACKNOWLEDGE)
    acknowledge(screen, arena_strdup(&arena, transfer->id), arena_strdup(&arena, transfer->from_team),
                arena_strdup(&arena, transfer->to_team));
  else if (transfer && action == ACTION_WITHDRAW)
    withdraw(screen, arena_strdup(&arena, transfer->id));
  arena_free(&arena);
}

static struct screen_table *transfers_table(struct screen *screen) {
  return &transfers_of(screen)->flow.list;
}

const struct view transfers_view = {
    .id = VIEW_TRANSFERS,
    .title = N_("Transfers"),
    .may = MAY_ACK_TRANSFER,
    .shown_by = ACTION_TRANSFERS,
    .state_size = sizeof(struct transfers),
    .legend = N_("! OT1\tthe team has not acknowledged the transfer yet"),
    .open = open_transfers,
    .read = read_transfers,
    .focus = focus_transfers,
    .draw = draw_transfers,
    .request = request_transfers,
    .table = transfers_table,
    .close = close_transfers,
};
