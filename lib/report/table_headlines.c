#include "report/blocks.h"

/* What is counted in each column; the early ones with the others (T10). */
static const struct {
  const char *head;
  rsl_rating rating;
  rsl_rating early; /* RSL_RATING_NONE: there is none */
} counts[] = {
  { "Exceeded", RSL_RATING_EXCEEDED, RSL_RATING_EXCEEDED_EARLY },
  { "Met", RSL_RATING_MET, RSL_RATING_MET_EARLY },
  { "On track", RSL_RATING_ON_TRACK, RSL_RATING_NONE },
  { "Nearly met", RSL_RATING_NEARLY_MET, RSL_RATING_NONE },
  { "Behind", RSL_RATING_BEHIND, RSL_RATING_NONE },
  { "Off track", RSL_RATING_OFF_TRACK, RSL_RATING_NONE },
  { "Missed", RSL_RATING_MISSED, RSL_RATING_NONE },
  { "No data", RSL_RATING_NO_DATA, RSL_RATING_NONE },
  { "Not rated", RSL_RATING_NOT_RATED, RSL_RATING_NONE },
};

enum { COUNTS = sizeof counts / sizeof *counts };

typedef struct headlines_table {
  const rsl_review *review;
  const rsl_plan *plan;
  rsl_table_options options;
  bool used[COUNTS]; /* a rating that no target has takes no column */
} headlines_table;

static void say_headlines(rsl__grid *grid, void *context);
static void say_row(rsl__grid *grid, const headlines_table *table, const rsl_headline *headline);
static void say_count(rsl__grid *grid, const headlines_table *table, uint64_t count);
static uint64_t count_of(const rsl_headline *headline, size_t column);
static void find_used(headlines_table *table);

rsl_status rsl_table_headlines(const rsl_review *review, const rsl_table_options *options,
                               const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  headlines_table table = { .review = review, .plan = rsl_review_plan(review), .options = rsl__table_options(options) };
  rsl_language language = table.options.language;
  rsl__grid_column columns[COUNTS + 2] = {
    { rsl_translate(language, "Field"), false, false, 10, 2, 1 },
    { rsl_translate(language, "Targets"), true, false, 0, 1, 0 },
  };
  for (size_t i = 0; i < COUNTS; i++)
    columns[i + 2] = (rsl__grid_column){ rsl_translate(language, counts[i].head), true, true, 0, 1, 0 };
  find_used(&table);
  return rsl__grid_write(columns, COUNTS + 2, table.options.width, allocator, sink, say_headlines, &table, error);
}

static void say_headlines(rsl__grid *grid, void *context) {
  const headlines_table *table = context;
  bool first = true;
  if (!grid->measuring && grid->rows == 0)
    rsl__grid_paragraph(grid, rsl_translate(table->options.language, "There are no targets to review."), 0);
  for (size_t i = 0; i < rsl_review_headline_count(table->review) && rsl__grid_goes_on(grid); i++) {
    const rsl_headline *headline = rsl_review_headline_at(table->review, i);
    if (!rsl__table_keeps(&table->options, headline->unit, RSL_NONE)) continue;
    if (!headline->of_field) {
      if (!first) rsl__grid_blank(grid);
      rsl__say_title(grid, table->review, headline, table->options.language);
      rsl__grid_head(grid);
    }
    first = false;
    say_row(grid, table, headline);
  }
}

static void say_row(rsl__grid *grid, const headlines_table *table, const rsl_headline *headline) {
  rsl_language language = table->options.language;
  if (!headline->of_field) {
    rsl__grid_cell(grid, rsl_translate(language, "All fields"));
  } else if (headline->field == RSL_NONE) {
    rsl__grid_cell(grid, rsl_translate(language, "No field"));
  } else {
    rsl__grid_cell(grid, rsl__field_name(table->plan, headline->field));
  }
  say_count(grid, table, headline->targets);
  for (size_t i = 0; i < COUNTS; i++) {
    if (table->used[i]) {
      say_count(grid, table, count_of(headline, i));
    } else {
      rsl__grid_cell(grid, "");
    }
  }
  rsl__grid_end_row(grid);
}

static void say_count(rsl__grid *grid, const headlines_table *table, uint64_t count) {
  rsl__say_number(rsl__grid_scratch(grid), rsl_number_from_integer((int64_t)count), 0, table->options.language);
  rsl__grid_scratch_cell(grid);
}

static uint64_t count_of(const rsl_headline *headline, size_t column) {
  uint64_t early = counts[column].early == RSL_RATING_NONE ? 0 : headline->by_rating[counts[column].early];
  return headline->by_rating[counts[column].rating] + early;
}

static void find_used(headlines_table *table) {
  for (size_t i = 0; i < rsl_review_headline_count(table->review); i++) {
    const rsl_headline *headline = rsl_review_headline_at(table->review, i);
    if (!rsl__table_keeps(&table->options, headline->unit, RSL_NONE)) continue;
    for (size_t k = 0; k < COUNTS; k++)
      if (count_of(headline, k) > 0) table->used[k] = true;
  }
}
