/* What the difference between a report and what rolls up is split into, on the country of support/small.h:
 * VN: provinces A, B; districts A1, A2 of A and B1 of B; communes a1, a2 of A1, a3 of A2, b1, b2 of B1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/review.h>

#include "support/failing_allocator.h"
#include "support/progress_input.h"
#include "support/small.h"

typedef struct wanted_parts {
  const char *missing_children;
  const char *late_revision;
  const char *own_figure;
  const char *rounding;
  const char *unexplained;
} wanted_parts;

static rsl_reconciliation *reconcile(small *s) {
  rsl_reconciliation *found = NULL;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.longer_reports = true;
  small_cube(s);
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  assert_int_equal(rsl_reconcile(s->rollup, NULL, NULL, &found, &s->error), RSL_OK);
  return found;
}

/* The parts of a row are these, and add up to its difference. */
static void assert_parts(const rsl_reconciliation_row *row, rsl_difference_cause cause, const char *difference,
                         wanted_parts wanted) {
  const char *const parts[RSL_CAUSE_END] = { wanted.missing_children, wanted.late_revision, wanted.own_figure,
                                             wanted.rounding, wanted.unexplained };
  rsl_number sum = rsl_number_from_integer(0);
  assert_non_null(row);
  assert_number(row->difference, number(difference));
  for (int i = 0; i < RSL_CAUSE_END; i++) {
    assert_number(row->parts[i], number(parts[i]));
    sum = rsl_number_add(sum, row->parts[i]);
  }
  assert_number(sum, row->difference);
  assert_string_equal(rsl_difference_cause_name(row->cause), rsl_difference_cause_name(cause));
}

/* The one difference that there is. */
static void assert_split(small *s, rsl_difference_cause cause, const char *difference, wanted_parts wanted) {
  rsl_reconciliation *found = reconcile(s);
  assert_int_equal(rsl_reconciliation_count(found), 1);
  assert_parts(rsl_reconciliation_at(found, 0), cause, difference, wanted);
  rsl_reconciliation_free(found);
}

static void start(small *s, rsl_prefer prefer, const char *level) {
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, level);
  indicator.prefer = prefer;
  indicator.decimals = 1;
  small_add(s, &indicator);
  small_finish(s);
}

/* Two communes of A1 gave 40 and 60, and the district 100. In March 40 became 45: 100 − 105 = −5. */
static void what_changed_after_the_report_is_a_late_revision(void **state) {
  small *s = *state;
  start(s, RSL_PREFER_CHILDREN, "commune");
  small_revision(s, "a1", "X", "2022", "40", 1, "2023-01-10");
  small_revision(s, "a1", "X", "2022", "45", 2, "2023-03-01");
  small_revision(s, "a2", "X", "2022", "60", 1, "2023-01-10");
  small_revision(s, "A1", "X", "2022", "100", 1, "2023-01-20");
  assert_split(s, RSL_CAUSE_LATE_REVISION, "-5", (wanted_parts){ "0", "-5", "0", "0", "0" });
}

/* The same, but the district had said 101, one more than it could know of: 101 − 105 = −4 = −5 + 1. */
static void what_a_late_revision_leaves_is_split_further(void **state) {
  small *s = *state;
  start(s, RSL_PREFER_CHILDREN, "commune");
  small_revision(s, "a1", "X", "2022", "40", 1, "2023-01-10");
  small_revision(s, "a1", "X", "2022", "45", 2, "2023-03-01");
  small_revision(s, "a2", "X", "2022", "60", 1, "2023-01-10");
  small_revision(s, "A1", "X", "2022", "101", 1, "2023-01-20");
  assert_split(s, RSL_CAUSE_LATE_REVISION, "-4", (wanted_parts){ "0", "-5", "0", "0", "1" });
}

/* 60 came in February: 40 − 100 = −60, and 40 had rolled up in January. */
static void a_figure_that_came_after_the_report_is_late_too(void **state) {
  small *s = *state;
  start(s, RSL_PREFER_CHILDREN, "commune");
  small_revision(s, "a1", "X", "2022", "40", 1, "2023-01-10");
  small_revision(s, "a2", "X", "2022", "60", 1, "2023-02-01");
  small_revision(s, "A1", "X", "2022", "40", 1, "2023-01-20");
  assert_split(s, RSL_CAUSE_LATE_REVISION, "-60", (wanted_parts){ "0", "-60", "0", "0", "0" });
}

/* The district knew of the 60 all the same: that they came later explains nothing of 101 − 100. */
static void what_came_later_and_explains_nothing_is_no_part(void **state) {
  small *s = *state;
  start(s, RSL_PREFER_CHILDREN, "commune");
  small_revision(s, "a1", "X", "2022", "40", 1, "2023-01-10");
  small_revision(s, "a2", "X", "2022", "60", 1, "2023-02-01");
  small_revision(s, "A1", "X", "2022", "101", 1, "2023-01-20");
  assert_split(s, RSL_CAUSE_UNEXPLAINED, "1", (wanted_parts){ "0", "0", "0", "0", "1" });
}

/* R9: a report that does not tell its day says nothing of what the unit knew. */
static void without_the_day_of_the_report_nothing_is_late(void **state) {
  small *s = *state;
  start(s, RSL_PREFER_CHILDREN, "commune");
  small_revision(s, "a1", "X", "2022", "40", 1, "2022-12-20");
  small_revision(s, "a1", "X", "2022", "45", 2, "2023-03-01");
  small_row(s, "a2", "X", "2022", "60");
  small_row(s, "A1", "X", "2022", "100");
  assert_split(s, RSL_CAUSE_UNEXPLAINED, "-5", (wanted_parts){ "0", "0", "0", "0", "-5" });
}

/* The half that was 3 became 5 after the commune had given 7 for the year: 7 − 9 = −2 (R6). */
static void a_part_of_a_year_that_changed_after_the_year_was_given_is_late(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
  indicator.frequency = RSL_PERIOD_HALF;
  indicator.time = RSL_TIME_SUM;
  small_add(s, &indicator);
  small_finish(s);
  small_revision(s, "b1", "X", "2022-H1", "3", 1, "2022-07-10");
  small_revision(s, "b1", "X", "2022-H1", "5", 2, "2023-05-01");
  small_revision(s, "b1", "X", "2022-H2", "4", 1, "2023-01-10");
  small_revision(s, "b1", "X", "2022", "7", 1, "2023-01-15");
  assert_split(s, RSL_CAUSE_LATE_REVISION, "-2", (wanted_parts){ "0", "-2", "0", "0", "0" });
}

/* One commune of two gave 40.1. R11: the other one may have had as much, and no more: 60.2 = 40.1 + 20.1. */
static void missing_children_make_no_more_of_a_sum_than_the_most_that_was_given(void **state) {
  small *s = *state;
  start(s, RSL_PREFER_CHILDREN, "commune");
  small_row(s, "a1", "X", "2022", "40.1");
  small_row(s, "A1", "X", "2022", "100.3");
  assert_split(s, RSL_CAUSE_MISSING_CHILDREN, "60.2", (wanted_parts){ "40.1", "0", "0", "0", "20.1" });
}

/* No missing figure that is like those given makes a sum smaller. */
static void missing_children_do_not_explain_a_report_that_is_too_small(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
  indicator.prefer = RSL_PREFER_OWN;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "X", "2022", "40");
  small_row(s, "A1", "X", "2022", "30");
  assert_split(s, RSL_CAUSE_UNEXPLAINED, "-10", (wanted_parts){ "0", "0", "0", "0", "-10" });
}

/* 100 × 12 / 100 of one commune, 15 by the district: whatever the other one has may make it, up or down. */
static void what_a_missing_child_does_to_a_quotient_is_not_limited(void **state) {
  small *s = *state;
  small_sum(s, "PART");
  small_sum(s, "ALL");
  small_ratio(s, "RATE", "PART", "ALL", 100);
  small_finish(s);
  small_row(s, "a1", "PART", "2022", "12");
  small_row(s, "a1", "ALL", "2022", "100");
  small_row(s, "A1", "RATE", "2022", "15");
  assert_split(s, RSL_CAUSE_MISSING_CHILDREN, "3", (wanted_parts){ "3", "0", "0", "0", "0" });
}

/* 40 + 58 in the communes, 100 in all: two in the office of the district, whose own figure stands. */
static void where_its_own_report_stands_what_is_more_is_the_unit_s_own(void **state) {
  small *s = *state;
  start(s, RSL_PREFER_OWN, "commune");
  small_row(s, "a1", "X", "2022", "40");
  small_row(s, "a2", "X", "2022", "58");
  small_row(s, "A1", "X", "2022", "100");
  assert_split(s, RSL_CAUSE_OWN_FIGURE, "2", (wanted_parts){ "0", "0", "2", "0", "0" });
}

/* R1: only the communes owe, but districts measure too. Less than the communes is nobody's own figure. */
static void what_a_measuring_unit_has_more_than_those_below_is_its_own(void **state) {
  static const char *const reported[] = { "103", "97" };
  static const rsl_measured_at levels[] = { { "district", RSL_DATE_NONE, RSL_DATE_NONE },
                                            { "commune", RSL_DATE_NONE, RSL_DATE_NONE } };
  (void)state;
  for (int i = 0; i < 2; i++) {
    small s;
    small_start(&s);
    small_country(&s);
    rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, NULL);
    indicator.measured_at = levels;
    indicator.measured_at_count = 2;
    small_add(&s, &indicator);
    small_finish(&s);
    small_row(&s, "a1", "X", "2022", "40");
    small_row(&s, "a2", "X", "2022", "60");
    small_row(&s, "A1", "X", "2022", reported[i]);
    if (i == 0)
      assert_split(&s, RSL_CAUSE_OWN_FIGURE, "3", (wanted_parts){ "0", "0", "3", "0", "0" });
    else
      assert_split(&s, RSL_CAUSE_UNEXPLAINED, "-3", (wanted_parts){ "0", "0", "0", "0", "-3" });
    small_end(&s);
  }
}

/* Of the districts each counts for itself, too: 10 + 20 + 5, 30 + 7, 40 + 50 + 9 = 171. The nation said 150, the communes
 * alone: 5 + 7 + 9 of the districts were left out. With 149 one more is not explained. */
static void what_units_below_add_for_themselves_may_have_been_left_out(void **state) {
  static const char *const reported[] = { "150", "149" };
  static const rsl_measured_at levels[] = { { "district", RSL_DATE_NONE, RSL_DATE_NONE },
                                            { "commune", RSL_DATE_NONE, RSL_DATE_NONE } };
  static const char *const given[][2] = { { "a1", "10" }, { "a2", "20" }, { "A1", "5" },  { "a3", "30" },
                                          { "A2", "7" },  { "b1", "40" }, { "b2", "50" }, { "B1", "9" } };
  (void)state;
  for (int i = 0; i < 2; i++) {
    small s;
    small_start(&s);
    small_country(&s);
    rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, NULL);
    indicator.measured_at = levels;
    indicator.measured_at_count = 2;
    indicator.prefer = RSL_PREFER_ADD;
    small_add(&s, &indicator);
    small_finish(&s);
    for (int unit = 0; unit < 8; unit++) small_row(&s, given[unit][0], "X", "2022", given[unit][1]);
    small_row(&s, "VN", "X", "2022", reported[i]);
    assert_split(&s, RSL_CAUSE_OWN_FIGURE, i == 0 ? "-21" : "-22",
                 (wanted_parts){ "0", "0", "-21", "0", i == 0 ? "0" : "-1" });
    small_end(&s);
  }
}

/* Three figures of one decimal, each half of 0.1 off: up to 0.15. 0.1 is within it; of 0.2 nothing is called rounding. */
static void rounding_is_all_that_is_left_or_nothing(void **state) {
  small *s = *state;
  start(s, RSL_PREFER_CHILDREN, "commune");
  small_row(s, "a1", "X", "2021", "40.1");
  small_row(s, "a2", "X", "2021", "60.1");
  small_row(s, "A1", "X", "2021", "100.3");
  small_row(s, "a1", "X", "2022", "40.1");
  small_row(s, "a2", "X", "2022", "60.1");
  small_row(s, "A1", "X", "2022", "100.4");
  rsl_reconciliation *found = reconcile(s);
  assert_int_equal(rsl_reconciliation_count(found), 2);
  assert_parts(rsl_reconciliation_at(found, 0), RSL_CAUSE_ROUNDING, "0.1", (wanted_parts){ "0", "0", "0", "0.1", "0" });
  assert_parts(rsl_reconciliation_at(found, 1), RSL_CAUSE_UNEXPLAINED, "0.2",
               (wanted_parts){ "0", "0", "0", "0", "0.2" });
  rsl_reconciliation_free(found);
}

/* Two days of reports, two indicators: each row is held against what was known on its own day. */
static void each_report_is_held_against_its_own_day(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_sum(s, "Y");
  small_finish(s);
  static const char *const codes[] = { "X", "Y" };
  for (int i = 0; i < 2; i++) {
    small_revision(s, "a3", codes[i], "2022", "10", 1, "2023-01-01");
    small_revision(s, "a3", codes[i], "2022", "12", 2, "2023-02-01");
    small_revision(s, "a3", codes[i], "2022", "15", 3, "2023-03-01");
  }
  small_revision(s, "A2", "X", "2022", "10", 1, "2023-01-15"); /* 10 − 15, known 10 */
  small_revision(s, "A2", "Y", "2022", "11", 1, "2023-02-15"); /* 11 − 15, known 12 */
  rsl_reconciliation *found = reconcile(s);
  assert_int_equal(rsl_reconciliation_count(found), 2);
  assert_parts(rsl_reconciliation_at(found, 0), RSL_CAUSE_LATE_REVISION, "-5",
               (wanted_parts){ "0", "-5", "0", "0", "0" });
  assert_parts(rsl_reconciliation_at(found, 1), RSL_CAUSE_LATE_REVISION, "-4",
               (wanted_parts){ "0", "-3", "0", "0", "-1" });
  rsl_reconciliation_free(found);
}

/* Of one period: A1 told on a day on which of a1 and a2 10 + 1 were known, A2 when all was known, and A above both on a day
 * on which the 11 of A1 and 20 of a3 were. */
static void units_beside_and_above_one_another_have_their_own_days(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  small_revision(s, "a1", "X", "2022", "10", 1, "2023-01-10");
  small_revision(s, "a1", "X", "2022", "12", 2, "2023-02-01");
  small_row(s, "a2", "X", "2022", "1");
  small_revision(s, "a3", "X", "2022", "20", 1, "2023-01-10");
  small_revision(s, "a3", "X", "2022", "25", 2, "2023-02-01");
  small_revision(s, "A1", "X", "2022", "11", 1, "2023-01-15"); /* 11 − 13, known 11 */
  small_revision(s, "A2", "X", "2022", "26", 1, "2023-02-15"); /* 26 − 25, known 25 */
  small_revision(s, "A", "X", "2022", "33", 1, "2023-01-20");  /* 33 − 38, known 31 */
  rsl_reconciliation *found = reconcile(s);
  assert_int_equal(rsl_reconciliation_count(found), 3);
  assert_parts(rsl_reconciliation_at(found, 0), RSL_CAUSE_LATE_REVISION, "-5",
               (wanted_parts){ "0", "-7", "0", "0", "2" });
  assert_parts(rsl_reconciliation_at(found, 1), RSL_CAUSE_LATE_REVISION, "-2",
               (wanted_parts){ "0", "-2", "0", "0", "0" });
  assert_parts(rsl_reconciliation_at(found, 2), RSL_CAUSE_UNEXPLAINED, "1", (wanted_parts){ "0", "0", "0", "0", "1" });
  rsl_reconciliation_free(found);
}

static bool split_late_and_missing(const rsl_allocator *allocator, void *context) {
  rsl_reconciliation *found = NULL;
  const small *s = context;
  rsl_status status = rsl_reconcile(s->rollup, NULL, allocator, &found, NULL);
  assert_true(status == RSL_OK || (status == RSL_ERR_MEMORY && found == NULL));
  rsl_reconciliation_free(found);
  return status == RSL_OK;
}

static void every_failing_allocation_is_an_error_and_leaks_nothing(void **state) {
  small *s = *state;
  start(s, RSL_PREFER_CHILDREN, "commune");
  small_revision(s, "a1", "X", "2022", "40", 1, "2023-01-10");
  small_revision(s, "a1", "X", "2022", "45", 2, "2023-03-01");
  small_revision(s, "A1", "X", "2022", "100", 1, "2023-01-20");
  rsl_reconciliation_free(reconcile(s));
  assert_true(sweep_allocations(split_late_and_missing, s) > 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(what_changed_after_the_report_is_a_late_revision),
    TEST(what_a_late_revision_leaves_is_split_further),
    TEST(a_figure_that_came_after_the_report_is_late_too),
    TEST(what_came_later_and_explains_nothing_is_no_part),
    TEST(without_the_day_of_the_report_nothing_is_late),
    TEST(a_part_of_a_year_that_changed_after_the_year_was_given_is_late),
    TEST(missing_children_make_no_more_of_a_sum_than_the_most_that_was_given),
    TEST(missing_children_do_not_explain_a_report_that_is_too_small),
    TEST(what_a_missing_child_does_to_a_quotient_is_not_limited),
    TEST(where_its_own_report_stands_what_is_more_is_the_unit_s_own),
    cmocka_unit_test(what_a_measuring_unit_has_more_than_those_below_is_its_own),
    cmocka_unit_test(what_units_below_add_for_themselves_may_have_been_left_out),
    TEST(rounding_is_all_that_is_left_or_nothing),
    TEST(each_report_is_held_against_its_own_day),
    TEST(units_beside_and_above_one_another_have_their_own_days),
    TEST(every_failing_allocation_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
