/*
 * Actions: everything that a key can do, in one table. Key handling, the key bar, the help, the palette, the words of
 * the configuration, the key table of the README and the manual page all come from it, so that they cannot drift apart.
 * No curses in here.
 */
#ifndef VAKTROM_TUI_ACTION_H
#define VAKTROM_TUI_ACTION_H

#include "tui/engine/key.h"
#include "vaktrom/care/may.h"

/* The views, as bits for the table. One that nobody has written yet has no row in views/views.c. */
enum view_id {
  VIEW_HOME,
  VIEW_BOARD,
  VIEW_SICK_CALL,
  VIEW_QUEUE,
  VIEW_OWN,
  VIEW_FINDINGS,
  VIEW_PATIENTS,
  VIEW_PATIENT,
  VIEW_STAFF,
  VIEW_RECORDS,
  VIEW_TRANSFERS,
  VIEW_SUSPENSIONS,
  VIEW_REMINDERS,
  VIEW_MEETING,
  VIEW_CARRY_OVERS,
  VIEW_GREY_ZONE,
  VIEW_CRITERIA,
  VIEW_ROSTER,
  VIEW_INDICATORS,
  VIEW_JOURNAL,
  VIEW_SETTINGS,
  VIEW_NIGHT,
  VIEW_FILES,
  VIEW_ACCOUNTS,
  VIEW_HELP,
  VIEW_COUNT
};
#define IN(view) (1u << (view))
#define IN_ALL (IN(VIEW_COUNT) - 1u)

/* Rows of the table are grouped in the help by what they are for. */
enum action_group { GROUP_WORK, GROUP_GO, GROUP_LIST, GROUP_PROGRAM, GROUP_COUNT };
extern const char *const action_group_titles[GROUP_COUNT]; /* shown through _() */

enum action {
  ACTION_NONE,
  /* marks and rows */
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
  ACTION_SELECT,
  ACTION_BACK,
  ACTION_SEARCH,
  ACTION_SEARCH_NEXT,
  ACTION_SEARCH_PREVIOUS,
  ACTION_FILTER,
  /* the program */
  ACTION_PALETTE,
  ACTION_HELP,
  ACTION_UNDO,
  ACTION_REDO,
  ACTION_REFRESH,
  ACTION_LOCK,
  ACTION_CHANGE_PERSON,
  ACTION_OWN_PASSWORD,
  ACTION_QUIT,
  /* views */
  ACTION_HOME,
  ACTION_BOARD,
  ACTION_QUEUE,
  ACTION_FINDINGS,
  ACTION_OWN,
  ACTION_PATIENTS,
  ACTION_STAFF,
  ACTION_GREY_ZONE,
  ACTION_ROSTER,
  ACTION_INDICATORS,
  ACTION_RECORDS,
  ACTION_TRANSFERS,
  ACTION_SUSPENSIONS,
  ACTION_REMINDERS,
  ACTION_MEETING,
  ACTION_CARRY_OVERS,
  ACTION_CRITERIA,
  ACTION_JOURNAL,
  ACTION_SETTINGS,
  ACTION_ACCOUNTS,
  ACTION_NIGHT,
  ACTION_FILES,
  ACTION_FIRST_VIEW = ACTION_HOME,
  ACTION_LAST_VIEW = ACTION_FILES,
  /* what is shown */
  ACTION_NEXT_DATE,
  ACTION_PREVIOUS_DATE,
  ACTION_TODAY,
  ACTION_NEXT_SHIFT,
  ACTION_NEXT_TEAM,
  ACTION_PREVIOUS_TEAM,
  /* the hands on visits and lists */
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
  ACTION_TOGETHER,
  ACTION_BALANCE,
  ACTION_ADD_VISIT,
  ACTION_DETAILS,
  ACTION_SELECT_ALL,
  ACTION_CANDIDATES,
  ACTION_ACKNOWLEDGE,
  /* the queue */
  ACTION_TAKE,
  ACTION_RELEASE,
  ACTION_ANSWER,
  ACTION_CLOSE,
  ACTION_HAND,
  ACTION_REOPEN,
  ACTION_MAKE_VISIT,
  ACTION_MAKE_REMINDER,
  ACTION_MAKE_TRANSFER,
  ACTION_ONE_KIND,
  /* the flows between people */
  ACTION_PATIENT,
  ACTION_OBSERVE,
  ACTION_LOOKED,
  ACTION_WITHDRAW,
  ACTION_SCOPE,
  ACTION_SHOW_ALL,
  /* decisions, criteria, one patient, paper, figures */
  ACTION_DECIDE_OT,
  ACTION_DECIDE_HT,
  ACTION_DECIDE_BOTH,
  ACTION_PREVIEW,
  ACTION_ACTIVATE,
  ACTION_FACT,
  ACTION_SERVICES,
  ACTION_ASK_HT,
  ACTION_DOOR_CODE,
  ACTION_EMERGENCY,
  ACTION_PRINT,
  ACTION_CHECK_MARK,
  ACTION_PERIOD,
  /* the night's work, files */
  ACTION_RUN_NIGHT,
  ACTION_PLAN,
  ACTION_STOP,
  ACTION_IMPORT,
  ACTION_TAKE_IN,
  ACTION_EXPORT,
  ACTION_WRITE_REPORT,
  /* accounts */
  ACTION_SET_PASSWORD,
  ACTION_LOCK_ACCOUNT,
  /* records */
  ACTION_NEW,
  ACTION_EDIT,
  ACTION_END,
  ACTION_COUNT,
};

struct action_spec {
  enum action action;
  const char *name;  /* in the configuration and the palette: "move" */
  const char *keys;  /* default keys, separated by one space; "" = by the palette only */
  const char *label; /* in the help: "move the visit to another list" */
  const char *bar;   /* in the key bar; NULL = not there */
  unsigned views;    /* bits of view_id in which it works */
  enum action_group group;
  enum may may, also; /* what one must be permitted somewhere, as the deed asks; MAY_READ = nothing */
};
extern const struct action_spec actions[]; /* the bar shows them in this order, as far as there is room */
extern const size_t n_actions;

/* The row of an action in a view, NULL when it does not work there; the first row of that name. (An action may have
 * several rows, with other keys or words in other views.) */
const struct action_spec *action_spec(enum action action, enum view_id view);
const struct action_spec *action_named(const char *name); /* NULL when there is none */
/* The views' names in the configuration: "board". */
extern const char *const view_names[VIEW_COUNT];
/* Adds a view's word in the language of the texts, with the name in brackets where that is another: "tavle (board)". */
void view_describe(enum view_id view, struct str *out);

#endif
