#include "progress/median.h"

#include <stdint.h>

#include "base/bits.h"

enum { DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS, WORD_BITS = 64 };
enum { ROUNDS = 8 /* of all values; two or three are usual */ };

static void part(double *values, double pivot, ptrdiff_t *low, ptrdiff_t *high);
static double middle_of(double a, double b, double c);
static double by_digits(const double *values, size_t count, size_t rank);
static uint64_t key_of(double value);
static double value_of(uint64_t key);

/* C. A. R. Hoare's FIND (1961); where the pivots turn out bad again and again, by digits. */
double rsl__order_statistic(double *values, size_t count, size_t rank) {
  ptrdiff_t low = 0;
  ptrdiff_t high = (ptrdiff_t)count - 1;
  ptrdiff_t wanted = (ptrdiff_t)rank;
  ptrdiff_t steps = ROUNDS * (ptrdiff_t)count;
  while (low < high) {
    steps -= high - low;
    if (steps < 0) return by_digits(values, count, rank);
    ptrdiff_t right = low;
    ptrdiff_t left = high;
    part(values, middle_of(values[low], values[low + (high - low) / 2], values[high]), &right, &left);
    if (wanted <= left)
      high = left;
    else if (wanted >= right)
      low = right;
    else
      break;
  }
  return values[rank];
}

/* Up to `high` nothing is above the pivot then, from `low` on nothing below it, and what lies between is the pivot. */
static void part(double *values, double pivot, ptrdiff_t *low, ptrdiff_t *high) {
  while (*low <= *high) {
    while (values[*low] < pivot) ++*low;
    while (values[*high] > pivot) --*high;
    if (*low > *high) return;
    double moved = values[*low];
    values[(*low)++] = values[*high];
    values[(*high)--] = moved;
  }
}

static double middle_of(double a, double b, double c) {
  double least = a < b ? a : b;
  double most = a < b ? b : a;
  return c < least ? least : c > most ? most : c;
}

/* The highest digit of the key first: eight passes, whatever the values and their order. */
static double by_digits(const double *values, size_t count, size_t rank) {
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

double rsl__median(double *values, size_t count) {
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
