#include "base/two_word.h"

#include "base/bits.h"

static void divide_magnitudes(rsl__words a, rsl__words b, rsl__words *quotient, rsl__words *remainder);

int rsl__words_leading_zeros(rsl__words a) {
  return a.high != 0 ? rsl__leading_zeros(a.high) : 64 + rsl__leading_zeros(a.low);
}

bool rsl__two_word_from_magnitude(rsl__words magnitude, bool negative, rsl_int128 *out) {
  if (magnitude.high > INT64_MAX) {
    if (!negative || magnitude.high != (uint64_t)INT64_MAX + 1 || magnitude.low != 0) return false;
    *out = (rsl_int128){ 0, INT64_MIN };
    return true;
  }
  if (negative) magnitude = rsl__words_subtract((rsl__words){ 0, 0 }, magnitude);
  *out = rsl__two_word_wrap(magnitude);
  return true;
}

bool rsl__two_word_multiply(rsl_int128 a, rsl_int128 b, rsl_int128 *out) {
  rsl__words x = rsl__two_word_magnitude(a), y = rsl__two_word_magnitude(b);
  if (x.high != 0 && y.high != 0) return false;
  /* One high word is 0, so there is one cross product, and it belongs wholly to the high word. */
  rsl__words cross = x.high != 0 ? rsl__words_multiply(x.high, y.low) : rsl__words_multiply(x.low, y.high);
  rsl__words product = rsl__words_multiply(x.low, y.low);
  if (cross.high != 0 || cross.low > UINT64_MAX - product.high) return false;
  product.high += cross.low;
  return rsl__two_word_from_magnitude(product, (a.high < 0) != (b.high < 0), out);
}

bool rsl__two_word_divide(rsl_int128 a, rsl_int128 b, rsl_int128 *quotient, rsl_int128 *remainder) {
  rsl__words q, r;
  if (rsl__two_word_sign(b) == 0) return false;
  divide_magnitudes(rsl__two_word_magnitude(a), rsl__two_word_magnitude(b), &q, &r);
  if (!rsl__two_word_from_magnitude(q, (a.high < 0) != (b.high < 0), quotient)) return false;
  return rsl__two_word_from_magnitude(r, a.high < 0, remainder);
}

/* Shift and subtract, one bit of the quotient a step. */
static void divide_magnitudes(rsl__words a, rsl__words b, rsl__words *quotient, rsl__words *remainder) {
  *quotient = (rsl__words){ 0, 0 };
  *remainder = a;
  if (a.high == 0 && b.high == 0) {
    /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): it loses track of a struct that a call returns */
    quotient->low = a.low / b.low;
    remainder->low = a.low % b.low;
    return;
  }
  for (int shift = rsl__words_leading_zeros(b) - rsl__words_leading_zeros(a); shift >= 0; shift--) {
    rsl__words shifted = rsl__words_shift_left(b, shift);
    if (rsl__words_compare(*remainder, shifted) < 0) continue;
    *remainder = rsl__words_subtract(*remainder, shifted);
    if (shift >= 64)
      quotient->high |= (uint64_t)1 << (shift - 64);
    else
      quotient->low |= (uint64_t)1 << shift;
  }
}
