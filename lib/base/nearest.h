/** @file
 *  @brief The word that a mistyped one was meant to be.
 */
#ifndef RSL_BASE_NEAREST_H
#define RSL_BASE_NEAREST_H

#include <resolution/base.h>

#define RSL__NEAREST_NONE SIZE_MAX
enum { RSL__NEAREST_LONGEST = 64 }; /**< in characters, as the longest code; nothing is near a longer word */

/** A search: start it, offer every candidate, read `index`. Case and Vietnamese marks count less than letters, so that
 *  `huyen` finds `Huyện`. Of equals the first offered wins. Costs time for every candidate: callers search only for
 *  problems that are kept. */
typedef struct rsl__nearest {
  size_t index; /**< of the nearest so far; RSL__NEAREST_NONE where none is near enough */
  unsigned distance;
  size_t word_length;
  size_t folded_length;
  uint32_t word[RSL__NEAREST_LONGEST];
  uint32_t folded[RSL__NEAREST_LONGEST];
} rsl__nearest;

void rsl__nearest_start(rsl__nearest *search, const char *word, size_t length);
/** The same index may be offered under several names (a level's code and its name). */
void rsl__nearest_offer(rsl__nearest *search, const char *candidate, size_t length, size_t index);
/** The whole search in an array of texts. @return the index, or RSL__NEAREST_NONE. */
size_t rsl__nearest_of(const char *word, size_t length, const char *const *candidates, size_t count);

#endif
