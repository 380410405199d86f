/* The language of what users see. */
#include "vaktrom/base.h"

#include <libintl.h>

const char *tr(const char *text) {
  /* The empty text names the catalogue's own header. */
  return *text ? dgettext("vaktrom", text) : text;
}

const char *tr_count(const char *one, const char *many, unsigned long n) {
  return dngettext("vaktrom", one, many, n);
}
