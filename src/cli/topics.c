/* What `vaktrom help TOPIC` explains: a table of sorts of things, each of which knows its names and explains one. */
#include "cli/topics.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cli/kinds_cli.h"
#include "cli/terms.h"
#include "vaktrom/report.h"
#include "vaktrom/tui.h"

/* Called with each name of a sort and its number in it; `what` is a line about it. */
typedef void take_name(void *context, int number, const char *name, const char *what);

/* --- Commands and their groups -------------------------------------------------------------------------------------
 */

static void command_names(take_name *take, void *context) {
  for (int i = 0; commands[i]; i++)
    take(context, i, commands[i]->name, _(commands[i]->summary));
}

static void explain_command(int number) {
  const struct command *command = commands[number];
  printf(_("vaktrom %s: %s\n"), command->name, _(command->summary));
  printf("  vaktrom %s %s\n", command->name, command->arguments ? command->arguments : "");
  printf(_("  vaktrom %s --help says every option.\n"), command->name);
}

static void group_names(take_name *take, void *context) {
  for (int i = 0; command_groups[i].title; i++)
    take(context, i, _(command_groups[i].title), _(command_groups[i].summary));
}

static void group_page_names(take_name *take, void *context) {
  for (int i = 0; command_groups[i].title; i++)
    take(context, i, command_groups[i].page, _(command_groups[i].summary));
}

static void explain_group(int number) {
  help_group(&command_groups[number]);
  printf(_("  man vaktrom-%s says more.\n"), command_groups[number].page);
}

/* --- The screen ----------------------------------------------------------------------------------------------------
 */

static void view_names_of(take_name *take, void *context) {
  struct tui_view view;
  for (int i = 0; tui_view_at(i, &view); i++)
    take(context, i, view.name, view.title);
}

static void print_key(void *context, const struct tui_key *key) {
  (void)context;
  struct str keys = {0};
  str_addf(&keys, *key->keys ? "%s" : ": %s", *key->keys ? key->keys : key->action);
  printf("  %-20s %s\n", str_text(&keys), key->label);
  str_free(&keys);
}

/* Only the keys that are the view's own, for those of every view are many. */
static void print_own_key(void *context, const struct tui_key *key) {
  const char *everywhere = _("everywhere");
  if (!text_starts(key->views, everywhere))
    print_key(context, key);
}

static void explain_view(int number) {
  struct tui_view view;
  if (!tui_view_at(number, &view))
    return;
  printf(_("The view %s of the screen: %s\n"), view.name, view.title);
  tui_each_key(view.name, print_own_key, NULL);
  puts(_("  `?` in it shows every key."));
}

struct named_key {
  take_name *take;
  void *context;
  int number;
};

static void name_key(void *context, const struct tui_key *key) {
  struct named_key *names = context;
  names->take(names->context, names->number++, key->action, key->label);
}

static void key_names(take_name *take, void *context) {
  tui_each_key(NULL, name_key, &(struct named_key){take, context, 0});
}

static void print_numbered_key(void *context, const struct tui_key *key) {
  int *left = context;
  if ((*left)-- == 0)
    printf(_("On the screen: %s%s: %s (%s)\n"), *key->keys ? "" : ": ", *key->keys ? key->keys : key->action,
           key->label, key->views);
}

static void explain_key(int number) {
  tui_each_key(NULL, print_numbered_key, &number);
}

/* --- Findings, settings, reports, terms ----------------------------------------------------------------------------
 */

static void finding_names(take_name *take, void *context) {
  for (int i = 0; finding_codes[i].code; i++)
    take(context, i, finding_codes[i].code, _(finding_codes[i].meaning));
}

static void explain_finding(int number) {
  const struct finding_code *row = &finding_codes[number];
  printf(_("The finding %s (%s): %s.\n  What to do: %s.\n"), row->code, word_label(&words_severity, (int)row->severity),
         _(row->meaning), _(row->remedy));
}

static void setting_names(take_name *take, void *context) {
  for (int i = 0; settings[i].name; i++)
    take(context, i, settings[i].name, _(settings[i].meaning));
}

static void explain_setting(int number) {
  const struct setting *setting = &settings[number];
  struct str type = {0};
  setting_describe(setting, &type);
  printf(_("The setting %s: %s.\n"), setting->name, _(setting->meaning));
  printf(_("  It is %s; unless set, '%s'. vaktrom setting set %s VALUE changes it.\n"), str_text(&type),
         setting_words(setting, setting->fallback), setting->name);
  str_free(&type);
}

static void report_names(take_name *take, void *context) {
  for (int i = 0; reports[i]; i++)
    take(context, i, reports[i]->name, _(reports[i]->summary));
}

static void explain_report(int number) {
  printf(_("The report %s: %s.\n"), reports[number]->name, _(reports[number]->summary));
  printf("  %s\n", _(reports[number]->definition));
  printf(_("  Source: %s.\n"), _(reports[number]->source));
}

static void term_names(take_name *take, void *context) {
  for (int i = 0; terms[i].name; i++)
    take(context, i, terms[i].name, _(terms[i].meaning));
}

static void term_norwegian_names(take_name *take, void *context) {
  for (int i = 0; terms[i].name; i++)
    if (!text_equal(terms[i].name, terms[i].norwegian))
      take(context, i, terms[i].norwegian, _(terms[i].meaning));
}

static void explain_term(int number) {
  const struct term *term = &terms[number];
  bool norwegian = text_equal(language(), "nb");
  printf("%s (%s): %s\n", norwegian ? term->norwegian : term->name, norwegian ? term->name : term->norwegian,
         _(term->meaning));
}

/* --- KINDs ---------------------------------------------------------------------------------------------------------
 */

static void kind_names(take_name *take, void *context) {
  for (int i = 0; kinds[i].name; i++)
    take(context, i, kinds[i].name, _("a KIND of import and export"));
}

static void explain_kind(int number) {
  const struct kind *kind = &kinds[number];
  printf(_("The KIND %s of import and export has the columns\n"), kind->name);
  for (const struct column *column = kind->columns; column->name; column++) {
    struct str text = {0};
    if (column->flags & COLUMN_COUNTED)
      continue; /* stands in no file */
    column_describe(column, &text);
    printf("  %-20s %s\n", column->name, str_text(&text));
    str_free(&text);
  }
}

/* --- All of them ---------------------------------------------------------------------------------------------------
 */

static const struct sort {
  void (*names)(take_name *take, void *context);
  void (*explain)(int number);
} sorts[] = {
    {term_names, explain_term},     {term_norwegian_names, explain_term}, {command_names, explain_command},
    {group_names, explain_group},   {group_page_names, explain_group},    {view_names_of, explain_view},
    {key_names, explain_key},       {finding_names, explain_finding},     {setting_names, explain_setting},
    {report_names, explain_report}, {kind_names, explain_kind},
};

/* The same word but for case, and for a blank, '-' or '_' between its parts. */
static bool same_topic(const char *a, const char *b) {
  for (;; a++, b++) {
    bool blank_a = *a && strchr(" -_", *a), blank_b = *b && strchr(" -_", *b);
    if (blank_a != blank_b || (!blank_a && strncasecmp(a, b, 1) != 0))
      return false;
    if (!*a)
      return true;
  }
}

struct asked {
  const char *topic;
  const struct sort *sort;
  int found;               /* things so named so far */
  int commands;            /* of them commands */
  int last;                /* number of the last one of the present sort */
  VEC(const char *) names; /* of everything, for what was perhaps meant; in the arena */
  struct arena arena;
};

static void look(void *context, int number, const char *name, const char *what) {
  (void)what;
  struct asked *asked = context;
  vec_push(&asked->names, arena_strdup(&asked->arena, name));
  if (!same_topic(asked->topic, name) || asked->last == number)
    return;
  asked->found++;
  asked->commands += asked->sort->explain == explain_command;
  asked->last = number;
}

static void explain_found(void *context, int number, const char *name, const char *what) {
  (void)what;
  struct asked *asked = context;
  if (!same_topic(asked->topic, name) || asked->last == number)
    return;
  if (asked->found++ > 0)
    puts("");
  asked->sort->explain(number);
  asked->last = number;
}

static void each_sort(struct asked *asked, take_name *take) {
  asked->found = 0;
  for (size_t i = 0; i < COUNT_OF(sorts); i++) {
    asked->sort = &sorts[i];
    asked->last = NONE;
    sorts[i].names(take, asked);
  }
}

/* What everything is named by: the Norwegian word of a topic leads to its English one, and so to all of that name. */
static const char *english_topic(struct asked *asked, const char *topic) {
  const char *english = topic;
  for (int i = 0; terms[i].name; i++)
    if (same_topic(topic, terms[i].norwegian))
      english = terms[i].name;
  for (int i = 0; synonyms[i].topic; i++) {
    vec_push(&asked->names, synonyms[i].norwegian);
    if (same_topic(topic, synonyms[i].norwegian))
      english = synonyms[i].topic;
  }
  return english;
}

static bool unknown_topic(const struct asked *asked, struct error *err) {
  const char *near = text_nearest(asked->topic, asked->names.at, asked->names.n);
  error_set(err, STATUS_USAGE, _("there is no help on '%s'"), asked->topic);
  if (near)
    error_add(err, STATUS_USAGE, _("did you mean '%s'?"), near);
  return error_add(
      err, STATUS_USAGE, "%s",
      _("a topic is a command, a view, a finding, a setting, a KIND, a report, a word such as carry-over"));
}

bool topic_explain(const char *topic, struct error *err) {
  struct asked asked = {.topic = topic};
  asked.topic = english_topic(&asked, topic);
  each_sort(&asked, look);
  bool good = asked.found > 0 || unknown_topic(&asked, err);
  if (asked.found == 1 && asked.commands == 1)
    help_command(command_find(asked.topic));
  else if (good)
    each_sort(&asked, explain_found);
  vec_free(&asked.names);
  arena_free(&asked.arena);
  return good;
}

struct taker {
  void (*take)(void *context, const char *name, const char *what);
  void *context;
};

static void pass_on(void *context, int number, const char *name, const char *what) {
  (void)number;
  const struct taker *taker = context;
  taker->take(taker->context, name, what);
}

void topics_each(void (*take)(void *context, const char *name, const char *what), void *context) {
  struct taker taker = {take, context};
  for (size_t i = 0; i < COUNT_OF(sorts); i++)
    sorts[i].names(pass_on, &taker);
}
