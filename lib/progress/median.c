#include "progress/median.h"

#include <stdint.h>

#include "base/bits.h"

enum { DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS, WORD_BITS = 64 };

static uint64_t key_of(double value);
static double value_of(uint64_t key);

/* Digit by digit of the key, the highest first: eight passes, whatever the values and their order. */
double rsl__order_statistic(const double *values, size_t count, size_t rank) {
  uint64_t found = 0;
  uint64_t mask = 0;
  for (int shift = WORD_BITS - DIGIT_BITS; shift >= 0; shift -= DIGIT_BITS) {
    size_t of_digit[DIGITS] = { 0 };
    for (size_t i = 0; i < count; i++) {
      uint64_t key = key_of(values[i]);
      if ((key & mask) == found) of_digit[key >> shift & (DIGITS - 1)]++;
    }
    uint64_t digit = 0;
    while (rank >= of_digit[digit]) rank -= of_digit[digit++];
    found |= digit << shift;
    mask |= (uint64_t)(DIGITS - 1) << shift;
  }
  return value_of(found);
}

double rsl__median(const double *values, size_t count) {
  double upper = rsl__order_statistic(values, count, count / 2);
  return count % 2 != 0 ? upper : (rsl__order_statistic(values, count, count / 2 - 1) + upper) / 2;
}

/* The patterns of doubles are in order as whole numbers, once the negative ones are turned round. */
static uint64_t key_of(double value) {
  uint64_t bits = rsl__double_bits(value);
  return bits >> 63 != 0 ? ~bits : bits | (uint64_t)1 << 63;
}

static double value_of(uint64_t key) {
  return rsl__double_from_bits(key >> 63 != 0 ? key & ~((uint64_t)1 << 63) : ~key);
}
