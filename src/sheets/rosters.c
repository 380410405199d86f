/* The folder of printed rosters. */
#include "vaktrom/sheets.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "vaktrom/dispatch/may.h"
#include "vaktrom/exchange.h"

#define PREFIX "roster-"
#define KEPT_DAYS 1 /* yesterday's night may still be at work */

struct rosters {
  struct store *store;
  struct day *day;
  const char *folder;
  struct arena arena;
  VEC(const char *) written; /* names in the folder */
  int unknown_letters;
};

static bool write_form(struct rosters *rosters, const char *name, const struct str *bytes, struct error *err) {
  vec_push(&rosters->written, name);
  return exchange_write_file(arena_printf(&rosters->arena, "%s/%s", rosters->folder, name), bytes, err);
}

/* Writes what the filter lets through as PDF and as text. */
static bool write_roster(struct rosters *rosters, const struct roster_filter *filter, const char *what,
                         struct error *err) {
  struct paper paper = {0};
  struct str text = {0}, pdf = {0};
  char on[DATE_SIZE];
  date_format(rosters->day->date, on);
  paper_roster(rosters->store, rosters->day, filter, &paper);
  bool done = true;
  if (paper.sections.n > 0) {
    paper_render_text(&paper, &text);
    done = paper_render_pdf(&paper, &pdf, err) &&
           write_form(rosters, arena_printf(&rosters->arena, PREFIX "%s-%s.pdf", on, what), &pdf, err) &&
           write_form(rosters, arena_printf(&rosters->arena, PREFIX "%s-%s.txt", on, what), &text, err);
  }
  rosters->unknown_letters += paper.unknown_letters;
  str_free(&pdf);
  str_free(&text);
  paper_free(&paper);
  return done;
}

/* A team's name in a file's: nothing in it leads to another folder, and no two teams have the same. */
static const char *file_word(struct arena *arena, const char *id) {
  struct str word = {0};
  for (; *id; id++)
    if (strchr("/%", *id))
      str_addf(&word, "%%%02X", (unsigned)*id);
    else
      str_addc(&word, *id);
  const char *copy = arena_strdup(arena, str_text(&word));
  str_free(&word);
  return copy;
}

static bool write_all(struct rosters *rosters, struct error *err) {
  const struct day *day = rosters->day;
  const struct list_sheet *sheets = dispatch_sheets(rosters->store, rosters->day);
  const struct roster_filter units = {.shift = NONE, .summary = true, .sheets = sheets};
  bool done = write_roster(rosters, &units, "units", err);
  for (int team = 0; done && team < day->n_teams; team++)
    for (int shift = 0; done && shift < SHIFT_COUNT; shift++) {
      const struct roster_filter filter = {.shift = shift, .team = day->teams[team].id, .sheets = sheets};
      done = write_roster(rosters, &filter,
                          arena_printf(&rosters->arena, "%s-%s", file_word(&rosters->arena, filter.team),
                                       word_token(&words_shift, shift)),
                          err);
    }
  return done;
}

/* --- Those of before --- */

static bool ends_with(const char *name, const char *end) {
  size_t length = strlen(name), most = strlen(end);
  return length > most && strcmp(name + length - most, end) == 0;
}

/* The date of a roster that the night wrote; DATE_NONE for any other file. */
static date date_of(const char *name) {
  char on[DATE_SIZE] = "";
  date found;
  if (strncmp(name, PREFIX, strlen(PREFIX)) != 0 || (!ends_with(name, ".pdf") && !ends_with(name, ".txt")))
    return DATE_NONE;
  strncpy(on, name + strlen(PREFIX), sizeof on - 1);
  return name[strlen(PREFIX) + strlen(on)] == '-' && date_parse(on, &found) ? found : DATE_NONE;
}

static bool is_written(const struct rosters *rosters, const char *name) {
  bool found = false;
  for (size_t i = 0; i < rosters->written.n && !found; i++)
    found = text_equal(rosters->written.at[i], name);
  return found;
}

static bool is_stale(const struct rosters *rosters, const char *name) {
  date on = date_of(name);
  return on != DATE_NONE && !is_written(rosters, name) &&
         (on == rosters->day->date || on < instant_date(clock_now()) - KEPT_DAYS);
}

static bool remove_stale(struct rosters *rosters, struct error *err) {
  DIR *folder = opendir(rosters->folder);
  const struct dirent *entry;
  bool done = folder != NULL;
  while (done && (entry = readdir(folder))) {
    if (is_stale(rosters, entry->d_name))
      done = unlink(arena_printf(&rosters->arena, "%s/%s", rosters->folder, entry->d_name)) == 0 || errno == ENOENT;
  }
  if (!done)
    error_set(err, STATUS_INPUT, _("old rosters in %s cannot be removed: %s"), rosters->folder, errno_words(errno));
  if (folder)
    closedir(folder);
  return done;
}

bool sheets_may_write_rosters(const struct session *session, struct error *err) {
  return dispatch_may(session, MAY_BACK_UP, NULL, err);
}

bool sheets_write_rosters(const struct session *session, date on, const char *folder, int *unknown_letters,
                          struct error *err) {
  struct store *store = session->store;
  struct rosters rosters = {.store = store, .folder = folder};
  bool done = sheets_may_write_rosters(session, err) && exchange_make_folder(folder, err) &&
              store_load_day(store, on, &rosters.day, err) && write_all(&rosters, err) && remove_stale(&rosters, err);
  *unknown_letters = rosters.unknown_letters;
  vec_free(&rosters.written);
  day_free(rosters.day);
  arena_free(&rosters.arena);
  return done;
}
