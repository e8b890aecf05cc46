/** @file
 *  @brief Internal: the sets of loops of trend.h, one a file.
 */
#ifndef RSL_PROGRESS_TREND_SETS_H
#define RSL_PROGRESS_TREND_SETS_H

#include "progress/trend.h"

extern const rsl__trend_set rsl__trend_portable;
#if defined(__GNUC__) && defined(__x86_64__)
#define RSL__TREND_X86
extern const rsl__trend_set rsl__trend_avx2;
extern const rsl__trend_set rsl__trend_avx512;
#endif

#endif
