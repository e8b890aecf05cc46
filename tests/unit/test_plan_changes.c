/* What is odd about units and successions as a whole: told as few warnings, none of which keeps a plan from being used. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "support/plan_maker.h"

static void add_named(rsl_plan *plan, const char *code, const char *name, const char *from, const char *to) {
  rsl_unit unit = make_unit(code, "commune", "P", from, to);
  unit.name = name;
  assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
}

/* P with the communes K, which stays, and M, which becomes N on 2025-07-01. */
static rsl_plan *plan_of_a_change(void) {
  rsl_plan *plan = plan_of_levels();
  add_unit(plan, "P", "province", NULL, "", "");
  add_named(plan, "K", "K", "", "");
  add_named(plan, "M", "M", "", "2025-07-01");
  add_named(plan, "N", "N", "2025-07-01", "");
  add_succession(plan, "M", "N", "2025-07-01", NULL);
  return plan;
}

static void a_change_that_is_told_in_full_is_not_odd(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_change();
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void a_unit_without_parent_among_units_with_one_is_told(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_change();
  add_unit(plan, "Q", "commune", NULL, "", "");
  expect_warning(plan, "orphan", "units[4].parent",
                 "unit `Q` has no parent, and others of the level `commune` have: nothing of it counts above");
  plan = plan_of_a_change();
  add_unit(plan, "Q", "commune", NULL, "", "");
  add_unit(plan, "R", "commune", NULL, "", "");
  add_unit(plan, "S", "commune", NULL, "", "");
  expect_warning(
      plan, "orphan", "units[4].parent",
      "unit `Q` (and 2 more) has no parent, and others of the level `commune` have: nothing of it counts above");
  /* Several roots are allowed: a level of which nobody has a parent is one of them. */
  plan = plan_of_a_change();
  add_unit(plan, "D1", "district", NULL, "", "");
  add_unit(plan, "D2", "district", NULL, "", "");
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void a_unit_that_only_ends_is_told_where_others_go_on(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_change();
  add_named(plan, "Q", "Q", "", "2025-07-01");
  expect_warning(
      plan, "ends_without_succession", "units[4].to",
      "unit `Q` of the level `commune` ends (2025-07-01) and no succession says who goes on: its parent will "
      "hold its figures");
  /* A level that is abolished as a whole, as the districts were in July 2025, has nobody to go on in. */
  plan = plan_of_a_change();
  add_unit(plan, "D1", "district", "P", "", "2025-07-01");
  add_unit(plan, "D2", "district", "P", "", "2025-07-01");
  expect_fine(plan);
  rsl_plan_free(plan);
  /* Where no succession is told at all, nobody means to. */
  plan = plan_of_levels();
  add_unit(plan, "P", "province", NULL, "", "");
  add_named(plan, "K", "K", "", "");
  add_named(plan, "Q", "Q", "", "2025-07-01");
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void a_unit_that_only_begins_is_told_where_others_go_on_that_day(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_change();
  add_named(plan, "Q", "Q", "2025-07-01", "");
  add_named(plan, "R", "R", "2024-01-01", "");
  expect_warning(
      plan, "begins_without_succession", "units[4].from",
      "unit `Q` of the level `commune` begins (2025-07-01) and no succession says what it was before: it has "
      "no figures of the time before");
}

/* A code that goes to another unit is fine where the old unit's way is told. */
static void a_code_that_changes_its_meaning_is_told(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_change();
  add_named(plan, "Q", "Hàng Trống", "", "2024-01-01");
  add_named(plan, "Q", "Hoàn Kiếm", "2024-01-01", "");
  expect_warning(plan, "code_changed_meaning", "units[5].code",
                 "the code `Q` was that of a unit of another name, which no succession leads on from: add one, or give "
                 "the two one name");
  plan = plan_of_a_change();
  add_named(plan, "Q", "Hàng Trống", "", "2024-01-01");
  add_named(plan, "Q", "Hoàn Kiếm", "2024-01-01", "");
  add_succession(plan, "commune/Q", "K", "2024-01-01", NULL);
  expect_fine(plan);
  rsl_plan_free(plan);
}

static void a_split_of_which_nobody_says_how_is_told(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_change();
  add_succession(plan, "M", "K", "2025-07-01", NULL);
  expect_warning(plan, "split_without_shares", "successions[0]",
                 "unit `M` is split and neither `share` nor `basis` says how: its figures end there for the parts");
}

/* Where something is wrong, what is odd may only follow from it. */
static void errors_come_before_oddities(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_change();
  add_unit(plan, "Q", "commune", NULL, "", "");
  add_unit(plan, "K", "commune", "P", "", "");
  assert_int_equal(count_problems(plan, "orphan"), 0);
}

/* A nation's size: 12,000 communes that all become others in a day, half of them without a word. Few messages, and fast. */
static void a_reorganisation_of_a_nation_gives_few_messages_fast(void **state) {
  (void)state;
  rsl_problems *problems = NULL;
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = plan_of_levels();
  add_unit(plan, "P", "province", NULL, "", "");
  for (int i = 0; i < 12000; ++i) {
    char old[16];
    char new[16];
    snprintf(old, sizeof old, "%05d", i);
    snprintf(new, sizeof new, "N%05d", i);
    add_named(plan, old, old, "", "2025-07-01");
    add_named(plan, new, new, "2025-07-01", "");
    if (i % 2 == 0) add_succession(plan, old, new, "2025-07-01", NULL);
  }
  clock_t start = clock();
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  assert_int_equal(rsl_plan_finish(plan, problems, &error), RSL_OK);
  assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5);
  assert_int_equal(rsl_problems_kept(problems), 2);
  assert_string_equal(
      rsl_problems_at(problems, 0)->message,
      "unit `00001` (and 5999 more) of the level `commune` ends (2025-07-01) and no succession says who "
      "goes on: its parent will hold its figures");
  assert_string_equal(rsl_problems_at(problems, 1)->code, "begins_without_succession");
  rsl_problems_free(problems);
  rsl_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_change_that_is_told_in_full_is_not_odd),
    cmocka_unit_test(a_unit_without_parent_among_units_with_one_is_told),
    cmocka_unit_test(a_unit_that_only_ends_is_told_where_others_go_on),
    cmocka_unit_test(a_unit_that_only_begins_is_told_where_others_go_on_that_day),
    cmocka_unit_test(a_code_that_changes_its_meaning_is_told),
    cmocka_unit_test(a_split_of_which_nobody_says_how_is_told),
    cmocka_unit_test(errors_come_before_oddities),
    cmocka_unit_test(a_reorganisation_of_a_nation_gives_few_messages_fast),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
