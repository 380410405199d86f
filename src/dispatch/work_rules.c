/* What the base's settings say about a list's working time. */
#include "dispatch/work_rules.h"

struct work_rules work_rules_of(struct store *store) {
  return (struct work_rules){
      .break_minutes = (int)store_setting_int(store, "break_minutes"),
      .break_after = (int)store_setting_int(store, "break_after"),
      .break_margin = (int)store_setting_int(store, "break_margin"),
      .coordinator_share = (int)store_setting_int(store, "coordinator_share"),
      .nurse_2_share = (int)store_setting_int(store, "nurse_2_share"),
      .prepare = (int)store_setting_int(store, "list_start_minutes"),
      .document = (int)store_setting_int(store, "list_end_minutes"),
  };
}

int list_break_minutes(const struct work_rules *rules, const struct work_list *list) {
  return list->end - list->start > rules->break_after ? rules->break_minutes : 0;
}

void list_break_window(const struct work_rules *rules, const struct work_list *list, minute *earliest, minute *latest) {
  *earliest = list->start + rules->break_margin;
  *latest = list->end - rules->break_margin - rules->break_minutes;
  if (*latest < *earliest) /* a short list with a long margin: its middle */
    *earliest = *latest = list->start + (list->end - list->start - rules->break_minutes) / 2;
}

static int share_of(const struct work_rules *rules, enum function function) {
  if (function == FUNCTION_COORDINATOR)
    return rules->coordinator_share;
  return function == FUNCTION_NURSE_2 ? rules->nurse_2_share : 100;
}

static int whole_capacity(const struct work_rules *rules, const struct work_list *list) {
  int whole = list->end - list->start - list_break_minutes(rules, list) - rules->prepare - rules->document;
  return whole > 0 ? whole : 0;
}

int list_capacity(const struct work_rules *rules, const struct work_list *list) {
  return whole_capacity(rules, list) * share_of(rules, list->function) / 100;
}

int list_other_work(const struct work_rules *rules, const struct work_list *list) {
  return whole_capacity(rules, list) - list_capacity(rules, list);
}
