/* CSV as formats.md ("Measurements: CSV", "Tables") says: RFC 4180, LF, CRLF or CR, three delimiters, UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text_buffer.h"
#include "io/csv.h"
#include "io/csv_header.h"
#include "support/failing_allocator.h"
#include "support/memory_text.h"

static rsl_source source_over(memory_text *memory, const char *bytes, size_t size, size_t step) {
  rsl_source source = memory_source(memory, "f.csv", bytes, size);
  memory->step = step;
  return source;
}

/* Every row as `a|b` and every fault as `!code 3:7`, one a line. */
static void dump(rsl__csv *csv, rsl__text_buffer *out) {
  for (;;) {
    rsl__csv_step step = rsl__csv_next(csv);
    if (step == RSL__CSV_END) return;
    if (step != RSL__CSV_ROW) {
      const rsl__csv_fault *fault = rsl__csv_last_fault(csv);
      rsl__text_buffer_format(out, "!%s %zu:%zu\n", fault->code, fault->line, fault->column);
      if (step == RSL__CSV_FAILED) {
        rsl__text_buffer_text(out, "failed\n");
        return;
      }
      continue;
    }
    for (size_t i = 0; i < rsl__csv_cell_count(csv); i++) {
      const rsl__csv_cell *cell = &rsl__csv_cells(csv)[i];
      if (i > 0) rsl__text_buffer_char(out, '|');
      rsl__text_buffer_append(out, cell->text, cell->length);
    }
    rsl__text_buffer_char(out, '\n');
  }
}

static void gives(const char *bytes, size_t size, size_t max_line, const char *want) {
  for (size_t step = 1; step <= 4096; step *= 64) {
    memory_text memory;
    rsl_source source = source_over(&memory, bytes, size, step);
    rsl__csv *csv = NULL;
    assert_int_equal(rsl__csv_open(&source, max_line, NULL, &csv, NULL), RSL_OK);
    rsl__text_buffer out;
    rsl__text_buffer_init(&out, NULL);
    dump(csv, &out);
    assert_string_equal(rsl__text_buffer_string(&out), want);
    rsl__text_buffer_free(&out);
    rsl__csv_close(csv);
  }
}

#define GIVES(text, want) gives(text, sizeof(text) - 1, 1000, want)

static void rows_end_with_lf_crlf_or_cr(void **state) {
  (void)state;
  GIVES("a,b\n1,2\n", "a|b\n1|2\n");
  GIVES("a,b\r\n1,2\r\n", "a|b\n1|2\n");
  GIVES("a,b\r1,2\r", "a|b\n1|2\n");
  GIVES("a,b\n1,2", "a|b\n1|2\n");
  GIVES("a,b\n1,\n", "a|b\n1|\n");
  GIVES("a,b\n,\n,", "a|b\n|\n|\n");
}

static void empty_lines_are_passed_over(void **state) {
  (void)state;
  GIVES("\r\n\na,b\n\n\n1,2\n\n", "a|b\n1|2\n");
  GIVES("", "");
  GIVES("\n\n", "");
}

static void a_byte_order_mark_is_accepted(void **state) {
  (void)state;
  GIVES("\xEF\xBB\xBF"
        "a,b\n1,2\n",
        "a|b\n1|2\n");
  GIVES("\xEF\xBB\xBF", "");
}

static void the_delimiter_is_found_from_the_header(void **state) {
  (void)state;
  GIVES("a;b\n1,5;2\n", "a|b\n1,5|2\n");
  GIVES("a\tb\n1;5\t2,0\n", "a|b\n1;5|2,0\n");
  GIVES("\"x,y,z\";b\n1;2\n", "x,y,z|b\n1|2\n");
  GIVES("a\n1\n", "a\n1\n");
}

static void quoted_cells_hold_delimiters_newlines_and_doubled_quotes(void **state) {
  (void)state;
  GIVES("a,b\n\"1,2\",\"x\ny\"\n3,4\n", "a|b\n1,2|x\ny\n3|4\n");
  GIVES("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", "a|b\nsay \"hi\"|\"\n");
  GIVES("a,b\n\"\",\"\"\n", "a|b\n|\n");
  GIVES("a,b\n1,\"2\"", "a|b\n1|2\n");
}

static void a_quoted_cell_without_end_is_refused(void **state) {
  (void)state;
  GIVES("a,b\n1,2\n3,\"cut", "a|b\n1|2\n!quote_not_closed 3:3\n");
}

static void text_after_a_closing_quote_is_refused_and_the_next_row_is_read(void **state) {
  (void)state;
  GIVES("a,b\n\"x\"y,2\n3,4\n", "a|b\n!text_after_quote 2:4\n3|4\n");
}

static void a_quote_inside_a_bare_cell_is_refused_and_the_next_row_is_read(void **state) {
  (void)state;
  GIVES("a,b\n1\"5,2\n3,4\n", "a|b\n!quote_in_cell 2:2\n3|4\n");
}

static void a_row_has_as_many_cells_as_the_header(void **state) {
  (void)state;
  GIVES("a,b\n1\n1,2,3\n5,6\n", "a|b\n!wrong_cell_count 2:1\n!wrong_cell_count 3:1\n5|6\n");
}

static void a_nul_byte_is_refused(void **state) {
  (void)state;
  GIVES("a,b\n1,2\0\n3,4\n", "a|b\n!nul_byte 2:4\n3|4\n");
  GIVES("a,b\n\"1\0\",2\n3,4\n", "a|b\n!nul_byte 2:3\n3|4\n");
}

static void bytes_that_are_not_utf8_are_refused_with_their_column_in_characters(void **state) {
  (void)state;
  GIVES("a,b\nHuyện,\xC3(\n3,4\n", "a|b\n!not_utf8 2:7\n3|4\n");
  GIVES("a,b\n\"\xC0\xAF\",1\n3,4\n", "a|b\n!not_utf8 2:2\n3|4\n");
}

static void tcvn3_is_named_and_nothing_more_is_read(void **state) {
  (void)state;
  /* "Hà Nội, Đồng Tháp, Kiên Giang, Cần Thơ" in TCVN3 (TCVN 5712:1993). */
  static const char text[] = "a,b\nH\xB5 N\xE9i \xA7\xE5ng Th\xB8p Ki\xAAn Giang C\xC7n Th\xAC,1\n3,4\n";
  memory_text memory;
  rsl_source source = source_over(&memory, text, sizeof text - 1, 4096);
  rsl__csv *csv = NULL;
  assert_int_equal(rsl__csv_open(&source, 1000, NULL, &csv, NULL), RSL_OK);
  assert_int_equal(rsl__csv_next(csv), RSL__CSV_ROW);
  assert_int_equal(rsl__csv_next(csv), RSL__CSV_FAILED);
  assert_non_null(strstr(rsl__csv_last_fault(csv)->text, "TCVN3"));
  assert_int_equal(rsl__csv_next(csv), RSL__CSV_FAILED);
  rsl__csv_close(csv);
}

static void a_row_that_is_too_long_is_one_error_and_the_next_is_read(void **state) {
  (void)state;
  gives("a,b\n1,23456789\n3,4\n", 18, 6, "a|b\n!line_too_long 2:1\n3|4\n");
  gives("a,b\n1,2345\n3,4\n", 14, 6, "a|b\n1|2345\n3|4\n");
}

enum { LONG_LINE = 100 * 1000 * 1000 };

/* A head, then one line of so many bytes, of which nothing is kept. */
static rsl_status endless_read(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  size_t *left = context;
  (void)error;
  *got = size < *left ? size : *left;
  memset(bytes, 'x', *got);
  if (*left == LONG_LINE) memcpy(bytes, "a\n", 2);
  *left -= *got;
  return RSL_OK;
}

static size_t largest_allocation;

static void *watched_allocate(void *context, size_t size) {
  (void)context;
  if (size > largest_allocation) largest_allocation = size;
  return malloc(size);
}

static void *watched_resize(void *context, void *memory, size_t old_size, size_t new_size) {
  (void)context;
  (void)old_size;
  if (new_size > largest_allocation) largest_allocation = new_size;
  return realloc(memory, new_size);
}

static void watched_release(void *context, void *memory, size_t size) {
  (void)context;
  (void)size;
  free(memory);
}

static void a_line_of_100_megabytes_takes_no_more_memory_than_the_limit(void **state) {
  (void)state;
  const rsl_allocator watched = { watched_allocate, watched_resize, watched_release, NULL };
  size_t left = LONG_LINE;
  rsl_source source = { endless_read, &left, "long.csv" };
  rsl__csv *csv = NULL;
  largest_allocation = 0;
  assert_int_equal(rsl__csv_open(&source, 1 << 20, &watched, &csv, NULL), RSL_OK);
  assert_int_equal(rsl__csv_next(csv), RSL__CSV_ROW);
  assert_int_equal(rsl__csv_next(csv), RSL__CSV_BAD_ROW);
  assert_string_equal(rsl__csv_last_fault(csv)->code, "line_too_long");
  assert_int_equal(rsl__csv_last_fault(csv)->status, RSL_ERR_LIMIT);
  assert_int_equal(rsl__csv_next(csv), RSL__CSV_END);
  assert_true(largest_allocation < (1 << 20) + 16);
  rsl__csv_close(csv);
}

static void a_long_line_that_ends_is_passed_over_to_the_next_row(void **state) {
  (void)state;
  /* 600,000 bytes: more than two buffers of 256 KiB, with an allowed length of less than one. */
  rsl__text_buffer text;
  rsl__text_buffer_init(&text, NULL);
  rsl__text_buffer_text(&text, "a,b\n");
  for (int i = 0; i < 600000; i++) rsl__text_buffer_char(&text, 'x');
  rsl__text_buffer_text(&text, "\r\n1,2\n");
  gives(text.bytes, text.length, 1000, "a|b\n!line_too_long 2:1\n1|2\n");
  rsl__text_buffer_free(&text);
}

static void a_header_may_be_longer_than_the_buffer(void **state) {
  (void)state;
  rsl__text_buffer text, want;
  rsl__text_buffer_init(&text, NULL);
  rsl__text_buffer_init(&want, NULL);
  for (int i = 0; i < 300000; i++) rsl__text_buffer_char(&text, 'x');
  rsl__text_buffer_append(&want, text.bytes, text.length);
  rsl__text_buffer_text(&text, ";b\n1,5;2\n");
  rsl__text_buffer_text(&want, "|b\n1,5|2\n");
  gives(text.bytes, text.length, 1 << 20, want.bytes);
  gives(text.bytes, text.length, 1000, "!line_too_long 1:1\nfailed\n");
  rsl__text_buffer_free(&want);
  rsl__text_buffer_free(&text);
}

static void an_endless_quoted_cell_stops_the_reading(void **state) {
  (void)state;
  static char text[1 << 20];
  for (size_t i = 0; i < sizeof text; i++) text[i] = "1,2\n"[i % 4];
  memcpy(text, "a,b\n1,\"x", 8);
  gives(text, sizeof text, 1000, "a|b\n!line_too_long 2:3\nfailed\n");
  gives(text, 4000, 100000, "a|b\n!quote_not_closed 2:3\n");
}

static void a_source_that_fails_midway_is_an_io_error(void **state) {
  (void)state;
  memory_text memory;
  rsl_source source = source_over(&memory, "a,b\n1,2\n3,4\n", 12, 4);
  memory.fail_at = 8;
  rsl__csv *csv = NULL;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl__csv_open(&source, 1000, NULL, &csv, &error), RSL_ERR_IO);
  assert_null(csv);
  assert_string_equal(error.text, "the disk went away");
  assert_string_equal(error.file, "f.csv");
}

static void rows_are_the_same_wherever_the_buffer_ends(void **state) {
  (void)state;
  /* Rows of growing odd lengths, so that every part of a row meets the end of the 256 KiB buffer sooner or later. */
  rsl__text_buffer text, want;
  rsl__text_buffer_init(&text, NULL);
  rsl__text_buffer_init(&want, NULL);
  rsl__text_buffer_text(&text, "a,b,c\r\n");
  rsl__text_buffer_text(&want, "a|b|c\n");
  for (unsigned i = 0; i < 20000; i++) {
    int size = (int)(i % 13) * 3; /* whole characters of three bytes */
    rsl__text_buffer_format(&text, "%u,\"q\"\"%u\r\n\",%.*s\r\n", i, i * 7, size, "ạạạạạạạạạạạạ");
    rsl__text_buffer_format(&want, "%u|q\"%u\r\n|%.*s\n", i, i * 7, size, "ạạạạạạạạạạạạ");
  }
  gives(text.bytes, text.length, 1000, want.bytes);
  rsl__text_buffer_free(&text);
  rsl__text_buffer_free(&want);
}

static void a_cell_knows_its_line_and_column_in_characters(void **state) {
  (void)state;
  static const char text[] = "a,b,c\nHuyện,\"x\"\"\ny\",3\n";
  memory_text memory;
  rsl_source source = source_over(&memory, text, sizeof text - 1, 4096);
  rsl__csv *csv = NULL;
  assert_int_equal(rsl__csv_open(&source, 1000, NULL, &csv, NULL), RSL_OK);
  assert_int_equal(rsl__csv_next(csv), RSL__CSV_ROW);
  assert_int_equal(rsl__csv_next(csv), RSL__CSV_ROW);
  assert_int_equal(rsl__csv_place(csv, 1).line, 2);
  assert_int_equal(rsl__csv_place(csv, 1).column, 7);
  assert_int_equal(rsl__csv_place(csv, 2).line, 3);
  assert_int_equal(rsl__csv_place(csv, 2).column, 4);
  assert_string_equal(rsl__csv_place(csv, 2).file, "f.csv");
  size_t length = 0;
  const char *row = rsl__csv_row_text(csv, &length);
  assert_int_equal(length, sizeof text - 1 - 6 - 1);
  assert_memory_equal(row, text + 6, length);
  rsl__csv_close(csv);
}

static bool read_all(const rsl_allocator *allocator, void *context) {
  const rsl__text_buffer *text = context;
  memory_text memory;
  rsl_source source = source_over(&memory, text->bytes, text->length, 4096);
  rsl__csv *csv = NULL;
  rsl_error error = RSL_ERROR_INIT;
  rsl_status status = rsl__csv_open(&source, 1 << 20, allocator, &csv, &error);
  rsl__csv_step step = RSL__CSV_ROW;
  while (status == RSL_OK && (step = rsl__csv_next(csv)) == RSL__CSV_ROW) {
  }
  if (step == RSL__CSV_FAILED) status = rsl__csv_report(csv, NULL, &error);
  rsl__csv_close(csv);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  assert_int_equal(error.status, status);
  return status == RSL_OK;
}

/* Cells, a doubled quote, and a row that makes the buffer grow: each takes memory. */
static void memory_that_runs_out_is_an_error_like_any_other(void **state) {
  (void)state;
  rsl__text_buffer text;
  rsl__text_buffer_init(&text, NULL);
  rsl__text_buffer_text(&text, "a,b\n\"1\"\"\",\"");
  for (int i = 0; i < 300000; i++) rsl__text_buffer_char(&text, 'x');
  rsl__text_buffer_text(&text, "\"\n");
  assert_true(sweep_allocations(read_all, &text) >= 8);
  rsl__text_buffer_free(&text);
}

/* ---- Headers --------------------------------------------------------------------------------------------- */

static const char *const known[] = { "unit", "indicator", "period", "value", "level", "note" };

static void header_gives(const char *text, rsl_status want_status, const char *want) {
  memory_text memory;
  rsl_source source = source_over(&memory, text, strlen(text), 4096);
  rsl__csv *csv = NULL;
  rsl_problems *problems = NULL;
  rsl__csv_header header;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  assert_int_equal(rsl__csv_open(&source, 1000, NULL, &csv, NULL), RSL_OK);
  assert_int_equal(rsl__csv_header_read(csv, known, 6, 4, NULL, &header, problems, &error), want_status);
  rsl__text_buffer out;
  rsl__text_buffer_init(&out, NULL);
  for (size_t i = 0; i < rsl_problems_kept(problems); i++) {
    char line[500];
    rsl_problem_format(rsl_problems_at(problems, i), line, sizeof line);
    rsl__text_buffer_format(&out, "%s\n", line);
  }
  assert_string_equal(rsl__text_buffer_string(&out), want);
  assert_int_equal(error.status, want_status);
  rsl__text_buffer_free(&out);
  rsl__csv_header_free(&header);
  rsl__csv_close(csv);
  rsl_problems_free(problems);
}

static void a_header_may_stand_in_any_order_and_hold_columns_of_its_own(void **state) {
  (void)state;
  header_gives("value,period,x-mine,unit,indicator\n", RSL_OK, "");
}

static void every_problem_of_a_header_is_told(void **state) {
  (void)state;
  header_gives("unit,indicatr,period,unit,hello world\n", RSL_ERR_DATA,
               "f.csv:1:6: error: unknown column `indicatr`: did you mean `indicator`?\n"
               "f.csv:1:22: error: the column `unit` stands twice\n"
               "f.csv:1:27: error: unknown column `hello world`: a column of your own must begin with `x-`\n"
               "f.csv:1: error: the column `indicator` is missing\n"
               "f.csv:1: error: the column `value` is missing\n");
}

static void an_empty_file_is_told(void **state) {
  (void)state;
  header_gives("", RSL_ERR_DATA, "f.csv:1: error: the file is empty: its first row must name the columns\n");
}

static void a_header_of_too_many_columns_is_refused(void **state) {
  (void)state;
  char text[1500];
  memset(text, ',', sizeof text);
  memory_text memory;
  rsl_source source = source_over(&memory, text, sizeof text, 4096);
  rsl__csv *csv = NULL;
  assert_int_equal(rsl__csv_open(&source, 10000, NULL, &csv, NULL), RSL_OK);
  assert_int_equal(rsl__csv_next(csv), RSL__CSV_FAILED);
  assert_string_equal(rsl__csv_last_fault(csv)->code, "too_many_columns");
  rsl__csv_close(csv);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(rows_end_with_lf_crlf_or_cr),
    cmocka_unit_test(empty_lines_are_passed_over),
    cmocka_unit_test(a_byte_order_mark_is_accepted),
    cmocka_unit_test(the_delimiter_is_found_from_the_header),
    cmocka_unit_test(quoted_cells_hold_delimiters_newlines_and_doubled_quotes),
    cmocka_unit_test(a_quoted_cell_without_end_is_refused),
    cmocka_unit_test(text_after_a_closing_quote_is_refused_and_the_next_row_is_read),
    cmocka_unit_test(a_quote_inside_a_bare_cell_is_refused_and_the_next_row_is_read),
    cmocka_unit_test(a_row_has_as_many_cells_as_the_header),
    cmocka_unit_test(a_nul_byte_is_refused),
    cmocka_unit_test(bytes_that_are_not_utf8_are_refused_with_their_column_in_characters),
    cmocka_unit_test(tcvn3_is_named_and_nothing_more_is_read),
    cmocka_unit_test(a_row_that_is_too_long_is_one_error_and_the_next_is_read),
    cmocka_unit_test(a_line_of_100_megabytes_takes_no_more_memory_than_the_limit),
    cmocka_unit_test(a_long_line_that_ends_is_passed_over_to_the_next_row),
    cmocka_unit_test(a_header_may_be_longer_than_the_buffer),
    cmocka_unit_test(an_endless_quoted_cell_stops_the_reading),
    cmocka_unit_test(memory_that_runs_out_is_an_error_like_any_other),
    cmocka_unit_test(a_source_that_fails_midway_is_an_io_error),
    cmocka_unit_test(rows_are_the_same_wherever_the_buffer_ends),
    cmocka_unit_test(a_cell_knows_its_line_and_column_in_characters),
    cmocka_unit_test(a_header_may_stand_in_any_order_and_hold_columns_of_its_own),
    cmocka_unit_test(every_problem_of_a_header_is_told),
    cmocka_unit_test(an_empty_file_is_told),
    cmocka_unit_test(a_header_of_too_many_columns_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
