/* Why a visit is on its list: what a coordinator would answer when the worker asks. */
#include "dispatch/change.h"
#include "dispatch/objective.h"
#include "dispatch/sheet.h"

/* The lists of the visit's own team and shift that may not have it, by what stops them. */
struct stopped {
  int lists; /* of the team and shift, staffed, its own included */
  int by[REFUSAL_NO_LIST + 1];
};

static struct stopped stopped_lists(struct day *day, const struct visit *visit) {
  struct stopped stopped = {0};
  for (int list = 0; list < day->n_lists; list++) {
    const struct work_list *row = &day->lists[list];
    bool own =
        visit->team != NONE && (row->team == visit->team || text_has_word(row->covers, day->teams[visit->team].id));
    if (row->staff == NONE || row->shift != visit->shift || !own)
      continue;
    stopped.lists++;
    stopped.by[list_refusal(day, list, visit, NULL)]++;
  }
  return stopped;
}

static void add_part(struct str *text, const char *part) {
  str_addf(text, "%s%s", text->n ? "; " : "", part);
}

static void add_face(struct str *text, struct day *day, const struct visit *visit) {
  const struct patient *patient = &day->patients[visit->patient];
  int staff = day->lists[visit->list].staff;
  int met = staff == NONE ? 0 : day_times_met(day, visit->patient, staff);
  if (staff != NONE && patient->primary_contact == staff)
    add_part(text, _("primary contact"));
  else if (met > 0)
    add_part(text, arena_printf(&day->arena,
                                trn("known, met %d time in 14 days", "known, met %d times in 14 days", met), met));
  else
    add_part(text, staff != NONE && patient->secondary_contact == staff ? _("secondary contact") : _("a new face"));
}

/* "3 of 8 lists may have it (4: lacks the skill, 1: the role may not do this work)" */
static void add_choice(struct str *text, struct day *day, const struct stopped *stopped) {
  struct str why = {0};
  int may = stopped->by[REFUSAL_NONE];
  for (enum refusal refusal = REFUSAL_NONE + 1; refusal <= REFUSAL_NO_LIST; refusal++)
    if (stopped->by[refusal] > 0)
      str_addf(&why, "%s%d: %s", why.n ? ", " : "", stopped->by[refusal], _(word_label(&words_refusal, (int)refusal)));
  if (why.n && may == 1)
    add_part(text, arena_printf(&day->arena, _("the only one of %d lists that may have it (%s)"), stopped->lists,
                                str_text(&why)));
  else if (why.n)
    add_part(text,
             arena_printf(&day->arena,
                          trn("%d of %d list may have it (%s)", "%d of %d lists may have it (%s)", stopped->lists), may,
                          stopped->lists, str_text(&why)));
  str_free(&why);
}

static void add_next_best(struct str *text, struct day *day, const struct suggestion *suggestions, int n, int own) {
  for (int i = 0; i < n; i++) {
    const struct suggestion *next = &suggestions[i];
    if (next->list == own || !next->allowed)
      continue;
    add_part(text, arena_printf(&day->arena, _("else %s with %d min of driving, %s"), list_in_words(day, next->list),
                                next->extra_min, next->known ? _("known") : _("a new face")));
    return;
  }
  add_part(text, _("no other list has room"));
}

/* Whoever decided it; NULL = the balancer. */
static const char *decided(const struct visit *visit) {
  if (visit->state == VISIT_DONE)
    return _("done");
  if (visit->pinned)
    return _("pinned there by a person");
  return visit->by_hand ? _("put there by hand") : NULL;
}

bool dispatch_why_here(struct store *store, struct day *day, const struct list_sheet *sheet,
                       const struct list_stop *stop, const char **out, struct error *err) {
  const struct visit *visit = &day->visits[stop->visit];
  const char *person = decided(visit);
  struct str text = {0};
  if (person)
    add_part(&text, person);
  add_face(&text, day, visit);
  add_part(&text, arena_printf(&day->arena, _("%d min of driving"), stop_detour(day, sheet, stop)));
  bool done = true;
  if (visit->state == VISIT_LISTED) {
    struct stopped stopped = stopped_lists(day, visit);
    struct suggestion *suggestions = NULL;
    int n = 0;
    done = dispatch_suggest(store, day, stop->visit, &suggestions, &n, err);
    if (done) {
      add_choice(&text, day, &stopped);
      add_next_best(&text, day, suggestions, n, visit->list);
    }
  }
  *out = arena_strdup(&day->arena, str_text(&text));
  str_free(&text);
  return done;
}
