/* permissions: the table of who may do what, and how far. */
#include "cli/permissions.h"

/* The columns of the table: FUNCTION_NONE is a worker. */
static const enum function columns[] = {FUNCTION_NONE,    FUNCTION_COORDINATOR,    FUNCTION_DUTY_NURSE,
                                        FUNCTION_NURSE_2, FUNCTION_SECTION_LEADER, FUNCTION_LEAD_NURSE};
enum { SERVICE = COUNT_OF(columns), HOLDERS };

const char *permission_holder(int holder, bool token) {
  if (holder >= HOLDERS)
    return NULL;
  if (holder == SERVICE)
    return token ? "service" : C_("account", "service");
  if (columns[holder] == FUNCTION_NONE)
    return token ? "worker" : _("worker");
  return token ? word_token(&words_function, (int)columns[holder]) : word_label(&words_function, (int)columns[holder]);
}

enum reach permission_reach(enum may may, int holder) {
  return holder == SERVICE ? may_reach_of_service(may) : may_reach(may, columns[holder]);
}

/* "own", "team"; a short word that fits a column. */
const char *permission_short(enum reach reach) {
  static const char *const shorts[] = {
      [REACH_NOBODY] = "-",  [REACH_OWN] = N_("own list"), [REACH_TEAM] = N_("team"),
      [REACH_HT] = N_("HT"), [REACH_UNIT] = N_("unit"),
  };
  return reach == REACH_NOBODY ? "-" : _(shorts[reach]);
}

static bool run_permissions(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  (void)err;
  const char *headers[HOLDERS + 1] = {_("who may")};
  for (int h = 0; h < HOLDERS; h++)
    headers[h + 1] = permission_holder(h, call->csv);
  struct table *table = table_new(headers, HOLDERS + 1);
  cJSON *array = cJSON_CreateArray();
  for (int may = 0; may < MAY_COUNT; may++) {
    cJSON *object = cJSON_CreateObject();
    table_cell_shown(table, word_token(&words_may, may), word_label(&words_may, may));
    json_text(object, "permission", word_token(&words_may, may));
    for (int h = 0; h < HOLDERS; h++) {
      enum reach reach = permission_reach((enum may)may, h);
      table_cell_shown(table, word_token(&words_reach, (int)reach), permission_short(reach));
      json_text(object, permission_holder(h, true), word_token(&words_reach, (int)reach));
    }
    cJSON_AddItemToArray(array, object);
  }
  print_records(call, table, array);
  return true;
}

const struct command command_permissions = {
    .name = "permissions",
    .summary = N_("who may do what: each function, and how far it reaches"),
    .details = N_(
        "own list: what stands on one's own list, and its patients; team: the team of the shift and those that "
        "it covers; HT: that team's HT with its OTs. A function counts during the shift for which one holds it, "
        "and for the setting function_margin minutes before and after; a section leader and a lead nurse are "
        "always one. Whoever holds none is a worker. The owner may do everything; a whole base in or out, what people "
        "signed or looked at in files, and erasing from the audit log are for the owner alone."),
    .max_words = 0,
    .needs = NEEDS_NOTHING,
    .group = N_("Program"),
    .run = run_permissions,
};
