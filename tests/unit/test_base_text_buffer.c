/* Growing texts (text_buffer.h) and JSON strings (json_text.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/json_text.h"
#include "support/failing_allocator.h"

static void a_text_is_put_together_from_pieces(void **state) {
  (void)state;
  rsl__text_buffer buffer;
  rsl__text_buffer_init(&buffer, NULL);
  assert_string_equal(rsl__text_buffer_string(&buffer), "");
  rsl__text_buffer_text(&buffer, "xã ");
  rsl__text_buffer_append(&buffer, "Phong Thạnh Tây", 5);
  rsl__text_buffer_char(&buffer, ':');
  rsl__text_buffer_format(&buffer, " %d of %zu %s", -3, (size_t)64, "communes");
  assert_string_equal(rsl__text_buffer_string(&buffer), "xã Phong: -3 of 64 communes");
  assert_int_equal(rsl__text_buffer_status(&buffer, NULL), RSL_OK);
  rsl__text_buffer_clear(&buffer);
  assert_string_equal(rsl__text_buffer_string(&buffer), "");
  rsl__text_buffer_free(&buffer);
}

static void integers_are_written_to_both_ends_of_their_range(void **state) {
  (void)state;
  rsl__text_buffer buffer;
  rsl__text_buffer_init(&buffer, NULL);
  rsl__text_buffer_signed(&buffer, INT64_MIN);
  rsl__text_buffer_char(&buffer, ' ');
  rsl__text_buffer_signed(&buffer, INT64_MAX);
  rsl__text_buffer_char(&buffer, ' ');
  rsl__text_buffer_unsigned(&buffer, UINT64_MAX);
  rsl__text_buffer_char(&buffer, ' ');
  rsl__text_buffer_signed(&buffer, 0);
  /* -2^63, 2^63 - 1, 2^64 - 1 */
  assert_string_equal(rsl__text_buffer_string(&buffer),
                      "-9223372036854775808 9223372036854775807 18446744073709551615 0");
  rsl__text_buffer_free(&buffer);
}

static void a_text_may_hold_nuls(void **state) {
  (void)state;
  rsl__text_buffer buffer;
  rsl__text_buffer_init(&buffer, NULL);
  rsl__text_buffer_append(&buffer, "a\0b", 3);
  rsl__text_buffer_append(&buffer, NULL, 0);
  assert_int_equal(buffer.length, 3);
  assert_memory_equal(rsl__text_buffer_string(&buffer), "a\0b", 4);
  rsl__text_buffer_free(&buffer);
}

static void a_failure_sticks_until_the_buffer_is_cleared(void **state) {
  (void)state;
  failing_allocator failing;
  rsl__text_buffer buffer;
  rsl_error error = RSL_ERROR_INIT;
  failing_allocator_start(&failing, 2, false);
  rsl__text_buffer_init(&buffer, &failing.allocator);
  rsl__text_buffer_text(&buffer, "1234567");
  rsl__text_buffer_text(&buffer, "too much");
  rsl__text_buffer_text(&buffer, "x"); /* there would be memory again */
  rsl__text_buffer_format(&buffer, "%d", 1);
  assert_string_equal(rsl__text_buffer_string(&buffer), "1234567");
  assert_int_equal(rsl__text_buffer_status(&buffer, &error), RSL_ERR_MEMORY);
  assert_int_equal(error.status, RSL_ERR_MEMORY);
  rsl__text_buffer_clear(&buffer);
  rsl__text_buffer_text(&buffer, "again");
  assert_int_equal(rsl__text_buffer_status(&buffer, NULL), RSL_OK);
  assert_string_equal(rsl__text_buffer_string(&buffer), "again");
  rsl__text_buffer_free(&buffer);
  assert_int_equal(failing.live_blocks, 0);
  assert_int_equal(failing.wrong_sizes, 0);
}

static void a_size_past_the_largest_is_a_failure_not_a_wrap(void **state) {
  (void)state;
  rsl__text_buffer buffer;
  rsl__text_buffer_init(&buffer, NULL);
  rsl__text_buffer_text(&buffer, "ab");
  assert_false(rsl__text_buffer_reserve(&buffer, SIZE_MAX - 2));
  assert_true(buffer.failed);
  rsl__text_buffer_free(&buffer);
}

static void a_buffer_is_a_sink(void **state) {
  (void)state;
  failing_allocator failing;
  rsl__text_buffer buffer;
  rsl_error error = RSL_ERROR_INIT;
  failing_allocator_start(&failing, 2, false);
  rsl__text_buffer_init(&buffer, &failing.allocator);
  rsl_sink sink = rsl__text_buffer_sink(&buffer);
  assert_int_equal(sink.write(sink.context, "abc", 3, &error), RSL_OK);
  assert_string_equal(rsl__text_buffer_string(&buffer), "abc");
  assert_int_equal(sink.write(sink.context, "a long text", 11, &error), RSL_ERR_MEMORY);
  assert_int_equal(error.status, RSL_ERR_MEMORY);
  rsl__text_buffer_free(&buffer);
}

static const char *filled(rsl__text_buffer *buffer, const char *sentence) {
  static const char *const arguments[] = { "Bạc Liêu", "45", "{0}" };
  rsl__text_buffer_clear(buffer);
  rsl__text_buffer_fill(buffer, sentence, arguments, 3);
  return rsl__text_buffer_string(buffer);
}

static void the_places_of_a_sentence_are_filled_in_any_order(void **state) {
  (void)state;
  rsl__text_buffer buffer;
  rsl__text_buffer_init(&buffer, NULL);
  assert_string_equal(filled(&buffer, "{0} has {1} %"), "Bạc Liêu has 45 %");
  assert_string_equal(filled(&buffer, "{1} % ở {0}, {0}"), "45 % ở Bạc Liêu, Bạc Liêu");
  assert_string_equal(filled(&buffer, ""), "");
  assert_string_equal(filled(&buffer, "no place"), "no place");
  rsl__text_buffer_free(&buffer);
}

static void an_argument_is_not_filled_again_and_odd_braces_stay(void **state) {
  (void)state;
  rsl__text_buffer buffer;
  rsl__text_buffer_init(&buffer, NULL);
  assert_string_equal(filled(&buffer, "{2}"), "{0}");
  assert_string_equal(filled(&buffer, "{{0} {3} {} {x} { {1"), "{0} {3} {} {x} { {1");
  assert_string_equal(filled(&buffer, "{99999999999999999999999999}"), "{99999999999999999999999999}");
  rsl__text_buffer_free(&buffer);
}

static const char *as_json(rsl__text_buffer *buffer, const char *text, size_t length) {
  rsl__text_buffer_clear(buffer);
  rsl__json_text(buffer, text, length);
  return rsl__text_buffer_string(buffer);
}

/* RFC 8259, section 7: what must be escaped are the quotation mark, the backslash and U+0000 to U+001F. */
static void a_json_string_escapes_what_must_be_and_nothing_else(void **state) {
  (void)state;
  rsl__text_buffer buffer;
  rsl__text_buffer_init(&buffer, NULL);
  assert_string_equal(as_json(&buffer, "", 0), "\"\"");
  assert_string_equal(as_json(&buffer, "Tỷ lệ hộ nghèo, 1/2", strlen("Tỷ lệ hộ nghèo, 1/2")),
                      "\"Tỷ lệ hộ nghèo, 1/2\"");
  assert_string_equal(as_json(&buffer, "a\"b\\c", 5), "\"a\\\"b\\\\c\"");
  assert_string_equal(as_json(&buffer, "\b\f\n\r\t", 5), "\"\\b\\f\\n\\r\\t\"");
  assert_string_equal(as_json(&buffer, "\x01\x1f\x7f", 3), "\"\\u0001\\u001f\x7f\"");
  assert_string_equal(as_json(&buffer, "a\0b", 3), "\"a\\u0000b\"");
  rsl__text_buffer_free(&buffer);
}

static void what_is_no_utf8_becomes_the_replacement_character_in_json(void **state) {
  (void)state;
  rsl__text_buffer buffer;
  rsl__text_buffer_init(&buffer, NULL);
  assert_string_equal(as_json(&buffer,
                              "a\xFF"
                              "b\xE1\xBB",
                              5),
                      "\"a\xEF\xBF\xBD"
                      "b\xEF\xBF\xBD\xEF\xBF\xBD\"");
  rsl__text_buffer_free(&buffer);
}

static const char *as_json_number(rsl__text_buffer *buffer, const char *text, bool exact) {
  rsl__text_buffer_clear(buffer);
  rsl__json_number(buffer, text, exact);
  return rsl__text_buffer_string(buffer);
}

static void an_exact_number_past_15_digits_is_a_json_string(void **state) {
  (void)state;
  rsl__text_buffer buffer;
  rsl__text_buffer_init(&buffer, NULL);
  assert_string_equal(as_json_number(&buffer, "-12345678901.2345", true), "-12345678901.2345");
  assert_string_equal(as_json_number(&buffer, "-12345678901.23456", true), "\"-12345678901.23456\"");
  assert_string_equal(as_json_number(&buffer, "0.000000123456789012345", true), "0.000000123456789012345");
  assert_string_equal(as_json_number(&buffer, "0.30000000000000004", false), "0.30000000000000004");
  rsl__text_buffer_free(&buffer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_text_is_put_together_from_pieces),
    cmocka_unit_test(integers_are_written_to_both_ends_of_their_range),
    cmocka_unit_test(a_text_may_hold_nuls),
    cmocka_unit_test(a_failure_sticks_until_the_buffer_is_cleared),
    cmocka_unit_test(a_size_past_the_largest_is_a_failure_not_a_wrap),
    cmocka_unit_test(a_buffer_is_a_sink),
    cmocka_unit_test(the_places_of_a_sentence_are_filled_in_any_order),
    cmocka_unit_test(an_argument_is_not_filled_again_and_odd_braces_stay),
    cmocka_unit_test(a_json_string_escapes_what_must_be_and_nothing_else),
    cmocka_unit_test(what_is_no_utf8_becomes_the_replacement_character_in_json),
    cmocka_unit_test(an_exact_number_past_15_digits_is_a_json_string),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
