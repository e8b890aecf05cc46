/* Checks, campaigns with their deadlines, findings and actions (formats.md). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/plan_campaigns.h>

#include "plan/expression.h"
#include "plan/links.h"
#include "support/plan_maker.h"

static rsl_deadline before(const char *level, const char *day) {
  rsl_deadline deadline;
  rsl_deadline_init(&deadline);
  deadline.level = level;
  deadline.before = day_of(day);
  return deadline;
}

static rsl_deadline by(const char *level, const char *day) {
  rsl_deadline deadline = before(level, "");
  deadline.by = day_of(day);
  return deadline;
}

static rsl_deadline after_close(const char *level, int days) {
  rsl_deadline deadline = before(level, "");
  deadline.has_working_days = true;
  deadline.working_days_after_close = days;
  return deadline;
}

static rsl_campaign campaign_of(const char *as_of, const rsl_deadline *deadlines, size_t count) {
  rsl_campaign campaign;
  rsl_campaign_init(&campaign);
  campaign.code = "HALF";
  campaign.resolution = "R1";
  campaign.kind = RSL_CAMPAIGN_MID_TERM;
  campaign.as_of = day_of(as_of);
  campaign.deadlines = deadlines;
  campaign.deadline_count = count;
  return campaign;
}

static rsl_plan *with(const rsl_campaign *campaign) {
  rsl_plan *plan = small_plan();
  assert_int_equal(rsl_plan_add_campaign(plan, campaign), RSL_OK);
  return plan;
}

static rsl_date deadline_of(const rsl_campaign *campaign, uint32_t level) {
  rsl_plan *plan = with(campaign);
  expect_fine(plan);
  rsl_date day = rsl_plan_campaign_deadline(plan, 0, level);
  rsl_plan_free(plan);
  return day;
}

/* ---- Deadlines ---- */

static void before_excludes_its_day_and_by_includes_it(void **state) {
  (void)state;
  const rsl_deadline deadlines[] = { before("commune", "2023-04-20"), by("district", "2023-05-20") };
  rsl_campaign campaign = campaign_of("2023-03-31", deadlines, 2);
  assert_int_equal(deadline_of(&campaign, 2), day_of("2023-04-19"));
  assert_int_equal(deadline_of(&campaign, 1), day_of("2023-05-20"));
  assert_int_equal(deadline_of(&campaign, 0), RSL_DATE_NONE);
  assert_int_equal(deadline_of(&campaign, 3), RSL_DATE_NONE);
}

/* 28 April 2023 was a Friday; 30 April a Sunday, 1 to 3 May holidays: the first working day after is Thursday the 4th. */
static void working_days_pass_over_weekends_and_holidays(void **state) {
  (void)state;
  const rsl_date holidays[] = { day_of("2023-05-03"), day_of("2023-05-01"), day_of("2023-05-02") };
  static const char *const wanted[] = { "2023-04-28", "2023-05-04", "2023-05-05", "2023-05-08" };
  for (int days = 0; days < 4; days++) {
    const rsl_deadline deadline = after_close("commune", days);
    rsl_campaign campaign = campaign_of("2023-04-28", &deadline, 1);
    campaign.holidays = holidays;
    campaign.holiday_count = 3;
    assert_int_equal(deadline_of(&campaign, 2), day_of(wanted[days]));
  }
  /* From a Saturday and a Sunday the first is Monday; before 1970 weeks go on as ever: 1969-12-26 was a Friday. */
  const rsl_deadline one = after_close("commune", 1);
  rsl_campaign campaign = campaign_of("2023-07-01", &one, 1);
  assert_int_equal(deadline_of(&campaign, 2), day_of("2023-07-03"));
  campaign.as_of = day_of("2023-07-02");
  assert_int_equal(deadline_of(&campaign, 2), day_of("2023-07-03"));
  campaign.as_of = day_of("1969-12-26");
  assert_int_equal(deadline_of(&campaign, 2), day_of("1969-12-29"));
}

static void a_deadline_is_not_after_the_conference(void **state) {
  (void)state;
  const rsl_deadline late = before("commune", "2023-06-29");
  rsl_campaign campaign = campaign_of("2023-03-31", &late, 1);
  campaign.conference = day_of("2023-06-27");
  expect_problem(with(&campaign), "deadline_after_conference", "campaigns[0].deadlines[0]",
                 "units may submit until 2023-06-28, which is after the conference on 2023-06-27: bring it forward");
  campaign.conference = day_of("2023-06-28");
  rsl_plan *plan = with(&campaign);
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void a_deadline_is_told_in_one_way(void **state) {
  (void)state;
  rsl_deadline deadline = by("commune", "2023-04-20");
  deadline.before = day_of("2023-04-21");
  rsl_campaign campaign = campaign_of("2023-03-31", &deadline, 1);
  expect_problem(with(&campaign), "two_deadlines", "campaigns[0].deadlines[0]",
                 "`before`, `by` and `working_days_after_close` are three ways to tell one day: keep one");
  deadline.before = deadline.by = RSL_DATE_NONE;
  assert_int_equal(count_problems(with(&campaign), "missing_member"), 1);
  deadline = after_close("commune", 367);
  expect_problem(with(&campaign), "bad_value", "campaigns[0].deadlines[0].working_days_after_close",
                 "`working_days_after_close` is 367: it is 0 to 366");
}

static void a_level_has_one_deadline_and_those_above_wait(void **state) {
  (void)state;
  const rsl_deadline twice[] = { by("commune", "2023-04-20"), by("commune", "2023-04-21") };
  rsl_campaign campaign = campaign_of("2023-03-31", twice, 2);
  expect_problem(with(&campaign), "duplicate_item", "campaigns[0].deadlines[1].level",
                 "the level `commune` has a deadline already: keep one");
  const rsl_deadline crossed[] = { by("commune", "2023-04-20"), by("province", "2023-04-19") };
  campaign = campaign_of("2023-03-31", crossed, 2);
  expect_warning(with(&campaign), "deadline_order", "campaigns[0].deadlines",
                 "the deadline of `province` is before that of `commune` below it, for which it waits");
}

/* 92 days before 31 March 2023, its 31 + 28 + 31 and two more, is 29 December 2022. */
static void a_deadline_in_an_earlier_year_is_doubted(void **state) {
  (void)state;
  const rsl_deadline early = by("commune", "2022-12-28");
  rsl_campaign campaign = campaign_of("2023-03-31", &early, 1);
  expect_warning(with(&campaign), "deadline_too_early", "campaigns[0].deadlines[0]",
                 "units submit until 2022-12-28, long before 2023-03-31, the day as of which targets are rated: is the "
                 "year right?");
  const rsl_deadline estimate = by("commune", "2022-12-29");
  campaign = campaign_of("2023-03-31", &estimate, 1);
  assert_int_equal(deadline_of(&campaign, 2), day_of("2022-12-29"));
}

/* A list of all the year's holidays is innocent, and that of the next year where the last deadline lies in it. */
static void a_holiday_of_another_year_is_doubted(void **state) {
  (void)state;
  const rsl_deadline deadline = after_close("commune", 5);
  const rsl_date holidays[] = { day_of("2023-01-02"), day_of("2023-09-02"), day_of("2032-05-01") };
  rsl_campaign campaign = campaign_of("2023-04-28", &deadline, 1);
  campaign.holidays = holidays;
  campaign.holiday_count = 3;
  expect_warning(with(&campaign), "holiday_outside", "campaigns[0].holidays[2]",
                 "2032-05-01 is of a year in which no deadline counts days: is the year right?");
  const rsl_date next[] = { day_of("2024-01-01") };
  campaign = campaign_of("2023-12-29", &deadline, 1); /* a Friday: five working days are 2 to 5 and 8 January */
  campaign.holidays = next;
  campaign.holiday_count = 1;
  assert_int_equal(deadline_of(&campaign, 2), day_of("2024-01-08"));
}

static void two_campaigns_have_two_codes(void **state) {
  (void)state;
  const rsl_deadline deadline = by("commune", "2023-04-20");
  const rsl_campaign campaign = campaign_of("2023-03-31", &deadline, 1);
  rsl_plan *plan = with(&campaign);
  assert_int_equal(rsl_plan_add_campaign(plan, &campaign), RSL_OK);
  expect_problem(plan, "duplicate_campaign", "campaigns[1].code",
                 "code `HALF` is that of campaigns[0] already: give each its own");
}

static void a_campaign_needs_its_members(void **state) {
  (void)state;
  rsl_campaign campaign;
  rsl_campaign_init(&campaign);
  campaign.code = "HALF";
  assert_int_equal(count_problems(with(&campaign), "missing_member"), 4); /* resolution, kind, as_of, deadlines */
  const rsl_deadline deadline = by("commune", "2023-04-20");
  campaign = campaign_of("2023-03-31", &deadline, 1);
  campaign.kind = (rsl_campaign_kind)3;
  expect_problem(with(&campaign), "bad_value", "campaigns[0].kind", "`kind` is 3: it is less than 3");
}

/* ---- Checks ---- */

static rsl_plan *with_check(const rsl_check *check) {
  rsl_plan *plan = small_plan();
  assert_int_equal(rsl_plan_add_check(plan, check), RSL_OK);
  return plan;
}

static void both_sides_of_a_check_are_expressions(void **state) {
  (void)state;
  rsl_check check = {
    .code = "CAP", .left = "POOR_HH", .op = RSL_COMPARISON_AT_MOST, .right = "2 * HH", .level = "commune"
  };
  rsl_plan *plan = with_check(&check);
  expect_fine(plan);
  assert_int_equal(rsl__plan_check_level(plan, 0), 2);
  assert_int_equal(rsl__plan_check_side(plan, 0, false)->count, 1);
  assert_int_equal(rsl__plan_check_side(plan, 0, true)->count, 3);
  rsl_plan_free(plan);
  check.left = "POOR_HH > 1";
  assert_int_equal(count_problems(with_check(&check), "bad_expression"), 1); /* yes or no is no figure */
  check.left = "POOR_H";
  expect_problem(with_check(&check), "unknown_indicator", "checks[0].left",
                 "in the expression, column 1: unknown indicator `POOR_H`: did you mean `POOR_HH`?");
  check.left = NULL;
  check.op = RSL_COMPARISON_END;
  assert_int_equal(count_problems(with_check(&check), "missing_member"), 1);
  assert_int_equal(count_problems(with_check(&check), "bad_value"), 1);
}

/* ---- Findings and actions ---- */

static rsl_plan *with_finding(const rsl_finding *finding, const rsl_action *action) {
  rsl_plan *plan = small_plan();
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "10");
  target.code = "T";
  add_target(plan, &target);
  assert_int_equal(rsl_plan_add_finding(plan, finding), RSL_OK);
  if (action != NULL) assert_int_equal(rsl_plan_add_action(plan, action), RSL_OK);
  return plan;
}

static void a_finding_belongs_to_its_targets_unit_and_an_action_to_the_findings(void **state) {
  (void)state;
  const rsl_finding finding = { .code = "F", .target = "T", .text = "slow" };
  rsl_action action;
  rsl_action_init(&action);
  action.code = "A";
  action.finding = "F";
  action.text = "help";
  rsl_plan *plan = with_finding(&finding, &action);
  expect_fine(plan);
  assert_int_equal(rsl_plan_finding_links(plan, 0).unit, 0);
  assert_int_equal(rsl_plan_finding_links(plan, 0).target, 0);
  assert_int_equal(rsl_plan_finding_links(plan, 0).campaign, RSL_NONE);
  assert_int_equal(rsl_plan_action_links(plan, 0).finding, 0);
  assert_int_equal(rsl_plan_action_links(plan, 0).owner, 0);
  assert_int_equal(rsl_plan_action_links(plan, 0).indicator, RSL_NONE);
  rsl_plan_free(plan);
}

static void a_cause_is_of_a_target_that_exists(void **state) {
  (void)state;
  const rsl_finding finding = { .code = "F", .target = "U", .text = "slow", .cause = RSL_FINDING_OBJECTIVE };
  expect_problem(with_finding(&finding, NULL), "unknown_target", "findings[0].target",
                 "unknown target `U`: the plan has `T`");
}

static void an_action_is_the_answer_to_a_finding(void **state) {
  (void)state;
  const rsl_finding finding = { .code = "F", .unit = "P1", .text = "slow" };
  rsl_action action;
  rsl_action_init(&action);
  action.code = "A";
  action.text = "help";
  expect_problem(with_finding(&finding, &action), "missing_member", "actions[0].finding",
                 "an action needs `finding`: what it is the answer to");
  action.finding = "FF";
  expect_problem(with_finding(&finding, &action), "unknown_finding", "actions[0].finding",
                 "unknown finding `FF`: did you mean `F`?");
}

static void an_effect_on_another_indicator_closes_no_gap(void **state) {
  (void)state;
  const rsl_finding finding = { .code = "F", .target = "T", .text = "slow" };
  rsl_action action;
  rsl_action_init(&action);
  action.code = "A";
  action.finding = "F";
  action.text = "help";
  action.effect_indicator = "HH";
  action.effect_value = decimal_of("2");
  expect_warning(with_finding(&finding, &action), "effect_of_other_indicator", "actions[0].effect.indicator",
                 "the effect is on `HH`, which is not the indicator of the finding's target: it closes nothing of its "
                 "gap");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(before_excludes_its_day_and_by_includes_it),
    cmocka_unit_test(working_days_pass_over_weekends_and_holidays),
    cmocka_unit_test(a_deadline_is_not_after_the_conference),
    cmocka_unit_test(a_deadline_is_told_in_one_way),
    cmocka_unit_test(a_level_has_one_deadline_and_those_above_wait),
    cmocka_unit_test(a_deadline_in_an_earlier_year_is_doubted),
    cmocka_unit_test(a_holiday_of_another_year_is_doubted),
    cmocka_unit_test(two_campaigns_have_two_codes),
    cmocka_unit_test(a_campaign_needs_its_members),
    cmocka_unit_test(both_sides_of_a_check_are_expressions),
    cmocka_unit_test(a_finding_belongs_to_its_targets_unit_and_an_action_to_the_findings),
    cmocka_unit_test(a_cause_is_of_a_target_that_exists),
    cmocka_unit_test(an_action_is_the_answer_to_a_finding),
    cmocka_unit_test(an_effect_on_another_indicator_closes_no_gap),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
