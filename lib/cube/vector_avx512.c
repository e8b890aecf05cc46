#include "cube/vector_sets.h"

#ifdef RSL__VECTOR_X86
#define RSL__VECTOR rsl__vector_avx512
#define RSL__VECTOR_NAME "avx512"
#define RSL__TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#include "cube/vector.inc"
#endif
