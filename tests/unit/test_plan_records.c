/* A plan's records: copied, read back, freed; where problems are placed; memory that runs out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "plan/finish.h"
#include "plan/problems.h"
#include "support/failing_allocator.h"
#include "support/plan_maker.h"

static void records_are_copies(void **state) {
  (void)state;
  rsl_plan *plan = NULL;
  char code[] = "95";
  char parent[] = "P";
  rsl_unit_parent parents[] = { { parent, 1, 2 } };
  rsl_extra extra = { "x-type", "\"tỉnh\"" };
  rsl_unit unit;
  rsl_unit_init(&unit);
  unit.code = code;
  unit.name = "Tỉnh Bạc Liêu";
  unit.parents = parents;
  unit.parent_count = 1;
  unit.extras = (rsl_extras){ &extra, 1 };
  assert_int_equal(rsl_plan_new(NULL, &plan), RSL_OK);
  assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
  code[0] = parent[0] = 'X';
  parents[0].from = 7;
  extra.name = "x-other";
  const rsl_unit *copy = rsl_plan_unit(plan, 0);
  assert_string_equal(copy->code, "95");
  assert_string_equal(copy->name, "Tỉnh Bạc Liêu");
  assert_string_equal(copy->parents[0].parent, "P");
  assert_int_equal(copy->parents[0].from, 1);
  assert_string_equal(copy->extras.items[0].name, "x-type");
  assert_string_equal(copy->extras.items[0].json, "\"tỉnh\"");
  assert_null(copy->level);
  rsl_plan_free(plan);
}

static void absent_names_are_empty_and_absent_references_null(void **state) {
  (void)state;
  rsl_plan *plan = NULL;
  rsl_target target;
  rsl_level level = { .code = "" };
  rsl_target_init(&target);
  target.goal = "";
  assert_int_equal(rsl_plan_new(NULL, &plan), RSL_OK);
  assert_int_equal(rsl_plan_add_target(plan, &target), RSL_OK);
  assert_int_equal(rsl_plan_add_level(plan, &level), RSL_OK);
  assert_null(rsl_plan_target(plan, 0)->goal);
  assert_null(rsl_plan_target(plan, 0)->wording);
  assert_null(rsl_plan_level(plan, 0)->code);
  assert_string_equal(rsl_plan_level(plan, 0)->name, "");
  assert_string_equal(rsl_plan_name(plan), "");
  assert_int_equal(rsl_plan_extras(plan)->count, 0);
  rsl_plan_free(plan);
}

static void a_plan_has_a_name_and_members_of_others(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  const rsl_extra extra = { "x-note", "1" };
  const rsl_extras extras = { &extra, 1 };
  assert_int_equal(rsl_plan_set_name(plan, "Kế hoạch"), RSL_OK);
  assert_int_equal(rsl_plan_set_extras(plan, &extras), RSL_OK);
  expect_fine(plan);
  assert_string_equal(rsl_plan_name(plan), "Kế hoạch");
  assert_string_equal(rsl_plan_extras(plan)->items[0].json, "1");
  assert_int_equal(rsl_plan_set_name(plan, "x"), RSL_ERR_ARGUMENT);
  rsl_plan_free(plan);
}

static void a_member_of_others_starts_with_x(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  const rsl_extra extra = { "note", "1" };
  rsl_level level = { .code = "hamlet", .extras = { &extra, 1 } };
  assert_int_equal(rsl_plan_add_level(plan, &level), RSL_OK);
  expect_problem(plan, "bad_extra", "levels[3]", "extra member `note`: its name starts with `x-` and it has a value");
}

static void past_the_end_there_is_nothing(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  assert_int_equal(rsl_plan_unit_count(plan), 4);
  assert_null(rsl_plan_unit(plan, 4));
  assert_null(rsl_plan_level(plan, RSL_NONE));
  assert_null(rsl_plan_composition(plan, 0));
  assert_int_equal(rsl_plan_unit_count(NULL), 0);
  assert_int_equal(rsl_plan_find_indicator(plan, "POP", 3), RSL_NONE);
  assert_int_equal(rsl_plan_unit_level(plan, 0), RSL_NONE);
  expect_fine(plan);
  assert_int_equal(rsl_plan_find_indicator(plan, "POP", 3), 0);
  assert_int_equal(rsl_plan_find_indicator(plan, "POPX", 3), 0);
  assert_int_equal(rsl_plan_find_indicator(plan, "PO", 2), RSL_NONE);
  assert_int_equal(rsl_plan_find_level(plan, "district", 8), 1);
  assert_int_equal(rsl_plan_find_field(plan, "culture", 7), 1);
  assert_int_equal(rsl_plan_find_resolution(plan, "R1", 2), 0);
  assert_int_equal(rsl_plan_unit_level(plan, 9), RSL_NONE);
  assert_int_equal(rsl_plan_target_links(plan, 0).unit, RSL_NONE);
  rsl_plan_free(plan);
  rsl_plan_free(NULL);
}

static void a_code_of_each_list_stands_once(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_field field = { .code = "economy" };
  assert_int_equal(rsl_plan_add_field(plan, &field), RSL_OK);
  expect_problem(plan, "duplicate_field", "fields[2].code",
                 "code `economy` is that of fields[0] already: give each its own");
  plan = small_plan();
  add_level(plan, "commune", "");
  expect_problem(plan, "duplicate_level", "levels[3].code",
                 "code `commune` is that of levels[2] already: give each its own");
  plan = small_plan();
  add_resolution(plan, "R1", "2021", "2025", "", NULL);
  expect_problem(plan, "duplicate_resolution", "resolutions[1].code",
                 "code `R1` is that of resolutions[0] already: give each its own");
}

/* ---- Words ---- */

static void words_are_those_of_the_files(void **state) {
  (void)state;
  assert_string_equal(rsl_form_name(RSL_FORM_AT_LEAST), "at_least");
  assert_string_equal(rsl_form_name(RSL_FORM_EACH_YEAR), "each_year");
  assert_string_equal(rsl_form_name(RSL_FORM_MULTIPLE_OF_BASELINE), "multiple_of_baseline");
  assert_null(rsl_form_name(RSL_FORM_NONE));
  assert_null(rsl_form_name(RSL_FORM_END));
  assert_string_equal(rsl_rule_name(RSL_RULE_WEIGHTED_MEAN), "weighted_mean");
  assert_string_equal(rsl_rule_name(RSL_RULE_FORMULA), "formula");
  assert_null(rsl_rule_name(RSL_RULE_END));
  assert_string_equal(rsl_time_rule_name(RSL_TIME_FIRST), "first");
  assert_null(rsl_time_rule_name(RSL_TIME_END));
  assert_string_equal(rsl_direction_name(RSL_DIRECTION_DECREASE), "decrease");
  assert_null(rsl_direction_name((rsl_direction)3));
}

/* ---- Places ---- */

typedef struct asked {
  rsl__record_kind kind;
  uint32_t record;
  char member[64];
} asked;

static void find_place(void *context, rsl__record_kind kind, uint32_t record, const char *member, rsl__place *place) {
  asked *into = context;
  into->kind = kind;
  into->record = record;
  snprintf(into->member, sizeof into->member, "%s", member);
  place->file = "plan.json";
  place->line = 12;
  place->column = 7;
}

static void problems_are_placed_by_who_read_the_records(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_problems *problems = NULL;
  rsl_error error = RSL_ERROR_INIT;
  asked context;
  rsl__locate locate = { find_place, &context };
  rsl_indicator indicator = make_indicator("X", RSL_RULE_RATIO, RSL_DIRECTION_NONE);
  char line[256];
  indicator.rollup.numerator = "POPP";
  indicator.rollup.denominator = "HH";
  add_indicator(plan, &indicator);
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  assert_int_equal(rsl__plan_finish_located(plan, problems, &locate, &error), RSL_ERR_DATA);
  assert_int_equal(context.kind, RSL__RECORD_INDICATOR);
  assert_int_equal(context.record, 6);
  assert_string_equal(context.member, "rollup.numerator");
  rsl_problem_format(rsl_problems_at(problems, 0), line, sizeof line);
  assert_string_equal(line, "plan.json:12:7: error: unknown indicator `POPP`: did you mean `POP`? "
                            "(indicators[6].rollup.numerator)");
  rsl_error_format(&error, line, sizeof line);
  assert_string_equal(line, "plan.json:12:7: error: unknown indicator `POPP`: did you mean `POP`? "
                            "(indicators[6].rollup.numerator)");
  rsl_problems_free(problems);
  rsl_plan_free(plan);
}

static void codes_of_problems_are_snake_case_and_all_different(void **state) {
  (void)state;
  for (unsigned i = 0; i < RSL__PLAN_PROBLEM_END; ++i) {
    const char *code = rsl__plan_problem_code((rsl__plan_problem)i);
    assert_true(strspn(code, "abcdefghijklmnopqrstuvwxyz_8") == strlen(code));
    for (unsigned other = 0; other < i; ++other)
      assert_string_not_equal(code, rsl__plan_problem_code((rsl__plan_problem)other));
  }
}

/* ---- Values that no file could hold, and a program could ---- */

static void empty_records_have_open_dates(void **state) {
  (void)state;
  rsl_unit_parent parent;
  rsl_measured_at measured_at;
  rsl_not_applicable not_applicable;
  rsl_unit_parent_init(&parent);
  rsl_measured_at_init(&measured_at);
  rsl_not_applicable_init(&not_applicable);
  assert_null(parent.parent);
  assert_int_equal(parent.from, RSL_DATE_NONE);
  assert_int_equal(parent.to, RSL_DATE_NONE);
  assert_int_equal(measured_at.from, RSL_DATE_NONE);
  assert_int_equal(not_applicable.to, RSL_DATE_NONE);
}

static void what_is_no_choice_is_refused(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_indicator indicator = make_indicator("X", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  indicator.direction = (rsl_direction)3;
  add_indicator(plan, &indicator);
  expect_problem(plan, "bad_value", "indicators[6].direction", "`direction` is 3: it is less than 3");
  plan = small_plan();
  indicator = make_indicator("X", RSL_RULE_END, RSL_DIRECTION_NONE);
  add_indicator(plan, &indicator);
  expect_problem(plan, "bad_value", "indicators[6].rollup.rule", "`rule` is 16: it is less than 16");
}

static void what_is_no_period_is_refused(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "1");
  target.by = (rsl_period){ RSL_PERIOD_YEAR, 3000 };
  add_target(plan, &target);
  expect_problem(plan, "bad_value", "targets[0].by", "`by` is no period of the years 1900 to 2999");
  plan = small_plan();
  target.by = (rsl_period){ RSL_PERIOD_TYPE_END, 0 };
  add_target(plan, &target);
  expect_problem(plan, "bad_value", "targets[0].by", "`by` is no period of the years 1900 to 2999");
}

static void what_is_no_decimal_is_refused(void **state) {
  (void)state;
  static const rsl_decimal wrong[] = { { INT64_C(1000000000000000000), 0 }, { 1, 19 }, { 1, -1 }, { INT64_MIN, 0 } };
  for (size_t i = 0; i < 4; ++i) {
    rsl_plan *plan = small_plan();
    rsl_target target = make_target(RSL_FORM_AT_LEAST, "");
    target.condition.value = wrong[i];
    add_target(plan, &target);
    expect_problem(plan, "bad_value", "targets[0].at_least", "`at_least` is no decimal of at most 18 digits");
  }
}

/* ---- Memory that runs out ---- */

static bool add_the_rest(rsl_plan *plan) {
  const rsl_unit_parent parents[] = { { "D1", RSL_DATE_NONE, day_of("2022-01-01") },
                                      { "D2", day_of("2022-01-01"), RSL_DATE_NONE } };
  const rsl_milestone milestones[] = { { period_of("2023"), { 5, 0 } } };
  const char *const parts[] = { "POP", "HH" };
  const rsl_composition composition = { .code = "W", .indicators = parts, .indicator_count = 2 };
  rsl_indicator formula = make_indicator("F", RSL_RULE_FORMULA, RSL_DIRECTION_INCREASE);
  rsl_unit moved = make_unit("Xa\xcc\x83", "commune", NULL, "", "");
  rsl_unit district = make_unit("D2", "district", "P1", "", "");
  rsl_unit ended = make_unit("C8", "commune", "D1", "", "2025-07-01");
  rsl_unit begun = make_unit("C9", "commune", "D1", "2025-07-01", "");
  rsl_succession succession = make_succession("C8", "C9", "2025-07-01", "1/1");
  rsl_target target = make_target(RSL_FORM_AT_LEAST, "10");
  moved.parents = parents;
  moved.parent_count = 2;
  formula.rollup.expression = "if(POP > 0, HH / POP, 0)";
  target.milestones = milestones;
  target.milestone_count = 1;
  return rsl_plan_add_unit(plan, &district) == RSL_OK && rsl_plan_add_unit(plan, &moved) == RSL_OK &&
         rsl_plan_add_unit(plan, &ended) == RSL_OK && rsl_plan_add_unit(plan, &begun) == RSL_OK &&
         rsl_plan_add_indicator(plan, &formula) == RSL_OK && rsl_plan_add_target(plan, &target) == RSL_OK &&
         rsl_plan_add_composition(plan, &composition) == RSL_OK &&
         rsl_plan_add_succession(plan, &succession) == RSL_OK && rsl_plan_set_name(plan, "Kế hoạch") == RSL_OK;
}

static bool make_a_plan_and_its_structure(const rsl_allocator *allocator, void *context) {
  (void)context;
  rsl_plan *plan = NULL;
  rsl_structure *structure = NULL;
  rsl_error error = RSL_ERROR_INIT;
  bool done = rsl_plan_new(allocator, &plan) == RSL_OK && fill_small_plan(plan) && add_the_rest(plan);
  if (done) {
    rsl_status status = rsl_plan_finish(plan, NULL, &error);
    assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
    assert_int_equal(rsl_plan_is_finished(plan), status == RSL_OK);
    assert_int_equal(error.status, status);
    done = status == RSL_OK;
  }
  if (done) done = rsl_structure_new(plan, day_of("2024-01-01"), allocator, &structure) == RSL_OK;
  assert_int_equal(structure != NULL, done);
  rsl_structure_free(structure);
  rsl_plan_free(plan);
  return done;
}

static void memory_that_runs_out_is_said_and_nothing_is_lost(void **state) {
  (void)state;
  assert_true(sweep_allocations(make_a_plan_and_its_structure, NULL) > 50);
}

static bool find_what_is_wrong(const rsl_allocator *allocator, void *context) {
  (void)context;
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  bool done = rsl_plan_new(allocator, &plan) == RSL_OK && fill_small_plan(plan);
  rsl_unit first = make_unit("D2", "district", "D3", "", "");
  rsl_unit second = make_unit("D3", "district", "D2", "", "");
  done = done && rsl_plan_add_unit(plan, &first) == RSL_OK && rsl_plan_add_unit(plan, &second) == RSL_OK;
  if (done) {
    rsl_status status = rsl_plan_finish(plan, NULL, &error);
    assert_true(status == RSL_ERR_DATA || status == RSL_ERR_MEMORY);
    done = status == RSL_ERR_DATA;
  }
  rsl_plan_free(plan);
  return done;
}

static void memory_that_runs_out_is_told_before_mistakes(void **state) {
  (void)state;
  assert_true(sweep_allocations(find_what_is_wrong, NULL) > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(records_are_copies),
    cmocka_unit_test(absent_names_are_empty_and_absent_references_null),
    cmocka_unit_test(a_plan_has_a_name_and_members_of_others),
    cmocka_unit_test(a_member_of_others_starts_with_x),
    cmocka_unit_test(past_the_end_there_is_nothing),
    cmocka_unit_test(a_code_of_each_list_stands_once),
    cmocka_unit_test(words_are_those_of_the_files),
    cmocka_unit_test(problems_are_placed_by_who_read_the_records),
    cmocka_unit_test(codes_of_problems_are_snake_case_and_all_different),
    cmocka_unit_test(empty_records_have_open_dates),
    cmocka_unit_test(what_is_no_choice_is_refused),
    cmocka_unit_test(what_is_no_period_is_refused),
    cmocka_unit_test(what_is_no_decimal_is_refused),
    cmocka_unit_test(memory_that_runs_out_is_said_and_nothing_is_lost),
    cmocka_unit_test(memory_that_runs_out_is_told_before_mistakes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
