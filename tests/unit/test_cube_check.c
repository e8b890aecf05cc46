/* Figures that cannot be right (R2, R4, R6; formats.md, compositions). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/small.h"

static void check(small *s) {
  small_cube(s);
  if (rsl_cube_check(s->cube, NULL, s->problems, &s->error) != RSL_OK) fail_msg("%s", s->error.text);
}

static void found(const small *s, const char *code, rsl_severity severity, size_t line, const char *message) {
  const rsl_problem *problem = small_problem(s, code);
  assert_non_null(problem);
  assert_string_equal(problem->message, message);
  assert_int_equal(problem->severity, severity);
  assert_int_equal(problem->line, line);
}

static void figures_that_agree_give_no_problem(void **state) {
  small *s = *state;
  small_sum(s, "N");
  small_sum(s, "D");
  small_ratio(s, "R", "N", "D", 100);
  small_finish(s);
  small_sides(s, "a1", "R", "2023", "4.3", "123", "2894"); /* 4.2502…: 4.3 to one decimal */
  small_sides(s, "a2", "R", "2023", "", "0", "0");
  small_row(s, "A1", "N", "2023", "123");
  check(s);
  assert_int_equal(rsl_problems_errors(s->problems) + rsl_problems_warnings(s->problems), 0);
}

static void an_own_sum_below_its_children_is_an_error_and_a_slight_one_a_warning(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  small_row(s, "a1", "X", "2023", "600");
  small_row(s, "a2", "X", "2023", "400");
  small_row(s, "A1", "X", "2023", "998");
  check(s);
  found(s, "own_below_children", RSL_SEVERITY_ERROR, 3,
        "`X` of `A1` for 2023 is 998, less than the 1000 that the units below it add up to");
  small_tear_down(state);
  small_set_up_country(state);
  small_sum(s, "X");
  small_finish(s);
  small_row(s, "a1", "X", "2023", "600");
  small_row(s, "a2", "X", "2023", "400");
  small_row(s, "A1", "X", "2023", "999"); /* 0.1 % of 1000 */
  check(s);
  assert_int_equal(small_problem(s, "own_below_children")->severity, RSL_SEVERITY_WARNING);
}

/* With `prefer: add` A1 reports for its own office alone: 3 of it and 3 below look like the same 3. */
static void what_is_added_and_looks_like_a_total_is_told(void **state) {
  static rsl_measured_at both[2];
  static const char *const own[] = { "3", "2" };
  for (int i = 0; i < 2; i++) {
    if (i > 0) small_tear_down(state);
    if (i > 0) small_set_up_country(state);
    small *s = *state;
    rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
    rsl_measured_at_init(&both[0]);
    rsl_measured_at_init(&both[1]);
    both[0].level = "commune";
    both[1].level = "district";
    indicator.measured_at = both;
    indicator.measured_at_count = 2;
    indicator.prefer = RSL_PREFER_ADD;
    small_add(s, &indicator);
    small_finish(s);
    small_row(s, "a1", "X", "2023", "1");
    small_row(s, "a2", "X", "2023", "2");
    small_row(s, "A1", "X", "2023", own[i]);
    check(s);
    if (i == 0)
      found(s, "added_looks_like_total", RSL_SEVERITY_WARNING, 3,
            "`X` of `A1` for 2023 is 3, at least the 3 of all below it, to which it is added: is it a total?");
    else
      assert_null(small_problem(s, "added_looks_like_total"));
  }
}

static void something_over_nothing_is_an_error(void **state) {
  small *s = *state;
  small_sum(s, "N");
  small_sum(s, "D");
  small_ratio(s, "R", "N", "D", 100);
  small_finish(s);
  small_sides(s, "a1", "R", "2023", "", "5", "0");
  check(s);
  found(s, "zero_denominator", RSL_SEVERITY_ERROR, 1, "`R` of `a1` for 2023 is 5 over 0");
  small_tear_down(state);
  small_set_up_country(state);
  small_sum(s, "N");
  small_sum(s, "D");
  small_ratio(s, "R", "N", "D", 100);
  small_finish(s);
  small_row(s, "a1", "N", "2023", "5");
  small_row(s, "a1", "D", "2023", "0");
  check(s);
  assert_non_null(small_problem(s, "zero_denominator"));
}

static void a_printed_percentage_must_be_what_its_sides_make(void **state) {
  small *s = *state;
  small_sum(s, "N");
  small_sum(s, "D");
  small_ratio(s, "R", "N", "D", 100);
  small_finish(s);
  small_sides(s, "a1", "R", "2023", "4.2", "123", "2894");
  check(s);
  found(s, "printed_ratio_differs", RSL_SEVERITY_ERROR, 1,
        "`R` of `a1` for 2023 is given as 4.2, but its numerator and denominator make 4.25");
}

static void a_figure_that_nobody_owes_is_told(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "district");
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "X", "2023", "5");
  check(s);
  found(s, "figure_not_owed", RSL_SEVERITY_WARNING, 1,
        "`X` of `a1` for 2023 is not owed there: it shows at the unit and counts in no total");
}

/* R2 holds for every period that was reported: 5 + 6 in one commune alone are more than 10. */
static void what_cannot_be_rolled_up_is_found(void **state) {
  small *s = *state;
  rsl_indicator monthly = small_indicator("M", RSL_RULE_SUM, "commune");
  monthly.frequency = RSL_PERIOD_MONTH;
  small_add(s, &monthly);
  small_sum(s, "D");
  small_ratio(s, "R", "M", "D", 1);
  small_finish(s);
  small_row(s, "a1", "M", "2023-01", "5");
  small_row(s, "a1", "D", "2023", "6");
  check(s);
  found(s, "not_rolled_up", RSL_SEVERITY_ERROR, 0,
        "`M` has no time rule, so its month figures do not make one of 2023: add `time` to the indicator");
}

static void a_negative_weight_that_a_later_revision_mends_is_none(void **state) {
  small *s = *state;
  small_sum(s, "W");
  rsl_indicator mean = small_indicator("X", RSL_RULE_WEIGHTED_MEAN, "commune");
  mean.rollup.weight = "W";
  small_add(s, &mean);
  small_finish(s);
  small_row(s, "a1", "X", "2023", "5");
  small_revision(s, "a1", "W", "2023", "-6", 0, "2024-01-01");
  small_revision(s, "a1", "W", "2023", "6", 1, "2024-02-01");
  check(s);
  assert_int_equal(rsl_problems_errors(s->problems) + rsl_problems_warnings(s->problems), 0);
}

static void an_own_year_below_what_the_halves_of_its_children_make_is_an_error(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
  indicator.frequency = RSL_PERIOD_HALF;
  indicator.time = RSL_TIME_SUM;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "X", "2023-H1", "5");
  small_row(s, "a1", "X", "2023-H2", "6");
  small_row(s, "A1", "X", "2023", "10");
  check(s);
  found(s, "own_below_children", RSL_SEVERITY_ERROR, 3,
        "`X` of `A1` for 2023 is 10, less than the 11 that the units below it add up to");
}

static void a_year_that_differs_from_its_complete_quarters_is_told(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
  indicator.frequency = RSL_PERIOD_HALF;
  indicator.time = RSL_TIME_SUM;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "X", "2023-H1", "5");
  small_row(s, "a1", "X", "2023-H2", "6");
  small_row(s, "a1", "X", "2023", "12");
  check(s);
  found(s, "period_report_differs", RSL_SEVERITY_WARNING, 3,
        "`X` of `a1` for 2023 is given as 12, but its half figures, which are complete, make 11");
}

static void a_negative_weight_is_found_with_its_line(void **state) {
  small *s = *state;
  small_sum(s, "W");
  rsl_indicator indicator = small_indicator("X", RSL_RULE_WEIGHTED_MEAN, "commune");
  indicator.rollup.weight = "W";
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "X", "2023", "5");
  small_row(s, "a1", "W", "2023", "-2");
  check(s);
  found(s, "negative_weight", RSL_SEVERITY_ERROR, 2, "`W` of `a1` for 2023 is negative, and it is the weight of `X`");
}

static void the_parts_of_a_whole_must_add_up_within_the_tolerance(void **state) {
  static const char *const parts[] = { "FARM", "WORK", "TRADE" };
  small *s = *state;
  rsl_composition whole = { .code = "GDP", .indicators = parts, .indicator_count = 3, .sum = { 100, 0 } };
  whole.has_tolerance = true;
  whole.tolerance = (rsl_decimal){ 1, 1 };
  for (int i = 0; i < 3; i++) {
    rsl_indicator indicator = small_indicator(parts[i], RSL_RULE_NONE, "province");
    small_add(s, &indicator);
  }
  assert_int_equal(rsl_plan_add_composition(s->plan, &whole), RSL_OK);
  small_finish(s);
  small_row(s, "A", "FARM", "2023", "33.3");
  small_row(s, "A", "WORK", "2023", "33.3");
  small_row(s, "A", "TRADE", "2023", "33.3"); /* 99.9: within 0.1 */
  small_row(s, "B", "FARM", "2023", "33.3");
  small_row(s, "B", "WORK", "2023", "33.3");
  small_row(s, "B", "TRADE", "2023", "33.2");
  small_row(s, "B", "FARM", "2022", "33.3"); /* the others are missing, which is not zero */
  check(s);
  assert_int_equal(rsl_problems_errors(s->problems), 1);
  found(s, "composition_sum", RSL_SEVERITY_ERROR, 4, "the parts of `GDP` at `B` for 2023 add up to 99.8, not to 100");
}

/* Two targets of A1 ask for it: it is told once. Nobody asks A2. */
static void what_is_to_be_done_is_done_or_not(void **state) {
  static const char *const units[] = { "A1", "A1", "B1" };
  static const char *const ends[] = { "2024", "2025", "2025" };
  small *s = *state;
  rsl_indicator indicator = small_indicator("ROAD", RSL_RULE_NONE, "district");
  rsl_resolution term;
  rsl_resolution_init(&term);
  term.code = term.title = "R";
  term.unit = "VN";
  term.from = small_period("2021");
  term.to = small_period("2025");
  assert_int_equal(rsl_plan_add_resolution(s->plan, &term), RSL_OK);
  small_add(s, &indicator);
  for (int i = 0; i < 3; i++) {
    rsl_target target;
    rsl_target_init(&target);
    target.unit = units[i];
    target.indicator = "ROAD";
    target.resolution = "R";
    target.by = small_period(ends[i]);
    target.form = RSL_FORM_DONE;
    assert_int_equal(rsl_plan_add_target(s->plan, &target), RSL_OK);
  }
  small_finish(s);
  small_row(s, "A1", "ROAD", "2022", "0.0");
  small_row(s, "A1", "ROAD", "2023", "0.5");
  small_row(s, "A2", "ROAD", "2023", "2");
  small_row(s, "B1", "ROAD", "2023", "1.0");
  small_revision(s, "B1", "ROAD", "2022", "-1", 0, "2023-01-10");
  small_revision(s, "B1", "ROAD", "2022", "0", 1, "2023-02-10");
  check(s);
  assert_int_equal(rsl_problems_errors(s->problems), 1);
  found(s, "done_not_0_or_1", RSL_SEVERITY_ERROR, 2,
        "`ROAD` of `A1` for 2023 is 0.5, and a target is to have it done: write 1 when it is, 0 while it is not");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(figures_that_agree_give_no_problem),
    TEST(an_own_sum_below_its_children_is_an_error_and_a_slight_one_a_warning),
    TEST(what_is_added_and_looks_like_a_total_is_told),
    TEST(something_over_nothing_is_an_error),
    TEST(a_printed_percentage_must_be_what_its_sides_make),
    TEST(a_figure_that_nobody_owes_is_told),
    TEST(an_own_year_below_what_the_halves_of_its_children_make_is_an_error),
    TEST(a_year_that_differs_from_its_complete_quarters_is_told),
    TEST(what_cannot_be_rolled_up_is_found),
    TEST(a_negative_weight_that_a_later_revision_mends_is_none),
    TEST(a_negative_weight_is_found_with_its_line),
    TEST(the_parts_of_a_whole_must_add_up_within_the_tolerance),
    TEST(what_is_to_be_done_is_done_or_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
