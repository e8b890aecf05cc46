/* Nil reports (R7): a unit that gave its report has 0 for what it left out, and nothing else makes a 0. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/small.h"

static void add_nil(small *s, const char *code, rsl_rule rule, bool nil) {
  rsl_indicator indicator = small_indicator(code, rule, "commune");
  indicator.time = RSL_TIME_SUM;
  indicator.nil = nil;
  small_add(s, &indicator);
}

/* FIRES and FLOODS are marked, TREES is not. */
static void add_three(small *s) {
  add_nil(s, "FIRES", RSL_RULE_SUM, true);
  add_nil(s, "FLOODS", RSL_RULE_SUM, true);
  add_nil(s, "TREES", RSL_RULE_SUM, false);
  small_finish(s);
}

static rsl_measurement nil_report(small *s, const char *unit, const char *period) {
  rsl_measurement report = small_measurement(s, unit, "FIRES", period, "0");
  report.indicator = RSL_NONE;
  report.nil = true;
  return report;
}

static void give_nil(small *s, const char *unit, const char *period, int revision, const char *reported_at) {
  rsl_measurement report = nil_report(s, unit, period);
  report.has_revision = revision > 0;
  report.revision = revision;
  if (reported_at[0] != '\0')
    assert_true(rsl_date_parse(reported_at, strlen(reported_at), RSL_DATE_ORDER_ISO, &report.reported_at));
  assert_int_equal(small_offer(s, &report), RSL_OK);
}

static void take_nil_back(small *s, const char *unit, const char *period, int revision, const char *reported_at) {
  rsl_measurement report = nil_report(s, unit, period);
  report.has_value = false;
  report.has_revision = true;
  report.revision = revision;
  if (reported_at[0] != '\0')
    assert_true(rsl_date_parse(reported_at, strlen(reported_at), RSL_DATE_ORDER_ISO, &report.reported_at));
  assert_int_equal(small_offer(s, &report), RSL_OK);
}

static void rollup_known_on(small *s, const char *day) {
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  if (s->cube == NULL) small_cube(s);
  assert_true(rsl_date_parse(day, strlen(day), RSL_DATE_ORDER_ISO, &request.known_on));
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
}

static void what_a_nil_report_leaves_out_is_zero_where_it_is_marked(void **state) {
  small *s = *state;
  add_three(s);
  give_nil(s, "a1", "2023", 0, "");
  small_row(s, "a1", "FLOODS", "2023", "3");
  small_row(s, "a2", "FIRES", "2023", "2");
  small_row(s, "a2", "TREES", "2023", "7");
  small_rollup(s);
  small_assert_value(s, "a1", "FIRES", "2023", "0");
  small_assert_value(s, "a1", "FLOODS", "2023", "3"); /* it gave that one: a nil report beside it is fine */
  small_assert_value(s, "a1", "TREES", "2023", "");
  small_assert_coverage(s, "VN", "FIRES", "2023", 2, 5);
  small_assert_value(s, "VN", "FIRES", "2023", "2");
  small_assert_coverage(s, "VN", "FLOODS", "2023", 1, 5); /* a2 gave no nil report */
  small_assert_coverage(s, "VN", "TREES", "2023", 1, 5);
  assert_int_equal(rsl_cube_row_count(s->cube), 4);
}

static void a_nil_report_of_one_frequency_says_nothing_of_another(void **state) {
  small *s = *state;
  rsl_indicator monthly = small_indicator("MONTHLY", RSL_RULE_SUM, "commune");
  monthly.frequency = RSL_PERIOD_MONTH;
  monthly.time = RSL_TIME_SUM;
  monthly.nil = true;
  small_add(s, &monthly);
  add_three(s);
  give_nil(s, "a1", "2023", 0, "");
  give_nil(s, "a1", "2023-04", 0, "");
  small_row(s, "a1", "MONTHLY", "2023-05", "4");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "FIRES", "2023", "0");
  small_assert_value(s, "a1", "MONTHLY", "2023", "4"); /* 0 + 4 */
  small_assert_coverage(s, "a1", "MONTHLY", "2023", 2, 12);
}

static void what_a_unit_does_not_owe_is_no_zero_of_its(void **state) {
  small *s = *state;
  add_three(s);
  give_nil(s, "A1", "2023", 0, ""); /* fires are counted by communes: the district left out nothing of its own */
  small_row(s, "a1", "FIRES", "2023", "2");
  small_rollup(s);
  small_assert_value(s, "A1", "FIRES", "2023", "2");
  small_assert_coverage(s, "A1", "FIRES", "2023", 1, 2);
  assert_int_equal(small_figure(s, "A1", "FIRES", "2023").own.kind, RSL_NUMBER_ABSENT);
}

static void a_figure_withdrawn_is_not_left_out(void **state) {
  small *s = *state;
  add_three(s);
  give_nil(s, "a1", "2023", 0, "");
  small_row(s, "a1", "FIRES", "2023", "2");
  small_revision(s, "a1", "FIRES", "2023", "", 1, "");
  small_rollup(s);
  small_assert_value(s, "a1", "FIRES", "2023", "");
  assert_int_equal(small_figure(s, "a1", "FIRES", "2023").absence, RSL_ABSENCE_WITHDRAWN);
  small_assert_value(s, "a1", "FLOODS", "2023", "0");
}

static void a_nil_report_can_be_taken_back(void **state) {
  small *s = *state;
  add_three(s);
  give_nil(s, "a1", "2023", 0, "2024-01-10");
  take_nil_back(s, "a1", "2023", 1, "2024-03-01");
  small_revision(s, "a1", "FLOODS", "2023", "3", 0, "2024-05-01");
  rollup_known_on(s, "2024-01-31");
  small_assert_value(s, "a1", "FIRES", "2023", "0");
  small_assert_value(s, "a1", "FLOODS", "2023", "0"); /* its figure came later */
  rollup_known_on(s, "2024-03-31");
  small_assert_value(s, "a1", "FIRES", "2023", "");
  assert_int_equal(small_figure(s, "a1", "FIRES", "2023").absence, RSL_ABSENCE_WITHDRAWN);
  small_assert_value(s, "a1", "FLOODS", "2023", "");
  rollup_known_on(s, "2024-05-31");
  small_assert_value(s, "a1", "FLOODS", "2023", "3");
  rollup_known_on(s, "2023-12-31");
  small_assert_value(s, "a1", "FIRES", "2023", "");
}

static void reports_of_after_the_day_that_is_asked_are_left_out_of_the_cube(void **state) {
  small *s = *state;
  s->options.as_known = rsl_date_from_civil(2024, 2, 1);
  add_three(s);
  give_nil(s, "a1", "2023", 0, "2024-01-10");
  give_nil(s, "a2", "2023", 0, "2024-02-10");
  small_row(s, "a1", "FLOODS", "2023", "3"); /* known at its period's end: no revision of the nil report */
  small_rollup(s);
  small_assert_value(s, "a1", "FIRES", "2023", "0");
  small_assert_value(s, "a1", "FLOODS", "2023", "3");
  small_assert_coverage(s, "VN", "FIRES", "2023", 1, 5);
  assert_int_equal(rsl_cube_later_count(s->cube), 1);
  assert_int_equal(rsl_cube_row_count(s->cube), 2);
}

static void what_is_no_nil_report_is_refused(void **state) {
  small *s = *state;
  add_three(s);
  rsl_measurement report = nil_report(s, "a1", "2023");
  report.value = (rsl_decimal){ 1, 0 };
  assert_int_equal(small_offer(s, &report), RSL_ERR_DATA);
  assert_string_equal(s->error.text, "a nil report has the value 0, or none where a later revision takes it back");
  report = nil_report(s, "a1", "2023");
  report.has_value = false;
  assert_int_equal(small_offer(s, &report), RSL_ERR_DATA);
  report = nil_report(s, "a1", "2023-Q1");
  assert_int_equal(small_offer(s, &report), RSL_ERR_DATA);
  assert_string_equal(s->error.text, "a nil report for 2023-Q1 says nothing: no indicator that is marked `nil` has "
                                     "periods of that length");
  report = nil_report(s, "a1", "2023");
  report.unit = RSL_NONE;
  assert_int_equal(small_offer(s, &report), RSL_ERR_ARGUMENT);
}

static void the_report_is_the_source_of_the_zero(void **state) {
  small *s = *state;
  rsl_explanation *explanation = NULL;
  add_three(s);
  give_nil(s, "a1", "2023", 0, "");
  small_cube(s);
  assert_int_equal(rsl_explain(s->cube, small_unit_index(s, "a1"), small_indicator_index(s, "FIRES"),
                               small_period("2023"), NULL, NULL, &explanation, &s->error),
                   RSL_OK);
  const rsl_explanation_node *row = rsl_explanation_at(explanation, 1);
  assert_int_equal(row->kind, RSL_EXPLAIN_ROW);
  assert_true(row->row.nil);
  assert_int_equal(row->row.line, 1);
  assert_string_equal(row->row.file, "m.csv");
  rsl_explanation_free(explanation);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(what_a_nil_report_leaves_out_is_zero_where_it_is_marked),
    TEST(a_nil_report_of_one_frequency_says_nothing_of_another),
    TEST(what_a_unit_does_not_owe_is_no_zero_of_its),
    TEST(a_figure_withdrawn_is_not_left_out),
    TEST(a_nil_report_can_be_taken_back),
    TEST(reports_of_after_the_day_that_is_asked_are_left_out_of_the_cube),
    TEST(what_is_no_nil_report_is_refused),
    TEST(the_report_is_the_source_of_the_zero),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
