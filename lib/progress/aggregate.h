/** @file
 *  @brief Internal: what a mean asks of its rule and its weights, asked once for many means.
 */
#ifndef RSL_PROGRESS_AGGREGATE_H
#define RSL_PROGRESS_AGGREGATE_H

#include <resolution/progress_composite.h>

RSL_MUST_CHECK rsl_status rsl__aggregate_check(const rsl_aggregate_rule *rule, rsl_error *error);
RSL_MUST_CHECK rsl_status rsl__weight_check(double weight, size_t index, rsl_error *error);
/** Of a rule and weights that were checked. @return nan with a reason. */
double rsl__aggregate(const rsl_aggregate_rule *rule, const double *values, const double *weights, size_t count,
                      rsl_reason *reason);

#endif
