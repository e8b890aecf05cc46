#include "progress/arithmetic.h"

#include "base/real_functions.h"

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
