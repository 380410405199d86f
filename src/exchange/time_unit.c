/* How other systems write how long something takes. */
#include "time_unit.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct time_unit units[] = {{"s", 1.0 / 60}, {"min", 1}, {"h", 60}, {"h:mm", 60}};

const struct time_unit *time_unit_find(const char *name) {
  for (size_t u = 0; u < COUNT_OF(units); u++)
    if (text_equal(units[u].name, name))
      return &units[u];
  return NULL;
}

static bool read_amount(const char *text, double *out) {
  char number[32];
  if (strlen(text) >= sizeof number || text[strspn(text, "0123456789.,")])
    return false;
  snprintf(number, sizeof number, "%s", text);
  for (char *at = number; *at; at++)
    *at = *at == ',' ? '.' : *at;
  char *end;
  *out = strtod(number, &end);
  return end > number && !*end;
}

/* "1:05", with two digits of minutes. */
static bool read_clock(const char *text, double *hours) {
  char *colon, *end;
  long whole = strtol(text, &colon, 10);
  bool good = isdigit((unsigned char)*text) && *colon == ':' && isdigit((unsigned char)colon[1]) && strlen(colon) == 3;
  long minutes = good ? strtol(colon + 1, &end, 10) : 60;
  if (!good || *end || whole > 10000 || minutes > 59)
    return false;
  *hours = (double)whole + (double)minutes / 60;
  return true;
}

bool time_unit_read(const struct time_unit *unit, const char *text, double *minutes) {
  double amount;
  if (!(text_equal(unit->name, "h:mm") ? read_clock(text, &amount) : read_amount(text, &amount)))
    return false;
  *minutes = ceil(amount * unit->minutes - 1e-9);
  return true;
}
