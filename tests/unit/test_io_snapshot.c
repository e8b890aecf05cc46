#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>

#include "base/text_buffer.h"
#include "fuzz/reseal.h"
#include "support/failing_allocator.h"
#include "support/memory_text.h"

/* A cube with everything that a snapshot holds: plain figures in a block, revisions, days of report, sources and notes, a
 * share's sides, a range, absences, two files. */

enum { COMMUNES = 12, YEARS = 10 };

typedef struct world {
  rsl_plan *plan;
  rsl_cube *cube;
  rsl__text_buffer bytes; /* its snapshot */
  rsl__text_buffer figures;
} world;

static rsl_status keep(void *context, const void *bytes, size_t size, rsl_error *error) {
  rsl__text_buffer_append(context, bytes, size);
  return rsl__text_buffer_status(context, error);
}

static rsl_plan *make_plan(const char *frequency) {
  rsl__text_buffer text;
  memory_text memory;
  rsl_plan *plan = NULL;
  rsl__text_buffer_init(&text, NULL);
  rsl__text_buffer_text(&text,
                        "{\"format\": \"resolution-plan\", \"version\": 1, \"levels\": [{\"code\": \"district\"}, "
                        "{\"code\": \"commune\"}], \"units\": [{\"code\": \"D\", \"level\": \"district\"}");
  for (int i = 0; i < COMMUNES; i++)
    rsl__text_buffer_format(&text, ", {\"code\": \"C%d\", \"level\": \"commune\", \"parent\": \"D\"}", i);
  rsl__text_buffer_format(&text,
                          "], \"indicators\": [{\"code\": \"X\", \"name\": \"X\", \"frequency\": \"%s\", "
                          "\"measured_at\": [\"commune\"], \"rollup\": \"sum\", \"decimals\": 1}, "
                          "{\"code\": \"S\", \"name\": \"S\", \"frequency\": \"year\", \"measured_at\": "
                          "[\"commune\"], \"rollup\": {\"rule\": \"share\", \"at_least\": 5, \"of\": "
                          "\"reporting\"}}]}",
                          frequency);
  rsl_source source = memory_source(&memory, "plan.json", text.bytes, text.length);
  assert_int_equal(rsl_plan_read(&source, NULL, NULL, NULL, &plan, NULL), RSL_OK);
  rsl__text_buffer_free(&text);
  return plan;
}

static void read_text(rsl_cube_builder *builder, const char *name, const char *text) {
  memory_text memory;
  rsl_source source = memory_source(&memory, name, text, strlen(text));
  assert_int_equal(rsl_measurements_read(&source, NULL, NULL, builder, NULL, NULL, NULL), RSL_OK);
}

static void write_figures(const rsl_cube *cube, rsl__text_buffer *out) {
  rsl_sink sink = { keep, out };
  rsl_rollup *rollup = NULL;
  rsl_explanation *explanation = NULL;
  rsl__text_buffer_init(out, NULL);
  assert_int_equal(rsl_rollup_run(cube, NULL, NULL, &rollup, NULL), RSL_OK);
  assert_int_equal(rsl_write_rollup(rollup, NULL, NULL, sink, NULL), RSL_OK);
  for (int year = 2011; year <= 2020; year++) {
    rsl_period period = { RSL_PERIOD_YEAR, year };
    for (uint32_t indicator = 0; indicator < 2; indicator++) {
      assert_int_equal(rsl_explain(cube, 0, indicator, period, NULL, NULL, &explanation, NULL), RSL_OK);
      assert_int_equal(rsl_write_explanation(explanation, rsl_cube_plan(cube), NULL, NULL, sink, NULL), RSL_OK);
      rsl_explanation_free(explanation);
    }
  }
  rsl_rollup_free(rollup);
}

static void make_world(world *w) {
  rsl_cube_builder *builder = NULL;
  rsl__text_buffer text;
  w->plan = make_plan("year");
  rsl__text_buffer_init(&text, NULL);
  rsl__text_buffer_init(&w->bytes, NULL);
  rsl__text_buffer_text(&text, "unit,indicator,period,value\n");
  for (int i = 0; i < COMMUNES; i++)
    for (int year = 0; year < YEARS; year++)
      rsl__text_buffer_format(&text, "C%d,X,%d,%d.%d\n", i, 2011 + year, i * 100 + year, i % 10);
  assert_int_equal(rsl_cube_builder_new(w->plan, NULL, NULL, &builder), RSL_OK);
  read_text(builder, "plain.csv", rsl__text_buffer_string(&text));
  read_text(
      builder, "told.csv",
      "unit,indicator,period,value,status,source,note,revision,reported_at,numerator,denominator\n"
      "D,X,2011,7000,P,a source,a note,,,,\n"
      "D,X,2012,1,A,a source,,0,2013-01-05,,\nD,X,2012,7100,A,another,,1,2013-02-05,,\n"
      "C0,S,2011,7,,,,,,,\nC1,S,2011,3,E,,,,,,\nC2,S,2011,,L,,,,,,\nC3,S,2011,61..62,,,,,,,\nD,S,2012,50,,,,,,3,6\n");
  assert_int_equal(rsl_cube_builder_finish(builder, NULL, &w->cube, NULL), RSL_OK);
  rsl_cube_builder_free(builder);
  rsl__text_buffer_free(&text);
  assert_int_equal(rsl_snapshot_write(w->cube, NULL, (rsl_sink){ keep, &w->bytes }, NULL), RSL_OK);
  write_figures(w->cube, &w->figures);
}

static void free_world(world *w) {
  rsl__text_buffer_free(&w->figures);
  rsl__text_buffer_free(&w->bytes);
  rsl_cube_free(w->cube);
  rsl_plan_free(w->plan);
}

static rsl_status open_bytes(const rsl_plan *plan, const void *bytes, size_t size, rsl_cube **out, rsl_error *error) {
  memory_text memory;
  rsl_source source = memory_source(&memory, "m.rslcube", bytes, size);
  *error = (rsl_error)RSL_ERROR_INIT;
  return rsl_snapshot_read(plan, &source, NULL, out, error);
}

/* Refused, at once or when it is used; or the same figures. */
static bool is_refused(const world *w, const void *bytes, size_t size) {
  rsl_cube *cube = NULL;
  rsl_error error;
  rsl_status status = open_bytes(w->plan, bytes, size, &cube, &error);
  if (status == RSL_OK) status = rsl_snapshot_verify(cube, &error);
  if (status == RSL_OK) {
    rsl__text_buffer figures;
    write_figures(cube, &figures);
    assert_string_equal(rsl__text_buffer_string(&figures), w->figures.bytes);
    rsl__text_buffer_free(&figures);
  } else {
    assert_true(error.text[0] != '\0');
    rsl_rollup *rollup = NULL;
    if (cube != NULL) assert_int_equal(rsl_rollup_run(cube, NULL, NULL, &rollup, NULL), RSL_ERR_DATA);
  }
  rsl_cube_free(cube);
  return status != RSL_OK;
}

static void a_cube_comes_back_from_its_snapshot(void **state) {
  const world *w = *state;
  assert_false(is_refused(w, w->bytes.bytes, w->bytes.length));
  rsl_cube *cube = NULL;
  rsl_error error;
  assert_int_equal(open_bytes(w->plan, w->bytes.bytes, w->bytes.length, &cube, &error), RSL_OK);
  assert_int_equal(rsl_cube_row_count(cube), rsl_cube_row_count(w->cube));
  assert_int_equal(rsl_cube_last_day(cube), rsl_cube_last_day(w->cube));
  /* And a snapshot of it is the same bytes. */
  rsl__text_buffer again;
  rsl__text_buffer_init(&again, NULL);
  assert_int_equal(rsl_snapshot_write(cube, NULL, (rsl_sink){ keep, &again }, NULL), RSL_OK);
  assert_int_equal(again.length, w->bytes.length);
  assert_memory_equal(again.bytes, w->bytes.bytes, again.length);
  rsl__text_buffer_free(&again);
  rsl_cube_free(cube);
}

static void a_snapshot_with_any_byte_damaged_is_refused_or_has_the_same_figures(void **state) {
  const world *w = *state;
  char *bytes = malloc(w->bytes.length);
  assert_non_null(bytes);
  memcpy(bytes, w->bytes.bytes, w->bytes.length);
  for (size_t at = 0; at < w->bytes.length; at++) {
    bytes[at] = (char)(bytes[at] ^ (1 << at % 8));
    assert_true(is_refused(w, bytes, w->bytes.length));
    bytes[at] = w->bytes.bytes[at];
  }
  free(bytes);
}

static void a_snapshot_of_any_other_length_is_refused(void **state) {
  const world *w = *state;
  for (size_t size = 0; size < w->bytes.length; size += 7) assert_true(is_refused(w, w->bytes.bytes, size));
  char *longer = calloc(w->bytes.length + 1, 1);
  assert_non_null(longer);
  memcpy(longer, w->bytes.bytes, w->bytes.length);
  assert_true(is_refused(w, longer, w->bytes.length + 1));
  free(longer);
}

/* Opened with sums that are right; NULL where it is refused in spite of them. */
static rsl_cube *open_forged(const world *w, char *bytes) {
  rsl_cube *cube = NULL;
  rsl_error error;
  size_t size = w->bytes.length;
  reseal_head(bytes, size);
  if (open_bytes(w->plan, bytes, size, &cube, &error) != RSL_OK) return NULL;
  reseal_columns(bytes, size, cube);
  rsl_cube_free(cube);
  assert_int_equal(open_bytes(w->plan, bytes, size, &cube, &error), RSL_OK);
  return cube;
}

/* Whoever forges the sums too: nothing that is read leaves its arrays. */
static void a_forged_snapshot_is_refused_or_harmless(void **state) {
  const world *w = *state;
  char *bytes = malloc(w->bytes.length);
  size_t opened = 0;
  assert_non_null(bytes);
  for (size_t at = 0; at < w->bytes.length; at++) {
    memcpy(bytes, w->bytes.bytes, w->bytes.length);
    bytes[at] = (char)(bytes[at] ^ (1 << at % 8));
    rsl_cube *cube = open_forged(w, bytes);
    rsl_rollup *rollup = NULL;
    if (cube != NULL) opened += rsl_rollup_run(cube, NULL, NULL, &rollup, NULL) == RSL_OK;
    rsl_rollup_free(rollup);
    rsl_cube_free(cube);
  }
  assert_true(opened > 0); /* other figures are figures too */
  free(bytes);
}

static void a_snapshot_of_another_plan_is_refused_by_that_name(void **state) {
  const world *w = *state;
  rsl_cube *cube = NULL;
  rsl_error error;
  rsl_plan *other = make_plan("month");
  assert_int_equal(open_bytes(other, w->bytes.bytes, w->bytes.length, &cube, &error), RSL_ERR_DATA);
  assert_non_null(strstr(error.text, "of another plan"));
  assert_null(cube);
  rsl_plan_free(other);
}

static rsl_status open_with_head(const world *w, const rsl__snapshot_head *head, rsl_error *error) {
  rsl_cube *cube = NULL;
  char *bytes = malloc(w->bytes.length);
  assert_non_null(bytes);
  memcpy(bytes, w->bytes.bytes, w->bytes.length);
  memcpy(bytes, head, sizeof *head);
  rsl_status status = open_bytes(w->plan, bytes, w->bytes.length, &cube, error);
  free(bytes);
  return status;
}

static void a_snapshot_of_another_version_or_byte_order_is_refused_by_that_name(void **state) {
  const world *w = *state;
  rsl_error error;
  rsl__snapshot_head head;
  memcpy(&head, w->bytes.bytes, sizeof head);
  head.version = 3;
  assert_int_equal(open_with_head(w, &head, &error), RSL_ERR_NOT_SUPPORTED);
  assert_non_null(strstr(error.text, "of version 3"));
  head.version = RSL__SNAPSHOT_VERSION;
  head.byte_order = 0x04030201;
  assert_int_equal(open_with_head(w, &head, &error), RSL_ERR_DATA);
  assert_non_null(strstr(error.text, "byte order"));
}

static void a_damaged_column_fails_only_those_who_use_it(void **state) {
  const world *w = *state;
  char *bytes = malloc(w->bytes.length);
  rsl_cube *cube = NULL;
  rsl_error error;
  assert_non_null(bytes);
  memcpy(bytes, w->bytes.bytes, w->bytes.length);
  bytes[w->bytes.length - RSL__SEAL_ALIGN] ^= 1; /* the last column is that of the second indicator */
  assert_int_equal(open_bytes(w->plan, bytes, w->bytes.length, &cube, &error), RSL_OK);
  for (uint32_t indicator = 0; indicator < 2; indicator++) {
    rsl_rollup *rollup = NULL;
    rsl_measurement row;
    rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
    request.indicators = &indicator;
    request.indicator_count = 1;
    assert_int_equal(rsl_rollup_run(cube, &request, NULL, &rollup, &error), indicator == 0 ? RSL_OK : RSL_ERR_DATA);
    assert_int_equal(rsl_cube_rows(cube, 1, indicator, (rsl_period){ RSL_PERIOD_YEAR, 2011 }, &row, 1), 1 - indicator);
    rsl_rollup_free(rollup);
  }
  assert_non_null(strstr(error.text, "`S`"));
  assert_int_equal(rsl_snapshot_verify(cube, &error), RSL_ERR_DATA);
  assert_int_equal(rsl_cube_check(cube, NULL, NULL, &error), RSL_ERR_DATA);
  rsl_cube_free(cube);
  free(bytes);
}

static bool open_swept(const rsl_allocator *allocator, void *context) {
  const world *w = context;
  memory_text memory;
  rsl_cube *cube = NULL;
  rsl_source source = memory_source(&memory, "m.rslcube", w->bytes.bytes, w->bytes.length);
  rsl_status status = rsl_snapshot_read(w->plan, &source, allocator, &cube, NULL);
  if (status == RSL_OK) status = rsl_snapshot_verify(cube, NULL);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  rsl_cube_free(cube);
  return status == RSL_OK;
}

static bool write_swept(const rsl_allocator *allocator, void *context) {
  const world *w = context;
  rsl__text_buffer bytes;
  rsl__text_buffer_init(&bytes, NULL);
  rsl_status status = rsl_snapshot_write(w->cube, allocator, (rsl_sink){ keep, &bytes }, NULL);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  rsl__text_buffer_free(&bytes);
  return status == RSL_OK;
}

static void a_snapshot_without_memory_says_so(void **state) {
  assert_true(sweep_allocations(open_swept, *state) > 0);
  assert_true(sweep_allocations(write_swept, *state) > 0);
}

static rsl_status full(void *context, const void *bytes, size_t size, rsl_error *error) {
  size_t *left = context;
  (void)bytes, (void)size, (void)error;
  return (*left)-- > 0 ? RSL_OK : RSL_ERR_IO;
}

/* Its snapshot is handed over in two pieces: what is at most 2 MiB goes in one. */
static rsl_cube *make_cube_of_a_long_note(const rsl_plan *plan) {
  enum { LENGTH = 3 << 20 };
  rsl_cube *cube = NULL;
  rsl_cube_builder *builder = NULL;
  rsl_measurement measurement;
  char *note = malloc(LENGTH + 1);
  assert_non_null(note);
  memset(note, 'x', LENGTH);
  note[LENGTH] = '\0';
  rsl_measurement_init(&measurement);
  measurement.unit = 1;
  measurement.indicator = 0;
  measurement.period = (rsl_period){ RSL_PERIOD_YEAR, 2011 };
  measurement.has_value = true;
  measurement.note = note;
  assert_int_equal(rsl_cube_builder_new(plan, NULL, NULL, &builder), RSL_OK);
  assert_int_equal(rsl_cube_builder_add(builder, &measurement, NULL), RSL_OK);
  assert_int_equal(rsl_cube_builder_finish(builder, NULL, &cube, NULL), RSL_OK);
  rsl_cube_builder_free(builder);
  free(note);
  return cube;
}

static void a_full_disk_is_told_while_a_snapshot_is_written(void **state) {
  const world *w = *state;
  rsl_cube *cube = make_cube_of_a_long_note(w->plan);
  for (size_t room = 0; room < 3; room++) {
    size_t left = room;
    rsl_status status = rsl_snapshot_write(cube, NULL, (rsl_sink){ full, &left }, NULL);
    assert_int_equal(status, room < 2 ? RSL_ERR_IO : RSL_OK);
  }
  rsl_cube_free(cube);
}

static void a_sum_misses_no_change_of_a_word_and_depends_on_order(void **state) {
  (void)state;
  unsigned char bytes[700]; /* some words side by side, some one stripe after another, and a rest */
  uint64_t whole[2];
  uint64_t other[2];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (unsigned char)(i * 7 + i / 64);
  rsl__seal_sum sum = rsl__seal_sum_new();
  rsl__seal_sum_add(&sum, bytes, sizeof bytes);
  rsl__seal_sum_end(&sum, whole);
  for (size_t i = 0; i < sizeof bytes * 8; i++) {
    bytes[i / 8] ^= (unsigned char)(1u << i % 8);
    sum = rsl__seal_sum_new();
    rsl__seal_sum_add(&sum, bytes, sizeof bytes);
    rsl__seal_sum_end(&sum, other);
    assert_true(other[0] != whole[0] || other[1] != whole[1]);
    bytes[i / 8] ^= (unsigned char)(1u << i % 8);
  }
  for (size_t i = 0; i + 256 + 8 <= sizeof bytes; i += 8) { /* words of one lane change places */
    unsigned char word[8];
    memcpy(word, bytes + i, 8);
    memcpy(bytes + i, bytes + i + 256, 8);
    memcpy(bytes + i + 256, word, 8);
    sum = rsl__seal_sum_new();
    rsl__seal_sum_add(&sum, bytes, sizeof bytes);
    rsl__seal_sum_end(&sum, other);
    assert_true(memcmp(bytes + i, bytes + i + 256, 8) == 0 || other[0] != whole[0] || other[1] != whole[1]);
    memcpy(bytes + i + 256, bytes + i, 8);
    memcpy(bytes + i, word, 8);
  }
  /* Array by array it is the same as all at once. */
  sum = rsl__seal_sum_new();
  rsl__seal_sum_add(&sum, bytes, 64);
  rsl__seal_sum_add(&sum, bytes + 64, sizeof bytes - 64);
  rsl__seal_sum_end(&sum, other);
  assert_memory_equal(other, whole, sizeof whole);
  sum = rsl__seal_sum_new();
  rsl__seal_sum_add(&sum, bytes + 64, sizeof bytes - 64);
  rsl__seal_sum_add(&sum, bytes, 64);
  rsl__seal_sum_end(&sum, other);
  assert_true(other[0] != whole[0] || other[1] != whole[1]);
}

static int set_up(void **state) {
  static world made;
  make_world(&made);
  *state = &made;
  return 0;
}

static int tear_down(void **state) {
  free_world(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_cube_comes_back_from_its_snapshot),
    cmocka_unit_test(a_snapshot_with_any_byte_damaged_is_refused_or_has_the_same_figures),
    cmocka_unit_test(a_snapshot_of_any_other_length_is_refused),
    cmocka_unit_test(a_forged_snapshot_is_refused_or_harmless),
    cmocka_unit_test(a_snapshot_of_another_plan_is_refused_by_that_name),
    cmocka_unit_test(a_snapshot_of_another_version_or_byte_order_is_refused_by_that_name),
    cmocka_unit_test(a_damaged_column_fails_only_those_who_use_it),
    cmocka_unit_test(a_snapshot_without_memory_says_so),
    cmocka_unit_test(a_full_disk_is_told_while_a_snapshot_is_written),
    cmocka_unit_test(a_sum_misses_no_change_of_a_word_and_depends_on_order),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
