/** @file
 *  @brief Internal: signed 128-bit integers with checked operations, for exact sums and products (R10).
 *
 *  The compiler's type where there is one, else (or with RSL__NO_INT128 defined) its twin of base/two_word.h: the same
 *  digits and the same refusals. It is wrapped so that no code can come to need the compiler's operators.
 *  Checked operations return false where the result does not fit, and then write nothing: an overflow is an error of the
 *  caller's to tell (RSL_ERR_OVERFLOW), never a wrap.
 */
#ifndef RSL_BASE_INT128_H
#define RSL_BASE_INT128_H

#include "base/two_word.h"

#if defined(__SIZEOF_INT128__) && !defined(RSL__NO_INT128)
#define RSL__NATIVE_INT128 1
__extension__ typedef __int128 rsl__native_int128;
typedef struct rsl__int128 {
  rsl__native_int128 value;
} rsl__int128;
#else
#define RSL__NATIVE_INT128 0
typedef struct rsl__int128 {
  rsl_int128 value;
} rsl__int128;
#endif

static inline rsl__int128 rsl__int128_from_int64(int64_t value) {
#if RSL__NATIVE_INT128
  return (rsl__int128){ value };
#else
  return (rsl__int128){ rsl__two_word_from_int64(value) };
#endif
}

/** From and to the two words of the public interface. */
static inline rsl__int128 rsl__int128_from_words(rsl_int128 words) {
#if RSL__NATIVE_INT128
  return (rsl__int128){ (rsl__native_int128)words.high * ((rsl__native_int128)1 << 64) + words.low };
#else
  return (rsl__int128){ words };
#endif
}

static inline rsl_int128 rsl__int128_to_words(rsl__int128 a) {
#if RSL__NATIVE_INT128
  return (rsl_int128){ (uint64_t)a.value, (int64_t)(a.value >> 64) };
#else
  return a.value;
#endif
}

static inline bool rsl__int128_to_int64(rsl__int128 a, int64_t *out) {
  rsl_int128 words = rsl__int128_to_words(a);
  if (words.high != (words.low > INT64_MAX ? -1 : 0)) return false;
  *out = (int64_t)words.low;
  return true;
}

static inline int rsl__int128_sign(rsl__int128 a) {
#if RSL__NATIVE_INT128
  return (a.value > 0) - (a.value < 0);
#else
  return rsl__two_word_sign(a.value);
#endif
}

/** Negative, 0 or positive. */
static inline int rsl__int128_compare(rsl__int128 a, rsl__int128 b) {
#if RSL__NATIVE_INT128
  return (a.value > b.value) - (a.value < b.value);
#else
  return rsl__two_word_compare(a.value, b.value);
#endif
}

RSL_MUST_CHECK static inline bool rsl__int128_add(rsl__int128 a, rsl__int128 b, rsl__int128 *out) {
#if RSL__NATIVE_INT128
  rsl__native_int128 sum;
  if (__builtin_add_overflow(a.value, b.value, &sum)) return false;
  out->value = sum;
  return true;
#else
  return rsl__two_word_add(a.value, b.value, &out->value);
#endif
}

RSL_MUST_CHECK static inline bool rsl__int128_subtract(rsl__int128 a, rsl__int128 b, rsl__int128 *out) {
#if RSL__NATIVE_INT128
  rsl__native_int128 difference;
  if (__builtin_sub_overflow(a.value, b.value, &difference)) return false;
  out->value = difference;
  return true;
#else
  return rsl__two_word_subtract(a.value, b.value, &out->value);
#endif
}

RSL_MUST_CHECK static inline bool rsl__int128_negate(rsl__int128 a, rsl__int128 *out) {
  return rsl__int128_subtract(rsl__int128_from_int64(0), a, out);
}

/** Of two 64-bit integers: always fits. */
static inline rsl__int128 rsl__int128_product(int64_t a, int64_t b) {
#if RSL__NATIVE_INT128
  return (rsl__int128){ (rsl__native_int128)a * b };
#else
  rsl__int128 product = rsl__int128_from_int64(0);
  (void)rsl__two_word_multiply(rsl__two_word_from_int64(a), rsl__two_word_from_int64(b), &product.value);
  return product;
#endif
}

/** Add one figure to a sum. */
RSL_MUST_CHECK static inline bool rsl__int128_add_int64(rsl__int128 *sum, int64_t value) {
  return rsl__int128_add(*sum, rsl__int128_from_int64(value), sum);
}

/** Add a product to a sum: a figure and its weight, or a square. */
RSL_MUST_CHECK static inline bool rsl__int128_add_product(rsl__int128 *sum, int64_t a, int64_t b) {
  return rsl__int128_add(*sum, rsl__int128_product(a, b), sum);
}

RSL_MUST_CHECK bool rsl__int128_multiply(rsl__int128 a, rsl__int128 b, rsl__int128 *out);

/** Towards zero; the remainder has the sign of `a`. Refused too: a divisor of 0. */
RSL_MUST_CHECK static inline bool rsl__int128_divide(rsl__int128 a, rsl__int128 b, rsl__int128 *quotient,
                                                     rsl__int128 *remainder) {
  int64_t short_a, short_b;
  if (rsl__int128_to_int64(a, &short_a) && rsl__int128_to_int64(b, &short_b) && short_b > 0) {
    *quotient = rsl__int128_from_int64(short_a / short_b); /* a tenth of the wide division's time */
    *remainder = rsl__int128_from_int64(short_a % short_b);
    return true;
  }
#if RSL__NATIVE_INT128
  rsl__native_int128 rest;
  if (b.value == 0 || (b.value == -1 && __builtin_sub_overflow((rsl__native_int128)0, a.value, &rest))) return false;
  rest = a.value % b.value;
  quotient->value = a.value / b.value;
  remainder->value = rest;
  return true;
#else
  return rsl__two_word_divide(a.value, b.value, &quotient->value, &remainder->value);
#endif
}

/** 10^exponent, exponent 0 to 18. */
int64_t rsl__power_of_ten(int exponent);

/** a × 10^exponent, exponent 0 or more. */
RSL_MUST_CHECK bool rsl__int128_scale(rsl__int128 a, int32_t exponent, rsl__int128 *out);

/** The nearest double, ties to even. */
double rsl__int128_to_double(rsl__int128 a);

/** The double nearest to the exact quotient, ties to even. The denominator is not 0. */
double rsl__int128_quotient(rsl__int128 numerator, rsl__int128 denominator);

/** The greatest common divisor of the sizes: 0 only of two zeros. The sizes are below 2^127. */
rsl__int128 rsl__int128_common_divisor(rsl__int128 a, rsl__int128 b);

#define RSL__INT128_DIGITS 39 /**< of 2^127 */

/** The decimal digits of the size of a number, without sign or end. @return how many. */
int rsl__int128_digits(rsl__int128 a, char digits[RSL__INT128_DIGITS]);

#endif
