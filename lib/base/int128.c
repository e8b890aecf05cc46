#include "base/int128.h"

#include <float.h>

#include "base/bits.h"
#include "base/pair.h"

/* Where doubles are computed in a wider type, a result is rounded twice and R10 cannot hold. On 32-bit x86 build with
 * -msse2 -mfpmath=sse. */
#if !defined(FLT_EVAL_METHOD) || FLT_EVAL_METHOD != 0
#error "double arithmetic must be done in double (FLT_EVAL_METHOD 0)"
#endif

static const int64_t powers_of_ten[19] = {
  1,
  10,
  100,
  1000,
  10000,
  100000,
  1000000,
  10000000,
  100000000,
  1000000000,
  10000000000,
  100000000000,
  1000000000000,
  10000000000000,
  100000000000000,
  1000000000000000,
  10000000000000000,
  100000000000000000,
  1000000000000000000,
};

static uint64_t common_divisor_of_words(uint64_t a, uint64_t b);
static uint64_t rest_by_word(rsl__words a, uint64_t divisor);
static bool is_zero(rsl__words a);
static int trailing_zeros(rsl__words a);
static rsl__words odd_part(rsl__words a);
static rsl__int128 of_size(rsl__words size, int twos);
static rsl__pair pair_of_magnitude(rsl__words a);
static double quotient_of_magnitudes(rsl__words a, rsl__words b);
static uint64_t divide_by_word(rsl__words *a, uint32_t divisor);

bool rsl__int128_multiply(rsl__int128 a, rsl__int128 b, rsl__int128 *out) {
  int64_t short_a, short_b;
  if (rsl__int128_to_int64(a, &short_a) && rsl__int128_to_int64(b, &short_b)) {
    *out = rsl__int128_product(short_a, short_b);
    return true;
  }
  /* The compiler's own overflow check of this width needs a run-time function that not every link has. */
  rsl_int128 product;
  if (!rsl__two_word_multiply(rsl__int128_to_words(a), rsl__int128_to_words(b), &product)) return false;
  *out = rsl__int128_from_words(product);
  return true;
}

int64_t rsl__power_of_ten(int exponent) {
  return powers_of_ten[exponent];
}

bool rsl__int128_scale(rsl__int128 a, int32_t exponent, rsl__int128 *out) {
  for (; exponent > 0 && rsl__int128_sign(a) != 0; exponent -= 18) {
    int32_t step = exponent < 18 ? exponent : 18;
    if (!rsl__int128_multiply(a, rsl__int128_from_int64(powers_of_ten[step]), &a)) return false;
  }
  *out = a;
  return true;
}

double rsl__int128_to_double(rsl__int128 a) {
  rsl_int128 words = rsl__int128_to_words(a);
  rsl__words size = rsl__two_word_magnitude(words);
  double value;
  if (size.high == 0) {
    value = (double)size.low;
  } else {
    /* The 64 highest bits, and the fate of the rest in the lowest: the conversion then rounds as if it saw all. */
    int shift = 64 - rsl__leading_zeros(size.high);
    uint64_t top = shift == 64 ? size.high : size.high << (64 - shift) | size.low >> shift;
    uint64_t rest = shift == 64 ? size.low : size.low << (64 - shift);
    value = (double)(top | (rest != 0)) * rsl__power_of_two(shift);
  }
  return words.high < 0 ? -value : value;
}

double rsl__int128_quotient(rsl__int128 numerator, rsl__int128 denominator) {
  const uint64_t exact = (uint64_t)1 << 53; /* integers up to it are doubles, and IEEE division rounds once */
  rsl_int128 n = rsl__int128_to_words(numerator), d = rsl__int128_to_words(denominator);
  rsl__words a = rsl__two_word_magnitude(n), b = rsl__two_word_magnitude(d);
  if (a.low == 0 && a.high == 0) return 0.0;
  double value;
  if (a.high == 0 && b.high == 0 && a.low <= exact && b.low <= exact) {
    value = (double)a.low / (double)b.low;
  } else {
    /* Wrong by less than 2^-100: what the pairs leave out of a and b, and what the product is rounded by. */
    rsl__pair quick = pair_divide(pair_of_magnitude(a), pair_of_magnitude(b));
    if (!pair_is_certain(quick, quick.high * 0x1p-96, &value)) value = quotient_of_magnitudes(a, b);
  }
  return (n.high < 0) != (d.high < 0) ? -value : value;
}

/* J. Stein (1967), with hardly a division: of two odd numbers the difference is even, and twos divide no odd one. */
rsl__int128 rsl__int128_common_divisor(rsl__int128 a, rsl__int128 b) {
  rsl__words x = rsl__two_word_magnitude(rsl__int128_to_words(a)), y = rsl__two_word_magnitude(rsl__int128_to_words(b));
  if (is_zero(x) || is_zero(y)) return of_size(is_zero(x) ? y : x, 0);
  int twos = trailing_zeros(x) < trailing_zeros(y) ? trailing_zeros(x) : trailing_zeros(y);
  x = odd_part(x);
  y = odd_part(y);
  while (x.high != 0 && y.high != 0) {
    int order = rsl__words_compare(x, y);
    if (order == 0) return of_size(x, twos);
    if (order > 0)
      x = odd_part(rsl__words_subtract(x, y));
    else
      y = odd_part(rsl__words_subtract(y, x));
  }
  if (x.high != 0) x.low = rest_by_word(x, y.low);
  if (y.high != 0) y.low = rest_by_word(y, x.low);
  return of_size((rsl__words){ common_divisor_of_words(x.low, y.low), 0 }, twos);
}

/** At most one is even, or 0. */
static uint64_t common_divisor_of_words(uint64_t a, uint64_t b) {
  if (a == 0 || b == 0) return a | b;
  a >>= rsl__trailing_zeros(a);
  b >>= rsl__trailing_zeros(b);
  while (a != b) {
    uint64_t difference = a > b ? a - b : b - a;
    b = a < b ? a : b;
    a = difference >> rsl__trailing_zeros(difference) % 64; /* it is not 0 */
  }
  return a;
}

static uint64_t rest_by_word(rsl__words a, uint64_t divisor) {
  rsl__int128 quotient, rest;
  rsl_int128 wide = { a.low, (int64_t)a.high };
  if (!rsl__int128_divide(rsl__int128_from_words(wide), of_size((rsl__words){ divisor, 0 }, 0), &quotient, &rest))
    return 0; /* never: it is not 0 */
  return rsl__int128_to_words(rest).low;
}

static bool is_zero(rsl__words a) {
  return (a.low | a.high) == 0;
}

/** Of what is not 0. */
static int trailing_zeros(rsl__words a) {
  return (int)(a.low != 0 ? rsl__trailing_zeros(a.low) : 64 + rsl__trailing_zeros(a.high) % 64);
}

static rsl__words odd_part(rsl__words a) {
  return rsl__words_shift_right(a, trailing_zeros(a));
}

static rsl__int128 of_size(rsl__words size, int twos) {
  rsl__words words = rsl__words_shift_left(size, twos);
  return rsl__int128_from_words((rsl_int128){ words.low, (int64_t)words.high });
}

int rsl__int128_digits(rsl__int128 a, char digits[RSL__INT128_DIGITS]) {
  rsl__words rest = rsl__two_word_magnitude(rsl__int128_to_words(a));
  char reversed[RSL__INT128_DIGITS + 8];
  int count = 0;
  do {
    uint64_t group = divide_by_word(&rest, 1000000000);
    for (int i = 0; i < 9; i++, group /= 10) reversed[count++] = (char)('0' + group % 10);
  } while (rest.low != 0 || rest.high != 0);
  while (count > 1 && reversed[count - 1] == '0') count--;
  for (int i = 0; i < count; i++) digits[i] = reversed[count - 1 - i];
  return count;
}

/** Within 2^-106: the 64 highest bits, and those behind them. */
static rsl__pair pair_of_magnitude(rsl__words a) {
  int shift = rsl__words_leading_zeros(a);
  rsl__words whole = rsl__words_shift_left(a, shift);
  double low = (double)(whole.high & 0x7ff) + (double)whole.low * 0x1p-64;
  double scale = rsl__power_of_two(64 - shift);
  return pair_quick_sum((double)(whole.high & ~(uint64_t)0x7ff) * scale, low * scale);
}

/* Both are brought to 128 bits and divided bit by bit: 63 or 64 bits of quotient, and whether anything is left, are
 * more than rounding to 53 needs. */
static double quotient_of_magnitudes(rsl__words a, rsl__words b) {
  int shift_a = rsl__words_leading_zeros(a), shift_b = rsl__words_leading_zeros(b);
  rsl__words rest = rsl__words_shift_left(a, shift_a), divisor = rsl__words_shift_left(b, shift_b);
  uint64_t quotient = 0, carry = 0;
  for (int i = 0; i < 64; i++) {
    quotient <<= 1;
    if (carry != 0 || rsl__words_compare(rest, divisor) >= 0) {
      rest = rsl__words_subtract(rest, divisor);
      quotient |= 1;
    }
    carry = rest.high >> 63;
    rest = rsl__words_shift_left(rest, 1);
  }
  if (carry != 0 || rest.low != 0 || rest.high != 0) quotient |= 1;
  return (double)quotient * rsl__power_of_two(shift_b - shift_a - 63);
}

/* Divide in place. @return the remainder. */
static uint64_t divide_by_word(rsl__words *a, uint32_t divisor) {
  uint64_t parts[4] = { a->high >> 32, a->high & 0xffffffffu, a->low >> 32, a->low & 0xffffffffu };
  uint64_t rest = 0;
  for (int i = 0; i < 4; i++) {
    uint64_t dividend = rest << 32 | parts[i];
    parts[i] = dividend / divisor;
    rest = dividend % divisor;
  }
  a->high = parts[0] << 32 | parts[1];
  a->low = parts[2] << 32 | parts[3];
  return rest;
}
