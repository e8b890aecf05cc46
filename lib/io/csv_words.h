/** @file
 *  @brief Internal: the end of a CSV cell, eight bytes at a time. What is read must have eight zero bytes behind it.
 */
#ifndef RSL_IO_CSV_WORDS_H
#define RSL_IO_CSV_WORDS_H

#include "base/bits.h"

#define RSL__EVERY_BYTE UINT64_C(0x0101010101010101)
#define RSL__EVERY_TOP (RSL__EVERY_BYTE << 7)

/** The top bit of the lowest byte that is below `limit` (at most 128) is set, and none below it. */
static inline uint64_t rsl__bytes_below(uint64_t word, uint64_t limit) {
  return (word - RSL__EVERY_BYTE * limit) & ~word & RSL__EVERY_TOP;
}

/** The same for the lowest byte that is as in `bytes`. */
static inline uint64_t rsl__bytes_same(uint64_t word, uint64_t bytes) {
  return rsl__bytes_below(word ^ bytes, 1);
}

/** The first byte that may end a cell without quotes: the delimiter, or one below `-`, as no letter or digit is.
 *  @param[in] delimiters eight of them. @param[in,out] seen or-ed with the words that were read: its top bits tell of bytes
 *  past ASCII, here or a little further on. */
static inline const char *rsl__find_stop(const char *at, uint64_t delimiters, uint64_t *seen) {
  for (;; at += 8) {
    uint64_t word = rsl__load_word(at);
    uint64_t stop = rsl__bytes_below(word, '-') | rsl__bytes_same(word, delimiters);
    *seen |= word;
    if (stop != 0) return at + rsl__trailing_zeros(stop) / 8;
  }
}

/** The first quote, or byte below a space. */
static inline const char *rsl__find_quote(const char *at, uint64_t *seen) {
  for (;; at += 8) {
    uint64_t word = rsl__load_word(at);
    uint64_t stop = rsl__bytes_below(word, ' ') | rsl__bytes_same(word, RSL__EVERY_BYTE * '"');
    *seen |= word;
    if (stop != 0) return at + rsl__trailing_zeros(stop) / 8;
  }
}

#endif
