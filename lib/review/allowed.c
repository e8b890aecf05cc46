#include "base/error.h"
#include "cube/cube.h"
#include "review/case.h"

/* T8: a figure that allows more than one value gives a verdict only where all of them agree, else the weaker one. What a
 * qualified figure allows was reported with it; what the units that are missing allow is R11's. */

enum { TEXT_SIZE = 128 };

static rsl_status rate_range(rsl__case *subject, rsl_path_input *input, rsl_path_result *result, rsl_error *error);
static bool is_weaker(const rsl__case *subject, const rsl_path_result *high, const rsl_path_result *low);
static rsl_status rate_bound(rsl__case *subject, rsl_path_input *input, rsl_path_result *result, rsl_error *error);
static void read_ends(const rsl_figure *figure, rsl_number near, rsl_number ends[2]);
static rsl_status pass_over(rsl__case *subject, rsl_path_input *input, rsl_path_result *result, rsl_error *error);
static rsl_status rate_at(const rsl_path_input *input, rsl_number actual, rsl_path_result *out, rsl_error *error);
static rsl_status rate_year(const rsl__case *subject, rsl_period year, rsl_number value, rsl_rating *out,
                            rsl_error *error);
static const char *qualified_text(const rsl__case *subject, rsl_number value, rsl__arena *arena);
static bool is_bounded(const rsl__case *subject);
static bool take_end(const rsl__case *subject, const rsl__figures *bounded, bool high, rsl_path_input *input,
                     rsl_path_figure *series);
static rsl_number end_of(const rsl__case *subject, const rsl__figures *bounded, rsl_path_figure of, bool high);

rsl_status rsl__case_rate(rsl__case *subject, rsl_path_input *input, rsl_path_result *result, rsl__arena *arena,
                          rsl_error *error) {
  rsl_qualifier qualifier = subject->found ? subject->figure.qualifier : RSL_QUALIFIER_NONE;
  if (qualifier == RSL_QUALIFIER_NONE) return rsl_progress_path(input, result, error);
  subject->row->qualifier = qualifier;
  if (qualifier == RSL_QUALIFIER_ABOUT) subject->is_about = true;
  input->actual_text = qualified_text(subject, subject->by_series ? subject->figure.value : input->actual.value, arena);
  if (input->actual_text == NULL) return rsl__fail_memory(error);
  if (subject->by_series || qualifier == RSL_QUALIFIER_ABOUT) return rsl_progress_path(input, result, error);
  if (qualifier == RSL_QUALIFIER_RANGE) return rate_range(subject, input, result, error);
  return rate_bound(subject, input, result, error);
}

static rsl_status rate_range(rsl__case *subject, rsl_path_input *input, rsl_path_result *result, rsl_error *error) {
  rsl_path_result high = { .rating = RSL_RATING_NONE };
  rsl_number upper = subject->figure.upper;
  rsl_status status = rsl_progress_path(input, result, error);
  if (status == RSL_OK) status = rate_at(input, upper, &high, error);
  if (status != RSL_OK) return status;
  subject->row->actual_low = input->actual.value;
  subject->row->actual_high = upper;
  subject->is_weaker = high.rating != result->rating;
  if (!is_weaker(subject, &high, result)) return RSL_OK;
  input->actual.value = upper;
  *result = high;
  return RSL_OK;
}

/** Ratings are in the order of how good they are; of one rating less progress is weaker, and where that does not tell, the
 *  bad end of the direction. */
static bool is_weaker(const rsl__case *subject, const rsl_path_result *high, const rsl_path_result *low) {
  if (high->rating != low->rating) return high->rating > low->rating;
  bool tells = high->progress.kind != RSL_NUMBER_ABSENT && low->progress.kind != RSL_NUMBER_ABSENT;
  int order = tells ? rsl_number_compare(high->progress, low->progress) : 0;
  return order != 0 ? order < 0 : subject->indicator->direction == RSL_DIRECTION_DECREASE;
}

/** Its numbers are those of the bound itself. */
static rsl_status rate_bound(rsl__case *subject, rsl_path_input *input, rsl_path_result *result, rsl_error *error) {
  rsl_number ends[2];
  rsl_path_result begin = { .rating = RSL_RATING_NONE };
  rsl_path_result end = { .rating = RSL_RATING_NONE };
  read_ends(&subject->figure, input->actual.value, ends);
  rsl_status status = rsl_progress_path(input, result, error);
  if (status == RSL_OK) status = rate_at(input, ends[0], &begin, error);
  if (status == RSL_OK) status = rate_at(input, ends[1], &end, error);
  if (status != RSL_OK) return status;
  if (end.rating > begin.rating) return pass_over(subject, input, result, error);
  subject->is_weaker = end.rating != begin.rating;
  result->rating = begin.rating;
  result->reason = begin.reason;
  result->regression = begin.regression;
  result->stretch = begin.stretch;
  return RSL_OK;
}

/** `>4` begins a little above 4, by less than any figure tells, and ends nowhere; a range at its two numbers. */
static void read_ends(const rsl_figure *figure, rsl_number near, rsl_number ends[2]) {
  bool up = figure->qualifier == RSL_QUALIFIER_ABOVE || figure->qualifier == RSL_QUALIFIER_AT_LEAST;
  bool open = figure->qualifier == RSL_QUALIFIER_ABOVE || figure->qualifier == RSL_QUALIFIER_BELOW;
  bool is_range = figure->qualifier == RSL_QUALIFIER_RANGE;
  rsl_number little = rsl_number_from_decimal((rsl_decimal){ up ? 1 : -1, 9 });
  rsl_number endless = rsl_number_from_decimal((rsl_decimal){ (up ? 1 : -1) * INT64_C(1000000000000000), 0 });
  ends[0] = open ? rsl_number_add(near, little) : near;
  ends[1] = is_range ? figure->upper : rsl_number_add(near, endless);
}

/** It leaves the verdict open on its bad side: it is shown, and not rated. */
static rsl_status pass_over(rsl__case *subject, rsl_path_input *input, rsl_path_result *result, rsl_error *error) {
  subject->found = false;
  subject->saw_bound = true;
  subject->later_period = input->actual.period;
  subject->later = input->actual.value;
  input->actual = (rsl_path_figure){ { RSL_PERIOD_NONE, 0 }, rsl_number_absent() };
  return rsl_progress_path(input, result, error);
}

static rsl_status rate_at(const rsl_path_input *input, rsl_number actual, rsl_path_result *out, rsl_error *error) {
  rsl_path_input other = *input;
  other.actual.value = actual;
  return rsl_progress_path(&other, out, error);
}

/** A year alone, at its end: it held, or was beyond, or failed. Between the bad ends of a range there is nothing to
 *  choose; a bound that is worse the further it goes can be anything. */
rsl_status rsl__case_weigh_year(rsl__case *subject, rsl_period year, const rsl_figure *figure, rsl_number *out,
                                rsl_error *error) {
  rsl_number ends[3] = { [2] = figure->value };
  rsl_rating ratings[3];
  *out = figure->value;
  if (figure->qualifier <= RSL_QUALIFIER_ABOUT) return RSL_OK;
  read_ends(figure, figure->value, ends);
  for (int i = 0; i < 3; i++) {
    rsl_status status = rate_year(subject, year, ends[i], &ratings[i], error);
    if (status != RSL_OK) return status;
  }
  bool second = ratings[1] > ratings[0];
  bool open = second && figure->qualifier != RSL_QUALIFIER_RANGE;
  bool fails = ratings[0] == RSL_RATING_MISSED || ratings[1] == RSL_RATING_MISSED;
  /* Whether a year was beyond is asked at the end alone. */
  bool counts = fails || subject->as_of >= rsl_period_last_day(subject->target->by);
  if (!open && counts && ratings[1] != ratings[0]) subject->is_weaker = true;
  /* What is a little past a bound stands for it only where that makes another verdict. */
  if (ratings[2] == ratings[0]) ends[0] = figure->value;
  *out = open ? rsl_number_absent() : ends[second ? 1 : 0];
  return RSL_OK;
}

static rsl_status rate_year(const rsl__case *subject, rsl_period year, rsl_number value, rsl_rating *out,
                            rsl_error *error) {
  const rsl_path_figure figure = { year, value };
  rsl_path_input input = RSL_PATH_INPUT_INIT;
  rsl_path_result result = { .rating = RSL_RATING_NONE };
  rsl__case_fill_form(subject->target, subject->indicator, &input);
  input.rule = rsl_plan_rating_rule(subject->question->plan, subject->row->target);
  input.decimals = subject->indicator->decimals;
  input.by = year;
  input.series = &figure;
  input.series_count = 1;
  rsl_status status = rsl_progress_path(&input, &result, error);
  *out = result.rating;
  return status;
}

/** As it was reported: `>4`, `61..62`. NULL when memory runs out. */
static const char *qualified_text(const rsl__case *subject, rsl_number value, rsl__arena *arena) {
  char text[TEXT_SIZE];
  rsl_language language = subject->question->language;
  int decimals = subject->indicator->decimals;
  bool is_range = subject->figure.qualifier == RSL_QUALIFIER_RANGE;
  const char *mark = rsl_qualifier_mark(subject->figure.qualifier);
  size_t length = 0;
  while (mark[length] != '\0') {
    text[length] = mark[length];
    length++;
  }
  length += rsl_number_format_people(value, decimals, language, text + length, TEXT_SIZE - length);
  if (is_range && length + 2 < TEXT_SIZE) {
    text[length++] = '.';
    text[length++] = '.';
    length += rsl_number_format_people(subject->figure.upper, decimals, language, text + length, TEXT_SIZE - length);
  }
  return rsl__arena_copy_text(arena, text, length < TEXT_SIZE ? length : TEXT_SIZE - 1);
}

/* ---- What the missing units could make of it --------------------------------------------------------------------- */

rsl_status rsl__case_want_bounds(const rsl__case *subject, rsl__figures *bounded, rsl_error *error) {
  rsl_status status = RSL_OK;
  if (!is_bounded(subject)) return RSL_OK;
  if (!subject->by_series) return rsl__figures_want(bounded, subject->found_period, error);
  for (size_t i = 0; i < subject->series_count && status == RSL_OK; i++)
    status = rsl__figures_want(bounded, subject->series[i].period, error);
  return status;
}

rsl_status rsl__case_try_bounds(const rsl__case *subject, const rsl_path_input *input, rsl_rating rating,
                                const rsl__figures *bounded, rsl__arena *arena, bool *could_change, rsl_error *error) {
  *could_change = false;
  if (!is_bounded(subject)) return RSL_OK;
  rsl_path_figure *series = rsl__arena_allocate_array(arena, subject->series_count + 1, sizeof *series);
  if (series == NULL) return rsl__fail_memory(error);
  for (int high = 0; high < 2; high++) {
    rsl_path_input other = *input;
    rsl_path_result result;
    if (!take_end(subject, bounded, high != 0, &other, series)) return RSL_OK;
    rsl_status status = rsl_progress_path(&other, &result, error);
    if (status != RSL_OK) return status;
    if (result.rating != rating) *could_change = true;
  }
  return RSL_OK;
}

rsl_number rsl__case_bound(const rsl__case *subject, const rsl__figures *bounded, rsl_path_figure actual, bool high) {
  return is_bounded(subject) ? end_of(subject, bounded, actual, high) : rsl_number_absent();
}

static bool is_bounded(const rsl__case *subject) {
  return subject->found && subject->figure.reporting < subject->figure.owed &&
         subject->figure.qualifier == RSL_QUALIFIER_NONE;
}

static bool take_end(const rsl__case *subject, const rsl__figures *bounded, bool high, rsl_path_input *input,
                     rsl_path_figure *series) {
  if (!subject->by_series) {
    input->actual.value = end_of(subject, bounded, input->actual, high);
    return input->actual.value.kind != RSL_NUMBER_ABSENT;
  }
  for (size_t i = 0; i < subject->series_count; i++) {
    bool gap = subject->series[i].value.kind == RSL_NUMBER_ABSENT;
    series[i] = subject->series[i];
    if (!gap) series[i].value = end_of(subject, bounded, series[i], high);
    if (!gap && series[i].value.kind == RSL_NUMBER_ABSENT) return false;
  }
  input->series = series;
  return true;
}

/** Absent where the rule has no bounds. */
static rsl_number end_of(const rsl__case *subject, const rsl__figures *bounded, rsl_path_figure of, bool high) {
  rsl_figure figure;
  if (!rsl__figures_get(bounded, subject->links.measured, of.period, &figure)) return rsl_number_absent();
  return high ? figure.high : figure.low;
}
