/* How the chosen sheets are printed and where they go: one form, then the work beside the screen. */
#include "tui/views/roster.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/views/flows.h"
#include "tui/widgets/form_view.h"
#include "vaktrom/exchange.h"

/* --- The work --- */

enum target { TO_FILE, TO_PRINTER };

struct printing {
  struct long_work work;
  struct arena arena; /* of the texts */
  VEC(struct paper_order) orders;
  struct roster_wishes wishes;
  enum target target;
  const char *path, *printer; /* "" = the machine's */
  int sheets;
  struct str said; /* by lp */
  int unknown_letters;
};

static bool join_all(struct session *session, const struct printing *printing, struct paper *out, struct error *err) {
  bool done = true;
  for (size_t i = 0; done && i < printing->orders.n; i++) {
    struct paper paper;
    done = sheets_make(session, &printing->orders.at[i], &paper, err);
    paper_join(out, &paper);
  }
  return done;
}

static bool run_printing(struct session *session, struct long_work *work, struct error *err) {
  struct printing *printing = (struct printing *)work;
  struct paper paper = {0};
  struct str bytes = {0};
  bool done = join_all(session, printing, &paper, err);
  paper_turn(&paper, printing->wishes.turn);
  done = done && paper_render(&paper, printing->wishes.format, &bytes, err) &&
         (printing->target == TO_PRINTER ? paper_print(printing->printer, &bytes, &printing->said, err)
                                         : exchange_write_file(printing->path, &bytes, err));
  printing->unknown_letters = paper.unknown_letters;
  str_free(&bytes);
  paper_free(&paper);
  return done;
}

static void tell_printing(struct screen *screen, const struct long_work *work) {
  const struct printing *printing = (const struct printing *)work;
  int n = printing->sheets;
  struct str text = {0};
  if (printing->target == TO_PRINTER)
    str_addf(&text, trn("%d sheet went to the printer: %s", "%d sheets went to the printer: %s", n), n,
             str_text(&printing->said));
  else
    str_addf(&text, trn("%d sheet written to %s", "%d sheets written to %s", n), n, printing->path);
  if (printing->unknown_letters > 0)
    str_addf(&text,
             trn("; %d letter is a box: no font has it", "; %d letters are boxes: no font has them",
                 printing->unknown_letters),
             printing->unknown_letters);
  screen_say(screen, printing->unknown_letters ? COLOUR_WARNING : COLOUR_GOOD, "%s", str_text(&text));
  str_free(&text);
}

static void forget_printing(struct long_work *work) {
  struct printing *printing = (struct printing *)work;
  vec_free(&printing->orders);
  str_free(&printing->said);
  arena_free(&printing->arena);
  free(printing);
}

static const struct long_kind printing_kind = {VIEW_ROSTER, false, run_printing, tell_printing, forget_printing};

/* --- Wishes --- */

void roster_add_wishes(const struct roster_wishes *wishes, struct str *out) {
  str_add(out, word_token(&words_paper_format, (int)wishes->format));
  if (wishes->turn != PAPER_TURN_SUITS)
    str_addf(out, ", %s", _(word_label(&words_paper_turn, (int)wishes->turn)));
  if (wishes->of.initials)
    str_addf(out, ", %s", _("initials"));
  if (wishes->of.texts)
    str_addf(out, ", %s", _("written texts"));
  if (wishes->of.whole)
    str_addf(out, ", %s", _("in full"));
}

static void add_word(struct form *form, const char *name, const char *label, const char *help,
                     const struct words *words, int code) {
  form_add(form,
           (struct field){.name = name,
                          .label = label,
                          .help = help,
                          .type = words == &words_yes_no ? FIELD_YES_NO : FIELD_WORD,
                          .required = true,
                          .words = words},
           word_token(words, code));
}

static void add_wish_fields(struct form *form, const struct roster_wishes *wishes) {
  add_word(form, "format", N_("format"), N_("text as it is shown, a PDF with timelines and maps, or one CSV table"),
           &words_paper_format, (int)wishes->format);
  add_word(form, "initials", N_("initials"), N_("yes: patients by number and initials, for a sheet that lies in a car"),
           &words_yes_no, wishes->of.initials);
  add_word(form, "texts", N_("texts"), N_("yes: also what was written in requests, for a sheet that stays in the base"),
           &words_yes_no, wishes->of.texts);
  add_word(form, "whole", N_("in full"), N_("yes: a handover in full, over as many pages as it takes; no: on one page"),
           &words_yes_no, wishes->of.whole);
  add_word(form, "pages", N_("pages"), N_("of a PDF: each as suits it, all upright, or all across"), &words_paper_turn,
           (int)wishes->turn);
}

static bool says_yes(struct form *form, const char *name) {
  return text_equal(form_value(form, name), word_token(&words_yes_no, 1));
}

static struct roster_wishes wishes_of(struct form *form) {
  enum paper_turn turn = (enum paper_turn)word_code(&words_paper_turn, form_value(form, "pages"));
  return (struct roster_wishes){.format = (enum paper_format)word_code(&words_paper_format, form_value(form, "format")),
                                .turn = turn,
                                .of = {.initials = says_yes(form, "initials"),
                                       .texts = says_yes(form, "texts"),
                                       .whole = says_yes(form, "whole"),
                                       .turn = turn}};
}

static bool keep_wishes(struct screen *screen, struct form *form, void *context, struct str *why) {
  (void)context, (void)why;
  roster_of(screen)->wishes = wishes_of(form);
  return true;
}

void roster_ask_wishes(struct screen *screen) {
  struct form form;
  form_start(&form, _("How it is printed; the page follows"), "paper-wishes", "");
  add_wish_fields(&form, &roster_of(screen)->wishes);
  if (form_run(screen, &form, keep_wishes, NULL))
    roster_page_show(screen, true);
  form_free(&form);
}

/* --- Printers --- */

static bool run_printers(struct session *session, void *work, struct error *err) {
  (void)session, (void)err;
  paper_printers(work);
  return true;
}

static void forget_printers(void *work) {
  str_free(work);
  free(work);
}

static const struct errand_kind printers_errand = {run_printers, forget_printers};

void roster_ask_printers(struct screen *screen) {
  roster_of(screen)->asks = screen_send(screen, &printers_errand, mem_new(struct str));
}

void roster_take_printers(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  struct error err = {0};
  if (!errand_is_done(state->asks, 0))
    return;
  struct str *names = errand_take(&state->asks, &err);
  str_add(&state->printers, str_text(names));
  forget_printers(names);
  for (char *at = state->printers.at; at && *at; at += strlen(at) + 1) {
    at[strcspn(at, "\n")] = '\0';
    vec_push(&state->printer, at);
  }
}

static const char *printer_id(void *context, int choice) {
  return ((const struct roster_state *)context)->printer.at[choice];
}

static const char *no_label(void *context, int choice) {
  (void)context, (void)choice;
  return "";
}

/* --- Where to --- */

static const char *target_id(void *context, int choice) {
  (void)context;
  return choice == TO_PRINTER ? "printer" : "file";
}

static const char *target_label(void *context, int choice) {
  (void)context;
  return choice == TO_PRINTER ? _("the printer (lp)") : _("a file");
}

/* What the form is about. */
struct asking {
  struct screen *screen;
  struct roster_chosen chosen;
};

static enum target target_of(struct form *form) {
  return text_equal(form_value(form, "to"), target_id(NULL, TO_PRINTER)) ? TO_PRINTER : TO_FILE;
}

/* The file as it was typed; else a name for what is chosen. */
static void add_path(const struct asking *asking, struct form *form, struct str *out) {
  const char *typed = flow_text(form, "path");
  int format = word_code(&words_paper_format, form_value(form, "format"));
  if (typed)
    str_add(out, typed);
  else
    roster_file_name(asking->screen, &asking->chosen, format == NONE ? PAPER_FORMAT_PDF : (enum paper_format)format,
                     out);
}

static void below(const void *context, struct form *form, struct str *out) {
  const struct asking *asking = context;
  const char *printer = flow_text(form, "printer");
  struct str path = {0};
  int drafts = asking->chosen.drafts;
  add_path(asking, form, &path);
  if (target_of(form) == TO_FILE)
    str_addf(out, _("ctrl-s writes the file %s"), str_text(&path));
  else if (printer)
    str_addf(out, _("ctrl-s prints on %s"), printer);
  else
    str_add(out, _("ctrl-s prints on the machine's printer"));
  if (drafts > 0)
    str_addf(out, trn("\n! %d of them is a DRAFT and marked so", "\n! %d of them are DRAFT and marked so", drafts),
             drafts);
  str_free(&path);
}

static bool may_write(struct screen *screen, const char *path, struct str *why) {
  struct str question = {0};
  if (store_is_at(screen->session->store, path)) {
    str_add(why, _("that file is the base itself"));
    return false;
  }
  str_addf(&question, _(" %s is there already. Replace it? "), path);
  bool may = access(path, F_OK) != 0 || prompt_confirm(screen, str_text(&question));
  if (!may)
    str_add(why, _("nothing was written"));
  str_free(&question);
  return may;
}

static bool may_print(struct form *form, struct str *why) {
  const char *printer = flow_text(form, "printer");
  struct error err = {0};
  bool may = paper_can_print(&err) && (!printer || paper_is_printer_name(printer) ||
                                       error_set(&err, STATUS_INPUT, _("'%s' can be no printer's name"), printer));
  if (!may)
    str_add(why, err.text);
  error_clear(&err);
  return may;
}

static struct printing *new_printing(const struct asking *asking, struct form *form, const char *path) {
  struct printing *printing = mem_new(struct printing);
  printing->work.kind = &printing_kind;
  printing->wishes = wishes_of(form);
  printing->target = target_of(form);
  printing->path = arena_strdup(&printing->arena, path);
  printing->printer = arena_strdup(&printing->arena, form_value(form, "printer"));
  printing->sheets = asking->chosen.sheets;
  for (size_t i = 0; i < asking->chosen.orders.n; i++) {
    struct paper_order order = roster_order_copy(&printing->arena, &asking->chosen.orders.at[i]);
    order.wishes = printing->wishes.of;
    vec_push(&printing->orders, order);
  }
  str_addf(&printing->work.title, trn("%d sheet on paper", "%d sheets on paper", printing->sheets), printing->sheets);
  return printing;
}

static bool send_off(struct screen *screen, struct form *form, void *context, struct str *why) {
  const struct asking *asking = context;
  struct str path = {0};
  add_path(asking, form, &path);
  bool done = target_of(form) == TO_PRINTER ? may_print(form, why) : may_write(screen, str_text(&path), why);
  if (done) {
    roster_of(screen)->wishes = wishes_of(form);
    done = long_work_send(screen, &new_printing(asking, form, str_text(&path))->work);
  }
  str_free(&path);
  return done;
}

static void add_target_fields(struct screen *screen, struct form *form) {
  struct roster_state *state = roster_of(screen);
  const struct choice_list printers = {
      .context = state, .n = (int)state->printer.n, .id = printer_id, .label = no_label};
  form_add(form,
           (struct field){.name = "to",
                          .label = N_("to"),
                          .help = N_("a file or the printer"),
                          .type = FIELD_CHOICE,
                          .required = true,
                          .choices = {.n = 2, .id = target_id, .label = target_label, .worded = true}},
           target_id(NULL, state->printer.n > 0 ? TO_PRINTER : TO_FILE));
  form_add(form,
           (struct field){.name = "printer",
                          .label = N_("printer"),
                          .help = printers.n ? N_("which; empty: the machine's own")
                                             : N_("its name; empty: the machine's own"),
                          .type = printers.n ? FIELD_CHOICE : FIELD_TEXT,
                          .choices = printers},
           "");
}

/* The last field: in it tab completes. */
static void add_path_field(struct form *form) {
  form_add(form,
           (struct field){.name = "path",
                          .label = N_("file"),
                          .help = N_("empty: the name below; tab completes, ~/ is your home"),
                          .type = FIELD_PATH},
           "");
}

static void ask(struct screen *screen, struct asking *asking) {
  struct form form;
  struct str title = {0};
  int n = asking->chosen.sheets;
  str_addf(&title, trn("Print %d sheet", "Print %d sheets", n), n);
  form_start(&form, str_text(&title), "print", "");
  add_target_fields(screen, &form);
  add_wish_fields(&form, &roster_of(screen)->wishes);
  add_path_field(&form);
  form.below = below;
  form.context = asking;
  if (form_run(screen, &form, send_off, asking))
    roster_page_show(screen, true);
  form_free(&form);
  str_free(&title);
}

void roster_print(struct screen *screen) {
  struct asking asking = {.screen = screen};
  screen_hold(screen);
  roster_choose(screen, &asking.chosen);
  if (asking.chosen.orders.n == 0)
    screen_say(screen, COLOUR_NOTICE, "%s", _("there is no sheet to print"));
  else
    ask(screen, &asking);
  vec_free(&asking.chosen.orders);
  screen_release(screen);
}
