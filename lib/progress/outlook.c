#include "base/error.h"
#include "base/real_functions.h"
#include "progress/series.h"

/** A straight line through figures, or through their logarithms, measured from the means. */
typedef struct line {
  double points;
  double mean_time;
  double mean; /**< where the line is then */
  double slope;
  double spread;    /**< Σ (t − mean time)² */
  double residuals; /**< Σ residual² */
} line;

static bool has_no_logarithm(const rsl_outlook_input *input, rsl_outlook *out);
static line fit(const rsl_outlook_input *input, bool logarithms, double points);
static double figure(const rsl_outlook_input *input, bool logarithms, size_t index);
static void tell_line(const rsl_outlook_input *input, const line *of, rsl_outlook *out);
static void tell_intervals(const rsl_outlook_input *input, const line *of, rsl_outlook *out);
static void undo_logarithms(rsl_outlook *out);

rsl_status rsl_outlook_least_squares(const rsl_outlook_input *input, rsl_outlook *out, rsl_error *error) {
  rsl_status status = rsl__series_start(input, out, error);
  if (status != RSL_OK || out->reason != RSL_REASON_NONE) return status;
  line of = fit(input, false, (double)out->points);
  tell_line(input, &of, out);
  rsl__series_end(out);
  return RSL_OK;
}

rsl_status rsl_outlook_log_linear(const rsl_outlook_input *input, rsl_outlook *out, rsl_error *error) {
  rsl_status status = rsl__series_start(input, out, error);
  if (status != RSL_OK || out->reason != RSL_REASON_NONE || has_no_logarithm(input, out)) return status;
  line of = fit(input, true, (double)out->points);
  tell_line(input, &of, out);
  undo_logarithms(out);
  rsl__series_end(out);
  return RSL_OK;
}

static bool has_no_logarithm(const rsl_outlook_input *input, rsl_outlook *out) {
  for (size_t i = 0; i < input->count; i++) {
    if (input->values[i] < 0) out->reason = RSL_REASON_SIGN_CHANGE;
    if (input->values[i] == 0 && out->reason == RSL_REASON_NONE) out->reason = RSL_REASON_ZERO_BASE;
  }
  return out->reason != RSL_REASON_NONE;
}

/* ---- The line --------------------------------------------------------------------------------------------- */

/* From the first point on, so that years and levels far from 0 do not take the digits of their changes: that is one of the
 * points, so at most a share of n × 2^-53 is lost. What is left beside the line is summed when the line is known. */
static line fit(const rsl_outlook_input *input, bool logarithms, double points) {
  size_t first = 0;
  while (!rsl__series_has(input, first)) first++;
  double start_time = input->times[first];
  double start = figure(input, logarithms, first);
  double times = 0;
  double figures = 0;
  double squares = 0;
  double products = 0;
  for (size_t i = first; i < input->count; i++) {
    if (!rsl__series_has(input, i)) continue;
    double time = input->times[i] - start_time;
    double change = figure(input, logarithms, i) - start;
    times += time;
    figures += change;
    squares += time * time;
    products += time * change;
  }
  line of = { points, start_time + times / points, start + figures / points, 0, 0, 0 };
  of.spread = squares - times * times / points;
  of.slope = (products - times * figures / points) / of.spread;
  double height = (figures - of.slope * times) / points; /* of the line, above the first figure at its time */
  for (size_t i = first; i < input->count; i++) {
    if (!rsl__series_has(input, i)) continue;
    double residual = (figure(input, logarithms, i) - start) - (height + of.slope * (input->times[i] - start_time));
    of.residuals += residual * residual;
  }
  return of;
}

static double figure(const rsl_outlook_input *input, bool logarithms, size_t index) {
  return logarithms ? rsl__log(input->values[index]) : input->values[index];
}

static void tell_line(const rsl_outlook_input *input, const line *of, rsl_outlook *out) {
  out->slope = of->slope;
  out->intercept = of->mean - of->slope * of->mean_time;
  out->projected = of->mean + of->slope * (input->at - of->mean_time);
  if (out->points < 3)
    out->reason = RSL_REASON_TOO_FEW_POINTS;
  else
    tell_intervals(input, of, out);
}

static void tell_intervals(const rsl_outlook_input *input, const line *of, rsl_outlook *out) {
  double quantile = input->quantile > 0 ? input->quantile : rsl_student_quantile(out->points - 2, input->level);
  double away = input->at - of->mean_time;
  double share = 1 / of->points + away * away / of->spread;
  out->residual_error = sqrt(of->residuals / (of->points - 2));
  double unit = quantile * out->residual_error;
  out->slope_low = of->slope - unit / sqrt(of->spread);
  out->slope_high = of->slope + unit / sqrt(of->spread);
  out->line_low = out->projected - unit * sqrt(share);
  out->line_high = out->projected + unit * sqrt(share);
  out->low = out->projected - unit * sqrt(1 + share);
  out->high = out->projected + unit * sqrt(1 + share);
}

static void undo_logarithms(rsl_outlook *out) {
  rsl__pair factor = rsl__exp_pair(pair_of(out->slope));
  out->growth = pair_value(pair_subtract(factor, pair_of(1)));
  out->projected = rsl__exp(out->projected);
  out->line_low = rsl__exp(out->line_low);
  out->line_high = rsl__exp(out->line_high);
  out->low = rsl__exp(out->low);
  out->high = rsl__exp(out->high);
}
