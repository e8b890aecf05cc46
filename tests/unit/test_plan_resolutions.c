/* Resolutions and their goals; successions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "plan/fraction.h"
#include "plan/links.h"
#include "support/plan_maker.h"

/* ---- Resolutions ---- */

static rsl_plan *with_term(const char *from, const char *to, const char *baseline) {
  rsl_plan *plan = small_plan();
  add_resolution(plan, "R2", from, to, baseline, NULL);
  return plan;
}

static void a_term_begins_before_it_ends(void **state) {
  (void)state;
  expect_problem(with_term("2025", "2021", ""), "period_order", "resolutions[1].to", "`to` 2021 is before `from` 2025");
  expect_problem(with_term("2021", "2025-Q4", ""), "period_types_differ", "resolutions[1].to",
                 "`from` 2021 and `to` 2025-Q4 are periods of different types");
  expect_problem(with_term("", "2025", ""), "missing_member", "resolutions[1].from",
                 "a resolution needs `from`, the first period of its targets");
  expect_problem(with_term("2021", "", ""), "missing_member", "resolutions[1].to",
                 "a resolution needs `to`, the last period of its targets");
  rsl_plan *plan = with_term("2021", "2021", "");
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void a_baseline_is_before_the_term(void **state) {
  (void)state;
  expect_problem(with_term("2021", "2025", "2025"), "period_order", "resolutions[1].baseline",
                 "`baseline` 2025 does not end before `to` 2025");
  expect_warning(with_term("2021", "2025", "2021"), "baseline_inside_term", "resolutions[1].baseline",
                 "`baseline` 2021 is not before `from` 2021");
}

static void a_resolution_adopted_after_its_term_is_told(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  resolution.code = "R2";
  resolution.unit = "P1";
  resolution.from = resolution.to = period_of("2021");
  resolution.adopted = day_of("2022-01-01");
  assert_int_equal(rsl_plan_add_resolution(plan, &resolution), RSL_OK);
  expect_warning(plan, "adopted_after_end", "resolutions[1].adopted",
                 "the resolution is adopted after its last period, 2021");
}

static void a_resolution_is_adopted_by_a_unit(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  resolution.code = "R2";
  resolution.from = resolution.to = period_of("2021");
  assert_int_equal(rsl_plan_add_resolution(plan, &resolution), RSL_OK);
  expect_problem(plan, "missing_member", "resolutions[1].unit", "a resolution needs `unit`, whose congress adopted it");
}

/* The life that the congress was of: the code's later life is another unit. */
static void the_day_of_adoption_chooses_among_lives(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  add_unit(plan, "C3", "commune", "D1", "", "2025-07-01");
  add_unit(plan, "C3", "commune", "D1", "2025-07-01", "");
  resolution.code = "R2";
  resolution.unit = "C3";
  resolution.from = period_of("2021");
  resolution.to = period_of("2025");
  assert_int_equal(rsl_plan_add_resolution(plan, &resolution), RSL_OK);
  resolution.code = "R3";
  resolution.adopted = day_of("2025-08-15");
  assert_int_equal(rsl_plan_add_resolution(plan, &resolution), RSL_OK);
  expect_fine(plan);
  assert_int_equal(rsl_plan_resolution_unit(plan, 1), 4);
  assert_int_equal(rsl_plan_resolution_unit(plan, 2), 5);
  rsl_plan_free(plan);
}

static rsl_plan *with_goals(const rsl_goal *goals, size_t count) {
  rsl_plan *plan = small_plan();
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  resolution.code = "R2";
  resolution.unit = "P1";
  resolution.from = resolution.to = period_of("2021");
  resolution.goals = goals;
  resolution.goal_count = count;
  assert_int_equal(rsl_plan_add_resolution(plan, &resolution), RSL_OK);
  return plan;
}

static void a_goal_has_its_own_code_inside_its_resolution(void **state) {
  (void)state;
  const rsl_goal goals[] = { { .code = "G1", .field = "culture" },
                             { .code = "G1" },
                             { .code = "G3", .field = "cultur" } };
  rsl_plan *plan = with_goals(goals, 1);
  expect_fine(plan);
  assert_int_equal(rsl_plan_goal_field(plan, 0, 0), 0);
  assert_int_equal(rsl_plan_goal_field(plan, 1, 0), 1);
  assert_int_equal(rsl_plan_goal_field(plan, 1, 1), RSL_NONE);
  rsl_plan_free(plan);
  expect_problem(with_goals(goals, 2), "duplicate_goal", "resolutions[1].goals[1].code",
                 "the resolution has a goal `G1` already: give each its own code");
  expect_problem(with_goals(goals, 3), "unknown_field", "resolutions[1].goals[2].field",
                 "unknown field `cultur`: did you mean `culture`?");
}

/* A commune's plan need not hold the Centre's resolution. */
static void a_superiors_resolution_may_be_written_elsewhere(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_resolution(plan, "R2", "2021", "2025", "", "TW-XIII");
  expect_warning(plan, "unknown_resolution", "resolutions[1].concretises",
                 "unknown resolution `TW-XIII`: the plan has `R1`, `R2`");
}

static void resolutions_do_not_concretise_one_another(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_resolution(plan, "R2", "2021", "2025", "", "R3");
  add_resolution(plan, "R3", "2021", "2025", "", "R2");
  expect_problem(plan, "resolution_cycle", "resolutions[1].concretises",
                 "resolution `R2` concretises itself, by way of `R3`: break the circle");
}

/* ---- Successions ---- */

/* A3 goes on; those of A1 and A2 that are named end on 2025-07-01, those of B1, B2, B3 begin then. */
static rsl_plan *plan_of_a_change(const char *ending, const char *beginning) {
  rsl_plan *plan = plan_of_levels();
  char code[] = "??";
  add_unit(plan, "P", "province", NULL, "", "");
  add_unit(plan, "A3", "commune", "P", "", "");
  for (const char *number = ending; *number != '\0'; ++number) {
    code[0] = 'A';
    code[1] = *number;
    add_unit(plan, code, "commune", "P", "", "2025-07-01");
  }
  for (const char *number = beginning; *number != '\0'; ++number) {
    code[0] = 'B';
    code[1] = *number;
    add_unit(plan, code, "commune", "P", "2025-07-01", "");
  }
  return plan;
}

static rsl_plan *plan_of_a_merger(void) {
  return plan_of_a_change("12", "123");
}

static void a_merger_needs_no_shares(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_change("12", "1");
  add_succession(plan, "A1", "B1", "2025-07-01", NULL);
  add_succession(plan, "A2", "B1", "2025-07-01", NULL);
  expect_fine(plan);
  rsl_plan_free(plan);
}

/* 1/3 + 1/3 + 1/3 is 1 exactly; 0.33 three times is not. */
static void shares_of_a_split_add_to_exactly_1(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_change("1", "123");
  for (int i = 1; i <= 3; ++i) {
    const char successor[] = { 'B', (char)('0' + i), '\0' };
    add_succession(plan, "A1", successor, "2025-07-01", "1/3");
  }
  expect_fine(plan);
  rsl_plan_free(plan);
  plan = plan_of_a_merger();
  for (int i = 1; i <= 3; ++i) {
    const char successor[] = { 'B', (char)('0' + i), '\0' };
    add_succession(plan, "A1", successor, "2025-07-01", "0.33");
  }
  expect_problem(plan, "shares_not_one", "successions[0].share",
                 "the shares of unit `A1` add up to less than 1 (99/100): they must add to exactly 1");
}

static void shares_above_1_and_alone_are_refused(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_merger();
  add_succession(plan, "A1", "B1", "2025-07-01", "0.75");
  add_succession(plan, "A1", "B2", "2025-07-01", "1/2");
  expect_problem(plan, "shares_not_one", "successions[0].share",
                 "the shares of unit `A1` add up to more than 1 (5/4 or more): they must add to exactly 1");
  plan = plan_of_a_merger();
  add_succession(plan, "A1", "B1", "2025-07-01", "0.5");
  assert_int_equal(count_problems(plan, "shares_not_one"), 1);
}

static void a_share_is_a_number_above_0_and_up_to_1(void **state) {
  (void)state;
  static const char *const bad[] = { "0", "-0.5", "1.5", "3/2", "0/3", "1/0", "1/", "/3", "25%", "a", "1/3/4", "0,5" };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
    rsl_plan *plan = plan_of_a_merger();
    add_succession(plan, "A1", "B1", "2025-07-01", bad[i]);
    assert_int_equal(count_problems(plan, "bad_share"), 1);
  }
}

static void shares_are_told_for_all_parts_or_for_none(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_merger();
  add_succession(plan, "A1", "B1", "2025-07-01", "0.5");
  add_succession(plan, "A1", "B2", "2025-07-01", NULL);
  expect_problem(plan, "shares_incomplete", "successions[1]",
                 "the successors of unit `A1` are not told alike: give each a `share`, or each the same `basis`");
}

static rsl_plan *split_by(const char *first, const char *second, const char *share) {
  rsl_plan *plan = plan_of_a_change("1", "12");
  rsl_indicator population = make_indicator("POP", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  rsl_succession succession = make_succession("A1", "B1", "2025-07-01", share);
  add_indicator(plan, &population);
  succession.basis = first;
  assert_int_equal(rsl_plan_add_succession(plan, &succession), RSL_OK);
  succession.successor = "B2";
  succession.basis = second;
  assert_int_equal(rsl_plan_add_succession(plan, &succession), RSL_OK);
  return plan;
}

static void a_basis_is_an_indicator_or_equal(void **state) {
  (void)state;
  rsl_plan *plan = split_by("POP", "POP", NULL);
  expect_fine(plan);
  rsl_plan_free(plan);
  plan = split_by("equal", "equal", NULL);
  expect_fine(plan);
  rsl_plan_free(plan);
  expect_problem(split_by("POP", "equal", NULL), "shares_incomplete", "successions[1]",
                 "the successors of unit `A1` are not told alike: give each a `share`, or each the same `basis`");
  expect_problem(split_by("POPP", "POPP", NULL), "unknown_indicator", "successions[0].basis",
                 "unknown indicator `POPP`: did you mean `POP`?");
  expect_problem(split_by("POP", "POP", "0.5"), "share_and_basis", "successions[0].basis",
                 "a succession has `share` or `basis`, not both");
}

static void a_unit_ends_or_names_itself(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_merger();
  add_succession(plan, "A3", "B1", "2025-07-01", NULL);
  expect_problem(plan, "unit_does_not_end", "successions[0].on",
                 "unit `A3` is valid after 2025-07-01 too: end it (`to`) on this day, or name it among its own "
                 "successors");
  plan = plan_of_a_change("", "1");
  add_succession(plan, "A3", "B1", "2025-07-01", "0.25");
  add_succession(plan, "A3", "A3", "2025-07-01", "0.75");
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void both_sides_are_valid_at_the_change(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_merger();
  add_succession(plan, "A1", "A2", "2025-07-01", NULL);
  expect_problem(plan, "unit_not_valid", "successions[0].successor",
                 "unit `A2` is not valid on 2025-07-01, but until 2025-07-01");
  plan = plan_of_a_merger();
  add_succession(plan, "A1", "B1", "2025-07-02", NULL);
  expect_problem(plan, "unit_not_valid", "successions[0].unit",
                 "unit `A1` is not valid on 2025-07-01, but until 2025-07-01");
}

/* 00070 was Hàng Trống until July 2025 and is Hoàn Kiếm since: both sides bear one code. */
static void a_reused_code_is_the_life_before_and_the_life_after(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_levels();
  add_unit(plan, "P", "province", NULL, "", "");
  add_unit(plan, "00070", "commune", "P", "", "2025-07-01");
  add_unit(plan, "00070", "commune", "P", "2025-07-01", "");
  add_succession(plan, "00070", "00070", "2025-07-01", NULL);
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void a_succession_stands_once(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_merger();
  add_succession(plan, "A1", "B1", "2025-07-01", NULL);
  add_succession(plan, "A1", "B1", "2025-07-01", NULL);
  expect_problem(plan, "duplicate_succession", "successions[1].successor",
                 "this succession is there already, as successions[0]: keep one of them");
}

static void a_succession_needs_its_units_and_day(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_merger();
  add_succession(plan, "A1", "B1", "", NULL);
  expect_problem(plan, "missing_member", "successions[0].on", "a succession needs `on`, the successor's first day");
  plan = plan_of_a_merger();
  add_succession(plan, NULL, "B1", "2025-07-01", NULL);
  expect_problem(plan, "missing_member", "successions[0].unit", "a succession needs `unit`");
  plan = plan_of_a_merger();
  add_succession(plan, "A1", NULL, "2025-07-01", NULL);
  expect_problem(plan, "missing_member", "successions[0].successor", "a succession needs `successor`");
}

static void a_basis_is_an_amount(void **state) {
  (void)state;
  rsl_plan *plan = split_by("DENSITY", "DENSITY", NULL);
  rsl_indicator density = make_indicator("DENSITY", RSL_RULE_MEAN, RSL_DIRECTION_NONE);
  add_indicator(plan, &density);
  expect_problem(
      plan, "basis_no_amount", "successions[0].basis",
      "the basis `DENSITY` is no amount (its rule is `mean`): name one that is summed, as people or an area, or "
      "`equal`");
}

static void a_basis_is_measured_where_the_successors_are(void **state) {
  (void)state;
  static const rsl_measured_at province = { "province", RSL_DATE_NONE, RSL_DATE_NONE };
  rsl_plan *plan = split_by("AREA", "AREA", NULL);
  rsl_indicator area = make_indicator("AREA", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  area.measured_at = &province;
  add_indicator(plan, &area);
  expect_problem(
      plan, "basis_not_measured", "successions[0].basis",
      "the basis `AREA` is measured at no level at or below `commune`, that of successor `B1`: name one that is");
}

static void a_unit_does_not_succeed_itself_alone(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_change("", "");
  add_succession(plan, "A3", "A3", "2025-07-01", NULL);
  expect_problem(
      plan, "succession_to_itself", "successions[0].successor",
      "unit `A3` is its own only successor, so nothing changes: name who takes a part of it, or leave this out");
}

static void expect_link(const rsl__succession_link *link, const char *unit, const char *successor, int64_t numerator,
                        int64_t denominator, uint32_t basis, const rsl_plan *plan) {
  assert_string_equal(rsl_plan_unit(plan, link->unit)->code, unit);
  assert_string_equal(rsl_plan_unit(plan, link->successor)->code, successor);
  assert_int_equal(link->share.numerator, numerator);
  assert_int_equal(link->share.denominator, denominator);
  assert_int_equal(link->basis, basis);
}

/* A whole unit is 1/1 of its successor; `equal` parts are 1/n; what a basis decides is not known here. */
static void the_share_of_each_successor_is_known(void **state) {
  (void)state;
  size_t count = 0;
  rsl_plan *plan = plan_of_a_change("12", "123");
  add_succession(plan, "A2", "B3", "2025-07-01", NULL);
  add_succession(plan, "A1", "B2", "2025-07-01", "0.75");
  add_succession(plan, "A1", "B1", "2025-07-01", "1/4");
  expect_fine(plan);
  const rsl__succession_link *links = rsl__plan_successions(plan, &count);
  assert_int_equal(count, 3);
  expect_link(&links[0], "A1", "B1", 1, 4, RSL_NONE, plan);
  expect_link(&links[1], "A1", "B2", 3, 4, RSL_NONE, plan);
  expect_link(&links[2], "A2", "B3", 1, 1, RSL_NONE, plan);
  assert_int_equal(links[2].record, 0);
  assert_int_equal(links[2].on, day_of("2025-07-01"));
  rsl_plan_free(plan);
  plan = split_by("equal", "equal", NULL);
  expect_fine(plan);
  expect_link(&rsl__plan_successions(plan, &count)[1], "A1", "B2", 1, 2, RSL_NONE, plan);
  rsl_plan_free(plan);
  plan = split_by("POP", "POP", NULL);
  expect_fine(plan);
  expect_link(&rsl__plan_successions(plan, &count)[0], "A1", "B1", 0, 1, 0, plan);
  rsl_plan_free(plan);
}

/* 1/(10^9+7) + 1/(10^9+9): their denominators share no factor, and the product has 19 digits. */
static void shares_whose_sum_cannot_be_held_are_refused(void **state) {
  (void)state;
  rsl__fraction sum;
  rsl__fraction other;
  assert_true(rsl__fraction_parse("1/1000000007", 12, &sum));
  assert_true(rsl__fraction_parse("1/1000000009", 12, &other));
  assert_false(rsl__fraction_add(&sum, other));
  assert_true(rsl__fraction_parse("0.999999999999999999", 20, &sum));
  assert_true(rsl__fraction_parse("0.000000000000000001", 20, &other));
  assert_true(rsl__fraction_add(&sum, other));
  assert_int_equal(rsl__fraction_compare_one(sum), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_term_begins_before_it_ends),
    cmocka_unit_test(a_baseline_is_before_the_term),
    cmocka_unit_test(a_resolution_adopted_after_its_term_is_told),
    cmocka_unit_test(a_resolution_is_adopted_by_a_unit),
    cmocka_unit_test(the_day_of_adoption_chooses_among_lives),
    cmocka_unit_test(a_goal_has_its_own_code_inside_its_resolution),
    cmocka_unit_test(a_superiors_resolution_may_be_written_elsewhere),
    cmocka_unit_test(resolutions_do_not_concretise_one_another),
    cmocka_unit_test(a_merger_needs_no_shares),
    cmocka_unit_test(shares_of_a_split_add_to_exactly_1),
    cmocka_unit_test(shares_above_1_and_alone_are_refused),
    cmocka_unit_test(a_share_is_a_number_above_0_and_up_to_1),
    cmocka_unit_test(shares_are_told_for_all_parts_or_for_none),
    cmocka_unit_test(a_basis_is_an_indicator_or_equal),
    cmocka_unit_test(a_basis_is_an_amount),
    cmocka_unit_test(a_basis_is_measured_where_the_successors_are),
    cmocka_unit_test(a_unit_does_not_succeed_itself_alone),
    cmocka_unit_test(the_share_of_each_successor_is_known),
    cmocka_unit_test(a_unit_ends_or_names_itself),
    cmocka_unit_test(both_sides_are_valid_at_the_change),
    cmocka_unit_test(a_reused_code_is_the_life_before_and_the_life_after),
    cmocka_unit_test(a_succession_stands_once),
    cmocka_unit_test(a_succession_needs_its_units_and_day),
    cmocka_unit_test(shares_whose_sum_cannot_be_held_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
