/* The page model's lifetime, and its CSV. */
#include <stdlib.h>

#include "paper/pages.h"

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
  for (size_t i = 0; i < paper->owned.n; i++)
    paper->owned.at[i].forget(paper->owned.at[i].what);
  vec_free(&paper->owned);
  arena_free(&paper->arena);
}

void paper_own_texts(struct paper *paper, void *what, void (*forget)(void *what)) {
  vec_push(&paper->owned, (struct paper_owned){what, forget});
}

static void forget_arena(void *what) {
  struct arena *arena = what;
  arena_free(arena);
  free(arena);
}

void paper_join(struct paper *into, struct paper *from) {
  struct arena *arena = mem_new(struct arena);
  *arena = from->arena;
  paper_own_texts(into, arena, forget_arena);
  into->through = from->through && (into->through || into->sections.n == 0);
  for (size_t i = 0; i < from->owned.n; i++)
    vec_push(&into->owned, from->owned.at[i]);
  for (size_t i = 0; i < from->sections.n; i++)
    vec_push(&into->sections, from->sections.at[i]);
  into->many_headers |= from->many_headers || (into->headers && into->headers != from->headers);
  into->headers = from->headers;
  into->n_headers = from->n_headers;
  into->stamp = into->stamp ? into->stamp : from->stamp;
  vec_free(&from->owned);
  vec_free(&from->sections);
  *from = (struct paper){0};
}

static void make_all_safe(struct arena *arena, const char **texts, size_t n) {
  for (size_t i = 0; i < n; i++)
    texts[i] = texts[i] ? text_safe_lines(arena, texts[i]) : NULL;
}

void paper_make_safe(struct paper *paper) {
  for (size_t i = 0; i < paper->sections.n; i++) {
    struct paper_section *section = &paper->sections.at[i];
    make_all_safe(&paper->arena, &section->title, 1);
    make_all_safe(&paper->arena, section->above.at, section->above.n);
    make_all_safe(&paper->arena, section->below.at, section->below.n);
    for (size_t l = 0; l < section->timeline.lanes.n; l++)
      make_all_safe(&paper->arena, &section->timeline.lanes.at[l].label, 1);
    for (size_t r = 0; r < section->rows.n; r++)
      if (section->rows.at[r].cells)
        make_all_safe(&paper->arena, section->rows.at[r].cells, (size_t)section->n_columns);
  }
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
