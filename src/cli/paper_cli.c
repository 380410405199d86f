/* Where paper goes: standard output, a file, a printer. */
#include "cli/paper_cli.h"

#include <stdio.h>
#include <unistd.h>

#include "vaktrom/exchange.h"

static int format_of(const struct invocation *call) {
  const char *given = option_text(call, "format");
  if (call->csv || option(call, "excel")->given)
    return PAPER_FORMAT_CSV;
  if (given)
    return word_code(&words_paper_format, given);
  return option(call, "print")->given ? PAPER_FORMAT_PDF : PAPER_FORMAT_TEXT;
}

enum paper_format paper_format_of(const struct invocation *call) {
  return (enum paper_format)format_of(call);
}

bool paper_is_asked(const struct invocation *call) {
  static const char *const names[] = {"format", "out", "print", "landscape", "portrait", "initials"};
  bool asked = false;
  for (size_t i = 0; i < COUNT_OF(names); i++)
    asked |= option(call, names[i])->given;
  return asked;
}

/* How the options turn the pages; without them each keeps what suits it. */
static enum paper_turn turn_of(const struct invocation *call) {
  return option(call, "landscape")->given  ? PAPER_TURN_ACROSS
         : option(call, "portrait")->given ? PAPER_TURN_UPRIGHT
                                           : PAPER_TURN_SUITS;
}

struct paper_wishes paper_wishes_of(const struct invocation *call) {
  return (struct paper_wishes){
      .initials = option(call, "initials")->given, .texts = option(call, "texts")->given, .turn = turn_of(call)};
}

bool paper_options_check(const struct invocation *call, struct error *err) {
  const char *printer = option_text(call, "print");
  int format = format_of(call);
  if (format == NONE)
    return error_set(err, STATUS_USAGE, _("--format: '%s' is not one of text, pdf, csv"), option_text(call, "format"));
  if (option(call, "landscape")->given && option(call, "portrait")->given)
    return error_set(err, STATUS_USAGE, "%s", _("give either --landscape or --portrait"));
  if (printer && option(call, "out")->given)
    return error_set(err, STATUS_USAGE, "%s", _("give either --out or --print"));
  if (printer && *printer && !paper_is_printer_name(printer))
    return error_set(err, STATUS_USAGE, _("--print: '%s' can be no printer's name"), printer);
  if (format == PAPER_FORMAT_PDF && !printer && !option(call, "out")->given && isatty(STDOUT_FILENO))
    return error_set(err, STATUS_USAGE, "%s", _("a PDF is no text for a terminal: give --out FILE or --print"));
  return true;
}

bool paper_put_bytes(const struct invocation *call, const struct str *bytes, struct error *err) {
  const char *path = option_text(call, "out"), *printer = option_text(call, "print");
  if (printer) {
    struct str said = {0};
    bool done = paper_print(printer, bytes, &said, err);
    if (done && said.n > 0)
      print_safe(str_text(&said));
    str_free(&said);
    return done;
  }
  if (path)
    return exchange_write_file(path, bytes, err);
  fwrite(str_text(bytes), 1, bytes->n, stdout);
  return true;
}

void paper_say_unknown(const struct paper *paper) {
  int n = paper->unknown_letters;
  if (n > 0)
    fprintf(stderr,
            trn("%d letter is a box on paper: this machine has no font for it (Debian: fonts-noto-core, "
                "fonts-noto-cjk)\n",
                "%d letters are boxes on paper: this machine has no font for them (Debian: fonts-noto-core, "
                "fonts-noto-cjk)\n",
                n),
            n);
}

bool paper_put_out(const struct invocation *call, struct paper *paper, struct error *err) {
  struct str bytes = {0};
  paper_turn(paper, turn_of(call));
  bool done = paper_render(paper, paper_format_of(call), &bytes, err) && paper_put_bytes(call, &bytes, err);
  if (done)
    paper_say_unknown(paper);
  str_free(&bytes);
  return done;
}

bool paper_put_order(const struct invocation *call, const struct paper_order *order, struct error *err) {
  struct paper paper;
  struct session session = call->session;
  bool done = paper_make(&session, order, &paper, err) && paper_put_out(call, &paper, err);
  paper_free(&paper);
  return done;
}
