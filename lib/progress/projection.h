/** @file
 *  @brief Internal: the interval that is shown beside a projection, and the limits that both are held to.
 */
#ifndef RSL_PROGRESS_PROJECTION_H
#define RSL_PROGRESS_PROJECTION_H

#include <resolution/progress_series.h>

/** That of one new figure; where the projection has none, that of the line; nans where it has neither. */
void rsl__outlook_interval(const rsl_outlook *outlook, double *low, double *high);

/** Between what figures lie by their nature; a nan: no limit. */
typedef struct rsl__limits {
  double low;
  double high;
} rsl__limits;

/** Those of a bare series: of the rule for shares, and what nature sets an end to progress at. */
rsl__limits rsl__limits_read(const rsl_series_rule *rule, const rsl_bare_series *series, rsl_direction direction);
/** What a figure has passed is no limit. */
void rsl__limits_meet(rsl__limits *limits, double figure);

#endif
