/* UTF-8 and NFC (utf8.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "support/failing_allocator.h"

static bool is_utf8(const char *text, size_t length) {
  return rsl__utf8_valid_length(text, length) == length;
}

static void every_code_point_reads_back_as_written(void **state) {
  (void)state;
  for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    char bytes[4];
    uint32_t read = 0;
    size_t size = rsl__utf8_encode(code_point, bytes);
    if (rsl__utf8_decode(bytes, size, &read) != size || read != code_point) fail_msg("U+%04X", code_point);
    if (rsl__utf8_decode(bytes, size - 1, &read) != 0) fail_msg("U+%04X cut short", code_point);
  }
}

/* The Unicode Standard, table 3-7: the well-formed sequences; these lie just outside of it. */
static void sequences_just_outside_of_the_well_formed_are_refused(void **state) {
  (void)state;
  static const char *const bad[] = {
    "\x80",
    "\xBF",
    "\xC0\x80",
    "\xC1\xBF",
    "\xC2",
    "\xC2\x7F",
    "\xC2\xC0",
    "\xE0\x9F\xBF",
    "\xE0\x80\x80",
    "\xED\xA0\x80",
    "\xED\xBF\xBF",
    "\xE1\xBB",
    "\xE1\xBB\x41",
    "\xE1\x41\xBB",
    "\xF0\x8F\xBF\xBF",
    "\xF4\x90\x80\x80",
    "\xF5\x80\x80\x80",
    "\xF0\x9F\x8C",
    "\xFE",
    "\xFF",
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char text[8] = "a";
    strcat(text, bad[i]);
    assert_int_equal(rsl__utf8_valid_length(text, strlen(text)), 1);
  }
  assert_true(is_utf8("\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 20));
  assert_true(is_utf8("a\0b", 3));
  assert_true(is_utf8("", 0));
}

static void characters_are_counted_and_stray_bytes_are_one_each(void **state) {
  (void)state;
  assert_int_equal(rsl__utf8_count("Bạc Liêu", strlen("Bạc Liêu")), 8);
  assert_int_equal(rsl__utf8_count("a\xFF\xFE"
                                   "b",
                                   4),
                   4);
  assert_int_equal(rsl__utf8_count("\xE1\xBB", 2), 2);
  assert_int_equal(rsl__utf8_count("", 0), 0);
}

static void a_text_is_cut_between_characters(void **state) {
  (void)state;
  const char *text = "aệ\xF0\x9F\x8C\xBE"; /* 1, 3 and 4 bytes */
  static const size_t wanted[] = { 0, 1, 1, 1, 4, 4, 4, 4, 8, 8 };
  for (size_t limit = 0; limit < 10; limit++) assert_int_equal(rsl__utf8_cut_length(text, 8, limit), wanted[limit]);
  assert_int_equal(rsl__utf8_cut_length("\x80\x80\x80\x80\x80\x80", 6, 5), 5); /* no characters: cut anywhere */
}

static void assert_nfc(const char *text, const char *wanted) {
  rsl__text_buffer scratch;
  const char *out = NULL;
  size_t length = 0;
  rsl__text_buffer_init(&scratch, NULL);
  assert_int_equal(rsl__nfc(&scratch, text, strlen(text), &out, &length, NULL), RSL_OK);
  assert_int_equal(length, strlen(wanted));
  assert_memory_equal(out, wanted, length);
  rsl__text_buffer_free(&scratch);
}

/* ệ is U+1EC7; U+1EB9 (ẹ) with U+0302 is the same letter, as is e with both marks in either order (Unicode, UAX 15:
 * the dot below has class 220 and goes before the circumflex of class 230). */
static void each_way_of_writing_a_letter_gives_the_same(void **state) {
  (void)state;
  const char *wanted = "\xE1\xBB\x87";
  assert_nfc("\xE1\xBB\x87", wanted);         /* U+1EC7 */
  assert_nfc("e\xCC\xA3\xCC\x82", wanted);    /* e, U+0323, U+0302 */
  assert_nfc("e\xCC\x82\xCC\xA3", wanted);    /* e, U+0302, U+0323 */
  assert_nfc("\xE1\xBA\xB9\xCC\x82", wanted); /* U+1EB9, U+0302 */
  assert_nfc("\xC3\xAA\xCC\xA3", wanted);     /* U+00EA, U+0323 */
}

/* All letters of Vietnamese: for each vowel the tones huyền, hỏi, ngã, sắc, nặng. */
static void every_vietnamese_letter_composes(void **state) {
  (void)state;
  static const char *const marks[5] = { "\xCC\x80", "\xCC\x89", "\xCC\x83", "\xCC\x81", "\xCC\xA3" };
  static const char *const letters[24] = {
    "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị", "oòỏõóọ", "ôồổỗốộ",
    "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ", "AÀẢÃÁẠ", "ĂẰẲẴẮẶ", "ÂẦẨẪẤẬ", "EÈẺẼÉẸ",
    "ÊỀỂỄẾỆ", "IÌỈĨÍỊ", "OÒỎÕÓỌ", "ÔỒỔỖỐỘ", "ƠỜỞỠỚỢ", "UÙỦŨÚỤ", "ƯỪỬỮỨỰ", "YỲỶỸÝỴ",
  };
  for (size_t i = 0; i < 24; i++) {
    uint32_t code_point = 0;
    const char *at = letters[i];
    char base[8] = "";
    size_t size = rsl__utf8_decode(at, strlen(at), &code_point);
    memcpy(base, at, size);
    at += size;
    for (size_t tone = 0; tone < 5; tone++) {
      char decomposed[16] = "";
      char composed[8] = "";
      size = rsl__utf8_decode(at, strlen(at), &code_point);
      memcpy(composed, at, size);
      at += size;
      strcat(strcpy(decomposed, base), marks[tone]);
      assert_nfc(decomposed, composed);
      assert_nfc(composed, composed);
    }
    assert_int_equal(*at, '\0');
  }
}

static void the_letter_d_with_stroke_has_no_other_form(void **state) {
  (void)state;
  assert_nfc("\xC4\x91\xC4\x90", "\xC4\x91\xC4\x90"); /* đĐ */
  assert_nfc("d\xCC\xB5", "d\xCC\xB5");               /* d with a stroke over it is another letter */
}

static void a_composed_text_is_not_copied(void **state) {
  (void)state;
  failing_allocator failing;
  rsl__text_buffer scratch;
  const char *text = "Huyện Hồng Dân, tỉnh Bạc Liêu";
  const char *out = NULL;
  size_t length = 0;
  failing_allocator_start(&failing, 1, true);
  rsl__text_buffer_init(&scratch, &failing.allocator);
  assert_int_equal(rsl__nfc(&scratch, text, strlen(text), &out, &length, NULL), RSL_OK);
  assert_ptr_equal(out, text);
  assert_int_equal(length, strlen(text));
  assert_int_equal(failing.calls, 0);
}

/* What the short way takes for composed must be: each pair of its code points is left alone by utf8proc. */
static void code_points_of_the_short_way_never_change(void **state) {
  (void)state;
  const utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  for (int first = 1; first < 0x1F00; first++) {
    if (first == 0x300) first = 0x1E00;
    for (int second = 1; second < 0x1F00; second++) {
      if (second == 0x300) second = 0x1E00;
      utf8proc_int32_t pair[16];
      utf8proc_ssize_t count = 0;
      int class = 0;
      count += utf8proc_decompose_char(first, pair, 8, options, &class);
      count += utf8proc_decompose_char(second, pair + count, 8, options, &class);
      count = utf8proc_normalize_utf32(pair, count, options);
      if (count != 2 || pair[0] != first || pair[1] != second) fail_msg("U+%04X U+%04X", first, second);
    }
  }
}

static void nfc_keeps_nuls_and_is_its_own_nfc(void **state) {
  (void)state;
  rsl__text_buffer scratch, again;
  const char *out = NULL, *out_again = NULL;
  size_t length = 0, length_again = 0;
  rsl__text_buffer_init(&scratch, NULL);
  rsl__text_buffer_init(&again, NULL);
  srand(1);
  for (int round = 0; round < 2000; round++) {
    static const uint32_t letters[] = {
      'a', 'e', 0, 0x302, 0x323, 0x301, 0x31B, 0x1EB9, 0x1100, 0x1161, 0x11A8, 0x212B
    };
    char text[64];
    size_t size = 0;
    for (int i = 0; i < 12; i++) size += rsl__utf8_encode(letters[(unsigned)rand() % 12], text + size);
    assert_int_equal(rsl__nfc(&scratch, text, size, &out, &length, NULL), RSL_OK);
    assert_true(is_utf8(out, length));
    assert_int_equal(rsl__nfc(&again, out, length, &out_again, &length_again, NULL), RSL_OK);
    assert_int_equal(length_again, length);
    assert_memory_equal(out_again, out, length);
  }
  rsl__text_buffer_free(&scratch);
  rsl__text_buffer_free(&again);
}

static rsl_status nfc_of_marks(size_t count, rsl_error *error) {
  rsl__text_buffer scratch;
  char *text = malloc(2 * count + 1);
  const char *out = NULL;
  size_t length = 0;
  assert_non_null(text);
  text[0] = 'a';
  for (size_t i = 0; i < count; i++) memcpy(text + 1 + 2 * i, i % 2 == 0 ? "\xCC\x81" : "\xCC\xA3", 2);
  rsl__text_buffer_init(&scratch, NULL);
  rsl_status status = rsl__nfc(&scratch, text, 2 * count + 1, &out, &length, error);
  rsl__text_buffer_free(&scratch);
  free(text);
  return status;
}

static void a_flood_of_marks_is_refused_not_ordered(void **state) {
  (void)state;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(nfc_of_marks(30, &error), RSL_OK);
  assert_int_equal(nfc_of_marks(31, &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "more than 30 combining marks in a row");
  assert_int_equal(nfc_of_marks(1000000, NULL), RSL_ERR_DATA);
}

static bool compose_a_text(const rsl_allocator *allocator, void *context) {
  (void)context;
  rsl__text_buffer scratch;
  const char *out = NULL;
  size_t length = 0;
  rsl__text_buffer_init(&scratch, allocator);
  rsl_status status = rsl__nfc(&scratch, "e\xCC\xA3\xCC\x82", 5, &out, &length, NULL);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  rsl__text_buffer_free(&scratch);
  return status == RSL_OK;
}

static void composing_survives_every_failed_allocation(void **state) {
  (void)state;
  assert_true(sweep_allocations(compose_a_text, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_code_point_reads_back_as_written),
    cmocka_unit_test(sequences_just_outside_of_the_well_formed_are_refused),
    cmocka_unit_test(characters_are_counted_and_stray_bytes_are_one_each),
    cmocka_unit_test(a_text_is_cut_between_characters),
    cmocka_unit_test(each_way_of_writing_a_letter_gives_the_same),
    cmocka_unit_test(every_vietnamese_letter_composes),
    cmocka_unit_test(the_letter_d_with_stroke_has_no_other_form),
    cmocka_unit_test(a_composed_text_is_not_copied),
    cmocka_unit_test(code_points_of_the_short_way_never_change),
    cmocka_unit_test(nfc_keeps_nuls_and_is_its_own_nfc),
    cmocka_unit_test(a_flood_of_marks_is_refused_not_ordered),
    cmocka_unit_test(composing_survives_every_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
