/** @file
 *  @brief Internal: UNSD's points, which its roll-up takes the mean of.
 */
#ifndef RSL_PROGRESS_UNSD_H
#define RSL_PROGRESS_UNSD_H

#include <resolution/progress.h>

/** 1 achieved or on track, 2 fair or for review, 3 limited or a gap, 4 deterioration; not known of what has no rating. */
double rsl__unsd_points(const rsl_unsd_options *options, rsl_class word);

/** Does its trend need to be told which way is better? */
bool rsl__unsd_is_directed(const rsl_unsd_options *options);

#endif
