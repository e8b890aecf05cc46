/* The columns of resolution-review and of its summary (programs.md), on the province of support/province.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>

#include "support/plan_maker.h"
#include "support/province.h"
#include "support/sinks.h"

#define COLUMNS \
  "unit,indicator,resolution,form,baseline_period,baseline,actual_period,actual,expected,target,achieved_percent," \
  "pace,required_pace,acceleration,projected,projected_low,projected_high,coverage,rating,reason,target_code,by," \
  "assigned_by,reason_code,flags,published,of_target_percent,gap,actual_status,projection_method,method," \
  "ratio,score,class,chance"

static rsl_result_options options = RSL_RESULT_OPTIONS_INIT;
static province made;
static rsl_review *review;

static int start(void **state) {
  (void)state;
  rsl_review_options review_options = RSL_REVIEW_OPTIONS_INIT;
  options = (rsl_result_options)RSL_RESULT_OPTIONS_INIT;
  province_start(&made);
  review_options.as_of = day_of("2023-06-30");
  assert_int_equal(rsl_review_run(made.cube, &review_options, NULL, &review, NULL), RSL_OK);
  return 0;
}

static int stop(void **state) {
  (void)state;
  rsl_review_free(review);
  province_end(&made);
  return 0;
}

static rsl_status write_it(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_write_review(what, &options, allocator, sink, error);
}

static rsl_status write_summary(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_write_headlines(what, &options, allocator, sink, error);
}

/* The sentence of an indicator's row: its words are the review's own, and tested there. */
static const char *reason_of(const char *indicator) {
  uint32_t index = province_indicator(&made, indicator);
  for (size_t i = 0; i < rsl_review_count(review); i++)
    if (rsl_review_at(review, i)->links.indicator == index) return rsl_review_at(review, i)->reason;
  fail_msg("no row of %s", indicator);
  return NULL;
}

/* From 6 in 2020 to 4 in 2025 the path is at 5.2 in 2022, where POOR is: 100 × -0.8 / -2 = 40 %, -0.8 / 2 a year so far
 * and -1.2 / 3 from now on, 100 × 5.2 / 4 = 130 % of the target.
 * From 4 to 10 the path is at 6.4, SCHOOLS at 5: 100 × 1 / 6 = 16.67 %, 0.5 a year, 5 / 3 needed, 3.33 times that. Their
 * ratios are 0.8 / 0.8 and 1 / 2.4; two figures lead nowhere. */
static void a_target_is_a_row_by_unit_and_indicator(void **state) {
  (void)state;
  char want[2048];
  assert_null(strpbrk(reason_of("FOREST"), ",\""));
  (void)snprintf(
      want, sizeof want,
      COLUMNS "\n"
              "P,POOR,R,at_most,2020,6,2022,5.2,5.2,4,40,-0.4,-0.4,1,,,,1,on_track,%s%s%s,P:POOR:R:2025,2025,,"
              "progress_on_track,,,130,0,A,,path,1,,,\n"
              "P,SCHOOLS,R,at_least,2020,4,2022,5,6.4,10,16.666666666666668,0.5,1.6666666666666667,"
              "3.3333333333333335,,,,1,off_track,%s%s%s,P:SCHOOLS:R:2025,2025,,progress_off_track,,,50,-1.4,A,,"
              "path,0.4166666666666667,,,\n"
              "P,FOREST,R,between,,,,,,41..42,,,,,,,,,no_data,%s,P:FOREST:R:2025,2025,,no_measurement,,,,,,,path,,,,\n",
      strpbrk(reason_of("POOR"), ",\"") != NULL ? "\"" : "", reason_of("POOR"),
      strpbrk(reason_of("POOR"), ",\"") != NULL ? "\"" : "", strpbrk(reason_of("SCHOOLS"), ",\"") != NULL ? "\"" : "",
      reason_of("SCHOOLS"), strpbrk(reason_of("SCHOOLS"), ",\"") != NULL ? "\"" : "", reason_of("FOREST"));
  expect_text(write_it, review, want);
}

static void json_has_the_same_members(void **state) {
  (void)state;
  char want[2048];
  bool indicators[5] = { false, false, false, false, true };
  options.indicators = indicators;
  options.names = true;
  options.format = RSL_FORMAT_JSONL;
  (void)snprintf(want, sizeof want,
                 "{\"unit\":\"P\",\"indicator\":\"FOREST\",\"resolution\":\"R\",\"form\":\"between\","
                 "\"baseline_period\":null,\"baseline\":null,\"actual_period\":null,\"actual\":null,"
                 "\"expected\":null,\"target\":\"41..42\",\"achieved_percent\":null,\"pace\":null,"
                 "\"required_pace\":null,\"acceleration\":null,\"projected\":null,\"projected_low\":null,"
                 "\"projected_high\":null,\"coverage\":null,\"rating\":\"no_data\",\"reason\":\"%s\","
                 "\"target_code\":\"P:FOREST:R:2025\",\"by\":\"2025\",\"assigned_by\":null,"
                 "\"reason_code\":\"no_measurement\",\"flags\":[],\"published\":null,\"of_target_percent\":null,"
                 "\"gap\":null,\"actual_status\":null,\"projection_method\":null,\"method\":\"path\",\"ratio\":null,"
                 "\"score\":null,\"class\":null,\"chance\":null,\"unit_name\":\"Tỉnh Phú\","
                 "\"indicator_name\":\"Tỷ lệ che phủ rừng\"}\n",
                 reason_of("FOREST"));
  expect_text(write_it, review, want);
}

static void marks_of_units_choose_rows(void **state) {
  (void)state;
  bool units[3] = { false, true, true }; /* the communes have no targets */
  options.units = units;
  expect_text(write_it, review, COLUMNS "\n");
}

/* Two targets are of the field society, one of none; all together they are `all`, which no field may be called. */
static void the_headline_is_a_row_by_resolution_and_field(void **state) {
  (void)state;
  expect_text(write_summary, review,
              "unit,resolution,field,targets,exceeded,met,on_track,nearly_met,behind,off_track,missed,no_data,"
              "not_rated\n"
              "P,R,all,3,0,0,1,0,0,1,0,1,0\n"
              "P,R,society,2,0,0,1,0,0,1,0,0,0\n"
              "P,R,,1,0,0,0,0,0,0,0,1,0\n");
}

static void failures_are_told(void **state) {
  (void)state;
  expect_failures_are_told(write_it, review);
  options.names = true;
  expect_failures_are_told(write_summary, review);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_target_is_a_row_by_unit_and_indicator, start, stop),
    cmocka_unit_test_setup_teardown(json_has_the_same_members, start, stop),
    cmocka_unit_test_setup_teardown(marks_of_units_choose_rows, start, stop),
    cmocka_unit_test_setup_teardown(the_headline_is_a_row_by_resolution_and_field, start, stop),
    cmocka_unit_test_setup_teardown(failures_are_told, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
