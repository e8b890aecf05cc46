#include "cube/pool.h"

enum { BLOCK_ITEMS = 1024 };

void rsl__pool_init(rsl__pool *pool, const rsl_allocator *allocator, size_t item_size) {
  *pool = (rsl__pool){ .allocator = *allocator, .item_size = item_size };
}

void rsl__pool_free(rsl__pool *pool) {
  for (size_t i = 0; i < pool->block_count; i++)
    rsl__release_array(&pool->allocator, pool->blocks[i], BLOCK_ITEMS, pool->item_size);
  rsl__release_array(&pool->allocator, pool->blocks, pool->block_capacity, sizeof *pool->blocks);
  rsl__pool_init(pool, &pool->allocator, pool->item_size);
}

void *rsl__pool_add(rsl__pool *pool) {
  if (pool->count == UINT32_MAX) return NULL;
  if (pool->count / BLOCK_ITEMS == pool->block_count) {
    if (!rsl__grow(&pool->allocator, &pool->blocks, &pool->block_capacity, pool->block_count + 1, sizeof *pool->blocks))
      return NULL;
    void *block = rsl__allocate_array(&pool->allocator, BLOCK_ITEMS, pool->item_size);
    if (block == NULL) return NULL;
    pool->blocks[pool->block_count++] = block;
  }
  return rsl__pool_at(pool, pool->count++);
}

void *rsl__pool_at(const rsl__pool *pool, uint32_t index) {
  return (char *)pool->blocks[index / BLOCK_ITEMS] + (size_t)(index % BLOCK_ITEMS) * pool->item_size;
}
