/* decode: the bytes of a file as UTF-8, whatever of the accepted encodings it was written in. */
#ifndef VAKTROM_EXCHANGE_DECODE_H
#define VAKTROM_EXCHANGE_DECODE_H

#include "vaktrom/base.h"

/* What the file has shown itself to be so far. The first byte above 127 decides: where it begins a well-formed UTF-8
 * character the file is UTF-8, else Windows-1252; a byte that does not fit after that is a fault. */
enum encoding { ENCODING_ASCII, ENCODING_UTF8, ENCODING_WINDOWS_1252 };

/* Adds `size` bytes as UTF-8; returns how many were good: fewer than `size` when the next byte is no text (control
 * characters but tab and line ends, NUL, a byte outside the encoding). */
size_t decode(enum encoding *encoding, const char *bytes, size_t size, struct str *out);
/* How many bytes at the end of `bytes` may be the beginning of a character whose rest is still to come (0 to 3). */
size_t decode_unfinished(const char *bytes, size_t size);

#endif
