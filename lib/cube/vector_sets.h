/** @file
 *  @brief Internal: the sets of loops, one a file.
 */
#ifndef RSL_CUBE_VECTOR_SETS_H
#define RSL_CUBE_VECTOR_SETS_H

#include "cube/vector.h"

extern const rsl__vector rsl__vector_portable;
#if defined(__GNUC__) && defined(__x86_64__)
#define RSL__VECTOR_X86
extern const rsl__vector rsl__vector_avx2;
extern const rsl__vector rsl__vector_avx512;
#endif

#endif
