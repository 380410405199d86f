/*
 * audit: who did what, and who looked at whom; added to and never changed.
 *
 * Each row's hash is keyed BLAKE2b over the hash before it, the row, and the hashes of its parts. A part says what the
 * row is about: with its label, its subject, and what a change found and left, for each patient apart; its hash is
 * salted, so that the part can be erased and the chain still holds. The key and the chain's head (the last row's id and
 * hash) are files beside the store, PATH.audit-key and PATH.audit-head, or wherever these are symbolic links to: never
 * in the store, a backup or an export. Whoever can read the key and write the store can forge the chain; nobody else.
 */
#ifndef VAKTROM_STORE_AUDIT_H
#define VAKTROM_STORE_AUDIT_H

#include "vaktrom/store.h"

/* What a row of the chain says that somebody did. */
enum audit_what {
  AUDIT_CHANGE, /* with what was there before and after */
  AUDIT_UNDO,
  AUDIT_REDO,
  AUDIT_OPENED, /* looked at a patient's details */
  AUDIT_DOOR_CODE,
  AUDIT_OVERRIDE,
  AUDIT_TRANSFER_OVERRIDE,
  AUDIT_DROP,
  AUDIT_ACK,
  AUDIT_BACKUP,
  AUDIT_EXPORT, /* whole files of records */
  AUDIT_SIGN_IN,
  AUDIT_SIGN_IN_REFUSED,
  AUDIT_ACCOUNT_ADDED,
  AUDIT_ACCOUNT_CHANGED,
  AUDIT_ACCOUNT_LOCKED,
  AUDIT_ACCOUNT_UNLOCKED,
  AUDIT_ACCOUNT_REMOVED,
  AUDIT_PASSWORD_SET,
  AUDIT_EMERGENCY, /* read outside the own team, with a reason */
  AUDIT_ERASED,    /* parts of earlier rows; from here on the chain's own doings, which are never erased */
  AUDIT_BEGAN,
  AUDIT_NEW_KEY,  /* the key was missing or another */
  AUDIT_NEW_HEAD, /* the head's file was missing or damaged */
  AUDIT_BROKEN,   /* the chain did not reach as far as its head */
  AUDIT_RESTORE,  /* a backup took the store's place */
  AUDIT_ACCEPTED, /* the owner knows of such a break, and why */
  AUDIT_SETTING,  /* a setting that only an owner may set */
};
extern const struct words words_audit;

/* --- Verifying --- */

/* One thing that is wrong, or that the chain itself says was wrong. */
enum audit_fault {
  AUDIT_FAULT_REMOVED, /* rows are missing */
  AUDIT_FAULT_CHANGED, /* a row was changed, or does not stand in its place */
  AUDIT_FAULT_PARTS,   /* parts of a row are missing, or too many */
  AUDIT_FAULT_PAYLOAD, /* what a row says was changed */
  AUDIT_FAULT_ERASED,  /* what a row says is gone, and no row says who erased it */
  AUDIT_FAULT_HEAD,    /* the head says something else than the chain, or there is none */
  AUDIT_FAULT_KEY,     /* rows of another key cannot be verified with this one; or there is none */
  AUDIT_FAULT_INDEX,   /* SQLite finds the tables or their indexes damaged */
  AUDIT_FAULT_GUARD,   /* what keeps others from changing the tables was taken away */
  AUDIT_FAULT_TOLD,    /* the chain says that it was cut, or that its head was lost */
};
extern const struct words words_audit_fault;
struct audit_finding {
  enum audit_fault fault;
  int64_t row, last; /* where, up to which row; 0: nowhere in particular */
  const char *what;
  int64_t accepted_row; /* in which the owner says why this is known and no reason for alarm; 0: nobody did */
  const char *accepted_by, *accepted_why;
  instant accepted_at;
};
struct audit_verdict {
  int64_t rows, parts, erased; /* that there are; of the parts so many are erased */
  const char *key;             /* the name of the key that was used; NULL = none */
  struct audit_finding *findings;
  int n_more;     /* findings that are not among them */
  int n_findings; /* the first ones, in the order of the rows, those without a row last; 0: all is as it was written */
  int n_open;     /* of them those that nobody accepted */
  int clock_back; /* how often a row says an earlier time than the one before it: no fault of the log */
  struct {
    int64_t row;
    instant was, is;
  } first_back; /* the first time */
};
/* Reads all of the chain. `key_file`: another key than the store's, or NULL. In one read transaction; changes nothing.
 * STATUS_STORE when the tables cannot be read, STATUS_INPUT when the key file is none. */
VK_NODISCARD bool store_audit_verify(struct store *store, const char *key_file, struct arena *arena,
                                     struct audit_verdict *out, struct error *err);

/* Says in a row of the chain why what verifying finds at a row is known: what the chain itself tells there
 * (AUDIT_FAULT_TOLD), or rows of another key that begin there (AUDIT_FAULT_KEY), with what is told among these. From
 * then on verifying names it as accepted. STATUS_INPUT where it finds no such thing; anything else cannot be accepted.
 */
VK_NODISCARD bool store_audit_accept(struct store *store, const char *actor, int64_t row, const char *why,
                                     struct error *err);

/* --- Reading --- */

#define AUDIT_SECRET "***" /* stands for a value that may not be kept */
struct audit_cell {
  const char *name;            /* the store's name of the column */
  const struct column *column; /* as import and export know it; NULL = they do not */
  const char *was, *is;        /* as the store keeps it; NULL = nothing */
};
struct audit_change {
  const char *table, *key;
  enum { AUDIT_CAME, AUDIT_CHANGED, AUDIT_WENT } how;
  struct audit_cell *cells;
  int n_cells;
};
struct audit_line {
  int64_t id;
  instant at, machine_at;
  const char *actor, *account, *place, *what; /* what: a token of words_audit */
  const char *subject, *label;                /* "" = none */
  const char *patients;                       /* whom it concerns, separated by one space */
  int64_t parts, erased;                      /* how many parts it has; so many of them are erased */
  struct audit_change *changes;               /* where one patient is asked for only that one's */
  int n_changes;
  bool more; /* it changed more than stands here */
  int taken; /* of a row that tells of erasing by a patient: so many parts */
};
struct audit_question {
  const char *patient, *actors; /* actors separated by one space; NULL = all */
  date from, to;                /* inclusive; DATE_NONE = open */
  int limit;
};
/* The rows asked for, newest first; of a patient also those that tell of parts erased that were, or may have been,
 * about that patient. */
VK_NODISCARD bool store_audit_lines(struct store *store, const struct audit_question *question, struct arena *arena,
                                    struct audit_line **out, int *n, struct error *err);

/* As the log writes the patient's id or the actor's name, in whatever case it is given; NULL where it names none. In
 * the arena. */
VK_NODISCARD bool store_audit_spelling(struct store *store, bool patient, const char *name, struct arena *arena,
                                       const char **out, struct error *err);

/* --- Erasing --- */

/* Erases what the chain says about a patient, or (patient NULL) what was written before a date; a row says who did and
 * why, and which. The chain's own doings stay. *erased: how many parts; where there are none nothing is written. */
VK_NODISCARD bool store_audit_erase(struct store *store, const char *actor, const char *patient, date before,
                                    const char *reason, int *erased, struct error *err);

/* --- The files beside the store --- */

/* For a store that is made under another name first (`beside`) and then put at `path`: uses the key that lies at `path`
 * already; gives key and head their names there. */
void store_audit_borrow_key(const char *beside, const char *path);
VK_NODISCARD bool store_audit_put_in_place(const char *beside, const char *path, struct error *err);
/* From where this run of the program is used: "server pts/3 10.0.0.7". Before the first store is opened; the text must
 * last. */
void store_audit_place(const char *place);

#endif
