/* The columns of resolution-campaign and its tables, on a campaign worked by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <resolution/io.h>
#include <resolution/plan_campaigns.h>
#include <resolution/report.h>

#include "support/plan_maker.h"
#include "support/sinks.h"

static rsl_plan *plan;
static rsl_submissions *steps;
static rsl_roll_call *roll_call;

static void add_step(const char *unit, rsl_submission_state state, const char *at, int32_t second, const char *reason) {
  rsl_submission step = { .state = state, .day = day_of(at), .second = second, .reason = reason };
  assert_int_equal(rsl_plan_find_unit(plan, unit, 2, RSL_NONE, step.day, &step.unit, NULL), RSL_OK);
  assert_int_equal(rsl_submissions_add(steps, &step, NULL), RSL_OK);
}

/* Communes by 2023-04-20, the province by 05-20; as of 04-22 C1 is accepted, C2 returned after the deadline. */
static int start(void **state) {
  rsl_deadline deadlines[2];
  rsl_campaign campaign;
  rsl_action action;
  const rsl_finding bare = { .code = "G", .unit = "P1", .campaign = "HALF", .text = "few" };
  const rsl_finding other = { .code = "H", .unit = "P1", .text = "of no campaign" };
  const rsl_finding finding = {
    .code = "F", .unit = "C1", .campaign = "HALF", .text = "slow", .cause = RSL_FINDING_OBJECTIVE
  };
  (void)state;
  rsl_campaign_init(&campaign);
  for (size_t i = 0; i < 2; i++) rsl_deadline_init(&deadlines[i]);
  deadlines[0].level = "commune";
  deadlines[0].by = day_of("2023-04-20");
  deadlines[1].level = "province";
  deadlines[1].by = day_of("2023-05-20");
  campaign.code = "HALF";
  campaign.resolution = "R1";
  campaign.kind = RSL_CAMPAIGN_MID_TERM;
  campaign.as_of = day_of("2023-03-31");
  campaign.deadlines = deadlines;
  campaign.deadline_count = 2;
  plan = small_plan();
  assert_int_equal(rsl_plan_add_campaign(plan, &campaign), RSL_OK);
  assert_int_equal(rsl_plan_add_finding(plan, &finding), RSL_OK);
  assert_int_equal(rsl_plan_add_finding(plan, &bare), RSL_OK);
  assert_int_equal(rsl_plan_add_finding(plan, &other), RSL_OK);
  for (int i = 0; i < 2; i++) {
    rsl_action_init(&action);
    action.code = i == 0 ? "A" : "B";
    action.finding = "F";
    action.owner = i == 0 ? "D1" : NULL;
    action.text = i == 0 ? "help" : "wait";
    action.breakthrough = i == 0;
    action.due = i == 0 ? day_of("2023-09-01") : RSL_DATE_NONE;
    action.state = i == 0 ? RSL_ACTION_DONE : RSL_ACTION_DROPPED;
    action.effect_indicator = i == 0 ? "POP" : NULL;
    action.effect_value = decimal_of("-2.5");
    assert_int_equal(rsl_plan_add_action(plan, &action), RSL_OK);
  }
  assert_int_equal(rsl_plan_finish(plan, NULL, NULL), RSL_OK);
  assert_int_equal(rsl_submissions_new(plan, NULL, &steps), RSL_OK);
  add_step("C1", RSL_SUBMISSION_SUBMITTED, "2023-04-20", 30605, NULL); /* 08:30:05 */
  add_step("C1", RSL_SUBMISSION_ACCEPTED, "2023-04-21", RSL_DAY_ALONE, NULL);
  add_step("C2", RSL_SUBMISSION_SUBMITTED, "2023-04-21", RSL_DAY_ALONE, NULL);
  add_step("C2", RSL_SUBMISSION_RETURNED, "2023-04-21", 0, "page 2");
  assert_int_equal(rsl_roll_call_run(plan, 0, day_of("2023-04-22"), steps, NULL, &roll_call, NULL), RSL_OK);
  return 0;
}

static int stop(void **state) {
  (void)state;
  rsl_roll_call_free(roll_call);
  rsl_submissions_free(steps);
  rsl_plan_free(plan);
  return 0;
}

static rsl_status write_rows(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_write_roll_call(what, plan, false, NULL, allocator, sink, error);
}

static rsl_status write_reminders(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  rsl_result_options options = RSL_RESULT_OPTIONS_INIT;
  options.names = true;
  options.format = RSL_FORMAT_JSONL;
  return rsl_write_roll_call(what, plan, true, &options, allocator, sink, error);
}

static rsl_status write_table(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_table_roll_call(what, plan, false, NULL, allocator, sink, error);
}

/* The district between has no deadline, and owes nothing: 1 of the 3 is given. */
static void each_unit_has_its_row(void **state) {
  (void)state;
  expect_text(write_rows, roll_call,
              "unit,campaign,deadline,state,submitted_at,days_late,below_due,below_accepted,completeness,timeliness,"
              "remind,findings,subjective,objective,actions,actions_done\n"
              "P1,HALF,2023-05-20,waiting,,,2,1,0.3333333333333333,0.3333333333333333,0,2,0,1,1,1\n"
              "C1,HALF,2023-04-20,accepted,2023-04-20T08:30:05,0,0,0,1,1,0,1,0,1,1,1\n"
              "C2,HALF,2023-04-20,returned,2023-04-21,2,0,0,0,0,1,0,0,0,0,0\n");
}

static void only_those_to_remind_are_written_where_they_are_asked_for(void **state) {
  (void)state;
  expect_text(write_reminders, roll_call,
              "{\"unit\":\"C2\",\"campaign\":\"HALF\",\"deadline\":\"2023-04-20\",\"state\":\"returned\","
              "\"submitted_at\":\"2023-04-21\",\"days_late\":2,\"below_due\":0,\"below_accepted\":0,\"completeness\":0,"
              "\"timeliness\":0,\"remind\":1,\"findings\":0,\"subjective\":0,\"objective\":0,\"actions\":0,"
              "\"actions_done\":0,\"unit_name\":null}\n");
}

static rsl_status write_findings(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_write_findings(what, plan, NULL, allocator, sink, error);
}

static rsl_status table_findings(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_table_findings(what, plan, NULL, allocator, sink, error);
}

/* By unit, finding, action; one that nothing answers has a row without. Of C1 two actions were told, one of them dropped, so
 * that one counts above. */
static void each_answer_has_its_row(void **state) {
  (void)state;
  expect_text(
      write_findings, roll_call,
      "unit,finding,target,cause,text,cause_text,action,owner,action_text,breakthrough,due,state,effect_indicator,"
      "effect_value\n"
      "P1,G,,,few,,,,,,,,,\n"
      "C1,F,,objective,slow,,A,D1,help,1,2023-09-01,done,POP,-2.5\n"
      "C1,F,,objective,slow,,B,C1,wait,0,,dropped,,\n");
}

static void failures_are_told(void **state) {
  (void)state;
  expect_failures_are_told(write_findings, roll_call);
  expect_failures_are_told(table_findings, roll_call);
  expect_failures_are_told(write_rows, roll_call);
  expect_failures_are_told(write_table, roll_call);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(each_unit_has_its_row),
    cmocka_unit_test(only_those_to_remind_are_written_where_they_are_asked_for),
    cmocka_unit_test(each_answer_has_its_row),
    cmocka_unit_test(failures_are_told),
  };
  return cmocka_run_group_tests(tests, start, stop);
}
