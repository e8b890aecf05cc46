/* The words of ratings, and the sentences of their reasons, in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/progress_input.h"

enum { ROOM = 8, SENTENCE = 512 };

static const char *say(const rsl_path_input *input, int decimals, rsl_language language) {
  static char sentence[SENTENCE];
  rsl_path_result result = rated(input);
  size_t length = rsl_path_sentence(input, &result, decimals, language, sentence, sizeof sentence);
  assert_int_equal(length, strlen(sentence));
  return sentence;
}

static void every_rating_has_a_name_that_reads_back_and_a_word_in_both_languages(void **state) {
  (void)state;
  for (int i = RSL_RATING_NONE + 1; i < RSL_RATING_END; i++) {
    rsl_rating rating = (rsl_rating)i;
    rsl_rating back = RSL_RATING_NONE;
    const char *name = rsl_rating_name(rating);
    assert_non_null(name);
    assert_true(rsl_rating_parse(name, strlen(name), &back));
    assert_int_equal(back, rating);
    assert_string_not_equal(rsl_rating_word(rating, RSL_LANGUAGE_VIETNAMESE),
                            rsl_rating_word(rating, RSL_LANGUAGE_ENGLISH));
  }
  assert_string_equal(rsl_rating_word(RSL_RATING_OFF_TRACK, RSL_LANGUAGE_VIETNAMESE), "khó đạt");
  assert_string_equal(rsl_rating_word(RSL_RATING_NEARLY_MET, RSL_LANGUAGE_ENGLISH), "nearly met");
}

static void what_is_no_rating_has_no_name(void **state) {
  (void)state;
  rsl_rating rating = RSL_RATING_NONE;
  assert_null(rsl_rating_name(RSL_RATING_NONE));
  assert_null(rsl_rating_name(RSL_RATING_END));
  assert_false(rsl_rating_parse("exceeded_", 9, &rating));
  assert_false(rsl_rating_parse("", 0, &rating));
  assert_string_equal(rsl_rating_word(RSL_RATING_END, RSL_LANGUAGE_ENGLISH), "");
}

static void every_reason_has_a_code_of_its_own(void **state) {
  (void)state;
  for (int i = RSL_REASON_NONE; i < RSL_REASON_END; i++) {
    const char *code = rsl_reason_code((rsl_reason)i);
    assert_non_null(code);
    for (int other = RSL_REASON_NONE; other < i; other++)
      assert_string_not_equal(code, rsl_reason_code((rsl_reason)other));
  }
  assert_null(rsl_reason_code(RSL_REASON_END));
}

static void every_reason_has_a_sentence_in_both_languages(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "45");
  set_baseline(&input, "2020", "40");
  set_actual(&input, "2022", "41.24");
  rsl_path_result result = rated(&input);
  result.year = input.actual;
  for (int i = RSL_REASON_NONE + 1; i < RSL_REASON_END; i++) {
    char english[SENTENCE];
    char vietnamese[SENTENCE];
    result.reason = (rsl_reason)i;
    assert_true(rsl_path_sentence(&input, &result, 1, RSL_LANGUAGE_ENGLISH, english, sizeof english) > 0);
    assert_true(rsl_path_sentence(&input, &result, 1, RSL_LANGUAGE_VIETNAMESE, vietnamese, sizeof vietnamese) > 0);
    assert_string_not_equal(english, vietnamese);
    assert_null(strchr(english, '{'));
    assert_null(strchr(vietnamese, '{'));
  }
}

static void a_sentence_says_the_numbers_that_decided(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "45");
  set_baseline(&input, "2020", "40");
  set_actual(&input, "2022", "41.24");
  assert_string_equal(say(&input, 1, RSL_LANGUAGE_ENGLISH),
                      "0.62 of the way expected by the end of 2022; on track needs 0.95");
  assert_string_equal(say(&input, 1, RSL_LANGUAGE_VIETNAMESE),
                      "đi được 0,62 quãng đường cần có đến hết 2022; đạt tiến độ cần 0,95");
  set_actual(&input, "2022", "39");
  assert_string_equal(say(&input, 1, RSL_LANGUAGE_ENGLISH), "39.0 in 2022 is worse than the baseline, 40.0 in 2020");
  set_actual(&input, "2025", "45");
  assert_string_equal(say(&input, 1, RSL_LANGUAGE_ENGLISH), "45.0 in 2025 meets the target: at least 45");
}

static void more_digits_are_shown_where_rounding_would_hide_the_side(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "45");
  set_baseline(&input, "2020", "40");
  set_actual(&input, "2022", "41.8999"); /* progress 0.94995, which two decimals would show as 0.95 */
  assert_string_equal(say(&input, 1, RSL_LANGUAGE_ENGLISH),
                      "0.94995 of the way expected by the end of 2022; on track needs 0.95");
  set_actual(&input, "2025", "45.0004");
  assert_string_equal(say(&input, 1, RSL_LANGUAGE_ENGLISH), "45.0004 in 2025 is beyond the target: at least 45");
}

static void what_falls_short_of_the_whole_way_is_not_shown_as_all_of_it(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "45");
  set_baseline(&input, "2020", "40");
  set_actual(&input, "2025", "44.99"); /* 4.99 of 5 */
  assert_string_equal(say(&input, 2, RSL_LANGUAGE_ENGLISH),
                      "44.99 in 2025 comes 0.998 of the way to the target, at least 45; nearly met needs 0.95");
}

static void what_is_tolerated_is_told_and_decides_how_many_digits_are_shown(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_ABOUT, "45");
  input.condition.has_tolerance = true;
  input.condition.tolerance = decimal("1");
  set_baseline(&input, "2020", "40");
  set_actual(&input, "2025", "43.99"); /* below 44, and 79.8 % of the way */
  assert_string_equal(say(&input, 0, RSL_LANGUAGE_ENGLISH), "43.99 in 2025 does not meet the target: about 45 ± 1");
  assert_string_equal(say(&input, 0, RSL_LANGUAGE_VIETNAMESE), "mức 43,99 (2025) không đạt chỉ tiêu: khoảng 45 ± 1");
}

static void a_target_without_an_end_has_the_digits_that_tell_it_from_the_figure(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_MAINTAIN, "0");
  set_baseline(&input, "2020", "0");
  input.baseline.value = fraction(200, 3);
  set_actual(&input, "2025", "66.666");
  assert_string_equal(say(&input, 2, RSL_LANGUAGE_ENGLISH), "66.666 in 2025 does not meet the target: maintain 66.667");
}

static void a_year_that_failed_has_the_digits_that_show_it(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = target(RSL_FORM_EACH_YEAR, "66.67");
  input.condition.form = RSL_FORM_AT_LEAST;
  set_years(&input, years, "70");
  years[0].value = fraction(200, 3);
  assert_string_equal(say(&input, 2, RSL_LANGUAGE_ENGLISH),
                      "66.667 in 2021 failed, at least 66.67 each year: it cannot be met any more");
}

static void the_forms_over_a_term_are_named_as_such(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = target(RSL_FORM_TOTAL, "60000");
  input.condition.form = RSL_FORM_AT_MOST;
  input.direction = RSL_DIRECTION_DECREASE;
  input.never_negative = true;
  set_years(&input, years, "40000 25000");
  assert_string_equal(
      say(&input, 0, RSL_LANGUAGE_ENGLISH),
      "a total of 65,000 by the end of 2022 has passed the cap, at most 60,000 in all: it cannot be met any more");
  input = target(RSL_FORM_EACH_YEAR, "80");
  input.condition.form = RSL_FORM_AT_LEAST;
  set_years(&input, years, "85 79.5");
  assert_string_equal(say(&input, 0, RSL_LANGUAGE_ENGLISH),
                      "79.5 in 2022 failed, at least 80 each year: it cannot be met any more");
  input = target(RSL_FORM_AVERAGE_PER_YEAR, NULL);
  input.condition.form = RSL_FORM_BETWEEN;
  set_range(&input, "10", "11");
  set_years(&input, years, "6.93");
  assert_string_equal(say(&input, 1, RSL_LANGUAGE_ENGLISH),
                      "an average of 6.93 up to 2021 against 10 to 11 a year gives 0.69; on track needs 0.95");
  set_years(&input, years, "6.93 - 7");
  assert_string_equal(say(&input, 1, RSL_LANGUAGE_ENGLISH), "there is no figure for 2022");
}

/* The list of reason codes stands complete in docs/formats.md. */
static void every_reason_code_is_documented(void **state) {
  (void)state;
  static char text[65536];
  char row[96];
  FILE *file = fopen("docs/formats.md", "r");
  assert_non_null(file);
  size_t length = fread(text, 1, sizeof text - 1, file);
  assert_true(length < sizeof text - 1);
  text[length] = '\0';
  assert_int_equal(fclose(file), 0);
  for (int i = RSL_REASON_NONE + 1; i < RSL_REASON_END; i++) {
    (void)snprintf(row, sizeof row, "\n| `%s` |", rsl_reason_code((rsl_reason)i));
    if (strstr(text, row) == NULL) fail_msg("no row %s", row);
  }
}

static void a_sentence_is_cut_to_its_buffer_and_always_ended(void **state) {
  (void)state;
  char small[20];
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "45");
  set_baseline(&input, "2020", "40");
  set_actual(&input, "2022", "41.24");
  rsl_path_result result = rated(&input);
  size_t whole = rsl_path_sentence(&input, &result, 1, RSL_LANGUAGE_ENGLISH, NULL, 0);
  assert_int_equal(whole, strlen("0.62 of the way expected by the end of 2022; on track needs 0.95"));
  assert_int_equal(rsl_path_sentence(&input, &result, 1, RSL_LANGUAGE_ENGLISH, small, sizeof small), whole);
  assert_true(strlen(small) < sizeof small);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_rating_has_a_name_that_reads_back_and_a_word_in_both_languages),
    cmocka_unit_test(what_is_no_rating_has_no_name),
    cmocka_unit_test(every_reason_has_a_code_of_its_own),
    cmocka_unit_test(every_reason_has_a_sentence_in_both_languages),
    cmocka_unit_test(a_sentence_says_the_numbers_that_decided),
    cmocka_unit_test(more_digits_are_shown_where_rounding_would_hide_the_side),
    cmocka_unit_test(what_falls_short_of_the_whole_way_is_not_shown_as_all_of_it),
    cmocka_unit_test(what_is_tolerated_is_told_and_decides_how_many_digits_are_shown),
    cmocka_unit_test(a_target_without_an_end_has_the_digits_that_tell_it_from_the_figure),
    cmocka_unit_test(a_year_that_failed_has_the_digits_that_show_it),
    cmocka_unit_test(the_forms_over_a_term_are_named_as_such),
    cmocka_unit_test(every_reason_code_is_documented),
    cmocka_unit_test(a_sentence_is_cut_to_its_buffer_and_always_ended),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
