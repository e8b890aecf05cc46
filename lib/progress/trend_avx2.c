#include "progress/trend_sets.h"

#ifdef RSL__TREND_X86
#define RSL__TREND_SET rsl__trend_avx2
#define RSL__TREND_WIDTH 4
#define RSL__TARGET __attribute__((target("avx2")))
#include "progress/trend.inc"
#endif
