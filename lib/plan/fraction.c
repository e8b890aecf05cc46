#include "plan/fraction.h"

#include <string.h>

/* The denominator of 18 decimals: a sum of two numerators up to it still fits. */
static const int64_t largest = INT64_C(1000000000000000000);

static bool read_whole(const char *text, size_t length, int64_t *out);
static int64_t common_divisor(int64_t a, int64_t b);

bool rsl__fraction_parse(const char *text, size_t length, rsl__fraction *out) {
  const char *slash = length == 0 ? NULL : memchr(text, '/', length);
  if (slash != NULL) {
    size_t before = (size_t)(slash - text);
    if (!read_whole(text, before, &out->numerator)) return false;
    if (!read_whole(slash + 1, length - before - 1, &out->denominator)) return false;
  } else {
    rsl_decimal value;
    if (rsl_decimal_parse(text, length, NULL, &value) != RSL_NUMBER_FINE || value.units < 0) return false;
    out->numerator = value.units;
    out->denominator = 1;
    for (int32_t i = 0; i < value.scale; ++i) out->denominator *= 10;
  }
  if (out->numerator <= 0 || out->denominator <= 0 || out->numerator > out->denominator) return false;
  int64_t divisor = common_divisor(out->numerator, out->denominator);
  out->numerator /= divisor;
  out->denominator /= divisor;
  return true;
}

bool rsl__fraction_add(rsl__fraction *sum, rsl__fraction share) {
  int64_t divisor = common_divisor(sum->denominator, share.denominator);
  int64_t own = sum->denominator / divisor;
  int64_t other = share.denominator / divisor;
  if (other > largest / sum->denominator) return false;
  int64_t numerator = sum->numerator * other + share.numerator * own;
  int64_t denominator = sum->denominator * other;
  divisor = common_divisor(numerator, denominator);
  *sum = (rsl__fraction){ numerator / divisor, denominator / divisor };
  return true;
}

int rsl__fraction_compare_one(rsl__fraction value) {
  return value.numerator < value.denominator ? -1 : value.numerator > value.denominator;
}

static bool read_whole(const char *text, size_t length, int64_t *out) {
  *out = 0;
  if (length == 0 || length > 18) return false;
  for (size_t i = 0; i < length; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    *out = *out * 10 + (text[i] - '0');
  }
  return true;
}

static int64_t common_divisor(int64_t a, int64_t b) {
  while (b != 0) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
