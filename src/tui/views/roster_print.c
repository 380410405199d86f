/* Printing the chosen lists: into a file, or through lp (paper room). */
#include "tui/views/roster.h"

#include <unistd.h>

#include "vaktrom/exchange.h"
#include "vaktrom/paper.h"

/* Printers take the text as it is. */
static void print_by_lp(struct screen *screen, const struct roster_pages *pages) {
  struct error err = {0};
  struct str said = {0};
  if (paper_print("", &pages->text, &said, &err))
    screen_say(screen, COLOUR_GOOD,
               trn("%d list went to the printer: %s", "%d lists went to the printer: %s", pages->lists), pages->lists,
               str_text(&said));
  else
    screen_say_error(screen, &err);
  str_free(&said);
}

static void print_to_file(struct screen *screen, const struct roster_pages *pages) {
  struct error err = {0};
  struct str path = {0};
  char on[DATE_SIZE];
  date_format(screen->on, on);
  str_addf(&path, "roster-%s.txt", on);
  if (prompt_text(screen, _(" Into which file? "), &path)) {
    const char *name = str_text(&path);
    bool there = access(name, F_OK) == 0;
    if (there && !prompt_confirm(screen, _(" There is such a file. Replace it? ")))
      screen_say(screen, COLOUR_NOTICE, "%s", _("nothing was written"));
    else if (exchange_write_file(name, &pages->text, &err))
      screen_say(screen, COLOUR_GOOD, trn("%d list written to %s", "%d lists written to %s", pages->lists),
                 pages->lists, name);
    else
      screen_say_error(screen, &err);
  }
  str_free(&path);
}

void roster_print(struct screen *screen) {
  enum { TO_FILE, TO_PRINTER };
  struct roster_pages pages;
  struct str question = {0};
  const struct choice choices[] = {
      [TO_FILE] = {.label = _("a file")},
      [TO_PRINTER] = {.label = _("the printer (lp)")},
  };
  screen_hold(screen);
  roster_pages(screen, &pages);
  screen_release(screen);
  if (pages.lists == 0) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("there is no list to print"));
    str_free(&pages.text);
    return;
  }
  if (pages.drafts > 0)
    str_addf(&question,
             trn(" Print %d list, ! %d of them DRAFT and marked so: where to? ",
                 " Print %d lists, ! %d of them DRAFT and marked so: where to? ", pages.lists),
             pages.lists, pages.drafts);
  else
    str_addf(&question,
             trn(" Print %d list, approved: where to? ", " Print %d lists, all approved: where to? ", pages.lists),
             pages.lists);
  int chosen = prompt_choice(screen, str_text(&question), choices, (int)COUNT_OF(choices));
  if (chosen == TO_FILE)
    print_to_file(screen, &pages);
  else if (chosen == TO_PRINTER)
    print_by_lp(screen, &pages);
  str_free(&question);
  str_free(&pages.text);
}
