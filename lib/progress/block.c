#include "progress/block.h"

#include <math.h>

#include "base/error.h"
#include "progress/clock.h"
#include "progress/trend.h"

/* Series go in groups, each in a lane of the sums of least squares; the rest is told one by one, from what all of them have in
 * common, and from what the one before had where that is the same. Where doubles do not tell all that is to be told, a series
 * goes the way of bare_series.c. */

enum { PERIODS = RSL_SERIES_BLOCK_PERIODS_MAX, LANES = RSL__TREND_LANES };

/** A period that many series have, and what is made of it. */
typedef struct block_end {
  rsl_period period;
  rsl_date last_day;
  double year;
  int64_t month;
} block_end;

/** All that the series share. */
typedef struct block_run {
  const rsl_series_block *block;
  const rsl_series_rule *rule;
  const rsl_block_standings *out;
  rsl__trends_fit *fit;
  rsl__way_rule cuts;
  size_t stride;
  size_t counted; /**< periods that end by the day */
  bool quick;     /**< doubles may do */
  block_end by;   /**< of the series before */
  rsl_period baseline;
  size_t baseline_at; /**< its place; `counted`: nowhere */
  double times[PERIODS];
  int64_t months[PERIODS];
  double quantiles[PERIODS + 1]; /**< of Student's distribution, by points; nan: not asked yet */
  double figures[PERIODS * LANES];
  rsl__trends trends;
} block_run;

/** One of them. */
typedef struct block_series {
  size_t index;
  size_t lane;
  size_t first; /**< place of the first figure; `counted`: there is none */
  size_t last;
  size_t base; /**< place of the baseline; `counted`: there is none */
  double target;
  bool has_target;
  rsl_direction direction;
} block_series;

static rsl_status check(const block_run *run, rsl_error *error);
static void prepare(block_run *run);
static bool can_be_quick(const block_run *run);
static block_end end_of(rsl_period period);
static rsl_status rate_group(block_run *run, size_t from, size_t lanes, rsl_error *error);
static void lay_out(block_run *run, size_t from, size_t lanes);
static rsl_status rate_one(block_run *run, size_t index, size_t lane, rsl__found *out, rsl_error *error);
static void read_series(block_run *run, block_series *one);
static void find_ends(block_run *run, block_series *one);
static bool is_period(rsl_period a, rsl_period b);
static double figure_at(const block_run *run, const block_series *one, size_t place);
static rsl_direction direction_of(const block_run *run, const block_series *one);
static double double_of(rsl_decimal value);
static bool rate_by_path(const block_run *run, const block_series *one, rsl__found *out);
static rsl_status rate_by_method(const block_run *run, const block_series *one, rsl__found *out, rsl_error *error);
static rsl_status refuse(const block_run *run, size_t index, const rsl_series *series, rsl_error *error);
static void look_out(block_run *run, const block_series *one, rsl__found *out);
static void draw_line(block_run *run, size_t lane, rsl_outlook *out);
static double quantile_of(block_run *run, size_t points);
static rsl_status rate_exactly(const block_run *run, size_t index, rsl__found *out, rsl_error *error);
static void store(const rsl_block_standings *out, size_t index, const rsl__found *found);

rsl_status rsl_progress_series_block(const rsl_series_block *block, const rsl_series_rule *rule,
                                     const rsl_block_standings *out, rsl_error *error) {
  const rsl_series_rule defaults = RSL_SERIES_RULE_INIT;
  block_run run;
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

static rsl_status check(const block_run *run, rsl_error *error) {
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

static void prepare(block_run *run) {
  const rsl_series_block *block = run->block;
  rsl_date as_of = block->common.as_of;
  run->stride = block->stride == 0 ? block->period_count : block->stride;
  run->fit = rsl__trends_at(0);
  run->cuts = (rsl__way_rule){ &run->rule->path, double_of(run->rule->path.on_track), double_of(run->rule->path.behind),
                               double_of(run->rule->path.nearly_met) };
  run->counted = 0;
  for (size_t i = 0; i < block->period_count; i++) {
    block_end end = end_of(block->periods[i]);
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
}

/** A clock of days is the exact way's, and so are two periods that end on one day. */
static bool can_be_quick(const block_run *run) {
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

static block_end end_of(rsl_period period) {
  const rsl__clock in_months = { 0 };
  block_end end = { period, RSL_DATE_NONE, RSL_UNKNOWN, 0 };
  if (period.type == RSL_PERIOD_NONE) return end;
  end.last_day = rsl_period_last_day(period);
  end.year = rsl_point_year(period);
  end.month = rsl__clock_ticks(&in_months, period);
  return end;
}

/* ---- A group ----------------------------------------------------------------------------------------------------------- */

static rsl_status rate_group(block_run *run, size_t from, size_t lanes, rsl_error *error) {
  rsl__found found;
  rsl_status status = RSL_OK;
  if (run->quick) lay_out(run, from, lanes);
  if (run->quick) run->fit(run->times, run->figures, run->counted, &run->trends);
  for (size_t lane = 0; status == RSL_OK && lane < lanes; lane++) {
    status = rate_one(run, from + lane, lane, &found, error);
    if (status == RSL_OK) store(run->out, from + lane, &found);
  }
  return status;
}

/** Rows become columns. An infinity is a gap, as a nan is: its difference from itself is none. The first sum makes 0 of -0. */
static void lay_out(block_run *run, size_t from, size_t lanes) {
  const double *rows[LANES];
  for (size_t lane = 0; lane < LANES; lane++)
    rows[lane] = run->block->values + (from + (lane < lanes ? lane : 0)) * run->stride;
  for (size_t i = 0; i < run->counted; i++) {
    double *row = run->figures + i * LANES;
    for (size_t lane = 0; lane < LANES; lane++) {
      double value = rows[lane][i] + 0.0;
      row[lane] = value + (value - value);
    }
  }
  for (size_t lane = 0; lane < LANES; lane++) {
    size_t first = 0;
    while (first < run->counted && isnan(run->figures[first * LANES + lane])) first++;
    bool none = first == run->counted;
    run->trends.start[lane] = none ? 0 : run->figures[first * LANES + lane];
    run->trends.start_time[lane] = none ? 0 : run->times[first];
  }
}

static rsl_status rate_one(block_run *run, size_t index, size_t lane, rsl__found *out, rsl_error *error) {
  const rsl_series_block *block = run->block;
  block_series one = { .index = index, .lane = lane };
  rsl_period by = block->by == NULL ? block->common.by : block->by[index];
  if (!run->quick || by.type == RSL_PERIOD_DAY) return rate_exactly(run, index, out, error);
  if (!is_period(by, run->by.period)) run->by = end_of(by);
  read_series(run, &one);
  *out = (rsl__found){ RSL_RATING_NONE, RSL_REASON_NONE, RSL_CLASS_NONE, RSL_CHANCE_NONE, RSL_UNKNOWN, RSL_UNKNOWN,
                       RSL_UNKNOWN,     RSL_UNKNOWN,     RSL_UNKNOWN,    RSL_UNKNOWN,     RSL_UNKNOWN };
  if (run->rule->method == NULL) {
    if (!rate_by_path(run, &one, out)) return rate_exactly(run, index, out, error);
  } else {
    rsl_status status = rate_by_method(run, &one, out, error);
    if (status != RSL_OK) return status;
  }
  look_out(run, &one, out);
  return RSL_OK;
}

/* ---- One series -------------------------------------------------------------------------------------------------------- */

static void read_series(block_run *run, block_series *one) {
  const rsl_series_block *block = run->block;
  one->has_target = block->targets != NULL || block->common.has_target;
  if (one->has_target)
    one->target = double_of(block->targets == NULL ? block->common.target : block->targets[one->index]);
  find_ends(run, one);
  one->direction = direction_of(run, one);
}

static void find_ends(block_run *run, block_series *one) {
  const rsl_series_block *block = run->block;
  rsl_period wanted = block->baselines == NULL ? block->common.baseline : block->baselines[one->index];
  size_t end = run->counted;
  while (one->first < end && isnan(figure_at(run, one, one->first))) one->first++;
  one->last = end;
  while (one->last > one->first && isnan(figure_at(run, one, one->last - 1))) one->last--;
  if (one->last > one->first) one->last--;
  one->base = one->first;
  if (wanted.type == RSL_PERIOD_NONE) return;
  if (!is_period(wanted, run->baseline)) {
    run->baseline = wanted;
    for (run->baseline_at = 0; run->baseline_at < end; run->baseline_at++)
      if (is_period(block->periods[run->baseline_at], wanted)) break;
  }
  one->base = run->baseline_at;
  if (one->base < end && isnan(figure_at(run, one, one->base))) one->base = end;
}

static bool is_period(rsl_period a, rsl_period b) {
  return a.type == b.type && a.index == b.index;
}

static double figure_at(const block_run *run, const block_series *one, size_t place) {
  return run->figures[place * LANES + one->lane];
}

/** From the baseline to the target, where nobody says it. */
static rsl_direction direction_of(const block_run *run, const block_series *one) {
  const rsl_series_block *block = run->block;
  rsl_direction given = block->directions == NULL ? block->common.direction : block->directions[one->index];
  if (given != RSL_DIRECTION_NONE || !one->has_target || one->base == run->counted) return given;
  double base = figure_at(run, one, one->base);
  if (one->target == base) return RSL_DIRECTION_NONE;
  return one->target > base ? RSL_DIRECTION_INCREASE : RSL_DIRECTION_DECREASE;
}

/** The nearest double: of two that are exact their quotient is. */
static double double_of(rsl_decimal value) {
  static const double tens[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  static const int64_t exact = (int64_t)1 << 53;
  bool quick = value.units <= exact && value.units >= -exact && value.scale >= 0 &&
               (size_t)value.scale < sizeof tens / sizeof *tens;
  return quick ? (double)value.units / tens[value.scale] : rsl_number_from_decimal(value).real;
}

/* ---- Its rating -------------------------------------------------------------------------------------------------------- */

static bool rate_by_path(const block_run *run, const block_series *one, rsl__found *out) {
  rsl_date as_of = run->block->common.as_of;
  bool decides = one->has_target && run->by.period.type != RSL_PERIOD_NONE;
  if (!decides || one->direction == RSL_DIRECTION_NONE) {
    out->rating = RSL_RATING_NOT_RATED;
    out->reason = decides ? RSL_REASON_TARGET_EQUALS_BASELINE : RSL_REASON_NO_TARGET;
    return true;
  }
  rsl__way way = { .aim = one->target, .end = run->by.month, .upward = one->direction == RSL_DIRECTION_INCREASE };
  way.has_start = one->base < run->counted;
  way.has_actual = one->first < run->counted && (!way.has_start || one->last > one->base);
  way.over = as_of != RSL_DATE_NONE && as_of > run->by.last_day;
  if (way.has_start) {
    way.start = figure_at(run, one, one->base);
    way.from = run->months[one->base];
  }
  if (way.has_actual) {
    way.actual = figure_at(run, one, one->last);
    way.now = run->months[one->last];
  }
  return rsl__way_rate(&run->cuts, &way, out);
}

static rsl_status rate_by_method(const block_run *run, const block_series *one, rsl__found *out, rsl_error *error) {
  const rsl_series_block *block = run->block;
  rsl_point points[PERIODS];
  rsl_series series = RSL_SERIES_INIT;
  rsl_assessment found;
  rsl_period baseline = block->baselines == NULL ? block->common.baseline : block->baselines[one->index];
  series.points = points;
  for (size_t i = 0; i < run->counted; i++) { /* without a branch, which gaps would make hard to foretell */
    points[series.count] = (rsl_point){ run->times[i], figure_at(run, one, i) };
    series.count += points[series.count].value == points[series.count].value ? 1 : 0;
  }
  series.direction = one->direction;
  if (one->has_target) series.target = one->target;
  if (block->common.has_limit) series.limit = double_of(block->common.limit);
  series.target_year = run->by.year;
  if (baseline.type != RSL_PERIOD_NONE) series.base_year = rsl_point_year(baseline);
  rsl_status status = rsl_progress_rate(run->rule->method, &series, &found, NULL);
  if (status != RSL_OK) return refuse(run, one->index, &series, error);
  *out = (rsl__found){ found.rating,   found.reason,   found.rated_as,  RSL_CHANCE_NONE, found.ratio, found.score,
                       found.observed, found.required, found.projected, RSL_UNKNOWN,     RSL_UNKNOWN };
  return RSL_OK;
}

/** What the method has against it: asked again, since to have room for it each time takes time. */
static rsl_status refuse(const block_run *run, size_t index, const rsl_series *series, rsl_error *error) {
  rsl_error said = RSL_ERROR_INIT;
  rsl_assessment none;
  rsl_status status = rsl_progress_rate(run->rule->method, series, &none, &said);
  return rsl__fail(error, status, "series %zu: %s", index + 1, said.text);
}

/* ---- Its outlook ------------------------------------------------------------------------------------------------------- */

static void look_out(block_run *run, const block_series *one, rsl__found *out) {
  const double none = RSL_UNKNOWN;
  if (run->by.period.type == RSL_PERIOD_NONE || one->first == run->counted) return;
  rsl_outlook outlook = { .level = run->rule->level, .projected = none, .low = none, .high = none };
  draw_line(run, one->lane, &outlook);
  if (one->has_target) out->chance = rsl_outlook_chance(&outlook, one->target, one->direction);
  if (out->projected == out->projected) return; /* a method that predicts by itself has no interval */
  out->projected = outlook.projected;
  out->projected_low = outlook.low;
  out->projected_high = outlook.high;
}

/** As rsl_outlook_least_squares() tells its line. */
static void draw_line(block_run *run, size_t lane, rsl_outlook *out) {
  const rsl__trends *of = &run->trends;
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

static double quantile_of(block_run *run, size_t points) {
  double *known = &run->quantiles[points];
  if (isnan(*known)) *known = rsl_student_quantile(points - 2, run->rule->level);
  return *known;
}

/* ---- The exact way ----------------------------------------------------------------------------------------------------- */

static rsl_status rate_exactly(const block_run *run, size_t index, rsl__found *out, rsl_error *error) {
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
