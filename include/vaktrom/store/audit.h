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
};
extern const struct words words_audit;

/* For a store that is made under another name first (`beside`) and then put at `path`: uses the key that lies at `path`
 * already; gives key and head their names there. */
void store_audit_borrow_key(const char *beside, const char *path);
VK_NODISCARD bool store_audit_put_in_place(const char *beside, const char *path, struct error *err);
/* From where this run of the program is used: "server pts/3 10.0.0.7". Before the first store is opened; the text must
 * last. */
void store_audit_place(const char *place);

#endif
