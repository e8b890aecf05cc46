#include "cube/fold.h"

#include "base/rational.h"

static rsl_number deviation(const rsl__fold *fold);

void rsl__fold_take(rsl__fold *fold, rsl_number value, uint32_t weight) {
  bool first = fold->count++ == 0;
  rsl_number times = rsl_number_from_integer(weight);
  if (fold->time == RSL_TIME_STDDEV) {
    if (first) {
      fold->first = value;
      fold->value = fold->squares = rsl_number_from_integer(0);
    }
    rsl_number apart = rsl_number_subtract(value, fold->first);
    fold->value = rsl_number_add(fold->value, apart);
    fold->squares = rsl_number_add(fold->squares, rsl_number_multiply(apart, apart));
    return;
  }
  if (weight != 1) value = rsl_number_multiply(value, times);
  bool adds = fold->time == RSL_TIME_SUM || fold->time == RSL_TIME_MEAN || fold->time == RSL_TIME_DAY_MEAN;
  bool replaces = first || fold->time == RSL_TIME_LAST ||
                  (fold->time == RSL_TIME_MIN && rsl_number_compare(value, fold->value) < 0) ||
                  (fold->time == RSL_TIME_MAX && rsl_number_compare(value, fold->value) > 0);
  if (replaces)
    fold->value = value;
  else if (adds)
    fold->value = rsl_number_add(fold->value, value);
  fold->weights = first ? times : rsl_number_add(fold->weights, times);
}

rsl_number rsl__fold_value(const rsl__fold *fold) {
  if (fold->count == 0) return rsl_number_absent();
  if (fold->time == RSL_TIME_STDDEV) return deviation(fold);
  bool divides = fold->time == RSL_TIME_MEAN || fold->time == RSL_TIME_DAY_MEAN;
  return divides ? rsl_number_divide(fold->value, fold->weights) : fold->value;
}

/* √((n·Σd² − (Σd)²) / n²), rounded once (R10). */
static rsl_number deviation(const rsl__fold *fold) {
  rsl__rational count;
  rsl__rational sum;
  rsl__rational squares;
  double root = 0;
  rsl_number many = rsl_number_from_integer(fold->count);
  if (!rsl__rational_from_number(many, &count) || !rsl__rational_from_number(fold->value, &sum) ||
      !rsl__rational_from_number(fold->squares, &squares) || !rsl__rational_divide(&sum, &count, &sum) ||
      !rsl__rational_divide(&squares, &count, &squares) || !rsl__rational_multiply(&sum, &sum, &sum) ||
      !rsl__rational_subtract(&squares, &sum, &squares))
    return rsl_number_absent();
  /* Of sums that grew too long to be kept exactly the difference may fall below nothing. */
  if (rsl__rational_sign(&squares) <= 0) return rsl_number_from_integer(0);
  return rsl__rational_square_root(&squares, &root) ? rsl_number_from_double(root) : rsl_number_absent();
}
