/* Ratios and weighted means over longer periods (R5): both pair their sides period by period, by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/small.h"

static void add_sum(small *s, const char *code, rsl_period_type frequency, rsl_time_rule time) {
  rsl_indicator indicator = small_indicator(code, RSL_RULE_SUM, "commune");
  indicator.frequency = frequency;
  indicator.time = time;
  small_add(s, &indicator);
}

static rsl_indicator weighted(const char *weight, rsl_period_type frequency, rsl_time_rule time) {
  rsl_indicator indicator = small_indicator("RATE", RSL_RULE_WEIGHTED_MEAN, "commune");
  indicator.frequency = frequency;
  indicator.time = time;
  indicator.rollup.weight = weight;
  return indicator;
}

static void add_weighted(small *s, const char *weight, rsl_period_type frequency, rsl_time_rule time) {
  rsl_indicator indicator = weighted(weight, frequency, time);
  small_add(s, &indicator);
}

static void add_ratio(small *s, rsl_period_type frequency, rsl_time_rule time) {
  rsl_indicator ratio = small_indicator("RATIO", RSL_RULE_RATIO, "commune");
  ratio.frequency = frequency;
  ratio.time = time;
  ratio.rollup.numerator = "PART";
  ratio.rollup.denominator = "ALL";
  ratio.rollup.factor = (rsl_decimal){ 1, 0 };
  small_add(s, &ratio);
}

static void assert_status(small *s, const char *unit, const char *indicator, const char *period, char status,
                          uint64_t weak) {
  rsl_figure figure = small_figure(s, unit, indicator, period);
  assert_int_equal(figure.status, status);
  assert_int_equal(figure.weak, weak);
}

/* ---- A part that lacks either figure is left out of both ---- */

static void a_half_without_its_weight_is_left_out_of_the_mean_too(void **state) {
  small *s = *state;
  add_sum(s, "POP", RSL_PERIOD_HALF, RSL_TIME_SUM);
  add_weighted(s, "POP", RSL_PERIOD_HALF, RSL_TIME_MEAN);
  small_finish(s);
  small_row(s, "a1", "RATE", "2022-H1", "4");
  small_row(s, "a1", "RATE", "2022-H2", "3"); /* of no known weight */
  small_row(s, "a1", "POP", "2022-H1", "2");
  small_rollup_for(s, "2022");
  small_assert_value(s, "a1", "RATE", "2022", "4"); /* not (4 + 3) / 2 */
  small_assert_coverage(s, "a1", "RATE", "2022", 1, 2);
  small_assert_value(s, "VN", "RATE", "2022", "4");
}

static void a_report_above_is_weighed_by_the_weight_that_rolled_up_month_by_month(void **state) {
  small *s = *state;
  add_sum(s, "POP", RSL_PERIOD_MONTH, RSL_TIME_SUM);
  add_weighted(s, "POP", RSL_PERIOD_MONTH, RSL_TIME_MEAN);
  small_finish(s);
  small_row(s, "B1", "RATE", "2023-03", "2");
  small_row(s, "B1", "RATE", "2023-04", "9"); /* the weight of b2 is missing */
  small_row(s, "b1", "POP", "2023-03", "1");
  small_row(s, "b2", "POP", "2023-03", "4");
  small_row(s, "b1", "POP", "2023-04", "7");
  small_row(s, "a1", "RATE", "2023-01", "7");
  small_row(s, "a1", "POP", "2023-01", "5");
  small_rollup_for(s, "2023-H1");
  small_assert_value(s, "B1", "RATE", "2023-H1", "2");
  small_assert_coverage(s, "B1", "RATE", "2023-H1", 2, 12); /* one month of two communes */
  small_assert_value(s, "B", "RATE", "2023-H1", "2");
  assert_int_equal(small_figure(s, "B", "RATE", "2023-H1").stood_in, 2);
  small_assert_value(s, "VN", "RATE", "2023-H1", "4.5"); /* (2 × 5 + 7 × 5) / 10 */
}

static void a_report_of_a_half_pairs_with_the_weight_of_all_its_months(void **state) {
  small *s = *state;
  add_sum(s, "POP", RSL_PERIOD_QUARTER, RSL_TIME_SUM);
  add_weighted(s, "POP", RSL_PERIOD_QUARTER, RSL_TIME_MEAN);
  small_finish(s);
  small_row(s, "a1", "RATE", "2023-H1", "6");
  small_row(s, "a1", "RATE", "2023-Q3", "3");
  small_row(s, "a1", "POP", "2023-Q1", "10");
  small_row(s, "a1", "POP", "2023-Q2", "20");
  small_row(s, "a1", "POP", "2023-Q3", "30");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "RATE", "2023", "5"); /* (2 × 6 + 3) / 3: the half stands for two quarters */
  small_assert_coverage(s, "a1", "RATE", "2023", 3, 4);
  rsl_figure figure = small_figure(s, "a1", "RATE", "2023");
  assert_int_equal(figure.stood_in, 2);
  assert_true(figure.denominator.real == 60.0); /* 10 + 20 + 30 */
}

static void a_ratio_of_reports_for_a_half_stands_beside_that_of_months(void **state) {
  small *s = *state;
  add_sum(s, "PART", RSL_PERIOD_QUARTER, RSL_TIME_SUM);
  add_sum(s, "ALL", RSL_PERIOD_QUARTER, RSL_TIME_SUM);
  add_ratio(s, RSL_PERIOD_QUARTER, RSL_TIME_NONE);
  small_finish(s);
  small_row(s, "a1", "PART", "2023-H1", "6");
  small_row(s, "a1", "ALL", "2023-Q1", "10");
  small_row(s, "a1", "ALL", "2023-Q2", "10");
  small_row(s, "a1", "PART", "2023-Q3", "4");
  small_row(s, "a1", "ALL", "2023-Q3", "20");
  small_row(s, "a1", "ALL", "2023-Q4", "500"); /* alone */
  small_rollup_for(s, "2023");
  small_assert_value(s, "VN", "RATIO", "2023", "0.25"); /* (6 + 4) / (10 + 10 + 20) */
  small_assert_coverage(s, "a1", "RATIO", "2023", 3, 4);
}

static void a_half_in_which_a_ratio_is_not_owed_is_left_out(void **state) {
  small *s = *state;
  add_sum(s, "PART", RSL_PERIOD_HALF, RSL_TIME_SUM);
  add_sum(s, "ALL", RSL_PERIOD_HALF, RSL_TIME_SUM);
  add_ratio(s, RSL_PERIOD_HALF, RSL_TIME_MAX);
  small_finish(s);
  small_row(s, "a1", "PART", "2022-H1", "20");
  small_row(s, "a1", "ALL", "2022-H1", "40");
  small_row(s, "a1", "PART", "2022-H2", "7");
  small_row(s, "a1", "ALL", "2022-H2", "10");
  small_status(s, "a1", "RATIO", "2022-H1", "", 'M');
  small_rollup_for(s, "2022");
  small_assert_value(s, "a1", "RATIO", "2022", "0.7"); /* 7 / 10 */
  small_assert_coverage(s, "a1", "RATIO", "2022", 1, 1);
}

/* ---- Weights ---- */

static void a_weight_fixed_to_one_period_is_one_figure_however_many_months_there_are(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  rsl_indicator rate = weighted("POP", RSL_PERIOD_MONTH, RSL_TIME_MEAN);
  rate.weight_at = small_period("2020");
  small_add(s, &rate);
  small_finish(s);
  small_row(s, "a1", "POP", "2020", "1");
  small_row(s, "a2", "POP", "2020", "3");
  for (int month = 1; month <= 3; month++) {
    static const char *const months[] = { "2023-01", "2023-02", "2023-03" };
    small_row(s, "a1", "RATE", months[month - 1], "10");
    if (month == 1) small_row(s, "a2", "RATE", months[0], "20");
  }
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "A1", "RATE", "2023-Q1", "17.5"); /* (10 × 1 + 20 × 3) / 4 */
  small_assert_coverage(s, "A1", "RATE", "2023-Q1", 4, 6);
}

static void a_weight_of_the_year_before_is_of_the_same_half(void **state) {
  small *s = *state;
  add_sum(s, "POP", RSL_PERIOD_HALF, RSL_TIME_MIN);
  add_weighted(s, "POP[-1]", RSL_PERIOD_HALF, RSL_TIME_LAST);
  small_finish(s);
  small_row(s, "a1", "RATE", "2023-H1", "4");
  small_row(s, "a1", "POP", "2022-H1", "2");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "RATE", "2023", "4");
  small_assert_value(s, "A1", "RATE", "2023", "4"); /* 4 × 2 / 2: the first half against the first half */
  small_assert_coverage(s, "A1", "RATE", "2023", 1, 2);
}

static void a_unit_that_reports_for_itself_alone_needs_its_own_weight(void **state) {
  small *s = *state;
  static rsl_measured_at levels[] = { { "district", RSL_DATE_NONE, RSL_DATE_NONE },
                                      { "commune", RSL_DATE_NONE, RSL_DATE_NONE } };
  rsl_indicator population = small_indicator("POP", RSL_RULE_SUM, "commune");
  population.measured_at = levels;
  population.measured_at_count = 2;
  small_add(s, &population);
  rsl_indicator rate = weighted("POP", RSL_PERIOD_YEAR, RSL_TIME_NONE);
  rate.measured_at = levels;
  rate.measured_at_count = 2;
  rate.prefer = RSL_PREFER_ADD;
  small_add(s, &rate);
  small_finish(s);
  small_row(s, "b1", "POP", "2023", "3");
  small_row(s, "b2", "POP", "2023", "1");
  small_row(s, "B1", "RATE", "2023", "2"); /* beside b1 and b2, with no weight of its own */
  small_row(s, "A2", "RATE", "2023", "5");
  small_row(s, "A2", "POP", "2023", "7");
  small_rollup(s);
  small_assert_value(s, "B1", "RATE", "2023", "");
  small_assert_coverage(s, "B1", "RATE", "2023", 0, 3);
  small_assert_value(s, "A2", "RATE", "2023", "5");
  small_assert_coverage(s, "A2", "RATE", "2023", 1, 2);
}

/* ---- Status (R8) ---- */

static void the_weight_of_a_report_that_stands_in_counts_for_its_status(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  add_weighted(s, "POP", RSL_PERIOD_YEAR, RSL_TIME_NONE);
  small_finish(s);
  small_row(s, "A2", "RATE", "2021", "1");
  small_status(s, "A2", "POP", "2021", "2", 'S');
  small_rollup_for(s, "2021");
  assert_status(s, "A2", "RATE", "2021", 'S', 1); /* a3 alone is below it */
  assert_status(s, "A", "RATE", "2021", 'S', 1);
}

static void only_the_pair_that_a_level_uses_weakens_it(void **state) {
  small *s = *state;
  add_sum(s, "POP", RSL_PERIOD_MONTH, RSL_TIME_LAST);
  add_weighted(s, "POP", RSL_PERIOD_MONTH, RSL_TIME_FIRST);
  small_finish(s);
  small_row(s, "a1", "RATE", "2023-02", "2");
  small_status(s, "a1", "RATE", "2023-05", "3", 'U');
  small_row(s, "a1", "POP", "2023-02", "4");
  small_row(s, "a1", "POP", "2023-05", "5");
  small_status(s, "a2", "RATE", "2023-02", "2", 'E');
  small_row(s, "a2", "POP", "2023-02", "4");
  small_rollup_for(s, "2023-H1");
  small_assert_value(s, "a1", "RATE", "2023-H1", "2");
  assert_status(s, "a1", "RATE", "2023-H1", 'A', 0); /* February's rate by May's people */
  assert_status(s, "a2", "RATE", "2023-H1", 'E', 1);
}

static void the_months_that_are_weak_on_either_side_are_counted_once(void **state) {
  small *s = *state;
  add_sum(s, "PART", RSL_PERIOD_MONTH, RSL_TIME_SUM);
  add_sum(s, "ALL", RSL_PERIOD_MONTH, RSL_TIME_SUM);
  add_ratio(s, RSL_PERIOD_MONTH, RSL_TIME_NONE);
  small_finish(s);
  static const char *const months[] = { "2023-01", "2023-02", "2023-03" };
  for (int i = 0; i < 3; i++) {
    small_status(s, "a1", "PART", months[i], "1", i == 1 ? 'E' : 'A');
    small_status(s, "a1", "ALL", months[i], "2", i >= 1 ? 'B' : 'A');
  }
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "a1", "RATIO", "2023-Q1", "0.5");
  assert_status(s, "a1", "RATIO", "2023-Q1", 'E', 2); /* February, on both sides, and March */
}

static void that_nobody_below_owes_the_weight_leaves_a_month_missing_all_the_same(void **state) {
  small *s = *state;
  small_unit(s, "E", "district", "B");
  add_sum(s, "POP", RSL_PERIOD_MONTH, RSL_TIME_SUM);
  add_weighted(s, "POP", RSL_PERIOD_MONTH, RSL_TIME_LAST);
  small_finish(s);
  small_row(s, "E", "RATE", "2023-02", "2");
  small_row(s, "E", "POP", "2023-02", "5");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "E", "RATE", "2023-Q1", "2");
  assert_true((small_figure(s, "E", "RATE", "2023-Q1").flags & RSL_FLAG_PARTIAL) != 0); /* March is not there */
}

/* R3: of the half it tells of the second quarter, in which both communes owe, and of the first nothing. */
static void a_ratio_of_a_part_speaks_for_what_was_owed_in_that_part(void **state) {
  small *s = *state;
  add_sum(s, "PART", RSL_PERIOD_QUARTER, RSL_TIME_SUM);
  add_sum(s, "ALL", RSL_PERIOD_QUARTER, RSL_TIME_SUM);
  add_ratio(s, RSL_PERIOD_QUARTER, RSL_TIME_MEAN);
  small_finish(s);
  small_status(s, "a1", "RATIO", "2023-Q1", "", 'M');
  small_row(s, "A1", "RATIO", "2023-Q2", "0.5");
  small_status(s, "b1", "RATIO", "2023-Q1", "", 'M');
  small_row(s, "B1", "PART", "2023-Q2", "1");
  small_row(s, "B1", "ALL", "2023-Q2", "4");
  small_rollup_for(s, "2023-H1");
  small_assert_value(s, "A1", "RATIO", "2023-H1", "0.5");
  small_assert_coverage(s, "A1", "RATIO", "2023-H1", 2, 3);
  small_assert_value(s, "B1", "RATIO", "2023-H1", "0.25");
  small_assert_coverage(s, "B1", "RATIO", "2023-H1", 2, 3);
}

static void months_that_are_not_owed_leave_nothing_missing_beside_a_quarters_weight(void **state) {
  small *s = *state;
  add_sum(s, "POP", RSL_PERIOD_MONTH, RSL_TIME_SUM);
  add_weighted(s, "POP", RSL_PERIOD_MONTH, RSL_TIME_FIRST);
  small_finish(s);
  small_row(s, "a1", "RATE", "2023-10", "3");
  small_status(s, "a1", "RATE", "2023-11", "", 'H');
  small_status(s, "a1", "RATE", "2023-12", "", 'M');
  small_row(s, "a1", "POP", "2023-Q4", "4");
  small_rollup_for(s, "2023-H2");
  rsl_figure figure = small_figure(s, "a1", "RATE", "2023-H2");
  assert_int_equal(rsl_number_compare(figure.denominator, rsl_number_from_integer(4)), 0);
}

static void of_a_ratio_of_levels_every_period_is_looked_for_that_is_owed(void **state) {
  small *s = *state;
  small_unit(s, "E", "district", "B");
  add_sum(s, "PART", RSL_PERIOD_MONTH, RSL_TIME_LAST);
  add_sum(s, "ALL", RSL_PERIOD_MONTH, RSL_TIME_LAST);
  add_ratio(s, RSL_PERIOD_MONTH, RSL_TIME_MEAN);
  small_finish(s);
  small_row(s, "E", "RATIO", "2023-01", "1");
  small_status(s, "a1", "RATIO", "2023-01", "", 'M');
  small_row(s, "a1", "RATIO", "2023-02", "1");
  small_row(s, "a1", "RATIO", "2023-03", "3");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "a1", "RATIO", "2023-Q1", "2"); /* (1 + 3) / 2: all that was owed */
  assert_false((small_figure(s, "a1", "RATIO", "2023-Q1").flags & RSL_FLAG_PARTIAL) != 0);
  /* Below this district nobody owes: of its own report two months are missing. */
  assert_true((small_figure(s, "E", "RATIO", "2023-Q1").flags & RSL_FLAG_PARTIAL) != 0);
}

/* R5: the first quarter lacks the weight, which is a level and is known of the whole half. */
static void a_quarter_without_its_weight_is_left_out_where_the_weight_is_a_level(void **state) {
  small *s = *state;
  small_unit(s, "E", "district", "B");
  add_sum(s, "POP", RSL_PERIOD_QUARTER, RSL_TIME_LAST);
  add_weighted(s, "POP", RSL_PERIOD_QUARTER, RSL_TIME_SUM);
  small_finish(s);
  static const char *const units[] = { "A1", "E" }; /* above those who owe, and above nobody */
  for (int i = 0; i < 2; i++) {
    small_row(s, units[i], "RATE", "2023-Q1", "5");
    small_row(s, units[i], "RATE", "2023-Q2", "2");
    small_row(s, units[i], "POP", "2023-Q2", "3");
  }
  small_rollup_for(s, "2023-H1");
  small_assert_value(s, "A1", "RATE", "2023-H1", "2");
  small_assert_coverage(s, "A1", "RATE", "2023-H1", 2, 4);
  small_assert_value(s, "E", "RATE", "2023-H1", "2");
}

static void a_ratio_said_not_to_apply_where_nobody_owes_has_no_figure_there(void **state) {
  small *s = *state;
  small_unit(s, "E", "district", "B");
  add_sum(s, "PART", RSL_PERIOD_MONTH, RSL_TIME_SUM);
  add_sum(s, "ALL", RSL_PERIOD_MONTH, RSL_TIME_SUM);
  add_ratio(s, RSL_PERIOD_MONTH, RSL_TIME_NONE);
  small_finish(s);
  small_status(s, "E", "RATIO", "2023-03", "", 'H');
  small_row(s, "E", "PART", "2023-03", "1");
  small_row(s, "E", "ALL", "2023-03", "3");
  small_rollup_for(s, "2023-03");
  small_assert_value(s, "E", "RATIO", "2023-03", "");
}

/* R5: that the commune was not there at the time of the weight leaves its rate without a partner, and owed. */
static void a_unit_that_was_not_there_at_the_time_of_the_weight_owes_its_rate(void **state) {
  small *s = *state;
  rsl_unit unit;
  rsl_unit_init(&unit);
  unit.code = unit.name = "a4";
  unit.level = "commune";
  unit.parent = "A2";
  unit.from = rsl_date_from_civil(2023, 1, 1);
  assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
  add_sum(s, "POP", RSL_PERIOD_QUARTER, RSL_TIME_SUM);
  rsl_indicator rate = weighted("POP", RSL_PERIOD_QUARTER, RSL_TIME_MIN);
  rate.weight_at = small_period("2022-Q2");
  small_add(s, &rate);
  small_finish(s);
  small_row(s, "a4", "RATE", "2023-Q1", "");
  small_rollup_for(s, "2023-Q1");
  small_assert_coverage(s, "a4", "RATE", "2023-Q1", 0, 1);
  small_assert_coverage(s, "A2", "RATE", "2023-Q1", 0, 2);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(a_half_without_its_weight_is_left_out_of_the_mean_too),
    TEST(a_report_above_is_weighed_by_the_weight_that_rolled_up_month_by_month),
    TEST(a_report_of_a_half_pairs_with_the_weight_of_all_its_months),
    TEST(a_ratio_of_reports_for_a_half_stands_beside_that_of_months),
    TEST(a_half_in_which_a_ratio_is_not_owed_is_left_out),
    TEST(a_weight_fixed_to_one_period_is_one_figure_however_many_months_there_are),
    TEST(a_weight_of_the_year_before_is_of_the_same_half),
    TEST(a_unit_that_reports_for_itself_alone_needs_its_own_weight),
    TEST(the_weight_of_a_report_that_stands_in_counts_for_its_status),
    TEST(only_the_pair_that_a_level_uses_weakens_it),
    TEST(the_months_that_are_weak_on_either_side_are_counted_once),
    TEST(that_nobody_below_owes_the_weight_leaves_a_month_missing_all_the_same),
    TEST(a_ratio_of_a_part_speaks_for_what_was_owed_in_that_part),
    TEST(months_that_are_not_owed_leave_nothing_missing_beside_a_quarters_weight),
    TEST(of_a_ratio_of_levels_every_period_is_looked_for_that_is_owed),
    TEST(a_quarter_without_its_weight_is_left_out_where_the_weight_is_a_level),
    TEST(a_ratio_said_not_to_apply_where_nobody_owes_has_no_figure_there),
    TEST(a_unit_that_was_not_there_at_the_time_of_the_weight_owes_its_rate),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
