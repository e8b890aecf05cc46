#include "io/sheet.h"

static void put_row(rsl__sheet *sheet, const rsl_cascade_row *row);
static void put_unit(rsl__sheet *sheet, uint32_t unit);

rsl_status rsl_write_cascade(const rsl_cascade *cascade, const rsl_result_options *options,
                             const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  static const char *const columns[] = { "unit",       "indicator",     "by",        "target",        "assigned",
                                         "unassigned", "children_with", "children",  "superior",      "superior_target",
                                         "state",      "target_code",   "unit_name", "indicator_name" };
  rsl__sheet sheet;
  rsl_status status = rsl__sheet_open(&sheet, options, rsl_cascade_plan(cascade), columns,
                                      sizeof columns / sizeof *columns, 2, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_cascade_count(cascade); i++) {
    const rsl_cascade_row *row = rsl_cascade_at(cascade, i);
    if (!rsl__sheet_keeps(&sheet.options, row->links.unit, row->links.indicator)) continue;
    put_row(&sheet, row);
    status = rsl_writer_end_row(sheet.writer, error);
  }
  return rsl__sheet_close(&sheet, status, error);
}

static void put_row(rsl__sheet *sheet, const rsl_cascade_row *row) {
  const rsl_target *target = rsl_plan_target(sheet->plan, row->target);
  rsl__sheet_unit(sheet, row->links.unit);
  rsl__sheet_indicator(sheet, row->links.indicator);
  rsl__sheet_period(sheet, target->by);
  rsl__sheet_rated(sheet, row->links.indicator, row->value);
  rsl__sheet_rated(sheet, row->links.indicator, row->assigned);
  rsl_writer_number(sheet->writer, row->unassigned);
  rsl__sheet_count(sheet, row->children_with);
  rsl__sheet_count(sheet, row->children);
  put_unit(sheet, row->superior);
  rsl__sheet_rated(sheet, row->links.indicator, row->superior_target);
  rsl_writer_text(sheet->writer, rsl_cascade_state_name(row->state));
  rsl_writer_text(sheet->writer, target->code);
  rsl__sheet_names(sheet, row->links.unit, row->links.indicator);
}

/** Beside the row's own unit, whose reference the sheet holds. */
static void put_unit(rsl__sheet *sheet, uint32_t unit) {
  char reference[RSL_UNIT_REFERENCE] = "";
  if (unit != RSL_NONE) rsl_plan_unit_reference(sheet->plan, unit, reference);
  rsl_writer_text(sheet->writer, reference);
}

rsl_status rsl_write_allocation(const rsl_allocation *allocation, const rsl_plan *plan, uint32_t target,
                                const rsl_result_options *options, const rsl_allocator *allocator, rsl_sink sink,
                                rsl_error *error) {
  static const char *const columns[] = { "unit", "indicator", "by", "value", "basis", "unit_name", "indicator_name" };
  uint32_t indicator = rsl_plan_target_links(plan, target).indicator;
  rsl__sheet sheet;
  rsl_status status =
      rsl__sheet_open(&sheet, options, plan, columns, sizeof columns / sizeof *columns, 2, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_allocation_count(allocation); i++) {
    const rsl_allocation_row *row = rsl_allocation_at(allocation, i);
    if (!rsl__sheet_keeps(&sheet.options, row->unit, indicator)) continue;
    rsl__sheet_unit(&sheet, row->unit);
    rsl__sheet_indicator(&sheet, indicator);
    rsl__sheet_period(&sheet, rsl_plan_target(plan, target)->by);
    rsl_writer_number(sheet.writer, row->value);
    rsl_writer_number(sheet.writer, row->basis);
    rsl__sheet_names(&sheet, row->unit, indicator);
    status = rsl_writer_end_row(sheet.writer, error);
  }
  return rsl__sheet_close(&sheet, status, error);
}
