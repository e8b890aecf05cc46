/* An allocator that counts, and memory that is warm. */
#ifndef BENCH_MEMORY_H
#define BENCH_MEMORY_H

#include <stdatomic.h>

#include <resolution/base.h>

typedef struct bench_memory {
  atomic_size_t now;
  atomic_size_t peak;
} bench_memory;

/* Counts what is asked for; any number of threads may ask. */
rsl_allocator bench_counting(bench_memory *memory);
/* Let the process keep the pages that it gives back: a virtual machine hands out fresh ones at a tenth of the memory's
 * speed, and that would be measured in place of the library. */
void bench_keep_pages(void);

#endif
