#include <resolution/plan_campaigns.h>

#include "io/sheet.h"

static void put_row(rsl__sheet *sheet, const rsl_roll_call_row *row, uint32_t campaign);

rsl_status rsl_write_roll_call(const rsl_roll_call *roll_call, const rsl_plan *plan, bool reminders,
                               const rsl_result_options *options, const rsl_allocator *allocator, rsl_sink sink,
                               rsl_error *error) {
  static const char *const columns[] = { "unit",         "campaign",  "deadline",       "state",        "submitted_at",
                                         "days_late",    "below_due", "below_accepted", "completeness", "timeliness",
                                         "remind",       "findings",  "subjective",     "objective",    "actions",
                                         "actions_done", "unit_name" };
  rsl__sheet sheet;
  rsl_status status =
      rsl__sheet_open(&sheet, options, plan, columns, sizeof columns / sizeof *columns, 1, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_roll_call_count(roll_call); i++) {
    const rsl_roll_call_row *row = rsl_roll_call_at(roll_call, i);
    if (!rsl__sheet_keeps(&sheet.options, row->unit, RSL_NONE) || (reminders && !row->remind)) continue;
    put_row(&sheet, row, rsl_roll_call_campaign(roll_call));
    status = rsl_writer_end_row(sheet.writer, error);
  }
  return rsl__sheet_close(&sheet, status, error);
}

static void put_row(rsl__sheet *sheet, const rsl_roll_call_row *row, uint32_t campaign) {
  char deadline[RSL_DATE_TEXT];
  char submitted[RSL_MOMENT_TEXT] = "";
  rsl_date_format(row->deadline, deadline);
  if (row->submission != NULL) rsl_moment_format(row->submission->day, row->submission->second, submitted);
  rsl__sheet_unit(sheet, row->unit);
  rsl_writer_text(sheet->writer, rsl_plan_campaign(sheet->plan, campaign)->code);
  rsl_writer_text(sheet->writer, deadline);
  rsl_writer_text(sheet->writer, rsl_standing_name(row->standing));
  rsl_writer_text(sheet->writer, submitted);
  if (row->has_days_late)
    rsl_writer_integer(sheet->writer, row->days_late);
  else
    rsl_writer_absent(sheet->writer);
  rsl__sheet_count(sheet, row->below_due);
  rsl__sheet_count(sheet, row->below_accepted);
  rsl_writer_number(sheet->writer, row->completeness);
  rsl_writer_number(sheet->writer, row->timeliness);
  rsl__sheet_count(sheet, row->remind);
  rsl__sheet_count(sheet, row->findings);
  rsl__sheet_count(sheet, row->subjective);
  rsl__sheet_count(sheet, row->objective);
  rsl__sheet_count(sheet, row->actions);
  rsl__sheet_count(sheet, row->actions_done);
  rsl__sheet_names(sheet, row->unit, RSL_NONE);
}
