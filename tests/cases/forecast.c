/* Trends: R's lm, predict and HoltWinters, scipy's theilslopes, siegelslopes and kendalltau. */
#include <math.h>
#include <string.h>

#include <resolution/progress_outlook.h>

#include "cases/cases.h"

enum { POINTS_MAX = 512, AHEAD_MAX = 64 };

typedef struct series {
  double times[POINTS_MAX];
  double values[POINTS_MAX];
  rsl_outlook_input input;
} series;

static void read_series(const published_case *one, series *out) {
  out->input = (rsl_outlook_input)RSL_OUTLOOK_INPUT_INIT;
  size_t times = numbers_of(one->inputs, "t", out->times, POINTS_MAX);
  size_t values = numbers_of(one->inputs, "y", out->values, POINTS_MAX);
  out->input.times = out->times;
  out->input.values = out->values;
  out->input.count = times < values ? times : values;
  out->input.at = number_of(one->inputs, "t_new");
  if (has(one->inputs, "level")) out->input.level = number_of(one->inputs, "level");
}

static void expect_line(published_case *one, const rsl_outlook *got) {
  expect_number(one, "intercept", got->intercept);
  expect_number(one, "slope", got->slope);
  expect_number(one, "residual_se", got->residual_error);
  expect_number(one, "fit", got->projected);
  expect_number(one, "pi_low", got->low);
  expect_number(one, "pi_high", got->high);
  expect_number(one, "ci_low", got->line_low);
  expect_number(one, "ci_high", got->line_high);
  expect_number(one, "slope_low", got->slope_low);
  expect_number(one, "slope_high", got->slope_high);
}

static rsl_status least_squares(published_case *one, const rsl_outlook_input *input) {
  rsl_outlook got;
  rsl_status status = rsl_outlook_least_squares(input, &got, NULL);
  expect_line(one, &got);
  return status;
}

static rsl_status log_linear(published_case *one, const rsl_outlook_input *input) {
  rsl_outlook got;
  rsl_status status = rsl_outlook_log_linear(input, &got, NULL);
  expect_number(one, "slope_log", got.slope);
  expect_number(one, "annual_growth", got.growth);
  expect_line(one, &got);
  return status;
}

static rsl_status theil_sen(published_case *one, const rsl_outlook_input *input) {
  rsl_outlook got;
  rsl_outlook_input asked = *input;
  double alpha = number_of(one->inputs, "alpha");
  if (!isnan(alpha)) asked.level = alpha > 0.5 ? alpha : 1 - alpha; /* scipy takes either side */
  rsl_status status = rsl_outlook_theil_sen(&asked, NULL, &got, NULL);
  expect_line(one, &got);
  return status;
}

static rsl_status repeated_medians(published_case *one, const rsl_outlook_input *input) {
  rsl_outlook got;
  bool separate = strstr(one->name, "separate") != NULL || strcmp(text_of(one->inputs, "intercept"), "separate") == 0;
  rsl_status status =
      rsl_outlook_repeated_medians(input, separate ? RSL_MEDIANS_SEPARATE : RSL_MEDIANS_HIERARCHICAL, NULL, &got, NULL);
  expect_line(one, &got);
  return status;
}

static rsl_status kendall(published_case *one, const rsl_outlook_input *input) {
  rsl_rank_correlation got;
  rsl_status status = rsl_outlook_kendall(input, &got, NULL);
  expect_number(one, "tau", got.tau);
  expect_number(one, "p", got.p);
  return status;
}

static rsl_status holt(published_case *one, const rsl_outlook_input *input) {
  rsl_outlook got;
  rsl_holt_rule rule = RSL_HOLT_RULE_INIT;
  double ahead[AHEAD_MAX];
  rule.alpha = number_of(one->inputs, "alpha");
  rule.beta = number_of(one->inputs, "beta");
  rsl_status status = rsl_outlook_holt(input, &rule, &got, NULL);
  expect_number(one, "level", got.intercept);
  expect_number(one, "trend", got.slope);
  double asked = has(one->inputs, "h") ? number_of(one->inputs, "h") : 0;
  size_t steps = asked > 0 && asked < AHEAD_MAX ? (size_t)asked : 0;
  for (size_t i = 0; i < steps; i++) ahead[i] = got.intercept + (double)(i + 1) * got.slope;
  expect_numbers(one, "forecast", ahead, steps);
  return status;
}

/* By how the method's name begins; the longer before the shorter. */
static const struct {
  const char *method;
  rsl_status (*run)(published_case *one, const rsl_outlook_input *input);
} methods[] = {
  { "ols-log", log_linear },        { "ols", least_squares }, { "theil", theil_sen }, { "siegel", repeated_medians },
  { "repeated", repeated_medians }, { "kendall", kendall },   { "holt", holt }
};

bool handle_forecast(published_case *one) {
  static const char *const known[] = { "t", "y", "method", "t_new", "level", "alpha", "beta", "h", "intercept", NULL };
  const char *method = text_of(one->inputs, "method");
  if (!has(one->inputs, "t") || !has(one->inputs, "y")) return false;
  for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
    if (strncmp(methods[i].method, method, strlen(methods[i].method)) != 0) continue;
    series read;
    if (!only_members(one, one->inputs, known)) return true;
    read_series(one, &read);
    rsl_status status = methods[i].run(one, &read.input);
    if (expects(one, "error"))
      expect_refusal(one, status != RSL_OK);
    else if (status != RSL_OK)
      miss(one, "the library refused: %s", rsl_status_name(status));
    return true;
  }
  return false;
}
