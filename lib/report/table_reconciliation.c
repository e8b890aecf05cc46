#include "cube/grade.h"
#include "report/grid.h"
#include "report/say.h"

typedef struct reconciliation_table {
  const rsl_reconciliation *reconciliation;
  const rsl_plan *plan;
  rsl_table_options options;
} reconciliation_table;

static void say_reconciliation(rsl__grid *grid, void *context);
static void say_subject(rsl__grid *grid, const reconciliation_table *table, const rsl_reconciliation_row *row);
static void say_figures(rsl__grid *grid, const reconciliation_table *table, const rsl_reconciliation_row *row);
static void say_parts(rsl__grid *grid, const reconciliation_table *table, const rsl_reconciliation_row *row,
                      int decimals);
static void say_side(rsl__text_buffer *text, const reconciliation_table *table, const rsl_reconciliation_row *row,
                     rsl_number figure, int decimals);
static void say_summary(rsl__grid *grid, const reconciliation_table *table);
static const char *cause_word(rsl_difference_cause cause, rsl_language language);

rsl_status rsl_table_reconciliation(const rsl_reconciliation *reconciliation, const rsl_plan *plan,
                                    const rsl_table_options *options, const rsl_allocator *allocator, rsl_sink sink,
                                    rsl_error *error) {
  reconciliation_table table = { reconciliation, plan, rsl__table_options(options) };
  rsl_language language = table.options.language;
  const rsl__grid_column columns[] = {
    { rsl_translate(language, "Period"), false, false, 0, 1, 0 },
    { rsl_translate(language, "Reported"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Rolled up"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Difference"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Coverage"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Cause"), false, false, 8, 3, 1 },
  };
  return rsl__grid_write(columns, sizeof columns / sizeof *columns, table.options.width, allocator, sink,
                         say_reconciliation, &table, error);
}

static void say_reconciliation(rsl__grid *grid, void *context) {
  const reconciliation_table *table = context;
  const rsl_reconciliation_row *before = NULL;
  if (grid->measuring || grid->rows > 0) rsl__grid_head(grid);
  for (size_t i = 0; i < rsl_reconciliation_count(table->reconciliation) && rsl__grid_goes_on(grid); i++) {
    const rsl_reconciliation_row *row = rsl_reconciliation_at(table->reconciliation, i);
    if (!rsl__table_keeps(&table->options, row->unit, row->indicator)) continue;
    bool same = before != NULL && before->unit == row->unit && before->indicator == row->indicator;
    if (!same) say_subject(grid, table, row);
    say_figures(grid, table, row);
    before = row;
  }
  if (!grid->measuring) say_summary(grid, table);
}

/* Names stand above their rows: beside so many figures there would be little left of them. */
static void say_subject(rsl__grid *grid, const reconciliation_table *table, const rsl_reconciliation_row *row) {
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  rsl__text_buffer_text(text, rsl__unit_name(table->plan, row->unit));
  rsl__text_buffer_text(text, ": ");
  rsl__say_indicator(text, table->plan, row->indicator);
  rsl__grid_scratch_paragraph(grid, 0);
}

/* Enough decimals that the difference can be seen. */
static void say_figures(rsl__grid *grid, const reconciliation_table *table, const rsl_reconciliation_row *row) {
  rsl_language language = table->options.language;
  int decimals = rsl_plan_indicator(table->plan, row->indicator)->decimals;
  decimals = rsl__telling_decimals(row->reported, row->rolled_up, decimals);
  decimals = rsl__telling_decimals(row->difference, rsl_number_from_integer(0), decimals);
  rsl__append_spaces(rsl__grid_scratch(grid), 2);
  rsl__say_period(&grid->scratch, row->period);
  rsl__grid_scratch_cell(grid);
  say_side(rsl__grid_scratch(grid), table, row, row->reported, decimals);
  rsl__grid_scratch_cell(grid);
  say_side(rsl__grid_scratch(grid), table, row, row->rolled_up, decimals);
  rsl__grid_scratch_cell(grid);
  rsl__say_number(rsl__grid_scratch(grid), row->difference, decimals, language);
  rsl__grid_scratch_cell(grid);
  /* Full coverage goes without saying. */
  rsl_number percent = rsl_number_multiply(row->coverage, rsl_number_from_integer(100));
  bool full = percent.kind != RSL_NUMBER_ABSENT && rsl_number_compare(percent, rsl_number_from_integer(100)) == 0;
  rsl__say_percent(rsl__grid_scratch(grid), full ? rsl_number_absent() : percent, language);
  rsl__grid_scratch_cell(grid);
  rsl__grid_cell(grid, cause_word(row->cause, language));
  rsl__grid_end_row(grid);
  say_parts(grid, table, row, decimals);
}

/* Below the row, where it has more than one. */
static void say_parts(rsl__grid *grid, const reconciliation_table *table, const rsl_reconciliation_row *row,
                      int decimals) {
  rsl_language language = table->options.language;
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  int count = 0;
  for (int cause = 0; cause < RSL_CAUSE_END; cause++) {
    if (rsl_number_sign(row->parts[cause]) == 0) continue;
    if (count++ > 0) rsl__text_buffer_text(text, "; ");
    rsl__text_buffer_text(text, cause_word((rsl_difference_cause)cause, language));
    rsl__text_buffer_char(text, ' ');
    rsl__say_number(text, row->parts[cause], decimals, language);
  }
  if (count > 1) rsl__grid_scratch_paragraph(grid, 4);
}

/* A number, or the code of a grade; the difference of two grades is told in steps. */
static void say_side(rsl__text_buffer *text, const reconciliation_table *table, const rsl_reconciliation_row *row,
                     rsl_number figure, int decimals) {
  const char *grade = rsl__grade_code(table->plan, row->indicator, figure);
  if (grade != NULL) {
    rsl__text_buffer_text(text, grade);
  } else {
    rsl__say_number(text, figure, decimals, table->options.language);
  }
}

/* Of everything that was compared: where only some of it is shown, nothing is said. */
static void say_summary(rsl__grid *grid, const reconciliation_table *table) {
  rsl_language language = table->options.language;
  char different[32];
  char compared[32];
  const char *const arguments[] = { different, compared };
  size_t count = rsl_reconciliation_count(table->reconciliation);
  bool whole = table->options.units == NULL && table->options.indicators == NULL;
  rsl_number_format_people(rsl_number_from_integer((int64_t)count), 0, language, different, sizeof different);
  rsl_number_format_people(rsl_number_from_integer((int64_t)rsl_reconciliation_compared(table->reconciliation)), 0,
                           language, compared, sizeof compared);
  if (grid->rows == 0) {
    rsl__grid_paragraph(grid, rsl_translate(language, "No differences were found."), 0);
    if (!whole) return;
  } else if (whole) {
    rsl__grid_blank(grid);
  }
  if (!whole) return;
  rsl__text_buffer_fill(rsl__grid_scratch(grid), rsl_translate(language, "{0} of {1} figures compared differ."),
                        arguments, 2);
  rsl__grid_scratch_paragraph(grid, 0);
}

static const char *cause_word(rsl_difference_cause cause, rsl_language language) {
  static const char *const words[RSL_CAUSE_END] = {
    [RSL_CAUSE_MISSING_CHILDREN] = "missing below", [RSL_CAUSE_LATE_REVISION] = "revised since",
    [RSL_CAUSE_OWN_FIGURE] = "its own figure",      [RSL_CAUSE_ROUNDING] = "rounding",
    [RSL_CAUSE_UNEXPLAINED] = "unexplained",
  };
  return cause < RSL_CAUSE_END ? rsl_translate(language, words[cause]) : "";
}
