#include "base/real_functions.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/bits.h"
#include "base/real_tables.h"

/* ln 2 in two parts. */
static const double ln2_high = RSL__LN2_HIGH;
static const rsl__pair ln2_low = { RSL__LN2_LOW, 0x1.f97b57a079a19p-103 };
/* ln 2 / 64 the same way: 34 bits, for 64 times as many. */
static const double step_high = 0x1.62e42fef8p-7;
static const rsl__pair step_low = { 0x1.1cf79abc9e3b4p-42, -0x1.9ff0342542fc3p-96 };
static const double steps_in_one = 0x1.71547652b82fep+6;

/* What the quick way may be wrong by, each bound four times what is reckoned beside the code: of a logarithm, of e^x - 1
 * near 0 and of e^x, relatively. */
static const double wrong_logarithm = 0x1p-66;
static const double wrong_growth = 0x1p-58;
static const double wrong_exponential = 0x1p-64;
enum { half_from = 53 /* the rows of m / 2: from 1 + 53/128 on, a little below √2 */ };
static const double quick_range = 700; /* no result of an exponent within it is subnormal or infinite */

/** x as (row / 64 + exponent) ln 2 + rest. */
typedef struct parts {
  rsl__pair rest;
  int row;
  int exponent;
} parts;

/** A positive number as 2^exponent (1 + rest) / factor of a row. */
typedef struct factors {
  rsl__pair rest;
  const rsl__log_row *row;
  int exponent;
} factors;

static inline factors take_apart(double x);
static rsl__pair put_together(const factors *number, rsl__pair series);
static inline rsl__pair quick_logarithm(double x);
static inline parts split(double x);
static rsl__pair unscaled(const parts *of, rsl__pair rest);
static rsl__pair grow(const parts *of, rsl__pair rest);
static inline rsl__pair quick_less_one(rsl__pair x, parts *out);
static rsl__pair less_one(rsl__pair x, parts *out);
static inline bool quick_power(rsl__pair x, double *out);
static double power(rsl__pair x);
static double pow_by_logarithm(double x, rsl__pair exponent);
static bool quick_growth(rsl__pair x, double *out);
static bool whole_power(double x, double y, double *out);
static double pow_of_zero(double x, double y);
static double scale(rsl__pair value, int exponent);
static double round_to_subnormal(rsl__pair value, int exponent);
static int exponent_of(double *x);
static bool is_whole(double x);
static bool is_odd(double x);

double rsl__exp(double x) {
  double result = 0;
  if (isnan(x) || quick_power(pair_of(x), &result)) return isnan(x) ? x : result;
  return power(pair_of(x));
}

/* As quick_power(), in doubles alone: the last sum rounds, and what is added there is below 2^-7 of it. */
double rsl__exp_near(double x) {
  if (!(fabs(x) < quick_range)) return rsl__exp(x);
  parts of = split(x);
  double steps = of.exponent * (double)RSL__EXP_ROWS + of.row;
  double r = (x - step_high * steps) - step_low.high * steps;
  double series = r + r * r * ((1.0 / 2 + r * (1.0 / 6)) + r * r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720))));
  rsl__pair row = rsl__exp_rows[of.row];
  return (row.high + (row.low + row.high * series)) * rsl__power_of_two(of.exponent);
}

double rsl__log(double x) {
  double result = 0;
  if (isnan(x) || x < 0) return NAN;
  if (x == 0) return -INFINITY;
  if (isinf(x)) return x;
  rsl__pair quick = quick_logarithm(x);
  if (pair_is_certain(quick, fabs(quick.high) * wrong_logarithm, &result)) return result;
  return pair_value(rsl__log_pair(pair_of(x)));
}

/* Of two mantissas, of which one is halved where they lie further apart than √2: ln p - ln q = 2 artanh s with
 * s = (p - q) / (p + q), which is s + s³/3 + s⁵/5 + …; the difference is exact, |s| < 0.1716, and what is left out is below
 * 2^-54 s. The steps are those of progress/logit.inc, and without a table, so that processors take them side by side. */
double rsl__log_near(double above, double below) {
  if (!(above > 0) || !(below > 0) || isinf(above) || isinf(below)) return rsl__log(above / below);
  int exponent = exponent_of(&above) - exponent_of(&below);
  bool far_above = above > RSL__ROOT_OF_TWO * below;
  bool far_below = below > RSL__ROOT_OF_TWO * above;
  exponent += far_above - far_below;
  if (far_above) above /= 2;
  if (far_below) below /= 2;
  double s = (above - below) / (above + below);
  double square = s * s;
  double fourth = square * square;
  double odd = 1.0 / 3 + fourth * (1.0 / 7 + fourth * (1.0 / 11 + fourth * (1.0 / 15 + fourth * (1.0 / 19))));
  double even = 1.0 / 5 + fourth * (1.0 / 9 + fourth * (1.0 / 13 + fourth * (1.0 / 17)));
  double twice = s + s;
  double low = twice * (square * (odd + square * even)) + ln2_low.high * exponent;
  return ln2_high * exponent + (twice + low);
}

double rsl__pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (isnan(x) || isnan(y)) return NAN;
  if (x == 0) return pow_of_zero(x, y);
  if (x < 0 && !is_whole(y)) return NAN;
  double result = 0;
  double size = fabs(x);
  bool quick = !isinf(x) && quick_power(pair_multiply(pair_of(y), quick_logarithm(size)), &result);
  if (!quick && !whole_power(size, y, &result)) result = pow_by_logarithm(size, pair_of(y));
  return x < 0 && is_odd(y) ? -result : result;
}

double rsl__pow_fraction(double x, int64_t numerator, int64_t denominator) {
  if (denominator == 0 || isnan(x) || x < 0) return NAN;
  double above = (double)numerator;
  double below = (double)denominator;
  double result = 0;
  if (x == 0 || numerator % denominator == 0) return rsl__pow(x, above / below);
  if (x == 1) return 1;
  rsl__pair exponent = pair_quotient(above, below);
  bool quick = !isinf(x) && quick_power(pair_multiply(exponent, quick_logarithm(x)), &result);
  return quick ? result : pow_by_logarithm(x, exponent);
}

double rsl__growth_percent(double high, double low, int64_t numerator, int64_t denominator) {
  if (denominator == 0 || !(high > 0) || isinf(high)) return NAN;
  if (numerator == denominator) return pair_value(pair_times(pair_add(pair_sum(high, -1), pair_of(low)), 100));
  rsl__pair exponent = pair_quotient((double)numerator, (double)denominator);
  rsl__pair logarithm = pair_add(quick_logarithm(high), pair_of(low / high));
  double result = 0;
  if (quick_growth(pair_multiply(exponent, logarithm), &result)) return result;
  rsl__pair product = pair_multiply(exponent, rsl__log_pair((rsl__pair){ high, low }));
  if (!(fabs(product.high) <= quick_range)) return NAN;
  parts of;
  rsl__pair rest = less_one(product, &of);
  return pair_value(pair_times(grow(&of, rest), 100));
}

/* ---- Logarithm -------------------------------------------------------------------------------------------- */

/* ln (h + l) = ln h + l / h, up to (l / h)² < 2^-106. ln (1 + r) = r - r²/2 + r³/3 - …: from the eighth term on, which is
 * below 2^-49 r, doubles are enough; sixteen leave less than 2^-112 r. */
rsl__pair rsl__log_pair(rsl__pair x) {
  static const rsl__pair inverse[] = { { 0x1.2492492492492p-3, 0x1.2492492492492p-57 }, /* 1/7 … */
                                       { -0x1.5555555555555p-3, -0x1.5555555555555p-57 },
                                       { 0x1.999999999999ap-3, -0x1.999999999999ap-57 },
                                       { -0x1p-2, 0 },
                                       { 0x1.5555555555555p-2, 0x1.5555555555555p-56 },
                                       { -0x1p-1, 0 },
                                       { 1, 0 } }; /* … 1 */
  factors number = take_apart(x.high);
  double r = number.rest.high;
  double far = 0;
  for (int term = 16; term >= 8; term--) far = (term % 2 == 0 ? -1.0 : 1.0) / term + r * far;
  rsl__pair series = pair_of(far);
  for (size_t i = 0; i < sizeof inverse / sizeof *inverse; i++) {
    series = pair_add(pair_multiply(series, number.rest), inverse[i]);
  }
  rsl__pair result = put_together(&number, pair_multiply(series, number.rest));
  return pair_add(result, pair_of(x.low / x.high));
}

/* The same with all but r and r²/2 in doubles: r³/3, below 2^-15 r, is then wrong by 2^-68 r, what is left out by less. */
static inline rsl__pair quick_logarithm(double x) {
  factors number = take_apart(x);
  double r = number.rest.high;
  double far = 1.0 / 9 - r * (1.0 / 10);
  far = 1.0 / 5 - r * (1.0 / 6 - r * (1.0 / 7 - r * (1.0 / 8 - r * far)));
  rsl__pair square = pair_product(r, r);
  far = square.high * r * (1.0 / 3 - r * (1.0 / 4 - r * far));
  rsl__pair series = pair_quick_sum(r, -square.high / 2);
  series.low += number.rest.low * (1 - r) - square.low / 2 + far;
  rsl__pair known = pair_sum(ln2_high * number.exponent, number.row->logarithm.high);
  rsl__pair result = pair_sum(known.high, series.high);
  double low = series.low + number.row->logarithm.low + ln2_low.high * number.exponent;
  return pair_quick_sum(result.high, result.low + (known.low + low));
}

/* The factor has ten bits: what it gives is exact in a pair, and within 2^-7 of 1. */
static inline factors take_apart(double x) {
  factors number = { { 0, 0 }, NULL, exponent_of(&x) };
  unsigned index = (unsigned)(rsl__double_bits(x) >> 45) % RSL__LOG_ROWS;
  number.row = &rsl__log_rows[index];
  if (index >= half_from) {
    x /= 2;
    number.exponent++;
  }
  rsl__pair near = pair_product(x, number.row->factor);
  number.rest = pair_quick_sum(near.high - 1, near.low);
  return number;
}

static rsl__pair put_together(const factors *number, rsl__pair series) {
  rsl__pair result = pair_add(pair_times(ln2_low, number->exponent), number->row->logarithm);
  result = pair_add(pair_of(ln2_high * number->exponent), result);
  return pair_add(result, series);
}

/* ---- Exponential ------------------------------------------------------------------------------------------ */

rsl__pair rsl__exp_pair(rsl__pair x) {
  parts of;
  if (x.high < -quick_range) return pair_of(0);
  rsl__pair rest = less_one(x, &of);
  return pair_times(unscaled(&of, rest), rsl__power_of_two(of.exponent));
}

/* e^x from a pair that is exact but for what `wrong_logarithm` allows of it. */
static inline bool quick_power(rsl__pair x, double *out) {
  if (!(fabs(x.high) < quick_range)) return false;
  parts of;
  rsl__pair rest = quick_less_one(x, &of);
  rsl__pair row = rsl__exp_rows[of.row];
  rsl__pair more = pair_product(row.high, rest.high);
  rsl__pair result = pair_quick_sum(row.high, more.high);
  result.low += more.low + row.high * rest.low + (row.low + row.low * rest.high);
  double wrong = wrong_exponential + fabs(x.high) * wrong_logarithm;
  if (!pair_is_certain(result, result.high * wrong, out)) return false;
  *out *= rsl__power_of_two(of.exponent);
  return true;
}

static bool quick_growth(rsl__pair x, double *out) {
  if (!(fabs(x.high) < quick_range)) return false;
  parts of;
  rsl__pair rest = quick_less_one(x, &of);
  rsl__pair growth = grow(&of, rest);
  bool near = of.row == 0 && of.exponent == 0;
  double wrong = near ? fabs(growth.high) * wrong_growth
                      : (fabs(growth.high) + 1) * (wrong_exponential + fabs(x.high) * wrong_logarithm);
  return pair_is_certain(pair_times(growth, 100), 100 * wrong, out);
}

static double power(rsl__pair x) {
  if (x.high > 710) return INFINITY;
  if (x.high < -746) return 0;
  parts of;
  rsl__pair rest = less_one(x, &of);
  return scale(unscaled(&of, rest), of.exponent);
}

/* 2^(row / 64) × (1 + rest) */
static rsl__pair unscaled(const parts *of, rsl__pair rest) {
  return pair_multiply(rsl__exp_rows[of->row], pair_add(pair_of(1), rest));
}

/* e^x less 1: nothing is lost where no power of 2 comes to it. */
static rsl__pair grow(const parts *of, rsl__pair rest) {
  if (of->row == 0 && of->exponent == 0) return rest;
  return pair_add(pair_times(unscaled(of, rest), rsl__power_of_two(of->exponent)), pair_of(-1));
}

/* e^r - 1 = r + r²/2 + r³/6 + … for |r| < 0.0055: from the sixth term on, which is below 2^-47 r, doubles are enough; the
 * twelfth is below 2^-111 r. */
static rsl__pair less_one(rsl__pair x, parts *out) {
  static const rsl__pair inverse[] = { { 0x1.1111111111111p-7, 0x1.1111111111111p-63 }, /* 1/5! … */
                                       { 0x1.5555555555555p-5, 0x1.5555555555555p-59 },
                                       { 0x1.5555555555555p-3, 0x1.5555555555555p-57 },
                                       { 0x1p-1, 0 },
                                       { 1, 0 } }; /* … 1/1! */
  *out = split(x.high);
  double steps = out->exponent * (double)RSL__EXP_ROWS + out->row;
  rsl__pair rest = pair_add(pair_sum(x.high - step_high * steps, x.low), pair_times(step_low, -steps));
  double r = rest.high;
  double far = 1.0 / 5040 + r * (1.0 / 40320 + r * (1.0 / 362880 + r * (1.0 / 3628800 + r * (1.0 / 39916800))));
  rsl__pair series = pair_of(1.0 / 720 + r * far);
  for (size_t i = 0; i < sizeof inverse / sizeof *inverse; i++) {
    series = pair_add(pair_multiply(series, rest), inverse[i]);
  }
  out->rest = rest;
  return pair_multiply(series, rest);
}

/* The same with all but r in doubles: r²/2, below 2^-8 r, is then wrong by 2^-60 r; seven terms leave less than 2^-66 r. */
static inline rsl__pair quick_less_one(rsl__pair x, parts *out) {
  *out = split(x.high);
  double steps = out->exponent * (double)RSL__EXP_ROWS + out->row;
  out->rest = pair_quick_sum(x.high - step_high * steps, x.low - step_low.high * steps);
  double r = out->rest.high;
  double far = 1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040));
  far = r * r * (1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24 + r * far)));
  return pair_quick_sum(r, out->rest.low + far);
}

/* Into steps of ln 2 / 64. */
static inline parts split(double x) {
  double steps = x * steps_in_one;
  int whole = (int)(steps < 0 ? steps - 0.5 : steps + 0.5);
  int row = (int)((unsigned)whole % RSL__EXP_ROWS);
  return (parts){ { 0, 0 }, row, (whole - row) / RSL__EXP_ROWS };
}

/* ---- Powers ---------------------------------------------------------------------------------------------- */

static double pow_by_logarithm(double x, rsl__pair exponent) {
  if (isinf(x)) return exponent.high > 0 ? INFINITY : 0;
  if (isinf(exponent.high)) return (x > 1) == (exponent.high > 0) ? INFINITY : 0;
  rsl__pair logarithm = rsl__log_pair(pair_of(x));
  if (exponent.high * logarithm.high > 1000) return INFINITY;
  if (exponent.high * logarithm.high < -1000) return 0;
  return power(pair_multiply(exponent, logarithm));
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
  *out = scale(pair_of((double)power), exponent * (int)y);
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
  uint64_t bits = rsl__double_bits(*x);
  int exponent = (int)(bits >> 52 & 0x7FF) - 1023;
  *x = rsl__double_from_bits((bits & UINT64_C(0xFFFFFFFFFFFFF)) | UINT64_C(0x3FF0000000000000));
  return exponent + shift;
}

/* In two steps, since one factor cannot hold every power. The value is from ½ to 2^65. */
static double scale(rsl__pair value, int exponent) {
  double high = pair_value(value);
  if (exponent > 1100) return INFINITY;
  if (exponent < -1200) return 0;
  if (exponent < -1021) high = round_to_subnormal(value, exponent);
  int first = exponent / 2;
  return high * rsl__power_of_two(first) * rsl__power_of_two(exponent - first);
}

/* To a multiple of what 2^-1074 will have been, in one rounding: the sum with a number whose last place that is cuts there,
 * and where it cut in the very middle the low part decides. */
static double round_to_subnormal(rsl__pair value, int exponent) {
  double place = rsl__power_of_two(-1074 - exponent);
  if (value.high >= place * 0x1p52) return pair_value(value); /* normal after all */
  double cutter = place * 0x1p52;
  rsl__pair cut = pair_sum(cutter, value.high);
  double units = cut.high - cutter;
  if (cut.low == place / 2 && value.low > 0) return units + place;
  if (cut.low == -place / 2 && value.low < 0) return units - place;
  return units;
}

static bool is_whole(double x) {
  double size = x < 0 ? -x : x;
  return size >= 0x1p52 || (double)(int64_t)x == x;
}

static bool is_odd(double x) {
  double size = x < 0 ? -x : x;
  return size < 0x1p53 && is_whole(x) && (int64_t)x % 2 != 0;
}
