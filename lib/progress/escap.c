#include "progress/escap.h"

#include "base/real_functions.h"
#include "progress/growth.h"

/** Where the logits end, and the mean of the slopes that led there. */
typedef struct slopes {
  double mean;
  double last;
  double last_year;
} slopes;

/** A series, and how it is carried to years that it has no figure of. */
typedef struct escap_case {
  const rsl_escap_options *options;
  const rsl_series *series;
  const rsl__escap_predicted *predicted; /**< NULL: nothing was found before */
  slopes slopes;                         /**< where those predict */
  rsl_assessment *out;
} escap_case;

/** Sums over the figures that lie before the year that is predicted, or over those after it. */
typedef struct side {
  double weight;
  double weighted_logit;
  double time; /**< from that year */
  double logit;
  double count;
} side;

static void rate(escap_case *one);
static void rate_one_point(const escap_case *one);
static void rate_index(const escap_case *one, double value);
static bool is_met(const escap_case *one, double value);
static double value_at(const escap_case *one, double year);
static double predict(const escap_case *one, double year);
static slopes take_slopes(const escap_case *one);
static double by_mean_slope(const escap_case *one, double year);
static double by_weights(const escap_case *one, double year);
static void add_to_side(side *sums, double time, double logit);
static double logit(const escap_case *one, double value);
static double last_value(const escap_case *one);

static const rsl_escap_options defaults = RSL_ESCAP_OPTIONS_INIT;

static const double full_index = 10;

rsl_status rsl_progress_escap(const rsl_escap_options *options, const rsl_series *series, rsl_assessment *out,
                              rsl_error *error) {
  return rsl__escap_rate(options == NULL ? &defaults : options, series, NULL, out, error);
}

rsl_status rsl__escap_rate(const rsl_escap_options *options, const rsl_series *series,
                           const rsl__escap_predicted *predicted, rsl_assessment *out, rsl_error *error) {
  rsl_status status = rsl__assess_begin(out, RSL_METHOD_ESCAP, options->edition, series, !options->parity, error);
  if (status != RSL_OK) return status;
  escap_case one = { options, series, predicted, { RSL_UNKNOWN, RSL_UNKNOWN, RSL_UNKNOWN }, out };
  rsl_span span = options->span;
  span.base_rule = RSL_BASE_EARLIER; /* any: a base without a figure is predicted */
  rsl_reason ends = rsl__assess_ends(out, series, &span);
  if (!rsl__is_known(out->current.value))
    rsl__assess_none(out, RSL_CLASS_NO_DATA, ends);
  else if (!rsl__is_known(series->target))
    rsl__assess_none(out, RSL_CLASS_INSUFFICIENT_DATA, RSL_REASON_NO_TARGET);
  else
    rate(&one);
  return rsl__assess_end(out);
}

static void rate(escap_case *one) {
  rsl_assessment *out = one->out;
  const rsl_escap_options *options = one->options;
  size_t known = 0;
  for (size_t i = 0; i < one->series->count; i++) known += rsl__is_known(one->series->points[i].value);
  if (known < 2) {
    rate_one_point(one);
    return;
  }
  if (options->prediction == RSL_ESCAP_MEAN_SLOPE) one->slopes = take_slopes(one);
  double base_year = rsl__known_or(rsl__known_or(one->series->base_year, options->span.base_year), out->base.year);
  double current_year = rsl__known_or(options->current_year, out->current.year);
  bool anticipated = options->index == RSL_ESCAP_ANTICIPATED;
  out->base = (rsl_point){ base_year, value_at(one, base_year) };
  out->projected = predict(one, out->target_year);
  if (!anticipated) out->current = (rsl_point){ current_year, value_at(one, current_year) };
  rate_index(one, anticipated ? out->projected : out->current.value);
}

static void rate_one_point(const escap_case *one) {
  rsl_assessment *out = one->out;
  if (!is_met(one, out->current.value)) {
    rsl__assess_none(out, RSL_CLASS_INSUFFICIENT_DATA, RSL_REASON_ONE_POINT);
    return;
  }
  out->ratio = out->score = full_index;
  rsl__escap_class(one->options, out);
  rsl__assess_met(out, out->rated_as);
}

static void rate_index(const escap_case *one, double value) {
  rsl_assessment *out = one->out;
  bool parity = one->options->parity;
  double way = out->target - out->base.value;
  bool met = is_met(one, value);
  if (way < 0) way = -way;
  double off = value < out->target ? out->target - value : value - out->target;
  double index = parity ? full_index - full_index * off / way
                        : full_index * rsl__sense(one->series) * (value - out->base.value) / way;
  bool later = (one->options->index == RSL_ESCAP_CURRENT ? out->current.year : out->target_year) > out->base.year;
  if (met) index = full_index;
  if (!rsl__is_known(index) || (!met && !later)) {
    rsl_reason fault = way == 0 ? RSL_REASON_TARGET_EQUALS_BASELINE : RSL_REASON_OUT_OF_RANGE;
    rsl__assess_none(out, RSL_CLASS_INSUFFICIENT_DATA, later ? fault : RSL_REASON_YEAR_ORDER);
    return;
  }
  out->ratio = out->score = index;
  rsl__escap_class(one->options, out);
  if (met && one->options->index == RSL_ESCAP_CURRENT) rsl__assess_met(out, out->rated_as);
}

static bool is_met(const escap_case *one, double value) {
  return one->options->parity ? value == one->out->target : rsl__meets(one->series, value, one->out->target);
}

void rsl__escap_class(const rsl_escap_options *options, rsl_assessment *out) {
  static const rsl_class words[3][3] = {
    { RSL_CLASS_MAINTAIN, RSL_CLASS_ACCELERATE, RSL_CLASS_REVERSE },
    { RSL_CLASS_WILL_MEET_TARGET, RSL_CLASS_NEED_TO_ACCELERATE, RSL_CLASS_NO_PROGRESS_EXPECTED },
    { RSL_CLASS_STATUS_ON_TRACK, RSL_CLASS_SLOW_PROGRESS, RSL_CLASS_REGRESSION },
  };
  bool menaro = options->edition == RSL_ESCAP_MENARO;
  const rsl_class *own = words[options->index == RSL_ESCAP_CURRENT ? 2 : menaro ? 1 : 0];
  const rsl_class classes[RSL_CUTS + 1] = { own[0], own[1], own[2], own[2], own[2] };
  out->cuts[0] = options->met;
  out->cuts[1] = options->none;
  rsl__assess_class(out, rsl__cut(out, classes, menaro ? 0x3 : 0));
}

/* ---- Years without a figure ------------------------------------------------------------------------------------------- */

static double value_at(const escap_case *one, double year) {
  for (size_t i = 0; i < one->series->count; i++) {
    const rsl_point *point = &one->series->points[i];
    if (point->year == year && rsl__is_known(point->value)) return point->value;
  }
  return predict(one, year);
}

static double predict(const escap_case *one, double year) {
  bool by_slopes = one->options->prediction == RSL_ESCAP_MEAN_SLOPE;
  double value;
  if (one->predicted != NULL)
    value = year == one->out->target_year ? one->predicted->target : one->predicted->base;
  else
    value = by_slopes ? by_mean_slope(one, year) : by_weights(one, year);
  if (rsl__is_known(value)) return value;
  one->out->notes |= RSL_NOTE_LAST_VALUE_KEPT;
  return last_value(one);
}

/** The plain mean of the slopes from one figure to the next, whatever the years between them. A figure at a bound makes
 *  one infinite; two there, or one outside, make none. */
static slopes take_slopes(const escap_case *one) {
  double sum = 0;
  size_t count = 0;
  slopes found = { RSL_UNKNOWN, RSL_UNKNOWN, RSL_UNKNOWN };
  for (size_t i = 0; i < one->series->count; i++) {
    const rsl_point *point = &one->series->points[i];
    if (!rsl__is_known(point->value)) continue;
    double now = logit(one, point->value);
    double slope = (now - found.last) / (point->year - found.last_year);
    if (slope == slope) {
      sum += slope;
      count++;
    }
    found.last = now;
    found.last_year = point->year;
  }
  found.mean = sum / (double)count;
  return found;
}

static double by_mean_slope(const escap_case *one, double year) {
  const slopes *of = &one->slopes;
  return rsl__is_known(of->mean) ? rsl__escap_figure(one->options, of->last + of->mean * (year - of->last_year))
                                 : of->mean;
}

/** A line whose slope weighs each figure by how near it is to the year, through the plain mean of all. The publisher's
 *  weights have the same numerator for all, which cancels out of a slope: what is left is 1 over the distance, and a
 *  weight times its time 1 or -1. */
static double by_weights(const escap_case *one, double year) {
  side before = { 0, 0, 0, 0, 0 };
  side after = { 0, 0, 0, 0, 0 };
  for (size_t i = 0; i < one->series->count; i++) {
    const rsl_point *point = &one->series->points[i];
    if (!rsl__is_known(point->value)) continue;
    double time = point->year - year;
    if (time == 0) return point->value;
    add_to_side(time < 0 ? &before : &after, time, rsl__escap_logit(point->value, one->options->scale));
  }
  double weight = before.weight + after.weight;
  double weighted_logit = before.weighted_logit + after.weighted_logit;
  double moment = after.count - before.count;
  double count = before.count + after.count;
  double slope = ((after.logit - before.logit) - moment * weighted_logit / weight) /
                 ((after.time - before.time) - moment * moment / weight);
  return rsl__escap_figure(one->options,
                           (before.logit + after.logit) / count - slope * ((before.time + after.time) / count));
}

static void add_to_side(side *sums, double time, double logit) {
  double weight = 1 / (time < 0 ? -time : time);
  sums->weight += weight;
  sums->weighted_logit += weight * logit;
  sums->time += time;
  sums->logit += logit;
  sums->count += 1;
}

/** As its publisher reckons it. Figures without bounds are taken as they are. */
static double logit(const escap_case *one, double value) {
  if (!(one->options->scale > 0)) return value;
  double share = value / one->options->scale;
  return rsl__log(share / (1 - share));
}

double rsl__escap_logit(double value, double scale) {
  return scale > 0 ? rsl__log_near(value, scale - value) : value;
}

double rsl__escap_figure(const rsl_escap_options *options, double logit) {
  if (!(options->scale > 0) || !rsl__is_known(logit)) return logit;
  double odds = rsl__exp_near(logit);
  return options->scale * odds / (1 + odds);
}

static double last_value(const escap_case *one) {
  size_t at = one->series->count;
  while (at > 0 && !rsl__is_known(one->series->points[at - 1].value)) at--;
  return one->series->points[at - 1].value;
}
