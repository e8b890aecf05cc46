/** @file
 *  @brief Internal: columns as most are: a plain figure a row, each once, all written alike.
 *
 *  Nothing can be wrong with such a column, nothing of it is left out, and it needs no other scale: it is put into its
 *  blocks at once.
 */
#ifndef RSL_CUBE_UNIFORM_H
#define RSL_CUBE_UNIFORM_H

#include <stddef.h>
#include <string.h>

#include "cube/cube.h"

/** What is common to the rows of such a column. */
typedef struct rsl__uniform {
  uint32_t first_when;
  uint32_t last_when;
  uint32_t units; /**< so many have rows */
  int64_t least;
  int64_t greatest;
} rsl__uniform;

/** Are the rows of that kind, and in order? */
bool rsl__column_is_uniform(const rsl__column *column, rsl_period_type frequency, rsl__uniform *out);
/** Tell the column its scale and spans, as rsl__finish_settle() and what follows it would. */
void rsl__column_tell_uniform(rsl__column *column, rsl_period_type frequency, const rsl__uniform *uniform);

/** Is a row of the same status, flags, file and scale as another, and its period of the same type? */
static inline bool rsl__row_is_of_kind(const rsl__row *row, const rsl__row *other) {
  enum { KIND_AT = offsetof(rsl__row, origin) + sizeof(uint32_t) };
  const rsl__row days = { .when = 0xFFFFF8u };
  uint64_t kinds[3];
  memcpy(&kinds[0], (const char *)row + KIND_AT, sizeof *kinds);
  memcpy(&kinds[1], (const char *)other + KIND_AT, sizeof *kinds);
  memcpy(&kinds[2], (const char *)&days + KIND_AT, sizeof *kinds);
  return ((kinds[0] ^ kinds[1]) & ~kinds[2]) == 0;
}

#endif
