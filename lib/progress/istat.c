#include "progress/growth.h"

static const rsl_istat_options defaults = RSL_ISTAT_OPTIONS_INIT;

rsl_status rsl_progress_istat(const rsl_istat_options *options, const rsl_series *series, rsl_assessment *out,
                              rsl_error *error) {
  static const rsl_class rising[RSL_CUTS + 1] = { RSL_CLASS_CLEAR_IMPROVEMENT, RSL_CLASS_SLIGHT_IMPROVEMENT,
                                                  RSL_CLASS_STABLE, RSL_CLASS_SLIGHT_WORSENING,
                                                  RSL_CLASS_CLEAR_WORSENING };
  static const rsl_class falling[RSL_CUTS + 1] = { RSL_CLASS_CLEAR_WORSENING, RSL_CLASS_SLIGHT_WORSENING,
                                                   RSL_CLASS_STABLE, RSL_CLASS_SLIGHT_IMPROVEMENT,
                                                   RSL_CLASS_CLEAR_IMPROVEMENT };
  if (options == NULL) options = &defaults;
  rsl_status status = rsl__assess_begin(out, RSL_METHOD_ISTAT, options->edition, series, true, error);
  if (status != RSL_OK) return status;
  rsl_reason fault = rsl__assess_ends(out, series, &options->span);
  out->target = RSL_UNKNOWN; /* the method looks at none */
  if (fault == RSL_REASON_NONE) fault = rsl__growth_fault(out->base.value, out->current.value);
  if (fault != RSL_REASON_NONE) {
    rsl__assess_none(out, RSL_CLASS_NOT_AVAILABLE, fault);
    return rsl__assess_end(out);
  }
  out->observed = rsl__growth(out->base.value, out->current.value, out->current.year - out->base.year);
  /* What is below 0 grows when it falls further: its own sign is the way that counts. */
  out->ratio = out->base.value < 0 ? -out->observed : out->observed;
  out->cuts[0] = options->clear;
  out->cuts[1] = options->slight;
  out->cuts[2] = -options->slight;
  out->cuts[3] = -options->clear;
  rsl__assess_class(out, rsl__cut(out, series->direction == RSL_DIRECTION_INCREASE ? rising : falling, 0xF));
  return rsl__assess_end(out);
}
