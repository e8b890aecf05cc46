/* Trends and their intervals. Expected numbers are of the named publication, or worked beside the test. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/progress.h>

#include "progress/median.h"
#include "progress/student.h"
#include "support/failing_allocator.h"
#include "support/random.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static rsl_outlook_input series(const double *times, const double *values, size_t count) {
  rsl_outlook_input input = RSL_OUTLOOK_INPUT_INIT;
  input.times = times;
  input.values = values;
  input.count = count;
  return input;
}

static void assert_near(double got, double wanted, double share) {
  if (!(fabs(got - wanted) <= share * fabs(wanted))) fail_msg("%.17g instead of %.17g", got, wanted);
}

static rsl_outlook least_squares(const rsl_outlook_input *input) {
  rsl_outlook out;
  assert_int_equal(rsl_outlook_least_squares(input, &out, NULL), RSL_OK);
  return out;
}

static rsl_outlook theil_sen(const rsl_outlook_input *input) {
  rsl_outlook out;
  assert_int_equal(rsl_outlook_theil_sen(input, NULL, &out, NULL), RSL_OK);
  return out;
}

static rsl_outlook repeated_medians(const rsl_outlook_input *input, rsl_medians medians) {
  rsl_outlook out;
  assert_int_equal(rsl_outlook_repeated_medians(input, medians, NULL, &out, NULL), RSL_OK);
  return out;
}

static rsl_rank_correlation kendall(const rsl_outlook_input *input) {
  rsl_rank_correlation out;
  assert_int_equal(rsl_outlook_kendall(input, &out, NULL), RSL_OK);
  return out;
}

/* ---- Student's distribution ------------------------------------------------------------------------------ */

static void student_has_closed_forms_for_one_and_two_degrees(void **state) {
  (void)state;
  /* tan(π/2 × 0.95), and 0.95 √(2 / (1 − 0.95²)), of the double that 0.95 is. */
  assert_near(rsl_student_quantile(1, 0.95), 12.706204736174693314, 2e-16);
  assert_near(rsl_student_quantile(2, 0.95), 4.302652729749461789, 2e-16);
  assert_near(rsl_student_quantile(2, 0.5), 0.816496580927726033, 2e-16); /* √(2/3) */
  assert_near(rsl_student_quantile(1, 0.5), 1, 2e-16);
}

static void student_is_the_published_table(void **state) {
  (void)state;
  /* NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: two-sided 0.95 is the column 0.975. */
  static const struct {
    size_t degrees;
    double level;
    double wanted;
  } rows[] = { { 3, 0.95, 3.182 },   { 5, 0.95, 2.571 },   { 10, 0.8, 1.372 },  { 10, 0.95, 2.228 },
               { 30, 0.99, 2.750 },  { 60, 0.9, 1.671 },   { 63, 0.95, 1.998 }, { 64, 0.95, 1.998 },
               { 65, 0.95, 1.997 },  { 100, 0.95, 1.984 }, { 4, 0.998, 7.173 }, { 2, 0.998, 22.327 },
               { 1, 0.998, 318.309 } };
  for (size_t i = 0; i < COUNT(rows); i++)
    assert_true(fabs(rsl_student_quantile(rows[i].degrees, rows[i].level) - rows[i].wanted) < 0.00061);
}

static void student_becomes_the_normal_distribution(void **state) {
  (void)state;
  assert_near(rsl__normal_quantile(0.95), 1.95996398454005423552, 4e-16); /* 0.95 is no double */
  assert_near(rsl__normal_tails(1.95996398454005423552), 0.05, 1e-15);
  assert_true(rsl__normal_tails(0) == 1);
  assert_true(rsl__normal_tails(-37) > 0 && rsl__normal_tails(50) == 0);
  /* With n degrees it is z + (z³ + z) / 4n and less than z⁵ / 10 n² more. */
  double z = rsl__normal_quantile(0.95);
  assert_near(rsl_student_quantile(20000000, 0.95), z + (z * z * z + z) / 8e7, 1e-14);
  assert_near(rsl_student_quantile(SIZE_MAX, 0.95), z, 2e-16);
  assert_true(isnan(rsl_student_quantile(0, 0.95)));
  assert_true(isnan(rsl_student_quantile(3, 1)) && isnan(rsl_student_quantile(3, 0)) &&
              isnan(rsl_student_quantile(3, NAN)));
}

static void a_quantile_grows_with_its_level_and_falls_with_the_degrees(void **state) {
  (void)state;
  for (size_t degrees = 1; degrees < 80; degrees += degrees < 10 ? 1 : 7) {
    double before = 0;
    for (int percent = 1; percent < 100; percent += 7) {
      double here = rsl_student_quantile(degrees, percent / 100.0);
      assert_true(here > before);
      assert_true(here > rsl_student_quantile(degrees + 1, percent / 100.0));
      before = here;
    }
  }
}

/* ---- Least squares ----------------------------------------------------------------------------------------- */

static void the_certified_line_of_nist_is_met(void **state) {
  (void)state;
  /* NIST Statistical Reference Datasets, Norris: calibration of ozone monitors. Certified: intercept -0.262323073774029,
   * slope 1.00211681802045, its standard error 0.429796848199937E-03, residual standard deviation 0.884796396144373. */
  static const double x[] = { 0.2, 337.4, 118.2, 884.6, 10.1,  226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4,
                              0.6, 775.5, 666.9, 338.0, 447.5, 11.6,  556.0, 228.1, 995.8, 887.6, 120.2, 0.3,
                              0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1,  118.3, 229.2, 669.1, 448.9, 0.5 };
  static const double y[] = { 0.1, 338.8, 118.1, 888.0, 9.2,   228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3,
                              0.1, 778.1, 668.8, 339.3, 448.9, 10.8,  557.7, 228.3, 998.0, 888.8, 119.6, 0.3,
                              0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2,  117.6, 228.9, 668.4, 449.2, 0.2 };
  rsl_outlook_input input = series(x, y, COUNT(x));
  rsl_outlook out = least_squares(&input);
  assert_near(out.intercept, -0.262323073774029, 1e-12);
  assert_near(out.slope, 1.00211681802045, 1e-14);
  assert_near(out.residual_error, 0.884796396144373, 1e-13);
  assert_near((out.slope_high - out.slope) / rsl_student_quantile(34, 0.95), 0.429796848199937e-3, 1e-10);
}

static const double three_years[] = { 2021, 2022, 2023 };
static const double three_figures[] = { 1, 2, 6 };

static void three_points_leave_one_degree_of_freedom(void **state) {
  (void)state;
  /* Means 2022 and 3; Σ(t − 2022)² = 2, Σ(t − 2022)(y − 3) = 2 + 3 = 5: slope 2.5. Residuals 0.5, −1, 0.5: s = √1.5. In 2025
   * the line is at 10.5; a new figure within ±12.7062 × √1.5 × √(1 + 1/3 + 9/2), the line within √(1/3 + 9/2) of the same. */
  rsl_outlook_input input = series(three_years, three_figures, 3);
  input.at = 2025;
  rsl_outlook out = least_squares(&input);
  assert_int_equal(out.reason, RSL_REASON_NONE);
  assert_true(out.slope == 2.5 && out.projected == 10.5);
  double unit = 12.7062047361746994 * sqrt(1.5);
  assert_near(out.high - 10.5, unit * sqrt(1 + 1.0 / 3 + 4.5), 1e-15);
  assert_near(10.5 - out.low, unit * sqrt(1 + 1.0 / 3 + 4.5), 1e-15);
  assert_near(out.line_high - 10.5, unit * sqrt(1.0 / 3 + 4.5), 1e-15);
  assert_near(10.5 - out.line_low, unit * sqrt(1.0 / 3 + 4.5), 1e-15);
  assert_near(out.slope_high - 2.5, unit / sqrt(2), 1e-15);
  assert_near(2.5 - out.slope_low, unit / sqrt(2), 1e-15);
  assert_true(out.high > 45 && out.low < -25); /* honest, and useless */
  assert_int_equal(theil_sen(&input).reason, RSL_REASON_NONE);
  assert_true(theil_sen(&input).line_low < theil_sen(&input).line_high);
}

static void absent_figures_are_passed_over(void **state) {
  (void)state;
  static const double years[] = { 2019, 2020, 2021, 2022, 2022.5, 2023, 2024 };
  static const double values[] = { NAN, NAN, 1, 2, NAN, 6, NAN };
  rsl_outlook_input gaps = series(years, values, COUNT(years));
  rsl_outlook_input whole = series(three_years, three_figures, 3);
  gaps.at = whole.at = 2025;
  rsl_outlook of_gaps = least_squares(&gaps);
  rsl_outlook of_whole = least_squares(&whole);
  assert_int_equal(of_gaps.points, 3);
  assert_true(of_gaps.slope == of_whole.slope && of_gaps.low == of_whole.low && of_gaps.high == of_whole.high);
  assert_true(theil_sen(&gaps).slope == theil_sen(&whole).slope);
  assert_true(kendall(&gaps).tau == kendall(&whole).tau && kendall(&gaps).p == kendall(&whole).p);
}

static void a_quantile_that_is_given_is_used(void **state) {
  (void)state;
  rsl_outlook_input input = series(three_years, three_figures, 3);
  input.at = 2025;
  rsl_outlook computed = least_squares(&input);
  input.quantile = rsl_student_quantile(1, 0.95);
  rsl_outlook given = least_squares(&input);
  assert_true(given.low == computed.low && given.high == computed.high);
  input.quantile = 1;
  assert_true(least_squares(&input).high < computed.high);
}

static void years_and_high_levels_lose_no_digits(void **state) {
  (void)state;
  static const double years[] = { 2019, 2020, 2021, 2022, 2023 };
  static const double steps[] = { 0, 1, 2, 3, 4 };
  static const double low[] = { 3, 1, 4, 1, 5 };
  static const double high[] = { 4000000003, 4000000001, 4000000004, 4000000001, 4000000005 };
  rsl_outlook_input near = series(steps, low, 5);
  rsl_outlook_input far = series(years, high, 5);
  near.at = 6;
  far.at = 2025;
  rsl_outlook plain = least_squares(&near);
  rsl_outlook same = least_squares(&far);
  assert_near(same.slope, plain.slope, 1e-14);
  assert_near(same.residual_error, plain.residual_error, 1e-14);
  assert_near(same.projected - 4e9, plain.projected, 1e-6);
}

static void fewer_than_three_points_have_no_interval_and_say_so(void **state) {
  (void)state;
  static const double years[] = { 2020, 2021, 2022, 2023 };
  static const double two[] = { 4, NAN, NAN, 10 };
  static const double one[] = { NAN, 4, NAN, NAN };
  static const double none[] = { NAN, NAN, NAN, NAN };
  rsl_outlook_input input = series(years, two, 4);
  input.at = 2025;
  rsl_outlook line = least_squares(&input);
  assert_int_equal(line.reason, RSL_REASON_TOO_FEW_POINTS);
  assert_true(line.points == 2 && line.slope == 2 && line.projected == 14);
  assert_true(isnan(line.low) && isnan(line.high) && isnan(line.line_low) && isnan(line.slope_low) &&
              isnan(line.residual_error));
  rsl_outlook robust = theil_sen(&input);
  assert_int_equal(robust.reason, RSL_REASON_TOO_FEW_POINTS);
  assert_true(robust.projected == 14 && robust.slope_low == 2 && isnan(robust.line_low) && isnan(robust.low));
  assert_int_equal(repeated_medians(&input, RSL_MEDIANS_HIERARCHICAL).reason, RSL_REASON_TOO_FEW_POINTS);
  input.values = one;
  assert_int_equal(least_squares(&input).reason, RSL_REASON_ONE_POINT);
  assert_true(isnan(least_squares(&input).projected));
  assert_int_equal(theil_sen(&input).reason, RSL_REASON_ONE_POINT);
  assert_int_equal(kendall(&input).reason, RSL_REASON_ONE_POINT);
  input.values = none;
  assert_int_equal(least_squares(&input).reason, RSL_REASON_NO_MEASUREMENT);
  assert_string_equal(rsl_reason_code(RSL_REASON_TOO_FEW_POINTS), "too_few_points");
}

static void figures_of_one_time_have_no_trend(void **state) {
  (void)state;
  static const double once[] = { 2020, 2020, 2020 };
  rsl_outlook_input input = series(once, three_figures, 3);
  assert_int_equal(least_squares(&input).reason, RSL_REASON_EMPTY_TERM);
  assert_int_equal(theil_sen(&input).reason, RSL_REASON_EMPTY_TERM);
  assert_int_equal(repeated_medians(&input, RSL_MEDIANS_SEPARATE).reason, RSL_REASON_EMPTY_TERM);
  assert_int_equal(kendall(&input).reason, RSL_REASON_EMPTY_TERM);
}

static void what_doubles_do_not_hold_is_absent(void **state) {
  (void)state;
  static const double huge[] = { -1.7e308, 1.7e308, 1.7e308 };
  rsl_outlook_input input = series(three_years, huge, 3);
  rsl_outlook out = least_squares(&input);
  assert_int_equal(out.reason, RSL_REASON_OUT_OF_RANGE);
  assert_true(isnan(out.slope) && isnan(out.projected) && isnan(out.low) && out.points == 3);
}

static void a_series_that_is_none_is_refused(void **state) {
  (void)state;
  static const double endless[] = { 1, INFINITY, 3 };
  rsl_outlook out;
  rsl_error error = RSL_ERROR_INIT;
  rsl_outlook_input input = series(three_years, endless, 3);
  assert_int_equal(rsl_outlook_least_squares(&input, &out, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "figure 2 of the series is infinite; an absent one is a nan");
  input = series(endless, three_figures, 3);
  assert_int_equal(rsl_outlook_log_linear(&input, &out, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "time 2 of the series is no finite number");
  input = series(three_years, three_figures, 3);
  input.level = 95;
  assert_int_equal(rsl_outlook_theil_sen(&input, NULL, &out, &error), RSL_ERR_ARGUMENT);
}

static void a_growth_rests_on_all_points(void **state) {
  (void)state;
  /* Doubled every year, then half of that at the end: logarithms in units of ln 2 are 0, 1, 2, 2, slope (−1.5 × −1.25 −
   * 0.5 × −0.25 + 0.5 × 0.75 + 1.5 × 0.75) / 5 = 0.7; the CAGR of the ends would be 2/3 of a doubling. */
  static const double years[] = { 2020, 2021, 2022, 2023 };
  static const double values[] = { 1, 2, 4, 4 };
  rsl_outlook_input input = series(years, values, 4);
  rsl_outlook out;
  input.at = 2025;
  assert_int_equal(rsl_outlook_log_linear(&input, &out, NULL), RSL_OK);
  assert_near(out.growth, 0.624504792712471086, 1e-15);   /* 2^0.7 − 1 */
  assert_near(out.projected, 12.9960383416997697, 1e-15); /* 2^(1.25 + 0.7 × 3.5) */
  assert_true(out.low > 0 && out.low < out.line_low && out.line_low < out.projected && out.high > out.line_high);
}

static void no_logarithm_is_a_reason_and_no_number(void **state) {
  (void)state;
  static const double zero[] = { 1, 0, 6 };
  static const double negative[] = { 0, -1, 6 };
  rsl_outlook out;
  rsl_outlook_input input = series(three_years, zero, 3);
  assert_int_equal(rsl_outlook_log_linear(&input, &out, NULL), RSL_OK);
  assert_int_equal(out.reason, RSL_REASON_ZERO_BASE);
  assert_true(isnan(out.growth) && isnan(out.slope));
  input.values = negative;
  assert_int_equal(rsl_outlook_log_linear(&input, &out, NULL), RSL_OK);
  assert_int_equal(out.reason, RSL_REASON_SIGN_CHANGE);
}

/* ---- Medians of pairs --------------------------------------------------------------------------------------- */

static void the_example_of_sen_is_met(void **state) {
  (void)state;
  /* P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau" (1968), section 6: the slope is 4, with
   * confidence of about 93 % between 26/7 and 35/8. Medians 4 and 20: the line passes (0, 4). */
  static const double times[] = { 1, 2, 3, 4, 10, 12, 18 };
  static const double values[] = { 9, 15, 19, 20, 45, 55, 78 };
  rsl_outlook_input input = series(times, values, COUNT(times));
  input.level = 0.93;
  input.at = 20;
  rsl_outlook out = theil_sen(&input);
  assert_true(out.slope == 4 && out.intercept == 4 && out.projected == 84);
  assert_near(out.slope_low, 26.0 / 7, 1e-15);
  assert_near(out.slope_high, 35.0 / 8, 1e-15);
  /* From the medians on: 20 + 16 × 26/7 and 20 + 16 × 35/8. A new figure has no interval. */
  assert_near(out.line_low, 20 + 16 * 26.0 / 7, 1e-15);
  assert_near(out.line_high, 90, 1e-15);
  assert_true(isnan(out.low) && isnan(out.high));
  input.at = -4; /* before the medians the lower slope is the upper line */
  assert_true(theil_sen(&input).line_low < theil_sen(&input).line_high);
}

static void fewer_than_half_wild_figures_do_not_move_the_repeated_medians(void **state) {
  (void)state;
  static const double years[] = { 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022 };
  static const double values[] = { 10, 12, 14, -1000, 18, 5000, 22, 7 }; /* 2t − 4020, but for three */
  rsl_outlook_input input = series(years, values, COUNT(years));
  input.at = 2025;
  for (int medians = RSL_MEDIANS_HIERARCHICAL; medians <= RSL_MEDIANS_SEPARATE; medians++) {
    rsl_outlook out = repeated_medians(&input, (rsl_medians)medians);
    assert_true(out.slope == 2 && out.projected == 30 && out.intercept == -4020);
    assert_int_equal(out.reason, RSL_REASON_NONE);
    assert_true(isnan(out.low) && isnan(out.line_low));
  }
}

static int by_value(const void *a, const void *b) {
  double left = *(const double *)a;
  double right = *(const double *)b;
  return left < right ? -1 : left > right;
}

static double sorted_median(double *values, size_t count) {
  qsort(values, count, sizeof *values, by_value);
  return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

static void the_median_slope_is_that_of_the_sorted_slopes(void **state) {
  (void)state;
  uint32_t seed = 7;
  for (int round = 0; round < 300; round++) {
    double times[12];
    double values[12];
    double slopes[66];
    size_t count = 2 + (size_t)random_below(&seed, 11);
    size_t pairs = 0;
    for (size_t i = 0; i < count; i++) {
      times[i] = (double)(2000 + random_below(&seed, 30));
      values[i] = (double)(random_below(&seed, 200) - 100) / 8;
    }
    for (size_t i = 0; i < count; i++)
      for (size_t j = 0; j < i; j++)
        if (times[i] != times[j]) slopes[pairs++] = (values[i] - values[j]) / (times[i] - times[j]);
    rsl_outlook_input input = series(times, values, count);
    rsl_outlook out = theil_sen(&input);
    if (pairs == 0)
      assert_int_equal(out.reason, RSL_REASON_EMPTY_TERM);
    else
      assert_true(out.slope == sorted_median(slopes, pairs));
  }
}

static void an_order_statistic_is_found_in_any_order(void **state) {
  (void)state;
  enum { MANY = 3000 };
  static double values[MANY];
  static double sorted[MANY];
  uint32_t seed = 11;
  for (int kind = 0; kind < 6; kind++) {
    for (int i = 0; i < MANY; i++) {
      double drawn = random_below(&seed, 1 << 20) - (1 << 19);
      double shaped[] = { drawn, i, MANY - i, i % 7, 1, i < MANY / 2 ? i : MANY - i };
      values[i] = sorted[i] = shaped[kind];
    }
    qsort(sorted, MANY, sizeof *sorted, by_value);
    for (size_t rank = 0; rank < MANY; rank += 499)
      assert_true(rsl__order_statistic(values, MANY, rank) == sorted[rank]);
    assert_true(rsl__median(values, MANY) == (sorted[MANY / 2 - 1] + sorted[MANY / 2]) / 2);
  }
}

/* The values that a median of three takes for pivots are always among the least two: McIlroy's adversary (1999), who gives a
 * value its size when it is first compared, cannot be played without a callback, so one of its results is built directly:
 * the pivot that is to be taken next is made the least but one. */
static void bad_pivots_are_not_followed_for_ever(void **state) {
  (void)state;
  enum { MANY = 20000 };
  double *values = calloc(MANY, sizeof *values);
  size_t *places = calloc(MANY, sizeof *places);
  assert_true(values != NULL && places != NULL);
  for (size_t i = 0; i < MANY; i++) places[i] = i;
  /* Each round takes from low to high the first, the middle and the last; the first two become the least that are left. The
   * swap of the round moves the middle one beside the first. */
  size_t next = 0;
  for (size_t low = 0; low + 2 < MANY; low += 2) {
    size_t middle = low + (MANY - 1 - low) / 2;
    values[places[low]] = (double)next++;
    values[places[middle]] = (double)next++;
    places[middle] = places[low + 1];
  }
  values[places[MANY - 2]] = (double)next++;
  values[places[MANY - 1]] = (double)next;
  assert_true(rsl__order_statistic(values, MANY, MANY - 1) == MANY - 1);
  free(values);
  free(places);
}

static void the_size_of_the_pairs_is_limited(void **state) {
  (void)state;
  enum { MANY = RSL_OUTLOOK_PAIRS_POINTS_MAX + 1 };
  double *times = calloc(MANY, sizeof *times);
  rsl_outlook out;
  rsl_rank_correlation ranks;
  rsl_error error = RSL_ERROR_INIT;
  assert_non_null(times);
  for (int i = 0; i < MANY; i++) times[i] = i;
  rsl_outlook_input input = series(times, times, MANY);
  assert_int_equal(rsl_outlook_theil_sen(&input, NULL, &out, &error), RSL_ERR_LIMIT);
  assert_string_equal(error.text, "the series has 4097 figures, and a method that looks at each pair takes 4096");
  assert_int_equal(rsl_outlook_repeated_medians(&input, RSL_MEDIANS_SEPARATE, NULL, &out, &error), RSL_ERR_LIMIT);
  assert_int_equal(rsl_outlook_kendall(&input, &ranks, &error), RSL_ERR_LIMIT);
  assert_int_equal(rsl_outlook_least_squares(&input, &out, &error), RSL_OK);
  assert_true(out.slope == 1);
  free(times);
}

static bool look_at_pairs(const rsl_allocator *allocator, void *context) {
  rsl_outlook out;
  rsl_status status = rsl_outlook_theil_sen(context, allocator, &out, NULL);
  if (status == RSL_OK) status = rsl_outlook_repeated_medians(context, RSL_MEDIANS_SEPARATE, allocator, &out, NULL);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  return status == RSL_OK;
}

static void memory_that_runs_out_over_pairs_is_told(void **state) {
  (void)state;
  rsl_outlook_input input = series(three_years, three_figures, 3);
  assert_true(sweep_allocations(look_at_pairs, &input) > 0);
}

/* ---- Kendall ------------------------------------------------------------------------------------------------- */

static void an_exact_p_counts_all_orders(void **state) {
  (void)state;
  /* Of the 24 orders of four points one has no pair out of order and three have one: p = 2 × 4 / 24. */
  static const double years[] = { 2015, 2017, 2018, 2022 };
  static const double values[] = { 50, 53, 52, 60 };
  rsl_outlook_input input = series(years, values, 4);
  rsl_rank_correlation out = kendall(&input);
  assert_near(out.tau, 4.0 / 6, 1e-15);
  assert_near(out.p, 8.0 / 24, 1e-15);
}

static size_t count_orders(int *order, int used, int count, int below) {
  size_t found = 0;
  if (below < 0) return 0;
  if (used == count) return 1;
  for (int next = 0; next < count; next++) {
    int passed = 0;
    bool taken = false;
    for (int i = 0; i < used; i++) {
      taken = taken || order[i] == next;
      passed += order[i] > next;
    }
    order[used] = next;
    if (!taken) found += count_orders(order, used + 1, count, below - passed);
  }
  return found;
}

static void an_exact_p_is_that_of_every_order_written_out(void **state) {
  (void)state;
  enum { POINTS = 7, ORDERS = 5040 };
  double years[POINTS];
  double values[POINTS];
  int order[POINTS];
  uint32_t seed = 3;
  for (int round = 0; round < 60; round++) {
    int wrong = 0;
    for (int i = 0; i < POINTS; i++) {
      years[i] = i;
      values[i] = random_below(&seed, 1 << 20) + i * 1e-3;
      for (int j = 0; j < i; j++) wrong += values[j] > values[i];
    }
    int pairs = POINTS * (POINTS - 1) / 2;
    int fewer = wrong < pairs - wrong ? wrong : pairs - wrong;
    double wanted = 2.0 * (double)count_orders(order, 0, POINTS, fewer) / ORDERS;
    rsl_outlook_input input = series(years, values, POINTS);
    assert_near(kendall(&input).p, wanted < 1 ? wanted : 1, 1e-14);
    assert_near(kendall(&input).tau, (pairs - 2.0 * wrong) / pairs, 1e-14);
  }
}

static void ties_are_taken_out_of_tau_and_its_variance(void **state) {
  (void)state;
  /* Five pairs in order, one tied: τ-b = 5 / √6 / √5. Variance (4 × 3 × 13 − 2 × 9) / 18 = 138 / 18: z = 1.8058, and beyond ±z
   * lies 0.07095… of the normal distribution. */
  static const double times[] = { 1, 2, 3, 4 };
  static const double values[] = { 1, 1, 2, 3 };
  rsl_outlook_input input = series(times, values, 4);
  rsl_rank_correlation out = kendall(&input);
  assert_near(out.tau, 5 / sqrt(6) / sqrt(5), 1e-15);
  assert_near(out.p, 0.07095149242730562820830428, 1e-15);
  static const double flat[] = { 7, 7, 7, 7 };
  input.values = flat;
  assert_int_equal(kendall(&input).reason, RSL_REASON_EMPTY_TERM);
  assert_true(isnan(kendall(&input).tau) && isnan(kendall(&input).p));
}

static void ties_of_time_and_of_figures_are_told_apart(void **state) {
  (void)state;
  static const double times[] = { 1, 1, 2, 3 };
  static const double values[] = { 1, 2, 3, 4 };
  rsl_outlook_input input = series(times, values, 4);
  assert_near(kendall(&input).tau, 5 / sqrt(5) / sqrt(6), 1e-15);
  assert_near(kendall(&input).p, 0.07095149242730562820830428, 1e-15); /* as of one pair of figures */
  /* Three pairs in order, two of one time, one of one figure: τ-b = 3 / √4 / √5. Variance (156 − 2 × 18 − 18) / 18 + 2 ×
   * 2 × 1 / 12 = 6: z = 3 / √6. */
  static const double both_times[] = { 1, 1, 2, 2 };
  static const double both_values[] = { 1, 2, 2, 3 };
  input = series(both_times, both_values, 4);
  assert_near(kendall(&input).tau, 3 / sqrt(4) / sqrt(5), 1e-15);
  assert_near(kendall(&input).p, 0.22067136191984684, 1e-14);
}

static void groups_of_three_add_to_the_variance(void **state) {
  (void)state;
  /* Eight pairs in order; groups of three and of two on either side: 4 of 15 pairs tied, Σ k(k − 1)(k − 2) = 6, Σ k(k −
   * 1)(2k + 5) = 66 + 18. Variance (30 × 17 − 2 × 84) / 18 + 2 × 4 × 4 / 30 + 6 × 6 / (9 × 30 × 4) = 20.1. */
  static const double times[] = { 1, 1, 1, 2, 2, 3 };
  static const double values[] = { 1, 2, 2, 2, 3, 3 };
  rsl_outlook_input input = series(times, values, 6);
  assert_near(kendall(&input).tau, 8.0 / 11, 1e-15);
  assert_near(kendall(&input).p, 0.074358862067819786303, 1e-14);
}

static void two_points_correlate_and_say_nothing(void **state) {
  (void)state;
  rsl_outlook_input input = series(three_years, three_figures, 2);
  assert_true(kendall(&input).tau == 1 && kendall(&input).p == 1);
  input.count = 3; /* one of six orders, and its reverse */
  assert_near(kendall(&input).p, 2.0 / 6, 1e-15);
}

static void the_most_points_that_are_exact_have_room(void **state) {
  (void)state;
  /* The first 23 turned round are 253 pairs out of order, the 24th put before the last ten of them 10 more: 263 of 528. The
   * shares of all orders were counted in whole numbers. */
  double times[33];
  double values[33];
  for (int i = 0; i < 33; i++) {
    times[i] = i;
    values[i] = i < 23 ? 23 - i : i + 1;
  }
  values[23] = 13.5;
  rsl_outlook_input input = series(times, values, 33);
  assert_near(kendall(&input).tau, (528 - 2.0 * 263) / 528, 1e-15);
  assert_near(kendall(&input).p, 0.9877388230126021, 1e-13);
}

static void many_points_are_exact_only_where_hardly_any_pair_is_out_of_order(void **state) {
  (void)state;
  double counted[34];
  double values[34];
  for (int i = 0; i < 34; i++) counted[i] = values[i] = i;
  rsl_outlook_input input = series(counted, values, 34);
  assert_near(kendall(&input).p, 6.7743150710423236945e-39, 1e-14); /* 2 / 34! */
  values[0] = 1.5;                                                  /* one pair out of order: 2 / 33! */
  assert_near(kendall(&input).p, 2.3032671241544e-37, 1e-13);
  values[0] = 0;
  double moved[34];
  for (int i = 0; i < 34; i++) moved[i] = i;
  moved[0] = 2.5; /* two pairs out of order: of the normal distribution from here on */
  input.values = moved;
  assert_true(kendall(&input).p > 1e-20);
}

/* ---- Holt ----------------------------------------------------------------------------------------------------- */

static void holt_starts_where_r_starts(void **state) {
  (void)state;
  /* Level 8.02 and trend 5.44 after two; then 0.8 × 5.05 + 0.2 × 13.46 = 6.732 and 0.2 × (6.732 − 8.02) + 0.8 × 5.44 = 4.0944. */
  static const double values[] = { 2.58, 8.02, 5.05 };
  rsl_outlook_input input = series(three_years, values, 3);
  rsl_holt_rule rule = RSL_HOLT_RULE_INIT;
  rsl_outlook out;
  input.at = 2025;
  assert_int_equal(rsl_outlook_holt(&input, &rule, &out, NULL), RSL_OK);
  assert_near(out.intercept, 6.732, 1e-15);
  assert_near(out.slope, 4.0944, 1e-15);
  assert_near(out.projected, 6.732 + 2 * 4.0944, 1e-15);
  rule.given_start = true;
  rule.start_level = 5;
  rule.start_trend = 0; /* another start: 0.8 × 5.05 + 0.2 × 5 = 5.04, and another trend, 0.2 × 0.04 */
  assert_int_equal(rsl_outlook_holt(&input, &rule, &out, NULL), RSL_OK);
  assert_near(out.intercept, 5.04, 1e-15);
  assert_near(out.slope, 0.008, 1e-12);
}

static void a_step_of_holt_is_that_between_two_figures(void **state) {
  (void)state;
  static const double years[] = { 2018, 2020, 2022 };
  static const double values[] = { 10, 12, 14 };
  rsl_outlook_input input = series(years, values, 3);
  rsl_holt_rule rule = RSL_HOLT_RULE_INIT;
  rsl_outlook out;
  input.at = 2026; /* two steps on: 14 + 2 × 2 */
  assert_int_equal(rsl_outlook_holt(&input, &rule, &out, NULL), RSL_OK);
  assert_int_equal(out.reason, RSL_REASON_NONE);
  assert_near(out.projected, 18, 1e-15);
  rule.alpha = 1; /* the level is the last figure, and the trend stays where it began */
  rule.beta = 0;
  assert_int_equal(rsl_outlook_holt(&input, &rule, &out, NULL), RSL_OK);
  assert_true(out.intercept == 14 && out.slope == 2);
  input.count = 2;
  assert_int_equal(rsl_outlook_holt(&input, &rule, &out, NULL), RSL_OK);
  assert_int_equal(out.reason, RSL_REASON_TOO_FEW_POINTS);
  assert_true(out.projected == 18);
}

static void holt_takes_no_gap_and_no_disorder(void **state) {
  (void)state;
  static const double gap[] = { 2015, 2017, 2018 };
  static const double back[] = { 2015, 2017, 2016 };
  static const double absent[] = { 1, NAN, 3 };
  rsl_holt_rule rule = RSL_HOLT_RULE_INIT;
  rsl_outlook out;
  rsl_error error = RSL_ERROR_INIT;
  rsl_outlook_input input = series(gap, three_figures, 3);
  input.at = 2020;
  assert_int_equal(rsl_outlook_holt(&input, &rule, &out, &error), RSL_OK);
  assert_int_equal(out.reason, RSL_REASON_YEAR_MISSING);
  assert_true(isnan(out.projected) && !isnan(out.slope)); /* steps are told, the year they lead to is not */
  input = series(three_years, absent, 3);
  assert_int_equal(rsl_outlook_holt(&input, &rule, &out, &error), RSL_OK);
  assert_int_equal(out.reason, RSL_REASON_YEAR_MISSING);
  input = series(back, three_figures, 3);
  assert_int_equal(rsl_outlook_holt(&input, &rule, &out, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "time 3 of the series is not after the one before it");
  static const double twice[] = { 2015, 2015, 2016 };
  input = series(twice, three_figures, 3);
  assert_int_equal(rsl_outlook_holt(&input, &rule, &out, &error), RSL_ERR_ARGUMENT);
  rule.alpha = 1.5;
  input = series(three_years, three_figures, 3);
  assert_int_equal(rsl_outlook_holt(&input, &rule, &out, &error), RSL_ERR_ARGUMENT);
}

/* ---- Words ----------------------------------------------------------------------------------------------------- */

static void a_word_is_said_only_where_an_interval_supports_it(void **state) {
  (void)state;
  rsl_outlook outlook = { .level = 0.8, .low = 40, .high = 50, .projected = 45 };
  assert_int_equal(rsl_outlook_chance(&outlook, 40, RSL_DIRECTION_INCREASE), RSL_CHANCE_LIKELY);
  assert_int_equal(rsl_outlook_chance(&outlook, 40.1, RSL_DIRECTION_INCREASE), RSL_CHANCE_CANNOT_TELL);
  assert_int_equal(rsl_outlook_chance(&outlook, 50, RSL_DIRECTION_INCREASE), RSL_CHANCE_CANNOT_TELL);
  assert_int_equal(rsl_outlook_chance(&outlook, 50.1, RSL_DIRECTION_INCREASE), RSL_CHANCE_UNLIKELY);
  assert_int_equal(rsl_outlook_chance(&outlook, 50, RSL_DIRECTION_DECREASE), RSL_CHANCE_LIKELY);
  assert_int_equal(rsl_outlook_chance(&outlook, 39.9, RSL_DIRECTION_DECREASE), RSL_CHANCE_UNLIKELY);
  assert_int_equal(rsl_outlook_chance(&outlook, 0, RSL_DIRECTION_NONE), RSL_CHANCE_CANNOT_TELL);
  assert_int_equal(rsl_outlook_chance(&outlook, NAN, RSL_DIRECTION_INCREASE), RSL_CHANCE_CANNOT_TELL);
  outlook.level = 0.79;
  assert_int_equal(rsl_outlook_chance(&outlook, 0, RSL_DIRECTION_INCREASE), RSL_CHANCE_CANNOT_TELL);
  outlook.level = 0.95;
  outlook.low = outlook.high = NAN; /* a line through two figures: far past the target, and yet nothing is known */
  assert_int_equal(rsl_outlook_chance(&outlook, 0, RSL_DIRECTION_INCREASE), RSL_CHANCE_CANNOT_TELL);
  assert_string_equal(rsl_chance_name(RSL_CHANCE_CANNOT_TELL), "cannot_tell");
  assert_string_equal(rsl_chance_word(RSL_CHANCE_LIKELY, RSL_LANGUAGE_ENGLISH), "likely");
  assert_string_not_equal(rsl_chance_word(RSL_CHANCE_LIKELY, RSL_LANGUAGE_VIETNAMESE), "likely");
  assert_null(rsl_chance_name(RSL_CHANCE_NONE));
  assert_string_equal(rsl_chance_word(RSL_CHANCE_END, RSL_LANGUAGE_ENGLISH), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(student_has_closed_forms_for_one_and_two_degrees),
    cmocka_unit_test(student_is_the_published_table),
    cmocka_unit_test(student_becomes_the_normal_distribution),
    cmocka_unit_test(a_quantile_grows_with_its_level_and_falls_with_the_degrees),
    cmocka_unit_test(the_certified_line_of_nist_is_met),
    cmocka_unit_test(three_points_leave_one_degree_of_freedom),
    cmocka_unit_test(absent_figures_are_passed_over),
    cmocka_unit_test(a_quantile_that_is_given_is_used),
    cmocka_unit_test(years_and_high_levels_lose_no_digits),
    cmocka_unit_test(fewer_than_three_points_have_no_interval_and_say_so),
    cmocka_unit_test(figures_of_one_time_have_no_trend),
    cmocka_unit_test(what_doubles_do_not_hold_is_absent),
    cmocka_unit_test(a_series_that_is_none_is_refused),
    cmocka_unit_test(a_growth_rests_on_all_points),
    cmocka_unit_test(no_logarithm_is_a_reason_and_no_number),
    cmocka_unit_test(the_example_of_sen_is_met),
    cmocka_unit_test(fewer_than_half_wild_figures_do_not_move_the_repeated_medians),
    cmocka_unit_test(the_median_slope_is_that_of_the_sorted_slopes),
    cmocka_unit_test(an_order_statistic_is_found_in_any_order),
    cmocka_unit_test(bad_pivots_are_not_followed_for_ever),
    cmocka_unit_test(the_size_of_the_pairs_is_limited),
    cmocka_unit_test(memory_that_runs_out_over_pairs_is_told),
    cmocka_unit_test(an_exact_p_counts_all_orders),
    cmocka_unit_test(an_exact_p_is_that_of_every_order_written_out),
    cmocka_unit_test(ties_are_taken_out_of_tau_and_its_variance),
    cmocka_unit_test(ties_of_time_and_of_figures_are_told_apart),
    cmocka_unit_test(groups_of_three_add_to_the_variance),
    cmocka_unit_test(two_points_correlate_and_say_nothing),
    cmocka_unit_test(the_most_points_that_are_exact_have_room),
    cmocka_unit_test(many_points_are_exact_only_where_hardly_any_pair_is_out_of_order),
    cmocka_unit_test(holt_starts_where_r_starts),
    cmocka_unit_test(a_step_of_holt_is_that_between_two_figures),
    cmocka_unit_test(holt_takes_no_gap_and_no_disorder),
    cmocka_unit_test(a_word_is_said_only_where_an_interval_supports_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
