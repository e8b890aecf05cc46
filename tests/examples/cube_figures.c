/* Measurements, their roll-up and where a figure came from, with cube.h. The plan and the numbers are those of the
 * concepts page: three communes with 10, 30 and 50 poor households of 1,000, 500 and 500.
 *   cube_figures district.json */
#include <stdio.h>

#include <resolution/cube.h>
#include <resolution/io.h>

static const rsl_period year = { RSL_PERIOD_YEAR, 2022 };

static rsl_status add(rsl_cube_builder *builder, uint32_t unit, uint32_t indicator, int64_t value, rsl_error *error) {
  rsl_measurement measurement;
  rsl_measurement_init(&measurement);
  measurement.unit = unit;
  measurement.indicator = indicator;
  measurement.period = year;
  measurement.has_value = true;
  measurement.value.units = value;
  return rsl_cube_builder_add(builder, &measurement, error);
}

static rsl_status make_cube(const rsl_plan *plan, rsl_cube **out, rsl_error *error) {
  static const int64_t poor[] = { 95, 10, 30, 50 }, households[] = { 0, 1000, 500, 500 };
  rsl_cube_options options = RSL_CUBE_OPTIONS_INIT;
  rsl_cube_builder *builder = NULL;
  *out = NULL;
  rsl_status status = rsl_cube_builder_new(plan, &options, NULL, &builder);
  for (uint32_t unit = 0; status == RSL_OK && unit < 4; unit++) {
    status = add(builder, unit, 0, poor[unit], error);
    if (status == RSL_OK && unit > 0) status = add(builder, unit, 1, households[unit], error);
  }
  if (status == RSL_OK) status = rsl_cube_builder_finish(builder, NULL, out, error);
  rsl_cube_builder_free(builder);
  return status;
}

static void show_cube(const rsl_cube *cube) {
  rsl_period first, last;
  rsl_measurement rows[1];
  char day[RSL_DATE_TEXT], value[RSL_DECIMAL_TEXT];
  rsl_date_format(rsl_cube_last_day(cube), day);
  printf("%d rows up to %s, %d skipped, %d reported later\n", (int)rsl_cube_row_count(cube), day,
         (int)rsl_cube_skipped_count(cube), (int)rsl_cube_later_count(cube));
  if (rsl_cube_period_range(cube, 2, &first, &last))
    printf("the rate is known from %d to %d\n", first.index, last.index);
  if (rsl_cube_rows(cube, 0, 0, year, rows, 1) == 1) {
    rsl_decimal_format(rows[0].value, value);
    printf("%s reported %s%s of itself\n", rsl_plan_unit(rsl_cube_plan(cube), 0)->name,
           rsl_qualifier_mark(rows[0].qualifier), value);
  }
}

static void show_figure(const rsl_rollup *rollup, uint32_t unit, uint32_t indicator) {
  const rsl_plan *plan = rsl_cube_plan(rsl_rollup_cube(rollup));
  rsl_figure figure;
  if (!rsl_rollup_has_row(rollup, unit, indicator) || !rsl_rollup_figure(rollup, unit, indicator, year, &figure))
    return;
  char value[RSL_NUMBER_TEXT], coverage[RSL_NUMBER_TEXT];
  rsl_number_format(figure.value, value);
  rsl_number_format(rsl_figure_coverage(&figure), coverage);
  printf("%s, %s: %s, from %s, coverage %s\n", rsl_plan_unit(plan, unit)->name,
         rsl_plan_indicator(plan, indicator)->name, value, rsl_origin_name(figure.origin), coverage);
  if (figure.absence != RSL_ABSENCE_NONE) printf("  absent: %s\n", rsl_absence_name(figure.absence));
  for (int flag = 1; flag < RSL_FLAG_END; flag *= 2)
    if ((figure.flags & (unsigned)flag) != 0) printf("  flag: %s\n", rsl_flag_name((rsl_flag)flag));
}

/* All units at once, where only value and coverage are wanted. */
static void show_all(const rsl_rollup *rollup) {
  double values[4];
  uint64_t reporting[4], owed[4];
  if (!rsl_rollup_figures(rollup, 0, year, values, reporting, owed)) return;
  for (int unit = 0; unit < 4; unit++)
    printf("%s%.0f of %d/%d", unit == 0 ? "side by side: " : ", ", values[unit], (int)reporting[unit], (int)owed[unit]);
  puts("");
}

static rsl_status show_rollup(const rsl_cube *cube, rsl_error *error) {
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.periods = &year;
  request.period_count = 1;
  rsl_rollup *rollup = NULL;
  rsl_status status = rsl_rollup_run(cube, &request, NULL, &rollup, error);
  if (status != RSL_OK) return status;
  size_t periods = 0;
  (void)rsl_rollup_periods(rollup, 2, &periods);
  printf("rolled up over %u units and %zu period\n", rsl_structure_count(rsl_rollup_structure(rollup)), periods);
  for (uint32_t indicator = 0; indicator < 3; indicator++) show_figure(rollup, 0, indicator);
  show_all(rollup);
  rsl_rollup_free(rollup);
  return RSL_OK;
}

static rsl_status show_explanation(const rsl_cube *cube, rsl_error *error) {
  rsl_explanation *explanation = NULL;
  rsl_status status = rsl_explain(cube, 0, 0, year, NULL, NULL, &explanation, error);
  if (status != RSL_OK) return status;
  for (size_t i = 0; i < rsl_explanation_count(explanation); i++) {
    const rsl_explanation_node *node = rsl_explanation_at(explanation, i);
    const char *what = node->kind == RSL_EXPLAIN_FIGURE ? "figure"
                       : node->kind == RSL_EXPLAIN_ROW  ? "row"
                                                        : "unused row";
    const char *why = node->unused == RSL_UNUSED_NONE ? "" : ", as ";
    printf("%*s%s of %s%s%s\n", 2 * (int)node->depth, "", what, rsl_plan_unit(rsl_cube_plan(cube), node->unit)->name,
           why, rsl_unused_name(node->unused));
  }
  rsl_explanation_free(explanation);
  return RSL_OK;
}

int main(int count, char **names) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = NULL;
  rsl_cube *cube = NULL;
  rsl_problems *problems = NULL;
  if (count < 2) return 64;
  rsl_status status = rsl_plan_read_file(names[1], NULL, NULL, NULL, &plan, &error);
  if (status == RSL_OK) status = make_cube(plan, &cube, &error);
  if (status == RSL_OK) status = rsl_problems_new(NULL, 0, &problems);
  if (status == RSL_OK) status = rsl_cube_check(cube, NULL, problems, &error);
  if (status == RSL_OK) {
    printf("%zu error in the figures\n", rsl_problems_errors(problems));
    show_cube(cube);
    status = show_rollup(cube, &error);
  }
  if (status == RSL_OK) status = show_explanation(cube, &error);
  if (status != RSL_OK) fprintf(stderr, "%s\n", error.text);
  rsl_problems_free(problems);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 1;
}
