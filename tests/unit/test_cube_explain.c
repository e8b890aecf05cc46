/* Taking a figure apart, down to the rows it came from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/failing_allocator.h"
#include "support/plan_maker.h"
#include "support/small.h"

/* One line a node: depth, kind, unit, indicator, period, then the value, the line, or why it is missing. */
static const char *text_of(const small *s, const rsl_explanation *explanation) {
  static char text[4096];
  size_t length = 0;
  static const char *const kinds[] = { "figure", "row", "unused", "missing" };
  for (size_t i = 0; i < rsl_explanation_count(explanation); i++) {
    const rsl_explanation_node *node = rsl_explanation_at(explanation, i);
    char tail[RSL_NUMBER_TEXT + 16] = "";
    char period[RSL_PERIOD_TEXT];
    rsl_period_format(node->period, period);
    if (node->kind == RSL_EXPLAIN_FIGURE)
      rsl_number_format(node->figure.value, tail);
    else if (node->kind == RSL_EXPLAIN_MISSING)
      snprintf(tail, sizeof tail, "%s", rsl_absence_name(node->absence));
    else
      snprintf(tail, sizeof tail, "line %zu", node->row.line);
    length += (size_t)snprintf(text + length, sizeof text - length, "%u %s %s %s %s %s", (unsigned)node->depth,
                               kinds[node->kind], rsl_plan_unit(s->plan, node->unit)->code,
                               rsl_plan_indicator(s->plan, node->indicator)->code, period, tail);
    if (node->is_part) {
      char part[RSL_NUMBER_TEXT];
      rsl_number_format(node->share, tail);
      rsl_number_format(node->part, part);
      length += (size_t)snprintf(text + length, sizeof text - length, ", here %s by %s", part, tail);
    }
    length += (size_t)snprintf(text + length, sizeof text - length, "\n");
  }
  assert_null(rsl_explanation_at(explanation, rsl_explanation_count(explanation)));
  return text;
}

static void explains_in(small *s, const char *unit, const char *indicator, const char *period,
                        rsl_explain_options options, const char *expected) {
  rsl_explanation *explanation = NULL;
  if (s->cube == NULL) small_cube(s);
  if (rsl_explain(s->cube, small_unit_index(s, unit), small_indicator_index(s, indicator), small_period(period),
                  &options, s->allocator, &explanation, &s->error) != RSL_OK)
    fail_msg("%s", s->error.text);
  assert_string_equal(text_of(s, explanation), expected);
  rsl_explanation_free(explanation);
}

static void explains(small *s, const char *unit, const char *indicator, const char *period, uint32_t depth,
                     const char *expected) {
  rsl_explain_options options = RSL_EXPLAIN_OPTIONS_INIT;
  options.depth = depth;
  explains_in(s, unit, indicator, period, options, expected);
}

static void a_sum_is_taken_apart_down_to_rows_and_what_is_missing(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  small_row(s, "a1", "X", "2023", "1");
  small_row(s, "a3", "X", "2023", "3");
  small_cube(s);
  explains(s, "VN", "X", "2023", 0,
           "0 figure VN X 2023 4\n"
           "1 figure A X 2023 4\n"
           "2 figure A1 X 2023 1\n"
           "3 figure a1 X 2023 1\n"
           "4 row a1 X 2023 line 1\n"
           "3 missing a2 X 2023 not_reported\n"
           "2 figure A2 X 2023 3\n"
           "3 figure a3 X 2023 3\n"
           "4 row a3 X 2023 line 2\n"
           "1 missing B X 2023 not_reported\n");
  explains(s, "VN", "X", "2023", 1,
           "0 figure VN X 2023 4\n"
           "1 figure A X 2023 4\n"
           "1 missing B X 2023 not_reported\n");
}

/* R7: kinds kept apart, also in a branch of which nobody gave a figure. */
static void the_kinds_of_missing_are_told_apart(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  small_status(s, "a1", "X", "2023", "", 'L');
  small_status(s, "a2", "X", "2023", "", 'Q');
  small_status(s, "a3", "X", "2023", "", 'O');
  small_cube(s);
  explains(s, "A", "X", "2023", 0,
           "0 figure A X 2023 \n"
           "1 missing A1 X 2023 not_reported\n"
           "2 missing a1 X 2023 not_collected\n"
           "3 unused a1 X 2023 line 1\n"
           "2 missing a2 X 2023 suppressed\n"
           "3 unused a2 X 2023 line 2\n"
           "1 missing A2 X 2023 not_reported\n"
           "2 missing a3 X 2023 reported_missing\n"
           "3 unused a3 X 2023 line 3\n");
}

/* R12: A and B merged into m in July. */
static void a_year_with_a_merger_is_taken_apart_into_the_figures_inside_it(void **state) {
  (void)state;
  small s;
  small_start(&s);
  small_unit(&s, "P", "province", NULL);
  add_unit(s.plan, "A", "commune", "P", "", "2021-07-01");
  add_unit(s.plan, "B", "commune", "P", "", "2021-07-01");
  add_unit(s.plan, "m", "commune", "P", "2021-07-01", "");
  add_succession(s.plan, "A", "m", "2021-07-01", NULL);
  add_succession(s.plan, "B", "m", "2021-07-01", NULL);
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
  indicator.frequency = RSL_PERIOD_QUARTER;
  indicator.time = RSL_TIME_SUM;
  small_add(&s, &indicator);
  small_finish(&s);
  small_row(&s, "A", "X", "2021-Q1", "1");
  small_row(&s, "B", "X", "2021-Q2", "4");
  small_row(&s, "m", "X", "2021-Q3", "10");
  explains(&s, "m", "X", "2021", 0,
           "0 figure m X 2021 15\n"
           "1 figure m X 2021-Q1 1\n"
           "2 figure A X 2021-Q1 1\n"
           "3 row A X 2021-Q1 line 1\n"
           "2 missing B X 2021-Q1 not_reported\n"
           "1 figure m X 2021-Q2 4\n"
           "2 missing A X 2021-Q2 not_reported\n"
           "2 figure B X 2021-Q2 4\n"
           "3 row B X 2021-Q2 line 2\n"
           "1 figure m X 2021-Q3 10\n"
           "2 row m X 2021-Q3 line 3\n"
           "1 missing m X 2021-Q4 not_reported\n");
  small_end(&s);
}

/* R12: A told of the whole year before it closed, and m, that it went into, gave nothing. */
static void a_year_that_a_closed_unit_told_of_is_taken_apart_into_its_report(void **state) {
  (void)state;
  small s;
  small_start(&s);
  small_unit(&s, "P", "province", NULL);
  add_unit(s.plan, "A", "commune", "P", "", "2021-07-01");
  add_unit(s.plan, "m", "commune", "P", "2021-07-01", "");
  add_unit(s.plan, "n", "commune", "P", "", "");
  add_succession(s.plan, "A", "m", "2021-07-01", NULL);
  small_sum(&s, "X");
  small_finish(&s);
  small_row(&s, "A", "X", "2021", "4");
  small_row(&s, "n", "X", "2021", "2");
  explains(&s, "m", "X", "2021", 0,
           "0 figure m X 2021 4\n"
           "1 row A X 2021 line 1\n");
  explains(&s, "P", "X", "2021", 0,
           "0 figure P X 2021 6\n"
           "1 figure m X 2021 4\n"
           "2 row A X 2021 line 1\n"
           "1 figure n X 2021 2\n"
           "2 row n X 2021 line 2\n");
  small_end(&s);
}

static void what_an_own_report_replaced_is_told_as_not_used(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  small_row(s, "a1", "X", "2023", "1");
  small_revision(s, "A1", "X", "2023", "4", 0, "2024-01-01");
  small_revision(s, "A1", "X", "2023", "5", 1, "2024-02-01");
  small_cube(s);
  explains(s, "A1", "X", "2023", 0,
           "0 figure A1 X 2023 5\n"
           "1 unused A1 X 2023 line 2\n"
           "1 row A1 X 2023 line 3\n"
           "1 figure a1 X 2023 1\n"
           "2 unused a1 X 2023 line 1\n"
           "1 missing a2 X 2023 not_reported\n");
}

static void a_ratio_shows_its_two_sides_at_the_measuring_unit(void **state) {
  small *s = *state;
  small_sum(s, "N");
  small_sum(s, "D");
  small_ratio(s, "R", "N", "D", 100);
  small_finish(s);
  small_row(s, "a3", "N", "2023", "1");
  small_row(s, "a3", "D", "2023", "4");
  small_cube(s);
  explains(s, "A2", "R", "2023", 0,
           "0 figure A2 R 2023 25\n"
           "1 figure a3 R 2023 25\n"
           "2 figure a3 N 2023 1\n"
           "3 row a3 N 2023 line 1\n"
           "2 figure a3 D 2023 4\n"
           "3 row a3 D 2023 line 2\n");
}

static void a_formula_shows_its_operands(void **state) {
  small *s = *state;
  small_sum(s, "N");
  rsl_indicator formula = small_indicator("F", RSL_RULE_FORMULA, NULL);
  formula.rollup.expression = "2 * N";
  small_add(s, &formula);
  small_finish(s);
  small_row(s, "a3", "N", "2023", "1");
  small_cube(s);
  explains(s, "A2", "F", "2023", 0,
           "0 figure A2 F 2023 2\n"
           "1 figure A2 N 2023 1\n"
           "2 figure a3 N 2023 1\n"
           "3 row a3 N 2023 line 1\n");
}

static void the_missing_parts_of_a_period_are_named(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
  indicator.frequency = RSL_PERIOD_QUARTER;
  indicator.time = RSL_TIME_SUM;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "a3", "X", "2023-Q1", "1");
  small_row(s, "a3", "X", "2023-Q2", "2");
  small_row(s, "a3", "X", "2023-Q3", "");
  small_cube(s);
  explains(s, "a3", "X", "2023", 0,
           "0 figure a3 X 2023 3\n"
           "1 row a3 X 2023-Q1 line 1\n"
           "1 row a3 X 2023-Q2 line 2\n"
           "1 unused a3 X 2023-Q3 line 3\n"
           "1 missing a3 X 2023-Q3 reported_missing\n"
           "1 missing a3 X 2023-Q4 not_reported\n");
}

static void a_period_shorter_than_the_frequency_has_no_figure_to_explain(void **state) {
  small *s = *state;
  rsl_explanation *explanation = NULL;
  small_sum(s, "X");
  small_finish(s);
  small_cube(s);
  assert_int_equal(rsl_explain(s->cube, 0, 0, small_period("2023-01"), NULL, NULL, &explanation, &s->error),
                   RSL_ERR_DATA);
  assert_string_equal(s->error.text, "`X` has no figure of 2023-01: its frequency is year");
}

/* Everything a cube can do, while memory runs out here and there. */
static bool do_everything(const rsl_allocator *allocator, void *context) {
  small *s = context;
  rsl_cube_builder *builder = NULL;
  rsl_cube *cube = NULL;
  rsl_rollup *rollup = NULL;
  rsl_explanation *explanation = NULL;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_problems *problems = NULL;
  static const char *const units[] = { "b2", "a1", "A1", "a3", "b1" };
  rsl_status status = rsl_problems_new(NULL, 0, &problems);
  assert_int_equal(status, RSL_OK);
  status = rsl_cube_builder_new(s->plan, &s->options, allocator, &builder);
  for (int i = 0; status == RSL_OK && i < 40; i++) {
    static const char *const codes[] = { "N", "D", "R", "S" };
    char period[16];
    snprintf(period, sizeof period, "2023-Q%d", i % 4 + 1);
    rsl_measurement m = small_measurement(s, units[i / 4 % 5], codes[i % 4], period, i % 7 == 0 ? "~1" : "2.5");
    m.note = i % 5 == 0 ? "a note" : NULL;
    m.has_revision = i >= 20;
    m.revision = 1;
    m.has_numerator = m.indicator == small_indicator_index(s, "R");
    m.numerator = m.denominator = (rsl_decimal){ i, 0 };
    m.has_denominator = m.has_numerator;
    m.line = (size_t)i + 1;
    status = rsl_cube_builder_add(builder, &m, &s->error);
  }
  if (status == RSL_OK) status = rsl_cube_builder_finish(builder, problems, &cube, &s->error);
  request.every = RSL_PERIOD_YEAR;
  if (status == RSL_OK) status = rsl_rollup_run(cube, &request, allocator, &rollup, &s->error);
  if (status == RSL_OK)
    status = rsl_explain(cube, 0, small_indicator_index(s, "F"), small_period("2023"), NULL, allocator, &explanation,
                         &s->error);
  if (status == RSL_OK) status = rsl_cube_check(cube, allocator, problems, &s->error);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  rsl_explanation_free(explanation);
  rsl_rollup_free(rollup);
  rsl_cube_free(cube);
  rsl_cube_builder_free(builder);
  rsl_problems_free(problems);
  return status == RSL_OK;
}

static void memory_that_runs_out_is_an_error_like_any_other(void **state) {
  small *s = *state;
  static const char *const codes[] = { "N", "D", "S" };
  for (int i = 0; i < 3; i++) {
    rsl_indicator indicator = small_indicator(codes[i], RSL_RULE_SUM, "commune");
    indicator.frequency = RSL_PERIOD_QUARTER;
    indicator.time = i == 2 ? RSL_TIME_MEAN : RSL_TIME_SUM;
    small_add(s, &indicator);
  }
  rsl_indicator ratio = small_indicator("R", RSL_RULE_RATIO, "commune");
  ratio.frequency = RSL_PERIOD_QUARTER;
  ratio.rollup.numerator = "N";
  ratio.rollup.denominator = "D";
  small_add(s, &ratio);
  rsl_indicator formula = small_indicator("F", RSL_RULE_FORMULA, NULL);
  formula.frequency = RSL_PERIOD_QUARTER;
  formula.rollup.expression = "N + R + S";
  small_add(s, &formula);
  s->options.on_duplicate = RSL_DUPLICATE_LAST;
  small_finish(s);
  /* Leniently: giving back room that is not needed any more may fail without harm. */
  assert_true(sweep_allocations_leniently(do_everything, s) > 50);
}

/* ---- In the structure of another day ---- */

/* Until 2020: P (A B C), Q (D). Since 2021: P (m x) and Q (D y): A and B merged into m, a third of C is x and the rest y. */
static void start_change(small *s) {
  small_start(s);
  small_unit(s, "VN", "nation", NULL);
  small_unit(s, "P", "province", "VN");
  add_unit(s->plan, "A", "commune", "P", "", "2021-01-01");
  add_unit(s->plan, "B", "commune", "P", "", "2021-01-01");
  add_unit(s->plan, "C", "commune", "P", "", "2021-01-01");
  add_unit(s->plan, "m", "commune", "P", "2021-01-01", "");
  add_unit(s->plan, "x", "commune", "P", "2021-01-01", "");
  small_unit(s, "Q", "province", "VN");
  small_unit(s, "D", "commune", "Q");
  add_unit(s->plan, "y", "commune", "Q", "2021-01-01", "");
  add_succession(s->plan, "A", "m", "2021-01-01", NULL);
  add_succession(s->plan, "B", "m", "2021-01-01", NULL);
  add_succession(s->plan, "C", "x", "2021-01-01", "1/4");
  add_succession(s->plan, "C", "y", "2021-01-01", "3/4");
}

static const rsl_explain_options *since_2021(void) {
  static rsl_explain_options options = RSL_EXPLAIN_OPTIONS_INIT;
  options.structure = day_of("2021-01-01");
  return &options;
}

static void a_merged_figure_is_taken_apart_into_those_of_its_predecessors(void **state) {
  (void)state;
  small s;
  start_change(&s);
  small_sum(&s, "X");
  small_finish(&s);
  small_row(&s, "A", "X", "2020", "1");
  explains_in(&s, "m", "X", "2020", *since_2021(),
              "0 figure m X 2020 1\n"
              "1 figure A X 2020 1\n"
              "2 row A X 2020 line 1\n"
              "1 missing B X 2020 not_reported\n");
  small_end(&s);
}

static void of_a_split_unit_the_share_and_the_part_are_told(void **state) {
  (void)state;
  small s;
  start_change(&s);
  small_sum(&s, "X");
  small_finish(&s);
  small_row(&s, "A", "X", "2020", "1");
  small_row(&s, "C", "X", "2020", "10");
  small_row(&s, "D", "X", "2020", "5");
  /* Of 10 a quarter and three: 2.5 and 7.5, rounded together with the first digit left over to the first, 3 and 7. */
  explains_in(&s, "Q", "X", "2020", *since_2021(),
              "0 figure Q X 2020 12\n"
              "1 figure C X 2020 10, here 7 by 0.75\n"
              "2 row C X 2020 line 2\n"
              "1 figure Q X 2020 5\n"
              "2 figure D X 2020 5\n"
              "3 row D X 2020 line 3\n");
  explains_in(&s, "x", "X", "2020", *since_2021(),
              "0 figure x X 2020 3\n"
              "1 figure C X 2020 10, here 3 by 0.25\n"
              "2 row C X 2020 line 2\n");
  explains_in(&s, "VN", "X", "2020", *since_2021(), /* nothing is carried there */
              "0 figure VN X 2020 16\n"
              "1 figure P X 2020 11\n"
              "2 figure A X 2020 1\n"
              "3 row A X 2020 line 1\n"
              "2 missing B X 2020 not_reported\n"
              "2 figure C X 2020 10\n"
              "3 row C X 2020 line 2\n"
              "1 figure Q X 2020 5\n"
              "2 figure D X 2020 5\n"
              "3 row D X 2020 line 3\n");
  small_end(&s);
}

static void of_a_split_ratio_the_parts_of_its_sides_are_told(void **state) {
  (void)state;
  small s;
  rsl_explanation *explanation = NULL;
  start_change(&s);
  small_sum(&s, "N");
  small_sum(&s, "D_");
  small_ratio(&s, "R", "N", "D_", 100);
  small_finish(&s);
  small_row(&s, "C", "N", "2020", "8");
  small_row(&s, "C", "D_", "2020", "16");
  small_cube(&s);
  assert_int_equal(rsl_explain(s.cube, small_unit_index(&s, "x"), small_indicator_index(&s, "R"), small_period("2020"),
                               since_2021(), NULL, &explanation, &s.error),
                   RSL_OK);
  const rsl_explanation_node *node = rsl_explanation_at(explanation, 1);
  assert_true(node->is_part);
  assert_int_equal(rsl_number_compare(node->part, rsl_number_from_integer(50)), 0); /* 2 of 4 */
  assert_int_equal(rsl_number_compare(node->part_numerator, rsl_number_from_integer(2)), 0);
  assert_int_equal(rsl_number_compare(node->part_denominator, rsl_number_from_integer(4)), 0);
  rsl_explanation_free(explanation);
  small_end(&s);
}

static void what_cannot_be_apportioned_is_told_as_split(void **state) {
  (void)state;
  small s;
  start_change(&s);
  rsl_indicator most = small_indicator("X", RSL_RULE_MAX, "commune");
  small_add(&s, &most);
  small_finish(&s);
  small_row(&s, "C", "X", "2020", "10");
  explains_in(&s, "x", "X", "2020", *since_2021(),
              "0 figure x X 2020 \n"
              "1 figure C X 2020 10, here  by 0.25\n"
              "2 row C X 2020 line 1\n");
  small_end(&s);
}

static void a_formula_is_one_of_carried_figures(void **state) {
  (void)state;
  small s;
  start_change(&s);
  small_sum(&s, "X");
  rsl_indicator formula = small_indicator("F", RSL_RULE_FORMULA, NULL);
  formula.rollup.expression = "X * 2";
  small_add(&s, &formula);
  small_finish(&s);
  small_row(&s, "A", "X", "2020", "1");
  small_row(&s, "B", "X", "2020", "2");
  explains_in(&s, "m", "F", "2020", *since_2021(),
              "0 figure m F 2020 6\n"
              "1 figure m X 2020 3\n"
              "2 figure A X 2020 1\n"
              "3 row A X 2020 line 1\n"
              "2 figure B X 2020 2\n"
              "3 row B X 2020 line 2\n");
  small_end(&s);
}

/* R5: this year's figure of m over last year's, of A and B. */
static void an_earlier_figure_is_taken_apart_where_it_comes_from(void **state) {
  (void)state;
  small s;
  start_change(&s);
  small_sum(&s, "X");
  small_ratio(&s, "GROWTH", "X", "X[-1]", 100);
  small_finish(&s);
  small_row(&s, "A", "X", "2020", "1");
  small_row(&s, "B", "X", "2020", "3");
  small_row(&s, "m", "X", "2021", "6");
  explains(&s, "m", "GROWTH", "2021", 0,
           "0 figure m GROWTH 2021 150\n"
           "1 figure m X 2021 6\n"
           "2 row m X 2021 line 3\n"
           "1 figure m X 2020 4\n"
           "2 figure A X 2020 1\n"
           "3 row A X 2020 line 1\n"
           "2 figure B X 2020 3\n"
           "3 row B X 2020 line 2\n");
  small_end(&s);
}

static void what_a_unit_added_to_those_below_it_is_told_without_them(void **state) {
  (void)state;
  static rsl_measured_at both[2];
  small s;
  small_start(&s);
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
  add_unit(s.plan, "P", "province", NULL, "", "2021-01-01");
  add_unit(s.plan, "Q", "province", NULL, "2021-01-01", "");
  add_unit(s.plan, "R", "province", NULL, "2021-01-01", "");
  add_unit(s.plan, "c", "commune", "P", "", "2021-01-01");
  add_unit(s.plan, "y", "commune", "Q", "2021-01-01", "");
  add_succession(s.plan, "P", "Q", "2021-01-01", "0.4");
  add_succession(s.plan, "P", "R", "2021-01-01", "0.6");
  add_succession(s.plan, "c", "y", "2021-01-01", NULL);
  rsl_measured_at_init(&both[0]);
  rsl_measured_at_init(&both[1]);
  both[0].level = "commune";
  both[1].level = "province";
  indicator.measured_at = both;
  indicator.measured_at_count = 2;
  indicator.prefer = RSL_PREFER_ADD;
  small_add(&s, &indicator);
  small_finish(&s);
  small_row(&s, "P", "X", "2020", "10");
  small_row(&s, "c", "X", "2020", "100");
  explains_in(&s, "Q", "X", "2020", *since_2021(),
              "0 figure Q X 2020 104\n"
              "1 row P X 2020 line 1, here 4 by 0.4\n"
              "1 figure c X 2020 100\n"
              "2 row c X 2020 line 2\n");
  small_end(&s);
}

static void a_unit_that_is_not_of_the_structure_is_refused(void **state) {
  (void)state;
  small s;
  rsl_explanation *explanation = NULL;
  start_change(&s);
  small_sum(&s, "X");
  small_finish(&s);
  small_row(&s, "A", "X", "2020", "1");
  small_cube(&s);
  assert_int_equal(rsl_explain(s.cube, small_unit_index(&s, "A"), 0, small_period("2020"), since_2021(), NULL,
                               &explanation, &s.error),
                   RSL_ERR_DATA);
  assert_null(explanation);
  assert_string_equal(s.error.text, "unit `A` is not valid on 2021-01-01, the day of the structure");
  small_end(&s);
}

/* ---- Why a row is not used, and what else an auditor needs ---- */

static rsl_explanation *explanation_of(small *s, const char *unit, const char *indicator, const char *period,
                                       uint32_t depth) {
  rsl_explanation *explanation = NULL;
  rsl_explain_options options = RSL_EXPLAIN_OPTIONS_INIT;
  options.depth = depth;
  if (s->cube == NULL) small_cube(s);
  if (rsl_explain(s->cube, small_unit_index(s, unit), small_indicator_index(s, indicator), small_period(period),
                  &options, NULL, &explanation, &s->error) != RSL_OK)
    fail_msg("%s", s->error.text);
  return explanation;
}

/* The reasons of a unit's rows in the order that they are told; "" for one that is used. */
static void reasons_are(small *s, const char *of, const char *unit, const char *indicator, const char *period,
                        const char *expected) {
  char text[512] = "";
  rsl_explanation *explanation = explanation_of(s, of, indicator, period, 0);
  for (size_t i = 0; i < rsl_explanation_count(explanation); i++) {
    const rsl_explanation_node *node = rsl_explanation_at(explanation, i);
    bool row = node->kind == RSL_EXPLAIN_ROW || node->kind == RSL_EXPLAIN_ROW_UNUSED;
    if (!row || node->unit != small_unit_index(s, unit)) continue;
    assert_int_equal(node->kind == RSL_EXPLAIN_ROW, node->unused == RSL_UNUSED_NONE);
    size_t length = strlen(text);
    snprintf(text + length, sizeof text - length, "%s|", rsl_unused_name(node->unused));
  }
  assert_string_equal(text, expected);
  rsl_explanation_free(explanation);
}

static void of_each_row_that_is_not_used_the_reason_is_told(void **state) {
  small *s = *state;
  rsl_indicator last = small_indicator("L", RSL_RULE_SUM, "commune");
  small_sum(s, "X");
  last.frequency = RSL_PERIOD_QUARTER;
  last.time = RSL_TIME_LAST;
  small_add(s, &last);
  small_finish(s);
  small_revision(s, "a1", "X", "2023", "5", 1, "2024-01-10");
  small_revision(s, "a1", "X", "2023", "6", 2, "2024-02-10");
  small_row(s, "a2", "X", "2023", "7");
  small_row(s, "A1", "X", "2023", "20"); /* both communes gave one: 6 + 7 */
  small_row(s, "A", "X", "2023", "30");  /* but not a3 */
  small_status(s, "a3", "X", "2023", "", 'O');
  small_row(s, "a1", "L", "2023-Q1", "1");
  small_row(s, "a1", "L", "2023-Q2", "2");
  small_row(s, "a2", "L", "2023-Q1", "3");
  small_row(s, "a2", "L", "2023", "4"); /* of a year that lacks three quarters */
  reasons_are(s, "A1", "a1", "X", "2023", "older_revision||");
  reasons_are(s, "A1", "A1", "X", "2023", "children_stand|");
  reasons_are(s, "A", "a1", "X", "2023", "older_revision|report_above|");
  reasons_are(s, "A", "A1", "X", "2023", "children_stand|");
  reasons_are(s, "A", "a3", "X", "2023", "no_figure|");
  reasons_are(s, "a1", "a1", "L", "2023", "other_period||");
  reasons_are(s, "a2", "a2", "L", "2023", "whole_period||");
}

static void a_report_of_a_whole_period_whose_parts_are_complete_says_so(void **state) {
  small *s = *state;
  rsl_indicator halves = small_indicator("X", RSL_RULE_SUM, "commune");
  halves.frequency = RSL_PERIOD_HALF;
  halves.time = RSL_TIME_SUM;
  small_add(s, &halves);
  small_finish(s);
  small_row(s, "a1", "X", "2023-H1", "1");
  small_row(s, "a1", "X", "2023-H2", "2");
  small_row(s, "a1", "X", "2023", "4");
  reasons_are(s, "a1", "a1", "X", "2023", "||parts_complete|");
}

static void what_came_after_the_day_that_is_asked_says_so(void **state) {
  small *s = *state;
  rsl_explain_options options = RSL_EXPLAIN_OPTIONS_INIT;
  rsl_explanation *explanation = NULL;
  small_sum(s, "X");
  small_finish(s);
  small_revision(s, "a1", "X", "2023", "5", 1, "2024-01-10");
  small_revision(s, "a1", "X", "2023", "6", 2, "2024-02-10");
  small_cube(s);
  options.known_on = day_of("2024-01-31");
  assert_int_equal(rsl_explain(s->cube, small_unit_index(s, "a1"), small_indicator_index(s, "X"), small_period("2023"),
                               &options, NULL, &explanation, &s->error),
                   RSL_OK);
  assert_int_equal(rsl_explanation_count(explanation), 3);
  assert_int_equal(rsl_explanation_at(explanation, 1)->unused, RSL_UNUSED_NONE);
  assert_int_equal(rsl_explanation_at(explanation, 2)->unused, RSL_UNUSED_NOT_KNOWN);
  rsl_explanation_free(explanation);
}

/* B2 has no commune: what it gave of what communes measure counts nowhere. */
static void a_row_of_a_unit_that_owes_none_is_told(void **state) {
  small *s = *state;
  small_unit(s, "B2", "district", "B");
  small_sum(s, "X");
  small_finish(s);
  small_row(s, "b1", "X", "2023", "5");
  small_row(s, "b2", "X", "2023", "6");
  small_row(s, "B2", "X", "2023", "7");
  explains(s, "B", "X", "2023", 0,
           "0 figure B X 2023 11\n"
           "1 figure B1 X 2023 11\n"
           "2 figure b1 X 2023 5\n"
           "3 row b1 X 2023 line 1\n"
           "2 figure b2 X 2023 6\n"
           "3 row b2 X 2023 line 2\n"
           "1 unused B2 X 2023 line 3\n");
  reasons_are(s, "B", "B2", "X", "2023", "not_owed|");
}

/* 2023-H1 lacks D: of the year 3 / 4 is paired, not (1 + 3) / 4; the 1 is told as what it is. */
static void pairs_over_a_longer_period_are_told_period_by_period(void **state) {
  small *s = *state;
  static const char *const codes[] = { "N", "D" };
  for (int i = 0; i < 2; i++) {
    rsl_indicator side = small_indicator(codes[i], RSL_RULE_SUM, "commune");
    side.frequency = RSL_PERIOD_HALF;
    side.time = RSL_TIME_SUM;
    small_add(s, &side);
  }
  rsl_indicator ratio = small_indicator("R", RSL_RULE_RATIO, "commune");
  ratio.frequency = RSL_PERIOD_HALF;
  ratio.rollup.numerator = "N";
  ratio.rollup.denominator = "D";
  small_add(s, &ratio);
  small_finish(s);
  small_row(s, "a1", "N", "2023-H1", "1");
  small_row(s, "a1", "N", "2023-H2", "3");
  small_row(s, "a1", "D", "2023-H2", "4");
  explains(s, "a1", "R", "2023", 0,
           "0 figure a1 R 2023 0.75\n"
           "1 figure a1 N 2023-H1 1\n"
           "2 unused a1 N 2023-H1 line 1\n"
           "1 missing a1 D 2023-H1 not_reported\n"
           "1 figure a1 N 2023-H2 3\n"
           "2 row a1 N 2023-H2 line 2\n"
           "1 figure a1 D 2023-H2 4\n"
           "2 row a1 D 2023-H2 line 3\n");
  reasons_are(s, "a1", "a1", "R", "2023", "no_partner|||");
}

/* (1 + 2 + 6) / 3; weighted by 1, 1 and 2: (1 × 1 + 2 × 1 + 6 × 2) / 4. */
static void what_a_mean_divides_is_told(void **state) {
  small *s = *state;
  rsl_indicator mean = small_indicator("M", RSL_RULE_MEAN, "commune");
  rsl_indicator weighted = small_indicator("WM", RSL_RULE_WEIGHTED_MEAN, "commune");
  weighted.rollup.weight = "W";
  small_sum(s, "W");
  small_add(s, &mean);
  small_add(s, &weighted);
  small_finish(s);
  static const char *const rows[3][3] = { { "a1", "1", "1" }, { "a2", "2", "1" }, { "a3", "6", "2" } };
  for (int i = 0; i < 3; i++) {
    small_row(s, rows[i][0], "M", "2023", rows[i][1]);
    small_row(s, rows[i][0], "WM", "2023", rows[i][1]);
    small_row(s, rows[i][0], "W", "2023", rows[i][2]);
  }
  static const struct {
    const char *code;
    int sum;
    int by;
  } wanted[] = { { "M", 9, 3 }, { "WM", 15, 4 } };
  for (int i = 0; i < 2; i++) {
    rsl_explanation *explanation = explanation_of(s, "A", wanted[i].code, "2023", 0);
    const rsl_explanation_node *root = rsl_explanation_at(explanation, 0);
    assert_int_equal(rsl_number_compare(root->sum, rsl_number_from_integer(wanted[i].sum)), 0);
    assert_int_equal(rsl_number_compare(root->figure.denominator, rsl_number_from_integer(wanted[i].by)), 0);
    rsl_explanation_free(explanation);
  }
}

static void how_many_are_at_each_grade_is_told(void **state) {
  static const char *const grades[] = { "bad", "good" };
  small *s = *state;
  rsl_indicator counted = small_indicator("G", RSL_RULE_GRADE_COUNT, "commune");
  counted.grades = grades;
  counted.grade_count = 2;
  small_add(s, &counted);
  small_finish(s);
  small_row(s, "a1", "G", "2023", "1"); /* good, by its number */
  small_row(s, "a2", "G", "2023", "0");
  small_row(s, "a3", "G", "2023", "1");
  rsl_explanation *explanation = explanation_of(s, "A", "G", "2023", 0);
  const rsl_explanation_node *root = rsl_explanation_at(explanation, 0);
  assert_non_null(root->grade_counts);
  assert_int_equal(rsl_number_compare(root->grade_counts[0], rsl_number_from_integer(1)), 0);
  assert_int_equal(rsl_number_compare(root->grade_counts[1], rsl_number_from_integer(2)), 0);
  assert_null(rsl_explanation_at(explanation, 2)->grade_counts); /* of a1, which has just one */
  rsl_explanation_free(explanation);
}

/* F1 = X + 1, F2 = F1 + 1 … : what is nested too deep is not told, and that is said; nor is what lies too far down. */
static void what_is_not_told_is_marked(void **state) {
  enum { LENGTH = 12 };
  small *s = *state;
  char codes[LENGTH][16];
  char expression[32] = "X + 1";
  small_sum(s, "X");
  for (int i = 0; i < LENGTH; i++) {
    rsl_indicator formula = small_indicator(NULL, RSL_RULE_FORMULA, NULL);
    snprintf(codes[i], sizeof codes[i], "F%d", i + 1);
    formula.code = formula.name = codes[i];
    formula.rollup.expression = expression;
    small_add(s, &formula);
    snprintf(expression, sizeof expression, "%s + 1", codes[i]);
  }
  small_finish(s);
  small_row(s, "a1", "X", "2023", "1");
  rsl_explanation *explanation = explanation_of(s, "a1", "F12", "2023", 0);
  size_t count = rsl_explanation_count(explanation);
  for (size_t i = 0; i < count; i++) assert_int_equal(rsl_explanation_at(explanation, i)->cut, i + 1 == count);
  rsl_explanation_free(explanation);
  explanation = explanation_of(s, "VN", "X", "2023", 1);
  assert_false(rsl_explanation_at(explanation, 0)->cut);
  assert_true(rsl_explanation_at(explanation, 1)->cut); /* A, whose districts are not told */
  rsl_explanation_free(explanation);
}

static void the_reasons_have_names(void **state) {
  (void)state;
  assert_string_equal(rsl_unused_name(RSL_UNUSED_NONE), "");
  assert_string_equal(rsl_unused_name(RSL_UNUSED_NOT_OWED), "not_owed");
  assert_null(rsl_unused_name(RSL_UNUSED_END));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(a_sum_is_taken_apart_down_to_rows_and_what_is_missing),
    TEST(the_kinds_of_missing_are_told_apart),
    cmocka_unit_test(a_year_that_a_closed_unit_told_of_is_taken_apart_into_its_report),
    cmocka_unit_test(a_merged_figure_is_taken_apart_into_those_of_its_predecessors),
    cmocka_unit_test(of_a_split_unit_the_share_and_the_part_are_told),
    cmocka_unit_test(of_a_split_ratio_the_parts_of_its_sides_are_told),
    cmocka_unit_test(what_cannot_be_apportioned_is_told_as_split),
    cmocka_unit_test(a_formula_is_one_of_carried_figures),
    cmocka_unit_test(an_earlier_figure_is_taken_apart_where_it_comes_from),
    cmocka_unit_test(what_a_unit_added_to_those_below_it_is_told_without_them),
    cmocka_unit_test(a_unit_that_is_not_of_the_structure_is_refused),
    cmocka_unit_test(a_year_with_a_merger_is_taken_apart_into_the_figures_inside_it),
    TEST(what_an_own_report_replaced_is_told_as_not_used),
    TEST(a_ratio_shows_its_two_sides_at_the_measuring_unit),
    TEST(a_formula_shows_its_operands),
    TEST(the_missing_parts_of_a_period_are_named),
    TEST(a_period_shorter_than_the_frequency_has_no_figure_to_explain),
    TEST(memory_that_runs_out_is_an_error_like_any_other),
    cmocka_unit_test_setup_teardown(of_each_row_that_is_not_used_the_reason_is_told, small_set_up_country,
                                    small_tear_down),
    cmocka_unit_test_setup_teardown(a_report_of_a_whole_period_whose_parts_are_complete_says_so, small_set_up_country,
                                    small_tear_down),
    cmocka_unit_test_setup_teardown(what_came_after_the_day_that_is_asked_says_so, small_set_up_country,
                                    small_tear_down),
    TEST(a_row_of_a_unit_that_owes_none_is_told),
    cmocka_unit_test_setup_teardown(pairs_over_a_longer_period_are_told_period_by_period, small_set_up_country,
                                    small_tear_down),
    TEST(what_a_mean_divides_is_told),
    TEST(how_many_are_at_each_grade_is_told),
    TEST(what_is_not_told_is_marked),
    cmocka_unit_test(the_reasons_have_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
