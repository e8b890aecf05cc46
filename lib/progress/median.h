/** @file
 *  @brief Internal: order statistics of doubles, in place and in bounded time.
 */
#ifndef RSL_PROGRESS_MEDIAN_H
#define RSL_PROGRESS_MEDIAN_H

#include <stddef.h>

/** The one that `rank` of them come before in order. `rank` is below `count`; the values are moved about. */
double rsl__order_statistic(double *values, size_t count, size_t rank);
/** The middle one, or the mean of the two in the middle. `count` is above 0; the values are moved about. */
double rsl__median(double *values, size_t count);

#endif
