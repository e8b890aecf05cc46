#include "progress/trend_sets.h"

#ifdef RSL__TREND_X86
#define RSL__TREND_FIT rsl__trends_avx512
#define RSL__TREND_WIDTH 8
#define RSL__TARGET __attribute__((target("avx512f,avx512dq")))
#include "progress/trend.inc"
#endif
