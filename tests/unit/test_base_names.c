/* Texts as numbers (names.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/names.h"
#include "support/failing_allocator.h"

static uint32_t add(rsl__names *names, const char *text, size_t length) {
  uint32_t id = 0;
  assert_int_equal(rsl__names_add(names, text, length, &id), RSL_OK);
  return id;
}

static void ids_are_given_in_the_order_of_adding(void **state) {
  (void)state;
  rsl__names names;
  rsl__names_init(&names, NULL);
  assert_int_equal(rsl__names_find(&names, "95", 2), RSL__NAME_NONE);
  assert_int_equal(add(&names, "95", 2), 0);
  assert_int_equal(add(&names, "96", 2), 1);
  assert_int_equal(add(&names, "95", 2), 0);
  assert_int_equal(add(&names, "", 0), 2);
  assert_int_equal(rsl__names_count(&names), 3);
  assert_int_equal(rsl__names_find(&names, "96", 2), 1);
  assert_int_equal(rsl__names_find(&names, "97", 2), RSL__NAME_NONE);
  assert_string_equal(rsl__names_text(&names, 1), "96");
  assert_int_equal(rsl__names_length(&names, 2), 0);
  rsl__names_free(&names);
}

static void texts_that_differ_only_after_a_nul_are_two(void **state) {
  (void)state;
  rsl__names names;
  rsl__names_init(&names, NULL);
  assert_int_equal(add(&names, "a\0b", 3), 0);
  assert_int_equal(add(&names, "a\0c", 3), 1);
  assert_int_equal(add(&names, "a", 1), 2);
  assert_int_equal(rsl__names_length(&names, 0), 3);
  assert_memory_equal(rsl__names_text(&names, 1), "a\0c", 4);
  rsl__names_free(&names);
}

static void the_text_is_copied_and_stays_while_the_table_grows(void **state) {
  (void)state;
  rsl__names names;
  rsl__names_init(&names, NULL);
  char text[16] = "first";
  add(&names, text, 5);
  const char *kept = rsl__names_text(&names, 0);
  text[0] = '#';
  for (int i = 0; i < 5000; i++) add(&names, text, (size_t)snprintf(text, sizeof text, "%d", i));
  assert_ptr_equal(rsl__names_text(&names, 0), kept);
  assert_string_equal(kept, "first");
  rsl__names_free(&names);
}

/* Random texts of few letters, many the same, beside a plain list that is searched from end to end. */
static void the_table_agrees_with_a_plain_list(void **state) {
  (void)state;
  static char list[4000][16];
  size_t count = 0;
  rsl__names names;
  rsl__names_init(&names, NULL);
  srand(7);
  for (int round = 0; round < 4000; round++) {
    char text[16] = "";
    size_t length = (size_t)rand() % 12;
    for (size_t i = 0; i < length; i++) text[i] = (char)('a' + rand() % 2);
    size_t wanted = 0;
    while (wanted < count && strcmp(list[wanted], text) != 0) wanted++;
    assert_int_equal(rsl__names_find(&names, text, length), wanted < count ? wanted : RSL__NAME_NONE);
    assert_int_equal(add(&names, text, length), wanted);
    if (wanted == count) strcpy(list[count++], text);
  }
  assert_int_equal(rsl__names_count(&names), count);
  rsl__names_free(&names);
}

static void a_table_can_be_freed_twice_and_used_again(void **state) {
  (void)state;
  failing_allocator failing;
  failing_allocator_start(&failing, 0, false);
  rsl__names names;
  rsl__names_init(&names, &failing.allocator);
  add(&names, "x", 1);
  rsl__names_free(&names);
  rsl__names_free(&names);
  assert_int_equal(rsl__names_find(&names, "x", 1), RSL__NAME_NONE);
  assert_int_equal(add(&names, "y", 1), 0);
  rsl__names_free(&names);
  assert_int_equal(failing.live_blocks, 0);
  assert_int_equal(failing.wrong_sizes, 0);
}

static bool fill_a_table(const rsl_allocator *allocator, void *context) {
  (void)context;
  rsl__names names;
  rsl__names_init(&names, allocator);
  bool all = true;
  for (int i = 0; i < 200; i++) {
    char text[16];
    size_t length = (size_t)snprintf(text, sizeof text, "unit %d", i);
    uint32_t id = 0;
    uint32_t before = rsl__names_count(&names);
    if (rsl__names_add(&names, text, length, &id) == RSL_OK) continue;
    assert_int_equal(rsl__names_count(&names), before);
    assert_int_equal(rsl__names_find(&names, text, length), RSL__NAME_NONE);
    if (before > 0) assert_int_equal(rsl__names_find(&names, "unit 0", 6), 0);
    all = false;
    break;
  }
  rsl__names_free(&names);
  return all;
}

static void a_failed_addition_leaves_the_table_as_it_was(void **state) {
  (void)state;
  assert_true(sweep_allocations(fill_a_table, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(ids_are_given_in_the_order_of_adding),
    cmocka_unit_test(texts_that_differ_only_after_a_nul_are_two),
    cmocka_unit_test(the_text_is_copied_and_stays_while_the_table_grows),
    cmocka_unit_test(the_table_agrees_with_a_plain_list),
    cmocka_unit_test(a_table_can_be_freed_twice_and_used_again),
    cmocka_unit_test(a_failed_addition_leaves_the_table_as_it_was),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
