/** @file
 *  @brief Internal: plain figures side by side, a row a unit, a lane a period.
 */
#ifndef RSL_CUBE_BLOCK_H
#define RSL_CUBE_BLOCK_H

#include <resolution/cube.h>

enum { RSL__LANES = 64 /**< periods that stand side by side */ };

/** Figures of some periods of one indicator's frequency. Absent is the least value of the type.
 *
 *              lane 0   lane 1   lane 2       values × 10^-scale of the column
 *      row 0     12       13       -          places[0]
 *      row 1     40        -      41          places[1], a later one
 */
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
} rsl__block;

#define RSL__ABSENT INT64_MIN /**< of any width, once it was read */

/** One figure; RSL__ABSENT where there is none. */
static inline int64_t rsl__block_value(const rsl__block *block, uint32_t row, uint32_t lane) {
  size_t at = (size_t)row * block->stride + lane;
  if (block->width == 8) return ((const int64_t *)block->values)[at];
  if (block->width == 4) {
    int32_t value = ((const int32_t *)block->values)[at];
    return value == INT32_MIN ? RSL__ABSENT : value;
  }
  int16_t value = ((const int16_t *)block->values)[at];
  return value == INT16_MIN ? RSL__ABSENT : value;
}

#endif
