/* A file read in pieces, by any number of threads, is read as if it were read row by row by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>

#include "base/parallel.h"
#include "base/text_buffer.h"
#include "io/csv_piece.h"
#include "support/failing_allocator.h"
#include "support/memory_text.h"
#include "support/small.h"

enum { UNITS = 150, MONTHS = 24, INDICATORS = 4, ROWS = RSL__CSV_PIECE / 9 /* of 24 bytes or more: several pieces */ };

static uint32_t seed;

static unsigned random_below(unsigned limit) {
  seed = seed * 1664525u + 1013904223u;
  return (unsigned)((uint64_t)(seed >> 8) * limit >> 24);
}

/* How a file is written, and how it is read. */
typedef struct manner {
  const char *line_end;
  unsigned odd;     /* of a thousand rows that are not plain ones */
  bool stray;       /* quotes where none may be, so that pieces are cut in the wrong places */
  unsigned threads; /* 0: the line ends are CR, which no piece can be cut at */
  size_t shift;     /* empty lines before the rows, which move the places of the cuts */
} manner;

/* What came of it. */
typedef struct outcome {
  rsl_status status;
  uint64_t rows;
  uint64_t skipped;
  rsl__text_buffer told; /* problems, left-out rows, and all figures */
} outcome;

static void start(small *s) {
  char code[16];
  small_start(s);
  small_unit(s, "VN", "nation", NULL);
  small_unit(s, "A", "province", "VN");
  small_unit(s, "A1", "district", "A");
  for (unsigned i = 0; i < UNITS; i++) {
    snprintf(code, sizeof code, "u%03u", i);
    small_unit(s, code, "commune", "A1");
  }
  for (unsigned i = 0; i < INDICATORS; i++) {
    snprintf(code, sizeof code, "M%u", i);
    rsl_indicator indicator = small_indicator(code, RSL_RULE_SUM, "commune");
    indicator.frequency = RSL_PERIOD_MONTH;
    indicator.time = RSL_TIME_SUM;
    indicator.nil = i == 3;
    small_add(s, &indicator);
  }
  s->options.skip_bad = true;
  s->options.on_duplicate = RSL_DUPLICATE_LAST;
  small_finish(s);
}

/* A row that is not of the plain kind, or is none at all. */
static void put_odd_row(char *row, size_t size, unsigned unit, unsigned month, bool stray) {
  static const char *const kinds[] = {
    "\"u%03u\",\"M1\",\"2023-%02u\",\"5.5\",,,,",
    "u%03u,M2,2023-%02u,17,E,\"the \"\"third\"\" list\",2,",
    "u%03u,M2,2023-%02u,18,A,,1,\"a remark\nof two lines\"",
    "u%03u,M0,2023-%02u,~12,,,,",
    "u%03u,M0,2023-%02u,,O,,,",
    "u%03u,M9,2023-%02u,1,,,,",
    "u%03u,M0,2023-%02u,1x,,,,",
    "u%03u,M0,2023-%02u,1,,,",
    "u%03u,*,2023-%02u,0,,,,",
    "v%03u,M1,2023-%02u,1,,,,",
    "u%03u,M1,2023-%02u,123456789012.25,,,,x",
    "u%03u,M1,2023-%02u,-7.125,,\xC4\x90\xE1\xBB\xA3t 3,,",
    "u%03u,M1,2023-%02u,4,,bad \xFF byte,,",
    "u%03u,M2,2023-%02u,19,,a \"quote\" inside,3,",
    "u%03u,M2,2023-%02u,19,,one \" quote,3,",
    "u%03u,M2,2023-%02u,19,,\"closed\" too early,3,",
  };
  unsigned count = sizeof kinds / sizeof *kinds - (stray ? 0 : 3);
  snprintf(row, size, kinds[random_below(count)], unit, month);
}

static void write_file(rsl__text_buffer *text, const manner *how) {
  char row[160];
  rsl__text_buffer_clear(text);
  rsl__text_buffer_text(text, "unit,indicator,period,value,status,source,revision,x-remark");
  rsl__text_buffer_text(text, how->line_end);
  for (size_t i = 0; i < how->shift; i++) rsl__text_buffer_text(text, how->line_end);
  for (int i = 0; i < ROWS; i++) {
    unsigned unit = random_below(UNITS);
    unsigned month = 1 + random_below(12);
    if (random_below(1000) < how->odd)
      put_odd_row(row, sizeof row, unit, month, how->stray);
    else
      snprintf(row, sizeof row, "u%03u,M%u,2022-%02u,%u.%u,,,,", unit, random_below(INDICATORS), month,
               random_below(5000), random_below(10));
    for (char *at = row; how->threads == 0 && *at != '\0'; at++)
      if (*at == '\n') *at = '\r';
    rsl__text_buffer_text(text, row);
    rsl__text_buffer_text(text, how->line_end);
  }
}

static rsl_status keep(void *context, const void *bytes, size_t size, rsl_error *error) {
  (void)error;
  rsl__text_buffer_append(context, bytes, size);
  return RSL_OK;
}

static void tell_problems(const small *s, size_t shift, rsl__text_buffer *told) {
  char line[1400];
  for (size_t i = 0; i < rsl_problems_kept(s->problems); i++) {
    rsl_problem problem = *rsl_problems_at(s->problems, i);
    if (problem.line > 1) problem.line -= shift;
    rsl_problem_format(&problem, line, sizeof line);
    rsl__text_buffer_text(told, line);
    rsl__text_buffer_text(told, problem.code);
    rsl__text_buffer_char(told, '\n');
  }
}

static void tell_figures(const small *s, size_t shift, rsl__text_buffer *told) {
  char line[256];
  rsl_measurement rows[8];
  for (uint32_t at = 0; at < UNITS * INDICATORS * MONTHS; at++) {
    rsl_period period = rsl_period_shift(small_period("2022-01"), (int32_t)(at % MONTHS));
    uint32_t unit = 3 + at / MONTHS / INDICATORS;
    size_t count = rsl_cube_rows(s->cube, unit, at / MONTHS % INDICATORS, period, rows, 8);
    for (size_t i = 0; i < count; i++) {
      char value[RSL_DECIMAL_TEXT];
      rsl_decimal_format(rows[i].value, value);
      snprintf(line, sizeof line, "%u %s %d%d%d %c %d %s %zu\n", (unsigned)at, value, rows[i].has_value, rows[i].nil,
               (int)rows[i].qualifier, rows[i].status, (int)rows[i].revision,
               rows[i].source == NULL ? "-" : rows[i].source, rows[i].line - shift);
      rsl__text_buffer_text(told, line);
    }
  }
}

static outcome read_file(const rsl__text_buffer *text, const manner *how) {
  small s;
  outcome out = { .status = RSL_OK };
  memory_text memory;
  rsl_source source = memory_source(&memory, "m.csv", text->bytes, text->length);
  rsl_measurements_read_options options = RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  rsl_sink rejects = { keep, &out.told };
  rsl__text_buffer_init(&out.told, NULL);
  start(&s);
  s.options.threads = how->threads;
  options.skip_bad = true;
  options.threads = how->threads == 0 ? 1 : how->threads;
  options.rejects = &rejects;
  out.status = rsl_measurements_read(&source, &options, NULL, s.builder, s.problems, &out.skipped, &s.error);
  if (out.status == RSL_OK) {
    small_cube(&s);
    out.rows = rsl_cube_row_count(s.cube);
    tell_figures(&s, how->shift, &out.told);
  }
  tell_problems(&s, how->shift, &out.told);
  small_end(&s);
  return out;
}

/* The rows that were left out are kept as they stood in the file. */
static void make_comparable(rsl__text_buffer *told) {
  size_t to = 0;
  for (size_t i = 0; i < told->length; i++) {
    char byte = told->bytes[i];
    if (byte == '\r') byte = '\n';
    told->bytes[to++] = byte;
  }
  told->length = to;
}

static outcome read_as(const manner *how, uint32_t with_seed) {
  rsl__text_buffer text;
  rsl__text_buffer_init(&text, NULL);
  seed = with_seed;
  write_file(&text, how);
  outcome out = read_file(&text, how);
  rsl__text_buffer_free(&text);
  make_comparable(&out.told);
  return out;
}

static void assert_same(const outcome *a, const outcome *b) {
  assert_int_equal(a->status, b->status);
  assert_int_equal(a->rows, b->rows);
  assert_int_equal(a->skipped, b->skipped);
  assert_int_equal(a->told.length, b->told.length);
  assert_memory_equal(a->told.bytes, b->told.bytes, a->told.length);
}

static void compare(unsigned odd, bool stray, uint32_t with_seed) {
  const manner by_rows = { "\r", odd, stray, 0, 0 };
  outcome want = read_as(&by_rows, with_seed);
  assert_int_equal(want.status, RSL_OK);
  assert_true(want.rows > 1000);
  const manner manners[] = {
    { "\n", odd, stray, 1, 0 },
    { "\n", odd, stray, 3, 0 },
    { "\n", odd, stray, 2, 777 },
    { "\r\n", odd, stray, 2, 13 },
  };
  for (size_t i = 0; i < sizeof manners / sizeof *manners; i++) {
    outcome got = read_as(&manners[i], with_seed);
    assert_same(&want, &got);
    rsl__text_buffer_free(&got.told);
  }
  rsl__text_buffer_free(&want.told);
}

static void plain_rows_are_the_same_for_any_number_of_threads(void **state) {
  (void)state;
  compare(0, false, 1);
}

static void odd_and_bad_rows_are_told_in_their_order(void **state) {
  (void)state;
  compare(5, false, 2);
  compare(200, false, 3);
}

static void quotes_out_of_place_change_nothing_behind_them(void **state) {
  (void)state;
  for (uint32_t i = 10; i < 12; i++) compare(2, true, i);
}

/* One that several threads may call. */
typedef struct shared_allocator {
  const rsl_allocator *inner;
  rsl__monitor *monitor;
} shared_allocator;

static void *shared_allocate(void *context, size_t size) {
  shared_allocator *shared = context;
  rsl__monitor_enter(shared->monitor);
  void *memory = shared->inner->allocate(shared->inner->context, size);
  rsl__monitor_leave(shared->monitor);
  return memory;
}

static void *shared_resize(void *context, void *memory, size_t old_size, size_t new_size) {
  shared_allocator *shared = context;
  rsl__monitor_enter(shared->monitor);
  memory = shared->inner->resize(shared->inner->context, memory, old_size, new_size);
  rsl__monitor_leave(shared->monitor);
  return memory;
}

static void shared_release(void *context, void *memory, size_t size) {
  shared_allocator *shared = context;
  rsl__monitor_enter(shared->monitor);
  shared->inner->release(shared->inner->context, memory, size);
  rsl__monitor_leave(shared->monitor);
}

typedef struct world {
  const rsl_plan *plan;
  rsl_allocator memory; /* of the monitor */
} world;

static bool read_with_two_threads(const rsl_allocator *allocator, void *context) {
  static const char text[] = "unit,indicator,period,value,status,source,revision,x-remark\n"
                             "u001,M0,2023-01,5,,,,\nu001,M0,2023-02,5.5,,,,\nu002,M0,2023-01,7,E,a list,2,\n"
                             "u002,*,2023-01,0,,,,\nu003,M1,2023-01,x,,,,\nu003,M1,2023-03,>4,,,,\n";
  const world *in = context;
  memory_text memory;
  rsl_source source = memory_source(&memory, "m.csv", text, sizeof text - 1);
  shared_allocator shared = { allocator, rsl__monitor_new(&in->memory) };
  rsl_allocator from = { shared_allocate, shared_resize, shared_release, &shared };
  rsl_measurements_read_options options = RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  rsl_cube_options cube_options = RSL_CUBE_OPTIONS_INIT;
  rsl_cube_builder *builder = NULL;
  rsl_cube *cube = NULL;
  assert_non_null(shared.monitor);
  options.skip_bad = cube_options.skip_bad = true;
  options.threads = cube_options.threads = 2;
  rsl_status status = rsl_cube_builder_new(in->plan, &cube_options, &from, &builder);
  if (status == RSL_OK) status = rsl_measurements_read(&source, &options, &from, builder, NULL, NULL, NULL);
  if (status == RSL_OK) status = rsl_cube_builder_finish(builder, NULL, &cube, NULL);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  if (status == RSL_OK) assert_int_equal(rsl_cube_row_count(cube), 5);
  rsl_cube_free(cube);
  rsl_cube_builder_free(builder);
  rsl__monitor_free(&in->memory, shared.monitor);
  return status == RSL_OK;
}

static void memory_that_runs_out_side_by_side_leaves_nothing_behind(void **state) {
  (void)state;
  small s;
  start(&s);
  world in = { s.plan, rsl__allocator_or_default(NULL) };
  assert_true(sweep_allocations_leniently(read_with_two_threads, &in) > 20);
  small_end(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(plain_rows_are_the_same_for_any_number_of_threads),
    cmocka_unit_test(odd_and_bad_rows_are_told_in_their_order),
    cmocka_unit_test(quotes_out_of_place_change_nothing_behind_them),
    cmocka_unit_test(memory_that_runs_out_side_by_side_leaves_nothing_behind),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
