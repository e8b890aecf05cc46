#include "progress/oecd.h"

#include "progress/growth.h"

static double distance(const rsl_oecd_options *options, const rsl_series *series, const rsl_assessment *out);

static const rsl_oecd_options defaults = RSL_OECD_OPTIONS_INIT;

rsl_status rsl_progress_oecd(const rsl_oecd_options *options, const rsl_series *series, rsl_assessment *out,
                             rsl_error *error) {
  if (options == NULL) options = &defaults;
  rsl_status status = rsl__assess_begin(out, RSL_METHOD_OECD, options->edition, series, true, error);
  if (status != RSL_OK) return status;
  rsl_reason fault = rsl__assess_ends(out, series, &options->span);
  if (rsl__is_known(out->current.value)) fault = RSL_REASON_NONE; /* where it is now is all that counts */
  if (fault == RSL_REASON_NONE && !rsl__is_known(series->target)) fault = RSL_REASON_NO_TARGET;
  if (fault == RSL_REASON_NONE && !(options->sigma > 0)) fault = RSL_REASON_NO_BOUNDS;
  if (fault != RSL_REASON_NONE) {
    rsl__assess_none(out, RSL_CLASS_NOT_AVAILABLE, fault);
    return rsl__assess_end(out);
  }
  out->ratio = out->score = distance(options, series, out);
  out->cuts[0] = options->small;
  out->cuts[1] = options->medium;
  if (out->ratio == 0)
    rsl__assess_met(out, RSL_CLASS_DISTANCE_MET);
  else
    rsl__assess_class(out, rsl__oecd_class(options, out->ratio));
  return rsl__assess_end(out);
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
