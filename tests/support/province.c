#include "support/province.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/plan_maker.h"

static rsl_measured_at communes = { "commune", RSL_DATE_NONE, RSL_DATE_NONE };
static rsl_measured_at provinces = { "province", RSL_DATE_NONE, RSL_DATE_NONE };

static rsl_indicator measured(const char *code, const char *name, const char *unit, rsl_rule rule) {
  rsl_indicator indicator;
  rsl_indicator_init(&indicator);
  indicator.code = code;
  indicator.name = name;
  indicator.unit_of_measure = unit;
  indicator.frequency = RSL_PERIOD_YEAR;
  indicator.rollup.rule = rule;
  indicator.time = RSL_TIME_LAST;
  indicator.measured_at = rule == RSL_RULE_NONE ? &provinces : &communes;
  indicator.measured_at_count = 1;
  return indicator;
}

static void add_units(rsl_plan *plan) {
  static const char *const units[][4] = { { "P", "Tỉnh Phú", "province", NULL },
                                          { "A", "Xã An", "commune", "P" },
                                          { "B", "Xã Bình", "commune", "P" } };
  for (size_t i = 0; i < 3; i++) {
    rsl_unit unit;
    rsl_unit_init(&unit);
    unit.code = units[i][0];
    unit.name = units[i][1];
    unit.level = units[i][2];
    unit.parent = units[i][3];
    assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
  }
}

static void add_indicators(rsl_plan *plan) {
  rsl_indicator indicator = measured("HH", "Số hộ", "hộ", RSL_RULE_SUM);
  add_indicator(plan, &indicator);
  indicator = measured("POOR_HH", "Số hộ nghèo", "hộ", RSL_RULE_SUM);
  add_indicator(plan, &indicator);
  indicator = measured("POOR", "Tỷ lệ hộ nghèo", "%", RSL_RULE_RATIO);
  indicator.decimals = 2;
  indicator.direction = RSL_DIRECTION_DECREASE;
  indicator.rollup.numerator = "POOR_HH";
  indicator.rollup.denominator = "HH";
  indicator.rollup.has_factor = true;
  indicator.rollup.factor = decimal_of("100");
  indicator.field = "society";
  add_indicator(plan, &indicator);
  indicator = measured("SCHOOLS", "Số trường đạt chuẩn quốc gia", "trường", RSL_RULE_SUM);
  indicator.direction = RSL_DIRECTION_INCREASE;
  indicator.field = "society";
  add_indicator(plan, &indicator);
  indicator = measured("FOREST", "Tỷ lệ che phủ rừng", "%", RSL_RULE_NONE);
  indicator.decimals = 1;
  indicator.direction = RSL_DIRECTION_INCREASE;
  add_indicator(plan, &indicator);
}

static void add_targets(rsl_plan *plan) {
  static const rsl_field society = { "society", "Văn hóa - xã hội", { NULL, 0 } };
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  resolution.code = "R";
  resolution.title = "Nghị quyết Đại hội Đảng bộ tỉnh Phú";
  resolution.unit = "P";
  resolution.from = period_of("2021");
  resolution.to = period_of("2025");
  resolution.baseline = period_of("2020");
  assert_int_equal(rsl_plan_add_field(plan, &society), RSL_OK);
  assert_int_equal(rsl_plan_add_resolution(plan, &resolution), RSL_OK);
  static const struct {
    const char *indicator;
    rsl_form form;
    const char *number;
    const char *upper;
  } targets[] = { { "POOR", RSL_FORM_AT_MOST, "4", NULL },
                  { "SCHOOLS", RSL_FORM_AT_LEAST, "10", NULL },
                  { "FOREST", RSL_FORM_BETWEEN, "41", "42" } };
  for (size_t i = 0; i < 3; i++) {
    rsl_target target;
    rsl_target_init(&target);
    target.unit = "P";
    target.indicator = targets[i].indicator;
    target.resolution = "R";
    target.form = target.condition.form = targets[i].form;
    target.condition.value = decimal_of(targets[i].number);
    target.condition.is_range = targets[i].upper != NULL;
    if (target.condition.is_range) target.condition.upper = decimal_of(targets[i].upper);
    assert_int_equal(rsl_plan_add_target(plan, &target), RSL_OK);
  }
}

static rsl_measurement measurement(const province *made, const char *unit, const char *indicator, const char *period,
                                   const char *value, size_t line) {
  rsl_measurement row;
  rsl_measurement_init(&row);
  row.unit = province_unit(made, unit);
  row.indicator = province_indicator(made, indicator);
  row.period = period_of(period);
  row.has_value = true;
  row.value = decimal_of(value);
  row.file = "m.csv";
  row.line = line;
  return row;
}

static void add_figures(const province *made, rsl_cube_builder *builder) {
  static const char *const rows[][4] = {
    { "A", "HH", "2020", "600" },     { "B", "HH", "2020", "400" },    { "A", "POOR_HH", "2020", "40" },
    { "B", "POOR_HH", "2020", "20" }, { "A", "HH", "2021", "600" },    { "A", "POOR_HH", "2021", "35" },
    { "A", "HH", "2022", "600" },     { "B", "HH", "2022", "400" },    { "A", "POOR_HH", "2022", "25" },
    { "B", "POOR_HH", "2022", "27" }, { "A", "SCHOOLS", "2020", "2" }, { "B", "SCHOOLS", "2020", "2" },
    { "A", "SCHOOLS", "2022", "3" },  { "B", "SCHOOLS", "2022", "2" },
  };
  size_t line = 1;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    rsl_measurement row = measurement(made, rows[i][0], rows[i][1], rows[i][2], rows[i][3], ++line);
    assert_int_equal(rsl_cube_builder_add(builder, &row, NULL), RSL_OK);
  }
  rsl_measurement own = measurement(made, "P", "POOR_HH", "2022", "50", 16);
  own.has_revision = true;
  own.revision = 1;
  own.reported_at = day_of("2023-01-05");
  assert_int_equal(rsl_cube_builder_add(builder, &own, NULL), RSL_OK);
  own = measurement(made, "P", "POOR_HH", "2022", "53", 17);
  own.has_revision = true;
  own.revision = 2;
  own.reported_at = day_of("2023-02-01");
  own.status = 'P';
  own.source = "Sở LĐ-TB&XH";
  assert_int_equal(rsl_cube_builder_add(builder, &own, NULL), RSL_OK);
}

void province_start(province *made) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_cube_builder *builder = NULL;
  *made = (province){ NULL, NULL, NULL };
  assert_int_equal(rsl_plan_new(NULL, &made->plan), RSL_OK);
  add_level(made->plan, "province", "Tỉnh");
  add_level(made->plan, "commune", "Xã");
  add_units(made->plan);
  add_indicators(made->plan);
  add_targets(made->plan);
  if (rsl_plan_finish(made->plan, NULL, &error) != RSL_OK) fail_msg("%s", error.text);
  assert_int_equal(rsl_cube_builder_new(made->plan, NULL, NULL, &builder), RSL_OK);
  add_figures(made, builder);
  if (rsl_cube_builder_finish(builder, NULL, &made->cube, &error) != RSL_OK) fail_msg("%s", error.text);
  rsl_cube_builder_free(builder);
  if (rsl_rollup_run(made->cube, NULL, NULL, &made->rollup, &error) != RSL_OK) fail_msg("%s", error.text);
}

void province_end(province *made) {
  rsl_rollup_free(made->rollup);
  rsl_cube_free(made->cube);
  rsl_plan_free(made->plan);
}

rsl_rollup *province_rollup_of(const province *made, const char *indicator) {
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_rollup *rollup = NULL;
  uint32_t only = province_indicator(made, indicator);
  request.indicators = &only;
  request.indicator_count = 1;
  assert_int_equal(rsl_rollup_run(made->cube, &request, NULL, &rollup, NULL), RSL_OK);
  return rollup;
}

uint32_t province_unit(const province *made, const char *code) {
  uint32_t unit = RSL_NONE;
  assert_int_equal(rsl_plan_find_unit(made->plan, code, strlen(code), RSL_NONE, RSL_DATE_NONE, &unit, NULL), RSL_OK);
  return unit;
}

uint32_t province_indicator(const province *made, const char *code) {
  uint32_t indicator = rsl_plan_find_indicator(made->plan, code, strlen(code));
  assert_int_not_equal(indicator, RSL_NONE);
  return indicator;
}

rsl_explanation *province_explain(const province *made, const char *indicator, const char *period) {
  rsl_explanation *explanation = NULL;
  assert_int_equal(rsl_explain(made->cube, province_unit(made, "P"), province_indicator(made, indicator),
                               period_of(period), NULL, NULL, &explanation, NULL),
                   RSL_OK);
  return explanation;
}
