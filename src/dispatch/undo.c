/* Taking back, and doing again, what one did oneself: as long as one still is what one was when one did it. */
#include "vaktrom/dispatch/may.h"
#include "vaktrom/store/rights.h"

/* Whether the functions held at the one time are held at the other; `lost` is the first that is not. */
static bool holds_still(const struct rights *then, const struct rights *now, const struct held_function **lost) {
  for (int i = 0; i < then->n_held; i++) {
    bool still = then->held[i].function == FUNCTION_NONE;
    for (int j = 0; j < now->n_held; j++)
      still |= then->held[i].function == now->held[j].function && text_equal(then->held[i].team, now->held[j].team);
    *lost = &then->held[i];
    if (!still)
      return false;
  }
  return true;
}

/* Refuses what was done in a function that has ended: a coordinator is one for the shift, not for ever. */
static bool may_undo(const struct session *session, bool redo, struct error *err) {
  struct arena arena = {0};
  struct str label = {0};
  struct undo_size size;
  struct rights then, now;
  const struct held_function *lost = NULL;
  const char *staff = session->staff ? session->staff : "";
  int margin = (int)store_setting_int(session->store, "function_margin");
  bool done = store_next_undo(session->store, session->actor, redo, &label, &size, err) &&
              store_load_rights(session->store, staff, size.at, margin, &arena, &then, err) &&
              store_load_rights(session->store, staff, clock_now(), margin, &arena, &now, err) &&
              (holds_still(&then, &now, &lost) ||
               error_set(err, STATUS_DENIED,
                         _("refused: you did it as %s of %s, which you are not now; who is can change it: %s"),
                         word_label(&words_function, (int)lost->function), lost->team, str_text(&label)));
  str_free(&label);
  arena_free(&arena);
  return done;
}

bool dispatch_undo(struct session *session, bool redo, struct str *label, struct error *err) {
  if (!session->owner && !may_undo(session, redo, err))
    return false;
  return redo ? store_redo(session->store, session->actor, label, err)
              : store_undo(session->store, session->actor, label, err);
}
