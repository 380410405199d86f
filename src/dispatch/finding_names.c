/* Findings by a short name for people; their codes are for programs and for what one types. */
#include "vaktrom/dispatch.h"

static const struct {
  const char *code, *name;
} finding_names[] = {
    {"visit_unassigned", NC_("finding", "visit unassigned")},
    {"visit_unplanned", NC_("finding", "visit unplanned")},
    {"service_changed", NC_("finding", "service changed")},
    {"patient_without_visit_on_list", NC_("finding", "patient on no list")},
    {"suspended_with_visit", NC_("finding", "suspended with visit")},
    {"competence", NC_("finding", "competence")},
    {"excluded_worker", NC_("finding", "excluded worker")},
    {"absent_with_list", NC_("finding", "absent with list")},
    {"visit_outlasts_worker", NC_("finding", "visit outlasts worker")},
    {"double_booking", NC_("finding", "double booking")},
    {"travel_too_short", NC_("finding", "travel too short")},
    {"link_broken", NC_("finding", "link broken")},
    {"window_missed", NC_("finding", "window missed")},
    {"window_early", NC_("finding", "window early")},
    {"must_late", NC_("finding", "MUST late")},
    {"past_shift_end", NC_("finding", "past shift end")},
    {"no_duty_nurse", NC_("finding", "no duty nurse")},
    {"duty_nurse_with_list", NC_("finding", "duty nurse with list")},
    {"transfer_gap", NC_("finding", "transfer gap")},
    {"rest_time", NC_("finding", "rest time")},
    {"weekly_rest", NC_("finding", "weekly rest")},
    {"changed_since_approval", NC_("finding", "changed since approval")},
    {"must_dropped", NC_("finding", "MUST dropped")},
    {"home_but_suspended", NC_("finding", "home but suspended")},
    {"suspension_review_due", NC_("finding", "suspension review due")},
    {"skill_expired", NC_("finding", "skill expired")},
    {"no_break", NC_("finding", "no break")},
    {"no_coordinator", NC_("finding", "no coordinator")},
    {"team_too_large", NC_("finding", "team too large")},
    {"ht_too_many_ots", NC_("finding", "HT with too many OTs")},
    {"few_care_workers", NC_("finding", "few care workers")},
    {"few_coordinators", NC_("finding", "few coordinators")},
    {"transfer_unacknowledged", NC_("finding", "transfer unacknowledged")},
    {"grey_zone_waiting", NC_("finding", "grey zone waiting")},
    {"override_review_due", NC_("finding", "override review due")},
    {"emergency_access", NC_("finding", "emergency access")},
    {"decision_outdated", NC_("finding", "decision outdated")},
    {"queue_overdue", NC_("finding", "queue overdue")},
    {"carry_over_unowned", NC_("finding", "carry-over unowned")},
    {"travel_estimated", NC_("finding", "travel estimated")},
};

const char *finding_name(const char *code) {
  for (size_t i = 0; i < COUNT_OF(finding_names); i++)
    if (text_equal(finding_names[i].code, code))
      return _(finding_names[i].name);
  return code;
}
