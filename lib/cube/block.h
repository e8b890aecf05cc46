/** @file
 *  @brief Internal: plain figures side by side, a row a unit, a lane a period.
 */
#ifndef RSL_CUBE_BLOCK_H
#define RSL_CUBE_BLOCK_H

#include "base/memory.h"
#include "cube/row.h"
#include "cube/vector.h"

/** Where the figures of a block's row were read, and how they were written. */
typedef struct rsl__origin {
  uint32_t line; /**< of the first; or where the row's words begin in the block's `words` */
  uint16_t file; /**< as in rsl__row */
  uint8_t told;  /**< rsl__told */
  uint8_t scale; /**< each was written with so many decimals; RSL__SHORTEST: with as few as it needs */
} rsl__origin;

enum { RSL__SHORTEST = 31 };

/** How a row's lines are told, in the order of the figures that are there. */
typedef enum rsl__told {
  RSL__TOLD_SAME, /**< all in `line`; 0: none has a line */
  RSL__TOLD_NEXT, /**< each in the line after that of the figure before */
  RSL__TOLD_NEAR, /**< words: the least line, then how far each is behind it, two in a word */
  RSL__TOLD_FAR,  /**< words: the line of each */
  RSL__TOLD_FILES /**< words: the line of each, and its file, one after the other */
} rsl__told;

/** The lanes of one row that were set after the block was made: they have no line. */
typedef struct rsl__set_lanes {
  uint64_t set;   /**< a bit a lane */
  uint64_t added; /**< of these: no figure stood there before */
} rsl__set_lanes;

/** Figures of some periods of one indicator's frequency. Absent is the least value of the type.
 *
 *              lane 0   lane 1   lane 2       values × 10^-scale of the column
 *      row 0     12       13       -          places[0]
 *      row 1     40        -      41          places[1], a later one
 *
 *  A row's figures are those that count for what is known today, also where they carry more and stand in the column's
 *  rows too (RSL__ROW_IN_BLOCK). Where a unit has a row here, no figure that counts of these periods is missing in it. */
typedef struct rsl__block {
  uint32_t *whens;     /**< by lane, in order */
  uint32_t lane_count; /**< at most RSL__LANES */
  uint32_t *places;    /**< by row, in order */
  uint32_t row_count;
  uint32_t stride; /**< values from row to row; those past the lanes are absent */
  unsigned width;  /**< bytes of a value: 2, 4 or 8 */
  void *values;    /**< row_count × stride */
  int64_t least;   /**< of the figures that are there */
  int64_t greatest;
  rsl__origin *origins; /**< by row */
  uint32_t *words;
  size_t word_count;
  rsl__set_lanes *set_lanes; /**< by row; NULL: none was set since */
} rsl__block;

#define RSL__ABSENT INT64_MIN /**< of any width, once it was read */

/** One of several values of a width of 0, 1, 2: 16, 32, 64 bits; RSL__ABSENT where there is none. */
static inline int64_t rsl__lane_value(const void *values, unsigned width, size_t at) {
  if (width == 2) return ((const int64_t *)values)[at];
  if (width == 1) {
    int32_t value = ((const int32_t *)values)[at];
    return value == INT32_MIN ? RSL__ABSENT : value;
  }
  int16_t value = ((const int16_t *)values)[at];
  return value == INT16_MIN ? RSL__ABSENT : value;
}

/** One figure; RSL__ABSENT where there is none. */
static inline int64_t rsl__block_value(const rsl__block *block, uint32_t row, uint32_t lane) {
  return rsl__lane_value(block->values, block->width / 4, (size_t)row * block->stride + lane);
}

/** The row of a place; RSL_NONE where it has none. */
uint32_t rsl__block_row(const rsl__block *block, uint32_t place);
/** The first lane whose period is not before this one. */
uint32_t rsl__block_lane(const rsl__block *block, uint32_t when);
/** Have the same units rows in both? */
bool rsl__block_same_places(const rsl__block *a, const rsl__block *b);
/** How many figures stand before a lane. */
uint32_t rsl__block_rank(const rsl__block *block, uint32_t row, uint32_t lane);
/** Does the block's width hold a value? */
bool rsl__block_can_hold(const rsl__block *block, int64_t value);
/** A figure as a row of its own. @param[in] rank how many stand before it. @param[in] scale of the column. */
void rsl__block_take_out(const rsl__block *block, uint32_t row, uint32_t lane, uint32_t rank, unsigned scale,
                         rsl__row *out);
void rsl__block_free(const rsl_allocator *allocator, rsl__block *block);

#endif
