/** @file
 *  @brief Internal: does a measuring unit meet the condition of a count or share (R4)?
 */
#ifndef RSL_CUBE_JUDGE_H
#define RSL_CUBE_JUDGE_H

#include "cube/condition.h"
#include "cube/rollup.h"

/** By its own figure; the threshold may be another indicator's at the unit. */
RSL_MUST_CHECK rsl_status rsl__judge_form(const rsl_rollup *rollup, const rsl__site *site, rsl_number value,
                                          rsl__truth *truth);
/** By an expression over others' figures at the unit. @param[in,out] report gets 1, 0, or why neither is known, and what
 *  is told of the figures that were used. */
RSL_MUST_CHECK rsl_status rsl__judge_expression(const rsl_rollup *rollup, const rsl__site *site, rsl__report *report,
                                                rsl__truth *truth);

#endif
