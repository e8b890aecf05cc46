#include <resolution/progress_series.h>

#include "base/error.h"
#include "progress/block.h"
#include "progress/growth.h"
#include "progress/projection.h"

enum { POINTS = 512 /* held at a time: of a longer series the latest figures count, and its baseline */ };

/** One series on its way to its standing. */
typedef struct subject {
  const rsl_bare_series *series;
  const rsl_series_rule *rule;
  rsl_series_standing *out;
  rsl_path_figure baseline;
  rsl_path_figure actual;
  rsl_point points[POINTS];
  double times[POINTS];
  double values[POINTS];
  size_t count;
} subject;

static rsl_status check_order(const rsl_bare_series *series, rsl_error *error);
static void begin(rsl_series_standing *out, const rsl_bare_series *series);
static void take_figures(subject *in);
static bool counts(const rsl_bare_series *series, const rsl_path_figure *figure);
static void take_point(subject *in, const rsl_path_figure *figure);
static rsl_direction direction_of(const subject *in);
static void refuse_undirected(subject *in);
static rsl_status rate_by_path(subject *in, rsl_error *error);
static void fill_path(const subject *in, rsl_path_input *input);
static rsl_status rate_by_method(subject *in, rsl_error *error);
static rsl_path_figure figure_of(const subject *in, rsl_point point);
static rsl_status look_out(subject *in, rsl_error *error);
static bool clamp(const subject *in, rsl_outlook *outlook);
static double double_of(rsl_number value);
static bool is_known(rsl_number value);

rsl_status rsl_progress_series(const rsl_bare_series *series, const rsl_series_rule *rule, rsl_series_standing *out,
                               rsl_error *error) {
  const rsl_series_rule defaults = RSL_SERIES_RULE_INIT;
  subject in;
  rsl__error_clear(error);
  in.series = series;
  in.rule = rule == NULL ? &defaults : rule;
  in.out = out;
  in.count = 0;
  begin(out, series);
  rsl_status status = check_order(series, error);
  if (status != RSL_OK) return status;
  take_figures(&in);
  status = in.rule->method == NULL ? rate_by_path(&in, error) : rate_by_method(&in, error);
  return status == RSL_OK ? look_out(&in, error) : status;
}

static rsl_status check_order(const rsl_bare_series *series, rsl_error *error) {
  for (size_t i = 1; i < series->figure_count; i++)
    if (rsl_period_compare(series->figures[i - 1].period, series->figures[i].period) >= 0)
      return rsl__fail(error, RSL_ERR_ARGUMENT, "figure %lu is not of a later period than the one before it",
                       (unsigned long)(i + 1));
  return RSL_OK;
}

static void begin(rsl_series_standing *out, const rsl_bare_series *series) {
  *out = (rsl_series_standing){ .method = "path", .by = series->by };
  if (series->has_target) out->target = rsl_number_from_decimal(series->target);
  out->ratio = out->score = out->pace = out->required_pace = RSL_UNKNOWN;
  out->projected = out->projected_low = out->projected_high = RSL_UNKNOWN;
}

static void take_figures(subject *in) {
  const rsl_bare_series *series = in->series;
  in->baseline = in->actual = (rsl_path_figure){ { RSL_PERIOD_NONE, 0 }, rsl_number_absent() };
  for (size_t i = 0; i < series->figure_count; i++) {
    const rsl_path_figure *figure = &series->figures[i];
    if (!counts(series, figure)) continue;
    bool wanted = series->baseline.type == RSL_PERIOD_NONE
                      ? !is_known(in->baseline.value)
                      : figure->period.type == series->baseline.type && figure->period.index == series->baseline.index;
    if (wanted) in->baseline = *figure;
    in->actual = *figure;
    take_point(in, figure);
  }
}

static bool counts(const rsl_bare_series *series, const rsl_path_figure *figure) {
  if (!is_known(figure->value)) return false;
  return series->as_of == RSL_DATE_NONE || rsl_period_last_day(figure->period) <= series->as_of;
}

/** Past the room the oldest but the first are left out. */
static void take_point(subject *in, const rsl_path_figure *figure) {
  if (in->count == POINTS) {
    for (size_t i = 2; i < POINTS; i++) in->points[i - 1] = in->points[i];
    in->count--;
  }
  in->points[in->count++] = (rsl_point){ rsl_point_year(figure->period), figure->value.real };
}

/** From the baseline to the target, where nobody says it. */
static rsl_direction direction_of(const subject *in) {
  if (in->series->direction != RSL_DIRECTION_NONE) return in->series->direction;
  if (!is_known(in->baseline.value) || !is_known(in->out->target)) return RSL_DIRECTION_NONE;
  int order = rsl_number_compare(in->out->target, in->baseline.value);
  if (order == 0) return RSL_DIRECTION_NONE;
  return order > 0 ? RSL_DIRECTION_INCREASE : RSL_DIRECTION_DECREASE;
}

static void refuse_undirected(subject *in) {
  bool is_way = in->series->has_target && is_known(in->baseline.value);
  in->out->reason = rsl__undirected(is_known(in->actual.value), is_way, &in->out->rating);
}

/* ---- The library's own method -------------------------------------------------------------------------------------- */

static rsl_status rate_by_path(subject *in, rsl_error *error) {
  rsl_path_input input = RSL_PATH_INPUT_INIT;
  rsl_path_result result;
  in->out->baseline = in->baseline;
  in->out->actual = in->actual;
  in->out->rating = RSL_RATING_NOT_RATED;
  in->out->reason = RSL_REASON_NO_TARGET;
  if (!in->series->has_target || in->series->by.type == RSL_PERIOD_NONE) return RSL_OK;
  if (direction_of(in) == RSL_DIRECTION_NONE) {
    refuse_undirected(in);
    return RSL_OK;
  }
  fill_path(in, &input);
  rsl_status status = rsl_progress_path(&input, &result, error);
  if (status != RSL_OK) return status;
  in->out->ratio = double_of(result.progress);
  in->out->pace = double_of(result.pace);
  in->out->required_pace = double_of(result.required_pace);
  in->out->rating = result.rating;
  in->out->reason = result.reason;
  return RSL_OK;
}

static void fill_path(const subject *in, rsl_path_input *input) {
  bool increases = direction_of(in) == RSL_DIRECTION_INCREASE;
  bool after = is_known(in->actual.value) &&
               (!is_known(in->baseline.value) || rsl_period_compare(in->actual.period, in->baseline.period) > 0);
  input->form = input->condition.form = increases ? RSL_FORM_AT_LEAST : RSL_FORM_AT_MOST;
  input->condition.value = in->series->target;
  input->direction = direction_of(in);
  input->trajectory = in->rule->compound ? RSL_TRAJECTORY_COMPOUND : RSL_TRAJECTORY_LINEAR;
  input->by = in->series->by;
  input->baseline = in->baseline;
  if (after) input->actual = in->actual;
  input->over = in->series->as_of != RSL_DATE_NONE && in->series->as_of > rsl_period_last_day(in->series->by);
  input->rule = in->rule->path;
}

/* ---- Published methods --------------------------------------------------------------------------------------------- */

static rsl_status rate_by_method(subject *in, rsl_error *error) {
  rsl_series series = RSL_SERIES_INIT;
  rsl_assessment found;
  const rsl_bare_series *given = in->series;
  const rsl_method_info *info = rsl_method_find(in->rule->method->method);
  in->out->method = info == NULL ? "" : info->name;
  series.points = in->points;
  series.count = in->count;
  series.direction = direction_of(in);
  if (series.direction == RSL_DIRECTION_NONE && rsl__method_is_directed(in->rule->method)) {
    in->out->baseline = in->baseline;
    in->out->actual = in->actual;
    refuse_undirected(in);
    return RSL_OK;
  }
  if (given->has_target) series.target = in->out->target.real;
  if (given->has_limit) series.limit = rsl_number_from_decimal(given->limit).real;
  if (given->by.type != RSL_PERIOD_NONE) series.target_year = rsl_point_year(given->by);
  if (given->baseline.type != RSL_PERIOD_NONE) series.base_year = rsl_point_year(given->baseline);
  rsl_status status = rsl_progress_rate(in->rule->method, &series, &found, error);
  if (status != RSL_OK) return status;
  in->out->baseline = figure_of(in, found.base);
  in->out->actual = figure_of(in, found.current);
  in->out->ratio = found.ratio;
  in->out->score = found.score;
  in->out->rated_as = found.rated_as;
  in->out->pace = found.observed;
  in->out->required_pace = found.required;
  in->out->projected = found.projected;
  in->out->rating = found.rating;
  in->out->reason = found.reason;
  in->out->notes = found.notes;
  return RSL_OK;
}

/** The figure that a method took, by its time; with the value that the method used where it was not as it is given. */
static rsl_path_figure figure_of(const subject *in, rsl_point point) {
  for (size_t i = 0; i < in->series->figure_count; i++) {
    const rsl_path_figure *figure = &in->series->figures[i];
    if (is_known(figure->value) && rsl_point_year(figure->period) == point.year) return *figure;
  }
  return (rsl_path_figure){ { RSL_PERIOD_NONE, 0 }, rsl_number_from_double(point.value) };
}

/* ---- Outlook --------------------------------------------------------------------------------------------------------- */

static rsl_status look_out(subject *in, rsl_error *error) {
  rsl_outlook_input input = RSL_OUTLOOK_INPUT_INIT;
  rsl_outlook outlook;
  rsl_series_standing *out = in->out;
  if (in->series->by.type == RSL_PERIOD_NONE || in->count == 0) return RSL_OK;
  for (size_t i = 0; i < in->count; i++) {
    in->times[i] = in->points[i].year;
    in->values[i] = in->points[i].value;
  }
  input.times = in->times;
  input.values = in->values;
  input.count = in->count;
  input.at = rsl_point_year(in->series->by);
  input.level = in->rule->level;
  rsl_status status = rsl_outlook_find(in->rule->projection, &input, in->rule->allocator, &outlook, error);
  if (status != RSL_OK) return status;
  bool clamped = clamp(in, &outlook);
  rsl__outlook_interval(&outlook, &out->projected_low, &out->projected_high);
  out->chance = out->target.kind == RSL_NUMBER_ABSENT
                    ? RSL_CHANCE_NONE
                    : rsl_outlook_chance(&outlook, out->target.real, direction_of(in));
  /* A method that predicts by itself has no interval: that of another trend would not be its own. */
  bool predicts = out->projected == out->projected;
  if (!predicts) out->projected = outlook.projected;
  if (!predicts && clamped) out->notes |= RSL_NOTE_PROJECTION_CLAMPED;
  if (predicts) out->projected_low = out->projected_high = RSL_UNKNOWN;
  return RSL_OK;
}

static bool clamp(const subject *in, rsl_outlook *outlook) {
  rsl__limits limits = rsl__limits_read(in->rule, in->series, direction_of(in));
  for (size_t i = 0; i < in->count; i++) rsl__limits_meet(&limits, in->values[i]);
  return rsl_outlook_clamp(outlook, limits.low, limits.high);
}

static double double_of(rsl_number value) {
  return is_known(value) ? value.real : RSL_UNKNOWN;
}

static bool is_known(rsl_number value) {
  return value.kind != RSL_NUMBER_ABSENT;
}
