/* The columns of resolution-explain --why, and its table, on figures worked by hand in test_review_contribution.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <resolution/io.h>
#include <resolution/report.h>

#include "support/progress_input.h"
#include "support/sinks.h"
#include "support/small_world.h"

static rsl_result_options options = RSL_RESULT_OPTIONS_INIT;
static rsl_table_options table_options = RSL_TABLE_OPTIONS_INIT;
static small_world world;
static rsl_contribution *contribution;

/* 60 + 40 schools in 2020, 78 + 42 in 2022 of the 140 that 200 by 2025 asks for. */
static int start(void **state) {
  (void)state;
  options = (rsl_result_options)RSL_RESULT_OPTIONS_INIT;
  table_options = (rsl_table_options)RSL_TABLE_OPTIONS_INIT;
  world_start(&world, NULL);
  rsl_indicator schools = indicator_of("SCHOOLS", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_LAST);
  world_add_indicator(&world, &schools);
  rsl_target wanted = target_of("SCHOOLS", RSL_FORM_AT_LEAST, "200");
  world_add_target(&world, &wanted);
  world_finish_plan(&world);
  world_add(&world, "A", "SCHOOLS", "2020", "60");
  world_add(&world, "B", "SCHOOLS", "2020", "40");
  world_add(&world, "A", "SCHOOLS", "2022", "78");
  world_add(&world, "B", "SCHOOLS", "2022", "42");
  assert_int_equal(rsl_cube_builder_finish(world.builder, NULL, &world.cube, NULL), RSL_OK);
  assert_int_equal(rsl_contribution_run(world.cube, 0, NULL, NULL, &contribution, NULL), RSL_OK);
  return 0;
}

static int stop(void **state) {
  (void)state;
  rsl_contribution_free(contribution);
  world_free(&world);
  return 0;
}

static rsl_status write_it(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_write_contribution(what, &options, allocator, sink, error);
}

static rsl_status write_table(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_table_contribution(what, &table_options, allocator, sink, error);
}

static void each_unit_is_a_row(void **state) {
  (void)state;
  expect_text(write_it, contribution,
              "depth,unit,kind,units,baseline,actual,expected,contribution,percent,level_effect,mix_effect,weight,"
              "reporting,owed,rating\n"
              "0,P,unit,1,100,120,140,-20,100,,,,2,2,off_track\n"
              "1,B,unit,1,40,42,56,-14,70,,,,1,1,\n"
              "1,A,unit,1,60,78,84,-6,30,,,,1,1,\n");
}

static void a_table_shows_who_makes_the_gap(void **state) {
  (void)state;
  expect_text(write_table, contribution,
              "Who makes the gap: SCHOOLS, 2022\n"
              "Unit  Actual  Expected  Part of gap      %  Rating\n"
              "────  ──────  ────────  ───────────  ─────  ─────────\n"
              "P        120     140.0        -20.0  100.0  off track\n"
              "  B       42      56.0        -14.0   70.0\n"
              "  A       78      84.0         -6.0   30.0\n");
}

static void marks_choose_units(void **state) {
  (void)state;
  bool units[3] = { false, true, false };
  options.units = units;
  options.format = RSL_FORMAT_TSV;
  options.names = true;
  expect_text(write_it, contribution,
              "depth\tunit\tkind\tunits\tbaseline\tactual\texpected\tcontribution\tpercent\tlevel_effect\tmix_effect\t"
              "weight\treporting\towed\trating\tunit_name\n"
              "1\tA\tunit\t1\t60\t78\t84\t-6\t30\t\t\t\t1\t1\t\tA\n");
}

static void failures_are_told(void **state) {
  (void)state;
  expect_failures_are_told(write_it, contribution);
  expect_failures_are_told(write_table, contribution);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(each_unit_is_a_row, start, stop),
    cmocka_unit_test_setup_teardown(a_table_shows_who_makes_the_gap, start, stop),
    cmocka_unit_test_setup_teardown(marks_choose_units, start, stop),
    cmocka_unit_test_setup_teardown(failures_are_told, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
