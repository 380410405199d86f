/* The mark of a roster's sheet: six letters that change when what the sheet says does, and only then. It is made from
 * the facts, not from their words: the same in every language, with initials and upright or across. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "paper/roster.h"

/* FNV-1a */
static uint64_t digest_of(const struct str *facts) {
  uint64_t digest = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < facts->n; i++)
    digest = (digest ^ (unsigned char)facts->at[i]) * UINT64_C(1099511628211);
  return digest;
}

/* Letters and digits that are not taken for each other when they are read out. */
static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
enum { length = 6, bits = 5 };

bool paper_may_be_mark(const char *text) {
  bool may = strlen(text) == length;
  for (; may && *text; text++)
    may = strchr(letters, toupper((unsigned char)*text)) != NULL;
  return may;
}

static const char *letters_of(struct arena *arena, uint64_t digest) {
  char mark[length + 1];
  digest ^= digest >> 32;
  for (int i = 0; i < length; i++)
    mark[i] = letters[(digest >> (i * bits)) % (sizeof letters - 1)];
  mark[length] = '\0';
  return arena_strdup(arena, mark);
}

static const char *sealed(struct arena *arena, struct str *facts) {
  const char *mark = letters_of(arena, digest_of(facts));
  str_free(facts);
  return mark;
}

/* --- The facts --- */

static void add_text(struct str *facts, const char *text) {
  str_add(facts, text ? text : "");
  str_addc(facts, '\x1f');
}

static void add_number(struct str *facts, int number) {
  str_addf(facts, "%d\x1f", number);
}

static void add_worker(struct str *facts, const struct day *day, int staff) {
  if (staff == NONE)
    add_text(facts, "");
  else
    str_addf(facts, "%s\x1f%s\x1f", day->staff[staff].id, day->staff[staff].name);
}

static void add_patient(struct str *facts, const struct patient *patient) {
  add_text(facts, patient->id);
  add_text(facts, patient->key_number);
  add_text(facts, patient->important);
  if (!patient_address_shown(patient))
    return;
  add_text(facts, patient->name);
  add_text(facts, patient->address);
  add_text(facts, patient->access);
}

/* What a sheet says of a visit wherever it stands. */
static void add_visit(struct str *facts, const struct day *day, int visit_index) {
  const struct visit *visit = &day->visits[visit_index];
  add_text(facts, visit->id);
  add_text(facts, day->tasks[visit->task].name);
  add_number(facts, visit->duration);
  for (int i = 0; i < visit->n_windows; i++)
    str_addf(facts, "%d-%d\x1f", (int)visit->windows[i].earliest, (int)visit->windows[i].latest);
  for (int i = 0; i < day->n_links; i++) {
    const struct link *link = &day->links[i];
    if (link->first != visit_index && link->second != visit_index)
      continue;
    const struct visit *other = &day->visits[link->first == visit_index ? link->second : link->first];
    str_addf(facts, "%s\x1f%d\x1f%d\x1f%d\x1f", other->id, link->min_gap, link->max_gap,
             link->first == visit_index ? 0 : (int)other->start);
    add_worker(facts, day, other->staff);
  }
  add_patient(facts, &day->patients[visit->patient]);
}

/* The list as one line: whose it is, when, and what fills the time. */
static void add_round(struct str *facts, const struct roster *roster, const struct list_sheet *sheet) {
  const struct day *day = roster->day;
  const struct work_list *list = &day->lists[sheet->list];
  struct car car = dispatch_car(day, roster->sheets, sheet->list);
  str_addf(facts, "%s\x1f%d\x1f%d\x1f%d\x1f%d\x1f%d\x1f", list->id, day->date, (int)list->start, (int)list->end,
           (int)list->function, (int)sheet->break_start);
  add_worker(facts, day, list->staff);
  str_addf(facts, "%d\x1f%s\x1f%d\x1f", car.needed, car.name ? car.name : "", car.number);
  for (int i = 0; i < sheet->n_stops; i++) {
    const struct list_stop *stop = &sheet->stops[i];
    str_addf(facts, "%d\x1f%d\x1f%d\x1f", (int)stop->arrive - stop->travel_min, (int)stop->start, (int)stop->end);
  }
}

static void add_telephone(struct str *facts, const struct day *day, int staff) {
  if (staff != NONE)
    add_text(facts, day->staff[staff].phone);
}

/* Who leads, what is waiting, and the lists. */
static void add_team(struct str *facts, const struct roster *roster, int team, enum shift shift, bool with_rounds) {
  const struct day *day = roster->day;
  str_addf(facts, "%d\x1f%d\x1f%d\x1f", day->date, (int)shift, roster_draft(roster, team, shift) != NULL);
  add_text(facts, day->teams[team].id);
  add_text(facts, day->teams[team].phone);
  int ht = day->teams[team].kind == TEAM_HT ? team : day->teams[team].ht;
  add_text(facts, roster_holders(roster, team, shift, FUNCTION_COORDINATOR, ""));
  add_text(facts, ht == NONE ? "" : roster_holders(roster, ht, shift, FUNCTION_DUTY_NURSE, ""));
  for (int i = 0; i < day->n_lists; i++) {
    if (!roster_is_of(&day->lists[i], team, shift))
      continue;
    if (with_rounds)
      add_round(facts, roster, &roster->sheets[i]);
    str_addf(facts, "%s\x1f%d\x1f", day->lists[i].id, roster->sheets[i].n_stops);
    add_worker(facts, day, day->lists[i].staff);
    add_telephone(facts, day, day->lists[i].staff);
  }
  for (int i = 0; i < day->n_visits; i++)
    if (roster_waits(&day->visits[i], team, shift))
      add_visit(facts, day, i);
}

/* --- The marks --- */

const char *roster_list_mark(const struct roster *roster, const struct list_sheet *sheet) {
  const struct day *day = roster->day;
  const struct work_list *list = &day->lists[sheet->list];
  struct str facts = {0};
  add_round(&facts, roster, sheet);
  add_text(&facts, day->teams[list->team].name);
  add_number(&facts, roster_draft(roster, list->team, list->shift) != NULL);
  for (int i = 0; i < sheet->n_stops; i++)
    add_visit(&facts, day, sheet->stops[i].visit);
  return sealed(&roster->paper->arena, &facts);
}

const char *roster_team_mark(const struct roster *roster, int team, enum shift shift) {
  struct str facts = {0};
  add_team(&facts, roster, team, shift, true);
  return sealed(&roster->paper->arena, &facts);
}

const char *roster_unit_mark(const struct roster *roster, const int *teams, int n, enum shift shift) {
  struct str facts = {0};
  for (int i = 0; i < n; i++)
    add_team(&facts, roster, teams[i], shift, false);
  for (int i = 0; i < roster->day->n_visits; i++)
    if (roster_waits(&roster->day->visits[i], NONE, shift))
      add_visit(&facts, roster->day, i);
  return sealed(&roster->paper->arena, &facts);
}
