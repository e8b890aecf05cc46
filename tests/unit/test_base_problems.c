/* Lists of problems (base.h, "Problems"). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "support/failing_allocator.h"

static rsl_problems *new_problems(size_t keep) {
  rsl_problems *problems = NULL;
  assert_int_equal(rsl_problems_new(NULL, keep, &problems), RSL_OK);
  return problems;
}

static void add(rsl_problems *problems, const char *file, size_t line, size_t column, const char *path,
                const char *code) {
  rsl_problem problem = { RSL_SEVERITY_ERROR, code, file, line, column, path, "" };
  rsl_problems_add(problems, &problem);
}

static void a_problem_is_kept_with_its_place_and_message(void **state) {
  (void)state;
  rsl_problems *problems = new_problems(0);
  rsl__place place = { "plan.json", 3, 9, "units[2].level" };
  rsl__problem(problems, RSL_SEVERITY_ERROR, "unknown_level", &place, "unknown level '%s': did you mean '%s'?", "huyen",
               "district");
  const rsl_problem *problem = rsl_problems_at(problems, 0);
  assert_int_equal(problem->severity, RSL_SEVERITY_ERROR);
  assert_string_equal(problem->code, "unknown_level");
  char text[200];
  rsl_problem_format(problem, text, sizeof text);
  assert_string_equal(text, "plan.json:3:9: error: unknown level 'huyen': did you mean 'district'? (units[2].level)");
  rsl_problems_free(problems);
}

static void texts_are_copied(void **state) {
  (void)state;
  rsl_problems *problems = new_problems(0);
  char file[] = "a.csv", code[] = "bad", path[] = "x", message[] = "m";
  rsl_problem problem = { RSL_SEVERITY_WARNING, code, file, 1, 1, path, message };
  rsl_problems_add(problems, &problem);
  file[0] = code[0] = path[0] = message[0] = '#';
  const rsl_problem *kept = rsl_problems_at(problems, 0);
  assert_string_equal(kept->file, "a.csv");
  assert_string_equal(kept->code, "bad");
  assert_string_equal(kept->path, "x");
  assert_string_equal(kept->message, "m");
  char text[50];
  rsl_problem_format(kept, text, sizeof text);
  assert_string_equal(text, "a.csv:1:1: warning: m (x)");
  rsl_problems_free(problems);
}

static void a_problem_without_place_has_empty_texts(void **state) {
  (void)state;
  rsl_problems *problems = new_problems(0);
  rsl__problem(problems, RSL_SEVERITY_ERROR, "cycle", NULL, "units '%s' and '%s' contain each other", "A", "B");
  const rsl_problem *problem = rsl_problems_at(problems, 0);
  assert_string_equal(problem->file, "");
  assert_string_equal(problem->path, "");
  assert_int_equal(problem->line, 0);
  char text[100];
  rsl_problem_format(problem, text, sizeof text);
  assert_string_equal(text, "error: units 'A' and 'B' contain each other");
  rsl_problems_free(problems);
  rsl_problems_free(NULL);
  rsl__problem(NULL, RSL_SEVERITY_ERROR, "cycle", NULL, "nobody wants to know");
}

static void past_the_bound_problems_are_only_counted(void **state) {
  (void)state;
  rsl_problems *problems = new_problems(3);
  for (size_t i = 0; i < 10; i++) {
    rsl_severity severity = i % 5 == 0 ? RSL_SEVERITY_WARNING : RSL_SEVERITY_ERROR; /* 0 and 5: two warnings */
    rsl__problem(problems, severity, "code", NULL, "%zu", i);
  }
  assert_int_equal(rsl_problems_kept(problems), 3);
  assert_int_equal(rsl_problems_errors(problems), 8);
  assert_int_equal(rsl_problems_warnings(problems), 2);
  assert_string_equal(rsl_problems_at(problems, 2)->message, "2");
  assert_null(rsl_problems_at(problems, 3));
  rsl_problems_free(problems);
}

static void unless_told_otherwise_ten_thousand_are_kept(void **state) {
  (void)state;
  rsl_problems *problems = new_problems(0);
  for (size_t i = 0; i < 10001; i++) add(problems, "f", i, 0, "", "code");
  assert_int_equal(rsl_problems_kept(problems), 10000);
  assert_int_equal(rsl_problems_errors(problems), 10001);
  rsl_problems_free(problems);
}

static void sorting_goes_by_file_as_met_line_column_path_and_code(void **state) {
  (void)state;
  static const rsl_problem wanted[] = {
    { RSL_SEVERITY_ERROR, "z", "z.json", 0, 0, "units", "" },
    { RSL_SEVERITY_ERROR, "z", "z.json", 2, 1, "", "" },
    { RSL_SEVERITY_ERROR, "z", "z.json", 10, 1, "", "" },
    { RSL_SEVERITY_ERROR, "z", "z.json", 10, 7, "a[9].b", "" },
    { RSL_SEVERITY_ERROR, "z", "z.json", 10, 7, "a[10]", "" },
    { RSL_SEVERITY_ERROR, "a", "z.json", 10, 7, "a[10].b", "" },
    { RSL_SEVERITY_ERROR, "b", "z.json", 10, 7, "a[10].b", "" },
    { RSL_SEVERITY_ERROR, "a", "a.csv", 1, 1, "", "" },
  };
  static const size_t met[] = { 3, 7, 6, 0, 5, 2, 4, 1 }; /* z.json is met first */
  rsl_problems *problems = new_problems(0);
  for (size_t i = 0; i < 8; i++) rsl_problems_add(problems, &wanted[met[i]]);
  rsl_problems_sort(problems);
  for (size_t i = 0; i < 8; i++) {
    const rsl_problem *problem = rsl_problems_at(problems, i);
    assert_string_equal(problem->file, wanted[i].file);
    assert_int_equal(problem->line, wanted[i].line);
    assert_int_equal(problem->column, wanted[i].column);
    assert_string_equal(problem->path, wanted[i].path);
    assert_string_equal(problem->code, wanted[i].code);
  }
  rsl_problems_free(problems);
}

/* Lines come in the order of a permutation of 0 … 9972 (9973 is prime, so that 4567 × i goes through all); each twice,
 * the second marked by its message. */
static void sorting_is_stable(void **state) {
  (void)state;
  rsl_problems *problems = new_problems(20000);
  for (size_t i = 0; i < 2 * 9973; i++) {
    rsl__place place = { "f", i * 4567 % 9973, 0, NULL };
    rsl__problem(problems, RSL_SEVERITY_ERROR, "code", &place, "%s", i < 9973 ? "first" : "second");
  }
  rsl_problems_sort(problems);
  for (size_t i = 0; i < 2 * 9973; i++) {
    assert_int_equal(rsl_problems_at(problems, i)->line, i / 2);
    assert_string_equal(rsl_problems_at(problems, i)->message, i % 2 == 0 ? "first" : "second");
  }
  rsl_problems_free(problems);
}

static void an_empty_list_sorts(void **state) {
  (void)state;
  rsl_problems *problems = new_problems(0);
  rsl_problems_sort(problems);
  add(problems, "f", 1, 1, "", "code");
  rsl_problems_sort(problems);
  assert_int_equal(rsl_problems_kept(problems), 1);
  rsl_problems_free(problems);
}

/* Every problem is counted though its text found no memory, and the list can be read and sorted. */
static bool collect(const rsl_allocator *allocator, void *context) {
  (void)context;
  rsl_problems *problems = NULL;
  if (rsl_problems_new(allocator, 0, &problems) != RSL_OK) {
    assert_null(problems);
    return false;
  }
  for (size_t i = 0; i < 60; i++) {
    rsl__place place = { i % 2 == 0 ? "a.csv" : "b.csv", 60 - i, 1, "value" };
    rsl__problem(problems, RSL_SEVERITY_ERROR, "bad_value", &place, "'%zu' is no figure, but a text of some length", i);
  }
  assert_int_equal(rsl_problems_errors(problems), 60);
  rsl_problems_sort(problems);
  bool all = rsl_problems_kept(problems) == 60;
  for (size_t i = 0; i < rsl_problems_kept(problems); i++) {
    assert_true(strlen(rsl_problems_at(problems, i)->message) > 20);
  }
  rsl_problems_free(problems);
  return all;
}

static void problems_are_counted_when_memory_runs_out(void **state) {
  (void)state;
  assert_true(sweep_allocations(collect, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_problem_is_kept_with_its_place_and_message),
    cmocka_unit_test(texts_are_copied),
    cmocka_unit_test(a_problem_without_place_has_empty_texts),
    cmocka_unit_test(past_the_bound_problems_are_only_counted),
    cmocka_unit_test(unless_told_otherwise_ten_thousand_are_kept),
    cmocka_unit_test(sorting_goes_by_file_as_met_line_column_path_and_code),
    cmocka_unit_test(sorting_is_stable),
    cmocka_unit_test(an_empty_list_sorts),
    cmocka_unit_test(problems_are_counted_when_memory_runs_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
