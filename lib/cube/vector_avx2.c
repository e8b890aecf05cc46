#include "cube/vector_sets.h"

#ifdef RSL__VECTOR_X86
#define RSL__VECTOR rsl__vector_avx2
#define RSL__VECTOR_NAME "avx2"
#define RSL__TARGET __attribute__((target("avx2")))
#include "cube/vector.inc"
#endif
