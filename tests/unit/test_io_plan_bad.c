/* Each kind of bad plan, with the exact messages wanted (issue "Bad input"; formats.md, "Plan"). A case is a folder of
 * tests/data/plan/: in.json with its tables, and want.txt written by hand: a line `code message` for each problem in
 * the order of the files, then `status: …`, and `first: …` where the error is no problem of a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>

#include "base/text_buffer.h"

#define CASES "tests/data/plan/"

static const char *const cases[] = {
  "a-list",
  "bad-dates-and-periods",
  "bad-numbers",
  "bare-nan",
  "cycle",
  "duplicate-members",
  "empty-file",
  "engine-members",
  "figure-with-a-comma",
  "forms",
  "later-version",
  "lists-of-wrong-types",
  "lone-surrogate",
  "misplaced-own-members",
  "missing-members",
  "no-lists",
  "no-version",
  "not-utf8",
  "nul-byte",
  "nul-escape",
  "other-json",
  "ratio-without-denominator",
  "ratings",
  "records-that-are-none",
  "review-members",
  "table-absent",
  "table-cells",
  "table-heads",
  "table-names",
  "table-rows",
  "target-members",
  "target-parts",
  "tcvn3",
  "text-cut-short",
  "too-deep",
  "two-parents",
  "unknown-members",
  "unknown-references",
  "unknown-words",
  "wrong-types",
};

static void read_want(const char *name, char *want, size_t size) {
  char path[300];
  snprintf(path, sizeof path, CASES "%s/want.txt", name);
  FILE *file = fopen(path, "rb");
  if (file == NULL) fail_msg("%s cannot be opened", path);
  size_t length = fread(want, 1, size - 1, file);
  want[length] = '\0';
  fclose(file);
}

/* Messages name the files as they were opened: the folder of the case is cut off. */
static void append_without_folder(rsl__text_buffer *out, const char *name, const char *message) {
  char folder[300];
  int length = snprintf(folder, sizeof folder, CASES "%s/", name);
  bool inside = strncmp(message, folder, (size_t)length) == 0;
  rsl__text_buffer_format(out, "%s\n", inside ? message + length : message);
}

static void read_case(const char *name, rsl__text_buffer *got) {
  char path[300];
  char line[1500];
  rsl_problems *problems = NULL;
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  snprintf(path, sizeof path, CASES "%s/in.json", name);
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  rsl_status status = rsl_plan_read_file(path, NULL, NULL, problems, &plan, &error);
  assert_int_equal(error.status, status);
  assert_true((plan == NULL) == (status != RSL_OK));
  rsl_problems_sort(problems);
  for (size_t i = 0; i < rsl_problems_kept(problems); i++) {
    const rsl_problem *problem = rsl_problems_at(problems, i);
    rsl__text_buffer_format(got, "%s ", problem->code);
    rsl_problem_format(problem, line, sizeof line);
    append_without_folder(got, name, line);
  }
  rsl__text_buffer_format(got, "status: %s\n", rsl_status_name(status));
  if (rsl_problems_kept(problems) == 0) {
    rsl__text_buffer_text(got, "first: ");
    rsl_error_format(&error, line, sizeof line);
    append_without_folder(got, name, line);
  }
  /* Without a list of problems the verdict is the same. */
  rsl_error alone = RSL_ERROR_INIT;
  assert_int_equal(rsl_plan_read_file(path, NULL, NULL, NULL, &plan, &alone), status);
  assert_string_equal(alone.text, error.text);
  rsl_plan_free(plan);
  rsl_problems_free(problems);
}

static void a_bad_plan_gives_the_messages_that_are_wanted(void **state) {
  char want[16384];
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    rsl__text_buffer got;
    rsl__text_buffer_init(&got, NULL);
    read_want(cases[i], want, sizeof want);
    read_case(cases[i], &got);
    if (strcmp(want, rsl__text_buffer_string(&got)) != 0) {
      fprintf(stderr, "%s: wanted\n%sgot\n%s", cases[i], want, rsl__text_buffer_string(&got));
      wrong++;
    }
    rsl__text_buffer_free(&got);
  }
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test(a_bad_plan_gives_the_messages_that_are_wanted) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
