/* The table of reports, and the tables of figures that they make. */
#include "report/reports.h"

const struct report reports[] = {
    REPORT_RESPONSE,
    {.name = NULL},
};

const struct report *report_find(const char *name) {
  for (const struct report *report = reports; report->name; report++)
    if (text_equal(report->name, name))
      return report;
  return NULL;
}

bool report_make(const struct report *report, struct store *store, const struct report_request *request,
                 struct report_table *out, struct error *err) {
  *out = (struct report_table){.columns = report->columns, .n_columns = report->n_columns};
  if (request->until < request->from)
    return error_set(err, STATUS_USAGE, "%s", _("a report ends (--to) on or after the day on which it begins"));
  if (report->fill(store, request, out, err))
    return true;
  report_table_free(out);
  return false;
}

void report_table_free(struct report_table *table) {
  vec_free(&table->cells);
  arena_free(&table->arena);
}

void report_add_text(struct report_table *table, const char *text) {
  vec_push(&table->cells, (struct report_cell){.text = arena_strdup(&table->arena, text ? text : "")});
}

void report_add_number(struct report_table *table, double number) {
  vec_push(&table->cells, (struct report_cell){.number = number});
}
