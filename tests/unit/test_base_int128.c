/* Exact sums in 128 bits (R10): the compiler's type and its twin in two words give the same digits. */
#include "base/int128.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* The same values every run: splitmix64, whose steps are fixed by its constants. */
static uint64_t seed = 20231130;

static uint64_t random_word(void) {
  uint64_t z = seed += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

/* Of any length, and often next to the places where carries and signs change. */
static rsl_int128 random_words(void) {
  rsl__words words = { random_word(), random_word() };
  int keep = (int)(random_word() % 129);
  if (keep <= 64)
    words = (rsl__words){ keep == 0 ? 0 : words.low >> (64 - keep), 0 };
  else
    words.high = keep == 128 ? words.high : words.high >> (128 - keep);
  if (random_word() % 8 == 0) words.low = (uint64_t)0 - random_word() % 3;
  if (random_word() % 8 == 0) words.high = (uint64_t)0 - random_word() % 2;
  if (random_word() % 16 == 0) words.high = (uint64_t)INT64_MAX + random_word() % 2;
  return rsl__two_word_wrap(words);
}

static void assert_same(rsl__int128 a, rsl_int128 b) {
  rsl_int128 words = rsl__int128_to_words(a);
  if (words.low != b.low || words.high != b.high)
    fail_msg("%lld:%llx, %lld:%llx", (long long)words.high, (unsigned long long)words.low, (long long)b.high,
             (unsigned long long)b.low);
}

static void both_twins_give_the_same_digits_and_refusals(void **state) {
  (void)state;
  for (int i = 0; i < 300000; i++) {
    rsl_int128 a = random_words(), b = random_words(), twin, twin_rest;
    rsl__int128 x = rsl__int128_from_words(a), y = rsl__int128_from_words(b), result, rest;
    assert_same(x, a);
    bool fits = rsl__two_word_add(a, b, &twin);
    assert_int_equal(rsl__int128_add(x, y, &result), fits);
    if (fits) assert_same(result, twin);
    fits = rsl__two_word_subtract(a, b, &twin);
    assert_int_equal(rsl__int128_subtract(x, y, &result), fits);
    if (fits) assert_same(result, twin);
    fits = rsl__two_word_multiply(a, b, &twin);
    assert_int_equal(rsl__int128_multiply(x, y, &result), fits);
    if (fits) assert_same(result, twin);
    fits = rsl__two_word_divide(a, b, &twin, &twin_rest);
    assert_int_equal(rsl__int128_divide(x, y, &result, &rest), fits);
    if (fits) assert_same(result, twin);
    if (fits) assert_same(rest, twin_rest);
    assert_int_equal(rsl__int128_compare(x, y), rsl__two_word_compare(a, b));
    assert_int_equal(rsl__int128_sign(x), rsl__two_word_sign(a));
    assert_true(
        rsl__two_word_multiply(rsl__two_word_from_int64((int64_t)a.low), rsl__two_word_from_int64(b.high), &twin));
    assert_same(rsl__int128_product((int64_t)a.low, b.high), twin);
  }
}

/* a = quotient × b + remainder, |remainder| < |b|: what a division is, without a second divider. */
static void a_division_multiplies_back(void **state) {
  (void)state;
  for (int i = 0; i < 100000; i++) {
    rsl__int128 a = rsl__int128_from_words(random_words()), b = rsl__int128_from_words(random_words());
    rsl__int128 quotient, remainder, back;
    if (!rsl__int128_divide(a, b, &quotient, &remainder)) continue;
    assert_true(rsl__int128_multiply(quotient, b, &back));
    assert_true(rsl__int128_add(back, remainder, &back));
    assert_int_equal(rsl__int128_compare(back, a), 0);
    assert_true(rsl__int128_sign(remainder) == 0 || rsl__int128_sign(remainder) == rsl__int128_sign(a));
  }
}

/* A product fits exactly when the size divided by one factor is at least the other. */
static void a_product_is_refused_exactly_when_it_does_not_fit(void **state) {
  (void)state;
  rsl__int128 largest = rsl__int128_from_words((rsl_int128){ UINT64_MAX, INT64_MAX });
  for (int i = 0; i < 100000; i++) {
    rsl_int128 wa = random_words(), wb = random_words();
    if (wa.high < 0 || wb.high < 0) continue;
    rsl__int128 a = rsl__int128_from_words(wa), b = rsl__int128_from_words(wb), product, bound, rest;
    if (rsl__int128_sign(a) == 0) continue;
    assert_true(rsl__int128_divide(largest, a, &bound, &rest));
    assert_int_equal(rsl__int128_multiply(a, b, &product), rsl__int128_compare(b, bound) <= 0);
  }
}

static void the_ends_of_the_range_are_kept_and_passed_by_none(void **state) {
  (void)state;
  rsl__int128 one = rsl__int128_from_int64(1), minus_one = rsl__int128_from_int64(-1);
  rsl__int128 largest = rsl__int128_from_words((rsl_int128){ UINT64_MAX, INT64_MAX });
  rsl__int128 smallest = rsl__int128_from_words((rsl_int128){ 0, INT64_MIN }), out, rest;
  assert_false(rsl__int128_add(largest, one, &out));
  assert_false(rsl__int128_subtract(smallest, one, &out));
  assert_false(rsl__int128_negate(smallest, &out));
  assert_false(rsl__int128_multiply(smallest, minus_one, &out));
  assert_false(rsl__int128_divide(smallest, minus_one, &out, &rest));
  assert_false(rsl__int128_divide(one, rsl__int128_from_int64(0), &out, &rest));
  assert_true(rsl__int128_add(smallest, largest, &out));
  assert_int_equal(rsl__int128_compare(out, minus_one), 0);
  assert_true(rsl__int128_multiply(smallest, one, &out));
  assert_int_equal(rsl__int128_compare(out, smallest), 0);
  /* The product of the two smallest 64-bit integers is 2^126. */
  assert_same(rsl__int128_product(INT64_MIN, INT64_MIN), (rsl_int128){ 0, INT64_C(1) << 62 });
}

static void a_sum_of_64_bit_figures_is_exact_past_64_bits(void **state) {
  (void)state;
  rsl__int128 sum = rsl__int128_from_int64(0);
  int64_t back;
  for (int i = 0; i < 1000; i++) assert_true(rsl__int128_add_int64(&sum, INT64_MAX));
  assert_false(rsl__int128_to_int64(sum, &back));
  for (int i = 0; i < 1000; i++) assert_true(rsl__int128_add_product(&sum, INT64_MAX, -1));
  assert_true(rsl__int128_to_int64(sum, &back));
  assert_int_equal(back, 0);
  assert_true(rsl__int128_to_int64(rsl__int128_from_int64(INT64_MIN), &back));
  assert_true(back == INT64_MIN);
}

static void digits_are_those_of_the_powers_of_two(void **state) {
  (void)state;
  static const struct {
    rsl_int128 value;
    const char *digits;
  } cases[] = {
    { { 0, 0 }, "0" },
    { { 7, 0 }, "7" },
    { { 1000000000, 0 }, "1000000000" },
    { { UINT64_MAX, 0 }, "18446744073709551615" },                            /* 2^64 - 1 */
    { { 0, 1 }, "18446744073709551616" },                                     /* 2^64 */
    { { UINT64_MAX, INT64_MAX }, "170141183460469231731687303715884105727" }, /* 2^127 - 1 */
    { { 0, INT64_MIN }, "170141183460469231731687303715884105728" },          /* the size of -2^127 */
    { { UINT64_MAX, -1 }, "1" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char digits[RSL__INT128_DIGITS + 1];
    digits[rsl__int128_digits(rsl__int128_from_words(cases[i].value), digits)] = '\0';
    assert_string_equal(digits, cases[i].digits);
  }
}

static void scaling_by_tens_is_exact_or_refused(void **state) {
  (void)state;
  rsl__int128 out;
  char digits[RSL__INT128_DIGITS + 1];
  assert_true(rsl__int128_scale(rsl__int128_from_int64(-17), 37, &out));
  digits[rsl__int128_digits(out, digits)] = '\0';
  assert_string_equal(digits, "170000000000000000000000000000000000000"); /* 1.7e38 < 2^127 = 1.7014…e38 */
  assert_int_equal(rsl__int128_sign(out), -1);
  assert_false(rsl__int128_scale(rsl__int128_from_int64(171), 36, &out));
  assert_false(rsl__int128_scale(rsl__int128_from_int64(1), 39, &out));
  assert_true(rsl__int128_scale(rsl__int128_from_int64(0), 1000000, &out));
  assert_int_equal(rsl__int128_sign(out), 0);
}

static void the_nearest_double_ties_to_even(void **state) {
  (void)state;
  /* 2^64 + 2^11 lies halfway between neighbours 2^12 apart; one more or less decides. */
  assert_true(rsl__int128_to_double(rsl__int128_from_words((rsl_int128){ 2048, 1 })) == 18446744073709551616.0);
  assert_true(rsl__int128_to_double(rsl__int128_from_words((rsl_int128){ 2049, 1 })) == 18446744073709555712.0);
  assert_true(rsl__int128_to_double(rsl__int128_from_words((rsl_int128){ 6144, 1 })) == 18446744073709559808.0);
  assert_true(rsl__int128_to_double(rsl__int128_from_words((rsl_int128){ 0, INT64_MIN })) ==
              -170141183460469231731687303715884105728.0);
  assert_true(rsl__int128_to_double(rsl__int128_from_words((rsl_int128){ UINT64_MAX, INT64_MAX })) ==
              170141183460469231731687303715884105728.0);
  assert_true(rsl__int128_to_double(rsl__int128_from_int64(-3)) == -3.0);
}

/* The oracle: of a correctly rounded quotient q = m × 2^e, |n/d - q| is at most half a step, so that
 * (2m - 1) × d × 2^(e-1) <= n <= (2m + 1) × d × 2^(e-1), equality only for even m. Held in 128-bit integers by keeping
 * d below 2^60 and the quotient between 2^53 and 2^62, so that a step is a whole number. */
static void a_quotient_of_large_integers_is_correctly_rounded(void **state) {
  (void)state;
  int hits = 0;
  for (int i = 0; i < 200000; i++) {
    rsl_int128 wn = random_words();
    int64_t d = (int64_t)(random_word() >> (4 + random_word() % 60)) + 1;
    rsl__int128 n = rsl__int128_from_words(wn), whole, rest, lowest, highest;
    if (wn.high < 0 || !rsl__int128_divide(n, rsl__int128_from_int64(d), &whole, &rest)) continue;
    double q = rsl__int128_quotient(n, rsl__int128_from_int64(d));
    if (q < 9007199254740992.0 || q > 4611686018427387904.0) continue;
    int64_t value = (int64_t)q, step = 1;
    while (value / step >= INT64_C(9007199254740992)) step *= 2;
    /* 2n against (2q ± step) d */
    if (!rsl__int128_multiply(rsl__int128_from_int64(2), n, &n)) continue;
    assert_true(rsl__int128_multiply(rsl__int128_product(value, 2), rsl__int128_from_int64(d), &whole));
    assert_true(rsl__int128_subtract(whole, rsl__int128_product(step, d), &lowest));
    assert_true(rsl__int128_add(whole, rsl__int128_product(step, d), &highest));
    bool even = value / step % 2 == 0;
    assert_true(rsl__int128_compare(n, lowest) >= (even ? 0 : 1));
    assert_true(rsl__int128_compare(n, highest) <= (even ? 0 : -1));
    hits++;
  }
  assert_true(hits > 2000);
}

/* Of whole numbers below 2^53 IEEE's own quotient is rounded once, and what both are multiplied by takes nothing from it. */
static void a_quotient_of_multiples_is_that_of_what_was_multiplied(void **state) {
  (void)state;
  int hits = 0;
  for (int i = 0; i < 100000; i++) {
    int64_t n = (int64_t)(random_word() >> (11 + random_word() % 50)),
            d = (int64_t)(random_word() >> (11 + random_word() % 50));
    rsl__int128 times = rsl__int128_from_words(random_words()), above, under;
    if (d == 0 || rsl__int128_sign(times) == 0) continue;
    if (!rsl__int128_multiply(times, rsl__int128_from_int64(n), &above)) continue;
    if (!rsl__int128_multiply(times, rsl__int128_from_int64(d), &under)) continue;
    assert_true(rsl__int128_quotient(above, under) == (double)n / (double)d);
    hits++;
  }
  assert_true(hits > 20000);
}

/* From 2^54 on doubles are 4 apart: the halves between them go to the even side, and one more or less of the numerator decides. */
static void a_quotient_half_way_between_doubles_goes_to_the_even_one(void **state) {
  (void)state;
  const double base = 18014398509481984.0;
  for (int64_t d = 3; d < INT64_C(1) << 60; d = d * 3 + 2) {
    for (int64_t half = 2; half < 40; half += 4) {
      const rsl__int128 one = rsl__int128_from_int64(1), under = rsl__int128_from_int64(d);
      rsl__int128 n = rsl__int128_product((INT64_C(1) << 54) + half, d), less, more;
      assert_true(rsl__int128_subtract(n, one, &less));
      assert_true(rsl__int128_add(n, one, &more));
      bool down = half % 8 == 2;
      assert_true(rsl__int128_quotient(n, under) == base + (double)(down ? half - 2 : half + 2));
      assert_true(rsl__int128_quotient(less, under) == base + (double)(half - 2));
      assert_true(rsl__int128_quotient(more, under) == base + (double)(half + 2));
    }
  }
}

static void known_quotients_are_the_nearest_doubles(void **state) {
  (void)state;
  rsl__int128 one = rsl__int128_from_int64(1), three = rsl__int128_from_int64(3), big, bigger;
  assert_true(rsl__int128_scale(one, 30, &big));
  assert_true(rsl__int128_scale(three, 30, &bigger));
  assert_true(rsl__int128_quotient(big, bigger) == 1.0 / 3.0); /* the literals' quotient is rounded once by IEEE */
  assert_true(rsl__int128_quotient(bigger, big) == 3.0);
  assert_true(rsl__int128_negate(big, &big));
  assert_true(rsl__int128_quotient(big, bigger) == -1.0 / 3.0);
  assert_true(rsl__int128_quotient(rsl__int128_from_int64(66), rsl__int128_from_int64(112)) == 66.0 / 112.0);
  assert_true(rsl__int128_quotient(rsl__int128_from_int64(0), bigger) == 0.0);
  assert_true(rsl__int128_scale(one, 38, &big));
  assert_true(rsl__int128_quotient(one, big) == 1e-38);
  assert_true(rsl__int128_quotient(big, one) == 1e38);
}

/* E. Lucas (1876): of two of Fibonacci's numbers it is the one whose place is the common divisor of theirs. The 184th is the
 * last below 2^127. */
static void the_common_divisor_of_fibonaccis_numbers_is_one_of_them(void **state) {
  enum { LAST = 184 };
  rsl__int128 numbers[LAST + 1] = { rsl__int128_from_int64(0), rsl__int128_from_int64(1) };
  (void)state;
  for (int i = 2; i <= LAST; i++) assert_true(rsl__int128_add(numbers[i - 1], numbers[i - 2], &numbers[i]));
  for (int i = 0; i <= LAST; i++)
    for (int j = 0; j <= LAST; j++) {
      int a = i, b = j;
      while (b != 0) {
        int rest = a % b;
        a = b;
        b = rest;
      }
      rsl__int128 found = rsl__int128_common_divisor(numbers[i], numbers[j]);
      assert_int_equal(rsl__int128_compare(found, numbers[a]), 0);
    }
}

static void the_common_divisor_is_euclids(void **state) {
  (void)state;
  int64_t out;
  assert_true(rsl__int128_to_int64(
      rsl__int128_common_divisor(rsl__int128_from_int64(-1071), rsl__int128_from_int64(462)), &out));
  assert_int_equal(out, 21); /* 1071 = 51 × 21, 462 = 22 × 21 */
  assert_true(
      rsl__int128_to_int64(rsl__int128_common_divisor(rsl__int128_from_int64(0), rsl__int128_from_int64(-5)), &out));
  assert_int_equal(out, 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(both_twins_give_the_same_digits_and_refusals),
    cmocka_unit_test(a_division_multiplies_back),
    cmocka_unit_test(a_product_is_refused_exactly_when_it_does_not_fit),
    cmocka_unit_test(the_ends_of_the_range_are_kept_and_passed_by_none),
    cmocka_unit_test(a_sum_of_64_bit_figures_is_exact_past_64_bits),
    cmocka_unit_test(digits_are_those_of_the_powers_of_two),
    cmocka_unit_test(scaling_by_tens_is_exact_or_refused),
    cmocka_unit_test(the_nearest_double_ties_to_even),
    cmocka_unit_test(a_quotient_of_large_integers_is_correctly_rounded),
    cmocka_unit_test(a_quotient_of_multiples_is_that_of_what_was_multiplied),
    cmocka_unit_test(a_quotient_half_way_between_doubles_goes_to_the_even_one),
    cmocka_unit_test(known_quotients_are_the_nearest_doubles),
    cmocka_unit_test(the_common_divisor_is_euclids),
    cmocka_unit_test(the_common_divisor_of_fibonaccis_numbers_is_one_of_them),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
