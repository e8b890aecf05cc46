/** @file
 *  @brief Internal: columns as most are: a plain figure a row, each once, all written alike, of at most 64 periods.
 *
 *  Nothing can be wrong with such a column, nothing of it is left out, and it needs no other scale: it is put into its
 *  block at once. What this makes is what rsl__finish_settle() and rsl__column_pack() make of it.
 */
#ifndef RSL_CUBE_UNIFORM_H
#define RSL_CUBE_UNIFORM_H

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
/** Put them into a block, but for those of units that gave too few. Their column is told its scale and spans.
 *  @param[out] packed false: they have more periods than a block has lanes, and nothing was done.
 *  @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__column_pack_uniform(const rsl_allocator *allocator, rsl__column *column,
                                             rsl_period_type frequency, const rsl__uniform *uniform, bool *packed);

#endif
