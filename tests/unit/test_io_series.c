/* Series and their targets as files, and how their standings are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>
#include <resolution/report.h>

#include "support/failing_allocator.h"
#include "support/memory_text.h"
#include "support/progress_input.h"
#include "support/sinks.h"

static const char text[] = "period,series,value\n2022,B,1.5\n2021,A,3\n2020,A,2\n2021,B,\n";

static rsl_status read_text(const char *bytes, const rsl_allocator *allocator, rsl_series_table **out,
                            rsl_error *error) {
  memory_text memory;
  const rsl_source source = memory_source(&memory, "series", bytes, strlen(bytes));
  return rsl_series_read(&source, NULL, allocator, NULL, out, error);
}

static rsl_status read_targets(rsl_series_table *table, const char *bytes, rsl_error *error) {
  memory_text memory;
  const rsl_source source = memory_source(&memory, "targets", bytes, strlen(bytes));
  return rsl_series_targets_read(table, &source, NULL, NULL, error);
}

static void series_come_as_first_met_and_their_figures_by_period(void **state) {
  (void)state;
  rsl_series_table *table = NULL;
  assert_int_equal(read_text(text, NULL, &table, NULL), RSL_OK);
  assert_int_equal(rsl_series_count(table), 2);
  const rsl_bare_series *first = rsl_series_at(table, 0);
  const rsl_bare_series *second = rsl_series_at(table, 1);
  assert_string_equal(first->name, "B");
  assert_int_equal(first->figure_count, 1); /* the empty one is a gap */
  assert_string_equal(second->name, "A");
  assert_int_equal(second->figures[0].period.index, 2020);
  assert_number(second->figures[1].value, number("3"));
  assert_null(rsl_series_at(table, 2));
  rsl_series_free(table);
  rsl_series_free(NULL);
}

/* The same letters in another composition are the same name: NFC. */
static void a_name_is_compared_composed(void **state) {
  (void)state;
  rsl_series_table *table = NULL;
  assert_int_equal(read_text("period,series,value\n2020,L\xc3\xa0,1\n2021,La\xcc\x80,2\n", NULL, &table, NULL), RSL_OK);
  assert_int_equal(rsl_series_count(table), 1);
  assert_int_equal(read_targets(table, "series,target\nLa\xcc\x80,4\n", NULL), RSL_OK);
  assert_true(rsl_series_at(table, 0)->has_target);
  rsl_series_free(table);
}

static void assert_refused(const char *bytes, const char *why) {
  rsl_series_table *table = NULL;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(read_text(bytes, NULL, &table, &error), RSL_ERR_DATA);
  assert_null(table);
  assert_string_equal(error.text, why);
}

static void what_is_no_figure_or_period_or_stands_twice_is_refused(void **state) {
  (void)state;
  assert_refused("period,value\n2020,1\n2020,2\n",
                 "the series has a figure for 2020 in line 2 already: leave one of them");
  assert_refused("period,value\n2020,1.2.3\n", "`1.2.3` is no figure: write it as -12.5, with at most 18 digits");
  assert_refused("period,value\nsoon,1\n",
                 "`soon` is no period: write it as 2023, 2023-H1, 2023-Q2, 2023-03 or 2023-03-31");
}

/* A number of JSON is the decimal that is written; a text is written in the declared style. */
static void series_and_targets_may_be_json_lines(void **state) {
  (void)state;
  static const char lines[] = "{\"series\": \"A\", \"period\": \"2021\", \"value\": 1.5}\n"
                              "{\"value\": \"2,5\", \"series\": \"A\", \"period\": \"2022\"}\n"
                              "{\"series\": \"A\", \"period\": \"2023\", \"value\": null}\n";
  rsl_measurements_read_options options = RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  memory_text memory;
  const rsl_source source = memory_source(&memory, "series.jsonl", lines, sizeof lines - 1);
  rsl_series_table *table = NULL;
  options.style.decimal_mark = ',';
  assert_int_equal(rsl_series_read(&source, &options, NULL, NULL, &table, NULL), RSL_OK);
  const rsl_bare_series *series = rsl_series_at(table, 0);
  assert_int_equal(series->figure_count, 2);
  assert_number(series->figures[0].value, number("1.5"));
  assert_number(series->figures[1].value, number("2.5"));
  assert_int_equal(read_targets(table, "{\"series\":\"A\",\"target\":9,\"by\":\"2025\",\"limit\":-1e2}", NULL), RSL_OK);
  assert_int_equal(series->by.index, 2025);
  assert_int_equal(series->limit.units, -100);
  rsl_series_free(table);
  assert_refused("{\"period\": \"2020\", \"value\": true}\n", "expected a number, or a text in quotes, here");
  assert_refused("{\"period\": 2020, \"value\": 1}\n", "expected a text in quotes here");
}

static void targets_that_are_wrong_change_nothing(void **state) {
  (void)state;
  rsl_series_table *table = NULL;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(read_text(text, NULL, &table, NULL), RSL_OK);
  assert_int_equal(read_targets(table, "series,target,by,baseline,direction,limit\nA,9,2025,2020,decrease,100\n", NULL),
                   RSL_OK);
  assert_int_equal(rsl_series_at(table, 1)->direction, RSL_DIRECTION_DECREASE);
  assert_int_equal(rsl_series_at(table, 1)->by.index, 2025);
  assert_true(rsl_series_at(table, 1)->has_limit);
  assert_int_equal(read_targets(table, "series,target\nA,1\nC,2\n", &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "no figure is of a series `C`");
  assert_int_equal(rsl_series_at(table, 1)->target.units, 9);
  assert_int_equal(read_targets(table, "series,target,direction\nA,1,up\n", &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "unknown direction `up`: it is `increase` or `decrease`");
  rsl_series_free(table);
}

typedef struct rated_one {
  const rsl_bare_series *series;
  rsl_series_standing standing;
} rated_one;

static rsl_status write_it(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  const rated_one *one = what;
  return rsl_write_standings(&one->series, &one->standing, 1, NULL, allocator, sink, error);
}

static rsl_status write_table(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  const rated_one *one = what;
  return rsl_table_standings(&one->series, &one->standing, 1, NULL, allocator, sink, error);
}

/* 2 in 2020, 3 in 2021, 7 wanted in 2025: a point a year, as expected. */
static void a_standing_is_a_row(void **state) {
  (void)state;
  rsl_series_table *table = NULL;
  assert_int_equal(read_text(text, NULL, &table, NULL), RSL_OK);
  assert_int_equal(read_targets(table, "series,target,by\nA,7,2025\n", NULL), RSL_OK);
  rated_one one = { .series = rsl_series_at(table, 1) };
  assert_int_equal(rsl_progress_series(one.series, NULL, &one.standing, NULL), RSL_OK);
  expect_text(write_it, &one,
              "series,method,baseline_period,baseline,actual_period,actual,target,by,ratio,score,class,pace,"
              "required_pace,projected,projected_low,projected_high,rating,reason,chance,notes\n"
              "A,path,2020,2,2021,3,7,2025,1,,,1,1,7,,,on_track,progress_on_track,cannot_tell,\n");
  expect_text(write_table, &one,
              "Series    Actual    Target  Ratio  Outlook  Rating\n"
              "──────  ────────  ────────  ─────  ───────  ────────\n"
              "A       3 (2021)  7 (2025)  1.000     7.00  on track\n");
  expect_failures_are_told(write_it, &one);
  expect_failures_are_told(write_table, &one);
  rsl_series_free(table);
}

static bool sweep(const rsl_allocator *allocator, void *context) {
  rsl_series_table *table = NULL;
  (void)context;
  rsl_status status = read_text(text, allocator, &table, NULL);
  if (status == RSL_OK) status = read_targets(table, "series,target\nA,9\n", NULL);
  if (status != RSL_OK) assert_int_equal(status, RSL_ERR_MEMORY);
  rsl_series_free(table);
  return status == RSL_OK;
}

static void memory_that_runs_out_is_an_error_like_any_other(void **state) {
  (void)state;
  assert_true(sweep_allocations(sweep, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(series_come_as_first_met_and_their_figures_by_period),
    cmocka_unit_test(a_name_is_compared_composed),
    cmocka_unit_test(what_is_no_figure_or_period_or_stands_twice_is_refused),
    cmocka_unit_test(series_and_targets_may_be_json_lines),
    cmocka_unit_test(targets_that_are_wrong_change_nothing),
    cmocka_unit_test(a_standing_is_a_row),
    cmocka_unit_test(memory_that_runs_out_is_an_error_like_any_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
