/** @file
 *  @brief Internal: figures as nearly all are written, eight bytes at a time.
 */
#ifndef RSL_IO_SHORT_FIGURE_H
#define RSL_IO_SHORT_FIGURE_H

#include <resolution/base.h>

#include "io/csv_words.h"

enum { RSL__SHORT_DIGITS = 15 };

/* Any of them, digit by digit; as those below, behind its sign. */
static inline const char *rsl__longer_figure(const char *at, rsl_decimal *out) {
  const char *start = at;
  const char *point = NULL;
  uint64_t units = 0;
  for (; at - start <= RSL__SHORT_DIGITS + (point != NULL); at++) {
    unsigned digit = (unsigned)(unsigned char)*at - '0';
    if (digit <= 9) {
      units = units * 10 + digit;
    } else if (*at == '.' && point == NULL && at > start) {
      point = at;
    } else {
      if (point != NULL && at == point + 1) return NULL;
      *out = (rsl_decimal){ (int64_t)units, point == NULL ? 0 : (int32_t)(at - point - 1) };
      return at;
    }
  }
  return NULL;
}

/* The digits of a word as they are written, less '0' each: so many of its first bytes. */
static inline int64_t rsl__digits_value(uint64_t digits, unsigned count) {
  /* Zeros stand before the first digit then, and nothing behind the last. */
  digits <<= 64 - 8 * count;
  digits = (digits * 10 + (digits >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
  digits = (digits * 100 + (digits >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
  return (int64_t)((digits * 10000 + (digits >> 32)) & UINT64_C(0x00000000FFFFFFFF));
}

static inline int64_t rsl__ten_to(unsigned exponent) {
  static const int64_t powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000 };
  return powers[exponent];
}

/* The top bit of each byte that is no digit, where '0' was taken from digits. */
static inline uint64_t rsl__no_digits(uint64_t word) {
  return (((word & ~RSL__EVERY_TOP) + RSL__EVERY_BYTE * (0x80 - 10)) | word) & RSL__EVERY_TOP;
}

/* One of which eight bytes show the point, behind `whole` digits, and not the end. */
static inline const char *rsl__wide_figure(const char *at, unsigned whole, rsl_decimal *out) {
  const uint64_t zeros = RSL__EVERY_BYTE * '0';
  uint64_t stops = rsl__no_digits(rsl__load_word(at + 8) ^ zeros);
  unsigned scale = 8 + rsl__trailing_zeros(stops) / 8 - whole - 1;
  if (scale == 0) return NULL;
  if (scale > 8) return rsl__longer_figure(at, out);
  int64_t units = rsl__digits_value(rsl__load_word(at) ^ zeros, whole) * rsl__ten_to(scale) +
                  rsl__digits_value(rsl__load_word(at + whole + 1) ^ zeros, scale);
  *out = (rsl_decimal){ units, (int32_t)scale };
  return at + whole + 1 + scale;
}

/* One without a sign. */
static inline const char *rsl__unsigned_figure(const char *at, rsl_decimal *out) {
  uint64_t word = rsl__load_word(at) ^ RSL__EVERY_BYTE * '0';
  uint64_t stops = rsl__no_digits(word);
  if (stops == 0) return rsl__longer_figure(at, out);
  unsigned whole = rsl__trailing_zeros(stops) / 8;
  /* Both compared at once, since how many digits there are is not foreseen: a zero before others. */
  if (whole == 0 || (word & 0xFF) < (whole > 1)) return NULL;
  unsigned end = whole;
  unsigned count = whole;
  if (at[whole] == '.') {
    stops &= stops - 1;
    if (stops == 0) return rsl__wide_figure(at, whole, out);
    end = rsl__trailing_zeros(stops) / 8;
    count = end - 1;
    if (count == whole) return NULL;
    /* The digits behind the point move over it. */
    uint64_t before = (UINT64_C(1) << 8 * whole) - 1;
    word = (word & before) | (word >> 8 & ~before);
  }
  int64_t units = rsl__digits_value(word, count);
  *out = (rsl_decimal){ units, (int32_t)(count - whole) };
  return at + end;
}

/** Read a figure of at most RSL__SHORT_DIGITS digits: a minus or none, no zero before others, at most one point among
 *  them. Sixteen bytes behind it may be read. @return behind it; NULL leaves the verdict to rsl_decimal_parse(). */
static inline const char *rsl__short_figure(const char *at, rsl_decimal *out) {
  /* Two ways, so that where a figure ends does not wait for its sign. */
  if (*at != '-') return rsl__unsigned_figure(at, out);
  at = rsl__unsigned_figure(at + 1, out);
  if (at != NULL) out->units = -out->units;
  return at;
}

#endif
