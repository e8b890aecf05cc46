#include <resolution/plan_campaigns.h>

#include "io/sheet.h"

static void put_finding(rsl__sheet *sheet, const rsl_finding_answer *answer);
static void put_action(rsl__sheet *sheet, uint32_t action);
static void put_day(rsl__sheet *sheet, rsl_date day);

rsl_status rsl_write_findings(const rsl_roll_call *roll_call, const rsl_plan *plan, const rsl_result_options *options,
                              const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  static const char *const columns[] = {
    "unit",     "finding",     "target",       "cause", "text",  "cause_text",       "action",
    "owner",    "action_text", "breakthrough", "due",   "state", "effect_indicator", "effect_value",
    "unit_name"
  };
  rsl__sheet sheet;
  rsl_status status =
      rsl__sheet_open(&sheet, options, plan, columns, sizeof columns / sizeof *columns, 1, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_roll_call_answer_count(roll_call); i++) {
    const rsl_finding_answer *answer = rsl_roll_call_answer_at(roll_call, i);
    if (!rsl__sheet_keeps(&sheet.options, answer->unit, RSL_NONE)) continue;
    put_finding(&sheet, answer);
    put_action(&sheet, answer->action);
    rsl__sheet_names(&sheet, answer->unit, RSL_NONE);
    status = rsl_writer_end_row(sheet.writer, error);
  }
  return rsl__sheet_close(&sheet, status, error);
}

static void put_finding(rsl__sheet *sheet, const rsl_finding_answer *answer) {
  const rsl_finding *finding = rsl_plan_finding(sheet->plan, answer->finding);
  const rsl_target *target = rsl_plan_target(sheet->plan, rsl_plan_finding_links(sheet->plan, answer->finding).target);
  rsl__sheet_unit(sheet, answer->unit);
  rsl_writer_text(sheet->writer, finding->code);
  rsl_writer_text(sheet->writer, target == NULL ? NULL : target->code);
  rsl_writer_text(sheet->writer, rsl_finding_cause_name(finding->cause));
  rsl_writer_text(sheet->writer, finding->text);
  rsl_writer_text(sheet->writer, finding->cause_text);
}

/* The owner stands beside the row's own unit, whose reference the sheet holds. */
static void put_action(rsl__sheet *sheet, uint32_t action) {
  const rsl_action *record = rsl_plan_action(sheet->plan, action);
  char owner[RSL_UNIT_REFERENCE];
  if (record == NULL) {
    rsl__sheet_absent(sheet, 8);
    return;
  }
  rsl_plan_unit_reference(sheet->plan, rsl_plan_action_links(sheet->plan, action).owner, owner);
  rsl_writer_text(sheet->writer, record->code);
  rsl_writer_text(sheet->writer, owner);
  rsl_writer_text(sheet->writer, record->text);
  rsl__sheet_count(sheet, record->breakthrough);
  put_day(sheet, record->due);
  rsl_writer_text(sheet->writer, rsl_action_state_name(record->state));
  rsl_writer_text(sheet->writer, record->effect_indicator);
  if (record->effect_indicator == NULL)
    rsl_writer_absent(sheet->writer);
  else
    rsl_writer_number(sheet->writer, rsl_number_from_decimal(record->effect_value));
}

static void put_day(rsl__sheet *sheet, rsl_date day) {
  char text[RSL_DATE_TEXT];
  rsl_date_format(day, text);
  rsl_writer_text(sheet->writer, text);
}
