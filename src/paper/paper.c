/* The page model's lifetime, and its CSV. */
#include "vaktrom/paper.h"

void paper_free(struct paper *paper) {
  for (size_t i = 0; i < paper->sections.n; i++) {
    struct paper_section *section = &paper->sections.at[i];
    vec_free(&section->above);
    for (size_t l = 0; l < section->timeline.lanes.n; l++)
      vec_free(&section->timeline.lanes.at[l].bars);
    vec_free(&section->timeline.lanes);
    vec_free(&section->map);
    vec_free(&section->rows);
    vec_free(&section->below);
  }
  vec_free(&paper->sections);
  arena_free(&paper->arena);
}

static void add_record(struct str *out, const char *const *cells, int n) {
  for (int i = 0; i < n; i++) {
    if (i > 0)
      str_addc(out, ',');
    str_add_csv(out, cells[i], ',', true);
  }
  str_addc(out, '\n');
}

void paper_render_csv(const struct paper *paper, struct str *out) {
  add_record(out, paper->headers, paper->n_headers);
  for (size_t s = 0; s < paper->sections.n; s++) {
    const struct paper_section *section = &paper->sections.at[s];
    for (size_t r = 0; r < section->rows.n; r++)
      if (section->rows.at[r].record)
        add_record(out, section->rows.at[r].record, paper->n_headers);
  }
}
