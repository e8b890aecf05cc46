/* The strict scan before cJSON (formats.md, "Numbers"; issue "Bad input"): what it refuses, and where things stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text_buffer.h"
#include "io/json.h"
#include "support/failing_allocator.h"
#include "support/memory_text.h"

static rsl_status read_json(const char *bytes, size_t size, const rsl_allocator *allocator, rsl__json *json,
                            rsl_problems *problems, rsl_error *error) {
  static const rsl__json_limits limits = { 1 << 26, 64 };
  memory_text memory;
  rsl_source source = memory_source(&memory, "f", bytes, size);
  return rsl__json_read(&source, &limits, allocator, json, problems, error);
}

static void problems_of(const char *bytes, size_t size, const char *want) {
  rsl_problems *problems = NULL;
  rsl__json json;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  rsl_status status = read_json(bytes, size, NULL, &json, problems, &error);
  rsl__text_buffer out;
  rsl__text_buffer_init(&out, NULL);
  for (size_t i = 0; i < rsl_problems_kept(problems); i++) {
    char line[600];
    rsl_problem_format(rsl_problems_at(problems, i), line, sizeof line);
    rsl__text_buffer_format(&out, "%s\n", line);
  }
  assert_string_equal(rsl__text_buffer_string(&out), want);
  assert_int_equal(status == RSL_OK, *want == '\0');
  assert_int_equal(error.status, status);
  rsl__text_buffer_free(&out);
  rsl__json_free(&json);
  rsl_problems_free(problems);
}

#define REFUSED(text, want) problems_of(text, sizeof(text) - 1, "f:" want "\n")
#define TAKEN(text) problems_of(text, sizeof(text) - 1, "")

static void what_json_allows_is_taken(void **state) {
  (void)state;
  TAKEN("{}");
  TAKEN(" [ ] ");
  TAKEN("\xEF\xBB\xBF{\"a\": [1, -0.5, 1.25e3, 1E-2, true, false, null, \"\", {}]}\r\n");
  TAKEN("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u1ea1\\ud83d\\ude00 ạ\"");
  TAKEN("0");
  TAKEN("[[[[[[[[[[]]]]]]]]]]");
}

static void what_is_no_json_is_refused_at_its_place(void **state) {
  (void)state;
  REFUSED("", "1:1: error: the file is empty");
  REFUSED("\n ", "1:1: error: the file is empty");
  REFUSED("{\"a\": 1\n \"b\": 2}", "2:2: error: expected `,` or `}`, found `\"`");
  REFUSED("{\"a\": 1", "1:8: error: expected `,` or `}`, found the end of the file: is it cut short?");
  REFUSED("{a: 1}", "1:2: error: expected the name of a member, in quotes, found `a`");
  REFUSED("{\"a\" 1}", "1:6: error: expected `:` after the name of the member, found `1`");
  REFUSED("{\"a\": 1,}", "1:9: error: expected the name of a member, in quotes, found `}`");
  REFUSED("[1 2]", "1:4: error: expected `,` or `]`, found `2`");
  REFUSED("[1,]", "1:4: error: expected a value, found `]`");
  REFUSED("[1] x", "1:5: error: expected the end of the text, found `x`");
  REFUSED("[nan]", "1:2: error: expected a value, found `nan`");
  REFUSED("[-inf]", "1:3: error: expected a digit, found `inf`");
  REFUSED("[TRUE]", "1:2: error: expected a value, found `TRUE`");
  REFUSED("{\"ạ\": 'x'}", "1:7: error: expected a value, found `'`");
  REFUSED("{\"v\": 1.234,5}", "1:13: error: expected the name of a member, in quotes, found `5`");
  REFUSED("[01]", "1:2: error: a number must not begin with 0: write a code in quotes");
  REFUSED("[1.]", "1:4: error: expected a digit after the decimal point, found `]`");
  REFUSED("[.5]", "1:2: error: expected a value, found `.5`");
  REFUSED("[1e]", "1:4: error: expected a digit in the exponent, found `]`");
  REFUSED("[\"a\nb\"]",
          "1:4: error: a control character inside a text in quotes: write a new line as `\\n`, a tab as `\\t`");
  REFUSED("[\"\\x\"]", "1:3: error: an escape that JSON does not know: a backslash is written as `\\\\`");
  REFUSED("[\"\\u12g4\"]", "1:3: error: `\\u` must be followed by four hexadecimal digits");
  REFUSED("[\"abc]", "1:2: error: the text in quotes that begins here has no end");
}

static void a_nul_is_refused_as_a_byte_and_as_an_escape(void **state) {
  (void)state;
  REFUSED("{}\0", "1:3: error: a NUL byte: this is not a text file, or it is damaged");
  REFUSED("[\"a\\u0000b\"]", "1:4: error: `\\u0000`: a text cannot hold a NUL");
}

static void bytes_that_are_not_utf8_are_refused(void **state) {
  (void)state;
  REFUSED("[\"ạ\xC3(\"]", "1:4: error: byte 0xc3 is not UTF-8: save the file as UTF-8");
  REFUSED("[\"\xED\xA0\x80\"]", "1:3: error: byte 0xed is not UTF-8: save the file as UTF-8");
}

static void half_of_a_surrogate_pair_is_refused(void **state) {
  (void)state;
  REFUSED("[\"\\ud83d\"]", "1:3: error: half of a surrogate pair: it stands for no character");
  REFUSED("[\"\\ud83d\\u0041\"]", "1:3: error: half of a surrogate pair: it stands for no character");
  REFUSED("[\"\\ude00\"]", "1:3: error: half of a surrogate pair: it stands for no character");
}

static void doubled_members_are_all_told_and_the_text_is_still_parsed(void **state) {
  (void)state;
  REFUSED("{\"a\": 1,\n \"b\": {\"c\": 1, \"c\": 2},\n \"\\u0061\": 3}",
          "2:16: error: the member `c` stands twice in its object\n"
          "f:3:2: error: the member `\\u0061` stands twice in its object");
  REFUSED("{\"\\u1ea1\": 1, \"ạ\": 2}", "1:15: error: the member `ạ` stands twice in its object");
  REFUSED("{\"\\ud83d\\ude00\": 1, \"\xF0\x9F\x98\x80\": 2}",
          "1:21: error: the member `\xF0\x9F\x98\x80` stands twice in its object");
  REFUSED("{\"\\n\\t\\b\\f\\r\\/\": 1, \"\\u000a\\u0009\\u0008\\u000C\\u000d/\": 2}",
          "1:21: error: the member `\\u000a\\u0009\\u0008\\u000C\\u000d/` stands twice in its object");
  TAKEN("[{\"a\": 1}, {\"a\": 1, \"A\": {\"a\": 2}}]");
  rsl__json json;
  assert_int_equal(read_json("{\"a\":1,\"a\":2}", 13, NULL, &json, NULL, NULL), RSL_ERR_DATA);
  assert_non_null(json.root);
  rsl__json_free(&json);
}

static void a_number_has_at_most_15_significant_digits(void **state) {
  (void)state;
  TAKEN("[123456789012345, 0.000123456789012345, 1234567890.12345, 1000000000000000000000]");
  REFUSED("[1234567890123456]",
          "1:2: error: the number 1234567890123456 has 16 digits, more than the 15 that a JSON number may have: "
          "write it in quotes (up to 18)");
  REFUSED("{\"v\":\n  -12345678901234567891}",
          "2:3: error: the number -12345678901234567891 has 20 digits, more than the 15 that a JSON number may have: "
          "write it in quotes (up to 18)");
  REFUSED("[0.00000000000000000000000000000000000000000000000000000000000001]",
          "1:2: error: the number has more characters than any figure");
}

static void a_hundred_thousand_nested_arrays_are_one_error(void **state) {
  (void)state;
  size_t depth = 100000;
  char *text = malloc(2 * depth);
  assert_non_null(text);
  memset(text, '[', depth);
  memset(text + depth, ']', depth);
  problems_of(text, 2 * depth, "f:1:65: error: arrays and objects are nested deeper than is allowed\n");
  free(text);
}

static void a_text_that_is_too_large_is_refused(void **state) {
  (void)state;
  memory_text memory;
  rsl_source source = memory_source(&memory, "f", "[1, 2, 3]", 9);
  const rsl__json_limits limits = { 8, 64 };
  rsl__json json;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl__json_read(&source, &limits, NULL, &json, NULL, &error), RSL_ERR_LIMIT);
  assert_string_equal(error.text, "the file has more than the 8 bytes that are allowed");
  rsl__json_free(&json);
}

/* Members are sorted, not compared pair by pair: 200,000 of them would make 20,000,000,000 pairs, which is minutes. */
static void an_object_of_many_members_is_no_trouble(void **state) {
  (void)state;
  rsl__text_buffer text;
  rsl__text_buffer_init(&text, NULL);
  for (unsigned i = 0; i < 200000; i++) rsl__text_buffer_format(&text, "%s\"%u\":0", i == 0 ? "{" : ",", i);
  rsl__text_buffer_char(&text, '}');
  problems_of(text.bytes, text.length, "");
  rsl__text_buffer_free(&text);
}

static void every_value_meets_its_place_again(void **state) {
  (void)state;
  static const char text[] = "{\"a\": [1.50, {\"ạb\": \"x\"}],\r\n  \"c\":\r\"\\\"]\"}";
  rsl__json json;
  assert_int_equal(read_json(text, sizeof text - 1, NULL, &json, NULL, NULL), RSL_OK);
  const cJSON *a = cJSON_GetObjectItemCaseSensitive(json.root, "a");
  const cJSON *inner = cJSON_GetObjectItemCaseSensitive(a->child->next, "ạb");
  const cJSON *c = cJSON_GetObjectItemCaseSensitive(json.root, "c");
  size_t length = 0;
  assert_memory_equal(rsl__json_item_text(&json, a->child, &length), "1.50", 4);
  assert_int_equal(length, 4);
  assert_int_equal(rsl__json_name_place(&json, inner).column, 15);
  assert_int_equal(rsl__json_item_place(&json, inner).column, 21);
  assert_int_equal(rsl__json_name_place(&json, c).line, 2);
  assert_int_equal(rsl__json_item_place(&json, c).line, 3);
  assert_int_equal(rsl__json_item_place(&json, c).column, 1);
  assert_memory_equal(rsl__json_item_text(&json, c, &length), "\"\\\"]\"", 5);
  assert_int_equal(length, 5);
  assert_memory_equal(rsl__json_item_text(&json, a, &length), "[1.50, {\"ạb\": \"x\"}]", 21);
  assert_int_equal(length, 21);
  rsl__json_free(&json);
}

static void places_are_right_far_into_a_long_text(void **state) {
  (void)state;
  /* 9,000 lines of `[0,` … and one value in each; marks stand every 4,096 bytes. */
  rsl__text_buffer text;
  rsl__text_buffer_init(&text, NULL);
  rsl__text_buffer_char(&text, '[');
  for (unsigned i = 0; i < 9000; i++) rsl__text_buffer_format(&text, "\"ạ\", %u,\n", i);
  rsl__text_buffer_text(&text, "0]");
  rsl__json json;
  assert_int_equal(read_json(text.bytes, text.length, NULL, &json, NULL, NULL), RSL_OK);
  const cJSON *item = json.root->child;
  for (size_t i = 0; i < 9000; i++, item = item->next->next) {
    assert_int_equal(rsl__json_item_place(&json, item->next).line, i + 1);
    assert_int_equal(rsl__json_item_place(&json, item->next).column, i == 0 ? 7 : 6);
  }
  rsl__json_free(&json);
  rsl__text_buffer_free(&text);
}

static bool read_once(const rsl_allocator *allocator, void *context) {
  (void)context;
  static const char text[] = "{\"a\": [1, 2, {\"b\": \"c\", \"d\": {}}], \"e\": null}";
  rsl__json json;
  rsl_status status = read_json(text, sizeof text - 1, allocator, &json, NULL, NULL);
  rsl__json_free(&json);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  return status == RSL_OK;
}

static void memory_that_runs_out_is_an_error_like_any_other(void **state) {
  (void)state;
  assert_true(sweep_allocations(read_once, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_json_allows_is_taken),
    cmocka_unit_test(what_is_no_json_is_refused_at_its_place),
    cmocka_unit_test(a_nul_is_refused_as_a_byte_and_as_an_escape),
    cmocka_unit_test(bytes_that_are_not_utf8_are_refused),
    cmocka_unit_test(half_of_a_surrogate_pair_is_refused),
    cmocka_unit_test(doubled_members_are_all_told_and_the_text_is_still_parsed),
    cmocka_unit_test(a_number_has_at_most_15_significant_digits),
    cmocka_unit_test(a_hundred_thousand_nested_arrays_are_one_error),
    cmocka_unit_test(a_text_that_is_too_large_is_refused),
    cmocka_unit_test(an_object_of_many_members_is_no_trouble),
    cmocka_unit_test(every_value_meets_its_place_again),
    cmocka_unit_test(places_are_right_far_into_a_long_text),
    cmocka_unit_test(memory_that_runs_out_is_an_error_like_any_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
