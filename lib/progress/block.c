#include "progress/block_run.h"

#include <math.h>

#include "base/bits.h"
#include "base/error.h"
#include "progress/clock.h"
#include "progress/projection.h"

/* Series go in groups, each in a lane of the sums of least squares; the rest is told one by one, from what all of them have in
 * common, and from what the one before had where that is the same. Where doubles do not tell all that is to be told, a series
 * goes the way of bare_series.c. */

enum { PERIODS = RSL__RUN_PERIODS, LANES = RSL__RUN_LANES };

static rsl_status check(const rsl__run *run, rsl_error *error);
static void prepare(rsl__run *run);
static bool can_be_quick(const rsl__run *run);
static rsl__run_end end_of(rsl_period period);
static rsl_status rate_group(rsl__run *run, size_t from, size_t lanes, rsl_error *error);
static void lay_out(rsl__run *run, size_t from, size_t lanes);
static void fetch(const rsl__run *run, size_t index);
static rsl_status rate_one(rsl__run *run, size_t index, size_t lane, rsl__found *out, rsl_error *error);
static void read_series(rsl__run *run, rsl__run_series *one);
static void find_ends(rsl__run *run, rsl__run_series *one);
static bool is_period(rsl_period a, rsl_period b);
static rsl_direction direction_of(const rsl__run *run, const rsl__run_series *one);
static bool rate_by_path(const rsl__run *run, const rsl__run_series *one, rsl__found *out);
static void look_out(rsl__run *run, const rsl__run_series *one, rsl__found *out);
static void clamp(const rsl__run *run, const rsl__run_series *one, rsl_outlook *outlook);
static void draw_line(rsl__run *run, size_t lane, rsl_outlook *out);
static double quantile_of(rsl__run *run, size_t points);
static rsl_status rate_exactly(const rsl__run *run, size_t index, rsl__found *out, rsl_error *error);
static void store(const rsl_block_standings *out, size_t index, const rsl__found *found);

rsl_status rsl_progress_series_block(const rsl_series_block *block, const rsl_series_rule *rule,
                                     const rsl_block_standings *out, rsl_error *error) {
  const rsl_series_rule defaults = RSL_SERIES_RULE_INIT;
  rsl__run run;
  rsl__error_clear(error);
  run.block = block;
  run.rule = rule == NULL ? &defaults : rule;
  run.out = out;
  rsl_status status = check(&run, error);
  if (status != RSL_OK) return status;
  prepare(&run);
  for (size_t i = 0; status == RSL_OK && i < block->count; i += LANES)
    status = rate_group(&run, i, block->count - i < LANES ? block->count - i : LANES, error);
  return status;
}

static rsl_status check(const rsl__run *run, rsl_error *error) {
  const rsl_series_block *block = run->block;
  if (block->period_count > PERIODS)
    return rsl__fail(error, RSL_ERR_LIMIT, "the series have %zu periods side by side, and at most %d are taken",
                     block->period_count, PERIODS);
  for (size_t i = 1; i < block->period_count; i++)
    if (rsl_period_compare(block->periods[i - 1], block->periods[i]) >= 0)
      return rsl__fail(error, RSL_ERR_ARGUMENT, "period %zu is not later than the one before it", i + 1);
  if (!(run->rule->level > 0 && run->rule->level < 1))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the level of an interval is not between 0 and 1; 0.95 is usual");
  return RSL_OK;
}

static void prepare(rsl__run *run) {
  const rsl_series_block *block = run->block;
  rsl_date as_of = block->common.as_of;
  run->stride = block->stride == 0 ? block->period_count : block->stride;
  run->set = rsl__trend_set_at(0);
  run->cuts = (rsl__way_rule){ &run->rule->path, rsl__run_double(run->rule->path.on_track),
                               rsl__run_double(run->rule->path.behind), rsl__run_double(run->rule->path.nearly_met) };
  run->counted = 0;
  for (size_t i = 0; i < block->period_count; i++) {
    rsl__run_end end = end_of(block->periods[i]);
    if (as_of != RSL_DATE_NONE && end.last_day > as_of) break; /* periods are in the order of their last days */
    run->times[i] = end.year;
    run->months[i] = end.month;
    run->counted++;
  }
  for (size_t i = 0; i <= PERIODS; i++) run->quantiles[i] = NAN;
  run->by = end_of(block->common.by);
  run->baseline = (rsl_period){ RSL_PERIOD_NONE, 0 };
  run->baseline_at = run->counted;
  run->quick = can_be_quick(run);
  run->outlook = (rsl_outlook){ .level = run->rule->level };
  run->has_limits = run->rule->whole > 0 || block->common.has_limit;
  rsl__run_method_start(run);
}

/** A clock of days is the exact way's, and so are two periods that end on one day. */
static bool can_be_quick(const rsl__run *run) {
  const rsl_series_rule *rule = run->rule;
  if (rule->projection != RSL_PROJECTION_LEAST_SQUARES) return false;
  if (rule->method == NULL && (rule->compound || rule->path.compare_shown)) return false;
  for (size_t i = 0; i < run->counted; i++) {
    rsl_period_type type = run->block->periods[i].type;
    if (type == RSL_PERIOD_DAY || type == RSL_PERIOD_NONE) return false;
    if (i > 0 && !(run->times[i - 1] < run->times[i])) return false;
  }
  return true;
}

static rsl__run_end end_of(rsl_period period) {
  const rsl__clock in_months = { 0 };
  rsl__run_end end = { period, RSL_DATE_NONE, RSL_UNKNOWN, 0 };
  if (period.type == RSL_PERIOD_NONE) return end;
  end.last_day = rsl_period_last_day(period);
  end.year = rsl_point_year(period);
  end.month = rsl__clock_ticks(&in_months, period);
  return end;
}

/* ---- A group ----------------------------------------------------------------------------------------------------------- */

static rsl_status rate_group(rsl__run *run, size_t from, size_t lanes, rsl_error *error) {
  rsl__found found;
  rsl_status status = RSL_OK;
  if (run->quick) {
    lay_out(run, from, lanes);
    run->fitted = false;
    rsl__run_method_group(run);
  }
  for (size_t lane = 0; status == RSL_OK && lane < lanes; lane++) {
    fetch(run, from + LANES + lane);
    status = rate_one(run, from + lane, lane, &found, error);
    if (status == RSL_OK) store(run->out, from + lane, &found);
  }
  return status;
}

/** Rows become columns. */
static void lay_out(rsl__run *run, size_t from, size_t lanes) {
  const double *rows[LANES];
  for (size_t lane = 0; lane < LANES; lane++)
    rows[lane] = run->block->values + (from + (lane < lanes ? lane : 0)) * run->stride;
  run->set->turn(rows, run->counted, run->figures);
  for (size_t lane = 0; lane < LANES; lane++) {
    const rsl__run_series one = { .lane = lane };
    size_t first = 0;
    while (first < run->counted && !rsl__run_has(run, &one, first)) first++;
    bool none = first == run->counted;
    run->trends.start[lane] = none ? 0 : rsl__run_figure(run, &one, first);
    run->trends.start_time[lane] = none ? 0 : run->times[first];
  }
}

/** A series of the next group, while memory has time. */
static void fetch(const rsl__run *run, size_t index) {
  enum { LINE = 64 / sizeof(double) };
  if (index >= run->block->count) return;
  const double *row = run->block->values + index * run->stride;
  for (size_t i = 0; i < run->counted; i += LINE) rsl__fetch_to_read(row + i);
}

static rsl_status rate_one(rsl__run *run, size_t index, size_t lane, rsl__found *out, rsl_error *error) {
  const rsl_series_block *block = run->block;
  rsl__run_series one = { .index = index, .lane = lane };
  rsl_period by = block->by == NULL ? block->common.by : block->by[index];
  if (!run->quick || by.type == RSL_PERIOD_DAY) return rate_exactly(run, index, out, error);
  if (!is_period(by, run->by.period)) run->by = end_of(by);
  read_series(run, &one);
  *out = (rsl__found){ RSL_RATING_NONE, RSL_REASON_NONE, RSL_CLASS_NONE, RSL_CHANCE_NONE, RSL_UNKNOWN, RSL_UNKNOWN,
                       RSL_UNKNOWN,     RSL_UNKNOWN,     RSL_UNKNOWN,    RSL_UNKNOWN,     RSL_UNKNOWN };
  if (run->rule->method == NULL) {
    if (!rate_by_path(run, &one, out)) return rate_exactly(run, index, out, error);
  } else {
    rsl_status status = rsl__run_method_rate(run, &one, out, error);
    if (status != RSL_OK) return status;
  }
  look_out(run, &one, out);
  return RSL_OK;
}

/* ---- One series -------------------------------------------------------------------------------------------------------- */

static void read_series(rsl__run *run, rsl__run_series *one) {
  const rsl_series_block *block = run->block;
  one->has_target = block->targets != NULL || block->common.has_target;
  if (one->has_target)
    one->target = rsl__run_double(block->targets == NULL ? block->common.target : block->targets[one->index]);
  find_ends(run, one);
  one->direction = direction_of(run, one);
}

static void find_ends(rsl__run *run, rsl__run_series *one) {
  const rsl_series_block *block = run->block;
  rsl_period wanted = block->baselines == NULL ? block->common.baseline : block->baselines[one->index];
  size_t end = run->counted;
  while (one->first < end && !rsl__run_has(run, one, one->first)) one->first++;
  one->last = end;
  while (one->last > one->first && !rsl__run_has(run, one, one->last - 1)) one->last--;
  if (one->last > one->first) one->last--;
  one->base = one->first;
  if (wanted.type == RSL_PERIOD_NONE) return;
  if (!is_period(wanted, run->baseline)) {
    run->baseline = wanted;
    for (run->baseline_at = 0; run->baseline_at < end; run->baseline_at++)
      if (is_period(block->periods[run->baseline_at], wanted)) break;
  }
  one->base = run->baseline_at;
  if (one->base < end && !rsl__run_has(run, one, one->base)) one->base = end;
}

static bool is_period(rsl_period a, rsl_period b) {
  return a.type == b.type && a.index == b.index;
}

/** From the baseline to the target, where nobody says it. */
static rsl_direction direction_of(const rsl__run *run, const rsl__run_series *one) {
  const rsl_series_block *block = run->block;
  rsl_direction given = block->directions == NULL ? block->common.direction : block->directions[one->index];
  if (given != RSL_DIRECTION_NONE || !one->has_target || one->base == run->counted) return given;
  double base = rsl__run_figure(run, one, one->base);
  if (one->target == base) return RSL_DIRECTION_NONE;
  return one->target > base ? RSL_DIRECTION_INCREASE : RSL_DIRECTION_DECREASE;
}

/** The nearest double: of two that are exact their quotient is. */
double rsl__run_double(rsl_decimal value) {
  static const double tens[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  static const int64_t exact = (int64_t)1 << 53;
  bool quick = value.units <= exact && value.units >= -exact && value.scale >= 0 &&
               (size_t)value.scale < sizeof tens / sizeof *tens;
  return quick ? (double)value.units / tens[value.scale] : rsl_number_from_decimal(value).real;
}

/* ---- Its rating -------------------------------------------------------------------------------------------------------- */

static bool rate_by_path(const rsl__run *run, const rsl__run_series *one, rsl__found *out) {
  rsl_date as_of = run->block->common.as_of;
  bool decides = one->has_target && run->by.period.type != RSL_PERIOD_NONE;
  out->rating = RSL_RATING_NOT_RATED;
  out->reason = RSL_REASON_NO_TARGET;
  if (decides && one->direction == RSL_DIRECTION_NONE) rsl__run_undirected(run, one, out);
  if (!decides || one->direction == RSL_DIRECTION_NONE) return true;
  rsl__way way = { .aim = one->target, .end = run->by.month, .upward = one->direction == RSL_DIRECTION_INCREASE };
  way.has_start = one->base < run->counted;
  way.has_actual = one->first < run->counted && (!way.has_start || one->last > one->base);
  way.over = as_of != RSL_DATE_NONE && as_of > run->by.last_day;
  if (way.has_start) {
    way.start = rsl__run_figure(run, one, one->base);
    way.from = run->months[one->base];
  }
  if (way.has_actual) {
    way.actual = rsl__run_figure(run, one, one->last);
    way.now = run->months[one->last];
  }
  return rsl__way_rate(&run->cuts, &way, out);
}

/* ---- Its outlook ------------------------------------------------------------------------------------------------------- */

static void look_out(rsl__run *run, const rsl__run_series *one, rsl__found *out) {
  rsl_outlook *outlook = &run->outlook;
  if (run->by.period.type == RSL_PERIOD_NONE || one->first == run->counted) return;
  bool predicts = out->projected == out->projected; /* a method that does so by itself has no interval */
  bool wants_chance = one->has_target && run->out->chance != NULL;
  if (predicts && !wants_chance) return;
  outlook->projected = outlook->low = outlook->high = RSL_UNKNOWN;
  draw_line(run, one->lane, outlook);
  if (run->has_limits) clamp(run, one, outlook);
  if (wants_chance) out->chance = rsl_outlook_chance(outlook, one->target, one->direction);
  if (predicts) return;
  out->projected = outlook->projected;
  out->projected_low = outlook->low;
  out->projected_high = outlook->high;
}

static void clamp(const rsl__run *run, const rsl__run_series *one, rsl_outlook *outlook) {
  rsl__limits limits = rsl__limits_read(run->rule, &run->block->common, one->direction);
  for (size_t i = one->first; i <= one->last; i++)
    if (rsl__run_has(run, one, i)) rsl__limits_meet(&limits, rsl__run_figure(run, one, i));
  (void)rsl_outlook_clamp(outlook, limits.low, limits.high);
}

/** As rsl_outlook_least_squares() tells its line. */
static void draw_line(rsl__run *run, size_t lane, rsl_outlook *out) {
  const rsl__trends *of = &run->trends;
  if (!run->fitted) run->set->fit(run->times, run->figures, run->counted, &run->trends);
  run->fitted = true;
  double points = of->points[lane];
  if (points < 2) return;
  double away = run->by.year - of->mean_time[lane];
  double projected = of->mean[lane] + of->slope[lane] * away;
  double half = RSL_UNKNOWN;
  if (points > 2) {
    double share = 1 / points + away * away / of->spread[lane];
    double error = sqrt(of->residuals[lane] / (points - 2));
    half = quantile_of(run, (size_t)points) * error * sqrt(1 + share);
  }
  double low = projected - half;
  double high = projected + half;
  if (!isfinite(of->slope[lane]) || isinf(projected) || isinf(low) || isinf(high)) return;
  out->projected = projected;
  out->low = low;
  out->high = high;
}

static double quantile_of(rsl__run *run, size_t points) {
  double *known = &run->quantiles[points];
  if (isnan(*known)) *known = rsl_student_quantile(points - 2, run->rule->level);
  return *known;
}

/* ---- The exact way ----------------------------------------------------------------------------------------------------- */

static rsl_status rate_exactly(const rsl__run *run, size_t index, rsl__found *out, rsl_error *error) {
  const rsl_series_block *block = run->block;
  rsl_path_figure figures[PERIODS];
  rsl_error said = RSL_ERROR_INIT;
  rsl_series_standing found;
  rsl_bare_series series = block->common;
  for (size_t i = 0; i < run->counted; i++)
    figures[i] = (rsl_path_figure){ block->periods[i], rsl_number_from_double(block->values[index * run->stride + i]) };
  series.figures = figures;
  series.figure_count = run->counted;
  if (block->targets != NULL) series.has_target = true;
  if (block->targets != NULL) series.target = block->targets[index];
  if (block->by != NULL) series.by = block->by[index];
  if (block->baselines != NULL) series.baseline = block->baselines[index];
  if (block->directions != NULL) series.direction = block->directions[index];
  rsl_status status = rsl_progress_series(&series, run->rule, &found, &said);
  if (status != RSL_OK) {
    (void)rsl__fail(error, status, "series %zu: %s", index + 1, said.text);
    return status;
  }
  *out = (rsl__found){ found.rating,    found.reason,        found.rated_as,      found.chance,
                       found.ratio,     found.score,         found.pace,          found.required_pace,
                       found.projected, found.projected_low, found.projected_high };
  return RSL_OK;
}

static void store(const rsl_block_standings *out, size_t index, const rsl__found *found) {
  if (out->rating != NULL) out->rating[index] = found->rating;
  if (out->reason != NULL) out->reason[index] = found->reason;
  if (out->rated_as != NULL) out->rated_as[index] = found->rated_as;
  if (out->chance != NULL) out->chance[index] = found->chance;
  if (out->ratio != NULL) out->ratio[index] = found->ratio;
  if (out->score != NULL) out->score[index] = found->score;
  if (out->pace != NULL) out->pace[index] = found->pace;
  if (out->required_pace != NULL) out->required_pace[index] = found->required_pace;
  if (out->projected != NULL) out->projected[index] = found->projected;
  if (out->projected_low != NULL) out->projected_low[index] = found->projected_low;
  if (out->projected_high != NULL) out->projected_high[index] = found->projected_high;
}
