/** @file
 *  @brief Internal: the only way to what was told of one unit and indicator, however the cube holds it.
 */
#ifndef RSL_CUBE_CURSOR_H
#define RSL_CUBE_CURSOR_H

#include "cube/cube.h"

/** All that was told of one unit, indicator and period: its revisions, the lowest first. */
typedef struct rsl__group {
  uint32_t when;
  const rsl__row *rows; /**< until the cursor goes on, or is no more */
  size_t count;
  int month_from; /**< of the indicator's calendar: when what does not tell was known (R9) */
} rsl__group;

/** Goes through the periods of which a unit told something, in the order of time. */
typedef struct rsl__cursor {
  const rsl__column *column;
  uint32_t place;
  size_t first; /**< of the column's rows, those of the place */
  size_t next;
  size_t end;
  size_t block;   /**< of the column; past the last: no figure in a block is left */
  uint32_t row;   /**< … the place's row */
  uint32_t lane;  /**< … the next that holds a figure */
  uint32_t rank;  /**< … and how many stand before it */
  bool in_blocks; /**< some block has a row of the place */
  rsl__row made;  /**< a block's figure as a row */
} rsl__cursor;

/** At the first period. */
rsl__cursor rsl__cursor_open(const rsl_cube *cube, uint32_t indicator, uint32_t unit);
/** At the first period of the counts of a grade that a unit reported for those below it. */
rsl__cursor rsl__cursor_open_counts(const rsl_cube *cube, uint32_t indicator, uint32_t unit, uint32_t grade);
/** Nothing was told at all. */
bool rsl__cursor_is_empty(const rsl__cursor *cursor);
/** To the first period that is not before this one; also back. */
void rsl__cursor_seek(rsl__cursor *cursor, uint32_t when);
/** The next period. @return false past the last; the group is empty then. */
bool rsl__cursor_next(rsl__cursor *cursor, rsl__group *group);
/** What was told of exactly one period. @return false: nothing. */
bool rsl__cursor_find(rsl__cursor *cursor, uint32_t when, rsl__group *group);

#endif
