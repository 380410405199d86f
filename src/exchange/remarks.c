/* What is allowed and yet looks like a slip: told with the import, which stands. */
#include "remarks.h"

#include <math.h>
#include <stdlib.h>

enum { remarks_most = 20 };

/* Remarks of one import; past the most of a sort they are counted. */
struct remarks {
  struct intake *intake;
  struct effects *effects;
  int told, left;
};

static void tell_left(struct remarks *remarks) {
  if (remarks->left)
    effects_add(remarks->effects, trn("and %d more row like these", "and %d more rows like these", remarks->left),
                remarks->left);
  remarks->told = remarks->left = 0;
}

static bool may_tell(struct remarks *remarks) {
  bool may = remarks->told < remarks_most;
  remarks->told += may;
  remarks->left += !may;
  return may;
}

static void each_row_of(struct remarks *remarks, const char *kind, void *context,
                        void (*look)(struct remarks *remarks, const struct batch_row *row, void *context)) {
  for (size_t b = 0; b < remarks->intake->batches.n; b++)
    for (size_t r = 0; r < remarks->intake->batches.at[b]->n_rows; r++)
      if (text_equal(remarks->intake->batches.at[b]->kind->name, kind) && remarks->intake->batches.at[b]->rows[r].news)
        look(remarks, &remarks->intake->batches.at[b]->rows[r], context);
  tell_left(remarks);
}

/* --- Coordinates -------------------------------------------------------------------------------------------------- */

/* Farther than any patient lives from the base that drives there. */
static const double far_km = 100;

struct point {
  double lat, lon;
};
struct base_point {
  const char *team;
  struct point point;
};
struct base_points {
  VEC(struct base_point) at;
  struct arena *arena;
};

static bool read_point(const char *lat, const char *lon, struct point *point) {
  if (text_is_empty(lat) || text_is_empty(lon))
    return false;
  *point = (struct point){.lat = strtod(lat, NULL), .lon = strtod(lon, NULL)};
  return true;
}

static bool add_base(void *context, const char *const *cells) {
  struct base_points *bases = context;
  const struct kind *teams = kind_find("teams");
  struct base_point base = {.team = arena_strdup(bases->arena, cells[kind_column(teams, "team")])};
  if (read_point(cells[kind_column(teams, "lat")], cells[kind_column(teams, "lon")], &base.point))
    vec_push(&bases->at, base);
  return true;
}

/* Kilometres to the base of the team, or the nearest of all where the patient has none; -1 = no base to measure from.
 */
static double distance_km(const struct base_points *bases, const char *team, struct point from) {
  double least = -1;
  for (size_t i = 0; i < bases->at.n; i++) {
    const struct base_point *base = &bases->at.at[i];
    double km = beeline_km(from.lat, from.lon, base->point.lat, base->point.lon);
    if ((!*team || text_equal(team, base->team)) && (least < 0 || km < least))
      least = km;
  }
  return least;
}

static void look_at_place(struct remarks *remarks, const struct batch_row *row, void *context) {
  const struct base_points *bases = context;
  const char *patient = row_cell(row, "patient"), *team = row_cell(row, "team");
  struct point point;
  if (!read_point(row_cell(row, "lat"), row_cell(row, "lon"), &point))
    return;
  double km = distance_km(bases, team, point);
  if (km <= far_km || !may_tell(remarks))
    return;
  struct point exchanged = {.lat = point.lon, .lon = point.lat};
  if (fabs(exchanged.lat) <= 90 && distance_km(bases, team, exchanged) <= far_km)
    effects_add(remarks->effects,
                _("%s:%zu: warning: 'lat' and 'lon' of %s seem to be exchanged (%.0f km to the base)"),
                row->batch->table.file, row->line, patient, km);
  else
    effects_add(remarks->effects, _("%s:%zu: warning: %s lies %.0f km from the base: look at 'lat' and 'lon'"),
                row->batch->table.file, row->line, patient, km);
}

static bool remark_places(struct remarks *remarks, struct error *err) {
  struct base_points bases = {.arena = &remarks->intake->arena};
  bool done = store_each_row(remarks->intake->store, kind_find("teams"), add_base, &bases, err);
  if (done)
    each_row_of(remarks, "patients", &bases, look_at_place);
  vec_free(&bases.at);
  return done;
}

/* --- Codes -------------------------------------------------------------------------------------------------------- */

struct code_check {
  const struct code_table *known;
  struct map told;
};

static void look_at_code(struct remarks *remarks, const struct batch_row *row, void *context) {
  struct code_check *check = context;
  const char *code = row_cell(row, "code");
  if (code_find(check->known, code) != NONE || map_set(&check->told, code, row) || !may_tell(remarks))
    return;
  const char *near = dispatch_nearest_code(check->known, code);
  if (near)
    effects_add(remarks->effects, _("%s:%zu: warning: no criterion knows the code '%s' (did you mean '%s'?)"),
                row->batch->table.file, row->line, code, near);
  else
    effects_add(remarks->effects, _("%s:%zu: warning: no criterion knows the code '%s'"), row->batch->table.file,
                row->line, code);
}

static bool remark_codes(struct remarks *remarks, struct error *err) {
  struct code_table *known = code_table_new();
  struct code_check check = {.known = known};
  bool done = dispatch_named_codes(remarks->intake->store, known, err);
  if (done)
    each_row_of(remarks, "needs", &check, look_at_code);
  map_free(&check.told);
  code_table_free(known);
  return done;
}

static bool has_rows_of(const struct intake *intake, const char *kind) {
  for (size_t b = 0; b < intake->batches.n; b++)
    if (text_equal(intake->batches.at[b]->kind->name, kind))
      return true;
  return false;
}

bool remarks_tell(struct intake *intake, struct effects *effects, struct error *err) {
  struct remarks remarks = {.intake = intake, .effects = effects};
  return (!has_rows_of(intake, "patients") || remark_places(&remarks, err)) &&
         (!has_rows_of(intake, "needs") || remark_codes(&remarks, err));
}
