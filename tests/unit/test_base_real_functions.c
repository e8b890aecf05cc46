#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/real_functions.h"

/* Expected values: 45 digits of `bc -l`, which works in decimals; the compiler rounds them to the nearest double. */

static void exp_gives_the_nearest_double(void **state) {
  (void)state;
  assert_true(rsl__exp(1) == 2.718281828459045235360287471352662497757247093);
  assert_true(rsl__exp(-1.5) == 0.223130160148429828933280470764012521342171629);
  assert_true(rsl__exp(0) == 1);
}

static void log_gives_the_nearest_double(void **state) {
  (void)state;
  assert_true(rsl__log(2) == 0.693147180559945309417232121458176568075500134);
  assert_true(rsl__log(10) == 2.302585092994045684017991454684364207601101488);
  assert_true(rsl__log(1) == 0);
}

static void a_near_logarithm_is_near_everywhere(void **state) {
  static const double strange[] = { 1, 0x1p-1074, 0x1p-1022, 0x1.fffffffffffffp+1023, 0x1.6a09e667f3bcdp+0 };
  (void)state;
  for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
    double exact = rsl__log(strange[i]);
    assert_true(fabs(rsl__log_near(strange[i], 1) - exact) <= 0x1p-51 * fmax(1, fabs(exact)));
    assert_true(rsl__log_near(strange[i], strange[i]) == 0);
  }
  for (double x = 0x1p-40; x < 0x1p40; x *= 1.0009765625) {
    double exact = rsl__log(x);
    assert_true(fabs(rsl__log_near(x, 1) - exact) <= 0x1p-51 * fmax(1, fabs(exact)));
    assert_true(rsl__log_near(1, x) == -rsl__log_near(x, 1));
  }
  /* A third has no double of its own: ln 1/3 to 45 digits. */
  assert_true(fabs(rsl__log_near(1, 3) + 1.098612288668109691395245236922525704647490558) <= 0x1p-51);
  assert_true(isnan(rsl__log_near(-1, 1)) && isnan(rsl__log_near((double)NAN, 1)) && isnan(rsl__log_near(1, -2)));
  assert_true(isinf(rsl__log_near(0, 1)) && rsl__log_near((double)INFINITY, 1) == (double)INFINITY);
  assert_true(rsl__log_near(1, 0) == (double)INFINITY && rsl__log_near(1, (double)INFINITY) == -(double)INFINITY);
}

static void a_near_exponential_is_near_everywhere(void **state) {
  static const double strange[] = { 0, -0.0, 709.5, -720, -800, 800, 0x1p-1074 };
  (void)state;
  for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
    assert_true(rsl__exp_near(strange[i]) == rsl__exp(strange[i]));
  for (double x = -705; x < 705; x += 0.0078125 * 1.37) {
    double exact = rsl__exp(x);
    assert_true(fabs(rsl__exp_near(x) - exact) <= 0x1p-52 * exact);
  }
  assert_true(isnan(rsl__exp_near((double)NAN)) && isinf(rsl__exp_near((double)INFINITY)));
}

static void growth_rates_average_geometrically(void **state) {
  (void)state;
  /* T6: 2.55 % and 8.54 % a year; √(1.0255 × 1.0854) - 1 = 5.5025 %. 1.0255 × 1.0854 = 1.1130777 exactly, and its nearest
   * double differs from it by less than the digits below. */
  double mean = rsl__pow_fraction(1.1130777, 1, 2);
  assert_true(fabs(mean - 1.055024976007677270381483869022400087) < 1e-15);
}

static void a_growth_keeps_the_digits_that_a_difference_from_one_loses(void **state) {
  (void)state;
  /* 1.0255 × 1.0854 = 1.1130777; its double is 1.11307770000000005872…, which is 5.8722e-17 too much. The root of the exact
   * product is 1.055024976007677270381483869022400087 (`bc -l`). */
  double percent = rsl__growth_percent(1.1130777, -0x1.0ececfdc4bc5dp-54, 1, 2);
  assert_true(percent == 5.5024976007677270381483869022400087);
  /* Half lost in a year, and four times as much after two: exact, past the first power of two. */
  assert_true(rsl__growth_percent(0.5, 0, 1, 1) == -50);
  assert_true(rsl__growth_percent(4, 0, 1, 2) == 100);
  assert_true(rsl__growth_percent(1, 0, 1, 7) == 0);
  assert_true(isnan(rsl__growth_percent(0, 0, 1, 2)));
}

static void a_fraction_of_an_exponent_is_not_rounded_first(void **state) {
  (void)state;
  /* The fifth root of 2, and 1.5 to the 7/12: seven of twelve months along a compound path (T5). */
  assert_true(rsl__pow_fraction(2, 1, 5) == 1.148698354997035006798626946777927589443850888);
  assert_true(rsl__pow_fraction(1.5, 7, 12) == 1.266834555457220872507630045534486797583539859);
  assert_true(rsl__pow_fraction(9, 2, 4) == 3);
}

static void whole_powers_of_whole_numbers_are_exact(void **state) {
  (void)state;
  for (int base = 2; base <= 20; base++) {
    uint64_t power = 1;
    for (int exponent = 1; power * (uint64_t)base < (UINT64_C(1) << 53); exponent++) {
      power *= (uint64_t)base;
      assert_true(rsl__pow(base, exponent) == (double)power);
      assert_true(rsl__pow(-base, exponent) == (exponent % 2 == 0 ? (double)power : -(double)power));
    }
  }
}

static void a_power_in_the_middle_of_two_doubles_goes_to_the_even_one(void **state) {
  (void)state;
  /* 3^34 = 16,677,181,699,666,569 is odd and above 2^53 = 9,007,199,254,740,992, below 2^54: doubles there are the even
   * numbers, and it lies between …568 and …570. …568 / 2 = 8,338,590,849,833,284 is the even one. */
  assert_true(rsl__pow(3, 34) == 16677181699666568.0);
}

static void an_exponential_undoes_a_logarithm(void **state) {
  (void)state;
  uint64_t seed = 42;
  for (int i = 0; i < 20000; i++) {
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    double x = 1e-6 + (double)(seed >> 11) / 9007199254740992.0 * 1e6;
    /* ln x below 14 carries half an ulp, 2^-50 at most: e to it differs from x by that share. */
    assert_true(fabs(rsl__exp(rsl__log(x)) / x - 1) < 0x1p-48);
    assert_true(rsl__pow(x, 1) == x);
    assert_true(rsl__pow_fraction(x, 3, 3) == x);
  }
}

static void results_past_the_range_are_infinite_or_zero(void **state) {
  (void)state;
  assert_true(isinf(rsl__exp(710)));
  assert_true(rsl__exp(-746) == 0);
  assert_true(isinf(rsl__pow(10, 400)));
  assert_true(rsl__pow(10, -400) == 0);
  assert_true(rsl__pow(2, 1023) == 0x1p1023);
  assert_true(rsl__pow(2, -1074) == 0x1p-1074);
  assert_true(rsl__pow(0x1p-1074, 0.5) == 0x1p-537);
}

static void results_too_small_to_be_normal_are_rounded_once(void **state) {
  (void)state;
  /* `bc -l`; the compiler rounds the digits to the nearest multiple of 2^-1074. */
  assert_true(rsl__exp(-720.5) == 1.232610289282740917902107858836581377366e-313);
  assert_true(rsl__pow(3, -677) == 9.747888541981624045271156946988558748187e-324);
  /* (2^27 + 1)² / 2^1102 = 2^-1048 + 2^-1074 + 2^-1102: the last part is below the middle of two multiples of 2^-1074. */
  assert_true(rsl__pow(134217729.0 * 0x1p-551, 2) == 0x1p-1048 + 0x1p-1074);
}

static void special_cases_follow_the_standard(void **state) {
  (void)state;
  assert_true(isnan(rsl__log(-1)));
  assert_true(isinf(rsl__log(0)) && rsl__log(0) < 0);
  assert_true(isnan(rsl__pow(-2, 0.5)));
  assert_true(rsl__pow(0, 3) == 0);
  assert_true(isinf(rsl__pow(0, -1)));
  assert_true(rsl__pow(NAN, 0) == 1);
  assert_true(isnan(rsl__pow_fraction(-8, 1, 3)));
  assert_true(isnan(rsl__pow_fraction(8, 1, 0)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(exp_gives_the_nearest_double),
    cmocka_unit_test(log_gives_the_nearest_double),
    cmocka_unit_test(a_near_logarithm_is_near_everywhere),
    cmocka_unit_test(a_near_exponential_is_near_everywhere),
    cmocka_unit_test(growth_rates_average_geometrically),
    cmocka_unit_test(a_growth_keeps_the_digits_that_a_difference_from_one_loses),
    cmocka_unit_test(a_fraction_of_an_exponent_is_not_rounded_first),
    cmocka_unit_test(whole_powers_of_whole_numbers_are_exact),
    cmocka_unit_test(a_power_in_the_middle_of_two_doubles_goes_to_the_even_one),
    cmocka_unit_test(an_exponential_undoes_a_logarithm),
    cmocka_unit_test(results_past_the_range_are_infinite_or_zero),
    cmocka_unit_test(results_too_small_to_be_normal_are_rounded_once),
    cmocka_unit_test(special_cases_follow_the_standard),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
