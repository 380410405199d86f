/*
 * care: the words of the domain as types, and the rules that need no database.
 *
 * `struct day` is the snapshot that every other room works on: everything that the program knows about one date, loaded
 * by the store in one go, owned by one arena. The engine, the checks, the paper and the screen read it; only dispatch
 * changes the store. Indices into its arrays replace pointers; NONE (-1) means that there is none.
 */
#ifndef VAKTROM_CARE_H
#define VAKTROM_CARE_H

#include "vaktrom/base.h"

#define NONE (-1)

/* Room for an id: at most ID_MAX bytes, "/1" of a two-person visit, and the NUL. */
enum { ID_MAX = 64, ID_SIZE = ID_MAX + 3 };

/* --- Words: each enumeration that users see is one table --- */

/* What a colour stands for; a theme gives it a colour, monochrome an attribute or a mark. */
enum colour_role {
  COLOUR_PLAIN,
  COLOUR_DIM,
  COLOUR_GOOD,
  COLOUR_NOTICE,
  COLOUR_WARNING,
  COLOUR_ERROR,
};

/* One value of an enumeration: its code, its token in CSV, JSON and commands, its English label (shown through _()). */
struct word {
  int code;
  const char *token;
  const char *label;
  enum colour_role colour;
};
struct words {
  const char *name; /* of the enumeration, in the singular, for messages: "role" */
  const struct word *at;
  size_t n;
};
extern const struct words words_role, words_function, words_team_kind, words_shift, words_priority, words_window,
    words_visit_state, words_transport, words_employment, words_patient_status, words_absence_reason,
    words_suspension_reason, words_not_done_reason, words_queue_kind, words_urgency, words_queue_state,
    words_queue_cause, words_outcome, words_consciousness, words_yes_no, words_gender, words_severity, words_light,
    words_ground, words_transfer_state, words_list_state, words_carry_state, words_replacement, words_weekday;
/* The token or label of a code ("" when it has none); the code of a token, NONE when there is no such token. */
const char *word_token(const struct words *words, int code);
const char *word_label(const struct words *words, int code);
/* The label as a saying, to be kept; in the arena. */
const char *word_said(struct arena *arena, const struct words *words, int code);
int word_code(const struct words *words, const char *token);
/* The code of what a person typed: a token, or its label in the language of the texts; capitals do not matter. NONE
 * when it is neither. Not for files: they mean the same in every language. */
int word_typed(const struct words *words, const char *text);
/* Adds what may be typed: "day (dag), evening (kveld)", the label only where it is another word. */
void words_list(const struct words *words, struct str *out);
/* The weekday (0 = Monday) that a word begins with, in English or in the language shown; NONE. */
int weekday_named(const char *text);
/* Days of the week as people write them, "daily", "mon wed fri", "mon,wed,fri", "M-W-F--", as the mask MTWTFSS with -
 * for a day off. NULL with the word that is no day in `wrong` (the whole text for a mask that is none). */
const char *week_named(const char *text, struct arena *arena, const char **wrong);

enum role { /* the first three are a ladder; an apprentice counts as an assistant; the others match exactly */
            ROLE_ASSISTANT,
            ROLE_CARE_WORKER,
            ROLE_NURSE,
            ROLE_PHYSIOTHERAPIST,
            ROLE_OCCUPATIONAL_THERAPIST,
            ROLE_DIETITIAN,
            ROLE_APPRENTICE,
};
enum function { /* of a shift row; FUNCTION_NONE walks an ordinary list. Sets of functions are bits 1u << function */
                FUNCTION_NONE,
                FUNCTION_COORDINATOR,
                FUNCTION_DUTY_NURSE,
                FUNCTION_NURSE_2,
                FUNCTION_INDOOR,
                FUNCTION_SECTION_LEADER,
                FUNCTION_LEAD_NURSE,
                FUNCTION_PRIMARY_CONTACT,
};
enum team_kind { TEAM_OT, TEAM_HT };
enum shift { SHIFT_DAY, SHIFT_EVENING, SHIFT_NIGHT, SHIFT_COUNT };
enum priority { PRIORITY_MUST, PRIORITY_SHOULD, PRIORITY_MAY, PRIORITY_COUNT };
enum window_kind { WINDOW_SOFT, WINDOW_HARD };
enum visit_state {
  VISIT_LISTED,
  VISIT_UNASSIGNED,
  VISIT_DROPPED,
  VISIT_SUSPENDED,
  VISIT_DONE,
  VISIT_NOT_DONE,
  VISIT_CANCELLED,
};
enum transport { TRANSPORT_CAR, TRANSPORT_BIKE, TRANSPORT_WALK };
enum employment { EMPLOYMENT_PERMANENT, EMPLOYMENT_SUBSTITUTE, EMPLOYMENT_AGENCY };
enum patient_status { PATIENT_ACTIVE, PATIENT_ENDED };
enum absence_reason { ABSENCE_SICK, ABSENCE_CHILD_SICK, ABSENCE_LEAVE, ABSENCE_HOLIDAY, ABSENCE_COURSE, ABSENCE_OTHER };
enum suspension_reason {
  SUSPENSION_HOSPITAL,
  SUSPENSION_RESPITE,
  SUSPENSION_TRAVEL,
  SUSPENSION_FAMILY,
  SUSPENSION_DECLINED,
  SUSPENSION_OTHER,
};
enum not_done_reason {
  NOT_DONE_NOT_HOME,
  NOT_DONE_REFUSED,
  NOT_DONE_NO_TIME,
  NOT_DONE_NOT_COMPETENT,
  NOT_DONE_SAFETY,
  NOT_DONE_OTHER,
};
enum queue_kind {
  QUEUE_ADVICE,
  QUEUE_SUPERVISION,
  QUEUE_MEDICATION,
  QUEUE_DOSETTE,
  QUEUE_ALARM,
  QUEUE_NEW_PATIENT,
  QUEUE_MESSAGE,
  QUEUE_TRANSFER,
  QUEUE_GREY_ZONE,
  QUEUE_MEETING,
};
enum urgency { URGENCY_NOW, URGENCY_TODAY, URGENCY_PLANNED };
enum queue_state { QUEUE_OPEN, QUEUE_TAKEN, QUEUE_ANSWERED, QUEUE_CLOSED };
enum queue_cause { CAUSE_NONE, CAUSE_NEWS2, CAUSE_TRANSFER }; /* what the program raised it for; NONE: see its text */
enum outcome { OUTCOME_OT, OUTCOME_HT, OUTCOME_BOTH, OUTCOME_GREY };
enum consciousness { AVPU_ALERT, AVPU_CONFUSION, AVPU_VOICE, AVPU_PAIN, AVPU_UNRESPONSIVE };
enum gender { GENDER_UNKNOWN, GENDER_FEMALE, GENDER_MALE };
enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };
enum light { LIGHT_NONE, LIGHT_RED, LIGHT_YELLOW, LIGHT_GREEN };
enum ground { GROUND_NEW, GROUND_FUNCTION_LOSS, GROUND_ASKED_FOR, GROUND_SEVERAL_SERVICES };
enum transfer_state { TRANSFER_ANNOUNCED, TRANSFER_ACKNOWLEDGED, TRANSFER_DONE, TRANSFER_WITHDRAWN };
/* A shift's planning: draft until approved; started when its first visit was done. */
enum list_state { LIST_DRAFT, LIST_APPROVED, LIST_STARTED };
enum carry_state { CARRY_OFFERED, CARRY_ACCEPTED, CARRY_DONE };
enum replacement { REPLACEMENT_SAME, REPLACEMENT_HIGHER, REPLACEMENT_LOWER, REPLACEMENT_NONE };

/* --- What stands in the store --- */

#define COORDINATE_NONE 1000.0 /* latitude or longitude that is not known */

struct team {
  const char *id, *name, *location, *unit, *phone;
  const char *areas; /* areas it serves, separated by one space */
  enum team_kind kind;
  int ht; /* index of an OT's HT; of an HT itself */
  double lat, lon;
  int max_lists;
  int cars;    /* NONE when not known */
  bool closed; /* the snapshot was read for somebody who neither is of the team nor reads about its patients */
};

struct task {
  const char *id, *name;
  enum role min_role;
  const char *skills; /* separated by one space */
  int duration;       /* minutes */
  enum priority priority;
  int load; /* 1 light ... 5 strenuous */
};

struct skill {
  const char *code;
  date expires;        /* last day on which it holds; DATE_NONE = does not expire */
  const char *patient; /* the only patient for whom it holds; NULL = all */
};

struct worker {
  const char *id, *name, *phone;
  enum role role;
  int team;
  double position_pct;
  unsigned functions; /* bits 1u << enum function: those that the person is trained for */
  const struct skill *skills;
  int n_skills;
  const char *languages, *exclude_tasks; /* separated by one space */
  enum transport transport;
  enum employment employment;
  enum gender gender;
  bool ended;
  int past_minutes;      /* visit minutes in the 28 days before the date */
  int past_load;         /* sum of visit loads of 4 and 5 in the same days */
  int past_inconvenient; /* evening, night and weekend shifts in the same days */
};

struct patient {
  const char *id, *name, *address, *area, *phone;
  const char *important, *access; /* one line each; both are printed */
  const char *key_number, *door_code;
  const char *languages;     /* separated by one space */
  const char *exclude_staff; /* staff ids, separated by one space */
  double lat, lon;
  int team;             /* responsible on the snapshot's date (transfers counted); NONE = nobody yet */
  int cooperating_team; /* NONE = none */
  int primary_contact, secondary_contact;
  enum patient_status status;
  date admitted;
  enum gender prefer_gender; /* soft */
  int spo2_scale;            /* 1 or 2; 0 = not set */
  bool protected_address;    /* by number only, on no map */
  bool closed;               /* to whom the snapshot was read for: that one knows the number alone */
};

#define WINDOWS_MAX 6
/* A window for the start of a visit; several are alternatives, in order of time. */
struct window {
  minute earliest, latest; /* wall minutes in a service, true minutes on a date in a visit */
};

struct service {
  const char *id;
  int patient, task;
  const char *days;  /* seven letters MTWTFSS with '-' for off; "" when `every` counts */
  int every;         /* each n-th day counted from start; 0 = days count */
  date start, until; /* inclusive; until DATE_NONE = open */
  struct window windows[WINDOWS_MAX];
  int n_windows;
  enum window_kind window;
  int duration; /* minutes */
  int staff_count;
  const char *skills;
  enum role min_role;
  enum priority priority;
  const char *follows;  /* service id or NULL */
  int min_gap, max_gap; /* minutes from the start of what it follows */
  int second_role;      /* NONE = as the first */
  const char *second_skills;
  int second_team; /* NONE = as the first */
};

/* A person's row for one shift; each row that walks is a list (interface.md). */
struct shift_row {
  date date;
  enum shift shift;
  int staff, team;
  minute start, end; /* true minutes on `date` */
  enum function function;
  const char *covers; /* further team ids, separated by one space */
  int replaces;       /* the absent worker for whom this one fills in; or NONE */
};

struct absence {
  int staff;
  date from, until; /* until DATE_NONE = open */
  enum absence_reason reason;
  int shift;     /* enum shift, or NONE = every shift */
  int from_time; /* wall minutes of the first date (1440 and more: the next morning); 0 = from the shift's start */
};

struct suspension {
  int patient;
  date from, until, review; /* until or review is set; until DATE_NONE = open */
  enum suspension_reason reason;
};

/* One worker's ordered visits in one shift. */
struct work_list {
  const char *id;
  date date;
  enum shift shift;
  int team, staff; /* staff NONE = nobody: the worker is absent and nobody has taken it over */
  minute start, end;
  enum function function;
  const char *covers;
  enum list_state state;
  const char *car; /* that somebody gave it; "" = by the rule (dispatch_car) */
};

/* One piece of work at a patient's home, for one worker: a two-person visit has two rows, V12/1 and V12/2. */
struct visit {
  const char *id; /* V12, V12/1 */
  date date;
  enum shift shift;
  int patient, task, team;
  const char *service; /* NULL: added by hand */
  enum role min_role;
  const char *skills;
  int duration; /* minutes */
  struct window windows[WINDOWS_MAX];
  int n_windows;
  enum window_kind window;
  enum priority priority;
  enum visit_state state;
  int list, seq;      /* when listed (kept when done or not done); seq from 1 */
  minute start;       /* planned; of a done visit when it was done; MINUTE_NONE */
  int staff;          /* who has it by its list, or who did it */
  const char *reason; /* why unassigned, dropped or not done: a person's text or a saying (base.h); NULL */
  bool pinned;        /* stays on its list whatever is balanced */
  bool by_hand;       /* a person moved, unassigned or dropped it: the night does not undo it */
  int load;           /* of its task */
};

/* min_gap <= start(second) - start(first) <= max_gap, minutes; 0 and 0 = they start together. Derived: the two rows of
 * a two-person visit (different workers), and services that follow each other on the same date. */
struct link {
  int first, second; /* visits */
  int min_gap, max_gap;
  bool different_staff;
};

/* How often a worker met a patient in the days before the date. */
struct acquaintance {
  int patient, staff;
  int times_14, times_28;
};

struct travel_time {
  const char *from, *to; /* patient or team ids */
  enum transport mode;
  int minutes;
};

struct ack { /* a finding that a person acknowledged */
  const char *finding, *by, *reason;
};

/* --- The snapshot --- */

#define DAY_ARRAY(type, name)                                                                                          \
  type *name;                                                                                                          \
  int n_##name

struct day {
  date date;
  instant loaded;
  struct arena arena;
  /* Sorted by id in byte order (strcmp), as the lookups below need them: teams, tasks, staff, patients, services,
   * visits. Others as said. */
  DAY_ARRAY(struct team, teams);
  DAY_ARRAY(struct task, tasks);
  DAY_ARRAY(struct worker, staff);
  DAY_ARRAY(struct patient, patients);
  DAY_ARRAY(struct service, services); /* whose start..until holds the date, of active patients, suspended or not */
  DAY_ARRAY(struct shift_row, shifts); /* of date-2 .. date+2, for rest */
  DAY_ARRAY(struct absence, absences); /* that touch date-2 .. date+2 */
  DAY_ARRAY(struct suspension, suspensions); /* not ended before date-1 */
  DAY_ARRAY(struct work_list, lists);        /* of the date, by team, shift, start, id */
  DAY_ARRAY(struct visit, visits);           /* of the date, by id */
  DAY_ARRAY(struct link, links);
  bool narrowed; /* it was read for somebody who may not know all of it: see `closed` of patients and teams */
  bool has_past; /* whether what looks back is read: acquaintances, and the workers' past_* (else none and 0) */
  DAY_ARRAY(struct acquaintance, acquaintances); /* by patient, staff */
  DAY_ARRAY(struct travel_time, travel);         /* by from, to, mode */
  DAY_ARRAY(struct ack, acks);
};
void day_free(struct day *day); /* NULL is fine */

int day_find_team(const struct day *day, const char *id); /* index or NONE; likewise below */
int day_find_staff(const struct day *day, const char *id);
int day_find_patient(const struct day *day, const char *id);
int day_find_task(const struct day *day, const char *id);
int day_find_service(const struct day *day, const char *id);
int day_find_visit(const struct day *day, const char *id);
int day_find_list(const struct day *day, const char *id);
/* The rows of a visit as a command names it: "V12" gives V12, or V12/1 and V12/2; returns how many (0 to 2). */
int day_find_visit_rows(const struct day *day, const char *id, int rows[2]);
/* The other row of a two-person visit, or NONE. */
int day_partner(const struct day *day, int visit);
/* How often the worker met the patient in the 14 days before, and in the 28. */
int day_times_met(const struct day *day, int patient, int staff);
int day_times_met_28(const struct day *day, int patient, int staff);
/* How many different workers the patient met in the 14 days before. */
int day_faces(const struct day *day, int patient);

/* --- Beside the snapshot: rows that are read by themselves
 * ------------------------------------------------------------ Ids of patients, staff and teams as text; strings belong
 * to the arena that they were loaded into. */

struct need {                                    /* a fact about a patient */
  const char *patient, *code, *value, *noted_by; /* value "" = the code alone */
  date from, until;                              /* until DATE_NONE = open */
};

struct observation { /* a set of vital signs; a missing parameter is UNKNOWN */
  const char *patient;
  instant at;
  int resp, spo2, scale, oxygen, systolic, pulse, consciousness, temp_tenths;
};
#define UNKNOWN INT32_MIN

struct queue_item {
  const char *id, *patient, *from, *text, *team, *owner, *outcome; /* team: the HT; from, owner: staff ids or NULL */
  const char *answer; /* what was answered last (read from its history, never saved); outcome: with what it was closed,
                         until then the answer; NULL = nothing */
  const char *visit;  /* what it became, or was asked about: it is answered as long as that visit is on a list or done,
                         else it waits; or NULL */
  const char *holder; /* who has it: the owner, or the account without a staff row that took it; NULL = nobody */
  instant at, due;
  enum queue_kind kind;
  enum urgency urgency;
  enum queue_state state;
  enum queue_cause cause;
  const char *transfer; /* that it tells of (CAUSE_TRANSFER), else that has met it; or NULL */
};

struct carry_over {                               /* a visit that a shift did not do, offered to a named person */
  const char *id, *visit, *patient, *from, *next; /* staff ids */
  instant at;
  enum not_done_reason reason;
  enum carry_state state;
};

struct reminder {
  const char *id, *team, *patient, *text; /* patient NULL = the team's own */
  date due;
  bool done;
};

struct transfer {
  const char *id, *patient, *from_team, *to_team, *reason;
  date from_date; /* the first day on which to_team is responsible */
  enum transfer_state state;
  bool ack_from, ack_to;
  const char *cooperating_team; /* from that day on; NULL = none */
  instant at;                   /* when it was announced; INSTANT_NONE = not known */
};

struct meeting_candidate {
  const char *id, *patient, *team, *text;
  date date;
  enum ground ground;
  enum light light;
};

struct decision {                                            /* an OT/HT decision about a patient, with what it saw */
  const char *patient, *responsible_team, *cooperating_team; /* teams NULL for GREY */
  instant at;
  enum outcome outcome;
  const char *criteria_version;
  const char *facts;       /* JSON object, code: value */
  const char *criteria;    /* JSON array of the rows that held or missed by one condition */
  const char *explanation; /* one sentence */
  const char *decided_by;  /* staff id when a person confirmed or overrode it, else NULL */
  const char *reason;      /* the person's */
  date review;             /* the person's, else DATE_NONE */
};

/* One line of the journal: what a person (or the night's run) changed. */
struct journal_entry {
  int64_t id;
  instant at;
  const char *actor, *label;
  bool undone;
  bool lasting; /* a change of accounts: undo passes over it */
};

/* --- Rules, each in one place --- */

/* Whether a role may do what asks for `needed`: assistant < care worker < nurse; an apprentice counts as an assistant;
 * therapists and the dietitian match exactly (interface.md, staff). */
bool role_may(enum role has, enum role needed);

/* Why a worker may not do a visit; REFUSAL_NONE = may. */
enum refusal {
  REFUSAL_NONE,
  REFUSAL_ROLE,
  REFUSAL_SKILL,
  REFUSAL_SKILL_EXPIRED,
  REFUSAL_EXCLUDED_STAFF, /* the patient does not want this worker */
  REFUSAL_EXCLUDED_TASK,  /* the worker does not do this task */
  REFUSAL_ABSENT,
  REFUSAL_TEAM,    /* the list belongs to a team (and covers none) that the visit is not of */
  REFUSAL_SHIFT,   /* the list is of another shift */
  REFUSAL_NO_LIST, /* the worker's function walks no list */
};
extern const struct words words_refusal;
/* The first rule that keeps the worker from the work, competence only (role, skills on that date, exclusions);
 * *skill (may be NULL) is the missing or expired skill when the refusal is about one, owned by the arena of the day. */
enum refusal worker_refusal(struct day *day, int staff, const struct visit *visit, const char **skill);
/* The same for a list: adds absence, team and shift. The staff of the list must be set. */
enum refusal list_refusal(struct day *day, int list, const struct visit *visit, const char **skill);

/* What people call a skill, in the language of the texts; a code of the base's own is shown as it is. */
const char *skill_label(const char *code);
/* The skills of a cell, separated by blanks, in words: "insulin, wound care", "insulin (for P012 alone)" of
 * insulin#P012. NULL counts as empty. */
void skills_describe(const char *skills, struct str *out);
const char *skills_words(struct arena *arena, const char *skills);
const char *skills_said(struct arena *arena, const char *skills); /* as a saying, to be kept */
/* Whether the worker holds the skill for this patient on that date (expiry inclusive; patient-bound training). */
bool worker_has_skill(const struct worker *worker, const char *skill, const char *patient, date on);
/* The absence of a worker for a shift of a date, be it for a part of it, or NONE (index into day->absences). */
int day_absence(const struct day *day, int staff, date on, enum shift shift);
/* The time of day from which somebody is absent, as `absence.from_time` has it: of an evening or night shift (`shift`;
 * NONE = not said) a time before noon is the next morning's. Wall minutes 0..1439. */
int absence_from_wall(int wall, int shift);
/* From when on a worker is absent in a shift of a date: true minutes of that date, 0 where it is the whole shift;
 * MINUTE_NONE when not absent. Whoever goes home during a shift keeps a list that ends by then. */
minute day_leaves(const struct day *day, int staff, date on, enum shift shift);
/* The same of the worker of a list; MINUTE_NONE when it has nobody. */
minute list_leaves(const struct day *day, int list);
/* Whether a worker who is at work from `start` is away before `end`, given when the worker leaves (day_leaves). */
bool is_away_before(minute leaves, minute end);
/* Whether the visit, not marked done, is with a worker who goes home during it: people decide what becomes of it. */
bool visit_outlasts_worker(const struct day *day, const struct visit *visit);
/* The order of visits that nobody has, for qsort() over const struct visit *: what must be done first, then by time. */
int visit_compare_waiting(const void *left, const void *right);
/* Whether a worker is absent in every shift of the snapshot's date. */
bool day_away_all_day(const struct day *day, int staff);
/* The suspension of a patient on a date (from..until inclusive), or NONE. */
int day_suspension(const struct day *day, int patient, date on);
/* Whether the patient's name and address may stand where several people read them, on a screen or on paper. */
bool patient_address_shown(const struct patient *patient);
/* The name under which people see a patient: "(protected)" where the address is, then the number alone stands for them
 * (domain.md: protected addresses by number only), "(hidden)" where the snapshot's reader may not read about the
 * patient. Keepers of the record see the name in its form. */
const char *patient_shown_name(const struct patient *patient);
/* The address likewise: "protected address", and "" where the reader may not read about the patient. */
const char *patient_shown_address(const struct patient *patient);
/* Whether a function walks a list (interface.md, shifts): all but duty nurse and indoor work. */
bool function_walks(enum function function);
/* Whether a service names the date (days or every, start, until), the patient's suspension not counted. */
bool service_due(const struct service *service, date on);
/* Whether work that asks for the role is a nurse's or a therapist's, which the HT does in any case. */
bool role_is_health_work(enum role role);
/* The team that does a service: HT when its role is nurse or a therapist's, else the patient's team, or the OT that
 * cooperates with the patient's HT (domain.md, deciding OT or HT); `second` asks for the second worker's, by
 * second_team or else second_role. NONE when the patient has no team. */
int service_team(const struct day *day, const struct service *service, bool second);
/* The shift in which a start falls, by wall minutes (0..1439): before `day_begins` it is the night that started the
 * evening before (interface.md, dates and shifts). */
enum shift shift_of_wall(int wall, int day_begins, int evening_starts, int night_starts);

/* Minutes between two places (patient index >= 0; team as -2 - team index), rounded up. Uses the travel table; where a
 * pair is missing estimates: haversine km x 1.4 detour at 30 (car), 14 (bike), 4.5 (walk) km/h, plus 2 minutes for a
 * car and 1 for a bike to park; 0 at the same address; 15 minutes where a coordinate is missing. *estimated (may be
 * NULL) says so. */
int day_travel(const struct day *day, int from, int to, enum transport mode, bool *estimated);
/* Kilometres between two points in degrees, along the earth's surface (haversine). */
double beeline_km(double lat, double lon, double other_lat, double other_lon);
#define PLACE_OF_TEAM(team) (-2 - (team))

/* Hours that a worker rests between two shift rows, in minutes (negative when they overlap). */
int rest_minutes(const struct shift_row *before, const struct shift_row *after);
/* How a substitute compares with the one who is absent (004 p27). */
enum replacement replacement_class(enum role absent, enum role substitute);

/* --- What no free text may hold (written.c) --- */

/* A Norwegian national identity number (also D-, help and synthetic ones: Skatteetaten, the national population
 * register) with blanks, hyphens or points between its parts or none; the digits behind a word that names a door code
 * (kode, dørkode, portkode, code, PIN ...). A diagnosis no program can tell. */
enum written_what { WRITTEN_IDENTITY_NUMBER, WRITTEN_DOOR_CODE };
/* Which identity numbers: those whose control digits are right, so that no other number is one by chance; or all that
 * have their form, with a slip of the pen too. */
enum written_care { WRITTEN_CONTROL_DIGITS, WRITTEN_ANY_DIGITS };
struct written_find {
  enum written_what what;
  size_t from, length; /* bytes of the text; of a code its digits alone */
};
/* The first in the text; false when there is none. */
bool written_find(const char *text, enum written_care care, struct written_find *out);
/* Whether a text may be stored; else adds why not and what to do. NULL may. */
bool written_may(const char *text, struct str *why);
/* Adds the text with written_removed() in the place of each; whether there was any. */
bool written_mask(struct str *out, const char *text);
const char *written_removed(void); /* "[removed]", in the language */

/* How many characters a free text may have: of a name, address or number; of what people write; of what the program
 * works out and a rule is written in. What an older store holds stays. (reason.c) */
enum { LENGTH_SHORT = 100, LENGTH_TEXT = 2000, LENGTH_WRITTEN = 20000 };
/* Whether the text has no more; else adds why not. */
bool length_may(const char *text, int most, struct str *why);
/* Whether a deed's reason says something: it holds a word, two letters in a row at least (reason.c). Else STATUS_USAGE
 * with the sentence `wanted`, which says what needs the reason and how it is given. */
VK_NODISCARD bool reason_is_given(const char *reason, const char *wanted, struct error *err);

#endif
