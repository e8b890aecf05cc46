/** @file
 *  @brief Internal: what a finished plan's references resolved to, where the public header has no question for it.
 */
#ifndef RSL_PLAN_LINKS_H
#define RSL_PLAN_LINKS_H

#include <resolution/plan.h>

/** The unit of an item of an indicator's `not_applicable`. */
uint32_t rsl__plan_not_applicable_unit(const rsl_plan *plan, uint32_t indicator, size_t item);

#endif
