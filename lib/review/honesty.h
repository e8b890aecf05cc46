/** @file
 *  @brief Internal: looking for figures that can hardly be true. Each check goes through the whole cube once.
 */
#ifndef RSL_REVIEW_HONESTY_H
#define RSL_REVIEW_HONESTY_H

#include <resolution/plan_campaigns.h>
#include <resolution/review.h>

#include "base/error.h"
#include "base/memory.h"
#include "cube/cursor.h"

/** What is looked through. */
typedef struct rsl__honesty {
  const rsl_review *review;
  const rsl_cube *cube;
  const rsl_plan *plan;
  const rsl_rollup *rollup; /**< of every figure; NULL: it cannot be rolled up */
  const rsl_submissions *submissions;
  rsl_allocator allocator;
  rsl_date as_of; /**< later periods are not looked at */
  rsl_problems *problems;
} rsl__honesty;

/** A figure as a message names it. */
typedef struct rsl__told_figure {
  char unit[RSL_UNIT_REFERENCE];
  char period[RSL_PERIOD_TEXT];
  const char *code;
  rsl__place place; /**< of its row, where it has one */
} rsl__told_figure;

/** @param[in] row NULL: the figure was not told, but rolled up. */
void rsl__honesty_tell(const rsl__honesty *in, uint32_t indicator, uint32_t unit, rsl_period period,
                       const rsl__row *row, rsl__told_figure *told);
/** The row of a group that counts, where it has a figure of its own and is not too late; NULL. */
const rsl__row *rsl__honesty_row(const rsl__honesty *in, const rsl__group *group);
/** A figure as it was written. */
rsl_decimal rsl__honesty_value(const rsl__honesty *in, uint32_t indicator, const rsl__row *row);

/* The checks. */

RSL_MUST_CHECK rsl_status rsl__honesty_jumps(const rsl__honesty *in);       /**< sudden_jump */
RSL_MUST_CHECK rsl_status rsl__honesty_digits(const rsl__honesty *in);      /**< repeated_digits */
RSL_MUST_CHECK rsl_status rsl__honesty_percentages(const rsl__honesty *in); /**< impossible_percentage */
RSL_MUST_CHECK rsl_status rsl__honesty_clusters(const rsl__honesty *in);    /**< exact_cluster */
RSL_MUST_CHECK rsl_status rsl__honesty_greens(const rsl__honesty *in);      /**< green_over_falling */
RSL_MUST_CHECK rsl_status rsl__honesty_returns(const rsl__honesty *in);     /**< changed_after_return */
RSL_MUST_CHECK rsl_status rsl__honesty_parents(const rsl__honesty *in);     /**< child_above_parent */
RSL_MUST_CHECK rsl_status rsl__honesty_checks(const rsl__honesty *in);      /**< check_broken */

#endif
