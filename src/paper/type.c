/* Text on a drawn page, by Pango: it chooses the fonts, shapes every script and breaks the lines. */
#include "paper/type.h"

#include <ctype.h>
#include <pango/pangocairo.h>
#include <string.h>

/* The first that the machine has; for what it lacks Pango takes whatever font has it. */
#define FAMILIES "DejaVu Sans,Noto Sans,sans-serif"
#define POINTS_PER_INCH 72.0
#define LONGEST_NUMBER 16 /* bytes that a line does not break: they fit into what is WIDE_ENOUGH */
#define WIDE_ENOUGH 100.0 /* points */

struct type {
  PangoFontMap *fonts;
  PangoContext *context;
  PangoLayout *layout;
  PangoFontDescription *font;
  int unknown;
};

/* Without hinting, so that a text takes the same room however large the page is drawn. */
static void set_unhinted(PangoContext *context) {
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
}

struct type *type_new(void) {
  struct type *type = mem_new(struct type);
  type->fonts = pango_cairo_font_map_new();
  type->context = pango_font_map_create_context(type->fonts);
  pango_cairo_context_set_resolution(type->context, POINTS_PER_INCH);
  pango_context_set_round_glyph_positions(type->context, FALSE);
  set_unhinted(type->context);
  type->layout = pango_layout_new(type->context);
  type->font = pango_font_description_from_string(FAMILIES);
  pango_layout_set_wrap(type->layout, PANGO_WRAP_WORD_CHAR);
  return type;
}

void type_free(struct type *type) {
  if (!type)
    return;
  pango_font_description_free(type->font);
  g_object_unref(type->layout);
  g_object_unref(type->context);
  g_object_unref(type->fonts);
  mem_free_set((void **)&type);
}

static void add_range(PangoAttrList *attributes, PangoAttribute *attribute, size_t from, size_t until) {
  attribute->start_index = (guint)from;
  attribute->end_index = (guint)until;
  pango_attr_list_insert(attributes, attribute);
}

/* The bytes of a number that is written in groups (960 06 009), or of one and its unit (10 min), from `text` on; 0
 * where there is none. */
static size_t number_length(const char *text, size_t most) {
  size_t length = strspn(text, "0123456789"), groups = 0;
  if (length == 0 || length > 3)
    return 0;
  for (size_t digits; text[length] == ' ' && (digits = strspn(text + length + 1, "0123456789")) >= 2 && digits <= 3;
       groups++)
    length += 1 + digits;
  size_t unit = groups == 0 && text[length] == ' ' ? strspn(text + length + 1, "abcdefghijklmnopqrstuvwxyz") : 0;
  length += unit > 0 ? 1 + unit : 0;
  return (groups > 0 || unit > 0) && length <= LONGEST_NUMBER && length <= most ? length : 0;
}

/* A line does not break within a telephone number. */
static void keep_numbers(PangoAttrList *attributes, const char *text, size_t length) {
  for (size_t i = 0; i < length;) {
    size_t number = number_length(text + i, length - i);
    if (number > 0)
      add_range(attributes, pango_attr_allow_breaks_new(FALSE), i, i + number);
    i += number;
    bool in_word = number > 0 || isalnum((unsigned char)text[i]);
    for (i += number == 0; in_word && i < length && (isalnum((unsigned char)text[i]) || text[i] == '.'); i++)
      ;
  }
}

static void set_attributes(PangoLayout *layout, const struct face *face, const char *text, size_t length,
                           double width) {
  PangoAttrList *attributes = pango_attr_list_new();
  if (face->lead)
    add_range(attributes, pango_attr_weight_new(PANGO_WEIGHT_BOLD), 0, strcspn(text, "\n"));
  if (width >= WIDE_ENOUGH)
    keep_numbers(attributes, text, length);
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
}

static PangoAlignment alignment(const struct face *face) {
  switch (face->align) {
  case FACE_CENTRE:
    return PANGO_ALIGN_CENTER;
  case FACE_RIGHT:
    return PANGO_ALIGN_RIGHT;
  default:
    return PANGO_ALIGN_LEFT;
  }
}

/* Sets the text; width below 0 = one line as long as it gets. */
static void set_text(struct type *type, const struct face *face, const char *text, size_t length, double width) {
  PangoLayout *layout = type->layout;
  pango_font_description_set_size(type->font, (gint)(face->size * PANGO_SCALE));
  pango_font_description_set_weight(type->font, face->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout, type->font);
  pango_layout_set_text(layout, text, (int)length);
  set_attributes(layout, face, text, length, width);
  pango_layout_set_alignment(layout, alignment(face));
  pango_layout_set_width(layout, width < 0 ? -1 : (int)(width * PANGO_SCALE));
}

static double points(int pango_units) {
  return (double)pango_units / PANGO_SCALE;
}

size_t type_fit(struct type *type, const struct face *face, const char *text, double width, double most,
                double *height) {
  size_t length = strlen(text);
  int whole;
  set_text(type, face, text, length, width);
  pango_layout_get_size(type->layout, NULL, &whole);
  *height = points(whole);
  if (*height <= most)
    return length;
  PangoLayoutIter *line = pango_layout_get_iter(type->layout);
  size_t end = 0;
  do {
    int top, bottom;
    pango_layout_iter_get_line_yrange(line, &top, &bottom);
    if (end > 0 && points(bottom) > most)
      break;
    const PangoLayoutLine *got = pango_layout_iter_get_line_readonly(line);
    end = (size_t)got->start_index + (size_t)got->length;
    *height = points(bottom);
  } while (pango_layout_iter_next_line(line));
  pango_layout_iter_free(line);
  return end;
}

double type_width(struct type *type, const struct face *face, const char *text) {
  int width;
  set_text(type, face, text, strlen(text), -1);
  pango_layout_get_size(type->layout, &width, NULL);
  return points(width);
}

int type_unknown(const struct type *type) {
  return type->unknown;
}

void type_draw(struct type *type, cairo_t *to, const struct face *face, const char *text, size_t length, double x,
               double y, double width) {
  set_text(type, face, text, length, width);
  cairo_move_to(to, x, y);
  pango_cairo_show_layout(to, type->layout);
  type->unknown += pango_layout_get_unknown_glyphs_count(type->layout);
}
