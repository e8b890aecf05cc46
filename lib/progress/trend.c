#include "progress/trend_sets.h"

rsl__trends_fit *rsl__trends_at(size_t index) {
#ifdef RSL__TREND_X86
  bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
  if (wide && index-- == 0) return rsl__trends_avx512;
  if (__builtin_cpu_supports("avx2") && index-- == 0) return rsl__trends_avx2;
#endif
  return index == 0 ? rsl__trends_portable : NULL;
}
