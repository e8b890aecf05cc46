#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>

#include "base/text_buffer.h"
#include "support/failing_allocator.h"
#include "support/memory_text.h"
#include "support/plan_maker.h"

/* The plan of plan_maker.h: P1 ─ D1 ─ C1, C2; POP, HH and POOR_HH are yearly sums of communes, POOR their ratio. */

typedef struct lines_reading {
  rsl_plan *plan;
  rsl_measurements_read_options options;
  const char *name;
  size_t step;
  size_t fail_at;
  rsl_cube *cube;
  rsl_problems *problems;
  rsl_error error;
  uint64_t skipped;
} lines_reading;

static void start(lines_reading *reading) {
  memset(reading, 0, sizeof *reading);
  reading->options = (rsl_measurements_read_options)RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  reading->name = "m.jsonl";
  reading->step = reading->fail_at = SIZE_MAX;
  reading->plan = small_plan();
  assert_int_equal(rsl_plan_finish(reading->plan, NULL, NULL), RSL_OK);
}

static rsl_status read_with(lines_reading *reading, const char *text, size_t length, const rsl_allocator *allocator) {
  memory_text memory;
  rsl_source source = memory_source(&memory, reading->name, text, length);
  rsl_cube_options cube_options = RSL_CUBE_OPTIONS_INIT;
  rsl_cube_builder *builder = NULL;
  memory.step = reading->step;
  memory.fail_at = reading->fail_at;
  cube_options.skip_bad = reading->options.skip_bad;
  reading->error = (rsl_error)RSL_ERROR_INIT;
  assert_int_equal(rsl_problems_new(NULL, 0, &reading->problems), RSL_OK);
  rsl_status status = rsl_cube_builder_new(reading->plan, &cube_options, allocator, &builder);
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

static rsl_status read_all(lines_reading *reading, const char *text) {
  return read_with(reading, text, strlen(text), NULL);
}

static void stop(lines_reading *reading) {
  rsl_cube_free(reading->cube);
  rsl_problems_free(reading->problems);
  rsl_plan_free(reading->plan);
}

static rsl_measurement row_of(const lines_reading *reading, const char *unit, const char *indicator,
                              const char *period) {
  rsl_measurement row;
  uint32_t index = RSL_NONE;
  assert_int_equal(rsl_plan_find_unit(reading->plan, unit, strlen(unit), RSL_NONE, RSL_DATE_NONE, &index, NULL),
                   RSL_OK);
  uint32_t measured = rsl_plan_find_indicator(reading->plan, indicator, strlen(indicator));
  assert_int_equal(rsl_cube_rows(reading->cube, index, measured, period_of(period), &row, 1), 1);
  return row;
}

/* One line is refused with one problem: `line:column code message (path)`. */
static void expect_refusal(const char *line, const char *wanted) {
  char got[1024];
  lines_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading, line), RSL_ERR_DATA);
  assert_int_equal(rsl_problems_errors(reading.problems), 1);
  const rsl_problem *problem = rsl_problems_at(reading.problems, 0);
  (void)snprintf(got, sizeof got, "%zu:%zu %s %s (%s)", problem->line, problem->column, problem->code, problem->message,
                 problem->path);
  assert_string_equal(got, wanted);
  assert_string_equal(problem->file, "m.jsonl");
  assert_int_equal(reading.error.line, problem->line);
  assert_null(reading.cube);
  stop(&reading);
}

/* ---- What is read ---------------------------------------------------------------------------------------- */

static void a_line_becomes_a_figure_with_its_line(void **state) {
  (void)state;
  lines_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading,
                            "{\"unit\":\"C1\",\"indicator\":\"POP\",\"period\":\"2021\",\"value\":1234.50}\n\n"
                            " {\"value\" : -7 , \"period\":\"2021\", \"indicator\":\"POP\", \"unit\":\"C2\"} \r\n"),
                   RSL_OK);
  rsl_measurement row = row_of(&reading, "C1", "POP", "2021");
  assert_int_equal(row.value.units, 123450);
  assert_int_equal(row.value.scale, 2);
  row = row_of(&reading, "C2", "POP", "2021");
  assert_int_equal(row.value.units, -7);
  assert_string_equal(row.file, "m.jsonl");
  assert_int_equal(row.line, 3);
  stop(&reading);
}

static void every_member_means_what_its_column_does(void **state) {
  (void)state;
  lines_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading,
                            "{\"unit\":\"C1\",\"level\":\"commune\",\"indicator\":\"POOR\",\"period\":\"2021\","
                            "\"value\":5,\"status\":\"P\",\"source\":\"Phòng \\u0110\\u1ea5t\",\"note\":\"a "
                            "\\\"note\\\"\\n\\ud83d\\ude00\",\"revision\":2,\"reported_at\":\"2022-01-05\","
                            "\"numerator\":10,\"denominator\":\"200\",\"unit_of_measure\":null,"
                            "\"x-mine\":{\"a\":[1,{\"b\":null}]},\"x-too\":1}"),
                   RSL_OK);
  rsl_measurement row = row_of(&reading, "C1", "POOR", "2021");
  assert_int_equal(row.status, 'P');
  assert_string_equal(row.source, "Phòng Đất");
  assert_string_equal(row.note, "a \"note\"\n\xF0\x9F\x98\x80");
  assert_int_equal(row.revision, 2);
  assert_int_equal(row.reported_at, day_of("2022-01-05"));
  assert_int_equal(row.numerator.units, 10);
  assert_int_equal(row_of(&reading, "C1", "HH", "2021").value.units, 200);
  stop(&reading);
}

static void null_is_an_empty_field(void **state) {
  (void)state;
  lines_reading reading;
  start(&reading);
  assert_int_equal(read_all(&reading, "{\"unit\":\"C1\",\"indicator\":\"POP\",\"period\":\"2021\",\"value\":null,"
                                      "\"status\":\"L\",\"note\":null}"),
                   RSL_OK);
  rsl_measurement row = row_of(&reading, "C1", "POP", "2021");
  assert_false(row.has_value);
  assert_int_equal(row.status, 'L');
  stop(&reading);
}

static void a_number_means_the_decimal_that_is_written_and_a_longer_one_is_a_text(void **state) {
  (void)state;
  static const struct {
    const char *written;
    int64_t units;
    int32_t scale;
  } numbers[] = {
    { "123456789012345", 123456789012345, 0 },
    { "\"123456789012345678\"", 123456789012345678, 0 },
    { "0.1", 1, 1 },
    { "1.25e3", 1250, 0 },
    { "-0.000000000000001", -1, 15 },
    { "1000000000000000", 1000000000000000, 0 }, /* one digit that counts */
    { "\">=4\"", 4, 0 },
  };
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    lines_reading reading;
    char line[256];
    start(&reading);
    (void)snprintf(line, sizeof line, "{\"unit\":\"C1\",\"indicator\":\"POP\",\"period\":\"2021\",\"value\":%s}",
                   numbers[i].written);
    assert_int_equal(read_all(&reading, line), RSL_OK);
    rsl_measurement row = row_of(&reading, "C1", "POP", "2021");
    assert_int_equal(rsl_decimal_compare(row.value, (rsl_decimal){ numbers[i].units, numbers[i].scale }), 0);
    stop(&reading);
  }
}

/* A decimal comma is of texts; a number has JSON's own mark. */
static void a_declared_style_is_that_of_texts(void **state) {
  (void)state;
  lines_reading reading;
  start(&reading);
  reading.options.style.decimal_mark = ',';
  assert_int_equal(read_all(&reading, "{\"unit\":\"C1\",\"indicator\":\"POP\",\"period\":\"2021\",\"value\":\"1,5\"}\n"
                                      "{\"unit\":\"C2\",\"indicator\":\"POP\",\"period\":\"2021\",\"value\":2.5}\n"),
                   RSL_OK);
  assert_int_equal(row_of(&reading, "C1", "POP", "2021").value.units, 15);
  assert_int_equal(row_of(&reading, "C2", "POP", "2021").value.units, 25);
  stop(&reading);
}

static void json_lines_are_known_by_their_first_byte_or_their_name(void **state) {
  (void)state;
  lines_reading reading;
  start(&reading);
  reading.name = "-";
  assert_int_equal(
      read_all(&reading, "\xEF\xBB\xBF\n {\"unit\":\"C1\",\"indicator\":\"POP\",\"period\":\"2021\",\"value\":1}"),
      RSL_OK);
  assert_int_equal(rsl_cube_row_count(reading.cube), 1);
  stop(&reading);
  start(&reading);
  reading.name = "nothing.jsonl.gz";
  assert_int_equal(read_all(&reading, ""), RSL_OK);
  stop(&reading);
  start(&reading);
  reading.name = "nothing.csv";
  assert_int_equal(read_all(&reading, ""), RSL_ERR_DATA);
  stop(&reading);
}

/* Most rows are of texts that were met before, and take a short way. */
static void rows_of_texts_that_were_met_before_mean_what_they_say(void **state) {
  (void)state;
  static const char *const units[] = { "C1", "C2" };
  static const char *const indicators[] = { "POP", "HH", "POOR_HH" };
  lines_reading reading;
  rsl__text_buffer text;
  rsl__text_buffer_init(&text, NULL);
  start(&reading);
  for (int i = 0; i < 30; i++)
    rsl__text_buffer_format(&text, "{\"unit\":\"%s\",\"indicator\":\"%s\",\"period\":\"%d\",\"value\":%d.5}\n",
                            units[i % 2], indicators[i % 3], 2015 + i / 6, i - 7);
  assert_int_equal(read_all(&reading, rsl__text_buffer_string(&text)), RSL_OK);
  assert_int_equal(rsl_cube_row_count(reading.cube), 30);
  for (int i = 0; i < 30; i++) {
    char period[16];
    (void)snprintf(period, sizeof period, "%d", 2015 + i / 6);
    rsl_measurement row = row_of(&reading, units[i % 2], indicators[i % 3], period);
    int64_t wanted = i < 7 ? (i - 7) * 10 - 5 : (i - 7) * 10 + 5; /* -7.5, … -1.5, 0.5, 1.5, … */
    assert_int_equal(rsl_decimal_compare(row.value, (rsl_decimal){ wanted, 1 }), 0);
    assert_int_equal(row.line, i + 1);
    assert_int_equal(row.status, 'A');
    assert_string_equal(row.file, "m.jsonl");
  }
  rsl__text_buffer_free(&text);
  stop(&reading);
}

static void any_size_of_piece_gives_the_same_rows(void **state) {
  (void)state;
  static const char text[] =
      "{\"unit\":\"C1\",\"indicator\":\"POP\",\"period\":\"2021\",\"value\":1}\r\n"
      "{\"unit\":\"C2\",\"indicator\":\"POP\",\"period\":\"2021\",\"value\":2,\"note\":\"\\t\"}\n"
      "{\"unit\":\"C2\",\"indicator\":\"HH\",\"period\":\"2021\",\"value\":3}";
  for (size_t step = 1; step < sizeof text; step++) {
    lines_reading reading;
    start(&reading);
    reading.step = step;
    assert_int_equal(read_all(&reading, text), RSL_OK);
    assert_int_equal(rsl_cube_row_count(reading.cube), 3);
    assert_int_equal(row_of(&reading, "C2", "HH", "2021").line, 3);
    stop(&reading);
  }
}

/* ---- What is refused ------------------------------------------------------------------------------------- */

#define LINE(members) "{\"unit\":\"C1\",\"indicator\":\"POP\"," members "}"

static void a_wrong_member_is_told_with_its_line_column_and_name(void **state) {
  (void)state;
  expect_refusal(
      LINE("\"period\":\"2021\",\"value\":\"x\""),
      "1:56 bad_number `x` is no plain number as -12.50; a decimal comma or thousands marks must be declared "
      "(value)");
  expect_refusal(LINE("\"period\":\"21\",\"value\":1"),
                 "1:41 bad_period `21` is no period: write 2023, 2023-H1, 2023-9M, 2023-Q2, 2023-03 or 2023-03-31 "
                 "(period)");
  expect_refusal(LINE("\"period\":2021,\"value\":1"), "1:41 wrong_type expected a text in quotes here (period)");
  expect_refusal(LINE("\"period\":\"2021\",\"value\":true"),
                 "1:56 wrong_type expected a number, or a text in quotes, here (value)");
  expect_refusal(LINE("\"period\":\"2021\",\"value\":[1]"),
                 "1:56 wrong_type expected a number, or a text in quotes, here (value)");
  expect_refusal(LINE("\"period\":\"2021\""), "1:1 missing_member the member `value` is missing (value)");
  expect_refusal(LINE("\"perod\":\"2021\",\"period\":\"2021\",\"value\":1"),
                 "1:32 unknown_member unknown member `perod`: did you mean `period`? ()");
  expect_refusal(LINE("\"wxyz12\":1,\"period\":\"2021\",\"value\":1"),
                 "1:32 unknown_member unknown member `wxyz12`: a member of your own must begin with `x-` ()");
}

static void what_no_plan_may_hold_no_line_may(void **state) {
  (void)state;
  expect_refusal(LINE("\"period\":\"2021\",\"value\":1,\"value\":2"),
                 "1:58 duplicate_member the member `value` stands twice in its object ()");
  expect_refusal(LINE("\"x-a\":1,\"x-a\":2,\"period\":\"2021\",\"value\":1"),
                 "1:40 duplicate_member the member `x-a` stands twice in its object ()");
  expect_refusal(LINE("\"period\":\"2021\",\"value\":1234567890123456"),
                 "1:56 number_too_long the number 1234567890123456 has 16 digits, more than the 15 that a JSON number "
                 "may have: write it in quotes (up to 18) ()");
  expect_refusal(LINE("\"period\":\"2021\",\"value\":01"),
                 "1:56 syntax a number must not begin with 0: write a code in quotes ()");
  expect_refusal(LINE("\"note\":\"\\u0000\",\"period\":\"2021\",\"value\":1"),
                 "1:40 nul_byte `\\u0000`: a text cannot hold a NUL ()");
  expect_refusal(LINE("\"note\":\"\\ud800\",\"period\":\"2021\",\"value\":1"),
                 "1:40 lone_surrogate half of a surrogate pair: it stands for no character ()");
  expect_refusal(LINE("\"note\":\"\xff\",\"period\":\"2021\",\"value\":1"),
                 "1:40 not_utf8 byte 0xff is not UTF-8: save the file as UTF-8 ()");
  expect_refusal("{\"unit\":\"C1\"", "1:13 syntax expected `,` or `}`, found the end of the file: is it cut short? ()");
  expect_refusal("{\"unit\":\"C1\"} x", "1:15 syntax expected the end of the text, found `x` ()");
  expect_refusal("[1]", "1:1 wrong_type expected an object on each line, as {\"unit\": …, \"value\": …} ()");
}

static void too_deep_a_nest_of_ones_own_is_refused(void **state) {
  (void)state;
  char line[400] = "{\"x-a\":";
  memset(line + 7, '[', 200);
  memset(line + 207, ']', 100);
  expect_refusal(line, "1:71 too_deep arrays and objects are nested deeper than is allowed ()");
}

static void a_line_that_is_too_long_is_passed_over(void **state) {
  (void)state;
  lines_reading reading;
  char text[600];
  start(&reading);
  reading.options.max_line = 100;
  reading.options.skip_bad = true;
  memset(text, ' ', 400);
  text[0] = '{';
  (void)snprintf(text + 400, 200, "\n%s\n", LINE("\"period\":\"2021\",\"value\":1"));
  assert_int_equal(read_all(&reading, text), RSL_OK);
  assert_int_equal(reading.skipped, 1);
  assert_string_equal(rsl_problems_at(reading.problems, 0)->code, "line_too_long");
  assert_int_equal(row_of(&reading, "C1", "POP", "2021").line, 2);
  stop(&reading);
}

static void a_source_that_fails_fails_the_reading(void **state) {
  (void)state;
  static const char text[] = LINE("\"period\":\"2021\",\"value\":1") "\n";
  for (size_t at = 0; at < sizeof text; at += 20) {
    lines_reading reading;
    start(&reading);
    reading.step = 20;
    reading.fail_at = at;
    assert_int_equal(read_all(&reading, text), RSL_ERR_IO);
    assert_string_equal(reading.error.text, "the disk went away");
    stop(&reading);
  }
}

/* ---- Rejects, memory ------------------------------------------------------------------------------------- */

static rsl_status keep(void *context, const void *bytes, size_t size, rsl_error *error) {
  rsl__text_buffer_append(context, bytes, size);
  return rsl__text_buffer_status(context, error);
}

static void rejects_keep_the_line_with_its_reason(void **state) {
  (void)state;
  lines_reading reading;
  rsl__text_buffer text;
  rsl_sink sink = { keep, &text };
  rsl__text_buffer_init(&text, NULL);
  start(&reading);
  reading.options.skip_bad = true;
  reading.options.rejects = &sink;
  assert_int_equal(read_all(&reading, LINE("\"period\":\"2021\",\"value\":1") "\n" LINE(
                                          "\"period\":\"x\",\"value\":1") "\n{}\nno\n"),
                   RSL_OK);
  assert_int_equal(reading.skipped, 3);
  assert_string_equal(
      rsl__text_buffer_string(&text),
      "{\"unit\":\"C1\",\"indicator\":\"POP\",\"period\":\"x\",\"value\":1,\"x-code\":\"bad_period\","
      "\"x-reason\":\"`x` is no period: write 2023, 2023-H1, 2023-9M, 2023-Q2, 2023-03 or 2023-03-31\"}\n"
      "{\"x-code\":\"missing_member\",\"x-reason\":\"the member `unit` is missing\"}\n"
      "{\"x-line\":\"no\",\"x-code\":\"syntax\",\"x-reason\":\"expected a value, found `no`\"}\n");
  rsl__text_buffer_free(&text);
  stop(&reading);
}

static bool read_swept(const rsl_allocator *allocator, void *context) {
  static const char text[] = LINE("\"period\":\"2021\",\"value\":1,\"note\":\"\\n\",\"x-a\":[1]") "\n";
  (void)context;
  lines_reading reading;
  start(&reading);
  rsl_status status = read_with(&reading, text, sizeof text - 1, allocator);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  stop(&reading);
  return status == RSL_OK;
}

static void reading_without_memory_says_so(void **state) {
  (void)state;
  assert_true(sweep_allocations(read_swept, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_line_becomes_a_figure_with_its_line),
    cmocka_unit_test(every_member_means_what_its_column_does),
    cmocka_unit_test(null_is_an_empty_field),
    cmocka_unit_test(a_number_means_the_decimal_that_is_written_and_a_longer_one_is_a_text),
    cmocka_unit_test(a_declared_style_is_that_of_texts),
    cmocka_unit_test(json_lines_are_known_by_their_first_byte_or_their_name),
    cmocka_unit_test(rows_of_texts_that_were_met_before_mean_what_they_say),
    cmocka_unit_test(any_size_of_piece_gives_the_same_rows),
    cmocka_unit_test(a_wrong_member_is_told_with_its_line_column_and_name),
    cmocka_unit_test(what_no_plan_may_hold_no_line_may),
    cmocka_unit_test(too_deep_a_nest_of_ones_own_is_refused),
    cmocka_unit_test(a_line_that_is_too_long_is_passed_over),
    cmocka_unit_test(a_source_that_fails_fails_the_reading),
    cmocka_unit_test(rejects_keep_the_line_with_its_reason),
    cmocka_unit_test(reading_without_memory_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
