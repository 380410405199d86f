/*
 * How much time patients get: the usage rate (bruksrate) as Bergen publishes it month by month, the mean hours a week
 * per patient in the classes 0-1.5, 1.5-7.5, 7.5-15, 15-30 and 30-80 hours (HeltOm 3.0, final report [003
 * section 4.2.2, table 2]). A patient belongs to the class in which the own hours a week fall, the lower bound
 * included; above 80, where the published table ends, stands a class of its own.
 */
#include "report/reports.h"

static const struct usage_class {
  const char *token;
  double from, below; /* hours a week */
} classes[] = {
    {"all", 0, 10000}, {"0-1.5", 0, 1.5}, {"1.5-7.5", 1.5, 7.5},      {"7.5-15", 7.5, 15},
    {"15-30", 15, 30}, {"30-80", 30, 80}, {"80 and more", 80, 10000},
};

static const struct report_column columns[] = {
    {"team", N_("team"), REPORT_TEXT, NULL},
    {"class", N_("hours a week"), REPORT_TEXT, NULL},
    {"patients", N_("patients"), REPORT_COUNT, NULL},
    {"patients_pct", N_("of all"), REPORT_PERCENT, NULL},
    {"hours", N_("hours"), REPORT_DECIMAL, NULL},
    {"hours_per_week_mean", N_("usage rate"), REPORT_HUNDREDTHS, NULL},
};
enum { MAIN_COLUMN = 5 };

static double hours_a_week(int64_t minutes, int days) {
  return (double)minutes * 7 / (60.0 * days);
}

struct usage {
  const struct report_source *source;
  struct report_table *table;
  int64_t *minutes; /* one per patient of the base */
  int days;
};

static void count_class(const struct usage *usage, int group, const struct usage_class *class, int *patients,
                        int64_t *minutes) {
  const struct day *base = usage->source->past.base;
  *patients = 0;
  *minutes = 0;
  for (int p = 0; p < base->n_patients; p++) {
    double hours = hours_a_week(usage->minutes[p], usage->days);
    if (usage->minutes[p] == 0 || hours < class->from || hours >= class->below ||
        (group > 0 && group_of_team(base->patients[p].team) != group))
      continue;
    ++*patients;
    *minutes += usage->minutes[p];
  }
}

static void add_group(const struct usage *usage, int group) {
  int everybody = 0;
  for (size_t c = 0; c < COUNT_OF(classes); c++) {
    int patients;
    int64_t minutes;
    count_class(usage, group, &classes[c], &patients, &minutes);
    everybody = c == 0 ? patients : everybody;
    if (patients == 0)
      continue;
    report_add_text(usage->table, group_name(usage->source, group));
    report_add_text(usage->table, classes[c].token);
    report_add_number(usage->table, patients);
    report_add_number(usage->table, report_share(patients, everybody));
    report_add_number(usage->table, (double)minutes / 60);
    report_add_number(usage->table, hours_a_week(minutes, usage->days) / patients);
  }
}

static bool fill(struct report_source *source, const struct report_slice *slice, struct report_table *table,
                 struct error *err) {
  (void)err;
  struct report_slice days;
  if (!recorded_days(source, slice, &days))
    return true;
  struct usage usage = {.source = source, .table = table, .days = days.until - days.from + 1};
  usage.minutes = mem_array(int64_t, (size_t)source->past.base->n_patients + 1);
  for (int i = NONE; (i = next_done(source, &days, i)) != NONE;)
    if (source->past.visits[i].patient != NONE)
      usage.minutes[source->past.visits[i].patient] += source->past.visits[i].minutes;
  for (int group = 0; group < group_count(source); group++)
    if (group_is_wanted(source, group))
      add_group(&usage, group);
  mem_free_set((void **)&usage.minutes);
  return true;
}

const struct report report_usage_rate = {
    .name = "usage-rate",
    .label = N_("Usage rate"),
    .summary = N_("hours a week that patients get, in the published classes"),
    .definition =
        N_("Hours of visits that were done, over the days from the first to the last fully recorded one, as hours a "
           "week; a patient is in the class in which the own hours fall (lower bound included), and the usage rate is "
           "the mean of the class. Both workers of a two-person visit count; patients without a visit do not. The team "
           "is the patient's. A day is fully recorded when it is over and at least half as many visits were done as on "
           "the "
           "busiest."),
    .source = N_("HeltOm 3.0, final report, section 4.2.2, table 2 (Arna/Åsane, April 2024: 0.49, 3.96, 10.03, 19.44, "
                 "39.08)"),
    .lacking = N_("It takes visits that were done, marked in the program or imported as history."),
    COLUMNS(columns),
    .main_column = MAIN_COLUMN,
    .of_visits = true,
    .fill = fill,
};
