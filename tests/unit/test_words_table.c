/* The tables of words that the build makes from po/: what rsl_translate() relies on to search them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/words.h"

static void the_vietnamese_table_is_sorted_bytewise_without_duplicates(void **state) {
  (void)state;
  assert_true(rsl__words_vi_count > 0);
  for (size_t i = 1; i < rsl__words_vi_count; i++) {
    assert_true(strcmp(rsl__words_vi[i - 1].original, rsl__words_vi[i].original) < 0);
  }
}

static void every_word_has_an_original_and_a_translation(void **state) {
  (void)state;
  for (size_t i = 0; i < rsl__words_vi_count; i++) {
    assert_true(rsl__words_vi[i].original[0] != '\0');
    assert_true(rsl__words_vi[i].translated[0] != '\0');
  }
}

static void a_translation_keeps_its_utf8(void **state) {
  (void)state;
  for (size_t i = 0; i < rsl__words_vi_count; i++) {
    if (strcmp(rsl__words_vi[i].original, "on track") == 0) {
      /* đạt tiến độ */
      assert_string_equal(rsl__words_vi[i].translated, "\xc4\x91\xe1\xba\xa1t ti\xe1\xba\xbfn \xc4\x91\xe1\xbb\x99");
      return;
    }
  }
  fail_msg("no translation of \"on track\"");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_vietnamese_table_is_sorted_bytewise_without_duplicates),
    cmocka_unit_test(every_word_has_an_original_and_a_translation),
    cmocka_unit_test(a_translation_keeps_its_utf8),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
