/** @file
 *  @brief Internal: a review by unit and resolution, as its headlines count it.
 */
#ifndef RSL_REPORT_BLOCKS_H
#define RSL_REPORT_BLOCKS_H

#include "report/grid.h"
#include "report/say.h"

/** The rows of one unit and resolution: they stand together in a review. */
typedef struct rsl__block {
  uint32_t resolution;
  uint32_t unit;
  size_t first;
  size_t end;
} rsl__block;

/** Ordered by resolution and unit, so that one can be found. */
typedef struct rsl__blocks {
  rsl_allocator allocator;
  rsl__block *items;
  size_t count;
  size_t capacity;
} rsl__blocks;

/** @param[out] blocks freed with rsl__blocks_free(), after a failure too. */
RSL_MUST_CHECK rsl_status rsl__blocks_find(rsl__blocks *blocks, const rsl_review *review,
                                           const rsl_allocator *allocator, rsl_error *error);
void rsl__blocks_free(rsl__blocks *blocks);
/** The rows that a headline counts; NULL where there are none. */
const rsl__block *rsl__blocks_of(const rsl__blocks *blocks, const rsl_headline *headline);

/** What was adopted, whose targets these are, on which day they are looked at, and the headline (T10). */
void rsl__say_title(rsl__grid *grid, const rsl_review *review, const rsl_headline *headline, rsl_language language);

#endif
