/* A unit's targets against those assigned below it and against its superior's; a target shared out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/failing_allocator.h"
#include "support/progress_input.h"
#include "support/small_world.h"

static void add_indicator(small_world *world, const char *code, rsl_rule rule, rsl_direction direction, int decimals) {
  rsl_indicator indicator = indicator_of(code, rule, RSL_PERIOD_YEAR, RSL_TIME_LAST);
  indicator.direction = direction;
  indicator.decimals = decimals;
  world_add_indicator(world, &indicator);
}

static void add_target(small_world *world, const char *unit, const char *indicator, rsl_form form, const char *value,
                       const char *assigned_by) {
  rsl_target wanted = target_of(indicator, form, value);
  char code[64];
  (void)snprintf(code, sizeof code, "%s-%s-%s", unit, indicator, assigned_by == NULL ? "OWN" : assigned_by);
  wanted.unit = unit;
  wanted.code = code;
  wanted.assigned_by = assigned_by;
  world_add_target(world, &wanted);
}

static void start_trees(small_world *world, const rsl_allocator *allocator) {
  world_start(world, allocator);
  add_indicator(world, "TREES", RSL_RULE_SUM, RSL_DIRECTION_INCREASE, 0);
}

static void start_poverty(small_world *world) {
  world_start(world, NULL);
  world_add_sum(world, "HH", RSL_PERIOD_YEAR, 0);
  world_add_sum(world, "POOR_HH", RSL_PERIOD_YEAR, 0);
  world_add_percentage(world, "POOR", "POOR_HH", "HH");
}

static rsl_status finish(small_world *world) {
  if (world->status == RSL_OK && world->cube == NULL)
    world->status = rsl_cube_builder_finish(world->builder, NULL, &world->cube, NULL);
  return world->status;
}

static rsl_status cascade_of(small_world *world, rsl_cascade **out) {
  rsl_error error = RSL_ERROR_INIT;
  *out = NULL;
  rsl_status status = finish(world);
  return status == RSL_OK ? rsl_cascade_run(world->cube, NULL, world->allocator, out, &error) : status;
}

static const rsl_cascade_row *row_of(const rsl_cascade *cascade, const char *unit) {
  for (size_t i = 0; i < rsl_cascade_count(cascade); i++) {
    const rsl_cascade_row *row = rsl_cascade_at(cascade, i);
    if (strcmp(rsl_plan_unit(rsl_cascade_plan(cascade), row->links.unit)->code, unit) == 0) return row;
  }
  fail_msg("no row of %s", unit);
  return NULL;
}

/* Builds the cascade, looks at P's row, and frees the world. */
static void assert_state(small_world *world, rsl_cascade_state state, const char *assigned, const char *unassigned) {
  rsl_cascade *cascade = NULL;
  assert_int_equal(cascade_of(world, &cascade), RSL_OK);
  const rsl_cascade_row *row = row_of(cascade, "P");
  assert_string_equal(rsl_cascade_state_name(row->state), rsl_cascade_state_name(state));
  if (assigned == NULL) {
    assert_absent(row->assigned);
  } else {
    assert_number(rsl_number_round(row->assigned, 3), number(assigned));
    assert_number(rsl_number_round(row->unassigned, 3), number(unassigned));
  }
  rsl_cascade_free(cascade);
  world_free(world);
}

static void amounts_assigned_below_add_up_or_leave_a_remainder(void **state) {
  (void)state;
  static const struct {
    const char *below;
    rsl_cascade_state state;
    const char *assigned;
    const char *unassigned;
  } cases[] = { { "40", RSL_CASCADE_ADDS_UP, "100", "0" },
                { "45", RSL_CASCADE_OVER_ASSIGNED, "105", "-5" },
                { "30", RSL_CASCADE_UNASSIGNED, "90", "10" } };
  for (size_t i = 0; i < 3; i++) {
    small_world world;
    start_trees(&world, NULL);
    add_target(&world, "P", "TREES", RSL_FORM_AT_LEAST, "100", NULL);
    add_target(&world, "A", "TREES", RSL_FORM_AT_LEAST, "60", "P");
    add_target(&world, "B", "TREES", RSL_FORM_AT_LEAST, cases[i].below, "P");
    world_finish_plan(&world);
    assert_state(&world, cases[i].state, cases[i].assigned, cases[i].unassigned);
  }
}

/* The province's grade is the worst of its communes': good is asked for, A has good and B fair. */
static void grades_asked_below_come_to_the_worst_or_best_of_them(void **state) {
  (void)state;
  static const char *const grades[] = { "weak", "fair", "good" };
  static const struct {
    rsl_rule rule;
    rsl_cascade_state state;
    int assigned;
  } cases[] = { { RSL_RULE_WORST, RSL_CASCADE_UNASSIGNED, 1 }, { RSL_RULE_BEST, RSL_CASCADE_ADDS_UP, 2 } };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    small_world world;
    rsl_cascade *cascade = NULL;
    rsl_indicator indicator = indicator_of("G", cases[i].rule, RSL_PERIOD_YEAR, RSL_TIME_LAST);
    indicator.grades = grades;
    indicator.grade_count = 3;
    world_start(&world, NULL);
    world_add_indicator(&world, &indicator);
    for (int k = 0; k < 3; k++) {
      static const char *const units[] = { "P", "A", "B" };
      rsl_target wanted = target_of("G", RSL_FORM_GRADE_AT_LEAST, NULL);
      wanted.unit = units[k];
      wanted.code = units[k];
      wanted.grade = k == 2 ? "fair" : "good";
      world_add_target(&world, &wanted);
    }
    world_finish_plan(&world);
    assert_int_equal(cascade_of(&world, &cascade), RSL_OK);
    const rsl_cascade_row *row = row_of(cascade, "P");
    assert_int_equal(row->state, cases[i].state);
    assert_number(row->assigned, rsl_number_from_integer(cases[i].assigned));
    assert_absent(row->unassigned);
    rsl_cascade_free(cascade);
    world_free(&world);
  }
}

static void what_is_to_decrease_is_asked_for_by_less(void **state) {
  (void)state;
  for (int weaker = 0; weaker < 2; weaker++) {
    small_world world;
    world_start(&world, NULL);
    add_indicator(&world, "FIRES", RSL_RULE_SUM, RSL_DIRECTION_DECREASE, 0);
    add_target(&world, "P", "FIRES", RSL_FORM_AT_MOST, "10", NULL);
    add_target(&world, "A", "FIRES", RSL_FORM_AT_MOST, "4", "P");
    add_target(&world, "B", "FIRES", RSL_FORM_AT_MOST, weaker != 0 ? "7" : "5", "P");
    world_finish_plan(&world);
    if (weaker != 0)
      assert_state(&world, RSL_CASCADE_UNASSIGNED, "11", "-1");
    else
      assert_state(&world, RSL_CASCADE_OVER_ASSIGNED, "9", "1");
  }
}

static void a_unit_without_a_share_is_counted(void **state) {
  (void)state;
  small_world world;
  rsl_cascade *cascade = NULL;
  start_trees(&world, NULL);
  add_target(&world, "P", "TREES", RSL_FORM_AT_LEAST, "100", NULL);
  add_target(&world, "A", "TREES", RSL_FORM_AT_LEAST, "60", "P");
  world_finish_plan(&world);
  assert_int_equal(cascade_of(&world, &cascade), RSL_OK);
  assert_int_equal(rsl_cascade_count(cascade), 2);
  const rsl_cascade_row *row = row_of(cascade, "P");
  assert_int_equal(row->children_with, 1);
  assert_int_equal(row->children, 2);
  assert_int_equal(row->state, RSL_CASCADE_UNASSIGNED);
  assert_int_equal(row->superior, RSL_NONE);
  const rsl_cascade_row *below = row_of(cascade, "A");
  assert_int_equal(below->state, RSL_CASCADE_NO_CHILDREN);
  assert_string_equal(rsl_plan_unit(rsl_cascade_plan(cascade), below->superior)->code, "P");
  assert_true(below->was_assigned);
  assert_number(below->superior_target, number("60"));
  assert_null(rsl_cascade_at(cascade, 2));
  rsl_cascade_free(cascade);
  world_free(&world);
}

static void a_target_that_nobody_carries_further_is_told(void **state) {
  (void)state;
  small_world world;
  start_trees(&world, NULL);
  add_target(&world, "P", "TREES", RSL_FORM_AT_LEAST, "100", NULL);
  world_finish_plan(&world);
  assert_false(rsl_cascade_holds(RSL_CASCADE_NOT_ASSIGNED));
  assert_true(rsl_cascade_holds(RSL_CASCADE_OVER_ASSIGNED));
  assert_state(&world, RSL_CASCADE_NOT_ASSIGNED, NULL, NULL);
}

static void an_own_target_weaker_than_the_assigned_one_is_told(void **state) {
  (void)state;
  small_world world;
  rsl_cascade *cascade = NULL;
  start_trees(&world, NULL);
  add_target(&world, "P", "TREES", RSL_FORM_AT_LEAST, "60", NULL);
  add_target(&world, "A", "TREES", RSL_FORM_AT_LEAST, "60", "P");
  add_target(&world, "A", "TREES", RSL_FORM_AT_LEAST, "55", NULL);
  world_finish_plan(&world);
  assert_int_equal(cascade_of(&world, &cascade), RSL_OK);
  assert_int_equal(rsl_cascade_count(cascade), 2); /* one of A, though it has two targets */
  assert_int_equal(row_of(cascade, "A")->state, RSL_CASCADE_WEAKER_THAN_SUPERIOR);
  assert_number(row_of(cascade, "A")->value, number("55"));
  assert_number(row_of(cascade, "P")->assigned, number("55")); /* what A means to reach is what counts */
  rsl_cascade_free(cascade);
  world_free(&world);
}

/* 600 and 400 households: 4 % and 6.5 % of them are (24 + 26) / 1000 = 5 %; 4 % and 7 % are 5.2 %. */
static void rates_are_weighed_by_their_denominators(void **state) {
  (void)state;
  for (int fits = 0; fits < 2; fits++) {
    small_world world;
    start_poverty(&world);
    add_target(&world, "P", "POOR", RSL_FORM_AT_LEAST, "5", NULL);
    add_target(&world, "A", "POOR", RSL_FORM_AT_LEAST, "4", NULL);
    add_target(&world, "B", "POOR", RSL_FORM_AT_LEAST, fits != 0 ? "6.5" : "6", NULL);
    world_finish_plan(&world);
    world_add(&world, "A", "HH", "2020", "600");
    world_add(&world, "B", "HH", "2020", "400");
    world_add(&world, "A", "POOR_HH", "2020", "60");
    world_add(&world, "B", "POOR_HH", "2020", "40");
    if (fits != 0)
      assert_state(&world, RSL_CASCADE_ADDS_UP, "5", "0");
    else
      assert_state(&world, RSL_CASCADE_UNASSIGNED, "4.8", "0.2");
  }
}

static void rates_without_denominators_cannot_be_weighed(void **state) {
  (void)state;
  small_world world;
  start_poverty(&world);
  add_target(&world, "P", "POOR", RSL_FORM_AT_LEAST, "5", NULL);
  add_target(&world, "A", "POOR", RSL_FORM_AT_LEAST, "4", NULL);
  world_finish_plan(&world);
  assert_state(&world, RSL_CASCADE_NO_WEIGHTS, NULL, NULL);
}

static void the_least_target_below_is_that_of_a_minimum(void **state) {
  (void)state;
  small_world world;
  world_start(&world, NULL);
  add_indicator(&world, "LEAST", RSL_RULE_MIN, RSL_DIRECTION_INCREASE, 0);
  add_indicator(&world, "MIDDLE", RSL_RULE_MEDIAN, RSL_DIRECTION_INCREASE, 0);
  add_target(&world, "P", "LEAST", RSL_FORM_AT_LEAST, "8", NULL);
  add_target(&world, "A", "LEAST", RSL_FORM_AT_LEAST, "7", NULL);
  add_target(&world, "B", "LEAST", RSL_FORM_AT_LEAST, "9", NULL);
  world_finish_plan(&world);
  assert_state(&world, RSL_CASCADE_UNASSIGNED, "7", "1");

  world_start(&world, NULL);
  add_indicator(&world, "MIDDLE", RSL_RULE_MEDIAN, RSL_DIRECTION_INCREASE, 0);
  add_target(&world, "P", "MIDDLE", RSL_FORM_AT_LEAST, "8", NULL);
  add_target(&world, "A", "MIDDLE", RSL_FORM_AT_LEAST, "7", NULL);
  world_finish_plan(&world);
  assert_state(&world, RSL_CASCADE_NOT_COMPARABLE, NULL, NULL);
}

/* ---- Shares ---- */

static rsl_status propose(small_world *world, rsl_allocation_basis basis, uint32_t indicator, rsl_allocation **out,
                          rsl_error *error) {
  rsl_allocation_options options = RSL_ALLOCATION_OPTIONS_INIT;
  options.basis = basis;
  options.indicator = indicator;
  *out = NULL;
  rsl_status status = finish(world);
  return status == RSL_OK ? rsl_allocation_propose(world->cube, 0, &options, world->allocator, out, error) : status;
}

static void assert_shares(small_world *world, rsl_allocation_basis basis, uint32_t indicator, const char *first,
                          const char *second) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_allocation *shares = NULL;
  assert_int_equal(propose(world, basis, indicator, &shares, &error), RSL_OK);
  assert_int_equal(rsl_allocation_count(shares), 2);
  assert_number(rsl_allocation_at(shares, 0)->value, number(first));
  assert_number(rsl_allocation_at(shares, 1)->value, number(second));
  assert_null(rsl_allocation_at(shares, 2));
  rsl_allocation_free(shares);
}

/* 101 in equal parts: 50.5 each, and the odd one goes to the first. By 2 : 1 persons 67.33 and 33.67: the greater rest wins.
 * By the trees of 2020, 30 : 10, 75.75 and 25.25. */
static void an_amount_is_shared_out_to_the_last_unit(void **state) {
  (void)state;
  small_world world;
  start_trees(&world, NULL);
  add_indicator(&world, "PEOPLE", RSL_RULE_SUM, RSL_DIRECTION_NONE, 0);
  add_target(&world, "P", "TREES", RSL_FORM_AT_LEAST, "101", NULL);
  world_finish_plan(&world);
  world_add(&world, "A", "TREES", "2020", "30");
  world_add(&world, "B", "TREES", "2020", "10");
  world_add(&world, "A", "PEOPLE", "2021", "2000");
  world_add(&world, "B", "PEOPLE", "2021", "1000");
  assert_shares(&world, RSL_ALLOCATION_EQUAL, 0, "51", "50");
  assert_shares(&world, RSL_ALLOCATION_INDICATOR, 1, "67", "34");
  assert_shares(&world, RSL_ALLOCATION_GROWTH, 0, "76", "25");
  rsl_allocation *shares = NULL;
  assert_int_equal(propose(&world, RSL_ALLOCATION_INDICATOR, 1, &shares, NULL), RSL_OK);
  assert_number(rsl_allocation_value(shares), number("101"));
  assert_number(rsl_allocation_at(shares, 1)->basis, number("1000"));
  rsl_allocation_free(shares);
  world_free(&world);
}

/* 10 % together, 12 wanted, six fifths of it: 8 to 9.6 and 13 to 15.6, and (600 × 9.6 + 400 × 15.6) / 1000 = 12. */
static void a_rate_is_shared_out_as_the_same_growth_for_all(void **state) {
  (void)state;
  small_world world;
  start_poverty(&world);
  add_target(&world, "P", "POOR", RSL_FORM_AT_LEAST, "12", NULL);
  world_finish_plan(&world);
  world_add(&world, "A", "HH", "2020", "600");
  world_add(&world, "B", "HH", "2020", "400");
  world_add(&world, "A", "POOR_HH", "2020", "48");
  world_add(&world, "B", "POOR_HH", "2020", "52");
  assert_shares(&world, RSL_ALLOCATION_GROWTH, 0, "9.6", "15.6");
  assert_shares(&world, RSL_ALLOCATION_EQUAL, 0, "12", "12");
  world_free(&world);
}

static void assert_refused(small_world *world, rsl_allocation_basis basis, uint32_t indicator, const char *why) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_allocation *shares = NULL;
  assert_int_equal(propose(world, basis, indicator, &shares, &error), RSL_ERR_DATA);
  assert_null(shares);
  assert_string_equal(error.text, why);
}

static void what_cannot_be_shared_out_is_refused_with_the_reason(void **state) {
  (void)state;
  small_world world;
  rsl_error error = RSL_ERROR_INIT;
  rsl_allocation *shares = NULL;
  start_trees(&world, NULL);
  add_indicator(&world, "PEOPLE", RSL_RULE_SUM, RSL_DIRECTION_NONE, 0);
  add_target(&world, "P", "TREES", RSL_FORM_AT_LEAST, "101", NULL);
  world_finish_plan(&world);
  world_add(&world, "A", "TREES", "2020", "0");
  world_add(&world, "B", "TREES", "2020", "0");
  world_add(&world, "A", "PEOPLE", "2020", "5");
  assert_refused(&world, RSL_ALLOCATION_GROWTH, 0, "everything that is to be shared out by is 0");
  assert_refused(&world, RSL_ALLOCATION_INDICATOR, 1, "`B` has no figure of `PEOPLE` for 2020 to share out by");
  assert_int_equal(rsl_allocation_propose(world.cube, 9, NULL, NULL, &shares, &error), RSL_ERR_ARGUMENT);
  rsl_allocation_free(NULL);
  rsl_cascade_free(NULL);
  world_free(&world);

  world_start(&world, NULL);
  add_indicator(&world, "MIDDLE", RSL_RULE_MEDIAN, RSL_DIRECTION_INCREASE, 0);
  add_target(&world, "P", "MIDDLE", RSL_FORM_AT_LEAST, "8", NULL);
  world_finish_plan(&world);
  assert_refused(
      &world, RSL_ALLOCATION_EQUAL, 0,
      "targets of the rule `median` cannot be shared out; only those of sums, counts, ratios, shares and means");
  world_free(&world);
}

static bool sweep(const rsl_allocator *allocator, void *context) {
  small_world world;
  rsl_cascade *cascade = NULL;
  rsl_allocation *shares = NULL;
  (void)context;
  start_trees(&world, allocator);
  add_target(&world, "P", "TREES", RSL_FORM_AT_LEAST, "100", NULL);
  add_target(&world, "A", "TREES", RSL_FORM_AT_LEAST, "60", "P");
  world_finish_plan(&world);
  world_add(&world, "A", "TREES", "2020", "30");
  world_add(&world, "B", "TREES", "2020", "10");
  rsl_status status = cascade_of(&world, &cascade);
  if (status == RSL_OK) status = propose(&world, RSL_ALLOCATION_GROWTH, 0, &shares, NULL);
  if (status != RSL_OK) assert_int_equal(status, RSL_ERR_MEMORY);
  rsl_allocation_free(shares);
  rsl_cascade_free(cascade);
  world_free(&world);
  return status == RSL_OK;
}

static void memory_that_runs_out_is_an_error_like_any_other(void **state) {
  (void)state;
  assert_true(sweep_allocations(sweep, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(amounts_assigned_below_add_up_or_leave_a_remainder),
    cmocka_unit_test(grades_asked_below_come_to_the_worst_or_best_of_them),
    cmocka_unit_test(what_is_to_decrease_is_asked_for_by_less),
    cmocka_unit_test(a_unit_without_a_share_is_counted),
    cmocka_unit_test(a_target_that_nobody_carries_further_is_told),
    cmocka_unit_test(an_own_target_weaker_than_the_assigned_one_is_told),
    cmocka_unit_test(rates_are_weighed_by_their_denominators),
    cmocka_unit_test(rates_without_denominators_cannot_be_weighed),
    cmocka_unit_test(the_least_target_below_is_that_of_a_minimum),
    cmocka_unit_test(an_amount_is_shared_out_to_the_last_unit),
    cmocka_unit_test(a_rate_is_shared_out_as_the_same_growth_for_all),
    cmocka_unit_test(what_cannot_be_shared_out_is_refused_with_the_reason),
    cmocka_unit_test(memory_that_runs_out_is_an_error_like_any_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
