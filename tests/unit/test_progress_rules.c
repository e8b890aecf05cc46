/* What a rating rule may change of the verdicts: cuts, names, nearness, and at which digits is compared (T7). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/progress_input.h"

enum { ROOM = 8, SENTENCE = 256 };

static rsl_path_input at_least(const char *value, const char *baseline, const char *when, const char *actual) {
  rsl_path_input input = target(RSL_FORM_AT_LEAST, value);
  set_baseline(&input, "2020", baseline);
  set_actual(&input, when, actual);
  return input;
}

static rsl_path_input at_most(const char *value, const char *baseline, const char *when, const char *actual) {
  rsl_path_input input = at_least(value, baseline, when, actual);
  input.form = input.condition.form = RSL_FORM_AT_MOST;
  input.direction = RSL_DIRECTION_DECREASE;
  return input;
}

static void nearly_by(rsl_path_input *input, rsl_nearness nearness, const char *value) {
  input->rule.nearness = nearness;
  input->rule.nearly_met = decimal(value);
}

static void a_rule_moves_the_cuts(void **state) {
  (void)state;
  rsl_path_input input = at_least("50", "40", "2022", "43"); /* 3 of the 4 expected: 0.75 */
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
  input.rule.on_track = decimal("0.75");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  input.rule.on_track = decimal("0.9");
  input.rule.behind = decimal("0.76");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_PROGRESS_OFF_TRACK);
}

static void beyond_may_be_no_more_than_met(void **state) {
  (void)state;
  rsl_path_input input = at_least("50", "40", "2025", "51");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  input.rule.beyond_is_met = true;
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_BEYOND_TARGET);
  set_actual(&input, "2022", "51");
  assert_rating(&input, RSL_RATING_MET_EARLY, RSL_REASON_BEYOND_EARLY);
}

static void inside_may_be_exceeded_already(void **state) {
  (void)state;
  rsl_path_input input = at_least("50", "40", "2025", "50");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  input.rule.inside_is_exceeded = true;
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_REACHED_TARGET);
  set_actual(&input, "2022", "50");
  assert_rating(&input, RSL_RATING_EXCEEDED_EARLY, RSL_REASON_REACHED_EARLY);
}

static void the_names_hold_for_totals_averages_and_yearly_conditions_too(void **state) {
  (void)state;
  static const rsl_form forms[] = { RSL_FORM_TOTAL, RSL_FORM_AVERAGE_PER_YEAR, RSL_FORM_EACH_YEAR };
  static const char *const wanted[] = { "50", "10", "10" };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    rsl_path_figure years[ROOM];
    rsl_path_input input = target(forms[i], wanted[i]);
    input.condition.form = RSL_FORM_AT_LEAST;
    set_years(&input, years, "11 11 11 11 11");
    assert_int_equal(rated(&input).rating, RSL_RATING_EXCEEDED);
    input.rule.beyond_is_met = true;
    assert_int_equal(rated(&input).rating, RSL_RATING_MET);
    set_years(&input, years, "10 10 10 10 10");
    input.rule.inside_is_exceeded = true;
    assert_int_equal(rated(&input).rating, RSL_RATING_EXCEEDED);
  }
}

/* 49.5 of 50 is 0.99 of the level; of the way from 40 it is 9.5 of 10. */
static void nearly_met_may_be_a_share_of_the_level(void **state) {
  (void)state;
  rsl_path_input input = at_least("50", "49", "2025", "49.5"); /* half the way */
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  nearly_by(&input, RSL_NEARNESS_LEVEL, "0.99");
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  set_actual(&input, "2025", "49.49");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  set_baseline(&input, "2020", NULL); /* a share of the level needs no way */
  set_actual(&input, "2025", "49.5");
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
}

/* Under a cap of 4.95 the cap is 0.99 of 5. */
static void under_a_cap_the_share_is_that_of_the_cap_in_the_figure(void **state) {
  (void)state;
  rsl_path_input input = at_most("4.95", "5.01", "2025", "5");
  nearly_by(&input, RSL_NEARNESS_LEVEL, "0.99");
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  set_actual(&input, "2025", "5.001");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  input = at_most("0", "5", "2025", "0.1"); /* of nothing there is no share */
  nearly_by(&input, RSL_NEARNESS_LEVEL, "0.99");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
}

static void nearly_met_may_be_a_distance(void **state) {
  (void)state;
  rsl_path_input input = at_least("50", "49", "2025", "49.9");
  nearly_by(&input, RSL_NEARNESS_WITHIN, "0.1");
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  set_actual(&input, "2025", "49.89");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  input = at_most("0", "5", "2025", "0.1");
  nearly_by(&input, RSL_NEARNESS_WITHIN, "0.1");
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
}

static void an_average_and_a_total_are_near_by_a_distance_too(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = target(RSL_FORM_AVERAGE_PER_YEAR, "7");
  input.condition.form = RSL_FORM_AT_LEAST;
  input.average_mean = RSL_MEAN_ARITHMETIC;
  nearly_by(&input, RSL_NEARNESS_WITHIN, "0.2");
  set_years(&input, years, "7 7 7 7 6"); /* 34 / 5 = 6.8 */
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  set_years(&input, years, "7 7 7 7 5.9");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  input = target(RSL_FORM_TOTAL, "50");
  input.condition.form = RSL_FORM_AT_LEAST;
  nearly_by(&input, RSL_NEARNESS_WITHIN, "1");
  set_years(&input, years, "10 10 10 10 9");
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  set_years(&input, years, "10 10 10 10 8");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
}

/* 49.95 is shown as 50.0: it meets 50, but is not beyond it; its numbers stay exact. */
static void a_rule_may_compare_what_is_shown(void **state) {
  (void)state;
  rsl_path_input input = at_least("50", "40", "2025", "49.95");
  input.decimals = 1;
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  input.rule.compare_shown = true;
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  assert_number(rated(&input).actual.value, number("49.95"));
  assert_number(rated(&input).gap, number("-0.05"));
  set_actual(&input, "2025", "50.04");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_actual(&input, "2025", "50.05");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
}

/* 43.78 of the 44 expected is 0.945 of the way, 43.8 is 0.95. */
static void what_is_expected_is_compared_as_it_is_shown_too(void **state) {
  (void)state;
  rsl_path_input input = at_least("50", "40", "2022", "43.78");
  input.decimals = 1;
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
  input.rule.compare_shown = true;
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
}

/* What is seen is the value to reach, 9.625 - 5 × 0.5 = 7.125, and where the path stands, not what the baseline as it is
 * shown would make of them: 10 - 2.5 = 7.5. */
static void the_value_to_reach_and_the_path_are_rounded_once(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_CHANGE_PER_YEAR, "-0.5");
  input.direction = RSL_DIRECTION_DECREASE;
  input.rule.compare_shown = true;
  set_baseline(&input, "2020", "9.625");
  set_actual(&input, "2025", "7.5"); /* 8, and 7 is asked */
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  set_actual(&input, "2025", "7.4");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  input =
      at_least("46.4", "40.4", "2021", "40.9"); /* 41 of the 40.4 + 6/5 = 41.6, shown as 42, from 40: half of the way */
  input.decimals = 0;
  input.rule.compare_shown = true;
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_PROGRESS_OFF_TRACK);
  assert_number(rated(&input).progress, number("0.5"));
}

static void totals_averages_and_yearly_conditions_are_compared_as_shown_too(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  static const rsl_form forms[] = { RSL_FORM_TOTAL, RSL_FORM_AVERAGE_PER_YEAR, RSL_FORM_EACH_YEAR };
  static const char *const wanted[] = { "50", "10", "10" };
  static const char *const figures[] = { "10 10 10 10 9.996", "10 10 10 10 9.996", "10 10 10 10 9.996" };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    rsl_path_input input = target(forms[i], wanted[i]);
    input.condition.form = RSL_FORM_AT_LEAST;
    input.decimals = 1;
    set_years(&input, years, figures[i]);
    assert_int_not_equal(rated(&input).rating, RSL_RATING_MET);
    input.rule.compare_shown = true;
    assert_int_equal(rated(&input).rating, RSL_RATING_MET);
  }
}

static void a_sentence_says_what_near_is(void **state) {
  (void)state;
  char sentence[SENTENCE];
  rsl_path_input input = at_least("50", "49", "2025", "49.5");
  nearly_by(&input, RSL_NEARNESS_LEVEL, "0.99");
  rsl_path_result result = rated(&input);
  (void)rsl_path_sentence(&input, &result, 1, RSL_LANGUAGE_ENGLISH, sentence, sizeof sentence);
  assert_string_equal(sentence, "49.5 in 2025 comes near the target, at least 50; nearly met needs 0.99 of it");
  nearly_by(&input, RSL_NEARNESS_WITHIN, "0.5");
  result = rated(&input);
  (void)rsl_path_sentence(&input, &result, 1, RSL_LANGUAGE_VIETNAMESE, sentence, sizeof sentence);
  assert_string_equal(sentence, "mức 49,5 (2025) gần đến chỉ tiêu, ít nhất 50; xấp xỉ đạt là cách không quá 0,5");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_rule_moves_the_cuts),
    cmocka_unit_test(beyond_may_be_no_more_than_met),
    cmocka_unit_test(inside_may_be_exceeded_already),
    cmocka_unit_test(the_names_hold_for_totals_averages_and_yearly_conditions_too),
    cmocka_unit_test(nearly_met_may_be_a_share_of_the_level),
    cmocka_unit_test(under_a_cap_the_share_is_that_of_the_cap_in_the_figure),
    cmocka_unit_test(nearly_met_may_be_a_distance),
    cmocka_unit_test(an_average_and_a_total_are_near_by_a_distance_too),
    cmocka_unit_test(a_rule_may_compare_what_is_shown),
    cmocka_unit_test(what_is_expected_is_compared_as_it_is_shown_too),
    cmocka_unit_test(the_value_to_reach_and_the_path_are_rounded_once),
    cmocka_unit_test(totals_averages_and_yearly_conditions_are_compared_as_shown_too),
    cmocka_unit_test(a_sentence_says_what_near_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
