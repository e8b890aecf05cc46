/** @file
 *  @brief What a short text meant the last time: a small direct-mapped cache in front of a look-up.
 *
 *  Neighbouring rows repeat their units, indicators and periods. A slot that is taken by another text is simply filled
 *  anew, so that no input can make it grow or slow.
 */
#ifndef RSL_IO_MEMO_H
#define RSL_IO_MEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { RSL__MEMO_SLOTS = 4096, RSL__MEMO_TEXT = 24 };

typedef struct rsl__memo_slot {
  int64_t context; /**< what else the meaning depends on */
  int64_t value;
  uint8_t length; /**< 0: empty */
  char text[RSL__MEMO_TEXT - 1];
} rsl__memo_slot;

/** All bytes 0 is empty. */
typedef struct rsl__memo {
  rsl__memo_slot slots[RSL__MEMO_SLOTS];
} rsl__memo;

static inline uint64_t rsl__memo_word(const char *text, size_t length) {
  uint64_t word = 0;
  memcpy(&word, text, length < sizeof word ? length : sizeof word);
  return word;
}

/** The slot for a text and context: it holds them, or is free to be filled. NULL for a text too long to be kept. */
static inline rsl__memo_slot *rsl__memo_slot_of(rsl__memo *memo, const char *text, size_t length, int64_t context) {
  if (length == 0 || length >= RSL__MEMO_TEXT) return NULL;
  uint64_t hash = rsl__memo_word(text, length) ^ ((uint64_t)context << 7) ^ length;
  if (length > 8) hash ^= rsl__memo_word(text + length - 8, 8) * UINT64_C(0x9E3779B97F4A7C15);
  hash *= UINT64_C(0xFF51AFD7ED558CCD);
  return &memo->slots[(hash >> 40) % RSL__MEMO_SLOTS];
}

static inline bool rsl__memo_holds(const rsl__memo_slot *slot, const char *text, size_t length, int64_t context) {
  return slot->length == length && slot->context == context && memcmp(slot->text, text, length) == 0;
}

static inline void rsl__memo_fill(rsl__memo_slot *slot, const char *text, size_t length, int64_t context,
                                  int64_t value) {
  slot->length = (uint8_t)length;
  slot->context = context;
  slot->value = value;
  memcpy(slot->text, text, length);
}

#endif
