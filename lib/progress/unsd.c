#include "progress/unsd.h"

#include "base/real_functions.h"
#include "progress/growth.h"

/** One series on its way through the rules. */
typedef struct unsd_case {
  const rsl_unsd_options *options;
  rsl_series series; /**< with the target and the direction that the trend gives it */
  rsl_unsd_trend trend;
  rsl_assessment *out;
} unsd_case;

static unsd_case read_case(const rsl_unsd_options *options, const rsl_series *series, rsl_assessment *out);
static void rate(unsd_case *one, rsl_reason ends);
static void set_moving_target(unsd_case *one);
static void rate_binary(unsd_case *one);
static void rate_trend(unsd_case *one);
static bool is_met(const unsd_case *one);
static bool is_lost(const unsd_case *one);
static void rate_met(const unsd_case *one);
static void rate_worst(const unsd_case *one, rsl_reason reason);
static void refuse(const unsd_case *one, rsl_reason reason);
static rsl_reason measure_growth(const unsd_case *one);
static rsl_reason need_growth(const unsd_case *one);
static void rate_ratio(unsd_case *one);
static void rate_by_ratio(const unsd_case *one);
static void rate_projected(unsd_case *one);
static void rate_growth(unsd_case *one);
static rsl_class unmirrored(const rsl_unsd_options *options, double growth);
static void rate_reduction(unsd_case *one);
static void rate_likert(unsd_case *one);
static void rate_gini(unsd_case *one);

static const rsl_unsd_options defaults = RSL_UNSD_OPTIONS_INIT;

static const double reduction_fair = 0.5; /* a logarithmic rate a year: the published code's, large as it is [C] */

static const rsl_class four[RSL_CUTS + 1] = { RSL_CLASS_ON_TRACK, RSL_CLASS_FAIR_PROGRESS,
                                              RSL_CLASS_LIMITED_OR_NO_PROGRESS, RSL_CLASS_DETERIORATION,
                                              RSL_CLASS_DETERIORATION };
static const rsl_class three[RSL_CUTS + 1] = { RSL_CLASS_TARGET_MET_OR_ON_TRACK, RSL_CLASS_FAIR_PROGRESS,
                                               RSL_CLASS_STAGNATION_OR_REGRESSION, RSL_CLASS_STAGNATION_OR_REGRESSION,
                                               RSL_CLASS_STAGNATION_OR_REGRESSION };

rsl_status rsl_progress_unsd(const rsl_unsd_options *options, const rsl_series *series, rsl_assessment *out,
                             rsl_error *error) {
  if (options == NULL) options = &defaults;
  bool directed = rsl__unsd_is_directed(options);
  rsl_status status = rsl__assess_begin(out, RSL_METHOD_UNSD, options->edition, series, directed, error);
  if (status != RSL_OK) return status;
  unsd_case one = read_case(options, series, out);
  rate(&one, rsl__assess_ends(out, series, &options->span));
  if (options->edition == RSL_UNSD_2023 && out->rating != RSL_RATING_NO_DATA && out->rating != RSL_RATING_NOT_RATED)
    out->score = 4 - rsl__unsd_points(options, out->rated_as); /* 3 is best */
  else
    out->score = rsl__unsd_points(options, out->rated_as);
  return rsl__assess_end(out);
}

bool rsl__unsd_is_directed(const rsl_unsd_options *options) {
  return options->trend < RSL_UNSD_TREND_DOUBLING || options->trend == RSL_UNSD_TREND_LIKERT;
}

double rsl__unsd_points(const rsl_unsd_options *options, rsl_class word) {
  switch (word) {
  case RSL_CLASS_TARGET_ACHIEVED:
  case RSL_CLASS_ON_TRACK:
  case RSL_CLASS_TARGET_MET_OR_ON_TRACK:
    return 1;
  case RSL_CLASS_FAIR_PROGRESS:
  case RSL_CLASS_FOR_REVIEW:
    return 2;
  case RSL_CLASS_LIMITED_OR_NO_PROGRESS:
  case RSL_CLASS_STAGNATION_OR_REGRESSION:
  case RSL_CLASS_IDENTIFIED_GAP:
    return 3;
  case RSL_CLASS_DETERIORATION:
    return 4;
  case RSL_CLASS_TARGET_NOT_ACHIEVED:
    return options->not_achieved_points;
  default:
    return RSL_UNKNOWN;
  }
}

rsl_class rsl_unsd_level(double value, const double cuts[4], rsl_direction direction) {
  if (!rsl__is_known(value)) return RSL_CLASS_NONE;
  for (int i = 0; i < 4; i++) {
    bool reached = direction == RSL_DIRECTION_DECREASE ? value <= cuts[i] : value > cuts[i];
    if (reached) return (rsl_class)(RSL_CLASS_LEVEL_MET + i);
  }
  return RSL_CLASS_LEVEL_VERY_FAR;
}

/* ---- What is asked --------------------------------------------------------------------------------------------------- */

static unsd_case read_case(const rsl_unsd_options *options, const rsl_series *series, rsl_assessment *out) {
  unsd_case one = { options, *series, options->trend, out };
  if (one.trend == RSL_UNSD_TREND_AUTO)
    one.trend = rsl__is_known(series->target) ? RSL_UNSD_TREND_RATIO : RSL_UNSD_TREND_GROWTH;
  if (one.trend == RSL_UNSD_TREND_DOUBLING) one.series.direction = RSL_DIRECTION_INCREASE;
  if (one.trend == RSL_UNSD_TREND_HALVING || one.trend == RSL_UNSD_TREND_GINI)
    one.series.direction = RSL_DIRECTION_DECREASE;
  return one;
}

static void rate(unsd_case *one, rsl_reason ends) {
  rsl_assessment *out = one->out;
  if (!rsl__is_known(out->current.value)) {
    refuse(one, ends);
  } else if (one->trend == RSL_UNSD_TREND_BINARY) {
    rate_binary(one);
  } else if (out->current.year <= one->options->after) {
    rsl__assess_none(out, RSL_CLASS_NO_DATA_AFTER, RSL_REASON_TOO_OLD);
  } else {
    set_moving_target(one);
    if (is_met(one))
      rate_met(one);
    else if (ends != RSL_REASON_NONE)
      refuse(one, ends);
    else if (is_lost(one))
      rate_worst(one, RSL_REASON_BASELINE_LOST);
    else
      rate_trend(one);
  }
}

static void set_moving_target(unsd_case *one) {
  rsl_assessment *out = one->out;
  bool held = one->options->maintain && one->options->edition < RSL_UNSD_UNDP;
  if (one->trend == RSL_UNSD_TREND_DOUBLING) out->target = 2 * out->base.value;
  if (one->trend == RSL_UNSD_TREND_HALVING) out->target = out->base.value / 2;
  if (held && out->base.year < out->current.year) out->target = out->base.value;
  one->series.target = out->target;
}

static void rate_binary(unsd_case *one) {
  rsl_assessment *out = one->out;
  out->target = rsl__known_or(one->series.target, 1);
  if (out->current.value == out->target)
    rsl__assess_met(out, RSL_CLASS_TARGET_ACHIEVED);
  else
    rsl__assess_class(out, RSL_CLASS_TARGET_NOT_ACHIEVED);
}

static void rate_trend(unsd_case *one) {
  switch (one->trend) {
  case RSL_UNSD_TREND_GROWTH:
    rate_growth(one);
    break;
  case RSL_UNSD_TREND_REDUCTION:
  case RSL_UNSD_TREND_REDUCTION_RATIO:
    rate_reduction(one);
    break;
  case RSL_UNSD_TREND_LIKERT:
    rate_likert(one);
    break;
  case RSL_UNSD_TREND_GINI:
    rate_gini(one);
    break;
  default:
    rate_ratio(one);
    break;
  }
}

/* ---- Met, lost, refused ------------------------------------------------------------------------------------------------ */

static bool is_met(const unsd_case *one) {
  double value = one->out->current.value;
  double target = one->series.target;
  double least = one->options->met_ratio;
  bool held = one->options->maintain && one->options->edition < RSL_UNSD_UNDP;
  bool by_growth = one->trend == RSL_UNSD_TREND_RATIO || one->trend == RSL_UNSD_TREND_GROWTH;
  if (!rsl__is_known(target)) return false;
  if (one->trend == RSL_UNSD_TREND_LIKERT) return value == target;
  if (one->options->maintain && !held && by_growth) return false;
  /* A share of a target that is not above 0 tells nothing. */
  if (held || value <= 0 || target <= 0) return rsl__meets(&one->series, value, target);
  return one->series.direction == RSL_DIRECTION_DECREASE ? target / value > least : value / target > least;
}

/** The base had met the target, and what was gained is going. */
static bool is_lost(const unsd_case *one) {
  const rsl_assessment *out = one->out;
  bool asked = one->trend == RSL_UNSD_TREND_RATIO || one->trend == RSL_UNSD_TREND_REDUCTION ||
               one->trend == RSL_UNSD_TREND_REDUCTION_RATIO;
  return asked && rsl__meets(&one->series, out->base.value, one->series.target) &&
         !rsl__meets(&one->series, out->current.value, out->base.value);
}

static void rate_met(const unsd_case *one) {
  bool first_of_three = one->options->edition == RSL_UNSD_2023;
  rsl__assess_met(one->out, first_of_three ? RSL_CLASS_TARGET_MET_OR_ON_TRACK : RSL_CLASS_TARGET_ACHIEVED);
}

static void rate_worst(const unsd_case *one, rsl_reason reason) {
  bool three_classes = one->options->edition == RSL_UNSD_2023;
  one->out->notes |= RSL_NOTE_BASE_PAST_TARGET;
  rsl__assess_class(one->out, three_classes ? RSL_CLASS_STAGNATION_OR_REGRESSION : RSL_CLASS_DETERIORATION);
  one->out->reason = reason;
}

static void refuse(const unsd_case *one, rsl_reason reason) {
  rsl__assess_none(one->out, RSL_CLASS_INSUFFICIENT_DATA, reason);
}

/* ---- Growth ------------------------------------------------------------------------------------------------------------ */

static rsl_reason measure_growth(const unsd_case *one) {
  rsl_assessment *out = one->out;
  rsl_reason fault = rsl__growth_fault(out->base.value, out->current.value);
  /* UNDP's code lets growth of what is below 0 pass. */
  if (out->base.value < 0 && one->options->edition < RSL_UNSD_UNDP) fault = RSL_REASON_SIGN_CHANGE;
  if (fault != RSL_REASON_NONE) return fault;
  out->observed = rsl__growth(out->base.value, out->current.value, out->current.year - out->base.year);
  return rsl__is_known(out->observed) ? RSL_REASON_NONE : RSL_REASON_OUT_OF_RANGE;
}

static rsl_reason need_growth(const unsd_case *one) {
  rsl_assessment *out = one->out;
  out->required = one->options->needed_growth;
  if (rsl__is_known(out->required)) return RSL_REASON_NONE;
  if (!rsl__is_known(out->target)) return RSL_REASON_NO_TARGET;
  if (!(out->target_year > out->base.year)) return RSL_REASON_YEAR_ORDER;
  rsl_reason fault = rsl__growth_fault(out->base.value, out->target);
  if (fault != RSL_REASON_NONE) return fault;
  out->required = rsl__growth(out->base.value, out->target, out->target_year - out->base.year);
  return RSL_REASON_NONE;
}

static void rate_ratio(unsd_case *one) {
  rsl_assessment *out = one->out;
  rsl_reason fault = measure_growth(one);
  if (fault == RSL_REASON_NONE) fault = need_growth(one);
  if (fault != RSL_REASON_NONE) {
    refuse(one, fault);
  } else if (one->options->edition == RSL_UNSD_2023) {
    rate_projected(one);
  } else {
    out->ratio = out->observed / out->required;
    rate_by_ratio(one);
  }
}

static void rate_by_ratio(const unsd_case *one) {
  rsl_assessment *out = one->out;
  if (out->required == 0) {
    out->ratio = RSL_UNKNOWN;
    if (one->options->edition == RSL_UNSD_2022)
      refuse(one, RSL_REASON_TARGET_EQUALS_BASELINE);
    else if (rsl__meets(&one->series, out->current.value, out->base.value))
      rate_met(one);
    else
      rate_worst(one, RSL_REASON_TARGET_EQUALS_BASELINE);
    return;
  }
  out->cuts[0] = one->options->on_track;
  out->cuts[1] = one->options->fair;
  out->cuts[2] = one->options->limited;
  rsl__assess_class(out, rsl__cut(out, four, 0));
}

/** The latest figure grows on as it did; how much of the way has it then come? */
static void rate_projected(unsd_case *one) {
  rsl_assessment *out = one->out;
  double left = out->target_year - out->current.year;
  out->projected = out->current.value * rsl__pow(1 + out->observed, left > 0 ? left : 0);
  double way = out->target - out->base.value;
  out->ratio = (out->projected - out->base.value) / way;
  if (!rsl__is_known(out->ratio)) {
    out->ratio = RSL_UNKNOWN;
    refuse(one, way == 0 ? RSL_REASON_TARGET_EQUALS_BASELINE : RSL_REASON_OUT_OF_RANGE);
    return;
  }
  out->cuts[0] = one->options->on_track;
  out->cuts[1] = one->options->fair;
  rsl__assess_class(out, rsl__cut(out, three, 0));
}

static void rate_growth(unsd_case *one) {
  const rsl_unsd_options *options = one->options;
  rsl_assessment *out = one->out;
  rsl_reason fault = measure_growth(one);
  if (fault != RSL_REASON_NONE) {
    refuse(one, fault);
    return;
  }
  bool falling = one->series.direction == RSL_DIRECTION_DECREASE;
  out->ratio = falling && options->mirrored ? -out->observed : out->observed;
  out->cuts[0] = options->growth_on_track;
  out->cuts[1] = options->growth_fair;
  if (options->edition == RSL_UNSD_2023) {
    rsl__assess_class(out, rsl__cut(out, three, 0));
    return;
  }
  out->cuts[2] = options->growth_limited;
  rsl__assess_class(out, falling && !options->mirrored ? unmirrored(options, out->ratio) : rsl__cut(out, four, 0xF));
}

/** UNDP's cuts of a decrease, which are those of an increase read from the other end: that is in what it published. */
static rsl_class unmirrored(const rsl_unsd_options *options, double growth) {
  if (growth < options->growth_limited) return RSL_CLASS_ON_TRACK;
  if (growth < options->growth_fair) return RSL_CLASS_FAIR_PROGRESS;
  bool limited = growth > options->growth_fair && growth <= options->growth_on_track;
  return limited ? RSL_CLASS_LIMITED_OR_NO_PROGRESS : RSL_CLASS_DETERIORATION;
}

/* ---- Other trends -------------------------------------------------------------------------------------------------------- */

/** Average annual rate of reduction: ln(base / value) a year; turned where more is better. */
static void rate_reduction(unsd_case *one) {
  rsl_assessment *out = one->out;
  double sense = rsl__sense(&one->series);
  double all = out->target_year - out->base.year;
  if (!rsl__is_known(out->target) || !(all > 0)) {
    refuse(one, all > 0 ? RSL_REASON_NO_TARGET : RSL_REASON_YEAR_ORDER);
    return;
  }
  if (!(out->base.value > 0) || !(out->current.value > 0) || !(out->target > 0)) {
    refuse(one, out->base.value == 0 ? RSL_REASON_ZERO_BASE : RSL_REASON_SIGN_CHANGE);
    return;
  }
  out->observed = sense * rsl__log(out->current.value / out->base.value) / (out->current.year - out->base.year);
  out->required = sense * rsl__log(out->target / out->base.value) / all;
  if (one->trend == RSL_UNSD_TREND_REDUCTION_RATIO) {
    out->ratio = out->observed / out->required;
    rate_by_ratio(one);
    return;
  }
  out->ratio = out->observed;
  out->cuts[0] = out->required;
  out->cuts[1] = reduction_fair;
  out->cuts[2] = -reduction_fair;
  rsl__assess_class(out, rsl__cut(out, four, 0x4));
}

/** Steps up a scale of grades, down it where less is better. */
static void rate_likert(unsd_case *one) {
  rsl_assessment *out = one->out;
  out->ratio = rsl__sense(&one->series) * (out->current.value - out->base.value);
  for (int i = 0; i < 3; i++) out->cuts[i] = 2 - i;
  rsl__assess_class(out, rsl__cut(out, four, 0));
}

/** Of the Gini coefficient; its change is in percent of the latest figure, as the published code has it. */
static void rate_gini(unsd_case *one) {
  rsl_assessment *out = one->out;
  rsl_reason fault = measure_growth(one);
  if (fault != RSL_REASON_NONE || out->current.value == 0) {
    refuse(one, fault != RSL_REASON_NONE ? fault : RSL_REASON_OUT_OF_RANGE);
    return;
  }
  double fall = (out->base.value - out->current.value) * 100 / out->current.value;
  rsl_class word = RSL_CLASS_DETERIORATION;
  if (fall >= 1)
    word = out->observed < -0.01 ? RSL_CLASS_ON_TRACK : RSL_CLASS_FAIR_PROGRESS;
  else if (fall > -1)
    word = RSL_CLASS_LIMITED_OR_NO_PROGRESS;
  out->ratio = fall;
  rsl__assess_class(out, word);
}
