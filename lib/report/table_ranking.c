#include "cube/grade.h"
#include "plan/grades.h"
#include "report/grid.h"
#include "report/say.h"

typedef struct ranking_table {
  const rsl_ranking *ranking;
  const rsl_ranking *before;
  const rsl_ranking_summary *summary;
  const rsl_plan *plan;
  const rsl_indicator *indicator;
  rsl_table_options options;
} ranking_table;

static void say_ranking(rsl__grid *grid, void *context);
static void say_head(rsl__grid *grid, const ranking_table *table);
static void say_field(rsl__grid *grid, const ranking_table *table);
static void say_notes(rsl__grid *grid, const ranking_table *table);
static void say_note(rsl__grid *grid, const ranking_table *table, const char *note, size_t count, rsl_period period);
static bool all_are_estimates(const ranking_table *table);
static bool has_the_same(const ranking_table *table);
static void say_row(rsl__grid *grid, const ranking_table *table, size_t index);
static void say_place(rsl__grid *grid, const ranking_table *table, const rsl_ranking_row *row);
static void say_figure(rsl__grid *grid, const ranking_table *table, const rsl_ranking_row *row, int decimals);
static void say_parts(rsl__grid *grid, const ranking_table *table, const rsl_ranking_row *row);
static bool has_parts(const ranking_table *table, const rsl_figure *figure);
static void say_target(rsl__grid *grid, const ranking_table *table, const rsl_ranking_row *row);
static void say_before(rsl__grid *grid, const ranking_table *table, const rsl_ranking_row *row);
static void say_remarks(rsl__grid *grid, const ranking_table *table, const rsl_ranking_row *row);
static void say_score(rsl__text_buffer *text, const ranking_table *table, rsl_number score, int decimals);
static int decimals_of(const ranking_table *table, size_t index);
static int telling(const ranking_table *table, const rsl_ranking_row *row, size_t other, int decimals);
static rsl_number shown(const ranking_table *table, rsl_number score);
static bool by_value(const ranking_table *table);
static void say_count(rsl__text_buffer *text, size_t count, rsl_language language);
static const char *standing_word(rsl_ranking_standing standing, rsl_language language);
static const char *way(const ranking_table *table);

rsl_status rsl_table_ranking(const rsl_ranking *ranking, const rsl_ranking *before, const rsl_table_options *options,
                             const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  ranking_table table = {
    ranking, before, rsl_ranking_summarize(ranking), rsl_ranking_plan(ranking), NULL, rsl__table_options(options)
  };
  rsl_language language = table.options.language;
  table.indicator = rsl_plan_indicator(table.plan, table.summary->indicator);
  const rsl__grid_column columns[] = {
    { rsl_translate(language, "Place"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Unit"), false, false, 12, 2, 3 },
    { rsl_translate(language, by_value(&table) ? "Value" : "Now"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Out of"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Target"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Score"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Behind best"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Before"), true, true, 0, 1, 0 },
    { rsl_translate(language, "Reported / owed"), true, false, 0, 1, 0 },
    { rsl_translate(language, "Remarks"), false, true, 8, 3, 2 },
  };
  return rsl__grid_write(columns, sizeof columns / sizeof *columns, table.options.width, allocator, sink, say_ranking,
                         &table, error);
}

static void say_ranking(rsl__grid *grid, void *context) {
  const ranking_table *table = context;
  say_head(grid, table);
  say_field(grid, table);
  say_notes(grid, table);
  rsl__grid_blank(grid);
  rsl__grid_head(grid);
  for (size_t i = 0; i < table->summary->units && rsl__grid_goes_on(grid); i++)
    if (rsl__table_keeps(&table->options, rsl_ranking_at(table->ranking, i)->unit, table->summary->indicator))
      say_row(grid, table, i);
}

/* ---- Above the table ---- */

/** What is ranked, by what, when, and how many are. */
static void say_head(rsl__grid *grid, const ranking_table *table) {
  rsl_language language = table->options.language;
  char ranked[RSL_NUMBER_TEXT];
  char units[RSL_NUMBER_TEXT];
  const char *const arguments[] = { ranked, units };
  rsl_number_format_people(rsl_number_from_integer((int64_t)table->summary->ranked), 0, language, ranked,
                           sizeof ranked);
  rsl_number_format_people(rsl_number_from_integer((int64_t)table->summary->units), 0, language, units, sizeof units);
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  rsl__say_indicator(text, table->plan, table->summary->indicator);
  if (table->summary->period.type != RSL_PERIOD_NONE) rsl__text_buffer_text(text, ", ");
  rsl__say_period(text, table->summary->period);
  rsl__grid_scratch_paragraph(grid, 0);
  text = rsl__grid_scratch(grid);
  rsl__text_buffer_fill(text, rsl_translate(language, "{0} of {1} units ranked"), arguments, 2);
  rsl__text_buffer_format(
      text, ", %s; %s", rsl_translate(language, way(table)),
      rsl_translate(language, table->summary->least_is_best ? "the least is best" : "the most is best"));
  rsl__grid_scratch_paragraph(grid, 0);
}

/** Between what they lie, and the unit above them. */
static void say_field(rsl__grid *grid, const ranking_table *table) {
  const rsl_ranking_summary *summary = table->summary;
  const rsl_ranking_row *whole = rsl_ranking_whole(table->ranking);
  rsl_language language = table->options.language;
  int decimals = by_value(table) ? table->indicator->decimals : 1;
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  if (summary->ranked > 0 && !rsl__figure_is_grade(table->indicator)) {
    rsl__text_buffer_format(text, "%s ", rsl_translate(language, "best"));
    say_score(text, table, summary->best, decimals);
    rsl__text_buffer_format(text, ", %s ", rsl_translate(language, "median"));
    say_score(text, table, summary->median, decimals);
    rsl__text_buffer_format(text, ", %s ", rsl_translate(language, "last"));
    say_score(text, table, summary->worst, decimals);
  }
  if (whole != NULL && whole->score.kind != RSL_NUMBER_ABSENT && !rsl__figure_is_grade(table->indicator)) {
    if (text->length > 0) rsl__text_buffer_text(text, "; ");
    rsl__text_buffer_format(text, "%s: ", rsl__unit_name(table->plan, whole->unit));
    say_score(text, table, whole->score, decimals);
  }
  if (text->length > 0) rsl__grid_scratch_paragraph(grid, 0);
}

/** What makes it unfair. */
static void say_notes(rsl__grid *grid, const ranking_table *table) {
  const rsl_ranking_summary *summary = table->summary;
  const rsl_period none = { RSL_PERIOD_NONE, 0 };
  if (!by_value(table))
    say_note(grid, table, "each against its own target: an easier one gives a better place", 0, none);
  if (summary->of_amounts) say_note(grid, table, "an amount: a larger unit has more of it", 0, none);
  if (all_are_estimates(table))
    say_note(grid, table, "all figures are estimated or provisional", 0, none);
  else if (summary->estimates > 0)
    say_note(grid, table, "ranked on estimated or provisional figures: {0}", summary->estimates, none);
  if (summary->incomplete > 0)
    say_note(grid, table,
             "ranked though units below gave no figure: {0}; in brackets the places these could make of it",
             summary->incomplete, none);
  if (summary->later.type != RSL_PERIOD_NONE)
    say_note(grid, table, "later, too few to be compared: {1}, {0} ranked", summary->later_ranked, summary->later);
  if (table->before == NULL) return;
  const rsl_ranking_summary *then = rsl_ranking_summarize(table->before);
  say_note(grid, table, "place before: {1}, {0} ranked", then->ranked, then->period);
  if (!has_the_same(table))
    say_note(grid, table, "not the same units are ranked before and now: places do not compare", 0, none);
}

static void say_note(rsl__grid *grid, const ranking_table *table, const char *note, size_t count, rsl_period period) {
  rsl_language language = table->options.language;
  char number[RSL_NUMBER_TEXT];
  char when[RSL_PERIOD_TEXT];
  const char *const arguments[] = { number, when };
  rsl_number_format_people(rsl_number_from_integer((int64_t)count), 0, language, number, sizeof number);
  rsl_period_format(period, when);
  rsl__text_buffer_text(rsl__grid_scratch(grid), "· ");
  rsl__text_buffer_fill(&grid->scratch, rsl_translate(language, note), arguments, 2);
  rsl__grid_scratch_paragraph(grid, 0);
}

/** It is told once, above the table. */
static bool all_are_estimates(const ranking_table *table) {
  return table->summary->ranked > 0 && table->summary->estimates == table->summary->ranked;
}

static bool has_the_same(const ranking_table *table) {
  if (rsl_ranking_summarize(table->before)->ranked != table->summary->ranked) return false;
  for (size_t i = 0; i < table->summary->ranked; i++) {
    const rsl_ranking_row *then = rsl_ranking_of(table->before, rsl_ranking_at(table->ranking, i)->unit);
    if (then == NULL || then->place == 0) return false;
  }
  return true;
}

/* ---- Rows ---- */

static void say_row(rsl__grid *grid, const ranking_table *table, size_t index) {
  const rsl_ranking_row *row = rsl_ranking_at(table->ranking, index);
  int decimals = decimals_of(table, index);
  say_place(grid, table, row);
  rsl__grid_cell(grid, rsl__unit_name(table->plan, row->unit));
  say_figure(grid, table, row, by_value(table) ? decimals : table->indicator->decimals);
  say_parts(grid, table, row);
  say_target(grid, table, row);
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  if (!by_value(table)) say_score(text, table, row->score, decimals);
  rsl__grid_scratch_cell(grid);
  text = rsl__grid_scratch(grid);
  bool has_distance = by_value(table) && !rsl__figure_is_grade(table->indicator);
  if (has_distance && row->place > 1) say_score(text, table, row->behind, decimals);
  rsl__grid_scratch_cell(grid);
  say_before(grid, table, row);
  text = rsl__grid_scratch(grid);
  if (row->figure.owed > 0)
    rsl__text_buffer_format(text, "%llu/%llu", (unsigned long long)row->figure.reporting,
                            (unsigned long long)row->figure.owed);
  rsl__grid_scratch_cell(grid);
  say_remarks(grid, table, row);
  rsl__grid_end_row(grid);
}

/** `2=` where others share it, and where units below are missing which ones they could make of it. */
static void say_place(rsl__grid *grid, const ranking_table *table, const rsl_ranking_row *row) {
  rsl_language language = table->options.language;
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  if (row->place == 0) {
    rsl__text_buffer_text(text, "–");
  } else {
    say_count(text, row->place, language);
    if (row->tied) rsl__text_buffer_char(text, '=');
  }
  if (row->best_place != row->place || row->worst_place != row->place) {
    rsl__text_buffer_text(text, " (");
    say_count(text, row->best_place, language);
    rsl__text_buffer_text(text, "–");
    say_count(text, row->worst_place, language);
    rsl__text_buffer_char(text, ')');
  }
  rsl__grid_scratch_cell(grid);
}

static void say_figure(rsl__grid *grid, const ranking_table *table, const rsl_ranking_row *row, int decimals) {
  const rsl_figure *figure = &row->figure;
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  const char *grade = rsl__figure_grade(table->plan, table->summary->indicator, figure);
  if (grade != NULL)
    rsl__text_buffer_text(text, grade);
  else
    rsl__say_qualified(text, figure->qualifier, figure->value, figure->upper, decimals, table->options.language);
  rsl__grid_scratch_cell(grid);
}

/** A share of a few is another thing than one of many. */
static void say_parts(rsl__grid *grid, const ranking_table *table, const rsl_ranking_row *row) {
  rsl_language language = table->options.language;
  rsl_operands operands = rsl_plan_indicator_operands(table->plan, table->summary->indicator);
  const rsl_indicator *above = rsl_plan_indicator(table->plan, operands.numerator);
  const rsl_indicator *below = rsl_plan_indicator(table->plan, operands.denominator);
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  if (has_parts(table, &row->figure)) {
    rsl__say_number(text, row->figure.numerator, above == NULL ? 0 : above->decimals, language);
    rsl__text_buffer_char(text, '/');
    rsl__say_number(text, row->figure.denominator, below == NULL ? 0 : below->decimals, language);
  }
  rsl__grid_scratch_cell(grid);
}

/** Where units are counted, the figure of one of them is no share. */
static bool has_parts(const ranking_table *table, const rsl_figure *figure) {
  if (figure->numerator.kind == RSL_NUMBER_ABSENT || figure->denominator.kind == RSL_NUMBER_ABSENT) return false;
  if (table->indicator->rollup.rule != RSL_RULE_SHARE) return true;
  rsl_number whole = rsl_number_multiply(figure->denominator, figure->value);
  return rsl_number_compare(whole, rsl_number_multiply(figure->numerator, rsl_number_from_integer(100))) == 0;
}

static void say_target(rsl__grid *grid, const ranking_table *table, const rsl_ranking_row *row) {
  rsl_language language = table->options.language;
  bool has_low = row->target_low.kind != RSL_NUMBER_ABSENT;
  bool has_both = has_low && row->target_high.kind != RSL_NUMBER_ABSENT;
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  rsl__say_number(text, has_low ? row->target_low : row->target_high, table->indicator->decimals, language);
  if (has_both && rsl_number_compare(row->target_low, row->target_high) != 0) {
    rsl__text_buffer_text(text, "–");
    rsl__say_number(text, row->target_high, table->indicator->decimals, language);
  }
  rsl__grid_scratch_cell(grid);
}

/** The place then, and by how many it rose (+) or fell (−). */
static void say_before(rsl__grid *grid, const ranking_table *table, const rsl_ranking_row *row) {
  const rsl_ranking_row *then = table->before == NULL ? NULL : rsl_ranking_of(table->before, row->unit);
  rsl_language language = table->options.language;
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  if (then != NULL && then->place > 0) {
    say_count(text, then->place, language);
    if (row->place > 0 && row->place != then->place) {
      bool rose = row->place < then->place;
      rsl__text_buffer_text(text, rose ? " (+" : " (−");
      say_count(text, rose ? then->place - row->place : row->place - then->place, language);
      rsl__text_buffer_char(text, ')');
    }
  }
  rsl__grid_scratch_cell(grid);
}

/** How the target stands and what is weak about the figure; or why there is no place. */
static void say_remarks(rsl__grid *grid, const ranking_table *table, const rsl_ranking_row *row) {
  rsl_language language = table->options.language;
  bool told = row->standing == RSL_RANKING_NO_DATA && row->figure.absence != RSL_ABSENCE_NONE;
  unsigned flags = row->figure.flags;
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  if (row->place == 0)
    rsl__text_buffer_text(text, told ? rsl__absence_word(row->figure.absence, language)
                                     : standing_word(row->standing, language));
  else if (row->rating != RSL_RATING_NONE)
    rsl__text_buffer_text(text, rsl_rating_word(row->rating, language));
  if (all_are_estimates(table)) flags &= ~(unsigned)RSL_FLAG_ESTIMATE;
  if (row->standing == RSL_RANKING_BELOW_MIN_COVERAGE) flags &= ~(unsigned)RSL_FLAG_BELOW_MIN_COVERAGE;
  if (text->length > 0 && flags != 0) rsl__text_buffer_text(text, ", ");
  rsl__say_flags(text, flags, language);
  rsl__grid_scratch_cell(grid);
}

/* ---- Pieces ---- */

static void say_score(rsl__text_buffer *text, const ranking_table *table, rsl_number score, int decimals) {
  rsl__say_number(text, shown(table, score), decimals, table->options.language);
  if (!by_value(table) && score.kind != RSL_NUMBER_ABSENT) rsl__text_buffer_char(text, '%');
}

/** So many that it does not look like those of the places beside its own, which have another score (T7). */
static int decimals_of(const ranking_table *table, size_t index) {
  const rsl_ranking_row *row = rsl_ranking_at(table->ranking, index);
  int decimals = by_value(table) ? table->indicator->decimals : 1;
  if (row->place == 0) return decimals;
  size_t after = index + 1;
  while (after < table->summary->ranked && rsl_ranking_at(table->ranking, after)->place == row->place) after++;
  int above = row->place > 1 ? telling(table, row, row->place - 2, decimals) : decimals;
  int below = after < table->summary->ranked ? telling(table, row, after, decimals) : decimals;
  return above > below ? above : below;
}

static int telling(const ranking_table *table, const rsl_ranking_row *row, size_t other, int decimals) {
  return rsl__telling_decimals(shown(table, row->score), shown(table, rsl_ranking_at(table->ranking, other)->score),
                               decimals);
}

/** Progress is a share; people read it in percent, as the others are. */
static rsl_number shown(const ranking_table *table, rsl_number score) {
  if (table->summary->by != RSL_RANKING_BY_PROGRESS) return score;
  return rsl_number_multiply(score, rsl_number_from_integer(100));
}

static bool by_value(const ranking_table *table) {
  return table->summary->by == RSL_RANKING_BY_VALUE;
}

static void say_count(rsl__text_buffer *text, size_t count, rsl_language language) {
  rsl__say_number(text, rsl_number_from_integer((int64_t)count), 0, language);
}

static const char *standing_word(rsl_ranking_standing standing, rsl_language language) {
  static const char *const words[RSL_RANKING_STANDING_END] = {
    [RSL_RANKING_RANKED] = "",
    [RSL_RANKING_NO_DATA] = "no data",
    [RSL_RANKING_BELOW_MIN_COVERAGE] = "too few reported",
    [RSL_RANKING_NOT_APPLICABLE] = "not applicable",
    [RSL_RANKING_QUALIFIED_FIGURE] = "reported as a bound",
    [RSL_RANKING_NO_TARGET] = "no target",
    [RSL_RANKING_SEVERAL_TARGETS] = "several targets: say which",
    [RSL_RANKING_OTHER_PERIOD] = "only of another period",
    [RSL_RANKING_NO_SCORE] = "nothing to count from",
  };
  const char *word = (unsigned)standing < RSL_RANKING_STANDING_END ? words[standing] : "";
  return *word == '\0' ? "" : rsl_translate(language, word);
}

static const char *way(const ranking_table *table) {
  static const char *const words[RSL_RANKING_BY_END] = {
    [RSL_RANKING_BY_VALUE] = "by the figure",
    [RSL_RANKING_BY_PROGRESS] = "by progress against what is expected by now",
    [RSL_RANKING_BY_ACHIEVED] = "by the share of the way to its target",
    [RSL_RANKING_BY_OF_TARGET] = "by percent of its target",
  };
  return words[table->summary->by];
}
