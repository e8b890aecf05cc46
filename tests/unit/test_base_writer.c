/* Rows of named columns as CSV, TSV, JSON and JSON lines (base.h, "Text in and out"). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text_buffer.h"
#include "support/failing_allocator.h"

static const char *const three[] = { "unit", "value", "flags" };
static const char *const flags[] = { "partial", "estimate" };

static rsl_writer *new_writer(rsl_text_format format, const char *const *columns, size_t count, rsl_sink sink) {
  rsl_writer *writer = NULL;
  assert_int_equal(rsl_writer_new(NULL, format, columns, count, sink, &writer), RSL_OK);
  return writer;
}

static void end(rsl_writer *writer) {
  assert_int_equal(rsl_writer_end_row(writer, NULL), RSL_OK);
}

/* What the rows give in a format; the buffer is the caller's to free. */
static const char *written(rsl__text_buffer *buffer, rsl_text_format format, void (*rows)(rsl_writer *writer),
                           const char *const *columns, size_t count) {
  rsl__text_buffer_init(buffer, NULL);
  rsl_writer *writer = new_writer(format, columns, count, rsl__text_buffer_sink(buffer));
  rows(writer);
  assert_int_equal(rsl_writer_finish(writer, NULL), RSL_OK);
  assert_int_equal(rsl_writer_finish(writer, NULL), RSL_OK); /* twice is once */
  rsl_writer_free(writer);
  return rsl__text_buffer_string(buffer);
}

static void assert_written(rsl_text_format format, void (*rows)(rsl_writer *writer), const char *const *columns,
                           size_t count, const char *wanted) {
  rsl__text_buffer buffer;
  assert_string_equal(written(&buffer, format, rows, columns, count), wanted);
  rsl__text_buffer_free(&buffer);
}

static void write_two_rows(rsl_writer *writer) {
  rsl_writer_text(writer, "954");
  rsl_writer_number(writer,
                    rsl_number_from_decimal((rsl_decimal){ -1250, 2 })); /* -12.50 is written without its last 0 */
  rsl_writer_list(writer, flags, 2);
  end(writer);
  rsl_writer_text(writer, "95");
  rsl_writer_absent(writer);
  rsl_writer_list(writer, NULL, 0);
  end(writer);
}

static void the_same_rows_are_written_in_each_format(void **state) {
  (void)state;
  assert_written(RSL_FORMAT_CSV, write_two_rows, three, 3, "unit,value,flags\n954,-12.5,partial|estimate\n95,,\n");
  assert_written(RSL_FORMAT_TSV, write_two_rows, three, 3,
                 "unit\tvalue\tflags\n954\t-12.5\tpartial|estimate\n95\t\t\n");
  assert_written(RSL_FORMAT_JSON, write_two_rows, three, 3,
                 "[\n{\"unit\":\"954\",\"value\":-12.5,\"flags\":[\"partial\",\"estimate\"]},\n"
                 "{\"unit\":\"95\",\"value\":null,\"flags\":[]}\n]\n");
  assert_written(RSL_FORMAT_JSONL, write_two_rows, three, 3,
                 "{\"unit\":\"954\",\"value\":-12.5,\"flags\":[\"partial\",\"estimate\"]}\n"
                 "{\"unit\":\"95\",\"value\":null,\"flags\":[]}\n");
}

static void write_nothing(rsl_writer *writer) {
  (void)writer;
}

static void without_rows_the_head_and_the_brackets_stand(void **state) {
  (void)state;
  assert_written(RSL_FORMAT_CSV, write_nothing, three, 3, "unit,value,flags\n");
  assert_written(RSL_FORMAT_TSV, write_nothing, three, 3, "unit\tvalue\tflags\n");
  assert_written(RSL_FORMAT_JSON, write_nothing, three, 3, "[]\n");
  assert_written(RSL_FORMAT_JSONL, write_nothing, three, 3, "");
}

static void write_awkward_texts(rsl_writer *writer) {
  static const char *const texts[] = { "a,b", "say \"no\"", "two\nlines", "a\rb", "tab\there", " blanks ", "a;b", "|" };
  for (size_t i = 0; i < 8; i++) {
    rsl_writer_text(writer, texts[i]);
    end(writer);
  }
}

/* RFC 4180, section 2: fields with line breaks, quotes and commas are quoted, and quotes doubled. */
static void csv_quotes_only_where_it_must(void **state) {
  (void)state;
  static const char *const column[] = { "x,y" };
  assert_written(RSL_FORMAT_CSV, write_awkward_texts, column, 1,
                 "\"x,y\"\n\"a,b\"\n\"say \"\"no\"\"\"\n\"two\nlines\"\n\"a\rb\"\ntab\there\n blanks \na;b\n|\n");
}

static void tsv_puts_a_blank_for_what_would_end_the_cell(void **state) {
  (void)state;
  static const char *const column[] = { "x\ty" };
  assert_written(RSL_FORMAT_TSV, write_awkward_texts, column, 1,
                 "x y\na,b\nsay \"no\"\ntwo lines\na b\ntab here\n blanks \na;b\n|\n");
}

static void json_lines_escape_so_that_a_row_is_a_line(void **state) {
  (void)state;
  static const char *const column[] = { "x" };
  assert_written(RSL_FORMAT_JSONL, write_awkward_texts, column, 1,
                 "{\"x\":\"a,b\"}\n{\"x\":\"say \\\"no\\\"\"}\n{\"x\":\"two\\nlines\"}\n{\"x\":\"a\\rb\"}\n"
                 "{\"x\":\"tab\\there\"}\n{\"x\":\" blanks \"}\n{\"x\":\"a;b\"}\n{\"x\":\"|\"}\n");
}

static void write_empty_texts(rsl_writer *writer) {
  static const char *const empty[] = { "" };
  rsl_writer_text(writer, NULL);
  end(writer);
  rsl_writer_text(writer, "");
  end(writer);
  rsl_writer_list(writer, empty, 1);
  end(writer);
}

static void an_empty_cell_alone_in_its_row_is_quoted_in_csv(void **state) {
  (void)state;
  static const char *const column[] = { "x" };
  assert_written(RSL_FORMAT_CSV, write_empty_texts, column, 1, "x\n\"\"\n\"\"\n\"\"\n");
  assert_written(RSL_FORMAT_JSONL, write_empty_texts, column, 1, "{\"x\":null}\n{\"x\":null}\n{\"x\":[\"\"]}\n");
}

static void write_a_list_that_needs_quotes(rsl_writer *writer) {
  static const char *const words[] = { "a,b", "c\"d" };
  rsl_writer_list(writer, words, 2);
  end(writer);
}

static void a_list_is_quoted_as_a_whole(void **state) {
  (void)state;
  static const char *const column[] = { "x" };
  assert_written(RSL_FORMAT_CSV, write_a_list_that_needs_quotes, column, 1, "x\n\"a,b|c\"\"d\"\n");
  assert_written(RSL_FORMAT_TSV, write_a_list_that_needs_quotes, column, 1, "x\na,b|c\"d\n");
  assert_written(RSL_FORMAT_JSONL, write_a_list_that_needs_quotes, column, 1, "{\"x\":[\"a,b\",\"c\\\"d\"]}\n");
}

static void write_long_numbers(rsl_writer *writer) {
  rsl_number quotient = rsl_number_divide(rsl_number_from_integer(1), rsl_number_from_integer(3));
  rsl_writer_integer(writer, 999999999999999);
  rsl_writer_integer(writer, -1000000000000000);
  rsl_writer_number(writer, rsl_number_from_decimal((rsl_decimal){ 123456789012345678, 4 }));
  rsl_writer_number(writer, quotient);
  end(writer);
}

/* formats.md, "Numbers": 15 digits as a JSON number, longer ones as a string. A double is the nearest of its shortest
 * text: 1/3 is 0.3333333333333333 in 16 digits. */
static void exact_numbers_past_15_digits_are_strings_in_json_only(void **state) {
  (void)state;
  static const char *const columns[] = { "a", "b", "c", "d" };
  assert_written(RSL_FORMAT_JSONL, write_long_numbers, columns, 4,
                 "{\"a\":999999999999999,\"b\":\"-1000000000000000\",\"c\":\"12345678901234.5678\","
                 "\"d\":0.3333333333333333}\n");
  assert_written(RSL_FORMAT_CSV, write_long_numbers, columns, 4,
                 "a,b,c,d\n999999999999999,-1000000000000000,12345678901234.5678,0.3333333333333333\n");
}

static void write_absent_numbers(rsl_writer *writer) {
  rsl_writer_number(writer, rsl_number_absent());
  rsl_writer_number(writer, rsl_number_from_integer(0));
  rsl_writer_text(writer, "x");
  end(writer);
}

static void absent_is_empty_and_never_zero(void **state) {
  (void)state;
  assert_written(RSL_FORMAT_CSV, write_absent_numbers, three, 3, "unit,value,flags\n,0,x\n");
  assert_written(RSL_FORMAT_JSONL, write_absent_numbers, three, 3, "{\"unit\":null,\"value\":0,\"flags\":\"x\"}\n");
}

/* ---- What goes wrong ---- */

typedef struct failing_sink {
  size_t bytes;
  size_t room;
  size_t calls_after_failure;
  bool failed;
  bool silent; /* does not fill the error */
} failing_sink;

static rsl_status fill_a_disk(void *context, const void *bytes, size_t size, rsl_error *error) {
  failing_sink *sink = context;
  (void)bytes;
  if (sink->failed) sink->calls_after_failure++;
  sink->bytes += size;
  sink->failed = sink->bytes > sink->room;
  if (!sink->failed) return RSL_OK;
  return sink->silent ? RSL_ERR_IO : rsl__fail(error, RSL_ERR_IO, "the disk is full");
}

static size_t failures_told(rsl_writer *writer, size_t rows, const char *message) {
  size_t told = 0;
  for (size_t i = 0; i < rows; i++) {
    rsl_error error = RSL_ERROR_INIT;
    rsl_writer_text(writer, "a text of some length, so that it does not take long");
    rsl_status status = rsl_writer_end_row(writer, &error);
    assert_int_equal(status, error.status);
    if (status == RSL_OK) continue;
    assert_int_equal(status, RSL_ERR_IO);
    assert_string_equal(error.text, message);
    told++;
  }
  return told;
}

static void a_full_disk_is_told_from_then_on_and_not_asked_again(void **state) {
  (void)state;
  static const char *const column[] = { "x" };
  for (int silent = 0; silent < 2; silent++) {
    failing_sink sink = { .room = 100000, .silent = silent == 1 };
    rsl_error error = RSL_ERROR_INIT;
    rsl_writer *writer = new_writer(RSL_FORMAT_CSV, column, 1, (rsl_sink){ fill_a_disk, &sink });
    const char *message = silent == 1 ? "the output could not be written" : "the disk is full";
    /* 5,000 rows of 55 bytes are 275,000: the disk is full before half of them are written. */
    assert_true(failures_told(writer, 5000, message) > 2000);
    assert_int_equal(rsl_writer_finish(writer, &error), RSL_ERR_IO);
    assert_string_equal(error.text, message);
    assert_int_equal(sink.calls_after_failure, 0);
    rsl_writer_free(writer);
  }
}

static void a_disk_that_is_full_at_the_end_is_told_by_finish(void **state) {
  (void)state;
  failing_sink sink = { .room = 3 };
  rsl_error error = RSL_ERROR_INIT;
  rsl_writer *writer = new_writer(RSL_FORMAT_JSON, three, 3, (rsl_sink){ fill_a_disk, &sink });
  write_two_rows(writer);
  assert_int_equal(rsl_writer_finish(writer, &error), RSL_ERR_IO);
  assert_int_equal(rsl_writer_finish(writer, NULL), RSL_ERR_IO);
  assert_int_equal(sink.calls_after_failure, 0);
  rsl_writer_free(writer);
}

static void an_error_of_before_is_not_overwritten(void **state) {
  (void)state;
  failing_sink sink = { .room = 0 };
  rsl_error error = RSL_ERROR_INIT;
  (void)rsl__fail(&error, RSL_ERR_DATA, "the first");
  rsl_writer *writer = new_writer(RSL_FORMAT_CSV, three, 3, (rsl_sink){ fill_a_disk, &sink });
  assert_int_equal(rsl_writer_finish(writer, &error), RSL_ERR_IO);
  assert_string_equal(error.text, "the first");
  rsl_writer_free(writer);
}

static void a_row_must_have_a_cell_for_each_column(void **state) {
  (void)state;
  for (size_t cells = 0; cells < 5; cells++) {
    rsl__text_buffer buffer;
    rsl_error error = RSL_ERROR_INIT;
    rsl__text_buffer_init(&buffer, NULL);
    rsl_writer *writer = new_writer(RSL_FORMAT_CSV, three, 3, rsl__text_buffer_sink(&buffer));
    for (size_t i = 0; i < cells; i++) rsl_writer_text(writer, "x");
    rsl_status status = cells == 3 ? RSL_OK : RSL_ERR_ARGUMENT;
    assert_int_equal(rsl_writer_end_row(writer, &error), status);
    assert_int_equal(error.status, status);
    assert_int_equal(rsl_writer_finish(writer, NULL), status);
    if (cells != 3) assert_int_equal(buffer.length, 0);
    rsl_writer_free(writer);
    rsl__text_buffer_free(&buffer);
  }
}

static void a_row_that_was_not_ended_and_one_after_the_end_are_told(void **state) {
  (void)state;
  rsl__text_buffer buffer;
  rsl__text_buffer_init(&buffer, NULL);
  rsl_writer *writer = new_writer(RSL_FORMAT_CSV, three, 3, rsl__text_buffer_sink(&buffer));
  rsl_writer_text(writer, "x");
  assert_int_equal(rsl_writer_finish(writer, NULL), RSL_ERR_ARGUMENT);
  rsl_writer_free(writer);
  writer = new_writer(RSL_FORMAT_CSV, three, 3, rsl__text_buffer_sink(&buffer));
  assert_int_equal(rsl_writer_finish(writer, NULL), RSL_OK);
  for (int i = 0; i < 3; i++) rsl_writer_text(writer, "x");
  assert_int_equal(rsl_writer_end_row(writer, NULL), RSL_ERR_ARGUMENT);
  assert_string_equal(rsl__text_buffer_string(&buffer), "unit,value,flags\n");
  rsl_writer_free(writer);
  rsl__text_buffer_free(&buffer);
}

static void a_writer_without_columns_format_or_sink_is_refused(void **state) {
  (void)state;
  failing_sink sink = { .room = 0 };
  rsl_sink to = { fill_a_disk, &sink };
  rsl_writer *writer = NULL;
  assert_int_equal(rsl_writer_new(NULL, RSL_FORMAT_CSV, three, 0, to, &writer), RSL_ERR_ARGUMENT);
  assert_int_equal(rsl_writer_new(NULL, (rsl_text_format)4, three, 3, to, &writer), RSL_ERR_ARGUMENT);
  assert_int_equal(rsl_writer_new(NULL, RSL_FORMAT_CSV, three, 3, (rsl_sink){ NULL, NULL }, &writer), RSL_ERR_ARGUMENT);
  assert_null(writer);
  rsl_writer_free(NULL);
}

static bool write_rows(const rsl_allocator *allocator, void *context) {
  failing_sink sink = { .room = SIZE_MAX };
  rsl_writer *writer = NULL;
  rsl_error error = RSL_ERROR_INIT;
  if (rsl_writer_new(allocator, *(rsl_text_format *)context, three, 3, (rsl_sink){ fill_a_disk, &sink }, &writer) !=
      RSL_OK) {
    assert_null(writer);
    return false;
  }
  for (int i = 0; i < 30; i++) {
    rsl_writer_text(writer, "a text");
    rsl_writer_integer(writer, i);
    rsl_writer_list(writer, flags, 2);
    if (rsl_writer_end_row(writer, &error) != RSL_OK) break;
  }
  rsl_status status = rsl_writer_finish(writer, &error);
  assert_int_equal(error.status, status);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  rsl_writer_free(writer);
  return status == RSL_OK;
}

static void writing_survives_every_failed_allocation(void **state) {
  (void)state;
  for (int format = RSL_FORMAT_CSV; format <= RSL_FORMAT_JSONL; format++) {
    rsl_text_format context = (rsl_text_format)format;
    assert_true(sweep_allocations(write_rows, &context) > 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_same_rows_are_written_in_each_format),
    cmocka_unit_test(without_rows_the_head_and_the_brackets_stand),
    cmocka_unit_test(csv_quotes_only_where_it_must),
    cmocka_unit_test(tsv_puts_a_blank_for_what_would_end_the_cell),
    cmocka_unit_test(json_lines_escape_so_that_a_row_is_a_line),
    cmocka_unit_test(an_empty_cell_alone_in_its_row_is_quoted_in_csv),
    cmocka_unit_test(a_list_is_quoted_as_a_whole),
    cmocka_unit_test(exact_numbers_past_15_digits_are_strings_in_json_only),
    cmocka_unit_test(absent_is_empty_and_never_zero),
    cmocka_unit_test(a_full_disk_is_told_from_then_on_and_not_asked_again),
    cmocka_unit_test(a_disk_that_is_full_at_the_end_is_told_by_finish),
    cmocka_unit_test(an_error_of_before_is_not_overwritten),
    cmocka_unit_test(a_row_must_have_a_cell_for_each_column),
    cmocka_unit_test(a_row_that_was_not_ended_and_one_after_the_end_are_told),
    cmocka_unit_test(a_writer_without_columns_format_or_sink_is_refused),
    cmocka_unit_test(writing_survives_every_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
