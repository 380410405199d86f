/*
 * form: the model of a form: fields that check themselves while one types, choices with type-ahead, shorthands for
 * dates and times, and drafts, so that what was typed is never lost. No curses in here; widgets/form_view runs it.
 */
#ifndef VAKTROM_TUI_FORM_H
#define VAKTROM_TUI_FORM_H

#include "tui/engine/key.h"
#include "vaktrom/care.h"

enum field_type {
  FIELD_TEXT,
  FIELD_ID,
  FIELD_DATE,    /* also +3, -1, fri, today, 24.12. */
  FIELD_INSTANT, /* a date and time; also "now" */
  FIELD_TIME,    /* HH:MM; also 730, 7 */
  FIELD_TIMES,   /* several times */
  FIELD_INTEGER, /* min..max */
  FIELD_REAL,    /* min..max */
  FIELD_YES_NO,
  FIELD_WORD,    /* one of `words` */
  FIELD_WORDS,   /* several */
  FIELD_CHOICE,  /* the id of one of `choices` */
  FIELD_CHOICES, /* several */
  FIELD_PATH,    /* of a file or folder: tab completes it; also ~/ */
  FIELD_DAYS,    /* MTWTFSS with - for a day off; also "daily", "mon wed fri" */
};

/* What can be chosen in a field: ids with a label by which a person knows them. May be shared between fields. */
struct choice_list {
  void *context;
  int n;
  const char *(*id)(void *context, int choice);
  const char *(*label)(void *context, int choice); /* "" = none */
  bool worded; /* the labels say it all: the ids are codes, which nobody needs to see */
};

struct field {
  const char *name;  /* of the column: what the caller knows it by */
  const char *label; /* shown through _() */
  const char *help;  /* one line; shown through _(); NULL = the type's own (field_help()) */
  enum field_type type;
  bool required, fixed;       /* fixed: shown, not changed */
  bool offered;               /* the value is the program's proposal: the first letter replaces it */
  bool secret;                /* what it opened with is hidden (form_hides()) */
  const struct words *words;  /* of FIELD_WORD(S) and FIELD_YES_NO */
  struct choice_list choices; /* of FIELD_CHOICE(S) */
  double min, max;            /* of numbers; both 0 = any */
  const void *data;           /* the caller's */
  struct str text;            /* as it stands there; canonical once the field was left without a fault */
  struct str before;          /* the text with which the form opened */
  struct str fault;           /* why it cannot be saved like this; empty = it can */
  size_t cursor;              /* byte within the text, at the start of a character */
  bool fresh;                 /* of a choice: the next letter replaces the text */
};

/* A candidate for what is being typed in the field. */
struct candidate {
  const char *id, *label; /* the label is translated */
  bool worded;            /* the label alone is shown */
};
#define CANDIDATES_MAX 12

struct screen; /* tui/screen.h; here it is only handed on */
struct path_hints;

struct form {
  const char *title;          /* borrowed */
  const char *name, *subject; /* of its draft: which form, about whom ("" = somebody new); owned by the form */
  VEC(struct field) fields;   /* they do not move once the form runs */
  int at;                     /* the field with the focus */
  int chosen;                 /* among its candidates */
  bool picked;                /* by hand: it counts although the text may be good by itself */
  bool tried;                 /* somebody tried to save: from then on what is empty is told beside its field */
  bool restored;              /* opened with a draft */
  bool reveals;               /* secret fields are shown */
  date today;                 /* what shorthands count from */
  struct path_hints *paths;   /* for its paths */
  /* Adds lines that stand below the fields and follow what one types (a score); NULL = none. */
  void (*below)(const void *context, struct form *form, struct str *out);
  const void *context; /* of check and below */
  /* Asks whether the secrets of the subject may be shown; NULL = they are not. */
  bool (*reveal)(struct screen *screen, const char *subject);
  /* Further checks of one field (may be NULL): the canonical text (the arena's, or `text`), or NULL with the reason. */
  const char *(*check)(const void *context, const struct field *field, const char *text, struct arena *arena,
                       struct str *why);
};

enum form_result {
  FORM_CONTINUES,
  FORM_SAVE,  /* every field is good */
  FORM_LEAVE, /* Esc: the caller keeps the draft */
};

void form_start(struct form *form, const char *title, const char *name, const char *subject);
/* Adds a field with its value; returns it, valid until the next one is added. */
struct field *form_add(struct form *form, struct field field, const char *value);
void form_free(struct form *form);

/* Every text as it was when the form opened. */
void form_reset(struct form *form);
/* What a key does: typing, moving between and within fields, choosing, saving (ctrl-s, or enter in the last field),
 * leaving (Esc). A save that some fault forbids goes to the first faulty field and continues. */
enum form_result form_key(struct form *form, int key);
/* Checks all fields and makes their texts canonical; false when there is a fault (the focus goes to the first). */
bool form_check(struct form *form);
/* Sets a field's text, as a draft or a choice in a conflict does. */
void form_set(struct form *form, int field, const char *text);
/* A fault that came from saving, set beside the field of that name, which gets the focus; false when there is none. */
bool form_fault(struct form *form, const char *name, const char *message);
void form_focus(struct form *form, int field); /* or the next one that can be changed */
bool form_is_changed(const struct form *form); /* some text differs from what the form opened with */
/* Whether a field's text is hidden: a secret that nobody has asked to see, and that is as it was. */
#define FORM_HIDDEN "****" /* what stands there instead */
bool form_hides(const struct form *form, const struct field *field);
struct field *form_field(struct form *form, const char *name); /* NULL when there is none */
const char *form_value(struct form *form, const char *name);   /* its text; "" when there is none */

/* The candidates for what is typed in the field with the focus, best first; 0 where it is no choice. */
int form_candidates(const struct form *form, struct candidate out[CANDIDATES_MAX]);
bool field_is_choice(const struct field *field);
/* What a text of the type looks like, in one line (translated). */
const char *field_help(const struct field *field);
/* Whether the field shows the words for the codes in its text: those of an enumeration, while nobody types there. */
bool field_is_worded(const struct field *field, bool focused);
/* Adds what the text of a word or choice means: the label of the id, where there is one. */
void field_meaning(const struct field *field, struct str *out);

/* The date of a shorthand seen from a date: "+3", "-1", "today", "tomorrow", "fri" (the coming one, never today),
 * "24.12." (the next such day), and what date_parse() reads. */
bool date_shorthand(const char *text, date today, date *out);
/* "730", "0730", "7", "7.30" and "07:30" as HH:MM. */
bool time_shorthand(const char *text, char out[TIME_SIZE]);

/* --- Drafts: what was typed in forms that were left. In memory, by form and subject. --- */

struct draft {
  char *key; /* name and subject */
  VEC(char *) names;
  VEC(char *) texts;
  VEC(char *) befores; /* what the form opened with then */
};
struct drafts {
  VEC(struct draft) all;
};
/* Keeps the texts that differ from the form's first ones; forgets the draft when none does. */
void drafts_keep(struct drafts *drafts, const struct form *form);
/* Puts the draft of this form into it; false when there is none. Where somebody changed a field meanwhile, its fault
 * says so. */
bool drafts_restore(const struct drafts *drafts, struct form *form);
void drafts_forget(struct drafts *drafts, const struct form *form);
void drafts_free(struct drafts *drafts);

#endif
