#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/parallel.h"

enum { PIECES = 1000 };

static rsl_status mark(void *context, size_t piece, rsl_error *error) {
  unsigned char *marks = context;
  (void)error;
  marks[piece]++;
  return RSL_OK;
}

static void every_piece_is_done_once_by_any_number_of_threads(void **state) {
  (void)state;
  for (unsigned threads = 0; threads < 5; threads++) {
    unsigned char marks[PIECES] = { 0 };
    assert_int_equal(rsl__parallel(threads, PIECES, mark, marks, NULL), RSL_OK);
    for (size_t i = 0; i < PIECES; i++) assert_int_equal(marks[i], 1);
  }
  assert_int_equal(rsl__parallel(2, 0, mark, NULL, NULL), RSL_OK);
  assert_true(rsl__processors() >= 1);
}

static rsl_status fail_from(void *context, size_t piece, rsl_error *error) {
  size_t first = *(const size_t *)context;
  if (piece < first) return RSL_OK;
  return rsl__fail(error, RSL_ERR_DATA, "piece %lu failed", (unsigned long)piece);
}

static void the_first_piece_that_fails_is_told_whichever_thread_met_it(void **state) {
  (void)state;
  size_t first = 137;
  for (unsigned threads = 1; threads < 5; threads++) {
    rsl_error error = RSL_ERROR_INIT;
    assert_int_equal(rsl__parallel(threads, PIECES, fail_from, &first, &error), RSL_ERR_DATA);
    assert_string_equal(error.text, "piece 137 failed");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_piece_is_done_once_by_any_number_of_threads),
    cmocka_unit_test(the_first_piece_that_fails_is_told_whichever_thread_met_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
