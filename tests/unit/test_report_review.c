/* The review, its summary and the reconciliation for people, on the province of support/province.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/report.h>

#include "support/plan_maker.h"
#include "support/province.h"
#include "support/sinks.h"

static rsl_table_options options = RSL_TABLE_OPTIONS_INIT;
static province made;
static rsl_review *review;

static int start(void **state) {
  (void)state;
  rsl_review_options review_options = RSL_REVIEW_OPTIONS_INIT;
  options = (rsl_table_options)RSL_TABLE_OPTIONS_INIT;
  province_start(&made);
  review_options.as_of = day_of("2023-06-30");
  assert_int_equal(rsl_review_run(made.cube, &review_options, NULL, &review, NULL), RSL_OK);
  return 0;
}

static int stop(void **state) {
  (void)state;
  rsl_review_free(review);
  province_end(&made);
  return 0;
}

static rsl_status write_it(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_table_review(what, &options, allocator, sink, error);
}

static rsl_status write_summary(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_table_headlines(what, &options, allocator, sink, error);
}

static rsl_status write_differences(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_table_reconciliation(what, made.plan, &options, allocator, sink, error);
}

static const char *reason_of(const char *indicator) {
  uint32_t index = province_indicator(&made, indicator);
  for (size_t i = 0; i < rsl_review_count(review); i++)
    if (rsl_review_at(review, i)->links.indicator == index) return rsl_review_at(review, i)->reason;
  fail_msg("no row of %s", indicator);
  return NULL;
}

static const char *headline(char *buffer, size_t size) {
  (void)rsl_headline_format(rsl_review_headline_at(review, 0), options.language, buffer, size);
  return buffer;
}

/* The figures by hand are in test_io_write_review.c. The path of SCHOOLS is at 6.4, which its 0 decimals show as 6: that
 * is above its 5, so no more of them are needed. */
static void a_reason_follows_each_row_that_is_not_on_track(void **state) {
  (void)state;
  char want[2048];
  char sentence[256];
  options.width = 0;
  (void)snprintf(want, sizeof want,
                 "Nghị quyết Đại hội Đảng bộ tỉnh Phú\n"
                 "Tỉnh Phú, as of 2023-06-30\n"
                 "%s\n"
                 "\n"
                 "Indicator                                   Actual  Expected     Target  Achieved  Rating\n"
                 "─────────────────────────────────────  ───────────  ────────  ─────────  ────────  ─────────\n"
                 "Tỷ lệ hộ nghèo (%%)                     5.20 (2022)      5.20     ≤ 4.00     40.0%%  on track\n"
                 "Số trường đạt chuẩn quốc gia (trường)     5 (2022)         6       ≥ 10     16.7%%  off track\n"
                 "    %s\n"
                 "Tỷ lệ che phủ rừng (%%)                                        41.0–42.0            no data\n"
                 "    %s\n",
                 headline(sentence, sizeof sentence), reason_of("SCHOOLS"), reason_of("FOREST"));
  expect_text(write_it, review, want);
}

static void all_reasons_may_be_asked_for(void **state) {
  (void)state;
  char want[2048];
  char sentence[256];
  bool indicators[5] = { false, false, true, false, false };
  options.width = 0;
  options.all_reasons = true;
  options.indicators = indicators;
  options.language = RSL_LANGUAGE_VIETNAMESE;
  (void)snprintf(want, sizeof want,
                 "Nghị quyết Đại hội Đảng bộ tỉnh Phú\n"
                 "Tỉnh Phú, tính đến ngày 30/6/2023\n"
                 "%s\n"
                 "\n"
                 "Chỉ tiêu              Thực hiện  Kế hoạch đến kỳ  Mục tiêu  Mức đạt  Đánh giá\n"
                 "──────────────────  ───────────  ───────────────  ────────  ───────  ───────────\n"
                 "Tỷ lệ hộ nghèo (%%)  5,20 (2022)             5,20    ≤ 4,00    40,0%%  đạt tiến độ\n"
                 "    %s\n",
                 headline(sentence, sizeof sentence), reason_of("POOR"));
  expect_text(write_it, review, want);
}

/* How wide the widest line is. */
static size_t widest_line(const char *text) {
  size_t widest = 0;
  while (*text != '\0') {
    char line[512];
    size_t length = strcspn(text, "\n");
    assert_true(length < sizeof line);
    memcpy(line, text, length);
    line[length] = '\0';
    if (rsl_text_width(line) > widest) widest = rsl_text_width(line);
    text += length + 1;
  }
  return widest;
}

static void a_page_is_as_wide_as_was_asked(void **state) {
  (void)state;
  for (size_t width = 20; width <= 80; width++) {
    rsl__text_buffer out;
    rsl__text_buffer_init(&out, NULL);
    options.width = width;
    assert_int_equal(rsl_table_review(review, &options, NULL, rsl__text_buffer_sink(&out), NULL), RSL_OK);
    assert_int_equal(rsl_table_headlines(review, &options, NULL, rsl__text_buffer_sink(&out), NULL), RSL_OK);
    assert_true(widest_line(rsl__text_buffer_string(&out)) <= width);
    /* Figures are never cut. */
    assert_non_null(strstr(rsl__text_buffer_string(&out), "5.20"));
    assert_non_null(strstr(rsl__text_buffer_string(&out), "41.0–42.0"));
    rsl__text_buffer_free(&out);
  }
}

static void a_rating_that_no_target_has_takes_no_column(void **state) {
  (void)state;
  char want[2048];
  char sentence[256];
  (void)snprintf(want, sizeof want,
                 "Nghị quyết Đại hội Đảng bộ tỉnh Phú\n"
                 "Tỉnh Phú, as of 2023-06-30\n"
                 "%s\n"
                 "\n"
                 "Field             Targets  On track  Off track  No data\n"
                 "────────────────  ───────  ────────  ─────────  ───────\n"
                 "All fields              3         1          1        1\n"
                 "Văn hóa - xã hội        2         1          1        0\n"
                 "No field                1         0          0        1\n",
                 headline(sentence, sizeof sentence));
  expect_text(write_summary, review, want);
}

/* A cube of SCHOOLS alone, of 2020, 2022 and, of one commune only, 2023. */
static rsl_cube *cube_with_a_thin_year(void) {
  static const char *const rows[][3] = {
    { "A", "2020", "2" }, { "B", "2020", "2" }, { "A", "2022", "7" }, { "B", "2022", "4" }, { "A", "2023", "8" }
  };
  rsl_cube_builder *builder = NULL;
  rsl_cube *cube = NULL;
  assert_int_equal(rsl_cube_builder_new(made.plan, NULL, NULL, &builder), RSL_OK);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    rsl_measurement row;
    rsl_measurement_init(&row);
    row.unit = province_unit(&made, rows[i][0]);
    row.indicator = province_indicator(&made, "SCHOOLS");
    row.period = period_of(rows[i][1]);
    row.has_value = true;
    row.value = decimal_of(rows[i][2]);
    assert_int_equal(rsl_cube_builder_add(builder, &row, NULL), RSL_OK);
  }
  assert_int_equal(rsl_cube_builder_finish(builder, NULL, &cube, NULL), RSL_OK);
  rsl_cube_builder_free(builder);
  return cube;
}

/* T2: a later, thinner figure is shown beside the one that is rated. 7 + 4 = 11 is past 10, 100 × 7 / 6 = 116.67 %. The
 * name has 80 - 9 - 8 - 6 - 8 - 14 - 5 × 2 = 25 columns. */
static void a_figure_that_is_not_rated_is_shown_below(void **state) {
  (void)state;
  char want[1024];
  char sentence[256];
  bool indicators[5] = { false, false, false, true, false };
  rsl_review_options review_options = RSL_REVIEW_OPTIONS_INIT;
  rsl_cube *cube = cube_with_a_thin_year();
  rsl_review_free(review);
  review_options.as_of = day_of("2024-01-05");
  assert_int_equal(rsl_review_run(cube, &review_options, NULL, &review, NULL), RSL_OK);
  options.indicators = indicators;
  (void)snprintf(want, sizeof want,
                 "Nghị quyết Đại hội Đảng bộ tỉnh Phú\n"
                 "Tỉnh Phú, as of 2024-01-05\n"
                 "%s\n"
                 "\n"
                 "Indicator                     Actual  Expected  Target  Achieved  Rating\n"
                 "─────────────────────────  ─────────  ────────  ──────  ────────  ──────────────\n"
                 "Số trường đạt chuẩn quốc   11 (2022)         6    ≥ 10    116.7%%  exceeded early\n"
                 "gia (trường)\n"
                 "    known too, not rated: 8 (2023)\n",
                 headline(sentence, sizeof sentence));
  expect_text(write_it, review, want);
  rsl_review_free(review);
  review = NULL;
  rsl_cube_free(cube);
}

static void nothing_to_review_is_said(void **state) {
  (void)state;
  bool units[3] = { false, true, true };
  options.units = units;
  expect_text(write_it, review, "There are no targets to review.\n");
  expect_text(write_summary, review, "There are no targets to review.\n");
}

static void differences_stand_below_their_unit_and_indicator(void **state) {
  (void)state;
  rsl_reconciliation *differences = NULL;
  bool indicators[5] = { true, false, true, true, true };
  assert_int_equal(rsl_reconcile(made.rollup, NULL, NULL, &differences, NULL), RSL_OK);
  expect_text(write_differences, differences,
              "Period  Reported  Rolled up  Difference  Cause\n"
              "──────  ────────  ─────────  ──────────  ───────────\n"
              "Tỉnh Phú: Số hộ nghèo (hộ)\n"
              "  2022        53         52           1  unexplained\n"
              "\n"
              "1 of 1 figures compared differ.\n");
  expect_failures_are_told(write_differences, differences);
  options.indicators = indicators;
  expect_text(write_differences, differences, "No differences were found.\n");
  rsl_reconciliation_free(differences);
}

static void failures_are_told(void **state) {
  (void)state;
  expect_failures_are_told(write_it, review);
  expect_failures_are_told(write_summary, review);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_reason_follows_each_row_that_is_not_on_track, start, stop),
    cmocka_unit_test_setup_teardown(all_reasons_may_be_asked_for, start, stop),
    cmocka_unit_test_setup_teardown(a_page_is_as_wide_as_was_asked, start, stop),
    cmocka_unit_test_setup_teardown(a_rating_that_no_target_has_takes_no_column, start, stop),
    cmocka_unit_test_setup_teardown(a_figure_that_is_not_rated_is_shown_below, start, stop),
    cmocka_unit_test_setup_teardown(nothing_to_review_is_said, start, stop),
    cmocka_unit_test_setup_teardown(differences_stand_below_their_unit_and_indicator, start, stop),
    cmocka_unit_test_setup_teardown(failures_are_told, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
