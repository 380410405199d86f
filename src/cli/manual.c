/*
 * The manual pages. Prose stands in data/man/PAGE.in; commands, options, settings, KINDs, findings, reports, keys and
 * terms come from the tables by which the program works, so that a page cannot say what the program no longer does.
 */
#include "cli/manual.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/kinds_cli.h"
#include "cli/permissions.h"
#include "cli/roff.h"
#include "cli/terms.h"
#include "cli/usage.h"
#include "vaktrom/exchange.h"
#include "vaktrom/report.h"
#include "vaktrom/tui.h"
#include "vaktrom/version.h"

/* What a directive writes; false when there is nothing of that argument's name. */
typedef bool directive(struct str *out, const char *argument);

/* --- Head and tail -------------------------------------------------------------------------------------------------
 */

/* "VAKTROM-CSV 5" */
static bool add_head(struct str *out, const char *argument) {
  str_addf(out, ".TH %s \"%s\" \"vaktrom %s\" \"vaktrom\"\n", argument, VAKTROM_VERSION_DATE, VAKTROM_VERSION);
  return true;
}

static const struct command_group *find_group(const char *page) {
  for (const struct command_group *group = command_groups; group->title; group++)
    if (text_equal(group->page, page))
      return group;
  return NULL;
}

/* NAME and SYNOPSIS of a group's page. */
static bool add_group(struct str *out, const char *page) {
  const struct command_group *group = find_group(page);
  if (!group)
    return false;
  str_addf(out, ".SH NAME\nvaktrom\\-%s \\- ", page);
  roff_escape(out, _(group->summary));
  str_add(out, "\n.SH SYNOPSIS\n");
  bool first = true;
  for (const struct command *const *c = commands; *c; c++)
    if (text_equal((*c)->group, group->title)) {
      str_addf(out, "%s\\fBvaktrom %s\\fR ...\n", first ? "" : ".br\n", (*c)->name);
      first = false;
    }
  return true;
}

/* Every page of the groups, as "vaktrom-day(1)", for SEE ALSO; the page named is left out. */
static bool add_see_also(struct str *out, const char *except) {
  static const char *const others[] = {"vaktrom-screen(7)",   "vaktrom-findings(7)", "vaktrom-csv(5)",
                                       "vaktrom-criteria(5)", "vaktrom-problem(5)",  "vaktrom-settings(5)",
                                       "vaktrom(7)"};
  struct arena arena = {0};
  VEC(const char *) pages = {0};
  vec_push(&pages, "vaktrom(1)");
  for (const struct command_group *group = command_groups; group->title; group++)
    vec_push(&pages, arena_printf(&arena, "vaktrom-%s(1)", group->page));
  for (size_t i = 0; i < COUNT_OF(others); i++)
    vec_push(&pages, others[i]);
  struct str all = {0};
  for (size_t i = 0; i < pages.n; i++)
    if (!text_equal(pages.at[i], except)) {
      size_t name = strcspn(pages.at[i], "(");
      str_addf(&all, "%s\\fB", all.n ? ", " : "");
      roff_escape(&all, arena_printf(&arena, "%.*s", (int)name, pages.at[i]));
      str_addf(&all, "\\fR%s", pages.at[i] + name);
    }
  str_add(out, ".SH SEE ALSO\n");
  roff_lines(out, str_text(&all));
  str_free(&all);
  vec_free(&pages);
  arena_free(&arena);
  return true;
}

/* --- Commands ------------------------------------------------------------------------------------------------------
 */

static void add_option(struct str *out, const struct option_spec *option) {
  str_add(out, ".TP\n");
  struct str usage = {0};
  str_addf(&usage, "--%s%s%s", option->name, option->value ? " " : "", option->value ? option->value : "");
  roff_usage(out, str_text(&usage));
  str_clear(&usage);
  str_add(&usage, _(option->help));
  for (size_t i = 0, n = 0; option->words && i < option->words->n; i++)
    if (*option->words->at[i].token)
      str_addf(&usage, "%s%s", n++ ? ", " : ": ", option->words->at[i].token);
  roff_prose(out, str_text(&usage));
  str_free(&usage);
}

static void add_options(struct str *out, const struct option_spec *options) {
  for (const struct option_spec *o = options; o && o->name; o++)
    add_option(out, o);
}

static void add_ways(struct str *out, const struct command *command) {
  struct str way = {0}, line = {0};
  const char *rest = command->arguments;
  bool first = true;
  do {
    usage_next_way(command, &rest, &way);
    str_clear(&line);
    str_addf(&line, "vaktrom %s %s", command->name, str_text(&way));
    str_add(out, first ? ".PP\n.nh\n" : ".br\n");
    roff_usage(out, str_text(&line));
    first = false;
  } while (rest);
  str_add(out, ".hy\n");
  str_free(&way);
  str_free(&line);
}

static void add_command(struct str *out, const struct command *command) {
  str_addf(out, ".SS %s\n", command->name);
  struct str summary = {0};
  str_addf(&summary, "%s.", _(command->summary));
  roff_prose(out, str_text(&summary));
  str_free(&summary);
  add_ways(out, command);
  if (command->details)
    roff_details(out, _(command->details));
  add_options(out, command->options);
}

static bool add_commands(struct str *out, const char *page) {
  const struct command_group *group = find_group(page);
  if (!group)
    return false;
  str_add(out, ".SH COMMANDS\n");
  for (const struct command *const *c = commands; *c; c++)
    if (text_equal((*c)->group, group->title))
      add_command(out, *c);
  str_add(out, ".PP\nEvery command also takes the options of\n.BR vaktrom (1).\n");
  return true;
}

static bool add_index(struct str *out, const char *argument) {
  (void)argument;
  for (const struct command_group *group = command_groups; group->title; group++) {
    str_add(out, ".SS ");
    roff_escape(out, _(group->title));
    str_addf(out, "\n.BR vaktrom\\-%s (1)\n", group->page);
    for (const struct command *const *c = commands; *c; c++)
      if (text_equal((*c)->group, group->title)) {
        roff_tag(out, (*c)->name, NULL);
        roff_prose(out, _((*c)->summary));
      }
  }
  return true;
}

static bool add_everywhere(struct str *out, const char *argument) {
  (void)argument;
  add_options(out, global_options);
  return true;
}

static bool add_statuses(struct str *out, const char *argument) {
  (void)argument;
  for (const struct status_meaning *row = status_meanings; row->meaning; row++) {
    str_addf(out, ".TP\n\\fB%d\\fR\n", (int)row->status);
    roff_prose(out, _(row->meaning));
  }
  return true;
}

/* --- Settings, findings, reports, terms ----------------------------------------------------------------------------
 */

/* Each permission with the functions that have it: "shift coordinator (team), duty nurse (HT)". */
static bool add_permissions(struct str *out, const char *argument) {
  (void)argument;
  for (int may = 0; may < MAY_COUNT; may++) {
    struct str text = {0};
    roff_tag(out, word_label(&words_may, may), NULL);
    for (int h = 0; permission_holder(h, false); h++)
      if (permission_reach((enum may)may, h) != REACH_NOBODY)
        str_addf(&text, "%s%s (%s)", text.n ? ", " : "", permission_holder(h, false),
                 permission_short(permission_reach((enum may)may, h)));
    if (!text.n)
      str_add(&text, _("the owner alone"));
    roff_prose(out, str_text(&text));
    str_free(&text);
  }
  return true;
}

static bool add_settings(struct str *out, const char *argument) {
  (void)argument;
  for (const struct setting *setting = settings; setting->name; setting++) {
    struct str text = {0};
    roff_tag(out, setting->name, NULL);
    str_addf(&text, "%s: ", _(setting->meaning));
    setting_describe(setting, &text);
    if (*setting->fallback)
      str_addf(&text, _("; default %s"), setting->fallback);
    roff_prose(out, str_text(&text));
    str_free(&text);
  }
  return true;
}

static bool add_findings(struct str *out, const char *argument) {
  (void)argument;
  for (const struct finding_code *row = finding_codes; row->code; row++) {
    struct str text = {0};
    roff_tag(out, row->code, word_label(&words_severity, (int)row->severity));
    str_addf(&text, _("%s. What to do: %s."), _(row->meaning), _(row->remedy));
    roff_prose(out, str_text(&text));
    str_free(&text);
  }
  return true;
}

static bool add_reports(struct str *out, const char *argument) {
  (void)argument;
  for (int i = 0; reports[i]; i++) {
    const struct report *report = reports[i];
    struct str text = {0};
    str_addf(out, ".SS %s\n", report->name);
    str_addf(&text, _("%s: %s. %s"), _(report->label), _(report->summary), _(report->definition));
    roff_prose(out, str_text(&text));
    str_clear(&text);
    str_addf(&text, _("Source: %s."), _(report->source));
    str_add(out, ".PP\n");
    roff_prose(out, str_text(&text));
    str_clear(&text);
    str_add(&text, _("Columns: "));
    for (int c = 0; c < report->n_columns; c++)
      str_addf(&text, "%s%s", c ? ", " : "", report->columns[c].key);
    str_add(&text, ".");
    str_add(out, ".PP\n");
    roff_prose(out, str_text(&text));
    str_free(&text);
  }
  return true;
}

static bool add_terms(struct str *out, const char *argument) {
  (void)argument;
  for (const struct term *term = terms; term->name; term++) {
    struct str beside = {0};
    str_addf(&beside, "(%s)", term->norwegian);
    roff_tag(out, term->name, str_text(&beside));
    roff_prose(out, _(term->meaning));
    str_free(&beside);
  }
  return true;
}

/* --- Files ---------------------------------------------------------------------------------------------------------
 */

static void add_kind(struct str *out, const struct kind *kind) {
  str_addf(out, ".SS %s\n", kind->name);
  for (const struct column *column = kind->columns; column->name; column++) {
    struct str text = {0}, beside = {0};
    if (column->flags & COLUMN_COUNTED)
      continue; /* stands in no file */
    if (!text_equal(column->norwegian, column->name))
      str_addf(&beside, "(%s)", column->norwegian);
    roff_tag(out, column->name, str_text(&beside));
    column_describe(column, &text);
    roff_prose(out, str_text(&text));
    str_free(&text);
    str_free(&beside);
  }
}

static bool add_kinds(struct str *out, const char *argument) {
  (void)argument;
  for (const struct kind *kind = kinds; kind->name; kind++)
    add_kind(out, kind);
  return true;
}

static bool add_problem(struct str *out, const char *argument) {
  (void)argument;
  for (const struct folder_file *const *file = problem_files; *file; file++) {
    roff_tag(out, (*file)->name, (*file)->optional ? _("(may be missing)") : NULL);
    struct str text = {0};
    str_addf(&text, "%s.", (*file)->required);
    if ((*file)->extra)
      str_addf(&text, _(" May be missing: %s."), (*file)->extra);
    roff_prose(out, str_text(&text));
    str_free(&text);
  }
  return true;
}

/* --- The screen ----------------------------------------------------------------------------------------------------
 */

static void add_key(void *context, const struct tui_key *key) {
  struct str *out = context, tag = {0}, beside = {0};
  if (*key->keys)
    str_add(&tag, key->keys);
  else
    str_addf(&tag, ": %s", key->action);
  str_addf(&beside, "(%s; %s)", key->action, key->views);
  roff_tag(out, str_text(&tag), NULL);
  roff_prose(out, key->label);
  str_add(out, ".br\n");
  roff_prose(out, str_text(&beside));
  str_free(&tag);
  str_free(&beside);
}

static bool add_keys(struct str *out, const char *argument) {
  (void)argument;
  tui_each_key(NULL, add_key, out);
  return true;
}

static bool add_views(struct str *out, const char *argument) {
  (void)argument;
  struct tui_view view;
  for (int i = 0; tui_view_at(i, &view); i++) {
    roff_tag(out, view.name, NULL);
    roff_prose(out, view.title);
  }
  return true;
}

/* --- A template ----------------------------------------------------------------------------------------------------
 */

static const struct {
  const char *name;
  directive *write;
} directives[] = {
    {"head", add_head},
    {"group", add_group},
    {"see-also", add_see_also},
    {"commands", add_commands},
    {"index", add_index},
    {"statuses", add_statuses},
    {"everywhere", add_everywhere},
    {"settings", add_settings},
    {"findings", add_findings},
    {"reports", add_reports},
    {"terms", add_terms},
    {"kinds", add_kinds},
    {"problem", add_problem},
    {"keys", add_keys},
    {"views", add_views},
    {"permissions", add_permissions},
};

/* The line after @@: a directive's name, and perhaps its argument. */
static bool write_directive(struct str *out, const char *line) {
  size_t length = strcspn(line, " ");
  const char *argument = line[length] ? line + length + 1 : "";
  for (size_t i = 0; i < COUNT_OF(directives); i++)
    if (strlen(directives[i].name) == length && strncmp(directives[i].name, line, length) == 0)
      return directives[i].write(out, argument);
  return false;
}

bool manual_expand(const char *path, struct str *out, struct error *err) {
  FILE *file = fopen(path, "r");
  char *line = NULL;
  size_t size = 0;
  bool good = true;
  if (!file)
    return error_set(err, STATUS_INPUT, _("%s cannot be read: %s"), path, errno_words(errno));
  while (good && getline(&line, &size, file) >= 0) {
    line[strcspn(line, "\n")] = '\0';
    if (text_starts(line, "@@"))
      good = write_directive(out, line + 2) ||
             error_set(err, STATUS_INPUT, _("%s: there is nothing that '%s' could stand for"), path, line);
    else
      str_addf(out, "%s\n", line);
  }
  free(line);
  fclose(file);
  return good;
}
