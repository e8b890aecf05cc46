/** @file
 *  @brief Internal: exact fractions, for boundaries that are compared exactly (T7) and for one rounding at the end (R10).
 *
 *  Not reduced: each operation adds the lengths of its operands. Functions return false where the capacity of
 *  base/natural.h (2,560 bits a side) is passed, and then write nothing that may be used; the caller may fall back to
 *  doubles. One step on figures never gets there; (a - b) / (e - b) against a decimal, of quotients of 128-bit integers,
 *  does not either.
 */
#ifndef RSL_BASE_RATIONAL_H
#define RSL_BASE_RATIONAL_H

#include "base/natural.h"

/** numerator / denominator, the denominator not 0. */
typedef struct rsl__rational {
  bool negative; /**< of zero: either */
  rsl__natural numerator;
  rsl__natural denominator;
} rsl__rational;

void rsl__rational_from_decimal(rsl_decimal value, rsl__rational *out);
/** The exact value of a finite double. */
void rsl__rational_from_double(double value, rsl__rational *out);
/** The exact value of any number; of a REAL that of its double. @return false for an absent one. */
RSL_MUST_CHECK bool rsl__rational_from_number(rsl_number value, rsl__rational *out);

/** `out` may be one of the operands. */
RSL_MUST_CHECK bool rsl__rational_add(const rsl__rational *a, const rsl__rational *b, rsl__rational *out);
RSL_MUST_CHECK bool rsl__rational_subtract(const rsl__rational *a, const rsl__rational *b, rsl__rational *out);
RSL_MUST_CHECK bool rsl__rational_multiply(const rsl__rational *a, const rsl__rational *b, rsl__rational *out);
/** False for a divisor of 0 too. */
RSL_MUST_CHECK bool rsl__rational_divide(const rsl__rational *a, const rsl__rational *b, rsl__rational *out);

int rsl__rational_sign(const rsl__rational *a); /**< -1, 0, 1 */
/** @param[out] order negative, 0 or positive. */
RSL_MUST_CHECK bool rsl__rational_compare(const rsl__rational *a, const rsl__rational *b, int *order);

/** The nearest double, ties to even; infinite past the largest. */
RSL_MUST_CHECK bool rsl__rational_to_double(const rsl__rational *a, double *out);
/** Exact where 128 bits hold both sides, else the nearest double; absent where that cannot be told. */
rsl_number rsl__rational_to_number(const rsl__rational *a);
/** The double nearest to the exact root: of a variance, say, that was never rounded itself. @return false below 0. */
RSL_MUST_CHECK bool rsl__rational_square_root(const rsl__rational *a, double *out);
/** The same of a double, as IEEE 754 asks of a machine's own: nan below 0 and of nan, infinity of infinity. */
double rsl__sqrt(double value);
/** The size × 10^decimals, rounded to an integer half away from zero; decimals 0 or more. */
RSL_MUST_CHECK bool rsl__rational_round(const rsl__rational *a, int decimals, rsl__natural *units);

/** The double nearest to top × 2^exponent, ties to even, where `top` (2^62 or more) was cut and `more` says whether
 *  anything followed. Infinite past the largest. */
double rsl__double_assemble(uint64_t top, bool more, int exponent);

#endif
