/* Targets rated by published methods, and where their figures lead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/progress_input.h"
#include "support/small_world.h"

static void start(small_world *world, const rsl_target *target, const char *const values[3]) {
  static const char *const years[] = { "2020", "2021", "2022" };
  rsl_indicator indicator = indicator_of("X", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_SUM);
  indicator.decimals = 1;
  world_start(world, NULL);
  world_add_indicator(world, &indicator);
  world_add_target(world, target);
  world_finish_plan(world);
  for (int i = 0; i < 3; i++) {
    if (values[i] == NULL) continue;
    world_add(world, "A", "X", years[i], values[i]);
    world_add(world, "B", "X", years[i], "0");
  }
}

static void review_by(small_world *world, rsl_method method, const char *as_of) {
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  rsl_method_options rule;
  assert_int_equal(rsl_method_begin(method, 0, &rule, NULL), RSL_OK);
  options.method = &rule;
  options.as_of = day(as_of);
  world_review_with(world, &options);
}

/* Growth by 8 % a year, 100 to 116.64 in two years, of the 10 % that lead to 161.051 in five: 0.8. */
static void a_method_rates_by_its_own_ratio_between_baseline_and_end(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "161.051");
  start(&world, &target, (const char *const[]){ "100", "50", "116.64" });
  review_by(&world, RSL_METHOD_OPEN_SDG, "2023-06-30");
  assert_row(&world, "X", "2022", RSL_RATING_BEHIND, RSL_REASON_BY_METHOD);
  const rsl_review_row *row = world_row(&world, "X");
  assert_string_equal(row->method, "opensdg");
  assert_near(row->ratio, 0.8);
  assert_string_equal(rsl_class_code(row->rated_as), "moderate_progress");
  assert_near(row->expected, 100 + 61.051 * 2 / 5); /* what is expected is the path's by any method */
  assert_non_null(strstr(row->reason, "opensdg: "));
  assert_non_null(strstr(row->reason, "0.800"));
  world_free(&world);
}

/* 100 to 116.64 is 0.68 of the 24.4 expected on a straight line. */
static void path_tells_its_progress_as_the_ratio(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "161.051");
  start(&world, &target, (const char *const[]){ "100", "50", "116.64" });
  world_review(&world, "2023-06-30");
  const rsl_review_row *row = world_row(&world, "X");
  assert_string_equal(row->method, "path");
  assert_near(row->ratio, 16.64 / 24.4204);
  assert_absent(row->score);
  assert_int_equal(row->rated_as, RSL_CLASS_NONE);
  world_free(&world);
}

/* Measured 100, given 108: 116.64 is growth by √(116.64/108) − 1 = 3.923 %, and 161.051 needs (161.051/108)^(1/5) − 1 =
 * 8.320 %. */
static void a_given_baseline_stands_for_the_measured_one(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "161.051");
  target.baseline_period = period("2020");
  target.has_baseline_value = true;
  target.baseline_value = decimal("108");
  start(&world, &target, (const char *const[]){ "100", "50", "116.64" });
  review_by(&world, RSL_METHOD_OPEN_SDG, "2023-06-30");
  assert_true(world_row(&world, "X")->ratio.real > 0.4714 && world_row(&world, "X")->ratio.real < 0.4716);
  world_free(&world);
}

static void what_has_no_figure_stays_without_by_any_method(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "150");
  start(&world, &target, (const char *const[]){ "100", NULL, NULL });
  review_by(&world, RSL_METHOD_EUROSTAT, "2023-06-30");
  assert_row(&world, "X", "", RSL_RATING_NO_DATA, RSL_REASON_NO_MEASUREMENT);
  world_free(&world);
  start(&world, &target, (const char *const[]){ "100", "104", "105" });
  review_by(&world, RSL_METHOD_EUROSTAT, "2026-06-30"); /* the last figure is not in */
  assert_row(&world, "X", "2022", RSL_RATING_NO_DATA, RSL_REASON_FINAL_FIGURE_MISSING);
  world_free(&world);
}

static void a_published_verdict_is_held_against_the_method_that_rates(void **state) {
  (void)state;
  small_world world;
  const rsl_published verdict = { day("2023-06-27"), RSL_RATING_BEHIND, NULL, NULL };
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "161.051");
  target.published = &verdict;
  target.published_count = 1;
  start(&world, &target, (const char *const[]){ "100", "50", "123" });
  world_review(&world, "2023-06-30"); /* 23 of 24.4: 0.942, behind */
  assert_int_equal(world_row(&world, "X")->flags & RSL_FLAG_PUBLISHED_DIFFERS, 0);
  review_by(&world, RSL_METHOD_OPEN_SDG, "2023-06-30"); /* √1.23 − 1 = 0.109 of 0.1: on track */
  assert_int_equal(world_row(&world, "X")->rating, RSL_RATING_ON_TRACK);
  assert_int_not_equal(world_row(&world, "X")->flags & RSL_FLAG_PUBLISHED_DIFFERS, 0);
  world_free(&world);
}

/* Around the middle year: mean 103, slope (105 − 100) / 2 = 2.5, residuals −0.5, 1, −0.5, so s = √1.5; three years after the
 * last it is 103 + 4 × 2.5 = 113 ± 12.7062 × √1.5 × √(1 + 1/3 + 4²/2) = 47.5425. */
static void the_figures_of_the_term_lead_somewhere_with_an_interval(void **state) {
  (void)state;
  static const struct {
    const char *value;
    rsl_chance chance;
  } targets[] = { { "60", RSL_CHANCE_LIKELY }, { "150", RSL_CHANCE_CANNOT_TELL }, { "200", RSL_CHANCE_UNLIKELY } };
  for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
    small_world world;
    rsl_target target = target_of("X", RSL_FORM_AT_LEAST, targets[i].value);
    start(&world, &target, (const char *const[]){ "100", "104", "105" });
    world_review(&world, "2023-06-30");
    const rsl_review_row *row = world_row(&world, "X");
    assert_string_equal(row->projection_method, "least_squares");
    assert_int_equal(row->trend_figures, 3);
    assert_near(row->projected, 113);
    assert_true(row->projected_low.real > 65.457 && row->projected_low.real < 65.458);
    assert_true(row->projected_high.real > 160.542 && row->projected_high.real < 160.543);
    assert_int_equal(row->chance, targets[i].chance);
    assert_true((strstr(row->reason, "likely") != NULL) == (targets[i].chance != RSL_CHANCE_CANNOT_TELL));
    world_free(&world);
  }
}

static void three_figures_on_one_line_support_no_word(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "150");
  start(&world, &target, (const char *const[]){ "100", "110", "120" });
  world_review(&world, "2023-06-30");
  assert_near(world_row(&world, "X")->projected, 150);
  assert_int_equal(world_row(&world, "X")->chance, RSL_CHANCE_CANNOT_TELL);
  world_free(&world);
  /* Nor do those that are 0.001 off it: ± 12.7062 × 0.001 × √(2/3) × √(28/3) = 0.0317, together less than the 0.1 that is
   * shown. */
  target = target_of("X", RSL_FORM_AT_LEAST, "60");
  start(&world, &target, (const char *const[]){ "100", "110.001", "120" });
  world_review(&world, "2023-06-30");
  assert_true(world_row(&world, "X")->projected_low.real > 149 && world_row(&world, "X")->projected_high.real < 151);
  assert_int_equal(world_row(&world, "X")->chance, RSL_CHANCE_CANNOT_TELL);
  world_free(&world);
}

static void fewer_than_three_figures_or_none_to_come_have_no_outlook(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "150");
  start(&world, &target, (const char *const[]){ "100", NULL, "105" });
  world_add(&world, "A", "X", "2021", "104"); /* one of the two that owe: too thin to be a figure */
  world_review(&world, "2023-06-30");
  assert_absent(world_row(&world, "X")->projected);
  assert_null(world_row(&world, "X")->projection_method);
  assert_int_equal(world_row(&world, "X")->chance, RSL_CHANCE_NONE);
  world_free(&world);
  target.by = period("2022");
  start(&world, &target, (const char *const[]){ "100", "104", "105" });
  world_review(&world, "2023-06-30");
  assert_absent(world_row(&world, "X")->projected);
  world_free(&world);
}

/* Slopes 4, 1 and 2.5, of which 2.5 is in the middle: from 104 in 2021 to 104 + 4 × 2.5 = 114 in 2025, and between slopes of 1
 * and 4 to 108 and 120. That is where the line may lie, not where a figure may: it supports no word. */
static void another_line_may_be_asked_for(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "60");
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  start(&world, &target, (const char *const[]){ "100", "104", "105" });
  options.as_of = day("2023-06-30");
  options.projection = RSL_PROJECTION_THEIL_SEN;
  world_review_with(&world, &options);
  const rsl_review_row *row = world_row(&world, "X");
  assert_string_equal(row->projection_method, "theil_sen");
  assert_near(row->projected, 114);
  assert_near(row->projected_low, 108);
  assert_near(row->projected_high, 120);
  assert_int_equal(row->chance, RSL_CHANCE_CANNOT_TELL);
  world_free(&world);
}

static void a_level_that_is_none_and_a_method_that_is_none_are_refused(void **state) {
  (void)state;
  small_world world;
  rsl_review *review = NULL;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "150");
  start(&world, &target, (const char *const[]){ "100", "104", "105" });
  world_review(&world, "2023-06-30");
  options.level = 1;
  assert_int_equal(rsl_review_run(world.cube, &options, NULL, &review, NULL), RSL_ERR_ARGUMENT);
  assert_null(review);
  options = (rsl_review_options)RSL_REVIEW_OPTIONS_INIT;
  options.projection = RSL_PROJECTION_END;
  assert_int_equal(rsl_review_run(world.cube, &options, NULL, &review, NULL), RSL_ERR_ARGUMENT);
  const rsl_method_options none = { sizeof none, RSL_METHOD_NONE, { { 0 } } };
  options = (rsl_review_options)RSL_REVIEW_OPTIONS_INIT;
  options.method = &none;
  assert_int_equal(rsl_review_run(world.cube, &options, NULL, &review, NULL), RSL_ERR_ARGUMENT);
  world_free(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_method_rates_by_its_own_ratio_between_baseline_and_end),
    cmocka_unit_test(path_tells_its_progress_as_the_ratio),
    cmocka_unit_test(a_given_baseline_stands_for_the_measured_one),
    cmocka_unit_test(what_has_no_figure_stays_without_by_any_method),
    cmocka_unit_test(a_published_verdict_is_held_against_the_method_that_rates),
    cmocka_unit_test(the_figures_of_the_term_lead_somewhere_with_an_interval),
    cmocka_unit_test(three_figures_on_one_line_support_no_word),
    cmocka_unit_test(fewer_than_three_figures_or_none_to_come_have_no_outlook),
    cmocka_unit_test(another_line_may_be_asked_for),
    cmocka_unit_test(a_level_that_is_none_and_a_method_that_is_none_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
