/* Units, their parents, and the references that find them (design.md section 1, formats.md "unit"). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/plan_maker.h"

static void a_small_plan_is_fine(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  expect_fine(plan);
  assert_true(rsl_plan_is_finished(plan));
  assert_int_equal(rsl_plan_unit_level(plan, 3), 2);
  assert_int_equal(rsl_plan_unit_parent(plan, 3, RSL_DATE_NONE), 1);
  assert_int_equal(rsl_plan_unit_parent(plan, 0, RSL_DATE_NONE), RSL_NONE);
  rsl_plan_free(plan);
}

static void a_plan_without_levels_and_units_says_so(void **state) {
  (void)state;
  rsl_plan *plan = NULL;
  assert_int_equal(rsl_plan_new(NULL, &plan), RSL_OK);
  expect_problem(plan, "missing_member", "levels", "the plan needs `levels`, highest first");
}

static void an_unknown_level_names_the_nearest(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "D2", "huyen", "P1", "", "");
  expect_problem(plan, "unknown_level", "units[4].level", "unknown level `huyen`: did you mean `district`?");
}

static void an_unknown_level_that_is_near_nothing_lists_what_there_is(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "D2", "ward-of-the-city", "P1", "", "");
  expect_problem(plan, "unknown_level", "units[4].level",
                 "unknown level `ward-of-the-city`: the plan has `province`, `district`, `commune`");
}

static void a_unit_needs_a_code_and_a_level(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, NULL, "commune", "D1", "", "");
  expect_problem(plan, "missing_member", "units[4].code", "a unit needs `code`");
  plan = small_plan();
  add_unit(plan, "C3", "", "D1", "", "");
  expect_problem(plan, "missing_member", "units[4].level", "a unit needs `level`");
}

static void a_code_is_of_letters_digits_and_three_signs(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "Xã_Tân-Tiến.1", "commune", "D1", "", "");
  expect_fine(plan);
  rsl_plan_free(plan);
  plan = small_plan();
  add_unit(plan, "C 3", "commune", "D1", "", "");
  expect_problem(plan, "bad_code", "units[4].code",
                 "code `C 3` holds U+0020 at character 2: a code is of letters, digits, `_`, `.` and `-`");
}

static void a_code_has_at_most_64_characters(void **state) {
  (void)state;
  char code[3 * 65 + 1] = "";
  char message[320];
  for (int i = 0; i < 64; ++i) strcat(code, "ệ");
  rsl_plan *plan = small_plan();
  add_unit(plan, code, "commune", "D1", "", "");
  expect_fine(plan);
  rsl_plan_free(plan);
  memset(code, 'x', 65);
  code[65] = '\0';
  plan = small_plan();
  add_unit(plan, code, "commune", "D1", "", "");
  snprintf(message, sizeof message, "code `%s` is longer than 64 characters: shorten it", code);
  expect_problem(plan, "bad_code", "units[4].code", message);
}

static void a_code_that_is_not_utf8_names_the_encoding_it_seems_to_be(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "C\xff", "commune", "D1", "", "");
  assert_int_equal(count_problems(plan, "not_utf8"), 1);
}

/* formats.md: codes are compared after NFC. ệ decomposed is e + U+0323 + U+0302. */
static void composed_and_decomposed_codes_are_the_same(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  uint32_t unit = 0;
  rsl_error error = RSL_ERROR_INIT;
  add_unit(plan, "Vi\xe1\xbb\x87t", "district", "P1", "", "");
  add_unit(plan, "C3", "commune", "Vie\xcc\xa3\xcc\x82t", "", "");
  expect_fine(plan);
  assert_int_equal(rsl_plan_unit_parent(plan, 5, RSL_DATE_NONE), 4);
  assert_int_equal(rsl_plan_find_unit(plan, "Vie\xcc\xa3\xcc\x82t", 8, RSL_NONE, RSL_DATE_NONE, &unit, &error), RSL_OK);
  assert_int_equal(unit, 4);
  rsl_plan_free(plan);
}

static void two_units_of_one_level_and_code_may_only_follow_one_another(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "C3", "commune", "D1", "", "2025-07-01");
  add_unit(plan, "C3", "commune", "D1", "2025-07-01", "");
  expect_fine(plan);
  rsl_plan_free(plan);
  plan = small_plan();
  add_unit(plan, "C3", "commune", "D1", "", "2025-07-02");
  add_unit(plan, "C3", "commune", "D1", "2025-07-01", "");
  expect_problem(plan, "duplicate_unit", "units[5].code",
                 "unit `C3` of the level `commune` is there already, as units[4], valid until 2025-07-02: end one "
                 "before the other begins");
}

/* A code is unique within its level only (vietnam.md, 2: district 001 and province 01). */
static void one_code_may_stand_at_two_levels(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "D1", "commune", "district/D1", "", "");
  expect_fine(plan);
  assert_int_equal(rsl_plan_unit_parent(plan, 2, RSL_DATE_NONE), 1);
  rsl_plan_free(plan);
}

static void a_unit_ends_after_it_begins(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "C3", "commune", "D1", "2021-01-01", "2021-01-01");
  expect_problem(plan, "date_order", "units[4].to",
                 "`to` 2021-01-01 is not after `from` 2021-01-01: `to` is the first day no longer");
}

static void an_unknown_parent_names_the_nearest(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_unit unit = make_unit("HB-5", "district", "P1", "", "");
  unit.name = "Huyện Hòa Bình";
  assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
  add_unit(plan, "C3", "commune", "HB-6", "", "");
  expect_problem(plan, "unknown_unit", "units[5].parent", "unknown unit `HB-6`: did you mean `HB-5` (Huyện Hòa Bình)?");
}

static void a_parent_is_of_a_higher_level(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "C3", "commune", "C1", "", "");
  expect_problem(plan, "parent_not_higher", "units[4].parent",
                 "parent `C1` of unit `C3` is of the level `commune`, which is not above `commune`");
}

static void a_cycle_is_told_once_and_instead_of_the_levels(void **state) {
  (void)state;
  for (int repeat = 0; repeat < 2; ++repeat) {
    rsl_plan *plan = small_plan();
    add_unit(plan, "D2", "district", "D3", "", "");
    add_unit(plan, "D3", "district", "D2", "", "");
    if (repeat == 0)
      assert_int_equal(count_problems(plan, "parent_not_higher"), 0);
    else
      expect_problem(plan, "unit_cycle", "units[4].parent",
                     "unit `D2` is above itself: `D2` under `D3` under `D2`: give one of them another parent");
  }
}

static void a_unit_that_is_its_own_parent_is_a_cycle(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "D2", "district", "D2", "", "");
  expect_problem(plan, "unit_cycle", "units[4].parent",
                 "unit `D2` is above itself: `D2` under `D2`: give one of them another parent");
}

static void a_parent_lives_as_long_as_its_child_is_under_it(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "D2", "district", "P1", "", "2025-07-01");
  add_unit(plan, "C3", "commune", "D2", "", "");
  expect_problem(plan, "parent_not_valid", "units[5].parent",
                 "parent `D2` is valid until 2025-07-01, unit `C3` under it at all times: tell its other parents in "
                 "`parents`, or mend the dates");
}

/* ---- parents ---- */

static rsl_plan *with_parents(const rsl_unit_parent *parents, size_t count) {
  rsl_plan *plan = small_plan();
  rsl_unit unit = make_unit("C3", "commune", NULL, "2020-01-01", "2025-07-01");
  add_unit(plan, "D2", "district", "P1", "", "");
  unit.parents = parents;
  unit.parent_count = count;
  assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
  return plan;
}

static void a_unit_may_change_its_parent(void **state) {
  (void)state;
  const rsl_unit_parent parents[] = { { "D1", RSL_DATE_NONE, day_of("2022-03-01") },
                                      { "D2", day_of("2022-03-01"), RSL_DATE_NONE } };
  rsl_plan *plan = with_parents(parents, 2);
  expect_fine(plan);
  assert_int_equal(rsl_plan_unit_parent(plan, 5, day_of("2020-01-01")), 1);
  assert_int_equal(rsl_plan_unit_parent(plan, 5, day_of("2022-02-28")), 1);
  assert_int_equal(rsl_plan_unit_parent(plan, 5, day_of("2022-03-01")), 4);
  assert_int_equal(rsl_plan_unit_parent(plan, 5, day_of("2025-06-30")), 4);
  assert_int_equal(rsl_plan_unit_parent(plan, 5, day_of("2025-07-01")), RSL_NONE);
  assert_int_equal(rsl_plan_unit_parent(plan, 5, day_of("2019-12-31")), RSL_NONE);
  rsl_plan_free(plan);
}

static void two_parents_at_one_time_are_an_overlap(void **state) {
  (void)state;
  const rsl_unit_parent parents[] = { { "D1", RSL_DATE_NONE, day_of("2022-03-02") },
                                      { "D2", day_of("2022-03-01"), RSL_DATE_NONE } };
  expect_problem(with_parents(parents, 2), "parent_overlap", "units[5].parents[1].from",
                 "the parents of unit `C3` overlap: this one begins 2022-03-01, the one before it ends 2022-03-02");
}

static void a_time_without_a_parent_is_a_gap(void **state) {
  (void)state;
  const rsl_unit_parent parents[] = { { "D1", RSL_DATE_NONE, day_of("2022-03-01") },
                                      { "D2", day_of("2022-03-02"), RSL_DATE_NONE } };
  expect_problem(with_parents(parents, 2), "parent_gap", "units[5].parents[1].from",
                 "the parents of unit `C3` leave a gap: this one begins 2022-03-02, the one before it ends 2022-03-01");
}

static void the_parents_last_until_the_unit_ends(void **state) {
  (void)state;
  const rsl_unit_parent parents[] = { { "D1", RSL_DATE_NONE, day_of("2024-01-01") } };
  expect_problem(with_parents(parents, 1), "parent_gap", "units[5].parents[0].to",
                 "the last parent of unit `C3` is told until 2024-01-01, the unit is valid from 2020-01-01 until "
                 "2025-07-01: end both on one day");
}

static void both_parent_and_parents_are_too_many(void **state) {
  (void)state;
  const rsl_unit_parent parents[] = { { "D1", RSL_DATE_NONE, RSL_DATE_NONE } };
  rsl_plan *plan = small_plan();
  rsl_unit unit = make_unit("C3", "commune", "D1", "", "");
  unit.parents = parents;
  unit.parent_count = 1;
  assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
  expect_problem(plan, "two_parents", "units[4].parents",
                 "unit `C3` has both `parent` and `parents`: keep one of them");
}

/* ---- References ---- */

/* P1 is a province and a district; 07 is a district in two lives. */
static rsl_plan *plan_of_reused_codes(void) {
  rsl_plan *plan = plan_of_levels();
  add_unit(plan, "P1", "province", NULL, "", "");
  add_unit(plan, "P1", "district", "province/P1", "", "");
  add_unit(plan, "07", "district", "province/P1", "", "2020-01-01");
  add_unit(plan, "07", "district", "province/P1", "2021-01-01", "");
  return plan;
}

static void a_reference_that_fits_two_units_lists_them(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_reused_codes();
  add_unit(plan, "C1", "commune", "P1", "", "");
  expect_problem(plan, "ambiguous_unit", "units[4].parent",
                 "`P1` fits 2 units: write which, `province/P1`, `district/P1`");
}

static void the_life_that_covers_the_childs_is_the_parent(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_reused_codes();
  add_unit(plan, "C1", "commune", "07", "2005-01-01", "2019-12-31");
  add_unit(plan, "C2", "commune", "07", "2021-01-01", "");
  add_unit(plan, "C3", "commune", "district/07@2019-12-31", "2005-01-01", "2019-12-31");
  expect_fine(plan);
  assert_int_equal(rsl_plan_unit_parent(plan, 4, day_of("2010-01-01")), 2);
  assert_int_equal(rsl_plan_unit_parent(plan, 5, day_of("2022-01-01")), 3);
  assert_int_equal(rsl_plan_unit_parent(plan, 6, day_of("2010-01-01")), 2);
  rsl_plan_free(plan);
}

static void a_child_across_two_lives_has_no_parent_in_either(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_reused_codes();
  add_unit(plan, "C1", "commune", "07", "2005-01-01", "");
  expect_problem(
      plan, "unit_not_valid", "units[4].parent",
      "none that `07` may mean is of a higher level and valid as long as its child (from 2005-01-01): say in "
      "`parents` which when; there is `district/07@2019-12-31`, `district/07@2021-01-01`");
}

static void of_many_units_that_fit_the_first_are_listed(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_levels();
  add_unit(plan, "P", "province", NULL, "", "");
  for (int i = 0; i < 7; ++i) {
    rsl_unit unit = make_unit("D", "district", "P", "", "");
    unit.from = i;
    unit.to = i + 1;
    assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
  }
  expect_fine(plan);
  rsl_error error = RSL_ERROR_INIT;
  uint32_t unit = 0;
  assert_int_equal(rsl_plan_find_unit(plan, "D", 1, RSL_NONE, RSL_DATE_NONE, &unit, &error), RSL_ERR_DATA);
  assert_string_equal(error.text,
                      "`D` fits 7 units: write which, `district/D@1970-01-01`, `district/D@1970-01-02`, "
                      "`district/D@1970-01-03`, `district/D@1970-01-04`, `district/D@1970-01-05` and 2 more");
  rsl_plan_free(plan);
}

static void a_level_that_the_caller_knows_must_be_the_references(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_error error = RSL_ERROR_INIT;
  uint32_t unit = 0;
  expect_fine(plan);
  assert_int_equal(rsl_plan_find_unit(plan, "district/D1", 11, 2, RSL_DATE_NONE, &unit, &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "`district/D1` is not of the level `commune` that is asked for here");
  error = (rsl_error)RSL_ERROR_INIT;
  assert_int_equal(rsl_plan_find_unit(plan, "quarter/D1", 10, RSL_NONE, RSL_DATE_NONE, &unit, &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "unknown level in `quarter/D1`: the plan has none of this code");
  error = (rsl_error)RSL_ERROR_INIT;
  assert_int_equal(rsl_plan_find_unit(plan, "ZZZZZZ", 6, RSL_NONE, RSL_DATE_NONE, &unit, &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "unknown unit `ZZZZZZ`: no unit of the plan has this code");
  error = (rsl_error)RSL_ERROR_INIT;
  assert_int_equal(rsl_plan_find_unit(plan, "D\xff", 2, RSL_NONE, RSL_DATE_NONE, &unit, &error), RSL_ERR_DATA);
  assert_int_equal(rsl_plan_find_unit(plan, "D1", 2, RSL_NONE, RSL_DATE_NONE, NULL, NULL), RSL_ERR_ARGUMENT);
  rsl_plan_free(plan);
}

/* A wrong part of a life is told once: nothing follows from it. */
static void a_part_of_a_life_that_ends_before_it_begins_is_told_alone(void **state) {
  (void)state;
  const rsl_unit_parent parents[] = { { "D1", RSL_DATE_NONE, day_of("2019-01-01") } };
  rsl_plan *plan = with_parents(parents, 1);
  rsl_problems *problems = NULL;
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  assert_int_equal(rsl_plan_finish(plan, problems, NULL), RSL_ERR_DATA);
  assert_int_equal(rsl_problems_errors(problems), 1);
  assert_string_equal(rsl_problems_at(problems, 0)->code, "date_order");
  rsl_problems_free(problems);
  rsl_plan_free(plan);
}

static void a_long_cycle_is_cut(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  for (int i = 0; i < 7; ++i) {
    const char code[] = { 'X', (char)('0' + i), '\0' };
    const char parent[] = { 'X', (char)('0' + (i + 1) % 7), '\0' };
    add_unit(plan, code, "district", parent, "", "");
  }
  expect_problem(
      plan, "unit_cycle", "units[4].parent",
      "unit `X0` is above itself: `X0` under `X1` under `X2` under `X3` under `X4` under … `X0`: give one of "
      "them another parent");
}

static void a_changed_parent_of_no_higher_level_is_told_at_its_item(void **state) {
  (void)state;
  const rsl_unit_parent parents[] = { { "D1", RSL_DATE_NONE, day_of("2022-03-01") },
                                      { "C1", day_of("2022-03-01"), RSL_DATE_NONE } };
  expect_problem(with_parents(parents, 2), "parent_not_higher", "units[5].parents[1].parent",
                 "parent `C1` of unit `C3` is of the level `commune`, which is not above `commune`");
}

static void the_shortest_reference_reads_back(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_reused_codes();
  static const char *const wanted[] = { "province/P1", "district/P1", "district/07@2019-12-31",
                                        "district/07@2021-01-01", "C9" };
  add_unit(plan, "C9", "commune", "district/P1", "", "");
  expect_fine(plan);
  for (uint32_t i = 0; i < 5; ++i) {
    char buffer[RSL_UNIT_REFERENCE];
    uint32_t unit = RSL_NONE;
    rsl_plan_unit_reference(plan, i, buffer);
    assert_string_equal(buffer, wanted[i]);
    assert_int_equal(rsl_plan_find_unit(plan, buffer, strlen(buffer), RSL_NONE, RSL_DATE_NONE, &unit, NULL), RSL_OK);
    assert_int_equal(unit, i);
  }
  rsl_plan_free(plan);
}

static void finding_a_unit_uses_what_the_caller_knows(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_reused_codes();
  uint32_t unit = 0;
  rsl_error error = RSL_ERROR_INIT;
  expect_fine(plan);
  assert_int_equal(rsl_plan_find_unit(plan, "07", 2, RSL_NONE, day_of("2019-12-31"), &unit, NULL), RSL_OK);
  assert_int_equal(unit, 2);
  assert_int_equal(rsl_plan_find_unit(plan, "P1", 2, 1, RSL_DATE_NONE, &unit, NULL), RSL_OK);
  assert_int_equal(unit, 1);
  assert_int_equal(rsl_plan_find_unit(plan, "07", 2, RSL_NONE, day_of("2020-06-30"), &unit, &error), RSL_ERR_DATA);
  assert_int_equal(unit, RSL_NONE);
  assert_string_equal(error.text, "no unit that `07` may mean is valid on 2020-06-30: there is "
                                  "`district/07@2019-12-31`, `district/07@2021-01-01`");
  rsl_plan_free(plan);
}

static void a_reference_is_written_in_one_of_three_ways(void **state) {
  (void)state;
  static const char *const bad[] = {
    "",          "/07",        "district/", "07@2020-01-01", "district/07@2020-13-01", "district/@2020-01-01",
    "nation/07", "province/07"
  };
  rsl_plan *plan = plan_of_reused_codes();
  expect_fine(plan);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
    rsl_error error = RSL_ERROR_INIT;
    uint32_t unit = 0;
    assert_int_equal(rsl_plan_find_unit(plan, bad[i], strlen(bad[i]), RSL_NONE, RSL_DATE_NONE, &unit, &error),
                     RSL_ERR_DATA);
    assert_int_equal(unit, RSL_NONE);
    assert_true(error.text[0] != '\0');
  }
  rsl_plan_free(plan);
}

static void a_level_that_is_mistyped_in_a_reference_is_named(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "C3", "commune", "distrct/D1", "", "");
  expect_problem(plan, "unknown_level", "units[4].parent", "unknown level in `distrct/D1`: did you mean `district`?");
}

static void only_units_of_the_level_that_is_told_are_near(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "C99", "commune", "D1", "", "");
  add_unit(plan, "D98", "district", "P1", "", "");
  add_unit(plan, "X", "commune", "district/C98", "", "");
  expect_problem(plan, "unknown_unit", "units[6].parent", "unknown unit `district/C98`: did you mean `D98`?");
}

/* ---- All at once ---- */

static void every_problem_is_found_in_one_pass(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_problems *problems = NULL;
  rsl_error error = RSL_ERROR_INIT;
  add_unit(plan, "C 3", "huyen", "D9", "2021-01-01", "2020-01-01");
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  assert_int_equal(rsl_plan_finish(plan, problems, &error), RSL_ERR_DATA);
  assert_int_equal(rsl_problems_errors(problems), 4);
  assert_string_equal(error.path, "units[4].code");
  rsl_problems_free(problems);
  rsl_plan_free(plan);
}

static void a_plan_with_mistakes_is_as_before_and_can_be_added_to(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_unit(plan, "C3", "commune", "D2", "", "");
  assert_int_equal(rsl_plan_finish(plan, NULL, NULL), RSL_ERR_DATA);
  assert_false(rsl_plan_is_finished(plan));
  add_unit(plan, "D2", "district", "P1", "", "");
  expect_fine(plan);
  rsl_unit unit = make_unit("C4", "commune", "D1", "", "");
  assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_ERR_ARGUMENT);
  assert_int_equal(rsl_plan_finish(plan, NULL, NULL), RSL_ERR_ARGUMENT);
  rsl_plan_free(plan);
}

static void more_than_a_hundred_levels_are_refused(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  for (int i = 3; i < 101; ++i) {
    char code[32];
    snprintf(code, sizeof code, "level%d", i);
    add_level(plan, code, "");
  }
  expect_problem(plan, "too_many_levels", "levels", "the plan has 101 levels: at most 100 are possible");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_small_plan_is_fine),
    cmocka_unit_test(a_plan_without_levels_and_units_says_so),
    cmocka_unit_test(an_unknown_level_names_the_nearest),
    cmocka_unit_test(an_unknown_level_that_is_near_nothing_lists_what_there_is),
    cmocka_unit_test(a_unit_needs_a_code_and_a_level),
    cmocka_unit_test(a_code_is_of_letters_digits_and_three_signs),
    cmocka_unit_test(a_code_has_at_most_64_characters),
    cmocka_unit_test(a_code_that_is_not_utf8_names_the_encoding_it_seems_to_be),
    cmocka_unit_test(composed_and_decomposed_codes_are_the_same),
    cmocka_unit_test(two_units_of_one_level_and_code_may_only_follow_one_another),
    cmocka_unit_test(one_code_may_stand_at_two_levels),
    cmocka_unit_test(a_unit_ends_after_it_begins),
    cmocka_unit_test(an_unknown_parent_names_the_nearest),
    cmocka_unit_test(a_parent_is_of_a_higher_level),
    cmocka_unit_test(a_cycle_is_told_once_and_instead_of_the_levels),
    cmocka_unit_test(a_unit_that_is_its_own_parent_is_a_cycle),
    cmocka_unit_test(a_parent_lives_as_long_as_its_child_is_under_it),
    cmocka_unit_test(a_unit_may_change_its_parent),
    cmocka_unit_test(two_parents_at_one_time_are_an_overlap),
    cmocka_unit_test(a_time_without_a_parent_is_a_gap),
    cmocka_unit_test(the_parents_last_until_the_unit_ends),
    cmocka_unit_test(both_parent_and_parents_are_too_many),
    cmocka_unit_test(a_reference_that_fits_two_units_lists_them),
    cmocka_unit_test(the_life_that_covers_the_childs_is_the_parent),
    cmocka_unit_test(a_child_across_two_lives_has_no_parent_in_either),
    cmocka_unit_test(of_many_units_that_fit_the_first_are_listed),
    cmocka_unit_test(a_level_that_the_caller_knows_must_be_the_references),
    cmocka_unit_test(a_part_of_a_life_that_ends_before_it_begins_is_told_alone),
    cmocka_unit_test(a_long_cycle_is_cut),
    cmocka_unit_test(a_changed_parent_of_no_higher_level_is_told_at_its_item),
    cmocka_unit_test(the_shortest_reference_reads_back),
    cmocka_unit_test(finding_a_unit_uses_what_the_caller_knows),
    cmocka_unit_test(a_reference_is_written_in_one_of_three_ways),
    cmocka_unit_test(a_level_that_is_mistyped_in_a_reference_is_named),
    cmocka_unit_test(only_units_of_the_level_that_is_told_are_near),
    cmocka_unit_test(every_problem_is_found_in_one_pass),
    cmocka_unit_test(a_plan_with_mistakes_is_as_before_and_can_be_added_to),
    cmocka_unit_test(more_than_a_hundred_levels_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
