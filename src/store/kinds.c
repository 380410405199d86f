/*
 * The KINDs of interface.md: one table, from which the CSV headers, the parsing, the messages and the SQL follow.
 *
 * A column that is beyond interface.md carries EXTRA, so that the files look as that page says until somebody needs
 * more.
 */
#include "vaktrom/store.h"

#define KEY (COLUMN_KEY | COLUMN_REQUIRED)
#define MUST COLUMN_REQUIRED
#define OPT COLUMN_OPTIONAL
#define EXTRA (COLUMN_OPTIONAL | COLUMN_EXTRA)
/* The id of a KIND whose rows people write without one. */
#define GIVEN_ID (COLUMN_KEY | COLUMN_NEWEST)

/* One column: name, Norwegian name, then its type and further members by name. */
#define ID(english, norsk, ...)                                                                                        \
  { .name = english, .norwegian = norsk, .type = COLUMN_ID, __VA_ARGS__ }
#define REF(english, norsk, kind_name, ...)                                                                            \
  { .name = english, .norwegian = norsk, .type = COLUMN_REF, .ref = kind_name, __VA_ARGS__ }
#define REFS(english, norsk, kind_name, ...)                                                                           \
  { .name = english, .norwegian = norsk, .type = COLUMN_REFS, .ref = kind_name, __VA_ARGS__ }
#define TEXT(english, norsk, ...)                                                                                      \
  { .name = english, .norwegian = norsk, .type = COLUMN_TEXT, __VA_ARGS__ }
/* A name, an address, a number to call; and what is worked out or reckoned by, which may be long. */
#define SHORT(english, norsk, ...) TEXT(english, norsk, .max = LENGTH_SHORT, __VA_ARGS__)
#define WRITTEN(english, norsk, ...) TEXT(english, norsk, .max = LENGTH_WRITTEN, __VA_ARGS__)
#define CODES(english, norsk, ...)                                                                                     \
  { .name = english, .norwegian = norsk, .type = COLUMN_CODES, __VA_ARGS__ }
#define WORD(english, norsk, table, ...)                                                                               \
  { .name = english, .norwegian = norsk, .type = COLUMN_WORD, .words = &(table), __VA_ARGS__ }
#define WORDS(english, norsk, table, ...)                                                                              \
  { .name = english, .norwegian = norsk, .type = COLUMN_WORDS, .words = &(table), __VA_ARGS__ }
#define INTEGER(english, norsk, least, most, ...)                                                                      \
  { .name = english, .norwegian = norsk, .type = COLUMN_INTEGER, .min = least, .max = most, __VA_ARGS__ }
#define REAL(english, norsk, least, most, ...)                                                                         \
  { .name = english, .norwegian = norsk, .type = COLUMN_REAL, .min = least, .max = most, __VA_ARGS__ }
#define DATE(english, norsk, ...)                                                                                      \
  { .name = english, .norwegian = norsk, .type = COLUMN_DATE, __VA_ARGS__ }
#define INSTANT(english, norsk, ...)                                                                                   \
  { .name = english, .norwegian = norsk, .type = COLUMN_INSTANT, __VA_ARGS__ }
#define TIME(english, norsk, ...)                                                                                      \
  { .name = english, .norwegian = norsk, .type = COLUMN_TIME, __VA_ARGS__ }
#define TIMES(english, norsk, ...)                                                                                     \
  { .name = english, .norwegian = norsk, .type = COLUMN_TIMES, __VA_ARGS__ }
#define DAYS(english, norsk, ...)                                                                                      \
  { .name = english, .norwegian = norsk, .type = COLUMN_DAYS, __VA_ARGS__ }
#define YES_NO(english, norsk, ...)                                                                                    \
  { .name = english, .norwegian = norsk, .type = COLUMN_YES_NO, .words = &words_yes_no, __VA_ARGS__ }
#define SKILLS(english, norsk, ...)                                                                                    \
  { .name = english, .norwegian = norsk, .type = COLUMN_SKILLS, __VA_ARGS__ }
#define FLAGS(value) .flags = (value)
#define IF_EMPTY(value) .fallback = (value)

#define LATITUDE REAL("lat", "breddegrad", -90, 90, FLAGS(0))
#define LONGITUDE REAL("lon", "lengdegrad", -180, 180, FLAGS(0))
#define MINUTES_OF_DAY 1440

/* clang-format off */
const struct kind kinds[] = {
  {.name = "teams", .singular = N_("team"), .plural = NC_("KIND", "teams"), .columns = {
    ID("team", "team", FLAGS(KEY)),
    WORD("kind", "type", words_team_kind, FLAGS(MUST)),
    SHORT("name", "navn", FLAGS(MUST)),
    SHORT("location", "lokalisasjon", FLAGS(MUST)),
    REF("ht", "ht", "teams", FLAGS(0)),
    LATITUDE,
    LONGITUDE,
    INTEGER("max_lists", "maks_lister", 0, 1000, FLAGS(0)),
    SHORT("unit", "enhet", FLAGS(OPT)),
    CODES("areas", "områder", FLAGS(OPT)),
    SHORT("phone", "telefon", FLAGS(OPT)),
    INTEGER("cars", "biler", 0, 1000, FLAGS(OPT)),
    DATE("ended", "avsluttet", FLAGS(EXTRA)),
  }},
  {.name = "tasks", .singular = N_("task"), .plural = NC_("KIND", "tasks"), .columns = {
    ID("task", "oppgave", FLAGS(KEY)),
    SHORT("name", "navn", FLAGS(MUST)),
    WORD("min_role", "laveste_rolle", words_role, FLAGS(MUST)),
    CODES("skills", "kompetanse", FLAGS(0)),
    INTEGER("duration", "varighet", 1, MINUTES_OF_DAY, FLAGS(MUST)),
    WORD("priority", "prioritet", words_priority, FLAGS(MUST)),
    INTEGER("load", "belastning", 1, 5, FLAGS(MUST)),
    DATE("ended", "avsluttet", FLAGS(EXTRA)),
  }},
  {.name = "staff", .singular = N_("worker"), .plural = NC_("KIND", "staff"), .columns = {
    ID("staff", "ansatt", FLAGS(KEY)),
    SHORT("name", "navn", FLAGS(MUST)),
    WORD("role", "rolle", words_role, FLAGS(MUST)),
    REF("team", "team", "teams", FLAGS(MUST)),
    REAL("position_pct", "stillingsprosent", 0, 200, FLAGS(MUST)),
    WORDS("functions", "funksjoner", words_function, FLAGS(0)),
    SKILLS("skills", "kompetanse", FLAGS(0)),
    CODES("languages", "språk", FLAGS(0)),
    WORD("transport", "transport", words_transport, FLAGS(MUST)),
    WORD("employment", "ansettelse", words_employment, FLAGS(MUST)),
    REFS("exclude_tasks", "unntatte_oppgaver", "tasks", FLAGS(0)),
    SHORT("phone", "telefon", FLAGS(OPT)),
    WORD("gender", "kjønn", words_gender, FLAGS(OPT)),
    DATE("ended", "sluttet", FLAGS(EXTRA)),
  }},
  {.name = "patients", .singular = N_("patient"), .plural = NC_("KIND", "patients"), .columns = {
    ID("patient", "pasient", FLAGS(KEY)),
    SHORT("name", "navn", FLAGS(MUST)),
    SHORT("address", "adresse", FLAGS(0)),
    LATITUDE,
    LONGITUDE,
    ID("area", "område", FLAGS(0)),
    REF("team", "team", "teams", FLAGS(0)),
    WORD("status", "status", words_patient_status, IF_EMPTY("active")),
    REF("primary_contact", "primærkontakt", "staff", FLAGS(0)),
    REF("secondary_contact", "sekundærkontakt", "staff", FLAGS(0)),
    CODES("languages", "språk", FLAGS(0)),
    REFS("exclude_staff", "unntatte_ansatte", "staff", FLAGS(0)),
    TEXT("important", "viktig", FLAGS(0)),
    TEXT("access", "adkomst", FLAGS(0)),
    DATE("admitted", "innskrevet", FLAGS(OPT)),
    SHORT("phone", "telefon", FLAGS(OPT)),
    REF("cooperating_team", "samarbeidende_team", "teams", FLAGS(OPT)),
    WORD("prefer_gender", "ønsket_kjønn", words_gender, FLAGS(OPT)),
    INTEGER("spo2_scale", "spo2_skala", 1, 2, FLAGS(OPT)),
    YES_NO("protected", "skjermet", FLAGS(OPT), IF_EMPTY("no")),
    SHORT("key_number", "nøkkelnummer", FLAGS(OPT)),
    SHORT("door_code", "dørkode", FLAGS(OPT)),
  }},
  {.name = "needs", .singular = N_("need"), .plural = NC_("KIND", "needs"), .columns = {
    REF("patient", "pasient", "patients", FLAGS(KEY)),
    ID("code", "kode", FLAGS(KEY)),
    TEXT("value", "verdi", FLAGS(0)),
    DATE("from", "fra", FLAGS(KEY)),
    DATE("until", "til", FLAGS(0)),
    SHORT("noted_by", "notert_av", FLAGS(0)),
  }},
  {.name = "observations", .singular = N_("observation"), .plural = NC_("KIND", "observations"), .columns = {
    REF("patient", "pasient", "patients", FLAGS(KEY)),
    INSTANT("at", "tidspunkt", FLAGS(KEY)),
    INTEGER("resp", "respirasjon", 0, 80, FLAGS(0)),
    INTEGER("spo2", "spo2", 40, 100, FLAGS(0)),
    INTEGER("scale", "skala", 1, 2, FLAGS(0)),
    YES_NO("oxygen", "oksygen", FLAGS(0)),
    INTEGER("systolic", "systolisk", 30, 300, FLAGS(0)),
    INTEGER("pulse", "puls", 20, 260, FLAGS(0)),
    WORD("consciousness", "bevissthet", words_consciousness, FLAGS(0)),
    REAL("temp", "temperatur", 25, 45, FLAGS(0)),
  }},
  {.name = "criteria", .singular = N_("criterion"), .plural = NC_("KIND", "criteria"), .columns = {
    ID("criterion", "kriterium", FLAGS(KEY)),
    WORD("outcome", "utfall", words_outcome, FLAGS(MUST)),
    WRITTEN("when", "når", FLAGS(0)),
    TEXT("rationale", "begrunnelse", FLAGS(0)),
    TEXT("source", "kilde", FLAGS(0)),
    INTEGER("rank", "rang", -1000000, 1000000, FLAGS(OPT), IF_EMPTY("100")),
    ID("version", "versjon", FLAGS(COLUMN_KEY | OPT)),
    DATE("valid_from", "gjelder_fra", FLAGS(OPT)),
    YES_NO("active", "aktiv", FLAGS(EXTRA), .storage = STORED_VERSION),
  }},
  {.name = "services", .singular = N_("service"), .plural = NC_("KIND", "services"), .calendar = true, .columns = {
    ID("service", "tiltak", FLAGS(KEY)),
    REF("patient", "pasient", "patients", FLAGS(MUST)),
    REF("task", "oppgave", "tasks", FLAGS(MUST)),
    DAYS("days", "dager", FLAGS(0)),
    INTEGER("every", "hver", 1, 3660, FLAGS(0)),
    DATE("start", "start", FLAGS(MUST)),
    DATE("until", "til", FLAGS(0)),
    TIMES("earliest", "tidligst", FLAGS(MUST)),
    TIMES("latest", "senest", FLAGS(MUST)),
    WORD("window", "vindu", words_window, IF_EMPTY("soft")),
    INTEGER("duration", "varighet", 1, MINUTES_OF_DAY, FLAGS(0)),
    INTEGER("staff_count", "antall_ansatte", 1, 2, IF_EMPTY("1")),
    CODES("skills", "kompetanse", FLAGS(0)),
    WORD("min_role", "laveste_rolle", words_role, FLAGS(0)),
    WORD("priority", "prioritet", words_priority, FLAGS(0)),
    REF("follows", "følger", "services", FLAGS(0)),
    INTEGER("min_gap", "minste_mellomrom", 0, MINUTES_OF_DAY, FLAGS(0)),
    INTEGER("max_gap", "største_mellomrom", 0, MINUTES_OF_DAY, FLAGS(0)),
    WORD("second_role", "andre_rolle", words_role, FLAGS(OPT)),
    CODES("second_skills", "andre_kompetanse", FLAGS(OPT)),
    REF("second_team", "andre_team", "teams", FLAGS(OPT)),
  }},
  {.name = "shifts", .singular = N_("shift"), .plural = NC_("KIND", "shifts"), .calendar = true, .columns = {
    DATE("date", "dato", FLAGS(KEY)),
    WORD("shift", "vakt", words_shift, FLAGS(MUST)),
    REF("staff", "ansatt", "staff", FLAGS(KEY)),
    REF("team", "team", "teams", FLAGS(MUST)),
    TIME("start", "start", FLAGS(KEY), .sql = "start_at", .storage = STORED_START),
    TIME("end", "slutt", FLAGS(MUST), .sql = "end_at", .storage = STORED_END),
    WORD("function", "funksjon", words_function, FLAGS(0)),
    REFS("covers", "dekker", "teams", FLAGS(OPT)),
    REF("replaces", "erstatter", "staff", FLAGS(EXTRA)),
  }},
  {.name = "absences", .singular = N_("absence"), .plural = NC_("KIND", "absences"), .columns = {
    REF("staff", "ansatt", "staff", FLAGS(KEY)),
    DATE("from", "fra", FLAGS(KEY)),
    DATE("until", "til", FLAGS(0)),
    WORD("reason", "årsak", words_absence_reason, FLAGS(MUST)),
    WORD("shift", "vakt", words_shift, FLAGS(COLUMN_KEY | OPT)),
    TIME("from_time", "fra_tid", FLAGS(EXTRA)),
  }},
  {.name = "suspensions", .singular = N_("suspension"), .plural = NC_("KIND", "suspensions"), .columns = {
    REF("patient", "pasient", "patients", FLAGS(KEY)),
    DATE("from", "fra", FLAGS(KEY)),
    DATE("until", "til", FLAGS(0)),
    DATE("review", "vurderes", FLAGS(0)),
    WORD("reason", "årsak", words_suspension_reason, FLAGS(MUST)),
  }},
  {.name = "travel", .singular = N_("travel time"), .plural = NC_("KIND", "travel"), .columns = {
    REF("from", "fra", "places", FLAGS(KEY)),
    REF("to", "til", "places", FLAGS(KEY)),
    WORD("mode", "reisemåte", words_transport, FLAGS(KEY)),
    INTEGER("minutes", "minutter", 0, MINUTES_OF_DAY, FLAGS(MUST)),
  }},
  {.name = "history", .singular = N_("past visit"), .plural = NC_("KIND", "history"), .calendar = true, .columns = {
    DATE("date", "dato", FLAGS(KEY)),
    WORD("shift", "vakt", words_shift, FLAGS(KEY)),
    REF("patient", "pasient", "patients", FLAGS(KEY)),
    REF("staff", "ansatt", "staff", FLAGS(KEY)),
    REF("task", "oppgave", "tasks", FLAGS(KEY)),
    INTEGER("minutes", "minutter", 0, MINUTES_OF_DAY, FLAGS(MUST)),
    INTEGER("nth", "nummer", 1, 1000000, FLAGS(COLUMN_KEY | COLUMN_COUNTED)),
  }},
  {.name = "reminders", .singular = N_("reminder"), .plural = NC_("KIND", "reminders"), .prefix = "R", .columns = {
    REF("team", "team", "teams", FLAGS(MUST | COLUMN_NATURAL)),
    DATE("due", "frist", FLAGS(MUST | COLUMN_NATURAL)),
    REF("patient", "pasient", "patients", FLAGS(COLUMN_NATURAL)),
    TEXT("text", "tekst", FLAGS(MUST | COLUMN_NATURAL)),
    ID("reminder", "huskepunkt", FLAGS(GIVEN_ID | EXTRA)),
    YES_NO("done", "gjort", FLAGS(EXTRA), IF_EMPTY("no")),
  }},
  {.name = "queue_history", .singular = N_("step of a queue item"), .plural = NC_("KIND", "queue history"), .columns = {
    ID("item", "henvendelse", FLAGS(KEY)), /* before the items: one that comes without a history begins a new one */
    INTEGER("step", "steg", 1, 1000000, FLAGS(KEY)),
    INSTANT("at", "tidspunkt", FLAGS(MUST)),
    SHORT("by", "av", FLAGS(0)),
    WORD("state", "tilstand", words_queue_state, FLAGS(MUST)),
    REF("owner", "eier", "staff", FLAGS(0)),
    TEXT("outcome", "utfall", FLAGS(0)),
  }},
  {.name = "queue", .singular = N_("queue item"), .plural = NC_("KIND", "queue"), .prefix = "Q", .columns = {
    INSTANT("at", "tidspunkt", FLAGS(MUST | COLUMN_NATURAL)),
    WORD("kind", "type", words_queue_kind, FLAGS(MUST | COLUMN_NATURAL)),
    WORD("urgency", "hastegrad", words_urgency, FLAGS(MUST)),
    REF("patient", "pasient", "patients", FLAGS(COLUMN_NATURAL)),
    TEXT("from", "fra", FLAGS(0)),
    TEXT("text", "tekst", FLAGS(MUST | COLUMN_NATURAL)),
    REF("team", "team", "teams", FLAGS(OPT)),
    REF("owner", "eier", "staff", FLAGS(OPT)),
    WORD("state", "tilstand", words_queue_state, FLAGS(OPT), IF_EMPTY("open")),
    ID("item", "henvendelse", FLAGS(GIVEN_ID | EXTRA)),
    INSTANT("due", "frist", FLAGS(EXTRA), .sql = "due_at"),
    TEXT("outcome", "utfall", FLAGS(EXTRA)),
    INSTANT("changed_at", "endret", FLAGS(EXTRA)),
    SHORT("changed_by", "endret_av", FLAGS(EXTRA)),
    ID("visit", "oppdrag", FLAGS(EXTRA | COLUMN_NULL)),
    WORD("cause", "årsak", words_queue_cause, FLAGS(EXTRA)),
    ID("transfer", "overføring", FLAGS(EXTRA | COLUMN_NULL)),
  }},
  {.name = "lists", .singular = N_("list"), .plural = NC_("KIND", "lists"), .prefix = "L", .columns = {
    ID("list", "arbeidsliste", FLAGS(GIVEN_ID)),
    DATE("date", "dato", FLAGS(MUST)),
    WORD("shift", "vakt", words_shift, FLAGS(MUST)),
    REF("team", "team", "teams", FLAGS(MUST)),
    REF("staff", "ansatt", "staff", FLAGS(0)),
    TIME("start", "start", FLAGS(MUST), .sql = "start_at", .storage = STORED_START),
    TIME("end", "slutt", FLAGS(MUST), .sql = "end_at", .storage = STORED_END),
    WORD("function", "funksjon", words_function, FLAGS(0)),
    REFS("covers", "dekker", "teams", FLAGS(0)),
    WORD("state", "tilstand", words_list_state, IF_EMPTY("draft")),
    SHORT("car", "bil", FLAGS(OPT)),
  }},
  {.name = "visits", .singular = N_("visit"), .plural = NC_("KIND", "visits"), .prefix = "V", .columns = {
    ID("visit", "oppdrag", FLAGS(GIVEN_ID)),
    DATE("date", "dato", FLAGS(MUST)),
    WORD("shift", "vakt", words_shift, FLAGS(MUST)),
    REF("patient", "pasient", "patients", FLAGS(MUST)),
    REF("service", "tiltak", "services", FLAGS(0)),
    REF("task", "oppgave", "tasks", FLAGS(MUST)),
    REF("team", "team", "teams", FLAGS(0)),
    WORD("min_role", "laveste_rolle", words_role, FLAGS(MUST)),
    CODES("skills", "kompetanse", FLAGS(0)),
    INTEGER("duration", "varighet", 1, MINUTES_OF_DAY, FLAGS(MUST)),
    TIMES("earliest", "tidligst", FLAGS(MUST), .storage = STORED_MINUTES),
    TIMES("latest", "senest", FLAGS(MUST), .storage = STORED_MINUTES),
    WORD("window", "vindu", words_window, IF_EMPTY("soft")),
    WORD("priority", "prioritet", words_priority, FLAGS(MUST)),
    WORD("state", "tilstand", words_visit_state, FLAGS(MUST)),
    REF("list", "arbeidsliste", "lists", FLAGS(0)),
    INTEGER("seq", "rekkefølge", 1, 1000, FLAGS(0)),
    TIME("start", "start", FLAGS(0), .storage = STORED_MINUTES),
    REF("staff", "ansatt", "staff", FLAGS(0), .storage = STORED_LIST_STAFF),
    TEXT("reason", "årsak", FLAGS(0)),
    YES_NO("pinned", "låst", FLAGS(OPT), IF_EMPTY("no")),
    YES_NO("by_hand", "for_hånd", FLAGS(EXTRA), IF_EMPTY("no")),
  }},
  {.name = "transfers", .singular = N_("transfer"), .plural = NC_("KIND", "transfers"), .prefix = "T", .columns = {
    ID("transfer", "overføring", FLAGS(GIVEN_ID)),
    REF("patient", "pasient", "patients", FLAGS(MUST)),
    REF("from_team", "fra_team", "teams", FLAGS(0)),
    REF("to_team", "til_team", "teams", FLAGS(MUST)),
    DATE("from_date", "fra_dato", FLAGS(MUST)),
    TEXT("reason", "årsak", FLAGS(MUST)),
    WORD("state", "tilstand", words_transfer_state, IF_EMPTY("announced")),
    YES_NO("ack_from", "bekreftet_fra", IF_EMPTY("no")),
    YES_NO("ack_to", "bekreftet_til", IF_EMPTY("no")),
    REF("cooperating_team", "samarbeidende_team", "teams", FLAGS(EXTRA)),
    INSTANT("at", "tidspunkt", FLAGS(EXTRA)),
  }},
  {.name = "decisions", .singular = N_("decision"), .plural = NC_("KIND", "decisions"), .prefix = "D", .columns = {
    ID("decision", "avgjørelse", FLAGS(GIVEN_ID)),
    REF("patient", "pasient", "patients", FLAGS(MUST)),
    INSTANT("at", "tidspunkt", FLAGS(MUST)),
    WORD("outcome", "utfall", words_outcome, FLAGS(MUST)),
    REF("responsible_team", "ansvarlig_team", "teams", FLAGS(0)),
    REF("cooperating_team", "samarbeidende_team", "teams", FLAGS(0)),
    WRITTEN("criteria_version", "kriterieversjon", FLAGS(0)),
    WRITTEN("facts", "fakta", IF_EMPTY("{}")),
    WRITTEN("criteria", "kriterier", IF_EMPTY("[]")),
    WRITTEN("explanation", "forklaring", FLAGS(0)),
    SHORT("decided_by", "avgjort_av", FLAGS(0)),
    TEXT("reason", "årsak", FLAGS(0)),
    DATE("review", "vurderes", FLAGS(0)),
  }},
  {.name = "carry_overs", .singular = N_("carry-over"), .plural = NC_("KIND", "carry-overs"), .prefix = "C", .columns = {
    ID("carry_over", "hengeoppgave", FLAGS(GIVEN_ID)),
    REF("visit", "oppdrag", "visits", FLAGS(MUST)),
    REF("patient", "pasient", "patients", FLAGS(MUST)),
    REF("from", "fra", "staff", FLAGS(0)),
    REF("next", "neste", "staff", FLAGS(MUST)),
    INSTANT("at", "tidspunkt", FLAGS(MUST)),
    WORD("reason", "årsak", words_not_done_reason, FLAGS(MUST)),
    WORD("state", "tilstand", words_carry_state, IF_EMPTY("offered")),
  }},
  {.name = "meeting", .singular = N_("meeting candidate"), .plural = NC_("KIND", "meeting"), .prefix = "M", .columns = {
    ID("meeting", "møtepunkt", FLAGS(GIVEN_ID)),
    REF("patient", "pasient", "patients", FLAGS(MUST)),
    REF("team", "team", "teams", FLAGS(MUST)),
    DATE("date", "dato", FLAGS(MUST)),
    WORD("ground", "grunnlag", words_ground, FLAGS(MUST)),
    WORD("light", "lys", words_light, FLAGS(0)),
    TEXT("text", "tekst", FLAGS(0)),
  }},
  {.name = "acks", .singular = N_("acknowledged finding"), .plural = NC_("KIND", "acknowledged findings"), .columns = {
    ID("finding", "funn", FLAGS(KEY)),
    SHORT("by", "av", FLAGS(MUST)),
    TEXT("reason", "årsak", FLAGS(MUST)),
    INSTANT("at", "tidspunkt", FLAGS(MUST)),
  }},
  {.name = "approvals", .singular = N_("approval"), .plural = NC_("KIND", "approvals"), .columns = {
    DATE("date", "dato", FLAGS(KEY)),
    WORD("shift", "vakt", words_shift, FLAGS(KEY)),
    REF("team", "team", "teams", FLAGS(KEY)),
    SHORT("by", "av", FLAGS(MUST)),
    INSTANT("at", "tidspunkt", FLAGS(MUST)),
    INSTANT("changed_at", "endret", FLAGS(EXTRA)),
  }},
  {.name = "handover_acks", .singular = N_("acknowledged handover"), .plural = NC_("KIND", "acknowledged handovers"), .columns = {
    DATE("date", "dato", FLAGS(KEY)),
    WORD("shift", "vakt", words_shift, FLAGS(KEY)),
    REF("team", "team", "teams", FLAGS(KEY)),
    ID("by", "av", FLAGS(KEY)),
    INSTANT("at", "tidspunkt", FLAGS(MUST)),
  }},
  {.name = "own_looks", .singular = N_("look at an HT's own patients"), .plural = NC_("KIND", "looks at an HT's own patients"), .columns = {
    ID("reader", "leser", FLAGS(KEY)),
    REF("team", "team", "teams", FLAGS(KEY)),
    INSTANT("at", "tidspunkt", FLAGS(MUST)),
  }},
  {.name = "patient_looks", .singular = N_("look at what is new about a patient"), .plural = NC_("KIND", "looks at what is new"), .columns = {
    ID("reader", "leser", FLAGS(KEY)),
    REF("patient", "pasient", "patients", FLAGS(KEY)),
    INSTANT("at", "tidspunkt", FLAGS(MUST)),
  }},
  {.name = "settings", .singular = N_("setting"), .plural = NC_("KIND", "settings"), .columns = {
    ID("name", "navn", FLAGS(KEY)),
    TEXT("value", "verdi", FLAGS(0)),
  }},
  {.name = NULL},
};
/* clang-format on */

const struct kind *kind_find(const char *name) {
  for (const struct kind *kind = kinds; kind->name; kind++)
    if (text_equal(kind->name, name))
      return kind;
  return NULL;
}

int kind_n_columns(const struct kind *kind) {
  int n = 0;
  while (kind->columns[n].name)
    n++;
  return n;
}

int kind_column(const struct kind *kind, const char *name) {
  for (int c = 0; kind->columns[c].name; c++)
    if (text_equal(kind->columns[c].name, name))
      return c;
  return NONE;
}
