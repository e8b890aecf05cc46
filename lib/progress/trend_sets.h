/** @file
 *  @brief Internal: the sets of loops of trend.h, one a file.
 */
#ifndef RSL_PROGRESS_TREND_SETS_H
#define RSL_PROGRESS_TREND_SETS_H

#include "progress/trend.h"

extern rsl__trends_fit rsl__trends_portable;
#if defined(__GNUC__) && defined(__x86_64__)
#define RSL__TREND_X86
extern rsl__trends_fit rsl__trends_avx2;
extern rsl__trends_fit rsl__trends_avx512;
#endif

#endif
