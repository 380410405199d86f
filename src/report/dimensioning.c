/*
 * Whether teams keep the size and the trained people that they were dimensioned for: at most 10 lists in an OT and 4
 * OTs of an HT, at least half of an OT care workers, 4 trained coordinators, a coordinator in each shift of an OT, a
 * duty nurse in each of an HT [003 sections 5.4.9, 5.5, 6.14.1]; Buurtzorg's 12 workers and 50-60 patients a team stand
 * beside for comparison [002]. The same rules as `check` warns of, over the whole period; limits are settings.
 */
#include "report/reports.h"

#include <stdlib.h>

enum rule {
  RULE_LISTS,
  RULE_COORDINATOR,
  RULE_CARE_WORKERS,
  RULE_COORDINATORS,
  RULE_OTS,
  RULE_DUTY_NURSE,
  RULE_WORKERS,
  RULE_PATIENTS,
};
static const struct word rule_table[] = {
    {RULE_LISTS, "lists_most", N_("most lists in a shift"), COLOUR_PLAIN},
    {RULE_COORDINATOR, "coordinator_pct", N_("shifts with coordinator, %"), COLOUR_PLAIN},
    {RULE_CARE_WORKERS, "care_workers_pct", N_("care workers, %"), COLOUR_PLAIN},
    {RULE_COORDINATORS, "coordinators", N_("trained coordinators"), COLOUR_PLAIN},
    {RULE_OTS, "ots", N_("OTs of the HT"), COLOUR_PLAIN},
    {RULE_DUTY_NURSE, "duty_nurse_pct", N_("shifts with duty nurse, %"), COLOUR_PLAIN},
    {RULE_WORKERS, "workers", N_("workers (Buurtzorg)"), COLOUR_PLAIN},
    {RULE_PATIENTS, "patients", N_("patients (Buurtzorg)"), COLOUR_PLAIN},
};
static const struct words words_rule = {"rule", rule_table, COUNT_OF(rule_table)};

static const struct word bound_table[] = {
    {0, "most", N_("at most"), COLOUR_PLAIN},
    {1, "least", N_("at least"), COLOUR_PLAIN},
};
static const struct words words_bound = {"bound", bound_table, COUNT_OF(bound_table)};

static const struct report_column columns[] = {
    {"team", N_("team"), REPORT_TEXT, NULL},    {"rule", N_("rule"), REPORT_TEXT, &words_rule},
    {"value", N_("value"), REPORT_MIXED, NULL}, {"bound", N_("bound"), REPORT_TEXT, &words_bound},
    {"limit", N_("limit"), REPORT_COUNT, NULL}, {"kept", N_("kept"), REPORT_TEXT, &words_yes_no},
};
enum { MAIN_COLUMN = 2 };
enum { MOST_WORKERS = 12, MOST_PATIENTS = 60 }; /* Buurtzorg's frame */

struct sizes {
  const struct report_source *source;
  const struct report_slice *slice;
  struct report_table *table;
  int *walkers, *coordinators, *nurses; /* per day, shift and team: who was there */
};

/* --- Shift by shift --- */

static size_t place(const struct sizes *sizes, date on, int shift, int team) {
  size_t day = (size_t)(on - sizes->slice->from);
  return (day * SHIFT_COUNT + (size_t)shift) * (size_t)sizes->source->past.base->n_teams + (size_t)team;
}

/* Whoever was there, also for a part of the shift, walks a list of the own team or serves those that it covers. */
static void count_row(struct sizes *sizes, const struct shift_row *row) {
  const struct statistics *past = &sizes->source->past;
  bool is_nurse = row->function == FUNCTION_DUTY_NURSE && past->base->staff[row->staff].role == ROLE_NURSE;
  if (absent_minutes(past, row) == shift_minutes(row))
    return;
  sizes->walkers[place(sizes, row->date, (int)row->shift, row->team)] += function_walks(row->function);
  for (int team = 0; team < past->base->n_teams; team++) {
    if (team != row->team && !text_has_word(row->covers, past->base->teams[team].id))
      continue;
    sizes->coordinators[place(sizes, row->date, (int)row->shift, team)] += row->function == FUNCTION_COORDINATOR;
    sizes->nurses[place(sizes, row->date, (int)row->shift, team)] += is_nurse;
  }
}

static int most_lists(const struct sizes *sizes, int team) {
  int most = 0;
  for (date on = sizes->slice->from; on <= sizes->slice->until; on++)
    for (int shift = 0; shift < SHIFT_COUNT; shift++) {
      int lists = sizes->walkers[place(sizes, on, shift, team)];
      most = lists > most ? lists : most;
    }
  return most;
}

/* Whether somebody walks for the team, or for one of the OTs that an HT answers for. */
static bool works(const struct sizes *sizes, date on, int shift, int team) {
  const struct day *base = sizes->source->past.base;
  for (int other = 0; other < base->n_teams; other++)
    if ((other == team || (base->teams[team].kind == TEAM_HT && base->teams[other].ht == team)) &&
        sizes->walkers[place(sizes, on, shift, other)] > 0)
      return true;
  return false;
}

/* Of the shifts in which the team works, those with somebody who is counted in `there`, in per cent. */
static double manned_share(const struct sizes *sizes, const int *there, int team) {
  int shifts = 0, manned = 0;
  for (date on = sizes->slice->from; on <= sizes->slice->until; on++)
    for (int shift = 0; shift < SHIFT_COUNT; shift++) {
      bool needed = works(sizes, on, shift, team);
      shifts += needed;
      manned += needed && there[place(sizes, on, shift, team)] > 0;
    }
  return report_share(manned, shifts);
}

/* --- Rules --- */

static void add_rule(const struct sizes *sizes, int team, enum rule rule, double value, bool least, int64_t limit) {
  bool kept = least ? value >= (double)limit : value <= (double)limit;
  report_add_text(sizes->table, sizes->source->past.base->teams[team].id);
  report_add_text(sizes->table, word_token(&words_rule, (int)rule));
  report_add_number(sizes->table, value);
  report_add_text(sizes->table, word_token(&words_bound, least));
  report_add_number(sizes->table, (double)limit);
  report_add_text(sizes->table, value < 0 ? "" : word_token(&words_yes_no, kept));
}

static int64_t setting(const struct sizes *sizes, const char *name) {
  return store_setting_int(sizes->source->store, name);
}

struct people {
  int workers, care_workers, coordinators, patients;
};

static struct people people_of(const struct day *base, int team) {
  struct people people = {0};
  for (int i = 0; i < base->n_staff; i++) {
    const struct worker *worker = &base->staff[i];
    if (worker->team != team || worker->ended)
      continue;
    people.workers++;
    people.care_workers += role_may(worker->role, ROLE_CARE_WORKER);
    people.coordinators += (worker->functions & (1u << FUNCTION_COORDINATOR)) != 0;
  }
  for (int p = 0; p < base->n_patients; p++)
    people.patients += base->patients[p].team == team && base->patients[p].status == PATIENT_ACTIVE;
  return people;
}

static int ots_of(const struct day *base, int ht) {
  int ots = 0;
  for (int team = 0; team < base->n_teams; team++)
    ots += base->teams[team].kind == TEAM_OT && base->teams[team].ht == ht;
  return ots;
}

static void add_ot(const struct sizes *sizes, int team, const struct people *people) {
  const struct day *base = sizes->source->past.base;
  add_rule(sizes, team, RULE_LISTS, most_lists(sizes, team), false,
           base->teams[team].max_lists > 0 ? base->teams[team].max_lists : setting(sizes, "max_lists"));
  add_rule(sizes, team, RULE_COORDINATOR, manned_share(sizes, sizes->coordinators, team), true, 100);
  add_rule(sizes, team, RULE_CARE_WORKERS, report_share(people->care_workers, people->workers), true,
           setting(sizes, "min_care_worker_pct"));
  add_rule(sizes, team, RULE_COORDINATORS, people->coordinators, true, setting(sizes, "min_coordinators"));
}

static void add_team(const struct sizes *sizes, int team) {
  const struct day *base = sizes->source->past.base;
  struct people people = people_of(base, team);
  if (base->teams[team].kind == TEAM_OT) {
    add_ot(sizes, team, &people);
  } else {
    add_rule(sizes, team, RULE_OTS, ots_of(base, team), false, setting(sizes, "max_ots"));
    add_rule(sizes, team, RULE_DUTY_NURSE, manned_share(sizes, sizes->nurses, team), true, 100);
  }
  add_rule(sizes, team, RULE_WORKERS, people.workers, false, MOST_WORKERS);
  add_rule(sizes, team, RULE_PATIENTS, people.patients, false, MOST_PATIENTS);
}

static bool fill(struct report_source *source, const struct report_slice *slice, struct report_table *table,
                 struct error *err) {
  (void)err;
  const struct day *base = source->past.base;
  size_t n = (size_t)(slice->until - slice->from + 1) * SHIFT_COUNT * ((size_t)base->n_teams + 1);
  struct sizes sizes = {source, slice, table, mem_array(int, n), mem_array(int, n), mem_array(int, n)};
  for (int i = NONE; (i = next_shift(source, slice, i)) != NONE;)
    if (base->shifts[i].team != NONE)
      count_row(&sizes, &base->shifts[i]);
  for (int team = 0; team < base->n_teams; team++)
    if (group_is_wanted(source, group_of_team(team)))
      add_team(&sizes, team);
  mem_free_set((void **)&sizes.walkers);
  mem_free_set((void **)&sizes.coordinators);
  mem_free_set((void **)&sizes.nurses);
  return true;
}

const struct report report_dimensioning = {
    .name = "dimensioning",
    .label = N_("Dimensioning"),
    .summary = N_("team sizes and trained people against the agreed limits"),
    .definition =
        N_("Lists: workers of the team who walk in a shift and are there, the most in the period. Shifts with "
           "coordinator or duty nurse: of those in which somebody walks for the team (for an HT: or for its OTs). Care "
           "workers: those of at least that role, of the workers today. Limits of lists, OTs, care workers and "
           "coordinators are settings; Buurtzorg's 12 workers and 60 patients stand beside for comparison."),
    .source = N_("HeltOm 3.0, final report, sections 5.4.9, 5.5 and 6.14.1; Buurtzorg's frame as in the study of "
                 "self-governing teams"),
    .lacking = N_("There is no team: import teams."),
    COLUMNS(columns),
    .main_column = MAIN_COLUMN,
    .mixed = true,
    .fill = fill,
};
