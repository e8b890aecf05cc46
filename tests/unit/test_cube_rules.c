/* The rules that need the measuring units' figures one by one, and those of grades, on five communes by hand (R4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/failing_allocator.h"
#include "support/small.h"

static const char *const communes[] = { "a1", "a2", "a3", "b1", "b2" };
static const char *const grades[] = { "weak", "fair", "good" };

/* VN = A (A1: a1 a2; A2: a3) + B (B1: b1 b2). */
static void give(small *s, const char *indicator, const char *const values[5]) {
  for (int i = 0; i < 5; i++)
    if (values[i] != NULL) small_row(s, communes[i], indicator, "2023", values[i]);
}

static void add(small *s, const char *code, rsl_rule rule) {
  rsl_indicator indicator = small_indicator(code, rule, "commune");
  small_add(s, &indicator);
}

static rsl_indicator graded(const char *code, rsl_rule rule) {
  rsl_indicator indicator = small_indicator(code, rule, "commune");
  indicator.grades = grades;
  indicator.grade_count = 3;
  return indicator;
}

static void assert_at_grade(const small *s, const char *unit, const char *indicator, uint32_t grade, int64_t expected) {
  rsl_figure figure;
  assert_true(rsl_rollup_grade_count(s->rollup, small_unit_index(s, unit), small_indicator_index(s, indicator),
                                     small_period("2023"), grade, &figure));
  assert_int_equal(rsl_number_compare(figure.value, rsl_number_from_integer(expected)), 0);
}

static void a_median_is_the_middle_of_the_measuring_units(void **state) {
  small *s = *state;
  add(s, "M", RSL_RULE_MEDIAN);
  small_finish(s);
  give(s, "M", (const char *const[5]){ "7", "1.5", "4", "100", "3" });
  small_rollup(s);
  small_assert_value(s, "VN", "M", "2023", "4");    /* 1.5 3 [4] 7 100 */
  small_assert_value(s, "A", "M", "2023", "4");     /* 1.5 [4] 7 */
  small_assert_value(s, "A1", "M", "2023", "4.25"); /* (1.5 + 7) / 2 */
  small_assert_value(s, "B", "M", "2023", "51.5");  /* (3 + 100) / 2 */
  small_assert_value(s, "A2", "M", "2023", "4");
  small_assert_value(s, "a1", "M", "2023", "7");
  small_assert_coverage(s, "VN", "M", "2023", 5, 5);
}

static void a_median_of_an_even_number_with_ties_is_exact(void **state) {
  small *s = *state;
  add(s, "M", RSL_RULE_MEDIAN);
  small_finish(s);
  give(s, "M", (const char *const[5]){ "2", "2", NULL, "2.001", "2.001" });
  small_rollup(s);
  small_assert_value(s, "VN", "M", "2023", "2.0005"); /* (2 + 2.001) / 2 */
  small_assert_value(s, "A", "M", "2023", "2");
  small_assert_coverage(s, "VN", "M", "2023", 4, 5);
}

/* Of 1, 2, 3, 4, 5 the mean is 3 and the squares of the distances are 4, 1, 0, 1, 4: 10 / 5. */
static void variance_and_deviation_are_of_the_population(void **state) {
  small *s = *state;
  add(s, "V", RSL_RULE_VARIANCE);
  add(s, "S", RSL_RULE_STDDEV);
  small_finish(s);
  give(s, "V", (const char *const[5]){ "1", "2", "3", "4", "5" });
  give(s, "S", (const char *const[5]){ "1", "2", "3", "4", "5" });
  small_rollup(s);
  small_assert_value(s, "VN", "V", "2023", "2");
  small_assert_value(s, "A1", "V", "2023", "0.25");               /* of 1 and 2: (0.5² + 0.5²) / 2 */
  small_assert_value(s, "A2", "V", "2023", "0");                  /* of one figure */
  small_assert_value(s, "a1", "V", "2023", "1");                  /* a measuring unit shows what it measured */
  small_assert_value(s, "VN", "S", "2023", "1.4142135623730951"); /* √2 */
  small_assert_value(s, "B", "S", "2023", "0.5");
}

/* Where sums of squares kept in doubles lose every digit: figures of 18 digits that differ in the last. */
static void a_variance_of_long_figures_loses_no_digit(void **state) {
  small *s = *state;
  add(s, "V", RSL_RULE_VARIANCE);
  add(s, "W", RSL_RULE_VARIANCE);
  small_finish(s);
  give(s, "V",
       (const char *const[5]){ "999999999999999995", "999999999999999996", "999999999999999997", "999999999999999998",
                               "999999999999999999" });
  /* Two at each end of the range: every distance from the mean, 0, is 999999999999999999, but one that is 0. */
  give(s, "W",
       (const char *const[5]){ "999999999999999999", "-999999999999999999", "0", "999999999999999999",
                               "-999999999999999999" });
  small_rollup(s);
  small_assert_value(s, "VN", "V", "2023", "2");
  /* 4 × (10^18 − 1)² / 5 = 0.8 × 999999999999999998000000000000000001, to the nearest double. */
  rsl_figure figure = small_figure(s, "VN", "W", "2023");
  assert_true(figure.value.real == 0.8e36 * (1 - 2e-18));
}

static void an_own_median_shows_and_hands_nothing_upward(void **state) {
  small *s = *state;
  add(s, "M", RSL_RULE_MEDIAN);
  add(s, "S", RSL_RULE_STDDEV);
  small_finish(s);
  give(s, "M", (const char *const[5]){ "1", NULL, "3", "10", "20" });
  give(s, "S", (const char *const[5]){ "1", NULL, "3", "10", "20" });
  small_row(s, "A", "M", "2023", "50");
  small_row(s, "A", "S", "2023", "50");
  small_rollup(s);
  small_assert_value(s, "A", "M", "2023", "50");
  assert_false(small_figure(s, "A", "M", "2023").own_speaks);
  small_assert_value(s, "VN", "M", "2023", "6.5"); /* 1 3 10 20 */
  small_assert_coverage(s, "VN", "M", "2023", 4, 5);
  small_assert_value(s, "A", "S", "2023", "50");
  /* Of 1, 3, 10, 20: mean 8.5, squares 56.25 + 30.25 + 2.25 + 132.25 = 221, / 4 = 55.25. */
  small_assert_value(s, "VN", "S", "2023", "7.433034373659253");
}

/* A year's mean of two months is a quotient: 7 / 2, (1 + 2) / 2 … */
static void figures_that_were_divided_over_time_are_compared_exactly(void **state) {
  static const char *const first[] = { "7", "1", "4", "100", "3" };
  static const char *const second[] = { "0", "2", "4", "0", "4" };
  small *s = *state;
  const rsl_rule rules[] = { RSL_RULE_MEDIAN, RSL_RULE_VARIANCE };
  for (int i = 0; i < 2; i++) {
    rsl_indicator indicator = small_indicator(i == 0 ? "M" : "V", rules[i], "commune");
    indicator.frequency = RSL_PERIOD_HALF;
    indicator.time = RSL_TIME_MEAN;
    small_add(s, &indicator);
  }
  small_finish(s);
  for (int i = 0; i < 5; i++) {
    small_row(s, communes[i], "M", "2023-H1", first[i]);
    small_row(s, communes[i], "M", "2023-H2", second[i]);
    small_row(s, communes[i], "V", "2023-H1", first[i]);
    small_row(s, communes[i], "V", "2023-H2", second[i]);
  }
  small_rollup_for(s, "2023");
  small_assert_value(s, "VN", "M", "2023", "3.5");               /* 1.5 [3.5] 3.5 4 50 */
  small_assert_value(s, "A1", "M", "2023", "2.5");               /* (3.5 + 1.5) / 2 */
  small_assert_value(s, "A1", "V", "2023", "1");                 /* of 3.5 and 1.5 */
  small_assert_value(s, "A", "V", "2023", "1.1666666666666667"); /* of 3.5, 1.5, 4: mean 3, 0.25 + 2.25 + 1 = 3.5 / 3 */
}

static void of_grades_the_worst_and_the_best_stand(void **state) {
  small *s = *state;
  rsl_indicator worst = graded("WORST", RSL_RULE_WORST);
  rsl_indicator best = graded("BEST", RSL_RULE_BEST);
  small_add(s, &worst);
  small_add(s, &best);
  small_finish(s);
  give(s, "WORST", (const char *const[5]){ "2", "1", "2", "0", NULL });
  give(s, "BEST", (const char *const[5]){ "0", "1", "0", "2", NULL });
  small_rollup(s);
  small_assert_value(s, "A", "WORST", "2023", "1");
  small_assert_value(s, "VN", "WORST", "2023", "0");
  small_assert_value(s, "A", "BEST", "2023", "1");
  small_assert_value(s, "VN", "BEST", "2023", "2");
}

static void an_own_grade_that_stands_in_goes_upward(void **state) {
  small *s = *state;
  rsl_indicator worst = graded("WORST", RSL_RULE_WORST);
  small_add(s, &worst);
  small_finish(s);
  give(s, "WORST", (const char *const[5]){ "2", NULL, "2", "1", "2" });
  small_row(s, "A", "WORST", "2023", "0");
  small_rollup(s);
  small_assert_value(s, "A", "WORST", "2023", "0");
  small_assert_value(s, "VN", "WORST", "2023", "0");
}

static void grades_are_counted_one_by_one(void **state) {
  small *s = *state;
  rsl_indicator indicator = graded("RANK", RSL_RULE_GRADE_COUNT);
  small_add(s, &indicator);
  small_sum(s, "X");
  small_finish(s);
  give(s, "RANK", (const char *const[5]){ "2", "2", "0", "2", NULL });
  small_row(s, "A", "RANK", "2023", "1"); /* its own grade is no count of grades */
  small_rollup(s);
  assert_at_grade(s, "VN", "RANK", 0, 1);
  assert_at_grade(s, "VN", "RANK", 1, 0);
  assert_at_grade(s, "VN", "RANK", 2, 3);
  assert_at_grade(s, "A", "RANK", 2, 2);
  assert_at_grade(s, "a1", "RANK", 2, 1);
  assert_at_grade(s, "a1", "RANK", 0, 0);
  small_assert_value(s, "VN", "RANK", "2023", "4"); /* how many gave a grade */
  small_assert_value(s, "a1", "RANK", "2023", "2"); /* its grade */
  small_assert_coverage(s, "VN", "RANK", "2023", 4, 5);
  rsl_figure figure;
  uint32_t nation = small_unit_index(s, "VN");
  rsl_period year = small_period("2023");
  assert_false(rsl_rollup_grade_count(s->rollup, nation, small_indicator_index(s, "RANK"), year, 3, &figure));
  assert_false(rsl_rollup_grade_count(s->rollup, nation, small_indicator_index(s, "X"), year, 0, &figure));
  assert_false(rsl_rollup_grade_count(s->rollup, RSL_NONE, small_indicator_index(s, "RANK"), year, 0, &figure));
  assert_true(
      rsl_rollup_grade_count(s->rollup, small_unit_index(s, "b2"), small_indicator_index(s, "RANK"), year, 0, &figure));
  assert_int_equal(figure.value.kind, RSL_NUMBER_ABSENT);
}

/* More figures than one round of narrowing can tell apart: 2,000 communes with 0 … 1999 in a stirred order. */
static void a_median_of_many_is_that_of_their_order(void **state) {
  static char codes[2000][6];
  small *s = *state;
  add(s, "M", RSL_RULE_MEDIAN);
  for (int i = 0; i < 2000; i++) {
    codes[i][0] = 'c';
    for (int d = 4, rest = i; d > 0; d--, rest /= 10) codes[i][d] = (char)('0' + rest % 10);
    small_unit(s, codes[i], "commune", i % 2 == 0 ? "A1" : "B1");
  }
  small_finish(s);
  for (int i = 0; i < 2000; i++) {
    char value[5] = "0000";
    for (int d = 3, rest = i * 777 % 2000; d >= 0; d--, rest /= 10) value[d] = (char)('0' + rest % 10);
    small_row(s, codes[i], "M", "2023", value);
  }
  small_rollup(s);
  small_assert_value(s, "VN", "M", "2023", "999.5"); /* (999 + 1000) / 2 */
  small_assert_value(s, "A", "M", "2023", "999");    /* the even ones: 0, 2 … 1998: (998 + 1000) / 2 */
  small_assert_value(s, "B", "M", "2023", "1000");   /* the odd ones */
}

static bool roll_up(const rsl_allocator *allocator, void *context) {
  const rsl_cube *cube = context;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_rollup *rollup = NULL;
  rsl_error error = RSL_ERROR_INIT;
  request.bounds = true;
  rsl_status status = rsl_rollup_run(cube, &request, allocator, &rollup, &error);
  rsl_rollup_free(rollup);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  return status == RSL_OK;
}

/* Piles, references of expressions, events and those who add and small_tear_down, each as memory runs out. */
static void rolling_up_by_every_rule_survives_every_failed_allocation(void **state) {
  small *s = *state;
  add(s, "M", RSL_RULE_MEDIAN);
  rsl_indicator rank = graded("RANK", RSL_RULE_GRADE_COUNT);
  small_add(s, &rank);
  rsl_indicator event = small_indicator("EVENT", RSL_RULE_SUM, "commune");
  event.frequency = RSL_PERIOD_NONE;
  event.event = event.has_initial = true;
  small_add(s, &event);
  rsl_indicator count = small_indicator("COUNT", RSL_RULE_COUNT, "commune");
  count.rollup.expression = "M > 2 and EVENT = 1";
  small_add(s, &count);
  rsl_indicator formula = small_indicator("F", RSL_RULE_FORMULA, NULL);
  formula.rollup.expression = "RANK:good / (M + 1)";
  small_add(s, &formula);
  rsl_indicator stopped = small_indicator("STOPPED", RSL_RULE_SUM, "commune");
  stopped.stop_at = "district";
  small_add(s, &stopped);
  small_finish(s);
  give(s, "M", (const char *const[5]){ "1", "2", "3", "4", NULL });
  give(s, "RANK", (const char *const[5]){ "1", "2", "0", "2", NULL });
  give(s, "STOPPED", (const char *const[5]){ "1", "2", "0", "2", NULL });
  small_row(s, "B1", "STOPPED", "2023", "4");
  small_row(s, "a1", "EVENT", "2023-05-01", "1");
  small_cube(s);
  assert_true(sweep_allocations(roll_up, s->cube) > 50);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(a_median_is_the_middle_of_the_measuring_units),
    TEST(a_median_of_an_even_number_with_ties_is_exact),
    TEST(variance_and_deviation_are_of_the_population),
    TEST(a_variance_of_long_figures_loses_no_digit),
    TEST(an_own_median_shows_and_hands_nothing_upward),
    TEST(figures_that_were_divided_over_time_are_compared_exactly),
    TEST(of_grades_the_worst_and_the_best_stand),
    TEST(an_own_grade_that_stands_in_goes_upward),
    TEST(grades_are_counted_one_by_one),
    TEST(a_median_of_many_is_that_of_their_order),
    TEST(rolling_up_by_every_rule_survives_every_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
