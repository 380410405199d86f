/* Showing what could be done after an absence. */
#include "cli/replan_cli.h"

#include <limits.h>
#include <stdio.h>

/* --- Text --- */

static const char *time_text(const struct day *day, minute at, char out[TIME_SIZE]) {
  time_format(day->date, at, out);
  return out;
}

/* The cells of a change up to where it goes: what it is, when, what, whose, from where. */
static void cells_of_visit(struct table *table, const struct day *day, const struct replan_change *change) {
  char at[TIME_SIZE];
  const struct visit *visit = &day->visits[change->visit];
  table_cell_word(table, &words_replan_kind, (int)change->kind);
  table_cell(table, "%s", time_text(day, change->before, at));
  table_cell(table, "%s", visit->id);
  table_cell(table, "%s", day->tasks[visit->task].name);
  table_cell(table, "%s %s", day->patients[visit->patient].id, patient_shown_name(&day->patients[visit->patient]));
  table_cell(table, "%s", change->from == NONE ? "" : day->lists[change->from].id);
}

static void cells_of_place(struct table *table, const struct day *day, const struct replan_change *change) {
  char at[TIME_SIZE];
  if (change->to == NONE) {
    table_cell(table, "%s", "");
    table_cell(table, "%s", "");
    table_cell(table, "%s", "");
  } else {
    table_cell(table, "%s %s", day->lists[change->to].id, day->staff[day->lists[change->to].staff].name);
    table_cell(table, "%s", time_text(day, change->after, at));
    table_cell(table, "+%d:%02d", change->extra_min / 60, change->extra_min % 60);
  }
  table_cell(table, "%s", change->why);
}

/* How much a change matters to whoever decides; the less the more. */
static int importance(const struct replan_change *change) {
  static const int by_kind[] = {
      [REPLAN_LEAVE] = 0, [REPLAN_GIVE_WAY] = 1, [REPLAN_TAKE] = 2, [REPLAN_MOVE] = 3, [REPLAN_SHIFT] = 4};
  return by_kind[change->kind];
}

/* The least importance that is still shown, so that `most` lines are enough; how many of it come on top of that. */
static int last_shown(const struct replan_alternative *alternative, int most, int *of_last) {
  int counts[5] = {0}, level = 0;
  for (int i = 0; i < alternative->n_changes; i++)
    counts[importance(&alternative->changes[i])]++;
  *of_last = most;
  for (; level < 4 && counts[level] <= *of_last; level++)
    *of_last -= counts[level];
  return level;
}

/* By time, `most` of them at most: what has nobody first, and what only begins at another time last. */
static void print_changes(const struct day *day, const struct replan_alternative *alternative, int most) {
  static const char *const headers[] = {N_("what"), N_("was at"), N_("visit"), N_("task"),  N_("patient"),
                                        N_("from"), N_("to"),     N_("at"),    N_("extra"), N_("why")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  int of_last, level = last_shown(alternative, most, &of_last), shown = 0;
  for (int i = 0; i < alternative->n_changes; i++) {
    const struct replan_change *change = &alternative->changes[i];
    if (importance(change) > level || (importance(change) == level && of_last-- <= 0))
      continue;
    cells_of_visit(table, day, change);
    cells_of_place(table, day, change);
    shown++;
  }
  table_print(table, false);
  if (shown < alternative->n_changes)
    printf(trn("(%d more change: --all)\n", "(%d more changes: --all)\n", alternative->n_changes - shown),
           alternative->n_changes - shown);
}

static void print_figures(const struct replan_figures *figures) {
  const int *unassigned = figures->unassigned;
  printf(_("afterwards: %d must with nobody, %d may give way, overtime %d min"), unassigned[PRIORITY_MUST],
         unassigned[PRIORITY_SHOULD] + unassigned[PRIORITY_MAY], figures->overtime_min);
  if (*figures->overtime_workers) {
    struct str names = {0};
    str_add_safe(&names, figures->overtime_workers);
    printf(" (%s)", str_text(&names));
    str_free(&names);
  }
  printf(trn(", late %d min, driving %+d min, %d unknown face\n", ", late %d min, driving %+d min, %d unknown faces\n",
             figures->unknown_faces),
         figures->late_min, figures->travel_min, figures->unknown_faces);
  printf(trn("the others: %d visit changes worker", "the others: %d visits change worker", figures->changed_hands),
         figures->changed_hands);
  printf(trn(", %d moves more than %d min; lists differ by up to %d:%02d\n\n",
             ", %d move more than %d min; lists differ by up to %d:%02d\n\n", figures->shifted),
         figures->shifted, figures->keep_minutes, figures->work_range / 60, figures->work_range % 60);
}

/* What the alternatives come to, one line each. */
static void print_comparison(const struct replan *replan) {
  static const char *const headers[] = {N_("alternative"),   N_("nature"),        N_("must with nobody"),
                                        N_("may give way"),  N_("change worker"), N_("other time"),
                                        N_("unknown faces"), N_("late"),          N_("overtime"),
                                        N_("driving"),       N_("lists differ")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  table_align_right(table, 0);
  for (int column = 2; column < (int)COUNT_OF(headers); column++)
    table_align_right(table, column);
  for (int i = 0; i < replan->n_alternatives; i++) {
    const struct replan_figures *figures = &replan->alternatives[i].figures;
    table_cell(table, "%d", i + 1);
    table_cell_word(table, &words_replan_nature, (int)replan->alternatives[i].nature);
    table_cell(table, "%d", figures->unassigned[PRIORITY_MUST]);
    table_cell(table, "%d", figures->unassigned[PRIORITY_SHOULD] + figures->unassigned[PRIORITY_MAY]);
    table_cell(table, "%d", figures->changed_hands);
    table_cell(table, "%d", figures->shifted);
    table_cell(table, "%d", figures->unknown_faces);
    table_cell(table, "%d", figures->late_min);
    table_cell(table, "%d", figures->overtime_min);
    table_cell(table, "%+d", figures->travel_min);
    table_cell(table, "%d:%02d", figures->work_range / 60, figures->work_range % 60);
  }
  table_print(table, false);
}

static void print_alternative(const struct replan *replan, int i, int most) {
  const struct replan_alternative *alternative = &replan->alternatives[i];
  printf(_("Alternative %d of %d: %s\n"), i + 1, replan->n_alternatives,
         _(word_label(&words_replan_nature, (int)alternative->nature)));
  print_changes(replan->day, alternative, most);
}

void replan_print(const struct replan *replan, bool all) {
  enum { most = 12 }; /* of the first alternative, so that the whole stands on one screen */
  if (replan->outdated)
    puts(_("The lists have changed since the alternatives were shown: these were worked out anew."));
  if (replan->n_alternatives == 0) {
    puts(_("Nothing waits for somebody: there is nothing to redistribute."));
    return;
  }
  for (int i = 0; i < (all ? replan->n_alternatives : 1); i++) {
    print_alternative(replan, i, all ? INT_MAX : most);
    if (all)
      print_figures(&replan->alternatives[i].figures);
  }
  if (!all) {
    puts("");
    print_comparison(replan);
  }
}

/* --- JSON --- */

static const char *list_id(const struct day *day, int list) {
  return list == NONE ? NULL : day->lists[list].id;
}

static cJSON *change_json(const struct day *day, const struct replan_change *change) {
  const struct visit *visit = &day->visits[change->visit];
  cJSON *object = cJSON_CreateObject();
  json_text(object, "kind", word_token(&words_replan_kind, (int)change->kind));
  json_text(object, "visit", visit->id);
  json_text(object, "patient", day->patients[visit->patient].id);
  json_text(object, "task", day->tasks[visit->task].id);
  json_text(object, "priority", word_token(&words_priority, (int)visit->priority));
  json_text(object, "from", list_id(day, change->from));
  json_text(object, "to", list_id(day, change->to));
  json_time(object, "before", day->date, change->before);
  json_time(object, "start", day->date, change->after);
  json_integer(object, "extra_min", change->extra_min);
  json_integer(object, "late_min", change->late_min);
  cJSON_AddBoolToObject(object, "known_to_patient", change->known);
  json_integer(object, "times_met", change->times_met);
  json_integer(object, "role_steps", change->role_steps);
  json_text(object, "why", change->why);
  json_text(object, "remedy", change->remedy);
  return object;
}

static cJSON *figures_json(const struct replan_figures *figures) {
  cJSON *object = cJSON_CreateObject();
  json_integer(object, "unassigned_must", figures->unassigned[PRIORITY_MUST]);
  json_integer(object, "unassigned_should", figures->unassigned[PRIORITY_SHOULD]);
  json_integer(object, "unassigned_may", figures->unassigned[PRIORITY_MAY]);
  json_integer(object, "changed_hands", figures->changed_hands);
  json_integer(object, "shifted", figures->shifted);
  json_integer(object, "unknown_faces", figures->unknown_faces);
  json_integer(object, "overtime_min", figures->overtime_min);
  json_text(object, "overtime_workers", figures->overtime_workers);
  json_integer(object, "late_min", figures->late_min);
  json_integer(object, "travel_min", figures->travel_min);
  json_integer(object, "work_range_min", figures->work_range);
  return object;
}

static cJSON *alternative_json(const struct day *day, const struct replan_alternative *alternative, int number) {
  cJSON *object = cJSON_CreateObject();
  json_integer(object, "number", number);
  json_text(object, "nature", word_token(&words_replan_nature, (int)alternative->nature));
  cJSON *changes = cJSON_AddArrayToObject(object, "changes");
  for (int i = 0; i < alternative->n_changes; i++)
    cJSON_AddItemToArray(changes, change_json(day, &alternative->changes[i]));
  cJSON_AddItemToObject(object, "figures", figures_json(&alternative->figures));
  return object;
}

cJSON *replan_json(const struct replan *replan) {
  cJSON *object = cJSON_CreateObject();
  json_date(object, "date", replan->day->date);
  cJSON_AddBoolToObject(object, "outdated", replan->outdated);
  cJSON *alternatives = cJSON_AddArrayToObject(object, "alternatives");
  for (int i = 0; i < replan->n_alternatives; i++)
    cJSON_AddItemToArray(alternatives, alternative_json(replan->day, &replan->alternatives[i], i + 1));
  cJSON_AddNumberToObject(object, "seconds", replan->seconds);
  return object;
}
