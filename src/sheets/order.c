/* A sheet by its name: those of paper, and the indicators. */
#include "vaktrom/sheets.h"

enum { INDICATOR_DAYS = 28 };

static bool make_indicators(struct session *session, const struct paper_order *order, struct paper *out,
                            struct error *err) {
  const struct report_request request = {.from = order->on - INDICATOR_DAYS + 1, .until = order->on};
  bool done = true;
  for (int i = 0; done && reports[i]; i++) {
    struct report_table table;
    struct paper one;
    done = report_make(reports[i], session->store, &request, &table, err);
    if (!done)
      break;
    sheets_report(session->store, &table, &one);
    paper_join(out, &one);
    report_table_free(&table);
  }
  out->many_headers = true;
  return done;
}

bool sheets_make(struct session *session, const struct paper_order *order, struct paper *out, struct error *err) {
  if (order->kind != PAPER_INDICATORS)
    return paper_make(session, order, out, err);
  *out = (struct paper){0};
  return make_indicators(session, order, out, err);
}
