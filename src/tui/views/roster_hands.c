/* What is done about sheets besides printing: the handover is read, and a printed roster is looked up by its mark. */
#include "tui/views/flows.h"
#include "tui/views/roster.h"

#include <stdlib.h>

void roster_acknowledge(struct screen *screen) {
  const struct roster_state *state = roster_of(screen);
  const struct roster_row *row = roster_marked(screen);
  if (!row || row->kind != PAPER_HANDOVER || state->preview || state->lines.n == 0) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("mark the handover and read it: then it can be acknowledged"));
    return;
  }
  char team[ID_SIZE];
  struct str question = {0};
  struct effects effects = {0};
  struct error err = {0};
  enum shift shift = screen->shift;
  date on = screen->on;
  int index = screen_team(screen);
  snprintf(team, sizeof team, "%s", screen->team);
  str_addf(&question, _(" Handover of %s, %s: have you read it, and take it over? "),
           index == NONE ? team : screen->data.day->teams[index].name, _(word_label(&words_shift, (int)shift)));
  bool may = prompt_confirm(screen, str_text(&question));
  str_free(&question);
  if (!may)
    return;
  bool done = dispatch_handover_ack(screen->session, on, shift, team, &effects, &err);
  flow_result(screen, done, &effects, &err);
}

/* --- Whether a printed sheet is still right --- */

/* Work of the thread, which reads the date anew: what the screen has may be older than the question. */
struct mark_check {
  struct arena arena;
  date on;
  const char *marks; /* separated by blanks */
  struct str answers;
  bool right; /* all of them */
};

static void add_answers(struct mark_check *check, const struct paper *paper) {
  const char *marks = check->marks, *mark;
  check->right = true;
  while ((mark = arena_word(&check->arena, &marks))) {
    const struct paper_section *sheet = paper_find_mark(paper, mark);
    check->right &= sheet != NULL;
    str_add(&check->answers, check->answers.n > 0 ? "; " : "");
    if (sheet)
      str_addf(&check->answers, _("%s is right: %s"), mark, sheet->title);
    else
      str_addf(&check->answers, _("%s is on no sheet of that date any more: print it again"), mark);
  }
}

static bool run_check(struct session *session, void *work, struct error *err) {
  struct mark_check *check = work;
  const struct paper_order order = {.kind = PAPER_ROSTER, .on = check->on, .shift = NONE};
  struct paper paper;
  bool done = paper_make(session, &order, &paper, err);
  if (done)
    add_answers(check, &paper);
  paper_free(&paper);
  return done;
}

static void forget_check(void *work) {
  struct mark_check *check = work;
  str_free(&check->answers);
  arena_free(&check->arena);
  free(check);
}

static const struct errand_kind check_errand = {run_check, forget_check};

void roster_check_mark(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  struct str marks = {0};
  date on = screen->on;
  if (prompt_text(screen, _(" Is a printed roster still right? The mark at its foot (or several): "), &marks)) {
    struct mark_check *check = mem_new(struct mark_check);
    check->on = on;
    check->marks = arena_strdup(&check->arena, str_text(&marks));
    errand_leave(&state->check);
    state->check = screen_send(screen, &check_errand, check);
  }
  str_free(&marks);
}

void roster_take_check(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  struct error err = {0};
  if (!errand_is_done(state->check, 0))
    return;
  struct mark_check *check = errand_take(&state->check, &err);
  if (!check) {
    screen_say_error(screen, &err);
    return;
  }
  screen_say(screen, check->right ? COLOUR_GOOD : COLOUR_WARNING, "%s", str_text(&check->answers));
  forget_check(check);
}
