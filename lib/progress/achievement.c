#include "progress/growth.h"

static rsl_reason fault_of(const rsl_assessment *out);
static void rate(const rsl_achievement_options *options, rsl_assessment *out);

static const rsl_achievement_options defaults = RSL_ACHIEVEMENT_OPTIONS_INIT;

rsl_status rsl_progress_achievement(const rsl_achievement_options *options, const rsl_series *series,
                                    rsl_assessment *out, rsl_error *error) {
  if (options == NULL) options = &defaults;
  rsl_status status = rsl__assess_begin(out, RSL_METHOD_ACHIEVEMENT, options->edition, series, false, error);
  if (status != RSL_OK) return status;
  rsl_reason fault = rsl__assess_ends(out, series, &options->span);
  if (fault == RSL_REASON_NONE) fault = fault_of(out);
  if (fault != RSL_REASON_NONE)
    rsl__assess_none(out, RSL_CLASS_NOT_AVAILABLE, fault);
  else
    rate(options, out);
  return rsl__assess_end(out);
}

/** That all three are 0 is a target that equals its base, too. */
static rsl_reason fault_of(const rsl_assessment *out) {
  if (!rsl__is_known(out->target)) return RSL_REASON_NO_TARGET;
  return out->target == out->base.value ? RSL_REASON_TARGET_EQUALS_BASELINE : RSL_REASON_NONE;
}

static void rate(const rsl_achievement_options *options, rsl_assessment *out) {
  double way = out->target - out->base.value;
  double share = (out->current.value - out->base.value) / way;
  double shown = !options->capped ? share : share > 1 ? 1 : share < 0 ? 0 : share;
  out->ratio = share;
  out->score = 100 * shown;
  out->observed = (out->current.value - out->base.value) / (out->current.year - out->base.year);
  if (out->target_year > out->base.year) out->required = way / (out->target_year - out->base.year);
  if (share >= 1) {
    rsl__assess_met(out, RSL_CLASS_NONE);
  } else if (out->current.year >= out->target_year) {
    out->rating = RSL_RATING_MISSED;
    out->reason = RSL_REASON_NOT_REACHED;
  } else {
    rsl__assess_none(out, RSL_CLASS_NONE, RSL_REASON_NO_CLASSES);
  }
}
