/* The board's detail pane: all that a person must know about the marked visit, or how the marked list is. */
#include "tui/views/board.h"
#include "tui/widgets/detail.h"

/* Lines being gathered; their texts live in the arena until they are drawn. */
struct gathering {
  struct arena arena;
  VEC(struct detail_line) lines;
};

static void add(struct gathering *all, const char *label, enum colour_role role, const char *text) {
  if (!text_is_empty(text))
    vec_push(&all->lines, (struct detail_line){.label = label, .text = arena_strdup(&all->arena, text), .role = role});
}

static void add_and_free(struct gathering *all, const char *label, enum colour_role role, struct str *text) {
  add(all, label, role, str_text(text));
  str_free(text);
}

/* --- A visit --- */

static void add_times(struct gathering *all, const struct screen *screen, const struct visit *visit) {
  struct str text = {0};
  char from[TIME_SIZE], to[TIME_SIZE];
  str_addf(&text, _("%s, %d min, start "), screen->data.day->tasks[visit->task].name, visit->duration);
  for (int i = 0; i < visit->n_windows; i++) {
    time_format(screen->on, visit->windows[i].earliest, from);
    time_format(screen->on, visit->windows[i].latest, to);
    str_addf(&text, "%s%s-%s", i ? _(" or ") : "", from, to);
  }
  str_addf(&text, ", %s, %s", _(word_label(&words_window, (int)visit->window)),
           _(word_label(&words_priority, (int)visit->priority)));
  if (visit->start != MINUTE_NONE) {
    time_format(screen->on, visit->start, from);
    str_addf(&text, _(" %s planned %s"), glyph(GLYPH_DOT), from);
  }
  if (visit->state != VISIT_LISTED)
    str_addf(&text, " %s %s", glyph(GLYPH_DOT), _(word_label(&words_visit_state, (int)visit->state)));
  add_and_free(all, _("task"), COLOUR_PLAIN, &text);
}

static void add_pin(struct gathering *all, const struct screen *screen, const struct visit *visit) {
  char key[KEY_NAME_SIZE];
  if (visit->pinned && visit->list != NONE)
    add(all, _("pinned"), COLOUR_NOTICE,
        arena_printf(&all->arena, _("%s stays on list %s, the balancer leaves it there (%s loosens it)"),
                     glyph(GLYPH_PIN), screen->data.day->lists[visit->list].id,
                     screen_key_name(screen, ACTION_PIN, key)));
}

/* "2:30" or "25 min". */
static void add_gap(struct str *text, int minutes) {
  if (minutes < 60)
    str_addf(text, _("%d min"), minutes);
  else
    str_addf(text, "%d:%02d", minutes / 60, minutes % 60);
}

static void add_link(struct gathering *all, const struct screen *screen, const struct link *link, int visit) {
  const struct day *day = screen->data.day;
  const struct visit *other = &day->visits[link->first == visit ? link->second : link->first];
  const char *who = other->staff == NONE ? _("nobody") : day->staff[other->staff].name;
  char at[TIME_SIZE] = "";
  struct str text = {0}, least = {0}, most = {0};
  time_format(screen->on, other->start, at);
  add_gap(&least, link->min_gap);
  add_gap(&most, link->max_gap);
  bool partner = link->different_staff && link->max_gap == 0;
  if (partner)
    str_addf(&text, *at ? _("with %s (%s %s)") : _("with %s (%s)"), who, other->id, at);
  else if (link->first == visit)
    str_addf(&text, _("%s to %s before %s (%s, %s %s)"), str_text(&least), str_text(&most),
             day->tasks[other->task].name, who, other->id, at);
  else
    str_addf(&text, _("%s to %s after %s (%s, %s %s)"), str_text(&least), str_text(&most), day->tasks[other->task].name,
             who, other->id, at);
  str_free(&least);
  str_free(&most);
  add_and_free(all, partner ? _("two workers") : _("linked"), other->staff == NONE ? COLOUR_WARNING : COLOUR_PLAIN,
               &text);
}

/* Where a visit without a list would fit. */
static void add_fits(struct gathering *all, const struct screen *screen, const struct visit *visit) {
  enum { told = 3 };
  const struct offers *offers = visit->state == VISIT_UNASSIGNED ? board_fits(screen, visit->id) : NULL;
  struct str text = {0};
  char at[TIME_SIZE];
  for (int i = 0; offers && i < offers->n && i < told && offers->at[i].allowed; i++) {
    const struct offer *offer = &offers->at[i];
    int list = day_find_list(screen->data.day, offer->list);
    time_format(screen->on, offer->start, at);
    str_addf(&text, _("%s%s %s +%d min %s (%s)"), i ? ", " : "", offer->list,
             list == NONE || screen->data.day->lists[list].staff == NONE
                 ? ""
                 : screen->data.day->staff[screen->data.day->lists[list].staff].name,
             offer->extra_min, at, offer->known ? _("known") : _("new face"));
  }
  add_and_free(all, _("fits"), COLOUR_GOOD, &text);
}

/* What to do with a visit that no list takes. */
static void add_remedy(struct gathering *all, const struct screen *screen, int visit) {
  char key[KEY_NAME_SIZE];
  if (board_fits_nowhere(screen, visit, NULL))
    add(all, _("remedy"), COLOUR_NOTICE,
        arena_printf(&all->arena, _("%s asks the HT, with this visit filled in"),
                     screen_key_name(screen, ACTION_ASK_HT, key)));
}

/* Who knows the patient: the workers who came most in the last 14 days. */
static void add_known(struct gathering *all, const struct day *day, int patient) {
  enum { told = 4 };
  struct str text = {0};
  int last_times = INT32_MAX, last = NONE;
  for (int k = 0; k < told; k++) {
    int best = NONE; /* the next after the last one told, by times and then by place */
    for (int i = 0; i < day->n_acquaintances; i++) {
      const struct acquaintance *known = &day->acquaintances[i];
      bool later = known->times_14 < last_times || (known->times_14 == last_times && i > last);
      if (known->patient == patient && known->times_14 > 0 && later &&
          (best == NONE || known->times_14 > day->acquaintances[best].times_14))
        best = i;
    }
    if (best == NONE)
      break;
    str_addf(&text, "%s%s (%d)", k ? ", " : "", day->staff[day->acquaintances[best].staff].name,
             day->acquaintances[best].times_14);
    last = best;
    last_times = day->acquaintances[best].times_14;
  }
  if (text.n == 0)
    str_add(&text, day->has_past ? _("nobody came in the last 14 days") : "...");
  add_and_free(all, _("known to"), COLOUR_PLAIN, &text);
}

static void add_contacts(struct gathering *all, const struct day *day, const struct patient *patient) {
  struct str text = {0};
  if (patient->primary_contact != NONE)
    str_addf(&text, _("primary %s"), day->staff[patient->primary_contact].name);
  if (patient->secondary_contact != NONE)
    str_addf(&text, _("%ssecondary %s"), text.n ? ", " : "", day->staff[patient->secondary_contact].name);
  if (!text_is_empty(patient->phone))
    str_addf(&text, _("%sphone %s"), text.n ? ", " : "", patient->phone);
  add_and_free(all, _("contacts"), COLOUR_PLAIN, &text);
  add(all, _("access"), COLOUR_PLAIN, patient->access);
}

static void add_team(struct gathering *all, const struct day *day, const struct patient *patient,
                     const struct about_work *about) {
  struct str text = {0};
  str_add(&text, patient->team == NONE ? _("nobody is responsible") : day->teams[patient->team].name);
  if (patient->cooperating_team != NONE)
    str_addf(&text, _(" with %s"), day->teams[patient->cooperating_team].name);
  if (about && !text_is_empty(about->decision))
    str_addf(&text, ": %s", about->decision);
  add_and_free(all, _("team"), patient->team == NONE ? COLOUR_WARNING : COLOUR_PLAIN, &text);
}

static void gather_visit(struct gathering *all, const struct screen *screen, int index) {
  const struct day *day = screen->data.day;
  const struct visit *visit = &day->visits[index];
  const struct patient *patient = &day->patients[visit->patient];
  const struct about_work *about = board_about(screen, visit->id);
  add_times(all, screen, visit);
  add_pin(all, screen, visit);
  for (int i = 0; i < day->n_links; i++)
    if (day->links[i].first == index || day->links[i].second == index)
      add_link(all, screen, &day->links[i], index);
  add(all, _("matters"), COLOUR_PLAIN, patient->important);
  if (!patient->closed)
    add(all, _("why"), COLOUR_WARNING, said_words(&all->arena, visit->reason));
  add_fits(all, screen, visit);
  add_remedy(all, screen, index);
  add_known(all, day, visit->patient);
  if (visit->list != NONE)
    add(all, _("why here"), COLOUR_DIM, about ? about->why_here : "...");
  if (about)
    add(all, _("NEWS2"), COLOUR_PLAIN, about->news2);
  add_team(all, day, patient, about);
  add_contacts(all, day, patient);
}

/* More is shown of the patient than a roster says. */
static void note_look(struct screen *screen, int visit) {
  const struct day *day = screen->data.day;
  const struct patient *patient = &day->patients[day->visits[visit].patient];
  if (!patient->closed)
    screen_note_look(screen, patient->id, "screen: board");
}

/* While the visit is picked up: what keeps it from the marked list, in full. */
static void gather_why_not(struct gathering *all, const struct screen *screen) {
  int list = board_list(screen);
  const struct offer *offer = list == NONE ? NULL : move_offer(screen, list);
  if (offer && !offer->allowed)
    add(all, offer->list, offer->may_override ? COLOUR_WARNING : COLOUR_ERROR, offer->why_not);
}

/* --- A list --- */

static void gather_list(struct gathering *all, const struct screen *screen, int index) {
  const struct day *day = screen->data.day;
  const struct work_list *list = &day->lists[index];
  const struct list_sheet *sheet = &screen->data.sheets[index];
  char from[TIME_SIZE], to[TIME_SIZE], key[KEY_NAME_SIZE];
  struct str text = {0};
  time_format(screen->on, list->start, from);
  time_format(screen->on, list->end, to);
  str_addf(&text,
           trn("%d visit, work %d:%02d of %d:%02d, driving %d:%02d, waiting %d min, strain %d",
               "%d visits, work %d:%02d of %d:%02d, driving %d:%02d, waiting %d min, strain %d", sheet->n_stops),
           sheet->n_stops, sheet->visit_min / 60, sheet->visit_min % 60, sheet->capacity_min / 60,
           sheet->capacity_min % 60, sheet->travel_min / 60, sheet->travel_min % 60, sheet->wait_min, sheet->load);
  const char *function = _(word_label(&words_function, (int)list->function));
  add(all, _("shift"), COLOUR_PLAIN,
      arena_printf(&all->arena, "%s-%s%s%s, %s", from, to, list->function == FUNCTION_NONE ? "" : ", ",
                   list->function == FUNCTION_NONE ? "" : function,
                   _(word_label(&words_list_state, (int)list->state))));
  add_and_free(all, _("work"), COLOUR_PLAIN, &text);
  if (list->staff == NONE) {
    add(all, _("nobody"), COLOUR_ERROR,
        arena_printf(&all->arena, _("the worker is absent: %s shows what could be done"),
                     screen_key_name(screen, ACTION_ABSENT, key)));
    return;
  }
  const struct worker *worker = &day->staff[list->staff];
  for (int i = 0; i < worker->n_skills; i++) {
    char expires[DATE_SIZE];
    date_show(worker->skills[i].expires, expires);
    str_addf(&text, "%s%s", i ? ", " : "", skill_label(worker->skills[i].code));
    if (worker->skills[i].patient)
      str_addf(&text, _(" (for %s alone)"), worker->skills[i].patient);
    str_addf(&text, "%s%s", worker->skills[i].expires == DATE_NONE ? "" : _(" until "), expires);
  }
  add(all, _("worker"), COLOUR_PLAIN,
      arena_printf(&all->arena, "%s %s", _(word_label(&words_role, (int)worker->role)),
                   text_is_empty(worker->phone) ? "" : worker->phone));
  add_and_free(all, _("skills"), COLOUR_PLAIN, &text);
}

/* --- Drawing --- */

static void add_title(const struct screen *screen, int visit, int list, struct str *out) {
  const struct day *day = screen->data.day;
  if (board_of(screen)->carried.held) {
    move_headline(screen, out);
  } else if (visit != NONE) {
    const struct visit *row = &day->visits[visit];
    const struct patient *patient = &day->patients[row->patient];
    const char *address = patient_shown_address(patient);
    str_addf(out, " %s %s %s %s ", row->id, glyph(GLYPH_DOT), patient->id, patient_shown_name(patient));
    if (!text_is_empty(address))
      str_addf(out, "%s %s ", glyph(GLYPH_DOT), address);
  } else if (list != NONE) {
    int staff = day->lists[list].staff;
    str_addf(out, " %s %s %s ", day->lists[list].id, glyph(GLYPH_DOT),
             staff == NONE ? _("nobody") : day->staff[staff].name);
  }
}

/* That there is more to tell than there is room for, at the line's right end; returns the columns it takes. */
static int draw_more(const struct screen *screen, int row, int more) {
  char key[KEY_NAME_SIZE];
  struct str text = {0};
  if (more <= 0)
    return 0;
  str_addf(&text, _(" %s: %d more "), screen_key_name(screen, ACTION_DETAILS, key), more);
  int width = terminal_width(str_text(&text)), columns = terminal_columns();
  terminal_put(row, columns - width - 1, width, STYLE(.role = COLOUR_NOTICE), false, str_text(&text));
  str_free(&text);
  return width + 1;
}

static void add_round_line(void *context, const char *label, enum colour_role role, const char *text) {
  add(context, label, role, text);
}

/* The list whose round is shown: the marked one, or that of the marked visit. */
static int list_of_round(const struct screen *screen, int visit, int list) {
  return list != NONE || visit == NONE ? list : screen->data.day->visits[visit].list;
}

int board_detail(struct screen *screen, int top, int rows) {
  enum { wide = 150, beside = 84, below = 8 };
  struct gathering all = {0};
  struct str title = {0};
  int visit = board_visit(screen), list = board_list(screen), columns = terminal_columns();
  int room = columns >= wide ? columns - beside - 2 : columns - 2, left = rows - 1;
  if (board_of(screen)->carried.held)
    gather_why_not(&all, screen);
  if (visit != NONE) {
    gather_visit(&all, screen, visit);
    note_look(screen, visit);
  } else if (list != NONE)
    gather_list(&all, screen, list);
  int wanted = detail_draw(all.lines.at, (int)all.lines.n, 0, top + 1, 1, left, room);
  int round = list_of_round(screen, visit, list);
  struct gathering stops = {0};
  if (round != NONE && left - wanted > 2) { /* the round, as far as there is room */
    board_add_round(screen, round, &stops.arena, add_round_line, &stops);
    int length = detail_draw(stops.lines.at, (int)stops.lines.n, 0, top + 2 + wanted, 1, left - wanted - 1, room);
    wanted += stops.lines.n ? length + 1 : 0;
  }
  if (columns >= wide)
    board_draw_room(screen, round, top + 1, left, columns - beside, beside - 1);
  else if (left - wanted > below)
    board_draw_room(screen, round, top + 2 + wanted, left - wanted - 1, 1, columns - 2);
  terminal_line(top, 0, columns, STYLE(.role = COLOUR_DIM));
  int more = draw_more(screen, top, board_of(screen)->wide_details ? 0 : wanted - left);
  add_title(screen, visit, list, &title);
  terminal_put(top, 3, columns - 4 - more, STYLE(.bold = true), false, str_text(&title));
  str_free(&title);
  vec_free(&all.lines);
  vec_free(&stops.lines);
  arena_free(&all.arena);
  arena_free(&stops.arena);
  return wanted;
}
