/* What whoever puts out paper chooses: the format, how its pages lie; and the sheet with a mark. */
#include <strings.h>

#include "vaktrom/paper.h"

static const struct word format_table[] = {
    {PAPER_FORMAT_TEXT, "text", N_("pages of text"), COLOUR_PLAIN},
    {PAPER_FORMAT_PDF, "pdf", N_("pages as PDF, with timelines and maps"), COLOUR_PLAIN},
    {PAPER_FORMAT_CSV, "csv", N_("one CSV table"), COLOUR_PLAIN},
};
const struct words words_paper_format = {"format", format_table, COUNT_OF(format_table)};

static const struct word turn_table[] = {
    {PAPER_TURN_SUITS, "suits", N_("each as suits it"), COLOUR_PLAIN},
    {PAPER_TURN_UPRIGHT, "portrait", N_("upright"), COLOUR_PLAIN},
    {PAPER_TURN_ACROSS, "landscape", N_("across"), COLOUR_PLAIN},
};
const struct words words_paper_turn = {"pages", turn_table, COUNT_OF(turn_table)};

bool paper_render(struct paper *paper, enum paper_format format, struct str *out, struct error *err) {
  if (format == PAPER_FORMAT_PDF)
    return paper_render_pdf(paper, out, err);
  if (format == PAPER_FORMAT_CSV && paper->many_headers)
    return error_set(err, STATUS_INPUT, "%s", _("one CSV table holds one kind of sheet: choose those of one kind"));
  if (format == PAPER_FORMAT_CSV)
    paper_render_csv(paper, out);
  else
    paper_render_text(paper, out);
  return true;
}

void paper_turn(struct paper *paper, enum paper_turn turn) {
  for (size_t i = 0; turn != PAPER_TURN_SUITS && i < paper->sections.n; i++)
    paper->sections.at[i].landscape = turn == PAPER_TURN_ACROSS;
}

const struct paper_section *paper_find_mark(const struct paper *paper, const char *mark) {
  for (size_t i = 0; i < paper->sections.n; i++)
    if (paper->sections.at[i].version && strcasecmp(paper->sections.at[i].version, mark) == 0)
      return &paper->sections.at[i];
  return NULL;
}
