#include "progress/arithmetic.h"

#include "base/real_functions.h"

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
  rsl_number percent = growth_percent(rsl__power(factor, year, passed));
  if (percent.kind != RSL_NUMBER_REAL || factor.kind == RSL_NUMBER_REAL || passed % year != 0) return percent;
  /* A root is wrong in its last bits: three years of 6 % must not average 6.000000000000005 %. */
  rsl_number near = rsl_number_round(percent, ROOT_DECIMALS);
  rsl_number back = rsl__whole_power(growth_factor(near), passed / year);
  return back.kind != RSL_NUMBER_REAL && rsl_number_compare(back, factor) == 0 ? near : percent;
}
