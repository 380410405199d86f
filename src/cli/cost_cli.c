#include "cli/cost_cli.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const term_labels[TERM_COUNT] = {
    [TERM_TRAVEL] = N_("driving"),
    [TERM_LATE_TOTAL] = N_("lateness"),
    [TERM_LATE_MAX] = N_("the largest lateness"),
    [TERM_LATE_HOME] = N_("overtime"),
    [TERM_UNASSIGNED_MUST] = N_("must visits on no list"),
    [TERM_UNASSIGNED_SHOULD] = N_("should visits on no list"),
    [TERM_UNASSIGNED_MAY] = N_("may visits on no list"),
    [TERM_WAIT] = N_("waiting"),
    [TERM_WAIT_MAX] = N_("the longest wait"),
    [TERM_WORK_RANGE] = N_("longest less shortest list"),
    [TERM_WORK_DEVIATION] = N_("uneven work"),
    [TERM_LOAD_RANGE] = N_("uneven strain"),
    [TERM_UNFAMILIAR] = N_("unfamiliar faces"),
    [TERM_BREAK_MISSED] = N_("missed breaks"),
    [TERM_PREFERENCE] = N_("wishes and roles"),
    [TERM_MOVED] = N_("changed hands"),
    [TERM_SHIFTED] = N_("changed times"),
};

void cost_print(int64_t total, const int64_t by_term[TERM_COUNT]) {
  bool told[TERM_COUNT] = {false};
  printf(_("cost %lld"), (long long)total);
  for (int n = 0; n < TERM_COUNT; n++) {
    int dearest = TERM_COUNT;
    for (int term = 0; term < TERM_COUNT; term++)
      if (!told[term] && by_term[term] != 0 && (dearest == TERM_COUNT || by_term[term] > by_term[dearest]))
        dearest = term;
    if (dearest == TERM_COUNT)
      break;
    told[dearest] = true;
    printf("%s %s %" PRId64, n == 0 ? ":" : ",", _(term_labels[dearest]), by_term[dearest]);
  }
  putchar('\n');
}
