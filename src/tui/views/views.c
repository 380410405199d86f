/* The table of views. One that is not here yet cannot be shown, and its key says so. */
#include "tui/views/views.h"

const struct view *const views[VIEW_COUNT] = {
    [VIEW_RECORDS] = &records_view,       [VIEW_PATIENTS] = &patients_view,
    [VIEW_STAFF] = &staff_view,           [VIEW_HOME] = &home_view,
    [VIEW_BOARD] = &board_view,           [VIEW_SICK_CALL] = &sick_call_view,
    [VIEW_QUEUE] = &queue_view,           [VIEW_OWN] = &own_view,
    [VIEW_TRANSFERS] = &transfers_view,   [VIEW_SUSPENSIONS] = &suspensions_view,
    [VIEW_REMINDERS] = &reminders_view,   [VIEW_CARRY_OVERS] = &carry_overs_view,
    [VIEW_MEETING] = &meeting_view,       [VIEW_FINDINGS] = &findings_view,
    [VIEW_JOURNAL] = &journal_view,       [VIEW_HELP] = &help_view,
    [VIEW_GREY_ZONE] = &grey_zone_view,   [VIEW_CRITERIA] = &criteria_view,
    [VIEW_PATIENT] = &patient_view,       [VIEW_ROSTER] = &roster_view,
    [VIEW_INDICATORS] = &indicators_view, [VIEW_SETTINGS] = &settings_view,
    [VIEW_NIGHT] = &night_view,           [VIEW_FILES] = &files_view,
    [VIEW_ACCOUNTS] = &accounts_view,
};
