/** @file
 *  @brief exp, log and pow with the same bytes on every machine (R10): no libm, no contraction, one fixed order.
 *
 *  First quickly, to about 2^-65, with a bound of what that may be wrong by: where all that is within the bound rounds to
 *  one double, that is the nearest double (A. Ziv, "Fast evaluation of elementary mathematical functions with correctly
 *  rounded last bit", 1991). Else, about once in 500 calls, again in pairs of doubles: the relative error before rounding is then
 *  below 2^-94, so the result is the nearest double but where the exact value lies within 2^-41 of an ulp from the middle of
 *  two doubles. A power that lies exactly in the middle (an odd whole number of 54 bits) is found in whole numbers and goes to
 *  the even side.
 */
#ifndef RSL_BASE_REAL_FUNCTIONS_H
#define RSL_BASE_REAL_FUNCTIONS_H

#include <stdint.h>

#include "base/pair.h"

/** e to the power x. Infinity above 709.78…, 0 below -745.13…, nan of nan. */
double rsl__exp(double x);
/** The same within 2^-52 of the result: twice as quick, not always the nearest double, and as much the same on every machine. */
double rsl__exp_near(double x);
/** The natural logarithm. -infinity of 0, nan below 0. */
double rsl__log(double x);
/** The natural logarithm of above / below, which is not rounded first, within 2^-51 of the larger of 1 and the result:
 *  for sums of many, a few times quicker, not the nearest double, and as much the same on every machine. Where one of the
 *  two is not above 0, or not finite, that of their quotient. */
double rsl__log_near(double above, double below);
/** x to the power y, with the special cases of C11 F.10.4.4 for finite operands: 1 for y = 0 and for x = 1; of a
 *  negative x only for whole y, else nan; of 0, 0 or infinity by the sign of y. */
double rsl__pow(double x, double y);
/** x to the power numerator / denominator: the fraction is not rounded first. Nan for x < 0 and for a denominator of 0;
 *  both sides within ±2^53. */
double rsl__pow_fraction(double x, int64_t numerator, int64_t denominator);
/** 100 × (x to the power numerator / denominator, less 1) for x = high + low above 0, `low` at most half an ulp of `high`:
 *  growth in percent, rounded once, so that the digits that a difference from 1 loses are not lost. Nan where
 *  rsl__pow_fraction() is, and where the power is no finite number above 0. Exact values in the middle of two doubles may go
 *  to either, but for a growth over one time of its own (numerator = denominator). */
double rsl__growth_percent(double high, double low, int64_t numerator, int64_t denominator);
/** ln x of a finite x above 0, unrounded: within 2^-94 of it. */
rsl__pair rsl__log_pair(rsl__pair x);
/** The same of e to the power x, for x up to 700; below -600 nearer to a double's precision, below -700 0. */
rsl__pair rsl__exp_pair(rsl__pair x);

#endif
