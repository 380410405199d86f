/* The table of permissions: what each function may, and how far. */
#include "vaktrom/care/may.h"

/* clang-format off */
enum { NO = REACH_NOBODY, OWN = REACH_OWN, TEAM = REACH_TEAM, HT = REACH_HT, UNIT = REACH_UNIT };
/* Who has which column: a function without one is a worker. */
enum holder { WORKER, COORDINATOR, DUTY_NURSE, NURSE_2, SECTION_LEADER, LEAD_NURSE, SERVICE, HOLDER_COUNT };

static const unsigned char table[MAY_COUNT][HOLDER_COUNT] = {
  /*                    worker coordinator duty nurse nurse 2 leader lead nurse service */
  [MAY_READ]          = {OWN,     TEAM,       HT,       HT,    TEAM,    HT,      NO},
  [MAY_ASK]           = {UNIT,    UNIT,      UNIT,     UNIT,   UNIT,   UNIT,     NO},
  [MAY_MARK]          = {OWN,     TEAM,       HT,       HT,    TEAM,    NO,      NO},
  [MAY_OBSERVE]       = {OWN,     TEAM,       HT,       HT,    TEAM,    HT,      NO},
  [MAY_ADD_VISIT]     = {NO,      TEAM,       HT,       HT,    TEAM,    NO,      NO},
  [MAY_MOVE_VISIT]    = {NO,      TEAM,       HT,       NO,    TEAM,    NO,      NO},
  [MAY_DROP_VISIT]    = {NO,      TEAM,       HT,       NO,    TEAM,    NO,      NO},
  [MAY_NOTE_ABSENCE]  = {NO,      TEAM,       HT,       NO,    TEAM,    NO,      NO},
  [MAY_HIRE]          = {NO,      TEAM,       HT,       NO,    TEAM,    NO,      NO},
  [MAY_MOVE_STAFF]    = {NO,      NO,         HT,       NO,    NO,      NO,      NO},
  [MAY_BALANCE]       = {NO,      TEAM,       HT,       NO,    TEAM,    NO,     UNIT},
  [MAY_APPROVE]       = {NO,      TEAM,       HT,       NO,    TEAM,    NO,      NO},
  [MAY_HAND_OVER]     = {NO,      TEAM,       HT,       HT,    TEAM,    NO,      NO},
  [MAY_SUSPEND]       = {NO,      TEAM,       HT,       HT,    TEAM,    NO,      NO},
  [MAY_REMIND]        = {NO,      TEAM,       HT,       HT,    TEAM,    HT,      NO},
  [MAY_WORK_QUEUE]    = {NO,      NO,         HT,       HT,    TEAM,    HT,      NO},
  [MAY_DECIDE]        = {NO,      NO,         HT,       NO,    TEAM,    HT,      NO},
  [MAY_TRANSFER]      = {NO,      NO,         HT,       NO,    TEAM,    NO,      NO},
  [MAY_ACK_TRANSFER]  = {NO,      TEAM,       HT,       NO,    TEAM,    NO,      NO},
  [MAY_MEET]          = {NO,      NO,         HT,       NO,    TEAM,    HT,      NO},
  [MAY_REPORT_OWN]    = {NO,      NO,         HT,       HT,    TEAM,    HT,      NO},
  [MAY_REPORT]        = {NO,      NO,        UNIT,      NO,    UNIT,   UNIT,    UNIT},
  [MAY_RECORD]        = {NO,      NO,         NO,       NO,    TEAM,    NO,      NO},
  [MAY_KEEP_UNIT]     = {NO,      NO,         NO,       NO,    UNIT,    NO,      NO},
  [MAY_PLAN]          = {NO,      NO,         NO,       NO,    UNIT,    NO,     UNIT},
  [MAY_KEEP_ACCOUNTS] = {NO,      NO,         NO,       NO,    TEAM,    NO,      NO},
  [MAY_AUDIT]         = {NO,      NO,         NO,       NO,    TEAM,    NO,      NO},
  [MAY_BACK_UP]       = {NO,      NO,         NO,       NO,    NO,      NO,     UNIT},
};

static const struct word may_words[] = {
  {MAY_READ, "read_patient", N_("read about patients"), COLOUR_PLAIN},
  {MAY_ASK, "ask_ht", N_("ask the HT"), COLOUR_PLAIN},
  {MAY_MARK, "mark_visit", N_("mark visits done or not done"), COLOUR_PLAIN},
  {MAY_OBSERVE, "write_observation", N_("write down observations and needs"), COLOUR_PLAIN},
  {MAY_ADD_VISIT, "add_visit", N_("add visits"), COLOUR_PLAIN},
  {MAY_MOVE_VISIT, "move_visit", N_("move visits"), COLOUR_PLAIN},
  {MAY_DROP_VISIT, "drop_visit", N_("drop visits"), COLOUR_PLAIN},
  {MAY_NOTE_ABSENCE, "note_absence", N_("note absences and share out the work"), COLOUR_PLAIN},
  {MAY_HIRE, "hire_substitute", N_("hire substitutes"), COLOUR_PLAIN},
  {MAY_MOVE_STAFF, "move_staff", N_("move workers between teams"), COLOUR_PLAIN},
  {MAY_BALANCE, "balance_lists", N_("balance lists"), COLOUR_PLAIN},
  {MAY_APPROVE, "approve_shift", N_("approve shifts and acknowledge findings"), COLOUR_PLAIN},
  {MAY_HAND_OVER, "hand_over", N_("read and acknowledge the handover"), COLOUR_PLAIN},
  {MAY_SUSPEND, "suspend_patient", N_("suspend and resume patients"), COLOUR_PLAIN},
  {MAY_REMIND, "keep_reminders", N_("keep reminders"), COLOUR_PLAIN},
  {MAY_WORK_QUEUE, "work_queue", N_("work the HT queue"), COLOUR_PLAIN},
  {MAY_DECIDE, "decide_team", N_("decide which team a patient belongs to"), COLOUR_PLAIN},
  {MAY_TRANSFER, "transfer_patient", N_("transfer patients"), COLOUR_PLAIN},
  {MAY_ACK_TRANSFER, "ack_transfer", N_("acknowledge transfers"), COLOUR_PLAIN},
  {MAY_MEET, "prepare_meeting", N_("prepare the interdisciplinary meeting"), COLOUR_PLAIN},
  {MAY_REPORT_OWN, "report_own", N_("see the report on the HT's own patients"), COLOUR_PLAIN},
  {MAY_REPORT, "see_indicators", N_("see the indicators"), COLOUR_PLAIN},
  {MAY_RECORD, "keep_records", N_("keep patients, services, staff and shifts, by hand and in files"), COLOUR_PLAIN},
  {MAY_KEEP_UNIT, "keep_unit", N_("keep criteria, tasks, teams and settings"), COLOUR_PLAIN},
  {MAY_PLAN, "plan_visits", N_("plan the visits and run the night's work"), COLOUR_PLAIN},
  {MAY_KEEP_ACCOUNTS, "keep_accounts", N_("keep accounts"), COLOUR_PLAIN},
  {MAY_AUDIT, "read_audit", N_("read the audit log"), COLOUR_PLAIN},
  {MAY_BACK_UP, "back_up", N_("take out all that is known: backups, the rosters of the unit"), COLOUR_PLAIN},
};
const struct words words_may = {N_("permission"), may_words, COUNT_OF(may_words)};

static const struct word reach_words[] = {
  {REACH_NOBODY, "nobody", N_("nobody"), COLOUR_PLAIN},
  {REACH_OWN, "own", N_("the own list"), COLOUR_PLAIN},
  {REACH_TEAM, "team", N_("the own team"), COLOUR_PLAIN},
  {REACH_HT, "ht", N_("the own HT and its teams"), COLOUR_PLAIN},
  {REACH_UNIT, "unit", N_("the unit"), COLOUR_PLAIN},
};
const struct words words_reach = {N_("reach"), reach_words, COUNT_OF(reach_words)};
/* clang-format on */

static enum holder holder_of(enum function function) {
  switch (function) {
  case FUNCTION_COORDINATOR:
    return COORDINATOR;
  case FUNCTION_DUTY_NURSE:
    return DUTY_NURSE;
  case FUNCTION_NURSE_2:
    return NURSE_2;
  case FUNCTION_SECTION_LEADER:
    return SECTION_LEADER;
  case FUNCTION_LEAD_NURSE:
    return LEAD_NURSE;
  case FUNCTION_NONE:
  case FUNCTION_INDOOR:
  case FUNCTION_PRIMARY_CONTACT:
    break;
  }
  return WORKER;
}

enum reach may_reach(enum may may, enum function function) {
  return (enum reach)table[may][holder_of(function)];
}

enum reach may_reach_of_service(enum may may) {
  return (enum reach)table[may][SERVICE];
}
