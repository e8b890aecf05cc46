#include "io/sheet.h"

static void put_place(rsl__sheet *sheet, const rsl_ranking *ranking, const rsl_ranking_row *row);
static void put_figure(rsl__sheet *sheet, uint32_t indicator, const rsl_ranking_row *row);
static void put_field(rsl__sheet *sheet, const rsl_ranking *ranking, const rsl_ranking_row *row);
static void put_target(rsl__sheet *sheet, const rsl_ranking_row *row);
static void put_before(rsl__sheet *sheet, const rsl_ranking *before, uint32_t unit);

rsl_status rsl_write_ranking(const rsl_ranking *ranking, const rsl_ranking *before, const rsl_result_options *options,
                             const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  static const char *const columns[] = {
    "unit",          "indicator", "period",        "place",        "ranked",        "units",        "tied",
    "standing",      "by",        "score",         "value",        "numerator",     "denominator",  "reporting",
    "owed",          "status",    "origin",        "weak",         "absence",       "behind",       "best_place",
    "worst_place",   "median",    "whole",         "target_code",  "target_low",    "target_high",  "rating",
    "reason_code",   "flags",     "before_period", "before_place", "before_ranked", "before_score", "unit_name",
    "indicator_name"
  };
  rsl__sheet sheet;
  uint32_t indicator = rsl_ranking_summarize(ranking)->indicator;
  rsl_status status = rsl__sheet_open(&sheet, options, rsl_ranking_plan(ranking), columns,
                                      sizeof columns / sizeof *columns, 2, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_ranking_count(ranking); i++) {
    const rsl_ranking_row *row = rsl_ranking_at(ranking, i);
    if (!rsl__sheet_keeps(&sheet.options, row->unit, indicator)) continue;
    rsl__sheet_unit(&sheet, row->unit);
    rsl__sheet_indicator(&sheet, indicator);
    put_place(&sheet, ranking, row);
    put_figure(&sheet, indicator, row);
    put_field(&sheet, ranking, row);
    put_target(&sheet, row);
    put_before(&sheet, before, row->unit);
    rsl__sheet_names(&sheet, row->unit, indicator);
    status = rsl_writer_end_row(sheet.writer, error);
  }
  return rsl__sheet_close(&sheet, status, error);
}

/* From `period` to `score`. */
static void put_place(rsl__sheet *sheet, const rsl_ranking *ranking, const rsl_ranking_row *row) {
  const rsl_ranking_summary *summary = rsl_ranking_summarize(ranking);
  rsl__sheet_period(sheet, summary->period);
  if (row->place > 0)
    rsl__sheet_count(sheet, row->place);
  else
    rsl_writer_absent(sheet->writer);
  rsl__sheet_count(sheet, summary->ranked);
  rsl__sheet_count(sheet, summary->units);
  rsl__sheet_count(sheet, row->tied);
  rsl_writer_text(sheet->writer, rsl_ranking_standing_name(row->standing));
  rsl_writer_text(sheet->writer, rsl_ranking_by_name(summary->by));
  rsl_writer_number(sheet->writer, row->score);
}

/* From `value` to `absence`. */
static void put_figure(rsl__sheet *sheet, uint32_t indicator, const rsl_ranking_row *row) {
  const rsl_figure *figure = &row->figure;
  rsl__sheet_figure(sheet, indicator, figure);
  rsl_writer_number(sheet->writer, figure->numerator);
  rsl_writer_number(sheet->writer, figure->denominator);
  rsl__sheet_count(sheet, figure->reporting);
  rsl__sheet_count(sheet, figure->owed);
  rsl__sheet_letter(sheet, figure->status);
  rsl_writer_text(sheet->writer, rsl_origin_name(figure->origin));
  if (row->target == RSL_NONE)
    rsl__sheet_count(sheet, figure->weak);
  else
    rsl_writer_absent(sheet->writer);
  rsl_writer_text(sheet->writer, rsl_absence_name(figure->absence));
}

/* From `behind` to `whole`: the row among the others. */
static void put_field(rsl__sheet *sheet, const rsl_ranking *ranking, const rsl_ranking_row *row) {
  const rsl_ranking_row *whole = rsl_ranking_whole(ranking);
  rsl_writer_number(sheet->writer, row->behind);
  if (row->place > 0) {
    rsl__sheet_count(sheet, row->best_place);
    rsl__sheet_count(sheet, row->worst_place);
  } else {
    rsl__sheet_absent(sheet, 2);
  }
  rsl_writer_number(sheet->writer, rsl_ranking_summarize(ranking)->median);
  rsl_writer_number(sheet->writer, whole == NULL ? rsl_number_absent() : whole->score);
}

/* From `target_code` to `flags`. */
static void put_target(rsl__sheet *sheet, const rsl_ranking_row *row) {
  const rsl_target *target = rsl_plan_target(sheet->plan, row->target);
  rsl_writer_text(sheet->writer, target == NULL ? NULL : target->code);
  rsl_writer_number(sheet->writer, row->target_low);
  rsl_writer_number(sheet->writer, row->target_high);
  rsl_writer_text(sheet->writer, rsl_rating_name(row->rating));
  rsl_writer_text(sheet->writer, rsl_reason_code(row->reason));
  rsl__sheet_flags(sheet, row->figure.flags);
}

static void put_before(rsl__sheet *sheet, const rsl_ranking *before, uint32_t unit) {
  const rsl_ranking_row *row = before == NULL ? NULL : rsl_ranking_of(before, unit);
  if (row == NULL || row->place == 0) {
    rsl__sheet_absent(sheet, 4);
    return;
  }
  rsl__sheet_period(sheet, rsl_ranking_summarize(before)->period);
  rsl__sheet_count(sheet, row->place);
  rsl__sheet_count(sheet, rsl_ranking_summarize(before)->ranked);
  rsl_writer_number(sheet->writer, row->score);
}
