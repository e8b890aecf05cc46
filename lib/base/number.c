#include "base/number.h"

#include "base/bits.h"
#include "base/rational.h"

#define QUOTIENT_SCALE_MAX (2 * RSL__NUMBER_SCALE_MAX) /* so that a chain of products does not grow it for ever */

typedef bool operation(const rsl__rational *a, const rsl__rational *b, rsl__rational *out);

static bool is_exact(rsl_number a);
static double real_of(rsl_number number);
static rsl_number signed_sum(rsl_number a, rsl_number b, bool subtract);
static bool sum_decimals(rsl_number a, rsl_number b, bool subtract, rsl_number *out);
static bool sum_quotients(rsl_number a, rsl_number b, bool subtract, rsl_number *out);
static bool multiply_exactly(rsl_number a, rsl_number b, rsl_number *out);
static bool divide_exactly(rsl_number a, rsl_number b, rsl_number *out);
static bool product_over_product(const rsl__int128 above[2], const rsl__int128 under[2], int32_t scale,
                                 rsl_number *out);
static bool to_one_scale(rsl_number a, rsl_number b, rsl__int128 *left, rsl__int128 *right, int32_t *scale);
static rsl_number by_rational(operation *compute, rsl_number a, rsl_number b);
static rsl_number reduced(rsl__int128 numerator, rsl__int128 denominator, int32_t scale);
static double nearest_double(rsl__int128 numerator, rsl__int128 denominator, int32_t scale);
static rsl__int128 numerator_of(rsl_number a);
static rsl__int128 denominator_of(rsl_number a);
static bool is_one(rsl__int128 a);
static bool is_smallest(rsl__int128 a);

rsl_number rsl_number_absent(void) {
  return (rsl_number){ .kind = RSL_NUMBER_ABSENT };
}

rsl_number rsl_number_from_decimal(rsl_decimal value) {
  return rsl__number_exact(rsl__int128_from_int64(value.units), value.scale);
}

rsl_number rsl_number_from_integer(int64_t value) {
  return rsl__number_exact(rsl__int128_from_int64(value), 0);
}

rsl_number rsl_number_from_double(double value) {
  if (!(value - value == 0.0)) return rsl_number_absent(); /* nan or infinite */
  return (rsl_number){ .kind = RSL_NUMBER_REAL, .real = value == 0.0 ? 0.0 : value };
}

rsl_number rsl_number_add(rsl_number a, rsl_number b) {
  return signed_sum(a, b, false);
}

rsl_number rsl_number_subtract(rsl_number a, rsl_number b) {
  return signed_sum(a, b, true);
}

rsl_number rsl_number_multiply(rsl_number a, rsl_number b) {
  rsl_number product;
  if (a.kind == RSL_NUMBER_ABSENT || b.kind == RSL_NUMBER_ABSENT) return rsl_number_absent();
  if (!is_exact(a) || !is_exact(b)) return rsl_number_from_double(real_of(a) * real_of(b));
  return multiply_exactly(a, b, &product) ? product : by_rational(rsl__rational_multiply, a, b);
}

rsl_number rsl_number_divide(rsl_number a, rsl_number b) {
  rsl_number quotient;
  if (a.kind == RSL_NUMBER_ABSENT || b.kind == RSL_NUMBER_ABSENT || rsl_number_sign(b) == 0) return rsl_number_absent();
  if (!is_exact(a) || !is_exact(b)) return rsl_number_from_double(real_of(a) / real_of(b));
  return divide_exactly(a, b, &quotient) ? quotient : by_rational(rsl__rational_divide, a, b);
}

rsl_number rsl_number_negate(rsl_number a) {
  rsl__int128 numerator = numerator_of(a);
  a.real = a.real == 0.0 ? 0.0 : -a.real;
  /* The smallest integer never stands in a number (is_smallest). */
  if (rsl__int128_negate(numerator, &numerator)) a.numerator = rsl__int128_to_words(numerator);
  return a;
}

int rsl_number_compare(rsl_number a, rsl_number b) {
  rsl__int128 left, right;
  rsl__rational x, y;
  int32_t scale;
  int order;
  if (a.kind == RSL_NUMBER_DECIMAL && b.kind == RSL_NUMBER_DECIMAL && to_one_scale(a, b, &left, &right, &scale))
    return rsl__int128_compare(left, right);
  /* Rounding turns no order round: only where both round to one double must more be asked. */
  if (is_exact(a) && is_exact(b) && real_of(a) != real_of(b)) return real_of(a) > real_of(b) ? 1 : -1;
  if (is_exact(a) && is_exact(b) && rsl__rational_from_number(a, &x) && rsl__rational_from_number(b, &y) &&
      rsl__rational_compare(&x, &y, &order))
    return order;
  return (real_of(a) > real_of(b)) - (real_of(a) < real_of(b));
}

int rsl_number_sign(rsl_number a) {
  if (is_exact(a)) return rsl__two_word_sign(a.numerator);
  return a.kind == RSL_NUMBER_REAL ? (a.real > 0.0) - (a.real < 0.0) : 0;
}

rsl_number rsl_number_round(rsl_number value, int decimals) {
  rsl__natural units;
  rsl__words words;
  rsl_int128 numerator;
  if (decimals < 0) decimals = 0;
  if (decimals > 18) decimals = 18;
  if (value.kind == RSL_NUMBER_DECIMAL && value.scale <= decimals) return value;
  if (!rsl__number_round_units(value, decimals, &units)) return value;
  if (!rsl__natural_to_words(&units, &words) ||
      !rsl__two_word_from_magnitude(words, rsl_number_sign(value) < 0, &numerator))
    return rsl_number_from_double(value.real);
  return rsl__number_exact(rsl__int128_from_words(numerator), decimals);
}

rsl_number rsl__number_exact(rsl__int128 numerator, int32_t scale) {
  const rsl__int128 ten = rsl__int128_from_int64(10), one = rsl__int128_from_int64(1);
  rsl__int128 shorter, rest;
  if (scale < 0 && scale >= -38 && rsl__int128_scale(numerator, -scale, &shorter)) {
    numerator = shorter;
    scale = 0;
  }
  while (scale > RSL__NUMBER_SCALE_MAX && rsl__int128_divide(numerator, ten, &shorter, &rest) &&
         rsl__int128_sign(rest) == 0) {
    numerator = shorter;
    scale = rsl__int128_sign(numerator) == 0 ? 0 : scale - 1;
  }
  double real = nearest_double(numerator, one, scale);
  if (scale < 0 || scale > RSL__NUMBER_SCALE_MAX || is_smallest(numerator)) return rsl_number_from_double(real);
  return (rsl_number){ .kind = RSL_NUMBER_DECIMAL,
                       .scale = scale,
                       .numerator = rsl__int128_to_words(numerator),
                       .denominator = rsl__int128_to_words(one),
                       .real = real };
}

rsl_number rsl__number_quotient(rsl__int128 numerator, rsl__int128 denominator, int32_t scale) {
  rsl__int128 whole, rest, raised;
  int sign = rsl__int128_sign(denominator);
  if (sign == 0) return rsl_number_absent();
  if (scale < 0 && scale >= -38 && rsl__int128_scale(numerator, -scale, &raised)) {
    numerator = raised;
    scale = 0;
  }
  if (rsl__int128_divide(numerator, denominator, &whole, &rest) && rsl__int128_sign(rest) == 0)
    return rsl__number_exact(whole, scale);
  double real = nearest_double(numerator, denominator, scale);
  if (scale < -QUOTIENT_SCALE_MAX || scale > QUOTIENT_SCALE_MAX || is_smallest(numerator) || is_smallest(denominator) ||
      (sign < 0 && (!rsl__int128_negate(numerator, &numerator) || !rsl__int128_negate(denominator, &denominator))))
    return rsl_number_from_double(real);
  return (rsl_number){ .kind = RSL_NUMBER_QUOTIENT,
                       .scale = scale,
                       .numerator = rsl__int128_to_words(numerator),
                       .denominator = rsl__int128_to_words(denominator),
                       .real = real };
}

bool rsl__number_round_units(rsl_number value, int decimals, rsl__natural *units) {
  rsl__rational exact;
  return rsl__rational_from_number(value, &exact) && rsl__rational_round(&exact, decimals, units);
}

static bool is_exact(rsl_number a) {
  return a.kind == RSL_NUMBER_DECIMAL || a.kind == RSL_NUMBER_QUOTIENT;
}

/* Of an exact number that stands without its nearest double it is found now. */
static double real_of(rsl_number number) {
  bool bare = number.kind == RSL_NUMBER_DECIMAL && number.real == 0.0;
  return bare ? rsl__number_exact(numerator_of(number), number.scale).real : number.real;
}

static rsl_number signed_sum(rsl_number a, rsl_number b, bool subtract) {
  rsl_number out;
  if (a.kind == RSL_NUMBER_ABSENT || b.kind == RSL_NUMBER_ABSENT) return rsl_number_absent();
  if (!is_exact(a) || !is_exact(b))
    return rsl_number_from_double(subtract ? real_of(a) - real_of(b) : real_of(a) + real_of(b));
  bool decimals = a.kind == RSL_NUMBER_DECIMAL && b.kind == RSL_NUMBER_DECIMAL;
  if (decimals ? sum_decimals(a, b, subtract, &out) : sum_quotients(a, b, subtract, &out)) return out;
  return by_rational(subtract ? rsl__rational_subtract : rsl__rational_add, a, b);
}

static bool add_or_subtract(rsl__int128 a, rsl__int128 b, bool subtract, rsl__int128 *out) {
  return subtract ? rsl__int128_subtract(a, b, out) : rsl__int128_add(a, b, out);
}

static bool sum_decimals(rsl_number a, rsl_number b, bool subtract, rsl_number *out) {
  rsl__int128 left, right, total;
  int32_t scale;
  if (!to_one_scale(a, b, &left, &right, &scale) || !add_or_subtract(left, right, subtract, &total)) return false;
  *out = rsl__number_exact(total, scale);
  return true;
}

/* Over the least common multiple of the denominators. */
static bool sum_quotients(rsl_number a, rsl_number b, bool subtract, rsl_number *out) {
  rsl__int128 left, right, total, rest, denominator, under_a = denominator_of(a), under_b = denominator_of(b);
  int32_t scale;
  if (!to_one_scale(a, b, &left, &right, &scale)) return false;
  if (rsl__int128_compare(under_a, under_b) == 0) {
    if (!add_or_subtract(left, right, subtract, &total)) return false;
    *out = reduced(total, under_a, scale);
    return true;
  }
  rsl__int128 common = rsl__int128_common_divisor(under_a, under_b), raise_a, raise_b;
  if (!rsl__int128_divide(under_b, common, &raise_a, &rest) || !rsl__int128_divide(under_a, common, &raise_b, &rest))
    return false;
  if (!rsl__int128_multiply(left, raise_a, &left) || !rsl__int128_multiply(right, raise_b, &right) ||
      !rsl__int128_multiply(under_a, raise_a, &denominator) || !add_or_subtract(left, right, subtract, &total))
    return false;
  *out = reduced(total, denominator, scale);
  return true;
}

static bool multiply_exactly(rsl_number a, rsl_number b, rsl_number *out) {
  if (a.kind == RSL_NUMBER_DECIMAL && b.kind == RSL_NUMBER_DECIMAL) {
    rsl__int128 product;
    if (!rsl__int128_multiply(numerator_of(a), numerator_of(b), &product)) return false;
    *out = rsl__number_exact(product, a.scale + b.scale);
    return true;
  }
  const rsl__int128 above[2] = { numerator_of(a), numerator_of(b) };
  const rsl__int128 under[2] = { denominator_of(a), denominator_of(b) };
  return product_over_product(above, under, a.scale + b.scale, out);
}

static bool divide_exactly(rsl_number a, rsl_number b, rsl_number *out) {
  const rsl__int128 above[2] = { numerator_of(a), denominator_of(b) };
  const rsl__int128 under[2] = { denominator_of(a), numerator_of(b) };
  return product_over_product(above, under, a.scale - b.scale, out);
}

/* (p × q) / (r × s), each factor first rid of what it shares with those on the other side, so that what fits is found
 * to fit. */
static bool product_over_product(const rsl__int128 above[2], const rsl__int128 under[2], int32_t scale,
                                 rsl_number *out) {
  rsl__int128 top[2] = { above[0], above[1] }, bottom[2] = { under[0], under[1] }, rest, numerator, denominator;
  if (rsl__int128_multiply(top[0], top[1], &numerator) && rsl__int128_multiply(bottom[0], bottom[1], &denominator)) {
    *out = reduced(numerator, denominator, scale);
    return true;
  }
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++) {
      rsl__int128 common = rsl__int128_common_divisor(top[i], bottom[j]);
      if (is_one(common)) continue;
      if (!rsl__int128_divide(top[i], common, &top[i], &rest) ||
          !rsl__int128_divide(bottom[j], common, &bottom[j], &rest))
        return false;
    }
  if (!rsl__int128_multiply(top[0], top[1], &numerator) || !rsl__int128_multiply(bottom[0], bottom[1], &denominator))
    return false;
  *out = rsl__number_quotient(numerator, denominator, scale);
  return true;
}

/* The numerators over the larger of the two scales. */
static bool to_one_scale(rsl_number a, rsl_number b, rsl__int128 *left, rsl__int128 *right, int32_t *scale) {
  *scale = a.scale > b.scale ? a.scale : b.scale;
  return rsl__int128_scale(numerator_of(a), *scale - a.scale, left) &&
         rsl__int128_scale(numerator_of(b), *scale - b.scale, right);
}

/* The exact result, rounded once to a double: where it does not fit in two 128-bit integers. */
static rsl_number by_rational(operation *compute, rsl_number a, rsl_number b) {
  rsl__rational x, y;
  double real;
  if (!rsl__rational_from_number(a, &x) || !rsl__rational_from_number(b, &y) || !compute(&x, &y, &x) ||
      !rsl__rational_to_double(&x, &real))
    return rsl_number_absent();
  return rsl_number_from_double(real);
}

static rsl_number reduced(rsl__int128 numerator, rsl__int128 denominator, int32_t scale) {
  rsl__int128 rest, common = rsl__int128_common_divisor(numerator, denominator);
  if (!rsl__int128_divide(numerator, common, &numerator, &rest) ||
      !rsl__int128_divide(denominator, common, &denominator, &rest))
    return rsl_number_absent();
  return rsl__number_quotient(numerator, denominator, scale);
}

/* Correctly rounded (R10). Nearly always the scale fits into one side. */
static double nearest_double(rsl__int128 numerator, rsl__int128 denominator, int32_t scale) {
  rsl__int128 raised;
  if (scale >= 0 && scale <= 38 && rsl__int128_scale(denominator, scale, &raised))
    return rsl__int128_quotient(numerator, raised);
  if (scale < 0 && scale >= -38 && rsl__int128_scale(numerator, -scale, &raised))
    return rsl__int128_quotient(raised, denominator);
  rsl_number wide = { RSL_NUMBER_QUOTIENT, scale, rsl__int128_to_words(numerator), rsl__int128_to_words(denominator),
                      0 };
  rsl__rational exact;
  double real;
  if (!rsl__rational_from_number(wide, &exact) || !rsl__rational_to_double(&exact, &real)) return 0.0;
  return wide.denominator.high < 0 ? -real : real;
}

static rsl__int128 numerator_of(rsl_number a) {
  return rsl__int128_from_words(a.numerator);
}

static rsl__int128 denominator_of(rsl_number a) {
  return a.kind == RSL_NUMBER_QUOTIENT ? rsl__int128_from_words(a.denominator) : rsl__int128_from_int64(1);
}

static bool is_one(rsl__int128 a) {
  rsl_int128 words = rsl__int128_to_words(a);
  return words.high == 0 && words.low == 1;
}

/* -2^127 has no opposite; no number holds it. */
static bool is_smallest(rsl__int128 a) {
  rsl_int128 words = rsl__int128_to_words(a);
  return words.high == INT64_MIN && words.low == 0;
}
