/** @file
 *  @brief Internal: SDSN's arrows as numbers.
 */
#ifndef RSL_PROGRESS_SDSN_H
#define RSL_PROGRESS_SDSN_H

#include <resolution/progress.h>

/** The arrow of a trend from 0 to 4. */
rsl_class rsl__sdsn_arrow(double trend);

#endif
