/** @file
 *  @brief Internal: what a review holds.
 */
#ifndef RSL_REVIEW_INTERNAL_H
#define RSL_REVIEW_INTERNAL_H

#include "base/arena.h"
#include "review/case.h"

struct rsl_review {
  rsl_allocator allocator;
  const rsl_plan *plan;
  rsl_date as_of;
  rsl_language language; /**< of its sentences */
  rsl__arena arena;      /**< sentences, series */
  rsl_review_row *rows;
  size_t row_count;
  size_t row_capacity;
  rsl_headline *headlines;
  size_t headline_count;
  size_t headline_capacity;
};

/** rsl_review_run() with a change. @param[in] change NULL: none. */
RSL_MUST_CHECK rsl_status rsl__review_run_changed(const rsl_cube *cube, const rsl_review_options *options,
                                                  const rsl__change *change, const rsl_allocator *allocator,
                                                  rsl_review **out, rsl_error *error);

/** The target that another one replaces (T1), RSL_NONE: none. Parts replace one another where their wholes do, the first the
 *  first. */
uint32_t rsl__target_before(const rsl_plan *plan, uint32_t target);
/** The row that counts for each target of the plan, RSL_NONE where none does: what is found of a target counts for the one that
 *  replaced it since (T1), and of a part for those that hold together with it. @param[out] rows one a target. */
void rsl__review_rows_of_targets(const rsl_review *review, uint32_t *rows);
/** Parts that hold together become one row, as their worst (T10); the rows are still in the order of the targets. */
RSL_MUST_CHECK rsl_status rsl__review_hold_together(rsl_review *review, rsl_language language, rsl_error *error);
/** Count the rows, which are in their order. */
RSL_MUST_CHECK rsl_status rsl__review_count_headlines(rsl_review *review, rsl_error *error);

#endif
