/* Parts of targets (T10): together they are one row and count once, as their worst; separately they are rows of their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/failing_allocator.h"
#include "support/progress_input.h"
#include "support/small_world.h"

/* What grassroots organisations of a party are asked each year (vietnam.md 1.5 has its like): at least 80 % good, none that
 * fails. GOOD and BAD stand for the two. */
static rsl_target part_of(const char *indicator, rsl_form form, const char *value) {
  rsl_target part;
  rsl_target_init(&part);
  part.indicator = indicator;
  part.form = part.condition.form = form;
  part.condition.value = decimal(value);
  return part;
}

static void start(small_world *world, const rsl_allocator *allocator, rsl_parts_count count,
                  const rsl_published *published) {
  static const rsl_measured_at provinces = { "province", RSL_DATE_NONE, RSL_DATE_NONE };
  const rsl_target parts[] = { part_of("GOOD", RSL_FORM_AT_LEAST, "80"), part_of("BAD", RSL_FORM_AT_MOST, "0") };
  world_start(world, allocator);
  for (int i = 0; i < 2; i++) {
    rsl_indicator indicator = indicator_of(i == 0 ? "GOOD" : "BAD", RSL_RULE_NONE, RSL_PERIOD_YEAR, RSL_TIME_NONE);
    indicator.direction = i == 0 ? RSL_DIRECTION_INCREASE : RSL_DIRECTION_DECREASE;
    indicator.measured_at = &provinces;
    world_add_indicator(world, &indicator);
  }
  rsl_target whole = target_of("GOOD", RSL_FORM_NONE, NULL);
  whole.code = "W";
  whole.goal = "G1";
  whole.parts = parts;
  whole.part_count = 2;
  whole.parts_count = count;
  whole.published = published;
  whole.published_count = published != NULL;
  world_add_target(world, &whole);
  world_finish_plan(world);
  world_add(world, "P", "GOOD", "2020", "70");
  world_add(world, "P", "BAD", "2020", "2");
}

static void add_of_2025(small_world *world, const char *good, const char *bad) {
  if (good != NULL) world_add(world, "P", "GOOD", "2025", good);
  if (bad != NULL) world_add(world, "P", "BAD", "2025", bad);
  world_review(world, "2026-03-31");
}

static void parts_are_targets_of_their_own_with_what_is_the_whole_s(void **state) {
  (void)state;
  small_world world;
  start(&world, NULL, RSL_PARTS_SEPARATELY, NULL);
  assert_int_equal(rsl_plan_target_count(world.plan), 3);
  uint32_t second = rsl_plan_find_target(world.plan, "W.2", 3);
  assert_int_equal(second, 2);
  const rsl_target *part = rsl_plan_target(world.plan, second);
  rsl_target_links links = rsl_plan_target_links(world.plan, second);
  assert_string_equal(part->code, "W.2");
  assert_string_equal(part->unit, "P");
  assert_int_equal(part->by.index, period("2025").index);
  assert_int_equal(links.part_of, 0);
  assert_int_equal(links.goal, 0);
  assert_int_equal(rsl_plan_target_links(world.plan, 0).part_of, RSL_NONE);
  assert_string_equal(rsl_plan_indicator(world.plan, links.indicator)->code, "BAD");
  assert_null(rsl_plan_target(world.plan, 3));
  world_free(&world);
}

static void parts_that_count_separately_are_rows_of_their_own(void **state) {
  (void)state;
  small_world world;
  start(&world, NULL, RSL_PARTS_SEPARATELY, NULL);
  add_of_2025(&world, "85", "1");
  assert_int_equal(rsl_review_count(world.review), 2);
  assert_row(&world, "GOOD", "2025", RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  assert_row(&world, "BAD", "2025", RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  assert_int_equal(world_row(&world, "BAD")->part, RSL_NONE);
  const rsl_headline *headline = rsl_review_headline_at(world.review, 0);
  assert_int_equal(headline->targets, 2);
  assert_int_equal(headline->by_rating[RSL_RATING_MISSED], 1);
  world_free(&world);
}

static void expect_together(const char *good, const char *bad, rsl_rating rating, const char *deciding) {
  small_world world;
  start(&world, NULL, RSL_PARTS_TOGETHER, NULL);
  add_of_2025(&world, good, bad);
  assert_int_equal(rsl_review_count(world.review), 1);
  const rsl_review_row *row = rsl_review_at(world.review, 0);
  assert_int_equal(row->rating, rating);
  assert_int_equal(row->target, 0);
  assert_string_equal(rsl_plan_target(world.plan, row->part)->code, deciding);
  assert_int_equal(rsl_review_headline_at(world.review, 0)->targets, 1);
  assert_int_equal(rsl_review_headline_at(world.review, 0)->by_rating[rating], 1);
  world_free(&world);
}

static void parts_that_hold_together_are_one_row_as_their_worst(void **state) {
  (void)state;
  expect_together("85", "0", RSL_RATING_MET, "W.2");
  expect_together("85", "1", RSL_RATING_MISSED, "W.2");
  expect_together("79.8", "0", RSL_RATING_NEARLY_MET, "W.1"); /* 9.8 of the way of 10 */
  expect_together("85", NULL, RSL_RATING_NO_DATA, "W.2");     /* what is not known leaves it open … */
  expect_together("60", NULL, RSL_RATING_MISSED, "W.1");      /* … but for a known failure */
}

static void the_row_of_the_whole_says_which_part_decides(void **state) {
  (void)state;
  small_world world;
  start(&world, NULL, RSL_PARTS_TOGETHER, NULL);
  add_of_2025(&world, "85", "1");
  const rsl_review_row *row = rsl_review_at(world.review, 0);
  assert_string_equal(row->reason, "the part W.2 decides: 1 in 2025 does not meet the target: at most 0");
  assert_number(row->actual, number("1"));
  world_free(&world);
}

static void a_verdict_on_the_whole_is_held_against_the_row(void **state) {
  (void)state;
  small_world world;
  const rsl_published met = { RSL_DATE_NONE, RSL_RATING_MET, NULL, NULL };
  start(&world, NULL, RSL_PARTS_TOGETHER, &met);
  add_of_2025(&world, "85", "1");
  assert_int_equal(rsl_review_at(world.review, 0)->flags, RSL_FLAG_PUBLISHED_DIFFERS);
  assert_ptr_equal(rsl_review_at(world.review, 0)->published, rsl_plan_target(world.plan, 0)->published);
  world_free(&world);
}

static void one_of_those_that_hold_together_is_asked_for_with_the_others(void **state) {
  (void)state;
  small_world world;
  const uint32_t second = 2;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  start(&world, NULL, RSL_PARTS_TOGETHER, NULL);
  add_of_2025(&world, "60", "0");
  options.as_of = day("2026-03-31");
  options.targets = &second;
  options.target_count = 1;
  world_review_with(&world, &options);
  assert_int_equal(rsl_review_count(world.review), 1);
  assert_int_equal(rsl_review_at(world.review, 0)->rating, RSL_RATING_MISSED); /* the first decides */
  world_free(&world);
}

static bool review_parts(const rsl_allocator *allocator, void *context) {
  small_world world;
  (void)context;
  start(&world, allocator, RSL_PARTS_TOGETHER, NULL);
  if (world.status == RSL_OK) add_of_2025(&world, "85", "1");
  bool good = world.status == RSL_OK;
  world_free(&world);
  return good;
}

static void parts_survive_every_failed_allocation(void **state) {
  (void)state;
  assert_true(sweep_allocations(review_parts, NULL) > 0);
}

/* 82 of the 80 wanted, then 85: the first part is held against the first. */
static void parts_of_an_adjusted_target_stand_beside_those_that_they_replace(void **state) {
  (void)state;
  static const rsl_measured_at provinces = { "province", RSL_DATE_NONE, RSL_DATE_NONE };
  small_world world;
  const rsl_target earlier[] = { part_of("GOOD", RSL_FORM_AT_LEAST, "80"), part_of("GOOD", RSL_FORM_AT_LEAST, "60") };
  const rsl_target later[] = { part_of("GOOD", RSL_FORM_AT_LEAST, "85"), part_of("GOOD", RSL_FORM_AT_LEAST, "60"),
                               part_of("GOOD", RSL_FORM_AT_LEAST, "70") };
  rsl_indicator indicator = indicator_of("GOOD", RSL_RULE_NONE, RSL_PERIOD_YEAR, RSL_TIME_NONE);
  rsl_target wholes[] = { target_of("GOOD", RSL_FORM_NONE, NULL), target_of("GOOD", RSL_FORM_NONE, NULL) };
  rsl_review *before = NULL;
  rsl_review_comparison *found = NULL;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  world_start(&world, NULL);
  indicator.measured_at = &provinces;
  world_add_indicator(&world, &indicator);
  wholes[0].code = "W";
  wholes[0].parts = earlier;
  wholes[0].part_count = 2;
  wholes[1].code = "V";
  wholes[1].parts = later;
  wholes[1].part_count = 3;
  wholes[1].replaces = "W";
  wholes[1].adopted = day("2025-06-01");
  for (int i = 0; i < 2; i++) {
    wholes[i].parts_count = RSL_PARTS_SEPARATELY;
    world_add_target(&world, &wholes[i]);
  }
  world_finish_plan(&world);
  world_add(&world, "P", "GOOD", "2020", "50");
  world_add(&world, "P", "GOOD", "2024", "82");
  world_review(&world, "2025-12-31");
  options.as_of = day("2025-05-31");
  assert_int_equal(rsl_review_run(world.cube, &options, NULL, &before, NULL), RSL_OK);
  assert_int_equal(rsl_review_compare(before, world.review, NULL, &found, NULL), RSL_OK);
  assert_int_equal(rsl_review_comparison_count(found), 3);
  const rsl_review_comparison_row *row = rsl_review_comparison_at(found, 0);
  assert_string_equal(rsl_plan_target(world.plan, row->before->target)->code, "W.1");
  assert_string_equal(rsl_plan_target(world.plan, row->after->target)->code, "V.1");
  assert_int_equal(row->change, RSL_CHANGE_FELL); /* exceeded early; of 85 it is on track */
  row = rsl_review_comparison_at(found, 1);
  assert_string_equal(rsl_plan_target(world.plan, row->before->target)->code, "W.2");
  assert_int_equal(row->change, RSL_CHANGE_SAME);
  assert_true(row->adjusted);
  assert_int_equal(rsl_review_comparison_at(found, 2)->change, RSL_CHANGE_APPEARED);
  rsl_review_comparison_free(found);
  rsl_review_free(before);
  world_free(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(parts_are_targets_of_their_own_with_what_is_the_whole_s),
    cmocka_unit_test(parts_that_count_separately_are_rows_of_their_own),
    cmocka_unit_test(parts_that_hold_together_are_one_row_as_their_worst),
    cmocka_unit_test(the_row_of_the_whole_says_which_part_decides),
    cmocka_unit_test(a_verdict_on_the_whole_is_held_against_the_row),
    cmocka_unit_test(one_of_those_that_hold_together_is_asked_for_with_the_others),
    cmocka_unit_test(parts_survive_every_failed_allocation),
    cmocka_unit_test(parts_of_an_adjusted_target_stand_beside_those_that_they_replace),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
