/* Minutes between two places: the base's own travel table first, an estimate where it is silent. */
#include "vaktrom/care.h"

#include <math.h>
#include <string.h>

/* One end of a way. */
struct place {
  const char *id, *address;
  double lat, lon;
};

static struct place place_at(const struct day *day, int place) {
  if (place >= 0) {
    const struct patient *patient = &day->patients[place];
    return (struct place){patient->id, patient->address, patient->lat, patient->lon};
  }
  const struct team *team = &day->teams[-2 - place];
  return (struct place){team->id, team->location, team->lat, team->lon};
}

static int compare_travel(const struct travel_time *row, const char *from, const char *to, enum transport mode) {
  int order = strcmp(row->from, from);
  if (order == 0)
    order = strcmp(row->to, to);
  if (order == 0)
    order = (row->mode > mode) - (row->mode < mode);
  return order;
}

static const struct travel_time *find_travel(const struct day *day, const char *from, const char *to,
                                             enum transport mode) {
  for (int low = 0, high = day->n_travel - 1; low <= high;) {
    int middle = low + (high - low) / 2;
    int order = compare_travel(&day->travel[middle], from, to, mode);
    if (order == 0)
      return &day->travel[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle - 1;
  }
  return NULL;
}

/* --- The estimate (care.h, day_travel) --- */

static const double detour = 1.4; /* roads against the beeline, on a coast */
static const struct {
  double km_per_hour;
  int parking; /* minutes */
} modes[] = {
    [TRANSPORT_CAR] = {30, 2},
    [TRANSPORT_BIKE] = {14, 1},
    [TRANSPORT_WALK] = {4.5, 0},
};
enum { unknown_place_minutes = 15 }; /* where a coordinate is missing: careful, and `check` says that it is a guess */

double beeline_km(double lat, double lon, double other_lat, double other_lon) {
  const double earth_km = 6371.0088, radians = 3.14159265358979323846 / 180;
  double north = sin((other_lat - lat) * radians / 2), east = sin((other_lon - lon) * radians / 2);
  double h = north * north + cos(lat * radians) * cos(other_lat * radians) * east * east;
  return 2 * earth_km * asin(sqrt(h < 1 ? h : 1));
}

static bool has_coordinates(struct place place) {
  return fabs(place.lat) <= 90 && fabs(place.lon) <= 180;
}

/* The same point, or the same address as written where the points do not say that it is another town's. */
static bool same_address(struct place a, struct place b) {
  const double same_house_km = 0.3;
  bool same_text = !text_is_empty(a.address) && text_equal(a.address, b.address);
  if (!has_coordinates(a) || !has_coordinates(b))
    return same_text;
  double km = beeline_km(a.lat, a.lon, b.lat, b.lon);
  return km <= 0 || (same_text && km < same_house_km);
}

static int estimate(struct place a, struct place b, enum transport mode) {
  if (same_address(a, b))
    return 0;
  if (!has_coordinates(a) || !has_coordinates(b))
    return unknown_place_minutes;
  double minutes = beeline_km(a.lat, a.lon, b.lat, b.lon) * detour / modes[mode].km_per_hour * 60;
  return (int)ceil(minutes - 1e-9) + modes[mode].parking;
}

int day_travel(const struct day *day, int from, int to, enum transport mode, bool *estimated) {
  if (estimated)
    *estimated = false;
  if (from == to)
    return 0;
  struct place a = place_at(day, from), b = place_at(day, to);
  const struct travel_time *known = find_travel(day, a.id, b.id, mode);
  if (known)
    return known->minutes;
  if (estimated)
    *estimated = !same_address(a, b); /* that people next door are no way apart is no guess */
  return estimate(a, b, mode);
}
