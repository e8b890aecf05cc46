#include "cube/vector_sets.h"

#define RSL__VECTOR rsl__vector_portable
#define RSL__VECTOR_NAME "portable"
#define RSL__TARGET
#include "cube/vector.inc"
