/* patient: what the files of the view of one patient share. */
#ifndef VAKTROM_TUI_PATIENT_H
#define VAKTROM_TUI_PATIENT_H

#include "tui/views/sheet.h"
#include "tui/views/views.h"

/* The view's state. */
struct patient_view_state {
  struct sheet sheet;
  bool door_code; /* shown, until one leaves */
};
/* Index of the patient in the data, NONE when the base has no such one. */
int patient_shown(const struct screen *screen);

/* patient_sheet.c: adds everything about the patient to the sheet. */
VK_NODISCARD bool patient_fill(struct screen *screen, struct sheet *sheet, int patient, bool door_code,
                               struct error *err);

/* Adds ", every day", ", Mon Thu" of a service's days, "M--T---" (patient_sheet.c). */
void patient_add_days(struct str *out, const char *days);

/* patient_services.c: asks which of the patient's services, or for a new one, and opens its form. */
void patient_services(struct screen *screen, const char *patient);

/* patient_hands.c: each asks what it needs and calls dispatch. */
void patient_act(struct screen *screen, enum action action);
/* Asks whether a patient's door code is to be shown, and writes down that the person looked before it is (patient.c).
 */
bool patient_ask_door_code(struct screen *screen, const char *patient);

#endif
