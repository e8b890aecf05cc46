#include "io/sheet.h"

static void put_row(rsl__sheet *sheet, const rsl_contribution_row *row);

rsl_status rsl_write_contribution(const rsl_contribution *contribution, const rsl_result_options *options,
                                  const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  static const char *const columns[] = { "depth",     "unit",         "kind",    "units",        "baseline",   "actual",
                                         "expected",  "contribution", "percent", "level_effect", "mix_effect", "weight",
                                         "reporting", "owed",         "rating",  "unit_name" };
  const rsl_plan *plan = rsl_review_plan(rsl_contribution_review(contribution));
  rsl__sheet sheet;
  rsl_status status =
      rsl__sheet_open(&sheet, options, plan, columns, sizeof columns / sizeof *columns, 1, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_contribution_count(contribution); i++) {
    const rsl_contribution_row *row = rsl_contribution_at(contribution, i);
    if (!rsl__sheet_keeps(&sheet.options, row->unit, RSL_NONE)) continue;
    put_row(&sheet, row);
    status = rsl_writer_end_row(sheet.writer, error);
  }
  return rsl__sheet_close(&sheet, status, error);
}

static void put_row(rsl__sheet *sheet, const rsl_contribution_row *row) {
  rsl_writer_integer(sheet->writer, row->depth);
  rsl__sheet_unit(sheet, row->unit);
  rsl_writer_text(sheet->writer, rsl_contributor_kind_name(row->kind));
  rsl_writer_integer(sheet->writer, row->count);
  rsl_writer_number(sheet->writer, row->baseline);
  rsl_writer_number(sheet->writer, row->actual);
  rsl_writer_number(sheet->writer, row->expected);
  rsl_writer_number(sheet->writer, row->contribution);
  rsl_writer_number(sheet->writer, row->percent);
  rsl_writer_number(sheet->writer, row->level_effect);
  rsl_writer_number(sheet->writer, row->mix_effect);
  rsl_writer_number(sheet->writer, row->weight);
  if (row->kind == RSL_CONTRIBUTOR_UNIT) {
    rsl__sheet_count(sheet, row->reporting);
    rsl__sheet_count(sheet, row->owed);
  } else {
    rsl__sheet_absent(sheet, 2);
  }
  rsl_writer_text(sheet->writer, rsl_rating_name(row->rating));
  rsl__sheet_names(sheet, row->unit, RSL_NONE);
}
