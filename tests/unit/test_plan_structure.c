/* The structure of a day: depth first, siblings in the plan's order; the days on which it changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "support/plan_maker.h"

static rsl_structure *structure_on(const rsl_plan *plan, const char *day) {
  rsl_structure *structure = NULL;
  assert_int_equal(rsl_structure_new(plan, day_of(day), NULL, &structure), RSL_OK);
  return structure;
}

/* Units as they stand, by code. */
static void expect_order(const rsl_plan *plan, const char *day, const char *wanted) {
  rsl_structure *structure = structure_on(plan, day);
  char order[256] = "";
  for (uint32_t i = 0; i < rsl_structure_count(structure); ++i) {
    if (i > 0) strcat(order, " ");
    strcat(order, rsl_plan_unit(plan, rsl_structure_unit(structure, i))->code);
  }
  assert_string_equal(order, wanted);
  rsl_structure_free(structure);
}

/* The children come in the plan between others', and a unit may stand before its parent. */
static void units_stand_depth_first_and_siblings_in_the_plans_order(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_levels();
  add_unit(plan, "c1", "commune", "d2", "", "");
  add_unit(plan, "p1", "province", NULL, "", "");
  add_unit(plan, "d1", "district", "p1", "", "");
  add_unit(plan, "p2", "province", NULL, "", "");
  add_unit(plan, "d2", "district", "p1", "", "");
  add_unit(plan, "c2", "commune", "d1", "", "");
  add_unit(plan, "c3", "commune", "d2", "", "");
  add_unit(plan, "c4", "commune", "p2", "", "");
  expect_fine(plan);
  expect_order(plan, "", "p1 d1 c2 d2 c1 c3 p2 c4");
  rsl_structure *structure = structure_on(plan, "2020-01-01");
  static const uint32_t parents[] = { RSL_NONE, 0, 1, 0, 3, 3, RSL_NONE, 6 };
  static const uint32_t ends[] = { 6, 3, 3, 6, 5, 6, 8, 8 };
  for (uint32_t i = 0; i < 8; ++i) {
    assert_int_equal(rsl_structure_parent(structure, i), parents[i]);
    assert_int_equal(rsl_structure_subtree_end(structure, i), ends[i]);
    assert_int_equal(rsl_structure_position(structure, rsl_structure_unit(structure, i)), i);
  }
  assert_int_equal(rsl_structure_unit(structure, 8), RSL_NONE);
  assert_int_equal(rsl_structure_position(structure, 8), RSL_NONE);
  rsl_structure_free(structure);
  rsl_plan_free(plan);
}

/* On 2025-07-01 the district and c1 end, c2 moves up to the province, c3 begins. */
static rsl_plan *plan_of_a_reform(void) {
  rsl_plan *plan = plan_of_levels();
  const rsl_unit_parent parents[] = { { "d1", RSL_DATE_NONE, day_of("2025-07-01") },
                                      { "p1", day_of("2025-07-01"), RSL_DATE_NONE } };
  rsl_unit moved = make_unit("c2", "commune", NULL, "", "");
  add_unit(plan, "p1", "province", NULL, "", "");
  add_unit(plan, "d1", "district", "p1", "", "2025-07-01");
  add_unit(plan, "c1", "commune", "d1", "", "2025-07-01");
  moved.parents = parents;
  moved.parent_count = 2;
  assert_int_equal(rsl_plan_add_unit(plan, &moved), RSL_OK);
  add_unit(plan, "c3", "commune", "p1", "2025-07-01", "");
  return plan;
}

static void a_structure_is_that_of_its_day(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_reform();
  expect_fine(plan);
  expect_order(plan, "2025-06-30", "p1 d1 c1 c2");
  expect_order(plan, "2025-07-01", "p1 c2 c3");
  rsl_plan_free(plan);
}

static void without_a_day_every_unit_stands_under_the_last_parent_of_its_life(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_reform();
  rsl_structure *structure = NULL;
  expect_fine(plan);
  assert_int_equal(rsl_structure_new(plan, RSL_DATE_NONE, NULL, &structure), RSL_OK);
  static const char *const codes[] = { "p1", "d1", "c1", "c2", "c3" };
  static const uint32_t parents[] = { RSL_NONE, 0, 1, 0, 0 };
  assert_int_equal(rsl_structure_count(structure), 5);
  for (uint32_t i = 0; i < 5; ++i) {
    assert_string_equal(rsl_plan_unit(plan, rsl_structure_unit(structure, i))->code, codes[i]);
    assert_int_equal(rsl_structure_parent(structure, i), parents[i]);
  }
  rsl_structure_free(structure);
  rsl_plan_free(plan);
}

static void a_change_falls_on_the_first_day_of_the_new_state(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_reform();
  expect_fine(plan);
  assert_false(rsl_plan_structure_changes(plan, day_of("2020-01-01"), day_of("2025-06-30")));
  assert_true(rsl_plan_structure_changes(plan, day_of("2025-06-30"), day_of("2025-07-01")));
  assert_false(rsl_plan_structure_changes(plan, day_of("2025-07-01"), day_of("2030-12-31")));
  assert_true(rsl_plan_structure_changes(plan, RSL_DATE_NONE, RSL_DATE_NONE));
  assert_int_equal(rsl_plan_structure_next_change(plan, day_of("2025-06-30")), day_of("2025-07-01"));
  assert_int_equal(rsl_plan_structure_next_change(plan, day_of("2025-07-01")), RSL_DATE_NONE);
  rsl_plan_free(plan);
}

/* Two parts of a life under one parent are no change. */
static void the_same_parent_again_is_no_change(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  const rsl_unit_parent parents[] = { { "D1", RSL_DATE_NONE, day_of("2022-01-01") },
                                      { "D1", day_of("2022-01-01"), RSL_DATE_NONE } };
  rsl_unit unit = make_unit("C3", "commune", NULL, "", "");
  unit.parents = parents;
  unit.parent_count = 2;
  assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
  expect_fine(plan);
  assert_false(rsl_plan_structure_changes(plan, RSL_DATE_NONE, RSL_DATE_NONE));
  rsl_plan_free(plan);
}

static void only_a_finished_plan_has_a_structure(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_structure *structure = NULL;
  assert_int_equal(rsl_structure_new(plan, RSL_DATE_NONE, NULL, &structure), RSL_ERR_ARGUMENT);
  assert_int_equal(rsl_structure_count(NULL), 0);
  rsl_structure_free(NULL);
  rsl_plan_free(plan);
}

/* ---- Size: a country of 63 provinces, 705 districts and 52,000 communes, and what is hostile about it ---- */

static rsl_plan *country(uint32_t communes) {
  rsl_plan *plan = plan_of_levels();
  char code[32];
  char parent[32];
  for (uint32_t i = 0; i < 63; ++i) {
    snprintf(code, sizeof code, "%02u", i);
    add_unit(plan, code, "province", NULL, "", "");
  }
  for (uint32_t i = 0; i < 705; ++i) {
    snprintf(code, sizeof code, "%03u", i);
    snprintf(parent, sizeof parent, "%02u", i % 63);
    add_unit(plan, code, "district", parent, "", "");
  }
  for (uint32_t i = 0; i < communes; ++i) {
    snprintf(code, sizeof code, "%05u", i);
    snprintf(parent, sizeof parent, "%03u", i % 705);
    add_unit(plan, code, "commune", parent, "", "");
  }
  return plan;
}

static double seconds_of(clock_t since) {
  return (double)(clock() - since) / (double)CLOCKS_PER_SEC;
}

static void a_country_is_finished_and_laid_out_at_once(void **state) {
  (void)state;
  rsl_plan *plan = country(52000);
  clock_t began = clock();
  expect_fine(plan);
  rsl_structure *structure = structure_on(plan, "");
  assert_int_equal(rsl_structure_count(structure), 63 + 705 + 52000);
  assert_true(seconds_of(began) < 5.0); /* about 0.05 s; a quadratic step would take minutes */
  rsl_structure_free(structure);
  rsl_plan_free(plan);
}

/* Each unknown parent would be compared with 50,000 codes: only the first few are. */
static void a_country_of_mistakes_is_told_at_once(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_levels();
  rsl_problems *problems = NULL;
  char code[32];
  char parent[32];
  for (uint32_t i = 0; i < 20000; ++i) {
    snprintf(code, sizeof code, "C%05u", i);
    snprintf(parent, sizeof parent, "D%05u", i);
    add_unit(plan, code, "commune", parent, "", "");
  }
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  clock_t began = clock();
  assert_int_equal(rsl_plan_finish(plan, problems, NULL), RSL_ERR_DATA);
  assert_true(seconds_of(began) < 20.0);
  assert_int_equal(rsl_problems_errors(problems), 20000);
  rsl_problems_free(problems);
  rsl_plan_free(plan);
}

/* One code in 20,000 lives, and 20,000 children that look their own up. */
static void a_code_of_many_lives_is_found_at_once(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_levels();
  add_unit(plan, "P", "province", NULL, "", "");
  for (int i = 0; i < 20000; ++i) {
    rsl_unit unit = make_unit("D", "district", "P", "", "");
    unit.from = i;
    unit.to = i + 1;
    assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
  }
  for (int i = 0; i < 20000; ++i) {
    rsl_unit unit = make_unit("C", "commune", "D", "", "");
    unit.from = i;
    unit.to = i + 1;
    assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
  }
  clock_t began = clock();
  expect_fine(plan);
  assert_true(seconds_of(began) < 5.0);
  assert_int_equal(rsl_plan_unit_parent(plan, 20001 + 777, 777), 1 + 777);
  rsl_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(units_stand_depth_first_and_siblings_in_the_plans_order),
    cmocka_unit_test(a_structure_is_that_of_its_day),
    cmocka_unit_test(without_a_day_every_unit_stands_under_the_last_parent_of_its_life),
    cmocka_unit_test(a_change_falls_on_the_first_day_of_the_new_state),
    cmocka_unit_test(the_same_parent_again_is_no_change),
    cmocka_unit_test(only_a_finished_plan_has_a_structure),
    cmocka_unit_test(a_country_is_finished_and_laid_out_at_once),
    cmocka_unit_test(a_country_of_mistakes_is_told_at_once),
    cmocka_unit_test(a_code_of_many_lives_is_found_at_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
