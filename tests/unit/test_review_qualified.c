/* Years that were reported as bounds or ranges, under a condition of each year (T6, T8). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/progress_input.h"
#include "support/small_world.h"

/* At least 80 each year of 2021 and 2022: the first is a whole 90, the second as the row has it. */
typedef struct year_row {
  const char *value;
  rsl_qualifier qualifier;
  rsl_rating rating;
  rsl_reason reason;
  const char *said; /* a part of the reason */
} year_row;

static void start(small_world *world, const rsl_target *target) {
  static const rsl_measured_at provinces = { "province", RSL_DATE_NONE, RSL_DATE_NONE };
  rsl_indicator indicator = indicator_of("X", RSL_RULE_NONE, RSL_PERIOD_YEAR, RSL_TIME_NONE);
  indicator.measured_at = &provinces;
  world_start(world, NULL);
  world_add_indicator(world, &indicator);
  world_add_target(world, target);
  world_finish_plan(world);
}

static void expect_year(const year_row *year, const char *by) {
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_EACH_YEAR, "80");
  target.by = period(by);
  start(&world, &target);
  world_add(&world, "P", "X", "2021", "90");
  world_add_as(&world, "P", "X", "2022", year->value, 0, "", year->qualifier);
  world_review(&world, "2023-06-30");
  const rsl_review_row *row = world_row(&world, "X");
  if (row->rating != year->rating || row->reason_code != year->reason) fail_msg("%s: %s", year->value, row->reason);
  if (strstr(row->reason, year->said) == NULL) fail_msg("'%s' has no '%s'", row->reason, year->said);
  assert_int_equal((row->flags & RSL_FLAG_QUALIFIED) != 0, row->rating != RSL_RATING_NO_DATA);
  world_free(&world);
}

static void a_year_holds_where_all_that_it_allows_does(void **state) {
  (void)state;
  static const year_row rows[] = {
    { "81..85", RSL_QUALIFIER_RANGE, RSL_RATING_ON_TRACK, RSL_REASON_EVERY_YEAR_HELD, "every year up to 2022 held" },
    { "80", RSL_QUALIFIER_ABOVE, RSL_RATING_ON_TRACK, RSL_REASON_EVERY_YEAR_HELD, "every year up to 2022 held" },
    { "80", RSL_QUALIFIER_AT_LEAST, RSL_RATING_ON_TRACK, RSL_REASON_EVERY_YEAR_HELD, "every year up to 2022 held" },
    { "80", RSL_QUALIFIER_ABOUT, RSL_RATING_ON_TRACK, RSL_REASON_EVERY_YEAR_HELD, "approximate" },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) expect_year(&rows[i], "2025");
}

static void a_year_that_may_have_failed_is_taken_as_failed(void **state) {
  (void)state;
  static const year_row rows[] = {
    { "78..85", RSL_QUALIFIER_RANGE, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE,
      "78 in 2022 failed, at least 80 each year: it cannot be met any more; this is the weaker of what the figure allows" },
    { "78..79", RSL_QUALIFIER_RANGE, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE, "78 in 2022 failed" },
    { "75", RSL_QUALIFIER_AT_LEAST, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE, "weaker of what" },
    { "79", RSL_QUALIFIER_AT_MOST, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE, "79 in 2022 failed" },
    { "79", RSL_QUALIFIER_BELOW, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE, "79 in 2022 failed" },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) expect_year(&rows[i], "2025");
}

static void a_year_that_goes_on_without_end_on_its_bad_side_is_open(void **state) {
  (void)state;
  static const year_row rows[] = {
    { "90", RSL_QUALIFIER_AT_MOST, RSL_RATING_NO_DATA, RSL_REASON_QUALIFIED_FIGURE,
      "the figure for 2022 is only a bound, and leaves the verdict open" },
    { "81", RSL_QUALIFIER_BELOW, RSL_RATING_NO_DATA, RSL_REASON_QUALIFIED_FIGURE,
      "the figure for 2022 is only a bound" },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) expect_year(&rows[i], "2025");
}

/* At the end more than 80 is beyond, 80 itself is met; a year before was 90. */
static void at_the_end_the_weaker_is_what_is_only_met(void **state) {
  (void)state;
  static const year_row rows[] = {
    { "80..85", RSL_QUALIFIER_RANGE, RSL_RATING_MET, RSL_REASON_EVERY_YEAR_HELD, "weaker of what" },
    { "80", RSL_QUALIFIER_ABOVE, RSL_RATING_EXCEEDED, RSL_REASON_EVERY_YEAR_BEYOND,
      "every year up to 2022 was beyond" },
    { "80", RSL_QUALIFIER_AT_LEAST, RSL_RATING_MET, RSL_REASON_EVERY_YEAR_HELD, "weaker of what" },
    { "78..85", RSL_QUALIFIER_RANGE, RSL_RATING_MISSED, RSL_REASON_YEAR_FAILED, "78 in 2022 failed" },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) expect_year(&rows[i], "2022");
}

static void the_row_has_the_bound_as_it_was_reported(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_EACH_YEAR, "80");
  start(&world, &target);
  world_add_as(&world, "P", "X", "2021", "70", 0, "", RSL_QUALIFIER_ABOVE); /* may have failed */
  world_add_as(&world, "P", "X", "2022", "80", 0, "", RSL_QUALIFIER_ABOVE);
  world_review(&world, "2023-06-30");
  assert_row(&world, "X", "2022", RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
  assert_number(world_row(&world, "X")->actual, number("80"));
  assert_int_equal(world_row(&world, "X")->qualifier, RSL_QUALIFIER_ABOVE);
  world_free(&world);
}

/* A known failure decides, whatever an open year was; an open one in between leaves the rest undecided. */
static void an_open_year_is_a_missing_one_and_no_more(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_EACH_YEAR, "80");
  for (int fails = 0; fails < 2; fails++) {
    start(&world, &target);
    world_add_as(&world, "P", "X", "2021", "90", 0, "", RSL_QUALIFIER_AT_MOST);
    world_add(&world, "P", "X", "2022", fails ? "79" : "85");
    world_review(&world, "2023-06-30");
    if (fails)
      assert_row(&world, "X", "2022", RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
    else
      assert_row(&world, "X", "2022", RSL_RATING_NO_DATA, RSL_REASON_QUALIFIED_FIGURE);
    world_free(&world);
  }
}

/* A bound is no term of a sum: why the year is missing is told. */
static void a_bound_in_a_total_is_why_its_year_is_missing(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "400");
  start(&world, &target);
  world_add_as(&world, "P", "X", "2021", "90", 0, "", RSL_QUALIFIER_AT_LEAST);
  world_add(&world, "P", "X", "2022", "85");
  world_review(&world, "2023-06-30");
  assert_row(&world, "X", "", RSL_RATING_NO_DATA, RSL_REASON_QUALIFIED_FIGURE);
  assert_string_equal(world_row(&world, "X")->reason,
                      "the figure for 2021 is only a bound, and leaves the verdict open");
  world_free(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_year_holds_where_all_that_it_allows_does),
    cmocka_unit_test(a_year_that_may_have_failed_is_taken_as_failed),
    cmocka_unit_test(a_year_that_goes_on_without_end_on_its_bad_side_is_open),
    cmocka_unit_test(at_the_end_the_weaker_is_what_is_only_met),
    cmocka_unit_test(the_row_has_the_bound_as_it_was_reported),
    cmocka_unit_test(an_open_year_is_a_missing_one_and_no_more),
    cmocka_unit_test(a_bound_in_a_total_is_why_its_year_is_missing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
