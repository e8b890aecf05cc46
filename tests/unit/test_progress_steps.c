/* What has no distances: done by a date, and grades (T6, T7); quotas of a total (T6); what would be more than the target. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/progress_input.h"

enum { ROOM = 8, SENTENCE = 512 };

static const char *const grades[] = { "poor", "fair", "good", "excellent" };

static rsl_path_input graded(const char *wanted, const char *baseline, const char *when, const char *actual) {
  rsl_path_input input = target(RSL_FORM_GRADE_AT_LEAST, wanted);
  input.grades = grades;
  input.grade_count = 4;
  set_baseline(&input, "2020", baseline);
  set_actual(&input, when, actual);
  return input;
}

static const char *say(const rsl_path_input *input, rsl_language language) {
  static char sentence[SENTENCE];
  rsl_path_result result = rated(input);
  size_t length = rsl_path_sentence(input, &result, 1, language, sentence, sizeof sentence);
  assert_int_equal(length, strlen(sentence));
  return sentence;
}

static void what_is_done_is_met_and_no_more(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_DONE, NULL);
  set_actual(&input, "2025", "1");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  assert_string_equal(say(&input, RSL_LANGUAGE_ENGLISH), "it is done");
  set_actual(&input, "2022", "1");
  assert_rating(&input, RSL_RATING_MET_EARLY, RSL_REASON_REACHED_EARLY);
  assert_string_equal(say(&input, RSL_LANGUAGE_ENGLISH), "it is done already; it was due by the end of 2025");
}

/* T7: what the baseline held already is kept or lost, and nothing that was reached early. */
static void what_was_done_before_is_kept_or_lost(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_DONE, NULL);
  set_baseline(&input, "2020", "1");
  set_actual(&input, "2022", "1");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_BASELINE_KEPT);
  assert_string_equal(say(&input, RSL_LANGUAGE_ENGLISH), "it had been done before, and still is");
  set_actual(&input, "2022", "0");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_BASELINE_LOST);
  assert_true(rated(&input).regression);
  assert_string_equal(say(&input, RSL_LANGUAGE_ENGLISH), "it had been done before, and is no more");
  set_actual(&input, "2025", "1");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
}

/* Nothing lies between 0 and 1 that a path could lead through: before its day it is not due, and not behind. */
static void what_is_not_done_is_missed_at_its_end_and_not_rated_before(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_DONE, NULL);
  set_actual(&input, "2022", "0");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_NOT_DUE_YET);
  assert_string_equal(say(&input, RSL_LANGUAGE_VIETNAMESE), "chưa hoàn thành; hạn là hết 2025");
  set_actual(&input, "2025", "0");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  assert_string_equal(say(&input, RSL_LANGUAGE_ENGLISH), "it was not done by the end of 2025");
  assert_absent(rated(&input).target_low);
}

static void what_is_to_be_done_by_a_day_is_judged_on_it(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_DONE, NULL);
  input.by = period("2024-06-30");
  set_actual(&input, "2024-06-29", "0");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_NOT_DUE_YET);
  set_actual(&input, "2024-06-30", "0");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
}

static void a_grade_is_met_or_exceeded_at_the_end(void **state) {
  (void)state;
  rsl_path_input input = graded("2", "0", "2025", "2");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  assert_string_equal(say(&input, RSL_LANGUAGE_ENGLISH), "good in 2025 meets the target: at least good");
  set_actual(&input, "2025", "3");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  set_actual(&input, "2025", "1"); /* two thirds of nothing: grades have no way of which a share is near */
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  input.rule.nearly_met = decimal("0.5");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
}

static void a_grade_on_the_way_is_early_kept_lost_worse_or_cannot_be_told(void **state) {
  (void)state;
  rsl_path_input input = graded("2", "1", "2022", "2");
  assert_rating(&input, RSL_RATING_MET_EARLY, RSL_REASON_REACHED_EARLY);
  set_actual(&input, "2022", "3");
  assert_rating(&input, RSL_RATING_EXCEEDED_EARLY, RSL_REASON_BEYOND_EARLY);
  set_actual(&input, "2022", "1");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_LEVEL_NOT_COMPARABLE);
  assert_string_equal(say(&input, RSL_LANGUAGE_ENGLISH),
                      "fair in 2022 is not there yet, at least good, and grades do not tell how far the way is");
  assert_absent(rated(&input).progress);
  assert_absent(rated(&input).pace);
  set_actual(&input, "2022", "0");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_WORSE_THAN_BASELINE);
  assert_true(rated(&input).regression);
  input = graded("2", "3", "2022", "2");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_BASELINE_KEPT);
  set_actual(&input, "2022", "1");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_BASELINE_LOST);
}

static void a_grade_may_be_maintained(void **state) {
  (void)state;
  rsl_path_input input = graded("0", "2", "2022", "2");
  input.form = input.condition.form = RSL_FORM_MAINTAIN;
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_BASELINE_KEPT);
  set_actual(&input, "2025", "1");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  set_baseline(&input, "2020", NULL);
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
}

static void a_grade_may_be_asked_of_each_year(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = target(RSL_FORM_EACH_YEAR, "2");
  input.condition.form = RSL_FORM_GRADE_AT_LEAST;
  input.grades = grades;
  input.grade_count = 4;
  set_years(&input, years, "2 3 2");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_EVERY_YEAR_HELD);
  assert_absent(rated(&input).of_target_percent);
  set_years(&input, years, "2 1 2");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
  assert_string_equal(say(&input, RSL_LANGUAGE_ENGLISH),
                      "fair in 2022 failed, at least good each year: it cannot be met any more");
}

static void what_people_judge_is_not_rated_whatever_the_figures(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_QUALITATIVE, NULL);
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_JUDGED_BY_PEOPLE);
  input.over = true;
  set_actual(&input, "2025", "7");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_JUDGED_BY_PEOPLE);
}

/* ---- Quotas ---- */

static rsl_path_input total_with_quotas(const char *const values[], size_t count) {
  static rsl_milestone quotas[ROOM];
  rsl_path_input input = target(RSL_FORM_TOTAL, "100");
  input.condition.form = RSL_FORM_AT_LEAST;
  input.never_negative = true;
  for (size_t i = 0; i < count; i++)
    quotas[i] = (rsl_milestone){ { RSL_PERIOD_YEAR, 2021 + (int32_t)i }, decimal(values[i]) };
  input.quotas = quotas;
  input.quota_count = count;
  return input;
}

/* 10 + 15 are due by the end of 2022, not 40 pro rata; 25 of the 30 of the third year by its tenth month. */
static void quotas_say_what_is_expected_by_now(void **state) {
  (void)state;
  static const char *const values[] = { "10", "15", "30", "30", "15" };
  rsl_path_figure years[ROOM];
  rsl_path_input input = total_with_quotas(values, 5);
  set_years(&input, years, "12 12");
  assert_number(rated(&input).expected, number("25"));
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK); /* 24 / 25 = 0.96 */
  input.quota_count = 0;
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND); /* 24 / 40 = 0.60 */
  input.quota_count = 5;
  years[2] = (rsl_path_figure){ period("2023-10"), number("26") };
  input.series_count = 3;
  assert_number(rated(&input).expected, number("50")); /* 25 + 30 × 10/12 */
  assert_number(rated(&input).progress, number("1"));
}

/* 20 are due by the end of 2022; the 80 that are left in three equal years. */
static void years_without_a_quota_share_what_is_left(void **state) {
  (void)state;
  static const char *const values[] = { "10", "10" };
  rsl_path_figure years[ROOM];
  rsl_path_input input = total_with_quotas(values, 2);
  set_years(&input, years, "10 10 20");
  assert_number(rated(&input).expected, rsl_number_add(number("20"), fraction(80, 3)));
}

/* ---- Stretch ---- */

static void stretch(rsl_path_input *input, rsl_form form, const char *value) {
  input->stretch = (rsl_condition){ .form = form, .value = decimal(value) };
}

static void a_stretch_value_is_told_and_changes_no_rating(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "45");
  set_baseline(&input, "2020", "40");
  set_actual(&input, "2025", "47");
  assert_int_equal(rated(&input).stretch, RSL_STRETCH_NONE);
  stretch(&input, RSL_FORM_AT_LEAST, "50");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  assert_int_equal(rated(&input).stretch, RSL_STRETCH_NOT_REACHED);
  assert_string_equal(say(&input, RSL_LANGUAGE_ENGLISH),
                      "47.0 in 2025 is beyond the target: at least 45; the stretch value, at least 50, is not reached");
  set_actual(&input, "2025", "50");
  assert_int_equal(rated(&input).stretch, RSL_STRETCH_REACHED);
  assert_string_equal(say(&input, RSL_LANGUAGE_VIETNAMESE),
                      "mức 50,0 (2025) vượt chỉ tiêu: ít nhất 45; mức phấn đấu cao hơn, ít nhất 50, đã đạt");
}

static void the_stretch_of_a_total_an_average_and_each_year_is_of_the_same_figure(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  static const rsl_form forms[] = { RSL_FORM_TOTAL, RSL_FORM_AVERAGE_PER_YEAR, RSL_FORM_EACH_YEAR };
  static const char *const wanted[] = { "50", "10", "10" };
  static const char *const more[] = { "55", "11", "11" };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    rsl_path_input input = target(forms[i], wanted[i]);
    input.condition.form = RSL_FORM_AT_LEAST;
    stretch(&input, RSL_FORM_AT_LEAST, more[i]);
    set_years(&input, years, "11 11 11 11 11");
    assert_int_equal(rated(&input).stretch, RSL_STRETCH_REACHED);
    set_years(&input, years, "11 10.9 11 11 11");
    assert_int_equal(rated(&input).stretch, RSL_STRETCH_NOT_REACHED);
  }
}

static void a_stretch_may_be_a_grade(void **state) {
  (void)state;
  rsl_path_input input = graded("2", "1", "2025", "3");
  stretch(&input, RSL_FORM_GRADE_AT_LEAST, "3");
  assert_int_equal(rated(&input).stretch, RSL_STRETCH_REACHED);
  assert_string_equal(
      say(&input, RSL_LANGUAGE_ENGLISH),
      "excellent in 2025 is beyond the target: at least good; the stretch value, at least excellent, is "
      "reached");
}

static void a_sentence_with_a_stretch_is_cut_to_its_buffer_and_ended(void **state) {
  (void)state;
  char small[40];
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "45");
  set_baseline(&input, "2020", "40");
  set_actual(&input, "2025", "47");
  stretch(&input, RSL_FORM_AT_LEAST, "50");
  rsl_path_result result = rated(&input);
  size_t whole =
      strlen("47.0 in 2025 is beyond the target: at least 45; the stretch value, at least 50, is not reached");
  for (size_t size = 0; size <= sizeof small; size++) {
    memset(small, 'x', sizeof small);
    assert_int_equal(rsl_path_sentence(&input, &result, 1, RSL_LANGUAGE_ENGLISH, small, size), whole);
    if (size > 0) assert_int_equal(strlen(small), size - 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_done_is_met_and_no_more),
    cmocka_unit_test(what_was_done_before_is_kept_or_lost),
    cmocka_unit_test(what_is_not_done_is_missed_at_its_end_and_not_rated_before),
    cmocka_unit_test(what_is_to_be_done_by_a_day_is_judged_on_it),
    cmocka_unit_test(a_grade_is_met_or_exceeded_at_the_end),
    cmocka_unit_test(a_grade_on_the_way_is_early_kept_lost_worse_or_cannot_be_told),
    cmocka_unit_test(a_grade_may_be_maintained),
    cmocka_unit_test(a_grade_may_be_asked_of_each_year),
    cmocka_unit_test(what_people_judge_is_not_rated_whatever_the_figures),
    cmocka_unit_test(quotas_say_what_is_expected_by_now),
    cmocka_unit_test(years_without_a_quota_share_what_is_left),
    cmocka_unit_test(a_stretch_value_is_told_and_changes_no_rating),
    cmocka_unit_test(the_stretch_of_a_total_an_average_and_each_year_is_of_the_same_figure),
    cmocka_unit_test(a_stretch_may_be_a_grade),
    cmocka_unit_test(a_sentence_with_a_stretch_is_cut_to_its_buffer_and_ended),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
