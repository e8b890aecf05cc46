#include "progress/projection.h"

#include <math.h>
#include <string.h>

#include "base/error.h"

static const char *const names[RSL_PROJECTION_END] = {
  [RSL_PROJECTION_LEAST_SQUARES] = "least_squares",
  [RSL_PROJECTION_LOG_LINEAR] = "log_linear",
  [RSL_PROJECTION_THEIL_SEN] = "theil_sen",
  [RSL_PROJECTION_REPEATED_MEDIANS] = "repeated_medians",
};

rsl_status rsl_outlook_find(rsl_projection projection, const rsl_outlook_input *input, const rsl_allocator *allocator,
                            rsl_outlook *out, rsl_error *error) {
  switch (projection) {
  case RSL_PROJECTION_LEAST_SQUARES:
    return rsl_outlook_least_squares(input, out, error);
  case RSL_PROJECTION_LOG_LINEAR:
    return rsl_outlook_log_linear(input, out, error);
  case RSL_PROJECTION_THEIL_SEN:
    return rsl_outlook_theil_sen(input, allocator, out, error);
  case RSL_PROJECTION_REPEATED_MEDIANS:
    return rsl_outlook_repeated_medians(input, RSL_MEDIANS_HIERARCHICAL, allocator, out, error);
  case RSL_PROJECTION_END:
  default:
    return rsl__fail(error, RSL_ERR_ARGUMENT, "there is no projection %d: see rsl_projection", (int)projection);
  }
}

void rsl__outlook_interval(const rsl_outlook *outlook, double *low, double *high) {
  bool of_figure = !isnan(outlook->low);
  *low = of_figure ? outlook->low : outlook->line_low;
  *high = of_figure ? outlook->high : outlook->line_high;
}

bool rsl_outlook_clamp(rsl_outlook *outlook, double low, double high) {
  double *const numbers[] = { &outlook->projected, &outlook->line_low, &outlook->line_high, &outlook->low,
                              &outlook->high };
  bool beyond = false;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    if (!(*numbers[i] < low || *numbers[i] > high)) continue;
    *numbers[i] = *numbers[i] < low ? low : high;
    beyond = true;
  }
  return beyond;
}

rsl__limits rsl__limits_read(const rsl_series_rule *rule, const rsl_bare_series *series, rsl_direction direction) {
  rsl__limits limits = { NAN, NAN };
  if (rule->whole > 0) limits = (rsl__limits){ 0, rule->whole };
  if (!series->has_limit) return limits;
  double limit = rsl_number_from_decimal(series->limit).real;
  if (direction == RSL_DIRECTION_INCREASE) limits.high = limit;
  if (direction == RSL_DIRECTION_DECREASE) limits.low = limit;
  return limits;
}

void rsl__limits_meet(rsl__limits *limits, double figure) {
  if (figure < limits->low) limits->low = NAN;
  if (figure > limits->high) limits->high = NAN;
}

const char *rsl_projection_name(rsl_projection projection) {
  unsigned index = (unsigned)projection;
  return index < RSL_PROJECTION_END ? names[index] : NULL;
}

bool rsl_projection_parse(const char *text, size_t length, rsl_projection *out) {
  for (unsigned i = 0; i < RSL_PROJECTION_END; i++) {
    if (strlen(names[i]) != length || memcmp(names[i], text, length) != 0) continue;
    *out = (rsl_projection)i;
    return true;
  }
  return false;
}
