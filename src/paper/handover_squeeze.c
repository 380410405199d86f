/* What is said shorter where a handover is longer than its page. */
#include "paper/handover.h"
#include "paper/pages.h"

#include <string.h>

void handover_squeeze_start(struct handover_squeeze *out, const struct handover *sheet) {
  *out = (struct handover_squeeze){.sheet = sheet, .rank = mem_array(int, sheet->items.n + 1)};
  for (size_t i = sheet->items.n; i-- > 0;)
    out->rank[i] = sheet->items.at[i].vital ? out->n_vital++ : out->n_other++;
}

void handover_squeeze_end(struct handover_squeeze *squeeze) {
  mem_free_set((void **)&squeeze->rank);
}

int handover_squeeze_limit(const struct handover_squeeze *squeeze) {
  return squeeze->n_other + 2 * squeeze->n_vital;
}

enum handover_form handover_form_of(const struct handover_squeeze *squeeze, size_t item) {
  int rank = squeeze->rank[item], vital_steps = squeeze->most - squeeze->n_other;
  if (!squeeze->sheet->items.at[item].vital)
    return rank < squeeze->most ? HANDOVER_COUNTED : HANDOVER_FULL;
  if (rank < vital_steps - squeeze->n_vital)
    return HANDOVER_NUMBERED;
  return rank < vital_steps ? HANDOVER_NAMED : HANDOVER_FULL;
}

static bool is_one_page_of_text(const struct paper *paper) {
  struct str text = {0};
  paper_render_text(paper, &text);
  bool one = !strchr(str_text(&text), '\f');
  str_free(&text);
  return one;
}

bool paper_is_one_page(const struct paper *paper) {
  struct pages pages;
  if (!is_one_page_of_text(paper))
    return false;
  struct type *type = type_new();
  pages_lay_out(paper, type, &pages);
  bool one = pages.at.n == 1;
  pages_free(&pages);
  type_free(type);
  return one;
}
