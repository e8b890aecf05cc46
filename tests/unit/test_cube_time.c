/* Longer periods (R6), pairs over time (R5), and coverage in unit-periods (R3), by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/small.h"

static rsl_indicator timed(const char *code, rsl_rule rule, rsl_period_type frequency, rsl_time_rule time) {
  rsl_indicator indicator = small_indicator(code, rule, "commune");
  indicator.frequency = frequency;
  indicator.time = time;
  return indicator;
}

static void add_timed(small *s, const char *code, rsl_rule rule, rsl_period_type frequency, rsl_time_rule time) {
  rsl_indicator indicator = timed(code, rule, frequency, time);
  small_add(s, &indicator);
}

/* The months 1 to `months` of 2023, each with value × month. */
static void give_months(small *s, const char *unit, const char *indicator, int months, int value) {
  for (int month = 1; month <= months; month++) {
    char period[24];
    char text[24];
    snprintf(period, sizeof period, "2023-%02d", month);
    snprintf(text, sizeof text, "%d", value * month);
    small_row(s, unit, indicator, period, text);
  }
}

static void twelve_communes_of_twelve_months_owe_144(void **state) {
  small *s = *state;
  for (int i = 0; i < 12; i++) {
    static char codes[12][4];
    snprintf(codes[i], sizeof codes[i], "c%02d", i);
    if (i == 0) small_unit(s, "C", "province", "VN");
    small_unit(s, codes[i], "commune", "C");
  }
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  add_timed(s, "LEVEL", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_LAST);
  small_finish(s);
  give_months(s, "c00", "X", 12, 1);
  give_months(s, "c01", "X", 5, 1);
  give_months(s, "c00", "LEVEL", 12, 1);
  give_months(s, "c01", "LEVEL", 5, 1);
  small_rollup_for(s, "2023");
  small_assert_coverage(s, "C", "X", "2023", 12 + 5, 144);
  small_assert_value(s, "C", "X", "2023", "93"); /* 1 + … + 12 = 78, 1 + … + 5 = 15 */
  /* `last` owes one a unit. */
  small_assert_coverage(s, "C", "LEVEL", "2023", 2, 12);
  small_assert_value(s, "C", "LEVEL", "2023", "17"); /* 12 + 5 */
}

/* A figure is the same whatever else is asked for beside it. */
static void a_mean_of_a_month_stands_beside_that_of_its_year(void **state) {
  small *s = *state;
  add_timed(s, "X", RSL_RULE_MEAN, RSL_PERIOD_MONTH, RSL_TIME_LAST);
  small_finish(s);
  give_months(s, "a1", "X", 12, 1);
  give_months(s, "a2", "X", 12, 2);
  small_cube(s);
  rsl_period periods[] = { small_period("2023-11"), small_period("2023") };
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.periods = periods;
  request.period_count = 2;
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  small_assert_value(s, "A1", "X", "2023-11", "16.5"); /* (11 + 22) / 2 */
  small_assert_value(s, "A1", "X", "2023", "18");      /* (12 + 24) / 2 */
}

static void each_time_rule_is_applied_at_the_measuring_unit_first(void **state) {
  static const struct {
    rsl_time_rule rule;
    const char *a1;     /* 1, 2 … 12 */
    const char *nation; /* with b1's -1, -2 … -12 */
  } cases[] = { { RSL_TIME_SUM, "78", "0" },  { RSL_TIME_MEAN, "6.5", "0" }, { RSL_TIME_MIN, "1", "-11" },
                { RSL_TIME_MAX, "12", "11" }, { RSL_TIME_LAST, "12", "0" },  { RSL_TIME_FIRST, "1", "0" } };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    small *s = *state;
    add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_MONTH, cases[i].rule);
    small_finish(s);
    give_months(s, "a1", "X", 12, 1);
    give_months(s, "b1", "X", 12, -1);
    small_rollup_for(s, "2023");
    small_assert_value(s, "a1", "X", "2023", cases[i].a1);
    /* Time first: 1 + (-12) = -11 for min, not the least month's total of 0. */
    small_assert_value(s, "VN", "X", "2023", cases[i].nation);
    small_tear_down(state);
    small_set_up_country(state);
  }
}

static void a_longer_period_with_a_part_missing_is_partial_and_not_scaled_up(void **state) {
  small *s = *state;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  add_timed(s, "MEAN", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_MEAN);
  small_finish(s);
  give_months(s, "a1", "X", 10, 1);
  give_months(s, "a1", "MEAN", 10, 1);
  give_months(s, "a2", "MEAN", 12, 1);
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "X", "2023", "55");
  assert_true((small_figure(s, "a1", "X", "2023").flags & RSL_FLAG_PARTIAL) != 0);
  assert_true((small_figure(s, "VN", "X", "2023").flags & RSL_FLAG_PARTIAL) != 0);
  small_assert_value(s, "A1", "MEAN", "2023", "12"); /* 55 / 10 + 78 / 12 = 5.5 + 6.5 */
}

static void the_mean_over_time_stays_exact_until_it_is_divided(void **state) {
  small *s = *state;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_QUARTER, RSL_TIME_MEAN);
  small_finish(s);
  for (int u = 0; u < 3; u++) {
    static const char *const units[] = { "a1", "a2", "a3" };
    small_row(s, units[u], "X", "2023-Q1", "1");
    small_row(s, units[u], "X", "2023-Q2", "0");
    small_row(s, units[u], "X", "2023-Q3", "0");
  }
  small_rollup_for(s, "2023");
  small_assert_value(s, "A", "X", "2023", "1"); /* 1/3 + 1/3 + 1/3, exactly */
}

static void a_row_of_the_longer_period_stands_where_its_parts_are_not_complete(void **state) {
  small *s = *state;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  small_finish(s);
  give_months(s, "a1", "X", 11, 1);
  small_row(s, "a1", "X", "2023", "80");
  give_months(s, "a2", "X", 12, 1);
  small_row(s, "a2", "X", "2023", "80");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "X", "2023", "80"); /* eleven months make 66 */
  small_assert_coverage(s, "a1", "X", "2023", 12, 12);
  assert_false((small_figure(s, "a1", "X", "2023").flags & RSL_FLAG_PARTIAL) != 0);
  small_assert_value(s, "a2", "X", "2023", "78"); /* complete: 80 is for reconciliation */
  small_assert_value(s, "VN", "X", "2023", "158");
}

static void a_year_is_made_of_quarters_where_those_were_reported(void **state) {
  small *s = *state;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  small_finish(s);
  small_row(s, "a1", "X", "2023-Q1", "10");
  small_row(s, "a1", "X", "2023-Q2", "20");
  small_row(s, "a1", "X", "2023-07", "5");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "X", "2023", "35");
  small_assert_coverage(s, "a1", "X", "2023", 7, 12); /* 3 + 3 + 1 months */
  assert_true((small_figure(s, "a1", "X", "2023").flags & RSL_FLAG_PARTIAL) != 0);
}

static void last_is_partial_only_without_the_last_part(void **state) {
  small *s = *state;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_LAST);
  small_finish(s);
  small_row(s, "a1", "X", "2023-12", "7");
  small_row(s, "a2", "X", "2023-11", "6");
  small_rollup_for(s, "2023");
  assert_false((small_figure(s, "a1", "X", "2023").flags & RSL_FLAG_PARTIAL) != 0);
  assert_true((small_figure(s, "a2", "X", "2023").flags & RSL_FLAG_PARTIAL) != 0);
  small_assert_value(s, "A1", "X", "2023", "13");
  small_assert_coverage(s, "A1", "X", "2023", 2, 2);
}

static void a_month_that_lacks_either_side_is_left_out_of_both(void **state) {
  small *s = *state;
  add_timed(s, "ILL", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  add_timed(s, "SEEN", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  rsl_indicator rate = timed("RATE", RSL_RULE_RATIO, RSL_PERIOD_MONTH, RSL_TIME_NONE);
  rate.rollup.numerator = "ILL";
  rate.rollup.denominator = "SEEN";
  small_add(s, &rate);
  small_finish(s);
  small_row(s, "a1", "ILL", "2023-01", "1");
  small_row(s, "a1", "ILL", "2023-02", "2");
  small_row(s, "a1", "ILL", "2023-03", "300"); /* no one knows of how many */
  small_row(s, "a1", "SEEN", "2023-01", "10");
  small_row(s, "a1", "SEEN", "2023-02", "30");
  small_row(s, "a1", "SEEN", "2023-04", "500");
  small_rollup_for(s, "2023-H1");
  small_assert_value(s, "a1", "RATE", "2023-H1", "0.075"); /* 3 / 40 */
  small_assert_value(s, "VN", "RATE", "2023-H1", "0.075");
  small_assert_coverage(s, "a1", "RATE", "2023-H1", 2, 6);
  small_assert_coverage(s, "VN", "RATE", "2023-H1", 2, 30);
  assert_true((small_figure(s, "VN", "RATE", "2023-H1").flags & RSL_FLAG_PARTIAL) != 0);
}

static void a_ratio_of_levels_owes_one_and_is_that_of_the_latest_month_with_both(void **state) {
  small *s = *state;
  add_timed(s, "MEMBERS", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_LAST);
  add_timed(s, "PEOPLE", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_LAST);
  rsl_indicator rate = timed("RATE", RSL_RULE_RATIO, RSL_PERIOD_MONTH, RSL_TIME_NONE);
  rate.rollup.numerator = "MEMBERS";
  rate.rollup.denominator = "PEOPLE";
  small_add(s, &rate);
  small_finish(s);
  small_row(s, "a1", "MEMBERS", "2023-10", "1");
  small_row(s, "a1", "PEOPLE", "2023-10", "4");
  small_row(s, "a1", "MEMBERS", "2023-11", "3");
  small_row(s, "a1", "PEOPLE", "2023-12", "5");
  small_row(s, "a2", "MEMBERS", "2023-12", "1");
  small_row(s, "a2", "PEOPLE", "2023-12", "4");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "RATE", "2023", "0.25"); /* October, not 3 / 5 */
  small_assert_coverage(s, "A1", "RATE", "2023", 2, 2);
  assert_true((small_figure(s, "a1", "RATE", "2023").flags & RSL_FLAG_PARTIAL) != 0);
  assert_false((small_figure(s, "a2", "RATE", "2023").flags & RSL_FLAG_PARTIAL) != 0);
}

static void a_level_told_once_pairs_with_the_flow_of_that_month_alone(void **state) {
  small *s = *state;
  add_timed(s, "ILL", RSL_RULE_SUM, RSL_PERIOD_QUARTER, RSL_TIME_SUM);
  add_timed(s, "PEOPLE", RSL_RULE_SUM, RSL_PERIOD_QUARTER, RSL_TIME_LAST);
  rsl_indicator rate = timed("RATE", RSL_RULE_RATIO, RSL_PERIOD_QUARTER, RSL_TIME_NONE);
  rate.rollup.numerator = "ILL";
  rate.rollup.denominator = "PEOPLE";
  small_add(s, &rate);
  small_finish(s);
  for (int quarter = 1; quarter <= 4; quarter++) {
    char period[24];
    snprintf(period, sizeof period, "2023-Q%d", quarter);
    small_row(s, "a1", "ILL", period, "5");
  }
  small_row(s, "a1", "PEOPLE", "2023-Q4", "100");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "RATE", "2023", "0.05"); /* 5 / 100: three quarters lack their partner (R5) */
  small_assert_coverage(s, "a1", "RATE", "2023", 1, 4);
}

static void sides_of_two_frequencies_pair_in_the_coarser(void **state) {
  small *s = *state;
  add_timed(s, "BIRTHS", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  small_sum(s, "POP");
  small_ratio(s, "RATE", "BIRTHS", "POP", 1000);
  small_finish(s);
  give_months(s, "a1", "BIRTHS", 12, 1);
  small_row(s, "a1", "POP", "2023", "1560");
  small_rollup_for(s, "2023");
  small_assert_value(s, "VN", "RATE", "2023", "50"); /* 1000 × 78 / 1560 */
  small_assert_coverage(s, "VN", "RATE", "2023", 1, 5);
}

static void a_weight_is_that_of_the_period_that_contains_the_figures(void **state) {
  small *s = *state;
  small_sum(s, "AREA");
  rsl_indicator yield = timed("YIELD", RSL_RULE_WEIGHTED_MEAN, RSL_PERIOD_QUARTER, RSL_TIME_MEAN);
  yield.rollup.weight = "AREA";
  small_add(s, &yield);
  small_finish(s);
  small_row(s, "a1", "YIELD", "2023-Q1", "10");
  small_row(s, "a2", "YIELD", "2023-Q1", "40");
  small_row(s, "a1", "AREA", "2023", "2");
  small_row(s, "a2", "AREA", "2023", "1");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "A1", "YIELD", "2023-Q1", "20"); /* (10 × 2 + 40 × 1) / 3 */
}

/* Without its sides it shows, for the one month of six that it tells of. */
static void a_bare_ratio_of_a_month_covers_that_month_alone(void **state) {
  small *s = *state;
  add_timed(s, "PART", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  add_timed(s, "ALL", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  rsl_indicator rate = timed("RATE", RSL_RULE_RATIO, RSL_PERIOD_MONTH, RSL_TIME_MAX);
  rate.rollup.numerator = "PART";
  rate.rollup.denominator = "ALL";
  small_add(s, &rate);
  small_finish(s);
  small_row(s, "a1", "RATE", "2023-09", "1");
  small_rollup_for(s, "2023-H2");
  small_assert_value(s, "a1", "RATE", "2023-H2", "1");
  small_assert_coverage(s, "a1", "RATE", "2023-H2", 1, 6);
  unsigned flags = small_figure(s, "a1", "RATE", "2023-H2").flags;
  assert_int_equal(flags, RSL_FLAG_PARTIAL | RSL_FLAG_BELOW_MIN_COVERAGE);
}

/* A bare ratio owes what its sides do, and takes its figure by its own rule: the two rules may differ. */
static void a_bare_ratio_goes_by_its_own_rule_over_time(void **state) {
  small *s = *state;
  add_timed(s, "FLOW", RSL_RULE_SUM, RSL_PERIOD_HALF, RSL_TIME_SUM);
  add_timed(s, "LEVEL", RSL_RULE_SUM, RSL_PERIOD_HALF, RSL_TIME_LAST);
  rsl_indicator rate = timed("FIRST", RSL_RULE_RATIO, RSL_PERIOD_HALF, RSL_TIME_FIRST);
  rate.rollup.numerator = rate.rollup.denominator = "FLOW";
  small_add(s, &rate);
  rate = timed("MOST", RSL_RULE_RATIO, RSL_PERIOD_HALF, RSL_TIME_MAX);
  rate.rollup.numerator = rate.rollup.denominator = "LEVEL";
  small_add(s, &rate);
  small_finish(s);
  small_row(s, "a1", "FIRST", "2023-H1", "1");
  small_row(s, "a1", "FIRST", "2023-H2", "2");
  small_row(s, "a1", "MOST", "2023-H2", "5");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "FIRST", "2023", "1");
  small_assert_coverage(s, "a1", "FIRST", "2023", 2, 2); /* a half each, both given */
  small_assert_value(s, "a1", "MOST", "2023", "5");
  small_assert_coverage(s, "a1", "MOST", "2023", 1, 1);
  assert_int_equal(small_figure(s, "a1", "MOST", "2023").flags, RSL_FLAG_PARTIAL); /* the most of one half of two */
}

/* Of the two quarters given one is weaker than A. */
static void of_the_rule_none_the_weak_periods_are_counted_one_by_one(void **state) {
  small *s = *state;
  add_timed(s, "GRDP", RSL_RULE_NONE, RSL_PERIOD_QUARTER, RSL_TIME_SUM);
  small_finish(s);
  small_row(s, "a1", "GRDP", "2022-Q4", "3");
  small_status(s, "a1", "GRDP", "2022-Q2", "2", 'S');
  small_row(s, "a2", "GRDP", "2022", "9");
  small_row(s, "a2", "GRDP", "2022-Q1", "2");
  small_rollup_for(s, "2022");
  assert_int_equal(small_figure(s, "a2", "GRDP", "2022").stood_in, 3); /* the year's report for three quarters */
  small_assert_value(s, "a1", "GRDP", "2022", "5");
  small_assert_coverage(s, "a1", "GRDP", "2022", 2, 4);
  assert_int_equal(small_figure(s, "a1", "GRDP", "2022").weak, 1);
  assert_int_equal(small_figure(s, "a1", "GRDP", "2022").status, 'S');
}

static void of_the_rule_none_a_part_of_status_m_is_not_owed(void **state) {
  small *s = *state;
  add_timed(s, "GRDP", RSL_RULE_NONE, RSL_PERIOD_QUARTER, RSL_TIME_SUM);
  small_finish(s);
  small_row(s, "a1", "GRDP", "2022-Q1", "3");
  small_status(s, "a1", "GRDP", "2022-Q2", "", 'M');
  small_rollup_for(s, "2022");
  small_assert_coverage(s, "a1", "GRDP", "2022", 1, 3);
}

/* T8: what is known exactly of July rolls up, what is known about of the quarter does not. */
static void an_exact_month_stands_before_a_qualified_quarter(void **state) {
  small *s = *state;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  small_finish(s);
  small_row(s, "a1", "X", "2023-07", "2");
  small_row(s, "a1", "X", "2023-Q3", "~9");
  small_row(s, "a2", "X", "2023-Q3", "~9");
  small_rollup_for(s, "2023-Q3");
  small_assert_value(s, "a1", "X", "2023-Q3", "2");
  small_assert_coverage(s, "a1", "X", "2023-Q3", 1, 3);
  small_assert_value(s, "a2", "X", "2023-Q3", "9");
  assert_true((small_figure(s, "a2", "X", "2023-Q3").flags & RSL_FLAG_QUALIFIED) != 0);
  small_assert_value(s, "A1", "X", "2023-Q3", "2");
  small_assert_coverage(s, "A1", "X", "2023-Q3", 1, 6);
}

/* a1 gave no quarter itself: the half-year's report stands in for its one figure of the year; a2 gave one. */
static void a_longer_report_of_a_level_stands_in_where_no_short_one_was_given(void **state) {
  small *s = *state;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_QUARTER, RSL_TIME_LAST);
  small_finish(s);
  small_row(s, "a1", "X", "2023-H1", "4");
  small_row(s, "a2", "X", "2023-H1", "4");
  small_row(s, "a2", "X", "2023-Q1", "3");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a2", "X", "2023", "4");
  small_assert_coverage(s, "A1", "X", "2023", 2, 2);
  assert_int_equal(small_figure(s, "a1", "X", "2023").stood_in, 1);
  assert_int_equal(small_figure(s, "a2", "X", "2023").stood_in, 0);
}

/* What a report of a longer period excuses it does where nothing else was given; the year of both is of seven quarters. */
static void a_longer_report_of_status_m_excuses_what_was_not_given(void **state) {
  small *s = *state;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_QUARTER, RSL_TIME_SUM);
  small_finish(s);
  small_row(s, "a1", "X", "2023-Q1", "1");
  small_status(s, "a1", "X", "2023-H2", "", 'M');
  small_row(s, "a2", "X", "2023-Q3", "2");
  small_status(s, "a2", "X", "2023-H2", "", 'M');
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "X", "2023", "1");
  small_assert_coverage(s, "a1", "X", "2023", 1, 2);
  small_assert_value(s, "a2", "X", "2023", "2");
  small_assert_coverage(s, "a2", "X", "2023", 1, 4);
}

/* The months 1 to 12 deviate by √(143 / 12) = 3.452052529534663…; over 24 that is 0.143835522063944…. */
static void a_deviation_counts_beside_exact_figures(void **state) {
  small *s = *state;
  add_timed(s, "SPREAD", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_STDDEV);
  add_timed(s, "ALL", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  rsl_indicator rate = timed("RATE", RSL_RULE_RATIO, RSL_PERIOD_MONTH, RSL_TIME_NONE);
  rate.rollup.numerator = "SPREAD";
  rate.rollup.denominator = "ALL";
  small_add(s, &rate);
  rsl_indicator mean = timed("MEAN", RSL_RULE_WEIGHTED_MEAN, RSL_PERIOD_MONTH, RSL_TIME_STDDEV);
  mean.rollup.weight = "ALL";
  small_add(s, &mean);
  add_timed(s, "COUNT", RSL_RULE_COUNT, RSL_PERIOD_MONTH, RSL_TIME_STDDEV);
  small_finish(s);
  give_months(s, "a1", "SPREAD", 12, 1);
  give_months(s, "a1", "MEAN", 12, 1);
  for (int month = 1; month <= 12; month++) {
    char period[24];
    snprintf(period, sizeof period, "2023-%02d", month);
    small_row(s, "a1", "ALL", period, "2");
  }
  small_row(s, "A1", "COUNT", "2023", "4");
  small_row(s, "B1", "COUNT", "2023-01", "1");
  small_row(s, "B1", "COUNT", "2023-02", "3"); /* 1 and 3 deviate by 1 */
  small_rollup_for(s, "2023");
  small_assert_value(s, "A1", "RATE", "2023", "0.14383552206394432");
  small_assert_value(s, "A1", "MEAN", "2023", "3.4520525295346633");
  small_assert_value(s, "VN", "COUNT", "2023", "5");
}

static void an_own_year_that_misses_months_stands_only_where_it_says_more(void **state) {
  small *s = *state;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  small_finish(s);
  /* A1 has two communes. Its own six months speak for 12 of 24; a1's five months for 5. */
  give_months(s, "A1", "X", 6, 10);
  give_months(s, "a1", "X", 5, 1);
  /* B1's own month speaks for 2 of 24; b1's five for 5. */
  give_months(s, "B1", "X", 1, 100);
  give_months(s, "b1", "X", 5, 1);
  small_rollup_for(s, "2023");
  small_assert_value(s, "A1", "X", "2023", "210");
  small_assert_coverage(s, "A1", "X", "2023", 12, 24);
  assert_int_equal(small_figure(s, "A1", "X", "2023").stood_in, 7);
  small_assert_value(s, "B1", "X", "2023", "15");
  small_assert_coverage(s, "B1", "X", "2023", 5, 24);
  small_assert_value(s, "VN", "X", "2023", "225");
}

static void a_longer_period_without_a_time_rule_is_refused_by_name(void **state) {
  small *s = *state;
  rsl_indicator indicator = timed("X", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_NONE);
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "X", "2023-01", "1");
  small_cube(s);
  rsl_period year = small_period("2023");
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.periods = &year;
  request.period_count = 1;
  assert_int_equal(small_try_rollup(s, &request), RSL_ERR_DATA);
  assert_string_equal(s->error.text,
                      "`X` has no time rule, so its month figures do not make one of 2023: add `time` to "
                      "the indicator");
}

static void every_asks_for_all_periods_of_a_length_that_hold_figures(void **state) {
  small *s = *state;
  size_t count = 0;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  small_sum(s, "YEARLY");
  small_finish(s);
  small_row(s, "a1", "X", "2021-11", "1");
  small_row(s, "a1", "X", "2023-02", "2");
  small_row(s, "a1", "YEARLY", "2022", "3");
  small_cube(s);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.every = RSL_PERIOD_YEAR;
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  const rsl_period *periods = rsl_rollup_periods(s->rollup, small_indicator_index(s, "X"), &count);
  assert_int_equal(count, 3);
  assert_int_equal(periods[0].index, 2021);
  small_assert_value(s, "VN", "X", "2021", "1");
  small_assert_value(s, "VN", "X", "2022", "");
  small_assert_coverage(s, "VN", "X", "2022", 0, 60);
  request.every = RSL_PERIOD_MONTH;
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  (void)rsl_rollup_periods(s->rollup, small_indicator_index(s, "YEARLY"), &count);
  assert_int_equal(count, 0); /* a month is shorter than its frequency */
}

static void figures_of_a_thousand_years_apart_cost_only_what_they_hold(void **state) {
  small *s = *state;
  size_t count = 0;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_DAY, RSL_TIME_SUM);
  small_finish(s);
  small_row(s, "a1", "X", "1900-01-01", "1");
  small_row(s, "b1", "X", "2999-12-31", "2");
  small_rollup(s);
  (void)rsl_rollup_periods(s->rollup, small_indicator_index(s, "X"), &count);
  assert_int_equal(count, RSL_DATE_MAX - RSL_DATE_MIN + 1);
  small_assert_value(s, "VN", "X", "1900-01-01", "1");
  small_assert_value(s, "VN", "X", "2999-12-31", "2");
  small_assert_coverage(s, "VN", "X", "2500-06-01", 0, 5);
}

static void status_m_of_a_month_is_not_owed(void **state) {
  small *s = *state;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_QUARTER, RSL_TIME_SUM);
  small_finish(s);
  small_row(s, "a1", "X", "2023-Q1", "1");
  small_status(s, "a1", "X", "2023-Q2", "", 'M');
  small_row(s, "a1", "X", "2023-Q3", "2");
  small_row(s, "a1", "X", "2023-Q4", "3");
  small_rollup_for(s, "2023");
  small_assert_coverage(s, "a1", "X", "2023", 3, 3);
  small_assert_coverage(s, "VN", "X", "2023", 3, 19);
  assert_false((small_figure(s, "a1", "X", "2023").flags & RSL_FLAG_PARTIAL) != 0);
}

/* The year owes one, whatever a month of it does not; where no month does, the year owes none (R1, R3). */
static void a_month_of_status_m_leaves_the_year_of_a_level_owed(void **state) {
  small *s = *state;
  add_timed(s, "FIRST", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_FIRST);
  add_timed(s, "LAST", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_LAST);
  add_timed(s, "NEVER", RSL_RULE_SUM, RSL_PERIOD_QUARTER, RSL_TIME_LAST);
  small_finish(s);
  small_status(s, "a1", "FIRST", "2023-01", "", 'M');
  small_row(s, "a1", "FIRST", "2023-03", "2");
  small_row(s, "a1", "LAST", "2023-10", "4");
  small_status(s, "a1", "LAST", "2023-12", "", 'H');
  small_status(s, "a2", "LAST", "2023-12", "", 'M');
  for (int quarter = 1; quarter <= 4; quarter++) {
    const char *const periods[] = { "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4" };
    small_status(s, "a1", "NEVER", periods[quarter - 1], "", 'M');
  }
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "FIRST", "2023", "2");
  small_assert_coverage(s, "a1", "FIRST", "2023", 1, 1);
  small_assert_value(s, "VN", "FIRST", "2023", "2");
  small_assert_coverage(s, "VN", "FIRST", "2023", 1, 5);
  small_assert_value(s, "VN", "LAST", "2023", "4");
  small_assert_coverage(s, "a1", "LAST", "2023", 1, 1);
  small_assert_coverage(s, "VN", "LAST", "2023", 1, 5); /* a2 owes its year still */
  small_assert_coverage(s, "a1", "NEVER", "2023", 0, 0);
  small_assert_coverage(s, "VN", "NEVER", "2023", 0, 4);
}

/* The half-year's report is of the end of June, after April; the first quarter's of the first begins before February. */
static void of_a_level_the_report_that_tells_of_the_latest_day_counts(void **state) {
  small *s = *state;
  add_timed(s, "LAST", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_LAST);
  add_timed(s, "FIRST", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_FIRST);
  small_finish(s);
  small_row(s, "a1", "LAST", "2023-H1", "1");
  small_row(s, "a1", "LAST", "2023-04", "2");
  small_row(s, "a2", "LAST", "2023-H1", "10");
  small_row(s, "a2", "LAST", "2023-08", "20"); /* later than June */
  small_row(s, "a1", "FIRST", "2023-Q1", "5");
  small_row(s, "a1", "FIRST", "2023-02", "6");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "LAST", "2023", "1");
  small_assert_value(s, "a2", "LAST", "2023", "20");
  small_assert_value(s, "A1", "LAST", "2023", "21"); /* 1 + 20 */
  small_assert_value(s, "a1", "FIRST", "2023", "5");
  assert_false((small_figure(s, "a1", "FIRST", "2023").flags & RSL_FLAG_PARTIAL) != 0);
}

/* Of twelve months one was given and one is not owed: the year's report stands in for ten. */
static void a_report_of_the_year_stands_in_for_no_month_that_is_not_owed(void **state) {
  small *s = *state;
  add_timed(s, "X", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  small_finish(s);
  small_row(s, "a1", "X", "2023", "5");
  small_row(s, "a1", "X", "2023-11", "2");
  small_status(s, "a1", "X", "2023-07", "", 'M');
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "X", "2023", "5");
  small_assert_coverage(s, "a1", "X", "2023", 11, 11);
  assert_int_equal(small_figure(s, "a1", "X", "2023").stood_in, 10);
}

/* What the nation counted itself in two months, (14 + 3) / 2; and what of both stands beside the counts of communes. */
static void an_own_count_has_a_mean_over_time(void **state) {
  small *s = *state;
  add_timed(s, "COUNT", RSL_RULE_COUNT, RSL_PERIOD_MONTH, RSL_TIME_MEAN);
  small_finish(s);
  small_row(s, "VN", "COUNT", "2023-11", "14");
  small_row(s, "VN", "COUNT", "2023-05", "3");
  small_row(s, "A1", "COUNT", "2024-01", "1"); /* stands in for its two communes in one month of a quarter … */
  small_row(s, "A1", "COUNT", "2024-02", "2");
  small_row(s, "b1", "COUNT", "2024-01", "9"); /* … and b1 counts as one */
  const char *const wanted[] = { "2023", "2024-Q1" };
  small_rollup_for(s, wanted[0]);
  small_assert_value(s, "VN", "COUNT", "2023", "8.5");
  small_assert_coverage(s, "VN", "COUNT", "2023", 10, 60); /* 2 of 12 months of 5 communes */
  assert_true((small_figure(s, "VN", "COUNT", "2023").flags & RSL_FLAG_PARTIAL) != 0);
  small_rollup_for(s, wanted[1]);
  small_assert_value(s, "A1", "COUNT", "2024-Q1", "1.5");
  small_assert_value(s, "VN", "COUNT", "2024-Q1", "2.5");    /* 1.5 + 1 */
  small_assert_coverage(s, "VN", "COUNT", "2024-Q1", 5, 15); /* 2 communes x 2 months, 1 x 1 */
}

static void a_level_measured_for_a_part_of_the_year_owes_that_part(void **state) {
  static rsl_measured_at from_july;
  small *s = *state;
  rsl_indicator indicator = timed("X", RSL_RULE_SUM, RSL_PERIOD_MONTH, RSL_TIME_SUM);
  rsl_measured_at_init(&from_july);
  from_july.level = "commune";
  from_july.from = rsl_date_from_civil(2023, 7, 1);
  indicator.measured_at = &from_july;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "X", "2023-08", "1");
  small_rollup_for(s, "2023");
  small_assert_coverage(s, "VN", "X", "2023", 1, 30); /* five communes, July to December */
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(twelve_communes_of_twelve_months_owe_144),
    TEST(a_mean_of_a_month_stands_beside_that_of_its_year),
    TEST(each_time_rule_is_applied_at_the_measuring_unit_first),
    TEST(a_longer_period_with_a_part_missing_is_partial_and_not_scaled_up),
    TEST(the_mean_over_time_stays_exact_until_it_is_divided),
    TEST(a_row_of_the_longer_period_stands_where_its_parts_are_not_complete),
    TEST(a_year_is_made_of_quarters_where_those_were_reported),
    TEST(last_is_partial_only_without_the_last_part),
    TEST(a_month_that_lacks_either_side_is_left_out_of_both),
    TEST(a_ratio_of_levels_owes_one_and_is_that_of_the_latest_month_with_both),
    TEST(a_level_told_once_pairs_with_the_flow_of_that_month_alone),
    TEST(sides_of_two_frequencies_pair_in_the_coarser),
    TEST(a_weight_is_that_of_the_period_that_contains_the_figures),
    TEST(a_bare_ratio_of_a_month_covers_that_month_alone),
    TEST(a_bare_ratio_goes_by_its_own_rule_over_time),
    TEST(of_the_rule_none_the_weak_periods_are_counted_one_by_one),
    TEST(of_the_rule_none_a_part_of_status_m_is_not_owed),
    TEST(an_exact_month_stands_before_a_qualified_quarter),
    TEST(a_longer_report_of_a_level_stands_in_where_no_short_one_was_given),
    TEST(a_longer_report_of_status_m_excuses_what_was_not_given),
    TEST(a_deviation_counts_beside_exact_figures),
    TEST(an_own_year_that_misses_months_stands_only_where_it_says_more),
    TEST(a_longer_period_without_a_time_rule_is_refused_by_name),
    TEST(every_asks_for_all_periods_of_a_length_that_hold_figures),
    TEST(figures_of_a_thousand_years_apart_cost_only_what_they_hold),
    TEST(status_m_of_a_month_is_not_owed),
    TEST(a_month_of_status_m_leaves_the_year_of_a_level_owed),
    TEST(of_a_level_the_report_that_tells_of_the_latest_day_counts),
    TEST(a_report_of_the_year_stands_in_for_no_month_that_is_not_owed),
    TEST(an_own_count_has_a_mean_over_time),
    TEST(a_level_measured_for_a_part_of_the_year_owes_that_part),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
