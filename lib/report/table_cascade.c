#include "report/grid.h"
#include "report/say.h"

enum { NOTE_INDENT = 6 };

typedef struct cascade_table {
  const rsl_cascade *cascade;
  const rsl_plan *plan;
  rsl_table_options options;
} cascade_table;

typedef struct allocation_table {
  const rsl_allocation *allocation;
  const rsl_plan *plan;
  uint32_t target;
  rsl_table_options options;
} allocation_table;

static void say_cascade(rsl__grid *grid, void *context);
static void say_row(rsl__grid *grid, const cascade_table *table, const rsl_cascade_row *row);
static void say_layers(rsl__grid *grid, const cascade_table *table, const rsl_cascade_row *row, int decimals);
static void say_lacking(rsl__grid *grid, const cascade_table *table, const rsl_cascade_row *row);
static void say_allocation(rsl__grid *grid, void *context);
static void put_rated(rsl__grid *grid, const cascade_table *table, const rsl_cascade_row *row, rsl_number number,
                      int decimals);
static void put_number(rsl__grid *grid, rsl_number number, int decimals, rsl_language language);
static const char *state_word(rsl_cascade_state state, rsl_language language);

rsl_status rsl_table_cascade(const rsl_cascade *cascade, const rsl_table_options *options,
                             const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  cascade_table table = { cascade, rsl_cascade_plan(cascade), rsl__table_options(options) };
  rsl_language language = table.options.language;
  const rsl__grid_column columns[] = {
    { rsl_translate(language, "Indicator"), false, false, 12, 4, 3 },
    { rsl_translate(language, "By"), false, false, 0, 1, 0 },
    { rsl_translate(language, "Target"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Assigned"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Left"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Units"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Standing"), false, false, 10, 4, 2 },
  };
  return rsl__grid_write(columns, sizeof columns / sizeof *columns, table.options.width, allocator, sink, say_cascade,
                         &table, error);
}

static void say_cascade(rsl__grid *grid, void *context) {
  const cascade_table *table = context;
  uint32_t unit = RSL_NONE;
  if (grid->measuring || grid->rows > 0) rsl__grid_head(grid);
  for (size_t i = 0; i < rsl_cascade_count(table->cascade) && rsl__grid_goes_on(grid); i++) {
    const rsl_cascade_row *row = rsl_cascade_at(table->cascade, i);
    if (!rsl__table_keeps(&table->options, row->links.unit, row->links.indicator)) continue;
    if (row->links.unit != unit) rsl__grid_paragraph(grid, rsl__unit_name(table->plan, row->links.unit), 0);
    unit = row->links.unit;
    say_row(grid, table, row);
  }
  if (!grid->measuring && grid->rows == 0)
    rsl__grid_paragraph(grid, rsl_translate(table->options.language, "There are no targets to compare."), 0);
}

static void say_row(rsl__grid *grid, const cascade_table *table, const rsl_cascade_row *row) {
  rsl_language language = table->options.language;
  int decimals = rsl_plan_indicator(table->plan, row->links.indicator)->decimals;
  int telling = rsl__telling_decimals(row->value, row->assigned, decimals);
  bool compared = row->children > 0;
  rsl__append_spaces(rsl__grid_scratch(grid), 2);
  rsl__say_indicator(&grid->scratch, table->plan, row->links.indicator);
  rsl__grid_scratch_cell(grid);
  rsl__say_period(rsl__grid_scratch(grid), rsl_plan_target(table->plan, row->target)->by);
  rsl__grid_scratch_cell(grid);
  put_rated(grid, table, row, row->value, telling);
  put_rated(grid, table, row, row->assigned, telling);
  put_number(grid, row->unassigned, telling, language);
  if (compared)
    rsl__text_buffer_format(rsl__grid_scratch(grid), "%lu/%lu", (unsigned long)row->children_with,
                            (unsigned long)row->children);
  else
    (void)rsl__grid_scratch(grid);
  rsl__grid_scratch_cell(grid);
  rsl__grid_cell(grid, state_word(row->state, language));
  rsl__grid_end_row(grid);
  say_layers(grid, table, row, decimals);
  say_lacking(grid, table, row);
}

/** What was assigned to the unit, where the row shows another. */
static void say_layers(rsl__grid *grid, const cascade_table *table, const rsl_cascade_row *row, int decimals) {
  rsl_language language = table->options.language;
  const rsl_cascade_layer *layer = rsl_cascade_layer_at(table->cascade, row, 0);
  bool alone = layer != NULL && row->layer_count == 1 && layer->target == row->target;
  if (layer == NULL || alone) return;
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  for (size_t i = 0; (layer = rsl_cascade_layer_at(table->cascade, row, i)) != NULL; i++) {
    const char *const arguments[] = { rsl__unit_name(table->plan, layer->superior) };
    if (i > 0) rsl__text_buffer_text(text, ", ");
    rsl__text_buffer_fill(text, rsl_translate(language, "{0} assigned "), arguments, 1);
    rsl__say_rated(text, table->plan, row->links.indicator, layer->value,
                   rsl__telling_decimals(layer->value, row->value, decimals), language);
  }
  rsl__grid_scratch_paragraph(grid, NOTE_INDENT);
}

/** Where some have a share: that nobody has one is how it stands. */
static void say_lacking(rsl__grid *grid, const cascade_table *table, const rsl_cascade_row *row) {
  enum { MOST = 5 };
  rsl_language language = table->options.language;
  uint32_t count = row->children - row->children_with;
  if (count == 0 || row->children_with == 0) return;
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  rsl__text_buffer_text(text, rsl_translate(language, "without a share"));
  for (uint32_t i = 0; i < count && i < MOST; i++) {
    rsl__text_buffer_text(text, i == 0 ? ": " : ", ");
    rsl__text_buffer_text(text, rsl__unit_name(table->plan, rsl_cascade_lacking_at(table->cascade, row, i)));
  }
  if (count > MOST) {
    char more[32];
    const char *const arguments[] = { more };
    (void)rsl_number_format_people(rsl_number_from_integer((int64_t)count - MOST), 0, language, more, sizeof more);
    rsl__text_buffer_fill(text, rsl_translate(language, " and {0} more"), arguments, 1);
  }
  rsl__grid_scratch_paragraph(grid, NOTE_INDENT);
}

rsl_status rsl_table_allocation(const rsl_allocation *allocation, const rsl_plan *plan, uint32_t target,
                                const rsl_table_options *options, const rsl_allocator *allocator, rsl_sink sink,
                                rsl_error *error) {
  allocation_table table = { allocation, plan, target, rsl__table_options(options) };
  rsl_language language = table.options.language;
  const rsl__grid_column columns[] = {
    { rsl_translate(language, "Unit"), false, false, 12, 3, 1 },
    { rsl_translate(language, "Basis"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Share of the target"), true, false, 0, 1, 0 },
  };
  return rsl__grid_write(columns, sizeof columns / sizeof *columns, table.options.width, allocator, sink,
                         say_allocation, &table, error);
}

static void say_allocation(rsl__grid *grid, void *context) {
  const allocation_table *table = context;
  rsl_language language = table->options.language;
  uint32_t indicator = rsl_plan_target_links(table->plan, table->target).indicator;
  int decimals = rsl_plan_indicator(table->plan, indicator)->decimals;
  rsl__say_indicator(rsl__grid_scratch(grid), table->plan, indicator);
  rsl__text_buffer_text(&grid->scratch, ": ");
  rsl__say_number(&grid->scratch, rsl_allocation_value(table->allocation), decimals, language);
  rsl__grid_scratch_paragraph(grid, 0);
  rsl__grid_head(grid);
  for (size_t i = 0; i < rsl_allocation_count(table->allocation) && rsl__grid_goes_on(grid); i++) {
    const rsl_allocation_row *row = rsl_allocation_at(table->allocation, i);
    if (!rsl__table_keeps(&table->options, row->unit, indicator)) continue;
    rsl__grid_cell(grid, rsl__unit_name(table->plan, row->unit));
    put_number(grid, row->basis, decimals, language);
    put_number(grid, row->value, rsl__telling_decimals(row->value, rsl_number_round(row->value, decimals), decimals),
               language);
    rsl__grid_end_row(grid);
  }
}

static void put_rated(rsl__grid *grid, const cascade_table *table, const rsl_cascade_row *row, rsl_number number,
                      int decimals) {
  rsl__say_rated(rsl__grid_scratch(grid), table->plan, row->links.indicator, number, decimals, table->options.language);
  rsl__grid_scratch_cell(grid);
}

static void put_number(rsl__grid *grid, rsl_number number, int decimals, rsl_language language) {
  rsl__say_number(rsl__grid_scratch(grid), number, decimals, language);
  rsl__grid_scratch_cell(grid);
}

static const char *state_word(rsl_cascade_state state, rsl_language language) {
  static const char *const words[RSL_CASCADE_STATE_END] = {
    [RSL_CASCADE_ADDS_UP] = "adds up",
    [RSL_CASCADE_OVER_ASSIGNED] = "more than asked",
    [RSL_CASCADE_NO_CHILDREN] = "nobody below",
    [RSL_CASCADE_NOT_COMPARABLE] = "not comparable",
    [RSL_CASCADE_NO_WEIGHTS] = "weights not known",
    [RSL_CASCADE_UNASSIGNED] = "does not add up",
    [RSL_CASCADE_NOT_ASSIGNED] = "not assigned below",
    [RSL_CASCADE_WEAKER_THAN_SUPERIOR] = "weaker than assigned",
  };
  return (unsigned)state < RSL_CASCADE_STATE_END ? rsl_translate(language, words[state]) : "";
}
