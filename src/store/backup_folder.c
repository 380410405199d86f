/* A folder of backups: their names, and which of them stay. */
#include "backup_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "snapshot.h"

static const char name_end[] = ".backup";

/* The store's file name without its end: "base" of /home/me/base.db. */
static const char *store_word(const char *store, struct arena *arena) {
  const char *slash = strrchr(store, '/');
  const char *name = slash ? slash + 1 : store;
  const char *dot = strrchr(name, '.');
  return arena_printf(arena, "%.*s", dot && dot > name ? (int)(dot - name) : (int)strlen(name), name);
}

const char *backup_name(const char *folder, const char *store, instant at, struct arena *arena) {
  char stamp[STAMP_SIZE];
  stamp_of(at, stamp);
  size_t length = strlen(folder);
  const char *slash = length > 0 && folder[length - 1] == '/' ? "" : "/";
  return arena_printf(arena, "%s%s%s-%s%s", folder, slash, store_word(store, arena), stamp, name_end);
}

/* The instant of "20260304T061200Z", or INSTANT_NONE. */
static instant read_stamp(const char *stamp) {
  struct str text = {0};
  instant at = INSTANT_NONE;
  for (int i = 0; i < STAMP_SIZE - 1; i++) {
    if (!strchr(i == 8 ? "T" : i == 15 ? "Z" : "0123456789", stamp[i]))
      break;
    str_add(&text, i == 4 || i == 6 ? "-" : i == 11 || i == 13 ? ":" : "");
    str_addc(&text, stamp[i]);
  }
  if (text.n != strlen("2026-03-04T06:12:00Z") || !instant_parse(str_text(&text), &at))
    at = INSTANT_NONE;
  str_free(&text);
  return at;
}

struct found {
  const char *name;
  instant at;
};

static int newest_first(const void *a, const void *b) {
  instant first = ((const struct found *)a)->at, second = ((const struct found *)b)->at;
  return (first < second) - (first > second);
}

/* The store's backups in the folder, newest first. */
static int find_backups(const char *folder, const char *store, struct arena *arena, struct found **out) {
  VEC(struct found) found = {0};
  int n = 0;
  const char *front = arena_printf(arena, "%s-", store_word(store, arena));
  size_t length = strlen(front) + STAMP_SIZE - 1 + strlen(name_end);
  DIR *directory = opendir(folder);
  for (struct dirent *entry; directory && (entry = readdir(directory));)
    if (text_starts(entry->d_name, front) && strlen(entry->d_name) == length &&
        text_equal(entry->d_name + length - strlen(name_end), name_end)) {
      instant at = read_stamp(entry->d_name + strlen(front));
      if (at != INSTANT_NONE)
        vec_push(&found, (struct found){arena_strdup(arena, entry->d_name), at});
    }
  if (directory)
    closedir(directory);
  if (found.n > 0)
    qsort(found.at, found.n, sizeof found.at[0], newest_first);
  KEEP(arena, found, out, &n);
  return n;
}

/* --- Which stay -------------------------------------------------------------------------------------------------- */

/* The day, week or month in which an instant lies, as a number. */
static int day_number(instant at) {
  return instant_date(at);
}
static int week_number(instant at) {
  return instant_date(at) - date_weekday(instant_date(at));
}
static int month_number(instant at) {
  int year, month, day;
  date_to_ymd(instant_date(at), &year, &month, &day);
  return year * 12 + month;
}

/* The newest of each of the last `most` periods that have one. */
static void keep_newest(const instant *at, int n, int (*period)(instant), int most, bool *stays) {
  int last = 0;
  for (int i = 0, kept = 0; i < n && kept < most; i++)
    if (kept == 0 || period(at[i]) != last) {
      last = period(at[i]);
      stays[i] = true;
      kept++;
    }
}

void backup_choose(const instant *at, int n, int days, bool *stays) {
  memset(stays, 0, (size_t)n * sizeof *stays);
  keep_newest(at, n, day_number, days, stays);
  keep_newest(at, n, week_number, BACKUP_WEEKS, stays);
  keep_newest(at, n, month_number, BACKUP_MONTHS, stays);
}

void backup_rotate(const char *folder, const char *store, int days, int *kept, int *removed) {
  struct arena arena = {0};
  struct found *found = NULL;
  int n = find_backups(folder, store, &arena, &found);
  instant *at = arena_alloc(&arena, ((size_t)n + 1) * sizeof *at);
  bool *stays = arena_alloc(&arena, ((size_t)n + 1) * sizeof *stays);
  for (int i = 0; i < n; i++)
    at[i] = found[i].at;
  backup_choose(at, n, days, stays);
  if (n > 0 && at[0] > clock_now() + CLOCK_SECONDS_APART) { /* by such a clock the newest would go first */
    log_warn(_("%s has backups from later than the clock says: none was removed; set the clock right"), folder);
    memset(stays, true, (size_t)n * sizeof *stays);
  }
  *kept = *removed = 0;
  for (int i = 0; i < n; i++) {
    const char *path = arena_printf(&arena, "%s/%s", folder, found[i].name);
    bool goes = !stays[i] && unlink(path) == 0;
    if (!stays[i] && !goes)
      log_warn(_("the old backup %s cannot be removed: %s"), path, errno_words(errno));
    *(goes ? removed : kept) += 1;
  }
  arena_free(&arena);
}
