/* Indicators, their rules (R1, R4) and compositions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "plan/expression.h"
#include "plan/links.h"
#include "support/plan_maker.h"

static rsl_plan *with(const rsl_indicator *indicator) {
  rsl_plan *plan = small_plan();
  add_indicator(plan, indicator);
  return plan;
}

static void a_code_stands_once(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("POP", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  expect_problem(with(&indicator), "duplicate_indicator", "indicators[6].code",
                 "code `POP` is that of indicators[0] already: give each its own");
}

static void words_of_expressions_are_no_codes(void **state) {
  (void)state;
  static const char *const words[] = { "all", "and", "or", "not", "min", "max", "abs", "if", "round", "coalesce" };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
    rsl_indicator indicator = make_indicator(words[i], RSL_RULE_SUM, RSL_DIRECTION_NONE);
    assert_int_equal(count_problems(with(&indicator), "reserved_code"), 1);
  }
  rsl_indicator indicator = make_indicator("MIN", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  assert_int_equal(count_problems(with(&indicator), "reserved_code"), 0);
}

static void name_and_frequency_are_needed(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  indicator.name = NULL;
  expect_problem(with(&indicator), "missing_member", "indicators[6].name", "an indicator needs `name`");
  indicator = make_indicator("X", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  indicator.frequency = RSL_PERIOD_NONE;
  expect_problem(with(&indicator), "missing_member", "indicators[6].frequency", "an indicator needs `frequency`");
}

/* R1: someone must owe; a formula is computed, so nobody does. */
static void only_a_formula_is_measured_nowhere(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_NONE, RSL_DIRECTION_NONE);
  indicator.measured_at_count = 0;
  expect_problem(with(&indicator), "missing_member", "indicators[6].measured_at",
                 "an indicator needs `measured_at`, the levels whose units report it, unless its rule is `formula`");
  rsl_plan *plan = small_plan();
  add_formula(plan, "X", "POP + 1");
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void a_level_that_is_measured_at_is_known_and_named_once(void **state) {
  (void)state;
  const rsl_measured_at unknown[] = { { "comune", RSL_DATE_NONE, RSL_DATE_NONE } };
  const rsl_measured_at twice[] = { { "commune", RSL_DATE_NONE, RSL_DATE_NONE },
                                    { "district", RSL_DATE_NONE, day_of("2025-07-01") },
                                    { "commune", day_of("2025-07-01"), RSL_DATE_NONE } };
  rsl_indicator indicator = make_indicator("X", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  indicator.measured_at = unknown;
  expect_problem(with(&indicator), "unknown_level", "indicators[6].measured_at[0].level",
                 "unknown level `comune`: did you mean `commune`?");
  indicator.measured_at = twice;
  indicator.measured_at_count = 3;
  expect_problem(with(&indicator), "duplicate_item", "indicators[6].measured_at[2].level",
                 "`measured_at` names the level `commune` twice for the same time: keep one");
  indicator.measured_at_count = 2;
  rsl_plan *plan = with(&indicator);
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void decimals_are_0_to_18(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  indicator.decimals = 19;
  expect_problem(with(&indicator), "bad_value", "indicators[6].decimals", "`decimals` is 19: it is 0 to 18");
  indicator.decimals = -1;
  expect_problem(with(&indicator), "bad_value", "indicators[6].decimals", "`decimals` is -1: it is 0 to 18");
  indicator.decimals = 18;
  assert_int_equal(count_problems(with(&indicator), "bad_value"), 0);
}

static void min_coverage_is_a_share(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  indicator.has_min_coverage = true;
  indicator.min_coverage = decimal_of("90");
  expect_problem(with(&indicator), "bad_value", "indicators[6].min_coverage",
                 "`min_coverage` is 90: it is a share, 0 to 1");
  indicator.min_coverage = decimal_of("1.00");
  assert_int_equal(count_problems(with(&indicator), "bad_value"), 0);
}

static void defaults_are_filled_once_the_plan_is_finished(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  assert_int_equal(rsl_plan_indicator(plan, 3)->min_coverage.units, 0);
  expect_fine(plan);
  const rsl_indicator *poor = rsl_plan_indicator(plan, 3);
  assert_int_equal(rsl_decimal_compare(poor->min_coverage, decimal_of("0.9")), 0);
  assert_int_equal(rsl_decimal_compare(poor->rollup.factor, decimal_of("1")), 0);
  assert_false(poor->has_min_coverage);
  assert_int_equal(rsl_plan_indicator_field(plan, 3), 1);
  assert_int_equal(rsl_plan_indicator_field(plan, 0), RSL_NONE);
  rsl_plan_free(plan);
}

static void a_unit_that_it_does_not_apply_to_is_known(void **state) {
  (void)state;
  const rsl_not_applicable items[] = { { "C1", RSL_DATE_NONE, RSL_DATE_NONE },
                                       { "C2", day_of("2021-01-01"), day_of("2020-01-01") } };
  rsl_indicator indicator = make_indicator("X", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  indicator.not_applicable = items;
  indicator.not_applicable_count = 1;
  rsl_plan *plan = with(&indicator);
  expect_fine(plan);
  assert_int_equal(rsl__plan_not_applicable_unit(plan, 6, 0), 2);
  assert_int_equal(rsl__plan_not_applicable_unit(plan, 6, 1), RSL_NONE);
  assert_int_equal(rsl__plan_not_applicable_unit(plan, 0, 0), RSL_NONE);
  rsl_plan_free(plan);
  indicator.not_applicable_count = 2;
  expect_problem(with(&indicator), "date_order", "indicators[6].not_applicable[1].to",
                 "`to` 2020-01-01 is not after `from` 2021-01-01: `to` is the first day no longer");
}

/* ---- Rules ---- */

static void a_ratio_needs_both_its_sides(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_RATIO, RSL_DIRECTION_NONE);
  indicator.rollup.numerator = "POP";
  expect_problem(with(&indicator), "missing_member", "indicators[6].rollup.denominator",
                 "the rule `ratio` needs `denominator`");
  indicator.rollup.numerator = NULL;
  indicator.rollup.denominator = "HH";
  expect_problem(with(&indicator), "missing_member", "indicators[6].rollup.numerator",
                 "the rule `ratio` needs `numerator`");
}

static void an_operand_is_an_indicator_of_the_plan(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_RATIO, RSL_DIRECTION_NONE);
  indicator.rollup.numerator = "POP";
  indicator.rollup.denominator = "HHH";
  expect_problem(with(&indicator), "unknown_indicator", "indicators[6].rollup.denominator",
                 "unknown indicator `HHH`: did you mean `HH`?");
  indicator.rollup.denominator = "HH";
  rsl_plan *plan = with(&indicator);
  expect_fine(plan);
  rsl_operands operands = rsl_plan_indicator_operands(plan, 6);
  assert_int_equal(operands.numerator, 0);
  assert_int_equal(operands.denominator, 1);
  assert_int_equal(operands.weight, RSL_NONE);
  assert_int_equal(operands.condition_indicator, RSL_NONE);
  rsl_plan_free(plan);
}

static void a_ratio_of_itself_is_a_cycle(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_RATIO, RSL_DIRECTION_NONE);
  indicator.rollup.numerator = "X";
  indicator.rollup.denominator = "HH";
  expect_problem(with(&indicator), "indicator_cycle", "indicators[6].rollup", "indicator `X` refers to itself");
}

static void a_factor_is_above_0(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_RATIO, RSL_DIRECTION_NONE);
  indicator.rollup.numerator = "POP";
  indicator.rollup.denominator = "HH";
  indicator.rollup.has_factor = true;
  expect_problem(with(&indicator), "bad_value", "indicators[6].rollup.factor",
                 "`factor` is not above 0: 100 makes per cent of a ratio");
}

static void a_weighted_mean_needs_its_weight(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_WEIGHTED_MEAN, RSL_DIRECTION_NONE);
  expect_problem(with(&indicator), "missing_member", "indicators[6].rollup.weight",
                 "the rule `weighted_mean` needs `weight`");
}

/* R4: which of the two a share is of must be said. */
static void a_share_says_of_what_and_of_whom(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_SHARE, RSL_DIRECTION_NONE);
  indicator.rollup.of = RSL_SHARE_OF_OWED;
  expect_problem(with(&indicator), "missing_member", "indicators[6].rollup",
                 "the rule `share` needs a condition, as `\"at_least\": 80`");
  indicator.rollup.of = RSL_SHARE_OF_NONE;
  indicator.rollup.condition.form = RSL_FORM_AT_LEAST;
  expect_problem(with(&indicator), "missing_member", "indicators[6].rollup.of",
                 "the rule `share` needs `of`: `reporting` or `owed`");
}

static void a_count_counts_with_or_without_a_condition(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_COUNT, RSL_DIRECTION_NONE);
  rsl_plan *plan = with(&indicator);
  expect_fine(plan);
  rsl_plan_free(plan);
  indicator.rollup.condition.form = RSL_FORM_AT_LEAST;
  indicator.rollup.condition_indicator = "HH";
  plan = with(&indicator);
  expect_fine(plan);
  assert_int_equal(rsl_plan_indicator_operands(plan, 6).condition_indicator, 1);
  rsl_plan_free(plan);
}

/* A condition counts units: unlike a target's bound it may look either way whatever the direction. */
static void a_condition_need_not_agree_with_the_direction(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_COUNT, RSL_DIRECTION_DECREASE);
  indicator.rollup.condition.form = RSL_FORM_AT_LEAST;
  assert_int_equal(count_problems(with(&indicator), "against_direction"), 0);
}

static void a_condition_is_well_formed(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_COUNT, RSL_DIRECTION_NONE);
  indicator.rollup.condition.form = RSL_FORM_BETWEEN;
  indicator.rollup.condition.is_range = true;
  indicator.rollup.condition.value = decimal_of("7");
  indicator.rollup.condition.upper = decimal_of("6.8");
  expect_problem(with(&indicator), "bad_range", "indicators[6].rollup.between",
                 "the range [7, 6.8] is empty: the lower number comes first");
  indicator.rollup.condition_indicator = "HH";
  expect_problem(with(&indicator), "bad_range", "indicators[6].rollup.between",
                 "`between` takes two numbers, an indicator is only one");
  indicator.rollup.condition_indicator = NULL;
  indicator.rollup.condition.form = RSL_FORM_MAINTAIN;
  expect_problem(with(&indicator), "bad_value", "indicators[6].rollup",
                 "the condition is none of `at_least` … `exactly`");
  indicator.rollup.condition.is_range = false;
  indicator.rollup.condition.form = RSL_FORM_ABOUT;
  expect_problem(with(&indicator), "direction_missing", "indicators[6].rollup.about",
                 "`about` one number needs a `tolerance`: the indicator has no `direction`");
}

static void a_condition_may_be_an_expression(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_SHARE, RSL_DIRECTION_NONE);
  indicator.rollup.of = RSL_SHARE_OF_OWED;
  indicator.rollup.expression = "POP > 1000 and POP >= POP[-1]";
  rsl_plan *plan = with(&indicator);
  expect_fine(plan);
  const rsl__expression *condition = rsl__plan_condition(plan, 6);
  assert_int_equal(condition->indicator_count, 1);
  assert_int_equal(condition->items[4].variant.shift, -1);
  assert_null(rsl__plan_expression(plan, 6));
  assert_null(rsl__plan_condition(plan, 0));
  rsl_plan_free(plan);
  indicator.rollup.expression = "POP";
  expect_problem(with(&indicator), "bad_expression", "indicators[6].rollup.expression",
                 "in the expression, column 1: it gives a figure, not yes or no: compare it, as `A > 0`");
  indicator.rollup.expression = "POP > 1000";
  indicator.rollup.condition.form = RSL_FORM_AT_LEAST;
  expect_problem(with(&indicator), "two_conditions", "indicators[6].rollup.expression",
                 "the rule has two conditions, `at_least` and `expression`: keep one of them");
}

static void an_operand_may_be_of_an_earlier_period(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_RATIO, RSL_DIRECTION_NONE);
  indicator.rollup.numerator = "POP";
  indicator.rollup.denominator = "POP[-1]";
  rsl_plan *plan = with(&indicator);
  expect_fine(plan);
  rsl_operands operands = rsl_plan_indicator_operands(plan, 6);
  assert_int_equal(operands.numerator, 0);
  assert_int_equal(operands.numerator_variant.shift, 0);
  assert_int_equal(operands.denominator, 0);
  assert_int_equal(operands.denominator_variant.shift, -1);
  assert_int_equal(operands.denominator_variant.grade, RSL_NONE);
  assert_int_equal(operands.weight_variant.grade, RSL_NONE);
  rsl_plan_free(plan);
  indicator.rollup.denominator = "POP[1]";
  expect_problem(with(&indicator), "bad_operand", "indicators[6].rollup.denominator",
                 "`POP[1]` refers to no figure (a shift goes 1 to 999 periods back, as `[-1]`): write `CODE`, "
                 "`CODE[-1]` or `CODE:grade`");
}

static void a_member_of_another_rule_is_a_mistake(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  indicator.rollup.weight = "POP";
  expect_problem(with(&indicator), "member_not_of_rule", "indicators[6].rollup.weight",
                 "`weight` belongs to the rule `weighted_mean`, this one is `sum`: leave it out, or mend the rule");
  indicator = make_indicator("X", RSL_RULE_MEAN, RSL_DIRECTION_NONE);
  indicator.rollup.condition.form = RSL_FORM_AT_LEAST;
  expect_problem(
      with(&indicator), "member_not_of_rule", "indicators[6].rollup.condition",
      "`condition` belongs to the rule `count` or `share`, this one is `mean`: leave it out, or mend the rule");
}

/* ---- Compositions ---- */

static rsl_plan *composed(const char *const *codes, size_t count) {
  rsl_plan *plan = small_plan();
  rsl_composition composition = { .code = "WHOLE", .indicators = codes, .indicator_count = count, .sum = { 100, 0 } };
  assert_int_equal(rsl_plan_add_composition(plan, &composition), RSL_OK);
  return plan;
}

static void a_composition_has_two_parts_or_more_that_are_known_and_different(void **state) {
  (void)state;
  const char *const codes[] = { "POP", "HH", "PPO", "POP" };
  const char *const twice[] = { "POP", "HH", "POP" };
  rsl_plan *plan = composed(codes, 2);
  expect_fine(plan);
  rsl_plan_free(plan);
  expect_problem(composed(codes, 1), "too_few_indicators", "compositions[0].indicators",
                 "a composition has at least two `indicators`, this one 1");
  expect_problem(composed(codes, 3), "unknown_indicator", "compositions[0].indicators[2]",
                 "unknown indicator `PPO`: did you mean `POP`?");
  expect_problem(composed(twice, 3), "duplicate_item", "compositions[0].indicators[2]",
                 "indicator `POP` is named twice: keep one");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_code_stands_once),
    cmocka_unit_test(words_of_expressions_are_no_codes),
    cmocka_unit_test(name_and_frequency_are_needed),
    cmocka_unit_test(only_a_formula_is_measured_nowhere),
    cmocka_unit_test(a_level_that_is_measured_at_is_known_and_named_once),
    cmocka_unit_test(decimals_are_0_to_18),
    cmocka_unit_test(min_coverage_is_a_share),
    cmocka_unit_test(defaults_are_filled_once_the_plan_is_finished),
    cmocka_unit_test(a_unit_that_it_does_not_apply_to_is_known),
    cmocka_unit_test(a_ratio_needs_both_its_sides),
    cmocka_unit_test(an_operand_is_an_indicator_of_the_plan),
    cmocka_unit_test(a_ratio_of_itself_is_a_cycle),
    cmocka_unit_test(a_factor_is_above_0),
    cmocka_unit_test(a_weighted_mean_needs_its_weight),
    cmocka_unit_test(a_share_says_of_what_and_of_whom),
    cmocka_unit_test(a_count_counts_with_or_without_a_condition),
    cmocka_unit_test(a_condition_need_not_agree_with_the_direction),
    cmocka_unit_test(a_condition_is_well_formed),
    cmocka_unit_test(a_condition_may_be_an_expression),
    cmocka_unit_test(an_operand_may_be_of_an_earlier_period),
    cmocka_unit_test(a_member_of_another_rule_is_a_mistake),
    cmocka_unit_test(a_composition_has_two_parts_or_more_that_are_known_and_different),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
