/* Targets: what they refer to, their forms (T4, T6), periods and milestones (T5), fields (T10). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/plan_maker.h"

static rsl_plan *with(const rsl_target *target) {
  rsl_plan *plan = small_plan();
  add_target(plan, target);
  return plan;
}

static void fine(const rsl_target *target) {
  rsl_plan *plan = with(target);
  expect_fine(plan);
  rsl_plan_free(plan);
}

/* ---- What it refers to ---- */

static void a_target_refers_to_unit_indicator_resolution_and_goal(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "100");
  target.goal = "G2";
  target.unit = "D1";
  target.assigned_by = "P1";
  rsl_plan *plan = with(&target);
  expect_fine(plan);
  rsl_target_links links = rsl_plan_target_links(plan, 0);
  assert_int_equal(links.unit, 1);
  assert_int_equal(links.indicator, 0);
  assert_int_equal(links.resolution, 0);
  assert_int_equal(links.goal, 1);
  assert_int_equal(links.field, RSL_NONE);
  assert_int_equal(links.assigned_by, 0);
  rsl_plan_free(plan);
}

static void what_it_refers_to_is_there_and_known(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "100");
  target.unit = NULL;
  expect_problem(with(&target), "missing_member", "targets[0].unit", "a target needs `unit`");
  target = make_target(RSL_FORM_AT_LEAST, "100");
  target.indicator = "PPOP";
  expect_problem(with(&target), "unknown_indicator", "targets[0].indicator",
                 "unknown indicator `PPOP`: did you mean `POP`?");
  target = make_target(RSL_FORM_AT_LEAST, "100");
  target.resolution = "BL-XVI";
  expect_problem(with(&target), "unknown_resolution", "targets[0].resolution",
                 "unknown resolution `BL-XVI`: the plan has `R1`");
  target = make_target(RSL_FORM_AT_LEAST, "100");
  target.goal = "G3";
  expect_problem(with(&target), "unknown_goal", "targets[0].goal",
                 "unknown goal `G3` of resolution `R1`: did you mean `G1`?");
  target = make_target(RSL_FORM_AT_LEAST, "100");
  target.assigned_by = "P2";
  expect_problem(with(&target), "unknown_unit", "targets[0].assigned_by", "unknown unit `P2`: did you mean `P1`?");
}

/* A target's `by` chooses among lives: the last day of 2025 is the second life's. */
static void by_chooses_among_the_lives_of_a_code(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "100");
  add_unit(plan, "C3", "commune", "D1", "", "2025-07-01");
  add_unit(plan, "C3", "commune", "D1", "2025-07-01", "");
  target.unit = "C3";
  add_target(plan, &target);
  target.by = period_of("2024");
  add_target(plan, &target);
  expect_fine(plan);
  assert_int_equal(rsl_plan_target_links(plan, 0).unit, 5);
  assert_int_equal(rsl_plan_target_links(plan, 1).unit, 4);
  rsl_plan_free(plan);
}

/* T10. POOR is of the field culture, G1 of economy. */
static void the_field_is_the_goals_and_a_difference_is_told(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_AT_MOST, "2");
  target.indicator = "POOR";
  rsl_plan *plan = with(&target);
  expect_fine(plan);
  assert_int_equal(rsl_plan_target_links(plan, 0).field, 1);
  rsl_plan_free(plan);
  target.goal = "G1";
  expect_warning(with(&target), "field_differs", "targets[0].goal",
                 "the goal is of the field `economy`, the indicator of `culture`: the target counts under `economy`");
  plan = with(&target);
  assert_int_equal(rsl_plan_finish(plan, NULL, NULL), RSL_OK);
  assert_int_equal(rsl_plan_target_links(plan, 0).field, 0);
  rsl_plan_free(plan);
}

/* ---- Codes and defaults ---- */

static void what_is_not_told_is_the_resolutions(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "100");
  rsl_plan *plan = with(&target);
  expect_fine(plan);
  const rsl_target *finished = rsl_plan_target(plan, 0);
  assert_string_equal(finished->code, "P1:POP:R1:2025");
  assert_int_equal(finished->by.type, RSL_PERIOD_YEAR);
  assert_int_equal(finished->by.index, 2025);
  assert_int_equal(finished->baseline_period.type, RSL_PERIOD_YEAR);
  assert_int_equal(finished->baseline_period.index, 2020);
  assert_int_equal(rsl_plan_find_target(plan, "P1:POP:R1:2025", 14), 0);
  rsl_plan_free(plan);
}

static void a_bare_number_takes_its_sense_from_the_direction(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_TOTAL, "100");
  rsl_plan *plan = with(&target);
  target.indicator = "POOR";
  add_target(plan, &target);
  expect_fine(plan);
  assert_int_equal(rsl_plan_target(plan, 0)->condition.form, RSL_FORM_AT_LEAST);
  assert_int_equal(rsl_plan_target(plan, 1)->condition.form, RSL_FORM_AT_MOST);
  rsl_plan_free(plan);
  target.indicator = "FLAT";
  expect_problem(with(&target), "direction_missing", "targets[0].total",
                 "`total` with a bare number needs a `direction` of the indicator: `increase` or `decrease`");
}

static void a_condition_is_of_its_targets_form(void **state) {
  (void)state;
  static const rsl_form forms[] = { RSL_FORM_ABOVE, RSL_FORM_EXACTLY, RSL_FORM_MULTIPLE_OF_BASELINE,
                                    RSL_FORM_CHANGE_PER_YEAR };
  for (size_t i = 0; i < 4; ++i) {
    rsl_target target = make_target(forms[i], "2");
    rsl_plan *plan = with(&target);
    expect_fine(plan);
    assert_int_equal(rsl_plan_target(plan, 0)->condition.form, forms[i]);
    rsl_plan_free(plan);
  }
  rsl_target target = make_target(RSL_FORM_ABOVE, "2");
  target.condition.form = RSL_FORM_AT_LEAST;
  expect_problem(with(&target), "member_not_of_form", "targets[0].above",
                 "the condition of `above` is of the form `at_least`");
}

static void two_targets_for_the_same_need_codes(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "100");
  rsl_plan *plan = with(&target);
  add_target(plan, &target);
  expect_problem(plan, "duplicate_target", "targets[1].code",
                 "targets[0] is for the same unit, indicator, resolution and `by`: give both a `code`");
  target.code = "T1";
  plan = with(&target);
  target.code = "T2";
  add_target(plan, &target);
  expect_fine(plan);
  assert_int_equal(rsl_plan_find_target(plan, "T2", 2), 1);
  rsl_plan_free(plan);
  plan = with(&target);
  add_target(plan, &target);
  expect_problem(plan, "duplicate_target", "targets[1].code",
                 "code `T2` is that of targets[0] already: give each its own");
}

/* ---- Forms ---- */

static void a_target_has_a_form(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_NONE, "100");
  expect_problem(with(&target), "missing_member", "targets[0]", "a target needs one form, as `\"at_least\": 80`");
}

static void a_bound_points_the_indicators_way(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_AT_MOST, "100");
  expect_problem(with(&target), "against_direction", "targets[0].at_most",
                 "`at_most` is against the indicator's direction, `increase`: use `at_least`, or mend the direction");
  target.form = RSL_FORM_ABOVE;
  target.indicator = "POOR";
  expect_problem(with(&target), "against_direction", "targets[0].above",
                 "`above` is against the indicator's direction, `decrease`: use `at_most`, or mend the direction");
  target.form = RSL_FORM_BELOW;
  fine(&target);
}

/* T4: a direction of `none` allows only between, exactly, about with tolerance, maintain. */
static void without_a_direction_few_forms_are_possible(void **state) {
  (void)state;
  static const rsl_form refused[] = { RSL_FORM_AT_LEAST, RSL_FORM_ABOVE,           RSL_FORM_AT_MOST,
                                      RSL_FORM_BELOW,    RSL_FORM_ABOUT,           RSL_FORM_MULTIPLE_OF_BASELINE,
                                      RSL_FORM_TOTAL,    RSL_FORM_CHANGE_PER_YEAR, RSL_FORM_EACH_YEAR };
  rsl_target target = make_target(RSL_FORM_NONE, "2");
  target.indicator = "FLAT";
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; ++i) {
    target.form = refused[i];
    assert_int_equal(count_problems(with(&target), "direction_missing"), 1);
  }
  target.form = RSL_FORM_EXACTLY;
  fine(&target);
  target.form = RSL_FORM_MAINTAIN;
  fine(&target);
  target.form = RSL_FORM_ABOUT;
  target.condition.has_tolerance = true;
  fine(&target);
  target.condition.has_tolerance = false;
  target.condition.is_range = true;
  target.condition.upper = decimal_of("3");
  fine(&target);
  target.form = RSL_FORM_BETWEEN;
  fine(&target);
}

static void a_range_is_two_numbers_in_order(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_BETWEEN, "7");
  expect_problem(with(&target), "bad_range", "targets[0].between", "`between` takes two numbers, as `[6.5, 7]`");
  target.condition.is_range = true;
  target.condition.upper = decimal_of("6.99");
  expect_problem(with(&target), "bad_range", "targets[0].between",
                 "the range [7, 6.99] is empty: the lower number comes first");
  target.condition.upper = decimal_of("7.0");
  fine(&target);
  target.form = RSL_FORM_AT_LEAST;
  expect_problem(with(&target), "bad_range", "targets[0].at_least", "`at_least` takes one number: `between` takes two");
}

static void a_tolerance_belongs_to_about_one_number(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_ABOUT, "45");
  target.condition.has_tolerance = true;
  target.condition.tolerance = decimal_of("-0.5");
  expect_problem(with(&target), "bad_tolerance", "targets[0].about", "`tolerance` -0.5 is below 0");
  target.condition.tolerance = decimal_of("0.5");
  fine(&target);
  target.condition.is_range = true;
  target.condition.upper = decimal_of("46");
  expect_problem(with(&target), "bad_tolerance", "targets[0].about",
                 "`about` with two numbers is that range: leave `tolerance` 0.5 out");
  target.condition.is_range = false;
  target.form = RSL_FORM_AT_LEAST;
  expect_problem(with(&target), "bad_tolerance", "targets[0].at_least",
                 "`tolerance` belongs to `about`, not to `at_least`");
}

static void a_change_points_the_indicators_way(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_CHANGE_PER_YEAR, "-0.25");
  expect_problem(with(&target), "against_direction", "targets[0].change_per_year",
                 "a change of -0.25 per year is against the indicator's direction, `increase`");
  target.indicator = "POOR";
  fine(&target);
  target.condition.value = decimal_of("0.25");
  expect_problem(with(&target), "against_direction", "targets[0].change_per_year",
                 "a change of 0.25 per year is against the indicator's direction, `decrease`");
}

static void a_multiple_points_the_indicators_way(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_MULTIPLE_OF_BASELINE, "2.5");
  fine(&target);
  target.condition.value = decimal_of("0.5");
  expect_problem(with(&target), "against_direction", "targets[0].multiple_of_baseline",
                 "0.5 times the baseline is against the indicator's direction, `increase`");
  /* Half of a deficit of -10 is -5: more. */
  target.has_baseline_value = true;
  target.baseline_value = decimal_of("-10");
  fine(&target);
  target.condition.value = decimal_of("0");
  expect_problem(with(&target), "bad_value", "targets[0].multiple_of_baseline",
                 "`multiple_of_baseline` 0 is not above 0");
}

static void some_forms_are_reckoned_from_a_baseline(void **state) {
  (void)state;
  static const rsl_form forms[] = { RSL_FORM_MAINTAIN, RSL_FORM_MULTIPLE_OF_BASELINE, RSL_FORM_CHANGE_PER_YEAR,
                                    RSL_FORM_AVERAGE_PER_YEAR };
  for (size_t i = 0; i < 4; ++i) {
    rsl_plan *plan = small_plan();
    rsl_target target = make_target(forms[i], "2");
    if (forms[i] == RSL_FORM_AVERAGE_PER_YEAR) target.average_of = RSL_AVERAGE_OF_LEVEL;
    add_resolution(plan, "R2", "2021", "2025", "", NULL);
    target.resolution = "R2";
    add_target(plan, &target);
    assert_int_equal(count_problems(plan, "baseline_missing"), 1);
  }
  /* T3: averages of rates, totals and yearly conditions need none. */
  rsl_plan *plan = small_plan();
  rsl_target target = make_target(RSL_FORM_AVERAGE_PER_YEAR, "7");
  add_resolution(plan, "R2", "2021", "2025", "", NULL);
  target.resolution = "R2";
  target.average_of = RSL_AVERAGE_OF_RATE;
  add_target(plan, &target);
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void an_average_says_of_what(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_AVERAGE_PER_YEAR, "7");
  expect_problem(with(&target), "missing_member", "targets[0].average_per_year.of",
                 "`average_per_year` needs `of`: `rate` where figures are growth rates, `level` where the level grows");
  target.average_of = RSL_AVERAGE_OF_LEVEL;
  target.average_mean = RSL_MEAN_ARITHMETIC;
  expect_problem(with(&target), "member_not_of_form", "targets[0].average_per_year.mean",
                 "growth of a level is compound: `mean` `arithmetic` belongs to `of` `rate`");
  target = make_target(RSL_FORM_TOTAL, "7");
  target.average_of = RSL_AVERAGE_OF_RATE;
  expect_problem(with(&target), "member_not_of_form", "targets[0].total",
                 "`of` and `mean` belong to `average_per_year`, not to `total`");
}

static void what_stands_inside_a_form_over_the_term_is_one_of_the_listed(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_EACH_YEAR, "80");
  target.condition.form = RSL_FORM_EXACTLY;
  fine(&target);
  target.form = RSL_FORM_TOTAL;
  expect_problem(with(&target), "member_not_of_form", "targets[0].total", "`exactly` cannot stand inside `total`");
  target.condition.form = RSL_FORM_MAINTAIN;
  expect_problem(with(&target), "member_not_of_form", "targets[0].total", "`maintain` cannot stand inside `total`");
  target.condition.form = RSL_FORM_AT_MOST;
  expect_problem(with(&target), "against_direction", "targets[0].total.at_most",
                 "`at_most` is against the indicator's direction, `increase`: use `at_least`, or mend the direction");
}

/* ---- Periods ---- */

static void the_baseline_ends_before_by(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "100");
  target.baseline_period = period_of("2025");
  expect_problem(with(&target), "baseline_not_before_by", "targets[0].baseline.period",
                 "the baseline 2025 does not end before `by` 2025");
  target.baseline_period = period_of("2024");
  fine(&target);
}

static void a_baselines_value_needs_its_period(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "100");
  add_resolution(plan, "R2", "2021", "2025", "", NULL);
  target.resolution = "R2";
  target.has_baseline_value = true;
  add_target(plan, &target);
  expect_problem(plan, "missing_member", "targets[0].baseline.period",
                 "a baseline needs its `period`, here or as the resolution's `baseline`");
}

static void by_is_of_a_type_that_figures_can_reach(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "100");
  target.by = period_of("2025-Q2");
  expect_warning(with(&target), "by_finer_than_frequency", "targets[0].by",
                 "`by` is a quarter, but the indicator is measured by the year only");
  rsl_plan *plan = small_plan();
  rsl_indicator monthly = make_indicator("M", RSL_RULE_SUM, RSL_DIRECTION_INCREASE);
  monthly.frequency = RSL_PERIOD_MONTH;
  target = make_target(RSL_FORM_AT_LEAST, "100");
  target.indicator = "M";
  add_indicator(plan, &monthly);
  add_target(plan, &target);
  expect_warning(plan, "time_rule_missing", "targets[0].by",
                 "`by` is a year and the indicator `M` is measured by the month: without its `time` there is no figure "
                 "to review");
}

static void odd_dates_are_told(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_TOTAL, "100");
  target.by = period_of("2020");
  target.baseline_period = period_of("2019");
  expect_warning(with(&target), "by_outside_term", "targets[0].by",
                 "`by` 2020 is over before the resolution's term begins");
  target = make_target(RSL_FORM_TOTAL, "100");
  target.adopted = day_of("2026-01-01");
  expect_warning(with(&target), "adopted_after_end", "targets[0].adopted", "the target is adopted after its end, 2025");
}

/* ---- Milestones ---- */

static void milestones_lead_from_the_baseline_to_by(void **state) {
  (void)state;
  rsl_milestone milestones[] = { { period_of("2022"), { 10, 0 } }, { period_of("2023"), { 20, 0 } } };
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "100");
  target.milestones = milestones;
  target.milestone_count = 2;
  fine(&target);
  milestones[1].period = period_of("2022");
  expect_problem(with(&target), "milestone_order", "targets[0].milestones[1].period",
                 "milestone 2022 does not end after the one before it, 2022");
  milestones[1].period = period_of("2025");
  expect_problem(with(&target), "milestone_order", "targets[0].milestones[1].period",
                 "milestone 2025 does not end before `by` 2025, where the target itself stands");
  milestones[0].period = period_of("2020");
  expect_problem(with(&target), "milestone_order", "targets[0].milestones[0].period",
                 "milestone 2020 does not end after the baseline 2020");
  milestones[0].period = period_of("");
  expect_problem(with(&target), "missing_member", "targets[0].milestones[0].period", "a milestone needs `period`");
}

static void a_trajectory_and_its_milestones_belong_together(void **state) {
  (void)state;
  const rsl_milestone milestones[] = { { period_of("2022"), { 10, 0 } } };
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "100");
  target.trajectory = RSL_TRAJECTORY_MILESTONES;
  expect_problem(with(&target), "missing_member", "targets[0].milestones",
                 "the trajectory `milestones` needs `milestones`");
  target.trajectory = RSL_TRAJECTORY_LINEAR;
  target.milestones = milestones;
  target.milestone_count = 1;
  expect_warning(with(&target), "milestones_unused", "targets[0].trajectory",
                 "the milestones are not used by a trajectory of this kind");
  target.form = RSL_FORM_EACH_YEAR; /* T6: it has no path */
  target.condition.form = RSL_FORM_AT_LEAST;
  target.trajectory = RSL_TRAJECTORY_DEFAULT;
  expect_warning(with(&target), "milestones_unused", "targets[0].trajectory",
                 "the milestones are not used: `each_year` has no path");
}

static void the_path_of_a_total_begins_at_0_and_is_not_compound(void **state) {
  (void)state;
  rsl_target target = make_target(RSL_FORM_TOTAL, "100");
  target.condition.form = RSL_FORM_AT_LEAST;
  target.trajectory = RSL_TRAJECTORY_COMPOUND;
  expect_problem(with(&target), "bad_trajectory", "targets[0].trajectory",
                 "the path of a `total` begins at 0, from where nothing grows: it is `linear` or has `milestones`");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_target_refers_to_unit_indicator_resolution_and_goal),
    cmocka_unit_test(what_it_refers_to_is_there_and_known),
    cmocka_unit_test(by_chooses_among_the_lives_of_a_code),
    cmocka_unit_test(the_field_is_the_goals_and_a_difference_is_told),
    cmocka_unit_test(what_is_not_told_is_the_resolutions),
    cmocka_unit_test(a_bare_number_takes_its_sense_from_the_direction),
    cmocka_unit_test(a_condition_is_of_its_targets_form),
    cmocka_unit_test(two_targets_for_the_same_need_codes),
    cmocka_unit_test(a_target_has_a_form),
    cmocka_unit_test(a_bound_points_the_indicators_way),
    cmocka_unit_test(without_a_direction_few_forms_are_possible),
    cmocka_unit_test(a_range_is_two_numbers_in_order),
    cmocka_unit_test(a_tolerance_belongs_to_about_one_number),
    cmocka_unit_test(a_change_points_the_indicators_way),
    cmocka_unit_test(a_multiple_points_the_indicators_way),
    cmocka_unit_test(some_forms_are_reckoned_from_a_baseline),
    cmocka_unit_test(an_average_says_of_what),
    cmocka_unit_test(what_stands_inside_a_form_over_the_term_is_one_of_the_listed),
    cmocka_unit_test(the_baseline_ends_before_by),
    cmocka_unit_test(a_baselines_value_needs_its_period),
    cmocka_unit_test(by_is_of_a_type_that_figures_can_reach),
    cmocka_unit_test(odd_dates_are_told),
    cmocka_unit_test(milestones_lead_from_the_baseline_to_by),
    cmocka_unit_test(a_trajectory_and_its_milestones_belong_together),
    cmocka_unit_test(the_path_of_a_total_begins_at_0_and_is_not_compound),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
