/* The roll-up for people, on the province of support/province.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <resolution/report.h>

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
  return rsl_table_rollup(what, &options, allocator, sink, error);
}

static void one_indicator_stands_above_the_units(void **state) {
  (void)state;
  rsl_rollup *rollup = province_rollup_of(&made, "POOR");
  /* 35 / 6 = 5.833…, 40 / 6 = 6.666…, 25 / 6 = 4.166… */
  expect_text(write_it, rollup,
              "Tỷ lệ hộ nghèo (%)\n"
              "\n"
              "Unit       Period  Value  Reported / owed  Origin\n"
              "─────────  ──────  ─────  ───────────────  ────────────────────────────\n"
              "Tỉnh Phú   2020     6.00              2/2  from below\n"
              "           2021     5.83              1/2  from below, too few reported\n"
              "           2022     5.20              2/2  from below\n"
              "  Xã An    2020     6.67              1/1  own report\n"
              "           2021     5.83              1/1  own report\n"
              "           2022     4.17              1/1  own report\n"
              "  Xã Bình  2020     5.00              1/1  own report\n"
              "           2021                       0/1  not reported\n"
              "           2022     6.75              1/1  own report\n");
  rsl_rollup_free(rollup);
}

static void of_several_indicators_each_unit_has_its_own(void **state) {
  (void)state;
  bool units[3] = { true, false, false };
  bool indicators[5] = { true, true, false, false, false };
  options.units = units;
  options.indicators = indicators;
  options.language = RSL_LANGUAGE_VIETNAMESE;
  options.width = 60;
  /* The province's own 53 of 2022 does not stand: its communes' 25 + 27 are complete (R2). Heads are broken first: then
   * 60 - 18 - 4 - 5 - 7 - 4 × 2 = 18 are left for the origin. */
  expect_text(write_it, made.rollup,
              "Chỉ tiêu            Kỳ      Giá  Đã/phải  Nguồn\n"
              "                            trị  báo cáo\n"
              "──────────────────  ────  ─────  ───────  ──────────────────\n"
              "Tỉnh Phú\n"
              "  Số hộ (hộ)        2020  1.000      2/2  cấp dưới\n"
              "                    2021    600      1/2  cấp dưới, chưa đủ\n"
              "                                          đơn vị báo cáo\n"
              "                    2022  1.000      2/2  cấp dưới\n"
              "  Số hộ nghèo (hộ)  2020     60      2/2  cấp dưới\n"
              "                    2021     35      1/2  cấp dưới, chưa đủ\n"
              "                                          đơn vị báo cáo\n"
              "                    2022     52      2/2  cấp dưới\n");
}

static void a_narrow_page_has_a_list_for_each_figure(void **state) {
  (void)state;
  bool units[3] = { false, true, false };
  rsl_rollup *rollup = province_rollup_of(&made, "SCHOOLS");
  options.units = units;
  options.width = 20;
  expect_text(write_it, rollup,
              "Số trường đạt chuẩn\n"
              "quốc gia (trường)\n"
              "\n"
              "Xã An\n"
              "  Period: 2020\n"
              "  Value: 2\n"
              "  Reported / owed:\n"
              "    1/1\n"
              "  Origin: own report\n"
              "Xã An\n"
              "  Period: 2021\n"
              "  Reported / owed:\n"
              "    0/1\n"
              "  Origin: not\n"
              "    reported\n"
              "Xã An\n"
              "  Period: 2022\n"
              "  Value: 3\n"
              "  Reported / owed:\n"
              "    1/1\n"
              "  Origin: own report\n");
  rsl_rollup_free(rollup);
}

static void no_figure_is_said(void **state) {
  (void)state;
  rsl_rollup *rollup = province_rollup_of(&made, "FOREST");
  expect_text(write_it, rollup, "There are no figures.\n");
  rsl_rollup_free(rollup);
}

static void failures_are_told(void **state) {
  (void)state;
  expect_failures_are_told(write_it, made.rollup);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(one_indicator_stands_above_the_units, start, stop),
    cmocka_unit_test_setup_teardown(of_several_indicators_each_unit_has_its_own, start, stop),
    cmocka_unit_test_setup_teardown(a_narrow_page_has_a_list_for_each_figure, start, stop),
    cmocka_unit_test_setup_teardown(no_figure_is_said, start, stop),
    cmocka_unit_test_setup_teardown(failures_are_told, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
