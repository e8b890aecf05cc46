/** @file
 *  @brief Internal: natural numbers of up to 2,560 bits, without allocation.
 *
 *  Wide enough for what comparing and rounding exactly needs (T7, R10): a quotient of differences of quotients of 128-bit
 *  integers, times a decimal, and every double. Functions that can pass the capacity return false then; what they were
 *  to write is undefined.
 */
#ifndef RSL_BASE_NATURAL_H
#define RSL_BASE_NATURAL_H

#include "base/two_word.h"

#define RSL__NATURAL_LIMBS 80

/** Limbs lowest first; the highest of the `count` is not 0. Zero has no limbs. Limbs past `count` are undefined. */
typedef struct rsl__natural {
  int count;
  uint32_t limbs[RSL__NATURAL_LIMBS];
} rsl__natural;

void rsl__natural_set(rsl__natural *a, uint64_t value);
void rsl__natural_set_words(rsl__natural *a, rsl__words value);
/** @return false where it does not fit in 128 bits. */
RSL_MUST_CHECK bool rsl__natural_to_words(const rsl__natural *a, rsl__words *out);
/** The length in bits: 0 for 0. */
int rsl__natural_bits(const rsl__natural *a);
/** Negative, 0 or positive. */
int rsl__natural_compare(const rsl__natural *a, const rsl__natural *b);

/** `out` may be one of the operands. */
RSL_MUST_CHECK bool rsl__natural_add(const rsl__natural *a, const rsl__natural *b, rsl__natural *out);
/** a is at least b; `out` may be one of the operands. */
void rsl__natural_subtract(const rsl__natural *a, const rsl__natural *b, rsl__natural *out);
/** `out` is neither operand. */
RSL_MUST_CHECK bool rsl__natural_multiply(const rsl__natural *a, const rsl__natural *b, rsl__natural *out);
RSL_MUST_CHECK bool rsl__natural_multiply_limb(rsl__natural *a, uint32_t factor);
/** a × 10^exponent, exponent 0 or more. */
RSL_MUST_CHECK bool rsl__natural_scale(rsl__natural *a, int exponent);
/** a × 2^count, count 0 or more. */
bool rsl__natural_shift_left(rsl__natural *a, int count);

/** `b` is not 0; all four are different objects. @return false only where the capacity has no room for the work. */
RSL_MUST_CHECK bool rsl__natural_divide(const rsl__natural *a, const rsl__natural *b, rsl__natural *quotient,
                                        rsl__natural *remainder);
/** Divide in place. @return the remainder. */
uint32_t rsl__natural_divide_limb(rsl__natural *a, uint32_t divisor);

#define RSL__NATURAL_DIGITS 780 /**< more than 2^2560 has */
/** The decimal digits, without an end; "0" for 0. @return how many. */
int rsl__natural_digits(const rsl__natural *a, char digits[RSL__NATURAL_DIGITS]);

#endif
