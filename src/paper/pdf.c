/* The PDF renderer: draws the boxes of the pages, and knows nothing of what they mean. */
#include <cairo-pdf.h>
#include <math.h>

#include "paper/pages.h"
#include "paper/pdf.h"
#include "vaktrom/version.h"

static cairo_status_t take_bytes(void *out, const unsigned char *bytes, unsigned int length) {
  str_addn(out, (const char *)bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static void set_ink(cairo_t *to, double shade) {
  cairo_set_source_rgb(to, shade, shade, shade);
}

static void draw_line(cairo_t *to, const struct box *box) {
  set_ink(to, box->shade);
  cairo_set_line_width(to, box->thickness);
  cairo_move_to(to, box->x, box->y);
  cairo_line_to(to, box->x + box->width, box->y + box->height);
  cairo_stroke(to);
}

static void draw_frame(cairo_t *to, const struct box *box) {
  cairo_rectangle(to, box->x, box->y, box->width, box->height);
  set_ink(to, box->shade);
  cairo_fill_preserve(to);
  set_ink(to, 0);
  cairo_set_line_width(to, box->thickness);
  cairo_stroke(to);
}

static void draw_fill(cairo_t *to, const struct box *box) {
  set_ink(to, box->shade);
  cairo_rectangle(to, box->x, box->y, box->width, box->height);
  cairo_fill(to);
}

static void draw_dot(cairo_t *to, const struct box *box) {
  set_ink(to, box->shade);
  cairo_new_path(to); /* else a line comes from where the last text was */
  cairo_arc(to, box->x + box->width / 2, box->y + box->height / 2, box->width / 2, 0, 2 * acos(-1.0));
  cairo_fill(to);
}

/* From the lower left to the upper right corner, pale enough to read what stands over it. */
static void draw_mark(struct type *type, cairo_t *to, const struct box *box) {
  double height;
  type_fit(type, &box->face, box->text, box->width, box->height, &height);
  double diagonal = hypot(box->width, box->height);
  cairo_save(to);
  cairo_translate(to, box->x + box->width / 2, box->y + box->height / 2);
  cairo_rotate(to, -atan2(box->height, box->width));
  set_ink(to, box->shade);
  type_draw(type, to, &box->face, box->text, box->length, -diagonal / 2, -height / 2, diagonal);
  cairo_restore(to);
}

static void draw_box(struct type *type, cairo_t *to, const struct box *box) {
  switch (box->kind) {
  case BOX_TEXT:
    set_ink(to, box->shade);
    type_draw(type, to, &box->face, box->text, box->length, box->x, box->y, box->width);
    return;
  case BOX_LINE:
    draw_line(to, box);
    return;
  case BOX_FRAME:
    draw_frame(to, box);
    return;
  case BOX_FILL:
    draw_fill(to, box);
    return;
  case BOX_DOT:
    draw_dot(to, box);
    return;
  case BOX_MARK:
    draw_mark(type, to, box);
    return;
  }
}

/* Says whose work it is, and when by the program's clock: the same model gives the same bytes. */
static void set_metadata(cairo_surface_t *surface, const struct paper *paper, const char *now) {
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "vaktrom " VAKTROM_VERSION);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, now);
  if (paper->sections.n > 0)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, paper->sections.at[0].title);
}

static void draw_pages(struct type *type, cairo_surface_t *surface, const struct pages *pages) {
  cairo_t *to = cairo_create(surface);
  for (size_t p = 0; p < pages->at.n; p++) {
    const struct page *page = &pages->at.at[p];
    cairo_pdf_surface_set_size(surface, page->width, page->height);
    for (size_t b = 0; b < page->boxes.n; b++)
      draw_box(type, to, &page->boxes.at[b]);
    cairo_show_page(to);
  }
  cairo_destroy(to);
}

const char *pdf_draw(struct paper *paper, const char *now, struct str *out) {
  struct type *type = type_new();
  struct pages pages = {0};
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take_bytes, out, 1, 1);
  paper_make_safe(paper);
  pages_lay_out(paper, type, &pages);
  set_metadata(surface, paper, now);
  draw_pages(type, surface, &pages);
  paper->unknown_letters = type_unknown(type);
  cairo_surface_finish(surface);
  cairo_status_t status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  pages_free(&pages);
  type_free(type);
  return status == CAIRO_STATUS_SUCCESS ? NULL : cairo_status_to_string(status);
}
