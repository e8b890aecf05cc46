#include "progress/aggregate.h"

#include <math.h>

#include "base/error.h"
#include "base/real_functions.h"

static rsl_reason fault_of(const rsl_aggregate_rule *rule, const double *values, size_t count);
static rsl_reason fault_of_figure(const rsl_aggregate_rule *rule, double value);
static double term_of(const rsl_aggregate_rule *rule, double value);
static double mean_of_terms(const rsl_aggregate_rule *rule, double mean);

rsl_status rsl_aggregate(const rsl_aggregate_rule *rule, const double *values, const double *weights, size_t count,
                         double *out, rsl_reason *reason, rsl_error *error) {
  rsl_reason why = RSL_REASON_NONE;
  rsl__error_clear(error);
  *out = NAN;
  rsl_status status = rsl__aggregate_check(rule, error);
  for (size_t i = 0; status == RSL_OK && i < count; i++) {
    if (weights != NULL) status = rsl__weight_check(weights[i], i, error);
    if (isinf(values[i])) status = rsl__fail(error, RSL_ERR_ARGUMENT, "part %zu is infinite", i + 1);
  }
  if (status != RSL_OK) return status;
  *out = rsl__aggregate(rule, values, weights, count, &why);
  if (reason != NULL) *reason = why;
  return RSL_OK;
}

rsl_status rsl__aggregate_check(const rsl_aggregate_rule *rule, rsl_error *error) {
  if (rule->method < RSL_AGGREGATE_ARITHMETIC || rule->method >= RSL_AGGREGATION_END)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "there is no such mean");
  if (rule->method == RSL_AGGREGATE_POWER && (rule->power == 0 || !isfinite(rule->power)))
    return rsl__fail(error, RSL_ERR_ARGUMENT,
                     "the power of a mean is a number and not 0: of 0 it is the geometric mean");
  if (!(rule->min_available <= 1)) return rsl__fail(error, RSL_ERR_ARGUMENT, "a share of parts is from 0 to 1");
  return RSL_OK;
}

rsl_status rsl__weight_check(double weight, size_t index, rsl_error *error) {
  if (weight >= 0 && !isinf(weight)) return RSL_OK;
  return rsl__fail(error, RSL_ERR_ARGUMENT, "weight %zu is negative or no finite number", index + 1);
}

double rsl__aggregate(const rsl_aggregate_rule *rule, const double *values, const double *weights, size_t count,
                      rsl_reason *reason) {
  double sum = 0;
  double all = 0;
  *reason = fault_of(rule, values, count);
  if (*reason != RSL_REASON_NONE) return NAN;
  for (size_t i = 0; i < count; i++) {
    if (isnan(values[i])) continue;
    double weight = weights == NULL ? 1 : weights[i];
    sum += weight * term_of(rule, values[i]);
    all += weight;
  }
  double mean = all > 0 ? mean_of_terms(rule, sum / all) : NAN;
  if (!isfinite(mean)) *reason = all > 0 ? RSL_REASON_OUT_OF_RANGE : RSL_REASON_NO_MEASUREMENT;
  return isfinite(mean) ? mean : NAN;
}

static rsl_reason fault_of(const rsl_aggregate_rule *rule, const double *values, size_t count) {
  size_t known = 0;
  for (size_t i = 0; i < count; i++) {
    if (isnan(values[i])) continue;
    rsl_reason fault = fault_of_figure(rule, values[i]);
    if (fault != RSL_REASON_NONE) return fault;
    known++;
  }
  if (known == 0 || (rule->keep_absent && known < count)) return RSL_REASON_NO_MEASUREMENT;
  return (double)known / (double)count < rule->min_available ? RSL_REASON_BELOW_MIN_COVERAGE : RSL_REASON_NONE;
}

static rsl_reason fault_of_figure(const rsl_aggregate_rule *rule, double value) {
  bool above = rule->method == RSL_AGGREGATE_GEOMETRIC || (rule->method == RSL_AGGREGATE_POWER && rule->power < 0);
  bool not_zero = above || rule->method == RSL_AGGREGATE_HARMONIC;
  if (not_zero && value == 0) return RSL_REASON_ZERO_BASE;
  return above && value < 0 ? RSL_REASON_SIGN_CHANGE : RSL_REASON_NONE;
}

static double term_of(const rsl_aggregate_rule *rule, double value) {
  switch (rule->method) {
  case RSL_AGGREGATE_GEOMETRIC:
    return rsl__log(value);
  case RSL_AGGREGATE_HARMONIC:
    return 1 / value;
  case RSL_AGGREGATE_POWER:
    return rsl__pow(value, rule->power);
  default:
    return value;
  }
}

static double mean_of_terms(const rsl_aggregate_rule *rule, double mean) {
  switch (rule->method) {
  case RSL_AGGREGATE_GEOMETRIC:
    return rsl__exp(mean);
  case RSL_AGGREGATE_HARMONIC:
    return 1 / mean;
  case RSL_AGGREGATE_POWER:
    return rsl__pow(mean, 1 / rule->power);
  default:
    return mean;
  }
}
