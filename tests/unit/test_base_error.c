/* Status, error and the form of messages (base.h, "Status and error"). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/utf8.h"

/* The values of a test are put together piece by piece. */
static void repeat(char *out, const char *part, size_t times) {
  for (size_t i = 0; i < times; i++) memcpy(out + i * strlen(part), part, strlen(part));
  out[times * strlen(part)] = '\0';
}

static void every_status_has_its_name_and_no_two_the_same(void **state) {
  (void)state;
  for (int status = 0; status < RSL_STATUS_END; status++) {
    const char *name = rsl_status_name((rsl_status)status);
    assert_string_not_equal(name, "unknown");
    for (int other = 0; other < status; other++) assert_string_not_equal(name, rsl_status_name((rsl_status)other));
  }
  assert_string_equal(rsl_status_name(RSL_ERR_NOT_SUPPORTED), "not_supported");
  assert_string_equal(rsl_status_name(RSL_STATUS_END), "unknown");
}

static void the_numbers_of_statuses_are_fixed(void **state) {
  (void)state;
  const rsl_status statuses[] = {
    RSL_OK,           RSL_ERR_MEMORY,   RSL_ERR_ARGUMENT, RSL_ERR_DATA,  RSL_ERR_NOT_SUPPORTED,
    RSL_ERR_OVERFLOW, RSL_ERR_NO_INPUT, RSL_ERR_IO,       RSL_ERR_LIMIT, RSL_ERR_INTERNAL
  };
  for (int i = 0; i < 10; i++) assert_int_equal(statuses[i], i);
}

static void a_failure_fills_the_error_and_gives_its_status(void **state) {
  (void)state;
  rsl_error error = RSL_ERROR_INIT;
  rsl_status status =
      rsl__fail_at(&error, RSL_ERR_DATA, "plan.json", 12, 5, "targets[3].by", "unknown period '%s'", "2O25");
  assert_int_equal(status, RSL_ERR_DATA);
  assert_int_equal(error.status, RSL_ERR_DATA);
  assert_int_equal(error.line, 12);
  assert_int_equal(error.column, 5);
  assert_string_equal(error.file, "plan.json");
  assert_string_equal(error.path, "targets[3].by");
  assert_string_equal(error.text, "unknown period '2O25'");
}

static void the_first_error_is_kept(void **state) {
  (void)state;
  rsl_error error = RSL_ERROR_INIT;
  (void)rsl__fail(&error, RSL_ERR_IO, "the disk is full");
  assert_int_equal(rsl__fail(&error, RSL_ERR_DATA, "the file could not be read"), RSL_ERR_DATA);
  assert_int_equal(error.status, RSL_ERR_IO);
  assert_string_equal(error.text, "the disk is full");
  rsl__error_clear(&error);
  assert_int_equal(rsl__fail_memory(&error), RSL_ERR_MEMORY);
  assert_string_equal(error.text, "memory ran out");
}

static void an_error_need_not_be_wanted(void **state) {
  (void)state;
  assert_int_equal(rsl__fail(NULL, RSL_ERR_LIMIT, "%d", 1), RSL_ERR_LIMIT);
  assert_int_equal(rsl__fail_at(NULL, RSL_ERR_LIMIT, "f", 1, 1, NULL, "%d", 1), RSL_ERR_LIMIT);
  rsl__error_clear(NULL);
}

/* 300 times a letter of three bytes: 900 bytes in 383 make 126 letters (378 bytes), then `…` (3 bytes). */
static void a_long_text_is_cut_between_characters_with_a_mark(void **state) {
  (void)state;
  char value[1000];
  char expected[384];
  rsl_error error = RSL_ERROR_INIT;
  repeat(value, "ệ", 300);
  repeat(expected, "ệ", 126);
  strcat(expected, "…");
  (void)rsl__fail(&error, RSL_ERR_DATA, "%s", value);
  assert_string_equal(error.text, expected);
}

static void a_text_that_just_fits_is_whole(void **state) {
  (void)state;
  char value[500];
  rsl_error error = RSL_ERROR_INIT;
  repeat(value, "x", 383);
  (void)rsl__fail(&error, RSL_ERR_DATA, "%s", value);
  assert_string_equal(error.text, value);
}

static void a_text_longer_than_any_message_is_still_cut_between_characters(void **state) {
  (void)state;
  static char value[40001];
  for (size_t shift = 0; shift < 4; shift++) {
    rsl_error error = RSL_ERROR_INIT;
    repeat(value, "x", shift);
    repeat(value + shift, "\xF0\x9F\x8C\xBE", 9000); /* U+1F33E, four bytes */
    (void)rsl__fail(&error, RSL_ERR_DATA, "%s", value);
    size_t length = strlen(error.text);
    assert_true(length > sizeof error.text - 8 && length < sizeof error.text);
    assert_int_equal(rsl__utf8_valid_length(error.text, length), length);
    assert_string_equal(error.text + length - 3, "…");
  }
}

/* 255 bytes hold `…` (3 bytes) and 252 of the file's 260 bytes; those begin inside a letter, which is left out. */
static void of_a_long_file_name_the_tail_is_kept(void **state) {
  (void)state;
  char name[300];
  char expected[300];
  repeat(name, "x", 7);
  strcat(name, "ệ");
  repeat(name + 10, "y", 250);
  memcpy(expected, "…", 3);
  repeat(expected + 3, "y", 250);
  rsl_error error = RSL_ERROR_INIT;
  (void)rsl__fail_at(&error, RSL_ERR_DATA, name, 1, 1, NULL, "bad");
  assert_string_equal(error.file, expected);
}

static void a_file_name_that_just_fits_is_whole(void **state) {
  (void)state;
  char name[300];
  rsl_error error = RSL_ERROR_INIT;
  repeat(name, "y", 255);
  (void)rsl__fail_at(&error, RSL_ERR_DATA, name, 1, 1, NULL, "bad");
  assert_string_equal(error.file, name);
}

static void a_message_is_one_line_whatever_a_value_holds(void **state) {
  (void)state;
  rsl_error error = RSL_ERROR_INIT;
  (void)rsl__fail(&error, RSL_ERR_DATA, "unknown unit '%s'", "a\nb\r\tc\x1b[31m\x7f\xff\xC2\x85 ệ");
  assert_string_equal(error.text, "unknown unit 'a\\nb\\r\\tc\\x1b[31m\\x7f\\xff\\u0085 ệ'");
  rsl__error_clear(&error);
  /* a line separator, and a mark that turns the direction of writing */
  (void)rsl__fail_at(&error, RSL_ERR_DATA, "f", 1, 1, "units[1].\n", "%s",
                     "a\xE2\x80\xA8"
                     "b\xE2\x80\xAE"
                     "c");
  assert_string_equal(error.text, "a\\u2028b\\u202ec");
  assert_string_equal(error.path, "units[1].\\n");
}

static void a_value_is_shown_short_so_that_the_sentence_stays(void **state) {
  (void)state;
  char shown[RSL__SHOWN_TEXT];
  assert_string_equal(rsl__shown(shown, "xã\tA", 5), "xã\\tA");
  assert_string_equal(rsl__shown(shown, "not ended", 3), "not");
  assert_string_equal(rsl__shown(shown, "", 0), "");
  char value[2000];
  repeat(value, "\xC3\xA3", 900);
  rsl__shown(shown, value, 1800);
  /* 95 bytes: 46 letters of two bytes (92) and `…` (3) */
  char expected[RSL__SHOWN_TEXT];
  repeat(expected, "\xC3\xA3", 46);
  strcat(expected, "…");
  assert_string_equal(shown, expected);
}

static void an_error_is_written_as_its_file_line_and_column_say(void **state) {
  (void)state;
  char text[200];
  rsl_error error = RSL_ERROR_INIT;
  (void)rsl__fail_at(&error, RSL_ERR_DATA, "plan.json", 12, 5, "targets[3].by", "unknown period '%s'", "2O25");
  const char *whole = "plan.json:12:5: error: unknown period '2O25' (targets[3].by)";
  assert_int_equal(rsl_error_format(&error, text, sizeof text), strlen(whole));
  assert_string_equal(text, whole);
}

static void parts_of_a_place_that_are_not_known_are_left_out(void **state) {
  (void)state;
  char text[200];
  rsl_error error = RSL_ERROR_INIT;
  error.status = RSL_ERR_IO;
  rsl_error_format(&error, text, sizeof text);
  assert_string_equal(text, "error: io");
  strcpy(error.text, "the disk is full");
  strcpy(error.file, "-");
  rsl_error_format(&error, text, sizeof text);
  assert_string_equal(text, "-: error: the disk is full");
  error.line = 7;
  rsl_error_format(&error, text, sizeof text);
  assert_string_equal(text, "-:7: error: the disk is full");
}

static void a_message_is_cut_to_every_size_of_buffer_and_always_ended(void **state) {
  (void)state;
  rsl_error error = RSL_ERROR_INIT;
  (void)rsl__fail_at(&error, RSL_ERR_DATA, "tỉnh.csv", 1, 2, NULL, "đơn vị 'ệ' không có");
  char whole[200];
  size_t length = rsl_error_format(&error, whole, sizeof whole);
  assert_int_equal(length, strlen(whole));
  for (size_t size = 0; size <= length + 2; size++) {
    char text[200];
    memset(text, '#', sizeof text);
    assert_int_equal(rsl_error_format(&error, text, size), length);
    assert_int_equal(text[size], '#');
    if (size == 0) continue;
    assert_true(strlen(text) < size);
    assert_int_equal(rsl__utf8_valid_length(text, strlen(text)), strlen(text));
    if (size > length) assert_string_equal(text, whole);
    if (size > 3 && size <= length) assert_string_equal(text + strlen(text) - 3, "…");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_status_has_its_name_and_no_two_the_same),
    cmocka_unit_test(the_numbers_of_statuses_are_fixed),
    cmocka_unit_test(a_failure_fills_the_error_and_gives_its_status),
    cmocka_unit_test(the_first_error_is_kept),
    cmocka_unit_test(an_error_need_not_be_wanted),
    cmocka_unit_test(a_long_text_is_cut_between_characters_with_a_mark),
    cmocka_unit_test(a_text_that_just_fits_is_whole),
    cmocka_unit_test(a_text_longer_than_any_message_is_still_cut_between_characters),
    cmocka_unit_test(of_a_long_file_name_the_tail_is_kept),
    cmocka_unit_test(a_file_name_that_just_fits_is_whole),
    cmocka_unit_test(a_message_is_one_line_whatever_a_value_holds),
    cmocka_unit_test(a_value_is_shown_short_so_that_the_sentence_stays),
    cmocka_unit_test(an_error_is_written_as_its_file_line_and_column_say),
    cmocka_unit_test(parts_of_a_place_that_are_not_known_are_left_out),
    cmocka_unit_test(a_message_is_cut_to_every_size_of_buffer_and_always_ended),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
