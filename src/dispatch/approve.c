/* Closing the planning of a shift, and letting a finding stand with a reason. */
#include "dispatch/change.h"
#include "dispatch/check.h"
#include "vaktrom/dispatch/may.h"

/* --- Acknowledging --- */

static const struct finding *find_finding(const struct finding *findings, int n, const char *id) {
  for (int i = 0; i < n; i++)
    if (text_equal(findings[i].id, id))
      return &findings[i];
  return NULL;
}

/* It is there for the leaders to see, the patient's and the worker's, and not for the one who did it. */
bool may_look_into_emergency(const struct session *session, const struct day *day, const struct finding *finding,
                             struct error *err) {
  const char *patient = finding->patient == NONE ? NULL : day->patients[finding->patient].id;
  const char *worker = finding->staff == NONE ? NULL : day->staff[finding->staff].id;
  struct error refusal = {0};
  if (worker && text_equal(session->staff, worker))
    return error_set(err, STATUS_DENIED, "%s", _("another leader looks into one's own emergency access"));
  bool may = worker && dispatch_may(session, MAY_AUDIT, &(struct concern){.worker = worker}, &refusal);
  error_clear(&refusal);
  return may || dispatch_may(session, MAY_AUDIT, &(struct concern){.patient = patient}, err);
}

/* Of a team: who approves its shifts. What belongs to no team is for those who may do so for its patient or worker, and
 * what is about nobody in particular for those who keep the unit. */
static bool may_ack(const struct session *session, const struct day *day, const struct finding *finding,
                    struct error *err) {
  enum may may = MAY_APPROVE;
  struct concern about = {0};
  if (text_equal(finding->code, "emergency_access"))
    return may_look_into_emergency(session, day, finding, err);
  if (finding->team != NONE)
    about.team = day->teams[finding->team].id;
  else if (finding->patient != NONE)
    about.patient = day->patients[finding->patient].id;
  else if (finding->staff != NONE)
    about.worker = day->staff[finding->staff].id;
  else
    may = MAY_KEEP_UNIT;
  return dispatch_may(session, may, &about, err);
}

static bool ack(struct change *change, const char *id, const char *reason, struct error *err) {
  struct finding *findings;
  int n;
  struct session *session = change->session;
  if (!dispatch_check(session->store, change->day, &findings, &n, err))
    return false;
  const struct finding *finding = find_finding(findings, n, id);
  if (!finding)
    return error_set(err, STATUS_USAGE, _("there is no finding '%s' (vaktrom check shows them)"), id);
  if (!may_ack(session, change->day, finding, err))
    return false;
  if (!store_save_ack(session->store, id, session->actor, reason, err) ||
      !store_audit(session->store, session->actor, "ack", id, reason, err))
    return false;
  effects_add(change->effects, _("acknowledged %s: %s (%s)"), id, finding->message, reason);
  store_label(session->store, "acknowledged %s (%s)", id, reason);
  return true;
}

bool dispatch_ack(struct session *session, date on, const char *finding, const char *reason, struct effects *effects,
                  struct error *err) {
  if (!dispatch_may(session, MAY_APPROVE, NULL, err))
    return false;
  struct change change;
  if (!reason_is_given(reason, _("a finding is acknowledged with a reason (--reason TEXT)"), err))
    return false;
  return change_begin(&change, session, on, effects, err) &&
         change_end(&change, ack(&change, finding, reason, err), err);
}

/* --- Approving --- */

static bool concerns(const struct finding *finding, int team, enum shift shift) {
  return (finding->team == team || finding->team == NONE) && (finding->shift == NONE || finding->shift == (int)shift);
}

struct strain {
  int late, over, over_min; /* visits, lists, minutes of the list that is longest over */
};

static struct strain strain_of(const struct finding *findings, int n, const struct list_sheet *sheets, int team,
                               enum shift shift) {
  struct strain strain = {0};
  for (int i = 0; i < n; i++) {
    if (findings[i].acknowledged || !concerns(&findings[i], team, shift))
      continue;
    strain.late += text_equal(findings[i].code, "must_late");
    if (!text_equal(findings[i].code, "past_shift_end"))
      continue;
    strain.over++;
    if (sheets[findings[i].list].overtime_min > strain.over_min)
      strain.over_min = sheets[findings[i].list].overtime_min;
  }
  return strain;
}

bool dispatch_add_strain(const struct finding *findings, int n, const struct list_sheet *sheets, int team,
                         enum shift shift, struct str *out) {
  struct strain strain = strain_of(findings, n, sheets, team, shift);
  if (strain.late)
    str_addf(out, trn("%d late MUST visit", "%d late MUST visits", strain.late), strain.late);
  if (strain.late && strain.over)
    str_add(out, ", ");
  if (strain.over)
    str_addf(out,
             trn("%d list past its shift's end (by %d min)", "%d lists past their shift's end (by up to %d min)",
                 strain.over),
             strain.over, strain.over_min);
  return strain.late > 0 || strain.over > 0;
}

/* Approved although lists are late: whoever approves says so knowingly. */
static void tell_strain(struct change *change, const struct finding *findings, int n, int team, enum shift shift) {
  struct str text = {0};
  if (dispatch_add_strain(findings, n, dispatch_sheets(change->session->store, change->day), team, shift, &text))
    effects_add(change->effects, _("approved with %s: see the findings"), str_text(&text));
  str_free(&text);
}

/* Refuses while an error of the team's shift is not acknowledged, and names each. */
static bool no_open_errors(struct change *change, int team, enum shift shift, struct error *err) {
  struct finding *findings;
  int n;
  if (!dispatch_check(change->session->store, change->day, &findings, &n, err))
    return false;
  tell_strain(change, findings, n, team, shift);
  for (int i = 0; i < n; i++)
    if (findings[i].severity == SEVERITY_ERROR && !findings[i].acknowledged && concerns(&findings[i], team, shift))
      error_add(err, STATUS_DENIED, "%s: %s", findings[i].id, findings[i].message);
  if (err->status == STATUS_OK)
    return true;
  return error_context(err, _("%s, %s shift: not approved while an error stands; mend it or acknowledge it (ack):"),
                       change->day->teams[team].name, word_label(&words_shift, (int)shift));
}

static bool approve(struct change *change, enum shift shift, const char *team_id, struct error *err) {
  struct day *day = change->day;
  struct session *session = change->session;
  int team = day_find_team(day, team_id), lists = 0;
  if (team == NONE)
    return error_set(err, STATUS_USAGE, _("there is no team '%s'"), team_id);
  for (int i = 0; i < day->n_lists; i++)
    lists += day->lists[i].team == team && day->lists[i].shift == shift;
  if (lists == 0)
    return error_set(err, STATUS_DENIED, _("%s has no lists in that shift (run balance first)"), day->teams[team].name);
  if (!no_open_errors(change, team, shift, err) ||
      !store_save_approval(session->store, day->date, shift, team_id, session->actor, err))
    return false;
  for (int i = 0; i < day->n_lists; i++)
    if (day->lists[i].team == team && day->lists[i].shift == shift && day->lists[i].state == LIST_DRAFT)
      day->lists[i].state = LIST_APPROVED;
  char on[DATE_SIZE];
  date_show(day->date, on);
  effects_add(change->effects,
              trn("approved %s, %s shift of %s: %d list", "approved %s, %s shift of %s: %d lists", lists),
              day->teams[team].name, word_label(&words_shift, (int)shift), on, lists);
  store_label(session->store, "approved %s, %s shift of %s", day->teams[team].name,
              word_said(&day->arena, &words_shift, (int)shift), said_date(&day->arena, day->date));
  return true;
}

bool dispatch_approve(struct session *session, date on, enum shift shift, const char *team, struct effects *effects,
                      struct error *err) {
  if (!dispatch_may(session, MAY_APPROVE, &(struct concern){.team = team}, err))
    return false;
  struct change change;
  return change_begin(&change, session, on, effects, err) &&
         change_end(&change, approve(&change, shift, team, err), err);
}
