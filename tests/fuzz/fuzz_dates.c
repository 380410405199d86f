/* Dates, times and instants: what is read comes back from what is written, and lies where it may. */
#include "fuzz.h"

static void check_date(const char *text) {
  date read, again;
  char written[DATE_SIZE];
  if (!date_parse(text, &read))
    return;
  date_format(read, written);
  MUST(date_parse(written, &again) && again == read);
  int year, month, day;
  date_to_ymd(read, &year, &month, &day);
  MUST(year >= 1800 && year <= 2199 && date_from_ymd(year, month, day) == read);
}

static void check_instant(const char *text) {
  instant read, again;
  char written[INSTANT_SIZE];
  if (!instant_parse(text, &read))
    return;
  instant_format(read, written);
  MUST(instant_parse(written, &again) && again == read);
}

static void check_time(const char *text) {
  int wall, again, offset;
  char written[TIME_SIZE];
  if (wall_parse(text, &wall)) {
    MUST(wall >= 0 && wall < 1440);
    wall_format(wall, written);
    MUST(wall_parse(written, &again) && again == wall);
  }
  if (time_parse_exact(text, &wall, &offset)) {
    MUST(wall >= 0 && wall < 1440);
    MUST(offset == OFFSET_NONE || (offset > -1440 && offset < 1440));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = fuzz_text(data, size);
  check_date(text);
  check_instant(text);
  check_time(text);
  free(text);
  return 0;
}
