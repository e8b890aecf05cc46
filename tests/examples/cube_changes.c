/* Figures that change while they are looked at: one is set, and what rolls up is current again.
 *   cube_changes district.json district.csv */
#include <stdio.h>

#include <resolution/cube.h>
#include <resolution/io.h>

static const rsl_period year = { RSL_PERIOD_YEAR, 2022 };

static rsl_status show(rsl_live *live, rsl_error *error) {
  const rsl_rollup *rollup = NULL;
  rsl_status status = rsl_live_rollup(live, &rollup, error);
  if (status != RSL_OK) return status;
  const rsl_plan *plan = rsl_cube_plan(rsl_live_cube(live));
  for (uint32_t indicator = 0; indicator < rsl_plan_indicator_count(plan); indicator++) {
    rsl_figure figure;
    char value[RSL_NUMBER_TEXT];
    if (!rsl_rollup_figure(rollup, 0, indicator, year, &figure)) continue;
    rsl_number_format(figure.value, value);
    printf("%s: %s\n", rsl_plan_indicator(plan, indicator)->name, value);
  }
  return RSL_OK;
}

/* The commune's report was late: 10 poor households more. */
static rsl_status correct(rsl_live *live, rsl_error *error) {
  rsl_measurement measurement;
  rsl_measurement_init(&measurement);
  measurement.unit = 3;
  measurement.indicator = 0;
  measurement.period = year;
  measurement.has_value = true;
  measurement.value.units = 60;
  return rsl_live_set(live, &measurement, error);
}

int main(int count, char **names) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = NULL;
  rsl_cube *cube = NULL;
  rsl_live *live = NULL;
  const char *paths[1];
  if (count < 3) return 64;
  paths[0] = names[2];
  rsl_status status = rsl_plan_read_file(names[1], NULL, NULL, NULL, &plan, &error);
  if (status == RSL_OK) status = rsl_measurements_read_files(plan, paths, 1, NULL, NULL, NULL, NULL, &cube, &error);
  if (status == RSL_OK) status = rsl_live_new(cube, NULL, NULL, &live, &error);
  if (status == RSL_OK) status = show(live, &error);
  if (status == RSL_OK) status = correct(live, &error);
  if (status == RSL_OK) puts("and with the late report:");
  if (status == RSL_OK) status = show(live, &error);
  if (status != RSL_OK) fprintf(stderr, "%s\n", error.text);
  if (live == NULL) rsl_cube_free(cube);
  rsl_live_free(live);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 1;
}
