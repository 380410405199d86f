/* Who sits at the screen one after another. What one of them did not save is kept, and shown to nobody else. */
#include <stdlib.h>

#include "tui/sign_in.h"
#include "tui/widgets/terminal.h"

void seat_start(struct seat *seat, struct session *session) {
  *seat = (struct seat){.session = session, .shared = session->kind == ACCOUNT_SHARED};
  seat->login = (struct account){.name = session->account, .kind = session->kind};
}

void seat_free(struct seat *seat) {
  for (size_t i = 0; i < seat->kept.n; i++) {
    drafts_free(&seat->kept.at[i].drafts);
    free(seat->kept.at[i].account);
  }
  vec_free(&seat->kept);
  str_free(&seat->told);
  arena_free(&seat->texts);
}

/* --- Drafts ------------------------------------------------------------------------------------------------------ */

static struct seat_drafts *own_drafts(const struct seat *seat) {
  for (size_t i = 0; i < seat->kept.n; i++)
    if (text_equal(seat->kept.at[i].account, seat->session->account))
      return &seat->kept.at[i];
  return NULL;
}

struct drafts seat_drafts_take(struct seat *seat) {
  struct seat_drafts *own = own_drafts(seat);
  struct drafts drafts = own ? own->drafts : (struct drafts){0};
  if (own)
    own->drafts = (struct drafts){0};
  return drafts;
}

void seat_drafts_put(struct seat *seat, struct drafts *drafts) {
  struct seat_drafts *own = own_drafts(seat);
  if (!own) {
    own = vec_add(&seat->kept);
    own->account = mem_strdup(seat->session->account ? seat->session->account : "");
  }
  own->drafts = *drafts;
  *drafts = (struct drafts){0};
}

bool seat_has_drafts(const struct seat *seat, struct str *names) {
  bool any = false;
  for (size_t i = 0; i < seat->kept.n; i++)
    if (seat->kept.at[i].drafts.all.n > 0) {
      str_addf(names, "%s%s", any ? ", " : "", seat->kept.at[i].account);
      any = true;
    }
  return any;
}

/* --- Sitting down ------------------------------------------------------------------------------------------------ */

/* Leaving ends the program, and with it what was not saved: asked for twice then. */
static bool leaves(struct seat *seat, struct sign_in *form, bool *warned) {
  struct str names = {0};
  bool first = !*warned && seat_has_drafts(seat, &names);
  if (first) {
    str_clear(&form->why);
    str_addf(&form->why, _("What these did not save in a form is lost then: %s. Esc again leaves."), str_text(&names));
  }
  *warned = true;
  str_free(&names);
  return !first;
}

static bool ask_who(struct seat *seat, struct sign_in *form) {
  struct account account;
  bool warned = false;
  for (;;) {
    switch (sign_in_run(form, seat->session->store, _("Who are you? This is a shared terminal."),
                        _("leave the program"), &seat->texts, &account)) {
    case SIGN_IN_DONE:
      session_change(seat->session, &account);
      return true;
    case SIGN_IN_QUIT:
      return false;
    case SIGN_IN_LEFT:
      if (leaves(seat, form, &warned))
        return false;
      break;
    case SIGN_IN_IDLE:
      sign_in_empty(form);
      warned = false;
      break;
    }
  }
}

void seat_tell(struct seat *seat, const char *why) {
  str_clear(&seat->told);
  str_add(&seat->told, why);
}

bool seat_take(struct seat *seat, struct error *err) {
  struct sign_in form;
  if (seat->session->kind != ACCOUNT_SHARED)
    return !seat->left;
  bool taken = sign_in_start(&form, err);
  str_add(&form.told, str_text(&seat->told));
  taken = taken && ask_who(seat, &form);
  seat_tell(seat, "");
  sign_in_free(&form);
  return taken;
}
