/* The words of the domain: one table for each enumeration that users see. Tokens never change with the language. */
#include "vaktrom/care.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

const char *word_token(const struct words *words, int code) {
  for (size_t i = 0; i < words->n; i++)
    if (words->at[i].code == code)
      return words->at[i].token;
  return "";
}

const char *word_label(const struct words *words, int code) {
  for (size_t i = 0; i < words->n; i++)
    if (words->at[i].code == code)
      return *words->at[i].label ? _(words->at[i].label) : "";
  return "";
}

const char *word_said(struct arena *arena, const struct words *words, int code) {
  for (size_t i = 0; i < words->n; i++)
    if (words->at[i].code == code)
      return said_text(arena, words->at[i].label);
  return "";
}

int word_code(const struct words *words, const char *token) {
  for (size_t i = 0; i < words->n; i++)
    if (text_equal(words->at[i].token, token))
      return words->at[i].code;
  return NONE;
}

int word_typed(const struct words *words, const char *text) {
  for (size_t i = 0; i < words->n; i++) /* the tokens of one table differ in more than capitals */
    if (strcasecmp(words->at[i].token, text) == 0)
      return words->at[i].code;
  for (size_t i = 0; i < words->n; i++)
    if (*text && strcasecmp(word_label(words, words->at[i].code), text) == 0)
      return words->at[i].code;
  return NONE;
}

void words_list(const struct words *words, struct str *out) {
  const char *between = "";
  for (size_t i = 0; i < words->n; i++) {
    const char *token = words->at[i].token, *label = *token ? _(words->at[i].label) : "";
    bool other = *label && strcasecmp(label, token) != 0 && !text_equal(label, words->at[i].label);
    if (!*token) /* "" stands for none */
      continue;
    str_addf(out, other ? "%s%s (%s)" : "%s%s", between, token, label);
    between = ", ";
  }
}

/* Defines words_NAME from the rows that follow. An empty token is what an empty cell means. */
#define WORDS(short_name, title, ...)                                                                                  \
  static const struct word short_name##_table[] = {__VA_ARGS__};                                                       \
  const struct words words_##short_name = {title, short_name##_table, COUNT_OF(short_name##_table)}

/* clang-format off */
WORDS(role, N_("role"),
  {ROLE_ASSISTANT, "assistant", N_("assistant"), COLOUR_PLAIN},
  {ROLE_CARE_WORKER, "care_worker", N_("care worker"), COLOUR_PLAIN},
  {ROLE_NURSE, "nurse", N_("nurse"), COLOUR_PLAIN},
  {ROLE_PHYSIOTHERAPIST, "physiotherapist", N_("physiotherapist"), COLOUR_PLAIN},
  {ROLE_OCCUPATIONAL_THERAPIST, "occupational_therapist", N_("occupational therapist"), COLOUR_PLAIN},
  {ROLE_DIETITIAN, "dietitian", N_("dietitian"), COLOUR_PLAIN},
  {ROLE_APPRENTICE, "apprentice", N_("apprentice"), COLOUR_PLAIN});

WORDS(function, N_("function"),
  {FUNCTION_NONE, "", "", COLOUR_PLAIN},
  {FUNCTION_COORDINATOR, "coordinator", N_("shift coordinator"), COLOUR_NOTICE},
  {FUNCTION_DUTY_NURSE, "duty_nurse", N_("duty nurse"), COLOUR_NOTICE},
  {FUNCTION_NURSE_2, "nurse_2", N_("nurse 2"), COLOUR_NOTICE},
  {FUNCTION_INDOOR, "indoor", N_("indoor tasks"), COLOUR_DIM},
  {FUNCTION_SECTION_LEADER, "section_leader", N_("section leader"), COLOUR_PLAIN},
  {FUNCTION_LEAD_NURSE, "lead_nurse", N_("lead nurse"), COLOUR_PLAIN},
  {FUNCTION_PRIMARY_CONTACT, "primary_contact", N_("primary contact"), COLOUR_PLAIN});

WORDS(team_kind, N_("kind of team"),
  {TEAM_OT, "OT", N_("care team"), COLOUR_PLAIN},
  {TEAM_HT, "HT", N_("health-service team"), COLOUR_PLAIN});

WORDS(shift, N_("shift"),
  {SHIFT_DAY, "day", N_("day"), COLOUR_PLAIN},
  {SHIFT_EVENING, "evening", N_("evening"), COLOUR_PLAIN},
  {SHIFT_NIGHT, "night", N_("night"), COLOUR_PLAIN});

WORDS(priority, N_("priority"),
  {PRIORITY_MUST, "must", N_("must"), COLOUR_ERROR},
  {PRIORITY_SHOULD, "should", N_("should"), COLOUR_WARNING},
  {PRIORITY_MAY, "may", N_("may"), COLOUR_DIM});

WORDS(window, N_("kind of window"),
  {WINDOW_SOFT, "soft", N_("soft"), COLOUR_PLAIN},
  {WINDOW_HARD, "hard", N_("fixed"), COLOUR_NOTICE});

WORDS(visit_state, N_("state of a visit"),
  {VISIT_LISTED, "listed", N_("on a list"), COLOUR_PLAIN},
  {VISIT_UNASSIGNED, "unassigned", N_("unassigned"), COLOUR_WARNING},
  {VISIT_DROPPED, "dropped", N_("dropped"), COLOUR_DIM},
  {VISIT_SUSPENDED, "suspended", N_("suspended"), COLOUR_DIM},
  {VISIT_DONE, "done", N_("done"), COLOUR_GOOD},
  {VISIT_NOT_DONE, "not_done", N_("not done"), COLOUR_WARNING},
  {VISIT_CANCELLED, "cancelled", N_("cancelled"), COLOUR_DIM});

WORDS(transport, N_("transport"),
  {TRANSPORT_CAR, "car", N_("car"), COLOUR_PLAIN},
  {TRANSPORT_BIKE, "bike", N_("bike"), COLOUR_PLAIN},
  {TRANSPORT_WALK, "walk", N_("on foot"), COLOUR_PLAIN});

WORDS(employment, N_("employment"),
  {EMPLOYMENT_PERMANENT, "permanent", N_("permanent"), COLOUR_PLAIN},
  {EMPLOYMENT_SUBSTITUTE, "substitute", N_("substitute"), COLOUR_NOTICE},
  {EMPLOYMENT_AGENCY, "agency", N_("from an agency"), COLOUR_NOTICE});

WORDS(patient_status, N_("status of a patient"),
  {PATIENT_ACTIVE, "active", N_("active"), COLOUR_PLAIN},
  {PATIENT_ENDED, "ended", N_("ended"), COLOUR_DIM});

WORDS(absence_reason, N_("reason of an absence"),
  {ABSENCE_SICK, "sick", N_("sick"), COLOUR_WARNING},
  {ABSENCE_CHILD_SICK, "child_sick", N_("child sick"), COLOUR_WARNING},
  {ABSENCE_LEAVE, "leave", N_("leave"), COLOUR_PLAIN},
  {ABSENCE_HOLIDAY, "holiday", N_("holiday"), COLOUR_PLAIN},
  {ABSENCE_COURSE, "course", N_("course"), COLOUR_PLAIN},
  {ABSENCE_OTHER, "other", N_("other"), COLOUR_PLAIN});

WORDS(suspension_reason, N_("reason of a suspension"),
  {SUSPENSION_HOSPITAL, "hospital", N_("in hospital"), COLOUR_WARNING},
  {SUSPENSION_RESPITE, "respite", N_("on a respite stay"), COLOUR_PLAIN},
  {SUSPENSION_TRAVEL, "travel", N_("travelling"), COLOUR_PLAIN},
  {SUSPENSION_FAMILY, "family", N_("with family"), COLOUR_PLAIN},
  {SUSPENSION_DECLINED, "declined", N_("declined for now"), COLOUR_NOTICE},
  {SUSPENSION_OTHER, "other", N_("other"), COLOUR_PLAIN});

WORDS(not_done_reason, N_("reason for a visit not done"),
  {NOT_DONE_NOT_HOME, "not_home", N_("not at home"), COLOUR_WARNING},
  {NOT_DONE_REFUSED, "refused", N_("refused"), COLOUR_WARNING},
  {NOT_DONE_NO_TIME, "no_time", N_("no time"), COLOUR_WARNING},
  {NOT_DONE_NOT_COMPETENT, "not_competent", N_("lacked the competence"), COLOUR_WARNING},
  {NOT_DONE_SAFETY, "safety", N_("not safe"), COLOUR_ERROR},
  {NOT_DONE_OTHER, "other", N_("other"), COLOUR_PLAIN});

WORDS(queue_kind, N_("kind of request"),
  {QUEUE_ADVICE, "advice", N_("advice"), COLOUR_PLAIN},
  {QUEUE_SUPERVISION, "supervision", N_("supervision"), COLOUR_PLAIN},
  {QUEUE_MEDICATION, "medication", N_("medication"), COLOUR_NOTICE},
  {QUEUE_DOSETTE, "dosette", N_("dosette"), COLOUR_PLAIN},
  {QUEUE_ALARM, "alarm", N_("alarm"), COLOUR_ERROR},
  {QUEUE_NEW_PATIENT, "new_patient", N_("new patient"), COLOUR_NOTICE},
  {QUEUE_MESSAGE, "message", N_("message"), COLOUR_PLAIN},
  {QUEUE_TRANSFER, "transfer", N_("transfer"), COLOUR_NOTICE},
  {QUEUE_GREY_ZONE, "grey_zone", N_("grey zone"), COLOUR_NOTICE},
  {QUEUE_MEETING, "meeting", N_("meeting"), COLOUR_PLAIN});

WORDS(urgency, N_("urgency"),
  {URGENCY_NOW, "now", N_("now"), COLOUR_ERROR},
  {URGENCY_TODAY, "today", N_("today"), COLOUR_WARNING},
  {URGENCY_PLANNED, "planned", N_("planned"), COLOUR_PLAIN});

WORDS(queue_state, N_("state of a request"),
  {QUEUE_OPEN, "open", N_("open"), COLOUR_NOTICE},
  {QUEUE_TAKEN, "taken", N_("taken"), COLOUR_PLAIN},
  {QUEUE_ANSWERED, "answered", N_("answered"), COLOUR_GOOD},
  {QUEUE_CLOSED, "closed", N_("closed"), COLOUR_DIM});

WORDS(queue_cause, N_("cause of a request"),
  {CAUSE_NONE, "", "", COLOUR_PLAIN},
  {CAUSE_NEWS2, "news2", N_("high NEWS2"), COLOUR_ERROR},
  {CAUSE_TRANSFER, "transfer", N_("transfer announced"), COLOUR_NOTICE});

WORDS(outcome, N_("outcome"),
  {OUTCOME_OT, "OT", N_("OT"), COLOUR_PLAIN},
  {OUTCOME_HT, "HT", N_("HT"), COLOUR_PLAIN},
  {OUTCOME_BOTH, "BOTH", N_("BOTH"), COLOUR_PLAIN},
  {OUTCOME_GREY, "GREY", N_("GREY"), COLOUR_WARNING});

WORDS(consciousness, N_("consciousness"),
  {AVPU_ALERT, "A", N_("alert"), COLOUR_PLAIN},
  {AVPU_CONFUSION, "C", N_("new confusion"), COLOUR_ERROR},
  {AVPU_VOICE, "V", N_("responds to voice"), COLOUR_ERROR},
  {AVPU_PAIN, "P", N_("responds to pain"), COLOUR_ERROR},
  {AVPU_UNRESPONSIVE, "U", N_("unresponsive"), COLOUR_ERROR});

WORDS(yes_no, N_("answer"),
  {0, "no", N_("no"), COLOUR_PLAIN},
  {1, "yes", N_("yes"), COLOUR_PLAIN});

WORDS(gender, N_("gender"),
  {GENDER_UNKNOWN, "", "", COLOUR_PLAIN},
  {GENDER_FEMALE, "female", N_("woman"), COLOUR_PLAIN},
  {GENDER_MALE, "male", N_("man"), COLOUR_PLAIN});

WORDS(severity, N_("severity"),
  {SEVERITY_ERROR, "error", N_("error"), COLOUR_ERROR},
  {SEVERITY_WARNING, "warning", N_("warning"), COLOUR_WARNING},
  {SEVERITY_NOTE, "note", N_("note"), COLOUR_DIM});

WORDS(light, N_("traffic light"),
  {LIGHT_NONE, "", "", COLOUR_PLAIN},
  {LIGHT_RED, "red", N_("red"), COLOUR_ERROR},
  {LIGHT_YELLOW, "yellow", N_("yellow"), COLOUR_WARNING},
  {LIGHT_GREEN, "green", N_("green"), COLOUR_GOOD});

WORDS(ground, N_("ground for the meeting"),
  {GROUND_NEW, "new", N_("new patient"), COLOUR_PLAIN},
  {GROUND_FUNCTION_LOSS, "function_loss", N_("loss of function"), COLOUR_PLAIN},
  {GROUND_ASKED_FOR, "asked_for", N_("asked for"), COLOUR_PLAIN},
  {GROUND_SEVERAL_SERVICES, "several_services", N_("more than one service"), COLOUR_PLAIN});

WORDS(transfer_state, N_("state of a transfer"),
  {TRANSFER_ANNOUNCED, "announced", N_("announced"), COLOUR_NOTICE},
  {TRANSFER_ACKNOWLEDGED, "acknowledged", N_("acknowledged"), COLOUR_PLAIN},
  {TRANSFER_DONE, "done", N_("done"), COLOUR_GOOD},
  {TRANSFER_WITHDRAWN, "withdrawn", N_("withdrawn"), COLOUR_DIM});

WORDS(list_state, N_("state of a list"),
  {LIST_DRAFT, "draft", N_("draft"), COLOUR_NOTICE},
  {LIST_APPROVED, "approved", N_("approved"), COLOUR_GOOD},
  {LIST_STARTED, "started", N_("started"), COLOUR_PLAIN});

WORDS(carry_state, N_("state of a carry-over"),
  {CARRY_OFFERED, "offered", N_("offered"), COLOUR_NOTICE},
  {CARRY_ACCEPTED, "accepted", N_("accepted"), COLOUR_PLAIN},
  {CARRY_DONE, "done", N_("done"), COLOUR_GOOD});

WORDS(replacement, N_("class of a replacement"),
  {REPLACEMENT_SAME, "same", N_("same competence"), COLOUR_GOOD},
  {REPLACEMENT_HIGHER, "higher", N_("higher competence"), COLOUR_PLAIN},
  {REPLACEMENT_LOWER, "lower", N_("lower competence"), COLOUR_WARNING},
  {REPLACEMENT_NONE, "none", N_("other or no competence"), COLOUR_ERROR});

WORDS(refusal, N_("reason of a refusal"),
  {REFUSAL_NONE, "none", N_("may do it"), COLOUR_GOOD},
  {REFUSAL_ROLE, "role", N_("the role may not do this work"), COLOUR_ERROR},
  {REFUSAL_SKILL, "skill", N_("lacks a skill"), COLOUR_ERROR},
  {REFUSAL_SKILL_EXPIRED, "skill_expired", N_("a skill has expired"), COLOUR_ERROR},
  {REFUSAL_EXCLUDED_STAFF, "excluded_staff", N_("the patient does not want this worker"), COLOUR_ERROR},
  {REFUSAL_EXCLUDED_TASK, "excluded_task", N_("the worker does not do this task"), COLOUR_ERROR},
  {REFUSAL_ABSENT, "absent", N_("nobody is there: the worker is absent"), COLOUR_ERROR},
  {REFUSAL_TEAM, "team", N_("the list belongs to another team"), COLOUR_WARNING},
  {REFUSAL_SHIFT, "shift", N_("the list is of another shift"), COLOUR_WARNING},
  {REFUSAL_NO_LIST, "no_list", N_("the worker's function walks no list"), COLOUR_ERROR});

/* Codes as date_weekday() counts them. */
WORDS(weekday, N_("weekday"),
  {0, "monday", N_("Monday"), COLOUR_PLAIN},
  {1, "tuesday", N_("Tuesday"), COLOUR_PLAIN},
  {2, "wednesday", N_("Wednesday"), COLOUR_PLAIN},
  {3, "thursday", N_("Thursday"), COLOUR_PLAIN},
  {4, "friday", N_("Friday"), COLOUR_PLAIN},
  {5, "saturday", N_("Saturday"), COLOUR_PLAIN},
  {6, "sunday", N_("Sunday"), COLOUR_PLAIN});

/* --- Days of the week --- */

static const char whole_week[] = "MTWTFSS";
enum { week_days = sizeof whole_week - 1 };

int weekday_named(const char *text) {
  struct str folded = {0}, label = {0};
  int found = NONE;
  text_fold(&folded, text);
  for (int day = 0; day < week_days && folded.n >= 2; day++)
    for (int translated = 0; translated < 2; translated++) {
      const char *name = word_label(&words_weekday, day);
      str_clear(&label);
      text_fold(&label, translated ? _(name) : name);
      if (text_starts(str_text(&label), str_text(&folded)))
        found = day;
    }
  str_free(&folded);
  str_free(&label);
  return found;
}

/* A mask, whatever its case; NULL where it is none. */
static const char *read_mask(const char *text, struct arena *arena) {
  char *mask = arena_strdup(arena, text);
  for (int day = 0; day < week_days; day++)
    if ((mask[day] = (char)toupper((unsigned char)mask[day])) != '-' && mask[day] != whole_week[day])
      return NULL;
  return mask;
}

const char *week_named(const char *text, struct arena *arena, const char **wrong) {
  char *mask = arena_strdup(arena, "-------"), *words = arena_strdup(arena, text);
  *wrong = text;
  if (text_equal(text, "daily") || text_equal(text, _("daily")))
    return whole_week;
  if (strlen(text) == week_days && strspn(text, "MTWFSmtwfs-") == week_days)
    return read_mask(text, arena);
  for (char *comma = words; (comma = strpbrk(comma, ",;"));)
    *comma = ' ';
  const char *rest = words;
  for (const char *word; (word = arena_word(arena, &rest));) {
    int day = weekday_named(word);
    *wrong = word;
    if (day == NONE)
      return NULL;
    mask[day] = whole_week[day];
  }
  return mask;
}
