/* Conditions of counts and shares: forms, expressions in three-valued logic, thresholds, grades; figures of one grade in
 * formulas (R4). Five communes by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cube/condition.h"
#include "support/small.h"

enum { CRITERIA = 19 };

static const char *const communes[] = { "a1", "a2", "a3", "b1", "b2" };
static const char *const grades[] = { "weak", "fair", "good" };

/* VN = A (A1: a1 a2; A2: a3) + B (B1: b1 b2). */
static void give(small *s, const char *indicator, const char *const values[5]) {
  for (int i = 0; i < 5; i++)
    if (values[i] != NULL) small_row(s, communes[i], indicator, "2023", values[i]);
}

static void add_conditional(small *s, const char *code, rsl_rule rule, rsl_share_of of, const char *expression) {
  rsl_indicator indicator = small_indicator(code, rule, "commune");
  indicator.rollup.expression = expression;
  indicator.rollup.of = of;
  small_add(s, &indicator);
}

static const char *criterion(int number) {
  static char codes[CRITERIA + 1][4];
  snprintf(codes[number], sizeof codes[number], "C%d", number);
  return codes[number];
}

/* "C1 >= 1 and C2 >= 1 … and C19 >= 1" */
static const char *all_criteria(void) {
  static char text[CRITERIA * 20];
  size_t length = 0;
  for (int i = 1; i <= CRITERIA; i++)
    length += (size_t)snprintf(text + length, sizeof text - length, "%s%s >= 1", i == 1 ? "" : " and ", criterion(i));
  return text;
}

/* The nineteen criteria of a new-style rural commune, each met (1) or not (0). */
static void a_commune_is_new_style_where_all_nineteen_criteria_are_met(void **state) {
  small *s = *state;
  for (int i = 1; i <= CRITERIA; i++) small_sum(s, criterion(i));
  add_conditional(s, "NTM", RSL_RULE_COUNT, RSL_SHARE_OF_NONE, all_criteria());
  add_conditional(s, "NTM_GIVEN", RSL_RULE_SHARE, RSL_SHARE_OF_REPORTING, all_criteria());
  add_conditional(s, "NTM_OWED", RSL_RULE_SHARE, RSL_SHARE_OF_OWED, all_criteria());
  small_finish(s);
  for (int i = 1; i <= CRITERIA; i++) {
    small_row(s, "a1", criterion(i), "2023", "1");
    if (i == 7) small_row(s, "a2", criterion(i), "2023", "0"); /* the only one that is known, and it fails */
    if (i < 19) small_row(s, "a3", criterion(i), "2023", "1"); /* nobody knows about the last */
    small_row(s, "b1", criterion(i), "2023", "1");
    small_row(s, "b2", criterion(i), "2023", i == 19 ? "0" : "1");
  }
  small_rollup(s);
  small_assert_value(s, "a1", "NTM", "2023", "1");
  small_assert_value(s, "a2", "NTM", "2023", "0");
  small_assert_value(s, "a3", "NTM", "2023", "");
  assert_int_equal(small_figure(s, "a3", "NTM", "2023").absence, RSL_ABSENCE_OPERAND);
  small_assert_value(s, "VN", "NTM", "2023", "2");        /* a1, b1 */
  small_assert_coverage(s, "VN", "NTM", "2023", 4, 5);    /* all but a3 */
  small_assert_value(s, "VN", "NTM_GIVEN", "2023", "50"); /* 2 of 4 */
  small_assert_value(s, "VN", "NTM_OWED", "2023", "40");  /* 2 of 5 */
  small_assert_value(s, "A", "NTM_OWED", "2023", "33.333333333333336");
  small_assert_value(s, "A2", "NTM", "2023", "");
  small_assert_coverage(s, "A2", "NTM", "2023", 0, 1);
}

static void a_condition_takes_over_what_is_told_of_the_figures_that_it_used(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_sum(s, "Y");
  add_conditional(s, "N", RSL_RULE_COUNT, RSL_SHARE_OF_NONE, "X > 1 or Y > 1");
  small_finish(s);
  small_row(s, "a1", "X", "2023", "2");
  small_status(s, "a2", "X", "2023", "2", 'P');
  small_status(s, "a3", "N", "2023", "", 'M'); /* not owed there */
  small_row(s, "a3", "X", "2023", "2");
  small_row(s, "b1", "X", "2023", "~2"); /* a qualified figure decides nothing */
  small_row(s, "b2", "X", "2023", "1");  /* not known whether Y > 1 */
  small_rollup(s);
  rsl_figure figure = small_figure(s, "VN", "N", "2023");
  small_assert_value(s, "VN", "N", "2023", "2");
  small_assert_coverage(s, "VN", "N", "2023", 2, 4);
  assert_int_equal(figure.status, 'P');
  assert_int_equal(figure.weak, 1);
  assert_true((figure.flags & RSL_FLAG_ESTIMATE) != 0);
}

/* The condition may ask for a formula, which itself reports nothing. */
static void a_condition_may_ask_for_a_formula(void **state) {
  small *s = *state;
  rsl_indicator density = small_indicator("DENSITY", RSL_RULE_FORMULA, NULL);
  small_sum(s, "POP");
  small_sum(s, "AREA");
  density.rollup.expression = "POP / AREA";
  small_add(s, &density);
  add_conditional(s, "DENSE", RSL_RULE_COUNT, RSL_SHARE_OF_NONE, "DENSITY >= 2");
  small_finish(s);
  give(s, "POP", (const char *const[5]){ "10", "10", "10", "10", NULL });
  give(s, "AREA", (const char *const[5]){ "4", "5", "6", NULL, "1" });
  small_rollup(s);
  small_assert_value(s, "VN", "DENSE", "2023", "2"); /* 2.5, 2; not 1.67 */
  small_assert_coverage(s, "VN", "DENSE", "2023", 3, 5);
}

/* Each operand is aggregated over time by its own rule: the year's sum of the halves is held against the year's last. */
static void a_condition_of_a_longer_period_asks_for_figures_of_it(void **state) {
  small *s = *state;
  rsl_indicator flow = small_indicator("BUILT", RSL_RULE_SUM, "commune");
  flow.frequency = RSL_PERIOD_HALF;
  flow.time = RSL_TIME_SUM;
  rsl_indicator stock = small_indicator("NEEDED", RSL_RULE_SUM, "commune");
  stock.frequency = RSL_PERIOD_HALF;
  stock.time = RSL_TIME_LAST;
  rsl_indicator count = small_indicator("DONE", RSL_RULE_COUNT, "commune");
  count.frequency = RSL_PERIOD_HALF;
  count.rollup.expression = "BUILT >= NEEDED";
  small_add(s, &flow);
  small_add(s, &stock);
  small_add(s, &count);
  small_finish(s);
  small_row(s, "a1", "BUILT", "2023-H1", "3");
  small_row(s, "a1", "BUILT", "2023-H2", "4");
  small_row(s, "a1", "NEEDED", "2023-H1", "9");
  small_row(s, "a1", "NEEDED", "2023-H2", "7");
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "DONE", "2023", "1"); /* 3 + 4 ≥ 7 */
  small_assert_value(s, "VN", "DONE", "2023", "1");
  small_rollup_for(s, "2023-H2");
  small_assert_value(s, "VN", "DONE", "2023-H2", "0"); /* 4 < 7 */
}

static void a_share_of_those_owed_counts_the_unknown_below_the_line(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("GIVEN", RSL_RULE_SHARE, "commune");
  small_sum(s, "QUOTA");
  indicator.rollup.condition.form = RSL_FORM_AT_LEAST;
  indicator.rollup.condition_indicator = "QUOTA";
  indicator.rollup.of = RSL_SHARE_OF_REPORTING;
  small_add(s, &indicator);
  indicator.code = indicator.name = "OWED";
  indicator.rollup.of = RSL_SHARE_OF_OWED;
  small_add(s, &indicator);
  small_finish(s);
  for (int i = 0; i < 2; i++)
    give(s, i == 0 ? "GIVEN" : "OWED", (const char *const[5]){ "10", "10", "10", NULL, "10" });
  give(s, "QUOTA", (const char *const[5]){ "9", "11", NULL, "5", "10" });
  small_rollup(s);
  /* a1 and b2 meet it, a2 does not, of a3 it is not known, b1 gave nothing. */
  small_assert_value(s, "VN", "GIVEN", "2023", "66.66666666666667"); /* 2 / 3 */
  small_assert_value(s, "VN", "OWED", "2023", "40");                 /* 2 / 5 */
  small_assert_coverage(s, "VN", "GIVEN", "2023", 3, 5);
}

static void grades_are_held_against_a_grade(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("FAIR", RSL_RULE_COUNT, "commune");
  indicator.grades = grades;
  indicator.grade_count = 3;
  indicator.rollup.condition.form = RSL_FORM_AT_LEAST;
  indicator.rollup.condition_grade = "fair";
  small_add(s, &indicator);
  small_finish(s);
  give(s, "FAIR", (const char *const[5]){ "0", "1", "2", "1", NULL });
  small_rollup(s);
  small_assert_value(s, "VN", "FAIR", "2023", "3"); /* a2, a3, b1 */
  small_assert_value(s, "A", "FAIR", "2023", "2");
  small_assert_value(s, "a1", "FAIR", "2023", "0"); /* a measuring unit shows its grade */
}

static void how_many_are_at_a_grade_is_a_figure_of_formulas_and_conditions(void **state) {
  small *s = *state;
  rsl_indicator rank = small_indicator("RANK", RSL_RULE_GRADE_COUNT, "commune");
  rsl_indicator share = small_indicator("GOOD_SHARE", RSL_RULE_FORMULA, NULL);
  rank.grades = grades;
  rank.grade_count = 3;
  share.rollup.expression = "100 * RANK:good / (RANK:weak + RANK:fair + RANK:good)";
  small_add(s, &rank);
  small_add(s, &share);
  add_conditional(s, "N", RSL_RULE_COUNT, RSL_SHARE_OF_NONE, "RANK:good >= 1");
  small_finish(s);
  give(s, "RANK", (const char *const[5]){ "2", "0", "2", "1", NULL });
  small_rollup(s);
  small_assert_value(s, "VN", "GOOD_SHARE", "2023", "50"); /* 2 of 4 */
  small_assert_value(s, "A1", "GOOD_SHARE", "2023", "50");
  small_assert_value(s, "B", "GOOD_SHARE", "2023", "0");
  small_assert_value(s, "a1", "GOOD_SHARE", "2023", "100");
  small_assert_value(s, "b2", "GOOD_SHARE", "2023", "");
  small_assert_coverage(s, "VN", "GOOD_SHARE", "2023", 4, 5);
  small_assert_value(s, "VN", "N", "2023", "2"); /* a1, a3 */
}

/* R5: a ratio of X to X[-1] is growth over the units present in both years. */
static void a_figure_of_an_earlier_period_is_an_operand(void **state) {
  small *s = *state;
  rsl_indicator growth = small_indicator("GROWTH", RSL_RULE_RATIO, "commune");
  rsl_indicator change = small_indicator("CHANGE", RSL_RULE_FORMULA, NULL);
  small_sum(s, "X");
  growth.rollup.numerator = "X";
  growth.rollup.denominator = "X[-1]";
  small_add(s, &growth);
  change.rollup.expression = "X - X[-1]";
  small_add(s, &change);
  add_conditional(s, "GREW", RSL_RULE_COUNT, RSL_SHARE_OF_NONE, "X > X[-1]");
  small_finish(s);
  give(s, "X", (const char *const[5]){ "12", "6", "30", NULL, "8" });
  small_row(s, "a1", "X", "2022", "10");
  small_row(s, "a2", "X", "2022", "8");
  small_row(s, "b1", "X", "2022", "5");
  small_row(s, "b2", "X", "2022", "2");
  small_rollup_for(s, "2023");
  small_assert_value(s, "VN", "GROWTH", "2023", "1.3"); /* (12 + 6 + 8) / (10 + 8 + 2) */
  small_assert_coverage(s, "VN", "GROWTH", "2023", 3, 5);
  small_assert_value(s, "A1", "CHANGE", "2023", "0");  /* 18 - 18 */
  small_assert_value(s, "VN", "CHANGE", "2023", "31"); /* 56 - 25, of different units */
  assert_true((small_figure(s, "VN", "CHANGE", "2023").flags & RSL_FLAG_UNPAIRED) != 0);
  small_assert_value(s, "VN", "GREW", "2023", "2"); /* a1, b2; a2 shrank */
  small_assert_coverage(s, "VN", "GREW", "2023", 3, 5);
}

/* Of the communes that have a grade, how many are good: counted over counted. */
static void a_ratio_may_pair_figures_of_one_grade(void **state) {
  small *s = *state;
  rsl_indicator rank = small_indicator("RANK", RSL_RULE_GRADE_COUNT, "commune");
  rank.grades = grades;
  rank.grade_count = 3;
  small_add(s, &rank);
  small_sum(s, "POP");
  small_ratio(s, "RATE", "RANK:good", "POP", 1000);
  rsl_indicator many = small_indicator("MANY", RSL_RULE_COUNT, "commune");
  many.rollup.condition = (rsl_condition){ .form = RSL_FORM_AT_LEAST, .value = { 6, 0 } };
  small_add(s, &many);
  small_ratio(s, "PER_HEAD", "MANY", "POP", 1000);
  small_finish(s);
  give(s, "MANY", (const char *const[5]){ "7", "6", "9", "5", NULL });
  give(s, "RANK", (const char *const[5]){ "2", "0", "2", "1", NULL });
  give(s, "POP", (const char *const[5]){ "10", "20", NULL, "10", "5" });
  small_rollup(s);
  small_assert_value(s, "VN", "RATE", "2023", "25"); /* 1000 × 1 / 40, of a1, a2 and b1 */
  small_assert_coverage(s, "VN", "RATE", "2023", 3, 5);
  small_assert_value(s, "VN", "PER_HEAD", "2023", "50"); /* 1000 × 2 / 40: whether a unit meets it, not what it gave */
}

/* From 95 units of the scale below zero to 95 above, and the farthest ones: each is in the interval where it meets the
 * condition, and else outside. */
static void assert_interval(const rsl_condition *condition, rsl_direction direction, unsigned scale) {
  int64_t least = 0;
  int64_t greatest = 0;
  rsl__condition_interval(condition, direction, scale, &least, &greatest);
  for (int64_t i = -96; i <= 96; i++) {
    int64_t figure = i == -96 ? -INT64_MAX : i == 96 ? INT64_MAX : i;
    rsl_number value = rsl_number_from_decimal((rsl_decimal){ figure, (int32_t)scale });
    bool meets = rsl__condition_holds(condition, direction, value, NULL) == RSL__TRUTH_YES;
    assert_int_equal(figure >= least && figure <= greatest, meets);
  }
}

/* R4, T4: what meets a condition with a number of its own lies between two figures, in every form and scale. */
static void what_meets_a_condition_lies_between_two_figures(void **state) {
  (void)state;
  static const rsl_decimal numbers[] = { { 0, 0 },       { 7, 0 },         { -35, 1 },           { 449, 2 },
                                         { 1234567, 6 }, { INT64_MAX, 0 }, { INT64_MIN + 1, 18 } };
  static const rsl_form forms[] = { RSL_FORM_NONE,  RSL_FORM_AT_LEAST, RSL_FORM_ABOVE, RSL_FORM_AT_MOST,
                                    RSL_FORM_BELOW, RSL_FORM_EXACTLY,  RSL_FORM_ABOUT };
  for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++) {
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
      for (unsigned more = 0; more < 2 * 3 * 3; more++) {
        rsl_condition condition = { .form = forms[f], .value = numbers[n] };
        condition.has_tolerance = more % 2 == 1;
        condition.tolerance = (rsl_decimal){ 25, 2 };
        assert_interval(&condition, (rsl_direction)(more / 2 % 3), more / 6);
      }
    }
    rsl_condition range = { .form = RSL_FORM_BETWEEN, .value = numbers[n], .upper = { 81, 1 }, .is_range = true };
    for (unsigned scale = 0; scale < 3; scale++) assert_interval(&range, RSL_DIRECTION_NONE, scale);
  }
}

/* Of 4.5, 4.49, 6, none and 9.99 three are at least 4.5; in the provinces 1 of 3 and 2 of 2 gave so much. */
static void a_count_and_a_share_by_a_number_roll_up_alike_in_every_way(void **state) {
  small *s = *state;
  for (int i = 0; i < 3; i++) {
    static const char *const codes[] = { "COUNT", "SHARE", "OWED" };
    rsl_indicator indicator = small_indicator(codes[i], i == 0 ? RSL_RULE_COUNT : RSL_RULE_SHARE, "commune");
    indicator.rollup.condition = (rsl_condition){ .form = RSL_FORM_AT_LEAST, .value = { 45, 1 } };
    if (i > 0) indicator.rollup.of = i == 2 ? RSL_SHARE_OF_OWED : RSL_SHARE_OF_REPORTING;
    small_add(s, &indicator);
  }
  small_finish(s);
  static const char *const values[] = { "4.5", "4.49", NULL, "6", "9.99" };
  give(s, "COUNT", values);
  give(s, "SHARE", values);
  give(s, "OWED", values);
  small_rollup(s);
  small_assert_value(s, "VN", "COUNT", "2023", "3");
  small_assert_value(s, "A", "COUNT", "2023", "1");
  small_assert_coverage(s, "VN", "COUNT", "2023", 4, 5);
  small_assert_value(s, "VN", "SHARE", "2023", "75"); /* 100 × 3 / 4 */
  small_assert_value(s, "A", "SHARE", "2023", "50");  /* 100 × 1 / 2 */
  small_assert_value(s, "B", "SHARE", "2023", "100");
  small_assert_value(s, "VN", "OWED", "2023", "60"); /* 100 × 3 / 5 */
}

/* 2 is at least 3 / 3, 0 is not: a threshold that is a quotient is held against exact figures. */
static void a_threshold_may_be_a_formula(void **state) {
  small *s = *state;
  small_sum(s, "NUM");
  rsl_indicator indicator = small_indicator("THIRD", RSL_RULE_FORMULA, NULL);
  indicator.rollup.expression = "NUM / 3";
  small_add(s, &indicator);
  indicator = small_indicator("MEETS", RSL_RULE_COUNT, "commune");
  indicator.rollup.condition.form = RSL_FORM_AT_LEAST;
  indicator.rollup.condition_indicator = "THIRD";
  small_add(s, &indicator);
  small_finish(s);
  give(s, "NUM", (const char *const[5]){ "3", "3", NULL, NULL, NULL });
  give(s, "MEETS", (const char *const[5]){ "2", "0", NULL, NULL, NULL });
  small_rollup(s);
  small_assert_value(s, "A1", "MEETS", "2023", "1");
  small_assert_coverage(s, "A1", "MEETS", "2023", 2, 2);
}

/* T8: it enters no arithmetic, so that the formula stands on the other operand alone. */
static void a_qualified_operand_speaks_for_nobody(void **state) {
  small *s = *state;
  small_sum(s, "NUM");
  small_sum(s, "DEN");
  rsl_indicator indicator = small_indicator("F", RSL_RULE_FORMULA, NULL);
  indicator.rollup.expression = "NUM + coalesce(DEN, 0)";
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "NUM", "2023", "2");
  small_row(s, "a1", "DEN", "2023", "~8");
  small_rollup(s);
  small_assert_value(s, "a1", "F", "2023", "2");
  assert_true((small_figure(s, "a1", "F", "2023").flags & RSL_FLAG_UNPAIRED) != 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(a_commune_is_new_style_where_all_nineteen_criteria_are_met),
    TEST(a_condition_takes_over_what_is_told_of_the_figures_that_it_used),
    TEST(a_condition_may_ask_for_a_formula),
    TEST(a_condition_of_a_longer_period_asks_for_figures_of_it),
    TEST(a_share_of_those_owed_counts_the_unknown_below_the_line),
    TEST(grades_are_held_against_a_grade),
    TEST(how_many_are_at_a_grade_is_a_figure_of_formulas_and_conditions),
    TEST(a_figure_of_an_earlier_period_is_an_operand),
    TEST(a_ratio_may_pair_figures_of_one_grade),
    TEST(what_meets_a_condition_lies_between_two_figures),
    TEST(a_count_and_a_share_by_a_number_roll_up_alike_in_every_way),
    TEST(a_threshold_may_be_a_formula),
    TEST(a_qualified_operand_speaks_for_nobody),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
