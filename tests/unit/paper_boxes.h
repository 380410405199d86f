/* What must hold of the pages of any paper: no text touches another, and no box leaves its page. */
#ifndef TESTS_UNIT_PAPER_BOXES_H
#define TESTS_UNIT_PAPER_BOXES_H

#include "paper/pages.h"

#define TOLERANCE 0.02 /* points: what rounding in the fonts' units may leave */

static inline bool touch(const struct box *a, const struct box *b) {
  return a->x + TOLERANCE < b->x + b->width && b->x + TOLERANCE < a->x + a->width &&
         a->y + TOLERANCE < b->y + b->height && b->y + TOLERANCE < a->y + a->height;
}

static inline void check_box(const struct page *page, const struct box *box) {
  double left = box->width < 0 ? box->x + box->width : box->x, right = box->width < 0 ? box->x : box->x + box->width;
  double top = box->height < 0 ? box->y + box->height : box->y, foot = box->height < 0 ? box->y : box->y + box->height;
  assert_true(left >= 0 && right <= page->width);
  assert_true(top >= 0 && foot <= page->height);
}

static inline void check_page(const struct page *page) {
  for (size_t i = 0; i < page->boxes.n; i++) {
    check_box(page, &page->boxes.at[i]);
    for (size_t j = 0; j < i && page->boxes.at[i].kind == BOX_TEXT; j++)
      if (page->boxes.at[j].kind == BOX_TEXT && touch(&page->boxes.at[i], &page->boxes.at[j]))
        fail_msg("'%.*s' touches '%.*s'", (int)page->boxes.at[i].length, page->boxes.at[i].text,
                 (int)page->boxes.at[j].length, page->boxes.at[j].text);
  }
}

static inline void check_pages(const struct pages *pages) {
  for (size_t i = 0; i < pages->at.n; i++)
    check_page(&pages->at.at[i]);
}

/* All that the boxes say, in their order, without blanks and line ends. */
static inline void add_said(const struct pages *pages, struct str *said) {
  for (size_t p = 0; p < pages->at.n; p++)
    for (size_t b = 0; b < pages->at.at[p].boxes.n; b++) {
      const struct box *box = &pages->at.at[p].boxes.at[b];
      for (size_t i = 0; box->kind == BOX_TEXT && i < box->length; i++)
        if (box->text[i] != ' ' && box->text[i] != '\n')
          str_addc(said, box->text[i]);
    }
}

#endif
