#include "progress/arithmetic.h"

#include "base/rational.h"
#include "base/real_functions.h"

static rsl_number root_growth(rsl_number factor, int64_t passed, int64_t year);

enum { ROOT_DECIMALS = 6 /**< of a growth in percent that is a short decimal */ };

rsl_number rsl__whole_power(rsl_number base, int64_t exponent) {
  rsl_number power = whole(1);
  while (exponent > 0) {
    if (exponent % 2 != 0) power = times(power, base);
    exponent /= 2;
    if (exponent > 0) base = times(base, base);
  }
  return power;
}

rsl_number rsl__power(rsl_number base, int64_t numerator, int64_t denominator) {
  if (denominator <= 0 || numerator < 0 || rsl_number_sign(base) <= 0) return rsl_number_absent();
  if (numerator % denominator == 0) return rsl__whole_power(base, numerator / denominator);
  return rsl_number_from_double(rsl__pow_fraction(base.real, numerator, denominator));
}

rsl_number rsl__growth_a_year(rsl_number factor, int64_t passed, int64_t year) {
  if (passed <= 0 || rsl_number_sign(factor) <= 0) return rsl_number_absent();
  rsl_number percent =
      year % passed == 0 ? growth_percent(rsl__whole_power(factor, year / passed)) : root_growth(factor, passed, year);
  if (percent.kind != RSL_NUMBER_REAL || factor.kind == RSL_NUMBER_REAL || passed % year != 0) return percent;
  /* A root is wrong in its last bits: three years of 6 % must not average 6.000000000000005 %. */
  rsl_number near = rsl_number_round(percent, ROOT_DECIMALS);
  rsl_number back = rsl__whole_power(growth_factor(near), passed / year);
  return back.kind != RSL_NUMBER_REAL && rsl_number_compare(back, factor) == 0 ? near : percent;
}

/* The factor as its nearest double and the rest, since that double alone would spoil the last digits of a growth. */
static rsl_number root_growth(rsl_number factor, int64_t passed, int64_t year) {
  rsl__rational exact;
  rsl__rational near;
  rsl__rational rest;
  double low = 0;
  rsl__rational_from_double(factor.real, &near);
  bool fits = rsl__rational_from_number(factor, &exact) && rsl__rational_subtract(&exact, &near, &rest) &&
              rsl__rational_to_double(&rest, &low);
  return rsl_number_from_double(rsl__growth_percent(factor.real, fits ? low : 0, year, passed));
}
