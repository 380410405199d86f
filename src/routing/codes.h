/* Private to routing: what the program knows about single codes, and numbers in thousandths. */
#ifndef VAKTROM_ROUTING_CODES_H
#define VAKTROM_ROUTING_CODES_H

#include "vaktrom/routing.h"

/* What a code's value may be. */
struct code_domain {
  bool any_value;      /* a need of the base's own: no value, a text or a number, each as written */
  bool is_role;        /* an enum role */
  int lowest, highest; /* whole numbers; INT32_MAX where there is no end */
};
struct code_domain code_domain(int code);

/* What a bound of the code counts, in English: "days known to us". */
const char *code_measure(const struct code_table *table, int code);

/* Reads "-12", "3.5" or "3,5" (at most nine and three digits) as thousandths; FACT_NO_NUMBER when it is none. */
int64_t number_parse(const char *text, size_t length);
/* Writes thousandths without needless zeros: with a point, as the grammar does, or as people write numbers. */
void number_tell(int64_t number, struct str *out);
void number_write(int64_t number, struct str *out);

/* Whether a byte may begin, or stand in, a code. */
bool code_begins(unsigned char c);
bool code_continues(unsigned char c);
/* The built-in code whose name differs only by capitals, or NONE. */
int code_builtin_ignoring_case(const char *name, size_t length);

/* Adds a fact, or takes the place of the one of that code. */
void facts_put(struct facts *facts, struct fact fact);

#endif
