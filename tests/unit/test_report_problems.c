/* What is wrong with an input, for people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <resolution/report.h>

#include "support/sinks.h"

static rsl_table_options options = RSL_TABLE_OPTIONS_INIT;

static rsl_status write_them(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_table_problems(what, &options, allocator, sink, error);
}

static rsl_problems *two_problems(size_t keep) {
  static const rsl_problem given[] = {
    { RSL_SEVERITY_ERROR, "unknown_level", "plan.json", 7, 51, "units[3].level",
      "unknown level `huyen`: did you mean `district`?" },
    { RSL_SEVERITY_WARNING, "own_below_children", "m.csv", 1204, 0, "",
      "POP of 95 in 2020 is 9, its communes have 10" },
  };
  rsl_problems *problems = NULL;
  assert_int_equal(rsl_problems_new(NULL, keep, &problems), RSL_OK);
  for (size_t i = 0; i < 2; i++) rsl_problems_add(problems, &given[i]);
  return problems;
}

static void a_message_stands_in_full_below_its_place(void **state) {
  (void)state;
  rsl_problems *problems = two_problems(0);
  options = (rsl_table_options)RSL_TABLE_OPTIONS_INIT;
  options.width = 60;
  expect_text(write_them, problems,
              "Severity  Where           Code\n"
              "────────  ──────────────  ──────────────────\n"
              "error     plan.json:7:51  unknown_level\n"
              "    unknown level `huyen`: did you mean `district`?\n"
              "    (units[3].level)\n"
              "warning   m.csv:1204      own_below_children\n"
              "    POP of 95 in 2020 is 9, its communes have 10\n"
              "\n"
              "1 error, 1 warning\n");
  rsl_problems_free(problems);
}

static void the_words_are_of_the_language_that_was_asked(void **state) {
  (void)state;
  rsl_problems *problems = two_problems(1);
  options = (rsl_table_options)RSL_TABLE_OPTIONS_INIT;
  options.language = RSL_LANGUAGE_VIETNAMESE;
  expect_text(write_them, problems,
              "Mức độ  Vị trí          Mã\n"
              "──────  ──────────────  ─────────────\n"
              "lỗi     plan.json:7:51  unknown_level\n"
              "    unknown level `huyen`: did you mean `district`? (units[3].level)\n"
              "\n"
              "1 lỗi, 1 cảnh báo; chỉ hiện vấn đề đầu tiên\n");
  rsl_problems_free(problems);
}

static void nothing_wrong_is_said(void **state) {
  (void)state;
  rsl_problems *problems = NULL;
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  options = (rsl_table_options)RSL_TABLE_OPTIONS_INIT;
  expect_text(write_them, problems, "No problems were found.\n");
  rsl_problems_free(problems);
}

static void failures_are_told(void **state) {
  (void)state;
  rsl_problems *problems = two_problems(0);
  options = (rsl_table_options)RSL_TABLE_OPTIONS_INIT;
  expect_failures_are_told(write_them, problems);
  rsl_problems_free(problems);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_message_stands_in_full_below_its_place),
    cmocka_unit_test(the_words_are_of_the_language_that_was_asked),
    cmocka_unit_test(nothing_wrong_is_said),
    cmocka_unit_test(failures_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
