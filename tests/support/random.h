/* Numbers that look random and are the same on every machine. */
#ifndef TESTS_SUPPORT_RANDOM_H
#define TESTS_SUPPORT_RANDOM_H

#include <stdint.h>

/* From 0 to limit - 1. @param[in,out] seed any number; what follows is decided by it. */
static inline int random_below(uint32_t *seed, int limit) {
  *seed = *seed * 1664525u + 1013904223u;
  return (int)((uint64_t)(*seed >> 8) * (uint64_t)limit >> 24);
}

#endif
