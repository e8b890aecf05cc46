/* An allocator that counts, checks what it is given back, and fails where a test wants it to.
 *
 *     static bool read_a_plan(const rsl_allocator *allocator, void *context);   // false: memory ran out
 *     ...
 *     assert_true(sweep_allocations(read_a_plan, &context) > 0);
 */
#ifndef RSL_TESTS_FAILING_ALLOCATOR_H
#define RSL_TESTS_FAILING_ALLOCATOR_H

#include <resolution/base.h>

typedef struct failing_allocator {
  rsl_allocator allocator; /* give its address to what is tested */
  size_t calls;            /* allocations and resizes so far */
  size_t fail_at;          /* the call that fails, from 1; 0: none */
  bool for_ever;           /* every later one fails too */
  size_t failed;           /* how many did */
  size_t live_blocks;
  size_t live_bytes;
  size_t most_bytes;  /* the highest that live_bytes was */
  size_t wrong_sizes; /* blocks given back with another size than they have */
} failing_allocator;

/* The struct must stay where it is while it is used. */
void failing_allocator_start(failing_allocator *failing, size_t fail_at, bool for_ever);

/* What is swept: do it all with the allocator and give everything back. True when it succeeded; false when it said
 * that memory ran out, with everything given back too. Anything else is for its own assertions. */
typedef bool (*swept_operation)(const rsl_allocator *allocator, void *context);

/* Fail allocation 1, 2, 3 … of the operation until it is not reached any more, once and for ever: the operation must
 * say so each time, give back every block with its true size, and succeed in the end.
 * Gives how many allocations were made to fail: 0 means that the sweep swept nothing. */
size_t sweep_allocations(swept_operation operation, void *context);
/* The same for an operation that may succeed in spite of a failure (a cache that is not filled). */
size_t sweep_allocations_leniently(swept_operation operation, void *context);

#endif
