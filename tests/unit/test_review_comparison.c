/* Two reviews held against one another, and how they are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>
#include <resolution/report.h>

#include "support/failing_allocator.h"
#include "support/progress_input.h"
#include "support/sinks.h"
#include "support/small_world.h"

static small_world world;
static rsl_review *before;
static rsl_review *after;
static rsl_review_comparison *comparison;

static void add_level(const char *code) {
  rsl_indicator indicator = indicator_of(code, RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_LAST);
  rsl_target wanted = target_of(code, RSL_FORM_AT_LEAST, "200");
  world_add_indicator(&world, &indicator);
  world_add_target(&world, &wanted);
}

static void add_both(const char *code, const char *period, const char *a, const char *b) {
  world_add(&world, "A", code, period, a);
  world_add(&world, "B", code, period, b);
}

static void review_as_of(const char *day_text, const rsl_allocator *allocator, rsl_review **out) {
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  options.as_of = day(day_text);
  assert_int_equal(rsl_review_run(world.cube, &options, allocator, out, NULL), RSL_OK);
}

/* From 100 in 2020 to 200 in 2025: 120, 140 and 160 by the ends of 2021, 2022 and 2023.
 *   ROSE   115 (0.75 of the way: behind), then 140 (on track)
 *   FELL   120 (on track), then 128 (0.7: behind)
 *   LATE   nothing, then 140
 *   FIXED  120 in 2021, said to be 112 since 2022-03-01 (0.6: behind); nothing newer */
static int start(void **state) {
  (void)state;
  world_start(&world, NULL);
  add_level("ROSE");
  add_level("FELL");
  add_level("LATE");
  add_level("FIXED");
  world_finish_plan(&world);
  static const char *const codes[] = { "ROSE", "FELL", "LATE", "FIXED" };
  for (size_t i = 0; i < 4; i++) add_both(codes[i], "2020", "60", "40");
  add_both("ROSE", "2021", "70", "45");
  add_both("ROSE", "2022", "80", "60");
  add_both("FELL", "2021", "70", "50");
  add_both("FELL", "2022", "70", "58");
  add_both("LATE", "2022", "80", "60");
  world_add(&world, "A", "FIXED", "2021", "70");
  rsl_measurement row;
  rsl_measurement_init(&row);
  row.unit = 2;
  row.indicator = 3;
  row.period = period("2021");
  row.has_value = true;
  row.value = decimal("50");
  row.has_revision = true;
  row.reported_at = day("2022-01-15");
  assert_int_equal(rsl_cube_builder_add(world.builder, &row, NULL), RSL_OK);
  row.revision = 1;
  row.value = decimal("42");
  row.reported_at = day("2022-03-01");
  assert_int_equal(rsl_cube_builder_add(world.builder, &row, NULL), RSL_OK);
  assert_int_equal(rsl_cube_builder_finish(world.builder, NULL, &world.cube, NULL), RSL_OK);
  review_as_of("2022-02-01", NULL, &before);
  review_as_of("2023-02-01", NULL, &after);
  assert_int_equal(rsl_review_compare(before, after, NULL, &comparison, NULL), RSL_OK);
  return 0;
}

static int stop(void **state) {
  (void)state;
  rsl_review_comparison_free(comparison);
  rsl_review_free(before);
  rsl_review_free(after);
  world_free(&world);
  return 0;
}

static const rsl_review_comparison_row *row_at(size_t index, rsl_review_change change) {
  const rsl_review_comparison_row *row = rsl_review_comparison_at(comparison, index);
  assert_non_null(row);
  assert_string_equal(rsl_review_change_name(row->change), rsl_review_change_name(change));
  return row;
}

static void each_target_rose_fell_or_was_revised(void **state) {
  (void)state;
  assert_int_equal(rsl_review_comparison_count(comparison), 4);
  const rsl_review_comparison_row *row = row_at(0, RSL_CHANGE_ROSE);
  assert_true(row->moved_on);
  assert_false(row->revised);
  assert_number(row->difference, number("25"));
  row = row_at(1, RSL_CHANGE_FELL);
  assert_int_equal(row->before->rating, RSL_RATING_ON_TRACK);
  assert_int_equal(row->after->rating, RSL_RATING_BEHIND);
  row_at(2, RSL_CHANGE_RATED);
  row = row_at(3, RSL_CHANGE_FELL);
  assert_true(row->revised);
  assert_false(row->moved_on);
  assert_false(row->adjusted);
  assert_number(row->difference, number("-8"));
  assert_null(rsl_review_comparison_at(comparison, 4));
  assert_int_equal(rsl_review_comparison_total(comparison, RSL_CHANGE_FELL), 2);
  assert_int_equal(rsl_review_comparison_total(comparison, RSL_CHANGE_SAME), 0);
  assert_ptr_equal(rsl_review_comparison_before(comparison), before);
  assert_ptr_equal(rsl_review_comparison_after(comparison), after);
}

static void a_target_of_one_review_alone_appears_or_disappears(void **state) {
  (void)state;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  rsl_review *part = NULL;
  rsl_review_comparison *found = NULL;
  const uint32_t first = 0;
  options.as_of = day("2022-02-01");
  options.targets = &first;
  options.target_count = 1;
  assert_int_equal(rsl_review_run(world.cube, &options, NULL, &part, NULL), RSL_OK);
  assert_int_equal(rsl_review_compare(part, after, NULL, &found, NULL), RSL_OK);
  assert_int_equal(rsl_review_comparison_total(found, RSL_CHANGE_APPEARED), 3);
  assert_null(rsl_review_comparison_at(found, 1)->before);
  rsl_review_comparison_free(found);
  assert_int_equal(rsl_review_compare(after, part, NULL, &found, NULL), RSL_OK);
  assert_int_equal(rsl_review_comparison_total(found, RSL_CHANGE_DISAPPEARED), 3);
  assert_null(rsl_review_comparison_at(found, 1)->after);
  rsl_review_comparison_free(found);
  rsl_review_free(part);
}

static void reviews_of_different_plans_are_not_compared(void **state) {
  (void)state;
  small_world other;
  rsl_review_comparison *found = NULL;
  rsl_error error = RSL_ERROR_INIT;
  world_start(&other, NULL);
  world_finish_plan(&other);
  world_review(&other, "2022-02-01");
  assert_int_equal(rsl_review_compare(other.review, after, NULL, &found, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "the two reviews are of different plans");
  assert_null(found);
  world_free(&other);
}

/* Only where a revision, or an adjusted target, made the row another. */
static void a_note_says_what_made_it_another(void **state) {
  (void)state;
  char note[16];
  assert_int_equal(rsl_review_comparison_note(comparison, 0, note, sizeof note), 0);
  assert_string_equal(note, "");
  assert_int_equal(rsl_review_comparison_note(comparison, 3, note, sizeof note),
                   strlen("on track on the earlier figure (120, A), behind on the revised figure (112, A)"));
  assert_string_equal(note, "on track on …"); /* cut */
  assert_int_equal(rsl_review_comparison_note(comparison, 9, note, sizeof note), 0);
}

static rsl_status write_it(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_write_comparison(what, NULL, allocator, sink, error);
}

static rsl_status write_table(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_table_comparison(what, NULL, allocator, sink, error);
}

static void each_target_is_a_row_of_csv(void **state) {
  (void)state;
  expect_text(
      write_it, comparison,
      "unit,indicator,resolution,target_code,change,before_period,before,before_rating,after_period,after,"
      "after_rating,difference,marks,before_status,after_status,before_target_code,before_target,after_target,note\n"
      "P,ROSE,R,P:ROSE:R:2025,rose,2021,115,behind,2022,140,on_track,25,moved_on,A,A,,200,200,\n"
      "P,FELL,R,P:FELL:R:2025,fell,2021,120,on_track,2022,128,behind,8,moved_on,A,A,,200,200,\n"
      "P,LATE,R,P:LATE:R:2025,rated,,,no_data,2022,140,on_track,,moved_on,,A,,200,200,\n"
      "P,FIXED,R,P:FIXED:R:2025,fell,2021,120,on_track,2021,112,behind,-8,revised,A,A,,200,200,"
      "\"on track on the earlier figure (120, A), behind on the revised figure (112, A)\"\n");
}

static void a_table_tells_how_many_rose_and_fell(void **state) {
  (void)state;
  expect_text(write_table, comparison,
              "From 2022-02-01 to 2023-02-01: 1 rose, 2 fell, 1 rated now\n"
              "Indicator      Before  Rating           Now  Rating    Change\n"
              "─────────  ──────────  ────────  ──────────  ────────  ────────────────────\n"
              "P\n"
              "  ROSE     115 (2021)  behind    140 (2022)  on track  rose\n"
              "  FELL     120 (2021)  on track  128 (2022)  behind    fell\n"
              "  LATE                 no data   140 (2022)  on track  rated now\n"
              "  FIXED    120 (2021)  on track  112 (2021)  behind    fell; figure revised\n"
              "    on track on the earlier figure (120, A), behind on the revised figure (112,\n"
              "    A)\n");
}

static void failures_are_told(void **state) {
  (void)state;
  expect_failures_are_told(write_it, comparison);
  expect_failures_are_told(write_table, comparison);
}

static bool sweep(const rsl_allocator *allocator, void *context) {
  rsl_review_comparison *found = NULL;
  (void)context;
  rsl_status status = rsl_review_compare(before, after, allocator, &found, NULL);
  if (status != RSL_OK) assert_int_equal(status, RSL_ERR_MEMORY);
  rsl_review_comparison_free(found);
  return status == RSL_OK;
}

static void memory_that_runs_out_is_an_error_like_any_other(void **state) {
  (void)state;
  assert_true(sweep_allocations(sweep, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(each_target_rose_fell_or_was_revised, start, stop),
    cmocka_unit_test_setup_teardown(a_target_of_one_review_alone_appears_or_disappears, start, stop),
    cmocka_unit_test_setup_teardown(reviews_of_different_plans_are_not_compared, start, stop),
    cmocka_unit_test_setup_teardown(a_note_says_what_made_it_another, start, stop),
    cmocka_unit_test_setup_teardown(each_target_is_a_row_of_csv, start, stop),
    cmocka_unit_test_setup_teardown(a_table_tells_how_many_rose_and_fell, start, stop),
    cmocka_unit_test_setup_teardown(failures_are_told, start, stop),
    cmocka_unit_test_setup_teardown(memory_that_runs_out_is_an_error_like_any_other, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
