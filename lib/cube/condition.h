/** @file
 *  @brief Internal: does a figure meet a condition (R4)?
 */
#ifndef RSL_CUBE_CONDITION_H
#define RSL_CUBE_CONDITION_H

#include <resolution/plan.h>

/** Three-valued logic: what is not known is neither. */
typedef enum rsl__truth { RSL__TRUTH_NO = 0, RSL__TRUTH_YES = 1, RSL__TRUTH_UNKNOWN = 2 } rsl__truth;

/** @param threshold instead of the condition's number; NULL: its own. Without a form every figure meets it. */
rsl__truth rsl__condition_holds(const rsl_condition *condition, rsl_direction direction, rsl_number value,
                                const rsl_number *threshold);

/** The figures of a scale that meet a condition with a number of its own: all from the least to the greatest, none where the
 *  least is above the greatest. */
void rsl__condition_interval(const rsl_condition *condition, rsl_direction direction, unsigned scale, int64_t *least,
                             int64_t *greatest);

#endif
