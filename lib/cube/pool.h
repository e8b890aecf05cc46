/** @file
 *  @brief Internal: items of one size that stay where they are, in blocks, so that growing copies nothing.
 */
#ifndef RSL_CUBE_POOL_H
#define RSL_CUBE_POOL_H

#include "base/memory.h"

typedef struct rsl__pool {
  rsl_allocator allocator;
  void **blocks;
  size_t block_count;
  size_t block_capacity;
  size_t item_size;
  uint32_t count;
} rsl__pool;

/** Allocates nothing, so it cannot fail. */
void rsl__pool_init(rsl__pool *pool, const rsl_allocator *allocator, size_t item_size);
void rsl__pool_free(rsl__pool *pool);
/** Room for one more; NULL when memory runs out or indexes do. To take it back, count one less. */
void *rsl__pool_add(rsl__pool *pool);
void *rsl__pool_at(const rsl__pool *pool, uint32_t index);

#endif
