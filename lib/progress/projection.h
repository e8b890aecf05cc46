/** @file
 *  @brief Internal: the interval that is shown beside a projection.
 */
#ifndef RSL_PROGRESS_PROJECTION_H
#define RSL_PROGRESS_PROJECTION_H

#include <resolution/progress_outlook.h>

/** That of one new figure; where the projection has none, that of the line; nans where it has neither. */
void rsl__outlook_interval(const rsl_outlook *outlook, double *low, double *high);

#endif
