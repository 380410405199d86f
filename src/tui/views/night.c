/* The night's work by day as well: planning, the night's run and balancing beside the screen, what came of it with what
 * nobody has and why, and how the date shown stands. */
#include "tui/views/night.h"

#include "tui/views/flows.h"

enum { HEADING_ROWS = 2 };

static struct night_state *night_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- What came of it --- */

static void add_unassigned(const struct screen *screen, struct sheet *sheet, const struct unassigned_visit *visit) {
  bool must = visit->priority == PRIORITY_MUST;
  struct sheet_line *line =
      sheet_addf(sheet, must ? COLOUR_ERROR : COLOUR_NOTICE, _("unassigned"), _("%s%s %s %s %s: %s. %s"),
                 must ? "! " : "", _(word_label(&words_priority, (int)visit->priority)), visit->visit, visit->patient,
                 screen_patient_name(screen, visit->patient), visit->reason, visit->remedy);
  sheet_lead(sheet, line, VIEW_BOARD, visit->visit);
}

static void add_figures(struct sheet *sheet, const struct balance_report *report) {
  if (report->suspended + report->dropped > 0)
    sheet_addf(sheet, COLOUR_PLAIN, _("figures"), _("due: %d, of them suspended %d, dropped %d"),
               report->visits + report->suspended + report->dropped, report->suspended, report->dropped);
  sheet_addf(sheet, COLOUR_PLAIN, _("figures"),
             _("driving %lld:%02lld h, late %lld min, overtime %lld min, unfamiliar faces %lld, changed hands %lld"),
             (long long)report->cost.travel_min / 60, (long long)report->cost.travel_min % 60,
             (long long)report->cost.late_min, (long long)report->cost.overtime_min, (long long)report->cost.unfamiliar,
             (long long)report->cost.moved);
  if (report->approved.lists > 0)
    sheet_addf(sheet, COLOUR_PLAIN, _("left alone"), _("approved: lists %d, visits %d"), report->approved.lists,
               report->approved.visits);
  if (report->begun.lists > 0)
    sheet_addf(sheet, COLOUR_PLAIN, _("left alone"), _("begun: lists %d, visits %d"), report->begun.lists,
               report->begun.visits);
}

static void add_report(const struct screen *screen, struct sheet *sheet, const struct night_work *night,
                       const char *at) {
  const struct balance_report *report = &night->report;
  const char *title = str_text(&night->work.title);
  char seconds[NUMBER_SIZE];
  number_show(report->seconds, 1, seconds);
  sheet_addf(sheet, COLOUR_GOOD, _("done"), _("%s %s: %d of %d visits on %d lists, %d unassigned, in %s s"), at, title,
             report->assigned, report->visits, report->lists, report->n_unassigned, seconds);
  for (int i = 0; i < report->n_unassigned; i++)
    add_unassigned(screen, sheet, &report->unassigned[i]);
  if (report->errors > 0)
    sheet_lead(sheet,
               sheet_addf(sheet, COLOUR_ERROR, _("check"), _("! errors %d: enter shows the findings"), report->errors),
               VIEW_FINDINGS, NULL);
  add_figures(sheet, report);
  if (night->folder && night->no_paper)
    sheet_addf(sheet, COLOUR_ERROR, _("rosters"), "! %s", night->paper.text);
  else if (night->folder)
    sheet_addf(sheet, COLOUR_GOOD, _("rosters"), _("written to %s"), night->folder);
  if (night->unknown_letters > 0)
    sheet_addf(
        sheet, COLOUR_WARNING, _("rosters"),
        trn("%d letter is a box: no font has it", "%d letters are boxes: no font has them", night->unknown_letters),
        night->unknown_letters);
}

static void add_result(const struct screen *screen, struct sheet *sheet, const struct night_work *night) {
  char at[TIME_SIZE];
  date today = instant_date(night->begun);
  time_format(today, minute_of(today, night->begun), at);
  if (!night->work.good) {
    sheet_addf(sheet, COLOUR_ERROR, _("not done"), "%s %s: %s", at, str_text(&night->work.title), night->work.err.text);
    return;
  }
  if (night->deed == NIGHT_PLANS)
    sheet_addf(sheet, COLOUR_GOOD, _("done"),
               _("%s %s: visits added %d, changed %d, cancelled %d, suspended %d, with visits again %d"), at,
               str_text(&night->work.title), night->counts.added, night->counts.changed, night->counts.cancelled,
               night->counts.suspended, night->counts.revived);
  else
    add_report(screen, sheet, night, at);
  for (size_t i = 0; i < night->effects.lines.n; i++)
    sheet_add(sheet, COLOUR_PLAIN, _("what it did"), night->effects.lines.at[i]);
}

/* --- How the date stands --- */

struct standing {
  int lists, drafts, visits, waiting, must, first_list;
};

static void count_visit(const struct visit *visit, struct standing *standing) {
  bool waits = visit->state == VISIT_UNASSIGNED;
  standing->visits += waits || visit->list != NONE;
  standing->waiting += waits;
  standing->must += waits && visit->priority == PRIORITY_MUST;
}

/* Of a team and shift; NONE = whatever team and shift. */
static struct standing standing_of(const struct day *day, int team, int shift) {
  struct standing standing = {.first_list = NONE};
  for (int i = 0; i < day->n_lists; i++) {
    const struct work_list *list = &day->lists[i];
    if ((team != NONE && list->team != team) || (shift != NONE && (int)list->shift != shift))
      continue;
    standing.first_list = standing.first_list == NONE ? i : standing.first_list;
    standing.lists++;
    standing.drafts += list->state == LIST_DRAFT;
  }
  for (int i = 0; i < day->n_visits; i++)
    if ((team == NONE || day->visits[i].team == team) && (shift == NONE || (int)day->visits[i].shift == shift))
      count_visit(&day->visits[i], &standing);
  return standing;
}

/* "8 lists (8 drafts), 87 visits, 2 unassigned (1 MUST)" */
static void add_counts(const struct standing *standing, struct str *out) {
  str_addf(out, trn("%d list", "%d lists", standing->lists), standing->lists);
  if (standing->drafts)
    str_addf(out, trn(" (%d draft)", " (%d drafts)", standing->drafts), standing->drafts);
  str_addf(out, trn(", %d visit", ", %d visits", standing->visits), standing->visits);
  if (standing->waiting)
    str_addf(out, _(", %d unassigned (%d MUST)"), standing->waiting, standing->must);
}

static void add_standing(struct sheet *sheet, const struct day *day, int team, int shift) {
  struct standing standing = standing_of(day, team, shift);
  struct str counts = {0};
  if (standing.lists + standing.visits == 0)
    return;
  add_counts(&standing, &counts);
  enum colour_role role = standing.must ? COLOUR_ERROR : standing.waiting ? COLOUR_NOTICE : COLOUR_PLAIN;
  struct sheet_line *line = sheet_addf(sheet, role, _("each team"), "%s%s, %s: %s", standing.must ? "! " : "",
                                       day->teams[team].name, _(word_label(&words_shift, shift)), str_text(&counts));
  sheet_lead(sheet, line, VIEW_BOARD, standing.first_list == NONE ? NULL : day->lists[standing.first_list].id);
  str_free(&counts);
}

static void add_date(struct screen *screen, struct sheet *sheet) {
  const struct day *day = screen->data.day;
  struct standing all = standing_of(day, NONE, NONE);
  struct str on = {0}, counts = {0};
  char key[KEY_NAME_SIZE];
  flow_add_date(&on, screen->on);
  add_counts(&all, &counts);
  screen_key_name(screen, ACTION_RUN_NIGHT, key);
  if (all.lists == 0 && all.visits == 0)
    sheet_addf(sheet, COLOUR_NOTICE, _("this date"), _("%s has no visits and no lists yet: %s runs the night"),
               str_text(&on), key);
  else if (all.lists == 0)
    sheet_addf(sheet, COLOUR_NOTICE, _("this date"), _("%s has %d visits, but no lists yet: %s runs the night"),
               str_text(&on), all.visits, key);
  else
    sheet_addf(sheet, all.must ? COLOUR_ERROR : COLOUR_PLAIN, _("this date"), "%s: %s", str_text(&on),
               str_text(&counts));
  for (int team = 0; team < day->n_teams; team++)
    for (int shift = SHIFT_DAY; shift < SHIFT_COUNT; shift++)
      add_standing(sheet, day, team, shift);
  str_free(&on);
  str_free(&counts);
}

/* --- The view --- */

static void open_night(struct screen *screen) {
  sheet_start(&night_of(screen)->sheet);
}

static void read_night(struct screen *screen) {
  struct night_state *state = night_of(screen);
  const struct long_work *result = screen->long_works.results[VIEW_NIGHT];
  state->n_done = screen->long_works.n_done;
  sheet_clear(&state->sheet);
  if (result)
    add_result(screen, &state->sheet, (const struct night_work *)result);
  add_date(screen, &state->sheet);
  sheet_show(&state->sheet, true); /* figures are not somebody's change of a row */
}

static void tick_night(struct screen *screen) {
  if (night_of(screen)->n_done != screen->long_works.n_done)
    read_night(screen);
}

static void draw_heading(const struct screen *screen, int top) {
  const struct long_work *work = screen->long_works.underway;
  char run[KEY_NAME_SIZE], balance[KEY_NAME_SIZE], plan[KEY_NAME_SIZE];
  struct str progress = {0};
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                _("%s: run the night for a date   %s: balance lists anew   %s: only plan visits"),
                screen_key_name(screen, ACTION_RUN_NIGHT, run), screen_key_name(screen, ACTION_BALANCE, balance),
                screen_key_name(screen, ACTION_PLAN, plan));
  if (work) {
    long_work_progress(work, &progress);
    if (work->kind->can_stop)
      str_addf(&progress, _("   %s stops it"), screen_key_name(screen, ACTION_STOP, run));
    terminal_put(top + 1, 1, terminal_columns() - 1, STYLE(.role = COLOUR_NOTICE, .bold = true), false,
                 str_text(&progress));
  } else {
    terminal_put(top + 1, 1, terminal_columns() - 1, STYLE(.role = COLOUR_DIM), false,
                 _("It goes on beside the screen: go where you like, the last line tells."));
  }
  str_free(&progress);
}

static void draw_night(struct screen *screen, int top, int rows) {
  draw_heading(screen, top);
  sheet_draw(screen, &night_of(screen)->sheet, top + HEADING_ROWS, rows - HEADING_ROWS, "");
}

/* --- Keys --- */

/* A visit or list is shown with its team and shift; one of another date once that is there. */
static void open_marked(struct screen *screen) {
  const struct sheet_line *line = sheet_marked(&night_of(screen)->sheet);
  const struct night_work *night = (const struct night_work *)screen->long_works.results[VIEW_NIGHT];
  int visit = line && line->leads_to == VIEW_BOARD ? day_find_visit(screen->data.day, line->subject) : NONE;
  int list = line && line->leads_to == VIEW_BOARD ? day_find_list(screen->data.day, line->subject) : NONE;
  if (visit != NONE) {
    screen_lead_to_visit(screen, visit);
  } else if (list != NONE) {
    screen_lead_to_list(screen, list);
  } else if (line && line->leads_to == VIEW_BOARD && line->subject && night && night->request.date != screen->on) {
    screen_show_date(screen, night->request.date);
    screen_say(screen, COLOUR_NOTICE, "%s", _("this is the date of that run now: enter shows the visit"));
  } else {
    sheet_open(screen, &night_of(screen)->sheet);
  }
}

static void request_night(struct screen *screen, enum action action) {
  switch (action) {
  case ACTION_OPEN:
    open_marked(screen);
    break;
  case ACTION_RUN_NIGHT:
    night_ask_run(screen);
    break;
  case ACTION_BALANCE:
    night_ask_balance(screen);
    break;
  case ACTION_PLAN:
    night_ask_plan(screen);
    break;
  case ACTION_STOP:
    long_work_ask_stop(screen);
    break;
  default:
    break;
  }
}

static const char *night_offers(const struct screen *screen, enum action action, const char *usual) {
  const struct long_work *work = screen->long_works.underway;
  return action == ACTION_STOP && !(work && work->kind->can_stop) ? NULL : usual;
}

static struct screen_table *night_table(struct screen *screen) {
  return &night_of(screen)->sheet.list;
}

static void close_night(struct screen *screen) {
  sheet_end(&night_of(screen)->sheet);
}

const struct view night_view = {
    .id = VIEW_NIGHT,
    .title = N_("The night's work"),
    .may = MAY_PLAN,
    .shown_by = ACTION_NIGHT,
    .state_size = sizeof(struct night_state),
    .legend = N_("!\ta visit that must be made has nobody, or a rule is broken"),
    .open = open_night,
    .read = read_night,
    .draw = draw_night,
    .tick = tick_night,
    .request = request_night,
    .table = night_table,
    .offers = night_offers,
    .close = close_night,
};
