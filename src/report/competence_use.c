/*
 * Whether competence is used where it is needed: minutes of visits by the worker's role, against the lowest role that
 * the visit asks for. Nurses doing work that needs no nurse is what task sharing shall mend [004 p. 9, 003
 * section 6.13].
 */
#include "report/reports.h"

static const struct report_column columns[] = {
    {"team", N_("team"), REPORT_TEXT, NULL},
    {"role", N_("role"), REPORT_TEXT, &words_role},
    {"visits", N_("visits"), REPORT_COUNT, NULL},
    {"hours", N_("hours"), REPORT_DECIMAL, NULL},
    {"own_level_pct", N_("own level"), REPORT_PERCENT, NULL},
    {"lower_pct", N_("lower tasks"), REPORT_PERCENT, NULL},
    {"higher_pct", N_("higher tasks"), REPORT_PERCENT, NULL},
};
enum { MAIN_COLUMN = 5, ROLES = ROLE_APPRENTICE + 2 }; /* 0 = all roles */
enum level { LEVEL_OWN, LEVEL_LOWER, LEVEL_HIGHER, LEVEL_COUNT };

struct use {
  int visits;
  int64_t minutes, by_level[LEVEL_COUNT];
};

/* Of what the visit asks for, as the worker sees it. */
static enum level level_of(enum role worker, enum role asked) {
  if (!role_may(worker, asked))
    return LEVEL_HIGHER;
  return role_may(asked, worker) ? LEVEL_OWN : LEVEL_LOWER;
}

static void count_visit(struct use *use, const struct past_visit *visit, enum level level) {
  use->visits++;
  use->minutes += visit->minutes;
  use->by_level[level] += visit->minutes;
}

static void add_row(const struct report_source *source, struct report_table *table, const struct use *use, int group,
                    int role) {
  if (use->visits == 0 || !group_is_wanted(source, group))
    return;
  report_add_text(table, group_name(source, group));
  report_add_text(table, role == 0 ? "all" : word_token(&words_role, role - 1));
  report_add_number(table, use->visits);
  report_add_number(table, (double)use->minutes / 60);
  for (int level = 0; level < LEVEL_COUNT; level++)
    report_add_number(table, report_share((double)use->by_level[level], (double)use->minutes));
}

static bool fill(struct report_source *source, const struct report_slice *slice, struct report_table *table,
                 struct error *err) {
  (void)err;
  const struct statistics *past = &source->past;
  int groups = group_count(source);
  struct use *uses = mem_array(struct use, (size_t)(groups * ROLES));
  for (int i = NONE; (i = next_done(source, slice, i)) != NONE;) {
    const struct past_visit *visit = &past->visits[i];
    enum role role = past->base->staff[visit->staff].role;
    enum level level = level_of(role, visit->min_role);
    int team = group_of_team(team_at_work(past, visit)) * ROLES, column = (int)role + 1;
    count_visit(&uses[0], visit, level);
    count_visit(&uses[column], visit, level);
    count_visit(&uses[team], visit, level);
    count_visit(&uses[team + column], visit, level);
  }
  for (int i = 0; i < groups * ROLES; i++)
    add_row(source, table, &uses[i], i / ROLES, i % ROLES);
  mem_free_set((void **)&uses);
  return true;
}

const struct report report_competence_use = {
    .name = "competence-use",
    .label = N_("Use of competence"),
    .summary = N_("how much of each role's time goes to tasks that ask for less"),
    .definition =
        N_("Minutes of visits that were done, by the team of the shift and the worker's role. Own level: the visit "
           "asks for that role (of the history: its task does); lower tasks: it asks for a lower one; higher tasks: it "
           "asks for a role that the worker does not have. An apprentice counts as an assistant."),
    .source = N_("Tørn, p. 9 (task sharing); HeltOm 3.0, final report, section 6.13"),
    .lacking = N_("It takes visits that were done, marked in the program or imported as history."),
    COLUMNS(columns),
    .main_column = MAIN_COLUMN,
    .of_visits = true,
    .fill = fill,
};
