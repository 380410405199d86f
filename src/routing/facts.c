/* Facts of one patient: a short list ordered by code, so that a condition finds its fact by bisection. */
#include <string.h>

#include "codes.h"

void facts_free(struct facts *facts) {
  vec_free(&facts->list);
  facts->seen = 0;
}

/* The index of the first fact whose code is not below `code`. */
static size_t lower_bound(const struct facts *facts, int code) {
  size_t low = 0, high = facts->list.n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (facts->list.at[middle].code < code)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static uint64_t bit_of(int code) {
  return UINT64_C(1) << (code % 64);
}

const struct fact *facts_find(const struct facts *facts, int code) {
  if (!(facts->seen & bit_of(code)))
    return NULL;
  size_t at = lower_bound(facts, code);
  return at < facts->list.n && facts->list.at[at].code == code ? &facts->list.at[at] : NULL;
}

void facts_put(struct facts *facts, struct fact fact) {
  size_t at = lower_bound(facts, fact.code);
  if (at == facts->list.n || facts->list.at[at].code != fact.code) {
    vec_add(&facts->list);
    memmove(&facts->list.at[at + 1], &facts->list.at[at], (facts->list.n - 1 - at) * sizeof *facts->list.at);
  }
  facts->list.at[at] = fact;
  facts->seen |= bit_of(fact.code);
}

void facts_set(struct facts *facts, int code, const char *value, instant at) {
  bool valued = !text_is_empty(value);
  facts_put(facts, (struct fact){.code = code,
                                 .number = valued ? number_parse(value, strlen(value)) : FACT_NO_NUMBER,
                                 .text = valued ? value : NULL,
                                 .at = at});
}

void facts_set_number(struct facts *facts, int code, int value, instant at) {
  facts_put(facts, (struct fact){.code = code, .number = (int64_t)value * THOUSANDTHS, .at = at});
}

void facts_set_role(struct facts *facts, enum role role) {
  facts_set_number(facts, CODE_SERVICE_ROLE, (int)(role == ROLE_APPRENTICE ? ROLE_ASSISTANT : role), INSTANT_NONE);
}

void facts_remove(struct facts *facts, int code) {
  size_t at = lower_bound(facts, code);
  if (at == facts->list.n || facts->list.at[at].code != code)
    return;
  facts->list.n--; /* `seen` may keep its bit: another code can share it, and it only says "perhaps" */
  memmove(&facts->list.at[at], &facts->list.at[at + 1], (facts->list.n - at) * sizeof *facts->list.at);
}

bool facts_highest_role(const enum role *roles, size_t n, enum role *out) {
  int ladder = NONE, beside = NONE;
  for (size_t i = 0; i < n; i++) {
    int role = roles[i] == ROLE_APPRENTICE ? (int)ROLE_ASSISTANT : (int)roles[i];
    if (role > (int)ROLE_NURSE)
      beside = beside == NONE || role < beside ? role : beside;
    else if (role > ladder)
      ladder = role;
  }
  if (ladder == NONE && beside == NONE)
    return false;
  *out = (enum role)(ladder != NONE ? ladder : beside);
  return true;
}

/* One fact in the grammar's terms: "frailty=7", "palliative". */
void fact_write(const struct fact *fact, const struct code_table *codes, struct str *out) {
  str_add(out, code_name(codes, fact->code));
  if (fact->number == FACT_NO_NUMBER && !fact->text)
    return;
  str_add(out, "=");
  if (fact->text)
    str_add(out, fact->text);
  else if (fact->code == CODE_SERVICE_ROLE)
    str_add(out, word_token(&words_role, (int)(fact->number / THOUSANDTHS)));
  else
    number_write(fact->number, out);
}

void facts_write(const struct facts *facts, const struct code_table *codes, struct str *out) {
  for (size_t i = 0; i < facts->list.n; i++) {
    if (i > 0)
      str_add(out, ", ");
    fact_write(&facts->list.at[i], codes, out);
  }
}
