/* Figures of units that are no more, in the structure of a later day: A and B merged into M, C was split into X and Y. */
#include <stdio.h>

#include <resolution/cube.h>

typedef struct life {
  const char *code;
  const char *level;
  bool ends; /* on the day of the change; else it begins then, or was always there */
  bool begins;
} life;

static rsl_date day_of_change(void) {
  return rsl_date_from_civil(2025, 7, 1);
}

static rsl_status add_units(rsl_plan *plan) {
  static const rsl_level levels[] = { { "province", "Province", { NULL, 0 } }, { "commune", "Commune", { NULL, 0 } } };
  static const life lives[] = { { "P", "province", false, false }, { "A", "commune", true, false },
                                { "B", "commune", true, false },   { "C", "commune", true, false },
                                { "M", "commune", false, true },   { "X", "commune", false, true },
                                { "Y", "commune", false, true } };
  static const char *const successions[][3] = {
    { "A", "M", NULL }, { "B", "M", NULL }, { "C", "X", "1/3" }, { "C", "Y", "2/3" }
  };
  rsl_status status = RSL_OK;
  for (size_t i = 0; status == RSL_OK && i < 2; i++) status = rsl_plan_add_level(plan, &levels[i]);
  for (size_t i = 0; status == RSL_OK && i < 7; i++) {
    rsl_unit unit;
    rsl_unit_init(&unit);
    unit.code = unit.name = lives[i].code;
    unit.level = lives[i].level;
    unit.parent = i == 0 ? NULL : "P";
    if (lives[i].ends) unit.to = day_of_change();
    if (lives[i].begins) unit.from = day_of_change();
    status = rsl_plan_add_unit(plan, &unit);
  }
  for (size_t i = 0; status == RSL_OK && i < 4; i++) {
    rsl_succession succession;
    rsl_succession_init(&succession);
    succession.unit = successions[i][0];
    succession.successor = successions[i][1];
    succession.share = successions[i][2];
    succession.on = day_of_change();
    status = rsl_plan_add_succession(plan, &succession);
  }
  return status;
}

/* People add up and can be apportioned; a highest peak cannot. */
static rsl_status add_indicators(rsl_plan *plan) {
  static const char *const codes[] = { "PEOPLE", "PEAK" };
  rsl_status status = RSL_OK;
  for (size_t i = 0; status == RSL_OK && i < 2; i++) {
    rsl_indicator indicator;
    rsl_measured_at communes;
    rsl_indicator_init(&indicator);
    rsl_measured_at_init(&communes);
    communes.level = "commune";
    indicator.code = indicator.name = codes[i];
    indicator.frequency = RSL_PERIOD_YEAR;
    indicator.measured_at = &communes;
    indicator.measured_at_count = 1;
    indicator.rollup.rule = i == 0 ? RSL_RULE_SUM : RSL_RULE_MAX;
    status = rsl_plan_add_indicator(plan, &indicator);
  }
  return status;
}

static rsl_status add_figures(rsl_cube_builder *builder, rsl_error *error) {
  static const int64_t figures[2][3] = { { 10, 20, 10 }, { 500, 900, 700 } };
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < 6; i++) {
    rsl_measurement measurement;
    rsl_measurement_init(&measurement);
    measurement.unit = 1 + i % 3; /* A, B, C */
    measurement.indicator = i / 3;
    measurement.period = (rsl_period){ RSL_PERIOD_YEAR, 2024 };
    measurement.has_value = true;
    measurement.value.units = figures[i / 3][i % 3];
    status = rsl_cube_builder_add(builder, &measurement, error);
  }
  return status;
}

static void show(const rsl_rollup *rollup) {
  const rsl_plan *plan = rsl_cube_plan(rsl_rollup_cube(rollup));
  const rsl_structure *structure = rsl_rollup_structure(rollup);
  const rsl_period year = { RSL_PERIOD_YEAR, 2024 };
  for (uint32_t indicator = 0; indicator < 2; indicator++) {
    for (uint32_t p = 0; p < rsl_structure_count(structure); p++) {
      rsl_figure figure;
      char value[RSL_NUMBER_TEXT];
      uint32_t unit = rsl_structure_unit(structure, p);
      if (!rsl_rollup_figure(rollup, unit, indicator, year, &figure)) continue;
      rsl_number_format(figure.value, value);
      printf("%s %s: %s %c %s%s\n", rsl_plan_indicator(plan, indicator)->code, rsl_plan_unit(plan, unit)->code, value,
             figure.status == '\0' ? '-' : figure.status, rsl_origin_name(figure.origin),
             rsl_absence_name(figure.absence));
    }
    uint32_t undivided[1];
    if (rsl_rollup_undivided(rollup, indicator, year, undivided, 1) > 0)
      printf("%s of %s cannot be apportioned\n", rsl_plan_indicator(plan, indicator)->code,
             rsl_plan_unit(plan, undivided[0])->code);
  }
}

int main(void) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = NULL;
  rsl_cube_builder *builder = NULL;
  rsl_cube *cube = NULL;
  rsl_rollup *rollup = NULL;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.structure = day_of_change();
  rsl_status status = rsl_plan_new(NULL, &plan);
  if (status == RSL_OK) status = add_units(plan);
  if (status == RSL_OK) status = add_indicators(plan);
  if (status == RSL_OK) status = rsl_plan_finish(plan, NULL, &error);
  if (status == RSL_OK) status = rsl_cube_builder_new(plan, NULL, NULL, &builder);
  if (status == RSL_OK) status = add_figures(builder, &error);
  if (status == RSL_OK) status = rsl_cube_builder_finish(builder, NULL, &cube, &error);
  if (status == RSL_OK) status = rsl_rollup_run(cube, &request, NULL, &rollup, &error);
  if (status == RSL_OK) show(rollup);
  if (status != RSL_OK) fprintf(stderr, "%s\n", error.text);
  rsl_rollup_free(rollup);
  rsl_cube_free(cube);
  rsl_cube_builder_free(builder);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 1;
}
