/* Where one is: views that lie upon each other. Esc takes the uppermost away; nothing is under the first. */
#include <stdlib.h>
#include <string.h>

#include "tui/screen.h"

const struct view *screen_view(const struct screen *screen) {
  return screen->stack[screen->depth - 1].view;
}

void *screen_state(const struct screen *screen) {
  return screen->stack[screen->depth - 1].state;
}

const char *screen_subject(const struct screen *screen) {
  const char *subject = screen->stack[screen->depth - 1].subject;
  return *subject ? subject : NULL;
}

bool screen_has_view(const struct screen *screen, enum action action) {
  for (int i = 0; i < VIEW_COUNT; i++)
    if (views[i] && views[i]->shown_by == action)
      return screen->permitted[views[i]->may];
  return action < ACTION_FIRST_VIEW || action > ACTION_LAST_VIEW;
}

static void close_top(struct screen *screen) {
  const struct view *view = screen_view(screen);
  if (view->close)
    view->close(screen);
  free(screen_state(screen));
  screen->depth--;
}

static void read_top(struct screen *screen) {
  if (screen->depth > 0 && screen_view(screen)->read && screen->data.day)
    screen_view(screen)->read(screen);
}

void screen_back(struct screen *screen) {
  if (screen->depth <= 1)
    return;
  close_top(screen);
  read_top(screen);
}

/* The place of a view in the stack, NONE. */
static int find(const struct screen *screen, const struct view *view, const char *subject) {
  for (int i = screen->depth - 1; i >= 0; i--)
    if (screen->stack[i].view == view && (view->focus || text_equal(screen->stack[i].subject, subject)))
      return i;
  return NONE;
}

/* Makes room for one more: the second view goes, home stays. */
static void forget_second(struct screen *screen) {
  int depth = screen->depth;
  screen->depth = 2;
  close_top(screen);
  memmove(&screen->stack[1], &screen->stack[2], (size_t)(depth - 2) * sizeof screen->stack[0]);
  screen->depth = depth - 1;
}

static void push(struct screen *screen, const struct view *view) {
  if (screen->depth == VIEWS_DEEP)
    forget_second(screen);
  int top = screen->depth++;
  screen->stack[top].view = view;
  screen->stack[top].state = view->state_size ? mem_alloc(view->state_size) : NULL;
}

static bool may_see(struct screen *screen, const struct view *view) {
  struct error err = {0};
  bool may = view->may == MAY_READ || dispatch_may(screen->session, view->may, NULL, &err);
  if (!may)
    screen_say_error(screen, &err);
  return may;
}

void screen_open_view(struct screen *screen, enum view_id id, const char *subject) {
  const struct view *view = views[id];
  subject = subject ? subject : "";
  if (!view) {
    screen_say(screen, COLOUR_NOTICE, _("there is no view '%s' yet"), view_names[id]);
    return;
  }
  if (!may_see(screen, view))
    return;
  int at = find(screen, view, subject);
  while (at != NONE && screen->depth > at + 1)
    close_top(screen);
  if (at == NONE)
    push(screen, view);
  int top = screen->depth - 1;
  snprintf(screen->stack[top].subject, sizeof screen->stack[top].subject, "%s", subject);
  if (at == NONE && view->open)
    view->open(screen);
  read_top(screen);
  if (*subject && view->focus && screen->data.day)
    view->focus(screen);
}

void screen_close_views(struct screen *screen) {
  while (screen->depth > 0)
    close_top(screen);
}
