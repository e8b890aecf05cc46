/* What a figure could be if the missing units gave the least or the most of those that reported (R11). Five communes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/plan_maker.h"
#include "support/small.h"

/* VN = A (A1: a1 a2; A2: a3) + B (B1: b1 b2). */
static void give(small *s, const char *indicator, const char *const values[5]) {
  static const char *const communes[] = { "a1", "a2", "a3", "b1", "b2" };
  for (int i = 0; i < 5; i++)
    if (values[i] != NULL) small_row(s, communes[i], indicator, "2023", values[i]);
}

static void roll_up_with_bounds(small *s, const char *period) {
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_period wanted = small_period(period);
  request.bounds = true;
  request.periods = &wanted;
  request.period_count = 1;
  if (s->cube == NULL) small_cube(s);
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
}

static void assert_bounds(const small *s, const char *unit, const char *indicator, const char *low, const char *high) {
  char text[RSL_NUMBER_TEXT];
  rsl_figure figure = small_figure(s, unit, indicator, "2023");
  rsl_number_format(figure.low, text);
  assert_string_equal(text, low);
  rsl_number_format(figure.high, text);
  assert_string_equal(text, high);
}

static void the_missing_give_the_least_or_the_most_seen_below_the_unit(void **state) {
  small *s = *state;
  small_sum(s, "SUM");
  rsl_indicator mean = small_indicator("MEAN", RSL_RULE_MEAN, "commune");
  small_add(s, &mean);
  small_finish(s);
  give(s, "SUM", (const char *const[5]){ "1.5", NULL, "4", "10", NULL });
  give(s, "MEAN", (const char *const[5]){ "1.5", NULL, "4", "10", NULL });
  roll_up_with_bounds(s, "2023");
  assert_bounds(s, "A", "SUM", "7", "9.5");      /* 5.5 + 1.5, 5.5 + 4 */
  assert_bounds(s, "VN", "SUM", "18.5", "35.5"); /* 15.5 + 2 × 1.5, 15.5 + 2 × 10 */
  assert_bounds(s, "A2", "SUM", "4", "4");       /* nobody is missing */
  assert_bounds(s, "a1", "SUM", "1.5", "1.5");
  assert_bounds(s, "a2", "SUM", "", "");
  assert_bounds(s, "VN", "MEAN", "3.7", "7.1"); /* 18.5 / 5, 35.5 / 5 */
  small_assert_value(s, "VN", "SUM", "2023", "15.5");
}

/* A missing unit gives the pair that makes the least, or the most: 10 of 100 and 30 of 50. */
static void of_a_ratio_the_pair_that_makes_the_least_is_taken(void **state) {
  small *s = *state;
  small_sum(s, "PART");
  small_sum(s, "ALL");
  small_ratio(s, "RATE", "PART", "ALL", 100);
  small_finish(s);
  give(s, "PART", (const char *const[5]){ "10", NULL, "0", "30", "40" });
  give(s, "ALL", (const char *const[5]){ "100", NULL, "0", "50", "100" });
  roll_up_with_bounds(s, "2023");
  small_assert_value(s, "VN", "RATE", "2023", "32");                          /* 80 / 250 */
  assert_bounds(s, "VN", "RATE", "25.714285714285715", "36.666666666666664"); /* 90 / 350, 110 / 300 */
  assert_bounds(s, "A", "RATE", "10", "10");                                  /* 0 of 0 makes nothing */
}

/* 11 of 60 seen, two missing. 2 of 36 makes less than 1 of 20, though it is the greater quotient: it counts for more. */
static void of_a_ratio_a_great_pair_may_make_the_least(void **state) {
  small *s = *state;
  small_sum(s, "PART");
  small_sum(s, "ALL");
  small_ratio(s, "RATE", "PART", "ALL", 1);
  small_finish(s);
  give(s, "PART", (const char *const[5]){ "8", "1", "2", NULL, NULL });
  give(s, "ALL", (const char *const[5]){ "4", "20", "36", NULL, NULL });
  roll_up_with_bounds(s, "2023");
  /* (11 + 2 × 2) / (60 + 2 × 36) = 15 / 132, less than (11 + 2 × 1) / (60 + 2 × 20) = 0.13; (11 + 2 × 8) / (60 + 2 × 4) =
   * 27 / 68. */
  assert_bounds(s, "VN", "RATE", "0.11363636363636363", "0.39705882352941174");
}

static void counts_and_shares_stay_between_what_was_seen(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("COUNT", RSL_RULE_COUNT, "commune");
  indicator.rollup.condition = (rsl_condition){ .form = RSL_FORM_AT_LEAST, .value = { 19, 0 } };
  small_add(s, &indicator);
  indicator.code = indicator.name = "GIVEN";
  indicator.rollup.rule = RSL_RULE_SHARE;
  indicator.rollup.of = RSL_SHARE_OF_REPORTING;
  small_add(s, &indicator);
  indicator.code = indicator.name = "OWED";
  indicator.rollup.of = RSL_SHARE_OF_OWED;
  small_add(s, &indicator);
  small_finish(s);
  for (int i = 0; i < 3; i++) {
    static const char *const codes[] = { "COUNT", "GIVEN", "OWED" };
    give(s, codes[i], (const char *const[5]){ "19", NULL, "18", "20", NULL });
  }
  roll_up_with_bounds(s, "2023");
  assert_bounds(s, "VN", "COUNT", "2", "4");   /* both missing fail, or both meet it */
  assert_bounds(s, "VN", "GIVEN", "40", "80"); /* 2 / 5, 4 / 5 */
  assert_bounds(s, "VN", "OWED", "40", "80");
  assert_bounds(s, "B", "COUNT", "2", "2"); /* below B nobody was seen to fail */
}

/* A year of halves, of which one of four is missing: half a unit of what was seen. */
static void a_part_of_a_period_is_a_part_of_a_unit(void **state) {
  small *s = *state;
  rsl_indicator flow = small_indicator("FLOW", RSL_RULE_SUM, "commune");
  flow.frequency = RSL_PERIOD_HALF;
  flow.time = RSL_TIME_SUM;
  small_add(s, &flow);
  small_finish(s);
  small_row(s, "b1", "FLOW", "2023-H1", "2");
  small_row(s, "b1", "FLOW", "2023-H2", "4");
  small_row(s, "b2", "FLOW", "2023-H1", "10");
  roll_up_with_bounds(s, "2023");
  assert_bounds(s, "B", "FLOW", "19", "21"); /* 16 + 6 / 2, 16 + 10 / 2: of 6 and 10 seen */
}

static void a_report_that_stands_in_leaves_nothing_missing(void **state) {
  small *s = *state;
  small_sum(s, "SUM");
  small_finish(s);
  give(s, "SUM", (const char *const[5]){ "1", NULL, "4", "10", NULL });
  small_row(s, "A", "SUM", "2023", "7");
  roll_up_with_bounds(s, "2023");
  assert_bounds(s, "A", "SUM", "7", "7");
  assert_bounds(s, "VN", "SUM", "18", "27"); /* 7 + 10, b2 missing: 1 or 10 */
}

/* The numbers of docs/rules-by-hand.md. */
static void the_bounds_worked_by_hand_come_out(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_sum(s, "POOR");
  small_sum(s, "HH");
  rsl_indicator mean = small_indicator("MEAN", RSL_RULE_MEAN, "commune");
  small_add(s, &mean);
  small_ratio(s, "RATE", "POOR", "HH", 100);
  small_finish(s);
  give(s, "X", (const char *const[5]){ "2", "3", "3", "5", NULL });
  give(s, "MEAN", (const char *const[5]){ "2", "3", "3", "5", NULL });
  give(s, "POOR", (const char *const[5]){ "10", "40", "60", "10", NULL });
  give(s, "HH", (const char *const[5]){ "100", "200", "300", "200", NULL });
  roll_up_with_bounds(s, "2023");
  assert_bounds(s, "VN", "X", "15", "18");
  assert_bounds(s, "VN", "MEAN", "3", "3.6");
  assert_bounds(s, "VN", "RATE", "13", "16.363636363636363"); /* 130 / 1,000, 180 / 1,100 */
}

/* ---- Carried figures ---- */

/* P (A B C): A and B become m on 2021-07-01, C goes to x and y, a quarter and three. */
static void start_change(small *s) {
  small_start(s);
  small_unit(s, "P", "province", NULL);
  add_unit(s->plan, "A", "commune", "P", "", "2021-07-01");
  add_unit(s->plan, "B", "commune", "P", "", "2021-07-01");
  add_unit(s->plan, "C", "commune", "P", "", "2021-07-01");
  add_unit(s->plan, "m", "commune", "P", "2021-07-01", "");
  add_unit(s->plan, "x", "commune", "P", "2021-07-01", "");
  add_unit(s->plan, "y", "commune", "P", "2021-07-01", "");
  add_succession(s->plan, "A", "m", "2021-07-01", NULL);
  add_succession(s->plan, "B", "m", "2021-07-01", NULL);
  add_succession(s->plan, "C", "x", "2021-07-01", "1/4");
  add_succession(s->plan, "C", "y", "2021-07-01", "3/4");
}

static void assert_figure_in(small *s, const char *unit, const char *indicator, const char *period,
                             const char *structure, const char *value, const char *low, const char *high) {
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_period wanted = small_period(period);
  char text[RSL_NUMBER_TEXT];
  request.bounds = true;
  request.periods = &wanted;
  request.period_count = 1;
  request.structure = day_of(structure);
  if (s->cube == NULL) small_cube(s);
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  rsl_figure figure = small_figure(s, unit, indicator, period);
  rsl_number_format(figure.value, text);
  assert_string_equal(text, value);
  rsl_number_format(figure.low, text);
  assert_string_equal(text, low);
  rsl_number_format(figure.high, text);
  assert_string_equal(text, high);
}

static void a_carried_figure_has_the_bounds_of_the_units_of_the_time(void **state) {
  (void)state;
  small s;
  start_change(&s);
  small_sum(&s, "SUM");
  rsl_indicator mean = small_indicator("MEAN", RSL_RULE_MEAN, "commune");
  small_add(&s, &mean);
  small_sum(&s, "D_");
  small_ratio(&s, "R", "SUM", "D_", 1);
  small_finish(&s);
  small_row(&s, "A", "SUM", "2020", "3"); /* B is missing, and could be like A */
  small_row(&s, "A", "MEAN", "2020", "3");
  small_row(&s, "C", "SUM", "2020", "8");
  small_row(&s, "A", "D_", "2020", "6");
  small_row(&s, "C", "D_", "2020", "8");
  assert_figure_in(&s, "m", "SUM", "2020", "2021-07-01", "3", "6", "6");
  assert_figure_in(&s, "m", "MEAN", "2020", "2021-07-01", "3", "3", "3");
  assert_figure_in(&s, "P", "SUM", "2020", "2021-07-01", "11", "14", "19"); /* 11 + 3, 11 + 8 */
  assert_figure_in(&s, "x", "SUM", "2020", "2021-07-01", "2", "2", "2");    /* a quarter of 8, and nothing is missing */
  assert_figure_in(&s, "y", "SUM", "2020", "2021-07-01", "6", "6", "6");
  assert_figure_in(&s, "y", "R", "2020", "2021-07-01", "1", "1", "1"); /* 6 / 6 */
  small_end(&s);
}

static void a_year_in_which_units_change_has_the_bounds_of_its_quarters(void **state) {
  (void)state;
  small s;
  start_change(&s);
  rsl_indicator sum = small_indicator("X", RSL_RULE_SUM, "commune");
  sum.frequency = RSL_PERIOD_QUARTER;
  sum.time = RSL_TIME_SUM;
  small_add(&s, &sum);
  sum.code = sum.name = "MOST";
  sum.time = RSL_TIME_MAX;
  small_add(&s, &sum);
  sum.code = sum.name = "SPREAD";
  sum.time = RSL_TIME_STDDEV;
  small_add(&s, &sum);
  small_finish(&s);
  static const char *const codes[] = { "X", "MOST", "SPREAD" };
  for (int i = 0; i < 3; i++) {
    small_row(&s, "A", codes[i], "2021-Q1", "1"); /* B could be like A: 2 */
    small_row(&s, "A", codes[i], "2021-Q2", "2");
    small_row(&s, "B", codes[i], "2021-Q2", "4"); /* 6 */
    small_row(&s, "m", codes[i], "2021-Q3", "5");
    small_row(&s, "m", codes[i], "2021-Q4", "3");
  }
  assert_figure_in(&s, "m", "X", "2021", "2021-07-01", "15", "16", "16"); /* 1 + 6 + 5 + 3; 2 + 6 + 5 + 3 */
  assert_figure_in(&s, "m", "MOST", "2021", "2021-07-01", "6", "6", "6");
  assert_figure_in(&s, "m", "SPREAD", "2021", "2021-07-01", "1.920286436967152", "", ""); /* √(59/16) */
  /* P: nobody gave what C, x or y owe. Q1 1 and two more like A; Q2 6 and one of 2 to 4; Q3 5 and 5, 5; Q4 3 and 3, 3. */
  assert_figure_in(&s, "P", "X", "2021", "2021-07-01", "15", "35", "37"); /* 3 + 8 + 15 + 9; 3 + 10 + 15 + 9 */
  small_end(&s);
}

static void a_quarter_that_nobody_told_of_leaves_no_bounds(void **state) {
  (void)state;
  small s;
  start_change(&s);
  rsl_indicator sum = small_indicator("X", RSL_RULE_SUM, "commune");
  sum.frequency = RSL_PERIOD_QUARTER;
  sum.time = RSL_TIME_SUM;
  small_add(&s, &sum);
  small_finish(&s);
  small_row(&s, "A", "X", "2021-Q2", "2");
  small_row(&s, "m", "X", "2021-Q3", "5");
  assert_figure_in(&s, "m", "X", "2021", "2021-07-01", "7", "", "");
  small_end(&s);
}

static void bounds_are_absent_where_they_were_not_asked(void **state) {
  small *s = *state;
  small_sum(s, "SUM");
  small_finish(s);
  give(s, "SUM", (const char *const[5]){ "1", NULL, "4", "10", NULL });
  small_rollup(s);
  assert_bounds(s, "VN", "SUM", "", "");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(the_missing_give_the_least_or_the_most_seen_below_the_unit),
    TEST(of_a_ratio_the_pair_that_makes_the_least_is_taken),
    TEST(of_a_ratio_a_great_pair_may_make_the_least),
    TEST(counts_and_shares_stay_between_what_was_seen),
    TEST(a_part_of_a_period_is_a_part_of_a_unit),
    TEST(a_report_that_stands_in_leaves_nothing_missing),
    TEST(the_bounds_worked_by_hand_come_out),
    cmocka_unit_test(a_carried_figure_has_the_bounds_of_the_units_of_the_time),
    cmocka_unit_test(a_year_in_which_units_change_has_the_bounds_of_its_quarters),
    cmocka_unit_test(a_quarter_that_nobody_told_of_leaves_no_bounds),
    TEST(bounds_are_absent_where_they_were_not_asked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
