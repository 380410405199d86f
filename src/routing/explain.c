/* Verdicts in words: a sentence that a coordinator can read aloud (issue "2.", point 3). It is made as a saying, since
 * it is kept with the decision. */
#include <stdlib.h>

#include "codes.h"

/* --- Facts --- */

#define DAYS_NAMED 6 /* further back a weekday could be mistaken for this week's */

/* " on Tuesday 14:10", " on 2026-02-20 14:10"; nothing when the instant is not known. */
static const char *moment_said(struct arena *arena, instant at, instant now) {
  if (at == INSTANT_NONE)
    return "";
  date day = instant_date(at);
  char time[TIME_SIZE];
  time_format(day, minute_of(day, at), time);
  date today = now == INSTANT_NONE ? DATE_NONE : instant_date(now);
  bool named = now != INSTANT_NONE && day <= today && today - day <= DAYS_NAMED;
  return said(arena, " on %s %s", named ? word_said(arena, &words_weekday, date_weekday(day)) : said_date(arena, day),
              time);
}

static const char *label_said(struct arena *arena, const struct code_table *codes, int code) {
  return said_text(arena, code_label(codes, code));
}

/* The label and, behind it, the value. */
static const char *valued_said(struct arena *arena, const struct fact *fact, const struct code_table *codes) {
  struct str value = {0};
  if (fact->number != FACT_NO_NUMBER)
    number_tell(fact->number, &value);
  else if (fact->text)
    str_add_safe(&value, fact->text);
  bool valued = fact->text || fact->number != FACT_NO_NUMBER;
  const char *text =
      arena_printf(arena, "%s%s%s", label_said(arena, codes, fact->code), valued ? " " : "", str_text(&value));
  str_free(&value);
  return text;
}

const char *fact_said(struct arena *arena, const struct fact *fact, const struct code_table *codes, instant now) {
  int number = fact->number == FACT_NO_NUMBER ? 0 : (int)(fact->number / THOUSANDTHS);
  switch (fact->code) {
  case CODE_NEWS2:
    return arena_printf(arena, "%s%s", said(arena, "NEWS2 %d", number), moment_said(arena, fact->at, now));
  case CODE_NEWS2_SINGLE:
    return arena_printf(arena, "%s%s", said(arena, "a single NEWS2 parameter of %d", number),
                        moment_said(arena, fact->at, now));
  case CODE_DAYS_KNOWN:
    return said_count(arena, "patient known to us for %d day", "patient known to us for %d days", number, number);
  case CODE_SERVICE_ROLE:
    return said(arena, "services up to the role %s", word_said(arena, &words_role, number));
  default:
    return valued_said(arena, fact, codes);
  }
}

void fact_describe(const struct fact *fact, const struct code_table *codes, instant now, struct str *out) {
  struct arena arena = {0};
  said_add(out, fact_said(&arena, fact, codes, now));
  arena_free(&arena);
}

void facts_describe(const struct facts *facts, const struct code_table *codes, struct str *out) {
  if (facts->list.n == 0)
    str_add(out, _("nothing known"));
  for (size_t i = 0; i < facts->list.n; i++) {
    struct fact fact = facts->list.at[i];
    fact.at = INSTANT_NONE;
    str_add(out, i ? ", " : "");
    fact_describe(&fact, codes, INSTANT_NONE, out);
  }
}

static const char *condition_value(const struct condition *condition, struct str *out) {
  if (condition->code == CODE_SERVICE_ROLE && condition->number != FACT_NO_NUMBER)
    return word_label(&words_role, (int)(condition->number / THOUSANDTHS));
  if (condition->number == FACT_NO_NUMBER)
    return condition->text ? condition->text : "";
  number_tell(condition->number, out);
  return str_text(out);
}

void condition_describe(const struct condition *condition, const struct code_table *codes, struct str *out) {
  struct str number = {0};
  const char *label = _(code_label(codes, condition->code)), *measure = _(code_measure(codes, condition->code));
  switch (condition->kind) {
  case CONDITION_KNOWN:
    str_add(out, label);
    break;
  case CONDITION_UNKNOWN:
    str_addf(out, _("not %s"), label);
    break;
  case CONDITION_EQUAL:
    str_addf(out, "%s = %s", measure, condition_value(condition, &number));
    break;
  case CONDITION_AT_LEAST:
    str_addf(out, _("%s at least %s"), measure, condition_value(condition, &number));
    break;
  case CONDITION_AT_MOST:
    str_addf(out, _("%s at most %s"), measure, condition_value(condition, &number));
    break;
  }
  str_free(&number);
}

void criterion_describe(const struct criterion *row, const struct code_table *codes, struct str *out) {
  for (int i = 0; i < row->n_conditions; i++) {
    str_add(out, i ? ", " : "");
    condition_describe(&row->conditions[i], codes, out);
  }
}

/* --- Rows --- */

struct speech {
  const struct verdict *verdict;
  const struct criteria *criteria;
  const struct facts *facts;
  instant now;
  struct arena *arena;
  struct str *out;
};

static const struct criterion *held_row(const struct speech *speech, size_t i) {
  return &speech->criteria->rows.at[speech->verdict->held.at[i]];
}

/* Whether an earlier condition of the row is about the same code, so that it is said already. */
static bool said_before(const struct criterion *row, int condition) {
  for (int i = 0; i < condition; i++)
    if (row->conditions[i].code == row->conditions[condition].code)
      return true;
  return false;
}

/* "palliative (criterion P1)" */
static void say_row(const struct speech *speech, const struct criterion *row) {
  for (int i = 0; i < row->n_conditions; i++) {
    const struct condition *condition = &row->conditions[i];
    if (said_before(row, i))
      continue;
    if (i > 0)
      str_add(speech->out, ", ");
    const struct fact *fact = facts_find(speech->facts, condition->code);
    str_add(speech->out,
            fact ? fact_said(speech->arena, fact, speech->criteria->codes, speech->now)
                 : said(speech->arena, "no %s", label_said(speech->arena, speech->criteria->codes, condition->code)));
  }
  if (row->n_conditions == 0)
    str_add(speech->out, SAID("it holds for everybody"));
  str_add(speech->out, said(speech->arena, " (criterion %s)", row->id));
}

/* The rows held[from..upto) as "a, b and c"; each with its outcome where `voting`. */
static void say_rows(const struct speech *speech, size_t from, size_t upto, bool voting) {
  for (size_t i = from; i < upto; i++) {
    if (i > from)
      str_add(speech->out, i + 1 == upto ? SAID(" and ") : ", ");
    if (voting)
      str_add(speech->out, said(speech->arena, "%s by ",
                                word_said(speech->arena, &words_outcome, (int)held_row(speech, i)->outcome)));
    say_row(speech, held_row(speech, i));
  }
}

/* --- What would be without a fact --- */

static const char *outcome_phrase(enum outcome outcome) {
  static const char *const phrases[] = {[OUTCOME_OT] = SAID("OT"),
                                        [OUTCOME_HT] = SAID("HT"),
                                        [OUTCOME_BOTH] = SAID("HT and OT together"),
                                        [OUTCOME_GREY] = SAID("a grey zone")};
  return phrases[outcome];
}

/* The outcome if the fact were not known; the two NEWS2 codes come from one observation and go together. */
static enum outcome outcome_without(const struct speech *speech, int code) {
  struct facts rest = {0};
  for (size_t i = 0; i < speech->facts->list.n; i++) {
    struct fact fact = speech->facts->list.at[i];
    bool of_news2 = code == CODE_NEWS2 && fact.code == CODE_NEWS2_SINGLE;
    if (fact.code != code && !of_news2)
      facts_put(&rest, fact);
  }
  enum outcome outcome = route_outcome(speech->criteria, &rest, NULL);
  facts_free(&rest);
  return outcome;
}

/* Facts that may change by themselves; who knows a patient for how long and what is granted do not fall away. */
static bool may_fall_away(int code) {
  return code != CODE_DAYS_KNOWN && code != CODE_SERVICE_ROLE;
}

/* The codes of the facts on which the decision rests, each once, NEWS2 first; returns how many. */
static size_t grounds(const struct speech *speech, int *codes, size_t max) {
  size_t n = 0;
  for (size_t r = 0; r < speech->verdict->n_deciding; r++) {
    const struct criterion *row = held_row(speech, r);
    for (int i = 0; i < row->n_conditions && n < max; i++) {
      int code = row->conditions[i].code == CODE_NEWS2_SINGLE ? (int)CODE_NEWS2 : row->conditions[i].code;
      bool counted = !may_fall_away(code) || row->conditions[i].kind == CONDITION_UNKNOWN;
      for (size_t k = 0; k < n; k++)
        counted = counted || codes[k] == code;
      if (counted)
        continue;
      codes[n++] = code;
      for (size_t k = n - 1; k > 0 && code == CODE_NEWS2; k--) {
        codes[k] = codes[k - 1];
        codes[k - 1] = code;
      }
    }
  }
  return n;
}

/* The ground whose loss would change the outcome, or else NEWS2, or else the only one; NONE when there is nothing to
 * say about one fact. */
static int telling_ground(const struct speech *speech, const int *codes, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (outcome_without(speech, codes[i]) != speech->verdict->outcome)
      return codes[i];
  return n == 1 || (n > 1 && codes[0] == CODE_NEWS2) ? codes[0] : NONE;
}

static void say_counterfactual(const struct speech *speech) {
  int codes[16];
  size_t n = grounds(speech, codes, COUNT_OF(codes));
  if (n == 0)
    return;
  int code = telling_ground(speech, codes, n);
  enum outcome now = speech->verdict->outcome;
  if (code == NONE) {
    str_add(speech->out, said(speech->arena, "; without any one of these it would still be %s", outcome_phrase(now)));
    return;
  }
  enum outcome then = outcome_without(speech, code);
  const char *what = code == CODE_NEWS2 ? SAID("the NEWS2") : label_said(speech->arena, speech->criteria->codes, code);
  str_add(speech->out, then == now
                           ? said(speech->arena, "; without %s it would still be %s", what, outcome_phrase(then))
                           : said(speech->arena, "; without %s it would be %s", what, outcome_phrase(then)));
}

/* --- The sentence --- */

static bool any_grey(const struct speech *speech) {
  for (size_t i = 0; i < speech->verdict->n_deciding; i++)
    if (held_row(speech, i)->outcome == OUTCOME_GREY)
      return true;
  return false;
}

static void say_grey(const struct speech *speech) {
  const struct verdict *verdict = speech->verdict;
  if (verdict->uncovered) {
    str_add(speech->out, SAID("Grey zone, since no criterion covers what is known; people decide"));
    return;
  }
  str_add(speech->out, any_grey(speech) ? SAID("Grey zone, because ") : SAID("Grey zone, because criteria disagree: "));
  say_rows(speech, 0, verdict->n_deciding, !any_grey(speech));
  if (verdict->held.n > verdict->n_deciding) {
    str_add(speech->out, SAID("; further criteria: "));
    say_rows(speech, verdict->n_deciding, verdict->held.n, true);
  }
  say_counterfactual(speech);
}

const char *verdict_said(struct arena *arena, const struct verdict *verdict, const struct criteria *criteria,
                         const struct facts *facts, instant now) {
  struct str out = {0};
  struct speech speech = {verdict, criteria, facts, now, arena, &out};
  if (verdict->outcome == OUTCOME_GREY) {
    say_grey(&speech);
  } else {
    str_add(&out, said(arena, "%s, because ", outcome_phrase(verdict->outcome)));
    say_rows(&speech, 0, verdict->n_deciding, false);
    say_counterfactual(&speech);
  }
  str_add(&out, ".");
  const char *text = arena_strdup(arena, str_text(&out));
  str_free(&out);
  return text;
}

void verdict_explain(const struct verdict *verdict, const struct criteria *criteria, const struct facts *facts,
                     instant now, struct str *out) {
  struct arena arena = {0};
  said_add(out, verdict_said(&arena, verdict, criteria, facts, now));
  arena_free(&arena);
}
