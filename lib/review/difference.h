/** @file
 *  @brief Internal: what the differences of a reconciliation are made of.
 */
#ifndef RSL_REVIEW_DIFFERENCE_H
#define RSL_REVIEW_DIFFERENCE_H

#include <resolution/review.h>

/** What a row of a reconciliation is split by. */
typedef struct rsl__difference {
  rsl_reconciliation_row *row;
  bool over_parts;  /**< a report for a whole period against those for its parts (R6): nobody below has a part in it */
  bool incomplete;  /**< not all below gave a figure */
  rsl_number reach; /**< how far rounding can put the sides apart */
  uint32_t depth;   /**< of the unit in the structure of the period */
  rsl_date told_on; /**< the day that the report tells; RSL_DATE_NONE: it tells none */
  rsl_number then;  /**< what had rolled up as known on that day; absent: unknown, or nothing */
  rsl_number low;   /**< what it is at least and at most with the missing units (R11); absent: no rule says */
  rsl_number high;
} rsl__difference;

/** Give every row its parts and its cause.
 *  @param[in,out] differences with all but the last five members; in any order afterwards. */
RSL_MUST_CHECK rsl_status rsl__differences_split(const rsl_rollup *rollup, const rsl_allocator *allocator,
                                                 rsl__difference *differences, size_t count, rsl_error *error);

#endif
