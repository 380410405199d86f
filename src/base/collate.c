/* The order in which a Norwegian reader looks names up, the same in every locale: the rules for Norwegian of the
 * Unicode CLDR (collation/nb), first level, with numbers as numbers. */
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "vaktrom/base.h"

/* The letters after z, which leave the code points of ASCII free for the others. */
enum { LETTER_AE = 'z' + 1, LETTER_OE, LETTER_AA };

/* Letters that Norwegian takes for another one than what is left when the accent is cut off. */
static const struct {
  ucs4_t letter;
  ucs4_t place;
} letters[] = {{0xE6, LETTER_AE},  {0xE4, LETTER_AE},  {0x119, LETTER_AE}, {0xF8, LETTER_OE}, {0xF6, LETTER_OE},
               {0x151, LETTER_OE}, {0x153, LETTER_OE}, {0xE5, LETTER_AA},  {0xF0, 'd'},       {0x111, 'd'},
               {0xFC, 'y'},        {0x171, 'y'},       {0xFE, 't'},        {0x142, 'l'}};

/* Where a lower-case letter stands in the alphabet. */
static ucs4_t place_of(ucs4_t letter) {
  for (size_t i = 0; i < COUNT_OF(letters); i++)
    if (letters[i].letter == letter)
      return letters[i].place;
  ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
  return uc_canonical_decomposition(letter, parts) > 0 ? parts[0] : letter;
}

/* A text as code points in one form, lower-case; ends with 0 and belongs to the caller. What is no UTF-8 gives "". */
static ucs4_t *folded(const char *text) {
  size_t n = 0;
  ucs4_t *wide = u8_to_u32((const uint8_t *)text, strlen(text) + 1, NULL, &n);
  ucs4_t *composed = wide ? u32_normalize(UNINORM_NFC, wide, n, NULL, &n) : NULL;
  free(wide);
  for (size_t i = 0; composed && i < n; i++)
    composed[i] = uc_tolower(composed[i]);
  return composed ? composed : mem_alloc(sizeof *composed);
}

/* The next thing to compare: the place of a letter ("aa" is one), or of a run of digits, whose value it adds. */
static ucs4_t next_place(const ucs4_t **at, uint64_t *value) {
  *value = 0;
  while (**at && uc_is_general_category_withtable(**at, UC_CATEGORY_MASK_M))
    (*at)++;
  if (**at >= '0' && **at <= '9') {
    while (**at >= '0' && **at <= '9')
      *value = *value * 10 + (*(*at)++ - '0');
    return '0';
  }
  bool double_a = (*at)[0] == 'a' && (*at)[1] == 'a';
  ucs4_t place = double_a ? (ucs4_t)LETTER_AA : place_of(**at);
  *at += double_a ? 2 : **at ? 1 : 0;
  return place;
}

int text_compare(const char *a, const char *b) {
  ucs4_t *left = folded(a), *right = folded(b);
  const ucs4_t *in_left = left, *in_right = right;
  int order = 0;
  for (bool more = true; order == 0 && more;) {
    uint64_t value, other_value;
    ucs4_t place = next_place(&in_left, &value), other = next_place(&in_right, &other_value);
    order = place != other ? (place < other ? -1 : 1) : (value > other_value) - (value < other_value);
    more = place != 0;
  }
  free(left);
  free(right);
  return order ? order : strcmp(a, b);
}
