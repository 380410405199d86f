/*
 * rota: the lists of a date as a hand moves visits about on them. Times are the least ones that hold together: a visit
 * never begins before its planned start, before it can be reached, before its window or before what it is linked to; so
 * what comes later is pushed as far as needed and no further, and nothing is pulled forward (people were told a time).
 * While a list is walked, what has begun on it by the clock stays as it is, and what is put there begins after now.
 * A change that cannot hold says which rule it breaks. Nothing here writes to the store.
 */
#ifndef VAKTROM_DISPATCH_ROTA_H
#define VAKTROM_DISPATCH_ROTA_H

#include "dispatch/sheet.h"

/* Why no times hold together. */
enum conflict_kind {
  CONFLICT_NONE,
  CONFLICT_WINDOW, /* a visit would begin after its last hard window */
  CONFLICT_LOCKED, /* a visit that was done, or has begun, would have to begin later */
  CONFLICT_AWAY,   /* a visit would begin when the worker of its list has gone home */
  CONFLICT_LINK,   /* linked visits push each other without end */
};
struct conflict {
  enum conflict_kind kind;
  int visit;
  minute at; /* when that visit would begin */
  int list;  /* of CONFLICT_AWAY */
};

struct rota;
/* A rota of the day as it stands; owned by the day's arena but for rota_close(). */
struct rota *rota_open(struct store *store, struct day *day);
void rota_close(struct rota *rota);

/* Takes a visit off its list, if it is on one. What was after it keeps its time. */
void rota_take(struct rota *rota, int visit);

/* One row put on one list. */
struct placing {
  int visit, list;
  int at; /* position from 1 */
};
/* What placing some rows does to the lists it touches. */
struct placing_cost {
  int extra_travel;   /* minutes */
  int late, overtime; /* minutes more than before, of all lists touched; never below 0 */
  int over_capacity;  /* minutes by which a shorter list (coordinator, nurse 2) is now over its share */
  int shifted;        /* sum of minutes by which other visits begin later */
  int breaks_lost;    /* lists that had room for their break */
  minute start;       /* when the first of the rows begins */
};
bool cost_needs_override(const struct placing_cost *cost);
/* One number to compare by; smaller is better. */
int cost_weight(const struct placing_cost *cost);

/* Finds the best position (or takes the one given: at > 0) for `n` rows (1 or 2, on different lists), none of which is
 * on a list. On success `placings[].at` are set and the rota is as before; else the conflict says why not. */
bool rota_find(struct rota *rota, struct placing *placings, int n, struct placing_cost *cost,
               struct conflict *conflict);
/* Puts the rows there for good (on the rota). */
bool rota_put(struct rota *rota, const struct placing *placings, int n, struct conflict *conflict);

/* Writes lists, order and starts of the rota into the day's visits: list, seq, start, staff and state of those listed.
 * Rows that were taken and put nowhere are left to the caller. */
void rota_apply(struct rota *rota);

minute rota_start(const struct rota *rota, int visit); /* MINUTE_NONE when it is on no list */
int rota_list(const struct rota *rota, int visit);     /* NONE likewise */
/* Whether the list's shift has ended by now: what is put there can only be noted, nobody will go. */
bool rota_is_over(const struct rota *rota, int list);
/* The sheet of a list on the rota; valid until the next call. */
struct list_sheet rota_sheet(struct rota *rota, int list);

#endif
