#include "io/sheet.h"

static void put_row(rsl__sheet *sheet, const rsl_bare_series *series, const rsl_series_standing *standing);
static void put_notes(rsl__sheet *sheet, unsigned notes);
static void put_figure(rsl__sheet *sheet, rsl_path_figure figure);
static void put_double(rsl__sheet *sheet, double value);

rsl_status rsl_write_standings(const rsl_bare_series *const *series, const rsl_series_standing *standings, size_t count,
                               const rsl_result_options *options, const rsl_allocator *allocator, rsl_sink sink,
                               rsl_error *error) {
  static const char *const columns[] = { "series",        "method",    "baseline_period", "baseline",
                                         "actual_period", "actual",    "target",          "by",
                                         "ratio",         "score",     "class",           "pace",
                                         "required_pace", "projected", "projected_low",   "projected_high",
                                         "rating",        "reason",    "chance",          "notes" };
  rsl__sheet sheet;
  rsl_status status =
      rsl__sheet_open(&sheet, options, NULL, columns, sizeof columns / sizeof *columns, 0, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < count; i++) {
    put_row(&sheet, series[i], &standings[i]);
    status = rsl_writer_end_row(sheet.writer, error);
  }
  return rsl__sheet_close(&sheet, status, error);
}

static void put_row(rsl__sheet *sheet, const rsl_bare_series *series, const rsl_series_standing *standing) {
  rsl_writer_text(sheet->writer, series->name);
  rsl_writer_text(sheet->writer, standing->method);
  put_figure(sheet, standing->baseline);
  put_figure(sheet, standing->actual);
  rsl_writer_number(sheet->writer, standing->target);
  rsl__sheet_period(sheet, standing->by);
  put_double(sheet, standing->ratio);
  put_double(sheet, standing->score);
  rsl_writer_text(sheet->writer, rsl_class_code(standing->rated_as));
  put_double(sheet, standing->pace);
  put_double(sheet, standing->required_pace);
  put_double(sheet, standing->projected);
  put_double(sheet, standing->projected_low);
  put_double(sheet, standing->projected_high);
  rsl_writer_text(sheet->writer, rsl_rating_name(standing->rating));
  rsl_writer_text(sheet->writer, rsl_reason_code(standing->reason));
  rsl_writer_text(sheet->writer, rsl_chance_name(standing->chance));
  put_notes(sheet, standing->notes);
}

static void put_notes(rsl__sheet *sheet, unsigned notes) {
  const char *names[32];
  size_t count = 0;
  for (unsigned bit = 1; bit < RSL_NOTE_END; bit <<= 1)
    if ((notes & bit) != 0) names[count++] = rsl_note_name((rsl_note)bit);
  rsl_writer_list(sheet->writer, names, count);
}

static void put_figure(rsl__sheet *sheet, rsl_path_figure figure) {
  rsl__sheet_period(sheet, figure.period);
  rsl_writer_number(sheet->writer, figure.value);
}

/** A nan is absent. */
static void put_double(rsl__sheet *sheet, double value) {
  rsl_writer_number(sheet->writer, rsl_number_from_double(value));
}
