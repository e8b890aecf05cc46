#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>
#include <resolution/report.h>

#include "base/text_buffer.h"
#include "support/memory_text.h"

/* Figures that are no plain numbers, from their file to the results: qualified ones, grades, nil reports. */

static const char plan_text[] =
    "{\"format\": \"resolution-plan\", \"version\": 1,"
    " \"levels\": [{\"code\": \"district\"}, {\"code\": \"commune\"}],"
    " \"units\": [{\"code\": \"D\", \"name\": \"D\", \"level\": \"district\"},"
    "  {\"code\": \"A\", \"name\": \"A\", \"level\": \"commune\", \"parent\": \"D\"},"
    "  {\"code\": \"B\", \"name\": \"B\", \"level\": \"commune\", \"parent\": \"D\"},"
    "  {\"code\": \"C\", \"name\": \"C\", \"level\": \"commune\", \"parent\": \"D\"}],"
    " \"indicators\": ["
    "  {\"code\": \"X\", \"name\": \"X\", \"frequency\": \"year\", \"measured_at\": [\"commune\"], \"rollup\": \"sum\", \"nil\": true},"
    "  {\"code\": \"W\", \"name\": \"W\", \"frequency\": \"year\", \"measured_at\": [\"commune\"], \"rollup\": \"worst\","
    "   \"grades\": [\"bad\", \"fair\", \"good\"]},"
    "  {\"code\": \"G\", \"name\": \"G\", \"frequency\": \"year\", \"measured_at\": [\"commune\"], \"rollup\": \"grade_count\","
    "   \"grades\": [\"bad\", \"fair\", \"good\"]}]}";

typedef struct reading {
  rsl_plan *plan;
  rsl_cube *cube;
  rsl_problems *problems;
  rsl_error error;
} reading;

static rsl_status read_rows(reading *r, const char *rows) {
  memory_text memory;
  char text[512];
  rsl_cube_builder *builder = NULL;
  *r = (reading){ .error = RSL_ERROR_INIT };
  rsl_source source = memory_source(&memory, "plan.json", plan_text, strlen(plan_text));
  assert_int_equal(rsl_plan_read(&source, NULL, NULL, NULL, &r->plan, &r->error), RSL_OK);
  (void)snprintf(text, sizeof text, "unit,indicator,period,value\n%s", rows);
  if (rows[0] == '{') (void)snprintf(text, sizeof text, "%s", rows);
  source = memory_source(&memory, rows[0] == '{' ? "m.jsonl" : "m.csv", text, strlen(text));
  assert_int_equal(rsl_problems_new(NULL, 0, &r->problems), RSL_OK);
  assert_int_equal(rsl_cube_builder_new(r->plan, NULL, NULL, &builder), RSL_OK);
  rsl_status status = rsl_measurements_read(&source, NULL, NULL, builder, r->problems, NULL, &r->error);
  if (status == RSL_OK) status = rsl_cube_builder_finish(builder, r->problems, &r->cube, &r->error);
  rsl_cube_builder_free(builder);
  return status;
}

static rsl_status keep(void *context, const void *bytes, size_t size, rsl_error *error) {
  rsl__text_buffer_append(context, bytes, size);
  return rsl__text_buffer_status(context, error);
}

static void done(reading *r) {
  rsl_cube_free(r->cube);
  rsl_problems_free(r->problems);
  rsl_plan_free(r->plan);
}

static void expect_refusal(const char *row, const char *wanted) {
  reading r;
  char got[512];
  assert_int_equal(read_rows(&r, row), RSL_ERR_DATA);
  assert_int_equal(rsl_problems_errors(r.problems), 1);
  const rsl_problem *problem = rsl_problems_at(r.problems, 0);
  (void)snprintf(got, sizeof got, "%zu:%zu %s %s", problem->line, problem->column, problem->code, problem->message);
  assert_string_equal(got, wanted);
  done(&r);
}

/* The first four columns of the roll-up's rows, those of one indicator's name. */
static void expect_rollup(const reading *r, const char *indicator, const char *wanted) {
  rsl__text_buffer text;
  char got[1024] = "";
  rsl_rollup *rollup = NULL;
  rsl__text_buffer_init(&text, NULL);
  assert_int_equal(rsl_rollup_run(r->cube, NULL, NULL, &rollup, NULL), RSL_OK);
  assert_int_equal(rsl_write_rollup(rollup, NULL, NULL, (rsl_sink){ keep, &text }, NULL), RSL_OK);
  for (const char *line = rsl__text_buffer_string(&text); *line != '\0'; line = strchr(line, '\n') + 1) {
    char cells[4][16];
    int end = 0;
    if (sscanf(line, "%15[^,],%15[^,],%15[^,],%15[^,]%n", cells[0], cells[1], cells[2], cells[3], &end) < 4 &&
        sscanf(line, "%15[^,],%15[^,],%15[^,],", cells[0], cells[1], cells[2]) < 3)
      continue;
    if (end == 0) cells[3][0] = '\0';
    if (strncmp(cells[1], indicator, strlen(indicator)) != 0) continue;
    size_t length = strlen(got);
    (void)snprintf(got + length, sizeof got - length, "%s %s=%s|", cells[0], cells[1], cells[3]);
  }
  assert_string_equal(got, wanted);
  rsl__text_buffer_free(&text);
  rsl_rollup_free(rollup);
}

static void a_qualified_figure_is_read_kept_and_written_as_it_was(void **state) {
  (void)state;
  static const struct {
    const char *text;
    rsl_qualifier qualifier;
    int64_t value;
    int64_t upper;
  } figures[] = {
    { "~14", RSL_QUALIFIER_ABOUT, 14, 0 },     { ">4", RSL_QUALIFIER_ABOVE, 4, 0 },
    { ">=4", RSL_QUALIFIER_AT_LEAST, 4, 0 },   { "<3", RSL_QUALIFIER_BELOW, 3, 0 },
    { "<=3", RSL_QUALIFIER_AT_MOST, 3, 0 },    { "61..62", RSL_QUALIFIER_RANGE, 61, 62 },
    { "-7..-7", RSL_QUALIFIER_RANGE, -7, -7 },
  };
  for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
    reading r;
    char rows[64];
    char wanted[128];
    rsl_measurement row;
    (void)snprintf(rows, sizeof rows, "A,X,2021,%s\nB,X,2021,5\n", figures[i].text);
    assert_int_equal(read_rows(&r, rows), RSL_OK);
    assert_int_equal(rsl_cube_rows(r.cube, 1, 0, (rsl_period){ RSL_PERIOD_YEAR, 2021 }, &row, 1), 1);
    assert_int_equal(row.qualifier, figures[i].qualifier);
    assert_int_equal(row.value.units, figures[i].value);
    assert_int_equal(row.upper.units, figures[i].upper);
    /* T8: it does not roll up: the district has B's 5 alone. */
    (void)snprintf(wanted, sizeof wanted, "D X=5|A X=%s|B X=5|C X=|", figures[i].text);
    expect_rollup(&r, "X", wanted);
    done(&r);
  }
}

static void a_range_that_is_none_is_refused(void **state) {
  (void)state;
  expect_refusal("A,X,2021,62..61\n", "2:10 bad_range the upper end of a range is below its lower end");
  expect_refusal("A,X,2021,>\n", "2:10 bad_number `` is no plain number as -12.50; a decimal comma or thousands marks "
                                 "must be declared");
  expect_refusal("A,X,2021,61..x\n", "2:10 bad_number `x` is no plain number as -12.50; a decimal comma or thousands "
                                     "marks must be declared");
  expect_refusal("A,X,2021,>4..5\n",
                 "2:10 bad_number `4..5` is no plain number as -12.50; a decimal comma or thousands "
                 "marks must be declared");
}

static void a_qualifier_has_a_mark(void **state) {
  (void)state;
  assert_string_equal(rsl_qualifier_mark(RSL_QUALIFIER_NONE), "");
  assert_string_equal(rsl_qualifier_mark(RSL_QUALIFIER_AT_LEAST), ">=");
  assert_null(rsl_qualifier_mark(RSL_QUALIFIER_END));
}

/* The worst of good, fair, fair is fair. */
static void a_grade_is_read_and_written_by_its_code(void **state) {
  (void)state;
  reading r;
  assert_int_equal(read_rows(&r, "A,W,2021,good\nB,W,2021,fair\nC,W,2021,fair\n"), RSL_OK);
  expect_rollup(&r, "W", "D W=fair|A W=good|B W=fair|C W=fair|");
  done(&r);
}

static void how_many_are_at_each_grade_has_a_row_of_its_own(void **state) {
  (void)state;
  reading r;
  assert_int_equal(read_rows(&r, "A,G,2021,good\nB,G,2021,fair\nC,G,2021,fair\n"), RSL_OK);
  expect_rollup(&r, "G",
                "D G=3|D G:bad=0|D G:fair=2|D G:good=1|"
                "A G=good|A G:bad=0|A G:fair=0|A G:good=1|"
                "B G=fair|B G:bad=0|B G:fair=1|B G:good=0|"
                "C G=fair|C G:bad=0|C G:fair=1|C G:good=0|");
  done(&r);
}

static void a_grade_that_the_indicator_does_not_have_is_refused(void **state) {
  (void)state;
  expect_refusal("A,W,2021,god\n", "2:10 unknown_grade unknown grade `god`: did you mean `good`?");
  expect_refusal("A,W,2021,2\n", "2:10 unknown_grade unknown grade `2`: the worst of this indicator is `bad`");
}

/* D reports for its three communes, of which one gave a grade itself. */
static void counts_of_grades_are_read_and_written_alike(void **state) {
  (void)state;
  reading r;
  assert_int_equal(read_rows(&r, "A,G,2021,good\nD,G:bad,2021,1\nD,G:fair,2021,0\nD,G:good,2021,2\n"), RSL_OK);
  expect_rollup(&r, "G",
                "D G=3|D G:bad=1|D G:fair=0|D G:good=2|"
                "A G=good|A G:bad=0|A G:fair=0|A G:good=1|"
                "B G=|B G:bad=|B G:fair=|B G:good=|"
                "C G=|C G:bad=|C G:fair=|C G:good=|");
  done(&r);
  expect_refusal("D,G:god,2021,1\n", "2:3 unknown_grade unknown grade `god`: did you mean `good`?");
  expect_refusal("D,W:bad,2021,1\n", "2:3 grades_not_counted `W` does not count grades: leave out `:bad`");
  expect_refusal(
      "D,G:bad,2021,good\n",
      "2:14 bad_number `good` is no plain number as -12.50; a decimal comma or thousands marks must be declared");
  expect_refusal("D,G:bad,2021,0.5\n",
                 "2:14 bad_count how many are at the grade `bad` of `G` is a whole number from 0");
}

static void counts_of_grades_come_through_json_lines_and_a_snapshot(void **state) {
  (void)state;
  static const char wanted[] = "D G=3|D G:bad=1|D G:fair=0|D G:good=2|A G=|A G:bad=|A G:fair=|A G:good=|"
                               "B G=|B G:bad=|B G:fair=|B G:good=|C G=|C G:bad=|C G:fair=|C G:good=|";
  reading r;
  memory_text memory;
  rsl__text_buffer bytes;
  rsl__text_buffer_init(&bytes, NULL);
  assert_int_equal(read_rows(&r, "{\"unit\": \"D\", \"indicator\": \"G:bad\", \"period\": \"2021\", \"value\": 1}\n"
                                 "{\"unit\": \"D\", \"indicator\": \"G:fair\", \"period\": \"2021\", \"value\": 0}\n"
                                 "{\"unit\": \"D\", \"indicator\": \"G:good\", \"period\": \"2021\", \"value\": 2}\n"),
                   RSL_OK);
  expect_rollup(&r, "G", wanted);
  assert_int_equal(rsl_snapshot_write(r.cube, NULL, (rsl_sink){ keep, &bytes }, NULL), RSL_OK);
  rsl_cube_free(r.cube);
  rsl_source source = memory_source(&memory, "m.cube", bytes.bytes, bytes.length);
  assert_int_equal(rsl_snapshot_read(r.plan, &source, NULL, &r.cube, &r.error), RSL_OK);
  expect_rollup(&r, "G", wanted);
  rsl__text_buffer_free(&bytes);
  done(&r);
}

static void explain_shows_counts_of_grades_with_their_lines(void **state) {
  (void)state;
  reading r;
  rsl__text_buffer text;
  rsl_explanation *explanation = NULL;
  rsl_period year = { RSL_PERIOD_YEAR, 2021 };
  rsl__text_buffer_init(&text, NULL);
  assert_int_equal(read_rows(&r, "D,G:bad,2021,1\nD,G:fair,2021,0\nD,G:good,2021,2\n"), RSL_OK);
  assert_int_equal(rsl_explain(r.cube, 0, 2, year, NULL, NULL, &explanation, NULL), RSL_OK);
  assert_int_equal(rsl_tree_explanation(explanation, r.plan, NULL, NULL, (rsl_sink){ keep, &text }, NULL), RSL_OK);
  assert_string_equal(rsl__text_buffer_string(&text), "D, G, 2021: 3 = own report, from 3 of 3, 3 spoken for\n"
                                                      "├─ bad: 1, m.csv:2\n"
                                                      "├─ fair: 0, m.csv:3\n"
                                                      "└─ good: 2, m.csv:4\n");
  rsl__text_buffer_clear(&text);
  assert_int_equal(rsl_write_explanation(explanation, r.plan, NULL, NULL, (rsl_sink){ keep, &text }, NULL), RSL_OK);
  assert_non_null(strstr(rsl__text_buffer_string(&text), "\n1,row,D,G:good,2021,2,"));
  rsl__text_buffer_free(&text);
  rsl_explanation_free(explanation);
  done(&r);
}

static void explain_shows_grades_and_qualified_figures_as_they_were_written(void **state) {
  (void)state;
  reading r;
  rsl__text_buffer text;
  rsl_explanation *explanation = NULL;
  rsl__text_buffer_init(&text, NULL);
  assert_int_equal(read_rows(&r, "A,W,2021,good\nA,X,2021,61..62\n"), RSL_OK);
  for (uint32_t indicator = 0; indicator < 2; indicator++) {
    const char *wanted = indicator == 0 ? "61..62" : "good";
    rsl_period year = { RSL_PERIOD_YEAR, 2021 };
    assert_int_equal(rsl_explain(r.cube, 1, indicator, year, NULL, NULL, &explanation, NULL), RSL_OK);
    assert_int_equal(rsl_write_explanation(explanation, r.plan, NULL, NULL, (rsl_sink){ keep, &text }, NULL), RSL_OK);
    assert_non_null(strstr(rsl__text_buffer_string(&text), wanted));
    rsl__text_buffer_clear(&text);
    assert_int_equal(rsl_tree_explanation(explanation, r.plan, NULL, NULL, (rsl_sink){ keep, &text }, NULL), RSL_OK);
    assert_non_null(strstr(rsl__text_buffer_string(&text), wanted));
    rsl__text_buffer_clear(&text);
    rsl_explanation_free(explanation);
  }
  rsl__text_buffer_free(&text);
  done(&r);
}

/* R7: A gave 4, B nothing but its nil report, C nothing at all: 4 + 0, and C is missing. */
static void a_nil_report_is_read(void **state) {
  (void)state;
  reading r;
  assert_int_equal(read_rows(&r, "A,X,2021,4\nB,*,2021,0\n"), RSL_OK);
  expect_rollup(&r, "X", "D X=4|A X=4|B X=0|C X=|");
  done(&r);
  expect_refusal("A,*,2021,1\n", "2:10 nil_not_zero a nil report has the value 0, or none where a later revision takes "
                                 "it back");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_qualified_figure_is_read_kept_and_written_as_it_was),
    cmocka_unit_test(a_range_that_is_none_is_refused),
    cmocka_unit_test(a_qualifier_has_a_mark),
    cmocka_unit_test(a_grade_is_read_and_written_by_its_code),
    cmocka_unit_test(how_many_are_at_each_grade_has_a_row_of_its_own),
    cmocka_unit_test(a_grade_that_the_indicator_does_not_have_is_refused),
    cmocka_unit_test(explain_shows_grades_and_qualified_figures_as_they_were_written),
    cmocka_unit_test(counts_of_grades_are_read_and_written_alike),
    cmocka_unit_test(counts_of_grades_come_through_json_lines_and_a_snapshot),
    cmocka_unit_test(explain_shows_counts_of_grades_with_their_lines),
    cmocka_unit_test(a_nil_report_is_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
