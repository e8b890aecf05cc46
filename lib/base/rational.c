#include "base/rational.h"

#include "base/bits.h"
#include "base/number.h"

#define SMALLEST_EXPONENT (-1074) /* of the last bit of a double */

static uint64_t whole_root(rsl__words square);
static bool scale_side(rsl__natural *side, int32_t scale);
static bool combine(const rsl__rational *a, const rsl__rational *b, bool subtract, rsl__rational *out);
static bool cross_multiply(const rsl__rational *a, const rsl__rational *b, rsl__natural *left, rsl__natural *right);

void rsl__rational_from_decimal(rsl_decimal value, rsl__rational *out) {
  rsl_int128 units = rsl__two_word_from_int64(value.units);
  out->negative = value.units < 0;
  rsl__natural_set_words(&out->numerator, rsl__two_word_magnitude(units));
  rsl__natural_set(&out->denominator, 1);
  (void)scale_side(&out->denominator, value.scale < 18 ? value.scale : 18); /* 10^18 always fits */
}

void rsl__rational_from_double(double value, rsl__rational *out) {
  uint64_t bits = rsl__double_bits(value), mantissa = bits & (((uint64_t)1 << 52) - 1);
  int biased = (int)(bits >> 52 & 0x7ff);
  if (biased == 0)
    biased = 1;
  else
    mantissa |= (uint64_t)1 << 52;
  /* Zero is no longer than it has to be: what is computed with it has room for so many bits only. */
  int exponent = mantissa == 0 ? 0 : biased - 1075;
  out->negative = bits >> 63 != 0;
  rsl__natural_set(&out->numerator, mantissa);
  rsl__natural_set(&out->denominator, 1);
  /* At most 1,075 bits: always fits. */
  (void)(exponent >= 0 ? rsl__natural_shift_left(&out->numerator, exponent)
                       : rsl__natural_shift_left(&out->denominator, -exponent));
}

bool rsl__rational_from_number(rsl_number value, rsl__rational *out) {
  if (value.kind == RSL_NUMBER_ABSENT) return false;
  if (value.kind == RSL_NUMBER_REAL) {
    rsl__rational_from_double(value.real, out);
    return true;
  }
  out->negative = value.numerator.high < 0;
  rsl__natural_set_words(&out->numerator, rsl__two_word_magnitude(value.numerator));
  if (value.kind == RSL_NUMBER_QUOTIENT)
    rsl__natural_set_words(&out->denominator, rsl__two_word_magnitude(value.denominator));
  else
    rsl__natural_set(&out->denominator, 1);
  return value.scale >= 0 ? scale_side(&out->denominator, value.scale) : scale_side(&out->numerator, -value.scale);
}

bool rsl__rational_add(const rsl__rational *a, const rsl__rational *b, rsl__rational *out) {
  return combine(a, b, false, out);
}

bool rsl__rational_subtract(const rsl__rational *a, const rsl__rational *b, rsl__rational *out) {
  return combine(a, b, true, out);
}

bool rsl__rational_multiply(const rsl__rational *a, const rsl__rational *b, rsl__rational *out) {
  rsl__rational product;
  product.negative = a->negative != b->negative;
  if (!rsl__natural_multiply(&a->numerator, &b->numerator, &product.numerator) ||
      !rsl__natural_multiply(&a->denominator, &b->denominator, &product.denominator))
    return false;
  *out = product;
  return true;
}

bool rsl__rational_divide(const rsl__rational *a, const rsl__rational *b, rsl__rational *out) {
  rsl__rational quotient;
  if (rsl__rational_sign(b) == 0) return false;
  quotient.negative = a->negative != b->negative;
  if (!cross_multiply(a, b, &quotient.numerator, &quotient.denominator)) return false;
  *out = quotient;
  return true;
}

int rsl__rational_sign(const rsl__rational *a) {
  return a->numerator.count == 0 ? 0 : a->negative ? -1 : 1;
}

bool rsl__rational_compare(const rsl__rational *a, const rsl__rational *b, int *order) {
  int sign_a = rsl__rational_sign(a), sign_b = rsl__rational_sign(b);
  *order = sign_a - sign_b;
  if (sign_a != sign_b || sign_a == 0) return true;
  rsl__natural left, right; /* a/b < c/d where a×d < c×b */
  if (!cross_multiply(a, b, &left, &right)) return false;
  *order = sign_a * rsl__natural_compare(&left, &right);
  return true;
}

bool rsl__rational_to_double(const rsl__rational *a, double *out) {
  rsl__natural shifted = a->numerator, divisor = a->denominator, quotient, rest;
  rsl__words top;
  *out = 0.0;
  if (a->numerator.count == 0) return true;
  /* Shifted so that the quotient has 63 or 64 bits. */
  int shift = 63 - (rsl__natural_bits(&a->numerator) - rsl__natural_bits(&a->denominator));
  bool fits = shift >= 0 ? rsl__natural_shift_left(&shifted, shift) : rsl__natural_shift_left(&divisor, -shift);
  if (!fits || !rsl__natural_divide(&shifted, &divisor, &quotient, &rest)) return false;
  if (!rsl__natural_to_words(&quotient, &top)) return false;
  *out = rsl__double_assemble(top.low, rest.count > 0, -shift);
  if (a->negative) *out = -*out;
  return true;
}

bool rsl__rational_square_root(const rsl__rational *a, double *out) {
  rsl__natural shifted = a->numerator, divisor = a->denominator, quotient, rest;
  rsl__words square;
  *out = 0.0;
  if (a->numerator.count == 0) return true;
  if (a->negative) return false;
  /* Shifted by an even count so that the quotient has 126 to 128 bits, and its root 63 or 64. */
  int shift = 127 - (rsl__natural_bits(&a->numerator) - rsl__natural_bits(&a->denominator));
  if (shift % 2 != 0) shift--;
  bool fits = shift >= 0 ? rsl__natural_shift_left(&shifted, shift) : rsl__natural_shift_left(&divisor, -shift);
  if (!fits || !rsl__natural_divide(&shifted, &divisor, &quotient, &rest)) return false;
  if (!rsl__natural_to_words(&quotient, &square)) return false;
  uint64_t root = whole_root(square);
  bool more = rest.count > 0 || rsl__words_compare(rsl__words_multiply(root, root), square) != 0;
  *out = rsl__double_assemble(root, more, -(shift / 2));
  return true;
}

double rsl__sqrt(double value) {
  rsl__rational exact;
  double root;
  if (!(value - value == 0.0)) return value > 0.0 ? value : value - value; /* infinity, or nan */
  rsl__rational_from_double(value, &exact);
  return rsl__rational_square_root(&exact, &root) ? root : rsl__double_from_bits((uint64_t)0x7ff8 << 48);
}

bool rsl__rational_round(const rsl__rational *a, int decimals, rsl__natural *units) {
  rsl__natural scaled = a->numerator, rest, one;
  if (!rsl__natural_scale(&scaled, decimals)) return false;
  if (!rsl__natural_divide(&scaled, &a->denominator, units, &rest)) return false;
  if (!rsl__natural_shift_left(&rest, 1)) return false;
  if (rsl__natural_compare(&rest, &a->denominator) < 0) return true;
  rsl__natural_set(&one, 1);
  return rsl__natural_add(units, &one, units);
}

double rsl__double_assemble(uint64_t top, bool more, int exponent) {
  int bits = 64 - rsl__leading_zeros(top), drop = bits - 53;
  if (drop < SMALLEST_EXPONENT - exponent) drop = SMALLEST_EXPONENT - exponent; /* too small to be normal */
  if (drop < 1 || drop > bits) return 0.0; /* below half of the smallest; never too short */
  uint64_t mantissa = drop == 64 ? 0 : top >> drop, half = (uint64_t)1 << (drop - 1);
  uint64_t rest = drop == 64 ? top : top & (((uint64_t)1 << drop) - 1);
  if (rest > half || (rest == half && (more || (mantissa & 1) != 0))) mantissa++;
  int biased = exponent + drop + 1075;
  if (mantissa >> 53 != 0) {
    mantissa >>= 1;
    biased++;
  }
  if (mantissa >> 52 == 0) return rsl__double_from_bits(mantissa); /* its last bit is the smallest there is */
  if (biased >= 2047) return rsl__double_from_bits((uint64_t)2047 << 52);
  return rsl__double_from_bits((uint64_t)biased << 52 | (mantissa & (((uint64_t)1 << 52) - 1)));
}

rsl_number rsl__rational_to_number(const rsl__rational *a) {
  rsl__words above;
  rsl__words under;
  rsl_int128 numerator;
  rsl_int128 denominator;
  double real = 0;
  if (rsl__natural_to_words(&a->numerator, &above) && rsl__natural_to_words(&a->denominator, &under) &&
      rsl__two_word_from_magnitude(above, a->negative, &numerator) &&
      rsl__two_word_from_magnitude(under, false, &denominator))
    return rsl__number_quotient(rsl__int128_from_words(numerator), rsl__int128_from_words(denominator), 0);
  return rsl__rational_to_double(a, &real) ? rsl_number_from_double(real) : rsl_number_absent();
}

/* The largest integer whose square is not above: found from the highest bit down. */
static uint64_t whole_root(rsl__words square) {
  uint64_t root = 0;
  for (int bit = 63; bit >= 0; bit--) {
    uint64_t longer = root | (uint64_t)1 << bit;
    if (rsl__words_compare(rsl__words_multiply(longer, longer), square) <= 0) root = longer;
  }
  return root;
}

static bool scale_side(rsl__natural *side, int32_t scale) {
  return scale < 1000 && rsl__natural_scale(side, scale); /* 10^1000 is past every capacity: no need to try */
}

static bool combine(const rsl__rational *a, const rsl__rational *b, bool subtract, rsl__rational *out) {
  rsl__rational sum;
  rsl__natural left, right;
  bool negative_b = b->negative != subtract;
  if (rsl__natural_compare(&a->denominator, &b->denominator) == 0) {
    left = a->numerator; /* so that long sums of alike parts stay short */
    right = b->numerator;
    sum.denominator = a->denominator;
  } else if (!cross_multiply(a, b, &left, &right) ||
             !rsl__natural_multiply(&a->denominator, &b->denominator, &sum.denominator)) {
    return false;
  }
  if (a->negative == negative_b) {
    sum.negative = a->negative;
    if (!rsl__natural_add(&left, &right, &sum.numerator)) return false;
  } else if (rsl__natural_compare(&left, &right) >= 0) {
    sum.negative = a->negative;
    rsl__natural_subtract(&left, &right, &sum.numerator);
  } else {
    sum.negative = negative_b;
    rsl__natural_subtract(&right, &left, &sum.numerator);
  }
  *out = sum;
  return true;
}

static bool cross_multiply(const rsl__rational *a, const rsl__rational *b, rsl__natural *left, rsl__natural *right) {
  return rsl__natural_multiply(&a->numerator, &b->denominator, left) &&
         rsl__natural_multiply(&b->numerator, &a->denominator, right);
}
