/* The other rules of time (R6): means by days, deviations, weights over time, looking back, years to date, cumulative
 * reports and calendars, by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/small.h"

static rsl_indicator monthly(const char *code, rsl_time_rule time) {
  rsl_indicator indicator = small_indicator(code, RSL_RULE_SUM, "commune");
  indicator.frequency = RSL_PERIOD_MONTH;
  indicator.time = time;
  return indicator;
}

static void add_monthly(small *s, const char *code, rsl_time_rule time) {
  rsl_indicator indicator = monthly(code, time);
  small_add(s, &indicator);
}

static void add_weighted(small *s, const char *code, const char *weight, rsl_time_rule time) {
  rsl_indicator indicator = monthly(code, time);
  indicator.rollup.rule = RSL_RULE_WEIGHTED_MEAN;
  indicator.rollup.weight = weight;
  small_add(s, &indicator);
}

/* The figures of some months of 2023 from January on, "" for none. */
static void give(small *s, const char *unit, const char *indicator, size_t count, const char *const values[]) {
  for (size_t i = 0; i < count; i++) {
    char period[24];
    if (values[i][0] == '\0') continue;
    snprintf(period, sizeof period, "2023-%02u", (unsigned)i % 12 + 1);
    small_row(s, unit, indicator, period, values[i]);
  }
}
#define GIVE(s, unit, indicator, ...) \
  give(s, unit, indicator, sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *), (const char *[]){ __VA_ARGS__ })

static void rollup_to_date(small *s, const char *period, const char *day) {
  rsl_period asked = small_period(period);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.periods = &asked;
  request.period_count = 1;
  assert_true(rsl_date_parse(day, strlen(day), RSL_DATE_ORDER_ISO, &request.to_date));
  if (s->cube == NULL) small_cube(s);
  if (small_try_rollup(s, &request) != RSL_OK) fail_msg("%s", s->error.text);
}

static unsigned flags(small *s, const char *unit, const char *indicator, const char *period) {
  return small_figure(s, unit, indicator, period).flags;
}

/* ---- Means and deviations ---- */

static void a_mean_by_days_counts_each_month_by_its_length(void **state) {
  small *s = *state;
  add_monthly(s, "BEDS", RSL_TIME_DAY_MEAN);
  small_finish(s);
  GIVE(s, "a1", "BEDS", "10", "20", "30");
  GIVE(s, "a2", "BEDS", "10", "", "30");
  small_rollup_for(s, "2023-Q1");
  /* (10 × 31 + 20 × 28 + 30 × 31) / 90 = 1800 / 90; the mean of the months is 20 too, so a2 tells them apart. */
  small_assert_value(s, "a1", "BEDS", "2023-Q1", "20");
  small_assert_value(s, "a2", "BEDS", "2023-Q1", "20"); /* (310 + 930) / 62 */
  assert_true((flags(s, "a2", "BEDS", "2023-Q1") & RSL_FLAG_PARTIAL) != 0);
  small_assert_value(s, "A1", "BEDS", "2023-Q1", "40");
  small_assert_coverage(s, "A1", "BEDS", "2023-Q1", 5, 6);
}

static void a_mean_by_days_is_not_the_mean_of_the_months(void **state) {
  small *s = *state;
  add_monthly(s, "BEDS", RSL_TIME_DAY_MEAN);
  small_finish(s);
  GIVE(s, "a1", "BEDS", "0", "90");
  small_row(s, "a2", "BEDS", "2023-Q1", "7");
  small_row(s, "a2", "BEDS", "2023-Q2", "16");
  small_rollup_for(s, "2023-H1");
  /* 90 × 28 / (31 + 28) = 2520 / 59 */
  assert_true(small_figure(s, "a1", "BEDS", "2023-H1").value.real == 2520.0 / 59.0);
  /* Reported for quarters of 90 and 91 days: (7 × 90 + 16 × 91) / 181 = 2086 / 181. */
  assert_true(small_figure(s, "a2", "BEDS", "2023-H1").value.real == 2086.0 / 181.0);
}

static void a_deviation_over_time_is_that_of_the_periods_given(void **state) {
  small *s = *state;
  add_monthly(s, "X", RSL_TIME_STDDEV);
  small_finish(s);
  GIVE(s, "a1", "X", "2", "4", "4", "4", "5", "5", "7", "9"); /* mean 5, squares 9+1+1+1+0+0+4+16 = 32, √(32/8) = 2 */
  GIVE(s, "a2", "X", "1.5", "1.5", "1.5");
  GIVE(s, "b1", "X", "1000000000000000", "1000000000000001");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "X", "2023", "2");
  small_assert_value(s, "a2", "X", "2023", "0");
  small_assert_value(s, "b1", "X", "2023", "0.5"); /* where squares of doubles keep nothing of it */
  small_assert_coverage(s, "a1", "X", "2023", 8, 12);
}

/* R10: of figures that were divided already, too. With x the mean by days, (-88952512484741.208 × 181 + 2 × 184) / 365, y =
 * 7.46 and z = 81915022712968.038 it is √(3·(x² + y² + z²) − (x + y + z)²) / 3, in arbitrary precision 52215692506892.06933… */
static void a_deviation_of_means_is_rounded_once(void **state) {
  small *s = *state;
  rsl_indicator indicator = monthly("X", RSL_TIME_DAY_MEAN);
  indicator.rollup.rule = RSL_RULE_STDDEV;
  indicator.frequency = RSL_PERIOD_HALF;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "X", "2023-H1", "-88952512484741.208");
  small_row(s, "a1", "X", "2023-H2", "2");
  small_row(s, "a2", "X", "2023-H2", "7.46");
  small_row(s, "a3", "X", "2023-H1", "81915022712968.038");
  small_rollup_for(s, "2023");
  assert_true(small_figure(s, "A", "X", "2023").value.real == 52215692506892.0693348419461504);
}

/* ---- Weights over time ---- */

static void a_mean_weighted_over_time_counts_every_month_of_every_unit_by_its_weight(void **state) {
  small *s = *state;
  add_monthly(s, "AREA", RSL_TIME_SUM);
  add_weighted(s, "YIELD", "AREA", RSL_TIME_WEIGHTED_MEAN);
  small_finish(s);
  GIVE(s, "a1", "YIELD", "4", "6");
  GIVE(s, "a1", "AREA", "10", "30");
  GIVE(s, "a2", "YIELD", "5", "8", "9");
  GIVE(s, "a2", "AREA", "20", "", "10");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "a1", "YIELD", "2023-Q1", "5.5"); /* (40 + 180) / 40 */
  /* (40 + 180 + 100 + 90) / (10 + 30 + 20 + 10): February of a2 has no weight and counts nowhere. */
  rsl_figure figure = small_figure(s, "A1", "YIELD", "2023-Q1");
  assert_true(figure.value.real == 410.0 / 70.0);
  small_assert_coverage(s, "A1", "YIELD", "2023-Q1", 4, 6);
  assert_true((figure.flags & RSL_FLAG_PARTIAL) != 0);
}

static void a_report_for_the_whole_period_weighs_as_its_months_do(void **state) {
  small *s = *state;
  add_monthly(s, "AREA", RSL_TIME_SUM);
  add_weighted(s, "YIELD", "AREA", RSL_TIME_WEIGHTED_MEAN);
  small_finish(s);
  GIVE(s, "a1", "AREA", "10", "30", "20");
  small_row(s, "a1", "YIELD", "2023-Q1", "5");
  GIVE(s, "a2", "YIELD", "8", "8", "8");
  GIVE(s, "a2", "AREA", "10", "10", "10");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "a1", "YIELD", "2023-Q1", "5");
  small_assert_value(s, "A1", "YIELD", "2023-Q1", "6"); /* (5 × 60 + 8 × 30) / 90 */
  small_assert_coverage(s, "A1", "YIELD", "2023-Q1", 6, 6);
}

static void a_mean_over_time_without_any_weight_has_no_partner(void **state) {
  small *s = *state;
  add_monthly(s, "AREA", RSL_TIME_SUM);
  add_weighted(s, "YIELD", "AREA", RSL_TIME_WEIGHTED_MEAN);
  small_finish(s);
  GIVE(s, "a1", "YIELD", "4", "6");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "a1", "YIELD", "2023-Q1", "");
  assert_int_equal(small_figure(s, "a1", "YIELD", "2023-Q1").absence, RSL_ABSENCE_NO_PARTNER);
  assert_int_equal(small_figure(s, "VN", "YIELD", "2023-Q1").absence, RSL_ABSENCE_NO_PARTNER);
}

static void one_period_may_fix_all_weights(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  rsl_indicator price = monthly("PRICE", RSL_TIME_MEAN);
  price.rollup.rule = RSL_RULE_WEIGHTED_MEAN;
  price.rollup.weight = "POP";
  price.weight_at = small_period("2020");
  small_add(s, &price);
  small_finish(s);
  small_row(s, "a1", "POP", "2020", "1");
  small_row(s, "a2", "POP", "2020", "3");
  small_row(s, "a1", "POP", "2023", "100"); /* not looked at */
  GIVE(s, "a1", "PRICE", "10");
  GIVE(s, "a2", "PRICE", "20");
  small_rollup_for(s, "2023-01");
  small_assert_value(s, "A1", "PRICE", "2023-01", "17.5"); /* (10 × 1 + 20 × 3) / 4 */
}

static void a_weight_may_look_back_and_says_so_where_units_differ(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  rsl_indicator rate = small_indicator("RATE", RSL_RULE_WEIGHTED_MEAN, "commune");
  rate.rollup.weight = "POP";
  rate.weight_look_back = 2;
  small_add(s, &rate);
  small_finish(s);
  small_row(s, "a1", "POP", "2023", "1");
  small_row(s, "a2", "POP", "2021", "3");
  small_row(s, "a2", "POP", "2020", "50");
  small_row(s, "b1", "POP", "2021", "1");
  small_row(s, "b2", "POP", "2021", "1");
  small_row(s, "a3", "POP", "2020", "9"); /* too old */
  static const char *const units[] = { "a1", "a2", "a3", "b1", "b2" };
  for (int i = 0; i < 5; i++) small_row(s, units[i], "RATE", "2023", i == 1 ? "20" : "10");
  small_rollup(s);
  small_assert_value(s, "A1", "RATE", "2023", "17.5"); /* (10 × 1 + 20 × 3) / 4 */
  assert_true((flags(s, "A1", "RATE", "2023") & RSL_FLAG_MIXED_VINTAGE) != 0);
  small_assert_value(s, "B", "RATE", "2023", "10");
  assert_false((flags(s, "B", "RATE", "2023") & RSL_FLAG_MIXED_VINTAGE) != 0); /* both of 2021 */
  small_assert_coverage(s, "VN", "RATE", "2023", 4, 5);
  assert_true((flags(s, "VN", "RATE", "2023") & RSL_FLAG_MIXED_VINTAGE) != 0);
}

/* 90, 10 and 40 people; nobody is told of b1 and b2. */
static void start_weights(small *s, const char *least, int look_back) {
  small_sum(s, "POP");
  rsl_indicator rate = small_indicator("RATE", RSL_RULE_WEIGHTED_MEAN, "commune");
  rate.rollup.weight = "POP";
  rate.weight_look_back = look_back;
  rate.has_min_coverage = true;
  rate.min_coverage = (rsl_decimal){ 2, 1 };
  rate.has_min_weight_coverage = least != NULL;
  if (least != NULL)
    assert_int_equal(rsl_decimal_parse(least, strlen(least), NULL, &rate.min_weight_coverage), RSL_NUMBER_FINE);
  small_add(s, &rate);
  small_finish(s);
  small_row(s, "a1", "POP", "2023", "90");
  small_row(s, "a2", "POP", "2023", "10");
  small_row(s, "a3", "POP", "2023", "40");
}

static void assert_weights(small *s, const char *unit, double reporting, double owed) {
  rsl_figure figure = small_figure(s, unit, "RATE", "2023");
  assert_true(figure.weight_reporting.real == reporting);
  assert_true(figure.weight_owed.real == owed);
}

static void coverage_by_weight_is_what_those_that_gave_one_weigh(void **state) {
  for (int look_back = 0; look_back < 2; look_back++) { /* found at once, or unit by unit */
    small *s = *state;
    start_weights(s, "0.8", look_back);
    small_row(s, "a1", "RATE", "2023", "5");
    small_row(s, "b1", "RATE", "2023", "7"); /* of no known weight */
    small_rollup(s);
    assert_weights(s, "A1", 90, 100);
    assert_false((flags(s, "A1", "RATE", "2023") & RSL_FLAG_BELOW_MIN_COVERAGE) != 0); /* 0.9; one of two units */
    assert_weights(s, "VN", 90, 140);
    assert_true((flags(s, "VN", "RATE", "2023") & RSL_FLAG_BELOW_MIN_COVERAGE) != 0); /* 0.64 */
    assert_weights(s, "a1", 90, 90);
    assert_weights(s, "a2", 0, 10);
    small_tear_down(state);
    small_set_up_country(state);
  }
}

static void who_owes_nothing_weighs_nothing(void **state) {
  small *s = *state;
  start_weights(s, NULL, 0);
  small_row(s, "a1", "RATE", "2023", "5");
  small_status(s, "a2", "RATE", "2023", "", 'M');
  small_rollup(s);
  assert_weights(s, "A1", 90, 90);
  assert_weights(s, "A", 90, 130);
}

static void a_report_that_stands_in_weighs_for_all_below_it(void **state) {
  small *s = *state;
  start_weights(s, "0.9", 0);
  small_row(s, "a1", "RATE", "2023", "5");
  small_row(s, "A1", "RATE", "2023", "6");
  small_row(s, "A1", "POP", "2023", "100");
  small_rollup(s);
  small_assert_value(s, "A1", "RATE", "2023", "6");
  assert_weights(s, "A1", 100, 100);
  assert_weights(s, "A", 100, 140);
}

static void weights_over_time_are_counted_period_by_period(void **state) {
  small *s = *state;
  add_monthly(s, "AREA", RSL_TIME_LAST);
  add_weighted(s, "RATE", "AREA", RSL_TIME_WEIGHTED_MEAN);
  small_finish(s);
  GIVE(s, "a1", "AREA", "10", "20", "30");
  GIVE(s, "a2", "AREA", "1", "1", "1");
  GIVE(s, "a1", "RATE", "5", "", "5");
  small_rollup_for(s, "2023-Q1");
  rsl_figure figure = small_figure(s, "A1", "RATE", "2023-Q1");
  assert_true(figure.weight_reporting.real == 40.0); /* 10 + 30 */
  assert_true(figure.weight_owed.real == 63.0);      /* 60 + 3 */
}

/* ---- Looking back ---- */

static void the_last_figure_may_be_of_a_period_before(void **state) {
  small *s = *state;
  rsl_explanation *explanation = NULL;
  rsl_indicator level = monthly("LEVEL", RSL_TIME_LAST);
  level.look_back = 2;
  small_add(s, &level);
  small_finish(s);
  small_row(s, "a1", "LEVEL", "2022-11", "5");
  small_row(s, "a1", "LEVEL", "2022-10", "4");
  small_row(s, "a2", "LEVEL", "2022-10", "70"); /* three months before: too old */
  small_row(s, "b1", "LEVEL", "2023-01", "8");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "a1", "LEVEL", "2023-Q1", "5");
  small_assert_value(s, "a2", "LEVEL", "2023-Q1", "");
  small_assert_value(s, "VN", "LEVEL", "2023-Q1", "13");
  small_assert_coverage(s, "VN", "LEVEL", "2023-Q1", 2, 5);
  assert_true((flags(s, "a1", "LEVEL", "2023-Q1") & RSL_FLAG_PARTIAL) != 0);
  /* An explanation tells which one it took. */
  assert_int_equal(rsl_explain(s->cube, small_unit_index(s, "a1"), small_indicator_index(s, "LEVEL"),
                               small_period("2023-Q1"), NULL, NULL, &explanation, &s->error),
                   RSL_OK);
  assert_int_equal(rsl_explanation_count(explanation), 2);
  const rsl_explanation_node *row = rsl_explanation_at(explanation, 1);
  assert_int_equal(row->kind, RSL_EXPLAIN_ROW);
  assert_int_equal(row->period.index, small_period("2022-11").index);
  rsl_explanation_free(explanation);
}

/* ---- The year to date ---- */

static void a_year_to_date_takes_the_months_that_ended_by_then(void **state) {
  small *s = *state;
  add_monthly(s, "SUM", RSL_TIME_SUM);
  add_monthly(s, "LAST", RSL_TIME_LAST);
  small_finish(s);
  GIVE(s, "a1", "SUM", "1", "2", "3", "4", "5");
  small_row(s, "a1", "SUM", "2023", "500"); /* of the whole year: not yet */
  GIVE(s, "a2", "SUM", "10", "20");
  GIVE(s, "a1", "LAST", "1", "2", "3", "4", "5");
  rollup_to_date(s, "2023", "2023-04-29");
  small_assert_value(s, "a1", "SUM", "2023", "6"); /* April has a day to go */
  small_assert_coverage(s, "a1", "SUM", "2023", 3, 3);
  assert_false((flags(s, "a1", "SUM", "2023") & RSL_FLAG_PARTIAL) != 0);
  small_assert_value(s, "A1", "SUM", "2023", "36");
  small_assert_coverage(s, "A1", "SUM", "2023", 5, 6);
  small_assert_value(s, "a1", "LAST", "2023", "3");
  assert_false((flags(s, "a1", "LAST", "2023") & RSL_FLAG_PARTIAL) != 0);
  rollup_to_date(s, "2023", "2023-01-30");
  small_assert_value(s, "a1", "SUM", "2023", "");
  small_assert_coverage(s, "VN", "SUM", "2023", 0, 0);
  rollup_to_date(s, "2023", "2024-06-30");
  small_assert_value(s, "a1", "SUM", "2023", "500"); /* it has ended, and only the report covers all of it */
}

/* Nine months are a half-year and a quarter, each with its report; of a half-year that has not begun there is nothing. */
static void what_is_left_of_a_year_to_date_may_be_a_quarter(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("LAST", RSL_RULE_SUM, "commune");
  indicator.frequency = RSL_PERIOD_MONTH;
  indicator.time = RSL_TIME_LAST;
  indicator.look_back = 3;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "LAST", "2023-H1", "1");
  small_row(s, "a1", "LAST", "2023-Q3", "2");
  small_row(s, "a2", "LAST", "2023-05", "7");
  small_row(s, "a2", "LAST", "2023-09", "8");
  rollup_to_date(s, "2023", "2023-09-30");
  small_assert_value(s, "a1", "LAST", "2023", "2");
  assert_int_equal(flags(s, "a1", "LAST", "2023"), 0);
  rollup_to_date(s, "2023-H2", "2023-06-30");
  small_assert_value(s, "a2", "LAST", "2023-H2", "");
}

static void a_report_of_a_part_stands_in_a_year_to_date(void **state) {
  small *s = *state;
  add_monthly(s, "SUM", RSL_TIME_SUM);
  small_finish(s);
  small_row(s, "a1", "SUM", "2023-Q1", "6");
  small_row(s, "a1", "SUM", "2023-04", "4");
  small_row(s, "a1", "SUM", "2023-H1", "99");
  rollup_to_date(s, "2023", "2023-05-01");
  small_assert_value(s, "a1", "SUM", "2023", "10");
  small_assert_coverage(s, "a1", "SUM", "2023", 4, 4);
}

/* ---- Cumulative reports ---- */

static void add_cumulative(small *s, rsl_reported_as as) {
  rsl_indicator indicator = monthly("C", RSL_TIME_SUM);
  indicator.reported_as = as;
  small_add(s, &indicator);
}

static void reports_of_the_year_to_date_differ_by_what_a_month_added(void **state) {
  small *s = *state;
  add_cumulative(s, RSL_REPORTED_AS_YEAR_TO_DATE);
  small_finish(s);
  GIVE(s, "a1", "C", "10", "25", "", "70", "80");
  GIVE(s, "a2", "C", "1", "3", "6", "10", "15");
  small_row(s, "a1", "C", "2022-12", "400");
  small_rollup(s);
  small_assert_value(s, "a1", "C", "2023-01", "10"); /* the year begins: not 10 - 400 */
  small_assert_value(s, "a1", "C", "2023-02", "15");
  small_assert_value(s, "a1", "C", "2023-03", "");
  small_assert_value(s, "a1", "C", "2023-04", "");
  assert_int_equal(small_figure(s, "a1", "C", "2023-04").absence, RSL_ABSENCE_NO_EARLIER);
  small_assert_value(s, "a1", "C", "2023-05", "10");
  small_assert_value(s, "A1", "C", "2023-02", "17"); /* 15 + 2 */
  small_assert_value(s, "A1", "C", "2023-04", "4");
  small_assert_coverage(s, "A1", "C", "2023-04", 1, 2);
}

static void the_total_to_date_is_the_latest_report_itself(void **state) {
  small *s = *state;
  add_cumulative(s, RSL_REPORTED_AS_YEAR_TO_DATE);
  small_finish(s);
  GIVE(s, "a1", "C", "10", "25", "", "70", "80", "", "", "", "", "", "", "120");
  GIVE(s, "a2", "C", "1", "3", "6", "10", "15");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "C", "2023", "120"); /* whatever months are missing before it */
  small_assert_coverage(s, "a1", "C", "2023", 12, 12);
  assert_int_equal(small_figure(s, "a1", "C", "2023").stood_in,
                   7); /* March and June to November gave none themselves */
  small_assert_value(s, "a2", "C", "2023", "15");
  small_assert_coverage(s, "a2", "C", "2023", 5, 12);
  assert_true((flags(s, "a2", "C", "2023") & RSL_FLAG_PARTIAL) != 0);
  small_rollup_for(s, "2023-Q2");
  small_assert_value(s, "a1", "C", "2023-Q2", "10"); /* 80 - 70: the report of March is missing, so April is unknown */
  small_assert_coverage(s, "a1", "C", "2023-Q2", 1, 3);
  small_assert_value(s, "a2", "C", "2023-Q2", "9"); /* 15 - 6 */
  rollup_to_date(s, "2023", "2023-05-31");
  small_assert_value(s, "a1", "C", "2023", "80");
  small_assert_coverage(s, "a1", "C", "2023", 5, 5);
}

/* 1 - 2 of September to November; the report of August lies before the half, and is none of September's or October's. */
static void a_cumulative_report_stands_in_for_months_inside_the_period_alone(void **state) {
  small *s = *state;
  add_cumulative(s, RSL_REPORTED_AS_YEAR_TO_DATE);
  small_finish(s);
  small_row(s, "a1", "C", "2023-08", "2");
  small_row(s, "a1", "C", "2023-11", "1");
  small_rollup_for(s, "2023-H2");
  small_assert_value(s, "a1", "C", "2023-H2", "-1");
  small_assert_coverage(s, "a1", "C", "2023-H2", 3, 6);
  assert_int_equal(small_figure(s, "a1", "C", "2023-H2").stood_in, 2);
}

/* To November: eleven months less August, which was not owed. December is missing. */
static void a_cumulative_report_leaves_out_what_is_not_owed(void **state) {
  small *s = *state;
  add_cumulative(s, RSL_REPORTED_AS_YEAR_TO_DATE);
  small_finish(s);
  small_row(s, "a1", "C", "2023-11", "1");
  small_status(s, "a1", "C", "2023-08", "", 'H');
  small_rollup_for(s, "2023");
  small_assert_coverage(s, "a1", "C", "2023", 10, 11);
  assert_int_equal(small_figure(s, "a1", "C", "2023").stood_in, 9);
  assert_true((flags(s, "a1", "C", "2023") & RSL_FLAG_PARTIAL) != 0);
}

/* R3: above a commune that does not owe March, one of January and February speaks for these two months of both. */
static void a_cumulative_report_above_speaks_for_what_was_owed_in_its_months(void **state) {
  small *s = *state;
  add_cumulative(s, RSL_REPORTED_AS_YEAR_TO_DATE);
  small_finish(s);
  small_status(s, "a1", "C", "2023-03", "", 'M');
  small_row(s, "A1", "C", "2023-02", "7");
  small_status(s, "b1", "C", "2023-01", "", 'M');
  small_row(s, "B1", "C", "2023-02", "7");
  small_row(s, "B1", "C", "2023-03", "9");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "A1", "C", "2023-Q1", "7");
  small_assert_coverage(s, "A1", "C", "2023-Q1", 4, 5);
  small_assert_coverage(s, "B1", "C", "2023-Q1", 5, 5);
}

/* From the report of August on, of which nothing before is known: September alone, which one commune does not owe. */
static void a_cumulative_report_above_speaks_for_nothing_before_the_first(void **state) {
  small *s = *state;
  add_cumulative(s, RSL_REPORTED_AS_YEAR_TO_DATE);
  small_finish(s);
  small_status(s, "a1", "C", "2023-09", "", 'M');
  small_row(s, "A1", "C", "2023-08", "7");
  small_row(s, "A1", "C", "2023-09", "9");
  small_rollup_for(s, "2023-Q3");
  small_assert_value(s, "A1", "C", "2023-Q3", "2");
  small_assert_coverage(s, "A1", "C", "2023-Q3", 1, 5);
}

/* 37 to March less 3 to February; the month's figure is that of the units above too. */
static void a_cumulative_report_of_a_quarter_tells_of_its_last_month_up_the_tree(void **state) {
  small *s = *state;
  add_cumulative(s, RSL_REPORTED_AS_YEAR_TO_DATE);
  small_finish(s);
  small_row(s, "a1", "C", "2023-02", "3");
  small_row(s, "a1", "C", "2023-Q1", "37");
  small_rollup_for(s, "2023-03");
  small_assert_value(s, "a1", "C", "2023-03", "34");
  small_assert_value(s, "A1", "C", "2023-03", "34");
  small_assert_value(s, "VN", "C", "2023-03", "34");
}

static void a_cumulative_report_of_a_half_year_is_that_of_june(void **state) {
  small *s = *state;
  add_cumulative(s, RSL_REPORTED_AS_YEAR_TO_DATE);
  small_finish(s);
  small_row(s, "a1", "C", "2023-H1", "60");
  small_row(s, "a1", "C", "2023-07", "72");
  small_row(s, "a1", "C", "2023", "150");
  small_rollup_for(s, "2023-07");
  small_assert_value(s, "a1", "C", "2023-07", "12"); /* 72 - 60 */
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "C", "2023", "150");
  small_rollup_for(s, "2023-H2");
  small_assert_value(s, "a1", "C", "2023-H2", "90"); /* 150 - 60 */
}

static void reports_of_the_term_to_date_begin_with_the_resolution(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("C", RSL_RULE_SUM, "commune");
  indicator.time = RSL_TIME_SUM;
  indicator.reported_as = RSL_REPORTED_AS_TERM_TO_DATE;
  small_add(s, &indicator);
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  resolution.code = resolution.title = "R";
  resolution.unit = "VN";
  resolution.from = small_period("2021");
  resolution.to = small_period("2025");
  assert_int_equal(rsl_plan_add_resolution(s->plan, &resolution), RSL_OK);
  small_finish(s);
  small_row(s, "a1", "C", "2020", "900");
  small_row(s, "a1", "C", "2021", "10");
  small_row(s, "a1", "C", "2022", "25");
  small_row(s, "a1", "C", "2024", "60");
  small_rollup(s);
  small_assert_value(s, "VN", "C", "2020", ""); /* what it began with is not known */
  small_assert_value(s, "VN", "C", "2021", "10");
  small_assert_value(s, "VN", "C", "2022", "15");
  small_assert_value(s, "VN", "C", "2023", "");
  small_assert_value(s, "VN", "C", "2024", "");
}

static void a_difference_of_two_reports_is_as_weak_as_the_weaker(void **state) {
  small *s = *state;
  rsl_explanation *explanation = NULL;
  add_cumulative(s, RSL_REPORTED_AS_YEAR_TO_DATE);
  small_finish(s);
  small_status(s, "a1", "C", "2023-01", "10", 'E');
  small_row(s, "a1", "C", "2023-02", "25");
  small_rollup_for(s, "2023-02");
  rsl_figure figure = small_figure(s, "VN", "C", "2023-02");
  assert_int_equal(figure.status, 'E');
  assert_int_equal(figure.weak, 1);
  assert_true((figure.flags & RSL_FLAG_ESTIMATE) != 0);
  assert_int_equal(rsl_explain(s->cube, small_unit_index(s, "a1"), small_indicator_index(s, "C"),
                               small_period("2023-02"), NULL, NULL, &explanation, &s->error),
                   RSL_OK);
  assert_int_equal(rsl_explanation_count(explanation), 3); /* the figure and both reports */
  for (size_t i = 1; i < 3; i++) assert_int_equal(rsl_explanation_at(explanation, i)->kind, RSL_EXPLAIN_ROW);
  rsl_explanation_free(explanation);
}

/* ---- Calendars ---- */

static void start_calendar(small *s) {
  rsl_calendar calendar = { .code = "ND09", .month_from = 15 };
  assert_int_equal(rsl_plan_add_calendar(s->plan, &calendar), RSL_OK);
}

static void days_from_the_fifteenth_make_the_next_month(void **state) {
  small *s = *state;
  rsl_indicator daily = monthly("D", RSL_TIME_SUM);
  start_calendar(s);
  daily.frequency = RSL_PERIOD_DAY;
  daily.calendar = "ND09";
  small_add(s, &daily);
  small_finish(s);
  small_row(s, "a1", "D", "2023-02-14", "1");
  small_row(s, "a1", "D", "2023-02-15", "10");
  small_row(s, "a1", "D", "2023-03-14", "100");
  small_row(s, "a1", "D", "2023-03-15", "1000");
  small_row(s, "a1", "D", "2022-12-15", "20000");
  small_rollup_for(s, "2023-03");
  small_assert_value(s, "a1", "D", "2023-03", "110");
  small_assert_coverage(s, "a1", "D", "2023-03", 2, 28); /* 15 February to 14 March */
  small_rollup_for(s, "2023");
  small_assert_value(s, "VN", "D", "2023", "21111");
  small_assert_coverage(s, "a1", "D", "2023", 5, 365);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  size_t count = 0;
  request.every = RSL_PERIOD_MONTH;
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  const rsl_period *periods = rsl_rollup_periods(s->rollup, 0, &count);
  assert_int_equal(count, 4); /* January to April */
  assert_int_equal(periods[0].index, small_period("2023-01").index);
}

static void who_is_there_on_the_fourteenth_owes_the_month(void **state) {
  small *s = *state;
  rsl_indicator shifted = monthly("S", RSL_TIME_SUM);
  start_calendar(s);
  rsl_unit unit;
  rsl_unit_init(&unit);
  unit.code = unit.name = "late";
  unit.level = "commune";
  unit.parent = "B1";
  unit.from = rsl_date_from_civil(2023, 3, 20);
  assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
  shifted.calendar = "ND09";
  small_add(s, &shifted);
  add_monthly(s, "PLAIN", RSL_TIME_SUM);
  small_finish(s);
  small_row(s, "b1", "S", "2023-03", "5");
  small_row(s, "b1", "PLAIN", "2023-03", "5");
  rsl_measurement early = small_measurement(s, "late", "S", "2023-03", "1");
  assert_int_equal(small_offer(s, &early), RSL_ERR_DATA); /* it opened after the 14th */
  small_row(s, "late", "PLAIN", "2023-03", "1");
  small_rollup_for(s, "2023-03");
  small_assert_coverage(s, "B1", "S", "2023-03", 1, 2);
  small_assert_coverage(s, "B1", "PLAIN", "2023-03", 2, 3);
  assert_int_equal(rsl_cube_last_day(s->cube), rsl_date_from_civil(2023, 3, 31));
}

static void a_month_that_ends_on_the_fourteenth_is_known_and_over_then(void **state) {
  small *s = *state;
  rsl_indicator shifted = monthly("S", RSL_TIME_SUM);
  start_calendar(s);
  shifted.calendar = "ND09";
  small_add(s, &shifted);
  add_monthly(s, "PLAIN", RSL_TIME_SUM);
  small_finish(s);
  GIVE(s, "a1", "S", "1", "2", "4");
  GIVE(s, "a1", "PLAIN", "1", "2", "4");
  rollup_to_date(s, "2023", "2023-03-14");
  small_assert_value(s, "a1", "S", "2023", "7");
  small_assert_value(s, "a1", "PLAIN", "2023", "3");
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.known_on = rsl_date_from_civil(2023, 3, 14);
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  small_assert_value(s, "VN", "S", "2023-03", "4");
  small_assert_value(s, "VN", "PLAIN", "2023-03", "");
  assert_int_equal(rsl_cube_last_day(s->cube), rsl_date_from_civil(2023, 3, 31));
}

static void figures_of_two_calendars_pair_by_the_name_of_their_period(void **state) {
  small *s = *state;
  start_calendar(s);
  rsl_indicator shifted = monthly("S", RSL_TIME_SUM);
  shifted.calendar = "ND09";
  small_add(s, &shifted);
  add_monthly(s, "PLAIN", RSL_TIME_SUM);
  rsl_indicator ratio = monthly("R", RSL_TIME_NONE);
  ratio.rollup.rule = RSL_RULE_RATIO;
  ratio.rollup.numerator = "S";
  ratio.rollup.denominator = "PLAIN";
  small_add(s, &ratio);
  small_finish(s);
  GIVE(s, "a1", "S", "1", "2", "4");
  GIVE(s, "a1", "PLAIN", "2", "8", "16");
  small_rollup_for(s, "2023-Q1");
  assert_true(small_figure(s, "VN", "R", "2023-Q1").value.real == 7.0 / 26.0);
  small_assert_coverage(s, "a1", "R", "2023-Q1", 3, 3);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(a_mean_by_days_counts_each_month_by_its_length),
    TEST(a_mean_by_days_is_not_the_mean_of_the_months),
    TEST(a_deviation_of_means_is_rounded_once),
    TEST(a_deviation_over_time_is_that_of_the_periods_given),
    TEST(a_mean_weighted_over_time_counts_every_month_of_every_unit_by_its_weight),
    TEST(a_report_for_the_whole_period_weighs_as_its_months_do),
    TEST(a_mean_over_time_without_any_weight_has_no_partner),
    TEST(one_period_may_fix_all_weights),
    TEST(a_weight_may_look_back_and_says_so_where_units_differ),
    TEST(coverage_by_weight_is_what_those_that_gave_one_weigh),
    TEST(who_owes_nothing_weighs_nothing),
    TEST(a_report_that_stands_in_weighs_for_all_below_it),
    TEST(weights_over_time_are_counted_period_by_period),
    TEST(the_last_figure_may_be_of_a_period_before),
    TEST(a_year_to_date_takes_the_months_that_ended_by_then),
    TEST(what_is_left_of_a_year_to_date_may_be_a_quarter),
    TEST(a_report_of_a_part_stands_in_a_year_to_date),
    TEST(reports_of_the_year_to_date_differ_by_what_a_month_added),
    TEST(the_total_to_date_is_the_latest_report_itself),
    TEST(a_cumulative_report_stands_in_for_months_inside_the_period_alone),
    TEST(a_cumulative_report_leaves_out_what_is_not_owed),
    TEST(a_cumulative_report_above_speaks_for_what_was_owed_in_its_months),
    TEST(a_cumulative_report_above_speaks_for_nothing_before_the_first),
    TEST(a_cumulative_report_of_a_quarter_tells_of_its_last_month_up_the_tree),
    TEST(a_cumulative_report_of_a_half_year_is_that_of_june),
    TEST(reports_of_the_term_to_date_begin_with_the_resolution),
    TEST(a_difference_of_two_reports_is_as_weak_as_the_weaker),
    TEST(days_from_the_fifteenth_make_the_next_month),
    TEST(who_is_there_on_the_fourteenth_owes_the_month),
    TEST(a_month_that_ends_on_the_fourteenth_is_known_and_over_then),
    TEST(figures_of_two_calendars_pair_by_the_name_of_their_period),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
