/** @file
 *  @brief Internal: short texts that come again and again in a file, and what they meant.
 *
 *  Files go through units, indicators and periods in turn: so each text knows which followed it last, and that one is
 *  looked for first. A slot that is taken by another text is filled anew, so that no input can make the memory grow.
 */
#ifndef RSL_IO_KNOWN_H
#define RSL_IO_KNOWN_H

#include <resolution/base.h>

#include "base/bits.h"
#include "base/memory.h"

enum {
  RSL__SHORT_TEXT = 16,    /**< bytes that a text has at most */
  RSL__KNOWN_FOLLOWERS = 2 /**< so many that may follow are looked for: one may be left out of a row of them */
};

/** A text in two words, those of its bytes that are past its end 0. */
typedef struct rsl__short_text {
  uint64_t words[2];
  uint64_t masks[2]; /**< of the bytes that it has */
  size_t length;
} rsl__short_text;

/** The first `length` bytes of a word, at most 8; the others 0. */
static inline uint64_t rsl__first_bytes(uint64_t word, size_t length) {
  return length >= 8 ? word : word & ((UINT64_C(1) << 8 * length) - 1);
}

/** @param[in] text at most RSL__SHORT_TEXT bytes, with as many behind `text` that may be read. */
static inline rsl__short_text rsl__short_text_of(const char *text, size_t length) {
  rsl__short_text out = { .length = length };
  out.masks[0] = rsl__first_bytes(UINT64_MAX, length);
  out.masks[1] = length > 8 ? rsl__first_bytes(UINT64_MAX, length - 8) : 0;
  for (size_t i = 0; i < 2; i++) out.words[i] = rsl__load_word(text + 8 * i) & out.masks[i];
  return out;
}

/** Does it stand there? At most RSL__SHORT_TEXT bytes are read. */
static inline bool rsl__short_text_stands(const rsl__short_text *text, const char *at) {
  uint64_t low = (rsl__load_word(at) ^ text->words[0]) & text->masks[0];
  if (low != 0 || text->length <= 8) return low == 0;
  return ((rsl__load_word(at + 8) ^ text->words[1]) & text->masks[1]) == 0;
}

/** A text and its meaning: of a period, an indicator or a unit. */
typedef struct rsl__known rsl__known;
struct rsl__known {
  rsl__short_text text; /**< its length is 0 where the slot is empty */
  rsl__known *next;     /**< the other one that followed it; NULL: none did yet */
  struct rsl__log *log; /**< of an indicator */
  uint32_t value;       /**< `when` of a period, index of an indicator, place of a unit */
  rsl_date day;         /**< of a unit: it is valid then; RSL_DATE_NONE where none opens or closes, and of the others */
  rsl_date last_day;    /**< of a period */
  rsl_period_type type; /**< of a period; of an indicator's own */
};

typedef struct rsl__knowns {
  rsl__known *slots;
  size_t count; /**< a power of two */
} rsl__knowns;

/** @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__knowns_open(rsl__knowns *knowns, size_t count, const rsl_allocator *allocator);
void rsl__knowns_close(rsl__knowns *knowns, const rsl_allocator *allocator);
/** NULL: it was not met before. @param[in] text with RSL__SHORT_TEXT bytes behind it that may be read. */
rsl__known *rsl__knowns_find(const rsl__knowns *knowns, const char *text, size_t length, rsl_date day);
/** A text that is not too long: its slot, emptied of what it meant but for `day`. */
rsl__known *rsl__knowns_put(const rsl__knowns *knowns, const char *text, size_t length, rsl_date day);

/** Does it stand there, with this byte behind it? */
static inline bool rsl__known_stands(const rsl__known *known, const char *at, char behind) {
  return rsl__short_text_stands(&known->text, at) && at[known->text.length] == behind;
}

/** The one that stands there so: `before`, or one that followed it; NULL: none of them. */
static inline rsl__known *rsl__known_expected(rsl__known *before, const char *at, char behind) {
  rsl__known *known = before;
  for (int i = 0; known != NULL && i <= RSL__KNOWN_FOLLOWERS; i++, known = known->next)
    if (rsl__known_stands(known, at, behind)) return known;
  return NULL;
}

#endif
