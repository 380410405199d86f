/* sign_in: the form of name and password, and who sits at the screen one after another. Private to the loop. */
#ifndef VAKTROM_TUI_SIGN_IN_H
#define VAKTROM_TUI_SIGN_IN_H

#include "tui/engine/form.h"
#include "vaktrom/dispatch/accounts.h"

/* --- The form (sign_in.c) --- */

/* What is typed, a password in guarded memory; also the name, as whose somebody may type a password by mistake. */
struct sign_in {
  struct password name, password;
  bool at_password; /* which of the two is typed */
  struct str why;   /* why the last try did not succeed */
  struct str told;  /* why who sat here before was signed out; "" */
};
VK_NODISCARD bool sign_in_start(struct sign_in *form, struct error *err);
void sign_in_empty(struct sign_in *form);
void sign_in_free(struct sign_in *form);
/* Draws name (NULL: only the password is asked for) and password from a row on; *row and *column: the cursor. */
void sign_in_draw(const struct sign_in *form, bool with_name, int *row, int *column);
/* Draws one typed line, its label so wide; a secret as stars. Returns the cursor's column. */
int password_line_draw(int row, int width, const char *label, const struct password *line, bool secret, bool focused);
/* "checking ...": a password takes the better part of a second. */
void sign_in_say_checking(void);
/* What a key does to one typed line; false: nothing. */
bool password_key(struct password *line, int key);
/* Whether that is `name` and its password (NULL: the name that was typed); else form->why says why, and the password is
 * gone. */
VK_NODISCARD bool sign_in_try(struct sign_in *form, struct store *store, const char *name, struct arena *arena,
                              struct account *out);
/* Asks until somebody has signed in. `title` and `leave` say what it is for, and what Esc does. */
enum sign_in_end {
  SIGN_IN_DONE,
  SIGN_IN_LEFT, /* Esc */
  SIGN_IN_IDLE, /* a minute without a key: nobody is there any more */
  SIGN_IN_QUIT, /* the terminal or a signal ends the program */
};
enum sign_in_end sign_in_run(struct sign_in *form, struct store *store, const char *title, const char *leave,
                             struct arena *arena, struct account *out);

/* --- The seat (seat.c) --- */

struct seat_drafts {
  char *account;
  struct drafts drafts;
};
/* Who sits at the screen one after another: what the one did not save is kept until that person comes back. */
struct seat {
  struct session *session;
  struct account login; /* the shared terminal's, where it is one */
  bool shared;
  bool left;          /* the program ends */
  struct str told;    /* to be told to who signs in next: why the one before was signed out */
  struct arena texts; /* of the accounts */
  VEC(struct seat_drafts) kept;
};
void seat_start(struct seat *seat, struct session *session);
void seat_free(struct seat *seat);
/* At a shared terminal that nobody has signed in to: asks who it is. False: nobody, or it failed. */
VK_NODISCARD bool seat_take(struct seat *seat, struct error *err);
/* Keeps why who sat there was signed out, for the next sign-in to tell; "" = nothing. */
void seat_tell(struct seat *seat, const char *why);
/* The drafts of who sits there now; put back when that person leaves. */
struct drafts seat_drafts_take(struct seat *seat);
void seat_drafts_put(struct seat *seat, struct drafts *drafts);
/* Whether somebody else has forms that were not saved: adds the names. */
bool seat_has_drafts(const struct seat *seat, struct str *names);

#endif
