/* The columns of resolution-reconcile (programs.md), on the province of support/province.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <resolution/io.h>

#include "support/province.h"
#include "support/sinks.h"

static rsl_result_options options = RSL_RESULT_OPTIONS_INIT;
static province made;
static rsl_reconciliation *reconciliation;

static int start(void **state) {
  (void)state;
  options = (rsl_result_options)RSL_RESULT_OPTIONS_INIT;
  province_start(&made);
  assert_int_equal(rsl_reconcile(made.rollup, NULL, NULL, &reconciliation, NULL), RSL_OK);
  return 0;
}

static int stop(void **state) {
  (void)state;
  rsl_reconciliation_free(reconciliation);
  province_end(&made);
  return 0;
}

static rsl_status write_it(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_write_reconciliation(what, made.plan, &options, allocator, sink, error);
}

/* The province says 53, its communes 25 + 27 = 52: 1 / 52 = 0.01923… of it. */
static void a_difference_is_a_row(void **state) {
  (void)state;
  expect_text(write_it, reconciliation,
              "unit,indicator,period,reported,rolled_up,difference,relative,coverage,cause,"
              "missing_children,late_revision,own_figure,rounding,unexplained\n"
              "P,POOR_HH,2022,53,52,1,0.019230769230769232,1,unexplained,0,0,0,0,1\n");
  options.names = true;
  options.format = RSL_FORMAT_JSON;
  expect_text(write_it, reconciliation,
              "[\n"
              "{\"unit\":\"P\",\"indicator\":\"POOR_HH\",\"period\":\"2022\",\"reported\":53,\"rolled_up\":52,"
              "\"difference\":1,\"relative\":0.019230769230769232,\"coverage\":1,\"cause\":\"unexplained\","
              "\"missing_children\":0,\"late_revision\":0,\"own_figure\":0,\"rounding\":0,\"unexplained\":1,"
              "\"unit_name\":\"Tỉnh Phú\",\"indicator_name\":\"Số hộ nghèo\"}\n"
              "]\n");
}

static void marks_choose_rows(void **state) {
  (void)state;
  bool indicators[5] = { true, false, true, true, true };
  options.indicators = indicators;
  expect_text(write_it, reconciliation,
              "unit,indicator,period,reported,rolled_up,difference,relative,coverage,cause,"
              "missing_children,late_revision,own_figure,rounding,unexplained\n");
}

static void failures_are_told(void **state) {
  (void)state;
  expect_failures_are_told(write_it, reconciliation);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_difference_is_a_row, start, stop),
    cmocka_unit_test_setup_teardown(marks_choose_rows, start, stop),
    cmocka_unit_test_setup_teardown(failures_are_told, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
