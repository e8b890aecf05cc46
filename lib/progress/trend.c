#include "progress/trend_sets.h"

const rsl__trend_set *rsl__trend_set_at(size_t index) {
#ifdef RSL__TREND_X86
  bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
  if (wide && index-- == 0) return &rsl__trend_avx512;
  if (__builtin_cpu_supports("avx2") && index-- == 0) return &rsl__trend_avx2;
#endif
  return index == 0 ? &rsl__trend_portable : NULL;
}
