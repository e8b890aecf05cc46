#include "base/error.h"
#include "io/sheet.h"

/* What a row is of. */
typedef struct subject {
  uint32_t unit;
  uint32_t indicator;
  rsl_period period;
} subject;

static rsl_status write_unit(rsl__sheet *sheet, const rsl_rollup *rollup, uint32_t unit, rsl_error *error);
static rsl_status write_figures(rsl__sheet *sheet, const rsl_rollup *rollup, uint32_t unit, uint32_t indicator,
                                rsl_error *error);
static rsl_status write_grades(rsl__sheet *sheet, const rsl_rollup *rollup, const subject *at, rsl_error *error);
static rsl_status end_row(rsl__sheet *sheet, const subject *at, const rsl_figure *figure, rsl_error *error);

rsl_status rsl_write_rollup(const rsl_rollup *rollup, const rsl_result_options *options, const rsl_allocator *allocator,
                            rsl_sink sink, rsl_error *error) {
  static const char *const columns[] = { "unit",      "indicator",   "period",    "value",         "reporting",
                                         "owed",      "status",      "origin",    "level",         "name",
                                         "numerator", "denominator", "stood_in",  "weak",          "low",
                                         "high",      "flags",       "unit_name", "indicator_name" };
  const rsl_plan *plan = rsl_cube_plan(rsl_rollup_cube(rollup));
  const rsl_structure *structure = rsl_rollup_structure(rollup);
  rsl__sheet sheet;
  rsl_status status =
      rsl__sheet_open(&sheet, options, plan, columns, sizeof columns / sizeof *columns, 2, allocator, sink, error);
  for (uint32_t i = 0; status == RSL_OK && i < rsl_structure_count(structure); i++) {
    uint32_t unit = rsl_structure_unit(structure, i);
    if (rsl__sheet_keeps(&sheet.options, unit, RSL_NONE)) status = write_unit(&sheet, rollup, unit, error);
  }
  return rsl__sheet_close(&sheet, status, error);
}

static rsl_status write_unit(rsl__sheet *sheet, const rsl_rollup *rollup, uint32_t unit, rsl_error *error) {
  uint32_t count = rsl_plan_indicator_count(sheet->plan);
  rsl_status status = RSL_OK;
  for (uint32_t indicator = 0; status == RSL_OK && indicator < count; indicator++) {
    if (!rsl__sheet_keeps(&sheet->options, unit, indicator) || !rsl_rollup_has_row(rollup, unit, indicator)) continue;
    status = write_figures(sheet, rollup, unit, indicator, error);
  }
  return status;
}

static rsl_status write_figures(rsl__sheet *sheet, const rsl_rollup *rollup, uint32_t unit, uint32_t indicator,
                                rsl_error *error) {
  size_t count = 0;
  const rsl_period *periods = rsl_rollup_periods(rollup, indicator, &count);
  rsl_status status = RSL_OK;
  for (size_t i = 0; status == RSL_OK && i < count; i++) {
    subject at = { unit, indicator, periods[i] };
    rsl_figure figure;
    if (!rsl_rollup_figure(rollup, unit, indicator, periods[i], &figure)) continue;
    rsl__sheet_unit(sheet, unit);
    rsl__sheet_indicator(sheet, indicator);
    rsl__sheet_period(sheet, periods[i]);
    rsl__sheet_figure(sheet, indicator, &figure);
    status = end_row(sheet, &at, &figure, error);
    if (status == RSL_OK) status = write_grades(sheet, rollup, &at, error);
  }
  return status;
}

/* R4: how many are at each grade, `CODE:grade`. */
static rsl_status write_grades(rsl__sheet *sheet, const rsl_rollup *rollup, const subject *at, rsl_error *error) {
  const rsl_indicator *record = rsl_plan_indicator(sheet->plan, at->indicator);
  rsl_status status = RSL_OK;
  rsl_figure figure;
  for (uint32_t i = 0; status == RSL_OK && i < record->grade_count; i++) {
    if (!rsl_rollup_grade_count(rollup, at->unit, at->indicator, at->period, i, &figure)) break;
    rsl__sheet_unit(sheet, at->unit);
    rsl__sheet_grade(sheet, at->indicator, i);
    rsl__sheet_period(sheet, at->period);
    rsl_writer_number(sheet->writer, figure.value);
    status = end_row(sheet, at, &figure, error);
  }
  return status;
}

/* What stands behind the value. */
static rsl_status end_row(rsl__sheet *sheet, const subject *at, const rsl_figure *figure, rsl_error *error) {
  const rsl_unit *record = rsl_plan_unit(sheet->plan, at->unit);
  rsl__sheet_count(sheet, figure->reporting);
  rsl__sheet_count(sheet, figure->owed);
  rsl__sheet_letter(sheet, figure->status);
  rsl_writer_text(sheet->writer, rsl_origin_name(figure->origin));
  rsl_writer_text(sheet->writer, record->level);
  rsl_writer_text(sheet->writer, record->name);
  rsl_writer_number(sheet->writer, figure->numerator);
  rsl_writer_number(sheet->writer, figure->denominator);
  rsl__sheet_count(sheet, figure->stood_in);
  rsl__sheet_count(sheet, figure->weak);
  rsl_writer_number(sheet->writer, figure->low);
  rsl_writer_number(sheet->writer, figure->high);
  rsl__sheet_flags(sheet, figure->flags);
  rsl__sheet_names(sheet, at->unit, at->indicator);
  return rsl_writer_end_row(sheet->writer, error);
}
