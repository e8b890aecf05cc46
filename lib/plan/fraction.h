/** @file
 *  @brief Internal: shares of a split unit, `0.25` or `1/3`, added exactly.
 */
#ifndef RSL_PLAN_FRACTION_H
#define RSL_PLAN_FRACTION_H

#include <resolution/base.h>

/** Between 0 and 2, in lowest terms. */
typedef struct rsl__fraction {
  int64_t numerator;
  int64_t denominator; /**< greater than 0 */
} rsl__fraction;

/** Read `1/3`, `0.25` or `1`. @return false where the text is none, or not more than 0 and at most 1. */
RSL_MUST_CHECK bool rsl__fraction_parse(const char *text, size_t length, rsl__fraction *out);
/** @param[in,out] sum at most 1 before. @return false where the common denominator is larger than 10^18. */
RSL_MUST_CHECK bool rsl__fraction_add(rsl__fraction *sum, rsl__fraction share);
/** Negative, 0 or positive: less than one, one, more. */
int rsl__fraction_compare_one(rsl__fraction value);

#endif
