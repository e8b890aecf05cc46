#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>

#include "support/failing_allocator.h"
#include "support/plan_maker.h"

/* The plan of plan_maker.h: P1 ─ D1 ─ C1, C2; POP, HH and POOR_HH are yearly sums of communes, POOR their ratio. */

/* ---- A text as a source ---------------------------------------------------------------------------------- */

typedef struct text_source {
  const char *bytes;
  size_t length;
  size_t at;
  size_t piece;    /* at most so many bytes a read */
  size_t fails_at; /* reading fails from this byte on */
} text_source;

static rsl_status read_text(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  text_source *source = context;
  if (source->at >= source->fails_at) {
    if (error != NULL) error->status = RSL_ERR_IO;
    return RSL_ERR_IO;
  }
  size_t left = source->length - source->at;
  size_t taken = size < source->piece ? size : source->piece;
  if (taken > left) taken = left;
  memcpy(bytes, source->bytes + source->at, taken);
  source->at += taken;
  *got = taken;
  return RSL_OK;
}

typedef struct csv_reading {
  rsl_plan *plan;
  rsl_measurements_read_options options;
  rsl_cube_options cube_options;
  size_t piece;
  size_t fails_at;
  rsl_cube *cube;
  rsl_problems *problems;
  rsl_error error;
  uint64_t skipped;
} csv_reading;

static void start(csv_reading *reading) {
  memset(reading, 0, sizeof *reading);
  reading->options = (rsl_measurements_read_options)RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  reading->cube_options = (rsl_cube_options)RSL_CUBE_OPTIONS_INIT;
  reading->piece = reading->fails_at = SIZE_MAX;
  reading->plan = small_plan();
  assert_int_equal(rsl_plan_finish(reading->plan, NULL, NULL), RSL_OK);
}

static rsl_status read_with(csv_reading *reading, const char *text, size_t length, const rsl_allocator *allocator) {
  text_source context = { text, length, 0, reading->piece, reading->fails_at };
  rsl_source source = { read_text, &context, "m.csv" };
  rsl_cube_builder *builder = NULL;
  reading->error = (rsl_error)RSL_ERROR_INIT;
  rsl_status status = rsl_problems_new(NULL, 0, &reading->problems);
  assert_int_equal(status, RSL_OK);
  status = rsl_cube_builder_new(reading->plan, &reading->cube_options, allocator, &builder);
  if (status == RSL_OK) {
    status = rsl_measurements_read(&source, &reading->options, allocator, builder, reading->problems, &reading->skipped,
                                   &reading->error);
  }
  if (status == RSL_OK) {
    status = rsl_cube_builder_finish(builder, reading->problems, &reading->cube, &reading->error);
  }
  rsl_cube_builder_free(builder);
  return status;
}

static rsl_status read_all(csv_reading *reading, const char *text) {
  return read_with(reading, text, strlen(text), NULL);
}

static void stop(csv_reading *reading) {
  rsl_cube_free(reading->cube);
  rsl_problems_free(reading->problems);
  rsl_plan_free(reading->plan);
}

/* The one row of a unit, indicator and period. */
static rsl_measurement row_of(const csv_reading *reading, const char *unit, const char *indicator, const char *period) {
  rsl_measurement row;
  uint32_t index = RSL_NONE;
  assert_int_equal(rsl_plan_find_unit(reading->plan, unit, strlen(unit), RSL_NONE, RSL_DATE_NONE, &index, NULL),
                   RSL_OK);
  uint32_t measured = rsl_plan_find_indicator(reading->plan, indicator, strlen(indicator));
  assert_int_equal(rsl_cube_rows(reading->cube, index, measured, period_of(period), &row, 1), 1);
  return row;
}

static void expect_figure(const csv_reading *reading, const char *unit, const char *indicator, const char *period,
                          const char *figure) {
  rsl_measurement row = row_of(reading, unit, indicator, period);
  assert_true(row.has_value);
  assert_int_equal(rsl_decimal_compare(row.value, decimal_of(figure)), 0);
}

/* One row under the plain header is refused with one problem: `line:column code message`. */
static void expect_refusal(const char *row, const char *wanted) {
  char text[256];
  char got[1024];
  csv_reading reading;
  start(&reading);
  (void)snprintf(text, sizeof text, "unit,indicator,period,value\n%s\n", row);
  assert_int_equal(read_all(&reading, text), RSL_ERR_DATA);
  assert_int_equal(rsl_problems_errors(reading.problems), 1);
  const rsl_problem *problem = rsl_problems_at(reading.problems, 0);
  (void)snprintf(got, sizeof got, "%zu:%zu %s %s", problem->line, problem->column, problem->code, problem->message);
  assert_string_equal(got, wanted);
  assert_string_equal(problem->file, "m.csv");
  assert_int_equal(reading.error.line, problem->line);
  assert_null(reading.cube);
  stop(&reading);
}

/* ---- What is read ---------------------------------------------------------------------------------------- */

static void a_row_becomes_a_figure_with_its_line(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading, "unit,indicator,period,value\nC1,POP,2021,1234.5\nC2,POP,2021,-7\n"), RSL_OK);
  expect_figure(&reading, "C1", "POP", "2021", "1234.5");
  expect_figure(&reading, "C2", "POP", "2021", "-7");
  rsl_measurement row = row_of(&reading, "C2", "POP", "2021");
  assert_string_equal(row.file, "m.csv");
  assert_int_equal(row.line, 3);
  assert_int_equal(row.status, 'A');
  assert_int_equal(rsl_cube_row_count(reading.cube), 2);
  stop(&reading);
}

static void columns_may_stand_in_any_order_beside_columns_of_ones_own(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading, "value;x-who;period;status;unit;level;indicator;note\r\n"
                                      "10;me;2022;P;C1;commune;POP;\"a \"\"note\"\"\"\r\n"),
                   RSL_OK);
  rsl_measurement row = row_of(&reading, "C1", "POP", "2022");
  assert_int_equal(row.status, 'P');
  assert_string_equal(row.note, "a \"note\"");
  assert_null(row.source);
  stop(&reading);
}

static void a_ratio_may_bring_its_numerator_and_denominator(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading, "unit,indicator,period,value,numerator,denominator\nC1,POOR,2021,5,10,200\n"),
                   RSL_OK);
  expect_figure(&reading, "C1", "POOR", "2021", "5");
  expect_figure(&reading, "C1", "POOR_HH", "2021", "10");
  expect_figure(&reading, "C1", "HH", "2021", "200");
  stop(&reading);
}

static void revisions_and_days_of_report_are_kept(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  reading.options.date_order = RSL_DATE_ORDER_DMY;
  assert_int_equal(read_all(&reading, "unit,indicator,period,value,revision,reported_at,source\n"
                                      "C1,POP,2021,10,0,5/1/2022,first\nC1,POP,2021,11,1,05/02/2022,second\n"),
                   RSL_OK);
  rsl_measurement rows[2];
  uint32_t unit = RSL_NONE;
  assert_int_equal(rsl_plan_find_unit(reading.plan, "C1", 2, RSL_NONE, RSL_DATE_NONE, &unit, NULL), RSL_OK);
  uint32_t indicator = rsl_plan_find_indicator(reading.plan, "POP", 3);
  assert_int_equal(rsl_cube_rows(reading.cube, unit, indicator, period_of("2021"), rows, 2), 2);
  assert_int_equal(rows[0].reported_at, day_of("2022-01-05"));
  assert_int_equal(rows[1].revision, 1);
  assert_string_equal(rows[1].source, "second");
  stop(&reading);
}

static void an_empty_value_is_a_reported_absence(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading, "unit,indicator,period,value,status\nC1,POP,2021,,\nC2,POP,2021,,L\n"), RSL_OK);
  assert_false(row_of(&reading, "C1", "POP", "2021").has_value);
  assert_int_equal(row_of(&reading, "C1", "POP", "2021").status, 'O');
  assert_int_equal(row_of(&reading, "C2", "POP", "2021").status, 'L');
  stop(&reading);
}

static void an_about_figure_is_kept_with_its_qualifier(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading, "unit,indicator,period,value\nP1,GDP,2021,~14\n"), RSL_OK);
  rsl_measurement row = row_of(&reading, "P1", "GDP", "2021");
  assert_int_equal(row.qualifier, RSL_QUALIFIER_ABOUT);
  assert_int_equal(rsl_decimal_compare(row.value, decimal_of("14")), 0);
  stop(&reading);
}

static void a_declared_decimal_comma_is_read(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  reading.options.style = (rsl_number_style){ ',', '.' };
  assert_int_equal(read_all(&reading, "unit;indicator;period;value\nC1;POP;2021;1.234,5\n"), RSL_OK);
  expect_figure(&reading, "C1", "POP", "2021", "1234.5");
  stop(&reading);
}

static void pieces_of_any_size_give_the_same_cube(void **state) {
  (void)state;
  for (size_t piece = 1; piece < 12; piece++) {
    csv_reading reading;
    start(&reading);
    reading.piece = piece;
    assert_int_equal(
        read_all(&reading, "\xEF\xBB\xBFunit\tindicator\tperiod\tvalue\rC1\tPOP\t2021\t5\r\rC2\tHH\t2021\t6"), RSL_OK);
    expect_figure(&reading, "C1", "POP", "2021", "5");
    expect_figure(&reading, "C2", "HH", "2021", "6");
    stop(&reading);
  }
}

/* ---- What is refused ------------------------------------------------------------------------------------- */

static void unknown_codes_are_refused_with_the_nearest(void **state) {
  (void)state;
  expect_refusal("C1,POPP,2021,1", "2:4 unknown_indicator unknown indicator `POPP`: did you mean `POP`?");
  expect_refusal("C1,Z,2021,1", "2:4 unknown_indicator unknown indicator `Z`: the plan has no such indicator");
}

static void unknown_units_are_refused_with_the_nearest(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading, "unit,indicator,period,value\nC12,POP,2021,1\n"), RSL_ERR_DATA);
  assert_string_equal(rsl_problems_at(reading.problems, 0)->code, "unknown_unit");
  assert_non_null(strstr(rsl_problems_at(reading.problems, 0)->message, "did you mean `C1`"));
  stop(&reading);
}

static void what_is_no_period_is_refused(void **state) {
  (void)state;
  expect_refusal("C1,POP,2021-13,1", "2:8 bad_period `2021-13` is no period: write 2023, 2023-H1, 2023-9M, 2023-Q2, "
                                     "2023-03 or 2023-03-31");
}

static void figures_that_are_no_numbers_are_refused(void **state) {
  (void)state;
  expect_refusal("C1,POP,2021,nan", "2:13 not_finite `nan` is no figure: leave the cell empty where there is none");
  expect_refusal("C1,POP,2021,-inf", "2:13 not_finite `-inf` is no figure: leave the cell empty where there is none");
  expect_refusal("C1,POP,2021,1e999",
                 "2:13 number_out_of_range `1e999` is out of range: 18 digits before the point and 18 after");
  expect_refusal("C1,POP,2021,12345678901234567890",
                 "2:13 number_too_long `12345678901234567890` has more than 18 significant digits");
  expect_refusal("C1,POP,2021,\"1.234,5\"",
                 "2:13 bad_number `1.234,5` is no plain number as -12.50; a decimal comma or "
                 "thousands marks must be declared");
}

static void every_bad_cell_of_every_row_is_told_in_one_pass(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading, "unit,indicator,period,value,level,status,revision,reported_at,unit_of_measure\n"
                                      "C1,POPP,20x,y,communes,AA,-1,2021-02-30,\n"
                                      "C1,POP,2021,1,,,,,\n"
                                      "C2,POP,2021,z,,,,,\n"),
                   RSL_ERR_DATA);
  static const char *const codes[] = { "bad_period", "unknown_level", "unknown_indicator", "bad_number",
                                       "bad_status", "bad_revision",  "bad_date",          "bad_number" };
  assert_int_equal(rsl_problems_errors(reading.problems), sizeof codes / sizeof codes[0]);
  for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
    assert_string_equal(rsl_problems_at(reading.problems, i)->code, codes[i]);
  }
  assert_int_equal(rsl_problems_at(reading.problems, 7)->line, 4);
  stop(&reading);
}

static void a_figure_in_another_unit_of_measure_is_refused(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading, "unit,indicator,period,value,unit_of_measure\nC1,POP,2021,1,dozen\n"),
                   RSL_ERR_DATA);
  assert_string_equal(rsl_problems_at(reading.problems, 0)->code, "unit_of_measure_differs");
  stop(&reading);
}

static void a_decimal_comma_between_commas_is_refused(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  reading.options.style.decimal_mark = ',';
  assert_int_equal(read_all(&reading, "unit,indicator,period,value\nC1,POP,2021,1\n"), RSL_ERR_DATA);
  assert_string_equal(rsl_problems_at(reading.problems, 0)->code, "bad_delimiter");
  stop(&reading);
}

static void a_missing_column_is_told_by_name(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading, "unit,indicator,value\nC1,POP,1\n"), RSL_ERR_DATA);
  assert_string_equal(rsl_problems_at(reading.problems, 0)->message, "the column `period` is missing");
  stop(&reading);
}

static void an_empty_file_is_refused(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading, ""), RSL_ERR_DATA);
  assert_string_equal(rsl_problems_at(reading.problems, 0)->code, "empty_file");
  stop(&reading);
}

static void a_read_that_fails_on_the_way_is_an_error_of_reading(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  reading.piece = 16;
  reading.fails_at = 32;
  assert_int_equal(read_all(&reading, "unit,indicator,period,value\nC1,POP,2021,1\n"), RSL_ERR_IO);
  assert_null(reading.cube);
  stop(&reading);
}

/* ---- Leaving bad rows out -------------------------------------------------------------------------------- */

typedef struct kept_text {
  char bytes[512];
  size_t length;
} kept_text;

static rsl_status keep_text(void *context, const void *bytes, size_t size, rsl_error *error) {
  kept_text *kept = context;
  (void)error;
  assert_true(kept->length + size < sizeof kept->bytes);
  memcpy(kept->bytes + kept->length, bytes, size);
  kept->length += size;
  return RSL_OK;
}

static void bad_rows_may_be_left_out_and_kept_with_the_reason(void **state) {
  (void)state;
  csv_reading reading;
  kept_text kept = { "", 0 };
  rsl_sink sink = { keep_text, &kept };
  start(&reading);
  reading.options.skip_bad = reading.cube_options.skip_bad = true;
  reading.options.rejects = &sink;
  assert_int_equal(read_all(&reading, "unit,indicator,period,value\nC1,POP,2021,1\nC1,POPP,2022,2\nC2,POP,2021\n"),
                   RSL_OK);
  assert_int_equal(rsl_cube_row_count(reading.cube), 1);
  assert_int_equal(reading.skipped, 2);
  kept.bytes[kept.length] = '\0';
  assert_string_equal(kept.bytes, "unit,indicator,period,value,code,reason\n"
                                  "C1,POPP,2022,2,unknown_indicator,unknown indicator `POPP`: did you mean `POP`?\n"
                                  "C2,POP,2021,wrong_cell_count,\"the row has 3 cells, the header has 4\"\n");
  stop(&reading);
}

/* ---- Memory ---------------------------------------------------------------------------------------------- */

static bool read_under_failures(const rsl_allocator *allocator, void *context) {
  csv_reading *reading = context;
  static const char text[] = "unit,indicator,period,value,note\nC1,POP,2021,1,\"a \"\"b\"\"\"\nC2,POOR,2021,2,c\n";
  rsl_status status = read_with(reading, text, sizeof text - 1, allocator);
  rsl_cube_free(reading->cube);
  rsl_problems_free(reading->problems);
  reading->cube = NULL;
  reading->problems = NULL;
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  return status == RSL_OK;
}

static void running_out_of_memory_is_an_error_like_any_other(void **state) {
  (void)state;
  csv_reading reading;
  start(&reading);
  assert_true(sweep_allocations(read_under_failures, &reading) > 0);
  stop(&reading);
}

/* The contract: at most 16 MiB and 3 bytes a byte of the file, for rows of 20 bytes or more. These have 20 bytes. */
static void reading_takes_at_most_three_bytes_a_byte(void **state) {
  (void)state;
  enum { ROWS = 1000000 };
  static const char head[] = "unit,indicator,period,value\n";
  csv_reading reading;
  failing_allocator counting;
  char *text = malloc(sizeof head + (size_t)ROWS * 20);
  assert_non_null(text);
  size_t length = sizeof head - 1;
  memcpy(text, head, length);
  for (int i = 0; i < ROWS; i++) {
    /* Days of the 1,100 years from 1900, twice over the communes and four of their sums, never in order. */
    rsl_date day = RSL_DATE_MIN + (rsl_date)((int64_t)i * 7919 % 125000);
    char date[RSL_DATE_TEXT];
    rsl_date_format(day, date);
    length += (size_t)snprintf(text + length, 24, "C%d,D%d,%s,%d\n", 1 + i / 125000 % 2, 1 + i / 250000, date, i % 10);
  }
  start(&reading);
  rsl_plan_free(reading.plan);
  reading.plan = small_plan();
  for (int i = 0; i < 4; i++) {
    static const char *const codes[] = { "D1", "D2", "D3", "D4" };
    rsl_indicator indicator = make_indicator(codes[i], RSL_RULE_SUM, RSL_DIRECTION_NONE);
    indicator.frequency = RSL_PERIOD_DAY;
    add_indicator(reading.plan, &indicator);
  }
  assert_int_equal(rsl_plan_finish(reading.plan, NULL, NULL), RSL_OK);
  failing_allocator_start(&counting, 0, false);
  assert_int_equal(read_with(&reading, text, length, &counting.allocator), RSL_OK);
  assert_int_equal(rsl_cube_row_count(reading.cube), ROWS);
  assert_true(counting.most_bytes <= ((size_t)16 << 20) + 3 * length);
  rsl_cube_free(reading.cube);
  reading.cube = NULL;
  assert_int_equal(counting.live_blocks, 0);
  free(text);
  stop(&reading);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_row_becomes_a_figure_with_its_line),
    cmocka_unit_test(columns_may_stand_in_any_order_beside_columns_of_ones_own),
    cmocka_unit_test(a_ratio_may_bring_its_numerator_and_denominator),
    cmocka_unit_test(revisions_and_days_of_report_are_kept),
    cmocka_unit_test(an_empty_value_is_a_reported_absence),
    cmocka_unit_test(an_about_figure_is_kept_with_its_qualifier),
    cmocka_unit_test(a_declared_decimal_comma_is_read),
    cmocka_unit_test(pieces_of_any_size_give_the_same_cube),
    cmocka_unit_test(unknown_codes_are_refused_with_the_nearest),
    cmocka_unit_test(unknown_units_are_refused_with_the_nearest),
    cmocka_unit_test(what_is_no_period_is_refused),
    cmocka_unit_test(figures_that_are_no_numbers_are_refused),
    cmocka_unit_test(every_bad_cell_of_every_row_is_told_in_one_pass),
    cmocka_unit_test(a_figure_in_another_unit_of_measure_is_refused),
    cmocka_unit_test(a_decimal_comma_between_commas_is_refused),
    cmocka_unit_test(a_missing_column_is_told_by_name),
    cmocka_unit_test(an_empty_file_is_refused),
    cmocka_unit_test(a_read_that_fails_on_the_way_is_an_error_of_reading),
    cmocka_unit_test(bad_rows_may_be_left_out_and_kept_with_the_reason),
    cmocka_unit_test(running_out_of_memory_is_an_error_like_any_other),
    cmocka_unit_test(reading_takes_at_most_three_bytes_a_byte),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
