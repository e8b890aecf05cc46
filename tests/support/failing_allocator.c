#include "support/failing_allocator.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Stands before every block, so that what is given back can be checked. */
typedef struct block_head {
  alignas(max_align_t) size_t size;
} block_head;

static void *count_allocate(void *context, size_t size);
static void *count_resize(void *context, void *memory, size_t old_size, size_t new_size);
static void count_release(void *context, void *memory, size_t size);
static bool fails_now(failing_allocator *failing);
static size_t sweep(swept_operation operation, void *context, bool for_ever, bool lenient);

void failing_allocator_start(failing_allocator *failing, size_t fail_at, bool for_ever) {
  *failing = (failing_allocator){ .fail_at = fail_at, .for_ever = for_ever };
  failing->allocator = (rsl_allocator){ count_allocate, count_resize, count_release, failing };
}

size_t sweep_allocations(swept_operation operation, void *context) {
  return sweep(operation, context, false, false) + sweep(operation, context, true, false);
}

size_t sweep_allocations_leniently(swept_operation operation, void *context) {
  return sweep(operation, context, false, true) + sweep(operation, context, true, true);
}

static size_t sweep(swept_operation operation, void *context, bool for_ever, bool lenient) {
  for (size_t fail_at = 1;; fail_at++) {
    failing_allocator failing;
    failing_allocator_start(&failing, fail_at, for_ever);
    bool succeeded = operation(&failing.allocator, context);
    assert_int_equal(failing.live_blocks, 0);
    assert_int_equal(failing.live_bytes, 0);
    assert_int_equal(failing.wrong_sizes, 0);
    if (failing.failed == 0) {
      assert_true(succeeded);
      return fail_at - 1;
    }
    if (!lenient) assert_false(succeeded);
  }
}

static bool fails_now(failing_allocator *failing) {
  failing->calls++;
  bool fails = failing->fail_at != 0 &&
               (failing->calls == failing->fail_at || (failing->for_ever && failing->calls > failing->fail_at));
  if (fails) failing->failed++;
  return fails;
}

static void *count_allocate(void *context, size_t size) {
  failing_allocator *failing = context;
  if (fails_now(failing) || size > SIZE_MAX - sizeof(block_head)) return NULL;
  block_head *head = malloc(sizeof *head + size);
  if (head == NULL) return NULL;
  head->size = size;
  memset(head + 1, 0xA5, size); /* what counts on fresh memory being 0 fails */
  failing->live_blocks++;
  failing->live_bytes += size;
  if (failing->live_bytes > failing->most_bytes) failing->most_bytes = failing->live_bytes;
  return head + 1;
}

/* Always moves, so that a pointer kept from before is found by the sanitizer. */
static void *count_resize(void *context, void *memory, size_t old_size, size_t new_size) {
  failing_allocator *failing = context;
  void *moved = count_allocate(context, new_size);
  if (moved == NULL) return NULL;
  size_t true_size = ((block_head *)memory - 1)->size;
  if (old_size != true_size) failing->wrong_sizes++;
  memcpy(moved, memory, true_size < new_size ? true_size : new_size);
  count_release(context, memory, true_size);
  return moved;
}

static void count_release(void *context, void *memory, size_t size) {
  failing_allocator *failing = context;
  block_head *head = (block_head *)memory - 1;
  if (head->size != size) failing->wrong_sizes++;
  failing->live_blocks--;
  failing->live_bytes -= head->size;
  free(head);
}
