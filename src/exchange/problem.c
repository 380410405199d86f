/*
 * The problem folder of `solve` (interface.md): CSV files to a problem of the balancer and back.
 *
 * Each file is a table of columns below; a row is read cell by cell, so that every fault has its line and column. What
 * only the whole problem can tell (a missing pair of sites, weights too large) problem_finish says.
 */
#include "vaktrom/exchange.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WINDOWS_LIMIT 32 /* alternative windows of one visit */

/* --- The files and their columns ---------------------------------------------------------------------------------- */

static const struct folder_file
    file_lists = {"lists.csv", false, "list start_site end_site start end skills max_work",
                  "latest_end break_length break_earliest break_latest past_work past_load group mode"},
    file_visits = {"visits.csv", false,
                   "visit patient site duration earliest latest window skills priority pinned_list known_lists",
                   "barred_lists current_list current_start load change_weight"},
    file_links = {"links.csv", true, "first second min_gap max_gap staff", NULL},
    file_travel = {"travel.csv", false, "from to time", "mode"},
    file_preferences = {"preferences.csv", true, "visit list cost", NULL},
    file_objective = {"objective.csv", false, "term weight", "grace"};

const struct folder_file *const problem_files[] = {&file_lists,       &file_visits,    &file_links, &file_travel,
                                                   &file_preferences, &file_objective, NULL};

/* Terms that interface.md reserves: they may be named, but nothing is measured for them yet. */
static const char *const reserved_terms[] = {"idle_max", "workload_deviation", "unqualified", "barred"};

/* --- Reading -------------------------------------------------------------------------------------------------------
 */

struct reading {
  struct problem *problem;
  struct faults faults;
  struct csv_table table; /* the present file */
  size_t row;             /* the present row */
};

static const char *cell(const struct reading *reading, const char *column) {
  return csv_cell(&reading->table, reading->row, csv_column(&reading->table, column));
}

#define cell_fault(reading, column, ...)                                                                               \
  faults_add(&(reading)->faults, (reading)->table.file, csv_line(&(reading)->table, (reading)->row), column,           \
             __VA_ARGS__)

static bool parse_integer(const char *text, int64_t *out) {
  char *end;
  errno = 0;
  long long value = strtoll(text, &end, 10);
  *out = (int64_t)value;
  return *text && *text != ' ' && !*end && errno == 0;
}

/* An integer; `absent` when the cell is empty. */
static int64_t integer_cell(struct reading *reading, const char *column, int64_t absent) {
  const char *text = cell(reading, column);
  int64_t value;
  if (!*text)
    return absent;
  if (parse_integer(text, &value) && value >= -BALANCE_TIME_LIMIT && value <= BALANCE_TIME_LIMIT)
    return value;
  cell_fault(reading, column, _("'%s' is not a whole number of at most %lld"), text, (long long)BALANCE_TIME_LIMIT);
  return 0;
}

static int64_t required_integer(struct reading *reading, const char *column) {
  if (!*cell(reading, column))
    cell_fault(reading, column, _("it is empty"));
  return integer_cell(reading, column, 0);
}

static const char *name_cell(struct reading *reading, const char *column) {
  const char *text = cell(reading, column);
  if (!*text)
    cell_fault(reading, column, _("it is empty"));
  return text;
}

static int site_cell(struct reading *reading, const char *column) {
  return problem_add_site(reading->problem, name_cell(reading, column));
}

static void check_columns(struct reading *reading, const struct folder_file *file) {
  struct str needed = {0};
  str_addf(&needed, "%s", file->required);
  for (char *at = needed.at, *word; (word = strtok_r(at, " ", &at));)
    if (csv_column(&reading->table, word) == NONE)
      faults_add(&reading->faults, reading->table.file, 1, NULL, _("the column '%s' is missing"), word);
  str_free(&needed);
  for (int column = 0; column < reading->table.n_columns; column++) {
    const char *name = csv_header(&reading->table, column);
    if (!text_has_word(file->required, name) && !(file->extra && text_has_word(file->extra, name)))
      faults_add(&reading->faults, reading->table.file, 1, NULL, _("the column '%s' is unknown"), name);
  }
}

/* Reads a file and hands on its rows, one by one. */
static void read_file(struct reading *reading, const char *folder, const struct folder_file *file,
                      void (*row)(struct reading *reading)) {
  struct str path = {0};
  str_addf(&path, "%s/%s", folder, file->name);
  if (!file->optional || access(str_text(&path), F_OK) == 0) {
    if (csv_read(str_text(&path), &reading->table, &reading->faults)) {
      size_t before = reading->faults.n;
      check_columns(reading, file);
      for (reading->row = 0; reading->faults.n == before && reading->row < reading->table.n_rows;) {
        row(reading);
        reading->row++;
        before = reading->faults.n < FAULTS_SHOWN ? reading->faults.n : before; /* go on to the next fault */
      }
    }
    csv_table_free(&reading->table);
  }
  str_free(&path);
}

static void read_list(struct reading *reading) {
  struct problem_list list = {.id = name_cell(reading, "list"),
                              .start_site = site_cell(reading, "start_site"),
                              .end_site = site_cell(reading, "end_site"),
                              .start = required_integer(reading, "start"),
                              .end = integer_cell(reading, "end", BALANCE_NONE),
                              .latest_end = integer_cell(reading, "latest_end", BALANCE_NONE),
                              .max_work = integer_cell(reading, "max_work", BALANCE_NONE),
                              .break_length = integer_cell(reading, "break_length", BALANCE_NONE),
                              .break_earliest = integer_cell(reading, "break_earliest", BALANCE_NONE),
                              .break_latest = integer_cell(reading, "break_latest", BALANCE_NONE),
                              .past_work = integer_cell(reading, "past_work", 0),
                              .past_load = integer_cell(reading, "past_load", 0),
                              .skills = cell(reading, "skills"),
                              .group = cell(reading, "group"),
                              .mode = cell(reading, "mode")};
  if (problem_find_list(reading->problem, list.id) >= 0)
    cell_fault(reading, "list", _("'%s' occurs twice"), list.id);
  if (list.end != BALANCE_NONE && list.end < list.start)
    cell_fault(reading, "end", _("it is before the start"));
  problem_add_list(reading->problem, &list);
}

/* One bound of each alternative window; returns how many there are. */
static size_t read_bounds(struct reading *reading, const char *column, int64_t bounds[WINDOWS_LIMIT]) {
  struct str text = {0};
  size_t n = 0;
  str_add(&text, cell(reading, column));
  for (char *at = text.at, *word; at && (word = strtok_r(at, " ", &at));) {
    if (n == WINDOWS_LIMIT) {
      cell_fault(reading, column, _("more than %d windows"), WINDOWS_LIMIT);
      break;
    }
    if (!parse_integer(word, &bounds[n++]))
      cell_fault(reading, column, _("'%s' is not a whole number"), word);
  }
  str_free(&text);
  return n;
}

static size_t read_windows(struct reading *reading, struct balance_window windows[WINDOWS_LIMIT]) {
  int64_t earliest[WINDOWS_LIMIT] = {BALANCE_NONE}, latest[WINDOWS_LIMIT] = {BALANCE_NONE};
  size_t n = read_bounds(reading, "earliest", earliest), n_latest = read_bounds(reading, "latest", latest);
  if (n > 1 || n_latest > 1) {
    if (n != n_latest)
      cell_fault(reading, "latest",
                 trn("%zu value, but 'earliest' has %zu", "%zu values, but 'earliest' has %zu", n_latest), n_latest, n);
    n = n < n_latest ? n : n_latest;
  }
  n = n ? n : 1;
  for (size_t i = 0; i < n; i++) {
    windows[i] = (struct balance_window){earliest[i], latest[i]};
    if (earliest[i] != BALANCE_NONE && latest[i] != BALANCE_NONE && latest[i] < earliest[i])
      cell_fault(reading, "latest", _("%lld is before the earliest start %lld"), (long long)latest[i],
                 (long long)earliest[i]);
    if (i > 0 && earliest[i] <= latest[i - 1])
      cell_fault(reading, "earliest", _("the windows overlap or do not rise"));
  }
  return n;
}

static const char *lists_cell(struct reading *reading, const char *column) {
  const char *text = cell(reading, column);
  struct str copy = {0};
  str_add(&copy, text);
  for (char *at = copy.at, *word; at && (word = strtok_r(at, " ", &at));)
    if (problem_find_list(reading->problem, word) < 0)
      cell_fault(reading, column, _("there is no list '%s'"), word);
  str_free(&copy);
  return text;
}

static int word_cell(struct reading *reading, const char *column, const struct words *words) {
  const char *text = cell(reading, column);
  int code = word_code(words, text);
  if (code == NONE)
    cell_fault(reading, column, _("'%s' is no %s"), text, words->name);
  return code == NONE ? 0 : code;
}

static void read_visit(struct reading *reading) {
  struct balance_window windows[WINDOWS_LIMIT];
  struct problem_visit visit = {.id = name_cell(reading, "visit"),
                                .patient = cell(reading, "patient"),
                                .site = site_cell(reading, "site"),
                                .duration = required_integer(reading, "duration"),
                                .windows = windows,
                                .window_count = read_windows(reading, windows),
                                .hard = word_cell(reading, "window", &words_window) == WINDOW_HARD,
                                .priority = (enum priority)word_cell(reading, "priority", &words_priority),
                                .load = integer_cell(reading, "load", 0),
                                .current_start = integer_cell(reading, "current_start", BALANCE_NONE),
                                .change_weight = integer_cell(reading, "change_weight", 1),
                                .skills = cell(reading, "skills"),
                                .pinned_list = lists_cell(reading, "pinned_list"),
                                .known_lists = lists_cell(reading, "known_lists"),
                                .barred_lists = lists_cell(reading, "barred_lists"),
                                .current_list = lists_cell(reading, "current_list")};
  if (problem_find_visit(reading->problem, visit.id) >= 0)
    cell_fault(reading, "visit", _("'%s' occurs twice"), visit.id);
  if (visit.duration < 0)
    cell_fault(reading, "duration", _("it is negative"));
  if (strchr(visit.pinned_list, ' '))
    cell_fault(reading, "pinned_list", _("it names more than one list"));
  problem_add_visit(reading->problem, &visit);
}

static const char *visit_cell(struct reading *reading, const char *column) {
  const char *text = name_cell(reading, column);
  if (*text && problem_find_visit(reading->problem, text) < 0)
    cell_fault(reading, column, _("there is no visit '%s'"), text);
  return text;
}

static void read_link(struct reading *reading) {
  enum link_staff staff;
  const char *first = visit_cell(reading, "first"), *second = visit_cell(reading, "second");
  int64_t low = required_integer(reading, "min_gap"), high = required_integer(reading, "max_gap");
  if (!link_staff_parse(cell(reading, "staff"), &staff))
    cell_fault(reading, "staff", _("'%s' is not any, different or same"), cell(reading, "staff"));
  if (low > high)
    cell_fault(reading, "max_gap", _("it is below min_gap"));
  if (text_equal(first, second))
    cell_fault(reading, "second", _("a visit cannot be linked with itself"));
  problem_add_link(reading->problem, first, second, low, high, staff);
}

static void read_leg(struct reading *reading) {
  int64_t time = required_integer(reading, "time");
  if (time < 0 || time > BALANCE_TRAVEL_LIMIT)
    cell_fault(reading, "time", _("it must be from 0 to %d"), BALANCE_TRAVEL_LIMIT);
  int from = site_cell(reading, "from"), to = site_cell(reading, "to");
  const char *mode = cell(reading, "mode");
  if (*mode)
    problem_set_mode_travel(reading->problem, mode, from, to, time);
  else
    problem_set_travel(reading->problem, from, to, time);
}

static void read_preference(struct reading *reading) {
  const char *list = name_cell(reading, "list");
  if (*list && problem_find_list(reading->problem, list) < 0)
    cell_fault(reading, "list", _("there is no list '%s'"), list);
  problem_add_preference(reading->problem, visit_cell(reading, "visit"), list, required_integer(reading, "cost"));
}

static bool is_reserved(const char *term) {
  for (size_t i = 0; i < COUNT_OF(reserved_terms); i++)
    if (text_equal(reserved_terms[i], term))
      return true;
  return false;
}

static void read_weight(struct reading *reading) {
  enum balance_term term;
  const char *name = name_cell(reading, "term"), *weight = name_cell(reading, "weight");
  bool hard = text_equal(weight, "hard");
  int64_t value = hard ? BALANCE_HARD : integer_cell(reading, "weight", 0);
  if (value < 0)
    cell_fault(reading, "weight", _("it is negative"));
  if (balance_term_parse(name, &term))
    problem_set_weight(reading->problem, term, value);
  else if (!is_reserved(name))
    cell_fault(reading, "term", _("there is no term '%s'"), name);
  int64_t grace = integer_cell(reading, "grace", 0);
  if (grace < 0 || (grace > 0 && !text_equal(name, balance_term_name(TERM_SHIFTED))))
    cell_fault(reading, "grace", _("only the term '%s' has one, of 0 or more"), balance_term_name(TERM_SHIFTED));
  else if (grace > 0)
    problem_set_grace(reading->problem, grace);
}

bool problem_read_dir(const char *folder, struct problem **out, struct error *err) {
  struct reading reading = {.problem = problem_new()};
  read_file(&reading, folder, &file_lists, read_list);
  read_file(&reading, folder, &file_visits, read_visit);
  read_file(&reading, folder, &file_links, read_link);
  read_file(&reading, folder, &file_travel, read_leg);
  read_file(&reading, folder, &file_preferences, read_preference);
  read_file(&reading, folder, &file_objective, read_weight);
  bool done = faults_none(&reading.faults, err) &&
              (problem_finish(reading.problem, err) || error_context(err, _("%s:"), folder));
  faults_free(&reading.faults);
  if (!done) {
    problem_free(reading.problem);
    reading.problem = NULL;
  }
  *out = reading.problem;
  return done;
}

/* --- Writing -------------------------------------------------------------------------------------------------------
 */

static void write_header(struct csv_writer *writer, struct str *out, const struct folder_file *file) {
  struct str columns = {0};
  csv_write_start(writer, out, false);
  str_addf(&columns, "%s %s", file->required, file->extra ? file->extra : "");
  for (char *at = columns.at, *word; (word = strtok_r(at, " ", &at));)
    csv_write_cell(writer, word);
  csv_write_end_row(writer);
  str_free(&columns);
}

static void write_integer(struct csv_writer *writer, int64_t value) {
  char text[24] = "";
  if (value != BALANCE_NONE)
    snprintf(text, sizeof text, "%" PRId64, value);
  csv_write_cell(writer, text);
}

static void write_lists(const struct problem *problem, struct str *out) {
  struct csv_writer writer;
  write_header(&writer, out, &file_lists);
  for (int i = 0; i < (int)problem_list_count(problem); i++) {
    const struct problem_list *list = problem_list_at(problem, i);
    csv_write_cell(&writer, list->id);
    csv_write_cell(&writer, problem_site_name(problem, list->start_site));
    csv_write_cell(&writer, problem_site_name(problem, list->end_site));
    write_integer(&writer, list->start);
    write_integer(&writer, list->end);
    csv_write_cell(&writer, list->skills);
    const int64_t rest[] = {list->max_work,     list->latest_end, list->break_length, list->break_earliest,
                            list->break_latest, list->past_work,  list->past_load};
    for (size_t k = 0; k < COUNT_OF(rest); k++)
      write_integer(&writer, rest[k]);
    csv_write_cell(&writer, list->group);
    csv_write_cell(&writer, list->mode);
    csv_write_end_row(&writer);
  }
}

static void write_bounds(struct csv_writer *writer, const struct problem_visit *visit, bool latest) {
  struct str text = {0};
  for (size_t i = 0; i < visit->window_count; i++) {
    int64_t bound = latest ? visit->windows[i].latest : visit->windows[i].earliest;
    if (bound != BALANCE_NONE)
      str_addf(&text, "%s%" PRId64, i ? " " : "", bound);
  }
  csv_write_cell(writer, str_text(&text));
  str_free(&text);
}

static void write_visits(const struct problem *problem, struct str *out) {
  struct csv_writer writer;
  write_header(&writer, out, &file_visits);
  for (int i = 0; i < (int)problem_visit_count(problem); i++) {
    const struct problem_visit *visit = problem_visit_at(problem, i);
    csv_write_cell(&writer, visit->id);
    csv_write_cell(&writer, visit->patient);
    csv_write_cell(&writer, problem_site_name(problem, visit->site));
    write_integer(&writer, visit->duration);
    write_bounds(&writer, visit, false);
    write_bounds(&writer, visit, true);
    csv_write_cell(&writer, word_token(&words_window, visit->hard ? WINDOW_HARD : WINDOW_SOFT));
    csv_write_cell(&writer, visit->skills);
    csv_write_cell(&writer, word_token(&words_priority, (int)visit->priority));
    csv_write_cell(&writer, visit->pinned_list);
    csv_write_cell(&writer, visit->known_lists);
    csv_write_cell(&writer, visit->barred_lists);
    csv_write_cell(&writer, visit->current_list);
    write_integer(&writer, visit->current_start);
    write_integer(&writer, visit->load);
    write_integer(&writer, visit->change_weight > 1 ? visit->change_weight : BALANCE_NONE);
    csv_write_end_row(&writer);
  }
}

static void write_leg(struct csv_writer *writer, const struct problem *problem, int from, int to, int64_t time,
                      const char *mode) {
  if (from == to || time < 0)
    return;
  csv_write_cell(writer, problem_site_name(problem, from));
  csv_write_cell(writer, problem_site_name(problem, to));
  write_integer(writer, time);
  csv_write_cell(writer, mode);
  csv_write_end_row(writer);
}

/* The plain times, then those of each mode that differ from them. */
static void write_travel(const struct problem *problem, struct str *out) {
  struct csv_writer writer;
  int sites = (int)problem_site_count(problem);
  write_header(&writer, out, &file_travel);
  for (int from = 0; from < sites; from++)
    for (int to = 0; to < sites; to++)
      write_leg(&writer, problem, from, to, problem_travel(problem, from, to), "");
  for (size_t mode = 0; mode < problem_mode_count(problem); mode++)
    for (int from = 0; from < sites; from++)
      for (int to = 0; to < sites; to++) {
        int64_t time = problem_mode_travel(problem, mode, from, to);
        if (time != problem_travel(problem, from, to))
          write_leg(&writer, problem, from, to, time, problem_mode_name(problem, mode));
      }
}

static void write_links(const struct problem *problem, struct str *out) {
  struct csv_writer writer;
  struct problem_link link;
  write_header(&writer, out, &file_links);
  for (size_t i = 0; problem_link_at(problem, i, &link); i++) {
    csv_write_cell(&writer, link.first);
    csv_write_cell(&writer, link.second);
    write_integer(&writer, link.min_gap);
    write_integer(&writer, link.max_gap);
    csv_write_cell(&writer, link_staff_name(link.staff));
    csv_write_end_row(&writer);
  }
}

static void write_preferences(const struct problem *problem, struct str *out) {
  struct csv_writer writer;
  struct problem_preference preference;
  write_header(&writer, out, &file_preferences);
  for (size_t i = 0; problem_preference_at(problem, i, &preference); i++) {
    csv_write_cell(&writer, preference.visit);
    csv_write_cell(&writer, preference.list);
    write_integer(&writer, preference.cost);
    csv_write_end_row(&writer);
  }
}

static void write_objective(const struct problem *problem, struct str *out) {
  struct csv_writer writer;
  write_header(&writer, out, &file_objective);
  for (int term = 0; term < TERM_COUNT; term++) {
    if (!problem_names_term(problem, (enum balance_term)term))
      continue;
    int64_t weight = problem_weight(problem, (enum balance_term)term);
    csv_write_cell(&writer, balance_term_name((enum balance_term)term));
    if (weight == BALANCE_HARD)
      csv_write_cell(&writer, "hard");
    else
      write_integer(&writer, weight);
    write_integer(&writer, term == TERM_SHIFTED && problem_grace(problem) ? problem_grace(problem) : BALANCE_NONE);
    csv_write_end_row(&writer);
  }
}

bool problem_write_dir(const struct problem *problem, const char *folder, struct error *err) {
  static const struct {
    const struct folder_file *file;
    void (*write)(const struct problem *problem, struct str *out);
  } files[] = {
      {&file_lists, write_lists},   {&file_visits, write_visits},           {&file_links, write_links},
      {&file_travel, write_travel}, {&file_preferences, write_preferences}, {&file_objective, write_objective}};
  bool done = exchange_make_folder(folder, err);
  for (size_t i = 0; done && i < COUNT_OF(files); i++) {
    struct str path = {0}, text = {0};
    str_addf(&path, "%s/%s", folder, files[i].file->name);
    files[i].write(problem, &text);
    done = exchange_write_file(str_text(&path), &text, err);
    str_free(&path);
    str_free(&text);
  }
  return done;
}
