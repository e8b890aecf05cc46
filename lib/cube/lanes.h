/** @file
 *  @brief Internal: where what rolls up is kept: periods side by side, a row a unit.
 *
 *  The periods of a sheet are cut into strips of at most RSL__LANES that lie in one frame. In a strip each unit above others
 *  has a row with a lane a period, from the moment that something below it spoke. What nearly all units hand up is plain:
 *  it goes into planes of sums and counts that a loop runs over. What must tell more (a weak status, a report that stood in,
 *  something excused) goes into tallies beside them, and a lane is both together.
 */
#ifndef RSL_CUBE_LANES_H
#define RSL_CUBE_LANES_H

#include "cube/rollup.h"

/** What one unit's children handed upward, a lane a period. */
typedef struct rsl__lane_row {
  int64_t *a;          /**< NULL: nothing plain was handed up */
  int64_t *b;          /**< NULL: the rule needs no more than how many gave one */
  uint32_t *reporting; /**< of those that told plainly */
  uint64_t *prints;    /**< NULL: nobody asks for them */
  uint8_t *lonely;     /**< a figure came without its partner; NULL: none needs one */
  rsl__tally *tallies; /**< of what tells more; NULL: nothing does */
  rsl__wide *wides;    /**< beside the tallies, where the sheet's sums are numbers */
} rsl__lane_row;

/** Some periods of one sheet, in one frame. */
struct rsl__strip {
  const rsl__frame *frame;
  const rsl__scope *scope; /**< NULL: measured nowhere */
  uint32_t first;          /**< of the sheet's whens */
  uint32_t count;          /**< at most RSL__LANES */
  rsl__lane_row *rows;     /**< by number: rsl__strip_row() */
  uint32_t row_count;
};

/** How many lanes the planes of its rows have room for: loops over blocks run into what stands empty behind the last. */
static inline uint32_t rsl__strip_room(const rsl__strip *strip) {
  return (strip->count + 7) / 8 * 8;
}
/** Cut the sheet's periods into strips. */
RSL_MUST_CHECK bool rsl__strips_cut(rsl_rollup *rollup, uint32_t indicator);
void rsl__strips_free(const rsl_rollup *rollup, rsl__sheet *sheet);
/** The strip of a period; NULL: nothing is computed for it. */
rsl__strip *rsl__strip_of(const rsl__sheet *sheet, uint32_t when, uint32_t *lane);
/** The number of the strip that holds a sheet's period, which has this index in it; there is at least one strip. */
size_t rsl__strip_number(const rsl__sheet *sheet, size_t index);
/** The row of a unit; NULL: it has none. */
rsl__lane_row *rsl__strip_row(const rsl__sheet *sheet, const rsl__strip *strip, uint32_t position);

/** Nothing was handed up to it yet. */
bool rsl__row_is_empty(const rsl__lane_row *row);
/** Give it planes where it has none yet; only of a plain sheet. */
RSL_MUST_CHECK bool rsl__row_start(rsl__sheet *sheet, const rsl__strip *strip, rsl__lane_row *row);
/** Give planes to all rows of a strip at once; each is to be cleared before it is used. */
RSL_MUST_CHECK bool rsl__rows_start(rsl__sheet *sheet, const rsl__strip *strip);
/** Let its planes hold nothing. */
void rsl__row_clear(const rsl__sheet *sheet, const rsl__strip *strip, const rsl__lane_row *row);
/** Give it tallies where it has none yet. */
RSL_MUST_CHECK bool rsl__row_extend(rsl__sheet *sheet, const rsl__strip *strip, rsl__lane_row *row);
/** What stands in one lane. @param[in,out] wide written only where the sheet's sums are numbers. */
void rsl__row_load(const rsl__sheet *sheet, const rsl__lane_row *row, uint32_t lane, rsl__tally *tally,
                   rsl__wide *wide);
/** Add to one lane what a unit below hands upward. @return RSL_ERR_OVERFLOW, RSL_ERR_MEMORY. */
RSL_MUST_CHECK rsl_status rsl__row_merge(rsl__sheet *sheet, const rsl__strip *strip, rsl__lane_row *row, uint32_t lane,
                                         const rsl__tally *tally, const rsl__wide *wide);
/** Add what is plain in another row; both have planes. */
void rsl__row_merge_planes(const rsl__vector *vector, const rsl__sheet *sheet, const rsl__strip *strip,
                           const rsl__lane_row *into, const rsl__lane_row *from);
/** Add all of another row. @param[out] lane where it failed with RSL_ERR_OVERFLOW. */
RSL_MUST_CHECK rsl_status rsl__row_merge_row(rsl__sheet *sheet, const rsl__strip *strip, rsl__lane_row *into,
                                             const rsl__lane_row *from, uint32_t *lane);

/** What rolls up to a unit for a period. @return false: nothing below it spoke. */
bool rsl__lane_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, rsl__tally *tally,
                    rsl__wide *wide);

/* ---- gather.c: the units that have something to say in a strip ---- */

/** Of each strip the units of which the sheet's own figures, or those that it pairs, say something. */
typedef struct rsl__gathering {
  size_t *starts;    /**< one a strip and one more: its first in `entries`; NULL: nothing was gathered yet */
  uint32_t *entries; /**< place × 2, and 1 where it says more than plain figures */
  size_t entry_count;
  uint32_t *list; /**< of the strip that was listed: position × 2, and the same bit; in order, each once */
  size_t list_capacity;
  const uint32_t *plain; /**< not NULL: instead of the list the positions of units that all say plain figures alone */
  size_t count;          /**< of what was listed */
  uint32_t *marks;       /**< two bits a position */
  uint32_t most_positions;
} rsl__gathering;

/** List those of one strip. @param[in,out] gathering empty at first. @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__gathering_list(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip,
                                        rsl__gathering *gathering);
void rsl__gathering_free(const rsl_rollup *rollup, const rsl__sheet *sheet, rsl__gathering *gathering);
/** One that was listed: position × 2, and 1 where it says more than plain figures. */
static inline uint32_t rsl__gathering_at(const rsl__gathering *gathering, size_t index) {
  return gathering->plain != NULL ? gathering->plain[index] * 2 : gathering->list[index];
}
/** The lanes of a strip of which a unit's own figures say something, as bits. */
uint64_t rsl__told_lanes(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, uint32_t unit);
/** The indicators whose figures say that there is something to roll up at a unit: its own first, then the sides of a
 *  ratio, or what a condition that is an expression asks for. @return RSL_NONE past the last. */
uint32_t rsl__speaker(const rsl_rollup *rollup, uint32_t indicator, uint32_t number);
/** Those of which it tells more than a plain figure; only of periods of the frequency. */
uint64_t rsl__row_lanes(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, uint32_t unit);
/** The lanes of another sheet's strip that hold what rolled up of an indicator to a unit, as bits. */
uint64_t rsl__computed_lanes(const rsl_rollup *rollup, uint32_t indicator, const rsl__sheet *sheet,
                             const rsl__strip *strip, uint32_t unit);

#endif
