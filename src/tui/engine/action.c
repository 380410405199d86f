/* The table of actions and its look-up. */
#include "tui/engine/action.h"

#include <string.h>

#define LISTS (IN(VIEW_BOARD) | IN(VIEW_QUEUE) | IN(VIEW_FINDINGS) | IN(VIEW_HELP))
#define DAY (IN(VIEW_BOARD) | IN(VIEW_FINDINGS))

const struct action_spec actions[] = {
    {ACTION_HELP, "help", "? f1", N_("show or leave this help"), N_("help"), IN_ALL},
    {ACTION_OPEN, "open", "enter", N_("open, choose or confirm what is marked"), N_("open"), LISTS},
    {ACTION_BOARD, "board", "1", N_("the board: lists, unassigned visits, details"), N_("board"), IN_ALL},
    {ACTION_QUEUE, "queue", "2", N_("the HT queue"), N_("queue"), IN_ALL},
    {ACTION_FINDINGS, "findings", "3", N_("the safety findings of the date"), N_("findings"), IN_ALL},
    {ACTION_QUIT, "quit", "q ctrl-c", N_("leave"), N_("quit"), IN_ALL},
    {ACTION_MOVE, "move", "m", N_("move the marked visit to another list"), N_("move"), IN(VIEW_BOARD)},
    {ACTION_ABSENT, "absent", "a", N_("mark the worker of the list absent"), N_("absent"), IN(VIEW_BOARD)},
    {ACTION_DONE, "done", "d", N_("mark the visit done"), N_("done"), IN(VIEW_BOARD)},
    {ACTION_NOT_DONE, "not-done", "x", N_("mark the visit not done: why, and who takes it over"), N_("not done"),
     IN(VIEW_BOARD)},
    {ACTION_APPROVE, "approve", "g", N_("approve the shift"), N_("approve"), IN(VIEW_BOARD)},
    {ACTION_UNASSIGN, "unassign", "delete backspace", N_("take the visit off its list"), N_("unassign"),
     IN(VIEW_BOARD)},
    {ACTION_DROP, "drop", "o", N_("let the visit give way, with a reason"), N_("drop"), IN(VIEW_BOARD)},
    {ACTION_PIN, "pin", "p", N_("pin the visit to its list, or loosen it"), N_("pin"), IN(VIEW_BOARD)},
    {ACTION_SUSPEND, "suspend", "s", N_("suspend the patient (hospital, respite, travel ...)"), NULL, IN(VIEW_BOARD)},
    {ACTION_RESUME, "resume", "r", N_("end the patient's suspension"), NULL, IN(VIEW_BOARD)},
    {ACTION_TAKE, "take", "t", N_("take the request"), N_("take"), IN(VIEW_QUEUE)},
    {ACTION_RELEASE, "release", "l", N_("give the request back"), N_("release"), IN(VIEW_QUEUE)},
    {ACTION_ANSWER, "answer", "s", N_("answer the request"), N_("answer"), IN(VIEW_QUEUE)},
    {ACTION_CLOSE, "close", "c", N_("close the request with its outcome"), N_("close"), IN(VIEW_QUEUE)},
    {ACTION_NEXT_DATE, "next-date", "+ >", N_("the next date"), N_("date"), DAY},
    {ACTION_PREVIOUS_DATE, "previous-date", "- <", N_("the date before"), NULL, DAY},
    {ACTION_TODAY, "today", "=", N_("today"), NULL, DAY},
    {ACTION_NEXT_SHIFT, "next-shift", "v", N_("the next shift: day, evening, night"), N_("shift"), IN(VIEW_BOARD)},
    {ACTION_NEXT_TEAM, "next-team", "]", N_("the next team"), N_("team"), IN(VIEW_BOARD) | IN(VIEW_QUEUE)},
    {ACTION_PREVIOUS_TEAM, "previous-team", "[", N_("the team before"), NULL, IN(VIEW_BOARD) | IN(VIEW_QUEUE)},
    {ACTION_NEXT_PANE, "next-pane", "tab", N_("the next pane"), N_("pane"), IN(VIEW_BOARD)},
    {ACTION_UP, "up", "up k", N_("up"), NULL, LISTS},
    {ACTION_DOWN, "down", "down j", N_("down"), NULL, LISTS},
    {ACTION_LEFT, "left", "left h", N_("the visit before on the list"), NULL, IN(VIEW_BOARD)},
    {ACTION_RIGHT, "right", "right", N_("the next visit on the list"), NULL, IN(VIEW_BOARD)},
    {ACTION_PAGE_UP, "page-up", "page-up ctrl-b", N_("a page up"), NULL, LISTS},
    {ACTION_PAGE_DOWN, "page-down", "page-down ctrl-f", N_("a page down"), NULL, LISTS},
    {ACTION_FIRST, "first", "home", N_("the first row"), NULL, LISTS},
    {ACTION_LAST, "last", "end", N_("the last row"), NULL, LISTS},
    {ACTION_UNDO, "undo", "u", N_("take back your last change"), N_("undo"), IN_ALL},
    {ACTION_REDO, "redo", "U ctrl-r", N_("do it again"), NULL, IN_ALL},
    {ACTION_REFRESH, "refresh", "ctrl-l", N_("draw the screen anew"), NULL, IN_ALL},
    {ACTION_BACK, "back", "esc", N_("one step back"), NULL, IN_ALL},
};
const size_t n_actions = COUNT_OF(actions);

/* Whether one of the names in `keys` is this key. */
static bool has_key(const char *keys, int key) {
  char name[KEY_NAME_SIZE];
  for (const char *at = keys; *at;) {
    size_t length = strcspn(at, " ");
    if (length < sizeof name) {
      memcpy(name, at, length);
      name[length] = '\0';
      if (key_parse(name) == key)
        return true;
    }
    at += length + (at[length] == ' ');
  }
  return false;
}

enum action action_of_key(enum view_id view, int key) {
  for (size_t i = 0; i < n_actions; i++)
    if ((actions[i].views & IN(view)) && has_key(actions[i].keys, key))
      return actions[i].action;
  return ACTION_NONE;
}

const struct action_spec *action_spec(enum action action) {
  for (size_t i = 0; i < n_actions; i++)
    if (actions[i].action == action)
      return &actions[i];
  return NULL;
}
