/* The columns of resolution-cascade and its tables, on figures worked by hand in test_review_cascade.c. */
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

static small_world world;
static rsl_cascade *cascade;
static rsl_allocation *shares;

static void add_target(const char *unit, const char *value, const char *assigned_by) {
  rsl_target wanted = target_of("TREES", RSL_FORM_AT_LEAST, value);
  wanted.unit = unit;
  wanted.assigned_by = assigned_by;
  if (assigned_by != NULL) wanted.code = "GIVEN";
  world_add_target(&world, &wanted);
}

/* 100 trees, 55 of them A's own target though 60 were assigned to it; 30 and 10 stood in 2020. */
static int start(void **state) {
  (void)state;
  world_start(&world, NULL);
  world_add_sum(&world, "TREES", RSL_PERIOD_YEAR, 0);
  add_target("P", "100", NULL);
  add_target("A", "55", NULL);
  add_target("A", "60", "P");
  world_finish_plan(&world);
  world_add(&world, "A", "TREES", "2020", "30");
  world_add(&world, "B", "TREES", "2020", "10");
  assert_int_equal(rsl_cube_builder_finish(world.builder, NULL, &world.cube, NULL), RSL_OK);
  assert_int_equal(rsl_cascade_run(world.cube, NULL, NULL, &cascade, NULL), RSL_OK);
  rsl_allocation_options options = RSL_ALLOCATION_OPTIONS_INIT;
  options.basis = RSL_ALLOCATION_GROWTH;
  assert_int_equal(rsl_allocation_propose(world.cube, 0, &options, NULL, &shares, NULL), RSL_OK);
  return 0;
}

static int stop(void **state) {
  (void)state;
  rsl_allocation_free(shares);
  rsl_cascade_free(cascade);
  world_free(&world);
  return 0;
}

static rsl_status write_rows(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_write_cascade(what, NULL, allocator, sink, error);
}

static rsl_status write_table(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_table_cascade(what, NULL, allocator, sink, error);
}

static rsl_status write_shares(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_write_allocation(what, world.plan, 0, NULL, allocator, sink, error);
}

static rsl_status write_share_table(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_table_allocation(what, world.plan, 0, NULL, allocator, sink, error);
}

static void each_target_is_a_row(void **state) {
  (void)state;
  expect_text(write_rows, cascade,
              "unit,indicator,by,target,assigned,unassigned,children_with,children,superior,superior_target,state,"
              "target_code,layers,lacking\n"
              "P,TREES,2025,100,55,45,1,2,,,unassigned,P:TREES:R:2025,,B\n"
              "A,TREES,2025,55,,,0,0,P,60,weaker_than_superior,A:TREES:R:2025,P=60,\n");
}

static void a_table_has_a_block_a_unit_and_what_was_assigned_where_it_matters(void **state) {
  (void)state;
  expect_text(write_table, cascade,
              "Indicator  By    Target  Assigned  Left  Units  Standing\n"
              "─────────  ────  ──────  ────────  ────  ─────  ────────────────────\n"
              "P\n"
              "  TREES    2025     100        55    45    1/2  does not add up\n"
              "      without a share: B\n"
              "A\n"
              "  TREES    2025      55                         weaker than assigned\n"
              "      P assigned 60\n");
}

/* 100 x 30/40 and 100 x 10/40. */
static void each_share_is_a_row(void **state) {
  (void)state;
  expect_text(write_shares, shares, "unit,indicator,by,value,basis\nA,TREES,2025,75,30\nB,TREES,2025,25,10\n");
  expect_text(write_share_table, shares,
              "TREES: 100\n"
              "Unit  Basis  Share of the target\n"
              "────  ─────  ───────────────────\n"
              "A        30                   75\n"
              "B        10                   25\n");
}

static void failures_are_told(void **state) {
  (void)state;
  expect_failures_are_told(write_rows, cascade);
  expect_failures_are_told(write_table, cascade);
  expect_failures_are_told(write_shares, shares);
  expect_failures_are_told(write_share_table, shares);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(each_target_is_a_row, start, stop),
    cmocka_unit_test_setup_teardown(a_table_has_a_block_a_unit_and_what_was_assigned_where_it_matters, start, stop),
    cmocka_unit_test_setup_teardown(each_share_is_a_row, start, stop),
    cmocka_unit_test_setup_teardown(failures_are_told, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
