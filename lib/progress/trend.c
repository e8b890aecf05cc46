#include "progress/trend_sets.h"

rsl__trends_fit *rsl__trends_at(size_t index) {
  rsl__trends_fit *sets[3] = { NULL };
  size_t count = 0;
#ifdef RSL__TREND_X86
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) sets[count++] = rsl__trends_avx512;
  if (__builtin_cpu_supports("avx2")) sets[count++] = rsl__trends_avx2;
#endif
  sets[count++] = rsl__trends_portable;
  return index < count ? sets[index] : NULL;
}
