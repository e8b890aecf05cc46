#include "progress/exact.h"

#include "base/rational.h"

static bool expected_less_start(const rsl__leg *leg, const rsl__rational *start, rsl__rational *out);
static bool growth_factor_of(rsl_number percent, rsl__rational *out);
static bool compare_with_power(const rsl__rational *value, rsl_number wanted, int64_t exponent, int *order);
static void set_integer(int64_t value, rsl__rational *out);

bool rsl__exact_progress(const rsl__path *path, rsl_decimal cut, int *order) {
  rsl__rational start;
  rsl__rational done;
  rsl__rational way;
  rsl__rational wanted;
  rsl__rational_from_decimal(cut, &wanted);
  return path->leg.straight && rsl__rational_from_number(path->start, &start) &&
         rsl__rational_from_number(path->out->actual.value, &done) && rsl__rational_subtract(&done, &start, &done) &&
         expected_less_start(&path->leg, &start, &way) && rsl__rational_divide(&done, &way, &done) &&
         rsl__rational_compare(&done, &wanted, order);
}

bool rsl__exact_rates(const rsl_path_figure *series, size_t count, rsl_number wanted, int *order) {
  rsl__rational product;
  set_integer(1, &product);
  for (size_t i = 0; i < count; i++) {
    rsl__rational factor;
    if (!growth_factor_of(series[i].value, &factor)) return false;
    if (!rsl__rational_multiply(&product, &factor, &product)) return false;
  }
  return compare_with_power(&product, wanted, (int64_t)count, order);
}

bool rsl__exact_growth(rsl_number first, rsl_number last, int64_t years, rsl_number wanted, int *order) {
  rsl__rational base;
  rsl__rational ratio;
  return rsl__rational_from_number(first, &base) && rsl__rational_from_number(last, &ratio) &&
         rsl__rational_divide(&ratio, &base, &ratio) && compare_with_power(&ratio, wanted, years, order);
}

/** low + (high - low) × passed / all - start */
static bool expected_less_start(const rsl__leg *leg, const rsl__rational *start, rsl__rational *out) {
  rsl__rational low;
  rsl__rational passed;
  rsl__rational all;
  set_integer(leg->passed, &passed);
  set_integer(leg->all, &all);
  return rsl__rational_from_number(leg->low, &low) && rsl__rational_from_number(leg->high, out) &&
         rsl__rational_subtract(out, &low, out) && rsl__rational_multiply(out, &passed, out) &&
         rsl__rational_divide(out, &all, out) && rsl__rational_add(out, &low, out) &&
         rsl__rational_subtract(out, start, out);
}

static bool growth_factor_of(rsl_number percent, rsl__rational *out) {
  rsl__rational one;
  rsl__rational hundred;
  set_integer(1, &one);
  set_integer(100, &hundred);
  return rsl__rational_from_number(percent, out) && rsl__rational_divide(out, &hundred, out) &&
         rsl__rational_add(out, &one, out);
}

static bool compare_with_power(const rsl__rational *value, rsl_number wanted, int64_t exponent, int *order) {
  rsl__rational factor;
  rsl__rational power;
  set_integer(1, &power);
  if (!growth_factor_of(wanted, &factor)) return false;
  for (int64_t i = 0; i < exponent; i++)
    if (!rsl__rational_multiply(&power, &factor, &power)) return false;
  return rsl__rational_compare(value, &power, order);
}

static void set_integer(int64_t value, rsl__rational *out) {
  rsl__rational_from_decimal((rsl_decimal){ value, 0 }, out);
}
