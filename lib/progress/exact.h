/** @file
 *  @brief Internal: boundaries compared exactly (T7), where a figure on the way there has left 128 bits and become a
 *  double. Slower, and only asked then.
 */
#ifndef RSL_PROGRESS_EXACT_H
#define RSL_PROGRESS_EXACT_H

#include "progress/path.h"

/** The order of (actual - start) / (expected - start) against a cut. @return false where there is no straight path, or
 *  even wide integers do not hold it. */
RSL_MUST_CHECK bool rsl__exact_progress(const rsl__path *path, rsl_decimal cut, int *order);
/** The order of the product of the factors 1 + g/100 of a series against (1 + wanted/100)^count. */
RSL_MUST_CHECK bool rsl__exact_rates(const rsl_path_figure *series, size_t count, rsl_number wanted, int *order);
/** The order of last / first against (1 + wanted/100)^years. */
RSL_MUST_CHECK bool rsl__exact_growth(rsl_number first, rsl_number last, int64_t years, rsl_number wanted, int *order);

#endif
