/* Which car a list takes: the one that somebody wrote down, else the team's cars are given out by number. */
#include <stdio.h>
#include <stdlib.h>

#include "vaktrom/dispatch/flows.h"

static bool takes_car(const struct day *day, const struct list_sheet *sheet) {
  int staff = day->lists[sheet->list].staff;
  return sheet->n_stops > 0 && staff != NONE && day->staff[staff].transport == TRANSPORT_CAR;
}

static bool same_shift(const struct work_list *a, const struct work_list *b) {
  return a->team == b->team && a->shift == b->shift;
}

/* Whether somebody gave that number to a list of the shift. */
static bool is_given(const struct day *day, const struct work_list *list, int number) {
  for (int i = 0; i < day->n_lists; i++) {
    const struct work_list *other = &day->lists[i];
    char *end;
    if (same_shift(list, other) && !text_is_empty(other->car) && strtol(other->car, &end, 10) == number && !*end)
      return true;
  }
  return false;
}

/* The free number that comes after it. */
static int next_number(const struct day *day, const struct work_list *list, int number) {
  do
    number++;
  while (is_given(day, list, number));
  return number;
}

struct car dispatch_car(const struct day *day, const struct list_sheet *sheets, int index) {
  const struct work_list *list = &day->lists[index];
  const struct team *team = &day->teams[list->team];
  struct car car = {.of = team->cars};
  if (!text_is_empty(list->car))
    return (struct car){.name = list->car, .needed = true, .of = team->cars};
  if (!takes_car(day, &sheets[index]))
    return car;
  car.needed = true;
  for (int i = 0; i <= index; i++)
    if (same_shift(list, &day->lists[i]) && text_is_empty(day->lists[i].car) && takes_car(day, &sheets[i]))
      car.number = next_number(day, list, car.number);
  if (team->cars == NONE || car.number > team->cars)
    car.number = 0;
  return car;
}

const char *car_text(const struct car *car, char *number, size_t size) {
  if (car->name || car->number <= 0)
    return car->name;
  snprintf(number, size, "%d", car->number);
  return number;
}
