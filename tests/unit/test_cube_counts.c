/* How many of those below it a unit reports at each grade (R2, R4), on the five communes of the small country. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/plan_maker.h"
#include "support/small.h"

static const char *const grades[] = { "weak", "fair", "good" };

static rsl_indicator ranked(void) {
  rsl_indicator indicator = small_indicator("RANK", RSL_RULE_GRADE_COUNT, "commune");
  indicator.grades = grades;
  indicator.grade_count = 3;
  return indicator;
}

static rsl_measurement count_of(small *s, const char *unit, uint32_t grade, const char *value) {
  rsl_measurement measurement = small_measurement(s, unit, "RANK", "2023", value);
  measurement.counts_grade = true;
  measurement.grade = grade;
  return measurement;
}

static void count(small *s, const char *unit, uint32_t grade, const char *value) {
  rsl_measurement measurement = count_of(s, unit, grade, value);
  if (small_offer(s, &measurement) != RSL_OK) fail_msg("%s", s->error.text);
}

/* How many are weak, fair and good. */
static void count_all(small *s, const char *unit, const char *weak, const char *fair, const char *good) {
  count(s, unit, 0, weak);
  count(s, unit, 1, fair);
  count(s, unit, 2, good);
}

/* weak fair good, how many gave one of how many, and from where. */
static void expect_in(const small *s, const rsl_rollup *rollup, const char *unit, const char *wanted) {
  char got[160] = "";
  rsl_figure figure;
  uint32_t of = small_unit_index(s, unit);
  uint32_t rank = small_indicator_index(s, "RANK");
  for (uint32_t grade = 0; grade < 3; grade++) {
    char text[RSL_NUMBER_TEXT];
    assert_true(rsl_rollup_grade_count(rollup, of, rank, small_period("2023"), grade, &figure));
    rsl_number_format(figure.value, text);
    (void)snprintf(got + strlen(got), sizeof got - strlen(got), "%s ", text);
  }
  assert_true(rsl_rollup_figure(rollup, of, rank, small_period("2023"), &figure));
  (void)snprintf(got + strlen(got), sizeof got - strlen(got), "%u/%u %s", (unsigned)figure.reporting,
                 (unsigned)figure.owed, rsl_origin_name(figure.origin));
  assert_string_equal(got, wanted);
}

static void expect(const small *s, const char *unit, const char *wanted) {
  expect_in(s, s->rollup, unit, wanted);
}

/* R2: of A only one of three gave a grade, so that its own counts stand; B's children are all there. */
static void counts_of_grades_stand_in_for_children_that_are_not_all_there(void **state) {
  small *s = *state;
  rsl_indicator indicator = ranked();
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "RANK", "2023", "2");
  small_row(s, "b1", "RANK", "2023", "2");
  small_row(s, "b2", "RANK", "2023", "0");
  count_all(s, "A", "0", "1", "2");
  count_all(s, "B", "2", "0", "0");
  small_rollup(s);
  expect(s, "A", "0 1 2 3/3 own");
  expect(s, "B", "1 0 1 2/2 children");
  expect(s, "VN", "1 1 3 5/5 mixed"); /* 0 + 1, 1 + 0, 2 + 1 */
  small_assert_value(s, "VN", "RANK", "2023", "5");
  small_assert_value(s, "A", "RANK", "2023", "3");
  assert_int_equal(small_figure(s, "VN", "RANK", "2023").stood_in, 2);
}

static void counts_of_a_district_go_up_to_its_province(void **state) {
  small *s = *state;
  rsl_indicator indicator = ranked();
  indicator.prefer = RSL_PREFER_OWN;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "RANK", "2023", "2");
  small_row(s, "a2", "RANK", "2023", "2");
  small_row(s, "a3", "RANK", "2023", "1");
  count_all(s, "A1", "2", "0", "0");
  small_rollup(s);
  expect(s, "A1", "2 0 0 2/2 own");
  expect(s, "A", "2 1 0 3/3 mixed");
}

/* Above a district that stops what lies under it, the district is what has a grade. */
static void a_unit_that_owes_a_grade_itself_counts_none(void **state) {
  small *s = *state;
  rsl_indicator indicator = ranked();
  indicator.stop_at = "district";
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "RANK", "2023", "2");
  count_all(s, "A1", "2", "0", "0");
  small_row(s, "A2", "RANK", "2023", "1");
  small_rollup(s);
  expect(s, "A1", "0 0 1 1/2 children");
  expect(s, "A", "0 1 0 1/2 children"); /* fair of A2 */
}

/* R7: a count that is missing is not zero. */
static void a_unit_below_which_nobody_is_measured_counts_none(void **state) {
  small *s = *state;
  small_unit(s, "E", "district", "B");
  rsl_indicator indicator = ranked();
  small_add(s, &indicator);
  small_finish(s);
  count_all(s, "E", "1", "1", "1");
  small_rollup(s);
  small_assert_value(s, "E", "RANK", "2023", "");
}

/* R6: a year that has not ended has no report of its own yet. */
static void counts_of_a_year_that_still_runs_do_not_stand(void **state) {
  small *s = *state;
  rsl_indicator indicator = ranked();
  indicator.frequency = RSL_PERIOD_HALF;
  indicator.time = RSL_TIME_LAST;
  small_add(s, &indicator);
  small_finish(s);
  count_all(s, "A", "0", "1", "2");
  small_cube(s);
  rsl_period year = small_period("2023");
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.periods = &year;
  request.period_count = 1;
  request.to_date = rsl_date_from_civil(2023, 6, 30);
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  small_assert_value(s, "A", "RANK", "2023", "");
  small_assert_coverage(s, "A", "RANK", "2023", 0, 3);
}

static void without_a_count_for_every_grade_they_do_not_stand(void **state) {
  small *s = *state;
  rsl_indicator indicator = ranked();
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a1", "RANK", "2023", "2");
  count(s, "A", 0, "0");
  count(s, "A", 2, "3");
  small_rollup(s);
  expect(s, "A", "0 0 1 1/3 children");
}

static void a_count_has_revisions_like_any_figure(void **state) {
  small *s = *state;
  rsl_indicator indicator = ranked();
  small_add(s, &indicator);
  small_finish(s);
  count_all(s, "A", "1", "1", "1");
  rsl_measurement later = count_of(s, "A", 0, "2");
  later.has_revision = true;
  later.revision = 1;
  later.status = 'P';
  assert_int_equal(small_offer(s, &later), RSL_OK);
  small_rollup(s);
  expect(s, "A", "2 1 1 3/3 own");
  assert_int_equal(small_figure(s, "A", "RANK", "2023").status, 'P');
}

static void the_same_count_twice_is_refused(void **state) {
  small *s = *state;
  rsl_indicator indicator = ranked();
  small_add(s, &indicator);
  small_finish(s);
  count_all(s, "A", "1", "1", "1");
  count(s, "A", 2, "1");
  assert_int_equal(small_try_cube(s), RSL_ERR_DATA);
  assert_string_equal(small_problem(s, "duplicate_figure")->message,
                      "the figure of `A`, `RANK:good`, 2023 was given already in line 3: leave out one, or number them "
                      "as revisions");
}

static void what_is_no_count_of_a_grade_is_refused(void **state) {
  small *s = *state;
  rsl_indicator indicator = ranked();
  small_add(s, &indicator);
  small_sum(s, "X");
  small_finish(s);
  static const char *const bad[] = { "-1", "1.5", "~2", "4294967296" };
  for (size_t i = 0; i < 4; i++) {
    rsl_measurement measurement = count_of(s, "A", 1, bad[i]);
    assert_int_equal(small_offer(s, &measurement), RSL_ERR_DATA);
    assert_string_equal(s->error.text, "how many are at the grade `fair` of `RANK` is a whole number from 0");
  }
  rsl_measurement outside = count_of(s, "A", 3, "1");
  assert_int_equal(small_offer(s, &outside), RSL_ERR_DATA);
  assert_string_equal(s->error.text, "`RANK` does not count such a grade");
  rsl_measurement sum = small_measurement(s, "A", "X", "2023", "1");
  sum.counts_grade = true;
  assert_int_equal(small_offer(s, &sum), RSL_ERR_DATA);
  assert_string_equal(s->error.text, "`X` does not count such a grade");
}

static void found(const small *s, const char *code, rsl_severity severity, const char *message) {
  const rsl_problem *problem = small_problem(s, code);
  assert_non_null(problem);
  assert_string_equal(problem->message, message);
  assert_int_equal(problem->severity, severity);
}

static void counts_that_cannot_be_right_are_told(void **state) {
  small *s = *state;
  rsl_indicator indicator = ranked();
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "b1", "RANK", "2023", "2");
  small_row(s, "b2", "RANK", "2023", "2");
  count_all(s, "A", "1", "2", "1"); /* 4 of 3 */
  count_all(s, "B", "0", "0", "1"); /* 1, and b1 and b2 gave one each */
  count(s, "A1", 0, "1");
  count_all(s, "a3", "0", "0", "1");
  small_cube(s);
  assert_int_equal(rsl_cube_check(s->cube, NULL, s->problems, &s->error), RSL_OK);
  found(s, "more_graded_than_owe", RSL_SEVERITY_ERROR,
        "the grades of `RANK` that `A` counted for 2023 are 4, and 3 units below it owe one");
  found(s, "own_below_children", RSL_SEVERITY_ERROR,
        "the grades of `RANK` that `B` counted for 2023 are 1, and 2 units below it gave one");
  found(
      s, "grades_incomplete", RSL_SEVERITY_WARNING,
      "`RANK` of `A1` for 2023 has no count of the grade `fair`, so that the others are not taken: give it, 0 where it "
      "is 0");
  found(s, "figure_not_owed", RSL_SEVERITY_WARNING,
        "the grades of `RANK` that `a3` counted for 2023 are not taken: no unit below it owes one, or it owes its own");
  assert_int_equal(rsl_problems_kept(s->problems), 4);
}

/* What is set one by one gives what a cube of all gives. */
static void counts_may_change_one_by_one(void **state) {
  small *s = *state;
  rsl_live *live = NULL;
  const rsl_rollup *rollup = NULL;
  rsl_indicator indicator = ranked();
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "b1", "RANK", "2023", "2");
  count_all(s, "A", "1", "1", "1");
  small_cube(s);
  assert_int_equal(rsl_live_new(s->cube, NULL, NULL, &live, &s->error), RSL_OK);
  s->cube = NULL;
  rsl_measurement change = count_of(s, "A", 2, "0");
  assert_int_equal(rsl_live_set(live, &change, &s->error), RSL_OK);
  change = count_of(s, "A", 0, "2");
  assert_int_equal(rsl_live_set(live, &change, &s->error), RSL_OK);
  assert_int_equal(rsl_live_rollup(live, &rollup, &s->error), RSL_OK);
  expect_in(s, rollup, "A", "2 1 0 3/3 own");
  expect_in(s, rollup, "VN", "2 1 1 4/5 mixed");
  rsl_live_free(live);
}

/* R12: A and B become Q, R is split. Whom R counted nobody knows, so that its parts have none. */
static void counts_are_carried_whole_and_never_divided(void **state) {
  (void)state;
  small s;
  small_start(&s);
  rsl_indicator indicator = ranked();
  small_unit(&s, "VN", "nation", NULL);
  static const char *const old[] = { "A", "B", "R" };
  static const char *const communes[] = { "a", "b", "r" };
  for (int i = 0; i < 3; i++) {
    add_unit(s.plan, old[i], "province", "VN", "", "2024-01-01");
    add_unit(s.plan, communes[i], "commune", old[i], "", "2024-01-01");
  }
  add_unit(s.plan, "Q", "province", "VN", "2024-01-01", "");
  add_unit(s.plan, "S", "province", "VN", "2024-01-01", "");
  add_unit(s.plan, "T", "province", "VN", "2024-01-01", "");
  add_succession(s.plan, "A", "Q", "2024-01-01", NULL);
  add_succession(s.plan, "B", "Q", "2024-01-01", NULL);
  add_succession(s.plan, "R", "S", "2024-01-01", "1/2");
  add_succession(s.plan, "R", "T", "2024-01-01", "1/2");
  small_add(&s, &indicator);
  small_finish(&s);
  small_row(&s, "a", "RANK", "2023", "2");
  count_all(&s, "B", "1", "0", "0");
  count_all(&s, "R", "0", "1", "0");
  small_cube(&s);
  rsl_period year = small_period("2023");
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.periods = &year;
  request.period_count = 1;
  request.structure = day_of("2024-01-01");
  assert_int_equal(small_try_rollup(&s, &request), RSL_OK);
  expect(&s, "Q", "1 0 1 2/2 carried");
  expect(&s, "VN", "1 1 1 3/3 mixed");
  small_assert_value(&s, "S", "RANK", "2023", "");
  assert_int_equal(small_figure(&s, "S", "RANK", "2023").absence, RSL_ABSENCE_SPLIT);
  small_end(&s);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(counts_of_grades_stand_in_for_children_that_are_not_all_there),
    TEST(counts_of_a_district_go_up_to_its_province),
    TEST(a_unit_that_owes_a_grade_itself_counts_none),
    TEST(a_unit_below_which_nobody_is_measured_counts_none),
    TEST(counts_of_a_year_that_still_runs_do_not_stand),
    TEST(without_a_count_for_every_grade_they_do_not_stand),
    TEST(a_count_has_revisions_like_any_figure),
    TEST(the_same_count_twice_is_refused),
    TEST(what_is_no_count_of_a_grade_is_refused),
    TEST(counts_that_cannot_be_right_are_told),
    TEST(counts_may_change_one_by_one),
    cmocka_unit_test(counts_are_carried_whole_and_never_divided),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
