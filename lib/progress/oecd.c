#include "progress/oecd.h"

#include <math.h>

#include "base/error.h"
#include "progress/growth.h"

static void rate_distance(const rsl_oecd_options *options, const rsl_series *series, rsl_assessment *out,
                          rsl_reason ends);
static double distance(const rsl_oecd_options *options, const rsl_series *series, const rsl_assessment *out);
static rsl_status rate_trend(const rsl_oecd_options *options, const rsl_series *series, rsl_assessment *out,
                             rsl_reason ends, rsl_error *error);
static bool is_of_trend(const rsl_assessment *out, rsl_point point);
static double rank_correlation(const rsl_series *series, const rsl_assessment *out, double count);
static double twice_rank(const rsl_series *series, const rsl_assessment *out, double value);

static const rsl_oecd_options defaults = RSL_OECD_OPTIONS_INIT;

enum { TREND_POINTS_MIN = 4 /* of three all orders are likelier by chance than any level of use */ };

rsl_status rsl_progress_oecd(const rsl_oecd_options *options, const rsl_series *series, rsl_assessment *out,
                             rsl_error *error) {
  if (options == NULL) options = &defaults;
  rsl_status status = rsl__assess_begin(out, RSL_METHOD_OECD, options->edition, series, true, error);
  if (status != RSL_OK) return status;
  rsl_reason ends = rsl__assess_ends(out, series, &options->span);
  if (options->measure == RSL_OECD_TREND)
    status = rate_trend(options, series, out, ends, error);
  else
    rate_distance(options, series, out, ends);
  return status == RSL_OK ? rsl__assess_end(out) : status;
}

/* ---- Distance ---------------------------------------------------------------------------------------------------------- */

static void rate_distance(const rsl_oecd_options *options, const rsl_series *series, rsl_assessment *out,
                          rsl_reason ends) {
  rsl_reason fault =
      rsl__is_known(out->current.value) ? RSL_REASON_NONE : ends; /* where it is now is all that counts */
  if (fault == RSL_REASON_NONE && !rsl__is_known(series->target)) fault = RSL_REASON_NO_TARGET;
  if (fault == RSL_REASON_NONE && !(options->sigma > 0)) fault = RSL_REASON_NO_BOUNDS;
  if (fault != RSL_REASON_NONE) {
    rsl__assess_none(out, RSL_CLASS_NOT_AVAILABLE, fault);
    return;
  }
  out->ratio = out->score = distance(options, series, out);
  out->cuts[0] = options->small;
  out->cuts[1] = options->medium;
  if (out->ratio == 0)
    rsl__assess_met(out, RSL_CLASS_DISTANCE_MET);
  else
    rsl__assess_class(out, rsl__oecd_class(options, out->ratio));
}

static double distance(const rsl_oecd_options *options, const rsl_series *series, const rsl_assessment *out) {
  if (rsl__meets(series, out->current.value, series->target)) return 0;
  return rsl__sense(series) * (series->target - out->current.value) / options->sigma;
}

rsl_class rsl__oecd_class(const rsl_oecd_options *options, double distance) {
  if (distance <= 0) return RSL_CLASS_DISTANCE_MET;
  if (distance <= options->small) return RSL_CLASS_DISTANCE_SMALL;
  return distance <= options->medium ? RSL_CLASS_DISTANCE_MEDIUM : RSL_CLASS_DISTANCE_FAR;
}

/* ---- Trend: C. Spearman's rank correlation with time, cut where Student's distribution calls it significant --------------- */

static rsl_status rate_trend(const rsl_oecd_options *options, const rsl_series *series, rsl_assessment *out,
                             rsl_reason ends, rsl_error *error) {
  static const rsl_class classes[RSL_CUTS + 1] = { RSL_CLASS_MOVING_TOWARDS, RSL_CLASS_NO_SIGNIFICANT_TREND,
                                                   RSL_CLASS_MOVING_AWAY, RSL_CLASS_MOVING_AWAY,
                                                   RSL_CLASS_MOVING_AWAY };
  size_t points = 0;
  for (size_t i = 0; i < series->count; i++) points += is_of_trend(out, series->points[i]);
  if (points > RSL_OUTLOOK_PAIRS_POINTS_MAX)
    return rsl__fail(error, RSL_ERR_LIMIT, "the series has %zu figures, and a method that looks at each pair takes %d",
                     points, RSL_OUTLOOK_PAIRS_POINTS_MAX);
  bool is_share = options->significance > 0 && options->significance < 1;
  if (ends == RSL_REASON_NONE && !is_share) ends = RSL_REASON_NO_BOUNDS;
  if (ends == RSL_REASON_NONE && points < TREND_POINTS_MIN) ends = RSL_REASON_TOO_FEW_POINTS;
  if (ends == RSL_REASON_NONE) out->ratio = out->score = rank_correlation(series, out, (double)points);
  if (ends == RSL_REASON_NONE && !rsl__is_known(out->ratio)) ends = RSL_REASON_NO_SPREAD;
  if (ends != RSL_REASON_NONE) {
    rsl__assess_none(out, RSL_CLASS_NOT_AVAILABLE, ends);
    return RSL_OK;
  }
  double quantile = rsl_student_quantile(points - 2, 1 - options->significance);
  out->cuts[0] = quantile / sqrt((double)points - 2 + quantile * quantile);
  out->cuts[1] = -out->cuts[0];
  rsl__assess_class(out, rsl__cut(out, classes, 0x2));
  out->reason = RSL_REASON_DIRECTION_ALONE;
  return RSL_OK;
}

/** From the base on. */
static bool is_of_trend(const rsl_assessment *out, rsl_point point) {
  return rsl__is_known(point.value) && point.year >= out->base.year;
}

/** Of ranks, ties at their middle, less their mean; positive where it gets better. Twice that is a whole number, so that
 *  every sum is exact. A nan where all figures are the same. */
static double rank_correlation(const rsl_series *series, const rsl_assessment *out, double count) {
  double products = 0;
  double times = 0;
  double figures = 0;
  double time = -(count - 1);
  for (size_t i = 0; i < series->count; i++) {
    if (!is_of_trend(out, series->points[i])) continue;
    double figure = twice_rank(series, out, series->points[i].value);
    products += time * figure;
    times += time * time;
    figures += figure * figure;
    time += 2;
  }
  return rsl__sense(series) * products / sqrt(times * figures);
}

/** How many are below, less how many are above. */
static double twice_rank(const rsl_series *series, const rsl_assessment *out, double value) {
  double rank = 0;
  for (size_t i = 0; i < series->count; i++) {
    double other = series->points[i].value;
    if (is_of_trend(out, series->points[i])) rank += (other < value) - (other > value);
  }
  return rank;
}
