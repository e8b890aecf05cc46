/** @file
 *  @brief Internal: a number as the sum of two doubles, about 104 bits. Plain C, one fixed order: the same bytes everywhere.
 *
 *  Sums and products are the exact transformations of T. J. Dekker, "A floating-point technique for extending the available
 *  precision" (1971), and D. E. Knuth, The Art of Computer Programming 2, 4.2.2. They hold where each operation rounds to
 *  nearest and none is contracted, which the build asks for, and while no product passes 2^996.
 */
#ifndef RSL_BASE_PAIR_H
#define RSL_BASE_PAIR_H

#include <stdbool.h>

typedef struct rsl__pair {
  double high; /**< the nearest double */
  double low;  /**< the rest: at most half an ulp of the first */
} rsl__pair;

static inline rsl__pair pair_of(double value) {
  return (rsl__pair){ value, 0 };
}

static inline double pair_value(rsl__pair a) {
  return a.high + a.low;
}

/** The exact sum of two doubles. */
static inline rsl__pair pair_sum(double a, double b) {
  double high = a + b;
  double part = high - a;
  return (rsl__pair){ high, (a - (high - part)) + (b - part) };
}

/** The same where a is not the smaller of the two. */
static inline rsl__pair pair_quick_sum(double a, double b) {
  double high = a + b;
  return (rsl__pair){ high, b - (high - a) };
}

/** The exact product: each factor is cut into halves of 26 bits, whose products are exact. */
static inline rsl__pair pair_product(double a, double b) {
  double high = a * b;
  double cut_a = a * 134217729.0;
  double cut_b = b * 134217729.0;
  double a_high = cut_a - (cut_a - a);
  double b_high = cut_b - (cut_b - b);
  double a_low = a - a_high;
  double b_low = b - b_high;
  return (rsl__pair){ high, ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low };
}

static inline rsl__pair pair_add(rsl__pair a, rsl__pair b) {
  rsl__pair high = pair_sum(a.high, b.high);
  rsl__pair low = pair_sum(a.low, b.low);
  high = pair_quick_sum(high.high, high.low + low.high);
  return pair_quick_sum(high.high, high.low + low.low);
}

static inline rsl__pair pair_negate(rsl__pair a) {
  return (rsl__pair){ -a.high, -a.low };
}

static inline rsl__pair pair_subtract(rsl__pair a, rsl__pair b) {
  return pair_add(a, pair_negate(b));
}

static inline rsl__pair pair_multiply(rsl__pair a, rsl__pair b) {
  rsl__pair result = pair_product(a.high, b.high);
  return pair_quick_sum(result.high, result.low + (a.high * b.low + a.low * b.high));
}

static inline rsl__pair pair_times(rsl__pair a, double b) {
  return pair_multiply(a, pair_of(b));
}

static inline rsl__pair pair_divide(rsl__pair a, rsl__pair b) {
  double first = a.high / b.high;
  rsl__pair rest = pair_add(a, pair_times(b, -first));
  return pair_quick_sum(first, rest.high / b.high);
}

/** The quotient of two doubles. */
static inline rsl__pair pair_quotient(double a, double b) {
  double first = a / b;
  rsl__pair back = pair_product(first, b);
  return pair_quick_sum(first, ((a - back.high) - back.low) / b);
}

/** Does all that is within `wrong` of it round to one double? That one, then. */
static inline bool pair_is_certain(rsl__pair value, double wrong, double *out) {
  *out = value.high + (value.low - wrong);
  return *out == value.high + (value.low + wrong);
}

#endif
