#include "base/error.h"
#include "progress/series.h"

static bool is_share(double value);
static rsl_status check_order(const rsl_outlook_input *input, rsl_error *error);
static bool is_even(const rsl_outlook_input *input);
static void smooth(const rsl_outlook_input *input, const rsl_holt_rule *rule, rsl_outlook *out);

rsl_status rsl_outlook_holt(const rsl_outlook_input *input, const rsl_holt_rule *rule, rsl_outlook *out,
                            rsl_error *error) {
  rsl_status status = rsl__series_start(input, out, error);
  if (status == RSL_OK) status = check_order(input, error);
  if (status != RSL_OK) return status;
  if (!is_share(rule->alpha) || !is_share(rule->beta))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "a smoothing factor is not from 0 to 1");
  if (out->reason == RSL_REASON_NONE && out->points < input->count) out->reason = RSL_REASON_YEAR_MISSING;
  if (out->reason != RSL_REASON_NONE) return RSL_OK;
  smooth(input, rule, out);
  rsl__series_end(out);
  return RSL_OK;
}

static bool is_share(double value) {
  return value >= 0 && value <= 1;
}

static rsl_status check_order(const rsl_outlook_input *input, rsl_error *error) {
  for (size_t i = 1; i < input->count; i++)
    if (!(input->times[i] > input->times[i - 1]))
      return rsl__fail(error, RSL_ERR_ARGUMENT, "time %zu of the series is not after the one before it", i + 1);
  return RSL_OK;
}

static void smooth(const rsl_outlook_input *input, const rsl_holt_rule *rule, rsl_outlook *out) {
  const double *values = input->values;
  double level = rule->given_start ? rule->start_level : values[1];
  double trend = rule->given_start ? rule->start_trend : values[1] - values[0];
  for (size_t i = 2; i < input->count; i++) {
    double before = level;
    level = rule->alpha * values[i] + (1 - rule->alpha) * (level + trend);
    trend = rule->beta * (level - before) + (1 - rule->beta) * trend;
  }
  out->slope = trend;
  out->intercept = level;
  if (out->points < 3) out->reason = RSL_REASON_TOO_FEW_POINTS;
  if (!is_even(input)) {
    out->reason = RSL_REASON_YEAR_MISSING;
    return;
  }
  size_t last = input->count - 1;
  double steps = (input->at - input->times[last]) / (input->times[last] - input->times[last - 1]);
  out->projected = level + steps * trend;
}

/* Steps of one length, but for what a twelfth of a year is rounded by. */
static bool is_even(const rsl_outlook_input *input) {
  double step = input->times[1] - input->times[0];
  for (size_t i = 2; i < input->count; i++)
    if (fabs((input->times[i] - input->times[i - 1]) / step - 1) > 1e-6) return false;
  return true;
}
