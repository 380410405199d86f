/* The code table, and what is known about single codes: built-in facts, values, labels. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "codes.h"

/* --- What is known about codes --- */

struct builtin {
  const char *name, *label;
  const char *measure; /* what a bound of it counts */
  struct code_domain domain;
  bool is_need; /* recorded by people, with a value */
};

static const struct builtin builtins[CODE_BUILTINS] = {
    [CODE_NEWS2] = {"news2", N_("NEWS2"), N_("NEWS2"), {.lowest = 0, .highest = 20}, false},
    [CODE_NEWS2_SINGLE] =
        {"news2_single", N_("NEWS2"), N_("a single NEWS2 parameter"), {.lowest = 0, .highest = 3}, false},
    [CODE_DAYS_KNOWN] =
        {"days_known", N_("date of admission"), N_("days known to us"), {.lowest = 0, .highest = INT32_MAX}, false},
    [CODE_SERVICE_ROLE] = {"service_role",
                           N_("services"),
                           N_("highest role among the services"),
                           {.is_role = true, .lowest = ROLE_ASSISTANT, .highest = ROLE_DIETITIAN},
                           false},
    [CODE_FRAILTY] = {"frailty", N_("frailty"), N_("frailty"), {.lowest = 1, .highest = 9}, true},
    [CODE_KATZ] = {"katz", N_("Katz ADL"), N_("Katz ADL"), {.lowest = 0, .highest = 6}, true},
};

struct code_domain code_domain(int code) {
  if (code < CODE_BUILTINS)
    return builtins[code].domain;
  return (struct code_domain){.any_value = true, .lowest = INT32_MIN, .highest = INT32_MAX};
}

/* Labels of the codes of the default criteria; a base's own codes are their own label. */
static const struct {
  const char *name, *label;
} code_labels[] = {
    {"palliative", N_("palliative")},
    {"palliative_cancer", N_("palliative cancer")},
    {"substance_use", N_("substance use")},
    {"mental_illness", N_("mental illness")},
    {"somatic_illness", N_("somatic illness")},
    {"advanced_equipment", N_("advanced medical equipment")},
    {"ventilator", N_("a ventilator")},
    {"tracheostomy", N_("a tracheostomy")},
    {"central_line", N_("a central venous line")},
    {"iv_therapy", N_("intravenous therapy")},
    {"infusion_pump", N_("an infusion pump")},
    {"parenteral_nutrition", N_("parenteral nutrition")},
    {"home_dialysis", N_("dialysis at home")},
    {"worsening", N_("a reported worsening")},
    {"diabetes_unstable", N_("poorly regulated diabetes")},
    {"copd", N_("COPD")},
    {"cognitive_impairment", N_("cognitive failure")},
    {"swollen_legs", N_("swollen legs")},
    {"wound_tendency", N_("a tendency to wounds")},
    {"hsy", N_("home nursing (HSY)")},
    {"pbp", N_("personal care (PBP)")},
};

bool need_check(const char *code, const char *value, struct error *err) {
  if (!code_valid(code))
    return error_set(err, STATUS_INPUT, _("'%s' is not a code: letters, digits, '_' and '-', beginning with a letter"),
                     code);
  for (int i = 0; i < CODE_BUILTINS; i++) {
    const struct builtin *known = &builtins[i];
    if (!text_equal(code, known->name))
      continue;
    if (!known->is_need)
      return error_set(err, STATUS_INPUT, _("'%s' is computed by the program and cannot be recorded as a need"), code);
    int64_t number = value ? number_parse(value, strlen(value)) : FACT_NO_NUMBER;
    if (number == FACT_NO_NUMBER || number % THOUSANDTHS != 0 || number < known->domain.lowest * THOUSANDTHS ||
        number > (int64_t)known->domain.highest * THOUSANDTHS)
      return error_set(err, STATUS_INPUT, _("%s: '%s' is not a whole number from %d to %d"), code, value ? value : "",
                       known->domain.lowest, known->domain.highest);
  }
  return true;
}

/* --- Names --- */

bool code_begins(unsigned char c) {
  return isalpha(c) || c == '_' || c >= 0x80; /* a base may write its codes in Norwegian */
}

bool code_continues(unsigned char c) {
  return code_begins(c) || isdigit(c) || c == '-';
}

bool code_valid(const char *name) {
  if (text_is_empty(name) || !code_begins((unsigned char)name[0]))
    return false;
  for (const char *c = name; *c; c++)
    if (!code_continues((unsigned char)*c))
      return false;
  return true;
}

int code_builtin_ignoring_case(const char *name, size_t length) {
  for (int i = 0; i < CODE_BUILTINS; i++)
    if (strlen(builtins[i].name) == length && strncasecmp(builtins[i].name, name, length) == 0)
      return i;
  return NONE;
}

/* --- Numbers --- */

#define WHOLE_DIGITS 9
#define DECIMALS 3

int64_t number_parse(const char *text, size_t length) {
  const char *end = text + length;
  bool negative = text < end && *text == '-';
  if (negative)
    text++;
  int64_t number = 0;
  const char *whole = text;
  for (; text < end && isdigit((unsigned char)*text); text++)
    if (text - whole < WHOLE_DIGITS)
      number = number * 10 + (*text - '0');
  if (text == whole || text - whole > WHOLE_DIGITS)
    return FACT_NO_NUMBER;
  number *= THOUSANDTHS;
  if (text < end) {
    if ((*text != '.' && *text != ',') || end - text - 1 < 1 || end - text - 1 > DECIMALS)
      return FACT_NO_NUMBER;
    int64_t unit = THOUSANDTHS;
    for (text++; text < end && isdigit((unsigned char)*text); text++)
      number += (*text - '0') * (unit /= 10);
    if (text < end)
      return FACT_NO_NUMBER;
  }
  return negative ? -number : number;
}

void number_tell(int64_t number, struct str *out) {
  char shown[NUMBER_SIZE];
  int decimals = DECIMALS;
  for (int64_t rest = number; decimals > 0 && rest % 10 == 0; rest /= 10)
    decimals--;
  number_show((double)number / THOUSANDTHS, decimals, shown);
  str_add(out, shown);
}

void number_write(int64_t number, struct str *out) {
  int64_t size = number < 0 ? -number : number;
  str_addf(out, "%s%lld", number < 0 ? "-" : "", (long long)(size / THOUSANDTHS));
  int decimals = (int)(size % THOUSANDTHS);
  if (decimals == 0)
    return;
  char digits[8];
  int length = snprintf(digits, sizeof digits, ".%03d", decimals);
  while (digits[length - 1] == '0')
    length--;
  str_addn(out, digits, (size_t)length);
}

/* --- The table: names in the order of their numbers, and an open-addressing hash over them --- */

struct code_table {
  struct arena arena;
  VEC(const char *) names;
  VEC(const char *) labels;
  int *slots; /* number + 1, 0 = free; a power of two, at most half full */
  size_t n_slots;
};

static size_t hash_of(const char *name) { /* FNV-1a */
  uint64_t hash = 14695981039346656037u;
  for (; *name; name++)
    hash = (hash ^ (unsigned char)*name) * 1099511628211u;
  return (size_t)hash;
}

static int *slot_of(const struct code_table *table, const char *name) {
  for (size_t i = hash_of(name);; i++) {
    int *slot = &table->slots[i & (table->n_slots - 1)];
    if (*slot == 0 || strcmp(table->names.at[*slot - 1], name) == 0)
      return slot;
  }
}

static void grow_slots(struct code_table *table) {
  free(table->slots);
  table->n_slots = table->n_slots == 0 ? 64 : table->n_slots * 2;
  table->slots = mem_array(int, table->n_slots);
  for (size_t i = 0; i < table->names.n; i++)
    *slot_of(table, table->names.at[i]) = (int)i + 1;
}

/* The label of a code that the program knows, or NULL. */
static const char *known_label(const char *name) {
  for (int i = 0; i < CODE_BUILTINS; i++)
    if (text_equal(builtins[i].name, name))
      return builtins[i].label;
  for (size_t i = 0; i < COUNT_OF(code_labels); i++)
    if (text_equal(code_labels[i].name, name))
      return code_labels[i].label;
  return NULL;
}

const char *need_label(const char *code) {
  const char *label = known_label(code);
  return label ? _(label) : code;
}

void need_describe(const char *code, const char *value, struct str *out) {
  int64_t number = text_is_empty(value) ? FACT_NO_NUMBER : number_parse(value, strlen(value));
  str_add_safe(out, need_label(code));
  if (text_is_empty(value))
    return;
  str_addc(out, ' ');
  if (number == FACT_NO_NUMBER)
    str_add_safe(out, value);
  else
    number_tell(number, out);
}

const char *need_said(struct arena *arena, const char *code) {
  const char *label = known_label(code);
  return label ? said_text(arena, label) : code;
}

const char *need_words(struct arena *arena, const char *code, const char *value) {
  struct str words = {0};
  need_describe(code, value, &words);
  const char *kept = arena_strdup(arena, str_text(&words));
  str_free(&words);
  return kept;
}

static const char *make_label(struct code_table *table, const char *name) {
  if (known_label(name))
    return known_label(name);
  char *label = arena_strdup(&table->arena, name);
  for (char *c = label; *c; c++)
    if (*c == '_')
      *c = ' ';
  return label;
}

int code_intern(struct code_table *table, const char *name) {
  if (table->n_slots <= 2 * table->names.n)
    grow_slots(table);
  int *slot = slot_of(table, name);
  if (*slot != 0)
    return *slot - 1;
  vec_push(&table->names, arena_strdup(&table->arena, name));
  vec_push(&table->labels, make_label(table, name));
  *slot = (int)table->names.n;
  return *slot - 1;
}

struct code_table *code_table_new(void) {
  struct code_table *table = mem_new(struct code_table);
  for (int i = 0; i < CODE_BUILTINS; i++)
    code_intern(table, builtins[i].name);
  return table;
}

void code_table_free(struct code_table *table) {
  if (!table)
    return;
  vec_free(&table->names);
  vec_free(&table->labels);
  free(table->slots);
  arena_free(&table->arena);
  free(table);
}

int code_find(const struct code_table *table, const char *name) {
  return *slot_of(table, name) - 1;
}

const char *code_name(const struct code_table *table, int code) {
  return table->names.at[code];
}

int code_count(const struct code_table *table) {
  return (int)table->names.n;
}

const char *code_label(const struct code_table *table, int code) {
  return table->labels.at[code];
}

const char *code_measure(const struct code_table *table, int code) {
  return code < CODE_BUILTINS ? builtins[code].measure : code_label(table, code);
}
