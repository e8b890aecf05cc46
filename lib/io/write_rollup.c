#include "base/error.h"
#include "io/sheet.h"

static rsl_status write_unit(rsl__sheet *sheet, const rsl_rollup *rollup, uint32_t unit, rsl_error *error);
static rsl_status write_figures(rsl__sheet *sheet, const rsl_rollup *rollup, uint32_t unit, uint32_t indicator,
                                rsl_error *error);
static void put_figure(rsl__sheet *sheet, uint32_t unit, const rsl_figure *figure);

rsl_status rsl_write_rollup(const rsl_rollup *rollup, const rsl_result_options *options, const rsl_allocator *allocator,
                            rsl_sink sink, rsl_error *error) {
  /* `low` and `high` are the bounds of R11, which are not computed yet. */
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
    rsl_figure figure;
    if (!rsl_rollup_figure(rollup, unit, indicator, periods[i], &figure)) continue;
    rsl__sheet_unit(sheet, unit);
    rsl__sheet_indicator(sheet, indicator);
    rsl__sheet_period(sheet, periods[i]);
    put_figure(sheet, unit, &figure);
    rsl__sheet_names(sheet, unit, indicator);
    status = rsl_writer_end_row(sheet->writer, error);
  }
  return status;
}

static void put_figure(rsl__sheet *sheet, uint32_t unit, const rsl_figure *figure) {
  const rsl_unit *record = rsl_plan_unit(sheet->plan, unit);
  rsl_writer_number(sheet->writer, figure->value);
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
  rsl__sheet_absent(sheet, 2);
  rsl__sheet_flags(sheet, figure->flags);
}
