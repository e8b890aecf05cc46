/* A figure as a tree, on the province of support/province.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <resolution/report.h>

#include "support/plan_maker.h"
#include "support/province.h"
#include "support/sinks.h"

static rsl_table_options options = RSL_TABLE_OPTIONS_INIT;
static province made;

static int start(void **state) {
  (void)state;
  options = (rsl_table_options)RSL_TABLE_OPTIONS_INIT;
  province_start(&made);
  return 0;
}

static int stop(void **state) {
  (void)state;
  province_end(&made);
  return 0;
}

static rsl_status write_it(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_tree_explanation(what, made.plan, &options, allocator, sink, error);
}

static void a_ratio_shows_the_sums_that_were_divided(void **state) {
  (void)state;
  rsl_explanation *explanation = province_explain(&made, "POOR", "2021");
  options.width = 0;
  expect_text(write_it, explanation,
              "Tỉnh Phú, Tỷ lệ hộ nghèo, 2021: 5.83 % = Σ POOR_HH (35) / Σ HH (600) × 100, from 1 of 2 (too few "
              "reported)\n"
              "├─ Xã An: 5.83 = POOR_HH (35) / HH (600) × 100\n"
              "│  ├─ POOR_HH: 35, m.csv:7\n"
              "│  └─ HH: 600, m.csv:6\n"
              "└─ Xã Bình: not reported\n"
              "   ├─ POOR_HH: not reported\n"
              "   └─ HH: not reported\n");
  rsl_explanation_free(explanation);
}

static void a_report_that_does_not_stand_is_shown_as_such(void **state) {
  (void)state;
  rsl_explanation *explanation = province_explain(&made, "POOR_HH", "2022");
  options.language = RSL_LANGUAGE_VIETNAMESE;
  expect_text(write_it, explanation,
              "Tỉnh Phú, Số hộ nghèo, 2022: 52 hộ = Σ, từ 2/2 số liệu phải báo cáo\n"
              "├─ 50 (không dùng: bản cũ), m.csv:16, lần sửa 1, báo cáo ngày 05/01/2023\n"
              "├─ 53 P (không dùng: lấy số tổng hợp từ cấp dưới), m.csv:17, lần sửa 2, báo cáo\n"
              "│     ngày 01/02/2023, Sở LĐ-TB&XH\n"
              "├─ Xã An: 25, m.csv:10\n"
              "└─ Xã Bình: 27, m.csv:11\n");
  rsl_explanation_free(explanation);
}

static void long_lines_are_broken_beside_the_branches(void **state) {
  (void)state;
  rsl_explanation *explanation = province_explain(&made, "POOR_HH", "2022");
  options.width = 44;
  expect_text(write_it, explanation,
              "Tỉnh Phú, Số hộ nghèo, 2022: 52 hộ = Σ, from\n"
              "│  2 of 2\n"
              "├─ 50 (not used: an older revision),\n"
              "│     m.csv:16, revision 1, reported on\n"
              "│     2023-01-05\n"
              "├─ 53 P (not used: those below stand),\n"
              "│     m.csv:17, revision 2, reported on\n"
              "│     2023-02-01, Sở LĐ-TB&XH\n"
              "├─ Xã An: 25, m.csv:10\n"
              "└─ Xã Bình: 27, m.csv:11\n");
  rsl_explanation_free(explanation);
}

static void failures_are_told(void **state) {
  (void)state;
  rsl_explanation *explanation = province_explain(&made, "POOR", "2022");
  expect_failures_are_told(write_it, explanation);
  rsl_explanation_free(explanation);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_ratio_shows_the_sums_that_were_divided, start, stop),
    cmocka_unit_test_setup_teardown(a_report_that_does_not_stand_is_shown_as_such, start, stop),
    cmocka_unit_test_setup_teardown(long_lines_are_broken_beside_the_branches, start, stop),
    cmocka_unit_test_setup_teardown(failures_are_told, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
