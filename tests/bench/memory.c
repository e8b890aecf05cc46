#include "memory.h"

#include <limits.h>
#include <malloc.h>
#include <stdlib.h>

static void count_more(bench_memory *memory, size_t more) {
  size_t now = atomic_fetch_add(&memory->now, more) + more;
  size_t peak = atomic_load(&memory->peak);
  while (now > peak && !atomic_compare_exchange_weak(&memory->peak, &peak, now)) {
  }
}

static void *counted_allocate(void *context, size_t size) {
  void *memory = malloc(size == 0 ? 1 : size);
  if (memory != NULL) count_more(context, size);
  return memory;
}

/* Old and new stand side by side while they are copied, and are counted so. */
static void *counted_resize(void *context, void *memory, size_t old_size, size_t new_size) {
  bench_memory *counted = context;
  void *moved = realloc(memory, new_size == 0 ? 1 : new_size);
  if (moved == NULL) return NULL;
  count_more(counted, new_size);
  atomic_fetch_sub(&counted->now, old_size);
  return moved;
}

static void counted_release(void *context, void *memory, size_t size) {
  bench_memory *counted = context;
  free(memory);
  atomic_fetch_sub(&counted->now, size);
}

rsl_allocator bench_counting(bench_memory *memory) {
  atomic_init(&memory->now, 0);
  atomic_init(&memory->peak, 0);
  return (rsl_allocator){ counted_allocate, counted_resize, counted_release, memory };
}

void bench_keep_pages(void) {
#ifdef M_MMAP_MAX
  (void)mallopt(M_MMAP_MAX, 0);
  (void)mallopt(M_TRIM_THRESHOLD, INT_MAX);
#endif
}
