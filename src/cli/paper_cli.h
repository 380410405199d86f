/* What the commands share that put something on paper: --format, --out, --print. */
#ifndef VAKTROM_CLI_PAPER_CLI_H
#define VAKTROM_CLI_PAPER_CLI_H

#include "cli/cli.h"
#include "vaktrom/paper.h"

/* Rows for a command's table of options: of any paper, and of one that names patients. */
#define PAGE_OPTIONS                                                                                                   \
  {"format", "text|pdf|csv", OPTION_TEXT, NULL, N_("pages of text, PDF pages or one CSV table")},                      \
      {"out", "FILE", OPTION_TEXT, NULL, N_("write to a file instead of standard output")},                            \
      {"print", "[PRINTER]", OPTION_TEXT, NULL, N_("send it to a printer (default: the machine's)")},                  \
      {"landscape", NULL, OPTION_FLAG, NULL, N_("PDF pages across")}, {                                                \
    "portrait", NULL, OPTION_FLAG, NULL, N_("PDF pages upright")                                                       \
  }
#define PAPER_OPTIONS                                                                                                  \
  PAGE_OPTIONS, {                                                                                                      \
    "initials", NULL, OPTION_FLAG, NULL, N_("patients by number and initials, for a sheet that lies in a car")         \
  }
/* For papers that hold what people wrote. */
#define PAPER_TEXTS_OPTION                                                                                             \
  {                                                                                                                    \
    "texts", NULL, OPTION_FLAG, NULL,                                                                                  \
        N_("print also what was written in requests, for a sheet that stays in the base")                              \
  }

/* What the options say about how much it tells; of a command that has both rows. */
struct paper_wishes paper_wishes_of(const struct invocation *call);

/* What the options (and --csv) ask for, once they are checked: a printer gets PDF pages and a reader text, unless told
 * otherwise. */
enum paper_format paper_format_of(const struct invocation *call);
/* Whether one of the options was given: the command shall make paper where it else would print a table. */
bool paper_is_asked(const struct invocation *call);
/* Checks what the options say before anything is done. STATUS_USAGE: a format that there is not, a PDF for a terminal,
 * a printer's name that can be none. */
VK_NODISCARD bool paper_options_check(const struct invocation *call, struct error *err);
/* Renders the paper and sends it where the options say: a file, a printer, or standard output. */
VK_NODISCARD bool paper_put_out(const struct invocation *call, struct paper *paper, struct error *err);
/* The same of a paper by its name. */
VK_NODISCARD bool paper_put_order(const struct invocation *call, const struct paper_order *order, struct error *err);
/* The same of bytes that are made already. */
VK_NODISCARD bool paper_put_bytes(const struct invocation *call, const struct str *bytes, struct error *err);
/* Says on standard error how many letters of a PDF had no font. */
void paper_say_unknown(const struct paper *paper);

#endif
