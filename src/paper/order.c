/* A paper by its name: what it is made of is looked up, and kept as long as the paper lives. */
#include <stdlib.h>

#include "vaktrom/dispatch/may.h"
#include "vaktrom/paper.h"

static void forget_day(void *what) {
  day_free(what);
}

static void forget_handover(void *what) {
  handover_free(what);
  free(what);
}

static void forget_own(void *what) {
  own_report_free(what);
  free(what);
}

static void forget_arena(void *what) {
  arena_free(what);
  free(what);
}

static bool make_roster(struct session *session, const struct paper_order *order, struct paper *out,
                        struct error *err) {
  struct day *day = order->day;
  const struct roster_filter filter = {.shift = order->shift,
                                       .team = order->kind == PAPER_UNITS ? NULL : order->team,
                                       .list = order->kind == PAPER_UNITS ? NULL : order->list,
                                       .unit = order->kind == PAPER_UNITS ? order->unit : NULL,
                                       .summary = order->kind == PAPER_UNITS,
                                       .initials = order->wishes.initials,
                                       .sheets = order->sheets};
  if (!day && !dispatch_read_whole_day(session, order->on, &day, err))
    return false;
  paper_roster(session->store, day, &filter, out);
  if (!order->day)
    paper_own_texts(out, day, forget_day);
  return true;
}

static bool make_handover(struct session *session, const struct paper_order *order, struct paper *out,
                          struct error *err) {
  struct handover *sheet = mem_new(struct handover);
  if (!dispatch_handover(session, order->on, (enum shift)order->shift, order->team, sheet, err)) {
    free(sheet);
    return false;
  }
  paper_handover(session->store, sheet, &order->wishes, out);
  paper_own_texts(out, sheet, forget_handover);
  return true;
}

static bool make_own(struct session *session, const struct paper_order *order, struct paper *out, struct error *err) {
  struct own_report *report = mem_new(struct own_report);
  if (!dispatch_own(session, order->team, INSTANT_NONE, report, err)) {
    free(report);
    return false;
  }
  if (!dispatch_own_opened(session, report, err)) {
    forget_own(report);
    return false;
  }
  paper_own(session->store, report, &order->wishes, out);
  paper_own_texts(out, report, forget_own);
  return true;
}

/* The patients' names are of today, whatever date is looked at. */
static bool make_queue(struct session *session, const struct paper_order *order, struct paper *out, struct error *err) {
  struct queue_item *items;
  struct arena *arena = mem_new(struct arena);
  struct day *day = NULL;
  int n;
  bool done = dispatch_read_queue(session, order->team, order->closed, arena, &items, &n, err) &&
              dispatch_read_day(session, instant_date(clock_now()), &day, err);
  if (!done) {
    forget_arena(arena);
    return false;
  }
  paper_queue(session->store, day, order->team, items, n, &order->wishes, out);
  paper_own_texts(out, arena, forget_arena);
  paper_own_texts(out, day, forget_day);
  return true;
}

static bool make_meeting(struct session *session, const struct paper_order *order, struct paper *out,
                         struct error *err) {
  struct meeting_candidate *candidates;
  struct arena *arena = mem_new(struct arena);
  int n;
  if (!dispatch_read_meeting(session, order->team, order->on, arena, &candidates, &n, err)) {
    forget_arena(arena);
    return false;
  }
  paper_meeting(session->store, candidates, n, out);
  paper_own_texts(out, arena, forget_arena);
  return true;
}

bool paper_make(struct session *session, const struct paper_order *order, struct paper *out, struct error *err) {
  static bool (*const makers[])(struct session *, const struct paper_order *, struct paper *, struct error *) = {
      [PAPER_ROSTER] = make_roster, [PAPER_UNITS] = make_roster, [PAPER_HANDOVER] = make_handover,
      [PAPER_OWN] = make_own,       [PAPER_QUEUE] = make_queue,  [PAPER_MEETING] = make_meeting,
  };
  static const enum may needed[PAPER_KIND_COUNT] = {
      [PAPER_HANDOVER] = MAY_HAND_OVER, [PAPER_OWN] = MAY_REPORT_OWN, [PAPER_MEETING] = MAY_MEET};
  const struct concern about = {.team = order->team};
  *out = (struct paper){0};
  if (needed[order->kind] != MAY_READ && !dispatch_may(session, needed[order->kind], &about, err))
    return false;
  return makers[order->kind](session, order, out, err);
}
