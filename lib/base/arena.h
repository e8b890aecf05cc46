/** @file
 *  @brief Memory that is given out piece by piece and freed all at once.
 */
#ifndef RSL_BASE_ARENA_H
#define RSL_BASE_ARENA_H

#include "base/memory.h"

typedef struct rsl__arena_block rsl__arena_block;

/** One thread at a time. Pieces stay where they are until the arena is freed. */
typedef struct rsl__arena {
  rsl_allocator allocator;
  rsl__arena_block *current; /**< the block that pieces are cut from; the others hang behind it */
  size_t next_size;          /**< of the next block */
} rsl__arena;

/** Allocates nothing, so it cannot fail. */
void rsl__arena_init(rsl__arena *arena, const rsl_allocator *allocator);
/** Everything that came from it is gone; the arena is empty and can be used again. */
void rsl__arena_free(rsl__arena *arena);

/** Memory aligned for any type, not cleared; NULL when memory runs out. */
RSL_MUST_CHECK void *rsl__arena_allocate(rsl__arena *arena, size_t size);
/** NULL also where count × size overflows. */
RSL_MUST_CHECK void *rsl__arena_allocate_array(rsl__arena *arena, size_t count, size_t size);
/** A copy with an end put behind it; it may hold NULs. NULL when memory runs out. */
RSL_MUST_CHECK char *rsl__arena_copy_text(rsl__arena *arena, const char *text, size_t length);

#endif
