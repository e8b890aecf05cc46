/** @file
 *  @brief Internal: the arithmetic of this layer, short enough to read as formulas. Exact as rsl_number is; anything
 *  with an absent side is absent.
 */
#ifndef RSL_PROGRESS_ARITHMETIC_H
#define RSL_PROGRESS_ARITHMETIC_H

#include <resolution/base.h>

static inline rsl_number plus(rsl_number a, rsl_number b) {
  return rsl_number_add(a, b);
}
static inline rsl_number minus(rsl_number a, rsl_number b) {
  return rsl_number_subtract(a, b);
}
static inline rsl_number times(rsl_number a, rsl_number b) {
  return rsl_number_multiply(a, b);
}
static inline rsl_number over(rsl_number a, rsl_number b) {
  return rsl_number_divide(a, b);
}
static inline rsl_number whole(int64_t value) {
  return rsl_number_from_integer(value);
}
static inline rsl_number written(rsl_decimal value) {
  return rsl_number_from_decimal(value);
}
static inline bool known(rsl_number a) {
  return a.kind != RSL_NUMBER_ABSENT;
}
static inline rsl_number absolute(rsl_number a) {
  return rsl_number_sign(a) < 0 ? rsl_number_negate(a) : a;
}

/** Both sides must be known. */
static inline bool above(rsl_number a, rsl_number b) {
  return rsl_number_compare(a, b) > 0;
}
static inline bool at_least(rsl_number a, rsl_number b) {
  return rsl_number_compare(a, b) >= 0;
}

static inline rsl_number percent_of(rsl_number part, rsl_number all) {
  return times(whole(100), over(part, all));
}

/** The factor that a growth in percent multiplies by: 1 + g / 100. */
static inline rsl_number growth_factor(rsl_number percent) {
  return plus(whole(1), over(percent, whole(100)));
}

/** And back: for exact factors. Of a root rsl__growth_percent() keeps the digits that this difference would lose. */
static inline rsl_number growth_percent(rsl_number factor) {
  return times(whole(100), minus(factor, whole(1)));
}

/** A whole power, exact while it fits. `exponent` is not negative. */
rsl_number rsl__whole_power(rsl_number base, int64_t exponent);
/** base^(numerator/denominator) for a base above 0: exact where the exponent is whole, else a double. */
rsl_number rsl__power(rsl_number base, int64_t numerator, int64_t denominator);
/** Growth a year in percent of what was multiplied by a factor above 0 while `passed` ticks did, of which a year has
 *  `year`: exact where the years are whole and their root is a short decimal, else a double. */
rsl_number rsl__growth_a_year(rsl_number factor, int64_t passed, int64_t year);

#endif
