/* views: each view's table, defined in the file of its name. */
#ifndef VAKTROM_TUI_VIEWS_H
#define VAKTROM_TUI_VIEWS_H

#include "tui/screen.h"

extern const struct view home_view, board_view, sick_call_view, queue_view, findings_view, journal_view, help_view;
extern const struct view own_view, transfers_view, suspensions_view, reminders_view, carry_overs_view, meeting_view;
extern const struct view records_view, patients_view, staff_view;
extern const struct view grey_zone_view, criteria_view, patient_view, roster_view, indicators_view, settings_view;
extern const struct view night_view, files_view, accounts_view;

#endif
