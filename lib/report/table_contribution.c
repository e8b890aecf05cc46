#include "report/grid.h"
#include "report/say.h"

typedef struct contribution_table {
  const rsl_contribution *contribution;
  const rsl_plan *plan;
  rsl_table_options options;
  int decimals; /**< of figures; parts have one more, since they are smaller than what they are parts of */
} contribution_table;

static void say_contribution(rsl__grid *grid, void *context);
static void say_head(rsl__grid *grid, const contribution_table *table);
static void say_row(rsl__grid *grid, const contribution_table *table, const rsl_contribution_row *row);
static void say_unit(rsl__text_buffer *text, const contribution_table *table, const rsl_contribution_row *row);
static void say_rating(rsl__text_buffer *text, const contribution_table *table, const rsl_contribution_row *row);
static void put_number(rsl__grid *grid, const contribution_table *table, rsl_number number, int decimals);
static const char *state_sentence(rsl_contribution_state state);

rsl_status rsl_table_contribution(const rsl_contribution *contribution, const rsl_table_options *options,
                                  const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  const rsl_plan *plan = rsl_review_plan(rsl_contribution_review(contribution));
  uint32_t indicator = rsl_contribution_target(contribution)->links.indicator;
  contribution_table table = { contribution, plan, rsl__table_options(options),
                               rsl_plan_indicator(plan, indicator)->decimals };
  rsl_language language = table.options.language;
  const rsl__grid_column columns[] = {
    { rsl_translate(language, "Unit"), false, false, 12, 3, 2 },
    { rsl_translate(language, "Actual"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Expected"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Part of gap"), true, true, 0, 1, 0 },
    { rsl_translate(language, "By figure"), true, true, 0, 1, 0 },
    { rsl_translate(language, "By weight"), true, true, 0, 1, 0 },
    { "%", true, true, 0, 1, 0 },
    { rsl_translate(language, "Rating"), false, true, 8, 3, 1 },
  };
  return rsl__grid_write(columns, sizeof columns / sizeof *columns, table.options.width, allocator, sink,
                         say_contribution, &table, error);
}

static void say_contribution(rsl__grid *grid, void *context) {
  const contribution_table *table = context;
  say_head(grid, table);
  if (rsl_contribution_count(table->contribution) == 0) return;
  rsl__grid_head(grid);
  for (size_t i = 0; i < rsl_contribution_count(table->contribution) && rsl__grid_goes_on(grid); i++)
    say_row(grid, table, rsl_contribution_at(table->contribution, i));
}

static void say_head(rsl__grid *grid, const contribution_table *table) {
  const rsl_review_row *target = rsl_contribution_target(table->contribution);
  rsl_language language = table->options.language;
  rsl_contribution_state state = rsl_contribution_parted(table->contribution);
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  rsl__text_buffer_text(text, rsl_translate(language, "Who makes the gap"));
  rsl__text_buffer_text(text, ": ");
  rsl__say_indicator(text, table->plan, target->links.indicator);
  if (target->actual_period.type != RSL_PERIOD_NONE) {
    rsl__text_buffer_text(text, ", ");
    rsl__say_period(text, target->actual_period);
  }
  rsl__grid_scratch_paragraph(grid, 0);
  if (state != RSL_CONTRIBUTION_PARTED) rsl__grid_paragraph(grid, rsl_translate(language, state_sentence(state)), 0);
}

static void say_row(rsl__grid *grid, const contribution_table *table, const rsl_contribution_row *row) {
  int parts = table->decimals < 18 ? table->decimals + 1 : table->decimals;
  say_unit(rsl__grid_scratch(grid), table, row);
  rsl__grid_scratch_cell(grid);
  put_number(grid, table, row->actual, table->decimals);
  put_number(grid, table, row->expected, parts);
  put_number(grid, table, row->contribution, parts);
  put_number(grid, table, row->level_effect, parts);
  put_number(grid, table, row->mix_effect, parts);
  rsl__say_number(rsl__grid_scratch(grid), row->percent, 1, table->options.language);
  rsl__grid_scratch_cell(grid);
  say_rating(rsl__grid_scratch(grid), table, row);
  rsl__grid_scratch_cell(grid);
  rsl__grid_end_row(grid);
}

static void say_unit(rsl__text_buffer *text, const contribution_table *table, const rsl_contribution_row *row) {
  rsl_language language = table->options.language;
  char count[32];
  const char *const arguments[] = { count };
  rsl__append_spaces(text, (size_t)row->depth * 2);
  switch (row->kind) {
  case RSL_CONTRIBUTOR_OWN:
    rsl__text_buffer_text(text, rsl_translate(language, "(its own report)"));
    break;
  case RSL_CONTRIBUTOR_OTHERS:
    rsl_number_format_people(rsl_number_from_integer(row->count), 0, language, count, sizeof count);
    rsl__text_buffer_fill(text, rsl_translate(language, "({0} others)"), arguments, 1);
    break;
  default:
    rsl__text_buffer_text(text, rsl__unit_name(table->plan, row->unit));
  }
}

/** A unit of which a figure is missing says so first: that is why it is where it is. */
static void say_rating(rsl__text_buffer *text, const contribution_table *table, const rsl_contribution_row *row) {
  rsl_language language = table->options.language;
  if (row->kind == RSL_CONTRIBUTOR_UNIT && row->reporting < row->owed) {
    char given[32];
    char due[32];
    const char *const arguments[] = { given, due };
    rsl_number_format_people(rsl_number_from_integer((int64_t)row->reporting), 0, language, given, sizeof given);
    rsl_number_format_people(rsl_number_from_integer((int64_t)row->owed), 0, language, due, sizeof due);
    rsl__text_buffer_fill(text, rsl_translate(language, "{0} of {1} figures"), arguments, 2);
    if (row->rating != RSL_RATING_NONE) rsl__text_buffer_text(text, "; ");
  }
  if (row->rating != RSL_RATING_NONE) rsl__text_buffer_text(text, rsl_rating_word(row->rating, language));
}

static void put_number(rsl__grid *grid, const contribution_table *table, rsl_number number, int decimals) {
  rsl__say_number(rsl__grid_scratch(grid), number, decimals, table->options.language);
  rsl__grid_scratch_cell(grid);
}

static const char *state_sentence(rsl_contribution_state state) {
  switch (state) {
  case RSL_CONTRIBUTION_NO_ACTUAL:
    return "There is no figure to compare with the target.";
  case RSL_CONTRIBUTION_NO_EXPECTED:
    return "Nothing says where it should stand by now, so there is no gap to part.";
  case RSL_CONTRIBUTION_NO_BASIS:
    return "Without a baseline above 0 nothing says what to expect of whom; here is what each gave.";
  case RSL_CONTRIBUTION_RULE_NOT_ADDITIVE:
    return "Its figure is no sum of what the units below give; here is what each gave.";
  case RSL_CONTRIBUTION_OVER_THE_TERM:
    return "It is rated over several years; here is what each gave for the last.";
  default:
    return "";
  }
}
