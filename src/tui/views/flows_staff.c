/* Who shall have it: a worker chosen by name, those who are at work now before those who come later today. */
#include <stdlib.h>
#include <string.h>

#include "tui/views/flows.h"
#include "vaktrom/dispatch/may.h"

/* In the order of the list; among equals their own team's first, then by number. */
enum presence { AT_WORK, COMES_LATER, FREE, ABSENT };

struct person {
  const char *name;
  int staff, shift; /* index into day->shifts; NONE */
  enum presence presence;
  bool own; /* of the team that asks */
};

/* How a shift row, of the day or of the evening before, finds its worker now. */
static enum presence presence_in(const struct day *day, const struct shift_row *row) {
  instant now = clock_now(), start = instant_of(row->date, row->start);
  minute leaves = day_leaves(day, row->staff, row->date, row->shift);
  if (row->date > day->date || instant_of(row->date, row->end) <= now)
    return FREE;
  if (leaves != MINUTE_NONE && instant_of(row->date, leaves) <= (start > now ? start : now))
    return ABSENT;
  return start <= now ? AT_WORK : COMES_LATER;
}

static struct person person_of(const struct day *day, int staff, int own) {
  struct person person = {.name = day->staff[staff].name,
                          .staff = staff,
                          .shift = NONE,
                          .presence = FREE,
                          .own = day->staff[staff].team == own};
  for (int i = 0; i < day->n_shifts; i++) {
    enum presence presence = day->shifts[i].staff == staff ? presence_in(day, &day->shifts[i]) : FREE;
    if (presence < person.presence) {
      person.presence = presence;
      person.shift = i;
    }
  }
  if (person.presence == FREE && day_away_all_day(day, staff))
    person.presence = ABSENT;
  return person;
}

static int compare_persons(const void *one, const void *other) {
  const struct person *a = one, *b = other;
  if (a->presence != b->presence)
    return a->presence < b->presence ? -1 : 1;
  if (a->own != b->own)
    return a->own ? -1 : 1;
  int by_name = text_compare(a->name, b->name);
  return by_name ? by_name : (a->staff > b->staff) - (a->staff < b->staff);
}

static void add_presence(const struct day *day, const struct person *person, struct str *out) {
  char from[TIME_SIZE], to[TIME_SIZE];
  const struct shift_row *row = person->shift == NONE ? NULL : &day->shifts[person->shift];
  if (row) {
    minute leaves = day_leaves(day, row->staff, row->date, row->shift);
    time_format(row->date, row->start, from);
    time_format(row->date, leaves == MINUTE_NONE ? row->end : leaves, to);
  }
  if (person->presence == ABSENT)
    str_add(out, _(", absent today"));
  else if (row && person->presence == AT_WORK)
    str_addf(out, _(", on duty until %s"), to);
  else if (row)
    str_addf(out, _(", on duty %s-%s"), from, to);
  if (row && row->function != FUNCTION_NONE)
    str_addf(out, ", %s", _(word_label(&words_function, (int)row->function)));
}

/* "S037 Kari Vik, on duty until 15:00, duty nurse, nurse, HT Fana" */
static struct choice choice_of(const struct day *day, const struct person *person, struct arena *arena) {
  const struct worker *worker = &day->staff[person->staff];
  struct str text = {0};
  str_addf(&text, "%s %s", worker->id, worker->name);
  add_presence(day, person, &text);
  str_addf(&text, ", %s, %s", _(word_label(&words_role, (int)worker->role)),
           worker->team == NONE ? "-" : day->teams[worker->team].name);
  const char *label = arena_strdup(arena, str_text(&text));
  str_free(&text);
  return (struct choice){.label = label, .dim = person->presence >= FREE};
}

static bool choose(struct screen *screen, const struct day *day, const char *question, int own, char out[ID_SIZE]) {
  struct arena arena = {0};
  VEC(struct person) persons = {0};
  VEC(struct choice) choices = {0};
  for (int i = 0; i < day->n_staff; i++)
    if (!day->staff[i].ended)
      vec_push(&persons, person_of(day, i, own));
  if (persons.n > 0)
    qsort(persons.at, persons.n, sizeof *persons.at, compare_persons);
  for (size_t i = 0; i < persons.n; i++)
    vec_push(&choices, choice_of(day, &persons.at[i], &arena));
  int chosen = prompt_choice(screen, question, choices.at, (int)choices.n);
  if (chosen != NONE)
    snprintf(out, ID_SIZE, "%s", day->staff[persons.at[chosen].staff].id);
  vec_free(&choices);
  vec_free(&persons);
  arena_free(&arena);
  return chosen != NONE;
}

bool flow_choose_staff(struct screen *screen, const char *about, const char *team, char out[ID_SIZE]) {
  struct error err = {0};
  struct str question = {0};
  struct day *day = NULL;
  char asking[ID_SIZE];
  int shown = screen_team(screen);
  snprintf(asking, sizeof asking, "%s", team ? team : shown == NONE ? "" : screen->data.day->teams[shown].id);
  str_addf(&question, _(" %s: who shall have it? Type a name. "), about);
  bool chosen = false; /* of today, whatever date is shown: it is handed over now */
  if (dispatch_read_day(screen->session, instant_date(clock_now()), &day, &err))
    chosen = choose(screen, day, str_text(&question), *asking ? day_find_team(day, asking) : NONE, out);
  else
    screen_say_error(screen, &err);
  day_free(day);
  str_free(&question);
  return chosen;
}
