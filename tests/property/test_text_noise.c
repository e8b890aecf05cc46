/* Whatever bytes come in, texts for people stay whole, and nothing is read or written beyond its end (the sanitizers
 * watch). Noise is made of bytes, of code points, and of what is near to Vietnamese. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/json_text.h"
#include "base/nearest.h"
#include "base/utf8.h"

enum { ROUNDS = 20000, LONGEST = 60 };

static uint64_t seed = 20251123;

/* xorshift64* (Vigna, 2016): the same noise on every machine. */
static uint32_t next_random(uint32_t bound) {
  seed ^= seed >> 12;
  seed ^= seed << 25;
  seed ^= seed >> 27;
  return (uint32_t)((seed * UINT64_C(2685821657736338717)) >> 32) % bound;
}

/* On the heap and just as long as it is, so that a byte too far is seen. Never holds NUL. */
static char *new_noise(void) {
  static const char *const pieces[] = { "a",  "ệ",  "\xCC\xA3", "\xCC\x82", "\xE2\x80\x8D", "\xF0\x9F\x91\xA8",
                                        "越", "\n", "\xE1\xBB", "đ",        "\x1b",         "\xF0\x9F\x87\xBB" };
  char text[LONGEST + 8] = "";
  size_t length = next_random(LONGEST);
  bool bytes = next_random(2) == 0;
  size_t at = 0;
  while (at < length) {
    if (bytes) {
      text[at++] = (char)(1 + next_random(255));
    } else {
      const char *piece = pieces[next_random(12)];
      memcpy(text + at, piece, strlen(piece));
      at += strlen(piece);
    }
  }
  char *noise = malloc(at + 1);
  assert_non_null(noise);
  memcpy(noise, text, at);
  noise[at] = '\0';
  return noise;
}

static void assert_one_clean_line(const char *text) {
  size_t length = strlen(text);
  assert_int_equal(rsl__utf8_valid_length(text, length), length);
  for (size_t i = 0; i < length; i++) assert_true((unsigned char)text[i] >= 0x20 && text[i] != 0x7F);
}

static void every_message_is_one_line_of_utf8(void **state) {
  (void)state;
  for (int round = 0; round < ROUNDS; round++) {
    char *noise = new_noise();
    char shown[RSL__SHOWN_TEXT];
    char line[100];
    rsl_error error = RSL_ERROR_INIT;
    (void)rsl__fail_at(&error, RSL_ERR_DATA, noise, 1, 1, noise, "unknown unit '%s'", noise);
    assert_one_clean_line(error.text);
    assert_one_clean_line(error.path);
    assert_one_clean_line(rsl__shown(shown, noise, strlen(noise)));
    rsl_error_format(&error, line, 1 + next_random(sizeof line));
    assert_one_clean_line(line);
    free(noise);
  }
}

static void a_cut_text_is_never_wider_than_was_asked(void **state) {
  (void)state;
  for (int round = 0; round < ROUNDS; round++) {
    char *noise = new_noise();
    char cut[LONGEST + 16];
    size_t width = next_random(30);
    assert_true(rsl_text_cut(noise, width, cut, sizeof cut) < sizeof cut);
    assert_true(rsl_text_width(cut) <= width);
    if (rsl_text_width(noise) <= width) assert_string_equal(cut, noise);
    free(noise);
  }
}

static void json_strings_are_always_utf8(void **state) {
  (void)state;
  rsl__text_buffer buffer;
  rsl__text_buffer_init(&buffer, NULL);
  for (int round = 0; round < ROUNDS; round++) {
    char *noise = new_noise();
    rsl__text_buffer_clear(&buffer);
    rsl__json_text(&buffer, noise, strlen(noise));
    assert_one_clean_line(strcspn(noise, "\x7F") == strlen(noise) ? rsl__text_buffer_string(&buffer) : "");
    free(noise);
  }
  rsl__text_buffer_free(&buffer);
}

static void composing_gives_utf8_that_composes_to_itself(void **state) {
  (void)state;
  rsl__text_buffer scratch, again;
  rsl__text_buffer_init(&scratch, NULL);
  rsl__text_buffer_init(&again, NULL);
  for (int round = 0; round < ROUNDS; round++) {
    char *noise = new_noise();
    const char *out = NULL, *out_again = NULL;
    size_t length = 0, length_again = 0;
    size_t valid = rsl__utf8_valid_length(noise, strlen(noise));
    if (rsl__nfc(&scratch, noise, valid, &out, &length, NULL) == RSL_OK) {
      assert_int_equal(rsl__utf8_valid_length(out, length), length);
      assert_int_equal(rsl__nfc(&again, out, length, &out_again, &length_again, NULL), RSL_OK);
      assert_int_equal(length_again, length);
      assert_memory_equal(out_again, out, length);
    }
    free(noise);
  }
  rsl__text_buffer_free(&scratch);
  rsl__text_buffer_free(&again);
}

static void near_words_are_near_in_both_directions(void **state) {
  (void)state;
  for (int round = 0; round < ROUNDS; round++) {
    char *noise = new_noise();
    char *other = new_noise();
    const char *const to_other[] = { other };
    const char *const to_noise[] = { noise };
    size_t there = rsl__nearest_of(noise, strlen(noise), to_other, 1);
    assert_int_equal(there, rsl__nearest_of(other, strlen(other), to_noise, 1));
    (void)rsl__legacy_encoding(noise, strlen(noise));
    free(noise);
    free(other);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_message_is_one_line_of_utf8),
    cmocka_unit_test(a_cut_text_is_never_wider_than_was_asked),
    cmocka_unit_test(json_strings_are_always_utf8),
    cmocka_unit_test(composing_gives_utf8_that_composes_to_itself),
    cmocka_unit_test(near_words_are_near_in_both_directions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
