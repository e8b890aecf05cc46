/* Every rule across units, of one district and its five communes: the table of the page on the rules by hand. */
#include <stdio.h>

#include <resolution/cube.h>

static const rsl_period year = { RSL_PERIOD_YEAR, 2023 };
static const char *const grades[] = { "weak", "fair", "good" };

/* What the communes A to E report of each figure: a score, households, poor ones among them, a grade. */
static const int64_t reports[][5] = {
  { 2, 3, 3, 5, 7 }, { 100, 200, 300, 200, 200 }, { 10, 40, 60, 10, 80 }, { 0, 1, 1, 2, 2 }
};

typedef struct rule_row {
  const char *code;
  rsl_rule rule;
  int given; /* which of the reports are its own figures; -1: none */
} rule_row;

/* The operands come first; what is asked of the rest is filled in by fit(). */
static const rule_row rows[] = { { "HOUSEHOLDS", RSL_RULE_SUM, 1 },    { "POOR", RSL_RULE_SUM, 2 },
                                 { "sum", RSL_RULE_SUM, 0 },           { "mean", RSL_RULE_MEAN, 0 },
                                 { "median", RSL_RULE_MEDIAN, 0 },     { "variance", RSL_RULE_VARIANCE, 0 },
                                 { "stddev", RSL_RULE_STDDEV, 0 },     { "least", RSL_RULE_MIN, 0 },
                                 { "greatest", RSL_RULE_MAX, 0 },      { "count", RSL_RULE_COUNT, 0 },
                                 { "share", RSL_RULE_SHARE, 0 },       { "weighted_mean", RSL_RULE_WEIGHTED_MEAN, 0 },
                                 { "ratio", RSL_RULE_RATIO, -1 },      { "formula", RSL_RULE_FORMULA, -1 },
                                 { "worst", RSL_RULE_WORST, 3 },       { "best", RSL_RULE_BEST, 3 },
                                 { "grades", RSL_RULE_GRADE_COUNT, 3 } };
enum { ROWS = sizeof rows / sizeof rows[0], UNITS = 6 };

/* What the rule needs beside its name. */
static void fit(rsl_indicator *indicator) {
  rsl_rollup_rule *rollup = &indicator->rollup;
  bool graded = rollup->rule >= RSL_RULE_WORST && rollup->rule <= RSL_RULE_GRADE_COUNT;
  if (rollup->rule == RSL_RULE_COUNT || rollup->rule == RSL_RULE_SHARE)
    rollup->condition = (rsl_condition){ .form = RSL_FORM_AT_LEAST, .value = { 3, 0 } };
  if (rollup->rule == RSL_RULE_SHARE) rollup->of = RSL_SHARE_OF_OWED;
  if (rollup->rule == RSL_RULE_WEIGHTED_MEAN) rollup->weight = "HOUSEHOLDS";
  if (rollup->rule == RSL_RULE_RATIO) {
    rollup->numerator = "POOR";
    rollup->denominator = "HOUSEHOLDS";
    rollup->has_factor = true;
    rollup->factor.units = 100;
  }
  if (rollup->rule == RSL_RULE_FORMULA) {
    rollup->expression = "sum / HOUSEHOLDS";
    indicator->measured_at_count = 0;
  }
  indicator->grades = grades;
  indicator->grade_count = graded ? 3 : 0;
}

static rsl_status make_plan(rsl_plan *plan, rsl_error *error) {
  static const rsl_level levels[] = { { "district", "District", { NULL, 0 } }, { "commune", "Commune", { NULL, 0 } } };
  static const char *const codes[UNITS] = { "D", "A", "B", "C", "E", "F" };
  rsl_measured_at communes;
  rsl_measured_at_init(&communes);
  communes.level = "commune";
  rsl_status status = rsl_plan_add_level(plan, &levels[0]);
  if (status == RSL_OK) status = rsl_plan_add_level(plan, &levels[1]);
  for (int i = 0; status == RSL_OK && i < UNITS; i++) {
    rsl_unit unit;
    rsl_unit_init(&unit);
    unit.code = unit.name = codes[i];
    unit.level = i == 0 ? "district" : "commune";
    unit.parent = i == 0 ? NULL : "D";
    status = rsl_plan_add_unit(plan, &unit);
  }
  for (int i = 0; status == RSL_OK && i < ROWS; i++) {
    rsl_indicator indicator;
    rsl_indicator_init(&indicator);
    indicator.code = indicator.name = rows[i].code;
    indicator.frequency = RSL_PERIOD_YEAR;
    indicator.measured_at = &communes;
    indicator.measured_at_count = 1;
    indicator.rollup.rule = rows[i].rule;
    fit(&indicator);
    status = rsl_plan_add_indicator(plan, &indicator);
  }
  return status == RSL_OK ? rsl_plan_finish(plan, NULL, error) : status;
}

static rsl_status make_cube(const rsl_plan *plan, rsl_cube **out, rsl_error *error) {
  rsl_cube_builder *builder = NULL;
  *out = NULL;
  rsl_status status = rsl_cube_builder_new(plan, NULL, NULL, &builder);
  for (uint32_t i = 0; i < ROWS; i++) {
    for (uint32_t unit = 1; status == RSL_OK && rows[i].given >= 0 && unit < UNITS; unit++) {
      rsl_measurement measurement;
      rsl_measurement_init(&measurement);
      measurement.unit = unit;
      measurement.indicator = i;
      measurement.period = year;
      measurement.has_value = true;
      measurement.value.units = reports[rows[i].given][unit - 1];
      status = rsl_cube_builder_add(builder, &measurement, error);
    }
  }
  if (status == RSL_OK) status = rsl_cube_builder_finish(builder, NULL, out, error);
  rsl_cube_builder_free(builder);
  return status;
}

static void show(const char *name, const rsl_figure *figure) {
  char value[RSL_NUMBER_TEXT];
  rsl_number_format(figure->value, value);
  printf("%-13s %s\n", name, value);
}

static rsl_status show_district(const rsl_cube *cube, rsl_error *error) {
  rsl_rollup *rollup = NULL;
  rsl_figure figure;
  rsl_status status = rsl_rollup_run(cube, NULL, NULL, &rollup, error);
  if (status != RSL_OK) return status;
  for (uint32_t i = 2; i < ROWS; i++) {
    if (rows[i].rule == RSL_RULE_WORST || rows[i].rule == RSL_RULE_BEST) {
      if (rsl_rollup_figure(rollup, 0, i, year, &figure))
        printf("%-13s %s\n", rows[i].code, grades[(int)figure.value.real]);
    } else if (rows[i].rule == RSL_RULE_GRADE_COUNT) {
      for (uint32_t grade = 0; grade < 3; grade++)
        if (rsl_rollup_grade_count(rollup, 0, i, year, grade, &figure)) show(grades[grade], &figure);
    } else if (rsl_rollup_figure(rollup, 0, i, year, &figure)) {
      show(rows[i].code, &figure);
    }
  }
  rsl_rollup_free(rollup);
  return RSL_OK;
}

int main(void) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = NULL;
  rsl_cube *cube = NULL;
  rsl_status status = rsl_plan_new(NULL, &plan);
  if (status == RSL_OK) status = make_plan(plan, &error);
  if (status == RSL_OK) status = make_cube(plan, &cube, &error);
  if (status == RSL_OK) status = show_district(cube, &error);
  if (status != RSL_OK) fprintf(stderr, "cube_rules: %s\n", error.text);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 65;
}
