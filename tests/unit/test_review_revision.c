/* Figures that were another when they were first known (R9), and what that makes of a verdict. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/progress_input.h"
#include "support/small_world.h"

static void start(small_world *world, const rsl_target *target) {
  rsl_indicator indicator = indicator_of("X", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_SUM);
  indicator.decimals = 1;
  world_start(world, NULL);
  world_add_indicator(world, &indicator);
  world_add_target(world, target);
  world_finish_plan(world);
}

static void assert_says(const rsl_review_row *row, const char *clause) {
  if (strstr(row->reason, clause) == NULL) fail_msg("no `%s` in `%s`", clause, row->reason);
}

static void assert_nothing_revised(const rsl_review_row *row) {
  assert_int_equal(row->flags & RSL_FLAG_REVISED, 0);
  assert_absent(row->first_known);
  assert_int_equal(row->first_status, 0);
  assert_int_equal(row->first_rating, RSL_RATING_NONE);
}

/* B gave an estimate of 63.2 in December and the final 58.7 in June; A gave 40: 103.2, then 98.7 of at least 100. */
static void start_with_estimate(small_world *world) {
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "100");
  start(world, &target);
  world_add(world, "A", "X", "2020", "40");
  world_add(world, "B", "X", "2020", "10");
  world_add(world, "A", "X", "2025", "40");
  world_revise(world, "B", "X", "2025", "63.2", 'E', 0, "2025-12-31");
  world_revise(world, "B", "X", "2025", "58.7", 'A', 1, "2026-06-15");
}

static void a_target_met_on_the_estimate_and_missed_on_the_final_figure_says_so(void **state) {
  (void)state;
  small_world world;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  start_with_estimate(&world);
  world_review(&world, "2026-06-30");
  const rsl_review_row *row = world_row(&world, "X");
  assert_int_equal(row->rating, RSL_RATING_NEARLY_MET); /* 48.7 of the 50 to go: 0.974 */
  assert_int_equal(row->flags, RSL_FLAG_REVISED);
  assert_number(row->first_known, number("103.2"));
  assert_int_equal(row->first_status, 'E');
  assert_int_equal(row->first_rating, RSL_RATING_EXCEEDED);
  assert_says(row, "; exceeded on the estimate (103.2, E), nearly met on the final figure (98.7, A)");
  options.language = RSL_LANGUAGE_VIETNAMESE;
  options.as_of = day("2026-06-30");
  world_review_with(&world, &options);
  row = world_row(&world, "X");
  assert_says(row, "; vượt theo số ước tính (103,2, E), xấp xỉ đạt theo số chính thức (98,7, A)");
  world_free(&world);
}

static void before_the_revision_was_reported_nothing_is_revised(void **state) {
  (void)state;
  small_world world;
  start_with_estimate(&world);
  world_review(&world, "2026-06-14");
  assert_int_equal(world_row(&world, "X")->rating, RSL_RATING_EXCEEDED);
  assert_nothing_revised(world_row(&world, "X"));
  world_free(&world);
}

/* 101, then 102: more than 100 both times. */
static void a_revision_that_changes_no_rating_is_told_with_the_first_figure(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "100");
  start(&world, &target);
  world_add(&world, "A", "X", "2025", "40");
  world_revise(&world, "B", "X", "2025", "61", 'P', 0, "2026-01-15");
  world_revise(&world, "B", "X", "2025", "62", 'P', 1, "2026-03-15");
  world_review(&world, "2026-06-30");
  const rsl_review_row *row = world_row(&world, "X");
  assert_number(row->first_known, number("101"));
  assert_int_equal(row->first_rating, RSL_RATING_EXCEEDED);
  assert_says(row, "; first known as 101.0 (P)");
  world_free(&world);
}

/* What was not known at first was never known otherwise. */
static void a_figure_that_came_late_is_no_revision(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "100");
  start(&world, &target);
  world_add(&world, "A", "X", "2025", "40");
  world_revise(&world, "B", "X", "2025", NULL, 'O', 0, "2026-01-15");
  world_revise(&world, "B", "X", "2025", "62", 'A', 1, "2026-03-15");
  world_review(&world, "2026-06-30");
  assert_nothing_revised(world_row(&world, "X"));
  world_free(&world);
}

/* 30 a year make 150 in five years, all of it wanted. The 35 that 2022 was first said to have made it 155: exceeded. */
static void a_total_is_held_against_the_sum_of_what_was_first_known(void **state) {
  (void)state;
  static const char *const years[] = { "2021", "2023", "2024", "2025" };
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "150");
  start(&world, &target);
  for (size_t i = 0; i < 4; i++) {
    world_add(&world, "A", "X", years[i], "20");
    world_add(&world, "B", "X", years[i], "10");
  }
  world_add(&world, "A", "X", "2022", "20");
  world_revise(&world, "B", "X", "2022", "15", 0, 0, "2023-01-15");
  world_revise(&world, "B", "X", "2022", "10", 0, 1, "2024-01-15");
  world_review(&world, "2026-01-31");
  const rsl_review_row *row = world_row(&world, "X");
  assert_int_equal(row->rating, RSL_RATING_MET);
  assert_number(row->first_known, number("155"));
  assert_says(row, "; exceeded on the earlier figure (155.0, A), met on the revised figure (150.0, A)");
  world_free(&world);
}

/* At least 30 each year: 2022 was said to have 25 and has 31. The figure shown, of 2023, is what it was. */
static void of_a_yearly_condition_another_year_may_be_revised(void **state) {
  (void)state;
  static const char *const years[] = { "2021", "2023" };
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_EACH_YEAR, "30");
  start(&world, &target);
  for (size_t i = 0; i < 2; i++) {
    world_add(&world, "A", "X", years[i], "20");
    world_add(&world, "B", "X", years[i], "11");
  }
  world_add(&world, "A", "X", "2022", "20");
  world_revise(&world, "B", "X", "2022", "5", 0, 0, "2023-01-15");
  world_revise(&world, "B", "X", "2022", "11", 0, 1, "2023-03-15");
  world_review(&world, "2024-01-31");
  const rsl_review_row *row = world_row(&world, "X");
  assert_int_equal(row->rating, RSL_RATING_ON_TRACK);
  assert_int_equal(row->flags, RSL_FLAG_REVISED);
  assert_int_equal(row->first_rating, RSL_RATING_OFF_TRACK);
  assert_absent(row->first_known);
  assert_says(row, "; off track on the figures first known");
  world_free(&world);
}

/* Growth by 10 % a year leads from 100 to 161.051 in five: 121 after two. 116.64 is growth by 8 %, 0.8 of that. */
static void the_first_figure_is_rated_by_the_method_in_use(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "161.051");
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  rsl_method_options rule;
  start(&world, &target);
  world_add(&world, "A", "X", "2020", "100");
  world_add(&world, "B", "X", "2020", "0");
  world_add(&world, "A", "X", "2022", "0");
  world_revise(&world, "B", "X", "2022", "121", 'E', 0, "2023-01-15");
  world_revise(&world, "B", "X", "2022", "116.64", 'A', 1, "2023-03-15");
  assert_int_equal(rsl_method_begin(RSL_METHOD_OPEN_SDG, 0, &rule, NULL), RSL_OK);
  options.method = &rule;
  options.as_of = day("2023-06-30");
  world_review_with(&world, &options);
  const rsl_review_row *row = world_row(&world, "X");
  assert_int_equal(row->rating, RSL_RATING_BEHIND);
  assert_int_equal(row->first_rating, RSL_RATING_ON_TRACK);
  assert_says(row, "; on track on the estimate (121.0, E), behind on the final figure (116.6, A)");
  world_free(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_target_met_on_the_estimate_and_missed_on_the_final_figure_says_so),
    cmocka_unit_test(before_the_revision_was_reported_nothing_is_revised),
    cmocka_unit_test(a_revision_that_changes_no_rating_is_told_with_the_first_figure),
    cmocka_unit_test(a_figure_that_came_late_is_no_revision),
    cmocka_unit_test(a_total_is_held_against_the_sum_of_what_was_first_known),
    cmocka_unit_test(of_a_yearly_condition_another_year_may_be_revised),
    cmocka_unit_test(the_first_figure_is_rated_by_the_method_in_use),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
