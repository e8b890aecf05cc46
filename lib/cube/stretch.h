/** @file
 *  @brief Internal: the rows of one unit whose periods one block covers, on their way into it.
 */
#ifndef RSL_CUBE_STRETCH_H
#define RSL_CUBE_STRETCH_H

#include "cube/cube.h"

/** Rows of a column, one after another, at the column's scale. */
typedef struct rsl__stretch {
  rsl__row *rows;
  size_t count;
  rsl__block *block;
  size_t *words_room;   /**< of the block: so many words have room */
  unsigned scale;       /**< of the column */
  rsl_period_type type; /**< of the column's own periods */
  const rsl_allocator *allocator;
} rsl__stretch;

/** A figure of a type of period, of status A, with nothing beside it but its line. */
static inline bool rsl__row_stands_alone(const rsl__row *row, rsl_period_type type) {
  return (row->flags & ~(unsigned)RSL__ROW_NO_LINE) == RSL__ROW_VALUE && row->status == RSL__STATUS_A &&
         (row->when & 7) == rsl__when_of_type(type);
}

/** Do all stand alone, each once, written with one scale in one file? */
bool rsl__stretch_is_plain(const rsl__stretch *of);
/** Put rows that are plain into the block, where that pays: it has room for one row more. @param[out] left how many rows are
 *  left, moved to the front. @return false when memory runs out; nothing was put then. */
RSL_MUST_CHECK bool rsl__stretch_put_plain(const rsl__stretch *of, size_t *left);
/** The same for any rows. */
RSL_MUST_CHECK bool rsl__stretch_put(const rsl__stretch *of, size_t *left);

#endif
