/* Projections are held to what a figure can be, as far as the plan declares it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/progress_input.h"
#include "support/small_world.h"

static const rsl_measured_at provinces = { "province", RSL_DATE_NONE, RSL_DATE_NONE };

static rsl_check check_of(const char *left, rsl_comparison op, const char *right) {
  return (rsl_check){ .code = "C", .left = left, .op = op, .right = right, .severity = RSL_SEVERITY_ERROR };
}

/* X, of P itself, goes on along its line from 2020, 2021 and 2022 to 2025. */
static void start_alone(small_world *world, const rsl_target *target, const rsl_check *check,
                        const char *const values[3]) {
  static const char *const years[] = { "2020", "2021", "2022" };
  rsl_indicator indicator = indicator_of("X", RSL_RULE_NONE, RSL_PERIOD_YEAR, RSL_TIME_NONE);
  indicator.measured_at = &provinces;
  indicator.decimals = 1;
  world_start(world, NULL);
  world_add_indicator(world, &indicator);
  if (check != NULL) assert_int_equal(rsl_plan_add_check(world->plan, check), RSL_OK);
  world_add_target(world, target);
  world_finish_plan(world);
  for (int i = 0; i < 3; i++) world_add(world, "P", "X", years[i], values[i]);
  world_review(world, "2023-06-30");
}

static void expect(small_world *world, const char *projected, bool clamped) {
  const rsl_review_row *row = world_row(world, "X");
  assert_number(rsl_number_round(row->projected, 6), number(projected));
  assert_int_equal(row->projection_clamped, clamped);
  assert_string_equal(row->projection_method, "least_squares");
  world_free(world);
}

/* 90, 94, 98: 110. A share, of growth as of the fulfilment of a plan, is no limit by its unit of measure. */
static void a_percentage_that_nothing_caps_goes_where_its_line_leads(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "99");
  start_alone(&world, &target, NULL, (const char *const[]){ "90", "94", "98" });
  expect(&world, "110", false);
}

static void a_check_against_a_number_is_a_limit(void **state) {
  (void)state;
  const struct {
    rsl_check check;
    const char *values[3];
    const char *projected;
    bool clamped;
  } rows[] = {
    { check_of("X", RSL_COMPARISON_AT_MOST, "100"), { "90", "94", "98" }, "100", true },
    { check_of("100", RSL_COMPARISON_ABOVE, "X"), { "90", "94", "98" }, "100", true },
    { check_of("X", RSL_COMPARISON_AT_LEAST, "0"), { "90", "94", "98" }, "110", false },
    { check_of("X", RSL_COMPARISON_AT_LEAST, "-2.5"), { "8", "4", "0" }, "-2.5", true },
    { check_of("X", RSL_COMPARISON_EQUAL, "100"), { "90", "94", "98" }, "110", false },
    { check_of("X + 1", RSL_COMPARISON_AT_MOST, "100"), { "90", "94", "98" }, "110", false },
    { check_of("X", RSL_COMPARISON_AT_MOST, "X[-1] + 9"), { "90", "94", "98" }, "110", false },
    { check_of("X", RSL_COMPARISON_AT_MOST, "100"), { "90", "94", "101" }, "117", false }, /* it is broken */
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    small_world world;
    rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "99");
    start_alone(&world, &target, &rows[i].check, rows[i].values);
    expect(&world, rows[i].projected, rows[i].clamped);
  }
}

static void a_warning_or_a_check_of_another_level_is_none(void **state) {
  (void)state;
  for (int i = 0; i < 2; i++) {
    small_world world;
    rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "99");
    rsl_check check = check_of("X", RSL_COMPARISON_AT_MOST, "100");
    if (i == 0) check.severity = RSL_SEVERITY_WARNING;
    if (i == 1) check.level = "commune";
    start_alone(&world, &target, &check, (const char *const[]){ "90", "94", "98" });
    expect(&world, "110", false);
  }
}

/* 90, 94 and 98 of 100 households in the communes of both. */
static void start_ratio(small_world *world, const rsl_check *check, const char *lowest) {
  static const char *const years[] = { "2020", "2021", "2022" };
  static const char *const values[] = { "45", "47", "49" };
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "99");
  world_start(world, NULL);
  world_add_sum(world, "N", RSL_PERIOD_YEAR, 0);
  world_add_sum(world, "D", RSL_PERIOD_YEAR, 0);
  world_add_percentage(world, "X", "N", "D");
  if (check != NULL) assert_int_equal(rsl_plan_add_check(world->plan, check), RSL_OK);
  world_add_target(world, &target);
  world_finish_plan(world);
  for (int i = 0; i < 3; i++) {
    for (int unit = 0; unit < 2; unit++) {
      world_add(world, unit ? "B" : "A", "N", years[i], values[i]);
      world_add(world, unit ? "B" : "A", "D", years[i], "50");
    }
  }
  world_add(world, "A", "N", "2019", lowest);
  world_review(world, "2023-06-30");
}

static void a_ratio_whose_numerator_is_a_part_of_its_denominator_ends_at_all_of_it(void **state) {
  (void)state;
  small_world world;
  rsl_check part = check_of("N", RSL_COMPARISON_AT_MOST, "D");
  start_ratio(&world, NULL, "1");
  expect(&world, "110", false);
  part.level = "commune"; /* what holds in each of them holds of their sums */
  start_ratio(&world, &part, "1");
  expect(&world, "100", true);
  part = check_of("D", RSL_COMPARISON_AT_LEAST, "N");
  start_ratio(&world, &part, "1");
  expect(&world, "100", true);
  start_ratio(&world, &part, "-1"); /* what may be negative is no part */
  expect(&world, "110", false);
}

/* Two of two communes at or above 50 a year: 0, 50 and 100 % of them go on to 250, and cannot. */
static void shares_and_counts_have_limits_of_their_own(void **state) {
  (void)state;
  static const char *const years[] = { "2020", "2021", "2022" };
  for (int falling = 0; falling < 2; falling++) {
    small_world world;
    rsl_target target = target_of("X", falling ? RSL_FORM_AT_MOST : RSL_FORM_AT_LEAST, "80");
    rsl_indicator indicator = indicator_of("X", RSL_RULE_SHARE, RSL_PERIOD_YEAR, RSL_TIME_NONE);
    indicator.direction = falling ? RSL_DIRECTION_DECREASE : RSL_DIRECTION_INCREASE;
    indicator.rollup.condition = (rsl_condition){ .form = RSL_FORM_AT_LEAST, .value = decimal("50") };
    indicator.rollup.of = RSL_SHARE_OF_REPORTING;
    world_start(&world, NULL);
    world_add_indicator(&world, &indicator);
    world_add_target(&world, &target);
    world_finish_plan(&world);
    for (int i = 0; i < 3; i++) {
      int many = falling ? 2 - i : i;
      world_add(&world, "A", "X", years[i], many > 0 ? "60" : "40");
      world_add(&world, "B", "X", years[i], many > 1 ? "60" : "40");
    }
    world_review(&world, "2023-06-30");
    expect(&world, falling ? "0" : "100", true);
  }
}

static void a_part_of_a_whole_is_no_more_than_it(void **state) {
  (void)state;
  static const char *const parts[] = { "X", "Y" };
  static const char *const years[] = { "2020", "2021", "2022" };
  static const char *const values[2][3] = { { "90", "94", "98" }, { "10", "6", "2" } };
  const rsl_composition whole = { .code = "ALL", .indicators = parts, .indicator_count = 2, .sum = { 100, 0 } };
  const rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "99");
  for (int negative = 0; negative < 2; negative++) {
    small_world world;
    world_start(&world, NULL);
    for (int i = 0; i < 2; i++) {
      rsl_indicator indicator = indicator_of(parts[i], RSL_RULE_NONE, RSL_PERIOD_YEAR, RSL_TIME_NONE);
      indicator.measured_at = &provinces;
      world_add_indicator(&world, &indicator);
    }
    assert_int_equal(rsl_plan_add_composition(world.plan, &whole), RSL_OK);
    world_add_target(&world, &target);
    world_finish_plan(&world);
    for (int i = 0; i < 3; i++)
      for (int p = 0; p < 2; p++) world_add(&world, "P", parts[p], years[i], values[p][i]);
    if (negative) world_add(&world, "P", "Y", "2019", "-1"); /* then the other may be more than all */
    world_review(&world, "2023-06-30");
    expect(&world, negative ? "110" : "100", !negative);
  }
}

/* 60, 79 and 97.9 lead far above 100, wherever in the interval: 99 is likely, and 101 is not to be had. */
static void the_interval_and_what_it_supports_are_held_too(void **state) {
  (void)state;
  static const char *const wanted[] = { "99", "101" };
  for (int i = 0; i < 2; i++) {
    small_world world;
    rsl_target target = target_of("X", RSL_FORM_AT_LEAST, wanted[i]);
    rsl_check check = check_of("X", RSL_COMPARISON_AT_MOST, "100");
    start_alone(&world, &target, &check, (const char *const[]){ "60", "79", "97.9" });
    const rsl_review_row *row = world_row(&world, "X");
    assert_number(row->projected_low, number("100"));
    assert_number(row->projected_high, number("100"));
    assert_int_equal(row->chance, i == 0 ? RSL_CHANCE_LIKELY : RSL_CHANCE_UNLIKELY);
    world_free(&world);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_percentage_that_nothing_caps_goes_where_its_line_leads),
    cmocka_unit_test(a_check_against_a_number_is_a_limit),
    cmocka_unit_test(a_warning_or_a_check_of_another_level_is_none),
    cmocka_unit_test(a_ratio_whose_numerator_is_a_part_of_its_denominator_ends_at_all_of_it),
    cmocka_unit_test(shares_and_counts_have_limits_of_their_own),
    cmocka_unit_test(a_part_of_a_whole_is_no_more_than_it),
    cmocka_unit_test(the_interval_and_what_it_supports_are_held_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
