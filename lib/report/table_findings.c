#include <resolution/plan_campaigns.h>

#include "report/answers.h"
#include "report/say.h"

enum { NOTE_INDENT = 4 };

typedef struct findings_table {
  const rsl_roll_call *roll_call;
  const rsl_plan *plan;
  rsl_table_options options;
} findings_table;

static void say_findings(rsl__grid *grid, void *context);
static void say_finding(rsl__grid *grid, const findings_table *table, uint32_t finding);

rsl_status rsl_table_findings(const rsl_roll_call *roll_call, const rsl_plan *plan, const rsl_table_options *options,
                              const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  findings_table table = { roll_call, plan, rsl__table_options(options) };
  rsl_language language = table.options.language;
  const rsl__grid_column columns[] = {
    { rsl_translate(language, "Indicator"), false, false, 16, 3, 2 },
    { rsl_translate(language, "Cause"), false, false, 10, 2, 1 },
    { rsl_translate(language, "Limitation"), false, false, 16, 6, 3 },
  };
  return rsl__grid_write(columns, sizeof columns / sizeof *columns, table.options.width, allocator, sink, say_findings,
                         &table, error);
}

/* Under each unit its findings, under each of these what answers it. */
static void say_findings(rsl__grid *grid, void *context) {
  const findings_table *table = context;
  const rsl_finding_answer *before = NULL;
  if (grid->measuring || grid->rows > 0) rsl__grid_head(grid);
  for (size_t i = 0; i < rsl_roll_call_answer_count(table->roll_call) && rsl__grid_goes_on(grid); i++) {
    const rsl_finding_answer *answer = rsl_roll_call_answer_at(table->roll_call, i);
    if (!rsl__table_keeps(&table->options, answer->unit, RSL_NONE)) continue;
    if (before == NULL || before->unit != answer->unit)
      rsl__grid_paragraph(grid, rsl__unit_name(table->plan, answer->unit), 0);
    if (before == NULL || before->finding != answer->finding) say_finding(grid, table, answer->finding);
    rsl__say_action(grid, table->plan, answer->action, table->options.language, NOTE_INDENT);
    before = answer;
  }
  if (!grid->measuring && grid->rows == 0)
    rsl__grid_paragraph(grid, rsl_translate(table->options.language, "The campaign has no findings."), 0);
}

static void say_finding(rsl__grid *grid, const findings_table *table, uint32_t finding) {
  rsl_language language = table->options.language;
  const rsl_finding *record = rsl_plan_finding(table->plan, finding);
  uint32_t target = rsl_plan_finding_links(table->plan, finding).target;
  rsl__append_spaces(rsl__grid_scratch(grid), 2);
  if (target == RSL_NONE)
    rsl__text_buffer_text(&grid->scratch, rsl_translate(language, "of the unit as a whole"));
  else
    rsl__say_indicator(&grid->scratch, table->plan, rsl_plan_target_links(table->plan, target).indicator);
  rsl__grid_scratch_cell(grid);
  rsl__grid_cell(grid, rsl__cause_word(record->cause, language));
  rsl__grid_cell(grid, record->text);
  rsl__grid_end_row(grid);
  if (record->cause_text == NULL) return;
  const char *const arguments[] = { record->cause_text };
  rsl__text_buffer_fill(rsl__grid_scratch(grid), rsl_translate(language, "Cause: {0}"), arguments, 1);
  rsl__grid_scratch_paragraph(grid, NOTE_INDENT);
}
