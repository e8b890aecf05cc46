#include "progress/growth.h"

static bool is_near(const rsl_eurostat_options *options, const rsl_series *series, const rsl_assessment *out);
static void set_cuts(const rsl_eurostat_options *options, rsl_assessment *out);
static rsl_class class_of(const rsl_eurostat_options *options, const rsl_assessment *out);
static double score_of(const rsl_eurostat_options *options, const rsl_assessment *out);
static double score_of_growth(double growth, double full, double limit_factor);
static double score_of_ratio(double ratio, double full, double zero);

static const rsl_eurostat_options defaults = RSL_EUROSTAT_OPTIONS_INIT;

enum { STRICT_ABOVE = 0x3 /* the cuts of progress */ };

rsl_status rsl_progress_eurostat(const rsl_eurostat_options *options, const rsl_series *series, rsl_assessment *out,
                                 rsl_error *error) {
  if (options == NULL) options = &defaults;
  rsl_status status = rsl__assess_begin(out, RSL_METHOD_EUROSTAT, options->edition, series, true, error);
  if (status != RSL_OK) return status;
  if (options->binary) {
    rsl__assess_binary(out, series, &options->span, RSL_CLASS_SIGNIFICANT_PROGRESS,
                       RSL_CLASS_SIGNIFICANT_DETERIORATION);
    return rsl__assess_end(out);
  }
  rsl_series termed = *series;
  if (rsl__is_known(options->term)) termed.base_year = rsl__latest_year(series) - options->term;
  const rsl__growth_rule rule = { &options->span, options->limit_exponent, options->replace_zero };
  bool met = false;
  rsl_reason fault = rsl__growth_ratio(out, &termed, &rule, &met);
  if (fault == RSL_REASON_NONE && rsl__is_known(options->term) &&
      out->current.year - out->base.year < options->term_least)
    fault = RSL_REASON_NO_BASELINE;
  set_cuts(options, out);
  if (is_near(options, series, out)) met = true;
  /* What has reached its limit can do no better. */
  if (!rsl__is_known(series->target) && out->current.value == series->limit) met = true;
  if (fault == RSL_REASON_NONE) {
    rsl__assess_class(out, class_of(options, out));
    out->score = score_of(options, out);
  }
  if (met) {
    rsl__assess_met(out, RSL_CLASS_SIGNIFICANT_PROGRESS);
    out->score = RSL__FULL_SCORE;
  } else if (fault != RSL_REASON_NONE) {
    rsl__assess_none(out, RSL_CLASS_NOT_AVAILABLE, fault);
  }
  return rsl__assess_end(out);
}

/** Of all or nothing in percent. */
static bool is_near(const rsl_eurostat_options *options, const rsl_series *series, const rsl_assessment *out) {
  if (series->target != 0 && series->target != 100) return false;
  double off = out->current.value - series->target;
  return options->met_within > 0 && off <= options->met_within && off >= -options->met_within;
}

/** A limit makes less of the outer cuts of growth; around no progress nothing changes. */
static void set_cuts(const rsl_eurostat_options *options, rsl_assessment *out) {
  bool aimed = rsl__is_known(out->target);
  out->cuts[0] = aimed ? options->significant : options->growth_significant * out->limit_factor;
  out->cuts[1] = aimed ? options->moderate : options->growth_moderate * out->limit_factor;
  out->cuts[2] = aimed ? options->away : options->growth_stagnant;
  if (!aimed) out->cuts[3] = options->growth_away * out->limit_factor;
}

static rsl_class class_of(const rsl_eurostat_options *options, const rsl_assessment *out) {
  static const rsl_class of_ratio[RSL_CUTS + 1] = { RSL_CLASS_SIGNIFICANT_PROGRESS, RSL_CLASS_EU_MODERATE_PROGRESS,
                                                    RSL_CLASS_INSUFFICIENT_PROGRESS,
                                                    RSL_CLASS_SIGNIFICANT_DETERIORATION,
                                                    RSL_CLASS_SIGNIFICANT_DETERIORATION };
  static const rsl_class of_growth[RSL_CUTS + 1] = { RSL_CLASS_SIGNIFICANT_PROGRESS, RSL_CLASS_EU_MODERATE_PROGRESS,
                                                     RSL_CLASS_NO_PROGRESS, RSL_CLASS_MODERATE_DETERIORATION,
                                                     RSL_CLASS_SIGNIFICANT_DETERIORATION };
  return rsl__cut(out, rsl__is_known(out->target) ? of_ratio : of_growth, options->cut_is_better ? 0 : STRICT_ABOVE);
}

static double score_of(const rsl_eurostat_options *options, const rsl_assessment *out) {
  return rsl__is_known(out->target) ? score_of_ratio(out->ratio, options->score_full, options->score_zero)
                                    : score_of_growth(out->ratio, options->score_growth, out->limit_factor);
}

/** -5 up to -zero, then a line to 0 at zero, then one to 5 at full. */
static double score_of_ratio(double ratio, double full, double zero) {
  if (ratio > full) return RSL__FULL_SCORE;
  if (ratio >= zero) return RSL__FULL_SCORE / (full - zero) * (ratio - zero);
  if (ratio > -zero) return RSL__FULL_SCORE / (2 * zero) * (ratio + zero) - RSL__FULL_SCORE;
  return -RSL__FULL_SCORE;
}

/** A base at its limit scores 5 as long as the fall is no full one: so the published code has it. */
static double score_of_growth(double growth, double full, double limit_factor) {
  if (growth < -full) return -RSL__FULL_SCORE;
  if (limit_factor == 0 || growth > full * limit_factor) return RSL__FULL_SCORE;
  return growth / (growth >= 0 ? full * limit_factor : full) * RSL__FULL_SCORE;
}
