/* What the units below a target add to its gap. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/failing_allocator.h"
#include "support/progress_input.h"
#include "support/small_world.h"

static void start_schools(small_world *world, const rsl_allocator *allocator, const char *min_coverage) {
  world_start(world, allocator);
  rsl_indicator schools = indicator_of("SCHOOLS", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_LAST);
  schools.direction = RSL_DIRECTION_INCREASE;
  schools.has_min_coverage = true;
  schools.min_coverage = decimal(min_coverage);
  world_add_indicator(world, &schools);
  rsl_target wanted = target_of("SCHOOLS", RSL_FORM_AT_LEAST, "200");
  world_add_target(world, &wanted);
}

static void start_poverty(small_world *world, const char *at_most) {
  world_start(world, NULL);
  world_add_sum(world, "HH", RSL_PERIOD_YEAR, 0);
  world_add_sum(world, "POOR_HH", RSL_PERIOD_YEAR, 0);
  rsl_indicator poor = indicator_of("POOR", RSL_RULE_RATIO, RSL_PERIOD_YEAR, RSL_TIME_NONE);
  poor.direction = RSL_DIRECTION_DECREASE;
  poor.rollup.numerator = "POOR_HH";
  poor.rollup.denominator = "HH";
  poor.rollup.has_factor = true;
  poor.rollup.factor = decimal("100");
  world_add_indicator(world, &poor);
  rsl_target wanted = target_of("POOR", RSL_FORM_AT_MOST, at_most);
  world_add_target(world, &wanted);
  world_finish_plan(world);
}

static void add_poverty(small_world *world, const char *year, const char *unit, const char *poor, const char *all) {
  world_add(world, unit, "POOR_HH", year, poor);
  world_add(world, unit, "HH", year, all);
}

static rsl_status contribute(small_world *world, const rsl_contribution_options *options, rsl_contribution **out) {
  rsl_error error = RSL_ERROR_INIT;
  *out = NULL;
  rsl_status status = world->status;
  if (status == RSL_OK && world->cube == NULL)
    status = rsl_cube_builder_finish(world->builder, NULL, &world->cube, &error);
  if (status == RSL_OK) status = rsl_contribution_run(world->cube, 0, options, world->allocator, out, &error);
  return status;
}

static void assert_contribution(const rsl_contribution *found, size_t index, const char *unit, const char *expected,
                                const char *contribution, const char *percent) {
  const rsl_contribution_row *row = rsl_contribution_at(found, index);
  const rsl_plan *plan = rsl_review_plan(rsl_contribution_review(found));
  assert_non_null(row);
  assert_string_equal(rsl_plan_unit(plan, row->unit)->code, unit);
  assert_number(row->expected, number(expected));
  assert_number(row->contribution, number(contribution));
  assert_number(row->percent, number(percent));
}

/* 60 + 40 in 2020, 200 wanted by 2025: 140 by 2022. In proportion A should stand at 140 × 60/100 = 84, B at 56. */
static void a_sum_is_parted_by_equal_growth_and_the_largest_part_of_the_gap_comes_first(void **state) {
  (void)state;
  small_world world;
  rsl_contribution *found = NULL;
  start_schools(&world, NULL, "0.9");
  world_finish_plan(&world);
  world_add(&world, "A", "SCHOOLS", "2020", "60");
  world_add(&world, "B", "SCHOOLS", "2020", "40");
  world_add(&world, "A", "SCHOOLS", "2022", "78");
  world_add(&world, "B", "SCHOOLS", "2022", "42");
  assert_int_equal(contribute(&world, NULL, &found), RSL_OK);
  assert_int_equal(rsl_contribution_parted(found), RSL_CONTRIBUTION_PARTED);
  assert_int_equal(rsl_contribution_count(found), 3);
  assert_contribution(found, 0, "P", "140", "-20", "100"); /* 120 - 140 */
  assert_contribution(found, 1, "B", "56", "-14", "70");   /* 42 - 56 */
  assert_contribution(found, 2, "A", "84", "-6", "30");    /* 78 - 84 */
  assert_int_equal(rsl_contribution_at(found, 1)->depth, 1);
  assert_null(rsl_contribution_at(found, 3));
  assert_int_equal(rsl_contribution_target(found)->rating, RSL_RATING_OFF_TRACK); /* (120 - 100) / 40 = 0.5 */
  rsl_contribution_free(found);
  world_free(&world);
}

static void a_figure_that_is_missing_is_missing_from_the_sum(void **state) {
  (void)state;
  small_world world;
  rsl_contribution *found = NULL;
  start_schools(&world, NULL, "0.5");
  world_finish_plan(&world);
  world_add(&world, "A", "SCHOOLS", "2020", "60");
  world_add(&world, "B", "SCHOOLS", "2020", "40");
  world_add(&world, "A", "SCHOOLS", "2022", "90");
  assert_int_equal(contribute(&world, NULL, &found), RSL_OK);
  assert_contribution(found, 0, "P", "140", "-50", "100");
  assert_contribution(found, 1, "B", "56", "-56", "112");
  assert_contribution(found, 2, "A", "84", "6", "-12");
  assert_int_equal(rsl_contribution_at(found, 1)->reporting, 0);
  assert_int_equal(rsl_contribution_at(found, 1)->owed, 1);
  assert_absent(rsl_contribution_at(found, 1)->actual);
  rsl_contribution_free(found);
  world_free(&world);
}

/* R2: P's own 130 stands for what its communes give, 120. */
static void what_an_own_report_differs_by_is_a_row_of_its_own(void **state) {
  (void)state;
  small_world world;
  rsl_contribution *found = NULL;
  world_start(&world, NULL);
  rsl_indicator schools = indicator_of("SCHOOLS", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_LAST);
  schools.direction = RSL_DIRECTION_INCREASE;
  schools.prefer = RSL_PREFER_OWN;
  world_add_indicator(&world, &schools);
  rsl_target wanted = target_of("SCHOOLS", RSL_FORM_AT_LEAST, "200");
  world_add_target(&world, &wanted);
  world_finish_plan(&world);
  world_add(&world, "A", "SCHOOLS", "2020", "60");
  world_add(&world, "B", "SCHOOLS", "2020", "40");
  world_add(&world, "A", "SCHOOLS", "2022", "78");
  world_add(&world, "B", "SCHOOLS", "2022", "42");
  world_add(&world, "P", "SCHOOLS", "2022", "130");
  assert_int_equal(contribute(&world, NULL, &found), RSL_OK);
  assert_int_equal(rsl_contribution_count(found), 4);
  assert_contribution(found, 0, "P", "140", "-10", "100");
  assert_int_equal(rsl_contribution_at(found, 3)->kind, RSL_CONTRIBUTOR_OWN);
  assert_number(rsl_contribution_at(found, 3)->contribution, number("10"));
  rsl_contribution_free(found);
  world_free(&world);
}

/* 8 % in 2020 (60/600 and 20/400), at most 3 by 2025: 6 by 2022, a step of -2 points. It is 7 (40/400 and 30/600).
 * A: half the sum of .6 and .4 is .5; level .5 x (10 - 10 + 2) = 1; mix (.4 - .6) x (10 - 7.5) = -.5.
 * B: level .5 x (5 - 5 + 2) = 1; mix (.6 - .4) x (5 - 7.5) = -.5. Together 1 = 7 - 6. */
static void a_ratio_is_parted_into_what_figures_add_and_what_shares_add(void **state) {
  (void)state;
  small_world world;
  rsl_contribution *found = NULL;
  start_poverty(&world, "3");
  add_poverty(&world, "2020", "A", "60", "600");
  add_poverty(&world, "2020", "B", "20", "400");
  add_poverty(&world, "2022", "A", "40", "400");
  add_poverty(&world, "2022", "B", "30", "600");
  assert_int_equal(contribute(&world, NULL, &found), RSL_OK);
  assert_contribution(found, 0, "P", "6", "1", "100");
  assert_contribution(found, 1, "A", "8", "0.5", "50");
  assert_contribution(found, 2, "B", "3", "0.5", "50");
  for (size_t i = 1; i < 3; i++) {
    assert_number(rsl_contribution_at(found, i)->level_effect, number("1"));
    assert_number(rsl_contribution_at(found, i)->mix_effect, number("-0.5"));
  }
  assert_number(rsl_contribution_at(found, 1)->weight, number("0.4"));
  rsl_contribution_free(found);
  world_free(&world);
}

/* B is new: 30/600 = 5. A stays at 10 of 600, then 400. 2020: 10, at most 5 by 2025: 8 by 2022, step -2; it is 7.
 * A: w 1 then .4, half the sum .7; level .7 x (0 + 2) = 1.4; mix -.6 x (10 - 8.5) = -.9: together .5.
 * B: w 0 then .6, half .3; no change of its own: level .3 x 2 = .6; mix .6 x (5 - 8.5) = -2.1: together -1.5. 7 - 8 = -1. */
static void a_unit_without_a_baseline_adds_by_its_share_alone(void **state) {
  (void)state;
  small_world world;
  rsl_contribution *found = NULL;
  start_poverty(&world, "5");
  add_poverty(&world, "2020", "A", "60", "600");
  world_add(&world, "B", "POOR_HH", "2020", "0");
  world_add(&world, "B", "HH", "2020", "0");
  add_poverty(&world, "2022", "A", "40", "400");
  add_poverty(&world, "2022", "B", "30", "600");
  assert_int_equal(contribute(&world, NULL, &found), RSL_OK);
  assert_contribution(found, 0, "P", "8", "-1", "100");
  const rsl_contribution_row *first = rsl_contribution_at(found, 1);
  const rsl_contribution_row *second = rsl_contribution_at(found, 2);
  assert_number(first->contribution, number("-1.5"));
  assert_number(first->level_effect, number("0.6"));
  assert_number(first->mix_effect, number("-2.1"));
  assert_number(second->contribution, number("0.5"));
  assert_number(second->level_effect, number("1.4"));
  assert_number(second->mix_effect, number("-0.9"));
  rsl_contribution_free(found);
  world_free(&world);
}

/* T6: 100 + 40 a year is 300 wanted over 2021-2025; by the end of 2022 two fifths of it, 120. In 2020 A had 30 and B 10. */
static void a_total_is_parted_by_the_figures_of_the_year_before_the_term(void **state) {
  (void)state;
  small_world world;
  rsl_contribution *found = NULL;
  world_start(&world, NULL);
  world_add_sum(&world, "TREES", RSL_PERIOD_YEAR, 0);
  rsl_target wanted = target_of("TREES", RSL_FORM_TOTAL, "300");
  wanted.condition.form = RSL_FORM_AT_LEAST;
  world_add_target(&world, &wanted);
  world_finish_plan(&world);
  world_add(&world, "A", "TREES", "2020", "30");
  world_add(&world, "B", "TREES", "2020", "10");
  world_add(&world, "A", "TREES", "2021", "40");
  world_add(&world, "B", "TREES", "2021", "10");
  world_add(&world, "A", "TREES", "2022", "50");
  world_add(&world, "B", "TREES", "2022", "10");
  assert_int_equal(contribute(&world, NULL, &found), RSL_OK);
  assert_contribution(found, 0, "P", "120", "-10", "100"); /* 50 + 60 */
  assert_contribution(found, 1, "B", "30", "-10", "100");  /* 10 + 10, of 120 x 10/40 */
  assert_contribution(found, 2, "A", "90", "0", "0");
  rsl_contribution_free(found);
  world_free(&world);
}

/* Of parts that hold together TEACHERS decides: 120 of the 140 expected on the way from 100 to 200; 110 schools are enough. */
static void of_parts_that_hold_together_the_gap_of_the_one_that_decides_is_parted(void **state) {
  (void)state;
  static const char *const codes[] = { "SCHOOLS", "TEACHERS" };
  small_world world;
  rsl_contribution *found = NULL;
  rsl_error error = RSL_ERROR_INIT;
  rsl_target parts[] = { target_of("SCHOOLS", RSL_FORM_AT_LEAST, "110"),
                         target_of("TEACHERS", RSL_FORM_AT_LEAST, "200") };
  rsl_target whole = target_of("SCHOOLS", RSL_FORM_NONE, NULL);
  world_start(&world, NULL);
  for (int i = 0; i < 2; i++) {
    rsl_indicator indicator = indicator_of(codes[i], RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_LAST);
    world_add_indicator(&world, &indicator);
    parts[i].unit = NULL;
  }
  whole.code = "W";
  whole.parts = parts;
  whole.part_count = 2;
  whole.parts_count = RSL_PARTS_TOGETHER;
  world_add_target(&world, &whole);
  world_finish_plan(&world);
  for (int i = 0; i < 2; i++) {
    world_add(&world, "A", codes[i], "2020", "60");
    world_add(&world, "B", codes[i], "2020", "40");
    world_add(&world, "A", codes[i], "2022", "78");
    world_add(&world, "B", codes[i], "2022", "42");
  }
  assert_int_equal(contribute(&world, NULL, &found), RSL_OK); /* of W itself */
  assert_string_equal(rsl_plan_target(world.plan, rsl_contribution_target(found)->part)->code, "W.2");
  assert_contribution(found, 0, "P", "140", "-20", "100");
  assert_contribution(found, 1, "B", "56", "-14", "70");
  rsl_contribution_free(found);
  assert_int_equal(rsl_contribution_run(world.cube, 2, NULL, NULL, &found, NULL), RSL_OK);
  assert_contribution(found, 0, "P", "140", "-20", "100");
  rsl_contribution_free(found);
  assert_int_equal(rsl_contribution_run(world.cube, 1, NULL, NULL, &found, &error), RSL_ERR_DATA);
  assert_string_equal(error.text,
                      "the target `W.1` holds together with the other parts of `W`, of which `W.2` decides: "
                      "ask for that one");
  world_free(&world);
}

static void assert_state(small_world *world, rsl_contribution_state state, const char *name) {
  rsl_contribution *found = NULL;
  assert_int_equal(contribute(world, NULL, &found), RSL_OK);
  assert_int_equal(rsl_contribution_parted(found), state);
  assert_string_equal(rsl_contribution_state_name(state), name);
  for (size_t i = 0; i < rsl_contribution_count(found); i++) assert_absent(rsl_contribution_at(found, i)->contribution);
  rsl_contribution_free(found);
  world_free(world);
}

static void a_gap_that_cannot_be_parted_says_why(void **state) {
  (void)state;
  small_world world;
  start_schools(&world, NULL, "0.9");
  world_finish_plan(&world);
  assert_state(&world, RSL_CONTRIBUTION_NO_ACTUAL, "no_actual");

  start_schools(&world, NULL, "0.9"); /* nothing is known of 2020: no baseline, nothing expected */
  world_finish_plan(&world);
  world_add(&world, "A", "SCHOOLS", "2022", "78");
  world_add(&world, "B", "SCHOOLS", "2022", "42");
  assert_state(&world, RSL_CONTRIBUTION_NO_EXPECTED, "no_expected");

  start_schools(&world, NULL, "0.9"); /* 200 from nothing: who should have how many? */
  world_finish_plan(&world);
  world_add(&world, "A", "SCHOOLS", "2020", "0");
  world_add(&world, "B", "SCHOOLS", "2020", "0");
  world_add(&world, "A", "SCHOOLS", "2022", "78");
  world_add(&world, "B", "SCHOOLS", "2022", "42");
  assert_state(&world, RSL_CONTRIBUTION_NO_BASIS, "no_basis");

  world_start(&world, NULL);
  rsl_indicator most = indicator_of("MOST", RSL_RULE_MAX, RSL_PERIOD_YEAR, RSL_TIME_LAST);
  most.direction = RSL_DIRECTION_INCREASE;
  world_add_indicator(&world, &most);
  rsl_target wanted = target_of("MOST", RSL_FORM_AT_LEAST, "200");
  world_add_target(&world, &wanted);
  world_finish_plan(&world);
  world_add(&world, "A", "MOST", "2020", "10");
  world_add(&world, "B", "MOST", "2020", "10");
  world_add(&world, "A", "MOST", "2022", "78");
  world_add(&world, "B", "MOST", "2022", "42");
  assert_state(&world, RSL_CONTRIBUTION_RULE_NOT_ADDITIVE, "rule_not_additive");
}

static void units_past_the_most_that_are_asked_for_are_one_row(void **state) {
  (void)state;
  small_world world;
  rsl_contribution *found = NULL;
  rsl_contribution_options options = RSL_CONTRIBUTION_OPTIONS_INIT;
  world_start(&world, NULL);
  rsl_unit third = { .code = "C", .level = "commune", .parent = "P", .from = RSL_DATE_NONE, .to = RSL_DATE_NONE };
  assert_int_equal(rsl_plan_add_unit(world.plan, &third), RSL_OK);
  rsl_indicator schools = indicator_of("SCHOOLS", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_LAST);
  schools.direction = RSL_DIRECTION_INCREASE;
  world_add_indicator(&world, &schools);
  rsl_target wanted = target_of("SCHOOLS", RSL_FORM_AT_LEAST, "200");
  world_add_target(&world, &wanted);
  world_finish_plan(&world);
  world_add(&world, "A", "SCHOOLS", "2020", "60");
  world_add(&world, "B", "SCHOOLS", "2020", "30");
  world_add(&world, "C", "SCHOOLS", "2020", "10");
  world_add(&world, "A", "SCHOOLS", "2022", "80"); /* of 84 */
  world_add(&world, "B", "SCHOOLS", "2022", "30"); /* of 42 */
  world_add(&world, "C", "SCHOOLS", "2022", "12"); /* of 14 */
  options.most = 1;
  assert_int_equal(contribute(&world, &options, &found), RSL_OK);
  assert_int_equal(rsl_contribution_count(found), 3);
  const rsl_contribution_row *others = rsl_contribution_at(found, 2);
  assert_number(rsl_contribution_at(found, 1)->contribution, number("-12"));
  assert_int_equal(others->kind, RSL_CONTRIBUTOR_OTHERS);
  assert_string_equal(rsl_contributor_kind_name(others->kind), "others");
  assert_int_equal(others->count, 2);
  assert_number(others->contribution, number("-6"));
  rsl_contribution_free(found);
  world_free(&world);
}

static void a_target_that_is_not_there_is_refused(void **state) {
  (void)state;
  small_world world;
  rsl_contribution *found = NULL;
  rsl_error error = RSL_ERROR_INIT;
  start_schools(&world, NULL, "0.9");
  world_finish_plan(&world);
  assert_int_equal(contribute(&world, NULL, &found), RSL_OK);
  rsl_contribution_free(found);
  assert_int_equal(rsl_contribution_run(world.cube, 7, NULL, NULL, &found, &error), RSL_ERR_ARGUMENT);
  assert_null(found);
  assert_string_equal(error.text, "the plan has no target number 7");
  rsl_contribution_free(NULL);
  world_free(&world);
}

/* 78 + 42 = 120 of 140 expected. With 62 in B it is 140: on track. With B's own target of 55 it is 133: (133 - 100) / 40. */
static void a_target_is_rated_as_if_units_below_had_other_figures(void **state) {
  (void)state;
  small_world world;
  rsl_contribution *found = NULL;
  rsl_review *review = NULL;
  start_schools(&world, NULL, "0.9");
  rsl_target own = target_of("SCHOOLS", RSL_FORM_AT_LEAST, "55");
  own.unit = "B";
  world_add_target(&world, &own);
  world_finish_plan(&world);
  world_add(&world, "A", "SCHOOLS", "2020", "60");
  world_add(&world, "B", "SCHOOLS", "2020", "40");
  world_add(&world, "A", "SCHOOLS", "2022", "78");
  world_add(&world, "B", "SCHOOLS", "2022", "42");
  assert_int_equal(contribute(&world, NULL, &found), RSL_OK);
  rsl_contribution_free(found);
  rsl_what_if change = { 2, true, { 62, 0 } };
  assert_int_equal(rsl_what_if_review(world.cube, 0, NULL, &change, 1, NULL, &review, NULL), RSL_OK);
  assert_int_equal(rsl_review_count(review), 1);
  assert_int_equal(rsl_review_at(review, 0)->rating, RSL_RATING_ON_TRACK);
  assert_number(rsl_review_at(review, 0)->actual, number("140"));
  rsl_review_free(review);
  change.has_value = false;
  assert_int_equal(rsl_what_if_review(world.cube, 0, NULL, &change, 1, NULL, &review, NULL), RSL_OK);
  assert_int_equal(rsl_review_at(review, 0)->rating, RSL_RATING_BEHIND);
  assert_number(rsl_review_at(review, 0)->progress, number("0.825"));
  rsl_review_free(review);
  rsl_error error = RSL_ERROR_INIT;
  change.unit = 1;
  assert_int_equal(rsl_what_if_review(world.cube, 0, NULL, &change, 1, NULL, &review, &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "`A` has no target of its own for this: give its figure");
  change.unit = 0;
  assert_int_equal(rsl_what_if_review(world.cube, 0, NULL, &change, 1, NULL, &review, &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "only units below `P` that owe figures of it can be changed, each once");
  assert_null(review);
  world_free(&world);
}

/* 40/400 in A, 30/600 in B, 7 % of all; if B had 4 %, 0.6 points less. */
static void a_rate_changes_by_the_weight_of_the_unit(void **state) {
  (void)state;
  small_world world;
  rsl_contribution *found = NULL;
  rsl_review *review = NULL;
  start_poverty(&world, "3");
  add_poverty(&world, "2020", "A", "60", "600");
  add_poverty(&world, "2020", "B", "20", "400");
  add_poverty(&world, "2022", "A", "40", "400");
  add_poverty(&world, "2022", "B", "30", "600");
  assert_int_equal(contribute(&world, NULL, &found), RSL_OK);
  rsl_contribution_free(found);
  rsl_what_if change = { 2, true, { 4, 0 } };
  assert_int_equal(rsl_what_if_review(world.cube, 0, NULL, &change, 1, NULL, &review, NULL), RSL_OK);
  assert_number(rsl_review_at(review, 0)->actual, number("6.4"));
  rsl_review_free(review);
  world_free(&world);
}

static bool sweep(const rsl_allocator *allocator, void *context) {
  small_world world;
  rsl_contribution *found = NULL;
  (void)context;
  start_schools(&world, allocator, "0.9");
  world_finish_plan(&world);
  world_add(&world, "A", "SCHOOLS", "2020", "60");
  world_add(&world, "B", "SCHOOLS", "2020", "40");
  world_add(&world, "A", "SCHOOLS", "2022", "78");
  world_add(&world, "B", "SCHOOLS", "2022", "42");
  rsl_status status = contribute(&world, NULL, &found);
  bool whole = status == RSL_OK;
  if (whole) assert_int_equal(rsl_contribution_count(found), 3);
  if (!whole) assert_int_equal(status, RSL_ERR_MEMORY);
  rsl_contribution_free(found);
  world_free(&world);
  return whole;
}

static void memory_that_runs_out_is_an_error_like_any_other(void **state) {
  (void)state;
  assert_true(sweep_allocations(sweep, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_sum_is_parted_by_equal_growth_and_the_largest_part_of_the_gap_comes_first),
    cmocka_unit_test(a_figure_that_is_missing_is_missing_from_the_sum),
    cmocka_unit_test(what_an_own_report_differs_by_is_a_row_of_its_own),
    cmocka_unit_test(a_ratio_is_parted_into_what_figures_add_and_what_shares_add),
    cmocka_unit_test(a_unit_without_a_baseline_adds_by_its_share_alone),
    cmocka_unit_test(a_total_is_parted_by_the_figures_of_the_year_before_the_term),
    cmocka_unit_test(of_parts_that_hold_together_the_gap_of_the_one_that_decides_is_parted),
    cmocka_unit_test(a_gap_that_cannot_be_parted_says_why),
    cmocka_unit_test(units_past_the_most_that_are_asked_for_are_one_row),
    cmocka_unit_test(a_target_that_is_not_there_is_refused),
    cmocka_unit_test(a_target_is_rated_as_if_units_below_had_other_figures),
    cmocka_unit_test(a_rate_changes_by_the_weight_of_the_unit),
    cmocka_unit_test(memory_that_runs_out_is_an_error_like_any_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
