#include "base/arena.h"

#include <stdalign.h>
#include <string.h>

enum { FIRST_BLOCK = 1024, LARGEST_BLOCK = 256 * 1024 };

struct rsl__arena_block {
  rsl__arena_block *next;
  size_t size; /* of the whole block, with this head */
  size_t used;
  alignas(max_align_t) unsigned char bytes[];
};

static void *cut(rsl__arena *arena, size_t size, size_t alignment);
static void *cut_from(rsl__arena_block *block, size_t size, size_t alignment);
static rsl__arena_block *add_block(rsl__arena *arena, size_t size);

void rsl__arena_init(rsl__arena *arena, const rsl_allocator *allocator) {
  *arena = (rsl__arena){ rsl__allocator_or_default(allocator), NULL, FIRST_BLOCK };
}

void rsl__arena_free(rsl__arena *arena) {
  rsl__arena_block *block = arena->current;
  while (block != NULL) {
    rsl__arena_block *next = block->next;
    rsl__release(&arena->allocator, block, block->size);
    block = next;
  }
  arena->current = NULL;
  arena->next_size = FIRST_BLOCK;
}

void *rsl__arena_allocate(rsl__arena *arena, size_t size) {
  return cut(arena, size, alignof(max_align_t));
}

void *rsl__arena_allocate_array(rsl__arena *arena, size_t count, size_t size) {
  size_t total = 0;
  return rsl__size_multiply(count, size, &total) ? rsl__arena_allocate(arena, total) : NULL;
}

char *rsl__arena_copy_text(rsl__arena *arena, const char *text, size_t length) {
  size_t size = 0;
  if (!rsl__size_add(length, 1, &size)) return NULL;
  char *copy = cut(arena, size, 1);
  if (copy == NULL) return NULL;
  if (length > 0) memcpy(copy, text, length);
  copy[length] = '\0';
  return copy;
}

static void *cut(rsl__arena *arena, size_t size, size_t alignment) {
  void *piece = cut_from(arena->current, size, alignment);
  if (piece != NULL) return piece;
  return cut_from(add_block(arena, size), size, alignment);
}

static void *cut_from(rsl__arena_block *block, size_t size, size_t alignment) {
  if (block == NULL) return NULL;
  size_t room = block->size - offsetof(rsl__arena_block, bytes);
  size_t start = (block->used + alignment - 1) / alignment * alignment;
  if (start > room || size > room - start) return NULL;
  block->used = start + size;
  return block->bytes + start;
}

/* A piece too large for the usual block gets one of its own, put behind the current block so that what is left of
 * that is not lost. */
static rsl__arena_block *add_block(rsl__arena *arena, size_t size) {
  size_t needed = 0;
  if (!rsl__size_add(size, offsetof(rsl__arena_block, bytes), &needed)) return NULL;
  bool own = needed > arena->next_size / 2;
  size_t block_size = own ? needed : arena->next_size;
  rsl__arena_block *block = rsl__allocate(&arena->allocator, block_size);
  if (block == NULL) return NULL;
  block->size = block_size;
  block->used = 0;
  if (own && arena->current != NULL) {
    block->next = arena->current->next;
    arena->current->next = block;
  } else {
    block->next = arena->current;
    arena->current = block;
  }
  if (!own && arena->next_size < LARGEST_BLOCK) arena->next_size *= 2;
  return block;
}
