#include "progress/trend_sets.h"

#ifdef RSL__TREND_X86
#define RSL__TREND_SET rsl__trend_avx512
#define RSL__TREND_WIDTH 8
#define RSL__TARGET __attribute__((target("avx512f,avx512dq")))
#include "progress/trend.inc"
#endif
