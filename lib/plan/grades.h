/** @file
 *  @brief Internal: figures that are grades, and how many of them there may be.
 */
#ifndef RSL_PLAN_GRADES_H
#define RSL_PLAN_GRADES_H

#include <resolution/plan.h>

enum { RSL__GRADES_MOST = 64 /**< of an indicator: each is a column of counts */ };

/** Is the figure of a unit one of the indicator's grades, or counts of them, so that it is no number? */
bool rsl__figure_is_grade(const rsl_indicator *indicator);

#endif
