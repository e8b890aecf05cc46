/* What happens to targets on the way: they are adjusted, their unit closes, a definition changes, another tree measures
 * them (T1, T8); and the forms that a review finds figures for in its own way (T2). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/progress_input.h"
#include "support/small_world.h"

static void add_both(small_world *world, const char *indicator, const char *when, const char *value) {
  world_add(world, "A", indicator, when, value);
  world_add(world, "B", indicator, when, value);
}

/* 100 in 2020, 120 in 2022. */
static void add_figures(small_world *world) {
  world_finish_plan(world);
  add_both(world, "X", "2020", "50");
  add_both(world, "X", "2022", "60");
}

static const rsl_review_row *row_of(const small_world *world, const char *code) {
  uint32_t target = rsl_plan_find_target(world->plan, code, strlen(code));
  for (size_t i = 0; i < rsl_review_count(world->review); i++)
    if (rsl_review_at(world->review, i)->target == target) return rsl_review_at(world->review, i);
  return NULL;
}

/* ---- Adjusted ---- */

static void start_adjusted(small_world *world) {
  world_start(world, NULL);
  world_add_sum(world, "X", RSL_PERIOD_YEAR, 0);
  rsl_target first = target_of("X", RSL_FORM_AT_LEAST, "150");
  first.code = "T1";
  rsl_target second = target_of("X", RSL_FORM_AT_LEAST, "140");
  second.code = "T2";
  second.replaces = "T1";
  second.adopted = day("2023-03-01");
  world_add_target(world, &first);
  world_add_target(world, &second);
  add_figures(world);
}

static void an_adjusted_target_counts_from_the_day_it_was_adopted(void **state) {
  (void)state;
  small_world world;
  start_adjusted(&world);
  world_review(&world, "2023-02-28");
  assert_int_equal(rsl_review_count(world.review), 1);
  assert_non_null(row_of(&world, "T1"));
  assert_int_equal(row_of(&world, "T1")->flags, 0);
  world_review(&world, "2023-03-01");
  assert_int_equal(rsl_review_count(world.review), 1);
  const rsl_review_row *row = row_of(&world, "T2");
  assert_non_null(row);
  assert_int_equal(row->flags, RSL_FLAG_ADJUSTED);
  assert_string_equal(row->reason, "1.25 of the way expected by the end of 2022; on track needs 0.95; adjusted on "
                                   "2023-03-01, before it was at least 150 (T1)");
  assert_int_equal(rsl_review_headline_at(world.review, 0)->targets, 1); /* T10: once */
  world_free(&world);
}

static void an_earlier_target_that_is_asked_for_is_shown_all_the_same(void **state) {
  (void)state;
  small_world world;
  const uint32_t both[] = { 0, 1 };
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  start_adjusted(&world);
  options.as_of = day("2023-06-30");
  options.targets = both;
  options.target_count = 2;
  world_review_with(&world, &options);
  assert_int_equal(rsl_review_count(world.review), 1);
  options.replaced = true;
  world_review_with(&world, &options);
  assert_int_equal(rsl_review_count(world.review), 2);
  world_free(&world);
}

/* T1: 150 by 2025 before, 140 since March: one row of a comparison. */
static void an_adjusted_target_stands_in_one_row_with_what_it_replaces(void **state) {
  (void)state;
  small_world world;
  rsl_review *before = NULL;
  rsl_review *after = NULL;
  rsl_review_comparison *found = NULL;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  start_adjusted(&world);
  world_review(&world, "2023-03-01"); /* makes the cube */
  options.as_of = day("2023-02-28");
  assert_int_equal(rsl_review_run(world.cube, &options, NULL, &before, NULL), RSL_OK);
  options.as_of = day("2023-03-01");
  assert_int_equal(rsl_review_run(world.cube, &options, NULL, &after, NULL), RSL_OK);
  assert_int_equal(rsl_review_compare(before, after, NULL, &found, NULL), RSL_OK);
  assert_int_equal(rsl_review_comparison_count(found), 1);
  assert_true(rsl_review_comparison_at(found, 0)->adjusted);
  assert_non_null(rsl_review_comparison_at(found, 0)->before);
  char note[128];
  (void)rsl_review_comparison_note(found, 0, note, sizeof note);
  assert_string_equal(note, "the target was at least 150, it is at least 140");
  rsl_review_comparison_free(found);
  rsl_review_free(after);
  rsl_review_free(before);
  world_free(&world);
}

static void what_was_not_known_to_be_adjusted_is_not(void **state) {
  (void)state;
  small_world world;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  start_adjusted(&world);
  options.as_of = day("2023-06-30");
  options.known_on = day("2023-02-28");
  world_review_with(&world, &options);
  assert_non_null(row_of(&world, "T1"));
  assert_null(row_of(&world, "T2"));
  world_free(&world);
}

/* ---- Units that close ---- */

/* The district C, a third unit under P, ends with the first half of 2023. */
static void start_closing(small_world *world, rsl_on_close on_close, rsl_form form, const char *value) {
  static const rsl_measured_at communes = { "commune", RSL_DATE_NONE, RSL_DATE_NONE };
  world_start(world, NULL);
  rsl_unit unit;
  rsl_unit_init(&unit);
  unit.code = unit.name = "C";
  unit.level = "commune";
  unit.parent = "P";
  unit.to = day("2023-07-01");
  assert_int_equal(rsl_plan_add_unit(world->plan, &unit), RSL_OK);
  rsl_indicator indicator = indicator_of("X", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_SUM);
  indicator.measured_at = &communes;
  world_add_indicator(world, &indicator);
  rsl_target target = target_of("X", form, value);
  target.unit = "C";
  target.code = "T";
  target.on_close = on_close;
  world_add_target(world, &target);
  world_finish_plan(world);
  world_add(world, "C", "X", "2020", "10");
  world_add(world, "C", "X", "2021", "11");
  world_add(world, "C", "X", "2022", "12");
}

static void the_target_of_a_closed_unit_is_rated_at_its_last_whole_period(void **state) {
  (void)state;
  small_world world;
  start_closing(&world, RSL_ON_CLOSE_LAST_PERIOD, RSL_FORM_AT_LEAST, "15");
  world_review(&world, "2026-03-31"); /* past the target's end too: still in the words of the way */
  const rsl_review_row *row = row_of(&world, "T");
  assert_non_null(row);
  assert_int_equal(row->rating, RSL_RATING_ON_TRACK); /* 2 of the 2 expected */
  assert_int_equal(row->actual_period.index, period("2022").index);
  assert_int_equal(row->flags, RSL_FLAG_UNIT_CLOSED);
  assert_false(row->ended);
  assert_string_equal(
      row->reason, "1.00 of the way expected by the end of 2022; on track needs 0.95; the unit closed on 2023-07-01");
  world_review(&world, "2023-06-30");
  assert_int_equal(row_of(&world, "T")->flags, 0); /* its last day */
  world_free(&world);
}

static void a_yearly_form_of_a_closed_unit_ends_with_it(void **state) {
  (void)state;
  small_world world;
  start_closing(&world, RSL_ON_CLOSE_LAST_PERIOD, RSL_FORM_EACH_YEAR, "11");
  world_review(&world, "2025-12-31");
  assert_int_equal(row_of(&world, "T")->rating, RSL_RATING_ON_TRACK); /* 2023 to 2025 are not missing */
  assert_int_equal(row_of(&world, "T")->flags, RSL_FLAG_UNIT_CLOSED);
  world_free(&world);
}

static void a_target_may_be_void_when_its_unit_closes(void **state) {
  (void)state;
  small_world world;
  start_closing(&world, RSL_ON_CLOSE_VOID, RSL_FORM_AT_LEAST, "15");
  world_review(&world, "2023-07-01");
  const rsl_review_row *row = row_of(&world, "T");
  assert_int_equal(row->rating, RSL_RATING_NOT_RATED);
  assert_int_equal(row->reason_code, RSL_REASON_UNIT_CLOSED);
  assert_absent(row->actual);
  assert_string_equal(row->reason, "the unit has closed, and the target is void; the unit closed on 2023-07-01");
  world_review(&world, "2023-06-30");
  assert_int_equal(row_of(&world, "T")->rating, RSL_RATING_ON_TRACK);
  world_free(&world);
}

/* ---- Definitions ---- */

static void a_change_of_definition_between_baseline_and_actual_is_flagged(void **state) {
  (void)state;
  static const char *const breaks[] = { "2020", "2021-Q3", "2023" };
  static const bool flagged[] = { false, true, false };
  for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
    small_world world;
    rsl_period change = period(breaks[i]);
    rsl_indicator indicator = indicator_of("X", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_SUM);
    rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "150");
    indicator.breaks = &change;
    indicator.break_count = 1;
    world_start(&world, NULL);
    world_add_indicator(&world, &indicator);
    world_add_target(&world, &target);
    add_figures(&world);
    world_review(&world, "2023-06-30");
    const rsl_review_row *row = world_row(&world, "X");
    assert_int_equal((row->flags & RSL_FLAG_DEFINITION_CHANGED) != 0, flagged[i]);
    assert_int_equal(strstr(row->reason, "; its definition changed with 2021-Q3") != NULL, flagged[i]);
    world_free(&world);
  }
}

/* ---- Another tree ---- */

/* A committee K beside the province P: of another level, that no parent connects with P's. */
static void start_two_trees(small_world *world) {
  static const rsl_measured_at cells = { "committee", RSL_DATE_NONE, RSL_DATE_NONE };
  const rsl_level level = { "committee", "committee", { NULL, 0 } };
  world_start(world, NULL);
  assert_int_equal(rsl_plan_add_level(world->plan, &level), RSL_OK);
  rsl_unit unit;
  rsl_unit_init(&unit);
  unit.code = unit.name = "K";
  unit.level = "committee";
  unit.counterpart = "P";
  assert_int_equal(rsl_plan_add_unit(world->plan, &unit), RSL_OK);
  world_add_sum(world, "X", RSL_PERIOD_YEAR, 0);
  rsl_indicator members = indicator_of("M", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_SUM);
  members.measured_at = &cells;
  world_add_indicator(world, &members);
  rsl_indicator formula = indicator_of("F", RSL_RULE_FORMULA, RSL_PERIOD_YEAR, RSL_TIME_NONE);
  formula.measured_at_count = 0;
  formula.rollup.expression = "X * 2";
  world_add_indicator(world, &formula);
  static const char *const indicators[] = { "X", "M", "F" };
  for (size_t i = 0; i < 3; i++) {
    rsl_target target = target_of(indicators[i], RSL_FORM_AT_LEAST, "150");
    target.unit = "K";
    target.code = indicators[i];
    world_add_target(world, &target);
  }
  add_figures(world);
  world_add(world, "K", "M", "2020", "10");
  world_add(world, "K", "M", "2022", "11");
}

static void what_another_tree_measures_is_found_at_the_counterpart(void **state) {
  (void)state;
  small_world world;
  start_two_trees(&world);
  world_review(&world, "2023-06-30");
  uint32_t province = 0;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl_plan_find_unit(world.plan, "P", 1, RSL_NONE, RSL_DATE_NONE, &province, &error), RSL_OK);
  assert_number(row_of(&world, "X")->actual, number("120"));
  assert_number(row_of(&world, "X")->baseline, number("100"));
  assert_int_equal(row_of(&world, "X")->links.measured, province);
  assert_non_null(strstr(row_of(&world, "X")->reason, "; measured at P"));
  assert_number(row_of(&world, "F")->actual, number("240")); /* where its operand is */
  assert_number(row_of(&world, "M")->actual, number("11"));  /* its own */
  assert_int_equal(rsl_plan_unit_counterpart(world.plan, row_of(&world, "M")->links.unit), province);
  assert_int_equal(rsl_plan_unit_counterpart(world.plan, province), RSL_NONE);
  world_free(&world);
}

/* ---- Forms ---- */

static void start_with_event(small_world *world, const char *by) {
  rsl_indicator indicator = indicator_of("E", RSL_RULE_NONE, RSL_PERIOD_DAY, RSL_TIME_NONE);
  static const rsl_measured_at provinces = { "province", RSL_DATE_NONE, RSL_DATE_NONE };
  indicator.event = true;
  indicator.frequency = RSL_PERIOD_NONE;
  indicator.has_initial = true;
  indicator.measured_at = &provinces;
  rsl_target target = target_of("E", RSL_FORM_DONE, NULL);
  target.by = period(by);
  world_start(world, NULL);
  world_add_indicator(world, &indicator);
  world_add_target(world, &target);
  world_finish_plan(world);
}

static void what_is_done_by_an_event_holds_from_its_day_on(void **state) {
  (void)state;
  small_world world;
  start_with_event(&world, "2024");
  world_add(&world, "P", "E", "2023-05-10", "1");
  world_review(&world, "2023-05-09");
  assert_row(&world, "E", "2023-05-09", RSL_RATING_NOT_RATED, RSL_REASON_NOT_DUE_YET);
  world_review(&world, "2023-05-10");
  assert_row(&world, "E", "2023-05-10", RSL_RATING_MET_EARLY, RSL_REASON_REACHED_EARLY);
  world_review(&world, "2025-06-30");
  assert_row(&world, "E", "2024-12-31", RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  world_free(&world);
}

static void what_is_done_after_its_end_was_not_done_by_it(void **state) {
  (void)state;
  small_world world;
  start_with_event(&world, "2024-06-30");
  world_add(&world, "P", "E", "2024-07-01", "1");
  world_review(&world, "2025-06-30");
  assert_row(&world, "E", "2024-06-30", RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  world_free(&world);
}

static void what_people_judge_is_not_rated_and_its_published_verdict_shown(void **state) {
  (void)state;
  small_world world;
  const rsl_published verdict = { day("2023-06-01"), RSL_RATING_MET, "tốt", "the report" };
  rsl_target target = target_of("X", RSL_FORM_QUALITATIVE, NULL);
  target.published = &verdict;
  target.published_count = 1;
  world_start(&world, NULL);
  world_add_sum(&world, "X", RSL_PERIOD_YEAR, 0);
  world_add_target(&world, &target);
  add_figures(&world);
  world_review(&world, "2023-06-30");
  assert_row(&world, "X", "", RSL_RATING_NOT_RATED, RSL_REASON_JUDGED_BY_PEOPLE);
  const rsl_review_row *row = world_row(&world, "X");
  assert_string_equal(row->published->words, "tốt");
  assert_int_equal(row->flags, 0); /* nothing was computed that it could differ from */
  assert_int_equal(rsl_review_headline_at(world.review, 0)->by_rating[RSL_RATING_NOT_RATED], 1);
  world_free(&world);
}

static void a_grade_is_rated_by_its_place(void **state) {
  (void)state;
  small_world world;
  static const char *const codes[] = { "poor", "fair", "good" };
  rsl_indicator indicator = indicator_of("G", RSL_RULE_WORST, RSL_PERIOD_YEAR, RSL_TIME_NONE);
  indicator.direction = RSL_DIRECTION_NONE;
  indicator.grades = codes;
  indicator.grade_count = 3;
  rsl_target target = target_of("G", RSL_FORM_GRADE_AT_LEAST, NULL);
  target.condition.form = RSL_FORM_NONE;
  target.grade = "fair";
  target.stretch.form = RSL_FORM_GRADE_AT_LEAST;
  target.stretch_grade = "good";
  world_start(&world, NULL);
  world_add_indicator(&world, &indicator);
  world_add_target(&world, &target);
  world_finish_plan(&world);
  add_both(&world, "G", "2020", "0");
  world_add(&world, "A", "G", "2022", "2");
  world_add(&world, "B", "G", "2022", "1"); /* the worst of both: fair */
  world_review(&world, "2023-06-30");
  assert_row(&world, "G", "2022", RSL_RATING_MET_EARLY, RSL_REASON_REACHED_EARLY);
  assert_int_equal(world_row(&world, "G")->stretch, RSL_STRETCH_NOT_REACHED);
  world_free(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(an_adjusted_target_counts_from_the_day_it_was_adopted),
    cmocka_unit_test(an_earlier_target_that_is_asked_for_is_shown_all_the_same),
    cmocka_unit_test(an_adjusted_target_stands_in_one_row_with_what_it_replaces),
    cmocka_unit_test(what_was_not_known_to_be_adjusted_is_not),
    cmocka_unit_test(the_target_of_a_closed_unit_is_rated_at_its_last_whole_period),
    cmocka_unit_test(a_yearly_form_of_a_closed_unit_ends_with_it),
    cmocka_unit_test(a_target_may_be_void_when_its_unit_closes),
    cmocka_unit_test(a_change_of_definition_between_baseline_and_actual_is_flagged),
    cmocka_unit_test(what_another_tree_measures_is_found_at_the_counterpart),
    cmocka_unit_test(what_is_done_by_an_event_holds_from_its_day_on),
    cmocka_unit_test(what_is_done_after_its_end_was_not_done_by_it),
    cmocka_unit_test(what_people_judge_is_not_rated_and_its_published_verdict_shown),
    cmocka_unit_test(a_grade_is_rated_by_its_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
