/* Looking and erasing: the one place that says who looked at whom, and who may erase. */
#include "vaktrom/dispatch/audit.h"

#include <string.h>

#include "vaktrom/dispatch/may.h"

bool dispatch_opened_all(struct session *session, const char *const *patients, int n, const char *how,
                         struct error *err) {
  VEC(const char *) named = {0};
  for (int i = 0; i < n; i++)
    if (patients[i])
      vec_push(&named, patients[i]);
  bool done = store_audit_opened(session->store, session->actor, named.at, (int)named.n, how, err);
  vec_free(&named);
  return done;
}

bool dispatch_opened(struct session *session, const char *patient, const char *how, struct error *err) {
  return dispatch_opened_all(session, &patient, 1, how, err);
}

bool dispatch_exported(struct session *session, const char *kind, const char *to, struct error *err) {
  struct store *store = session->store;
  if (!store_begin(store, session->actor, "", err))
    return false;
  if (store_audit(store, session->actor, "export", kind, to, err))
    return store_commit(store, err);
  store_rollback(store);
  return false;
}

/* The workers whose doings the session may read, with its own actor. */
struct oversight {
  const struct session *session;
  struct str workers; /* separated by one space */
  struct error *err;
};

static bool add_overseen(void *context, const char *const *cells) {
  struct oversight *oversight = context;
  const char *staff = cells[kind_column(kind_find("staff"), "staff")];
  struct error refusal = {0};
  if (dispatch_may(oversight->session, MAY_AUDIT, &(struct concern){.worker = staff}, &refusal)) {
    str_addf(&oversight->workers, " %s", staff);
  } else if (refusal.status != STATUS_DENIED) {
    *oversight->err = refusal;
    return false;
  }
  error_clear(&refusal);
  return true;
}

static bool find_overseen(const struct session *session, struct arena *arena, const char **out, struct error *err) {
  struct oversight oversight = {.session = session, .err = err};
  str_add(&oversight.workers, session->actor);
  bool done = store_each_row(session->store, kind_find("staff"), add_overseen, &oversight, err);
  *out = arena_strdup(arena, str_text(&oversight.workers));
  str_free(&oversight.workers);
  return done && err->status == STATUS_OK;
}

/* Whose doings are asked for, as far as the session may read them. */
static bool choose_actors(const struct session *session, struct audit_question *question, struct arena *arena,
                          struct error *err) {
  const char *overseen;
  if (session->owner)
    return true;
  if (!dispatch_may(session, MAY_AUDIT, NULL, err) || !find_overseen(session, arena, &overseen, err))
    return false;
  if (question->actors && !text_has_word(overseen, question->actors))
    return dispatch_may(session, MAY_AUDIT, &(struct concern){.worker = question->actors}, err) && /* says which team */
           dispatch_may_everywhere(session, MAY_AUDIT, err);
  question->actors = question->actors ? question->actors : overseen;
  return true;
}

/* Whether the session may read what was done to each of the patients. */
static bool may_read_about(const struct session *session, const char *patients, struct arena *arena) {
  struct error refusal = {0};
  bool may = true;
  for (const char *at = patients; may && *at; at += strspn(at, " ")) {
    size_t length = strcspn(at, " ");
    may = dispatch_may(session, MAY_AUDIT, &(struct concern){.patient = arena_printf(arena, "%.*s", (int)length, at)},
                       &refusal);
    at += length;
  }
  error_clear(&refusal);
  return may;
}

/* That own people did something about others' patients is shown, and not what; but why they read in an emergency. */
static void hide_others(const struct session *session, struct audit_line *lines, int n, struct arena *arena) {
  for (int i = 0; i < n; i++)
    if (!session->owner && !text_equal(lines[i].what, word_token(&words_audit, AUDIT_EMERGENCY)) &&
        !may_read_about(session, lines[i].patients, arena)) {
      lines[i].label = _("(about patients outside your reach)");
      lines[i].n_changes = 0;
      lines[i].more = false;
    }
}

bool dispatch_audit_lines(struct session *session, const struct audit_question *question, struct arena *arena,
                          struct audit_line **out, int *n, struct error *err) {
  const struct concern about = {.patient = question->patient};
  struct audit_question asked = *question;
  if (asked.patient)
    return dispatch_may(session, MAY_AUDIT, &about, err) &&
           dispatch_opened(session, asked.patient, "audit show", err) &&
           store_audit_lines(session->store, &asked, arena, out, n, err);
  if (!choose_actors(session, &asked, arena, err) || !store_audit_lines(session->store, &asked, arena, out, n, err))
    return false;
  hide_others(session, *out, *n, arena);
  return true;
}

bool dispatch_audit_verify(struct session *session, const char *key_file, struct arena *arena,
                           struct audit_verdict *out, struct error *err) {
  return dispatch_may(session, MAY_AUDIT, NULL, err) && store_audit_verify(session->store, key_file, arena, out, err);
}

bool dispatch_may_erase(const struct session *session, struct error *err) {
  return session->owner ||
         error_set(err, STATUS_DENIED, "%s", _("only the store's owner may erase from the audit log"));
}

bool dispatch_audit_erase(struct session *session, const char *patient, date before, const char *reason, int *erased,
                          struct error *err) {
  if (!dispatch_may_erase(session, err) ||
      !reason_is_given(reason, _("audit erase: say why (--reason TEXT); the log keeps that"), err))
    return false;
  if (before != DATE_NONE && before > instant_date(clock_now()))
    return error_set(err, STATUS_USAGE, "%s",
                     _("--before is a date to come: the log would lose what is written today as well"));
  return store_audit_erase(session->store, session->actor, patient, before, reason, erased, err);
}

bool dispatch_audit_accept(struct session *session, int64_t row, const char *why, struct error *err) {
  if (!session->owner)
    return error_set(err, STATUS_DENIED, "%s", _("only the store's owner may accept a break of the audit log"));
  return reason_is_given(why, _("audit accept: say why (--reason TEXT); the log keeps that"), err) &&
         store_audit_accept(session->store, session->actor, row, why, err);
}

bool dispatch_audit_tidy(struct session *session, struct error *err) {
  int erased = 0, days = (int)store_setting_int(session->store, "audit_days");
  days = days < AUDIT_DAYS_LEAST && days > 0 ? AUDIT_DAYS_LEAST : days; /* a store of before had no such floor */
  return days == 0 || store_audit_erase(session->store, session->actor, NULL, instant_date(clock_now()) - days,
                                        "audit_days", &erased, err);
}
