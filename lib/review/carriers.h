/** @file
 *  @brief Internal: which target each unit has for an indicator and a period, and what those below make of it.
 */
#ifndef RSL_REVIEW_CARRIERS_H
#define RSL_REVIEW_CARRIERS_H

#include <resolution/review.h>

#include "base/memory.h"

/** A target by what it is looked up by. */
typedef struct rsl__carrier {
  uint32_t indicator;
  rsl_period by;
  uint32_t position; /**< of its unit in the structure */
  bool assigned;     /**< by a superior; the unit's own come first */
  size_t row;        /**< in the review */
} rsl__carrier;

/** All targets of a day, found by indicator, period and unit; and the figures of one indicator and period, kept until
 *  others are asked for. */
typedef struct rsl__carriers {
  rsl_allocator allocator;
  const rsl_cube *cube;
  const rsl_plan *plan;
  rsl_date as_of;
  rsl_review *review;
  rsl_structure *structure;
  rsl__carrier *items;
  size_t count;
  size_t capacity;
  rsl_rollup *rollup;
  uint32_t rolled_indicator;
  rsl_period rolled_period;
} rsl__carriers;

/** @param[in] as_of RSL_DATE_NONE: the last day with a figure, else the first of the earliest term.
 *  Always followed by rsl__carriers_free(). */
RSL_MUST_CHECK rsl_status rsl__carriers_find(rsl__carriers *carriers, const rsl_cube *cube, rsl_date as_of,
                                             const rsl_allocator *allocator, rsl_error *error);
void rsl__carriers_free(rsl__carriers *carriers);

/** The row of a unit's target, its own or else the one of those assigned to it that asks for most; NULL where it has none.
 *  @param[in] assigned only one that was assigned. */
const rsl_review_row *rsl__carriers_at(const rsl__carriers *carriers, const rsl__carrier *like, uint32_t position,
                                       bool assigned);
/** The first of the targets that were assigned to a unit, the one that asks for most; those that follow it at the same
 *  place were too. @return one past the last where there is none. */
size_t rsl__carriers_assigned(const rsl__carriers *carriers, const rsl__carrier *like, uint32_t position);
/** Does the carrier at an index follow as one more that was assigned to the unit? */
bool rsl__carriers_goes_on(const rsl__carriers *carriers, size_t index, const rsl__carrier *like, uint32_t position);
/** Which asks for more: negative where `a` asks for less. Means of targets are compared as they would be written. */
int rsl__carrier_order(const rsl_indicator *indicator, rsl_number a, rsl_number b);
/** Which way is better; grades stand in their order, worst first. */
rsl_direction rsl__carrier_direction(const rsl_indicator *indicator);
/** The end of what is to be reached that has to be reached: the good end of no range counts. */
rsl_number rsl__carrier_value(const rsl_plan *plan, const rsl_review_row *row);
/** Does the rule add amounts up? */
bool rsl__rule_is_amount(rsl_rule rule);
/** Does the rule make a mean of levels, weighed by their denominators? */
bool rsl__rule_is_level(rsl_rule rule);
/** Roll up an indicator for one period along the structure of the day. */
RSL_MUST_CHECK rsl_status rsl__carriers_roll_up(rsl__carriers *carriers, uint32_t indicator, rsl_period period,
                                                rsl_error *error);
/** The period whose figures weigh a target's shares: of its actual, else of its baseline, else the one that runs. */
rsl_period rsl__carriers_period(const rsl__carriers *carriers, const rsl_review_row *row);
/** Could this unit have a target for the indicator that was rolled up: does anything of it owe a figure? */
bool rsl__carriers_can(const rsl__carriers *carriers, uint32_t position, rsl_figure *figure);

#endif
