/* Figures of an earlier period (R5), as `X[-1]`, in pairs, conditions and formulas, by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/small.h"

static void add_formula(small *s, const char *code, const char *expression) {
  rsl_indicator indicator = small_indicator(code, RSL_RULE_FORMULA, NULL);
  indicator.rollup.expression = expression;
  small_add(s, &indicator);
}

static void give_members(small *s) {
  small_row(s, "a1", "MEMBERS", "2022", "100");
  small_row(s, "a1", "MEMBERS", "2023", "110");
  small_row(s, "a2", "MEMBERS", "2022", "50");
  small_row(s, "a2", "MEMBERS", "2023", "70");
  small_row(s, "a3", "MEMBERS", "2023", "40"); /* none before */
}

static void admissions_are_set_against_the_members_at_the_start_of_the_year(void **state) {
  small *s = *state;
  size_t count = 0;
  small_sum(s, "MEMBERS");
  small_sum(s, "ADMITTED");
  small_ratio(s, "RATE", "ADMITTED", "MEMBERS[-1]", 100);
  small_finish(s);
  give_members(s);
  small_row(s, "a1", "ADMITTED", "2023", "4");
  small_row(s, "a2", "ADMITTED", "2023", "5");
  small_row(s, "a3", "ADMITTED", "2023", "9");
  small_rollup(s);
  small_assert_value(s, "a1", "RATE", "2023", "4");
  small_assert_value(s, "a2", "RATE", "2023", "10");
  small_assert_value(s, "A1", "RATE", "2023", "6"); /* 9 / 150 */
  small_assert_value(s, "VN", "RATE", "2023", "6"); /* a3 has no members of 2022: it is in neither sum */
  small_assert_coverage(s, "VN", "RATE", "2023", 2, 5);
  const rsl_period *periods = rsl_rollup_periods(s->rollup, small_indicator_index(s, "RATE"), &count);
  assert_int_equal(count, 1); /* that of 2023 alone has both */
  assert_int_equal(periods[0].index, 2023);
}

static void growth_is_over_the_units_present_in_both(void **state) {
  small *s = *state;
  small_sum(s, "MEMBERS");
  small_ratio(s, "GROWTH", "MEMBERS", "MEMBERS[-1]", 100);
  add_formula(s, "ALL", "100 * MEMBERS / MEMBERS[-1]");
  small_finish(s);
  give_members(s);
  small_rollup(s);
  small_assert_value(s, "a2", "GROWTH", "2023", "140");
  small_assert_value(s, "VN", "GROWTH", "2023", "120"); /* 180 / 150 */
  rsl_figure all = small_figure(s, "VN", "ALL", "2023");
  assert_true(all.value.real == 22000.0 / 150.0);    /* 220 / 150: the formula speaks for different units … */
  assert_true((all.flags & RSL_FLAG_UNPAIRED) != 0); /* … and says so */
  small_assert_value(s, "VN", "ALL", "2022", "");
}

static void both_sides_may_be_of_the_year_before(void **state) {
  small *s = *state;
  small_sum(s, "MEMBERS");
  small_sum(s, "PEOPLE");
  small_ratio(s, "BEFORE", "MEMBERS[-1]", "PEOPLE[-1]", 1);
  small_finish(s);
  small_row(s, "a1", "MEMBERS", "2022", "10");
  small_row(s, "a1", "PEOPLE", "2022", "40");
  small_rollup(s);
  small_assert_value(s, "a1", "BEFORE", "2023", "0.25"); /* though nothing was reported for 2023 */
  small_assert_value(s, "VN", "BEFORE", "2023", "0.25");
  small_assert_coverage(s, "VN", "BEFORE", "2023", 1, 5);
}

static void add_monthly(small *s, const char *code) {
  rsl_indicator indicator = small_indicator(code, RSL_RULE_SUM, "commune");
  indicator.frequency = RSL_PERIOD_MONTH;
  indicator.time = RSL_TIME_SUM;
  small_add(s, &indicator);
}

static void add_monthly_growth(small *s) {
  add_monthly(s, "X");
  rsl_indicator growth = small_indicator("GROWTH", RSL_RULE_RATIO, "commune");
  growth.frequency = RSL_PERIOD_MONTH;
  growth.rollup.numerator = "X";
  growth.rollup.denominator = "X[-1]";
  small_add(s, &growth);
}

static void a_shift_is_one_period_of_the_asked_length(void **state) {
  small *s = *state;
  add_monthly_growth(s);
  small_finish(s);
  small_row(s, "a1", "X", "2022-01", "2");
  small_row(s, "a1", "X", "2022-02", "3");
  small_row(s, "a1", "X", "2023-01", "5");
  small_row(s, "a1", "X", "2023-02", "20");
  small_row(s, "a1", "X", "2023-03", "9");
  small_rollup_for(s, "2023-02");
  small_assert_value(s, "a1", "GROWTH", "2023-02", "4"); /* of January: 20 / 5 */
  small_rollup_for(s, "2023");
  small_assert_value(s, "a1", "GROWTH", "2023", "5"); /* of the year before, month against month: 25 / 5 */
  small_assert_coverage(s, "a1", "GROWTH", "2023", 2, 12);
}

static void a_year_to_date_is_set_against_as_much_of_the_year_before(void **state) {
  small *s = *state;
  add_monthly_growth(s);
  add_formula(s, "F", "X / X[-1]");
  small_finish(s);
  for (int month = 1; month <= 12; month++) {
    char period[24];
    snprintf(period, sizeof period, "2022-%02d", month);
    small_row(s, "a1", "X", period, "10");
    snprintf(period, sizeof period, "2023-%02d", month);
    if (month <= 3) small_row(s, "a1", "X", period, "20");
  }
  small_cube(s);
  rsl_period year = small_period("2023");
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.periods = &year;
  request.period_count = 1;
  request.to_date = rsl_date_from_civil(2023, 3, 31);
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  small_assert_value(s, "VN", "GROWTH", "2023", "2"); /* 60 / 30, not 60 / 120 */
  small_assert_value(s, "VN", "F", "2023", "");       /* where units are not paired there is no such figure */
}

static void a_weight_may_be_that_of_the_period_before(void **state) {
  small *s = *state;
  small_sum(s, "MEMBERS");
  rsl_indicator rate = small_indicator("RATE", RSL_RULE_WEIGHTED_MEAN, "commune");
  rate.rollup.weight = "MEMBERS[-1]";
  small_add(s, &rate);
  small_finish(s);
  give_members(s);
  small_row(s, "a1", "RATE", "2023", "10");
  small_row(s, "a2", "RATE", "2023", "40");
  small_rollup(s);
  small_assert_value(s, "A1", "RATE", "2023", "20"); /* (10 × 100 + 40 × 50) / 150 */
}

static void a_threshold_may_be_the_figure_of_the_year_before(void **state) {
  small *s = *state;
  small_sum(s, "MEMBERS");
  rsl_indicator grown = small_indicator("GROWN", RSL_RULE_COUNT, "commune");
  grown.rollup.condition.form = RSL_FORM_ABOVE;
  grown.rollup.condition_indicator = "MEMBERS[-1]";
  small_add(s, &grown);
  small_finish(s);
  give_members(s);
  small_row(s, "a1", "GROWN", "2023", "110");
  small_row(s, "a2", "GROWN", "2023", "45");
  small_rollup(s);
  small_assert_value(s, "VN", "GROWN", "2023", "1"); /* 110 > 100, 45 is not above 50 */
  small_assert_coverage(s, "VN", "GROWN", "2023", 2, 5);
}

static void formulas_may_stand_on_one_another_a_year_apart(void **state) {
  small *s = *state;
  small_sum(s, "MEMBERS");
  add_formula(s, "CHANGE", "MEMBERS - MEMBERS[-1]");
  add_formula(s, "BEFORE", "CHANGE[-1]");
  add_formula(s, "FILLED", "coalesce(MEMBERS, 0) + MEMBERS[-2]");
  small_finish(s);
  small_row(s, "a1", "MEMBERS", "2021", "5");
  small_row(s, "a1", "MEMBERS", "2022", "12");
  small_rollup_for(s, "2023");
  small_assert_value(s, "VN", "BEFORE", "2023", "7"); /* 12 - 5, two years back, where 2023 has nothing */
  small_assert_value(s, "VN", "FILLED", "2023", "5");
}

/* a1 and a2 become m at the beginning of 2023. */
static void merge_two(small *s) {
  static const char *const units[][3] = { { "VN", "nation", NULL },  { "A", "province", "VN" },
                                          { "A1", "district", "A" }, { "a1", "commune", "A1" },
                                          { "a2", "commune", "A1" }, { "m", "commune", "A1" } };
  for (int i = 0; i < 6; i++) {
    rsl_unit unit;
    rsl_unit_init(&unit);
    unit.code = unit.name = units[i][0];
    unit.level = units[i][1];
    unit.parent = units[i][2];
    if (i == 3 || i == 4) unit.to = rsl_date_from_civil(2023, 1, 1);
    if (i == 5) unit.from = rsl_date_from_civil(2023, 1, 1);
    assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
  }
  for (int i = 3; i < 5; i++) {
    rsl_succession succession;
    rsl_succession_init(&succession);
    succession.unit = units[i][0];
    succession.successor = "m";
    succession.on = rsl_date_from_civil(2023, 1, 1);
    assert_int_equal(rsl_plan_add_succession(s->plan, &succession), RSL_OK);
  }
}

static void an_earlier_figure_is_carried_to_the_units_that_followed(void **state) {
  small *s = *state;
  small_end(s);
  small_start(s);
  merge_two(s);
  small_sum(s, "MEMBERS");
  small_ratio(s, "GROWTH", "MEMBERS", "MEMBERS[-1]", 100);
  add_formula(s, "CHANGE", "MEMBERS - MEMBERS[-1]");
  rsl_indicator rate = small_indicator("RATE", RSL_RULE_WEIGHTED_MEAN, "commune");
  rate.rollup.weight = "MEMBERS";
  rate.weight_at = small_period("2022");
  small_add(s, &rate);
  rsl_indicator grew = small_indicator("GREW", RSL_RULE_COUNT, "commune");
  grew.rollup.expression = "MEMBERS > MEMBERS[-1]";
  small_add(s, &grew);
  small_finish(s);
  small_row(s, "a1", "MEMBERS", "2022", "10");
  small_row(s, "a2", "MEMBERS", "2022", "20");
  small_row(s, "m", "MEMBERS", "2023", "45");
  small_row(s, "m", "RATE", "2023", "7");
  small_rollup_for(s, "2023");
  small_assert_value(s, "m", "GROWTH", "2023", "150"); /* 45 / (10 + 20) */
  small_assert_value(s, "VN", "GROWTH", "2023", "150");
  small_assert_value(s, "m", "CHANGE", "2023", "15");
  small_assert_value(s, "VN", "CHANGE", "2023", "15");
  small_assert_value(s, "VN", "GREW", "2023", "1"); /* 45 > 10 + 20 */
  small_assert_value(s, "VN", "RATE", "2023", "7");
  assert_true(small_figure(s, "VN", "RATE", "2023").weight_reporting.real == 30.0);
}

static void an_explanation_names_the_period_that_was_taken(void **state) {
  small *s = *state;
  rsl_explanation *explanation = NULL;
  small_sum(s, "MEMBERS");
  small_ratio(s, "GROWTH", "MEMBERS", "MEMBERS[-1]", 100);
  small_finish(s);
  give_members(s);
  small_cube(s);
  assert_int_equal(rsl_explain(s->cube, small_unit_index(s, "a1"), small_indicator_index(s, "GROWTH"),
                               small_period("2023"), NULL, NULL, &explanation, &s->error),
                   RSL_OK);
  assert_int_equal(rsl_explanation_count(explanation), 5); /* the ratio, and of both sides the figure and its row */
  assert_int_equal(rsl_explanation_at(explanation, 1)->period.index, 2023);
  assert_int_equal(rsl_explanation_at(explanation, 3)->period.index, 2022);
  assert_int_equal(rsl_explanation_at(explanation, 4)->row.line, 1);
  rsl_explanation_free(explanation);
}

static void open_commune(small *s, const char *code, const char *parent, int year) {
  rsl_unit unit;
  rsl_unit_init(&unit);
  unit.code = unit.name = code;
  unit.level = "commune";
  unit.parent = parent;
  unit.from = rsl_date_from_civil(year, 1, 1);
  assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
}

/* R1: it cannot have grown, whether it said anything or not, or even told of growth. */
static void a_unit_that_was_not_there_a_year_earlier_owes_no_growth(void **state) {
  small *s = *state;
  open_commune(s, "a4", "A1", 2023);
  open_commune(s, "b3", "B1", 2023);
  open_commune(s, "b4", "B1", 2023);
  small_sum(s, "X");
  small_ratio(s, "GROWTH", "X", "X[-1]", 1);
  small_finish(s);
  small_row(s, "a1", "X", "2022", "4");
  small_row(s, "a1", "X", "2023", "6");
  small_row(s, "b3", "X", "2023", "1");
  small_row(s, "b4", "GROWTH", "2023", "2");
  small_rollup_for(s, "2023");
  small_assert_coverage(s, "a4", "GROWTH", "2023", 0, 0);
  small_assert_coverage(s, "b4", "GROWTH", "2023", 0, 0);
  small_assert_coverage(s, "A1", "GROWTH", "2023", 1, 2); /* a1 of a1, a2 */
  small_assert_coverage(s, "B1", "GROWTH", "2023", 0, 2); /* b1, b2 */
  small_assert_value(s, "VN", "GROWTH", "2023", "1.5");
  small_assert_coverage(s, "VN", "GROWTH", "2023", 1, 5);
}

/* Of 2022, of which nobody said anything, two communes owed; now there are three. */
static void what_was_owed_a_year_earlier_is_that_of_the_units_of_the_time(void **state) {
  small *s = *state;
  open_commune(s, "a4", "A1", 2023);
  small_sum(s, "X");
  add_formula(s, "CHANGE", "X - X[-1]");
  small_finish(s);
  small_row(s, "a1", "X", "2023", "6");
  small_rollup_for(s, "2023");
  small_assert_coverage(s, "A1", "X", "2023", 1, 3);
  small_assert_coverage(s, "A1", "CHANGE", "2023", 0, 2);
}

/* Nobody says anything there: what the closed commune owed the year before is owed of the change all the same. */
static void what_a_closed_unit_owed_is_owed_of_a_formula_where_nobody_speaks(void **state) {
  small *s = *state;
  rsl_unit unit;
  rsl_unit_init(&unit);
  unit.code = unit.name = "A9";
  unit.level = "district";
  unit.parent = "A";
  assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
  unit.code = unit.name = "a9";
  unit.level = "commune";
  unit.parent = "A9";
  unit.to = rsl_date_from_civil(2023, 1, 1);
  assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
  small_sum(s, "X");
  add_formula(s, "CHANGE", "X - X[-1]");
  small_finish(s);
  small_row(s, "a1", "X", "2023", "6");
  small_rollup_for(s, "2023");
  small_assert_coverage(s, "A9", "X", "2023", 0, 0);
  small_assert_coverage(s, "A9", "CHANGE", "2023", 0, 1);
}

/* Of A1 nobody speaks in 2023, when it has a commune more; a1 gave 5 the year before: 0 - 5. */
static void a_formula_tells_of_the_year_before_also_where_units_have_changed_and_nobody_speaks_now(void **state) {
  small *s = *state;
  open_commune(s, "a4", "A1", 2023);
  small_sum(s, "X");
  add_formula(s, "CHANGE", "coalesce(X, 0) - X[-1]");
  small_finish(s);
  small_row(s, "a1", "X", "2022", "5");
  small_row(s, "b1", "X", "2023", "1");
  small_rollup_for(s, "2023");
  small_assert_value(s, "A1", "CHANGE", "2023", "-5");
}

static void what_is_not_applicable_is_not_owed_of_a_formula_where_nobody_speaks(void **state) {
  small *s = *state;
  small_sum(s, "X");
  add_formula(s, "TWICE", "2 * X");
  small_finish(s);
  small_status(s, "b1", "X", "2023", "", 'M');
  small_row(s, "a1", "X", "2023", "6");
  small_rollup(s);
  small_assert_coverage(s, "b1", "X", "2023", 0, 0);
  small_assert_coverage(s, "b1", "TWICE", "2023", 0, 0);
  small_assert_coverage(s, "B1", "X", "2023", 0, 1); /* b2 */
  small_assert_coverage(s, "B1", "TWICE", "2023", 0, 1);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(admissions_are_set_against_the_members_at_the_start_of_the_year),
    TEST(growth_is_over_the_units_present_in_both),
    TEST(both_sides_may_be_of_the_year_before),
    TEST(a_shift_is_one_period_of_the_asked_length),
    TEST(a_year_to_date_is_set_against_as_much_of_the_year_before),
    TEST(a_weight_may_be_that_of_the_period_before),
    TEST(a_threshold_may_be_the_figure_of_the_year_before),
    TEST(formulas_may_stand_on_one_another_a_year_apart),
    TEST(an_earlier_figure_is_carried_to_the_units_that_followed),
    TEST(an_explanation_names_the_period_that_was_taken),
    TEST(a_unit_that_was_not_there_a_year_earlier_owes_no_growth),
    TEST(what_was_owed_a_year_earlier_is_that_of_the_units_of_the_time),
    TEST(what_a_closed_unit_owed_is_owed_of_a_formula_where_nobody_speaks),
    TEST(a_formula_tells_of_the_year_before_also_where_units_have_changed_and_nobody_speaks_now),
    TEST(what_is_not_applicable_is_not_owed_of_a_formula_where_nobody_speaks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
