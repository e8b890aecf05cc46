#include "progress/growth.h"

static void rate(rsl_assessment *out);
static void set_cuts(const rsl_open_sdg_options *options, rsl_assessment *out);
static double score_of_ratio(const rsl_assessment *out);
static double score_of_growth(const rsl_assessment *out);
static double between(double score);

static const rsl_open_sdg_options defaults = RSL_OPEN_SDG_OPTIONS_INIT;

rsl_status rsl_progress_open_sdg(const rsl_open_sdg_options *options, const rsl_series *series, rsl_assessment *out,
                                 rsl_error *error) {
  if (options == NULL) options = &defaults;
  rsl_status status = rsl__assess_begin(out, RSL_METHOD_OPEN_SDG, options->edition, series, true, error);
  if (status != RSL_OK) return status;
  if (options->binary) {
    rsl__assess_binary(out, series, &options->span, RSL_CLASS_TARGET_ACHIEVED, RSL_CLASS_TARGET_NOT_ACHIEVED);
    return rsl__assess_end(out);
  }
  const rsl__growth_rule rule = { &options->span, options->limit_exponent, options->replace_zero };
  bool met = false;
  rsl_reason fault = rsl__growth_ratio(out, series, &rule, &met);
  set_cuts(options, out);
  if (fault == RSL_REASON_NONE) rate(out);
  if (met) {
    rsl__assess_met(out, RSL_CLASS_TARGET_ACHIEVED);
    out->score = RSL__FULL_SCORE;
  } else if (fault != RSL_REASON_NONE) {
    rsl__assess_none(out, RSL_CLASS_NOT_AVAILABLE, fault);
  }
  return rsl__assess_end(out);
}

static void rate(rsl_assessment *out) {
  static const rsl_class classes[RSL_CUTS + 1] = { RSL_CLASS_SUBSTANTIAL_PROGRESS, RSL_CLASS_MODERATE_PROGRESS,
                                                   RSL_CLASS_LIMITED_PROGRESS, RSL_CLASS_DETERIORATION,
                                                   RSL_CLASS_DETERIORATION };
  rsl__assess_class(out, rsl__cut(out, classes, 0));
  out->score = between(rsl__is_known(out->target) ? score_of_ratio(out) : score_of_growth(out));
}

static void set_cuts(const rsl_open_sdg_options *options, rsl_assessment *out) {
  bool aimed = rsl__is_known(out->target);
  out->cuts[0] = aimed ? options->substantial : options->growth_substantial * out->limit_factor;
  out->cuts[1] = aimed ? options->moderate : options->growth_moderate * out->limit_factor;
  out->cuts[2] = aimed ? options->limited : options->growth_limited * out->limit_factor;
}

/** The slopes are 5/0.7 and 5/1.2, rounded as the published code has them. */
static double score_of_ratio(const rsl_assessment *out) {
  return out->ratio >= out->cuts[1] ? 7.1429 * out->ratio - 4.2857 : 4.1667 * out->ratio - 2.5;
}

/** 2 % a year scores 5 and -2 % scores -5; near a limit progress is seen against the room that is left. */
static double score_of_growth(const rsl_assessment *out) {
  double growth = out->ratio;
  if (growth < out->cuts[2]) return 125 * growth - 2.5;
  if (out->limit_factor == 0) return RSL__FULL_SCORE;
  if (growth >= out->cuts[0]) return 500 * growth / out->limit_factor - 5;
  if (growth >= out->cuts[1]) return 250 * growth / out->limit_factor - 1.25;
  return 500 * growth / out->limit_factor - 2.5;
}

static double between(double score) {
  return score > RSL__FULL_SCORE ? RSL__FULL_SCORE : score < -RSL__FULL_SCORE ? -RSL__FULL_SCORE : score;
}
