/* The columns of resolution-rollup (programs.md), on the province of support/province.h. */
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

static int start(void **state) {
  (void)state;
  options = (rsl_result_options)RSL_RESULT_OPTIONS_INIT;
  province_start(&made);
  return 0;
}

static int stop(void **state) {
  (void)state;
  province_end(&made);
  return 0;
}

static rsl_status write_it(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_write_rollup(what, &options, allocator, sink, error);
}

static void a_figure_is_a_row_by_unit_indicator_and_period(void **state) {
  (void)state;
  bool indicators[5] = { false, false, true, false, false }; /* POOR */
  options.indicators = indicators;
  /* 25 / 6 = 4.1666666666666667, the nearest double's shortest text; 27 / 4 = 6.75. B gave nothing for 2021. */
  expect_text(write_it, made.rollup,
              "unit,indicator,period,value,reporting,owed,status,origin,level,name,numerator,denominator,stood_in,weak,"
              "low,high,flags\n"
              "P,POOR,2020,6,2,2,A,children,province,Tỉnh Phú,60,1000,0,0,,,\n"
              "P,POOR,2021,5.833333333333333,1,2,A,children,province,Tỉnh Phú,35,600,0,0,,,below_min_coverage\n"
              "P,POOR,2022,5.2,2,2,A,children,province,Tỉnh Phú,52,1000,0,0,,,\n"
              "A,POOR,2020,6.666666666666667,1,1,A,own,commune,Xã An,40,600,0,0,,,\n"
              "A,POOR,2021,5.833333333333333,1,1,A,own,commune,Xã An,35,600,0,0,,,\n"
              "A,POOR,2022,4.166666666666667,1,1,A,own,commune,Xã An,25,600,0,0,,,\n"
              "B,POOR,2020,5,1,1,A,own,commune,Xã Bình,20,400,0,0,,,\n"
              "B,POOR,2021,,0,1,,,commune,Xã Bình,,,0,0,,,\n"
              "B,POOR,2022,6.75,1,1,A,own,commune,Xã Bình,27,400,0,0,,,\n");
}

static void names_are_columns_at_the_end(void **state) {
  (void)state;
  bool units[3] = { true, false, false };
  bool indicators[5] = { true, false, false, false, false }; /* HH */
  options.units = units;
  options.indicators = indicators;
  options.names = true;
  expect_text(write_it, made.rollup,
              "unit,indicator,period,value,reporting,owed,status,origin,level,name,numerator,denominator,stood_in,weak,"
              "low,high,flags,unit_name,indicator_name\n"
              "P,HH,2020,1000,2,2,A,children,province,Tỉnh Phú,,,0,0,,,,Tỉnh Phú,Số hộ\n"
              "P,HH,2021,600,1,2,A,children,province,Tỉnh Phú,,,0,0,,,below_min_coverage,Tỉnh Phú,Số hộ\n"
              "P,HH,2022,1000,2,2,A,children,province,Tỉnh Phú,,,0,0,,,,Tỉnh Phú,Số hộ\n");
}

static void json_has_numbers_nulls_and_lists(void **state) {
  (void)state;
  bool units[3] = { true, false, true };
  bool indicators[5] = { false, false, true, false, false };
  rsl_rollup *rollup = NULL;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_period period = { RSL_PERIOD_YEAR, 2021 };
  request.periods = &period;
  request.period_count = 1;
  assert_int_equal(rsl_rollup_run(made.cube, &request, NULL, &rollup, NULL), RSL_OK);
  options.units = units;
  options.indicators = indicators;
  options.format = RSL_FORMAT_JSONL;
  expect_text(write_it, rollup,
              "{\"unit\":\"P\",\"indicator\":\"POOR\",\"period\":\"2021\",\"value\":5.833333333333333,\"reporting\":1,"
              "\"owed\":2,\"status\":\"A\",\"origin\":\"children\",\"level\":\"province\",\"name\":\"Tỉnh Phú\","
              "\"numerator\":35,\"denominator\":600,\"stood_in\":0,\"weak\":0,\"low\":null,\"high\":null,"
              "\"flags\":[\"below_min_coverage\"]}\n"
              "{\"unit\":\"B\",\"indicator\":\"POOR\",\"period\":\"2021\",\"value\":null,\"reporting\":0,"
              "\"owed\":1,\"status\":null,\"origin\":null,\"level\":\"commune\",\"name\":\"Xã Bình\","
              "\"numerator\":null,\"denominator\":null,\"stood_in\":0,\"weak\":0,\"low\":null,\"high\":null,"
              "\"flags\":[]}\n");
  rsl_rollup_free(rollup);
}

static void units_below_every_measuring_level_have_no_row(void **state) {
  (void)state;
  rsl_rollup *rollup = province_rollup_of(&made, "FOREST"); /* measured at the province, and nobody reported */
  expect_text(write_it, rollup,
              "unit,indicator,period,value,reporting,owed,status,origin,level,name,numerator,denominator,stood_in,weak,"
              "low,high,flags\n");
  rsl_rollup_free(rollup);
}

static void failures_are_told(void **state) {
  (void)state;
  expect_failures_are_told(write_it, made.rollup);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_figure_is_a_row_by_unit_indicator_and_period, start, stop),
    cmocka_unit_test_setup_teardown(names_are_columns_at_the_end, start, stop),
    cmocka_unit_test_setup_teardown(json_has_numbers_nulls_and_lists, start, stop),
    cmocka_unit_test_setup_teardown(units_below_every_measuring_level_have_no_row, start, stop),
    cmocka_unit_test_setup_teardown(failures_are_told, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
