/** @file
 *  @brief Internal: taking the plain figures of measuring units into the row above them, a block's row at a time.
 */
#ifndef RSL_CUBE_LEAF_H
#define RSL_CUBE_LEAF_H

#include "cube/lanes.h"
#include "cube/vector.h"

/** One side of what a rule takes: where the lanes of a strip stand in a block. */
typedef struct rsl__side {
  const rsl__column *column;
  const rsl__block *block; /**< NULL: none of the lanes stands in one */
  uint32_t lane;           /**< of the strip's first lane, where they stand side by side */
  bool side_by_side;
  uint8_t lanes[RSL__LANES]; /**< else of each lane; RSL__LANES: it has none */
  uint32_t next;             /**< the row after the one that was looked up last: mostly the next that is wanted */
} rsl__side;

/** Find where some periods stand in a column's blocks; 0: none. @return false where that is in more than one. */
RSL_MUST_CHECK bool rsl__side_lay_out(const rsl__column *column, const uint32_t *whens, uint32_t count,
                                      rsl__side *side);
/** The row of a place; RSL_NONE where it has none. */
uint32_t rsl__side_row(rsl__side *side, uint32_t place);
/** The figures of a row, picked out; RSL__ABSENT where there is none. @param row RSL_NONE: none at all. */
void rsl__side_pick(const rsl__side *side, uint32_t row, uint32_t lanes, int64_t *figures);
/** Does a place tell more than plain figures? */
bool rsl__side_has_rows(const rsl__side *side, uint32_t place);
/** A unit's figure of a period is what it wrote for that period, and no other period has a say in it. */
bool rsl__is_as_written(const rsl_indicator *record);

/** How the leaves of one strip are taken. */
typedef struct rsl__leaf {
  const rsl__vector *vector;
  const rsl__sheet *sheet;
  const rsl_cube *cube;
  bool plain;     /**< they can be taken here; else each figure is looked at by itself */
  bool piles;     /**< not that, but each plain figure is one more of a pile, and nothing else */
  uint32_t count; /**< of the lanes those that were known on the day that is asked for (R9) */
  uint32_t lanes; /**< the same, with what stands empty behind the last where that makes loops even */
  rsl__side x;    /**< the figures; of a ratio its numerator */
  rsl__side y;    /**< of a ratio its denominator, of a weighted mean its weight */
  int64_t least;  /**< of a count or share the figures that meet its condition … */
  int64_t greatest;
  bool alike; /**< the same units have rows on both sides */
} rsl__leaf;

void rsl__leaf_open(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, rsl__leaf *leaf);
/** Do the figures of a unit stand side by side, on both sides in the same row, with nothing beside them? */
bool rsl__leaf_stands_together(const rsl__leaf *leaf);
/** Take some rows of one whose figures stand together. */
void rsl__leaf_take_rows(const rsl__leaf *leaf, uint32_t first, uint32_t count, const rsl__lane_row *row);
/** Take the figures of siblings whose figures are all plain. @param[in] places theirs, in order.
 *  @return how many were taken; the one after them is not plain, for its weight. */
uint32_t rsl__leaf_take(rsl__leaf *leaf, const uint32_t *places, uint32_t count, rsl__lane_row *row);
/** The same of one unit, but for some lanes, as bits, whose figures tell more. @return false: nothing was taken. */
bool rsl__leaf_take_but(rsl__leaf *leaf, uint32_t place, uint64_t lanes, rsl__lane_row *row);
/** The figure of one lane, as it goes into a pile: what rsl__kernel_leaf() makes of it. @return false: there is none. */
bool rsl__leaf_pile(rsl__leaf *leaf, uint32_t place, uint32_t lane, rsl__tally *tally);

#endif
