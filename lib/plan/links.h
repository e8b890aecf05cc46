/** @file
 *  @brief Internal: what a finished plan's references resolved to, where the public header has no question for it.
 */
#ifndef RSL_PLAN_LINKS_H
#define RSL_PLAN_LINKS_H

#include <resolution/plan.h>

#include "plan/fraction.h"

/** The unit of an item of an indicator's `not_applicable`. */
uint32_t rsl__plan_not_applicable_unit(const rsl_plan *plan, uint32_t indicator, size_t item);

/** Does `applies_to` of the indicator hold for the unit on a day (R1)? True where it asks for nothing. Of RSL_DATE_NONE:
 *  by the attributes that always hold. */
bool rsl__plan_applies(const rsl_plan *plan, uint32_t indicator, uint32_t unit, rsl_date on);
/** The days on which an attribute of any unit begins or ends, each once, in order. @param[out] count how many. */
const rsl_date *rsl__plan_attribute_days(const rsl_plan *plan, size_t *count);
/** The level of `stop_at`; RSL_NONE: none. */
uint32_t rsl__plan_stop_at(const rsl_plan *plan, uint32_t indicator);
/** The indicator's calendar; NULL: the ordinary one. */
const rsl_calendar *rsl__plan_calendar(const rsl_plan *plan, uint32_t indicator);
/** The number of the grade of a code, 0 for the worst; RSL_NONE where the indicator has none of this code. */
uint32_t rsl__plan_grade(const rsl_plan *plan, uint32_t indicator, const char *code, size_t length);

/** The level whose units a check is about; RSL_NONE: those of every level. */
uint32_t rsl__plan_check_level(const rsl_plan *plan, uint32_t check);

/** A part of a unit that goes on in a successor. */
typedef struct rsl__succession_link {
  uint32_t unit;
  rsl_date on;
  uint32_t successor;
  uint32_t record; /**< its number among the plan's successions */
  uint32_t basis;  /**< an indicator by which the parts are found (R13); RSL_NONE: none */
  rsl__fraction
      share; /**< of the unit; numerator 0 where a basis says, or nobody does: then it cannot be apportioned */
} rsl__succession_link;
/** All successions, in the order of unit, day and successor. @param[out] count how many. */
const rsl__succession_link *rsl__plan_successions(const rsl_plan *plan, size_t *count);

#endif
