/** @file
 *  @brief Internal: what plain figures of short periods make of a longer one, at measuring units.
 */
#ifndef RSL_CUBE_LONGER_H
#define RSL_CUBE_LONGER_H

#include "cube/lanes.h"

/** Where the parts of one longer period stand: side by side in one block. */
typedef struct rsl__stretch {
  const rsl__block *block; /**< NULL: nobody gave any of them */
  uint32_t first;          /**< its lanes */
  uint32_t end;
  uint32_t parts;  /**< how many there are, told or not */
  bool from_first; /**< its first lane is that of the first part … */
  bool to_last;    /**< … its last that of the last part */
} rsl__stretch;

/** How the measuring units of one strip of longer periods are read. */
typedef struct rsl__longer {
  const rsl__sheet *sheet;
  bool plain; /**< they can be read here; else each figure is put together by itself */
  rsl_time_rule time[2];
  const rsl__column *columns[2]; /**< the figures, of a weighted mean and its weights; of a ratio its two sides */
  rsl__stretch stretches[2][RSL__LANES];
} rsl__longer;

void rsl__longer_open(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, rsl__longer *longer);
/** Are all figures of a place plain? */
bool rsl__longer_has(const rsl__longer *longer, uint32_t place);
/** What a place hands upward for one lane: what rsl__kernel_leaf() makes of it. */
void rsl__longer_read(const rsl__longer *longer, uint32_t place, uint32_t lane, uint64_t print, rsl__tally *tally);

#endif
