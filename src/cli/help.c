/* The help, printed from the same tables that the commands are read by. */
#include <stdio.h>

#include "cli/options.h"

static void print_options(const struct option_spec *specs) {
  for (const struct option_spec *o = specs; o && o->name; o++) {
    struct str left = {0};
    str_addf(&left, "--%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
    printf("  %-28s %s\n", str_text(&left), _(o->help));
    if (o->words) {
      printf("  %-28s ", "");
      struct str known = {0};
      words_list(o->words, &known);
      printf("%s\n", str_text(&known));
      str_free(&known);
    }
    str_free(&left);
  }
}

void help_command(const struct command *command) {
  printf(_("Usage: vaktrom %s %s\n"), command->name, command->arguments ? command->arguments : "");
  printf("\n%s\n", _(command->summary));
  if (command->details)
    printf("\n%s\n", _(command->details));
  if (command->options) {
    printf("\n%s\n", _("Options:"));
    print_options(command->options);
  }
  printf("\n%s\n", _("Everywhere:"));
  print_options(global_options);
  if (command->more_help)
    command->more_help();
}

void help_group(const struct command_group *group) {
  printf("%s\n", _(group->title));
  for (const struct command *const *c = commands; *c; c++)
    if (text_equal((*c)->group, group->title))
      printf("  %-12s %s\n", (*c)->name, _((*c)->summary));
}

const struct status_meaning status_meanings[] = {
    {STATUS_OK, N_("done")},
    {STATUS_NEEDS_PERSON, N_("done, but something needs a person: a MUST visit that nobody has, a safety finding")},
    {STATUS_USAGE, N_("wrong usage, or a needed confirmation is missing (--yes)")},
    {STATUS_INPUT, N_("bad input; nothing was changed")},
    {STATUS_DENIED, N_("not permitted")},
    {STATUS_STORE, N_("the store is busy, damaged or missing")},
    {STATUS_INTERNAL, N_("internal fault")},
    {0},
};

void help_general(void) {
  printf("%s\n\n", _("vaktrom: the duty room of a home-care base"));
  printf("%s\n", _("Usage: vaktrom                     opens the screen (on a terminal)\n"
                   "       vaktrom COMMAND [ARGUMENTS] does one thing\n"
                   "       vaktrom COMMAND --help      explains it\n"
                   "       vaktrom help TOPIC          explains a word, a view, a finding, a setting"));
  for (const struct command_group *group = command_groups; group->title; group++) {
    printf("\n");
    help_group(group);
  }
  printf("\n%s\n", _("Everywhere:"));
  print_options(global_options);
  printf("\n%s\n", _("Exit status:"));
  for (const struct status_meaning *row = status_meanings; row->meaning; row++)
    printf("  %-4d %s\n", (int)row->status, _(row->meaning));
}
