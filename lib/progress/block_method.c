#include "base/error.h"
#include "progress/block_run.h"
#include "progress/escap.h"
#include "progress/growth.h"

/* Published methods look at the first figure, the latest, and those to either side of their base year. ESCAP alone draws a line
 * through all, which is drawn through the series of a group at once; OECD's trend ranks all. */

enum { ENDS = 4 };

static size_t list_ends(rsl__run *run, const rsl__run_series *one, double base_year, rsl_point points[ENDS]);
static void find_base(rsl__run *run, double base_year);
static void take_end(const rsl__run *run, const rsl__run_series *one, size_t place, rsl_point *points, size_t *count);
static size_t list_all(const rsl__run *run, const rsl__run_series *one, rsl_point points[RSL__RUN_PERIODS]);
static rsl_status rate_escap(rsl__run *run, const rsl__run_series *one, const rsl_series *series,
                             rsl_assessment *found);
static double predict(rsl__run *run, const rsl__run_series *one, rsl__run_line *line, double year);
static void weigh(const rsl__run *run, rsl__run_line *line, double year);
static rsl_status refuse(const rsl__run *run, size_t index, const rsl_series *series, rsl_error *error);

void rsl__run_method_start(rsl__run *run) {
  const rsl_method_options *method = run->rule->method;
  run->base_year = RSL_UNKNOWN;
  run->base_at = 0;
  run->escap.base.year = run->escap.target.year = RSL_UNKNOWN;
  run->escap.in_lanes = false;
  if (method == NULL || method->method != RSL_METHOD_ESCAP) return;
  const rsl_escap_options *options = &method->of.escap;
  bool told = options->index == RSL_ESCAP_CURRENT && rsl__is_known(options->current_year);
  run->escap.in_lanes = options->prediction == RSL_ESCAP_WEIGHTED && !told;
}

void rsl__run_method_group(rsl__run *run) {
  rsl__run_escap *escap = &run->escap;
  if (!escap->in_lanes) return;
  run->set->take_logits(run->figures, run->counted, run->rule->method->of.escap.scale, escap->logits);
  escap->base.drawn = escap->target.drawn = false;
}

rsl_status rsl__run_method_rate(rsl__run *run, const rsl__run_series *one, rsl__found *out, rsl_error *error) {
  const rsl_series_block *block = run->block;
  const rsl_method_options *method = run->rule->method;
  bool ranks = method->method == RSL_METHOD_OECD && method->of.oecd.measure == RSL_OECD_TREND;
  bool draws = ranks || (method->method == RSL_METHOD_ESCAP && !run->escap.in_lanes);
  rsl_point points[RSL__RUN_PERIODS];
  rsl_series series = RSL_SERIES_INIT;
  rsl_assessment found;
  rsl_period baseline = block->baselines == NULL ? block->common.baseline : block->baselines[one->index];
  double latest = one->last < run->counted ? run->times[one->last] : RSL_UNKNOWN;
  if (baseline.type != RSL_PERIOD_NONE) series.base_year = rsl_point_year(baseline);
  series.points = points;
  series.count = draws ? list_all(run, one, points)
                       : list_ends(run, one, rsl__method_base_year(method, series.base_year, latest), points);
  series.direction = one->direction;
  if (one->direction == RSL_DIRECTION_NONE && rsl__method_is_directed(method)) {
    rsl__run_undirected(run, one, out);
    return RSL_OK;
  }
  if (one->has_target) series.target = one->target;
  if (block->common.has_limit) series.limit = rsl__run_double(block->common.limit);
  series.target_year = run->by.year;
  rsl_status status =
      run->escap.in_lanes ? rate_escap(run, one, &series, &found) : rsl_progress_rate(method, &series, &found, NULL);
  if (status != RSL_OK) return refuse(run, one->index, &series, error);
  *out = (rsl__found){ found.rating,   found.reason,   found.rated_as,  RSL_CHANCE_NONE, found.ratio, found.score,
                       found.observed, found.required, found.projected, RSL_UNKNOWN,     RSL_UNKNOWN };
  return RSL_OK;
}

/* ---- Its figures ------------------------------------------------------------------------------------------------------- */

static size_t list_ends(rsl__run *run, const rsl__run_series *one, double base_year, rsl_point points[ENDS]) {
  size_t count = 0;
  if (one->first == run->counted) return 0;
  take_end(run, one, one->first, points, &count);
  if (rsl__is_known(base_year)) {
    find_base(run, base_year);
    size_t after = run->base_at;
    size_t before = after;
    while (before > 0 && !rsl__run_has(run, one, before - 1)) before--;
    while (after < run->counted && !rsl__run_has(run, one, after)) after++;
    if (before > 0) take_end(run, one, before - 1, points, &count);
    if (after < run->counted) take_end(run, one, after, points, &count);
  }
  take_end(run, one, one->last, points, &count);
  return count;
}

static void find_base(rsl__run *run, double base_year) {
  if (base_year == run->base_year) return;
  run->base_year = base_year;
  run->base_at = 0;
  while (run->base_at < run->counted && run->times[run->base_at] < base_year) run->base_at++;
}

/** What is later than those before it. */
static void take_end(const rsl__run *run, const rsl__run_series *one, size_t place, rsl_point *points, size_t *count) {
  double year = run->times[place];
  if (*count > 0 && points[*count - 1].year >= year) return;
  points[(*count)++] = (rsl_point){ year, rsl__run_figure(run, one, place) };
}

/** Gaps are points without a figure. */
static size_t list_all(const rsl__run *run, const rsl__run_series *one, rsl_point points[RSL__RUN_PERIODS]) {
  for (size_t i = 0; i < run->counted; i++) points[i] = (rsl_point){ run->times[i], rsl__run_figure(run, one, i) };
  return run->counted;
}

/* ---- ESCAP ------------------------------------------------------------------------------------------------------------- */

static rsl_status rate_escap(rsl__run *run, const rsl__run_series *one, const rsl_series *series,
                             rsl_assessment *found) {
  const rsl_escap_options *options = &run->rule->method->of.escap;
  double base_year = rsl__known_or(series->base_year, options->span.base_year);
  double target_year = rsl__known_or(series->target_year, options->span.target_year);
  rsl__escap_predicted predicted = { RSL_UNKNOWN, RSL_UNKNOWN };
  bool is_line = one->first < one->last;
  if (is_line && rsl__is_known(base_year)) predicted.base = predict(run, one, &run->escap.base, base_year);
  if (is_line) predicted.target = predict(run, one, &run->escap.target, target_year);
  return rsl__escap_rate(options, series, &predicted, found, NULL);
}

/** A year that has a figure has that. */
static double predict(rsl__run *run, const rsl__run_series *one, rsl__run_line *line, double year) {
  if (year != line->year) weigh(run, line, year);
  if (line->at < run->counted && rsl__run_has(run, one, line->at)) return rsl__run_figure(run, one, line->at);
  if (!line->drawn) {
    const rsl__trend_line from = { run->times,   line->weights, run->figures, run->escap.logits,
                                   run->counted, line->split,   year };
    run->set->draw(&from, line->logits);
  }
  line->drawn = true;
  return rsl__escap_figure(&run->rule->method->of.escap, line->logits[one->lane]);
}

static void weigh(const rsl__run *run, rsl__run_line *line, double year) {
  line->year = year;
  line->at = run->counted;
  line->split = 0;
  line->drawn = false;
  for (size_t i = 0; i < run->counted; i++) {
    double time = run->times[i] - year;
    if (time == 0) line->at = i;
    if (time < 0) line->split = i + 1;
    line->weights[i] = 1 / (time < 0 ? -time : time);
  }
}

/* ---- What goes wrong --------------------------------------------------------------------------------------------------- */

/** What the method has against it: asked again, since to have room for it each time takes time. */
static rsl_status refuse(const rsl__run *run, size_t index, const rsl_series *series, rsl_error *error) {
  rsl_error said = RSL_ERROR_INIT;
  rsl_assessment none;
  rsl_status status = rsl_progress_rate(run->rule->method, series, &none, &said);
  return rsl__fail(error, status, "series %zu: %s", index + 1, said.text);
}
