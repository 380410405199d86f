/* UTF-8 and Windows-1252, told apart by what the file itself shows. */
#include "decode.h"

/* Windows-1252 differs from Latin-1 in 0x80 to 0x9F only; 0 = no character (the Unicode consortium's CP1252.TXT). */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static bool is_plain(unsigned char byte) {
  return (byte >= 0x20 && byte < 0x7f) || byte == '\t' || byte == '\n' || byte == '\r';
}

/* How long the UTF-8 character that begins with this byte says it is; 0 = none begins so. */
static size_t announced_length(unsigned char byte) {
  if (byte >= 0xc2 && byte <= 0xdf)
    return 2;
  if (byte >= 0xe0 && byte <= 0xef)
    return 3;
  return byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
}

/* The length of the well-formed character at `bytes`, or 0. */
static size_t utf8_length(const char *bytes, size_t size) {
  size_t length = announced_length((unsigned char)bytes[0]);
  return length && length <= size && utf8_valid(bytes, length) ? length : 0;
}

/* Adds a character below U+10000, not ASCII. */
static void add_character(struct str *out, unsigned character) {
  if (character >= 0x800) {
    str_addc(out, (char)(0xe0 | character >> 12));
    str_addc(out, (char)(0x80 | (character >> 6 & 0x3f)));
  } else {
    str_addc(out, (char)(0xc0 | character >> 6));
  }
  str_addc(out, (char)(0x80 | (character & 0x3f)));
}

/* Adds one character that is not plain ASCII; returns its bytes, 0 when it is none. */
static size_t decode_one(enum encoding *encoding, const char *bytes, size_t size, struct str *out) {
  unsigned char byte = (unsigned char)bytes[0];
  if (byte < 0x80)
    return 0;
  size_t length = *encoding == ENCODING_WINDOWS_1252 ? 0 : utf8_length(bytes, size);
  if (*encoding == ENCODING_ASCII)
    *encoding = length ? ENCODING_UTF8 : ENCODING_WINDOWS_1252;
  if (*encoding == ENCODING_UTF8) {
    str_addn(out, bytes, length);
    return length;
  }
  unsigned character = byte < 0xa0 ? windows_1252[byte - 0x80] : byte;
  if (character)
    add_character(out, character);
  return character ? 1 : 0;
}

size_t decode(enum encoding *encoding, const char *bytes, size_t size, struct str *out) {
  size_t at = 0;
  while (at < size) {
    size_t run = at;
    while (run < size && is_plain((unsigned char)bytes[run]))
      run++;
    str_addn(out, bytes + at, run - at);
    at = run;
    if (at == size)
      break;
    size_t length = decode_one(encoding, bytes + at, size - at, out);
    if (!length)
      break;
    at += length;
  }
  return at;
}

size_t decode_unfinished(const char *bytes, size_t size) {
  for (size_t back = 1; back <= 3 && back <= size; back++) {
    unsigned char byte = (unsigned char)bytes[size - back];
    if (byte < 0x80)
      return 0;
    if (byte >= 0xc0)
      return announced_length(byte) > back ? back : 0;
  }
  return 0;
}
