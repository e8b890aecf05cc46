/* Events: a figure holds from its day until the next one, and owes nothing (R1). Five communes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/small.h"

/* VN = A (A1: a1 a2; A2: a3) + B (B1: b1 b2). */
static rsl_indicator event(const char *code, rsl_rule rule) {
  rsl_indicator indicator = small_indicator(code, rule, "commune");
  indicator.frequency = RSL_PERIOD_NONE;
  indicator.event = true;
  return indicator;
}

/* Recognised as new-style on a day: 1 from then on, 0 where it was taken back. */
static void recognise(small *s, const char *code) {
  small_row(s, "a1", code, "2021-05-10", "1");
  small_row(s, "a2", code, "2022-12-31", "1");
  small_row(s, "a2", code, "2023-06-01", "0");
  small_row(s, "b1", code, "2023-01-01", "1");
}

static void a_figure_holds_until_the_next_event(void **state) {
  small *s = *state;
  rsl_indicator sum = event("NTM", RSL_RULE_SUM);
  small_add(s, &sum);
  small_finish(s);
  recognise(s, "NTM");
  small_rollup(s); /* by default every year from the first event to the last */
  small_assert_value(s, "VN", "NTM", "2021", "1");
  small_assert_value(s, "VN", "NTM", "2022", "2"); /* a1, and a2 on its last day */
  small_assert_value(s, "VN", "NTM", "2023", "2"); /* a1, b1; a2 counts as 0 */
  small_assert_value(s, "a2", "NTM", "2022", "1");
  small_assert_value(s, "a2", "NTM", "2021", "");
  small_assert_coverage(s, "VN", "NTM", "2023", 0, 0);
  assert_false((small_figure(s, "VN", "NTM", "2023").flags & RSL_FLAG_BELOW_MIN_COVERAGE) != 0);
  assert_int_equal(small_figure(s, "b2", "NTM", "2023").absence, RSL_ABSENCE_NOT_REPORTED);
}

/* Of any type: the figure is that of the period's last day. */
static void any_period_may_be_asked_also_years_later(void **state) {
  static const char *const periods[] = { "2022-12-30", "2022-12", "2023-Q2", "2023-05", "2030", "2020" };
  static const char *const expected[] = { "1", "2", "2", "3", "2", "" };
  small *s = *state;
  rsl_indicator sum = event("NTM", RSL_RULE_SUM);
  small_add(s, &sum);
  small_finish(s);
  recognise(s, "NTM");
  for (int i = 0; i < 6; i++) {
    small_rollup_for(s, periods[i]);
    small_assert_value(s, "VN", "NTM", periods[i], expected[i]);
  }
}

static void before_its_first_event_a_unit_has_the_initial_figure(void **state) {
  small *s = *state;
  rsl_indicator mean = event("NTM", RSL_RULE_MEAN);
  mean.has_initial = true;
  mean.initial = (rsl_decimal){ 5, 1 }; /* 0.5: finer than any figure that was reported */
  small_add(s, &mean);
  small_finish(s);
  recognise(s, "NTM");
  small_rollup_for(s, "2022");
  small_assert_value(s, "VN", "NTM", "2022", "0.7"); /* (1 + 1 + 0.5 + 0.5 + 0.5) / 5 */
  small_assert_value(s, "A2", "NTM", "2022", "0.5");
  small_assert_value(s, "b2", "NTM", "2022", "0.5");
  small_rollup_for(s, "2019");
  small_assert_value(s, "VN", "NTM", "2019", "0.5");
}

static void how_many_were_recognised_by_a_year_is_a_count_or_share(void **state) {
  small *s = *state;
  rsl_indicator indicator = event("COUNT", RSL_RULE_COUNT);
  indicator.rollup.condition = (rsl_condition){ .form = RSL_FORM_EXACTLY, .value = { 1, 0 } };
  small_add(s, &indicator);
  indicator.code = indicator.name = "GIVEN";
  indicator.rollup.rule = RSL_RULE_SHARE;
  indicator.rollup.of = RSL_SHARE_OF_REPORTING;
  small_add(s, &indicator);
  indicator.code = indicator.name = "OWED";
  indicator.rollup.of = RSL_SHARE_OF_OWED;
  small_add(s, &indicator);
  small_finish(s);
  recognise(s, "COUNT");
  recognise(s, "GIVEN");
  recognise(s, "OWED");
  small_rollup(s);
  small_assert_value(s, "VN", "COUNT", "2023", "2");
  small_assert_value(s, "VN", "GIVEN", "2023", "66.66666666666667"); /* 2 of 3 that ever had one */
  small_assert_value(s, "VN", "OWED", "2023", "40");                 /* 2 of the 5 communes there are */
  small_assert_value(s, "B", "OWED", "2023", "50");
}

static void an_event_is_an_operand_like_any_other(void **state) {
  small *s = *state;
  rsl_indicator sum = event("NTM", RSL_RULE_SUM);
  rsl_indicator formula = small_indicator("SHARE", RSL_RULE_FORMULA, NULL);
  rsl_indicator count = small_indicator("BOTH", RSL_RULE_COUNT, "commune");
  sum.has_initial = true;
  small_add(s, &sum);
  small_sum(s, "POP");
  small_sum(s, "OF_NEW");
  formula.rollup.expression = "NTM / 5";
  small_add(s, &formula);
  count.rollup.expression = "NTM = 1 and POP >= 10";
  small_add(s, &count);
  small_ratio(s, "HEADS", "POP", "NTM", 1);
  small_finish(s);
  recognise(s, "NTM");
  for (int i = 0; i < 5; i++) {
    static const char *const communes[] = { "a1", "a2", "a3", "b1", "b2" };
    static const char *const people[] = { "10", "20", "30", "5", "40" };
    small_row(s, communes[i], "POP", "2023", people[i]);
  }
  small_rollup_for(s, "2023");
  small_assert_value(s, "VN", "SHARE", "2023", "0.4");
  small_assert_value(s, "VN", "BOTH", "2023", "1");     /* a1; b1 has only 5 */
  small_assert_value(s, "VN", "HEADS", "2023", "52.5"); /* 105 / 2 */
  small_assert_coverage(s, "VN", "BOTH", "2023", 5, 5);
}

/* A report above stands only where nothing below it is known. */
static void an_event_above_shows_where_there_is_none_below(void **state) {
  small *s = *state;
  rsl_indicator sum = event("NTM", RSL_RULE_SUM);
  small_add(s, &sum);
  small_finish(s);
  small_row(s, "A", "NTM", "2022-03-01", "9");
  small_row(s, "B", "NTM", "2022-03-01", "7");
  small_row(s, "b1", "NTM", "2022-05-01", "1");
  small_rollup_for(s, "2023");
  small_assert_value(s, "A", "NTM", "2023", "9");
  small_assert_value(s, "B", "NTM", "2023", "1");
  small_assert_value(s, "VN", "NTM", "2023", "10");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(a_figure_holds_until_the_next_event),
    TEST(any_period_may_be_asked_also_years_later),
    TEST(before_its_first_event_a_unit_has_the_initial_figure),
    TEST(how_many_were_recognised_by_a_year_is_a_count_or_share),
    TEST(an_event_is_an_operand_like_any_other),
    TEST(an_event_above_shows_where_there_is_none_below),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
