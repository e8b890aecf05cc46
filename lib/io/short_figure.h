/** @file
 *  @brief Internal: figures as nearly all are written, eight bytes at a time.
 */
#ifndef RSL_IO_SHORT_FIGURE_H
#define RSL_IO_SHORT_FIGURE_H

#include <resolution/base.h>

#include "io/csv_words.h"

/** Read a figure of at most RSL__SHORT_DIGITS digits: a minus or none, no zero before others, at most one point among
 *  them. Sixteen bytes behind it may be read. @return behind it; NULL leaves the verdict to rsl_decimal_parse(). */
static inline const char *rsl__short_figure(const char *at, rsl_decimal *out);

enum { RSL__SHORT_DIGITS = 15 };

/* The same for more than seven bytes, digit by digit. */
static inline const char *rsl__longer_figure(const char *at, bool negative, rsl_decimal *out) {
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
      *out =
          (rsl_decimal){ negative ? -(int64_t)units : (int64_t)units, point == NULL ? 0 : (int32_t)(at - point - 1) };
      return at;
    }
  }
  return NULL;
}

static inline const char *rsl__short_figure(const char *at, rsl_decimal *out) {
  bool negative = *at == '-';
  at += negative;
  /* Digits are 0 to 9 now, and no other byte is. */
  uint64_t word = rsl__load_word(at) ^ RSL__EVERY_BYTE * '0';
  uint64_t others = (((word & ~RSL__EVERY_TOP) + RSL__EVERY_BYTE * (0x80 - 10)) | word) & RSL__EVERY_TOP;
  if (others == 0) return rsl__longer_figure(at, negative, out);
  unsigned end = rsl__trailing_zeros(others) / 8;
  if (end == 0 || (end > 1 && (word & 0xFF) == 0)) return NULL;
  int32_t scale = 0;
  unsigned point = end;
  if (at[end] == '.') {
    others &= others - 1;
    if (others == 0) return rsl__longer_figure(at, negative, out);
    end = rsl__trailing_zeros(others) / 8;
    if (end == point + 1) return NULL;
    scale = (int32_t)(end - point) - 1;
    /* The digits before the point move up over it. */
    uint64_t below = (UINT64_C(1) << 8 * point) - 1;
    word = (word & below) << 8 | (word & ~(below << 8 | 0xFF));
  }
  /* Zeros stand before the first digit, and nothing behind the last. */
  word <<= 64 - 8 * end;
  word = (word * 10 + (word >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
  word = (word * 100 + (word >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
  word = (word * 10000 + (word >> 32)) & UINT64_C(0x00000000FFFFFFFF);
  *out = (rsl_decimal){ negative ? -(int64_t)word : (int64_t)word, scale };
  return at + end;
}

#endif
