#include <resolution/plan_campaigns.h>

#include "report/grid.h"
#include "report/say.h"

typedef struct roll_call_table {
  const rsl_roll_call *roll_call;
  const rsl_plan *plan;
  bool reminders;
  rsl_table_options options;
} roll_call_table;

static void say_roll_call(rsl__grid *grid, void *context);
static void say_row(rsl__grid *grid, const roll_call_table *table, const rsl_roll_call_row *row);
static void say_day(rsl__grid *grid, rsl_date day, rsl_language language);
static void say_reason(rsl__grid *grid, const roll_call_table *table, const rsl_roll_call_row *row);
static void say_summary(rsl__grid *grid, const roll_call_table *table);
static void say_findings(rsl__grid *grid, const roll_call_table *table);
static size_t count_reminders(const roll_call_table *table);
static bool is_shown(const roll_call_table *table, const rsl_roll_call_row *row);
static rsl_number percent_of(rsl_number share);
static const char *standing_word(rsl_standing standing, rsl_language language);

rsl_status rsl_table_roll_call(const rsl_roll_call *roll_call, const rsl_plan *plan, bool reminders,
                               const rsl_table_options *options, const rsl_allocator *allocator, rsl_sink sink,
                               rsl_error *error) {
  roll_call_table table = { roll_call, plan, reminders, rsl__table_options(options) };
  rsl_language language = table.options.language;
  const rsl__grid_column columns[] = {
    { rsl_translate(language, "Unit"), false, false, 12, 2, 3 },
    { rsl_translate(language, "Deadline"), false, false, 0, 1, 0 },
    { rsl_translate(language, "Standing"), false, false, 9, 2, 1 },
    { rsl_translate(language, "Days late"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Below accepted"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Given"), true, false, 0, 1, 0 },
    { rsl_translate(language, "In time"), true, false, 0, 1, 0 },
  };
  return rsl__grid_write(columns, sizeof columns / sizeof *columns, table.options.width, allocator, sink, say_roll_call,
                         &table, error);
}

static void say_roll_call(rsl__grid *grid, void *context) {
  const roll_call_table *table = context;
  if (grid->measuring || grid->rows > 0) rsl__grid_head(grid);
  for (size_t i = 0; i < rsl_roll_call_count(table->roll_call) && rsl__grid_goes_on(grid); i++) {
    const rsl_roll_call_row *row = rsl_roll_call_at(table->roll_call, i);
    if (is_shown(table, row)) say_row(grid, table, row);
  }
  if (!grid->measuring) say_summary(grid, table);
}

static void say_row(rsl__grid *grid, const roll_call_table *table, const rsl_roll_call_row *row) {
  rsl_language language = table->options.language;
  rsl__append_spaces(rsl__grid_scratch(grid), table->reminders ? 0 : 2 * (size_t)row->depth);
  rsl__text_buffer_text(&grid->scratch, rsl__unit_name(table->plan, row->unit));
  rsl__grid_scratch_cell(grid);
  say_day(grid, row->deadline, language);
  rsl__grid_cell(grid, standing_word(row->standing, language));
  if (row->days_late > 0)
    rsl__text_buffer_signed(rsl__grid_scratch(grid), row->days_late);
  else
    (void)rsl__grid_scratch(grid);
  rsl__grid_scratch_cell(grid);
  if (row->below_due > 0)
    rsl__text_buffer_format(rsl__grid_scratch(grid), "%lu/%lu", (unsigned long)row->below_accepted,
                            (unsigned long)row->below_due);
  else
    (void)rsl__grid_scratch(grid);
  rsl__grid_scratch_cell(grid);
  rsl__say_percent(rsl__grid_scratch(grid), percent_of(row->completeness), language);
  rsl__grid_scratch_cell(grid);
  rsl__say_percent(rsl__grid_scratch(grid), percent_of(row->timeliness), language);
  rsl__grid_scratch_cell(grid);
  rsl__grid_end_row(grid);
  say_reason(grid, table, row);
}

static void say_day(rsl__grid *grid, rsl_date day, rsl_language language) {
  char text[RSL__DAY_TEXT];
  rsl__day_for_people(day, language, text);
  rsl__grid_cell(grid, text);
}

/* Of a report that was returned what must be mended is what matters. */
static void say_reason(rsl__grid *grid, const roll_call_table *table, const rsl_roll_call_row *row) {
  if (row->standing != RSL_STANDING_RETURNED) return;
  const char *const arguments[] = { row->last->reason };
  rsl__text_buffer_fill(rsl__grid_scratch(grid), rsl_translate(table->options.language, "returned: {0}"), arguments, 1);
  rsl__grid_scratch_paragraph(grid, table->reminders ? 2 : 2 * (size_t)row->depth + 2);
}

static void say_summary(rsl__grid *grid, const roll_call_table *table) {
  rsl_language language = table->options.language;
  char count[32];
  const char *const arguments[] = { count };
  size_t reminders = count_reminders(table);
  if (grid->rows > 0) rsl__grid_blank(grid);
  if (rsl_roll_call_count(table->roll_call) == 0) {
    rsl__grid_paragraph(grid, rsl_translate(language, "No unit owes a report to this campaign."), 0);
    return;
  }
  rsl_number_format_people(rsl_number_from_integer((int64_t)reminders), 0, language, count, sizeof count);
  rsl__text_buffer_fill(rsl__grid_scratch(grid),
                        rsl_translate(language, reminders == 0 ? "Nobody is to be reminded" : "To remind ({0})"),
                        arguments, 1);
  /* Where only they are shown, their names stand above. */
  for (size_t i = 0, told = 0; !table->reminders && i < rsl_roll_call_count(table->roll_call); i++) {
    const rsl_roll_call_row *row = rsl_roll_call_at(table->roll_call, i);
    if (!row->remind || !rsl__table_keeps(&table->options, row->unit, RSL_NONE)) continue;
    rsl__text_buffer_text(&grid->scratch, told++ == 0 ? ": " : ", ");
    rsl__text_buffer_text(&grid->scratch, rsl__unit_name(table->plan, row->unit));
  }
  rsl__text_buffer_char(&grid->scratch, '.');
  rsl__grid_scratch_paragraph(grid, 0);
  say_findings(grid, table);
}

/* Those of the highest unit that is shown, which are those of all below it too. */
static void say_findings(rsl__grid *grid, const roll_call_table *table) {
  const rsl_roll_call_row *row = rsl_roll_call_at(table->roll_call, 0);
  rsl_language language = table->options.language;
  char texts[5][32];
  for (size_t i = 0; row != NULL && !rsl__table_keeps(&table->options, row->unit, RSL_NONE);)
    row = rsl_roll_call_at(table->roll_call, ++i);
  if (row == NULL || row->findings == 0 || table->reminders) return;
  const uint32_t counts[5] = { row->findings, row->subjective, row->objective, row->actions, row->actions_done };
  for (size_t i = 0; i < 5; i++)
    rsl_number_format_people(rsl_number_from_integer(counts[i]), 0, language, texts[i], sizeof texts[i]);
  const char *const arguments[] = { texts[0], texts[1], texts[2], texts[3], texts[4] };
  rsl__text_buffer_fill(
      rsl__grid_scratch(grid),
      rsl_translate(language, "Findings: {0} (subjective {1}, objective {2}); actions: {3} (done {4})."), arguments, 5);
  rsl__grid_scratch_paragraph(grid, 0);
}

static size_t count_reminders(const roll_call_table *table) {
  size_t count = 0;
  for (size_t i = 0; i < rsl_roll_call_count(table->roll_call); i++) {
    const rsl_roll_call_row *row = rsl_roll_call_at(table->roll_call, i);
    count += row->remind && rsl__table_keeps(&table->options, row->unit, RSL_NONE);
  }
  return count;
}

static bool is_shown(const roll_call_table *table, const rsl_roll_call_row *row) {
  return rsl__table_keeps(&table->options, row->unit, RSL_NONE) && (row->remind || !table->reminders);
}

static rsl_number percent_of(rsl_number share) {
  return rsl_number_multiply(share, rsl_number_from_integer(100));
}

static const char *standing_word(rsl_standing standing, rsl_language language) {
  static const char *const words[RSL_STANDING_END] = {
    [RSL_STANDING_NOT_DUE] = "not due yet", [RSL_STANDING_DUE] = "due",
    [RSL_STANDING_WAITING] = "waiting",     [RSL_STANDING_READY] = "ready",
    [RSL_STANDING_DRAFT] = "draft",         [RSL_STANDING_LATE] = "late",
    [RSL_STANDING_RETURNED] = "returned",   [RSL_STANDING_SUBMITTED] = "submitted",
    [RSL_STANDING_ACCEPTED] = "accepted",
  };
  return standing < RSL_STANDING_END ? rsl_translate(language, words[standing]) : "";
}
