#include "base/error.h"
#include "report/answers.h"
#include "report/blocks.h"

enum { NOTE_INDENT = 4 };

typedef struct review_table {
  const rsl_review *review;
  const rsl_plan *plan;
  rsl_table_options options;
  rsl__blocks blocks;
  rsl__answers answers;
} review_table;

static void say_review(rsl__grid *grid, void *context);
static bool has_rows(const review_table *table, const rsl__block *block);
static bool is_shown(const review_table *table, const rsl_review_row *row);
static bool is_kept(const review_table *table, const rsl_review_row *row);
static void say_agreement(rsl__grid *grid, const review_table *table, bool first);
static void say_row(rsl__grid *grid, const review_table *table, const rsl_review_row *row);
static void say_target(rsl__grid *grid, const review_table *table, const rsl_review_row *row, int decimals);
static void say_notes(rsl__grid *grid, const review_table *table, const rsl_review_row *row, int decimals);
static void say_published(rsl__grid *grid, const rsl_published *verdict, rsl_language language);
static bool needs_reason(const review_table *table, rsl_rating rating);
static int actual_decimals(const rsl_review_row *row, int decimals);
static const char *sign_of(const rsl_target *target);

rsl_status rsl_table_review(const rsl_review *review, const rsl_table_options *options, const rsl_allocator *allocator,
                            rsl_sink sink, rsl_error *error) {
  review_table table = { .review = review, .plan = rsl_review_plan(review), .options = rsl__table_options(options) };
  rsl_language language = table.options.language;
  const rsl__grid_column columns[] = {
    { rsl_translate(language, "Indicator"), false, false, 12, 4, 3 },
    { rsl_translate(language, "Actual"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Expected"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Target"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Achieved"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Rating"), false, false, 8, 4, 2 },
  };
  rsl__error_clear(error);
  rsl_status status = rsl__blocks_find(&table.blocks, review, allocator, error);
  rsl_status found =
      rsl__answers_find(&table.answers, review, status == RSL_OK ? table.options.campaign : RSL_NONE, allocator, error);
  if (status == RSL_OK) status = found;
  if (status == RSL_OK)
    status = rsl__grid_write(columns, sizeof columns / sizeof *columns, table.options.width, allocator, sink,
                             say_review, &table, error);
  rsl__answers_free(&table.answers);
  rsl__blocks_free(&table.blocks);
  return status;
}

static void say_review(rsl__grid *grid, void *context) {
  const review_table *table = context;
  bool first = true;
  if (!grid->measuring && grid->rows == 0)
    rsl__grid_paragraph(grid, rsl_translate(table->options.language, "There are no targets to review."), 0);
  for (size_t i = 0; i < rsl_review_headline_count(table->review) && rsl__grid_goes_on(grid); i++) {
    const rsl_headline *headline = rsl_review_headline_at(table->review, i);
    const rsl__block *block = headline->of_field ? NULL : rsl__blocks_of(&table->blocks, headline);
    if (block == NULL || !has_rows(table, block)) continue;
    if (!first) rsl__grid_blank(grid);
    first = false;
    rsl__say_title(grid, table->review, headline, table->options.language);
    rsl__grid_head(grid);
    for (size_t k = block->first; k < block->end && rsl__grid_goes_on(grid); k++) {
      const rsl_review_row *row = rsl_review_at(table->review, k);
      if (!is_shown(table, row)) continue;
      say_row(grid, table, row);
      rsl__answers_say(grid, &table->answers, k, table->options.language, NOTE_INDENT);
    }
  }
  if (table->options.differs && !grid->measuring && rsl_review_count(table->review) > 0)
    say_agreement(grid, table, first);
}

static bool has_rows(const review_table *table, const rsl__block *block) {
  for (size_t i = block->first; i < block->end; i++)
    if (is_shown(table, rsl_review_at(table->review, i))) return true;
  return false;
}

static bool is_shown(const review_table *table, const rsl_review_row *row) {
  bool wanted = !table->options.differs || rsl_review_row_agreement(row) == RSL_AGREEMENT_DIFFERS;
  return wanted && is_kept(table, row);
}

static bool is_kept(const review_table *table, const rsl_review_row *row) {
  return rsl__table_keeps(&table->options, row->links.unit, row->links.indicator);
}

/* What was not shown because it agrees, and what cannot be compared, is counted. */
static void say_agreement(rsl__grid *grid, const review_table *table, bool first) {
  rsl_language language = table->options.language;
  size_t counts[RSL_AGREEMENT_END] = { 0 };
  char texts[3][32];
  const char *const arguments[] = { texts[0], texts[1], texts[2] };
  for (size_t i = 0; i < rsl_review_count(table->review); i++) {
    const rsl_review_row *row = rsl_review_at(table->review, i);
    if (is_kept(table, row)) counts[rsl_review_row_agreement(row)]++;
  }
  const size_t told[] = { counts[RSL_AGREEMENT_AGREES], counts[RSL_AGREEMENT_AGREES] + counts[RSL_AGREEMENT_DIFFERS],
                          counts[RSL_AGREEMENT_UNKNOWN] };
  for (size_t i = 0; i < 3; i++)
    (void)rsl_number_format_people(rsl_number_from_integer((int64_t)told[i]), 0, language, texts[i], sizeof texts[i]);
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  rsl__text_buffer_fill(text, rsl_translate(language, "{0} of {1} published verdicts agree"), arguments, 3);
  if (told[2] > 0) rsl__text_buffer_fill(text, rsl_translate(language, "; {2} cannot be compared"), arguments, 3);
  if (!first) rsl__grid_blank(grid);
  rsl__grid_scratch_paragraph(grid, 0);
}

static void say_row(rsl__grid *grid, const review_table *table, const rsl_review_row *row) {
  rsl_language language = table->options.language;
  int decimals = rsl_plan_indicator(table->plan, row->links.indicator)->decimals;
  rsl__say_indicator(rsl__grid_scratch(grid), table->plan, row->links.indicator);
  rsl__grid_scratch_cell(grid);
  rsl__say_actual(rsl__grid_scratch(grid), table->plan, row, actual_decimals(row, decimals), language);
  rsl__grid_scratch_cell(grid);
  int telling = rsl__telling_decimals(row->expected, row->actual, decimals);
  rsl__say_number(rsl__grid_scratch(grid), row->expected, telling, language);
  rsl__grid_scratch_cell(grid);
  say_target(grid, table, row, decimals);
  rsl__say_percent(rsl__grid_scratch(grid), row->achieved_percent, language);
  rsl__grid_scratch_cell(grid);
  rsl__grid_cell(grid, rsl_rating_word(row->rating, language));
  rsl__grid_end_row(grid);
  say_notes(grid, table, row, decimals);
}

static void say_target(rsl__grid *grid, const review_table *table, const rsl_review_row *row, int decimals) {
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  bool has_low = row->target_low.kind != RSL_NUMBER_ABSENT;
  bool has_high = row->target_high.kind != RSL_NUMBER_ABSENT;
  bool is_range = has_low && has_high && rsl_number_compare(row->target_low, row->target_high) != 0;
  if (has_low || has_high) {
    rsl__text_buffer_text(text, sign_of(rsl_plan_target(table->plan, row->part != RSL_NONE ? row->part : row->target)));
    rsl__say_rated(text, table->plan, row->links.indicator, has_low ? row->target_low : row->target_high, decimals,
                   table->options.language);
  }
  if (is_range) {
    rsl__text_buffer_text(text, "–");
    rsl__say_rated(text, table->plan, row->links.indicator, row->target_high, decimals, table->options.language);
  }
  rsl__grid_scratch_cell(grid);
}

static void say_notes(rsl__grid *grid, const review_table *table, const rsl_review_row *row, int decimals) {
  rsl_language language = table->options.language;
  if (row->links.assigned_by != RSL_NONE) {
    const char *const places[] = { rsl__unit_name(table->plan, row->links.assigned_by) };
    rsl__text_buffer_fill(rsl__grid_scratch(grid), rsl_translate(language, "assigned by {0}"), places, 1);
    rsl__grid_scratch_paragraph(grid, NOTE_INDENT);
  }
  bool reason = needs_reason(table, row->rating) && row->reason != NULL && row->reason[0] != '\0';
  if (reason) rsl__grid_paragraph(grid, row->reason, NOTE_INDENT);
  /* A weak figure is told under a good rating too (T8). */
  if (!reason && row->flags != 0) {
    rsl__say_flags(rsl__grid_scratch(grid), row->flags, language);
    rsl__grid_scratch_paragraph(grid, NOTE_INDENT);
  }
  if (rsl_review_row_agreement(row) != RSL_AGREEMENT_AGREES) say_published(grid, row->published, language);
  if (row->shown_period.type == RSL_PERIOD_NONE || row->shown.kind == RSL_NUMBER_ABSENT) return;
  if (reason && row->reason_code == RSL_REASON_BELOW_MIN_COVERAGE) return; /* the reason has it */
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  rsl__text_buffer_text(text, rsl_translate(language, "known too, not rated"));
  rsl__text_buffer_text(text, ": ");
  rsl__say_rated(text, table->plan, row->links.indicator, row->shown, decimals, table->options.language);
  rsl__text_buffer_text(text, " (");
  rsl__say_period(text, row->shown_period);
  rsl__text_buffer_char(text, ')');
  rsl__grid_scratch_paragraph(grid, NOTE_INDENT);
}

static void say_published(rsl__grid *grid, const rsl_published *verdict, rsl_language language) {
  char on[RSL__DAY_TEXT];
  if (verdict == NULL) return;
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  rsl__day_for_people(verdict->on, language, on);
  rsl__text_buffer_text(text, rsl_translate(language, "published"));
  if (verdict->on != RSL_DATE_NONE) rsl__text_buffer_format(text, " (%s)", on);
  rsl__text_buffer_text(text, ": ");
  const char *words = verdict->words != NULL ? verdict->words : rsl_rating_word(verdict->rating, language);
  rsl__text_buffer_text(text, words);
  rsl__grid_scratch_paragraph(grid, NOTE_INDENT);
}

static bool needs_reason(const review_table *table, rsl_rating rating) {
  bool all = table->options.all_reasons || table->options.differs;
  return all || rating > RSL_RATING_ON_TRACK || rating == RSL_RATING_NONE;
}

/* More than the indicator's where rounding would show the actual at a bound that it does not reach or is past (T7). */
static int actual_decimals(const rsl_review_row *row, int decimals) {
  int low = rsl__telling_decimals(row->actual, row->target_low, decimals);
  int high = rsl__telling_decimals(row->actual, row->target_high, decimals);
  return low > high ? low : high;
}

static const char *sign_of(const rsl_target *target) {
  switch (target->condition.form) {
  case RSL_FORM_AT_LEAST:
  case RSL_FORM_GRADE_AT_LEAST:
    return "≥ ";
  case RSL_FORM_ABOVE:
    return "> ";
  case RSL_FORM_AT_MOST:
    return "≤ ";
  case RSL_FORM_BELOW:
    return "< ";
  case RSL_FORM_ABOUT:
    return "~ ";
  default:
    return "";
  }
}
