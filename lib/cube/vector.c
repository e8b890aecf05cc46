#include "cube/vector_sets.h"

const rsl__vector *rsl__vector_at(size_t index) {
  const rsl__vector *sets[3];
  size_t count = 0;
#ifdef RSL__VECTOR_X86
  bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
              __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (wide) sets[count++] = &rsl__vector_avx512;
  if (__builtin_cpu_supports("avx2")) sets[count++] = &rsl__vector_avx2;
#endif
  sets[count++] = &rsl__vector_portable;
  return index < count ? sets[index] : NULL;
}
