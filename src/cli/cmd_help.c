/* help: a topic in a few lines; and, for the build, the manual pages, and for the shells, what a word may become.
 */
#include <stdio.h>

#include "cli/complete.h"
#include "cli/manual.h"
#include "cli/topics.h"

static bool print_manual(const char *template, struct error *err) {
  struct str page = {0};
  bool done = manual_expand(template, &page, err);
  if (done)
    fputs(str_text(&page), stdout);
  str_free(&page);
  return done;
}

/* Several words are one topic: "grey zone". */
static bool explain_words(const struct invocation *call, struct error *err) {
  struct str topic = {0};
  for (int i = 0; i < call->n_words; i++)
    str_addf(&topic, "%s%s", i ? " " : "", call->words[i]);
  bool done = topic_explain(str_text(&topic), err);
  str_free(&topic);
  return done;
}

static bool run_help(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  const char *template = option_text(call, "man");
  if (template)
    return print_manual(template, err);
  if (option(call, "complete")->given)
    complete_words(call->words, call->n_words, &call->arena);
  else if (call->n_words > 0)
    return explain_words(call, err);
  else
    help_general();
  return true;
}

static const struct option_spec help_options[] = {
    {"man", "TEMPLATE", OPTION_TEXT, NULL, N_("instead: the manual page made from this template (for the build)")},
    {"complete", NULL, OPTION_FLAG, NULL, N_("instead: what the last of the words after -- may become (for shells)")},
    {0},
};
const struct command command_help = {
    .name = "help",
    .arguments = "[TOPIC] | --man TEMPLATE | --complete -- [WORD...]",
    .summary = N_("a command, view, finding, setting, KIND, report or word of the field, explained"),
    .options = help_options,
    .max_words = -1,
    .needs = NEEDS_NOTHING,
    .group = N_("Program"),
    .run = run_help,
};
