#include "base/error.h"
#include "cube/grade.h"
#include "io/sheet.h"

static void put_figure(rsl__sheet *sheet, uint32_t indicator, rsl_number figure);

rsl_status rsl_write_reconciliation(const rsl_reconciliation *reconciliation, const rsl_plan *plan,
                                    const rsl_result_options *options, const rsl_allocator *allocator, rsl_sink sink,
                                    rsl_error *error) {
  static const char *const columns[] = { "unit",      "indicator",        "period",        "reported",
                                         "rolled_up", "difference",       "relative",      "coverage",
                                         "cause",     "missing_children", "late_revision", "own_figure",
                                         "rounding",  "unexplained",      "unit_name",     "indicator_name" };
  rsl__sheet sheet;
  rsl_status status =
      rsl__sheet_open(&sheet, options, plan, columns, sizeof columns / sizeof *columns, 2, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_reconciliation_count(reconciliation); i++) {
    const rsl_reconciliation_row *row = rsl_reconciliation_at(reconciliation, i);
    if (!rsl__sheet_keeps(&sheet.options, row->unit, row->indicator)) continue;
    rsl__sheet_unit(&sheet, row->unit);
    rsl__sheet_indicator(&sheet, row->indicator);
    rsl__sheet_period(&sheet, row->period);
    put_figure(&sheet, row->indicator, row->reported);
    put_figure(&sheet, row->indicator, row->rolled_up);
    rsl_writer_number(sheet.writer, row->difference);
    rsl_writer_number(sheet.writer, row->relative);
    rsl_writer_number(sheet.writer, row->coverage);
    rsl_writer_text(sheet.writer, rsl_difference_cause_name(row->cause));
    for (int cause = 0; cause < RSL_CAUSE_END; cause++) rsl_writer_number(sheet.writer, row->parts[cause]);
    rsl__sheet_names(&sheet, row->unit, row->indicator);
    status = rsl_writer_end_row(sheet.writer, error);
  }
  return rsl__sheet_close(&sheet, status, error);
}

/* The difference of two grades is told in steps. */
static void put_figure(rsl__sheet *sheet, uint32_t indicator, rsl_number figure) {
  const char *grade = rsl__grade_code(sheet->plan, indicator, figure);
  if (grade != NULL) {
    rsl_writer_text(sheet->writer, grade);
  } else {
    rsl_writer_number(sheet->writer, figure);
  }
}
