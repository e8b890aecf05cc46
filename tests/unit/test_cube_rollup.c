/* One figure a unit, coverage, and every rule across units, by hand (R1 to R5, R7, R8). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/small.h"

/* VN = A (A1: a1 a2; A2: a3) + B (B1: b1 b2). */
static void give(small *s, const char *indicator, const char *a1, const char *a2, const char *a3, const char *b1,
                 const char *b2) {
  const char *const units[] = { "a1", "a2", "a3", "b1", "b2" };
  const char *const values[] = { a1, a2, a3, b1, b2 };
  for (int i = 0; i < 5; i++)
    if (values[i] != NULL) small_row(s, units[i], indicator, "2023", values[i]);
}

static void a_sum_adds_the_measuring_units_all_the_way_up(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  small_finish(s);
  give(s, "POP", "1.5", "2", "3", "10", "20");
  small_rollup(s);
  small_assert_value(s, "a1", "POP", "2023", "1.5");
  small_assert_value(s, "A1", "POP", "2023", "3.5");  /* 1.5 + 2 */
  small_assert_value(s, "A", "POP", "2023", "6.5");   /* 3.5 + 3 */
  small_assert_value(s, "VN", "POP", "2023", "36.5"); /* 6.5 + 10 + 20 */
  small_assert_coverage(s, "VN", "POP", "2023", 5, 5);
  assert_int_equal(small_figure(s, "VN", "POP", "2023").origin, RSL_ORIGIN_CHILDREN);
  assert_int_equal(small_figure(s, "a1", "POP", "2023").origin, RSL_ORIGIN_OWN);
  assert_int_equal(small_figure(s, "VN", "POP", "2023").status, 'A');
}

static void a_unit_that_gave_nothing_is_missing_and_not_zero(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  small_finish(s);
  give(s, "POP", "1", NULL, "3", NULL, NULL);
  small_rollup(s);
  small_assert_value(s, "VN", "POP", "2023", "4");
  small_assert_coverage(s, "VN", "POP", "2023", 2, 5);
  small_assert_value(s, "B", "POP", "2023", "");
  small_assert_coverage(s, "B", "POP", "2023", 0, 2);
  assert_int_equal(small_figure(s, "B", "POP", "2023").absence, RSL_ABSENCE_NOT_REPORTED);
  assert_int_equal(small_figure(s, "a2", "POP", "2023").absence, RSL_ABSENCE_NOT_REPORTED);
  assert_true((small_figure(s, "VN", "POP", "2023").flags & RSL_FLAG_BELOW_MIN_COVERAGE) != 0);
}

static void a_units_own_figure_and_its_childrens_are_never_added(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  small_finish(s);
  give(s, "POP", "1", "2", "3", "10", "20");
  small_row(s, "A", "POP", "2023", "7"); /* the children are complete: 6 stands, 7 is kept for reconciliation */
  small_rollup(s);
  rsl_figure figure = small_figure(s, "A", "POP", "2023");
  small_assert_value(s, "A", "POP", "2023", "6");
  small_assert_value(s, "VN", "POP", "2023", "36");
  assert_int_equal(figure.origin, RSL_ORIGIN_CHILDREN);
  assert_int_equal(figure.own.numerator.low, 7);
  assert_int_equal(figure.children.numerator.low, 6);
  assert_true(figure.own_speaks);
}

static void an_own_report_stands_in_for_children_that_are_not_complete(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  small_finish(s);
  give(s, "POP", "1", NULL, "3", "10", "20");
  small_row(s, "A", "POP", "2023", "7");
  small_rollup(s);
  rsl_figure province = small_figure(s, "A", "POP", "2023");
  small_assert_value(s, "A", "POP", "2023", "7");
  assert_int_equal(province.origin, RSL_ORIGIN_OWN);
  small_assert_coverage(s, "A", "POP", "2023", 3, 3);
  assert_int_equal(province.stood_in, 1); /* a2 */
  assert_int_equal(province.children_reporting, 2);
  rsl_figure nation = small_figure(s, "VN", "POP", "2023");
  small_assert_value(s, "VN", "POP", "2023", "37"); /* 7 + 10 + 20 */
  assert_int_equal(nation.origin, RSL_ORIGIN_MIXED);
  small_assert_coverage(s, "VN", "POP", "2023", 5, 5);
  assert_int_equal(nation.stood_in, 1);
}

static void with_prefer_own_the_own_report_stands(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("POP", RSL_RULE_SUM, "commune");
  indicator.prefer = RSL_PREFER_OWN;
  small_add(s, &indicator);
  small_finish(s);
  give(s, "POP", "1", "2", "3", "10", "20");
  small_row(s, "A", "POP", "2023", "7");
  small_rollup(s);
  small_assert_value(s, "VN", "POP", "2023", "37");
  assert_int_equal(small_figure(s, "VN", "POP", "2023").stood_in, 0);
}

static void an_own_sum_smaller_than_its_reporting_children_does_not_stand(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  small_finish(s);
  give(s, "POP", "5", NULL, "3", "10", "20");
  small_row(s, "A", "POP", "2023", "7"); /* smaller than 5 + 3 of those who gave one */
  small_rollup(s);
  small_assert_value(s, "A", "POP", "2023", "8");
  small_assert_coverage(s, "A", "POP", "2023", 2, 3);
}

static void where_figures_may_be_negative_a_smaller_own_sum_stands(void **state) {
  small *s = *state;
  small_sum(s, "NET");
  small_finish(s);
  give(s, "NET", "5", NULL, "3", "-10", "20");
  small_row(s, "A", "NET", "2023", "7");
  small_rollup(s);
  small_assert_value(s, "A", "NET", "2023", "7");
}

static void a_mean_is_of_measuring_units_never_of_means(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("SCORE", RSL_RULE_MEAN, "commune");
  small_add(s, &indicator);
  small_finish(s);
  give(s, "SCORE", "1", "2", "6", "9", NULL);
  small_rollup(s);
  small_assert_value(s, "A1", "SCORE", "2023", "1.5");
  small_assert_value(s, "A", "SCORE", "2023", "3");    /* 9 / 3; the mean of 1.5 and 6 would be 3.75 */
  small_assert_value(s, "VN", "SCORE", "2023", "4.5"); /* 18 / 4 */
  assert_int_equal(small_figure(s, "VN", "SCORE", "2023").denominator.numerator.low, 4);
}

static void an_own_mean_stands_for_as_many_units_as_it_speaks_for(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("SCORE", RSL_RULE_MEAN, "commune");
  small_add(s, &indicator);
  small_finish(s);
  give(s, "SCORE", NULL, NULL, NULL, "9", "6");
  small_row(s, "A", "SCORE", "2023", "5"); /* for a1, a2, a3 */
  small_rollup(s);
  small_assert_value(s, "VN", "SCORE", "2023", "6"); /* (3 × 5 + 9 + 6) / 5 */
}

static void a_weighted_mean_pairs_each_figure_with_its_weight(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("YIELD", RSL_RULE_WEIGHTED_MEAN, "commune");
  small_sum(s, "AREA");
  indicator.rollup.weight = "AREA";
  small_add(s, &indicator);
  small_finish(s);
  give(s, "YIELD", "50.5", "60", "40", "70", NULL);
  give(s, "AREA", "100", "300", NULL, "0", "5");
  small_rollup(s);
  /* (50.5 × 100 + 60 × 300) / 400 = 23050 / 400 */
  small_assert_value(s, "A1", "YIELD", "2023", "57.625");
  /* a3 has no weight, so it is not covered; b1 weighs nothing but is a pair; b2 gave no figure. */
  small_assert_value(s, "VN", "YIELD", "2023", "57.625");
  small_assert_coverage(s, "VN", "YIELD", "2023", 3, 5);
  small_assert_value(s, "a3", "YIELD", "2023", "40");
  small_assert_value(s, "B", "YIELD", "2023", "");
  assert_int_equal(small_figure(s, "B", "YIELD", "2023").absence, RSL_ABSENCE_ZERO_WEIGHT);
  assert_int_equal(small_figure(s, "A2", "YIELD", "2023").absence, RSL_ABSENCE_NO_PARTNER);
}

static void an_own_weighted_mean_speaks_with_its_own_weight(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("YIELD", RSL_RULE_WEIGHTED_MEAN, "commune");
  small_sum(s, "AREA");
  indicator.rollup.weight = "AREA";
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "b1", "YIELD", "2023", "70");
  small_row(s, "b2", "YIELD", "2023", "40");
  give(s, "AREA", NULL, NULL, NULL, "100", "200");
  small_row(s, "A", "YIELD", "2023", "55");
  small_row(s, "A", "AREA", "2023", "300");
  small_rollup(s);
  /* (70 × 100 + 40 × 200 + 55 × 300) / 600 = 31500 / 600 */
  small_assert_value(s, "VN", "YIELD", "2023", "52.5");
  small_assert_coverage(s, "VN", "YIELD", "2023", 5, 5);
  assert_int_equal(small_figure(s, "VN", "YIELD", "2023").stood_in, 3);
}

static void a_negative_weight_is_an_error(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("YIELD", RSL_RULE_WEIGHTED_MEAN, "commune");
  small_sum(s, "AREA");
  indicator.rollup.weight = "AREA";
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "b1", "YIELD", "2023", "70");
  small_row(s, "b1", "AREA", "2023", "-1");
  small_cube(s);
  assert_int_equal(small_try_rollup(s, NULL), RSL_ERR_DATA);
  assert_string_equal(s->error.text, "the weight of `YIELD` at `b1` for 2023 is negative");
}

static void a_ratio_is_never_averaged(void **state) {
  small *s = *state;
  small_sum(s, "POOR_HH");
  small_sum(s, "HH");
  small_ratio(s, "POOR", "POOR_HH", "HH", 100);
  small_finish(s);
  give(s, "POOR_HH", "45", "90", "1", NULL, "3");
  give(s, "HH", "50", "100", "850", "7", NULL);
  small_rollup(s);
  small_assert_value(s, "a1", "POOR", "2023", "90"); /* 45 / 50 */
  /* 136 / 1000; the mean of 90, 90 and 0.12 would be 60. */
  small_assert_value(s, "A", "POOR", "2023", "13.6");
  /* b1 lacks one side, b2 the other: neither is covered, and 7 and 3 are in no sum. */
  small_assert_value(s, "VN", "POOR", "2023", "13.6");
  small_assert_coverage(s, "VN", "POOR", "2023", 3, 5);
  rsl_figure figure = small_figure(s, "VN", "POOR", "2023");
  assert_int_equal(figure.numerator.numerator.low, 136);
  assert_int_equal(figure.denominator.numerator.low, 1000);
  assert_int_equal(small_figure(s, "B", "POOR", "2023").absence, RSL_ABSENCE_NO_PARTNER);
}

static void a_bare_percentage_shows_where_it_was_given_and_does_not_count_upward(void **state) {
  small *s = *state;
  small_sum(s, "POOR_HH");
  small_sum(s, "HH");
  small_ratio(s, "POOR", "POOR_HH", "HH", 100);
  small_finish(s);
  small_row(s, "a1", "POOR", "2023", "45");
  small_sides(s, "a2", "POOR", "2023", "10", "5", "50");
  small_rollup(s);
  small_assert_value(s, "a1", "POOR", "2023", "45");
  small_assert_coverage(s, "a1", "POOR", "2023", 1, 1);
  small_assert_value(s, "A1", "POOR", "2023", "10");
  small_assert_coverage(s, "A1", "POOR", "2023", 1, 2);
}

static void a_bare_percentage_of_a_parent_stands_where_its_children_are_not_complete(void **state) {
  small *s = *state;
  small_sum(s, "POOR_HH");
  small_sum(s, "HH");
  small_ratio(s, "POOR", "POOR_HH", "HH", 100);
  small_finish(s);
  small_sides(s, "a1", "POOR", "2023", "", "5", "50");
  small_row(s, "A", "POOR", "2023", "45");
  small_rollup(s);
  rsl_figure province = small_figure(s, "A", "POOR", "2023");
  small_assert_value(s, "A", "POOR", "2023", "45");
  assert_int_equal(province.origin, RSL_ORIGIN_OWN);
  assert_false(province.own_speaks);
  small_assert_coverage(s, "A", "POOR", "2023", 3, 3);
  assert_int_equal(province.stood_in, 2);
  /* Upward the children are what counts: 5 / 50. */
  small_assert_value(s, "VN", "POOR", "2023", "10");
  small_assert_coverage(s, "VN", "POOR", "2023", 1, 5);
}

static void an_own_ratio_with_both_sides_speaks_upward(void **state) {
  small *s = *state;
  small_sum(s, "POOR_HH");
  small_sum(s, "HH");
  small_ratio(s, "POOR", "POOR_HH", "HH", 100);
  small_finish(s);
  small_sides(s, "b1", "POOR", "2023", "", "10", "100");
  small_sides(s, "b2", "POOR", "2023", "", "10", "100");
  small_sides(s, "A", "POOR", "2023", "", "80", "300");
  small_rollup(s);
  small_assert_value(s, "VN", "POOR", "2023", "20"); /* (80 + 10 + 10) / 500 */
  assert_int_equal(small_figure(s, "VN", "POOR", "2023").stood_in, 3);
}

static void nothing_over_nothing_is_a_covered_pair_without_a_figure(void **state) {
  small *s = *state;
  small_sum(s, "POOR_HH");
  small_sum(s, "HH");
  small_ratio(s, "POOR", "POOR_HH", "HH", 100);
  small_finish(s);
  small_sides(s, "b1", "POOR", "2023", "", "0", "0");
  small_sides(s, "b2", "POOR", "2023", "", "0", "0");
  small_sides(s, "a1", "POOR", "2023", "", "1", "8");
  small_rollup(s);
  assert_int_equal(small_figure(s, "B", "POOR", "2023").absence, RSL_ABSENCE_ZERO_DENOMINATOR);
  small_assert_coverage(s, "B", "POOR", "2023", 2, 2);
  assert_int_equal(small_figure(s, "b1", "POOR", "2023").absence, RSL_ABSENCE_ZERO_DENOMINATOR);
  small_assert_value(s, "VN", "POOR", "2023", "12.5");
  small_assert_coverage(s, "VN", "POOR", "2023", 3, 5);
}

static void extremes_are_of_the_measuring_units(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("LOW", RSL_RULE_MIN, "commune");
  small_add(s, &indicator);
  indicator.code = indicator.name = "HIGH";
  indicator.rollup.rule = RSL_RULE_MAX;
  small_add(s, &indicator);
  small_finish(s);
  give(s, "LOW", "3", "-1.5", "7", "2", NULL);
  give(s, "HIGH", "3", "-1.5", "7", "2", NULL);
  small_rollup(s);
  small_assert_value(s, "VN", "LOW", "2023", "-1.5");
  small_assert_value(s, "VN", "HIGH", "2023", "7");
  small_assert_value(s, "A1", "HIGH", "2023", "3");
}

static void counts_and_shares_are_of_those_that_meet_the_condition(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("N", RSL_RULE_COUNT, "commune");
  small_add(s, &indicator);
  indicator.code = indicator.name = "NTM";
  indicator.rollup.condition = (rsl_condition){ .form = RSL_FORM_AT_LEAST, .value = { 19, 0 } };
  small_add(s, &indicator);
  indicator.code = indicator.name = "SHARE";
  indicator.rollup.rule = RSL_RULE_SHARE;
  indicator.rollup.of = RSL_SHARE_OF_REPORTING;
  small_add(s, &indicator);
  indicator.code = indicator.name = "SHARE_OWED";
  indicator.rollup.of = RSL_SHARE_OF_OWED;
  small_add(s, &indicator);
  small_finish(s);
  for (int i = 0; i < 4; i++) {
    static const char *const codes[] = { "N", "NTM", "SHARE", "SHARE_OWED" };
    give(s, codes[i], "19", "18", "19", "20", NULL);
  }
  small_rollup(s);
  small_assert_value(s, "VN", "N", "2023", "4");
  small_assert_value(s, "VN", "NTM", "2023", "3");
  small_assert_value(s, "B", "NTM", "2023", "1");
  small_assert_value(s, "a2", "NTM", "2023", "18");        /* at the measuring unit: what it measured */
  small_assert_value(s, "VN", "SHARE", "2023", "75");      /* 3 of 4 that gave one */
  small_assert_value(s, "VN", "SHARE_OWED", "2023", "60"); /* 3 of 5 that owed one */
  small_assert_value(s, "A1", "SHARE", "2023", "50");
}

static void a_threshold_may_be_another_figure_of_the_unit(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("MEETS", RSL_RULE_COUNT, "commune");
  small_sum(s, "QUOTA");
  indicator.rollup.condition.form = RSL_FORM_AT_LEAST;
  indicator.rollup.condition_indicator = "QUOTA";
  small_add(s, &indicator);
  small_finish(s);
  give(s, "MEETS", "10", "10", "10", NULL, NULL);
  give(s, "QUOTA", "9", "11", NULL, NULL, NULL);
  small_rollup(s);
  /* a1 meets 9, a2 misses 11, of a3 it is not known. */
  small_assert_value(s, "A", "MEETS", "2023", "1");
  small_assert_coverage(s, "A", "MEETS", "2023", 2, 3);
}

static void an_own_share_hands_its_sides_upward(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("SHARE", RSL_RULE_SHARE, "commune");
  indicator.rollup.condition = (rsl_condition){ .form = RSL_FORM_AT_LEAST, .value = { 19, 0 } };
  indicator.rollup.of = RSL_SHARE_OF_OWED;
  small_add(s, &indicator);
  small_finish(s);
  small_sides(s, "A", "SHARE", "2023", "66.7", "2", "3");
  small_row(s, "b1", "SHARE", "2023", "19");
  small_row(s, "b2", "SHARE", "2023", "3");
  small_rollup(s);
  small_assert_value(s, "A", "SHARE", "2023", "66.7");
  small_assert_value(s, "VN", "SHARE", "2023", "60"); /* (2 + 1) of (3 + 2) */
}

static void a_formula_is_computed_after_its_operands_rolled_up(void **state) {
  small *s = *state;
  rsl_indicator formula = small_indicator("RATE", RSL_RULE_FORMULA, NULL);
  small_sum(s, "A_SUM");
  small_sum(s, "B_SUM");
  formula.rollup.expression = "1000 * A_SUM / B_SUM";
  small_add(s, &formula);
  small_finish(s);
  give(s, "A_SUM", "1", "2", "3", NULL, "0");
  give(s, "B_SUM", "10", "20", "18", NULL, "0");
  small_rollup(s);
  small_assert_value(s, "A", "RATE", "2023", "125"); /* 1000 × 6 / 48 */
  small_assert_value(s, "A1", "RATE", "2023", "100");
  small_assert_value(s, "a3", "RATE", "2023", "166.66666666666666");
  small_assert_coverage(s, "VN", "RATE", "2023", 4, 5);
  assert_int_equal(small_figure(s, "b2", "RATE", "2023").absence, RSL_ABSENCE_DIVISION_BY_ZERO);
  assert_int_equal(small_figure(s, "b1", "RATE", "2023").absence, RSL_ABSENCE_OPERAND);
  assert_false((small_figure(s, "VN", "RATE", "2023").flags & RSL_FLAG_UNPAIRED) != 0);
}

static void a_formula_whose_operands_speak_for_different_units_says_so(void **state) {
  small *s = *state;
  rsl_indicator formula = small_indicator("RATE", RSL_RULE_FORMULA, NULL);
  small_sum(s, "X");
  small_sum(s, "Y");
  formula.rollup.expression = "X / Y";
  small_add(s, &formula);
  small_finish(s);
  give(s, "X", "1", NULL, "3", "5", "5");
  give(s, "Y", "1", "2", NULL, "5", NULL);
  small_rollup(s);
  assert_true((small_figure(s, "A", "RATE", "2023").flags & RSL_FLAG_UNPAIRED) != 0);
  assert_false((small_figure(s, "a1", "RATE", "2023").flags & RSL_FLAG_UNPAIRED) != 0);
  small_assert_coverage(s, "VN", "RATE", "2023", 3, 5); /* Y is the weaker: 3 of 5 against 4 of 5 */
}

static void three_valued_logic_decides_where_it_can(void **state) {
  small *s = *state;
  rsl_indicator formula = small_indicator("F", RSL_RULE_FORMULA, NULL);
  small_sum(s, "X");
  small_sum(s, "Y");
  formula.rollup.expression = "if(X > 5 and Y > 5, 1, 0) + coalesce(Y, 0)";
  small_add(s, &formula);
  small_finish(s);
  give(s, "X", "1", "9", "9", NULL, NULL);
  give(s, "Y", NULL, NULL, "6", NULL, NULL);
  small_rollup(s);
  small_assert_value(s, "a1", "F", "2023", "0"); /* X > 5 is known to fail */
  small_assert_value(s, "a2", "F", "2023", "");  /* not known whether Y > 5 */
  small_assert_value(s, "a3", "F", "2023", "7");
}

static void the_rule_none_is_known_only_where_it_was_reported(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("GRDP", RSL_RULE_NONE, "province");
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "A", "GRDP", "2023", "100");
  small_rollup(s);
  small_assert_value(s, "A", "GRDP", "2023", "100");
  small_assert_coverage(s, "A", "GRDP", "2023", 1, 1);
  small_assert_value(s, "VN", "GRDP", "2023", "");
  assert_int_equal(small_figure(s, "VN", "GRDP", "2023").absence, RSL_ABSENCE_NOT_MEASURED);
  assert_int_equal(small_figure(s, "B", "GRDP", "2023").absence, RSL_ABSENCE_NOT_MEASURED);
  small_assert_coverage(s, "B", "GRDP", "2023", 0, 1);
}

static void only_the_lowest_measuring_units_of_each_branch_owe(void **state) {
  static rsl_measured_at both[2];
  small *s = *state;
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
  rsl_measured_at_init(&both[0]);
  rsl_measured_at_init(&both[1]);
  both[0].level = "commune";
  both[1].level = "district";
  indicator.measured_at = both;
  indicator.measured_at_count = 2;
  small_unit(s, "B2", "district", "B"); /* a district without communes */
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "B2", "X", "2023", "4");
  small_rollup(s);
  small_assert_coverage(s, "VN", "X", "2023", 1, 6); /* five communes and B2 */
  small_assert_coverage(s, "B1", "X", "2023", 0, 2);
  small_assert_coverage(s, "B2", "X", "2023", 1, 1);
  small_assert_value(s, "B", "X", "2023", "4");
}

static void what_is_not_applicable_or_of_status_m_or_h_is_not_owed(void **state) {
  static rsl_not_applicable inland;
  small *s = *state;
  rsl_indicator indicator = small_indicator("COAST", RSL_RULE_SUM, "commune");
  rsl_not_applicable_init(&inland);
  inland.unit = "A";
  indicator.not_applicable = &inland;
  indicator.not_applicable_count = 1;
  small_add(s, &indicator);
  small_sum(s, "X");
  small_finish(s);
  small_row(s, "b1", "COAST", "2023", "4");
  small_row(s, "b1", "X", "2023", "4");
  small_status(s, "b2", "X", "2023", "", 'M');
  small_status(s, "a1", "X", "2023", "", 'H');
  small_status(s, "a2", "X", "2023", "", 'L');
  small_rollup(s);
  small_assert_coverage(s, "VN", "COAST", "2023", 1, 2);
  small_assert_coverage(s, "A", "COAST", "2023", 0, 0);
  assert_int_equal(small_figure(s, "A", "COAST", "2023").absence, RSL_ABSENCE_NOT_APPLICABLE);
  small_assert_coverage(s, "VN", "X", "2023", 1, 3); /* b1 of b1, a2, a3 */
  small_assert_coverage(s, "B", "X", "2023", 1, 1);
  small_assert_coverage(s, "b2", "X", "2023", 0, 0);
  assert_int_equal(small_figure(s, "a2", "X", "2023").absence, RSL_ABSENCE_NOT_COLLECTED);
  assert_int_equal(small_figure(s, "b2", "X", "2023").absence, RSL_ABSENCE_NOT_APPLICABLE);
}

static void units_that_are_exempt_for_a_time_or_inside_one_another_are_left_out_once(void **state) {
  static rsl_not_applicable exempt[4];
  static const char *const units[] = { "B1", "a2", "B", "A1" };
  small *s = *state;
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
  for (int i = 0; i < 4; i++) {
    rsl_not_applicable_init(&exempt[i]);
    exempt[i].unit = units[i];
  }
  indicator.not_applicable = exempt;
  indicator.not_applicable_count = 4; /* a3 alone is left */
  small_add(s, &indicator);
  indicator.code = indicator.name = "Y";
  exempt[2].from = rsl_date_from_civil(2024, 1, 1); /* all of B from 2024 on; b1 always */
  exempt[0].unit = "b1";
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a3", "X", "2023", "1");
  small_row(s, "b2", "Y", "2023", "1");
  small_row(s, "a3", "Y", "2024", "1");
  small_rollup(s);
  small_assert_coverage(s, "VN", "X", "2023", 1, 1);
  small_assert_coverage(s, "B", "X", "2023", 0, 0);
  small_assert_coverage(s, "A1", "X", "2023", 0, 0);
  small_assert_coverage(s, "VN", "Y", "2023", 1, 2); /* a3, b2 */
  small_assert_coverage(s, "VN", "Y", "2024", 1, 1); /* a3 */
}

static void the_weakest_status_is_that_of_the_total_and_weak_says_how_much(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  small_status(s, "a1", "X", "2023", "1", 'A');
  small_status(s, "a2", "X", "2023", "1", 'B');
  small_status(s, "a3", "X", "2023", "1", 'P');
  small_status(s, "b1", "X", "2023", "1", 'U');
  small_rollup(s);
  rsl_figure figure = small_figure(s, "VN", "X", "2023");
  /* A B D J S N G P V U I E F, strongest first: by strength, not by the alphabet. */
  assert_int_equal(figure.status, 'U');
  assert_int_equal(figure.weak, 3);
  assert_int_equal(small_figure(s, "A", "X", "2023").status, 'P');
  assert_true((figure.flags & RSL_FLAG_ESTIMATE) != 0);
  assert_false((small_figure(s, "B", "X", "2023").flags & RSL_FLAG_ESTIMATE) != 0);
}

static void a_qualified_figure_shows_at_its_unit_and_does_not_roll_up(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  small_row(s, "a1", "X", "2023", "~14");
  small_row(s, "a2", "X", "2023", "3");
  small_row(s, "b1", "X", "2023", "~5");
  small_rollup(s);
  small_assert_value(s, "a1", "X", "2023", "14");
  assert_true((small_figure(s, "a1", "X", "2023").flags & RSL_FLAG_QUALIFIED) != 0);
  small_assert_value(s, "VN", "X", "2023", "3");
  small_assert_coverage(s, "VN", "X", "2023", 1, 5);
  assert_int_equal(small_figure(s, "B", "X", "2023").absence, RSL_ABSENCE_QUALIFIED);
}

static void of_revisions_the_highest_counts_and_an_empty_one_withdraws(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  small_revision(s, "a1", "X", "2023", "10", 0, "2024-01-10");
  small_revision(s, "a1", "X", "2023", "20", 1, "2024-06-10");
  small_revision(s, "b1", "X", "2023", "5", 0, "2024-01-10");
  small_revision(s, "b1", "X", "2023", "", 1, "2024-06-10");
  small_rollup(s);
  small_assert_value(s, "VN", "X", "2023", "20");
  assert_int_equal(small_figure(s, "b1", "X", "2023").absence, RSL_ABSENCE_WITHDRAWN);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.known_on = rsl_date_from_civil(2024, 6, 9);
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  small_assert_value(s, "VN", "X", "2023", "15"); /* 10 + 5, as known the day before */
}

/* a1 first gave 10, b1 said that it had nothing, then 5, then 6; a2 gave 1 once. */
static void of_revisions_the_first_that_gave_a_figure_may_be_asked_for(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  small_revision(s, "a1", "X", "2023", "10", 0, "2024-01-10");
  small_revision(s, "a1", "X", "2023", "20", 1, "2024-06-10");
  small_row(s, "a2", "X", "2023", "1");
  small_revision(s, "b1", "X", "2023", "", 0, "2024-01-10");
  small_revision(s, "b1", "X", "2023", "5", 1, "2024-02-10");
  small_revision(s, "b1", "X", "2023", "6", 2, "2024-03-10");
  small_cube(s);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.first_revision = true;
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  small_assert_value(s, "VN", "X", "2023", "16"); /* 10 + 1 + 5 */
  request.first_revision = false;
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  small_assert_value(s, "VN", "X", "2023", "27"); /* 20 + 1 + 6 */
  request.first_revision = true;
  request.known_on = rsl_date_from_civil(2024, 1, 31);
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  small_assert_value(s, "VN", "X", "2023", "11"); /* of b1 nothing was known yet */
}

static void an_operand_measured_below_is_taken_as_it_rolled_up(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  rsl_indicator area = small_indicator("AREA", RSL_RULE_SUM, "district");
  small_add(s, &area);
  rsl_indicator density = small_indicator("DENSITY", RSL_RULE_RATIO, "district");
  density.rollup.numerator = "POP";
  density.rollup.denominator = "AREA";
  small_add(s, &density);
  small_finish(s);
  give(s, "POP", "100", "200", "50", "10", "20");
  small_row(s, "A1", "AREA", "2023", "3");
  small_row(s, "A2", "AREA", "2023", "2");
  small_rollup(s);
  small_assert_value(s, "A1", "DENSITY", "2023", "100"); /* (100 + 200) / 3 */
  small_assert_value(s, "A", "DENSITY", "2023", "70");   /* 350 / 5 */
  small_assert_coverage(s, "VN", "DENSITY", "2023", 2, 3);
}

static void a_total_past_64_bits_is_exact(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  for (int i = 0; i < 5; i++) {
    static const char *const units[] = { "a1", "a2", "a3", "b1", "b2" };
    for (int j = 0; j < 3; j++) {
      static const char *const years[] = { "2021", "2022", "2023" };
      small_row(s, units[i], "X", years[j], "999999999999999999");
    }
  }
  small_rollup(s);
  small_assert_value(s, "VN", "X", "2023", "4999999999999999995");
  small_tear_down(state);
  small_set_up_country(state);
  small_unit(s, "big", "province", "VN");
  for (int i = 0; i < 20; i++) {
    static char codes[20][4];
    codes[i][0] = 'c';
    codes[i][1] = (char)('0' + i / 10);
    codes[i][2] = (char)('0' + i % 10);
    small_unit(s, codes[i], "commune", "big");
  }
  small_sum(s, "X");
  small_finish(s);
  for (int i = 0; i < 20; i++) {
    char code[4] = { 'c', (char)('0' + i / 10), (char)('0' + i % 10), '\0' };
    small_row(s, code, "X", "2023", "999999999999999999");
  }
  small_rollup(s);
  small_assert_value(s, "VN", "X", "2023", "19999999999999999980"); /* past 9.2 × 10^18 */
}

/* R12: each period rolls up along the structure of its last day: b3 owes from 2024 on. */
static void each_period_rolls_up_along_the_structure_of_its_last_day(void **state) {
  small *s = *state;
  rsl_unit unit;
  rsl_unit_init(&unit);
  unit.code = unit.name = "b3";
  unit.level = "commune";
  unit.parent = "B1";
  unit.from = rsl_date_from_civil(2024, 7, 1);
  assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
  small_sum(s, "X");
  small_finish(s);
  small_row(s, "b1", "X", "2023", "1");
  small_row(s, "b1", "X", "2024", "2");
  small_rollup(s);
  small_assert_coverage(s, "VN", "X", "2023", 1, 5);
  small_assert_coverage(s, "VN", "X", "2024", 1, 6);
}

static void units_at_or_above_a_measuring_level_have_rows(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "district");
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "A1", "X", "2023", "1");
  small_rollup(s);
  uint32_t x = small_indicator_index(s, "X");
  assert_true(rsl_rollup_has_row(s->rollup, small_unit_index(s, "VN"), x));
  assert_true(rsl_rollup_has_row(s->rollup, small_unit_index(s, "B1"), x));
  assert_false(rsl_rollup_has_row(s->rollup, small_unit_index(s, "b1"), x));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(a_sum_adds_the_measuring_units_all_the_way_up),
    TEST(a_unit_that_gave_nothing_is_missing_and_not_zero),
    TEST(a_units_own_figure_and_its_childrens_are_never_added),
    TEST(an_own_report_stands_in_for_children_that_are_not_complete),
    TEST(with_prefer_own_the_own_report_stands),
    TEST(an_own_sum_smaller_than_its_reporting_children_does_not_stand),
    TEST(where_figures_may_be_negative_a_smaller_own_sum_stands),
    TEST(a_mean_is_of_measuring_units_never_of_means),
    TEST(an_own_mean_stands_for_as_many_units_as_it_speaks_for),
    TEST(a_weighted_mean_pairs_each_figure_with_its_weight),
    TEST(an_own_weighted_mean_speaks_with_its_own_weight),
    TEST(a_negative_weight_is_an_error),
    TEST(a_ratio_is_never_averaged),
    TEST(a_bare_percentage_shows_where_it_was_given_and_does_not_count_upward),
    TEST(a_bare_percentage_of_a_parent_stands_where_its_children_are_not_complete),
    TEST(an_own_ratio_with_both_sides_speaks_upward),
    TEST(nothing_over_nothing_is_a_covered_pair_without_a_figure),
    TEST(extremes_are_of_the_measuring_units),
    TEST(counts_and_shares_are_of_those_that_meet_the_condition),
    TEST(a_threshold_may_be_another_figure_of_the_unit),
    TEST(an_own_share_hands_its_sides_upward),
    TEST(a_formula_is_computed_after_its_operands_rolled_up),
    TEST(a_formula_whose_operands_speak_for_different_units_says_so),
    TEST(three_valued_logic_decides_where_it_can),
    TEST(the_rule_none_is_known_only_where_it_was_reported),
    TEST(only_the_lowest_measuring_units_of_each_branch_owe),
    TEST(what_is_not_applicable_or_of_status_m_or_h_is_not_owed),
    TEST(units_that_are_exempt_for_a_time_or_inside_one_another_are_left_out_once),
    TEST(the_weakest_status_is_that_of_the_total_and_weak_says_how_much),
    TEST(a_qualified_figure_shows_at_its_unit_and_does_not_roll_up),
    TEST(of_revisions_the_highest_counts_and_an_empty_one_withdraws),
    TEST(of_revisions_the_first_that_gave_a_figure_may_be_asked_for),
    TEST(an_operand_measured_below_is_taken_as_it_rolled_up),
    TEST(a_total_past_64_bits_is_exact),
    TEST(each_period_rolls_up_along_the_structure_of_its_last_day),
    TEST(units_at_or_above_a_measuring_level_have_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
