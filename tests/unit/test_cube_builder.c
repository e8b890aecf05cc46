/* Taking measurements and making a cube of them (R8-R10; formats.md, Measurements). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cube/row.h"
#include "support/small.h"

#define POP "POP"

static int start(void **state) {
  static small s;
  small_start(&s);
  small_country(&s);
  small_sum(&s, POP);
  small_sum(&s, "POOR_HH");
  small_sum(&s, "HH");
  small_ratio(&s, "POOR", "POOR_HH", "HH", 100);
  rsl_indicator monthly = small_indicator("BIRTHS", RSL_RULE_SUM, "commune");
  monthly.frequency = RSL_PERIOD_MONTH;
  monthly.time = RSL_TIME_SUM;
  small_add(&s, &monthly);
  monthly.code = monthly.name = "UNTIMED";
  monthly.time = RSL_TIME_NONE;
  small_add(&s, &monthly);
  *state = &s;
  return 0;
}

static size_t rows_of(const small *s, const char *unit, const char *indicator, const char *period,
                      rsl_measurement rows[4]) {
  return rsl_cube_rows(s->cube, small_unit_index(s, unit), small_indicator_index(s, indicator), small_period(period),
                       rows, 4);
}

static void refused(small *s, const rsl_measurement *measurement, const char *expected) {
  assert_int_equal(small_offer(s, measurement), RSL_ERR_DATA);
  assert_string_equal(s->error.text, expected);
  assert_string_equal(s->error.file, "m.csv");
  assert_int_equal(s->error.line, s->line);
}

static void a_row_takes_24_bytes(void **state) {
  (void)state;
  assert_int_equal(sizeof(rsl__row), 24);
}

static void a_period_becomes_a_number_of_the_same_order_and_back(void **state) {
  (void)state;
  static const char *const texts[] = { "1900-01-01", "2023-03-31", "2023-03", "2023-Q1", "2023-06-30", "2023-Q2",
                                       "2023-H1",    "2023-9M",    "2023-12", "2023-H2", "2023",       "2999" };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    rsl_period period = small_period(texts[i]);
    uint32_t when = rsl__when(period);
    rsl_period back = rsl__when_period(when);
    assert_int_equal(back.type, period.type);
    assert_int_equal(back.index, period.index);
    assert_true(when < 1u << 24);
    if (i > 0) assert_true(rsl__when(small_period(texts[i - 1])) < when);
  }
}

static void what_was_added_is_read_back(void **state) {
  small *s = *state;
  rsl_measurement rows[4];
  small_finish(s);
  rsl_measurement m = small_measurement(s, "a1", POP, "2023", "12.50");
  m.status = 'E';
  m.source = "Census";
  m.note = "by hand";
  m.has_revision = true;
  m.revision = 2;
  m.reported_at = rsl_date_from_civil(2024, 3, 1);
  assert_int_equal(small_offer(s, &m), RSL_OK);
  small_row(s, "a2", POP, "2023", "7");
  small_cube(s);
  assert_int_equal(rows_of(s, "a1", POP, "2023", rows), 1);
  /* The column holds two decimals; the row keeps the two that it was written with. */
  assert_int_equal(rows[0].value.units, 1250);
  assert_int_equal(rows[0].value.scale, 2);
  assert_int_equal(rows[0].status, 'E');
  assert_string_equal(rows[0].source, "Census");
  assert_string_equal(rows[0].note, "by hand");
  assert_int_equal(rows[0].revision, 2);
  assert_int_equal(rows[0].reported_at, rsl_date_from_civil(2024, 3, 1));
  assert_string_equal(rows[0].file, "m.csv");
  assert_int_equal(rows[0].line, 1);
  assert_int_equal(rows_of(s, "a2", POP, "2023", rows), 1);
  assert_int_equal(rows[0].value.units, 7);
  assert_int_equal(rows[0].value.scale, 0);
  assert_int_equal(rows[0].status, 'A');
  assert_null(rows[0].source);
  assert_int_equal(rsl_cube_row_count(s->cube), 2);
  assert_int_equal(rsl_cube_last_day(s->cube), rsl_date_from_civil(2023, 12, 31));
}

static void an_empty_value_is_a_reported_absence_of_status_o_unless_told(void **state) {
  small *s = *state;
  rsl_measurement rows[4];
  small_finish(s);
  small_row(s, "a1", POP, "2023", "");
  small_status(s, "a2", POP, "2023", "", 'P');
  small_status(s, "a3", POP, "2023", "", 'M');
  small_cube(s);
  rows_of(s, "a1", POP, "2023", rows);
  assert_int_equal(rows[0].status, 'O');
  rows_of(s, "a2", POP, "2023", rows);
  assert_int_equal(rows[0].status, 'O');
  rows_of(s, "a3", POP, "2023", rows);
  assert_int_equal(rows[0].status, 'M');
  assert_false(rows[0].has_value);
}

static void a_status_that_is_not_taken_is_refused(void **state) {
  small *s = *state;
  small_finish(s);
  rsl_measurement m = small_measurement(s, "a1", POP, "2023", "5");
  m.status = 'K';
  refused(s, &m, "status K is not taken: give the figure itself");
  m.status = 'x';
  refused(s, &m, "unknown status `x`: one of A B D E F G H I J L M N O P Q S U V");
  m.status = 'M';
  refused(s, &m, "status M says that there is no figure, but there is one: leave out one of the two");
}

static void a_period_that_does_not_fit_the_frequency_is_refused(void **state) {
  small *s = *state;
  small_finish(s);
  rsl_measurement m = small_measurement(s, "a1", POP, "2023-03", "5");
  refused(s, &m, "period 2023-03 is shorter than the frequency of `POP`, which is year");
  m = small_measurement(s, "a1", "UNTIMED", "2023", "5");
  refused(s, &m,
          "period 2023 is longer than the frequency of `UNTIMED`, which is month, and `UNTIMED` has no time rule: "
          "add `time` to the indicator");
  small_row(s, "a1", "BIRTHS", "2023-Q1", "5");
}

static void a_unit_must_be_valid_on_the_last_day_of_the_period(void **state) {
  small *s = *state;
  rsl_unit unit;
  rsl_unit_init(&unit);
  unit.code = unit.name = "b3";
  unit.level = "commune";
  unit.parent = "B1";
  unit.from = rsl_date_from_civil(2024, 7, 1);
  assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
  small_finish(s);
  rsl_measurement m = small_measurement(s, "b3", POP, "2023", "1");
  refused(s, &m, "unit `b3` is not valid on 2023-12-31, the last day of 2023");
  small_row(s, "b3", POP, "2024", "1");
}

static void a_code_that_was_another_units_then_is_told_with_both(void **state) {
  small *s = *state;
  rsl_unit unit;
  rsl_unit_init(&unit);
  unit.code = "b3";
  unit.name = "Xã Cũ";
  unit.level = "commune";
  unit.parent = "B1";
  unit.to = rsl_date_from_civil(2024, 7, 1);
  assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
  unit.name = "Xã Mới";
  unit.from = unit.to;
  unit.to = RSL_DATE_NONE;
  assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
  small_finish(s);
  rsl_measurement m = small_measurement(s, "b3", POP, "2025", "1"); /* the first that bears the code */
  refused(s, &m,
          "unit `commune/b3@2024-06-30` (Xã Cũ) is not valid on 2025-12-31, the last day of 2025: the code was that of "
          "another unit then, `commune/b3@2024-07-01` (Xã Mới)");
  small_row(s, "b3", POP, "2024", "1"); /* it closed inside this year, and may tell of all of it */
}

static void a_finished_builder_takes_nothing_more(void **state) {
  small *s = *state;
  small_finish(s);
  small_cube(s);
  rsl_measurement m = small_measurement(s, "a1", POP, "2023", "1");
  assert_int_equal(small_offer(s, &m), RSL_ERR_ARGUMENT);
  assert_int_equal(rsl_cube_row_count(s->cube), 0);
  assert_int_equal(rsl_cube_last_day(s->cube), RSL_DATE_NONE);
}

static void the_same_figure_twice_is_an_error_with_both_lines(void **state) {
  small *s = *state;
  small_finish(s);
  small_row(s, "a1", POP, "2023", "5");
  small_row(s, "a2", POP, "2023", "6");
  small_row(s, "a1", POP, "2023", "5");
  assert_int_equal(small_try_cube(s), RSL_ERR_DATA);
  assert_null(s->cube);
  const rsl_problem *problem = small_problem(s, "duplicate_figure");
  assert_non_null(problem);
  assert_int_equal(problem->line, 3);
  assert_string_equal(problem->message,
                      "the figure of `a1`, `POP`, 2023 was given already in line 1: leave out one, or "
                      "number them as revisions");
}

static void on_duplicate_decides_which_counts(void **state) {
  static const struct {
    rsl_on_duplicate choice;
    int64_t units;
  } cases[] = { { RSL_DUPLICATE_LAST, 7 }, { RSL_DUPLICATE_FIRST, 50 }, { RSL_DUPLICATE_SUM, 50 + 20 + 7 } };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    small *s = *state;
    rsl_measurement rows[4];
    s->options.on_duplicate = cases[i].choice;
    small_finish(s);
    small_row(s, "a1", POP, "2023", "50");
    small_row(s, "a1", POP, "2023", "20");
    small_row(s, "a1", POP, "2023", "7");
    small_cube(s);
    assert_int_equal(rows_of(s, "a1", POP, "2023", rows), 1);
    assert_int_equal(rows[0].value.units, cases[i].units);
    small_tear_down(state);
    start(state);
  }
}

static void percentages_are_not_added_when_duplicates_are(void **state) {
  small *s = *state;
  s->options.on_duplicate = RSL_DUPLICATE_SUM;
  small_finish(s);
  small_row(s, "a1", "POOR", "2023", "4");
  small_row(s, "a1", "POOR", "2023", "5");
  assert_int_equal(small_try_cube(s), RSL_ERR_DATA);
}

static void skipping_leaves_out_every_row_of_a_contradiction(void **state) {
  small *s = *state;
  rsl_measurement rows[4];
  s->options.skip_bad = true;
  small_finish(s);
  small_row(s, "a1", POP, "2023", "5");
  small_row(s, "a2", POP, "2023", "6");
  small_row(s, "a1", POP, "2023", "7");
  small_cube(s);
  assert_int_equal(rows_of(s, "a1", POP, "2023", rows), 0);
  assert_int_equal(rows_of(s, "a2", POP, "2023", rows), 1);
  assert_int_equal(rsl_cube_skipped_count(s->cube), 2);
  assert_int_equal(rsl_problems_errors(s->problems), 1);
  assert_int_equal(s->error.status, RSL_OK);
}

static void the_sides_of_a_ratio_become_figures_of_their_indicators(void **state) {
  small *s = *state;
  rsl_measurement rows[4];
  small_finish(s);
  small_sides(s, "a1", "POOR", "2023", "4.25", "123", "2894");
  small_cube(s);
  assert_int_equal(rows_of(s, "a1", "POOR_HH", "2023", rows), 1);
  assert_int_equal(rows[0].value.units, 123);
  assert_int_equal(rows_of(s, "a1", "HH", "2023", rows), 1);
  assert_int_equal(rows[0].value.units, 2894);
  assert_int_equal(rows_of(s, "a1", "POOR", "2023", rows), 1);
  assert_true(rows[0].has_numerator);
  assert_int_equal(rows[0].numerator.units, 123);
  assert_int_equal(rows[0].denominator.units, 2894);
  /* One measurement was added, whatever it brought along. */
  assert_int_equal(rsl_cube_row_count(s->cube), 1);
}

static void a_figure_given_twice_with_one_value_is_fine_and_with_two_an_error(void **state) {
  small *s = *state;
  small_finish(s);
  small_row(s, "a1", "HH", "2023", "2894.0");
  small_sides(s, "a1", "POOR", "2023", "", "123", "2894");
  small_cube(s);
  assert_int_equal(rsl_cube_row_count(s->cube), 2);
  small_tear_down(state);
  start(state);
  small_finish(s);
  small_sides(s, "a1", "POOR", "2023", "", "123", "2894");
  small_row(s, "a1", "HH", "2023", "2900");
  assert_int_equal(small_try_cube(s), RSL_ERR_DATA);
  const rsl_problem *problem = small_problem(s, "contradictory_figure");
  assert_non_null(problem);
  assert_int_equal(problem->line, 2);
  assert_string_equal(problem->message,
                      "the figure of `a1`, `HH`, 2023 that stands here differs from that given in line 1");
}

static void a_bad_side_takes_its_whole_row_along(void **state) {
  small *s = *state;
  rsl_measurement rows[4];
  s->options.skip_bad = true;
  small_finish(s);
  small_sides(s, "a1", "POOR", "2023", "4.25", "123", "2894");
  small_row(s, "a1", "HH", "2023", "2900");
  small_sides(s, "a2", "POOR", "2023", "5", "5", "100");
  small_cube(s);
  assert_int_equal(rows_of(s, "a1", "POOR", "2023", rows), 0);
  assert_int_equal(rows_of(s, "a1", "POOR_HH", "2023", rows), 0);
  assert_int_equal(rows_of(s, "a1", "HH", "2023", rows), 0);
  assert_int_equal(rows_of(s, "a2", "POOR_HH", "2023", rows), 1);
  assert_int_equal(rsl_cube_skipped_count(s->cube), 2);
}

static void sides_of_what_is_no_ratio_are_refused(void **state) {
  small *s = *state;
  small_finish(s);
  rsl_measurement m = small_measurement(s, "a1", POP, "2023", "5");
  m.has_numerator = true;
  refused(s, &m, "`POP` is no ratio or share: it takes no numerator and denominator");
}

static void a_later_revision_without_sides_takes_them_back(void **state) {
  small *s = *state;
  rsl_measurement rows[4];
  small_finish(s);
  small_sides(s, "a1", "POOR", "2023", "", "123", "2894");
  small_revision(s, "a1", "POOR", "2023", "", 1, "2024-05-01");
  small_revision(s, "a2", "POOR", "2023", "4", 1, "2024-05-01");
  small_cube(s);
  assert_int_equal(rows_of(s, "a1", "HH", "2023", rows), 2);
  assert_true(rows[0].has_value);
  assert_false(rows[1].has_value);
  /* Nothing was said before at a2, so there is nothing to take back. */
  assert_int_equal(rows_of(s, "a2", "HH", "2023", rows), 0);
}

static void revisions_stand_lowest_first(void **state) {
  small *s = *state;
  rsl_measurement rows[4];
  small_finish(s);
  small_revision(s, "a1", POP, "2023", "30", 3, "2024-03-01");
  small_row(s, "a1", POP, "2023", "10");
  small_revision(s, "a1", POP, "2023", "20", 1, "2024-02-01");
  small_cube(s);
  assert_int_equal(rows_of(s, "a1", POP, "2023", rows), 3);
  assert_int_equal(rows[0].value.units, 10);
  assert_int_equal(rows[1].value.units, 20);
  assert_int_equal(rows[2].value.units, 30);
  assert_int_equal(rsl_cube_row_count(s->cube), 3);
}

static void what_was_reported_later_is_left_out_as_known(void **state) {
  small *s = *state;
  rsl_measurement rows[4];
  s->options.as_known = rsl_date_from_civil(2024, 2, 15);
  small_finish(s);
  small_revision(s, "a1", POP, "2023", "10", 0, "2024-01-10");
  small_revision(s, "a1", POP, "2023", "20", 1, "2024-02-16");
  small_row(s, "a2", POP, "2023", "5"); /* known at the end of 2023 */
  small_row(s, "a2", POP, "2024", "6"); /* known at the end of 2024 */
  small_cube(s);
  assert_int_equal(rows_of(s, "a1", POP, "2023", rows), 1);
  assert_int_equal(rows[0].value.units, 10);
  assert_int_equal(rows_of(s, "a2", POP, "2023", rows), 1);
  assert_int_equal(rows_of(s, "a2", POP, "2024", rows), 0);
  assert_int_equal(rsl_cube_later_count(s->cube), 2);
}

static void a_figure_that_was_withdrawn_is_not_the_latest(void **state) {
  small *s = *state;
  small_finish(s);
  small_revision(s, "a1", POP, "2023", "30", 0, "2024-01-10");
  small_revision(s, "a1", POP, "2023", "", 1, "2024-02-01");
  small_row(s, "a1", POP, "2022", "20");
  small_cube(s);
  assert_int_equal(rsl_cube_last_day(s->cube), rsl_date_from_civil(2022, 12, 31));
}

static void one_of_several_revisions_without_a_date_is_an_error_as_known(void **state) {
  small *s = *state;
  s->options.as_known = rsl_date_from_civil(2024, 2, 15);
  small_finish(s);
  small_row(s, "a1", POP, "2023", "10");
  small_revision(s, "a1", POP, "2023", "20", 1, "2024-02-16");
  assert_int_equal(small_try_cube(s), RSL_ERR_DATA);
  assert_non_null(small_problem(s, "revision_without_date"));
}

/* R9: the ratio's second revision brings no sides, and says nothing of the denominator that was given apart. */
static void a_revision_of_a_ratio_without_sides_makes_none_of_its_denominator(void **state) {
  small *s = *state;
  small_sum(s, "PART");
  small_sum(s, "ALL");
  small_ratio(s, "RATE", "PART", "ALL", 1);
  s->options.as_known = rsl_date_from_civil(2024, 2, 15);
  small_finish(s);
  small_revision(s, "a1", "RATE", "2023", "0.5", 2, "2024-01-16");
  small_row(s, "a1", "ALL", "2023", "10");
  assert_int_equal(small_try_cube(s), RSL_OK);
  small_rollup(s);
  small_assert_value(s, "a1", "ALL", "2023", "10");
}

static void a_figure_that_the_common_scale_cannot_hold_is_refused(void **state) {
  small *s = *state;
  small_finish(s);
  small_row(s, "a1", POP, "2023", "123456789012345678");
  small_row(s, "a2", POP, "2023", "0.25");
  assert_int_equal(small_try_cube(s), RSL_ERR_DATA);
  const rsl_problem *problem = small_problem(s, "figure_not_exact");
  assert_non_null(problem);
  assert_int_equal(problem->line, 1);
  assert_string_equal(problem->message,
                      "123456789012345678 of `a1`, `POP`, 2023 cannot be held exactly beside figures of "
                      "the same indicator that have 2 decimals");
}

static void trailing_zeros_widen_nothing(void **state) {
  small *s = *state;
  rsl_measurement rows[4];
  small_finish(s);
  small_row(s, "a1", POP, "2023", "123456789012345678");
  small_row(s, "a2", POP, "2023", "25.000");
  small_cube(s);
  rows_of(s, "a2", POP, "2023", rows);
  assert_int_equal(rows[0].value.units, 25000);
  assert_int_equal(rows[0].value.scale, 3);
}

static void two_rows_a_thousand_years_apart_take_no_memory_between(void **state) {
  small *s = *state;
  rsl_period first;
  rsl_period last;
  small_finish(s);
  small_row(s, "a1", "BIRTHS", "1900-01", "1");
  small_row(s, "b2", "BIRTHS", "2999-12", "2");
  small_cube(s);
  assert_true(rsl_cube_period_range(s->cube, small_indicator_index(s, "BIRTHS"), &first, &last));
  assert_int_equal(first.index, small_period("1900-01").index);
  assert_int_equal(last.index, small_period("2999-12").index);
  assert_false(rsl_cube_period_range(s->cube, small_indicator_index(s, POP), &first, &last));
}

static void a_ratio_ranges_over_the_periods_that_have_both_sides(void **state) {
  small *s = *state;
  rsl_period first;
  rsl_period last;
  small_finish(s);
  for (int year = 2015; year <= 2024; year++) {
    char text[16];
    snprintf(text, sizeof text, "%d", year);
    small_row(s, "a1", "HH", text, "100");
    if (year >= 2021) small_row(s, "a1", "POOR_HH", text, "10");
  }
  small_cube(s);
  assert_true(rsl_cube_period_range(s->cube, small_indicator_index(s, "POOR"), &first, &last));
  assert_int_equal(first.index, 2021);
  assert_int_equal(last.index, 2024);
}

static void nine_months_range_over_quarters_that_end_a_year(void **state) {
  small *s = *state;
  rsl_period first;
  rsl_period last;
  rsl_indicator nine = small_indicator("NINE", RSL_RULE_RATIO, "commune");
  nine.frequency = RSL_PERIOD_NINE_MONTHS;
  nine.rollup.numerator = nine.rollup.denominator = "QUARTERLY";
  rsl_indicator quarterly = small_indicator("QUARTERLY", RSL_RULE_SUM, "commune");
  quarterly.frequency = RSL_PERIOD_QUARTER;
  quarterly.time = RSL_TIME_SUM;
  small_add(s, &quarterly);
  small_add(s, &nine);
  small_finish(s);
  small_row(s, "a1", "QUARTERLY", "2020-Q4", "1");
  small_row(s, "a1", "QUARTERLY", "2021-Q1", "1");
  small_row(s, "a1", "QUARTERLY", "2022-Q4", "1");
  small_cube(s);
  assert_true(rsl_cube_period_range(s->cube, small_indicator_index(s, "NINE"), &first, &last));
  assert_int_equal(first.index, 2021);
  assert_int_equal(last.index, 2022);
}

static void any_order_of_rows_gives_the_same_cube(void **state) {
  static const char *const units[] = { "b2", "a1", "b1", "a3", "a2" };
  static const char *const years[] = { "2023", "2019", "2021" };
  small *s = *state;
  rsl_measurement rows[4];
  small_finish(s);
  for (int y = 0; y < 3; y++)
    for (int u = 0; u < 5; u++) {
      char value[16];
      snprintf(value, sizeof value, "%d.%d", u * 10 + y, y);
      small_row(s, units[u], POP, years[y], value);
    }
  small_cube(s);
  for (int y = 0; y < 3; y++)
    for (int u = 0; u < 5; u++) {
      assert_int_equal(rows_of(s, units[u], POP, years[y], rows), 1);
      assert_int_equal(rows[0].value.units, (u * 10 + y) * 10 + y);
    }
}

static void sorting_keeps_the_order_of_equals_and_is_right_for_any_pattern(void **state) {
  (void)state;
  enum { COUNT = 1000 };
  static rsl__row rows[COUNT];
  rsl_allocator allocator = rsl__allocator_or_default(NULL);
  rsl__store store;
  rsl__store_init(&store, &allocator);
  uint32_t random = 1;
  for (int pattern = 0; pattern < 4; pattern++) {
    for (uint32_t i = 0; i < COUNT; i++) {
      random = random * 1664525u + 1013904223u;
      uint32_t place = pattern == 0 ? i : pattern == 1 ? COUNT - i : pattern == 2 ? (random >> 16) % 7 : i % 10;
      rows[i] = (rsl__row){ .value = i, .place = place, .origin = i };
    }
    assert_true(rsl__rows_sort(&store, rows, COUNT));
    for (uint32_t i = 1; i < COUNT; i++) {
      assert_true(rows[i - 1].place <= rows[i].place);
      if (rows[i - 1].place == rows[i].place) assert_true(rows[i - 1].value < rows[i].value);
    }
  }
  rsl__store_free(&store);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, small_tear_down)
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_row_takes_24_bytes),
    cmocka_unit_test(a_period_becomes_a_number_of_the_same_order_and_back),
    TEST(what_was_added_is_read_back),
    TEST(an_empty_value_is_a_reported_absence_of_status_o_unless_told),
    TEST(a_status_that_is_not_taken_is_refused),
    TEST(a_period_that_does_not_fit_the_frequency_is_refused),
    TEST(a_unit_must_be_valid_on_the_last_day_of_the_period),
    TEST(a_code_that_was_another_units_then_is_told_with_both),
    TEST(a_finished_builder_takes_nothing_more),
    TEST(the_same_figure_twice_is_an_error_with_both_lines),
    TEST(on_duplicate_decides_which_counts),
    TEST(percentages_are_not_added_when_duplicates_are),
    TEST(skipping_leaves_out_every_row_of_a_contradiction),
    TEST(the_sides_of_a_ratio_become_figures_of_their_indicators),
    TEST(a_figure_given_twice_with_one_value_is_fine_and_with_two_an_error),
    TEST(a_bad_side_takes_its_whole_row_along),
    TEST(sides_of_what_is_no_ratio_are_refused),
    TEST(a_later_revision_without_sides_takes_them_back),
    TEST(revisions_stand_lowest_first),
    TEST(what_was_reported_later_is_left_out_as_known),
    TEST(a_figure_that_was_withdrawn_is_not_the_latest),
    TEST(one_of_several_revisions_without_a_date_is_an_error_as_known),
    TEST(a_revision_of_a_ratio_without_sides_makes_none_of_its_denominator),
    TEST(a_figure_that_the_common_scale_cannot_hold_is_refused),
    TEST(trailing_zeros_widen_nothing),
    TEST(two_rows_a_thousand_years_apart_take_no_memory_between),
    TEST(a_ratio_ranges_over_the_periods_that_have_both_sides),
    TEST(nine_months_range_over_quarters_that_end_a_year),
    TEST(any_order_of_rows_gives_the_same_cube),
    cmocka_unit_test(sorting_keeps_the_order_of_equals_and_is_right_for_any_pattern),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
