#include "report/grid.h"
#include "report/say.h"

/* One indicator stands above the table, and its rows are the units; of several, each unit stands above its indicators. */
typedef struct rollup_table {
  const rsl_rollup *rollup;
  const rsl_plan *plan;
  rsl_table_options options;
  uint32_t only;  /* the one indicator that there is; RSL_NONE: several */
  uint32_t depth; /* of the highest unit that is shown */
} rollup_table;

/* Where the rows have come to: what is the same as in the row before is not said again. */
typedef struct place {
  uint32_t position;
  uint32_t unit;
  uint32_t indicator;
  bool same_unit;
  bool same_indicator;
} place;

static void say_rollup(rsl__grid *grid, void *context);
static void say_unit(rsl__grid *grid, const rollup_table *table, uint32_t position);
static void say_figures(rsl__grid *grid, const rollup_table *table, place *at);
static void say_subject(rsl__grid *grid, const rollup_table *table, const place *at);
static void say_figure(rsl__grid *grid, const rollup_table *table, uint32_t indicator, const rsl_figure *figure);
static void say_origin(rsl__text_buffer *text, const rsl_figure *figure, rsl_language language);
static uint32_t find_only(const rollup_table *table);
static uint32_t find_depth(const rollup_table *table);
static uint32_t depth_of(const rsl_structure *structure, uint32_t position);

rsl_status rsl_table_rollup(const rsl_rollup *rollup, const rsl_table_options *options, const rsl_allocator *allocator,
                            rsl_sink sink, rsl_error *error) {
  rollup_table table = { rollup, rsl_cube_plan(rsl_rollup_cube(rollup)), rsl__table_options(options), 0, 0 };
  rsl_language language = table.options.language;
  table.only = find_only(&table);
  table.depth = find_depth(&table);
  const rsl__grid_column columns[] = {
    { rsl_translate(language, table.only == RSL_NONE ? "Indicator" : "Unit"), false, false, 12, 2, 2 },
    { rsl_translate(language, "Period"), false, false, 0, 1, 0 },
    { rsl_translate(language, "Value"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Reported / owed"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Origin"), false, true, 10, 3, 1 },
  };
  return rsl__grid_write(columns, sizeof columns / sizeof *columns, table.options.width, allocator, sink, say_rollup,
                         &table, error);
}

static void say_rollup(rsl__grid *grid, void *context) {
  const rollup_table *table = context;
  const rsl_structure *structure = rsl_rollup_structure(table->rollup);
  if (!grid->measuring && grid->rows == 0) {
    rsl__grid_paragraph(grid, rsl_translate(table->options.language, "There are no figures."), 0);
    return;
  }
  if (table->only != RSL_NONE) {
    rsl__say_indicator(rsl__grid_scratch(grid), table->plan, table->only);
    rsl__grid_scratch_paragraph(grid, 0);
    rsl__grid_blank(grid);
  }
  rsl__grid_head(grid);
  for (uint32_t i = 0; i < rsl_structure_count(structure) && rsl__grid_goes_on(grid); i++) {
    if (rsl__table_keeps(&table->options, rsl_structure_unit(structure, i), RSL_NONE)) say_unit(grid, table, i);
  }
}

static void say_unit(rsl__grid *grid, const rollup_table *table, uint32_t position) {
  uint32_t unit = rsl_structure_unit(rsl_rollup_structure(table->rollup), position);
  place at = { position, unit, 0, false, false };
  for (; at.indicator < rsl_plan_indicator_count(table->plan); at.indicator++) {
    bool shown = rsl__table_keeps(&table->options, unit, at.indicator);
    at.same_indicator = false;
    if (shown && rsl_rollup_has_row(table->rollup, unit, at.indicator)) say_figures(grid, table, &at);
  }
}

static void say_figures(rsl__grid *grid, const rollup_table *table, place *at) {
  size_t count = 0;
  const rsl_period *periods = rsl_rollup_periods(table->rollup, at->indicator, &count);
  for (size_t i = 0; i < count && rsl__grid_goes_on(grid); i++) {
    rsl_figure figure;
    if (!rsl_rollup_figure(table->rollup, at->unit, at->indicator, periods[i], &figure)) continue;
    say_subject(grid, table, at);
    rsl__say_period(rsl__grid_scratch(grid), periods[i]);
    rsl__grid_scratch_cell(grid);
    say_figure(grid, table, at->indicator, &figure);
    rsl__grid_end_row(grid);
    at->same_unit = at->same_indicator = true;
  }
}

static void say_subject(rsl__grid *grid, const rollup_table *table, const place *at) {
  uint32_t depth = depth_of(rsl_rollup_structure(table->rollup), at->position);
  size_t indent = 2 * (size_t)(depth > table->depth ? depth - table->depth : 0);
  if (table->only == RSL_NONE && !at->same_unit) {
    rsl__grid_paragraph(grid, rsl__unit_name(table->plan, at->unit), 0);
  }
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  /* A row that is written as a list stands alone. */
  bool again = !at->same_indicator || grid->stacked;
  if (table->only == RSL_NONE && again) {
    rsl__append_spaces(text, 2);
    rsl__say_indicator(text, table->plan, at->indicator);
  }
  if (table->only != RSL_NONE && again) {
    rsl__append_spaces(text, indent);
    rsl__text_buffer_text(text, rsl__unit_name(table->plan, at->unit));
  }
  rsl__grid_scratch_cell(grid);
}

static void say_figure(rsl__grid *grid, const rollup_table *table, uint32_t indicator, const rsl_figure *figure) {
  rsl_language language = table->options.language;
  rsl__say_figure(rsl__grid_scratch(grid), table->plan, indicator, figure, language);
  rsl__grid_scratch_cell(grid);
  rsl__text_buffer_format(rsl__grid_scratch(grid), "%llu/%llu", (unsigned long long)figure->reporting,
                          (unsigned long long)figure->owed);
  rsl__grid_scratch_cell(grid);
  say_origin(rsl__grid_scratch(grid), figure, language);
  rsl__grid_scratch_cell(grid);
}

/* Where the figure came from and what must be told beside it, or why there is none. */
static void say_origin(rsl__text_buffer *text, const rsl_figure *figure, rsl_language language) {
  if (figure->value.kind == RSL_NUMBER_ABSENT) {
    rsl__text_buffer_text(text, rsl__absence_word(figure->absence, language));
    return;
  }
  rsl__text_buffer_text(text, rsl__origin_word(figure->origin, language));
  if (figure->flags == 0) return;
  if (text->length > 0) rsl__text_buffer_text(text, ", ");
  rsl__say_flags(text, figure->flags, language);
}

static uint32_t find_only(const rollup_table *table) {
  uint32_t found = RSL_NONE;
  for (uint32_t i = 0; i < rsl_plan_indicator_count(table->plan); i++) {
    size_t count = 0;
    (void)rsl_rollup_periods(table->rollup, i, &count);
    if (count == 0 || !rsl__table_keeps(&table->options, RSL_NONE, i)) continue;
    if (found != RSL_NONE) return RSL_NONE;
    found = i;
  }
  return found;
}

static uint32_t find_depth(const rollup_table *table) {
  const rsl_structure *structure = rsl_rollup_structure(table->rollup);
  uint32_t least = RSL_NONE;
  for (uint32_t i = 0; least > 0 && i < rsl_structure_count(structure); i++) {
    if (!rsl__table_keeps(&table->options, rsl_structure_unit(structure, i), RSL_NONE)) continue;
    uint32_t depth = depth_of(structure, i);
    if (depth < least) least = depth;
  }
  return least;
}

static uint32_t depth_of(const rsl_structure *structure, uint32_t position) {
  uint32_t depth = 0;
  while ((position = rsl_structure_parent(structure, position)) != RSL_NONE) depth++;
  return depth;
}
