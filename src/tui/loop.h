/* loop: what the files of the loop share, and views do not need. */
#ifndef VAKTROM_TUI_LOOP_H
#define VAKTROM_TUI_LOOP_H

#include "tui/screen.h"

void screen_close_views(struct screen *screen); /* stack.c */

/* data.c: reads the first day at once, and after the first picture the rest by the loader; what arrives is told to the
 * view shown. */
VK_NODISCARD bool screen_start_data(struct screen *screen, struct error *err);
VK_NODISCARD bool screen_complete_data(struct screen *screen, struct error *err);
void screen_stop_data(struct screen *screen);
/* Looks whether somebody changed the store; while held only for urgent requests. */
void screen_poll(struct screen *screen);
/* Shows what the loader has, waiting for it at most so many milliseconds; true when there was something. */
bool screen_take_data(struct screen *screen, int milliseconds);
/* Waits, seconds at the most, for what this session's last change did: the next key is meant for that. */
void screen_await_own_change(struct screen *screen);

/* bar.c: header, message and key bar. */
void draw_header(const struct screen *screen);
void draw_message(struct screen *screen);
void draw_bar(const struct screen *screen);

/* rows.c: what the loop does on the view's list: true when it was such an action. */
bool request_on_table(struct screen *screen, enum action action);
bool back_on_table(struct screen *screen);
void mouse_on_view(struct screen *screen);

/* palette_view.c: asks what to go to or do, and does it. ACTION_NONE, or an action for the view shown. */
enum action palette_run(struct screen *screen);

/* password.c: asks who signed in by a password that somebody else chose for an own one, which may be left for later. */
void password_of_ones_own(struct screen *screen);

/* lock.c: hides the screen until the person comes back, or another one signs in. */
void lock_when_idle(struct screen *screen);
void lock_screen(struct screen *screen);
/* Lets somebody else sign in: where that is another person, the screen quits. */
enum person_change { PERSON_STAYS, PERSON_PROVED, PERSON_CHANGES };
enum person_change lock_change_person(struct screen *screen);

#endif
