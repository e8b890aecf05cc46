/* Pace so far, pace required, and growth over a term. Expected numbers are worked beside the test. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/progress.h>

static rsl_number decimal(const char *text) {
  rsl_decimal value;
  assert_int_equal(rsl_decimal_parse(text, strlen(text), NULL, &value), RSL_NUMBER_FINE);
  return rsl_number_from_decimal(value);
}

static void assert_text(rsl_number number, const char *wanted) {
  char text[RSL_NUMBER_TEXT];
  rsl_number_format(number, text);
  assert_string_equal(text, wanted);
}

static rsl_pace_input way(const char *baseline, const char *actual, const char *target) {
  rsl_pace_input input = RSL_PACE_INPUT_INIT;
  input.start = 2020;
  input.now = 2022;
  input.end = 2025;
  input.baseline = decimal(baseline);
  input.actual = decimal(actual);
  input.target = decimal(target);
  return input;
}

static rsl_pace find(const rsl_pace_input *input) {
  rsl_pace out;
  assert_int_equal(rsl_pace_find(input, &out, NULL), RSL_OK);
  return out;
}

static void a_straight_way_asks_for_the_same_change_every_year(void **state) {
  (void)state;
  /* The urban share of docs/concepts.md: 36 + 9 × 2/5; 2.7 / 2; 6.3 / 3; 2.1 / 1.35. */
  rsl_pace_input input = way("36.0", "38.7", "45");
  rsl_pace out = find(&input);
  assert_text(out.expected, "39.6");
  assert_text(out.pace, "1.35");
  assert_text(out.required, "2.1");
  assert_text(rsl_number_round(out.acceleration, 4), "1.5556");
  assert_int_equal(out.reason, RSL_REASON_NONE);
  assert_int_equal(out.required_reason, RSL_REASON_NONE);
  input.now = 2021; /* one year on */
  assert_text(find(&input).expected, "37.8");
  assert_text(find(&input).pace, "2.7");
  input.now = 2024; /* one year left */
  assert_text(find(&input).required, "6.3");
  input.now = 2019; /* before it began, and after it ended */
  assert_text(find(&input).expected, "36");
  input.now = 2026;
  assert_text(find(&input).expected, "45");
  input.start = 0; /* the same in months */
  input.now = 24;
  input.end = 60;
  input.year = 12;
  rsl_pace months = find(&input);
  assert_text(months.expected, "39.6");
  assert_text(months.pace, "1.35");
  assert_text(months.required, "2.1");
}

static void a_compound_way_asks_for_the_same_growth_every_year(void **state) {
  (void)state;
  /* 100 → 121 in two years is 10 % a year; 121 → 161.051 in three is 10 % too; by now 100 × 1.61051^(2/5) = 121. */
  rsl_pace_input input = way("100", "121", "161.051");
  input.compound = true;
  rsl_pace out = find(&input);
  assert_text(out.pace, "10");
  assert_text(out.required, "10");
  assert_text(out.acceleration, "1");
  assert_text(rsl_number_round(out.expected, 9), "121");
  input.compound = false; /* the straight way to the same end is higher half-way: 100 + 61.051 × 2/5 */
  assert_text(find(&input).expected, "124.4204");
}

static void a_sum_has_the_rate_of_its_rest(void **state) {
  (void)state;
  /* 200 km of road in five years, 50 after two: 25 a year, 50 a year from now on. Past the whole, nothing more. */
  rsl_pace_input input = way("0", "50", "200");
  rsl_pace out = find(&input);
  assert_text(out.required, "50");
  assert_text(out.acceleration, "2");
  input.actual = decimal("230");
  assert_text(find(&input).required, "-10");
}

static void what_cannot_be_told_has_its_reason(void **state) {
  (void)state;
  rsl_pace_input input = way("0", "50", "200");
  input.compound = true;
  rsl_pace out = find(&input);
  assert_int_equal(out.reason, RSL_REASON_ZERO_BASE);
  assert_int_equal(out.pace.kind, RSL_NUMBER_ABSENT);
  assert_int_equal(out.required_reason, RSL_REASON_NONE);
  assert_int_equal(out.acceleration.kind, RSL_NUMBER_ABSENT);
  input = way("-3", "2", "5");
  input.compound = true;
  assert_int_equal(find(&input).reason, RSL_REASON_SIGN_CHANGE);
  input = way("3", "0", "5");
  input.compound = true;
  assert_int_equal(find(&input).reason, RSL_REASON_SIGN_CHANGE); /* nothing is left to grow */
  assert_int_equal(find(&input).required_reason, RSL_REASON_ZERO_BASE);
  input = way("3", "4", "-5");
  input.compound = true;
  out = find(&input);
  assert_int_equal(out.reason, RSL_REASON_SIGN_CHANGE);
  assert_int_equal(out.expected.kind, RSL_NUMBER_ABSENT);
  assert_int_equal(out.required_reason, RSL_REASON_SIGN_CHANGE);
  input = way("36", "38", "45");
  input.now = 2025;
  out = find(&input);
  assert_int_equal(out.required_reason, RSL_REASON_NO_TIME_LEFT);
  assert_text(out.expected, "45");
  input.now = 2020;
  out = find(&input);
  assert_int_equal(out.reason, RSL_REASON_EMPTY_TERM);
  assert_text(out.expected, "36");
  input = way("36", "38", "45");
  input.target = rsl_number_absent();
  out = find(&input);
  assert_int_equal(out.reason, RSL_REASON_NO_TARGET);
  assert_int_equal(out.required_reason, RSL_REASON_NO_TARGET);
  assert_text(out.pace, "1");
  input.baseline = rsl_number_absent();
  assert_int_equal(find(&input).reason, RSL_REASON_NO_BASELINE);
  input = way("36", "38", "45");
  input.actual = rsl_number_absent();
  assert_int_equal(find(&input).reason, RSL_REASON_NO_MEASUREMENT);
  assert_int_equal(find(&input).required_reason, RSL_REASON_NO_MEASUREMENT);
  input.year = 0;
  assert_int_equal(rsl_pace_find(&input, &out, NULL), RSL_ERR_ARGUMENT);
}

static void growth_over_a_term_is_geometric(void **state) {
  (void)state;
  /* One year lost half, one gained half: 0.5 × 1.5 = 0.75, √0.75 − 1 = −13.397… %, not 0. */
  const rsl_number swing[] = { decimal("-50"), decimal("50") };
  assert_text(rsl_number_round(rsl_growth_average(swing, 2), 6), "-13.39746");
  const rsl_number even[] = { decimal("6"), decimal("6"), decimal("6") };
  assert_text(rsl_growth_average(even, 3), "6");
  const rsl_number lost[] = { decimal("-100"), decimal("50") };
  assert_int_equal(rsl_growth_average(lost, 2).kind, RSL_NUMBER_ABSENT);
  const rsl_number gap[] = { decimal("5"), rsl_number_absent() };
  assert_int_equal(rsl_growth_average(gap, 2).kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_growth_average(gap, 0).kind, RSL_NUMBER_ABSENT);
}

static void growth_between_the_ends_passes_over_what_lies_between(void **state) {
  (void)state;
  const double years[] = { 2018, 2015, 2017, 2016 }; /* in any order: 100 in 2015, 121 in 2017 */
  const double values[] = { NAN, 100, 121, 5 };
  assert_true(fabs(rsl_growth_compound(years, values, 4) - 0.1) < 1e-16);
  const double fallen[] = { 25, 200, 50, 100 }; /* 200 in 2015, 25 in 2018: halved three times */
  assert_true(fabs(rsl_growth_compound(years, fallen, 4) + 0.5) < 1e-16);
  const double debts[] = { NAN, -100, -121, 0 };
  assert_true(fabs(rsl_growth_compound(years, debts, 4) - 0.1) < 1e-16);
  const double one_year[] = { NAN, 8, NAN, 10 };
  assert_true(rsl_growth_compound(years, one_year, 4) == 0.25);
  const double flat[] = { 0, 0, 7, NAN }; /* 0 in 2015 and 2018: they do not differ */
  assert_true(rsl_growth_compound(years, flat, 4) == 0);
  const double from_zero[] = { 9, 0, 7, NAN };
  assert_true(isnan(rsl_growth_compound(years, from_zero, 4)));
  const double across[] = { 9, -3, 7, NAN };
  assert_true(isnan(rsl_growth_compound(years, across, 4)));
  const double one[] = { NAN, 3, NAN, NAN };
  assert_true(isnan(rsl_growth_compound(years, one, 4)));
  const double none[] = { NAN, NAN, NAN, NAN };
  assert_true(isnan(rsl_growth_compound(years, none, 4)));
  const double once[] = { 2015, 2015 };
  const double two[] = { 1, 2 };
  assert_true(isnan(rsl_growth_compound(once, two, 2)));
}

static void what_each_year_left_has_to_grow_by_makes_up_for_the_lost_ones(void **state) {
  (void)state;
  /* Five years of 10 % are 1.61051. After 0 % and 21 % that is 1.331 = 1.1³ more. */
  const rsl_number so_far[] = { decimal("0"), decimal("21") };
  assert_text(rsl_growth_required(decimal("10"), 5, so_far, 2), "10");
  assert_text(rsl_growth_required(decimal("7"), 5, so_far, 0), "7");
  /* After 2.55 % and 8.54 %, 7 % a year on average of five: (1.07^5 / 1.1130777)^(1/3) − 1 = 8.0101… %. */
  const rsl_number published[] = { decimal("2.55"), decimal("8.54") };
  assert_text(rsl_number_round(rsl_growth_required(decimal("7"), 5, published, 2), 4), "8.0101");
  assert_int_equal(rsl_growth_required(decimal("7"), 2, published, 2).kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_growth_required(decimal("-100"), 5, published, 2).kind, RSL_NUMBER_ABSENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_straight_way_asks_for_the_same_change_every_year),
    cmocka_unit_test(a_compound_way_asks_for_the_same_growth_every_year),
    cmocka_unit_test(a_sum_has_the_rate_of_its_rest),
    cmocka_unit_test(what_cannot_be_told_has_its_reason),
    cmocka_unit_test(growth_over_a_term_is_geometric),
    cmocka_unit_test(growth_between_the_ends_passes_over_what_lies_between),
    cmocka_unit_test(what_each_year_left_has_to_grow_by_makes_up_for_the_lost_ones),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
