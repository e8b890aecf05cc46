/* `severity,where,code,message` (programs.md). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <resolution/io.h>

#include "support/sinks.h"

static rsl_text_format format;

static rsl_status write_them(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  rsl_result_options options = RSL_RESULT_OPTIONS_INIT;
  options.format = format;
  return rsl_write_problems(what, &options, allocator, sink, error);
}

/* One of a plan's text, one of a table, one of a plan built by hand. */
static rsl_problems *three_problems(void) {
  static const rsl_problem given[] = {
    { RSL_SEVERITY_ERROR, "unknown_level", "plan.json", 7, 51, "units[3].level",
      "unknown level `huyen`: did you mean `district`?" },
    { RSL_SEVERITY_WARNING, "own_below_children", "m.csv", 12, 0, "",
      "POP of 95 in 2020 is 9, its communes have \"10\"" },
    { RSL_SEVERITY_ERROR, "unknown_unit", "", 0, 0, "targets[0].unit", "unknown unit `96`" },
  };
  rsl_problems *problems = NULL;
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  for (size_t i = 0; i < 3; i++) rsl_problems_add(problems, &given[i]);
  return problems;
}

static void a_problem_is_a_row_with_its_place(void **state) {
  (void)state;
  rsl_problems *problems = three_problems();
  format = RSL_FORMAT_CSV;
  expect_text(write_them, problems,
              "severity,where,code,message\n"
              "error,plan.json:7:51,unknown_level,unknown level `huyen`: did you mean `district`? (units[3].level)\n"
              "warning,m.csv:12,own_below_children,\"POP of 95 in 2020 is 9, its communes have \"\"10\"\"\"\n"
              "error,targets[0].unit,unknown_unit,unknown unit `96`\n");
  rsl_problems_free(problems);
}

static void problems_are_objects_in_json(void **state) {
  (void)state;
  rsl_problems *problems = NULL;
  const rsl_problem problem = { RSL_SEVERITY_ERROR, "cycle", "p.json", 2, 0, "", "unit A is its own ancestor" };
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  format = RSL_FORMAT_JSONL;
  expect_text(write_them, problems, "");
  rsl_problems_add(problems, &problem);
  expect_text(
      write_them, problems,
      "{\"severity\":\"error\",\"where\":\"p.json:2\",\"code\":\"cycle\",\"message\":\"unit A is its own ancestor\"}\n");
  rsl_problems_free(problems);
}

static void without_problems_there_is_the_head_alone(void **state) {
  (void)state;
  rsl_problems *problems = NULL;
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  format = RSL_FORMAT_CSV;
  expect_text(write_them, problems, "severity,where,code,message\n");
  rsl_problems_free(problems);
}

static void failures_are_told(void **state) {
  (void)state;
  rsl_problems *problems = three_problems();
  format = RSL_FORMAT_JSON;
  expect_failures_are_told(write_them, problems);
  rsl_problems_free(problems);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_problem_is_a_row_with_its_place),
    cmocka_unit_test(problems_are_objects_in_json),
    cmocka_unit_test(without_problems_there_is_the_head_alone),
    cmocka_unit_test(failures_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
