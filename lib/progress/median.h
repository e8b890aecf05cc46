/** @file
 *  @brief Internal: order statistics of doubles, in place and in bounded time.
 */
#ifndef RSL_PROGRESS_MEDIAN_H
#define RSL_PROGRESS_MEDIAN_H

#include <stddef.h>

/** The one that `rank` of them come before in order; the array stays as it is. `rank` is below `count`. */
double rsl__order_statistic(const double *values, size_t count, size_t rank);
/** The middle one, or the mean of the two in the middle. `count` is above 0. */
double rsl__median(const double *values, size_t count);

#endif
