/*
 * How fast the store is on a municipality: 5,200 visits a day (domain.md: Bergen), four weeks of them done, in 40 teams
 * with 3,800 patients and 1,300 workers. bench_store DAYS makes as many days instead (365 gives 1.9 million visits).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../src/store/store.h"

enum { visits_a_day = 5200 };

static const char *const base_rows =
    "CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)"
    "  SELECT i FROM n;"
    "INSERT INTO teams (team, kind, name, location, ht) SELECT 'T' || i, iif(i < 8, 'HT', 'OT'), 'Team ' || i,"
    "  'Base ' || (i / 5), iif(i < 8, NULL, 'T' || (i % 8)) FROM n WHERE i < 40;"
    "INSERT INTO tasks (task, name, min_role, duration, priority, load)"
    "  SELECT 'task' || i, 'Task', 'assistant', 20, 'must', 1 + i % 5 FROM n WHERE i < 48;"
    "INSERT INTO staff (staff, name, role, team, position_pct, skills, transport, employment)"
    "  SELECT 'S' || i, 'Worker ' || i, 'care_worker', 'T' || (i % 40), 100, 'insulin wound dosette@2030-01-01',"
    "  'car', 'permanent' FROM n WHERE i < 1300;"
    "INSERT INTO patients (patient, name, address, lat, lon, team)"
    "  SELECT 'P' || i, 'Patient ' || i, 'Street ' || i, 60.3, 5.3, 'T' || (i % 40) FROM n WHERE i < 3800;"
    "INSERT INTO services (service, patient, task, days, start, earliest, latest)"
    "  SELECT 'E' || i, 'P' || (i % 3800), 'task' || (i % 48), 'MTWTFSS', '2025-01-01', '08:00', '10:00' FROM n";

/* A day's lists and visits (?1 the day, ?2 visits a day, ?3 done); a patient meets some ten workers. */
static const char *const list_rows =
    "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at)"
    "  SELECT 'L' || (?1 * 400 + i), date('2025-01-01', '+' || ?1 || ' days'), 'day', 'T' || (i % 40),"
    "  'S' || ((i + 400 * (?1 % 3)) % 1300), 1735711200 + ?1 * 86400, 1735740000 + ?1 * 86400 FROM n WHERE i < 400";
static const char *const visit_rows =
    "INSERT INTO visits (visit, date, shift, patient, service, task, team, min_role, duration, earliest, latest,"
    "  \"window\", priority, state, list, seq, start, staff)"
    "  SELECT 'V' || (?1 * ?2 + i), date('2025-01-01', '+' || ?1 || ' days'), 'day', 'P' || (i % 3800), 'E' || i,"
    "  'task' || (i % 48), 'T' || (i % 40), 'assistant', 20, '480', '600', 'soft', 'must',"
    "  iif(?3, 'done', 'listed'), 'L' || (?1 * 400 + i % 400), 1 + i / 400, 480 + i / 400 * 30,"
    "  iif(?3, 'S' || ((i * 7 + ?1 % 10) % 1300), NULL) FROM n WHERE i < ?2";

static void stop(const struct error *err) {
  fprintf(stderr, "bench_store: %s\n", err->text);
  exit(70);
}

static void make_base(struct store *store, int days, struct error *err) {
  if (!store_begin(store, "bench", "made a base", err) || !run_script(store, base_rows, err))
    stop(err);
  journal_stop(store); /* years of visits need no undo */
  for (int d = 0; d <= days; d++)
    if (!RUN(store, err, list_rows, as_number(d)) ||
        !RUN(store, err, visit_rows, as_number(d), as_number(visits_a_day), as_number(d < days)))
      stop(err);
  if (!store_commit(store, err))
    stop(err);
}

/* The middle of some runs, in milliseconds. */
static double time_load(struct store *store, date on, struct error *err) {
  double took[9];
  for (size_t i = 0; i < COUNT_OF(took); i++) {
    struct day *day = NULL;
    double before = clock_seconds();
    if (!store_load_day(store, on, &day, err))
      stop(err);
    double now = (clock_seconds() - before) * 1000;
    size_t at = i;
    for (; at > 0 && took[at - 1] > now; at--)
      took[at] = took[at - 1];
    took[at] = now;
    day_free(day);
  }
  return took[COUNT_OF(took) / 2];
}

/* Milliseconds for all visits of a day in one transaction, as the night writes them. */
static double time_save(struct store *store, date on, struct error *err) {
  struct day *day = NULL;
  if (!store_load_day(store, on, &day, err))
    stop(err);
  double before = clock_seconds();
  if (!store_begin(store, "bench", "moved every visit", err))
    stop(err);
  for (int v = 0; v < day->n_visits; v++) {
    day->visits[v].list = (day->visits[v].list + 1) % day->n_lists;
    day->visits[v].start += 5;
    if (!store_save_visit(store, day, &day->visits[v], err))
      stop(err);
  }
  if (!store_commit(store, err))
    stop(err);
  day_free(day);
  return (clock_seconds() - before) * 1000;
}

static double time_undo(struct store *store, struct error *err) {
  struct str label = {0};
  double before = clock_seconds();
  if (!store_undo(store, "bench", &label, err))
    stop(err);
  str_free(&label);
  return (clock_seconds() - before) * 1000;
}

int main(int argc, char **argv) {
  int days = argc > 1 ? atoi(argv[1]) : 28;
  char folder[] = "/tmp/vaktrom-bench-XXXXXX", path[64], command[64];
  struct error err = {0};
  struct store *store = NULL;
  if (!mkdtemp(folder))
    return 70;
  snprintf(path, sizeof path, "%s/base.db", folder);
  if (!store_create(path, &store, &err))
    stop(&err);
  double before = clock_seconds();
  make_base(store, days, &err);
  printf("%d visits made: %.1f s\n", (days + 1) * visits_a_day, clock_seconds() - before);
  date on = date_from_ymd(2025, 1, 1) + days;
  printf("load a day of %d visits with what came before: %.0f ms (limit 150)\n", visits_a_day,
         time_load(store, on, &err));
  printf("save its visits in one transaction: %.0f ms\n", time_save(store, on, &err));
  printf("take that back: %.0f ms\n", time_undo(store, &err));
  store_close(store);
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command) == 0 ? 0 : 70;
}
