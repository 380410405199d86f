/*
 * Actions: everything that a key can do, in one table. From it come key handling, the key bar, the help, (later) the
 * palette and the configuration's words, so that they cannot drift apart. No curses in here.
 */
#ifndef VAKTROM_TUI_ACTION_H
#define VAKTROM_TUI_ACTION_H

#include "tui/engine/key.h"

/* The views, as bits for the table. */
enum view_id { VIEW_BOARD, VIEW_QUEUE, VIEW_HELP, VIEW_FINDINGS, VIEW_COUNT };
#define IN(view) (1u << (view))
#define IN_ALL (IN(VIEW_COUNT) - 1u)

enum action {
  ACTION_NONE,
  ACTION_UP,
  ACTION_DOWN,
  ACTION_LEFT,
  ACTION_RIGHT,
  ACTION_PAGE_UP,
  ACTION_PAGE_DOWN,
  ACTION_FIRST,
  ACTION_LAST,
  ACTION_NEXT_PANE,
  ACTION_OPEN,
  ACTION_BACK,
  ACTION_HELP,
  ACTION_BOARD,
  ACTION_QUEUE,
  ACTION_FINDINGS,
  ACTION_NEXT_DATE,
  ACTION_PREVIOUS_DATE,
  ACTION_TODAY,
  ACTION_NEXT_SHIFT,
  ACTION_NEXT_TEAM,
  ACTION_PREVIOUS_TEAM,
  ACTION_MOVE,
  ACTION_UNASSIGN,
  ACTION_DROP,
  ACTION_DONE,
  ACTION_NOT_DONE,
  ACTION_ABSENT,
  ACTION_SUSPEND,
  ACTION_RESUME,
  ACTION_PIN,
  ACTION_APPROVE,
  ACTION_UNDO,
  ACTION_REDO,
  ACTION_TAKE,
  ACTION_RELEASE,
  ACTION_ANSWER,
  ACTION_CLOSE,
  ACTION_REFRESH,
  ACTION_QUIT,
  ACTION_COUNT,
};

struct action_spec {
  enum action action;
  const char *name;  /* in the configuration: "move" */
  const char *keys;  /* default keys, separated by one space */
  const char *label; /* in the help: "move the visit to another list" */
  const char *bar;   /* in the key bar; NULL = not there */
  unsigned views;    /* bits of view_id in which it works */
};
extern const struct action_spec actions[];
extern const size_t n_actions;

/* The action of a key in a view, ACTION_NONE when it has none there. */
enum action action_of_key(enum view_id view, int key);
const struct action_spec *action_spec(enum action action);

#endif
