#include "base/natural.h"

#include <string.h>

#include "base/bits.h"

#define GROUP 1000000000u /* nine digits: the largest power of ten of a limb */

static void copy(rsl__natural *to, const rsl__natural *from);
static void trim(rsl__natural *a);
static void divide_long(rsl__natural *rest, const rsl__natural *divisor, rsl__natural *quotient);
static uint32_t estimate_limb(const rsl__natural *rest, const rsl__natural *divisor, int at);
static bool subtract_multiple(rsl__natural *rest, const rsl__natural *divisor, int at, uint32_t factor);
static void add_back(rsl__natural *rest, const rsl__natural *divisor, int at);
static void shift_right_below_limb(rsl__natural *a, int count);

void rsl__natural_set(rsl__natural *a, uint64_t value) {
  rsl__natural_set_words(a, (rsl__words){ value, 0 });
}

void rsl__natural_set_words(rsl__natural *a, rsl__words value) {
  a->limbs[0] = (uint32_t)value.low;
  a->limbs[1] = (uint32_t)(value.low >> 32);
  a->limbs[2] = (uint32_t)value.high;
  a->limbs[3] = (uint32_t)(value.high >> 32);
  a->count = 4;
  trim(a);
}

bool rsl__natural_to_words(const rsl__natural *a, rsl__words *out) {
  uint32_t limbs[4] = { 0, 0, 0, 0 };
  if (a->count > 4) return false;
  for (int i = 0; i < a->count; i++) limbs[i] = a->limbs[i];
  *out = (rsl__words){ (uint64_t)limbs[1] << 32 | limbs[0], (uint64_t)limbs[3] << 32 | limbs[2] };
  return true;
}

int rsl__natural_bits(const rsl__natural *a) {
  return a->count == 0 ? 0 : 32 * (a->count - 1) + 64 - rsl__leading_zeros(a->limbs[a->count - 1]);
}

int rsl__natural_compare(const rsl__natural *a, const rsl__natural *b) {
  if (a->count != b->count) return a->count < b->count ? -1 : 1;
  for (int i = a->count - 1; i >= 0; i--)
    if (a->limbs[i] != b->limbs[i]) return a->limbs[i] < b->limbs[i] ? -1 : 1;
  return 0;
}

bool rsl__natural_add(const rsl__natural *a, const rsl__natural *b, rsl__natural *out) {
  int count = a->count > b->count ? a->count : b->count, shared = a->count < b->count ? a->count : b->count;
  const rsl__natural *longer = a->count > b->count ? a : b;
  uint64_t carry = 0;
  for (int i = 0; i < count; i++) {
    carry += i < shared ? (uint64_t)a->limbs[i] + b->limbs[i] : longer->limbs[i];
    out->limbs[i] = (uint32_t)carry;
    carry >>= 32;
  }
  out->count = count;
  if (carry == 0) return true;
  if (count == RSL__NATURAL_LIMBS) return false;
  out->limbs[out->count++] = (uint32_t)carry;
  return true;
}

void rsl__natural_subtract(const rsl__natural *a, const rsl__natural *b, rsl__natural *out) {
  uint64_t borrow = 0;
  int count = a->count, shared = b->count;
  for (int i = 0; i < count; i++) {
    uint64_t difference = (uint64_t)a->limbs[i] - (i < shared ? b->limbs[i] : 0) - borrow;
    out->limbs[i] = (uint32_t)difference;
    borrow = difference >> 63;
  }
  out->count = count;
  trim(out);
}

bool rsl__natural_multiply(const rsl__natural *a, const rsl__natural *b, rsl__natural *out) {
  int count = a->count + b->count;
  out->count = 0;
  if (a->count == 0 || b->count == 0) return true;
  if (count > RSL__NATURAL_LIMBS + 1) return false;
  uint32_t limbs[RSL__NATURAL_LIMBS + 1];
  memset(limbs, 0, (size_t)count * sizeof limbs[0]);
  for (int i = 0; i < a->count; i++) {
    uint64_t carry = 0;
    for (int j = 0; j < b->count; j++) {
      carry += (uint64_t)a->limbs[i] * b->limbs[j] + limbs[i + j];
      limbs[i + j] = (uint32_t)carry;
      carry >>= 32;
    }
    limbs[i + b->count] = (uint32_t)carry;
  }
  if (limbs[count - 1] == 0) count--;
  if (count > RSL__NATURAL_LIMBS) return false;
  memcpy(out->limbs, limbs, (size_t)count * sizeof limbs[0]);
  out->count = count;
  return true;
}

bool rsl__natural_multiply_limb(rsl__natural *a, uint32_t factor) {
  uint64_t carry = 0;
  for (int i = 0; i < a->count; i++) {
    carry += (uint64_t)a->limbs[i] * factor;
    a->limbs[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry != 0) {
    if (a->count == RSL__NATURAL_LIMBS) return false;
    a->limbs[a->count++] = (uint32_t)carry;
  }
  trim(a);
  return true;
}

bool rsl__natural_scale(rsl__natural *a, int exponent) {
  static const uint32_t powers[10] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, GROUP };
  if (a->count == 0) return true;
  while (exponent > 0) {
    int step = exponent < 9 ? exponent : 9;
    if (!rsl__natural_multiply_limb(a, powers[step])) return false;
    exponent -= step;
  }
  return true;
}

bool rsl__natural_shift_left(rsl__natural *a, int count) {
  if (a->count == 0 || count == 0) return true;
  int whole = count / 32, part = count % 32;
  if (rsl__natural_bits(a) > 32 * RSL__NATURAL_LIMBS - count) return false;
  memmove(a->limbs + whole, a->limbs, (size_t)a->count * sizeof a->limbs[0]);
  memset(a->limbs, 0, (size_t)whole * sizeof a->limbs[0]);
  a->count += whole;
  return part == 0 || rsl__natural_multiply_limb(a, (uint32_t)1 << part);
}

bool rsl__natural_divide(const rsl__natural *a, const rsl__natural *b, rsl__natural *quotient,
                         rsl__natural *remainder) {
  copy(remainder, a);
  quotient->count = 0;
  if (rsl__natural_compare(a, b) < 0) return true;
  if (b->count == 1) {
    copy(quotient, a);
    uint32_t rest = rsl__natural_divide_limb(quotient, b->limbs[0]);
    rsl__natural_set(remainder, rest);
    return true;
  }
  /* With the divisor's highest bit set, a limb of the quotient guessed from its ends is too large by one at most. */
  rsl__natural divisor;
  int shift = rsl__leading_zeros(b->limbs[b->count - 1]) - 32;
  copy(&divisor, b);
  if (a->count == RSL__NATURAL_LIMBS) return false; /* the work needs one limb more */
  if (!rsl__natural_shift_left(&divisor, shift) || !rsl__natural_shift_left(remainder, shift)) return false;
  if (remainder->count == a->count) remainder->limbs[remainder->count++] = 0;
  divide_long(remainder, &divisor, quotient);
  shift_right_below_limb(remainder, shift);
  return true;
}

uint32_t rsl__natural_divide_limb(rsl__natural *a, uint32_t divisor) {
  uint64_t rest = 0;
  for (int i = a->count - 1; i >= 0; i--) {
    rest = rest << 32 | a->limbs[i];
    a->limbs[i] = (uint32_t)(rest / divisor);
    rest %= divisor;
  }
  trim(a);
  return (uint32_t)rest;
}

int rsl__natural_digits(const rsl__natural *a, char digits[RSL__NATURAL_DIGITS]) {
  rsl__natural rest;
  int count = 0;
  copy(&rest, a);
  do {
    uint32_t group = rsl__natural_divide_limb(&rest, GROUP);
    for (int i = 0; i < 9 && (rest.count > 0 || group > 0 || count == 0); i++, group /= 10)
      digits[count++] = (char)('0' + group % 10);
  } while (rest.count > 0);
  for (int i = 0; i < count / 2; i++) {
    char digit = digits[i];
    digits[i] = digits[count - 1 - i];
    digits[count - 1 - i] = digit;
  }
  return count;
}

static void copy(rsl__natural *to, const rsl__natural *from) {
  to->count = from->count;
  memcpy(to->limbs, from->limbs, (size_t)from->count * sizeof from->limbs[0]);
}

static void trim(rsl__natural *a) {
  while (a->count > 0 && a->limbs[a->count - 1] == 0) a->count--;
}

/* The school's long division, a limb a step; `rest` has one limb more than the dividend and becomes the
 * remainder. */
static void divide_long(rsl__natural *rest, const rsl__natural *divisor, rsl__natural *quotient) {
  int steps = rest->count - divisor->count;
  quotient->count = steps;
  for (int at = steps - 1; at >= 0; at--) {
    uint32_t limb = estimate_limb(rest, divisor, at);
    if (!subtract_multiple(rest, divisor, at, limb)) {
      add_back(rest, divisor, at);
      limb--;
    }
    quotient->limbs[at] = limb;
  }
  rest->count = divisor->count;
  trim(rest);
  trim(quotient);
}

/* From the two highest limbs of what is left and the highest of the divisor, mended by the next of each. */
static uint32_t estimate_limb(const rsl__natural *rest, const rsl__natural *divisor, int at) {
  int top = at + divisor->count;
  uint64_t high = (uint64_t)rest->limbs[top] << 32 | rest->limbs[top - 1];
  uint64_t first = divisor->limbs[divisor->count - 1], second = divisor->limbs[divisor->count - 2];
  uint64_t guess = high / first, left = high % first;
  while (guess > UINT32_MAX || guess * second > (left << 32 | rest->limbs[top - 2])) {
    guess--;
    left += first;
    if (left > UINT32_MAX) break;
  }
  return (uint32_t)guess;
}

/* @return false where it went below 0: wrapped, for add_back() to mend. */
static bool subtract_multiple(rsl__natural *rest, const rsl__natural *divisor, int at, uint32_t factor) {
  uint64_t carry = 0, borrow = 0;
  for (int i = 0; i <= divisor->count; i++) {
    carry += i < divisor->count ? (uint64_t)divisor->limbs[i] * factor : 0;
    uint64_t difference = (uint64_t)rest->limbs[at + i] - (uint32_t)carry - borrow;
    rest->limbs[at + i] = (uint32_t)difference;
    borrow = difference >> 63;
    carry >>= 32;
  }
  return borrow == 0;
}

static void add_back(rsl__natural *rest, const rsl__natural *divisor, int at) {
  uint64_t carry = 0;
  for (int i = 0; i <= divisor->count; i++) {
    carry += (uint64_t)rest->limbs[at + i] + (i < divisor->count ? divisor->limbs[i] : 0);
    rest->limbs[at + i] = (uint32_t)carry;
    carry >>= 32;
  }
}

static void shift_right_below_limb(rsl__natural *a, int count) {
  if (count == 0) return;
  for (int i = 0; i < a->count; i++) {
    uint32_t above = i + 1 < a->count ? a->limbs[i + 1] : 0;
    a->limbs[i] = a->limbs[i] >> count | above << (32 - count);
  }
  trim(a);
}
