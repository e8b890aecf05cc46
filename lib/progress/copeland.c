#include <math.h>

#include "base/error.h"
#include "progress/aggregate.h"

static int outranks(const double *one, const double *other, const double *weights, size_t indicators);

rsl_status rsl_copeland(const double *values, const double *weights, size_t units, size_t indicators, double *out,
                        rsl_error *error) {
  rsl_status status = RSL_OK;
  rsl__error_clear(error);
  for (size_t i = 0; weights != NULL && status == RSL_OK && i < indicators; i++)
    status = rsl__weight_check(weights[i], i, error);
  if (status != RSL_OK) return status;
  for (size_t i = 0; i < units; i++) {
    out[i] = 0;
    for (size_t j = 0; j < units; j++)
      out[i] += outranks(values + i * indicators, values + j * indicators, weights, indicators);
  }
  return RSL_OK;
}

/* 1, 0 or −1. */
static int outranks(const double *one, const double *other, const double *weights, size_t indicators) {
  double better = 0;
  double worse = 0;
  for (size_t i = 0; i < indicators; i++) {
    double weight = weights == NULL ? 1 : weights[i];
    if (one[i] > other[i]) better += weight;
    if (one[i] < other[i]) worse += weight;
  }
  return (better > worse) - (better < worse);
}
