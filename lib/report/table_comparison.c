#include "report/grid.h"
#include "report/say.h"

enum { NOTE_SIZE = 1024 /**< past the longest note */, NOTE_INDENT = 4 };

typedef struct comparison_table {
  const rsl_review_comparison *comparison;
  const rsl_plan *plan;
  rsl_table_options options;
} comparison_table;

static void say_comparison(rsl__grid *grid, void *context);
static void say_head(rsl__grid *grid, const comparison_table *table);
static bool is_kept(const comparison_table *table, const rsl_review_comparison_row *row);
static void say_others(rsl__text_buffer *text, const comparison_table *table);
static void say_row(rsl__grid *grid, const comparison_table *table, size_t index);
static void say_side(rsl__grid *grid, const comparison_table *table, const rsl_review_row *side, int decimals);
static void say_change(rsl__text_buffer *text, const comparison_table *table, const rsl_review_comparison_row *row);
static const char *change_word(rsl_review_change change);

rsl_status rsl_table_comparison(const rsl_review_comparison *comparison, const rsl_table_options *options,
                                const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  comparison_table table = { comparison, rsl_review_plan(rsl_review_comparison_after(comparison)),
                             rsl__table_options(options) };
  rsl_language language = table.options.language;
  const rsl__grid_column columns[] = {
    { rsl_translate(language, "Indicator"), false, false, 12, 4, 3 },
    { rsl_translate(language, "Before"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Rating"), false, true, 8, 3, 2 },
    { rsl_translate(language, "Now"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Rating"), false, true, 8, 3, 2 },
    { rsl_translate(language, "Change"), false, false, 8, 3, 2 },
  };
  return rsl__grid_write(columns, sizeof columns / sizeof *columns, table.options.width, allocator, sink,
                         say_comparison, &table, error);
}

static void say_comparison(rsl__grid *grid, void *context) {
  const comparison_table *table = context;
  uint32_t unit = RSL_NONE;
  say_head(grid, table);
  if (rsl_review_comparison_count(table->comparison) == 0) return;
  rsl__grid_head(grid);
  for (size_t i = 0; i < rsl_review_comparison_count(table->comparison) && rsl__grid_goes_on(grid); i++) {
    const rsl_review_comparison_row *row = rsl_review_comparison_at(table->comparison, i);
    if (!is_kept(table, row)) continue;
    uint32_t own = (row->after != NULL ? row->after : row->before)->links.unit;
    if (own != unit) rsl__grid_paragraph(grid, rsl__unit_name(table->plan, own), 0);
    unit = own;
    say_row(grid, table, i);
  }
}

/** The two days, and how many rose and fell. */
static void say_head(rsl__grid *grid, const comparison_table *table) {
  rsl_language language = table->options.language;
  char before[RSL__DAY_TEXT];
  char after[RSL__DAY_TEXT];
  char rose[32];
  char fell[32];
  const char *const arguments[] = { before, after, rose, fell };
  const rsl_review_comparison *comparison = table->comparison;
  rsl__day_for_people(rsl_review_as_of(rsl_review_comparison_before(comparison)), language, before);
  rsl__day_for_people(rsl_review_as_of(rsl_review_comparison_after(comparison)), language, after);
  rsl_number_format_people(rsl_number_from_integer((int64_t)rsl_review_comparison_total(comparison, RSL_CHANGE_ROSE)),
                           0, language, rose, sizeof rose);
  rsl_number_format_people(rsl_number_from_integer((int64_t)rsl_review_comparison_total(comparison, RSL_CHANGE_FELL)),
                           0, language, fell, sizeof fell);
  rsl__text_buffer_fill(rsl__grid_scratch(grid), rsl_translate(language, "From {0} to {1}: {2} rose, {3} fell"),
                        arguments, 4);
  say_others(&grid->scratch, table);
  rsl__grid_scratch_paragraph(grid, 0);
}

/** What else became of targets, where of any. */
static void say_others(rsl__text_buffer *text, const comparison_table *table) {
  static const rsl_review_change others[] = { RSL_CHANGE_SAME, RSL_CHANGE_RATED, RSL_CHANGE_UNRATED,
                                              RSL_CHANGE_APPEARED, RSL_CHANGE_DISAPPEARED };
  rsl_language language = table->options.language;
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    size_t count = rsl_review_comparison_total(table->comparison, others[i]);
    if (count == 0) continue;
    rsl__text_buffer_text(text, ", ");
    rsl__say_number(text, rsl_number_from_integer((int64_t)count), 0, language);
    rsl__text_buffer_char(text, ' ');
    rsl__text_buffer_text(text, rsl_translate(language, change_word(others[i])));
  }
}

static bool is_kept(const comparison_table *table, const rsl_review_comparison_row *row) {
  const rsl_target_links *links = row->after != NULL ? &row->after->links : &row->before->links;
  return rsl__table_keeps(&table->options, links->unit, links->indicator);
}

static void say_row(rsl__grid *grid, const comparison_table *table, size_t index) {
  char note[NOTE_SIZE];
  const rsl_review_comparison_row *row = rsl_review_comparison_at(table->comparison, index);
  uint32_t indicator = (row->after != NULL ? row->after : row->before)->links.indicator;
  int decimals = rsl_plan_indicator(table->plan, indicator)->decimals;
  if (row->before != NULL && row->after != NULL)
    decimals = rsl__telling_decimals(row->before->actual, row->after->actual, decimals);
  rsl__append_spaces(rsl__grid_scratch(grid), 2);
  rsl__say_indicator(&grid->scratch, table->plan, indicator);
  rsl__grid_scratch_cell(grid);
  say_side(grid, table, row->before, decimals);
  say_side(grid, table, row->after, decimals);
  say_change(rsl__grid_scratch(grid), table, row);
  rsl__grid_scratch_cell(grid);
  rsl__grid_end_row(grid);
  if (rsl_review_comparison_note(table->comparison, index, note, sizeof note) > 0)
    rsl__grid_paragraph(grid, note, NOTE_INDENT);
}

static void say_side(rsl__grid *grid, const comparison_table *table, const rsl_review_row *side, int decimals) {
  if (side == NULL) {
    rsl__grid_cell(grid, "");
    rsl__grid_cell(grid, "");
    return;
  }
  rsl__say_actual(rsl__grid_scratch(grid), table->plan, side, decimals, table->options.language);
  rsl__grid_scratch_cell(grid);
  rsl__grid_cell(grid, rsl_rating_word(side->rating, table->options.language));
}

static void say_change(rsl__text_buffer *text, const comparison_table *table, const rsl_review_comparison_row *row) {
  rsl_language language = table->options.language;
  rsl__text_buffer_text(text, rsl_translate(language, change_word(row->change)));
  if (row->revised) {
    rsl__text_buffer_text(text, "; ");
    rsl__text_buffer_text(text, rsl_translate(language, "figure revised"));
  }
  if (row->adjusted) {
    rsl__text_buffer_text(text, "; ");
    rsl__text_buffer_text(text, rsl_translate(language, "target adjusted"));
  }
}

static const char *change_word(rsl_review_change change) {
  static const char *const words[RSL_CHANGE_END] = {
    [RSL_CHANGE_SAME] = "the same",
    [RSL_CHANGE_ROSE] = "rose",
    [RSL_CHANGE_FELL] = "fell",
    [RSL_CHANGE_RATED] = "rated now",
    [RSL_CHANGE_UNRATED] = "not rated any more",
    [RSL_CHANGE_APPEARED] = "new",
    [RSL_CHANGE_DISAPPEARED] = "gone",
  };
  return (unsigned)change < RSL_CHANGE_END ? words[change] : "";
}
