/* The snapshot: how the other rooms find things in it. All lookups are binary searches over the orders of care.h. */
#include "vaktrom/care.h"

#include <stdlib.h>
#include <string.h>

void day_free(struct day *day) {
  if (!day)
    return;
  arena_free(&day->arena);
  free(day);
}

/* The id of a row; every struct of the snapshot that has an id begins with it. */
static const char *row_id(const void *rows, size_t size, int index) {
  return *(const char *const *)(const void *)((const char *)rows + size * (size_t)index);
}

/* The index of the row with that id among rows sorted by id in byte order, or NONE. */
static int find_sorted(const void *rows, int n, size_t size, const char *id) {
  if (!id)
    return NONE;
  for (int low = 0, high = n - 1; low <= high;) {
    int middle = low + (high - low) / 2;
    int order = strcmp(row_id(rows, size, middle), id);
    if (order == 0)
      return middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle - 1;
  }
  return NONE;
}

#define FIND(rows, id) find_sorted(day->rows, day->n_##rows, sizeof *day->rows, id)

int day_find_team(const struct day *day, const char *id) {
  return FIND(teams, id);
}

int day_find_staff(const struct day *day, const char *id) {
  return FIND(staff, id);
}

int day_find_patient(const struct day *day, const char *id) {
  return FIND(patients, id);
}

int day_find_task(const struct day *day, const char *id) {
  return FIND(tasks, id);
}

int day_find_service(const struct day *day, const char *id) {
  return FIND(services, id);
}

int day_find_visit(const struct day *day, const char *id) {
  return FIND(visits, id);
}

int day_find_list(const struct day *day, const char *id) {
  for (int i = 0; i < day->n_lists; i++) /* in the order in which people read them, not by id */
    if (text_equal(day->lists[i].id, id))
      return i;
  return NONE;
}

/* The row "ID/which" of a two-person visit, or NONE. */
static int find_half(const struct day *day, const char *id, size_t length, char which) {
  char half[ID_SIZE];
  if (length > sizeof half - 3)
    return NONE;
  memcpy(half, id, length);
  half[length] = '/';
  half[length + 1] = which;
  half[length + 2] = '\0';
  return day_find_visit(day, half);
}

int day_find_visit_rows(const struct day *day, const char *id, int rows[2]) {
  int n = 0;
  int whole = day_find_visit(day, id);
  if (whole != NONE)
    rows[n++] = whole;
  for (char which = '1'; which <= '2' && id && whole == NONE; which++) {
    int half = find_half(day, id, strlen(id), which);
    if (half != NONE)
      rows[n++] = half;
  }
  return n;
}

int day_partner(const struct day *day, int visit) {
  const char *id = day->visits[visit].id;
  const char *slash = strrchr(id, '/');
  if (!slash || (slash[1] != '1' && slash[1] != '2') || slash[2] != '\0')
    return NONE;
  return find_half(day, id, (size_t)(slash - id), slash[1] == '1' ? '2' : '1');
}

/* The first acquaintance that does not stand before that of the patient and the worker. */
static int first_acquaintance(const struct day *day, int patient, int staff) {
  int low = 0, high = day->n_acquaintances;
  while (low < high) {
    int middle = low + (high - low) / 2;
    const struct acquaintance *met = &day->acquaintances[middle];
    if (met->patient < patient || (met->patient == patient && met->staff < staff))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static const struct acquaintance *find_acquaintance(const struct day *day, int patient, int staff) {
  int at = first_acquaintance(day, patient, staff);
  const struct acquaintance *met = &day->acquaintances[at];
  return at < day->n_acquaintances && met->patient == patient && met->staff == staff ? met : NULL;
}

int day_times_met(const struct day *day, int patient, int staff) {
  const struct acquaintance *met = find_acquaintance(day, patient, staff);
  return met ? met->times_14 : 0;
}

int day_times_met_28(const struct day *day, int patient, int staff) {
  const struct acquaintance *met = find_acquaintance(day, patient, staff);
  return met ? met->times_28 : 0;
}

int day_faces(const struct day *day, int patient) {
  int faces = 0;
  for (int i = first_acquaintance(day, patient, 0); i < day->n_acquaintances; i++) {
    if (day->acquaintances[i].patient != patient)
      break;
    faces += day->acquaintances[i].times_14 > 0;
  }
  return faces;
}
