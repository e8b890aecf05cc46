#include "base/real_functions.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* A number as the sum of two doubles, the second at most half an ulp of the first. Sums and products below are exact
 * transformations of T. J. Dekker, "A floating-point technique for extending the available precision" (1971), and
 * D. E. Knuth, The Art of Computer Programming 2, 4.2.2. They hold where each operation rounds to nearest and none is
 * contracted, which the build asks for. */
typedef struct pair {
  double high;
  double low;
} pair;

/* ln 2 in two parts: the first has 40 bits, so that its product with any exponent is exact. */
static const double ln2_high = 0x1.62e42fefa2000p-1;
static const pair ln2_low = { 0x1.9ef35793c7673p-41, 0x1.f97b57a079a19p-103 };
static const double one_over_ln2 = 0x1.71547652b82fep+0;

enum {
  EXP_HALVINGS = 9, /* exp works on an argument halved this often … */
  EXP_TERMS = 11,   /* … where 11 terms leave less than 2^-116 of it */
  LOG_TERMS = 22    /* f² < 0.0295: 22 terms leave less than 2^-108 */
};

static pair log_pair(double x);
static double exp_of_pair(pair x);
static pair exp_less_one(pair x, int *exponent);
static double pow_by_logarithm(double x, pair exponent);
static bool whole_power(double x, double y, double *out);
static double pow_of_zero(double x, double y);
static double scale(pair value, int exponent);
static double power_of_two(int exponent);
static int exponent_of(double *x);
static bool is_whole(double x);
static bool is_odd(double x);

static pair sum(double a, double b);
static pair quick_sum(double a, double b); /* where a is not the smaller of the two */
static pair product(double a, double b);
static pair add(pair a, pair b);
static pair multiply(pair a, pair b);
static pair multiply_double(pair a, double b);
static pair divide(pair a, pair b);

double rsl__exp(double x) {
  return isnan(x) ? x : exp_of_pair((pair){ x, 0 });
}

double rsl__log(double x) {
  if (isnan(x) || x < 0) return NAN;
  if (x == 0) return -INFINITY;
  if (isinf(x)) return x;
  pair result = log_pair(x);
  return result.high + result.low;
}

double rsl__pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (isnan(x) || isnan(y)) return NAN;
  if (x == 0) return pow_of_zero(x, y);
  if (x < 0 && !is_whole(y)) return NAN;
  double result = 0;
  double size = x < 0 ? -x : x;
  if (!whole_power(size, y, &result)) result = pow_by_logarithm(size, (pair){ y, 0 });
  return x < 0 && is_odd(y) ? -result : result;
}

double rsl__pow_fraction(double x, int64_t numerator, int64_t denominator) {
  if (denominator == 0 || isnan(x) || x < 0) return NAN;
  double above = (double)numerator;
  double below = (double)denominator;
  if (x == 0 || numerator % denominator == 0) return rsl__pow(x, above / below);
  if (x == 1) return 1;
  return pow_by_logarithm(x, divide((pair){ above, 0 }, (pair){ below, 0 }));
}

double rsl__growth_percent(double high, double low, int64_t numerator, int64_t denominator) {
  if (denominator == 0 || !(high > 0) || isinf(high)) return NAN;
  /* ln (h + l) = ln h + l / h, up to (l / h)² < 2^-106. */
  pair logarithm = add(log_pair(high), (pair){ low / high, 0 });
  pair exponent = divide((pair){ (double)numerator, 0 }, (pair){ (double)denominator, 0 });
  pair product = multiply(exponent, logarithm);
  if (product.high > 700 || product.high < -700) return NAN;
  int binary = 0;
  pair growth = exp_less_one(product, &binary);
  if (binary != 0) {
    growth = multiply_double(add((pair){ 1, 0 }, growth), power_of_two(binary));
    growth = add(growth, (pair){ -1, 0 });
  }
  growth = multiply_double(growth, 100);
  return growth.high + growth.low;
}

/* ---- Logarithm and exponential --------------------------------------------------------------------------- */

/* x = m × 2^e with m near 1; ln m = 2 (f + f³/3 + f⁵/5 + …) with f = (m - 1) / (m + 1), |f| < 0.1716. */
static pair log_pair(double x) {
  int exponent = exponent_of(&x);
  if (x > 0x1.6a09e667f3bcdp+0) { /* √2: keep m between √½ and √2 */
    x /= 2;
    exponent++;
  }
  pair f = divide(sum(x, -1), sum(x, 1));
  pair square = multiply(f, f);
  pair series = divide((pair){ 1, 0 }, (pair){ 2 * LOG_TERMS + 1, 0 });
  for (int term = LOG_TERMS - 1; term >= 0; term--) {
    series = add(multiply(series, square), divide((pair){ 1, 0 }, (pair){ 2 * term + 1, 0 }));
  }
  pair result = multiply(multiply_double(f, 2), series);
  result = add(multiply_double(ln2_low, exponent), result);
  return add((pair){ ln2_high * exponent, 0 }, result);
}

static double exp_of_pair(pair x) {
  int exponent = 0;
  if (x.high > 710) return INFINITY;
  if (x.high < -746) return 0;
  pair less_one = exp_less_one(x, &exponent);
  return scale(add((pair){ 1, 0 }, less_one), exponent);
}

/* x = k ln 2 + r; e^r - 1 from the series at r / 2^9, doubled back by (1 + s)² - 1 = 2s + s². e^x is 2^k times 1 more. */
static pair exp_less_one(pair x, int *exponent) {
  double k = x.high * one_over_ln2;
  int whole = (int)(k < 0 ? k - 0.5 : k + 0.5);
  pair rest = add(sum(x.high, -ln2_high * whole), (pair){ x.low, 0 });
  rest = add(rest, multiply_double(ln2_low, -whole));
  rest = multiply_double(rest, 1.0 / (1 << EXP_HALVINGS));
  pair series = { 1, 0 };
  for (int term = EXP_TERMS; term > 1; term--) {
    series = add((pair){ 1, 0 }, divide(multiply(rest, series), (pair){ term, 0 }));
  }
  pair less_one = multiply(rest, series);
  for (int i = 0; i < EXP_HALVINGS; i++) {
    less_one = add(multiply_double(less_one, 2), multiply(less_one, less_one));
  }
  *exponent = whole;
  return less_one;
}

/* ---- Powers ---------------------------------------------------------------------------------------------- */

static double pow_by_logarithm(double x, pair exponent) {
  if (isinf(x)) return exponent.high > 0 ? INFINITY : 0;
  if (isinf(exponent.high)) return (x > 1) == (exponent.high > 0) ? INFINITY : 0;
  pair logarithm = log_pair(x);
  if (exponent.high * logarithm.high > 1000) return INFINITY;
  if (exponent.high * logarithm.high < -1000) return 0;
  return exp_of_pair(multiply(exponent, logarithm));
}

/* x = o × 2^e with o odd: where o^y has at most 64 bits the power is exact but for the last conversion. Only such
 * powers can lie exactly in the middle of two doubles. */
static bool whole_power(double x, double y, double *out) {
  if (isinf(x) || y < 1 || y > 64 || !is_whole(y)) return false;
  int exponent = exponent_of(&x);
  uint64_t odd = (uint64_t)(x * 0x1p52);
  exponent -= 52;
  while (odd % 2 == 0) {
    odd /= 2;
    exponent++;
  }
  uint64_t power = 1;
  for (int i = 0; i < (int)y; i++) {
    if (power > UINT64_MAX / odd) return false;
    power *= odd;
  }
  *out = scale((pair){ (double)power, 0 }, exponent * (int)y);
  return true;
}

static double pow_of_zero(double x, double y) {
  bool negative = signbit(x) && is_odd(y);
  double size = y > 0 ? 0 : INFINITY;
  return negative ? -size : size;
}

/* ---- Bits ------------------------------------------------------------------------------------------------ */

/* A positive finite x becomes 1 ≤ x < 2; what it was multiplied by is 2^result. */
static int exponent_of(double *x) {
  int shift = 0;
  if (*x < 0x1p-1022) {
    *x *= 0x1p54;
    shift = -54;
  }
  uint64_t bits;
  memcpy(&bits, x, sizeof bits);
  int exponent = (int)(bits >> 52 & 0x7FF) - 1023;
  bits = (bits & UINT64_C(0xFFFFFFFFFFFFF)) | UINT64_C(0x3FF0000000000000);
  memcpy(x, &bits, sizeof bits);
  return exponent + shift;
}

/* In two steps, since one factor cannot hold every power; only the second can round. The value is below 2^65. */
static double scale(pair value, int exponent) {
  if (exponent > 1100) return INFINITY;
  if (exponent < -1200) return 0;
  int first = exponent / 2;
  return (value.high + value.low) * power_of_two(first) * power_of_two(exponent - first);
}

static double power_of_two(int exponent) {
  uint64_t bits = (uint64_t)(exponent + 1023) << 52;
  double result;
  memcpy(&result, &bits, sizeof result);
  return result;
}

static bool is_whole(double x) {
  double size = x < 0 ? -x : x;
  return size >= 0x1p52 || (double)(int64_t)x == x;
}

static bool is_odd(double x) {
  double size = x < 0 ? -x : x;
  return size < 0x1p53 && is_whole(x) && (int64_t)x % 2 != 0;
}

/* ---- Pairs ----------------------------------------------------------------------------------------------- */

static pair sum(double a, double b) {
  double high = a + b;
  double part = high - a;
  return (pair){ high, (a - (high - part)) + (b - part) };
}

static pair quick_sum(double a, double b) {
  double high = a + b;
  return (pair){ high, b - (high - a) };
}

/* Each factor is cut into halves of 26 bits, whose products are exact. */
static pair product(double a, double b) {
  double high = a * b;
  double cut_a = a * 134217729.0;
  double cut_b = b * 134217729.0;
  double a_high = cut_a - (cut_a - a);
  double b_high = cut_b - (cut_b - b);
  double a_low = a - a_high;
  double b_low = b - b_high;
  return (pair){ high, ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low };
}

static pair add(pair a, pair b) {
  pair high = sum(a.high, b.high);
  pair low = sum(a.low, b.low);
  high = quick_sum(high.high, high.low + low.high);
  return quick_sum(high.high, high.low + low.low);
}

static pair multiply(pair a, pair b) {
  pair result = product(a.high, b.high);
  return quick_sum(result.high, result.low + (a.high * b.low + a.low * b.high));
}

static pair multiply_double(pair a, double b) {
  return multiply(a, (pair){ b, 0 });
}

static pair divide(pair a, pair b) {
  double first = a.high / b.high;
  pair rest = add(a, multiply_double(b, -first));
  double second = rest.high / b.high;
  rest = add(rest, multiply_double(b, -second));
  double third = rest.high / b.high;
  pair result = quick_sum(first, second);
  return add(result, (pair){ third, 0 });
}
