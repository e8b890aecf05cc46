/** @file
 *  @brief Internal: figures made of exact sums.
 */
#ifndef RSL_BASE_NUMBER_H
#define RSL_BASE_NUMBER_H

#include "base/int128.h"
#include "base/natural.h"

/** The largest scale of a DECIMAL: twice that of a measured figure, so that a product of two is exact. */
#define RSL__NUMBER_SCALE_MAX 36

/** numerator × 10^-scale: a DECIMAL, or the nearest double where a scale or size is past what one holds. */
rsl_number rsl__number_exact(rsl__int128 numerator, int32_t scale);

/** numerator / denominator × 10^-scale: a DECIMAL where it divides without a rest, else a QUOTIENT (not reduced: this is
 *  for roll-ups). Absent for a denominator of 0. The scale may be negative (a factor of 100 is -2). */
rsl_number rsl__number_quotient(rsl__int128 numerator, rsl__int128 denominator, int32_t scale);

/** The size of a figure × 10^decimals, rounded half away from zero from its exact value; decimals 0 to 18.
 *  @return false for an absent figure. */
RSL_MUST_CHECK bool rsl__number_round_units(rsl_number value, int decimals, rsl__natural *units);

#endif
