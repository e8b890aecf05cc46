/** @file
 *  @brief Internal: 128-bit integers in two 64-bit words, in plain C.
 *
 *  The twin of the compiler's type (R10): base/int128.h uses it where there is none, and the tests hold both to the same
 *  digits. The unsigned helpers serve on every platform, for magnitudes.
 */
#ifndef RSL_BASE_TWO_WORD_H
#define RSL_BASE_TWO_WORD_H

#include <resolution/base.h>

/** An unsigned 128-bit integer. */
typedef struct rsl__words {
  uint64_t low;
  uint64_t high;
} rsl__words;

static inline rsl__words rsl__words_add(rsl__words a, rsl__words b) {
  rsl__words sum = { a.low + b.low, a.high + b.high };
  sum.high += sum.low < a.low;
  return sum;
}

static inline rsl__words rsl__words_subtract(rsl__words a, rsl__words b) {
  rsl__words difference = { a.low - b.low, a.high - b.high };
  difference.high -= a.low < b.low;
  return difference;
}

static inline int rsl__words_compare(rsl__words a, rsl__words b) {
  if (a.high != b.high) return a.high < b.high ? -1 : 1;
  return (a.low > b.low) - (a.low < b.low);
}

static inline rsl__words rsl__words_shift_left(rsl__words a, int count) {
  if (count >= 64) return (rsl__words){ 0, a.low << (count - 64) };
  if (count == 0) return a;
  return (rsl__words){ a.low << count, a.high << count | a.low >> (64 - count) };
}

static inline rsl__words rsl__words_shift_right(rsl__words a, int count) {
  if (count >= 64) return (rsl__words){ a.high >> (count - 64), 0 };
  if (count == 0) return a;
  return (rsl__words){ a.low >> count | a.high << (64 - count), a.high >> count };
}

/** All 128 bits of a product of two words. */
static inline rsl__words rsl__words_multiply(uint64_t a, uint64_t b) {
  uint64_t a0 = a & 0xffffffffu, a1 = a >> 32, b0 = b & 0xffffffffu, b1 = b >> 32;
  uint64_t low = a0 * b0, middle = a1 * b0 + (low >> 32), other = a0 * b1 + (middle & 0xffffffffu);
  return (rsl__words){ other << 32 | (low & 0xffffffffu), a1 * b1 + (middle >> 32) + (other >> 32) };
}

/** How many zeros stand above the highest one; 128 for 0. */
int rsl__words_leading_zeros(rsl__words a);

/** The size of a signed integer without its sign: always fits. */
static inline rsl__words rsl__two_word_magnitude(rsl_int128 a) {
  rsl__words words = { a.low, (uint64_t)a.high };
  return a.high < 0 ? rsl__words_subtract((rsl__words){ 0, 0 }, words) : words;
}

/** @return false where the signed integer does not fit; nothing is written then. */
bool rsl__two_word_from_magnitude(rsl__words magnitude, bool negative, rsl_int128 *out);

static inline rsl_int128 rsl__two_word_from_int64(int64_t value) {
  return (rsl_int128){ (uint64_t)value, value < 0 ? -1 : 0 };
}

/** The same pattern, read as signed. */
static inline rsl_int128 rsl__two_word_wrap(rsl__words words) {
  int64_t high = words.high <= INT64_MAX ? (int64_t)words.high : -(int64_t)(UINT64_MAX - words.high) - 1;
  return (rsl_int128){ words.low, high };
}

static inline int rsl__two_word_sign(rsl_int128 a) {
  return a.high < 0 ? -1 : (a.high != 0 || a.low != 0);
}

static inline int rsl__two_word_compare(rsl_int128 a, rsl_int128 b) {
  if (a.high != b.high) return a.high < b.high ? -1 : 1;
  return (a.low > b.low) - (a.low < b.low);
}

/** The checked operations: @return false where the result does not fit; nothing is written then. */
static inline bool rsl__two_word_add(rsl_int128 a, rsl_int128 b, rsl_int128 *out) {
  rsl_int128 sum = rsl__two_word_wrap(
      rsl__words_add((rsl__words){ a.low, (uint64_t)a.high }, (rsl__words){ b.low, (uint64_t)b.high }));
  if ((a.high < 0) == (b.high < 0) && (sum.high < 0) != (a.high < 0)) return false;
  *out = sum;
  return true;
}

static inline bool rsl__two_word_subtract(rsl_int128 a, rsl_int128 b, rsl_int128 *out) {
  rsl_int128 difference = rsl__two_word_wrap(
      rsl__words_subtract((rsl__words){ a.low, (uint64_t)a.high }, (rsl__words){ b.low, (uint64_t)b.high }));
  if ((a.high < 0) != (b.high < 0) && (difference.high < 0) != (a.high < 0)) return false;
  *out = difference;
  return true;
}

bool rsl__two_word_multiply(rsl_int128 a, rsl_int128 b, rsl_int128 *out);

/** Towards zero; the remainder has the sign of `a`. @return false for a divisor of 0 and for -2^127 / -1. */
bool rsl__two_word_divide(rsl_int128 a, rsl_int128 b, rsl_int128 *quotient, rsl_int128 *remainder);

#endif
