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
      for (size_t i = 0; i < o->words->n; i++)
        printf("%s%s", i ? ", " : "", o->words->at[i].token);
      printf("\n");
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
}

/* The groups in the order in which the commands' table first names them. */
static bool group_seen_before(const struct command *const *upto, const char *group) {
  for (const struct command *const *c = commands; c != upto; c++)
    if (text_equal((*c)->group, group))
      return true;
  return false;
}

void help_general(void) {
  printf("%s\n\n", _("vaktrom: the duty room of a home-care base"));
  printf("%s\n", _("Usage: vaktrom                     opens the screen (on a terminal)\n"
                   "       vaktrom COMMAND [ARGUMENTS] does one thing\n"
                   "       vaktrom COMMAND --help      explains it"));
  for (const struct command *const *first = commands; *first; first++) {
    if (group_seen_before(first, (*first)->group))
      continue;
    printf("\n%s\n", _((*first)->group));
    for (const struct command *const *c = first; *c; c++)
      if (text_equal((*c)->group, (*first)->group))
        printf("  %-12s %s\n", (*c)->name, _((*c)->summary));
  }
  printf("\n%s\n", _("Everywhere:"));
  print_options(global_options);
  printf("\n%s\n",
         _("Exit status: 0 done, 1 done but something needs a person, 2 usage, 3 bad input, 4 not permitted,\n"
           "5 the store is busy, damaged or missing, 70 internal fault."));
}
