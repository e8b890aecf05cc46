/* What a campaign found of targets that are behind, under their rows of the review's table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <resolution/plan_campaigns.h>
#include <resolution/report.h>

#include "support/sinks.h"
#include "support/small_world.h"

static small_world world;
static rsl_table_options options = RSL_TABLE_OPTIONS_INIT;

static void add_finding(const char *code, const char *target, const char *unit, const char *campaign,
                        const char *text) {
  const rsl_finding finding = { .code = code, .target = target, .unit = unit, .campaign = campaign, .text = text };
  assert_int_equal(rsl_plan_add_finding(world.plan, &finding), RSL_OK);
}

static void add_campaign(const char *code) {
  rsl_campaign campaign;
  rsl_deadline deadline;
  rsl_campaign_init(&campaign);
  rsl_deadline_init(&deadline);
  deadline.level = "commune";
  deadline.by = day("2023-01-10");
  campaign.deadlines = &deadline;
  campaign.deadline_count = 1;
  campaign.code = code;
  campaign.resolution = "R";
  campaign.kind = RSL_CAMPAIGN_MID_TERM;
  campaign.as_of = day("2022-12-31");
  assert_int_equal(rsl_plan_add_campaign(world.plan, &campaign), RSL_OK);
}

static void add_target(const char *code, const char *unit, const char *value) {
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, value);
  target.code = code;
  target.unit = unit;
  world_add_target(&world, &target);
}

/* P stands at 110 of the 140 expected on the way from 100 to 200, A at 60 of 70; B, at 50, is where it should be. */
static int start(void **state) {
  (void)state;
  rsl_action action;
  world_start(&world, NULL);
  world_add_sum(&world, "X", RSL_PERIOD_YEAR, 0);
  add_target("P-X", "P", "200");
  add_target("A-X", "A", "100");
  add_target("B-X", "B", "50");
  add_campaign("MID");
  add_campaign("OTHER");
  add_finding("F1", "P-X", NULL, "MID", "slow");
  add_finding("F2", "P-X", "B", "MID", "of one below");
  add_finding("F3", "A-X", NULL, NULL, "of no campaign");
  add_finding("F4", "A-X", NULL, "OTHER", "of another campaign");
  add_finding("F5", NULL, "A", "MID", "of the unit as a whole");
  rsl_action_init(&action);
  action.code = "S1";
  action.finding = "F1";
  action.text = "help";
  action.owner = "B";
  assert_int_equal(rsl_plan_add_action(world.plan, &action), RSL_OK);
  world_finish_plan(&world);
  world_add(&world, "A", "X", "2020", "50");
  world_add(&world, "B", "X", "2020", "50");
  world_add(&world, "A", "X", "2022", "60");
  world_add(&world, "B", "X", "2022", "50");
  world_review(&world, "2022-12-31");
  options = (rsl_table_options)RSL_TABLE_OPTIONS_INIT;
  options.campaign = 0;
  return 0;
}

static int stop(void **state) {
  (void)state;
  world_free(&world);
  return 0;
}

static rsl_status write_it(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_table_review(what, &options, allocator, sink, error);
}

static void findings_and_what_answers_them_stand_under_what_is_behind(void **state) {
  (void)state;
  bool units[] = { true, true, false };
  options.units = units;
  expect_text(write_it, world.review,
              "R\n"
              "P, as of 2022-12-31\n"
              "0 of 1 targets met or exceeded; 1 off track\n"
              "\n"
              "Indicator      Actual  Expected  Target  Achieved  Rating\n"
              "─────────  ──────────  ────────  ──────  ────────  ─────────\n"
              "X          110 (2022)       140   ≥ 200     10.0%  off track\n"
              "    0.25 of the way expected by the end of 2022; behind needs 0.6\n"
              "    Limitation: slow (not told)\n"
              "      Solution (B, planned): help\n"
              "    B: of one below (not told)\n"
              "      Nothing answers it.\n"
              "    A: of no campaign (not told)\n"
              "      Nothing answers it.\n"
              "\n"
              "R\n"
              "A, as of 2022-12-31\n"
              "0 of 1 targets met or exceeded; 1 off track\n"
              "\n"
              "Indicator      Actual  Expected  Target  Achieved  Rating\n"
              "─────────  ──────────  ────────  ──────  ────────  ─────────\n"
              "X           60 (2022)        70   ≥ 100     20.0%  off track\n"
              "    0.50 of the way expected by the end of 2022; behind needs 0.6\n"
              "    Limitation: of no campaign (not told)\n"
              "      Nothing answers it.\n");
}

static void of_a_campaign_that_found_nothing_that_is_said(void **state) {
  (void)state;
  bool units[] = { true, false, false };
  options.campaign = 1;
  options.units = units;
  expect_text(write_it, world.review,
              "R\n"
              "P, as of 2022-12-31\n"
              "0 of 1 targets met or exceeded; 1 off track\n"
              "\n"
              "Indicator      Actual  Expected  Target  Achieved  Rating\n"
              "─────────  ──────────  ────────  ──────  ────────  ─────────\n"
              "X          110 (2022)       140   ≥ 200     10.0%  off track\n"
              "    0.25 of the way expected by the end of 2022; behind needs 0.6\n"
              "    No finding says why.\n"
              "    A: of no campaign (not told)\n"
              "      Nothing answers it.\n"
              "    A: of another campaign (not told)\n"
              "      Nothing answers it.\n");
}

static void failures_are_told(void **state) {
  (void)state;
  expect_failures_are_told(write_it, world.review);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(findings_and_what_answers_them_stand_under_what_is_behind, start, stop),
    cmocka_unit_test_setup_teardown(of_a_campaign_that_found_nothing_that_is_said, start, stop),
    cmocka_unit_test_setup_teardown(failures_are_told, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
