/* Plans read and written (formats.md, "Plan"): the same plan comes back, from JSON and from tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <pthread.h>

#include <resolution/io.h>

#include "base/text_buffer.h"
#include "support/failing_allocator.h"
#include "support/memory_text.h"
#include "support/plan_maker.h"

static char *text_of_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) fail_msg("%s cannot be opened", path);
  char *text = calloc(1, 1 << 16);
  assert_non_null(text);
  assert_true(fread(text, 1, (1 << 16) - 1, file) < (1 << 16) - 1);
  fclose(file);
  return text;
}

static rsl_status read_text(const char *text, const rsl_plan_read_options *options, rsl_plan **plan, rsl_error *error) {
  memory_text memory;
  rsl_source source = memory_source(&memory, "in.json", text, strlen(text));
  return rsl_plan_read(&source, options, NULL, NULL, plan, error);
}

static rsl_plan *good_plan(const char *text) {
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  if (read_text(text, NULL, &plan, &error) != RSL_OK) {
    fail_msg("%zu:%zu: %s (%s)", error.line, error.column, error.text, error.path);
  }
  return plan;
}

static void writes_as(const rsl_plan *plan, const char *want) {
  rsl__text_buffer out;
  rsl__text_buffer_init(&out, NULL);
  assert_int_equal(rsl_plan_write(plan, rsl__text_buffer_sink(&out), NULL), RSL_OK);
  assert_string_equal(rsl__text_buffer_string(&out), want);
  rsl__text_buffer_free(&out);
}

/* good/in.json, good-engine/in.json, good-targets/in.json and good-review/in.json of tests/data/plan hold every member that is
 * supported, in the form in which it is written. */
static void a_plan_is_written_as_it_was_read(void **state) {
  static const char *const files[] = { "tests/data/plan/good/in.json", "tests/data/plan/good-engine/in.json",
                                       "tests/data/plan/good-targets/in.json", "tests/data/plan/good-review/in.json" };
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    char *text = text_of_file(files[i]);
    rsl_plan *plan = good_plan(text);
    writes_as(plan, text);
    rsl_plan_free(plan);
    free(text);
  }
}

static void a_plan_of_tables_is_the_plan_that_they_hold(void **state) {
  static const char *const files[][2] = {
    { "tests/data/plan/good-tables/in.json", "tests/data/plan/good-tables/want.json" },
    { "tests/data/plan/good-engine-tables/in.json", "tests/data/plan/good-engine-tables/want.json" },
    { "tests/data/plan/good-target-tables/in.json", "tests/data/plan/good-target-tables/want.json" },
  };
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    rsl_plan *plan = NULL;
    rsl_error error = RSL_ERROR_INIT;
    assert_int_equal(rsl_plan_read_file(files[i][0], NULL, NULL, NULL, &plan, &error), RSL_OK);
    char *want = text_of_file(files[i][1]);
    writes_as(plan, want);
    rsl_plan *again = good_plan(want);
    writes_as(again, want);
    rsl_plan_free(again);
    rsl_plan_free(plan);
    free(want);
  }
}

static void the_members_of_a_target_become_its_record(void **state) {
  (void)state;
  char *text = text_of_file("tests/data/plan/good/in.json");
  rsl_plan *plan = good_plan(text);
  const rsl_target *target = rsl_plan_target(plan, 0);
  assert_string_equal(target->code, "96:POOR:CM-XV:2025");
  assert_int_equal(target->form, RSL_FORM_CHANGE_PER_YEAR);
  assert_int_equal(target->condition.value.units, -25); /* -0.25 = -25 × 10^-2 */
  assert_int_equal(target->condition.value.scale, 2);
  assert_int_equal(target->baseline_value.units, 175);
  assert_int_equal(target->milestone_count, 2);
  assert_int_equal(target->milestones[1].value.units, 1);
  const rsl_target *average = rsl_plan_target(plan, 1);
  assert_int_equal(average->form, RSL_FORM_AVERAGE_PER_YEAR);
  assert_int_equal(average->condition.form, RSL_FORM_ABOUT);
  assert_true(average->condition.is_range);
  assert_int_equal(average->average_of, RSL_AVERAGE_OF_RATE);
  assert_int_equal(average->average_mean, RSL_MEAN_ARITHMETIC);
  const rsl_target *exact = rsl_plan_target(plan, 2);
  assert_true(exact->baseline_value.units == INT64_C(123456789012345678));
  assert_true(exact->condition.value.units == INT64_C(-123456789012345678));
  assert_int_equal(exact->condition.value.scale, 18);
  rsl_plan_free(plan);
  free(text);
}

static const char head[] =
    "{\"format\": \"resolution-plan\", \"version\": 1, \"levels\": [{\"code\": \"p\", \"name\": \"P\"}], "
    "\"units\": [{\"code\": \"1\", \"name\": \"M\", \"level\": \"p\"}], "
    "\"resolutions\": [{\"code\": \"R\", \"title\": \"R\", \"unit\": \"1\", \"from\": \"2021\", \"to\": \"2025\", "
    "\"baseline\": \"2020\"}], \"indicators\": [{\"code\": \"I\", \"name\": \"I\", \"frequency\": \"year\", "
    "\"direction\": \"decrease\", \"measured_at\": [\"p\"], \"rollup\": \"sum\", \"time\": \"sum\"}], \"targets\": [";

static rsl_target read_target(const char *members, rsl_plan **plan) {
  char text[2000];
  snprintf(text, sizeof text, "%s{\"unit\": \"1\", \"indicator\": \"I\", \"resolution\": \"R\", %s}]}", head, members);
  *plan = good_plan(text);
  return *rsl_plan_target(*plan, 0);
}

/* formats.md, target: "A bare number there means at_least or at_most by the direction." */
static void a_bare_number_of_a_yearly_form_takes_the_direction_of_the_indicator(void **state) {
  (void)state;
  rsl_plan *plan = NULL;
  rsl_target target = read_target("\"total\": 5", &plan);
  assert_int_equal(target.form, RSL_FORM_TOTAL);
  assert_int_equal(target.condition.form, RSL_FORM_AT_MOST);
  rsl_plan_free(plan);
  target = read_target("\"each_year\": {\"at_most\": \"5\"}", &plan);
  assert_int_equal(target.form, RSL_FORM_EACH_YEAR);
  assert_int_equal(target.condition.form, RSL_FORM_AT_MOST);
  assert_int_equal(target.condition.value.units, 5);
  rsl_plan_free(plan);
}

/* "Numbers … mean the decimal that is written": no double may stand between, 0.1 has no binary twin. */
static void a_number_means_the_decimal_that_is_written(void **state) {
  static const struct {
    const char *text;
    int64_t units;
    int32_t scale;
  } cases[] = {
    { "0.1", 1, 1 },
    { "1.50", 150, 2 },
    { "-0", 0, 0 },
    { "1.25e3", 1250, 0 },
    { "5e-3", 5, 3 },
    { "0.123456789012345", 123456789012345, 15 },
    { "\"123456789012345678\"", 123456789012345678, 0 },
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char members[100];
    rsl_plan *plan = NULL;
    snprintf(members, sizeof members, "\"at_most\": %s", cases[i].text);
    rsl_target target = read_target(members, &plan);
    assert_true(target.condition.value.units == cases[i].units);
    assert_int_equal(target.condition.value.scale, cases[i].scale);
    rsl_plan_free(plan);
  }
}

static void the_decimals_of_a_plan_do_not_depend_on_how_often_it_was_written(void **state) {
  (void)state;
  rsl_plan *plan = NULL;
  (void)read_target("\"at_most\": \"99999999999.1234567\"", &plan);
  for (int round = 0; round < 3; round++) {
    rsl__text_buffer out;
    rsl__text_buffer_init(&out, NULL);
    assert_int_equal(rsl_plan_write(plan, rsl__text_buffer_sink(&out), NULL), RSL_OK);
    assert_non_null(strstr(rsl__text_buffer_string(&out), "\"at_most\": \"99999999999.1234567\""));
    rsl_plan_free(plan);
    plan = good_plan(rsl__text_buffer_string(&out));
    rsl__text_buffer_free(&out);
  }
  rsl_plan_free(plan);
}

/* ---- Tables ---------------------------------------------------------------------------------------------- */

/* One table, whatever its name. */
typedef struct one_table {
  memory_text memory;
  const char *text;
  size_t fail_at;
  size_t opened, closed;
} one_table;

static rsl_status open_table(void *context, const char *name, rsl_source *out, rsl_error *error) {
  one_table *table = context;
  (void)error;
  *out = memory_source(&table->memory, name, table->text, strlen(table->text));
  table->memory.fail_at = table->fail_at;
  table->opened++;
  return RSL_OK;
}

static void close_table(void *context, rsl_source *source) {
  one_table *table = context;
  (void)source;
  table->closed++;
}

static const char with_table[] = "{\"format\": \"resolution-plan\", \"version\": 1, "
                                 "\"levels\": [{\"code\": \"p\", \"name\": \"P\"}], \"units\": \"units.csv\"}";

static void dates_of_a_table_are_read_in_the_order_that_is_declared(void **state) {
  (void)state;
  one_table table = { .text = "code,level,name,to\n1,p,M,01/07/2025\n", .fail_at = SIZE_MAX };
  rsl_plan_read_options options = RSL_PLAN_READ_OPTIONS_INIT;
  options.tables = (rsl_tables){ open_table, close_table, &table };
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(read_text(with_table, &options, &plan, &error), RSL_ERR_DATA);
  assert_string_equal(error.file, "units.csv");
  assert_int_equal(error.line, 2);
  assert_int_equal(error.column, 7);
  options.date_order = RSL_DATE_ORDER_DMY;
  assert_int_equal(read_text(with_table, &options, &plan, NULL), RSL_OK);
  assert_int_equal(rsl_plan_unit(plan, 0)->to, rsl_date_from_civil(2025, 7, 1));
  assert_int_equal(table.opened, 2);
  assert_int_equal(table.closed, 2);
  rsl_plan_free(plan);
}

/* A share is kept as it is written, since it may be a fraction; in a table the declared marks hold for it too. */
static void a_share_is_a_decimal_or_a_fraction(void **state) {
  static const char plan_text[] =
      "{\"format\": \"resolution-plan\", \"version\": 1, \"levels\": [{\"code\": \"p\", \"name\": \"P\"}], "
      "\"units\": [{\"code\": \"1\", \"name\": \"A\", \"level\": \"p\", \"to\": \"2025-07-01\"}, "
      "{\"code\": \"2\", \"name\": \"B\", \"level\": \"p\"}, {\"code\": \"3\", \"name\": \"C\", \"level\": \"p\"}], "
      "\"successions\": %s}";
  (void)state;
  char text[1000];
  rsl_plan *plan = NULL;
  snprintf(text, sizeof text, plan_text,
           "[{\"unit\": \"1\", \"successor\": \"2\", \"on\": \"2025-07-01\", \"share\": 0.250},"
           " {\"unit\": \"1\", \"successor\": \"3\", \"on\": \"2025-07-01\", \"share\": \"3/4\"}]");
  plan = good_plan(text);
  assert_string_equal(rsl_plan_succession(plan, 0)->share, "0.250");
  assert_string_equal(rsl_plan_succession(plan, 1)->share, "3/4");
  rsl_plan_free(plan);
  one_table table = { .text = "unit;successor;on;share\n1;2;2025-07-01;0,25\n1;3;2025-07-01;3/4\n",
                      .fail_at = SIZE_MAX };
  rsl_plan_read_options options = RSL_PLAN_READ_OPTIONS_INIT;
  options.tables = (rsl_tables){ open_table, close_table, &table };
  options.style.decimal_mark = ',';
  snprintf(text, sizeof text, plan_text, "\"s.csv\"");
  assert_int_equal(read_text(text, &options, &plan, NULL), RSL_OK);
  assert_string_equal(rsl_plan_succession(plan, 0)->share, "0.25");
  assert_string_equal(rsl_plan_succession(plan, 1)->share, "3/4");
  rsl_plan_free(plan);
}

static void a_table_that_fails_while_it_is_read_is_an_io_error(void **state) {
  (void)state;
  one_table table = { .text = "code,level,name\n1,p,M\n", .fail_at = 10 };
  rsl_plan_read_options options = RSL_PLAN_READ_OPTIONS_INIT;
  options.tables = (rsl_tables){ open_table, close_table, &table };
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(read_text(with_table, &options, &plan, &error), RSL_ERR_IO);
  assert_int_equal(error.status, RSL_ERR_IO);
  assert_string_equal(error.file, "units.csv");
  assert_null(plan);
  assert_int_equal(table.closed, 1);
}

static void a_line_of_a_table_is_no_longer_than_is_allowed(void **state) {
  (void)state;
  one_table table = { .text = "code,level,name\n1,p,MMMMMMMMMMMMMMMMMMMM\n2,p,M\n", .fail_at = SIZE_MAX };
  rsl_plan_read_options options = RSL_PLAN_READ_OPTIONS_INIT;
  options.tables = (rsl_tables){ open_table, close_table, &table };
  options.max_line = 20;
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(read_text(with_table, &options, &plan, &error), RSL_ERR_LIMIT);
  assert_string_equal(error.text, "the row has 24 bytes, more than the 20 that are allowed");
}

static void a_plan_that_comes_from_no_folder_names_no_tables(void **state) {
  (void)state;
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(read_text(with_table, NULL, &plan, &error), RSL_ERR_DATA);
  assert_string_equal(error.text,
                      "the table `units.csv` is out of reach: a plan that comes from no folder holds its lists itself");
  assert_string_equal(error.path, "units");
}

/* ---- Inputs that fail ------------------------------------------------------------------------------------ */

static void what_is_absent_or_a_folder_is_no_input(void **state) {
  (void)state;
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl_plan_read_file("tests/data", NULL, NULL, NULL, &plan, &error), RSL_ERR_NO_INPUT);
  assert_string_equal(error.file, "tests/data");
  rsl_error absent = RSL_ERROR_INIT;
  assert_int_equal(rsl_plan_read_file("tests/data/nowhere.json", NULL, NULL, NULL, &plan, &absent), RSL_ERR_NO_INPUT);
  assert_string_equal(absent.text, "there is no such file");
  assert_int_equal(rsl_plan_read_file("", NULL, NULL, NULL, &plan, NULL), RSL_ERR_NO_INPUT);
  assert_null(plan);
}

static void an_input_that_fails_while_it_is_read_is_an_io_error(void **state) {
  (void)state;
  memory_text memory;
  rsl_source source = memory_source(&memory, "in.json", head, sizeof head - 1);
  memory.step = 10;
  memory.fail_at = 50;
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl_plan_read(&source, NULL, NULL, NULL, &plan, &error), RSL_ERR_IO);
  assert_string_equal(error.text, "the disk went away");
  assert_string_equal(error.file, "in.json");
}

static void a_plan_is_no_larger_than_is_allowed(void **state) {
  (void)state;
  rsl_plan_read_options options = RSL_PLAN_READ_OPTIONS_INIT;
  options.max_size = sizeof with_table - 2;
  rsl_plan *plan = NULL;
  assert_int_equal(read_text(with_table, &options, &plan, NULL), RSL_ERR_LIMIT);
}

static void a_hundred_thousand_nested_arrays_are_refused_whatever_depth_is_allowed(void **state) {
  (void)state;
  char *text = malloc(200001);
  assert_non_null(text);
  memset(text, '[', 100000);
  memset(text + 100000, ']', 100000);
  text[200000] = '\0';
  rsl_plan_read_options options = RSL_PLAN_READ_OPTIONS_INIT;
  options.max_depth = SIZE_MAX;
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(read_text(text, &options, &plan, &error), RSL_ERR_LIMIT);
  assert_int_equal(error.column, 1001); /* cJSON itself goes no deeper than 1,000 */
  free(text);
}

static rsl_status full_disk(void *context, const void *bytes, size_t size, rsl_error *error) {
  size_t *left = context;
  (void)bytes;
  if (size > *left) return rsl__fail(error, RSL_ERR_IO, "the disk is full");
  *left -= size;
  return RSL_OK;
}

static void a_sink_that_fails_is_told_once(void **state) {
  (void)state;
  char *text = text_of_file("tests/data/plan/good/in.json");
  rsl_plan *plan = good_plan(text);
  for (size_t room = 0; room < 2000; room += 97) {
    size_t left = room;
    rsl_error error = RSL_ERROR_INIT;
    assert_int_equal(rsl_plan_write(plan, (rsl_sink){ full_disk, &left }, &error), RSL_ERR_IO);
    assert_string_equal(error.text, "the disk is full");
  }
  rsl_plan_free(plan);
  free(text);
}

static void only_a_finished_plan_is_written(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  size_t left = SIZE_MAX;
  assert_int_equal(rsl_plan_write(plan, (rsl_sink){ full_disk, &left }, NULL), RSL_ERR_ARGUMENT);
  rsl_plan_free(plan);
}

static void a_plan_built_by_hand_comes_back(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  assert_int_equal(rsl_plan_finish(plan, NULL, NULL), RSL_OK);
  rsl__text_buffer out;
  rsl__text_buffer_init(&out, NULL);
  assert_int_equal(rsl_plan_write(plan, rsl__text_buffer_sink(&out), NULL), RSL_OK);
  rsl_plan *again = good_plan(rsl__text_buffer_string(&out));
  assert_int_equal(rsl_plan_unit_count(again), rsl_plan_unit_count(plan));
  assert_int_equal(rsl_plan_indicator_count(again), rsl_plan_indicator_count(plan));
  writes_as(again, rsl__text_buffer_string(&out));
  rsl__text_buffer_free(&out);
  rsl_plan_free(again);
  rsl_plan_free(plan);
}

static void a_member_of_ones_own_must_hold_json_to_be_written(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  const rsl_extra extra = { "x-note", "{\"a\": }" };
  const rsl_extras extras = { &extra, 1 };
  assert_int_equal(rsl_plan_set_extras(plan, &extras), RSL_OK);
  assert_int_equal(rsl_plan_finish(plan, NULL, NULL), RSL_OK);
  size_t left = SIZE_MAX;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl_plan_write(plan, (rsl_sink){ full_disk, &left }, &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "the value of `x-note` is no JSON text");
  rsl_plan_free(plan);
}

/* ---- Memory and threads ---------------------------------------------------------------------------------- */

static bool read_and_write(const rsl_allocator *allocator, void *context) {
  const char *path = context;
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  rsl_status status = rsl_plan_read_file(path, NULL, allocator, NULL, &plan, &error);
  assert_int_equal(error.status, status);
  if (status == RSL_OK) {
    rsl__text_buffer out;
    rsl__text_buffer_init(&out, allocator);
    status = rsl_plan_write(plan, rsl__text_buffer_sink(&out), NULL);
    rsl__text_buffer_free(&out);
  }
  rsl_plan_free(plan);
  assert_true(status != RSL_ERR_ARGUMENT && status != RSL_ERR_INTERNAL);
  return status != RSL_ERR_MEMORY;
}

/* cJSON takes its memory from malloc: what is swept is all that comes from the caller's allocator. */
static void memory_that_runs_out_is_an_error_like_any_other(void **state) {
  static char good[] = "tests/data/plan/good/in.json";
  static char tables[] = "tests/data/plan/good-tables/in.json";
  static char engine[] = "tests/data/plan/good-engine/in.json";
  static char review[] = "tests/data/plan/good-review/in.json";
  (void)state;
  assert_true(sweep_allocations(read_and_write, review) > 20);
  assert_true(sweep_allocations(read_and_write, engine) > 20);
  assert_true(sweep_allocations(read_and_write, good) > 20);
  assert_true(sweep_allocations(read_and_write, tables) > 20);
}

static void memory_that_runs_out_over_a_bad_plan_is_told_too(void **state) {
  static char cells[] = "tests/data/plan/table-cells/in.json";
  static char records[] = "tests/data/plan/records-that-are-none/in.json";
  static char words[] = "tests/data/plan/unknown-words/in.json";
  static char members[] = "tests/data/plan/engine-members/in.json";
  (void)state;
  assert_true(sweep_allocations_leniently(read_and_write, members) > 20);
  assert_true(sweep_allocations_leniently(read_and_write, cells) > 20);
  assert_true(sweep_allocations_leniently(read_and_write, words) > 20);
  assert_true(sweep_allocations_leniently(read_and_write, records) > 20);
}

static void *read_often(void *context) {
  const char *text = context;
  for (int i = 0; i < 50; i++) {
    rsl_plan *plan = NULL;
    if (read_text(text, NULL, &plan, NULL) != RSL_OK) return NULL;
    rsl_plan_free(plan);
  }
  return context;
}

/* cJSON's parser writes a variable of the process: ThreadSanitizer sees here that the lock around it holds. */
static void plans_are_read_by_several_threads_at_once(void **state) {
  (void)state;
  char *text = text_of_file("tests/data/plan/good/in.json");
  pthread_t threads[4];
  for (size_t i = 0; i < 4; i++) assert_int_equal(pthread_create(&threads[i], NULL, read_often, text), 0);
  for (size_t i = 0; i < 4; i++) {
    void *done = NULL;
    assert_int_equal(pthread_join(threads[i], &done), 0);
    assert_non_null(done);
  }
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_plan_is_written_as_it_was_read),
    cmocka_unit_test(a_plan_of_tables_is_the_plan_that_they_hold),
    cmocka_unit_test(the_members_of_a_target_become_its_record),
    cmocka_unit_test(a_bare_number_of_a_yearly_form_takes_the_direction_of_the_indicator),
    cmocka_unit_test(a_number_means_the_decimal_that_is_written),
    cmocka_unit_test(the_decimals_of_a_plan_do_not_depend_on_how_often_it_was_written),
    cmocka_unit_test(dates_of_a_table_are_read_in_the_order_that_is_declared),
    cmocka_unit_test(a_share_is_a_decimal_or_a_fraction),
    cmocka_unit_test(a_table_that_fails_while_it_is_read_is_an_io_error),
    cmocka_unit_test(a_line_of_a_table_is_no_longer_than_is_allowed),
    cmocka_unit_test(a_plan_that_comes_from_no_folder_names_no_tables),
    cmocka_unit_test(what_is_absent_or_a_folder_is_no_input),
    cmocka_unit_test(an_input_that_fails_while_it_is_read_is_an_io_error),
    cmocka_unit_test(a_plan_is_no_larger_than_is_allowed),
    cmocka_unit_test(a_hundred_thousand_nested_arrays_are_refused_whatever_depth_is_allowed),
    cmocka_unit_test(a_sink_that_fails_is_told_once),
    cmocka_unit_test(only_a_finished_plan_is_written),
    cmocka_unit_test(a_plan_built_by_hand_comes_back),
    cmocka_unit_test(a_member_of_ones_own_must_hold_json_to_be_written),
    cmocka_unit_test(memory_that_runs_out_is_an_error_like_any_other),
    cmocka_unit_test(memory_that_runs_out_over_a_bad_plan_is_told_too),
    cmocka_unit_test(plans_are_read_by_several_threads_at_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
