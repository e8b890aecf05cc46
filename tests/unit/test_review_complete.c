/* What a review lacks: fields, causes, solutions, effects. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/plan_campaigns.h>

#include "support/small_world.h"

/* DONE of A and B from 0 in 2020 to 100 by 2025: by the end of 2023 60 are expected. In the field F1; MEMBERS, in F2, has no
 * figure, or one. */
static void start(small_world *world) {
  static const char *const indicators[] = { "DONE", "MEMBERS" };
  static const char *const goals[] = { "G1", "G2" };
  world_start(world, NULL);
  for (size_t i = 0; i < 2; i++) {
    rsl_indicator indicator = indicator_of(indicators[i], RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_SUM);
    indicator.direction = RSL_DIRECTION_INCREASE;
    world_add_indicator(world, &indicator);
    rsl_target target = target_of(indicators[i], RSL_FORM_AT_LEAST, "100");
    target.code = indicators[i];
    target.goal = goals[i];
    world_add_target(world, &target);
  }
}

static void add_finding(small_world *world, const char *code, rsl_finding_cause cause) {
  const rsl_finding finding = { .code = code, .target = "DONE", .text = "slow", .cause = cause };
  assert_int_equal(rsl_plan_add_finding(world->plan, &finding), RSL_OK);
}

/* @param effect 0: none is told. */
static void add_action(small_world *world, const char *code, const char *indicator, int effect,
                       rsl_action_state state) {
  rsl_action action;
  rsl_action_init(&action);
  action.code = code;
  action.finding = "F";
  action.text = "help";
  action.state = state;
  action.effect_indicator = effect == 0 ? NULL : indicator;
  action.effect_value = (rsl_decimal){ effect, 0 };
  assert_int_equal(rsl_plan_add_action(world->plan, &action), RSL_OK);
}

static void review(small_world *world, const char *done_2023, bool members) {
  static const char *const units[] = { "A", "B" };
  world_finish_plan(world);
  for (size_t i = 0; i < 2; i++) {
    world_add(world, units[i], "DONE", "2020", "0");
    world_add(world, units[i], "DONE", "2023", i == 0 ? done_2023 : "10");
    if (members) world_add(world, units[i], "MEMBERS", "2020", "0");
    if (members) world_add(world, units[i], "MEMBERS", "2023", "90");
  }
  world_review(world, "2023-12-31");
  assert_int_equal(world->status, RSL_OK);
}

/* The codes, one after another with a blank before each; the last message in `message`. */
static void expect(small_world *world, const char *codes, const char *message) {
  rsl_problems *problems = NULL;
  rsl_error error = RSL_ERROR_INIT;
  char got[200] = "";
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  assert_int_equal(rsl_review_check_complete(world->review, NULL, problems, &error), RSL_OK);
  for (size_t i = 0; i < rsl_problems_kept(problems); i++) {
    strcat(got, " ");
    strcat(got, rsl_problems_at(problems, i)->code);
    assert_int_equal(rsl_problems_at(problems, i)->severity, RSL_SEVERITY_ERROR);
    if (message != NULL && i + 1 == rsl_problems_kept(problems))
      assert_string_equal(rsl_problems_at(problems, i)->message, message);
  }
  assert_string_equal(got, codes);
  rsl_problems_free(problems);
  world_free(world);
}

static void a_target_on_track_needs_no_cause(void **state) {
  (void)state;
  small_world world;
  start(&world);
  review(&world, "50", true);
  assert_int_equal(world_row(&world, "DONE")->rating, RSL_RATING_ON_TRACK);
  expect(&world, "", NULL);
}

static void a_target_behind_needs_a_cause_and_a_solution(void **state) {
  (void)state;
  small_world world;
  start(&world);
  review(&world, "30", true);
  assert_int_equal(world_row(&world, "DONE")->rating, RSL_RATING_BEHIND); /* 40 of 60 */
  expect(&world, " cause_missing solution_missing",
         "the target `DONE` is behind, and no action is taken: add one that answers a finding");
  start(&world);
  add_finding(&world, "F", RSL_FINDING_CAUSE_NONE);
  add_action(&world, "X", "DONE", 20, RSL_ACTION_PLANNED);
  review(&world, "30", true);
  expect(&world, " cause_missing",
         "the target `DONE` is behind, and its findings do not say whose doing it is: give one a `cause`");
  start(&world);
  add_finding(&world, "F", RSL_FINDING_OBJECTIVE);
  add_action(&world, "X", "DONE", 20, RSL_ACTION_DROPPED);
  review(&world, "30", true);
  expect(&world, " solution_missing", NULL);
}

/* 40 of 60: 20 are lacking. */
static void the_effects_make_up_for_the_gap(void **state) {
  (void)state;
  small_world world;
  start(&world);
  add_finding(&world, "F", RSL_FINDING_SUBJECTIVE);
  add_action(&world, "X", "DONE", 12, RSL_ACTION_DOING);
  add_action(&world, "Y", "DONE", 8, RSL_ACTION_PLANNED);
  review(&world, "30", true);
  expect(&world, "", NULL);
  start(&world);
  add_finding(&world, "F", RSL_FINDING_SUBJECTIVE);
  add_action(&world, "X", "DONE", 12, RSL_ACTION_DOING);
  add_action(&world, "Y", "DONE", 7, RSL_ACTION_PLANNED);
  add_action(&world, "Z", "MEMBERS", 7, RSL_ACTION_PLANNED); /* moves something else */
  review(&world, "30", true);
  expect(
      &world, " effect_too_small",
      "the actions for the target `DONE` are expected to make 19, and the figure is off its path by -20: add what makes "
      "up for the rest");
  start(&world);
  add_finding(&world, "F", RSL_FINDING_SUBJECTIVE);
  add_action(&world, "X", NULL, 0, RSL_ACTION_DONE);
  review(&world, "30", true);
  expect(&world, " effect_too_small",
         "no action for the target `DONE` says its `effect`, and the figure is off its path by -20");
}

/* T1: 100 by 2025, since June 2023 no more than 90: 54 of which were expected by the end of 2023, so that 14 are lacking. */
static void what_was_found_of_a_target_counts_for_the_one_that_replaces_it(void **state) {
  (void)state;
  small_world world;
  start(&world);
  rsl_target adjusted = target_of("DONE", RSL_FORM_AT_LEAST, "90");
  adjusted.code = "DONE-2";
  adjusted.goal = "G1";
  adjusted.replaces = "DONE";
  adjusted.adopted = day("2023-06-01");
  world_add_target(&world, &adjusted);
  add_finding(&world, "F", RSL_FINDING_SUBJECTIVE);
  add_action(&world, "X", "DONE", 13, RSL_ACTION_DOING);
  review(&world, "30", true);
  assert_int_equal(world_row(&world, "DONE")->rating, RSL_RATING_BEHIND); /* 40 of 54 */
  expect(&world, " effect_too_small",
         "the actions for the target `DONE-2` are expected to make 13, and the figure is off its path by -14: add what "
         "makes up for the rest");
}

static void every_field_of_the_goals_is_spoken_of(void **state) {
  (void)state;
  small_world world;
  start(&world);
  review(&world, "50", false);
  expect(&world, " field_not_covered",
         "the review says nothing about the field `F2` of the resolution `R`: none of its targets there has a rating");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_target_on_track_needs_no_cause),
    cmocka_unit_test(a_target_behind_needs_a_cause_and_a_solution),
    cmocka_unit_test(the_effects_make_up_for_the_gap),
    cmocka_unit_test(what_was_found_of_a_target_counts_for_the_one_that_replaces_it),
    cmocka_unit_test(every_field_of_the_goals_is_spoken_of),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
