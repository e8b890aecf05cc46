/** @file
 *  @brief Internal: does a measuring unit meet the condition of a count or share (R4)?
 */
#ifndef RSL_CUBE_JUDGE_H
#define RSL_CUBE_JUDGE_H

#include "cube/condition.h"
#include "cube/formula.h"

/** By its own figure; the threshold may be another indicator's at the unit. */
RSL_MUST_CHECK rsl_status rsl__judge_form(const rsl_rollup *rollup, const rsl__site *site, rsl_number value,
                                          rsl__truth *truth);
/** By an expression over others' figures at the unit. @param[in,out] report gets 1, 0, or why neither is known, and what
 *  is told of the figures that were used. */
RSL_MUST_CHECK rsl_status rsl__judge_expression(const rsl_rollup *rollup, const rsl__site *site, rsl__report *report,
                                                rsl__truth *truth);

/* ---- kernel.c ---- */

/** What a measuring unit of which that is known, or not, hands upward. @param[in,out] tally used, and else empty. */
void rsl__kernel_judged(const rsl__sheet *sheet, rsl__truth truth, rsl__due due, rsl__report *report, rsl__tally *tally,
                        rsl__wide *wide);

/* ---- judge_lanes.c ---- */

/** An expression over the figures of measuring units, side by side in the periods of a strip. */
typedef struct rsl__judging {
  const rsl_rollup *rollup;
  const rsl__sheet *sheet;
  uint32_t indicator;
  rsl__references references;
  rsl__formula_lanes lanes;
  rsl__formula_chunk chunk;
  rsl__tally tallies[RSL__LANES]; /**< what the unit that was judged last hands upward; none where it is not used */
} rsl__judging;

/** @param[out] out NULL where the condition is no expression. @return false when memory runs out; it must be ended all the
 *  same. */
RSL_MUST_CHECK bool rsl__judging_start(const rsl_rollup *rollup, uint32_t indicator, rsl__judging **out);
/** NULL is fine. */
void rsl__judging_end(rsl__judging *judging);
/** Go to a strip. @param judging may be NULL. @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__judging_open(rsl__judging *judging, const rsl__strip *strip);
/** Judge one unit that owes. @param judging may be NULL. @return false: its periods are to be judged one by one. */
bool rsl__judging_run(rsl__judging *judging, uint32_t position);

#endif
