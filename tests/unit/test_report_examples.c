/* Tables of the data of examples/data: what a page must hold, at every width and in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/resolution.h>

#include "base/text_buffer.h"
#include "support/plan_maker.h"

#define FOLDER "examples/data/illustrative/"

static rsl_plan *plan;
static rsl_cube *cube;
static rsl_review *review;
static rsl_table_options options = RSL_TABLE_OPTIONS_INIT;
static rsl__text_buffer page;

static int start(void **state) {
  static const char *const paths[] = { FOLDER "measurements.csv" };
  rsl_error error = RSL_ERROR_INIT;
  (void)state;
  options = (rsl_table_options)RSL_TABLE_OPTIONS_INIT;
  rsl__text_buffer_init(&page, NULL);
  if (rsl_plan_read_file(FOLDER "plan.json", NULL, NULL, NULL, &plan, &error) != RSL_OK) fail_msg("%s", error.text);
  rsl_status status = rsl_measurements_read_files(plan, paths, 1, NULL, NULL, NULL, NULL, &cube, &error);
  if (status != RSL_OK) fail_msg("%s", error.text);
  return 0;
}

static int stop(void **state) {
  (void)state;
  rsl_review_free(review);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  rsl__text_buffer_free(&page);
  review = NULL;
  return 0;
}

static void make_review(const char *as_of, rsl_language language) {
  rsl_review_options review_options = RSL_REVIEW_OPTIONS_INIT;
  review_options.as_of = day_of(as_of);
  review_options.language = language;
  options.language = language;
  rsl_review_free(review);
  assert_int_equal(rsl_review_run(cube, &review_options, NULL, &review, NULL), RSL_OK);
}

static const char *review_page(size_t width) {
  options.width = width;
  rsl__text_buffer_clear(&page);
  assert_int_equal(rsl_table_review(review, &options, NULL, rsl__text_buffer_sink(&page), NULL), RSL_OK);
  return rsl__text_buffer_string(&page);
}

static void assert_holds(const char *text, const char *part) {
  if (strstr(text, part) == NULL) fail_msg("`%s` is not in\n%s", part, text);
}

static void assert_no_line_is_wider(const char *text, size_t width) {
  while (*text != '\0') {
    char line[1024];
    size_t length = strcspn(text, "\n");
    assert_true(length < sizeof line);
    memcpy(line, text, length);
    line[length] = '\0';
    if (rsl_text_width(line) > width) fail_msg("wider than %zu: %s", width, line);
    text += length + 1;
  }
}

/* By hand, from the targets of plan.json: each form has its sign, and what is reported as about 55 is shown so. */
static void targets_are_shown_with_the_sign_of_their_form(void **state) {
  (void)state;
  make_review("2023-06-30", RSL_LANGUAGE_ENGLISH);
  const char *text = review_page(80);
  assert_holds(text, "> 85.0");
  assert_holds(text, "< 4.00");
  assert_holds(text, "≤ 10 ");
  assert_holds(text, "~ 7.00–8.00");
  assert_holds(text, "60.0–62.0");
  assert_holds(text, "~55.0 (2022)");
  assert_holds(text, "reported as approximate\n");
  assert_holds(text, "Huyện Mẫu Tây, as of 2023-06-30\n");
}

static void a_page_fits_at_every_width_in_both_languages(void **state) {
  (void)state;
  static const char *const days[] = { "2023-06-30", "2025-12-31" };
  for (size_t day = 0; day < 2; day++) {
    for (int language = RSL_LANGUAGE_ENGLISH; language < RSL_LANGUAGE_END; language++) {
      make_review(days[day], (rsl_language)language);
      for (size_t width = 24; width <= 120; width += 8) assert_no_line_is_wider(review_page(width), width);
    }
  }
}

static void a_roll_up_of_everything_fits(void **state) {
  (void)state;
  rsl_rollup *rollup = NULL;
  rsl_reconciliation *differences = NULL;
  assert_int_equal(rsl_rollup_run(cube, NULL, NULL, &rollup, NULL), RSL_OK);
  assert_int_equal(rsl_reconcile(rollup, NULL, NULL, &differences, NULL), RSL_OK);
  for (options.width = 40; options.width <= 80; options.width += 40) {
    rsl_sink sink = rsl__text_buffer_sink(&page);
    rsl__text_buffer_clear(&page);
    assert_int_equal(rsl_table_rollup(rollup, &options, NULL, sink, NULL), RSL_OK);
    assert_int_equal(rsl_table_reconciliation(differences, plan, &options, NULL, sink, NULL), RSL_OK);
    assert_no_line_is_wider(rsl__text_buffer_string(&page), options.width);
  }
  rsl_reconciliation_free(differences);
  rsl_rollup_free(rollup);
}

static const char *tree(const char *unit, const char *indicator, const char *period) {
  rsl_explanation *explanation = NULL;
  uint32_t at = RSL_NONE;
  uint32_t of = rsl_plan_find_indicator(plan, indicator, strlen(indicator));
  assert_int_equal(rsl_plan_find_unit(plan, unit, strlen(unit), RSL_NONE, RSL_DATE_NONE, &at, NULL), RSL_OK);
  assert_int_equal(rsl_explain(cube, at, of, period_of(period), NULL, NULL, &explanation, NULL), RSL_OK);
  rsl__text_buffer_clear(&page);
  options.width = 0;
  rsl_sink sink = rsl__text_buffer_sink(&page);
  assert_int_equal(rsl_tree_explanation(explanation, plan, &options, NULL, sink, NULL), RSL_OK);
  rsl_explanation_free(explanation);
  return rsl__text_buffer_string(&page);
}

/* What the rows of measurements.csv say. */
static void a_tree_shows_the_rows_as_they_were_written(void **state) {
  (void)state;
  const char *text = tree("D2", "POOR", "2022");
  assert_holds(text, "Huyện Mẫu Tây, Tỷ lệ hộ nghèo, 2022: 6.80 % = own report, from 2 of 2, 1 spoken for\n");
  assert_holds(text, "├─ 6.8 (170 / 2,500), " FOLDER "measurements.csv:");
  assert_holds(text, "Xã Mẫu Năm: figures without their partner\n");
  text = tree("MH", "TRAINED", "2022");
  assert_holds(text, "~55");
  text = tree("D2", "POPULATION", "2021");
  assert_holds(text, "no figure L,");
  text = tree("MH", "GRDP_GROWTH", "2019");
  assert_holds(text, "2019: not reported here; ");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(targets_are_shown_with_the_sign_of_their_form, start, stop),
    cmocka_unit_test_setup_teardown(a_page_fits_at_every_width_in_both_languages, start, stop),
    cmocka_unit_test_setup_teardown(a_roll_up_of_everything_fits, start, stop),
    cmocka_unit_test_setup_teardown(a_tree_shows_the_rows_as_they_were_written, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
