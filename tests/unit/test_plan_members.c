/* Members of an indicator that go together, or contradict one another (R1 to R7, R13). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "plan/links.h"
#include "support/plan_maker.h"

static const char *const grades[] = { "poor", "fair", "good" };
static const rsl_measured_at both[] = { { "commune", RSL_DATE_NONE, RSL_DATE_NONE },
                                        { "district", RSL_DATE_NONE, RSL_DATE_NONE } };

static rsl_plan *with(const rsl_indicator *indicator) {
  rsl_plan *plan = small_plan();
  add_indicator(plan, indicator);
  return plan;
}

static rsl_indicator make(rsl_rule rule) {
  rsl_indicator indicator = make_indicator("X", rule, RSL_DIRECTION_NONE);
  if (rule == RSL_RULE_WEIGHTED_MEAN) indicator.rollup.weight = "POP";
  if (rule == RSL_RULE_RATIO) {
    indicator.rollup.numerator = "POP";
    indicator.rollup.denominator = "HH";
  }
  if (rule == RSL_RULE_FORMULA) {
    indicator.rollup.expression = "POP + 1";
    indicator.measured_at_count = 0;
  }
  return indicator;
}

static rsl_indicator make_graded(const char *code, rsl_rule rule) {
  rsl_indicator indicator = make_indicator(code, rule, RSL_DIRECTION_NONE);
  indicator.grades = grades;
  indicator.grade_count = 3;
  return indicator;
}

static void fine(const rsl_indicator *indicator) {
  rsl_plan *plan = with(indicator);
  expect_fine(plan);
  rsl_plan_free(plan);
}

/* ---- Grades ---- */

static void rules_over_grades_need_grades(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_WORST);
  expect_problem(with(&indicator), "grades_missing", "indicators[6].grades",
                 "the rule `worst` needs `grades`: the codes that figures may be, worst first");
  indicator = make(RSL_RULE_GRADE_COUNT);
  assert_int_equal(count_problems(with(&indicator), "grades_missing"), 1);
  static const rsl_rule rules[] = { RSL_RULE_WORST, RSL_RULE_BEST, RSL_RULE_GRADE_COUNT, RSL_RULE_NONE,
                                    RSL_RULE_COUNT };
  for (size_t i = 0; i < sizeof rules / sizeof rules[0]; ++i) {
    indicator = make_graded("X", rules[i]);
    indicator.time = RSL_TIME_LAST;
    fine(&indicator);
  }
}

static void grades_are_neither_added_nor_averaged(void **state) {
  (void)state;
  static const rsl_rule rules[] = { RSL_RULE_SUM,    RSL_RULE_MEAN,   RSL_RULE_MIN,     RSL_RULE_MAX,
                                    RSL_RULE_MEDIAN, RSL_RULE_STDDEV, RSL_RULE_VARIANCE };
  static const rsl_time_rule times[] = { RSL_TIME_SUM, RSL_TIME_MEAN, RSL_TIME_DAY_MEAN, RSL_TIME_STDDEV };
  rsl_indicator indicator = make_graded("X", RSL_RULE_SUM);
  expect_problem(
      with(&indicator), "rule_not_of_grades", "indicators[6].rollup.rule",
      "the rule `sum` reckons with numbers, the figures here are grades: use `worst`, `best`, `grade_count`, "
      "`count`, `share` or `none`, or leave `grades` out");
  for (size_t i = 0; i < sizeof rules / sizeof rules[0]; ++i) {
    indicator = make_graded("X", rules[i]);
    assert_int_equal(count_problems(with(&indicator), "rule_not_of_grades"), 1);
  }
  indicator = make_graded("X", RSL_RULE_WORST);
  indicator.time = RSL_TIME_MEAN;
  expect_problem(with(&indicator), "bad_time_rule", "indicators[6].time",
                 "`mean` reckons with numbers, the figures here are grades: use `last`, `first`, `min` or `max`");
  for (size_t i = 0; i < sizeof times / sizeof times[0]; ++i) {
    indicator.time = times[i];
    assert_int_equal(count_problems(with(&indicator), "bad_time_rule"), 1);
  }
}

static void grades_are_codes_and_each_stands_once(void **state) {
  (void)state;
  static const char *const twice[] = { "poor", "good", "poor" };
  static const char *const bad[] = { "poor", "very good" };
  const char *many[65];
  rsl_indicator indicator = make_graded("X", RSL_RULE_WORST);
  indicator.grades = twice;
  expect_problem(with(&indicator), "duplicate_item", "indicators[6].grades[2]",
                 "the grade `poor` is listed twice: keep one");
  indicator.grades = bad;
  indicator.grade_count = 2;
  expect_problem(with(&indicator), "bad_code", "indicators[6].grades[1]",
                 "code `very good` holds U+0020 at character 5: a code is of letters, digits, `_`, `.` and `-`");
  for (size_t i = 0; i < 65; ++i) many[i] = "a";
  indicator.grades = many;
  indicator.grade_count = 65;
  expect_problem(with(&indicator), "too_many_grades", "indicators[6].grades",
                 "the indicator has 65 grades: at most 64 are possible");
}

/* The number of a grade is its place, 0 for the worst. */
static void a_condition_may_name_a_grade(void **state) {
  (void)state;
  rsl_indicator indicator = make_graded("X", RSL_RULE_COUNT);
  indicator.rollup.condition.form = RSL_FORM_AT_LEAST;
  indicator.rollup.condition_grade = "fair";
  rsl_plan *plan = with(&indicator);
  expect_fine(plan);
  assert_int_equal(rsl_plan_indicator(plan, 6)->rollup.condition.value.units, 1);
  assert_int_equal(rsl__plan_grade(plan, 6, "poor", 4), 0);
  assert_int_equal(rsl__plan_grade(plan, 6, "good", 4), 2);
  assert_int_equal(rsl__plan_grade(plan, 6, "goo", 3), RSL_NONE);
  assert_int_equal(rsl__plan_grade(plan, 0, "good", 4), RSL_NONE);
  rsl_plan_free(plan);
  indicator.rollup.condition_grade = "fari";
  expect_problem(with(&indicator), "unknown_grade", "indicators[6].rollup.grade_at_least",
                 "unknown grade `fari`: did you mean `fair`?");
  indicator.rollup.condition_grade = "excellent";
  expect_problem(with(&indicator), "unknown_grade", "indicators[6].rollup.grade_at_least",
                 "unknown grade `excellent`: the worst is `poor`");
  indicator.rollup.condition_grade = "fair";
  indicator.grade_count = 0;
  expect_problem(with(&indicator), "grades_missing", "indicators[6].rollup.grade_at_least",
                 "`fair` is a grade, and the indicator has no `grades`: list them, worst first");
}

static void a_condition_over_grades_is_no_number(void **state) {
  (void)state;
  rsl_indicator indicator = make_graded("X", RSL_RULE_COUNT);
  indicator.rollup.condition.form = RSL_FORM_AT_LEAST;
  expect_problem(with(&indicator), "unknown_grade", "indicators[6].rollup.at_least",
                 "the figures are grades: the condition names one of them, as `\"grade_at_least\": \"poor\"`");
  indicator.rollup.condition.form = RSL_FORM_ABOUT;
  indicator.rollup.condition_grade = "fair";
  expect_problem(with(&indicator), "bad_range", "indicators[6].rollup.about",
                 "`about` takes numbers: of grades write `grade_at_least`");
  indicator.rollup.condition.form = RSL_FORM_EXACTLY;
  indicator.rollup.condition_indicator = "POP";
  expect_problem(with(&indicator), "two_conditions", "indicators[6].rollup.exactly",
                 "the threshold is a grade and an indicator: keep one of them");
}

/* ---- Grades as operands ---- */

static rsl_plan *with_grades(rsl_rule rule, const char *expression) {
  rsl_plan *plan = small_plan();
  rsl_indicator graded = make_graded("G", rule);
  add_indicator(plan, &graded);
  add_formula(plan, "F", expression);
  return plan;
}

static void a_count_of_one_grade_is_an_operand(void **state) {
  (void)state;
  rsl_plan *plan = with_grades(RSL_RULE_GRADE_COUNT, "100 * G:good / (G:poor + G:fair + G:good)");
  rsl_indicator ratio = make_indicator("R", RSL_RULE_RATIO, RSL_DIRECTION_NONE);
  ratio.rollup.numerator = "G:good[-1]";
  ratio.rollup.denominator = "POP";
  add_indicator(plan, &ratio);
  expect_fine(plan);
  rsl_operands operands = rsl_plan_indicator_operands(plan, 8);
  assert_int_equal(operands.numerator, 6);
  assert_int_equal(operands.numerator_variant.grade, 2);
  assert_int_equal(operands.numerator_variant.shift, -1);
  assert_int_equal(operands.denominator_variant.grade, RSL_NONE);
  rsl_plan_free(plan);
}

static void a_grade_is_no_number_to_reckon_with(void **state) {
  (void)state;
  static const char *const codes[] = { "POP", "G" };
  rsl_composition composition = { .code = "WHOLE", .indicators = codes, .indicator_count = 2, .sum = { 100, 0 } };
  expect_problem(with_grades(RSL_RULE_GRADE_COUNT, "POP + G"), "grade_not_a_number", "indicators[7].rollup.expression",
                 "in the expression, column 7: the figure of `G` is a grade: write how many are at one, as `G:poor`");
  expect_problem(with_grades(RSL_RULE_WORST, "G + 1"), "grade_not_a_number", "indicators[7].rollup.expression",
                 "in the expression, column 1: the figure of `G` is a grade, not a number: count grades with an "
                 "indicator of the rule `grade_count`");
  expect_problem(
      with_grades(RSL_RULE_WORST, "G:good + 1"), "grades_not_counted", "indicators[7].rollup.expression",
      "in the expression, column 1: `:good` is how many are at a grade, and the rule of `G` is `worst`: only "
      "`grade_count` counts them");
  expect_problem(with_grades(RSL_RULE_GRADE_COUNT, "G:god + 1"), "unknown_grade", "indicators[7].rollup.expression",
                 "in the expression, column 1: unknown grade `god` of `G`: did you mean `good`?");
  rsl_plan *plan = with_grades(RSL_RULE_WORST, "POP + 1");
  assert_int_equal(rsl_plan_add_composition(plan, &composition), RSL_OK);
  expect_problem(
      plan, "grade_not_a_number", "compositions[0].indicators[1]",
      "the figure of `G` is a grade, not a number: count grades with an indicator of the rule `grade_count`");
}

static void a_target_over_grades_names_one_of_them(void **state) {
  (void)state;
  rsl_error error = RSL_ERROR_INIT;
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "1");
  target.indicator = "G";
  rsl_plan *plan = with_grades(RSL_RULE_WORST, "POP + 1");
  add_target(plan, &target);
  expect_problem(plan, "grade_not_a_number", "targets[0].at_least",
                 "the figures are grades, which `at_least` cannot be asked of: use `grade_at_least` or `maintain`");
  target.form = RSL_FORM_GRADE_AT_LEAST;
  target.grade = "goods";
  plan = with_grades(RSL_RULE_WORST, "POP + 1");
  add_target(plan, &target);
  expect_problem(plan, "unknown_grade", "targets[0].grade_at_least", "unknown grade `goods`: did you mean `good`?");
  target.grade = "good";
  plan = with_grades(RSL_RULE_WORST, "POP + 1");
  add_target(plan, &target);
  expect_fine(plan);
  assert_true(rsl_plan_target(plan, 0)->condition.value.units > 0); /* its place among the grades, worst first */
  rsl_plan_free(plan);
  /* An error does not hide behind it. */
  plan = with_grades(RSL_RULE_WORST, "POP +");
  add_target(plan, &target);
  assert_int_equal(rsl_plan_finish(plan, NULL, &error), RSL_ERR_DATA);
  assert_string_equal(error.path, "indicators[7].rollup.expression");
  rsl_plan_free(plan);
}

/* ---- Events ---- */

static void an_event_is_of_a_day_and_has_no_time_rule(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_SUM);
  indicator.event = true;
  indicator.frequency = RSL_PERIOD_NONE;
  indicator.has_initial = true;
  rsl_plan *plan = with(&indicator);
  expect_fine(plan);
  assert_int_equal(rsl_plan_indicator(plan, 6)->frequency, RSL_PERIOD_DAY);
  rsl_plan_free(plan);
  indicator.time = RSL_TIME_LAST;
  expect_problem(with(&indicator), "bad_time_rule", "indicators[6].time",
                 "an event holds until the next one, in every period: leave `time` out");
  indicator.time = RSL_TIME_NONE;
  indicator.nil = true;
  expect_problem(with(&indicator), "member_without_effect", "indicators[6].nil",
                 "`nil` would do nothing here: no figure of an event is owed");
  indicator = make(RSL_RULE_RATIO);
  indicator.event = true;
  indicator.frequency = RSL_PERIOD_NONE;
  expect_problem(with(&indicator), "member_not_of_rule", "indicators[6].frequency",
                 "`event` is what units report of a day, the rule `ratio` is made of other figures: name a frequency");
  indicator = make(RSL_RULE_SUM);
  indicator.event = true;
  indicator.frequency = RSL_PERIOD_MONTH;
  expect_problem(with(&indicator), "bad_value", "indicators[6].frequency",
                 "an event is of a day: its frequency is none other");
}

/* What holds until the next event holds in a year too: a target by a year needs no time rule. */
static void a_target_may_be_of_an_event(void **state) {
  (void)state;
  rsl_indicator indicator = make_indicator("X", RSL_RULE_SUM, RSL_DIRECTION_INCREASE);
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "5");
  indicator.event = true;
  indicator.frequency = RSL_PERIOD_DAY;
  target.indicator = "X";
  rsl_plan *plan = with(&indicator);
  add_target(plan, &target);
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void only_an_event_has_an_initial_figure(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_SUM);
  indicator.has_initial = true;
  expect_problem(with(&indicator), "member_without_effect", "indicators[6].initial",
                 "`initial` would do nothing here: only an indicator of the frequency `event` has a figure before its "
                 "first");
  indicator = make_graded("X", RSL_RULE_BEST);
  indicator.event = true;
  indicator.frequency = RSL_PERIOD_DAY;
  indicator.has_initial = true;
  indicator.initial_grade = "good";
  rsl_plan *plan = with(&indicator);
  expect_fine(plan);
  assert_int_equal(rsl_plan_indicator(plan, 6)->initial.units, 2);
  rsl_plan_free(plan);
  indicator.initial_grade = "goood";
  expect_problem(with(&indicator), "unknown_grade", "indicators[6].initial",
                 "unknown grade `goood`: did you mean `good`?");
  indicator.initial_grade = NULL;
  expect_problem(with(&indicator), "unknown_grade", "indicators[6].initial",
                 "the figures are grades: `initial` is one of them, as `poor`");
}

/* ---- Over time ---- */

static void a_weighted_mean_over_time_needs_the_weight_of_the_rule(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_MEAN);
  indicator.time = RSL_TIME_WEIGHTED_MEAN;
  expect_problem(with(&indicator), "bad_time_rule", "indicators[6].time",
                 "`weighted_mean` over time takes the weight of the rule `weighted_mean`, this one is `mean`: use that "
                 "rule with `weight`, or `mean` or `day_mean` over time");
  indicator = make(RSL_RULE_WEIGHTED_MEAN);
  indicator.time = RSL_TIME_WEIGHTED_MEAN;
  fine(&indicator);
}

static void only_the_latest_figure_is_looked_for_further_back(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_SUM);
  indicator.look_back = 2;
  expect_problem(with(&indicator), "member_without_effect", "indicators[6].look_back",
                 "`look_back` would do nothing here: only `\"time\": \"last\"` looks for the latest figure");
  indicator.time = RSL_TIME_LAST;
  fine(&indicator);
  indicator.look_back = -1;
  expect_problem(with(&indicator), "bad_value", "indicators[6].look_back", "`look_back` is -1: it is 0 to 999");
}

static void what_has_no_time_rule_has_no_order(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_MAX);
  indicator.order = RSL_ORDER_UNITS_FIRST;
  expect_problem(with(&indicator), "member_without_effect", "indicators[6].order",
                 "`order` would do nothing here: without `time` nothing is aggregated over time");
  indicator.time = RSL_TIME_MAX;
  fine(&indicator);
  indicator = make(RSL_RULE_RATIO);
  indicator.order = RSL_ORDER_UNITS_FIRST;
  expect_problem(with(&indicator), "member_not_of_rule", "indicators[6].order",
                 "`order` does not go with the rule `ratio`: its operands are aggregated over time by their own rules; "
                 "leave it out, or mend the rule");
  indicator.order = (rsl_order)2;
  assert_int_equal(count_problems(with(&indicator), "bad_value"), 1);
}

static void cumulative_reports_are_of_sums(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_SUM);
  indicator.frequency = RSL_PERIOD_MONTH;
  indicator.time = RSL_TIME_LAST;
  indicator.reported_as = RSL_REPORTED_AS_YEAR_TO_DATE;
  expect_problem(with(&indicator), "bad_time_rule", "indicators[6].reported_as",
                 "what is reported `year_to_date` is a running sum: `time` must be `sum`, not `last`");
  indicator.time = RSL_TIME_SUM;
  fine(&indicator);
  indicator.frequency = RSL_PERIOD_YEAR;
  expect_problem(with(&indicator), "member_without_effect", "indicators[6].reported_as",
                 "`reported_as` would do nothing here: a year has one report only");
  indicator.reported_as = RSL_REPORTED_AS_TERM_TO_DATE;
  fine(&indicator);
}

static void a_calendar_is_one_of_the_plan_and_begins_on_a_day_that_every_month_has(void **state) {
  (void)state;
  rsl_calendar calendar = { .code = "ND09", .month_from = 15 };
  rsl_indicator indicator = make(RSL_RULE_SUM);
  indicator.calendar = "ND9";
  rsl_plan *plan = with(&indicator);
  assert_int_equal(rsl_plan_add_calendar(plan, &calendar), RSL_OK);
  expect_problem(plan, "unknown_calendar", "indicators[6].calendar", "unknown calendar `ND9`: did you mean `ND09`?");
  indicator.calendar = "ND09";
  plan = with(&indicator);
  assert_int_equal(rsl_plan_add_calendar(plan, &calendar), RSL_OK);
  expect_fine(plan);
  assert_int_equal(rsl__plan_calendar(plan, 6)->month_from, 15);
  assert_null(rsl__plan_calendar(plan, 0));
  rsl_plan_free(plan);
  plan = small_plan();
  calendar.month_from = 29;
  assert_int_equal(rsl_plan_add_calendar(plan, &calendar), RSL_OK);
  expect_problem(plan, "bad_value", "calendars[0].month_from", "`month_from` is 29: it is 1 to 28");
  plan = small_plan();
  calendar.month_from = 0;
  assert_int_equal(rsl_plan_add_calendar(plan, &calendar), RSL_OK);
  expect_problem(plan, "missing_member", "calendars[0].month_from",
                 "a calendar needs `month_from`: the day of the month, 1 to 28, on which its periods begin");
  plan = small_plan();
  calendar.month_from = 15;
  assert_int_equal(rsl_plan_add_calendar(plan, &calendar), RSL_OK);
  assert_int_equal(rsl_plan_add_calendar(plan, &calendar), RSL_OK);
  expect_problem(plan, "duplicate_calendar", "calendars[1].code",
                 "code `ND09` is that of calendars[0] already: give each its own");
}

/* ---- Weights ---- */

static void only_a_weighted_mean_has_weights(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_MEAN);
  indicator.weight_at = period_of("2019");
  expect_problem(
      with(&indicator), "member_not_of_rule", "indicators[6].weight_at",
      "`weight_at` does not go with the rule `mean`: only `weighted_mean` has weights; leave it out, or mend "
      "the rule");
  indicator.weight_at = period_of("");
  indicator.weight_look_back = 3;
  expect_problem(
      with(&indicator), "member_not_of_rule", "indicators[6].weight_look_back",
      "`weight_look_back` does not go with the rule `mean`: only `weighted_mean` has weights; leave it out, or "
      "mend the rule");
  indicator.weight_look_back = 0;
  indicator.has_min_weight_coverage = true;
  expect_problem(
      with(&indicator), "member_not_of_rule", "indicators[6].min_weight_coverage",
      "`min_weight_coverage` does not go with the rule `mean`: only `weighted_mean` has weights; leave it out, "
      "or mend the rule");
  indicator = make(RSL_RULE_WEIGHTED_MEAN);
  indicator.has_min_weight_coverage = true;
  indicator.min_weight_coverage = decimal_of("1.01");
  expect_problem(with(&indicator), "bad_value", "indicators[6].min_weight_coverage",
                 "`min_weight_coverage` is 1.01: it is a share, 0 to 1");
  indicator.min_weight_coverage = decimal_of("0.95");
  indicator.weight_look_back = 3;
  fine(&indicator);
}

/* POP is measured by the year and has no time rule. */
static void the_period_of_all_weights_is_one_that_the_weight_has(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_WEIGHTED_MEAN);
  indicator.weight_at = period_of("2019");
  fine(&indicator);
  indicator.weight_at = period_of("2019-03");
  expect_problem(with(&indicator), "weight_has_no_period", "indicators[6].weight_at",
                 "the weight `POP` has figures of a year, which make none of 2019-03: name a period that they make");
  rsl_plan *plan = small_plan();
  rsl_indicator monthly = make_indicator("M", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  monthly.frequency = RSL_PERIOD_MONTH;
  indicator.rollup.weight = "M";
  indicator.weight_at = period_of("2019");
  add_indicator(plan, &monthly);
  add_indicator(plan, &indicator);
  expect_problem(plan, "time_rule_missing", "indicators[7].weight_at",
                 "the weight `M` has no `time`, so its figures of a month make none of 2019: give it one, or name a "
                 "shorter period");
  indicator.rollup.weight = "POP[-1]";
  expect_problem(
      with(&indicator), "member_without_effect", "indicators[6].rollup.weight",
      "`rollup.weight` would do nothing here: `weight_at` fixes the period, so that there is nothing to shift");
}

/* ---- Up the tree ---- */

/* R5: figures are paired at the unit that measures. */
static void an_operand_is_measured_where_its_indicator_is(void **state) {
  (void)state;
  static const rsl_measured_at province = { "province", RSL_DATE_NONE, RSL_DATE_NONE };
  rsl_indicator above = make_indicator("ABOVE", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  rsl_indicator indicator = make(RSL_RULE_WEIGHTED_MEAN);
  rsl_plan *plan = small_plan();
  above.measured_at = &province;
  indicator.rollup.weight = "ABOVE";
  add_indicator(plan, &indicator);
  add_indicator(plan, &above);
  expect_warning(
      plan, "operand_not_measured", "indicators[6].rollup",
      "`ABOVE` is measured at no level at or below `commune`, where `X` is: there is no figure of it to reckon "
      "with");
  plan = small_plan();
  indicator.measured_at = &province;
  add_indicator(plan, &indicator);
  add_indicator(plan, &above);
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void a_stop_is_at_or_above_a_level_that_measures(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_SUM);
  indicator.stop_at = "district";
  rsl_plan *plan = with(&indicator);
  expect_fine(plan);
  assert_int_equal(rsl__plan_stop_at(plan, 6), 1);
  assert_int_equal(rsl__plan_stop_at(plan, 0), RSL_NONE);
  rsl_plan_free(plan);
  indicator.measured_at = &both[1];
  indicator.stop_at = "commune";
  expect_problem(
      with(&indicator), "stop_below_measuring", "indicators[6].stop_at",
      "no level at or below `commune` measures it, so that nothing would count above: name a measuring level "
      "or a higher one");
  indicator.stop_at = "comune";
  expect_problem(with(&indicator), "unknown_level", "indicators[6].stop_at",
                 "unknown level `comune`: did you mean `commune`?");
  indicator = make(RSL_RULE_FORMULA);
  indicator.stop_at = "district";
  expect_problem(
      with(&indicator), "member_not_of_rule", "indicators[6].stop_at",
      "`stop_at` does not go with the rule `formula`: nothing of it rolls up; leave it out, or mend the rule");
}

/* R2: with `add` a unit is one more leaf beside those below it, so two levels measure. */
static void adding_takes_two_levels_that_measure(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_MEDIAN);
  indicator.prefer = RSL_PREFER_ADD;
  expect_problem(
      with(&indicator), "member_without_effect", "indicators[6].prefer",
      "`prefer` would do nothing here: one level measures it: name in `measured_at` the higher ones that add "
      "their own");
  indicator.measured_at = both;
  indicator.measured_at_count = 2;
  fine(&indicator);
  indicator = make(RSL_RULE_NONE);
  indicator.prefer = RSL_PREFER_ADD;
  expect_problem(with(&indicator), "member_not_of_rule", "indicators[6].prefer",
                 "`prefer` does not go with the rule `none`: nothing of it rolls up that a unit could add to; leave it "
                 "out, or mend the rule");
}

static void a_nil_report_makes_zeros_of_what_units_report(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_SUM);
  indicator.nil = true;
  fine(&indicator);
  indicator = make(RSL_RULE_RATIO);
  indicator.nil = true;
  expect_problem(
      with(&indicator), "member_not_of_rule", "indicators[6].nil",
      "`nil` does not go with the rule `ratio`: mark the indicators that it is made of; leave it out, or mend "
      "the rule");
  indicator = make_graded("X", RSL_RULE_WORST);
  indicator.nil = true;
  expect_problem(with(&indicator), "member_without_effect", "indicators[6].nil",
                 "`nil` would do nothing here: 0 is no grade");
}

static void an_amount_of_a_split_unit_is_not_copied(void **state) {
  (void)state;
  rsl_indicator indicator = make(RSL_RULE_MEAN);
  indicator.split = RSL_SPLIT_COPY;
  fine(&indicator);
  indicator = make(RSL_RULE_SUM);
  indicator.split = RSL_SPLIT_COPY;
  expect_problem(with(&indicator), "member_not_of_rule", "indicators[6].split",
                 "`split` does not go with the rule `sum`: an amount is apportioned among the parts; leave it out, or "
                 "mend the rule");
  indicator = make(RSL_RULE_FORMULA);
  indicator.split = RSL_SPLIT_COPY;
  assert_int_equal(count_problems(with(&indicator), "member_not_of_rule"), 1);
  indicator.split = (rsl_split)2;
  assert_int_equal(count_problems(with(&indicator), "bad_value"), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(rules_over_grades_need_grades),
    cmocka_unit_test(grades_are_neither_added_nor_averaged),
    cmocka_unit_test(grades_are_codes_and_each_stands_once),
    cmocka_unit_test(a_condition_may_name_a_grade),
    cmocka_unit_test(a_condition_over_grades_is_no_number),
    cmocka_unit_test(a_count_of_one_grade_is_an_operand),
    cmocka_unit_test(a_grade_is_no_number_to_reckon_with),
    cmocka_unit_test(a_target_over_grades_names_one_of_them),
    cmocka_unit_test(an_event_is_of_a_day_and_has_no_time_rule),
    cmocka_unit_test(a_target_may_be_of_an_event),
    cmocka_unit_test(only_an_event_has_an_initial_figure),
    cmocka_unit_test(a_weighted_mean_over_time_needs_the_weight_of_the_rule),
    cmocka_unit_test(only_the_latest_figure_is_looked_for_further_back),
    cmocka_unit_test(what_has_no_time_rule_has_no_order),
    cmocka_unit_test(cumulative_reports_are_of_sums),
    cmocka_unit_test(a_calendar_is_one_of_the_plan_and_begins_on_a_day_that_every_month_has),
    cmocka_unit_test(only_a_weighted_mean_has_weights),
    cmocka_unit_test(the_period_of_all_weights_is_one_that_the_weight_has),
    cmocka_unit_test(an_operand_is_measured_where_its_indicator_is),
    cmocka_unit_test(a_stop_is_at_or_above_a_level_that_measures),
    cmocka_unit_test(adding_takes_two_levels_that_measure),
    cmocka_unit_test(a_nil_report_makes_zeros_of_what_units_report),
    cmocka_unit_test(an_amount_of_a_split_unit_is_not_copied),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
