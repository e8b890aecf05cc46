#include "io/sheet.h"

enum { NOTE_SIZE = 1024 /**< past the longest note */ };

static void put_row(rsl__sheet *sheet, const rsl_review_comparison *comparison, size_t index);
static void put_targets(rsl__sheet *sheet, const rsl_review_comparison_row *row);
static void put_target(rsl__sheet *sheet, const rsl_review_row *side);
static void put_side(rsl__sheet *sheet, const rsl_review_row *side);
static void put_marks(rsl__sheet *sheet, const rsl_review_comparison_row *row);

rsl_status rsl_write_comparison(const rsl_review_comparison *comparison, const rsl_result_options *options,
                                const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  static const char *const columns[] = { "unit",          "indicator",     "resolution",   "target_code",
                                         "change",        "before_period", "before",       "before_rating",
                                         "after_period",  "after",         "after_rating", "difference",
                                         "marks",         "before_status", "after_status", "before_target_code",
                                         "before_target", "after_target",  "note",         "unit_name",
                                         "indicator_name" };
  const rsl_plan *plan = rsl_review_plan(rsl_review_comparison_after(comparison));
  rsl__sheet sheet;
  rsl_status status =
      rsl__sheet_open(&sheet, options, plan, columns, sizeof columns / sizeof *columns, 2, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_review_comparison_count(comparison); i++) {
    const rsl_review_comparison_row *row = rsl_review_comparison_at(comparison, i);
    const rsl_target_links *links = row->after != NULL ? &row->after->links : &row->before->links;
    if (!rsl__sheet_keeps(&sheet.options, links->unit, links->indicator)) continue;
    put_row(&sheet, comparison, i);
    status = rsl_writer_end_row(sheet.writer, error);
  }
  return rsl__sheet_close(&sheet, status, error);
}

static void put_row(rsl__sheet *sheet, const rsl_review_comparison *comparison, size_t index) {
  char note[NOTE_SIZE];
  const rsl_review_comparison_row *row = rsl_review_comparison_at(comparison, index);
  const rsl_review_row *any = row->after != NULL ? row->after : row->before;
  rsl__sheet_unit(sheet, any->links.unit);
  rsl__sheet_indicator(sheet, any->links.indicator);
  rsl_writer_text(sheet->writer, rsl_plan_resolution(sheet->plan, any->links.resolution)->code);
  rsl_writer_text(sheet->writer, rsl_plan_target(sheet->plan, any->target)->code);
  rsl_writer_text(sheet->writer, rsl_review_change_name(row->change));
  put_side(sheet, row->before);
  put_side(sheet, row->after);
  rsl_writer_number(sheet->writer, row->difference);
  put_marks(sheet, row);
  put_targets(sheet, row);
  (void)rsl_review_comparison_note(comparison, index, note, sizeof note);
  rsl_writer_text(sheet->writer, note);
  rsl__sheet_names(sheet, any->links.unit, any->links.indicator);
}

/* From `before_status` to `after_target`. The code of the earlier target is told where it is another. */
static void put_targets(rsl__sheet *sheet, const rsl_review_comparison_row *row) {
  const rsl_review_row *before = row->before;
  const rsl_review_row *after = row->after;
  bool other = before != NULL && after != NULL && before->target != after->target;
  rsl__sheet_letter(sheet, before != NULL ? before->actual_status : '\0');
  rsl__sheet_letter(sheet, after != NULL ? after->actual_status : '\0');
  rsl_writer_text(sheet->writer, other ? rsl_plan_target(sheet->plan, before->target)->code : "");
  put_target(sheet, before);
  put_target(sheet, after);
}

static void put_target(rsl__sheet *sheet, const rsl_review_row *side) {
  if (side == NULL)
    rsl_writer_absent(sheet->writer);
  else
    rsl__sheet_reached(sheet, side);
}

static void put_side(rsl__sheet *sheet, const rsl_review_row *side) {
  if (side == NULL) {
    rsl__sheet_absent(sheet, 3);
    return;
  }
  rsl__sheet_period(sheet, side->actual_period);
  rsl__sheet_rated(sheet, side->links.indicator, side->actual);
  rsl_writer_text(sheet->writer, rsl_rating_name(side->rating));
}

static void put_marks(rsl__sheet *sheet, const rsl_review_comparison_row *row) {
  const char *marks[3];
  size_t count = 0;
  if (row->moved_on) marks[count++] = "moved_on";
  if (row->revised) marks[count++] = "revised";
  if (row->adjusted) marks[count++] = "adjusted";
  rsl_writer_list(sheet->writer, marks, count);
}
