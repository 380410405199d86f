/* Memory, vectors, arena, growing text and errors. */
#include "check.h"
#include "vaktrom/base.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static jmp_buf out_of_memory;

static void leave(void) {
  longjmp(out_of_memory, 1);
}

static void impossible_sizes_call_the_handler(void **state) {
  (void)state;
  volatile int calls = 0;
  mem_on_failure(leave);
  if (setjmp(out_of_memory) == 0)
    mem_grow(NULL, SIZE_MAX / 2, 4);
  else
    calls++;
  if (setjmp(out_of_memory) == 0)
    mem_alloc_array(SIZE_MAX / 2, 4);
  else
    calls++;
  struct arena arena = {0};
  if (setjmp(out_of_memory) == 0)
    arena_alloc(&arena, SIZE_MAX - 3);
  else
    calls++;
  assert_int_equal(calls, 3);
  mem_on_failure(NULL);
  arena_free(&arena);
}

static void vector_grows_and_keeps(void **state) {
  (void)state;
  VEC(int) numbers = {0};
  for (int i = 0; i < 10000; i++)
    vec_push(&numbers, i * 3);
  assert_int_equal(numbers.n, 10000);
  for (int i = 0; i < 10000; i++)
    assert_int_equal(numbers.at[i], i * 3);
  vec_free(&numbers);
  assert_null(numbers.at);
  assert_int_equal(numbers.n, 0);
  assert_int_equal(numbers.cap, 0);
}

static void added_element_is_zero(void **state) {
  (void)state;
  struct pair {
    int first;
    char text[20];
  };
  VEC(struct pair) pairs = {0};
  for (int i = 0; i < 100; i++) {
    struct pair *pair = vec_add(&pairs);
    assert_int_equal(pair->first, 0);
    assert_int_equal(pair->text[19], 0);
    memset(pair, 0xAA, sizeof *pair);
    if (i % 2)
      pairs.n--; /* leaves dirt behind, which the next vec_add must not show */
  }
  vec_push(&pairs, (struct pair){.first = 7, .text = "seven"});
  assert_string_equal(pairs.at[pairs.n - 1].text, "seven");
  vec_free(&pairs);
}

static void arena_pieces_are_zeroed_aligned_and_apart(void **state) {
  (void)state;
  struct arena arena = {0};
  unsigned char *pieces[500];
  for (size_t i = 0; i < COUNT_OF(pieces); i++) {
    size_t size = i % 50 == 49 ? 100000 : i + 1;
    pieces[i] = arena_alloc(&arena, size);
    assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
    for (size_t k = 0; k < size; k++)
      assert_int_equal(pieces[i][k], 0);
    memset(pieces[i], (int)(i % 251) + 1, size);
  }
  for (size_t i = 0; i < COUNT_OF(pieces); i++)
    assert_int_equal(pieces[i][0], (i % 251) + 1);
  assert_string_equal(arena_printf(&arena, "%s-%03d", "visit", 7), "visit-007");
  assert_string_equal(arena_strdup(&arena, "Åse"), "Åse");
  assert_null(arena_strdup(&arena, NULL));
  arena_free(&arena);
  assert_null(arena.first);
}

static void text_grows(void **state) {
  (void)state;
  struct str str = {0};
  assert_string_equal(str_text(&str), "");
  str_addf(&str, "%d visits", 3);
  str_addc(&str, ',');
  str_addn(&str, " two of them", 4);
  assert_string_equal(str.at, "3 visits, two");
  assert_int_equal(str.n, strlen(str.at));
  for (int i = 0; i < 1000; i++)
    str_addf(&str, "%d;", i);
  assert_int_equal(str.n, 13 + 10 * 2 + 90 * 3 + 900 * 4);
  str_clear(&str);
  assert_string_equal(str_text(&str), "");
  str_free(&str);
  assert_null(str.at);
}

static void errors_gather_their_lines(void **state) {
  (void)state;
  struct error err = {0};
  assert_false(error_add(&err, STATUS_INPUT, "patients.csv:%d: no name", 3));
  assert_false(error_add(&err, STATUS_STORE, "patients.csv:9: no area"));
  assert_false(error_context(&err, "while importing %s", "patients.csv"));
  assert_int_equal(err.status, STATUS_INPUT);
  assert_string_equal(err.text, "while importing patients.csv\npatients.csv:3: no name\npatients.csv:9: no area");
  assert_false(error_set(&err, STATUS_DENIED, "because: %s", err.text)); /* may quote itself */
  assert_int_equal(err.status, STATUS_DENIED);
  assert_string_equal(err.text,
                      "because: while importing patients.csv\npatients.csv:3: no name\npatients.csv:9: no area");
  error_clear(&err);
  assert_null(err.text);
  assert_int_equal(err.status, STATUS_OK);
  assert_false(error_set(NULL, STATUS_INPUT, "nobody wants to know"));
}

/* The tests run in the source tree's root, where each embedded file has its original; what is made while building (the
 * translations) has it in the folder that this program lies in the tests of. */
static FILE *open_original(const char *path) {
  char program[4096], made[sizeof program + 256];
  FILE *original = fopen(path, "rb");
  ssize_t length = original ? 0 : readlink("/proc/self/exe", program, sizeof program - 1);
  if (length <= 0)
    return original;
  program[length] = '\0';
  char *tests = strstr(program, "/tests/unit/");
  if (tests)
    *tests = '\0';
  snprintf(made, sizeof made, "%s/%s", program, path);
  return fopen(made, "rb");
}

static void embedded_files_are_the_originals(void **state) {
  (void)state;
  size_t count = 0;
  for (const struct embedded_file *file = embedded_files; file->path; file++, count++) {
    FILE *original = open_original(file->path);
    assert_non_null(original);
    char *bytes = mem_alloc(file->size + 2);
    assert_int_equal(fread(bytes, 1, file->size + 2, original), file->size);
    assert_memory_equal(bytes, file->bytes, file->size);
    assert_int_equal(file->bytes[file->size], 0);
    assert_ptr_equal(embedded_file(file->path), file);
    free(bytes);
    fclose(original);
  }
  assert_true(count > 0);
  assert_null(embedded_file("schema/none.sql"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(impossible_sizes_call_the_handler),
      cmocka_unit_test(vector_grows_and_keeps),
      cmocka_unit_test(added_element_is_zero),
      cmocka_unit_test(arena_pieces_are_zeroed_aligned_and_apart),
      cmocka_unit_test(text_grows),
      cmocka_unit_test(errors_gather_their_lines),
      cmocka_unit_test(embedded_files_are_the_originals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
