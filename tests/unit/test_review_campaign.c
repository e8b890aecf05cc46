/* Who gave a report to a campaign: states, deadlines, completeness and timeliness, worked by hand.
 *
 *     P1 ─ D1 ─ C1, C2          communes before 2023-04-20 (until the 19th), districts by 05-15,
 *       ─ D2 ─ C3               the province by 06-01; as of 2023-03-31
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/plan_campaigns.h>
#include <resolution/resolution.h>

#include "support/failing_allocator.h"
#include "support/memory_text.h"
#include "support/plan_maker.h"

enum { P1 = 0, D1, C1, C2, D2, C3 };

static void add_campaign(rsl_plan *plan, const char *code) {
  static const char *const levels[] = { "commune", "district", "province" };
  static const char *const days[] = { "2023-04-20", "2023-05-16", "2023-06-02" };
  rsl_deadline deadlines[3];
  rsl_campaign campaign;
  rsl_campaign_init(&campaign);
  for (size_t i = 0; i < 3; i++) {
    rsl_deadline_init(&deadlines[i]);
    deadlines[i].level = levels[i];
    deadlines[i].before = day_of(days[i]);
  }
  campaign.code = code;
  campaign.resolution = "R1";
  campaign.kind = RSL_CAMPAIGN_MID_TERM;
  campaign.as_of = day_of("2023-03-31");
  campaign.deadlines = deadlines;
  campaign.deadline_count = 3;
  assert_int_equal(rsl_plan_add_campaign(plan, &campaign), RSL_OK);
}

/* @param c3_to the first day on which C3 is no more; "" for none. */
static rsl_plan *make_plan(const char *c3_to) {
  rsl_plan *plan = small_plan();
  add_unit(plan, "D2", "district", "P1", "", "");
  add_unit(plan, "C3", "commune", "D2", "", c3_to);
  add_campaign(plan, "HALF");
  add_campaign(plan, "OTHER");
  assert_int_equal(rsl_plan_finish(plan, NULL, NULL), RSL_OK);
  return plan;
}

static rsl_status read_steps(const rsl_plan *plan, const char *rows, rsl_problems *problems, rsl_submissions **out,
                             rsl_error *error) {
  char text[2000] = "unit,campaign,state,at,by,reason\n";
  memory_text from = { 0 };
  strcat(text, rows);
  rsl_source source = memory_source(&from, "steps.csv", text, strlen(text));
  return rsl_submissions_read(&source, plan, NULL, NULL, problems, out, error);
}

static rsl_roll_call *call(const rsl_plan *plan, const char *on, const char *rows, rsl_submissions **steps) {
  rsl_roll_call *roll_call = NULL;
  rsl_error error = RSL_ERROR_INIT;
  if (read_steps(plan, rows, NULL, steps, &error) != RSL_OK) fail_msg("%s", error.text);
  if (rsl_roll_call_run(plan, 0, day_of(on), *steps, NULL, &roll_call, &error) != RSL_OK) fail_msg("%s", error.text);
  return roll_call;
}

static const rsl_roll_call_row *row_of(const rsl_roll_call *roll_call, const rsl_plan *plan, const char *code) {
  for (size_t i = 0; i < rsl_roll_call_count(roll_call); i++) {
    const rsl_roll_call_row *row = rsl_roll_call_at(roll_call, i);
    if (strcmp(rsl_plan_unit(plan, row->unit)->code, code) == 0) return row;
  }
  fail_msg("%s owes no report", code);
  return NULL;
}

/* What becomes of C1 on a day after such steps. */
static rsl_roll_call_row alone(const char *on, const char *rows) {
  rsl_plan *plan = make_plan("");
  rsl_submissions *steps = NULL;
  rsl_roll_call *roll_call = call(plan, on, rows, &steps);
  rsl_roll_call_row row = *row_of(roll_call, plan, "C1");
  rsl_roll_call_free(roll_call);
  rsl_submissions_free(steps);
  rsl_plan_free(plan);
  row.last = row.submission = NULL;
  return row;
}

/* ---- One unit ---- */

static void a_report_is_late_from_the_day_that_before_names(void **state) {
  (void)state;
  assert_int_equal(alone("2023-03-30", "").standing, RSL_STANDING_NOT_DUE);
  assert_int_equal(alone("2023-03-31", "").standing, RSL_STANDING_DUE);
  assert_int_equal(alone("2023-04-19", "").standing, RSL_STANDING_DUE);
  assert_false(alone("2023-04-19", "").has_days_late);
  assert_int_equal(alone("2023-04-20", "").standing, RSL_STANDING_LATE);
  assert_int_equal(alone("2023-04-20", "").days_late, 1);
  assert_int_equal(alone("2023-04-19", "C1,HALF,submitted,2023-04-19T23:59,,\n").days_late, 0);
  assert_int_equal(alone("2023-04-25", "C1,HALF,submitted,2023-04-20,,\n").days_late, 1);
}

static void the_latest_step_by_its_moment_holds_whatever_the_order_of_the_rows(void **state) {
  (void)state;
  static const char *const orders[] = {
    "C1,HALF,submitted,2023-04-10T10:00,,\nC1,HALF,returned,2023-04-10T09:59,,why\nC1,HALF,submitted,2023-04-10,,\n",
    "C1,HALF,submitted,2023-04-10,,\nC1,HALF,submitted,2023-04-10 10:00:00,,\nC1,HALF,returned,2023-04-10T09:59,,why\n",
  };
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(alone("2023-04-10", orders[i]).standing, RSL_STANDING_SUBMITTED);
    assert_int_equal(alone("2023-04-09", orders[i]).standing, RSL_STANDING_DUE); /* later steps are passed over */
  }
  const char *again = "C1,HALF,accepted,2023-04-12,,\nC1,HALF,submitted,2023-04-10,,\n";
  assert_int_equal(alone("2023-04-11", again).standing, RSL_STANDING_SUBMITTED);
  assert_int_equal(alone("2023-04-12", again).standing, RSL_STANDING_ACCEPTED);
}

static void what_was_returned_is_not_given(void **state) {
  (void)state;
  const char *steps = "C1,HALF,submitted,2023-04-10,,\nC1,HALF,returned,2023-04-12,,page 2\n";
  rsl_roll_call_row row = alone("2023-04-22", steps);
  assert_int_equal(row.standing, RSL_STANDING_RETURNED);
  assert_int_equal(row.given, 0);
  assert_int_equal(row.days_late, 3); /* since the 19th */
  assert_true(row.remind);
  /* Given again after the deadline it is late, however early the first was. */
  row = alone("2023-04-30", "C1,HALF,submitted,2023-04-10,,\nC1,HALF,returned,2023-04-12,,page 2\n"
                            "C1,HALF,submitted,2023-04-21,,\n");
  assert_int_equal(row.given, 1);
  assert_int_equal(row.in_time, 0);
  assert_int_equal(row.days_late, 2);
}

static void a_draft_is_a_draft_until_the_deadline(void **state) {
  (void)state;
  assert_int_equal(alone("2023-04-19", "C1,HALF,draft,2023-04-01,,\n").standing, RSL_STANDING_DRAFT);
  assert_int_equal(alone("2023-04-20", "C1,HALF,draft,2023-04-01,,\n").standing, RSL_STANDING_LATE);
}

static void a_report_that_is_only_accepted_was_given_then(void **state) {
  (void)state;
  rsl_roll_call_row row = alone("2023-04-25", "C1,HALF,accepted,2023-04-21,,\n");
  assert_int_equal(row.standing, RSL_STANDING_ACCEPTED);
  assert_int_equal(row.days_late, 2);
}

static void steps_of_another_campaign_are_its_own(void **state) {
  (void)state;
  assert_int_equal(alone("2023-04-10", "C1,OTHER,submitted,2023-04-09,,\n").standing, RSL_STANDING_DUE);
}

/* ---- Up the tree ---- */

static void expect_shares(const rsl_roll_call_row *row, uint32_t given, uint32_t in_time, uint32_t owed) {
  assert_int_equal(row->given, given);
  assert_int_equal(row->in_time, in_time);
  assert_int_equal(row->owed, owed);
  assert_true(row->completeness.real == (double)given / owed);
  assert_true(row->timeliness.real == (double)in_time / owed);
}

/* C1 accepted in time, C2 submitted a day late, D1 submitted before C2 is accepted; C3 nothing. */
static void completeness_and_timeliness_roll_up(void **state) {
  (void)state;
  rsl_plan *plan = make_plan("");
  rsl_submissions *steps = NULL;
  rsl_roll_call *roll_call = call(plan, "2023-04-21",
                                  "C1,HALF,submitted,2023-04-10,,\nC1,HALF,accepted,2023-04-11,,\n"
                                  "C2,HALF,submitted,2023-04-20,,\nD1,HALF,submitted,2023-04-21,,\n",
                                  &steps);
  const rsl_roll_call_row *d1 = row_of(roll_call, plan, "D1");
  const rsl_roll_call_row *p1 = row_of(roll_call, plan, "P1");
  assert_int_equal(rsl_roll_call_count(roll_call), 6);
  assert_int_equal(rsl_roll_call_campaign(roll_call), 0);
  assert_int_equal(p1->standing, RSL_STANDING_WAITING);
  assert_int_equal(p1->below_due, 5);
  assert_int_equal(p1->below_accepted, 1);
  assert_int_equal(p1->depth, 0);
  assert_int_equal(row_of(roll_call, plan, "C3")->depth, 2);
  expect_shares(row_of(roll_call, plan, "C1"), 1, 1, 1);
  expect_shares(row_of(roll_call, plan, "C2"), 1, 0, 1);
  expect_shares(d1, 3, 2, 3);
  expect_shares(p1, 3, 2, 6);
  assert_false(p1->remind);
  assert_false(row_of(roll_call, plan, "D2")->remind); /* it waits for C3 */
  assert_true(row_of(roll_call, plan, "C3")->remind);
  rsl_roll_call_free(roll_call);
  rsl_submissions_free(steps);
  rsl_plan_free(plan);
}

static void a_unit_is_ready_when_all_below_it_are_accepted(void **state) {
  (void)state;
  rsl_plan *plan = make_plan("");
  rsl_submissions *steps = NULL;
  rsl_roll_call *roll_call = call(plan, "2023-04-15",
                                  "C1,HALF,accepted,2023-04-11,,\nC2,HALF,accepted,2023-04-12,,\n"
                                  "C3,HALF,submitted,2023-04-12,,\n",
                                  &steps);
  assert_int_equal(row_of(roll_call, plan, "D1")->standing, RSL_STANDING_READY);
  assert_true(row_of(roll_call, plan, "D1")->remind);
  assert_int_equal(row_of(roll_call, plan, "D2")->standing, RSL_STANDING_WAITING);
  rsl_roll_call_free(roll_call);
  rsl_submissions_free(steps);
  rsl_plan_free(plan);
}

/* C3 is no more from 2023-04-15 on, before its deadline: nothing is owed, and nothing can be missing or too much. */
static void a_unit_that_closes_before_its_deadline_owes_nothing(void **state) {
  (void)state;
  rsl_plan *plan = make_plan("2023-04-15");
  rsl_submissions *steps = NULL;
  rsl_roll_call *roll_call = call(plan, "2023-05-15", "C3,HALF,submitted,2023-04-14,,\n", &steps);
  const rsl_roll_call_row *d2 = row_of(roll_call, plan, "D2");
  assert_int_equal(rsl_roll_call_count(roll_call), 5);
  assert_int_equal(d2->below_due, 0);
  assert_int_equal(d2->standing, RSL_STANDING_DUE);
  expect_shares(d2, 0, 0, 1);
  rsl_roll_call_free(roll_call);
  rsl_submissions_free(steps);
  rsl_plan_free(plan);
}

/* ---- Bad input ---- */

static void expect_refused(const char *rows, const char *code, const char *message) {
  rsl_plan *plan = make_plan("2023-04-15");
  rsl_problems *problems = NULL;
  rsl_submissions *steps = NULL;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  assert_int_equal(read_steps(plan, rows, problems, &steps, &error), RSL_ERR_DATA);
  assert_null(steps);
  assert_int_equal(rsl_problems_errors(problems), 1);
  assert_string_equal(rsl_problems_at(problems, 0)->code, code);
  assert_string_equal(rsl_problems_at(problems, 0)->message, message);
  assert_string_equal(error.text, message);
  assert_string_equal(error.file, "steps.csv");
  rsl_problems_free(problems);
  rsl_plan_free(plan);
}

static void a_bad_step_is_told_with_its_place(void **state) {
  (void)state;
  expect_refused("C3,HALF,submitted,2023-04-15,,\n", "unit_not_valid",
                 "`C3` is no unit on 2023-04-15: only those that are there then can report");
  expect_refused("C1,HALF,returned,2023-04-12,,\n", "reason_missing",
                 "the report of `C1` is returned without a `reason`: say what must be mended");
  expect_refused("C9,HALF,draft,2023-04-12,,\n", "unknown_unit", "unknown unit `C9`: did you mean `C1`?");
  expect_refused("C1,HALV,draft,2023-04-12,,\n", "unknown_campaign", "unknown campaign `HALV`: did you mean `HALF`?");
  expect_refused("C1,HALF,sent,2023-04-12,,\n", "unknown_word",
                 "unknown state `sent`: it is `draft`, `submitted`, `returned` or `accepted`");
  expect_refused(
      "C1,HALF,draft,2023-04-12T24:00,,\n", "bad_date",
      "`2023-04-12T24:00` is no moment of the years 1900 to 2999: write it as 2023-04-18, or 2023-04-18T09:30");
  expect_refused(
      "C1,HALF,draft,2023-04-12T9:00,,\n", "bad_date",
      "`2023-04-12T9:00` is no moment of the years 1900 to 2999: write it as 2023-04-18, or 2023-04-18T09:30");
  expect_refused("C1,HALF,draft,2023-04-12,,\nC1,HALF,submitted,2023-04-12,,\n", "duplicate_submission",
                 "a step of this report at 2023-04-12 stands in line 2 already: give both their time, as "
                 "2023-04-18T09:30, so that the latest is known");
}

/* C4 began after the campaign's day, and Z1 is no part of the province whose resolution is reviewed. */
static void only_units_of_the_campaign_report(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_submissions *steps = NULL;
  rsl_error error = RSL_ERROR_INIT;
  add_unit(plan, "C4", "commune", "D1", "2023-04-01", "");
  add_unit(plan, "Z1", "province", NULL, "", "");
  add_campaign(plan, "HALF");
  assert_int_equal(rsl_plan_finish(plan, NULL, NULL), RSL_OK);
  assert_int_equal(read_steps(plan, "C4,HALF,submitted,2023-04-12,,\n", NULL, &steps, &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "`C4` was not below `P1`, whose resolution the campaign `HALF` reviews, on its day "
                                  "2023-03-31: it owes no report");
  assert_int_equal(read_steps(plan, "Z1,HALF,submitted,2023-04-12,,\n", NULL, &steps, &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "`Z1` was not below `P1`, whose resolution the campaign `HALF` reviews, on its day "
                                  "2023-03-31: it owes no report");
  assert_int_equal(read_steps(plan, "P1,HALF,submitted,2023-04-12,,\n", NULL, &steps, &error), RSL_OK);
  rsl_submissions_free(steps);
  rsl_plan_free(plan);
}

/* @param message NULL: the steps are fine as they are. */
static void expect_doubt(const char *rows, const char *code, size_t line, const char *message) {
  rsl_plan *plan = make_plan("");
  rsl_problems *problems = NULL;
  rsl_submissions *steps = NULL;
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  assert_int_equal(read_steps(plan, rows, problems, &steps, NULL), RSL_OK);
  assert_int_equal(rsl_problems_errors(problems), 0);
  assert_int_equal(rsl_problems_warnings(problems), message == NULL ? 0 : 1);
  if (message != NULL) {
    assert_string_equal(rsl_problems_at(problems, 0)->code, code);
    assert_string_equal(rsl_problems_at(problems, 0)->message, message);
    assert_int_equal(rsl_problems_at(problems, 0)->line, line);
  }
  rsl_submissions_free(steps);
  rsl_problems_free(problems);
  rsl_plan_free(plan);
}

static void a_report_of_another_year_is_doubted(void **state) {
  (void)state;
  expect_doubt(
      "C1,HALF,submitted,2022-04-12,,\n", "submitted_too_early", 2,
      "`submitted` on 2022-04-12 is before 2023-03-31, the day as of which `HALF` rates targets: is it right?");
  expect_doubt("C1,HALF,submitted,2023-03-31,,\n", NULL, 0, NULL);
  expect_doubt("C1,HALF,draft,2023-03-30,,\n", NULL, 0, NULL);
}

static void a_report_accepted_before_it_came_is_doubted(void **state) {
  (void)state;
  expect_doubt(
      "C1,HALF,submitted,2023-04-12,,\nC1,HALF,accepted,2023-04-11,,\n", "accepted_before_submitted", 2,
      "the report was accepted at 2023-04-11 already (line 3), before it was first submitted: is one of the times "
      "wrong?");
  /* Submitted anew after it was accepted, or after it was sent back; and accepted alone: a list of what holds. */
  expect_doubt("C1,HALF,submitted,2023-04-10,,\nC1,HALF,accepted,2023-04-11,,\nC1,HALF,submitted,2023-04-12,,\n", NULL,
               0, NULL);
  expect_doubt("C1,HALF,accepted,2023-04-10,,\nC1,HALF,returned,2023-04-11,,late\nC1,HALF,submitted,2023-04-12,,\n",
               NULL, 0, NULL);
  expect_doubt("C1,HALF,accepted,2023-04-10,,\nC2,HALF,submitted,2023-04-11,,\n", NULL, 0, NULL);
}

static void a_level_without_a_deadline_owes_nothing(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_deadline deadline;
  rsl_campaign campaign;
  rsl_submissions *steps = NULL;
  rsl_error error = RSL_ERROR_INIT;
  rsl_campaign_init(&campaign);
  rsl_deadline_init(&deadline);
  deadline.level = "district";
  deadline.by = day_of("2023-04-20");
  campaign.code = "HALF";
  campaign.resolution = "R1";
  campaign.kind = RSL_CAMPAIGN_FINAL;
  campaign.as_of = day_of("2023-03-31");
  campaign.deadlines = &deadline;
  campaign.deadline_count = 1;
  assert_int_equal(rsl_plan_add_campaign(plan, &campaign), RSL_OK);
  assert_int_equal(rsl_plan_finish(plan, NULL, NULL), RSL_OK);
  assert_int_equal(read_steps(plan, "C1,HALF,draft,2023-04-12,,\n", NULL, &steps, &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "`C1` is of the level `commune`, for which the campaign `HALF` has no deadline");
  rsl_roll_call *roll_call = call(plan, "2023-04-10", "", &steps);
  assert_int_equal(rsl_roll_call_count(roll_call), 1);
  assert_int_equal(rsl_roll_call_at(roll_call, 0)->unit, D1);
  assert_null(rsl_roll_call_at(roll_call, 1));
  rsl_roll_call_free(roll_call);
  rsl_submissions_free(steps);
  rsl_plan_free(plan);
}

static void what_is_no_campaign_is_refused(void **state) {
  (void)state;
  rsl_plan *plan = make_plan("");
  rsl_roll_call *roll_call = NULL;
  assert_int_equal(rsl_roll_call_run(plan, 2, 0, NULL, NULL, &roll_call, NULL), RSL_ERR_ARGUMENT);
  assert_int_equal(rsl_roll_call_run(plan, 0, RSL_DATE_NONE, NULL, NULL, &roll_call, NULL), RSL_ERR_ARGUMENT);
  assert_null(roll_call);
  rsl_plan_free(plan);
}

/* ---- JSON lines ---- */

static rsl_status read_lines(const rsl_plan *plan, const char *text, rsl_problems *problems, rsl_submissions **out) {
  memory_text from = { 0 };
  rsl_source source = memory_source(&from, "steps", text, strlen(text));
  return rsl_submissions_read(&source, plan, NULL, NULL, problems, out, NULL);
}

static void steps_may_be_json_lines(void **state) {
  (void)state;
  rsl_plan *plan = make_plan("");
  rsl_submissions *steps = NULL;
  assert_int_equal(
      read_lines(plan,
                 "{\"unit\": \"C1\", \"campaign\": \"HALF\", \"state\": \"draft\", \"at\": \"2023-04-10\"}\n\n"
                 "{\"x-id\": [1], \"at\": \"2023-04-11T09:30\", \"state\": \"returned\", \"campaign\": \"HALF\", "
                 "\"unit\": \"C2\", \"by\": null, \"reason\": \"say \\\"why\\\"\"}\n",
                 NULL, &steps),
      RSL_OK);
  assert_int_equal(rsl_submissions_count(steps), 2);
  assert_int_equal(rsl_submissions_at(steps, 0)->state, RSL_SUBMISSION_DRAFT);
  const rsl_submission *second = rsl_submissions_at(steps, 1);
  assert_int_equal(second->day, day_of("2023-04-11"));
  assert_int_equal(second->second, 9 * 3600 + 30 * 60);
  assert_string_equal(second->reason, "say \"why\"");
  assert_null(second->by);
  assert_int_equal(second->line, 3);
  rsl_submissions_free(steps);
  rsl_plan_free(plan);
}

static void a_bad_line_is_told_with_its_place(void **state) {
  (void)state;
  static const char *const wanted[] = {
    "steps:1:1: error: the member `at` is missing (at)",
    "steps:1:54: error: unknown member `att`: did you mean `at`?",
    "steps:2:10: error: unknown unit `C7`: did you mean `C1`? (unit)",
    "steps:3:1: error: expected an object on each line, as {\"unit\": …, \"at\": …}",
    "steps:4:60: error: expected a text in quotes here (at)",
  };
  rsl_plan *plan = make_plan("");
  rsl_submissions *steps = NULL;
  rsl_problems *problems = NULL;
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  assert_int_equal(
      read_lines(plan,
                 "{\"unit\": \"C1\", \"campaign\": \"HALF\", \"state\": \"draft\", \"att\": \"2023-04-10\"}\n"
                 "{\"unit\": \"C7\", \"campaign\": \"HALF\", \"state\": \"draft\", \"at\": \"2023-04-10\"}\n"
                 "[1]\n"
                 "{\"unit\": \"C1\", \"campaign\": \"HALF\", \"state\": \"draft\", \"at\": 20230410}\n",
                 problems, &steps),
      RSL_ERR_DATA);
  assert_null(steps);
  rsl_problems_sort(problems);
  assert_int_equal(rsl_problems_kept(problems), sizeof wanted / sizeof *wanted);
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    char text[300];
    (void)rsl_problem_format(rsl_problems_at(problems, i), text, sizeof text);
    assert_string_equal(text, wanted[i]);
  }
  rsl_problems_free(problems);
  rsl_plan_free(plan);
}

/* ---- Memory ---- */

typedef struct read_job {
  const rsl_plan *plan;
  const char *text;
} read_job;

static bool read_and_call(const rsl_allocator *allocator, void *context) {
  const read_job *job = context;
  const rsl_plan *plan = job->plan;
  memory_text from = { 0 };
  rsl_source source = memory_source(&from, "steps", job->text, strlen(job->text));
  rsl_submissions *steps = NULL;
  rsl_roll_call *roll_call = NULL;
  rsl_error error = RSL_ERROR_INIT;
  rsl_status status = rsl_submissions_read(&source, plan, NULL, allocator, NULL, &steps, &error);
  if (status == RSL_OK) status = rsl_roll_call_run(plan, 0, day_of("2023-04-12"), steps, allocator, &roll_call, &error);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  assert_int_equal(roll_call != NULL, status == RSL_OK);
  rsl_roll_call_free(roll_call);
  rsl_submissions_free(steps);
  return status == RSL_OK;
}

static void memory_that_runs_out_is_told(void **state) {
  (void)state;
  rsl_plan *plan = make_plan("");
  read_job job = { plan, "unit,campaign,state,at,by,reason\nC1,HALF,submitted,2023-04-10,me,\n"
                         "C2,HALF,returned,2023-04-10,me,why\n" };
  assert_true(sweep_allocations(read_and_call, &job) > 10);
  job.text =
      "{\"unit\":\"C1\",\"campaign\":\"HALF\",\"state\":\"submitted\",\"at\":\"2023-04-10\",\"by\":\"\\u0041\"}\n";
  assert_true(sweep_allocations(read_and_call, &job) > 10);
  rsl_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_report_is_late_from_the_day_that_before_names),
    cmocka_unit_test(the_latest_step_by_its_moment_holds_whatever_the_order_of_the_rows),
    cmocka_unit_test(what_was_returned_is_not_given),
    cmocka_unit_test(a_draft_is_a_draft_until_the_deadline),
    cmocka_unit_test(a_report_that_is_only_accepted_was_given_then),
    cmocka_unit_test(steps_of_another_campaign_are_its_own),
    cmocka_unit_test(completeness_and_timeliness_roll_up),
    cmocka_unit_test(a_unit_is_ready_when_all_below_it_are_accepted),
    cmocka_unit_test(a_unit_that_closes_before_its_deadline_owes_nothing),
    cmocka_unit_test(a_bad_step_is_told_with_its_place),
    cmocka_unit_test(only_units_of_the_campaign_report),
    cmocka_unit_test(a_report_of_another_year_is_doubted),
    cmocka_unit_test(a_report_accepted_before_it_came_is_doubted),
    cmocka_unit_test(a_level_without_a_deadline_owes_nothing),
    cmocka_unit_test(what_is_no_campaign_is_refused),
    cmocka_unit_test(steps_may_be_json_lines),
    cmocka_unit_test(a_bad_line_is_told_with_its_place),
    cmocka_unit_test(memory_that_runs_out_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
