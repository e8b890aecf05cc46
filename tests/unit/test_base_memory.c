/* Memory from the caller's allocator (memory.h) and arenas (arena.h). */
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "support/failing_allocator.h"

static void no_allocator_means_malloc(void **state) {
  (void)state;
  rsl_allocator from = rsl__allocator_or_default(NULL);
  int *numbers = rsl__allocate_array(&from, 3, sizeof *numbers);
  assert_non_null(numbers);
  numbers[2] = 7;
  numbers = rsl__resize_array(&from, numbers, 3, 1000, sizeof *numbers);
  assert_non_null(numbers);
  assert_int_equal(numbers[2], 7);
  rsl__release_array(&from, numbers, 1000, sizeof *numbers);
  rsl__release(&from, NULL, 5);
}

static void the_callers_allocator_is_copied_with_its_context(void **state) {
  (void)state;
  failing_allocator failing;
  failing_allocator_start(&failing, 0, false);
  rsl_allocator from = rsl__allocator_or_default(&failing.allocator);
  void *memory = rsl__allocate(&from, 10);
  assert_int_equal(failing.live_bytes, 10);
  rsl__release(&from, memory, 10);
  assert_int_equal(failing.live_blocks, 0);
  assert_int_equal(failing.wrong_sizes, 0);
}

static void a_size_of_zero_gives_memory_that_can_be_released(void **state) {
  (void)state;
  failing_allocator failing;
  failing_allocator_start(&failing, 0, false);
  void *memory = rsl__allocate(&failing.allocator, 0);
  assert_non_null(memory);
  memory = rsl__resize_array(&failing.allocator, memory, 0, 0, 8);
  assert_non_null(memory);
  rsl__release_array(&failing.allocator, memory, 0, 8);
  assert_int_equal(failing.live_blocks, 0);
  assert_int_equal(failing.wrong_sizes, 0);
}

static void zeroed_memory_is_zero(void **state) {
  (void)state;
  failing_allocator failing; /* its memory is never 0 by chance */
  failing_allocator_start(&failing, 0, false);
  unsigned char *bytes = rsl__allocate_zeroed_array(&failing.allocator, 5, 3);
  assert_non_null(bytes);
  for (size_t i = 0; i < 15; i++) assert_int_equal(bytes[i], 0);
  rsl__release(&failing.allocator, bytes, 15);
}

static void a_size_that_overflows_is_refused_before_the_allocator_is_asked(void **state) {
  (void)state;
  failing_allocator failing;
  failing_allocator_start(&failing, 0, false);
  const rsl_allocator *from = &failing.allocator;
  assert_null(rsl__allocate_array(from, SIZE_MAX / 2 + 1, 2));
  assert_null(rsl__allocate_zeroed_array(from, SIZE_MAX, SIZE_MAX));
  assert_null(rsl__resize_array(from, NULL, 0, SIZE_MAX / 8 + 1, 8));
  size_t capacity = 0;
  int *items = NULL;
  assert_false(rsl__grow(from, &items, &capacity, SIZE_MAX, sizeof *items));
  assert_int_equal(capacity, 0);
  assert_null(items);
  rsl__arena arena;
  rsl__arena_init(&arena, from);
  assert_null(rsl__arena_allocate(&arena, SIZE_MAX));
  assert_null(rsl__arena_allocate_array(&arena, SIZE_MAX / 4, 8));
  assert_null(rsl__arena_copy_text(&arena, "", SIZE_MAX));
  assert_int_equal(failing.calls, 0);
}

static void checked_sums_and_products_stop_at_the_largest_size(void **state) {
  (void)state;
  size_t out = 5;
  assert_true(rsl__size_add(SIZE_MAX - 1, 1, &out) && out == SIZE_MAX);
  assert_true(rsl__size_multiply(SIZE_MAX / 3, 3, &out) && out == SIZE_MAX / 3 * 3);
  assert_true(rsl__size_multiply(SIZE_MAX, 0, &out) && out == 0);
  out = 5;
  assert_false(rsl__size_add(SIZE_MAX, 1, &out));
  assert_false(rsl__size_multiply(SIZE_MAX / 3 + 1, 3, &out));
  assert_int_equal(out, 5);
}

/* Growing by half: 8, 12, 18 … reaches 100,000 in 25 steps, since 8 × 1.5^24 > 100,000. */
static void a_vector_grows_by_half(void **state) {
  (void)state;
  failing_allocator failing;
  failing_allocator_start(&failing, 0, false);
  size_t capacity = 0;
  uint16_t *items = NULL;
  for (size_t count = 0; count < 100000; count++) {
    assert_true(rsl__grow(&failing.allocator, &items, &capacity, count + 1, sizeof *items));
    items[count] = (uint16_t)count;
  }
  assert_true(failing.calls <= 25);
  for (size_t i = 0; i < 100000; i++) assert_int_equal(items[i], (uint16_t)i);
  rsl__release_array(&failing.allocator, items, capacity, sizeof *items);
  assert_int_equal(failing.wrong_sizes, 0);
}

static void a_vector_that_cannot_grow_is_as_it_was(void **state) {
  (void)state;
  failing_allocator failing;
  failing_allocator_start(&failing, 2, false);
  size_t capacity = 0;
  int *items = NULL;
  assert_true(rsl__grow(&failing.allocator, &items, &capacity, 8, sizeof *items));
  items[7] = 42;
  assert_false(rsl__grow(&failing.allocator, &items, &capacity, 9, sizeof *items));
  assert_int_equal(capacity, 8);
  assert_int_equal(items[7], 42);
  rsl__release_array(&failing.allocator, items, capacity, sizeof *items);
}

static void pieces_of_an_arena_are_aligned_and_do_not_overlap(void **state) {
  (void)state;
  failing_allocator failing;
  failing_allocator_start(&failing, 0, false);
  rsl__arena arena;
  rsl__arena_init(&arena, &failing.allocator);
  unsigned char *pieces[300];
  for (size_t i = 0; i < 300; i++) {
    size_t size = i * i % 701;
    pieces[i] = rsl__arena_allocate(&arena, size);
    assert_non_null(pieces[i]);
    assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
    memset(pieces[i], (int)(i % 251), size);
    assert_non_null(rsl__arena_copy_text(&arena, "x", 1)); /* so that the next begins at an odd place */
  }
  for (size_t i = 0; i < 300; i++) {
    for (size_t at = 0; at < i * i % 701; at++) assert_int_equal(pieces[i][at], i % 251);
  }
  rsl__arena_free(&arena);
  assert_int_equal(failing.live_blocks, 0);
  assert_int_equal(failing.wrong_sizes, 0);
}

static void small_texts_share_blocks_and_a_large_one_has_its_own(void **state) {
  (void)state;
  failing_allocator failing;
  failing_allocator_start(&failing, 0, false);
  rsl__arena arena;
  rsl__arena_init(&arena, &failing.allocator);
  for (int i = 0; i < 50; i++) assert_non_null(rsl__arena_copy_text(&arena, "Bạc Liêu", strlen("Bạc Liêu")));
  assert_int_equal(failing.calls, 1);
  assert_non_null(rsl__arena_allocate(&arena, 1000000));
  assert_int_equal(failing.calls, 2);
  assert_non_null(rsl__arena_copy_text(&arena, "x", 1)); /* what was left of the first block is not lost */
  assert_int_equal(failing.calls, 2);
  rsl__arena_free(&arena);
}

static void a_copied_text_may_hold_nuls_and_is_ended(void **state) {
  (void)state;
  rsl__arena arena;
  rsl__arena_init(&arena, NULL);
  char *copy = rsl__arena_copy_text(&arena, "a\0b", 3);
  assert_memory_equal(copy, "a\0b", 4);
  assert_string_equal(rsl__arena_copy_text(&arena, NULL, 0), "");
  rsl__arena_free(&arena);
  rsl__arena_free(&arena);
  assert_string_equal(rsl__arena_copy_text(&arena, "again", 5), "again");
  rsl__arena_free(&arena);
}

static bool fill_an_arena(const rsl_allocator *allocator, void *context) {
  (void)context;
  rsl__arena arena;
  rsl__arena_init(&arena, allocator);
  bool done = true;
  for (size_t i = 0; i < 100; i++) {
    bool had_memory = rsl__arena_copy_text(&arena, "a text of some length", 21) != NULL;
    had_memory = rsl__arena_allocate(&arena, i * 37) != NULL && had_memory;
    done = done && had_memory;
  }
  rsl__arena_free(&arena);
  return done;
}

static void an_arena_survives_every_failed_allocation(void **state) {
  (void)state;
  assert_true(sweep_allocations(fill_an_arena, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(no_allocator_means_malloc),
    cmocka_unit_test(the_callers_allocator_is_copied_with_its_context),
    cmocka_unit_test(a_size_of_zero_gives_memory_that_can_be_released),
    cmocka_unit_test(zeroed_memory_is_zero),
    cmocka_unit_test(a_size_that_overflows_is_refused_before_the_allocator_is_asked),
    cmocka_unit_test(checked_sums_and_products_stop_at_the_largest_size),
    cmocka_unit_test(a_vector_grows_by_half),
    cmocka_unit_test(a_vector_that_cannot_grow_is_as_it_was),
    cmocka_unit_test(pieces_of_an_arena_are_aligned_and_do_not_overlap),
    cmocka_unit_test(small_texts_share_blocks_and_a_large_one_has_its_own),
    cmocka_unit_test(a_copied_text_may_hold_nuls_and_is_ended),
    cmocka_unit_test(an_arena_survives_every_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
