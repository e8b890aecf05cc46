/** @file
 *  @brief Internal: the words of OECD's distance.
 */
#ifndef RSL_PROGRESS_OECD_H
#define RSL_PROGRESS_OECD_H

#include <resolution/progress.h>

rsl_class rsl__oecd_class(const rsl_oecd_options *options, double distance);

#endif
