/* Whether a patient's place can be right: its distance from the bases, and whether any team serves the area. */
#include <math.h>
#include <stdlib.h>

#include "vaktrom/exchange.h"

/* Farther than any patient lives from the base that drives there. */
static const double far_km = 100;

struct point {
  double lat, lon;
};
struct base {
  const char *team, *areas;
  bool has_point;
  struct point point;
};
struct place_check {
  struct arena arena;
  VEC(struct base) bases;
  bool knows_areas; /* some team has some */
};

static bool read_point(const char *lat, const char *lon, struct point *point) {
  if (text_is_empty(lat) || text_is_empty(lon))
    return false;
  *point = (struct point){.lat = strtod(lat, NULL), .lon = strtod(lon, NULL)};
  return true;
}

static bool add_base(void *context, const char *const *cells) {
  struct place_check *check = context;
  const struct kind *teams = kind_find("teams");
  struct base base = {.team = arena_strdup(&check->arena, cells[kind_column(teams, "team")]),
                      .areas = arena_strdup(&check->arena, cells[kind_column(teams, "areas")])};
  base.has_point = read_point(cells[kind_column(teams, "lat")], cells[kind_column(teams, "lon")], &base.point);
  check->knows_areas |= !text_is_empty(base.areas);
  vec_push(&check->bases, base);
  return true;
}

bool place_check_read(struct store *store, struct place_check **out, struct error *err) {
  struct place_check *check = mem_new(struct place_check);
  *out = check;
  if (store_each_row(store, kind_find("teams"), add_base, check, err))
    return true;
  place_check_free(check);
  *out = NULL;
  return false;
}

void place_check_free(struct place_check *check) {
  if (!check)
    return;
  vec_free(&check->bases);
  arena_free(&check->arena);
  free(check);
}

/* Kilometres to the base of the team, or the nearest of all where the patient has none; -1 = no base to measure from.
 */
static double distance_km(const struct place_check *check, const char *team, struct point from) {
  double least = -1;
  for (size_t i = 0; i < check->bases.n; i++) {
    const struct base *base = &check->bases.at[i];
    double km = base->has_point ? beeline_km(from.lat, from.lon, base->point.lat, base->point.lon) : -1;
    if (km >= 0 && (text_is_empty(team) || text_equal(team, base->team)) && (least < 0 || km < least))
      least = km;
  }
  return least;
}

static bool is_served(const struct place_check *check, const char *area) {
  for (size_t i = 0; i < check->bases.n; i++)
    if (text_has_word(check->bases.at[i].areas, area))
      return true;
  return false;
}

/* The cell of a patient's row; NULL = nobody says anything about it. */
static const char *cell(const char *const *cells, const char *column) {
  return cells[kind_column(kind_find("patients"), column)];
}

static void tell_point(const struct place_check *check, const char *const *cells, struct str *out) {
  const char *patient = cell(cells, "patient"), *team = cell(cells, "team");
  struct point point;
  if (!read_point(cell(cells, "lat"), cell(cells, "lon"), &point))
    return;
  double km = distance_km(check, team, point);
  if (km <= far_km)
    return;
  struct point exchanged = {.lat = point.lon, .lon = point.lat};
  bool slip = fabs(exchanged.lat) <= 90 && distance_km(check, team, exchanged) <= far_km;
  str_addf(out,
           slip ? _("latitude and longitude of %s seem to be exchanged (%.0f km to the base)\n")
                : _("%s lies %.0f km from the base: look at latitude and longitude\n"),
           patient, km);
}

void place_check_tell(const struct place_check *check, const char *const *cells, struct str *out) {
  const char *area = cell(cells, "area"), *team = cell(cells, "team"), *lat = cell(cells, "lat"),
             *lon = cell(cells, "lon");
  if (check->knows_areas && !text_is_empty(area) && !is_served(check, area))
    str_addf(out, _("no team serves the area '%s' of %s\n"), area, cell(cells, "patient"));
  if (check->knows_areas && area && !*area && team && !*team && !text_equal(cell(cells, "status"), "ended"))
    str_addf(out, _("%s has no area and no team: by the area the program finds the team\n"), cell(cells, "patient"));
  if (lat && lon && !*lat && !*lon && !text_equal(cell(cells, "status"), "ended"))
    str_addf(out, _("%s has no position: 15 minutes of travel are taken for each way there\n"), cell(cells, "patient"));
  tell_point(check, cells, out);
}
