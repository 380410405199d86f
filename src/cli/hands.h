/* hands: what the commands that change the lists by hand share. */
#ifndef VAKTROM_CLI_HANDS_H
#define VAKTROM_CLI_HANDS_H

#include "cli/cli.h"
#include "vaktrom/dispatch/flows.h"

/* The date of the visit that a command names by its id alone; STATUS_USAGE when there is none. */
VK_NODISCARD bool visit_date(const struct invocation *call, const char *visit, date *on, struct error *err);
/* An option that the command cannot do without. */
VK_NODISCARD bool need_option(const struct invocation *call, const char *name, struct error *err);
/* --team, of an enum team_kind or (NONE) of any: NULL where it was not given; STATUS_USAGE when there is no such team.
 */
VK_NODISCARD bool option_team(const struct invocation *call, int kind, const char **team, struct error *err);
/* Refuses --earliest and --latest of the same time (interface.md, dates: equal is an error). */
VK_NODISCARD bool window_is_open(const struct invocation *call, struct error *err);
/* After a change that a person must confirm first (`asked`, the error saying what): on a terminal asks, and says
 * whether the change shall be tried again, now confirmed; elsewhere false, with the error as it was. */
VK_NODISCARD bool ask_again(struct invocation *call, bool asked, struct error *err);
/* Ends a change: prints what it did, or frees it when it failed; returns `done`. */
bool finish(const struct invocation *call, bool done, struct effects *effects, enum status *status);

/* The options of what becomes a visit, for a table of options, and what was given of them. */
#define WISH_OPTIONS                                                                                                   \
  {"task", "TASK", OPTION_TEXT, NULL, N_("visit: which work")},                                                        \
      {"date", "DATE", OPTION_DATE, NULL, N_("visit: on which day")},                                                  \
      {"earliest", "TIME", OPTION_TIME, NULL, N_("visit: its earliest start")},                                        \
      {"latest", "TIME", OPTION_TIME, NULL, N_("visit: its latest start")},                                            \
      {"duration", "MINUTES", OPTION_INTEGER, NULL, N_("visit: how long")}, {                                          \
    "list", "LIST", OPTION_TEXT, NULL, N_("visit: put it on this list at once")                                        \
  }
VK_NODISCARD bool read_wish(const struct invocation *call, struct visit_wish *wish, struct error *err);

/* One action of a family of commands ("queue take ID"): its first word, and what it does with a call whose second word
 * is there. */
struct family_step {
  const char *name;
  bool (*run)(struct invocation *call, struct effects *effects, struct error *err);
};
/* Runs the action that the first word names and ends the change; STATUS_USAGE when there is none or the second word is
 * missing. */
VK_NODISCARD bool run_family(struct invocation *call, const struct family_step *steps, size_t n, enum status *status,
                             struct error *err);

#endif
