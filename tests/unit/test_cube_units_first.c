/* Up the tree first, or over time first (R6): the table of docs/concepts.md, and what belongs to it, by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/small.h"

static rsl_indicator visitors(rsl_rule rule, rsl_time_rule time, rsl_order order) {
  rsl_indicator indicator = small_indicator("VISITORS", rule, "commune");
  indicator.frequency = RSL_PERIOD_MONTH;
  indicator.time = time;
  indicator.order = order;
  return indicator;
}

/* Three months of two communes of one district; "" for none. */
static void give(small *s, const char *indicator, const char *const first[3], const char *const second[3]) {
  for (int month = 0; month < 3; month++) {
    char period[24];
    snprintf(period, sizeof period, "2023-%02d", month + 1);
    if (first[month][0] != '\0') small_row(s, "a1", indicator, period, first[month]);
    if (second[month][0] != '\0') small_row(s, "a2", indicator, period, second[month]);
  }
}

static const char *const first_commune[3] = { "10", "50", "20" };
static const char *const second_commune[3] = { "40", "5", "30" };
static const char *const second_with_a_gap[3] = { "40", "", "30" };

static double value_of(small *s, const char *unit) {
  return small_figure(s, unit, "VISITORS", "2023-Q1").value.real;
}

static void the_largest_total_is_not_the_total_of_the_largest(void **state) {
  static const struct {
    rsl_rule rule;
    rsl_time_rule time;
    bool gap;
    const char *time_first;
    const char *units_first;
  } rows[] = {
    { RSL_RULE_SUM, RSL_TIME_SUM, false, "155.00", "155.00" },
    { RSL_RULE_SUM, RSL_TIME_MEAN, false, "51.67", "51.67" }, /* 80/3 + 75/3 = 155/3 */
    { RSL_RULE_SUM, RSL_TIME_LAST, false, "50.00", "50.00" },
    { RSL_RULE_SUM, RSL_TIME_MAX, false, "90.00", "55.00" }, /* 50 + 40; of 50, 55, 50 */
    { RSL_RULE_SUM, RSL_TIME_MIN, false, "15.00", "50.00" }, /* 10 + 5 */
    /* √(2600/9) + √(650/3) = 16.9967 + 14.7196; of 50, 55, 50 √(50/9) = 2.3570 */
    { RSL_RULE_SUM, RSL_TIME_STDDEV, false, "31.72", "2.36" },
    { RSL_RULE_MAX, RSL_TIME_SUM, false, "80.00", "120.00" },   /* of 80 and 75; 40 + 50 + 30 */
    { RSL_RULE_MEDIAN, RSL_TIME_MAX, false, "45.00", "27.50" }, /* (50 + 40) / 2; of 25, 27.5, 25 */
    { RSL_RULE_MEAN, RSL_TIME_MEAN, false, "25.83", "25.83" },  /* 155/6 */
    { RSL_RULE_MEAN, RSL_TIME_MEAN, true, "30.83", "33.33" },   /* (80/3 + 35) / 2; (25 + 50 + 25) / 3 */
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    for (int order = RSL_ORDER_TIME_FIRST; order <= RSL_ORDER_UNITS_FIRST; order++) {
      small *s = *state;
      char text[32];
      rsl_indicator indicator = visitors(rows[i].rule, rows[i].time, (rsl_order)order);
      small_add(s, &indicator);
      small_finish(s);
      give(s, "VISITORS", first_commune, rows[i].gap ? second_with_a_gap : second_commune);
      small_rollup_for(s, "2023-Q1");
      snprintf(text, sizeof text, "%.2f", value_of(s, "A1"));
      assert_string_equal(text, order == RSL_ORDER_TIME_FIRST ? rows[i].time_first : rows[i].units_first);
      snprintf(text, sizeof text, "%.2f", value_of(s, "VN"));
      assert_string_equal(text, order == RSL_ORDER_TIME_FIRST ? rows[i].time_first : rows[i].units_first);
      small_tear_down(state);
      small_set_up_country(state);
    }
  }
}

static void coverage_counts_every_short_period_that_was_owed(void **state) {
  small *s = *state;
  rsl_indicator indicator = visitors(RSL_RULE_SUM, RSL_TIME_MAX, RSL_ORDER_UNITS_FIRST);
  small_add(s, &indicator);
  small_finish(s);
  give(s, "VISITORS", first_commune, second_with_a_gap);
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "A1", "VISITORS", "2023-Q1", "50");
  small_assert_coverage(s, "A1", "VISITORS", "2023-Q1", 5, 6);
  small_assert_coverage(s, "VN", "VISITORS", "2023-Q1", 5, 15);
  assert_true((small_figure(s, "VN", "VISITORS", "2023-Q1").flags & RSL_FLAG_BELOW_MIN_COVERAGE) != 0);
  small_assert_value(s, "a2", "VISITORS", "2023-Q1", "40"); /* a unit of its own: both orders are one */
  small_assert_coverage(s, "B", "VISITORS", "2023-Q1", 0, 6);
}

static void of_levels_the_last_total_is_taken_with_its_own_coverage(void **state) {
  small *s = *state;
  rsl_indicator indicator = visitors(RSL_RULE_SUM, RSL_TIME_LAST, RSL_ORDER_UNITS_FIRST);
  indicator.look_back = 3;
  small_add(s, &indicator);
  small_finish(s);
  give(s, "VISITORS", first_commune, second_with_a_gap);
  small_row(s, "b1", "VISITORS", "2022-11", "7");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "A1", "VISITORS", "2023-Q1", "50");
  small_assert_coverage(s, "A1", "VISITORS", "2023-Q1", 2, 2);
  small_assert_value(s, "B1", "VISITORS", "2023-Q1", "7"); /* of November */
  small_assert_coverage(s, "B1", "VISITORS", "2023-Q1", 1, 2);
  assert_true((small_figure(s, "B1", "VISITORS", "2023-Q1").flags & RSL_FLAG_PARTIAL) != 0);
}

static void a_report_for_the_whole_period_stands_where_short_ones_are_missing(void **state) {
  small *s = *state;
  rsl_indicator indicator = visitors(RSL_RULE_SUM, RSL_TIME_MAX, RSL_ORDER_UNITS_FIRST);
  small_add(s, &indicator);
  small_finish(s);
  give(s, "VISITORS", first_commune, second_with_a_gap);
  small_row(s, "A1", "VISITORS", "2023-Q1", "60");
  small_rollup_for(s, "2023-Q1");
  rsl_figure figure = small_figure(s, "A1", "VISITORS", "2023-Q1");
  small_assert_value(s, "A1", "VISITORS", "2023-Q1", "60");
  small_assert_coverage(s, "A1", "VISITORS", "2023-Q1", 6, 6);
  assert_int_equal(figure.origin, RSL_ORIGIN_OWN);
  assert_int_equal(figure.stood_in, 1);
  assert_true(figure.children.real == 50.0);
  small_assert_value(s, "A", "VISITORS", "2023-Q1", "50"); /* the short periods go on upward */
}

static void a_year_to_date_and_an_explanation_take_the_short_periods(void **state) {
  small *s = *state;
  rsl_explanation *explanation = NULL;
  rsl_indicator indicator = visitors(RSL_RULE_SUM, RSL_TIME_MAX, RSL_ORDER_UNITS_FIRST);
  small_add(s, &indicator);
  small_finish(s);
  give(s, "VISITORS", first_commune, second_commune);
  small_cube(s);
  rsl_period quarter = small_period("2023-Q1");
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.periods = &quarter;
  request.period_count = 1;
  request.to_date = rsl_date_from_civil(2023, 2, 1);
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  small_assert_value(s, "A1", "VISITORS", "2023-Q1", "50");
  small_assert_coverage(s, "A1", "VISITORS", "2023-Q1", 2, 2);
  assert_int_equal(rsl_explain(s->cube, small_unit_index(s, "A1"), small_indicator_index(s, "VISITORS"), quarter, NULL,
                               NULL, &explanation, &s->error),
                   RSL_OK);
  size_t months = 0;
  for (size_t i = 0; i < rsl_explanation_count(explanation); i++) {
    const rsl_explanation_node *node = rsl_explanation_at(explanation, i);
    months += node->kind == RSL_EXPLAIN_FIGURE && node->unit == small_unit_index(s, "A1") && node->depth == 1;
  }
  assert_int_equal(months, 3);
  rsl_explanation_free(explanation);
}

/* A commune's own mean of 10, 50 and 21 is 81 / 3, of 40 and 30 is 35; of 10, 50 and 20 it is no whole number. */
static void a_measuring_unit_has_its_figure_over_time(void **state) {
  small *s = *state;
  rsl_indicator indicator = visitors(RSL_RULE_SUM, RSL_TIME_MEAN, RSL_ORDER_UNITS_FIRST);
  small_add(s, &indicator);
  small_finish(s);
  give(s, "VISITORS", first_commune, second_with_a_gap);
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "a1", "VISITORS", "2023-Q1", "26.666666666666668");
  small_assert_value(s, "a2", "VISITORS", "2023-Q1", "35");
}

/* Of one commune nothing deviates, in no month: 0 of every month deviates by 0 over them. */
static void what_deviates_by_nothing_deviates_by_nothing_over_time(void **state) {
  small *s = *state;
  rsl_indicator indicator = visitors(RSL_RULE_STDDEV, RSL_TIME_STDDEV, RSL_ORDER_UNITS_FIRST);
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a3", "VISITORS", "2023-01", "7");
  small_row(s, "a3", "VISITORS", "2023-02", "9");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "A2", "VISITORS", "2023-Q1", "0");
}

/* Nobody owes February: January and March are all of the quarter. */
static void a_month_that_nobody_owes_is_not_missing(void **state) {
  for (int time = RSL_TIME_SUM; time <= RSL_TIME_SUM + 1; time++) {
    small *s = *state;
    rsl_indicator indicator =
        visitors(RSL_RULE_SUM, time == RSL_TIME_SUM ? RSL_TIME_SUM : RSL_TIME_LAST, RSL_ORDER_UNITS_FIRST);
    const char *gap = time == RSL_TIME_SUM ? "2023-02" : "2023-03";
    small_add(s, &indicator);
    small_finish(s);
    small_row(s, "a3", "VISITORS", "2023-01", "1");
    small_row(s, "a3", "VISITORS", time == RSL_TIME_SUM ? "2023-03" : "2023-02", "2");
    small_status(s, "a3", "VISITORS", gap, "", 'M');
    small_rollup_for(s, "2023-Q1");
    assert_int_equal(small_figure(s, "A2", "VISITORS", "2023-Q1").flags, 0);
    if (time == RSL_TIME_SUM) {
      small_tear_down(state);
      small_set_up_country(state);
    }
  }
}

/* The year to date rose to 5 by March: of the half-year that is a part, and does not stand for it. */
static void a_cumulative_report_of_a_part_is_not_the_whole(void **state) {
  small *s = *state;
  rsl_indicator indicator = visitors(RSL_RULE_SUM, RSL_TIME_SUM, RSL_ORDER_UNITS_FIRST);
  indicator.reported_as = RSL_REPORTED_AS_YEAR_TO_DATE;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "A2", "VISITORS", "2023-03", "5");
  small_row(s, "a3", "VISITORS", "2023-01", "2");
  small_rollup_for(s, "2023-H1");
  small_assert_value(s, "A2", "VISITORS", "2023-H1", "2");
  small_assert_coverage(s, "A2", "VISITORS", "2023-H1", 1, 6);
}

/* A1's report of the quarter speaks for both communes, a1's figures of the other operand for one. */
static void a_report_for_the_whole_period_speaks_for_all_below(void **state) {
  small *s = *state;
  rsl_indicator indicator = visitors(RSL_RULE_SUM, RSL_TIME_SUM, RSL_ORDER_UNITS_FIRST);
  small_add(s, &indicator);
  indicator.code = indicator.name = "ROOMS";
  indicator.order = RSL_ORDER_TIME_FIRST;
  small_add(s, &indicator);
  indicator = small_indicator("EACH", RSL_RULE_FORMULA, NULL);
  indicator.frequency = RSL_PERIOD_MONTH;
  indicator.rollup.expression = "VISITORS / ROOMS";
  small_add(s, &indicator);
  small_finish(s);
  static const char *const none[3] = { "", "", "" };
  give(s, "VISITORS", first_commune, none);
  give(s, "ROOMS", first_commune, none);
  small_row(s, "A1", "VISITORS", "2023-Q1", "160");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "A1", "EACH", "2023-Q1", "2"); /* 160 / 80 */
  assert_true((small_figure(s, "A1", "EACH", "2023-Q1").flags & RSL_FLAG_UNPAIRED) != 0);
}

/* A rate with a weight of nothing makes no figure, but nobody who owed it is missing: a2 is, in the second quarter. */
static void a_level_without_a_figure_has_the_coverage_of_its_own_quarter(void **state) {
  small *s = *state;
  static const rsl_time_rule times[] = { RSL_TIME_LAST, RSL_TIME_FIRST };
  static const char *const codes[] = { "LATEST", "EARLIEST" };
  rsl_indicator weight = small_indicator("POP", RSL_RULE_SUM, "commune");
  weight.frequency = RSL_PERIOD_QUARTER;
  weight.time = RSL_TIME_LAST;
  small_add(s, &weight);
  for (int i = 0; i < 2; i++) {
    rsl_indicator rate = small_indicator(codes[i], RSL_RULE_WEIGHTED_MEAN, "commune");
    rate.frequency = RSL_PERIOD_QUARTER;
    rate.time = times[i];
    rate.order = RSL_ORDER_UNITS_FIRST;
    rate.rollup.weight = "POP";
    small_add(s, &rate);
  }
  small_finish(s);
  for (int i = 0; i < 2; i++) {
    small_row(s, "a1", codes[i], "2023-Q1", "1");
    small_row(s, "a2", codes[i], "2023-Q1", "1");
    small_row(s, "a1", codes[i], "2023-Q2", "1");
  }
  small_row(s, "a1", "POP", "2023-Q1", "0");
  small_row(s, "a2", "POP", "2023-Q1", "0");
  small_row(s, "a1", "POP", "2023-Q2", "0");
  small_rollup_for(s, "2023-H1");
  small_assert_value(s, "A1", "LATEST", "2023-H1", "");
  small_assert_coverage(s, "A1", "LATEST", "2023-H1", 1, 2);
  small_assert_value(s, "A1", "EARLIEST", "2023-H1", "");
  small_assert_coverage(s, "A1", "EARLIEST", "2023-H1", 2, 2);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(the_largest_total_is_not_the_total_of_the_largest),
    TEST(coverage_counts_every_short_period_that_was_owed),
    TEST(of_levels_the_last_total_is_taken_with_its_own_coverage),
    TEST(a_report_for_the_whole_period_stands_where_short_ones_are_missing),
    TEST(a_year_to_date_and_an_explanation_take_the_short_periods),
    TEST(a_measuring_unit_has_its_figure_over_time),
    TEST(what_deviates_by_nothing_deviates_by_nothing_over_time),
    TEST(a_month_that_nobody_owes_is_not_missing),
    TEST(a_cumulative_report_of_a_part_is_not_the_whole),
    TEST(a_report_for_the_whole_period_speaks_for_all_below),
    TEST(a_level_without_a_figure_has_the_coverage_of_its_own_quarter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
