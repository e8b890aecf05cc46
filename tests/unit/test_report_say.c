/* The words and figures of tables and trees (say.h, rule.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/rule.h"
#include "support/plan_maker.h"
#include "support/small.h"

static rsl__text_buffer text;

static int start(void **state) {
  (void)state;
  rsl__text_buffer_init(&text, NULL);
  return 0;
}

static int stop(void **state) {
  (void)state;
  rsl__text_buffer_free(&text);
  return 0;
}

static rsl_number number_of(const char *decimal) {
  return rsl_number_from_decimal(decimal_of(decimal));
}

static void days_are_written_as_the_language_has_them(void **state) {
  (void)state;
  char day[RSL__DAY_TEXT];
  rsl__day_for_people(day_of("2023-08-05"), RSL_LANGUAGE_ENGLISH, day);
  assert_string_equal(day, "2023-08-05");
  /* Decree 30/2020/NĐ-CP: a zero before days below 10 and before the months 1 and 2 only. */
  rsl__day_for_people(day_of("2023-08-05"), RSL_LANGUAGE_VIETNAMESE, day);
  assert_string_equal(day, "05/8/2023");
  rsl__day_for_people(day_of("2023-02-28"), RSL_LANGUAGE_VIETNAMESE, day);
  assert_string_equal(day, "28/02/2023");
  rsl__day_for_people(RSL_DATE_NONE, RSL_LANGUAGE_VIETNAMESE, day);
  assert_string_equal(day, "");
}

static void more_decimals_are_shown_where_rounding_would_hide_a_difference(void **state) {
  (void)state;
  assert_int_equal(rsl__telling_decimals(number_of("44.996"), number_of("45"), 2), 3); /* 45.00, then 44.996 */
  assert_int_equal(rsl__telling_decimals(number_of("44.99"), number_of("45"), 2), 2);
  assert_int_equal(rsl__telling_decimals(number_of("45.0"), number_of("45"), 2), 2); /* they are equal */
  assert_int_equal(rsl__telling_decimals(rsl_number_absent(), number_of("45"), 2), 2);
  /* 1/3 and a number that is the same to 17 decimals. */
  rsl_number third = rsl_number_divide(number_of("1"), number_of("3"));
  assert_int_equal(rsl__telling_decimals(third, number_of("0.333333333333333330"), 0), 18);
}

static void the_largest_figure_is_written_in_full(void **state) {
  (void)state;
  rsl__say_number(&text, rsl_number_from_double(1e300), 0, RSL_LANGUAGE_ENGLISH);
  /* 301 digits and a mark for each three of them after the first. */
  assert_int_equal(text.length, 301 + 100);
  assert_int_equal(text.bytes[0], '1');
  assert_int_equal(text.bytes[1], ',');
}

static void absent_figures_are_not_written(void **state) {
  (void)state;
  rsl__say_number(&text, rsl_number_absent(), 2, RSL_LANGUAGE_ENGLISH);
  rsl__say_percent(&text, rsl_number_absent(), RSL_LANGUAGE_ENGLISH);
  assert_int_equal(text.length, 0);
  rsl__say_percent(&text, number_of("-0.04"), RSL_LANGUAGE_VIETNAMESE);
  assert_string_equal(rsl__text_buffer_string(&text), "0,0%");
}

static void every_flag_and_absence_has_a_word_in_both_languages(void **state) {
  (void)state;
  for (unsigned flag = 1; flag < RSL_FLAG_END; flag <<= 1) {
    char english[128];
    rsl__text_buffer_clear(&text);
    rsl__say_flags(&text, flag, RSL_LANGUAGE_ENGLISH);
    assert_in_range(text.length, 1, sizeof english - 1);
    memcpy(english, text.bytes, text.length + 1);
    rsl__text_buffer_clear(&text);
    rsl__say_flags(&text, flag, RSL_LANGUAGE_VIETNAMESE);
    assert_string_not_equal(rsl__text_buffer_string(&text), english);
  }
  for (int absence = RSL_ABSENCE_NONE + 1; absence < RSL_ABSENCE_END; absence++) {
    const char *english = rsl__absence_word((rsl_absence)absence, RSL_LANGUAGE_ENGLISH);
    assert_string_not_equal(english, "");
    assert_string_not_equal(rsl__absence_word((rsl_absence)absence, RSL_LANGUAGE_VIETNAMESE), english);
  }
  assert_string_equal(rsl__absence_word(RSL_ABSENCE_NONE, RSL_LANGUAGE_ENGLISH), "");
  assert_string_equal(rsl__origin_word(RSL_ORIGIN_NONE, RSL_LANGUAGE_ENGLISH), "");
  assert_string_equal(rsl__origin_word(RSL_ORIGIN_MIXED, RSL_LANGUAGE_VIETNAMESE), "kết hợp");
}

static void several_flags_are_told_with_commas(void **state) {
  (void)state;
  rsl__say_flags(&text, RSL_FLAG_PARTIAL | RSL_FLAG_ESTIMATE, RSL_LANGUAGE_ENGLISH);
  assert_string_equal(rsl__text_buffer_string(&text), "incomplete period, estimate");
}

static void options_of_an_older_caller_are_completed(void **state) {
  (void)state;
  rsl_table_options older = RSL_TABLE_OPTIONS_INIT;
  bool marks[1] = { false };
  older.size = offsetof(rsl_table_options, units); /* a struct that ended there */
  older.width = 40;
  older.units = marks;
  rsl_table_options own = rsl__table_options(&older);
  assert_int_equal(own.width, 40);
  assert_null(own.units);
  assert_int_equal(rsl__table_options(NULL).width, 80);
}

static small world;

static void add_graded(const char *code, rsl_rule rule, const char *at_least) {
  static const char *const grades[] = { "weak", "good" };
  rsl_indicator indicator = small_indicator(code, rule, "commune");
  indicator.grades = grades;
  indicator.grade_count = 2;
  indicator.rollup.condition.form = at_least == NULL ? RSL_FORM_NONE : RSL_FORM_AT_LEAST;
  indicator.rollup.condition_grade = at_least;
  small_add(&world, &indicator);
}

static int start_world(void **state) {
  small_start(&world);
  small_country(&world);
  small_sum(&world, "POP");
  small_ratio(&world, "SHARE_OF", "POP", "POP", 1);
  rsl_indicator indicator = small_indicator("MEAN", RSL_RULE_MEAN, "commune");
  indicator.frequency = RSL_PERIOD_MONTH;
  indicator.time = RSL_TIME_MAX;
  small_add(&world, &indicator);
  indicator = small_indicator("WEIGHTED", RSL_RULE_WEIGHTED_MEAN, "commune");
  indicator.rollup.weight = "POP";
  small_add(&world, &indicator);
  indicator = small_indicator("LEAST", RSL_RULE_MIN, "commune");
  small_add(&world, &indicator);
  indicator = small_indicator("MOST", RSL_RULE_MAX, "commune");
  small_add(&world, &indicator);
  indicator = small_indicator("MANY", RSL_RULE_COUNT, "commune");
  indicator.rollup.condition = (rsl_condition){ .form = RSL_FORM_AT_LEAST, .value = { 15, 1 } };
  small_add(&world, &indicator);
  indicator = small_indicator("INSIDE", RSL_RULE_SHARE, "commune");
  indicator.rollup.condition =
      (rsl_condition){ .form = RSL_FORM_BETWEEN, .value = { 1, 0 }, .upper = { 2, 0 }, .is_range = true };
  indicator.rollup.of = RSL_SHARE_OF_REPORTING;
  small_add(&world, &indicator);
  indicator = small_indicator("REACHED", RSL_RULE_COUNT, "commune");
  indicator.rollup.condition = (rsl_condition){ .form = RSL_FORM_ABOVE };
  indicator.rollup.condition_indicator = "POP";
  small_add(&world, &indicator);
  indicator = small_indicator("FORMULA", RSL_RULE_FORMULA, NULL);
  indicator.rollup.expression = "POP * 2";
  small_add(&world, &indicator);
  indicator = small_indicator("ALONE", RSL_RULE_NONE, "province");
  small_add(&world, &indicator);
  indicator = small_indicator("MIDDLE", RSL_RULE_MEDIAN, "commune");
  small_add(&world, &indicator);
  indicator = small_indicator("SPREAD", RSL_RULE_STDDEV, "commune");
  small_add(&world, &indicator);
  indicator = small_indicator("DENSE", RSL_RULE_COUNT, "commune");
  indicator.rollup.expression = "POP > 5 and LEAST < 2";
  small_add(&world, &indicator);
  add_graded("RANK", RSL_RULE_GRADE_COUNT, NULL);
  add_graded("WORST", RSL_RULE_WORST, NULL);
  add_graded("GOOD", RSL_RULE_COUNT, "good");
  small_finish(&world);
  return start(state);
}

static int stop_world(void **state) {
  small_end(&world);
  return stop(state);
}

/* A figure of 3 of 4 that came from below, for a year. */
static rsl_explanation_node node_of(const char *indicator) {
  rsl_explanation_node node;
  memset(&node, 0, sizeof node);
  node.kind = RSL_EXPLAIN_FIGURE;
  node.indicator = small_indicator_index(&world, indicator);
  node.period = period_of("2022");
  node.figure.value = number_of("1");
  node.figure.origin = RSL_ORIGIN_CHILDREN;
  node.figure.reporting = 3;
  node.figure.owed = 4;
  return node;
}

static void assert_rule(const rsl_explanation_node *node, bool computed, const char *want) {
  rsl__text_buffer_clear(&text);
  rsl__say_rule(&text, world.plan, node, computed, RSL_LANGUAGE_ENGLISH);
  assert_string_equal(rsl__text_buffer_string(&text), want);
}

static void every_rule_is_told(void **state) {
  (void)state;
  static const char *const rules[][2] = {
    { "POP", "Σ, from 3 of 4" },
    { "MEAN", "mean, from 3 of 4, the greatest of its periods" },
    { "WEIGHTED", "Σ WEIGHTED × POP / Σ POP, from 3 of 4" },
    { "LEAST", "least, from 3 of 4" },
    { "MOST", "greatest, from 3 of 4" },
    { "MANY", "how many ≥ 1.5, from 3 of 4" },
    { "INSIDE", "share 1–2, from 3 of 4" },
    { "REACHED", "how many > POP, from 3 of 4" },
    { "FORMULA", "POP * 2, from 3 of 4" },
    { "ALONE", "not rolled up, from 3 of 4" },
    { "MIDDLE", "median, from 3 of 4" },
    { "SPREAD", "standard deviation, from 3 of 4" },
    { "DENSE", "how many: POP > 5 and LEAST < 2, from 3 of 4" },
    { "RANK", "how many gave a grade, from 3 of 4" },
    { "WORST", "worst grade, from 3 of 4" },
    { "GOOD", "how many ≥ good, from 3 of 4" },
  };
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    rsl_explanation_node node = node_of(rules[i][0]);
    assert_rule(&node, false, rules[i][1]);
  }
}

static void a_quotient_is_told_with_its_sides(void **state) {
  (void)state;
  rsl_explanation_node node = node_of("SHARE_OF");
  assert_rule(&node, false, "Σ POP / Σ POP, from 3 of 4");
  node.figure.numerator = number_of("30");
  node.figure.denominator = number_of("1200");
  node.figure.stood_in = 1;
  assert_rule(&node, false, "Σ POP (30) / Σ POP (1,200), from 3 of 4, 1 spoken for");
  /* Of a unit that measures: its own two figures, or the quotient as it reported it. */
  node.figure.origin = RSL_ORIGIN_OWN;
  node.figure.reporting = node.figure.owed = 1;
  node.figure.stood_in = 0;
  assert_rule(&node, true, "POP (30) / POP (1,200)");
  assert_rule(&node, false, "own report");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(days_are_written_as_the_language_has_them, start, stop),
    cmocka_unit_test_setup_teardown(more_decimals_are_shown_where_rounding_would_hide_a_difference, start, stop),
    cmocka_unit_test_setup_teardown(the_largest_figure_is_written_in_full, start, stop),
    cmocka_unit_test_setup_teardown(absent_figures_are_not_written, start, stop),
    cmocka_unit_test_setup_teardown(every_flag_and_absence_has_a_word_in_both_languages, start, stop),
    cmocka_unit_test_setup_teardown(several_flags_are_told_with_commas, start, stop),
    cmocka_unit_test_setup_teardown(options_of_an_older_caller_are_completed, start, stop),
    cmocka_unit_test_setup_teardown(every_rule_is_told, start_world, stop_world),
    cmocka_unit_test_setup_teardown(a_quotient_is_told_with_its_sides, start_world, stop_world),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
