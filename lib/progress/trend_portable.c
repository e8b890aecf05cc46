#include "progress/trend_sets.h"

#define RSL__TREND_SET rsl__trend_portable
#define RSL__TREND_WIDTH 2
#define RSL__TARGET
#include "progress/trend.inc"
