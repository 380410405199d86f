/* The grammar of `when`: what is accepted twice is the same conditions; what is refused says why. */
#include "fuzz.h"
#include "routing/when.h"

static void check_same(const struct condition *a, const struct condition *b) {
  MUST(a->kind == b->kind && a->code == b->code && a->number == b->number);
  MUST(a->kind != CONDITION_EQUAL || text_equal(a->text, b->text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *when = fuzz_text(data, size);
  struct code_table *codes = code_table_new();
  struct arena arena = {0};
  struct error err = {0};
  struct condition first[WHEN_MAX_CONDITIONS], second[WHEN_MAX_CONDITIONS];
  int n = 0, again = 0;
  if (when_parse(when, codes, &arena, first, &n, &err)) {
    MUST(n >= 0 && n <= WHEN_MAX_CONDITIONS);
    MUST(when_parse(when, codes, &arena, second, &again, &err) && again == n);
    for (int i = 0; i < n; i++) {
      struct str words = {0};
      check_same(&first[i], &second[i]);
      condition_describe(&first[i], codes, &words);
      MUST(words.n > 0);
      str_free(&words);
    }
    struct criteria *criteria = criteria_new(codes);
    MUST(criteria_add(criteria, "C1", OUTCOME_HT, when, RANK_DEFAULT, NULL, NULL, &err));
    criteria_free(criteria);
  } else {
    MUST(err.status == STATUS_INPUT && err.text && *err.text);
  }
  error_clear(&err);
  arena_free(&arena);
  code_table_free(codes);
  free(when);
  return 0;
}
