#include "progress/sdsn.h"

#include "progress/growth.h"

static rsl_reason read_scores(const rsl_sdsn_options *options, rsl_assessment *out, double *base, double *green);
static void rate_trend(const rsl_sdsn_options *options, rsl_assessment *out, double base, double green);

static double trend_of(const rsl_sdsn_options *options, const rsl_assessment *out, bool met);
static int grade_of(rsl_class colour);

enum { NO_GRADE = 4 /* better than all colours */ };

static const rsl_sdsn_options defaults = RSL_SDSN_OPTIONS_INIT;

static const double full_score = 100;
static const double full_trend = 4;

rsl_status rsl_progress_sdsn(const rsl_sdsn_options *options, const rsl_series *series, rsl_assessment *out,
                             rsl_error *error) {
  if (options == NULL) options = &defaults;
  double base = RSL_UNKNOWN;
  double green = RSL_UNKNOWN;
  rsl_status status = rsl__assess_begin(out, RSL_METHOD_SDSN, options->edition, series, false, error);
  if (status != RSL_OK) return status;
  rsl_reason ends = rsl__assess_ends(out, series, &options->span);
  rsl_reason fault = rsl__is_known(out->current.value) ? read_scores(options, out, &base, &green) : ends;
  bool met = fault == RSL_REASON_NONE && out->score >= green;
  if (fault == RSL_REASON_NONE) fault = ends;
  if (fault == RSL_REASON_NONE && !(out->target_year > out->base.year)) fault = RSL_REASON_YEAR_ORDER;
  if (met)
    rsl__assess_met(out, RSL_CLASS_TREND_ON_TRACK);
  else if (fault != RSL_REASON_NONE)
    rsl__assess_none(out, RSL_CLASS_NOT_AVAILABLE, fault);
  else
    rate_trend(options, out, base, green);
  if (options->measure == RSL_SDSN_TREND) out->score = trend_of(options, out, met);
  return rsl__assess_end(out);
}

static rsl_reason read_scores(const rsl_sdsn_options *options, rsl_assessment *out, double *base, double *green) {
  if (!rsl__is_known(out->target)) return RSL_REASON_NO_TARGET;
  out->score = rsl_sdsn_score(out->current.value, options->lower, out->target);
  if (!rsl__is_known(out->score)) return RSL_REASON_NO_BOUNDS;
  *base = rsl_sdsn_score(out->base.value, options->lower, out->target);
  *green = rsl_sdsn_score(rsl__known_or(options->green, out->target), options->lower, out->target);
  return RSL_REASON_NONE;
}

/** Points of score a year, so far and needed. One that was green and no longer is needs none: it decreases. */
static void rate_trend(const rsl_sdsn_options *options, rsl_assessment *out, double base, double green) {
  static const rsl_class classes[RSL_CUTS + 1] = { RSL_CLASS_TREND_ON_TRACK, RSL_CLASS_MODERATELY_INCREASING,
                                                   RSL_CLASS_STAGNATING, RSL_CLASS_DECREASING, RSL_CLASS_DECREASING };
  out->observed = (out->score - base) / (out->current.year - out->base.year);
  out->required = (green - base) / (out->target_year - out->base.year);
  out->projected = out->score + out->observed * (out->target_year - out->current.year);
  if (!(out->required > 0)) {
    out->notes |= RSL_NOTE_BASE_PAST_TARGET;
    rsl__assess_class(out, RSL_CLASS_DECREASING);
    out->reason = RSL_REASON_BASELINE_LOST;
    return;
  }
  out->ratio = out->observed / out->required;
  out->cuts[0] = options->on_track;
  out->cuts[1] = options->moderate;
  out->cuts[2] = 0;
  rsl__assess_class(out, rsl__cut(out, classes, 0));
}

/** On a scale of arrows: 1 without growth, 2 from the moderate share on, 3 from the share on track. */
static double trend_of(const rsl_sdsn_options *options, const rsl_assessment *out, bool met) {
  double share = out->ratio;
  double wide = options->on_track - options->moderate;
  if (met) return full_trend;
  if (out->rated_as == RSL_CLASS_NOT_AVAILABLE) return RSL_UNKNOWN;
  if (!rsl__is_known(share)) return 0; /* it was green */
  double trend = share < options->moderate ? 1 + share / options->moderate : 2 + (share - options->moderate) / wide;
  return trend > full_trend ? full_trend : trend > 0 ? trend : 0;
}

rsl_class rsl__sdsn_arrow(double trend) {
  if (trend >= 3) return RSL_CLASS_TREND_ON_TRACK;
  if (trend >= 2) return RSL_CLASS_MODERATELY_INCREASING;
  return trend >= 1 ? RSL_CLASS_STAGNATING : RSL_CLASS_DECREASING;
}

double rsl_sdsn_score(double value, double lower, double optimum) {
  double score = full_score * (value - lower) / (optimum - lower);
  if (lower == optimum || !rsl__is_known(score)) return RSL_UNKNOWN;
  return score > full_score ? full_score : score > 0 ? score : 0;
}

rsl_class rsl_sdsn_colour(double value, double green, double red) {
  double middle = green + (red - green) / 2;
  double sense = green >= red ? 1 : -1;
  if (!rsl__is_known(value) || !rsl__is_known(middle)) return RSL_CLASS_GRAY;
  if (sense * value >= sense * green) return RSL_CLASS_GREEN;
  if (sense * value >= sense * middle) return RSL_CLASS_YELLOW;
  return sense * value >= sense * red ? RSL_CLASS_ORANGE : RSL_CLASS_RED;
}

rsl_class rsl_sdsn_goal_colour(const rsl_class *colours, size_t count) {
  static const rsl_class of_sum[] = { RSL_CLASS_RED,    RSL_CLASS_RED,    RSL_CLASS_ORANGE, RSL_CLASS_ORANGE,
                                      RSL_CLASS_YELLOW, RSL_CLASS_YELLOW, RSL_CLASS_GREEN };
  int worst[2] = { NO_GRADE, NO_GRADE };
  for (size_t i = 0; i < count; i++) {
    int grade = grade_of(colours[i]);
    if (grade >= worst[1]) continue;
    bool first = grade < worst[0];
    worst[1] = first ? worst[0] : grade;
    if (first) worst[0] = grade;
  }
  if (worst[0] == NO_GRADE) return RSL_CLASS_GRAY;
  return of_sum[worst[0] + (worst[1] == NO_GRADE ? worst[0] : worst[1])];
}

static int grade_of(rsl_class colour) {
  static const rsl_class colours[] = { RSL_CLASS_RED, RSL_CLASS_ORANGE, RSL_CLASS_YELLOW, RSL_CLASS_GREEN };
  for (int i = 0; i < NO_GRADE; i++)
    if (colours[i] == colour) return i;
  return NO_GRADE;
}

rsl_status rsl_sdsn_overall(const rsl_sdsn_options *options, const double *goals, const double *regional, size_t count,
                            double missing, rsl_assessment *out, rsl_error *error) {
  const rsl_series none = RSL_SERIES_INIT;
  double sum = 0;
  if (options == NULL) options = &defaults;
  rsl_status status = rsl__assess_begin(out, RSL_METHOD_SDSN, options->edition, &none, false, error);
  if (status != RSL_OK) return status;
  for (size_t i = 0; i < count; i++) {
    double score = goals[i];
    if (!rsl__is_known(score) && regional != NULL) score = regional[i];
    sum += score;
  }
  if (missing > options->most_missing) {
    rsl__assess_none(out, RSL_CLASS_NOT_AVAILABLE, RSL_REASON_BELOW_MIN_COVERAGE);
  } else if (count == 0 || !rsl__is_known(sum)) {
    rsl__assess_none(out, RSL_CLASS_NOT_AVAILABLE, RSL_REASON_NO_MEASUREMENT);
  } else {
    out->score = sum / (double)count;
    out->rating = RSL_RATING_NOT_RATED;
    out->reason = RSL_REASON_NO_CLASSES;
  }
  return rsl__assess_end(out);
}
