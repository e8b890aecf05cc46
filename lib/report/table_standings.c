#include "report/grid.h"
#include "report/say.h"

enum { DECIMALS = 2 };

typedef struct standings_table {
  const rsl_bare_series *const *series;
  const rsl_series_standing *standings;
  size_t count;
  rsl_table_options options;
} standings_table;

static void say_standings(rsl__grid *grid, void *context);
static void say_row(rsl__grid *grid, const standings_table *table, size_t index);
static void say_figure(rsl__grid *grid, const standings_table *table, rsl_path_figure figure);
static void say_projection(rsl__grid *grid, const standings_table *table, const rsl_series_standing *standing);
static void say_word(rsl__grid *grid, const standings_table *table, const rsl_series_standing *standing);

rsl_status rsl_table_standings(const rsl_bare_series *const *series, const rsl_series_standing *standings, size_t count,
                               const rsl_table_options *options, const rsl_allocator *allocator, rsl_sink sink,
                               rsl_error *error) {
  standings_table table = { series, standings, count, rsl__table_options(options) };
  rsl_language language = table.options.language;
  const rsl__grid_column columns[] = {
    { rsl_translate(language, "Series"), false, true, 8, 3, 2 },
    { rsl_translate(language, "Actual"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Target"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Ratio"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Score"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Outlook"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Class"), false, true, 8, 3, 2 },
    { rsl_translate(language, "Rating"), false, false, 8, 3, 2 },
  };
  return rsl__grid_write(columns, sizeof columns / sizeof *columns, table.options.width, allocator, sink, say_standings,
                         &table, error);
}

static void say_standings(rsl__grid *grid, void *context) {
  const standings_table *table = context;
  if (table->count == 0) {
    rsl__grid_paragraph(grid, rsl_translate(table->options.language, "There are no series."), 0);
    return;
  }
  rsl__grid_head(grid);
  for (size_t i = 0; i < table->count && rsl__grid_goes_on(grid); i++) say_row(grid, table, i);
}

static void say_row(rsl__grid *grid, const standings_table *table, size_t index) {
  const rsl_series_standing *standing = &table->standings[index];
  rsl_language language = table->options.language;
  rsl__grid_cell(grid, table->series[index]->name);
  say_figure(grid, table, standing->actual);
  say_figure(grid, table, (rsl_path_figure){ standing->by, standing->target });
  rsl__say_number(rsl__grid_scratch(grid), rsl_number_from_double(standing->ratio), 3, language);
  rsl__grid_scratch_cell(grid);
  rsl__say_number(rsl__grid_scratch(grid), rsl_number_from_double(standing->score), DECIMALS, language);
  rsl__grid_scratch_cell(grid);
  say_projection(grid, table, standing);
  rsl__grid_cell(grid, rsl_class_word(standing->rated_as, language));
  say_word(grid, table, standing);
  rsl__grid_end_row(grid);
}

/** A figure as it is written, and its period. */
static void say_figure(rsl__grid *grid, const standings_table *table, rsl_path_figure figure) {
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  if (figure.value.kind != RSL_NUMBER_ABSENT) {
    int decimals = figure.value.kind == RSL_NUMBER_DECIMAL && figure.value.scale > 0 ? (int)figure.value.scale : 0;
    rsl__say_number(text, figure.value, decimals, table->options.language);
  }
  if (figure.value.kind != RSL_NUMBER_ABSENT && figure.period.type != RSL_PERIOD_NONE) {
    rsl__text_buffer_text(text, " (");
    rsl__say_period(text, figure.period);
    rsl__text_buffer_char(text, ')');
  }
  rsl__grid_scratch_cell(grid);
}

/** With its interval, or as a mere line. */
static void say_projection(rsl__grid *grid, const standings_table *table, const rsl_series_standing *standing) {
  rsl_language language = table->options.language;
  rsl_number low = rsl_number_from_double(standing->projected_low);
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  rsl__say_number(text, rsl_number_from_double(standing->projected), DECIMALS, language);
  if (low.kind != RSL_NUMBER_ABSENT) {
    rsl__text_buffer_text(text, " [");
    rsl__say_number(text, low, DECIMALS, language);
    rsl__text_buffer_text(text, "; ");
    rsl__say_number(text, rsl_number_from_double(standing->projected_high), DECIMALS, language);
    rsl__text_buffer_char(text, ']');
  }
  rsl__grid_scratch_cell(grid);
}

/** Without a rating, the code of why. */
static void say_word(rsl__grid *grid, const standings_table *table, const rsl_series_standing *standing) {
  bool rated = standing->rating != RSL_RATING_NONE && standing->rating < RSL_RATING_NO_DATA;
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  rsl__text_buffer_text(text, rsl_rating_word(standing->rating, table->options.language));
  if (!rated && standing->reason != RSL_REASON_NONE)
    rsl__text_buffer_format(text, " (%s)", rsl_reason_code(standing->reason));
  rsl__grid_scratch_cell(grid);
}
