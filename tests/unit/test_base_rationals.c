/* Exact fractions (T7: boundaries; R10: one rounding) and the natural numbers under them. */
#include "base/rational.h"

#include "base/bits.h"
#include "base/int128.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint64_t seed = 1930;

static uint64_t random_word(void) {
  uint64_t z = seed += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

/* Limbs that are often all zeros, all ones or a single high bit: where carries and guesses of a division go wrong. */
static void random_natural(rsl__natural *out, int longest) {
  static const uint32_t edges[4] = { 0, UINT32_MAX, 0x80000000u, 1 };
  out->count = (int)(random_word() % (uint64_t)(longest + 1));
  for (int i = 0; i < out->count; i++)
    out->limbs[i] = random_word() % 2 == 0 ? edges[random_word() % 4] : (uint32_t)random_word();
  while (out->count > 0 && out->limbs[out->count - 1] == 0) out->count--;
}

static void a_division_multiplies_back_at_every_length(void **state) {
  (void)state;
  for (int i = 0; i < 200000; i++) {
    rsl__natural a, b, quotient, remainder, back;
    random_natural(&a, i % 100 == 0 ? RSL__NATURAL_LIMBS - 1 : 9);
    random_natural(&b, i % 100 == 0 ? 60 : 6);
    if (b.count == 0) continue;
    assert_true(rsl__natural_divide(&a, &b, &quotient, &remainder));
    assert_true(rsl__natural_compare(&remainder, &b) < 0);
    assert_true(rsl__natural_multiply(&quotient, &b, &back));
    assert_true(rsl__natural_add(&back, &remainder, &back));
    assert_int_equal(rsl__natural_compare(&back, &a), 0);
  }
}

static void products_and_sums_agree_with_128_bit_integers(void **state) {
  (void)state;
  for (int i = 0; i < 50000; i++) {
    uint64_t x = random_word() >> random_word() % 64, y = random_word() >> random_word() % 64;
    rsl__natural a, b, out;
    rsl__words words, expected = rsl__words_multiply(x, y);
    rsl__natural_set(&a, x);
    rsl__natural_set(&b, y);
    assert_true(rsl__natural_multiply(&a, &b, &out) && rsl__natural_to_words(&out, &words));
    assert_true(words.low == expected.low && words.high == expected.high);
    assert_true(rsl__natural_add(&a, &b, &out) && rsl__natural_to_words(&out, &words));
    assert_true(words.low == x + y && words.high == (x + y < x));
    rsl__natural_subtract(&out, &a, &out);
    assert_int_equal(rsl__natural_compare(&out, &b), 0);
  }
}

static void passing_the_capacity_is_told(void **state) {
  (void)state;
  rsl__natural a, b, out;
  rsl__natural_set(&a, 1);
  assert_true(rsl__natural_shift_left(&a, 32 * RSL__NATURAL_LIMBS - 1));
  assert_int_equal(rsl__natural_bits(&a), 32 * RSL__NATURAL_LIMBS);
  assert_false(rsl__natural_add(&a, &a, &out));
  b = a;
  assert_false(rsl__natural_shift_left(&b, 1));
  assert_false(rsl__natural_multiply_limb(&b, 2));
  rsl__natural_set(&b, 3);
  assert_false(rsl__natural_multiply(&a, &b, &out));
  assert_false(rsl__natural_multiply(&a, &a, &out));
  rsl__natural_set(&b, 1);
  assert_true(rsl__natural_multiply(&a, &b, &out));
  assert_true(rsl__natural_scale(&b, 770));
  assert_false(rsl__natural_scale(&b, 1)); /* 10^771 has 2,562 bits */
}

static void the_digits_of_a_power_of_ten_are_a_one_and_zeros(void **state) {
  (void)state;
  char digits[RSL__NATURAL_DIGITS];
  for (int exponent = 0; exponent <= 770; exponent += 7) {
    rsl__natural a;
    rsl__natural_set(&a, 1);
    assert_true(rsl__natural_scale(&a, exponent));
    assert_int_equal(rsl__natural_digits(&a, digits), exponent + 1);
    assert_int_equal(digits[0], '1');
    for (int i = 1; i <= exponent; i++) assert_int_equal(digits[i], '0');
  }
}

static void fraction(int64_t numerator, int64_t denominator, rsl__rational *out) {
  rsl__rational under;
  rsl__rational_from_decimal((rsl_decimal){ numerator, 0 }, out);
  rsl__rational_from_decimal((rsl_decimal){ denominator, 0 }, &under);
  assert_true(rsl__rational_divide(out, &under, out));
}

static void fractions_are_compared_as_their_cross_products(void **state) {
  (void)state;
  for (int i = 0; i < 50000; i++) {
    int64_t a = (int64_t)(random_word() % 41) - 20, b = (int64_t)(random_word() % 20) + 1;
    int64_t c = (int64_t)(random_word() % 41) - 20, d = (int64_t)(random_word() % 20) + 1;
    rsl__rational x, y, sum, expected;
    int order;
    fraction(a, b, &x);
    fraction(-c, -d, &y);
    assert_true(rsl__rational_compare(&x, &y, &order));
    assert_int_equal((order > 0) - (order < 0), (a * d > c * b) - (a * d < c * b));
    assert_true(rsl__rational_add(&x, &y, &sum));
    fraction(a * d + c * b, b * d, &expected);
    assert_true(rsl__rational_compare(&sum, &expected, &order) && order == 0);
    assert_true(rsl__rational_subtract(&sum, &y, &sum));
    assert_true(rsl__rational_compare(&sum, &x, &order) && order == 0);
    assert_true(rsl__rational_multiply(&x, &y, &sum));
    fraction(a * c, b * d, &expected);
    assert_true(rsl__rational_compare(&sum, &expected, &order) && order == 0);
    assert_int_equal(rsl__rational_sign(&x), (a > 0) - (a < 0));
  }
}

/* T7: progress = (actual - baseline) / (expected - baseline) against 0.95, where the sides are quotients of integers of
 * 127 bits: the widest there are. */
static void progress_of_the_widest_quotients_is_compared_exactly(void **state) {
  (void)state;
  const rsl_int128 large = { UINT64_MAX, INT64_MAX };
  rsl_number baseline = { RSL_NUMBER_QUOTIENT, 18, large, { UINT64_MAX - 1, INT64_MAX }, 0 };
  rsl_number wide = { RSL_NUMBER_QUOTIENT, 18, { 12345, INT64_MAX }, { 5, INT64_MAX / 3 }, 0 };
  rsl__rational b, e, a, distance, reached, ratio, cut;
  int order;
  assert_true(rsl__rational_from_number(baseline, &b) && rsl__rational_from_number(wide, &e));
  assert_true(rsl__rational_subtract(&e, &b, &distance));
  rsl__rational_from_decimal((rsl_decimal){ 95, 2 }, &cut);
  /* An actual at exactly 0.95 of the distance, then a hair below it. */
  assert_true(rsl__rational_multiply(&distance, &cut, &reached));
  assert_true(rsl__rational_divide(&reached, &distance, &ratio));
  assert_true(rsl__rational_compare(&ratio, &cut, &order));
  assert_int_equal(order, 0);
  rsl__rational_from_decimal((rsl_decimal){ 1, 18 }, &a);
  assert_true(rsl__rational_subtract(&reached, &a, &reached));
  assert_true(rsl__rational_divide(&reached, &distance, &ratio));
  assert_true(rsl__rational_compare(&ratio, &cut, &order));
  assert_int_equal((order > 0) - (order < 0), -rsl__rational_sign(&distance));
  /* From figures as a caller has them: two differences and their quotient. */
  assert_true(rsl__rational_from_number(wide, &a));
  assert_true(rsl__rational_subtract(&a, &b, &reached) && rsl__rational_divide(&reached, &distance, &ratio));
  assert_true(rsl__rational_compare(&ratio, &cut, &order));
  assert_true(order > 0);
}

static void dividing_by_zero_and_taking_an_absent_figure_are_refused(void **state) {
  (void)state;
  rsl__rational zero, one;
  rsl__rational_from_decimal((rsl_decimal){ 0, 5 }, &zero);
  rsl__rational_from_decimal((rsl_decimal){ 1, 0 }, &one);
  assert_false(rsl__rational_divide(&one, &zero, &one));
  assert_int_equal(rsl__rational_sign(&zero), 0);
  assert_false(rsl__rational_from_number(rsl_number_absent(), &one));
}

static void every_double_goes_through_a_fraction_unchanged(void **state) {
  (void)state;
  for (int i = 0; i < 100000; i++) {
    uint64_t bits = random_word();
    double value, back;
    if (i % 8 == 0) bits &= ((uint64_t)1 << 52) - 1;    /* too small to be normal */
    if (i % 8 == 1) bits &= ~(((uint64_t)1 << 52) - 1); /* powers of two */
    memcpy(&value, &bits, sizeof value);
    if (!(value - value == 0.0)) continue;
    rsl__rational exact;
    rsl__rational_from_double(value, &exact);
    assert_true(rsl__rational_to_double(&exact, &back));
    assert_true(back == value);
  }
}

/* The oracle is IEEE's own division, which rounds once, for sides that are doubles. */
static void a_quotient_of_doubles_is_that_of_the_machine(void **state) {
  (void)state;
  for (int i = 0; i < 50000; i++) {
    double x = (double)(random_word() >> 11), y = (double)(random_word() >> (11 + i % 50)) + 1.0, back = -1.0;
    rsl__rational a, b;
    rsl__rational_from_double(x, &a);
    rsl__rational_from_double(y, &b);
    assert_true(rsl__rational_divide(&a, &b, &a) && rsl__rational_to_double(&a, &back));
    assert_true(back == x / y);
    rsl__rational_from_double(x * 1e-300, &a);
    rsl__rational_from_double(y * 1e15, &b); /* the quotients are subnormal, or nothing */
    assert_true(rsl__rational_divide(&a, &b, &a) && rsl__rational_to_double(&a, &back));
    assert_true(back == x * 1e-300 / (y * 1e15));
  }
}

static void middle_squared(double a, double b, rsl__rational *out) {
  rsl__rational other;
  rsl__rational_from_double(a * 0.5, out);
  rsl__rational_from_double(b * 0.5, &other);
  assert_true(rsl__rational_add(out, &other, out));
  assert_true(rsl__rational_multiply(out, out, out));
}

/* What a correctly rounded root is: the exact value lies between the squares of the middles to both neighbours. (A root
 * of a double is never a middle itself: its square would have more bits than a double.) */
static void a_root_is_the_nearest_double(void **state) {
  (void)state;
  for (int i = 0; i < 30000; i++) {
    uint64_t bits = random_word() >> 1;
    if (i % 8 == 0) bits &= ((uint64_t)1 << 52) - 1;
    double value = rsl__double_from_bits(bits);
    if (!(value - value == 0.0) || value == 0.0) continue;
    double root = rsl__sqrt(value);
    rsl__rational exact, lowest, highest;
    int above = 0, below = 0;
    rsl__rational_from_double(value, &exact);
    middle_squared(root, rsl__double_from_bits(rsl__double_bits(root) - 1), &lowest);
    middle_squared(root, rsl__double_from_bits(rsl__double_bits(root) + 1), &highest);
    assert_true(rsl__rational_compare(&exact, &lowest, &above));
    assert_true(rsl__rational_compare(&exact, &highest, &below));
    assert_true(above > 0 && below < 0);
  }
}

static void known_roots_are_exact_and_what_has_none_is_refused(void **state) {
  (void)state;
  for (int64_t i = 0; i < 2000; i++) assert_true(rsl__sqrt((double)(i * i)) == (double)i);
  assert_true(rsl__sqrt(2.0) == 1.41421356237309504880168872420969807856967); /* the published digits of √2 */
  assert_true(rsl__sqrt(0.25) == 0.5);
  double nothing = rsl__sqrt(-1.0);
  assert_true(nothing != nothing);
  assert_true(rsl__double_bits(rsl__sqrt(-0.0)) == 0);
  /* The population variance of 1, 2, 4 is (3 × 21 - 49) / 9 = 14/9; √(14/9) = √14 / 3. */
  rsl__rational variance;
  double root = 0.0;
  fraction(14, 9, &variance);
  assert_true(rsl__rational_square_root(&variance, &root));
  assert_true(root == 1.247219128924647128527916244105516433); /* bc -l: scale=35; sqrt(14)/3 */
  fraction(-14, 9, &variance);
  assert_false(rsl__rational_square_root(&variance, &root));
}

static void past_the_largest_double_is_infinite(void **state) {
  (void)state;
  rsl__rational large, two;
  double out = 0.0;
  rsl__rational_from_double(-1.7976931348623157e308, &large);
  rsl__rational_from_double(2.0, &two);
  assert_true(rsl__rational_multiply(&large, &two, &large) && rsl__rational_to_double(&large, &out));
  assert_true(out < -1.7976931348623157e308);
}

static void rounding_a_fraction_is_half_away_from_zero(void **state) {
  (void)state;
  for (int64_t n = -300; n <= 300; n++)
    for (int64_t d = 1; d <= 16; d++) {
      rsl__rational a;
      rsl__natural units;
      rsl__words words;
      int64_t size = n < 0 ? -n : n;
      fraction(n, d, &a);
      assert_true(rsl__rational_round(&a, 1, &units) && rsl__natural_to_words(&units, &words));
      assert_true(words.low == (uint64_t)((20 * size + d) / (2 * d))); /* floor(10 n / d + 1/2) */
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_division_multiplies_back_at_every_length),
    cmocka_unit_test(products_and_sums_agree_with_128_bit_integers),
    cmocka_unit_test(passing_the_capacity_is_told),
    cmocka_unit_test(the_digits_of_a_power_of_ten_are_a_one_and_zeros),
    cmocka_unit_test(fractions_are_compared_as_their_cross_products),
    cmocka_unit_test(progress_of_the_widest_quotients_is_compared_exactly),
    cmocka_unit_test(dividing_by_zero_and_taking_an_absent_figure_are_refused),
    cmocka_unit_test(every_double_goes_through_a_fraction_unchanged),
    cmocka_unit_test(a_quotient_of_doubles_is_that_of_the_machine),
    cmocka_unit_test(a_root_is_the_nearest_double),
    cmocka_unit_test(known_roots_are_exact_and_what_has_none_is_refused),
    cmocka_unit_test(past_the_largest_double_is_infinite),
    cmocka_unit_test(rounding_a_fraction_is_half_away_from_zero),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
