#include "progress/trend_sets.h"

#define RSL__TREND_FIT rsl__trends_portable
#define RSL__TREND_WIDTH 2
#define RSL__TARGET
#include "progress/trend.inc"
